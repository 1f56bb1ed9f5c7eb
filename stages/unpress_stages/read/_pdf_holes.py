"""Text that is painted into a hole of other text: a sign of another font within a word ("A/76/64−E/2021/11").

One object holds what is before the hole and what is behind it, so its text is parted there.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw

from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Matrix
from unpress_stages.read._pdf_spaces import source_characters

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_LEVEL: Final = 0.5  # points: the most that pieces of one line differ in height


def parted(pieces: Sequence[Piece], text: Any, turn: Matrix, orders: Mapping[int, int]) -> list[Piece]:
    """The pieces of a page, those with others in their holes in parts. ``text`` is the text page of pdfium, ``orders``
    tells by the address of a text object which piece it is."""
    holes = _holes(pieces)
    if not holes:
        return list(pieces)
    glyphs = characters(text, turn, {address: order for address, order in orders.items() if order in holes})
    found: list[Piece] = []
    for piece in pieces:
        found += (
            _filled(piece, glyphs.get(piece.order, []), holes[piece.order])
            if piece.order in holes
            else [piece]
        )
    return found


def _holes(pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    """By the order of a piece the pieces that stand within it, on its line and of its size."""
    found: dict[int, list[Piece]] = {}
    outer: Piece | None = None
    for piece in sorted((p for p in pieces if p.text), key=lambda p: (-round(p.base), p.left, -p.right)):
        if outer is None or abs(piece.base - outer.base) > _LEVEL or piece.right > outer.right:
            outer = piece
        elif piece.size == outer.size and piece.left > outer.left and piece.text.strip():
            found.setdefault(outer.order, []).append(piece)
    return found


def characters(
    text: Any, turn: Matrix, wanted: Mapping[int, int]
) -> dict[int, list[tuple[float, float, str]]]:
    """The characters of some text objects, each with its left and right edge."""
    found: dict[int, list[tuple[float, float, str]]] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for order, i in source_characters(text, wanted):
        pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        box = turn.box((left.value, bottom.value, right.value, top.value))
        found.setdefault(order, []).append((box[0], box[2], chr(pdfium.FPDFText_GetUnicode(text, i))))
    return found


def _filled(
    piece: Piece, glyphs: Sequence[tuple[float, float, str]], holes: Sequence[Piece]
) -> Iterator[Piece]:
    """The parts of a piece, without the spaces that extraction makes of its holes; the whole where its own ink is in
    them."""
    ink = [(low, high) for low, high, char in glyphs if not char.isspace()]
    empty = [hole for hole in holes if not any(low < hole.right and hole.left < high for low, high in ink)]
    parts = list(cut(piece, glyphs, sorted(hole.left for hole in empty)))
    yield from (replace(part, text=part.text.rstrip()) for part in parts[:-1])
    yield parts[-1]


def cut(piece: Piece, glyphs: Sequence[tuple[float, float, str]], edges: Sequence[float]) -> Iterator[Piece]:
    """The parts of a piece between edges, each with the spaces behind it; the whole where there are none, or its
    characters are not all known."""
    low, high = piece.left - _LEVEL, piece.right + _LEVEL
    ink = [glyph for glyph in glyphs if not glyph[2].isspace() and low < (glyph[0] + glyph[1]) / 2 < high]
    places = [i for i, char in enumerate(piece.text) if not char.isspace()]
    if not edges or [char for _, _, char in ink] != [piece.text[i] for i in places]:
        yield piece
        return
    at = 0
    for start, stop in pairwise((float("-inf"), *edges, float("inf"))):
        inside = [i for i, (left, right, _) in enumerate(ink) if start <= (left + right) / 2 < stop]
        if not inside:
            continue
        end = places[inside[-1] + 1] if inside[-1] + 1 < len(places) else len(piece.text)
        left, right = min(ink[i][0] for i in inside), max(ink[i][1] for i in inside)
        yield replace(piece, text=piece.text[at:end], left=left, right=right)
        at = end
