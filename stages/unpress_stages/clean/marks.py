"""Find the mark of each note in the text of its page.

A mark is raised ("¹", a raised run), glued to what is before it ("Agenda1"), behind a punctuation mark ("Rights,2"), in
brackets (Arabic print), or, from tools that lose the glue, between spaces ("report 2 that"). The digits of years,
symbols and quantities look the same, so all notes of a page are bound at once: their marks stand in the order of their
numbers, and of all ways to place them so the most believable is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Final

from unpress.draft import Draft, DraftNote, Entry, Line
from unpress.folding import COMMAS
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Run, cut_runs, merge_runs
from unpress_stages._keys import Keys
from unpress_stages.clean._candidates import RAISED_FIGURE, candidates, raised_spans, with_brackets
from unpress_stages.clean._figures import RAISED
from unpress_stages.clean._sequence import Option, Place, best

_SURE: Final = 3.0
"""The score of a mark from which it is not looked for on other pages."""

_BESIDE: Final = 3.0
"""What it costs to find a mark on the page before or behind its note."""

_SERIES: Final = 3
"""The least number of marks that show that notes are gathered behind the text."""

_SLASHED: Final = late(r"(?<=\s)(?P<marker>\d{1,3}|[a-z])/(?=[\s,;.]|$)")
_FIGURES: Final = re.compile(r"\d\d*")  # a set first, not a repetition: searched for in a third of the time
_COMMAS: Final = frozenset(COMMAS)
_ANY_RAISED: Final = "raised"
"""Stands for all raised figures where lines are told by what they hold."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Give the marks of notes their keys: runs of their own that name the note."""
    if not any(not note.key for note in draft.notes):
        return _unbracketed(draft, journal) if draft.notes else draft
    lines = [entry if isinstance(entry, Line) else None for entry in draft.lines]
    keys = Keys(note.key for note in draft.notes if note.key)
    notes = [note if note.key else replace(note, key=keys.new(note.marker)) for note in draft.notes]
    lang = language(draft.language)
    found: dict[int, list[tuple[int, int, str]]] = {}
    open_ = [note for note, old in zip(notes, draft.notes, strict=True) if not old.key]
    raised = any(figure in draft.text for figure in RAISED)
    pages = _Pages(lines, {note.marker for note in open_}, raised=raised)
    last: Place = (-1, 0, 0)
    for key, (row, start, end) in _behind(open_, lines).items():
        found.setdefault(row, []).append((start, end, key))
    bound = {key for marks in found.values() for _, _, key in marks}
    for page, group in groupby((note for note in open_ if note.key not in bound), lambda note: note.page):
        placed, last = _on_page(list(group), page, pages, lang, last)
        for key, (row, start, end) in placed.items():
            found.setdefault(row, []).append((start, end, key))
    markers = {note.key: note.marker for note in notes}
    for row, again in _repeated(found, markers, lines).items():
        found[row] = found.get(row, []) + again
    fresh: list[Entry] = list(draft.lines)
    for i, marks in found.items():
        line = lines[i]
        if line is not None:
            fresh[i] = replace(line, runs=_marked(line, sorted(marks), markers, journal))
    return replace(draft, lines=tuple(fresh), notes=tuple(notes))


def _repeated(
    found: Mapping[int, Sequence[tuple[int, int, str]]],
    markers: Mapping[str, str],
    lines: Sequence[Line | None],
) -> dict[int, list[tuple[int, int, str]]]:
    """Marks that call a note again. Only the old form with a stroke ("2/") is like nothing else; it calls the note
    that was called so last."""
    slashed = {
        key
        for row, marks in found.items()
        for start, end, key in marks
        if (line := lines[row]) is not None and line.text[start:end] == f"{markers[key]}/"
    }
    again: dict[int, list[tuple[int, int, str]]] = {}
    if not slashed:
        return again
    called: dict[str, str] = {}
    for row, line in enumerate(lines):
        taken = {start: key for start, _, key in found.get(row, ())}
        for mark in _SLASHED.finditer(line.text) if line is not None else ():
            key = taken.get(mark.start(), "")
            if key in slashed:
                called[mark["marker"]] = key
            elif not key and mark["marker"] in called and mark.start() > 0:
                again.setdefault(row, []).append((*mark.span(), called[mark["marker"]]))
    return again


