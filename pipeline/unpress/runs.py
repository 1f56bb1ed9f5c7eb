"""Text of one look, tied to the source that it came from, and what can be done with several set end to end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Final, TypeAlias

from unpress.journal import Journal
from unpress.record import record, replace
from unpress.source import Span, between, join, pieced, stretch


@record
class Run:
    """Text of one look. ``span`` ties it to the decoded source.

    ``size`` is the type size in points (0 unknown); ``link`` is an address as the source has it; ``note`` is the key
    of a note of the draft whose mark this run is (its text is the printed mark).
    """

    text: str
    span: Span | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False
    lowered: bool = False
    size: float = 0.0
    link: str = ""
    note: str = ""

    def cut(self, start: int, end: int) -> Run:
        """The run of ``text[start:end]``."""
        span = None if self.span is None else self.span.cut(start, end)
        return self.with_text(self.text[start:end], span)

    def with_text(self, text: str, span: Span | None = None) -> Run:
        """Another text of the same look."""
        return Run(
            text,
            span,
            self.bold,
            self.italic,
            self.underline,
            self.raised,
            self.lowered,
            self.size,
            self.link,
            self.note,
        )

    def looks_like(self, other: Run) -> bool:
        """Whether two runs differ in nothing but their text."""
        return _look(self) == _look(other)


_look: Final = attrgetter("bold", "italic", "underline", "raised", "lowered", "link", "note")
Runs: TypeAlias = tuple[Run, ...]


def run_at(text: str, start: int, page: int = 0) -> Run:
    """A plain run that stands, one for one, at ``start`` of the decoded source."""
    return Run(text, stretch(start, start + len(text), page))


def cut_runs(runs: Runs, start: int, end: int) -> Runs:
    """The runs of ``text[start:end]`` of the joined text of ``runs``."""
    if len(runs) == 1:
        run = runs[0]
        return (
            runs
            if start <= 0 and end >= len(run.text)
            else ((run.cut(max(start, 0), end),) if start < end else ())
        )
    found: list[Run] = []
    at = 0
    for run in runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            found.append(run if low == 0 and high == len(run.text) else run.cut(low, high))
        at += len(run.text)
    return tuple(found)


def merge_runs(runs: Iterable[Run]) -> Runs:
    """Runs of one look that follow each other, made one."""
    runs = tuple(runs)
    if len(runs) == 1 and runs[0].text:
        return runs
    joined = Joined()
    for run in runs:
        joined.add(run)
    return joined.runs()


class Joined:
    """Runs set end to end; those of one look that follow each other become one."""

    def __init__(self) -> None:
        self._done: list[Run] = []
        self._begin(None)

    def _begin(self, look: Run | None) -> None:
        self._look = look
        self._known = None if look is None else _look(look)
        self._texts: list[str] = []
        self._pieces: list[tuple[int, int, int]] = []
        self._size = self._page = 0

    def add(self, run: Run) -> None:
        """Set a run behind the others."""
        if not run.text:
            return
        if self._known != _look(run):
            self._end()
            self._begin(run)
        if run.span is not None:
            size = self._size
            for at, start, end in run.span.pieces:
                self._pieces.append((size + at, start, end))
            self._page = self._page or run.span.page
        self._texts.append(run.text)
        self._size += len(run.text)

    def space(self, at: int) -> None:
        """Set a space behind the last run, in its look but not raised, which stands at an offset of the decoded source
        or, if that is negative, nowhere."""
        look = self._look
        if look is None or look.raised or look.note:
            plain = Run("") if look is None else replace(look, raised=False, note="")
            self.add(plain.with_text(" ", stretch(at, at + 1) if at >= 0 else None))
            return
        if at >= 0:
            self._pieces.append((self._size, at, at + 1))
        self._texts.append(" ")
        self._size += 1

    def runs(self) -> Runs:
        """All runs so far."""
        self._end()
        self._begin(None)
        return tuple(self._done)

    def _end(self) -> None:
        look = self._look
        if look is not None and len(self._texts) == 1:
            self._done.append(look)
        elif look is not None:
            self._done.append(look.with_text("".join(self._texts), pieced(self._pieces, self._page)))


def span_of(runs: Sequence[Run]) -> Span | None:
    """One span over runs set end to end."""
    if len(runs) == 1:
        return runs[0].span
    return join(_placed([run.text for run in runs], runs))


def span_between(runs: Runs, start: int, end: int) -> Span | None:
    """The span of ``text[start:end]`` of the joined text of ``runs``."""
    if len(runs) == 1:
        span = runs[0].span
        return None if span is None or start >= end else span.cut(start, end)
    return span_of(cut_runs(runs, start, end))


def _placed(texts: Iterable[str], runs: Iterable[Run]) -> Iterable[tuple[int, Span | None]]:
    """The spans of runs set end to end, each with its offset in the whole."""
    return zip(accumulate(map(len, texts), initial=0), [run.span for run in runs], strict=False)


def edit_runs(
    runs: Runs, edits: Sequence[tuple[int, int, str]], journal: Journal, dropped: str, normalised: str
) -> Runs:
    """Replace stretches ``(start, end, by)`` of the joined text of ``runs``, in order and apart.

    What is replaced by nothing is entered in the journal as dropped by the rule ``dropped``, what is replaced by other
    characters as normalised by the rule ``normalised``. New text takes the look of what it replaces.
    """
    if not edits:
        return runs
    if len(runs) == 1 and all(start < end for start, end, _ in edits):
        return _edited(runs[0], edits, journal, dropped, normalised)
    parts: list[Run] = []
    at = 0
    for start, end, by in edits:
        parts.extend(cut_runs(runs, at, start))
        old = cut_runs(runs, start, end)
        for run in old:
            if by:
                journal.normalised_span(normalised, run.span, by)
            else:
                journal.dropped_span(dropped, run.span)
        if by:
            parts.append(old[0].with_text(by) if old else Run(by))
        at = end
    parts.extend(cut_runs(runs, at, sum(len(run.text) for run in runs)))
    return merge_runs(parts)


def _edited(
    run: Run, edits: Sequence[tuple[int, int, str]], journal: Journal, dropped: str, normalised: str
) -> Runs:
    """``edit_runs`` for one run, which stays one: most paragraphs are, and some have hundreds of spaces to mend."""
    span = None if run.span is None else run.span.cut(0, len(run.text))  # what was given stays as it is
    known, page = ((), 0) if span is None else (span.pieces, span.page)
    texts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    at = size = 0
    for start, end, by in (*edits, (len(run.text), len(run.text), "")):
        texts += [run.text[at:start], by]
        if at < start:
            pieces += [(size + low, first, behind) for low, first, behind in between(known, at, start)]
        for _, first, behind in between(known, start, end) if start < end else ():
            if by:
                journal.normalised(normalised, first, behind, by)
            else:
                journal.dropped(dropped, first, behind)
        size += start - at + len(by)
        at = end
    text = "".join(texts)
    if not text:
        return ()
    return (run.with_text(text, pieced(pieces, page)),)
