"""Find the mark of each note in the text of its page.

A mark is raised ("¹", a raised run), glued to what is before it ("Agenda1"), behind a punctuation mark ("Rights,2"), in
brackets (Arabic print), or, from tools that lose the glue, between spaces ("report 2 that"). The digits of years,
symbols and quantities look the same, so all notes of a page are bound at once: their marks stand in the order of their
numbers, and of all ways to place them so the most believable is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from unpress.draft import Draft, DraftNote, Entry, Line, Run, cut_runs, merge_runs
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late, may_be_eastern
from unpress.record import replace
from unpress_stages._headings import part_word
from unpress_stages._keys import Keys
from unpress_stages.clean._figures import RAISED, SYMBOL_TAIL

_SKIP: Final = -2.5
"""What it costs to leave a note without a mark."""

_SURE: Final = 3.0
"""The score of a mark from which it is not looked for on other pages."""

_BESIDE: Final = 3.0
"""What it costs to find a mark on the page before or behind its note."""

_SERIES: Final = 3
"""The least number of marks that show that notes are gathered behind the text."""

_BEAM: Final = 32
"""How many ways to place the marks so far are followed."""

_Place = tuple[int, int, int]
"""Row, start, end."""

_Option = tuple[_Place, float]
"""A place and its score."""

_HEADING: Final = 40
"""Characters of a word for a part and its number."""
_FIGURES: Final = re.compile(r"\d+")
_COMMAS: Final = frozenset(",،，")
_ANY_RAISED: Final = "raised"
"""Stands for all raised figures where lines are told by what they hold."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Give the marks of notes their keys: runs of their own that name the note."""
    if not any(not note.key for note in draft.notes):
        return draft
    lines = [entry if isinstance(entry, Line) else None for entry in draft.lines]
    keys = Keys(note.key for note in draft.notes if note.key)
    notes = [note if note.key else replace(note, key=keys.new(note.marker)) for note in draft.notes]
    lang = language(draft.language)
    found: dict[int, list[tuple[int, int, str]]] = {}
    open_ = [note for note, old in zip(notes, draft.notes, strict=True) if not old.key]
    pages = _Pages(lines, {note.marker for note in open_})
    last: _Place = (-1, 0, 0)
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

    def __init__(self, lines: Sequence[Line | None], markers: Collection[str]) -> None:
        self.lines = lines
        self.rows: dict[int, list[int]] = {}
        for i, line in enumerate(lines):
            if line is not None:
                self.rows.setdefault(line.page, []).append(i)
        self._markers = frozenset(markers)
        self._longest = max(map(len, markers), default=0)
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
            if not text.isascii() and _RAISED.search(text):
                holding.setdefault(_ANY_RAISED, []).append(row)
            figures = _FIGURES.findall(text)
            for marker in self._markers.intersection(
                [
                    figure[i : i + size]
                    for figure in figures
                    for i in range(len(figure))
                    for size in range(1, min(self._longest, len(figure) - i) + 1)
                ]
            ):
                holding.setdefault(marker, []).append(row)
        return holding


def _on_page(
    notes: Sequence[DraftNote], page: int, pages: _Pages, lang: Language, last: _Place
) -> tuple[dict[str, _Place], _Place]:
    """The places of the marks of the notes of one page, by key, and the last of them.

    A note that has no room stands on another page than its mark: where a mark is not found, or in doubt, the pages
    beside it are looked at, behind the last mark so far.
    """
    placed: dict[str, _Place] = {}
    stars: dict[str, _Place | None] = {}
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
    choices = _best(markers, options)
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
        choices = _best(markers, options)
    for note, choice in zip(numbered, choices, strict=True):
        if choice is not None:
            placed[note.key] = choice
            last = max(last, choice)
    return placed, last


def _options(markers: Sequence[str], page: int, pages: _Pages, lang: Language) -> dict[str, list[_Option]]:
    """The candidates on a page, by marker."""
    return {
        marker: _candidates(marker, pages.with_mark(page, marker), pages.lines, lang)
        for marker in set(markers)
    }


