"""The order in which the stretches of a line read best."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

Pair = tuple[int, int]


def best_order(
    usual: Sequence[int],
    above: int,
    below: int,
    beside: Mapping[Pair, float],
    turned: Mapping[Pair, float],
    more: Callable[[tuple[int, ...]], float] | None = None,
) -> tuple[float, tuple[int, ...]]:
    """The best order of some stretches between two lines, and its score; of equals the one nearest to ``usual``.

    ``above`` is negative where a paragraph begins: the first of ``usual`` stays first. ``beside`` has how well one
    reads right behind another, ``turned`` what it costs that one stands anywhere before another, ``more`` what else
    speaks against an order. No cost is negative. An order is left as soon as the best that could still follow is no
    better than the best so far.
    """
    best: tuple[float, tuple[int, ...]] = (-math.inf, ())
    others = (*usual, *(() if above < 0 else (above,)))
    most = {b: max(beside[a, b] for a in others if a != b) for b in (*usual, below)}

    def go_on(order: tuple[int, ...], left: Sequence[int], score: float, hope: float) -> None:
        """Try all ways to go on behind ``order``; ``hope`` is the most that what is left can add."""
        nonlocal best
        if not left:
            score += beside[order[-1], below]
            if score > best[0] and more is not None:
                score -= more(order)
            if score > best[0]:
                best = (score, order)
            return
        last = order[-1] if order else above
        for n, i in enumerate(left):
            fresh = score + beside[last, i]
            for before in order:
                fresh -= turned[before, i]
            if fresh + hope - most[i] > best[0]:
                go_on((*order, i), (*left[:n], *left[n + 1 :]), fresh, hope - most[i])

    start = usual[:1] if above < 0 else ()
    hope = sum(most[i] for i in usual[len(start) :]) + most[below]
    go_on(tuple(start), tuple(usual[len(start) :]), 0.0, hope)
    return best
