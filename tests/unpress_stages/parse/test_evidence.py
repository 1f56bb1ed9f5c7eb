"""What formats with looks, links and styles know reaches the tree, whichever format it is."""

from __future__ import annotations

from dataclasses import replace

from unpress.ast import Closing, Document, Emphasis, Link, NoteMark, Section, Strong, Table, Text, Vote
from unpress.draft import Draft, DraftCell, DraftTable, Line, Role
from unpress.journal import Journal
from unpress.runs import Run, run_at
from unpress.walk import blocks, plain
from unpress_stages.parse import plain as plain_parser
from unpress_stages.parse import resolution
from unpress_stages.parse._inlines import inlines
from unpress_stages.parse._paragraphs import run_lengths
from unpress_stages.transform import references, verbs


def line(*runs: Run | str, role: Role = "", level: int = 0) -> Line:
    made = tuple(Run(run) if isinstance(run, str) else run for run in runs)
    return Line(made, starts=True, role=role, level=level)


def parsed(*lines: Line, language: str = "en") -> Document:
    draft = Draft("", lines, language=language)
    document = resolution.parse(draft, Journal()) or plain_parser.parse(draft, Journal())
    assert document is not None
    return document


RESOLUTION = (
    line("75/1. A title"),
    line(Run("The General Assembly", italic=True), ","),
    line("Recalling its resolutions,"),
    line("1. Decides to go on."),
)


def test_a_link_in_letters_of_several_looks_is_one():
    target = "https://example.org/a"
    runs = (Run("a ", link=target), Run("b", link=target, bold=True), Run(" c"))
    assert inlines(runs) == (Link(target, (Text("a "), Strong((Text("b"),)))), Text(" c"))


def test_spaces_stand_outside_of_emphasis_and_links():
    runs = (Run("Notes ", italic=True), Run("the "), Run("report ", link="https://a.b"), Run("of it"))
    link = Link("https://a.b", (Text("report"),))
    assert inlines(runs) == (Emphasis((Text("Notes"),)), Text(" the "), link, Text(" of it"))
    spans = [run_at("Notes ", 0), run_at("it", 6)]
    found = inlines((replace(spans[0], italic=True), spans[1]))
    assert [node.span.start for node in found if isinstance(node, Text) and node.span] == [5]
    both = (Run("a ", italic=True), Run("b", italic=True, bold=True))
    assert inlines(both) == (Emphasis((Text("a "),)), Emphasis((Strong((Text("b"),)),)))


def test_links_on_both_sides_of_a_mark_are_two():
    target = "https://example.org/a"
    found = inlines((Run("a", link=target), Run("1", note="1"), Run("b", link=target)))
    assert found == (Link(target, (Text("a"),)), NoteMark("1"), Link(target, (Text("b"),)))


def test_closings_and_proponents_are_not_emphasised():
    document = parsed(
        line(Run("[without reference to a Main Committee (A/75/L.1)]", italic=True)),
        *RESOLUTION,
        line(Run("1st plenary meeting", italic=True)),
        line(Run("1 May 2021", italic=True)),
    )
    assert not any(isinstance(node, Emphasis) for node in document.masthead[0].content)
    closing = document.children[-1]
    assert closing == Closing(((Text("1st plenary meeting"),), (Text("1 May 2021"),)))


def test_a_closing_names_the_meetings_of_several_days():
    meetings = [f"{number}th plenary meeting" for number in range(54, 60)]
    dates = [f"{day} May 2021" for day in range(4, 16)]
    both = line(" ".join((meetings[0], dates[0])))
    for closing in ((line(" ".join(meetings)), line(" ".join(dates))), (both,)):
        found = parsed(*RESOLUTION, *closing).children[-1]
        assert isinstance(found, Closing)
        assert [plain(text) for text in found.lines] == (
            [*meetings, *dates] if len(closing) > 1 else [meetings[0], dates[0]]
        )
    told = parsed(*RESOLUTION, line(" ".join(meetings) + " were held"))
    assert not isinstance(told.children[-1], Closing)


def test_in_arabic_the_letter_of_a_text_stands_in_brackets_behind_its_number():
    document = parsed(line("76/1 (باء) عنوان المقرر"), line("إن الجمعية العامة،"), language="ar")
    assert (document.label, plain(document.title)) == ("76/1 (باء)", "عنوان المقرر")


def test_the_names_of_a_vote_may_stand_below_its_sides():
    lines = (
        "1st plenary meeting",
        "1 May 2021",
        "[Adopted by a recorded vote of 2 to 1.]",
        "In favour:",
        "A, B",
    )
    vote = parsed(*RESOLUTION, *map(line, lines)).children[-1]
    assert isinstance(vote, Vote)
    assert [plain(each) for each in vote.lines] == [*lines[2:]]


def test_meeting_and_date_without_a_space_between_them():
    document = parsed(
        line("75/1. 标题"),
        line("大会，"),
        line("1. 决定继续。"),
        line("第46次会议2020年12月21日"),
        language="zh",
    )
    assert isinstance(document.children[-1], Closing)
    assert [plain(each) for each in document.children[-1].lines] == ["第46次会议", "2020年12月21日"]


