"""Weigh what can be seen of a line: does a paragraph begin here?

The evidence is how the line before ends, whether it was full, a number or a verb that opens paragraphs, the indent,
the empty space above, upper and lower case. The weights were learned from official texts whose paragraphs are known
(logistic regression over about 100,000 lines, tested on documents left out). How far indents and gaps can be trusted
is measured in each text itself, on the lines whose place is certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from unpress.draft import Line
from unpress.enumerator import at_start, readings, successor
from unpress.folding import fold, fold_line
from unpress.language import Language, openers
from unpress.pattern import late
from unpress_stages._front import cites, heads_item, names
from unpress_stages._opening import is_led
from unpress_stages.clean._breadth import breadth
from unpress_stages.clean._by_words import annexed, quoted, signatures
from unpress_stages.clean._facts import (
    ENDS,
    NEVER_FIRST,
    STOPS,
    Facts,
    Whole,
    facts_of,
    has_annexes,
    numbers_alone,
)
from unpress_stages.clean._habits import WHOLE, Habits, first_breadth, habits_of, leads
from unpress_stages.clean._levels import Levels
from unpress_stages.clean._running import running
from unpress_stages.clean._weights import CASED, UNCASED

_VOTE: Final = 40
"""Lines that a recorded vote takes at most."""
_TITLE: Final = 0.95
"""The part of a full line that no line of a title is wider than."""
_TITLE_FITS: Final = 0.83
"""The part of a full line up to which a word still has room in a title."""
_QUOTED: Final = 0.95
"""The part of a full line up to which a quotation that a colon announces would have begun in it."""
_AGAIN: Final = 3
"""Lines of a heading that says what an item of the agenda says, at most."""
_STOPS: Final = frozenset(STOPS)
_OTHER_TYPE: Final = 1.15
"""How much larger type is that is not of one paragraph with the other; one face may stand for another at 1.04."""
_SYMBOL: Final = re.compile(r"[A-Z][A-Z.\d-]*/\S*\d")
"""A symbol of a document at the start of a line."""
_DASHES: Final = "–—"
_INSIDE: Final = late(r"[:;,،؛：；] ?(?:[^\W\d_]{1,3} )?(?P<label>\((?:[^\W\d_]{1,4}|\d{1,2})\)) ")
"""An enumerator amid a sentence: "by: (i) wells, and (ii) springs"."""


class Reader:
    """Decides for the lines of one draft which of them begin paragraphs."""

    def __init__(self, lines: Sequence[Line], lang: Language, counted: dict[str, int] | None = None) -> None:
        """``counted`` are the last numbers of paragraphs such as 26.9 in the lines before, "26" to 9; it is kept."""
        self.lines = lines
        self.lang = lang
        self.cased = lang.script in {"Latin", "Cyrillic"}
        self.weights = CASED if self.cased else UNCASED
        self.texts = [fold_line(line.text) for line in lines]
        self._openers = openers(lang)
        self._whole = Whole(self.texts)
        self.facts = facts_of(lines, self._whole, lang)
        quotes = [mark.strip() for mark in lang.typography.quotes[:2]]
        self._pairs = [] if lang.right_to_left else [("(", ")"), *pairwise(quotes)]
        self._quotation = quotes if len({*quotes}) == 2 and not lang.right_to_left else ("", "")
        self._numbers = numbers_alone(self.facts, {} if counted is None else counted, cased=self.cased)
        self._loose: list[bool] = []
        self._part = -1  # the last line that names a part
        self._corrects = False  # what is above the text says that it is a corrigendum
        self._apart = self._on = self._amid = frozenset[int]()
        self._annexes = has_annexes(self._whole, lang)
        self.habits = Habits()
        self.levels = Levels()

    def learn(self, head: int) -> None:
        """Measure the habits of the text below its first ``head`` lines."""
        dotted = self._whole.dotted
        self.habits = habits_of(self.lines, self.facts, head, cased=self.cased, dotted=dotted)
        corrigendum = fold(self.lang.headings.corrigendum).casefold()
        self._corrects = any(text.casefold() == corrigendum for text in self.texts[:head])
        full = 0.8 * self.habits.full
        self._loose = [f.width < full and f.text[-1:] not in ENDS for f in self.facts]
        self._apart = self._told_apart()
        told = self._annexes or self._corrects or dotted or self.habits.whole or self.habits.mixed
        self._on, amid = running(self.lines, self.facts, self.habits.full, cased=self.cased)
        self._amid = frozenset[int]() if told else amid - self._apart - self._numbers.keys()

    def begins(self, i: int) -> tuple[bool, list[str]]:
        """Whether line ``i``, not the first, begins a paragraph, and, over a page break, why."""
        if i in self._on or (i in self._amid and self._is_amid(i)):
            return False, []
        told = self._told_by_kind(i)
        if told is None and self._is_opened(i):
            return False, []
        told = told or self._told_inside(i) or self._told_by_habit(i)
        return self._weighed(i) if told is None else (told[0], [told[1]])

    def _is_amid(self, i: int) -> bool:
        """Whether the paragraph before line ``i`` has two lines, and is neither a title nor an entry said again."""
        begun = self.levels.begun
        if i - begun > _AGAIN:
            return True
        return begun < i - 1 and self._part != begun - 1 and self.facts[begun].label is None

    def _told_by_kind(self, i: int) -> tuple[bool, str] | None:
        """What the kinds of the two lines tell: a number alone, a heading, a line in brackets, another type."""
        before, here = self.facts[i - 1], self.facts[i]
        if i in self._numbers or i - 1 in self._numbers:
            begins = i in self._numbers or not self._numbers[i - 1]
            return begins, "the number of a paragraph alone"
        if before.bare and self.levels.fit(at_start(f"{before.text} {here.text}")) is not None:
            return False, "the line before is a number alone"
        if before.stops and self.levels.fit(here.label):
            return True, "the next number behind a stop"
        if i in self._apart:
            if before.alone and not before.ended:
                self._part = i - 1
            return True, "a line of a kind that stands apart"
        if self._quotes(i):
            return True, "a paragraph of a quotation begins, or ended"
        if self._annexes:
            annex = annexed(self.facts, i, self.levels.begun, self.lang, self.habits.full)
            if annex is not None:
                return annex, "the heading of what is annexed to a letter"
        if before.ended and not here.ended and heads_item(here.text, self.lang) and self._capital_below(i):
            return True, "an item of the agenda"
        if self.levels.begun == i - 1 and here.capital and heads_item(before.text, self.lang):
            return True, "behind an item of the agenda"
        if before.text[-1:] == ")" and cites(before.text) > 0 and self._names(here.text):
            return True, "a document behind the symbol of another"
        if self._corrects and self._corrected(i):
            return True, "what a corrigendum corrects"
        if self._says_again(i):
            return True, "behind what an item above says"
        if self._whole.dotted:
            if is_led(before.text):
                return True, "the line before is an entry of the contents"
            if not here.text[:1].isdecimal() and leads(before.text) and before.text[-1] in ".)":
                return True, "dots lead on in the line before"
        if self.lines[i - 1].size != self.lines[i].size and self._other_type(i):
            return True, "type of another size"
        if before.ended and self._is_bold(i) and not self._is_bold(i - 1):
            return True, "a line in bold type below one that is not"
        return None

    def _told_inside(self, i: int) -> tuple[bool, str] | None:
        """What a line tells that stands inside something begun before: brackets, a vote, a list in a sentence."""
        before, here = self.facts[i - 1], self.facts[i]
        if here.label is None and before.text.endswith(":") and self._stands_whole(before.text, here.text):
            return False, "the same words stand in one line elsewhere"
        if here.label is None and not before.sentence and self._is_inside(before.text, here.text):
            return False, "inside brackets or quotation marks"
        if not before.stops and self._is_vote(i):
            return False, "inside a recorded vote"
        if not self.cased and self._is_broken_at_mark(i):
            return False, "the mark of a note broke the line"
        if self._counts_inside(i):
            return False, "the number before it stands in the running text"
        return None

    def _told_by_habit(self, i: int) -> tuple[bool, str] | None:
        """What this text tells where it has one habit throughout: space above paragraphs, a line a paragraph; and the
        title of a part."""
        before, here = self.facts[i - 1], self.facts[i]
        gap = self.lines[i].gap
        if self.habits.whole and gap <= self.habits.tight:
            return False, "no space above, where paragraphs have one"
        if (self.habits.whole or (self.habits.mixed and before.width > WHOLE)) and (
            before.ended
            or here.capital
            or ((gap or not self.cased) and not here.lower)
            or _is_shouted(before.text, here.text)
        ):
            return True, "the lines of this text are paragraphs"
        if self.lines[i].page != self.lines[i - 1].page and self._is_indented(i):
            return True, "indented as first lines are"
        if not self.habits.measured and gap > self.habits.gap and before.ended and not here.lower:
            return True, "a space behind what ends, in a short text"
        title = self._title_ends(i)
        return None if title is None else (title, "the title of a part")

    def _is_indented(self, i: int) -> bool:
        """Whether line ``i`` is indented as a first line alone can be: above one that is known to go on with it, or
        where no line that is known to go on is."""
        line, after = self.lines[i], self.lines[i + 1] if i + 1 < len(self.lines) else None
        if after is not None and after.starts is False and after.page == line.page:
            return line.indent > after.indent + 0.5
        return self.habits.exact and self.habits.deeper(line)

    def _weighed(self, i: int) -> tuple[bool, list[str]]:
        """What all evidence together tells."""
        weights = self.weights
        seen = self.evidence(i)
        score = sum([weights.get(name, 0.0) * value for name, value in seen.items()], weights["bias"])
        if self.lines[i].page == self.lines[i - 1].page:
            return score > 0, []
        return score > 0, [f"{name} ({weights.get(name, 0.0) * value:+.1f})" for name, value in seen.items()]

    def _is_broken_at_mark(self, i: int) -> bool:
        """Whether the line before ends in mid-sentence with the mark of a note, and this one, which opens with none of
        what paragraphs open with, had room in it."""
        before, here, runs = self.facts[i - 1], self.facts[i], self.lines[i - 1].runs
        return (
            bool(runs and runs[-1].note)
            and not (before.ended or before.label or here.label or here.opener)
            and before.width + here.width <= self.habits.full
        )

    def _names(self, text: str) -> bool:
        """Whether a line names a document, with its symbol or without."""
        end = cites(text)
        return names(text[:end] if end > 0 else text, self.lang)

    def _corrected(self, i: int) -> bool:
        """Whether line ``i`` of a corrigendum says what is corrected, or stands below a line that does."""
        before, rule = self.facts[i - 1], self.lang.headings.corrected
        if rule.fullmatch(self.texts[i]):
            return not self.facts[i].ended
        return self.levels.begun == i - 1 and not before.ended and rule.fullmatch(before.text) is not None

    def _says_again(self, i: int) -> bool:
        """Whether the paragraph before line ``i`` says, number and all, what an entry above says that has its end: an
        annotated agenda has each item once more, as a heading."""
        before, here, begun = self.facts[i - 1], self.facts[i], self.levels.begun
        if before.ended or here.lower or here.label is not None or not 0 <= begun < i <= begun + _AGAIN:
            return False
        if self.facts[begun].label is None or before.width > _TITLE * self.habits.full:
            return False
        said = " ".join(self.texts[begun:i])
        at = self._one_line.find(said)
        return at >= 0 and self._one_line[at + len(said) : at + len(said) + 2].lstrip()[:1] in _STOPS

    @cached_property
    def _one_line(self) -> str:
        """The text in one line."""
        return " ".join(self.texts)

    def _quotes(self, i: int) -> bool:
        """Whether line ``i`` opens a quotation that a colon announces, in a line that had room for its first word, or
        stands behind one that is a paragraph of its own."""
        before, here = self.facts[i - 1], self.facts[i]
        opening, closing = self._quotation
        if not opening or not before.stops:
            return False
        if here.text.startswith(opening) and before.text[-1:] in ":：":
            return before.width + 1 + here.first < _QUOTED * self.habits.full
        begun = self.texts[self.levels.begun] if self.levels.begun >= 0 else ""
        return (
            before.text.endswith(closing)
            and begun.startswith(opening)
            and here.capital
            and sum(text.count(opening) - text.count(closing) for text in self.texts[self.levels.begun : i])
            == 0
        )

    def _told_apart(self) -> frozenset[int]:
        """Lines that begin something whatever is open above them: what stands alone or in brackets and what is behind
        it, lines that say who declares or signed, and those that open a quotation of several paragraphs."""
        whole, words, signed = self._whole, self.lang.openers.speakers, fold(self.lang.closing.signed)
        found = {near for i, f in enumerate(self.facts) if f.alone or f.bracketed for near in (i, i + 1)}
        for word in (*words, signed):
            found.update(whole.opened(word))
        if signed and signed in whole.text:
            found.update(signatures(self.facts, self.lines, self.lang, self.habits.full))
        found.update(quoted(self.facts, self.lang))
        return frozenset(found)

    def _capital_below(self, i: int) -> bool:
        """Whether the line below line ``i`` opens with no small letter."""
        return i + 1 < len(self.facts) and not self.facts[i + 1].lower

    def _other_type(self, i: int) -> bool:
        """Whether line ``i`` is set in a type of another size than the line before: a heading ends, or begins. The last
        line of a paragraph may be nothing but a raised mark."""
        before, here = self.lines[i - 1].size, self.lines[i].size
        return max(before, here) > _OTHER_TYPE * min(before, here) > 0

    def _is_bold(self, i: int) -> bool:
        """Whether the words of line ``i`` are bold, all of them."""
        return all(run.bold or run.note or not run.text.strip() for run in self.lines[i].runs)

    def _stands_whole(self, before: str, text: str) -> bool:
        """Whether the words on both sides of a line end, two and two, stand elsewhere in one line: what a colon parts
        may be the name of something."""
        ends, begins = before.split(" ")[-2:], text.split(" ")[:2]
        return len(ends) == len(begins) == 2 and (*ends, *begins) in self._around_colons

    @cached_property
    def _around_colons(self) -> frozenset[tuple[str, ...]]:
        """The two words on either side of each colon inside a line."""
        found: set[tuple[str, ...]] = set()
        for text in self.texts:
            words = text.split(" ") if ": " in text else []
            found.update(
                tuple(words[i - 1 : i + 3]) for i, word in enumerate(words) if i and word[-1:] == ":"
            )
        return frozenset(found)

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
        for opening, closing in self._pairs:
            if (
                closing in text
                and before.count(opening) > before.count(closing)
                and text.count(closing) > text.count(opening)
            ):
                return True
        return False

    def _counts_inside(self, i: int) -> bool:
        """Whether the enumerator that line ``i`` opens with counts on one inside the sentence: "by: (i) wells; and"
        stands in a full line above "(ii) springs". That of an item behind a number ("1. (a)") is none inside."""
        label = self.facts[i].label
        if label is None or label[0][:1] != "(" or self.levels.fit(label):
            return False
        before = self.facts[i - 1]
        room = before.width + 1 + self.facts[i].first <= self.habits.full
        if room:
            return False
        above = " ".join(self.texts[max(self.levels.begun, 0) : i])
        return any(
            successor(reading, label[0])
            for found in _INSIDE.finditer(above)
            for reading in readings(found["label"])
        )

    def _is_opened(self, i: int) -> bool:
        """Whether the paragraph that line ``i`` would end has nothing but its number and the verb that opens it."""
        begun = self.levels.begun
        if not 0 <= begun < i <= begun + 2 or self.facts[i].label is not None:
            return False
        if self.facts[i - 1].width > 0.8 * self.habits.full:
            return False
        text = " ".join(self.texts[begun:i])
        label = at_start(text)
        words = text[label[1] :].strip() if label is not None else ""
        return bool(words) and self.lang.opener(words) >= len(words)

    def _title_ends(self, i: int) -> bool | None:
        """Whether the title of a part ends above line ``i``; nothing where the line before is none of a title.

        The title stands under the line that names the part ("Annex I"), in a narrower column than the text: what
        would have fitted into that, or is wider, belongs to the text.
        """
        begun, full = self.levels.begun, self.habits.full
        if self._part != begun - 1 or not 0 < begun < i or i - begun > 3:
            return None
        title, before, here = self.facts[begun:i], self.facts[i - 1], self.facts[i]
        if any(f.width > _TITLE * full or f.comma or f.label is not None for f in title):
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
        ended, comma = before.ended, before.comma
        if not before.listed:
            seen["after a stop" if before.stops else "after a comma" if comma else "after no end"] = 1
        fits = None if here.label is None or self._is_dash(i) else self.levels.fit(here.label)
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
                if self._first_breadth < breadth(text) <= 1.25 * self._first_breadth:
                    seen["too broad for a first line"] = 1
            if opener > 9 or (not self.cased and opener > 2):
                seen["long opener"] = 1
                if not ended and here.capital:
                    seen["long opener with a capital after no end"] = 1
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
        elif line.gap <= habits.gap:
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

    @cached_property
    def _first_breadth(self) -> float:
        """The breadth in ems above which no line is the first of a paragraph. From right to left letters are joined:
        their breadths are not known."""
        return 0.0 if self.lang.right_to_left else first_breadth(self.facts)

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
        return label.endswith(")") or self._openers.opens(fact.text[end:].lstrip()) > 0

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
        if spare < 0.02 and plain and before.sentence:
            seen["full line before"] = self.habits.marked
        if here.width < 0.6 * full and not here.lower and here.text[-1:] not in ENDS:
            seen["short without end"] = 1
            if "a start follows" in seen and before.ended and here.label is None:
                seen["short above a start"] = 1
            inside = self.levels.begun < i - 1 and not before.ended and not here.ended
            if inside and here.capital and here.label is None and self._opens_list(i + 1):
                seen["short above a list"] = 1
        loose = self._loose[max(i - 4, 0) : i + 5].count(True)
        if loose > 3:
            seen["among short lines"] = loose / 9
            if not before.ended and not here.lower:
                seen["among short lines, no end"] = loose / 9

    def _opens_list(self, i: int) -> bool:
        """Whether line ``i`` begins with the first letter or number of a list."""
        label = self.facts[i].label if i < len(self.facts) else None
        return label is not None and any(one.ordinal == 1 for one in readings(label[0]))


def _is_shouted(before: str, text: str) -> bool:
    """Whether words in capitals stand in a line of their own above words that are not: "HAVE AGREED"."""
    return " " in before and before.isupper() and not text.isupper()
