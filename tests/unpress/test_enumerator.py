"""Enumerators: what a printed label may mean, what follows it, where it stands in a line."""

from __future__ import annotations

import itertools

import pytest

from unpress import enumerator
from unpress.enumerator import Enumerator, Style, at_start, format, readings, successor
from unpress.language import language


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("(a)", [("lower-letter", 1)]),
        ("(i)", [("lower-roman", 1), ("lower-letter", 9)]),
        ("x)", [("lower-roman", 10), ("lower-letter", 24)]),
        ("(c)", [("lower-letter", 3), ("lower-roman", 100)]),
        ("(aa)", [("lower-letter", 27)]),
        ("I.", [("upper-roman", 1), ("upper-letter", 9)]),
        ("D.", [("upper-letter", 4)]),
        (
            "а)",
            [("lower-letter", 1), ("cyrillic-letter", 1)],
        ),  # Cyrillic а: the two cannot be told apart in print
        ("б)", [("cyrillic-letter", 2)]),
        ("(أ)", [("arabic-letter", 1)]),
        ("(ه)", [("arabic-letter", 5)]),
        ("(هـ)", [("arabic-letter", 5)]),
        ("(أ أ)", [("arabic-letter", 27)]),
        ("أولاً -", [("section-word", 1)]),
        ("حادي عشر", [("section-word", 11)]),
        ("جيم", [("letter-name", 3)]),
        ("١٢ -", [("arabic-indic", 12)]),
        ("1 -", [("decimal", 1)]),
        ("’1‘", [("decimal", 1)]),
        ("㈡", [("han-parenthesised", 2)]),
        ("(一)", [("han", 1)]),
        ("(十一)", [("han", 11), ("han-parenthesised", 11)]),
        ("一、", [("han", 1)]),
        ("3 bis.", [("decimal", 3)]),
        ("17.1", [("compound", 1)]),
        ("1.a", [("lower-letter", 1)]),
        ("–", [("bullet", 0)]),
        ("A/75/1", []),
        ("Annex II", []),
        ("civil", []),
        ("", []),
    ],
)
def test_readings(label: str, expected: list[tuple[Style, int]]) -> None:
    assert [(r.style, r.ordinal) for r in readings(label)] == expected


@pytest.mark.parametrize(
    "label",
    [
        "(a)",
        "i)",
        "1.",
        "1 -",
        "’1‘",
        "㈩",
        "(十一)",
        "一、",
        "(أ)",
        "(أ أ)",
        "أولا -",
        "IV.",
        "17.1",
        "1.a",
        "–",
        "3 bis.",
    ],
)
def test_a_reading_prints_its_label(label: str) -> None:
    assert readings(label)
    assert all(str(reading) == label for reading in readings(label))


@pytest.mark.parametrize(
    ("style", "highest"),
    [
        ("decimal", 999),
        ("arabic-indic", 999),
        ("lower-letter", 78),
        ("upper-letter", 78),
        ("lower-roman", 399),
        ("upper-roman", 399),
        ("cyrillic-letter", 56),
        ("arabic-letter", 52),
        ("letter-name", 28),
        ("section-word", 30),
        ("han", 99),
        ("han-stem", 10),
        ("han-branch", 12),
        ("han-parenthesised", 10),
    ],
)
def test_format_and_readings_are_inverse(style: Style, highest: int) -> None:
    for ordinal in range(1, highest + 1):
        assert Enumerator(style, ordinal) in readings(format(style, ordinal))


def test_format_says_what_it_cannot_print() -> None:
    assert format("decimal", 0) == "0"
    with pytest.raises(ValueError, match="do not print 0"):
        format("lower-roman", 0)
    with pytest.raises(ValueError, match="do not print 31"):
        format("section-word", 31)


@pytest.mark.parametrize(
    "sequence",
    [
        "(g) (h) (i) (j)",
        "(i) (ii) (iii) (iv) (v) (vi)",
        "u) v) w) x) y) z) aa) bb)",
        "a) b) с) d) е)",  # с and е are Cyrillic
        "(د) (هـ) (و) (ز)",
        "㈨ ㈩ (十一) (十二)",
        "1. 2. 3. 3bis. 3ter. 4.",
        "17.1 17.2 17.3",
        "• • •",
        "I. II. III. IV. V.",
        "A. B. C. D.",
    ],
)
def test_successors(sequence: str) -> None:
    labels = sequence.split()
    ends: list[Enumerator | None] = []
    for first in readings(labels[0]):
        here: Enumerator | None = first
        for label in labels[1:]:
            here = successor(here, label) if here else None
        ends.append(here)
    assert any(ends)


@pytest.mark.parametrize(
    ("before", "after"), [("1.", "3."), ("(a)", "b)"), ("1 -", "’2‘"), ("(a)", "(i)"), ("•", "–")]
)
def test_what_does_not_follow(before: str, after: str) -> None:
    assert all(successor(reading, after) is None for reading in readings(before))


