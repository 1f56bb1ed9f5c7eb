"""The ledger: every character that is not white space is kept, changed or dropped, or it is unexplained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpress.ast import Document, Item, List, Note, NoteMark, Paragraph, Section, Text
from unpress.journal import Journal
from unpress.ledger import Entry, balance, faithful, problems
from unpress.problems import Problem, Severity, silenced
from unpress.source import Piece, Span


def span(start: int, end: int) -> Span:
    return Span((Piece(0, start, end),))


def paragraph(start: int, end: int) -> Paragraph:
    return Paragraph((Text("x" * (end - start), span(start, end)),))


ranges = st.tuples(st.integers(-3, 45), st.integers(-3, 45)).map(lambda pair: (min(pair), max(pair)))


@given(st.text(alphabet="ab \n中", max_size=40), st.lists(ranges, max_size=4), st.lists(ranges, max_size=4))
def test_every_character_is_counted_once(
    text: str, kept: list[tuple[int, int]], dropped: list[tuple[int, int]]
) -> None:
    """Against an account drawn up character by character; places outside the text are no reason to fail."""
    document = Document("en", children=tuple(paragraph(*places) for places in kept))
    ledger = balance(text, document, [Entry("dropped", "clean.x.y", *places) for places in dropped])

    def within(at: int, places: list[tuple[int, int]]) -> bool:
        return any(start <= at < end for start, end in places)

    ink = [at for at, c in enumerate(text) if not c.isspace()]
    assert ledger.total == len(ink)
    assert ledger.kept == sum(within(at, kept) for at in ink)
    unexplained = [at for at in ink if not within(at, kept) and not within(at, dropped)]
    assert [at for start, end in ledger.unexplained for at in range(start, end)] == unexplained
    assert ledger.complete is (not unexplained)


def test_spans_are_found_wherever_in_the_tree_they_stand() -> None:
    text = "0123456789"
    item = Item((Text("2", span(2, 3)),), children=(paragraph(3, 4),), span=span(1, 2))
    document = Document(
        "en",
        title=(Text("0", span(0, 1)),),
        children=(Section((NoteMark("n", span(4, 5)),), (List((item,)),)),),
        notes=(Note("n", "1", (paragraph(5, 9),), span=span(9, 10)),),
    )
    assert balance(text, document, []).complete


def test_by_rule_counts_uses_and_characters() -> None:
    journal = Journal(stage="clean.pages")
    journal.dropped("number", 0, 3)
    journal.dropped("number", 4, 5)
    journal.normalised("space", 5, 8, " ")
    journal.dropped("number", 8, 8)
    ledger = balance("1 2 3456 8", Document("en"), journal.entries)
    assert ledger.by_rule() == {
        ("dropped", "clean.pages.number"): (2, 3),
        ("normalised", "clean.pages.space"): (1, 3),
    }


def test_what_is_unexplained_is_an_error_with_its_place() -> None:
    ledger = balance("kept lost", Document("en", children=(paragraph(0, 4),)), [])
    (problem,) = problems(ledger, "a.txt", strict=False)
    assert (problem.severity, problem.code, problem.source) == (Severity.error, "ledger.unexplained", "a.txt")
    assert problem.span == span(5, 9)
    assert "'lost'" in problem.message


@pytest.mark.parametrize(
    ("value", "pieces", "expected"),
    [
        ("abc", (Piece(0, 0, 3),), True),
        ("abd", (Piece(0, 0, 3),), False),
        ("a\nc", (Piece(0, 4, 7),), True),
        ("xbc", (Piece(1, 1, 3),), True),
    ],
)
def test_faithful_says_whether_a_span_holds_what_its_value_says(
    value: str, pieces: tuple[Piece, ...], expected: bool
) -> None:
    assert faithful("abc a c", value, Span(pieces)) is expected


# -------------------------------------------------------------------------------------------------- journal


def test_a_journal_writes_the_stage_and_the_source_into_its_problems() -> None:
    journal = Journal("a.txt", "transform.notes")
    journal.note("a", "m")
    journal.warn("b", "m", span(1, 2), "h", "i")
    journal.error("c", "m")
    assert [p.severity for p in journal.problems] == [Severity.note, Severity.warning, Severity.error]
    assert journal.problems[1] == Problem(
        Severity.warning, "transform.notes.b", "m", "a.txt", span(1, 2), ("h", "i")
    )


@pytest.mark.parametrize(
    ("code", "silent"),
    [
        *[(code, True) for code in ("a", "a.", "a.b", "a.b.", "a.b.c")],
        *[(code, False) for code in ("a.b.c.d", "a.bb", "b", "")],
    ],
)
def test_problems_are_silenced_by_whole_parts_of_their_code(code: str, silent: bool) -> None:
    assert silenced(Problem(Severity.note, "a.b.c", "m"), (code,)) is silent
    assert silenced(Problem(Severity.note, "a.b.c", "m"), ("z", code)) is silent
    assert not silenced(Problem(Severity.note, "a.b.c", "m"), ())


def test_strictly_what_a_rule_drops_is_an_error_told_once() -> None:
    journal = Journal("a.txt", "clean.pages")
    journal.dropped("number", 5, 6)
    journal.dropped("number", 7, 8)
    journal.moved("mark", 9, 10)
    ledger = balance("kept 1 2 3", Document("en", children=(paragraph(0, 4),)), journal.entries)
    assert problems(ledger, "a.txt", strict=False) == []
    (problem,) = problems(ledger, "a.txt", strict=True)
    assert (problem.severity, problem.code, problem.span) == (Severity.error, "ledger.dropped", span(5, 6))
    assert "2 characters are left out by clean.pages.number, in 2 places" in problem.message


def test_a_severity_says_its_name() -> None:
    assert f"{Severity.warning} {Severity.error!s} {Severity.note:>6}" == "warning error   note"
    assert Severity.note < Severity.error


def test_a_span_of_several_pieces_is_entered_piece_by_piece() -> None:
    journal = Journal("x.txt", "clean.stamps")
    span = Span((Piece(0, 2, 4), Piece(0, 7, 9)))
    journal.dropped_span("stamp", span)
    journal.moved_span("stamp", span)
    journal.normalised_span("stamp", span, "x")
    journal.dropped_span("stamp", None)
    assert [(e.fate, e.start, e.end) for e in journal.entries] == [
        (fate, start, end) for fate in ("dropped", "moved", "normalised") for start, end in ((2, 4), (7, 9))
    ]
    assert {e.rule for e in journal.entries} == {"clean.stamps.stamp"}
