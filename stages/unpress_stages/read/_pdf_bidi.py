"""Characters of a page whose lines run from right to left, from their places into the order of reading.

What a page stores is the order of painting, and what extraction makes of it is wrong beside figures and brackets. The
place of each character is not: read a line from the right, and turn round what runs from left to right in it, figures
and words in Latin letters, as the bidirectional algorithm of Unicode had laid it out (UAX 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby, product
from typing import Final, NamedTuple

from unpress_stages.read._pdf_glyphs import BRACKETS, LATIN, LETTER, LIFTED, SMALL, Glyph, lines

_ARABIC: Final = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RIGHT_TO_LEFT: Final = re.compile(f"[{_ARABIC}]")
_FIGURES: Final = (
    r"[0-9٠-٩]+(?:[./,:][0-9٠-٩]+)*%?"  # not "2015-2030": behind Arabic letters it runs leftward
)
_GROUPS: Final = (
    r"(?<![0-9])(?:0[0-9]{2}(?: [0-9]{3})* [1-9][0-9]{0,2}|[0-9]{3}(?: [0-9]{3})+ [1-9][0-9]?)(?! ?[0-9])"
)
"""A number whose groups no-break spaces keep in their order, "000 250": no number reads so from the left, and groups
that are written in this order stand the other way round in a line that runs leftward."""
_MIDDLE: Final = (
    rf"(?:(?![)\]] ?[0-9])[^{_ARABIC}])*"  # not over a bracket to the figure that stands before it
)
_TAIL: Final = rf"(?:(?:(?<={LATIN})[.,:;]? )?[^\s()\[\]{_ARABIC}]*[0-9])?"  # "No. 33480", "A/75/457"
_WORDS: Final = rf"(?:{_FIGURES}[-/. ]?)?{LATIN}(?:{_MIDDLE}{LATIN})?{_TAIL}"
_ISLAND: Final = re.compile(rf"{_WORDS}|{_GROUPS}|{_FIGURES}")
"""What runs from left to right within a stretch that does not, read from the left."""
_LATIN_WORDS: Final = re.compile(_WORDS)
_SIGNS: Final = re.compile(r" ?[-–=+&/]+(?=[()\[\]])")
"""What belongs to words in Latin letters that it stands behind: nothing begins with it in brackets."""
_CORE: Final = re.compile(
    r"[0-9٠-٩؛؟\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc]"
)
"""What runs from right to left by itself, or with what does beside it; of the stops, two do."""
_MANY: Final = 8
"""More brackets than a line has whose sides are weighed."""
_PITCH: Final = 2.0
"""Sizes: the most by which a line stands below the one that it goes on."""
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
    above: _Above | None = None
    for number, part in enumerate(parts):
        run: list[Glyph] = []
        ordered, above = _read(part, sizes, edges, above)
        for glyph in _faced(ordered):
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


class _Above(NamedTuple):
    """The line above, of a note that runs from left to right: the next one goes on with it."""

    base: float
    size: float
    depth: int  # brackets that are open at its end


def _read(
    visual: list[Glyph], sizes: Mapping[int, float], edges: tuple[float, float], above: _Above | None
) -> tuple[list[Glyph], _Above | None]:
    """Glyphs sorted from the left, put in the order of reading, and what the next line may go on with. ``edges`` are
    those of the lines around."""
    largest = max(visual, key=lambda glyph: (not glyph.text.isspace(), sizes[glyph.look]))
    size = sizes[largest.look]
    raised = {
        glyph.look
        for glyph in visual
        if sizes[glyph.look] < SMALL * size and glyph.base > largest.base + 0.1 * size
    }
    text = _shown(visual, raised)
    at = 0
    while at < len(visual) and (text[at].isspace() or visual[at].look in raised):
        at += 1  # the mark of a note
    goes_on = (
        above is not None
        and text[:at].isspace() == bool(at)
        and above.size == size
        and 0 < above.base - largest.base < _PITCH * size
    )
    if not goes_on:
        above = None
        if not _rightward(visual, raised) or _wrapped(visual, text, edges):
            return _leftward(visual, text), None
    order, depth = _rightward_order(visual, text, at, above.depth if above is not None else 0)
    noted = goes_on or (0 < at < len(text) and text[at - 1].isspace() and not text[:at].isspace())
    return [visual[i] if i >= 0 else _turned(visual[~i]) for i in order], (
        _Above(largest.base, size, depth) if noted else None
    )


def _rightward_order(visual: Sequence[Glyph], text: str, at: int, depth: int) -> tuple[list[int], int]:
    """The indices of a line that runs from left to right in the order of reading, those of signs that change their
    faces inverted, and how many brackets are open at its end; ``depth`` are open at its start, which is ``at``.

    Brackets between words that run from right to left may run either way: with Latin letters between them they run
    as the line does and part the words before from those behind (UAX 9, rule N0). The likelier of the readings counts.
    """
    latin = [found.span() for found in _latin(visual, text, at)]
    free: list[int] = []
    low = at
    for start, end in [*latin, (len(text), len(text))]:
        if RIGHT_TO_LEFT.search(text, low, start):
            free += [i for i in range(low, start) if text[i] in BRACKETS]
        low = end
    best: tuple[int, list[int], int] | None = None
    for leftward in product((True, False), repeat=len(free) if len(free) <= _MANY else 0):
        turned = dict(zip(free, leftward, strict=False))
        order = list(range(at))
        low = at
        for start, end in [*latin, (len(text), len(text))]:
            order += _between(text, low, start, turned, first=low == at)
            order += range(start, end)
            low = end
        cost, open_ = _cost("".join([text[i if i >= 0 else ~i] for i in order[at:]]), depth)
        if best is None or cost < best[0]:
            best = cost, order, open_
    assert best is not None
    return best[1], best[2]


def _latin(visual: Sequence[Glyph], text: str, at: int) -> Iterator[re.Match[str]]:
    """Words in Latin letters from ``at`` on; of figures that touch but are painted apart, those behind are no part."""
    while found := _LATIN_WORDS.search(text, at):
        start, end = found.span()
        cut = next(
            (
                i
                for i in range(end - 1, start, -1)
                if text[i - 1].isdigit() and text[i].isdigit() and visual[i - 1].look != visual[i].look
            ),
            end,
        )
        cut_off = _LATIN_WORDS.match(text, start, cut)
        yield cut_off or found
        at = (cut_off or found).end()


def _between(text: str, start: int, end: int, turned: Mapping[int, bool], first: bool) -> list[int]:
    """The order of what stands between words in Latin letters in a line that runs as they do, as in
    `_rightward_order`; ``turned`` says which brackets run from right to left, and ``first`` that no such word stands
    before."""
    if not RIGHT_TO_LEFT.search(text, start, end):
        return list(range(start, end))
    sides = [
        turned.get(i, True) if text[i] in BRACKETS else True if _CORE.match(text[i]) else None
        for i in range(start, end)
    ]
    order: list[int] = []
    low = start
    for leftward, group in groupby(_settled(text[start:end], sides, first)):
        high = low + len(list(group))
        order += _leftward_order(text, low, high) if leftward else range(low, high)
        low = high
    return order


def _settled(text: str, sides: Sequence[bool | None], first: bool) -> list[bool]:
    """Which characters of a stretch run from right to left. Signs do between two that do (UAX 9, rule N1), and where
    a stop stands apart from what is before it, or at the start of a line: it ends the last word."""
    settled: list[bool] = []
    at = 0
    for side, group in groupby(sides):
        size = len(list(group))
        if side is None:
            behind = at + size < len(sides) and bool(sides[at + size])
            before = settled[-1] if settled else False
            signs = text[at : at + size]
            start = len(signs) - len(signs.lstrip())
            apart = (start > 0 and not signs[-1].isspace()) or (first and not settled)
            if behind and not before and apart and start < size:
                settled += [False] * start + [True] * (size - start)
            else:
                settled += [before and behind] * size
        else:
            settled += [side] * size
        at += size
    return settled


def _cost(text: str, depth: int) -> tuple[int, int]:
    """What speaks against a line, read so: spaces on the wrong side of brackets and stops, brackets without partners.
    And how many brackets are open at its end, if ``depth`` are at its start."""
    cost = 0
    for i, char in enumerate(text):
        before = text[i - 1] if i else " "
        behind = text[i + 1] if i + 1 < len(text) else " "
        if char in BRACKETS:
            starts, ends = before.isspace(), behind.isspace() or behind in _STOPS
            opens = starts if starts != ends else not depth
            cost += 2 * (starts == ends) + 2 * (not opens and not depth)
            depth = max(0, depth + (1 if opens else -1))
        elif char in _STOPS:
            cost += 2 * (before.isspace() and not behind.isspace())
    return cost + depth, depth


def _leftward(visual: list[Glyph], text: str) -> list[Glyph]:
    """A line that runs from right to left, with what runs the other way within it."""
    return [visual[i] if i >= 0 else _turned(visual[~i]) for i in _leftward_order(text, 0, len(text))]


def _leftward_order(text: str, low: int, high: int) -> list[int]:
    """The indices of a stretch that runs from right to left in the order of reading, those outside of what runs the
    other way within it inverted."""
    order: list[int] = []
    at = high
    for start, end in reversed(list(_islands(text[low:high]))):
        order += [~i for i in range(at - 1, low + end - 1, -1)]
        order += range(low + start, low + end)
        at = low + start
    return order + [~i for i in range(at - 1, low - 1, -1)]


def _islands(text: str) -> Iterator[tuple[int, int]]:
    """Where the islands of a line are, brackets that close what opens in them among them: "Rail Union (RU)"."""
    for found in _ISLAND.finditer(text):
        start, end = found.span()
        enclosed = text[end : end + 1] in _PAIRS and text[start - 1 : start] == _PAIRS[text[end]]
        lettered = LETTER.search(found.group()) is not None
        if enclosed and lettered:
            yield start - 1, end + 1
            continue
        if lettered and (signs := _SIGNS.match(text, end)):
            end = signs.end()
        depth = text.count("(", start, end) + text.count("[", start, end)
        depth -= text.count(")", start, end) + text.count("]", start, end)
        for close in text[end : end + 2]:
            if depth < 1 or close not in BRACKETS:
                break
            depth -= 1
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


def _stands_off(glyphs: Sequence[Glyph], raised: Set[int]) -> bool:
    """Whether there is room between the mark that glyphs begin with, from one end of a line, and the others."""
    inner = next((i for i, glyph in enumerate(glyphs) if glyph.look not in raised), 0)
    if not inner or glyphs[inner].text.isspace() or glyphs[inner - 1].text[-1:].isspace():
        return True
    mark, word = glyphs[inner - 1], glyphs[inner]
    return max(mark.left, word.left) - min(mark.right, word.right) > LIFTED


def _rightward(visual: Sequence[Glyph], raised: Set[int]) -> bool:
    """Whether a line runs from left to right: the mark of a note at one end, or its stop, tells; else its letters. A
    line begins with the mark of its own note, which stands off from it, and ends in that of another, which does not."""
    shown = [glyph for glyph in visual if not glyph.text.isspace()]
    if not shown:
        return True
    first, last = shown[0], shown[-1]
    if first.text in _STOPS and last.text not in _STOPS:
        return False
    if (first.look in raised) != (last.look in raised):
        mark = first if first.look in raised else last
        if mark.text.isdigit() or mark.text in BRACKETS:
            return (mark is first) is _stands_off(visual if mark is first else visual[::-1], raised)
    if last.text in _STOPS and first.text not in _STOPS:
        return True
    return not any(RIGHT_TO_LEFT.search(glyph.text) for glyph in shown)
