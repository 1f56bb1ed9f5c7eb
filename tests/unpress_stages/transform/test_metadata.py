"""Cases of ``transform.metadata``."""

from __future__ import annotations

import pytest
import textcase


@pytest.mark.parametrize("case", textcase.cases("transform/metadata"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)
