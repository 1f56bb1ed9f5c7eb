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
from typing import Final, TypeVar

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
from unpress.citations import Citation, find
from unpress.journal import Journal
from unpress.language import language
from unpress.pattern import late
from unpress.record import replace
from unpress.walk import WRAPPERS, Rewriter, plain
from unpress_stages.transform._ranges import width, wrap_each

_ADDRESS: Final = late(
    r"(?<![\w.@/])(?:https?://|www\.)(?=[a-z\d-]+\.)[!#-;=?-~]*[\w/]"
    r"(?:(?<=/)[ ](?:[\w%~-]+/)+[\w%~.-]+\.(?:pdf|html?|docx?|xlsx?|aspx?|php)\b)?",
    re.IGNORECASE | re.ASCII,
)
"""A web address: printable ASCII, without the stop or bracket that ends the sentence around it. Behind a slash
folders and a file go on over a space, which typists set there for the end of a line."""

_LINKS: Final = (Link, Reference)
_Range = tuple[int, int, Callable[[Inlines], Inline]]
_Told = TypeVar("_Told", Clause, Paragraph, Item, MastheadLine)


def transform(document: Document, journal: Journal) -> Document:
    """Link the symbols."""
    return _References(document.language, document.meta).rewrite(document)


class _References(Rewriter):
    def __init__(self, code: str, meta: Meta) -> None:
        self.lang = language(code)
        self.organ = meta.organ or "ga"

    def _linked(self, content: Inlines) -> Inlines:
        text = plain(content)
        citations = find(text, self.lang, organ=self.organ)
        addressed = "://" in text or "ww." in text or "WW." in text
        if not (citations or addressed):
            return content
        content = _parts(content, {c.start: c for c in citations if c.symbol.letter})
        found: list[_Range] = [(c.start, c.end, partial(Reference, str(c.symbol))) for c in citations]
        for address in _ADDRESS.finditer(text) if addressed else ():
            target = ("" if "://" in address[0] else "https://") + address[0].replace(" ", "")
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

    def _content(self, node: _Told) -> _Told:
        """Symbols in a clause, a paragraph, an entry of a list."""
        content = self._linked(node.content)
        return node if content is node.content else replace(node, content=content)

    clause = paragraph = item = _content

    def section(self, node: Section) -> Section:
        """Symbols in a heading."""
        heading = self._linked(node.heading)
        return node if heading is node.heading else replace(node, heading=heading)

    def mastheadline(self, node: MastheadLine) -> MastheadLine:
        """Symbols in the line of the proponent; the symbol of the document itself is no citation."""
        return self._content(node) if node.role in {"proponent", "other"} else node


def _parts(content: Inlines, cited: Mapping[int, Citation], at: int = 0) -> Inlines:
    """References whose words, or these with the letter behind them, name a part of a resolution ("52/169 M") name it,
    too: in an address it has no place, where the parts stand in one document."""
    if not cited:
        return content
    found: list[Inline] = []
    for node in content:
        size = width(node)
        if isinstance(node, Reference):
            named = cited.get(at)
            if (
                named is not None
                and at + size <= named.end
                and str(replace(named.symbol, letter="")) == node.symbol
            ):
                node = Reference(str(named.symbol), node.children)
        elif isinstance(node, WRAPPERS):
            children = _parts(node.children, cited, at)
            node = node if children == node.children else replace(node, children=children)
        found.append(node)
        at += size
    return content if all(a is b for a, b in zip(found, content, strict=True)) else tuple(found)


def _taken(content: Inlines, at: int = 0) -> list[tuple[int, int]]:
    """Where links and references stand already, in content that begins at an offset."""
    found: list[tuple[int, int]] = []
    for node in content:
        end = at + width(node)
        if isinstance(node, _LINKS):
            found.append((at, end))
        elif isinstance(node, WRAPPERS):
            found += _taken(node.children, at)
        at = end
    return found
