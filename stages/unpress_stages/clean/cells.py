"""Take up tables whose columns do not stand under each other any more: rows with single spaces, or cells in a column.

Tools leave a table in one of three ways: a line for each row, its cells joined by single spaces, the rest of a wrapped
name in lines of its own; a line for each cell, row after row; or a line for each cell, column after column. What they
have in common is figures behind short lines of words, again and again. Four such rows are a table, two behind a drawn
line; the number of figures that most rows have is the number of its columns. Its heads are the short lines between the
last text, its title, or the drawn line, and the first row. Where whole columns follow each other the rows cannot be
told, and a problem says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from itertools import takewhile
from typing import Final

from unpress.draft import Draft, DraftTable, Entry, Line
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import mutable, replace
from unpress.runs import Run, merge_runs
from unpress_stages.clean._cell_lines import (
    DASHED,
    LONGEST,
    WORDS,
    Seen,
    Spans,
    are_years,
    cells_of,
    figures_of,
    full_line,
    goes_on,
    is_rule,
    see,
    with_groups,
)
from unpress_stages.clean._facts import ENDS, han
from unpress_stages.clean._head import below_head

PROBLEMS: Final = {
    "columns": "The cells of a table stand column after column: which of them make a row is not known.",
    "turned": "The figures of a table stand before the names of their rows.",
}

_NOTE: Final = late(r"(?P<letter>[a-z])(?:$|\s+(?![a-z]))")
_ROWS: Final = 4
_APART: Final = 20
"""Lines of words from one row to the next: wrapped names, groups, all of them short lines."""
_COLUMN: Final = 8
"""Figures one under the other that are a column of their own."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Put a table in the place of its lines."""
    entries = draft.lines
    if all(isinstance(entry, Line) and entry.starts is not None for entry in entries):
        return draft
    if not _may_hold_table(entries):
        return draft
    figured = [figures_of(entry.text.rstrip()) if isinstance(entry, Line) else (0, ()) for entry in entries]
    lang = language(draft.language)
    if lang.right_to_left:
        entries, figured = _numbers_behind(entries, figured, journal)
    full = full_line(entries)
    seen = [see(entry, *found, lang, full) for entry, found in zip(entries, figured, strict=True)]
    seen = with_groups(seen, full)
    at = below_head(
        [e for e in takewhile(lambda e: isinstance(e, Line), entries) if isinstance(e, Line)], lang
    )
    fresh: list[Entry] = list(entries[:at])
    while at < len(entries):
        if not seen[at].kind:
            fresh.append(entries[at])
            at += 1
            continue
        end = at
        while end < len(entries) and seen[end].kind:
            end += 1
        for found in _tables(seen, at, end, seen[at - 1].line if at else None, lang):
            fresh.extend(_without_rules(seen[at : found.start], journal))
            fresh.append(_built(found, journal))
            at, end = found.end, max(end, found.end)
        fresh.extend(_without_rules(seen[at:end], journal))
        at = end
    if len(fresh) == len(draft.lines) and all(a is b for a, b in zip(fresh, draft.lines, strict=True)):
        return draft
    return replace(draft, lines=tuple(_with_notes(fresh)))


def _numbers_behind(
    entries: tuple[Entry, ...], figured: Sequence[tuple[int, Spans]], journal: Journal
) -> tuple[tuple[Entry, ...], list[tuple[int, Spans]]]:
    """Entries in which the number of a paragraph that stands alone among figures and names, where a tool takes it for
    the rightmost column of its page, comes behind them."""
    order = list(range(len(entries)))
    for i in range(len(entries) - 2, 0, -1):
        line = entries[i]
        if not isinstance(line, Line) or line.gap <= 0 or not DASHED.fullmatch(line.text):
            continue
        below = entries[i + 1]
        if not isinstance(below, Line) or figured[i + 1][0] or below.page != line.page:
            continue
        end = i + 1
        while end < len(entries) and _is_cell(entries[end]):
            end += 1
        if end < len(entries) and sum(bool(figured[k][1]) for k in range(i + 1, end)) >= _ROWS:
            order[i:end] = [*order[i + 1 : end], i]
            journal.moved_span("number", line.span)
    return tuple(entries[i] for i in order), [figured[i] for i in order]


