"""A masthead that is set as a table: its lines, which tell what they are by their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from unpress.ast import MastheadRole
from unpress.draft import DraftTable, Entry, Line
from unpress.language import Language
from unpress.record import replace
from unpress_stages._front import role_of

KNOWN_BY: Final[frozenset[MastheadRole]] = frozenset({"publisher", "organ", "distribution"})
"""What tells a masthead from any other table, or from a running head: these have symbols, too."""


def unrolled(entries: list[Entry], lang: Language) -> list[Entry]:
    """The table that stands first as lines, where it is a masthead: it names the publisher, the organ or the
    distribution."""
    first = next((i for i, entry in enumerate(entries) if isinstance(entry, DraftTable)), None)
    if first is None or any(not of_head(entry) for entry in entries[:first]):
        return entries
    lines = list(flat([entries[first]]))
    if not roles(lines, lang) & KNOWN_BY:
        return entries
    return [*entries[:first], *(replace(line, role="masthead") for line in lines), *entries[first + 1 :]]


def flat(entries: list[Entry]) -> Iterator[Line]:
    """The lines, those of tables row by row."""
    for entry in entries:
        if isinstance(entry, Line):
            yield entry
        else:
            for row in entry.rows:
                for cell in row:
                    yield from cell.lines


def roles(lines: Sequence[Entry], lang: Language) -> set[MastheadRole]:
    return {role_of(line.text.strip(), lang) for line in lines[:12] if isinstance(line, Line)}


def of_head(entry: Entry) -> bool:
    return isinstance(entry, Line) and entry.role == "masthead"
