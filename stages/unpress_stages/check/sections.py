"""Find a heading that is alone at its level: if there is an A there must be a B (Editorial Manual, headings; domain
reference 3.1).

A note and no warning: published reports have such headings, because a part was left out or is issued separately.
"""

from __future__ import annotations

from typing import Final

from unpress.ast import Blocks, Document, Section
from unpress.enumerator import readings, successor
from unpress.journal import Journal
from unpress.walk import plain

PROBLEMS: Final = {
    "alone": "A heading is alone at its level.",
}


def check(document: Document, journal: Journal) -> None:
    """Report each first section that no second one follows."""
    _siblings(document.children, journal)


def _siblings(blocks: Blocks, journal: Journal) -> None:
    sections = [block for block in blocks if isinstance(block, Section)]
    labels = [section.label for section in sections if section.role == "section" and section.label]
    for section in sections:
        first = [reading for reading in readings(section.label) if reading.ordinal == 1]
        if section.role == "section" and first:
            others = [label for label in labels if label != section.label]
            if not any(successor(reading, label) for reading in first for label in others):
                name = f"{section.label} {plain(section.heading)[:40]}".strip()
                journal.note(
                    "alone",
                    f"the section {name!r} has no other beside it",
                    section.span,
                    "a level of headings has two or none",
                )
        _siblings(section.children, journal)