def _is_cell(entry: Entry) -> bool:
    """Whether an entry is a short line between blank lines that neither ends a sentence nor has a number."""
    if not isinstance(entry, Line) or entry.gap <= 0 or len(entry.text) > LONGEST:
        return False
    return entry.text[-1:] not in ENDS and not DASHED.fullmatch(entry.text)


def _without_rules(seen: list[Seen], journal: Journal) -> list[Line]:
    """The lines that are no drawn lines: those are furniture where no table stands under them."""
    kept: list[Line] = []
    for line, kind in ((each.line, each.kind) for each in seen):
        if line is not None and kind == "rule":
            journal.dropped("rule", line.start, line.end)
        elif line is not None:
            kept.append(line)
    return kept


def _may_hold_table(entries: tuple[Entry, ...]) -> bool:
    """Whether there is a drawn line, or are as many lines with figures as a table has: most texts have neither."""
    rows = 0
    for text in [entry.text.rstrip() for entry in entries if isinstance(entry, Line)]:
        if text[-2:-1].isalpha():
            continue  # no figure and no rule ends so
        words, figures = figures_of(text)
        rows += bool(figures) and words <= LONGEST and not are_years(text, figures)
        if rows >= _ROWS or is_rule(text.lstrip()):
            return True
    return False


# ------------------------------------------------------------------------------------------------ where they are


@mutable
class _Found:
    """The lines of a table, and the number of its columns of figures; 0 where whole columns follow each other."""

    start: int
    end: int
    columns: int
    lines: list[Seen] = field(default_factory=list[Seen])
    turned: bool = False


def _tables(seen: list[Seen], low: int, high: int, before: Line | None, lang: Language) -> list[_Found]:
    """The tables in a stretch of lines that can belong to one."""
    found: list[_Found] = []
    rows: list[int] = []
    for i in (*(i for i in range(low, high) if seen[i].kind in {"row", "figures"}), high + _APART + 1):
        if rows and i - rows[-1] > _APART + 1:
            table = _table(seen, found[-1].end if found else low, rows, high, before, lang)
            if table is not None:
                found.append(table)
            rows = []
        rows.append(i)
    return found


def _table(
    seen: list[Seen], low: int, rows: list[int], high: int, before: Line | None, lang: Language
) -> _Found | None:
    """The table with these rows; nothing where they are not enough."""
    head = seen[low : rows[0]]
    rule = next((low + i for i, line in enumerate(head) if line.kind == "rule"), None)
    columns, count = _columns(seen, rows)
    if count < (_ROWS if rule is None or rows[0] - rule > WORDS else 2) or (not columns and count < _COLUMN):
        return None
    if rule is not None:
        start = rule
    elif before is None or before.text.rstrip().endswith((":", "：")):
        start = low
    elif before.text.rstrip()[-1:] in ENDS or len(before.text) < 24:
        start = min(low + 1, rows[0])  # the first line is the title
    elif seen[low].kind == "words" and head[0].line is not None and goes_on(head[0].line.text):
        start = low + 1
    else:
        start = low
    if columns and rows[0] - start > 2 * WORDS:
        start = rows[0]
    found = _Found(start, _end(seen, start, rows[-1] + 1, high, lang), columns, seen)
    return _turned(found) if lang.right_to_left else found


def _columns(seen: list[Seen], rows: list[int]) -> tuple[int, int]:
    """How many figures most rows have, and how many rows have so many. None at all: columns follow each other."""
    counts: Counter[int] = Counter()
    run = 0
    longest = 0
    for place, i in enumerate(rows):
        if seen[i].kind == "row":
            counts[len(seen[i].figures)] += 1
            continue
        run += len(seen[i].figures)
        if place + 1 == len(rows) or rows[place + 1] != i + 1 or seen[rows[place + 1]].kind == "row":
            counts[run] += 1
            longest, run = max(longest, run), 0
    columns, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    if longest >= _COLUMN and count < _ROWS:
        return 0, len(rows)
    return columns, count


def _end(seen: list[Seen], start: int, end: int, high: int, lang: Language) -> int:
    """Where a table ends: behind the last row come the rest of its name, and cells that lost their row if the notes
    to the table stand behind them."""
    column = max(
        (cells_of(line.line.text[: line.words]) for line in seen[start:end] if line.line is not None),
        default=0,
    )
    for i in range(end, min(end + 2 * WORDS, len(seen))):
        line = seen[i].line
        if line is None:
            break
        if _first_note(line.text.strip(), seen[start:end], lang):
            return i
        if cells_of(line.text) > 1.1 * column:
            break
    while end < high and seen[end].kind == "words":
        line, above = seen[end].line, seen[end - 1].line
        if line is None or above is None:
            break
        first = line.text.split(" ", 1)[0]
        room = column - cells_of(above.text[: seen[end - 1].words]) - 1
        if not line.text[:1].islower() and cells_of(first[:2] if han(first) else first) <= room:
            break
        end += 1
    return end


