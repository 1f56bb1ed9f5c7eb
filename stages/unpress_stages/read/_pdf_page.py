"""What pdfium says of a page: pieces of text with their places, look, tags and links.

A piece is one text object, the stretch that one instruction of the page paints: rarely more than a line, often less.
That is some tens of objects a page instead of thousands of characters, and each knows its font and its marked content.
Only where the script runs from right to left are single characters looked at, because their order on the page is the
only one that can be trusted there (see `_pdf_bidi`).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field
from itertools import accumulate
from typing import Any, Final
from unicodedata import combining, normalize

import pypdfium2.raw

from unpress.record import record, replace
from unpress_stages.read._pdf_added import added
from unpress_stages.read._pdf_bidi import RIGHT_TO_LEFT, stretches
from unpress_stages.read._pdf_glyphs import Glyph, between, carries, unmirrored
from unpress_stages.read._pdf_holes import parted
from unpress_stages.read._pdf_letters import lettered, spelt
from unpress_stages.read._pdf_links import Way, linked, links
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_place import Box, Frame, Matrix, framed, straighten
from unpress_stages.read._pdf_seen import (
    Ground,
    beyond,
    clipped,
    covered,
    layer,
    stands_out,
    white,
    without_ink,
)
from unpress_stages.read._pdf_spaces import has_none, with_room, without_made
from unpress_stages.read._pdf_strokes import strokes
from unpress_stages.read._pdf_tags import Tag, TagTable, tags

pdfium: Any = pypdfium2.raw  # its functions are made at run time and have no types
_EDGE: Final = 2.0  # points
_DRAWING: Final = 60.0  # points: what is wide and high as this may be a drawing
_VISIBLE: Final = 0.1  # points: what is less wide or high shows nothing
_COVERED: Final = 0.7  # of a page that was scanned is a picture
_SOME: Final = 0.1  # of a page without text that was scanned may be one, if it was cut
_MANY: Final = 50  # paths on a page without text may be its letters
_SHADOW: Final = 0.3  # of the size: how far away the glyph may stand that makes another bolder
_RAISED: Final = 0.25  # of the size: figures above the base line are of raised type, which some fonts have
_FIGURE: Final = 0.7  # of the size: how high figures are
_SCALED: Final = 0.01  # what is scaled by less is not
_UNREAD: Final = re.compile("[\x01\x03-\x08\x0e-\x1f\ufffd\uffff]")
"""What a font gives that does not tell its letters: their numbers in it."""
_PLAIN: Final = re.compile(r"regular|roman|book|light|medium|normal")
"""Names of faces that are not bold, however thick their stems are."""
_USUAL: Final = 1024
"""UTF-16 units that the text of an object has room for at first."""
_SHOWN: Final = (ctypes.c_ushort * _USUAL)()
_SIDES: Final = tuple(ctypes.c_float() for _ in range(4))
_MATRIX: Final = pdfium.FS_MATRIX()
_SIZE: Final = ctypes.c_float()
"""Room for the answers about an object: to make it anew takes longer than to answer, and one file is read at a time."""
_ITALIC: Final = 1 << 6
_BOLD: Final = 1 << 18
"""Flags of a font descriptor, ISO 32000-1, table 123."""


@record
class Page:
    """A page: its pieces in the order in which they are painted, its size in points, its ruled lines and its tags.

    Where lines run from right to left the pieces are ``ordered``: as they are read. ``painted`` are the text objects,
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
        texts = [piece for piece in self.painted if not any(piece.within(box) for box in boxes)]
        return 2 * sum(piece.content in self.tags for piece in texts) > len(texts)


