"""Spaces that no text object has: extraction makes one where the next object stands a little apart.

A word may be painted in two objects, and wide setting moves its letters apart: "strategic p" and "lan". Where the room
is less than any space takes, and the space is none of the source, the word is whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw

from unpress.record import replace
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Matrix

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_NARROW: Final = 0.24  # sizes: less room than is taken for a space where the source has none
_LEVEL: Final = 0.5  # points: the most that pieces of one line differ in height
_REACH: Final = 0.3  # sizes: how far from the end of a piece its last letter is looked for


def without_made(pieces: Sequence[Piece], text: Any, turn: Matrix) -> list[Piece]:
    """The pieces of a page, in the order of painting, without spaces at their ends that extraction made within words.
    ``text`` is the text page of pdfium; a page that is turned is left as it is."""
    found = list(pieces)
    if (turn.a, turn.b, turn.c, turn.d) != (1.0, 0.0, 0.0, 1.0):
        return found
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
