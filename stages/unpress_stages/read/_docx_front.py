"""The front of a Word file and its signatures: what no style tells is told by words and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import itemgetter
from typing import Final

from unpress.draft import DraftTable, Entry, Line, placed
from unpress.folding import fold
from unpress.language import Language
from unpress.record import replace
from unpress.runs import Run
from unpress_stages._front import names, opens_text, role_of
from unpress_stages.read._docx_notes import Reference
from unpress_stages.read._masthead_table import KNOWN_BY, of_head, roles

_BLANK: Final = re.compile(r"[_\s]{8,}")
_BELOW: Final = 14
"""Lines between the masthead and the title: bodies, session, place and dates, agenda item."""


def unsigned(entries: list[Entry], bare: list[DraftTable], lang: Language) -> list[Entry]:
    """The entries with tables that set signatures beside each other as lines, one signature after the other. No line is
    drawn around their cells, and words or a line to write on tell them."""
    signed = fold(lang.closing.signed)
    unlined = set(map(id, bare))
    found: list[Entry] = []
    for entry in entries:
        if isinstance(entry, DraftTable) and id(entry) in unlined:
            cells = [cell for row in placed(entry.rows) for cell in row]
            lines = [line for _, cell in sorted(cells, key=itemgetter(0)) for line in cell.lines]
            texts = [fold(line.text.strip()) for line in lines]
            if any((signed and text.startswith(signed)) or _BLANK.fullmatch(text) for text in texts):
                found.extend(lines)
                continue
        found.append(entry)
    return found


def is_masthead(lines: Sequence[Entry], lang: Language) -> bool:
    """Whether the header of all pages is a masthead: a running head has the symbol, and says no more."""
    return bool(roles(lines, lang) & KNOWN_BY)


def titled(entries: list[Entry], lang: Language) -> list[Entry]:
    """The entries with the lines below the masthead that belong to it, and the title, where no style tells them.

    Those lines go up to the last that is known by its words, and to the title of the agenda item behind it. The title
    is the only heading of the first level if it stands next (Geneva has no style of its own for titles), or the bold
    lines that end with the name of the document ("Report of the Secretary-General").
    """
    start = next((i for i, entry in enumerate(entries) if not of_head(entry)), len(entries))
    if not start:
        return entries
    found = list(entries)
    end = start
    for i, entry in enumerate(found[start : start + _BELOW], start):
        if not isinstance(entry, Line) or entry.role == "title":
            break
        text = " ".join(entry.text.split()).rstrip("*")
        role = role_of(text, lang)
        if role == "other" and entry.role != "masthead" and opens_text(text, lang):
            break
        if entry.role == "masthead" or role != "other":
            end = i + 1 + (role == "agenda" and _unstyled_heading(found[i + 1 : i + 2]))
    for i, entry in enumerate(found[start:end], start):
        if isinstance(entry, Line):
            found[i] = replace(entry, role="masthead", level=0)
    first = [i for i, e in enumerate(found) if isinstance(e, Line) and e.role == "heading" and e.level == 1]
    title = found[end] if first == [end] else None
    if any(isinstance(e, Line) and e.role == "title" for e in found):
        return found
    if isinstance(title, Line):
        found[end] = replace(title, role="title", level=0)
        return found
    behind = takewhile(lambda e: _unstyled_heading([e]), found[end : end + _BELOW])
    bold = [line for line in behind if isinstance(line, Line)]
    named = next((n for n, line in enumerate(bold, 1) if names(line.text.strip(), lang)), 0)
    found[end : end + named] = [replace(line, role="title") for line in bold[:named]]
    return found


def _unstyled_heading(entries: list[Entry]) -> bool:
    return any(isinstance(entry, Line) and entry.role == "heading" and not entry.level for entry in entries)


def marked(entries: list[Entry], hidden: list[Reference]) -> Iterator[Entry]:
    """The entries with the marks of those notes whose reference is hidden: they are typed in the masthead, where Word
    has no notes."""
    waiting = {each.marker: each for each in hidden}
    for entry in entries:
        if isinstance(entry, Line) and waiting:
            runs: list[Run] = []
            for run in entry.runs:
                found = waiting.pop(run.text.strip(), None) if run.raised else None
                runs.append(run if found is None else replace(run, raised=False, note=found.key))
            yield replace(entry, runs=tuple(runs))
        else:
            yield entry
