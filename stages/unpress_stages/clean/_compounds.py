"""What is known of the compounds of a text: its words, the compounds of its language, and the parts of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from typing import Final

from unpress.draft import Line
from unpress.language import Language
from unpress.pattern import late
from unpress.record import record

_WORD: Final = late(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_COMPOUND: Final = late(r"(?<![^\W\d_])[^\W\d_]++(?:[-\u2010\u2011][^\W_]+)+")
LAST: Final = late(r"(?<![^\W_])[^\W_]++(?=[^\w\n]*$)", re.MULTILINE)
"""The word that ends a line."""
_YEARS: Final = late(r"(?:19|20)\d\d(?=(?:19|20)\d\d\d{0,2}$)")  # a mark may stand behind them
CAPITAL: Final = late(r"[^\W\d_]*[a-zà-öø-ÿа-яё](?=[A-ZÀ-ÖØ-ÞА-ЯЁ][^\W_]+$)")
"""A small letter before a capital, in one word."""
INSIDE: Final = late(r"[a-zà-öø-ÿа-яё][A-ZÀ-ÖØ-ÞА-ЯЁ]")
"""The same anywhere in a text."""
_FIGURE: Final = late(r"[^\W\d_]+(?=\d+$)")
_CAPITALS: Final = late(r"[A-ZÀ-ÖØ-ÞА-ЯЁ]{2,}(?=[^\W\d_]{3,}$)")


@record
class Hyphen:
    """Where the hyphen of a word was, and how sure that is: 5 for a compound that is known, 2 for one known part."""

    at: int
    surety: float


class Known:
    """Words of the text and of its language."""

    def __init__(self, lines: Sequence[Line], lang: Language) -> None:
        self._text = "\n".join([line.text for line in lines]).casefold()
        self.cased = lang.script in {"Latin", "Cyrillic"}
        self.language = _of_language(lang)
        self.before = frozenset(lang.hyphens.before)
        self._beginnings = {word[:2] for word in self.before}
        self.behind = frozenset(lang.hyphens.behind)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text, those with hyphens whole."""
        return frozenset(_WORD.findall(self._text))

    @cached_property
    def whole(self) -> frozenset[str]:
        """The same without those at line ends, which may be two."""
        return frozenset(_WORD.findall(LAST.sub("", self._text)))

    @cached_property
    def compounds(self) -> Mapping[str, int]:
        """The compounds of the text: see ``_begun``."""
        found = (one for word in self.words if not word.isalnum() for one in _COMPOUND.findall(word))
        return _begun(word.replace("\u2010", "-").replace("\u2011", "-") for word in found)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The words of the text, those of its compounds each for itself."""
        return frozenset(part for word in self.words for part in word.split("-"))

    @cached_property
    def heads(self) -> frozenset[str]:
        """The same without what endings change."""
        return frozenset(word[:size] for word in self.parts for size in (_stem(word),) if size)

    def parted(self, low: str, *, own: bool = False) -> int:
        """Where the hyphen is in a word that is a compound, or the beginning of one; 0 for any other word. ``own`` asks
        for the compounds of the text alone."""
        return self.compounds.get(low, 0) or (0 if own else self.language.get(low, 0) or self._made(low))

    def _made(self, low: str) -> int:
        """Where the hyphen is in a word made of two parts that make many: "sixty" and "third"; 0 for a word that the
        text has without one."""
        if low[:2] not in self._beginnings:
            return 0
        places = (at for at in range(2, len(low) - 1) if low[:at] in self.before and low[at:] in self.behind)
        at = next(places, 0)
        return 0 if at and low in self.whole else at

    def hyphens(self, word: str) -> Iterator[Hyphen]:
        """Where the hyphen of a word can have been."""
        low = word.casefold()
        for pattern in (_YEARS, CAPITAL):
            found = pattern.match(word)
            if found is not None:
                yield Hyphen(found.end(), 5)
        at = self.parted(low)
        if at:
            yield Hyphen(at, 5)
        if low in self.whole:
            return
        figure = _FIGURE.match(low)
        if figure is not None:
            yield Hyphen(figure.end(), 5 if figure[0] in self.before else 2)
        if not low.isalpha():
            return
        capitals = _CAPITALS.match(word)
        for at in range(2, len(low) - 1):
            surety = self._surety(low[:at], low[at:])
            if surety > 0:
                yield Hyphen(at, surety + 0.5 * (capitals is not None and at == capitals.end()))

    def _surety(self, head: str, tail: str) -> float:
        """How sure it is that a word is made of two parts."""
        before, behind = head in self.before, tail in self.behind
        if (before and (tail in self.parts or behind)) or (behind and head in self.parts):
            return 4
        if not self.cased:
            return 0
        long = len(head) > 2 and len(tail) > 2
        if long and (
            (_any_akin(head, self.before) and _any_akin(tail, self.behind))
            or any(
                _akin(head, word[:at]) and _akin(tail, word[at:])
                for known in (self.compounds, self.language)
                for word, at in known.items()
                if word[:2] == head[:2]
            )
        ):
            return 3.5
        if long and head in self.parts and tail in self.parts:
            return 3
        if before and len(head) > 2:  # "co" begins "could", too
            return 2.5 + len(head) / 50
        if len(tail) > 6 and (tail in self.parts or self._kin(tail)):
            return 2
        return 0

    def joined(self, head: str, tail: str) -> bool:
        """Whether two words make one with a hyphen."""
        head, tail = head.casefold(), tail.casefold()
        return head in self.before or tail in self.behind or self.parted(head + tail) == len(head)

    def _kin(self, word: str) -> bool:
        """Whether the text has a word that differs from it in its ending only."""
        size = _stem(word)
        return bool(size) and word[:size] in self.heads


def _begun(compounds: Iterable[str]) -> Mapping[str, int]:
    """The beginnings of compounds, of two parts each, without their hyphen, and where it is."""
    found: dict[str, int] = {}
    for word in compounds:
        head, tail = word.split("-")[:2]
        found[head + tail] = len(head)
    return found


@lru_cache(maxsize=16)
def _of_language(lang: Language) -> Mapping[str, int]:
    return _begun(lang.hyphens.compounds)


def _stem(word: str) -> int:
    """The length of a word without what its endings change; 0 for one that is too short."""
    return len(word) - min(3, len(word) - 5) if len(word) > 5 else 0


def _any_akin(word: str, others: Set[str]) -> bool:
    return word in others or any(_akin(word, other) for other in others if other[:4] == word[:4])


def _akin(one: str, other: str) -> bool:
    """Whether two words differ in their endings only: "член", "членами"."""
    if one == other:
        return True
    same = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return same > 3 and max(len(one), len(other)) - same <= 3
