"""Where the body of a text begins, below its masthead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress.folding import COMMAS, fold
from unpress.language import Language
from unpress.pattern import late
from unpress_stages._front import role_of

GAP: Final = late(r"[ \u00a0]*\t[ \t\u00a0]*|[ \u00a0]{2,}")
"""What stands between columns."""


def below_head(lines: Sequence[Line], lang: Language) -> int:
    """The first line that can belong to a table: the one below the formula, or below the lines of a masthead."""
    for i, line in enumerate(lines):
        if (
            len(line.text) < 120
            and fold(line.text).rstrip()[-1:] in COMMAS
            and lang.formula.organ(line.text.strip())
        ):
            return i + 1
    known = [i for i, line in enumerate(lines[:30]) if _in_masthead(line.text, lang)]
    return known[-1] + 1 if known else 0


def _in_masthead(text: str, lang: Language) -> bool:
    return any(role_of(part.strip(), lang) != "other" for part in (text, *GAP.split(text)) if part.strip())
