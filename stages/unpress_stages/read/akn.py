"""Read Akoma Ntoso as the United Nations publishes it (AKN4UN), and as `render.akn` writes it.

Everything that the file says about the document is kept: masthead, metadata, title, formula, preambular and operative
paragraphs with their numbers and sub-paragraphs, sections, annexes, the parts of a composite resolution, tables,
notes, links and emphasis. Official files are flat where the text is nested; sections and sub-paragraphs are put in
their place. The file is hostile until proven otherwise: no entities, no network, bounded depth and size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from lxml import etree

from unpress.ast import (
    Block,
    Blocks,
    Break,
    Clause,
    Closing,
    Document,
    Emphasis,
    Formula,
    Inline,
    Inlines,
    MastheadLine,
    MastheadRole,
    NoteMark,
    Paragraph,
    Rule,
    Section,
    SectionRole,
    Strong,
    Text,
    Vote,
)
from unpress.enumerator import at_start, readings
from unpress.errors import ReadError
from unpress.inlines import settle
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.recognition import recognise
from unpress.source import Source
from unpress.walk import plain
from unpress_stages import _xml
from unpress_stages._xml import Element, local
from unpress_stages.read._akn_blocks import BlockReader, all_strong, classes, level, space
from unpress_stages.read._akn_meta import MetaReader, exact
from unpress_stages.read._akn_outline import Outline, style_rank

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
    return _Reader(body, root, journal).document()


class _Reader:
    """Reads one document; notes are numbered through it."""

    def __init__(self, body: Element, root: Element, journal: Journal) -> None:
        self._body = body
        self._root = root
        self._language = _language(body, journal)
        found = body.find("{*}meta/{*}identification")
        self._exact = found is not None and found.get("source") == OURS
        self._blocks = BlockReader(self._language, exact=self._exact)
        self._meta = MetaReader(body, root, self._language).read() if not self._exact else exact(body)
        self._inlines = self._blocks.inlines

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
                    extra.append(MastheadLine("other", _without_strong(content)))
                continue
            label = label if number is None else space(number)
            title = self._inlines.read(words)
            if not self._exact:
                title = _without_strong(title)
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
            found.extend(self._conclusions(conclusions))
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
                outline.add(Formula(self._opened(self._inlines.read(*child.iterfind("{*}p")))))
                continue
            if name == "container":
                blocks = self._blocks.flow(child)
                if len(blocks) == 1 and isinstance(block := blocks[0], Paragraph):
                    if not child.get("name") and all_strong(block.content):
                        outline.heading("", block.content, "section", 9)
                    else:
                        outline.add(Clause("preambular", self._opened(block.content)))
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
        self._flat(main, outline, clauses=name != "decision")
        return outline.blocks()

    def _attachments(self, attachments: Element) -> Blocks:
        outline = Outline(self._language)
        for attachment in attachments.iterfind("{*}attachment"):
            for body in attachment.iterfind("{*}doc/{*}mainBody"):
                first = next(iter(body), None)
                if first is None:
                    continue
                found = self._flat_heading(first)
                if found is None or self._role(found[0] or plain(found[1])) != "annex":
                    outline.heading("", () if found is None else found[1], "annex", -1)
                    if found is not None:
                        body.remove(first)
                self._flat(body, outline, clauses=False)
        return outline.blocks()

    # ------------------------------------------------------------------------------------ flat official bodies

    def _flat(self, body: Element, outline: Outline, *, clauses: bool) -> None:
        """Take the paragraphs of a body one after the other. ``clauses``: numbered ones are operative."""
        pending: tuple[str, Inlines, int] | None = None  # "Section 2", whose title is the next heading
        for element in body:
            found = self._flat_heading(element)
            if pending is not None:
                label, alone, rank = pending
                pending = None
                if found is not None and not found[0] and self._role(plain(found[1])) is None:
                    outline.heading(label, found[1], self._role(label) or "section", rank)
                    continue
                self._untitled(outline, label, alone, rank)
            if found is not None:
                label, heading, rank = found
                words = plain(heading)
                if not label and self._role(words) is not None and not _marks(heading):
                    pending = (words, heading, rank)
                else:
                    outline.heading(label, heading, "section", rank)
            elif local(element) == "section":
                self._flat_section(element, outline, clauses=clauses)
            elif local(element) == "paragraph":
                self._flat_paragraph(element, outline, clauses=clauses)
            else:
                for block in self._blocks.block(element):
                    outline.add(block)
        if pending is not None:
            self._untitled(outline, *pending)

    def _untitled(self, outline: Outline, label: str, heading: Inlines, rank: int) -> None:
        """A heading that is a name only. Where it was a bold paragraph it stays the words of the heading: a label
        has no look."""
        role = self._role(label) or "section"
        if all_strong(heading):
            outline.heading("", heading, role, rank)
        else:
            outline.heading(label, (), role, rank)

    def _flat_section(self, element: Element, outline: Outline, *, clauses: bool) -> None:
        label, heading = self._blocks.heading(element)
        outline.heading(label, heading, "section", 0)
        for child in element:
            if local(child) in {"num", "heading", "subheading"}:
                continue
            if local(child) == "crossHeading":
                outline.add(Clause("preambular", self._opened(self._inlines.read(child))))
            else:
                self._flat(_holder(child), outline, clauses=clauses)

    def _flat_heading(self, element: Element) -> tuple[str, Inlines, int] | None:
        """Label, words and rank of a paragraph that is a heading."""
        if local(element) != "paragraph" or element.find("{*}list") is not None:
            return None
        style = element.get("class", "")
        rank = style_rank(style)
        head = element.find("{*}heading")
        head = element.find("{*}subheading") if head is None else head
        if head is not None:
            label, words = self._blocks.heading(element)
            if not label:
                label, words = _label_off(words)
            return label, _without_strong(words), 4 if rank is None else rank
        content = element.find("{*}content/{*}p")
        if content is None:
            return None
        geneva = self._meta.organ == "hrc"
        if not _headline(content) or (rank is None and not _bold(content)):
            return None
        label, words = self._blocks.label(element), self._inlines.read(content)
        if geneva:
            return label, _without_strong(words), 4 if rank is None else rank
        if not (all_strong(words) or (len(words) == 1 and isinstance(words[0], Emphasis))):
            words = (Strong(words),)
        return label, words, 4 if rank is None else rank

    def _flat_paragraph(self, element: Element, outline: Outline, *, clauses: bool) -> None:
        label = self._blocks.label(element)
        content, children = self._blocks.body(element)
        if not label and element.get("class"):
            label, content = _label_in(content)
            if label and not label[0].isdigit():
                outline.item(label, content, children)
                return
        if clauses and (label or self._opens(content)):
            outline.add(Clause("operative", self._opened(content), label, children))
            return
        block = Paragraph(content, label, children)
        if label or not self._wraps_up(outline.last, content) or not outline.add_under(block):
            outline.add(block)

    def _wraps_up(self, last: Block | None, content: Inlines) -> bool:
        """Whether a paragraph goes on the one before it, under its sub-paragraphs."""
        if not isinstance(last, Clause | Paragraph) or not last.children:
            return False
        words = plain(content)
        return words[:1].islower()

    def _opens(self, content: Inlines) -> bool:
        """Whether a paragraph begins as an operative paragraph does."""
        if content and isinstance(content[0], Emphasis | Strong):
            return True
        return self._language.opener(plain(content), "operative") > 0

    def _opened(self, content: Inlines) -> Inlines:
        """The paragraph with its opening words emphasised, where the language prints them bold."""
        if not self._exact and self._language.typography.opener_style != "italic" and content:
            first = content[0]
            if isinstance(first, Strong):
                return settle((Emphasis(first.children), *content[1:]))
        return content

    def _role(self, text: str) -> SectionRole | None:
        """What a heading names if it is nothing but a name: "Annex II", "Section 2", "Article 3"."""
        headings = self._language.headings
        for role, rule in (
            ("annex", headings.annex),
            ("part", headings.part),
            ("chapter", headings.chapter),
            ("article", headings.article),
            ("section", headings.rule),
        ):
            if rule.fullmatch(text):
                return cast("SectionRole", role)
        for word in headings.section_words:
            stem, _, rest = word.partition("{")
            if rest and re.fullmatch(
                rf"{stem} ?[\d一二三四五六七八九十]+[A-Z]? ?{rest.partition('}')[2]}", text
            ):
                return "section"
            if not rest and re.fullmatch(rf"{word} (?:\d+[A-Z]?|[IVXLC]+)", text):
                return "section"
        return None

    # --------------------------------------------------------------------------------------------- conclusions

    def _conclusions(self, conclusions: Element) -> list[Block]:
        found: list[Block] = []
        lines: list[Inlines] = []
        for child in conclusions:
            vote = child.find("{*}vote") if local(child) == "p" else None
            if vote is not None:
                if lines:
                    found.append(Closing(tuple(lines)))
                    lines = []
                found.append(Vote(tuple(self._lines(vote))))
            elif local(child) == "p" and "empty" in classes(child):
                found.append(Closing(()))
            elif local(child) == "p" and not self._exact:
                lines.extend(self._lines(child))
            elif local(child) == "p":
                found.append(Closing(tuple(self._lines(child))))
            else:
                found.extend(self._blocks.block(child))
        if lines:
            found.append(Closing(tuple(lines)))
        return found

    def _lines(self, element: Element) -> Iterator[Inlines]:
        """The lines of a closing or a vote: one for each element that names something, cut at line ends."""
        if self._exact:
            for child in element:
                if local(child) != "eol":
                    yield self._inlines.read(child)
            return
        pieces = list(self._pieces(element))
        line: list[Inline] = []
        for piece in [*pieces, Break()]:
            if isinstance(piece, Break):
                settled = settle(tuple(line))
                if settled:
                    yield settled
                line = []
            else:
                line.append(piece)

    def _pieces(self, element: Element) -> Iterator[Inline]:
        """Text of a closing with a break wherever a new line begins in print."""
        named = {"inline", "docDate", "location", "event", "outcome", "organization"}
        if element.text:
            yield Text(element.text)
        for child in element:
            name = local(child)
            if name == "eol":
                yield Break()
            elif name in {"event", "outcome", "vote"}:
                yield Break()
                yield from self._pieces(child)
                yield Break()
            elif name in named:
                if name != "organization":
                    yield Break()
                yield from self._inlines.read(child)
                yield Break()
            else:
                yield from self._inlines.read(child)
            if child.tail:
                yield Text(child.tail)

    # ------------------------------------------------------------------------------------------ files of our own

    def _annex(self, attachment: Element) -> Section:
        main = attachment.find("{*}doc/{*}mainBody")
        plain_heading = None if main is None else main.find("{*}tblock[@class='heading']")
        label, heading = self._blocks.heading(attachment if plain_heading is None else _holder(plain_heading))
        body = attachment.find("{*}doc")
        children = () if body is None else self._text(body)
        return Section(heading, children, label, level(attachment), "annex")


# ------------------------------------------------------------------------------------------------------- pieces


def _language(body: Element, journal: Journal) -> Language:
    found = body.find(".//{*}FRBRExpression/{*}FRBRlanguage")
    code = "" if found is None else found.get("language", "")
    if code:
        try:
            return language(code)
        except LookupError:
            journal.warn("language", f"unknown language {code!r}; recognised from the text instead")
    return language(recognise(space(body)) or "en")


def _holder(element: Element) -> Element:
    """An element that holds another: the readers take children."""
    holder = etree.Element("body")
    holder.append(element)
    return holder


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


def _without_strong(content: Inlines) -> Inlines:
    """Titles and headings are bold by their place: bold type that covers all of one says nothing."""
    words = [n for n in content if not isinstance(n, NoteMark)]
    if len(words) == 1 and isinstance(words[0], Strong):
        return settle(tuple(x for n in content for x in (n.children if isinstance(n, Strong) else (n,))))
    return content


def _headline(element: Element) -> bool:
    """Whether a paragraph is short and ends as no sentence does."""
    text = space(element)
    return 0 < len(text) <= 250 and text[-1] not in ".;:,،؛。；：，"


def _bold(element: Element) -> bool:
    """Whether all of a paragraph is bold."""
    bold = [space(span) for span in element.iterfind("{*}span") if "bold" in classes(span)]
    return "".join(bold).replace(" ", "") == space(element).replace(" ", "")


def _label_in(content: Inlines) -> tuple[str, Inlines]:
    """A printed number at the start of a paragraph, taken off."""
    if not content or not isinstance(first := content[0], Text):
        return "", content
    found = at_start(plain(content))
    if (
        found is None
        or found[1] > len(first.value)
        or not re.search(r"[)\]㈠-㈩]$|^\d{1,3}(?:\.|\s?[-–])$", found[0])
    ):
        return "", content
    return found[0], settle((Text(first.value[found[1] :]), *content[1:]))


def _label_off(heading: Inlines) -> tuple[str, Inlines]:
    """A printed number at the start of a heading ("أولا -", "I."), taken off."""
    if not heading or not isinstance(first := heading[0], Text):
        return "", heading
    found = re.match(r"(\S{1,12}(?: عشر)? ?[-–.])\s+(?=\S)", first.value)
    if not found or not readings(found[1]):
        return "", heading
    return found[1], settle((Text(first.value[found.end() :]), *heading[1:]))


def _marks(heading: Inlines) -> bool:
    return any(isinstance(n, NoteMark) for n in heading)


def _deeper(block: Block) -> Block:
    """Sections that stand in the text of a composite document are one level down."""
    if isinstance(block, Section):
        children = tuple(_deeper(c) for c in block.children)
        return Section(block.heading, children, block.label, block.level + 1, block.role)
    return block


def _levelled(blocks: Blocks, depth: int = 1) -> Blocks:
    """Sections whose file gives no level are as deep as they stand."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            children = _levelled(block.children, depth + 1)
            block = Section(block.heading, children, block.label, block.level or depth, block.role)
        found.append(block)
    return tuple(found)
