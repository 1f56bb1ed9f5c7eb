"""Find characters that no reader can see as they are meant: lost ones, private ones, controls.

U+FFFD stands where a decoder gave up; a private-use character shows only in the font that it was made with; control
characters and noncharacters show nowhere; for a code point that Unicode has not assigned there is no font.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from unpress.ast import Document
from unpress.journal import Journal
from unpress_stages.check._passages import passages, report

PROBLEMS: Final = {
    "lost": "A character was lost where the text was decoded (U+FFFD).",
    "private": "A character of the private use areas: only its own font can show it.",
    "control": "A control character or noncharacter, which shows nowhere.",
    "unassigned": "A code point that is no character: no font has it.",
}

_SUSPECT: Final = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]+")
_BEYOND: Final = re.compile("[^\x00-\u0377]")
"""Below, every code point is a character."""


def check(document: Document, journal: Journal) -> None:
    """Report each stretch of such characters."""
    unassigned: dict[str, bool] = {}
    for passage in passages(document):
        for found in _SUSPECT.finditer(passage.text):
            sign = found[0][0]
            if sign == "\ufffd":
                slug, what = "lost", "a character was lost where the text was decoded"
            elif unicodedata.category(sign) == "Co":
                slug, what = "private", "a character that only its own font can show"
            else:
                slug, what = "control", "a control character"
            report(journal, passage, slug, f"{what}: U+{ord(sign):04X}", *found.span())
        for sign in sorted(set(_BEYOND.findall(passage.text))):
            if sign not in unassigned:
                unassigned[sign] = unicodedata.category(sign) == "Cn" and not _SUSPECT.match(sign)
            if unassigned[sign]:
                at = passage.text.index(sign)
                what = f"U+{ord(sign):04X} is no character: no font has it"
                report(journal, passage, "unassigned", what, at, at + 1)
