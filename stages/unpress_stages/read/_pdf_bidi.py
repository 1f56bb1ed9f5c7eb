"""Characters of a page whose lines run from right to left, from their places into the order of reading.

What a page stores is the order of painting, and what extraction makes of it is wrong beside figures and brackets. The
place of each character is not: read a line from the right, and turn round what runs from left to right in it, figures
and words in Latin letters, as the bidirectional algorithm of Unicode had laid it out (UAX 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from unpress_stages.read._pdf_glyphs import BRACKETS, LATIN, LETTER, LIFTED, SMALL, Glyph, lines

_ARABIC: Final = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RIGHT_TO_LEFT: Final = re.compile(f"[{_ARABIC}]")
_FIGURES: Final = (
    r"[0-9٠-٩]+(?:[./,:][0-9٠-٩]+)*%?"  # not "2015-2030": behind Arabic letters it runs leftward
)
_MIDDLE: Final = (
    rf"(?:(?![)\]] ?[0-9])[^{_ARABIC}])*"  # not over a bracket to the figure that stands before it
)
_TAIL: Final = rf"(?:(?:(?<={LATIN})[.,:;]? )?[^\s()\[\]{_ARABIC}]*[0-9])?"  # "No. 33480", "A/75/457"
_WORDS: Final = rf"(?:{_FIGURES}[-/. ]?)?{LATIN}(?:{_MIDDLE}{LATIN})?{_TAIL}"
_ISLAND: Final = re.compile(rf"{_WORDS}|{_FIGURES}")
"""What runs from left to right within a stretch that does not, read from the left."""
_LATIN_WORDS: Final = re.compile(_WORDS)
_CORE: Final = re.compile(
    r"[0-9٠-٩\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc]"
)
_PAIRS: Final = {")": "(", "]": "["}
_STOPS: Final = ".;,:،؛"
_QUOTES: Final = '“”‘’«»"'
_MARKS: Final = str.maketrans("0123456789()[]", "٠١٢٣٤٥٦٧٨٩؀؀؀؀")
_MIRRORED: Final = str.maketrans("{}<>«»“”‘’", "}{><»«”“’‘")


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
    parts = list(lines(glyphs, sizes))
    edges = _edges(parts)
    for number, part in enumerate(parts):
        run: list[Glyph] = []
        for glyph in _faced(_read(part, sizes, edges)):
            if run and run[0].look != glyph.look:
                yield _stretch(run, number)
                run = []
            run.append(glyph)
        yield _stretch(run, number)


def _stretch(run: Sequence[Glyph], line: int) -> Stretch:
    left, right = min(glyph.left for glyph in run), max(glyph.right for glyph in run)
    base = next((glyph.base for glyph in run if not glyph.text.isspace()), run[0].base)
    return Stretch("".join(glyph.text for glyph in run), left, right, base, run[0].look, line)


def _edges(parts: Sequence[Sequence[Glyph]]) -> tuple[float, float]:
    """Where the lines begin and end that run from right to left, from the left."""
    known = [part for part in parts if any(RIGHT_TO_LEFT.search(glyph.text) for glyph in part)]
    return min((part[0].left for part in known), default=0.0), max(
        (part[-1].right for part in known), default=0.0
    )


def _read(visual: list[Glyph], sizes: Mapping[int, float], edges: tuple[float, float]) -> list[Glyph]:
    """Glyphs sorted from the left, put in the order of reading. ``edges`` are those of the lines around."""
    largest = max(visual, key=lambda glyph: (not glyph.text.isspace(), sizes[glyph.look]))
    size = sizes[largest.look]
    raised = {
        glyph.look
        for glyph in visual
        if sizes[glyph.look] < SMALL * size and glyph.base > largest.base + 0.1 * size
    }
    text = _shown(visual, raised)
    if not _rightward(visual, raised) or _wrapped(visual, text, edges):
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
    for start, end in reversed(list(_islands(text))):
        ordered += [_turned(glyph) for glyph in reversed(visual[end:at])]
        ordered += visual[start:end]
        at = start
    return ordered + [_turned(glyph) for glyph in reversed(visual[:at])]


def _islands(text: str) -> Iterator[tuple[int, int]]:
    """Where the islands of a line are, brackets that close what opens in them among them: "Rail Union (RU)"."""
    for found in _ISLAND.finditer(text):
        start, end = found.span()
        enclosed = text[end : end + 1] in _PAIRS and text[start - 1 : start] == _PAIRS[text[end]]
        if enclosed and LETTER.search(found.group()):
            yield start - 1, end + 1
            continue
        for close in text[end : end + 2]:
            inner = text[start:end]
            if close not in _PAIRS or inner.count(_PAIRS[close]) <= inner.count(close):
                break
            end += 1
        yield start, end


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
    opening = min((_facing(glyphs, within) for within in (False, True)), key=lambda facing: facing[0])[1]
    for i, opens in opening.items():
        shape = found[i].text.strip()
        pair = "()" if shape in "()" else "[]"
        found[i] = found[i]._replace(text=found[i].text.replace(shape, pair[0 if opens else 1]))
    for i in range(1, len(found) - 1):  # a space stands outside brackets
        one, other = found[i], found[i + 1]
        if one.text in ("(", "[") and other.text == " " and not found[i - 1].text.endswith(" "):
            found[i], found[i + 1] = other, one
    return found


def _facing(glyphs: Sequence[Glyph], within: bool) -> tuple[int, dict[int, bool]]:
    """Which brackets of a line open, by their indices, and how much speaks against it; ``within`` says that the first
    of them closes what opens on the line before."""
    opening: dict[int, bool] = {}
    against = depth = 0
    brackets = [i for i, glyph in enumerate(glyphs) if glyph.text.strip() in BRACKETS]
    for left, i in zip(range(len(brackets), 0, -1), brackets, strict=True):
        shape = glyphs[i].text.strip()
        lead, tail = glyphs[i].text.split(shape)
        before = lead or (glyphs[i - 1].text if i else " ")
        behind = tail or (glyphs[i + 1].text if i + 1 < len(glyphs) else " ")
        starts = before[-1].isspace()
        ends = behind[0].isspace() or behind[0] in _STOPS or (behind[0] in _QUOTES and not starts)
        raised = _raised(glyphs, i, -1), _raised(glyphs, i, 1)
        if any(raised):  # around the mark of a note
            opens, starts, ends = raised[1], raised[1], raised[0]
        elif LETTER.match(before[-1]) and LETTER.match(behind[0]):
            opens = shape in "(["  # within words that run as the brackets face
        elif depth:
            opens = starts and not ends
        elif within and left == len(brackets):
            opens = False
        else:  # a line may begin within brackets
            opens = starts or not (ends and left % 2)
            against += not opens
        against += starts != ends and opens != starts
        opening[i] = opens
        depth = max(0, depth + (1 if opens else -1))
    return against, opening


def _raised(glyphs: Sequence[Glyph], at: int, step: int) -> bool:
    """Whether beside the bracket at an index, spaces between them or not, stands a raised figure."""
    near = at + step
    while 0 <= near < len(glyphs) and glyphs[near].text.isspace():
        near += step
    if not 0 <= near < len(glyphs):
        return False
    return glyphs[near].text.isdigit() and glyphs[near].base - glyphs[at].base > LIFTED


def _wrapped(visual: Sequence[Glyph], text: str, edges: tuple[float, float]) -> bool:
    """Whether a line of words in Latin letters goes on one that runs from right to left: it stands at the right and
    has one bracket of two. The bracket at its left end closes then, and does not open."""
    if RIGHT_TO_LEFT.search(text) or not LETTER.search(text):
        return False
    if text.count("(") + text.count("[") == text.count(")") + text.count("]"):
        return False
    return edges[1] - visual[-1].right < visual[0].left - edges[0]


def _rightward(visual: Sequence[Glyph], raised: Set[int]) -> bool:
    """Whether a line runs from left to right: the mark of its note, or its stop, tells; else its letters."""
    shown = [glyph for glyph in visual if not glyph.text.isspace()]
    if not shown:
        return True
    first, last = shown[0], shown[-1]
    if (first.look in raised) != (last.look in raised):
        mark = first if first.look in raised else last
        if mark.text.isdigit() or mark.text in BRACKETS:
            return mark is first
    if (first.text in _STOPS) != (last.text in _STOPS):
        return last.text in _STOPS
    return not any(RIGHT_TO_LEFT.search(glyph.text) for glyph in shown)
