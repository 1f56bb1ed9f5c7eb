"""Short lines: what can be a heading by its words, a figure alone, a line of a timetable."""

from __future__ import annotations

import re
from typing import Final

from unpress.draft import Line
from unpress.pattern import late
from unpress_stages.parse._paragraphs import can_head

_LONGEST: Final = 160
"""Characters of a heading, at most; of one that is bold throughout below."""
LONGEST_BOLD: Final = 300
_LONGEST_FIGURE: Final = 12
_YEAR: Final = late(r"(?:19|20)\d\d ?[^\W\d]")
"""A year with which a heading begins: "2030 horizon for ..."."""
_MARK: Final = re.compile(r"(?:\[\d{1,3}\]|\*{1,3})$")
"""The mark of a note behind the end of a line."""
_LONGEST_MARK: Final = 5
_CLOCK: Final = late(r"(?<![\d.:])(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d.:]\d|\d)")
"""A time of day: a line with two of them belongs to a timetable."""


def is_figure(text: str) -> bool:
    """Whether a paragraph is a figure alone, as in a cell of a table."""
    return text[:1].isdigit() and len(text) <= _LONGEST_FIGURE and not any(map(str.isalpha, text))


def is_bold(line: Line) -> bool:
    return all(run.bold for run in line.runs if run.text.strip() and not run.note)


def is_short(text: str, longest: int = _LONGEST) -> bool:
    """Whether a paragraph can be a heading by its words, whether a note is called behind it or not: no number opens it
    but that of a year."""
    if len(text) > longest + _LONGEST_MARK:
        return False
    plain = _MARK.sub("", text) if text.endswith(("]", "*")) else text
    return can_head(plain, longest) and (not text[0].isdigit() or _YEAR.match(text) is not None)


def is_of_timetable(text: str) -> bool:
    """Whether a line has several times of day."""
    return len(_CLOCK.findall(text)) > 1
