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


WELLS = """79/900. Wells of the plains

The General Assembly,

Recalling its resolutions on the wells of the plains and on the rivers that feed them,
in which it called upon the States of the plains to look after them together and with
the help of those who live beside them,
{early}
Mindful of the towns of the plains, which have asked for help in each of the years in
which the rivers were dry,
{before}
Recognizing that the wells of the plains are older than the towns that stand around
them, that they are looked after well and that all of it has to be paid for each year,
{own}
interregional
understanding of the towns, and stressing that the upkeep of wells is never at an end
and that the keepers of wells are to be heard,
{behind}
Noting that the towns of the plains met in the spring to speak of their wells and that
they agreed to meet again before the snow falls on all of the hills that stand beside
the rivers,
{later}
1. Decides to look after the wells of the plains for as long as there are towns that
drink from them, and to report on what it has done in each of the coming seven years;

2. Invites the towns of the plains to send the keepers of their wells to the meeting.
"""
"""A text, one line of which is not whole: stretches that may be its own stand before its paragraph, behind it, or
behind the next one."""


@pytest.mark.parametrize(
    ("places", "line"),
    [
        pytest.param(
            {"behind": "through regional and"}, "through regional and interregional", id="the-only-one"
        ),
        pytest.param(
            {"behind": "through regional and", "early": "through national and"},
            "through regional and interregional",
            id="the-nearer-one",
        ),
        pytest.param(
            {"behind": "Through national and", "later": "through regional and"},
            "through regional and interregional",
            id="one-that-can-stand-within-a-sentence",
        ),
        pytest.param(
            {"behind": "regional and", "before": "through all"},
            "through all regional and interregional",
            id="one-written-before-the-paragraph-stands-before-one-written-behind-it",
        ),
        pytest.param(
            {"own": "and promoting the upkeep of the wells of all towns and", "behind": "their"},
            "their interregional",
            id="a-short-one",
        ),
        pytest.param(
            {"own": "and promoting the upkeep of the wells of all of the towns and of all", "behind": "new"},
            None,
            id="none-into-a-line-without-room-for-the-next-word",
        ),
        pytest.param({"behind": "and"}, None, id="none-that-leaves-room-for-the-next-word"),
        pytest.param(
            {"behind": "through all of the regional and national offices and through"},
            None,
            id="none-that-is-too-broad",
        ),
    ],
)
def test_the_stretch_that_is_put_back(places: dict[str, str], line: str | None) -> None:
    blank = {
        name: f"\n{places[name]}\n" if name in places else ""
        for name in ("early", "before", "behind", "later")
    }
    own = places.get("own", "and promoting the upkeep of wells")
    draft = read(Source("-", WELLS.format(own=own, **blank).encode()), Journal())
    fresh = pieces.clean(Draft(draft.text, draft.lines, language="en"), Journal())
    texts = [entry.text for entry in fresh.lines if isinstance(entry, Line)]
    if line is None:
        assert texts == [entry.text for entry in draft.lines if isinstance(entry, Line)]
    else:
        assert f"{own} {line}" in texts
