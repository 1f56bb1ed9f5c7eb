"""Citations and openers held to the official files: what editors linked and emphasised is taken out of the tree, the
stage is run on what is left, and its result compared with theirs.

The text is read from the official Akoma Ntoso, so that nothing but the rules of citation and emphasis is measured. The
floors are what was reached, rounded down; most of what is missing is set otherwise in one file than in all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import trees

from unpress import Config, ast, read
from unpress.journal import Journal
from unpress.symbol import Symbol
from unpress.walk import WRAPPERS, Rewriter, each, plain
from unpress_stages.transform import references, verbs

LINKS = {"ar": 0.985, "en": 0.99, "es": 0.995, "fr": 0.99, "ru": 0.99, "zh": 0.97}
"""The least share of official links that are found."""

OPENERS = {"ar": 0.97, "en": 0.99, "es": 0.985, "fr": 0.98, "ru": 0.98, "zh": 0.98}
"""The least share of emphasised openers that are set to the letter."""

UNASKED = 0.01
"""The greatest share of clauses with an opener where the official file emphasises nothing."""


class _Unlinked(Rewriter):
    def link(self, node: ast.Link) -> ast.Inlines:
        return node.children

    def reference(self, node: ast.Reference) -> ast.Inlines:
        return node.children


class _Unemphasised(Rewriter):
    def emphasis(self, node: ast.Emphasis) -> ast.Inlines:
        return node.children

    def strong(self, node: ast.Strong) -> ast.Inlines:
        return node.children


@dataclass
class _Tally:
    official: int = 0
    found: int = 0
    unasked: int = 0
    missed: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        lines = "\n".join(self.missed[:20])
        return f"{self.found} of {self.official}, {self.unasked} unasked\n{lines}"


def _paragraphs(document: ast.Document) -> Iterator[tuple[ast.Node, ast.Inlines]]:
    found: list[tuple[ast.Node, ast.Inlines]] = []

    def look(node: ast.Node) -> None:
        if isinstance(node, ast.Clause | ast.Formula | ast.Paragraph | ast.Item):
            found.append((node, node.content))
        elif isinstance(node, ast.Section):
            found.append((node, node.heading))

    each(document, look)
    yield from found


def _cited(content: ast.Inlines) -> Counter[str]:
    """The symbols that a paragraph links, without the letters of parts, which editors write or leave out."""
    found: Counter[str] = Counter()
    for node in content:
        if isinstance(node, ast.Reference):
            symbol = Symbol.parse(node.symbol)
            found[str(Symbol(symbol.body, symbol.segments, symbol.qualifier)).upper()] += 1
        if isinstance(node, WRAPPERS):
            found += _cited(node.children)
    return found


def _opener(content: ast.Inlines) -> str:
    """The emphasised words that a paragraph begins with, without spaces and the stop behind them."""
    words = ""
    for node in content:
        if isinstance(node, ast.Emphasis | ast.Strong):
            words += plain(node.children)
        elif plain((node,)).strip():
            break
    return "".join(words.split()).rstrip(",，،:;")


@pytest.mark.parametrize("code", LINKS)
def test_official_links_are_found(code: str) -> None:
    tally = _Tally()
    for path in trees.official(f"corpus/*/*.{code}.xml"):
        official = read(path, config=Config(transform=())).document
        ours = references.transform(_Unlinked().rewrite(official), Journal(path.name))
        for (_, old), (_, new) in zip(_paragraphs(official), _paragraphs(ours), strict=True):
            theirs, mine = _cited(old), _cited(new)
            tally.official += theirs.total()
            tally.found += (theirs & mine).total()
            tally.missed += [f"{path.name} {symbol}: {plain(old)[:160]}" for symbol in theirs - mine]
    assert tally.found >= LINKS[code] * tally.official, tally


@pytest.mark.parametrize("code", OPENERS)
def test_openers_are_set_as_in_official_files(code: str) -> None:
    tally = _Tally()
    for path in trees.official(f"corpus/*/*.{code}.xml"):
        official = read(path, config=Config(transform=())).document
        ours = verbs.transform(_Unemphasised().rewrite(official), Journal(path.name))
        for (node, old), (_, new) in zip(_paragraphs(official), _paragraphs(ours), strict=True):
            if not isinstance(node, ast.Clause | ast.Formula):
                continue
            theirs, mine = _opener(old), _opener(new)
            if not theirs:
                tally.unasked += bool(mine)
                continue
            tally.official += 1
            tally.found += theirs == mine
            if theirs != mine:
                tally.missed.append(f"{path.name} {theirs!r}, not {mine!r}: {plain(old)[:80]}")
    assert tally.found >= OPENERS[code] * tally.official, tally
    assert tally.unasked <= UNASKED * tally.official, tally
