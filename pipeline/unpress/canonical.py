"""The canonical Markdown of a document that is kept as Markdown."""

from __future__ import annotations

import re
from typing import Final

from unpress.config import Config
from unpress.conversion import convert
from unpress.errors import RenderError
from unpress.ledger import Entry, Ledger
from unpress.opening import Input, open_source
from unpress.source import Source

_FOREIGN: Final = {"`": "code", "~~~": "code", "![": "a picture", "<!--": "a comment"}
"""Marks of what Markdown has and a document has not."""
_FIELD: Final = re.compile(r"^[\w-]+(?=:)", re.MULTILINE)


class LossError(RenderError):
    """Formatting would lose what documents of the United Nations do not have, or the text is none."""


def canonical(source: Input, config: Config | None = None) -> bytes:
    """The Markdown of a Markdown source as unpress writes it; the second run changes nothing.

    Raises unpress.Error as convert() does, and RenderError where the text would not read back as the same document or
    a second run would change it: then it must stay as it is. LossError is one for a text with code, pictures, comments
    or front matter that would be lost, and for one that nothing tells to be a document of the United Nations: neither
    a symbol nor words such as those that open a resolution or name a report.
    """
    config = config or Config()
    opened = open_source(source, config)
    opened = Source(opened.name, opened.data, "markdown")
    once = convert(opened, "markdown", config)
    if any(map(_is_front_matter, once.ledger.entries)):
        config = config.with_options("render.markdown", front_matter=True)
        once = convert(opened, "markdown", config)
    if once.document.meta.kind is None and once.document.meta.symbol is None:
        raise LossError(
            f"{opened.name} stays as it is: nothing tells that it is a document of the United Nations"
        )
    if what := _lost(once.ledger, once.output.decode()):
        raise LossError(f"{opened.name} stays as it is: formatting would lose {what}")
    again = convert(Source(opened.name, once.output, "markdown"), "markdown", config)
    if again.document != once.document:
        raise RenderError(
            f"{opened.name}: formatted, it would read back as another document, so it stays as it is",
            "'unpress compare' between the file and its conversion tells where",
        )
    if again.output != once.output:
        raise RenderError(
            f"{opened.name}: formatting it twice gives two texts, so it stays as it is",
            "a fault of unpress; please report it with the document",
        )
    return once.output


def _is_front_matter(entry: Entry) -> bool:
    return entry.rule.endswith(".front-matter")


def _lost(ledger: Ledger, fresh: str) -> str:
    """What of a text was left out as markup and is none, with its line; empty where nothing was."""
    for entry in ledger.entries:
        if entry.fate != "dropped":
            continue
        text = ledger.text[entry.start : entry.end]
        if _is_front_matter(entry):
            kept = _FIELD.findall(fresh.partition("\n---\n")[0])
            found = [(0, f"{name} in its front matter") for name in _FIELD.findall(text) if name not in kept]
        else:
            found = [(text.index(mark), what) for mark, what in _FOREIGN.items() if mark in text]
        if found:
            at, what = min(found)
            return f"{what} (line {ledger.text.count(chr(10), 0, entry.start + at) + 1})"
    return ""
