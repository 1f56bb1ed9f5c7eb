"""Set lam and alef in their order again where a font's ligature came out with its parts turned round.

In such text the pair lam, alef is never seen: it reads alef, lam. After another alef, or after a lam, that can be
nothing but the ligature. Elsewhere a word is mended when the rest of the document has its mended form more often.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from unpress.draft import Draft, Line, Run, Runs, cut_runs, merge_runs
from unpress.journal import Journal
from unpress.pattern import late

_ALEF: Final = "\u0622\u0623\u0625\u0627"
_LAM: Final = "\u0644"
_TURNED: Final = re.compile(rf"(?<=\u0627)[{_ALEF}]{_LAM}")
_AFTER_LAM: Final = late(rf"(?<={_LAM})[{_ALEF}]{_LAM}")
_PAIR: Final = late(rf"[{_ALEF}]{_LAM}")
_SOUND: Final = late(rf"{_LAM}[{_ALEF}](?!{_LAM})")
_WORD: Final = late(r"[\u0620-\u064a]{3,}")
_REACH: Final = 3
"""Lines around one that shows the fault which are likely to be of the same font."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Turn the pairs back in lines that show the fault and in those about them."""
    if not _TURNED.search(draft.text):
        return draft
    texts = [entry.text if isinstance(entry, Line) else "" for entry in draft.lines]
    shown = {i for i, text in enumerate(texts) if _TURNED.search(text)}
    near = {k for i in shown for k in range(i - _REACH, i + _REACH + 1)}
    faulty = shown | {i for i in near if 0 <= i < len(texts) and not _SOUND.search(texts[i])}
    known = Counter(word for i, text in enumerate(texts) if i not in near for word in _WORD.findall(text))
    fresh = list(draft.lines)
    for i, entry in enumerate(draft.lines):
        if i in near and isinstance(entry, Line):
            pairs = _pairs(texts[i], known, certain=i in faulty)
            if pairs:
                fresh[i] = replace(entry, runs=_turned(entry.runs, pairs))
    return (
        draft
        if all(a is b for a, b in zip(fresh, draft.lines, strict=True))
        else replace(draft, lines=tuple(fresh))
    )


def _pairs(text: str, known: Counter[str], *, certain: bool) -> list[int]:
    """Where the pairs stand that are to be turned."""
    found: set[int] = set()
    if certain:
        found = {match.start() for rule in (_TURNED, _AFTER_LAM) for match in rule.finditer(text)}
    for word in _WORD.finditer(text):
        inside = [at for at in found if word.start() <= at < word.end()]
        mended = _swap(word.group(), [at - word.start() for at in inside])
        for pair in _PAIR.finditer(mended):
            if (
                known[_swap(mended, [pair.start()])] > known[mended]
                and not {pair.start() + word.start() + k for k in (-1, 0, 1)} & found
            ):
                found.add(pair.start() + word.start())
                break
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