def _behind(notes: Sequence[DraftNote], lines: Sequence[Line | None]) -> dict[str, _Place]:
    """The marks of notes that are gathered behind the text, by key.

    Their marks stand pages before them. Only what is raised is believed there, and only where it makes a series.
    """
    marks: dict[str, list[tuple[int, _Place]]] = {}
    for row, line in enumerate(lines):
        for start, end in _raised(line) if line is not None else ():
            marker = line.text[start:end].strip() if line is not None else ""
            if line is not None and marker.isdecimal():
                begin = line.text.index(marker, start)
                marks.setdefault(marker, []).append((line.page, (row, begin, begin + len(marker))))
    lasts = {marker: max(page for page, _ in places) for marker, places in marks.items()}
    gathered = [note for note in notes if note.marker in marks and lasts[note.marker] < note.page - 1]
    if len(gathered) < _SERIES:
        return {}
    options = {note.marker: [(place, 1.0) for _, place in marks[note.marker]] for note in gathered}
    choices = _best([note.marker for note in gathered], options)
    return {note.key: choice for note, choice in zip(gathered, choices, strict=True) if choice is not None}


def _raised(line: Line) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for run in line.runs:
        if run.raised:
            spans.append((at, at + len(run.text)))
        at += len(run.text)
    return spans


def _star(marker: str, rows: Sequence[int], lines: Sequence[Line | None]) -> _Place | None:
    pattern = re.compile(rf"(?<![\s*]) ?(?<!\*){re.escape(marker)}(?!\*)")
    for row in rows:
        line = lines[row]
        found = pattern.search(line.text) if line is not None else None
        if found and found.start() > 0:
            return row, found.end() - len(marker), found.end()
    return None


def _best(markers: Sequence[str], options: Mapping[str, Sequence[_Option]]) -> list[_Place | None]:
    """One of its places for each marker, or None, in increasing order and with the greatest sum.

    A state is what the marks so far are worth and where the last of them stands. One that stands behind another and is
    worth no more leads nowhere; of the others the ``_BEAM`` best go on, so that the work grows with the notes. Behind a
    state only those places count that are worth more than all before them.
    """
    steps: list[tuple[int, _Place | None]] = [(-1, None)]
    """The step before, and the place taken."""
    states: list[tuple[_Place, float, int]] = [((-1, 0, 0), 0.0, 0)]
    """Last place, score and last step, both of the first in increasing order."""
    better_places = {marker: _next_better(places) for marker, places in options.items()}
    for marker in markers:
        places, next_better = options[marker], better_places[marker]
        following: list[tuple[_Place, float, int, _Place | None]] = [
            (last, score + _SKIP, step, None) for last, score, step in states
        ]
        begins = [bisect_right(places, last[:2], key=_beginning) for last, _, _ in states]
        for (_, so_far, step), at, end in zip(states, begins, [*begins[1:], len(places)], strict=True):
            while at < end:
                place, score = places[at]
                following.append((place, so_far + score, step, place))
                at = next_better[at]
        following.sort(key=lambda state: (state[0], -state[1]))
        better: list[tuple[_Place, float, int, _Place | None]] = []
        for state in following:
            if not better or state[1] > better[-1][1]:
                better.append(state)
        states = []
        for last, score, step, taken in better[-_BEAM:]:
            steps.append((step, taken))
            states.append((last, score, len(steps) - 1))
    chosen: list[_Place | None] = []
    step = states[-1][2]
    while step > 0:
        step, taken = steps[step]
        chosen.append(taken)
    return chosen[::-1]


def _beginning(option: _Option) -> tuple[int, int]:
    return option[0][:2]


def _next_better(places: Sequence[_Option]) -> list[int]:
    """For each place the next that is worth more; their number where none is."""
    found = [len(places)] * len(places)
    open_: list[int] = []
    for i, (_, score) in enumerate(places):
        while open_ and places[open_[-1]][1] < score:
            found[open_.pop()] = i
        open_.append(i)
    return found


