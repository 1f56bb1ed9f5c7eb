"""The numbers that Word counts, as it would print them.

A paragraph names a list (``numId``) and a level, itself or through its style. A list takes its levels from an abstract
definition, which several lists may share, and with it the counters; a list may begin a level anew at its first
paragraph, or define it in another way. A level prints the counters of the levels above in its text ("%1.%2"), and is
begun anew by any level above it. ECMA-376, part 1, 17.9; formats 17.18.59.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Final

from unpress import enumerator
from unpress.enumerator import Style
from unpress.numerals import CYRILLIC
from unpress.record import mutable, record
from unpress_stages._word_package import W
from unpress_stages._word_values import child_val, children, number, switch, val
from unpress_stages._xml import Element
from unpress_stages.read._docx_styles import Styles
from unpress_stages.read._docx_symbols import symbols

LEVELS: Final = 9
_STYLES: Final[Mapping[str, Style]] = {
    "decimal": "decimal",
    "lowerLetter": "lower-letter",
    "upperLetter": "upper-letter",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
    "arabicAbjad": "arabic-letter",
    "chineseCounting": "han",
    "chineseCountingThousand": "han",
    "japaneseCounting": "han",
    "taiwaneseCounting": "han",
    "taiwaneseCountingThousand": "han",
    "hindiNumbers": "arabic-indic",
}
"""Formats that print what we print."""
_FIGURES: Final = frozenset({"decimal", "decimalHalfWidth", "decimalZero", "bullet"})
"""Formats that print plain figures, or nothing that counts."""
_DICTIONARY: Final = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
"""The Arabic letters in the order of the dictionary, which ``arabicAlpha`` counts by."""


def _signs(first: int, count: int, *, zero: str = "") -> Callable[[int], str]:
    """Numbers that are one sign each, in a row of Unicode."""
    return lambda n: zero if n == 0 else chr(first + n - 1) if 0 < n <= count else str(n)


def _row(signs: str) -> Callable[[int], str]:
    """Numbers that are one sign each, as many as there are."""
    return lambda n: signs[n - 1] if 0 < n <= len(signs) else str(n)


def _letters(alphabet: str) -> Callable[[int], str]:
    return lambda n: alphabet[(n - 1) % len(alphabet)] * ((n - 1) // len(alphabet) + 1) if n > 0 else "0"


def _digits(signs: str) -> Callable[[int], str]:
    """Numbers written as figures are, with other signs for 0 to 9."""
    return lambda n: str(n).translate({0x30 + digit: sign for digit, sign in enumerate(signs)})


def _legal(signs: str) -> Callable[[int], str]:
    """Chinese numerals that cannot be altered: ten is one ten."""

    def written(n: int) -> str:
        tens, units = divmod(n, 10)
        return (f"{signs[tens - 1]}拾" if tens else "") + (signs[units - 1] if units else "")

    return lambda n: written(n) if 0 < n < 100 else str(n)


_HEBREW: Final = "אבגדהוזחטיכלמנסעפצקרשת"


def _hebrew(n: int) -> str:
    """A number in Hebrew letters, each of which has a value: 15 and 16 are 9 and 6 or 7."""
    if not 0 < n < 500:
        return str(n)
    hundreds, rest = divmod(n, 100)
    tens, units = (0, rest) if rest in (15, 16) else divmod(rest, 10)
    return (
        (_HEBREW[17 + hundreds] if hundreds else "")
        + (_HEBREW[8 + tens] if tens else "")
        + (_HEBREW[8] + _HEBREW[units - 10] if units > 9 else _HEBREW[units - 1] if units else "")
    )


_OTHERS: Final[Mapping[str, Callable[[int], str]]] = {
    "none": lambda _: "",
    "decimalZero": lambda n: f"{n:02}",
    "russianLower": _letters(CYRILLIC),
    "russianUpper": _letters(CYRILLIC.upper()),
    "arabicAlpha": _letters(_DICTIONARY),
    "ideographEnclosedCircle": _signs(0x3220, 10),  # "Word encloses ... in parentheses": MS-OI29500, 2.1.1591
    "decimalEnclosedCircle": _signs(0x2460, 20),
    "decimalEnclosedCircleChinese": _signs(0x2460, 20),
    "decimalEnclosedParen": _signs(0x2474, 20),
    "decimalEnclosedFullstop": _signs(0x2488, 20),
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalHalfWidth": str,
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "chineseLegalSimplified": _legal("壹贰叁肆伍陆柒捌玖"),
    "ideographLegalTraditional": _legal("壹貳參肆伍陸柒捌玖"),
    "hebrew1": _hebrew,
    "hebrew2": _letters(_HEBREW),
    "numberInDash": lambda n: f"- {n} -",
    "chicago": _letters("*†‡§"),
    "ideographTraditional": _row("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _row("子丑寅卯辰巳午未申酉戌亥"),
}
_PLACE: Final = re.compile(r"%([1-9])")


def is_known(kind: str, value: int = 1) -> bool:
    """Whether ``printed`` prints what Word does, and not plain figures, as for Chinese numerals above 99."""
    return kind in _FIGURES or kind.isdecimal() or printed(kind, max(value, 1)) != str(max(value, 1))


def printed(kind: str, value: int) -> str:
    """What a number format prints; plain figures where it is not known or has no such number."""
    other = _OTHERS.get(kind)
    if other is not None:
        return other(value)
    if kind.isdecimal():
        return f"{value:0{len(kind)}}"
    try:
        return enumerator.format(_STYLES.get(kind, "decimal"), value)
    except ValueError:
        return str(value)


@record
class Level:
    """One level of a list. ``restart`` is the level (from 1) whose use begins it anew; 0 for none, -1 for any above."""

    start: int = 0
    kind: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int = -1
    legal: bool = False
    font: str = ""

    @classmethod
    def read(cls, element: Element) -> Level:
        fonts = element.find(f"{W}rPr/{W}rFonts")
        return cls(
            number(child_val(element, "start"), 0),
            _format(element),
            child_val(element, "lvlText"),
            child_val(element, "suff") or "tab",
            number(child_val(element, "lvlRestart"), -1, high=LEVELS),
            switch(element, "isLgl") is True,
            val(fonts, "ascii") or val(fonts, "hAnsi"),
        )


def _format(level: Element) -> str:
    """The format of the numbers of a level; for one of its own making the first number in it, "001"."""
    own = next((kind for kind in level.iter(W + "numFmt") if val(kind) == "custom"), None)
    first = val(own, "format").partition(",")[0].strip()
    if first.isdecimal() and len(first) < LEVELS:
        return first
    return child_val(level, "numFmt") or val(next(level.iter(W + "numFmt"), None)) or "decimal"


@mutable
class _List:
    """A list: its abstract definition, and what it has of its own."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict[int, Level])
    starts: dict[int, int] = field(default_factory=dict[int, int])


