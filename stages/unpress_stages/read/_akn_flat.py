"""Read the bodies of official Akoma Ntoso files, which are flat where the text is nested: what is a heading, how deep
it stands, what is a clause, what goes on the paragraph before it."""

from __future__ import annotations

import re

from lxml import etree

from unpress.ast import (
    Block,
    Clause,
    Emphasis,
    Inlines,
    NoteMark,
    Organ,
    Paragraph,
    Strong,
    Text,
)
from unpress.enumerator import at_start, readings
from unpress.inlines import settle
from unpress.language import Language
from unpress.part_words import part_role
from unpress.walk import plain
from unpress_stages._xml import Element, local
from unpress_stages.read._akn_blocks import BlockReader, all_strong, classes, space
from unpress_stages.read._akn_outline import Outline, style_rank


class FlatReader:
    """Reads the flat bodies of one document."""

    def __init__(self, blocks: BlockReader, lang: Language, organ: Organ | None) -> None:
        self._blocks = blocks
        self._inlines = blocks.inlines
        self._language = lang
        self._organ = organ

    def read(self, body: Element, outline: Outline, *, clauses: bool) -> None:
        """Take the paragraphs of a body one after the other. ``clauses``: numbered ones are operative."""
        pending: tuple[str, Inlines, int] | None = None  # "Section 2", whose title is the next heading
        for element in body:
            found = self.heading(element)
            if pending is not None:
                label, alone, rank = pending
                pending = None
                if found is not None and not found[0] and part_role(plain(found[1]), self._language) is None:
                    outline.heading(label, found[1], part_role(label, self._language) or "section", rank)
                    continue
                self._untitled(outline, label, alone, rank)
            if found is not None:
                label, heading, rank = found
                words = plain(heading)
                if not label and part_role(words, self._language) is not None and not _marks(heading):
                    pending = (words, heading, rank)
                else:
                    outline.heading(label, heading, "section", rank)
            elif local(element) == "section":
                self._section(element, outline, clauses=clauses)
            elif local(element) == "paragraph":
                self._paragraph(element, outline, clauses=clauses)
            else:
                for block in self._blocks.block(element):
                    outline.add(block)
        if pending is not None:
            self._untitled(outline, *pending)

    def _untitled(self, outline: Outline, label: str, heading: Inlines, rank: int) -> None:
        """A heading that is a name only. Where it was a bold paragraph it stays the words of the heading: a label
        has no look."""
        role = part_role(label, self._language) or "section"
        if all_strong(heading):
            outline.heading("", heading, role, rank)
        else:
            outline.heading(label, (), role, rank)

    def _section(self, element: Element, outline: Outline, *, clauses: bool) -> None:
        label, heading = self._blocks.heading(element)
        outline.heading(label, heading, "section", 0)
        for child in element:
            if local(child) in {"num", "heading", "subheading"}:
                continue
            if local(child) == "crossHeading":
                outline.add(Clause("preambular", opened(self._inlines.read(child), self._language)))
            else:
                self.read(held(child), outline, clauses=clauses)

    def heading(self, element: Element) -> tuple[str, Inlines, int] | None:
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
            return label, without_strong(words), 4 if rank is None else rank
        content = element.find("{*}content/{*}p")
        if content is None:
            return None
        geneva = self._organ == "hrc"
        if not _headline(content) or (rank is None and not _bold(content)):
            return None
        label, words = self._blocks.label(element), self._inlines.read(content)
        if geneva:
            return label, without_strong(words), 4 if rank is None else rank
        if not (all_strong(words) or (len(words) == 1 and isinstance(words[0], Emphasis))):
            words = (Strong(words),)
        return label, words, 4 if rank is None else rank

    def _paragraph(self, element: Element, outline: Outline, *, clauses: bool) -> None:
        label = self._blocks.label(element)
        content, children = self._blocks.body(element)
        if not label and element.get("class"):
            label, content = _label_in(content)
            if label and not label[0].isdigit():
                outline.item(label, content, children)
                return
        if clauses and (label or self._opens(content)):
            outline.add(Clause("operative", opened(content, self._language), label, children))
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


def opened(content: Inlines, lang: Language) -> Inlines:
    """The paragraph with its opening words emphasised, where the language prints them bold."""
    if lang.typography.opener_style != "italic" and content:
        first = content[0]
        if isinstance(first, Strong):
            return settle((Emphasis(first.children), *content[1:]))
    return content


def held(element: Element) -> Element:
    """An element that holds another: the readers take children."""
    holder = etree.Element("body")
    holder.append(element)
    return holder


def without_strong(content: Inlines) -> Inlines:
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
    found = re.match(r"(\S{1,12}?(?: \S{1,9})?? ?[-–.])\s+(?=\S)", first.value)
    if not found or not readings(found[1]):
        return "", heading
    return found[1], settle((Text(first.value[found.end() :]), *heading[1:]))


def _marks(heading: Inlines) -> bool:
    return any(isinstance(n, NoteMark) for n in heading)
