"""Paragraphs and tables in their order, each paragraph a line with what its style and its list say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from unpress.draft import DraftCell, DraftTable, Entry, Line, Role, Run, Runs
from unpress.journal import Journal
from unpress_stages.read._docx_notes import Notes
from unpress_stages.read._docx_numbering import Label, Numbering
from unpress_stages.read._docx_package import MC, W
from unpress_stages.read._docx_runs import RunReader
from unpress_stages.read._docx_styles import Style, Styles, runs_on
from unpress_stages.read._docx_text import Text
from unpress_stages.read._docx_values import child_val, number, switch, val
from unpress_stages.read._looks import without_bold
from unpress_stages.read._xml import Element

COLUMNS: Final = 63
"""The columns that Word gives a table at most."""
_WRAPPERS: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "txbxContent")
)
_STOPS: Final = (".", ";", ":", "。", "；", "：", "؛", "!", "?")


@dataclass
class BlockReader:
    """Reads the paragraphs of one part. ``framed`` are lines that stand in frames, away from the text around them."""

    text: Text
    styles: Styles
    numbering: Numbering
    notes: Notes
    runs: RunReader
    journal: Journal

    def __post_init__(self) -> None:
        self.framed: list[Line] = []
        self._held = False  # the paragraph before goes on: its mark was deleted

    def read(self, container: Element, *, cell: bool = False) -> list[Entry]:
        """The entries in a body, a cell, a note, a text box, a header."""
        found: list[Entry] = []
        for child in container:
            tag = child.tag
            if tag == W + "p":
                found.extend(self._paragraph(child, cell=cell))
            elif tag == W + "tbl":
                found.extend(self._table(child, cell=cell))
            elif tag in _WRAPPERS:
                found.extend(self.read(child, cell=cell))
            elif tag == MC + "AlternateContent":
                chosen = child.find(MC + "Choice")
                chosen = child.find(MC + "Fallback") if chosen is None else chosen
                if chosen is not None:
                    found.extend(self.read(chosen, cell=cell))
            elif tag == W + "altChunk":
                self.journal.warn("foreign-part", "a document of another format inside this one is left out")
        return found

    # ---------------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, element: Element, *, cell: bool) -> list[Entry]:
        properties = element.find(W + "pPr")
        style = self.styles.get(child_val(properties, "pStyle") or self.styles.default)
        mark = None if properties is None else properties.find(W + "rPr")
        gone = mark is not None and (
            mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None
        )
        label = None if gone else self._label(properties, style)
        shown = f"{label.text}{label.behind}" if label is not None and label.text else ""
        paragraph = self.runs.paragraph(element, style.look, "" if cell else shown)
        if properties is not None and properties.find(W + "sectPr") is not None:
            self.notes.end_section()
        if gone:  # the paragraph behind takes its text
            self.runs.hold(paragraph.lines)
            self._held = True
            return []
        self._held = False
        found: list[Entry] = []
        for box in paragraph.boxes:
            outer, self.runs.fields = self.runs.fields, []
            found.extend(self.read(box, cell=cell))
            self.runs.fields = outer
        self.text.end_line()
        if style.contents or paragraph.contents:
            self._drop(paragraph.lines, "contents")
            return found
        role, level = self._role(properties, style, label)
        running = runs_on(properties, style) and role != "heading"
        lines = _sentences(paragraph.lines)
        entries = [self._line(runs, role, level, running=running, cell=cell) for runs in lines]
        if cell and shown and entries:
            start, end = self.text.put(shown)
            self.text.end_line()
            self.journal.moved("number", start, end)
            entries[0] = replace(entries[0], label=shown.strip())
        if properties is not None and properties.find(W + "framePr") is not None:
            self.framed.extend(entries)
            return found
        return [*entries, *found]

    def _line(self, runs: Runs, role: Role, level: int, *, running: bool, cell: bool) -> Line:
        """A line. One that is bold, is no sentence and is not set as running text is a heading without a style."""
        bare = runs if running or cell else _headline(runs, role)
        if not role and not cell:
            role = "paragraph" if running else "heading" if bare is not runs else ""
        return Line(bare, starts=True, role=role, level=level)

    def _label(self, properties: Element | None, style: Style) -> Label | None:
        """The number of a paragraph; one without text is counted as well."""
        own = None if properties is None else properties.find(W + "numPr")
        identity = child_val(own, "numId") or style.list
        if not identity or identity == "0":
            return None
        level = child_val(own, "ilvl") or style.level
        return self.numbering.label(identity, level, style.identity)

    def _role(self, properties: Element | None, style: Style, label: Label | None) -> tuple[Role, int]:
        role, level = style.role
        outline = child_val(properties, "outlineLvl")
        if outline and role in ("", "heading"):
            rank = number(outline, 9) + 1
            role, level = ("heading", rank) if rank < 10 else (role, level)
        if not role and label is not None:
            own = None if properties is None else properties.find(W + "numPr")
            depth = number(child_val(own, "ilvl") or style.level, 0, high=8) + 1
            return ("item", depth)
        return role, level

    def _drop(self, lines: list[Runs], slug: str) -> None:
        for runs in lines:
            for run in runs:
                if run.span is not None:
                    self.journal.dropped(slug, run.span.start, run.span.end)

    # -------------------------------------------------------------------------------------------------- tables

    def _table(self, table: Element, *, cell: bool) -> list[Entry]:
        if not cell and all(len(_cells(row)) < 2 for row in _rows(table)):  # text in a box
            return [entry for row in _rows(table) for inner in _cells(row) for entry in self.read(inner)]
        over: dict[int, tuple[int, int]] = {}  # column: row and place of the cell that goes on below
        grid: list[list[DraftCell]] = []
        for element in _rows(table):
            properties = element.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self._deleted_row(element)
                continue
            header = switch(properties, "tblHeader") is True
            cells: list[DraftCell] = []
            column = number(child_val(properties, "gridBefore"), 0, high=COLUMNS)
            if column:
                cells.append(DraftCell((), header, column))
            below: dict[int, tuple[int, int]] = {}
            for child in _cells(element):
                own = child.find(W + "tcPr")
                columns = number(child_val(own, "gridSpan"), 1, 1, COLUMNS)
                merge = None if own is None else own.find(W + "vMerge")
                lines = self._cell(child)
                if merge is not None and val(merge) != "restart" and column in over:
                    at, place = over[column]
                    grid[at][place] = replace(grid[at][place], rows=grid[at][place].rows + 1)
                    below[column] = over[column]
                    self._drop([line.runs for line in lines], "hidden")
                else:
                    if merge is not None:
                        below[column] = (len(grid), len(cells))
                    cells.append(DraftCell(lines, header, columns))
                column += columns
            over = below
            grid.append(cells)
        rows = [tuple(cells) for cells in grid]
        if cell:  # a table in a cell
            return [line for row in rows for each in row for line in each.lines]
        return [DraftTable(tuple(rows))] if rows else []

    def _cell(self, element: Element) -> tuple[Line, ...]:
        return tuple(line for line in self.read(element, cell=True) if isinstance(line, Line))

    def _deleted_row(self, row: Element) -> None:
        before = self.text.length
        for cell in _cells(row):
            self.read(cell, cell=True)
        self.journal.dropped("deletion", before, self.text.length)
        self.runs.changes.track(before, self.text.length)


def _rows(table: Element) -> list[Element]:
    """The rows of a table, also those in content controls."""
    found: list[Element] = []
    for child in table:
        if child.tag == W + "tr":
            found.append(child)
        elif child.tag in _WRAPPERS:
            found.extend(_rows(child))
    return found


def _cells(row: Element) -> list[Element]:
    found: list[Element] = []
    for child in row:
        if child.tag == W + "tc":
            found.append(child)
        elif child.tag in _WRAPPERS:
            found.extend(_cells(child))
    return found


def _sentences(lines: list[Runs]) -> list[Runs]:
    """The lines of a paragraph whose line ends stand between sentences; others were set to break a long line, and
    are spaces."""
    found: list[Runs] = []
    for runs in lines:
        before = "".join(run.text for run in found[-1]).rstrip() if found else ""
        if before and not before.endswith(_STOPS) and runs[0].text.lstrip()[:1].islower():
            found[-1] = (*found[-1], Run(" "), *runs)
        else:
            found.append(runs)
    return found


def _headline(runs: Runs, role: Role) -> Runs:
    """Bold letters that fill a line that is no sentence are those of its kind, not of its words."""
    words = [run for run in runs if run.text.strip() and not run.note]
    text = "".join(run.text for run in words).strip()
    if not words or (role not in ("heading", "title", "masthead") and not is_headline(text)):
        return runs
    return without_bold(runs) if all(run.bold for run in words) else runs


def is_headline(text: str) -> bool:
    """Whether a paragraph is short and ends as no sentence does."""
    return 0 < len(text) <= 250 and text[-1] not in ".;:,،؛。；：，"
