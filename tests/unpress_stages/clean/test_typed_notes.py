"""Notes that were typed as paragraphs: the raised figure that opens each, and its mark in the text."""

from __future__ import annotations

import re

from unpress.draft import Draft, DraftCell, DraftNote, DraftTable, Entry, Line
from unpress.journal import Journal
from unpress.record import replace
from unpress.runs import Run, run_at
from unpress_stages.clean.notes import clean


def draft(*paragraphs: str) -> Draft:
    """A draft of whole paragraphs; what stands between ^ and ^ is raised, and [...] is a table of one cell."""
    text = "\n".join(paragraphs)
    lines: list[Entry] = []
    at = 0
    for paragraph in paragraphs:
        runs: list[Run] = []
        for part in re.findall(r"\^[^^]*\^|[^^]+", paragraph):
            bare = part.strip("^")
            start = at + part.index(bare)
            runs.append(replace(run_at(bare, start), raised=part != bare))
            at += len(part)
        at += 1
        line = Line(tuple(runs), starts=True)
        table = DraftTable(((DraftCell((line,)),),))
        lines.append(table if paragraph.startswith("[") else line)
    return Draft(text, tuple(lines), language="en")


def cleaned(*paragraphs: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The paragraphs that stay, and the notes with theirs."""
    found = clean(draft(*paragraphs), Journal("x", "clean.notes"))
    kept = [line.text if isinstance(line, Line) else "table" for line in found.lines]
    return kept, [(note.marker, [line.text for line in note.lines]) for note in found.notes]


def test_notes_that_were_typed_behind_the_text():
    kept, notes = cleaned(
        "Wells^1^ are deep,^2^",
        "springs are not.",
        "________",
        "^1^ Of stone.",
        "² Some dry up.",
        "In summer.",
    )
    assert kept == ["Wells1 are deep,2", "springs are not.", "In summer."]
    assert notes == [("1", ["Of stone."]), ("2", ["Some dry up."])]


def test_a_paragraph_between_two_notes_is_of_the_first():
    kept, notes = cleaned("Wells¹ are deep.²", "^1^Of stone.", "And of clay.", "^2^ Not all.")
    assert (kept, notes) == (
        ["Wells¹ are deep.²"],
        [("1", ["Of stone.", "And of clay."]), ("2", ["Not all."])],
    )


def test_notes_may_stand_behind_each_part():
    kept, notes = cleaned("Wells^1^ are deep.", "^1^ Of stone.", "Springs^2^ are not.", "^2^ Mostly.")
    assert (kept, len(notes)) == (["Wells1 are deep.", "Springs2 are not."], 2)


def test_what_is_no_note_stays():
    for paragraphs in (
        ["Wells are deep.", "^1^ Of stone."],  # no mark
        ["Wells^2^ are deep.", "^2^ Of stone."],  # not the first
        ["Wells^1^ are deep.", "1 Of stone."],  # not raised
        ["Wells^1^ are deep.", "^1^"],  # without words
        ["[Wells^1^]", "^1^ Of stone."],  # of a table
        ["^1^ Of stone.", "Wells^1^ are deep."],  # above its mark
    ):
        assert cleaned(*paragraphs)[1] == []


def test_a_file_that_knows_its_notes_is_left_alone():
    known = replace(draft("Wells^1^", "^1^ Of stone."), notes=(DraftNote("1", (), "1"),))
    assert clean(known, Journal("x", "clean.notes")) is known


def test_every_character_is_accounted_for():
    journal = Journal("x", "clean.notes")
    made = draft("Wells^1^ are deep.", "____", "^1^ Of stone.")
    clean(made, journal)
    assert {(entry.fate, made.text[entry.start : entry.end].strip()) for entry in journal.entries} >= {
        ("dropped", "____"),
        ("moved", "1"),
    }
