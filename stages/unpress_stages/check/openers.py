"""Find paragraphs of a resolution that open with words that no resolution opens with.

The openers of a language stand in its file. Where the words are nearly those of a known opener, they are likely
misspelt; others are only told of on request, for about one in fifty openers of new resolutions is new.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from unpress.ast import Clause, Document
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress_stages.check._passages import Passage, passages, report

PROBLEMS: Final = {
    "misspelt": "A paragraph opens with words that are nearly a known opener.",
    "unknown": "A paragraph opens with words that are no known opener (only with the option unknown).",
}


def check(document: Document, journal: Journal, *, unknown: bool = False) -> None:
    """Report likely misspelt openers; with ``unknown`` every opener that is not known."""
    lang = language(document.language)
    for passage in passages(document):
        block = passage.block
        if not isinstance(block, Clause) or not passage.text.strip():
            continue
        if not lang.opener(passage.text, block.role) and not lang.opener(passage.text):
            _report(passage, block, lang, journal, unknown)


def _report(passage: Passage, block: Clause, lang: Language, journal: Journal, unknown: bool) -> None:
    known = lang.openers.preambular if block.role == "preambular" else lang.openers.operative
    words = fold(passage.text).split()[:3]
    for count in range(len(words), 0, -1) if lang.openers.spaced else ():
        printed = " ".join(words[:count]).rstrip(",")
        close = get_close_matches(printed, [k for k in known if len(k.split()) == count], n=1, cutoff=0.87)
        if close and len(printed) > 4 and not printed.endswith(close[0]):  # a known one behind a joined "and"
            report(
                journal,
                passage,
                "misspelt",
                f"{printed!r} opens no paragraph",
                0,
                len(printed),
                f"did you mean {close[0]!r}?",
            )
            return
    if unknown:
        shown = " ".join(words)[:40]
        report(journal, passage, "unknown", f"{shown!r} is no known opener", 0, len(shown))
