"""The inlines of Akoma Ntoso: text, emphasis, links and notes, as a reader of the page sees them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from typing import Final

from unpress.ast import (
    Block,
    Break,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    Link,
    Note,
    NoteMark,
    Reference,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from unpress.inlines import settle
from unpress.language import Language
from unpress.record import mutable
from unpress.symbol import Symbol
from unpress_stages._xml import Element, local

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_EMPTY_BRACKETS: Final = re.compile(r"^[\s\u200e\u200f]*\([\s\u200e\u200f]*\)\s*")


@mutable
class InlineReader:
    """Reads the content of paragraphs and collects the notes that stand in it.

    ``blocks`` reads the blocks of a note. ``exact`` says that the file is one of ours: nothing in it is a habit of
    other writers that is to be straightened.
    """

    language: Language
    exact: bool
    blocks: Callable[[Element], tuple[Block, ...]]
    notes: dict[str, Note | None] = field(default_factory=dict[str, "Note | None"])

    def read(self, *elements: Element) -> Inlines:
        """The settled content of elements, one after the other."""
        found: list[Inline] = []
        for element in elements:
            found.extend(self._inside(element))
        return settle(tuple(found))

    def note_list(self) -> tuple[Note, ...]:
        """The notes read so far, in the order of their marks."""
        return tuple(note for note in self.notes.values() if note is not None)

    def _inside(self, element: Element) -> list[Inline]:
        found: list[Inline] = []
        if element.text:
            found.append(Text(element.text))
        for child in element:
            found.extend(self._one(child))
            if child.tail:
                found.append(Text(child.tail))
        return _without_brackets(found) if self.language.typography.note_brackets else found

    def _one(self, element: Element) -> list[Inline]:
        match local(element):
            case "authorialNote":
                return [NoteMark(self.note(element))]
            case "noteRef":
                return [NoteMark(element.get("wId") or element.get("href", "").lstrip("#"))]
            case "eol" | "br":
                return [Break()]
            case "img":
                return [Image(element.get("src", ""), element.get("alt", ""))]
            case "a" | "ref":
                return self._link(element)
            case "i" | "em":
                return [Emphasis(tuple(self._inside(element)))]
            case "b" | "strong":
                return [Strong(tuple(self._inside(element)))]
            case "u":
                return [Underline(tuple(self._inside(element)))]
            case "sup":
                return [Superscript(tuple(self._inside(element)))]
            case "sub":
                return [Subscript(tuple(self._inside(element)))]
            case "inline" if self.exact and element.get("name") == "label":
                return []  # the number of the block, which stands in its text
            case "span" | "foreign":
                return self._span(element)
            case _:
                return self._inside(element)

    def _span(self, element: Element) -> list[Inline]:
        inside = tuple(self._inside(element))
        look = element.get("class", "")
        node: list[Inline] = list(inside)
        if self.exact and "heading" in look:
            look = ""
        if "underline" in look:
            node = [Underline(tuple(node))]
        if "italic" in look or (self.exact and "bold" in look):
            node = [Emphasis(tuple(node))]
        elif "bold" in look:
            node = [Strong(tuple(node))]
        language = element.get(LANG)
        return [Foreign(language, tuple(node))] if language else node

    def _link(self, element: Element) -> list[Inline]:
        inside = tuple(self._inside(element))
        target = element.get("href", "")
        symbol = element.get("title") if self.exact else None
        found = symbol or Symbol.from_address(target)
        if found:
            return [Reference(str(found), inside)]
        return [Link(target, inside)] if target else list(inside)

    def note(self, element: Element) -> str:
        """Read a note; gives its key."""
        marker = " ".join(element.get("marker", "").split())
        key = element.get("wId") or self._new_key(marker)
        self.notes[key] = None  # holds the place before notes inside the note
        text = element.find("{*}p")
        if not self.exact and text is not None and text.text:
            text.text = _EMPTY_BRACKETS.sub(
                "", text.text
            )  # the place of a marker that the format sets itself
        self.notes[key] = Note(key, marker, self.blocks(element))
        return key

    def _new_key(self, marker: str) -> str:
        stem = re.sub(r"\s+", "-", marker) or "note"
        key, count = stem, 1
        while key in self.notes:
            count += 1
            key = f"{stem}-{count}"
        return key


def _without_brackets(nodes: list[Inline]) -> list[Inline]:
    """Drop the brackets that print puts round a note mark; they belong to the mark."""
    found = list(nodes)
    for at, node in enumerate(found):
        if isinstance(node, NoteMark) and 0 < at < len(found) - 1:
            before, after = _cut(found[at - 1], "(", end=True), _cut(found[at + 1], ")", end=False)
            if before is not None and after is not None:
                found[at - 1], found[at + 1] = before, after
    return found


def _cut(node: Inline, sign: str, *, end: bool) -> Inline | None:
    """The node without a bracket at its end or start; None where there is none."""
    if isinstance(node, Superscript) and len(node.children) == 1:
        inner = _cut(node.children[0], sign, end=end)
        return None if inner is None else Superscript((inner,))
    if isinstance(node, Text):
        value = node.value.rstrip("\u200e\u200f") if end else node.value.lstrip("\u200e\u200f")
        if end and value.endswith(sign):
            return Text(value[:-1])
        if not end and value.startswith(sign):
            return Text(value[1:])
    return None
