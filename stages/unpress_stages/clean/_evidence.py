"""Weigh what can be seen of a line: does a paragraph begin here?

The evidence is how the line before ends, whether it was full, a number or a verb that opens paragraphs, the indent,
the empty space above, upper and lower case. The weights were learned from official texts whose paragraphs are known
(logistic regression over about 100,000 lines, tested on documents left out). How far indents and gaps can be trusted
is measured in each text itself, on the lines whose place is certain.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from unpress.draft import Line
from unpress.enumerator import Enumerator, at_start, readings, successor
from unpress.folding import fold, single_spaced
from unpress.language import Language
from unpress.pattern import late, may_be_eastern
from unpress.record import record
from unpress_stages._headings import part_word, section_word

STOPS: Final = tuple(".;:。；：؛!?！？…")
COMMAS: Final = tuple(",،，")
ENDS: Final = STOPS + COMMAS
_STOPS: Final = frozenset(STOPS)
_COMMAS: Final = frozenset(COMMAS)
_SENTENCE: Final = frozenset(".。!?！？…؟")
CLOSERS: Final = " ”’»\"')）]】》“‘\u00a0"
NEVER_FIRST: Final = tuple("、，。；：！？）》」』】,;:!?،؛؟%")
"""Marks with which no paragraph begins, and in Chinese print no line."""
WHOLE: Final = 200
"""Cells: a text whose lines are longer has a paragraph a line; no line of print is as long."""
_HAN: Final = late(r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_WIDE: Final = late(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]"
)
_RIGHT_TO_LEFT: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_VOTE: Final = 40
"""Lines that a recorded vote takes at most."""
_SECTION: Final = r"[IVX]{1,5}\.?|[A-Z]\.?|[一二三四五六七八九十]{1,3}"
_NUMBER_ALONE: Final = late(
    r"\d{1,3} ?[.\-–]|\(?[^\W\d_]{1,5}\)|\(\d{1,2}\)|[\u3220-\u3229]|[a-z]\.|[•·▪●–—-]|[’‘'`]\d{1,2}[’‘'´]"
    r"|\(([\u0621-\u064a]) \1\)|[\u0621-\u064a]{3,5}(?: \u0639\u0634\u0631)? ?[-–]"
)
_NUMBERED: Final = re.compile(r"\d{1,3}\.\s|\([a-z]\)\s|[a-z]\)\s|\d{1,3} ?-\s")
LEADER: Final = late(r"(?:\.\s?){6,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
"""The dots before the page number in a table of contents."""
_BRACKETED: Final = re.compile(r"\[[^\[\]]{3,80}\]")
"""A line that says something of the text below: "[Original: French]"."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_TITLE: Final = 0.95
"""The part of a full line that no line of a title is wider than."""
_TITLE_FITS: Final = 0.83
"""The part of a full line up to which a word still has room in a title."""
_OTHER_TYPE: Final = 1.15
"""How much larger type is that is not of one paragraph with the other; one face may stand for another at 1.04."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SYMBOL: Final = re.compile(r"[A-Z][A-Z.\d-]*/\S*\d")
"""A symbol of a document at the start of a line."""
_DASHES: Final = "–—"


@record
class Facts:
    """What one line shows by itself, looked up once."""

    text: str  # folded, single spaces
    width: float  # right edge in cells, without the spaces that justification put in
    first: int  # cells of its first word
    stops: bool  # ends a sentence or an item
    sentence: bool  # ends with a full stop or what is as strong
    comma: bool
    listed: bool  # ends with "; and"
    ended: bool  # one of these: a paragraph can end with this line
    label: tuple[str, int] | None  # the enumerator that it opens with
    opener: int  # the length of the verb that it opens with
    lower: bool
    capital: bool
    alone: bool  # a heading by its words, a formula, a line of a closing
    bracketed: bool  # "[Original: French]"
    numbered: bool  # opens with the number of a paragraph or the letter of an item
    titled: bool  # opens with a word for a part and its number, and a title behind them: "Article 4 Scope"


class Reader:
    """Decides for the lines of one draft which of them begin paragraphs."""

    def __init__(self, lines: Sequence[Line], lang: Language) -> None:
        self.lines = lines
        self.lang = lang
        self.cased = lang.script in {"Latin", "Cyrillic"}
        self.weights = CASED if self.cased else UNCASED
        self.texts = [single_spaced(fold(line.text)) for line in lines]
        words = _words(lang)
        meetings = {i for i, text in enumerate(self.texts) if _meeting(text, words)}
        beside = {near for i in meetings for near in (i - 1, i + 1)}
        script = _Script("\n".join(self.texts))
        self.facts = [
            _facts(line, text, words, script, meeting=i in meetings, beside=i in beside)
            for i, (line, text) in enumerate(zip(lines, self.texts, strict=True))
        ]
        quotes = [mark.strip() for mark in lang.typography.quotes[:2]]
        self._pairs = [("(", ")"), *pairwise(quotes)]
        self._loose: list[bool] = []
        self._part = -1  # the last line that names a part
        self.habits = Habits()
        self.levels = Levels()

    def learn(self, head: int) -> None:
        """Measure the habits of the text below its first ``head`` lines."""
        self.habits = _habits(self, head)
        full = 0.8 * self.habits.full
        self._loose = [not f.text.endswith(ENDS) and f.width < full for f in self.facts]

    def begins(self, i: int) -> tuple[bool, list[str]]:
        """Whether line ``i``, not the first, begins a paragraph, and, over a page break, why."""
        before, here = self.facts[i - 1], self.facts[i]
        if is_label(before.text) and self.levels.fit(at_start(f"{before.text} {here.text}")) is not None:
            return False, ["the line before is a number alone"]
        if here.alone or before.alone:
            if before.alone and not before.ended:
                self._part = i - 1
            return True, ["a line that stands alone"]
        if here.bracketed or before.bracketed:
            return True, ["a line in brackets"]
        if here.text.startswith(self.lang.openers.speakers):
            return True, ["the line says who declares"]
        if before.text[-1:].isdecimal() and LEADER.search(before.text):
            return True, ["the line before is an entry of the contents"]
        if self._other_type(i):
            return True, ["type of another size"]
        if here.label is None and not before.sentence and self._is_inside(before.text, here.text):
            return False, ["inside brackets or quotation marks"]
        if not before.stops and self._is_vote(i):
            return False, ["inside a recorded vote"]
        gap = self.lines[i].gap
        if self.habits.full > WHOLE and (before.stops or (gap and (before.ended or not here.lower))):
            return True, ["the lines of this text are paragraphs"]
        title = self._title_ends(i)
        if title is not None:
            return title, ["the title of a part"]
        if self._goes_on(i):
            return False, []
        weights = self.weights
        seen = self.evidence(i)
        score = weights["bias"]
        for name, value in seen.items():
            score += weights.get(name, 0.0) * value
        if self.lines[i].page == self.lines[i - 1].page:
            return score > 0, []
        return score > 0, [f"{name} ({weights.get(name, 0.0) * value:+.1f})" for name, value in seen.items()]

    def _other_type(self, i: int) -> bool:
        """Whether line ``i`` is set in a type of another size than the line before: a heading ends, or begins. The last
        line of a paragraph may be nothing but a raised mark."""
        before, here = self.lines[i - 1].size, self.lines[i].size
        return min(before, here) > 0 and max(before, here) > _OTHER_TYPE * min(before, here)

    def _is_vote(self, i: int) -> bool:
        """Whether line ``i`` stands among the names of a recorded vote, in the brackets that open with it."""
        begun = max(self.levels.begun, 0)
        return (
            self.texts[begun][:1] == "["
            and i - begun < _VOTE
            and self.lang.closing.recorded.match(self.texts[begun]) is not None
            and not any("]" in text for text in self.texts[begun:i])
        )

    def _is_inside(self, before: str, text: str) -> bool:
        """Whether a line closes the brackets or quotation marks that the line before leaves open. Behind a sentence it
        may not: a quotation can have several paragraphs. From right to left tools misplace them: they are weighed."""
        return not self.lang.right_to_left and any(
            before.count(opening) > before.count(closing) and text.count(closing) > text.count(opening)
            for opening, closing in self._pairs
            if closing in text
        )

    def _goes_on(self, i: int) -> bool:
        """Whether line ``i`` goes on what is before it, beyond weighing: a small letter and nothing that opens a
        paragraph, on the same page behind a line that ends in the middle of a sentence and is at least six parts in
        ten full. No other evidence has the weight to speak against all that."""
        before, here = self.facts[i - 1], self.facts[i]
        return (
            self.cased
            and here.lower
            and not before.ended
            and here.label is None
            and not here.opener
            and before.width >= 0.6 * self.habits.full
            and self.lines[i].page == self.lines[i - 1].page
        )

    def _title_ends(self, i: int) -> bool | None:
        """Whether the title of a part ends above line ``i``; nothing where the line before is none of a title.

        The title stands under the line that names the part ("Annex I"), in a narrower column than the text: what
        would have fitted into that, or is wider, belongs to the text.
        """
        begun, full = self.levels.begun, self.habits.full
        if self._part != begun - 1 or not 0 < begun < i or full > WHOLE or i - begun > 3:
            return None
        title, before, here = self.facts[begun:i], self.facts[i - 1], self.facts[i]
        if any(f.width > _TITLE * full or f.comma or f.listed or f.label is not None for f in title):
            return None
        if any(f.stops and not f.text.endswith(":") for f in title) or title[0].lower or title[0].opener:
            return None
        if here.label is not None or here.lower:
            return None
        if here.width > _TITLE * full or before.width + 1 + here.first <= _TITLE_FITS * full:
            return True
        return False if before.stops else None

    def evidence(self, i: int) -> dict[str, float]:
        """What speaks for or against a paragraph that begins at line ``i``; names as in the weights."""
        line, previous, here, before = self.lines[i], self.lines[i - 1], self.facts[i], self.facts[i - 1]
        text, habits = here.text, self.habits
        seen: dict[str, float] = {}
        stops, comma, listed = before.stops, before.comma, before.listed
        seen[
            "after a stop"
            if stops
            else "after a comma"
            if comma
            else "after an item"
            if listed
            else "after no end"
        ] = 1
        ended = before.ended
        fits = None if self._is_dash(i) else self.levels.fit(here.label)
        if fits is not None:
            seen["next number" if fits else "some number"] = 1
            if not ended:
                seen["number after no end"] = 1
        inner = self.levels.numbered and (comma or before.width + 1 + here.first > habits.full)
        opener = here.opener if fits is None and not inner else 0
        if opener:
            seen["opener" if ended else "opener after no end"] = 1
            if comma:
                seen["opener after a comma"] = 1
            if opener > 9 or (not self.cased and opener > 2):
                seen["long opener"] = 1
        elif comma and fits is None and self.lang.right_to_left:
            seen["no opener after a comma"] = 1
        elif here.lower:
            seen["small letter"] = 1
        elif fits is None and (text[:1].isdigit() or _SYMBOL.match(text)):
            seen["figure"] = 1
        elif here.capital and fits is None:
            seen["capital"] = 1
            if not ended:
                seen["capital after no end"] = 1
        if here.titled:
            seen["names a part"] = 1
        elif before.titled and self.levels.begun == i - 1 and not here.lower:
            seen["under the name of a part"] = 1
        if not ended and self.levels.begun == i - 1 and self._goes_on_with_text(before):
            seen["one line of an item"] = 1
        if text[:1] in NEVER_FIRST:
            seen["begins with a stop"] = 1
        if habits.deeper(line):
            seen["indented"] = habits.indented
        else:
            seen["not indented"] = habits.unindented
        if (
            ")" in text
            and text.count(")") > text.count("(")
            and before.text.count("(") > before.text.count(")")
        ):
            seen["inside brackets"] = 1
        elif not ended and before.text.endswith(")"):
            seen["after brackets"] = 1
        if line.page != previous.page:
            seen["page break"] = 1
        elif line.gap > habits.gap:
            seen["space above"] = habits.gapped
        else:
            seen["no space above"] = habits.gapless
        if i + 1 < len(self.facts):
            after = self.facts[i + 1]
            if after.alone or after.numbered or (after.opener and (after.capital or not self.cased)):
                seen["a start follows"] = 1
        if habits.full:
            self._room(i, seen)
        if self.levels.begun == i - 1:
            seen["one line before"] = 1
            if not ended:
                seen["one line before, no end"] = 1
        return seen

    def _is_dash(self, i: int) -> bool:
        """Whether the dash that line ``i`` opens with is a mark of the sentence, not of an item."""
        label = self.facts[i].label
        if label is None or label[0] not in _DASHES or self.facts[i - 1].stops:
            return False
        return not any(e.style == "bullet" for e in self.levels.open)

    def _goes_on_with_text(self, fact: Facts) -> bool:
        """Whether behind the enumerator of a line stands text, and no title: it is the letter of an item, or a verb
        follows that opens paragraphs."""
        if fact.label is None:
            return False
        label, end = fact.label
        return label.endswith(")") or self.lang.opener(fact.text[end:]) > 0

    def _room(self, i: int, seen: dict[str, float]) -> None:
        """How full the line before is, and whether the lines around are short."""
        here, before, full = self.facts[i], self.facts[i - 1], self.habits.full
        room = (full - before.width) / full
        spare = room - (1 + here.first) / full
        seen["room"] = min(max(room, -0.2), 1.0)
        if room > 0.4:
            seen["short before"] = 1
            if not before.ended:
                seen["short before no end"] = 1
        if spare > 0.1:
            seen["would have fitted"] = 1
        elif spare < 0:
            seen["would not have fitted"] = 1
        plain = here.label is None and not here.opener and not here.titled
        if spare < 0.02 and plain and before.sentence and before.stops:
            seen["full line before"] = self.habits.marked
        if here.width < 0.6 * full and not here.text.endswith(ENDS) and not here.lower:
            seen["short without end"] = 1
            if "a start follows" in seen and before.ended and here.label is None:
                seen["short above a start"] = 1
        loose = self._loose[max(i - 4, 0) : i + 5].count(True)
        if loose > 3:
            seen["among short lines"] = loose / 9
            if not before.ended and not here.lower:
                seen["among short lines, no end"] = loose / 9

    def fitted(self, i: int) -> bool:
        """Whether the first word of a line would have had room on the line before, and is none of a sentence or title
        that goes on."""
        if self.cased and self.facts[i].lower and not self.facts[i - 1].stops:
            return False
        widths = sorted(fact.width for fact in self.facts)
        full = min(widths[-1], 1.1 * widths[int(len(widths) * 0.9)])
        return self.facts[i - 1].width + 1 + self.facts[i].first < 0.92 * full


class _Words:
    """What the lines of one language are held against, brought together once."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.cased = lang.script in {"Latin", "Cyrillic"}
        self.item_ends = _item_ends(lang)
        self.alone = _alone_pattern(lang)
        self.section = section_word(lang)
        self.part = part_word(lang)
        self.meeting = lang.closing.meeting.pattern if lang.closing.meeting else re.compile("(?!)")

    def stands_alone(self, text: str) -> bool:
        """Whether a line is a heading by its words, the formula, or says how the text was adopted."""
        if self.alone.fullmatch(text) is not None:
            return True
        return len(text) < 24 and self.section.fullmatch(text) is not None

    def titled(self, text: str) -> bool:
        """Whether a line opens with a word for a part and its number, and goes on with a title."""
        found = self.part.match(text)
        if found is None or not any(c.isdigit() or c in "IVXL" for c in found.group()):
            return False
        title = text[found.end() :].lstrip(" .:：-–—")
        if self.cased and not (text[0].isupper() and title[:1].isupper()):
            return False
        return len(title) < len(text) - found.end()


