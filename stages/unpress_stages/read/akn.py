"""Read Akoma Ntoso as the United Nations publishes it (AKN4UN), and as `render.akn` writes it.

Everything that the file says about the document is kept: masthead, metadata, title, formula, preambular and operative
paragraphs with their numbers and sub-paragraphs, sections, annexes, the parts of a composite resolution, tables,
notes, links and emphasis. Official files are flat where the text is nested; sections and sub-paragraphs are put in
their place. The file is hostile until proven otherwise: no entities, no network, bounded depth and size.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from unpress.ast import (
    Block,
    Blocks,
    Clause,
    Document,
    Formula,
    Inline,
    Inlines,
    MastheadLine,
    MastheadRole,
    Paragraph,
    Rule,
    Section,
    Text,
)
from unpress.errors import ReadError
from unpress.inlines import settle
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.part_words import part_role
from unpress.recognition import language_of
from unpress.source import Source
from unpress.walk import plain
from unpress_stages import _xml
from unpress_stages._xml import Element, local
from unpress_stages.read._akn_blocks import BlockReader, all_strong, level, space
from unpress_stages.read._akn_closing import ClosingReader
from unpress_stages.read._akn_flat import FlatReader, held, opened, without_strong
from unpress_stages.read._akn_meta import MetaReader, exact
from unpress_stages.read._akn_outline import Outline

PROBLEMS: Final = {
    "language": "The file names a language that is not known.",
}

OURS: Final = "#unpress"
"""What the files that we write name as the source of their markup."""
_DOCUMENTS: Final = ("statement", "documentCollection", "doc", "act", "bill", "debate", "judgment")


def read(source: Source, journal: Journal) -> Document:
    """Read one file.

    Raises ReadError for XML that is not well-formed or not Akoma Ntoso.
    """
    root = _xml.parse(source)
    if local(root) != "akomaNtoso":
        raise ReadError(f"{source.name} is XML but not Akoma Ntoso: its root is <{local(root)}>")
    body = next((c for c in root if local(c) in _DOCUMENTS), None)
    if body is None:
        raise ReadError(f"{source.name} holds no document", f"known: {', '.join(_DOCUMENTS)}")
    return _Reader(body, root, source.language, journal).document()


class _Reader:
    """Reads one document; notes are numbered through it."""

    def __init__(self, body: Element, root: Element, given: str, journal: Journal) -> None:
        self._body = body
        self._root = root
        self._language = _language(body, given, journal)
        found = body.find("{*}meta/{*}identification")
        self._exact = found is not None and found.get("source") == OURS
        self._blocks = BlockReader(self._language, exact=self._exact)
        self._meta = MetaReader(body, root, self._language).read() if not self._exact else exact(body)
        self._inlines = self._blocks.inlines
        self._flat = FlatReader(self._blocks, self._language, self._meta.organ)
        self._closing = ClosingReader(self._blocks, exact=self._exact)

    def document(self) -> Document:
        masthead = tuple(self._masthead())
        extra, label, title = self._title(self._body)
        children = self._collection() if local(self._body) == "documentCollection" else self._text(self._body)
        if self._exact:
            children = _levelled(children)
            for note in self._body.iterfind("{*}meta/{*}notes/{*}note"):
                self._inlines.note(note)
        return Document(
            self._language.code,
            self._meta,
            (*masthead, *extra),
            label,
            title,
            children,
            self._inlines.note_list(),
        )

    # -------------------------------------------------------------------------------------- masthead and title

    def _masthead(self) -> Iterator[MastheadLine]:
        cover = self._body.find("{*}coverPage")
        for paragraph in () if cover is None else cover.iterfind("{*}p"):
            for element in _mastheads(paragraph):
                content = self._inlines.read(element)
                if local(element) == "event" and not self._exact:
                    content = settle(tuple(_session_dates(element)))
                if content or self._exact:
                    yield MastheadLine(_masthead_role(element), content)

    def _title(self, body: Element) -> tuple[list[MastheadLine], str, Inlines]:
        """Lines that belong to the masthead, number, title."""
        extra: list[MastheadLine] = []
        label = ""
        title: Inlines = ()
        preface = body.find("{*}preface")
        for paragraph in () if preface is None else preface.iterfind("{*}p"):
            number, words = paragraph.find("{*}docNumber"), paragraph.find("{*}docTitle")
            if words is None:
                content = self._inlines.read(paragraph)
                if content:  # the letter of a decision that was published in parts
                    extra.append(MastheadLine("other", without_strong(content)))
                continue
            label = label if number is None else space(number)
            title = self._inlines.read(words)
            if not self._exact:
                title = without_strong(title)
        return extra, label, title

    # ------------------------------------------------------------------------------------------------- the parts

    def _collection(self) -> Blocks:
        """The texts A, B ... of a composite document."""
        found: list[Block] = []
        components = self._body.find("{*}components")
        if components is None:
            components = self._root.find("{*}components")
        for component in () if components is None else components.iterfind("{*}component"):
            for body in component:
                if local(body) not in _DOCUMENTS:
                    continue
                _extra, label, title = self._title(body)
                children = self._text(body)
                if not self._exact:
                    children = tuple(_deeper(c) for c in children)
                depth = level(component) if self._exact else 1
                found.append(Section(title, children, label, depth, "resolution"))
        return tuple(found)

    def _text(self, body: Element) -> Blocks:
        found: list[Block] = []
        preamble = body.find("{*}preamble")
        if preamble is not None:
            found.extend(self._preamble(preamble))
        main = body.find("{*}mainBody")
        if main is not None:
            found.extend(self._blocks.flow(main) if self._exact else self._main(main, body.get("name", "")))
        conclusions = body.find("{*}conclusions")
        if conclusions is not None:
            found.extend(self._closing.read(conclusions))
        attachments = body.find("{*}attachments")
        if attachments is not None:
            if self._exact:
                found.extend(self._annex(a) for a in attachments.iterfind("{*}attachment"))
            else:
                found.extend(self._attachments(attachments))
        return tuple(found)

    def _preamble(self, preamble: Element) -> Blocks:
        if self._exact:
            return self._blocks.flow(preamble)
        outline = Outline(self._language)
        for child in preamble:
            name = local(child)
            if name == "formula":
                outline.add(Formula(opened(self._inlines.read(*child.iterfind("{*}p")), self._language)))
                continue
            if name == "container":
                blocks = self._blocks.flow(child)
                if len(blocks) == 1 and isinstance(block := blocks[0], Paragraph):
                    if not child.get("name") and all_strong(block.content):
                        outline.heading("", block.content, "section", 9)
                    else:
                        outline.add(Clause("preambular", opened(block.content, self._language)))
                    continue
                for block in blocks:
                    outline.add(block)
                continue
            for block in self._blocks.block(child):
                if isinstance(block, Rule):
                    outline.end_section()
                outline.add(block)
        return outline.blocks()

    def _main(self, main: Element, name: str) -> Blocks:
        outline = Outline(self._language)
        self._flat.read(main, outline, clauses=name != "decision")
        return outline.blocks()

    def _attachments(self, attachments: Element) -> Blocks:
        outline = Outline(self._language)
        for attachment in attachments.iterfind("{*}attachment"):
            for body in attachment.iterfind("{*}doc/{*}mainBody"):
                first = next(iter(body), None)
                if first is None:
                    continue
                found = self._flat.heading(first)
                if found is None or part_role(found[0] or plain(found[1]), self._language) != "annex":
                    outline.heading("", () if found is None else found[1], "annex", -1)
                    if found is not None:
                        body.remove(first)
                self._flat.read(body, outline, clauses=False)
        return outline.blocks()

    # ------------------------------------------------------------------------------------------ files of our own

    def _annex(self, attachment: Element) -> Section:
        main = attachment.find("{*}doc/{*}mainBody")
        plain_heading = None if main is None else main.find("{*}tblock[@class='heading']")
        label, heading = self._blocks.heading(attachment if plain_heading is None else held(plain_heading))
        body = attachment.find("{*}doc")
        children = () if body is None else self._text(body)
        return Section(heading, children, label, level(attachment), "annex", plain_heading is not None)


# ------------------------------------------------------------------------------------------------------- pieces


def _language(body: Element, given: str, journal: Journal) -> Language:
    found = body.find(".//{*}FRBRExpression/{*}FRBRlanguage")
    code = "" if found is None else found.get("language", "")
    told = f"{given}, which was given," if given else "recognised from the text"
    if code:
        try:
            return language(code)
        except LookupError:
            journal.warn("language", f"unknown language {code!r}; {told} instead")
    return language_of(space(body), given)


def _mastheads(paragraph: Element) -> Iterator[Element]:
    """The elements of a paragraph of the cover page that make a line each."""
    for child in paragraph:
        name = local(child)
        if name == "img":
            continue
        inner = child[0] if name == "span" and len(child) == 1 and not (child.text or "").strip() else None
        yield inner if inner is not None and local(inner).startswith("doc") else child


def _masthead_role(element: Element) -> MastheadRole:
    name, refers = local(element), element.get("refersTo", "").lstrip("#")
    match name:
        case "docAuthority":
            return "publisher" if refers == "publisher" else "organ"
        case "docNumber":
            return "symbol"
        case "docStatus":
            return "distribution"
        case "docDate":
            return "date"
        case "session" | "event":
            return "session"
        case "docCommittee":
            return "committee"
        case "docTitle" | "docType":
            return "adoption"
        case "docProponent":
            return "proponent"
        case "docketNumber":
            return "job"
        case _:
            known: dict[str, MastheadRole] = {
                "originalLanguage": "original",
                "languageOfExpression": "language",
                "agenda item": "agenda",
                "agenda item name": "subject",
                "sponsors": "sponsors",
                "committee": "committee",
            }
            return known.get(element.get("name", ""), "other")


def _session_dates(element: Element) -> Iterator[Inline]:
    """The first and the last day of a session with the dash that print has between them."""
    for place, child in enumerate(element):
        if place:
            yield Text("–")
        yield Text(space(child))


def _deeper(block: Block) -> Block:
    """Sections that stand in the text of a composite document are one level down."""
    if isinstance(block, Section):
        children = tuple(_deeper(c) for c in block.children)
        return Section(block.heading, children, block.label, block.level + 1, block.role, block.running)
    return block


def _levelled(blocks: Blocks, depth: int = 1) -> Blocks:
    """Sections whose file gives no level are as deep as they stand."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            children = _levelled(block.children, depth + 1)
            block = Section(
                block.heading, children, block.label, block.level or depth, block.role, block.running
            )
        found.append(block)
    return tuple(found)
