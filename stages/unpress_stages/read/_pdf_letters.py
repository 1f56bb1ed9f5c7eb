"""Letters of fonts that do not tell them: what the codes of a page stand for where a font has no map to Unicode.

TeX paints an accent and then the letter under it, and its older fonts have ligatures at codes of control characters
(the Cork encoding, T1). Cyrillic fonts without a map have their letters where Latin ones have those with accents, in
code page 1251 as in the encodings of TeX (T2A), so "Äîêëàä" is "Доклад".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from unpress.pattern import late
from unpress.record import replace
from unpress_stages.read._pdf_piece import Piece

_LIGATURES: Final = {
    "\x0b": "ff",
    "\x0c": "fi",
    "\x0e": "ffi",
    "\x0f": "ffl",
    "\x1b": "ff",
    "\x1c": "fi",
    "\x1d": "fl",
    "\x1e": "ffi",
    "\x1f": "ffl",
}
_LIGATURE: Final = late(r"(?<=[^\W\d_])[\x0b\x0c\x0e\x0f\x1b-\x1f]|[\x0b\x0c\x0e\x0f\x1b-\x1f](?=[^\W\d_])")
_ACCENTS: Final = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "˜": "\u0303", "ˇ": "\u030c"}
_ACCENTED: Final = late("([´ˆ¨˜ˇ]|(?<=[a-z])`)([A-Za-zı])")
_TURNED: Final = late(r"[\u00c0-\u00ff]{4}")
"""As many letters with accents as no word in Latin letters has."""
_ODD: Final = re.compile(r"[\x0b\x0c\x0e\x0f\x1b-\x1f´`ˆ¨˜ˇ]|[\u00c0-\u00ff]{4}")
"""What a page has on which anything is amiss."""
_OTHERS: Final = {
    "¼": "ё",
    "œ": "Ё",
    "¸": "ё",
    "¨": "Ё",
    "¹": "№",
    "¾": "«",
    "¿": "»",
    "\x15": "–",
    "\x16": "—",
}
_CYRILLIC: Final = {code: bytes([code]).decode("cp1251") for code in range(0xC0, 0x100)} | {
    ord(sign): other for sign, other in _OTHERS.items()
}


def lettered(pieces: Sequence[Piece], fonts: Mapping[int, int]) -> list[Piece]:
    """The pieces of a page with the letters that they show; ``fonts`` names the font of each by its order."""
    if not _ODD.search("\n".join([piece.text for piece in pieces])):
        return list(pieces)
    texts: dict[int, list[str]] = {}
    for piece in pieces:
        texts.setdefault(fonts.get(piece.order, 0), []).append(piece.text)
    turned = {font for font, shown in texts.items() if _is_cyrillic(" ".join(shown))}
    found = [
        _with_text(piece, _cyrillic if fonts.get(piece.order, 0) in turned else spelt) for piece in pieces
    ]
    for i, (mark, piece) in enumerate(pairwise(found)):
        accent = mark.text.strip()
        if (
            accent in _ACCENTS
            and -mark.size < piece.left - mark.left < mark.size / 2
            and mark.size == piece.size
        ):
            whole = spelt(accent + piece.text)
            if not whole.startswith(accent) and 0 < mark.base - piece.base < mark.size:
                found[i : i + 2] = [replace(mark, text=""), replace(piece, text=whole)]
    return found


def _with_text(piece: Piece, change: Callable[[str], str]) -> Piece:
    text = change(piece.text)
    return piece if text == piece.text else replace(piece, text=text)


def spelt(text: str) -> str:
    """Text with the ligatures that it has as codes, and with letters that have their accents."""
    text = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)
    return _ACCENTED.sub(_composed, text)


def _composed(found: re.Match[str]) -> str:
    accent, letter = found.groups()
    whole = unicodedata.normalize("NFC", ("i" if letter == "ı" else letter) + _ACCENTS[accent])
    return whole if len(whole) == 1 else found[0]


def _is_cyrillic(text: str) -> bool:
    """Whether what a font shows is Cyrillic that is told as Latin: most of its letters have accents, many together."""
    if not _TURNED.search(text):
        return False
    return 2 * sum("\u00c0" <= char <= "\u00ff" for char in text) > sum(map(str.isalpha, text))


def _cyrillic(text: str) -> str:
    return text.translate(_CYRILLIC)
