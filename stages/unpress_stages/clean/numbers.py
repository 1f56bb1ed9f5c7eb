"""Set numbers before what they number, where a tool wrote them apart: the number of the text before its title, and the
numbers of notes before their texts.

``pdftotext`` without ``-layout`` puts a raised number that stands higher than its line where it happens to come to it:
some numbers of a foot stand before their texts, others behind the last of them. Each number is there once and they
count on, so those that stand in order tell between which texts the others belong; among these a note ends with a full
stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from unpress.draft import Draft, Line, woven
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Run, cut_runs, merge_runs
from unpress_stages._opening import is_formula
from unpress_stages.clean._foot import (
    SEPARATOR,
    is_alone,
    is_finished,
    number_of,
    numbers_alone,
    numbers_behind,
)
from unpress_stages.clean._stacked import unstacked

PROBLEMS: Final = {
    "hyphen": "A hyphen above the rule over the notes, lost with the end of its line, was put back.",
}

_BELOW_HYPHEN: Final = late(r"(?<=[^\W\d_])_{4,}$")
_LABEL: Final = late(r"(?:[A-Z]{1,2}-)?\d{1,4}/\d{1,4}(?:\s[A-Z](?:-[A-Z])?)?(?:\s?\.|\s[-–])")
_HEAD: Final = 60
"""Lines in which the number of the text may stand."""
_MOST: Final = 48
"""Notes on one page."""
_MISSED: Final = 4
"""How much greater than that of the last note the first number of a foot can be, where notes before were not found."""


class _Group(NamedTuple):
    """Lines of a foot and the number that stands before them, 0 for none; of several that count on there, the first."""

    number: int
    heads: list[Line]
    lines: list[Line]


def clean(draft: Draft, journal: Journal) -> Draft:
    """Put each number on the line of its title, or on the line above its note."""
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    if draft.notes or all(line.starts is not None for line in lines):
        return draft
    lang = language(draft.language)
    fresh = unstacked(_titled(_rules_apart(lines, journal), lang), lang, journal)
    if numbers_alone(lines):
        fresh = _noted(fresh)
    if len(fresh) == len(lines) and all(a is b for a, b in zip(fresh, lines, strict=True)):
        return draft
    return replace(draft, lines=woven(fresh, draft.lines))


def _rules_apart(lines: list[Line], journal: Journal) -> list[Line]:
    """Lines in which the rule above notes stands by itself: a tool that takes the hyphen at the end of a line away sets
    what stands below behind it, and that can be the rule."""
    fresh: list[Line] = []
    for line in lines:
        found = _BELOW_HYPHEN.search(line.text) if line.text[-1:] == "_" else None
        if found is None:
            fresh.append(line)
            continue
        at, size = found.start(), len(line.text)
        above = cut_runs(line.runs, 0, at)
        word = line.text[:at].split()[-1]
        journal.note(
            "hyphen", f"the hyphen of {word!r} is put back: its line end took it away", above[-1].span
        )
        above = merge_runs((*above, replace(above[-1], text="-", span=None)))
        fresh.append(replace(line, runs=above, width=line.width - size + at + 1))
        fresh.append(replace(line, runs=cut_runs(line.runs, at, size), gap=0.0))
    return fresh


def _titled(lines: list[Line], lang: Language) -> list[Line]:
    """Lines in which the number of the text stands before the first line of its title."""
    for i in range(min(len(lines) - 1, _HEAD)):
        line, title = lines[i], lines[i + 1]
        if _LABEL.fullmatch(line.text.strip()) and not is_formula(title.text, lang):
            width = line.width + 1 + title.width - title.indent
            joined = replace(line, runs=(*line.runs, Run(" "), *title.runs), width=width)
            return [*lines[:i], joined, *lines[i + 2 :]]
    return lines


# ------------------------------------------------------------------------------------------------------------- notes


def _noted(lines: list[Line]) -> list[Line]:
    """Lines in which the numbers at the foot of a page stand before their notes."""
    fresh: list[Line] = []
    last, ended = 0, True
    pages = [list(page) for _, page in groupby(lines, lambda line: line.page)]
    behind = numbers_behind(pages)
    all_alone = set(numbers_alone(lines))
    for page in pages:
        rules = [i + 1 for i, line in enumerate(page) if SEPARATOR.fullmatch(line.text)]
        starts = rules
        if behind and not rules:
            fresh += _each_behind(page)
            continue
        if not rules:
            starts = _begins(page, last, all_alone)
        fresh += page[: starts[0]] if starts else page
        for start, end in pairwise([*starts, len(page)] if starts else []):
            foot = page[start : end - (end != len(page))]
            ordered = _ordered(foot, last, ended)
            fresh += [*ordered, *page[start + len(foot) : end]]
            before, most = last, _MISSED
            for number in (number_of(line.text) or 0 for line in ordered):
                if last < number <= last + most:  # else it opens a line in the middle of a note
                    last, most = number, 2
            if last > before:
                ended = is_finished(ordered[-1].text)
    return fresh


def _begins(page: Sequence[Line], last: int, all_alone: set[int]) -> list[int]:
    """Where the number of the first note of a page stands alone: the one after ``last``; where no line of the text is
    that, the least of those that can follow it, if another follows that on the page."""
    alone = set(numbers_alone(page))
    first = last + 1
    if first not in all_alone:
        able = [n for n in range(last + 2, last + 1 + _MISSED) if n in alone and n + 1 in alone]
        first = able[0] if able else first
    return [i for i, line in enumerate(page) if line.text == str(first)][:1]


def _each_behind(page: list[Line]) -> list[Line]:
    """A page on which numbers stand behind their notes: where two or more that count on stand behind as many lines,
    which all end with a full stop, each comes behind its line."""
    numbers = [int(line.text) if is_alone(line.text) else 0 for line in page]
    fresh: list[Line] = []
    i = 0
    while i < len(page):
        count = 1
        while numbers[i] and i + count < len(page) and numbers[i + count] == numbers[i] + count:
            count += 1
        notes = fresh[-count:]
        if 1 < count == len(notes) and all(is_finished(line.text) for line in notes):
            pairs = zip(notes, page[i : i + count], strict=True)
            fresh[-count:] = [line for pair in pairs for line in pair]
        else:
            fresh += page[i : i + count]
        i += count
    return fresh


def _ordered(foot: list[Line], last: int, ended: bool) -> list[Line]:
    """The lines of a foot with each number before its note; as they are where that cannot be told.

    ``last`` is the number of the last note before, ``ended`` whether its text was.
    """
    numbers = numbers_alone(foot)
    alone = set(numbers)
    if not alone or len(alone) < len(numbers) or len(numbers) > _MOST:
        return foot
    groups = _groups(foot, alone)
    named = sorted(alone | {group.number for group in groups if group.number})
    first, end = named[0], named[-1] + 1
    if named != list(range(first, end)) or not last < first <= last + (1 if groups[0].lines else _MISSED):
        return foot
    heads = {int(head.text): head for group in groups for head in group.heads}
    placed = _placed(groups)
    ordered: list[Line] = []
    runs_on = not ended
    for k, group in enumerate(placed):
        start = group.number or first
        behind = placed[k + 1].number if k + 1 < len(placed) else end
        parts = _split(group.lines, behind - start + (not group.number and runs_on))
        if parts is None or (k == 0 and group.number not in (0, first)):
            return foot
        if not group.number and runs_on:
            ordered += parts.pop(0)
        for number, part in enumerate(parts, start):
            head = heads.get(number)
            ordered += [head, *part] if head is not None else part
    return ordered if len(ordered) == len(foot) else foot  # a number without a note


def _groups(foot: Sequence[Line], alone: set[int]) -> list[_Group]:
    """A foot cut at its numbers: those that stand alone, and those between them that open a line."""
    groups = [_Group(0, [], [])]
    for line in foot:
        number, above = number_of(line.text) or 0, groups[-1]
        if number in alone and is_alone(line.text):
            if above.heads and not above.lines and number == above.number + len(above.heads):
                above.heads.append(line)
            else:
                groups.append(_Group(number, [line], []))
        elif number and number not in alone and min(alone) - 1 <= number <= max(alone) + 1:
            groups.append(_Group(number, [], [line]))
        else:
            groups[-1].lines.append(line)
    return groups


def _placed(groups: Sequence[_Group]) -> list[_Group]:
    """The groups whose number stands before its note: the most that count up. The lines of others go to the one before
    them; a first group without a number stays where it has lines."""
    best: list[list[int]] = [[]]
    for i, group in enumerate(groups):
        if group.number and group.lines:
            before = [chain for chain in best if not chain or groups[chain[-1]].number < group.number]
            best.append([*sorted(before, key=len)[-1], i])
    kept = set(sorted(best, key=len)[-1])
    placed = [_Group(0, [], [])]
    for i, group in enumerate(groups):
        if i in kept:
            placed.append(group)
        else:
            placed[-1].lines.extend(group.lines)
    return placed if placed[0].lines else placed[1:]


def _split(lines: list[Line], count: int) -> list[list[Line]] | None:
    """Lines cut into so many notes: a line each, or where lines end with a full stop, the shortest of these first.

    None where there are not so many.
    """
    if count < 1 or len(lines) < count:
        return None
    if len(lines) == count:
        return [[line] for line in lines]
    ends = [i for i, line in enumerate(lines[:-1], 1) if is_finished(line.text)]
    if len(ends) < count - 1:
        return None
    cuts = [0, *sorted(sorted(ends, key=lambda i: lines[i - 1].width)[: count - 1]), len(lines)]
    return [lines[a:b] for a, b in pairwise(cuts)]
