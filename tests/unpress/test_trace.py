"""What ``unpress trace`` shows of a value."""

from __future__ import annotations

from unpress.ast import Cell, Document, Paragraph, Row, Table, Text
from unpress.trace import lines_of


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
