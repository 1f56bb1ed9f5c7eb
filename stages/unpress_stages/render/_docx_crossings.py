"""Cross-references to paragraphs of the same text ("paragraph 12 above"), as fields that follow its numbering.

A field points to a bookmark at the paragraph and shows its number. It is written where the words of the language say
that a paragraph of this text is meant, and where exactly one paragraph of the text, or of the annex, has that number,
counted by Word and printed as a figure. Word drops the full stop behind the number of a paragraph that it refers to,
and no other sign: its switch for bare numbers, t, leaves out words, not signs. So "1 -" is referred to in plain
text, and all that runs from right to left. ECMA-376, part 1, 17.16.5.51.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Final, TypeAlias

from unpress.ast import Blocks, Clause, Document, List, Node, Paragraph, Section, Text
from unpress.folding import fold, fold_with_positions
from unpress.language import Language
from unpress.record import mutable
from unpress.source import Span
from unpress.walk import each
from unpress_stages.render._addresses import direction

Scope: TypeAlias = "dict[str, str]"
"""The names of bookmarks by the numbers of paragraphs."""
_OWN: Final = frozenset({"annex", "resolution"})
_NUMBER: Final = re.compile(r"([1-9]\d{0,2})\.")
_SIGNED: Final = re.compile(r"\W{0,2}([1-9]\d{0,2})\W{0,3}")
"""A number with signs of any kind: "1 -", "(1)"."""
IDS: Final = 200_000
"""Ids of bookmarks at paragraphs begin behind this number; those of notes are smaller."""


@mutable
class Crossings:
    """The cross-references of a document: ``whole`` those of its main text, ``unfollowed`` the numbers of paragraphs
    that are referred to in plain text, each with the place where the first text says so."""

    document: Document
    words: Language
    whole: Scope = field(default_factory=dict[str, str])
    unfollowed: dict[str, Span | None] = field(default_factory=dict[str, "Span | None"])
    _inner: dict[int, Scope] = field(default_factory=dict[int, Scope])
    _names: dict[int, str] = field(default_factory=dict[int, str])
    _leftward: bool = field(init=False)

    def __post_init__(self) -> None:
        self._leftward = direction(self.document.language) == "rtl"
        self.whole = self._scope(self.document.children)

    def within(self, node: Section, around: Scope) -> Scope:
        """The paragraphs that are meant inside a section: an annex counts its own."""
        return self._inner.get(id(node), around)

    def bookmark(self, node: Clause | Paragraph) -> str:
        """The name of the bookmark at a paragraph that is referred to, or empty."""
        return self._names.get(id(node), "")

    def places(self, text: str, scope: Scope) -> Iterator[tuple[int, int, str]]:
        """The stretches of a text that are numbers of paragraphs, each with the name of its bookmark."""
        for number, start, end in self._cited(text) if scope else ():
            if number in scope:
                yield start, end, scope[number]

    def _cited(self, text: str) -> Iterator[tuple[str, int, int]]:
        """The numbers of own paragraphs in a text, and where they stand."""
        rule = self.words.headings.own_paragraph
        if not rule or not any(map(str.isdigit, text)):
            return
        folded, positions = fold_with_positions(text)
        for match in rule.pattern.finditer(folded):
            for group in ("n", "m"):
                start, end = match.span(group)
                if match[group]:
                    yield (
                        match[group],
                        *((start, end) if positions is None else (positions[start], positions[end])),
                    )

    def _scope(self, nodes: Blocks) -> Scope:
        """The paragraphs of one text that are referred to in it."""
        numbered: dict[str, list[Clause | Paragraph]] = {}
        signed: dict[str, str] = {}
        texts: list[Text] = []

        def look(node: Node) -> None:
            if isinstance(node, Text):
                texts.append(node)

        for node in self._paragraphs(nodes):
            if isinstance(node, Clause | Paragraph):
                if number := None if self._leftward else _NUMBER.fullmatch(node.label):
                    numbered.setdefault(number[1], []).append(node)
                elif number := _SIGNED.fullmatch(fold(node.label)):
                    signed.setdefault(number[1], node.label)
            each(node, look)
        named: dict[str, Text] = {}
        for text in texts:
            for number_of, _, _ in self._cited(text.value):
                named.setdefault(number_of, text)
        scope: Scope = {}
        for number_of, found in numbered.items():
            if number_of in named and len(found) == 1:
                name = f"_Ref{IDS + len(self._names)}000"
                self._names[id(found[0])] = scope[number_of] = name
        for number_of, text in named.items():
            if number_of in signed and number_of not in numbered:
                self.unfollowed.setdefault(signed[number_of], text.span)
        return scope

    def _paragraphs(self, nodes: Blocks) -> Iterator[Clause | Paragraph | List]:
        """The paragraphs and lists of one text, without those of its annexes, quotations and tables."""
        for node in nodes:
            if isinstance(node, Section) and node.role in _OWN:
                self._inner[id(node)] = self._scope(node.children)
            elif isinstance(node, Section):
                yield from self._paragraphs(node.children)
            elif isinstance(node, Clause | Paragraph | List):
                yield node
