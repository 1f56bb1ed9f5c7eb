"""Paragraphs of a Word file that unpress wrote: their label, their mark and their inlines.

Runs, links, fields and content controls are read as ``render.docx`` writes them and as Word may have cut them since.
What the rules do not know raises ``UnknownError``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final, Protocol
from urllib.parse import quote

from unpress.ast import (
    Break,
    Emphasis,
    Foreign,
    Image,
    Inlines,
    NoteMark,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from unpress.record import mutable, record
from unpress.symbol import DOCS
from unpress.walk import plain
from unpress_stages._word_inlines import PLAIN, URL, Look, Raised, Stretch, foreign, nested
from unpress_stages._word_package import R, W
from unpress_stages._word_values import child_val, switch, val
from unpress_stages._xml import Element, local
from unpress_stages.read._docx_tree_notes import TreeNotes
from unpress_stages.read._docx_tree_properties import UnknownError

IGNORED: Final = frozenset(
    {"proofErr", "bookmarkStart", "bookmarkEnd", "sectPr", "permStart", "permEnd", "lastRenderedPageBreak"}
)
_WORDS: Final = {
    "": (False, False),
    "Emphasis": (True, False),
    "Strong": (False, True),
    "IntenseEmphasis": (True, True),
    "Hyperlink": (False, False),
    "HyperlinkEmphasis": (True, False),
    "HyperlinkStrong": (False, True),
    "HyperlinkIntense": (True, True),
    "SymbolInitial": (False, False),
    "CaptionUnit": (False, False),
    "UnbrokenSpace": (False, False),
}
"""Character styles: whether they emphasise, whether they are strong."""
_WRAPPERS: Final[dict[str, Any]] = {
    "emphasis": Emphasis,
    "strong": Strong,
    "underline": Underline,
    "superscript": Superscript,
    "subscript": Subscript,
}


@record
class ReadParagraph:
    """A paragraph as it was read. ``mark`` is the mark of the note that it opens."""

    label: str
    content: Inlines
    mark: str


class Around(Protocol):
    """What a paragraph asks the file around it."""

    language: str
    notes: TreeNotes
    opens_note: bool

    def ours(self, identity: str) -> str: ...
    def link(self, identity: str) -> str: ...


@mutable
class _Field:
    """A field on the way: its code, and whether its result has begun."""

    code: str = ""
    result: bool = False


class ParagraphReader:
    """Reads one paragraph."""

    def __init__(self, around: Around, note: bool) -> None:
        self._around = around
        self._note = note or around.opens_note  # its own mark may stand first
        self._label = ""
        self._mark = ""
        self._custom = ""  # a mark that may stand in the next run
        self._fields: list[_Field] = []

    def read(self, element: Element, label: str) -> ReadParagraph:
        found: list[Stretch] = []
        self._container(element, PLAIN, found, explicit=False)
        if self._fields:
            raise UnknownError("a field over several paragraphs")
        if self._label and label:
            raise UnknownError("two labels of one paragraph")
        self._around.opens_note = False
        return ReadParagraph((label or self._label).strip(), nested(found), self._mark)

    def _container(self, container: Element, link: Look, found: list[Stretch], *, explicit: bool) -> None:
        for element in container:
            tag = local(element)
            if tag == "r":
                self._run(element, link, found, explicit=explicit)
            elif tag == "hyperlink":
                self._container(element, self._linked(element), found, explicit=explicit)
            elif tag == "fldSimple":
                mark = _noted(val(element, "instr"))
                if mark:
                    found.append(Stretch(NoteMark(self._around.notes.key_at(mark)), link))
                else:
                    self._container(element, link, found, explicit=explicit)
            elif tag == "sdt":
                self._control(element, link, found, explicit=explicit)
            elif tag not in IGNORED and tag != "pPr":
                raise UnknownError(f"the element {tag} in a paragraph")

    def _linked(self, element: Element) -> Look:
        target = self._around.link(element.get(R + "id", ""))
        tip = val(element, "tooltip")
        if tip and target == quote(tip, safe=URL):
            return Look(target=tip)
        return Look(symbol=tip) if tip and target.startswith(DOCS) else Look(target=target)

    def _control(self, element: Element, link: Look, found: list[Stretch], *, explicit: bool) -> None:
        properties, content = element.find(W + "sdtPr"), element.find(W + "sdtContent")
        tag, _, value = child_val(properties, "tag").partition(" ")
        inner: list[Stretch] = []
        if content is not None:
            self._container(content, PLAIN, inner, explicit=True)
        if tag == "image":
            text = plain(nested([replace(stretch, look=PLAIN) for stretch in inner]))
            look = link if explicit else self._image_look(content, link)
            found.append(Stretch(Image(child_val(properties, "alias"), text), look))
        elif tag == "foreign":
            found.append(Stretch(Foreign(value, nested(inner, ends=False)), link))
        elif tag in _WRAPPERS:
            found.append(Stretch(_WRAPPERS[tag](nested(inner, ends=False)), link))
        else:
            raise UnknownError(f"a content control with the tag {tag!r}")

    def _run(self, run: Element, link: Look, found: list[Stretch], *, explicit: bool) -> None:
        properties = run.find(W + "rPr")
        style = self._around.ours(child_val(properties, "rStyle"))
        if switch(properties, "vanish") is True:
            return
        look = link if explicit else self._look(properties, style, link)
        referred = False
        for element in run:
            tag = local(element)
            if tag in ("rPr", "lastRenderedPageBreak"):
                continue
            if tag == "fldChar":
                self._field(val(element, "fldCharType"), link, found)
            elif tag == "instrText":
                self._code(element.text or "")
            elif self._fields and (not self._fields[-1].result or _noted(self._fields[-1].code)):
                continue
            elif tag == "footnoteReference":
                referred = True
                identity = val(element, "id")
                found.append(Stretch(NoteMark(self._around.notes.key(identity)), link))
                self._custom = self._around.notes.typed(identity)
            elif tag == "footnoteRef":
                self._mark = "1"
            elif tag in ("t", "noBreakHyphen", "softHyphen"):
                text = (
                    (element.text or "") if tag == "t" else "\u2011" if tag == "noBreakHyphen" else "\u00ad"
                )
                if style == "UnbrokenSpace":
                    text = text.replace("\u00a0", " ")
                if style == "FootnoteReference":
                    if not referred:
                        self._marks(text, link, found)
                elif style == "ParagraphNumber" and not found:
                    self._label += text
                else:
                    found.append(Stretch(Text(text), look))
            elif tag in ("tab", "br", "cr"):
                if tag == "br" and val(element, "type") not in ("", "textWrapping"):
                    raise UnknownError("a page break")
                if style == "ParagraphNumber" or not found:
                    continue  # between a label and the words
                found.append(Stretch(Text(" ") if tag == "tab" else Break(), look))
            else:
                raise UnknownError(f"the element {tag} in a run")

    def _marks(self, text: str, link: Look, found: list[Stretch]) -> None:
        """Raised text in the style of marks: of the note at work, around a mark, or a mark where Word has none."""
        around = self._around
        custom, self._custom = self._custom, ""
        if not text.strip("(), ") or text == custom:
            return
        if self._note and not found and not self._mark:
            self._mark = text
        else:
            found.append(Stretch(NoteMark(around.notes.key_of(text)), link))

    def _field(self, kind: str, link: Look, found: list[Stretch]) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif not self._fields:
            raise UnknownError("the end of no field")
        elif kind == "separate":
            self._fields[-1].result = True
        else:
            mark = _noted(self._fields.pop().code)
            if mark:
                found.append(Stretch(NoteMark(self._around.notes.key_at(mark)), link))

    def _code(self, text: str) -> None:
        if self._fields:
            self._fields[-1].code += text

    def _look(self, properties: Element | None, style: str, link: Look) -> Look:
        emphasis, strong = _WORDS.get(style, (False, False))
        if style not in _WORDS and style not in ("FootnoteReference", "ParagraphNumber"):
            raise UnknownError(f"the style {style!r} of words")
        if not style:
            emphasis, strong = switch(properties, "i") is True, switch(properties, "b") is True
        line = "" if properties is None else child_val(properties, "u")
        place = child_val(properties, "vertAlign")
        raised: Raised = (
            "superscript" if place == "superscript" else "subscript" if place == "subscript" else ""
        )
        tongue = None if properties is None else properties.find(W + "lang")
        tag = val(tongue, "val") or val(tongue, "bidi") or val(tongue, "eastAsia")
        if tag == val(tongue, "eastAsia") == val(tongue, "val"):
            tag = ""  # the words tell it, not the tree
        return Look(
            foreign(tag, self._around.language) if tag else "",
            link.target,
            link.symbol,
            emphasis,
            strong,
            line not in ("", "none"),
            raised,
        )

    def _image_look(self, content: Element | None, link: Look) -> Look:
        run = None if content is None else content.find(W + "r")
        properties = None if run is None else run.find(W + "rPr")
        return self._look(properties, self._around.ours(child_val(properties, "rStyle")), link)


def _noted(instruction: str) -> str:
    """The bookmark in the code of a field that repeats the mark of a note, or empty."""
    found = re.match(r"\s*NOTEREF\s+(\S+)", instruction)
    return found[1] if found else ""
