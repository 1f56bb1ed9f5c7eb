"""The ledger: where every character of the source went.

A character that is not white space is *kept* (it stands in a node), *normalised* (it became something else),
or *dropped* by a rule that says so. What is none of these is *unexplained*, and that is a fault of the program.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from unpress import walk
from unpress.ast import Document, Node
from unpress.pattern import late
from unpress.problems import Problem, Severity
from unpress.record import record
from unpress.source import Piece, Span, stretch

Fate = Literal["dropped", "normalised", "moved"]


@record
class Entry:
    """What a stage did to a stretch of the source: ``rule`` is ``phase.stage.slug``."""

    fate: Fate
    rule: str
    start: int
    end: int
    became: str = ""


@record
class Ledger:
    """The account of one conversion. Counts are of characters that are not white space."""

    total: int = 0
    kept: int = 0
    entries: tuple[Entry, ...] = ()
    unexplained: tuple[tuple[int, int], ...] = ()
    text: str = field(default="", repr=False)

    @property
    def complete(self) -> bool:
        """Whether every character is accounted for."""
        return not self.unexplained

    def by_rule(self) -> dict[tuple[Fate, str], tuple[int, int]]:
        """For each fate and rule how often it was used and how many characters it touched."""
        counts: dict[tuple[Fate, str], tuple[int, int]] = {}
        for entry in self.entries:
            times, characters = counts.get((entry.fate, entry.rule), (0, 0))
            size = len("".join(self.text[entry.start : entry.end].split()))
            counts[entry.fate, entry.rule] = (times + 1, characters + size)
        return counts


_INK = late(r"\S+")


def balance(text: str, document: Document, entries: list[Entry]) -> Ledger:
    """Draw up the ledger of a decoded source and the document that came of it."""
    fate = bytearray(len(text))

    def mark(start: int, end: int) -> None:
        start, end = max(start, 0), min(end, len(text))  # a faulty span must not change the length
        if start < end:
            fate[start:end] = b"\1" * (end - start)

    for start, end in _kept(document):
        mark(start, end)
    kept_marks = bytes(fate)
    for entry in entries:
        mark(entry.start, entry.end)
    total = kept = 0
    unexplained: list[tuple[int, int]] = []
    for found in _INK.finditer(text):
        start, end = found.span()
        total += end - start
        kept += kept_marks.count(1, start, end)
        if fate.count(1, start, end) == end - start:
            continue
        at = start
        while at < end:
            low = fate.find(0, at, end)
            if low < 0:
                break
            high = fate.find(1, low, end)
            at = end if high < 0 else high
            unexplained.append((low, at))
    return Ledger(total, kept, tuple(entries), tuple(unexplained), text)


def _kept(document: Document) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []

    def take(node: Node) -> None:
        span: Span | None = getattr(node, "span", None)
        if span is not None:
            found.extend((piece.start, piece.end) for piece in span.pieces)

    walk.each(document, take)
    return found


def faithful(text: str, value: str, span: Span) -> bool:
    """Whether the pieces of a span really hold, one for one, what the value says (white space counts as equal)."""

    def same(piece: Piece) -> bool:
        here, there = value[piece.at : piece.at + piece.end - piece.start], text[piece.start : piece.end]
        return here == there or all(
            a == b or (a.isspace() and b.isspace()) for a, b in zip(here, there, strict=False)
        )

    return all(same(piece) for piece in span.pieces)


def problems(ledger: Ledger, source: str, *, strict: bool) -> list[Problem]:
    """An error for each stretch of the source that no stage accounts for; ``strict``, also one for each rule that
    dropped characters, at the first of them."""
    found = [
        Problem(
            Severity.error,
            "ledger.unexplained",
            f"{end - start} characters are neither in the document nor dropped by a rule: "
            f"{_shortened(ledger.text[start:end])!r}",
            source,
            stretch(start, end),
            ("this is a fault of unpress or of a stage of a plugin; please report it",),
        )
        for start, end in ledger.unexplained
    ]
    first = {entry.rule: entry for entry in reversed(ledger.entries) if strict and entry.fate == "dropped"}
    for (fate, rule), (times, characters) in sorted(ledger.by_rule().items()):
        if fate == "dropped" and rule in first and characters:
            entry = first[rule]
            found.append(
                Problem(
                    Severity.error,
                    "ledger.dropped",
                    f"{characters} characters are left out by {rule}, "
                    f"in {times} {'place' if times == 1 else 'places'}, first: "
                    f"{_shortened(ledger.text[entry.start : entry.end])!r}",
                    source,
                    stretch(entry.start, entry.end),
                    ("'unpress convert --ledger-json' tells every place",),
                )
            )
    return found


def _shortened(text: str, length: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
