"""Pages whose lines run from right to left: their characters one by one, whose places are all that can be trusted."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Any, Final
from unicodedata import combining

import pypdfium2.raw

from unpress_stages.read._pdf_bidi import stretches
from unpress_stages.read._pdf_glyphs import Glyph, between, carries, unmirrored
from unpress_stages.read._pdf_objects import Look, address_of, look_of, matrix_of
from unpress_stages.read._pdf_painted import Painted
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Matrix

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_SCALED: Final = 0.01  # what is scaled by less is not
_SHADOW: Final = 0.3  # of the size: how far away the glyph may stand that makes another bolder


class Characters:
    """The characters of a page; ``looks`` say how the text objects look that they belong to, ``orders`` which pieces
    these are."""

    def __init__(self, glyphs: Sequence[Glyph], looks: Mapping[int, Look], orders: Mapping[int, int]) -> None:
        self.glyphs = glyphs
        self.looks = looks
        self.orders = orders
        self._sizes = {key: look.size or 1.0 for key, look in looks.items()}

    @cached_property
    def _places(self) -> Mapping[int, Sequence[int]]:
        """Which glyphs are those of which piece: a table asks for the pieces of each of its cells."""
        found: dict[int, list[int]] = {}
        for i, glyph in enumerate(self.glyphs):
            found.setdefault(self.orders.get(glyph.look, -1), []).append(i)
        return found

    def pieces(self, among: Set[int] | None = None) -> list[Piece]:
        """Their pieces, put in order by where each stands; only those ``among`` some, as if they stood alone: what
        stands beside a cell of a table on one line is not read with it."""
        glyphs = self.glyphs
        if among is not None:
            glyphs = [glyphs[i] for i in sorted(i for order in among for i in self._places.get(order, ()))]
        return [
            Piece(
                found.text,
                found.left,
                found.right,
                found.base,
                look.size,
                look.bold,
                look.italic,
                look.content,
                line=found.line,
                order=self.orders.get(found.look, -1),
            )
            for found in stretches(glyphs, self._sizes)
            for look in (self.looks[found.look],)
        ]


def characters(document: Any, page: Any, index: int, text: Any, painted: Painted, turn: Matrix) -> Characters:
    """The characters of the page with this index, counted from 0; ``text`` is its text page of pdfium, ``painted`` what
    its objects paint."""
    glyphs, looks = _glyphs(text, painted.fonts, turn)
    glyphs = [glyph for glyph in glyphs if glyph.look not in painted.outside]
    if painted.unsaid:
        for glyph, look in _unsaid(document, page, index, painted.unsaid, painted.fonts, turn):
            if not any(_same(glyph, other, _SHADOW * look.size) for other in glyphs):
                glyphs.append(glyph)
                looks[glyph.look] = look
    return Characters(glyphs, looks, painted.orders)


def _unsaid(
    document: Any,
    page: Any,
    index: int,
    items: Set[int],
    fonts: dict[int, tuple[bool, bool]],
    turn: Matrix,
) -> Iterator[tuple[Glyph, Look]]:
    """What text objects show of which pdfium says no text, with their looks.

    pdfium takes an object for the shadow of another that it follows where both have one glyph with the same code at
    nearly the same place; in fonts with a few glyphs each such codes mean different letters. Without the others, it
    says what it shows. ``items`` are the objects of the page by their addresses.
    """
    places = [pdfium.FPDFPage_GetObject(page, i) for i in range(pdfium.FPDFPage_CountObjects(page))]
    kept = {i for i, item in enumerate(places) if address_of(item) in items}
    again = document[index]
    removed: list[Any] = []
    try:
        for i, item in enumerate(
            [pdfium.FPDFPage_GetObject(again, i) for i in range(pdfium.FPDFPage_CountObjects(again))]
        ):
            if i not in kept and pdfium.FPDFPage_RemoveObject(again, item):
                removed.append(item)
        text = again.get_textpage()
        try:
            glyphs, looks = _glyphs(text, fonts, turn)
            yield from ((glyph, looks[glyph.look]) for glyph in glyphs)
        finally:
            text.close()
    finally:
        for item in removed:
            pdfium.FPDFPageObj_Destroy(item)
        again.close()


def _same(glyph: Glyph, other: Glyph, room: float) -> bool:
    """Whether a glyph but makes another bolder, or names the letter to which a mark belongs, within so many points."""
    near = abs(glyph.left - other.left) < room and abs(glyph.base - other.base) < room
    return near and glyph.text == other.text


def _glyphs(
    text: Any, fonts: dict[int, tuple[bool, bool]], turn: Matrix
) -> tuple[list[Glyph], dict[int, Look]]:
    """The glyphs of a page in the order of the source, and how the text objects look that they belong to."""
    looks: dict[int, Look] = {}
    upright: set[int] = set()
    scaled: set[int] = set()
    mirrored: set[int] = set()
    glyphs: list[Glyph] = []
    made: list[int] = []  # spaces between text objects that are scaled, which pdfium misplaces
    key = 0
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for i in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if pdfium.FPDFText_IsGenerated(text, i) == 1 or code in (0, 0xFFFE, 0xFFFF):
            continue
        item = pdfium.FPDFText_GetTextObject(text, i)
        if not item and key in scaled:
            made.append(len(glyphs))
        key = address_of(item) or key  # a space between objects has none
        if key and key not in looks and key not in upright:
            matrix = matrix_of(item).then(turn)
            if not matrix.across:
                upright.add(key)
            else:
                looks[key] = look_of(item, matrix, fonts)
                if abs(matrix.a - 1.0) > _SCALED:
                    scaled.add(key)
                if matrix.a < 0:
                    mirrored.add(key)
        if key not in looks:
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        at, base = turn.point(x.value, y.value)
        end = turn.box((left.value, bottom.value, right.value, top.value))[2]
        if combining(chr(code)) and glyphs and carries(glyphs[-1], key):
            glyphs.pop()
        glyphs.append(Glyph(base, at, max(at, end), chr(code), key))
    if mirrored:
        glyphs = unmirrored(glyphs, mirrored)
    if made:
        glyphs = between(glyphs, made, {key: look.size for key, look in looks.items()})
    return glyphs, looks
