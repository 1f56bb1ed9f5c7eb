"""Quotations of several paragraphs: they open with a mark that is closed further on.

Where each paragraph opens with the mark, only the last one closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unpress.language import Language

_PARAGRAPHS: Final = 40
"""Paragraphs of a quotation behind the first, at most."""
_BEHIND: Final = " .。"
"""What may stand behind the mark that closes."""


def begins_quotation(texts: Sequence[str], i: int, lang: Language, *, announced: bool) -> bool:
    """Whether paragraph ``i`` of a text begins a quotation that ends in a paragraph further on. It is ``announced`` by
    what stands before it, or another paragraph of it opens with the mark as well."""
    if not _opens(texts[i], lang) or ends_quotation(texts[i], lang):
        return False
    ahead = [later for later in texts[i + 1 : i + 1 + _PARAGRAPHS] if later]
    end = next((n for n, later in enumerate(ahead) if ends_quotation(later, lang)), None)
    return end is not None and (announced or any(_opens(later, lang) for later in ahead[: end + 1]))


def ends_quotation(text: str, lang: Language) -> bool:
    """Whether a paragraph ends with a quotation mark that it does not open, but for the one that it opens with."""
    opening, closing = _marks(lang)
    opened = text.count(opening) - text.startswith(opening)
    return text.rstrip(_BEHIND).endswith(closing) and (opening == closing or text.count(closing) > opened)


def _opens(text: str, lang: Language) -> bool:
    """Whether a paragraph opens with a quotation mark that it does not close."""
    opening, closing = _marks(lang)
    return text.startswith(opening) and (opening == closing or text.count(opening) >= text.count(closing))


def _marks(lang: Language) -> tuple[str, str]:
    opening, closing, *_ = lang.typography.quotes
    return opening.strip(), closing.strip()
