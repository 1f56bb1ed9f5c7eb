"""Turn every citation of a United Nations document into a reference to its symbol.

What is cited and how is the business of ``unpress.symbol``; here its citations are put into the tree, in the
masthead, the text and the notes. A stretch that is a link already stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from unpress.ast import (
    Clause,
    Document,
    Inlines,
    Item,
    Link,
    MastheadLine,
    Meta,
    Paragraph,
    Reference,
    Section,
)
from unpress.journal import Journal
from unpress.language import language
from unpress.symbol import find
from unpress.walk import WRAPPERS, Rewriter, plain
from unpress_stages.transform._ranges import width, wrap_each


def transform(document: Document, journal: Journal) -> Document:
    """Link the symbols."""
    return _References(document.language, document.meta).rewrite(document)


class _References(Rewriter):
    def __init__(self, code: str, meta: Meta) -> None:
        self.lang = language(code)
        self.organ = meta.organ or "ga"

    def _linked(self, content: Inlines) -> Inlines:
        text = plain(content)
        if "/" not in text and "(" not in text:
            return content
        taken = _taken(content)
        ranges = [
            (citation.start, citation.end, partial(Reference, str(citation.symbol)))
            for citation in find(text, self.lang, organ=self.organ)
            if not any(citation.start < end and start < citation.end for start, end in taken)
        ]
        return wrap_each(content, ranges) if ranges else content

    def clause(self, node: Clause) -> Clause:
        """Symbols in a clause."""
        content = self._linked(node.content)
        return node if content is node.content else replace(node, content=content)

    def paragraph(self, node: Paragraph) -> Paragraph:
        """Symbols in a paragraph."""
        content = self._linked(node.content)
        return node if content is node.content else replace(node, content=content)

    def item(self, node: Item) -> Item:
        """Symbols in an entry of a list."""
        content = self._linked(node.content)
        return node if content is node.content else replace(node, content=content)

    def section(self, node: Section) -> Section:
        """Symbols in a heading."""
        heading = self._linked(node.heading)
        return node if heading is node.heading else replace(node, heading=heading)

    def mastheadline(self, node: MastheadLine) -> MastheadLine:
        """Symbols in the line of the proponent; the symbol of the document itself is no citation."""
        if node.role not in {"proponent", "other"}:
            return node
        content = self._linked(node.content)
        return node if content is node.content else replace(node, content=content)


def _taken(content: Inlines) -> list[tuple[int, int]]:
    """Where links and references stand already."""
    found: list[tuple[int, int]] = []

    def look(nodes: Inlines, at: int) -> None:
        for node in nodes:
            size = width(node)
            if isinstance(node, Link | Reference):
                found.append((at, at + size))
            elif isinstance(node, WRAPPERS):
                look(node.children, at)
            at += size

    look(content, 0)
    return found