def test_a_list_of_cyrillic_letters_goes_on_from_its_first() -> None:
    """The first letter looks the same in Latin, and is read as Latin where nothing else is known."""
    assert successor(readings("а)")[0], "б)") == Enumerator("cyrillic-letter", 2, "", ")")
    assert successor(readings("b)")[0], "в)") is None


def test_dashes_of_one_list_may_differ() -> None:
    assert successor(readings("1 -")[0], "2-") == Enumerator("decimal", 2, "", "-")


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        ("(a) xyz", "(a)", "xyz"),
        ("1. Takes", "1.", "Takes"),
        ("28.постановляет", "28.", "постановляет"),
        ("14.с удовлетворением отмечает", "14.", "с удовлетворением отмечает"),
        ("1.\u00a0Prend note", "1.", "Prend note"),
        ("1 -  تحيط علما", "1 -", "تحيط علما"),
        ("8 - ’السفن‘ والمركبات", "8 -", "’السفن‘ والمركبات"),
        ("أولا - مقدمة", "أولا -", "مقدمة"),
        ("(هـ) تعزيز", "(هـ)", "تعزيز"),
        ("’1‘ تعزيز", "’1‘", "تعزيز"),
        ("I. Introduction", "I.", "Introduction"),
        ("17.1 Foo", "17.1", "Foo"),
        ("1.a Ensure", "1.a", "Ensure"),
        ("a) Foo", "a)", "Foo"),
        ("3 bis. Takes", "3 bis.", "Takes"),
        ("– item", "–", "item"),
        ("• item", "•", "item"),
        ("- item", "-", "item"),
        ("㈠促进", "㈠", "促进"),
        ("一、引言", "一、", "引言"),
        ("二、七十五周年", "二、", "七十五周年"),
        ("二、三十五周年", "二、", "三十五周年"),
        ("三、十年行动", "三、", "十年行动"),
        ("(b)促进", "(b)", "促进"),
        ("（a）foo", "（a）", "foo"),
        ("12.", "12.", ""),
        ("e. 2,4-Wellene", "e.", "2,4-Wellene"),
        ("e. 2，4-井苯", "e.", "2，4-井苯"),
        ("(a)The wells", "(a)", "The wells"),
        ("a)L’eau", "a)", "L’eau"),
        ("а)Колодцы", "а)", "Колодцы"),
        ("A.Introduction", "A.", "Introduction"),
        ("2.1L’auteur", "2.1", "L’auteur"),
    ],
)
def test_at_start(line: str, label: str, text: str) -> None:
    found = at_start(line)
    assert found is not None
    assert (found[0], line[found[1] :]) == (label, text)


@pytest.mark.parametrize(
    "line",
    [
        "12/ foo",
        "2020 年",
        "2020. Foo",
        "1997 年 12 月 16 日",
        "12 December 2020",
        "1. 5. 2020",
        "1.5 per cent",
        "1.5GB of text",
        "U.S.A. and others",
        "(a)round",
        "1.5 亿",
        "二、三年级",
        "二、三十人",
        "九、十年级",
        "二、七十、八十年代",
        "A/75/1 foo",
        "75/210. Foo",
        "e.g. foo",
        "p. 5",
        "г. Москва",
        "(2020) foo",
        "10 - foo",
        "* A/75/150.",
        "The General Assembly,",
        "",
    ],
)
def test_no_enumerator(line: str) -> None:
    assert at_start(line) is None


def test_rows_of_signs_are_no_enumerators() -> None:
    for line in ("(" * 20_000, " " * 20_000, "1." * 20_000, "一" * 20_000, "(i" * 20_000):
        assert at_start(line) is None
        assert line.startswith("1") or not readings(line[:200])


def test_what_begins_as_a_word_is_no_enumerator() -> None:
    for letters in itertools.product("ibIBжЖéأ1(.)- ", repeat=4):
        text = "".join(letters) + " Text"
        pattern = enumerator._beginning(text)("一")  # pyright: ignore[reportPrivateUsage]
        assert not enumerator.is_word(text) or pattern.match(text) is None, text


@pytest.mark.parametrize(
    ("code", "label", "number"),
    [
        ("en", "Article 12", 12),
        ("en", "Chapter IV", 4),
        ("en", "Annex", None),
        ("fr", "Article premier", 1),
        ("zh", "第一百一十条", 110),
        ("ar", "الفصل الثاني", 2),
        ("ar", "الفصل الثاني عشر", 12),
    ],
)
def test_the_number_of_a_part_stands_in_figures_or_in_words_of_the_language(
    code: str, label: str, number: int | None
) -> None:
    assert enumerator.number_of_part(label, language(code)) == number
