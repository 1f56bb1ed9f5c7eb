"""What a reader found, before it means anything: lines with their evidence.

A ``Draft`` serves every format. From plain text come physical lines of which little is known; from a Word file or a
tagged PDF come whole paragraphs (``starts`` is true) with what the format says of them. The clean stages turn the
first into the second, so that behind them every line is one paragraph, whichever way it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import accumulate
from typing import Literal, Protocol, TypeAlias, TypeVar, Union

from unpress.ast import Meta
from unpress.journal import Journal
from unpress.record import record, replace
from unpress.source import Span, join, pieced, stretch

Role: TypeAlias = Literal[
    "",
    "masthead",
    "title",
    "heading",
    "formula",
    "preambular",
    "operative",
    "paragraph",
    "item",
    "caption",
    "closing",
    "rule",
]


@record
class Run:
    """Text of one look. ``span`` ties it to the decoded source.

    ``size`` is the type size in points (0 unknown); ``link`` is an address as the source has it; ``note`` is the key
    of a note of the draft whose mark this run is (its text is the printed mark).
    """

    text: str
    span: Span | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False
    lowered: bool = False
    size: float = 0.0
    link: str = ""
    note: str = ""

    def cut(self, start: int, end: int) -> Run:
        """The run of ``text[start:end]``."""
        span = None if self.span is None else self.span.cut(start, end)
        return self.with_text(self.text[start:end], span)

    def with_text(self, text: str, span: Span | None = None) -> Run:
        """Another text of the same look."""
        return Run(
            text,
            span,
            self.bold,
            self.italic,
            self.underline,
            self.raised,
            self.lowered,
            self.size,
            self.link,
            self.note,
        )

    def looks_like(self, other: Run) -> bool:
        """Whether two runs differ in nothing but their text."""
        return (
            self.bold == other.bold
            and self.italic == other.italic
            and self.underline == other.underline
            and self.raised == other.raised
            and self.lowered == other.lowered
            and self.link == other.link
            and self.note == other.note
        )


Runs: TypeAlias = tuple[Run, ...]


@record
class Line:
    """A line as it stands on the page, or a whole paragraph where that is known.

    ``indent`` and ``width`` (left and right edge) and ``gap`` (empty lines above) are measured in one unit per draft:
    characters for text, points for pages; they compare within one draft only. ``page`` counts from 1, 0 is unknown.
    ``starts``: a paragraph begins here (True), the line goes on what is before it (False), or it is not known (None).
    ``role``, ``level`` and ``label`` are what the format itself says: a style, a tag, an automatic number. ``text`` is
    the text of all runs, kept because all stages ask for it.
    """

    runs: Runs
    page: int = 0
    indent: float = 0.0
    width: float = 0.0
    gap: float = 0.0
    size: float = 0.0
    starts: bool | None = None
    role: Role = ""
    level: int = 0
    label: str = ""
    text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        runs = self.runs
        text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
        object.__setattr__(self, "text", text)

    def placed(self, page: int, gap: float) -> Line:
        """The same line on another page or with other space above it."""
        return Line(
            self.runs,
            page,
            self.indent,
            self.width,
            gap,
            self.size,
            self.starts,
            self.role,
            self.level,
            self.label,
        )

    def begun(self, runs: Runs, width: float) -> Line:
        """A whole paragraph that begins with this line."""
        return Line(
            runs,
            self.page,
            self.indent,
            width,
            self.gap,
            self.size,
            True,
            self.role,
            self.level,
            self.label,
        )

    @property
    def start(self) -> int:
        """Offset of the first character in the decoded source, or -1."""
        for run in self.runs:
            if run.span is not None and run.span.pieces:
                return run.span.start
        return -1

    @property
    def end(self) -> int:
        """Offset behind the last character in the decoded source, or -1."""
        for run in reversed(self.runs):
            if run.span is not None and run.span.pieces:
                return run.span.end
        return -1

    @property
    def span(self) -> Span | None:
        """Where the text of the line came from."""
        return span_of(self.runs)


@record
class DraftCell:
    """A cell: its lines, whether it is a header, and how many columns and rows it takes."""

    lines: tuple[Line, ...]
    header: bool = False
    columns: int = 1
    rows: int = 1


@record
class DraftTable:
    """A table that the reader knows to be one.

    ``label`` is the number of its caption ("Table 2"), once it is known; ``widths`` are those of its columns in points.
    """

    rows: tuple[tuple[DraftCell, ...], ...]
    page: int = 0
    caption: tuple[Line, ...] = ()
    label: str = ""
    widths: tuple[float, ...] = ()

    @property
    def start(self) -> int:
        """Offset of the first character in the decoded source, or -1."""
        lines = (line for row in self.rows for cell in row for line in cell.lines)
        return next((line.start for line in (*self.caption, *lines) if line.start >= 0), -1)


class Spanning(Protocol):
    """A cell that takes columns and rows."""

    @property
    def columns(self) -> int: ...
    @property
    def rows(self) -> int: ...


S = TypeVar("S", bound=Spanning)


def placed(rows: Sequence[tuple[S, ...]]) -> list[list[tuple[int, S]]]:
    """The cells of a table with the columns in which they begin, counted from 0."""
    held: dict[int, int] = {}  # rows that a cell from above still takes, by column
    found: list[list[tuple[int, S]]] = []
    for row in rows:
        column, line = 0, list[tuple[int, S]]()
        for cell in row:
            while held.get(column, 0) > 0:
                column += 1
            line.append((column, cell))
            column += cell.columns
        held = {at: left - 1 for at, left in held.items() if left > 1}
        held |= {
            at: cell.rows - 1
            for start, cell in line
            if cell.rows > 1
            for at in range(start, start + cell.columns)
        }
        found.append(line)
    return found


@record
class DraftNote:
    """A note with the marker that print shows. ``key`` is what runs name it by, or empty while it is not bound."""

    marker: str
    lines: tuple[Line, ...]
    key: str = ""
    page: int = 0


Entry: TypeAlias = Union[Line, DraftTable]


@record
class Draft:
    """What a reader found. ``text`` is the decoded source that all spans count in.

    ``language`` is a code, given or recognised, or empty. ``known`` holds what the file says of itself.
    """

    text: str
    lines: tuple[Entry, ...]
    notes: tuple[DraftNote, ...] = ()
    language: str = ""
    pages: int = 0
    known: Meta = field(default_factory=Meta)


def woven(lines: Sequence[Line], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Lines with the tables of ``entries`` between them, each where it stands in the decoded source."""
    found: list[Entry] = []
    rest = iter(lines)
    line = next(rest, None)
    for table in (entry for entry in entries if isinstance(entry, DraftTable)):
        while line is not None and line.start < table.start:
            found.append(line)
            line = next(rest, None)
        found.append(table)
    if line is not None:
        found += [line, *rest]
    return tuple(found)


