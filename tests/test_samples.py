"""The samples and the outlines that must come of them, and the same documents on any page and in any habit.

The outlines in ``samples/expected`` are the answer. Those of the Arabic, French, Russian and Spanish samples were
written by hand, before their texts.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import accounts
import outline
import pytest
import typeset

from unpress import Result, read
from unpress.problems import Severity
from unpress.source import Source

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
WITHOUT_MASTHEAD = {"A_RES_75_210.en", "A_RES_75_210.zh"}
"""Their symbol is inferred from the number, and a note says so."""

PAGES = ((64, 25), (78, 33), (92, 46))
"""Cells of a line and lines of a page."""


@cache
def sample(name: str) -> Result:
    return read(SAMPLES / f"{name}.txt")


@cache
def expected(name: str) -> str:
    return (SAMPLES / "expected" / f"{name}.outline").read_text(encoding="utf-8")


def no_difference(result: Result, name: str) -> None:
    got, wanted = outline.write(result.document).splitlines(), expected(name).splitlines()
    assert got == wanted


def test_there_is_a_sample_and_an_outline_for_each_language() -> None:
    assert {name.rpartition(".")[2] for name in NAMES} == {"ar", "en", "es", "fr", "ru", "zh"}
    assert sorted(path.stem for path in (SAMPLES / "expected").glob("*.outline")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_tree_is_what_was_expected(name: str) -> None:
    no_difference(sample(name), name)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_and_spans_are_true(name: str) -> None:
    accounts.nothing_lost(sample(name))


@pytest.mark.parametrize("name", NAMES)
def test_there_is_nothing_to_complain_about(name: str) -> None:
    problems = sample(name).problems
    assert [p.code for p in problems] == ["transform.metadata.symbol"] * (name in WITHOUT_MASTHEAD)
    assert all(p.severity is Severity.note for p in problems)


@pytest.mark.parametrize("name", NAMES)
def test_the_outline_is_what_a_person_can_write(name: str) -> None:
    assert outline.write(outline.read(expected(name))) == expected(name)
    assert outline.read(expected(name)) == sample(name).document


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page[0]}x{page[1]}")
@pytest.mark.parametrize("habit", typeset.HABITS, ids=lambda habit: habit.name)
@pytest.mark.parametrize("name", NAMES)
def test_the_tree_is_the_same_on_any_page_in_any_habit(
    name: str, habit: typeset.Habit, page: tuple[int, int]
) -> None:
    document = outline.read(expected(name))
    text = typeset.dump(document, typeset.of_width(habit, *page))
    result = read(Source(f"{name}.txt", text.encode()))
    no_difference(result, name)
    accounts.nothing_lost(result)


@pytest.mark.parametrize("name", NAMES)
def test_the_encoding_and_the_line_ends_make_no_difference(name: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    for data in (
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
        ("\n\n" + text + "\n \n").encode(),
    ):
        assert read(Source(f"{name}.txt", data)).document == sample(name).document


@pytest.mark.parametrize("name", NAMES)
def test_decomposed_letters_make_no_difference(name: str) -> None:
    import unicodedata

    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    apart = unicodedata.normalize("NFD", text)
    assert read(Source(f"{name}.txt", apart.encode())).document == sample(name).document
