"""The cases of check.sections."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("check/sections"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)
