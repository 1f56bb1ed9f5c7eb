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
from typing import Any, Final, cast, get_args, get_type_hints

from unpress.ast import (
    Cell,
    Document,
    Inlines,
    MastheadLine,
    MastheadRole,
    Meta,
    Node,
    Note,
    NoteMark,
    Row,
)
from unpress.errors import ReadError
from unpress.language import language
from unpress.limits import LimitError
from unpress.walk import each, plain
from unpress_stages._word_package import Package, R, W
from unpress_stages._word_tree import (
    BULLETS,
    KEY,
    MASTHEAD_STYLES,
    SEPARATOR,
    SUB_PARAGRAPHS,
    VERSION,
    Control,
    Grid,
    Par,
    Unit,
    build,
)
from unpress_stages._word_values import child_val, children, number, switch, val
from unpress_stages._xml import Element, local
from unpress_stages.read._docx_notes import Notes
from unpress_stages.read._docx_notes import Reference as NoteReference
from unpress_stages.read._docx_numbering import Numbering
from unpress_stages.read._docx_styles import Styles
from unpress_stages.read._docx_tree_inlines import IGNORED, ParagraphReader, ReadParagraph, UnknownError

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
_TYPES: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"


def stored(package: Package) -> dict[str, str] | None:
    """The properties of a file that unpress wrote; None for any other."""
    relation = next((r for r in package.relations("").values() if r.kind == "custom-properties"), None)
    if relation is None:
        return None
    try:
        root = package.part(relation.target)
    except ReadError:
        return None
    found = {
        entry.get("name", ""): "".join(str(text) for text in entry.itertext()) for entry in root if len(entry)
    }
    return found if found.get("unpress") == VERSION else None


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
        self.language = self._core_language()
        self._words = language(self.language)
        body = package.part(package.main).find(W + "body")
        if body is None:
            raise UnknownError("no text")
        self._body = body
        self.part_name = package.main
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles, set())
        notes = self._part("footnotes")
        self.notes = Notes({} if notes is None else {"footnote": notes}, self._part("settings"))
        self.notes.prepare(body)
        pairs = (pair.partition("=") for pair in properties.get("styles", "").split())
        self._ours = {theirs: ours for ours, _, theirs in pairs}
        self.keys: dict[str, str] = {}  # by id of the note
        self.hidden: list[str] = []  # ids of notes whose marks stand in the masthead
        self.opens_note = self.in_head = False

    # -------------------------------------------------------------------------------------------------- parts

    def _named(self, kind: str) -> str:
        relations = self._package.relations(self._package.main).values()
        return next((r.target for r in relations if r.kind == kind and not r.external), "")

    def _part(self, kind: str) -> Element | None:
        name = self._named(kind)
        return self._package.part(name) if name else None

    def _core_language(self) -> str:
        for relation in self._package.relations("").values():
            if relation.kind == "core-properties":
                for entry in self._package.part(relation.target):
                    if local(entry) == "language":
                        return entry.text or ""
        return ""

    # ----------------------------------------------------------------------------------------------- document

    def document(self) -> Document:
        """The whole tree."""
        masthead: dict[str, deque[Inlines]] = defaultdict(deque)
        label, titled, opened = "", False, False
        title: Inlines = ()
        units: list[Unit] = []
        unmarked: list[tuple[str, list[Unit]]] = []
        self._refer()
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
        meta = self._meta()
        blocks = build(units, self._words)
        document = Document(self.language, meta, self._ordered(masthead, meta), label, title, blocks)
        notes = [self._note(reference) for reference in self.notes.references]
        notes += [Note(mark, mark, build(of, self._words)) for mark, of in unmarked]
        return replace(document, notes=_in_order(document, notes))

    def _meta(self) -> Meta:
        """The values among the properties; one that is none of its kind raises UnknownError."""
        values: dict[str, Any] = {}
        for name, hint in get_type_hints(Meta).items():
            value = self._properties.get(name)
            if not value:
                continue
            kinds = get_args(hint)
            literals = {each for kind in kinds for each in get_args(kind)}
            if literals and value not in literals:
                raise UnknownError(f"{value!r} as {name}")
            values[name] = (
                tuple(value.split(SEPARATOR)) if Ellipsis in kinds else int(value) if int in kinds else value
            )
        return Meta(**values)

    def _head(self, kind: str, masthead: dict[str, deque[Inlines]]) -> None:
        """The lines of the head or foot of the first page."""
        section = next((each for each in self._body.iter(W + "sectPr")), None)
        relations = self._package.relations(self._package.main)
        for reference in children(section, f"{kind}Reference"):
            relation = relations.get(reference.get(R + "id", ""))
            if val(reference, "type") != "first" or relation is None:
                continue
            root = self._package.part(relation.target)
            self.part_name, self.in_head = relation.target, True
            for element in root.iter(W + "p"):
                style = self._style_of(element)
                if style == "Emblem" and next(element.iter(W + "t"), None) is None:
                    continue  # a picture, ours or one that an editor put in its place
                content = self._content(element, style).content
                if style in _MASTHEAD and content:
                    masthead[_MASTHEAD[style]].append(content)
                elif content:
                    raise UnknownError(f"a line of the masthead in the style {style!r}")
            self.part_name, self.in_head = self._package.main, False

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
        rows: list[list[Cell]] = []
        over: dict[int, tuple[int, int]] = {}
        for row in table:
            if row.tag != W + "tr":
                if local(row) in ("tblPr", "tblGrid") or local(row) in IGNORED:
                    continue
                raise UnknownError(f"the element {local(row)} in a table")
            cells: list[Cell] = []
            below: dict[int, tuple[int, int]] = {}
            column = 0
            for element in row:
                if element.tag != W + "tc":
                    if local(element) in ("trPr", "tblPrEx") or local(element) in IGNORED:
                        continue
                    raise UnknownError(f"the element {local(element)} in a row")
                own = element.find(W + "tcPr")
                columns = number(child_val(own, "gridSpan"), 1, 1)
                merge = None if own is None else own.find(W + "vMerge")
                if merge is not None and val(merge) != "restart" and column in over:
                    at, place = over[column]
                    rows[at][place] = replace(rows[at][place], rows=rows[at][place].rows + 1)
                    below[column] = over[column]
                    if any(text.text for text in element.iter(W + "t")):
                        raise UnknownError("text in a cell that is covered")
                else:
                    if merge is not None:
                        below[column] = (len(rows), len(cells))
                    cells.append(self._cell(element, columns))
                column += columns
            over = below
            rows.append(cells)
        return Grid(tuple(Row(tuple(cells)) for cells in rows))

    def _cell(self, element: Element, columns: int) -> Cell:
        first = next((each for each in element.iter(W + "p")), None)
        header = first is not None and self._style_of(first).startswith("TableHeading")
        return Cell(build(self._units(element), self._words), header, columns)

    # --------------------------------------------------------------------------------------------------- notes

    def _refer(self) -> None:
        """Count the notes in the order of their references; the marks of hidden ones stand in the masthead."""
        key, taken = "", set[str]()
        for element in self._body.iter(W + "bookmarkStart", W + "footnoteReference", W + "endnoteReference"):
            if element.tag == W + "bookmarkStart":
                name = val(element, "name")
                key = bytes.fromhex(name.removeprefix(KEY)).decode() if name.startswith(KEY) else key
                continue
            run = element.getparent()
            if element.tag == W + "endnoteReference" or run is None:
                raise UnknownError("an endnote")
            typed = switch_on(element, "customMarkFollows")
            custom = "".join(text.text or "" for text in run.iter(W + "t")) if typed else None
            hidden = switch(run.find(W + "rPr"), "vanish") is True
            reference = self.notes.refer("footnote", val(element, "id"), custom, hidden=hidden)
            if reference is None:
                raise UnknownError("a reference to no note")
            if reference.identity in self.keys:
                raise UnknownError("two references to one note")
            self.keys[reference.identity] = key if key and key not in taken else reference.key
            taken.add(self.keys[reference.identity])
            key = ""
            if hidden:
                self.hidden.append(reference.identity)

    def _note(self, reference: NoteReference) -> Note:
        outer, self.part_name = self.part_name, self._named("footnotes")
        self.opens_note = True
        blocks = build(self._units(self.notes.element(reference)), self._words)
        self.part_name, self.opens_note = outer, False
        return Note(self.keys[reference.identity], reference.marker, blocks)

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

    def key_of(self, marker: str) -> str:
        """The key of a note by its mark, in the masthead of the next one that is waiting there; the mark itself where
        there is no such note."""
        found = [r.identity for r in self.notes.references if r.marker == marker]
        waiting = [identity for identity in found if identity in self.hidden] if self.in_head else []
        if waiting:
            self.hidden.remove(waiting[0])
        return self.keys[(waiting or found)[0]] if found else marker

    def key_at(self, bookmark: str) -> str:
        """The key of the note whose mark stands at a bookmark."""
        found = self.notes.identity_at(bookmark)
        if found not in self.keys:
            raise UnknownError("a mark of no note")
        return self.keys[found]


def _in_order(document: Document, notes: list[Note]) -> tuple[Note, ...]:
    """Notes in the order of their marks: those of the masthead stand first in the file, whatever line they are in."""
    places: dict[str, int] = {}

    def look(node: Node) -> None:
        if isinstance(node, NoteMark):
            places.setdefault(node.note, len(places))

    each(document, look)
    return tuple(sorted(notes, key=lambda note: places.get(note.key, len(places))))


def _blocks(container: Element | None) -> Iterator[Element]:
    """Paragraphs, tables and controls in a container, and what is not known."""
    for element in () if container is None else container:
        if local(element) not in IGNORED and local(element) != "tcPr":
            yield element


def switch_on(element: Element, name: str) -> bool:
    """Whether an attribute is on."""
    return val(element, name).lower() in ("1", "true", "on")
