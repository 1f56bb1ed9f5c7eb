"""Find the mark of each note in the text of its page.

A mark is raised ("¹", a raised run), glued to what is before it ("Agenda1"), behind a punctuation mark ("Rights,2"), in
brackets (Arabic print), or, from tools that lose the glue, between spaces ("report 2 that"). The digits of years,
symbols and quantities look the same, so all notes of a page are bound at once: their marks stand in the order of their
numbers, and of all ways to place them so the most believable is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from unpress.draft import Draft, DraftNote, Entry, Line, Run, cut_runs, merge_runs
from unpress.journal import Journal
from unpress.language import Language, language
from unpress_stages.clean._figures import RAISED

_SKIP: Final = -2.5
"""What it costs to leave a note without a mark."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Give the marks of notes their keys: runs of their own that name the note."""
    if not any(not note.key for note in draft.notes):
        return draft
    lines = [entry if isinstance(entry, Line) else None for entry in draft.lines]
    taken = {note.key for note in draft.notes if note.key}
    notes = list(draft.notes)
    for i, note in enumerate(notes):
        if not note.key:
            key = note.marker
            while key in taken:
                key += "'"
            taken.add(key)
            notes[i] = replace(note, key=key)
    lang = language(draft.language)
    found: dict[int, list[tuple[int, int, str]]] = {}
    for page in sorted({note.page for note in notes}):
        group = [
            note for note, old in zip(notes, draft.notes, strict=True) if note.page == page and not old.key
        ]
        if not group:
            continue
        where = [i for i, line in enumerate(lines) if line is not None and line.page == page]
        texts = [line.text for i in where if (line := lines[i]) is not None]
        raised = [_raised(line) for i in where if (line := lines[i]) is not None]
        for key, (row, start, end) in _place(group, texts, raised, lang).items():
            found.setdefault(where[row], []).append((start, end, key))
    fresh: list[Entry] = list(draft.lines)
    for i, marks in found.items():
        line = lines[i]
        if line is not None:
            fresh[i] = replace(line, runs=_marked(line, sorted(marks), notes, journal))
    return replace(draft, lines=tuple(fresh), notes=tuple(notes))


def _raised(line: Line) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for run in line.runs:
        if run.raised:
            spans.append((at, at + len(run.text)))
        at += len(run.text)
    return spans


def _place(
    notes: Sequence[DraftNote], texts: Sequence[str], raised: Sequence[list[tuple[int, int]]], lang: Language
) -> dict[str, tuple[int, int, int]]:
    """The place (row, start, end) of each note's mark, by key."""
    placed: dict[str, tuple[int, int, int]] = {}
    for note in notes:
        if note.marker.startswith("*"):
            star = _star(note.marker, texts)
            if star is not None:
                placed[note.key] = star
    numbered = [note for note in notes if not note.marker.startswith("*")]
    options = [_candidates(note.marker, texts, raised, lang) for note in numbered]
    for note, choice in zip(numbered, _best(options), strict=True):
        if choice is not None:
            placed[note.key] = choice
    return placed


def _star(marker: str, texts: Sequence[str]) -> tuple[int, int, int] | None:
    pattern = re.compile(rf"(?<![\s*]) ?(?<!\*){re.escape(marker)}(?!\*)")
    for row, text in enumerate(texts):
        found = pattern.search(text)
        if found and found.start() > 0:
            return row, found.end() - len(marker), found.end()
    return None


_Place = tuple[int, int, int]


def _best(options: Sequence[list[tuple[_Place, float]]]) -> list[_Place | None]:
    """One place for each list, or None, in increasing order and with the greatest sum."""
    # states: (last place, score, choices), best score for each last place
    states: list[tuple[_Place, float, tuple[_Place | None, ...]]] = [((-1, 0, 0), 0.0, ())]
    for places in options:
        following: list[tuple[_Place, float, tuple[_Place | None, ...]]] = [
            (last, score + _SKIP, (*chosen, None)) for last, score, chosen in states
        ]
        ends = [state[0] for state in states]
        best_to: list[int] = []
        for i, state in enumerate(states):
            best_to.append(i if not best_to or state[1] > states[best_to[-1]][1] else best_to[-1])
        for place, score in places:
            before = bisect_right(ends, (place[0], place[1], -1)) - 1
            if before >= 0:
                _, so_far, chosen = states[best_to[before]]
                following.append((place, so_far + score, (*chosen, place)))
        following.sort(key=lambda state: (state[0], -state[1]))
        states = [s for i, s in enumerate(following) if i == 0 or s[0] != following[i - 1][0]]
    return list(max(states, key=lambda state: state[1])[2])


