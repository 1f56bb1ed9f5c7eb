"""What in a text may cite a document, and the words that tell what it means: numbers, symbols, addresses, organs.

Which of them is a citation `unpress.citations` decides.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from unpress.language import Language
from unpress.symbol import FULL, ROMAN
from unpress.wording import Rule

# A full stop ends a clause after a word that is too long for an abbreviation and before a capital.
_BREAK = r"[;；؛。.](?:(?<!\.)|(?<=[\w)\]]{5}\.)(?= +[«“”\"(\[]?[A-ZÀ-ÞА-ЯЁ\u0621-\u064a]))"
_NEAR_DATE = r",? ?،? [^\W\d]{1,8} \d{1,2}[^\d;.()]{1,28}(?:19|20)\d\d(?!\d)"
"""A date behind the number of a resolution, and no more than a word between: "of", ", de", "المؤرخ"."""
_STROKE = re.compile(r"/(?:(?<=[A-ZА-Я]/)|(?<=\d/) ?\d|(?<=\d /) ?\d)")
_BEHIND = 200  # characters behind the last that can be cited in which words may tell what it means, and more
_BEFORE_YEAR = re.compile(rf"\d(?:[^\d]{{0,12}}\(|\d{_NEAR_DATE})")


class Token(NamedTuple):
    start: int
    order: int  # which of two that begin at one place counts
    end: int
    kind: str
    match: re.Match[str]


@functools.lru_cache(maxsize=32)
def _figures(lang: Language) -> re.Pattern[str]:
    """What can be cited: addresses, symbols, and numbers of resolutions."""
    words = lang.citation
    session = rf"(?:ES-|S-)?{ROMAN}"
    special = r"(?:ES|S)-"
    for prefix in words.special_sessions:
        special += "|" + _spaced(prefix) + " ?[–-] ?"
    for prefix in (words.regular_session, *words.special_sessions):
        session += "|" + _spaced(prefix) + r" ?[–-] ?(?:1\d\d|[1-9]\d?)" if prefix else ""
    letter = part_letters(lang)
    dated = rf"{_NEAR_DATE}| ?{re.escape(words.counted)}" if words.counted else _NEAR_DATE
    first = "".join(sorted({prefix[0] for prefix in words.special_sessions}))
    return re.compile(
        rf"(?=[A-Zh\d{first}])(?:"  # nothing else can begin one; most characters are passed over here
        r"(?P<url>https?://[^\s<>«»“”]+)"
        r"|(?<![A-Za-z0-9/.\-])(?:"
        rf"(?P<symbol>{FULL})(?P<second>[–-](?:A|S|E|T|TD|ST|GC|GOV)/[A-Za-z0-9./\-]*[A-Za-z0-9])?"
        r"|(?<!–)(?P<number>"
        r"(?P<dated>\d{1,4}) ?\( ?(?P<year>(?:19|20)\d\d) ?\)"
        rf"|(?P<old>\d{{1,4}})(?: ?(?P<old_letter>{letter}))? ?\( ?(?P<roman>{session}) ?\)"
        rf"|(?P<bare>\d{{2,4}})(?={dated})"
        rf"|(?:(?P<special>{special})(?P<special_number>\d{{1,2}}/\d{{1,3}})"
        rf"|(?P<plain>\d{{1,4}} ?/ ?\d{{1,3}})(?![\d/]))(?: ?(?P<letter>{letter}))?"
        r")(?![\d/])))"
    )


@functools.lru_cache(maxsize=32)
def _words(lang: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What tells whose number it is: the words for resolution and decision, organs, possessives, ends of clauses.

    Of two that begin at one place the earlier counts. One pattern each: re finds them faster so than as alternatives.
    """
    words = lang.citation
    rules = {
        "break": Rule(_BREAK),
        "resolution": words.resolution,
        "decision": words.decision,
        "other": words.other,
        "unea": words.unea,
        "foreign": words.foreign,
        "security": words.sc,
        "ecosoc": words.ecosoc,
        "hrc": words.hrc,
        "ga": words.ga,
        "council": words.council,
    }
    # A possessive may be one word with the word for resolution, as in Arabic; then it must come first.
    own = {"own": words.own}
    rules = {**own, **rules} if words.own_is_resolution else {**rules, **own}
    return tuple((name, rule.pattern) for name, rule in rules.items())


def _spaced(prefix: str) -> str:
    """Let spaces stand between the letters of an abbreviation."""
    return " ?".join(map(re.escape, prefix))


@functools.lru_cache(maxsize=32)
def part_letters(lang: Language) -> str:
    """The pattern of a part of a resolution: "M", "A and B", "A to D", or the names of letters."""
    words = lang.citation
    names = sorted(map(re.escape, lang.numbering.letter_names), key=len, reverse=True)
    # A part letter is a capital alone; after it comes neither a letter nor the full stop of an initial. A set with
    # letters of several scripts takes a millisecond to compile.
    capitals, more = ("АВСЕНКМОРТХ", "А-яЁё") if lang.script == "Cyrillic" else ("", "")
    one = rf"[A-Z{capitals}](?!(?:\. ?)?[A-Za-zÀ-ÿ{more}]|[\d’/])"
    if names:
        one = rf"(?:{one}|(?:{'|'.join(names)})(?!\w))"
    return rf"{one}(?:(?:{words.link.source}|{words.until.source}){one})*"


def may_cite(text: str, lang: Language) -> bool:
    """Whether a text has anything of what a citation needs, which most paragraphs do not."""
    counted = lang.citation.counted
    if counted and counted in text:
        return True
    if "/" in text and _STROKE.search(text):
        return True
    return ("(" in text or "19" in text or "20" in text) and _BEFORE_YEAR.search(text) is not None


def tokenised(text: str, lang: Language) -> list[Token]:
    """What can be cited and, where it can change their meaning, the words around, in their order, not overlapping."""
    figures = [
        Token(match.start(), -1, match.end(), _FIGURES[match.lastgroup], match)
        for match in _figures(lang).finditer(text)
    ]
    if not any(token.kind == "number" or is_resolution(token) for token in figures):
        return figures  # no word can change their meaning
    found = list(figures)
    end = len(text) if lang.citation.trigger_after else figures[-1].end + _BEHIND
    for order, (kind, pattern) in enumerate(_words(lang)):
        for match in pattern.finditer(text, 0, end):
            found.append(Token(match.start(), order, match.end(), kind, match))
    found.sort()
    tokens: list[Token] = []
    end = 0
    for token in found:
        if token.start >= end:
            tokens.append(token)
            end = token.end
    return tokens


_SHORT = re.compile(r"A/\d\d/\d{1,3}")
_FIGURES: dict[str | None, str] = {"url": "url", "symbol": "symbol", "second": "symbol", "number": "number"}
"""Kinds of tokens by the group that ends a match."""


def is_resolution(token: Token) -> bool:
    """True for A/76/3, which after the word for resolution stands for A/RES/76/3."""
    return token.kind == "symbol" and _SHORT.fullmatch(token.match["symbol"]) is not None
