"""What notes at the foot of a page look like: the rule above them, their numbers and how they count on, their ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress.language import Language
from unpress_stages.clean._figures import RAISED

FIGURES: Final = str.maketrans(RAISED, "0123456789")
SEPARATOR: Final = re.compile(r"[_＿]{4,}")
START: Final = re.compile(
    rf"(?:\((?P<bracketed>\d{{1,3}}) ?\)|\[(?P<square>\d{{1,3}})\]|(?P<raised>[{RAISED}]{{1,3}})"
    rf"|(?P<plain>\d{{1,3}})/?(?=\s|$)(?!\s?[-–—]\s|\s\d{{3}}(?:[.,]\d|\s|$))|(?P<glued>\d{{1,3}})(?=[^\W\d]|《|«|“))\s*"
)
_BRACKETS: Final = frozenset("([")
FULL_STOPS: Final = (".", "。", ".)", "。）", "。)", ".”", "。”", "؟", "!", "?")


def is_finished(text: str) -> bool:
    """Whether a line of a note ends with a full stop."""
    return text.rstrip().endswith(FULL_STOPS)


def number_of(text: str) -> int | None:
    """The number that a note opens with, or that stands alone before it; None where a line has none."""
    first = text[:1]
    found = START.match(text) if first.isdigit() or first in _BRACKETS else None
    if found is None:
        return None
    digits = found["bracketed"] or found["square"] or found["raised"] or found["plain"] or found["glued"]
    return int(digits.translate(FIGURES))


def numbers_of(lines: Sequence[Line]) -> list[int | None]:
    """The number that a note opens with, for each line."""
    return [
        number_of(text) if (first := text[:1]).isdigit() or first in _BRACKETS else None
        for text in [line.text for line in lines]
    ]


def is_alone(text: str) -> bool:
    """Whether a line is a number that notes can have, and nothing else."""
    return len(text) <= 3 and text.isdecimal()


def numbers_alone(lines: Sequence[Line]) -> list[int]:
    """The numbers that stand alone in lines."""
    short = [line.text for line in lines if len(line.text) <= 3]
    return [int(text) for text in short if is_alone(text)]


def numbers_behind(pages: list[list[Line]]) -> bool:
    """Whether the numbers of notes stand alone behind the first lines of their notes, so that nothing follows the last
    one: tools that read a page from the right come to the number last."""
    with_notes = ending = last = 0
    for page in pages:
        before = last
        alone = numbers_alone(page[2:])
        for number in alone:
            last += number == last + 1
        if last > before:
            with_notes += 1
            first = next(
                i for i, line in enumerate(page) if is_alone(line.text) and int(line.text) == before + 1
            )
            named = [*alone, *(opening for line in page[first:] if (opening := number_of(line.text)))]
            greater = any(last < number <= last + len(named) for number in named)
            ending += page[-1].text == str(last) and not greater
    return 0 < with_notes <= 3 * ending


def is_counted(text: str, lang: Language) -> bool:
    """Whether the figure at the beginning of a line is that of a date, a quantity or a title."""
    found = START.match(text)
    words = text[found.end() :] if found else ""
    if words[:1] == "(" or words[:1].islower() or lang.notes.unit.match(words):
        return True
    return any(not at for at, _, _ in lang.find_dates(text))


def starts(foot: Sequence[Line], last: int, lang: Language, *, gaps: bool) -> dict[int, int]:
    """Which lines of a foot open a note, and its number; ``last`` is that of the note before.

    A line in the middle of a note may begin with a figure, too: of all ways to count on from the last note that one
    is taken that finds most notes. With ``gaps`` one number may be missing.
    """
    best: dict[int, tuple[float, int, int]] = {last: (0.0, -1, last)}
    """By the last number: what the chain is worth, its last line, the number before."""
    lines: dict[tuple[int, int], tuple[int, int]] = {}
    """The line and number before a line and its number."""
    for i, number in enumerate(numbers_of(foot)):
        if number is None:
            continue
        worth = _worth(foot, i, lang)
        options = [(number - 1, worth)] + ([(number - 2, worth - 1.5)] if gaps else [])
        chains = [(best[n][0] + gain, best[n][1], n) for n, gain in options if n in best]
        if not chains:
            continue
        total, before, n = max(chains)
        if number not in best or total > best[number][0]:
            best[number] = (total, i, n)
            lines[i, number] = (before, n)
    number = max(best, key=lambda n: best[n][0])
    at = best[number][1]
    found: dict[int, int] = {}
    while at >= 0:
        found[at] = number
        at, number = lines[at, number]
    return found


def _worth(foot: Sequence[Line], i: int, lang: Language) -> float:
    """What speaks for a note that opens at a line: that the one before is finished and that the figure is none of a
    date or quantity and stands before a capital, or a letter of a script without them."""
    above = foot[i - 1].text.rstrip() if i else ""
    if not i or (is_finished(above) and not lang.notes.counted.search(above[-20:] + " ")):
        return 2.0  # not the stop of an abbreviation ("No.")
    return -1.0 if is_counted(foot[i].text, lang) else 1.0


def counting_on(opening: Sequence[int | None]) -> list[int]:
    """For each line that opens with a number, how many lines count on from it, itself included: each to the next line
    with the number behind its own."""
    found = [0] * len(opening)
    following: dict[int, int] = {}
    for i in range(len(opening) - 1, -1, -1):
        number = opening[i]
        if number is not None:
            found[i] = following[number] = 1 + following.get(number + 1, 0)
    return found


def stands_apart(lines: Sequence[Line], first: int, notes: int) -> bool:
    """Whether the lines of a page from the first on look like notes, whatever the text above says of their marks:
    behind a gap, ended, and no more than a few for each."""
    return lines[first].gap > 0 and len(lines) - first <= 3 * notes and is_finished(lines[-1].text)