@lru_cache(maxsize=512)
def _pattern(number: str, eastern: bool) -> re.Pattern[str]:
    """Where a number may stand as a mark; ``eastern`` says that the text can hold Chinese characters."""
    shown = "".join(RAISED[int(d)] for d in number) if number.isdecimal() else re.escape(number)
    han = r"\u3400-\u9fff《（" if eastern else ""
    return re.compile(
        rf"""
        (?= [(\[{shown[:1]}{number[:1]}] )  # nothing else can begin one; most characters are passed over here
        (?: (?P<raised> (?<![{RAISED}]) {shown} (?![{RAISED}]) )
      | (?P<bracketed> \( \s{{0,40}} {number} \s{{0,40}} \) )
      | (?P<square> \[ \s{{0,2}} {number} \s{{0,2}} \] )
      | (?P<slashed> (?<=\s) {number}/ (?=[\s,;.]|$) )
      | (?P<glued> (?: (?<=[^\W\d_]) | (?<=[\]”»’"'》）〉%]) | (?<=[^\d\s]\)) | (?<=\d\)) ) {number} (?![\d/%]) )
      | (?P<stop> (?<=[,;:，；。、：.]) {number} (?= \s | $ | [”»’)\]{han}] ) )
      | (?P<year> (?: (?<=\b(?:19|20)\d\d) | (?<=\b(?:19|20)\d\d(?:19|20)\d\d) ) {number} (?! \d | /\d | \.\d ) )
      | (?P<figure> (?<=\d/\d\d\d) {number} (?!\d) )
      | (?P<part> (?: {SYMBOL_TAIL} ) {number} (?! \d | [/.,]\d ) )
      | (?P<tail> (?<=\d) {number} (?! \d | [/.,]\d ) )
      | (?P<spaced> (?<=\s) {number} (?= \s | $ | [,;.:，；。)»”](?!\d) | [《“] ) ) )
        """,
        re.VERBOSE,
    )


_SUFFIX: Final = late(r"\b(?:Add|Amend|Corr|Rev)\.$")
"""What stands before the number of an addendum, where the symbol itself is not repeated: "and Add.1"."""
_SLASHED: Final = late(r"(?<=\s)(?P<marker>\d{1,3}|[a-z])/(?=[\s,;.]|$)")
_RAISED: Final = re.compile(f"[{RAISED}]")
_SCORES: Final = {
    "raised": 10.0,
    "bracketed": 2.0,
    "square": 7.0,
    "slashed": 8.0,
    "glued": 6.0,
    "stop": 6.0,
    "year": 4.0,
    "figure": 0.6,
    "part": -1.0,
    "tail": -1.0,
    "spaced": 1.0,
}
_YEAR: Final = late(r"(?<!\d)(?:19|20)\d\d$")
_IN_A_LIST: Final = late(r"\d,\s$")
_SPACES: Final = late(r"[ \u00a0]{2,}")
_STRETCHED: Final = 0.5
"""The share of gaps that are wide in a line that justification has stretched."""
_BEHIND_A_FIGURE: Final = late(r"\d\s$")
_CITED: Final = late(r"(?:\d/\d{1,4}|(?<!\d)(?:19|20)\d\d|\))\s$")
"""A resolution, a year, a bracket: a figure behind one of them and a space is hardly a quantity."""


def _with_raised(
    places: list[_Option], marker: str, row: int, text: str, raised: Sequence[tuple[int, int]]
) -> list[_Option]:
    """The candidates with what is raised and nothing but the marker, with its brackets, raised or not."""
    found = list(places)
    for low, high in raised:
        if text[low:high].strip(" ()/") != marker:
            continue
        start = text.index(marker, low)
        end = start + len(marker)
        before, behind = text[:start].rstrip(" "), text[end:].lstrip(" ")
        if before.endswith("(") and behind.startswith(")"):
            start, end = len(before) - 1, len(text) - len(behind) + 1
        others = [
            place for place in found if place[0][0] != row or place[0][2] <= start or place[0][1] >= end
        ]
        found = [*others, ((row, start, end), _SCORES["raised"] + 8.0)]
    return found


