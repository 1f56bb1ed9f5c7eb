"""Tables cell by cell, as they are painted on tagged pages, and within frames on others.

Word processors paint a table row by row, each row cell by cell, and close every paragraph, that of an empty cell too,
with a piece that shows nothing. Tags say which pieces are one paragraph. So a paragraph that stands beside the one
painted before it is the next cell, and one that stands farther left or begins anew on the left is a new row: the rows
of a table are known whether or not lines are drawn or `Table` tags are set, and where they are set, they say the rows.
What is told by neither is how many columns and rows a cell takes: that follows from where it stands, and from the
lines above and below it, whose pieces meet at the edges of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from unpress_stages.read._pdf_columns import TOP, Made, Row, as_grid, left_of, right_of
from unpress_stages.read._pdf_page import Page
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Box
from unpress_stages.read._pdf_rules import NEAR, Rule, rules
from unpress_stages.read._pdf_tables import THIN, Grid
from unpress_stages.read._pdf_tags import TagCell

_LEVEL: Final = 0.5  # sizes: what stands no more than this lower is not below
_STEP: Final = 2.4  # sizes: the most between base lines of what goes across a table and the rows around it
_TIGHT: Final = 0.35  # sizes between pieces of text that are one stretch
_TAB: Final = 2.5  # the same behind a number
_NUMBER: Final = 3  # characters: the most that a number or mark has


def grids(page: Page, low: float, high: float, before: Grid | None) -> list[Grid]:
    """The tables between the heights `low` and `high` of a page, in points, from top to bottom.

    `before` is the last table of the page before: where it is open its rows may go on here.
    """
    before = before if before is not None and before.open else None
    turn = -1 if page.ordered else 1
    frames = _frames(page, turn)
    painted = [piece for piece in page.painted if low < piece.base < high]
    if page.tagged:
        painted = [piece for piece in painted if piece.content in page.tags]
    else:  # without tags, room behind a number looks like that between cells
        painted = [piece for piece in painted if any(_inside(piece, frame, turn) for frame in frames)]
    drawn = [rule if turn > 0 else rule.mirrored() for rule in rules(page) if low < rule.base < high]
    found: list[Grid] = []
    taken: set[int] = set()
    for table in page.tables:
        rows = [Row(list(_tagged(row, painted, page, turn))) for row in table.rows]
        rows = [row for row in rows if row.known]
        if _is_table(rows) and not (page.number == 1 and _is_masthead(rows, page.painted)):
            grid = as_grid(rows, drawn, page, None)
            found += [grid] if grid is not None else []
        taken.update(content for row in table.rows for cell in row for content in cell.contents)
    rest = [piece for piece in painted if piece.content not in taken]
    rows = list(_rows(_paragraphs(rest, page), drawn, turn))
    last: list[Row] = []
    for stretch in _stretches(rows, drawn, frames):
        first = before is not None and not found and stretch[0] is rows[0]
        if not (_is_table(stretch) or (first and any(row.many for row in stretch))):
            continue
        grid = as_grid(stretch, drawn, page, before.across if first and before is not None else None)
        if grid is None or (page.number == 1 and _is_masthead(stretch, page.painted)):
            continue
        if last and (whole := _next_column(found[-1], grid, last, stretch)) is not None:
            found[-1] = whole
        else:
            found.append(grid)
        last = stretch
    return sorted(found, key=lambda grid: -grid.box[3])


def _frames(page: Page, turn: int) -> list[Box]:
    """The boxes of lines on a page: two upright ones of the same ends, that may be drawn in pieces."""
    sides: list[list[float]] = []  # place, foot, head
    for left, bottom, right, top in sorted(page.rules, key=lambda box: (round(box[0]), box[1])):
        if right - left > THIN or top - bottom < 1.0:
            continue
        if sides and abs(sides[-1][0] - left) < NEAR and bottom - sides[-1][2] < NEAR:
            sides[-1][2] = max(top, sides[-1][2])
        else:
            sides.append([left, bottom, top])
    return [
        (one[0], one[1], other[0], one[2]) if turn > 0 else (-other[0], one[1], -one[0], one[2])
        for i, one in enumerate(sides)
        for other in sides[i + 1 :]
        if abs(one[1] - other[1]) < NEAR and abs(one[2] - other[2]) < NEAR and other[0] - one[0] > 60.0
    ]


def _inside(piece: Piece, frame: Box, turn: int) -> bool:
    return (
        frame[0] < left_of(piece, turn)
        and right_of(piece, turn) < frame[2]
        and frame[1] < piece.base < frame[3]
    )


def _is_masthead(rows: Sequence[Row], painted: Sequence[Piece]) -> bool:
    """Whether no more than a line of the first page stands above, and no cell is the head of others."""
    if any(cell.header for row in rows for cell in row.cells):
        return False
    high = rows[0].high
    return len({round(piece.base / 4) for piece in painted if piece.text and piece.base > high + 1}) <= 2


def _next_column(above: Grid, grid: Grid, rows: Sequence[Row], more: Sequence[Row]) -> Grid | None:
    """A table that goes on in the next column of a page that is set in columns."""
    if len(above.across) != len(grid.across):
        return None
    if min(row.left for row in more) < max(row.right for row in rows) or more[0].high < rows[-1].low:
        return None
    return replace(above, rows=(*above.rows, *grid.rows), open=grid.open)


def _tagged(row: Sequence[TagCell], painted: Sequence[Piece], page: Page, turn: int) -> Iterator[Made]:
    for cell in row:
        inside = [piece for piece in painted if piece.content in cell.contents]
        parts = list(_paragraphs(inside, page))
        yield Made(parts, -1, cell.columns, cell.rows, cell.header, turn)


def _paragraphs(painted: Sequence[Piece], page: Page) -> Iterator[list[Piece]]:
    """Pieces that follow each other in one paragraph; a number goes with what it numbers."""
    part: list[Piece] = []
    for piece in painted:
        if part and not _one(part, piece, page):
            yield part
            part = []
        part.append(piece)
    if part:
        yield part


def _one(part: Sequence[Piece], piece: Piece, page: Page) -> bool:
    """Whether a piece goes on the paragraph of those painted before it."""
    last = part[-1]
    level = abs(last.base - piece.base) < 0.6 * max(last.size, piece.size)
    if not (last.content in page.tags and piece.content in page.tags):  # what shows nothing closes one
        numbered = len("".join(each.text for each in part).strip()) <= _NUMBER
        room = _TAB if numbered else _TIGHT
        return bool(last.text) or (
            level and -NEAR < piece.left - last.right < room * max(piece.size, last.size)
        )
    tag, this = page.tags[last.content], page.tags[piece.content]
    return tag.block == this.block or (tag.kind == "Lbl" and level)


def _rows(parts: Iterator[list[Piece]], drawn: Sequence[Rule], turn: int) -> Iterator[Row]:
    """Paragraphs in the order of painting as rows; what is no table makes rows of one cell."""
    found: list[Row] = []
    for part in parts:
        cell = Made([part], turn=turn)
        row = found[-1] if found else None
        last = row.cells[-1] if row is not None else None
        if row is None or last is None:
            found.append(Row([cell]))
        elif _beside(last, cell) and not _above_all(found, cell):
            row.cells.append(cell)
            if len(row.cells) == 2:
                _take_above(found, cell)
        elif row.many and _under(row, cell) and not _between(drawn, last, cell):
            last.take([part])
        else:
            found.append(Row([cell]))
    yield from found


def _beside(last: Made, cell: Made) -> bool:
    return (
        cell.left > last.left + NEAR
        and cell.left >= last.right - NEAR
        and cell.high > last.low - _LEVEL * cell.size
    )


def _above_all(rows: Sequence[Row], cell: Made) -> bool:
    """Whether a paragraph stands as high as the row before the last: the next column of a page begins there."""
    if len(rows) < 2 or not rows[-1].many or not rows[-2].many:
        return False
    return cell.high > rows[-2].high - _LEVEL * cell.size and rows[-1].high < rows[-2].high - cell.size


def _under(row: Row, cell: Made) -> bool:
    """Whether a paragraph goes on the last cell of a row: below it, and beside the cell before that."""
    last = row.cells[-1]
    return (
        cell.high < last.low - 0.4 * cell.size
        and cell.right >= last.left - NEAR
        and cell.left >= row.cells[-2].right - NEAR
        and last.low - cell.high < _STEP * cell.size
    )


def _between(drawn: Sequence[Rule], above: Made, cell: Made) -> bool:
    """Whether a line runs between a cell and what stands below it."""
    return any(
        cell.high < rule.base < above.low and rule.left < cell.right and rule.right > cell.left
        for rule in drawn
    )


def _take_above(found: list[Row], second: Made) -> None:
    """The first cell of a row may have paragraphs that were taken for rows: beside them its second cell stands."""
    while len(found) > 1 and not found[-2].many:
        above, row = found[-2], found[-1]
        if second.high <= row.cells[0].high + _LEVEL * second.size or second.high < above.low - 1.0:
            return
        if above.left > second.left:
            return
        row.cells[0].take(above.cells[0].parts, first=True)
        del found[-2]


def _stretches(rows: Sequence[Row], drawn: Sequence[Rule], frames: Sequence[Box]) -> Iterator[list[Row]]:
    """Rows that may be one table: those of several cells, with the single ones that go across between them."""
    at = 0
    while at < len(rows):
        if not rows[at].many:
            at += 1
            continue
        start = at
        stretch = [rows[at]]
        at += 1
        while at < len(rows):
            step = 0 if _below(rows, at, stretch, frames) else _next(rows, at, stretch, drawn)
            if not step:
                break
            stretch += rows[at : at + step]
            at += step
        below = _below(rows, at, stretch, frames)
        yield [*_above(rows[:start], stretch, drawn), *stretch, *below]
        at += sum(len(cell.parts) for row in below for cell in row.cells)


def _next(rows: Sequence[Row], at: int, stretch: Sequence[Row], drawn: Sequence[Rule]) -> int:
    """How many of the rows from here on go on a table."""
    last, row = stretch[-1], rows[at]
    if row.high > last.high - 1.0:
        return 0
    if row.many:
        return 1
    if more := _closing(rows[at:], stretch, drawn):
        return more
    if at + 1 >= len(rows) or not rows[at + 1].many or row.empty:
        return 0
    below = rows[at + 1]
    left, right = min(each.left for each in stretch), max(each.right for each in stretch)
    near = last.low - row.high < _STEP * row.size and row.low - below.high < _STEP * row.size
    inside = abs(row.left - left) < 4 * NEAR and row.right < right + NEAR and below.high < row.low
    between = [
        rule for rule in drawn if below.high < rule.base < last.low and rule.width > 0.6 * (right - left)
    ]
    return 2 if near and inside and not between and abs(below.left - left) < 4 * NEAR else 0


def _above(rows: Sequence[Row], stretch: Sequence[Row], drawn: Sequence[Rule]) -> list[Row]:
    """A row that goes across at the head of a table: lines run above and below it."""
    if not rows or rows[-1].many or rows[-1].empty:
        return []
    row, first = rows[-1], stretch[0]
    wide = [rule for rule in drawn if rule.left <= row.left + NEAR and rule.right >= first.right - NEAR]
    over = any(row.high < rule.base < row.high + TOP * row.size for rule in wide)
    under = any(first.high < rule.base < row.low for rule in wide)
    return [row] if over and under else []


def _closing(rows: Sequence[Row], stretch: Sequence[Row], drawn: Sequence[Rule]) -> int:
    """How many rows there are, some going across, down to the next line of a table that begins with a line."""
    first, last = stretch[0], stretch[-1]
    top = next((rule for rule in drawn if first.high < rule.base < first.high + TOP * first.size), None)
    end = next((rule for rule in drawn if top and rule.base < last.low and rule.spans(top)), None)
    if top is None or end is None:
        return 0
    found = 0
    for row in rows:
        if row.high < end.base:
            break
        if row.left < top.left - NEAR or row.right > top.right + NEAR or row.high > last.low:
            return 0
        found, last = found + 1, row
    if not found or last.low - end.base > 1.5 * last.size:
        return 0
    next_table = found < len(rows) and rows[found].many and end.base - rows[found].high < TOP * last.size
    return 0 if next_table and not last.many else found


def _below(rows: Sequence[Row], at: int, stretch: Sequence[Row], frames: Sequence[Box]) -> list[Row]:
    """What goes across at the foot of a table in a frame, such as the notes to it, as one row."""
    if not frames or at >= len(rows) or rows[at].many:
        return []
    high, low = max(row.high for row in stretch), min(row.low for row in stretch)
    left, right = min(row.left for row in stretch), max(row.right for row in stretch)
    around = (box for box in frames if box[0] < left and right < box[2] and box[1] < low < high < box[3])
    frame = next(around, None)
    found = Row()
    for row in islice(rows, at, None):
        if frame is None or row.many or not (frame[1] < row.low and row.high < low):
            break
        if found.cells:
            found.cells[0].take(row.cells[0].parts)
        else:
            found.cells.append(Made(list(row.cells[0].parts), turn=row.cells[0].turn))
    return [found] if found.cells else []


def _is_table(rows: Sequence[Row]) -> bool:
    """Two rows with text beside text, or two columns with text and a row of each."""
    full = sum(sum(not cell.empty for cell in row.cells) > 1 for row in rows)
    return full > 0 and sum(not row.empty for row in rows) > 1
