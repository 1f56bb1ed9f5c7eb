"""Tables of a draft as tables of the tree.

Word processors leave room in a table with rows and columns that hold nothing, and cut its grid finer than its cells
are. Neither is part of what the table says: what remains are the rows in which text begins, and the columns. A column
too narrow for a word is room as well, and a cell that begins in one begins in the next. Dots that lead from the words
of a row to a page number in its last cell are none of its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from unpress.ast import Block, Break, Cell, Inline, Paragraph, Row, Table
from unpress.draft import DraftCell, DraftTable, Line, placed
from unpress.journal import Journal
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import cut_runs, span_between
from unpress_stages.parse._inlines import bare, inlines

_Rows: TypeAlias = Sequence[tuple[DraftCell, ...]]
_NARROW: Final = 10.0
"""Points: a column less wide holds no word."""
_LEADER: Final = late(r"(?<=[^\s.])\s*(?:\.\s?){6,}$")
_PAGE: Final = late(r"\d{1,4}|[ivxl]{1,6}")


def table(draft: DraftTable, journal: Journal) -> Table:
    """The table with its cells; each line of a cell is a paragraph, and each line of the caption a line.

    Heads and captions are set in bold or italic letters as such; that is no emphasis.
    """
    rows = tuple(
        Row(
            tuple(
                Cell(
                    tuple[Block, ...](
                        Paragraph((bare if cell.header else inlines)(line.runs), line.label)
                        for line in cell.lines
                    ),
                    cell.header,
                    cell.columns,
                    cell.rows,
                )
                for cell in _without_leaders(row, journal)
            )
        )
        for row in _without_room(draft)
    )
    caption: list[Inline] = []
    for line in draft.caption:
        caption.extend([Break()] if caption else [])
        caption.extend(bare(line.runs))
    return Table(rows, tuple(caption), draft.label)


def _without_leaders(row: tuple[DraftCell, ...], journal: Journal) -> tuple[DraftCell, ...]:
    """A row of a table of contents without the dots before the number of its page."""
    if len(row) < 2 or not _PAGE.fullmatch(" ".join(line.text for line in row[-1].lines).strip()):
        return row
    found: list[DraftCell] = []
    for cell in row[:-1]:
        dots = _LEADER.search(cell.lines[-1].text) if cell.lines else None
        if dots is not None:
            last = _cut(cell.lines[-1], dots.start(), journal)
            cell = replace(cell, lines=(*cell.lines[:-1], last))
        found.append(cell)
    return (*found, row[-1])


def _cut(line: Line, start: int, journal: Journal) -> Line:
    span = span_between(line.runs, start, len(line.text))
    journal.dropped_span("leader", span)
    return replace(line, runs=cut_runs(line.runs, 0, start))


def _without_room(draft: DraftTable) -> _Rows:
    """The rows without those, and without the columns, in which no cell with text begins."""
    cells = placed(draft.rows)
    rows = {at for at, row in enumerate(cells) if any(_has_text(cell) for _, cell in row)}
    if not rows:
        return draft.rows
    wide = set(range(max(column + cell.columns for row in cells for column, cell in row)))
    wide -= _narrow(cells, draft.widths)
    columns = {
        min(wide & set(range(column, column + cell.columns)))
        for row in cells
        for column, cell in row
        if _has_text(cell)
    }
    return [
        tuple(
            replace(cell, columns=many, rows=len(rows & set(range(at, at + cell.rows))))
            for column, cell in row
            if (many := len(columns & set(range(column, column + cell.columns)))) > 0
        )
        for at, row in enumerate(cells)
        if at in rows
    ]


def _narrow(cells: Sequence[Sequence[tuple[int, DraftCell]]], widths: Sequence[float]) -> set[int]:
    """The columns that are too narrow for a word and hold none."""
    found = {column for column, width in enumerate(widths) if width < _NARROW}
    for row in cells:
        for column, cell in row:
            inside = set(range(column, column + cell.columns))
            if _has_text(cell) and inside <= found:
                found -= inside
    return found


def _has_text(cell: DraftCell) -> bool:
    return any(line.text.strip() or line.label for line in cell.lines)
