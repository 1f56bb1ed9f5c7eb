"""Wrap a stretch of running text in a node, whatever nodes it runs through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from unpress.ast import Image, Inline, Inlines, Text
from unpress.walk import WRAPPERS, plain


def width(node: Inline) -> int:
    """How many characters a node has in walk.plain()."""
    if isinstance(node, Text):
        return len(node.value)
    if isinstance(node, Image):
        return len(node.alternative)
    return len(plain((node,)))


def cut(nodes: Inlines, start: int, end: int) -> Inlines:
    """The nodes that hold ``plain(nodes)[start:end]``.

    A node without width (a note mark) at the very start is left out, at the very end it is taken in.
    """
    found: list[Inline] = []
    at = 0
    for node in nodes:
        size = width(node)
        low, high = max(start - at, 0), min(end - at, size)
        if size == 0:
            if start < at <= end or (at == start == 0):
                found.append(node)
        elif low < high:
            if low == 0 and high == size:
                found.append(node)
            elif isinstance(node, Text):
                span = None if node.span is None else node.span.cut(low, high)
                found.append(Text(node.value[low:high], span))
            elif isinstance(node, WRAPPERS):
                found.append(replace(node, children=cut(node.children, low, high)))
            else:
                found.append(node)
        at += size
    return tuple(found)


def wrap(nodes: Inlines, start: int, end: int, make: Callable[[Inlines], Inline]) -> Inlines:
    """The nodes with ``plain(nodes)[start:end]`` put inside what ``make`` builds. A note mark that stands right behind
    the stretch stays outside."""
    return wrap_each(nodes, [(start, end, make)])


def wrap_each(nodes: Inlines, ranges: Sequence[tuple[int, int, Callable[[Inlines], Inline]]]) -> Inlines:
    """The nodes with several stretches wrapped, which come in order and do not overlap."""
    found: list[Inline] = []
    at = 0
    for start, end, make in ranges:
        if start > at:
            found.extend(cut(nodes, at, start))
        inside = cut(nodes, start, end)
        last = len(inside)
        while last and width(inside[last - 1]) == 0:
            last -= 1
        found.append(make(inside[:last]))
        found.extend(inside[last:])
        at = end
    size = sum(width(node) for node in nodes)
    return (*found, *(cut(nodes, at, size) if at < size else ()))
