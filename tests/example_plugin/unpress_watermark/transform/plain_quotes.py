"""Write straight quotation marks, as some systems that take documents over demand it."""

from __future__ import annotations

from dataclasses import replace

from unpress.ast import Document, Text
from unpress.journal import Journal
from unpress.walk import Rewriter

QUOTES = str.maketrans("“”„‘’", '"""\'\'')


def transform(document: Document, journal: Journal) -> Document:
    """The document with other quotation marks; the same one where there are none."""
    return _Quotes().rewrite(document)


class _Quotes(Rewriter):
    def text(self, node: Text) -> Text:
        value = node.value.translate(QUOTES)
        return node if value == node.value else replace(node, value=value)
