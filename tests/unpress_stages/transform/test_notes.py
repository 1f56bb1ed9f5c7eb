"""Cases of ``transform.notes``."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("transform/notes"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)
