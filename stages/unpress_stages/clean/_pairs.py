"""Which words stand side by side in a text: how well one that stands behind another reads there."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

_PRIOR: Final = 0.3
"""Pairs of words that count as seen, and as expected, before any are."""


class Pairs:
    """Which words stand side by side in a text, and which endings: endings tell what kind of word it is."""

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        self.words: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        beside: list[tuple[str, str]] = []
        for words in lines:
            ends = [_end(word) for word in words]
            self.words.update(words)
            self.ends.update(ends)
            for a, b, x, y in zip(words, words[1:], ends, ends[1:], strict=False):
                beside.extend({(a, b), (a, y), (x, b), (x, y)})
        self.pairs = Counter(beside)
        self.total = max(sum(self.words.values()), 1)

    def score(self, a: str, b: str) -> float:
        """How much more often than by chance one word follows another: logarithms of the ratios, weighted."""
        x, y = _end(a), _end(b)
        return sum(
            weight * math.log((self.pairs[left, right] + _PRIOR) / (count * other / self.total + _PRIOR))
            for weight, left, right, count, other in (
                (1.0, a, b, self.words[a], self.words[b]),
                (0.5, a, y, self.words[a], self.ends[y]),
                (0.5, x, y, self.ends[x], self.ends[y]),
            )
        )


def _end(word: str) -> str:
    return word if len(word) < 4 else "-" + word[-3:]
