"""What renderers say alike: where links lead and what they may open, which language has the words, its direction."""

from __future__ import annotations

import re
from typing import Final, Literal
from urllib.parse import quote, urlsplit

from unpress.ast import Document, Inline, Link, Reference
from unpress.language import Language, language
from unpress.symbol import DOCS, Symbol
from unpress.walk import plain

SCHEMES: Final = frozenset({"http", "https", "mailto", "ftp", "doi"})
"""What a link may ask a reader's program to open."""
_IGNORED: Final = re.compile(r"[\x00-\x20\x7f]+")
"""What browsers leave out of an address, or out of its ends (https://url.spec.whatwg.org)."""
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "yi", "dv"})


def bare(target: str) -> str:
    """The target of a link without what browsers leave out of it: a tab in "javascript:", say."""
    return _IGNORED.sub("", target)


def may_open(target: str, *, relative: bool = False) -> bool:
    """Whether a link may lead there. ``relative``: also to another place of the document, or to a file beside it."""
    try:
        scheme = urlsplit(bare(target)).scheme.lower()
    except ValueError:
        return False
    return scheme in SCHEMES or (relative and not scheme)


def known_language(document: Document) -> Language:
    """The language of a document, English where it is not one of ours."""
    try:
        return language(document.language)
    except LookupError:
        return language("en")


def address(symbol: str, to: Language) -> str:
    """Where the United Nations keeps a document, also where the symbol is of no known form."""
    try:
        return Symbol.parse(symbol).address(to.docs)
    except ValueError:
        return f"{DOCS}/{to.docs}/" + quote(
            "".join(symbol.split()), safe="/().,-*:;&'+@!~_", errors="replace"
        )


def link_of_a_word(node: Inline | None) -> str:
    """The text of a link without a space, which may belong to the words before it; empty for all else."""
    shown = plain((node,)) if isinstance(node, Link | Reference) else ""
    return "" if " " in shown else shown


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language is written, by its BCP 47 tag."""
    return "rtl" if tag.lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"