@record
class _Look:
    size: float
    bold: bool
    italic: bool
    content: int
    font: int


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
    fonts: dict[int, tuple[bool, bool]] = {}
    painted: list[Piece] = []
    orders: dict[int, int] = {}
    faces: dict[int, int] = {}  # fonts by the orders of their pieces
    upright: list[str] = []
    slopes: list[tuple[float, int]] = []  # of text that leans, with the number of its letters
    unread: dict[str, Counter[str]] = {}
    rules: list[Box] = []
    unsaid: set[int] = set()
    outside: dict[int, str] = {}
    inkless: list[Piece] = []
    pale: list[Piece] = []
    grounds: list[Ground] = []
    layered: list[tuple[str, str]] = []
    layers: dict[int, str] = {}
    picture, pictured = False, 0.0  # pictured is the part of the page that pictures take
    for kind, item, around in _objects(page, turn):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            shown = _text(item, text)
            bare = shown.strip()
            if _UNREAD.search(shown) and (letters := _UNREAD.findall(spelt(shown))):
                unread.setdefault(_font_name(pdfium.FPDFTextObj_GetFont(item)), Counter()).update(letters)
            bounds = _box(item)
            left, bottom, right, top = box = around.box(bounds)
            if bare and beyond(box, width, height):
                outside[_address(item)] = shown
                continue
            matrix = _matrix(item).then(around)
            if angle := matrix.angle:
                slopes.append((angle, len(bare)))
            if not matrix.across:
                upright.append(shown)
                continue
            look = _look(item, matrix, fonts)
            base, size = matrix.f, look.size
            if bottom - base > _RAISED * size and bare.isdecimal():
                base, size = bottom, round((top - bottom) / _FIGURE, 1)
            address = _address(item)
            if not shown and min(right - left, top - bottom) > _VISIBLE:
                unsaid.add(address)
            orders[address] = len(painted)
            faces[len(painted)] = look.font
            painted.append(
                Piece(
                    shown if bare else "",
                    left,
                    right,
                    base,
                    size,
                    look.bold,
                    look.italic,
                    look.content,
                    order=len(painted),
                )
            )
            if bare:
                if without_ink(item) or clipped(item, bounds):
                    inkless.append(painted[-1])
                elif white(item):
                    pale.append(painted[-1])
                if name := layer(item, layers):
                    layered.append((name, shown))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules.append(around.box(_drawn(item)))
            grounds.append(Ground(item, rules[-1], len(painted)))
            rules += strokes(item, _matrix(item).then(around))
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            left, bottom, right, top = box = around.box(_box(item))
            grounds.append(Ground(item, box, len(painted)))
            part = (right - left) * (top - bottom) / (width * height) if width and height else 0.0
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                pictured, picture = pictured + part, picture or part > _COVERED
    if again and slopes and (angle := _slope(slopes, painted)):
        return angle
    leftward = any(RIGHT_TO_LEFT.search(piece.text) for piece in painted)
    addresses, ways = links(page, turn, leads)
    if not leftward and has_none(text):
        painted = with_room(painted, text, turn, orders)
    elif not leftward:
        painted = without_made(painted, text, turn)
    painted = linked(painted, addresses, text, turn, {} if leftward else orders)
    if leftward:
        glyphs, looks = _glyphs(text, fonts, turn)
        glyphs = [glyph for glyph in glyphs if glyph.look not in outside]
        for glyph, look in _unsaid(document, page, number - 1, unsaid, fonts, turn) if unsaid else ():
            if not any(_same(glyph, other, _SHADOW * look.size) for other in glyphs):
                glyphs.append(glyph)
                looks[glyph.look] = look
        pieces = linked(_by_character(glyphs, looks, orders), addresses, text, turn, {})
    else:
        pieces = [piece for piece in lettered(parted(painted, text, turn, orders), faces) if piece.text]
        painted = lettered(painted, faces)
    known = tags(page)
    retold = list(_retold(painted, known.texts))
    if known.texts:
        pieces, painted = _as_told(pieces, known.texts), _as_told(painted, known.texts)
    if not (pieces or outside or upright):
        picture = pictured > _SOME or len(rules) > _MANY
    unseen = ([] if picture else inkless) + [piece for piece in pale if not stands_out(piece, grounds)]
    unseen += [] if picture else [piece for piece in covered(painted, grounds) if piece not in unseen]
    return Page(
        number,
        width,
        height,
        tuple(pieces),
        tuple(rules),
        leftward,
        picture,
        known.found,
        known.tables,
        tuple(shown for shown in upright if shown.strip()),
        tuple(painted),
        {font: codes.total() for font, codes in unread.items() if not leftward or len(codes) > 1},
        tuple(outside.values()),
        tuple(piece.text for piece in sorted(unseen, key=lambda piece: piece.order)),
        tuple(layered),
        tuple(added(page)),
        ways,
        tuple(retold),
    )


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
    shown = dict.fromkeys(texts, "")
    for piece in painted if texts else ():
        if piece.content in shown:
            shown[piece.content] += piece.text
    for content, text in shown.items():
        if (words := _letters(text)) and words != _letters(texts[content]):
            yield text


