"""Which words stand side by side in a text: how well one that stands behind another reads there."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Final

_PRIOR: Final = 0.3
"""Pairs of words that count as seen, and as expected, before any are."""


class Pairs:
    """Which words stand side by side in a text, and which endings: endings tell what kind of word it is."""

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        self.words = Counter(chain.from_iterable(lines))
        end_of = {word: _end(word) for word in self.words}
        self.ends: Counter[str] = Counter()
        for word, count in self.words.items():
            self.ends[end_of[word]] += count
        whole: list[tuple[str, str]] = []
        half: list[tuple[str, str]] = []
        both: list[tuple[str, str]] = []
        for words in lines:
            last = [end_of[word] for word in words]
            whole += pairwise(words)
            half += zip(words, last[1:], strict=False)
            both += pairwise(last)
        self.whole, self.half, self.both = Counter(whole), Counter(half), Counter(both)
        self.total = max(sum(self.words.values()), 1)

    def score(self, a: str, b: str) -> float:
        """How much more often than by chance one word follows another: logarithms of the ratios, weighted."""
        x, y = _end(a), _end(b)
        return sum(
            weight * math.log((seen + _PRIOR) / (count * other / self.total + _PRIOR))
            for weight, seen, count, other in (
                (1.0, self.whole[a, b], self.words[a], self.words[b]),
                (0.5, self.half[a, y], self.words[a], self.ends[y]),
                (0.5, self.both[x, y], self.ends[x], self.ends[y]),
            )
        )


def _end(word: str) -> str:
    return word if len(word) < 4 else "-" + word[-3:]
