"""Ruled tables: the lines drawn on a page make cells, and the pieces of text inside them their content.

The analysis of the lines is pdfplumber's (`pdfplumber.table`), fed with the lines that pdfium has found, so that no
page is read twice. For tables without upright lines see `_pdf_bands`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from unpress.record import record
from unpress_stages.read._pdf_page import Page
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Box

_MOST: Final = 20_000  # crossings of lines: more of them draw a picture, not a table
THIN: Final = 2.5  # points: the most that a line is thick
SHORT: Final = 8.0  # points: what is shorter draws no table


@record
class Cell:
    """A cell: the pieces of each of its paragraphs, and how many columns and rows it takes."""

    parts: tuple[tuple[Piece, ...], ...]
    columns: int
    rows: int

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its pieces."""
        return tuple(piece for part in self.parts for piece in part)


@record
class Grid:
    """A table: its rows of cells from top to bottom, its box, the edges of its columns, its header rows."""

    rows: tuple[tuple[Cell, ...], ...]
    box: Box
    across: tuple[float, ...]
    headers: int = 1
    upright: bool = True  # whether lines part its columns
    open: bool = False
    """Whether it runs to the foot of its page without a line below."""
    after: bool = False
    """Whether it goes on the last table of the page before, whose columns it has or makes finer."""

    def like(self, other: Grid) -> bool:
        """Whether two tables have the same columns."""
        return len(self.across) == len(other.across) and all(
            abs(a - b) < 3 for a, b in zip(self.across, other.across, strict=True)
        )


def grids(page: Page, low: float, high: float, before: Grid | None) -> list[Grid]:
    """The ruled tables between the heights `low` and `high` of a page, in points, from top to bottom.

    One with fewer than two rows or columns is none. `before` is not asked: lines say all.
    """
    edges = list(_edges(page))
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright < 2 or len(edges) - upright < 2 or upright * (len(edges) - upright) > _MOST:
        return []
    from pdfplumber import table

    texts = page.objects
    merged = table.merge_edges(edges, 3, 3, 3, 3)
    cells = table.intersections_to_cells(table.edges_to_intersections(merged, 3, 3))
    found = [grid for part in table.cells_to_tables(cells) if (grid := _grid(part, page, texts)) is not None]
    return sorted(found, key=lambda grid: -grid.box[3])


def _edges(page: Page) -> Iterable[dict[str, Any]]:
    """Lines as pdfplumber takes them: measured from the top."""
    for left, bottom, right, top in page.rules:
        high, low = page.height - top, page.height - bottom
        if right - left >= SHORT and top - bottom <= THIN:
            middle = (high + low) / 2
            yield {
                "x0": left,
                "x1": right,
                "top": middle,
                "bottom": middle,
                "width": right - left,
                "orientation": "h",
            }
        elif top - bottom >= SHORT and right - left <= THIN:
            middle = (left + right) / 2
            yield {
                "x0": middle,
                "x1": middle,
                "top": high,
                "bottom": low,
                "height": low - high,
                "orientation": "v",
            }


def _grid(
    cells: Sequence[tuple[float, float, float, float]], page: Page, texts: Sequence[Piece]
) -> Grid | None:
    across = _lines(x for left, _, right, _ in cells for x in (left, right))
    down = _lines(y for _, top, _, bottom in cells for y in (top, bottom))
    if len(across) < 3 or len(down) < (3 if page.number == 1 else 2):
        return None  # on a later page one row may go on a table of the page before
    rows: dict[int, list[tuple[int, Cell]]] = {}
    for left, top, right, bottom in cells:
        inside = tuple(
            piece
            for piece in texts
            if left <= (piece.left + piece.right) / 2 <= right
            and top <= page.height - piece.base - piece.size / 4 <= bottom
        )
        first, last = _nearest(across, left), _nearest(across, right)
        high, low = _nearest(down, top), _nearest(down, bottom)
        columns, deep = max(1, last - first), max(1, low - high)
        rows.setdefault(high, []).append((first, Cell((inside,) if inside else (), columns, deep)))
    filled = len({first for row in rows.values() for first, cell in row if cell.parts})
    if not filled or (filled == 1 and (page.number == 1 or len(rows) > 1)):
        return None  # a box around text, or the lines behind a chart
    ordered = tuple(
        tuple(cell for _, cell in sorted(rows[at], key=lambda item: item[0], reverse=page.ordered))
        for at in sorted(rows)
    )
    deepest = max((cell.rows for cell in ordered[0]), default=1)
    headers = deepest if deepest < len(ordered) else 1
    box = across[0], page.height - down[-1], across[-1], page.height - down[0]
    return Grid(ordered, box, tuple(across), headers)


def _lines(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > 3:
            found.append(place)
    return found


def _nearest(lines: Sequence[float], place: float) -> int:
    return min(range(len(lines)), key=lambda i: abs(lines[i] - place))
