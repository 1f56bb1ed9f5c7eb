"""Spans: what is cut from a value comes from where it stood; and places for people."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpress.config import Config
from unpress.opening import reader_for
from unpress.source import Lines, Piece, Position, Source, Span, join

TEXT = "abcdefghijklmnopqrstuvwxyz"


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, Span]:
    """A value put together from pieces of TEXT in any order, with characters that come from nowhere between them."""
    value, pieces = "", []
    for start in draw(st.lists(st.integers(0, 25), min_size=1, max_size=6)):
        value += draw(st.sampled_from(["", " ", "--"]))
        end = draw(st.integers(start + 1, 26))
        pieces.append(Piece(len(value), start, end))
        value += TEXT[start:end]
    return value, Span(tuple(pieces), 3)


def known(value: str, span: Span) -> list[str | None]:
    """For each character of a value the character of TEXT that its span says it is."""
    found: list[str | None] = [None] * len(value)
    for piece in span.pieces:
        for n in range(piece.end - piece.start):
            found[piece.at + n] = TEXT[piece.start + n]
    return found


@given(spanned(), st.data())
def test_a_cut_knows_of_each_character_what_the_whole_knew(
    whole: tuple[str, Span], data: st.DataObject
) -> None:
    value, span = whole
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, len(value)))
    cut = span.cut(start, end)
    assert known(value[start:end], cut) == known(value, span)[start:end]
    assert cut.page == 3
    assert all(piece.start < piece.end for piece in cut.pieces)


@given(spanned(), st.data())
def test_what_is_cut_in_two_and_joined_again_is_the_same(
    whole: tuple[str, Span], data: st.DataObject
) -> None:
    value, span = whole
    at = data.draw(st.integers(0, len(value)))
    again = join([(0, span.cut(0, at)), (at, span.cut(at, len(value)))])
    assert again is not None
    assert known(value, again) == known(value, span)


def test_a_ligature_is_atomic_and_goes_whole_to_the_part_with_its_first_character() -> None:
    ligature = Span((Piece(0, 0, 2), Piece(1, 2, 5)))  # two characters became one, then three became three
    assert ligature.cut(0, 1).pieces == (Piece(0, 0, 2),)
    assert ligature.cut(1, 3).pieces == (Piece(0, 2, 4),)
    two = Span((Piece(0, 0, 2), Piece(1, 2, 4), Piece(2, 4, 5)))
    assert two.cut(0, 1).pieces == (Piece(0, 0, 2),)
    assert two.cut(1, 2).pieces == (Piece(0, 2, 4),)


def test_join_moves_spans_and_takes_the_first_page() -> None:
    first, second = Span((Piece(0, 5, 7),)), Span((Piece(1, 9, 10),), 2)
    assert join([(0, None), (3, first), (6, second)]) == Span((Piece(3, 5, 7), Piece(7, 9, 10)), 2)
    assert join([(0, None)]) is None
    assert join([]) is None


def test_start_and_end_of_a_span() -> None:
    span = Span((Piece(0, 9, 12), Piece(3, 2, 4)))
    assert (span.start, span.end) == (9, 4)
    assert (Span(()).start, Span(()).end) == (0, 0)


@given(st.text(alphabet="ab\n\r中", max_size=60), st.integers(-5, 70))
def test_lines_and_columns_count_from_1(text: str, offset: int) -> None:
    lines = Lines(text)
    at = min(max(offset, 0), len(text))
    ends = [n for n, c in enumerate(text) if c == "\n"]
    line = bisect_left(ends, at)
    assert lines.position(offset) == Position(line + 1, at - (ends[line - 1] + 1 if line else 0) + 1)
    assert lines.line(line + 1) == text.split("\n")[line].rstrip("\r")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.txt", ".txt"),
        ("x.y/a", ""),
        ("x/A.PDF", ".pdf"),
        ("-", ""),
        ("a.en.md", ".md"),
        (".txt", ""),
        ("x/.txt", ""),
    ],
)
def test_suffix_is_the_end_of_the_name_in_lower_case(name: str, suffix: str) -> None:
    assert Source(name, b"").suffix == suffix


def test_a_tree_of_ours_is_known_by_its_first_words_on_standard_input() -> None:
    assert reader_for(Source("-", b'{\n "unpress": 1,\n "type": "Document"}'), Config()) == "json"
    assert reader_for(Source("-", b"{a} of the draft"), Config()) == "text"
