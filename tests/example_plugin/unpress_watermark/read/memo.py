"""Read memos: lines of text, with the subject in the first one (``Subject: ...``)."""

from __future__ import annotations

from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.runs import run_at
from unpress.source import Source


def read(source: Source, journal: Journal, *, encoding: str = "utf-8") -> Draft:
    """Every line of the file as a line of the draft; files named ``.memo`` come here."""
    text = source.data.decode(encoding, "replace")
    lines: list[Line] = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\r\n")
        if words.strip():
            lines.append(Line((run_at(words, start),), page=1))
        start += len(line)
    return Draft(text, tuple(lines), pages=1)
