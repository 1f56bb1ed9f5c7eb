"""Write the inlines of a tree in the vocabulary of the official Akoma Ntoso files; a note stands where its mark is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from unpress.ast import (
    Blocks,
    Break,
    Document,
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
from unpress.journal import Journal
from unpress.symbol import Symbol
from unpress_stages.render._addresses import known_language, may_open
from unpress_stages.render._akn_elements import NOT_XML, Element, Ids, add, clean

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


class InlineWriter:
    """Appends inlines to elements. ``flow`` writes the blocks of a note under its element, with this eId."""

    def __init__(
        self,
        document: Document,
        journal: Journal,
        ids: Ids,
        flow: Callable[[Element, Blocks, str], None],
    ) -> None:
        self._language = known_language(document)
        self._brackets = self._language.typography.note_brackets and document.meta.kind != "decision"
        self._ids = ids
        self._flow = flow
        self._notes = {note.key: note for note in document.notes}
        self._placed: dict[str, str] = {}
        self._keys: set[str] = set()
        self._journal = journal

    def __call__(self, parent: Element, inlines: Inlines, *, opener: bool = False) -> None:
        """Append inlines to an element. ``opener``: emphasis at the start is the opening of the paragraph."""
        for place, node in enumerate(inlines):
            self._inline(parent, node, opener=opener and place == 0)

    def _inline(self, parent: Element, node: Inline, *, opener: bool = False) -> None:
        match node:
            case Text():
                self._text(parent, node.value)
            case Emphasis():
                look = self._language.typography.opener_style if opener else "italic"
                self(add(parent, "span", class_=look), node.children)
            case Strong():
                self(add(parent, "b"), node.children)
            case Underline():
                self(add(parent, "u"), node.children)
            case Superscript():
                self(add(parent, "sup"), node.children)
            case Subscript():
                self(add(parent, "sub"), node.children)
            case Link():
                if may_open(node.target, relative=True):
                    self(add(parent, "a", href=node.target), node.children)
                else:
                    self._journal.warn(
                        "link-target", f"the link to {node.target[:60]!r} is left out, its text is kept"
                    )
                    self(parent, node.children)
            case Reference():
                self._reference(parent, node)
            case NoteMark():
                self._mark(parent, node.note)
            case Foreign():
                span = add(parent, "span")
                span.set(XML_LANG, node.language)
                self(span, node.children)
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
        if NOT_XML.search(value):
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
            address = f"https://docs.un.org/{self._language.docs}/{''.join(node.symbol.split())}"
        else:
            address = symbol.address(self._language.docs)
            if len(symbol.letter) > 1 and not symbol.qualifier and not symbol.suffixes:
                address += symbol.letter.replace(" ", "")  # "A-C": all parts, and so the whole document
        found = Symbol.from_address(address)
        title = "" if str(found) == node.symbol else node.symbol
        self(add(parent, "a", href=address, title=title), node.children)

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
        identity = self._ids.new("", "authorialNote")
        self._placed[note.key] = identity
        expected = self._expected_key(note.marker)
        self._keys.add(note.key)
        element = add(
            parent, name, placement="bottom", eId=identity, wId="" if note.key == expected else note.key
        )
        element.set("marker", clean(note.marker))
        self._flow(element, note.children, identity)
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
