"""Lines that go on what is above them whatever else can be seen: weighing would say the same; most lines are such."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress_stages.clean._facts import Facts

_FILLED: Final = 0.6
"""The part of a full line that each line fills at least."""
_SPARE: Final = 0.1
"""The part of a full line that is at most left above a line that begins with no small letter, behind its first word."""


def running(
    lines: Sequence[Line], facts: Sequence[Facts], full: float, *, cased: bool
) -> tuple[frozenset[int], frozenset[int]]:
    """The lines that go on, on the same page and in type of the same size, a line that ends in mid-sentence and is
    filled; neither a number nor a phrase that opens paragraphs stands before them.

    First those with a small letter. Then those that have none, which is no evidence but in print with capitals, and
    there weak: where the first word had no room above, they go on at least what two lines have begun.
    """
    on: list[int] = []
    amid: list[int] = []
    filled, fitting = _FILLED * full, (1 - _SPARE) * full
    for i in range(1, len(facts)):
        before, here = facts[i - 1], facts[i]
        if before.ended or before.width < filled or here.label is not None or here.opener:
            continue
        above, line = lines[i - 1], lines[i]
        if line.page != above.page or line.size != above.size:
            continue
        if here.lower:
            on.append(i)
        elif (
            (here.width >= filled if cased else not here.capital)
            and not here.titled
            and not before.text.endswith(")")  # it may be the symbol of a document
            and before.width + 1 + here.first > fitting
        ):
            amid.append(i)
    return frozenset(on), frozenset(amid)
