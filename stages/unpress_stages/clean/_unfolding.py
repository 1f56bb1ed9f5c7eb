"""Unfold a preamble that stands in one line: a line for its formula and for each of its clauses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from unpress.draft import Entry, Line
from unpress.language import Language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Joined, cut_runs
from unpress_stages._opening import is_formula, title_number

_FORMULA: Final = 100
"""Characters of the longest formula."""
_WORDS: Final = 8
"""Words of the longest formula."""
_ABOVE: Final = 1200
"""Characters above the formula in the line of a whole text, at most: masthead and title."""
_OPENING: Final = 80
"""Characters of the longest phrase that opens a clause."""
_BEHIND_END: Final = late(
    r"[,;.](?:\d{1,2}(?:,\d{1,2})*)? +(?:(?P<number>\d{1,2})\. +)?(?=[^\W\d_])(?![a-zа-яёß-ÿ])"
)
"""The end of a clause, and the marks of its notes, before a word with a capital, or before a number and such a word."""
_COMMA: Final = late(r", +(?=[^\W\d_])(?![a-zа-яёß-ÿ])")
_RULE: Final = late(r"_{4,}")
_WORD: Final = late(r"(?<!\S)\S")
_NUMBER: Final = late(r"(?<!\S)\d{1,3}/\d{1,3}\. ?(?=[^\W\d_])(?![a-zа-яёß-ÿ])")


def unfolded(entries: Sequence[Entry], lang: Language) -> list[Entry]:
    """The entries, with a preamble that a page of the Web shows in one line with its formula in a line for each clause:
    "The General Assembly, Recalling ..., Noting ..., 1. Decides ...". Only capitals show that a clause begins there.
    Masthead and title may stand before it, where white space of any kind was taken for one space. What the format
    knows as one paragraph stays one."""
    entries = _with_whole_formulas(entries, lang)
    if lang.script not in {"Latin", "Cyrillic"}:
        return entries
    fresh: list[Entry] = []
    for i, entry in enumerate(entries):
        if not isinstance(entry, Line) or entry.starts is not None:
            fresh.append(entry)
            continue
        formula = 0 if i else _formula(entry.text, lang)
        cuts = _clauses(entry.text, formula, lang)
        if not cuts:
            fresh.append(entry)
            continue
        above = [*_head(entry.text[:formula], lang), formula] if formula else []
        for start, end in pairwise((0, *above, *cuts, len(entry.text))):
            runs = cut_runs(entry.runs, start, end)
            fresh.append(replace(entry, runs=runs, starts=True, gap=0.0 if start else entry.gap))
    return fresh


def _with_whole_formulas(entries: Sequence[Entry], lang: Language) -> list[Entry]:
    """The entries, each formula that a line end parts ("The / Security Council,") in one line. A clause follows it."""
    fresh: list[Entry] = []
    for i, entry in enumerate(entries):
        above = fresh[-1] if fresh else None
        after = entries[i + 1] if i + 1 < len(entries) else None
        if (
            isinstance(entry, Line)
            and isinstance(above, Line)
            and isinstance(after, Line)
            and above.starts is entry.starts is None
            and entry.gap < 1
            and len(above.text) + len(entry.text) < _FORMULA
            and not is_formula(above.text, lang)
            and is_formula(f"{above.text} {entry.text}", lang, comma=True)
            and lang.opener(after.text, "preambular")
        ):
            joined = Joined()
            for run in above.runs:
                joined.add(run)
            joined.space(above.end)
            for run in entry.runs:
                joined.add(run)
            fresh[-1] = replace(above, runs=joined.runs())
        else:
            fresh.append(entry)
    return fresh


def _formula(text: str, lang: Language) -> int:
    """Where the formula begins in the line of a whole text: a clause opens behind its comma. 0 where it does not."""
    if len(text) < 2 * _OPENING:
        return 0
    for comma in _COMMA.finditer(text, 0, _ABOVE):
        if not lang.opener(text[comma.end() : comma.end() + _OPENING], "preambular"):
            continue
        least = max(comma.start() - _FORMULA, 0)
        words = [word.start() for word in _WORD.finditer(text, least, comma.start())][-_WORDS:]
        formula = next((at for at in words if is_formula(text[at : comma.start() + 1], lang)), None)
        if formula is not None:
            return formula
    return 0


def _head(text: str, lang: Language) -> list[int]:
    """Where lines begin in masthead and title: with the number of the text, with the line that says who adopted it,
    and the brackets behind that."""
    titles = lang.titles
    found = {at.start() for at in _NUMBER.finditer(text) if title_number(text[at.start() :])}
    cuts = {max(found)} if found else set[int]()
    end = max(found, default=len(text))
    for rule in (titles.adopted, titles.sc_number, titles.sc_adopted, titles.proponent):
        line = rule.search(text[:end])
        if line is not None:
            cuts |= {line.start(), line.end()}
    return sorted(cut for cut in cuts if 0 < cut < len(text.rstrip()))


def _clauses(text: str, formula: int, lang: Language) -> list[int]:
    """Where clauses begin in a line with a formula and its comma, which goes on with a clause."""
    comma = text.find(",", formula, formula + _FORMULA) + 1
    if not (comma and text[comma : comma + 2].strip().isupper() and is_formula(text[formula:comma], lang)):
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
        elif not number and not numbers and gap[0][0] == "," and lang.opener(words, "operative"):
            found.append(at)  # the only one has no number
            break
    return [*found, *_closing(text, found[-1], lang)] if found else []


def _closing(text: str, last: int, lang: Language) -> list[int]:
    """Where lines begin behind the last clause: that of the meeting, and the rule above the notes."""
    meetings = (found.start() for found in lang.closing.meeting.pattern.finditer(text, last))
    rules = (found.start() for found in _RULE.finditer(text, last))
    return [*(at for at in meetings if text[at - 2 : at] == ". "), *rules]
