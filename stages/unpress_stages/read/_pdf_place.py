"""Places on a page: how what is painted in a turned page or in a form comes to stand where it is seen."""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

import pypdfium2.raw

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types

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
        """The box around where a box comes to stand; its corners may be any two that are opposite."""
        if self == _STILL and box[0] <= box[2] and box[1] <= box[3]:
            return box
        x, y = self.point(box[0], box[1])
        u, v = self.point(box[2], box[3])
        return min(x, u), min(y, v), max(x, u), max(y, v)

    @property
    def angle(self) -> float:
        """By how much a line of text leans, in radians, counterclockwise; 0 for what is but mirrored."""
        if abs(self.b) < _LEVEL * abs(self.a) and (self.a > 0 or self.d > 0):
            return 0.0
        return math.atan2(self.b, self.a)

    @property
    def across(self) -> bool:
        """Whether a line of text runs across the page, not up or down it or on its head."""
        return abs(self.b) <= abs(self.a) and (self.a > 0 or self.d > 0)

    @property
    def scale(self) -> float:
        """The size of what was one unit high."""
        return math.hypot(self.c, self.d)


_STILL: Final = Matrix()
_LEVEL: Final = 0.001
"""The slope of what is level."""
_SIZES: Final = 250.0, 2000.0
"""Points: the length of pages. Others are looked at as such, for distances are measured in points."""
_SIZE: Final = 800.0  # points: the length of a usual page


class Frame(NamedTuple):
    """How a page is looked at: its size in points, and the matrix that sets what is painted on it in its place."""

    width: float
    height: float
    turn: Matrix

    def turned(self, angle: float) -> Frame:
        """The page turned so that text which leans by an angle is level."""
        quarters = round(2 * angle / math.pi)
        width, height = (self.height, self.width) if quarters % 2 else (self.width, self.height)
        turn = self.turn.then(_quarter(90 * (quarters % 4), width, height))
        rest = quarters * math.pi / 2 - angle
        cos, sin, x, y = math.cos(rest), math.sin(rest), width / 2, height / 2
        about = Matrix(cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos)
        return Frame(width, height, turn.then(about if abs(rest) > _LEVEL else _STILL))

    @property
    def straight(self) -> bool:
        """Whether the page is looked at as it is, but for its margins."""
        return self.turn[:4] == _STILL[:4]


def framed(page: Any) -> Frame:
    """The page as its /Rotate says, with its crop box at 0, a tiny or huge one in a usual size; ``page`` is one of
    pypdfium2."""
    width, height = page.get_size()  # as it is seen
    left, bottom, _, _ = page.get_bbox()
    turn = Matrix(e=-left, f=-bottom).then(_quarter(page.get_rotation() % 360, width, height))
    length = max(width, height)
    if not 0 < length < math.inf or _SIZES[0] <= length <= _SIZES[1]:
        return Frame(width, height, turn)
    scale = _SIZE / length
    return Frame(width * scale, height * scale, turn.then(Matrix(scale, 0, 0, scale)))


def straighten(page: Any, frame: Frame) -> None:
    """Paint a page of pypdfium2 anew as it is looked at, with its links, so that pdfium finds its words; the page is to
    be loaded again then."""
    pdfium.FPDFPage_TransFormWithClip(page, pdfium.FS_MATRIX(*frame.turn), None)
    pdfium.FPDFPage_TransformAnnots(page, *frame.turn)
    page.set_rotation(0)
    page.set_mediabox(0, 0, frame.width, frame.height)
    page.set_cropbox(0, 0, frame.width, frame.height)


def _quarter(degrees: int, width: float, height: float) -> Matrix:
    """The matrix that turns a page clockwise; ``width`` and ``height`` are those that it has then."""
    return {
        90: Matrix(0, -1, 1, 0, 0, height),
        180: Matrix(-1, 0, 0, -1, width, height),
        270: Matrix(0, 1, -1, 0, width, 0),
    }.get(degrees, _STILL)
