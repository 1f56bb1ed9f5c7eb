"""Write the words of a document, each once, a line each: something for a spelling checker or an index."""

from __future__ import annotations

import re

from unpress.ast import Document
from unpress.journal import Journal
from unpress.walk import contents, plain


def render(document: Document, journal: Journal, *, least: int = 1) -> bytes:
    """Words with at least ``least`` letters, in the order of their code points."""
    words = {
        word
        for _, content in contents(document)
        for word in re.findall(r"[^\W\d_]+", plain(content))
        if len(word) >= least
    }
    return "".join(f"{word}\n" for word in sorted(words)).encode()
