"""Elements of Akoma Ntoso and the ids that its naming convention gives them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field
from typing import Final, TypeAlias

from lxml import etree

from unpress.folding import fold
from unpress.record import mutable

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PREFIXES: Final = {
    "paragraph": "para",
    "section": "sec",
    "chapter": "chp",
    "article": "art",
    "attachment": "att",
    "component": "cmp",
    "recital": "rec",
    "hcontainer": "hcontainer",
}
"""The abbreviations that the naming convention of Akoma Ntoso gives for eId."""


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """Append an element; ``_`` at the end of an attribute's name is dropped (``class_``)."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    for key, value in attributes.items():
        if value:
            element.set(key.rstrip("_"), clean(value))
    if text:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return NOT_XML.sub("\ufffd", text)


@mutable
class Ids:
    """Gives each element an eId by the naming convention: prefix and number, under the eId of its parent."""

    _counts: Counter[str] = field(default_factory=Counter[str])
    _used: dict[str, int] = field(default_factory=dict[str, int])
    """Each eId, and how often it was asked for."""

    def new(self, parent: str, name: str, label: str = "") -> str:
        """An eId for an element with this printed number, or the next in its place."""
        stem = f"{parent}__" if parent else ""
        stem += PREFIXES.get(name, name)
        self._counts[stem] += 1
        number = re.sub(r"[^0-9A-Za-z]+", "", fold(label)) or str(self._counts[stem])
        found = wanted = f"{stem}_{number}"
        while found in self._used:
            self._used[wanted] += 1
            found = f"{wanted}-{self._used[wanted]}"
        self._used[found] = 1
        return found
