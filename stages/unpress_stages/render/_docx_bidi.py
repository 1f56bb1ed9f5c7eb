"""Which way each character runs in text that runs to the left.

Word does not work this out: each run says whether it runs to the left. The rules are those of the Unicode
bidirectional algorithm (UAX #9) for one paragraph without controls: figures after Latin letters run with them, signs
between letters of one direction run with these, brackets go in pairs.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import bidirectional

_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_GROUPS: Final = re.compile(r"(?<![\d/])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d/])")
_KINDS: Final = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N"}


def leftward(text: str) -> list[bool]:
    """For each character of a paragraph, whether it runs to the left."""
    kinds = [_KINDS.get(bidirectional(character), " ") for character in text]
    strong = "R"
    for place, kind in enumerate(kinds):  # W7: figures take the direction of the letters before them
        if kind in "LR":
            strong = kind
        elif kind == "N":
            kinds[place] = strong
    before = "R"
    start = 0
    for place, kind in enumerate([*kinds, "R"]):  # N1, N2: signs between letters
        if kind == " ":
            continue
        if kind == before == "L":
            kinds[start:place] = "L" * (place - start)
        before, start = kind, place + 1
    for match in _BRACKETS.finditer(text):  # N0: brackets, by what is in them and what stands before them
        start, end = match.span()
        inside = set(kinds[start + 1 : end - 1]) - {" "}
        lead = start
        while lead and kinds[lead - 1] == " ":
            lead -= 1
        if inside == {"L"} and lead and kinds[lead - 1] == "L":
            kinds[lead:end] = "L" * (end - lead)
        else:
            kinds[start] = kinds[end - 1] = "R"
    for match in _GROUPS.finditer(text):  # 3 208 080 100 is one number, though its groups are set apart
        kinds[match.start() : match.end()] = "L" * len(match[0])
    return [kind != "L" for kind in kinds]
