"""How running text cites documents: by symbol, by address, and mostly by number alone ("its resolution 72/213").

Which organ a number belongs to follows from its shape, from words near it and from the document that cites it. The
words come from the language; the rules stand here.

Rests on the links that United Nations editors set in published resolutions.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from unpress.figures import whole
from unpress.folding import fold_with_positions
from unpress.language import Language
from unpress.pattern import late
from unpress.record import record, replace
from unpress.symbol import FULL, HOMOGLYPHS, ROMAN, Organ, Symbol, from_match, from_number
from unpress.wording import Rule

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


class _Token(NamedTuple):
    kind: str
    start: int
    end: int
    match: re.Match[str]
    order: int = -1  # which of two that begin at one place counts


_ORGANS = frozenset({"ga", "council", "ecosoc", "hrc", "unea", "foreign", "security"})
# A full stop ends a clause after a word that is too long for an abbreviation and before a capital.
_BREAK = r"[;；؛。.](?:(?<!\.)|(?<=[\w)\]]{5}\.)(?= +[«“”\"(\[]?[A-ZÀ-ÞА-ЯЁ\u0621-\u064a]))"
_MOST = 50  # members of a range that are spelled out
_FIRST_GA = 31  # sessions of this form of number: A/RES/31/1 (1976) ...
_LAST_HRC = 62  # ... and up to which session the Human Rights Council may be meant
_LAST_GA = 100
_MOST_HRC = 99  # resolutions in one session of the Council; it has never come near
_FIRST_AMBIGUOUS_HRC = 2012  # after the Assembly's sessions of these numbers, before those of the Council
_DATE_AFTER = re.compile(r"[^\d;.]{0,24}\d{1,2}[^\d;.]{1,28}((?:19|20)\d\d)(?!\d)")
_NEAR_DATE = r",? ?،? [^\W\d]{1,8} \d{1,2}[^\d;.()]{1,28}(?:19|20)\d\d(?!\d)"
"""A date behind the number of a resolution, and no more than a word between: "of", ", de", "المؤرخ"."""
_CITABLE = re.compile(rf"\d ?/ ?\d|\d[^\d]{{0,12}}\(|[A-ZА-Я]/|\d\d{_NEAR_DATE}")
_DATE_BEFORE = late(r"((?:19|20)\d\d)[^\d]{1,3}\d{1,2}[^\d]{1,3}\d{1,2}[^\d]{1,6}$")
_FAR = 200  # numbers and words between a number and what tells whose it is: the longest list, and more
_NEAR = 18  # characters between a number and the name of its organ: "de la part de l’"


@functools.lru_cache(maxsize=32)
def _figures(lang: Language) -> re.Pattern[str]:
    """What can be cited: addresses, symbols, and numbers of resolutions."""
    words = lang.citation
    session = rf"(?:ES-|S-)?{ROMAN}"
    special = r"(?:ES|S)-"
    for prefix in words.special_sessions:
        special += "|" + _spaced(prefix) + " ?[–-] ?"
    for prefix in (words.regular_session, *words.special_sessions):
        session += "|" + _spaced(prefix) + r" ?[–-] ?\d+" if prefix else ""
    letter = _letters(lang)
    first = "".join(sorted({prefix[0] for prefix in words.special_sessions}))
    return re.compile(
        rf"(?=[A-Zh\d{first}])(?:"  # nothing else can begin one; most characters are passed over here
        r"(?P<url>https?://[^\s<>«»“”]+)"
        r"|(?<![A-Za-z0-9/.\-])(?:"
        rf"(?P<symbol>{FULL})(?P<second>[–-](?:A|S|E|T|TD|ST|GC|GOV)/[A-Za-z0-9./\-]*[A-Za-z0-9])?"
        r"|(?<!–)(?P<number>"
        r"(?P<dated>\d{1,4}) ?\( ?(?P<year>(?:19|20)\d\d) ?\)"
        rf"|(?P<old>\d{{1,4}})(?: ?(?P<old_letter>{letter}))? ?\( ?(?P<roman>{session}) ?\)"
        rf"|(?P<bare>\d{{2,4}})(?={_NEAR_DATE})"
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
def _letters(lang: Language) -> str:
    """The pattern of a part of a resolution: "M", "A and B", "A to D", or the names of letters."""
    words = lang.citation
    names = sorted(map(re.escape, lang.numbering.letter_names), key=len, reverse=True)
    # A part letter is a capital alone; after it comes neither a letter nor the full stop of an initial.
    one = r"[A-ZАВСЕНКМОРТХ](?!(?:\. ?)?[A-Za-zÀ-ÿА-яЁё]|[\d’/])"
    if names:
        one = rf"(?:{one}|(?:{'|'.join(names)})(?!\w))"
    return rf"{one}(?:(?:{words.link.source}|{words.until.source}){one})*"


@functools.lru_cache(maxsize=32)
def _elision(lang: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may follow a full symbol: another suffix, or another number of the same suffix or segment."""
    words = lang.citation
    link = rf"(?P<link>{words.link.source}|(?P<until>{words.until.source}))"
    return (
        re.compile(rf"{link}(?P<item>(?:Add|Corr|Rev|Amend)\. ?\d+)(?![\w/])"),
        re.compile(rf"{link}(?P<item>\d{{1,3}})(?![\w/%]|[.,]\d| ?[(%])"),
    )


