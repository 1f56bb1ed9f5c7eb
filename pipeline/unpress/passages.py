"""A document as lists that can be compared one by one: passages, notes, marks, tables, links, masthead.

A passage is a title, heading, paragraph, item or line with its printed number. Text in tables stands in their cells,
text of notes in the notes; marks and links of both stand in the lists of the whole document, in its order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import assert_never

from unpress.ast import (
    Block,
    Blocks,
    Break,
    Clause,
    Closing,
    Document,
    Figure,
    Formula,
    Image,
    Inlines,
    Link,
    List,
    NoteMark,
    Paragraph,
    Quote,
    Reference,
    Rule,
    Section,
    Table,
    Text,
    Vote,
)
from unpress.record import record
from unpress.source import Span


@record
class Passage:
    """A piece of running text with its printed number; ``level`` is that of a heading, 0 for anything else.

    What holds in any language: ``kind`` says which block it is ("heading", "operative", "item"), ``label`` is its
    number, ``markers`` are what the marks of notes in it show, ``cited`` the symbols of the documents it cites.
    """

    text: str
    level: int = 0
    span: Span | None = field(default=None, compare=False, repr=False)
    kind: str = ""
    label: str = ""
    markers: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()


@record
class NoteText:
    """A note: what print shows in front of it, and its text."""

    marker: str
    text: str
    span: Span | None = field(default=None, compare=False, repr=False)
    cited: tuple[str, ...] = ()


@record
class Mark:
    """The mark of a note: what it shows, and the text before it in its passage."""

    marker: str
    before: str
    span: Span | None = field(default=None, compare=False, repr=False)


@record
class GridCell:
    """A cell that is not empty. Row and column count from 1 and are those of its first corner, as a table is seen."""

    row: int
    column: int
    text: str
    span: Span | None = field(default=None, compare=False, repr=False)


@record
class Grid:
    """A table as it lies on the page: where all others of a row go on from above, the one cell that begins there cannot
    be told from a paragraph of the cell above it, and counts as that."""

    name: str
    rows: int
    columns: int
    cells: tuple[GridCell, ...]

    @property
    def span(self) -> Span | None:
        """The place of the first cell that has one."""
        return next((cell.span for cell in self.cells if cell.span is not None), None)


@record
class Target:
    """A link: the canonical symbol or the address, and the words that are linked; ``cited`` tells a symbol."""

    address: str
    text: str
    span: Span | None = field(default=None, compare=False, repr=False)
    cited: bool = False


@dataclass(slots=True)
class Contents:
    """What there is to compare in a document, in its order."""

    masthead: list[Passage] = field(default_factory=list[Passage])
    passages: list[Passage] = field(default_factory=list[Passage])
    notes: list[NoteText] = field(default_factory=list[NoteText])
    marks: list[Mark] = field(default_factory=list[Mark])
    tables: list[Grid] = field(default_factory=list[Grid])
    links: list[Target] = field(default_factory=list[Target])


def contents(document: Document) -> Contents:
    """All that is compared of a document."""
    found = _Collector({note.key: note.marker for note in document.notes})
    for line in document.masthead:
        found.passage(line.content, "masthead", into=found.masthead)
    found.passage(document.title, "title", document.label)
    found.blocks(document.children)
    for note in document.notes:
        inside: list[Passage] = []
        before = len(found.links)
        found.blocks(note.children, inside)
        span = note.span or next((p.span for p in inside if p.span is not None), None)
        found.notes.append(NoteText(note.marker, _text(inside), span, found.cited(before)))
    return found


class _Collector(Contents):
    __slots__ = ("_markers",)

    def __init__(self, markers: dict[str, str]) -> None:
        super().__init__()
        self._markers = markers

    def blocks(self, blocks: Blocks, into: list[Passage] | None = None) -> None:
        for block in blocks:
            self._block(block, self.passages if into is None else into)

    def passage(
        self,
        inlines: Inlines,
        kind: str,
        label: str = "",
        level: int = 0,
        span: Span | None = None,
        into: list[Passage] | None = None,
    ) -> None:
        """Add a passage, if it has any text; its marks and links are taken note of."""
        parts = [f"{label} "] if label else []
        marks, links = len(self.marks), len(self.links)
        place = self._inlines(inlines, parts)
        text = "".join(parts).strip()
        if text:
            markers = tuple(mark.marker for mark in self.marks[marks:])
            made = Passage(text, level, span or place, kind, label, markers, self.cited(links))
            (self.passages if into is None else into).append(made)

    def cited(self, start: int) -> tuple[str, ...]:
        """The symbols of the links from number ``start`` on."""
        return tuple(link.address for link in self.links[start:] if link.cited)

    def _block(self, block: Block, into: list[Passage]) -> None:
        match block:
            case Section():
                self.passage(block.heading, "heading", block.label, block.level, block.span, into)
                self.blocks(block.children, into)
            case Clause() | Paragraph():
                kind = block.role if isinstance(block, Clause) else "paragraph"
                self.passage(block.content, kind, block.label, 0, block.span, into)
                self.blocks(block.children, into)
            case Formula():
                self.passage(block.content, "formula", into=into)
            case List():
                for item in block.items:
                    self.passage(item.content, "item", item.label, 0, item.span, into)
                    self.blocks(item.children, into)
            case Quote():
                self.blocks(block.children, into)
            case Table():
                self.passage(block.caption, "caption", block.label, into=into)
                self._table(block)
            case Figure():
                self.passage(block.caption, "caption", block.label, into=into)
            case Closing() | Vote():
                for line in block.lines:
                    self.passage(line, "closing", into=into)
            case Rule():
                pass
            case _:
                assert_never(block)

    def _table(self, table: Table) -> None:
        taken: set[tuple[int, int]] = set()
        cells: list[GridCell] = []
        ending: dict[
            tuple[int, int, int], int
        ] = {}  # row below, first column and breadth: the first cell behind it
        shown = reached = 0
        for y, row in enumerate(table.rows, 1):
            x = 1
            alone = len(row.cells) == 1 and reached >= y
            shown += 1
            for cell in row.cells:
                while (y, x) in taken:
                    x += 1
                taken.update((y + j, x + i) for j in range(cell.rows) for i in range(cell.columns))
                reached = max(reached, y + cell.rows - 1)
                inside: list[Passage] = []
                self.blocks(cell.children, inside)
                above = ending.get((y, x, cell.columns)) if alone else None
                if above is not None:
                    shown -= 1
                ending[y + cell.rows, x, cell.columns] = len(cells) if above is None else above
                if inside and above is not None and above < len(cells) and cells[above].column == x:
                    whole = " ".join((cells[above].text, _text(inside)))
                    cells[above] = replace(cells[above], text=whole)
                elif inside:
                    cells.append(GridCell(shown, x, _text(inside), inside[0].span))
                x += cell.columns
        parts: list[str] = []
        _Collector({})._inlines(table.caption, parts)  # its marks and links are in the lists already
        name = " ".join("".join([table.label, " ", *parts]).split())
        self.tables.append(Grid(name, shown, max((x for _, x in taken), default=0), tuple(cells)))

    def _inlines(self, inlines: Inlines, parts: list[str]) -> Span | None:
        """Put the text of inlines behind ``parts``; returns the first place that is known."""
        place: Span | None = None
        for node in inlines:
            match node:
                case Text():
                    parts.append(node.value)
                    found = node.span
                case Break():
                    parts.append(" ")
                    found = None
                case NoteMark():
                    marker = self._markers.get(node.note, node.note)
                    self.marks.append(Mark(marker, "".join(parts), node.span or place))
                    found = None
                case Image():
                    found = None
                case _:
                    before = len(parts)
                    found = self._inlines(node.children, parts)
                    if isinstance(node, Link | Reference):
                        address = node.symbol if isinstance(node, Reference) else node.target
                        cited = isinstance(node, Reference)
                        self.links.append(Target(address, "".join(parts[before:]), found or place, cited))
            place = place or found
        return place


def _text(passages: Iterable[Passage]) -> str:
    return " ".join(passage.text for passage in passages)
