"""The tags of a page: which element of the structure tree each marked content belongs to (ISO 32000-1, 14.8)."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from typing import Any, Final

import pypdfium2.raw

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_BLOCKS: Final = frozenset(
    {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "LI", "LBody", "Lbl", "TOCI"}
    | {"Caption", "BlockQuote", "Note", "TD", "TH", "Figure", "Formula"}
)
_DEEPEST: Final = 64


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a tagged table: numbers of the table, the row and the cell, counted on the page from 0."""

    table: int
    row: int
    column: int
    header: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """The nearest block (a paragraph, a heading) as a number and a type, and the note and the cell around it."""

    block: int = -1
    kind: str = ""
    note: int = -1
    cell: Cell | None = None


def tags(page: Any) -> dict[int, Tag]:
    """The tags of a page by the number of their marked content; empty where the page has none."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        return _Walk(tree).found
    finally:
        pdfium.FPDF_StructTree_Close(tree)


class _Walk:
    def __init__(self, tree: Any) -> None:
        self.found: dict[int, Tag] = {}
        self.blocks = self.tables = self.notes = 0
        self._buffer = ctypes.create_string_buffer(512)
        for i in range(max(pdfium.FPDF_StructTree_CountChildren(tree), 0)):
            self._visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), Tag(), [0, 0], 0)

    def _visit(self, element: Any, around: Tag, place: list[int], depth: int) -> None:
        """`place` counts the rows of the table and the cells of the row that are being walked."""
        if not element or depth > _DEEPEST:
            return
        kind = self._type(element)
        tag = around
        if kind == "Table":
            place = [-1, -1, self.tables]
            self.tables += 1
        elif kind == "TR" and len(place) > 2:
            place[0] += 1
            place[1] = -1
        elif kind in {"TD", "TH"} and len(place) > 2:
            place[1] += 1
            tag = replace(tag, cell=Cell(place[2], place[0], place[1], kind == "TH"))
        elif kind == "Note":
            tag = replace(tag, note=self.notes)
            self.notes += 1
        if kind in _BLOCKS:
            tag = replace(tag, block=self.blocks, kind=kind)
            self.blocks += 1
        for i in range(max(pdfium.FPDF_StructElement_CountChildren(element), 0)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
            if child:
                self._visit(child, tag, place, depth + 1)
            else:
                content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)
                if content >= 0 and tag.block >= 0:
                    self.found[content] = tag

    def _type(self, element: Any) -> str:
        size = pdfium.FPDF_StructElement_GetType(element, self._buffer, len(self._buffer))
        return self._buffer.raw[: max(size - 2, 0)].decode("utf-16-le", errors="replace") if size else ""
