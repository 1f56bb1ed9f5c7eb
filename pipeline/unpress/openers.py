"""How long the phrase is that opens a paragraph: the longest known one, with its adverbs, and others joined to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from unpress.folding import VOWELS, fold, fold_with_positions
from unpress.wording import Openers, Role

_REACH = 200  # characters in which an opener ends
_SHORTEST = 3  # characters of an abbreviation in capitals


class Phrases(NamedTuple):
    """Openers with a small letter at the start, by their first word (two characters in a script without spaces) the
    length of the longest, and what a language has beside them: see `Openers`."""

    known: frozenset[str]
    longest: Mapping[str, int]
    spaced: bool
    joins: tuple[str, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    inner: tuple[str, ...]

    @classmethod
    def of(cls, openers: Openers, role: Role) -> Phrases:
        """The phrases of a language for paragraphs of a role."""
        lists = {
            "preambular": (openers.preambular,),
            "operative": (openers.operative,),
            "declaration": (openers.declaration,),
            "any": (openers.preambular, openers.operative, openers.declaration),
        }[role]
        phrases = {_lowered(fold(phrase)) for group in lists for phrase in group}
        for _, *rewritings in openers.forms:
            text = "\n".join(sorted(phrases))
            for pattern, replacement in zip(rewritings[::2], rewritings[1::2], strict=True):
                text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
            phrases.update(text.split("\n"))
        longest: dict[str, int] = {}
        for phrase in phrases:
            word = _first_word(phrase, 0, openers.spaced)
            longest[word] = max(len(phrase), longest.get(word, 0))
        return cls(
            frozenset(phrases),
            longest,
            openers.spaced,
            openers.joins,
            openers.before.pattern,
            openers.after.pattern,
            openers.inner,
        )

    def opener(self, text: str) -> int:
        """Return the length of the phrase that opens `text`, 0 when it opens with none: see `Language.opener`."""
        lead = len(text) - len(text.lstrip())
        head = text[lead : lead + _REACH]
        folded, positions = fold_with_positions(head)
        end = self.opens(folded)
        if not end:
            return 0
        if positions:
            end = positions[end - 1] + 1
            while head[end : end + 1] and head[end] in VOWELS:
                end += 1
        return lead + end

    def opens(self, folded: str) -> int:
        """The same for a text that is folded and begins with no space."""
        head, spaced = folded[:_REACH], self.spaced
        if spaced and head[:2].isupper():
            head = _uncapitalised(head)
        if not self.most(head, 0):
            lead = self.before.match(head)
            if lead is None or not lead.end():
                return 0
        end = _end(head, self)
        return 0 if head.startswith(self.inner) else end

    def most(self, text: str, start: int) -> int:
        """Return the length of the longest phrase that can begin at `start`, 0 where none can."""
        word = _first_word(text, start, self.spaced)
        return self.longest.get(word) or (0 if self.spaced else self.longest.get(word[:1], 0))


def _uncapitalised(text: str) -> str:
    """Write the words in capitals with which a text begins, as early documents print verbs, in small letters."""
    end = 0
    for word in re.finditer(r"\S+", text):
        if not word[0].isupper() or (word.end() - word.start() == 1 and end):
            break
        end = word.end()
    if end <= _SHORTEST:
        return text
    small = [low if len(low := char.lower()) == 1 else char for char in text[1:end]]  # "İ" would become two
    return text[:1] + "".join(small) + text[end:]


def _lowered(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]


_LETTERS = re.compile(r"[^\W\d_]+")
_TO_WORD_END = re.compile(r"[^\W\d_]++(?![-’][^\W\d_])|’")
"""What ends where a phrase can end: a word, with the parts that hyphens join to it behind it, or an elided article."""


def _first_word(text: str, start: int, spaced: bool) -> str:
    """Return the letters at `start` with a small one first; two characters in a script without spaces."""
    if not spaced:
        return text[start : start + 1].lower() + text[start + 1 : start + 2]
    end = text.find(" ", start + 1)
    if end < 0 or not text[start:end].isalpha():
        found = _LETTERS.match(text, start)
        end = found.end() if found else start + 1
    return text[start : start + 1].lower() + text[start + 1 : end]


def _longest(text: str, start: int, phrases: Phrases) -> int:
    """Return where the longest phrase that begins at `start` ends, or `start`."""
    spaced = phrases.spaced
    longest = phrases.most(text, start)
    if not longest:
        return start
    stop = min(len(text), start + longest)
    first = text[start : start + 1].lower()
    if spaced:
        ends: Sequence[int] = [match.end() for match in _TO_WORD_END.finditer(text, start, stop + 1)]
    else:
        ends = range(start + 1, stop + 1)
    for end in reversed(ends):
        if end <= stop and first + text[start + 1 : end] in phrases.known:
            return end
    return start


def _opener_from(text: str, start: int, phrases: Phrases) -> int:
    """Return where one opener with its adverbs ends, or `start`."""
    end = _longest(text, start, phrases)
    if lead := phrases.before.match(text, start):
        inner = lead.end()
        beyond = _longest(text, inner, phrases) if inner > start else start
        if beyond > inner:
            end = max(end, beyond)
    if end == start:
        return start
    for _ in range(3):
        adverb = phrases.after.match(text, end)
        if not adverb or adverb.end() == end:
            break
        # The adverb may stand inside a known phrase: "Expresses also its concern".
        whole = text[start:end] + text[adverb.end() :]
        inside = start + _longest(whole, 0, phrases)
        end = inside + len(adverb[0]) if inside > end else adverb.end()
    return end


def _end(text: str, phrases: Phrases) -> int:
    """Return where the openers that are joined at the start end, or 0."""
    end = _opener_from(text, 0, phrases)
    while end:
        for join in phrases.joins:
            if text.startswith(join, end):
                further = _opener_from(text, end + len(join), phrases)
                if further > end + len(join):
                    end = further
                    break
        else:
            return end
    return 0
