"""Cases of ``clean.notes``."""

from __future__ import annotations

import pytest
import textcase

from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.runs import Run
from unpress_stages.clean import notes


@pytest.mark.parametrize("case", textcase.cases("clean/notes"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


def test_a_collection_may_have_many_parts() -> None:
    lines = (Line((Run("The General Assembly,"),)),) * 1_200
    draft = Draft("", lines, language="en")
    assert notes.clean(draft, Journal()) is draft


def printed(*, raised: bool) -> Draft:
    """Three pages of text with marks, and two with what opens with their numbers."""
    mark = Run("1", raised=raised), Run("2", raised=raised), Run("3", raised=raised)
    pages: tuple[tuple[tuple[Run, ...], ...], ...] = (
        ((Run("Recalling the Charter of Rivers, "), mark[0], Run(" adopted in 1991,")),),
        ((Run("Noting the report on wells "), mark[1], Run(" and its plan, "), mark[2]),),
        ((Run("Decides to meet again."),),),
        ((Run("Done in Arcadia."),), (Run("1 Treaty Series, vol. 17."),), (Run("2 A/79/237."),)),
        ((Run("3 Resolution 70/1, on the plains"),), (Run("and their people."),)),
    )
    lines = tuple(
        Line(runs, number, gap=float(runs[0].text.startswith("1")))
        for number, page in enumerate(pages, 1)
        for runs in page
    )
    return Draft("", lines, language="en")


def test_notes_may_all_stand_behind_the_text_over_the_end_of_a_page() -> None:
    """So a browser prints them: their marks are pages before."""
    found = notes.clean(printed(raised=True), Journal())
    assert [(note.marker, " ".join(line.text for line in note.lines)) for note in found.notes] == [
        ("1", "Treaty Series, vol. 17."),
        ("2", "A/79/237."),
        ("3", "Resolution 70/1, on the plains and their people."),
    ]
    assert [line.text for line in found.lines if isinstance(line, Line)][-1] == "Done in Arcadia."


def test_a_list_behind_the_text_is_none_of_notes_whose_marks_are_not_raised() -> None:
    draft = printed(raised=False)
    assert notes.clean(draft, Journal()) is draft
