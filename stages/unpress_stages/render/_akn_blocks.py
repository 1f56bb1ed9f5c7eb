"""Write the blocks of a tree in the vocabulary of the official Akoma Ntoso files."""

from __future__ import annotations

import re
from typing import Final

from unpress.ast import (
    Block,
    Blocks,
    Cell,
    Clause,
    Closing,
    Document,
    Emphasis,
    Figure,
    Formula,
    Inlines,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Section,
    Strong,
    Table,
    Text,
    Vote,
)
from unpress.journal import Journal
from unpress.walk import blocks, plain
from unpress_stages.render._akn_elements import Element, Ids, add, clean
from unpress_stages.render._akn_inlines import InlineWriter

_OWN_LINE: Final = re.compile(r"[IVXLC]+|[A-Z]|\d{1,3}[A-Z]?|[一二三四五六七八九十]{1,3}|[㈠-㈩]|\W.*\W|.*\)")
"""Labels that stand alone above a heading, as a number: I, A, (i), ㈠."""

_INSIDE: Final = re.compile(r"\(\S+ \S+\)")
"""Labels such as (أ أ)."""


class Writer:
    """Writes blocks under elements.

    Hierarchical elements (``paragraph``, ``list``, ``section``) are used wherever the schema allows them; inside of
    notes, cells and quotes it allows blocks only (``p``, ``blockList``, ``tblock``).
    """

    def __init__(self, document: Document, journal: Journal) -> None:
        self._plain = _plain_headings(document)
        self.ids = Ids()
        self.inlines = InlineWriter(document, journal, self.ids, self.flow)

    def p(self, parent: Element, content: Inlines, class_: str = "", *, opener: bool = False) -> None:
        """Append a paragraph of text."""
        self.inlines(add(parent, "p", class_=class_), content, opener=opener)

    def recital(self, parent: Element, clause: Clause, identity: str) -> None:
        """A preambular paragraph as the official files write it, named by its opening words."""
        if clause.label or clause.children:
            self.block(parent, clause, identity)
            return
        opener = clause.content[0] if clause.content else None
        container = add(parent, "container", eId=self.ids.new(identity, "recital"), class_="recital")
        container.set("name", clean(plain(opener.children)) if isinstance(opener, Emphasis | Strong) else "")
        self.p(container, clause.content, opener=True)

    # ------------------------------------------------------------------------------------- hierarchical elements

    def body(self, parent: Element, blocks: Blocks, identity: str, depth: int) -> None:
        """Blocks of a main body, which takes hierarchical elements and others side by side."""
        for block in blocks:
            if isinstance(block, Clause) and block.role == "preambular":
                self.recital(parent, block, identity)
            elif isinstance(block, Section | Clause | Paragraph | List):
                self.hierarchical(parent, block, identity, depth=depth)
            elif isinstance(block, Table):
                inner = self.ids.new(identity, "container")
                self.block(add(parent, "container", name="table", eId=inner), block, inner)
            else:
                self.block(parent, block, identity)

    def hierarchical(
        self, parent: Element, block: Block, identity: str, *, depth: int, in_section: bool = False
    ) -> None:
        """A block under an element that takes hierarchical elements only. ``depth``: sections around it, -1 for a
        section in a place that has none."""
        match block:
            case Section():
                self._section(parent, block, identity, depth)
            case Clause(role="preambular", label="", children=()) if in_section:
                rec = self.ids.new(identity, "recital")
                self.inlines(
                    add(parent, "crossHeading", refersTo="#preamble", eId=rec), block.content, opener=True
                )
            case Clause():
                self._numbered(parent, block, "paragraph", identity, "SingleTxt " + block.role)
            case Paragraph():
                self._numbered(parent, block, "paragraph", identity, "")
            case List():
                inner = self.ids.new(identity, "list")
                self._points(add(parent, "list", eId=inner), block, inner)
            case _:
                inner = self.ids.new(identity, "hcontainer")
                holder = add(parent, "hcontainer", name=type(block).__name__.lower(), eId=inner)
                self.block(add(holder, "content", eId=f"{inner}__content"), block, inner)

    def _section(self, parent: Element, section: Section, identity: str, depth: int) -> None:
        name = section.role if section.role in {"part", "chapter", "article"} else "section"
        look: list[str] = [section.role] if name == "section" != section.role else []
        if depth < 0 or section.level != depth + 1:
            look.append(f"level_{section.level}")
        inner = self.ids.new(identity, name, section.label)
        element = add(parent, name, eId=inner, class_=" ".join(look))
        if self.plain_heading(section):
            if self._number(section.label):
                add(element, "num", section.label)
            self._plain_lines(add(element, "intro", class_="heading", eId=f"{inner}__intro"), section)
        else:
            self.heading(element, section)
        for block in section.children:
            self.hierarchical(element, block, inner, depth=depth + 1 if depth >= 0 else -1, in_section=True)

    def plain_heading(self, section: Section) -> bool:
        """Whether the heading of a section of the document is written as a paragraph in bold type."""
        return id(section) in self._plain

    def plain_block(self, parent: Element, section: Section, identity: str) -> None:
        """Such a heading where no hierarchical element stands around it."""
        element = add(parent, "tblock", class_="heading", eId=self.ids.new(identity, "tblock"))
        if self._number(section.label):
            add(element, "num", section.label)
        self._plain_lines(element, section)

    def _plain_lines(self, element: Element, section: Section) -> None:
        if section.label and not self._number(section.label):
            self._bold_line(element, (Text(section.label),))
        self._bold_line(element, section.heading)

    def _bold_line(self, element: Element, content: Inlines) -> None:
        line = add(element, "p")
        if content and not isinstance(content[0], Strong | Emphasis):
            self.inlines(add(line, "span", class_="bold heading"), content)
        else:
            self.inlines(line, content)

    def heading(self, element: Element, section: Section) -> None:
        """Label and words of a heading: in one line ("I. Introduction"), as a number above it ("I"), or as a line of
        its own above it ("Annex II")."""
        label = section.label
        if not label:
            self.inlines(add(element, "heading"), section.heading)
        elif label[-1] in ".-–—:、．":
            add(element, "num", label)
            words = add(element, "heading", f"{label} " if section.heading else label)
            self.inlines(words, section.heading)
        elif self._number(label):
            add(element, "num", label)
            self.inlines(add(element, "subheading"), section.heading)
        else:
            add(element, "heading", label)
            self.inlines(add(element, "subheading"), section.heading)

    def _number(self, label: str) -> bool:
        return bool(label) and (label[-1] in ".-–—:、．" or _OWN_LINE.fullmatch(label) is not None)

    def _numbered(
        self, parent: Element, block: Clause | Paragraph | Item, name: str, identity: str, look: str
    ) -> None:
        """A paragraph or point: number, text, what stands under it."""
        inner = self.ids.new(identity, name, block.label)
        element = add(parent, name, eId=inner, class_=look)
        if (block.label or isinstance(block, Clause)) and not _INSIDE.fullmatch(block.label):
            add(element, "num", block.label)
        children = list(block.children)
        last: list[Block] = []
        while children and isinstance(end := children[-1], Paragraph) and not end.label and not end.children:
            last.insert(0, children.pop())
        if not block.children:
            self._first(add(element, "content", eId=f"{inner}__content"), block)
            return
        if children and isinstance(first := children[0], List):
            children.pop(0)
            below = self.ids.new(inner, "list")
            points = add(element, "list", eId=below)
            self._first(add(points, "intro", eId=f"{below}__intro"), block)
            self._points(points, first, below)
        else:
            self._first(add(element, "intro", eId=f"{inner}__intro"), block)
        for child in children:
            self.hierarchical(element, child, inner, depth=-1)
        if last:
            wrap = add(element, "wrapUp", eId=f"{inner}__wrapup")
            for paragraph in last:
                self.block(wrap, paragraph, inner)

    def _first(self, parent: Element, block: Clause | Paragraph | Item) -> None:
        """The text of a numbered block; a number of two letters stands in it, as in the official files."""
        line = add(parent, "p")
        if _INSIDE.fullmatch(block.label):
            add(line, "inline", block.label, name="label").tail = " "
        self.inlines(line, block.content, opener=isinstance(block, Clause))

    def _points(self, parent: Element, block: List, identity: str) -> None:
        for item in block.items:
            self._numbered(parent, item, "point", identity, "")

    # ------------------------------------------------------------------------------------------------ blocks only

    def flow(self, parent: Element, blocks: Blocks, identity: str) -> None:
        """Blocks where no hierarchical element may stand."""
        for block in blocks:
            self.block(parent, block, identity)

    def block(self, parent: Element, block: Block, identity: str) -> None:
        """One block where no hierarchical element may stand."""
        match block:
            case Paragraph(label="", children=()):
                self.p(parent, block.content)
            case Paragraph():
                self._titled(parent, block, "paragraph", identity)
            case Clause():
                self._titled(parent, block, block.role, identity)
            case Formula():
                self.p(parent, block.content, "formula", opener=True)
            case Rule():
                add(add(parent, "p", class_="rule"), "decoration", "* * *")
            case List():
                inner = self.ids.new(identity, "list")
                element = add(parent, "blockList", eId=inner)
                for item in block.items:
                    self._titled(element, item, "", inner, "item")
            case Table():
                self._table(parent, block, identity)
            case Figure():
                self._figure(parent, block, identity)
            case Quote():
                inner = self.ids.new(identity, "qstr")
                element = add(parent, "blockContainer", class_="quote", eId=inner)
                self.flow(element, block.children, inner)
                self._fill(element)
            case Closing() | Vote():
                kind = "closing" if isinstance(block, Closing) else "vote"
                element = add(parent, "tblock", class_=kind, eId=self.ids.new(identity, "tblock"))
                for line in block.lines:
                    self.p(element, line, "line")
                self._fill(element)
            case Section():
                inner = self.ids.new(identity, "tblock")
                look = f"section {block.role} level_{block.level}"
                element = add(parent, "tblock", class_=look, eId=inner)
                self.heading(element, block)
                self.flow(element, block.children, inner)
                self._fill(element)

    def _fill(self, element: Element) -> None:
        """The schema asks for at least one block."""
        if not any(
            child.tag.endswith(("}p", "}tblock", "}table", "}blockList", "}blockContainer"))
            for child in element
        ):
            add(element, "p", class_="empty")

    def _titled(
        self,
        parent: Element,
        block: Paragraph | Clause | Item,
        look: str,
        identity: str,
        name: str = "tblock",
    ) -> None:
        inner = self.ids.new(identity, name, block.label)
        element = add(parent, name, class_=look, eId=inner)
        if block.label:
            add(element, "num", block.label)
        self.p(element, block.content, opener=isinstance(block, Clause))
        self.flow(element, block.children, inner)

    def _table(self, parent: Element, table: Table, identity: str) -> None:
        inner = self.ids.new(identity, "table")
        element = add(parent, "table", eId=inner)
        if table.label or table.caption:
            caption = add(element, "caption")
            if table.label:
                add(caption, "inline", table.label, name="label").tail = " "
            self.inlines(caption, table.caption)
        for row in table.rows:
            line = add(element, "tr")
            for cell in row.cells:
                self._cell(line, cell, inner)
            if not row.cells:
                add(line, "td", class_="empty")
        if not table.rows:
            add(add(element, "tr", class_="empty"), "td", class_="empty")

    def _cell(self, parent: Element, cell: Cell, identity: str) -> None:
        columns = "" if cell.columns == 1 else str(cell.columns)
        rows = "" if cell.rows == 1 else str(cell.rows)
        element = add(parent, "th" if cell.header else "td", colspan=columns, rowspan=rows)
        self.flow(element, cell.children, identity)

    def _figure(self, parent: Element, figure: Figure, identity: str) -> None:
        element = add(parent, "tblock", class_="figure", eId=self.ids.new(identity, "tblock"))
        if figure.label:
            add(element, "num", figure.label)
        if figure.caption:
            self.inlines(add(element, "heading"), figure.caption)
        self.inlines(add(element, "p"), (figure.image,))


def _plain_headings(document: Document) -> frozenset[int]:
    """The ids of the sections whose headings are paragraphs in bold type: all in files from Geneva, those that were set
    as running text, whose own look (all bold, all italic) says so, and a number without words behind such."""
    found: set[int] = set()
    last = False  # the last heading with words
    for section in blocks(document):
        if not isinstance(section, Section):
            continue
        words = [inline for inline in section.heading if plain((inline,)).strip()]
        if words or section.running:
            last = section.running or all(isinstance(inline, Strong | Emphasis) for inline in words)
        if last or document.meta.organ == "hrc":
            found.add(id(section))
    return frozenset(found)
