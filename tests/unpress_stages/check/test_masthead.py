"""The cases of check.masthead."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("check/masthead"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)
