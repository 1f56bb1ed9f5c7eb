"""How the cost of single parts grows with the length of a text, on plain texts and on such as are meant to do harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from benchmarks.measure import enter, in_turns

from unpress import Config, Source, convert
from unpress.citations import find
from unpress.enumerator import at_start, readings
from unpress.language import language
from unpress.recognition import recognise

TIMES_AS_LONG = 8
SENTENCES = {
    "en": "Recalling its resolutions 46/182 of 19 December 1991 and 48/57, and A/75/1 and Add.1, decides so. ",
    "zh": "回顾其1991年12月19日第46/182号和第48/57号决议以及A/75/1和Add.1号文件，决定如下。",
    "ar": "إذ تشير إلى قراريها 46/182 المؤرخ 19 كانون الأول/ديسمبر 1991 و 48/57، تقرر ما يلي. ",
}
ODD = ("1/", "A/", "(", " ", "1.", "一", "(i", "1/1 A and ", "resolution ")


TEXTS = ("A/RES/1/1 ", "a\t", "1. a\n", "A. B\n", "1/ a\n", "¹ a\n", "Article 1\nA\n", "[a\n", "a-\n")
"""What is repeated in whole texts: each cost the square of its length somewhere."""


def _grows(name: str, task: Callable[[str], object], unit: str, times: int, wanted: str) -> None:
    """Enter what a text of ``times`` units costs, and one of eight times as many."""
    short, long = unit * times, unit * (times * TIMES_AS_LONG)
    (_, small), (_, large) = in_turns(lambda: task(short), lambda: task(long))
    enter(f"growth, {name}: {TIMES_AS_LONG} times as long", large, small, wanted)


PROPORTIONAL = f"≤ {1.2 * TIMES_AS_LONG:.1f}"


@pytest.mark.parametrize("code", SENTENCES)
def test_citations(code: str) -> None:
    _grows(f"citations ({code})", lambda text: find(text, language(code)), SENTENCES[code], 200, PROPORTIONAL)


@pytest.mark.parametrize("unit", ODD)
def test_citations_in_odd_text(unit: str) -> None:
    _grows(
        f"citations in rows of {unit!r}", lambda text: find(text, language("en")), unit, 2_000, PROPORTIONAL
    )


@pytest.mark.parametrize("unit", ODD)
def test_enumerators_in_odd_text(unit: str) -> None:
    def look(text: str) -> None:
        for _ in range(100):
            at_start(text)
            readings(text)

    _grows(f"enumerators in rows of {unit!r}", look, unit, 500, PROPORTIONAL)


def test_recognition() -> None:
    """A sample of a long text tells its language, so that more text costs no more."""
    _grows("recognition (zh)", recognise, SENTENCES["zh"], 1_000, "≤ 2")


@pytest.mark.parametrize("unit", TEXTS)
def test_whole_texts(unit: str) -> None:
    def look(text: str) -> None:
        convert(Source("x", text.encode(), "text"), ("md", "html", "akn"), Config(language="en"))

    _grows(f"conversion of rows of {unit!r}", look, unit, 2_000 // len(unit), PROPORTIONAL)
