"""Columns of running text: the parts of a page in the order in which they are read.

A page may begin across its whole width and go on in two columns or more. Between columns there is room over many lines,
and what is to the left of it is painted before what is to the right, while a table is painted row by row. Each column
is a part of its own, with its own edges and its own notes at its foot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final

from unpress.record import record, replace
from unpress_stages.read._pdf_piece import Piece

_GUTTER: Final = 0.9  # sizes: the least room between columns
_LINES: Final = 4  # in a column at least
_FULL: Final = 0.5  # of the width of a column: what its lines fill, on the average
_EDGE: Final = 1.0  # points: how far the beginnings of lines in a column differ
_NOTES: Final = 2  # how often painting may go from one column to another: the last time for notes
_TURNS: Final = 4  # lines for each further time
_APART: Final = 3.0  # sizes: lines of a column are no farther apart
_INDENT: Final = 5.0  # sizes: the most by which a line of a column is indented
_DEEPEST: Final = 3


@record
class Part:
    """Pieces of a page that are read before the next part; the left and right edge in points where it is a column."""

    pieces: tuple[Piece, ...]
    edges: tuple[float, float] | None = None


def parts(pieces: Sequence[Piece], *, leftward: bool) -> list[Part]:
    """The parts of a page, or of a part of it; one where it has no columns. ``leftward``: lines run to the left."""
    if not _goes_up(pieces, leftward=leftward):  # as on most pages: nothing else is asked then
        return [Part(tuple(pieces))]
    if not leftward:
        return list(_parts(tuple(pieces), 0))
    mirrored = {id(piece): replace(piece, left=-piece.right, right=-piece.left) for piece in pieces}
    back = {id(mirror): piece for piece in pieces for mirror in (mirrored[id(piece)],)}
    found = _parts(tuple(mirrored[id(piece)] for piece in pieces), 0)
    return [
        Part(
            tuple(back[id(piece)] for piece in part.pieces),
            None if part.edges is None else (-part.edges[1], -part.edges[0]),
        )
        for part in found
    ]


def _parts(pieces: tuple[Piece, ...], depth: int) -> Iterator[Part]:
    found = _columns(pieces) if depth < _DEEPEST else None
    if found is None:
        yield Part(pieces)
        return
    above, left, right, below = found
    if above:
        yield from _parts(above, depth + 1)
    width = max(_right(left) - _left(left), _right(right) - _left(right))
    for column in (left, right):
        inner = list(_parts(column, depth + 1))
        edges = _left(column), max(_right(column), _left(column) + width)
        yield from ([Part(column, edges)] if len(inner) == 1 else inner)
    if below:
        yield from _parts(below, depth + 1)


def _left(pieces: Sequence[Piece]) -> float:
    return min(piece.left for piece in pieces)


def _right(pieces: Sequence[Piece]) -> float:
    return max(piece.right for piece in pieces)


def _columns(
    pieces: tuple[Piece, ...],
) -> tuple[tuple[Piece, ...], tuple[Piece, ...], tuple[Piece, ...], tuple[Piece, ...]] | None:
    """What stands above two columns, in the left one, in the right one, and below; nothing where there are none."""
    shown = [piece for piece in pieces if piece.text.strip()]
    if not shown:
        return None
    size = _usual(shown)
    best: tuple[int, float, float, float] | None = None
    if not _goes_up(shown, leftward=False):
        return None
    for edge in _beginnings(shown, size):
        for high, low in _bands(shown, edge, size):
            high = min(high, _top([p for p in shown if low < p.base < high and p.left >= edge - _EDGE], size))
            inside = [piece for piece in shown if low < piece.base < high]
            left = [piece for piece in inside if piece.left < edge - _EDGE]
            right = [piece for piece in inside if piece.left >= edge - _EDGE]
            if _are_columns(left, right) and (best is None or len(inside) > best[0]):
                best = len(inside), edge, high, low
    if best is None:
        return None
    _, edge, high, low = best
    inside = [piece for piece in pieces if low < piece.base < high]
    return (
        tuple(piece for piece in pieces if piece.base >= high),
        tuple(piece for piece in inside if piece.left < edge - _EDGE),
        tuple(piece for piece in inside if piece.left >= edge - _EDGE),
        tuple(piece for piece in pieces if piece.base <= low),
    )


def _usual(shown: Iterable[Piece]) -> float:
    """The size of most of the text."""
    sizes: defaultdict[float, int] = defaultdict(int)
    for piece in shown:
        sizes[piece.size] += len(piece.text)
    return max(sizes, key=sizes.__getitem__)


def _goes_up(pieces: Iterable[Piece], *, leftward: bool) -> bool:
    """Whether painting goes from the foot of something up to the head of what is read after it, beside it."""
    painted = sorted([piece for piece in pieces if not piece.text.isspace()], key=attrgetter("order"))
    ups = [
        (a, b)
        for a, b in pairwise(painted)
        if b.base > a.base and (b.right < a.right if leftward else b.left > a.left)
    ]
    if not ups:
        return False
    least = (_LINES - 1) * _usual(painted)
    return any(b.base - a.base > least for a, b in ups)


def _beginnings(shown: Sequence[Piece], size: float) -> list[float]:
    """The places from the left where a right column may begin: where lines do, or behind the end of others."""
    first, last = _left(shown) + 4 * size, _right(shown) - 4 * size
    lefts = Counter(round(piece.left) for piece in shown)
    rights = Counter(round(piece.right) for piece in shown)
    places = {place - 0.5 for place, count in lefts.items() if count >= _LINES}
    places |= {place + _GUTTER * size + 2 * _EDGE for place, count in rights.items() if count >= _LINES}
    return sorted(place for place in places if first < place < last)


def _bands(shown: Sequence[Piece], edge: float, size: float) -> Iterator[tuple[float, float]]:
    """The heights between which nothing reaches into the room before `edge`, from top to bottom, enough for columns."""
    room = edge - _GUTTER * size
    begins = edge - _EDGE
    bases = [piece.base for piece in shown]
    crossing = {piece.base for piece in shown if piece.left < begins and piece.right > room}
    for high, low in pairwise((max(bases) + size, *sorted(crossing, reverse=True), min(bases) - size)):
        if high - low > _LINES * size:
            yield high, low


def _top(right: Sequence[Piece], size: float) -> float:
    """The height above the first line of a right column. A few lines far above it are a head, and what begins far from
    the edge of the column is set to the right in a line over the page."""
    if not right:
        return 0.0
    edge = _left(right) + _INDENT * size
    bases = sorted({piece.base for piece in right if piece.left < edge}, reverse=True)
    heads = [i for i, (above, below) in enumerate(pairwise(bases[:_LINES])) if above - below > _APART * size]
    return bases[heads[-1] + 1 if heads else 0] + size / 2


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    if not left or not right:
        return False
    heights = [{round(piece.base) for piece in side} for side in (left, right)]
    low, high = max(min(side) for side in heights) - _EDGE, min(max(side) for side in heights) + _EDGE
    lines = min(sum(low <= base <= high for base in side) for side in heights)  # beside each other
    if lines < _LINES or not all(_is_filled(side) for side in (left, right)):
        return False
    lefts = {piece.order for piece in left}
    painted = sorted((*left, *right), key=lambda piece: piece.order)
    turns = sum((a.order in lefts) != (b.order in lefts) for a, b in pairwise(painted))
    return turns <= max(_NOTES, lines // _TURNS)


def _is_filled(side: Sequence[Piece]) -> bool:
    """Whether lines fill a column, as those of running text do."""
    ends: dict[int, tuple[float, float]] = {}
    for piece in side:
        low, high = ends.get(round(piece.base), (piece.left, piece.right))
        ends[round(piece.base)] = min(low, piece.left), max(high, piece.right)
    width = _right(side) - _left(side)
    return sum(high - low for low, high in ends.values()) >= _FULL * width * len(ends)
