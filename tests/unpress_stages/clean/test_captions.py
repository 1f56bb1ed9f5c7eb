"""Lines above a table that are its caption."""

from __future__ import annotations

import pytest

from unpress.draft import Draft, DraftCell, DraftTable, Entry, Line, Role
from unpress.journal import Journal
from unpress.runs import Run, run_at
from unpress_stages.clean.captions import clean
from unpress_stages.parse._tables import table

TABLE = DraftTable(((DraftCell((Line((Run("x"),)),)), DraftCell(())),))


def line(text: str, role: Role = "", level: int = 0) -> Line:
    return Line((run_at(text, 0),), starts=True, role=role, level=level)


def heading(text: str, level: int = 3) -> Line:
    return line(text, "heading", level)


def cleaned(*entries: Entry, language: str = "en") -> list[tuple[str, ...]]:
    """Lines as their text and role; tables as their label and caption."""
    draft = clean(Draft("", entries, (), language), Journal("x", "clean.captions"))
    return [
        (entry.text, entry.role)
        if isinstance(entry, Line)
        else (entry.label, *(part.text.strip() for part in entry.caption))
        for entry in draft.lines
    ]


BEFORE = line("17. The costs are shown in table 3 below.")


@pytest.mark.parametrize(
    ("language", "number", "label"),
    [
        ("en", "Table 3", "Table 3"),
        ("en", "Table 26.1", "Table 26.1"),
        ("fr", "Tableau 2", "Tableau 2"),
        ("es", "Cuadro 4.", "Cuadro 4"),
        ("ru", "Таблица 5", "Таблица 5"),
        ("zh", "表3", "表3"),
        ("zh", "表 26.1", "表 26.1"),
        ("ar", "الجدول ١", "الجدول ١"),
    ],
)
def test_the_word_for_a_table_and_its_number(language: str, number: str, label: str) -> None:
    assert cleaned(BEFORE, heading(number), heading("Posts by grade"), TABLE, language=language) == [
        (BEFORE.text, ""),
        (label, "Posts by grade"),
    ]


def test_number_and_title_in_one_line_and_a_unit_below() -> None:
    found = cleaned(BEFORE, line("Table 3. Posts by grade"), line("(Thousands of dollars)"), TABLE)
    assert found == [(BEFORE.text, ""), ("Table 3", "Posts by grade", "(Thousands of dollars)")]


def test_a_number_alone() -> None:
    assert cleaned(BEFORE, line("Table 3"), TABLE) == [(BEFORE.text, ""), ("Table 3",)]


@pytest.mark.parametrize(
    "text",
    [
        "Table 3 shows the costs",
        "Table 3 shows the costs.",
        "Tables of costs",
        "The table 3",
        "Table",
        "Tablet 3",
    ],
)
def test_what_is_no_number_of_a_table(text: str) -> None:
    assert cleaned(BEFORE, line(text), TABLE) == [(BEFORE.text, ""), (text, ""), ("",)]


def test_the_words_go_on_up_to_the_table_only() -> None:
    entries = [line("Table 3"), line("It was said that this is a sentence."), TABLE]
    assert cleaned(*entries) == [("Table 3", ""), ("It was said that this is a sentence.", ""), ("",)]
    assert cleaned(line("Table 3"), TABLE, line("Posts"), TABLE) == [("Table 3",), ("Posts", ""), ("",)]


def test_a_unit_in_brackets_takes_the_heading_over_it() -> None:
    unit = line("(Thousands of United States dollars)")
    assert cleaned(BEFORE, heading("Financial resources"), unit, TABLE) == [
        (BEFORE.text, ""),
        ("", "Financial resources", unit.text),
    ]
    assert cleaned(heading("A. Resources"), unit, TABLE) == [("A. Resources", "heading"), ("", unit.text)]
    bold = Line((Run("Financial resources", bold=True), Run("1", note="1")), starts=True)
    assert cleaned(BEFORE, bold, unit, TABLE)[-1] == ("", "Financial resources1", unit.text)
    assert cleaned(line("some text"), unit, TABLE) == [("some text", ""), ("", unit.text)]
    assert cleaned(heading("Resources"), unit, BEFORE, TABLE)[0] == ("Resources", "heading")


