"""How far indents and gaps tell paragraphs apart in one text, measured on the lines whose place is certain."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from unpress.draft import Line
from unpress.pattern import late
from unpress_stages.clean._breadth import breadths, full_breadth
from unpress_stages.clean._facts import CLOSERS, ENDS, Facts

WHOLE: Final = 200
"""Cells: a text whose lines are longer has a paragraph a line; no line of print is as long."""

_SPACED: Final = 0.8
"""The share of lines below a space, from which it is one between paragraphs."""
_BROAD: Final = 80
"""Cells of a line of print."""
_DOTS: Final = late(r"(?:\. ?){6,}")
_LINE: Final = 60
"""Cells of a line that is none of a title or a table."""
_PRINTED: Final = 8
"""Lines of print that show that a text has some."""
_ENDED: Final = 0.7
"""The share of broad lines that end as paragraphs do, where each is one; of lines of print fewer than half do."""
_TEXTS: Final = 4
"""Lines of text that show that each is a paragraph, where none is broader than any line of print."""
_ALL: Final = 0.9
"""The share of them that ends as paragraphs do."""

_KNOWN: Final = 8
"""Lines known to go on that show that none of such is indented."""
_FIRSTS: Final = 5
"""How many first lines show how broad the broadest can be."""
_INDENT: Final = 1.5
"""Ems: what is less can come of the words that happen to end the lines."""


_BEHIND: Final = CLOSERS + "0123456789"
"""What can stand behind the end of a sentence: closing marks, and the figures of a note."""


class Habits:
    """How far indents, gaps and marks (a number, a verb, a word for a part) tell paragraphs apart in a text, from 0
    to 1, and the width of a full line."""

    def __init__(self) -> None:
        self.full = 0.0
        self.whole = False  # every line is a paragraph
        self.mixed = False  # some are, others are lines of print
        self.measured = False  # enough lines show their place
        self.tight = (
            -1.0
        )  # the gap within paragraphs, where most lines stand below a space; -1 where they do not
        self.marked = 1.0
        self.exact = False  # no line is indented but the first of a paragraph
        self.base: dict[int, float] = {}
        self.indented = self.unindented = self.gapless = self.gap = 0.0

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


def leads(text: str) -> bool:
    """Whether dots lead to a page number, or to the end of a line: they say nothing of how broad print is."""
    return (".." in text or ". ." in text) and _DOTS.search(text) is not None


def _whole(facts: Sequence[Facts]) -> bool:
    """Whether the lines of a text with few long ones are paragraphs: one is broader than any line of print, and most
    that are as broad as a line of print end as paragraphs do; or nearly all do that are none of a title, and fill no
    column."""
    broad = [fact for fact in facts if fact.width > _BROAD]
    if not broad:
        return False
    if len(broad) > 1 and any(fact.width > WHOLE for fact in broad):
        return sum(fact.ended for fact in broad) >= _ENDED * len(broad)
    texts = [fact for fact in facts if fact.width > _LINE]
    if len(texts) < _TEXTS or sum(fact.ended for fact in texts) < _ALL * len(texts):
        return False
    full = 0.8 * max([fact.width for fact in texts])
    return 2 * sum(fact.width > full for fact in texts) <= len(texts)


def _is_mixed(facts: Sequence[Facts]) -> bool:
    """Whether a text with many lines that are paragraphs has lines of print, too, as one that was copied from several
    places: most of its other long lines end in the middle of a sentence."""
    print_lines = [fact for fact in facts if _LINE < fact.width <= WHOLE]
    return len(print_lines) >= _PRINTED and 2 * sum(fact.ended for fact in print_lines) < len(print_lines)


def habits_of(
    lines: Sequence[Line], facts: Sequence[Facts], head: int, *, cased: bool, dotted: bool
) -> Habits:
    """The habits of the text below its first ``head`` lines; ``dotted`` says that dots may lead to numbers of pages."""
    habits = Habits()
    widths = sorted([fact.width for fact in facts[head:] if not (dotted and leads(fact.text))])
    habits.full = _full(widths)
    habits.mixed = habits.full > WHOLE and _is_mixed(facts[head:])
    if habits.mixed:
        habits.full = _full([width for width in widths if width <= WHOLE])
    habits.whole = habits.full > WHOLE or _whole(facts[head:])
    indents: dict[int, Counter[float]] = defaultdict(Counter)
    inside = {line.page for line in lines[head:] if line.starts is False}
    places = [line for line in lines[head:] if line.starts is False or line.page not in inside]
    for (page, indent), times in Counter([(line.page, line.indent) for line in places]).items():
        indents[page][indent] = times
    habits.base = {page: counts.most_common(1)[0][0] for page, counts in indents.items()}
    if (
        len({line.indent for line in lines}) <= 2 and lines
    ):  # one step of indent: the base is the same everywhere
        habits.base = dict.fromkeys(habits.base, min(line.indent for line in lines))
    below = range(max(head, 1), len(lines))
    sure, inner = _sure(lines, facts, below, habits.full, cased=cased)
    if len(sure) < 2:  # no verbs and numbers: what stands behind a sentence whose last line has room
        sure = [i for i in below if facts[i - 1].sentence and facts[i - 1].width < 0.8 * habits.full]
    habits.marked = _marked(facts, below, habits.full)
    least = min([line.gap for line in lines[below.start :]], default=0.0)
    gaps = [lines[i].gap for i in below if not facts[i - 1].bare]
    if len(gaps) - gaps.count(least) > _SPACED * len(gaps):
        habits.tight = least
    if len(sure) < 2 or len(inner) < 2:
        parted = any(lines[i].gap == least and not facts[i - 1].ended for i in below)
        habits.gap = least if parted else 0.0  # where each line ends what it says, all spaces part paragraphs
        return habits
    habits.measured = True
    deep = [habits.deeper(lines[i]) for i in sure].count(True) / len(sure)
    flat = [habits.deeper(lines[i]) for i in inner].count(False) / len(inner)
    habits.indented = max(0.0, (flat - 0.5) * 2) if deep > 0.3 else 0.0
    habits.unindented = max(0.0, (deep - 0.5) * 2)
    known = [lines[i] for i in inner if lines[i].starts is False]
    habits.exact = len(known) >= _KNOWN and not any(map(habits.deeper, known))
    same = [i for i in sure if lines[i].page == lines[i - 1].page]
    within = [i for i in inner if lines[i].page == lines[i - 1].page]
    if same and within:
        habits.gap = Counter(lines[i].gap for i in within).most_common(1)[0][0]
        wide = [lines[i].gap > habits.gap for i in same].count(True) / len(same)
        habits.gapless = max(0.0, (wide - 0.5) * 2)
    return habits


def _marked(facts: Sequence[Facts], below: Sequence[int], full: float) -> float:
    """The share of paragraphs that begin with a mark, of those behind a sentence that ends in a short line."""
    behind = [facts[i] for i in below if facts[i - 1].sentence and facts[i - 1].width < 0.8 * full]
    marked = sum(f.label is not None or f.opener > 0 or f.alone or f.titled for f in behind)
    return marked / len(behind) if behind else 1.0


def _sure(
    lines: Sequence[Line], facts: Sequence[Facts], below: Iterable[int], full: float, *, cased: bool
) -> tuple[list[int], list[int]]:
    """The lines that begin paragraphs, and those in the middle of one, as is known or can be seen: a verb or number
    behind an end; what goes on a full line that ends in the middle of a sentence."""
    first: list[int] = []
    inner: list[int] = []
    least = 0.8 * full
    for i in below:
        known = lines[i].starts
        if known is not None:
            (first if known else inner).append(i)
            continue
        here, before = facts[i], facts[i - 1]
        if (here.opener or here.numbered) and before.text.rstrip(_BEHIND)[-1:] in ENDS:
            first.append(i)
        if before.width > least and (here.lower or not cased):
            last = before.text.rstrip(CLOSERS)[-1:]
            if last and last not in ENDS:
                inner.append(i)
    return first, inner


def first_breadth(facts: Sequence[Facts]) -> float:
    """The breadth in ems above which no line is the first of a paragraph; 0 where it cannot be told.

    Official resolutions indent the first lines of their paragraphs by some three ems. Where a tool leaves out the
    indent, it can still be seen: first lines are that much less broad than the others.
    """
    openers = [i for i in range(1, len(facts)) if facts[i].opener and facts[i - 1].ended]
    if len(openers) < _FIRSTS:
        return 0.0
    broad = breadths([fact.text for fact in facts])
    full = full_breadth(broad)
    firsts = sorted(
        broad[i] for i in openers if broad[i - 1] < 0.8 * full and 0.6 * full < broad[i] < 1.1 * full
    )
    if len(firsts) < _FIRSTS:
        return 0.0
    broadest = firsts[int(0.9 * len(firsts))]
    indent = full - broadest
    return broadest + 0.6 * indent if indent > _INDENT else 0.0
