"""Whether every character is accounted for, and stands where its span says: in a draft, in a result."""

from __future__ import annotations

from unpress import Result, ast, ledger, walk
from unpress.draft import Draft, DraftTable, Line
from unpress.journal import Journal


def lines_of(draft: Draft) -> list[Line]:
    """The lines of a text, those in cells of tables among them; the lines of notes are not."""
    return [line for entry in draft.lines for line in _lines(entry)]


def _lines(entry: Line | DraftTable) -> list[Line]:
    if isinstance(entry, Line):
        return [entry]
    return [line for row in entry.rows for cell in row for line in cell.lines]


def unaccounted(draft: Draft, journal: Journal) -> str:
    """The characters that stand in no run and are not entered; runs hold what the source says."""
    fate = bytearray(len(draft.text))
    for line in [*lines_of(draft), *(line for note in draft.notes for line in note.lines)]:
        for run in line.runs:
            if run.span is not None:
                assert ledger.faithful(draft.text, run.text, run.span), run
                for piece in run.span.pieces:
                    fate[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    for entry in journal.entries:
        fate[entry.start : entry.end] = b"\1" * (entry.end - entry.start)
    return "".join(c for at, c in enumerate(draft.text) if not fate[at] and not c.isspace())


def nothing_lost(result: Result) -> None:
    """Every character is in the document or dropped by a rule, and the document holds what the source says."""
    account = result.ledger
    assert account.complete, ("lost", [account.text[start:end] for start, end in account.unexplained][:5])

    def look(node: ast.Node) -> None:
        if isinstance(node, ast.Text) and node.span is not None:
            assert ledger.faithful(result.text, node.value, node.span), ("unfaithful", node.value)

    walk.each(result.document, look)
