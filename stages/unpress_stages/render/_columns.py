"""Which columns of a table hold figures, how wide each is, and whether the column of text holds them all.

A column of figures is as wide as its figures and a head of three lines need, a column of words gets what is left, as
far as it needs it; the rest goes to all. So tables of the United Nations stand: the words at the beginning broad, the
figures in even columns. What a text needs is reckoned in letters, not measured: the same widths in every program.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import field, replace
from typing import Final

from unpress.ast import (
    Block,
    Blocks,
    Break,
    Cell,
    Emphasis,
    Inline,
    Inlines,
    Node,
    Paragraph,
    Strong,
    Superscript,
    Table,
)
from unpress.record import mutable
from unpress.walk import WRAPPERS, children, plain
from unpress_stages.render._grid import Slot

TYPE: Final = 8.5
"""The size of the type in cells, in points."""
_FIGURE: Final = re.compile(
    r"[-–—−+(]?[\d\s.,\u00a0\u202f]*\d[\d\s.,\u00a0\u202f]*[)%*]?(?:\[[\d\s.,\u00a0\u202f]+\])?|[-–—.]{1,3}"
)
_NONE: Final = re.compile(r"(?=.{2,5}$)\w?(?:[./]+\w?)+")
"""What stands where there is no figure: "n/a", "..", "s.o."."""
_UNIT: Final = re.compile(r"[(（].*[)）]")
_MARK: Final = re.compile(r"[a-zа-яأ-ي]{1,2}|[*†‡]{1,3}|\d{1,2}")
_HEAD: Final = 7 / 8.5
"""Type of a head to that of cells."""
_HEAD_LINES: Final = 3
_GAP: Final = 0.9
"""Ems between two columns."""
_WORDS: Final = 18
"""Ems of words that stand on one line, rather than on two."""
_FIGURES: Final = 8
"""Ems of a column of figures where there is room."""


@mutable
class _Need:
    """What a column needs, in ems: ``least`` for its longest word or figure, ``texts`` for each of its texts."""

    least: float = 1.0
    texts: list[float] = field(default_factory=list[float])
    figures: int = 0  # cells of figures more than cells of words

    @property
    def most(self) -> float:
        """For nearly all of its texts: one cell in seven may be far longer than the others."""
        usual = sorted(self.texts)[: len(self.texts) - len(self.texts) // 7]
        return max(self.least, *usual[-1:]) + _GAP if usual else self.least + _GAP


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure and nothing else; the mark of a note under the table does not matter."""
    only = cell.children[0] if len(cell.children) == 1 else None
    return (
        isinstance(only, Paragraph)
        and not only.label
        and not only.children
        and _FIGURE.fullmatch(plain(_without_marks(only.content)).strip()) is not None
    )


def title_and_unit(caption: Inlines) -> tuple[Inlines, Inlines]:
    """The caption of a table and, where it ends in a line in brackets, that line: what the figures count."""
    ends = [at for at, node in enumerate(caption) if isinstance(node, Break)]
    last = caption[ends[-1] + 1 :] if ends else ()
    return (caption[: ends[-1]], last) if _UNIT.fullmatch(plain(last).strip()) else (caption, ())


def notes_to_tables(nodes: Blocks) -> list[bool]:
    """Which of some blocks are notes to a table: paragraphs right under it that begin with a raised letter or sign."""
    found: list[bool] = []
    under = False
    for node in nodes:
        found.append(under and _opens_with_mark(node))
        under = found[-1] or isinstance(node, Table)
    return found


def _opens_with_mark(node: Block) -> bool:
    if not isinstance(node, Paragraph) or node.label or node.children or not node.content:
        return False
    first = node.content[0]
    while isinstance(first, Emphasis | Strong) and len(first.children) == 1:
        first = first.children[0]
    return isinstance(first, Superscript) and _MARK.fullmatch(plain((first,)).strip()) is not None


def stands_for_figure(cell: Cell) -> bool:
    """Whether a cell says that there is no figure: "n/a", ".."."""
    return _NONE.fullmatch(" ".join(_texts(cell)).strip()) is not None


