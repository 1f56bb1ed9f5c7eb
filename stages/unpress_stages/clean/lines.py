"""Join the lines that belong to one paragraph.

Whether a line begins a paragraph is decided by weighing what can be seen: how the line before it ends, whether it was
full, a number or a verb that opens paragraphs, the indent, the empty space above, upper and lower case. How far indents and gaps can be
trusted is measured in the text itself: on the lines whose place is certain. A join over a page break is recorded with
its reasons. Above the formula lines stand for themselves, except those of the title and of what is in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from unpress.draft import Draft, DraftNote, DraftTable, Entry, Line, Run, cut_runs, merge_runs
from unpress.enumerator import Enumerator, at_start, readings, successor
from unpress.journal import Journal
from unpress.language import Language, fold, language
from unpress.source import Piece, Span
from unpress_stages._opening import LABEL, formula_line, title_line

STOPS: Final = ".;:。；：؛!?！？…"
COMMAS: Final = ",،，"
_CLOSERS: Final = " ”’»\"')）]】》“‘\u00a0"
_HAN: Final = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SECTION: Final = re.compile(r"[IVX]{1,5}\.?|[A-Z]\.?|[一二三四五六七八九十]{1,3}")
_NUMBER_ALONE: Final = re.compile(r"\d{1,3} ?[.\-–]|\(?[^\W\d_]{1,5}\)|\(\d{1,2}\)|[\u3220-\u3229]")
_NUMBERED_WORD: Final = re.compile(r"[^\W\d_]+ (?:\d{1,2}[A-Z]?|[IVXLC]{1,6})|第\d+款")
_LIST_END: Final = re.compile(r"[;,؛；] (?:and|or|et|ou|y|o|и|или|و|أو)$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_RIGHT_TO_LEFT: Final = re.compile(r"[\u0590-\u08ff]")


def clean(draft: Draft, journal: Journal) -> Draft:
    """Make of every line one paragraph."""
    lang = language(draft.language)
    joiner = _Joiner(draft.text, lang, journal)
    fresh: list[Entry] = []
    block: list[Line] = []
    for entry in draft.lines:
        if isinstance(entry, DraftTable):
            fresh.extend(joiner.paragraphs(block))
            fresh.append(entry)
            block = []
        else:
            block.append(entry)
    fresh.extend(joiner.paragraphs(block))
    notes = tuple(_note(note, joiner) for note in draft.notes)
    same = len(fresh) == len(draft.lines) and all(a is b for a, b in zip(fresh, draft.lines, strict=True))
    if same and all(a is b for a, b in zip(notes, draft.notes, strict=True)):
        return draft
    return replace(draft, lines=tuple(fresh), notes=notes)


def _note(note: DraftNote, joiner: _Joiner) -> DraftNote:
    if all(line.starts for line in note.lines):
        return note
    return replace(note, lines=(joiner.joined(note.lines),))


@dataclass(slots=True)
class _Habits:
    """How far indents and gaps tell paragraphs apart in a text, from -1 to 1, and the width of a full line."""

    full: float
    base: dict[int, float]
    indented: float = 0.0
    unindented: float = 0.0
    gapped: float = 0.0
    gapless: float = 0.0
    gap: float = 0.0


class _Joiner:
    """Joins the lines of one draft."""

    def __init__(self, text: str, lang: Language, journal: Journal) -> None:
        self.text = text
        self.lang = lang
        self.journal = journal
        self._words: frozenset[str] | None = None
        self.cased = lang.script in {"Latin", "Cyrillic"}

    def paragraphs(self, lines: Sequence[Line]) -> list[Line]:
        """One line for each paragraph."""
        if all(line.starts for line in lines):
            return list(lines)
        starts = self._starts(lines)
        fresh: list[Line] = []
        group: list[Line] = []
        for line, begins in zip(lines, starts, strict=True):
            if begins and group:
                fresh.append(self.joined(group))
                group = []
            group.append(line)
        if group:
            fresh.append(self.joined(group))
        return fresh

    # ------------------------------------------------------------------------------------------- the decision

    def _starts(self, lines: Sequence[Line]) -> list[bool]:
        texts = [" ".join(fold(line.text).split()) for line in lines]
        head = self._head(texts)
        habits = self._habits(lines, texts, head)
        starts = self._head_starts(lines, texts, head, habits)
        levels = _Levels()
        for i in range(head, len(lines)):
            if i == head > 0 and title_line(texts[:head]) == head - 1 and self._fitted(lines, texts, i):
                begins, reasons = True, ["the title is at its end"]
            elif i == 0 or lines[i].starts is not None:
                begins = lines[i].starts is not False
                reasons: list[str] = []
            else:
                begins, reasons = self._weigh(lines, texts, i, habits, levels)
            if begins:
                levels.enter(texts[i], i)
            elif lines[i].page != lines[i - 1].page:
                self.journal.joined(lines[i - 1].end, lines[i].start, *reasons)
            starts.append(begins)
        return starts

    def _head(self, texts: Sequence[str]) -> int:
        """How many lines stand above the body: to the formula, or to the title of a decision."""
        formula = formula_line(texts, self.lang)
        if formula is not None:
            return formula
        title = title_line(texts)
        return 0 if title is None else title + 1

    def _habits(self, lines: Sequence[Line], texts: Sequence[str], head: int) -> _Habits:
        widths = sorted(_width(line, text) for line, text in zip(lines[head:], texts[head:], strict=True))
        full = widths[int(len(widths) * 0.9)] if widths else 0.0
        base: dict[int, float] = {}
        for page in {line.page for line in lines}:
            indents = Counter(line.indent for line in lines[head:] if line.page == page)
            base[page] = indents.most_common(1)[0][0] if indents else 0.0
        overall = Counter(line.indent for line in lines[head:]).most_common(1)
        habits = _Habits(full, base)
        sure = [i for i in range(max(head, 1), len(lines)) if self._sure_start(texts, i)]
        inner = [i for i in range(max(head, 1), len(lines)) if self._sure_inside(lines, texts, i, habits)]
        if len({line.indent for line in lines}) <= 2 and overall:  # one step of indent: the base is the same everywhere
            habits.base = dict.fromkeys(base, min(line.indent for line in lines))
        if len(sure) >= 2 and len(inner) >= 2:
            deep = sum(self._deeper(lines[i], habits) for i in sure) / len(sure)
            flat = sum(not self._deeper(lines[i], habits) for i in inner) / len(inner)
            habits.indented = max(0.0, (flat - 0.5) * 2) if deep > 0.3 else 0.0
            habits.unindented = max(0.0, (deep - 0.5) * 2)
            same = [i for i in sure if lines[i].page == lines[i - 1].page]
            within = [i for i in inner if lines[i].page == lines[i - 1].page]
            if same and within:
                usual = Counter(lines[i].gap for i in within).most_common(1)[0][0]
                wide = sum(lines[i].gap > usual for i in same) / len(same)
                tight = sum(lines[i].gap <= usual for i in within) / len(within)
                habits.gap = usual
                habits.gapped = max(0.0, (tight - 0.5) * 2) if wide > 0.3 else 0.0
                habits.gapless = max(0.0, (wide - 0.5) * 2)
        return habits

    def _sure_start(self, texts: Sequence[str], i: int) -> bool:
        text, before = texts[i], texts[i - 1]
        if not before.rstrip(_CLOSERS + "0123456789").endswith(tuple(STOPS + COMMAS)):
            return False
        return bool(re.match(r"\d{1,3}\.\s|\([a-z]\)\s|[a-z]\)\s|\d{1,3} ?-\s", text)) or (
            bool(self.lang.opener(text)) and (not self.cased or text[0].isupper() or self.lang.openers.lower)
        )

    def _sure_inside(self, lines: Sequence[Line], texts: Sequence[str], i: int, habits: _Habits) -> bool:
        """In the middle of a paragraph: the line before is full and ends in the middle of a sentence."""
        before = texts[i - 1]
        last = before.rstrip(_CLOSERS)[-1:]
        return (
            bool(last)
            and last not in STOPS + COMMAS
            and _width(lines[i - 1], before) > 0.8 * habits.full
            and (not self.cased or texts[i][:1].islower())
        )

    def _deeper(self, line: Line, habits: _Habits) -> bool:
        return line.indent > habits.base.get(line.page, 0.0) + 0.5

    def _weigh(
        self, lines: Sequence[Line], texts: Sequence[str], i: int, habits: _Habits, levels: _Levels
    ) -> tuple[bool, list[str]]:
        """Whether line ``i`` begins a paragraph, and why."""
        if _is_label(texts[i - 1]) and levels.fit(f"{texts[i - 1]} {texts[i]}") is not None:
            return False, ["the line before is a number alone"]
        if self._alone(texts, i) or self._alone(texts, i - 1):
            return True, ["a line that stands alone"]
        evidence = self._evidence(lines, texts, i, habits, levels)
        weights = CASED if self.cased else UNCASED
        score = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())
        return score > 0, [f"{name} ({weights.get(name, 0.0) * value:+.1f})" for name, value in evidence.items()]

    def _evidence(
        self, lines: Sequence[Line], texts: Sequence[str], i: int, habits: _Habits, levels: _Levels
    ) -> dict[str, float]:
        """What can be seen that speaks for or against a paragraph that begins at line ``i``; names as in the weights."""
        line, text, previous, before = lines[i], texts[i], lines[i - 1], texts[i - 1]
        seen: dict[str, float] = {}
        end = before.rstrip(_CLOSERS)
        if previous.runs and previous.runs[-1].note:
            end = end.rstrip("0123456789").rstrip(_CLOSERS)
        stops, comma = end.endswith(tuple(STOPS)), end.endswith(tuple(COMMAS))
        listed = not stops and not comma and _LIST_END.search(end) is not None
        seen["after a stop" if stops else "after a comma" if comma else "after an item" if listed else "after no end"] = 1
        ended = stops or comma or listed
        fits = levels.fit(text)
        if fits is not None:
            seen["next number" if fits else "some number"] = 1
            if not ended:
                seen["number after no end"] = 1
        capital, lower = text[:1].isupper(), self.cased and text[:1].islower()
        opener = self.lang.opener(text) if fits is None and (capital or not self.cased or self.lang.openers.lower) else 0
        if opener:
            seen["opener" if ended else "opener after no end"] = 1
            if comma:
                seen["opener after a comma"] = 1
            if opener > 9 or not self.cased and opener > 2:
                seen["long opener"] = 1
        elif comma and fits is None and self.lang.right_to_left:
            seen["no opener after a comma"] = 1
        elif lower:
            seen["small letter"] = 1
        elif capital and fits is None:
            seen["capital"] = 1
            if not ended:
                seen["capital after no end"] = 1
        elif fits is None and text[:1].isdigit():
            seen["figure"] = 1
        if self._deeper(line, habits):
            seen["indented"] = habits.indented
        else:
            seen["not indented"] = habits.unindented
        if before.count("(") > before.count(")") and text.count(")") > text.count("("):
            seen["inside brackets"] = 1
        elif not ended and before.endswith(")"):
            seen["after brackets"] = 1
        if line.page != previous.page:
            seen["page break"] = 1
        elif line.gap > habits.gap:
            seen["space above"] = habits.gapped
        else:
            seen["no space above"] = habits.gapless
        if habits.full:
            room = (habits.full - _width(previous, before)) / habits.full
            spare = room - (1 + _first_word(text)) / habits.full
            seen["room"] = min(max(room, -0.2), 1.0)
            if room > 0.4:
                seen["short before"] = 1
                if not ended:
                    seen["short before no end"] = 1
            if spare > 0.1:
                seen["would have fitted"] = 1
            elif spare < 0:
                seen["would not have fitted"] = 1
            width = _width(line, text) / habits.full
            if width < 0.6 and not text.endswith(tuple(STOPS + COMMAS)) and not lower:
                seen["short without end"] = 1
            loose = sum(
                not t.endswith(tuple(STOPS + COMMAS)) and _width(ln, t) < 0.8 * habits.full
                for t, ln in zip(texts[max(i - 4, 0) : i + 5], lines[max(i - 4, 0) : i + 5], strict=True)
            )
            if loose > 3:
                seen["among short lines"] = loose / 9
                if not ended and not lower:
                    seen["among short lines, no end"] = loose / 9
        if levels.begun == i - 1:
            seen["one line before"] = 1
            if not ended:
                seen["one line before, no end"] = 1
        following = texts[i + 1] if i + 1 < len(texts) else ""
        if following and (self._sure_start((text + ".", following), 1) or self._alone(texts, i + 1)):
            seen["a start follows"] = 1
        return seen

    def _fitted(self, lines: Sequence[Line], texts: Sequence[str], i: int) -> bool:
        """Whether the first word of a line would have had room on the line before."""
        full = max(_width(line, text) for line, text in zip(lines, texts, strict=True))
        full = min(full, 1.1 * sorted(_width(n, t) for n, t in zip(lines, texts, strict=True))[int(len(lines) * 0.9)])
        return _width(lines[i - 1], texts[i - 1]) + 1 + _first_word(texts[i]) < 0.92 * full

    def _alone(self, texts: Sequence[str], i: int) -> bool:
        """Whether a line is a heading by its words, a formula, or a line of a closing."""
        text = texts[i]
        if len(text) > 120:
            return False
        lang, words = self.lang, self.lang.headings
        return (
            _SECTION.fullmatch(text) is not None
            or (len(text) < 24 and text.startswith(words.section_words) and _NUMBERED_WORD.fullmatch(text) is not None)
            or any(
                rule.fullmatch(text)
                for rule in (
                    words.annex,
                    words.appendix,
                    words.article,
                    words.rule,
                    words.part,
                    words.chapter,
                    lang.closing.adopted_without_vote,
                )
            )
            or lang.formula.organ(text) is not None
            or self._meeting(text)
            or (_date_alone(text, lang) and any(self._meeting(t) for t in texts[max(i - 1, 0) : i + 2]))
        )

    def _meeting(self, text: str) -> bool:
        """A meeting, or a meeting and a date in one line."""
        meeting = self.lang.closing.meeting
        if len(text) > 90:
            return False
        if meeting.fullmatch(text):
            return True
        return any(
            (meeting.fullmatch(text[: gap.start()]) and _date_alone(text[gap.end() :], self.lang))
            or (_date_alone(text[: gap.start()], self.lang) and meeting.fullmatch(text[gap.end() :]))
            for gap in re.finditer(" ", text)
        )

    # ------------------------------------------------------------------------------------------- above the body

    def _head_starts(
        self, lines: Sequence[Line], texts: Sequence[str], head: int, habits: _Habits
    ) -> list[bool]:
        lang = self.lang
        starts: list[bool] = []
        title = open_bracket = False
        subject = -1
        adopted = lang.titles.adopted
        for i in range(head):
            text, before = texts[i], texts[i - 1] if i else ""
            label = LABEL.match(text) is not None and len(text) > 12
            whole = f"{before} {text}"
            if i == 0:
                begins = True
            elif open_bracket or (title and not label):
                begins = False
            elif label or text.startswith("[") or lang.titles.sc_number.fullmatch(before):
                begins = True
            else:
                known = any(
                    rule.fullmatch(whole) for rule in (adopted, lang.titles.sc_adopted, lang.titles.proponent)
                ) and not adopted.fullmatch(text)
                goes_on = self.cased and text[:1].islower() and not before.endswith(tuple(STOPS))
                begins = not (known and len(whole) < 200) and not goes_on
                if begins and subject >= 0 and not self._masthead(text) and lines[i].gap <= lines[i - 1].gap + 1:
                    full = max((_width(lines[k], texts[k]) for k in range(head)), default=0.0)
                    begins = full - _width(lines[i - 1], before) - 1 - _first_word(text) > 0.1 * full
            starts.append(begins)
            open_bracket = (open_bracket or text.startswith("[")) and "]" not in text
            title = title or label
            subject = i if lang.masthead.agenda.fullmatch(text) else (subject if not self._masthead(text) else -1)
        return starts

    def _masthead(self, text: str) -> bool:
        lang = self.lang
        return any(
            rule.match(text)
            for rule in (lang.titles.adopted, lang.titles.sc_adopted, lang.titles.sc_number, lang.masthead.distribution)
        ) or text.startswith("[") or lang.session(text) is not None

    # ------------------------------------------------------------------------------------------- the joining

    def joined(self, lines: Sequence[Line]) -> Line:
        """One paragraph made of lines."""
        first = lines[0]
        if len(lines) == 1:
            return replace(first, starts=True)
        runs: list[Run] = []
        text = ""
        for line in lines:
            if runs:
                between, cut = self._between(text, line.text)
                if cut:
                    runs = self._without_last(runs)
                if between:
                    runs.append(self._space(runs[-1], line))
            runs.extend(line.runs)
            text = line.text
        return replace(first, runs=merge_runs(runs), starts=True, width=max(line.width for line in lines))

    def _space(self, before: Run, after: Line) -> Run:
        """A space that stands for the line end."""
        end = before.span.end if before.span is not None else 0
        at = next((i for i in range(end, min(after.start, end + 8)) if self.text[i].isspace()), 0) if end else 0
        span = Span((Piece(0, at, at + 1),)) if at else None
        return replace(before, text=" ", note="", raised=False, span=span)

    def _between(self, before: str, after: str) -> tuple[bool, bool]:
        """Whether a space belongs between two lines, and whether the hyphen that ends the first is to go."""
        if not before or not after:
            return False, False
        last, first = before[-1], after[0]
        if last == "\u00ad":
            return False, True
        if last in "-\u2010\u2011" and len(before) > 1 and before[-2].isalnum():
            if before[-2].isalpha() and first.islower() and self._is_hyphenation(before, after):
                return False, True
            return False, False
        if last in "–—/" and len(before) > 1 and not before[-2].isspace():
            return False, False
        return not (_HAN.match(last) or _HAN.match(first)), False

    def _is_hyphenation(self, before: str, after: str) -> bool:
        """Whether the whole word stands elsewhere in the text, and the word with its hyphen does not."""
        head = re.search(r"[^\W\d_]+(?=[-\u2010\u2011]$)", before)
        tail = re.match(r"[^\W\d_]+", after)
        if head is None or tail is None:
            return False
        if self._words is None:
            self._words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", self.text.casefold()))
        whole = (head.group() + tail.group()).casefold()
        return whole in self._words and f"{head.group()}-{tail.group()}".casefold() not in self._words

    def _without_last(self, runs: list[Run]) -> list[Run]:
        run = runs[-1]
        for piece in (run.span.cut(len(run.text) - 1, len(run.text)).pieces if run.span is not None else ()):
            self.journal.dropped("hyphen", piece.start, piece.end)
        return [*runs[:-1], *cut_runs((run,), 0, len(run.text) - 1)]


CASED: Final[dict[str, float]] = {
    "next number": 5.01,
    "figure": -4.03,
    "after no end": -3.58,
    "opener after a comma": 3.24,
    "bias": -3.01,
    "after a stop": 2.97,
    "no space above": -2.23,
    "opener": 2.23,
    "would have fitted": 2.19,
    "one line before, no end": 2.16,
    "short before no end": 2.12,
    "not indented": -2.1,
    "small letter": -2.06,
    "some number": 2.04,
    "short without end": 2.0,
    "indented": 1.88,
    "among short lines, no end": 1.73,
    "number after no end": 1.73,
    "after an item": -1.24,
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
    "inside brackets": -4.0,
    "after brackets": 1.5,
    "after no end": -3.61,
    "next number": 3.16,
    "after a stop": 2.69,
    "would have fitted": 2.57,
    "bias": -2.4,
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


class _Levels:
    """The enumerators seen so far, innermost last: tells whether a label goes on one of them or opens a level."""

    def __init__(self) -> None:
        self.open: list[Enumerator] = []
        self.begun = -1

    def fit(self, text: str) -> bool | None:
        """True if the line opens with an enumerator that fits the sequence, False if with another, None if with none."""
        label = at_start(text)
        if label is None:
            return None
        return self._place(label[0]) is not None

    def enter(self, text: str, i: int) -> None:
        """Take note of line ``i``, which begins a paragraph, and of its enumerator."""
        self.begun = i
        label = at_start(text)
        if label is None:
            return
        place = self._place(label[0])
        if place is not None:
            depth, enumerator = place
            self.open[depth:] = [enumerator]
        else:
            known = readings(label[0])
            if known:
                same = [d for d, e in enumerate(self.open) if e.style == known[0].style and e.after == known[0].after]
                self.open[same[-1] if same else len(self.open) :] = [known[0]]

    def _place(self, label: str) -> tuple[int, Enumerator] | None:
        for depth in range(len(self.open) - 1, -1, -1):
            following = successor(self.open[depth], label)
            if following is not None:
                return depth, following
        for reading in readings(label):
            if reading.ordinal == 1 or reading.style == "bullet":
                return len(self.open), reading
        return None


def _width(line: Line, text: str) -> float:
    """Right edge of a line in cells, without the spaces that justification put in."""
    if (line.runs and line.runs[0].size) or _RIGHT_TO_LEFT.search(text):
        return line.width
    return line.indent + _cells(text)


def _cells(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _first_word(text: str) -> int:
    """Cells of what cannot be broken at the start of a line."""
    if _HAN.match(text):
        return 2
    found = re.match(r"\S+", text)
    return _cells(found.group()) if found else 0


def _is_label(text: str) -> bool:
    """Whether a line is nothing but the number of a paragraph or the enumerator of an item."""
    return len(text) <= 7 and _NUMBER_ALONE.fullmatch(text) is not None


def _date_alone(text: str, lang: Language) -> bool:
    dates = lang.find_dates(text) if len(text) < 40 else []
    return len(dates) == 1 and not _LETTER.search(text[: dates[0][0]] + text[dates[0][1] :])
