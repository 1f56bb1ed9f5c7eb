"""Read PDF: the text of each page with its places, its look, its tags and its links.

pdfium (through pypdfium2) paints nothing here: it names the pieces of text and where they stand. Lines are put together
from their base lines, raised figures and faces become evidence for notes and verbs, the tags of a tagged file say which
lines are one paragraph. Pages are read one after another, so memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from unpress.draft import Draft
from unpress.errors import ReadError
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.read import _pdf_bands, _pdf_cells, _pdf_furniture, _pdf_lines, _pdf_page, _pdf_tables
from unpress_stages.read._pdf_draft import PageText, TableText, draft


def read(source: Source, journal: Journal, *, password: str = "") -> Draft:
    """Read the text of a PDF file. `password` opens an encrypted one.

    Raises ReadError for a file that is no PDF, is encrypted, or holds no text.
    """
    document = _open(source, password)
    try:
        loaded = [page for i in range(len(document)) if (page := _page(document, i, journal)) is not None]
    finally:
        document.close()
    pages = _texts(loaded)
    if not any(page.rows or page.tables for page in pages):
        if any(page.picture for page in loaded):
            raise ReadError(
                f"{source.name} holds no text, only pictures of it",
                "run it through OCR first: ocrmypdf FILE.pdf OUT.pdf",
            )
        raise ReadError(f"{source.name} holds no text", "look at it in a viewer: its pages seem empty")
    return draft(pages, journal)


def _open(source: Source, password: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(source.data, password=password or None)
    except pypdfium2.PdfiumError as error:
        if "success" in str(error).lower():
            raise ReadError(f"{source.name} has no pages", "it may have been cut off") from None
        if "password" in str(error).lower():
            raise ReadError(
                f"{source.name} is encrypted", "give its password: --set read.pdf.password=PASSWORD"
            ) from None
        raise ReadError(
            f"{source.name} is damaged or no PDF: {error}", "open it in a viewer and save it anew"
        ) from None


def _page(document: Any, index: int, journal: Journal) -> _pdf_page.Page | None:
    import pypdfium2

    try:
        page = _pdf_page.load(document, index)
    except pypdfium2.PdfiumError as error:
        journal.error("page", f"page {index + 1} of {len(document)} cannot be read: {error}", None)
        return None
    if page.picture and page.pieces:
        journal.warn(
            "scanned",
            f"page {index + 1} is a picture; its text was recognised by machine",
            None,
            "compare it with the picture, letter by letter",
        )
    return page


def _texts(pages: Sequence[_pdf_page.Page]) -> list[PageText]:
    """The rows of text of each page and its tables, which stand between its running heads and feet."""
    parted = [_without_drawings(page) for page in pages]
    pages = [page for page, _ in parted]
    rows = [_pdf_lines.rows(page) for page in pages]
    running = _pdf_furniture.running(rows)
    found: list[PageText] = []
    before: _pdf_tables.Grid | None = None
    for (page, labels), lines in zip(parted, rows, strict=True):
        heads = [row for row in lines if id(row) in running]
        middle = page.height / 2
        low = max((row.base + row.size for row in heads if row.base < middle), default=0.0)
        high = min((row.base - row.size for row in heads if row.base > middle), default=page.height)
        grids = _grids(page, low, high, before)
        before = grids[-1] if grids and grids[-1].open else None
        text = _with_tables(page, grids) if grids else PageText(page.number, lines, upright=page.upright)
        found.append(replace(text, labels=labels))
    return found


def _without_drawings(page: _pdf_page.Page) -> tuple[_pdf_page.Page, tuple[str, ...]]:
    """The page without the labels of drawings, and these: text that has no tag, as most has, and stands in a box."""
    if not page.tagged:
        return page, ()
    boxes = page.drawings
    inside = {
        piece.order
        for piece in page.painted
        if piece.content not in page.tags and any(piece.within(box) for box in boxes)
    }
    if not inside:
        return page, ()
    labels = tuple(piece.text for piece in page.pieces if piece.order in inside)
    pieces = tuple(piece for piece in page.pieces if piece.order not in inside)
    painted = tuple(piece for piece in page.painted if piece.order not in inside)
    return replace(page, pieces=pieces, painted=painted), labels


def _grids(
    page: _pdf_page.Page, low: float, high: float, before: _pdf_tables.Grid | None
) -> list[_pdf_tables.Grid]:
    """The tables of a page: where lines run both ways they say the cells, else tags and the order of painting do, and
    where there is neither, lines across."""
    found: list[_pdf_tables.Grid] = []
    for read_tables in (_pdf_tables.grids, _pdf_cells.grids, _pdf_bands.grids):
        if read_tables is _pdf_bands.grids and page.tagged:
            break
        grids = read_tables(page, low, high, None if found else before)
        found += grids
        if grids:
            taken = {p.order for grid in grids for row in grid.rows for cell in row for p in cell.pieces}
            pieces = tuple(piece for piece in page.pieces if piece.order not in taken)
            painted = tuple(piece for piece in page.painted if piece.order not in taken)
            page = replace(page, pieces=pieces, painted=painted)
    return sorted(found, key=lambda grid: -grid.box[3])


def _with_tables(page: _pdf_page.Page, grids: Sequence[_pdf_tables.Grid]) -> PageText:
    inside = {piece.order for grid in grids for row in grid.rows for cell in row for piece in cell.pieces}
    outside = tuple(piece for piece in page.pieces if piece.order not in inside)

    def lines(part: tuple[_pdf_page.Piece, ...]) -> list[_pdf_lines.Row]:
        orders = {piece.order for piece in part}
        pieces = tuple(p for p in page.pieces if p.order in orders) if page.ordered else part
        return _pdf_lines.rows(replace(page, pieces=pieces))

    tables = [
        TableText(grid, [[([lines(part) for part in cell.parts], cell) for cell in row] for row in grid.rows])
        for grid in grids
    ]
    return PageText(page.number, _pdf_lines.rows(replace(page, pieces=outside)), tables, page.upright)
