"""Where links lead: the address of a document, and what a link may ask a reader's program to open."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from unpress.language import Language
from unpress.symbol import DOCS, Symbol

SCHEMES: Final = frozenset({"http", "https", "mailto", "ftp", "doi"})
"""What a link may ask a reader's program to open."""


def address(symbol: str, to: Language) -> str:
    """Where the United Nations keeps a document, also where the symbol is of no known form."""
    try:
        return Symbol.parse(symbol).address(to.docs)
    except ValueError:
        return f"{DOCS}/{to.docs}/" + quote(
            "".join(symbol.split()), safe="/().,-*:;&'+@!~_", errors="replace"
        )