@record
class Label:
    """What Word prints before a paragraph, and what stands behind it: a space where there is a tab or a space. A bullet
    counts nothing."""

    text: str
    behind: str
    bullet: bool = False


class Numbering:
    """All lists of a file, with their counters. ``root`` is None where it has no part for them. To ``unknown`` go the
    formats of numbers that are asked for and are not known."""

    def __init__(self, root: Element | None, styles: Styles, unknown: set[str]) -> None:
        self._unknown = unknown
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._by_style: dict[tuple[str, str], int] = {}  # list, style: the level that the style has in it
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in children(root, "abstractNum"):
            self._define(element)
        for element in children(root, "num"):
            self._name(element)

    def _define(self, element: Element) -> None:
        identity = val(element, "abstractNumId")
        levels: dict[int, Level] = {}
        for place, child in enumerate(children(element, "lvl")):
            depth = number(val(child, "ilvl"), place, high=LEVELS - 1)
            levels[depth] = Level.read(child)
            style = child_val(child, "pStyle")
            if style:
                self._by_style.setdefault((identity, style), depth)
        self._abstract[identity] = levels
        link = child_val(element, "numStyleLink")
        if link:
            self._links[identity] = link

    def _name(self, element: Element) -> None:
        found = _List(child_val(element, "abstractNumId"))
        for override in children(element, "lvlOverride"):
            depth = number(val(override, "ilvl"), 0, high=LEVELS - 1)
            own = override.find(W + "lvl")
            if own is not None:
                found.levels[depth] = Level.read(own)
            start = child_val(override, "startOverride")
            if start:
                found.starts[depth] = number(start, 1)
        self._lists[val(element, "numId")] = found

    def label(self, identity: str, level: str, style: str) -> Label | None:
        """Count a paragraph of a list; None where there is no such list.

        ``level`` is empty where neither the paragraph nor its style says one: then the list may name the style.
        """
        found = self._lists.get(identity)
        if found is None:
            return None
        abstract = self._resolved(found.abstract)
        depth = number(level, self._by_style.get((abstract, style), 0), high=LEVELS - 1)
        levels = {**self._abstract.get(abstract, {}), **found.levels}
        own = levels.get(depth)
        if own is None:
            return None
        counters = self._counters.setdefault(abstract, {})
        start = own.start
        if depth in found.starts and (identity, depth) not in self._begun:
            start = found.starts[depth]
            counters.pop(depth, None)
        self._begun.add((identity, depth))
        counters[depth] = counters[depth] + 1 if depth in counters else start
        for below in [each for each in counters if each > depth]:
            restart = levels[below].restart if below in levels else -1
            if restart == -1 or depth < restart:
                del counters[below]
        for above in range(depth):  # a level that was passed over counts as begun
            if above in levels:
                counters.setdefault(above, levels[above].start)
        behind = "" if own.suffix == "nothing" else " "
        return Label(self._text(own, levels, counters), behind, own.kind == "bullet")

    def _resolved(self, abstract: str) -> str:
        """The definition behind one that only names a style for lists."""
        for _ in range(LEVELS):
            style = self._links.get(abstract)
            named = self._lists.get(self._styles.get(style).list) if style else None
            if named is None or named.abstract == abstract:
                return abstract
            abstract = named.abstract
        return abstract

    def _text(self, own: Level, levels: Mapping[int, Level], counters: Mapping[int, int]) -> str:
        if own.kind == "bullet":
            hollow = own.text == "o" and own.font.lower().startswith("courier")
            return "○" if hollow else symbols(own.text, own.font)

        def count(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            if depth not in levels:
                return ""
            kind = levels[depth].kind
            legal = own.legal and kind not in ("none", "bullet", "decimalZero")
            value = counters.get(depth, levels[depth].start)
            if not legal and not is_known(kind, value):
                self._unknown.add(kind)
            return printed("decimal" if legal else kind, value)

        return _PLACE.sub(count, own.text)