def find(text: str, language: Language, *, organ: Organ = "ga") -> list[Citation]:
    """Return the citations in one paragraph or note, in order, not overlapping.

    `organ` is the organ that issues the document ("its resolution"). A number without a symbol counts only where the
    word for resolution is near it in the same clause; decisions have no symbol and are left alone. A range or an elided
    list ("A/75/1 and Add.1") gives one citation for each printed member; members that are not printed are not invented.
    """
    if not _CITABLE.search(text):
        return []
    folded, positions = fold_with_positions(text)
    if language.script == "Cyrillic":
        folded = _MISTYPED.sub(lambda match: match[0].translate(HOMOGLYPHS), folded)
    tokens = _tokens(folded, language)
    triggers = _triggers(tokens, language)
    found: list[Citation] = []
    for index, token in enumerate(tokens):
        if token.kind == "symbol":
            found += _full(folded, token, tokens, index, language)
        elif token.kind == "number":
            resolution = triggers[index] == "resolution"
            symbol = _number(folded, tokens, index, language, organ) if resolution else None
            if symbol:
                found.append(Citation(token.start, token.end, symbol))
        elif token.kind == "url":
            symbol = Symbol.from_address(token.match[0].rstrip(".,;:)"))
            if symbol:
                found.append(Citation(token.start, token.start + len(token.match[0].rstrip(".,;:)")), symbol))
    if positions is None:
        return found
    return [replace(item, start=positions[item.start], end=positions[item.end - 1] + 1) for item in found]


def _tokens(text: str, lang: Language) -> list[_Token]:
    figures = [_Token(_figure(match), *match.span(), match) for match in _figures(lang).finditer(text)]
    if not any(token.kind == "number" or _is_resolution(token) for token in figures):
        return figures  # no word can change their meaning
    found = list(figures)
    for order, (kind, pattern) in enumerate(_words(lang)):
        found += [_Token(kind, *match.span(), match, order) for match in pattern.finditer(text)]
    found.sort(key=lambda token: (token.start, token.order))
    tokens: list[_Token] = []
    end = 0
    for token in found:
        if token.start >= end:
            tokens.append(token)
            end = token.end
    return tokens


def _figure(match: re.Match[str]) -> str:
    return "symbol" if match["symbol"] else "number" if match["number"] else "url"


def _is_resolution(token: _Token) -> bool:
    """True for A/76/3, which after the word for resolution stands for A/RES/76/3."""
    return token.kind == "symbol" and re.fullmatch(r"A/\d\d/\d{1,3}", token.match["symbol"]) is not None


def _full(text: str, token: _Token, tokens: list[_Token], index: int, lang: Language) -> list[Citation]:
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
        part = re.compile(rf" ?({_letters(lang)})").match(text, end)
        if part:
            symbol, end = replace(symbol, letter=_latin(part[1], lang)), part.end()
    elif index and _is_resolution(token) and _follows(text, tokens[index - 1], token):
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


