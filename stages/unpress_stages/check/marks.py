"""Hold the marks of notes against the side of the punctuation on which a language sets them.

English sets the mark after the punctuation mark, French, Spanish, Russian and Arabic before it, Chinese after
(domain reference 4.1, from the chapter on footnotes of the Editorial Manual), but in Geneva before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from unpress.ast import Document, Inlines, NoteMark, Text
from unpress.journal import Journal
from unpress.language import language
from unpress.walk import WRAPPERS, plain
from unpress_stages.check._passages import passages, report

PROBLEMS: Final = {
    "side": "The mark of a note stands on the wrong side of a punctuation mark.",
}

_SIGNS: Final = ",;،؛，；。"
"""What ends a part of a sentence. A full stop may be that of an abbreviation, a colon that of a ratio."""
_BEFORE: Final = re.compile(rf"\s?[{_SIGNS}]$")
_BEHIND: Final = re.compile(rf"\s?[{_SIGNS}]")


def check(document: Document, journal: Journal) -> None:
    """Report each mark on the wrong side."""
    signs = language(document.language).typography
    side = (document.meta.organ == "hrc" and signs.note_mark_hrc) or signs.note_mark
    for passage in passages(document):
        text = passage.text
        marks = list(_marks(passage.content))
        placed = {at for at, _ in marks}
        for at, mark in marks:
            before = _BEFORE.search(text[max(at - 2, 0) : at])
            behind = _BEHIND.match(text[at : at + 2])
            if behind is not None and (_next(text, at + behind.end()) in placed):
                continue  # "1, 2": a comma between marks
            if side == "after" and behind is not None and before is None:
                sign, order = behind[0].strip(), "before"
            elif side == "before" and before is not None and behind is None:
                sign, order = before[0].strip(), "after"
            else:
                continue
            start, end = (at, at + behind.end()) if order == "before" and behind else (at - len(sign), at)
            report(
                journal,
                passage,
                "side",
                f"the mark of note {mark.note} stands {order} {sign!r}",
                start,
                end,
                f"in this language it stands {side} it",
            )


def _next(text: str, at: int) -> int:
    """Where the next character that is no space stands."""
    while text[at : at + 1].isspace():
        at += 1
    return at


def _marks(content: Inlines) -> Iterator[tuple[int, NoteMark]]:
    """The marks of a run with their places in its plain text."""
    found: list[tuple[int, NoteMark]] = []
    at = 0

    def look(nodes: Inlines) -> None:
        nonlocal at
        for node in nodes:
            if isinstance(node, NoteMark):
                found.append((at, node))
            elif isinstance(node, Text):
                at += len(node.value)
            elif isinstance(node, WRAPPERS):
                look(node.children)
            else:
                at += len(plain((node,)))

    look(content)
    yield from found
