"""Lists whose labels stand in a column of their own: "AFL   Arcadian Federation of ...".

A label and what it stands for share a line, though wide room parts them; what goes on below begins under the second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from unpress.record import replace
from unpress_stages.read._pdf_lines import Row

_NEAR: Final = 1.5  # points: how far the beginnings of lines in a column differ
_LEAST: Final = 3  # labels in a list
_PROSE: Final = 15  # letters: what a label stands for has more, most often


def with_labels(rows: Sequence[Row]) -> list[Row]:
    """The rows of a page, from top to bottom, labels and what they stand for in one row; tagged ones as they are."""
    bases: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        bases[round(row.base)] += 1
    columns: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for i, (label, text) in enumerate(pairwise(rows)):
        plain = label.tag is text.tag is None and label.rightward and text.rightward
        if plain and abs(label.base - text.base) < 1 and bases[round(text.base)] == 2:
            columns[round(label.left / _NEAR), round(text.left / _NEAR)].append(i)
    found = list(rows)
    for labels in columns.values():
        if _is_list(rows, labels):
            for i in labels:
                found[i + 1] = _joined(rows[i], rows[i + 1])
    joined = {i for labels in columns.values() for i in labels if found[i + 1] is not rows[i + 1]}
    return [row for i, row in enumerate(found) if i not in joined]


def _is_list(rows: Sequence[Row], labels: Sequence[int]) -> bool:
    """Whether enough labels stand before words, and some of these go on below where they begin."""
    words = sum(sum(char.isalpha() for char in rows[i + 1].text) > _PROSE for i in labels)
    below = [(rows[i + 1], rows[i + 2]) for i in labels if i + 2 < len(rows)]
    hanging = sum(
        abs(text.left - more.left) < _NEAR and 0 < text.base - more.base < 2 * text.size
        for text, more in below
    )
    return len(labels) >= _LEAST and 2 * words > len(labels) and hanging > 1


def _joined(label: Row, text: Row) -> Row:
    first = text.pieces[0]
    pieces = [*label.pieces, replace(first, text=f" {first.text.lstrip()}"), *text.pieces[1:]]
    return Row(text.page, text.base, text.size, pieces, [*label.raised, *text.raised], begins=True)
