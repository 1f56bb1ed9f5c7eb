"""Which of the places where the marks of notes may stand are theirs: the most believable in the order of the notes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

_SKIP: Final = -2.5
"""What it costs to leave a note without a mark."""

_BEAM: Final = 32
"""How many ways to place the marks so far are followed."""

Place: TypeAlias = tuple[int, int, int]
"""Row, start, end."""

Option: TypeAlias = tuple[Place, float]
"""A place and its score."""


def best(markers: Sequence[str], options: Mapping[str, Sequence[Option]]) -> list[Place | None]:
    """One of its places for each marker, or None, in increasing order and with the greatest sum.

    A state is what the marks so far are worth and where the last of them stands. One that stands behind another and is
    worth no more leads nowhere; of the others the ``_BEAM`` best go on, so that the work grows with the notes. Behind a
    state only those places count that are worth more than all before them.
    """
    steps: list[tuple[int, Place | None]] = [(-1, None)]
    """The step before, and the place taken."""
    states: list[tuple[Place, float, int]] = [((-1, 0, 0), 0.0, 0)]
    """Last place, score and last step, both of the first in increasing order."""
    better_places = {marker: _next_better(places) for marker, places in options.items()}
    for marker in markers:
        places, next_better = options[marker], better_places[marker]
        following: list[tuple[Place, float, int, Place | None]] = [
            (last, score + _SKIP, step, None) for last, score, step in states
        ]
        begins = [bisect_right(places, last[:2], key=_beginning) for last, _, _ in states]
        for (_, so_far, step), at, end in zip(states, begins, [*begins[1:], len(places)], strict=True):
            while at < end:
                place, score = places[at]
                following.append((place, so_far + score, step, place))
                at = next_better[at]
        following.sort(key=lambda state: (state[0], -state[1]))
        better: list[tuple[Place, float, int, Place | None]] = []
        for state in following:
            if not better or state[1] > better[-1][1]:
                better.append(state)
        states = []
        for last, score, step, taken in better[-_BEAM:]:
            steps.append((step, taken))
            states.append((last, score, len(steps) - 1))
    chosen: list[Place | None] = []
    step = states[-1][2]
    while step > 0:
        step, taken = steps[step]
        chosen.append(taken)
    return chosen[::-1]


def _beginning(option: Option) -> tuple[int, int]:
    return option[0][:2]


def _next_better(places: Sequence[Option]) -> list[int]:
    """For each place the next that is worth more; their number where none is."""
    found = [len(places)] * len(places)
    open_: list[int] = []
    for i, (_, score) in enumerate(places):
        while open_ and places[open_[-1]][1] < score:
            found[open_.pop()] = i
        open_.append(i)
    return found