def _letters(text: str) -> str:
    return "".join(letter for letter in normalize("NFKC", text).casefold() if letter.isalnum())


def _slope(slopes: Sequence[tuple[float, int]], painted: Sequence[Piece]) -> float:
    """The angle at which most of the text of a page leans, in radians; 0 where most is level. ``painted`` is what runs
    across the page, ``slopes`` are the angles of all that leans, with how many letters do."""
    letters = Counter[int]()  # by quarters
    for angle, count in slopes:
        letters[_quarters(angle)] += count
    across = sum(len(piece.text.strip()) for piece in painted)
    leaning, letters[0] = letters[0], across
    most = max(letters, key=letters.__getitem__)
    if most == 0 and 2 * leaning <= across:
        return 0.0
    angles = sorted((angle, count) for angle, count in slopes if _quarters(angle) == most)
    half = sum(count for _, count in angles) / 2
    ends = accumulate(count for _, count in angles)
    return next((angle for (angle, _), end in zip(angles, ends, strict=True) if end >= half), 0.0)


def _quarters(angle: float) -> int:
    return round(2 * angle / math.pi) % 4


def _objects(page: Any, turn: Matrix) -> Iterator[tuple[int, Any, Matrix]]:
    """The objects of a page with their kinds and the matrix of what they stand in: the page, or forms in it."""

    def walk(item: Any, around: Matrix, depth: int) -> Iterator[tuple[int, Any, Matrix]]:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield kind, item, around
        elif depth < 8:
            within = _matrix(item).then(around)
            for i in range(pdfium.FPDFFormObj_CountObjects(item)):
                yield from walk(pdfium.FPDFFormObj_GetObject(item, i), within, depth + 1)

    for i in range(pdfium.FPDFPage_CountObjects(page)):
        yield from walk(pdfium.FPDFPage_GetObject(page, i), turn, 0)


def _matrix(item: Any) -> Matrix:
    found = _MATRIX
    pdfium.FPDFPageObj_GetMatrix(item, found)
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _box(item: Any) -> Box:
    left, bottom, right, top = _SIDES
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _drawn(item: Any) -> Box:
    """The box of a path as it is drawn. That of pdfium has twice the room that a stroke takes."""
    left, bottom, right, top = _box(item)
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not stroke.value or not pdfium.FPDFPageObj_GetStrokeWidth(item, width):
        return left, bottom, right, top
    matrix = _matrix(item)
    half = width.value * max(abs(matrix.a), abs(matrix.d)) / 2
    if min(right - left, top - bottom) < 2 * half:
        return left, bottom, right, top
    return left + half, bottom + half, right - half, top - half


def _text(item: Any, text: Any) -> str:
    """The text of an object. Each question has pdfium go through the whole page, so the second is for long ones."""
    buffer: Any = _SHOWN
    size = pdfium.FPDFTextObj_GetText(item, text, buffer, 2 * _USUAL)
    if size > 2 * _USUAL:
        buffer = (ctypes.c_ushort * (size // 2))()
        pdfium.FPDFTextObj_GetText(item, text, buffer, size)
    if size <= 2:
        return ""
    return ctypes.string_at(buffer, size - 2).decode("utf-16-le", errors="replace").replace("\x02", "-")


def _look(item: Any, matrix: Matrix, fonts: dict[int, tuple[bool, bool]]) -> _Look:
    pdfium.FPDFTextObj_GetFontSize(item, _SIZE)
    font = pdfium.FPDFTextObj_GetFont(item)
    key = _address(font)
    if key not in fonts:
        fonts[key] = _face(font) if font else (False, False)
    bold, italic = fonts[key]
    content = pdfium.FPDFPageObj_GetMarkedContentID(item)
    return _Look(round(_SIZE.value * matrix.scale, 1), bold, italic, content, key)


def _face(font: Any) -> tuple[bool, bool]:
    words = _font_name(font).lower()
    flags = pdfium.FPDFFont_GetFlags(font)
    heavy = _PLAIN.search(words) is None and pdfium.FPDFFont_GetWeight(font) >= 600  # of a font by its stems
    bold = bool(flags > 0 and flags & _BOLD) or "bold" in words or heavy
    italic = (
        bool(flags > 0 and flags & _ITALIC) or "italic" in words or "oblique" in words or "slanted" in words
    )
    return bold, italic


def _font_name(font: Any) -> str:
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, name, 256)
    return name.value.decode("utf-8", errors="replace")


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents) if item else 0


