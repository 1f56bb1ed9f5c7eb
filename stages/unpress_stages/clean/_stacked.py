"""Set enumerators before their texts, where a tool that reads a page by columns wrote them apart.

Enumerators in one column can come before their texts, which follow in the same order. In a list in a list the letters
stand at the left of the numbers in it: "(c)" comes before "(i)", whose list stands above it on the page, and the text
of (c) behind that. A number that stands a little lower than its line comes behind it, amid the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress.enumerator import at_start, readings, successor
from unpress.folding import COMMAS, single_spaced
from unpress.journal import Journal
from unpress.language import Language
from unpress.record import mutable
from unpress_stages.clean._facts import ENDS, is_label

_FULL: Final = 0.7
"""The part of the longest lines that the first of a paragraph reaches."""
_NO_ROOM: Final = 0.88
"""The part of the longest lines that it reaches together with the first word of the line below: beside its number."""
_REACH: Final = 40
"""Lines between an enumerator and its text, at most."""
_OTHERS: Final = frozenset({"bullet", "section-word", "letter-name"})
_FIGURES: Final = "0123456789"
_COLONS: Final = (":", "：")
_ENDS: Final = tuple(ENDS)
_COMMAS: Final = tuple(COMMAS)


def unstacked(lines: list[Line], lang: Language, journal: Journal) -> list[Line]:
    """The lines with each such enumerator before its text."""
    alone = [is_label(line.text) and _counts(line.text) for line in lines]
    if not any(alone):
        return lines
    lines, alone = _brought_up(lines, alone, lang, journal)
    ends = tuple(f"{sign} {word}" for sign in ";؛；" for word in lang.typography.item_ends)
    ended = [line.text.endswith((*_ENDS, *ends)) for line in lines]
    order = list(range(len(lines)))
    i = 0
    while i < len(lines) - 1:
        near = slice(i, i + _REACH)
        fresh = _sorted(lines[near], alone[near], ended[near]) if alone[i] and alone[i + 1] else []
        order[i : i + len(fresh)] = [i + k for k in fresh]
        for at, k in enumerate(fresh):
            if at != k and alone[i + k]:
                journal.moved_span("number", lines[i + k].span)
        i += len(fresh) or 1
    return [lines[k] for k in order]


def _brought_up(
    lines: list[Line], alone: list[bool], lang: Language, journal: Journal
) -> tuple[list[Line], list[bool]]:
    """The lines with each enumerator that stands amid a sentence before the first line of its paragraph."""
    widths = [len(single_spaced(line.text)) for line in lines]
    full = sorted(widths)[int(len(lines) * 0.9)]
    order = list(range(len(lines)))
    for i in range(2, len(lines) - 1):
        if not alone[i] or widths[i - 1] <= _FULL * full:
            continue
        # the end of an entry that a tool wrote before its first line, if none before its number is that
        end = i > 2 and alone[i - 3] and order[i - 3] == i - 3 and lines[i - 2].text[:1].islower()
        if not end and _amid(lines, i, alone, full, lang):
            order[i - 1 : i + 1] = [i, i - 1]
            journal.moved_span("number", lines[i].span)
    return [lines[k] for k in order], [alone[k] for k in order]


def _amid(lines: Sequence[Line], i: int, alone: Sequence[bool], full: float, lang: Language) -> bool:
    """Whether the enumerator ``i`` stands amid a sentence, behind the first line of its paragraph, which ends in
    mid-sentence: the line below goes on with a small letter, or the first begins what a space parts from the text
    above and had no room for another word."""
    above, first, rest = (lines[k].text for k in (i - 2, i - 1, i + 1))
    if any(alone[k] for k in (i - 2, i - 1, i + 1)) or first[:1].islower() or at_start(first) is not None:
        return False
    if not (above.rstrip(_FIGURES).endswith(_ENDS) or above[:1].isupper()):
        return False
    word = rest.partition(" ")[0]
    begins = (
        lines[i - 1].gap > lines[i + 1].gap and len(single_spaced(first)) + 1 + len(word) > _NO_ROOM * full
    )
    if first.endswith(_COMMAS):
        return begins and rest[:1].islower() and not lang.opener(rest)
    return not first.endswith(_ENDS) and (begins or rest[:1].islower())


@mutable
class _List:
    """A list whose enumerators came before their texts: the lines of those that have none yet, and the last one."""

    waiting: list[int]
    last: str


def _sorted(lines: Sequence[Line], alone: Sequence[bool], ended: Sequence[bool]) -> list[int]:
    """The order of lines that begin with two enumerators, to the line with which none waits for its text any more;
    empty where that cannot be told. What a colon announces is a list in the list, and stands before the text of the
    next entry; where two enumerators come first and the second begins a list, the first text tells whose it is."""
    order: list[int] = []
    lists: list[_List] = [_List([], "")]
    begun = next((k for k, label in enumerate(alone) if not label), 0)
    told = not lines[begun].text.endswith(_COLONS)
    i = 0
    while i < len(lines):
        text = lines[i].text
        if alone[i]:
            while len(lists) > 1 and not lists[-1].waiting and not _follows(lists[-1].last, text):
                lists.pop()
            if i and told and any(one.ordinal == 1 for one in readings(text)):
                lists.append(_List([], ""))
            lists[-1].waiting.append(i)
            lists[-1].last = text
            i += 1
            continue
        while not lists[-1].waiting:
            lists.pop()
        end = next((k for k in range(i, len(lines)) if ended[k] or alone[k]), len(lines))
        if end == len(lines) or alone[end] or at_start(text) is not None:
            return []
        order += [lists[-1].waiting.pop(0), *range(i, end + 1)]
        if not any(one.waiting for one in lists):
            return order
        told = lines[end].text.endswith(_COLONS)
        i = end + 1
    return []


def _counts(label: str) -> bool:
    """Whether an enumerator is of paragraphs or items and counts them: no dash, and no number of a section."""
    known = readings(label)
    return bool(known) and known[0].style not in _OTHERS


def _follows(before: str, label: str) -> bool:
    """Whether an enumerator counts on another."""
    return any(successor(one, label) for one in readings(before))
