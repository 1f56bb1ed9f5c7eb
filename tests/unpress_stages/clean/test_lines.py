"""Cases of ``clean.lines``."""

from __future__ import annotations

import pytest
import textcase

from unpress.draft import Draft, DraftCell, DraftTable, Line
from unpress.journal import Journal
from unpress.record import replace
from unpress.runs import Run
from unpress_stages.clean import lines
from unpress_stages.clean._weights import CASED, UNCASED


@pytest.mark.parametrize("case", textcase.cases("clean/lines"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


def test_nothing_speaks_against_a_small_letter_behind_an_open_line() -> None:
    """What is not weighed (``_running``) would not be outweighed by all that could be seen beside it."""
    without = {"after a stop", "after an item", "next number", "some number", "number after no end", "figure"}
    without |= {"opener", "opener after a comma", "opener after no end", "long opener", "page break"}
    without |= {"capital", "capital after no end", "short before", "short before no end", "short without end"}
    without |= {
        "among short lines, no end",
        "names a part",
        "under the name of a part",
        "short above a start",
        "short above a list",
        "long opener with a capital after no end",
    }
    beside = sum(weight for name, weight in CASED.items() if weight > 0 and name not in without)
    assert CASED["bias"] + CASED["after no end"] + CASED["small letter"] + beside < 0


@pytest.mark.parametrize("weights", [CASED, UNCASED])
def test_nothing_speaks_against_a_line_amid_a_paragraph_for_which_no_room_was_above(
    weights: dict[str, float],
) -> None:
    """The same without a small letter: a line with two or more above it in its paragraph."""
    without = {"next number", "some number", "number after no end", "opener", "opener after no end"}
    without |= {
        "opener after a comma",
        "long opener",
        "long opener with a capital after no end",
        "after a stop",
    }
    without |= {
        "after a comma",
        "names a part",
        "under the name of a part",
        "short above a start",
        "page break",
    }
    without |= {"short before", "short before no end", "would have fitted", "small letter"}
    without |= {"one line before", "one line before, no end"}
    without |= (
        {"short without end", "short above a list"}
        if weights is CASED
        else {"capital", "capital after no end"}
    )
    room = 0.4 * weights.get("room", 0)  # the line above is filled to six parts in ten
    beside = sum(weight for name, weight in weights.items() if weight > 0 and name not in {*without, "room"})
    assert weights["bias"] + weights["after no end"] + room + beside < 0


def test_a_line_in_bold_type_is_not_of_the_paragraph_above_that_is_not() -> None:
    """Over a page break, where no gap tells them apart."""

    def told(*, bold: bool) -> bool:
        texts = (
            "Recalling all its resolutions on the wells of the high plain, and those who keep",
            "them in the dry seasons of the years that are to come, as well as in others,",
            "Noting what was said of the wells of the high plain, and of those who keep them",
            "in the dry seasons of the years that are to come, as well as in all of the others,",
            "Acting on behalf of all that live on the high plain and drink of its wells,",
            "Keepers of the wells",
            "1. Decides to dig wells wherever the plain is dry, and to count those which there",
            "are, as well as those that are to be dug in the years that are to come;",
        )
        entries = [
            Line(
                (Run(text, bold=bold and i == 5),),
                indent=11.3 if (text[0].isupper() and i != 5) or i == 6 else 5.6,
                width=float(len(text)),
                page=1 + i // 5,
                size=10.0,
                gap=0.5 if i in {2, 4, 6} else 0.0,
            )
            for i, text in enumerate(texts)
        ]
        draft = Draft("\n".join(texts), tuple(entries), language="en")
        found = lines.clean(draft, Journal()).lines
        return any(isinstance(line, Line) and line.text == "Keepers of the wells" for line in found)

    assert told(bold=True)
    assert not told(bold=False)


def test_behind_a_table_of_a_resolution_no_masthead_begins() -> None:
    def line(text: str, starts: bool | None = True) -> Line:
        return Line((Run(text),), indent=5.0, width=5.0 + len(text), size=10.0, starts=starts)

    above = [
        line("91/254. Budget of the wells"),
        line("The General Assembly,"),
        line("Decides on the wells:"),
    ]
    table = DraftTable(((DraftCell((line("Wells"),)), DraftCell((line("10"),))),))
    below = [
        line("2. The income of the wells of the high plain shall be credited to the Fund", None),
        line("of the Wells of the Plain in accordance with resolution 973 (X) of 15", False),
        line("December 1955;", False),
        line("48th plenary meeting"),
        line("31 December 2046"),
        line("B"),
        line("The General Assembly,"),
    ]
    draft = Draft("", (*above, table, *below), language="en")
    found = [entry.text for entry in lines.clean(draft, Journal()).lines if isinstance(entry, Line)]
    assert found[3:] == [" ".join(entry.text for entry in below[:3]), *(entry.text for entry in below[3:])]


@pytest.mark.parametrize(
    ("gap", "starts", "whole"), [(0.5, None, True), (1.0, None, False), (1.0, False, True)]
)
def test_the_leading_of_a_title_in_larger_type_is_no_space(
    gap: float, starts: bool | None, whole: bool
) -> None:
    def line(text: str, size: float, gap: float = 0.0, starts: bool | None = None) -> Line:
        return Line((Run(text, size=size),), width=float(len(text)), gap=gap, size=size, starts=starts)

    title = ("State of the wells of the plains and of all who", "look after the wells of the mountains")
    entries = [
        line("United Nations", 10.0),
        line("A/79/590", 10.0),
        line("General Assembly", 10.0),
        line("Ninetieth session", 10.0),
        line(title[0], 14.0, 1.5),
        line(title[1], 14.0, gap, starts),
        *(
            line("1. The wells of the plains are old, and they run dry in dry years.", 10.0, 1.0)
            for _ in "123"
        ),
    ]
    draft = lines.clean(Draft("", tuple(entries), language="en"), Journal())
    assert (" ".join(title) in [entry.text for entry in draft.lines if isinstance(entry, Line)]) == whole


def test_an_address_that_is_parted_by_a_line_end_is_whole() -> None:
    """The same link on both sides has both halves in it; words that are linked keep their space."""
    target = "https://example.org/wells/Keepers_of_the_wells-v1.pdf"

    def joined(*texts: str) -> list[str]:
        entries = [
            Line((Run(text, link=target),), indent=5.6, width=80.0, starts=i == 0)
            for i, text in enumerate(texts)
        ]
        draft = Draft("\n".join(texts), tuple(entries), language="en")
        return [line.text for line in lines.clean(draft, Journal()).lines if isinstance(line, Line)]

    parts = ("all that is known of (https://example.org/wells/Keepers_o", "f_the_wells-v1.pdf), as it stands")
    assert joined(*parts) == ["".join(parts)]
    assert joined("all that is known of the wells", "of the plain") == [
        "all that is known of the wells of the plain"
    ]


@pytest.mark.parametrize(
    ("elsewhere", "joined"),
    [
        ("Wells and highlands.", "of the highlands."),
        ("Wells and highlandstand.", "of the high-lands."),
        ("Wells and highlands-wide.", "of the high-lands."),
        ("Wells and highlands, or High-lands.", "of the high-lands."),
    ],
)
def test_a_hyphen_goes_where_the_whole_word_stands_elsewhere_and_the_one_with_a_hyphen_does_not(
    elsewhere: str, joined: str
) -> None:
    text = f"{elsewhere}\nof the high-\nlands."
    rows = tuple(Line((Run(row),), starts=i < 2) for i, row in enumerate(text.split("\n")))
    entries = lines.clean(Draft(text, rows, language="en"), Journal()).lines
    assert [entry.text for entry in entries if isinstance(entry, Line)] == [elsewhere, joined]


@pytest.mark.parametrize("divided", [True, False])
def test_words_are_divided_where_some_of_them_stand_whole_elsewhere(divided: bool) -> None:
    """Here two do, so the third is one word; a compound that is known keeps its hyphen."""
    text = (
        f"The {'consequences, relevant' if divided else 'words'} and known.\n"
        "of the conse-\nquences that are rele-\nvant to the under-\nstanding and the self-\ndetermination of all."
    )
    rows = tuple(Line((Run(row),), starts=i < 2) for i, row in enumerate(text.split("\n")))
    entries = lines.clean(Draft(text, rows, language="en"), Journal()).lines
    shown = [entry.text for entry in entries if isinstance(entry, Line)][1]
    assert shown == (
        "of the consequences that are relevant to the understanding and the self-determination of all."
        if divided
        else "of the conse-quences that are rele-vant to the under-standing and the self-determination of all."
    )


@pytest.mark.parametrize(("starts", "paragraphs"), [(None, 3), (True, 1)])
def test_a_paragraph_that_the_format_knows_stays_one_though_a_formula_opens_it(
    starts: bool | None, paragraphs: int
) -> None:
    text = "The General Assembly, Recalling its resolution on wells, Noting the ropes, and the buckets."
    line = Line((Run(text),), starts=starts)
    fresh = lines.clean(Draft(text, (line,), (), "en"), Journal("x.docx", "clean.lines")).lines
    assert len(fresh) == paragraphs


def test_the_parts_of_a_cell_are_joined_as_those_of_a_paragraph_are() -> None:
    """A hyphen that divides a word goes, that of a compound stays; paragraphs of a cell stay apart."""
    texts = ("The reservoir and the pre-war weir.", "The reser-", "voir of the pre-", "war time", "Gate")
    cells = tuple(
        Line((Run(text),), 1, starts=starts)
        for text, starts in zip(texts[1:], (True, False, False, True), strict=True)
    )
    table = DraftTable(((DraftCell(cells),),), 1)
    draft = Draft("\n".join(texts), (Line((Run(texts[0]),), 1, starts=True), table), language="en")
    joined = lines.clean(draft, Journal()).lines[1]
    assert isinstance(joined, DraftTable)
    assert [line.text for line in joined.rows[0][0].lines] == ["The reservoir of the pre-war time", "Gate"]


def test_over_a_page_break_the_indent_of_a_first_line_begins_a_paragraph() -> None:
    """Names of a list that end in no stop: nothing else tells them apart."""

    def parts(*indents: float, shallow: float = 0.0) -> int:
        known = [
            line
            for i in range(8)
            for line in ((5.7, f"Keepers of well {i} (Wells", True), (shallow, "Ltd.)", False))
        ]
        ends = [(5.7, "Friends of the Plain (Plain)", True)]
        breaks = list(
            zip(indents, ("Diggers of Deep Wells (Diggers", "Association)"), (None, False), strict=False)
        )
        made = [
            Line((Run(text),), 1 + (i > 16), indent=indent, width=60.0, size=10.0, starts=starts)
            for i, (indent, text, starts) in enumerate([*known, *ends, *breaks])
        ]
        draft = Draft("\n".join(line.text for line in made), tuple(made), language="en")
        return len(lines.clean(draft, Journal()).lines)

    assert parts(5.7, 0.0) == 10  # above a line that goes on with it
    assert parts(0.0, 0.0) == 9
    assert parts(5.7) == 10  # where no line that goes on is indented
    assert parts(5.7, shallow=5.7) == 9
    assert parts(5.7, 5.7) == 9


@pytest.mark.parametrize("looks", [{"bold": True}, {"italic": True}])
def test_a_line_that_begins_where_paragraphs_do_is_set_as_text_whatever_its_letters(
    looks: dict[str, bool],
) -> None:
    """With a table between, too, and without a look; one at the edge is told nothing of."""

    def placed(text: str, indent: float, *, shown: bool = False) -> Line:
        run = Run(text, bold=shown and "bold" in looks, italic=shown and "italic" in looks)
        return Line((run,), indent=indent, width=indent + len(text), page=1, size=10.0, gap=0.5)

    body = [
        line
        for n in range(1, 4)
        for line in (
            placed(f"{n}. Decides to dig wells wherever the plain is dry, and to count those which", 11.3),
            replace(
                placed("there are, as well as those that are to be dug in the years to come;", 5.6), gap=0.0
            ),
        )
    ]
    inner = placed("Keepers of the wells", 11.3, shown=True)
    edge = placed("Depths of the wells", 5.6, shown=True)
    plain = placed("Ropes of the wells", 11.3)
    table = DraftTable(((DraftCell((placed("Well", 0.0),)),),), page=1)

    def role(line: Line, *between: DraftTable) -> str:
        draft = Draft("", (*body, *between, line, *body), language="en", pages=1)
        cleaned = lines.clean(draft, Journal("clean.lines", "x"))
        (found,) = (e for e in cleaned.lines if isinstance(e, Line) and e.text == line.text)
        return found.role

    assert [role(inner), role(inner, table), role(edge), role(plain)] == [
        "paragraph",
        "paragraph",
        "",
        "paragraph",
    ]


def test_where_text_is_set_does_not_hang_on_the_edge_of_a_page() -> None:
    """On the first page a line stands farther out than the text."""

    def page(number: int, edge: float) -> list[Line]:
        texts = (("1. Decides to dig wells wherever", edge + 5.7, True), ("the plain is dry;", edge, False))
        whole = [
            Line((Run(text),), number, indent=indent, width=edge + 60.0, size=10.0, starts=starts)
            for text, indent, starts in texts * 3
        ]
        return [
            *whole,
            Line((Run("Keepers of wells"),), number, indent=5.7, width=20.0, size=10.0, starts=True),
        ]

    made = [*page(1, 5.7), *page(2, 0.0)]
    draft = Draft("\n".join(line.text for line in made), tuple(made), language="en", pages=2)
    found = lines.clean(draft, Journal()).lines
    assert [line.role for line in found if isinstance(line, Line) and "Keepers" in line.text] == [
        "",
        "paragraph",
    ]
