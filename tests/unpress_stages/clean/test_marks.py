"""Cases of ``clean.marks``."""

from __future__ import annotations

import pytest
import textcase

from unpress.draft import Draft, DraftNote, Line
from unpress.journal import Journal
from unpress.runs import Run
from unpress.source import Piece, Span
from unpress_stages.clean import marks


@pytest.mark.parametrize("case", textcase.cases("clean/marks"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


@pytest.mark.parametrize(
    ("comma", "raised", "kept"), [(",", True, ""), (", ", True, ""), ("،", True, ""), (",", False, ",")]
)
def test_a_raised_comma_between_two_marks_is_no_text(comma: str, raised: bool, kept: str) -> None:
    source = f"Wells of the plains1{comma}2"
    at = source.index("1")

    def run(start: int, end: int, *, raised: bool = False) -> Run:
        return Run(source[start:end], span=Span((Piece(0, start, end),)), raised=raised)

    last = len(source) - 1
    runs = (run(0, at), run(at, at + 1, raised=True), run(at + 1, last, raised=raised))
    title = Line((*runs, run(last, last + 1, raised=True)), page=1)
    notes = tuple(DraftNote(number, (Line((Run("Old ones."),)),), page=1) for number in "12")
    journal = Journal("x.pdf", "clean.marks")
    draft = marks.clean(Draft(source, (title,), notes, "en"), journal)
    (line,) = draft.lines
    assert isinstance(line, Line)
    assert [(found.text, found.note) for found in line.runs if found.note] == [("1", "1"), ("2", "2")]
    assert line.text == f"Wells of the plains1{kept}2"
    assert [entry.rule for entry in journal.entries] == ([] if kept else ["clean.marks.between-marks"])


@pytest.mark.parametrize(("opened", "closed"), [("", ""), ("(", ")")])
def test_marks_of_notes_behind_the_text_whose_figures_are_painted_apart(opened: str, closed: str) -> None:
    lines: list[Line] = []
    notes: list[DraftNote] = []
    for number in ("9", "10", "11"):
        raised = [Run(char, raised=True) for char in (*opened, *number, *closed)]
        lines.append(Line((Run("Wells of the plains"), *raised, Run(" of the desert.")), page=1))
        notes.append(DraftNote(number, (Line((Run("Old ones."),)),), page=4))
    draft = marks.clean(Draft("", tuple(lines), tuple(notes), "en"), Journal("x.pdf", "clean.marks"))
    found = [[run.note for run in line.runs if run.note] for line in draft.lines if isinstance(line, Line)]
    assert found == [["9"], ["10"], ["11"]]
    assert {line.text for line in draft.lines if isinstance(line, Line)} == {
        f"Wells of the plains{number} of the desert." for number in ("9", "10", "11")
    }
