"""A table as elements of HTML: its head, the widths of its columns on paper, and where its figures stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import Final, Literal

from unpress.ast import Blocks, Cell, Inlines, Paragraph, Row, Table
from unpress.record import record
from unpress_stages.render._columns import (
    figure_columns,
    fits,
    is_figure,
    is_total,
    shares,
    stands_for_figure,
)
from unpress_stages.render._grid import Slot, grid

COLUMN: Final = 366.6
PAGE: Final = 492.0
"""What a printed table may take, in points: the column of text, the whole width between the margins."""


@record
class TableMarkup:
    """Writes tables. What stands in cells is written by those who write the document; ``leftward`` is its direction."""

    inlines: Callable[[Inlines], str]
    blocks: Callable[[Blocks], str]
    printed: bool
    leftward: bool

    def table(self, node: Table, caption: str, attributes: str) -> str:
        """The table in a box that scrolls, which has the attributes; the caption is an element already, or empty."""
        head = _head(node.rows)
        columns = _first_columns(node.rows)
        rows = grid(node)
        numeric = figure_columns(rows, head)
        looks, widths = _measured(rows, head) if self.printed and rows else ("", "")
        top = "".join(self._row(*row, "col", numeric) for row in zip(node.rows[:head], columns, strict=False))
        rest = "".join(
            self._row(*row, "row", numeric) for row in zip(node.rows[head:], columns[head:], strict=True)
        )
        thead = f"<thead>\n{top}</thead>\n" if top else ""
        tbody = f"<tbody>\n{rest}</tbody>\n" if rest else ""
        return (
            f'<div class="table{looks}" tabindex="0"{attributes}>\n'
            f"<table>\n{caption}{widths}{thead}{tbody}</table>\n</div>\n"
        )

    def _row(self, node: Row, columns: Sequence[int], scope: Literal["col", "row"], numeric: Set[int]) -> str:
        """A row. On a page that is heard, the words before figures name the row; a PDF says what the tree says, which
        is read from it again."""
        named = not self.printed and scope == "row" and bool(numeric) and 0 not in numeric
        cells = (
            self._cell(cell, scope, column in numeric, names=named and not column and cell.columns == 1)
            for cell, column in zip(node.cells, columns, strict=True)
        )
        total = ' class="total"' if scope == "row" and is_total(node.cells) else ""
        return f"<tr{total}>{''.join(cells)}</tr>\n"

    def _cell(self, node: Cell, scope: Literal["col", "row"], numeric: bool, *, names: bool = False) -> str:
        attributes = ""
        header = (node.header or names) and bool(node.children)  # a cell without words names nothing
        if header:
            wide = node.columns > 1 if scope == "col" else node.rows > 1
            attributes += f' scope="{scope}{"group" if wide else ""}"'
        if node.columns > 1:
            attributes += f' colspan="{node.columns}"'
        if node.rows > 1:
            attributes += f' rowspan="{node.rows}"'
        content = _only(node)
        aligned = scope == "col" or stands_for_figure(node)
        if is_figure(node) or (aligned and numeric and node.columns == 1):
            attributes += ' class="figure"'
        tag = "th" if header else "td"
        inner = self.blocks(node.children) if content is None else self.inlines(content)
        if self.leftward and content and is_figure(node):
            inner = f'<bdi dir="ltr">{inner}</bdi>'  # thousands are set apart by spaces, which would turn them around
        return f"<{tag}{attributes}>{inner}</{tag}>"


def _head(rows: Sequence[Row]) -> int:
    """How many rows are the head of a table: rows of headers, and those into which a cell of them reaches."""
    head = 0
    while head < len(rows) and rows[head].cells and all(c.header for c in rows[head].cells):
        head += 1
    while any(y + c.rows > head for y, row in enumerate(rows[:head]) for c in row.cells):
        head = min(head + 1, len(rows))  # no cell reaches out of the head
        if head == len(rows):
            break
    return 0 if head == len(rows) else head  # a head needs a body


def _measured(rows: Sequence[Sequence[Slot]], head: int) -> tuple[str, str]:
    """For a printed table: further classes, and its columns with their widths. One that the column of text does not
    hold takes the whole width of the page; in one that does not fit there, type is small."""
    looks, measure = "", COLUMN
    if not fits(rows, head, COLUMN):
        looks, measure = (" wide", PAGE) if fits(rows, head, PAGE) else (" wide dense", PAGE)
    widths = "".join(f'<col style="width: {share:.2%}">' for share in shares(rows, head, measure))
    return looks, f"<colgroup>{widths}</colgroup>\n"


def _only(cell: Cell) -> Inlines | None:
    """What a cell holds if that is one plain paragraph or nothing."""
    if not cell.children:
        return ()
    first = cell.children[0]
    if len(cell.children) == 1 and isinstance(first, Paragraph) and not first.label and not first.children:
        return first.content
    return None


def _first_columns(rows: Sequence[Row]) -> list[list[int]]:
    """The column in which each cell begins, row by row."""
    taken: dict[int, int] = {}  # how many rows more a column is filled from above
    result: list[list[int]] = []
    for row in rows:
        here: list[int] = []
        column = 0
        below: dict[int, int] = {key: left - 1 for key, left in taken.items() if left > 1}
        for cell in row.cells:
            while column in taken:
                column += 1
            here.append(column)
            if cell.rows > 1:
                below.update(dict.fromkeys(range(column, column + cell.columns), cell.rows - 1))
            column += cell.columns
        taken = below
        result.append(here)
    return result
