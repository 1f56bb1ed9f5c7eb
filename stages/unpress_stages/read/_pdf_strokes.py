"""The lines of a path that draws several: a whole grid of a table may be one, and so may the frame of a cell.

Such a path has one box; each of its straight lines has its own.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2.raw

from unpress_stages.read._pdf_place import Box, Matrix

pdfium: Any = pypdfium2.raw
_MOST: Final = 400
"""Points of a path; one with more is a picture."""
_STRAIGHT: Final = 0.5
"""Points by which a line may lean."""


def strokes(item: Any, around: Matrix) -> list[Box]:
    """The boxes of the lines across and up that a path strokes, ``around`` it the matrix of what it stands in; none
    where it is one line, or draws anything else."""
    count = pdfium.FPDFPath_CountSegments(item)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not 2 < count <= _MOST or not pdfium.FPDFPath_GetDrawMode(item, fill, stroke) or not stroke.value:
        return []
    found: list[Box] = []
    begin = at = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return []
        to = around.point(x.value, y.value)
        lines = [] if kind == pdfium.FPDF_SEGMENT_MOVETO else [(at, to)]
        begin = to if kind == pdfium.FPDF_SEGMENT_MOVETO else begin
        if pdfium.FPDFPathSegment_GetClose(segment):
            lines.append((to, begin))
        for (left, bottom), (right, top) in lines:
            if min(abs(right - left), abs(top - bottom)) > _STRAIGHT:
                return []
            found.append((min(left, right), min(bottom, top), max(left, right), max(bottom, top)))
        at = to
    return found
