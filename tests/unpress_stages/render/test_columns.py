"""Columns of printed tables: which hold figures, how wide they are; notes under a table."""

from __future__ import annotations

import pytest

from unpress.ast import Block, Cell, Emphasis, Inlines, Paragraph, Row, Strong, Superscript, Table, Text
from unpress_stages.render._columns import (
    figure_columns,
    fits,
    is_figure,
    is_total,
    notes_to_tables,
    shares,
)
from unpress_stages.render._grid import Slot, grid

MEASURE = 366.0


def cell(*content: str | Superscript) -> Cell:
    nodes: Inlines = tuple(Text(part) if isinstance(part, str) else part for part in content)
    return Cell((Paragraph(nodes),))


def table(*rows: tuple[str, ...]) -> list[list[Slot]]:
    return grid(Table(tuple(Row(tuple(cell(words) for words in row)) for row in rows)))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        *(("1 234.5", True), ("(13.5)", True), ("12%", True), ("–", True), ("24 [105]", True), ("1*", True)),
        *(("n/a", False), ("A/75/1", False), ("2 posts", False), ("P-5", False), ("", False)),
    ],
)
def test_figures(shown: str, expected: bool) -> None:
    assert is_figure(cell(shown)) is expected


def test_the_mark_of_a_note_does_not_make_words_of_a_figure() -> None:
    assert is_figure(cell("271.5", Superscript((Text("a"),))))
    assert is_figure(Cell((Paragraph((Strong((Text("271"), Superscript((Text("a"),)))),)),)))


@pytest.mark.parametrize(
    ("bold", "shown", "expected"),
    [
        ("111", ("Subtotal", "12", "–"), True),
        ("11", ("Total", "1 096"), True),
        ("100", ("Other staff", "–", "–"), False),
        ("000", ("Subtotal", "12", "7"), False),
        ("11", ("Region", "Office"), False),
        ("11", ("2026", "12"), False),
        ("1", ("Other staff",), False),
        ("11", ("Other staff", ""), False),
    ],
)
def test_rows_that_add_up_others(bold: str, shown: tuple[str, ...], expected: bool) -> None:
    cells = [
        Cell((Paragraph((Strong((Text(words),)) if strong == "1" else Text(words),)),) if words else ())
        for strong, words in zip(bold, shown, strict=True)
    ]
    assert is_total(cells) is expected


def test_columns_of_figures_are_those_with_more_figures_than_words() -> None:
    rows = table(
        ("Office", "2025", "Of note"), ("East", "12", "new"), ("West", "n/a", "5"), ("North", "..", "old")
    )
    assert figure_columns(rows, 1) == {1}


def test_words_get_the_room_and_figures_even_columns() -> None:
    words = "Number of positions for which the selection of candidates is finalized"
    rows = table(("", "March", "April", "May"), (words, "89", "166", "200"), ("Posts", "7", "8", "9"))
    first, *figures = shares(rows, 1, MEASURE)
    assert first > 0.4
    assert max(figures) < 1.5 * min(figures)
    assert sum(shares(rows, 1, MEASURE)) == pytest.approx(1)


def test_a_long_head_does_not_widen_a_column_of_figures() -> None:
    head = "Commitment authority as given by the Assembly in its resolution of last December"
    short = shares(table(("", "Total"), ("Military and police", "40")), 1, MEASURE)
    long = shares(table(("", head), ("Military and police", "40")), 1, MEASURE)
    assert long[1] < 2 * short[1]


def test_one_long_text_does_not_take_the_room_of_another_column() -> None:
    title = "International cooperation in one more field in which States wish to cooperate with each other"
    rows = table(
        *((f"{number}/6", title) for number in range(60, 80)),
        ("1472; 1721; 2601; 3234; 61/111; 64/86", title),
    )
    assert shares(rows, 0, MEASURE)[0] < 0.25


def test_a_table_that_does_not_fit_the_column() -> None:
    assert fits(table(("Office", *["2025"] * 5), ("East", *["1 234"] * 5)), 1, MEASURE)
    assert not fits(table(("Office", *["2025"] * 14), ("East", *["1 234.5"] * 14)), 1, MEASURE)


def raised(sign: str) -> Superscript:
    return Superscript((Text(sign),))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph((raised("a"), Text(" Estimates."))), True),
        (Paragraph((Emphasis((raised("b"),)), Text(" Estimates."))), True),
        (Paragraph((raised("*"), Text("Estimates."))), True),
        (Paragraph((Text("1"), raised("er"), Text(" janvier"))), False),
        (Paragraph((raised("abc"),)), False),
        (Paragraph((raised("a"),), "1."), False),
        (Paragraph(()), False),
    ],
)
def test_notes_to_a_table_begin_with_a_raised_sign(block: Block, expected: bool) -> None:
    under = Table((Row((cell("12"),)),))
    assert notes_to_tables((block, under, block, block, Paragraph((Text("x"),)), block)) == [
        *(False, False, expected, expected, False, False)
    ]