@lru_cache(maxsize=16)
def _words(lang: Language) -> _Words:
    return _Words(lang)


class _Script:
    """What characters a whole text may hold: what it holds nowhere need not be looked for in each of its lines."""

    def __init__(self, text: str) -> None:
        self.eastern = may_be_eastern(text)
        self.right_to_left = not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def _facts(line: Line, text: str, words: _Words, script: _Script, *, meeting: bool, beside: bool) -> Facts:
    """What a line shows. ``text`` is its text, folded and with single spaces; ``meeting`` says that it names a meeting,
    ``beside`` that a line beside it does."""
    runs = line.runs
    end = text.rstrip(CLOSERS)
    if runs and runs[-1].note:  # the mark of a note ends the line
        end = end.rstrip("0123456789").rstrip(CLOSERS)
    last = end[-1:]
    stops, comma = last in _STOPS, last in _COMMAS
    listed = not stops and not comma and end.endswith(words.item_ends)
    label = at_start(text) or ((text, len(text)) if is_label(text) and readings(text) else None)
    lang, cased, short = words.lang, words.cased, len(text) <= 120
    first = text[:1]
    capital, lower = first.isupper(), cased and first.islower()
    may_open = label is None and (capital or not cased or lang.openers.lower)
    cells = _cells(text) if script.eastern else len(text)
    measured = bool(runs and runs[0].size) or (
        script.right_to_left and _RIGHT_TO_LEFT.search(text) is not None
    )
    return Facts(
        text,
        line.width if measured else line.indent + cells,
        _first_word(text, cells),
        stops,
        last in _SENTENCE,
        comma,
        listed,
        stops or comma or listed,
        label,
        lang.opener(text) if may_open else 0,
        lower,
        capital,
        meeting or (short and (words.stands_alone(text) or (beside and date_alone(text, lang)))),
        first == "[" and _BRACKETED.fullmatch(text) is not None,
        _NUMBERED.match(text) is not None,
        words.titled(text),
    )


