"""Take a draft for a memo if its first line says ``Subject:``: that is the title, every other line a paragraph."""

from __future__ import annotations

from unpress.ast import Document, Inlines, Paragraph, Text
from unpress.draft import Draft, Line
from unpress.journal import Journal

SUBJECT = "Subject: "


def parse(draft: Draft, journal: Journal) -> Document | None:
    """A document, or None: not a memo, the next parser is asked."""
    lines = [line for line in draft.lines if isinstance(line, Line)]
    if not lines or not lines[0].text.startswith(SUBJECT):
        return None
    first = lines[0]
    journal.dropped("subject", first.start, first.start + len(SUBJECT))
    title = _words(first, len(SUBJECT))
    return Document(
        draft.language, title=title, children=tuple(Paragraph(_words(line)) for line in lines[1:])
    )


def _words(line: Line, start: int = 0) -> Inlines:
    """The words of a line from a character on; their span says where they stand in the source."""
    span = line.span.cut(start, len(line.text)) if line.span is not None else None
    return (Text(line.text[start:], span),)
