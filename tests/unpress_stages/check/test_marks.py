"""The cases of check.marks."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("check/marks"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)
