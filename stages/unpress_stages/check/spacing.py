"""Hold spaces and hyphens against the house style.

No space before a comma or full stop, none at the inner side of brackets, one behind a comma; no hyphen with spaces
around it for a dash ("low - and middle-income" is one that a tool parted from its word). French sets a no-break
space before ``; : ? ! »`` and behind ``«`` (domain reference 2.1, from the Editorial Manual): looked at where the
source keeps no-break spaces at all.

Each of these can be mended without anybody's judgement.
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
    (
        "before",
        "a space before {sign!r}",
        re.compile(r"(?<=[^\W\d_])(?P<stretch> +)(?P<sign>[,;.])(?=\s|$)"),
        "",
    ),
    (
        "bracket",
        "a space at the inner side of a bracket",
        re.compile(r"(?<=[(\[])(?P<stretch> +)(?=\S)|(?<=[^\s(\[])(?P<closing> +)(?=[)\]])"),
        "",
    ),
    (
        "behind",
        "no space behind {sign!r}",
        re.compile(r"(?<=[0-9a-zа-яà-ÿ])(?<![0-9][a-z])(?P<sign>[,;])(?P<stretch>)(?=[a-zа-яà-ÿ]{2})"),
        " ",
    ),
    (
        "hyphen",
        "a hyphen with spaces around it",
        re.compile(r"(?<=[a-zа-яà-ÿ]) (?P<stretch>-) (?=[a-zа-яà-ÿ])(?!(?:\w+[ /]){1,5}\w+-\w)"),
        "–",
    ),
    ("double", "two spaces", re.compile(r"(?<=\S)(?P<stretch>  +)(?=\S)"), " "),
)
"""Code, message, where, and what belongs in the place of the stretch. Two letters: ``2025/26a,b`` are marks."""
_NO_BREAK: Final = "\u00a0\u202f"
_FRENCH: Final = re.compile(r"(?<=[\w)”»])( ?)([;:?!»])(?=[\s.,)]|$)|(«)( |(?=\w))")


def check(document: Document, journal: Journal) -> None:
    """Report each place."""
    lang = language(document.language)
    runs = list(passages(document))
    spaces_out = lang.typography.operative_end[:1] in _NO_BREAK
    kept = spaces_out and any(sign in run.text for run in runs for sign in _NO_BREAK)
    for passage in runs:
        for slug, message, rule, mend in _RULES if lang.openers.spaced else ():
            if slug == "bracket" and lang.direction == "rtl":
                continue  # what a tool takes for the opening bracket of a line may be the closing one
            for found in rule.finditer(passage.text):
                sign = found.groupdict().get("sign") or ""
                if slug == "before" and sign == ";" and spaces_out:
                    continue
                stretch = "stretch" if found["stretch"] is not None else "closing"
                start, end = found.span(stretch)
                # a place is that of characters, so what is put in comes with the sign before it
                start, text = (start - 1, found.string[start - 1] + mend) if start == end else (start, mend)
                report(journal, passage, slug, message.format(sign=sign), start, end, mend=text)
        if kept and not isinstance(passage.block, Vote):
            foreign = _emphasised(passage.content)  # titles in other languages
            for found in _FRENCH.finditer(passage.text):
                if any(start <= found.start() < end for start, end in foreign):
                    continue
                sign = found[2] or found[3]
                side = "before" if found[2] else "behind"
                mended = f"\u00a0{sign}" if found[2] else f"{sign}\u00a0"
                report(
                    journal,
                    passage,
                    "no-break",
                    f"no no-break space {side} {sign!r}",
                    *found.span(),
                    mend=mended,
                )


def _emphasised(content: Inlines) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for node in content:
        size = len(plain((node,)))
        if isinstance(node, Emphasis | Foreign):
            found.append((at, at + size))
        at += size
    return found
