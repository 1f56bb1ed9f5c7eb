"""Inlines as runs of a Word file: character styles, languages, directions, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from itertools import groupby, zip_longest
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
from unpress.record import mutable, record
from unpress.walk import plain
from unpress_stages._word_inlines import LOCALES, URL, locale, plain_nesting
from unpress_stages.render._addresses import address, direction, link_of_a_word, may_open
from unpress_stages.render._docx_bidi import leftward
from unpress_stages.render._docx_package import Part, allowed, escaped, quoted
from unpress_stages.render._docx_sheet import emphasised
from unpress_stages.render._tongues import Told, with_tongues

_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_AMBIGUOUS = re.compile("[“”‘’—…·§×°㈠-㈩]")
"""Signs that Latin and Chinese fonts both have: Word takes the Latin one if not told otherwise."""

_PIECES = re.compile(r"([\t\n])")
_SPACE = re.compile(" ")


@record
class Look:
    """What stands around a text.

    ``direct`` is for paragraphs that are bold or italic by their style: Word takes a second italic for a return to
    upright letters, so there the letters are set directly, too. ``number`` is for enumerators and other labels that are
    typed, ``unit`` for what the figures of a table count, ``unbroken`` for a space that ends no line. ``language`` is
    one that the tree says, ``told`` one that the words tell. ``rightward`` is text from left to right where the
    document runs to the left. ``controlled``: each node stands in a content control, since the looks of its text do not
    tell how they are nested.
    """

    emphasis: bool = False
    strong: bool = False
    underline: bool = False
    raised: Literal["", "superscript", "subscript"] = ""
    link: bool = False
    note: bool = False
    number: bool = False
    unit: bool = False
    unbroken: bool = False
    language: str = ""
    told: str = ""
    rightward: bool = False
    direct: bool = False
    controlled: bool = False


PLAIN: Final = Look()


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
BREAK: Final = "<w:r><w:br/></w:r>"

STYLES: Final = {
    (False, False, False): "",
    (False, True, False): "Emphasis",
    (False, False, True): "Strong",
    (False, True, True): "IntenseEmphasis",
    (True, False, False): "Hyperlink",
    (True, True, False): "HyperlinkEmphasis",
    (True, False, True): "HyperlinkStrong",
    (True, True, True): "HyperlinkIntense",
}
"""Character styles by what they say: a link, emphasis, strong."""


def bookmarked(name: str, number: int, runs: str) -> str:
    """Runs with a bookmark around them."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def control(tag: str, content: str, name: str = "") -> str:
    """A content control in a paragraph, that an editor does not see. ECMA-376, part 1, 17.5.2."""
    alias = f"<w:alias w:val={quoted(name)}/>" if name else ""
    return _control(f"{alias}<w:tag w:val={quoted(tag)}/>", content)


def block_control(tag: str, content: str) -> str:
    """A content control around paragraphs and tables, that an editor does not see.

    It says that it holds a part of a document (17.5.2.12), which changes nothing in Word. In a control that does not
    say so, LibreOffice 7.4 loses line breaks, notes and words, and shows the codes of links.
    """
    return _control(f"<w:tag w:val={quoted(tag)}/>", content, f"<w:docPartObj>{_GALLERY}</w:docPartObj>")


_GALLERY: Final = '<w:docPartGallery w:val="Quick Parts"/>'


