"""Which language a text is written in."""

from __future__ import annotations

import functools
import re
from collections import Counter

from unpress.folding import fold
from unpress.language import files, section, until_forgotten
from unpress.pattern import late, may_be_eastern
from unpress.wording import Recognition

_WORD = late(r"[\u3400-\u9fff]|[^\W\d_]+")
_WORD_OF_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 400  # characters, taken at four places: several short ones see past a masthead in another language
_LEAST = 0.08  # the least score that counts


@until_forgotten
@functools.lru_cache(maxsize=1)
def _recognisers() -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    """Return, for each language file, its code, what matches a letter of its script, and its frequent words."""
    found: list[tuple[str, re.Pattern[str], frozenset[str]]] = []
    for code, path in sorted(files().items()):
        mark: Recognition = section(path, "recognition")
        found.append((code, re.compile(f"[{mark.letters}]"), frozenset(" ".join(mark.words).split())))
    return tuple(found)


def recognise(text: str) -> str | None:
    """Return the code of the language that `text` is written in, or None when there is too little to tell.

    Looks at a sample only. The script narrows the choice and frequent words decide, so that an English masthead over a
    Chinese text does not mislead it, and a new language needs nothing but its own list.
    """
    if len(text) <= 8 * _SAMPLE:
        sample = text[: 4 * _SAMPLE] + "\n" + text[-_SAMPLE:] if len(text) > 5 * _SAMPLE else text
    else:
        size = len(text)
        sample = "\n".join(
            text[at : at + _SAMPLE] for at in (size // 12, size // 3, size // 2, size * 3 // 4)
        )
    words = Counter((_WORD if may_be_eastern(sample) else _WORD_OF_LETTERS).findall(fold(sample).lower()))
    total = sum(words.values())
    if total < 3:
        return None
    scores: list[tuple[float, float, str]] = []
    firsts: Counter[str] = Counter()
    for word, times in words.items():
        firsts[word[0]] += times
    written: dict[re.Pattern[str], float] = {}  # the share of words that begin with a letter of one script
    for code, letters, frequent in _recognisers():
        if letters not in written:
            written[letters] = sum(firsts[letter] for letter in letters.findall("".join(firsts))) / total
        script = written[letters]
        hits = sum(words[word] for word in frequent.intersection(words)) / total
        scores.append((hits + script / 4, hits, code))
    scores.sort(reverse=True)
    best, hits, code = scores[0]
    rivals = [score for score, _, _ in scores[1:] if best - score < 0.004]
    return code if best >= _LEAST and not rivals else None