class _Pages:
    """The lines of each page, and which of them hold the figures of which marker; each page is looked through once,
    though its lines are asked for with the notes of the pages beside it, too."""

    def __init__(self, lines: Sequence[Line | None], markers: Collection[str], *, raised: bool) -> None:
        self.lines = lines
        self._raised = raised  # some line holds raised figures
        self.rows: dict[int, list[int]] = {}
        for i, line in enumerate(lines):
            if line is not None:
                self.rows.setdefault(line.page, []).append(i)
        self._markers = frozenset(marker for marker in markers if _FIGURES.fullmatch(marker))
        self._sizes = {len(marker) for marker in self._markers}
        self._within: dict[str, list[str]] = {}
        self._holding: dict[int, dict[str, list[int]]] = {}

    def with_mark(self, page: int, marker: str) -> Sequence[int]:
        """The lines of a page that can hold the mark: of figures those with them, or with raised figures."""
        if not _FIGURES.fullmatch(marker):
            return self.rows.get(page, ())
        if page not in self._holding:
            self._holding[page] = self._held(page)
        holding = self._holding[page]
        return sorted({*holding.get(marker, ()), *holding.get(_ANY_RAISED, ())})

    def _held(self, page: int) -> dict[str, list[int]]:
        holding: dict[str, list[int]] = {}
        for row in self.rows.get(page, ()):
            line = self.lines[row]
            text = line.text if line is not None else ""
            if self._raised and not text.isascii() and RAISED_FIGURE.search(text):
                holding.setdefault(_ANY_RAISED, []).append(row)
            for figures in _FIGURES.findall(text):
                within = self._within.get(figures)
                for marker in self._markers_in(figures) if within is None else within:
                    holding.setdefault(marker, []).append(row)
        return holding

    def _markers_in(self, figures: str) -> list[str]:
        parts = [figures[i : i + size] for size in self._sizes for i in range(len(figures) - size + 1)]
        found = self._within[figures] = list(self._markers.intersection(parts))
        return found


def _on_page(
    notes: Sequence[DraftNote], page: int, pages: _Pages, lang: Language, last: Place
) -> tuple[dict[str, Place], Place]:
    """The places of the marks of the notes of one page, by key, and the last of them.

    A note that has no room stands on another page than its mark: where a mark is not found, or in doubt, the pages
    beside it are looked at, behind the last mark so far.
    """
    placed: dict[str, Place] = {}
    stars: dict[str, Place | None] = {}
    numbered: list[DraftNote] = []
    for note in notes:
        star = None
        if note.marker.startswith("*"):
            if note.marker not in stars:
                stars[note.marker] = _star(note.marker, pages.rows.get(page, ()), pages.lines)
            star = stars[note.marker]
        else:
            numbered.append(note)
        if star is not None:
            placed[note.key] = star
    markers = [note.marker for note in numbered]
    options = _options(markers, page, pages, lang)
    choices = best(markers, options)
    worth = {marker: dict(places) for marker, places in options.items()}
    if any(
        choice is None or worth[marker][choice] < _SURE
        for marker, choice in zip(markers, choices, strict=True)
    ):
        for beside in (page - 1, page + 1):
            for marker, far in _options(markers, beside, pages, lang).items():
                options[marker] += [(place, score - _BESIDE) for place, score in far if place > last]
        for places in options.values():
            places.sort()
        choices = best(markers, options)
    for note, choice in zip(numbered, choices, strict=True):
        if choice is not None:
            placed[note.key] = choice
            last = max(last, choice)
    return placed, last


def _options(markers: Sequence[str], page: int, pages: _Pages, lang: Language) -> dict[str, list[Option]]:
    """The candidates on a page, by marker."""
    return {
        marker: candidates(marker, pages.with_mark(page, marker), pages.lines, lang)
        for marker in set(markers)
    }


