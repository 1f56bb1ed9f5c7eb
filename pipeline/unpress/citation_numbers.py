"""Which resolution a printed number means: whose it is, by its shape and by the words of its clause."""

from __future__ import annotations

import re

from unpress.citation_tokens import Token
from unpress.language import Language
from unpress.numerals import roman as roman_numeral
from unpress.pattern import late
from unpress.symbol import HOMOGLYPHS, Organ, Symbol, from_number

_ORGANS = frozenset({"ga", "council", "ecosoc", "hrc", "unea", "foreign", "security"})
_FIRST_GA = 31  # sessions of this form of number: A/RES/31/1 (1976) ...
_LAST_HRC = 62  # ... and up to which one a number without a date may be one of the Human Rights Council
_LAST_GA = 199
_MOST_HRC = 99  # resolutions in one session of the Council; it has never come near
_GA_YEAR = 1945  # and its number: when a session of the Assembly begins
_HRC_YEAR = (
    2005  # and a third of its number: when one of the Council begins, the 30th in 2015, the 60th in 2025
)
_HRC_SESSIONS = 3  # in a year
_DATE_AFTER = late(r"[^\d;.]{0,24}\d{1,2}[^\d;.]{1,28}((?:19|20)\d\d)(?!\d)")
_DATE_BEFORE = late(r"((?:19|20)\d\d)[^\d]{1,3}\d{1,2}[^\d]{1,3}\d{1,2}[^\d,;:，；：、]{1,6}$")
_FIRST_WORD = late(r"(?:^|[.;:]\s)\W*(?:\d{1,3}\. ?)?[^\W\d_]{1,4} $")
"""What stands before the possessive of a sentence that begins with it: "1. In ", "Dans "."""
_FAR = 200  # numbers and words between a number and what tells whose it is: the longest list, and more
_NEAR = 18  # characters between a number and the name of its organ: "de la part de l’"


def part_letter(letter: str, lang: Language) -> str:
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


def symbol_of(text: str, tokens: list[Token], index: int, lang: Language, issuing: Organ) -> Symbol | None:
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
        of_another = body == "own" and issuing != "ecosoc" and named == "foreign"
        # "the 2025/26 period" is a financial year, whatever resolution is named before it
        of_council = body == "ecosoc" or (body == "own" and issuing == "ecosoc")
        financial = second == (first + 1) % 100 and not of_council
        return None if first < 1978 or of_another or financial else from_number("ecosoc", number, "", letter)
    if not second or not first or first > _LAST_GA:
        return None
    if first < _FIRST_GA:  # no resolution of the Assembly: "its" cannot mean the Assembly either
        other = "" if body == "own" and issuing == "hrc" else named
        if other == "unea":
            return Symbol("UNEP", (f"EA.{first}", f"Res.{second}"))
        return None if other == "foreign" or second > _MOST_HRC else from_number("hrc", number, "", letter)
    year = _year(text, tokens, index, lang)
    if first > _LAST_HRC and (not year or body == "ga"):
        return from_number("ga", number, "", letter)
    if year:  # the sessions of one number lie apart in time: the 31st 1976 and 2016, the 63rd 2008 and 2026
        council = abs(year - _HRC_YEAR - first // _HRC_SESSIONS) < abs(year - _GA_YEAR - first)
        return from_number("hrc" if council else "ga", number, "", letter)
    if body == "ecosoc":
        return None  # of a commission, in the report of the Council: those of the Council have a year
    if body == "own" and issuing == "ecosoc":
        return None  # of the commission that issues the document
    if body in {"", "own"}:
        body = issuing
    return from_number("hrc" if body in {"hrc", "council"} else "ga", number, "", letter)


def _by_date(text: str, tokens: list[Token], index: int, lang: Language) -> Symbol | None:
    """The resolution of the Security Council whose year stands only in the date with its number: "resolution 1493 of
    28 July 2003". The number stands directly behind the word for resolution, or behind another number in a list."""
    if lang.citation.trigger_after:
        year = _year(text, tokens, index, lang)
        return from_number("sc", tokens[index].match["bare"], str(year)) if year else None
    before, token = tokens[index - 1] if index else None, tokens[index]
    if before is None or before.kind not in {"resolution", "own", "number"}:
        return None
    if before.kind != "number" and text[before.end : token.start].strip():
        return None
    dates = lang.find_dates(text[token.end : token.end + 60])
    return from_number("sc", token.match["bare"], dates[0][2][:4]) if dates and dates[0][0] < 14 else None


def triggers(tokens: list[Token], lang: Language) -> list[str]:
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


def _organ(text: str, tokens: list[Token], index: int, lang: Language) -> tuple[str, str]:
    """Return whose number it is, an organ or "own", and the nearest organ named; empty where nothing is said."""
    token = tokens[index]
    if lang.citation.organ_after:
        end = token.end
        for after in tokens[index + 1 : index + _FAR]:
            if after.kind in _ORGANS:
                gap = text[end : after.start]
                joined = lang.citation.link.pattern.match(
                    gap
                )  # "and the Council in its resolution": another's
                if len(gap) <= _NEAR and not joined and not re.search(r"[\d,.:،()]", gap):
                    return after.kind, after.kind
                break
            if after.kind != "number":
                break
            end = after.end
    owner: Token | None = None
    for before in reversed(tokens[max(0, index - _FAR) : index]):
        if before.kind == "own" and not owner:
            owner = before
        elif before.kind in _ORGANS:
            # "its" is that of an organ named just before: "the Human Rights Council, in its resolution 35/17".
            gap = text[before.end : owner.start] if owner else ""
            return (before.kind if len(gap) <= _NEAR and not re.search(r"\d", gap) else "own"), before.kind
        elif before.kind == "break":
            break
    if owner is None:
        return "", ""
    told = _said_behind(text, tokens, index, owner)
    return told or "own", told


def _said_behind(text: str, tokens: list[Token], index: int, owner: Token) -> str:
    """The organ that the possessive of a sentence's first words means: "In its resolution 45/10 of 5 March 2002, the
    Commission on ...". Empty where the number does not stand there, or no organ directly behind it."""
    if _FIRST_WORD.search(text, max(0, owner.start - _NEAR), owner.start) is None:
        return ""
    end = tokens[index].end
    for after in tokens[index + 1 : index + _FAR]:
        if after.kind in _ORGANS:
            gap = text[end : after.start]
            date = _DATE_AFTER.match(gap)
            gap = gap[date.end() :] if date is not None else gap
            return after.kind if len(gap) <= _NEAR and not re.search(r"\d", gap) else ""
        if after.kind != "number":
            break
        end = after.end
    return ""


def _year(text: str, tokens: list[Token], index: int, lang: Language) -> int | None:
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
    return part_letter(letter, lang) if letter else ""


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
    return lead + roman_numeral(int(found["number"])).upper()