@pytest.mark.parametrize("text", ["(a) Standards", "(a)", "(one) and (two)", "Resources (thousands)"])
def test_brackets_that_are_no_unit(text: str) -> None:
    assert cleaned(line(text), TABLE) == [(text, ""), ("",)]


def test_a_style_says_what_a_caption_is() -> None:
    entries = [BEFORE, line("Posts by grade,", "caption"), TABLE]
    assert cleaned(*entries)[-1] == ("",)
    entries = [BEFORE, line("Posts", "caption"), line("by grade", "caption"), TABLE]
    assert cleaned(*entries) == [(BEFORE.text, ""), ("", "Posts", "by grade")]


def test_a_heading_alone_stays_one() -> None:
    assert cleaned(heading("Resolutions"), TABLE) == [("Resolutions", "heading"), ("",)]


def test_the_number_and_title_of_a_figure_head_nothing() -> None:
    assert cleaned(heading("Figure 6.I"), heading("Satellites"), BEFORE) == [
        ("Figure 6.I", "caption"),
        ("Satellites", "caption"),
        (BEFORE.text, ""),
    ]
    assert cleaned(heading("Figure 6.I"), heading("Satellites", 2)) == [
        ("Figure 6.I", "heading"),
        ("Satellites", "heading"),
    ]


def test_nothing_to_do_changes_nothing() -> None:
    draft = Draft("", (BEFORE, TABLE, heading("x")), (), "en")
    assert clean(draft, Journal()) is draft


def test_the_number_is_entered_as_moved() -> None:
    journal = Journal("x", "clean.captions")
    draft = clean(Draft("Table 3 Posts", (line("Table 3 Posts"), TABLE), (), "en"), journal)
    assert [(e.fate, e.start, e.end) for e in journal.entries] == [("moved", 0, 7)]
    (found,) = draft.lines
    assert isinstance(found, DraftTable)
    made = table(found, Journal())
    assert (made.label, len(made.caption)) == ("Table 3", 1)


def test_a_heading_without_a_number_amid_numbers_is_the_title_of_a_table() -> None:
    one, two = line("1. Old wells", "heading", 2), line("2. New wells", "heading", 2)
    title, higher = line("Wells by age", "heading", 2), line("Springs", "heading", 1)
    assert ("", "Wells by age") in cleaned(one, title, TABLE, two)
    for entries in (
        [title, TABLE, two],
        [one, title, TABLE],
        [one, title, TABLE, higher, two],
        [one, title, BEFORE, two],
    ):
        assert ("Wells by age", "heading") in cleaned(*entries)


def bold(text: str, size: float = 10.0) -> Line:
    return Line((Run(text, bold=True),), starts=True, size=size)


def test_a_line_without_a_number_that_is_set_as_numbered_headings_is_the_title_of_a_table() -> None:
    text = Line((Run(f"{BEFORE.text} {BEFORE.text} {BEFORE.text}."),), starts=True, size=10.0)
    top, third, named = heading("I. Wells", 1), heading("1. Old wells"), heading("Wells by age")
    assert ("", "Wells by age") in cleaned(text, top, third, text, top, named, TABLE)
    for entries in (
        [text, top, third, text, top, named, BEFORE],  # no table follows
        [text, top, text, top, named, TABLE],  # none of its level has a number
        [text, third, heading("2. New wells"), text, named, TABLE],  # nor has one above
        [named, TABLE, text, top, third, text],  # it is the title of the document
    ):
        assert ("Wells by age", "heading") in cleaned(*entries)
    assert ("", "Wells by age") in cleaned(text, bold("1. Old wells"), text, bold("Wells by age"), TABLE)
    for entries in (
        [text, text, bold("Wells by age"), TABLE],
        [text, bold("1. Old wells", 12.0), text, bold("Wells by age"), TABLE],
        [text, bold("1. Old wells", 12.0), text, bold("Wells by age", 12.0), TABLE],  # larger than the text
        [text, bold("1. Old wells"), text, bold("2. Wells by age"), TABLE],
    ):
        assert len(cleaned(*entries)) == len(entries)
        assert ("",) in cleaned(*entries)
