"""Characters of a page whose lines run from right to left, from their places into the order of reading.

What a page stores is the order of painting, and what extraction makes of it is wrong beside figures and brackets. The
place of each character is not: read a line from the right, and turn round what runs from left to right in it, figures
and words in Latin letters, as the bidirectional algorithm of Unicode had laid it out (UAX 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

_ARABIC: Final = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RIGHT_TO_LEFT: Final = re.compile(f"[{_ARABIC}]")
_LATIN: Final = r"[A-Za-zÀ-ɏ]"
_FIGURES: Final = (
    r"[0-9٠-٩]+(?:[./,:][0-9٠-٩]+)*%?"  # not "2015-2030": behind Arabic letters it runs leftward
)
_MIDDLE: Final = (
    rf"(?:(?![)\]] ?[0-9])[^{_ARABIC}])*"  # not over a bracket to the figure that stands before it
)
_TAIL: Final = rf"(?:(?:(?<={_LATIN})[.,:;]? )?[^\s()\[\]{_ARABIC}]*[0-9])?"  # "No. 33480", "A/75/457"
_WORDS: Final = rf"(?:{_FIGURES}[-/. ]?)?{_LATIN}(?:{_MIDDLE}{_LATIN})?{_TAIL}"
_ISLAND: Final = re.compile(rf"{_WORDS}|{_FIGURES}")
"""What runs from left to right within a stretch that does not, read from the left."""
_LATIN_WORDS: Final = re.compile(_WORDS)
_CORE: Final = re.compile(
    r"[0-9٠-٩\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc]"
)
_BRACKETS: Final = frozenset("()[]")
_STOPS: Final = ".;,:،؛"
_MARKS: Final = str.maketrans("0123456789()[]", "٠١٢٣٤٥٦٧٨٩؀؀؀؀")
_MIRRORED: Final = str.maketrans("{}<>«»“”‘’", "}{><»«”“’‘")
_SMALL: Final = 0.8  # of the size of the line: what is smaller may be raised
_RISE: Final = 0.25  # of the size: the most that letters of one line differ in height
_RAISED: Final = 0.8  # the same for raised ones
_APART: Final = 4.0  # sizes: the room that parts a line in two


class Glyph(NamedTuple):
    """What stands in one place: a character, or the several of a ligature; ``look`` names its text object."""

    base: float
    left: float
    right: float
    text: str
    look: int


class Stretch(NamedTuple):
    """Glyphs of one look that follow each other in reading; ``line`` counts the lines of the page."""

    text: str
    left: float
    right: float
    base: float
    look: int
    line: int


def stretches(glyphs: Sequence[Glyph], sizes: Mapping[int, float]) -> Iterator[Stretch]:
    """The glyphs of a page, given in the order of the source, line by line, each line as it is read.

    ``sizes`` are the sizes of the looks in points. Parts of a line with wide room between them count as lines.
    """
    parts = [part for line in _lines(glyphs, sizes) for part in _columns(line, sizes)]
    for number, part in enumerate(parts):
        run: list[Glyph] = []
        for glyph in _faced(_read(part, sizes)):
            if run and run[0].look != glyph.look:
                yield _stretch(run, number)
                run = []
            run.append(glyph)
        yield _stretch(run, number)


def _stretch(run: Sequence[Glyph], line: int) -> Stretch:
    left, right = min(glyph.left for glyph in run), max(glyph.right for glyph in run)
    return Stretch("".join(glyph.text for glyph in run), left, right, run[0].base, run[0].look, line)


def _lines(glyphs: Sequence[Glyph], sizes: Mapping[int, float]) -> list[list[Glyph]]:
    """Glyphs that stand on one line, marks raised above it among them, from top to bottom."""
    rows: list[tuple[float, float, list[tuple[int, Glyph]]]] = []
    order = sorted(
        range(len(glyphs)),
        key=lambda i: (glyphs[i].text.isspace(), -sizes[glyphs[i].look], -glyphs[i].base),
    )
    for i in order:
        glyph = glyphs[i]
        best: tuple[float, list[tuple[int, Glyph]]] | None = None
        for base, size, row in reversed(rows):
            rise = (glyph.base - base) / size
            if rise == 0:
                best = 0.0, row
                break
            most = _RAISED if sizes[glyph.look] < _SMALL * size or glyph.text.isspace() else _RISE
            if -_RISE < rise < most and (best is None or abs(rise) < best[0]):
                best = abs(rise), row
        if best is None:
            rows.append((glyph.base, sizes[glyph.look], [(i, glyph)]))
        else:
            best[1].append((i, glyph))
    rows.sort(key=lambda row: -row[0])
    return [[glyph for _, glyph in sorted(row)] for _, _, row in rows]


def _columns(row: Sequence[Glyph], sizes: Mapping[int, float]) -> Iterator[list[Glyph]]:
    """Parts of a line with wide room between them, from the right; each from left to right."""
    places: dict[tuple[float, int], Glyph] = {}
    for glyph in row:
        known = places.get((glyph.left, glyph.look))
        if known is not None:
            glyph = known._replace(
                text=_ligature(known.text + glyph.text), right=max(known.right, glyph.right)
            )
        places[glyph.left, glyph.look] = glyph
    part: list[Glyph] = []
    for glyph in sorted(places.values(), key=lambda glyph: -glyph.left):
        if part and part[-1].left - glyph.right > _APART * max(sizes[glyph.look], sizes[part[-1].look]):
            yield part[::-1]
            part = []
        part.append(glyph)
    yield part[::-1]


def _ligature(text: str) -> str:
    """The characters of one place in the order of reading: lam before alef, a space before a bracket."""
    turned = len(text) == 2 and (
        (text[0] in "اأإآ" and text[1] == "ل") or (text[0] in _BRACKETS and text[1] == " ")
    )
    return text[::-1] if turned else text


def _read(visual: list[Glyph], sizes: Mapping[int, float]) -> list[Glyph]:
    """Glyphs sorted from the left, put in the order of reading."""
    largest = max(visual, key=lambda glyph: (not glyph.text.isspace(), sizes[glyph.look]))
    size = sizes[largest.look]
    raised = {
        glyph.look
        for glyph in visual
        if sizes[glyph.look] < _SMALL * size and glyph.base > largest.base + 0.1 * size
    }
    text = _shown(visual, raised)
    if not _rightward(visual, raised):
        return _leftward(visual, text)
    at = 0
    while at < len(visual) and (text[at].isspace() or visual[at].look in raised):
        at += 1  # the mark of a note
    ordered = visual[:at]
    for found in _LATIN_WORDS.finditer(text, at):
        ordered += _between(visual[at : found.start()], text[at : found.start()])
        ordered += visual[found.start() : found.end()]
        at = found.end()
    return ordered + _between(visual[at:], text[at:])


def _between(visual: list[Glyph], text: str) -> list[Glyph]:
    """What stands between words in Latin letters in a line that runs as they do."""
    inner = [i for i, glyph in enumerate(visual) if _CORE.match(glyph.text)]
    if not inner or not RIGHT_TO_LEFT.search(text):
        return visual
    start, end = inner[0], inner[-1] + 1
    return visual[:start] + _leftward(visual[start:end], text[start:end]) + visual[end:]


def _leftward(visual: list[Glyph], text: str) -> list[Glyph]:
    """A stretch that runs from right to left, with what runs the other way within it."""
    ordered: list[Glyph] = []
    at = len(visual)
    for found in reversed(list(_ISLAND.finditer(text))):
        ordered += [_turned(glyph) for glyph in reversed(visual[found.end() : at])]
        ordered += visual[found.start() : found.end()]
        at = found.start()
    return ordered + [_turned(glyph) for glyph in reversed(visual[:at])]


def _shown(visual: Sequence[Glyph], raised: Set[int]) -> str:
    """One character for each glyph; a raised mark is written so that no island goes on into it."""
    return "".join(
        (glyph.text.strip()[:1] or " ").translate(_MARKS)
        if glyph.look in raised
        else glyph.text.strip()[:1] or " "
        for glyph in visual
    )


def _turned(glyph: Glyph) -> Glyph:
    turned = glyph.text.translate(_MIRRORED)
    return glyph if turned == glyph.text else glyph._replace(text=turned)


def _faced(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Brackets face what they enclose: sources differ in whether they store the shape or the meaning."""
    found = list(glyphs)
    depth = 0
    left = sum(glyph.text.strip() in _BRACKETS for glyph in found)
    for i, glyph in enumerate(found):
        shape = glyph.text.strip()
        if shape not in _BRACKETS:
            continue
        lead, tail = glyph.text.split(shape)
        before = lead or (found[i - 1].text if i else " ")
        behind = tail or (found[i + 1].text if i + 1 < len(found) else " ")
        starts, ends = before[-1].isspace(), behind[0].isspace() or behind[0] in _STOPS
        if depth == 0:  # a line may begin within brackets
            opens = starts or not (ends and left % 2)
        else:
            opens = starts and not ends
        pair = "()" if shape in "()" else "[]"
        found[i] = glyph._replace(text=glyph.text.replace(shape, pair[0 if opens else 1]))
        depth = max(0, depth + (1 if opens else -1))
        left -= 1
    for i in range(1, len(found) - 1):  # a space stands outside brackets
        one, other = found[i], found[i + 1]
        if one.text in ("(", "[") and other.text == " " and not found[i - 1].text.endswith(" "):
            found[i], found[i + 1] = other, one
    return found


def _rightward(visual: Sequence[Glyph], raised: Set[int]) -> bool:
    """Whether a line runs from left to right: the mark of its note, or its stop, tells; else its letters."""
    shown = [glyph for glyph in visual if not glyph.text.isspace()]
    if not shown:
        return True
    first, last = shown[0], shown[-1]
    if (first.look in raised) != (last.look in raised):
        mark = first if first.look in raised else last
        if mark.text.isdigit() or mark.text in _BRACKETS:
            return mark is first
    if (first.text in _STOPS) != (last.text in _STOPS):
        return last.text in _STOPS
    return not any(RIGHT_TO_LEFT.search(glyph.text) for glyph in shown)
