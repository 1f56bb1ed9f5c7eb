"""Whether two files are one document in two languages: its paragraphs, numbers, notes, citations and tables.

    from unpress import compare_translations

    comparison = compare_translations("A_RES_75_210.en.pdf", "A_RES_75_210.fr.docx")
    comparison.agree  # False
    for difference in comparison.differences:
        print(difference.message, difference.left.text, difference.right.text)  # note 3 only left ...

No word is compared. Paragraphs correspond by what they are (a heading, an operative paragraph, an item), by their
numbers in whatever letters, and by the notes and citations in them: where one of several paragraphs without any of
these is missing, one of them is told, not always the right one. What stands in cells of tables is not looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from unpress.alignment import runs
from unpress.comparison import bare, grid_side, shapes
from unpress.config import Config
from unpress.differences import (
    Comparable,
    Comparison,
    Difference,
    File,
    Findings,
    difference,
    of_parts,
    share_of,
)
from unpress.enumerator import number_of_part, readings
from unpress.language import Language, language
from unpress.part_words import numbered_part
from unpress.passages import Passage
from unpress.record import record

WANTED: Final[Mapping[str, float]] = {
    "paragraphs": 1.0,
    "marks": 1.0,
    "links": 0.98,
    "notes": 1.0,
    "tables": 1.0,
}
"""Shares from which two translations agree."""


def compare_translations(
    left: Comparable,
    right: Comparable,
    config: Config | None = None,
    *,
    wanted: Mapping[str, float] = WANTED,
) -> Comparison:
    """Compare what two language versions of one document share: paragraphs and their numbers, notes, citations, tables.

    ``wanted`` gives the shares from which they agree, by aspect. Raises as compare() does.
    """
    return of_parts((_paragraphs, _notes, _tables), left, right, config, WANTED, wanted)


@record
class _Unit:
    """A passage, and what its number may be whatever its letters: 3 for "(c)", "3.", "в)"; 0 where it has none, nothing
    where words of its language name it ("Annex")."""

    passage: Passage
    numbers: frozenset[int]


Pair: TypeAlias = tuple[_Unit | None, _Unit | None]


def _units(file: File) -> list[_Unit]:
    spoken = language(file.language)
    return [_Unit(p, _numbers(p.label or _named(p, spoken), spoken)) for p in file.contents.passages]


def _named(passage: Passage, spoken: Language) -> str:
    """The number of a heading that stands in one line with its title: "Article 2 Definitions"."""
    return numbered_part(passage.text, spoken) if passage.kind == "heading" else ""


def _numbers(label: str, spoken: Language) -> frozenset[int]:
    if not label:
        return frozenset({0})
    if found := readings(label):
        return frozenset(reading.ordinal for reading in found)
    part = number_of_part(label, spoken)
    of_last_word = {reading.ordinal for reading in readings(label.rpartition(" ")[2])}
    return frozenset(of_last_word if part is None else {part, *of_last_word})


def _paragraphs(one: File, other: File) -> Findings:
    ours, theirs = one.contents.passages, other.contents.passages
    together = marks = links = 0
    for left, right in _paired(_units(one), _units(other), (_strictly, _by_number, _by_kind)):
        if left is None or right is None:
            message = "only left" if right is None else "only right"
            sides = [[unit.passage] if unit else [] for unit in (left, right)]
            yield difference("paragraphs", message, one, sides[0], other, sides[1])
            continue
        a, b = left.passage, right.passage
        together += 1
        if left.numbers and right.numbers and not left.numbers & right.numbers:
            message = f"numbered {a.label or 'nothing'} left, {b.label or 'nothing'} right"
            yield difference("paragraphs", message, one, [a], other, [b])
        if a.level != b.level:
            message = f"level {a.level} left, level {b.level} right"
            yield difference("paragraphs", message, one, [a], other, [b])
        shown = [[bare(marker) for marker in p.markers] for p in (a, b)]
        marks += (Counter(shown[0]) & Counter(shown[1])).total()
        links += (Counter(a.cited) & Counter(b.cited)).total()
        for message in _only("note", *shown):
            yield difference("marks", message, one, [a], other, [b])
        for message in _only("", a.cited, b.cited):
            yield difference("links", message, one, [a], other, [b])
    yield "paragraphs", len(ours), len(theirs), share_of(together, len(ours), len(theirs))
    n, m = (sum(len(p.markers) for p in side) for side in (ours, theirs))
    yield "marks", n, m, share_of(marks, n, m)
    n, m = (sum(len(p.cited) for p in side) for side in (ours, theirs))
    yield "links", n, m, share_of(links, n, m)


def _paired(
    left: Sequence[_Unit], right: Sequence[_Unit], keys: Sequence[Callable[[_Unit], Hashable]]
) -> Iterator[Pair]:
    """The paragraphs that correspond by the first key, between them those that do by the next, and the rest alone."""
    key, *further = keys
    for same, (i, j, k, m) in runs([key(unit) for unit in left], [key(unit) for unit in right]):
        if same:
            yield from zip(left[i:j], right[k:m], strict=True)
        elif further:
            yield from _paired(left[i:j], right[k:m], further)
        else:
            yield from ((unit, None) for unit in left[i:j])
            yield from ((None, unit) for unit in right[k:m])


def _by_kind(unit: _Unit) -> Hashable:
    return unit.passage.kind


def _by_number(unit: _Unit) -> Hashable:
    return _by_kind(unit), min(unit.numbers, default=-1)


def _strictly(unit: _Unit) -> Hashable:
    markers = tuple(bare(marker) for marker in unit.passage.markers)
    return _by_number(unit), unit.passage.level, markers, tuple(sorted(unit.passage.cited))


def _only(what: str, left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    """A sentence for each thing that one side alone has."""
    for side, found in (("left", Counter(left) - Counter(right)), ("right", Counter(right) - Counter(left))):
        for name in found.elements():
            yield f"{what} {name} only {side}".strip()


def _notes(one: File, other: File) -> Findings:
    ours, theirs = one.contents.notes, other.contents.notes
    equal = 0
    left, right = ([bare(note.marker) for note in side] for side in (ours, theirs))
    for same, (i, j, k, m) in runs(left, right):
        if not same:
            for note in ours[i:j]:
                yield difference("notes", f"note {note.marker} only left", one, [note], other, [])
            for note in theirs[k:m]:
                yield difference("notes", f"note {note.marker} only right", one, [], other, [note])
            continue
        for a, b in zip(ours[i:j], theirs[k:m], strict=True):
            equal += Counter(a.cited) == Counter(b.cited)
            for message in _only(f"in note {a.marker}:", a.cited, b.cited):
                yield difference("notes", message, one, [a], other, [b])
    yield "notes", len(ours), len(theirs), share_of(equal, len(ours), len(theirs))


def _tables(one: File, other: File) -> Findings:
    ours, theirs = one.contents.tables, other.contents.tables
    equal = 0
    left, right = ([(table.rows, table.columns) for table in side] for side in (ours, theirs))
    for same, (i, j, k, m) in runs(left, right):
        if same:
            equal += j - i
        else:
            a, b = ours[i:j], theirs[k:m]
            message = f"{shapes(a)} left, {shapes(b)} right"
            yield Difference("tables", message, grid_side(one, a), grid_side(other, b))
    yield "tables", len(ours), len(theirs), share_of(equal, len(ours), len(theirs))
