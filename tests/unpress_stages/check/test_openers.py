"""The cases of check.openers."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("check/openers"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)
