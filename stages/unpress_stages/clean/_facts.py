"""What one line shows by itself: how it ends, whether it opens with a number or a verb, how wide it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import Final

from unpress import folding
from unpress.draft import Line, cells
from unpress.enumerator import at_start, is_word, readings
from unpress.folding import fold
from unpress.language import Language, openers
from unpress.part_words import part_word, section_word
from unpress.pattern import late, may_be_eastern
from unpress.record import record

STOPS: Final = tuple(".;:。；：؛!?！？…")
COMMAS: Final = tuple(folding.COMMAS)
ENDS: Final = frozenset(STOPS + COMMAS)
_STOPS: Final = frozenset(STOPS)
_COMMAS: Final = frozenset(COMMAS)
_SENTENCE: Final = frozenset(".。!?！？…؟")
_MARKED: Final = _COMMAS | frozenset(";；؛。")
"""The ends behind which figures can be nothing but the mark of a note."""
CLOSERS: Final = " ”’»\"')）]】》“‘\u00a0"
NEVER_FIRST: Final = frozenset("、，。；：！？）》」』】,;:!?،؛؟%")
"""Marks with which no paragraph begins, and in Chinese print no line."""
_EASTERN: Final = "\u2e80"
_HAN: Final = (("\u3400", "\u9fff"), ("\u2e80", "\u303f"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"))
"""The first and the last of the characters of Chinese print, most of them first."""
_ANY_HAN: Final = late(f"[{''.join(f'{first}-{last}' for first, last in _HAN)}]")
_RIGHT_TO_LEFT: Final = late(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NOT_WESTERN: Final = re.compile(r"[^\x00-\u058f\u2000-\u22ff]")
_SECTION: Final = r"[IVX]{1,5}\.?|[A-Z]\.?|[一二三四五六七八九十]{1,3}"
_TWO_PARTS: Final = late(r"(\d{1,2}[A-Z]?)\.(\d{1,3})")
_TWO_PARTS_LONG: Final = 7
_MISSED: Final = 3
"""How far numbers count on where a table took those between."""
_TEXT: Final = 40
"""Cells of a line that is text, and no cell of a table."""
_NUMBER_ALONE: Final = late(
    r"\d{1,3} ?[.\-–]|\(?[^\W\d_]{1,5}\)|\(\d{1,2}\)|[\u3220-\u3229]|[a-z]\.|[•·▪●–—-]|[’‘'`]\d{1,2}[’‘'´]"
    r"|\(([\u0621-\u064a]) \1\)|[\u0621-\u064a]{3,5}(?: \u0639\u0634\u0631)? ?[-–]"
)
_NUMBERED: Final = re.compile(r"\d{1,3}\.\s|\([a-z]\)\s|[a-z]\)\s|\d{1,3} ?-\s")
_BRACKETED: Final = re.compile(r"\[[^\[\]]{3,80}\]")
"""A line that says something of the text below: "[Original: French]"."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_HEADING: Final = 120
"""Characters of the longest line that is a heading by its words."""
_LABEL: Final = 11
"""Characters of the longest number or enumerator that is a line."""
_LONGEST: Final = 90
"""Characters of the longest line that names a meeting."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_YEARS: Final = (re.compile(r"20\d\d"), re.compile(r"19\d\d"))
"""The same in two: characters known beforehand are found quicker."""


@record
class Facts:
    """What one line shows by itself, looked up once."""

    text: str  # folded, single spaces
    width: float  # right edge in cells, without the spaces that justification put in
    stops: bool  # ends a sentence or an item
    sentence: bool  # ends with a full stop or what is as strong
    comma: bool
    listed: bool  # ends with "; and"
    ended: bool  # one of these: a paragraph can end with this line
    label: tuple[str, int] | None  # the enumerator that it opens with
    bare: bool  # is nothing but the number of a paragraph or the enumerator of an item
    opener: int  # the length of the verb that it opens with
    lower: bool
    capital: bool
    alone: bool  # a heading by its words, a formula, a line of a closing
    bracketed: bool  # "[Original: French]"
    numbered: bool  # opens with the number of a paragraph or the letter of an item
    titled: bool  # opens with a word for a part and its number, and a title behind them: "Article 4 Scope"

    @property
    def first(self) -> int:
        """Cells of its first word, which no line end divides."""
        text = self.text
        if text[:1] >= _EASTERN and han(text):
            return 2
        end = text.find(" ")
        return cells(text if end < 0 else text[:end])


class Whole:
    """The lines of a text as one: what few lines have is asked of all at once. ``texts`` are those of the lines, folded
    and with single spaces."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.text = "\n".join(["", *texts])
        self.dotted = any(
            dots in self.text for dots in ("..", ". .", "…")
        )  # dots may lead to the number of a page

    def at(self, places: Iterable[int]) -> set[int]:
        """The lines that have these places of the text."""
        return {bisect_right(self._starts, place) - 1 for place in places}

    def opened(self, words: str) -> set[int]:
        """The lines that begin with some words."""
        if not words or f"\n{words}" not in self.text:
            return set()
        return {i for i, text in enumerate(self.texts) if text.startswith(words)}

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins, with the line end above it."""
        return list(accumulate([len(text) + 1 for text in self.texts], initial=0))


def facts_of(lines: Sequence[Line], whole: Whole, lang: Language) -> list[Facts]:
    """What each line of a draft shows."""
    words, texts = _words(lang), whole.texts
    dated = whole.at(
        [found.start() for rule in (words.meetings, *_YEARS) for found in rule.finditer(whole.text)]
    )
    meetings = {i for i in dated if len(texts[i]) <= _LONGEST and _meeting(texts[i], words)}
    beside = {near for i in meetings for near in (i - 1, i + 1)}
    script = _Script(whole.text)
    return [
        _facts(line, text, words, script, meeting=i in meetings, beside=i in beside)
        for i, (line, text) in enumerate(zip(lines, texts, strict=True))
    ]


def has_annexes(whole: Whole, lang: Language) -> bool:
    """Whether a line may head what is annexed to a letter."""
    annexes = _words(lang).annexes
    return annexes is not None and annexes.search(whole.text) is not None


class _Words:
    """What the lines of one language are held against, brought together once."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.cased = lang.script in {"Latin", "Cyrillic"}
        self.openers = openers(lang)
        self.opens_small = lang.openers.lower or not self.cased
        self.item_ends = _item_ends(lang)
        self.item_lasts = frozenset(end[-1] for end in self.item_ends)
        self.alone = _alone_pattern(lang)
        self.part = part_word(lang)
        self.meeting = lang.closing.meeting.pattern
        self.meetings = re.compile(rf"\n(?={self.meeting.pattern})")  # at the start of a line
        annex_to = lang.headings.annex_to.source
        self.annexes = re.compile(rf"\n(?:{annex_to})") if annex_to else None

    def stands_alone(self, text: str) -> bool:
        """Whether a line is a heading by its words, the formula, or says how the text was adopted."""
        return len(text) <= _HEADING and self.alone.fullmatch(text) is not None

    def titled(self, text: str) -> bool:
        """Whether a line opens with a word for a part and its number, and goes on with a title."""
        found = self.part.match(text)
        if found is None or not any(c.isnumeric() or c in "IVXL" for c in found.group()):
            return False
        title = text[found.end() :].lstrip(" .:：-–—")
        if self.cased and not title[:1].isupper():
            return False
        return len(title) < len(text) - found.end()


