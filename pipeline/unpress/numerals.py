"""How scripts count: the order of letters, Roman and Chinese numerals. Facts about scripts, not about one language."""

from __future__ import annotations

from typing import Final

from unpress.pattern import late

LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC: Final = "абвгдежзиклмнопрстуфхцчшщэюя"  # Russian lists leave out ё, й, ъ, ы, ь
ABJAD: Final = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"  # the order of numbers, not of the dictionary
HAN: Final = "一二三四五六七八九"
HAN_PARENTHESISED: Final = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
HAN_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"  # older treaties number with these where others print (a), (b)
HAN_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"

LOOKALIKES: Final = str.maketrans("асеорхуіјѕАВСЕНКМОРТХІЈЅ", "aceopxyijsABCEHKMOPTXIJS")
"""Cyrillic letters that stand in Latin enumerators of Russian texts, because they look the same."""

_ROMAN: Final = tuple(
    zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_ROMAN_FORM: Final = late(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman(ordinal: int) -> str:
    parts: list[str] = []
    for value, letters in _ROMAN:
        count, ordinal = divmod(ordinal, value)
        parts.append(letters * count)
    return "".join(parts)


def roman_value(body: str) -> int | None:
    """The value of a Roman number in lower case up to 399, None for anything else."""
    if not body or not _ROMAN_FORM.fullmatch(body):
        return None
    values = [_VALUES[letter] for letter in body]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def han(ordinal: int) -> str:
    tens, units = divmod(ordinal, 10)
    head = "" if not tens else "十" if tens == 1 else HAN[tens - 1] + "十"
    return head + (HAN[units - 1] if units else "")


_ONCE: Final = {ABJAD: 26}
"""How many letters are counted before they are doubled, where not all: Arabic lists go on behind (ض) with (أ أ), as
those of the other languages do with (aa) (S/RES/2557)."""


def repeated(alphabet: str, ordinal: int, between: str = "") -> str:
    """The letters of an enumerator: z, then aa, bb."""
    times, place = divmod(ordinal - 1, _ONCE.get(alphabet, len(alphabet)))
    return between.join([alphabet[place]] * (times + 1))


def letter_value(alphabet: str, body: str) -> int | None:
    """The inverse of ``_repeated``; not more than three letters."""
    letters = body.replace(" ", "")
    if not letters or len(letters) > 3 or letters != letters[0] * len(letters) or letters[0] not in alphabet:
        return None
    return (len(letters) - 1) * _ONCE.get(alphabet, len(alphabet)) + alphabet.index(letters[0]) + 1
