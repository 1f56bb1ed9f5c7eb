"""Footnotes of a page: the rows in small type at its foot that begin with a raised mark, and what goes on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from unpress_stages.read._pdf_lines import Row

_MARKER: Final = re.compile(r"(?P<opened>\()?(?P<mark>\d{1,3}|[٠-٩]{1,3}|\*{1,5})(?(opened)\))")
"""A mark, in Arabic between brackets."""
_SMALL: Final = 0.93  # of the size of running text
_RULE: Final = re.compile(r"[_\u2014\u2015\u2500\s]{5,}")


@dataclass(slots=True)
class Note:
    """A note on a page: its marker and its rows. An empty marker: it goes on the last note of the page before."""

    marker: str
    rows: list[Row] = field(default_factory=list[Row])


def split(rows: Sequence[Row], size: float) -> tuple[list[Row], list[Row], list[Note]]:
    """Part the rows of a page, its running heads left out, into text, lines drawn above notes, and notes.

    ``size`` is the size of running text in points.
    """
    first = _first(rows, size)
    if first is None:
        return list(rows), [], []
    body, region = list(rows[:first]), list(rows[first:])
    rules: list[Row] = []
    while body and _RULE.fullmatch(body[-1].text):
        rules.append(body.pop())
    notes: list[Note] = []
    for i, row in enumerate(region):
        marker = _marker(row)
        if i and not marker and (row.size > _SMALL * size or region[i - 1].base - row.base > 2.2 * row.size):
            return [*body, *region[i:]], rules, notes
        if marker:
            notes.append(Note(marker, [row]))
        elif notes:
            notes[-1].rows.append(row)
        else:
            notes.append(Note("", [row]))
    return body, rules, notes


def _first(rows: Sequence[Row], size: float) -> int | None:
    """The index of the first row of the notes."""
    marked = [i for i, row in enumerate(rows) if row.size <= _SMALL * size and _marker(row)]
    if not marked:
        return None
    first = marked[-1]
    while first > 0 and (rows[first - 1].size <= _SMALL * size and not _RULE.fullmatch(rows[first - 1].text)):
        if rows[first - 1].base - rows[first].base > 2.2 * size:
            break
        first -= 1
    return first


def _marker(row: Row) -> str:
    """The mark that a row begins with: raised figures, or asterisks."""
    at = 0
    while at < len(row.pieces) and not row.pieces[at].text.strip():
        at += 1
    if at == len(row.pieces):
        return ""
    found = _MARKER.fullmatch(row.pieces[at].text.strip())
    if not found or at + 1 >= len(row.pieces):
        return ""
    return found["mark"] if row.raised[at] or found["mark"].startswith("*") else ""
