"""What the pages of a file hold, rows of text and tables, and what is usual in them: the size of running text, the
distance of its lines, the edges of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Final

from unpress.record import mutable, record
from unpress_stages.read._pdf_lines import Row
from unpress_stages.read._pdf_notes import Lead
from unpress_stages.read._pdf_tables import Cell, Grid

WIDE: Final = 1.2  # of the leading: base lines farther apart have a space between them
_PART: Final = 0.7  # of the width of the column: what is narrower takes a part of it
_RAGGED: Final = 0.03  # of the same: how far lines of one page go beyond those of another


@mutable
class TableText:
    """A table: its lines, and its cells with the rows of text of each of their paragraphs."""

    grid: Grid
    rows: list[list[tuple[list[list[Row]], Cell]]]


_INDENTED: Final = 8  # rooms between lines for each indent below a line that is not full


@mutable
class PageText:
    """A page: its number, its rows of text outside tables, and its tables, both from top to bottom.

    Where the page has ``columns`` its rows are in the order of reading: by the first row of each part, the edges of
    the column, if it is one. ``leads`` are the marks of notes that links lead from, with the pages and heights where
    they lead.
    """

    number: int
    rows: list[Row]
    tables: list[TableText] = field(default_factory=list[TableText])
    upright: tuple[str, ...] = ()  # text that runs up or down the page
    labels: tuple[str, ...] = ()  # text in drawings
    beyond: tuple[str, ...] = ()  # text beyond the edges of the page
    tagged: bool = False  # whether tags tell what is text
    leads: tuple[Lead, ...] = ()
    columns: dict[int, tuple[float, float] | None] = field(
        default_factory=dict[int, tuple[float, float] | None]
    )

    def parts(self) -> Iterator[tuple[list[Row], tuple[float, float] | None]]:
        """The rows of each part, with the edges of the column."""
        begins = sorted({0, *self.columns})
        for start, end in pairwise((*begins, len(self.rows))):
            yield self.rows[start:end], self.columns.get(start)


@record
class Habits:
    """What holds for the pages of a file: the size of running text and the distance of its lines, in points, and
    whether spaces tell paragraphs apart."""

    size: float
    leading: float
    spaced: bool


def habits(pages: Sequence[PageText]) -> Habits:
    """The habits of the file that these pages are of, or are picked from."""
    texts = [rows for page in pages for rows, _ in page.parts()]
    sizes: Counter[float] = Counter()
    for rows in texts:
        for row in rows:
            if row.text and row.size >= 0.1:  # hidden text may have no size
                sizes[round(row.size, 1)] += len(row.text)
    size = _usual(sizes)
    leading = _leading(texts, size)
    return Habits(size, leading, _spaced(texts, size, leading))


def _usual(counts: Counter[float]) -> float:
    return counts.most_common(1)[0][0] if counts else 10.0


def _leading(pages: list[list[Row]], size: float) -> float:
    """The distance of base lines within a paragraph, in points: the least one that is common."""
    steps = sorted(
        above.base - below.base
        for rows in pages
        for above, below in pairwise(rows)
        if above.size == below.size == size and above.base - below.base > 0.9 * size
    )
    enough = max(3, len(steps) // 30)
    for i in range(len(steps) - enough + 1):
        if steps[i + enough - 1] - steps[i] < 0.08 * size:
            return steps[i + enough // 2]
    return 1.2 * size


def _spaced(pages: list[list[Row]], size: float, leading: float) -> bool:
    """Whether spaces tell paragraphs apart: what stands close below a line goes on it, so that line is full. Where
    indents do, lines below such as are not full stand farther right, about as often as there is room between lines."""
    close, short, wide, turned = 0, 0, 0, 0
    for rows in pages:
        left, right = edges_of(rows, size)
        for above, below in pairwise(rows):
            if above.size != size or below.size != size or above.tag or below.tag:
                continue
            if above.base - below.base > WIDE * leading:
                wide += 1
            elif above.base > below.base:
                close += 1
                reached = above.right - left if above.rightward else right - above.left
                short += reached < 0.8 * (right - left)
                room = below.left - above.left if above.rightward else above.right - below.right
                turned += reached < 0.8 * (right - left) and room > size
    return close >= 2 and wide >= 3 and short <= 0.1 * close and _INDENTED * turned < wide


def edges_of(rows: Sequence[Row], size: float) -> tuple[float, float]:
    """The left and right edges of the text of a page."""
    body = [row for row in rows if abs(row.size - size) < 0.3] or rows
    return min((row.left for row in body), default=0.0), max((row.right for row in body), default=0.0)


def column(edges: tuple[float, float], before: tuple[float, float]) -> tuple[float, float]:
    """The edges of the column that the text of a page takes, or a part of it: those of the page before where it does no
    more. What is set to the right on a last page, a vote, does not show where a full line begins."""
    width = before[1] - before[0]
    within = before[0] - _RAGGED * width <= edges[0] and edges[1] <= before[1] + _RAGGED * width
    return before if within and edges[1] - edges[0] < _PART * width else edges