def _meeting(text: str, words: _Words) -> bool:
    """A meeting, or a meeting and a date in one line."""
    meeting, lang = words.meeting, words.lang
    if len(text) > 90:
        return False
    if meeting.fullmatch(text):
        return True
    if not _has_year(text) or not meeting.search(text):
        return False
    return any(
        (meeting.fullmatch(text[: gap.start()]) and date_alone(text[gap.end() :], lang))
        or (date_alone(text[: gap.start()], lang) and meeting.fullmatch(text[gap.end() :]))
        for gap in re.finditer(" ", text)
    )


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
    titled = "|".join(re.sub(r"\?P<\w+>", "?:", rule.source) for rule in (words.part, words.chapter) if rule)
    if titled:
        plain.append(rf"(?:{titled}) ?[:：] ?\S.*")
    return re.compile("|".join([_SECTION, *plain]))


def _cells(text: str) -> int:
    return len(text) + len(_WIDE.findall(text)) if may_be_eastern(text) else len(text)


def han(text: str) -> bool:
    """Whether a text begins with a character of Chinese print."""
    return text[:1] >= "\u2e80" and _HAN.match(text) is not None


def han_count(text: str) -> int:
    """How many characters of Chinese print a text holds."""
    return len(_HAN.findall(text)) if may_be_eastern(text) else 0


