"""Put together the justified lines that a tool took apart.

Where a line has few words, justification sets them far apart, and a tool takes the stretches between for columns: the
first and the last may stay in the paragraph, a line each; the others come out before or behind the paragraph, alone
between blank lines. That a line of print is not whole can be seen: the first word of the next line would have had room
on it.

In Latin and Cyrillic letters each page is solved as a whole (`_puzzle`). From right to left the stretches of a line
stand one below the other, in Chinese its characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unpress.draft import Draft, Line
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.record import replace
from unpress.runs import Run, merge_runs
from unpress_stages.clean._breadth import measure
from unpress_stages.clean._facts import NEVER_FIRST, ends, is_label
from unpress_stages.clean._habits import WHOLE

PROBLEMS: Final = {
    "order": "Pieces of the text were put in another order than that of the source.",
}

_MOST: Final = 6
"""Stretches of one line, at most."""
_BESIDE: Final = (0.86, 1.04)
"""From right to left: the parts of a full line that stretches reach with the next word, and may not exceed without it.
"""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Put stretches of lines back in their lines."""
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    lang = language(draft.language)
    if len(lines) < max(len(draft.lines), 12) or any(
        line.starts is not None or line.runs[0].size for line in lines
    ):
        return draft
    if lang.script == "Han":
        joined = _characters(lines)
        return draft if len(joined) == len(lines) else replace(draft, lines=tuple(joined))
    spaced = _is_spaced(lines)
    if lang.right_to_left:
        joined = lines if spaced else _side_by_side(lines, lang)
        return draft if len(joined) == len(lines) else replace(draft, lines=tuple(joined))
    if lang.script not in {"Latin", "Cyrillic"}:
        return draft
    if measure([line.width for line in lines]) > WHOLE:  # paragraphs, whose short lines are whole
        return draft
    from unpress_stages.clean._order import in_order  # a text of whole lines needs none of this
    from unpress_stages.clean._puzzle import Puzzle

    lines = in_order(lines, journal)
    puzzle = None if spaced else Puzzle(lines, lang)
    fresh: list[Line] = []
    at = 0
    while at < len(lines):
        end = next((i for i in range(at + 1, len(lines)) if lines[i].page != lines[at].page), len(lines))
        fresh.extend(lines[at:end] if puzzle is None else puzzle.page(at, end, journal))
        at = end
    if len(fresh) == len(draft.lines) and all(a is b for a, b in zip(fresh, draft.lines, strict=True)):
        return draft
    return replace(draft, lines=tuple(fresh))


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Whether the tool wrote blank lines between the lines of a paragraph: the lines of tables, which are short, do not
    show it."""
    lengths = sorted([len(line.text) for line in lines])
    half = lengths[int(len(lengths) * 0.9)] / 2
    gaps = [line.gap > 0 for line in lines if len(line.text) >= half]
    return 2 * sum(gaps) > len(gaps)


def _characters(lines: Sequence[Line]) -> list[Line]:
    """Chinese: three characters or more that stand a line each are one line; so is a line and one that begins with a
    mark that no line begins with."""
    alone = [len(line.text) == 1 and _is_character(line.text) for line in lines] + [False]
    fresh: list[list[Line]] = []
    for i, line in enumerate(lines):
        run = i >= 2 and alone[i - 1] and alone[i] and (alone[i + 1] or len(fresh[-1]) > 1)
        if fresh and (run or line.text[:1] in NEVER_FIRST) and fresh[-1][-1].page == line.page:
            fresh[-1].append(line)
        else:
            fresh.append([line])
    return [_together(group) for group in fresh]


def _is_character(text: str) -> bool:
    return "\u3001" <= text <= "\u9fff" or "\uff00" <= text <= "\uffef"


def _side_by_side(lines: Sequence[Line], lang: Language) -> list[Line]:
    """From right to left: a line that figures took apart, its stretches one below the other between blank lines. They
    are one line if together they are no broader than one and the first word of the next line has no more room."""
    full = measure([line.width for line in lines])
    fresh: list[list[Line]] = []
    i = 0
    while i < len(lines):
        beside = _beside(lines, i, full, lang) if i and _is_taken_apart(fresh, full, lang) else 0
        if not beside:
            fresh.append([lines[i]])
            i += 1
            continue
        fresh[-1].extend(lines[i : i + beside])
        i += beside
        if i < len(lines) and lines[i].gap and not ends(fresh[-1][-1]):  # the space below is no evidence
            fresh.append([replace(lines[i], gap=0.0)])
            i += 1
    return [_together(group, " ") for group in fresh]


def _is_taken_apart(fresh: Sequence[Sequence[Line]], full: float, lang: Language) -> bool:
    """Whether the last line may not be whole: it opens a paragraph, or the line above is full and goes on."""
    last = fresh[-1]
    if len(last) > 1 or ends(last[0]):
        return False
    if at_start(last[0].text) is not None or lang.opener(last[0].text):
        return True
    above = fresh[-2] if len(fresh) > 1 else None
    return above is not None and sum(part.width for part in above) > _BESIDE[0] * full and not ends(above[-1])


def _beside(lines: Sequence[Line], i: int, full: float, lang: Language) -> int:
    """How many lines from line ``i`` on are the next stretches of the line before."""
    have = lines[i - 1].width
    if is_label(lines[i - 1].text) and not any(map(str.isalpha, lines[i].text)):  # a cell of a table
        return 0
    for n in range(i, min(i + _MOST, len(lines))):
        line, before = lines[n], lines[n - 1]
        have += 1 + line.width
        if not line.gap or line.page != before.page or have > _BESIDE[1] * full:
            return 0
        if lang.formula.organ(line.text) is not None:
            return 0
        if at_start(line.text) is not None and not before.text.endswith(
            "("
        ):  # "(" and "5)": the mark of a note
            return 0
        if ends(line):
            return n + 1 - i
        if n + 1 == len(lines) or not lines[n + 1].gap:
            return 0
        if have + 1 + len(lines[n + 1].text.split()[0]) >= _BESIDE[0] * full:
            return n + 1 - i
    return 0


def _together(group: Sequence[Line], between: str = "") -> Line:
    if len(group) == 1:
        return group[0]
    runs: list[Run] = []
    for line in group:
        if between and runs and not runs[-1].text.endswith("("):
            runs.append(replace(runs[-1], text=between, span=None, note="", raised=False))
        runs.extend(line.runs)
    width = sum(line.width - line.indent for line in group)
    return replace(group[0], runs=merge_runs(runs), width=group[0].indent + width)
