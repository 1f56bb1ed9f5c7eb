"""Words of another language in a text, told by their script and by words that only one language has.

A text in Arabic, Chinese or Russian cites in Latin letters what is mostly English, but not always. A stretch of two
words or more in another script is of a language where it has frequent words of that language, or of its names of the
United Nations and their organs, and more of them than of any other language of this script. Of the rest (a symbol, an
abbreviation, a name, ``mutatis mutandis``) nothing is said: WCAG 2.2 (3.1.2) excepts names, technical terms and words
of no certain language, and BCP 47 (4.1) asks to leave a tag out rather than to say ``und``. Their direction they have
by themselves (UAX #9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from unpress.ast import Foreign, Inline, Inlines, Text
from unpress.language import Language, available, language, until_forgotten
from unpress.record import record
from unpress.walk import WRAPPERS

_WORD: Final = re.compile(r"[^\W\d_]+")
_NO_WORDS: Final = re.compile(r"[!-~]*(?:[/@]|www\.)[!-~]*")
"""Symbols of documents and addresses."""
_NUMBER: Final = re.compile(r"(?:\.?[ \u00a0]?\d+)*")
_APART: Final = "\ufffc"
"""Stands for what parts a text: the mark of a note, a line end, a picture, words whose language is known."""
_WORDS: Final = 2
"""The fewest words that show a language."""


@record
class Told(Foreign):
    """Words whose language is told by themselves; of a plain ``Foreign`` the tree says it."""


def with_tongues(nodes: Inlines, own: Language) -> Inlines:
    """A run of a text in a language, with its stretches of other languages as such; the same run if there is none."""
    values = [_value(node) for node in nodes]
    text = "".join(values)
    if not _others(own.code)[0].search(text):
        return nodes
    found = sorted(_stretches(text, own))
    pieces: list[tuple[int, int, Inline]] = []
    at = 0
    for node, value in zip(nodes, values, strict=True):
        end = at + len(value)
        if isinstance(node, Text):
            edges = sorted(
                {at, end, *(edge for start, stop, _ in found for edge in (start, stop) if at < edge < end)}
            )
            for start, stop in pairwise(edges):
                whole = (start, stop) == (at, end)
                pieces.append((start, stop, node if whole else replace(node, value=text[start:stop])))
        else:
            found = [each for each in found if not any(at < edge < end for edge in each[:2])]
            pieces.append((at, end, node))
        at = end
    out: list[Inline] = []
    for start, stop, code in found:
        out.extend(_within(node, own) for _, end, node in pieces if end <= start)
        out.append(Told(code, tuple(node for begin, end, node in pieces if start <= begin and end <= stop)))
        pieces = [each for each in pieces if each[0] >= stop]
    out.extend(_within(node, own) for _, _, node in pieces)
    return tuple(out)


def _within(node: Inline, own: Language) -> Inline:
    """A node whose words stand by themselves."""
    if not isinstance(node, WRAPPERS) or isinstance(node, Foreign):
        return node
    children = with_tongues(node.children, own)
    return node if children is node.children else replace(node, children=children)


def _value(node: Inline) -> str:
    """The text of a node."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, WRAPPERS) and not isinstance(node, Foreign):
        return "".join(map(_value, node.children))
    return _APART


def _stretches(text: str, own: Language) -> Iterator[tuple[int, int, str]]:
    """The stretches of a text that are known to be in other languages: start, end, language."""
    said = _NO_WORDS.sub(lambda match: _APART * len(match[0]), text)
    for letters, codes in _others(own.code)[1]:
        start, end, words = 0, 0, list[str]()
        for match in [*letters.finditer(said), None]:
            here = match is not None and match["word"] is not None
            if words and (match is None or not here or _APART in said[end : match.start()]):
                code = _told(words, codes)
                if code:
                    stop = _NUMBER.match(text, end)
                    end = stop.end() if stop else end
                    closes = "(" in text[start:end] and text.count("(", start, end) > text.count(
                        ")", start, end
                    )
                    yield start, end + (closes and text[end : end + 1] == ")"), code
                words = []
            if match is not None and here:
                start = start if words else match.start()
                end = match.end()
                abbreviated = text[end : end + 1] == "."  # "No." is no Spanish
                words.append(match[0].lower() + "." * abbreviated)


def _told(words: list[str], codes: tuple[str, ...]) -> str:
    """The language of words, or empty where they do not tell."""
    if sum(len(word) > 1 for word in words) < _WORDS:
        return ""
    hits = sorted(((sum(word in _vocabulary(code) for word in words), code) for code in codes), reverse=True)
    best, code = hits[0]
    return code if best and (len(hits) == 1 or best > hits[1][0]) else ""


@until_forgotten
@lru_cache(maxsize=16)
def _others(own: str) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], tuple[str, ...]]]]:
    """A pattern of two letters in a row of other scripts than that of a language; for each of these one of its words,
    or else of a letter, with the languages that are written in it."""
    scripts: dict[str, list[str]] = {}
    for code in available():
        scripts.setdefault(language(code).recognition.letters, []).append(code)
    scripts.pop(language(own).recognition.letters, None)
    classes = [
        (re.compile(rf"(?P<word>[{letters}]+)|[^\W\d_]", re.IGNORECASE), tuple(codes))
        for letters, codes in scripts.items()
    ]
    return re.compile("|".join(f"[{letters}]{{2}}" for letters in scripts) or r"(?!)", re.IGNORECASE), classes


@until_forgotten
@lru_cache(maxsize=16)
def _vocabulary(code: str) -> frozenset[str]:
    """Words that tell a language: its frequent ones, and those of its names of the United Nations and their organs."""
    words = language(code)
    names = [words.masthead.publisher, *(getattr(words.organs, field.name) for field in fields(words.organs))]
    own = {word.lower() for name in names for word in _WORD.findall(str(name))}
    return frozenset(word for word in (*own, *" ".join(words.recognition.words).split()) if len(word) > 1)
