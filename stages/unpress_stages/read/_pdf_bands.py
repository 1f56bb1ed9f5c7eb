"""Tables whose lines run across only: where the pieces of a line meet, a column ends; or where all rows have room.

Word processors draw the border of each cell by itself, so a line over the whole table is a row of pieces, and where
they meet are the edges of the columns. Other print has lines of one piece: above and below the header, and below the
last row; the room that the rows leave free parts its columns. The first band between two such lines is the header; the
rows below it are told apart by the order in which their text is painted, cell by cell, and by where it stands. A table
is given only where every piece of text finds its column; all else is left to what reads plain text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import pairwise
from typing import Final

from unpress.draft import placed
from unpress.record import mutable
from unpress_stages.read._pdf_page import Page
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_rules import NEAR, Rule, close, edges
from unpress_stages.read._pdf_rules import rules as rules_of
from unpress_stages.read._pdf_tables import Cell, Grid

_STEP: Final = 1.4  # ems between base lines from which a cell does not go on
_TIGHT: Final = 0.5  # ems between pieces of text that are one stretch
_FEW: Final = 10  # lines for each of which one may have no room there
_HEADS: Final = 200  # the most stretches of text that a header has
_HEADER: Final = 140.0  # points: the most that a header is high


@mutable
class _Row:
    """A row that is being put together: the pieces of its cells by the column they begin in, and where each ends."""

    cells: dict[int, list[Piece]] = field(default_factory=dict[int, list[Piece]])
    ends: dict[int, int] = field(default_factory=dict[int, int])

    @property
    def high(self) -> float:
        return max(piece.base for cell in self.cells.values() for piece in cell)

    @property
    def low(self) -> float:
        return min(piece.base for cell in self.cells.values() for piece in cell)

    def clip(self) -> None:
        """Let no cell take the column of the next one where its text ends before that of the next."""
        for first, (column, cell) in pairwise(sorted(self.cells.items(), key=lambda item: item[0])):
            if max(p.right for p in first[1]) < min(p.left for p in cell) + NEAR:
                self.ends[first[0]] = min(self.ends[first[0]], column - 1)

    @property
    def apart(self) -> bool:
        """Whether no cell reaches into another."""
        return all(
            not any(first < other <= last for other in self.cells) for first, last in self.ends.items()
        )


def grids(page: Page, low: float, high: float, before: Grid | None) -> list[Grid]:
    """The tables between the heights `low` and `high` of a page, in points, from top to bottom.

    `before` is the last table of the page before: its rows may go on here.
    """
    rules = [rule.mirrored() if page.ordered else rule for rule in rules_of(page) if low < rule.base < high]
    if not rules and (before is None or not before.open):
        return []
    parts = list(_stretches(page, low, high))
    texts = [_joined(part, i, leftward=page.ordered) for i, part in enumerate(parts)]
    found: list[Grid] = []
    at = 0
    if before is not None and before.open and (rest := _rest(before, rules, texts, low, high)) is not None:
        found.append(rest)
        at = next((i for i in range(len(rules)) if rules[i].base < rest.box[1]), len(rules))
    while at < len(rules):
        made = None
        for edged in _edged(rules[at:], texts, low, before):
            made = made or _table(edged, texts, low)
        if made is None:
            at += 1
            continue
        if not (page.number == 1 and _masthead(made, texts)):
            found.append(made)
        at = next((i for i in range(at + 1, len(rules)) if rules[i].base < made.box[1]), len(rules))
    return [_with_pieces(grid, parts, leftward=page.ordered) for grid in found]


def _stretches(page: Page, low: float, high: float) -> Iterator[list[Piece]]:
    """Pieces painted one after another that stand beside each other, in the order of painting. What runs
    from right to left may be painted from either side."""
    part: list[Piece] = []
    left = right = 0.0
    for piece in page.objects:
        if not low < piece.base < high:
            continue
        room = max(piece.left - right, left - piece.right) if page.ordered else piece.left - right
        if (
            part
            and abs(part[-1].base - piece.base) <= 0.6 * part[-1].size
            and (page.ordered or room > -NEAR)
            and room < _TIGHT * max(piece.size, part[-1].size)
        ):
            part.append(piece)
            left, right = min(left, piece.left), max(right, piece.right)
            continue
        if part:
            yield part
        part, left, right = [piece], piece.left, piece.right
    if part:
        yield part


def _joined(part: Sequence[Piece], number: int, *, leftward: bool) -> Piece:
    """The pieces of a stretch as one, measured from the right where lines run ``leftward``; its number as its order."""
    left, right = min(piece.left for piece in part), max(piece.right for piece in part)
    return replace(
        part[0],
        text="".join([piece.text for piece in part]),
        left=-right if leftward else left,
        right=-left if leftward else right,
        order=number,
    )


def _with_pieces(grid: Grid, parts: Sequence[Sequence[Piece]], *, leftward: bool) -> Grid:
    """The table with the pieces of its stretches, its box as it stands on the page."""
    rows = tuple(
        tuple(
            replace(
                cell, parts=tuple(tuple(p for each in part for p in parts[each.order]) for part in cell.parts)
            )
            for cell in row
        )
        for row in grid.rows
    )
    left, bottom, right, top = grid.box
    return replace(grid, rows=rows, box=(-right, bottom, -left, top) if leftward else grid.box)


def headers(page: Page, heights: Sequence[float]) -> list[tuple[float, float]]:
    """The heights between which the headers of tables may stand, around one of some heights: two lines of the same
    ends, and room that parts the text between them."""
    return [
        (below.base, above.base)
        for above, below in pairwise(rules_of(page))
        if any(below.base < height < above.base for height in heights)
        and below.spans(above)
        and above.base - below.base < _HEADER
        and _rooms([piece for piece in page.pieces if below.base < piece.base < above.base])
    ]


def _masthead(grid: Grid, texts: Sequence[Piece]) -> bool:
    """Whether no more than a line of the page stands above."""
    return len({round(piece.base / 4) for piece in texts if piece.base > grid.box[3]}) <= 2


def _edged(
    rules: Sequence[Rule], texts: Sequence[Piece], low: float, before: Grid | None
) -> Iterator[Sequence[Rule]]:
    """The lines from the first of a table on, with joints at the edges of its columns: as they are drawn; else where
    the table of the page before has them, or where its rows have room."""
    top = rules[0]
    full = [i for i, rule in enumerate(rules) if i and rule.spans(top)]
    if top.joints or not full:
        yield rules
        return
    head = rules[full[0]]
    if top.base - head.base > _HEADER or any(rule.joints for rule in rules[: full[0] + 1]):
        return
    feet = [rules[full[-1]].base, rules[full[0] + 1].base if full[0] + 1 < len(rules) else low]
    # where lines part the header, heads of several columns are in it
    ceilings = [top.base, head.base] if full[0] == 1 else [head.base]
    places: list[list[tuple[float, float]]] = []
    for foot in feet:
        rooms = [_rooms([p for p in texts if foot < p.base < ceiling]) for ceiling in ceilings]
        places += sorted(rooms, key=len, reverse=True)
    if before is not None and abs(before.across[0] - top.left) < NEAR > abs(before.across[-1] - top.right):
        places.insert(0, [(x, x) for x in before.across[1:-1]])
    parting = rules[1 : full[0]]
    ends = [end for rule in parting for end in (rule.left, rule.right)]
    for found in places:
        inner = [next((end for end in ends if a - NEAR < end < b + NEAR), (a + b) / 2) for a, b in found]
        over = [x for x in inner if not any(rule.parted_by(x) for rule in parting)]
        if inner:
            yield [
                replace(rule, joints=tuple(x for x in (over if i == 0 else inner) if rule.parted_by(x)))
                if i < full[0] or rule.spans(top)
                else rule
                for i, rule in enumerate(rules)
            ]


def _rooms(texts: Sequence[Piece]) -> list[tuple[float, float]]:
    """Where the room begins and ends that lines of several stretches leave free, but for a few that have too little."""
    lines: dict[int, list[Piece]] = {}
    for piece in sorted((piece for piece in texts if piece.text.strip()), key=lambda piece: piece.left):
        lines.setdefault(round(piece.base), []).append(piece)
    told = [line for line in lines.values() if line[-1].left - line[0].right > _TIGHT * line[0].size]
    taken = [piece for line in told for piece in line]
    if not taken:
        return []
    ends = sorted([(piece.left, 1) for piece in taken] + [(piece.right, -1) for piece in taken])
    least, size = len(told) // _FEW, max(piece.size for piece in taken)
    found: list[tuple[float, float]] = []
    held, best = 0, (least + 1, 0.0, 0.0)  # the pieces over the room, its width (negative), its end
    begun = False
    for (place, step), (behind, _) in pairwise(ends):
        held += step
        if held > least:
            found += [(best[2] + best[1], best[2])] if begun and -best[1] > _TIGHT * size else []
            begun, best = True, (least + 1, 0.0, 0.0)
        else:
            best = min(best, (held, place - behind, behind))
    return found


def _table(rules: Sequence[Rule], texts: Sequence[Piece], low: float) -> Grid | None:
    """The table that begins with the first of these lines, which go down the page."""
    top = rules[0]
    full = [rule for rule in rules[1:] if rule.spans(top)]
    if not top.joints or not full or top.base - full[0].base > _HEADER * (3 if len(full) == 1 else 1):
        return None
    inner = [rule for rule in rules if full[0].base < rule.base <= top.base]
    if len(inner) == 1:
        inner += _told_apart([p for p in texts if full[0].base < p.base < top.base], edges((top, full[0])))
    if any(rule.left < top.left - NEAR or rule.right > top.right + NEAR for rule in inner):
        return None
    across = edges((top, *inner, full[0]))
    if not all(close(joint, across) for joint in top.joints):
        return None
    rows: list[tuple[Cell, ...]] = []
    last = top.base
    head: list[tuple[Cell, ...]] | None = None
    for rule in full:
        if head is not None and any(not close(joint, across) for joint in rule.joints):
            break
        band = [piece for piece in texts if rule.base < piece.base + piece.size / 4 < last]
        band = [piece for piece in band if across[0] - NEAR < piece.left < across[-1]]
        if head is None:
            head = _header([*inner, full[0]], across, band)
            if head is None:
                return None
            last = rule.base
            continue
        made = _body(band, across)
        if made is None:
            break
        rows += made
        last = rule.base
    assert head is not None
    below = next((rule for rule in rules if rule.base < last), None)
    floor = below.base if below is not None else low
    tail = [piece for piece in texts if floor < piece.base + piece.size / 4 < last]
    more = _body(tail, across)
    if more is not None and not _apart(more):
        more = None
    if more is not None:
        rows += more
        last = min(piece.base for piece in tail) - 1
    if not rows:
        band = [piece for piece in texts if full[0].base < piece.base + piece.size / 4 < top.base]
        whole = _body(band, across)
        if whole is None or len(whole) < 2:
            return None
        rows, head = whole[1:], whole[:1]
    box = across[0], last, across[-1], top.base
    open_ = more is not None and (below is None or not below.spans(top))
    return Grid(_filled((*head, *rows)), box, tuple(across), len(head), False, open_)


def _rest(
    before: Grid, rules: Sequence[Rule], texts: Sequence[Piece], low: float, high: float
) -> Grid | None:
    """The rows at the top of a page that go on the table at the foot of the page before."""
    across = before.across
    whole = Rule(0.0, across[0], across[-1], ())
    floor = next((rule.base for rule in rules if rule.spans(whole)), low)
    if any(rule.base > floor + 1 and rule.joints for rule in rules):
        return None
    rows = _body([piece for piece in texts if piece.base + piece.size / 4 > floor], across)
    if rows is None or not _apart(rows):
        return None
    return Grid(_filled(rows), (across[0], floor, across[-1], high), across, 0, False, floor == low)


def _filled(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows without the columns that are room between others: no cell with text begins there."""
    lines = placed(rows)
    used = {column for line in lines for column, cell in line if cell.pieces}
    return tuple(
        tuple(
            replace(cell, columns=kept)
            for column, cell in line
            if (kept := len(used & set(range(column, column + cell.columns)))) > 0
        )
        for line in lines
    )


