"""What a paragraph of a draft shows by itself: its words, its enumerator, whether it can be a heading or is a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from unpress.ast import Inlines, Note, Paragraph, Rule
from unpress.draft import Draft, Line
from unpress.enumerator import at_start, readings
from unpress.folding import COMMAS
from unpress.journal import Journal
from unpress.language import Language
from unpress.pattern import late
from unpress.runs import span_between
from unpress.source import Span
from unpress_stages.parse._inlines import inlines

ENDS: Final = (".", ";", ":", ",", "。", "；", "：", "，", "؛", "،", ".”", ".»", "。”", "!", "?", "؟", "？")
"""What a sentence or an item ends with, and a heading does not."""
FIGURES: Final = frozenset({"decimal", "arabic-indic", "compound"})
"""The styles of enumerators that number paragraphs."""
_RULE: Final = late(r"(?:[_＿]\s*){4,}|(?:[*＊]\s*){3,}|(?:[-–—―─=]\s*){5,}")


def words(line: Line) -> str:
    """The text of a paragraph without the marks of notes."""
    runs = line.runs
    if len(runs) == 1 and not runs[0].note:
        return line.text.strip()
    return "".join([run.text for run in runs if not run.note]).strip()


def is_rule(line: Line) -> bool:
    """Whether a line is drawn across the column, of underscores, asterisks or dashes."""
    return line.role == "rule" or _RULE.fullmatch(line.text.strip()) is not None


def drawn_line(line: Line, journal: Journal) -> Rule:
    """The rule that a line is; its signs are entered as normalised."""
    journal.normalised_span("rule", line.span, "a rule")
    return Rule()


_SPEAKER: Final = late(
    r"[A-Z]\. [^\W\d_][^:()]{1,60}\((?:[^()]{2,60}\)[^:]{0,80}?\s?:|[A-ZÀ-Þ][^()\d]{1,60}\),?\s[a-zà-ÿ])"
)
"""Who speaks in a record of a meeting: "M. Keeper (Ruritanie) (parle en anglais) :", "M. Keeper (Ruritanie) dit", no
item M."""


def labelled(line: Line) -> tuple[str, Inlines, Span | None]:
    """The enumerator of a paragraph, its text, and where the enumerator stood."""
    return labelled_by(line, None if line.label else at_start(line.text.lstrip()))


def labelled_by(line: Line, found: tuple[str, int] | None) -> tuple[str, Inlines, Span | None]:
    """The same where it is known which enumerator the words of a line begin with."""
    if line.label:
        return line.label, inlines(line.runs), None
    text = line.text
    lead = len(text) - len(text.lstrip())
    if found is None or _SPEAKER.match(text, lead):
        return "", inlines(line.runs), None
    label, at = found
    return label, inlines(line.runs, lead + at), span_between(line.runs, lead, lead + at)


def opens_with_number(text: str) -> bool:
    """Whether a paragraph opens with a number: "12.", no entry ("(12)"), and none of several parts ("17.1")."""
    found = at_start(text)
    known = readings(found[0]) if found is not None else ()
    return bool(known) and known[0].style in FIGURES and not known[0].before


def can_head(text: str, longest: int = 200) -> bool:
    """Whether words can be a heading by their looks: short, without final punctuation, no small letter at the start."""
    return bool(text) and len(text) <= longest and not text.endswith(ENDS) and not text[0].islower()


def speaks(text: str, lang: Language) -> bool:
    """Whether a line begins a sentence of those who declare something: "We the peoples of the United Nations"."""
    words = (speaker.rstrip(COMMAS) for speaker in lang.openers.speakers)
    return any(re.match(rf"{re.escape(word)}(?:\b|(?=[\u3400-\u9fff]))", text) for word in words)


def is_name(text: str) -> bool:
    """Whether words can be a name in a list of names, each in a short line of its own."""
    return can_head(text, 160) and at_start(text) is None


def run_lengths(short: Iterable[bool]) -> list[int]:
    """For each paragraph how many around it, one after the other, are short; 0 for one that is not."""
    found: list[int] = []
    for is_short, group in groupby(short):
        many = len(list(group))
        found.extend([many if is_short else 0] * many)
    return found


def notes(draft: Draft) -> tuple[Note, ...]:
    """The notes of a draft."""
    return tuple(
        Note(
            note.key or note.marker, note.marker, tuple(Paragraph(inlines(line.runs)) for line in note.lines)
        )
        for note in draft.notes
    )
