"""Hold the ends of the paragraphs of a resolution against the rules of drafting.

A preambular paragraph ends in a comma, an operative one in a semicolon, the last one in a full stop; the end of a
paragraph with entries is that of its last one (domain reference 2.1 and 3.2, from the drafting of resolutions in the
Editorial Manual). What stands before a heading or a section may end as the last one does.
"""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

from unpress.ast import Block, Blocks, Clause, Closing, Document, Item, List, Paragraph, Quote, Section, Vote
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.walk import plain
from unpress_stages.check._passages import Passage, report

PROBLEMS: Final = {
    "preambular": "A preambular paragraph does not end in a comma.",
    "operative": "An operative paragraph does not end in a semicolon.",
    "last": "The last paragraph does not end in a full stop.",
}

_CLOSED: Final = " \u00a0”“»’‘\"'）)]］"
"""What may stand behind the end of a sentence."""
_MARKED: Final = frozenset(",;.،؛，；。")
"""The ends behind which the mark of a note stands."""


def check(document: Document, journal: Journal) -> None:
    """Report each paragraph that ends in another mark."""
    lang = language(document.language)
    if lang.typography.operative_end:
        _blocks(document.children, lang, journal, goes_on=False)


def _blocks(blocks: Blocks, lang: Language, journal: Journal, *, goes_on: bool) -> None:
    """Look at the clauses; ``goes_on`` says that more of the same text follows the blocks."""
    for at, block in enumerate(blocks):
        behind = blocks[at + 1 :]
        if isinstance(block, Section) and block.role != "annex":
            more = goes_on or any(isinstance(later, Section) and later.role != "annex" for later in behind)
            _blocks(block.children, lang, journal, goes_on=more and block.role != "resolution")
        elif isinstance(block, Clause):
            _clause(block, behind[0] if behind else None, lang, journal, goes_on)


def _clause(clause: Clause, following: Block | None, lang: Language, journal: Journal, goes_on: bool) -> None:
    last, signs = _last(clause), lang.typography
    if last is None or not _opens(clause, lang):
        return
    text = plain(last.content)
    end = _end(text)
    if end in {_sign(signs.list_end), ":"}:  # what it announces was taken for something else than its list
        return
    wanted = {
        "preambular": _sign(signs.preambular_end),
        "operative": _sign(signs.operative_end),
        "last": _sign(signs.full_stop),
    }
    if clause.role == "preambular":
        if not isinstance(following, Clause):
            return  # what opens the operative part is part of the sentence: "Decides:"
        right, name = wanted["preambular"], "preambular paragraph"
    elif isinstance(following, Clause) and following.role == "operative":
        right, name = wanted["operative"], "operative paragraph"
    elif (following is None and not goes_on) or isinstance(following, Closing | Vote):
        right, name = wanted["last"], "last paragraph"
    else:
        return
    if end != right:
        start = len(text.rstrip(_CLOSED)) - 1
        passage = Passage(clause, last.content, text, f"paragraph {clause.label}".strip(" ."))
        slug = name.split()[0]
        said = f"a{'n' if name[0] == 'o' else ''} {name}" if slug != "last" else f"the {name}"
        report(
            journal,
            passage,
            slug,
            f"{said} ends in {end!r}",
            max(start, 0),
            max(start, 0) + 1,
            f"it ends in {right!r}",
        )


def _opens(clause: Clause, lang: Language) -> bool:
    """Whether a paragraph without number opens as those of its role do. Others are headings or lines of a text that
    was taken apart, or belong to the other part of the resolution: of them nothing is known."""
    return bool(clause.label) or bool(lang.opener(plain(clause.content), clause.role))


def _sign(printed: str) -> str:
    """A mark as it is compared: Chinese text on the Web often has the narrow ones."""
    return normalize("NFKC", fold(printed)).strip()


def _end(text: str) -> str:
    """The mark that a paragraph ends in, before a figure whose note the text has lost."""
    bare = text.rstrip(_CLOSED)
    unmarked = bare.rstrip("0123456789")
    marked = len(bare) - len(unmarked) < 3 and unmarked[-1:] in _MARKED
    return _sign((unmarked if marked else bare)[-1:])


def _last(block: Clause | Item | Paragraph) -> Clause | Item | Paragraph | None:
    """The innermost paragraph at the end of one; None where that is a table, a quotation or a heading."""
    if not block.children:
        return block
    child = block.children[-1]
    if isinstance(child, List):
        return _last(child.items[-1]) if child.items else None
    if isinstance(child, Quote):
        return None
    return _last(child) if isinstance(child, Paragraph) else None
