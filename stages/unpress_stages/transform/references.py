"""Turn every citation of a United Nations document into a reference to its symbol.

What is cited and how is the business of ``unpress.symbol``; here its citations are put into the tree, in the
masthead, the text and the notes. A stretch that is a link already stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from unpress.ast import Document, Inlines, Link, MastheadLine, Meta, Reference
from unpress.journal import Journal
from unpress.language import language
from unpress.symbol import find
from unpress.walk import WRAPPERS, Rewriter, plain
from unpress_stages.transform._ranges import width, wrap


def transform(document: Document, journal: Journal) -> Document:
    """Link the symbols."""
    linked = _References(document.language, document.meta).rewrite(document)
    return linked


class _References(Rewriter):
    def __init__(self, code: str, meta: Meta) -> None:
        self.lang = language(code)
        self.organ = meta.organ or "ga"

    def _linked(self, content: Inlines) -> Inlines:
        text = plain(content)
        if "/" not in text and "(" not in text:
            return content
        taken = _taken(content)
        for citation in reversed(find(text, self.lang, organ=self.organ)):
            if not any(citation.start < end and start < citation.end for start, end in taken):
                content = wrap(content, citation.start, citation.end, partial(Reference, str(citation.symbol)))
        return content

    def _content(self, node):  # noqa: ANN001, ANN202
        content = self._linked(node.content)
        return node if content is node.content else replace(node, content=content)

    clause = paragraph = item = _content

    def section(self, node):  # noqa: ANN001, ANN201
        heading = self._linked(node.heading)
        return node if heading is node.heading else replace(node, heading=heading)

    def mastheadline(self, node: MastheadLine) -> MastheadLine:
        """Symbols in the line of the proponent; the symbol of the document itself is no citation."""
        return self._content(node) if node.role in {"proponent", "other"} else node


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
