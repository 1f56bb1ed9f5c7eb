"""Take up tables whose columns are lost: every cell on a line of its own, row after row.

Tools that read a page from left to right and break the line after each cell leave a column of words and figures:
the name of a row (one line or several without a space between), then as many figures as there are columns, again and
again. Four rows of the same number of figures are a table. Words that stand alone between rows, or above the first,
go across or head the columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from unpress.draft import Draft, DraftCell, DraftTable, Entry, Line, Run, merge_runs
from unpress.journal import Journal

_FIGURE: Final = re.compile(r"[(\[+\-–—−$€£]?\s?\d[\d\s.,/\u00a0\u202f]*%?[)\]]?\s?[*a-z]?|[–—−\-]|\.\.\.?|…")
_LIST: Final = re.compile(r"\d{1,3}\s?[.)\-–]")
_LEAST: Final = 4
_LONGEST: Final = 70
_ENDS: Final = (".", ";", ":", ",", "。", "；", "，", "؛", "،")


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines from ``start``: words, in chunks that a space parts, then figures up to ``end``."""

    start: int
    words: int
    end: int

    @property
    def figures(self) -> int:
        """How many figures the row has."""
        return self.end - self.words


def clean(draft: Draft, journal: Journal) -> Draft:
    """Put a table in the place of its cells."""
    entries = draft.lines
    if any(isinstance(entry, Line) and entry.starts is not None for entry in entries):
        return draft
    fresh: list[Entry] = []
    at = 0
    while at < len(entries):
        rows = _rows(entries, at)
        if len(rows) < _LEAST:
            fresh.append(entries[at])
            at += 1
            continue
        head = _head(fresh, rows[0].figures)
        del fresh[len(fresh) - len(head) :]
        fresh.append(_table(entries, rows, head))
        at = rows[-1].end
    return draft if len(fresh) == len(entries) else replace(draft, lines=tuple(fresh))


def _rows(entries: tuple[Entry, ...], at: int) -> list[_Row]:
    """Rows that follow each other from ``at`` and have the same number of figures."""
    rows: list[_Row] = []
    while True:
        row = _row(entries, rows[-1].end if rows else at)
        if (
            row is None
            or (rows and row.figures != rows[0].figures)
            or (not rows and _chunks(entries, row) > 1)
        ):
            return rows
        rows.append(row)


def _row(entries: tuple[Entry, ...], at: int) -> _Row | None:
    words = at
    while words < len(entries) and _is_word(entries[words]) and words - at < 8:
        words += 1
    if words == at:
        return None
    end = words
    while end < len(entries) and _is_figure(entries[end]):
        end += 1
    return _Row(at, words, end) if end > words else None


def _is_figure(entry: Entry) -> bool:
    return (
        isinstance(entry, Line) and len(entry.text) < 24 and _FIGURE.fullmatch(entry.text.strip()) is not None
    )


def _is_word(entry: Entry) -> bool:
    if not isinstance(entry, Line) or len(entry.text) > _LONGEST or _is_figure(entry):
        return False
    text = entry.text.strip()
    return not text.endswith(_ENDS) and _LIST.match(text) is None


def _chunks(entries: tuple[Entry, ...], row: _Row) -> int:
    """How many names a row begins with; all but the last go across the table."""
    return 1 + sum(_gap(entries[i]) for i in range(row.start + 1, row.words))


def _gap(entry: Entry) -> bool:
    return isinstance(entry, Line) and entry.gap > 0


def _head(before: list[Entry], figures: int) -> list[Line]:
    """The lines above the first row that head its columns: short, one for each column, or for each but the first."""
    short: list[Line] = []
    for entry in reversed(before):
        if not isinstance(entry, Line) or not _is_word(entry) or len(entry.text) > 40 or len(short) > figures:
            break
        short.insert(0, entry)
    return short if len(short) in {figures, figures + 1} else []


def _table(entries: tuple[Entry, ...], rows: list[_Row], head: list[Line]) -> DraftTable:
    columns = rows[0].figures + 1
    built: list[tuple[DraftCell, ...]] = []
    if head:
        cells = [DraftCell((replace(line, starts=True),), header=True) for line in head]
        built.append(tuple(cells if len(cells) == columns else [DraftCell((), header=True), *cells]))
    for row in rows:
        name: list[Line] = []
        for i in range(row.start, row.words):
            line = entries[i]
            if not isinstance(line, Line):
                continue
            if name and line.gap > 0:
                built.append((DraftCell(_lines(name), columns=columns),))
                name = []
            name.append(line)
        figures = [line for line in entries[row.words : row.end] if isinstance(line, Line)]
        built.append((DraftCell(_lines(name)), *(DraftCell(_lines([figure])) for figure in figures)))
    first = entries[rows[0].start]
    return DraftTable(tuple(built), page=first.page)


def _lines(lines: list[Line]) -> tuple[Line, ...]:
    """The lines of one cell as one paragraph."""
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run(" "))
        runs.extend(line.runs)
    return (replace(lines[0], runs=merge_runs(runs), starts=True),)
