"""Tell the lines of a masthead apart: publisher, symbol, organ, distribution, date, session, agenda item ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unpress.ast import MastheadLine, MastheadRole
from unpress.draft import Line
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language
from unpress.record import replace
from unpress.runs import Joined, cut_runs, merge_runs, span_between
from unpress_stages._front import COLUMNS, column_ends, role_of
from unpress_stages.parse._inlines import bare


def masthead(lines: Sequence[Line], lang: Language, journal: Journal) -> tuple[MastheadLine, ...]:
    """The lines with their roles. A line that holds two columns is split where the first ends, a row of a table that
    was laid out as masthead at its bars."""
    found: list[MastheadLine] = []
    inside_agenda = False
    for line in _with_publisher([cell for whole in lines for cell in _cells(whole, journal)], lang):
        text = fold(line.text)
        text = text if len(text) == len(line.text) else line.text
        at = 0
        for role, end in _columns(text, lang):
            if role == "other" and inside_agenda:
                role = "subject"
            inside_agenda = role in {"agenda", "subject"}
            runs = cut_runs(line.runs, at, end)
            if role == "proponent":  # in italics by its kind, but for brackets and symbols
                runs = merge_runs([replace(run, italic=False) for run in runs])
            content = bare(runs)
            if content:
                found.append(MastheadLine(role, content))
            at = end
    return tuple(found)


def _cells(line: Line, journal: Journal) -> list[Line]:
    """The cells of a line with bars between them, or the line itself."""
    text = line.text
    if "|" not in text:
        return [line]
    cells: list[Line] = []
    at = 0
    for bar in (*re.finditer(r"\|", text), None):
        end = len(text) if bar is None else bar.start()
        if text[at:end].strip():
            cells.append(replace(line, runs=cut_runs(line.runs, at, end)))
        span = span_between(line.runs, end, end + 1) if bar is not None else None
        journal.dropped_span("bar", span)
        at = end + 1
    return cells


_TOP: Final = 3
"""Lines among which the name of the publisher begins."""
_LETTERED: Final = re.compile(r"\S+(?P<letter>\s+[A-Z])")
"""The first word of a name beside the letter of the organ: "UNITED    A", above "NATIONS"."""


def _with_publisher(lines: list[Line], lang: Language) -> list[Line]:
    """The lines, with the name of the publisher in one where older mastheads print it in two, beside the large letter
    of the organ, which then follows."""
    for i, first in enumerate(lines[:_TOP]):
        beside = _LETTERED.fullmatch(first.text)
        name, between = first, lines[i + 1 : i + 2]
        last = i + 2
        if beside is not None:
            name = replace(first, runs=cut_runs(first.runs, 0, beside.start("letter")))
            between = [replace(first, runs=cut_runs(first.runs, beside.start("letter"), len(first.text)))]
            last = i + 1
        elif not between or len(between[0].text.strip()) > 1:
            between, last = [], i + 1
        if last < len(lines) and role_of(f"{name.text} {lines[last].text}", lang) == "publisher":
            joined = Joined()
            for run in name.runs:
                joined.add(run)
            joined.space(-1)
            for run in lines[last].runs:
                joined.add(run)
            return [*lines[:i], replace(name, runs=joined.runs()), *between, *lines[last + 1 :]]
    return lines


_BROADEST: Final = 300
"""Characters of a line that may hold columns of a masthead: printed ones have 60 to 140."""


def _columns(text: str, lang: Language) -> list[tuple[MastheadRole, int]]:
    """Roles with the offset where each ends."""
    whole = role_of(text.strip(), lang)
    if whole != "other" or len(text) > _BROADEST:
        return [(whole, len(text))]
    for end in reversed(column_ends(text)):
        left = role_of(text[:end].strip(), lang)
        if left in COLUMNS:
            right = _columns(text[end:], lang)
            if right[0][0] not in {"other", "subject"}:
                return [(left, end), *((role, end + at) for role, at in right)]
    return [("other", len(text))]
