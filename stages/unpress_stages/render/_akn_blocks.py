"""Write the inlines and blocks of a tree in the vocabulary of the official Akoma Ntoso files."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from lxml import etree

from unpress.ast import (
    Block,
    Blocks,
    Break,
    Cell,
    Clause,
    Closing,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Formula,
    Image,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    Note,
    NoteMark,
    Paragraph,
    Quote,
    Reference,
    Rule,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
    Vote,
)
from unpress.folding import fold
from unpress.journal import Journal
from unpress.symbol import Symbol
from unpress.walk import plain
from unpress_stages.render._addresses import known_language, may_open

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OWN_LINE: Final = re.compile(r"[IVXLC]+|[A-Z]|\d{1,3}[A-Z]?|[一二三四五六七八九十]{1,3}|[㈠-㈩]|\W.*\W|.*\)")
"""Labels that stand alone above a heading, as a number: I, A, (i), ㈠."""

_INSIDE: Final = re.compile(r"\(\S+ \S+\)")
"""Labels such as (أ أ)."""

PREFIXES: Final = {
    "paragraph": "para",
    "section": "sec",
    "chapter": "chp",
    "article": "art",
    "attachment": "att",
    "component": "cmp",
    "recital": "rec",
    "hcontainer": "hcontainer",
}
"""The abbreviations that the naming convention of Akoma Ntoso gives for eId."""


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """Append an element; ``_`` at the end of an attribute's name is dropped (``class_``)."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    for key, value in attributes.items():
        if value:
            element.set(key.rstrip("_"), clean(value))
    if text:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


@dataclass(slots=True)
class Ids:
    """Gives each element an eId by the naming convention: prefix and number, under the eId of its parent."""

    _counts: Counter[str] = field(default_factory=Counter[str])
    _used: dict[str, int] = field(default_factory=dict[str, int])
    """Each eId, and how often it was asked for."""

    def new(self, parent: str, name: str, label: str = "") -> str:
        """An eId for an element with this printed number, or the next in its place."""
        stem = f"{parent}__" if parent else ""
        stem += PREFIXES.get(name, name)
        self._counts[stem] += 1
        number = re.sub(r"[^0-9A-Za-z]+", "", fold(label)) or str(self._counts[stem])
        found = wanted = f"{stem}_{number}"
        while found in self._used:
            self._used[wanted] += 1
            found = f"{wanted}-{self._used[wanted]}"
        self._used[found] = 1
        return found


class Writer:
    """Writes blocks under elements.

    Hierarchical elements (``paragraph``, ``list``, ``section``) are used wherever the schema allows them; inside of
    notes, cells and quotes it allows blocks only (``p``, ``blockList``, ``tblock``).
    """

    def __init__(self, document: Document, journal: Journal) -> None:
        self.language = known_language(document)
        self._geneva = document.meta.organ == "hrc"
        self._brackets = self.language.typography.note_brackets and document.meta.kind != "decision"
        self.ids = Ids()
        self._notes = {note.key: note for note in document.notes}
        self._placed: dict[str, str] = {}
        self._keys: set[str] = set()
        self._journal = journal

    # -------------------------------------------------------------------------------------------------- inlines

    def inlines(self, parent: Element, inlines: Inlines, *, opener: bool = False) -> None:
        """Append inlines to an element. ``opener``: emphasis at the start is the opening of the paragraph."""
        for place, node in enumerate(inlines):
            self._inline(parent, node, opener=opener and place == 0)

    def _inline(self, parent: Element, node: Inline, *, opener: bool = False) -> None:
        match node:
            case Text():
                self._text(parent, node.value)
            case Emphasis():
                look = self.language.typography.opener_style if opener else "italic"
                self.inlines(add(parent, "span", class_=look), node.children)
            case Strong():
                self.inlines(add(parent, "b"), node.children)
            case Underline():
                self.inlines(add(parent, "u"), node.children)
            case Superscript():
                self.inlines(add(parent, "sup"), node.children)
            case Subscript():
                self.inlines(add(parent, "sub"), node.children)
            case Link():
                if may_open(node.target, relative=True):
                    self.inlines(add(parent, "a", href=node.target), node.children)
                else:
                    self._journal.warn(
                        "link-target", f"the link to {node.target[:60]!r} is left out, its text is kept"
                    )
                    self.inlines(parent, node.children)
            case Reference():
                self._reference(parent, node)
            case NoteMark():
                self._mark(parent, node.note)
            case Foreign():
                span = add(parent, "span")
                span.set(XML_LANG, node.language)
                self.inlines(span, node.children)
            case Image():
                if may_open(node.source, relative=True):
                    add(parent, "img", alt=node.alternative).set("src", node.source)
                else:
                    self._journal.warn(
                        "picture", f"the picture {node.source[:60]!r} is shown by its description"
                    )
                    self._text(parent, node.alternative)
            case Break():
                add(parent, "eol")

    def _text(self, parent: Element, value: str) -> None:
        if _NOT_XML.search(value):
            self._journal.warn(
                "character", "a control character cannot stand in XML; U+FFFD is written instead"
            )
            value = clean(value)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + value
        else:
            parent.text = (parent.text or "") + value

    def _reference(self, parent: Element, node: Reference) -> None:
        try:
            symbol = Symbol.parse(node.symbol)
        except ValueError:
            address = f"https://docs.un.org/{self.language.docs}/{''.join(node.symbol.split())}"
        else:
            address = symbol.address(self.language.docs)
            if len(symbol.letter) > 1 and not symbol.qualifier and not symbol.suffixes:
                address += symbol.letter.replace(" ", "")  # "A-C": all parts, and so the whole document
        found = Symbol.from_address(address)
        title = "" if str(found) == node.symbol else node.symbol
        self.inlines(add(parent, "a", href=address, title=title), node.children)

    def _mark(self, parent: Element, key: str) -> None:
        note = self._notes.get(key)
        if note is None:
            self._journal.warn("unbound", f"there is no note {key!r}")
        if note is None or key in self._placed:
            reference = add(parent, "noteRef", wId=key)
            reference.set("href", "#" + self._placed.get(key, key))
            return
        brackets = self._brackets
        if brackets:
            add(parent, "sup", "(")
        self.note(parent, note)
        if brackets:
            add(parent, "sup", ")")

    def note(self, parent: Element, note: Note, name: str = "authorialNote") -> None:
        """Append a note. Its key is written where a reader would not find it again by itself."""
        identity = self.ids.new("", "authorialNote")
        self._placed[note.key] = identity
        expected = self._expected_key(note.marker)
        self._keys.add(note.key)
        element = add(
            parent, name, placement="bottom", eId=identity, wId="" if note.key == expected else note.key
        )
        element.set("marker", clean(note.marker))
        self.flow(element, note.children, identity)
        if not len(element):
            add(element, "p", class_="empty")

    def _expected_key(self, marker: str) -> str:
        stem = re.sub(r"\s+", "-", marker) or "note"
        key, count = stem, 1
        while key in self._keys:
            count += 1
            key = f"{stem}-{count}"
        return key

    def unmarked(self) -> tuple[Note, ...]:
        """Notes whose mark stands nowhere."""
        return tuple(note for key, note in self._notes.items() if key not in self._placed)

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
        """Whether a heading is written as a paragraph in bold type: so do files from Geneva, and so does a heading
        whose own look (all bold, all italic) says that it was one."""
        heading = section.heading
        return self._geneva or (len(heading) == 1 and isinstance(heading[0], Strong | Emphasis))

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
