"""What ends a letter or an adopted text: who signs, meeting and date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from unpress.ast import Closing, Inlines
from unpress.draft import Line
from unpress.enumerator import at_start
from unpress.folding import fold
from unpress.language import Language
from unpress.walk import plain
from unpress_stages._front import role_of
from unpress_stages.parse._inlines import inlines
from unpress_stages.parse._named import named
from unpress_stages.parse._paragraphs import can_head

_SIGNATURE: Final = 4
"""Lines that can follow the name of who signs: title, mission, body."""
_TAIL: Final = 24
"""Characters at the end of a line that hold the word for a signature, and controls behind it."""


class EndLines:
    """Collects the lines of closings that stand one after another. ``texts`` are the words of all paragraphs."""

    def __init__(self, texts: Sequence[str], lang: Language) -> None:
        self._texts = texts
        self._lang = lang
        self._done: list[Closing] = []
        self._lines: list[Inlines] = []
        self._signing = 0  # lines that may still belong to a signature

    def take(self, line: Line, i: int, *, adopting: bool) -> bool:
        """Take paragraph ``i`` if it is a line of a closing. ``adopting``: a text that was adopted is being read."""
        text = self._texts[i]
        if self._signs(text, i) or self._closes(text, adopting=adopting):
            self._lines.append(inlines(line.runs))
            return True
        return False

    def end(self) -> list[Closing]:
        """The blocks of the lines that were taken, and begin anew."""
        self._end_one()
        found, self._done, self._signing = self._done, [], 0
        return found

    def _end_one(self) -> None:
        if self._lines:
            self._done.append(Closing(tuple(self._lines)))
            self._lines = []

    @cached_property
    def _signed_below(self) -> frozenset[int]:
        """The first lines of signatures that end with the name, as Chinese ones do."""
        signed = fold(self._lang.closing.signed)
        found: set[int] = set()
        for i, text in enumerate(self._texts if signed else ()):
            if not fold(text[-_TAIL:]).endswith(signed):
                continue
            first = i
            while first > max(i + 1 - _SIGNATURE, 0) and can_head(self._texts[first - 1], 40):
                first -= 1
            found.add(first)
        return frozenset(found)

    def _signs(self, text: str, i: int) -> bool:
        """Whether a line is of the signature of a letter: the word for it with the name, and who that is."""
        signed = fold(self._lang.closing.signed)
        if signed and len(text) < 200 and fold(text).startswith(signed):
            party = self._lang.closing.party
            above = [self._lines.pop()] if party and self._opens_last(party) else []
            self._end_one()
            self._lines, self._signing = above, _SIGNATURE
        elif i in self._signed_below:
            self._signing = _SIGNATURE
        elif self._signing and (not can_head(text, 120) or named(text, self._lang) or at_start(text)):
            self._signing = 0
        if not self._signing:
            return False
        self._signing -= 1
        return True

    def _opens_last(self, words: str) -> bool:
        """Whether the last line that was taken begins with some words."""
        return bool(self._lines) and plain(self._lines[-1]).startswith(words)

    def _closes(self, text: str, *, adopting: bool) -> bool:
        """Whether a line is meeting or date at the end of a text that was adopted."""
        if len(text) > 120:
            return False
        meeting = self._lang.closing.meeting.fullmatch(text) is not None
        closing = adopting or bool(self._lines)
        return meeting or (closing and len(text) < 60 and role_of(text, self._lang) == "date")
