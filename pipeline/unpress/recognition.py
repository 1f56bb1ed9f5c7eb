"""Which language a text is written in."""

from __future__ import annotations

import functools
import re
from collections import Counter
from contextlib import suppress

from unpress.folding import visible
from unpress.language import Language, files, language, section, until_forgotten
from unpress.pattern import late, may_be_eastern
from unpress.wording import Recognition

_WORD = late(r"[\u3400-\u9fff]|[^\W\d_]+")
_WORD_OF_LETTERS = re.compile(r"[^\W\d_]+")
_ESCAPED = late(r"\\u([0-9A-Fa-f]{4})")
_SAMPLE = 400  # characters, taken at four places: several short ones see past a masthead in another language
_OTHER = 0.03  # the share of words in another script than Latin that is no accident
_LEAST = 0.08  # the least score that counts


@until_forgotten
@functools.lru_cache(maxsize=1)
def _recognisers() -> tuple[tuple[str, str, bool, frozenset[str]], ...]:
    """Return, for each language file, its code, the letters of its script as a pattern, whether that is eastern, and
    its frequent words."""
    found: list[tuple[str, str, bool, frozenset[str]]] = []
    for code, path in sorted(files().items()):
        mark: Recognition = section(path, "recognition")
        letters = f"[{mark.letters}]"
        found.append((code, letters, _is_eastern(letters), frozenset(" ".join(mark.words).split())))
    return tuple(found)


def _is_eastern(letters: str) -> bool:
    """Whether a set holds nothing but characters that ``may_be_eastern`` finds; each of a range costs at compiling."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), letters[1:-1]).replace("-", "")
    return min(plain, default="") > "\u22ff"


def language_of(text: str, *named: str) -> Language:
    """The first of some languages that is known; else the one that a text is written in, or English."""
    for code in filter(None, named):
        with suppress(LookupError):
            return language(code)
    return language(recognise(text) or "en")


def recognise(text: str) -> str | None:
    """Return the code of the language that `text` is written in, or None when there is too little to tell.

    Looks at a sample only. The script narrows the choice and frequent words decide, so that an English masthead over a
    Chinese text does not mislead it, and a new language needs nothing but its own list. Latin letters stand in texts of
    all languages, a long list of names may be all that a sample shows; other letters stand in their own: where a sample
    of Latin letters has some of them, the head of the text decides.
    """
    if len(text) <= 8 * _SAMPLE:
        sample = text[: 4 * _SAMPLE] + "\n" + text[-_SAMPLE:] if len(text) > 5 * _SAMPLE else text
    else:
        size = len(text)
        sample = "\n".join(
            text[at : at + _SAMPLE] for at in (size // 12, size // 3, size // 2, size * 3 // 4)
        )
    code, rest = _recognised(sample)
    if rest < _OTHER:
        return code
    return _recognised(text[:_SAMPLE])[0] or code


def _recognised(sample: str) -> tuple[str | None, float]:
    """The language of a sample, None where it does not tell; where that is written in Latin letters, the share of words
    in letters of another language."""
    eastern = may_be_eastern(sample)
    words = Counter((_WORD if eastern else _WORD_OF_LETTERS).findall(visible(sample).lower()))
    total = sum(words.values())
    if total < 3:
        return None, 0.0
    scores: list[tuple[float, float, str]] = []
    firsts: Counter[str] = Counter()
    for word, times in words.items():
        firsts[word[0]] += times
    written: dict[str, float] = {}  # the share of words that begin with a letter of one script
    scripts: dict[str, str] = {}
    initials = "".join(firsts)
    for code, letters, of_east, frequent in _recognisers():
        if letters not in written:
            own = re.findall(letters, initials) if eastern or not of_east else ()
            written[letters] = sum([firsts[letter] for letter in own]) / total
        scripts[code] = letters
        script = written[letters]
        hits = sum([words[word] for word in words.keys() & frequent]) / total
        scores.append((hits + script / 4, hits, code))
    scores.sort(reverse=True)
    best, hits, code = scores[0]
    rivals = [score for score, _, _ in scores[1:] if best - score < 0.004]
    rest = 0.0
    if re.match(scripts[code], "a"):
        rest = max(
            (share for letters, share in written.items() if share and not re.match(letters, "a")), default=0.0
        )
    return (code if best >= _LEAST and not rivals else None), rest
