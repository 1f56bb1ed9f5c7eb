"""Unfold a preamble that stands in one line: a line for its formula and for each of its clauses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from unpress.draft import Entry, Line
from unpress.language import Language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import cut_runs
from unpress_stages._opening import is_formula

_FORMULA: Final = 100
"""Characters of the longest formula."""
_OPENING: Final = 80
"""Characters of the longest phrase that opens a clause."""
_BEHIND_END: Final = late(r"[,;.] +(?:(?P<number>\d{1,2})\. +)?(?=[^\W\d_])(?![a-zа-яёß-ÿ])")
"""The end of a clause before a word with a capital, or before a number and such a word."""


def unfolded(entries: Sequence[Entry], lang: Language) -> list[Entry]:
    """The entries, with a preamble that a page of the Web shows in one line with its formula in a line for each clause:
    "The General Assembly, Recalling ..., Noting ..., 1. Decides ...". Only capitals show that a clause begins there.
    What the format knows as one paragraph stays one."""
    if lang.script not in {"Latin", "Cyrillic"}:
        return list(entries)
    fresh: list[Entry] = []
    for entry in entries:
        if not isinstance(entry, Line) or entry.starts is not None:
            fresh.append(entry)
            continue
        cuts = _clauses(entry.text, lang)
        if not cuts:
            fresh.append(entry)
            continue
        for start, end in pairwise((0, *cuts, len(entry.text))):
            runs = cut_runs(entry.runs, start, end)
            fresh.append(replace(entry, runs=runs, starts=True, gap=0.0 if start else entry.gap))
    return fresh


def _clauses(text: str, lang: Language) -> list[int]:
    """Where clauses begin in a line that begins with a formula and its comma, and goes on with a clause."""
    comma = text.find(",", 0, _FORMULA) + 1
    if not (comma and text[comma : comma + 2].strip().isupper() and is_formula(text[:comma], lang)):
        return []
    found: list[int] = []
    numbers = 0
    for gap in _BEHIND_END.finditer(text, comma - 1):
        at, number = gap.end(), gap["number"]
        words = text[at : at + _OPENING]
        if number and int(number) == numbers + 1 and lang.opener(words, "operative"):
            numbers += 1
            found.append(gap.start("number"))
        elif not number and not numbers and gap[0][0] == "," and lang.opener(words, "preambular"):
            found.append(at)
        elif not found:
            return []
    return found
