"""Tables whose columns do not stand under each other."""

from dataclasses import replace

import pytest
import textcase

from unpress.config import Config
from unpress.conversion import convert
from unpress.draft import Draft
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.clean import cells
from unpress_stages.read import text

TABLE = """The distribution of seats is as follows:
Region

Seats

Islands of the
northern sea

12

Coast

7

Hills

1 250

Plain

–

2. Requests the Secretary-General to report.
"""


@pytest.mark.parametrize("case", textcase.cases("clean/cells"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


def read(source: str) -> Draft:
    return replace(text.read(Source("t.txt", source.encode()), Journal()), language="en")


def test_rows_of_words_and_figures_are_a_table() -> None:
    draft = cells.clean(read(TABLE), Journal())
    table = draft.lines[1]
    assert [[" ".join(line.text for line in cell.lines) for cell in row] for row in table.rows] == [
        ["Region", "Seats"],
        ["Islands of the northern sea", "12"],
        ["Coast", "7"],
        ["Hills", "1 250"],
        ["Plain", "–"],
    ]
    assert all(cell.header for cell in table.rows[0])


def test_lines_that_go_on_as_the_format_knows_are_no_rows() -> None:
    draft = read(TABLE)
    known = replace(draft, lines=(draft.lines[0], *(replace(line, starts=False) for line in draft.lines[1:])))
    assert cells.clean(known, Journal()) is known


def test_three_rows_are_no_table_and_nor_are_numbered_paragraphs() -> None:
    few = "A\n\n1\n\nB\n\n2\n\nC\n\n3\n\nD goes on in prose, as it should.\n"
    numbered = "1.\n\nTakes note\n\n2.\n\nWelcomes\n\n3.\n\nUrges\n\n4.\n\nDecides\n"
    for source in (few, numbered):
        draft = read(source)
        assert cells.clean(draft, Journal()) is draft


def test_the_ledger_of_a_table_is_complete() -> None:
    result = convert(Source("t.txt", TABLE.encode()), "md", Config(language="en"))
    assert result.ledger.complete
