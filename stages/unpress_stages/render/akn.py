"""Write Akoma Ntoso in the vocabulary of the official United Nations files (AKN4UN).

The file is valid against the Akoma Ntoso 3.0 schema, its identifiers follow the naming convention (``para_1`` is
operative paragraph 1, ``rec_2`` the second preambular paragraph), and reading it gives the same tree again.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

from lxml import etree

from unpress.ast import (
    Block,
    Blocks,
    Clause,
    Closing,
    Document,
    Formula,
    Inlines,
    MastheadLine,
    Rule,
    Section,
    Vote,
)
from unpress.journal import Journal
from unpress.language import language
from unpress.walk import plain
from unpress_stages.render._addresses import known_language
from unpress_stages.render._akn_blocks import Writer
from unpress_stages.render._akn_elements import NAMESPACE, Element, add
from unpress_stages.render._akn_meta import (
    AKN4UN,
    NO_DATE,
    SOURCE,
    STATEMENTS,
    identification,
    presentation,
    references,
)

PROBLEMS: Final = {
    "character": "A character that XML forbids is written as U+FFFD.",
    "unbound": "A note has no mark in the text.",
    "link-target": "A link that a page must not open is written as text.",
    "picture": "A picture that a page must not open is written as its words.",
}

_MIXED: Final = frozenset(
    {"p", "num", "heading", "subheading", "crossHeading", "caption", "docketNumber", "td", "th"}
)
"""Elements whose white space is text, or that are better kept on one line."""


def render(document: Document, journal: Journal) -> bytes:
    """Write a document as one XML file in UTF-8."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap=cast(Any, {None: NAMESPACE, "akn4un": AKN4UN}))
    _Renderer(document, journal).write(root)
    _indent(root, 0)
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


