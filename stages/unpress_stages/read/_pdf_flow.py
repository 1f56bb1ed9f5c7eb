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

_GUTTER: Final = 0.75  # sizes: the least room between columns
_OVERFULL: Final = 0.2  # sizes: the room that a line leaves that is too long for its column
_RARE: Final = 8  # lines for each such one
_LINES: Final = 4  # in a column at least
_FULL: Final = 0.5  # of the width of a column: what its lines fill, on the average
_EDGE: Final = 1.0  # points: how far the beginnings of lines in a column differ
_NOTES: Final = 2  # how often painting may go from one column to another: the last time for notes
_TURNS: Final = 4  # lines for each further time
_APART: Final = 3.0  # sizes: lines of a column are no farther apart
_INDENT: Final = 5.0  # sizes: the most by which a line of a column is indented
_SMALL: Final = 0.93  # of the size of running text: what is larger is no note
_STEP: Final = 1.8  # sizes: lines of notes are no farther apart
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
            inside = [piece for piece in shown if low < piece.base < high]
            high = min(high, _top(*_sides(inside, edge), size))
            low = _foot(shown, low, size)
            inside = [piece for piece in shown if low < piece.base < high]
            left, right = _sides(inside, edge)
            if _are_columns(left, right) and (best is None or len(inside) > best[0]):
                best = len(inside), edge, high, low
    if best is None:
        return None
    _, edge, high, low = best
    inside = [piece for piece in pieces if low < piece.base < high]
    left, right = _sides(inside, edge)
    return (
        tuple(piece for piece in pieces if piece.base >= high),
        tuple(left),
        tuple(right),
        tuple(piece for piece in pieces if piece.base <= low),
    )


def _sides(pieces: Iterable[Piece], edge: float) -> tuple[list[Piece], list[Piece]]:
    """What begins to the left of an edge, and the rest."""
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in pieces:
        (left if piece.left < edge - _EDGE else right).append(piece)
    return left, right


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
    left = [piece for piece in shown if piece.left < begins]
    crossing = {piece.base for piece in left if piece.right > room}
    across = {piece.base for piece in left if piece.right > edge - _OVERFULL * size}
    if _RARE * len(crossing - across) < len({piece.base for piece in left}):
        crossing = across
    for high, low in pairwise((max(bases) + size, *sorted(crossing, reverse=True), min(bases) - size)):
        if high - low > _LINES * size:
            yield high, low


def _top(left: Sequence[Piece], right: Sequence[Piece], size: float) -> float:
    """The height above the first line of a right column. A few lines far above it are a head where nothing stands
    between to the left, and what begins far from the edge of the column is set to the right in a line over the page."""
    if not right:
        return 0.0
    edge = _left(right) + _INDENT * size
    bases = sorted({piece.base for piece in right if piece.left < edge}, reverse=True)
    heads = [
        i
        for i, (above, below) in enumerate(pairwise(bases[:_LINES]))
        if above - below > _APART * size and not any(below < piece.base < above for piece in left)
    ]
    return bases[heads[-1] + 1 if heads else 0] + size / 2


def _foot(shown: Sequence[Piece], low: float, size: float) -> float:
    """The height of the topmost of the lines in small type to which the one at `low` belongs: notes across the page
    below columns, of which some lines are short."""
    sizes: defaultdict[float, float] = defaultdict(float)
    for piece in shown:
        if piece.base >= low:
            sizes[piece.base] = max(piece.size, sizes[piece.base])
    for base in sorted(sizes) if low in sizes else ():
        if sizes[base] > _SMALL * size or base - low > _STEP * size:
            break
        low = base
    return low


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