def test_a_heading_in_bold_type_may_be_longer_than_another():
    words = (
        "Rule 60 "
        + "Keepers of wells that are bidden once and for all to take a part in sessions " * 2
        + "too"
    )
    assert len(words) > 160
    for bold in (True, False):
        annex = (
            line("1st plenary meeting"),
            line("Annex"),
            line(Run(words, bold=bold)),
            line("Wells are open."),
        )
        found = parsed(*RESOLUTION, *annex).children[-1]
        assert isinstance(found, Section)
        assert any(isinstance(node, Section) for node in found.children) is bold


def test_the_name_of_an_annex_is_its_heading_where_it_is_bold_and_alone():
    annex = line(Run("Annex", bold=True), role="paragraph")  # set as the text is, but bold
    alone = parsed(*RESOLUTION, annex, line("Text of the annex, which is long.")).children[-1]
    named = parsed(*RESOLUTION, annex, line("Rules of procedure")).children[-1]
    assert isinstance(alone, Section)
    assert isinstance(named, Section)
    assert (alone.label, alone.heading) == ("", (Strong((Text("Annex"),)),))
    assert (named.label, plain(named.heading)) == ("Annex", "Rules of procedure")
    rule = line(Run("Rule 57", bold=True), role="paragraph")
    heading = next(
        node
        for node in blocks(
            parsed(*RESOLUTION, annex, line("Rules of procedure"), rule, line("Wells are open."))
        )
        if isinstance(node, Section) and "57" in node.label + plain(node.heading)
    )
    assert not any(
        isinstance(node, Strong) for node in heading.heading
    )  # only that of an annex keeps its look


def test_bold_openers_are_emphasis_where_the_language_sets_them_so():
    runs = (Run("إذ تشير", bold=True, italic=True), Run(" إلى قرارها،"))
    arabic = parsed(line("75/1 - عنوان"), line("إن الجمعية العامة،"), Line(runs, starts=True), language="ar")
    clause = verbs.transform(arabic, Journal()).children[1]
    assert clause.content[0] == Emphasis((Text("إذ تشير"),))  # type: ignore[union-attr]


def test_titles_and_numbers_of_headings_of_reports():
    document = parsed(
        line("Budget for 2027", role="title"),
        line("I. Introduction", role="heading", level=1),
        line("1. The present report was written in one day."),
        line("Without a level", role="heading"),
    )
    assert plain(document.title) == "Budget for 2027"
    assert headings(document) == [(1, "I.", "Introduction"), (2, "", "Without a level")]


def headings(document: Document) -> list[tuple[int, str, str]]:
    found = (block for block in blocks(document) if isinstance(block, Section))
    return [(block.level, block.label, plain(block.heading)) for block in found]


def heads(*texts: str, level: int = 1) -> list[Line]:
    return [line(text, role="heading", level=level) for text in texts]


def test_what_stands_between_two_numbers_of_one_style_is_below_the_first():
    inner = heads("Opening", "Item 1", "(a) For approval", "(b) For noting", "Item 2")
    found = parsed(
        *heads("I. Agenda", "II. Annotations"), *inner, *heads("III. Timetable", "Closing"), line("Words.")
    )
    assert [(level, label or text) for level, label, text in headings(found)] == [
        (1, "I."),
        (1, "II."),
        *((2, "Opening"), (2, "Item 1"), (3, "(a)"), (3, "(b)"), (2, "Item 2")),
        *((1, "III."), (1, "Closing")),
    ]


def test_a_level_between_two_numbers_ends_where_a_higher_one_begins():
    found = parsed(
        *heads("Wells"),
        *heads("1. Old", "Dry", level=2),
        *heads("Springs"),
        *heads("2. New", level=2),
        line("Words."),
    )
    assert [level for level, _, _ in headings(found)] == [1, 2, 2, 1, 2]


def test_numbers_within_numbers_without_end_have_an_end():
    opened = [f"{n}.1. Wells" for n in range(1, 500)]
    closed = [f"{n}.2. Wells" for n in range(499, 0, -1)]
    assert len(headings(parsed(*heads(*opened, *closed), line("Words.")))) == 998


def test_headings_without_a_level_are_as_deep_as_their_numbers():
    texts = ("I. Introduction", "A. The coast", "Salt and sand", "B. The plain", "II. Conclusions")
    found = parsed(*(line(text, role="heading") for text in texts), line("1. Words."))
    assert [level for level, _, _ in headings(found)] == [1, 2, 3, 2, 1]


def test_parts_that_words_name_hold_headings_of_their_style():
    found = parsed(
        *heads("Part II", "Wells", level=2),
        *heads("Section 6", "Springs", "Contents"),
        *heads("Dry", level=2),
        *heads("A. Plan"),
        *heads("Goal", level=2),
        *heads("Annex I", "Rules", "1. Care"),
        line("Words."),
    )
    assert [(level, label or text) for level, label, text in headings(found)] == [
        *((1, "Part II"), (2, "Section 6"), (3, "Contents"), (3, "Dry"), (3, "A."), (4, "Goal")),
        *((1, "Annex I"), (2, "1.")),
    ]


