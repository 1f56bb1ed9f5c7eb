"""What ``unpress trace`` shows of a value."""

from __future__ import annotations

from unpress.ast import Cell, Document, Paragraph, Row, Table, Text
from unpress.trace import changed_stretches, lines_of


def test_a_table_is_shown_by_rows_and_cells() -> None:
    cell = Cell((Paragraph((Text("wells"),)),), header=True, rows=2)
    shown = lines_of(Document("en", children=(Table((Row((cell, Cell(()))),), (Text("Of the plains"),)),)))
    assert [line.strip() for line in shown] == [
        "document en",
        "table | Of the plains",
        "row",
        "cell True 2",
        "paragraph | wells",
        "cell",
    ]


def test_what_changed_in_a_line_is_known_to_the_character() -> None:
    before, after = "the 2030 Agenda¹ and wells", "the 2030 Agenda[1]{note 1} and wells"
    went, came = changed_stretches(before, after)
    assert "".join(before[a:b] for a, b in went) == "¹"
    assert "".join(after[a:b] for a, b in came) == "[1]{note 1}"
    assert changed_stretches(before, before) == ([], [])
