"""Cases of ``clean.tables``."""

from __future__ import annotations

import pytest
import textcase

import unpress
from unpress.source import Source


@pytest.mark.parametrize("case", textcase.cases("clean/tables"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


def test_a_table_that_goes_on_over_a_page_break_is_one() -> None:
    def rows(*names: str) -> str:
        return "".join(f"  {name:<28}{10.5 + i:8.1f}{20.5 + i:16.1f}\n" for i, name in enumerate(names))

    above = "The sums are shown in table 1.\n\nTable 1\nSums by office\n" + rows("Field offices", "Wells")
    text = above + "\n\n\f\n\n" + rows("Mills", "Roads") + "\nThe wells are old.\n"
    output = unpress.convert(Source("x.txt", text.encode()), "markdown").output.decode()
    assert output.count("---") == 3
