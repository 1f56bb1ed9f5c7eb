"""The tags of a page: which element of the structure tree each marked content belongs to (ISO 32000-1, 14.8)."""

from __future__ import annotations

import ctypes
from dataclasses import field
from typing import Any, Final

import pypdfium2.raw

from unpress.record import mutable, record

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_BLOCKS: Final = frozenset(
    {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "LI", "LBody", "Lbl", "TOCI"}
    | {"Caption", "BlockQuote", "Note", "TD", "TH", "Figure", "Formula"}
)
_TEXTS: Final = frozenset(
    {"P", "Span", "LBody", "Lbl", "H1", "H2", "H3", "H4", "H5", "H6", "Note", "Reference"}
)
_DEEPEST: Final = 64
_NEWER: Final = {"FENote": "Note"}
"""Types of PDF 2.0 (ISO 32000-2, 14.8.4) by the names that they had."""


@record
class Tag:
    """The nearest block (a paragraph, a heading) as a number and a type."""

    block: int = -1
    kind: str = ""

    @property
    def level(self) -> int:
        """The level of a heading, counted from 1; 0 for what is none."""
        return int(self.kind[1]) if len(self.kind) == 2 and self.kind[0] == "H" else 0


@mutable
class TagCell:
    """A cell of a tagged table: the numbers of the marked content in it, and how many columns and rows it takes."""

    contents: set[int] = field(default_factory=set[int])
    header: bool = False
    columns: int = 1
    rows: int = 1


@mutable
class TagTable:
    """A tagged table, or the part of it on one page: its rows of cells."""

    rows: list[list[TagCell]] = field(default_factory=list[list[TagCell]])


@record
class Tags:
    """The tags of a page by the number of their marked content, its tables, and the text that tags say is that of
    marked content, whatever it shows (ISO 32000-1, 14.9.4)."""

    found: dict[int, Tag] = field(default_factory=dict[int, Tag])
    tables: tuple[TagTable, ...] = ()
    texts: dict[int, str] = field(default_factory=dict[int, str])


def tags(page: Any) -> Tags:
    """The tags of a page; empty where it has none."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return Tags()
    try:
        walk = _Walk(tree)
        return Tags(walk.found, tuple(walk.tables), walk.texts)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


class _Walk:
    def __init__(self, tree: Any) -> None:
        self.found: dict[int, Tag] = {}
        self.tables: list[TagTable] = []
        self.texts: dict[int, str] = {}
        self.blocks = 0
        self._buffer = ctypes.create_string_buffer(512)
        for i in range(max(pdfium.FPDF_StructTree_CountChildren(tree), 0)):
            self._visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), Tag(), None, None, 0)

    def _visit(
        self, element: Any, around: Tag, table: TagTable | None, cell: TagCell | None, depth: int
    ) -> None:
        """`table` and `cell` are the innermost outer ones: what a table in a cell holds is that cell's."""
        if not element or depth > _DEEPEST:
            return
        kind = self._type(element)
        tag = around
        if kind == "Table" and cell is None:
            table = TagTable()
            self.tables.append(table)
        elif kind == "TR" and table is not None and cell is None:
            table.rows.append([])
        elif kind in {"TD", "TH"} and table is not None and cell is None and table.rows:
            cell = TagCell(set(), kind == "TH", _span(element, b"ColSpan"), _span(element, b"RowSpan"))
            table.rows[-1].append(cell)
        if kind in _BLOCKS:
            tag = Tag(self.blocks, kind)
            self.blocks += 1
        for i in range(max(pdfium.FPDF_StructElement_CountChildren(element), 0)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
            if child:
                self._visit(child, tag, table, cell, depth + 1)
                continue
            content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)
            if content >= 0 and tag.block >= 0:
                self.found[content] = tag
                if i == 0 and kind in _TEXTS and (text := self._actual(element)):
                    self.texts[content] = text
                if cell is not None:
                    cell.contents.add(content)
            elif content < 0 and kind == "TR" and table is not None and cell is None:
                table.rows[-1].append(TagCell())  # a cell that paints nothing

    def _actual(self, element: Any) -> str:
        """The text that an element with one child says that it has, or empty."""
        if pdfium.FPDF_StructElement_CountChildren(element) != 1:
            return ""
        size = pdfium.FPDF_StructElement_GetActualText(element, self._buffer, len(self._buffer))
        if not 2 < size <= len(self._buffer):
            return ""
        text = self._buffer.raw[: size - 2].decode("utf-16-le", errors="replace")
        return text if text.strip() else ""  # Word says so of the ends of paragraphs

    def _type(self, element: Any) -> str:
        size = pdfium.FPDF_StructElement_GetType(element, self._buffer, len(self._buffer))
        shown = ctypes.string_at(self._buffer, min(max(size - 2, 0), len(self._buffer)))
        kind = shown.decode("utf-16-le", errors="replace")
        return _NEWER.get(kind, kind)


def _span(element: Any, name: bytes) -> int:
    """A span that the attributes of a cell name, 1 where they name none."""
    value = ctypes.c_float()
    for i in range(max(pdfium.FPDF_StructElement_GetAttributeCount(element), 0)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, i)
        found = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name) if attribute else None
        if found and pdfium.FPDF_StructElement_Attr_GetNumberValue(found, value):
            return min(max(int(value.value), 1), 100)
    return 1
