"""Cases of ``parse.plain``."""

from __future__ import annotations

import pytest
import textcase

from unpress import Source, ast, read
from unpress.walk import plain

RULED = """The wells of the plains are old.

* * *

They run dry in dry years.
"""
ADOPTED = """79/900. Wells

The General Assembly,

1. *Decides* to look after wells.

* * *
"""


@pytest.mark.parametrize("case", textcase.cases("parse/plain"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


@pytest.mark.parametrize(("text", "last"), [(RULED, "They run dry in dry years."), (ADOPTED, "")])
def test_a_drawn_line_is_a_rule_of_the_tree_and_no_text(text: str, last: str) -> None:
    result = read(Source("ruled.md", text.encode()))
    blocks = result.document.children
    assert [type(block) for block in blocks if isinstance(block, ast.Rule)] == [ast.Rule]
    assert not last or plain(blocks[-1].content) == last  # type: ignore[union-attr]
    assert result.ledger.complete


def test_a_table_above_the_title_is_not_lost() -> None:
    result = read(Source("a.md", b"|a|b|\n|-|-|\n|c|d|\n\n# Title\n\nText.\n"))
    assert result.ledger.complete
    assert [type(block).__name__ for block in result.document.children] == ["Table", "Paragraph"]