def _first_word(text: str, cells: int) -> int:
    """Cells of what cannot be broken at the start of a line of so many cells."""
    if han(text):
        return 2
    end = text.find(" ")
    if end < 0:
        return cells
    return end if cells == len(text) else _cells(text[:end])


def is_label(text: str) -> bool:
    """Whether a line is nothing but the number of a paragraph or the enumerator of an item."""
    return len(text) <= 11 and _NUMBER_ALONE.fullmatch(text) is not None


def date_alone(text: str, lang: Language) -> bool:
    """Whether a line is nothing but a date."""
    if len(text) >= 40 or not _has_year(text):
        return False
    dates = lang.find_dates(text)
    return len(dates) == 1 and not _LETTER.search(text[: dates[0][0]] + text[dates[0][1] :])


# ------------------------------------------------------------------------------------------------- habits


class Habits:
    """How far indents, gaps and marks (a number, a verb, a word for a part) tell paragraphs apart in a text, from 0
    to 1, and the width of a full line."""

    def __init__(self) -> None:
        self.full = 0.0
        self.marked = 1.0
        self.base: dict[int, float] = {}
        self.indented = self.unindented = self.gapped = self.gapless = self.gap = 0.0

    def deeper(self, line: Line) -> bool:
        """Whether a line is indented on its page."""
        return line.indent > self.base.get(line.page, 0.0) + 0.5


