"""Footnotes of a page: the rows in small type at its foot that begin with a raised mark, and what goes on them.

A number on the line, or in brackets, begins a note where the same number is raised, or stands in such brackets, in the
text above. Where a link leads from a raised mark to a row with that mark, farther on in the file, that is its note,
wherever it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from unpress.pattern import late
from unpress.record import mutable
from unpress_stages.read._pdf_lines import Row
from unpress_stages.read._pdf_links import Bands, Way
from unpress_stages.read._pdf_piece import Piece

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
_LARGER: Final = 1.05  # of the size of a note: what is larger belongs to none
_NONE: Final[Mapping[int, str]] = {}
_SKIPPED: Final = 2  # the most by which a number is above that of the note before: one may stand elsewhere
_OPENING: Final = late(r"\s*[(\[]?(?P<mark>\d{1,3}|[٠-٩]{1,3}|\*{1,5})(?![\d*])")
_FAR: Final = 150.0  # points: how far above a note its link may lead
_RULE: Final = re.compile(r"[_\u2014\u2015\u2500\s]{5,}")


@mutable
class Note:
    """A note on a page: its marker and its rows. An empty marker: it goes on the last note of the page before."""

    marker: str
    rows: list[Row] = field(default_factory=list[Row])


class Lead(NamedTuple):
    """The mark of a note and where its link leads: the number of a page and a height in points."""

    mark: str
    page: int
    height: float


def leads(rows: Sequence[Row], ways: Sequence[Way]) -> Iterator[Lead]:
    """The raised marks in rows from which links lead down the page, or to a later one."""
    if not ways or not rows:
        return
    bands = Bands(ways, min(row.base for row in rows), max(row.base + 2 * row.size for row in rows))
    for row in rows:
        for piece, mark in _raised(row):
            found = _MARKER.fullmatch(mark)
            for way in bands.near(piece.base - piece.size, piece.base + 2 * piece.size) if found else ():
                onward = way.page > row.page or (way.page == row.page and way.height < row.base)
                if found and onward and way.begins(piece):
                    yield Lead(found["mark"], way.page, way.height)
                    break


def _raised(row: Row) -> Iterator[tuple[Piece, str]]:
    """What is raised in a row, each stretch with the first of its pieces: some writers paint each figure by itself."""
    pairs = zip(row.pieces, row.raised, strict=True)
    for raised, group in groupby(pairs, lambda pair: pair[1] and bool(pair[0].text.strip())):
        if raised:
            pieces = [piece for piece, _ in group]
            yield pieces[0], "".join([piece.text for piece in pieces]).strip()


def led_to(rows: Sequence[Row], found: Iterable[Lead]) -> dict[int, str]:
    """The marks of the rows of a page that are notes by the links that lead there, by the ids of the rows.

    Links lead to the upper edge of a note, or beyond it, all as far, for one writer leaves the margins out of account.
    """
    leads = dict.fromkeys(found)
    opened: dict[str, list[Row]] = {}
    for row in rows if leads else ():
        if opening := _OPENING.match(row.text):
            opened.setdefault(opening["mark"], []).append(row)
    pairs = [(lead.height - row.base, lead.mark, row) for lead in leads for row in opened.get(lead.mark, ())]
    if not pairs:
        return {}
    rises = sorted([rise for rise, _, _ in pairs])

    def as_far(pair: tuple[float, str, Row]) -> tuple[int, float]:
        rise, _, row = pair
        low, high = bisect_right(rises, rise - row.size / 2), bisect_left(rises, rise + row.size / 2)
        return high - low, -abs(rise)

    usual = max(pairs, key=as_far)[0]
    near = [pair for pair in pairs if abs(pair[0] - usual) < pair[2].size / 2]
    return {id(row): mark for _, mark, row in near} if abs(usual) < _FAR else {}


def marks(rows: Sequence[Row]) -> frozenset[str]:
    """The numbers that are raised in rows, or stand in square brackets."""
    raised = {
        found["mark"] if (found := _MARKER.fullmatch(mark)) else mark
        for row in rows
        for _, mark in _raised(row)
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
    rows: Sequence[Row],
    size: float,
    known: Set[str] = frozenset(),
    *,
    amid: bool = False,
    sure: Mapping[int, str] = _NONE,
) -> tuple[list[Row], list[Row], list[Note]]:
    """Part the rows of a page, its running heads left out, into text, lines drawn above notes, and notes.

    ``size`` is the size of running text in points, ``known`` are the numbers that are marks in the text of the page.
    ``amid``: the page before ends with notes that stand behind the text; on a page in small type without marks, the
    last of them goes on. ``sure`` are the marks of the rows that surely begin notes, by their ids.
    """
    begun = [i for i, row in enumerate(rows) if id(row) in sure]
    if any(row.size <= _SMALL * size and _marker(row, size) for row in rows):
        known = frozenset()  # numbers are raised there, too
    if begun:
        return _linked(rows, begun[0], size, known, sure, amid=amid)
    if amid and rows and all(row.size <= _SMALL * size and not _marker(row, size) for row in rows):
        return [], [], [Note("", list(rows))]
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


def _linked(
    rows: Sequence[Row], first: int, size: float, known: Set[str], sure: Mapping[int, str], *, amid: bool
) -> tuple[list[Row], list[Row], list[Note]]:
    """The same of a page of which the row ``first`` and others begin notes. Above it small type goes on a note of the
    page before, or is one; below the last, what is larger or stands apart is text again."""
    small = max(row.size for row in rows if id(row) in sure) * _LARGER
    if amid and all(row.size <= small for row in rows[:first]):
        first = 0
    while first > 0 and _goes_on(rows[first - 1], rows[first], size):
        first -= 1
    body, rules = list(rows[:first]), list[Row]()
    while body and _RULE.fullmatch(body[-1].text):
        rules.append(body.pop())
    notes: list[Note] = []
    last = max(i for i, row in enumerate(rows) if id(row) in sure)
    for i in range(first, len(rows)):
        row = rows[i]
        marker = sure.get(id(row), "") or (_marker(row, size, known) if row.size <= _SMALL * size else "")
        if i > last and not marker and (row.size > small or rows[i - 1].base - row.base > 2.2 * row.size):
            return [*body, *rows[i:]], rules, notes
        if marker or not notes:
            notes.append(Note(marker))
        notes[-1].rows.append(row)
    return body, rules, notes


def _goes_on(row: Row, below: Row, size: float) -> bool:
    """Whether a row in small type stands above one of a note."""
    small = row.size <= _SMALL * size and not _RULE.fullmatch(row.text)
    return small and row.base - below.base <= 2.2 * size


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
    while first > 0 and _goes_on(rows[first - 1], rows[first], size):
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
