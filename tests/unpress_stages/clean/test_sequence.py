"""Laws of ``clean._sequence``."""

from __future__ import annotations

from collections.abc import Sequence

from unpress_stages.clean._sequence import Option, Place, best


def placed(options: Sequence[list[Option]]) -> list[Place | None]:
    markers = [str(number) for number in range(len(options))]
    return best(markers, dict(zip(markers, options, strict=True)))


def test_of_many_places_the_best_are_followed_and_each_step_is_kept():
    options = [[((row, at, at + 1), 1.0) for at in range(40)] for row in range(300)]
    for row, places in enumerate(options):
        places.append(((row, 50, 51), 6.0))
    assert placed(options) == [(row, 50, 51) for row in range(300)]


def test_a_note_without_a_place_of_its_own_is_left_out():
    found = placed([[((3, 0, 1), 6.0)], [((1, 0, 1), 6.0)], [((5, 0, 1), 6.0)]])
    assert found.count(None) == 1
    assert found[2] == (5, 0, 1)


def test_between_marks_a_place_that_is_worth_more_counts_though_it_stands_behind_another():
    options = [[((0, 5, 6), 6.0)], [((0, 2, 3), 9.0), ((1, 0, 1), 1.0), ((2, 0, 1), 4.0), ((3, 0, 1), 4.0)]]
    assert placed(options) == [(0, 5, 6), (2, 0, 1)]


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
        found = best(["1"] * size, {"1": places})
        assert found == [(row, 0, 1) for row in range(size)]
        assert places.times < 1000 * size
