"""Find the lines of print in a text whose letters are turned and whose lines a tool took apart.

pdfminer.six makes a line of its own of each stretch of one direction or font and writes those of a line of print as
they stand on the page, the leftmost first. The space between two stretches stays at the edge of one of them, so where
neither has one a line of print has ended, but beside a sign: a stop stands at the left end of its line, the number of
a paragraph or item at the right. What is left apart is known by its length: a line whose sentence goes on is full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.language import Language
from unpress.pattern import late
from unpress.record import record, replace
from unpress.runs import Run, merge_runs
from unpress_stages.clean._facts import ENDS

_LEAST: Final = 5
_ENOUGH: Final = 0.05
"""Lines with a space at an edge, and their part of all, in a text that was taken apart."""
_LONGER: Final = 1.2
_SHORTEST: Final = 100
_LONGEST: Final = 400
"""How much longer than the longest stretches, some of which are full lines, a line of print is at most; a full line has
so many characters at least, and a line of print no more than these."""
MARK: Final = late(r"\(\d{1,3}[،؛.:؟)\]“”]*$")
"""The mark of a note with the signs behind it: its characters are a stretch each and come out as they were typed."""
_STOP: Final = late(r"[،؛.:؟)\]“”]*$")
"""Signs that end a sentence: to the left of them there are no words."""
_LABEL: Final = late(r"\d{1,3} ?[-–.]|[()][^\W\d_]{1,2}[()]|[’‘]\d{1,2}[’‘]|\(\d{1,3}\)")
"""The number of a paragraph, an item or a note."""
LED: Final = late(r"\d{1,3}[-–] (?=[\u0620-\u064a])")
"""The number of a paragraph that came out as it was typed, before the verb that opens it."""
_GOES_ON: Final = late(r"(?:[،؛.:]“?|[()]\d{1,3}[()])$")
"""How a line ends, as it looks, that cannot begin so in print: with a stop, or the mark of a note."""
_WAITS: Final = frozenset("(-")
_CLOSES: Final = late(r"\w{1,4}\)")
"""How a line begins whose bracket is opened to the right, and the signs that no line of print ends with."""
_LATIN: Final = late(r"[A-Za-z]")
_RIGHT: Final = late(r"[\u0620-\u064a]")
_FULL: Final = 0.85
"""The part of a full line that one whose sentence goes on reaches at least."""
_BEYOND: Final = 1.03
"""The same, at most: letters are not equally broad."""
_FIGURE: Final = 1.07
"""How much longer it may be where it is put together at a figure, where tools take lines apart."""
_SHIFT: Final = 3
"""Lines by which a last one is away from its place, at most."""
_MOST: Final = 0.6
"""The part of a full line that the right part of one reaches where its left end, a few words, ends the sentence."""


@record
class Row:
    """The stretches of a line of print from left to right, each with whether a space is to the left of it."""

    parts: tuple[tuple[Line, bool], ...]
    numbered: bool = False


def rows(lines: Sequence[Line], text: str) -> list[Row]:
    """The lines of print. ``text`` is that of the draft."""
    before = [text[max(line.start - 1, 0)] == " " for line in lines]
    behind = [False, *(text[line.end : line.end + 1] == " " for line in lines)]
    if sum(map(max, before, behind[1:])) < max(_LEAST, _ENOUGH * len(lines)):
        return [Row(((line, False),)) for line in lines]
    longest = min(_LONGER * max(sorted(len(line.text) for line in lines)[-2], _SHORTEST), _LONGEST)
    found: list[Row] = []
    numbers: list[Line] = []
    for line, left, right in zip(lines, before, behind, strict=False):
        last = found[-1] if found and not numbers else None
        room = last is not None and longest - sum(len(part.text) + 1 for part, _ in last.parts) > len(
            line.text
        )
        if last is not None and room and _goes_on(last, line, spaced=left or right):
            found[-1] = Row((*last.parts, (line, left or right)))
        elif _LABEL.fullmatch(line.text):
            numbers.append(line)
        else:
            _number(found, numbers)
            numbers = []
            found.append(Row(((line, False),)))
    _number(found, numbers)
    return found


def _number(found: list[Row], numbers: list[Line]) -> None:
    """Set numbers at the right ends of the last rows, one each; apart where not all of these have room for one."""
    count = len(numbers)
    last = found[len(found) - count :] if 0 < count <= len(found) else []
    if last and not any(row.numbered or row.parts[0][0].page != numbers[0].page for row in last):
        found[-count:] = [
            Row((*row.parts, (number, True)), numbered=True)
            for row, number in zip(last, numbers, strict=True)
        ]
    else:
        found.extend(Row(((number, False),), numbered=True) for number in numbers)


def _goes_on(row: Row, line: Line, *, spaced: bool) -> bool:
    """Whether a stretch stands to the right of those of a row."""
    last = row.parts[-1][0]
    if row.numbered or last.page != line.page:
        return False
    text = last.text
    if MARK.match(text) or _STOP.match(text):
        return True
    if LED.match(text) or (len(row.parts) == 1 and _LABEL.fullmatch(text)):
        return False
    whole = "".join([part.text for part, _ in row.parts])
    if spaced or (_GOES_ON.search(whole) and not _LATIN.search(text)):
        return True
    within = whole.count(")") > whole.count("(")
    return within and (line.text[0] == "(" or not _RIGHT.search(line.text))


def filled(lines: Sequence[Line], lang: Language, journal: Journal) -> list[Line]:
    """The lines, each in the order of reading, with parts that stand one below the other in one, the left one first."""
    lengths = sorted(len(line.text) for line in lines)
    full = lengths[int(len(lengths) * 0.9)] if lengths else 0
    body = next((i + 1 for i, line in enumerate(lines) if lang.formula.organ(line.text)), 0)
    known = Counter(line.text for line in lines)  # running heads stand on every page
    found: list[Line] = []
    for i, line in enumerate(lines):
        left = found[-1] if found and i > body and known[line.text] == 1 else None
        if left is not None and left.page == line.page and _beside(left.text, line.text, full, lang):
            runs = merge_runs((*line.runs, Run(" "), *left.runs))
            found[-1] = replace(left, runs=runs, width=float(len(line.text) + 1 + len(left.text)))
        else:
            found.append(line)
    return _ends_home(found, full, lang, journal)


def _ends_home(lines: list[Line], full: int, lang: Language, journal: Journal) -> list[Line]:
    """The lines, with the short last line of a paragraph behind the full one that it ends: it stands farther from the
    left, and so came out before that or behind lines below."""

    def begins(i: int) -> bool:
        text = lines[i].text if i < len(lines) else ""
        return text[:1] == "”" or lang.opener(text) > 0 or at_start(text) is not None

    def lacks(i: int) -> bool:
        text = lines[i].text if 0 <= i < len(lines) and lines[i].page == page else ""
        return len(text) > _FULL * full and text[-1] not in ENDS and begins(i + 1)

    order = list(range(len(lines)))
    for i in range(1, len(lines)):
        text, page = lines[i].text, lines[i].page
        if not (len(text) < _MOST * full and text[-1:] in ENDS and _RIGHT.search(text)) or begins(i):
            continue
        if lines[i - 1].text[-1:] not in ENDS:
            continue
        home = next((j for j in (i + 1, i - 2, i - _SHIFT) if lacks(j)), -1)
        if home >= 0:
            del order[order.index(i, max(i - _SHIFT, 0))]
            order.insert(order.index(home, max(home - _SHIFT, 0)) + 1, i)
            journal.moved_span("last-line", lines[i].span)
    return [lines[i] for i in order]


def _beside(left: str, right: str, full: int, lang: Language) -> bool:
    """Whether of two lines the second is the right part of the first."""
    size = len(left) + 1 + len(right)
    if size > (1.0 if left[0].isalpha() else _FIGURE) * _BEYOND * full:
        return False
    if right[-1] in _WAITS or (_CLOSES.match(left) and right.count("(") > right.count(")")):
        return True
    if right[-1] in ENDS or not (_RIGHT.search(right) and _RIGHT.search(left)):
        return False
    if lang.opener(left, "preambular") or at_start(left) is not None:
        return False
    return size >= _FULL * full and (left[-1:] not in ENDS or len(right) >= _MOST * full)
