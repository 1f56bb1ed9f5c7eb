"""Notes that are known by links: each mark leads to its note, and the note leads back to its mark.

What makes web pages and Markdown of documents sets the notes behind the text, in a list or a paragraph each, and ties
them to their marks by links within the page: "[[1]](#footnote-1)" and "1. Resolution 70/1. [↑](#footnote-ref-1)".
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final, NamedTuple

from unpress.draft import Draft, DraftNote, Line, woven
from unpress.journal import Journal
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Run, cut_runs
from unpress_stages._linked import is_way_back, name_of, tied

_MARK: Final = late(r"\s*(?P<open>[\[(]?)(?P<label>\d{1,3}|\*{1,3}|[a-z])[\])]?\s*")
_NUMBER: Final = late(r"\s*(?P<label>\d{1,3})[.)]?\s+")
_PARAGRAPHS: Final = 8
"""Lines of a note before the one that leads back, at most."""


class _Note(NamedTuple):
    """A note in the lines: the first line, the place behind the last, its label, the links to its mark."""

    first: int
    end: int
    label: str
    target: str


def take(draft: Draft, journal: Journal) -> Draft:
    """Move notes that links tie to their marks into ``notes``; the same draft where there are none."""
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    links = [run.link for line in lines for run in line.runs if run.link.startswith("#")]
    pairs = tied(links) if links else frozenset[str]()
    if not pairs:
        return draft
    marks = {
        name_of(run.link): found["label"]
        for line in lines
        for run in line.runs
        if _leads_there(run, pairs) and (found := _MARK.fullmatch(run.text))
    }
    notes = _notes(lines, marks, pairs)
    if not notes:
        return draft
    bound = {note.target: note.label for note in notes}
    gone = {i for note in notes for i in range(note.first, note.end)}
    body = [_bound(line, bound, pairs, journal) for i, line in enumerate(lines) if i not in gone]
    moved = tuple(
        DraftNote(note.label, _lines(lines[note.first : note.end], note, pairs, journal), note.label)
        for note in notes
    )
    return replace(draft, lines=woven(body, draft.lines), notes=(*draft.notes, *moved))


def _leads_there(run: Run, pairs: Set[str]) -> bool:
    return run.link in pairs and not is_way_back(run.link)


def _leads_back(run: Run, pairs: Set[str]) -> bool:
    return run.link in pairs and is_way_back(run.link)


def _notes(lines: Sequence[Line], marks: dict[str, str], pairs: Set[str]) -> list[_Note]:
    """The notes in order: a note begins with its number, or with the link that leads back, and ends with that link, or
    with its paragraph."""
    found: list[_Note] = []
    end = 0
    for i, line in enumerate(lines):
        names = [name_of(run.link) for run in line.runs if _leads_back(run, pairs)]
        label = marks.get(names[0], "") if names else ""
        if not label:
            continue
        first = i
        opening = _leads_back(line.runs[0], pairs)
        while not opening and first > max(end, i - _PARAGRAPHS) and not _opens(lines[first], label):
            first -= 1
        if not opening and not _opens(lines[first], label):
            first = i
        end = i + 1
        while opening and end < len(lines) and lines[end].starts is None and not lines[end].gap:
            if any(_leads_back(run, pairs) for run in lines[end].runs):
                break
            end += 1
        found.append(_Note(first, end, label, names[0]))
    return found


def _opens(line: Line, label: str) -> bool:
    found = _NUMBER.match(line.text)
    return found is not None and found["label"] == label


def _bound(line: Line, bound: dict[str, str], pairs: Set[str], journal: Journal) -> Line:
    """A line whose marks name their notes, without the brackets that stand for print's raising them."""
    if not any(_leads_there(run, pairs) for run in line.runs):
        return line
    runs: list[Run] = []
    for run in line.runs:
        found = _MARK.fullmatch(run.text) if _leads_there(run, pairs) else None
        label = bound.get(name_of(run.link)) if found is not None else None
        if found is None or label is None:
            runs.append(run)
            continue
        start, end = found.span("label")
        for part in (run.cut(0, start), run.cut(end, len(run.text))):
            journal.dropped_span("mark", part.span)
        runs.append(replace(run.cut(start, end), link="", note=label, raised=True))
    return replace(line, runs=tuple(runs))


def _lines(lines: Sequence[Line], note: _Note, pairs: Set[str], journal: Journal) -> tuple[Line, ...]:
    """The lines of a note without its number and without the link that leads back."""
    found: list[Line] = []
    for place, line in enumerate(lines):
        runs: list[Run] = []
        for run in line.runs:
            if _leads_back(run, pairs):
                journal.dropped_span("mark", run.span)
            else:
                runs.append(run)
        kept = replace(line, runs=tuple(runs), role="", level=0)
        number = _NUMBER.match(kept.text) if not place and _opens(kept, note.label) else None
        lead = number.end() if number is not None else len(kept.text) - len(kept.text.lstrip())
        for run in cut_runs(kept.runs, 0, lead):
            journal.moved_span("marker", run.span)
        runs = list(cut_runs(kept.runs, lead, len(kept.text.rstrip())))
        if runs:
            found.append(replace(kept, runs=tuple(runs)))
    return tuple(found)
