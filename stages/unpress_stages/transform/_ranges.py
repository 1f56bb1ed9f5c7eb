"""Wrap a stretch of running text in a node, whatever nodes it runs through."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from unpress.ast import Image, Inline, Inlines, Text
from unpress.record import replace
from unpress.walk import WRAPPERS, plain


def width(node: Inline) -> int:
    """How many characters a node has in walk.plain()."""
    if type(node) is Text:
        return len(node.value)
    if isinstance(node, Image):
        return len(node.alternative)
    return len(plain((node,)))


def cut(nodes: Inlines, start: int, end: int) -> Inlines:
    """The nodes that hold ``plain(nodes)[start:end]``.

    A node without width (a note mark) at the very start is left out, at the very end it is taken in.
    """
    if start > 0:
        return tuple(_parts(nodes, (start, end))[1])
    return tuple(_parts(nodes, (end,))[0])


def _parts(nodes: Inlines, edges: Sequence[int]) -> list[list[Inline]]:
    """The nodes in one part more than there are edges, which come in order: each edge ends a part. A node without width
    at an edge belongs to the part that ends there."""
    parts: list[list[Inline]] = []
    part: list[Inline] = []
    pending = iter((*edges, sys.maxsize))
    edge = next(pending)
    end = 0
    for node in nodes:
        low = at = end
        end += width(node)
        while edge < end:
            if edge > low:
                part.append(_stretch(node, low - at, edge - at))
                low = edge
            parts.append(part)
            part = []
            edge = next(pending)
        part.append(node if low == at else _stretch(node, low - at, end - at))
    parts.append(part)
    return parts + [[] for _ in range(len(edges) + 1 - len(parts))]


def _stretch(node: Inline, low: int, high: int) -> Inline:
    """A node with a part of its text; what cannot be divided stays whole."""
    if type(node) is Text:
        return Text(node.value[low:high], None if node.span is None else node.span.cut(low, high))
    return replace(node, children=cut(node.children, low, high)) if isinstance(node, WRAPPERS) else node


def wrap(nodes: Inlines, start: int, end: int, make: Callable[[Inlines], Inline]) -> Inlines:
    """The nodes with ``plain(nodes)[start:end]`` put inside what ``make`` builds. A note mark that stands right behind
    the stretch stays outside."""
    if start == 0 and nodes and type(first := nodes[0]) is Text and 0 < end < len(first.value):
        return (make((_stretch(first, 0, end),)), _stretch(first, end, len(first.value)), *nodes[1:])
    return wrap_each(nodes, [(start, end, make)])


def wrap_each(nodes: Inlines, ranges: Sequence[tuple[int, int, Callable[[Inlines], Inline]]]) -> Inlines:
    """The nodes with several stretches wrapped, which come in order and do not overlap."""
    edges = [edge for start, end, _ in ranges for edge in (start, end)]
    parts = _parts(nodes, edges) if edges[0] else [[], *_parts(nodes, edges[1:])]
    found = parts[0]
    for (_, _, make), inside, behind in zip(ranges, parts[1::2], parts[2::2], strict=True):
        last = len(inside)
        while last and width(inside[last - 1]) == 0:
            last -= 1
        found.append(make(tuple(inside[:last])))
        found += inside[last:]
        found += behind
    return tuple(found)
