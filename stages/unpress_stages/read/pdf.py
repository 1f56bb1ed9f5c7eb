"""Read PDF: the text of each page with its places, its look, its tags and its links.

pdfium (through pypdfium2) paints nothing here: it names the pieces of text and where they stand. Lines are put together
from their base lines, raised figures and faces become evidence for notes and verbs, the tags of a tagged file say which
lines are one paragraph. Pages are read one after another; of many, some are looked at
first, for what is usual in the file.
"""

from __future__ import annotations

import functools
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NoReturn

from unpress.draft import Draft
from unpress.errors import ReadError
from unpress.journal import Journal
from unpress.limits import beyond
from unpress.source import Source
from unpress_stages.read import (
    _pdf_bands,
    _pdf_cells,
    _pdf_flow,
    _pdf_furniture,
    _pdf_labels,
    _pdf_lines,
    _pdf_notes,
    _pdf_page,
    _pdf_tables,
)
from unpress_stages.read._pdf_draft import draft
from unpress_stages.read._pdf_habits import PageText, TableText, habits
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Matrix
from unpress_stages.read._pdf_seen import switched_off
from unpress_stages.read._pdf_streams import unpack_beyond

PROBLEMS: Final = {
    "scanned": "The text of a page was recognised in a picture.",
    "picture": "A page shows pictures or drawings and holds no text.",
    "page": "A page cannot be read.",
    "font": "A font does not tell which letters it shows.",
    "drawing": "A page has drawings, which are left out.",
    "beyond": "Text stands beyond the edges of a page and is left out.",
    "unseen": "A page has text that nobody sees on it.",
    "upright": "Text runs up or down a page, or stands on its head, and is left out.",
    "added": "A page has notes, fields or words that a viewer put on it, which are left out.",
    "retold": "Tags tell other words than a page shows; these are read.",
    "attached": "Files are attached, which are not read.",
}

_UNREAD: Final = 5  # characters of a font that tell nothing; fewer may be bullets
_QUOTED: Final = 60  # characters that name a text
_HELD: Final = 60  # pages of a file that is read at once; of a longer one, no more are held at a time
_PICKED: Final = 24  # pages that tell what is usual in a longer one
_ALONE: Final = threading.Lock()
"""pdfium may be called from one thread at a time, as the README of pypdfium2 says."""


def read(source: Source, journal: Journal, *, password: str = "") -> Draft:
    """Read the text of a PDF file. `password` opens an encrypted one. Of several threads one reads at a time.

    Raises ReadError for a file that is no PDF, is encrypted, has too many pages, or holds no text.
    """
    with _ALONE:
        return _read(source, journal, password)


