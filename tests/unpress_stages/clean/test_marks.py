"""Cases of ``clean.marks``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import pytest
import textcase

from unpress.draft import Draft, DraftNote, Line, Run
from unpress.journal import Journal
from unpress.source import Piece, Span
from unpress_stages.clean import marks


@pytest.mark.parametrize("case", textcase.cases("clean/marks"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


@pytest.mark.parametrize(
    ("comma", "raised", "kept"), [(",", True, ""), (", ", True, ""), ("،", True, ""), (",", False, ",")]
)
def test_a_raised_comma_between_two_marks_is_no_text(comma: str, raised: bool, kept: str) -> None:
    source = f"Wells of the plains1{comma}2"
    at = source.index("1")

    def run(start: int, end: int, *, raised: bool = False) -> Run:
        return Run(source[start:end], span=Span((Piece(0, start, end),)), raised=raised)

    last = len(source) - 1
    runs = (run(0, at), run(at, at + 1, raised=True), run(at + 1, last, raised=raised))
    title = Line((*runs, run(last, last + 1, raised=True)), page=1)
    notes = tuple(DraftNote(number, (Line((Run("Old ones."),)),), page=1) for number in "12")
    journal = Journal("x.pdf", "clean.marks")
    draft = marks.clean(Draft(source, (title,), notes, "en"), journal)
    (line,) = draft.lines
    assert isinstance(line, Line)
    assert [(found.text, found.note) for found in line.runs if found.note] == [("1", "1"), ("2", "2")]
    assert line.text == f"Wells of the plains1{kept}2"
    assert [entry.rule for entry in journal.entries] == ([] if kept else ["clean.marks.between-marks"])


Option: TypeAlias = "tuple[tuple[int, int, int], float]"


def best(options: Sequence[list[Option]]) -> list[tuple[int, int, int] | None]:
    markers = [str(number) for number in range(len(options))]
    return marks._best(markers, dict(zip(markers, options, strict=True)))  # pyright: ignore[reportPrivateUsage]


def test_of_many_places_the_best_are_followed_and_each_step_is_kept():
    options = [[((row, at, at + 1), 1.0) for at in range(40)] for row in range(300)]
    for row, places in enumerate(options):
        places.append(((row, 50, 51), 6.0))
    assert best(options) == [(row, 50, 51) for row in range(300)]


def test_a_note_without_a_place_of_its_own_is_left_out():
    found = best([[((3, 0, 1), 6.0)], [((1, 0, 1), 6.0)], [((5, 0, 1), 6.0)]])
    assert found.count(None) == 1
    assert found[2] == (5, 0, 1)


def test_between_marks_a_place_that_is_worth_more_counts_though_it_stands_behind_another():
    options = [[((0, 5, 6), 6.0)], [((0, 2, 3), 9.0), ((1, 0, 1), 1.0), ((2, 0, 1), 4.0), ((3, 0, 1), 4.0)]]
    assert best(options) == [(0, 5, 6), (2, 0, 1)]


class Weighed(list[Option]):
    """Places that count how often one of them is looked at."""

    times = 0

    def __getitem__(self, at: int) -> Option:  # type: ignore[override]
        self.times += 1
        return super().__getitem__(at)


def test_the_work_of_placing_marks_grows_with_the_notes():
    """Notes of one marker and as many places for them: not each place is weighed for each note."""
    for size in (200, 400):
        places = Weighed([((row, 0, 1), 6.0) for row in range(size)])
        found = marks._best(["1"] * size, {"1": places})  # pyright: ignore[reportPrivateUsage]
        assert found == [(row, 0, 1) for row in range(size)]
        assert places.times < 1000 * size
