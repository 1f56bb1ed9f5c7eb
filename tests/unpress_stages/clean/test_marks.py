"""Cases of ``clean.marks``."""

from __future__ import annotations

from bisect import bisect_right

import pytest
import textcase

from unpress_stages.clean import marks


@pytest.mark.parametrize("case", textcase.cases("clean/marks"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


def test_of_many_places_the_best_are_followed_and_each_step_is_kept():
    options = [[((row, at, at + 1), 1.0) for at in range(40)] for row in range(300)]
    for row, places in enumerate(options):
        places.append(((row, 50, 51), 6.0))
    assert marks._best(options) == [(row, 50, 51) for row in range(300)]  # pyright: ignore[reportPrivateUsage]


def test_a_note_without_a_place_of_its_own_is_left_out():
    options = [[((3, 0, 1), 6.0)], [((1, 0, 1), 6.0)], [((5, 0, 1), 6.0)]]
    found = marks._best(options)  # pyright: ignore[reportPrivateUsage]
    assert found.count(None) == 1
    assert found[2] == (5, 0, 1)


def test_the_work_of_placing_marks_grows_with_the_notes(monkeypatch: pytest.MonkeyPatch):
    """Each note has the same few places to weigh, however many notes came before it."""
    seen: list[int] = []

    def bisect(ends: list[object], place: object) -> int:
        seen.append(len(ends))
        return bisect_right(ends, place)  # type: ignore[type-var]

    monkeypatch.setattr(marks, "bisect_right", bisect)
    marks._best([[((row, 0, 1), 6.0 + row % 3)] for row in range(200)])  # pyright: ignore[reportPrivateUsage]
    assert max(seen) <= 32
