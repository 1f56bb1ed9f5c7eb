"""Set lam and alef in their order again where a font's ligature came out with its parts turned round.

In such text the pair lam, alef is never seen: it reads alef, lam. After another alef, or after a lam, or as a word of
its own, that can be nothing but the ligature. Elsewhere a word is mended when the rest of the document and the openers
of the language have its mended form more often, with whatever is written together with it ("and", "the", "by the").
Words that can be nothing else teach, too: they tell what the others begin with. What they leave open is for the
language's own list. Notes are set in one font: what one of them shows holds for all, and so it is with a text in which
no line shows a pair in order.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from unpress.draft import Draft, DraftNote, Line
from unpress.journal import Journal
from unpress.language import language, until_forgotten
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Run, Runs, cut_runs, merge_runs
from unpress.wording import Ligatures

_ALEF: Final = "\u0622\u0623\u0625\u0627"
_LAM: Final = "\u0644"
_LETTER: Final = "[\u0620-\u064a]"
_TURNED: Final = late(rf"(?<=\u0627)[{_ALEF}]{_LAM}")
_ALONE: Final = late(rf"(?:(?<!{_LETTER})|(?<=(?<!{_LETTER})\u0648))\u0627{_LAM}(?= {_LETTER})")
_PAIR_LAST: Final = late(rf"{_LAM}[{_ALEF}]$")
_PAIR: Final = late(rf"[{_ALEF}]{_LAM}")
_SOUND: Final = late(rf"{_LAM}[{_ALEF}](?!{_LAM})")
_WORD: Final = late(rf"{_LETTER}{{3,}}")
_TOGETHER: Final = rf"[\u0648\u0641]?(?:[\u0628\u0643]?\u0627{_LAM}|{_LAM}{_LAM}|[\u0628\u0643{_LAM}])?"
"""And, so; by, as, for; the: what is written together with the word behind it."""
_WRITTEN_TOGETHER: Final = late(rf"{_TOGETHER}(?={_LETTER}{{3}})")
_SIGNED: Final = late(rf"[\u0648\u0641]?[\u0628\u0643]?([\u0622\u0623\u0625]{_LAM})")
_REACH: Final = 3
"""Lines around one that shows the fault which are likely to be of the same font."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Turn the pairs back in lines that show the fault and in those about them."""
    if _LAM not in draft.text or not _TURNED.search(draft.text):
        return draft
    texts = [entry.text if isinstance(entry, Line) else "" for entry in draft.lines]
    noted = [line.text for note in draft.notes for line in note.lines]
    shown = {i for i, text in enumerate(texts) if _TURNED.search(text)}
    near = {k for i in shown for k in range(i - _REACH, i + _REACH + 1)}
    if shown and not any(_SOUND.search(text) for i, text in enumerate(texts) if i not in near):
        near = set(range(len(texts)))
    faulty = shown | {i for i in near if 0 <= i < len(texts) and not _SOUND.search(texts[i])}
    in_notes = any(map(_TURNED.search, noted))
    if not shown and not in_notes:
        return draft
    sound = [text for i, text in enumerate(texts) if i not in near] + ([] if in_notes else noted)
    known = _words((*sound, *_phrases(draft.language))) + _shown((*texts, *noted))
    listed = language(draft.language).ligatures
    fresh = [
        _mended(entry, known, listed, certain=i in faulty) if i in near and isinstance(entry, Line) else entry
        for i, entry in enumerate(draft.lines)
    ]
    notes = tuple(_note(note, known, listed) for note in draft.notes) if in_notes else draft.notes
    same = all(a is b for a, b in zip(fresh, draft.lines, strict=True))
    if same and all(a is b for a, b in zip(notes, draft.notes, strict=True)):
        return draft
    return replace(draft, lines=tuple(fresh), notes=notes)


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(_stem(word) for text in texts for word in _WORD.findall(text))


