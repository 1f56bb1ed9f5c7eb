"""Which paragraphs of two texts correspond, and by which words they differ.

Equal paragraphs are matched first; only what lies between them is compared word by word, so a long document costs what
its differences cost. White space says nothing here: a word is a run of letters and figures, a Chinese character or
another sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Final, NamedTuple

from unpress.record import record

_CJK: Final = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSEEN: Final = r"\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Soft hyphens, controls of direction and joining, vowel marks and lengthening of Arabic: no tool keeps them alike."""

_WORD: Final = re.compile(rf"[{_CJK}]|[^\W{_CJK}](?:[{_UNSEEN}]*[^\W{_CJK}])*+|[^\w\s{_UNSEEN}]")
_IGNORED: Final = re.compile(rf"[{_UNSEEN}]")
_ONE_HYPHEN: Final = str.maketrans({"\u2010": "-", "\u2011": "-"})


class Word(NamedTuple):
    """A word as it is compared, and where it stands in its text."""

    value: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text in compatibility form (NFKC: one form for each character), without invisible characters."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        seen = _IGNORED.sub("", match[0])
        if value := unicodedata.normalize("NFKC", seen).translate(_ONE_HYPHEN).strip():
            found.append(Word(value, match.start(), match.end()))
    return found


class Stretch(NamedTuple):
    """Items ``start`` to ``end`` of one sequence, and ``other_start`` to ``other_end`` of the other."""

    start: int
    end: int
    other_start: int
    other_end: int


@record
class Group:
    """Neighbours that correspond: indices of the paragraphs of either side, and the words in which they differ.

    Changes count words through all paragraphs of the group. One side is empty where a paragraph has no counterpart.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    changes: tuple[Stretch, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it is one paragraph that is the same on both sides."""
        return len(self.left) == len(self.right) == 1 and not self.changes


def align(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> list[Group]:
    """Groups of paragraphs, each given by its words, in the order of the left side; all of them, the same ones too."""
    found: list[Group] = []
    for same, (i, j, k, m) in runs([tuple(p) for p in left], [tuple(p) for p in right]):
        if same:
            found.extend(Group((i + n,), (k + n,)) for n in range(j - i))
        else:
            found.extend(_between(left, range(i, j), right, range(k, m)))
    return found


def runs(left: Sequence[Hashable], right: Sequence[Hashable]) -> Iterator[tuple[bool, Stretch]]:
    """Runs of two sequences that are equal and, in turn, what differs between them."""
    from rapidfuzz.distance import Levenshtein  # only a comparison needs it

    here = there = 0
    for operation in Levenshtein.opcodes(left, right):
        if operation.tag != "equal":
            continue
        i, j, k, m = operation.src_start, operation.src_end, operation.dest_start, operation.dest_end
        if i > here or k > there:
            yield False, Stretch(here, i, there, k)
        yield True, Stretch(i, j, k, m)
        here, there = j, m
    if len(left) > here or len(right) > there:
        yield False, Stretch(here, len(left), there, len(right))


def similarity(
    left: Sequence[Sequence[str]], right: Sequence[Sequence[str]], groups: Sequence[Group]
) -> float:
    """How much of two texts agrees, 0 to 1, by characters that are not white space: 1 - changed / the longer text.

    Where a paragraph is missing and another stands there instead, the longer of the two counts.
    """
    size = max(*(sum(len(word) for paragraph in side for word in paragraph) for side in (left, right)), 1)
    changed = removed = added = 0
    for group in groups:
        if group.left and group.right:
            changed += max(removed, added) + _distance(left, right, group)
            removed = added = 0
        removed += sum(len(word) for i in group.left for word in left[i]) if not group.right else 0
        added += sum(len(word) for k in group.right for word in right[k]) if not group.left else 0
    return 1 - min(changed + max(removed, added), size) / size


def _distance(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]], group: Group) -> int:
    """The characters that differ in paragraphs that correspond."""
    from rapidfuzz.distance import Levenshtein

    ours = [word for i in group.left for word in left[i]]
    theirs = [word for k in group.right for word in right[k]]
    return sum(Levenshtein.distance("".join(ours[i:j]), "".join(theirs[k:m])) for i, j, k, m in group.changes)


def _between(
    left: Sequence[Sequence[str]], rows: range, right: Sequence[Sequence[str]], columns: range
) -> Iterator[Group]:
    """The paragraphs between two equal ones. Those belong together that share half the words of the shorter."""
    ours = [(word, i) for i in rows for word in left[i]]
    theirs = [(word, k) for k in columns for word in right[k]]
    shared: Counter[tuple[int, int]] = Counter()
    for same, (i, j, k, _) in runs([word for word, _ in ours], [word for word, _ in theirs]):
        if same:
            shared.update((ours[i + n][1], theirs[k + n][1]) for n in range(j - i))
    pairs = [(i, k) for (i, k), n in sorted(shared.items()) if 2 * n >= min(len(left[i]), len(right[k]))]
    alone = [i for i in rows if i not in {i for i, _ in pairs}]
    other_alone = [k for k in columns if k not in {k for _, k in pairs}]
    for group, others in _connected(pairs):
        while alone and alone[0] < group[0]:
            yield _group(left, [alone.pop(0)], right, [])
        while other_alone and other_alone[0] < others[0]:
            yield _group(left, [], right, [other_alone.pop(0)])
        yield _group(left, group, right, others)
    for i in alone:
        yield _group(left, [i], right, [])
    for k in other_alone:
        yield _group(left, [], right, [k])


def _connected(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Pairs in rising order that have a side in common, put together."""
    rows: list[int] = []
    columns: list[int] = []
    for i, k in pairs:
        if rows and i != rows[-1] and k != columns[-1]:
            yield rows, columns
            rows, columns = [], []
        if not rows or i != rows[-1]:
            rows.append(i)
        if not columns or k != columns[-1]:
            columns.append(k)
    if rows:
        yield rows, columns


def _group(
    left: Sequence[Sequence[str]], rows: list[int], right: Sequence[Sequence[str]], columns: list[int]
) -> Group:
    ours = [word for i in rows for word in left[i]]
    theirs = [word for i in columns for word in right[i]]
    changes = tuple(change for same, change in runs(ours, theirs) if not same)
    return Group(tuple(rows), tuple(columns), changes)