def is_total(cells: Sequence[Cell]) -> bool:
    """Whether a row adds up the rows above it: words and figures, all of them in bold type."""
    filled = [cell for cell in cells if cell.children]
    figures = [is_figure(cell) for cell in filled]
    return any(figures) and not figures[0] and all(_in_bold(cell) for cell in filled)


def _in_bold(cell: Cell) -> bool:
    content = _without_marks(cell.children[0].content) if isinstance(cell.children[0], Paragraph) else ()
    return len(cell.children) == 1 and all(
        isinstance(node, Strong) or not plain((node,)).strip() for node in content
    )


def figure_columns(rows: Sequence[Sequence[Slot]], head: int) -> Set[int]:
    """The columns that hold figures in most of their cells that hold anything, by the grid of a table."""
    return {at for at, need in enumerate(_needs(rows, head)) if need.figures > 0} if rows else set()


def fits(rows: Sequence[Sequence[Slot]], head: int, measure: float) -> bool:
    """Whether a table stands in a measure in points without words that are cut."""
    return sum(_least(need) for need in _needs(rows, head)) * TYPE <= measure


def shares(rows: Sequence[Sequence[Slot]], head: int, measure: float) -> list[float]:
    """The width of each column of a grid as a part of the whole; the first ``head`` rows are its head, ``measure`` is
    the width of the table in points."""
    needs = _needs(rows, head)
    widths = [_least(need) for need in needs]
    for wanted in (
        [0.0 if need.figures > 0 else min(need.most, max(need.most / 2, _WORDS)) for need in needs],
        [_FIGURES if need.figures > 0 else 0.0 for need in needs],
        [0.0 if need.figures > 0 else need.most for need in needs],
    ):
        room = measure / TYPE - sum(widths)
        more = [max(want - width, 0.0) for want, width in zip(wanted, widths, strict=True)]
        part = min(1.0, max(room, 0.0) / (sum(more) or 1.0))
        widths = [width + part * each for width, each in zip(widths, more, strict=True)]
    room = max(measure / TYPE - sum(widths), 0.0)
    widths = [width + room / len(widths) for width in widths]
    return [width / sum(widths) for width in widths]


def _least(need: _Need) -> float:
    return need.least + _GAP


def _needs(rows: Sequence[Sequence[Slot]], head: int) -> list[_Need]:
    needs = [_Need() for _ in range(sum(slot.columns for slot in rows[0]))]
    for number, slots in enumerate(rows):
        at = 0
        for slot in slots:
            if slot.columns == 1 and slot.cell.children:
                _look(needs[at], slot.cell, number < head)
            at += slot.columns
    return needs


def _look(need: _Need, cell: Cell, head: bool) -> None:
    text = " ".join(_texts(cell)).strip()
    word = max(map(_ems, text.split()), default=0.0)
    if head:
        need.least = max(need.least, _HEAD * word, _HEAD * _ems(text) / _HEAD_LINES)
    elif is_figure(cell) or stands_for_figure(cell):
        need.figures += is_figure(cell)
        need.least = max(need.least, _ems(text))
    else:
        need.figures -= 1
        need.least = max(need.least, word)
        need.texts.append(_ems(text))


def _without_marks(content: Inlines) -> Inlines:
    found: list[Inline] = []
    for node in content:
        if isinstance(node, WRAPPERS) and not isinstance(node, Superscript):
            node = replace(node, children=_without_marks(node.children))
        found.extend(() if isinstance(node, Superscript) else (node,))
    return tuple(found)


def _ems(text: str) -> float:
    """How long a text is: a Chinese character is one em, a letter about half of one."""
    return sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter.isdigit() or letter in "–-":
        return 0.52
    if letter in " .,;:'’()[]/ilj":
        return 0.33
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.72 if letter.isupper() or letter in "—%mwшщжюмфы" else 0.5


def _texts(node: Node) -> list[str]:
    content: Inlines = getattr(node, "content", ())
    return [
        plain(content),
        *(t for child in children(node) if not hasattr(child, "value") for t in _texts(child)),
    ]
