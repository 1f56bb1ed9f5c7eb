"""What stands in a Word file in another format (``altChunk``), as Word takes it in: web pages and text become elements
of WordprocessingML, which are read as all others are. ECMA-376, part 1, 17.17.2.

Of a page its paragraphs, headings, lists, tables, looks and links are taken, not how its style sheets set them.
"""

from __future__ import annotations

import re
from collections import Counter
from email import message_from_bytes
from typing import Final, TypeAlias

from lxml import etree

from unpress_stages._word_package import W
from unpress_stages._xml import ELEMENTS, Element

_Looks: TypeAlias = tuple[tuple[str, str], ...]
_NO_XML: Final = re.compile(r"[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAGE: Final = (b"<html", b"<body", b"<p", b"<div", b"<!doctype html")
_LOOKS: Final = {
    **dict.fromkeys(("b", "strong"), ("b", "1")),
    **dict.fromkeys(("i", "em", "cite"), ("i", "1")),
    "u": ("u", "single"),
    "sup": ("vertAlign", "superscript"),
    "sub": ("vertAlign", "subscript"),
}
_HEADINGS: Final = {f"h{level}": str(level - 1) for level in range(1, 7)}
_WITHIN: Final = frozenset(
    ("a", "abbr", "code", "del", "font", "ins", "q", "s", "small", "span", "tt", *_LOOKS)
)
"""Elements that stand within paragraphs; all others begin one and end one."""
_LINE: Final = 4
"""Elements that a line of text becomes."""
_PARTS: Final = ("thead", "tbody", "tfoot")
_UNSEEN: Final = frozenset(("head", "script", "style", "template", "title"))


def taken_in(data: bytes) -> Element | None:
    """A body with what a page, one in an archive (MHT), or a text holds; None for what is in none of these formats, too
    large or nested too deep."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    head = data[:1024].lower()
    if head.lstrip().startswith(b"mime-version:") or b"\ncontent-type: multipart/" in head:
        return _of_archive(data)
    if data.startswith((b"PK", b"{\\rtf")) or b"\0" in head:
        return None
    if any(tag in head for tag in _PAGE):
        return _of_page(data)
    lines = _decoded(data).splitlines()
    if len(lines) > ELEMENTS // _LINE:
        return None
    body = etree.Element(W + "body")
    for line in lines:
        _add(etree.SubElement(body, W + "p"), line, ())
    return body


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_archive(data: bytes) -> Element | None:
    """The body of the first page in an archive."""
    try:
        pages = (part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
        page = next(pages, None)
    except RecursionError:  # parts within parts
        return None
    content = None if page is None else page.get_payload(decode=True)
    return _of_page(content) if isinstance(content, bytes) else None


def _of_page(data: bytes) -> Element | None:
    """The body of a page. Its encoding is what it says where it cannot be UTF-8."""
    if data.count(b"<") > ELEMENTS:
        return None
    try:
        data.decode()
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    parser = etree.HTMLParser(encoding=encoding, no_network=True, remove_comments=True, remove_pis=True)
    page: Element | None = etree.fromstring(data, parser) if data else None
    if any(error.level_name == "FATAL" for error in parser.error_log):
        return None  # what is nested too deep is not in the tree
    body = etree.Element(W + "body")
    if page is not None:  # there may be nothing but comments
        _Page().read(page, body, ())
    return body


class _Page:
    """Puts the elements of a page into containers, paragraph by paragraph."""

    def __init__(self) -> None:
        self._open: Element | None = None  # the paragraph that text goes to
        self._signed = False  # it holds the sign of an entry, and no more
        self._heading = ""
        self._counts: Counter[Element] = Counter()  # entries of a list so far

    def read(self, element: Element, into: Element, looks: _Looks) -> None:
        """What an element holds; its tail is of the one around it."""
        name = element.tag
        if name in _UNSEEN:
            return
        if name == "br":
            etree.SubElement(etree.SubElement(self._paragraph(into), W + "r"), W + "br")
            return
        if name not in _WITHIN and not self._signed:
            self._open, self._heading = None, _HEADINGS.get(name, "")
        if name == "table":
            self._table(element, into, looks)
        elif name == "a" and element.get("href", "").partition(":")[0] in ("http", "https", "mailto"):
            self._link(element, into, looks)
        else:
            if name == "li":
                self._text(self._sign(element), into, looks)
                self._signed = True
            self._content(element, into, (*looks, _LOOKS[name]) if name in _LOOKS else looks)
        if name not in _WITHIN:
            self._open, self._heading, self._signed = None, "", False

    def _content(self, element: Element, into: Element, looks: _Looks) -> None:
        self._text(element.text or "", into, looks)
        for child in element:
            self.read(child, into, looks)
            self._text(child.tail or "", into, looks)

    def _link(self, element: Element, into: Element, looks: _Looks) -> None:
        paragraph = self._paragraph(into)
        self._open = etree.SubElement(paragraph, W + "fldSimple")
        address = _NO_XML.sub("", element.get("href", "")).replace('"', "%22")
        self._open.set(W + "instr", f'HYPERLINK "{address}"')
        self._content(element, into, looks)
        self._open = paragraph

    def _paragraph(self, into: Element) -> Element:
        if self._open is None:
            self._open = etree.SubElement(into, W + "p")
            if self._heading:
                properties = etree.SubElement(self._open, W + "pPr")
                etree.SubElement(properties, W + "outlineLvl").set(W + "val", self._heading)
        return self._open

    def _text(self, text: str, into: Element, looks: _Looks) -> None:
        words = " ".join(text.split())
        if words or (text and self._open is not None):
            before = " " if text[:1].isspace() and self._open is not None else ""
            behind = " " if words and text[-1:].isspace() else ""
            _add(self._paragraph(into), before + words + behind, looks)
            self._signed = self._signed and not words

    def _sign(self, item: Element) -> str:
        """What is printed before an entry of a list."""
        around = item.getparent()
        if around is None or around.tag != "ol":
            return "\u2022 "
        self._counts[around] += 1
        return f"{self._counts[around]}. "

    def _table(self, table: Element, into: Element, looks: _Looks) -> None:
        parts = [child for part in table for child in (part if part.tag in _PARTS else (part,))]
        for outside in (part for part in parts if part.tag != "tr"):
            self.read(outside, into, looks)
        found = etree.SubElement(into, W + "tbl")
        for row in (part for part in parts if part.tag == "tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            made = etree.SubElement(found, W + "tr")
            if all(cell.tag == "th" for cell in cells):
                etree.SubElement(etree.SubElement(made, W + "trPr"), W + "tblHeader")
            for cell in cells:
                place = etree.SubElement(made, W + "tc")
                span = etree.SubElement(etree.SubElement(place, W + "tcPr"), W + "gridSpan")
                span.set(W + "val", _NO_XML.sub("", cell.get("colspan", "1")))
                self._open = None
                self._content(cell, place, looks)


def _add(paragraph: Element, text: str, looks: _Looks) -> None:
    """Put a run into a paragraph."""
    run = etree.SubElement(paragraph, W + "r")
    properties = etree.SubElement(run, W + "rPr")
    for name, value in looks:
        etree.SubElement(properties, W + name).set(W + "val", value)
    written = etree.SubElement(run, W + "t")
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    written.text = _NO_XML.sub("", text)
