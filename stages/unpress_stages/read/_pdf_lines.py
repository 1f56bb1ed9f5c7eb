"""Pieces of text on a page become lines with their runs.

Pieces belong to one line when their base lines lie close together; a small piece above the base line is raised. Wide
room within a line parts it: what stands beside each other in a masthead are two lines. The order is from top to bottom.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import groupby

from unpress.pattern import late
from unpress.record import mutable, replace
from unpress_stages.read import _pdf_bidi
from unpress_stages.read._pdf_page import Page
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_tags import Tag

_APART = 4.0  # ems of room that part a line in two
_SPACE = (
    0.24  # ems of room that are a space where the source has none; boxes are those of ink, not of advance
)
_TAB = 0.05  # the same behind a number at the beginning of a line, which print sets off
_CLOSERS = ".,;:!?)]}»”’、，。；："  # these stand away from the ink before them
_LIFTED = 0.4  # ems: so high nothing stands that is not raised, whatever its size
_TOUCH = 0.06  # ems of room on both sides of what touches its neighbours: places are rounded
_BETWEEN = "-/.,:;()[]&'\""  # signs that print sets between two letters
_LETTER = late("[\u0620-\u063f\u0641-\u064a]")


Shape = tuple[str, tuple[int | None, ...]]
"""Text with a sign for each figure, and the figures."""


@mutable
class Row:
    """A line of a page: its pieces in the order of reading, and where it stands. ``begins``: surely a paragraph.
    ``shape`` is what it is compared by, once asked for."""

    page: int
    base: float
    size: float
    pieces: list[Piece] = field(default_factory=list[Piece])
    raised: list[bool] = field(default_factory=list[bool])
    rightward: bool = True
    tag: Tag | None = None
    begins: bool = False
    shape: Shape | None = None

    @property
    def left(self) -> float:
        return min([piece.left for piece in self.pieces])

    @property
    def right(self) -> float:
        return max([piece.right for piece in self.pieces])

    @property
    def text(self) -> str:
        return "".join([piece.text for piece in self.pieces])


def rows(page: Page, pieces: Sequence[Piece] | None = None) -> list[Row]:
    """The lines of a page, or of some of its pieces, from top to bottom; those of one height in reading order."""
    pieces = page.pieces if pieces is None else pieces
    found: list[Row] = []
    if page.ordered:
        lines = [list(line) for _, line in groupby(pieces, lambda piece: piece.line)]
        found = [
            _row(_stretched(line), page.number, rightward=False)
            if _leftward(line)
            else _row(line, page.number, rightward=True)
            for line in lines
        ]
    else:
        for group in _grouped(pieces):
            found += _parts(group, page.number)
    for row in found:
        row.tag = _tag(row, page)
    return found


def _tag(row: Row, page: Page) -> Tag | None:
    """The tag of most of a row: a number may have one of its own."""
    lengths: dict[Tag, int] = {}
    for piece in row.pieces:
        tag = page.tags.get(piece.content)
        if tag is not None and (length := len(piece.text.strip())):
            lengths[tag] = lengths.get(tag, 0) + length
    known = [tag for tag in lengths if tag.kind != "Lbl"]
    return max(known or lengths, key=lengths.__getitem__, default=None)


def _grouped(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces of one height, from top to bottom. The largest first: a raised mark joins the line that it belongs to."""
    groups: list[tuple[float, float, list[Piece]]] = []
    bases: list[tuple[float, int]] = []  # of the groups, from the foot of the page, with their numbers
    for piece in sorted(pieces, key=lambda piece: -piece.size):
        best: tuple[float, list[Piece]] | None = None
        reach = 0.55 * groups[0][1] if groups else 0.0  # the first is the largest
        low = bisect_left(bases, (piece.base - reach,))
        high = bisect_right(bases, (piece.base + reach, len(groups)))
        for number in sorted([number for _, number in bases[low:high]]):
            base, size, group = groups[number]
            rise = piece.base - base
            small = piece.size < 0.8 * size
            if -0.2 * size < rise < (0.55 if small else 0.2) * size and (
                not small or _near(piece, group) or abs(rise) < 0.1 * size
            ):
                distance = abs(rise)
                if best is None or distance < best[0]:
                    best = distance, group
        if best is None:
            insort(bases, (piece.base, len(groups)))
            groups.append((piece.base, piece.size, [piece]))
        else:
            best[1].append(piece)
    groups.sort(key=lambda group: -group[0])
    return [group for _, _, group in groups]


