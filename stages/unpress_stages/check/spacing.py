"""Hold spaces and hyphens against the house style.

No space before a comma or full stop, none at the inner side of brackets, one behind a comma; no hyphen with spaces
around it for a dash. French sets a no-break space before ``; : ? ! »`` and behind ``«``: looked at where the source
keeps no-break spaces at all.
"""

from __future__ import annotations

import re
from typing import Final

from unpress.ast import Document, Emphasis, Foreign, Inlines, Vote
from unpress.journal import Journal
from unpress.language import language
from unpress.walk import plain
from unpress_stages.check._passages import passages, report

PROBLEMS: Final = {
    "before": "A space before a punctuation mark.",
    "bracket": "A space at the inner side of a bracket.",
    "behind": "No space behind a punctuation mark.",
    "hyphen": "A hyphen with spaces around it, where a dash belongs.",
    "double": "Two spaces.",
    "no-break": "No no-break space at a French sign.",
}

_RULES: Final = (
    ("before", "a space before {0!r}", re.compile(r"(?<=[^\W\d_]) +([,;.])(?=\s|$)")),
    ("bracket", "a space at the inner side of a bracket", re.compile(r"(?<=[(\[]) | (?=[)\]])")),
    ("behind", "no space behind {0!r}", re.compile(r"(?<=[0-9a-zа-яà-ÿ])([,;])(?=[a-zа-яà-ÿ])")),
    ("hyphen", "a hyphen with spaces around it", re.compile(r"(?<=[a-zа-яà-ÿ]) - (?=[a-zа-яà-ÿ])")),
    ("double", "two spaces", re.compile(r"(?<=\S)  +(?=\S)")),
)
_NO_BREAK: Final = "\u00a0\u202f"
_FRENCH: Final = re.compile(r"(?<=[\w)”»])( ?)([;:?!»])(?=\s|$)|(«)( |(?=\w))")


def check(document: Document, journal: Journal) -> None:
    """Report each place."""
    lang = language(document.language)
    spaced = lang.openers.spaced
    runs = list(passages(document))
    narrow = lang.typography.operative_end[:1] in _NO_BREAK and any(
        sign in run.text for run in runs for sign in _NO_BREAK
    )
    for passage in runs:
        for slug, message, rule in _RULES if spaced else ():
            for found in rule.finditer(passage.text):
                said = message.format(*found.groups())
                report(journal, passage, slug, said, *found.span())
        if narrow and not isinstance(passage.block, Vote):
            foreign = _emphasised(passage.content)  # titles in other languages
            for found in _FRENCH.finditer(passage.text):
                if any(start <= found.start() < end for start, end in foreign):
                    continue
                sign = found[2] or found[3]
                side = "before" if found[2] else "behind"
                report(journal, passage, "no-break", f"no no-break space {side} {sign!r}", *found.span())


def _emphasised(content: Inlines) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for node in content:
        size = len(plain((node,)))
        if isinstance(node, Emphasis | Foreign):
            found.append((at, at + size))
        at += size
    return found
