"""Tables of the tree: what only makes room is left out, spans are counted anew."""

from __future__ import annotations

from unpress.draft import DraftCell, DraftTable, Line
from unpress.journal import Journal
from unpress.runs import Run, run_at
from unpress.walk import plain
from unpress_stages.parse._tables import table


def cell(text: str = "", columns: int = 1, rows: int = 1) -> DraftCell:
    return DraftCell((Line((Run(text),)),) if text else (), columns=columns, rows=rows)


def shown(*rows: tuple[DraftCell, ...]) -> list[list[tuple[str, int, int]]]:
    return [
        [
            (" / ".join(plain(block.content) for block in each.children), each.columns, each.rows)  # type: ignore[union-attr]
            for each in row.cells
        ]
        for row in table(DraftTable(rows), Journal()).rows
    ]


def test_a_row_without_text_is_room() -> None:
    assert shown((cell("Office"), cell("2026")), (cell(), cell()), (cell("Gate"), cell("7"))) == [
        [("Office", 1, 1), ("2026", 1, 1)],
        [("Gate", 1, 1), ("7", 1, 1)],
    ]


def test_a_column_in_which_no_text_begins_is_room() -> None:
    assert shown((cell("Office", 2), cell("2026")), (cell("Gate"), cell(), cell("7"))) == [
        [("Office", 1, 1), ("2026", 1, 1)],
        [("Gate", 1, 1), ("7", 1, 1)],
    ]


def test_a_cell_over_rows_takes_those_that_remain() -> None:
    assert shown((cell("Lake", rows=3), cell("1")), (cell(),), (cell("2"),)) == [
        [("Lake", 1, 2), ("1", 1, 1)],
        [("2", 1, 1)],
    ]


def test_a_column_that_a_cell_from_above_takes_is_counted() -> None:
    assert shown((cell("Lake", rows=2), cell("1"), cell("2")), (cell(), cell("3"))) == [
        [("Lake", 1, 2), ("1", 1, 1), ("2", 1, 1)],
        [("", 1, 1), ("3", 1, 1)],
    ]


def test_a_table_without_any_text_stays() -> None:
    assert shown((cell(), cell())) == [[("", 1, 1), ("", 1, 1)]]


def test_a_column_too_narrow_for_a_word_is_room() -> None:
    rows = ((cell("Office", 2), cell("2026")), (cell("Gate"), cell("7", 2)))
    made = table(DraftTable(rows, widths=(80.0, 4.0, 60.0)), Journal())
    assert [[each.columns for each in row.cells] for row in made.rows] == [[1, 1], [1, 1]]
    made = table(DraftTable(rows, widths=(80.0, 40.0, 60.0)), Journal())
    assert [[each.columns for each in row.cells] for row in made.rows] == [[2, 1], [1, 2]]


def test_dots_that_lead_to_a_page_are_no_words() -> None:
    words = "I. Wells .............. ........"
    journal = Journal()
    rows = (
        (DraftCell((Line((run_at(words, 0),)),)), cell("12")),
        (cell("Name ........"), cell("Age ........")),
    )
    made = table(DraftTable(rows), journal)
    assert [[plain(each.children[0].content) for each in row.cells] for row in made.rows] == [  # type: ignore[union-attr]
        ["I. Wells", "12"],
        ["Name ........", "Age ........"],  # a form to be filled in
    ]
    assert [(each.start, each.end) for each in journal.entries] == [(8, len(words))]
