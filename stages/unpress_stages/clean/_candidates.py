"""Where the mark of a note may stand in the lines of its page, and how believable it is in each place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from unpress.draft import Line
from unpress.folding import fold
from unpress.language import Language
from unpress.part_words import part_word
from unpress.pattern import late, may_be_eastern
from unpress_stages.clean._figures import RAISED, SYMBOL_TAIL
from unpress_stages.clean._sequence import Option

_HEADING: Final = 40
"""Characters of a word for a part and its number."""
RAISED_FIGURE: Final = late(f"[{RAISED}]")
_SHOWN: Final = str.maketrans("0123456789", RAISED)
_BRACKETS: Final = frozenset("([")
_ROOM: Final = 42
"""Characters before a marker in which a bracket with the spaces behind it stands, at most."""


def raised_spans(line: Line) -> list[tuple[int, int]]:
    """From where to where runs of a line stand that are set above it; figures set end to end are one, for some writers
    paint each by itself."""
    spans: list[tuple[int, int]] = []
    if len(line.runs) == 1 and not line.runs[0].raised:
        return spans
    at, before = 0, ""
    for run in line.runs:
        if run.raised and before.isdigit() and run.text[:1].isdigit():
            spans[-1] = spans[-1][0], at + len(run.text)
        elif run.raised:
            spans.append((at, at + len(run.text)))
        before = run.text[-1:] if run.raised else ""
        at += len(run.text)
    return spans


@lru_cache(maxsize=64)
def _pattern(figures: int, sign: str, eastern: bool) -> re.Pattern[str]:
    """Where a number of so many figures, or a sign, may stand as a mark; ``eastern`` says that the text can hold
    Chinese characters."""
    first, second = ("0-9", RAISED) if figures else (re.escape(sign[:1]), "")
    number, shown = (f"[0-9]{{{figures}}}", f"[{RAISED}]{{{figures}}}") if figures else (re.escape(sign),) * 2
    han = r"\u3400-\u9fff《（" if eastern else ""
    opened = r"[\s\u3400-\u9fff《]" if eastern else "(?!)"
    return re.compile(
        rf"""
        (?= [(\[{first}{second}] )  # nothing else can begin one
        (?: (?P<raised> (?<![{RAISED}]) {shown} (?![{RAISED}]) )
      | (?P<bracketed> \( \s{{0,40}} {number} \s{{0,40}} \) )
      | (?P<square> \( \[ {number} \] \) | \[ \s{{0,2}} {number} \s{{0,2}} \] )
      | (?P<slashed> (?<=\s) {number}/ (?=[\s,;.]|$) )
      | (?P<glued> (?: (?<=[^\W\d_]) | (?<=[\]”»’"'》）〉%]) | (?<=[^\d\s]\)) | (?<=\d\)) ) {number} (?![\d/%]) )
      | (?P<stop> (?<=[,;:，；。、：.]) {number} (?= \s | $ | [”»’)\]{han}] ) )
      | (?P<year> (?: (?<=\b(?:19|20)\d\d) | (?<=\b(?:19|20)\d\d(?:19|20)\d\d) ) {number} (?! \d | /\d | \.\d ) )
      | (?P<figure> (?<=\d/\d\d\d) {number} (?!\d) )
      | (?P<part> (?: {SYMBOL_TAIL} ) {number} (?! \d | [/.,]\d ) )
      | (?P<tail> (?<=\d) {number} (?! \d | [/.,]\d ) )
      | (?P<alone> \A {number} \Z )
      | (?P<opening> \A {number} (?= {opened} ) )
      | (?P<spaced> (?<=\s) {number} (?= \s | $ | [,;.:，；。)»”](?!\d) | [《“] ) ) )
        """,
        re.VERBOSE,
    )


_SUFFIX: Final = late(r"\b(?:Add|Amend|Corr|Rev)\.$")
"""What stands before the number of an addendum, where the symbol itself is not repeated: "and Add.1"."""
_SCORES: Final = {
    "raised": 10.0,
    "bracketed": 2.0,
    "square": 7.0,
    "slashed": 8.0,
    "glued": 6.0,
    "stop": 6.0,
    "year": 4.0,
    "figure": 0.6,
    "part": -1.0,
    "tail": -1.0,
    "spaced": 1.0,
    "alone": 1.0,
    "opening": 1.0,
}
_YEAR: Final = late(r"(?<!\d)(?:19|20)\d\d$")
_IN_A_LIST: Final = late(r"\d,\s$")
_SPACES: Final = late(r"[ \u00a0]{2,}")
_BEHIND_A_FIGURE: Final = late(r"\d\s$")
_THOUSANDS: Final = late(r"[ \u00a0\u202f]\d{3}(?![\d/])")
"""The rest of a number whose thousands a space parts: "1 400"."""
_CITED: Final = late(r"(?:\d/\d{1,4}|(?<!\d)(?:19|20)\d\d|\))$")
"""A resolution, a year, a bracket: a figure behind one of them and a sign is hardly a part of the same number."""


def _with_raised(
    places: list[Option], marker: str, row: int, text: str, raised: Sequence[tuple[int, int]]
) -> list[Option]:
    """The candidates with what is raised and nothing but the marker, with its brackets, raised or not."""
    found = list(places)
    for low, high in raised:
        if text[low:high].strip(" ()/") != marker:
            continue
        start, end = with_brackets(text, text.index(marker, low), marker)
        others = [
            place for place in found if place[0][0] != row or place[0][2] <= start or place[0][1] >= end
        ]
        found = [*others, ((row, start, end), _SCORES["raised"] + 8.0)]
    return found


def with_brackets(text: str, start: int, marker: str) -> tuple[int, int]:
    """Where a marker that begins at ``start`` stands with the brackets around it, if there are any."""
    end = start + len(marker)
    before, behind = text[:start].rstrip(" "), text[end:].lstrip(" ")
    if before.endswith("(") and behind.startswith(")"):
        return len(before) - 1, len(text) - len(behind) + 1
    return start, end


def candidates(
    marker: str, rows: Sequence[int], lines: Sequence[Line | None], lang: Language
) -> list[Option]:
    """The places of a marker in these rows of lines, in their order, with their scores."""
    places: list[Option] = []
    shown = marker.translate(_SHOWN) if marker.isdecimal() else marker
    size, sign = (len(marker), "") if shown != marker else (0, marker)
    for row in rows:
        line = lines[row]
        if line is None:
            continue
        text = line.text
        if marker not in text and shown not in text:
            continue
        if len(text) < _HEADING and part_word(lang).fullmatch(fold(text).strip()):
            continue  # the number of a part
        pattern = _pattern(size, sign, may_be_eastern(text))
        raised = raised_spans(line)
        standing = _standing(pattern, text, marker)
        if shown != marker and not text.isascii():
            standing += _standing(pattern, text, shown)
        for found in standing:
            score = _score(found, marker, lines[row - 1] if row else None, lang)
            if score is None:
                continue
            start, end = found.span()
            if any(low <= start and end <= high for low, high in raised):
                score += 8.0
            places.append(((row, start, end), score))
        if raised:
            places = _with_raised(places, marker, row, text, raised)
    places.sort()
    return places


def _standing(pattern: re.Pattern[str], text: str, marker: str) -> list[re.Match[str]]:
    """Where a marker stands in a text as a mark may, with the brackets before it."""
    standing: list[re.Match[str]] = []
    end, at = 0, text.find(marker)
    while at >= 0:
        low = max(end, at - _ROOM)
        before = text[low:at].rstrip()
        first = low + len(before.rstrip("([")) if before[-1:] in _BRACKETS else at
        found = pattern.match(text, first)
        while found is None and first < at:
            first += 1
            found = pattern.match(text, first)
        if found is not None:
            standing.append(found)
            end = found.end()
        at = text.find(marker, max(at + 1, end))
    return standing


def _score(found: re.Match[str], marker: str, above: Line | None, lang: Language) -> float | None:
    """How believable a place is, in the line below another; None where no mark stands."""
    kind = found.lastgroup or "spaced"
    text, (start, end) = found.string, found.span()
    score = _SCORES[kind]
    if kind == "bracketed":
        score = 6.0 if lang.typography.note_brackets else 0.5
        return score if start else score - 5.0  # an enumerator
    if not start:
        if kind == "opening" and not _goes_on(above):
            return None
        return score if kind in {"alone", "opening"} else score - 4.0
    if kind == "tail" and (len(marker) == 1 or _YEAR.search(text, 0, end)):
        return None
    if kind in {"glued", "spaced"} and _THOUSANDS.match(text, end):
        return -1.5
    if kind == "glued" and not lang.openers.spaced and lang.notes.unit.match(text[end : end + 14]):
        return 1.0  # a script without spaces glues quantities, too
    if kind == "spaced":
        return _spaced(text, start, end, lang)
    return _stop(text, start, marker, lang) if kind == "stop" else score


def _goes_on(above: Line | None) -> bool:
    """Whether the line above a line ends inside a sentence."""
    return above is not None and not above.text.rstrip().endswith((".", "。", ";", "；", ":", "："))


def _spaced(text: str, start: int, end: int, lang: Language) -> float:
    """The score of a number between spaces, which may be a quantity."""
    score = _SCORES["spaced"]
    before = _SPACES.sub(" ", text[max(0, start - 60) : start])
    behind = _SPACES.sub(" ", text[end : end + 60])
    if _BEHIND_A_FIGURE.search(before[-2:]):
        score = 1.5 if end - start < 3 else -1.5  # "Agenda 21 13"; "10 000"
    elif (
        _IN_A_LIST.search(before[-3:])
        or lang.notes.counted.search(before[-20:])
        or lang.notes.unit.match(behind[:14])
        or lang.find_dates(f" {text[start:end]}{behind[:24]}")
    ):
        score = -1.5
    elif _is_apart(text, start, end) or behind[:1] in ",;.:，；。《“":
        score += 1.5
    return score + 1.0 if before[-2:-1] in (*lang.typography.quotes, *",;", "") else score


def _stop(text: str, start: int, marker: str, lang: Language) -> float:
    """The score of a number behind a mark of punctuation, which may be a part of a figure or of a symbol."""
    sign = text[start - 1]
    suffix = "/" in text[text.rfind(" ", 0, start) + 1 : start] or _SUFFIX.search(
        text[max(0, start - 7) : start]
    )
    if sign == "." and suffix:
        return -3.0  # the last part of a symbol: A/75/L.82/Add.1
    if start > 1 and text[start - 2].isdigit() and sign in ".,:":
        return _behind_figure(text, start, marker, lang)
    return _SCORES["stop"]


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether the space beside a figure is wider than that between words."""
    return text.endswith("  ", 0, start) or text.startswith("  ", end)


def _behind_figure(text: str, start: int, marker: str, lang: Language) -> float:
    """The score of a number behind a figure and a comma or point: "2030,1" or the decimals of "2.5"."""
    sign = text[start - 1]
    if _CITED.search(text[max(0, start - 14) : start - 1]):
        return 4.0
    thousands = sign == lang.typography.thousands_mark and len(marker) == 3
    composed = sign in ".:"  # target 3.3, at 15.30
    return -3.0 if composed or sign == lang.typography.decimal_mark or thousands else 3.5
