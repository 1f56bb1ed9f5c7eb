"""Lists whose labels stand in a column of their own."""

from __future__ import annotations

import pytest

from unpress_stages.read._pdf_labels import with_labels
from unpress_stages.read._pdf_lines import Row
from unpress_stages.read._pdf_piece import Piece


def row(left: float, base: float, text: str) -> Row:
    return Row(3, base, 9.0, [Piece(text, left, left + 4.0 * len(text), base, 9.0)], [False])


def items(*texts: tuple[str, str, str]) -> list[Row]:
    found: list[Row] = []
    for i, (label, text, more) in enumerate(texts):
        base = 600.0 - 24 * i
        found += [row(50.0, base, label), row(150.0, base, text)]
        found += [row(150.0, base - 11, more)] if more else []
    return found


LIST = (
    ("AFL", "Arcadian Federation of", "Libraries;"),
    ("BC", "Birch Collective for the", "highlands;"),
    ("CEDAR", "Centre for the study of wells.", ""),
)


def test_a_label_and_what_it_stands_for_are_one_line() -> None:
    found = with_labels([row(50.0, 640.0, "Civil society"), *items(*LIST), row(50.0, 520.0, "The end.")])
    assert [(each.text, each.begins) for each in found] == [
        ("Civil society", False),
        ("AFL Arcadian Federation of", True),
        ("Libraries;", False),
        ("BC Birch Collective for the", True),
        ("highlands;", False),
        ("CEDAR Centre for the study of wells.", True),
        ("The end.", False),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        items(*LIST[:2]),
        items(*((label, "1 234", more) for label, _, more in LIST)),
        items(*((label, text, "") for label, text, _ in LIST)),
    ],
    ids=["two", "figures", "nothing goes on"],
)
def test_what_is_no_such_list(rows: list[Row]) -> None:
    assert with_labels(rows) == rows