def test_references_name_the_part_that_their_words_name():
    link = Run("52/169 M", link="https://undocs.org/A/RES/52/169")
    document = parsed(
        line("75/1. A title"), line("The General Assembly,"), line("Recalling resolution ", link, ",")
    )
    clause = references.transform(document, Journal()).children[1]
    assert clause.content[1].symbol == "A/RES/52/169 M"  # type: ignore[union-attr]


def test_words_say_what_a_styled_heading_heads_and_the_style_how_deep():
    document = parsed(
        line("Wells of the plains", role="heading", level=1),
        line("They are old."),
        line("Annex I: Rules for wells", role="heading", level=1),
        line("Article 1", role="heading", level=2),
        line("A well has a wall."),
        line("Article 2. Covers of wells", role="heading", level=2),
        line("A well has a cover."),
    )
    first, annex = (block for block in document.children if isinstance(block, Section))
    assert (first.role, first.label, plain(first.heading)) == ("section", "", "Wells of the plains")
    assert (annex.role, annex.label, plain(annex.heading)) == ("annex", "Annex I", "Rules for wells")
    articles = [block for block in annex.children if isinstance(block, Section)]
    assert [(a.role, a.label, plain(a.heading)) for a in articles] == [
        ("article", "Article 1", ""),
        ("article", "Article 2", "Covers of wells"),
    ]


def test_runs_of_short_paragraphs_are_measured_once():
    asked = 0

    def short():
        nonlocal asked
        for i in range(1000):
            asked += 1
            yield i % 500 != 0

    found = run_lengths(short())
    assert asked == 1000
    assert found == ([0] + [499] * 499) * 2


def test_a_long_list_of_names_has_no_headings():
    names = [line(f"Well of the plain {chr(65 + i % 26)}{chr(97 + i % 7)}") for i in range(2000)]
    document = parsed(
        line("The wells are:"), *names, line("They are all old, and they run dry in dry years.")
    )
    assert not any(isinstance(block, Section) for block in document.children)


def test_the_number_of_a_part_and_its_title_in_one_style_are_one_heading():
    document = parsed(
        line("Part II", role="heading", level=2),
        line("Political affairs", role="heading", level=2),
        line("Objective", role="heading", level=2),
        line("Words."),
        line("Part III", role="heading", level=2),
        line("Deeper", role="heading", level=3),
    )
    assert headings(document) == [
        (1, "Part II", "Political affairs"),
        (2, "", "Objective"),
        (1, "Part III", ""),
        (2, "", "Deeper"),
    ]


def test_what_is_set_as_a_heading_parts_no_preamble():
    lines = (*RESOLUTION[:3], line("Lakes in the plain", role="heading", level=2), *RESOLUTION[2:])
    assert not any(isinstance(block, Section) for block in parsed(*lines).children)


def test_a_heading_of_an_annex_stands_in_it_whatever_its_rank():
    annex = line("Annex", role="heading", level=1), line("On lakes", role="heading", level=1)
    found = parsed(
        *RESOLUTION,
        *annex,
        line("Lakes are deep."),
        line("Call to action", role="heading", level=1),
        line("Let us go."),
    )
    (section,) = (block for block in found.children if isinstance(block, Section))
    assert section.role == "annex"
    assert [plain(block.heading) for block in section.children if isinstance(block, Section)] == [
        "Call to action"
    ]


def test_a_number_heads_a_table_as_it_heads_text():
    rows = ((DraftCell((line("Category"),)), DraftCell((line("12"),))),)
    text = line("17. The requirements have gone down since the report before this one.")
    entries = (
        line("A. Resource requirements"),
        DraftTable(rows),
        text,
        line("1. Personnel"),
        DraftTable(rows),
        text,
    )
    document = plain_parser.parse(Draft("", entries, language="en"), Journal())
    headed = [block for block in document.children if isinstance(block, Section)]
    assert [block.label for block in headed] == ["A."]
    assert isinstance(headed[0].children[0], Table)
    assert [(b.label, plain(b.heading)) for b in headed[0].children if isinstance(b, Section)] == [
        ("1.", "Personnel")
    ]


def test_a_line_of_a_timetable_heads_nothing():
    annex = line("Annex")
    day = "Miércoles 22 de marzo: de 9.00 a 13.00 horas y de 15.00 a 18.00 horas"
    told = parsed(
        *RESOLUTION, annex, line("Pozos de la llanura"), line(day), line("Pozos y fuentes"), line("Son.")
    )
    heads = [plain(node.heading) for node in blocks(told) if isinstance(node, Section)]
    assert day not in heads
    assert "Pozos y fuentes" in heads


def test_a_heading_that_is_set_as_running_text_says_so():
    words = ("Wells", "1. Decides to dig.", "Ropes", "2. Decides to go on.")
    found = parsed(*RESOLUTION, line(words[0], role="paragraph"), *map(line, words[1:]))
    assert [block.running for block in found.children if isinstance(block, Section)] == [True, False]
