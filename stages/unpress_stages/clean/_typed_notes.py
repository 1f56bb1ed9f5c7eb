"""Notes that were typed as paragraphs, in a text whose paragraphs are known: each opens with a raised figure.

Who sets notes by hand raises the mark in the text and the number before the note. Paragraphs that open with raised
figures, one number after the other, are notes where each number is raised in the text above them, in lines and not in
tables, which have notes of their own. A paragraph between two of them belongs to the first where the mark of the
second stands above both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from unpress.draft import Draft, DraftNote, Line
from unpress.journal import Journal
from unpress.record import replace
from unpress.runs import cut_runs
from unpress_stages.clean._figures import RAISED
from unpress_stages.clean._foot import FIGURES, SEPARATOR

_PARAGRAPHS: Final = 4
"""A note has fewer."""
_DIGITS: Final = frozenset("0123456789")


class _Opened(NamedTuple):
    """A paragraph that opens with a raised figure: its place, the number, and where its words begin."""

    line: int
    number: int
    at: int


def take(draft: Draft, journal: Journal) -> Draft:
    """Move typed notes from the lines into ``notes``; the same draft where there are none."""
    lines = draft.lines
    found = _notes(lines)
    if not found:
        return draft
    notes: list[DraftNote] = []
    gone: set[int] = set()
    for place, (note, end) in enumerate(found):
        first = lines[note.line]
        if not isinstance(first, Line):
            continue
        for run in cut_runs(first.runs, 0, note.at):
            journal.moved_span("marker", run.span)
        body = (replace(first, runs=cut_runs(first.runs, note.at, len(first.text))),)
        more = tuple(line for line in lines[note.line + 1 : end] if isinstance(line, Line))
        notes.append(DraftNote(str(note.number), tuple(line for line in (*body, *more) if line.runs)))
        gone.update(range(note.line, end))
        above = lines[note.line - 1] if note.line else None
        begins = not place or found[place - 1][1] != note.line
        if begins and isinstance(above, Line) and SEPARATOR.fullmatch(above.text.strip()):
            journal.dropped_span("separator", above.span)
            gone.add(note.line - 1)
    kept = tuple(line for i, line in enumerate(lines) if i not in gone)
    return replace(draft, lines=kept, notes=(*draft.notes, *notes))


def _notes(lines: Sequence[object]) -> list[tuple[_Opened, int]]:
    """The typed notes, each with the place behind its last paragraph."""
    found: list[tuple[_Opened, int]] = []
    marks: dict[int, int] = {}  # of each raised number the first line that has it
    last = 0
    for i, line in enumerate(lines):
        if not isinstance(line, Line):
            continue
        opened = _opened(line, i)
        if opened is not None and opened.number == last + 1 and opened.number in marks:
            before, end = found[-1] if found else (opened, i)
            if (
                end < i < before.line + _PARAGRAPHS
                and marks[opened.number] < before.line
                and _are_lines(lines[end:i])
            ):
                found[-1] = (before, i)
            found.append((opened, i + 1))
            last = opened.number
        else:
            for number in _raised(line):
                marks.setdefault(number, i)
    return found


def _are_lines(between: Sequence[object]) -> bool:
    """Whether what stands between two notes can belong to the first: no table, no heading."""
    return all(isinstance(line, Line) and line.role in ("", "paragraph") for line in between)


def _opened(line: Line, place: int) -> _Opened | None:
    text = line.text
    lead = len(text) - len(text.lstrip())
    end = lead
    for at, sign, raised in _signs(line):
        if at >= lead:
            if not (sign in RAISED or (raised and sign in _DIGITS)):
                break
            end = at + 1
    digits = text[lead:end].translate(FIGURES)
    if not digits or len(digits) > 3:
        return None
    words = text[end:].lstrip(". \u00a0\u2003\u3000")
    return _Opened(place, int(digits), len(text) - len(words)) if words else None


def _signs(line: Line) -> Iterator[tuple[int, str, bool]]:
    """The characters of a line with their places, and whether they are raised."""
    at = 0
    for run in line.runs:
        for sign in run.text:
            yield at, sign, run.raised
            at += 1


def _raised(line: Line) -> Iterator[int]:
    """The raised numbers in a line that do not open it."""
    digits = ""
    for at, sign, raised in (*_signs(line), (0, " ", False)):
        if sign in RAISED or (raised and sign in _DIGITS):
            digits += sign if at else " "  # a line that opens with one is a note, or none
        elif digits:
            if digits.isdecimal() or all(digit in RAISED for digit in digits):
                yield int(digits.translate(FIGURES))
            digits = ""