def _full(widths: Sequence[float]) -> float:
    """The width of a full line, from all widths in order: nine lines in ten of prose are no wider. In a text that is
    mostly a list of names full lines are few and wider by far, but as wide as each other."""
    if not widths:
        return 0.0
    most = widths[int(len(widths) * 0.9)]
    few = max(4, len(widths) // 25)
    alike = [w for least, w in zip(widths, widths[few - 1 :], strict=False) if least >= 0.85 * w]
    return max(most, 0.9 * alike[-1]) if alike and alike[-1] <= WHOLE else most


def _habits(reader: Reader, head: int) -> Habits:
    lines, facts = reader.lines, reader.facts
    habits = Habits()
    widths = sorted(fact.width for fact in facts[head:])
    habits.full = _full(widths)
    indents: dict[int, Counter[float]] = defaultdict(Counter)
    for (page, indent), times in Counter([(line.page, line.indent) for line in lines[head:]]).items():
        indents[page][indent] = times
    habits.base = {page: counts.most_common(1)[0][0] for page, counts in indents.items()}
    if (
        len({line.indent for line in lines}) <= 2 and lines
    ):  # one step of indent: the base is the same everywhere
        habits.base = dict.fromkeys(habits.base, min(line.indent for line in lines))
    below = range(max(head, 1), len(lines))
    sure = [i for i in below if _sure_start(reader, i)]
    inner = [i for i in below if _sure_inside(reader, i, habits.full)]
    habits.marked = _marked(reader, below, habits.full)
    if len(sure) < 2 or len(inner) < 2:
        return habits
    deep = sum(habits.deeper(lines[i]) for i in sure) / len(sure)
    flat = sum(not habits.deeper(lines[i]) for i in inner) / len(inner)
    habits.indented = max(0.0, (flat - 0.5) * 2) if deep > 0.3 else 0.0
    habits.unindented = max(0.0, (deep - 0.5) * 2)
    same = [i for i in sure if lines[i].page == lines[i - 1].page]
    within = [i for i in inner if lines[i].page == lines[i - 1].page]
    if same and within:
        habits.gap = Counter(lines[i].gap for i in within).most_common(1)[0][0]
        wide = sum(lines[i].gap > habits.gap for i in same) / len(same)
        tight = sum(lines[i].gap <= habits.gap for i in within) / len(within)
        habits.gapped = max(0.0, (tight - 0.5) * 2) if wide > 0.3 else 0.0
        habits.gapless = max(0.0, (wide - 0.5) * 2)
    return habits


def _marked(reader: Reader, below: Sequence[int], full: float) -> float:
    """The share of paragraphs that begin with a mark, of those behind a sentence that ends in a short line."""
    facts = reader.facts
    behind = [facts[i] for i in below if facts[i - 1].sentence and facts[i - 1].width < 0.8 * full]
    marked = sum(f.label is not None or f.opener > 0 or f.alone or f.titled for f in behind)
    return marked / len(behind) if behind else 1.0


def _sure_start(reader: Reader, i: int) -> bool:
    here, before = reader.facts[i], reader.facts[i - 1]
    if not here.opener and not here.numbered:
        return False
    return before.text.rstrip(CLOSERS + "0123456789").endswith(ENDS)


def _sure_inside(reader: Reader, i: int, full: float) -> bool:
    """In the middle of a paragraph: the line before is full and ends in the middle of a sentence."""
    here, before = reader.facts[i], reader.facts[i - 1]
    if before.width <= 0.8 * full or (reader.cased and not here.lower):
        return False
    last = before.text.rstrip(CLOSERS)[-1:]
    return bool(last) and last not in ENDS


# ------------------------------------------------------------------------------------------------- numbers


_DEEPEST: Final = 64
"""How many levels are followed besides the first: numbers that begin anew again and again open one each time."""


class Levels:
    """The enumerators seen so far, innermost last: tells whether a label goes on one of them or opens a level."""

    def __init__(self) -> None:
        self.open: list[Enumerator] = []
        self.held: list[Enumerator] = []  # the number above a heading: in some texts numbers go on under it
        self.begun = -1

    @property
    def numbered(self) -> bool:
        """Whether the paragraphs of this part are numbered: then a verb behind a comma, or behind a full line, goes on
        a sentence or paragraph."""
        return bool(self.open) and self.open[0].style == "decimal"

    def fit(self, label: tuple[str, int] | None) -> bool | None:
        """True for an enumerator that fits the sequence, False for another, None for none."""
        return None if label is None else self._place(label[0]) is not None

    def enter(self, label: tuple[str, int] | None, i: int, *, heading: bool = False) -> None:
        """Take note of line ``i``, which begins a paragraph, and of its enumerator; numbers end at a heading."""
        self.begun = i
        if heading and label is None:
            self.held = self.open[:1] or self.held
            self.open = []
        if label is None:
            return
        place = self._place(label[0])
        known = readings(label[0])
        if place is not None:
            depth, enumerator = place
            self.open[depth:] = [enumerator]
        elif known:
            same = [
                d for d, e in enumerate(self.open) if e.style == known[0].style and e.after == known[0].after
            ]
            self.open[same[-1] if same else len(self.open) :] = [known[0]]
        del self.open[1:-_DEEPEST]

    def _place(self, label: str) -> tuple[int, Enumerator] | None:
        for depth in range(len(self.open) - 1, -1, -1):
            following = successor(self.open[depth], label)
            if following is not None:
                return depth, following
        for held in self.held:
            following = successor(held, label)
            if following is not None:
                return 0, following
        for reading in readings(label):
            if reading.ordinal == 1 or reading.style == "bullet":
                return len(self.open), reading
        return None


# ------------------------------------------------------------------------------------------------- weights

CASED: Final[dict[str, float]] = {
    "next number": 5.01,
    "begins with a stop": -4.0,
    "figure": -4.03,
    "after no end": -3.58,
    "under the name of a part": 4.0,
    "opener after a comma": 3.24,
    "bias": -3.01,
    "names a part": 3.0,
    "after a stop": 2.97,
    "one line of an item": -2.5,
    "no space above": -2.23,
    "opener": 2.23,
    "would have fitted": 2.19,
    "one line before, no end": 2.16,
    "short before no end": 2.12,
    "not indented": -2.1,
    "small letter": -2.06,
    "some number": 2.04,
    "short without end": 2.0,
    "short above a start": 2.0,
    "indented": 1.88,
    "among short lines, no end": 1.73,
    "number after no end": 1.73,
    "after an item": -1.24,
    "full line before": -1.2,
    "capital after no end": 1.1,
    "opener after no end": 0.91,
    "page break": 0.79,
    "short before": 0.67,
    "capital": 0.64,
    "long opener": 0.6,
    "would not have fitted": -0.58,
    "among short lines": 0.46,
    "after a comma": -0.21,
    "one line before": -0.21,
    "a start follows": 0.1,
    "room": 0.08,
    "space above": 0.05,
}
UNCASED: Final[dict[str, float]] = {
    "begins with a stop": -4.0,
    "inside brackets": -4.0,
    "after brackets": 1.5,
    "full line before": -1.5,
    "after no end": -3.61,
    "next number": 3.16,
    "after a stop": 2.69,
    "would have fitted": 2.57,
    "bias": -2.4,
    "short above a start": 2.0,
    "under the name of a part": 2.0,
    "capital": 2.19,
    "capital after no end": 2.19,
    "opener after a comma": 2.03,
    "room": 1.77,
    "indented": 1.41,
    "short before no end": 1.37,
    "one line before, no end": 1.31,
    "short before": 1.12,
    "no opener after a comma": -1.5,
    "not indented": -1.01,
    "among short lines": 0.97,
    "figure": -0.94,
    "some number": -0.85,
    "opener": 0.84,
    "among short lines, no end": 0.53,
    "would not have fitted": -0.5,
    "opener after no end": 0.42,
    "after a comma": 0.32,
    "page break": 0.3,
    "long opener": 0.28,
    "number after no end": 0.27,
    "small letter": 0.26,
    "one line before": 0.09,
    "short without end": -0.08,
    "a start follows": 0.06,
    "no space above": 0.0,
    "space above": 0.0,
}
