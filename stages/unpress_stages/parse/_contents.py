"""The table of contents of a report: entries with leader dots and page numbers.

Dots and page numbers belong to the printed pages and are left out; the entries stay, as a list. Where a reader has left
out the entries themselves, which Word makes anew, their heading goes with them, as that of notes does whose notes are
bound to their marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from unpress.ast import Inlines
from unpress.draft import Entry, Line
from unpress.enumerator import at_start, readings
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language
from unpress.runs import Run, cut_runs, span_between
from unpress.source import Span
from unpress_stages.parse._inlines import inlines

_LEADER: Final = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…[….\s]*\s*|\t\s*(?=\d{1,4}\s*$)")
_PAGED: Final = re.compile(rf"(?:{_LEADER.pattern})|\s+(?=\d{{1,3}}$)")
"""The same where a column is headed "Page": the number alone may stand at the end."""
_PAGES: Final = re.compile(r"[\s\d–-]*\d\s*$")
_FIGURES: Final = re.compile(r"\d{1,4}(?:\s?[–-]\s?\d{1,4})?(?:\s+\d{1,4})?")
_REACH: Final = 6
"""Lines without leader dots between two with them: a long title, a column head, numbers apart from their words."""


class Contents(NamedTuple):
    """The entries, each with its number, and where the text goes on."""

    entries: list[tuple[str, Inlines, Span | None]]
    end: int


def contents(
    entries: Sequence[Entry], texts: Sequence[str], i: int, lang: Language, journal: Journal
) -> Contents | None:
    """The table of contents that line ``i`` heads, or None where it is no such heading or nothing like one follows."""
    if not _is(texts[i], lang.headings.contents):
        return None
    paged = any(_is_column_head(text, lang) for text in texts[i + 1 : i + 4])
    end = _end(entries, texts, i + 1, _PAGED if paged else _LEADER)
    if end is None:
        return None
    found: list[tuple[str, Inlines, Span | None]] = []
    label, at = "", None
    for entry in entries[i + 1 : end]:
        if not isinstance(entry, Line):
            continue
        if _is_column_head(entry.text, lang) or _FIGURES.fullmatch(entry.text.strip()):
            _drop(entry, 0, len(entry.text), journal)
            continue
        text = entry.text
        lead = len(text) - len(text.lstrip())
        number = at_start(f"{text[lead:]} A")
        start = lead
        if number is not None and readings(number[0]):
            if label:  # a number whose words are missing
                found.append((label, (), at))
            label, start = number[0], min(lead + number[1], len(text))
            at = span_between(entry.runs, lead, start)
        content = inlines(_without_leader(entry, start, _PAGED if paged else _LEADER, journal))
        if content:
            found.append((label, content, at))
            label, at = "", None
    if label:
        found.append((label, (), at))
    return Contents(found, end) if found else None


def is_emptied(entries: Sequence[Entry], texts: Sequence[str], i: int, lang: Language) -> bool:
    """Whether line ``i`` heads contents or notes that are not there: a heading of its rank, or nothing, is next."""
    line = entries[i]
    if not isinstance(line, Line) or not (
        _is(texts[i], lang.headings.contents) or _is(texts[i], lang.page.notes)
    ):
        return False
    behind = entries[i + 1] if i + 1 < len(entries) else None
    return behind is None or (
        isinstance(behind, Line)
        and line.role == behind.role == "heading"
        and (not line.level or behind.level <= line.level)
    )


def _is(text: str, word: str) -> bool:
    return bool(word) and fold(text).casefold().rstrip("*") == fold(word).casefold()


def _end(entries: Sequence[Entry], texts: Sequence[str], start: int, mark: re.Pattern[str]) -> int | None:
    """The line behind the last one with leader dots, or, in a table with a column for them, with a page number."""
    last = None
    for j in range(start, len(entries)):
        entry = entries[j]
        if not isinstance(entry, Line):
            break
        if mark.search(entry.text):
            last = j
        elif j - (last if last is not None else start) > _REACH:
            break
    if last is None:
        return None
    while last + 1 < len(entries) and _FIGURES.fullmatch(texts[last + 1]):
        last += 1
    return last + 1


def _is_column_head(text: str, lang: Language) -> bool:
    """Whether a line heads the column of page numbers, as "Page" and "Paragraphs Page" do."""
    heads = {fold(word).casefold() for word in (lang.headings.page, lang.headings.paragraphs)}
    said = fold(text).casefold().split()
    return 0 < len(said) <= 3 and said[-1] in heads


def _without_leader(line: Line, start: int, mark: re.Pattern[str], journal: Journal) -> tuple[Run, ...]:
    """The words of an entry: leader dots and the page number behind them are dropped."""
    text = line.text
    found = mark.search(text, start)
    if found is None:
        return cut_runs(line.runs, start, len(text))
    pages = _PAGES.fullmatch(text, found.end()) if found.end() < len(text) else None
    stop = len(text) if pages is not None or found.end() == len(text) else found.end()
    _drop(line, found.start(), stop, journal)
    return (*cut_runs(line.runs, start, found.start()), *cut_runs(line.runs, stop, len(text)))


def _drop(line: Line, start: int, end: int, journal: Journal) -> None:
    span = span_between(line.runs, start, end)
    journal.dropped_span("leader", span)
