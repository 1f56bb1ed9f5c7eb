"""How deep headings are whose source says so by a style or a tag, and where their numbers say it more exactly.

One style often serves headings of several depths. The numbers among them tell: what stands between "II." and "III." in
the same style is below "II.", and "(a)" directly under a heading that has no number, with "(b)" behind it, is below
that.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from unpress.draft import Entry, Line
from unpress.enumerator import Enumerator, readings, successor
from unpress_stages.parse._paragraphs import labelled

_FAR: Final = 100
"""Headings of one level, at most, among which the next number is looked for."""
_DEEPEST: Final = 20
"""Numbers within numbers in one level that are followed."""


class _Heading(NamedTuple):
    """A heading: its place among the entries, its level, the label that is printed before it."""

    place: int
    level: int
    label: str

    @property
    def readings(self) -> tuple[Enumerator, ...]:
        return readings(self.label) if self.label else ()


def ranks(entries: Sequence[Entry]) -> dict[int, int]:
    """The ranks of headings whose level is known, from 1, by their places among the entries."""
    headings = [
        _Heading(i, entry.level, labelled(entry)[0])
        for i, entry in enumerate(entries)
        if isinstance(entry, Line) and entry.role == "heading" and entry.level
    ]
    depths: dict[int, int] = {}
    for level in {heading.level for heading in headings}:
        part = 0
        near: list[tuple[int, _Heading]] = []
        for heading in headings:
            part += heading.level < level
            if heading.level == level:
                near.append((part, heading))
        for _, group in groupby(near, lambda pair: pair[0]):
            _sink([heading for _, heading in group], 0, depths)
    order = sorted({(heading.level, depths[heading.place]) for heading in headings})
    return {heading.place: order.index((heading.level, depths[heading.place])) + 1 for heading in headings}


def _sink(headings: Sequence[_Heading], depth: int, depths: dict[int, int]) -> None:
    """Enter how far headings of one level lie below it: those between two numbers of a sequence below the first."""
    at = 0
    while at < len(headings):
        series = _series(headings, at) if depth < _DEEPEST else [at]
        directly = at and not headings[at - 1].label and headings[at - 1].place == headings[at].place - 1
        first = any(reading.ordinal == 1 for reading in headings[at].readings)
        own = depth + 1 if len(series) > 1 and directly and first else depth
        for here, following in pairwise(series):
            depths[headings[here].place] = own
            _sink(headings[here + 1 : following], own + 1, depths)
        depths[headings[series[-1]].place] = own
        at = series[-1] + 1


def _series(headings: Sequence[_Heading], first: int) -> list[int]:
    """The headings that count on from one, each the next that does."""
    found = [first]
    known = headings[first].readings
    for at in range(first + 1, len(headings) if known else 0):
        if at > found[-1] + _FAR:
            break
        following = next(
            (after for reading in known if (after := successor(reading, headings[at].label)) is not None),
            None,
        )
        if following is not None:
            found.append(at)
            known = (following,)
    return found
