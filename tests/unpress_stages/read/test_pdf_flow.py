"""Columns of running text."""

from __future__ import annotations

import pytest
from tests.unpress_stages.read.test_pdf import pages, texts

from unpress.draft import Line
from unpress.journal import Journal
from unpress.record import replace
from unpress.source import Source
from unpress_stages.read._pdf_flow import parts
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read.pdf import read as read_pdf

WORDS = [
    "the",
    "words",
    "of",
    "a",
    "paragraph",
    "that",
    "go",
    "on",
    "and",
    "fill",
    "the",
    "lines",
    "of",
    "a",
    "column",
]


def line(left: float, base: float, order: int, text: str = "words that fill a line") -> Piece:
    return Piece(text, left, left + 180.0, base, 10.0, order=order)


def column(left: float, order: int, high: float = 700.0, lines: int = 8) -> list[Piece]:
    return [line(left, high - 12 * i, order + i) for i in range(lines)]


def test_a_column_is_read_before_the_next_one() -> None:
    head = Piece("A title over the whole page", 50.0, 430.0, 740.0, 14.0, order=0)
    left, right = column(50.0, 1), column(250.0, 9)
    found = parts([head, *left, *right], leftward=False)
    assert [list(part.pieces) for part in found] == [[head], left, right]
    assert [part.edges for part in found] == [None, (50.0, 230.0), (250.0, 430.0)]


def test_from_the_right_in_a_script_that_runs_to_the_left() -> None:
    right, left = column(250.0, 1), column(50.0, 9)
    found = parts([*right, *left], leftward=True)
    assert [list(part.pieces) for part in found] == [right, left]


def test_three_columns() -> None:
    columns = [column(50.0 + 200.0 * n, 10 * n) for n in range(3)]
    found = parts([piece for each in columns for piece in each], leftward=False)
    assert [list(part.pieces) for part in found] == columns


def test_notes_that_are_painted_last_stand_at_the_foot_of_their_column() -> None:
    left, right, note = column(50.0, 1), column(250.0, 9), line(50.0, 580.0, 30, "1 A note.")
    found = parts([*left, *right, note], leftward=False)
    assert [list(part.pieces) for part in found] == [[*left, note], right]


def test_notes_across_the_page_stand_below_the_columns_also_where_a_line_of_them_is_short() -> None:
    left, right = column(50.0, 1), column(250.0, 9)
    notes = [
        Piece("1 A note.", 50.0, 90.0, 590.0, 8.0, order=30),
        Piece("2 A note across the page.", 50.0, 430.0, 580.0, 8.0, order=31),
        Piece("It ends.", 50.0, 80.0, 570.0, 8.0, order=32),
    ]
    found = parts([*left, *right, *notes], leftward=False)
    assert [list(part.pieces) for part in found] == [left, right, notes]


def test_a_line_that_is_too_long_for_its_column_does_not_end_it() -> None:
    left, right = column(50.0, 1, lines=12), column(240.0, 20, lines=12)
    left[5] = replace(left[5], right=left[5].right + 7.0)
    assert [list(part.pieces) for part in parts([*left, *right], leftward=False)] == [left, right]
    across = [*left[:5], replace(left[5], right=420.0), *left[6:]]
    assert len(parts([*across, *right], leftward=False)) > 2


def test_lines_far_above_the_others_are_of_the_right_column_where_the_left_one_goes_on_beside() -> None:
    left, right = column(50.0, 1, lines=12), column(250.0, 20, lines=12)
    gap = [*right[:2], *right[6:]]
    assert [list(part.pieces) for part in parts([*left, *gap], leftward=False)] == [left, gap]


def test_a_head_at_the_right_is_none_of_the_right_column() -> None:
    head = Piece("A/80/1", 380.0, 430.0, 780.0, 10.0, order=0)
    left, right = column(50.0, 1), column(250.0, 9)
    found = parts([head, *left, *right], leftward=False)
    assert [list(part.pieces) for part in found] == [[head], left, right]


def test_what_is_set_to_the_right_above_is_none_of_the_right_column() -> None:
    head = [
        Piece("President:", 50.0, 90.0, 712.0, 10.0, order=0),
        Piece("(Isles)", 390.0, 430.0, 712.0, 10.0, order=1),
    ]
    left, right = column(50.0, 2), column(250.0, 10)
    found = parts([*head, *left, *right], leftward=False)
    assert [list(part.pieces) for part in found] == [head, left, right]


@pytest.mark.parametrize(
    "pieces",
    [
        [line(50.0 + 200.0 * (i % 2), 700.0 - 12 * (i // 2), i) for i in range(16)],  # painted row by row
        [*column(50.0, 1), *column(250.0, 9, lines=3)],  # too few lines
        [
            *column(50.0, 1, high=650.0),
            *column(250.0, 9, lines=5),
        ],  # the masthead: none stands beside another
        [
            *column(50.0, 1),
            *(
                Piece(
                    "12", 250.0 + 150.0 * (i % 2), 262.0 + 150.0 * (i % 2), 700.0 - 12 * i, 10.0, order=20 + i
                )
                for i in range(8)
            ),
        ],  # figures
    ],
    ids=["a table", "few lines", "a masthead", "figures"],
)
def test_what_is_no_column(pieces: list[Piece]) -> None:
    assert len(parts(pieces, leftward=False)) == 1


def test_a_page_in_two_columns_with_notes_at_the_foot_of_each() -> None:
    css = (
        "div { columns: 2; column-gap: 16pt; height: 200pt; column-fill: auto; text-align: justify }"
        "p { margin: 0; text-indent: 12pt } @page { size: 420pt 300pt }"
    )
    numbered = [f"{n} {' '.join(WORDS[n % 7 :] + WORDS)}" for n in range(10, 20)]
    data = pages(
        "<p>The head of it all.</p><div>" + "".join(f"<p>{text}.</p>" for text in numbered) + "</div>", css
    )
    draft = read_pdf(Source("x.pdf", data), Journal())
    assert (
        " ".join(line.text for line in draft.lines if isinstance(line, Line)).split()
        == ("The head of it all. " + " ".join(f"{text}." for text in numbered)).split()
    )
    assert texts(data)[0] == "The head of it all."
    full = [line for line in draft.lines[1:] if isinstance(line, Line) and not line.text.endswith(".")]
    assert all(30 < line.indent + line.width < 40 for line in full)


def test_a_paragraph_goes_on_from_column_to_column_and_page_to_page_but_not_from_a_line_across() -> None:
    css = "div { columns: 2; column-gap: 16pt; text-align: justify } p { margin: 0 } @page { size: 420pt 200pt }"
    data = pages(f"<p>The head of it all</p><div><p>{' '.join(WORDS * 20)}.</p></div>", css)
    lines = [line for line in read_pdf(Source("x.pdf", data), Journal()).lines if isinstance(line, Line)]
    assert len({line.page for line in lines}) > 1
    assert [line.starts for line in lines if line.starts] == [True]
    assert lines[1].starts
