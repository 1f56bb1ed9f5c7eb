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
    total = sum(width(node) for node in nodes)
    before = cut(nodes, 0, start) if start else ()
    inside = cut(nodes, start, end)
    marks: list[Inline] = []
    while inside and width(inside[-1]) == 0:
        marks.insert(0, inside[-1])
        inside = inside[:-1]
    return (*before, make(inside), *marks, *(cut(nodes, end, total) if end < total else ()))


def wrap_each(nodes: Inlines, ranges: Sequence[tuple[int, int, Callable[[Inlines], Inline]]]) -> Inlines:
    """The nodes with several stretches wrapped, which come in order and do not overlap: one way through the text."""
    found: list[Inline] = []
    rest, at = nodes, 0
    size = sum(width(node) for node in nodes)
    for start, end, make in ranges:
        wrapped = wrap(cut(rest, 0, end - at), start - at, end - at, make)
        found.extend(wrapped)
        rest, at = cut(rest, end - at, size - at), end
    return (*found, *rest)