def _read(source: Source, journal: Journal, password: str) -> Draft:
    if unpack_beyond(source.data, source.limits.expansion):
        raise beyond(source.name, f"unpacks to more than {source.limits.expansion:,} bytes", "expansion")
    document = _open(source, password)
    off = functools.cache(lambda: switched_off(source.data))
    load = functools.partial(_load, document, {}, off)
    try:
        _tell_attached(document, journal)
        count = len(document)
        if count > source.limits.pages:
            raise beyond(source.name, f"has more than {source.limits.pages:,} pages", "pages")
        picked = [i * count // _PICKED for i in range(_PICKED)] if count > _HELD else range(count)
        few = list(_texts(load(picked, Journal() if count > _HELD else journal)))
        known = habits(few)
        found = draft(few if count <= _HELD else _texts(load(range(count), journal)), known, journal)
        if not found.text.strip():
            _without_text(load(range(count), Journal()), source)
        return found
    finally:
        document.close()


def _tell_attached(document: Any, journal: Journal) -> None:
    names = [document.get_attachment(i).get_name() for i in range(document.count_attachments())]
    if names:
        journal.note(
            "attached",
            f"files are attached, which are not read: {', '.join(names)}",
            None,
            "save those that are needed from a viewer, and convert them by themselves",
        )


def _without_text(pages: Iterable[_pdf_page.Page], source: Source) -> NoReturn:
    if any(page.picture for page in pages):
        raise ReadError(
            f"{source.name} holds no text, only pictures of it",
            "run it through OCR first: ocrmypdf FILE.pdf OUT.pdf",
        )
    raise ReadError(f"{source.name} holds no text", "look at it in a viewer: its pages seem empty")


def _load(
    document: Any,
    turns: dict[int, Matrix],
    off: Callable[[], frozenset[str]],
    numbers: Iterable[int],
    journal: Journal,
) -> Iterator[_pdf_page.Page]:
    """The pages; ``turns`` keep how they are turned, ``off`` names the layers that are not shown."""
    told: set[str] = set()
    for number in numbers:
        page = _page(document, number, turns, journal)
        if page is None:
            continue
        hidden = tuple(text for layer, text in page.layered if layer in off())
        _tell_unread(replace(page, unseen=(*page.unseen, *hidden)), journal)
        for font, count in page.unread.items():
            if count >= _UNREAD and font not in told:
                told.add(font)
                journal.error(
                    "font",
                    f"page {page.number}: the font {font or 'without a name'} does not tell which letters it shows",
                    None,
                    "have the text recognised in pictures of the pages: ocrmypdf --force-ocr FILE.pdf OUT.pdf",
                )
        yield page


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


def _page(document: Any, index: int, turns: dict[int, Matrix], journal: Journal) -> _pdf_page.Page | None:
    import pypdfium2

    try:
        page = _pdf_page.load(document, index, turns)
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
    elif page.picture:
        journal.warn(
            "picture",
            f"page {page.number} holds no text, only pictures or drawings",
            None,
            "if they show text, have it recognised: ocrmypdf --skip-text FILE.pdf OUT.pdf",
        )
    return page


def _tell_unread(page: _pdf_page.Page, journal: Journal) -> None:
    """Tell what stands on a page and is not read, or is read and not seen."""
    for slug, what, hint, shown in (
        (
            "beyond",
            "has text beyond its edges, which is left out",
            "if it belongs, undo the cropping",
            page.beyond,
        ),
        (
            "unseen",
            "has text that nobody sees: without ink, white, covered, clipped away, or in a layer that is switched off",
            "see whether it belongs to the text",
            page.unseen,
        ),
        (
            "upright",
            "has text that runs up or down, or stands on its head, which is left out",
            "look at the page",
            page.upright,
        ),
        (
            "added",
            "has what a viewer put on it, which is left out",
            "print the page into a new PDF file to have it read",
            page.added,
        ),
        (
            "retold",
            "shows words in whose place its tags tell others, which are read",
            "compare them with the page",
            page.retold,
        ),
    ):
        if shown:
            words = textwrap.shorten(" ".join(shown), _QUOTED, placeholder=" ...")
            journal.warn(slug, f"page {page.number} {what}: {words!r}", None, hint)


def _texts(pages: Iterable[_pdf_page.Page]) -> Iterator[PageText]:
    """The rows of text of each page and its tables, which stand between its running heads and feet."""
    before: _pdf_tables.Grid | None = None
    for first, near, (page, labels, lines) in _pdf_furniture.windows(_lined(pages)):
        running = _pdf_furniture.running([rows for _, _, rows in near], first, lines)
        heads = [row for row in lines if id(row) in running]
        if heads and page.number > 1:
            headers = _pdf_bands.headers(page, [row.base for row in heads])
            heads = [row for row in heads if not any(foot < row.base < top for foot, top in headers)]
        middle = page.height / 2
        low = max((row.base + row.size for row in heads if row.base < middle), default=0.0)
        high = min((row.base - row.size for row in heads if row.base > middle), default=page.height)
        grids = _grids(page, low, high, before)
        before = grids[-1] if grids else None
        text = _with_tables(page, grids) if grids else PageText(page.number, lines)
        text = _in_columns(page, text, heads)
        yield replace(
            text,
            labels=labels,
            beyond=page.beyond,
            upright=page.upright,
            leads=tuple(_pdf_notes.leads(lines, page.ways)),
            tagged=_pdf_furniture.tagged(lines),
        )


def _in_columns(page: _pdf_page.Page, text: PageText, heads: Sequence[_pdf_lines.Row]) -> PageText:
    """The page with its rows in the order of its columns, if it has any, its running heads before and behind them."""
    outer = _orders(piece for row in heads for piece in row.pieces)
    inside = _orders(piece for row in text.rows for piece in row.pieces) - outer
    pieces = tuple(piece for piece in page.pieces if piece.order in inside or piece.text.isspace())
    parts = _pdf_flow.parts(pieces, leftward=page.ordered)
    if len(parts) == 1:
        return replace(text, rows=_pdf_labels.with_labels(text.rows))
    middle = page.height / 2
    kept = [row for row in text.rows if _orders(row.pieces) & outer]
    rows = [row for row in kept if row.base >= middle]
    columns: dict[int, tuple[float, float] | None] = {}
    for part in parts:
        columns[len(rows)] = part.edges
        rows += _pdf_labels.with_labels(_pdf_lines.rows(page, part.pieces))
    rows += [row for row in kept if row.base < middle]
    return replace(text, rows=rows, columns=columns)


def _lined(
    pages: Iterable[_pdf_page.Page],
) -> Iterator[tuple[_pdf_page.Page, tuple[str, ...], list[_pdf_lines.Row]]]:
    for whole in pages:
        page, labels = _without_drawings(whole)
        yield page, labels, _pdf_lines.rows(page)


def _without_drawings(page: _pdf_page.Page) -> tuple[_pdf_page.Page, tuple[str, ...]]:
    """The page without the labels of drawings, and these: text that has no tag, as most has, and stands in a box."""
    boxes = page.drawings
    if not boxes or not page.tagged:
        return page, ()
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
            taken = _orders(
                piece for grid in grids for row in grid.rows for cell in row for piece in cell.pieces
            )
            pieces = tuple(piece for piece in page.pieces if piece.order not in taken)
            painted = tuple(piece for piece in page.painted if piece.order not in taken)
            page = replace(page, pieces=pieces, painted=painted)
    return sorted(found, key=lambda grid: -grid.box[3])


def _orders(pieces: Iterable[Piece]) -> set[int]:
    """The text objects of which the pieces are. A space tells none: between two objects it counts with the one before,
    which may stand in the cell before."""
    return {piece.order for piece in pieces if not piece.text.isspace()}


def _with_tables(page: _pdf_page.Page, grids: Sequence[_pdf_tables.Grid]) -> PageText:
    inside = _orders(piece for grid in grids for row in grid.rows for cell in row for piece in cell.pieces)
    outside = tuple(piece for piece in page.pieces if piece.order not in inside)

    def lines(part: tuple[Piece, ...]) -> list[_pdf_lines.Row]:
        return _pdf_lines.rows(page, part if page.alone is None else page.alone(_orders(part)))

    tables = [
        TableText(grid, [[([lines(part) for part in cell.parts], cell) for cell in row] for row in grid.rows])
        for grid in grids
    ]
    return PageText(page.number, _pdf_lines.rows(page, outside), tables, page.upright)
