"""Where the text of a resolution begins: its number, and the formula that names the organ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unpress.language import Language, fold

LABEL: Final = re.compile(
    r"(?P<label>(?:[A-Z]{1,2}-)?\d{1,4}/\d{1,4}"
    r"(?:\s[A-Z](?:-[A-Z])?)?(?:\s?\.|\s[-–](?=\s))?(?:\s[A-Z](?=\s))?)"
    r"(?=\s|[^\s\d/.,;:)）-])\s*"
)
"""The number of a resolution or decision at the start of its title: "75/210. ", "76/506. B ", in Arabic "75/210 - "."""


def is_formula(text: str, lang: Language, *, comma: bool = False) -> bool:
    """Whether a line is a formula; ``comma`` asks for the comma that tells it from the name in a masthead."""
    if len(text) > 120 or lang.formula.organ(text) is None:
        return False
    return not comma or fold(text).rstrip().endswith((",", "，", "،"))


def title_line(texts: Sequence[str]) -> int | None:
    """The line that opens with the number of the text, of the first 60."""
    return next((i for i, text in enumerate(texts[:60]) if len(text) > 12 and LABEL.match(text)), None)


def formula_line(texts: Sequence[str], lang: Language) -> int | None:
    """The line of the formula: the first behind the title, else the first with its comma, else the first of all that
    does not stand in the first lines of a masthead."""
    title = title_line(texts)
    if title is not None:
        found = next(
            (i for i, t in enumerate(texts[title + 1 : title + 40], title + 1) if is_formula(t, lang)), None
        )
        if found is not None:
            return found
    found = next((i for i, text in enumerate(texts) if is_formula(text, lang, comma=True)), None)
    if found is not None or title is not None:
        return found
    return next((i for i, text in enumerate(texts[8:], 8) if is_formula(text, lang)), None)
