"""From how a right-to-left line looks to what was typed.

pdftotext knows where each character stands on the page, not in which order it was typed. It writes a right-to-left
line between U+202B and U+202C and every stretch of Latin letters and figures in it between U+202A and U+202C, left to
right, with the spaces, stops and brackets that happen to stand beside it: the end of "(1)," comes out as "),1(" does
on paper. From these controls the line can be drawn again as it looks; the bidirectional algorithm (Unicode Standard
Annex 9), run backwards, tells what was typed. What looks the same from two typings is settled by brackets that must
match, stops that must not stand before a word, and dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from unpress.language import Language, language
from unpress.pattern import late

_LEFT: Final = "\u202a"
_RIGHT: Final = "\u202b"
_END: Final = "\u202c"
_DEEPEST: Final = 125
_CONTROL: Final = late("[\u202a-\u202c]")
_CONTROL_OR_TEXT: Final = late("[\u202a-\u202c]|[^\u202a-\u202c]+")
_NUMBER: Final = late(r"\d+(?:[./:,\u00a0\u202f\u066b\u066c]\d+)*")
_STRETCH: Final = late(r"[LN](?:[^R]*[LN])?")
_NAME_LAST: Final = late(r"\((?:[A-Z]|\d{4})\) (?P<name>[A-Z]{1,5}/[\w./-]+|\d{2}-\d{5})")
_LABEL: Final = late(r"[-\u2013]\d{1,4}|‘\d{1,2}’")
"""The number of a paragraph with the dash that is typed behind it, or that of an item in quotation marks, as it
looks."""
_GROUPED: Final = late(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
"""A great figure that stands alone, as in a table: its groups are those of one number."""
_DAY: Final = late(r" \d{1,2}$")
_JOINED_NUMBER: Final = late(r"\d+(?:[./:,\u00a0\u202f\u066b\u066c\-\u2013]\d+)*")
_OPENING: Final = dict(zip("([{«", ")]}»", strict=True))
CLOSING: Final = {closing: opening for opening, closing in _OPENING.items()}
_STOPS: Final = frozenset(".,;:،؛؟!?")
_BRACKETS: Final = late(r"[()\[\]{}«»]")
_SIGNS: Final = late(r"[()\[\]{}«».,;:،؛؟!?]")

Order = list[int]
"""Offsets of characters, in some order."""


def logical(text: str, lang: Language) -> Order:
    """The offsets of the characters of a line, controls left out, in the order in which they were typed."""
    pieces = _pieces(text)
    if lang.right_to_left:
        pieces.reverse()
    order: Order = []
    for piece in pieces:
        order.extend(piece if _blank(text, piece) else _typed(text, piece, lang))
    while order and text[order[0]].isspace():
        order.pop(0)
    while order and text[order[-1]].isspace():
        order.pop()
    return order


# ------------------------------------------------------------------------------------------------ as the line looks


def _pieces(text: str) -> list[Order]:
    """The pieces of a line from left to right, and the space between them, each as it looks from left to right.

    On a page written from right to left every piece stands between controls; on one that is written from left to
    right only what runs the other way does, and the line is one piece.
    """
    stack: list[tuple[str, list[Order]]] = [("", [])]
    outside = False  # something is written between no controls
    beyond = 0  # controls that are nested too deeply to mean anything: UAX #9, BD2

    def close() -> None:
        kind, inner = stack.pop()
        if kind == _RIGHT:
            inner.reverse()
        stack[-1][1].append([at for part in inner for at in part])

    for found in _CONTROL_OR_TEXT.finditer(text):
        char = text[found.start()]
        if char in (_LEFT, _RIGHT):
            if len(stack) > _DEEPEST:
                beyond += 1
            else:
                stack.append((char, []))
        elif char == _END:
            if beyond:
                beyond -= 1
            elif len(stack) > 1:
                close()
        else:
            stretch = range(*found.span())
            stack[-1][1].append([*(stretch[::-1] if stack[-1][0] == _RIGHT else stretch)])
            outside = outside or (len(stack) == 1 and not found.group().isspace())
    while len(stack) > 1:
        close()
    parts = stack[0][1]
    return [[at for part in parts for at in part]] if outside else parts


def _blank(text: str, piece: Order) -> bool:
    return not piece or "".join([text[at] for at in piece]).isspace()


# ------------------------------------------------------------------------------------------------ as it was typed


class _Kinds(dict[int, str]):
    """L, R or N (figure) for what has a direction of its own, M for marks, a blank for the rest."""

    def __missing__(self, char: int) -> str:
        bidi = unicodedata.bidirectional(chr(char))
        self[char] = kind = _KIND_OF.get(bidi, " ")
        return kind


_KIND_OF: Final = {"R": "R", "AL": "R", "EN": "N", "AN": "N", "NSM": "M", "L": "L"}
_KINDS: Final = _Kinds()


def directions(text: str) -> str:
    """The kind of each character."""
    return text.translate(_KINDS)


def _typed(text: str, piece: Order, lang: Language) -> Order:
    """The likelier of two readings of a piece: as part of a paragraph that runs to the left, or to the right."""
    shown = "".join([text[at] for at in piece])
    kinds = directions(shown)
    leftward = _name_first(text, _leftward(piece, shown, kinds, lang), kinds)
    cost = _cost("".join([text[at] for at in leftward]), "L" in kinds)
    if not cost and lang.right_to_left and "R" in kinds:
        return leftward  # none is likelier
    rightward = _rightward(piece, shown, kinds, numbered=not _CONTROL.search(text))
    if leftward == rightward:
        return leftward
    other = _cost("".join([text[at] for at in rightward]), "L" in kinds)
    if cost != other:
        return leftward if cost < other else rightward
    if "R" not in kinds and ("L" in kinds or not any(text[at].isspace() for at in piece)):
        behind = lang.right_to_left and _LABEL.fullmatch(shown)
        return leftward if behind or _is_date(text, leftward, lang) else rightward
    return leftward if lang.right_to_left and not _GROUPED.fullmatch(shown) else rightward


def _name_first(text: str, order: Order, kinds: str) -> Order:
    """A symbol or job number before what stands in brackets behind it: "20-04804 (A)" runs to the right on its own."""
    if "R" in kinds or "L" not in kinds:
        return order
    found = _NAME_LAST.fullmatch("".join([text[at] for at in order]))
    end = found.start("name") if found is not None else 0
    return [*order[end:], *order[end - 1 : end], *order[: end - 1]] if end else order


def _is_date(text: str, order: Order, lang: Language) -> bool:
    shown = "".join(text[at] for at in order)
    return bool(language(lang.dates.masthead).find_dates(shown) or lang.find_dates(shown))


def _cost(shown: str, mixed: bool) -> int:
    """How unlikely a reading is: brackets without a partner, brackets and stops on the wrong side of a space.

    A bracket whose partner may stand in the line before or behind costs half, unless a line with Latin letters, which
    may run either way (``mixed``), begins with its end.
    """
    cost = 0
    waiting: list[int] = []
    closed = False
    for found in _SIGNS.finditer(shown):
        i, char = found.start(), found.group()
        before = shown[i - 1] if i else " "
        behind = shown[i + 1] if i + 1 < len(shown) else " "
        if char in _OPENING:
            waiting.append(i)
            cost += 2 * (i + 1 < len(shown) and behind.isspace())
        elif char in CLOSING:
            if waiting and shown[waiting[-1]] == CLOSING[char]:
                waiting.pop()
            else:
                cost += 4 if mixed and not i else 2 if closed else 1
            closed = True
            cost += 2 * (i > 0 and before.isspace())
        elif char in _STOPS and before.isspace() and not behind.isspace():
            cost += 2
    return cost + sum(1 if i + 1 == len(shown) else 2 for i in waiting)


def _leftward(piece: Order, shown: str, kinds: str, lang: Language) -> Order:
    """The reading of a piece in a paragraph that runs to the left: all is turned round but Latin runs and numbers."""
    order: Order = []
    at = len(piece)
    for start, end in reversed(_islands(shown, kinds, lang)):
        order.extend(reversed(piece[end:at]))
        order.extend(piece[start:end])
        at = start
    order.extend(reversed(piece[:at]))
    return order


def _islands(shown: str, kinds: str, lang: Language) -> list[tuple[int, int]]:
    """Stretches of a line, as it looks, that are read from left to right in a paragraph that runs to the left."""
    number = _NUMBER if "R" in kinds else _JOINED_NUMBER
    found: list[tuple[int, int]] = []
    for stretch in _STRETCH.finditer(kinds):
        start, end = stretch.span()
        waiting = [at for at in _loose(shown, start, end) if shown[at] in _OPENING]
        while waiting and end < len(shown) and shown[end] == _OPENING[shown[waiting[-1]]]:
            waiting.pop()
            end += 1
        loose = _loose(shown, start, end)
        edges = [start, *(edge for at in loose for edge in (at, at + 1)), end]
        for low, high in zip(edges[::2], edges[1::2], strict=True):
            found.extend(_split(shown, kinds, low, high, number, lang))
    return found


def _split(
    shown: str, kinds: str, start: int, end: int, number: re.Pattern[str], lang: Language
) -> Iterator[tuple[int, int]]:
    """The islands in a stretch without right-to-left letters whose brackets match: numbers, then a Latin run."""
    first = kinds.find("L", start, end)
    first = end if first < 0 else first
    low = first
    while first < end and low > start and not shown[low - 1].isspace() and kinds[low - 1] == "N":
        low -= 1  # figures glued to the letters: "26th"
    yield from (found.span() for found in number.finditer(shown, start, low))
    if first == end:
        return
    high = end
    while kinds[high - 1] not in "LN" and shown[high - 1] not in CLOSING:
        high -= 1
    day = _DAY.search(shown, low, high)
    if day is not None:  # "January 2022 5" looks so when "5 January 2022" was typed
        cut = day.start()
        if language(lang.dates.masthead).find_dates(f"{shown[cut:high]} {shown[low:cut]}"):
            yield low, cut
            yield cut + 1, high
            return
    yield low, high


def _loose(shown: str, start: int, end: int) -> list[int]:
    """Where brackets without a partner stand in a stretch."""
    loose: list[int] = []
    waiting: list[int] = []
    for found in _BRACKETS.finditer(shown, start, end):
        at, char = found.start(), found.group()
        if char in _OPENING:
            waiting.append(at)
        elif char in CLOSING:
            if waiting and shown[waiting[-1]] == CLOSING[char]:
                waiting.pop()
            else:
                loose.append(at)
    return sorted([*loose, *waiting])


_LEADING: Final = late(r"\s*\d{1,3}\s+(?=\S)")
_LATIN_END: Final = late(r"\S*[^\W\d_]\S*")


def _rightward(piece: Order, shown: str, kinds: str, *, numbered: bool) -> Order:
    """The reading of a piece in a paragraph that runs to the right: only right-to-left runs are turned round.

    Numbers that touch such a run belong to it: a figure behind an Arabic word runs with it. What opens a whole line
    (``numbered``) is its own number, that of a note.
    """
    found = _LEADING.match(shown) if numbered else None
    at = found.end() if found is not None else 0
    order: Order = list(piece[:at])
    while at < len(shown):
        first = kinds.find("R", at)
        if first < 0:
            order.extend(piece[at:])
            break
        latin = kinds.find("L", first)
        last = kinds.rfind("R", first, len(kinds) if latin < 0 else latin)
        while kinds[last + 1 : last + 2] == "M":
            last += 1
        low = _low(shown, kinds, at, first)
        high = _high(shown, kinds, last + 1)
        order.extend(piece[at:low])
        order.extend(_turned(piece[low:high], shown[low:high]))
        at = high
    return order


def _low(shown: str, kinds: str, at: int, first: int) -> int:
    """Where a right-to-left run begins on the left: with the figures and closing brackets that touch its last word."""
    head = shown[at:first]
    bound = at
    for found in _LATIN_END.finditer(head):
        if "L" in kinds[at + found.start() : at + found.end()]:
            bound = at + found.end()
    number = kinds.find("N", bound, first)
    low = number if number >= 0 else first
    while low > bound and shown[low - 1] in ")]}" and shown[low - 1] not in head[: low - 1 - at]:
        partner = CLOSING[shown[low - 1]]
        if partner not in shown[low:]:
            break
        low -= 1
    return low


def _high(shown: str, kinds: str, behind: int) -> int:
    """Where it ends on the right: with the figures that follow when no Latin letter comes before the next run."""
    end = behind
    while end < len(shown) and kinds[end] not in "RL":
        end += 1
    if end < len(shown) and kinds[end] == "L":
        return behind
    number = kinds.rfind("N", behind, end)
    high = number + 1 if number >= 0 else behind
    return high + 1 if high < len(shown) and shown[high] in "([{" else high


def _turned(piece: Order, shown: str) -> Order:
    """A right-to-left run read from the right, its numbers from the left."""
    order: Order = []
    at = len(piece)
    for found in reversed(list(_NUMBER.finditer(shown))):
        order.extend(reversed(piece[found.end() : at]))
        order.extend(piece[found.start() : found.end()])
        at = found.start()
    order.extend(reversed(piece[:at]))
    return order
