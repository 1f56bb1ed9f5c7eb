"""The canonical Markdown of a document that is kept as Markdown."""

from __future__ import annotations

from unpress.config import Config
from unpress.conversion import convert
from unpress.errors import RenderError
from unpress.opening import Input, open_source
from unpress.source import Source


def canonical(source: Input, config: Config | None = None) -> bytes:
    """The Markdown of a Markdown source as unpress writes it; the second run changes nothing.

    Raises unpress.Error as convert() does, and RenderError where the text would not read back as the same document or
    a second run would change it: then it must stay as it is.
    """
    config = config or Config()
    opened = open_source(source, config)
    opened = Source(opened.name, opened.data, "markdown")
    once = convert(opened, "markdown", config)
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
