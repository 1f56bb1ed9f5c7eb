"""Find words that must not be published. They rest on the rules of the house, so they are an option."""

from __future__ import annotations

from unpress.ast import Document, Node, Text
from unpress.journal import Journal
from unpress.walk import each

PROBLEMS = {"word": "A word stands in the text that must not be published."}


def check(document: Document, journal: Journal, *, words: tuple[str, ...] = ("CONFIDENTIAL",)) -> None:
    """An error for each of ``words``, at its place."""

    def look(node: Node) -> None:
        if isinstance(node, Text):
            for word in words:
                at = node.value.find(word)
                if at >= 0:
                    span = node.span.cut(at, at + len(word)) if node.span is not None else None
                    journal.error("word", f"{word!r} must not be published", span)

    each(document, look)
