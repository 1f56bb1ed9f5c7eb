"""How running text cites documents: by symbol, by address, and mostly by number alone ("its resolution 72/213").

Which organ a number belongs to follows from its shape, from words near it and from the document that cites it. The
words come from the language; the rules stand here.

Rests on the links that United Nations editors set in published resolutions.
"""

from __future__ import annotations

import functools
import re

from unpress.citation_numbers import part_letter, symbol_of, triggers
from unpress.citation_tokens import Token, is_resolution, may_cite, part_letters, tokenised
from unpress.figures import whole
from unpress.folding import fold_with_positions
from unpress.language import Language
from unpress.pattern import late
from unpress.record import record, replace
from unpress.symbol import HOMOGLYPHS, Organ, Symbol, from_match, from_number

_MISTYPED = late(
    r"(?<![^\W\d_])"  # not inside a word
    r"(?=[A-ZАВСЕНКМОРТХ.]{1,6}[/.\d])"  # capitals, then what only a symbol has
    r"(?=[^\s]*[АВСЕНКМОРТХ])[A-Za-zАВСЕНКМОРТХ\d./-]+(?![^\W\d_])"
)
_LAST_SUPP_SESSION, _LAST_SUPP_YEAR = 64, 2009


@record
class Citation:
    """A symbol cited at text[start:end]; the span covers the number or symbol and nothing else."""

    start: int
    end: int
    symbol: Symbol


_MOST = 50  # members of a range that are spelled out


@functools.lru_cache(maxsize=32)
def _elision(lang: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may follow a full symbol: another suffix, or another number of the same suffix or segment."""
    words = lang.citation
    link = rf"(?P<link>{words.link.source}|(?P<until>{words.until.source}))"
    return (
        late(rf"{link}(?P<item>(?:Add|Corr|Rev|Amend)\. ?\d+)(?![\w/])"),
        late(rf"{link}(?P<item>\d{{1,3}})(?![\w/%]|[.,]\d| ?[(%])"),
    )


@functools.lru_cache(maxsize=32)
def _part(lang: Language) -> re.Pattern[str]:
    """The letter of a part behind a full symbol."""
    return re.compile(rf" ?({part_letters(lang)})")


def find(text: str, language: Language, *, organ: Organ = "ga") -> list[Citation]:
    """Return the citations in one paragraph or note, in order, not overlapping.

    `organ` is the organ that issues the document ("its resolution"). A number without a symbol counts only where the
    word for resolution is near it in the same clause; decisions have no symbol and are left alone. A range or an elided
    list ("A/75/1 and Add.1") gives one citation for each printed member; members that are not printed are not invented.
    """
    if not may_cite(text, language):
        return []
    folded, positions = fold_with_positions(text)
    if language.script == "Cyrillic":
        folded = _MISTYPED.sub(lambda match: match[0].translate(HOMOGLYPHS), folded)
    tokens = tokenised(folded, language)
    meant = triggers(tokens, language)
    found: list[Citation] = []
    for index, token in enumerate(tokens):
        if token.kind == "symbol":
            found += _full(folded, token, tokens, index, language)
        elif token.kind == "number":
            resolution = meant[index] == "resolution"
            symbol = symbol_of(folded, tokens, index, language, organ) if resolution else None
            if symbol:
                found.append(Citation(token.start, token.end, symbol))
        elif token.kind == "url":
            symbol = Symbol.from_address(token.match[0].rstrip(".,;:)"))
            if symbol:
                found.append(Citation(token.start, token.start + len(token.match[0].rstrip(".,;:)")), symbol))
    if positions is None:
        return found
    return [replace(item, start=positions[item.start], end=positions[item.end - 1] + 1) for item in found]


def _full(text: str, token: Token, tokens: list[Token], index: int, lang: Language) -> list[Citation]:
    """Citations of a full symbol and of the elided ones that follow it."""
    match = token.match
    if not any(c.isdigit() for c in match["path"] + (match["session"] or "")):
        return []
    symbol = from_match(match)
    if match["second"]:
        try:
            symbol = replace(symbol, double=Symbol.parse(match["second"][1:]))
        except ValueError:
            pass
    end = token.end
    if symbol.kind == "resolution" and not symbol.letter and not symbol.qualifier:
        part = _part(lang).match(text, end)
        if part:
            symbol, end = replace(symbol, letter=part_letter(part[1], lang)), part.end()
    elif index and is_resolution(token) and _follows(text, tokens[index - 1], token):
        # "resolution A/76/3" means A/RES/76/3: nothing else of that shape is a resolution.
        symbol = from_number("ga", "/".join(symbol.segments))
    if _is_old_supplement(text, token.start, symbol, lang):
        return [Citation(token.start, end, replace(symbol, qualifier="SUPP"))]
    found = [Citation(token.start, end, symbol)]
    suffixes, numbers = _elision(lang)
    limit = tokens[index + 1].start if index + 1 < len(tokens) else len(text)
    base, prefix = symbol, _last_prefix(symbol)
    while True:
        if item := suffixes.match(text, end):
            suffix = re.sub(r"\s+", "", item["item"])
            base, prefix = base.add(suffix), suffix.partition(".")[0] + "."
        elif prefix and (item := numbers.match(text, end)) and item.end() <= limit:
            if item["until"] and int(item["item"]) - int(base.segments[-1].rpartition(".")[2] or 0) > _MOST:
                return found
            base = _renumbered(base, prefix, item["item"])
        else:
            return found
        found.append(Citation(item.start("item"), item.end(), base))
        end = item.end()


def _is_old_supplement(text: str, start: int, symbol: Symbol, lang: Language) -> bool:
    """Whether a symbol stands in the brackets behind "Supplement No. 4" and is one that the document service knows as
    A/64/4 (SUPP): supplements of the Assembly to its 64th session and of the Council to 2009, reports of the Human
    Rights Council (Supplement No. 53) aside. So the links of official texts have it."""
    opened = text.rfind("(", max(0, start - 90), start)
    if (
        opened < 0
        or ")" in text[opened:start]
        or symbol.qualifier
        or symbol.double
        or len(symbol.segments) < 2
    ):
        return False
    if not lang.citation.supplement.search(text[max(0, opened - 60) : opened]):
        return False
    first, serial = whole(symbol.segments[0]), symbol.segments[1]
    if first is None:
        return False
    if symbol.body == "A":
        return first <= _LAST_SUPP_SESSION and serial != "53"
    return symbol.body == "E" and first <= _LAST_SUPP_YEAR


def _follows(text: str, before: Token, token: Token) -> bool:
    return before.kind == "resolution" and text[before.end : token.start].strip() == ""


def _last_prefix(symbol: Symbol) -> str:
    """The part of the last segment that an elided number repeats: "SR." of A/C.3/57/SR.39."""
    last = (symbol.suffixes or symbol.segments)[-1]
    found = re.match(r"(?:SR|PV|L|Add|Corr|Rev|Amend)\.(?=\d+$)", last)
    return found[0] if found else ""


def _renumbered(symbol: Symbol, prefix: str, number: str) -> Symbol:
    if symbol.suffixes:
        return replace(symbol, suffixes=(*symbol.suffixes[:-1], prefix + number), double=None)
    return replace(symbol, segments=(*symbol.segments[:-1], prefix + number), double=None)