@lru_cache(maxsize=512)
def _pattern(number: str) -> re.Pattern[str]:
    shown = "".join(RAISED[int(d)] for d in number) if number.isdigit() else re.escape(number)
    return re.compile(
        rf"""
        (?P<raised> (?<![{RAISED}]) {shown} (?![{RAISED}]) )
      | (?P<bracketed> \( \s? {number} \s? \) )
      | (?P<slashed> (?<=\s) {number}/ (?=[\s,;.]|$) )
      | (?P<glued> (?: (?<=[^\W\d_]) | (?<=[\]”»’"'》）〉%]) | (?<=[^\d\s]\)) | (?<=\d\)) ) {number} (?![\d/%]) )
      | (?P<stop> (?<=[,;:，；。、：.]) {number} (?= \s | $ | [”»’)\]] | [\u3400-\u9fff《（] ) )
      | (?P<year> (?<=\b(?:19|20)\d\d) {number} (?! \d | /\d | \.\d ) )
      | (?P<figure> (?<=\d/\d\d\d) {number} (?!\d) )
      | (?P<spaced> (?<=\s) {number} (?= \s | $ | [,;.:，；。] ) )
        """,
        re.VERBOSE,
    )


_RAISED: Final = re.compile(f"[{RAISED}]")
_SCORES: Final = {
    "raised": 10.0,
    "bracketed": 2.0,
    "slashed": 8.0,
    "glued": 6.0,
    "stop": 6.0,
    "year": 4.0,
    "figure": 0.6,
    "spaced": 1.0,
}
_IN_A_LIST: Final = re.compile(r"\d,?\s$")
_CITED: Final = re.compile(r"(?:\d/\d{1,4}|(?<!\d)(?:19|20)\d\d|\))\s$")
"""A resolution, a year, a bracket: a figure behind one of them and a space is hardly a quantity."""


def _candidates(
    marker: str, texts: Sequence[str], raised: Sequence[list[tuple[int, int]]], lang: Language
) -> list[tuple[_Place, float]]:
    places: list[tuple[_Place, float]] = []
    pattern = _pattern(marker)
    for row, text in enumerate(texts):
        if marker not in text and not _RAISED.search(text):
            continue
        for found in pattern.finditer(text):
            kind = found.lastgroup or "spaced"
            start, end = found.span()
            score = _SCORES[kind]
            if kind == "bracketed":
                score = 6.0 if lang.typography.note_brackets else 0.5
                if start == 0:
                    score -= 5.0  # an enumerator
            elif start == 0:
                score -= 4.0
            elif kind == "spaced":
                before, behind = text[:start], text[end : end + 14]
                if _CITED.search(before[-14:]):
                    score = 2.5
                elif (
                    _IN_A_LIST.search(before[-3:])
                    or lang.notes.counted.search(before[-20:])
                    or lang.notes.unit.match(behind)
                    or lang.find_dates(text[max(0, start - 1) : end + 24])
                ):
                    score = -1.5
                elif before.endswith("  ") or behind.startswith("  ") or behind[:1] in ",;.:，；。":
                    score += 1.5
                if before[-2:-1] in lang.typography.quotes or before[-2:-1] in ",;":
                    score += 1.0
            elif kind == "glued" and end < len(text) and text[end].isascii() and text[end].isalpha():
                score = 1.0
            elif kind == "glued" and not lang.openers.spaced and lang.notes.unit.match(text[end : end + 14]):
                score = 1.0  # a script without spaces glues quantities, too
            elif (
                kind == "stop"
                and text[start - 1] == "."
                and "/" in text[text.rfind(" ", 0, start) + 1 : start]
            ):
                score = -3.0  # the last part of a symbol: A/75/L.82/Add.1
            elif (
                kind == "stop"
                and found.start() > 1
                and text[start - 2].isdigit()
                and text[start - 1] in ".,:"
            ):
                score = _behind_figure(text, start, marker, lang)
            if any(low <= start and end <= high for low, high in raised[row]):
                score += 8.0
            places.append(((row, start, end), score))
    places.sort()
    return places


def _behind_figure(text: str, start: int, marker: str, lang: Language) -> float:
    """The score of a number behind a figure and a comma or point: "2030,1" or the decimals of "2.5"."""
    sign = text[start - 1]
    if _CITED.search(text[max(0, start - 14) : start - 1] + " "):
        return 4.0
    thousands = sign == lang.typography.thousands_mark and len(marker) == 3
    return -2.0 if sign == lang.typography.decimal_mark or thousands else 3.5


def _marked(
    line: Line, marks: list[tuple[int, int, str]], notes: Sequence[DraftNote], journal: Journal
) -> tuple[Run, ...]:
    """The runs of a line with its marks as runs of their own; the space that tools put before a mark is dropped."""
    text = line.text
    whole = line.span
    markers = {note.key: note.marker for note in notes}
    parts: list[Run] = []
    at = 0
    for start, end, key in marks:
        edge = start
        while edge > at and text[edge - 1] in " \t\u00a0\u202f":
            edge -= 1
        parts.extend(cut_runs(line.runs, at, edge))
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
