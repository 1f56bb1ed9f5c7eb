"""What two files have differently: the values that a comparison is made of, and what puts it together of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from unpress.ast import Document
from unpress.config import Config
from unpress.conversion import Result, read
from unpress.errors import UsageError, nearest
from unpress.opening import Input
from unpress.passages import Contents, NoteText, Passage, contents
from unpress.record import record
from unpress.source import Lines, Span

Comparable: TypeAlias = Input | Result | Document
"""What is compared: a file, or what was read from one."""


@record
class Side:
    """What one file has where two differ: the text, or nothing; line and column of the decoded source, and the page.

    Lines, columns and pages count from 1; 0 is not known.
    """

    text: str = ""
    line: int = 0
    column: int = 0
    page: int = 0


@record
class Change:
    """Words that stand left where others stand right, with a little of the left text before and behind them."""

    before: str
    left: str
    right: str
    after: str


@record
class Difference:
    """Something that two documents have differently; ``changes`` are the words where both have the text."""

    aspect: str
    message: str
    left: Side
    right: Side
    changes: tuple[Change, ...] = ()


@record
class Aspect:
    """One thing that was compared: how many (for text: characters) either side has, and the share that agrees."""

    name: str
    left: int
    right: int
    share: float
    wanted: float

    @property
    def agrees(self) -> bool:
        """Whether the share that is wanted was reached."""
        return self.share >= self.wanted


@record
class Comparison:
    """What came of comparing two documents. ``languages`` are the codes of theirs."""

    left: str
    right: str
    aspects: tuple[Aspect, ...]
    differences: tuple[Difference, ...]
    languages: tuple[str, str] = ("", "")

    @property
    def agree(self) -> bool:
        """Whether every aspect reaches what is wanted."""
        return all(aspect.agrees for aspect in self.aspects)


Count: TypeAlias = tuple[str, int, int, float]
"""Name of an aspect, how many left and right, the share that agrees."""

Findings: TypeAlias = Iterator[Count | Difference]


def of_parts(
    parts: Sequence[Callable[[File, File], Findings]],
    left: Comparable,
    right: Comparable,
    config: Config | None,
    usual: Mapping[str, float],
    wanted: Mapping[str, float],
) -> Comparison:
    """What some ways to compare find in two files. ``usual`` names all aspects, ``wanted`` other shares for some.

    Raises unpress.Error as read() does, UsageError for an aspect that there is not.
    """
    for name in wanted:
        if name not in usual:
            raise UsageError(f"unknown aspect {name!r}", nearest(name, usual))
    one, other = File(left, config), File(right, config)
    aspects: list[Aspect] = []
    differences: list[Difference] = []
    for compare_some in parts:
        for found in compare_some(one, other):
            if isinstance(found, Difference):
                differences.append(found)
            else:
                name, n, m, share = found
                aspects.append(Aspect(name, n, m, share, wanted.get(name, usual[name])))
    languages = one.language, other.language
    return Comparison(one.name, other.name, tuple(aspects), tuple(differences), languages)


class File:
    """One of the two files: what is in it, and where."""

    def __init__(self, given: Comparable, config: Config | None) -> None:
        result = given if isinstance(given, Result | Document) else read(given, config)
        if isinstance(result, Document):
            document, self.name, text = result, "", ""
        else:
            document, self.name, text = result.document, result.source, result.text
        self.contents: Contents = contents(document)
        self.language = document.language
        self._lines = Lines(text) if text else None

    def side(self, text: str, span: Span | None) -> Side:
        if span is None:
            return Side(text)
        if self._lines is None or not span.pieces:
            return Side(text, page=span.page)
        place = self._lines.position(span.start)
        return Side(text, place.line, place.column, span.page)


NOTHING: Final = Side()


def share_of(same: float, n: int, m: int) -> float:
    """Twice what is the same, of all; 1 where there is nothing."""
    return 2 * same / (n + m) if n + m else 1.0


Named: TypeAlias = Passage | NoteText


def difference(
    aspect: str,
    message: str,
    one: File,
    ours: Sequence[Named],
    other: File,
    theirs: Sequence[Named],
    changed: tuple[Change, ...] = (),
) -> Difference:
    def side(file: File, found: Sequence[Named]) -> Side:
        return file.side("\n".join(p.text for p in found), found[0].span) if found else NOTHING

    return Difference(aspect, message, side(one, ours), side(other, theirs), changed)
