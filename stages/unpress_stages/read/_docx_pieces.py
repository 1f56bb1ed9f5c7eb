"""The pieces of a paragraph as runs: those that look alike are one, the signs around a mark of a note are its own."""

from __future__ import annotations

from dataclasses import replace

from unpress.journal import Journal
from unpress.record import record
from unpress.runs import Run, Runs
from unpress_stages.read._docx_styles import Look
from unpress_stages.read._docx_text import span
from unpress_stages.read._looks import spaces_outside


@record
class Piece:
    """A stretch of the text with its look; ``mark`` is what a mark of a note prints."""

    start: int
    end: int
    text: str
    look: Look
    link: str = ""
    note: str = ""


def bound(pieces: list[Piece], journal: Journal) -> list[Piece]:
    """Brackets that print sets around a mark belong to it, a comma between two marks to neither."""
    found = list(pieces)
    for place, piece in enumerate(pieces):
        if not piece.note:
            continue
        before = found[place - 1] if place else None
        behind = found[place + 1] if place + 1 < len(found) else None
        if _ends(before, "(") and _begins(behind, ")") and before is not None and behind is not None:
            found[place - 1] = replace(before, text=before.text[:-1], end=before.end - 1)
            found[place + 1] = replace(behind, text=behind.text[1:], start=behind.start + 1)
            journal.moved("note-mark", before.end - 1, before.end)
            journal.moved("note-mark", behind.start, behind.start + 1)
    found = [piece for piece in found if piece.text]
    kept: list[Piece] = []
    for place, piece in enumerate(found):
        around = (*found[max(place - 1, 0) : place], *found[place + 1 : place + 2])
        if _is_comma(piece) and len(around) == 2 and all(beside.note for beside in around):
            journal.dropped("between-marks", piece.start, piece.end)
        else:
            kept.append(piece)
    return kept


def _ends(piece: Piece | None, sign: str) -> bool:
    return piece is not None and not piece.note and piece.text.endswith(sign)


def _begins(piece: Piece | None, sign: str) -> bool:
    return piece is not None and not piece.note and piece.text.startswith(sign)


def _is_comma(piece: Piece) -> bool:
    return piece.look.raised is True and not piece.note and piece.text.strip() in (",", "،", "、")


def lines(pieces: list[Piece]) -> list[Runs]:
    """The pieces as runs, a tuple for each line; what looks alike and stands side by side is one run."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        at = piece.start
        for place, part in enumerate(piece.text.split("\n")):
            if place:
                found.append([])
                at += 1
            if part:
                found[-1].append(replace(piece, text=part, start=at, end=at + len(part)))
            at += len(part)
    return [_runs(line) for line in found if any(piece.text.strip() for piece in line)]


def _runs(pieces: list[Piece]) -> Runs:
    found: list[Run] = []
    group: list[Piece] = []

    def close() -> None:
        if group:
            first = group[0]
            text = "".join(piece.text for piece in group)
            look = first.look
            found.append(
                Run(
                    text,
                    span(first.start, group[-1].end),
                    look.bold is True,
                    look.italic is True,
                    look.underline is True,
                    look.raised is True,
                    look.lowered is True,
                    0.0,
                    first.link,
                    first.note,
                )
            )
            group.clear()

    for piece in pieces:
        last = group[-1] if group else None
        if last is None or last.end != piece.start or not _alike(last, piece):
            close()
        group.append(piece)
    close()
    return spaces_outside(tuple(found))


def _alike(a: Piece, b: Piece) -> bool:
    x, y = a.look, b.look
    return (
        (x.bold or False, x.italic or False, x.underline or False, x.raised or False, x.lowered or False)
        == (y.bold or False, y.italic or False, y.underline or False, y.raised or False, y.lowered or False)
        and a.link == b.link
        and a.note == b.note
        and not (a.note and b.note)
    )
