"""What of the text of a page is seen: not what stands beyond its edges, has no ink, is white on paper, is covered by
what is painted behind it, stands outside of its clipping path, or belongs to a layer that is switched off.

White letters are seen on a picture and on what is filled with another colour.
"""

from __future__ import annotations

import ctypes
import heapq
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pypdfium2.raw

from unpress.record import record
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Box

pdfium: Any = pypdfium2.raw
_WHITE: Final = 250  # of 255: what has as much of each colour is as good as white
_COVERS: Final = 200  # of what may cover text the largest on a page
_LEAST: Final = 4.0  # points: what is less wide or high is a line
_SLACK: Final = 2.0  # points that a word may stand out of what covers it
_DEEPEST: Final = 32  # visibility expressions within each other
_SEGMENTS: Final = 6  # of a rectangle, however it is closed
_NAME: Final = 256  # UTF-16 units of the name of a layer
_RECTANGLE: Final = (4, 5)  # points of one, of which the first and the third are opposite corners
_COLOUR: Final = tuple(ctypes.c_uint() for _ in range(4))
"""Room for the colour of an object: to make it anew takes longer than to answer, and one file is read at a time."""
_OPTIONAL: Final = (ctypes.c_ushort * 3)()
_OC: Final = bytes((ctypes.c_ushort * 3)(ord("O"), ord("C"), 0))
"""Room for the name of a mark, likewise, and what it is where the mark is that of a layer."""
_MEMBERS: Final = "\0members"
"""Stands for the name of what belongs to several layers."""


def beyond(box: Box, width: float, height: float) -> bool:
    """Whether a box lies wholly beyond the edges of a page of this size, all in points."""
    left, bottom, right, top = box
    return right <= 0 or left >= width or top <= 0 or bottom >= height


def without_ink(item: Any) -> bool:
    """Whether a text object paints nothing (ISO 32000-1, table 106, mode 3), as the text layer of a scan does."""
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def white(item: Any) -> bool:
    """Whether an object is filled with white, or with what is transparent as air."""
    red, green, blue, ink = _COLOUR
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, ink):
        return False
    return ink.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def stands_out(piece: Piece, grounds: Iterable[Ground]) -> bool:
    """Whether white text stands on a picture or on a path filled with another colour."""
    x, y = (piece.left + piece.right) / 2, piece.base + piece.size / 4
    return any(
        left <= x <= right and bottom <= y <= top and _is_coloured(ground.item)
        for ground in grounds
        for left, bottom, right, top in (ground.box,)
    )


@record
class Ground:
    """A path or a picture with its box, and how many text objects are painted before it."""

    item: Any
    box: Box
    order: int

    @property
    def area(self) -> float:
        left, bottom, right, top = self.box
        return (right - left) * (top - bottom)


def covered(pieces: Sequence[Piece], grounds: Iterable[Ground]) -> list[Piece]:
    """The pieces of which something covers a letter or more that is painted over them and lets nothing through."""
    over = heapq.nlargest(_COVERS, (ground for ground in grounds if _may_cover(ground, pieces)), _area)
    over = [ground for ground in over if _is_opaque(ground.item)]
    if not over:
        return []
    return [piece for piece in pieces if piece.text and any(_covers(ground, piece) for ground in over)]


def _area(ground: Ground) -> float:
    return ground.area


def _may_cover(ground: Ground, pieces: Sequence[Piece]) -> bool:
    left, bottom, right, top = ground.box
    return ground.order > 0 and right - left > _LEAST and top - bottom > _LEAST and bool(pieces)


def _covers(ground: Ground, piece: Piece) -> bool:
    left, bottom, right, top = ground.box
    within = min(right, piece.right) - max(left, piece.left)
    across = within >= min(piece.size, piece.right - piece.left - _SLACK) > 0
    return (
        across and piece.order < ground.order and bottom <= piece.base and piece.base + piece.size / 2 <= top
    )


def _is_opaque(item: Any) -> bool:
    if pdfium.FPDFPageObj_HasTransparency(item):
        return False
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    is_box = pdfium.FPDFPath_CountSegments(item) <= _SEGMENTS  # others may have holes
    return bool(is_box and pdfium.FPDFPath_GetDrawMode(item, fill, stroke)) and fill.value != 0


