"""Take out the lines that a watermark left in the text: ADVANCE UNEDITED VERSION."""

from __future__ import annotations

from dataclasses import replace

from unpress.draft import Draft, Entry, Line
from unpress.journal import Journal


def clean(draft: Draft, journal: Journal, *, words: tuple[str, ...] = ("ADVANCE UNEDITED VERSION",)) -> Draft:
    """Take out every line that is one of ``words`` and nothing else, upper or lower case."""
    wanted = {word.casefold() for word in words}
    kept: list[Entry] = []
    for line in draft.lines:
        if isinstance(line, Line) and " ".join(line.text.split()).casefold() in wanted:
            journal.dropped("watermark", line.start, line.end)
        else:
            kept.append(line)
    return draft if len(kept) == len(draft.lines) else replace(draft, lines=tuple(kept))
