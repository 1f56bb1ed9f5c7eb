"""Heads of tables: one that only its letters tell, one that is set again where a table goes on."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from unpress.draft import DraftCell, DraftTable, Entry
from unpress.journal import Journal
from unpress.record import replace

_HEAD: Final = 3
"""Rows of a head that only its letters tell, at most."""


def with_head(rows: list[tuple[DraftCell, ...]]) -> list[tuple[DraftCell, ...]]:
    """The rows of a table of which the file says no head, with that which is set as one: first rows in bold letters
    over others that are not."""
    bold = sum(1 for _ in takewhile(_is_bold, rows))
    if any(cell.header for row in rows for cell in row) or not 0 < bold <= min(_HEAD, len(rows) - 1):
        return rows
    return [*(tuple(replace(cell, header=True) for cell in row) for row in rows[:bold]), *rows[bold:]]


def _is_bold(row: tuple[DraftCell, ...]) -> bool:
    runs = [
        run for cell in row for line in cell.lines for run in line.runs if run.text.strip() and not run.note
    ]
    return bool(runs) and all(run.bold for run in runs)


def rejoined(entries: list[Entry], journal: Journal) -> list[Entry]:
    """The entries with tables that go on behind an empty paragraph, their head set again, as one: who types a table
    over two pages parts it so."""
    found: list[Entry] = []
    for entry in entries:
        before = found[-1] if found else None
        head = _head(entry) if isinstance(entry, DraftTable) and isinstance(before, DraftTable) else []
        if (
            isinstance(entry, DraftTable)
            and isinstance(before, DraftTable)
            and head
            and head == _head(before)
        ):
            again, behind = entry.rows[: len(head)], entry.rows[len(head) :]
            for line in (line for row in again for cell in row for line in cell.lines):
                for run in line.runs:
                    journal.dropped_span("head", run.span)
            found[-1] = replace(before, rows=(*before.rows, *behind))
        else:
            found.append(entry)
    return found


def _head(table: DraftTable) -> list[list[tuple[str, int, int]]]:
    """The rows of the head of a table, each cell with its words and spans; none where they have no words."""
    rows = [
        [(" ".join(line.text.strip() for line in cell.lines), cell.columns, cell.rows) for cell in row]
        for row in takewhile(lambda row: row and all(cell.header for cell in row), table.rows)
    ]
    return rows if any(text for row in rows for text, _, _ in row) and len(rows) < len(table.rows) else []