@lru_cache(maxsize=16)
def _words(lang: Language) -> _Words:
    return _Words(lang)


class _Script:
    """What characters a whole text may hold: what it holds nowhere need not be looked for in each of its lines."""

    def __init__(self, text: str) -> None:
        western = text.isascii() or _NOT_WESTERN.search(text) is None
        self.eastern = not western and may_be_eastern(text)
        self.right_to_left = not western and _RIGHT_TO_LEFT.search(text) is not None


def _facts(line: Line, text: str, words: _Words, script: _Script, *, meeting: bool, beside: bool) -> Facts:
    """What a line shows. ``text`` is its text, folded and with single spaces; ``meeting`` says that it names a meeting,
    ``beside`` that a line beside it does."""
    runs, end, last = line.runs, text, text[-1:]
    noted = bool(runs and runs[-1].note)
    if noted or last in CLOSERS or last.isdecimal():
        end = text.rstrip(CLOSERS)
        if noted:  # the mark of a note ends the line
            end = end.rstrip("0123456789").rstrip(CLOSERS)
        elif end[-1:].isdecimal():  # so does one whose note is lost
            unmarked = end.rstrip("0123456789")
            end = unmarked if len(end) - len(unmarked) < 3 and unmarked[-1:] in _MARKED else end
        last = end[-1:]
    stops, comma = last in _STOPS, last in _COMMAS
    listed = last in words.item_lasts and not stops and not comma and end.endswith(words.item_ends)
    first, cased = text[:1], words.cased
    capital = first.isupper()
    word = (capital and text[1:2].islower()) or is_word(text)
    label = None if word else at_start(text)
    bare = len(text) <= _LABEL and is_label(text)
    if label is None and bare and readings(text):
        label = text, len(text)
    lower = cased and not capital and first.islower()
    heads = not lower  # no heading begins with a small letter
    measured = bool(runs and runs[0].size) or (
        script.right_to_left and _RIGHT_TO_LEFT.search(text) is not None
    )
    return Facts(
        text,
        line.width if measured else line.indent + (cells(text) if script.eastern else len(text)),
        stops,
        last in _SENTENCE,
        comma,
        listed,
        stops or comma or listed,
        label,
        bare,
        words.openers.opens(text) if label is None and (capital or words.opens_small) else 0,
        lower,
        capital,
        meeting or (heads and words.stands_alone(text)) or (beside and date_alone(text, words.lang)),
        first == "[" and _BRACKETED.fullmatch(text) is not None,
        not word and _NUMBERED.match(text) is not None,
        (capital or not cased) and words.titled(text),
    )


