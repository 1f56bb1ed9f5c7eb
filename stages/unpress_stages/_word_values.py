"""Values of properties in Word files, as Word reads them: switches, numbers, names. What is malformed counts as absent.

ECMA-376, part 1, 17.17.4 (switches) and 22.9 (simple types).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from unpress_stages._word_package import MC, M, W
from unpress_stages._xml import Element

_NUMBER: Final = re.compile(r"\s*[-+]?\d{1,9}\s*")
_OFF: Final = frozenset({"0", "false", "off"})


def val(element: Element | None, name: str = "val") -> str:
    """The value of an attribute, or empty."""
    return "" if element is None else element.get(W + name, "")


def child_val(parent: Element | None, name: str) -> str:
    """The value of a child element that holds nothing else, or empty."""
    return "" if parent is None else val(parent.find(W + name))


def number(text: str, default: int, low: int = 0, high: int = 32767) -> int:
    """A whole number held within bounds."""
    return min(max(int(text), low), high) if _NUMBER.fullmatch(text) else default


def switch(parent: Element | None, name: str) -> bool | None:
    """Whether a property is on; None where it is not given."""
    found = None if parent is None else parent.find(W + name)
    return None if found is None else val(found).lower() not in _OFF


def children(parent: Element | None, name: str) -> Iterator[Element]:
    """The children of one name."""
    return iter(()) if parent is None else parent.iterchildren(W + name)


def chosen(element: Element) -> Element:
    """One of the forms of a content that is given in several: the first that holds text, or the first of all.

    Word takes the first whose features it knows; what a feature draws says nothing here, what is written in it does.
    """
    forms = [*element.iterchildren(MC + "Choice"), *element.iterchildren(MC + "Fallback")]
    told = (form for form in forms if any((text.text or "").strip() for text in form.iter(W + "t", M + "t")))
    return next(told, forms[0] if forms else element)


def is_properties(element: Element) -> bool:
    """Whether an element says how others are set, and holds no text: ``pPr``, ``sdtPr``."""
    return str(element.tag).endswith("Pr")
