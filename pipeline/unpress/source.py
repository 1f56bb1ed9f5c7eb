"""A source (name and bytes) and the places in it."""

from __future__ import annotations

import os.path
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from unpress.limits import USUAL, Limits
from unpress.record import record


class Piece(NamedTuple):
    """``end - start`` characters of the decoded source that stand, one for one, from character ``at`` of a value.

    A piece whose value is of another length than its source (a ligature taken apart) is atomic: it is not cut.
    """

    at: int
    start: int
    end: int


_new: Any = tuple  # without the check of its argument, which type checkers cannot follow
_piece: Final[Callable[[tuple[int, int, int]], Piece]] = partial(_new.__new__, Piece)
"""A piece of three numbers, in a third of the time: texts come apart into thousands."""


class Span:
    """Where a value came from: pieces of the decoded source in the order of the value, and the page of the first.

    Offsets count characters of the decoded source from 0; ``page`` counts from 1, 0 is unknown. A part of a span is
    cut when its pieces are asked for: most parts are cut again, and of what is written few are asked where they stood.
    """

    __slots__ = ("_cut", "_pieces", "page")
    _pieces: tuple[Piece, ...]
    _cut: tuple[tuple[Piece, ...], int, int] | None  # pieces of which a part is still to be cut

    def __init__(self, pieces: tuple[Piece, ...], page: int = 0) -> None:
        self._pieces = pieces
        self._cut = None
        self.page = page

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (self.pieces, self.page) == (other.pieces, other.page)

    def __hash__(self) -> int:
        return hash((self.pieces, self.page))

    def __repr__(self) -> str:
        return f"Span(pieces={self.pieces!r}, page={self.page})"

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces, in the order of the value."""
        cut = self._cut
        if cut is not None:
            self._pieces = between(*cut)
            self._cut = None  # in this order: another thread may ask, too
        return self._pieces

    @property
    def start(self) -> int:
        """Offset of the first character, 0 for a span without pieces."""
        pieces = self.pieces
        return pieces[0].start if pieces else 0

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        pieces = self.pieces
        return pieces[-1].end if pieces else 0

    def cut(self, start: int, end: int) -> Span:
        """The span of ``value[start:end]``. An atomic piece goes whole to the part that holds its first character."""
        part, cut = Span((), self.page), self._cut
        if cut is None:
            part._cut = self._pieces, start, end
        else:
            pieces, low, high = cut
            part._cut = pieces, low + start, min(low + end, high)
        return part


def between(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of ``value[start:end]``."""
    # What begins before the last piece that begins before ``start`` also ends before it.
    inner = bisect_left(pieces, (start,))
    outer = bisect_left(pieces, (end,), inner)
    found: list[Piece] = []
    if inner:
        found += _part(pieces, inner - 1, start, end)
    if inner < outer:  # those between the first and the last are whole
        found += [_piece((at - start, first, behind)) for at, first, behind in pieces[inner : outer - 1]]
        found += _part(pieces, outer - 1, start, end)
    return tuple(found)


def _part(pieces: tuple[Piece, ...], i: int, start: int, end: int) -> tuple[Piece, ...]:
    """What a cut leaves of one piece, none or one."""
    at, first, behind = pieces[i]
    stop = at + behind - first
    if i + 1 < len(pieces) and pieces[i + 1].at < stop:  # more source than value: atomic
        return (_piece((at - start, first, behind)),) if start <= at < end else ()
    low, high = at if at > start else start, stop if stop < end else end
    return (_piece((low - start, first + low - at, first + high - at)),) if low < high else ()


def stretch(start: int, end: int, page: int = 0) -> Span:
    """The span of a value that stands in one piece, one for one, in the decoded source."""
    return Span((_piece((0, start, end)),), page)


def join(spans: Iterable[tuple[int, Span | None]]) -> Span | None:
    """One span for values set end to end; each comes with its offset in the whole. None where none has a span."""
    known = [(offset, span) for offset, span in spans if span is not None]
    pieces = [(offset + at, start, end) for offset, span in known for at, start, end in span.pieces]
    page = next((span.page for _, span in known if span.page), 0)
    return pieced(pieces, page)


def pieced(pieces: list[tuple[int, int, int]], page: int) -> Span | None:
    """The span of pieces in the order of the value; None for none."""
    return Span(tuple(map(_piece, _united(pieces))), page) if pieces else None


def _united(pieces: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Pieces that follow each other in source and value made one. The last stays: it may be atomic."""
    if len(pieces) < 3:
        return pieces
    found: list[tuple[int, int, int]] = []
    (at, start, end), last = pieces[0], pieces[-1]
    for i in range(1, len(pieces) - 1):
        here, first, behind = pieces[i]
        if end == first and at + end - start == here and pieces[i + 1][0] >= here + behind - first:
            end = behind
        else:
            found.append((at, start, end))
            at, start, end = here, first, behind
    return [*found, (at, start, end), last]


@record
class Source:
    """What is to be converted: a name for messages, the bytes, and the name of the format if it was given.

    ``limits`` bound what a reader takes of it, ``language`` is the code of the language that it was said to be in;
    convert() puts those of its configuration there.
    """

    name: str
    data: bytes
    format: str | None = None
    limits: Limits = USUAL
    language: str = ""

    @classmethod
    def from_path(cls, path: str | Path, format: str | None = None) -> Source:
        """Read a file.

        Raises OSError as the file system reports it.
        """
        return cls(str(path), Path(path).read_bytes(), format)

    @property
    def suffix(self) -> str:
        """The end of the name from its last dot, in lower case, or empty."""
        return os.path.splitext(self.name)[1].lower()  # noqa: PTH122 - a name need not be a path


@record
class Position:
    """A place for people: line and column count from 1."""

    line: int
    column: int


class Lines:
    """Finds line and column of an offset in a decoded source."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> Position:
        """Line and column of a character; an offset outside the text is taken for its nearest end."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line (counted from 1) without its end."""
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[self._starts[number - 1] : end].rstrip("\r\n")
