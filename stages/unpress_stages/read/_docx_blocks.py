"""Paragraphs and tables in their order, each paragraph a line with what its style and its list say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from typing import Final

from unpress.draft import DraftCell, DraftTable, Entry, Line, Role
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.record import mutable
from unpress.runs import Run, Runs
from unpress_stages._word_package import MC, R, W
from unpress_stages._word_values import child_val, chosen, is_properties, number, switch, val
from unpress_stages._xml import Element
from unpress_stages.read._docx_notes import Notes
from unpress_stages.read._docx_numbering import Label, Numbering
from unpress_stages.read._docx_open_fields import OpenFields
from unpress_stages.read._docx_runs import RunReader, bare
from unpress_stages.read._docx_styles import Style, Styles, runs_on
from unpress_stages.read._docx_table_heads import with_head
from unpress_stages.read._docx_tables import (
    COLUMNS,
    STOPS,
    TEXT,
    CellGrid,
    cells_of,
    is_deleted,
    is_number,
    is_ruled,
    is_space,
    rows_of,
    sets_beside,
    text_outside,
    widths_of,
)
from unpress_stages.read._docx_text import Text
from unpress_stages.read._looks import is_headline, without_bold

_DELETED: Final = frozenset((W + "del", W + "moveFrom"))


@mutable
class BlockReader:
    """Reads the paragraphs of one part. ``framed`` are the lines among them that stand in frames, ``bare`` the tables
    around whose cells no line is drawn. ``chunk`` gives what a document inside this one holds, by the id of its
    relation: a container, or its entries; None where it is left out."""

    text: Text
    styles: Styles
    numbering: Numbering
    notes: Notes
    runs: RunReader
    journal: Journal
    framed: list[Line] = field(default_factory=list[Line])
    bare: list[DraftTable] = field(default_factory=list[DraftTable])
    chunk: Callable[[str], Element | list[Entry] | None] = lambda _: None
    _held: Element | None = None  # the paragraph before, whose mark is deleted: it goes on

    def read(self, container: Element, *, cell: bool = False) -> list[Entry]:
        """The entries in a body, a cell, a note, a text box, a header. None of its paragraphs goes on behind it."""
        state = self.runs.fields.enter(container)
        found = [*self._blocks(container, cell=cell), *self._flush(cell=cell)]
        self.runs.fields.leave(state)
        return found

    def _blocks(self, container: Element, *, cell: bool) -> list[Entry]:
        """The entries in a container, or in something around blocks. What is not known is read, too: as blocks where
        it holds some, as a paragraph where it holds text only."""
        found: list[Entry] = []
        for child in container:
            tag = child.tag
            if tag == W + "p":
                found.extend(self._paragraph(child, cell=cell))
            elif tag == W + "tbl":
                found.extend(self._flush(cell=cell))
                found.extend(self._table(child, cell=cell))
            elif tag in _DELETED:
                found.extend(self._flush(cell=cell))
                self._omit(child, "deletion", cell=cell)
            elif tag == MC + "AlternateContent":
                found.extend(self._blocks(chosen(child), cell=cell))
            elif tag == W + "altChunk":
                found.extend(self._flush(cell=cell))
                found.extend(self._taken_in(child, cell=cell))
            elif _is_contents(child):
                self._omit(child, "contents", cell=cell)
            elif tag == W + "subDoc":
                self.runs.without_part()
            elif is_properties(child):
                continue
            elif next(child.iter(W + "p", W + "tbl", W + "altChunk"), None) is not None and tag != W + "r":
                found.extend(self._blocks(child, cell=cell))
            elif next(child.iter(*TEXT), None) is not None:
                found.extend(self._paragraph(child, cell=cell))
        return found

    def _taken_in(self, element: Element, *, cell: bool) -> list[Entry]:
        """The entries of a document of another format inside this one."""
        found = self.chunk(element.get(R + "id", ""))
        if found is None:
            told, hint = (
                "a document inside this one is left out",
                "open the file in Word, which takes it in, and save it",
            )
            self.journal.warn("foreign-part", told, self.text.here(), hint)
            return []
        if not isinstance(found, list):
            return self._blocks(found, cell=cell)
        return [*self.flat(found)] if cell else found

    def _omit(self, container: Element, slug: str, *, cell: bool) -> None:
        """Enter what a container holds as dropped, and as a change if it is deleted."""
        before, outer = self.text.length, self.runs.omitted
        self.runs.omitted = outer or slug
        self._blocks(container, cell=cell)
        self._flush(cell=cell)
        self.runs.omitted = outer
        if slug == "deletion" and self.text.length > before:
            self.runs.losses.track(before, self.text.length)

    # ---------------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, element: Element, *, cell: bool) -> list[Entry]:
        properties = element.find(W + "pPr")
        style = self.styles.get(child_val(properties, "pStyle") or self.styles.default)
        mark = None if properties is None else properties.find(W + "rPr")
        gone = mark is not None and (
            mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None
        )
        label = None if gone or self.runs.omitted else self._label(properties, style)
        shown = f"{label.text}{label.behind}" if label is not None and label.text else ""
        if label is not None and label.bullet and at_start(bare(element).lstrip()):
            self.text.drop(shown, "bullet")  # a number is typed behind it
            shown = ""
        self._count_fields(properties, style, label)
        self.runs.paragraph(element, style.look, "" if cell else shown, listed=style.contents)
        if properties is not None and properties.find(W + "sectPr") is not None:
            self.notes.begin_section()
        frame = None if properties is None else properties.find(W + "framePr")
        if gone or val(frame, "dropCap") in ("drop", "margin"):  # the paragraph behind takes its text
            self._held = element
            return []
        return self._ended(element, label, shown if cell else "", cell=cell)

    def _flush(self, *, cell: bool) -> list[Entry]:
        """A paragraph that goes on, but has nothing behind it to go on in."""
        return [] if self._held is None else self._ended(self._held, None, "", cell=cell)

    def _ended(self, element: Element, label: Label | None, number: str, *, cell: bool) -> list[Entry]:
        """The entries of a paragraph that was read. ``number`` of one in a cell is put behind it."""
        self._held = None
        properties = element.find(W + "pPr")
        style = self.styles.get(child_val(properties, "pStyle") or self.styles.default)
        paragraph = self.runs.end()
        found: list[Entry] = []
        for box in paragraph.boxes:
            outer, self.runs.fields = self.runs.fields, OpenFields(self.notes, self.journal)
            if box.omitted:
                self._omit(box.content, box.omitted, cell=cell)
            else:
                found.extend(self.read(box.content, cell=cell))
            self.runs.fields = outer
        self.text.end_line()
        if style.contents or paragraph.contents:
            self._drop(paragraph.lines, "contents")
            return found
        role, level = self._role(properties, style, label)
        running = runs_on(properties, style) and role != "heading"
        lines = _sentences(paragraph.lines)
        counted = label.text.strip() if label is not None and not label.bullet else ""
        entries = [self._line(runs, role, level, counted, running=running, cell=cell) for runs in lines]
        if number and entries:
            start, end = self.text.put(number)
            self.text.end_line()
            self.journal.moved("number", start, end)
            entries[0] = replace(entries[0], label=number.strip())
        if properties is not None and properties.find(W + "framePr") is not None:
            self.framed.extend(entries)
        return [*entries, *found]

    def _line(self, runs: Runs, role: Role, level: int, counted: str, *, running: bool, cell: bool) -> Line:
        """A line. One that is bold behind the number that is ``counted``, is no sentence and is not set as running text
        is a heading without a style."""
        plain = runs if running or cell else _headline(runs, role, counted)
        if not role and running and not cell:
            role = "paragraph"
        elif plain is not runs and (not role or (role == "item" and counted)):
            role, level = "heading", 0
        return Line(plain, starts=True, role=role, level=level)

    def _label(self, properties: Element | None, style: Style) -> Label | None:
        """The number of a paragraph; one without text is counted as well."""
        identity, level = _list(properties, style)
        if not identity or identity == "0":
            return None
        return self.numbering.label(identity, level, style.identity)

    def _count_fields(self, properties: Element | None, style: Style, label: Label | None) -> None:
        """Tell the fields that count what paragraph they stand in."""
        role, level = self._role(properties, style, label)
        identity, depth = _list(properties, style)

        def below(own: int) -> Label | None:
            at = own - 1 if own else number(depth, 0) + 1
            return self.numbering.label(identity, str(at), style.identity)

        heading = level if role == "heading" else 0
        self.runs.numbers.begin(heading, None if label is None else below)

    def _role(self, properties: Element | None, style: Style, label: Label | None) -> tuple[Role, int]:
        role, level = style.role
        outline = child_val(properties, "outlineLvl")
        if outline and role in ("", "heading"):
            rank = number(outline, 9) + 1
            role, level = ("heading", rank) if rank < 10 else (role, level)
        if not role and label is not None:
            return ("item", number(_list(properties, style)[1], 0, high=8) + style.depth)
        return role, level

    def _drop(self, lines: list[Runs], slug: str) -> None:
        for runs in lines:
            for run in runs:
                self.journal.dropped_span(slug, run.span)

    # -------------------------------------------------------------------------------------------------- tables

    def _table(self, table: Element, *, cell: bool) -> list[Entry]:
        """The entries of a table. Text that stands in it outside of any cell comes first: Word has no place for it."""
        stray = [entry for run in text_outside(table) for entry in self._paragraph(run, cell=cell)]
        return [*stray, *self._grid(table, cell=cell)]

    def _grid(self, table: Element, *, cell: bool) -> list[Entry]:
        if not cell and all(len(cells_of(row)) < 2 for row in rows_of(table)):  # text in a box
            return [entry for row in rows_of(table) for entry in self._boxed(row)]
        unlined = not is_ruled(table, self.styles)
        if not cell and unlined and sets_beside(table):
            return [entry for row in rows_of(table) for entry in self._set_beside(row)]
        headed = self.styles.heads(table.find(W + "tblPr"))
        grid = CellGrid[DraftCell]()
        for row in rows_of(table):
            if is_deleted(row):
                self._deleted_row(row)
            elif not is_space(row):
                self._row(row, grid, headed=headed)
        rows = [tuple(cells) for cells in grid.rows]
        if cell:
            return [*self.in_lines(rows)]
        if not rows:
            return []
        found = DraftTable(tuple(rows if unlined else with_head(rows)), widths=widths_of(table))
        if unlined:
            self.bare.append(found)
        return [found]

    def _row(self, row: Element, grid: CellGrid[DraftCell], *, headed: bool) -> None:
        """Put a row into the grid. ``headed``: the first one is a head."""
        properties = row.find(W + "trPr")
        header = switch(properties, "tblHeader") is True or (headed and not grid.rows)
        grid.begin_row()
        before = number(child_val(properties, "gridBefore"), 0, high=COLUMNS)
        if before:
            grid.add(DraftCell((), header, before), None)
        for cell in cells_of(row):
            own = cell.find(W + "tcPr")
            lines = self._cell(cell)
            columns = number(child_val(own, "gridSpan"), 1, 1, COLUMNS)
            if not grid.add(DraftCell(lines, header, columns), own):
                self._drop([line.runs for line in lines], "hidden")

    def flat(self, entries: Sequence[Entry]) -> Iterator[Line]:
        """The entries where no table may stand."""
        for entry in entries:
            yield from [entry] if isinstance(entry, Line) else self.in_lines(entry.rows)

    def in_lines(self, rows: Sequence[tuple[DraftCell, ...]]) -> list[Line]:
        """A table that stands in a cell of another, or in a note: a line for each row, strokes between its cells."""
        found: list[Line] = []
        for row in rows:
            if len(row) < 2:
                found.extend(line for each in row for line in each.lines)
                continue
            runs: list[Run] = []
            for each in row:
                runs.extend([Run(" | ")] if each is not row[0] else [])
                for line in each.lines:
                    runs.extend([Run(" ")] if line is not each.lines[0] else [])
                    runs.extend([Run(f"{line.label} ")] if line.label else [])
                    runs.extend(line.runs)
            found.append(Line(tuple(runs), starts=True))
        if any(len(row) > 1 for row in rows):
            place = next((line.span for line in found if line.span is not None), None)
            told = "a table in another, or in a note, is written as lines, a row in each"
            self.journal.warn("nested-table", told, place, "set it behind the other if it is to stay a table")
        return found

    def _cell(self, element: Element) -> tuple[Line, ...]:
        return tuple(line for line in self.read(element, cell=True) if isinstance(line, Line))

    def _boxed(self, row: Element) -> list[Entry]:
        """The entries in a row of a table that is a box around text."""
        if is_deleted(row):
            self._deleted_row(row)
            return []
        return [entry for inner in cells_of(row) for entry in self.read(inner)]

    def _set_beside(self, row: Element) -> list[Entry]:
        """The entries in a row that only sets texts beside each other: a number before what it numbers, or columns."""
        found = self._boxed(row)
        first, second = (*found[:2], None, None)[:2]
        if isinstance(first, Line) and isinstance(second, Line) and is_number(first.text):
            found[:2] = [replace(second, runs=(*first.runs, Run(" "), *second.runs))]
        return found

    def _deleted_row(self, row: Element) -> None:
        for cell in cells_of(row):
            self._omit(cell, "deletion", cell=True)


def _list(properties: Element | None, style: Style) -> tuple[str, str]:
    """The list that a paragraph belongs to, itself or by its style, and the level in it; either may be empty."""
    own = None if properties is None else properties.find(W + "numPr")
    return child_val(own, "numId") or style.list, child_val(own, "ilvl") or style.level


def _is_contents(element: Element) -> bool:
    """Whether a content control is what Word puts in as a table of contents."""
    part = element.find(f"{W}sdtPr/{W}docPartObj") if element.tag == W + "sdt" else None
    return child_val(part, "docPartGallery") == "Table of Contents"


def _sentences(lines: list[Runs]) -> list[Runs]:
    """The lines of a paragraph whose line ends stand between sentences; others were set to break a long line, and
    are spaces."""
    found: list[Runs] = []
    for runs in lines:
        before = "".join(run.text for run in found[-1]).rstrip() if found else ""
        if before and not before.endswith(STOPS) and runs[0].text.lstrip()[:1].islower():
            found[-1] = (*found[-1], Run(" "), *runs)
        else:
            found.append(runs)
    return found


def _headline(runs: Runs, role: Role, counted: str) -> Runs:
    """Bold letters that fill a line that is no sentence are those of its kind, not of its words."""
    words = [run for run in runs if run.text.strip() not in ("", counted) and not run.note]
    text = "".join(run.text for run in words).strip()
    if not words or (role not in ("heading", "title", "masthead") and not is_headline(text)):
        return runs
    return without_bold(runs) if all(run.bold for run in words) else runs
