"""Where in its line a stretch stood, by where the tool wrote it.

pdfminer makes one box of the lines that begin, or end, at the same edge. Of a line that justification pulled apart the
box holds the stretch at each edge; what stood between them is written before or behind the box. Which of both follows
from where the corner of a stretch is, going by the box: half of x, less one and a half of the sum of both edges of y
(``LAParams.boxes_flow`` as it comes). So of the stretches of one line those that are written before the box stood to
the left of those written behind it, parted at a place that the rows of the box tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress.record import record

_ROW: Final = 0.0327
"""The distance of two rows as a part of a full line: 12 points of 367."""
_SHORT: Final = 0.7
"""No stretch is as broad as this part of a full line."""
_FULL: Final = 0.86
"""A line as broad as this ends at the right edge."""
_NEAR: Final = 0.06
"""How far from the place where they part, as a part of a full line, a stretch is surely on its side."""
_EDGE: Final = 4.0
_SIDE: Final = 4.0
"""What it costs that a stretch that is not in the box stands at its edge, and that one stands on the wrong side."""


@record
class Box:
    """The box that the stretches at the edges of a line are in."""

    own: tuple[int, ...]  # the lines of the draft that are its stretches of this line of print
    parts: float  # where the stretches before and behind the box part, from its left edge, as a part of a full line
    left: bool  # whether the stretch at the left edge of the line is one of the box
    right: bool

    def cost(self, order: Sequence[int], places: Sequence[float]) -> float:
        """What speaks against an order of stretches that stand at ``places``, as parts of a full line."""
        cost = 0.0
        if self.left and order[0] not in self.own:
            cost += _EDGE
        if self.right and order[-1] not in self.own:
            cost += _EDGE
        for i, place in zip(order, places, strict=True):
            if i not in self.own:
                off = place - self.parts if i < self.own[0] else self.parts - place
                cost += _SIDE * min(max(off / _NEAR, 0.0), 1.0)
        return cost


def box_of(
    lines: Sequence[Line],
    breadths: Sequence[float],
    full: float,
    own: tuple[int, ...],
    below: int,
    *,
    opens: bool,
) -> Box | None:
    """The box of a line with the stretches ``own``, above line ``below``; nothing where they are not of one box. The
    line at which a paragraph begins is indented."""
    start = end = below
    while start and _together(lines, start):
        start -= 1
    while end + 1 < len(lines) and _together(lines, end + 1):
        end += 1
    if not own or own[-1] < start:
        return None
    above = _rows(breadths, start, max(own[0], start), full)
    rows = above + 1 + _rows(breadths, below, end + 1, full)
    right = above > 0 or own[0] < start or breadths[below] > _FULL * full
    return Box(own, 3 * _ROW * (rows - 1) - 6 * _ROW * above, not opens, right)


def parted(lines: Sequence[Line], a: int, b: int) -> bool:
    """Whether two stretches, of which line ``a`` is written first, are of two boxes: then the first is that at the
    right edge, which holds on to the line above, the other holds on to the line below."""
    return any(not _together(lines, i) for i in range(a + 1, b + 1))


def _together(lines: Sequence[Line], i: int) -> bool:
    return not lines[i].gap and lines[i].page == lines[i - 1].page


def _rows(breadths: Sequence[float], start: int, end: int, full: float) -> int:
    """How many rows lines make: short ones that follow each other are one."""
    short = [size < _SHORT * full for size in breadths[start:end]]
    return sum(not (one and before) for one, before in zip(short, [False, *short], strict=False))
