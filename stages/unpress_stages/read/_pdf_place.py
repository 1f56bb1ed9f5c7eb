"""Places on a page: how what is painted in a turned page or in a form comes to stand where it is seen."""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner."""


class Matrix(NamedTuple):
    """(x, y) becomes (ax + cy + e, bx + dy + f), as in ISO 32000-1, 8.3.3."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, other: Matrix) -> Matrix:
        """First this one, then the other."""
        if other == _STILL:
            return self
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            *other.point(self.e, self.f),
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, box: Box) -> Box:
        """The box around where a box comes to stand."""
        x, y = self.point(box[0], box[1])
        u, v = self.point(box[2], box[3])
        return min(x, u), min(y, v), max(x, u), max(y, v)

    @property
    def upright(self) -> bool:
        """Whether a line of text runs up or down the page."""
        return abs(self.b) > abs(self.a)

    @property
    def scale(self) -> float:
        """The size of what was one unit high."""
        return math.hypot(self.c, self.d)


_STILL: Final = Matrix()


class Frame(NamedTuple):
    """How a page is looked at: its size in points, and the matrix that sets what is painted on it in its place."""

    width: float
    height: float
    turn: Matrix

    def turned(self, degrees: int) -> Frame:
        """The page turned clockwise, by a quarter or three."""
        width, height = self.height, self.width
        return Frame(width, height, self.turn.then(_quarter(degrees, width, height)))


def framed(page: Any) -> Frame:
    """The page as its /Rotate says, with its crop box at 0; ``page`` is one of pypdfium2."""
    width, height = page.get_size()  # as it is seen
    left, bottom, _, _ = page.get_bbox()
    turn = _quarter(page.get_rotation() % 360, width, height)
    return Frame(width, height, Matrix(e=-left, f=-bottom).then(turn))


def _quarter(degrees: int, width: float, height: float) -> Matrix:
    """The matrix that turns a page clockwise; ``width`` and ``height`` are those that it has then."""
    return {
        90: Matrix(0, -1, 1, 0, 0, height),
        180: Matrix(-1, 0, 0, -1, width, height),
        270: Matrix(0, 1, -1, 0, width, 0),
    }.get(degrees, _STILL)
