"""The rows of a table from lines that hold a row each or a cell each."""

from __future__ import annotations

from dataclasses import field

from unpress.draft import DraftCell, Line
from unpress.record import mutable, replace
from unpress.runs import Run, cut_runs, merge_runs
from unpress_stages.clean._cell_lines import Seen, goes_on
from unpress_stages.clean._facts import han


@mutable
class Rows:
    """The rows of a table so far."""

    columns: int
    done: list[tuple[DraftCell, ...]] = field(default_factory=list[tuple[DraftCell, ...]])
    begun: bool = False  # a row with figures has been: what goes across no longer heads the columns

    def across(self, lines: list[Line]) -> None:
        """Add a row of one cell, the head of others where no row with figures has been."""
        if lines:
            header = bool(self.columns) and not self.begun
            self.done.append((DraftCell(_joined(lines), header, self.columns + 1),))

    def row(self, name: list[Line], figures: list[Line]) -> None:
        """Add a row with its name and its figures; where those are too few the last cells are empty."""
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


def read_lines(lines: list[tuple[Line, Seen]], rows: Rows) -> None:
    """A line for each row; lines of words that go on stand under it."""
    for line, seen in lines:
        figures = _split(line.text, seen.figures, rows.columns)
        if seen.kind == "row" and len(figures) >= rows.columns:
            figures = figures[-rows.columns :]
            rows.row(
                [_cut(line, 0, len(line.text[: figures[0][0]].rstrip()))], [_cut(line, *f) for f in figures]
            )
        elif rows.begun and goes_on(line.text):
            rows.goes_on(line)
        else:
            rows.across([line])


def read_turned(lines: list[tuple[Line, Seen]], rows: Rows) -> None:
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


def read_cells(lines: list[tuple[Line, Seen]], rows: Rows) -> None:
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
