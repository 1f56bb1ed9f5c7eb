"""Check the sequence of printed numbers at every level: a gap, a repeat, an entry out of order is a problem.

Nothing is renumbered: the number that is printed is the number that is cited.
"""

from __future__ import annotations

from collections.abc import Sequence

from unpress.ast import Blocks, Clause, Document, Item, List, Paragraph, Section
from unpress.enumerator import readings, successor
from unpress.journal import Journal


def transform(document: Document, journal: Journal) -> Document:
    """Look at the numbers; the document stays as it is."""
    _blocks(document.children, journal)
    return document


def _blocks(blocks: Blocks, journal: Journal) -> None:
    numbered: list[Clause | Paragraph] = []
    for block in blocks:
        if isinstance(block, Clause | Paragraph):
            if block.label:
                numbered.append(block)
            _blocks(block.children, journal)
        elif isinstance(block, List):
            _sequence(block.items, journal)
            for item in block.items:
                _blocks(item.children, journal)
        elif isinstance(block, Section):
            _blocks(block.children, journal)
    _sequence(numbered, journal)


def _sequence(entries: Sequence[Clause | Paragraph | Item], journal: Journal) -> None:
    previous = None
    for entry in entries:
        known = readings(entry.label)
        if not known or known[0].style == "bullet":
            previous = None
            continue
        following = successor(previous, entry.label) if previous is not None else None
        if following is None and previous is not None:
            first = any(reading.ordinal == 1 for reading in known)
            same = next((r for r in known if r.style == previous.style), None)
            if same is not None and same.ordinal == previous.ordinal:
                journal.warn("repeat", f"the number {entry.label!r} comes twice", entry.span)
            elif same is not None and not first:
                what = "follows a gap" if same.ordinal > previous.ordinal else "is out of order"
                journal.warn(
                    "gap" if same.ordinal > previous.ordinal else "order",
                    f"{entry.label!r} {what}: the number before it is {previous}",
                    entry.span,
                )
            following = same or known[0]
        if following is None:
            following = next((reading for reading in known if reading.ordinal == 1), known[0])
        previous = following
