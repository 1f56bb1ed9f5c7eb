"""Folding: one spelling for what print and extraction tools spell in several ways."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Final

from unpress.pattern import late

COMMAS: Final = ",،，"
"""The commas of the scripts that the languages are written in."""
_SPACES = (
    "\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
VOWELS = "".join(map(chr, [*range(0x64B, 0x653), 0x670]))  # vowels that Arabic print may or may not carry
_DELETED = VOWELS + "".join(
    map(chr, [0xAD, 0x640, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
_FOLD: Mapping[int, str | None] = {
    **{ord(c): " " for c in _SPACES},
    **{ord(c): None for c in _DELETED},
    **{ord(c): "-" for c in "\u2010\u2011\u2212"},
    **{ord(c): "(" for c in "\uff08"},
    **{ord(c): ")" for c in "\uff09"},
    **{0x660 + n: str(n) for n in range(10)},
    **{0x6F0 + n: str(n) for n in range(10)},
    **{0xFF10 + n: str(n) for n in range(10)},
    ord("'"): "\u2019",
    0xFF0F: "/",
}
_UNFOLDED = re.compile("[" + "".join(map(re.escape, map(chr, _FOLD))) + "]")
_GONE = late("[" + re.escape(_DELETED) + "]")


def fold(text: str) -> str:
    """Return `text` as the patterns of a language expect it.

    All spaces are U+0020, hyphens are "-", apostrophes are U+2019, digits are ASCII, and what is invisible or optional
    (bidi controls, soft hyphens, Arabic vowel marks and tatweel) is gone. Only deletion changes the length: see
    `fold_with_positions`.
    """
    if text.isascii() and "'" not in text and text.isprintable():
        return text
    return _folded_once(text) if len(text) < _SHORT else _folded(text)


def _folded(text: str) -> str:
    return text.translate(_FOLD) if _UNFOLDED.search(text) else text


_SHORT = 500  # characters: a line or a short paragraph, which many rules look at in turn
_folded_once = functools.lru_cache(maxsize=2048)(_folded)


def visible(text: str) -> str:
    """Return `text` without what is invisible or optional, all else as it is."""
    return text if text.isascii() else _GONE.sub("", text)


def single_spaced(text: str) -> str:
    """Return `text` with a single U+0020 for all white space, and none at its ends."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # the only white space that is printable is U+0020
    return " ".join(text.split())


def fold_line(text: str) -> str:
    """``single_spaced(fold(text))``, which all lines of a text are asked for."""
    if not text.isascii() or "'" in text:
        return single_spaced(fold(text))
    return single_spaced(text)  # what else of ASCII is folded is white space


def fold_with_positions(text: str) -> tuple[str, list[int] | None]:
    """Return the folded text and, for each of its characters and its end, the offset in `text`.

    The list is None when nothing was deleted, that is, when offsets are equal in both.
    """
    folded = fold(text)
    if len(folded) == len(text):
        return folded, None
    return folded, [i for i, c in enumerate(text) if c not in _DELETED] + [len(text)]