def _turned(found: _Found) -> _Found:
    """A table of a line for each cell, told to have the figures of a row before its name, and with the name of its last
    row, where tools write rows that run from right to left so: a name stands behind the figures of each row and none
    between the heads and the first figures."""
    inside = [seen for seen in found.lines[found.start : found.end] if seen.kind != "rule"]
    first = next((i for i, seen in enumerate(inside) if seen.figures), 0)
    if not found.columns or any(seen.kind == "row" for seen in inside):
        return found
    heads = _cells_of_words(inside[:first])
    behind = inside[first:]
    last = found.lines[found.end] if found.end < len(found.lines) else None
    more = bool(behind) and behind[-1].kind == "figures" and last is not None and last.kind == "words"
    rows = sum(seen.kind == "figures" for seen in behind) // found.columns
    if heads > found.columns + more or _cells_of_words(behind) + more < rows:
        return found
    return _Found(found.start, found.end + more, found.columns, found.lines, turned=True)


def _cells_of_words(lines: list[Seen]) -> int:
    """How many cells lines of words are: a wrapped cell has no empty line in it."""
    return sum(
        seen.kind == "words"
        and seen.line is not None
        and (seen.line.gap > 0 or not i or lines[i - 1].kind != "words")
        for i, seen in enumerate(lines)
    )


def _first_note(text: str, table: list[Seen], lang: Language) -> bool:
    """Whether a line is the first note to a table: "a See A/76/411."; or "(أ)", if the table has this mark."""
    mark = f"({lang.numbering.letters[0]})" if lang.numbering.letters else ""
    if mark and text.split(None, 1)[:1] == [mark]:
        return any(seen.line is not None and mark in seen.line.text for seen in table)
    found = _NOTE.match(text)
    return found is not None and found["letter"] == "a"


# ---------------------------------------------------------------------------------------------------- building


def _built(found: _Found, journal: Journal) -> DraftTable:
    """The rows of a table. The words of rows over several lines are joined, drawn lines are left out."""
    from unpress_stages.clean._cell_rows import Rows, read_cells, read_lines, read_turned

    inside = found.lines[found.start : found.end]
    _without_rules([seen for seen in inside if seen.kind == "rule"], journal)
    lines = [(seen.line, seen) for seen in inside if seen.line is not None and seen.kind != "rule"]
    rows = Rows(found.columns)
    if not found.columns:
        for line, _ in lines:
            rows.across([line])
        journal.warn(
            "columns",
            "the cells of this table stand column after column: which of them make a row is not known",
            lines[0][0].span,
            "take the text out of the PDF again in a way that keeps rows: pdftotext -layout",
        )
    elif found.turned:
        read_turned(lines, rows)
        journal.note(
            "turned", "the figures of this table are read as those of the names behind them", lines[0][0].span
        )
    elif sum(seen.kind == "row" for _, seen in lines) >= sum(seen.kind == "figures" for _, seen in lines):
        read_lines(lines, rows)
    else:
        read_cells(lines, rows)
    return DraftTable(tuple(rows.done), lines[0][0].page)


def _with_notes(entries: list[Entry]) -> list[Entry]:
    """Notes to a table stand under it, each with its letter, in a line of its own where the tool broke it off."""
    fresh: list[Entry] = []
    letter = ""
    mark: Line | None = None
    for entry in entries:
        if isinstance(entry, DraftTable):
            letter, mark = "a", None
        elif mark is not None:
            entry = replace(mark, runs=merge_runs((*mark.runs, Run(" "), *entry.runs)), starts=True)
            fresh.pop()
            mark = None
        elif letter and (found := _NOTE.match(entry.text.strip())) and found["letter"] == letter:
            letter = chr(ord(letter) + 1) if letter < "z" else ""
            if entry.text.strip() == found["letter"]:
                mark = entry
            else:
                entry = replace(entry, starts=True)
        fresh.append(entry)
    return fresh
