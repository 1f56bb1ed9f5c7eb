"""Join the lines that belong to one paragraph.

Whether a line begins a paragraph is weighed from what can be seen of it (the evidence is a module of its own). A join
over a page break is recorded with its reasons. Above the body each kind of line has its own rule.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from unpress.draft import Draft, DraftNote, DraftTable, Entry, Line
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Joined, Runs, cut_runs, span_of
from unpress_stages._front import front
from unpress_stages._opening import decided_below, formula_line, preamble_line, title_line
from unpress_stages.clean._above import front_starts, head_starts
from unpress_stages.clean._evidence import Reader
from unpress_stages.clean._facts import han
from unpress_stages.clean._unfolding import unfolded

if TYPE_CHECKING:
    from unpress_stages.clean._compounds import Known

_WORD: Final = late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DIVIDED: Final = late(r"(?<![^\W\d_])([^\W\d_]++)[-\u2010\u2011]\n\s*([^\W\d_]+)")
_PROOFS: Final = 2
"""Divided words that stand whole elsewhere, before a text is taken for one that divides its words."""
_SEARCHES: Final = 60
"""Words that are looked for in a text as it is before its words are told apart, which takes as long as so many
searches."""
_BEFORE_WORD: Final = late(r"(?<![^\W\d_])(?<![^\W\d_]-)")
_BEHIND_WORD: Final = late(r"(?![^\W\d_]|-[^\W\d_])")

_SET_IN: Final = 2.0
"""Cells by which a first line is set in at least; a single space in the text of a tool is a sign, and no place."""
_NEAR: Final = 1.5
"""Cells between two places that count as one: where full lines end is measured on one line of each page."""
_FULL: Final = 0.9
"""The part of a full line that the broadest line of a page has, where it has full ones."""

_NEXT: Final = 8
"""Characters behind a line, of marks that were taken out, among which its end stands."""
_LONGEST: Final = 300
"""Characters of a line whose letters can be those of a heading."""
_SHORTEST: Final = 8
"""Characters around a line end that tell the end of an address from a word that stands in it."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Make of every line one paragraph."""
    lang = language(draft.language)
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    joiner = _Joiner(draft.text, lines, lang, journal)
    fresh: list[Entry] = []
    block: list[Line] = []
    for entry in unfolded(draft.lines, lang):
        if isinstance(entry, DraftTable):
            fresh.extend(joiner.paragraphs(block))
            fresh.append(_table(entry, joiner))
            block = []
        else:
            block.append(entry)
    fresh.extend(joiner.paragraphs(block))
    fresh = joiner.set_as_text(fresh)
    notes = tuple(_note(note, joiner) for note in draft.notes)
    same = len(fresh) == len(draft.lines) and all(a is b for a, b in zip(fresh, draft.lines, strict=True))
    if same and all(a is b for a, b in zip(notes, draft.notes, strict=True)):
        return draft
    return replace(draft, lines=tuple(fresh), notes=notes)


def _table(table: DraftTable, joiner: _Joiner) -> DraftTable:
    """A table whose cells have the parts of a paragraph joined."""
    if all(line.starts is not False for row in table.rows for cell in row for line in cell.lines):
        return table
    rows = [
        tuple(replace(cell, lines=tuple(joiner.wholes(cell.lines))) for cell in row) for row in table.rows
    ]
    return replace(table, rows=tuple(rows))


def _note(note: DraftNote, joiner: _Joiner) -> DraftNote:
    if all(line.starts for line in note.lines):
        return note
    return replace(note, lines=(joiner.joined(note.lines),))


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


def _space(text: str, end: int, start: int) -> int:
    """Where the white space between two lines stands that becomes a space, -1 where there is none."""
    if end < 0:
        return -1
    at, behind = end, min(start, end + _NEXT)
    while at < behind and not text[at].isspace():
        at += 1
    return at if at < behind else -1


