"""Check the sequence of printed numbers at every level: a gap, a repeat, an entry out of order is a problem.

Numbered paragraphs run through the sections of a text, articles through its chapters; an annex begins anew, and so may
what stands below a heading. What counts from 1 behind a colon does not end the sequence around it. Nothing is
renumbered: the number that is printed is the number that is cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from unpress.ast import Blocks, Clause, Document, Item, List, Paragraph, Quote, Section
from unpress.enumerator import Enumerator, number_of_part, readings, successor
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.source import Span
from unpress.walk import plain

PROBLEMS: Final = {
    "repeat": "A number comes twice.",
    "gap": "A number follows a gap.",
    "order": "A number is out of order (numbers run on: Editorial Manual, paragraphs).",
}

_CHOSEN: Final = 3
"""Gaps that show, where most numbers follow one, that the numbers are chosen from another list."""
_RUN_THROUGH = frozenset({"part", "chapter", "article"})
"""Parts that are counted through the whole text, whatever they stand in."""
_OWN = frozenset({"annex", "resolution"})
"""Parts that are texts of their own, and count from 1."""


def transform(document: Document, journal: Journal) -> Document:
    """Look at the numbers; the document stays as it is."""
    _text(document.children, journal, language(document.language))
    return document


def _text(blocks: Blocks, journal: Journal, lang: Language) -> None:
    """The numbers of one text: of its paragraphs, its parts, its sections."""
    _paragraphs(blocks, [], journal, lang)
    _parts(blocks, {}, journal, lang, whole=_has_articles(blocks))


def _paragraphs(
    blocks: Blocks, previous: list[Enumerator], journal: Journal, lang: Language, *, headed: bool = False
) -> list[Enumerator]:
    """Follow the numbered paragraphs through the sections. ``previous`` are the numbers that the next one may follow:
    where a section has counted from 1, what comes behind it may go on its numbers or those before it. ``headed``: a
    heading stands above, behind which the first number may be a 1, as that of each article."""
    announced = False
    chosen = 0  # where a list ends whose numbers are chosen from another
    for i, block in enumerate(blocks):
        if isinstance(block, Clause | Paragraph):
            outer = previous if announced else []
            if announced and _are_chosen(listed := _labels(blocks[i:], outer)):
                chosen = i + len(listed)
            if block.label and i >= chosen:
                anew = headed and _begins(previous, block.label)
                previous = _next([] if anew else previous, block.label, block.span, journal)
                headed = False
                if previous and previous[0].ordinal == 1:
                    previous = [*previous[:1], *outer]
            announced = plain(block.content).rstrip().endswith((":", "："))
            _inner(block.children, journal, lang)
        elif isinstance(block, List):
            _list(block.items, journal, lang)
        elif isinstance(block, Quote):
            _inner(block.children, journal, lang)
        elif isinstance(block, Section):
            if block.role in _OWN:
                _text(block.children, journal, lang)
            else:
                within = _paragraphs(block.children, previous, journal, lang, headed=True)
                previous = [*within[:1], *(old for old in previous[:1] if within[:1] != previous[:1])]
    return previous


def _begins(previous: Sequence[Enumerator], label: str) -> bool:
    """Whether a number is a first one and goes on none before it."""
    first = any(reading.ordinal == 1 for reading in readings(label))
    return first and all(successor(before, label) is None for before in previous)


def _inner(blocks: Blocks, journal: Journal, lang: Language) -> None:
    """What is in a paragraph or item counts for itself."""
    _paragraphs(blocks, [], journal, lang)


def _list(items: Sequence[Item], journal: Journal, lang: Language) -> None:
    previous: list[Enumerator] = []
    chosen = _are_chosen([item.label for item in items])
    for item in items:
        previous = [] if chosen else _next(previous, item.label, item.span, journal)
        _inner(item.children, journal, lang)


def _labels(blocks: Blocks, outer: Sequence[Enumerator]) -> list[str]:
    """The numbers of the paragraphs that follow each other, up to one that goes on those around them."""
    found: list[str] = []
    for block in blocks:
        label = block.label if isinstance(block, Clause | Paragraph) else ""
        if not label or any(successor(before, label) for before in outer):
            break
        found.append(label)
    return found


def _are_chosen(labels: Sequence[str]) -> bool:
    """Whether numbers are those of another list, of which these are some: they rise, and most of them by more than one
    ("the following items of the agenda: 9, 14, 15, 70")."""
    known = [readings(label)[:1] for label in labels if label]
    figures = [one[0].ordinal for one in known if one and one[0].style == "decimal"]
    steps = [after - before for before, after in pairwise(figures)]
    skips = sum(step > 1 for step in steps)
    return len(figures) == len(known) and skips >= _CHOSEN and 2 * skips > len(steps) and min(steps) > 0


def _next(previous: list[Enumerator], label: str, span: Span | None, journal: Journal) -> list[Enumerator]:
    """What may be followed behind ``label``; a problem where it follows nothing that came before."""
    known = readings(label)
    if not known or known[0].style == "bullet":
        return []
    for i, before in enumerate(previous):
        following = successor(before, label)
        if following is not None:
            return [following, *previous[i + 1 :]]
    first = next((reading for reading in known if reading.ordinal == 1), None)
    if not previous:
        return [first or known[0]]
    same = next(
        (
            r
            for r in known
            if r.style == previous[0].style and (r is known[0] or r.ordinal - previous[0].ordinal < 4)
        ),
        None,
    )  # a far one is another reading: II. is no letter behind C.
    if same is not None and (same.style != "compound" or same.before == previous[0].before):
        _report(label, same.ordinal - previous[0].ordinal, str(previous[0]), first is not None, span, journal)
    return [first if first is not None and same is None else same or known[0]]


def _report(label: str, step: int, before: str, first: bool, span: Span | None, journal: Journal) -> None:
    if step == 0:
        journal.warn("repeat", f"the number {label!r} comes twice", span)
    elif not first:
        what = "follows a gap" if step > 0 else "is out of order"
        journal.warn(
            "gap" if step > 0 else "order", f"{label!r} {what}: the number before it is {before}", span
        )


def _has_articles(blocks: Blocks) -> bool:
    return any(
        block.role == "article" or _has_articles(block.children)
        for block in blocks
        if isinstance(block, Section) and block.role not in _OWN
    )


def _parts(
    blocks: Blocks, counted: dict[str, tuple[int, str]], journal: Journal, lang: Language, *, whole: bool
) -> None:
    """Follow the numbers of parts, chapters and articles through the text, and of sections beside each other.

    Only a text with articles counts parts and chapters of its own; a resolution on a budget speaks of those it chooses.
    """
    beside: list[Enumerator] = []
    own: dict[str, tuple[int, str]] = {}
    for block in blocks:
        if not isinstance(block, Section):
            continue
        if block.role == "section":
            known = readings(block.label) if block.label else ()
            if known:
                beside = _next(beside, block.label, block.span, journal)
        else:
            before = counted if block.role in _RUN_THROUGH else own
            number = number_of_part(block.label, lang)
            if number is not None and block.role in before and (block.role not in _RUN_THROUGH or whole):
                last, printed = before[block.role]
                if number != last + 1:
                    _report(block.label, number - last, printed, number == 1, block.span, journal)
            if number is not None:
                before[block.role] = (number, block.label)
        if block.role not in _OWN:
            _parts(block.children, counted, journal, lang, whole=whole)