def _header(
    rules: Sequence[Rule], across: Sequence[float], band: Sequence[Piece]
) -> list[tuple[Cell, ...]] | None:
    """The rows of the header: a line that does not run over the whole width parts the columns under it alone."""
    levels = sorted({rule.base for rule in rules}, reverse=True)
    rows: list[tuple[Cell, ...]] = []
    given: set[int] = set()
    for level, base in enumerate(levels[:-1]):
        cells: list[Cell] = []
        column = 0
        while column < len(across) - 1:
            middle = (across[column] + across[column + 1]) / 2
            above = next((rule for rule in rules if rule.base == base and rule.over(middle)), None)
            if above is None:
                column += 1
                continue
            end = column + 1
            while (
                end < len(across) - 1
                and across[end] < above.right - NEAR
                and (
                    not close(across[end], above.joints)
                    or _crossed(across[end], base, levels[level + 1], band)
                )
            ):
                end += 1
            below = next(
                i
                for i in range(level + 1, len(levels))
                if i == len(levels) - 1 or any(r.base == levels[i] and r.over(middle) for r in rules)
            )
            inside = tuple(
                piece
                for piece in band
                if across[column] - NEAR < piece.left
                and piece.right < across[end] + NEAR
                and across[column] <= (piece.left + piece.right) / 2 < across[end]
                and levels[below] < piece.base + piece.size / 4 < base
            )
            given.update(id(piece) for piece in inside)
            cells.append(Cell((inside,) if inside else (), end - column, below - level))
            column = end
        rows.append(tuple(cells))
    filled = sum(bool(cell.pieces) for row in rows for cell in row)
    return rows if len(given) == len(band) and filled > 1 else None


