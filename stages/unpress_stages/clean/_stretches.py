"""Put together right-to-left lines that a tool took apart where Latin letters, figures or signs stand in them.

Each stretch of one direction comes out as a line of its own, in the order of reading, and so does what is set in
another font: the verb that opens a paragraph. Lines that nobody prints show such a text: a bracket, a comma, a dash or
a verb by itself. Two stretches are of one line where a figure, a symbol or a sign stands between their letters and
together they are no longer than a full line.

Some of these tools (PyMuPDF) write a sign that ends a stretch before it, and none of the spaces beside figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from unpress.draft import Line
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Run, cut_runs, edit_runs, merge_runs
from unpress_stages.clean._breadth import full_breadth
from unpress_stages.clean._facts import COMMAS, NEVER_FIRST, STOPS

_SIGNS: Final = late("[^\\w\\s*•▪_\u064b-\u0652\u0670]{1,4}")
_LEAST: Final = 5
_ENOUGH: Final = 0.03
"""Lines that are signs or verbs alone, and their part of all lines, in a text that was taken apart."""
_SHORT: Final = 60
"""No verb with its adverbs is as long."""
_BEYOND: Final = 1.05
"""Parts of a full line that one put together may be long: letters are not equally broad."""
_MOST: Final = 2
"""Full lines that none is longer than, whatever signs end it and open the next: a text may be nothing but signs."""
_FULL: Final = 0.8
"""The part of a full line that one inside a paragraph reaches."""
_OPENING: Final = ("(", "[", "”", "«", "/", "‘")
_CLOSING: Final = (*NEVER_FIRST, ")", "]", "“", "»", ".", "/", "’")
_LETTER: Final = late(r"[\u0620-\u064a]")
_LATIN: Final = late(r"[A-Za-z]")
_WORD: Final = late(r"\S*\w\S*")
_SYMBOL: Final = late(r"[\d/]")
_THOUSANDS: Final = late(r"(?<![\d/])\d{3}$")
_HEAD: Final = late(r"[A-Z][A-Z/]*/[\w./-]+(?: \(\d{4}\))?")
"""A symbol by itself: that of a running head."""
_LED: Final = late(
    r"""
    \s* (?P<sign>[،؛:.“\-(](?:[“،؛:.](?=[\u0620-\u064a]))?) \s*
    (?P<words>\[?[\u0620-\u064a][^\dA-Za-z()]*+(?<=\w))
    """,
    re.VERBOSE,
)
"""A sign before the words that it stands behind, as far as they run in one direction."""
_ENCLOSED: Final = late(r"\s*[()]{2}(?P<letter>[\u0620-\u064a]{1,2})(?![\u0620-\u064a])\s*")
_GLUED: Final = late(r"(?<=[\u0620-\u064a]{2})(?=\d)|(?<=\d)(?=[\u0620-\u064a]{2})")
_LEAD_BY_FIGURE: Final = late(r"[\u0620-\u064a]\d[\d/,.]*$")
"""How a stretch ends that had a space before the figure behind it: it is written at its beginning."""
_JOB: Final = late(r"\d{2}-\d{5}(?: \([A-Z]\))?")
"""A job number, which has its line."""
_TURNED: Final = late(r"(?P<stop>[،؛.:]+)\s*(?P<rest>[)\]”“]+|،.+)")
"""Signs as they look, without a letter that would tell their direction: the stop stands behind the rest."""
_DASH: Final = late(r"[-–](?!\w)")
_LEADING_DASH: Final = late(r"\s*[-–]\s*")
_NUMBER: Final = late(r"\d{1,3}")
_LABEL: Final = late(r"\d{1,3} ?[-–]")


def together(lines: list[Line], lang: Language, journal: Journal) -> list[Line]:
    """The lines of a text with stretches put together, in a text that was taken apart; the very same in any other."""
    texts = [line.text.strip() for line in lines]
    alone = sum(
        _SIGNS.fullmatch(text) is not None or lang.opener(text) == len(text)
        for text in texts
        if len(text) < _SHORT
    )
    if alone < _LEAST or alone < _ENOUGH * len(lines):
        return lines
    led = [above for above, text in pairwise(texts) if _LED.match(text) is not None]
    if len(led) < 5 * sum(_LETTER.match(above[-1:]) is not None for above in led) >= 5 * _LEAST:
        lines = [_led(*pair, lang, journal) for pair in zip(lines, ["", *texts[:-1]], strict=True)]
    lines = [_parted(line) for line in lines]
    texts = [line.text.strip() for line in lines]
    lengths = sorted(map(len, texts))
    full = _BEYOND * max(full_breadth(lengths), lengths[-2])
    head = next((i for i, text in enumerate(texts) if lang.formula.organ(text) is not None), 0)
    found = [lines[0]]
    for i in range(1, len(lines)):
        above = found[-1]
        begins = (
            len(found) < 2 or found[-2].text.endswith((*STOPS, *COMMAS)) or len(found[-2].text) < _FULL * full
        )
        near = above.page == lines[i].page and len(above.text) < _MOST * full
        if near and _goes_on(
            above.text.strip(), texts[i : i + 3], lang, full, inside=i > head and not begins
        ):
            found[-1] = _joined(above, lines[i], lines[i + 1].text if i + 1 < len(lines) else "")
        else:
            found.append(lines[i])
    return found


def _led(line: Line, above: str, lang: Language, journal: Journal) -> Line:
    """A line with the signs that a tool wrote before the words of one direction, or behind the verb that opens them,
    where they stand: behind these words. Brackets before a letter enclose it; a dash belongs to the number above."""
    text = line.text
    dash = _LEADING_DASH.match(text) if _NUMBER.fullmatch(above) else None
    at = dash.end() if dash is not None else 0
    if found := _ENCLOSED.match(text):
        edit = (found.start(), found.end(), f"({found['letter']}) ")
        return replace(line, runs=edit_runs(line.runs, [edit], journal, "bracket", "bracket"))
    start = at + lang.opener(text[at:])
    moved = line.indent > 0 and _LEAD_BY_FIGURE.search(text)
    if dash is None and not moved and (found := _LED.match(text)):
        sign, words = found.span("sign"), found.span("words")
    elif start > at and text[start : start + 1] in {"،", "("} and _LETTER.match(text[-1]):
        sign, words = (start, start + 1), (start + 1, len(text))
    else:
        return line
    signs = [(i, i + 1) for i in reversed(range(*sign))]  # as they look
    spans = ((0, sign[0]), words, *signs, (words[1], len(text)))
    return replace(line, runs=merge_runs(run for span in spans for run in cut_runs(line.runs, *span)))


def _parted(line: Line) -> Line:
    """A line with a space between Arabic letters and figures."""
    cuts = [0, *(found.start() for found in _GLUED.finditer(line.text)), len(line.text)]
    if len(cuts) == 2:
        return line
    parts = [cut_runs(line.runs, *span) for span in pairwise(cuts)]
    runs = merge_runs(run for i, part in enumerate(parts) for run in ((Run(" "),) if i else ()) + tuple(part))
    return replace(line, runs=runs)


def _goes_on(above: str, below: Sequence[str], lang: Language, full: float, *, inside: bool) -> bool:
    """Whether the first of the stretches ``below`` stands in the line ``above``. ``inside``: that is not the first line
    of a paragraph."""
    text = below[0]
    if _JOB.fullmatch(text) or (text[:1] == "(" and _JOB.fullmatch(above) and above[-1] == ")"):
        return False
    if _NUMBER.fullmatch(above) and _dated(f"{above} {text}", language(lang.dates.masthead)):
        return True
    if text.startswith(_CLOSING) or above.endswith(_OPENING):
        return True
    label = at_start(above)
    begun = above[label[1] :].strip() if label is not None else above
    opened = lang.opener(begun)
    if opened == len(begun):  # nothing yet but the number and the verb of a paragraph
        return True
    if len(above) + len(text) >= full or above.endswith((*STOPS, "]", "])")) or text.startswith("["):
        return False
    if _DASH.fullmatch(text) or above.endswith("-") or (_NUMBER.fullmatch(above) and _DASH.match(text)):
        return True
    if at_start(text) is not None and not _NUMBER.fullmatch(text):
        return False
    if text.startswith("(") or (_NUMBER.fullmatch(text) and _THOUSANDS.search(above)):
        return True
    if not inside and (_HEAD.fullmatch(above) or _dated(above, lang)):
        return False
    if _NUMBER.fullmatch(text) and len(below) > 1:
        if _DASH.match(below[1]):
            return _DASH.fullmatch(below[1]) is not None and _NUMBER.match(below[-1]) is not None  # 10-15
        if _LATIN.search(below[1]):
            return False  # that of a note
    if (lang.opener(text) and not _NUMBER.fullmatch(above)) or lang.formula.organ(text) is not None:
        return False
    left, right = _kind(above, -1), _kind(text, 0)
    if left == right == "A":  # the first word of the next line would have had room
        return (inside or opened > 0 or label is not None) and not above.endswith(COMMAS)
    return left != right and "L" not in (left, right)


def _dated(text: str, lang: Language) -> bool:
    """Whether a line is nothing but a date."""
    return any(end - start == len(text) for start, end, *_ in lang.find_dates(text))


def _kind(text: str, at: int) -> str:
    """What stands at an end of a stretch: A for Arabic letters, L for Latin words, F for figures and symbols."""
    words = _WORD.findall(text)
    if not words:
        return "F"
    latin = any(_LATIN.search(word) and not _SYMBOL.search(word) for word in words)
    if _LETTER.search(words[at]):
        return "A"
    return "L" if latin and (not _SYMBOL.search(words[at]) or not _LETTER.search(text)) else "F"


def _joined(above: Line, line: Line, below: str) -> Line:
    """Two stretches of one line, with the space that print sets between them."""
    if (found := _TURNED.fullmatch(line.text)) is not None:
        parts = [cut_runs(line.runs, *found.span(name)) for name in ("rest", "stop")]
        line = replace(line, runs=(*parts[0], *parts[1]))
    left, right = above.text.rstrip(), line.text.strip()
    mark = right == "(" and _NUMBER.fullmatch(below.strip()) is not None
    dashed = _DASH.fullmatch(right) is not None and not _NUMBER.fullmatch(left)
    close = (
        left.endswith(_OPENING)
        or (left.endswith("-") and not _LABEL.fullmatch(left))
        or right.startswith(_CLOSING)
        or mark
        or dashed
    )
    between = () if close else (Run(" "),)
    runs = merge_runs((*above.runs, *between, *line.runs))
    return replace(above, runs=runs, width=above.indent + sum(len(run.text) for run in runs))
