"""The cases of check.characters, and what readers of text take out before it is checked."""

from __future__ import annotations

import pytest
import textcase

from unpress.ast import Document, Paragraph, Text
from unpress.journal import Journal
from unpress.stage import load


@pytest.mark.parametrize("case", textcase.cases("check/characters"), ids=str)
def test_case(case: textcase.Case) -> None:
    textcase.check(case)


@pytest.mark.parametrize(
    ("sign", "slug"), [("\ue123", "private"), ("\x02", "control"), ("\uffff", "control")]
)
def test_a_tree_from_elsewhere_may_hold_any_character(sign: str, slug: str) -> None:
    journal = Journal(stage="check.characters")
    document = Document("en", children=(Paragraph((Text(f"wells{sign} of"),), label="3."),))
    load("check", "characters").function(document, journal)
    (problem,) = journal.problems
    assert problem.code == f"check.characters.{slug}"
    assert problem.message.endswith(f"U+{ord(sign):04X} (in paragraph 3)")
