"""compare(): what counts as the same, what is told of the rest, and that the cost is that of the differences."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from unpress import Comparison, Document, Source, UsageError, cli, compare, convert
from unpress.alignment import align, similarity, words
from unpress.ast import (
    Cell,
    Emphasis,
    Inline,
    MastheadLine,
    Note,
    NoteMark,
    Paragraph,
    Reference,
    Row,
    Section,
    Table,
    Text,
)
from unpress.comparison_text import as_json, as_text

if TYPE_CHECKING:
    from conftest import Desk

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def document(*blocks: Any, **fields: Any) -> Document:
    """Strings are paragraphs."""
    made = [Paragraph((Text(block),)) if isinstance(block, str) else block for block in blocks]
    return Document("en", children=tuple(made), **fields)


def told(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [(d.aspect, d.message, d.left.text, d.right.text) for d in comparison.differences]


def shares(comparison: Comparison) -> dict[str, tuple[int, int, float]]:
    return {a.name: (a.left, a.right, a.share) for a in comparison.aspects}


# ------------------------------------------------------------------------------------------------------- the same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a  b", "a b"),
        ("co\u00adoperation", "cooperation"),
        ("\ufb01nal", "final"),
        ("A/75/237\u00a0; x", "A/75/237; x"),
        ("non\u2011proliferation", "non-proliferation"),
        ("مُحَمَّد", "محمد"),
        ("\u200f(أ) نص", "(أ) نص"),
        ("Ⅳ", "IV"),
        ("第 70/1 号", "第70/1号"),
    ],
)
def test_white_space_and_the_form_of_a_character_say_nothing(one: str, other: str) -> None:
    assert [word.value for word in words(one)] == [word.value for word in words(other)]
    assert not compare(document(one), document(other)).differences


@pytest.mark.parametrize("other", ["a c", "a b c", "A b", "a, b", "ab"])
def test_words_figures_signs_and_capitals_say_something(other: str) -> None:
    assert compare(document("a b"), document(other)).differences


def test_look_says_nothing_and_a_printed_number_is_text() -> None:
    one = document(Paragraph((Emphasis((Text("Notes"),)), Text(" it"))), Paragraph((Text("x"),), "1."))
    assert compare(one, document("Notes it", "1. x")).agree


def test_words_are_found_where_they_stand() -> None:
    text = "第70/1号 — “l’eau”, e\u0301te\u0301"
    assert "".join(text[w.start : w.end] for w in words(text)) == "".join(text.split())


# -------------------------------------------------------------------------------------------------- running text


def test_a_paragraph_on_one_side_only() -> None:
    found = compare(document("one is here", "two is there"), document("one is here", "two is there", "three"))
    assert told(found) == [("text", "only right", "", "three")]
    assert found.differences[0].left.line == 0


def test_changed_words_come_with_what_stands_around_them() -> None:
    found = compare(document("The quick brown fox jumps."), document("The quick red fox, he jumps."))
    (difference,) = found.differences
    assert difference.message == "other words"
    changes = [(c.before, c.left, c.right, c.after) for c in difference.changes]
    assert changes == [
        ("The quick ", "brown", "red", " fox jumps."),
        ("The quick brown fox", "", ", he", " jumps."),
    ]


def test_a_paragraph_taken_apart_costs_no_text() -> None:
    found = compare(document("x", "one two three four", "y"), document("x", "one two", "three four", "y"))
    assert told(found) == [
        ("text", "divided into 1 and 2 paragraphs", "one two three four", "one two\nthree four")
    ]
    assert shares(found)["text"][2] == 1
    assert shares(found)["paragraphs"] == (3, 4, 4 / 7)
    assert found.agree


def test_a_paragraph_that_stands_elsewhere_is_told_once() -> None:
    rest = [f"paragraph number {n} of the text" for n in range(5)]
    found = compare(document("moved words", *rest), document(*rest, "moved words"))
    assert told(found) == [("text", "stands elsewhere", "moved words", "moved words")]


def test_similarity_is_by_characters_of_the_longer_text() -> None:
    one, other = document("abcd efgh"), document("abcd efgX")
    assert shares(compare(one, other))["text"] == (8, 8, 0.875)
    assert shares(compare(document("abcd"), document("abcd", "efgh ijkl")))["text"][2] == pytest.approx(1 / 3)
    assert shares(compare(document("x y", "abcd", "z"), document("x y", "efgh", "z")))["text"][2] == 1 - 4 / 7
    assert shares(compare(document(), document()))["text"] == (0, 0, 1)
    assert similarity([["a"]], [["b"]], align([["a"]], [["b"]])) == 0


def _shuffled(count: int, seed: int) -> list[list[str]]:
    chance = random.Random(seed)
    return [[f"w{chance.randrange(3000)}" for _ in range(40)] for _ in range(count)]


def test_what_is_equal_is_not_compared_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """A book with one other word costs one comparison of a paragraph."""
    from unpress import alignment

    compared: list[int] = []
    real = alignment.runs

    def spy(left: Sequence[Any], right: Sequence[Any]) -> Any:
        compared.append(len(left))
        return real(left, right)

    monkeypatch.setattr(alignment, "runs", spy)
    left = _shuffled(3000, 1)
    right = [list(p) for p in left]
    right[1500][7] = "other"
    groups = align(left, right)
    assert sum(not g.same for g in groups) == 1
    assert compared == [3000, 40, 40]
    assert similarity(left, right, groups) > 0.9999


def test_every_paragraph_stands_in_one_group() -> None:
    for seed in range(30):
        chance = random.Random(seed)
        left = [[chance.choice("abcdefgh") for _ in range(chance.randrange(5))] for _ in range(12)]
        right = [p for p in left if chance.random() < 0.8]
        chance.shuffle(right[:4])
        right[2:2] = [["x", "a"], ["b"]]
        groups = align(left, right)
        assert sorted(i for g in groups for i in g.left) == list(range(len(left)))
        assert sorted(k for g in groups for k in g.right) == list(range(len(right)))
        assert 0 <= similarity(left, right, groups) <= 1


# --------------------------------------------------------------------------------------------------- all the rest


def heading(text: str, level: int = 1) -> Section:
    return Section((Text(text),), (), level=level)


def test_headings_by_text_and_level() -> None:
    one = document(heading("First"), heading("Second", 2), heading("Third"), heading("Fourth"))
    other = document(heading("First"), heading("Second", 3), "Third", heading("Fifth"))
    found = compare(one, other)
    assert shares(found)["headings"] == (4, 3, 4 / 7)
    assert shares(found)["levels"] == (2, 2, 0.5)
    assert [d for d in told(found) if d[0] != "text"] == [
        ("levels", "level 2 left, level 3 right", "Second", "Second"),
        ("headings", "a heading left, text right", "Third", "Third"),
        ("headings", "only left", "Fourth", ""),
        ("headings", "only right", "", "Fifth"),
    ]
    assert not found.agree


def noted(*parts: str | int, marker: str = "{}", notes: Sequence[str] = ("first", "second")) -> Document:
    inlines: list[Inline] = [Text(p) if isinstance(p, str) else NoteMark(str(p)) for p in parts]
    made = [Note(str(n), marker.format(n), (Paragraph((Text(t),)),)) for n, t in enumerate(notes, 1)]
    return document(Paragraph(tuple(inlines)), notes=tuple(made))


def test_notes_by_number_and_text_and_marks_by_the_words_before() -> None:
    one = noted("resolution 70/1", 1, " and the report", 2, ".")
    assert compare(one, noted("resolution 70/1 ", 1, "and the report", 2, ".", marker="({})")).agree
    found = compare(one, noted("resolution 70/1", 1, " and the report.", notes=("first", "third")))
    assert shares(found)["notes"] == (2, 2, 0.5)
    assert shares(found)["marks"] == (2, 1, 2 / 3)
    assert told(found) == [
        ("notes", "only left", "second", ""),
        ("notes", "only right", "", "third"),
        ("marks", "mark 2 only left", "resolution 70/1 and the report", ""),
    ]
    found = compare(one, noted("resolution 70/1 and", 1, " the report", 2, "."))
    assert told(found) == [("marks", "mark 1 stands elsewhere", "resolution 70/1", "resolution 70/1 and")]


def table(*rows: str) -> Table:
    """``a|b`` is a row of two cells; a cell that begins with > takes two columns."""
    return Table(
        tuple(
            Row(
                tuple(
                    Cell(
                        (Paragraph((Text(t.strip("> ")),)),) if t.strip("> ") else (), columns=1 + (">" in t)
                    )
                    for t in row.split("|")
                )
            )
            for row in rows
        )
    )


def test_tables_by_rows_and_columns_and_cells_by_column() -> None:
    one = table("> Both|Sum", "a|b|1", "c|d|2")
    assert compare(document(one), document(one)).agree
    found = compare(document(one), document(table("> Both|Sum", "a|b|1")))
    assert shares(found)["tables"] == (1, 1, 0)
    assert shares(found)["cells"] == (8, 5, 10 / 13)
    assert told(found) == [
        ("tables", "3 x 3 left, 2 x 3 right", "Both | Sum | a", "Both | Sum | a"),
        ("cells", "row 3, column 1", "c | d | 2", ""),
    ]
    found = compare(document(one), document(table("Both||Sum", "a|b|", "c|d|2|1")))
    assert ("cells", "row 2, column 3", "1", "") in told(found)


def test_a_row_that_print_does_not_show_is_a_paragraph_of_the_cell_above() -> None:
    """Word files part a cell beside one that goes on; without a line between, a page shows one row."""

    def cell(*texts: str, rows: int = 1) -> Cell:
        return Cell(tuple(Paragraph((Text(text),)) for text in texts), rows=rows)

    last = Row((cell("c"), cell("4")))
    parted = Table((Row((cell("a", rows=2), cell("1"))), Row((cell("2"),)), last))
    assert compare(document(parted), document(Table((Row((cell("a"), cell("1", "2"))), last)))).agree
    three = Table((Row((cell("a", rows=2), cell("1"), cell("3"))), Row((cell("2"), cell("5"))), last))
    whole = Table((Row((cell("a"), cell("1", "2"), cell("3", "5"))), last))
    assert shares(compare(document(three), document(whole)))["tables"] == (
        1,
        1,
        0,
    )  # figures side by side are a row


def test_a_table_that_was_not_seen() -> None:
    one = document("before", table("a|b", "c|d"), table("e|f"))
    found = compare(one, document("before", "a b", "c d", table("e|f")))
    assert shares(found)["tables"] == (2, 1, 0.5)
    assert ("tables", "2 x 2 left, nothing right", "a | b | c", "") in told(found)


def test_links_and_masthead_are_counted_without_order() -> None:
    def linked(*symbols: str) -> Document:
        lines = [MastheadLine("symbol", (Text(symbol),)) for symbol in symbols]
        return document(
            Paragraph(tuple(Reference(symbol, (Text("x"),)) for symbol in symbols)), masthead=tuple(lines)
        )

    assert not compare(linked("A/1", "A/2"), linked("A/2", "A/1")).differences
    found = compare(linked("A/1", "A/2"), linked("A/1", "A/3"))
    assert shares(found)["links"] == (2, 2, 0.5)
    assert told(found) == [
        ("links", "only left", "x <A/2>", ""),
        ("links", "only right", "", "x <A/3>"),
        ("masthead", "only left", "A/2", ""),
        ("masthead", "only right", "", "A/3"),
    ]


# ------------------------------------------------------------------------------------------------------- outputs


def test_a_document_agrees_with_itself_in_another_format(tmp_path: Path) -> None:
    sample = SAMPLES / "A_RES_75_210.zh.txt"
    (tmp_path / "a.md").write_bytes(convert(sample, "md").output)
    found = compare(sample, tmp_path / "a.md")
    assert found.agree
    assert (found.left, found.right) == (str(sample), str(tmp_path / "a.md"))
    assert shares(found)["text"][0] > 1000


def test_places_are_lines_of_the_source() -> None:
    found = compare(Source("x.md", b"First line.\n\nSecond paragraph.\n"), document("First line."))
    assert [(d.left.line, d.left.column, d.right.line) for d in found.differences] == [(3, 1, 0)]


def test_as_text_and_json() -> None:
    found = compare(document("one two", "x"), document("one three"))
    text = as_text(found)
    assert "text: other words  (no place | no place)\n    one [-two-]{+three+}\n" in text
    assert text.index("text  ") < text.index("differs")
    values = json.loads(as_json(found))
    assert values["agree"] is False
    assert values["aspects"][0] == {"name": "text", "left": 7, "right": 8, "share": 0.375, "wanted": 0.98}
    assert values["differences"][0]["changes"] == [
        {"before": "one ", "left": "two", "right": "three", "after": ""}
    ]


def test_the_list_is_short_unless_all_is_asked_for() -> None:
    found = compare(document(*(f"paragraph {n} x{n}" for n in range(9))), document())
    assert "... and 6 more: --diff prints all\n" in as_text(found)
    assert as_text(found, everything=True).count("text: only left") == 9


def test_the_command(desk: Desk) -> None:
    desk.write("a.txt", "one\ntwo\n")
    desk.write("b.txt", "one\nsix\n")
    assert desk.run("compare", "a.txt", "a.txt").status == 0
    ran = desk.run("compare", "a.txt", "b.txt")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith(b"left:  a.txt\nright: b.txt\n")
    assert json.loads(desk.run("compare", "--json", "a.txt", "b.txt").out)["right"] == "b.txt"
    assert desk.run("compare", "a.txt", "b.txt", "--wanted", "text=0.3").status == 0
    for wrong in (["--wanted", "text=2"], ["--wanted", "txt=1"], ["--wanted", "text"], ["-"]):
        assert desk.run("compare", "-" if wrong == ["-"] else "a.txt", *wrong).status == 2
    ran = desk.run("compare", "a.txt", "c.txt")
    assert (ran.status, ran.out) == (2, b"")
    assert "there is no file c.txt" in ran.err


def test_an_aspect_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="unknown aspect 'txt'"):
        compare(document(), document(), wanted={"txt": 1})


def test_each_text_is_compared_with_the_prints_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "# 79/900. Wells\n\n*The General Assembly*,\n\n1\\. *Decides* to look after wells.\n"
    Path("a.md").write_text(text, encoding="utf-8")
    Path("b.md").write_text(text, encoding="utf-8")
    assert cli.run(["convert", "-q", "a.md", "-t", "docx", "--beside"]) == 0
    capsys.readouterr()
    for _ in range(2):
        assert cli.run(["compare", "--beside", "--wanted", "text=1", "a.md", "b.md", "a.docx"]) == 0
        assert capsys.readouterr().out == ""
    Path("a.md").write_text(text.replace("wells.", "old wells."), encoding="utf-8")
    assert cli.run(["compare", "--beside", "--wanted", "text=1", "a.docx"]) == 1
    told = capsys.readouterr().out
    assert told.count("left:") == 1
    assert "[-old wells" in told or "[-old-]" in told


def test_two_files_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["compare", "a.md"]) == 2
    assert "two files are compared, not 1" in capsys.readouterr().err
