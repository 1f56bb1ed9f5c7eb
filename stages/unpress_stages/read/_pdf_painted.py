"""What the objects of a page paint: pieces of text, lines, grounds and pictures, and text that is not read as such."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

import pypdfium2.raw

from unpress_stages.read._pdf_letters import spelt
from unpress_stages.read._pdf_objects import (
    address_of,
    box_of,
    drawn,
    font_name,
    look_of,
    matrix_of,
    objects_of,
    text_of,
)
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Box, Frame, Matrix
from unpress_stages.read._pdf_seen import (
    Ground,
    beyond,
    clipped,
    covered,
    layer,
    stands_out,
    white,
    without_ink,
)
from unpress_stages.read._pdf_strokes import strokes

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_VISIBLE: Final = 0.1  # points: what is less wide or high shows nothing
_COVERED: Final = 0.7  # of a page that was scanned is a picture
_SOME: Final = 0.1  # of a page without text that was scanned may be one, if it was cut
_MANY: Final = 50  # paths on a page without text may be its letters
_RAISED: Final = 0.25  # of the size: figures above the base line are of raised type, which some fonts have
_FIGURE: Final = 0.7  # of the size: how high figures are
_UNREAD: Final = re.compile("[\x01\x03-\x08\x0e-\x1f\ufffd\uffff]")
"""What a font gives that does not tell its letters: their numbers in it."""


class Painted:
    """What a page paints; ``text`` is its text page of pdfium, ``frame`` how it is looked at.

    ``pieces`` are its text objects in their order, ``orders`` tells by the address of one which piece it is, ``faces``
    by the order of a piece its font, ``fonts`` which fonts are bold and italic. ``unsaid`` are the addresses of objects
    that show something of which pdfium says no text; ``outside`` has by addresses the text beyond the edges,
    ``upright`` what runs up or down, ``unread`` how often a font does not tell which letter it shows, ``layered`` the
    text of layers with their names. ``rules`` are the boxes of lines. ``scanned``: a picture covers the page.
    """

    def __init__(self, page: Any, text: Any, frame: Frame) -> None:
        self.pieces: list[Piece] = []
        self.orders: dict[int, int] = {}
        self.faces: dict[int, int] = {}
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.unsaid: set[int] = set()
        self.outside: dict[int, str] = {}
        self.upright: list[str] = []
        self.unread: dict[str, Counter[str]] = {}
        self.layered: list[tuple[str, str]] = []
        self.rules: list[Box] = []
        self.scanned = False
        self._page_text = text
        self._width, self._height, turn = frame
        self._slopes: list[tuple[float, int]] = []  # of text that leans, with the number of its letters
        self._inkless: list[Piece] = []
        self._pale: list[Piece] = []
        self._grounds: list[Ground] = []
        self._layers: dict[int, str] = {}
        self._pictured = 0.0  # the part of the page that pictures take
        for kind, item, around in objects_of(page, turn):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(item, around)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, around)
            elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                self._picture(item, around, is_image=kind == pdfium.FPDF_PAGEOBJ_IMAGE)

    @property
    def slope(self) -> float:
        """The angle at which most of the text leans, in radians; 0 where most is level."""
        return _slope(self._slopes, self.pieces) if self._slopes else 0.0

    def drawn_only(self) -> bool:
        """Whether a page without text may be a picture of one: pictures take some of it, or many paths do."""
        return self._pictured > _SOME or len(self.rules) > _MANY

    def unseen(self, painted: Sequence[Piece], *, picture: bool) -> list[str]:
        """Text that nobody sees; on a picture all that it has is recognised text. ``painted`` are the pieces as they
        came to be."""
        found = [] if picture else list(self._inkless)
        found += [piece for piece in self._pale if not stands_out(piece, self._grounds)]
        found += [] if picture else [piece for piece in covered(painted, self._grounds) if piece not in found]
        return [piece.text for piece in sorted(found, key=lambda piece: piece.order)]

    def _text(self, item: Any, around: Matrix) -> None:
        bounds = box_of(item)
        # what takes no room at all has no characters: word processors paint one at the end of each paragraph
        shown = "" if bounds[:2] == bounds[2:] else text_of(item, self._page_text)
        bare = shown.strip()
        if _UNREAD.search(shown) and (letters := _UNREAD.findall(spelt(shown))):
            self.unread.setdefault(font_name(pdfium.FPDFTextObj_GetFont(item)), Counter()).update(letters)
        box = around.box(bounds)
        if bare and beyond(box, self._width, self._height):
            self.outside[address_of(item)] = shown
            return
        matrix = matrix_of(item).then(around)
        if angle := matrix.angle:
            self._slopes.append((angle, len(bare)))
        if not matrix.across:
            self.upright.append(shown)
            return
        piece = self._piece(item, shown, box, matrix)
        if bare:
            if without_ink(item) or clipped(item, bounds):
                self._inkless.append(piece)
            elif white(item):
                self._pale.append(piece)
            if name := layer(item, self._layers):
                self.layered.append((name, shown))

    def _piece(self, item: Any, shown: str, box: Box, matrix: Matrix) -> Piece:
        left, bottom, right, top = box
        look = look_of(item, matrix, self.fonts)
        base, size = matrix.f, look.size
        if bottom - base > _RAISED * size and shown.strip().isdecimal():
            base, size = bottom, round((top - bottom) / _FIGURE, 1)
        address, order = address_of(item), len(self.pieces)
        if not shown and min(right - left, top - bottom) > _VISIBLE:
            self.unsaid.add(address)
        self.orders[address] = order
        self.faces[order] = look.font
        visible = "" if shown.isspace() else shown
        piece = Piece(visible, left, right, base, size, look.bold, look.italic, look.content, order=order)
        self.pieces.append(piece)
        return piece

    def _path(self, item: Any, around: Matrix) -> None:
        self.rules.append(around.box(drawn(item)))
        self._grounds.append(Ground(item, self.rules[-1], len(self.pieces)))
        self.rules += strokes(item, matrix_of(item).then(around))

    def _picture(self, item: Any, around: Matrix, *, is_image: bool) -> None:
        left, bottom, right, top = box = around.box(box_of(item))
        self._grounds.append(Ground(item, box, len(self.pieces)))
        whole = self._width * self._height
        if is_image and whole:
            part = (right - left) * (top - bottom) / whole
            self._pictured += part
            self.scanned = self.scanned or part > _COVERED


def _slope(slopes: Sequence[tuple[float, int]], painted: Sequence[Piece]) -> float:
    """The angle at which most of the text of a page leans, in radians; 0 where most is level. ``painted`` is what runs
    across the page, ``slopes`` are the angles of all that leans, with how many letters do."""
    letters = Counter[int]()  # by quarters
    for angle, count in slopes:
        letters[_quarters(angle)] += count
    across = sum(len(piece.text.strip()) for piece in painted)
    leaning, letters[0] = letters[0], across
    most = max(letters, key=letters.__getitem__)
    if most == 0 and 2 * leaning <= across:
        return 0.0
    angles = sorted((angle, count) for angle, count in slopes if _quarters(angle) == most)
    half = sum(count for _, count in angles) / 2
    ends = accumulate(count for _, count in angles)
    return next((angle for (angle, _), end in zip(angles, ends, strict=True) if end >= half), 0.0)


def _quarters(angle: float) -> int:
    return round(2 * angle / math.pi) % 4
