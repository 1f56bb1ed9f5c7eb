"""Footnotes of a page: the rows in small type at its foot that begin with a raised mark, and what goes on them.

A number on the line, or in brackets, begins a note where the same number is raised, or stands in such brackets, in the
text above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from unpress_stages.read._pdf_lines import Row

_MARKER: Final = re.compile(r"(?P<opened>\()?(?P<mark>\d{1,3}|[٠-٩]{1,3}|\*{1,5})(?(opened)\))")
"""A mark, in Arabic between brackets."""
_LEVEL: Final = re.compile(r"\s*(?P<opened>[\[(])?(?P<mark>\d{1,3})(?(opened)[\])]\s*|\.?\s+)(?=\S)")
"""A number on the line at the beginning of a note."""
_BRACKETED: Final = re.compile(r"\[(\d{1,3})\]")
_SMALL: Final = 0.93  # of the size of running text
_APART: Final = (
    1.3  # of the distance of their lines: how far notes in type of the size of the text stand from it
)
_STEP: Final = 1.8  # sizes between the lines of a note
_SKIPPED: Final = 2  # the most by which a number is above that of the note before: one may stand elsewhere
_RULE: Final = re.compile(r"[_\u2014\u2015\u2500\s]{5,}")


@dataclass(slots=True)
class Note:
    """A note on a page: its marker and its rows. An empty marker: it goes on the last note of the page before."""

    marker: str
    rows: list[Row] = field(default_factory=list[Row])


def marks(rows: Sequence[Row]) -> frozenset[str]:
    """The numbers that are raised in rows, or stand in square brackets."""
    raised = {
        piece.text.strip()
        for row in rows
        for piece, raised in zip(row.pieces, row.raised, strict=True)
        if raised
    }
    return frozenset({*raised, *(mark for row in rows for mark in _BRACKETED.findall(row.text[1:]))})


def numbered(rows: Sequence[Row]) -> set[int]:
    """The ids of rows that begin with a number on the line that is a mark in the others, and of those that go on."""
    known = marks(rows)
    found: set[int] = set()
    for i, row in enumerate(rows):
        level = _LEVEL.match(row.text)
        begins = level and level["mark"] in known and (level["opened"] or level[0].rstrip().endswith("."))
        goes_on = i and id(rows[i - 1]) in found and rows[i - 1].base - row.base < _STEP * row.size
        if begins or goes_on:
            found.add(id(row))
    return found


def split(
    rows: Sequence[Row], size: float, known: Set[str] = frozenset(), *, amid: bool = False
) -> tuple[list[Row], list[Row], list[Note]]:
    """Part the rows of a page, its running heads left out, into text, lines drawn above notes, and notes.

    ``size`` is the size of running text in points, ``known`` are the numbers that are marks in the text of the page.
    ``amid``: the page before ends with notes that stand behind the text; on a page in small type without marks, the
    last of them goes on.
    """
    if amid and rows and all(row.size <= _SMALL * size and not _marker(row, size) for row in rows):
        return [], [], [Note("", list(rows))]
    if any(row.size <= _SMALL * size and _marker(row, size) for row in rows):
        known = frozenset()  # numbers are raised there, too
    small = _SMALL * size
    first = _first(rows, size, known)
    if first is None:
        first, small = _bracketed(rows), 2 * size
        known = frozenset(mark for row in rows for mark in _BRACKETED.findall(row.text))
    if first is None:
        return list(rows), [], []
    body, region = list(rows[:first]), list(rows[first:])
    rules: list[Row] = []
    while body and _RULE.fullmatch(body[-1].text):
        rules.append(body.pop())
    notes: list[Note] = []
    for i, row in enumerate(region):
        marker = _marker(row, small / _SMALL, known)
        if i and not marker and (row.size > small or region[i - 1].base - row.base > 2.2 * row.size):
            return [*body, *region[i:]], rules, notes
        if marker:
            notes.append(Note(marker, [row]))
        elif notes:
            notes[-1].rows.append(row)
        else:
            notes.append(Note("", [row]))
    return body, rules, notes


def behind_text(body: Sequence[Row], notes: Sequence[Note], *, amid: bool) -> bool:
    """Whether a page ends with notes whose marks are on pages before; ``amid``: the page before does."""
    own = {note.marker for note in notes if note.marker}
    return bool(notes) and (amid or bool(own)) and own.isdisjoint(marks(body))


def _first(rows: Sequence[Row], size: float, known: Set[str]) -> int | None:
    """The index of the first row of the notes."""
    marked = [i for i, row in enumerate(rows) if row.size <= _SMALL * size and _marker(row, size, known)]
    numbers = [int(mark) for i in marked if (mark := _marker(rows[i], size, known)).isdecimal()]
    if not marked or (known and any(b != a + 1 for a, b in pairwise(numbers))):
        return None
    first = marked[-1]
    while first > 0 and (rows[first - 1].size <= _SMALL * size and not _RULE.fullmatch(rows[first - 1].text)):
        if rows[first - 1].base - rows[first].base > 2.2 * size:
            break
        first -= 1
    return first


def _bracketed(rows: Sequence[Row]) -> int | None:
    """The index of the first row of notes in type of any size, whose numbers stand in square brackets at the foot."""
    found = [(i, int(mark[1])) for i, row in enumerate(rows) if (mark := _BRACKETED.match(row.text.lstrip()))]
    while len(found) > 1 and any(not 0 < b - a <= _SKIPPED for (_, a), (_, b) in pairwise(found)):
        del found[0]  # a mark that begins a line of the text
    first = found[0][0] if found else 0
    above = {mark for row in rows[:first] for mark in _BRACKETED.findall(row.text)}
    if first == 0 or not any(str(number) in above for _, number in found):
        return None
    room = rows[first - 1].base - rows[first].base
    steps = [above.base - below.base for above, below in pairwise(rows[first:])]
    return first if room > _APART * max(steps, default=rows[first].size) else None


def _marker(row: Row, size: float, known: Set[str] = frozenset()) -> str:
    """The mark that a row begins with: raised figures, or asterisks; in small type a number that is known, too."""
    at = 0
    while at < len(row.pieces) and not row.pieces[at].text.strip():
        at += 1
    if at == len(row.pieces):
        return ""
    found = _MARKER.fullmatch(row.pieces[at].text.strip())
    if found and at + 1 < len(row.pieces) and (row.raised[at] or found["mark"].startswith("*")):
        return found["mark"]
    level = _LEVEL.match(row.text) if known and row.size <= _SMALL * size else None
    return level["mark"] if level and level["mark"] in known else ""
