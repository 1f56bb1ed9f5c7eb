"""The cases of check.links."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("check/links"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)
