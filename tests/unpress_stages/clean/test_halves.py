"""Cases of ``clean.halves``."""

from __future__ import annotations

import pytest
import textcase

from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.runs import Run
from unpress_stages.clean.halves import clean


@pytest.mark.parametrize("case", textcase.cases("clean/halves"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


@pytest.mark.parametrize("known", [True, None])
def test_what_is_known_to_begin_goes_on_nothing(known: bool | None) -> None:
    marked = [Line((Run(f"Wells of the plains {n}"), Run(str(n), note=str(n))), width=25.0) for n in range(3)]
    rest = Line((Run("Planned results"),), width=15.0, starts=known)
    full = Line((Run("Wells of the plains are old. " * 3),), width=150.0)
    draft = clean(Draft("", (*marked, rest, *[full] * 4), language="en"), Journal("x", "clean.halves"))
    texts = [line.text for line in draft.lines if isinstance(line, Line)]
    assert ("Planned results" in texts) is (known is True)
