"""Tables of a draft as tables of the tree."""

from __future__ import annotations

from unpress.ast import Block, Break, Cell, Inline, Paragraph, Row, Table
from unpress.draft import DraftTable
from unpress_stages.parse._inlines import bare, inlines


def table(draft: DraftTable) -> Table:
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
                for cell in row
            )
        )
        for row in draft.rows
    )
    caption: list[Inline] = []
    for line in draft.caption:
        caption.extend([Break()] if caption else [])
        caption.extend(bare(line.runs))
    return Table(rows, tuple(caption), draft.label)
