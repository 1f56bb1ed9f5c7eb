"""Characters of a page whose lines run from right to left become lines, each sorted from the left.

A place tells more than the order of painting, but not all: words that are painted one by one may overlap where a line
is narrowed, vowel marks stand above or below their letters, and spaces are left out where a line is wide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile, zip_longest
from typing import Final, NamedTuple
from unicodedata import combining

LATIN: Final = r"[A-Za-zÀ-ɏ]"
LETTER: Final = re.compile(LATIN)
_RIGHTWARD: Final = re.compile(rf"(?:{LATIN}|[0-9٠-٩])+(?:[-_./,:]+(?:{LATIN}|[0-9٠-٩])+)*")
BRACKETS: Final = frozenset("()[]")
STOPS: Final = frozenset("،؛؟")
SMALL: Final = 0.8  # of the size of the line: what is smaller may be raised
LIFTED: Final = 1.0  # points: figures of a line differ less in height
_RISE: Final = 0.25  # of the size: the most that letters of one line differ in height
_RAISED: Final = 0.8  # the same for raised ones
_SUNK: Final = (
    -0.6
)  # the same for vowel marks that are painted by themselves, which a small letter may draw down
_APART: Final = 4.0  # sizes: the room that parts a line in two
_SPACE: Final = (
    0.24  # sizes: the room beside a Latin letter or a bracket that is a space where the source has none
)
_GAP: Final = 0.15  # sizes: the room between letters that is a space, though it was painted with a mark
_NARROW: Final = (
    0.2  # sizes: the room between letters that is none of a word, though a space is said to be in it
)
_BEFORE: Final = 0.05  # sizes: how far to the right of the letter that it follows a space may be placed
_OVERLAP: Final = 1.0  # sizes: the most that words painted one by one overlap


class Glyph(NamedTuple):
    """What stands in one place: a character, or the several of a ligature; ``look`` names its text object."""

    base: float
    left: float
    right: float
    text: str
    look: int


_Row = tuple[float, float, list[tuple[int, Glyph]]]
"""A line: its base, its size, and its glyphs with their places in the source."""


def carries(before: Glyph, look: int) -> bool:
    """Whether a glyph is but the space that carries a mark, the next one: a font names a mark that stands alone so."""
    return before.text == " " and before.left == before.right and before.look == look


def unmirrored(glyphs: Sequence[Glyph], mirrored: Container[int]) -> list[Glyph]:
    """The glyphs of a page, figures and Latin words in text objects that are mirrored, as programs for recognition do
    with what runs to the left, with their places turned round: all of such an object runs to the left."""
    objects: dict[int, list[int]] = {}
    for i, glyph in enumerate(glyphs):
        if glyph.look in mirrored:
            objects.setdefault(glyph.look, []).append(i)
    found = list(glyphs)
    for places in objects.values():
        places.sort(key=lambda i: -glyphs[i].right)
        for run in _RIGHTWARD.finditer("".join(glyphs[i].text[:1] for i in places)):
            inside = places[run.start() : run.end()]
            ends = min(glyphs[i].left for i in inside) + max(glyphs[i].right for i in inside)
            for i in inside:
                found[i] = glyphs[i]._replace(left=ends - glyphs[i].right, right=ends - glyphs[i].left)
    return found


def between(glyphs: Sequence[Glyph], made: Iterable[int], sizes: Mapping[int, float]) -> list[Glyph]:
    """The glyphs of a page in the order of the source, the spaces with these indices between the words on both sides of
    them, if these stand beside each other. ``sizes`` are those of the looks in points."""
    found = list(glyphs)
    for at in made:
        before = _word(glyphs, range(at - 1, -1, -1))
        behind = _word(glyphs, range(at + 1, len(glyphs)))
        if not (_says(before) and _says(behind)) or before[0].base != behind[0].base:
            continue  # what is behind the mark of a note is no word but a stop
        (_, end), (begin, _) = sorted(
            (min(glyph.left for glyph in word), max(glyph.right for glyph in word))
            for word in (before, behind)
        )
        if -_OVERLAP < (begin - end) / (sizes[before[0].look] or 1.0) < _APART:
            found[at] = found[at]._replace(base=before[0].base, left=end, right=end)
    return found


def _says(word: Sequence[Glyph]) -> bool:
    return any(glyph.text[0].isalnum() for glyph in word)


def _word(glyphs: Sequence[Glyph], places: range) -> list[Glyph]:
    """The glyphs at these places up to a space or the end of the line."""
    return list(
        takewhile(
            lambda glyph: not glyph.text.isspace() and glyph.base == glyphs[places[0]].base,
            (glyphs[i] for i in places),
        )
    )


def lines(glyphs: Sequence[Glyph], sizes: Mapping[int, float]) -> Iterator[list[Glyph]]:
    """The lines of a page from top to bottom, each from left to right. ``sizes`` are those of the looks in points.

    Parts of a line with wide room between them count as lines, the right one first.
    """
    for row in _rows(glyphs, sizes):
        for part in _columns(row, sizes):
            yield _spaced(_enclosed(_whole(_marked(part, sizes), sizes)), sizes)


def _rows(glyphs: Sequence[Glyph], sizes: Mapping[int, float]) -> list[list[Glyph]]:
    """Glyphs that stand on one line, marks raised above it among them, from top to bottom."""
    lifted = _lifted(glyphs)
    rows: list[_Row] = []
    order = sorted(
        range(len(glyphs)),
        key=lambda i: (
            glyphs[i].text.isspace() or glyphs[i].look in lifted,
            -sizes[glyphs[i].look],
            -glyphs[i].base,
        ),
    )
    for i in order:
        glyph = glyphs[i]
        best: tuple[float, list[tuple[int, Glyph]]] | None = None
        for base, size, row in reversed(rows):
            rise = (glyph.base - base) / size
            if rise == 0:
                best = 0.0, row
                break
            free = sizes[glyph.look] < SMALL * size or glyph.text.isspace() or glyph.look in lifted
            least, most = _SUNK if glyph.look in lifted else -_RISE, _RAISED if free else _RISE
            if least < rise < most and (best is None or abs(rise) < best[0]):
                best = abs(rise), row
        if best is None:
            rows.append((glyph.base, sizes[glyph.look], [(i, glyph)]))
        else:
            best[1].append((i, glyph))
    rows = [part for base, size, row in rows for part in _unstacked(base, size, row, sizes)]
    rows.sort(key=lambda row: -row[0])
    return [[glyph for _, glyph in sorted(row)] for _, _, row in rows]


def _unstacked(
    base: float, size: float, row: list[tuple[int, Glyph]], sizes: Mapping[int, float]
) -> list[_Row]:
    """A line of large letters without the small lines beside it that stand above each other; these by themselves."""
    small: dict[float, list[Glyph]] = {}
    for _, glyph in row:
        if sizes[glyph.look] < SMALL * size and not glyph.text.isspace():
            small.setdefault(round(glyph.base, 1), []).append(glyph)
    stacked: set[float] = set()
    far, last = -math.inf, 0.0
    for left, right, at in sorted(
        (min(g.left for g in part), max(g.right for g in part), at) for at, part in small.items()
    ):
        if far - left > size:
            stacked |= {at, last}
        far, last = max((far, last), (right, at))
    if not stacked:
        return [(base, size, row)]
    places = {glyph.look: at for at in stacked for glyph in small[at]}
    parts: dict[float, list[tuple[int, Glyph]]] = {}
    for i, glyph in row:
        parts.setdefault(places.get(glyph.look, base), []).append((i, glyph))
    return [(at, size if at == base else sizes[part[0][1].look], part) for at, part in parts.items()]


def _lifted(glyphs: Sequence[Glyph]) -> set[int]:
    """Text objects of a vowel mark that is painted by itself, above a tall letter: it may say the letter, too."""
    texts: dict[int, str] = {}
    for glyph in glyphs:
        if not glyph.text.isspace():
            texts[glyph.look] = texts.get(glyph.look, "") + glyph.text
    return {
        look
        for look, text in texts.items()
        if combining(text[-1]) and sum(not combining(character) for character in text) <= 1
    }


def _columns(row: Sequence[Glyph], sizes: Mapping[int, float]) -> Iterator[list[Glyph]]:
    """Parts of a line with wide room between them, from the right; each from left to right."""
    places: dict[tuple[float, int], Glyph] = {}
    for glyph, behind in zip_longest(row, row[1:]):
        if _splits(glyph, behind):
            continue
        known = places.get((glyph.left, glyph.look))
        if known is not None:
            glyph = known._replace(
                text=_ligature(known.text + glyph.text), right=max(known.right, glyph.right)
            )
        places[glyph.left, glyph.look] = glyph
    part: list[Glyph] = []
    for glyph in reversed(_sorted(list(places.values()), sizes)):
        if part and part[-1].left - glyph.right > _APART * max(sizes[glyph.look], sizes[part[-1].look]):
            yield part[::-1]
            part = []
        part.append(glyph)
    yield part[::-1]


def _splits(glyph: Glyph, behind: Glyph | None) -> bool:
    """Whether a glyph is a space without breadth before a vowel mark in the order of the source: extraction makes it
    where the mark begins to the right of where its letter ends."""
    return (
        glyph.text == " "
        and glyph.left == glyph.right
        and behind is not None
        and combining(behind.text[0]) > 0
    )


def _sorted(glyphs: Sequence[Glyph], sizes: Mapping[int, float]) -> list[Glyph]:
    """Glyphs from left to right; where the ends of two words overlap the one is to the left of the other as a whole."""
    ends: dict[int, tuple[float, float, float]] = {}  # where it begins, its last letter, what is painted last
    letters: dict[int, float] = {}  # its first letter
    for glyph in glyphs:
        low, letter, high = ends.get(glyph.look, (glyph.left, -math.inf, glyph.left))
        if not glyph.text.isspace():  # a space may stand anywhere, even words away
            letter = max(letter, glyph.left)
            letters[glyph.look] = min(letters.get(glyph.look, glyph.left), glyph.left)
        ends[glyph.look] = min(low, glyph.left), letter, max(high, glyph.left)
    order = sorted(ends.items(), key=lambda item: item[1])
    past: dict[int, float] = {}  # where the word to the left ends
    for i, (look, (_, letter, _)) in enumerate(order):
        for other, (begins, _, high) in order[i + 1 :]:
            if begins > letter:
                break
            if letter < high and letter - begins < _OVERLAP * sizes[look] and sizes[look] == sizes[other]:
                past[other] = max(letter, past.get(other, letter))
    for look in {glyph.look for glyph in glyphs if glyph.text.isdigit()}:  # the mark of a note ends a word
        low, letter, _ = ends[look]
        for other, (_, end, _) in order:
            begins = letters.get(other, math.inf)
            within = begins <= letter < end and low - begins < _OVERLAP * sizes[other]
            if within and sizes[look] < SMALL * sizes[other]:
                past[other] = max(letter, past.get(other, letter))
    places: list[tuple[float, bool, float]] = []
    for glyph in glyphs:
        narrow = glyph.text == " " and glyph.left == glyph.right
        left = glyph.left - (_BEFORE * sizes[glyph.look] if narrow else 0.0)
        end = past.get(glyph.look, left - 1.0)
        places.append((max(left, end), end >= left, left))
    return [glyphs[i] for i in sorted(range(len(glyphs)), key=places.__getitem__)]


def _marked(visual: list[Glyph], sizes: Mapping[int, float]) -> list[Glyph]:
    """Glyphs from left to right, each mark to the left of the Arabic letter that it stands above or below.

    A mark may be painted by itself: the space that ends what is painted then lies within the word, and a letter with
    its mark may be said twice, once where the one is painted and once where the other is.
    """
    marks = [glyph for glyph in visual if combining(glyph.text[-1])]
    if not marks:
        return visual
    alone = {glyph.look for glyph in marks} - {
        glyph.look for glyph in visual if not (combining(glyph.text[-1]) or glyph.text.isspace())
    }
    found: list[Glyph] = []
    for place, glyph in enumerate(visual):
        before = found[-1] if found else None
        inside = before is not None and glyph.left < before.right
        if combining(glyph.text[0]) and combining(glyph.text[-1]):
            continue  # but not a letter that is painted in the place of the mark of the one before
        if glyph.text == " " and (glyph.look in alone or (inside and glyph.left == glyph.right)):
            behind = next((other for other in visual[place:] if not _is_mark(other)), glyph)
            if before is None or inside or behind.left - before.right < _GAP * sizes[glyph.look]:
                continue
        if before is None or not inside or glyph.text != before.text or not combining(glyph.text[-1]):
            found.append(glyph)
    letters = [glyph for glyph in found if not glyph.text.isspace()]
    for mark in marks if letters else ():
        if combining(mark.text[0]):
            middle = mark.left + mark.right
            letter = min(letters, key=lambda glyph: abs(glyph.left + glyph.right - middle))
            found.insert(next(i for i, glyph in enumerate(found) if glyph is letter), mark)
    return found if letters else visual


def _whole(visual: list[Glyph], sizes: Mapping[int, float]) -> list[Glyph]:
    """Glyphs from left to right without the spaces that have no breadth between letters that have no room for one: a
    letter that a font draws in two parts has one beside it."""
    kept = [
        glyph
        for before, glyph, behind in zip([None, *visual], visual, [*visual[1:], None], strict=False)
        if before is None
        or behind is None
        or glyph.text != " "
        or glyph.left != glyph.right
        or not (before.text.isalpha() and behind.text.isalpha())
        or behind.left - before.right >= _NARROW * sizes[glyph.look]
    ]
    return kept if len(kept) < len(visual) else visual


def _is_mark(glyph: Glyph) -> bool:
    return glyph.text.isspace() or bool(combining(glyph.text[0]))


def _enclosed(visual: list[Glyph]) -> list[Glyph]:
    """Glyphs from left to right, brackets on both sides of the raised figures that they enclose and may overlap."""
    found = visual
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and _is_raised(found, at, end):
            end += 1
        if end == at:
            at += 1
            continue
        left = [glyph.text in BRACKETS for glyph in found[max(at - 2, 0) : at]]
        right = [glyph.text in BRACKETS for glyph in found[end : end + 2]]
        before = next((glyph.text for glyph in reversed(found[:at]) if not glyph.text.isspace()), "")
        behind = next((glyph.text for glyph in found[end:] if not glyph.text.isspace()), "")
        if left == [True, True] and behind not in BRACKETS:
            found = [*found[: at - 1], *found[at:end], found[at - 1], *found[end:]]
        elif right == [True, True] and before not in BRACKETS:
            found = [*found[:at], found[end], *found[at:end], *found[end + 1 :]]
        at = end + 1
    return found


def _is_raised(visual: Sequence[Glyph], at: int, end: int) -> bool:
    """Whether a figure stands raised beside what is before the first of its run."""
    near = visual[at - 1] if at else visual[-1]
    return visual[end].text.isdigit() and visual[end].base - near.base > LIFTED


def _spaced(visual: list[Glyph], sizes: Mapping[int, float]) -> list[Glyph]:
    """Glyphs sorted from the left, with spaces where words in other letters stand apart, figures from words, or words
    from the stop before them, and the source has none."""
    found = visual[:1]
    for glyph in visual[1:]:
        before = found[-1]
        if (
            glyph.left - before.right > _SPACE * sizes[glyph.look]
            and sizes[glyph.look] == sizes[before.look]
            and not (before.text.isspace() or glyph.text.isspace())
            and (
                _apart(before.text)
                or _apart(glyph.text)
                or glyph.text in STOPS
                or (before.text.isdigit() and glyph.text.isalpha())
                or (before.text.isalpha() and glyph.text.isdigit())
                or _ends_word(found)
            )
        ):
            found.append(Glyph(before.base, before.right, glyph.left, " ", before.look))
        found.append(glyph)
    return found


def _apart(text: str) -> bool:
    """Whether a glyph never stands away from the next one of its word, as Arabic letters and their marks may."""
    return text in BRACKETS or LETTER.match(text) is not None


def _ends_word(glyphs: Sequence[Glyph]) -> bool:
    """Whether the last of glyphs is a figure at the end of a word with Latin letters: A/75/237."""
    for glyph in reversed(glyphs):
        if LETTER.match(glyph.text):
            return glyph is not glyphs[-1]
        if not (glyph.text.isdigit() or glyph.text in "./-"):
            return False
    return False


def _ligature(text: str) -> str:
    """The characters of one place in the order of reading: lam before alef, a space before a bracket."""
    turned = len(text) == 2 and (
        (text[0] in "اأإآ" and text[1] == "ل") or (text[0] in BRACKETS and text[1] == " ")
    )
    return text[::-1] if turned else text