def _follows(text: str, before: _Token, token: _Token) -> bool:
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


def _latin(letter: str, lang: Language) -> str:
    """Give the part letter in Latin script; a list or range keeps its first and last letter: "A and B", "A to D"."""
    words = lang.citation
    letters = lang.numbering.letter_names
    names = "|".join(["[A-Z]", *sorted(letters, key=len, reverse=True)])
    found: list[str] = []
    for match in re.finditer(names, letter if letters else letter.translate(HOMOGLYPHS)):
        name = match[0]
        found.append(name if name.isascii() else chr(ord("A") + letters.index(name)))
    if len(found) < 2:
        return "".join(found)
    several = len(found) > 2 or words.until.pattern.search(letter)
    return f"{found[0]} {'to' if several else 'and'} {found[-1]}"


def _number(text: str, tokens: list[_Token], index: int, lang: Language, issuing: Organ) -> Symbol | None:
    """Resolve the number of a resolution at `index` from its shape and the words of its clause."""
    token = tokens[index]
    match = token.match
    if match["dated"]:
        # Not "general recommendation No. 39 (2022)": the Council passed number 600 in 1987.
        likely = int(match["dated"]) >= 600 or int(match["year"]) < 1990
        return from_number("sc", match["dated"], match["year"]) if likely else None
    body, named = _organ(text, tokens, index, lang)
    if body == "foreign":
        return None
    if match["bare"]:
        council = body == "security" or (body in {"", "own"} and issuing == "sc")
        return _by_date(text, tokens, index, lang) if council else None
    if match["old"]:
        target = "ecosoc" if body == "ecosoc" or (body in {"", "own"} and issuing == "ecosoc") else "ga"
        return from_number(
            target, match["old"], _session(match["roman"], lang), _part(match["old_letter"], lang)
        )
    if match["special"]:
        number = _special(match["special"], lang) + match["special_number"]
        council = body in {"hrc", "council"} or (body in {"", "own"} and issuing == "hrc")
        target = "hrc" if council and not number.startswith("ES") else "ga"
        return from_number(target, number, "", _part(match["letter"], lang))
    first, second = (int(part) for part in match["plain"].split("/"))
    letter = _part(match["letter"], lang)
    number = f"{first}/{second}"
    if 1946 <= first <= 2100:
        # "its resolution 2013/1" of a commission that is named before the numbers between
        of_another = body == "own" and issuing != "ecosoc" and _named(tokens, index) == "foreign"
        # "the 2025/26 period" is a financial year, whatever resolution is named before it
        of_council = body == "ecosoc" or (body == "own" and issuing == "ecosoc")
        financial = second == (first + 1) % 100 and not of_council
        return None if first < 1978 or of_another or financial else from_number("ecosoc", number, "", letter)
    if not second or not first or first > _LAST_GA:
        return None
    if first < _FIRST_GA:  # no resolution of the Assembly: "its" cannot mean the Assembly either
        if named == "unea":
            return Symbol("UNEP", (f"EA.{first}", f"Res.{second}"))
        return None if named == "foreign" or second > _MOST_HRC else from_number("hrc", number, "", letter)
    if first > _LAST_HRC:
        return from_number("ga", number, "", letter)
    year = _year(text, tokens, index, lang)
    if year:  # the sessions of these numbers lie apart in time: 1976-2008 and 2016-
        return from_number("hrc" if year >= _FIRST_AMBIGUOUS_HRC else "ga", number, "", letter)
    if body == "ecosoc":
        return None  # of a commission, in the report of the Council: those of the Council have a year
    if body in {"", "own"}:
        body = issuing
    return from_number("hrc" if body in {"hrc", "council"} else "ga", number, "", letter)


def _by_date(text: str, tokens: list[_Token], index: int, lang: Language) -> Symbol | None:
    """The resolution of the Security Council whose year stands only in the date behind its number: "resolution 1493 of
    28 July 2003". The number stands directly behind the word for resolution, or behind another number in a list."""
    before, token = tokens[index - 1] if index else None, tokens[index]
    if before is None or before.kind not in {"resolution", "own", "number"}:
        return None
    if before.kind != "number" and text[before.end : token.start].strip():
        return None
    dates = lang.find_dates(text[token.end : token.end + 60])
    return from_number("sc", token.match["bare"], dates[0][2][:4]) if dates and dates[0][0] < 14 else None


