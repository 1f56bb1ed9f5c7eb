"""Turn every citation of a United Nations document into a reference to its symbol.

What is cited and how is the business of ``unpress.symbol``; here its citations are put into the tree, in the
masthead, the text and the notes. A printed web address becomes a link, as in the official files. A stretch that is a
link already stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from unpress.ast import (
    Clause,
    Document,
    Inline,
    Inlines,
    Item,
    Link,
    MastheadLine,
    Meta,
    Paragraph,
    Reference,
    Section,
)
from unpress.citations import find
from unpress.journal import Journal
from unpress.language import language
from unpress.record import replace
from unpress.symbol import Symbol
from unpress.walk import WRAPPERS, Rewriter, plain
from unpress_stages.transform._ranges import width, wrap_each

_ADDRESS: Final = re.compile(
    r"(?<![\w.@/])(?:https?://|www\.)(?=[a-z\d-]+\.)[!#-;=?-~]*[\w/]", re.IGNORECASE | re.ASCII
)
"""A web address: printable ASCII, without the stop or bracket that ends the sentence around it."""

_Range = tuple[int, int, Callable[[Inlines], Inline]]


def transform(document: Document, journal: Journal) -> Document:
    """Link the symbols."""
    return _References(document.language, document.meta).rewrite(document)


class _References(Rewriter):
    def __init__(self, code: str, meta: Meta) -> None:
        self.lang = language(code)
        self.organ = meta.organ or "ga"

    def _linked(self, content: Inlines) -> Inlines:
        text = plain(content)
        if "/" not in text and "(" not in text and "www." not in text:
            return content
        citations = find(text, self.lang, organ=self.organ)
        content = _parts(content, {(c.start, c.end): c.symbol for c in citations if c.symbol.letter})
        found: list[_Range] = [(c.start, c.end, partial(Reference, str(c.symbol))) for c in citations]
        for address in _ADDRESS.finditer(text) if "://" in text or "www." in text.lower() else ():
            target = address[0] if "://" in address[0] else f"https://{address[0]}"
            found.append((*address.span(), partial(Link, target)))
        if not found:
            return content
        ranges: list[_Range] = []
        taken = _taken(content)
        for start, end, make in sorted(found, key=lambda one: one[:2]):
            nearest = bisect_left(taken, (end, end)) - 1  # the last that begins before the end
            if (nearest >= 0 and taken[nearest][1] > start) or (ranges and ranges[-1][1] > start):
                continue
            ranges.append((start, end, make))
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


def _parts(content: Inlines, cited: Mapping[tuple[int, int], Symbol], at: int = 0) -> Inlines:
    """References whose words name a part of a resolution ("52/169 M") name it, too: in an address it has no place,
    where the parts stand in one document."""
    if not cited:
        return content
    found: list[Inline] = []
    for node in content:
        size = width(node)
        if isinstance(node, Reference):
            symbol = cited.get((at, at + size))
            if symbol is not None and str(replace(symbol, letter="")) == node.symbol:
                node = Reference(str(symbol), node.children)
        elif isinstance(node, WRAPPERS):
            children = _parts(node.children, cited, at)
            node = node if children == node.children else replace(node, children=children)
        found.append(node)
        at += size
    return content if all(a is b for a, b in zip(found, content, strict=True)) else tuple(found)


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