def run_at(text: str, start: int, page: int = 0) -> Run:
    """A plain run that stands, one for one, at ``start`` of the decoded source."""
    return Run(text, stretch(start, start + len(text), page))


def cut_runs(runs: Runs, start: int, end: int) -> Runs:
    """The runs of ``text[start:end]`` of the joined text of ``runs``."""
    if len(runs) == 1:
        run = runs[0]
        return (
            runs
            if start <= 0 and end >= len(run.text)
            else ((run.cut(max(start, 0), end),) if start < end else ())
        )
    found: list[Run] = []
    at = 0
    for run in runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            found.append(run if low == 0 and high == len(run.text) else run.cut(low, high))
        at += len(run.text)
    return tuple(found)


def merge_runs(runs: Iterable[Run]) -> Runs:
    """Runs of one look that follow each other, made one."""
    runs = tuple(runs)
    if len(runs) == 1 and runs[0].text:
        return runs
    joined = Joined()
    for run in runs:
        joined.add(run)
    return joined.runs()


class Joined:
    """Runs set end to end; those of one look that follow each other become one."""

    def __init__(self) -> None:
        self._done: list[Run] = []
        self._begin(None)

    def _begin(self, look: Run | None) -> None:
        self._look = look
        self._texts: list[str] = []
        self._pieces: list[tuple[int, int, int]] = []
        self._size = self._page = 0

    def add(self, run: Run) -> None:
        """Set a run behind the others."""
        if not run.text:
            return
        if self._look is None or not self._look.looks_like(run):
            self._end()
            self._begin(run)
        if run.span is not None:
            size = self._size
            self._pieces += [(size + at, start, end) for at, start, end in run.span.pieces]
            self._page = self._page or run.span.page
        self._texts.append(run.text)
        self._size += len(run.text)

    def space(self, at: int) -> None:
        """Set a space behind the last run, in its look but not raised, which stands at an offset of the decoded source
        or, if that is negative, nowhere."""
        look = self._look
        if look is None or look.raised or look.note:
            plain = Run("") if look is None else replace(look, raised=False, note="")
            self.add(plain.with_text(" ", stretch(at, at + 1) if at >= 0 else None))
            return
        if at >= 0:
            self._pieces.append((self._size, at, at + 1))
        self._texts.append(" ")
        self._size += 1

    def runs(self) -> Runs:
        """All runs so far."""
        self._end()
        self._begin(None)
        return tuple(self._done)

    def _end(self) -> None:
        look = self._look
        if look is not None and len(self._texts) == 1:
            self._done.append(look)
        elif look is not None:
            self._done.append(look.with_text("".join(self._texts), pieced(self._pieces, self._page)))


