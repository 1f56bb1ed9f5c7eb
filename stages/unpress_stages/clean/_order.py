"""Lines of items and numbered paragraphs that a tool wrote in the wrong order, each whole: put in order.

A tool takes numbers for one column and text for another, and writes of each column what stands near: the last line of
an item before its first, the last line of an item behind the next item, two numbers before both their paragraphs.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from unpress.draft import Line
from unpress.enumerator import at_start, readings, successor
from unpress.journal import Journal
from unpress.pattern import late
from unpress.record import replace
from unpress_stages.clean._breadth import SPACE, breadth, measure
from unpress_stages.clean._facts import STOPS, ends, is_label

_LAST: Final = 0.4
"""The last line of an item that is out of its place is no broader than this part of a full one."""
_INDENT: Final = 0.08
"""The indent of a first line, as a part of a full one."""
FULL: Final = (0.88, 0.985)
"""Parts of a full line: what one put together must reach with the next word, and what it may not exceed without it."""
_NEAR: Final = 8
"""Lines between an item and its last one, at most."""
_MARK: Final = " \u00a00123456789"
"""What the mark of a note behind the end of a paragraph is made of."""
_FIGURE: Final = late(r"\d{1,4} [^\W\d_]+|\S+")


def first_word(text: str) -> str:
    """What cannot be parted at the start of a line: a word, or a figure with the word behind it."""
    found = _FIGURE.match(text)
    return found.group() if found else text


def in_order(lines: list[Line], journal: Journal) -> list[Line]:
    """The lines with those of items and numbered paragraphs in their order. Only beside a number that stands alone
    may they be in another."""
    if not any(is_label(line.text) for line in lines):
        return lines
    column = _Column(lines)
    return _ends_back(_last_behind_first(_numbers_apart(lines, journal), column, journal), column, journal)


class _Column:
    """The column of a text; measured where it is asked for, which is in few texts."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines

    @cached_property
    def full(self) -> float:
        """The breadth of a full line."""
        return measure([breadth(line.text) for line in self._lines])


def _numbers_apart(lines: list[Line], journal: Journal) -> list[Line]:
    """Two numbers that follow each other, before the one paragraph and the other: the second before the other."""
    fresh = list(lines)
    for i in range(1, len(lines) - 3):
        number, other = lines[i], lines[i + 1]
        if not (number.gap and other.gap and is_label(number.text) and is_label(other.text)):
            continue
        if number.page != other.page or not _follows(number.text, other.text):
            continue
        last = i + 2
        while last + 1 < len(lines) and not lines[last + 1].gap:
            last += 1
        if last + 1 == len(lines) or any(
            is_label(lines[n].text) for n in (*range(i + 2, last + 1), last + 1)
        ):
            continue
        whole = lines[last].text.rstrip(_MARK).endswith(STOPS)
        if lines[i + 2].gap and whole and lines[last + 1].page == number.page == lines[last].page:
            fresh[i + 1 : last + 1] = [*lines[i + 2 : last + 1], other]
            journal.moved_span("stretch", other.span)
    return fresh


def _follows(label: str, other: str) -> bool:
    return any(successor(one, other) is not None for one in readings(label))


def _last_behind_first(lines: list[Line], column: _Column, journal: Journal) -> list[Line]:
    """Items of two lines of which the last stands first, right behind the number, and the full one between blank lines
    behind it: the full one first."""
    fresh = list(lines)
    for i in range(1, len(lines) - 2):
        first, below = lines[i + 1], lines[i + 2]
        if not (first.gap and below.gap):
            continue
        number, last = lines[i - 1], lines[i]
        if not (is_label(number.text) and ends(last)) or ends(first):
            continue
        if (
            number.page != first.page
            or breadth(last.text) > _LAST * column.full
            or at_start(first.text) is not None
        ):
            continue
        if _is_full(breadth(first.text), last, column.full):
            fresh[i : i + 2] = [replace(first, gap=last.gap), replace(last, gap=0.0)]
            journal.moved_span("stretch", last.span)
    return fresh


def _ends_back(lines: list[Line], column: _Column, journal: Journal) -> list[Line]:
    """The end of an item that stands between blank lines behind the next item, which is whole: at its end again."""
    fresh = list(lines)
    for i in range(4, len(lines) - 1):
        end = fresh[i]
        if not (end.gap and lines[i + 1].gap and end.text[:1].islower() and ends(end) and ends(fresh[i - 1])):
            continue
        if breadth(end.text) > _LAST * column.full or at_start(end.text) is not None:
            continue
        for j in range(i - 2, max(i - _NEAR, 0), -1):
            line, below = fresh[j], fresh[j + 1]
            if line.page != end.page or not line.gap or not below.gap:
                continue
            if (
                ends(line)
                or is_label(line.text)
                or not is_label(below.text)
                or not is_label(fresh[j - 1].text)
            ):
                continue
            if _is_full(breadth(line.text), end, column.full):
                fresh[j + 1 : i + 1] = [replace(end, gap=0.0), *fresh[j + 1 : i]]
                journal.moved_span("stretch", end.span)
            break
    return fresh


def _is_full(size: float, following: Line, full: float) -> bool:
    """Whether the first line of an item, so broad, has no room for the first word of the line that follows."""
    whole = (size + SPACE + breadth(first_word(following.text))) / full + _INDENT
    return whole > FULL[0] and size < FULL[1] * full
