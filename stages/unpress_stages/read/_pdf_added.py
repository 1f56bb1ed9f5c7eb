"""What viewers have put on a page: notes and typed words of editors, stamps, strokes, values of the fields of a form.

They are annotations (ISO 32000-1, 12.5), no text of the page, and links are no words.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2.raw

pdfium: Any = pypdfium2.raw
_MOST: Final = 1000
"""Annotations of a page that are looked at."""
_LONGEST: Final = 256
"""UTF-16 units that a text has room for at first."""
_KINDS: Final[dict[int, str]] = {
    pdfium.FPDF_ANNOT_TEXT: "note",
    pdfium.FPDF_ANNOT_FREETEXT: "typed",
    pdfium.FPDF_ANNOT_STAMP: "stamp",
    pdfium.FPDF_ANNOT_WIDGET: "field",
    pdfium.FPDF_ANNOT_STRIKEOUT: "struck through",
    pdfium.FPDF_ANNOT_CARET: "insertion",
    pdfium.FPDF_ANNOT_REDACT: "to be blackened",
    pdfium.FPDF_ANNOT_SQUARE: "box",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "highlighted",
    pdfium.FPDF_ANNOT_UNDERLINE: "underlined",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "file",
}
_SPEAKING: Final = frozenset({"note", "typed", "field", "highlighted", "underlined", "file", "stamp"})
"""Those that say nothing where they hold no words."""


def added(page: Any) -> Iterator[str]:
    """What stands on a page beside its text: kind and words of each annotation that says something."""
    for i in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        if not annotation:
            continue
        kind = _KINDS.get(pdfium.FPDFAnnot_GetSubtype(annotation), "")
        words = _words(annotation, kind) if kind else ""
        pdfium.FPDFPage_CloseAnnot(annotation)
        if words or (kind and kind not in _SPEAKING):
            yield f"{kind}: {words}" if words else kind


def _words(annotation: Any, kind: str) -> str:
    if kind != "field":
        return _value(annotation, b"Contents")
    state = _value(annotation, b"AS")
    return "" if state == "Off" else state or _value(annotation, b"V")


def _value(annotation: Any, key: bytes) -> str:
    buffer = (ctypes.c_ushort * _LONGEST)()
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, 2 * _LONGEST)
    if size > 2 * _LONGEST:  # it gives nothing where there is no room for all
        buffer = (ctypes.c_ushort * (size // 2))()
        pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    words = ctypes.string_at(buffer, max(size - 2, 0)).decode("utf-16-le", errors="replace")
    return " ".join(words.split())
