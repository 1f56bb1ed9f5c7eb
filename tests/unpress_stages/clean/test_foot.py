"""Which lines at the foot of a page open notes."""

from __future__ import annotations

import pytest

from unpress.draft import Line
from unpress.language import language
from unpress.runs import Run
from unpress_stages.clean._foot import starts


@pytest.mark.parametrize(
    ("texts", "gaps", "expected"),
    [
        (("1 Wells.", "2 Mills."), False, {0: 1, 1: 2}),
        (("4 Wells.", "1 Wells."), False, {1: 1}),
        (
            ("1 Wells.", "2 Mills of the", "2 North Lane."),
            False,
            {0: 1, 1: 2},
        ),  # the second is in mid-sentence
        (("1 Wells.", "3 Mills."), False, {0: 1}),
        (("1 Wells.", "3 Mills."), True, {0: 1, 1: 3}),
        (
            ("1 Wells cost", "2 million.", "3 Mills."),
            True,
            {0: 1, 1: 2, 2: 3},
        ),  # most notes, not the likeliest lines
    ],
)
def test_lines_that_open_notes(texts: tuple[str, ...], gaps: bool, expected: dict[int, int]) -> None:
    lines = [Line((Run(text),)) for text in texts]
    assert starts(lines, 0, language("en"), gaps=gaps) == expected
