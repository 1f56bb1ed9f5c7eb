"""What stands around a paragraph of a text: what it follows, what follows, whether it is a name of several."""

from __future__ import annotations

from collections.abc import Sequence

from unpress.draft import Entry, Line
from unpress.enumerator import at_start, readings, successor
from unpress.language import Language
from unpress_stages.parse._named import named
from unpress_stages.parse._paragraphs import is_name, run_lengths, words


class Neighbours:
    """The paragraphs of a text side by side; ``texts`` are their words, empty for tables."""

    def __init__(self, entries: Sequence[Entry], texts: Sequence[str], lang: Language) -> None:
        self._entries = entries
        self._texts = texts
        self._names = run_lengths(is_name(text) and named(text, lang) is None for text in texts)

    def following(self, i: int) -> str:
        """The text of the next paragraph, or the first in a table."""
        if i + 1 == len(self._entries):
            return ""
        entry = self._entries[i + 1]
        if isinstance(entry, Line):
            return self._texts[i + 1]
        lines = (line for row in entry.rows for cell in row for line in cell.lines)
        return next((text for line in (*entry.caption, *lines) if (text := words(line))), "")

    def is_announced(self, i: int) -> bool:
        """Whether the paragraph before ends as one does that a list or quotation stands behind."""
        return i > 0 and self._texts[i - 1].endswith((":", "："))

    def counts_on(self, i: int, label: str) -> bool:
        """Whether the paragraph before has the number before ``label``."""
        before = at_start(self._texts[i - 1]) if i else None
        return before is not None and any(successor(reading, label) for reading in readings(before[0]))

    def in_list(self, i: int) -> bool:
        """Whether a short line stands among others, one after the other, as the names of a list do."""
        return self._names[i] > 3
