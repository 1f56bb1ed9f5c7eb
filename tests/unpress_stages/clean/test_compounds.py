"""What is known of compounds."""

from __future__ import annotations

import pytest

from unpress.draft import Line
from unpress.language import language
from unpress.runs import Run
from unpress_stages.clean._compounds import Known


@pytest.mark.parametrize(
    ("code", "word", "at"),
    [
        ("en", "fortythird", 5),  # two parts that make many, though no list has the whole
        ("en", "followup", 6),
        ("fr", "trentecinquième", 6),
        ("ru", "государствачлены", 11),
        ("en", "forty", 0),
        ("en", "fortyropes", 0),
        ("en", "lifetime", 0),  # the text has it
    ],
)
def test_a_compound_of_two_parts_that_make_many(code: str, word: str, at: int) -> None:
    known = Known([Line((Run("In the lifetime of all keepers,"),))], language(code))
    assert known.parted(word) == at
    assert known.parted(word, own=True) == 0
