"""The cases of clean.hyphens."""

from __future__ import annotations

import random
import textwrap

import pytest
import textcase

from unpress.draft import Draft, DraftNote, Line
from unpress.journal import Journal
from unpress.record import replace
from unpress.source import Source
from unpress_stages.clean import hyphens
from unpress_stages.read.text import read


@pytest.mark.parametrize("case", textcase.cases("clean/hyphens"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)


def test_words_of_lines_that_fit_the_column_are_left_alone() -> None:
    case = next(c for c in textcase.cases("clean/hyphens") if c.name.endswith("taken-away-at-line-ends"))
    column = "\n".join(
        line.replace("highquality", "highest")[:78].rsplit(" ", 1)[0] for line in case.input.splitlines()
    )
    draft = read(Source("-", column.encode()), Journal())
    draft = Draft(draft.text, draft.lines, language="en")
    assert hyphens.clean(draft, Journal()) is draft


@pytest.mark.parametrize(("size", "whole"), [(10.0, True), (0.0, False)])
def test_a_line_that_was_measured_is_no_broader_than_its_measure(size: float, whole: bool) -> None:
    case = next(c for c in textcase.cases("clean/hyphens") if c.name.endswith("taken-away-at-line-ends"))
    draft = read(Source("-", case.input.encode()), Journal())
    lines = tuple(replace(line, size=size, width=80.0) for line in draft.lines if isinstance(line, Line))
    draft = Draft(draft.text, lines, language="en")
    assert (hyphens.clean(draft, Journal()) is draft) == whole


def test_a_line_without_spaces_is_gone_through_once() -> None:
    lines = "The keepers of the lighthouses and of the towers of the coast, and all of them\n" * 30
    draft = read(Source("-", (lines + "aB" * 20_000 + "\n").encode()), Journal())
    draft = Draft(draft.text, draft.lines, language="en")
    assert hyphens.clean(draft, Journal()) is draft


def test_where_lines_are_counted_in_letters_their_breadth_says_nothing() -> None:
    words = [
        "mammoth",
        "women",
        "swim",
        "million",
        "still",
        "ill",
        "till",
        "moon",
        "mid-term",
        "lily",
        "will",
        "and",
        "of",
    ]
    some = random.Random(14).choices(words, k=500)
    texts = (" ".join((*some[:at], "midterm", *some[at:])) for at in range(300, 500))
    written = next(text for text in (textwrap.fill(text, 80) for text in texts) if "midterm\n" in text)
    draft = read(Source("-", written.encode()), Journal())
    draft = Draft(draft.text, draft.lines, language="en")
    assert hyphens.clean(draft, Journal()) is draft


def test_a_note_without_lines_stays() -> None:
    draft = read(Source("-", b"The well -being of all.\n"), Journal())
    draft = Draft(draft.text, draft.lines, notes=(DraftNote("1", ()),), language="en")
    mended = hyphens.clean(draft, Journal())
    assert mended.notes == draft.notes
    assert mended.text == draft.text
