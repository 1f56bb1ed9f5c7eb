"""Where the text of a resolution begins: its number, and the formula that names the organ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unpress.enumerator import at_start, readings
from unpress.folding import fold
from unpress.language import Language
from unpress.pattern import by_script, late

_LABEL: Final = by_script(
    r"(?P<label>(?:[A-Z]{1,2}-)?\d{1,4}/\d{1,4}"
    r"(?:\s[A-Z](?:-[A-Z]|\s?[^\W\d_]{1,3}\s?[A-Z](?=\s?\.))?)?(?:\s\([\u0621-\u064a]{3,4}\))?"
    r"(?:\s?\.|\s[-–](?=\s))?(?:\s[A-Z](?=[\s\u3400-\u9fff]))?)"
    r"(?=\s|(?<=[.\-–A-Z])[^\s\d/.,;:)）-])\s*"
)

_STROKE: Final = 8
"""Characters in which the stroke of such a number stands."""


def title_number(text: str) -> re.Match[str] | None:
    """The number of a resolution or decision at the start of its title, as the group ``label``, with the space behind
    it: "75/210. ", "76/506. B ", in Chinese "76/506. B" without a space behind the letter, in Arabic "75/210 - "."""
    return _LABEL(text).match(text) if "/" in text[:_STROKE] else None


FIRST_PART: Final = late(r"A\. ?\S.*")
"""The letter of the first text of a composite document with its title, below the title of the whole."""
_TAIL: Final = 8
"""Characters at the end of a line that show its comma, with spaces and controls behind it."""


def is_formula(text: str, lang: Language, *, comma: bool = False) -> bool:
    """Whether a line is a formula; ``comma`` asks for the comma that tells it from the name in a masthead."""
    if len(text) > 120 or (comma and not fold(text[-_TAIL:]).rstrip().endswith((",", "，", "،"))):
        return False
    return lang.formula.organ(text) is not None


def is_bare_formula(texts: Sequence[str], i: int, lang: Language) -> bool:
    """Whether a line names the organ without a comma, above a line that opens as a clause does."""
    return i + 1 < len(texts) and is_formula(texts[i], lang) and lang.opener(texts[i + 1]) > 0


_NUMBERED: Final = 16
"""Characters in which such a number has its bracket, with controls before it."""
_COLLECTED: Final = late(r"(?P<n>\d{1,4}) ?\((?P<y>(?:19|20)\d\d)\) ?[.．。–-]+ ?(?P<rest>\S.{5,60})")


def collected(text: str, lang: Language) -> str | None:
    """The number of a resolution of the Security Council from the line that heads it in a collection: "35 (1947).
    Resolution of 3 October 1947" is "35 (1947)". None for any other line."""
    if text[:1].isalpha() or "(" not in fold(text[:_NUMBERED]).lstrip()[:6]:
        return None
    found = _COLLECTED.fullmatch(fold(text).strip())
    if (
        found is None
        or not lang.citation.resolution.search(found["rest"])
        or not lang.find_dates(found["rest"])
    ):
        return None
    return f"{found['n']} ({found['y']})"


_YEARS: Final = re.compile(r"(?:19|20)(?P<first>\d\d)/(?P<second>\d\d)\s(?!\s?\.)")


def _is_budget_year(text: str) -> bool:
    """Whether a line begins with a budget year ("2024/25 period"), which looks like a number without its stop."""
    found = _YEARS.match(text)
    return found is not None and (int(found["first"]) + 1) % 100 == int(found["second"])


def title_line(texts: Sequence[str], lang: Language) -> int | None:
    """The line that opens with the number of the text, of the first 60."""
    return next(
        (
            i
            for i, text in enumerate(texts[:60])
            if len(text) > 12
            and (found := title_number(text)) is not None
            and not text[found.end() :][:1].islower()
            and not _is_budget_year(text)
            and (
                found["label"][-1] in _STOP
                or not _goes_on(texts[i - 1] if i else "", text[found.end() :], lang)
            )
            and not _in_contents(texts[i : i + _ENTRY])
        ),
        None,
    )


_STOP: Final = ".-–"
_LONG: Final = 70
"""Characters of the longest line above a title: "Resolution adopted by the General Assembly on 14 December 2024"."""


def _goes_on(before: str, title: str, lang: Language) -> bool:
    """Whether a number without its stop is one that is cited, at the end of a line of text: that is a long one. Or the
    language has a word behind numbers that are cited."""
    counted = lang.citation.counted
    return (counted != "" and title.startswith(counted)) or (len(before) > _LONG and before[-1] not in ")]")


_ENTRY: Final = 5
"""Lines that an entry of a table of contents takes at most."""
_LEADER: Final = late(r"(?:\.\s?){6,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")


