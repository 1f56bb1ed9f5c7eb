"""Lines across a page: where their pieces meet, the edges of cells are.

Word processors draw the border of each cell by itself, so a line over the whole table is a row of pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from unpress.record import record
from unpress_stages.read._pdf_page import Page
from unpress_stages.read._pdf_tables import SHORT, THIN

_MEET: Final = 2.0  # points between pieces of one line
NEAR: Final = 3.0  # points: edges of one column on two lines


@record
class Rule:
    """A line across: its height, its ends, and where its pieces meet."""

    base: float
    left: float
    right: float
    joints: tuple[float, ...]

    def spans(self, other: Rule) -> bool:
        """Whether it has the ends of another one."""
        return abs(self.left - other.left) <= NEAR and abs(self.right - other.right) <= NEAR

    @property
    def width(self) -> float:
        return self.right - self.left

    def mirrored(self) -> Rule:
        """The same line, measured from the right."""
        joints = tuple(-joint for joint in reversed(self.joints))
        return replace(self, left=-self.right, right=-self.left, joints=joints)

    def parted_by(self, place: float) -> bool:
        """Whether a place is between its ends."""
        return self.left + NEAR < place < self.right - NEAR

    def over(self, place: float) -> bool:
        return self.left - NEAR < place < self.right + NEAR


def rules(page: Page) -> list[Rule]:
    """The lines across a page from top to bottom."""
    pieces = sorted(
        (-round((bottom + top) / 2, 1), left, right)
        for left, bottom, right, top in page.rules
        if top - bottom <= THIN and right - left >= 0.2
    )
    groups: list[list[tuple[float, float, float]]] = []
    for item in pieces:
        if groups and abs(groups[-1][0][0] - item[0]) <= 1.0:
            groups[-1].append(item)
        else:
            groups.append([item])
    found: list[Rule] = []
    for group in groups:
        line: list[tuple[float, float]] = []
        for _, left, right in sorted(group, key=lambda item: item[1]):
            if line and left - max(end for _, end in line) > _MEET:
                found.append(_joined(-group[0][0], line))
                line = []
            line.append((left, right))
        found.append(_joined(-group[0][0], line))
    return [rule for rule in found if rule.right - rule.left >= SHORT]


def _joined(base: float, pieces: Sequence[tuple[float, float]]) -> Rule:
    left, right = pieces[0][0], max(end for _, end in pieces)
    joints: list[float] = []
    for start, _ in pieces[1:]:
        if start > left + NEAR and start < right - NEAR and (not joints or start - joints[-1] > NEAR):
            joints.append(start)
    return Rule(base, left, right, tuple(joints))


def edges(rules: Sequence[Rule]) -> list[float]:
    """Where these lines begin, meet and end, from the left."""
    found: list[float] = []
    places = [place for rule in rules for place in (rule.left, *rule.joints, rule.right)]
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def close(place: float, edges: Sequence[float]) -> bool:
    """Whether a place is at one of the edges."""
    return any(abs(place - edge) <= NEAR for edge in edges)
