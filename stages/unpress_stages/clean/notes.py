"""Take the footnotes out of the running text, so that the paragraph that they interrupt can be joined again.

Notes stand at the foot of a page, behind a rule of underscores or without one, each opening with the next number of
the sequence ("1 Resolution 70/1."), or with the number on a line of its own; a note may run on at the foot of the
next page. In text without pages a note is a line that opens with a raised figure, and so it is where the format knows
its paragraphs, but not its notes. Where links lead from marks to notes and back, these tell. Asterisks mark notes to
the masthead and title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

from unpress.draft import Draft, DraftNote, Line, woven
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import mutable, replace
from unpress.runs import cut_runs, span_of
from unpress_stages._opening import is_formula
from unpress_stages.clean._figures import RAISED
from unpress_stages.clean._foot import (
    FIGURES,
    FULL_STOPS,
    SEPARATOR,
    START,
    counting_on,
    is_alone,
    is_counted,
    is_finished,
    number_of,
    numbers_behind,
    numbers_of,
    stands_apart,
    starts,
)
from unpress_stages.clean._linked_notes import take as take_linked
from unpress_stages.clean._lone_marks import MOST, above_their_lines, between_parts
from unpress_stages.clean._sought import ALONE, MARKED, OPENING, POSSIBLE, SPACED, Places, Sought

PROBLEMS: Final = {
    "apart": "The numbers of notes stand apart from their texts.",
}

_DRAWN: Final = frozenset("_＿")
_NOTE: Final = 5
"""Lines of a note that stands in the text."""
_SIGNS: Final = frozenset("(’‘'")
"""What the enumerator of an item begins with where it is no number of a note."""
_STAR: Final = late(r"(?P<star>\*{1,3})(?:\s+(?=\S)|$)")


def clean(draft: Draft, journal: Journal) -> Draft:
    """Move notes from the lines into ``notes``."""
    linked = take_linked(draft, journal)
    if linked is not draft:
        return linked
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    if all(
        line.starts is not None for line in lines
    ):  # the format itself knows its notes, but for typed ones
        if any(note.marker.isdecimal() for note in draft.notes):
            return draft
        from unpress_stages.clean._typed_notes import take  # only formats that know paragraphs

        return take(draft, journal)
    if draft.notes:
        return draft
    pages = [list(page) for _, page in groupby(lines, lambda line: line.page)]
    collector = _Collector(journal, language(draft.language), late=numbers_behind(pages))
    collector.single = len(pages) == 1
    collector.seen = "\f" in draft.text or any(
        line.text[:1] in _DRAWN and SEPARATOR.fullmatch(line.text) for line in lines
    )
    kept: list[Line] = []
    for page in pages:
        kept.extend(collector.page(page))
    if len(kept) == len(lines) and any(run.raised for line in lines for run in line.runs):
        kept = collector.ending(lines)
    if len(kept) == len(lines):
        return draft
    notes = tuple(DraftNote(note.marker, tuple(note.lines), page=note.page) for note in collector.notes)
    return replace(draft, lines=woven(kept, draft.lines), notes=notes)


def _is_item(text: str) -> bool:
    """Whether a line opens with the enumerator of an item in signs: "(b)", "’2‘"."""
    label = at_start(text) if text[:1] in _SIGNS else None
    return label is not None and number_of(text) is None


def _with_stars(lines: Sequence[Line], first: int | None) -> int | None:
    """Where the notes of a page begin with those that asterisks mark, which stand above the numbered ones, or alone at
    the foot: each has its end, and a word above has as many asterisks."""
    top = end = len(lines) if first is None else first
    marked: dict[str, int] = {}  # the first line with so many asterisks behind a word
    while end > 1:
        above = next(
            (i for i in range(end - 1, max(end - 1 - _NOTE, 0), -1) if lines[i].text[:1] == "*"), None
        )
        star = _STAR.match(lines[above].text) if above is not None else None
        if above is None or star is None or not is_finished(lines[end - 1].text):
            break
        stars = star["star"]
        if stars not in marked:
            mark = re.compile(rf"[^\s*]{re.escape(stars)}(?!\*)")
            marked[stars] = next((i for i in range(above) if mark.search(lines[i].text)), above)
        if marked[stars] >= above:
            break
        end = above
    return end if end < top else first


@mutable
class _Note:
    """A note, of which more lines may come."""

    marker: str
    lines: list[Line]
    page: int


class _Collector:
    """Goes through the pages in order and keeps the number that the next note must have."""

    def __init__(self, journal: Journal, lang: Language, *, late: bool = False) -> None:
        self.journal = journal
        self.lang = lang
        signs = lang.typography
        self._ends = (signs.preambular_end.strip(), signs.operative_end.strip(), signs.list_end.strip())
        self._marked = (*MARKED, ALONE) if lang.openers.spaced else (*MARKED, ALONE, OPENING)
        self.late = late
        self.single = False  # nothing tells pages apart
        self.seen = True  # pages are parted by form feeds, or rules stand over their notes
        self.notes: list[_Note] = []
        self.last = 0
        self.before = ""  # the text of the page before, where the mark of a note that had no room may stand

    def page(self, lines: list[Line]) -> list[Line]:
        """The lines of a page that are not notes."""
        if self.last and not self.single and self._begins_anew(lines):
            self.last = 0
        kept = (
            [line for part in self._parts(lines) for line in self._text(part)]
            if self.single
            else self._text(lines if self.seen else self._without_feet(lines))
        )
        self.before = "\n".join([line.text for line in kept])
        return kept

    def _begins_anew(self, lines: list[Line]) -> bool:
        """Whether the notes of a page count from one again, as those of another text do: its formula stands above the
        first of them, whose mark stands between, and none goes on from the notes before."""
        opening = numbers_of(lines)
        if 1 not in opening or self.last + 1 in opening:
            return False
        first = opening.index(1)
        formula = next(
            (i for i in range(first) if is_formula(lines[i].text.strip(), self.lang, comma=True)), -1
        )
        return formula >= 0 and self._sought("", lines, POSSIBLE).above(first, 1, formula)

    def ending(self, lines: list[Line]) -> list[Line]:
        """The lines of all pages that are not notes, where all notes stand behind the text, pages away from
        their marks, as a browser prints them. Most marks are raised: no other is believed so far away."""
        first = self._first_without_rule(lines)
        if first is None:
            return lines
        raised = {run.text.strip() for line in lines[:first] for run in line.runs if run.raised}
        numbers = starts(lines[first:], self.last, self.lang, gaps=False).values()
        if 2 * sum(str(number) in raised for number in numbers) <= len(numbers):
            return lines
        self._take(lines[first:], strict=False)
        return lines[:first]

    def _parts(self, lines: list[Line]) -> list[list[Line]]:
        """The parts of a text without pages, each with the notes that stand behind it, before the next formula; the
        feet of pages in it are taken out."""
        lines = self._without_feet(lines)
        formulas = [i for i, line in enumerate(lines) if is_formula(line.text.strip(), self.lang, comma=True)]
        ends = [0, *(self._part_end(lines, i, j) for i, j in pairwise(formulas)), len(lines)]
        return [lines[start:end] for start, end in pairwise(ends)]

    def _part_end(self, lines: list[Line], start: int, formula: int) -> int:
        """Where a part ends whose formula stands at ``start`` before that of the next: the title of that is above it,
        behind the last line that opens or ends a note, or ends a sentence."""
        end = formula
        while (
            end > start + 1
            and not is_finished(lines[end - 1].text)
            and number_of(lines[end - 1].text) is None
        ):
            end -= 1
        return end

    def _without_feet(self, lines: list[Line]) -> list[Line]:
        """Take out the feet of pages, where a tool has left no trace of the page breaks: lines that open with the next
        numbers, one after the other, of which each can stand above, behind the last foot, and most stand there as marks
        do, and each note has its end."""
        marked = self._sought("", lines, (*self._marked, SPACED))
        possible = self._sought("", lines, (*self._marked, SPACED, *POSSIBLE))
        opening = numbers_of(lines)
        kept: list[Line] = []
        i = since = 0
        while i < len(lines):
            begins = i and opening[i] == self.last + 1
            end = self._foot(lines, opening, i, since, marked, possible) if begins else i
            if end > i:
                if kept and SEPARATOR.fullmatch(kept[-1].text):
                    self.journal.dropped_span("separator", kept.pop().span)
                self._take(lines[i:end], strict=False)
                i = since = end
            else:
                kept.append(lines[i])
                i += 1
        return kept

    def _foot(
        self,
        lines: list[Line],
        opening: Sequence[int | None],
        start: int,
        since: int,
        marked: Sought,
        possible: Sought,
    ) -> int:
        """Where the foot ends that begins at a line, before the text goes on; at its beginning where none does."""
        end, number, sure = start, self.last + 1, 0
        while (
            end < len(lines)
            and opening[end] == number
            and not is_counted(lines[end].text, self.lang)
            and possible.above(start, number, since)
        ):
            sure += marked.above(start, number, since)
            stop = end
            while stop < min(len(lines), end + _NOTE) and not is_finished(lines[stop].text):
                stop += 1
            if stop == len(lines) or not is_finished(lines[stop].text):
                break
            end, number = stop + 1, number + 1
        behind = end < len(lines) and opening[end] != number
        most = 2 * sure > number - self.last - 1  # one between spaces may be a quantity: "nearly 3 million"
        return end if behind and most else start

    def _text(self, lines: list[Line]) -> list[Line]:
        texts = [line.text for line in lines]
        rules = [i for i, text in enumerate(texts) if text[:1] in _DRAWN and SEPARATOR.fullmatch(text)]
        for rule in rules:
            if self._has_notes(lines[rule + 1 : next((i for i in rules if i > rule), len(lines))]):
                return self._behind_rule(lines, rule)
        if rules:
            self._apart(lines, rules)
            return lines
        if any(text[0] in RAISED for text in texts if text):
            return self._raised(lines)
        if self.late:
            return self._numbered_late(lines)
        mended = above_their_lines(between_parts(lines, self.last, self.lang), self.last, self.lang)
        first = self._first_without_rule(mended)
        if first is not None:
            lines = mended
            first = self._lead(lines, first)
        first = _with_stars(lines, first)
        if first is None:
            return lines
        return [*lines[:first], *self._take(lines[first:], strict=False)]

    def _apart(self, lines: list[Line], rules: Sequence[int]) -> None:
        """Say so where a tool has set the numbers of notes apart from their texts: both stay in the running text."""
        for rule in rules:
            if any(is_alone(line.text.strip()) for line in lines[rule + 1 : rule + MOST]):
                self.journal.warn(
                    "apart",
                    "the numbers of notes stand apart from their texts: both are left in the text",
                    span_of(lines[rule].runs),
                    "give the PDF itself, or its text by pdftotext -layout",
                )
                return

    def _has_notes(self, foot: list[Line]) -> bool:
        """Whether notes stand under a rule, rather than a table: a number that can be the next, an asterisk, or the
        rest of a note that had no end on the page before."""
        if not foot:
            return False
        number = number_of(foot[0].text)
        if number is not None:
            return number <= self.last + 4
        if _STAR.match(foot[0].text):
            return True
        return self._runs_on() or any(number_of(line.text) == self.last + 1 for line in foot[1:8])

    def _behind_rule(self, lines: list[Line], rule: int) -> list[Line]:
        self.journal.dropped_span("separator", lines[rule].span)
        behind = self._take(lines[rule + 1 :], strict=True)
        return [*lines[:rule], *behind]

    def _take(self, foot: list[Line], *, strict: bool) -> list[Line]:
        """Read notes from the lines of a foot; what comes back does not belong to them."""
        rest: list[Line] = []
        opening = starts(foot, self.last, self.lang, gaps=strict)
        goes_on = self._runs_on()
        for i, line in enumerate(foot):
            star = _STAR.match(line.text)
            found = START.match(line.text)
            if found and i in opening:
                self.last = opening[i]
                self._begin(str(self.last), line, found.end())
            elif star:
                self._begin(star["star"], line, star.end())
            elif goes_on and (self._runs_on() or not _is_item(line.text)):
                self._go_on(line)
                continue
            else:
                goes_on = False
                rest.append(line)
                continue
            goes_on = True
        return rest

    def _sought(self, before: str, lines: Sequence[Line], places: Places) -> Sought:
        return Sought(before, lines, places, self.lang.notes.counted)

    def _runs_on(self) -> bool:
        """Whether the last note is not finished. Else what stands behind a rule without a number is no note, but other
        small type, as of a table."""
        last = next((line.text.rstrip() for note in self.notes[-1:] for line in note.lines[-1:]), "")
        return bool(self.notes) and not is_finished(last)

    def _begin(self, marker: str, line: Line, at: int) -> None:
        for run in cut_runs(line.runs, 0, at):
            self.journal.moved_span("marker", run.span)
        text = cut_runs(line.runs, at, len(line.text))
        body = [replace(line, runs=text)] if text else []
        self.notes.append(_Note(marker, body, line.page))

    def _go_on(self, line: Line) -> None:
        self.notes[-1].lines.append(line)

    def _raised(self, lines: list[Line]) -> list[Line]:
        """Notes that open with raised figures, each one line or lines without a gap between them."""
        kept: list[Line] = []
        inside = False
        for line in lines:
            found = START.match(line.text)
            if found and found["raised"]:
                self.last = int(found["raised"].translate(FIGURES))
                self._begin(str(self.last), line, found.end())
                inside = True
            elif inside and line.gap == 0 and line.text[:1].islower():
                self._go_on(line)
            else:
                inside = False
                kept.append(line)
        return kept

    def _numbered_late(self, lines: list[Line]) -> list[Line]:
        """Notes whose number stands alone behind their first line, or before it."""
        numbers: list[int] = []
        sought = self._sought(self.before, lines, POSSIBLE)
        for i, line in enumerate(lines):
            if i < 2 or not is_alone(line.text):
                continue
            number = int(line.text)
            if numbers:
                if number == self.last + len(numbers) + 1:
                    numbers.append(i)
            elif number == self.last + 1 and sought.above(i, number):
                numbers.append(i)
        if not numbers:
            return lines
        first = [i - 1 if self._is_first(lines, i - 1) else i for i in numbers]
        if numbers[-1] + 1 < len(lines) and (
            first[0] == numbers[0] or (len(numbers) > 1 and is_finished(lines[numbers[-1] - 1].text))
        ):  # each number stands before its text
            first = numbers
        for k, i in enumerate(numbers):
            self.last += 1
            self._begin(str(self.last), lines[i], len(lines[i].text))
            for at in range(first[k], first[k + 1] if k + 1 < len(numbers) else len(lines)):
                if at != i:
                    self._go_on(lines[at])
        return lines[: first[0]]

    def _is_first(self, lines: list[Line], i: int) -> bool:
        """Whether the line above a number is the first of its note, not the last of the text: it stands apart, as the
        number does, or it ends the note, or what is above it is finished, or what is behind the number ends it."""
        line, number, above = lines[i], lines[i + 1], lines[i - 1].text.rstrip()
        ended = above.endswith((*FULL_STOPS, *self._ends)) or is_alone(above)
        rest = i + 2 < len(lines) and is_finished(lines[i + 2].text)
        return number.gap > 0 and (line.gap > 0 or ended or rest or is_finished(line.text))

    def _lead(self, lines: list[Line], first: int) -> int:
        """Where the end of a note of the page before begins, above the first number at the foot: at the line above it,
        or where the lines become longer than those of the text, since notes are set in smaller type."""
        if not self._runs_on() or not self.notes[-1].lines:
            return first
        longest = max(line.width - line.indent for note in self.notes for line in note.lines)
        last = self.notes[-1].lines[-1]
        if last.width - last.indent < 0.8 * longest or first < 4:
            return first
        text = max(line.width for line in lines[: first // 2])
        first -= 1
        while first > 1 and lines[first - 1].width > text:
            first -= 1
        return first

    def _first_without_rule(self, lines: list[Line]) -> int | None:
        """Where the notes of a page begin when no rule shows it: at the first line that opens with the next number,
        if that number and all that follow at the foot are marks in the text above."""
        possible, marked = self._sought(self.before, lines, POSSIBLE), self._sought("", lines, self._marked)
        opening = numbers_of(lines)
        follow = counting_on(opening)
        for i, line in enumerate(lines):
            number = opening[i]
            if (
                number is None
                or not i
                or not self.last < number <= self.last + MOST
                or len(lines) - i > 3 + 12 * follow[i]  # too much text for so many notes
                or not possible.above(i, number)
                or is_counted(line.text, self.lang)
            ):
                continue
            alone = line.text.strip().isdigit()
            if alone and (i + 1 == len(lines) or is_alone(lines[i + 1].text)):
                continue  # no words of a note
            numbers = range(number, number + follow[i])
            many = 2 * sum(marked.above(i, n) for n in numbers) >= len(numbers)
            apart = stands_apart(lines, i, len(numbers))
            if number == self.last + 1:
                enough = alone or many or apart
            else:  # notes of a page before were not found
                enough = (alone and number <= self.last + 3) or (many and apart and len(numbers) > 1)
            if enough and all(possible.above(i, n) for n in numbers):
                self.last = number - 1
                return i
        return None
