"""Take tables out of text that keeps the columns of the page: lines whose cells stand under each other.

A cell ends where at least two spaces or a tab follow. Lines next to each other are one table when every cell of each
of them stands under or over exactly one cell of the others; justified prose, whose wide spaces fall anywhere, does
not do that. The gap behind an enumerator counts as none, so a list is no table, nor is a masthead in two columns, a
list of votes or a table of contents. A line that only goes on a cell ("political / missions") joins the row it
belongs to; a line with nothing but a first cell is a row of its own that goes across.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cache
from itertools import pairwise
from typing import Final

from unpress.draft import Draft, DraftCell, DraftTable, Entry, Line, cells
from unpress.enumerator import at_start
from unpress.folding import COMMAS, fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late, may_be_eastern
from unpress.record import mutable, record, replace
from unpress.runs import Run, Runs, cut_runs
from unpress_stages.clean._head import GAP, below_head

_HINT: Final = late(r"\S(?:[ \u00a0]{2,}|[ \u00a0]*\t[ \t]*)\S")
_LEADERS: Final = late(r"(?:\.\s?){5,}|…{2,}|_{4,}")
_FIGURE: Final = late(r"[(\[+\-–—−$€£]*\d[\d\s.,\u00a0\u202f]*(?:%|[)\]*a-z])?|[–—\-…*]|\.\.\.?")
_YEAR: Final = late(r"(?:19|20)\d\d(?:[–\-/]\d{2,4})?[*a-z]?")
_ORDER: Final = late(r"[-–(]?\s?[^\W_]{1,3}\s?[-–.)]?")
_RIGHT_TO_LEFT: Final = "\u202b"
_STOP: Final = 64
"""Cells from one tab stop to the next."""
_LONGEST: Final = 60
"""Cells of a first column wider than this are prose."""


def clean(draft: Draft, journal: Journal, *, rows: int = 2) -> Draft:
    """Put a table in the place of its lines. ``rows`` is the least number of rows that make one."""
    if not _is_gapped(draft.text) or not _HINT.search(draft.text):
        return draft
    if any(_settled(entry) for entry in draft.lines):
        return draft
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    lang = language(draft.language)
    edge = _right_edge(draft, lines, lang)

    @cache
    def parts(i: int) -> list[_Part]:
        return _parts(lines[i], edge)  # asked for by each line above that may begin a table

    fresh: list[Entry] = []
    at = below_head(lines, lang)
    fresh.extend(lines[:at])
    while at < len(lines):
        grid = _grid(lines, at, parts) if _is_gapped(lines[at].text) else None
        if grid is None or not grid.is_table(max(rows, 2)):
            end = max(at + 1, 0 if grid is None else grid.end)
            fresh.extend(lines[at:end])
            at = end
            continue
        at = grid.end
        caption = _caption(fresh, lang)
        del fresh[len(fresh) - len(caption) :]
        table = grid.table(caption, spaced=lang.openers.spaced)
        above = fresh[-1] if fresh else None
        if isinstance(above, DraftTable) and _goes_on(above, table):
            fresh[-1] = replace(above, rows=(*above.rows, *table.rows))
        else:
            fresh.append(table)
    return draft if len(fresh) == len(lines) else replace(draft, lines=tuple(fresh))


def _is_gapped(text: str) -> bool:
    """Whether a text holds what every wide gap holds."""
    return "  " in text or "\t" in text or "\u00a0" in text


def _goes_on(above: DraftTable, table: DraftTable) -> bool:
    """Whether a table at the top of a page is the rest of the one at the foot of the page before."""
    widths = {sum(cell.columns for cell in row) for row in (*above.rows, *table.rows)}
    heads = any(cell.header for cell in table.rows[0])
    return table.page > above.page and not table.caption and not heads and len(widths) == 1


def _settled(entry: Entry) -> bool:
    """Whether tables are the business of the reader: whole paragraphs, or positions in points."""
    return isinstance(entry, DraftTable) or entry.starts is not None or any(run.size for run in entry.runs)


def _right_edge(draft: Draft, lines: list[Line], lang: Language) -> float:
    """Where the lines of a page written from right to left begin; 0 where lines begin on the left.

    Only a tool that writes such lines as they look keeps their places, and it shows their direction by controls.
    """
    if not lang.right_to_left or _RIGHT_TO_LEFT not in draft.text:
        return 0
    return max((line.width for line in lines), default=0)


# ------------------------------------------------------------------------------------------------------ columns


_MOST: Final = 100
"""Columns of a table."""


@record
class _Part:
    """A stretch of a line without wide gaps: offsets in its text, position on the page in cells."""

    start: int
    end: int
    left: float
    right: float


def _parts(line: Line, edge: float = 0) -> list[_Part]:
    """The cells of a line. The gap behind an enumerator is none; a line with leaders has none, nor has one with more
    gaps than a table has columns. Positions count from the edge where lines begin."""
    text = line.text
    indent = edge - line.width if edge else line.indent
    gaps = list(GAP.finditer(text))
    if len(gaps) > _MOST or _LEADERS.search(text):
        return [_Part(0, len(text), indent, indent + _cells(text))]
    label = at_start(text)
    skip = 0 if label is None else label[1]
    edges = [0]
    for found in gaps:
        if found.start() >= max(skip, 1):
            edges += [found.start(), found.end()]
    edges.append(len(text))
    reaches = _reaches(text, edges)
    return [
        _Part(start, end, indent + left, indent + right)
        for start, end, left, right in zip(edges[::2], edges[1::2], reaches[::2], reaches[1::2], strict=True)
        if start < end
    ]


def _cells(text: str) -> int:
    """How far a text reaches, in cells."""
    return _reaches(text, (len(text),))[0]


def _reaches(text: str, ends: Sequence[int]) -> list[int]:
    """How far a text reaches to each of these offsets in increasing order, in cells. A tab goes to the next of wide
    stops, so that cells behind tabs stand under each other whatever they hold."""
    if text.isascii() and "\t" not in text:
        return list(ends)
    found: list[int] = []
    at, reach, wide = 0, 0, may_be_eastern(text)
    for end in ends:
        for i, stretch in enumerate(text[at:end].split("\t")):
            if i:
                reach = -(-(reach + 1) // _STOP) * _STOP
            reach += cells(stretch) if wide else len(stretch)
        at = end
        found.append(reach)
    return found


@mutable
class _Column:
    """What the cells of a column cover on the page."""

    left: float
    right: float

    def meets(self, part: _Part) -> bool:
        return part.left < self.right and self.left < part.right


@mutable
class _Grid:
    """Lines that share their columns."""

    columns: list[_Column] = field(default_factory=list[_Column])
    lines: list[tuple[Line, list[_Part]]] = field(default_factory=list[tuple[Line, list[_Part]]])
    end: int = 0

    def take(self, line: Line, parts: list[_Part]) -> bool:
        """Add a line if each of its cells goes with one column; otherwise nothing changes."""
        columns = [_Column(c.left, c.right) for c in self.columns]
        used: set[int] = set()
        for part in parts:
            met = [i for i, column in enumerate(columns) if column.meets(part)]
            if len(met) > 1 or (met and met[0] in used):
                return False
            if met:
                column = columns[met[0]]
                column.left, column.right = min(column.left, part.left), max(column.right, part.right)
                used.add(met[0])
            else:
                place = sum(column.right <= part.left for column in columns)
                columns.insert(place, _Column(part.left, part.right))
                used = {i + (i >= place) for i in used} | {place}
        if len(columns) > _MOST or any(b.left - a.right < 2 for a, b in pairwise(columns)):
            return False
        if len(columns) > len(self.columns) and any(len(p) > 1 for _, p in self.lines) and len(parts) < 2:
            return False  # a line of its own, beside the table
        self.columns = columns
        self.lines.append((line, parts))
        return True

    def place(self, part: _Part) -> int:
        """The number of the column of a cell."""
        return next(i for i, column in enumerate(self.columns) if column.meets(part))

    # -------------------------------------------------------------------------------------------- is it one?

    def is_table(self, least: int) -> bool:
        """Whether the lines are a table rather than lines that happen to agree."""
        rows = [(line, parts) for line, parts in self.lines if len(parts) > 1]
        if len(rows) < least:
            return False
        firsts = [line.text[parts[0].start : parts[0].end] for line, parts in rows]
        if (
            all(text.endswith((":", "：")) for text in firsts)
            or self.columns[0].right - self.columns[0].left > _LONGEST
        ):
            return False
        inner = [line.text[p.start : p.end] for line, parts in rows[1:] for p in parts[1:]]
        if 3 * sum(text.endswith(tuple(COMMAS)) for text in inner) > len(inner):
            return False  # a stretched line of prose that counts years up
        if sum(_FIGURE.fullmatch(text) is not None for text in inner) > len(inner) / 2:
            return True
        if any(all(_ORDER.fullmatch(text) for text in column) for column in (firsts, inner)):
            return False  # a list whose numbers stand apart
        narrow = min(b.left - a.right for a, b in pairwise(self.columns))
        return narrow >= 3 and (len(rows) > 2 or len(self.columns) > 2)

    # ------------------------------------------------------------------------------------------------ building

    def table(self, caption: list[Line], *, spaced: bool) -> DraftTable:
        """The rows, each a group of lines."""
        groups: list[list[tuple[Line, list[_Part]]]] = []
        named = False  # whether a line of the group has its first cell
        for line, parts in self.lines:
            first = self.place(parts[0]) == 0
            goes_on = not named or (line.text[:1].islower() and len(parts) == 1 if first else True)
            if groups and goes_on and not (named and self._figures(line, parts)):
                groups[-1].append((line, parts))
                named = named or first
            else:
                groups.append([(line, parts)])
                named = first or self._figures(line, parts)
        head = self._has_head(groups)
        rows = tuple(
            self._row(group, header=head and i == 0, spaced=spaced) for i, group in enumerate(groups)
        )
        return DraftTable(rows, self.lines[0][0].page, tuple(replace(line, starts=True) for line in caption))

    def _figures(self, line: Line, parts: list[_Part]) -> bool:
        """Whether a line without a first cell is a row of its own: a total."""
        return len(parts) > 1 and all(_FIGURE.fullmatch(line.text[p.start : p.end]) for p in parts)

    def _has_head(self, groups: list[list[tuple[Line, list[_Part]]]]) -> bool:
        """Whether the first row names the columns: it holds words, or years over other figures."""
        texts = [line.text[p.start : p.end] for line, parts in groups[0] for p in parts]
        inner = texts[1:] if len(texts) > 1 else texts
        return all(_YEAR.fullmatch(text) or not _FIGURE.fullmatch(text) for text in inner)

    def _row(
        self, group: list[tuple[Line, list[_Part]]], *, header: bool, spaced: bool
    ) -> tuple[DraftCell, ...]:
        runs: list[Runs] = [() for _ in self.columns]
        for line, parts in group:
            for part in parts:
                place = self.place(part)
                between = (Run(" "),) if runs[place] and spaced else ()
                runs[place] = (*runs[place], *between, *cut_runs(line.runs, part.start, part.end))
        page = group[0][0].page
        if len(group) == 1 and len(group[0][1]) == 1:
            return (DraftCell((Line(runs[0], page, starts=True),), header, columns=len(self.columns)),)
        return tuple(DraftCell((Line(cell, page, starts=True),) if cell else (), header) for cell in runs)


def _grid(lines: list[Line], at: int, parts_of: Callable[[int], list[_Part]]) -> _Grid | None:
    """The lines from ``at`` on that share their columns, up to the last with more than one cell."""
    if len(parts_of(at)) < 2:
        return None
    grid = _Grid()
    full = 0
    for i in range(at, len(lines)):
        line = lines[i]
        if i > at and line.gap > 3:
            break
        parts = parts_of(i)
        if not grid.take(line, parts) or (len(parts) == 1 and grid.place(parts[0]) == 0 and _prose(line)):
            break
        if len(parts) > 1:
            full, grid.end = len(grid.lines), i + 1
    del grid.lines[full:]
    return grid


def _prose(line: Line) -> bool:
    """Whether a line with nothing but a first cell is the start of a paragraph."""
    return at_start(line.text) is not None or line.text.endswith((",", ";", ":", "،", "؛", "，", "；", "："))


def _caption(before: list[Entry], lang: Language) -> list[Line]:
    """The lines right above a table that are its number and title ("Table 2", "Posts by grade")."""
    word = re.compile(rf"{re.escape(fold(lang.headings.table))}\s?(?:[\dIVX]+|[一二三四五六七八九十]+)\.?")
    for count in (1, 2, 3):
        lines = before[-count:]
        if len(lines) < count or not isinstance(lines[0], Line):
            return []
        if word.match(fold(lines[0].text).strip()) and len(lines[0].text) < 120:
            return [line for line in lines if isinstance(line, Line)]
    return []
