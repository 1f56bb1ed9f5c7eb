"""Join the lines that belong to one paragraph.

Whether a line begins a paragraph is weighed from what can be seen of it (the evidence is a module of its own). A join
over a page break is recorded with its reasons. Above the formula lines stand for themselves, except those of the title
and of what is in brackets.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from unpress.draft import Draft, DraftNote, DraftTable, Entry, Joined, Line, Runs, cut_runs, span_of
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import replace
from unpress_stages._front import columns_of, continues, front, is_adoption, names, role_of
from unpress_stages._opening import (
    FIRST_PART,
    formula_line,
    is_formula,
    preamble_line,
    title_line,
    title_number,
)
from unpress_stages.clean._evidence import Reader
from unpress_stages.clean._facts import COMMAS, STOPS, han

_PART: Final = late(r"[A-Z]")
"""The letter that heads one text of a composite document."""
_NUMBER: Final = late(r"(?<![\d/.])\d{1,3}(?![\d/])")
_WORD: Final = late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SEARCHES: Final = 20
"""Words that are looked for in a text as it is before its words are told apart, which takes longer than one search."""
_TITLE_LINES: Final = 8
"""Lines that the title of a decision takes at most."""
_BEFORE: Final = 25
"""Characters before the first of organ, meeting and date where a decision says who decided and when."""
_SITTING: Final = 150
"""Characters in which it says so."""

_FORMULA: Final = 100
"""Characters of the longest formula."""
_OPENING: Final = 80
"""Characters of the longest phrase that opens a clause."""
_BEHIND_END: Final = late(r"[,;.] +(?:(?P<number>\d{1,2})\. +)?(?=[^\W\d_])(?![a-zа-яёß-ÿ])")
"""The end of a clause before a word with a capital, or before a number and such a word."""
_SHORTEST: Final = 8
"""Characters around a line end that tell the end of an address from a word that stands in it."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Make of every line one paragraph."""
    lang = language(draft.language)
    joiner = _Joiner(draft.text, lang, journal)
    fresh: list[Entry] = []
    block: list[Line] = []
    for entry in _unfolded(draft.lines, lang):
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


def _unfolded(entries: Sequence[Entry], lang: Language) -> list[Entry]:
    """The entries, with a preamble that a page of the Web shows in one line with its formula in a line for each clause:
    "The General Assembly, Recalling ..., Noting ..., 1. Decides ...". Only capitals show that a clause begins there.
    What the format knows as one paragraph stays one."""
    if lang.script not in {"Latin", "Cyrillic"}:
        return list(entries)
    fresh: list[Entry] = []
    for entry in entries:
        if not isinstance(entry, Line) or entry.starts is not None:
            fresh.append(entry)
            continue
        cuts = _clauses(entry.text, lang)
        if not cuts:
            fresh.append(entry)
            continue
        for start, end in pairwise((0, *cuts, len(entry.text))):
            runs = cut_runs(entry.runs, start, end)
            fresh.append(replace(entry, runs=runs, starts=True, gap=0.0 if start else entry.gap))
    return fresh


def _clauses(text: str, lang: Language) -> list[int]:
    """Where clauses begin in a line that begins with a formula and its comma, and goes on with a clause."""
    comma = text.find(",", 0, _FORMULA) + 1
    if not (comma and text[comma : comma + 2].strip().isupper() and is_formula(text[:comma], lang)):
        return []
    found: list[int] = []
    numbers = 0
    for gap in _BEHIND_END.finditer(text, comma - 1):
        at, number = gap.end(), gap["number"]
        words = text[at : at + _OPENING]
        if number and int(number) == numbers + 1 and lang.opener(words, "operative"):
            numbers += 1
            found.append(gap.start("number"))
        elif not number and not numbers and gap[0][0] == "," and lang.opener(words, "preambular"):
            found.append(at)
        elif not found:
            return []
    return found


def _note(note: DraftNote, joiner: _Joiner) -> DraftNote:
    if all(line.starts for line in note.lines):
        return note
    return replace(note, lines=(joiner.joined(note.lines),))