def _triggers(tokens: list[_Token], lang: Language) -> list[str]:
    """Return for each token the word of its clause that gives a number its meaning, the nearest before it, or behind it
    where the language puts it there: "resolution", "decision", "other" or ""."""
    backwards = lang.citation.trigger_after
    found: list[str] = []
    last = ""
    for token in reversed(tokens) if backwards else tokens:
        found.append(last)
        if token.kind == "break":
            last = ""
        elif token.kind in {"resolution", "decision", "other"}:
            last = token.kind
        elif token.kind == "own" and lang.citation.own_is_resolution:
            decision = lang.citation.decision.pattern.search(token.match[0])
            last = "decision" if decision else "resolution"
    return found[::-1] if backwards else found


def _organ(text: str, tokens: list[_Token], index: int, lang: Language) -> tuple[str, str]:
    """Return whose number it is, an organ or "own", and the nearest organ named; empty where nothing is said."""
    token = tokens[index]
    if lang.citation.organ_after:
        end = token.end
        for after in tokens[index + 1 : index + _FAR]:
            if after.kind in _ORGANS:
                gap = text[end : after.start]
                if len(gap) <= _NEAR and not re.search(r"[\d,.:،()]", gap):
                    return after.kind, after.kind
                break
            if after.kind != "number":
                break
            end = after.end
    owner: _Token | None = None
    for before in reversed(tokens[max(0, index - _FAR) : index]):
        if before.kind == "own" and not owner:
            owner = before
        elif before.kind in _ORGANS:
            # "its" is that of an organ named just before: "the Human Rights Council, in its resolution 35/17".
            gap = text[before.end : owner.start] if owner else ""
            return (before.kind if len(gap) <= _NEAR and not re.search(r"\d", gap) else "own"), before.kind
        elif before.kind == "break" or (owner and before.kind in {"number", "symbol"}):
            break
    return "own" if owner else "", ""


def _named(tokens: list[_Token], index: int) -> str:
    """Return the last organ that the clause names before a number, or nothing."""
    for before in reversed(tokens[max(0, index - _FAR) : index]):
        if before.kind in _ORGANS:
            return before.kind
        if before.kind == "break":
            break
    return ""


def _year(text: str, tokens: list[_Token], index: int, lang: Language) -> int | None:
    """Return the year of the date that is printed with the number, or with a number in the same list."""
    if lang.citation.trigger_after:
        token = tokens[index]
        before = _DATE_BEFORE.search(text, max(0, token.start - 24), token.start)
        return int(before[1]) if before else None
    end = tokens[index].end
    for token in tokens[index + 1 : index + _FAR]:
        if token.kind != "number" or token.start - end > 8:
            break
        end = token.end
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following and following.kind in _ORGANS and 0 <= following.start - end <= _NEAR:
        end = following.end
    after = _DATE_AFTER.match(text, end)
    return int(after[1]) if after else None


def _part(letter: str | None, lang: Language) -> str:
    return _latin(letter, lang) if letter else ""


def _special(prefix: str, lang: Language) -> str:
    plain = re.sub(r"[\s–-]+", "", prefix)
    if plain in {"S", "ES"}:
        return f"{plain}-"
    return ("S-", "ES-")[lang.citation.special_sessions.index(plain)]


def _session(roman: str, lang: Language) -> str:
    """Give a session in roman numerals: "XXI", "S-VI", also where a language prints its own letters and figures."""
    found = re.fullmatch(r"(?P<prefix>.+?) ?[–-] ?(?P<number>\d+)", roman)
    if not found:
        return roman
    prefix = re.sub(r"\s+", "", found["prefix"])
    specials = lang.citation.special_sessions
    lead = ("S-", "ES-")[specials.index(prefix)] if prefix in specials else ""
    return lead + _roman(int(found["number"]))


def _roman(number: int) -> str:
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[number // 10 % 10] + ones[number % 10]
