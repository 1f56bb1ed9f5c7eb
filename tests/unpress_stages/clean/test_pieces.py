"""Cases of ``clean.pieces``."""

from __future__ import annotations

import pytest
import textcase

from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.clean import pieces
from unpress_stages.read.text import read


@pytest.mark.parametrize("case", textcase.cases("clean/pieces"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


def test_a_list_of_short_lines_is_left_alone() -> None:
    towns = "".join(
        f"Town of the {name} wells\n\n" for name in ("upper", "lower", "inner", "outer", "old", "new")
    )
    written = (
        f"The towns of the plains are these, in the order in which they came to the meeting:\n{towns * 3}"
    )
    draft = read(Source("-", written.encode()), Journal())
    draft = Draft(draft.text, draft.lines, language="en")
    assert pieces.clean(draft, Journal()) is draft


def test_what_is_put_back_is_entered_as_moved() -> None:
    case = next(case for case in textcase.cases("clean/pieces") if case.name == "behind-the-paragraph")
    draft = read(Source("-", case.input.encode()), Journal())
    journal = Journal()
    fresh = pieces.clean(Draft(draft.text, draft.lines, language="en"), journal)
    assert [draft.text[entry.start : entry.end] for entry in journal.entries] == ["through regional and"]
    assert sum(isinstance(line, Line) for line in fresh.lines) < len(draft.lines)


def test_in_arabic_the_formula_is_no_end_of_the_title() -> None:
    body = "تقرر أن تصون الآبار في جميع السهول وأن تدعو حراسها إلى اجتماع في الربيع من كل عام\n" * 12
    title = (
        "99/1 - آبار السهول وحراسها في المدن العليا والسفلى وما جاورها من القرى في الجنوب\n"
        "والشمال والشرق والغرب وسائر الأقاليم في السنوات القادمة"
    )
    written = f"{title}\n\nإن الجمعية العامة،\n\n{body}"
    draft = read(Source("-", written.encode()), Journal())
    fresh = pieces.clean(Draft(draft.text, draft.lines, language="ar"), Journal())
    assert "إن الجمعية العامة،" in [line.text for line in fresh.lines if isinstance(line, Line)]
