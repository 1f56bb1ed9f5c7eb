"""Spaces that no text object has: extraction makes one where the next object stands a little apart.

A word may be painted in two objects, and wide setting moves its letters apart: "strategic p" and "lan". Where the room
is less than any space takes, and the space is none of the source, the word is whole.

TeX has no spaces at all, but room between words, which is narrow in a tight line. There the widths of characters tell.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw

from unpress.record import mutable, replace
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Matrix

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_NARROW: Final = 0.24  # sizes: less room than is taken for a space where the source has none
_LEVEL: Final = 0.5  # points: the most that pieces of one line differ in height
_ROOM: Final = 0.13  # sizes: more between the ends of two characters parts words where a file has no spaces
_APART: Final = 4.0  # sizes: more parts a line
_CELL: Final = 1.0  # sizes: more parts the text of an object, which may be that of several cells
_LOOKED: Final = 1000  # characters of a page that are looked at for spaces
_ENOUGH: Final = 10  # spaces that extraction made, and none of the source
_HYPHEN: Final = 0xFFFE  # at the end of a line
_REACH: Final = 0.3  # sizes: how far from the end of a piece its last letter is looked for


def without_made(pieces: Sequence[Piece], text: Any, turn: Matrix) -> list[Piece]:
    """The pieces of a page, in the order of painting, without spaces at their ends that extraction made within words.
    ``text`` is the text page of pdfium."""
    found = list(pieces)
    for i, (piece, behind) in enumerate(pairwise(pieces)):
        if _may_be_one_word(piece, behind) and _is_made(piece, text, turn):
            found[i] = replace(piece, text=piece.text[:-1])
    return found


def _may_be_one_word(piece: Piece, behind: Piece) -> bool:
    return (
        piece.text[-1:] == " "
        and behind.text[:1].isalnum()
        and not behind.text[0].isupper()
        and piece.text[-2:-1].isalnum()
        and piece.content == behind.content
        and piece.size == behind.size
        and abs(piece.base - behind.base) < _LEVEL
        and 0 <= behind.left - piece.right < _NARROW * piece.size
    )


def _is_made(piece: Piece, text: Any, turn: Matrix) -> bool:
    """Whether the space at the end of a piece is none of the source."""
    x, y = piece.right - turn.e - 0.05 * piece.size, piece.base - turn.f + 0.2 * piece.size
    at = pdfium.FPDFText_GetCharIndexAtPos(text, x, y, _REACH * piece.size, _REACH * piece.size)
    if at < 0 or chr(pdfium.FPDFText_GetUnicode(text, at)) != piece.text[-2]:
        return False
    return bool(pdfium.FPDFText_IsGenerated(text, at + 1) == 1)


def has_none(text: Any) -> bool:
    """Whether no space on a page is one of the source; ``text`` is the text page of pdfium."""
    made = 0
    for i in range(min(pdfium.FPDFText_CountChars(text), _LOOKED)):
        if pdfium.FPDFText_GetUnicode(text, i) == ord(" "):
            if not pdfium.FPDFText_IsGenerated(text, i):
                return False
            made += 1
    return made >= _ENOUGH


@mutable
class _Object:
    """Text of an object: its characters, spaces where there is room between them, and where the first and last end."""

    left: float
    right: float = 0.0
    text: list[str] = field(default_factory=list[str])

    @property
    def shown(self) -> str:
        return "".join(self.text)


def with_room(pieces: Sequence[Piece], text: Any, turn: Matrix, orders: Mapping[int, int]) -> list[Piece]:
    """The pieces of a page whose source has no spaces with one wherever there is room for it. ``orders`` tells by the
    address of a text object which piece it is."""
    objects = _objects(pieces, text, turn, orders)
    found: list[Piece] = []
    before: tuple[Piece, _Object] | None = None
    for piece in pieces:
        parts = objects.get(piece.order, [])
        shown = "".join(part.shown for part in parts)
        if not shown.strip():
            found.append(piece)
            continue
        if "".join(shown.split()) != "".join(piece.text.split()):
            parts = [_Object(parts[0].left, parts[-1].right, [piece.text])]
        if before is not None and abs(before[0].base - piece.base) < _LEVEL:
            size = max(piece.size, before[0].size)
            if _ROOM * size < parts[0].left - before[1].right < _APART * size:
                parts[0].text = [" ", parts[0].shown.lstrip()]
        for i, part in enumerate(parts):
            left = part.left if i else piece.left
            right = piece.right if part is parts[-1] else part.right
            found.append(replace(piece, text=part.shown, left=left, right=right))
        before = piece, parts[-1]
    return found


def _objects(
    pieces: Sequence[Piece], text: Any, turn: Matrix, orders: Mapping[int, int]
) -> dict[int, list[_Object]]:
    """The text objects by their orders, those with wide room in parts."""
    sizes = {piece.order: piece.size for piece in pieces}
    found: dict[int, list[_Object]] = {}
    box = pdfium.FS_RECTF()
    for order, i in source_characters(text, orders):
        if not pdfium.FPDFText_GetLooseCharBox(text, i, box):
            continue
        left, _, right, _ = turn.box((box.left, box.bottom, box.right, box.top))
        size = sizes.get(order, 0.0)
        parts = found.setdefault(order, [])
        if parts and left - parts[-1].right > _ROOM * size:
            parts[-1].text.append(" ")
        if not parts or left - parts[-1].right > _CELL * size:
            parts.append(_Object(left))
        known = parts[-1]
        code = pdfium.FPDFText_GetUnicode(text, i)
        known.text.append("-" if code in (2, _HYPHEN) else chr(code))
        known.right = right
    return found


def source_characters(text: Any, orders: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The characters of the source in some text objects: the order of the object, and the place in the text of the
    page. ``text`` is the text page of pdfium, ``orders`` tells by the address of an object which piece it is."""
    for i in range(pdfium.FPDFText_CountChars(text) if orders else 0):
        item = pdfium.FPDFText_GetTextObject(text, i)
        order = orders.get(ctypes.cast(item, ctypes.c_void_p).value or 0) if item else None
        if order is not None and not pdfium.FPDFText_IsGenerated(text, i):
            yield order, i
