"""How broad text is in print, in ems: documents of the United Nations are set in Times New Roman.

Counting characters tells the breadth of a line to a tenth; with the breadth of each letter, lines that print makes
equally long differ by a few hundredths. Letters that are not in the table are of middling breadth, those of East
Asia one em.
"""

from __future__ import annotations

import codecs
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

SPACE: Final = 0.25
_MIDDLING: Final = 0.5
_NEAR: Final = 0.97
"""How near other full lines come to the broadest of them."""
_TABLE: Final = (
    (0.25, " ,.\u00a0"),
    (0.28, "/:;\\ijlt|"),
    (0.33, "'()-I[]fr\u2010\u2011‘’"),
    (0.4, '"Jsгз'),
    (0.44, "acezаестэ“”"),
    (0.47, "вкья"),
    (0.5, "0123456789bdghknopquvxyЗбдлорухчъ–"),
    (0.55, "FPSРийнпц"),
    (0.6, "ELTZБГЕТЬм"),
    (0.67, "BCRВДКЛСЧЭЯжфы"),
    (0.72, "ADGHKNOQUVXYwАИЙНОПУХЦЪ"),
    (0.77, "&mФшщю"),
    (0.88, "%MWЖМЫ"),
    (1.0, "ШЩЮ—…"),
)
_MORE: Final = (
    "".join(map(chr, (*range(0xC0, 0x100), *range(0x410, 0x450), 0x401, 0x451)))
    + "\u00a0«»“”‘’–—…\u2010\u2011°º№§œŒ"
)
"""The characters beside ASCII that most texts in Latin and Cyrillic letters hold, and no others."""


class _Letters(dict[str, float]):
    """The breadth of each letter; of one that is not in the table that of the letter under its accent."""

    def __missing__(self, char: str) -> float:
        plain = unicodedata.normalize("NFD", char)[0]
        self[char] = known = self.get(plain, 1.0 if plain >= "\u2e80" else _MIDDLING)
        return known


_LETTERS: Final = _Letters({letter: breadth for breadth, letters in _TABLE for letter in letters})


_PAGE: Final = ("\0" + "".join(map(chr, range(32, 127))) + _MORE).ljust(256, "\ufffe")
_CODES: Final = codecs.charmap_build(_PAGE)
_HUNDREDTHS: Final = bytes(round(100 * _LETTERS[letter]) for letter in _PAGE)
"""The breadth of each character that has a code, in hundredths of an em: bytes are summed in a third of the time."""


def breadth(text: str) -> float:
    """The breadth of a text in ems, with spaces as they are where lines are not stretched."""
    try:
        return sum(_hundredths(text)) / 100
    except UnicodeEncodeError:
        return sum(map(_LETTERS.__getitem__, text))


def breadths(texts: Sequence[str]) -> list[float]:
    """The breadth of each text: that of many in less time."""
    try:
        all_of_them = _hundredths("".join(texts))
    except UnicodeEncodeError:
        return [breadth(text) for text in texts]
    ends = accumulate(map(len, texts), initial=0)
    return [sum(all_of_them[start:end]) / 100 for start, end in pairwise(ends)]


def _hundredths(text: str) -> bytes:
    """The breadth of each character in hundredths of an em. UnicodeEncodeError where one has no code."""
    return codecs.charmap_encode(text, "strict", _CODES)[0].translate(_HUNDREDTHS)


def steps(text: str) -> list[float]:
    """The breadth up to each character of a text, and at the end that of the whole."""
    return list(accumulate(map(_LETTERS.__getitem__, text), initial=0.0))


def full_breadth(breadths: Sequence[float]) -> float:
    """The breadth of a full line: the greatest that two others come near, and in a long text one in ten of the lines
    that are at least half as broad; 0 where no lines are so much alike."""
    ordered = sorted(breadths)
    for last in range(len(ordered) - 1, 1, -1):
        most = ordered[last]
        long = len(ordered) - bisect_left(ordered, most / 2)
        if last + 1 - bisect_left(ordered, _NEAR * most) >= max(3, long // 10):
            return most
    return 0.0


def measure(breadths: Sequence[float]) -> float:
    """The breadth of a full line, from those of all lines of running text."""
    ordered = sorted(breadths)
    return ordered[int(len(ordered) * 0.9)] if ordered else 0.0
