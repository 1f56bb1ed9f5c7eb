"""Cases of ``clean.lines``."""

from __future__ import annotations

import pytest
import textcase

from unpress_stages.clean._weights import CASED


@pytest.mark.parametrize("case", textcase.cases("clean/lines"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


def test_nothing_speaks_against_a_small_letter_behind_an_open_line() -> None:
    """What is not weighed (``Reader._goes_on``) would not be outweighed by all that could be seen beside it."""
    without = {"after a stop", "after an item", "next number", "some number", "number after no end", "figure"}
    without |= {"opener", "opener after a comma", "opener after no end", "long opener", "page break"}
    without |= {"capital", "capital after no end", "short before", "short before no end", "short without end"}
    without |= {
        "among short lines, no end",
        "names a part",
        "under the name of a part",
        "short above a start",
    }
    beside = sum(weight for name, weight in CASED.items() if weight > 0 and name not in without)
    assert CASED["bias"] + CASED["after no end"] + CASED["small letter"] + beside < 0