def _apart(lines: Sequence[Line]) -> list[bool]:
    """Which lines a space parts from the one above. The leading of larger type is larger: that is no space."""
    base = min((line.gap for line in lines[1:]), default=0.0)
    small = min((line.size for line in lines), default=0.0)
    found: list[bool] = []
    for i, line in enumerate(lines):
        larger = line.size / small - 1 if i and small and line.size == lines[i - 1].size else 0.0
        found.append(line.gap > base + math.ceil(2 * larger) / 2)  # gaps are known in halves of a line
    return found


def _inside_address(line: Line, after: Line) -> bool:
    """Whether the end of a line parts an address that is printed and linked, both halves of it to the whole."""
    address = line.runs[-1].link if line.runs else ""
    before = line.text
    if not address or not after.runs or after.runs[0].link != address or before[-1:].isspace():
        return False
    behind = after.text.split(None, 1)
    whole = f"{before.split()[-1]}{behind[0]}" if behind and before.strip() else ""
    whole = whole.strip("()[]<>.,;:")
    return len(whole) >= _SHORTEST and "/" in address and whole in address and not whole.isalpha()


class _Joiner:
    """Joins the lines of one draft."""

    def __init__(self, text: str, lang: Language, journal: Journal) -> None:
        self.text = text
        self.lang = lang
        self.journal = journal
        self.formula = self.begun = False
        self.reasons = -1  # the line where a preamble above the formula begins
        self._sought = 0  # words that were looked for in the text

    def paragraphs(self, lines: Sequence[Line]) -> list[Line]:
        """One line for each paragraph."""
        if all(line.starts for line in lines):
            self._head(lines, [line.text for line in lines])
            return list(lines)
        fresh: list[Line] = []
        group: list[Line] = []
        for line, begins in zip(lines, self._starts(lines), strict=True):
            if begins and group:
                fresh.append(self.joined(group))
                group = []
            group.append(line)
        if group:
            fresh.append(self.joined(group))
        return fresh

    def _starts(self, lines: Sequence[Line]) -> list[bool]:
        """For each line whether a paragraph begins with it."""
        reader = Reader(lines, self.lang)
        head = self._head(lines, reader.texts)
        reader.learn(head)
        front = self.formula or title_line(reader.texts) is not None
        starts = self._head_starts(reader, head) if front else self._front_starts(reader, head)
        decided = self._decided(reader, head) if head and front and not self.formula else -1
        for i in range(head, len(lines)):
            reasons: list[str] = []
            if i <= decided:
                begins = i == decided
            elif i == self.reasons or (i == head and (not front or self._under_title(reader, head))):
                begins = True
            elif i == 0 or lines[i].starts is not None:
                begins = lines[i].starts is not False
            else:
                begins, reasons = reader.begins(i)
            if begins:
                reader.levels.enter(reader.facts[i].label, i, heading=reader.facts[i].alone)
            elif lines[i].page != lines[i - 1].page:
                self.journal.joined(lines[i - 1].end, lines[i].start, *reasons)
            starts.append(begins)
        return starts

    def _under_title(self, reader: Reader, head: int) -> bool:
        """Whether the line behind the head could have gone on in the line above it, which is a title."""
        return head > 0 and title_line(reader.texts[:head]) == head - 1 and reader.fitted(head)

    def _decided(self, reader: Reader, head: int) -> int:
        """The line below the title of a decision without formula that says who decided and when: "At its 76th plenary
        meeting, on 7 June 2022, the General Assembly ...". -1 where there is none."""
        for i in range(head, min(head + _TITLE_LINES, len(reader.texts))):
            text = reader.texts[i]
            found = self._sitting(" ".join(reader.texts[i : i + 2])[:_SITTING])
            if found is not None and found < min(len(text), _BEFORE):
                return i
        return -1

    def _sitting(self, text: str) -> int | None:
        """Where a text begins to name a date, an organ and the number of a meeting; None where it does not."""
        cite = self.lang.citation
        dates = self.lang.find_dates(text)
        if not dates:
            return None
        start, end = dates[0][:2]
        rest = text[:start] + "~" * (end - start) + text[end:]
        number = _NUMBER.search(rest)
        organs = [found for rule in (cite.ga, cite.sc, cite.ecosoc, cite.hrc) if (found := rule.search(rest))]
        if number is None or not organs:
            return None
        return min(start, number.start(), *(found.start() for found in organs))

    def _head(self, lines: Sequence[Line], texts: Sequence[str]) -> int:
        """How many lines stand above the body: to the formula, or with the title of a decision or report. None behind a
        table where the body has begun above it."""
        self.reasons = -1
        if self.begun:
            return 0
        formula = formula_line(texts, self.lang)
        self.formula = formula is not None
        title = title_line(texts)
        self.begun = self.formula or title is not None
        if formula is not None:
            above = preamble_line(texts, self.lang, formula)
            self.reasons = above if above < formula else -1
            return above
        return front(lines, self.lang)[1] if title is None else title + 1

    def _head_starts(self, reader: Reader, head: int) -> list[bool]:
        lang, lines, texts, facts = self.lang, reader.lines, reader.texts, reader.facts
        starts: list[bool] = []
        title = open_bracket = False
        subject = -1
        adopted = lang.titles.adopted
        sponsors = self._sponsors(reader, head)
        for i in range(head):
            text, before = texts[i], texts[i - 1] if i else ""
            label = title_number(text) is not None and len(text) > 12
            whole = f"{before} {text}"
            part = title and (_PART.fullmatch(text) or FIRST_PART.fullmatch(text)) is not None
            if i == 0 or part or (title and _PART.fullmatch(before)) or i in {sponsors.start, sponsors.stop}:
                begins = True
            elif i in sponsors or open_bracket or (title and not label):
                begins = False
            elif label or text.startswith("[") or lang.titles.sc_number.fullmatch(before):
                begins = True
            else:
                known = (
                    is_adoption(whole, lang) or lang.titles.proponent.fullmatch(whole) is not None
                ) and not adopted.fullmatch(text)
                goes_on = reader.cased and text[:1].islower() and not before.endswith(STOPS)
                begins = not (known and len(whole) < 200) and not goes_on
                if (
                    begins
                    and subject >= 0
                    and not self._masthead(text)
                    and lines[i].gap <= lines[i - 1].gap + 1
                ):
                    full = max(fact.width for fact in facts[:head])
                    begins = full - facts[i - 1].width - 1 - facts[i].first > 0.1 * full
            starts.append(begins)
            open_bracket = (open_bracket or text.startswith("[")) and "]" not in text
            title = title or label or i == sponsors.stop > 0
            if lang.masthead.agenda.fullmatch(text):
                subject = i
            elif self._masthead(text):
                subject = -1
        return starts

    def _front_starts(self, reader: Reader, head: int) -> list[bool]:
        """The same above a text without formula or number: known lines stand for themselves, the others go on where
        their source says so, or neither a space nor a line with room for the first word of the next parts them."""
        lines, texts, facts = reader.lines, reader.texts, reader.facts
        known = [
            continues(texts[i], self.lang)
            or any(
                role_of(part, self.lang) != "other"
                for part in (texts[i], *columns_of(lines[i].text, self.lang))
            )
            for i in range(head)
        ]
        apart = _apart(lines[:head])
        starts: list[bool] = []
        for i in range(head):
            named = names(texts[i], self.lang)
            if i == 0 or known[i] or known[i - 1] or named:
                starts.append(True)
                continue
            if lines[i].starts is False or apart[i]:
                starts.append(lines[i].starts is not False)
                continue
            first = max(j for j in range(i) if starts[j])
            last = next((j for j in range(i, head) if known[j] or apart[j]), head)
            full = max(facts[j].width for j in range(first, last))
            room = full - facts[i - 1].width - 1 - facts[i].first > 0.1 * full
            starts.append(room and not (reader.cased and texts[i][:1].islower()))
        return starts

    def _sponsors(self, reader: Reader, head: int) -> range:
        """The lines of a draft that name its sponsors, to the words "draft resolution"; empty where there are none.

        The list goes up to the line that a wide space, a known line of the masthead, or a line without a comma parts
        from it: names in a list are parted by commas, the title of an agenda item above it has its last line short.
        """
        lang, lines, texts, facts = self.lang, reader.lines, reader.texts, reader.facts
        words = {fold(word).casefold() for word in (lang.titles.draft_resolution, lang.titles.draft_decision)}
        last = next(
            (
                i
                for i in range(1, head)
                if lang.titles.draft.fullmatch(texts[i])
                or (texts[i].rstrip("*").casefold() in words and texts[i - 1].endswith((":", "：")))
            ),
            None,
        )
        if last is None:
            return self._submitted(reader, head)
        above = last
        while above and role_of(texts[above - 1], lang) in {"other", "sponsors"}:
            above -= 1
        full = max(facts[i].width for i in range(above, last + 1))
        first = last
        while first > above and lines[first].gap <= lines[first - 1].gap + 1:
            before = texts[first - 1]
            room = full - facts[first - 1].width - 1 - facts[first].first > 0.1 * full
            if not before.endswith((":", "：", *COMMAS)) and (
                room or not any(comma in before for comma in (*COMMAS, "、"))
            ):
                break
            first -= 1
        return range(first, last + 1)

    def _submitted(self, reader: Reader, head: int) -> range:
        """The lines "Draft resolution submitted by ..."; what goes on with a small letter belongs to them."""
        texts = reader.texts
        first = next((i for i in range(1, head) if self.lang.titles.submitted.fullmatch(texts[i])), None)
        if first is None:
            return range(0)
        last = first
        while reader.cased and last + 1 < head and texts[last + 1][:1].islower():
            last += 1
        return range(first, last + 1)

    def _masthead(self, text: str) -> bool:
        lang = self.lang
        return (
            any(
                rule.match(text)
                for rule in (
                    lang.titles.adopted,
                    lang.titles.sc_adopted,
                    lang.titles.sc_number,
                    lang.masthead.distribution,
                )
            )
            or text.startswith("[")
            or lang.session(text) is not None
        )

    def joined(self, lines: Sequence[Line]) -> Line:
        """One paragraph made of lines."""
        first = lines[0]
        if len(lines) == 1:
            return first.begun(first.runs, first.width)
        joined = Joined()
        for line, after in pairwise(lines):
            inside = _inside_address(line, after)
            between, cut = (False, False) if inside else self._between(line.text, after.text)
            for run in self._without_last(line.runs) if cut else line.runs:
                joined.add(run)
            if between:
                joined.space(self._space(line, after))
        for run in lines[-1].runs:
            joined.add(run)
        return first.begun(joined.runs(), max([line.width for line in lines]))

    def _space(self, before: Line, after: Line) -> int:
        """Where the white space of a line end stands that becomes a space, -1 where there is none."""
        at = before.end
        if at < 0:
            return -1
        behind = min(after.start, at + 8)
        while at < behind and not self.text[at].isspace():
            at += 1
        return at if at < behind else -1

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
        return not han(last) and not han(first), False

    def _is_hyphenation(self, before: str, after: str) -> bool:
        """Whether the whole word stands elsewhere in the text, and the word with its hyphen does not."""
        head = re.search(r"[^\W\d_]+(?=[-\u2010\u2011]$)", before)
        tail = re.match(r"[^\W\d_]+", after)
        if head is None or tail is None:
            return False
        return self._stands(head.group() + tail.group()) and not self._stands(
            f"{head.group()}-{tail.group()}"
        )

    def _stands(self, word: str) -> bool:
        """Whether a word stands somewhere in the text, not as a part of another."""
        word = word.casefold()
        self._sought += 1
        return (self._sought > _SEARCHES or word in self._folded) and word in self._words

    @cached_property
    def _folded(self) -> str:
        return self.text.casefold()

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of the text, those that hyphens make one as one."""
        return frozenset(_WORD.findall(self._folded))

    def _without_last(self, runs: Runs) -> Runs:
        """The runs of a line without the hyphen at its end."""
        size = sum([len(run.text) for run in runs])
        hyphen = span_of(cut_runs(runs, size - 1, size))
        for piece in hyphen.pieces if hyphen is not None else ():
            self.journal.dropped("hyphen", piece.start, piece.end)
        return cut_runs(runs, 0, size - 1)
