"""Rows of cells find their columns: how many columns and rows each cell takes follows from where it stands.

Where pieces of lines meet there are edges of columns; without lines, the room between the cells of the fullest rows is.
A line above or below a row with as many pieces as the row has cells says which columns they take. Where no cell begins
at the left of a row, those above it go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise
from typing import Final, NamedTuple

from unpress.draft import DraftCell, placed
from unpress.record import mutable
from unpress_stages.read._pdf_page import Page
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_rules import NEAR, Rule, close, edges
from unpress_stages.read._pdf_tables import Cell, Grid

_WIDER: Final = 24.0  # points: the most by which the rest of a table without lines stands out
TOP: Final = 2.5  # sizes between a line across and the base line of the row under it


class _Stand(NamedTuple):
    left: float
    right: float
    high: float
    low: float
    size: float


@mutable
class Made:
    """A cell in the making: its paragraphs, its first column, and how many columns and rows it takes."""

    parts: list[list[Piece]]
    column: int = -1
    columns: int = 1
    rows: int = 1
    header: bool = False
    turn: int = 1  # -1 where the page is read from right to left: places are measured from the right then
    _place: _Stand | None = field(default=None, init=False, repr=False, compare=False)

    def take(self, parts: Sequence[list[Piece]], *, first: bool = False) -> None:
        """Take in more paragraphs, behind those that are there or before them."""
        self.parts = [*parts, *self.parts] if first else [*self.parts, *parts]
        self._place = None

    @property
    def _stands(self) -> _Stand:
        """Where it stands: what shows of it there, without what goes on in the next column of the page."""
        if self._place is None:
            pieces = [piece for part in self.parts for piece in part]
            shown = [piece for piece in pieces if piece.text] or pieces
            jumps = (i for i, (a, b) in enumerate(pairwise(shown), 1) if b.base > a.base + 2 * a.size)
            shown = shown[: next(jumps, None)]
            self._place = _Stand(
                min(left_of(piece, self.turn) for piece in shown),
                max(right_of(piece, self.turn) for piece in shown),
                max(piece.base for piece in shown),
                min(piece.base for piece in shown),
                max(piece.size for piece in shown),
            )
        return self._place

    @property
    def empty(self) -> bool:
        return not any(piece.text for part in self.parts for piece in part)

    @property
    def known(self) -> bool:
        """Whether anything of it is painted."""
        return any(self.parts)

    @property
    def left(self) -> float:
        return self._stands.left

    @property
    def right(self) -> float:
        return self._stands.right

    @property
    def high(self) -> float:
        return self._stands.high

    @property
    def low(self) -> float:
        return self._stands.low

    @property
    def size(self) -> float:
        return self._stands.size


@mutable
class Row:
    cells: list[Made] = field(default_factory=list[Made])

    @property
    def known(self) -> list[Made]:
        return [cell for cell in self.cells if cell.known]

    @property
    def high(self) -> float:
        return max(cell.high for cell in self.known)

    @property
    def low(self) -> float:
        return min(cell.low for cell in self.known)

    @property
    def size(self) -> float:
        return max(cell.size for cell in self.known)

    @property
    def left(self) -> float:
        return min(cell.left for cell in self.known)

    @property
    def right(self) -> float:
        return max(cell.right for cell in self.known)

    @property
    def empty(self) -> bool:
        return all(cell.empty for cell in self.cells)

    @property
    def many(self) -> bool:
        return len(self.cells) > 1


def left_of(piece: Piece, turn: int) -> float:
    return piece.left if turn > 0 else -piece.right


def right_of(piece: Piece, turn: int) -> float:
    return piece.right if turn > 0 else -piece.left


def as_grid(
    rows: list[Row], drawn: Sequence[Rule], page: Page, known: tuple[float, ...] | None
) -> Grid | None:
    """The table that rows are, or None where their cells find no columns.

    ``drawn`` are the lines across, ``known`` the edges of the columns of a table that these rows may go on.
    """
    high, low = max(row.high for row in rows), min(row.low for row in rows)
    size = max(row.size for row in rows)
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    around = [
        rule
        for rule in drawn
        if low - TOP * size < rule.base < high + TOP * size and rule.left < right and rule.right > left
    ]
    many = _told(rows)
    across = (
        [left + (right - left) * i / many for i in range(many + 1)] if many else _across(rows, around, known)
    )
    if across is None:
        return None
    after = known is not None and (len(across) == len(known) or _makes_finer(across, known))
    if not many:
        for row in rows:
            _place(row, across, _borders(row, rows, around, across))
        _span_rows(rows, len(across) - 1)
    wide = [rule for rule in around if rule.width > 0.8 * (across[-1] - across[0])]
    tops = sorted((rule.base for rule in wide), reverse=True)
    headers = sum(row.low > tops[1] for row in rows) if len(tops) > 1 and tops[0] > rows[0].high else 0
    if headers in (0, len(rows)):  # no line parts the header from the rows, but tags may tell it
        headers = next((i for i, row in enumerate(rows) if not all(cell.header for cell in row.cells)), 0)
    turned = page.ordered
    box = (-right, low, -left, high + size) if turned else (left, low, right, high + size)
    closed = any(rule.base < rows[-1].low for rule in wide)
    return Grid(
        tuple(tuple(_made(cell) for cell in row.cells) for row in rows),
        box,
        tuple(known if after and known and len(across) == len(known) else across),
        headers,
        upright=False,
        open=not closed,
        after=after,
    )


def _told(rows: Sequence[Row]) -> int:
    """The number of columns where tags say the spans of cells; 0 where they do not."""
    if all(cell.columns == cell.rows == 1 for row in rows for cell in row.cells):
        return 0
    drafted = [tuple(DraftCell((), False, cell.columns, cell.rows) for cell in row.cells) for row in rows]
    return max(column + cell.columns for row in placed(drafted) for column, cell in row)


def _made(cell: Made) -> Cell:
    parts = tuple(tuple(piece for piece in part if piece.text) for part in cell.parts)
    return Cell(tuple(part for part in parts if part), cell.columns, cell.rows)


def _across(
    rows: Sequence[Row], drawn: Sequence[Rule], known: tuple[float, ...] | None
) -> Sequence[float] | None:
    """The edges of the columns: those of the page before, where pieces of lines meet, or the room between cells."""
    most = max(len(row.cells) for row in rows)
    if known is not None and len(known) > most:
        if _fits(rows, known):
            return known
        first, last = min(row.left for row in rows) - 1.0, max(row.right for row in rows) + 1.0
        wider = [min(first, known[0]), *known[1:-1], max(last, known[-1])]
        if known[0] - first < _WIDER and last - known[-1] < _WIDER and _fits(rows, wider):
            return wider
        moved = [edge + min(row.left for row in rows) - known[0] - 1.0 for edge in known]
        if not drawn and _fits(rows, moved):  # in another column of the page
            return moved
    lines = _without_gaps(edges(drawn), rows, most)
    if len(lines) > most and _fits(rows, lines):
        return lines
    template = [row for row in rows if len(row.cells) == most and len(row.known) == most]
    if not template:
        return None
    found = [min(row.left for row in template) - 1.0]
    for at in range(most - 1):
        ends = max(row.cells[at].right for row in template)
        starts = min(row.cells[at + 1].left for row in template)
        if ends > starts + NEAR:
            return None
        found.append((ends + starts) / 2)
    found.append(max(row.right for row in rows) + 1.0)
    return found


def _without_gaps(lines: list[float], rows: Sequence[Row], most: int) -> list[float]:
    """The edges of columns without those that only the room between cells or ragged pieces of lines make: where there
    are more columns than any row has cells, one is none that is narrower than the type is high and holds no cell."""
    found = list(lines)
    size = max(row.size for row in rows)
    cells = [(cell.left, cell.right) for row in rows for cell in row.known]
    at = 0
    while at + 1 < len(found) and len(found) - 1 > most:
        start, end = found[at], found[at + 1]
        if end - start >= size or any(start - 1.0 <= left and right <= end + 1.0 for left, right in cells):
            at += 1
        else:
            del found[at if at else 1]
    return found


def _makes_finer(across: Sequence[float], known: Sequence[float]) -> bool:
    """Whether all the edges of other columns are among these."""
    return len(across) > len(known) and all(close(edge, across) for edge in known)


def _fits(rows: Sequence[Row], lines: Sequence[float]) -> bool:
    """Whether the cells of each row begin in columns of their own."""
    for row in rows:
        if row.known and (row.left < lines[0] - NEAR or row.right > lines[-1] + NEAR):
            return False
        if len(row.cells) == len(row.known) and len(row.cells) == len(lines) - 1:
            middles = [(cell.left + cell.right) / 2 for cell in row.cells]
            if not all(a - NEAR <= m <= b + NEAR for m, (a, b) in zip(middles, pairwise(lines), strict=True)):
                return False
        begins = [_first(cell, lines) for cell in row.known]
        if any(a > b for a, b in pairwise(begins)):
            return False
    return True


def _first(cell: Made, lines: Sequence[float]) -> int:
    """The first column in which a cell stands."""
    width = cell.right - cell.left
    for i, (start, end) in enumerate(pairwise(lines)):
        if min(cell.right, end) - max(cell.left, start) > min(NEAR, width / 2) or (
            width < 1.0 and cell.left < end - 1.0
        ):
            return i
    return len(lines) - 2


def _borders(
    row: Row, rows: Sequence[Row], drawn: Sequence[Rule], across: Sequence[float]
) -> list[int] | None:
    """The first columns of the cells of a row, where a line above or below it has as many pieces as it has cells."""
    at = next(i for i, each in enumerate(rows) if each is row)
    ceiling = rows[at - 1].low if at else row.high + TOP * row.size
    floor = rows[at + 1].high if at + 1 < len(rows) else row.low - TOP * row.size
    for rule in drawn:
        if not (row.high < rule.base < ceiling or floor < rule.base < row.low):
            continue
        if abs(rule.left - across[0]) > NEAR or abs(rule.right - across[-1]) > NEAR:
            continue
        if len(rule.joints) + 1 == len(row.cells) and all(close(joint, across) for joint in rule.joints):
            starts = (rule.left, *rule.joints)
            ends = (*rule.joints, rule.right)
            if all(
                start - NEAR <= (cell.left + cell.right) / 2 <= end + NEAR
                for cell, start, end in zip(row.cells, starts, ends, strict=True)
                if cell.known
            ):
                return [min(range(len(across)), key=lambda i: abs(across[i] - start)) for start in starts]
    return None


def _place(row: Row, across: Sequence[float], starts: list[int] | None) -> None:
    """Give each cell its first column and how many it takes."""
    many, count = len(across) - 1, len(row.cells)
    told = sum(cell.columns for cell in row.cells)
    if count == many or told == many:
        column = 0
        for cell in row.cells:
            cell.column = column
            column += cell.columns
        return
    if starts is None:
        starts = []
        for i, cell in enumerate(row.cells):
            least = starts[-1] + 1 if starts else 0
            place = _first(cell, across) if cell.known else least
            starts.append(min(max(least, place), many - (count - i)))
    for i, cell in enumerate(row.cells):
        cell.column = starts[i]
        end = starts[i + 1] if i + 1 < count else many
        cell.columns = max(1, end - starts[i])


def _span_rows(rows: Sequence[Row], many: int) -> None:
    """Where no cell begins at the left of a row, those above go on; where one does not reach, the one above may."""
    above: list[Made | None] = [None] * many
    for row in rows:
        first = row.cells[0].column
        held: set[int] = set()
        for column in range(first):
            over = above[column]
            if over is not None and column not in held:
                over.rows += 1
                held |= set(range(over.column, over.column + over.columns))
        if first and above[0] is None:  # nothing above: the first cell begins there
            row.cells[0].columns += first
            row.cells[0].column = 0
        for cell in row.cells:
            for column in range(cell.column + 1, cell.column + cell.columns):
                over = above[column]
                if (
                    over is not None
                    and over.column == column
                    and cell.known
                    and over.known
                    and not over.empty
                    and over.low < row.high - 1.0
                ):
                    taken = min(over.columns, cell.column + cell.columns - column)
                    cell.columns = column - cell.column
                    over.rows += 1
                    held |= set(range(column, column + taken))
                    break
        for cell in row.cells:
            for column in range(cell.column, min(cell.column + cell.columns, many)):
                above[column] = cell
