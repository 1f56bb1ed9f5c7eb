"""Check that every footnote mark has its note, every note its mark, and that they come in order.

The marks themselves were bound where the pages were known. A mark without a note, a note without a mark, marks out
of order: each is a problem with its place.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from unpress.ast import Document, Image, Node, Note, NoteMark, Table, Text
from unpress.figures import whole
from unpress.journal import Journal
from unpress.source import Span
from unpress.walk import each

PROBLEMS: Final = {
    "missing": "A mark has no note.",
    "unbound": "A note has no mark in the text.",
    "empty": "A note has no text.",
    "order": "A mark stands behind a later one (notes run from 1 through the document: Editorial Manual, footnotes).",
}


def transform(document: Document, journal: Journal) -> Document:
    """Look at the notes; the document stays as it is."""
    marks: list[NoteMark] = []

    def look(node: Node) -> None:
        if isinstance(node, NoteMark):
            marks.append(node)

    each(document, look)
    known = {note.key for note in document.notes}
    marked = {mark.note for mark in marks}
    for mark in marks:
        if mark.note not in known:
            journal.warn("missing", f"the mark {mark.note!r} has no note", mark.span)
    for note in document.notes:
        if note.key not in marked:
            journal.warn(
                "unbound",
                f"note {note.marker!r} has no mark in the text",
                _place(note),
                "look for its number in the text of the page",
            )
        if not _says_anything(note):
            journal.warn(
                "empty", f"note {note.marker!r} has no text", _place(note), "look at the foot of its page"
            )
    first = {mark.note: mark for mark in reversed(marks)}  # a note may be called again
    calls = [mark for mark in marks if first[mark.note] is mark]
    order = [(number, mark) for mark in calls if (number := whole(mark.note)) is not None]
    for (before, _), (after, mark) in pairwise(order):
        if after < before:
            journal.warn("order", f"the mark {after} stands behind the mark {before}", mark.span)
    return document


def _place(node: Node) -> Span | None:
    places: list[Span] = []

    def look(inner: Node) -> None:
        span: Span | None = getattr(inner, "span", None)
        if span is not None:
            places.append(span)

    each(node, look)
    return places[0] if places else None


def _says_anything(note: Note) -> bool:
    found: list[Node] = []

    def look(inner: Node) -> None:
        if (isinstance(inner, Text) and inner.value.strip()) or isinstance(inner, Image | Table):
            found.append(inner)

    each(note, look)
    return bool(found)
