"""Cases of ``clean.halves``."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("clean/numbers"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)
