"""Mend the spaces that extraction tools put in: none between Chinese characters and figures or Latin letters, one
between words, none before the punctuation that does not take one, none between a hyphen behind a letter and a figure,
none around the apostrophe of an elided word, one behind the mark that ends an Arabic word.

Chinese print sets no space around figures: "1997年12月16日第52/169 M号". Justified lines come out with two spaces
between words. A space inside a Latin run ("52/169 M") stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from unpress.draft import Draft, DraftCell, DraftNote, DraftTable, Line
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.language import language
from unpress.pattern import late, may_be_eastern
from unpress.record import replace
from unpress.runs import Runs, edit_runs

_CJK: Final = r"\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_AROUND_CJK: Final = late(rf"[ \u3000](?<! .)(?:(?<=[{_CJK}].)[ \u3000]*|[ \u3000]*(?=[{_CJK}]))")
_MANY: Final = late(r"[ \t]{2,}")
_LOOSE: Final = late(r"[ \t](?=[,;.](?:\s|$))")
_LOOSE_BUT_SEMICOLON: Final = late(r"[ \t](?=[,.](?:\s|$))")
"""French print sets a space before a semicolon, which is a plain one in what many tools leave."""
_AFTER_HYPHEN: Final = late(r"(?<=[^\W\d_][-\u2011]) +(?=\d)")
"""No official text has a space between a hyphen behind a letter and a figure; lines that are stretched have it."""
_ALEF: Final = "\u0627"
_WORD_END: Final = late("(?:\u0627\u064b|[\u064c\u064d])(?=[\u0620-\u064a])")
"""The marks of an indefinite Arabic noun, which end it; the first may stand before the alef of its word."""
_CJK_IN: Final = late(rf"[{_CJK}]")


def clean(draft: Draft, journal: Journal) -> Draft:
    """Mend the spaces of all lines and notes."""
    changed = False
    lang = language(draft.language)
    spaced = lang.typography.operative_end[:1].isspace()
    loose = _LOOSE_BUT_SEMICOLON if spaced else _LOOSE
    nouns = lang.script == "Arabic" or _ALEF in draft.text
    mended = partial(_line, loose=loose, nouns=nouns, apostrophe=lang.typography.apostrophe, journal=journal)
    lines: list[Line | DraftTable] = []
    for entry in draft.lines:
        fresh = mended(entry) if isinstance(entry, Line) else _table(entry, mended)
        changed = changed or fresh is not entry
        lines.append(fresh)
    notes = tuple(_note(note, mended) for note in draft.notes)
    if not changed and all(a is b for a, b in zip(notes, draft.notes, strict=True)):
        return draft
    return replace(draft, lines=tuple(lines), notes=notes)


def _line(line: Line, *, loose: re.Pattern[str], nouns: bool, apostrophe: str, journal: Journal) -> Line:
    edits = _edits(line, loose, apostrophe, nouns=nouns)
    if not edits:
        return line
    ordered = [(start, end, by) for start, (end, by) in sorted(edits.items())]
    return replace(line, runs=edit_runs(line.runs, ordered, journal, "space", "space"))


def _edits(line: Line, loose: re.Pattern[str], apostrophe: str, *, nouns: bool) -> dict[int, tuple[int, str]]:
    """By its start, each stretch of a line that is to be mended: where it ends, and what it becomes. ``apostrophe``
    is the pattern of one that is set apart; ``nouns`` says that there can be Arabic ones."""
    text = line.text
    edits: dict[int, tuple[int, str]] = {}
    if "  " in text or "\t" in text:
        edits = {found.start(): (found.end(), " ") for found in _MANY.finditer(text)}
    if "- " in text or "\u2011 " in text:
        label = at_start(text)
        edits.update(
            {
                found.start(): (found.end(), "")
                for found in _AFTER_HYPHEN.finditer(text, label[1] if label else 0)
            }
        )
    if apostrophe and (" ’ " in text or " ' " in text):
        for found in re.finditer(apostrophe, text):
            edits |= {found.start(): (found.start() + 1, ""), found.end() - 1: (found.end(), "")}
    if nouns:
        edits.update({found.end(): (found.end(), " ") for found in _WORD_END.finditer(text)})
    if may_be_eastern(text) and _CJK_IN.search(text):
        edits.update({found.start(): (found.end(), "") for found in _AROUND_CJK.finditer(text)})
        edits.update({s: (e, "") for s, e in _beside_marks(line.runs)})
        number = at_start(text) if edits else None
        if number is not None:  # the space behind a dash or "a." tells that it is one
            edits = {s: edit for s, edit in edits.items() if s >= number[1]}
    elif "\t" in text or " ," in text or " ." in text or " ;" in text:
        for found in loose.finditer(text):
            start, end = found.span()
            while start and text[start - 1] in " \t":
                start -= 1
            if start and not text[start - 1].isspace():
                edits[start] = (end, "")
    return edits


def _beside_marks(runs: Runs) -> list[tuple[int, int]]:
    """Spaces behind the mark of a note that stand before a Chinese character or nothing."""
    found: list[tuple[int, int]] = []
    at = 0
    for i, run in enumerate(runs):
        if run.note and i + 1 < len(runs):
            behind = runs[i + 1].text
            gap = len(behind) - len(behind.lstrip(" "))
            if gap:
                found.append((at + len(run.text), at + len(run.text) + gap))
        at += len(run.text)
    return found


def _note(note: DraftNote, mended: Callable[[Line], Line]) -> DraftNote:
    lines = tuple(map(mended, note.lines))
    return note if all(a is b for a, b in zip(lines, note.lines, strict=True)) else replace(note, lines=lines)


def _table(table: DraftTable, mended: Callable[[Line], Line]) -> DraftTable:
    def cell(old: DraftCell) -> DraftCell:
        lines = tuple(map(mended, old.lines))
        return (
            old if all(a is b for a, b in zip(lines, old.lines, strict=True)) else replace(old, lines=lines)
        )

    rows = tuple(tuple(cell(old) for old in row) for row in table.rows)
    caption = tuple(map(mended, table.caption))
    same = all(a is b for x, y in zip(rows, table.rows, strict=True) for a, b in zip(x, y, strict=True))
    if same and all(a is b for a, b in zip(caption, table.caption, strict=True)):
        return table
    return replace(table, rows=rows, caption=caption)
