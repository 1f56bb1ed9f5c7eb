"""Pages become a draft: lines with their evidence, notes with their markers, tables, and the source of the spans."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from unpress.draft import Draft, DraftCell, DraftNote, DraftTable, Entry, Line, placed
from unpress.journal import Journal
from unpress.record import replace
from unpress.runs import Run, Runs, cut_runs, merge_runs
from unpress.source import Piece as Place
from unpress.source import Span
from unpress_stages.read import _pdf_furniture, _pdf_notes, _pdf_tables
from unpress_stages.read._looks import is_headline
from unpress_stages.read._pdf_habits import WIDE, Habits, PageText, TableText, column, edges_of
from unpress_stages.read._pdf_lines import Row
from unpress_stages.read._pdf_notes import Note
from unpress_stages.read._pdf_piece import Piece

_FAR: Final = 2.4  # the same: a head or a foot may stand between them
_HEAD: Final = 1.6  # the same, at the top of a page, where the upper one may be a running head
_SHORT: Final = 0.5  # of the width of the column: lines of a heading that go on are longer
_CELL: Final = 0.5  # ems: the width of an average letter, in which indents and widths are given
_HYPHENS: Final = frozenset("-\u2010\u2011")


def draft(pages: Iterable[PageText], known: Habits, journal: Journal) -> Draft:
    """One draft of all pages: running heads dropped, notes bound to nothing yet, tables in their places."""
    writer = _Writer(journal, known)
    count = 0
    leads = defaultdict[int, list[_pdf_notes.Lead]](list)  # by the pages where they lead
    amid = False  # the page before ends with notes that stand behind the text
    for first, near, page in _pdf_furniture.windows(pages):
        count += 1
        running = _pdf_furniture.running([each.rows for each in near], first, page.rows, page.tagged)
        writer.page(page.number, page.rows)
        _leave_out(page, running, writer, journal)
        tables = deque(page.tables)
        marks = _pdf_notes.marks(page.rows)
        for lead in page.leads:
            leads[lead.page].append(lead)
        sure = _pdf_notes.led_to(page.rows, leads.pop(page.number, ()))
        for part, edges in page.parts():
            if page.columns:
                writer.part(part, edges)
            rows = [row for row in part if id(row) not in running]
            body, rules, notes = _pdf_notes.split(rows, known.size, marks, amid=amid, sure=sure)
            amid = _pdf_notes.behind_text(body, notes, amid=amid)
            for row in body:
                while tables and _above(tables[0].grid, row, edges):
                    writer.table(tables.popleft())
                writer.line(row)
            while tables and not page.columns:
                writer.table(tables.popleft())
            for row in rules:
                writer.drop(row.text, "note-rule")
            for note in notes:
                writer.note(note)
        for table in tables:
            writer.table(table)
    lines = tuple(_ranked(writer.lines))
    return Draft("".join(writer.parts), lines, tuple(writer.notes), pages=count)


def _leave_out(page: PageText, running: Container[int], writer: _Writer, journal: Journal) -> None:
    """Drop what is no running text."""
    heads = [row.text for row in page.rows if id(row) in running]
    for rule, texts in (
        ("running-head", heads),
        ("upright", page.upright),
        ("beyond", page.beyond),
        ("drawing", page.labels),
    ):
        for text in texts:
            writer.drop(text, rule)
    if page.labels:
        journal.warn(
            "drawing",
            f"page {page.number} has a drawing: its labels are left out, for they are no running text",
            None,
            "look at the page; a chart is best given as the table it was made from",
        )


def _above(grid: _pdf_tables.Grid, row: Row, edges: tuple[float, float] | None) -> bool:
    """Whether a table stands above a row, in the column with these edges if there are any."""
    left, _, right, top = grid.box
    return top > row.base and (edges is None or (left < edges[1] and right > edges[0]))


def _ranked(lines: Sequence[Entry]) -> list[Entry]:
    """Headings with the ranks that their tags and their sizes tell together: tags alone have too few.

    What ends as a sentence does is none, whatever its tag; a colon ends none.
    """
    found = list(lines)
    at = 0
    while at < len(found):
        end = at + 1
        if not _is_heading(found[at]):
            at = end
            continue
        while end < len(found) and _is_heading(found[end]) and getattr(found[end], "starts", None) is False:
            end += 1
        whole = [line for line in found[at:end] if isinstance(line, Line)]
        if not is_headline(" ".join(line.text.strip() for line in whole).removesuffix(":")):
            found[at:end] = [replace(line, role="", level=0) for line in whole]
        at = end
    headings = [line for line in found if isinstance(line, Line) and _is_heading(line)]
    ranks = sorted({(line.level, -round(line.size)) for line in headings})
    return [
        replace(entry, level=ranks.index((entry.level, -round(entry.size))) + 1)
        if isinstance(entry, Line) and _is_heading(entry)
        else entry
        for entry in found
    ]


def _is_heading(entry: Entry) -> bool:
    return isinstance(entry, Line) and entry.role == "heading"


class _Writer:
    """Puts rows into a draft, page by page, and their text into its source."""

    def __init__(self, journal: Journal, known: Habits) -> None:
        self.parts: list[str] = []
        self.lines: list[Entry] = []
        self.notes: list[DraftNote] = []
        self._journal = journal
        self._at = 0
        self._known = known
        self._cell = _CELL * known.size
        self._page = 0
        self._edges = 0.0, 0.0
        self._fresh = False  # whether the next line begins such a column, or ends them
        self._column = False  # whether these are the edges of a column of the page
        self._leftward = False  # whether most lines of the page run from right to left
        self._tagged = False  # whether the page has tags: what has none there is no text
        self._title: tuple[int, float] | None = None  # level and size of the title, once that has begun
        self._below_title = False
        self._above: Row | None = None
        self._top: Row | None = None
        self._grid: _pdf_tables.Grid | None = None  # of the last table
        self._table = -1  # where that is
        self._grid_page = 0
        self._since = False  # whether text stands behind it

    def page(self, number: int, rows: Sequence[Row]) -> None:
        if number > 1:
            self._write("\f")
        self._page = number
        self._edges = column(edges_of(rows, self._known.size), self._edges)
        self._column = self._fresh = False
        self._leftward = 2 * sum(not row.rightward for row in rows) > len(rows)
        self._tagged = any(row.tag is not None for row in rows)
        self._above = None

    def part(self, rows: Sequence[Row], edges: tuple[float, float] | None) -> None:
        """Begin a part of a page that has columns. No paragraph goes on from lines across the page into a column."""
        self._fresh = self._column if edges is None else not self._column and self._above is not None
        if self._column or edges is None:
            self._above = None
        self._column = edges is not None
        self._edges = edges or edges_of(rows, self._known.size)

    def drop(self, text: str, rule: str) -> None:
        start = self._at
        self._write(text + "\n")
        self._journal.dropped(rule, start, self._at - 1)

    def line(self, row: Row) -> None:
        made = self._line(row)
        if made is not None:
            self.lines.append(made)
            self._since = self._since or row.tag is not None or not self._tagged
            if self._above is None and self._page > 1:
                self._top = row  # it may be a running head
            self._above = row
            self._fresh = False

    def table(self, table: TableText) -> None:
        """Write a table, or go on the last one of the page before where it goes on and nothing stands between."""
        grid = table.grid
        before = self._before(table)
        again = before is not None and self._again(table, before)
        rows: list[tuple[DraftCell, ...]] = []
        for number, row in enumerate(table.rows):
            if again and number < grid.headers:
                for parts, _ in row:
                    for text in (text for texts in parts for text in texts):
                        self.drop(text.text, "repeated-header")
                continue
            cells: list[DraftCell] = []
            for parts, cell in row:
                paragraphs: list[Line] = []
                for texts in parts:
                    self._above = None
                    paragraphs += _one([line for text in texts if (line := self._line(text)) is not None])
                cells.append(DraftCell(tuple(paragraphs), number < grid.headers, cell.columns, cell.rows))
            rows.append(tuple(cells))
        widths = tuple(right - left for left, right in pairwise(grid.across))
        if before is None or self._grid is None:
            self._table = len(self.lines)
            self.lines.append(DraftTable(tuple(rows), self._page, widths=widths))
        else:
            held = before.rows
            if len(grid.across) != len(self._grid.across):
                held = _finer(held, self._grid.across, grid.across)
            self.lines[self._table] = replace(
                before, rows=_continued(held, rows, upright=grid.upright), widths=widths
            )
        self._above, self._grid, self._grid_page, self._since = None, grid, self._page, False

    def _before(self, table: TableText) -> DraftTable | None:
        """The table that one goes on. Tables go on over pages only: without a line that closes them, or with their
        header again."""
        grid = table.grid
        last = self.lines[self._table] if self._table >= 0 else None
        if not isinstance(last, DraftTable) or self._grid is None or self._since:
            return None
        if self._grid_page == self._page or not (grid.after or self._grid.like(grid)):
            return None
        goes_on = grid.upright or self._grid.open or (grid.headers > 0 and self._again(table, last))
        return last if goes_on else None

    @staticmethod
    def _again(table: TableText, last: DraftTable) -> bool:
        """Whether a table on a later page has no header, or the one that the last table has."""
        headers = table.grid.headers
        words = [
            "".join(row.text for parts, _ in cells for texts in parts for row in texts)
            for cells in table.rows[:headers]
        ]
        before = [
            "".join(line.text for cell in cells for line in cell.lines) for cells in last.rows[:headers]
        ]
        return ["".join(word.split()) for word in words] == ["".join(word.split()) for word in before]

    def note(self, note: Note) -> None:
        lines: list[Line] = []
        self._above = None
        for i, row in enumerate(note.rows):
            start = self._at
            made = self._line(row)
            if made is None:
                continue
            runs = made.runs
            if i == 0 and note.marker:
                inner = made.text
                size = inner.index(note.marker) + len(note.marker)
                opened = inner[: size - len(note.marker)].rstrip()[-1:]
                size += opened + inner[size : size + 1] in {"()", "[]", "."}
                size += _brackets(cut_runs(runs, size, len(inner)))
                size += len(inner) - size - len(inner[size:].lstrip())
                self._journal.moved("note-number", start, start + size)
                runs = cut_runs(runs, size, len(inner))
            if runs:
                lines.append(replace(made, runs=runs, starts=None if i else True))
        if not note.marker and self.notes and lines:
            last = self.notes[-1]
            self.notes[-1] = replace(last, lines=(*last.lines, replace(lines[0], starts=None), *lines[1:]))
        elif not note.marker:
            self.lines += [replace(line, starts=None) for line in lines]
        else:
            self.notes.append(DraftNote(note.marker, tuple(lines), page=self._page))

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._at += len(text)

    def _line(self, row: Row) -> Line | None:
        text = row.text
        lead, end = len(text) - len(text.lstrip()), len(text.rstrip())
        parts: list[tuple[int, int, bool, Piece]] = []
        offset = 0
        named = "".join([piece.painted or piece.text for piece in row.pieces])
        for piece, raised in zip(row.pieces, row.raised, strict=True):
            low, high = max(offset, lead), min(offset + len(piece.text), end)
            if piece.painted:
                place = self._at + offset - lead
                self._journal.normalised("stretched", place, place + len(piece.text), piece.text)
            offset += len(piece.text)
            if raised:
                for start, stop in _parted(text, low, high):
                    if start < stop:
                        parts.append((start, stop, not text[start:stop].isspace(), piece))
            elif low < high and parts and not parts[-1][2] and _alike(parts[-1][3], piece):
                parts[-1] = (parts[-1][0], high, False, piece)
            elif low < high:
                parts.append((low, high, False, piece))
        at = self._at - lead
        runs = [
            self._run(text, start, stop, at, row.page, piece, raised=raised)
            for start, stop, raised, piece in parts
        ]
        if not runs:
            return None
        self._write(named[lead:end] + "\n")
        level = self._level(row)
        left, right = self._edges
        indent, width = row.left - left, row.right - left
        if not row.rightward or (self._leftward and right - row.right < row.left - left):
            indent, width = right - row.right, right - row.left
        return Line(
            tuple(runs),
            row.page,
            indent=round(max(indent, 0.0) / self._cell, 1),
            width=round(max(width, 0.0) / self._cell, 1),
            gap=self._gap(row),
            size=row.size,
            starts=self._starts(row, heading=level > 0),
            role="heading" if level else "",
            level=level,
        )

    @staticmethod
    def _run(text: str, start: int, stop: int, at: int, page: int, piece: Piece, *, raised: bool) -> Run:
        span = Span((Place(0, at + start, at + stop),), page)
        return Run(
            text[start:stop], span, piece.bold, piece.italic, raised=raised, size=piece.size, link=piece.link
        )

    def _level(self, row: Row) -> int:
        """The level of a heading by its tag, or 0. A title is tagged as a heading, too: the first one of the highest
        level on the first page; what stands above it there is masthead."""
        level = row.tag.level if row.tag is not None else 0
        if row.page > 1 or self._below_title:
            return level
        if self._title:
            self._below_title = (level, row.size) != self._title
            return level if self._below_title else 0
        if level == 1:
            self._title = level, row.size
        return 0

    def _gap(self, row: Row) -> float:
        """Empty lines above, in halves."""
        above = self._above
        if above is None or above.base - row.base <= 1.0:
            return 0.0
        return max(0.0, round(2 * ((above.base - row.base) / self._known.leading - 1)) / 2)

    def _broken(self, above: Row, row: Row) -> bool:
        """Whether a line ends long before its first word behind it had no room: it was ended on purpose."""
        word = (row.right - row.left) * len(row.text.split(" ", 1)[0]) / len(row.text)
        return above.right - above.left + word < _SHORT * (self._edges[1] - self._edges[0])

    def _starts(self, row: Row, *, heading: bool) -> bool | None:
        """Whether a paragraph begins here, as tags or spaces say. Over the end of a page or a table they tell of
        headings only, which neither parts."""
        above = self._above
        if above is not None and above.tag is not None and row.tag is not None:
            same = above.tag.block == row.tag.block
            return None if same and heading and self._broken(above, row) else not same
        if self._fresh or row.begins:
            return True
        if above is None:
            return True if row.tag is not None and row.tag.level and row.page > 1 else None
        if self._known.spaced and above.tag is row.tag is None and above.size == row.size == self._known.size:
            step = (above.base - row.base) / self._known.leading
            return None if step > (_HEAD if above is self._top else _FAR) else step > WIDE
        return None


def _alike(one: Piece, other: Piece) -> bool:
    return (one.bold, one.italic, one.size, one.link) == (other.bold, other.italic, other.size, other.link)


def _brackets(runs: Runs) -> int:
    """How far the raised brackets reach that some programs set behind the number of a note, not around it."""
    raised = "".join([run.text for run in takewhile(lambda run: run.raised or not run.text.strip(), runs)])
    return len(raised) if raised.strip() in {"(", ")", "()", ")("} else 0


def _continued(
    rows: tuple[tuple[DraftCell, ...], ...], more: Sequence[tuple[DraftCell, ...]], *, upright: bool
) -> tuple[tuple[DraftCell, ...], ...]:
    """Rows with those of the next page. One that has text in one cell alone goes on the last one, unless it may be a
    heading of rows: in an outer column, without ``upright`` lines in the first, and not with a small letter."""
    first = more[0] if more else ()
    told = [(i, cell.lines[0].text) for i, cell in enumerate(first) if cell.lines]
    if len(told) == 1 and len(first) == len(rows[-1]):
        ((column, text),) = told
        goes_on = 0 < column < len(first) - 1 or text[:1].islower() or (column == 0 and upright)
    else:
        goes_on = False
    if goes_on:
        cells = zip(rows[-1], first, strict=True)
        whole = tuple(replace(cell, lines=_one((*cell.lines, *rest.lines))) for cell, rest in cells)
        rows, more = (*rows[:-1], whole), more[1:]
    return (
        *rows,
        *(tuple(replace(cell, header=cell.header and not upright) for cell in row) for row in more),
    )


def _finer(
    rows: tuple[tuple[DraftCell, ...], ...], across: Sequence[float], finer: Sequence[float]
) -> tuple[tuple[DraftCell, ...], ...]:
    """Rows with the edges `across` in a table whose columns have the edges `finer`."""
    at = [min(range(len(finer)), key=lambda i: abs(finer[i] - edge)) for edge in across]
    return tuple(
        tuple(replace(cell, columns=max(1, at[column + cell.columns] - at[column])) for column, cell in row)
        for row in placed(rows)
    )


def _one(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a cell as one paragraph, in parts where a hyphen ends a line: it may be none of the word."""
    found: list[Line] = []
    for line in lines:
        if found and found[-1].text[-1:] not in _HYPHENS:
            found[-1] = replace(found[-1], runs=merge_runs((*found[-1].runs, Run(" "), *line.runs)))
        else:
            found.append(replace(line, starts=not found))
    return tuple(found)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A raised stretch without the spaces around it, and those spaces."""
    shown = text[start:end]
    low = end - len(shown.lstrip())
    high = start + len(shown.rstrip())
    yield from ((start, min(low, end)), (low, high), (max(high, low), end))
