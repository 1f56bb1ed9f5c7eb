"""What closes a resolution: meeting and date, how it was adopted, and who voted how."""

from __future__ import annotations

import re
from typing import Final

from unpress.ast import Closing, Inlines, Vote
from unpress.draft import Line
from unpress.folding import COMMAS, fold
from unpress.language import Language
from unpress.runs import cut_runs
from unpress.walk import plain
from unpress_stages._front import role_of
from unpress_stages.parse._inlines import bare

_LONGEST: Final = 120
"""Characters of a line with meeting and date, at most."""
_LONGEST_DATE: Final = 60
_LONGEST_VOTE: Final = 200
"""Characters in which the words stand that tell how a text was adopted."""


class ClosingLines:
    """Collects the lines of a closing that stand one after another."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.lines: list[Inlines] = []
        self.votes: list[Inlines] = []

    def take(self, line: Line, text: str, *, dates: bool) -> bool:
        """Take a line, whose words are ``text``, if it is one of a closing. ``dates``: a date alone opens one here."""
        pieces = self._pieces(text, dates=dates or bool(self.lines))
        at = 0
        for end in pieces:
            self.lines.append(bare(cut_runs(line.runs, at, end)))
            at = end
        if not pieces and self._tells_vote(text):
            self.votes.append(bare(line.runs))
            return True
        return bool(pieces)

    def end(self) -> list[Closing | Vote]:
        """The blocks of the lines that were taken, and begin anew."""
        blocks: list[Closing | Vote] = []
        if self.lines:
            blocks.append(Closing(tuple(self.lines)))
        if self.votes:
            blocks.append(Vote(tuple(self.votes)))
        self.lines, self.votes = [], []
        return blocks

    def _pieces(self, text: str, *, dates: bool) -> list[int]:
        """Where the lines of a closing end, when a paragraph is one: meeting, date, or both in one line."""
        meeting = self.lang.closing.meeting
        if len(text) > _LONGEST:
            return []
        if meeting.fullmatch(text.rstrip(" " + COMMAS)) or (dates and self._is_date(text)):
            return [len(text) + 1]
        known = meeting.search(text)
        if known is None:
            return []
        gaps = [found.span() for found in re.finditer(r"\s+", text)]
        for start, end in (*gaps, (known.end(), known.end()), (known.start(), known.start())):
            left, right = text[:start].rstrip(" " + COMMAS), text[end:]
            if (meeting.fullmatch(left) and self._is_date(right)) or (
                self._is_date(left) and meeting.fullmatch(right)
            ):
                return [end, len(text) + 1]
        return []

    def _is_date(self, text: str) -> bool:
        return len(text) < _LONGEST_DATE and role_of(text, self.lang) == "date"

    def _tells_vote(self, text: str) -> bool:
        closing, head = self.lang.closing, text[:_LONGEST_VOTE]
        if closing.adopted_without_vote.fullmatch(head) or closing.recorded.match(head):
            return True
        sides = (closing.in_favour, closing.against, closing.abstaining)
        return bool(self.votes) and (
            fold(text).startswith(tuple(map(fold, sides)))
            or plain(self.votes[-1]).rstrip().endswith((":", "："))  # whose names follow
        )
