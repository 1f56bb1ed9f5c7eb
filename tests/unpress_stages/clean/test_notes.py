"""Cases of ``clean.notes``."""

from __future__ import annotations

import pytest
import textcase

from unpress.draft import Draft, Line, Run
from unpress.journal import Journal
from unpress_stages.clean import notes


@pytest.mark.parametrize("case", textcase.cases("clean/notes"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


def test_a_collection_may_have_many_parts() -> None:
    lines = (Line((Run("The General Assembly,"),)),) * 1_200
    draft = Draft("", lines, language="en")
    assert notes.clean(draft, Journal()) is draft
