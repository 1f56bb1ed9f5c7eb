"""Reading Markdown: what is on the page, with its evidence and its place in the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import accounts, trees

from unpress import Config, ReadError, convert
from unpress.ast import Meta
from unpress.draft import Draft, DraftTable, Line
from unpress.journal import Journal
from unpress.runs import Run
from unpress.source import Source
from unpress_stages.read.markdown import read


def parse(text: str, journal: Journal | None = None) -> Draft:
    return read(Source("x.md", text.encode()), journal or Journal("x.md", "read.markdown"))


def lines(text: str) -> list[Line]:
    return [entry for entry in parse(text).lines if isinstance(entry, Line)]


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


def one(text: str) -> tuple[Run, ...]:
    (line,) = lines(text)
    return line.runs


def unaccounted(text: str) -> str:
    """The characters of a text of which nothing is known any more."""
    journal = Journal("x.md", "read.markdown")
    return accounts.unaccounted(parse(text, journal), journal)


# ------------------------------------------------------------------------------------------------------- blocks


def test_title_masthead_headings():
    found = lines(
        "General Assembly\\\n1 May\n\n# 75/1. Title\n\ntext\n\n## I. One\n\n### A. Two\n\nText\n----\n"
    )
    assert [(line.role, line.level, line.text) for line in found] == [
        ("masthead", 0, "General Assembly"),
        ("masthead", 0, "1 May"),
        ("title", 0, "75/1. Title"),
        ("", 0, "text"),
        ("heading", 1, "I. One"),
        ("heading", 2, "A. Two"),
        ("heading", 1, "Text"),
    ]


def test_headings_of_a_text_without_a_title():
    assert [(line.role, line.level) for line in lines("# A\n\n# B\n\n## C\n")] == [
        ("heading", 1),
        ("heading", 1),
        ("heading", 2),
    ]


def test_paragraphs_are_known():
    found = lines("one\ntwo\n\nthree\n")
    assert [(line.text, line.starts) for line in found] == [("one two", True), ("three", True)]


def test_hard_line_breaks_end_a_line():
    assert texts("one\\\ntwo  \nthree<br>four") == ["one", "two", "three", "four"]


def test_lists():
    found = lines("1\\. Requests:\n\n- \\(a) one\n  - (i) two\n\n    more\n- (b) three\n")
    assert [(line.text, line.role, line.level) for line in found] == [
        ("1. Requests:", "", 0),
        ("(a) one", "item", 1),
        ("(i) two", "item", 2),
        ("more", "", 0),
        ("(b) three", "item", 1),
    ]


def test_numbers_of_markdown_lists_are_text():
    assert texts("3. *Takes note*\n4. Requests\n\n\n7) x") == ["3. Takes note", "4. Requests", "7) x"]


def test_bullets_are_what_print_would_have():
    assert texts("- one\n\n* two\n\n+ three") == ["– one", "• two", "three"]


def test_tables():
    (table,) = parse("| A | B \\| C |\n|---|---|\n| *1* | 2<br>3 |\n").lines
    assert isinstance(table, DraftTable)
    found = [[([line.text for line in cell.lines], cell.header) for cell in row] for row in table.rows]
    assert found == [[(["A"], True), (["B | C"], True)], [(["1"], False), (["2", "3"], False)]]
    assert table.rows[1][0].lines[0].runs[0].italic


def test_an_empty_header_is_none():
    (table,) = parse("|  |\n|---|\n| 1 |\n").lines
    assert isinstance(table, DraftTable)
    assert len(table.rows) == 1


def test_a_masthead_that_is_a_table_is_lines():
    head = (
        "|  |  |\n| --- | --- |\n| United Nations | A/80/9 |\n| **General Assembly** | Distr.: General |\n\n"
    )
    found = parse(head + "Text\n").lines
    assert [(line.role, line.text) for line in found if isinstance(line, Line)] == [
        ("masthead", "United Nations"),
        ("masthead", "A/80/9"),
        ("masthead", "General Assembly"),
        ("masthead", "Distr.: General"),
        ("", "Text"),
    ]
    listed = parse("| Symbol | Title |\n| --- | --- |\n| A/80/9 | Wells |\n\nText\n").lines
    assert isinstance(listed[0], DraftTable)


def test_notes():
    draft = parse("a[^1] b[^x]\n\n[^1]: one\n\n    two\n\n[^x]: three *four*\n\n[^9]: not marked\n")
    (line,) = [entry for entry in draft.lines if isinstance(entry, Line)]
    assert [(run.text, run.note, run.raised) for run in line.runs if run.note] == [
        ("1", "1", True),
        ("x", "x", True),
    ]
    notes = [(note.key, note.marker, [entry.text for entry in note.lines]) for note in draft.notes]
    assert notes == [("1", "1", ["one", "two"]), ("x", "x", ["three four"]), ("9", "9", ["not marked"])]


def test_a_mark_without_a_note_is_a_mark_and_told():
    text = "79/900. Wells\n\n*The General Assembly*,\n\n1\\. *Decides* so.[^7]\n"
    result = convert(text.encode(), "md", Config(reader="markdown", language="en"))
    assert result.output.endswith(b"so.[^7]\n")
    (found,) = [problem for problem in result.problems if problem.code == "transform.notes.missing"]
    assert found.span is not None
    assert result.text[found.span.start : found.span.end] == "7"
    assert result.ledger.complete
    for said in ("\\[^7]", "[^7](https://a.b/c)", "[^7 8]"):
        assert not any(run.note for run in one(f"word{said}"))


def test_rules_quotes_code_and_html():
    assert [(line.text, line.role) for line in lines("* * *")] == [("* * *", "rule")]
    assert texts("> one\n>\n> > two\n") == ["one", "two"]
    assert texts("```\none\n\ntwo\n```\n\n    three\n") == ["one", "two", "three"]
    assert texts("<div align='center'>\nAnnex &amp; more\n</div>\n\n<!-- no\nno -->\n") == ["Annex & more"]


# ------------------------------------------------------------------------------------------------------ inlines


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("*a*", {"italic"}),
        ("_a_", {"italic"}),
        ("**a**", {"bold"}),
        ("***a***", {"italic", "bold"}),
        ("<u>a</u>", {"underline"}),
        ("<sup>a</sup>", {"raised"}),
        ("<sub>a</sub>", {"lowered"}),
        ("<em>a</em>", {"italic"}),
        ("<strong>a</strong>", {"bold"}),
        ("`a`", set[str]()),
    ],
)
def test_looks(text: str, look: set[str]):
    (run,) = one(text)
    assert run.text == "a"
    assert {
        name for name in ("italic", "bold", "underline", "raised", "lowered") if getattr(run, name)
    } == look


def test_links():
    runs = one(
        'see [72/213](https://undocs.org/A/RES/72/213 "t"), [x](#), <https://a.b>, [1325 (2000)](<u(v)>)'
    )
    assert [(run.text, run.link) for run in runs if run.text.strip(", ")] == [
        ("see ", ""),
        ("72/213", "https://undocs.org/A/RES/72/213"),
        (", x, ", ""),
        ("https://a.b", "https://a.b"),
        ("1325 (2000)", "u(v)"),
    ]


def test_lines_of_one_paragraph_right_above_a_table_are_its_caption():
    table = "\n\n| A |\n| --- |\n| x |\n"
    assert [line.role for line in lines(f"Costs\\\n(Thousands){table}")] == ["caption", "caption"]
    assert [line.role for line in lines(f"Costs\n\n(Thousands){table}")] == ["", ""]
    assert [line.role for line in lines(f"Costs\\\n(Thousands)\n\n# Heading{table}")][:2] != [
        "caption",
        "caption",
    ]
    assert [line.role for line in lines(f"Costs\\\n(Thousands)\n\nText{table}")] == ["", "", ""]


def test_escapes_and_character_references():
    assert texts("1\\. \\*a\\* &amp; &#8220;b&#8221;") == ["1. *a* & “b”"]


def test_runs_know_where_they_stand():
    text = "x\n\n> one *two*\n> three\\.\n"
    draft = parse(text)
    for entry in draft.lines:
        assert isinstance(entry, Line)
        for run in entry.runs:
            assert run.span is not None
            assert "".join(text[p.start : p.end] for p in run.span.pieces).split() == run.text.split()


# ------------------------------------------------------------------------------------------- source and metadata


def test_front_matter():
    draft = parse(
        '---\nlanguage: "fr"\nsymbol: A/RES/75/210\nsession: 75\nagenda_items: ["19"]\n---\n\n# T\n'
    )
    assert draft.known == Meta(symbol="A/RES/75/210", session=75, agenda_items=("19",))
    assert draft.language == "fr"
    assert [entry.text for entry in draft.lines if isinstance(entry, Line)] == ["T"]


def test_front_matter_of_others():
    journal = Journal("x.md", "read.markdown")
    draft = parse("---\ntitle: x\nsession: many\norgan: gb\n---\ntext\n", journal)
    assert draft.known == Meta()
    assert [problem.code for problem in journal.problems] == ["read.markdown.front-matter"] * 3


@pytest.mark.parametrize(("title", "problems"), [("75/1. Of *wells*", 0), ("Report on wells", 1)])
def test_a_title_of_front_matter_that_the_text_has_not_is_told(title: str, problems: int):
    journal = Journal("x.md", "read.markdown")
    parse(f"---\ntitle: {title}\n---\n\n# 75/1\\. Of wells[^1]\n\ntext\n\n[^1]: Note.\n", journal)
    assert len(journal.problems) == problems


def test_a_rule_at_the_start_is_no_front_matter():
    assert texts("---\n\ntext\n\n---\n") == ["---", "text", "---"]


def test_what_is_not_utf8_is_refused():
    with pytest.raises(ReadError, match="is not in UTF-8"):
        read(Source("x.md", b"caf\xe9"), Journal())


def test_line_ends_and_byte_order_mark():
    draft = read(Source("x.md", b"\xef\xbb\xbf# a\r\n\r\nb\rc\n"), Journal())
    assert [entry.text for entry in draft.lines if isinstance(entry, Line)] == ["a", "b c"]


@pytest.mark.parametrize(
    "text",
    [
        "# a #\n\nb\n===\n\n- c\n  * d\n    1. e\n\n       f\n",
        "- - a\n1. - b\n",
        "> a\n>\n> - b\nlazy\n",
        "[a][b] [b] [c][] ![d *e*](f)\n\n[b]: <u> 't'\n[c]: v\n",
        "a<!-- b -->c <span x='y'>d</span>\n",
        "| a\\|b | *c* | [d](e) |\n|:--|--:|:-:|\n| `f` | g\n\n> | h |\n> |---|\n> | i |\n",
        "`` a`b `` and `c\nd`\n\n    e\n\n~~~ f\ng\n~~~\n",
        "a[^1]\n\n[^1]: b\n    c\n\n    - d\n\n      e\n",
        "<div>\na &eacute;\n</div>\n\n***\n\n_ _ _\n",
        "a\\\nb  \nc\\*d &lt; &#x41; \\&amp;\n",
        "-\n- a\n-\n\n*\n\n+ b\n",
        "[x](y (z)) [p](<q r> 's') <m@n.o> <https://p.q>\n",
    ],
)
def test_no_character_is_lost(text: str):
    assert unaccounted(text) == ""


@given(
    st.lists(st.sampled_from([*trees.HOSTILE_WORDS, "\n", "\n\n", "  ", "    ", " "]), max_size=25).map(
        "".join
    )
)
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text: str):
    parse(text)


@pytest.mark.parametrize(
    "text", ["> " * 3000 + "a", "- " * 3000 + "a", "*a " * 5000, "[" * 5000, "[^a" * 3000, "|" * 9000]
)
def test_hostile_text_takes_no_long_time(text: str):
    parse(text + "\n")


# ------------------------------------------------------------------------------------------- what nothing stands for


def test_a_language_that_nobody_knows_is_no_fault_of_the_stage() -> None:
    head = b"| United Nations | A/80/9 |\n| --- | --- |\n| **General Assembly** | |"
    text = b"---\nlanguage: tlh\n---\n\n" + head + b"\n\nText\n"
    with pytest.raises(ReadError, match="a language that is not known: 'tlh'"):
        convert(Source("x.md", text), "md")
    assert convert(Source("x.md", text), "md", Config(language="fr")).document.language == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{'  ' * n}- level {n}\n" for n in range(60)),
        ">" * 60 + " deep\nand lazy",
        "- \x0c\n(A)\n/",
        "\x0b\n*Co",
        "###)\n=",
        "``\n``a\n \uffff",
        "|a|\n|-|\n|b|c|d\\||\n",
        "n|m\n-|-\n\xa0Áfr|x",
        "[^1]: outer\n    [^2]: inner\n\ntext[^1][^2]",
        ">*",
        "- 1\n\t\t-\t1",
        "[^¹]\n\n[^¹]: note",
        "\\ i\n\\ a",
        "1.     1",
        "]||\n-|-\n\x85(A)",
    ],
)
def test_nothing_is_lost(text: str) -> None:
    assert unaccounted(text) == ""


def test_what_is_nested_too_deep_is_text_in_its_place_and_a_problem() -> None:
    journal = Journal("x.md", "read.markdown")
    draft = parse("".join(f"{'  ' * n}- level {n}\n" for n in range(60)) + "\nEnd.\n", journal)
    assert [p.code for p in journal.problems] == ["read.markdown.nesting"]
    found = [entry.text.lstrip("–- ") for entry in draft.lines if isinstance(entry, Line)]
    assert found == [*(f"level {n}" for n in range(60)), "End."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- \f\n      -\nh", ["- h"]),  # a form feed alone is a line of the paragraph without text
        (
            "[a]: /x\n\nb [a](() c\nd",
            ["b a(() c d"],
        ),  # no target between the parentheses: that of the definition
        ("[a]: /x\n\nb [a](javascript:x) c\nd", ["b a(javascript:x) c d"]),
        ("[a]: /x\n\nb [a][c\nd", ["b a[c d"]),
    ],
)
def test_what_is_text_after_all_keeps_its_place(text: str, said: list[str]) -> None:
    journal = Journal("x.md", "read.markdown")
    draft = parse(text, journal)
    found = [entry for entry in draft.lines if isinstance(entry, Line)]
    assert [line.text.removeprefix("– ") for line in found] == said
    assert unaccounted(text) == ""


@pytest.mark.parametrize("space", ["\x0b", "\x1f", "\x85", "\xa0", "\u2028", "\u3000"])
def test_signs_that_only_some_take_for_space_are_accounted_for_in_tables(space: str) -> None:
    for row in (f"(A) {space}", f"|(A)|{space}|x{space}", f"{space}(A)|b{space}|{space}"):
        assert convert(Source("a.md", f"|a|b|\n|---|---|\n{row}\n|c|d|\n".encode())).ledger.complete


def test_titles_of_links_and_alignment_of_columns_are_told():
    text = (
        '[wells](https://example.org "Of wells")\n\n| A | B |\n|:--|--:|\n| 1 | 2 |\n\n| A |\n|---|\n| 1 |\n'
    )
    told = convert(Source("a.md", text.encode()), ()).problems
    assert [
        (p.code.rsplit(".", 1)[1], p.span.start if p.span else -1) for p in told if "markdown" in p.code
    ] == [
        ("tooltip", 0),
        ("alignment", text.index("|:--")),
    ]