def is_led(text: str) -> bool:
    """Whether dots lead to the page number at the end of a line, as in a table of contents."""
    return text[-1:].isdecimal() and _LEADER.search(text) is not None


def _in_contents(texts: Sequence[str]) -> bool:
    """Whether the first line begins an entry of a table of contents: dots lead to a page, before another number."""
    for i, text in enumerate(texts):
        if i and title_number(text):
            return False
        if is_led(text):
            return True
    return False


def _embedded(texts: Sequence[str], lang: Language) -> bool:
    """Whether the lines above a formula are the text of another document, in which the resolution stands: a report with
    draft resolutions, a collection of decisions. They have numbered paragraphs, or headings as "Decision 1/CP.21".
    """
    numbers = 0
    for text in texts:
        heading = lang.titles.text.fullmatch(text) if len(text) < 60 else None
        if heading is not None and any(heading.groups()):
            return True
        label = at_start(text)
        if label is not None and (known := readings(label[0])) and not known[0].before:
            numbers += known[0].style in {"decimal", "upper-roman"} and known[0].ordinal == numbers + 1
    return numbers > 1


def formula_line(texts: Sequence[str], lang: Language) -> int | None:
    """The line of the formula: the first behind the title, else the first with its comma, else the first of all that
    does not stand in the first lines of a masthead. None where it belongs to a text inside another one."""
    found = _formula_line(texts, lang)
    return None if found is None or _embedded(texts[:found], lang) else found


_NUMBER: Final = late(r"(?<![\d/.])\d{1,3}(?![\d/])")
_TITLE_LINES: Final = 8
"""Lines that the title of a decision takes at most."""
_BEFORE: Final = 25
"""Characters before the first of organ, meeting and date where a decision says who decided and when."""
_SITTING: Final = 150
"""Characters in which it says so."""


def decided_below(texts: Sequence[str], lang: Language, title: int, formula: int | None) -> int | None:
    """The line below the ``title`` of a decision that says who decided and when: "At its 76th plenary meeting, on 7
    June 2022, the General Assembly ...". Above a ``formula`` it ends with a colon: "... decided to adopt the following
    text:". None where there is none."""
    if formula is not None and (formula <= title or not texts[formula - 1].endswith((":", "："))):
        return None
    below = range(title + 1, min(title + 1 + _TITLE_LINES, len(texts) if formula is None else formula))
    first = next((i for i in below if _sits(texts, i, lang)), None)
    if first is None or first + 1 not in below or _sitting(texts[first][:_SITTING], lang) is not None:
        return first
    return first + 1 if _sits(texts, first + 1, lang) else first  # above it a title that names the organ


def _sits(texts: Sequence[str], i: int, lang: Language) -> bool:
    """Whether line ``i`` begins with who decided and when; the next may go on with it."""
    found = _sitting(" ".join(texts[i : i + 2])[:_SITTING], lang)
    return found is not None and found < min(len(texts[i]), _BEFORE)


def _sitting(text: str, lang: Language) -> int | None:
    """Where a text begins to name a date, an organ and the number of a meeting; None where it does not."""
    cite = lang.citation
    dates = lang.find_dates(text)
    if not dates:
        return None
    start, end = dates[0][:2]
    rest = text[:start] + "~" * (end - start) + text[end:]
    number = _NUMBER.search(rest)
    organs = [found for rule in (cite.ga, cite.sc, cite.ecosoc, cite.hrc) if (found := rule.search(rest))]
    if number is None or not organs:
        return None
    return min(start, number.start(), *(found.start() for found in organs))


def preamble_line(texts: Sequence[str], lang: Language, formula: int) -> int:
    """The line where the preamble begins: that of the formula, or above it, where a declaration puts its reasons before
    the organ that proclaims it. Two lines that open as clauses of a preamble do show it; titles do not open so."""
    opening = [i for i, text in enumerate(texts[:formula]) if lang.opener(text, "preambular")]
    return opening[0] if len(opening) > 1 else formula


def _formula_line(texts: Sequence[str], lang: Language) -> int | None:
    title = title_line(texts, lang)
    if title is not None:
        found = next(
            (i for i, t in enumerate(texts[title + 1 : title + 40], title + 1) if is_formula(t, lang)), None
        )
        if found is not None:
            return found
    found = next((i for i, text in enumerate(texts) if is_formula(text, lang, comma=True)), None)
    bare = next((i for i in range(len(texts[:found])) if is_bare_formula(texts, i, lang)), None)
    if bare is not None:
        return bare
    if found is not None or title is not None:
        return found
    named = (i for i, text in enumerate(texts[8:], 8) if is_formula(text, lang))
    return next(
        (i for i in named if lang.formula.organ(texts[i]) != "other"), None
    )  # a committee's name is a masthead's
