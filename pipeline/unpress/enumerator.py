"""Printed enumerators: what "(i)", "(أ)", "㈡" or "17.1" may mean, and what follows what.

A label alone is ambiguous: "(i)" is the ninth letter after "(h)" and the first Roman number after "(a)". So
`readings` gives all that a label can be, and `successor` picks the one that goes on a sequence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from unpress.figures import whole
from unpress.folding import fold
from unpress.language import Language, files, section, until_forgotten
from unpress.numerals import (
    ABJAD,
    CYRILLIC,
    HAN,
    HAN_BRANCHES,
    HAN_PARENTHESISED,
    HAN_STEMS,
    LATIN,
    LOOKALIKES,
    han,
    letter_value,
    repeated,
    roman,
    roman_value,
)
from unpress.pattern import by_script, late
from unpress.record import record
from unpress.wording import Numbering

Style: TypeAlias = Literal[
    "decimal",
    "arabic-indic",
    "lower-letter",
    "upper-letter",
    "lower-roman",
    "upper-roman",
    "cyrillic-letter",
    "arabic-letter",
    "letter-name",
    "section-word",
    "han",
    "han-parenthesised",
    "han-stem",
    "han-branch",
    "compound",
    "bullet",
]


@record
class Enumerator:
    """One reading of a printed label: its place in a sequence and the punctuation around it.

    ``ordinal`` counts from 1 and is equal in all languages: (c), в), (ج) and ㈢ are 3. "17.1" has the style
    ``compound``, the ordinal 1 and ``before`` "17.". A bullet has the ordinal 0 and its sign in ``before``. "3 bis."
    has the ordinal 3 and ``after`` " bis.".
    """

    style: Style
    ordinal: int
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """The label in its standard spelling: it differs from the printed one where letters have look-alikes."""
        return self.before + format(self.style, self.ordinal) + self.after


_IN_WORDS: Final = ("section-word", "letter-name")
_HIGHEST: Final[Mapping[Style, int]] = {
    "lower-roman": 399,
    "upper-roman": 399,
    "han": 99,
    "han-parenthesised": 99,
    "han-stem": len(HAN_STEMS),
    "han-branch": len(HAN_BRANCHES),
}
_IN_FIGURES: Final = frozenset({"decimal", "compound", "arabic-indic"})


def format(style: Style, ordinal: int) -> str:
    """What an enumerator of this style prints for an ordinal, without punctuation around it.

    Raises ValueError for an ordinal that the style cannot print: below 1 (figures can be 0), or above 399 for Roman
    numbers, 99 for Chinese numerals, or beyond the words of a language.
    """
    if style == "bullet":
        return ""
    words = [word for word, (known, _) in _words().items() if known == style] if style in _IN_WORDS else []
    highest = len(words) or _HIGHEST.get(style)
    lowest = 0 if style in _IN_FIGURES else 1
    if ordinal < lowest or (highest and ordinal > highest):
        raise ValueError(f"{style} enumerators do not print {ordinal}")
    match style:
        case "decimal" | "compound":
            return str(ordinal)
        case "arabic-indic":
            return "".join(chr(0x660 + int(digit)) for digit in str(ordinal))
        case "lower-letter":
            return repeated(LATIN, ordinal)
        case "upper-letter":
            return repeated(LATIN, ordinal).upper()
        case "lower-roman":
            return roman(ordinal)
        case "upper-roman":
            return roman(ordinal).upper()
        case "cyrillic-letter":
            return repeated(CYRILLIC, ordinal)
        case "arabic-letter":
            return repeated(ABJAD, ordinal, " ")
        case "letter-name" | "section-word":
            return words[ordinal - 1]
        case "han":
            return han(ordinal)
        case "han-stem":
            return HAN_STEMS[ordinal - 1]
        case "han-branch":
            return HAN_BRANCHES[ordinal - 1]
        case "han-parenthesised":
            return HAN_PARENTHESISED[ordinal - 1] if ordinal <= 10 else f"({han(ordinal)})"


# ----------------------------------------------------------------------------------------------- one label

BULLETS: Final = "–—•·▪●‣◦■□○-\uf0b7\uf0a7\uf02d"

_LABEL: Final = re.compile(
    r"""
    (?P<before> [(（\[’‘'“”"]* )
    (?P<prefix> (?:(?:\d{1,3}|[A-Z]{1,4})[.])+(?=[^\W_]) )?      # the "17." of 17.1, the "1." of 1.a
    (?P<body> (?:[^\W_]|[ـ\u064b-\u0652])+? (?:[ ]\w+)?? )  # letters, a number; two words: أ أ
    (?P<after>
        (?: \s? (?:bis|ter|quater|quinquies|sexies) )?
        [\s)）\].．:：、،’‘'“”"]*
        (?: \s*[-–—] )?
    )
    """,
    re.VERBOSE,
)


@until_forgotten
@lru_cache(maxsize=8192)
def readings(label: str) -> tuple[Enumerator, ...]:
    """All that a printed label can mean, the likeliest without a context first; empty when it is no enumerator.

    The label may carry punctuation: "(a)", "a)", "1.", "1 -", "’1‘", "一、", "3 bis.".
    """
    label = label.strip()
    if len(label) == 1 and label in BULLETS:
        return (Enumerator("bullet", 0, label),)
    if label and label[0] in HAN_PARENTHESISED:
        place, after = HAN_PARENTHESISED.index(label[0]) + 1, label[1:]
        return () if after.strip(" .．、") else (Enumerator("han-parenthesised", place, "", after),)
    match = _LABEL.fullmatch(label)
    if not match:
        return ()
    before, prefix, printed, after = match["before"], match["prefix"] or "", match["body"], match["after"]
    body = fold(printed)
    found = _body_readings(body)
    if prefix:
        compound: dict[Style, Style] = {"decimal": "compound", "lower-letter": "lower-letter"}
        return tuple(
            Enumerator(compound[style], ordinal, before + prefix, after)
            for style, ordinal in found
            if style in compound
        )
    if found and found[0][0] == "decimal" and "٠" <= printed[0] <= "٩":
        return (Enumerator("arabic-indic", found[0][1], before, after),)
    result = [Enumerator(style, ordinal, before, after) for style, ordinal in found]
    if before == "(" and after[:1] == ")" and result and result[0].style == "han" and result[0].ordinal > 10:
        # ㈩ goes on as (十一)
        result.append(Enumerator("han-parenthesised", result[0].ordinal, "", after[1:]))
    return tuple(result)


_HAN_VALUES: Final[dict[str, tuple[Style, int]]] = {
    **{han(n): ("han", n) for n in range(1, 100)},
    **{sign: ("han-stem", n) for n, sign in enumerate(HAN_STEMS, 1)},
    **{sign: ("han-branch", n) for n, sign in enumerate(HAN_BRANCHES, 1)},
}


@until_forgotten
@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[Style, int]]:
    """The words that number, in the languages that print such."""
    numberings: list[Numbering] = [section(path, "numbering") for path in files().values()]
    found: dict[str, tuple[Style, int]] = {}
    for numbering in numberings:
        found.update({fold(word): ("section-word", n) for n, word in enumerate(numbering.section_words, 1)})
        found.update({fold(word): ("letter-name", n) for n, word in enumerate(numbering.letter_names, 1)})
    return found


def _body_readings(body: str) -> list[tuple[Style, int]]:
    if body.isdecimal():
        return [("decimal", int(body))] if len(body) < 5 else []
    if body in _HAN_VALUES:
        return [_HAN_VALUES[body]]
    arabic = letter_value(ABJAD, body.replace("ا", "أ"))
    if arabic:
        return [("arabic-letter", arabic)]
    latin = body.translate(LOOKALIKES)
    small = latin.lower()
    found: list[tuple[Style, int]] = []
    if latin.isascii() and latin in (small, latin.upper()):
        lower = latin == small
        letter, roman = letter_value(LATIN, small), roman_value(small)
        if letter:
            found.append(("lower-letter" if lower else "upper-letter", letter))
        if roman:
            rare = letter is not None and roman >= 50  # c, l, cc: letters, if nothing says otherwise
            found.insert(1 if rare else 0, ("lower-roman" if lower else "upper-roman", roman))
    cyrillic = letter_value(CYRILLIC, body)
    if cyrillic:
        found.append(("cyrillic-letter", cyrillic))
    if not found and len(body) > 2 and body in _words():
        found.append(_words()[body])
    return found


_LATER: Final = ("", "bis", "ter", "quater", "quinquies", "sexies")
_LATER_FORM: Final = re.compile(r"\s?(bis|ter|quater|quinquies|sexies)")


def _shape(enumerator: Enumerator) -> tuple[str, str, int]:
    """Punctuation without the differences that print makes inside one list, and the place of bis, ter ..."""
    found = _LATER_FORM.search(enumerator.after)
    after = _LATER_FORM.sub("", enumerator.after)
    after = re.sub(r"[–—]", "-", fold(after)).replace(" ", "")
    return fold(enumerator.before), after, _LATER.index(found[1]) if found else 0


_EITHER: Final = ("lower-letter", 1, "cyrillic-letter")


@lru_cache(maxsize=8192)
def successor(previous: Enumerator, label: str) -> Enumerator | None:
    """The reading of ``label`` that goes on a sequence after ``previous``: same style and punctuation, one more.

    A bullet is followed by the same bullet, 3 by 4 or by 3 bis, 3 bis by 4 or by 3 ter, the "a" of two alphabets by
    the second letter of either.
    """
    before, after, later = _shape(previous)
    for reading in readings(label):
        if reading.style != previous.style and (previous.style, previous.ordinal, reading.style) != _EITHER:
            continue
        here = _shape(reading)
        if here[:2] != (before, after):
            continue
        if reading.style == "bullet":
            return reading
        if reading.ordinal == previous.ordinal + 1 and here[2] == 0:
            return reading
        if reading.ordinal == previous.ordinal and here[2] == later + 1:
            return reading
    return None


# ------------------------------------------------------------------------------------- the number of a part

_HAN_DIGITS: Final = {sign: n for n, sign in enumerate(HAN, 1)}
_HAN_NUMBER: Final = late(rf"(?:(?P<hundreds>[{HAN}])百)?零?(?:(?P<tens>[{HAN}]?)十)?(?P<units>[{HAN}])?")
_FIGURE: Final = late(r"\d{1,4}|(?<![A-Za-z])[IVXLC]+(?![A-Za-z])|[一二三四五六七八九十百零]+")


def number_of_part(label: str, lang: Language) -> int | None:
    """The number in the label of a part that a word names: 12 in "Article 12", 4 in "Chapter IV", 110 in
    "第一百一十条", 1 in "Article premier". None where it has none, or in a word that the language does not have.
    """
    folded = fold(label).strip()
    named = [(len(word), n) for n, word in enumerate(lang.numbering.parts, 1) if folded.endswith(f" {word}")]
    if named:
        return max(named)[1]
    found = _FIGURE.search(folded)
    if found is None:
        return None
    figure = found.group()
    if figure.isdecimal():
        return whole(figure)
    if figure.isascii():
        return roman_value(figure.lower())
    parts = _HAN_NUMBER.fullmatch(figure)
    if parts is None or not figure:
        return None
    tens = 0 if parts["tens"] is None else _HAN_DIGITS.get(parts["tens"], 1)
    return 100 * _HAN_DIGITS.get(parts["hundreds"], 0) + 10 * tens + _HAN_DIGITS.get(parts["units"], 0)


# ------------------------------------------------------------------------------------- the start of a line


def _starts(alternatives: str) -> Callable[[str], re.Pattern[str]]:
    return by_script(rf"[\s\u200e\u200f]*+ (?: {alternatives} ) \s*", re.VERBOSE)


_IN_BRACKETS: Final = _starts(
    r"""
        (?P<bracketed>                                           # (a) (ii) (12) (أ) (十一)
            [(（] \s?
            (?: \d{1,3} | (?P<l>[A-Za-zА-Яа-яі])(?P=l){0,2} | [ivxlc]{1,7} | [IVXLC]{1,7}
              | (?P<r>[\u0621-\u064a])ـ?(?:[ ]?(?P=r)ـ?)? | [一二三四五六七八九十]{1,3}
              | [甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥] )
            \s? [)）]
        ) (?: (?<=）) | (?= \s | \Z | [A-ZÀ-ÖØ-ÞА-ЯЁ\u0600-\u06ff\u3000-\u9fff“«"‘’] ) )
    """
)
_WITH_FIGURE: Final = _starts(
    r"""
        (?P<half> \d{1,3} \) ) (?= \s | \Z | [A-ZÀ-ÖØ-ÞА-ЯЁ\u0600-\u06ff\u3000-\u9fff«“] )   # 1)
      | (?P<compound> \d{1,3} (?:\.\d{1,3})* \.(?:\d{1,3}|[a-z]) \.? )     # 17.1 Foo, 1.a Foo; not 1.5 per cent
        (?= \s+ (?: [A-ZÀ-ÖØ-ÞА-ЯЁ“«\[] | (?![亿万千百倍度个年月余多])[\u4e00-\u9fff]
            | (?:19|20)\d\d (?: 年 | [-–](?:19|20)\d\d ) ) | [A-ZÀ-ÖØ-ÞА-ЯЁ][a-zß-ÿа-яё’] )  # 2.1The
      | (?P<number> \d{1,3} (?:\s?(?:bis|ter|quater|quinquies))? [.．、] )           # 1. Takes; 3 bis. Takes
        (?= \Z | \s (?!\s*\d{1,2}\.\s*\d{2,4}\b) | [A-ZÀ-ÖØ-ÞА-ЯЁ\u0621-\u064a\u4e00-\u9fff“«《"‘\[]
            | [а-яё](?:[а-яё]{2}|\s[а-яё]) )                                         # 28.постановляет; not 3.г
      | (?P<dashed> \d{1,3} \s? [-–] ) (?= \Z | \s* [\u0621-\u064a”“’‘«"(\[] )     # 1 - تحيط
    """
)
_WITH_LETTER: Final = _starts(
    r"""
        (?P<half> (?: (?P<h>[A-Za-zа-яі])(?P=h)? | [ivxl]{1,6} ) \) )                # a) ii)
        (?= \s | \Z | [A-ZÀ-ÖØ-ÞА-ЯЁ\u0600-\u06ff\u3000-\u9fff«“] )
      | (?P<dashed> (?: [أا-ي]ـ? | [\u0621-\u064aًٌ]{3,6}(?:[ ][\u0621-\u064a]{3,6})? )    # أولا - مقدمة
          \s? [-–] ) (?= \Z | \s* [\u0621-\u064a”“’‘«"(\[] )                       # what is a word: see readings
      | (?P<heading> (?: [IVXLC]{1,7} | [A-ZА-Я] ) \. )                            # I. Introduction
        (?= \s+ [A-ZÀ-ÖØ-ÞА-ЯЁ“«"\u0621-\u064a\u4e00-\u9fff] | [A-ZÀ-ÖØ-ÞА-ЯЁ][a-zß-ÿа-яё’]{2} )
      | (?P<small> (?: [a-zасеорху] | [ivx]{2,5} ) \. )                      # a. text; e. 2,4-Dinitrotoluene
        (?= \s+ (?: \d+ (?:[,，]\d+)* - )? [^\W\d_] )
      | (?P<han> [一二三四五六七八九十]{1,3} [、.．] )                                   # 一、引言
        (?= \Z | \s*\S )
    """
)
_WITH_SIGN: Final = _starts(
    r"""
        (?P<quoted> [’‘'`] \d{1,3} [’‘'´] ) (?= \s | \Z | [\u0600-\u06ff] )         # ’1‘
      | (?P<circled> [㈠-㈩] )
      | (?P<dash> [–—] ) (?= \s+ \S )
      | (?P<bullet> [•·▪●‣◦■□○\uf0b7\uf0a7] ) (?= \s* \S )
      | (?P<hyphen> [-\uf02d] ) (?= \s+ [^\W\d_] )
    """
)
_ENOUGH: Final = 40
"""Characters, more than an enumerator has with the spaces around it."""


_FIRST: Final = re.compile(r"[^\s\u200e\u200f]")
_NUMERAL: Final = late(r"\s*(?P<numeral>[一二三四五六七八九十]{1,3})(?P<on>、)?")


def at_start(text: str) -> tuple[str, int] | None:
    """The printed enumerator at the start of a line and the offset where the text behind it begins.

    >>> at_start("(a) to continue")
    ('(a)', 4)

    Careful rather than complete: dates, symbols, decimals and bare numbers are no enumerators. Whether "A. Smith" is a
    heading only the sequence can tell.
    """
    if is_word(text):
        return None
    match = _beginning(text)(text[:_ENOUGH]).match(text)
    if match is None or match.lastgroup is None:
        return None
    label = match[match.lastgroup]
    if match.lastgroup == "han" and _counts(label, text[match.end() :]):
        return None
    return (label, match.end()) if readings(label) else None


def _beginning(text: str) -> Callable[[str], re.Pattern[str]]:
    """What the enumerator of a text may be, told by its first character: few texts have all, and each takes long to
    compile."""
    found = _FIRST.search(text, 0, _ENOUGH)
    first = found[0] if found is not None else " "
    if first in "(（":
        return _IN_BRACKETS
    if first.isdecimal():
        return _WITH_FIGURE
    return _WITH_LETTER if first.isalpha() or first in "ًٌ" else _WITH_SIGN


_SIGNS: Final = frozenset(")）.．、-–")
_LETTERED: Final = 16
"""Characters of the longest enumerator that begins with a letter ("ثالث عشر -"), its sign among them."""


def is_word(text: str) -> bool:
    """Whether a text begins as words do and no enumerator does: a capital and a small letter, three letters of which
    the first is small and one is no numeral ("iv"), or a letter or figure with none of the signs that end an enumerator
    near."""
    first, start = text[:1], text[:3]
    if first.isupper():
        if text[1:2].islower():
            return True
    elif first.islower() and start.isalpha() and start.strip("ivxlc"):
        return True
    return (first.isalpha() or first.isdecimal()) and _SIGNS.isdisjoint(text[:_LETTERED])


def _counts(label: str, rest: str) -> bool:
    """Whether a Chinese numeral stands in a row of them, as in "二、三年级" and "二、三十人", and not in "三、一俟" or
    "二、七十五周年": a larger one follows, above nine the next one or the next ten, or a sign that goes on the row."""
    found = _NUMERAL.match(rest)
    if found is None:
        return False
    here, there = readings(label), readings(found["numeral"])
    if found["on"] or not there or not here:
        return True
    one, other = here[0].ordinal, there[0].ordinal
    return other > one and (other < 10 or one + 1 in {other, other / 10})
