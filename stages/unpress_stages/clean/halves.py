"""Put together the lines that a tool broke behind the mark of each note, as ``pdftotext -raw`` does.

Such a tool ends a line at every raised figure, so that few marks have text behind them. Where that is the habit, a
line that ends in a mark and the next one are parts of one line of print if together they are no longer than the
lines of the text, and if what is before the mark is not the end of a sentence or the next one goes on in small letters.
Other tools set a mark that ends a line on a line of its own, or before the next: no line begins with a mark, so what
does goes back to the end of the line before.
"""

from __future__ import annotations

from typing import Final

from unpress.draft import Draft, Line, woven
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.language import language
from unpress.record import replace
from unpress.runs import Run
from unpress_stages.clean._facts import NEVER_FIRST

_FEWEST: Final = 3
"""Marks that make a habit."""
_WITHIN: Final = 0.4
"""The share of marks that may have text behind them all the same; where lines break by breadth alone, most have."""
_FILLED: Final = 0.86
"""The part of a full line that two parts of one fill together: the next word had no room."""
_REST: Final = 0.7
"""The part of a full line that the rest of one takes at most: what takes more may be a line of its own."""
_INSIDE: Final = NEVER_FIRST | {"."}
_ENDS: Final = (",", ";", ".", ":", "，", "；", "。", "：")


def clean(draft: Draft, journal: Journal) -> Draft:
    """Make one line of two where a mark of a note has parted them."""
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    if all(line.starts is not None for line in lines):
        return draft
    habit = _breaks_at_marks(lines)
    full = sorted(line.width for line in lines)[int(len(lines) * 0.9)]
    between = (Run(" "),) if language(draft.language).openers.spaced else ()
    kept: list[Line] = []
    for line in lines:
        begins = bool(line.runs) and bool(line.runs[0].note)  # is the mark of a note, or begins with one
        before = kept[-1] if kept else None
        parted = before is not None and bool(before.runs) and bool(before.runs[-1].note)
        if before is None or not (begins or parted):
            kept.append(line)
        elif begins and line.starts is None and line.page == before.page:
            width = before.width + line.width - line.indent
            kept[-1] = replace(before, runs=(*before.runs, *line.runs), width=width)
        elif parted and _goes_on(before, line, full, habit=habit):
            space = () if line.text[:1] in _INSIDE else between
            width = before.width + len(space) + line.width - line.indent
            kept[-1] = replace(before, runs=(*before.runs, *space, *line.runs), width=width)
        else:
            kept.append(line)
    return draft if len(kept) == len(lines) else replace(draft, lines=woven(kept, draft.lines))


def _breaks_at_marks(lines: list[Line]) -> bool:
    """Whether most marks of notes end their lines."""
    last = len([line for line in lines if line.runs and line.runs[-1].note])
    if last < _FEWEST:
        return False
    marks = sum(bool(run.note) for line in lines for run in line.runs)
    return marks - last <= _WITHIN * marks


def _goes_on(before: Line, line: Line, full: float, *, habit: bool) -> bool:
    """Whether a line goes on the line of print that the mark at the end of another has parted: it begins with a stop,
    or where such lines are parted by habit, it fills the line of print or the sentence has no end."""
    if line.page != before.page or line.gap > 0 or line.starts:
        return False
    width = before.width + line.width - line.indent
    if width > full or not (habit or line.text[:1] in _INSIDE):
        return False
    text = "".join(run.text for run in before.runs if not run.note).rstrip()
    rest = line.width - line.indent < _REST * full and at_start(line.text) is None
    filled = width > _FILLED * full and rest
    return filled or line.text[:1].islower() or not text.endswith(_ENDS)
