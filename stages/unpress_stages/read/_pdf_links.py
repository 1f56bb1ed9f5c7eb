"""Links of a page: addresses behind words, and ways to a place in the file, as from the mark of a note to the note.

Some writers paint a line at once, whatever links are in it, so a piece of text may be one in part.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, Generic, NamedTuple, TypeVar

import pypdfium2.raw

from unpress.record import replace
from unpress_stages.read._pdf_bidi import RIGHT_TO_LEFT
from unpress_stages.read._pdf_holes import characters, cut
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Box, Matrix

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_INSIDE: Final = 0.2  # sizes by which the letters at the edges of a link may stand out of it
_LEAST: Final = 6.0  # points by which a piece that is a link in part is broader
_BAND: Final = 20.0  # points: the height of the bands by which links are looked up


class Way(NamedTuple):
    """A link within the file: its box, the number of the page where it leads, and the height of the place there."""

    box: Box
    page: int
    height: float

    def begins(self, piece: Piece) -> bool:
        """Whether a piece is where the link begins; a raised one may stand out of it."""
        left, bottom, right, top = self.box
        middle, height = (piece.left + piece.right) / 2, _height(piece)
        return left - 1 <= middle <= right + 1 and bottom - piece.size <= height <= top + piece.size


class Address(NamedTuple):
    """A link to an address: its box, and the address."""

    box: Box
    address: str


class Links(NamedTuple):
    """The links of a page: addresses, and ways within the file."""

    addresses: tuple[Address, ...]
    ways: tuple[Way, ...]


Link = TypeVar("Link", Address, Way)


class Bands(Generic[Link]):
    """Links by the heights where they stand: a page may have thousands, and thousands of words."""

    def __init__(self, links: Iterable[Link], low: float, high: float) -> None:
        """``low`` and ``high`` are the least and the greatest height in points that will be asked for."""
        self._ends = low, high
        self._links: defaultdict[int, list[Link]] = defaultdict(list)
        for link in links:
            _, bottom, _, top = link.box
            for band in range(_band(max(bottom - 1, low)), _band(min(top + 1, high)) + 1):
                self._links[band].append(link)

    def near(self, low: float, high: float) -> Iterator[Link]:
        """The links that may reach between two heights, some more than once."""
        bands = range(_band(max(low, self._ends[0])), _band(min(high, self._ends[1])) + 1)
        return chain.from_iterable(self._links.get(band, ()) for band in bands)


def _band(height: float) -> int:
    return int(height // _BAND)


def links(page: Any, turn: Matrix, leads: Matrix) -> Links:
    """The links of a page that stands as ``turn`` says, and the places where its ways lead as ``leads`` says."""
    addresses: list[Address] = []
    ways: list[Way] = []
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        found = pdfium.FS_RECTF()
        if not pdfium.FPDFLink_GetAnnotRect(link, found):
            continue
        box = turn.box((found.left, found.bottom, found.right, found.top))
        if address := _address(page.pdf, link):
            addresses.append(Address(box, address))
        elif target := _target(page.pdf, link):
            number, x, y = target
            ways.append(Way(box, number, leads.point(x, y)[1]))
    return Links(tuple(addresses), tuple(ways))


def _address(document: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", errors="replace")


def _target(document: Any, link: Any) -> tuple[int, float, float] | None:
    """The number of a page and the place on it where a link leads that names a place (ISO 32000-1, 12.3.2.2)."""
    target = pdfium.FPDFLink_GetDest(document, link)
    if not target:
        return None
    has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    index = pdfium.FPDFDest_GetDestPageIndex(document, target)
    if index < 0 or not pdfium.FPDFDest_GetLocationInPage(target, has_x, has_y, has_zoom, x, y, zoom):
        return None
    return (index + 1, x.value, y.value) if has_y.value else None


def linked(
    pieces: Sequence[Piece],
    addresses: Sequence[Address],
    text: Any,
    turn: Matrix,
    orders: Mapping[int, int],
) -> list[Piece]:
    """The pieces of a page with the addresses behind them, those that are links in part in parts. ``text`` is the text
    page of pdfium, ``orders`` tells by the address of a text object which piece it is."""
    if not addresses or not pieces:
        return list(pieces)
    heights = [_height(piece) for piece in pieces]
    bands = Bands(addresses, min(heights), max(heights))
    near = [list(bands.near(height, height)) for height in heights]
    broad: dict[int, list[Box]] = {}
    for piece, around in zip(pieces, near, strict=True):
        if around and piece.text:
            boxes = [link.box for link in around if _holds_part(link.box, piece)]
            if boxes:
                broad.setdefault(piece.order, []).extend(boxes)
    known = characters(text, turn, {key: order for key, order in orders.items() if order in broad})
    found: list[Piece] = []
    for piece, around in zip(pieces, near, strict=True):
        if not around:
            found.append(piece)
            continue
        parts = [piece]
        if piece.order in known:
            edges = {edge for box in broad[piece.order] for edge in (box[0], box[2])}
            parts = list(cut(piece, known[piece.order], sorted(edges)))
        for part in parts:
            address = next((link.address for link in around if _holds(link.box, part)), "")
            found.append(replace(part, link=address) if address else part)
    return found


def _height(piece: Piece) -> float:
    """The height of a piece at which it is looked for in links."""
    return piece.base + piece.size / 4


def _holds(box: Box, piece: Piece) -> bool:
    left, bottom, right, top = box
    middle, height = (piece.left + piece.right) / 2, _height(piece)
    return (
        left - 1 <= middle <= right + 1
        and bottom - 1 <= height <= top + 1
        and piece.right - piece.left <= right - left + _slack(piece)
    )


def _holds_part(box: Box, piece: Piece) -> bool:
    """Whether a link stands in a piece that goes on before it or behind it."""
    left, bottom, right, top = box
    slack = _INSIDE * piece.size
    return (
        bottom - 1 <= _height(piece) <= top + 1
        and piece.left - slack <= left
        and right <= piece.right + slack
        and piece.right - piece.left > right - left + _LEAST
    )


def _slack(piece: Piece) -> float:
    """The points by which a piece may be broader than the link that it is: an Arabic one is a word with the space
    behind it, which a full line widens."""
    return 6.0 + piece.size * (piece.text[-1:].isspace() and RIGHT_TO_LEFT.search(piece.text) is not None)
