"""What notes at the foot of a page look like: the rule above them, their numbers, their ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress_stages.clean._figures import RAISED

FIGURES: Final = str.maketrans(RAISED, "0123456789")
SEPARATOR: Final = re.compile(r"[_＿]{4,}")
START: Final = re.compile(
    rf"(?:\((?P<bracketed>\d{{1,3}})\)|\[(?P<square>\d{{1,3}})\]|(?P<raised>[{RAISED}]{{1,3}})|(?P<plain>\d{{1,3}})/?(?=\s|$)(?!\s?[-–—]\s)|(?P<glued>\d{{1,3}})(?=[^\W\d]|《|«|“))\s*"
)
FULL_STOPS: Final = (".", "。", ".)", "。）", "。)", ".”", "。”", "؟", "!", "?")


def is_finished(text: str) -> bool:
    """Whether a line of a note ends with a full stop."""
    return text.rstrip().endswith(FULL_STOPS)


def number_of(text: str) -> int | None:
    """The number that a note opens with, or that stands alone before it; None where a line has none."""
    found = START.match(text)
    if found is None:
        return None
    digits = found["bracketed"] or found["square"] or found["raised"] or found["plain"] or found["glued"]
    return int(digits.translate(FIGURES))


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
