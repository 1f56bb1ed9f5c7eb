"""A user's own Word file, whose styles are used instead of ours.

Styles go by their names. One that the file has is taken as it is; one that it lacks is added, so that every paragraph
has its style. The added ones rest on the file's own: without the styles of the United Nations template, headings are
based on Word's headings, text on its text. Page and margins are those of the file, heads and feet are not: the masthead
and the running heads belong to the document.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from lxml import etree

from unpress.errors import ConfigError, ReadError
from unpress.record import mutable
from unpress.source import Source
from unpress_stages._word_package import Package, W
from unpress_stages._word_values import child_val, children, number, val
from unpress_stages.render._docx_package import NAMESPACES
from unpress_stages.render._docx_page import Sheet

Element = Any

LIMIT: Final = 50_000_000
"""Bytes of a file that are read."""
_BASES: Final = {
    "HM": "heading 1",
    "HCh": "heading 1",
    "H1": "heading 2",
    "H23": "heading 3",
    "H4": "heading 4",
    "H56": "heading 5",
    "TitleHCH": "title",
    "TitleH1": "title",
    "SingleTxt": "body text",
}
"""What an added style is based on where the file has it: then it has no looks of its own."""
_KEPT: Final = ("docDefaults", "latentStyles", "style")
_STYLED: Final = re.compile(r'(<w:[prt]\w*Style w:val=")([^"]+)(")')


@mutable
class Reference:
    """An opened file. ``ids`` maps our ids of styles to those in the written file, ``counted`` holds our ids of styles
    whose paragraphs the file counts."""

    root: Element = None
    lists: list[Element] = field(default_factory=list[Any])
    theme: str = ""
    sheet: Sheet | None = None
    ids: dict[str, str] = field(default_factory=dict[str, str])
    counted: set[str] = field(default_factory=set[str])

    @property
    def indent(self) -> int:
        """What the text stands in from the margins: as in the text style of the United Nations template, 0 where the
        file has no such style."""
        identity = self._by_name("paragraph").get("__single txt", "")
        for style in children(self.root, "style"):
            if identity and val(style, "styleId") == identity:
                return number(val(style.find(f"{W}pPr/{W}ind"), "left"), 0)
        return 0

    def _by_name(self, kind: str) -> dict[str, str]:
        return {
            child_val(style, "name").lower(): val(style, "styleId")
            for style in children(self.root, "style")
            if val(style, "type") == kind
        }

    def merged(self, own: str) -> str:
        """The styles of the file with those of ours that it lacks."""
        ours = etree.fromstring(own)
        named = {kind: self._by_name(kind) for kind in ("paragraph", "character", "table", "numbering")}
        taken = {val(style, "styleId") for style in children(self.root, "style")}
        added: list[Element] = []
        for style in children(ours, "style"):
            identity, kind = val(style, "styleId"), val(style, "type")
            known = named[kind].get(child_val(style, "name").lower())
            if known is None:
                known = identity
                while known in taken:
                    known += "0"
                taken.add(known)
                added.append(style)
            self.ids[identity] = known
        defaults = {
            val(style, "type")
            for style in children(self.root, "style")
            if val(style, "default") in ("1", "true")
        }
        for style in added:
            self.root.append(self._fitted(copy.deepcopy(style), named["paragraph"], defaults))
        self.counted = {ours for ours, theirs in self.ids.items() if self._numbers(theirs)}
        return etree.tostring(self.root, encoding="unicode")

    def _fitted(self, style: Element, named: dict[str, str], defaults: set[str]) -> Element:
        """One of our styles as it is added."""
        identity = val(style, "styleId")
        style.set(W + "styleId", self.ids[identity])
        if val(style, "type") in defaults and style.get(W + "default"):
            del style.attrib[W + "default"]
        for name in ("basedOn", "next", "link"):
            found = style.find(W + name)
            if found is not None:
                found.set(W + "val", self.ids.get(val(found), val(found)))
        base = named.get(_BASES.get(identity, ""))
        if base is not None:
            above = style.find(W + "basedOn")
            if above is not None:
                above.set(W + "val", base)
            for name in ("pPr", "rPr"):
                looks = style.find(W + name)
                if looks is not None:
                    style.remove(looks)
        return style

    def _numbers(self, identity: str) -> bool:
        """Whether paragraphs of a style are counted without saying so themselves."""
        by_id = {val(style, "styleId"): style for style in children(self.root, "style")}
        for _ in range(20):
            style = by_id.get(identity)
            if style is None:
                return False
            numbers = style.find(f"{W}pPr/{W}numPr")
            if numbers is not None:
                return child_val(numbers, "numId") not in ("", "0")
            identity = child_val(style, "basedOn")
        return False

    def renamed(self, xml: str) -> str:
        """A part with the ids of styles as they are in the file."""
        return _STYLED.sub(lambda match: match[1] + self.ids.get(match[2], match[2]) + match[3], xml)

    @property
    def changed(self) -> str:
        """Our ids that are others in the file, for a reader."""
        return " ".join(f"{ours}={theirs}" for ours, theirs in self.ids.items() if ours != theirs)

    def last_list(self) -> int:
        """The highest number among its lists."""
        return max((_number(each) for each in self.lists), default=0)

    def numbering(self, own: str) -> str:
        """The numbering part with the lists that styles of the file refer to; ``own`` are the definitions of ours."""
        theirs = {
            tag: "".join(
                etree.tostring(each, encoding="unicode") for each in self.lists if each.tag == W + tag
            )
            for tag in ("abstractNum", "num")
        }
        abstract, mark, numbers = own.partition("<w:num ")
        lists = theirs["abstractNum"] + abstract + theirs["num"] + mark + numbers
        return f"<w:numbering {NAMESPACES}>{lists}</w:numbering>"


def _number(element: Element) -> int:
    return number(val(element, "numId") or val(element, "abstractNumId"), 0, high=1_000_000)


def reference(path: Path) -> Reference:
    """Open a file.

    Raises ConfigError for what is no Word file, is damaged, too large, or has no styles.
    """
    hint = "name a .docx or .dotx file, as Word saves it"
    try:
        if path.stat().st_size > LIMIT:
            raise ConfigError(f"the reference document {path} is larger than {LIMIT:,} bytes", hint)
        package = Package(Source(str(path), path.read_bytes()))
        relations = package.relations(package.main).values()
        parts = {
            r.kind: package.part(r.target) for r in relations if r.kind in ("styles", "numbering", "theme")
        }
        body = package.part(package.main).find(W + "body")
    except OSError as error:
        raise ConfigError(
            f"cannot read the reference document {path}: {error.strerror or error}", hint
        ) from error
    except ReadError as error:
        raise ConfigError(f"the reference document cannot be used: {error.message}", hint) from error
    root = parts.get("styles")
    if root is None or root.tag != W + "styles" or root.find(W + "style") is None:
        raise ConfigError(f"the reference document {path} has no styles", hint)
    for child in list(root):
        if child.tag not in {W + name for name in _KEPT}:
            root.remove(child)
    theme = parts.get("theme")
    return Reference(
        root,
        list(_lists(root, parts.get("numbering"))),
        "" if theme is None else etree.tostring(theme, encoding="unicode"),
        None if body is None else _sheet(body),
    )


def _lists(styles: Element, numbering: Element | None) -> Iterator[Element]:
    """The lists that styles refer to, without pictures for bullets."""
    wanted = {val(each) for each in styles.iter(W + "numId")} - {"0"}
    numbers = [each for each in children(numbering, "num") if val(each, "numId") in wanted]
    abstract = {child_val(each, "abstractNumId") for each in numbers}
    for each in children(numbering, "abstractNum"):
        if val(each, "abstractNumId") in abstract:
            yield _bare(each)
    yield from map(_bare, numbers)


def _bare(element: Element) -> Element:
    """A list without pictures for bullets, and without what later versions of Word add."""
    for each in list(element.iter()):
        for name in [name for name in each.attrib if not name.startswith(W)]:
            del each.attrib[name]
        if each is not element and (each.tag == W + "lvlPicBulletId" or not str(each.tag).startswith(W)):
            each.getparent().remove(each)
    return element


def _sheet(body: Element) -> Sheet | None:
    sections = list(body.iter(W + "sectPr"))
    size = sections[-1].find(W + "pgSz") if sections else None
    margins = sections[-1].find(W + "pgMar") if sections else None
    if size is None or margins is None:
        return None

    def twips(element: Element, name: str, default: int) -> int:
        return number(val(element, name), default, high=31_680)

    sheet = Sheet(
        width=twips(size, "w", 12240),
        height=twips(size, "h", 15840),
        top=twips(margins, "top", 1440),
        right=twips(margins, "right", 1440),
        bottom=twips(margins, "bottom", 1440),
        left=twips(margins, "left", 1440),
        header=twips(margins, "header", 720),
        footer=twips(margins, "footer", 720),
    )
    return sheet if sheet.width - sheet.left - sheet.right >= 2880 else None
