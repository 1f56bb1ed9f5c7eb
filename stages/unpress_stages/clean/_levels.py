"""The enumerators of a text so far, and whether the next one goes on them."""

from __future__ import annotations

from typing import Final

from unpress.enumerator import Enumerator, readings, successor

_DEEPEST: Final = 64
"""How many levels are followed besides the first: numbers that begin anew again and again open one each time."""


class Levels:
    """The enumerators seen so far, innermost last: tells whether a label goes on one of them or opens a level."""

    def __init__(self) -> None:
        self.open: list[Enumerator] = []
        self.held: list[Enumerator] = []  # the number above a heading: in some texts numbers go on under it
        self.begun = -1

    @property
    def numbered(self) -> bool:
        """Whether the paragraphs of this part are numbered: then a verb behind a comma, or behind a full line, goes on
        a sentence or paragraph."""
        return bool(self.open) and self.open[0].style == "decimal"

    def fit(self, label: tuple[str, int] | None) -> bool | None:
        """True for an enumerator that fits the sequence, False for another, None for none."""
        return None if label is None else self._place(label[0]) is not None

    def enter(self, label: tuple[str, int] | None, i: int, *, heading: bool = False) -> None:
        """Take note of line ``i``, which begins a paragraph, and of its enumerator; numbers end at a heading."""
        self.begun = i
        if heading and label is None:
            self.held = self.open[:1] or self.held
            self.open = []
        if label is None:
            return
        place = self._place(label[0])
        known = readings(label[0])
        if place is not None:
            depth, enumerator = place
            self.open[depth:] = [enumerator]
        elif known:
            same = [
                d for d, e in enumerate(self.open) if e.style == known[0].style and e.after == known[0].after
            ]
            self.open[same[-1] if same else len(self.open) :] = [known[0]]
        del self.open[1:-_DEEPEST]

    def _place(self, label: str) -> tuple[int, Enumerator] | None:
        for depth in range(len(self.open) - 1, -1, -1):
            following = successor(self.open[depth], label)
            if following is not None:
                return depth, following
        for held in self.held:
            following = successor(held, label)
            if following is not None:
                return 0, following
        for reading in readings(label):
            if reading.ordinal == 1 or reading.style == "bullet":
                return len(self.open), reading
        return None
