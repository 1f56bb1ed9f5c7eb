"""What a reader found, before it means anything: lines with their evidence.

A ``Draft`` serves every format. From plain text come physical lines of which little is known; from a Word file or a
tagged PDF come whole paragraphs (``starts`` is true) with what the format says of them. The clean stages turn the
first into the second, so that behind them every line is one paragraph, whichever way it came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import chain
from typing import Any, Final, Literal, Protocol, TypeAlias, TypeVar, Union
from unicodedata import east_asian_width

from unpress.ast import Meta
from unpress.pattern import may_be_eastern
from unpress.record import record
from unpress.runs import Runs, span_of
from unpress.source import Span

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


class _Cells(dict[int, str]):
    """For each character as many spaces as it takes cells on a page of fixed pitch, as Unicode has it."""

    def __missing__(self, code: int) -> str:
        self[code] = cells = "  " if east_asian_width(chr(code)) in "WF" else " "
        return cells


_CELLS: Final = _Cells()


def cells(text: str) -> int:
    """How many cells of a page of fixed pitch a text takes: an East Asian character takes two."""
    return len(text.translate(_CELLS)) if may_be_eastern(text) else len(text)


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
        made: Any = self  # still being made
        made.text = text

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
            span = run.span
            if span is not None and (pieces := span.pieces):
                return pieces[0][1]
        return -1

    @property
    def end(self) -> int:
        """Offset behind the last character in the decoded source, or -1."""
        for run in self.runs[::-1]:
            span = run.span
            if span is not None and (pieces := span.pieces):
                return pieces[-1][2]
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
        return next((line.start for line in chain(self.caption, lines) if line.start >= 0), -1)


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
        begins = table.start
        while line is not None and line.start < begins:
            found.append(line)
            line = next(rest, None)
        found.append(table)
    if line is not None:
        found += [line, *rest]
    return tuple(found)
