"""Raised marks on lines of their own."""

from __future__ import annotations

import pytest

from unpress.draft import Line
from unpress.language import language
from unpress.runs import Run
from unpress_stages.clean._lone_marks import between_parts

FULL = "The wells of the northern villages were repaired in the dry season by those who use them"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (["Wells", "1", "run dry", FULL, "1 A note."], ["Wells1 run dry", FULL, "1 A note."]),
        (
            ["Wells", "1", "1", "run dry", FULL, "1 A note."],
            ["Wells", "1", "1", "run dry", FULL, "1 A note."],
        ),
        (["Wells", "1", "run dry", FULL], ["Wells", "1", "run dry", FULL]),
        (["Wells", "1", FULL, "run dry", "1 A note."], ["Wells1", FULL, "run dry", "1 A note."]),
    ],
)
def test_a_mark_goes_into_the_line_that_it_broke(written: list[str], wanted: list[str]) -> None:
    lines = [Line((Run(text),), 1, width=len(text)) for text in written]
    assert [line.text for line in between_parts(lines, 0, language("en"))] == wanted
