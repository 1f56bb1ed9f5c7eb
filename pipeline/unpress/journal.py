"""The journal of one conversion: what the stages noticed, dropped, changed and joined."""

from __future__ import annotations

from dataclasses import field

from unpress.ledger import Entry
from unpress.problems import Mend, Problem, Severity
from unpress.record import mutable, record
from unpress.source import Piece, Span


@record
class Join:
    """Two lines taken for one paragraph over a page break or a note, with the reasons for it."""

    before: int
    after: int
    reasons: tuple[str, ...]


@mutable
class Journal:
    """Collects while a conversion runs. A stage gets one as its second argument.

    ``source`` is the name for messages, ``stage`` the stage at work (``clean.notes``); codes given to the methods
    are the last part only (``unbound``).
    """

    source: str = ""
    stage: str = ""
    problems: list[Problem] = field(default_factory=list[Problem])
    entries: list[Entry] = field(default_factory=list[Entry])
    joins: list[Join] = field(default_factory=list[Join])

    def note(self, slug: str, message: str, span: Span | None = None, *hints: str) -> None:
        """Say something that a person may want to know."""
        self.report(Severity.note, slug, message, span, *hints)

    def warn(self, slug: str, message: str, span: Span | None = None, *hints: str) -> None:
        """Say that something is doubtful or wrong, though there is an output."""
        self.report(Severity.warning, slug, message, span, *hints)

    def error(self, slug: str, message: str, span: Span | None = None, *hints: str) -> None:
        """Say that the output is wrong in a way that a person must look at."""
        self.report(Severity.error, slug, message, span, *hints)

    def report(
        self,
        severity: Severity,
        slug: str,
        message: str,
        span: Span | None = None,
        *hints: str,
        mend: Mend | None = None,
    ) -> None:
        """Note a problem of any severity; ``mend`` is what could stand in the source without anybody's judgement."""
        code = f"{self.stage}.{slug}" if self.stage else slug
        self.problems.append(Problem(severity, code, message, self.source, span, hints, mend))

    def dropped(self, slug: str, start: int, end: int) -> None:
        """Enter in the ledger that the characters from ``start`` to ``end`` of the source are left out, and why."""
        if end > start:
            self.entries.append(Entry("dropped", f"{self.stage}.{slug}", start, end))

    def normalised(self, slug: str, start: int, end: int, became: str) -> None:
        """Enter in the ledger that characters of the source became others."""
        if end > start:
            self.entries.append(Entry("normalised", f"{self.stage}.{slug}", start, end, became))

    def moved(self, slug: str, start: int, end: int) -> None:
        """Enter in the ledger that characters now stand elsewhere: the number of a note, an enumerator."""
        if end > start:
            self.entries.append(Entry("moved", f"{self.stage}.{slug}", start, end))

    def dropped_span(self, slug: str, span: Span | None) -> None:
        """The same as `dropped` for all that a span covers; nothing for what has no place in the source."""
        for piece in _pieces(span):
            self.dropped(slug, piece.start, piece.end)

    def normalised_span(self, slug: str, span: Span | None, became: str) -> None:
        """The same as `normalised` for all that a span covers."""
        for piece in _pieces(span):
            self.normalised(slug, piece.start, piece.end, became)

    def moved_span(self, slug: str, span: Span | None) -> None:
        """The same as `moved` for all that a span covers."""
        for piece in _pieces(span):
            self.moved(slug, piece.start, piece.end)

    def joined(self, before: int, after: int, *reasons: str) -> None:
        """Record that the text at offset ``after`` goes on what ended at offset ``before``, and why."""
        self.joins.append(Join(before, after, reasons))


def _pieces(span: Span | None) -> tuple[Piece, ...]:
    return () if span is None else span.pieces
