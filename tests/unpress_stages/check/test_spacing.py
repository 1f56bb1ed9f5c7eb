"""The cases of check.spacing."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("check/spacing"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)
