"""Inlines as runs of a Word file: character styles, languages, directions, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final, Literal, assert_never
from urllib.parse import quote, urlsplit

from unpress.ast import (
    Break,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    Link,
    NoteMark,
    Reference,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from unpress.journal import Journal
from unpress.language import Language
from unpress.walk import plain
from unpress_stages.render._docx_bidi import leftward
from unpress_stages.render._docx_package import Part, allowed, escaped, quoted
from unpress_stages.render._docx_styles import emphasised, locale
from unpress_stages.render._markup import SCHEMES, address, direction

_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_AMBIGUOUS = re.compile("[“”‘’—…·§×°㈠-㈩]")
"""Signs that Latin and Chinese fonts both have: Word takes the Latin one if not told otherwise."""

_PIECES = re.compile(r"([\t\n])")
_SAFE: Final = "%/:=&?~#+!$,;'@()*[]-._"


@dataclass(frozen=True, slots=True)
class Look:
    """What stands around a text.

    ``direct`` is for paragraphs that are bold or italic by their style: Word takes a second italic for a return to
    upright letters, so there the letters are set directly. ``rightward`` is text from left to right where the
    document runs to the left.
    """

    emphasis: bool = False
    strong: bool = False
    underline: bool = False
    raised: Literal["", "superscript", "subscript"] = ""
    link: bool = False
    note: bool = False
    language: str = ""
    rightward: bool = False
    direct: bool = False


def run(properties: str, text: str) -> str:
    """A run; tabs and line ends in its text become the elements that Word has for them."""
    content: list[str] = []
    for piece in _PIECES.split(text):
        if piece == "\t":
            content.append("<w:tab/>")
        elif piece == "\n":
            content.append("<w:br/>")
        elif piece:
            content.append(f'<w:t xml:space="preserve">{escaped(piece)}</w:t>')
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(content)}</w:r>"


TAB: Final = "<w:r><w:tab/></w:r>"


@dataclass
class Runs:
    """Writes the inlines of one document, a paragraph at each call.

    ``part`` is the file that the runs go into; ``mark`` writes the mark of a note, its last argument says whether it
    follows another mark; ``leftward`` is the direction of the document.
    """

    words: Language
    journal: Journal
    leftward: bool
    part: Part
    mark: Callable[[NoteMark, Look, bool], str]
    _ways: Iterator[bool] = field(default_factory=lambda: iter(()))

    def __call__(self, nodes: Inlines, look: Look) -> str:
        """The runs of a paragraph, or of a part of one that is set apart."""
        outer = self._ways
        if self.leftward:
            self._ways = iter(leftward(plain(nodes)))
        runs = self._inlines(nodes, look)
        self._ways = outer
        return runs

    def _inlines(self, nodes: Inlines, look: Look) -> str:
        out: list[str] = []
        before: Inline | None = None
        for node in nodes:
            if isinstance(node, NoteMark):
                out.append(self.mark(node, look, isinstance(before, NoteMark)))
            else:
                out.append(self._inline(node, look))
            before = node
        return "".join(out)

    def _inline(self, node: Inline, look: Look) -> str:
        match node:
            case Text():
                return self._text(node, look)
            case Emphasis():
                return self._inlines(node.children, replace(look, emphasis=True))
            case Strong():
                return self._inlines(node.children, replace(look, strong=True))
            case Underline():
                return self._inlines(node.children, replace(look, underline=True))
            case Superscript():
                return self._inlines(node.children, replace(look, raised="superscript"))
            case Subscript():
                return self._inlines(node.children, replace(look, raised="subscript"))
            case Link():
                return self._link(node, look)
            case Reference():
                rightward = look.rightward or not _ARABIC.search(plain(node.children))
                return self._linked(
                    address(node.symbol, self.words), node.children, replace(look, rightward=rightward)
                )
            case NoteMark():
                return self.mark(node, look, False)
            case Foreign():
                rightward = direction(node.language) == "ltr"
                return self._inlines(
                    node.children, replace(look, language=node.language, rightward=rightward)
                )
            case Image():
                return self.image(node, look)
            case Break():
                next(self._ways, None)
                return "<w:r><w:br/></w:r>"
            case _:
                assert_never(node)

    def image(self, node: Image, look: Look) -> str:
        """A picture by its description: the tree does not hold its bytes."""
        self.journal.note("picture", f"a picture is shown by its description: {node.alternative[:60]!r}")
        return self._text(Text(node.alternative), look)

    def _text(self, node: Text, look: Look) -> str:
        if not allowed(node.value):
            self.journal.warn("character", "characters that XML forbids are shown as U+FFFD", node.span)
        return "".join(
            run(self.properties(look, piece, turned), piece)
            for piece, turned in self._pieces(node.value, look)
        )

    def _pieces(self, text: str, look: Look) -> Iterator[tuple[str, bool]]:
        """The parts of a text that run one way, each with whether that is to the left."""
        foreign = bool(look.language) and direction(look.language) == "rtl"
        ways = [next(self._ways, True) for _ in text] if self.leftward else []
        if foreign or not self.leftward or look.rightward:
            if text:
                yield text, foreign
            return
        for turned, group in groupby(zip(text, ways, strict=True), key=lambda pair: pair[1]):
            yield "".join(character for character, _ in group), turned

    def properties(self, look: Look, text: str = "", turned: bool = False) -> str:
        """The properties of a run, in the order of the schema."""
        bold, italic = emphasised(self.words)
        style = "FootnoteReference" if look.note else "Hyperlink" if look.link else ""
        if not style and not look.direct:
            style = "Strong" if look.strong else "Emphasis" if look.emphasis else ""
        bold = (look.strong and style != "Strong") or (look.emphasis and style != "Emphasis" and bold)
        italic = look.emphasis and style != "Emphasis" and italic
        out = f'<w:rStyle w:val="{style}"/>' if style else ""
        if self.words.script == "Han" and not look.language and _AMBIGUOUS.search(text):
            out += '<w:rFonts w:hint="eastAsia"/>'
        out += "<w:b/><w:bCs/>" if bold else ""
        out += "<w:i/><w:iCs/>" if italic else ""
        out += '<w:u w:val="single"/>' if look.underline else ""
        out += f'<w:vertAlign w:val="{look.raised}"/>' if look.raised else ""
        out += "<w:rtl/>" if turned else ""
        if look.language:
            kind = "w:bidi" if direction(look.language) == "rtl" else "w:val"
            kind = "w:eastAsia" if look.language.split("-")[0] in ("zh", "ja", "ko") else kind
            out += f"<w:lang {kind}={quoted(locale(look.language))}/>"
        return out

    def _link(self, node: Link, look: Look) -> str:
        target = re.sub(r"[\x00-\x20\x7f]+", "", node.target)
        try:
            parts = urlsplit(target)
            safe = parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")
        except ValueError:
            safe = False
        if not safe:
            if target.strip("#"):
                self.journal.warn(
                    "link-target", f"the link to {node.target[:60]!r} is left out, its text is kept"
                )
            return self._inlines(node.children, look)
        return self._linked(quote(target, safe=_SAFE), node.children, look)

    def _linked(self, target: str, children: Inlines, look: Look) -> str:
        if look.link:  # Word has no link inside a link
            return self._inlines(children, look)
        inner = self._inlines(children, replace(look, link=True))
        identity = self.part.relate("hyperlink", target, external=True)
        return f'<w:hyperlink r:id="{identity}" w:history="1">{inner}</w:hyperlink>' if inner else ""
