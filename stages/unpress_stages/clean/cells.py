"""Take up tables whose columns do not stand under each other any more: rows with single spaces, or cells in a column.

Tools leave a table in one of three ways: a line for each row, its cells joined by single spaces, the rest of a wrapped
name in lines of its own; a line for each cell, row after row; or a line for each cell, column after column. What they
have in common is figures behind short lines of words, again and again. Four such rows are a table, two behind a drawn
line; the number of figures that most rows have is the number of its columns. Its heads are the short lines between the
last text, its title, or the drawn line, and the first row. Where whole columns follow each other the rows cannot be
told, and a problem says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from operator import attrgetter
from typing import Final, TypeAlias

from unpress.draft import Draft, DraftCell, DraftTable, Entry, Line, Run, cut_runs, merge_runs
from unpress.enumerator import at_start
from unpress.folding import fold, single_spaced
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late, may_be_eastern
from unpress.record import record, replace
from unpress_stages._headings import part_word
from unpress_stages.clean._facts import ENDS, date_alone, han, han_count
from unpress_stages.clean._habits import WHOLE
from unpress_stages.clean._head import below_head

PROBLEMS: Final = {
    "columns": "The cells of a table stand column after column: which of them make a row is not known.",
    "turned": "The figures of a table stand before the names of their rows.",
}

_RULE: Final = late(r"[_＿]{4,}")
_TOKEN: Final = re.compile(r"\S+")
_FIGURE: Final = re.compile(
    r"[(\[+\-–—−$€£]{0,2}\d{1,3}(?:[,.]\d{3})*(?:[.,]\d+)?%?[)\]]?[*a-z]?"
    r"|[(\[+\-–—−$€£]{0,2}\d+(?:[.,/]\d+)?%?[)\]]?[*a-z]?|[–—−\-]|\.\.\.?|…"
)
_THOUSANDS: Final = late(r"\d{3}(?:[.,]\d+)?%?[)\]]?[*a-z]?")
_HEAD: Final = re.compile(r"[(\[+\-–—−$€£]{0,2}\d{1,3}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d[*a-z]?|\((?:19|20)\d\d\)")
_LEADERS: Final = re.compile(r"[.…](?:(?<=\.)\s?(?:\.\s?){4,}|(?<=…)…)")
_NOTE: Final = late(r"(?P<letter>[a-z])(?:$|\s+(?![a-z]))")
_DASHED: Final = late(r"\d{1,3} ?[-–]")
"""The number of a paragraph, as Arabic has it."""
_ROWS: Final = 4
_LONGEST: Final = 70
"""Characters of words in one line of a cell."""
_WORDS: Final = 8
"""Lines of words that may stand between a table and what it belongs to; twice as many with sure signs."""
_APART: Final = 20
"""Lines of words from one row to the next: wrapped names, groups, all of them short lines."""
_COLUMN: Final = 8
"""Figures one under the other that are a column of their own."""

_Spans: TypeAlias = tuple[tuple[int, int], ...]


@record
class _Seen:
    """What a line is: ``words`` characters of words, then figures; or words alone; or a drawn line; or neither."""

    line: Line | None
    kind: str = ""  # "row", "figures", "words", "rule", or nothing: not of a table
    words: int = 0
    figures: _Spans = ()


def clean(draft: Draft, journal: Journal) -> Draft:
    """Put a table in the place of its lines."""
    entries = draft.lines
    if all(isinstance(entry, Line) and entry.starts is not None for entry in entries):
        return draft
    figured = [_figures(entry.text.rstrip()) if isinstance(entry, Line) else (0, ()) for entry in entries]
    if not _may_hold_table(entries, figured):
        return draft
    lang = language(draft.language)
    if lang.right_to_left:
        entries, figured = _numbers_behind(entries, figured, journal)
    full = _full(entries)
    seen = [_see(entry, *found, lang, full) for entry, found in zip(entries, figured, strict=True)]
    seen = _with_groups(seen, full)
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
    entries: tuple[Entry, ...], figured: Sequence[tuple[int, _Spans]], journal: Journal
) -> tuple[tuple[Entry, ...], list[tuple[int, _Spans]]]:
    """Entries in which the number of a paragraph that stands alone among figures and names, where a tool takes it for
    the rightmost column of its page, comes behind them."""
    order = list(range(len(entries)))
    for i in range(len(entries) - 2, 0, -1):
        line = entries[i]
        if not isinstance(line, Line) or line.gap <= 0 or not _DASHED.fullmatch(line.text):
            continue
        below = entries[i + 1]
        if not isinstance(below, Line) or figured[i + 1][0] or below.page != line.page:
            continue
        end = i + 1
        while end < len(entries) and _is_cell(entries[end]):
            end += 1
        if end < len(entries) and sum(bool(figured[k][1]) for k in range(i + 1, end)) >= _ROWS:
            order[i:end] = [*order[i + 1 : end], i]
            for piece in line.span.pieces if line.span is not None else ():
                journal.moved("number", piece.start, piece.end)
    return tuple(entries[i] for i in order), [figured[i] for i in order]


def _is_cell(entry: Entry) -> bool:
    """Whether an entry is a short line between blank lines that neither ends a sentence nor has a number."""
    if not isinstance(entry, Line) or entry.gap <= 0 or len(entry.text) > _LONGEST:
        return False
    return entry.text[-1:] not in ENDS and not _DASHED.fullmatch(entry.text)


def _without_rules(seen: list[_Seen], journal: Journal) -> list[Line]:
    """The lines that are no drawn lines: those are furniture where no table stands under them."""
    kept: list[Line] = []
    for line, kind in ((each.line, each.kind) for each in seen):
        if line is not None and kind == "rule":
            journal.dropped("rule", line.start, line.end)
        elif line is not None:
            kept.append(line)
    return kept


# --------------------------------------------------------------------------------------------------- one line


def _full(entries: tuple[Entry, ...]) -> float:
    """Cells of a full line: what most lines of more than half a line have, for a table may be most of a text."""
    texts = [entry.text for entry in entries if isinstance(entry, Line)]
    widths = sorted(map(_cells if may_be_eastern("\n".join(texts)) else len, texts))
    long = [width for width in widths if width > 0.5 * min(widths[-1], WHOLE)]
    return min(long[len(long) // 2], WHOLE) if long else 0


def _cells(text: str) -> int:
    return len(text) + han_count(text)


def _goes_on(text: str) -> bool:
    """Whether a line of words looks like the rest of what is above it."""
    return text[:1].islower() or text[:1].isdigit()


def _may_hold_table(entries: tuple[Entry, ...], figured: Sequence[tuple[int, _Spans]]) -> bool:
    """Whether there is a drawn line, or are as many lines with figures as a table has: most texts have neither."""
    rows = 0
    for entry, (words, figures) in zip(entries, figured, strict=True):
        if not isinstance(entry, Line):
            continue
        if figures:
            rows += words <= _LONGEST and not _years(entry.text, figures)
        elif _is_rule(entry.text.strip()):
            return True
    return rows >= _ROWS


def _is_rule(text: str) -> bool:
    return text[-1:] in {"_", "＿"} and _RULE.fullmatch(text) is not None


def _years(text: str, figures: _Spans) -> bool:
    """Whether the figures are years alone; also where there are none."""
    return all(_YEAR.fullmatch(text, start, end) for start, end in figures)


def _see(entry: Entry, words: int, figures: _Spans, lang: Language, full: float) -> _Seen:
    if not isinstance(entry, Line):
        return _Seen(None)
    if entry.starts is False:  # the format knows the paragraph that it goes on
        return _Seen(entry)
    text = entry.text.rstrip()
    if _is_rule(text.lstrip()):
        return _Seen(entry, "rule")
    if lang.right_to_left and _DASHED.fullmatch(text):
        return _Seen(entry)
    if (len(text) > _LONGEST and not figures) or len(text) > 3 * _LONGEST or _LEADERS.search(text):
        return _Seen(entry)
    years = _years(text, figures)
    if figures and words == 0 and not years:
        return _Seen(entry, "figures", 0, figures)
    if not years and words <= _LONGEST:
        seen = _Seen(entry, "row", words, figures)
    elif len(text) <= _LONGEST and text[-1:] not in ENDS and _cells(text) <= 0.75 * full:
        seen = _Seen(entry, "words", len(text))
    else:
        return _Seen(entry)
    return _Seen(entry) if at_start(text) is not None or _stands_alone(text, lang) else seen


def _with_groups(seen: list[_Seen], full: float) -> list[_Seen]:
    """Short lines that end with a colon, right before a row and not far behind another, name a group of rows."""
    for i in range(1, len(seen) - 1):
        line = seen[i].line
        if (
            line is not None
            and not seen[i].kind
            and seen[i + 1].kind
            and line.text.rstrip().endswith((":", "："))
            and _cells(line.text) <= full / 2
            and at_start(line.text) is None
        ):
            around = [*takewhile(attrgetter("kind"), reversed(seen[max(i - _WORDS, 0) : i]))]
            if any(above.kind in {"row", "figures"} for above in around):
                seen[i] = _Seen(line, "words", len(line.text.rstrip()))
    return seen


def _stands_alone(text: str, lang: Language) -> bool:
    """Whether a short line is one that closes or heads a text."""
    folded = single_spaced(fold(text))
    return (
        part_word(lang).fullmatch(folded) is not None
        or lang.closing.meeting.match(folded) is not None
        or date_alone(folded, lang)
        or lang.formula.organ(folded) is not None
    )


def _figures(text: str) -> tuple[int, _Spans]:
    """Where the words of a line end, and the figures behind them; groups of three belong to the figure before."""
    last = () if text[-2:].isalpha() else text.rsplit(None, 1)[-1:]  # no figure ends in two letters
    if not last or not _FIGURE.fullmatch(last[0]):
        return len(text.rstrip()), ()
    tokens = [found.span() for found in _TOKEN.finditer(text)]
    first = len(tokens)
    while first > 0 and _FIGURE.fullmatch(text, *tokens[first - 1]):
        first -= 1
    found: list[tuple[int, int]] = []
    open_head = False
    for start, end in tokens[first:]:
        if open_head and _THOUSANDS.fullmatch(text, start, end):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
            open_head = _HEAD.fullmatch(text, start, end) is not None
        open_head = open_head and text[end - 1].isdigit()
    words = tokens[first - 1][1] if first else 0
    return words, tuple(found)


# ------------------------------------------------------------------------------------------------ where they are


@dataclass(slots=True)
class _Found:
    """The lines of a table, and the number of its columns of figures; 0 where whole columns follow each other."""

    start: int
    end: int
    columns: int
    lines: list[_Seen] = field(default_factory=list[_Seen])
    turned: bool = False


def _tables(seen: list[_Seen], low: int, high: int, before: Line | None, lang: Language) -> list[_Found]:
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
    seen: list[_Seen], low: int, rows: list[int], high: int, before: Line | None, lang: Language
) -> _Found | None:
    """The table with these rows; nothing where they are not enough."""
    head = seen[low : rows[0]]
    rule = next((low + i for i, line in enumerate(head) if line.kind == "rule"), None)
    columns, count = _columns(seen, rows)
    if count < (_ROWS if rule is None or rows[0] - rule > _WORDS else 2) or (not columns and count < _COLUMN):
        return None
    if rule is not None:
        start = rule
    elif before is None or before.text.rstrip().endswith((":", "：")):
        start = low
    elif before.text.rstrip()[-1:] in ENDS or len(before.text) < 24:
        start = min(low + 1, rows[0])  # the first line is the title
    elif seen[low].kind == "words" and head[0].line is not None and _goes_on(head[0].line.text):
        start = low + 1
    else:
        start = low
    if columns and rows[0] - start > 2 * _WORDS:
        start = rows[0]
    found = _Found(start, _end(seen, start, rows[-1] + 1, high, lang), columns, seen)
    return _turned(found) if lang.right_to_left else found


def _columns(seen: list[_Seen], rows: list[int]) -> tuple[int, int]:
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


def _end(seen: list[_Seen], start: int, end: int, high: int, lang: Language) -> int:
    """Where a table ends: behind the last row come the rest of its name, and cells that lost their row if the notes
    to the table stand behind them."""
    column = max(
        (_cells(line.line.text[: line.words]) for line in seen[start:end] if line.line is not None), default=0
    )
    for i in range(end, min(end + 2 * _WORDS, len(seen))):
        line = seen[i].line
        if line is None:
            break
        if _first_note(line.text.strip(), seen[start:end], lang):
            return i
        if _cells(line.text) > 1.1 * column:
            break
    while end < high and seen[end].kind == "words":
        line, above = seen[end].line, seen[end - 1].line
        if line is None or above is None:
            break
        first = line.text.split(" ", 1)[0]
        room = column - _cells(above.text[: seen[end - 1].words]) - 1
        if not line.text[:1].islower() and _cells(first[:2] if han(first) else first) <= room:
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


def _cells_of_words(lines: list[_Seen]) -> int:
    """How many cells lines of words are: a wrapped cell has no empty line in it."""
    return sum(
        seen.kind == "words"
        and seen.line is not None
        and (seen.line.gap > 0 or not i or lines[i - 1].kind != "words")
        for i, seen in enumerate(lines)
    )


def _first_note(text: str, table: list[_Seen], lang: Language) -> bool:
    """Whether a line is the first note to a table: "a See A/76/411."; or "(أ)", if the table has this mark."""
    mark = f"({lang.numbering.letters[0]})" if lang.numbering.letters else ""
    if mark and text.split(None, 1)[:1] == [mark]:
        return any(seen.line is not None and mark in seen.line.text for seen in table)
    found = _NOTE.match(text)
    return found is not None and found["letter"] == "a"


# ---------------------------------------------------------------------------------------------------- building


def _built(found: _Found, journal: Journal) -> DraftTable:
    """The rows of a table. The words of rows over several lines are joined, drawn lines are left out."""
    inside = found.lines[found.start : found.end]
    _without_rules([seen for seen in inside if seen.kind == "rule"], journal)
    lines = [(seen.line, seen) for seen in inside if seen.line is not None and seen.kind != "rule"]
    rows = _Rows(found.columns)
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
        _read_turned(lines, rows)
        journal.note(
            "turned", "the figures of this table are read as those of the names behind them", lines[0][0].span
        )
    elif sum(seen.kind == "row" for _, seen in lines) >= sum(seen.kind == "figures" for _, seen in lines):
        _read_lines(lines, rows)
    else:
        _read_cells(lines, rows)
    return DraftTable(tuple(rows.done), lines[0][0].page)


@dataclass(slots=True)
class _Rows:
    """The rows of a table so far."""

    columns: int
    done: list[tuple[DraftCell, ...]] = field(default_factory=list[tuple[DraftCell, ...]])
    begun: bool = False  # a row with figures has been: what goes across no longer heads the columns

    def across(self, lines: list[Line]) -> None:
        if lines:
            header = bool(self.columns) and not self.begun
            self.done.append((DraftCell(_joined(lines), header, self.columns + 1),))

    def row(self, name: list[Line], figures: list[Line]) -> None:
        cells = [DraftCell(_joined([figure])) for figure in figures]
        cells += [DraftCell(())] * (self.columns - len(cells))
        self.done.append((DraftCell(_joined(name)), *cells))
        self.begun = True

    def take(self, words: list[list[Line]], figures: list[Line]) -> None:
        """Add a row: the last of the words name it, what stands before goes across, or heads the columns if there is
        one for each of them, or for each with figures."""
        above = words[:-1] if figures else words
        if not self.begun and len(above) in {self.columns, self.columns + 1}:
            heads = [DraftCell(_joined(cell), header=True) for cell in above]
            self.done.append((*([DraftCell((), header=True)] * (self.columns + 1 - len(heads))), *heads))
        else:
            for cell in above:
                self.across(cell)
        if figures:
            self.row(words[-1] if words else [], figures)

    def goes_on(self, line: Line) -> None:
        """Add a line to the name of the last row."""
        last = self.done[-1]
        name = replace(last[0], lines=_joined([*last[0].lines, line]))
        self.done[-1] = (name, *last[1:])


def _read_lines(lines: list[tuple[Line, _Seen]], rows: _Rows) -> None:
    """A line for each row; lines of words that go on stand under it."""
    for line, seen in lines:
        figures = _split(line.text, seen.figures, rows.columns)
        if seen.kind == "row" and len(figures) >= rows.columns:
            figures = figures[-rows.columns :]
            rows.row(
                [_cut(line, 0, len(line.text[: figures[0][0]].rstrip()))], [_cut(line, *f) for f in figures]
            )
        elif rows.begun and _goes_on(line.text):
            rows.goes_on(line)
        else:
            rows.across([line])


def _read_turned(lines: list[tuple[Line, _Seen]], rows: _Rows) -> None:
    """A line for each cell, each row from its last cell to its name; a wrapped cell has no empty line in it."""
    words: list[list[Line]] = []
    figures: list[Line] = []

    def end_row() -> None:
        for figure in figures[: -rows.columns]:  # more than the table has columns
            rows.across([figure])
        rows.take([*words[1:], *words[:1]] if figures else words[::-1], figures[: -rows.columns - 1 : -1])
        words.clear()
        figures.clear()

    for line, seen in lines:
        if seen.figures and words:
            end_row()
        figures += [_cut(line, *figure) for figure in seen.figures]
        if not seen.figures and words and line.gap <= 0:
            words[-1].append(line)
        elif not seen.figures:
            words.append([line])
    if words or figures:
        end_row()


def _read_cells(lines: list[tuple[Line, _Seen]], rows: _Rows) -> None:
    """A line for each cell; a wrapped cell has no empty line in it."""
    words: list[list[Line]] = []  # cells of words that have no row yet
    figures: list[Line] = []

    def end_row() -> None:
        rows.take(words, figures[: rows.columns])
        words.clear()
        del figures[: rows.columns]

    for line, seen in lines:
        if seen.words or not seen.figures:
            if figures:
                end_row()
            cell = _cut(line, 0, seen.words or len(line.text))
            if words and line.gap <= 0:
                words[-1].append(cell)
            else:
                words.append([cell])
        figures += [_cut(line, *figure) for figure in seen.figures]
        while len(figures) >= rows.columns:
            end_row()
    if words or figures:
        end_row()


def _split(text: str, figures: tuple[tuple[int, int], ...], columns: int) -> list[tuple[int, int]]:
    """Figures that were taken together, taken apart until there are as many as columns: "118 9 127" are three. The
    one of most groups comes first, of several the one whose first group is the longest."""
    found = list(figures)
    while 0 < len(found) < columns:
        groups = [text[a:b].split() for a, b in found]
        most = max(range(len(found)), key=lambda i: (len(groups[i]), len(groups[i][0])))
        if len(groups[most]) < 2:
            return found
        start, end = found[most]
        cut = end - len(groups[most][-1])
        found[most : most + 1] = [(start, len(text[:cut].rstrip())), (cut, end)]
    return found


def _cut(line: Line, start: int, end: int) -> Line:
    return replace(line, runs=cut_runs(line.runs, start, end))


def _joined(lines: list[Line]) -> tuple[Line, ...]:
    """The lines of one cell as one paragraph."""
    if not lines:
        return ()
    runs: list[Run] = []
    for line in lines:
        if runs and not (han(runs[-1].text[-1:]) and han(line.text)):
            runs.append(Run(" "))
        runs.extend(line.runs)
    return (replace(lines[0], runs=merge_runs(runs), starts=True),)


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
