"""compare_translations(): which paragraph, number, note or citation one language version has and the other has not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from unpress import Comparison, Document, UsageError, cli, compare, compare_translations
from unpress.ast import (
    Cell,
    Clause,
    Inline,
    Item,
    List,
    Note,
    NoteMark,
    Paragraph,
    Reference,
    Row,
    Section,
    Table,
    Text,
)

if TYPE_CHECKING:
    from conftest import Desk

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def inlines(*parts: str | int) -> tuple[Inline, ...]:
    """Words are text, words with a slash are citations, figures are marks of notes."""
    return tuple(
        NoteMark(str(part))
        if isinstance(part, int)
        else Reference(part, (Text(part),))
        if "/" in part
        else Text(part)
        for part in parts
    )


def operative(label: str, *parts: str | int, items: tuple[str, ...] = ()) -> Clause:
    listed = (List(tuple(Item(inlines("x"), item) for item in items)),) if items else ()
    return Clause("operative", inlines(*parts), label, listed)


def preambular(*parts: str | int) -> Clause:
    return Clause("preambular", inlines(*parts))


def document(code: str, *blocks: Any, notes: int = 0) -> Document:
    made = tuple(Note(str(n), str(n), (Paragraph(inlines("note")),)) for n in range(1, notes + 1))
    return Document(code, children=blocks, notes=made)


def told(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [(d.aspect, d.message, d.left.text, d.right.text) for d in comparison.differences]


def test_versions_that_lack_nothing_agree_whatever_their_words_and_letters() -> None:
    one = document(
        "en",
        preambular("Recalling ", "A/RES/70/1", ",", 1),
        operative("1.", "Decides", items=("(a)", "(b)", "(c)")),
        Section(inlines("Introduction"), (), "II"),
        notes=1,
    )
    other = document(
        "ar",
        preambular("إذ تشير إلى ", "A/RES/70/1", 1, "،"),
        operative("1 -", "تقرر", items=("(أ)", "(ب)", "(ج)")),
        Section(inlines("مقدمة"), (), "ثانيا"),
        notes=1,
    )
    found = compare_translations(one, other)
    assert not told(found)
    assert found.agree
    assert found.languages == ("en", "ar")
    assert not compare(one, other).agree


def test_a_lost_mark_is_told_with_its_paragraph() -> None:
    one = document("en", preambular("Recalling", 1), preambular("Noting", 2), preambular("Aware"), notes=2)
    other = document("fr", preambular("Rappelant", 1), preambular("Notant"), preambular("Sachant"), notes=2)
    found = compare_translations(one, other)
    assert told(found) == [("marks", "note 2 only left", "Noting", "Notant")]
    assert {a.name: a.share for a in found.aspects}["marks"] == 2 / 3
    assert not found.agree


def test_a_number_in_one_line_with_its_title_is_that_of_the_heading() -> None:
    def sections(code: str, *headings: tuple[str, str]) -> Document:
        return document(code, *(Section(inlines(words), (), label) for label, words in headings))

    one = sections("en", ("Article 2", "Wells"), ("Article 3", "Springs"), ("Part XIII", "Rivers"))
    assert not told(
        compare_translations(
            one,
            sections(
                "fr", ("", "Article 2 Puits"), ("", "Article 3 Sources"), ("", "Partie XIII Cours d’eau")
            ),
        )
    )
    assert not told(
        compare_translations(one, sections("zh", ("", "第2条井"), ("", "第3条泉"), ("第十三编", "河")))
    )
    assert not told(
        compare_translations(
            one,
            sections(
                "ar", ("", "المادة 2 الآبار"), ("", "المادة 3 الينابيع"), ("", "الجزء الثالث عشر الأنهار")
            ),
        )
    )
    found = compare_translations(
        one,
        sections("fr", ("", "Article 2 Puits"), ("", "Article 4 Sources"), ("", "Partie XIII Cours d’eau")),
    )
    assert found.differences


def test_a_lost_paragraph_is_told_by_its_number() -> None:
    one = document("en", *(operative(f"{n}.", "text") for n in (1, 2, 3)))
    other = document("es", *(operative(f"{n}.", "texto") for n in (1, 3)))
    assert told(compare_translations(one, other)) == [("paragraphs", "only left", "2. text", "")]
    assert told(compare_translations(other, one)) == [("paragraphs", "only right", "", "2. text")]


def test_a_lost_item_is_told_whatever_the_letters() -> None:
    one = document("en", operative("1.", "Decides", items=("(a)", "(b)", "(c)")))
    other = document("ru", operative("1.", "постановляет", items=("a)", "в)")))
    assert told(compare_translations(one, other)) == [("paragraphs", "only left", "(b) x", "")]


def test_numbers_and_levels_that_differ_are_told() -> None:
    one = document("en", operative("4.", "text"), Section(inlines("Rules"), (), "1", level=1))
    other = document("fr", operative("", "texte"), Section(inlines("Règles"), (), "1", level=2))
    assert [message for _, message, *_ in told(compare_translations(one, other))] == [
        "numbered 4. left, nothing right",
        "level 1 left, level 2 right",
    ]


def test_a_word_before_a_number_is_not_compared() -> None:
    one, other = (
        document(code, Section(inlines("x"), (), word)) for code, word in (("en", "Annex"), ("fr", "Annexe"))
    )
    assert not told(compare_translations(one, other))


def test_citations_are_compared_without_order_in_their_paragraph() -> None:
    one = document("en", preambular("A/RES/70/1", " and ", "A/RES/71/2"))
    other = document("zh", preambular("A/RES/71/2", "和", "A/RES/70/1"))
    assert not told(compare_translations(one, other))
    third = document("zh", preambular("A/RES/71/2", "和", "A/RES/70/10"))
    assert [(aspect, message) for aspect, message, *_ in told(compare_translations(one, third))] == [
        ("links", "A/RES/70/1 only left"),
        ("links", "A/RES/70/10 only right"),
    ]


def test_notes_and_tables_are_counted() -> None:
    def table(columns: int) -> Table:
        return Table((Row(tuple(Cell((Paragraph(inlines("x")),)) for _ in range(columns))),))

    found = compare_translations(document("en", table(2), notes=2), document("fr", table(3), notes=1))
    assert [(aspect, message) for aspect, message, *_ in told(found)] == [
        ("notes", "note 2 only left"),
        ("tables", "1 x 2 left, 1 x 3 right"),
    ]


def test_two_samples_are_one_document() -> None:
    found = compare_translations(SAMPLES / "A_RES_75_210.en.txt", SAMPLES / "A_RES_75_210.zh.txt")
    assert found.languages == ("en", "zh")
    assert {a.name: a.share for a in found.aspects}["paragraphs"] > 0.9


def test_an_aspect_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="unknown aspect 'text'"):
        compare_translations(document("en"), document("fr"), wanted={"text": 1.0})


def test_the_command(desk: Desk) -> None:
    desk.write("a.txt", "one\n")
    assert desk.run("compare", "--translation", "a.txt", "a.txt").status == 0
    ran = desk.run("compare", "--translation", "--beside", "a.txt")
    assert ran.status == 2
    assert "--beside compares files of one text" in ran.err


def test_the_command_says_when_it_compares_the_words_of_two_languages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    paths = [str(SAMPLES / f"A_RES_75_210.{code}.txt") for code in ("en", "zh")]
    assert cli.run(["compare", *paths]) == 1
    assert "left is in the language en, right in zh" in capsys.readouterr().err
    cli.run(["compare", "--translation", *paths])
    assert not capsys.readouterr().err