def _behind(notes: Sequence[DraftNote], lines: Sequence[Line | None]) -> dict[str, Place]:
    """The marks of notes that are gathered behind the text, by key.

    Their marks stand pages before them. Only what is raised is believed there, and only where it makes a series.
    """
    marks: dict[str, list[tuple[int, Place]]] = {}
    for row, line in enumerate(lines):
        if line is None or (len(line.runs) == 1 and not line.runs[0].raised):
            continue
        for start, end in raised_spans(line):
            marker = line.text[start:end].strip(" ()")
            if marker.isdecimal():
                place = with_brackets(line.text, line.text.index(marker, start), marker)
                marks.setdefault(marker, []).append((line.page, (row, *place)))
    lasts = {marker: max(page for page, _ in places) for marker, places in marks.items()}
    gathered = [note for note in notes if note.marker in marks and lasts[note.marker] < note.page - 1]
    if len(gathered) < _SERIES:
        return {}
    options = {note.marker: [(place, 1.0) for _, place in marks[note.marker]] for note in gathered}
    choices = best([note.marker for note in gathered], options)
    return {note.key: choice for note, choice in zip(gathered, choices, strict=True) if choice is not None}


def _star(marker: str, rows: Sequence[int], lines: Sequence[Line | None]) -> Place | None:
    pattern = re.compile(rf"(?<![\s*]) ?(?<!\*){re.escape(marker)}(?!\*)")
    for row in rows:
        line = lines[row]
        found = pattern.search(line.text) if line is not None else None
        if found and found.start() > 0:
            return row, found.end() - len(marker), found.end()
    return None


def _marked(
    line: Line, marks: list[tuple[int, int, str]], markers: Mapping[str, str], journal: Journal
) -> tuple[Run, ...]:
    """The runs of a line with its marks as runs of their own; the space that tools put before a mark is dropped, and a
    raised comma between two marks."""
    text = line.text
    whole = line.span
    parts: list[Run] = []
    at = 0
    for start, end, key in marks:
        edge = start
        while edge > at and text[edge - 1] in " \t\u00a0\u202f":
            edge -= 1
        between = cut_runs(line.runs, at, edge)
        if at and _is_raised_comma(between):
            for run in between:
                journal.dropped_span("between-marks", run.span)
        else:
            parts.extend(between)
        for run in cut_runs(line.runs, start, end)[:1]:
            parts.append(
                replace(
                    run,
                    text=markers[key],
                    note=key,
                    raised=False,
                    span=whole.cut(start, end) if whole is not None else None,
                )
            )
        at = end
    parts.extend(cut_runs(line.runs, at, len(text)))
    return merge_runs(parts)


def _unbracketed(draft: Draft, journal: Journal) -> Draft:
    """The draft without the brackets that print sets around the marks of notes, where the marks were known before."""
    lines = tuple(
        _without_brackets(entry, journal)
        if isinstance(entry, Line) and any(run.note for run in entry.runs)
        else entry
        for entry in draft.lines
    )
    same = all(a is b for a, b in zip(lines, draft.lines, strict=True))
    return draft if same else replace(draft, lines=lines)


def _without_brackets(line: Line, journal: Journal) -> Line:
    runs = list(line.runs)
    for at in range(1, len(runs) - 1):
        before, mark, behind = runs[at - 1 : at + 2]
        if mark.note and before.text.endswith("(") and behind.text.startswith(")"):
            size = len(before.text) - 1
            runs[at - 1], runs[at + 1] = before.cut(0, size), behind.cut(1, len(behind.text))
            for bracket in (before.cut(size, size + 1), behind.cut(0, 1)):
                journal.moved_span("bracket", bracket.span)
    same = all(a is b for a, b in zip(runs, line.runs, strict=True))
    return line if same else replace(line, runs=tuple(run for run in runs if run.text))


def _is_raised_comma(runs: Sequence[Run]) -> bool:
    """Whether nothing but a comma stands there, raised as marks are."""
    ink = [run for run in runs if run.text.strip()]
    return (
        "".join(run.text for run in ink).strip() in _COMMAS and bool(ink) and all(run.raised for run in ink)
    )
