"""What closes a resolution: meeting and date, how it was adopted, and who voted how."""

from __future__ import annotations

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
        self.meeting, self.date = lang.closing.meeting.pattern, lang.date_form
        self.unopposed, self.recorded = (
            lang.closing.adopted_without_vote.pattern,
            lang.closing.recorded.pattern,
        )
        self.lines: list[Inlines] = []
        self.votes: list[Inlines] = []

    def take(self, line: Line, text: str, *, dates: bool) -> bool:
        """Take a line, whose words are ``text``, if it is one of a closing. ``dates``: a date alone opens one here."""
        head = fold(text[:_LONGEST_VOTE])
        opens = self.meeting.match(head) or self.date.match(head)
        dates = (dates or bool(self.lines)) and len(text) < _LONGEST_DATE
        if not (opens or dates or self.votes or self.recorded.match(head) or self.unopposed.match(head)):
            return False
        pieces = self._pieces(text, dates=dates) if opens or dates else []
        at = 0
        for end in pieces:
            self.lines.append(bare(cut_runs(line.runs, at, end)))
            at = end
        if not pieces and self._tells_vote(head):
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
        """Where the lines of a closing end, when a paragraph is nothing but meetings and dates: one, both in one line,
        or those of several days."""
        if dates and role_of(text, self.lang) == "date":
            return [len(text) + 1]
        known = self._known(text[:_LONGEST])
        if known and len(text) > _LONGEST:
            known = self._known(text)
        if not known or not (self.lines or any(meeting for _, _, meeting in known)):
            return []
        starts, ends = [start for start, _, _ in known], [end for _, end, _ in known]
        between = (text[end:start] for end, start in zip([0, *ends], [*starts, len(text)], strict=True))
        if any(words.strip(" " + COMMAS) for words in between):
            return []
        return [*starts[1:], len(text) + 1]

    def _known(self, text: str) -> list[tuple[int, int, bool]]:
        """Where the meetings (True) and dates stand in a text that opens with one."""
        found = [(*span, True) for span in self.lang.closing.meeting.spans(text)]
        found += [(start, end, False) for start, end, _ in self.lang.find_dates(text)]
        return sorted(found) if any(start == 0 for start, _, _ in found) else []

    def _tells_vote(self, head: str) -> bool:
        if self.unopposed.fullmatch(head.strip()) or self.recorded.match(head):
            return True
        closing = self.lang.closing
        sides = (closing.in_favour, closing.against, closing.abstaining)
        return bool(self.votes) and (
            head.startswith(tuple(map(fold, sides)))
            or plain(self.votes[-1]).rstrip().endswith((":", "："))  # whose names follow
        )
