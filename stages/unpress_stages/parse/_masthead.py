"""Tell the lines of a masthead apart: publisher, symbol, organ, distribution, date, session, agenda item ..."""

from __future__ import annotations

import re
from typing import Final

from unpress.ast import MastheadLine, MastheadRole
from unpress.draft import Line, cut_runs
from unpress.language import Language, fold, language
from unpress_stages.parse._inlines import inlines

SYMBOL: Final = re.compile(
    r"(?:[A-Z]{1,5}(?:\.\d+)?|ICC-ASP)/(?=\S*\d)[A-Za-z0-9][\w.\-–]*(?:/[\w.\-–]+)*(?:\s?\([^()]{1,20}\))?(?:/[\w.\-]+)*"
    r"(?:\s[A-Z](?:\s?[-–]\s?[A-Z])?)?\s?\*{0,3}"
)
_JOB: Final = re.compile(r"(?:GE\.\s?|V\.|K)?\d{2}-\d{5}(?:\s?\([A-Z]\))?(?:\s+\d{6})*")
_ORGANS: Final = ("ga", "sc", "ecosoc", "hrc", "tc", "secretariat")
_COMMITTEES: Final = ("c1", "c2", "c3", "c4", "c5", "c6", "general_committee")


def masthead(lines: list[Line], lang: Language) -> tuple[MastheadLine, ...]:
    """The lines with their roles. A line that holds two columns is split where the first ends."""
    found: list[MastheadLine] = []
    inside_agenda = False
    for line in lines:
        text = fold(line.text)
        text = text if len(text) == len(line.text) else line.text
        at = 0
        for role, end in _columns(text, lang):
            if role == "other" and inside_agenda:
                role = "subject"
            inside_agenda = role in {"agenda", "subject"}
            content = inlines(cut_runs(line.runs, at, end))
            if content:
                found.append(MastheadLine(role, content))
            at = end
    return tuple(found)


def _columns(text: str, lang: Language) -> list[tuple[MastheadRole, int]]:
    """Roles with the offset where each ends."""
    whole = role_of(text.strip(), lang)
    if whole != "other":
        return [(whole, len(text))]
    words = [found.end() for found in re.finditer(r"\S+(?=\s)", text)]
    for end in reversed(words):
        left = role_of(text[:end].strip(), lang)
        if left in {"publisher", "organ", "symbol", "session", "distribution", "committee"}:
            right = _columns(text[end:], lang)
            if right[0][0] not in {"other", "subject"}:
                return [(left, end), *((role, end + at) for role, at in right)]
    return [("other", len(text))]


def role_of(text: str, lang: Language) -> MastheadRole:
    """What one line of a masthead says, ``other`` where it is not known."""
    head, titles = lang.masthead, lang.titles
    bare = text.rstrip("* ")
    if SYMBOL.fullmatch(text):
        return "symbol"
    if fold(bare) in {fold(head.publisher), fold(lang.organs.un)}:
        return "publisher"
    organ = lang.organs.code(bare)
    if organ in _ORGANS:
        return "organ"
    if organ in _COMMITTEES:
        return "committee"
    if head.distribution.fullmatch(text):
        return "distribution"
    if text.startswith("["):
        return "proponent"
    if (
        any(rule.fullmatch(text) for rule in (titles.adopted, titles.sc_number, titles.sc_adopted))
        or bare == titles.statement
    ):
        return "adoption"
    if titles.draft.fullmatch(text):
        return "sponsors"
    if lang.session(text) is not None:
        return "session"
    if head.agenda.fullmatch(text):
        return "agenda"
    if _is_date(text, lang):
        return "date"
    if head.original and fold(text).startswith(fold(head.original.split("{")[0]).strip()):
        return "original"
    if text == head.language_line:
        return "language"
    if _JOB.fullmatch(text):
        return "job"
    return "other"


def _is_date(text: str, lang: Language) -> bool:
    for known in (lang, language(lang.dates.masthead)):
        dates = known.find_dates(text)
        if len(dates) == 1 and not re.search(r"[^\W_]", text[: dates[0][0]] + text[dates[0][1] :]):
            return True
    return False