def _unsaid(
    document: Any,
    page: Any,
    index: int,
    items: Set[int],
    fonts: dict[int, tuple[bool, bool]],
    turn: Matrix,
) -> Iterator[tuple[Glyph, _Look]]:
    """What text objects show of which pdfium says no text, with their looks.

    pdfium takes an object for the shadow of another that it follows where both have one glyph with the same code at
    nearly the same place; in fonts with a few glyphs each such codes mean different letters. Without the others, it
    says what it shows. ``items`` are the objects of the page by their addresses.
    """
    places = [pdfium.FPDFPage_GetObject(page, i) for i in range(pdfium.FPDFPage_CountObjects(page))]
    kept = {i for i, item in enumerate(places) if _address(item) in items}
    again = document[index]
    removed: list[Any] = []
    try:
        for i, item in enumerate(
            [pdfium.FPDFPage_GetObject(again, i) for i in range(pdfium.FPDFPage_CountObjects(again))]
        ):
            if i not in kept and pdfium.FPDFPage_RemoveObject(again, item):
                removed.append(item)
        text = again.get_textpage()
        try:
            glyphs, looks = _glyphs(text, fonts, turn)
            yield from ((glyph, looks[glyph.look]) for glyph in glyphs)
        finally:
            text.close()
    finally:
        for item in removed:
            pdfium.FPDFPageObj_Destroy(item)
        again.close()


def _same(glyph: Glyph, other: Glyph, room: float) -> bool:
    """Whether a glyph but makes another bolder, or names the letter to which a mark belongs, within so many points."""
    near = abs(glyph.left - other.left) < room and abs(glyph.base - other.base) < room
    return near and glyph.text == other.text


def _glyphs(
    text: Any, fonts: dict[int, tuple[bool, bool]], turn: Matrix
) -> tuple[list[Glyph], dict[int, _Look]]:
    """The glyphs of a page in the order of the source, and how the text objects look that they belong to."""
    looks: dict[int, _Look] = {}
    upright: set[int] = set()
    scaled: set[int] = set()
    mirrored: set[int] = set()
    glyphs: list[Glyph] = []
    made: list[int] = []  # spaces between text objects that are scaled, which pdfium misplaces
    key = 0
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for i in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if pdfium.FPDFText_IsGenerated(text, i) == 1 or code in (0, 0xFFFE, 0xFFFF):
            continue
        item = pdfium.FPDFText_GetTextObject(text, i)
        if not item and key in scaled:
            made.append(len(glyphs))
        key = _address(item) or key  # a space between objects has none
        if key and key not in looks and key not in upright:
            matrix = _matrix(item).then(turn)
            if not matrix.across:
                upright.add(key)
            else:
                looks[key] = _look(item, matrix, fonts)
                if abs(matrix.a - 1.0) > _SCALED:
                    scaled.add(key)
                if matrix.a < 0:
                    mirrored.add(key)
        if key not in looks:
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        at, base = turn.point(x.value, y.value)
        end = turn.box((left.value, bottom.value, right.value, top.value))[2]
        if combining(chr(code)) and glyphs and carries(glyphs[-1], key):
            glyphs.pop()
        glyphs.append(Glyph(base, at, max(at, end), chr(code), key))
    if mirrored:
        glyphs = unmirrored(glyphs, mirrored)
    if made:
        glyphs = between(glyphs, made, {key: look.size for key, look in looks.items()})
    return glyphs, looks


def _by_character(
    glyphs: Sequence[Glyph], looks: Mapping[int, _Look], orders: Mapping[int, int]
) -> list[Piece]:
    """The pieces of a page whose lines run from right to left, put in order by where each character stands."""
    sizes = {key: look.size or 1.0 for key, look in looks.items()}
    return [
        Piece(
            found.text,
            found.left,
            found.right,
            found.base,
            look.size,
            look.bold,
            look.italic,
            look.content,
            line=found.line,
            order=orders.get(found.look, -1),
        )
        for found in stretches(glyphs, sizes)
        for look in (looks[found.look],)
    ]
