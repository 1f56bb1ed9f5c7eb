"""Whether two files say the same: running text, headings, notes and their marks, tables, links, masthead.

    from unpress import compare

    comparison = compare("A_80_590.docx", "A_80_590.pdf")
    comparison.agree  # False
    for aspect in comparison.aspects:
        print(aspect.name, aspect.left, aspect.right, aspect.share)
    for difference in comparison.differences:
        print(difference.aspect, difference.message, difference.left.page, difference.right.page)

White space, invisible characters and the form of a character (a ligature, a full-width figure) say nothing; look does
not either. Everything is counted in the order of the documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeAlias

from unpress.alignment import Group, align, runs, similarity, words
from unpress.config import Config
from unpress.differences import (
    NOTHING,
    Change,
    Comparable,
    Comparison,
    Difference,
    File,
    Findings,
    Named,
    Side,
    difference,
    of_parts,
    share_of,
)
from unpress.passages import Grid, GridCell, Mark
from unpress.source import Span

WANTED: Final[Mapping[str, float]] = {
    "text": 0.98,
    "headings": 1.0,
    "levels": 1.0,
    "notes": 1.0,
    "marks": 1.0,
    "tables": 0.9,
    "cells": 0.98,
    "links": 0.98,
    "masthead": 0.0,
    "paragraphs": 0.0,
}
"""Shares from which two documents agree. Nothing is wanted of what is 0: it is counted and listed."""


def compare(
    left: Comparable,
    right: Comparable,
    config: Config | None = None,
    *,
    wanted: Mapping[str, float] = WANTED,
) -> Comparison:
    """Compare two files, or what was read from them, as documents.

    ``wanted`` gives the shares from which they agree, by aspect; what it does not name is as in ``WANTED``.

    Raises unpress.Error as read() does, UsageError for an aspect that there is not.
    """
    parts = (_text, _headings, _notes, _marks, _tables, _links, _masthead)
    return of_parts(parts, left, right, config, WANTED, wanted)


# -------------------------------------------------------------------------------------------------- running text


def _values(text: str) -> list[str]:
    return [word.value for word in words(text)]


def _text(one: File, other: File) -> Findings:
    ours, theirs = one.contents.passages, other.contents.passages
    left, right = ([_values(p.text) for p in side] for side in (ours, theirs))
    groups = align(left, right)
    sizes = [sum(len(word) for p in side for word in p) for side in (left, right)]
    yield "text", sizes[0], sizes[1], similarity(left, right, groups)
    yield "paragraphs", len(left), len(right), share_of(sum(g.same for g in groups), len(left), len(right))
    gone = {tuple(left[i]): i for g in groups if not g.right for i in g.left}
    come = {tuple(right[k]): k for g in groups if not g.left for k in g.right}
    for group in groups:
        if group.same:
            continue
        if not group.right and (k := come.get(tuple(left[group.left[0]]))) is not None:
            yield difference("text", "stands elsewhere", one, [ours[group.left[0]]], other, [theirs[k]])
        elif group.left or tuple(right[group.right[0]]) not in gone:
            a, b = [ours[i] for i in group.left], [theirs[k] for k in group.right]
            yield difference("text", _what(group), one, a, other, b, _changed(a, b, group))


def _what(group: Group) -> str:
    if not group.right:
        return "only left"
    if not group.left:
        return "only right"
    numbers = f"{len(group.left)} and {len(group.right)} paragraphs"
    if not group.changes:
        return f"divided into {numbers}"
    return "other words" if numbers == "1 and 1 paragraphs" else f"other words, in {numbers}"


AROUND: Final = 30
"""Characters of the text before and behind words that changed."""


def _changed(left: Sequence[Named], right: Sequence[Named], group: Group) -> tuple[Change, ...]:
    """What changed in paragraphs that correspond, as printed; nothing where a whole side is missing."""
    if not left or not right:
        return ()
    ours, theirs = "\n".join(p.text for p in left), "\n".join(p.text for p in right)
    a, b = words(ours), words(theirs)
    found: list[Change] = []
    for i, j, k, m in group.changes:
        end = a[j - 1].end if j else 0
        start = a[i].start if j > i else end
        new = theirs[b[k].start : b[m - 1].end] if m > k else ""
        around = ours[max(0, start - AROUND) : start], ours[end : end + AROUND]
        found.append(Change(around[0], ours[start:end], new, around[1]))
    return tuple(found)


# ----------------------------------------------------------------------------------------------------- headings


def _headings(one: File, other: File) -> Findings:
    ours, theirs = ([p for p in file.contents.passages if p.level] for file in (one, other))
    left, right = ([tuple(_values(p.text)) for p in side] for side in (ours, theirs))
    texts = [
        {tuple(_values(p.text)): p for p in file.contents.passages if not p.level} for file in (one, other)
    ]
    equal = levels = 0
    for same, (i, j, k, m) in runs(left, right):
        if same:
            equal += j - i
            for a, b in zip(ours[i:j], theirs[k:m], strict=True):
                levels += a.level == b.level
                if a.level != b.level:
                    message = f"level {a.level} left, level {b.level} right"
                    yield difference("levels", message, one, [a], other, [b])
        else:
            for a, key in zip(ours[i:j], left[i:j], strict=True):
                found = texts[1].get(key)
                message = "only left" if found is None else "a heading left, text right"
                yield difference("headings", message, one, [a], other, [found] if found else [])
            for b, key in zip(theirs[k:m], right[k:m], strict=True):
                found = texts[0].get(key)
                message = "only right" if found is None else "text left, a heading right"
                yield difference("headings", message, one, [found] if found else [], other, [b])
    yield "headings", len(left), len(right), share_of(equal, len(left), len(right))
    yield "levels", equal, equal, share_of(levels, equal, equal)


# -------------------------------------------------------------------------------------------------------- notes


def _notes(one: File, other: File) -> Findings:
    ours, theirs = one.contents.notes, other.contents.notes
    left, right = ([_values(p.text) for p in side] for side in (ours, theirs))
    equal = 0
    for group in align(left, right):
        a, b = [ours[i] for i in group.left], [theirs[k] for k in group.right]
        if not group.same:
            message = _what(group).replace("paragraphs", "notes")
            yield difference("notes", message, one, a, other, b, _changed(a, b, group))
        elif bare(a[0].marker) != bare(b[0].marker):
            yield difference("notes", f"{a[0].marker} left, {b[0].marker} right", one, a, other, b)
        else:
            equal += 1
    yield "notes", len(left), len(right), share_of(equal, len(left), len(right))


def bare(marker: str) -> str:
    """The number of a note without the brackets that some print sets around it."""
    return "".join(_values(marker.strip("()[] ")))


WORDS_BEFORE: Final = 3
"""So many words before it tell the place of a mark."""


def _marks(one: File, other: File) -> Findings:
    ours, theirs = one.contents.marks, other.contents.marks
    equal = 0
    for same, (i, j, k, m) in runs([_place(mark) for mark in ours], [_place(mark) for mark in theirs]):
        if same:
            equal += j - i
            continue
        there = {mark.marker: mark for mark in theirs[k:m]}
        for mark in ours[i:j]:
            found = there.pop(mark.marker, None)
            message = f"mark {mark.marker} {'only left' if found is None else 'stands elsewhere'}"
            yield Difference("marks", message, _before(one, mark), _before(other, found))
        for mark in there.values():
            yield Difference("marks", f"mark {mark.marker} only right", NOTHING, _before(other, mark))
    yield "marks", len(ours), len(theirs), share_of(equal, len(ours), len(theirs))


def _place(mark: Mark) -> tuple[str, ...]:
    return (bare(mark.marker), *_values(mark.before)[-WORDS_BEFORE:])


def _before(file: File, mark: Mark | None) -> Side:
    return NOTHING if mark is None else file.side(mark.before, mark.span)


# ------------------------------------------------------------------------------------------------------- tables


def _tables(one: File, other: File) -> Findings:
    ours, theirs = one.contents.tables, other.contents.tables
    left, right = ([[w for c in t.cells for w in _values(c.text)] for t in side] for side in (ours, theirs))
    alike = equal = 0
    for group in align(left, right):
        a, b = [ours[i] for i in group.left], [theirs[k] for k in group.right]
        if len(a) == len(b) == 1 and (a[0].rows, a[0].columns) == (b[0].rows, b[0].columns):
            alike += 1
        else:
            message = f"{shapes(a)} left, {shapes(b)} right"
            yield Difference("tables", message, grid_side(one, a), grid_side(other, b))
        if a and b:
            same, differences = _cells(one, a, other, b)
            equal += same
            yield from differences
    most = max(len(ours), len(theirs))
    yield "tables", len(ours), len(theirs), alike / most if most else 1.0
    sizes = [sum(len(t.cells) for t in side) for side in (ours, theirs)]
    yield "cells", sizes[0], sizes[1], share_of(equal, sizes[0], sizes[1])


def shapes(tables: Sequence[Grid]) -> str:
    """Rows and columns of some tables."""
    return " and ".join(f"{t.rows} x {t.columns}" for t in tables) or "nothing"


def grid_side(file: File, tables: Sequence[Grid]) -> Side:
    """The name of a table, or its first words."""
    if not tables:
        return NOTHING
    return file.side(tables[0].name or " | ".join(cell.text for cell in tables[0].cells[:3]), tables[0].span)


def _cells(
    one: File, ours: Sequence[Grid], other: File, theirs: Sequence[Grid]
) -> tuple[int, list[Difference]]:
    """How many cells of two tables (or of one and its parts) are the same in the same column, and what differs."""
    left, right = ([cell for table in side for cell in table.cells] for side in (ours, theirs))
    keys = [[(cell.column, *_values(cell.text)) for cell in side] for side in (left, right)]
    equal = 0
    differences: list[Difference] = []
    for same, (i, j, k, m) in runs(keys[0], keys[1]):
        if same:
            equal += j - i
            continue
        first = next(iter(left[i:j]), None) or right[k]
        message = f"row {first.row}, column {first.column}"
        differences.append(Difference("cells", message, _row(one, left[i:j]), _row(other, right[k:m])))
    return equal, differences


def _row(file: File, cells: Sequence[GridCell]) -> Side:
    return file.side(" | ".join(cell.text for cell in cells), cells[0].span) if cells else NOTHING


# --------------------------------------------------------------------------------------------- links and masthead


def _links(one: File, other: File) -> Findings:
    return _listed(
        "links",
        one,
        [(link.address, f"{link.text} <{link.address}>", link.span) for link in one.contents.links],
        other,
        [(link.address, f"{link.text} <{link.address}>", link.span) for link in other.contents.links],
    )


def _masthead(one: File, other: File) -> Findings:
    return _listed(
        "masthead",
        one,
        [(tuple(_values(line.text)), line.text, line.span) for line in one.contents.masthead],
        other,
        [(tuple(_values(line.text)), line.text, line.span) for line in other.contents.masthead],
    )


Listed: TypeAlias = list[tuple[Hashable, str, Span | None]]
"""What is equal when it is the same, what is shown of it, and its place."""


def _listed(aspect: str, one: File, ours: Listed, other: File, theirs: Listed) -> Findings:
    """What is counted without regard to its order."""
    here, there = Counter(key for key, _, _ in ours), Counter(key for key, _, _ in theirs)
    only_here, only_there = here - there, there - here
    for key, text, span in ours:
        if only_here[key]:
            only_here[key] -= 1
            yield Difference(aspect, "only left", one.side(text, span), NOTHING)
    for key, text, span in theirs:
        if only_there[key]:
            only_there[key] -= 1
            yield Difference(aspect, "only right", NOTHING, other.side(text, span))
    yield aspect, len(ours), len(theirs), share_of((here & there).total(), len(ours), len(theirs))
