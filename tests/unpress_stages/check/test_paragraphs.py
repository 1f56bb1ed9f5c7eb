"""The cases of check.paragraphs."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("check/paragraphs"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)