def _control(named: str, content: str, kind: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr>{named}<w15:appearance w15:val="hidden"/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


@mutable
class Runs:
    """Writes the inlines of one document, a paragraph at each call.

    ``part`` is the file that the runs go into; ``mark`` writes the mark of a note, its last argument says whether it
    follows another mark; ``crossings`` finds the numbers of paragraphs of this document in a text, with the names of
    their bookmarks; ``language`` and ``leftward`` are those of the document.
    """

    language: str
    words: Language
    journal: Journal
    leftward: bool
    part: Part
    mark: Callable[[NoteMark, Look, bool], str]
    crossings: Callable[[str], Iterator[tuple[int, int, str]]] = lambda text: iter(())
    _ways: Iterator[bool] = field(default_factory=lambda: iter(()))

    def __call__(self, nodes: Inlines, look: Look) -> str:
        """The runs of a paragraph, or of a part of one that is set apart."""
        outer = self._ways
        if self.leftward:
            self._ways = iter(leftward(plain(nodes)))
        if not plain_nesting(nodes, self.language):
            look = replace(look, controlled=True)
        runs = self._inlines(with_tongues(nodes, self.words), look)
        self._ways = outer
        return runs

    def typed(self, label: str, look: Look = PLAIN) -> str:
        """A label that is typed, in the style that tells it from the words."""
        return self((Text(label),), replace(look, number=True))

    def _inlines(self, nodes: Inlines, look: Look) -> str:
        out: list[str] = []
        before: Inline | None = None
        for node, behind in zip_longest(nodes, nodes[1:]):
            if isinstance(node, NoteMark):
                out.append(self.mark(node, look, isinstance(before, NoteMark)))
            elif isinstance(node, Text):
                out.append(self._text(node, look, link_of_a_word(behind)))
            else:
                out.append(self._inline(node, look))
            before = node
        return "".join(out)

    def _inline(self, node: Inline, look: Look) -> str:
        match node:
            case Text():
                return self._text(node, look)
            case Emphasis():
                return self._wrapped("emphasis", node.children, replace(look, emphasis=True))
            case Strong():
                return self._wrapped("strong", node.children, replace(look, strong=True))
            case Underline():
                return self._wrapped("underline", node.children, replace(look, underline=True))
            case Superscript():
                return self._wrapped("superscript", node.children, replace(look, raised="superscript"))
            case Subscript():
                return self._wrapped("subscript", node.children, replace(look, raised="subscript"))
            case Link():
                return self._link(node, look)
            case Reference():
                rightward = look.rightward or not _ARABIC.search(plain(node.children))
                target = address(node.symbol, self.words)
                return self._linked(target, node.children, replace(look, rightward=rightward), node.symbol)
            case NoteMark():
                return self.mark(node, look, False)
            case Told():
                rightward = look.rightward or direction(node.language) == "ltr"
                return self._inlines(node.children, replace(look, told=node.language, rightward=rightward))
            case Foreign():
                rightward = direction(node.language) == "ltr"
                inner = replace(look, language=node.language, rightward=rightward)
                return self._wrapped(f"foreign {node.language}", node.children, inner)
            case Image():
                return self.image(node, look)
            case Break():
                next(self._ways, None)
                return f"<w:r>{self._run_properties(look)}<w:br/></w:r>"
            case _:
                assert_never(node)

    def _wrapped(self, tag: str, children: Inlines, look: Look) -> str:
        runs = self._inlines(children, look)
        return control(tag, runs) if look.controlled else runs

    def image(self, node: Image, look: Look) -> str:
        """A picture by its description: the tree does not hold its bytes."""
        self.journal.note("picture", f"a picture is shown by its description: {node.alternative[:60]!r}")
        shown = self._text(Text(node.alternative), look) or run(self.properties(look), "")
        return control("image", shown, node.source)

    def _text(self, node: Text, look: Look, linked: str = "") -> str:
        """A text; ``linked`` is the link behind it that may belong to its last words."""
        if not allowed(node.value):
            self.journal.warn("character", "characters that XML forbids are shown as U+FFFD", node.span)
        crossings = [] if look.link else list(self.crossings(node.value))
        unbroken = self._unbroken(node.value, look, linked)
        out: list[str] = []
        at = 0

        def further(end: int) -> str:
            nonlocal at
            start, at = at, end
            return self._stretches(node.value[start:end], look, [each - start for each in unbroken])

        for start, end, name in crossings:
            out.append(further(start))
            out.append(f'<w:fldSimple w:instr=" REF {name} \\r \\h ">{further(end)}</w:fldSimple>')
        return "".join(out) + further(len(node.value))

    def _unbroken(self, text: str, look: Look, linked: str) -> list[int]:
        """The places of spaces at which no line ends. A style says so of them, so they are in text without another."""
        if self._style(look):
            return []
        return [
            start + space.start()
            for start, end in self.words.kept_together(text + linked)
            for space in _SPACE.finditer(text[start : min(end, len(text))])
        ]

    def _stretches(self, text: str, look: Look, unbroken: Sequence[int] = ()) -> str:
        """The runs of a text; a space at one of the places ``unbroken`` does not end a line."""
        out: list[str] = []
        at = 0
        for piece, turned in self._pieces(text, look):
            begin = at
            at += len(piece)
            for place in (each for each in unbroken if begin <= each < at):
                if place > begin:
                    out.append(self._shown(text[begin:place], look, turned))
                out.append(self._shown("\u00a0", replace(look, unbroken=True), turned))
                begin = place + 1
            if begin < at:
                out.append(self._shown(text[begin:at], look, turned))
        return "".join(out)

    def _shown(self, text: str, look: Look, turned: bool) -> str:
        return run(self.properties(look, text, turned), text)

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
        style = self._style(look)
        out = f'<w:rStyle w:val="{style}"/>' if style else ""
        if self.words.script == "Han" and not look.language and _AMBIGUOUS.search(text):
            out += '<w:rFonts w:hint="eastAsia"/>'
        if look.direct:
            out += "<w:b/><w:bCs/>" if look.strong or (look.emphasis and bold) else ""
            out += "<w:i/><w:iCs/>" if look.emphasis and italic else ""
        out += '<w:u w:val="single"/>' if look.underline else ""
        out += f'<w:vertAlign w:val="{look.raised}"/>' if look.raised else ""
        out += "<w:rtl/>" if turned else ""
        if look.language:
            kind = "w:bidi" if direction(look.language) == "rtl" else "w:val"
            kind = "w:eastAsia" if look.language.split("-")[0] in ("zh", "ja", "ko") else kind
            out += f"<w:lang {kind}={quoted(locale(look.language))}/>"
        elif look.told in LOCALES and not turned and look.told != "zh":
            name = quoted(locale(look.told))  # twice, which tells a reader that the tree does not say it
            out += f"<w:lang w:val={name} w:eastAsia={name}/>"
        return out

    def _style(self, look: Look) -> str:
        style = STYLES[look.link, look.emphasis, look.strong]
        style = "FootnoteReference" if look.note else "ParagraphNumber" if look.number else style
        return style or ("CaptionUnit" if look.unit else "UnbrokenSpace" if look.unbroken else "")

    def _run_properties(self, look: Look) -> str:
        found = self.properties(look)
        return f"<w:rPr>{found}</w:rPr>" if found else ""

    def _link(self, node: Link, look: Look) -> str:
        target = re.sub(r"[\x00-\x1f\x7f]+", "", node.target).strip()
        if not may_open(target) or not (
            (parts := urlsplit(target)).netloc or parts.scheme.lower() == "mailto"
        ):
            if target.strip("#"):
                self.journal.warn(
                    "link-target", f"the link to {node.target[:60]!r} is left out, its text is kept"
                )
            return self._inlines(node.children, look)
        written = quote(target, safe=URL)
        return self._linked(written, node.children, look, "" if written == node.target else node.target)

    def _linked(self, target: str, children: Inlines, look: Look, tip: str = "") -> str:
        """A link. ``tip`` is shown when the pointer rests on it: the symbol of a document, an address as printed."""
        if look.link:  # Word has no link inside a link
            return self._inlines(children, look)
        inner = self._inlines(children, replace(look, link=True))
        identity = self.part.relate("hyperlink", target, external=True)
        shown = f" w:tooltip={quoted(tip)}" if tip else ""
        return f'<w:hyperlink r:id="{identity}"{shown} w:history="1">{inner}</w:hyperlink>' if inner else ""
