"""Where a document is printed: what the layout of its pages goes by, in whatever format."""

from __future__ import annotations

import re
from typing import Final

from unpress.ast import Document, Node, Section
from unpress.language import Language
from unpress.walk import each, plain

_GENEVA: Final = re.compile(r"A/HRC/|(?:CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD|E/C\.12|ECE|FCCC|HRI|TD)/")
"""Symbols of bodies whose documents are printed in Geneva."""


def printed_in_geneva(document: Document) -> bool:
    """Whether a document is printed in Geneva, on A4, or at Headquarters, on US Letter."""
    return document.meta.organ == "hrc" or _GENEVA.match(document.meta.symbol or "") is not None


NAMED_BELOW: Final = frozenset({"report", "note"})
"""Kinds of documents whose title stands above the line that names them, "Report of the Secretary-General"."""
_TITLED: Final = frozenset({"resolution", "decision"})


def is_summary(node: Section, document: Document, words: Language) -> bool:
    """Whether a section is the summary of a report, which is printed in a box."""
    if node.label or not node.heading or document.meta.kind not in (None, *NAMED_BELOW):
        return False
    return plain(node.heading).strip().casefold() == words.headings.summary.casefold()


def has_running_title(document: Document) -> bool:
    """Whether running heads give the title beside the symbol, as those of resolutions of the General Assembly do."""
    return document.meta.kind in _TITLED and document.meta.organ != "sc" and not printed_in_geneva(document)


def holds_headings(node: Section) -> bool:
    """Whether headings stand in a section beside its own. The head of an annex that holds some is set larger than they
    (A/RES/78/3), that of another one like those of sections (A/RES/78/252)."""
    found: list[Section] = []

    def look(inner: Node) -> None:
        if isinstance(inner, Section) and inner is not node and (inner.label or inner.heading):
            found.append(inner)

    each(node, look)
    return bool(found)