def _meeting(text: str, words: _Words) -> bool:
    """A meeting, or a meeting and a date in one line."""
    meeting, lang = words.meeting, words.lang
    if meeting.fullmatch(text.rstrip(" " + folding.COMMAS)):
        return True
    if not meeting.search(text):
        return False
    dates = lang.find_dates(text)
    if len(dates) != 1:
        return False
    start, end = dates[0][:2]
    return meeting.fullmatch((text[:start] + text[end:]).strip(" ,،.")) is not None


def _has_year(text: str) -> bool:
    """Whether a line holds the figures of a year, which most lines can be told not to without a pattern."""
    return ("20" in text or "19" in text) and _YEAR.search(text) is not None


def _item_ends(lang: Language) -> tuple[str, ...]:
    """The end of the last but one item of a list: "; and"."""
    return tuple(f"{sign} {word}" for sign in ";,؛；،" for word in lang.typography.item_ends)


def _alone_pattern(lang: Language) -> re.Pattern[str]:
    """Headings by their words, the formula, the line on the adoption: each takes a line of its own."""
    words = lang.headings
    rules = (
        words.annex,
        words.appendix,
        words.article,
        words.rule,
        words.part,
        words.chapter,
        lang.closing.adopted_without_vote,
        lang.formula.rule,
    )
    plain = [re.sub(r"\?P<\w+>", "?:", rule.source) for rule in rules if rule]
    plain += [re.escape(fold(word)) for word in (words.contents, words.business) if word]
    titled = "|".join(re.sub(r"\?P<\w+>", "?:", rule.source) for rule in (words.part, words.chapter) if rule)
    if titled:
        plain.append(rf"(?:{titled}) ?[:：] ?\S.*")
    return re.compile("|".join([_SECTION, *plain, section_word(lang).pattern]))


def han(text: str) -> bool:
    """Whether a text begins with a character of Chinese print."""
    first = text[:1]
    if first >= _EASTERN:
        for low, high in _HAN:
            if low <= first <= high:
                return True
    return False


def han_count(text: str) -> int:
    """How many characters of Chinese print a text holds."""
    return len(_ANY_HAN.findall(text)) if may_be_eastern(text) else 0


def ends(line: Line) -> bool:
    """Whether a line ends a sentence or an item."""
    return line.text.rstrip().endswith(STOPS)


def is_label(text: str) -> bool:
    """Whether a line is nothing but the number of a paragraph or the enumerator of an item."""
    return len(text) <= _LABEL and _NUMBER_ALONE.fullmatch(text) is not None


def numbers_alone(facts: Sequence[Facts], counted: dict[str, int], *, cased: bool) -> dict[int, bool]:
    """The lines that are nothing but the number of a paragraph in two parts ("26.9"), as those of budgets, and whether
    its text follows: a long line does, and they count on, which a figure of a table does not. ``counted`` has the last
    of those before."""
    found: list[tuple[int, str, int, bool]] = []
    known = dict(counted)
    for i, (fact, after) in enumerate(pairwise(facts)):
        number = _TWO_PARTS.fullmatch(fact.text) if len(fact.text) <= _TWO_PARTS_LONG else None
        if number is None:
            continue
        section, n = number[1], int(number[2])
        text = after.width >= _TEXT and after.label is None and (after.capital or not cased)
        step = n - known.get(section, n - 1 if text else n)
        if 0 < step <= (_MISSED if text else 1):
            known[section] = n
            found.append((i, section, n, text))
    sections = Counter(section for _, section, _, text in found if text)
    sure = [one for one in found if sections[one[1]] > 1 or one[1] in counted]
    counted.update({section: n for _, section, n, _ in sure})
    return {i: text for i, _, _, text in sure}


def date_alone(text: str, lang: Language) -> bool:
    """Whether a line is nothing but a date."""
    if len(text) >= 40 or not _has_year(text):
        return False
    dates = lang.find_dates(text)
    return len(dates) == 1 and not _LETTER.search(text[: dates[0][0]] + text[dates[0][1] :])