def _candidates(
    marker: str, rows: Sequence[int], lines: Sequence[Line | None], lang: Language
) -> list[_Option]:
    places: list[_Option] = []
    for row in rows:
        line = lines[row]
        text = line.text if line is not None else ""
        if line is None or (marker not in text and (text.isascii() or not _RAISED.search(text))):
            continue
        if len(text) < _HEADING and part_word(lang).fullmatch(fold(text).strip()):
            continue  # the number of a part
        raised = _raised(line)
        stretched = _is_stretched(text)
        for found in _pattern(marker, may_be_eastern(text)).finditer(text):
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
                apart = _is_apart(text, start, end, stretched)
                before = _SPACES.sub(" ", text[max(0, start - 60) : start])
                behind = _SPACES.sub(" ", text[end : end + 60])
                counted = (
                    lang.notes.counted.search(before[-20:])
                    or lang.notes.unit.match(behind[:14])
                    or lang.find_dates(f" {marker}{behind[:24]}")
                )
                if _CITED.search(before[-14:]):
                    score = 2.5
                elif _YEAR.search(before[:-2]) and before[-2:] == ", " and not counted:
                    score = 1.0
                elif _BEHIND_A_FIGURE.search(before[-2:]):
                    score = 1.5 if len(marker) < 3 else -1.5  # "Agenda 21 13"; "10 000"
                elif _IN_A_LIST.search(before[-3:]) or counted:
                    score = -1.5
                elif apart or behind[:1] in ",;.:，；。《“":
                    score += 1.5
                if before[-2:-1] in lang.typography.quotes or before[-2:-1] in ",;":
                    score += 1.0
            elif kind == "part" and len(marker) == 1:
                score = -2.0
            elif kind == "tail" and (len(marker) == 1 or _YEAR.search(text, 0, end)):
                continue
            elif kind == "glued" and end < len(text) and text[end].isascii() and text[end].isalpha():
                score = 1.0
            elif kind == "glued" and not lang.openers.spaced and lang.notes.unit.match(text[end : end + 14]):
                score = 1.0  # a script without spaces glues quantities, too
            elif (
                kind == "stop"
                and text[start - 1] == "."
                and (
                    "/" in text[text.rfind(" ", 0, start) + 1 : start]
                    or _SUFFIX.search(text[max(0, start - 7) : start])
                )
            ):
                score = -3.0  # the last part of a symbol: A/75/L.82/Add.1
            elif (
                kind == "stop"
                and found.start() > 1
                and text[start - 2].isdigit()
                and text[start - 1] in ".,:"
            ):
                score = _behind_figure(text, start, marker, lang)
            if any(low <= start and end <= high for low, high in raised):
                score += 8.0
            places.append(((row, start, end), score))
        places = _with_raised(places, marker, row, text, raised)
    places.sort()
    return places


def _is_stretched(text: str) -> bool:
    """Whether the words of a line stand far apart."""
    wide = text.count("  ")
    return wide > _STRETCHED * (text.count(" ") - wide)


def _is_apart(text: str, start: int, end: int, stretched: bool) -> bool:
    """Whether the space beside a figure is not that between the words of the line: wider, or in a line whose words
    stand far apart narrower before the figure."""
    before, behind = text.endswith("  ", 0, start), text.startswith("  ", end)
    return behind and not before if stretched else before or behind


def _behind_figure(text: str, start: int, marker: str, lang: Language) -> float:
    """The score of a number behind a figure and a comma or point: "2030,1" or the decimals of "2.5"."""
    sign = text[start - 1]
    if _CITED.search(text[max(0, start - 14) : start - 1] + " "):
        return 4.0
    thousands = sign == lang.typography.thousands_mark and len(marker) == 3
    composed = sign in ".:"  # target 3.3, at 15.30
    return -3.0 if composed or sign == lang.typography.decimal_mark or thousands else 3.5


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
                for piece in run.span.pieces if run.span is not None else ():
                    journal.dropped("between-marks", piece.start, piece.end)
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


def _is_raised_comma(runs: Sequence[Run]) -> bool:
    """Whether nothing but a comma stands there, raised as marks are."""
    ink = [run for run in runs if run.text.strip()]
    return (
        "".join(run.text for run in ink).strip() in _COMMAS and bool(ink) and all(run.raised for run in ink)
    )
