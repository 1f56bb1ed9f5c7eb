"""Settle how characters are written: remove what carries nothing, take ligatures and presentation forms apart.

Removed: control characters, soft hyphens, zero-width and bidirectional marks, the byte order mark, private-use
characters (bar codes), Arabic tatweel (it only stretches a line). Replaced: Latin ligatures, Arabic presentation
forms and what is not in Unicode's composed form (NFC) by their plain letters; a sign of a list from a font of symbols,
alone before the text of its line, by the sign that it shows. Spaces of other widths stay: French print needs its
no-break spaces. PDFium writes U+FFFE, or U+0002, for a hyphen that ends a line, and goes on with the next line behind
it: the hyphen and the line end are put back.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

from unpress.draft import Draft, DraftCell, DraftNote, DraftTable, Line
from unpress.journal import Journal
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import cut_runs, edit_runs

_GONE: Final = (
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ue000-\uf8ff\U000f0000-\U000ffffd"
)
_FORMS: Final = "\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufdff\ufe70-\ufefe"
_SUSPECT: Final = re.compile(f"[{_GONE}{_FORMS}\ufffe]")
_LINE_END: Final = late("(?<=[^\\W_])[\u0002\ufffe](?=[^\\W_])")
"""A hyphen that ended a line, and the line end."""
_STRETCHED: Final = late("\\([^\\W\\d_]\u0640\\)")
"""A letter that is shown in its initial form by tatweel, as an enumerator is: "(هـ)"."""
_EDIT: Final = late(f"[{_GONE}]+|[{_FORMS}]+")
_SIGNS: Final = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "□", "o": "○"}
_SIGN: Final = late(r"\s*([\uf0b7\uf0a7\uf0a8]|o(?=\t))\s+(?=[^\s\ue000-\uf8ff])")
"""The sign before an entry of a list as Word writes it into plain text: a place in a font of symbols, and the "o" of
Courier New with its tab below such signs."""
_MARKED: Final = late(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u2126\u212a\u212b\uf900-\ufaff]"
)


def clean(draft: Draft, journal: Journal) -> Draft:
    """Clean the characters of all lines, cells and notes."""
    text = draft.text
    if not (_SUSPECT.search(text) or (not unicodedata.is_normalized("NFC", text) and _MARKED.search(text))):
        return draft
    lists = any(sign in text for sign in "\uf0b7\uf0a7\uf0a8")
    lines: list[Line | DraftTable] = []
    for entry in draft.lines:
        if isinstance(entry, Line):
            for part in _parts(entry, journal):
                lines.extend(_line(_signed(part, journal) if lists else part, journal))
        else:
            lines.append(_table(entry, journal))
    notes = tuple(_note(note, journal) for note in draft.notes)
    same = len(lines) == len(draft.lines) and all(a is b for a, b in zip(lines, draft.lines, strict=True))
    if same and all(a is b for a, b in zip(notes, draft.notes, strict=True)):
        return draft
    return replace(draft, lines=tuple(lines), notes=notes)


def _parts(line: Line, journal: Journal) -> list[Line]:
    """The lines that a line was in print; a paragraph that is known stays one."""
    at = [found.start() for found in _LINE_END.finditer(line.text)]
    if not at:
        return [line]
    runs = edit_runs(line.runs, [(i, i + 1, "-") for i in at], journal, "removed", "hyphens")
    if line.starts is not None:
        return [replace(line, runs=runs)]
    parts: list[Line] = []
    for start, end in pairwise((0, *(i + 1 for i in at), len(line.text))):
        part = replace(line, runs=cut_runs(runs, start, end), width=line.indent + end - start)
        parts.append(replace(part, gap=0.0) if parts else part)
    return parts


def _signed(line: Line, journal: Journal) -> Line:
    found = _SIGN.match(line.text)
    if found is None:
        return line
    edit = (found.start(1), found.end(1), _SIGNS[found[1]])
    return replace(line, runs=edit_runs(line.runs, [edit], journal, "removed", "signs"))


def _line(line: Line, journal: Journal) -> list[Line]:
    text = line.text
    edits: list[tuple[int, int, str]] = []
    if _SUSPECT.search(text):
        for found in _EDIT.finditer(text):
            if _STRETCHED.search(text, max(found.start() - 2, 0), found.end() + 1):
                continue
            became = unicodedata.normalize("NFKC", found.group()) if _EDIT_FORM.match(found.group()) else ""
            edits.append((found.start(), found.end(), became))
    runs = line.runs
    if edits:
        runs = edit_runs(runs, edits, journal, "removed", "letters")
        text = "".join(run.text for run in runs)
    if not unicodedata.is_normalized("NFC", text):
        composed = [
            (found.start(), found.end(), unicodedata.normalize("NFC", found.group()))
            for found in _CLUSTER.finditer(text)
            if not unicodedata.is_normalized("NFC", found.group())
        ]
        runs = edit_runs(runs, composed, journal, "removed", "composed")
    if runs is line.runs:
        return [line]
    return [replace(line, runs=runs)] if any(run.text.strip() for run in runs) else []


_EDIT_FORM: Final = late(f"[{_FORMS}]")
_CLUSTER: Final = late(
    "[^\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]?[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+"
    "|[\u2126\u212a\u212b\uf900-\ufaff]"
)


def _lines(lines: tuple[Line, ...], journal: Journal) -> tuple[Line, ...]:
    return tuple(fresh for line in lines for fresh in _line(line, journal))


def _note(note: DraftNote, journal: Journal) -> DraftNote:
    lines = _lines(note.lines, journal)
    return note if lines == note.lines else replace(note, lines=lines)


def _table(table: DraftTable, journal: Journal) -> DraftTable:
    def cell(old: DraftCell) -> DraftCell:
        return replace(old, lines=_lines(old.lines, journal))

    rows = tuple(tuple(cell(old) for old in row) for row in table.rows)
    caption = _lines(table.caption, journal)
    same = rows == table.rows and caption == table.caption
    return table if same else replace(table, rows=rows, caption=caption)
