"""What of a Word file is lost: left out, or kept without the look that says what it is. Problems tell it."""

from __future__ import annotations

from dataclasses import field
from textwrap import shorten
from typing import Final

from unpress.journal import Journal
from unpress.record import mutable
from unpress_stages.read._docx_text import span

_TOLD: Final = 5
"""Signs that a problem names."""
_QUOTED: Final = 80
"""Characters that a problem quotes."""


@mutable
class Losses:
    """What was lost of a whole file: how often, or which, and where the first tracked change is."""

    tracked: int = 0
    first: tuple[int, int] = (0, 0)
    pictures: int = 0
    comments: int = 0
    struck: int = 0
    capitals: int = 0
    signs: list[str] = field(default_factory=list[str])
    drawn: list[str] = field(default_factory=list[str])
    white: list[str] = field(default_factory=list[str])

    def track(self, start: int, end: int) -> None:
        if not self.tracked:
            self.first = (start, end)
        self.tracked += 1

    def add_furniture(self, other: Losses) -> None:
        """Add what was lost of heads and feet: they are left out themselves, but changes and drawn words are told."""
        if other.tracked and not self.tracked:
            self.first = other.first
        self.tracked += other.tracked
        self.drawn.extend(other.drawn)

    def tell(self, journal: Journal) -> None:
        """Enter the problems."""
        if self.tracked:
            told = f"{self.tracked} tracked changes are taken as accepted"
            journal.warn("tracked-changes", told, span(*self.first), "accept or reject them in Word first")
        if self.pictures:
            journal.note("picture", f"pictures are left out: {self.pictures}")
        if self.comments:
            journal.note("comment", f"comments are left out: {self.comments}")
        if self.capitals:
            journal.note("capitals", f"words that are set in capitals are kept as typed: {self.capitals}")
        if self.struck:
            told = f"stretches that are struck through are kept: {self.struck}"
            journal.warn("struck", told, None, "delete in Word what shall not be read")
        if self.signs:
            each = ", ".join(dict.fromkeys(self.signs[:_TOLD]))
            told = f"signs that only their fonts know are left out: {len(self.signs)} ({each})"
            journal.warn("sign", told)
        if self.drawn:
            each = ", ".join(map(repr, dict.fromkeys(self.drawn[:_TOLD])))
            told = f"words that are drawn as a picture are left out: {each}"
            journal.warn("drawn", told, None, "type them as text if they belong to it")
        if self.white:
            each = shorten(" ".join(self.white), _QUOTED, placeholder=" ...")
            told = f"words in white letters, which nobody sees, are kept: {each!r}"
            journal.warn("unseen", told, None, "see whether it belongs to the text")
