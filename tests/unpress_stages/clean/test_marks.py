"""Cases of ``clean.marks``."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("clean/marks"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)
