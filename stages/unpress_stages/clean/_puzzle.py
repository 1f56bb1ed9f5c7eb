"""Put stretches of lines of Latin or Cyrillic letters back in their lines: which go into which, in what order.

Stretches that stand near are put back where together they fill the line: so far that the next word has no more room,
and no farther than a line is long. What leaves the fewest stretches over on a page is taken.

Which stretch of a line comes first: of those inside the paragraph the one above, then those that came out before the
paragraph, then those behind it. Those that follow each other in the text are of one line sooner than others. Some
tools write those of one side by their breadth, the broadest nearest to the paragraph; where they may have come so, it
is looked at which words stand side by side elsewhere in the text, and a note says that the order is a guess.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import combinations, pairwise, permutations
from typing import Final

from unpress.draft import Line
from unpress.journal import Journal
from unpress.language import Language
from unpress.pattern import late
from unpress.record import record, replace
from unpress.runs import Run, merge_runs
from unpress_stages._front import front
from unpress_stages._opening import formula_line, title_line
from unpress_stages.clean._best_order import best_order
from unpress_stages.clean._boxes import Box, box_of, parted
from unpress_stages.clean._breadth import SPACE, breadth, full_breadth, measure
from unpress_stages.clean._evidence import Reader
from unpress_stages.clean._facts import is_label
from unpress_stages.clean._order import FULL, first_word
from unpress_stages.clean._pairs import Pairs

_LETTER: Final = late(r"[^\W\d_]")
_WORD: Final = late(r"[^\W_]+(?:[-’'][^\W_]+)*|[,;:]")
_ROOM: Final = 0.86
"""A line is short if with the first word of the next it would not be as full as this."""
_WHOLE: Final = 0.72
"""The line above one that is taken apart is at least as full as this; first lines are less full than others."""
_AMONG_SHORT: Final = 0.97
"""The part of the broadest lines that a full one reaches, also where most are short: those of a table."""
_STRETCH: Final = 0.7
"""No stretch is as broad as this part of a full line."""
_NEAR: Final = 30
"""Lines between a stretch and its place, at most."""
_BESIDE: Final = 3
"""The same for a line that may be whole as it is."""
_POOL: Final = 9
"""Stretches that are tried in one line."""
_MOST: Final = 6
"""Stretches of one line, at most."""
_ROW: Final = 4
"""Stretches that are tried in one line only if they follow each other in the text, more than these."""
_NEXT: Final = 3.0
"""What speaks for two stretches that follow each other in the text: tools write those of one line together."""
_LONGEST: Final = 12
"""Stretches that follow each other in their line, at most."""
_BEAM: Final = 40
"""Ways to fill a line, and to fill a page so far, that are followed up."""
_INDENT: Final = 0.08
"""The indent of a first line, as a part of a full one."""
_TAB: Final = 0.04
"""The space behind its number that is more than that of a word."""
_BOLD: Final = 0.12
"""What bold letters and the space behind its number take in the line of a heading, as a part of a full one."""
_TURNED: Final = 0.2
_TURNED_SIDE: Final = 3.0
_TURNED_OWN: Final = 1.5
"""What it costs to turn two stretches round: two that came out on one side of the paragraph, on two sides, two of which
one stands in the paragraph, or both."""
_TURNED_BOX: Final = 1.3
"""What it costs to turn round the stretches at both edges of a box: one line in four has them so."""


@record
class _Hole:
    """A line of print that is not whole: its stretches in place, the line below, where its first stretch stands."""

    at: int  # index of its first stretch, or of the line below where there is none
    own: tuple[int, ...]
    above: int  # the line before, -1 where a paragraph begins
    below: int
    room: float  # ems that are missing at most
    need: float  # ems that are missing at least
    whole: bool = False  # as a first line it may have nothing missing

    @property
    def opens(self) -> bool:
        """Whether a paragraph begins with it."""
        return self.above < 0


@record
class _State:
    """Some of the holes of a page filled, up to one line of it."""

    score: float = 0.0
    used: frozenset[int] = frozenset()
    filled: tuple[tuple[_Hole, tuple[int, ...]], ...] = ()


def _rows(pool: Sequence[int], few: int) -> Iterator[tuple[int, ...]]:
    """Stretches that follow each other in the text, more than ``few``: too many to try every choice of them."""
    for start in range(len(pool)):
        for end in range(start + few + 1, min(start + _LONGEST, len(pool)) + 1):
            if pool[end - 1] - pool[start] != end - 1 - start:
                break
            yield tuple(pool[start:end])


class Puzzle:
    """The lines of a draft, and what can be known of where their stretches belong."""

    def __init__(self, lines: Sequence[Line], lang: Language) -> None:
        self.lines = lines
        self.lang = lang
        self.facts = Reader(lines, lang).facts
        self.texts = [fact.text for fact in self.facts]
        self.breadths = [breadth(text) for text in self.texts]
        self.full = max(measure(self.breadths), _AMONG_SHORT * full_breadth(self.breadths))
        self.head = (
            formula_line(self.texts, lang)
            or title_line(self.texts, lang)
            or max(front(lines, lang)[1] - 1, 0)
        )
        self.first = [breadth(first_word(text)) for text in self.texts]
        self.pairs: dict[tuple[int, int], float] = {}
        self.begun: dict[int, bool] = {}
        self.last = -1

    @cached_property
    def words(self) -> list[list[str]]:
        """The words of each line."""
        return [_WORD.findall(text.casefold()) for text in self.texts]

    @cached_property
    def model(self) -> Pairs:
        """Which words stand side by side in the draft."""
        return Pairs(self.words)

    def page(self, start: int, end: int, journal: Journal) -> list[Line]:
        """The lines of one page with their stretches put back."""
        pool = self._stretches(max(start, self.head + 1), end)
        loose = frozenset(pool)
        rest = [i for i in range(start, end) if i not in loose]
        state = self._solved(rest, pool, end)
        self.last = rest[-1] if rest else self.last
        return self._rebuilt(start, end, state, journal) if state.filled else list(self.lines[start:end])

    # ------------------------------------------------------------------------------------------ what there is

    def _stretches(self, start: int, end: int) -> list[int]:
        """Lines that stand alone between blank lines, and are no paragraph, heading or number."""
        found: list[int] = []
        i = start
        while i < end:
            stop = i + 1
            while stop < end and self.lines[stop].gap == 0:
                stop += 1
            tail = self.facts[stop - 1].comma and stop < end and self.facts[stop].opener > 0
            tail = tail and not (self.facts[i - 1].ended and self.facts[i].lower)
            if not tail and all(map(self._loose, range(i, stop))):
                found.extend(range(i, stop))
            i = stop
        return found

    def _loose(self, i: int) -> bool:
        fact = self.facts[i]
        return (
            self.breadths[i] < _STRETCH * self.full
            and not fact.stops
            and not fact.alone
            and fact.label is None
            and _LETTER.search(fact.text) is not None
            and not is_label(fact.text)
        )

    def _begins(self, i: int) -> bool:
        """Whether a stretch is the first of a paragraph."""
        known = self.begun.get(i)
        if known is None:
            known = self.begun[i] = self.lang.opener(f"{self.texts[i]} -") > 0 or self._opens(i)
        return known

    def _opens(self, i: int) -> bool:
        """Whether line ``i`` by its first word or number begins a paragraph."""
        fact = self.facts[i]
        return (
            fact.label is not None
            or is_label(fact.text)
            or (fact.opener > 0 and not fact.lower)
            or fact.alone
            or fact.titled
        )

    def _ended(self, i: int, after: int) -> bool:
        """Whether line ``i`` ends a paragraph, going by line ``after``, which follows."""
        before, here = self.facts[i], self.facts[after]
        if before.stops or before.alone or here.alone or is_label(before.text) or is_label(here.text):
            return True
        if here.label is not None:
            return True
        if before.comma:
            return here.opener > 0 or (self.lines[after].gap > 0 and here.capital)
        return here.opener > 4 and here.capital and self.lines[after].gap > 0

    def _short(self, i: int, after: int, indent: float = 0.0) -> bool:
        """Whether the first word of the next line would have had room on line ``i``, which does not end."""
        if self._ended(i, after) or not _LETTER.search(self.texts[i]):
            return False
        return self.breadths[i] + SPACE + self.first[after] < (_ROOM + indent) * self.full

    def _holes(self, follow: Sequence[int], n: int) -> Iterator[_Hole]:
        """Lines of print that are not whole and begin at ``follow[n]``."""
        i = follow[n]
        here = self.facts[i]
        if i <= self.head or is_label(here.text):
            return
        before = follow[n - 1] if n else self.last
        if before < 0:
            return
        ended = self._ended(before, i)
        parted = ended or (self.facts[before].comma and self.lines[i].gap > 0)
        aboves = ([-1] if parted else []) + ([] if ended else [before])
        for above in aboves:
            if above < 0 and here.lower and self.lines[i].gap > 0:
                yield self._hole((), above, i, i, labelled=is_label(self.texts[before]))
            for many in range(1, _LONGEST):
                indent = _INDENT if above < 0 and many == 1 else 0.0  # a first line may be whole
                below = follow[n + many] if n + many < len(follow) else -1
                if below < 0 or not self._short(follow[n + many - 1], below, indent):
                    break
                own = tuple(follow[n : n + many])
                if any(self._opens(j) for j in own[1:]):
                    break
                if not self._running(follow[max(n - 6, 0) : n], follow[n + many : n + many + 6]):
                    continue
                hole = self._hole(own, above, own[0], below, labelled=is_label(self.texts[before]))
                yield replace(hole, whole=True) if indent and not self._short(i, below) else hole

    def _running(self, *around: Sequence[int]) -> bool:
        """Whether the lines around are those of running text, not of a table or a list."""
        breadths = [self.breadths[i] for part in around for i in part if not is_label(self.texts[i])]
        return 5 * sum(size > 0.7 * self.full for size in breadths) >= 2 * len(breadths)

    def _hole(self, own: tuple[int, ...], above: int, at: int, below: int, *, labelled: bool) -> _Hole:
        have = sum(self.breadths[i] + SPACE for i in own) + (_INDENT * self.full if labelled else 0.0)
        indent = _INDENT * self.full if above < 0 else 0.0
        if above < 0 and own and self.facts[own[0]].label is not None:
            indent += _TAB * self.full
        bold = _BOLD * self.full if own and self.facts[own[0]].titled else 0.0
        least = FULL[0] * self.full - indent - bold - have - self.first[below]
        return _Hole(at, own, above, below, FULL[1] * self.full - have, least)

    # ----------------------------------------------------------------------------------------- what goes where

    def _solved(self, rest: Sequence[int], pool: Sequence[int], end: int) -> _State:
        """The best way to fill the holes of a page; ``rest`` are its lines that are no stretches."""
        follow = [*rest, end] if end < len(self.lines) else list(rest)
        waiting: dict[int, list[_State]] = {0: [_State()]}
        for n in range(len(rest)):
            states = sorted(waiting.pop(n, ()), key=lambda state: -state.score)[:_BEAM]
            if not states:
                continue
            waiting.setdefault(n + 1, []).extend(states)
            for hole in self._holes(follow, n):
                for score, order, taken in self._choices(hole, pool):
                    waiting.setdefault(n + max(len(hole.own), 1), []).extend(
                        _State(state.score + score, state.used | taken, (*state.filled, (hole, order)))
                        for state in states
                        if not state.used & taken and self._follows(state, hole)
                    )
        return max(waiting[len(rest)], key=lambda state: state.score)

    def _follows(self, state: _State, hole: _Hole) -> bool:
        """Whether the line above a hole is whole, or made whole: where all lines are short they are a list."""
        last = state.filled[-1][0] if state.filled else None
        if hole.opens or self.breadths[hole.above] + SPACE + self.first[hole.at] > _WHOLE * self.full:
            return True
        return last is not None and bool(last.own) and last.own[-1] == hole.above

    def _choices(
        self, hole: _Hole, pool: Sequence[int]
    ) -> Iterator[tuple[float, tuple[int, ...], frozenset[int]]]:
        """What can fill a hole: how good it is, the order of all stretches, the stretches taken."""
        far = _BESIDE if hole.whole else _NEAR
        window = pool[bisect_left(pool, hole.at - far) : bisect_left(pool, hole.at + far + 1)]
        near = sorted(sorted(window, key=lambda i: abs(i - hole.at))[:_POOL])
        found: list[tuple[float, tuple[int, ...], tuple[int, ...]]] = []
        few = max(_MOST - len(hole.own), 0)
        chosen = [taken for many in range(few + 1) for taken in combinations(near, many)]
        for taken in (*chosen, *_rows(window, max(few, _ROW))):
            if not taken and len(hole.own) < 2:
                continue
            size = sum(self.breadths[i] + SPACE for i in taken)
            if not hole.need <= size <= hole.room:
                continue
            usual = self._usual(hole, taken)
            if not usual or not any(self.facts[i].lower for i in (*usual[1:], hole.below)):
                continue  # not a line, or a list of names
            gain = (0.0 if hole.whole else 3.0 if taken else 1.0) + 1.5 * max(len(hole.own) - 1, 0)
            gain += sum(self._gain(i, usual, hole) for i in taken)
            gain += _NEXT * sum(b == a + 1 for a, b in pairwise(taken))
            found.append((gain, usual, taken))
        found.sort(key=lambda choice: -choice[0])
        for gain, usual, taken in found[:_BEAM]:
            reads, order = self._ordered(hole, usual)
            yield gain + 0.3 * max(min(reads, 3.0), -3.0), order, frozenset(taken)

    def _gain(self, i: int, order: Sequence[int], hole: _Hole) -> float:
        """What speaks for a stretch to be put into a line: a small letter, and that it is near."""
        fact = self.facts[i]
        expected = fact.capital == (hole.opens and order[0] == i)
        return (2.0 if expected else -2.5) - 0.1 * abs(i - hole.at) - (1.0 if fact.comma else 0.0)

    def _usual(self, hole: _Hole, taken: tuple[int, ...]) -> tuple[int, ...]:
        """The stretches of a line in the order in which tools write them, or nothing if they do not make one."""
        own = hole.own
        if not hole.opens:
            return (*own[:1], *taken, *own[1:])
        first = next((i for i in (*own[:1], *taken) if self._begins(i)), None)
        if first is None and own and self.lang.opener(" ".join(self.texts[i] for i in own) + " -"):
            first = own[0]
        if first is None:
            return ()
        inner = tuple(i for i in (*taken, *own) if i != first) if first not in own else (*taken, *own[1:])
        return (first, *inner)

    def _ordered(self, hole: _Hole, usual: tuple[int, ...]) -> tuple[float, tuple[int, ...]]:
        """The best order of the stretches of a line, and how well it reads."""
        if len(hole.own) > 3 or len(usual) > _MOST:
            return 0.0, usual
        place = {i: n for n, i in enumerate(usual)}
        outer = sorted(i for i in usual if i not in hole.own)
        sides = [i for i in reversed(outer) if i < hole.at], [i for i in outer if i > hole.at]
        by_breadth = all(self.breadths[a] >= self.breadths[b] for side in sides for a, b in pairwise(side))
        box = self._box(hole) if by_breadth else None
        turned = {  # what it costs that the first of two stands before the second
            (a, b): self._turning(a, b, box)
            if box is not None
            else 0.0
            if place[a] < place[b]
            else self._cost(a, b, hole)
            if by_breadth
            else _TURNED_SIDE
            for a, b in permutations(usual, 2)
        }
        ends = (hole.below,) if hole.opens else (hole.above, hole.below)
        beside = {pair: self._beside(*pair) for pair in permutations((*usual, *ends), 2)}
        more = partial(self._more, box, hole) if box is not None else None
        return best_order(usual, hole.above, hole.below, beside, turned, more)

    def _more(self, box: Box, hole: _Hole, order: tuple[int, ...]) -> float:
        """What speaks against an order by where the box has its stretches."""
        return box.cost(order, self._places(order, hole))

    def _box(self, hole: _Hole) -> Box | None:
        return box_of(self.lines, self.breadths, self.full, hole.own, hole.below, opens=hole.opens)

    def _turning(self, a: int, b: int, box: Box) -> float:
        """What it costs that of two stretches the first stands before the second, where the box tells of the others
        where they stand."""
        if a not in box.own or b not in box.own:
            return 0.0
        turned = b < a if not parted(self.lines, min(a, b), max(a, b)) else a < b
        return _TURNED_BOX if turned else 0.0

    def _places(self, order: Sequence[int], hole: _Hole) -> list[float]:
        """Where the stretches of a line stand, as parts of a full line, whose spaces are all alike."""
        at = _INDENT if hole.opens else 0.0
        spaces = [self.texts[i].count(" ") + 1 for i in order]
        sizes = [self.breadths[i] / self.full for i in order]
        more = (1.0 - at - sum(sizes)) * self.full - SPACE * (len(order) - 1)
        each = max(more, 0.0) / max(sum(spaces) - 1, 1) / self.full
        places: list[float] = []
        for size, many in zip(sizes, spaces, strict=True):
            places.append(at)
            at += size + SPACE / self.full + each * many
        return places

    def _cost(self, a: int, b: int, hole: _Hole) -> float:
        """What it costs to turn round two stretches: much if the tool wrote them on two sides of the line."""
        if a in hole.own or b in hole.own:
            return _TURNED_OWN
        return _TURNED_SIDE if (a < hole.at) != (b < hole.at) else _TURNED

    def _beside(self, left: int, right: int) -> float:
        """How much more often than by chance the words that would meet stand side by side in the text."""
        known = self.pairs.get((left, right))
        if known is not None:
            return known
        score = 0.0
        if self.words[left] and self.words[right]:
            a, b = self.words[left][-1], self.words[right][0]
            score = -4.0 if a == b else self.model.score(a, b)
        self.pairs[left, right] = score
        return score

    # ------------------------------------------------------------------------------------------- the new lines

    def _rebuilt(self, start: int, end: int, state: _State, journal: Journal) -> list[Line]:
        whole = {hole.at: (hole, order) for hole, order in state.filled}
        gone = {i for _, order in state.filled for i in order}
        fresh: list[Line] = []
        for i in range(start, end):
            if i in whole:
                hole, order = whole[i]
                fresh.append(self._line(order, hole, journal))
            if i not in gone:
                line = self.lines[i]
                fresh.append(replace(line, gap=0.0) if i in whole else line)
        return fresh

    def _line(self, order: Sequence[int], hole: _Hole, journal: Journal) -> Line:
        runs: list[Run] = []
        if len(order) > len(hole.own) + 1:
            span = self.lines[order[0]].span
            words = " | ".join(self.texts[i] for i in order)
            journal.note("order", f"the tool took this line apart, its order is a guess: {words}", span)
        for i in order:
            if runs:
                runs.append(replace(runs[-1], text=" ", span=None, note="", raised=False))
            runs.extend(self.lines[i].runs)
            if i not in hole.own:
                span = self.lines[i].span
                journal.moved_span("stretch", span)
        home = self.lines[hole.at]
        letters = sum(len(run.text) for run in runs)
        return replace(home, runs=merge_runs(runs), width=home.indent + letters)