def clipped(item: Any, box: Box) -> bool:
    """Whether a box, measured as the object is, stands wholly outside of a rectangle to which the object is clipped."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    for i in range(pdfium.FPDFClipPath_CountPaths(path)):
        if pdfium.FPDFClipPath_CountPathSegments(path, i) not in _RECTANGLE:
            continue
        x, y, u, v = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, i, 0), x, y)
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, i, 2), u, v)
        (left, right), (low, high) = sorted((x.value, u.value)), sorted((y.value, v.value))
        if box[2] <= left or box[0] >= right or box[3] <= low or box[1] >= high:
            return True
    return False


def layer(item: Any, known: dict[int, str]) -> str:
    """The name of the layer that an object belongs to, or empty (optional content, ISO 32000-1, 8.11). What belongs to
    several, as a membership dictionary says, has a name that none has. ``known`` are the names of the marks of a page
    by their addresses, which many objects share."""
    for i in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, i)
        address = ctypes.addressof(mark.contents)
        if address not in known:
            known[address] = _layer(mark)
        if known[address]:
            return known[address]
    return ""


def _layer(mark: Any) -> str:
    name, size = _OPTIONAL, ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetName(mark, name, 6, size) or bytes(name) != _OC:
        return ""
    words = (ctypes.c_ushort * _NAME)()
    if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"Name", words, 2 * _NAME, size):
        return ctypes.string_at(words, max(size.value - 2, 0)).decode("utf-16-le", errors="replace")
    members = (pdfium.FPDFPageObjMark_GetParamValueType(mark, key) for key in (b"OCGs", b"VE"))
    return _MEMBERS if any(members) else ""


def switched_off(data: bytes) -> frozenset[str]:
    """The names of the layers of a file that are not shown, with that of what belongs to several where some of it is
    not; none where they cannot be read."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            usual: Any = file.Root.OCProperties.D
            groups = (
                file.Root.OCProperties.OCGs if usual.get("/BaseState") == "/OFF" else usual.get("/OFF", [])
            )
            shown = {group.objgen for group in usual.get("/ON", []) if usual.get("/BaseState") == "/OFF"}
            off = {group.objgen: str(group.Name) for group in groups if group.objgen not in shown}
            hidden = any(
                item.get("/Type") == "/OCMD" and not _visible(item, off)
                for item in file.objects
                if isinstance(item, pikepdf.Dictionary)
            )
            return frozenset({*off.values(), *([_MEMBERS] if hidden else [])})
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return frozenset()


def _visible(membership: Any, off: Mapping[Any, str]) -> bool:
    """Whether what belongs to several layers is shown, if these are off (ISO 32000-1, 8.11.2.2)."""
    if "/VE" in membership:
        return _holds(membership.VE, dict.fromkeys(off, False), 0)
    groups = membership.get("/OCGs", [])
    single = getattr(groups, "objgen", (0, 0)) != (0, 0) and "/Name" in groups
    states = [group.objgen not in off for group in ([groups] if single else groups) if group is not None]
    rule = str(membership.get("/P", "/AnyOn"))
    if not states:
        return True
    states = states if rule.endswith("On") else [not state for state in states]
    return all(states) if rule.startswith("/All") else any(states)


def _holds(expression: Any, known: dict[Any, bool], depth: int) -> bool:
    """Whether a visibility expression is true: a layer, or an operator with what it stands before. ``known`` are the
    states of layers that are off and of expressions by their numbers in the file, for many may hold the same one."""
    import pikepdf

    number = expression.objgen
    if number in known or not isinstance(expression, pikepdf.Array) or depth > _DEEPEST:
        return known.get(number, True)
    operator, *rest = expression
    states = [_holds(each, known, depth + 1) for each in rest]
    found = all(states) if operator == "/And" else any(states) != (operator == "/Not")
    if number != (0, 0):
        known[number] = found
    return found


def _is_coloured(item: Any) -> bool:
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(item, fill, stroke)) and fill.value != 0 and not white(item)
