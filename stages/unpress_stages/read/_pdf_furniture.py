"""Running heads and feet: what stands at the same place of several pages, or what the tags leave out.

Figures are compared as numbers of pages are: "2/8" and "4/8" are the same two pages apart, "Article 34" and
"Article 40" are not. Pages are compared with those before and after next too, because heads of left and right pages
differ. Only rows at the edges of a page are looked at; where tags tell, those down to the first that has one, for the
head of a table that stands again on its next page may be many.

The masthead of the first page is left as it is, whatever stands again on the next: running is there only a number that
counts the pages, what stands at its height, and what is set in its small type.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from typing import Final, TypeVar

from unpress.figures import whole
from unpress_stages.read._pdf_lines import Row, Shape
from unpress_stages.read._pdf_notes import numbered

_FIGURES: Final = re.compile(r"[0-9٠-٩]+")
_MOST: Final = 8  # rows at an edge
_NEAR: Final = 3.0  # points

_SMALL: Final = 0.93  # of the size of running text

Item = TypeVar("Item")
Other = tuple[int, str, tuple[int | None, ...], float]
"""A row of another page: how many pages before it stands, its text and its figures, the height of its base line."""

REACH: Final = 2  # pages before and after that a page is compared with


def tagged(rows: Sequence[Row]) -> bool:
    """Whether tags tell what is text on a page with these rows: a few tell nothing of the rest."""
    return sum(row.tag is not None for row in rows) * 2 > len(rows)


def running(
    pages: Sequence[Sequence[Row]],
    first: int = 0,
    page: Sequence[Row] | None = None,
    known: bool | None = None,
) -> set[int]:
    """The ids of the rows that are no text.

    ``first`` is the index of the first of these pages in its file. ``page`` is the one of them that is asked about, if
    not all are; ``known`` says whether tags tell what is text on it, where not all of its rows are at hand.
    """
    seen = [[(*_shape(row), row.base) for row in _edges(rows)] for rows in pages]
    found: set[int] = set()
    for number, rows in enumerate(pages):
        if not (page is None or rows is page):
            continue
        near = [i for i in range(max(number - REACH, 0), min(number + REACH + 1, len(pages))) if i != number]
        others = [(i + first == 0, (number - i, *item)) for i in near for item in seen[i]]
        found |= _counted(rows, [other for masthead, other in others if masthead or number + first == 0])
        if number + first == 0:
            continue
        by_tags = tagged(rows) if known is None else known
        most = len(rows) if by_tags else _MOST
        apart = [other for masthead, other in others if not masthead]
        notes = numbered(rows) if by_tags else set[int]()  # not all writers tag them
        for edge in (list(rows[:most]), list(reversed(rows))[:most]):
            for row in edge:
                if (
                    row.raised[0]
                    or id(row) in notes
                    or not (row.tag is None if by_tags else _again(row, apart))
                ):
                    break
                found.add(id(row))
    return found


def _again(row: Row, others: Sequence[Other], *, counting: bool = False) -> bool:
    """Whether a row stands again on another page; if `counting`, with a number that counts the pages."""
    text, figures = _shape(row)
    return any(
        text == other
        and abs(base - row.base) <= _NEAR
        and _count_on(numbers, figures, apart)
        and not (counting and numbers == figures)
        for apart, other, numbers, base in others
    )


def _counted(rows: Sequence[Row], others: Sequence[Other]) -> set[int]:
    """The ids of the rows that are no text on the first page, or next to it, as a number tells that counts them."""
    edges = [list(rows[:_MOST]), list(reversed(rows))[:_MOST]]
    numbers = [  # not the notes "1 A/75/1." and "2 A/75/1." at one height
        edge[0] for edge in edges if edge and not edge[0].raised[0] and _again(edge[0], others, counting=True)
    ]
    notes = numbered(rows) if numbers else set[int]()
    if not numbers or any(id(number) in notes for number in numbers):
        return set()
    sizes = Counter(row.size for row in rows for _ in row.text)
    small = {row.size for row in numbers if row.size < _SMALL * sizes.most_common(1)[0][0]}
    found: set[int] = set()
    for edge in edges:
        for row in edge:
            beside = any(abs(row.base - number.base) <= _NEAR for number in numbers)
            if row not in numbers and (
                row.raised[0] or not ((beside or row.size in small) and _again(row, others))
            ):
                break
            found.add(id(row))
    return found


def _edges(rows: Sequence[Row]) -> list[Row]:
    return list(rows) if len(rows) <= 2 * _MOST else [*rows[:_MOST], *rows[-_MOST:]]


def _shape(row: Row) -> Shape:
    """The text of a row without spaces, a sign for each figure, and the figures. The row keeps it, for each page is
    asked for again with those near it."""
    if row.shape is None:
        text = "".join(row.text.split())
        row.shape = _FIGURES.sub("#", text), tuple(map(whole, _FIGURES.findall(text)))
    return row.shape


def _count_on(before: Sequence[int | None], behind: Sequence[int | None], apart: int) -> bool:
    """Whether each figure of a row is that of another row, or counts the pages that lie between them."""
    return all(
        a == b or (a is not None and b is not None and b - a == apart)
        for a, b in zip(before, behind, strict=True)
    )


def windows(items: Iterable[Item]) -> Iterator[tuple[int, list[Item], Item]]:
    """Each item with those near it, and the index of the first of these: no more are held at a time."""
    source = iter(items)
    near = deque(islice(source, REACH))
    for at in count():
        near.extend(islice(source, 1))
        first = max(at - REACH, 0)
        if at - first == len(near):
            return
        yield first, list(near), near[at - first]
        if at - first == REACH:
            near.popleft()
