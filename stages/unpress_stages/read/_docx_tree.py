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
from dataclasses import dataclass, fields, replace
from typing import Any, Final, cast, get_args, get_type_hints
from urllib.parse import quote

from unpress.ast import (
    Break,
    Cell,
    Document,
    Emphasis,
    Foreign,
    Image,
    Inlines,
    MastheadLine,
    MastheadRole,
    Meta,
    Node,
    Note,
    NoteMark,
    Row,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from unpress.errors import ReadError
from unpress.language import language
from unpress.limits import LimitError
from unpress.symbol import DOCS
from unpress.walk import each, plain
from unpress_stages._word_inlines import PLAIN, URL, Look, Raised, Stretch, foreign, nested
from unpress_stages._word_package import Package, R, W
from unpress_stages._word_tree import KEY, SEPARATOR, VERSION, Control, Grid, Par, Unit, build
from unpress_stages._word_values import child_val, children, number, switch, val
from unpress_stages._xml import Element, local
from unpress_stages.read._docx_notes import Notes
from unpress_stages.read._docx_notes import Reference as NoteReference
from unpress_stages.read._docx_numbering import Numbering
from unpress_stages.read._docx_styles import Styles


class UnknownError(Exception):
    """Something in the file that the rules do not know."""


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
    **{f"SubParagraph{level}": f"item {level}" for level in (1, 2, 3, 4)},
    **{f"Bullet{level}": f"item {level}" for level in (1, 2, 3)},
}
"""What the styles of paragraphs say; headings and running text are told apart by more than their styles."""
_HEADING: Final = re.compile(r"(HCh|HM|H1|H23|H4|H56)(?:Typed)?|SummaryHeading")
_TITLES: Final = frozenset({"TitleH1", "TitleHCH"})
_MASTHEAD: Final[dict[str, MastheadRole]] = {
    "Publisher": "publisher",
    "DocumentSymbol": "symbol",
    "XLarge": "organ",
    "Distribution": "distribution",
    "IssueDate": "date",
    "IssueLanguage": "language",
    "Original": "original",
    "SubOrgan": "organ",
    "Committee": "committee",
    "Session": "session",
    "AgendaItemNormal": "agenda",
    "AgendaTitleH2": "subject",
    "Adoption": "adoption",
    "Proponent": "proponent",
    "Sponsors": "sponsors",
    "MastheadOther": "other",
    "ReleaseDate": "job",
}
_MADE: Final = frozenset({"publisher", "symbol", "organ", "committee", "job"})
"""Lines that the writer makes of what is known, where the masthead has none."""
IGNORED: Final = frozenset(
    {"proofErr", "bookmarkStart", "bookmarkEnd", "sectPr", "permStart", "permEnd", "lastRenderedPageBreak"}
)
_WORDS: Final = {
    "": (False, False),
    "Emphasis": (True, False),
    "Strong": (False, True),
    "IntenseEmphasis": (True, True),
    "Hyperlink": (False, False),
    "HyperlinkEmphasis": (True, False),
    "HyperlinkStrong": (False, True),
    "HyperlinkIntense": (True, True),
    "SymbolInitial": (False, False),
    "CaptionUnit": (False, False),
    "UnbrokenSpace": (False, False),
}
"""Character styles: whether they emphasise, whether they are strong."""
_WRAPPERS: Final[dict[str, Any]] = {
    "emphasis": Emphasis,
    "strong": Strong,
    "underline": Underline,
    "superscript": Superscript,
    "subscript": Subscript,
}
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


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph as it was read. ``mark`` is the mark of the note that it opens."""

    label: str
    content: Inlines
    mark: str


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
        self._numbering = Numbering(self._part("numbering"), self._styles)
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

    def _content(self, element: Element, style: str) -> _Read:
        properties = element.find(W + "pPr")
        own = None if properties is None else properties.find(W + "numPr")
        identity = child_val(own, "numId")
        label = ""
        if identity and identity != "0":
            counted = self._numbering.label(identity, child_val(own, "ilvl"), style)
            if counted is None:
                raise UnknownError("a list that is none")
            label = counted.text
        return _Inlines(self, style == "FootnoteText").read(element, label)

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


@dataclass
class _Field:
    """A field on the way: its code, and whether its result has begun."""

    code: str = ""
    result: bool = False


class _Inlines:
    """Reads one paragraph."""

    def __init__(self, reader: _TreeReader, note: bool) -> None:
        self._reader = reader
        self._note = note or reader.opens_note  # its own mark may stand first
        self._label = ""
        self._mark = ""
        self._custom = ""  # a mark that may stand in the next run
        self._fields: list[_Field] = []

    def read(self, element: Element, label: str) -> _Read:
        found: list[Stretch] = []
        self._container(element, PLAIN, found, explicit=False)
        if self._fields:
            raise UnknownError("a field over several paragraphs")
        if self._label and label:
            raise UnknownError("two labels of one paragraph")
        self._reader.opens_note = False
        return _Read((label or self._label).strip(), nested(found), self._mark)

    def _container(self, container: Element, link: Look, found: list[Stretch], *, explicit: bool) -> None:
        for element in container:
            tag = local(element)
            if tag == "r":
                self._run(element, link, found, explicit=explicit)
            elif tag == "hyperlink":
                self._container(element, self._linked(element), found, explicit=explicit)
            elif tag == "fldSimple":
                mark = _noted(val(element, "instr"))
                if mark:
                    found.append(Stretch(NoteMark(self._reader.key_at(mark)), link))
                else:
                    self._container(element, link, found, explicit=explicit)
            elif tag == "sdt":
                self._control(element, link, found, explicit=explicit)
            elif tag not in IGNORED and tag != "pPr":
                raise UnknownError(f"the element {tag} in a paragraph")

    def _linked(self, element: Element) -> Look:
        target = self._reader.link(element.get(R + "id", ""))
        tip = val(element, "tooltip")
        if tip and target == quote(tip, safe=URL):
            return Look(target=tip)
        return Look(symbol=tip) if tip and target.startswith(DOCS) else Look(target=target)

    def _control(self, element: Element, link: Look, found: list[Stretch], *, explicit: bool) -> None:
        properties, content = element.find(W + "sdtPr"), element.find(W + "sdtContent")
        tag, _, value = child_val(properties, "tag").partition(" ")
        inner: list[Stretch] = []
        if content is not None:
            self._container(content, PLAIN, inner, explicit=True)
        if tag == "image":
            text = plain(nested([replace(stretch, look=PLAIN) for stretch in inner]))
            look = link if explicit else self._image_look(content, link)
            found.append(Stretch(Image(child_val(properties, "alias"), text), look))
        elif tag == "foreign":
            found.append(Stretch(Foreign(value, nested(inner, ends=False)), link))
        elif tag in _WRAPPERS:
            found.append(Stretch(_WRAPPERS[tag](nested(inner, ends=False)), link))
        else:
            raise UnknownError(f"a content control with the tag {tag!r}")

    def _run(self, run: Element, link: Look, found: list[Stretch], *, explicit: bool) -> None:
        properties = run.find(W + "rPr")
        style = self._reader.ours(child_val(properties, "rStyle"))
        if switch(properties, "vanish") is True:
            return
        look = link if explicit else self._look(properties, style, link)
        referred = False
        for element in run:
            tag = local(element)
            if tag in ("rPr", "lastRenderedPageBreak"):
                continue
            if tag == "fldChar":
                self._field(val(element, "fldCharType"), link, found)
            elif tag == "instrText":
                self._code(element.text or "")
            elif self._fields and (not self._fields[-1].result or _noted(self._fields[-1].code)):
                continue
            elif tag == "footnoteReference":
                referred = True
                identity = val(element, "id")
                found.append(Stretch(NoteMark(self._reader.keys[identity]), link))
                self._custom = self._reader.notes.typed(identity)
            elif tag == "footnoteRef":
                self._mark = "1"
            elif tag in ("t", "noBreakHyphen", "softHyphen"):
                text = (
                    (element.text or "") if tag == "t" else "\u2011" if tag == "noBreakHyphen" else "\u00ad"
                )
                if style == "UnbrokenSpace":
                    text = text.replace("\u00a0", " ")
                if style == "FootnoteReference":
                    if not referred:
                        self._marks(text, link, found)
                elif style == "ParagraphNumber" and not found:
                    self._label += text
                else:
                    found.append(Stretch(Text(text), look))
            elif tag in ("tab", "br", "cr"):
                if tag == "br" and val(element, "type") not in ("", "textWrapping"):
                    raise UnknownError("a page break")
                if style == "ParagraphNumber" or not found:
                    continue  # between a label and the words
                found.append(Stretch(Text(" ") if tag == "tab" else Break(), look))
            else:
                raise UnknownError(f"the element {tag} in a run")

    def _marks(self, text: str, link: Look, found: list[Stretch]) -> None:
        """Raised text in the style of marks: of the note at work, around a mark, or a mark where Word has none."""
        reader = self._reader
        custom, self._custom = self._custom, ""
        if not text.strip("(), ") or text == custom:
            return
        if self._note and not found and not self._mark:
            self._mark = text
        else:
            found.append(Stretch(NoteMark(reader.key_of(text)), link))

    def _field(self, kind: str, link: Look, found: list[Stretch]) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif not self._fields:
            raise UnknownError("the end of no field")
        elif kind == "separate":
            self._fields[-1].result = True
        else:
            mark = _noted(self._fields.pop().code)
            if mark:
                found.append(Stretch(NoteMark(self._reader.key_at(mark)), link))

    def _code(self, text: str) -> None:
        if self._fields:
            self._fields[-1].code += text

    def _look(self, properties: Element | None, style: str, link: Look) -> Look:
        emphasis, strong = _WORDS.get(style, (False, False))
        if style not in _WORDS and style not in ("FootnoteReference", "ParagraphNumber"):
            raise UnknownError(f"the style {style!r} of words")
        if not style:
            emphasis, strong = switch(properties, "i") is True, switch(properties, "b") is True
        line = "" if properties is None else child_val(properties, "u")
        place = child_val(properties, "vertAlign")
        raised: Raised = (
            "superscript" if place == "superscript" else "subscript" if place == "subscript" else ""
        )
        tongue = None if properties is None else properties.find(W + "lang")
        tag = val(tongue, "val") or val(tongue, "bidi") or val(tongue, "eastAsia")
        if tag == val(tongue, "eastAsia") == val(tongue, "val"):
            tag = ""  # the words tell it, not the tree
        return Look(
            foreign(tag, self._reader.language) if tag else "",
            link.target,
            link.symbol,
            emphasis,
            strong,
            line not in ("", "none"),
            raised,
        )

    def _image_look(self, content: Element | None, link: Look) -> Look:
        run = None if content is None else content.find(W + "r")
        properties = None if run is None else run.find(W + "rPr")
        return self._look(properties, self._reader.ours(child_val(properties, "rStyle")), link)


def _in_order(document: Document, notes: list[Note]) -> tuple[Note, ...]:
    """Notes in the order of their marks: those of the masthead stand first in the file, whatever line they are in."""
    places: dict[str, int] = {}

    def look(node: Node) -> None:
        if isinstance(node, NoteMark):
            places.setdefault(node.note, len(places))

    each(document, look)
    return tuple(sorted(notes, key=lambda note: places.get(note.key, len(places))))


def _noted(instruction: str) -> str:
    """The bookmark in the code of a field that repeats the mark of a note, or empty."""
    found = re.match(r"\s*NOTEREF\s+(\S+)", instruction)
    return found[1] if found else ""


def _blocks(container: Element | None) -> Iterator[Element]:
    """Paragraphs, tables and controls in a container, and what is not known."""
    for element in () if container is None else container:
        if local(element) not in IGNORED and local(element) != "tcPr":
            yield element


def switch_on(element: Element, name: str) -> bool:
    """Whether an attribute is on."""
    return val(element, name).lower() in ("1", "true", "on")
