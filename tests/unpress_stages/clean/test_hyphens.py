"""The cases of clean.hyphens."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("clean/hyphens"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)
