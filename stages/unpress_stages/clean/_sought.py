"""Look for the numbers of notes in the text above their foot: the marks that the notes belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final, TypeAlias

from unpress.draft import Line
from unpress.pattern import late
from unpress.wording import Rule
from unpress_stages.clean._figures import SYMBOL_TAIL

Places: TypeAlias = Sequence[tuple[re.Pattern[str], re.Pattern[str]]]
_NAME: Final = 20
"""Characters in which the word ends that a number is counted by."""

POSSIBLE: Final = (
    (late(r"(?<![\d/])"), late(r"(?![\d/]|\.\d)")),
    (late(rf"(?<=19\d\d)|(?<=20\d\d)|{SYMBOL_TAIL}"), late(r"(?!\d)")),
)
"""What is before and behind a number that stands for itself; a year or a symbol may have one glued to it."""
MARKED: Final = (
    (
        late(
            r"(?<=[^\W\d_])|(?<=[,;.:)\]”»’\"，；。、》）])(?<!Add\.)(?<!Corr\.)(?<!Rev\.)|(?<=19\d\d)|(?<=20\d\d)"
            r"|(?<=[^\d/]\d\d/\d{3})"  # no resolution has a number of four figures
        ),
        late(r"(?!\d)"),
    ),
    (late(r"(?<=\()"), late(r"\)")),
    (late(r"(?<=\[)"), late(r"\]")),
    (late(r"(?<=[^\W\d_] )"), late(r"(?=\s\s|[,;.:])")),
)
"""What is before and behind the mark of a note."""
SPACED: Final = (
    late(r"(?<=[^\W\d_][,;.”»’\"] )|(?<=[”»’\"][,;.] )|(?<=[，；。》”] )"),
    late(r"(?=\s[^\W\d_]|\n|\Z)"),
)
"""What is before and behind a mark that a tool has set between spaces."""
ALONE: Final = (late(r"(?<=\n)"), late(r"(?=\n)"))
"""The same for a mark that a tool has set on a line of its own."""
OPENING: Final = (late(r"(?<=[^\s.;:。；：]\n)"), late(r"(?=[ 《\u3400-\u9fff])"))
"""The same for one that opens a line which goes on the line before, in a script without spaces."""


class Sought:
    """The places where numbers stand in the text above the lines of a page; what was looked at is not looked at again.

    ``before`` is the text of the page before, ``counted`` finds the word and its space that a number is counted by:
    "item 1" has no mark.
    """

    def __init__(self, before: str, lines: Sequence[Line], places: Places, counted: Rule) -> None:
        self._texts = [before, *[line.text for line in lines]]
        self._places = places
        self._counted = counted
        self._known: dict[int, tuple[int, bool]] = {}
        """For each number the offset to which it was looked for and whether it ends there, in its place."""

    @cached_property
    def _text(self) -> str:
        return "\n".join([*self._texts, ""])

    @cached_property
    def _ends(self) -> list[int]:
        """Where the text before ends, and each line."""
        return list(accumulate([len(text) + 1 for text in self._texts]))

    def above(self, line: int, number: int, since: int = 0) -> bool:
        """Whether a number stands above a line between what one of the places has before and behind it, in the lines
        from ``since`` on, which is the same for one number, or on the page before."""
        figures, end = str(number), self._ends[line]
        at, found = self._known.get(number, (self._ends[since] if since else 0, False))
        if found:
            return at <= end
        at = self._text.find(figures, at, end)
        while at >= 0:
            behind = at + len(figures)
            if any(
                left.match(self._text, at) and right.match(self._text, behind) for left, right in self._places
            ) and not (
                self._text[at - 1 : at].isspace()
                and self._counted.search(self._text[max(0, at - _NAME) : at])
            ):
                self._known[number] = behind, True
                return True
            at = self._text.find(figures, at + 1, end)
        self._known[number] = end, False
        return False