class _Renderer:
    """Writes one document."""

    def __init__(self, document: Document, journal: Journal) -> None:
        self._document = document
        self._meta = document.meta
        self._language = known_language(document)
        self._writer = Writer(document, journal)

    def write(self, root: Element) -> None:
        document = self._document
        children = document.children
        parts = [b for b in children if isinstance(b, Section) and b.role == "resolution"]
        if parts and len(parts) == len(children):
            body = add(root, "documentCollection", name="publication")
            self._head(body)
            self._components(body, parts)
        else:
            name = STATEMENTS.get(self._meta.kind or "")
            body = (
                add(root, "statement", name=name)
                if name
                else add(root, "doc", name=self._meta.kind or "document")
            )
            self._head(body)
            self._text(body, children, "", 0)
        self._finish(body)

    def _head(self, body: Element) -> None:
        meta = add(body, "meta")
        identification(meta, self._meta, self._language)
        if self._document.masthead:
            cover = add(body, "coverPage", eId="coverPage")
            organs = 0
            for line in self._document.masthead:
                organs += line.role == "organ"
                self._masthead(add(cover, "p"), line, organs)
        title = "decisionTitle" if self._meta.kind in {"decision", "draft decision"} else "resolutionTitle"
        self._preface(body, self._document.label, self._document.title, title)

    def _preface(self, body: Element, label: str, title: Inlines, refers: str) -> None:
        if not label and not title:
            return
        line = add(add(body, "preface"), "p")
        if label:
            add(line, "docNumber", label).tail = " "
        self._writer.inlines(add(line, "docTitle", refersTo=f"#{refers}"), title)

    def _finish(self, body: Element) -> None:
        """Fill in the metadata that depend on what was written."""
        meta = body[0]
        used = {
            word.lstrip("#")
            for element in body.iter()
            if (refers := element.get("refersTo"))
            for word in refers.split()
        }
        if self._meta.job_number is not None:
            used.add("publicationJobNumber")
        references(meta, self._document, used)
        left = self._writer.inlines.unmarked()
        if left:
            notes = add(meta, "notes", source=SOURCE)
            for note in left:
                self._writer.inlines.note(notes, note, "note")
        presentation(meta, self._meta)

    # ------------------------------------------------------------------------------------------------- masthead

    def _masthead(self, parent: Element, line: MastheadLine, organs: int) -> None:
        meta, text = self._meta, plain(line.content)
        match line.role:
            case "publisher":
                element = add(parent, "docAuthority", refersTo="#publisher")
            case "organ":
                element = add(
                    parent, "docAuthority", refersTo="#issuingBody" if organs == 1 else "#subsidiaryBody"
                )
            case "symbol":
                element = add(parent, "docNumber", refersTo="#symbol")
            case "distribution":
                refers = f"#{meta.distribution}Distribution" if meta.distribution else ""
                element = add(parent, "docStatus", refersTo=refers)
            case "date":
                element = add(
                    parent, "docDate", date=self._date(text, meta.issued), refersTo="#dateOfIssuance"
                )
            case "session":
                element = add(parent, "session", refersTo=f"#{meta.organ}" if meta.organ else "")
                if meta.session is not None:
                    element.set("value", str(meta.session))
            case "committee":
                element = add(parent, "docCommittee")
            case "adoption":
                element = add(parent, "docTitle")
            case "proponent":
                element = add(parent, "docProponent")
            case "job":
                element = add(parent, "docketNumber", refersTo="#publicationJobNumber")
            case role:
                names = {
                    "agenda": "agenda item",
                    "subject": "agenda item name",
                    "original": "originalLanguage",
                    "language": "languageOfExpression",
                }
                element = add(parent, "inline", name=names.get(role, role))
        self._writer.inlines(element, line.content)

    def _date(self, text: str, known: str | None) -> str:
        found = self._language.find_dates(text) or language("en").find_dates(text)
        return found[0][2] if found else known or NO_DATE

    # ----------------------------------------------------------------------------------------------------- bodies

    def _components(self, body: Element, parts: list[Section]) -> None:
        """The texts of a composite document, a component each."""
        listed = add(body, "collectionBody")
        holder = add(body, "components")
        for part in parts:
            identity = self._writer.ids.new("", "component", part.label)
            entry = add(listed, "component", eId=f"{identity}__ref")
            add(entry, "documentRef", href=f"#{identity}", eId=f"{identity}__doc").set(
                "showAs", part.label or plain(part.heading) or identity
            )
            look = "" if part.level == 1 else f"level_{part.level}"
            component = add(holder, "component", eId=identity, class_=look)
            statement = add(component, "statement", name=STATEMENTS.get(self._meta.kind or "", "resolution"))
            letter = re.sub(r"[^0-9A-Za-z]+", "", part.label)
            identification(add(statement, "meta"), self._meta, self._language, letter)
            self._preface(statement, part.label, part.heading, "resolutionTitle")
            self._text(statement, part.children, identity, 1)

    def _text(self, body: Element, blocks: Blocks, identity: str, depth: int) -> None:
        """Preamble, main body, conclusions and attachments of one text."""
        preamble, main, closing, annexes = _parts(blocks)
        if preamble:
            self._preamble(add(body, "preamble"), preamble, identity, depth)
        inner = add(body, "mainBody")
        self._writer.body(inner, main, identity, depth)
        if not main:
            add(inner, "p", class_="empty")
        if closing:
            self._conclusions(add(body, "conclusions", eId=_under(identity, "conclusions")), closing)
        if annexes:
            attachments = add(body, "attachments")
            for annex in annexes:
                self._annex(attachments, annex, identity, depth)

    def _preamble(self, parent: Element, blocks: Blocks, identity: str, depth: int) -> None:
        for block in blocks:
            match block:
                case Formula():
                    new = self._writer.ids.new(identity, "formula")
                    formula = add(parent, "formula", name="enactingFormula", eId=new)
                    self._writer.p(formula, block.content, opener=True)
                case Clause():
                    self._writer.recital(parent, block, identity)
                case Section():
                    new = self._writer.ids.new(identity, "section")
                    look = "section" if block.level == depth + 1 else f"section level_{block.level}"
                    section = add(parent, "container", name="section", class_=look, eId=new)
                    head = add(section, "container", name="heading", class_="heading", eId=f"{new}__heading")
                    self._writer.p(head, block.heading)
                    for child in block.children:
                        if isinstance(child, Clause):
                            self._writer.recital(section, child, identity)
                case _:
                    self._writer.block(parent, block, identity)

    def _conclusions(self, parent: Element, blocks: Blocks) -> None:
        for block in blocks:
            if isinstance(block, Vote):
                by = f"#{self._meta.organ}" if self._meta.organ else "#un"
                holder = add(add(parent, "p"), "vote", by=by)
                for place, line in enumerate(block.lines):
                    if place:
                        add(holder, "eol")
                    self._writer.inlines(add(holder, "outcome"), line)
            elif isinstance(block, Closing):
                holder = add(parent, "p", class_="" if block.lines else "empty")
                for place, line in enumerate(block.lines):
                    if place:
                        add(holder, "eol")
                    text = plain(line)
                    dates = self._language.find_dates(text)
                    if dates:
                        element = add(holder, "docDate", date=dates[0][2], refersTo="#adoptionDate")
                    else:
                        element = add(holder, "inline", name="adoptionMeeting")
                    self._writer.inlines(element, line)

    def _annex(self, parent: Element, annex: Section, identity: str, depth: int) -> None:
        new = self._writer.ids.new(identity, "attachment", "")
        look = "" if annex.level == depth + 1 else f"level_{annex.level}"
        attachment = add(parent, "attachment", eId=new, class_=look)
        as_paragraphs = self._writer.plain_heading(annex)
        if not as_paragraphs:
            self._writer.heading(attachment, annex)
        doc = add(attachment, "doc", name="annex")
        identification(
            add(doc, "meta"), self._meta, self._language, "", f"main/annex_{new.rpartition('_')[2]}"
        )
        if as_paragraphs:
            self._text_under(doc, annex, new, depth + 1)
        else:
            self._text(doc, annex.children, new, depth + 1)

    def _text_under(self, doc: Element, annex: Section, identity: str, depth: int) -> None:
        """The text of an annex whose heading is written as paragraphs at its start."""
        main = add(doc, "mainBody")
        self._writer.plain_block(main, annex, identity)
        self._writer.body(main, annex.children, identity, depth)


def _under(identity: str, name: str) -> str:
    return f"{identity}__{name}" if identity else name


def _parts(blocks: Blocks) -> tuple[Blocks, Blocks, Blocks, list[Section]]:
    """What stands at the start as a preamble does, the rest, the closing, the annexes; in this order they are all."""
    start = 0
    while start < len(blocks) and _preambular(blocks[start]):
        start += 1
    end = len(blocks)
    while end > start and isinstance(annex := blocks[end - 1], Section) and annex.role == "annex":
        end -= 1
    close = end
    while close > start and isinstance(blocks[close - 1], Closing | Vote):
        close -= 1
    return (
        blocks[:start],
        blocks[start:close],
        blocks[close:end],
        [b for b in blocks[end:] if isinstance(b, Section)],
    )


def _preambular(block: Block) -> bool:
    match block:
        case Formula() | Rule() | Clause(role="preambular"):
            return True
        case Section(role="section", label=""):
            return bool(block.children) and all(
                isinstance(c, Clause) and c.role == "preambular" and not c.label and not c.children
                for c in block.children
            )
        case _:
            return False


def _indent(element: Element, depth: int) -> None:
    """Set each element that holds elements only on lines of their own."""
    name = element.tag.rpartition("}")[2]
    if name in _MIXED or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