def _shown(texts: Iterable[str]) -> Counter[str]:
    """The words of which the fault itself tells how they read, where no pair in them is left open."""
    words = (word for text in texts for word in _WORD.findall(text) if _TURNED.search(word))
    stems = (_stem(_swap(word, [match.start() for match in _TURNED.finditer(word)])) for word in words)
    return Counter(stem for stem in stems if not _PAIR.search(stem))


def _tells(listed: Ligatures, mended: str, turned: str) -> bool:
    """Whether the lists of the language say that ``mended`` is to be ``turned``: it then begins with a listed word, or
    it begins with an alef that carries a sign and a lam, and is none of the words that do."""
    joined = _beginnings(listed.joined)
    if joined.match(turned) and not joined.match(mended):
        return True
    signed = _SIGNED.match(mended)
    return bool(
        listed.joined
        and signed
        and not _SIGNED.match(turned)
        and not listed.apart.match(mended[signed.start(1) :])
    )


@until_forgotten
@functools.lru_cache(maxsize=8)
def _beginnings(words: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of words that begin so. What ends with the pair, or has a word behind it, stands as it is, without
    the article: mostly such words are adverbs."""
    whole = {word for word in words if " " in word or _PAIR_LAST.search(word)}
    begun = "|".join(re.escape(word) for word in words if word not in whole) or "(?!)"
    alone = (
        "|".join(re.escape(word) + f"(?!(?<={_LAM}.){_LETTER})" for word in words if word in whole) or "(?!)"
    )
    return re.compile(f"{_TOGETHER}(?:{begun})|[\u0648\u0641]?[\u0628\u0643{_LAM}]?(?:{alone})")


def _phrases(code: str) -> tuple[str, ...]:
    """What paragraphs of a language open with."""
    openers = language(code).openers
    return (*openers.preambular, *openers.operative, *openers.inner)


def _note(note: DraftNote, known: Counter[str], listed: Ligatures) -> DraftNote:
    lines = tuple(_mended(line, known, listed, certain=not _SOUND.search(line.text)) for line in note.lines)
    return note if all(a is b for a, b in zip(lines, note.lines, strict=True)) else replace(note, lines=lines)


def _mended(line: Line, known: Counter[str], listed: Ligatures, *, certain: bool) -> Line:
    pairs = _pairs(line.text, known, listed, certain=certain or _TURNED.search(line.text) is not None)
    return replace(line, runs=_turned(line.runs, pairs)) if pairs else line


def _stem(word: str) -> str:
    """A word without what is written together with it."""
    together = _WRITTEN_TOGETHER.match(word)
    return word[together.end() :] if together is not None else word


def _pairs(text: str, known: Counter[str], listed: Ligatures, *, certain: bool) -> list[int]:
    """Where the pairs stand that are to be turned."""
    found: set[int] = set()
    for rule in (_TURNED, _ALONE) if certain else ():
        found.update(match.start() for match in rule.finditer(text))
    for word in _WORD.finditer(text):
        inside = [at for at in found if word.start() <= at < word.end()]
        mended = _swap(word.group(), [at - word.start() for at in inside])
        for pair in _PAIR.finditer(mended):
            at = pair.start() + word.start()
            if at and {at - 1, at, at + 1} & found:
                continue
            turned = _swap(mended, [pair.start()])
            gain = known[_stem(turned)] - known[_stem(mended)]
            told = mended[: pair.start()].endswith(_LAM) or _tells(
                listed, mended + text[word.end() :], turned + text[word.end() :]
            )
            if gain > 0 or (gain == 0 and certain and told):
                found.add(at)
                mended = turned
    return sorted(found)


def _swap(word: str, pairs: list[int]) -> str:
    letters = list(word)
    for at in pairs:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _turned(runs: Runs, pairs: list[int]) -> Runs:
    parts: list[Run] = []
    at = 0
    for pair in pairs:
        if pair < at:
            continue
        parts.extend(cut_runs(runs, at, pair))
        parts.extend(cut_runs(runs, pair + 1, pair + 2))
        parts.extend(cut_runs(runs, pair, pair + 1))
        at = pair + 2
    parts.extend(cut_runs(runs, at, sum(len(run.text) for run in runs)))
    return merge_runs(parts)
