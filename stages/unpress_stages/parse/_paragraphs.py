"""What a paragraph of a draft shows by itself: its words, its enumerator, whether it can be a heading or is a rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unpress.ast import Inlines, Note, Paragraph, Rule
from unpress.draft import Draft, Line, cut_runs, span_of
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.source import Span
from unpress_stages.parse._inlines import inlines

ENDS: Final = (".", ";", ":", ",", "。", "；", "：", "，", "؛", "،", ".”", ".»", "。”", "!", "?", "؟", "？")
"""What a sentence or an item ends with, and a heading does not."""
_RULE: Final = re.compile(r"(?:[_＿]\s*){4,}|(?:[*＊]\s*){3,}|(?:[-–—―─=]\s*){5,}")


def words(line: Line) -> str:
    """The text of a paragraph without the marks of notes."""
    return "".join([run.text for run in line.runs if not run.note]).strip()


def is_rule(line: Line) -> bool:
    """Whether a line is drawn across the column, of underscores, asterisks or dashes."""
    return line.role == "rule" or _RULE.fullmatch(line.text.strip()) is not None


def drawn_line(line: Line, journal: Journal) -> Rule:
    """The rule that a line is; its signs are entered as normalised."""
    for piece in line.span.pieces if line.span is not None else ():
        journal.normalised("rule", piece.start, piece.end, "a rule")
    return Rule()


def labelled(line: Line) -> tuple[str, Inlines, Span | None]:
    """The enumerator of a paragraph, its text, and where the enumerator stood."""
    if line.label:
        return line.label, inlines(line.runs), None
    text = line.text
    lead = len(text) - len(text.lstrip())
    found = at_start(text[lead:])
    if found is None:
        return "", inlines(line.runs), None
    label, at = found
    return (
        label,
        inlines(cut_runs(line.runs, lead + at, len(text))),
        span_of(cut_runs(line.runs, lead, lead + at)),
    )


def can_head(text: str, longest: int = 200) -> bool:
    """Whether words can be a heading by their looks: short, without final punctuation, no small letter at the start."""
    return bool(text) and len(text) <= longest and not text.endswith(ENDS) and not text[0].islower()


def in_list(texts: Sequence[str], i: int) -> bool:
    """Whether a short line stands among others, one after the other, as the names of a list do."""
    low = high = i
    while low > 0 and _name(texts[low - 1]):
        low -= 1
    while high + 1 < len(texts) and _name(texts[high + 1]):
        high += 1
    return high - low + 1 > 3


def _name(text: str) -> bool:
    return can_head(text, 160) and at_start(text) is None


def notes(draft: Draft) -> tuple[Note, ...]:
    """The notes of a draft."""
    return tuple(
        Note(
            note.key or note.marker, note.marker, tuple(Paragraph(inlines(line.runs)) for line in note.lines)
        )
        for note in draft.notes
    )
