"""Set enumerators before their texts, where a tool that reads a page by columns wrote two of them one below the other.

In a list in a list the letters stand at the left of the numbers in it: "(c)" comes before "(i)", whose list stands
above it on the page, and the text of (c) behind that. A number that stands a little lower than its line comes behind
it, amid the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress.enumerator import Enumerator, at_start, readings, successor
from unpress.journal import Journal
from unpress.language import Language
from unpress_stages.clean._facts import ENDS, is_label

_FULL: Final = 0.7
"""The part of the longest lines that the first of a paragraph reaches."""
_REACH: Final = 40
"""Lines between an enumerator and its text, at most."""


def unstacked(lines: list[Line], lang: Language, journal: Journal) -> list[Line]:
    """The lines with each such enumerator before its text."""
    alone = [is_label(line.text) and bool(readings(line.text)) for line in lines]
    if not any(alone):
        return lines
    ends = tuple(f"{sign} {word}" for sign in ";؛；" for word in lang.typography.item_ends)
    ended = [line.text.endswith((*ENDS, *ends)) for line in lines]
    full = sorted(line.width for line in lines)[int(len(lines) * 0.9)]
    order = list(range(len(lines)))
    for i in range(2, len(lines) - 1):
        if alone[i] and lines[i - 1].width > _FULL * full and _amid(lines, i, alone, ended):
            order[i - 1 : i + 1] = [i, i - 1]
            journal.moved_span("number", lines[i].span)
    if order != list(range(len(lines))):
        lines, alone = [lines[k] for k in order], [alone[k] for k in order]
        ended = [ended[k] for k in order]
        order = list(range(len(lines)))
    for i in range(len(lines) - 2, -1, -1):
        if not (alone[i] and alone[order[i + 1]]):
            continue
        near = order[i : i + _REACH]
        at = _place([lines[k] for k in near], [alone[k] for k in near], [ended[k] for k in near])
        if at:
            order[i : i + at] = [*order[i + 1 : i + at], i]
            journal.moved_span("number", lines[i].span)
    return [lines[k] for k in order]


def _amid(lines: Sequence[Line], i: int, alone: Sequence[bool], ended: Sequence[bool]) -> bool:
    """Whether the enumerator ``i`` stands amid a sentence, behind the first line of its paragraph."""
    first, rest = lines[i - 1].text, lines[i + 1].text
    if ended[i - 1] or alone[i - 1] or alone[i + 1] or first[:1].islower() or not rest[:1].islower():
        return False
    above = lines[i - 2].text
    return at_start(first) is None and (ended[i - 2] or above[:1].isupper()) and not alone[i - 2]


def _place(lines: Sequence[Line], alone: Sequence[bool], ended: Sequence[bool]) -> int:
    """How many lines the first one, an enumerator above another, has to go down to stand before its text: behind the
    list that begins below it, before the next text without enumerator. 0 where nothing can be told."""
    first, below = readings(lines[0].text), readings(lines[1].text)
    if not any(inner.ordinal == 1 for inner in below) or any(successor(one, lines[1].text) for one in first):
        return 0
    counted: Sequence[Enumerator] = below
    texts = 0
    for i in range(2, len(lines)):
        if alone[i]:
            after = next((found for one in counted if (found := successor(one, lines[i].text))), None)
            if after is None or not texts:
                return 0
            counted, texts = (after,), 0
        elif not texts or not ended[i - 1]:
            texts += 1
        else:
            return 0 if at_start(lines[i].text) is not None else i
    return 0