def _near(piece: Piece, group: list[Piece]) -> bool:
    """Whether a small piece stands beside one of the pieces of a line, not above or below its free end."""
    return any(
        other.left - 1.2 * other.size < piece.right and piece.left < other.right + 1.2 * other.size
        for other in group
    )


def _leftward(pieces: Sequence[Piece]) -> bool:
    return any(_pdf_bidi.RIGHT_TO_LEFT.search(piece.text) for piece in pieces)


def _stretched(pieces: list[Piece]) -> list[Piece]:
    """Pieces from the right, tatweel in the place of what only looks like it: office programs stretch a word in bold or
    italic type by a line whose name is that of another sign, "66" or "+". It touches the letters on both sides."""
    found = list(pieces)
    for i in range(1, len(pieces) - 1):
        before, piece, behind = pieces[i - 1 : i + 2]
        text = piece.text
        if (
            text == text[:1] * len(text)
            and text[:1].isascii()
            and not text.isspace()
            and (len(text) > 1 or text not in _BETWEEN)
            and _LETTER.match(before.text[-1:])
            and _LETTER.match(behind.text[:1])
            and before.left - piece.right + piece.left - behind.right < _TOUCH * piece.size
        ):
            found[i] = replace(piece, text="\u0640" * len(text), painted=text)
    return found


def _parts(group: list[Piece], page: int) -> Iterator[Row]:
    """The lines of one height, from left to right."""
    part: list[Piece] = []
    for piece in sorted(group, key=lambda piece: piece.left):
        if part and piece.left - part[-1].right > _APART * max(piece.size, part[-1].size):
            yield _row(part, page, rightward=True)
            part = []
        part.append(piece)
    if part:
        yield _row(part, page, rightward=True)


def _raised(base: float, size: float, line: float, usual: float) -> bool:
    """Whether something of a size stands above the base line of a line of the usual size."""
    return size < 0.8 * usual and base - line > 0.1 * usual


def _row(pieces: list[Piece], page: int, rightward: bool) -> Row:
    weight: dict[tuple[float, float], int] = {}
    for piece in pieces:
        key = (round(piece.base, 1), round(piece.size, 1))
        weight[key] = weight.get(key, 0) + len(piece.text)
    low, high = max(weight, key=lambda key: key[1])
    base, size = max(
        (key for key in weight if key[1] >= 0.6 * high and not _raised(*key, low, high)),
        key=weight.__getitem__,
        default=(low, high),  # sizes below 0, in a damaged file
    )
    if not rightward:  # symbols in Latin letters are set smaller than the words about them
        size = max((key[1] for key in weight if key[0] == base), default=size)
    row = Row(page, base, size, rightward=rightward)
    for piece in pieces:
        rise = piece.base - base
        raised = rise > (0.1 if piece.size < 0.8 * size else _LIFTED) * size
        text = piece.text
        if row.pieces:
            before = row.pieces[-1]
            room = piece.left - before.right if rightward else before.left - piece.right
            hyphen = "-" in (before.text.strip(), text.strip())
            if rightward and hyphen and room < _SPACE * size:
                row.pieces[-1] = replace(before, text=before.text.rstrip(" "))
                text = text.lstrip(" ")
            elif before.text.endswith(" ") and text.startswith(" "):
                text = text.lstrip(" ")
            elif rightward and not (raised or before.text.endswith(" ") or text.startswith(" ")):
                numbered = len(row.pieces) == 1 and before.text.endswith((".", ")")) and text[:1].isalpha()
                wide = hyphen or text[:1] in _CLOSERS or len(before.text.strip()) == len(text) == 1
                least = _TAB if numbered else 2 * _SPACE if wide else _SPACE
                if room > least * size:
                    text = " " + text
        row.pieces.append(piece if text == piece.text else replace(piece, text=text))
        row.raised.append(raised)
    return row