def span_of(runs: Sequence[Run]) -> Span | None:
    """One span over runs set end to end."""
    if len(runs) == 1:
        return runs[0].span
    return join(_placed([run.text for run in runs], runs))


def _placed(texts: Iterable[str], runs: Iterable[Run]) -> Iterable[tuple[int, Span | None]]:
    """The spans of runs set end to end, each with its offset in the whole."""
    return zip(accumulate(map(len, texts), initial=0), [run.span for run in runs], strict=False)


def edit_runs(
    runs: Runs, edits: Sequence[tuple[int, int, str]], journal: Journal, dropped: str, normalised: str
) -> Runs:
    """Replace stretches ``(start, end, by)`` of the joined text of ``runs``, in order and apart.

    What is replaced by nothing is entered in the journal as dropped by the rule ``dropped``, what is replaced by other
    characters as normalised by the rule ``normalised``. New text takes the look of what it replaces.
    """
    if not edits:
        return runs
    if len(runs) == 1 and all(start < end for start, end, _ in edits):
        return _edited(runs[0], edits, journal, dropped, normalised)
    parts: list[Run] = []
    at = 0
    for start, end, by in edits:
        parts.extend(cut_runs(runs, at, start))
        old = cut_runs(runs, start, end)
        for run in old:
            if by:
                journal.normalised_span(normalised, run.span, by)
            else:
                journal.dropped_span(dropped, run.span)
        if by:
            parts.append(old[0].with_text(by) if old else Run(by))
        at = end
    parts.extend(cut_runs(runs, at, sum(len(run.text) for run in runs)))
    return merge_runs(parts)


def _edited(
    run: Run, edits: Sequence[tuple[int, int, str]], journal: Journal, dropped: str, normalised: str
) -> Runs:
    """``edit_runs`` for one run, which stays one: most paragraphs are, and some have hundreds of spaces to mend."""
    texts: list[str] = []
    spans: list[Span | None] = []
    at = 0
    for start, end, by in (*edits, (len(run.text), len(run.text), "")):
        texts += [run.text[at:start], by]
        spans += [None if run.span is None or at == start else run.span.cut(at, start), None]
        for piece in run.span.cut(start, end).pieces if run.span is not None and start < end else ():
            if by:
                journal.normalised(normalised, piece.start, piece.end, by)
            else:
                journal.dropped(dropped, piece.start, piece.end)
        at = end
    text = "".join(texts)
    if not text:
        return ()
    return (run.with_text(text, join(zip(accumulate(map(len, texts), initial=0), spans, strict=False))),)
