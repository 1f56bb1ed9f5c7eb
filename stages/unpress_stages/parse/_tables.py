"""Tables of a draft as tables of the tree."""

from __future__ import annotations

from unpress.ast import Block, Cell, Paragraph, Row, Table
from unpress.draft import DraftTable
from unpress_stages.parse._inlines import inlines


def table(draft: DraftTable) -> Table:
    """The table with its cells; each line of a cell is a paragraph."""
    rows = tuple(
        Row(
            tuple(
                Cell(
                    tuple[Block, ...](Paragraph(inlines(line.runs), line.label) for line in cell.lines),
                    cell.header,
                    cell.columns,
                    cell.rows,
                )
                for cell in row
            )
        )
        for row in draft.rows
    )
    caption = inlines(tuple(run for line in draft.caption for run in line.runs))
    return Table(rows, caption)
