"""What pdfium says of a page: pieces of text with their places, look, tags and links.

A piece is one text object, the stretch that one instruction of the page paints: rarely more than a line, often less.
That is some tens of objects a page instead of thousands of characters, and each knows its font and its marked content.
Only where the script runs from right to left are single characters looked at, because their order on the page is the
only one that can be trusted there (see `_pdf_bidi`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field
from functools import partial
from typing import Any, Final
from unicodedata import normalize

from unpress.record import record, replace
from unpress_stages.read._pdf_added import added
from unpress_stages.read._pdf_bidi import RIGHT_TO_LEFT
from unpress_stages.read._pdf_holes import parted
from unpress_stages.read._pdf_leftward import Characters, characters
from unpress_stages.read._pdf_letters import lettered
from unpress_stages.read._pdf_links import Address, Way, linked, links
from unpress_stages.read._pdf_painted import Painted
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Box, Frame, Matrix, framed, straighten
from unpress_stages.read._pdf_spaces import has_none, with_room, without_made
from unpress_stages.read._pdf_tags import Tag, TagTable, tags

_EDGE: Final = 2.0  # points
_DRAWING: Final = 60.0  # points: what is wide and high as this may be a drawing


@record
class Page:
    """A page: its pieces in the order in which they are painted, its size in points, its ruled lines and its tags.

    Where lines run from right to left the pieces are ``ordered``: as they are read; ``alone`` orders some of them as if
    no others were there, by the numbers of their text objects. ``painted`` are the text objects,
    those that show nothing among them: word processors close each paragraph with one. A ``picture`` covers a page that
    was scanned, or is all that it shows; its text, if any, was recognised by machine. Text that runs up or down the
    page is ``upright``. ``unread`` are the fonts that do not tell which letters they show, and how many characters that
    is; one of Arabic that does not tell a single one stretches words by it. Text ``beyond`` the edges of the page is no
    piece of it; what is ``unseen`` is: text without ink, white on nothing, covered, or clipped away. Text that is
    ``layered`` is given with the name of its layer; what is ``added`` are the words of annotations. ``ways`` are links
    within the file, ``retold`` what it shows in whose place its tags tell other words.
    """

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Box, ...] = ()
    ordered: bool = False
    picture: bool = False
    tags: Mapping[int, Tag] = field(default_factory=dict[int, Tag])
    tables: tuple[TagTable, ...] = ()
    upright: tuple[str, ...] = ()
    painted: tuple[Piece, ...] = ()
    unread: Mapping[str, int] = field(default_factory=dict[str, int])
    beyond: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    layered: tuple[tuple[str, str], ...] = ()
    added: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    retold: tuple[str, ...] = ()
    alone: Callable[[Set[int]], Sequence[Piece]] | None = None

    @property
    def objects(self) -> Sequence[Piece]:
        """Its pieces in the order in which they are painted."""
        if not self.ordered:
            return self.pieces
        said = {piece.order for piece in self.pieces if not piece.text.isspace()}
        return [piece for piece in self.painted if piece.order in said]

    @property
    def drawings(self) -> list[Box]:
        """The boxes that may frame a drawing: one that reaches the edge of the page is that of a head or a foot."""
        return [
            (left, bottom, right, top)
            for left, bottom, right, top in self.rules
            if min(right - left, top - bottom) >= _DRAWING
            and top - bottom < 0.9 * self.height
            and bottom > _EDGE
            and top < self.height - _EDGE
        ]

    @property
    def tagged(self) -> bool:
        """Whether most of its text has tags: what has none is a running head, or belongs to a drawing."""
        boxes = self.drawings
        texts: Sequence[Piece] = self.painted
        if boxes:
            texts = [piece for piece in texts if not any(piece.within(box) for box in boxes)]
        return 2 * sum([piece.content in self.tags for piece in texts]) > len(texts)


def load(document: Any, index: int, turns: dict[int, Matrix]) -> Page:
    """The page with this index, counted from 0. One that is turned, leans, or is tiny or huge is painted anew in the
    document as it is looked at; ``turns`` keep how, by the indices of pages.

    Raises pypdfium2.PdfiumError where the page cannot be read.
    """
    again = 2  # how often the page may be painted anew: as its size and /Rotate say, and as its text leans
    while True:
        page = document[index]
        try:
            frame = framed(page)
            found: Page | float = 0.0
            if frame.straight or not again:
                text = page.get_textpage()
                try:
                    leads = turns.get(index, Matrix()).then(frame.turn)
                    found = _page(document, page, text, index + 1, frame, leads, again=again > 0)
                finally:
                    text.close()
            if isinstance(found, Page):
                return found
            frame = frame.turned(found)
            straighten(page, frame)
            turns[index] = turns.get(index, Matrix()).then(frame.turn)
            again -= 1
        finally:
            page.close()


def _page(
    document: Any, page: Any, text: Any, number: int, frame: Frame, leads: Matrix, *, again: bool
) -> Page | float:
    """The page as it is framed; where it may be painted ``again`` and most of its text leans, the angle at which it
    does. ``leads`` is how the places come to stand where links lead."""
    width, height, turn = frame
    found = Painted(page, text, frame)
    if again and (angle := found.slope):
        return angle
    painted = found.pieces
    leftward = any(RIGHT_TO_LEFT.search(piece.text) for piece in painted)
    addresses, ways = links(page, turn, leads)
    if not leftward and has_none(text):
        painted = with_room(painted, text, turn, found.orders)
    elif not leftward:
        painted = without_made(painted, text, turn)
    painted = linked(painted, addresses, text, turn, {} if leftward else found.orders)
    known = tags(page)
    alone = None
    if leftward:
        single = characters(document, page, number - 1, text, found, turn)
        pieces = linked(single.pieces(), addresses, text, turn, {})
        alone = partial(_alone, single, addresses, turn, known.texts)
    else:
        pieces = lettered(parted(painted, text, turn, found.orders), found.faces)
        pieces = [piece for piece in pieces if piece.text]
        painted = lettered(painted, found.faces)
    retold = tuple(_retold(painted, known.texts))
    if known.texts:
        pieces, painted = _as_told(pieces, known.texts), _as_told(painted, known.texts)
    empty = not (pieces or found.outside or found.upright)
    picture = found.drawn_only() if empty else found.scanned
    return Page(
        number,
        width,
        height,
        tuple(pieces),
        tuple(found.rules),
        leftward,
        picture,
        known.found,
        known.tables,
        tuple(shown for shown in found.upright if shown.strip()),
        tuple(painted),
        {font: codes.total() for font, codes in found.unread.items() if not leftward or len(codes) > 1},
        tuple(found.outside.values()),
        tuple(found.unseen(painted, picture=picture)),
        tuple(found.layered),
        tuple(added(page)),
        ways,
        retold,
        alone,
    )


def _alone(
    single: Characters,
    addresses: Sequence[Address],
    turn: Matrix,
    texts: Mapping[int, str],
    among: Set[int],
) -> list[Piece]:
    """The pieces of some text objects of a page whose lines run from right to left, as `Page.alone` gives them."""
    return _as_told(linked(single.pieces(among), addresses, None, turn, {}), texts)


def _as_told(pieces: Sequence[Piece], texts: Mapping[int, str]) -> list[Piece]:
    """The pieces of a page, those of marked content whose text is told with that text, which the first of them has."""
    found: list[Piece] = []
    told: set[int] = set()
    for piece in pieces:
        if piece.content in texts:
            piece = replace(piece, text="" if piece.content in told else texts[piece.content])
            told.add(piece.content)
        found.append(piece)
    return [piece for piece in found if piece.text or piece.content not in texts]


def _retold(painted: Iterable[Piece], texts: Mapping[int, str]) -> Iterator[str]:
    """What marked content shows in whose place tags tell other words, not but its letters in another form."""
    shown: dict[int, list[str]] = {content: [] for content in texts}
    for piece in painted if texts else ():
        if piece.content in shown:
            shown[piece.content].append(piece.text)
    for content, parts in shown.items():
        text = "".join(parts)
        if (words := _letters(text)) and words != _letters(texts[content]):
            yield text


def _letters(text: str) -> str:
    return "".join(letter for letter in normalize("NFKC", text).casefold() if letter.isalnum())
