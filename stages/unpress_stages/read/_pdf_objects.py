"""What pdfium says of one object of a page: where it stands, what it shows, how it looks."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pypdfium2.raw

from unpress.record import record
from unpress_stages.read._pdf_place import Box, Matrix

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_PLAIN: Final = re.compile(r"regular|roman|book|light|medium|normal")
"""Names of faces that are not bold, however thick their stems are."""
_ITALIC: Final = 1 << 6
_BOLD: Final = 1 << 18
"""Flags of a font descriptor, ISO 32000-1, table 123."""
_DEEPEST: Final = 8
"""How deep forms may stand in forms."""
_USUAL: Final = 1024
"""UTF-16 units that the text of an object has room for at first."""
_SHOWN: Final = (ctypes.c_ushort * _USUAL)()
_SIDES: Final = tuple(ctypes.c_float() for _ in range(4))
_MATRIX: Final = pdfium.FS_MATRIX()
_SIZE: Final = ctypes.c_float()
"""Room for the answers about an object: to make it anew takes longer than to answer, and one file is read at a time."""


@record
class Look:
    """How a text object looks: its size in points, its face, the number of its marked content, and its font."""

    size: float
    bold: bool
    italic: bool
    content: int
    font: int


def objects_of(page: Any, turn: Matrix) -> Iterator[tuple[int, Any, Matrix]]:
    """The objects of a page with their kinds and the matrix of what they stand in: the page, or forms in it."""
    yield from _inside(page, turn, 0, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)


def _inside(
    whole: Any, around: Matrix, depth: int, count: Callable[[Any], int], part: Callable[[Any, int], Any]
) -> Iterator[tuple[int, Any, Matrix]]:
    """The objects of a page or a form, as many as pdfium counts."""
    kind_of, form = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_FORM
    for i in range(count(whole)):
        item = part(whole, i)
        kind = kind_of(item)
        if kind != form:
            yield kind, item, around
        elif depth < _DEEPEST:
            within = matrix_of(item).then(around)
            yield from _inside(
                item, within, depth + 1, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
            )


def matrix_of(item: Any) -> Matrix:
    """The matrix of an object in what it stands in."""
    found = _MATRIX
    pdfium.FPDFPageObj_GetMatrix(item, found)
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def box_of(item: Any) -> Box:
    """The box around an object in what it stands in."""
    left, bottom, right, top = _SIDES
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def drawn(item: Any) -> Box:
    """The box of a path as it is drawn. That of pdfium has twice the room that a stroke takes."""
    left, bottom, right, top = box_of(item)
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not stroke.value or not pdfium.FPDFPageObj_GetStrokeWidth(item, width):
        return left, bottom, right, top
    matrix = matrix_of(item)
    half = width.value * max(abs(matrix.a), abs(matrix.d)) / 2
    if min(right - left, top - bottom) < 2 * half:
        return left, bottom, right, top
    return left + half, bottom + half, right - half, top - half


def text_of(item: Any, text: Any) -> str:
    """The text of an object. Each question has pdfium go through the whole page, so the second is for long ones."""
    buffer: Any = _SHOWN
    size = pdfium.FPDFTextObj_GetText(item, text, buffer, 2 * _USUAL)
    if size > 2 * _USUAL:
        buffer = (ctypes.c_ushort * (size // 2))()
        pdfium.FPDFTextObj_GetText(item, text, buffer, size)
    if size <= 2:
        return ""
    return ctypes.string_at(buffer, size - 2).decode("utf-16-le", errors="replace").replace("\x02", "-")


def look_of(item: Any, matrix: Matrix, fonts: dict[int, tuple[bool, bool]]) -> Look:
    """How a text object looks that stands as its matrix says; ``fonts`` keep whether they are bold and italic."""
    pdfium.FPDFTextObj_GetFontSize(item, _SIZE)
    font = pdfium.FPDFTextObj_GetFont(item)
    key = address_of(font)
    if key not in fonts:
        fonts[key] = _face(font) if font else (False, False)
    bold, italic = fonts[key]
    content = pdfium.FPDFPageObj_GetMarkedContentID(item)
    return Look(round(_SIZE.value * matrix.scale, 1), bold, italic, content, key)


def _face(font: Any) -> tuple[bool, bool]:
    words = font_name(font).lower()
    flags = pdfium.FPDFFont_GetFlags(font)
    heavy = _PLAIN.search(words) is None and pdfium.FPDFFont_GetWeight(font) >= 600  # of a font by its stems
    bold = bool(flags > 0 and flags & _BOLD) or "bold" in words or heavy
    italic = (
        bool(flags > 0 and flags & _ITALIC) or "italic" in words or "oblique" in words or "slanted" in words
    )
    return bold, italic


def font_name(font: Any) -> str:
    """The name of a font, empty where it has none."""
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, name, 256)
    return name.value.decode("utf-8", errors="replace")


def address_of(item: Any) -> int:
    """What tells an object or a font from others as long as its page is open; 0 for none."""
    return ctypes.addressof(item.contents) if item else 0
