"""Raised marks of notes that a tool wrote on lines of their own, put into the lines that they stand in."""

from __future__ import annotations

from typing import Final

from unpress.draft import Line
from unpress.language import Language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Run, cut_runs
from unpress_stages.clean._facts import NEVER_FIRST
from unpress_stages.clean._foot import is_alone, number_of

MOST: Final = 24
"""Notes on one page."""
_ROOM: Final = 1.05
"""The part of a full line that two parts of one fill at most, which justification stretches."""
_HOLE: Final = late(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")


def between_parts(lines: list[Line], since: int, lang: Language) -> list[Line]:
    """The lines of a page whose notes count on from ``since``, with each mark that broke its line in that: it stands
    between the two parts, no space around it, and its note opens with it below. Where both parts have no room in one
    line, the mark ended the line."""
    if not any(is_alone(line.text) for line in lines):
        return lines
    opened = {number_of(line.text): i for i, line in enumerate(lines) if not is_alone(line.text)}
    full = sorted(line.width for line in lines)[int(len(lines) * 0.9)]
    kept: list[Line] = []
    i = 0
    while i < len(lines):
        line, below = lines[i], lines[i + 1] if i + 1 < len(lines) else None
        number = int(line.text) if is_alone(line.text) else 0
        if (
            not (kept and below and since < number <= since + MOST)
            or is_alone(kept[-1].text)
            or is_alone(below.text)
            or opened.get(number, 0) <= i + 1
            or line.gap
            or below.gap
        ):
            kept.append(line)
            i += 1
            continue
        above = kept.pop()
        mark = tuple(replace(run, raised=True) for run in line.runs)
        one = above.width + 1 + below.width - below.indent
        if one <= _ROOM * full:
            between = () if not lang.openers.spaced or below.text[:1] in NEVER_FIRST else (Run(" "),)
            kept.append(replace(above, runs=(*above.runs, *mark, *between, *below.runs), width=one))
            i += 2
        else:
            kept.append(replace(above, runs=(*above.runs, *mark)))
            i += 1
    return kept


def above_their_lines(lines: list[Line], since: int, lang: Language) -> list[Line]:
    """The lines of a page whose notes count on from ``since``, with each such mark in the line below, which it is of.

    The number stands alone once more, at the foot. Its place is where the line has a hole between two letters of a
    script without spaces, else behind a short line.
    """
    alone = {i: int(line.text) for i, line in enumerate(lines) if is_alone(line.text)}
    last = {number: i for i, number in alone.items()}
    if len(last) == len(alone):
        return lines
    kept = list(lines)
    widest = max(line.width for line in lines)
    for i, number in alone.items():
        if last[number] <= i + 1 or i + 1 in alone or not since < number <= since + MOST:
            continue
        text = lines[i + 1].text
        hole = None if lang.openers.spaced else _HOLE.search(text)
        if hole is None and lines[i + 1].width > widest / 2:
            continue
        at = hole.start() if hole else len(text)
        mark = tuple(replace(run, raised=True) for run in lines[i].runs)
        runs = (*cut_runs(lines[i + 1].runs, 0, at), *mark, *cut_runs(lines[i + 1].runs, at, len(text)))
        kept[i + 1] = replace(lines[i + 1], runs=runs, gap=lines[i].gap)
        kept[i] = replace(lines[i], runs=())
    return [line for line in kept if line.runs]
