"""Hold the links to documents against the words that bear them, and against what can exist.

A link opens the document that its words name: published files hold some that do not, and some whose symbol is
malformed. Sessions and years of a symbol lie between the first of its body and the document that cites it. The parts of
a symbol are parted by one stroke, the numbers in a part by one full stop (domain reference 1.1, from the system of
identification in the Editorial Manual). Nothing is fetched: whether a server answers is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from unpress.ast import Document, Inlines, Link, Reference
from unpress.citations import find
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.problems import Severity
from unpress.symbol import Symbol
from unpress.walk import WRAPPERS, plain
from unpress_stages.check._passages import Passage, passages, report
from unpress_stages.check._years import impossible, year_of

PROBLEMS: Final = {
    "other": "A link opens another document than its words name.",
    "impossible": "No document can have this symbol: its session or year is not there.",
    "malformed": "A symbol is malformed, or the address of a document holds none.",
    "dead": "A link opens nothing: its address is no address, that of a file, or a place that is not there.",
}

_BODIES: Final = "A|S|E|ST|T|TD|DP|CCPR|CERD|CEDAW|CAT|CRC|CRPD|CMW|CED|HRI|UNEP|FCCC|CBD|NPT|PBC"
_MALFORMED: Final = re.compile(
    rf"""
    (?<![A-Za-z0-9./-])
    (?=[^\s,;]*\d)                        # a symbol has a number
    (?:{_BODIES})/
    (?: [A-Za-z0-9-]+ (?:[./][A-Za-z0-9-]+)* (?: \.\.(?!\.) | // | /\. | \./ ) | [./] )  # two signs where one belongs
    [A-Za-z0-9./-]* [A-Za-z0-9]
    """,
    re.VERBOSE | re.ASCII,
)
_PLACE: Final = re.compile(
    r"(?:https?|ftp)://(?:[\w-]+\.)+[\w-]+(?::\d+)?(?:[/?#](?:\S| (?=\S))*)?|mailto:\S+@\S+|doi:\S+"
)
"""An address that can be opened from anywhere; a space in it is what a browser makes "%20"."""
_HOST: Final = re.compile(r"https?://(?:www\.)?(?:docs\.un\.org|undocs\.org|daccess-ods\.un\.org)/", re.I)
_NUMBERS: Final = re.compile(r"\d+|(?<=\()[IVXLC]+(?=\))|(?<=-)[IVXLC]+(?=\))")


def check(document: Document, journal: Journal) -> None:
    """Report links to other documents than their words name, malformed symbols, symbols that cannot exist."""
    year, lang = year_of(document), language(document.language)
    for passage in passages(document):
        for found in _MALFORMED.finditer(passage.text):
            report(
                journal,
                passage,
                "malformed",
                f"the symbol {found[0]!r} is malformed",
                *found.span(),
                severity=Severity.error,
            )
        for start, node in _links(passage.content):
            words = plain(node.children).rstrip(" .,;")
            end = start + len(words)
            if isinstance(node, Link):
                _address(passage, node, words, start, journal)
                continue
            if not _names(words, node.symbol) and not _found(passage.text, start, node.symbol, lang):
                report(
                    journal,
                    passage,
                    "other",
                    f"{words!r} is a link to {node.symbol}",
                    start,
                    end,
                    "a link opens the document that its words name",
                    severity=Severity.error,
                )
            reason = impossible(node.symbol, year)
            if reason:
                report(
                    journal,
                    passage,
                    "impossible",
                    f"{node.symbol} cannot exist: {reason}",
                    start,
                    end,
                    severity=Severity.error,
                )


def _address(passage: Passage, node: Link, words: str, start: int, journal: Journal) -> None:
    """A link to the document servers that is no reference has no symbol that can be read."""
    end = start + len(words)
    if _HOST.match(node.target) and Symbol.from_address(node.target) is None:
        report(
            journal,
            passage,
            "malformed",
            f"{node.target} holds no symbol of a document",
            start,
            end,
            severity=Severity.error,
        )
    elif not _PLACE.fullmatch(node.target):
        report(journal, passage, "dead", f"a link to {node.target[:60]!r} opens nothing", start, end)


def _names(words: str, symbol: str) -> bool:
    """Whether the figures of the words are those of the symbol, in the order of the symbol.

    Words may leave out what was said before ("Add.1", "57/4"); they may not say other figures.
    """
    if "/" not in words and "(" not in words:
        return True
    try:
        words = str(
            replace(Symbol.parse(words), double=None)
        )  # a link opens the first half of a double symbol
    except ValueError:
        pass
    rest = iter(_NUMBERS.findall(symbol))
    return all(number in rest for number in _NUMBERS.findall(words))


def _found(text: str, start: int, symbol: str, lang: Language) -> bool:
    """Whether the text cites the symbol at this place in the way of its language: 973 (د-10) is 973 (X)."""
    return any(str(c.symbol) == symbol for c in find(text, lang) if c.start <= start < c.end)


def _links(content: Inlines) -> Iterator[tuple[int, Link | Reference]]:
    """Links with the place of their words in the plain text."""
    at = 0
    for node in content:
        if isinstance(node, Link | Reference):
            yield at, node
        elif isinstance(node, WRAPPERS):
            yield from ((at + inner, link) for inner, link in _links(node.children))
        at += len(plain((node,)))
