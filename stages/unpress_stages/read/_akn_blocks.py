"""The blocks of Akoma Ntoso where the markup says what they are: lists, tables, paragraphs, sections."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, cast

from unpress.ast import (
    Block,
    Blocks,
    Cell,
    Clause,
    Closing,
    Figure,
    Formula,
    Image,
    Inlines,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Rule,
    Section,
    SectionRole,
    Strong,
    Table,
    Vote,
)
from unpress.figures import whole
from unpress.language import Language
from unpress_stages._xml import Element, local
from unpress_stages.read._akn_inlines import InlineReader

SECTIONS: Final = frozenset({"section", "part", "chapter", "article"})


def classes(element: Element) -> frozenset[str]:
    """The words of the attribute ``class``."""
    return frozenset(element.get("class", "").split())


def space(element: Element) -> str:
    """The text of an element with single spaces."""
    return " ".join("".join(cast("Iterable[str]", element.itertext())).split())


def level(element: Element) -> int:
    """The level that a section names, 0 where it is as deep as it stands."""
    return next((whole(w[6:]) or 0 for w in classes(element) if w.startswith("level_")), 0)


class BlockReader:
    """Reads blocks one by one. What needs its neighbours to be understood is left to the outline."""

    def __init__(self, language: Language, *, exact: bool) -> None:
        self.inlines = InlineReader(language, exact, self.flow)
        self.exact = exact

    # ------------------------------------------------------------------------------------------------ sequences

    def flow(self, element: Element) -> Blocks:
        """All blocks in an element."""
        found: list[Block] = []
        for child in element:
            found.extend(self.block(child))
        return tuple(found)

    def block(self, element: Element) -> list[Block]:
        """The blocks that an element stands for: mostly one, none for what only fills a place."""
        name, look = local(element), classes(element)
        if "empty" in look or "heading" in look:
            return []
        match name:
            case "p" | "block":
                return self._p(element, look)
            case "paragraph" | "tblock" | "point" | "alinea" | "item" | "clause" | "subparagraph":
                return [self._numbered(element, look)]
            case "list" | "sublist" | "blockList" | "ul" | "ol":
                return self._list(element)
            case "table":
                return [self._table(element)]
            case "formula":
                return [Formula(self.inlines.read(*element.iterfind("{*}p")))]
            case "container" if "recital" in look:
                return [Clause("preambular", self.inlines.read(*element.iterfind("{*}p")))]
            case "container" if "section" in look:
                return [self.section(element)]
            case "blockContainer" if "quote" in look:
                return [Quote(self.flow(element))]
            case "crossHeading":
                return [Clause("preambular", self.inlines.read(element))]
            case "num" | "heading" | "subheading" | "meta" | "listIntroduction":
                return []
            case _ if name in SECTIONS:
                return [self.section(element)]
            case _:
                return list(self.flow(element))

    def _p(self, element: Element, look: frozenset[str]) -> list[Block]:
        first = element[0] if len(element) else None
        if "rule" in look or (first is not None and local(first) == "decoration"):
            return [Rule()]
        content = self.inlines.read(element)
        if "formula" in look:
            return [Formula(content)]
        return [Paragraph(content)] if content or self.exact else []

    # ------------------------------------------------------------------------------- paragraphs, items, sections

    def label(self, element: Element) -> str:
        """The printed number of a block."""
        found = element.find("{*}num")
        if found is None and self.exact:
            places = ("{*}content/{*}p", "{*}intro/{*}p", "{*}list/{*}intro/{*}p")
            line = next((p for p in (element.find(place) for place in places) if p is not None), None)
            found = None if line is None else line.find("{*}inline[@name='label']")
        return "" if found is None else self._words(found)

    def _words(self, element: Element) -> str:
        return _label(element) if self.exact else space(element)

    def _numbered(self, element: Element, look: frozenset[str]) -> Block:
        if "figure" in look:
            return self._figure(element)
        if "closing" in look:
            return Closing(tuple(self.inlines.read(p) for p in element.iterfind("{*}p[@class='line']")))
        if "vote" in look:
            return Vote(tuple(self.inlines.read(p) for p in element.iterfind("{*}p[@class='line']")))
        if "section" in look:
            return self.section(element)
        label = self.label(element)
        content, children = self.body(element)
        if "operative" in look:
            return Clause("operative", content, label, children)
        if "preambular" in look:
            return Clause("preambular", content, label, children)
        return Paragraph(content, label, children)

    def body(self, element: Element) -> tuple[Inlines, Blocks]:
        """The first paragraph of a numbered block, and what stands under it."""
        content: Inlines | None = None
        children: list[Block] = []
        for child in element:
            name = local(child)
            if name in {"num", "heading", "subheading"}:
                continue
            if name in {"content", "intro"}:
                for block in child:
                    if content is None and local(block) == "p":
                        content = self.inlines.read(block)
                    else:
                        children.extend(self.block(block))
            elif name == "p" and content is None:
                content = self.inlines.read(child)
            elif name in {"list", "sublist"}:
                intro = child.find("{*}intro")
                if content is None and intro is not None:
                    content = self.inlines.read(*intro.iterfind("{*}p"))
                    children.extend(self._list(child))
                else:
                    children.extend(self.block(child))
            else:
                children.extend(self.block(child))
        return content or (), tuple(children)

    def section(self, element: Element) -> Section:
        """A section that holds what stands under its heading."""
        look = classes(element)
        role = next(
            (r for r in ("annex", "resolution", "part", "chapter", "article") if r in look), local(element)
        )
        label, heading = self.heading(element)
        children: list[Block] = []
        for child in element:
            if local(child) not in {"num", "heading", "subheading"} and "heading" not in classes(child):
                children.extend(self.block(child))
        known = role if role in {"part", "chapter", "article", "annex", "resolution"} else "section"
        running = any("heading" in classes(child) for child in element)
        return Section(heading, tuple(children), label, level(element), cast("SectionRole", known), running)

    def heading(self, element: Element) -> tuple[str, Inlines]:
        """Label and words of a heading, in whichever of the three forms it is written."""
        plain = next((c for c in element if "heading" in classes(c)), None)
        if plain is not None:  # as paragraphs
            lines = list(plain.iterfind("{*}p"))
            if len(lines) > 1:
                return self._words(lines[0]), self.inlines.read(lines[1])
            return self.label(element) or self.label(plain), self.inlines.read(*lines)
        first, second = element.find("{*}heading"), element.find("{*}subheading")
        if first is not None and second is not None:
            return self._words(first), self.inlines.read(second)
        label, head = self.label(element), first if first is not None else second
        if head is None:
            return label, ()
        twice = not self.exact or local(head) == "heading"
        if twice and label and head.text and head.text.lstrip().startswith(label):
            head.text = head.text.lstrip()[len(label) :]
        return label, self.inlines.read(head)

    # ------------------------------------------------------------------------------------------ lists and tables

    def _list(self, element: Element) -> list[Block]:
        items: list[Item] = []
        after: list[Block] = []
        for child in element:
            match local(child):
                case "intro" | "listIntroduction":
                    continue
                case "wrapUp" | "listWrapUp":
                    after.extend(self.flow(child))
                case "sublist" | "list" | "blockList" if items:
                    items[-1] = self._with(items[-1], child)
                case _:
                    content, children = self.body(child)
                    items.append(Item(content, self.label(child), children))
        return ([List(tuple(items))] if items else []) + after

    def _with(self, item: Item, sublist: Element) -> Item:
        """The item with a list that the markup put beside it."""
        found: list[Block] = []
        intro = sublist.find("{*}intro")
        if intro is not None:
            found.extend(self.flow(intro))
        found.extend(self._list(sublist))
        return Item(item.content, item.label, (*item.children, *found))

    def _table(self, element: Element) -> Table:
        label = ""
        caption: Inlines = ()
        head = element.find("{*}caption")
        if head is not None:
            number = head.find("{*}inline[@name='label']")
            if number is not None:
                label = self._words(number)
            caption = self.inlines.read(head)
        rows = tuple(Row(tuple(self._cell(c) for c in tr)) for tr in element.iterfind("{*}tr"))
        return Table(rows, caption, label)

    def _cell(self, element: Element) -> Cell:
        columns, rows = element.get("colspan", "1"), element.get("rowspan", "1")
        return Cell(self.flow(element), local(element) == "th", _span(columns), _span(rows))

    def _figure(self, element: Element) -> Figure:
        picture = element.find("{*}p/{*}img")
        image = Image("") if picture is None else Image(picture.get("src", ""), picture.get("alt", ""))
        caption = element.find("{*}heading")
        return Figure(image, () if caption is None else self.inlines.read(caption), self.label(element))


def _label(element: Element) -> str:
    """The text of a number as it was written."""
    return re.sub(r"[ \t\r\n]+", " ", "".join(cast("Iterable[str]", element.itertext()))).strip(" ")


def _span(value: str) -> int:
    return min(max(whole(value) or 1, 1), 1000)


def all_strong(inlines: Inlines) -> bool:
    """Whether a run is one bold stretch."""
    return len(inlines) == 1 and isinstance(inlines[0], Strong)
