"""The tree of a Word file that unpress wrote and editors may have worked on: its styles tell what each paragraph is.

``unpress_stages._word_tree`` holds the rules. They are kept to: a style, an element or a change that they do not know
raises ``UnknownError``, and the file is read as any other. Word may have cut runs, added bookmarks and marks of its own
and written fields in another way; text, paragraphs, notes and enumerators that editors changed are read as they are
now.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Final, cast, get_args

from unpress.ast import (
    Cell,
    Document,
    Inlines,
    MastheadLine,
    MastheadRole,
    Meta,
    Note,
    Row,
)
from unpress.errors import ReadError
from unpress.language import language
from unpress.limits import LimitError
from unpress.walk import plain
from unpress_stages._word_package import Package, R, W
from unpress_stages._word_tree import (
    BULLETS,
    MASTHEAD_STYLES,
    SUB_PARAGRAPHS,
    Control,
    Grid,
    Par,
    Unit,
    build,
)
from unpress_stages._word_values import child_val, children, number, val
from unpress_stages._xml import Element, local
from unpress_stages.read._docx_notes import Reference
from unpress_stages.read._docx_numbering import Numbering
from unpress_stages.read._docx_styles import Styles
from unpress_stages.read._docx_tables import CellGrid
from unpress_stages.read._docx_tree_inlines import IGNORED, ParagraphReader, ReadParagraph
from unpress_stages.read._docx_tree_notes import TreeNotes, in_order
from unpress_stages.read._docx_tree_properties import UnknownError, core_language, meta_of

_KINDS: Final = {
    "Preambular": "preambular",
    "Operative": "operative",
    "Unnumbered": "paragraph",
    "TableNote": "paragraph",
    "Quote": "plain",
    "Formula": "formula",
    "ClosingLine": "closing",
    "Vote": "vote",
    "EndRule": "rule",
    "Caption": "caption",
    "FigureCaption": "legend",
    "Picture": "picture",
    "FootnoteText": "plain",
    "TableText": "plain",
    "TableFigure": "plain",
    "TableHeading": "plain",
    "TableHeadingEnd": "plain",
    **{f"SubParagraph{level}": f"item {level}" for level in range(1, SUB_PARAGRAPHS + 1)},
    **{f"Bullet{level}": f"item {level}" for level in range(1, BULLETS + 1)},
}
"""What the styles of paragraphs say; headings and running text are told apart by more than their styles."""
_HEADING: Final = re.compile(r"(HCh|HM|H1|H23|H4|H56)(?:Typed)?|SummaryHeading")
_TITLES: Final = frozenset({"TitleH1", "TitleHCH"})
_MASTHEAD: Final[dict[str, MastheadRole]] = {
    **{style: role for role, style in MASTHEAD_STYLES.items()},
    "XLarge": "organ",
    "ReleaseDate": "job",
}
_MADE: Final = frozenset({"publisher", "symbol", "organ", "committee", "job"})
"""Lines that the writer makes of what is known, where the masthead has none."""


def tree(package: Package, properties: dict[str, str]) -> Document:
    """The document in a file that unpress wrote, with what editors changed in it.

    Raises UnknownError for what the rules do not know, and for a damaged part; LimitError.
    """
    try:
        return _TreeReader(package, properties).document()
    except LimitError:
        raise
    except (ReadError, ValueError, LookupError, RecursionError) as error:
        raise UnknownError(str(error)) from error


class _TreeReader:
    def __init__(self, package: Package, properties: dict[str, str]) -> None:
        self._package = package
        self._properties = properties
        self.language = core_language(package)
        self._words = language(self.language)
        body = package.part(package.main).find(W + "body")
        if body is None:
            raise UnknownError("no text")
        self._body = body
        self.part_name = package.main
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles, set())
        self.notes = TreeNotes(body, self._part("footnotes"), self._part("settings"))
        pairs = (pair.partition("=") for pair in properties.get("styles", "").split())
        self._ours = {theirs: ours for ours, _, theirs in pairs}
        self.opens_note = False

    # -------------------------------------------------------------------------------------------------- parts

    def _named(self, kind: str) -> str:
        relations = self._package.relations(self._package.main).values()
        return next((r.target for r in relations if r.kind == kind and not r.external), "")

    def _part(self, kind: str) -> Element | None:
        name = self._named(kind)
        return self._package.part(name) if name else None

    # ----------------------------------------------------------------------------------------------- document

    def document(self) -> Document:
        """The whole tree."""
        masthead: dict[str, deque[Inlines]] = defaultdict(deque)
        label, titled, opened = "", False, False
        title: Inlines = ()
        units: list[Unit] = []
        unmarked: list[tuple[str, list[Unit]]] = []
        self._head("header", masthead)
        for element in _blocks(self._body):
            style = self._style_of(element)
            if style in _MASTHEAD and not opened:
                content = self._content(element, style).content
                if content:
                    masthead[_MASTHEAD[style]].append(content)
            elif style in _TITLES and not opened and not titled:
                found = self._content(element, style)
                label, title, titled = found.label, found.content, True
            elif style == "FootnoteText":
                found = self._content(element, style)
                if found.mark:
                    unmarked.append((found.mark, []))
                if not unmarked:
                    raise UnknownError("a note without a mark")
                unmarked[-1][1].append(Par("plain", found.content, found.label))
            elif unmarked:
                raise UnknownError("text behind the notes")
            else:
                units.extend(self._unit(element))
                opened = True
        self._head("footer", masthead)
        meta = meta_of(self._properties)
        blocks = build(units, self._words)
        document = Document(self.language, meta, self._ordered(masthead, meta), label, title, blocks)
        notes = [self._note(reference) for reference in self.notes.references]
        notes += [Note(mark, mark, build(of, self._words)) for mark, of in unmarked]
        return replace(document, notes=in_order(document, notes))

    def _head(self, kind: str, masthead: dict[str, deque[Inlines]]) -> None:
        """The lines of the head or foot of the first page."""
        section = next((each for each in self._body.iter(W + "sectPr")), None)
        relations = self._package.relations(self._package.main)
        for reference in children(section, f"{kind}Reference"):
            relation = relations.get(reference.get(R + "id", ""))
            if val(reference, "type") != "first" or relation is None:
                continue
            root = self._package.part(relation.target)
            self.part_name, self.notes.in_head = relation.target, True
            for element in root.iter(W + "p"):
                style = self._style_of(element)
                if style == "Emblem" and next(element.iter(W + "t"), None) is None:
                    continue  # a picture, ours or one that an editor put in its place
                content = self._content(element, style).content
                if style in _MASTHEAD and content:
                    masthead[_MASTHEAD[style]].append(content)
                elif content:
                    raise UnknownError(f"a line of the masthead in the style {style!r}")
            self.part_name, self.notes.in_head = self._package.main, False

    def _ordered(self, masthead: dict[str, deque[Inlines]], meta: Meta) -> tuple[MastheadLine, ...]:
        """The lines in the order in which they were; lines that were made of what is known do not come back."""
        found: list[MastheadLine] = []
        for role in self._properties.get("masthead", "").split():
            if masthead.get(role):
                found.append(MastheadLine(cast(MastheadRole, role), masthead[role].popleft()))
        organs = self._words.organs
        made = {self._words.masthead.publisher, meta.symbol, meta.job_number}
        made |= {getattr(organs, entry.name) for entry in fields(organs)}
        for role in get_args(MastheadRole):
            for content in masthead.get(role, ()):
                if role not in _MADE or plain(content) not in made:
                    found.append(MastheadLine(role, content))
        return tuple(found)

    # -------------------------------------------------------------------------------------------------- blocks

    def _style_of(self, element: Element) -> str:
        if element.tag != W + "p":
            return ""
        properties = element.find(W + "pPr")
        return self.ours(child_val(properties, "pStyle") or self._styles.default)

    def ours(self, identity: str) -> str:
        """Our id of a style by the one in the file."""
        return self._ours.get(identity, identity)

    def _unit(self, element: Element) -> Iterator[Unit]:
        tag = local(element)
        if tag == "p":
            found = self._par(element)
            if found is not None:
                yield found
        elif tag == "tbl":
            style = child_val(element.find(W + "tblPr"), "tblStyle")
            if self.ours(style) == "SummaryBox":
                yield from self._boxed(element)
            else:
                yield self._grid(element)
        elif tag == "sdt":
            yield self._control(element)
        elif tag not in IGNORED:
            raise UnknownError(f"the element {tag}")

    def _units(self, container: Element | None) -> Iterator[Unit]:
        for element in _blocks(container):
            yield from self._unit(element)

    def _boxed(self, table: Element) -> Iterator[Unit]:
        """What stands in a box, which is a table that says nothing of its own, whatever its rows are."""
        for row in children(table, "tr"):
            for cell in children(row, "tc"):
                yield from self._units(cell)

    def _control(self, element: Element) -> Unit:
        tag = child_val(element.find(W + "sdtPr"), "tag")
        units = tuple(self._units(element.find(W + "sdtContent")))
        kind, _, value = tag.partition(" ")
        if kind == "label":
            if len(units) != 1 or not isinstance(only := units[0], Par):
                raise UnknownError("a label of more than one paragraph")
            return replace(only, label=value)
        return Control(tag, units)

    def _par(self, element: Element) -> Par | None:
        style = self._style_of(element)
        if style == "Spacer":
            if plain(self._content(element, style).content):
                raise UnknownError("text where there should be none")
            return None
        found = self._content(element, style)
        if not found.content and not found.label and style != "EndRule":
            return None  # an empty line
        heading = _HEADING.fullmatch(style)
        if heading:
            outline = child_val(element.find(W + "pPr"), "outlineLvl")
            own = child_val(element.find(W + "pPr"), "pStyle")
            level = number(outline, 9) + 1 if outline else self._styles.get(own).outline
            if not 1 <= level <= 9:
                raise UnknownError("a heading without a level")
            return Par(f"heading {level}", found.content, found.label)
        if style == "SingleTxt":
            return Par("paragraph" if found.label else "text", found.content, found.label)
        kind = _KINDS.get(style)
        if kind is None:
            raise UnknownError(f"the style {style!r}")
        return Par(kind, found.content, found.label)

    def _grid(self, table: Element) -> Grid:
        grid = CellGrid[Cell]()
        for row in table:
            if row.tag == W + "tr":
                self._row(row, grid)
            elif local(row) not in ("tblPr", "tblGrid") and local(row) not in IGNORED:
                raise UnknownError(f"the element {local(row)} in a table")
        return Grid(tuple(Row(tuple(cells)) for cells in grid.rows))

    def _row(self, row: Element, grid: CellGrid[Cell]) -> None:
        grid.begin_row()
        for element in row:
            if element.tag == W + "tc":
                own = element.find(W + "tcPr")
                cell = self._cell(element, number(child_val(own, "gridSpan"), 1, 1))
                if not grid.add(cell, own) and any(text.text for text in element.iter(W + "t")):
                    raise UnknownError("text in a cell that is covered")
            elif local(element) not in ("trPr", "tblPrEx") and local(element) not in IGNORED:
                raise UnknownError(f"the element {local(element)} in a row")

    def _cell(self, element: Element, columns: int) -> Cell:
        first = next((each for each in element.iter(W + "p")), None)
        header = first is not None and self._style_of(first).startswith("TableHeading")
        return Cell(build(self._units(element), self._words), header, columns)

    def _note(self, reference: Reference) -> Note:
        outer, self.part_name = self.part_name, self._named("footnotes")
        self.opens_note = True
        blocks = build(self._units(self.notes.element(reference)), self._words)
        self.part_name, self.opens_note = outer, False
        return Note(self.notes.key(reference.identity), reference.marker, blocks)

    # -------------------------------------------------------------------------------------------------- inlines

    def _content(self, element: Element, style: str) -> ReadParagraph:
        properties = element.find(W + "pPr")
        own = None if properties is None else properties.find(W + "numPr")
        identity = child_val(own, "numId")
        label = ""
        if identity and identity != "0":
            counted = self._numbering.label(identity, child_val(own, "ilvl"), style)
            if counted is None:
                raise UnknownError("a list that is none")
            label = counted.text
        return ParagraphReader(self, style == "FootnoteText").read(element, label)

    def link(self, identity: str) -> str:
        """The address behind the id of a link in the part at work."""
        relation = self._package.relations(self.part_name).get(identity)
        if relation is None or not relation.external:
            raise UnknownError("a link to no address")
        return relation.target


def _blocks(container: Element | None) -> Iterator[Element]:
    """Paragraphs, tables and controls in a container, and what is not known."""
    for element in () if container is None else container:
        if local(element) not in IGNORED and local(element) != "tcPr":
            yield element