def _told_apart(band: Sequence[Piece], across: Sequence[float]) -> Iterator[Rule]:
    """The lines that a header could do without: between what goes over columns, and what stands in each of them."""
    if len(band) > _HEADS:
        return
    columns = {id(piece): _columns(piece, across) for piece in band}
    for piece in band:
        first, last = columns[id(piece)]
        if first == last:
            continue
        inside = [each for each in band if first <= columns[id(each)][0] <= last]
        for base in sorted({each.base for each in inside if each.base < piece.base - 1.0}, reverse=True):
            places = {columns[id(each)] for each in inside if abs(each.base - base) < 1.0}
            if places == {(i, i) for i in range(first, last + 1)}:
                above = min(each.base for each in inside if each.base > base + 1.0)
                height = (above + base) / 2 + piece.size / 4
                yield Rule(height, across[first], across[last + 1], tuple(across[first + 1 : last + 1]))
                break


def _crossed(place: float, high: float, low: float, band: Sequence[Piece]) -> bool:
    """Whether text between two heights runs over the edge of a column."""
    return any(
        low < piece.base + piece.size / 4 < high and piece.left + NEAR < place < piece.right - NEAR
        for piece in band
    )


def _body(band: Sequence[Piece], across: Sequence[float]) -> list[tuple[Cell, ...]] | None:
    """The rows of the pieces, or None where they are no rows of a table with these columns."""
    rows: list[_Row] = []
    last: tuple[Piece, int] | None = None
    for piece in band:
        begin, end = _columns(piece, across)
        if begin < 0:
            return None
        row = rows[-1] if rows else None
        if (
            row is None
            or last is None
            or begin < last[1]
            or (
                row.low - piece.base > _STEP * piece.size
                and not (begin == last[1] > 0 and _prose(last[0], piece))
            )
        ):
            row = None
        if row is None:
            row = _Row()
            rows.append(row)
        row.cells.setdefault(begin, []).append(piece)
        row.ends[begin] = max(end, row.ends.get(begin, end))
        last = piece, begin
    merged = _merged(rows)
    if merged is None or not any(len(row.cells) > 1 for row in merged):
        return None
    if not all(row.apart for row in merged) or 2 * sum(_wide(row) for row in merged) > len(merged):
        return None
    return [_cells(row, len(across) - 1) for row in merged]


