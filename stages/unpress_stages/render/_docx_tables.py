"""Tables of a Word file: their columns, the rules and styles of their rows and cells, captions, boxes around text."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import Final, Literal

from unpress.ast import Blocks, Cell, Inlines, Paragraph, Table
from unpress.record import record
from unpress_stages.render._columns import (
    figure_columns,
    fits,
    is_figure,
    is_total,
    shares,
    stands_for_figure,
    title_and_unit,
)
from unpress_stages.render._docx_page import Measures
from unpress_stages.render._docx_runs import BREAK, TAB, Look, Runs
from unpress_stages.render._docx_setting import Setting, style_at
from unpress_stages.render._grid import Slot, grid

RowKind = Literal["", "head", "head top", "head inner", "head bottom", "total"]
"""What a row of a table is: all of its head or a part of it, a row that adds up others, any other."""
_SET_IN: Final = '<w:tcMar><w:left w:w="240" w:type="dxa"/></w:tcMar>'
"""The words of a row that adds up others begin further in."""


@record
class Tables:
    """Writes the tables of one document: ``paragraph`` writes one of a style with its runs, ``blocks`` what a cell
    holds; ``leftward`` is the document."""

    measures: Measures
    leftward: bool
    runs: Runs
    paragraph: Callable[[str, str], str]
    blocks: Callable[[Blocks, Setting], str]

    def table(self, node: Table, setting: Setting) -> str:
        """A table with its caption, and the empty paragraph that parts it from the next one."""
        caption = self.caption("Caption", node.label, node.caption, setting)
        rows = grid(node)
        if not rows:
            return caption
        head = 0
        while head < len(rows) and all(slot.cell.header or slot.merge == "continue" for slot in rows[head]):
            head += 1
        head = 0 if head == len(rows) else head
        narrow = setting.place != "body" or fits(rows, head, self.measures.column / 20)
        total = self.measures.column if narrow else self.measures.width
        if setting.place == "cell":
            total = total // 3
        columns = [int(share * total) for share in shares(rows, head, total / 20)]
        columns[-1] += total - sum(columns)
        figures = figure_columns(rows, head)
        body = "".join(
            self._row(
                slots, columns, _kind(number, slots, head), figures, setting, last=number == len(rows) - 1
            )
            for number, slots in enumerate(rows)
        )
        left = self.measures.indent if narrow and setting.place != "cell" else 0
        grid_columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        first = "1" if head else "0"
        return (
            caption
            + '<w:tbl><w:tblPr><w:tblStyle w:val="TableUN"/>'
            + ("<w:bidiVisual/>" if self.leftward else "")
            + f'<w:tblW w:w="{total}" w:type="dxa"/><w:tblInd w:w="{left}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="{"0020" if head else "0000"}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid_columns}</w:tblGrid>{body}</w:tbl>" + self.paragraph("Spacer", "")
        )

    def _row(
        self,
        slots: list[Slot],
        columns: list[int],
        kind: RowKind,
        figures: Set[int],
        setting: Setting,
        *,
        last: bool,
    ) -> str:
        """A row; ``figures`` are the columns of figures, ``last`` says that the table ends with it."""
        cells: list[str] = []
        at = 0
        low = '<w:vAlign w:val="bottom"/>'
        head = kind.startswith("head")
        for slot in slots:
            width = sum(columns[at : at + slot.columns])
            numeric = slot.columns == 1 and at in figures
            look = _rules(kind, spans=slot.columns > 1, last=last)
            look += (_SET_IN if kind == "total" and not at else "") + (low if numeric or head else "")
            at += slot.columns
            merge = f'<w:vMerge w:val="{slot.merge}"/>' if slot.merge else ""
            span = f'<w:gridSpan w:val="{slot.columns}"/>' if slot.columns > 1 else ""
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{look}</w:tcPr>'
                f"{self._cell(slot.cell, setting, numeric=numeric, over=head)}</w:tc>"
            )
        repeated = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, node: Cell, setting: Setting, *, numeric: bool, over: bool) -> str:
        """A cell; ``numeric`` says that its column holds figures, ``over`` that it stands in the head."""
        inside = Setting("cell", head=node.header, over_figures=numeric and over)
        if len(node.children) == 1 and isinstance(only := node.children[0], Paragraph) and not only.children:
            label = self.runs.typed(only.label) + TAB if only.label else ""
            figure = not node.header and (is_figure(node) or (numeric and stands_for_figure(node)))
            style = "TableFigure" if figure else style_at("TableText", inside)
            return self.paragraph(style, label + self.runs(only.content, Look(direct=node.header)))
        return self.blocks(node.children, inside) or self.paragraph(style_at("TableText", inside), "")

    def caption(self, style: str, label: str, caption: Inlines, setting: Setting) -> str:
        """The number and the title of a table or a figure, empty where there is neither."""
        if not label and not caption:
            return ""
        look = Look(direct=True)
        number = self.runs.typed(label, look) if label else ""
        between = BREAK if label and caption else ""
        title, unit = title_and_unit(caption)
        words = self.runs(title, look)
        words += BREAK + self.runs(unit, replace(look, unit=True)) if unit else ""
        return self.paragraph(style_at(style, setting), number + between + words)

    def box(self, *parts: str) -> str:
        """Parts of the text in the rows of a table, as official Word files have them: it holds lists and tables, too,
        which borders of paragraphs would part."""
        width = self.measures.width
        rows = "".join(
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{part}'
            + ("" if part.endswith("</w:p>") else self.paragraph("Spacer", ""))
            + "</w:tc></w:tr>"
            for part in parts
            if part
        )
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="SummaryBox"/>'
            + ("<w:bidiVisual/>" if self.leftward else "")
            + f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            f' w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
            f"{rows}</w:tbl>" + self.paragraph("Spacer", "")
        )


def _kind(number: int, slots: Sequence[Slot], head: int) -> RowKind:
    if number >= head:
        return "total" if is_total([slot.cell for slot in slots]) else ""
    if head == 1:
        return "head"
    return "head top" if number == 0 else "head bottom" if number == head - 1 else "head inner"


def _rules(kind: RowKind, *, spans: bool, last: bool) -> str:
    """Lines of a cell: thin above the head of a table, thick below it, thin below what heads several columns and around
    what adds up rows. The last row of a table ends with the line of the table."""
    above = 4 if kind in ("head", "head top", "total") else 0
    below = 12 if kind in ("head", "head bottom") else 4 if kind == "total" and not last else 0
    if kind in ("head top", "head inner") and spans:
        below = 4
    line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="auto"/>'
    lines = "".join(line.format(side, width) for side, width in (("top", above), ("bottom", below)) if width)
    return f"<w:tcBorders>{lines}</w:tcBorders>" if lines else ""
