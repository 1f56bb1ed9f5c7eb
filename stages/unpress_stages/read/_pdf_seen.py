"""What of the text of a page is seen: not what stands beyond its edges, has no ink, or is white on paper.

White letters are seen on a picture and on what is filled with another colour.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any, Final

import pypdfium2.raw

from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Box

pdfium: Any = pypdfium2.raw
_WHITE: Final = 250  # of 255: what has as much of each colour is as good as white


def beyond(box: Box, width: float, height: float) -> bool:
    """Whether a box lies wholly beyond the edges of a page of this size, all in points."""
    left, bottom, right, top = box
    return right <= 0 or left >= width or top <= 0 or bottom >= height


def without_ink(item: Any) -> bool:
    """Whether a text object paints nothing (ISO 32000-1, table 106, mode 3), as the text layer of a scan does."""
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def white(item: Any) -> bool:
    """Whether an object is filled with white, or with what is transparent as air."""
    red, green, blue, ink = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, ink):
        return False
    return ink.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def stands_out(piece: Piece, grounds: Iterable[tuple[Any, Box]]) -> bool:
    """Whether white text stands on a picture or on a path filled with another colour; each is given with its box."""
    x, y = (piece.left + piece.right) / 2, piece.base + piece.size / 4
    return any(
        left <= x <= right and bottom <= y <= top and _is_coloured(item)
        for item, (left, bottom, right, top) in grounds
    )


def _is_coloured(item: Any) -> bool:
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(item, fill, stroke)) and fill.value != 0 and not white(item)
