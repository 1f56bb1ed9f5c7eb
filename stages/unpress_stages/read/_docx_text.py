"""The decoded source of a Word file, put together while it is read, and the accounts of what is left out of it.

A file of parts has no text of its own that offsets could count in; so the printed text is one: a paragraph a line, the
masthead first, the notes behind the text, then what stands in the other heads and feet. What Word keeps but does not
print (deleted and hidden text) stands at its place and is entered as dropped. Codes of fields are no text.
"""

from __future__ import annotations

from dataclasses import field

from unpress.journal import Journal
from unpress.record import mutable
from unpress.source import Piece, Span


@mutable
class Text:
    """The text so far."""

    journal: Journal
    length: int = 0
    _parts: list[str] = field(default_factory=list[str])
    _at_end: bool = True

    def put(self, text: str) -> tuple[int, int]:
        """Add text to the line; returns where it stands."""
        start = self.length
        if text:
            self._parts.append(text)
            self.length += len(text)
            self._at_end = False
        return start, self.length

    def here(self) -> Span:
        """The place where the next character will stand."""
        return Span((Piece(0, self.length, self.length),))

    def end_line(self) -> None:
        """End the line, if there is one."""
        if not self._at_end:
            self._parts.append("\n")
            self.length += 1
            self._at_end = True

    def drop(self, text: str, slug: str) -> None:
        """Add text that is not printed."""
        start, end = self.put(text)
        self.journal.dropped(slug, start, end)

    def __str__(self) -> str:
        return "".join(self._parts)


def span(start: int, end: int) -> Span | None:
    """The span of a stretch of the text."""
    return Span((Piece(0, start, end),)) if start < end else None