def _columns(piece: Piece, across: Sequence[float]) -> tuple[int, int]:
    """The first and the last column in which a piece stands; -1 where it stands outside."""
    if piece.left < across[0] - NEAR or piece.right > across[-1] + NEAR:
        return -1, -1
    inside = [
        i
        for i in range(len(across) - 1)
        if min(piece.right, across[i + 1]) - max(piece.left, across[i])
        > min(NEAR, (piece.right - piece.left) / 2)
    ]
    return (inside[0], inside[-1]) if inside else (-1, -1)


def _prose(*pieces: Piece) -> bool:
    """Whether all are words or bullets: figures under each other are rows, words may be paragraphs of a cell."""
    return all(
        any(word.strip("().,;:،؛").isalpha() or word in "•●▪" for word in piece.text.split())
        for piece in pieces
    )


def _merged(rows: Sequence[_Row]) -> list[_Row] | None:
    """Rows that stand beside each other made one; None where two of them have text in the same columns."""
    found: list[_Row] = []
    for row in rows:
        while found and row.high > found[-1].low - 2.0:
            above = found.pop()
            shared = [column for column in row.cells if column in above.cells]
            if len(shared) > 1:
                return None
            for column, pieces in row.cells.items():
                above.cells.setdefault(column, []).extend(pieces)
                above.ends[column] = max(row.ends[column], above.ends.get(column, -1))
            row = above
        found.append(row)
    for row in found:
        row.clip()
    return found


def _apart(rows: Sequence[tuple[Cell, ...]]) -> bool:
    """Whether the cells of rows stand farther from each other than their own words, which those of a sentence do not.
    Asked where no line closes a table."""
    for row in rows:
        cells = [cell.pieces for cell in row if cell.pieces]
        words = [b.left - a.right for cell in cells for a, b in pairwise(cell) if abs(a.base - b.base) < NEAR]
        rooms = [min(p.left for p in b) - max(p.right for p in a) for a, b in pairwise(cells)]
        if words and rooms and min(rooms) < 2 * max(words):
            return False
    return True


def _wide(row: _Row) -> bool:
    return any(last > first for first, last in row.ends.items())


def _cells(row: _Row, columns: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    column = 0
    while column < columns:
        end = row.ends.get(column, column)
        if end > column and not any(other > end for other in row.cells):
            end = columns - 1  # what runs over its column has the room that is left
        pieces = row.cells.get(column)
        cells.append(Cell((tuple(pieces),) if pieces else (), end - column + 1, 1))
        column = end + 1
    return tuple(cells)
