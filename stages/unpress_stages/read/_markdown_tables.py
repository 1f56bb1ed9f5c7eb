"""Read pipe tables of Markdown: where each cell stands in its row, and what is a bar."""

from __future__ import annotations

import re

from markdown_it.token import Token

from unpress.draft import DraftCell, DraftTable, Line
from unpress.runs import run_at
from unpress_stages.read._markdown_inlines import Accounts, InlineReader


class TableReader:
    """Reads one table, row by row."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._rows: list[tuple[DraftCell, ...]] = []
        self._cells: list[DraftCell] = []
        self._line, self._start = "", 0
        self.header = False

    def begin(self, line: str, start: int) -> None:
        """Begin a row, which stands in a line of the source at ``start``."""
        self._line, self._start, self._cells = line, start, []

    def cell(self, token: Token) -> None:
        """Add a cell with the text of an inline token."""
        content = token.content
        places = _places(self._line)
        column = len(self._cells)
        offsets = [-1] * len(content)
        if column < len(places):
            offsets = [
                self._start + offset if offset >= 0 else -1
                for offset in _offsets(self._line, *places[column], content)
            ]
        lines = InlineReader(content, offsets, self._accounts).read(token.children or [])
        self._cells.append(
            DraftCell(tuple(Line(runs, starts=True) for runs in lines if runs), header=self.header)
        )

    def end(self) -> None:
        """End a row. What it has behind the last column of the head stands in cells of its own; its bars are markup."""
        places = _places(self._line)
        for low, high in places[len(self._cells) :]:
            text = self._line[low:high].strip()
            at = self._start + self._line.index(text, low)
            self._cells.append(DraftCell((Line((run_at(text, at),), starts=True),) if text else ()))
        self._rows.append(tuple(self._cells))
        at = 0
        for low, high in [*places, (len(self._line), len(self._line))]:
            self._accounts.drop(self._start + at, self._start + low)
            at = high
        for found in re.finditer(r"\\\|", self._line):
            self._accounts.drop(self._start + found.start(), self._start + found.start() + 1)

    def table(self) -> DraftTable:
        """The table. One that has no header has an empty one in Markdown."""
        empty = bool(self._rows) and not any(cell.lines for cell in self._rows[0])
        return DraftTable(tuple(self._rows[empty:]))


def _places(line: str) -> list[tuple[int, int]]:
    """Where the cells of a row stand, without the bars."""
    at = len(line) - len(line.lstrip(" \t>"))
    end = len(line.rstrip(" \t"))
    if line[at : at + 1] == "|":
        at += 1
    found: list[tuple[int, int]] = []
    begun = at
    escaped = False
    while at < end:
        if line[at] == "|" and not escaped:
            found.append((begun, at))
            begun = at + 1
        escaped = line[at] == "\\"
        at += 1
    if begun < end:
        found.append((begun, end))
    return found


def _offsets(line: str, start: int, end: int, content: str) -> list[int]:
    """Where each character of a cell stands in its line; a backslash before a bar belongs to the table."""
    at = start
    while at < end and line[at].isspace() and line[at] != content[:1]:
        at += 1
    found: list[int] = []
    for character in content:
        if line[at : at + 1] == "\\" and line[at + 1 : at + 2] == "|" and character == "|":
            at += 1
        if at < end and line[at] == character:
            found.append(at)
            at += 1
        else:
            found.append(-1)
    return found
