"""Emphasise the words that open preambular and operative paragraphs, and the organ in the formula.

In print they are italic, bold in Chinese, bold and italic in Arabic. The preamble of a treaty or declaration in an
annex is set as that of a resolution: there a paragraph without number that opens with a preambular phrase and ends in
a comma, or the words that end the preamble of a treaty: "Have agreed as follows:". What the source already emphasises
stays. The openers of a language stand in its file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

from unpress.ast import Clause, Document, Emphasis, Formula, Inlines, Paragraph, Strong
from unpress.folding import COMMAS
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.record import replace
from unpress.walk import Rewriter, plain
from unpress_stages.transform._ranges import wrap

_COLONS: Final = ":："
_LOOKS: Final = frozenset({Emphasis, Strong})
_AGREED: Final = 60
"""Characters: the words that end the preamble of a treaty are no longer."""

_Opened = TypeVar("_Opened", Formula, Clause)


def transform(document: Document, journal: Journal) -> Document:
    """Set openers in emphasis."""
    return _Verbs(language(document.language)).rewrite(document)


class _Verbs(Rewriter):
    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.comma = lang.typography.preambular_end.strip()

    def _settled(self, content: Inlines) -> Inlines:
        """Openers that a source has bold, or bold and italic, where the language sets them so: that is emphasis."""
        if not content or self.lang.typography.opener_style == "italic":
            return content
        first = content[0]
        if isinstance(first, Strong):
            inner = first.children
        elif (
            isinstance(first, Emphasis) and len(first.children) == 1 and isinstance(first.children[0], Strong)
        ):
            inner = first.children[0].children
        else:
            return content
        return (Emphasis(inner), *content[1:])

    def formula(self, node: Formula) -> Formula:
        """All but the comma."""
        return self._opened(node, lambda text: len(re.sub(rf"[\s{COMMAS}]+$", "", text)))

    def clause(self, node: Clause) -> Clause:
        """The opener, looked up by the role of the clause."""
        return self._opened(node, lambda text: self.lang.opener(text, node.role) or self.lang.opener(text))

    def _opened(self, node: _Opened, end: Callable[[str], int]) -> _Opened:
        """Emphasise what stands before ``end`` of the text, where nothing is emphasised yet."""
        content = self._settled(node.content)
        if content is not node.content:
            return replace(node, content=content)
        length = 0 if _emphasised(node.content) else end(plain(node.content))
        return replace(node, content=wrap(node.content, 0, length, Emphasis)) if length else node

    def paragraph(self, node: Paragraph) -> Paragraph:
        """The opener of a preamble that stands outside one."""
        if node.label or _emphasised(node.content):
            return node
        text = plain(node.content).rstrip()
        end = 0
        if text[-1:] == self.comma:
            end = self.lang.opener(text, "preambular")
        elif text[-1:] in _COLONS and len(text) < _AGREED:
            agreed = self.lang.opener(text, "operative")
            end = agreed if not text[agreed:].strip(_COLONS + " \u00a0") else 0
        return replace(node, content=wrap(node.content, 0, end, Emphasis)) if end else node


def _emphasised(content: Inlines) -> bool:
    return not _LOOKS.isdisjoint(map(type, content[:2]))