def _middle(values: Iterable[float]) -> float:
    found = sorted(values)
    return found[(len(found) - 1) // 2]


class _Joiner:
    """Joins the lines of one draft."""

    def __init__(self, text: str, lines: Sequence[Line], lang: Language, journal: Journal) -> None:
        self.text = text
        self.lang = lang
        self.journal = journal
        self.formula: int | None = None  # the line of the formula
        self.begun = False
        self.reasons = -1  # the line where a preamble above the formula begins
        self._firsts: list[tuple[Line, bool]] = []  # first lines, and whether the second stands farther out
        self._lines = lines
        self._counted: dict[str, int] = {}
        self._sought = 0  # words that were looked for in the text

    def paragraphs(self, lines: Sequence[Line]) -> list[Line]:
        """One line for each paragraph."""
        if all(line.starts for line in lines):
            self._head(lines, [line.text for line in lines])
            return list(lines)
        starts = [i for i, begins in enumerate(self._starts(lines)) if begins or not i]
        groups = [lines[begin:end] for begin, end in pairwise((*starts, len(lines)))]
        for first, second in (group[:2] for group in groups if len(group) > 1):
            if first.page == second.page:
                self._firsts.append((first, first.indent > second.indent + _SET_IN))
        return [self.joined(group) for group in groups]

    def set_as_text(self, entries: list[Entry]) -> list[Entry]:
        """Where paragraphs have their first lines set in, what begins there is set as text is, whatever its letters:
        headings begin at the edge, or in the middle. The edge of a page may be that of a line farther out: places are
        compared from where full lines end."""
        if 2 * sum(set_in for _, set_in in self._firsts) <= len(self._firsts):
            return entries
        broadest = defaultdict[int, float](float)
        for line in self._lines:
            broadest[line.page] = max(broadest[line.page], line.width)
        full = _middle(broadest.values())
        most = {page: width if width > _FULL * full else full for page, width in broadest.items()}
        usual = _middle(most[first.page] - first.indent for first, set_in in self._firsts if set_in)
        return [
            replace(entry, role="paragraph")
            if isinstance(entry, Line)
            and not entry.role
            and len(entry.text) <= _LONGEST
            and abs(most.get(entry.page, full) - entry.indent - usual) <= _NEAR
            else entry
            for entry in entries
        ]

    def _starts(self, lines: Sequence[Line]) -> list[bool]:
        """For each line whether a paragraph begins with it."""
        reader = Reader(lines, self.lang, self._counted)
        head = self._head(lines, reader.texts)
        reader.learn(head)
        title = title_line(reader.texts, self.lang)
        front = self.formula is not None or title is not None
        starts = head_starts(reader, head) if front else front_starts(reader, head)
        decided: int | None = None
        if head and title is not None:
            decided = decided_below(reader.texts, self.lang, title, self.formula)
        if decided is not None and self.formula is not None:  # between title and formula
            starts[decided:] = [i == decided for i in range(decided, head)]
        for i in range(head, len(lines)):
            reasons: list[str] = []
            if decided is not None and i <= decided:
                begins = i == decided
            elif i == self.reasons or (i == head and not front):
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

    def _head(self, lines: Sequence[Line], texts: Sequence[str]) -> int:
        """How many lines stand above the body: to the formula, or with the title of a decision or report. None behind a
        table where the body has begun above it."""
        self.reasons = -1
        if self.begun:
            return 0
        formula = self.formula = formula_line(texts, self.lang)
        title = title_line(texts, self.lang)
        self.begun = formula is not None or title is not None
        if formula is not None:
            above = preamble_line(texts, self.lang, formula)
            self.reasons = above if above < formula else -1
            return above
        return front(lines, self.lang)[1] if title is None else title + 1

    def wholes(self, lines: Sequence[Line]) -> Iterator[Line]:
        """One line for each paragraph of a cell, whose beginnings are known."""
        at = [i for i, line in enumerate(lines) if line.starts is not False]
        for begin, end in pairwise((*at, len(lines))):
            yield self.joined(lines[begin:end])

    def joined(self, lines: Sequence[Line]) -> Line:
        """One paragraph made of lines."""
        first = lines[0]
        if len(lines) == 1:
            return first.begun(first.runs, first.width)
        joined, text = Joined(), self.text
        for line, after in pairwise(lines):
            between, cut = self._between(line.text, after.text)
            runs = line.runs
            if cut and not self._put_back(runs):
                runs = self._without_last(runs)
            for run in runs:
                joined.add(run)
            if between and not (runs[-1].link and _inside_address(line, after)):
                joined.space(_space(text, line.end, after.start))
        for run in lines[-1].runs:
            joined.add(run)
        return first.begun(joined.runs(), max([line.width for line in lines]))

    def _between(self, before: str, after: str) -> tuple[bool, bool]:
        """Whether a space belongs between two lines, and whether the hyphen that ends the first is to go."""
        if not before or not after:
            return False, False
        last, first = before[-1], after[0]
        if last.isascii() and first.isascii() and last not in "-/":
            return True, False
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
        """Whether the whole word stands elsewhere in the text, and the word with its hyphen does not, nor is it a
        compound of the language; where the text divides its words, whether the word with its hyphen is not known
        either."""
        head = re.search(r"[^\W\d_]+(?=[-\u2010\u2011]$)", before)
        tail = re.match(r"[^\W\d_]+", after)
        if head is None or tail is None:
            return False
        compound = f"{head.group()}-{tail.group()}".casefold()
        if self._stands(compound) or compound in self.lang.hyphens.compounds:
            return False
        return self._stands(head.group() + tail.group()) or (
            self._divided and not self._is_compound(head.group().casefold(), tail.group().casefold())
        )

    def _stands(self, word: str) -> bool:
        """Whether a word stands somewhere in the text, not as a part of another."""
        word, text = word.casefold(), self._folded
        self._sought += 1
        if self._sought > _SEARCHES:
            return word in self._words
        at = text.find(word)
        while at >= 0 and not (_BEFORE_WORD.match(text, at) and _BEHIND_WORD.match(text, at + len(word))):
            at = text.find(word, at + 1)
        return at >= 0

    def _is_compound(self, head: str, tail: str) -> bool:
        """Whether two parts make a known compound, or one is of many and the other a word that stands elsewhere too."""
        known = self._known
        return known.parted(head + tail) == len(head) or (
            (head in known.before and self._counts[tail] > 1)
            or (tail in known.behind and self._counts[head] > 1)
        )

    @cached_property
    def _divided(self) -> bool:
        """Whether words are divided at the ends of lines: some that stand whole elsewhere are, and few compounds end
        lines."""
        ends = {(found[1], found[2]) for found in _DIVIDED.finditer(self._folded)}
        whole = {
            (head, tail)
            for head, tail in ends
            if self._stands(head + tail) and not self._stands(f"{head}-{tail}")
        }
        if len(whole) < _PROOFS:
            return False
        rest = ends - whole
        known = [pair for pair in rest if self._stands("-".join(pair)) or self._is_compound(*pair)]
        return len(whole) > len(known)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(part for word in _WORD.findall(self._folded) for part in word.split("-"))

    @cached_property
    def _known(self) -> Known:
        from unpress_stages.clean._compounds import Known

        return Known(self._lines, self.lang)

    @cached_property
    def _folded(self) -> str:
        return self.text.casefold()

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of the text, those that hyphens make one as one."""
        return frozenset(_WORD.findall(self._folded))

    def _put_back(self, runs: Runs) -> bool:
        """Whether the last character stands nowhere in the source, as a hyphen that was put back."""
        size = sum([len(run.text) for run in runs])
        span = span_of(cut_runs(runs, size - 1, size))
        return span is not None and not span.pieces

    def _without_last(self, runs: Runs) -> Runs:
        """The runs of a line without the hyphen at its end."""
        size = sum([len(run.text) for run in runs])
        hyphen = span_of(cut_runs(runs, size - 1, size))
        self.journal.dropped_span("hyphen", hyphen)
        return cut_runs(runs, 0, size - 1)
