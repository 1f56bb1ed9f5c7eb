"""The head and foot that a browser prints on every page: date, time and title above, address and page count below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress.pattern import late

_COUNT: Final = r"\d{1,4}\s?/\s?\d{1,4}"
_ADDRESS: Final = r"(?:https?|file)://\S+"
_FOOT: Final = late(rf"(?P<before>{_COUNT}\s+)?{_ADDRESS}(?P<behind>\s+{_COUNT})?")
_COUNTED: Final = late(_COUNT)
_MOMENT: Final = late(r"\d{1,4}([./-])\d{1,2}\1\d{2,4},?\s?\d{1,2}:\d{2}(?:\s?[AP]M)?")
_BEHIND: Final = 3
"""Lines behind a foot among which the head of the next page stands: count and title may come between."""


def browser_lines(lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """The lines that a browser added: feet, and heads that stand first or behind a foot; none
    where either is missing."""
    feet = {i for i, text in enumerate(texts) if "://" in text and _is_foot(lines, texts, i)}
    if not feet:
        return set()
    first = {0, 1} | {i + step for i in feet for step in range(1, _BEHIND + 1)}
    heads = {i: rest for i in first if i < len(texts) and (rest := _untimed(texts[i])) is not None}
    if not heads:
        return set()
    counts = {j for i in feet for j in (i - 1, i + 1) if 0 <= j < len(texts) and _COUNTED.fullmatch(texts[j])}
    return feet | counts | set(heads) | _titles(texts, [i for i, rest in heads.items() if not rest])


def _is_foot(lines: Sequence[Line], texts: Sequence[str], i: int) -> bool:
    """Whether a line is an address with the count of pages in it, beside it, or at the end of a page."""
    found = _FOOT.fullmatch(texts[i])
    if found is None:
        return False
    beside = [texts[j] for j in (i - 1, i + 1) if 0 <= j < len(texts)]
    last = i + 1 == len(lines) or lines[i + 1].page != lines[i].page
    return bool(found["before"] or found["behind"] or last or any(map(_COUNTED.fullmatch, beside)))


def _untimed(text: str) -> str | None:
    """What a line says besides the date and time at its edge, None where it has none."""
    found = _MOMENT.search(text)
    if found is None or (found.start() and found.end() < len(text)):
        return None
    return (text[: found.start()] + text[found.end() :]).strip()


def _titles(texts: Sequence[str], heads: Sequence[int]) -> set[int]:
    """The lines with the title, where date and time stand alone: a line that stands beside each of several."""
    beside = [{texts[j] for j in (i - 1, i + 1) if 0 <= j < len(texts)} for i in heads]
    common = beside[0].intersection(*beside[1:]) if len(beside) > 1 else set[str]()
    return {j for i in heads for j in (i - 1, i + 1) if 0 <= j < len(texts) and texts[j] in common}
