"""Lines that begin paragraphs by what they say together with the lines around: signatures, quoted paragraphs, the
heading of what is annexed to a letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress.folding import fold
from unpress.language import Language
from unpress_stages.clean._facts import Facts

_SIGNATURE: Final = 4
"""Lines of a signature, at most."""
_SHORT: Final = 0.6
"""The part of a full line that a line of a signature takes at most."""
_ANNEX: Final = 4
"""Lines of the heading of an annex to a letter, at most."""
_BROADER: Final = 1.2
"""How much broader a line of text is than the lines of a heading set larger."""
_ONE_LINE: Final = 0.5
_FULL: Final = 0.95
"""The parts of a full line below which a heading has but this one line, and above which nothing can be told of it."""


def signatures(facts: Sequence[Facts], lines: Sequence[Line], lang: Language, full: float) -> frozenset[int]:
    """The lines of signatures, each for itself, and the lines behind them: below "(Signed) Rania Haddad" stand title
    and mission, above a Chinese name."""
    signed = fold(lang.closing.signed)
    if not signed:
        return frozenset()
    found: set[int] = set()

    def short(i: int) -> bool:
        fact = facts[i]
        narrow = fact.width - lines[i].indent < _SHORT * full and not lang.headings.annex_to.fullmatch(
            fact.text
        )
        return narrow and not (fact.ended or fact.lower or fact.label is not None)

    for i, fact in enumerate(facts):
        above, below = i, i
        if fact.text.startswith(signed):
            while (
                below + 1 < min(i + _SIGNATURE, len(facts)) and short(below + 1) and lines[below + 1].gap <= 1
            ):
                below += 1
        elif fact.text.endswith(signed):
            while above > max(i - _SIGNATURE, 0) and short(above - 1):
                above -= 1
        else:
            continue
        found.update(range(above, below + 2))
    return frozenset(found)


def quoted(facts: Sequence[Facts], lang: Language) -> frozenset[int]:
    """The lines that open the paragraphs of a quotation, each with the mark, which only the last one closes. Tools
    misplace the marks of a script from right to left."""
    opening, closing, *_ = (mark.strip() for mark in (*lang.typography.quotes, "", ""))
    if lang.right_to_left or not opening or opening == closing:
        return frozenset()
    found: set[int] = set()
    before, opened = -1, 0
    for i, fact in enumerate(facts):
        if fact.text.startswith(opening) and i and facts[i - 1].stops:
            if before >= 0 and opened > 0:
                found.update((before, i))
            before, opened = i, 0
        if before >= 0:
            opened += fact.text.count(opening) - fact.text.count(closing)
    return frozenset(found)


def annexed(facts: Sequence[Facts], i: int, begun: int, lang: Language, full: float) -> bool | None:
    """Whether line ``i`` begins the heading "Annex to the letter dated ... from ... addressed to ..." or what stands
    below it (True) or goes on in it (False); ``begun`` is the line that the paragraph before began with. None where
    nothing can be told. The heading takes several lines and is set larger than the text."""
    rule, here = lang.headings.annex_to, facts[i]
    if not here.lower and here.label is None and rule.fullmatch(here.text):
        return True
    if not 0 <= begun < i <= begun + _ANNEX or not rule.fullmatch(facts[begun].text):
        return None
    if here.lower:
        return False
    broadest = max(fact.width for fact in facts[begun:i])
    if here.width > _BROADER * broadest or lang.script == "Han":
        return True
    if i == begun + 1:
        return True if broadest < _ONE_LINE * full else None if broadest > _FULL * full else False
    return broadest - facts[i - 1].width - 1 - here.first > 0.1 * broadest
