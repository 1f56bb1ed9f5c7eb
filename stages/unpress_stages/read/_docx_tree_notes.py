"""The notes of a Word file that unpress wrote: their keys, which bookmarks hold, and the order of their marks."""

from __future__ import annotations

from unpress.ast import Document, Node, Note, NoteMark
from unpress.walk import each
from unpress_stages._word_package import W
from unpress_stages._word_tree import KEY
from unpress_stages._word_values import switch, val
from unpress_stages._xml import Element
from unpress_stages.read._docx_notes import Notes, Reference
from unpress_stages.read._docx_tree_properties import UnknownError


class TreeNotes:
    """The notes that a body refers to. What is not as unpress writes it raises UnknownError. ``in_head``: it is the
    masthead that is being read."""

    def __init__(self, body: Element, roots: Element | None, settings: Element | None) -> None:
        self._notes = Notes({} if roots is None else {"footnote": roots}, settings)
        self._notes.prepare(body)
        self._keys: dict[str, str] = {}  # by id of the note
        self._hidden: list[str] = []  # ids of notes whose marks stand in the masthead
        self.in_head = False
        self._refer(body)

    @property
    def references(self) -> list[Reference]:
        """The references to notes, in their order."""
        return self._notes.references

    def element(self, reference: Reference) -> Element:
        """The note that a reference leads to."""
        return self._notes.element(reference)

    def typed(self, identity: str) -> str:
        """The mark of a note, where it is typed."""
        return self._notes.typed(identity)

    def key(self, identity: str) -> str:
        """The key of a note by its id."""
        return self._keys[identity]

    def _refer(self, body: Element) -> None:
        """Count the notes in the order of their references; the marks of hidden ones stand in the masthead."""
        key, taken = "", set[str]()
        for element in body.iter(W + "bookmarkStart", W + "footnoteReference", W + "endnoteReference"):
            if element.tag == W + "bookmarkStart":
                name = val(element, "name")
                key = bytes.fromhex(name.removeprefix(KEY)).decode() if name.startswith(KEY) else key
                continue
            run = element.getparent()
            if element.tag == W + "endnoteReference" or run is None:
                raise UnknownError("an endnote")
            typed = val(element, "customMarkFollows").lower() in ("1", "true", "on")
            custom = "".join(text.text or "" for text in run.iter(W + "t")) if typed else None
            hidden = switch(run.find(W + "rPr"), "vanish") is True
            reference = self._notes.refer("footnote", val(element, "id"), custom, hidden=hidden)
            if reference is None:
                raise UnknownError("a reference to no note")
            if reference.identity in self._keys:
                raise UnknownError("two references to one note")
            self._keys[reference.identity] = key if key and key not in taken else reference.key
            taken.add(self._keys[reference.identity])
            key = ""
            if hidden:
                self._hidden.append(reference.identity)

    def key_of(self, marker: str) -> str:
        """The key of a note by its mark, in the masthead of the next one that is waiting there; the mark itself where
        there is no such note."""
        found = [r.identity for r in self._notes.references if r.marker == marker]
        waiting = [identity for identity in found if identity in self._hidden] if self.in_head else []
        if waiting:
            self._hidden.remove(waiting[0])
        return self._keys[(waiting or found)[0]] if found else marker

    def key_at(self, bookmark: str) -> str:
        """The key of the note whose mark stands at a bookmark."""
        found = self._notes.identity_at(bookmark)
        if found not in self._keys:
            raise UnknownError("a mark of no note")
        return self._keys[found]


def in_order(document: Document, notes: list[Note]) -> tuple[Note, ...]:
    """Notes in the order of their marks: those of the masthead stand first in the file, whatever line they are in."""
    places: dict[str, int] = {}

    def look(node: Node) -> None:
        if isinstance(node, NoteMark):
            places.setdefault(node.note, len(places))

    each(document, look)
    return tuple(sorted(notes, key=lambda note: places.get(note.key, len(places))))
