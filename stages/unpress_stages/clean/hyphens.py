"""Put back the hyphens that a tool took away at line ends, and take away the space that one put before them.

Some tools take a hyphen at the end of a line for hyphenation, drop it and set the next line behind it: "self-" and
"determination of peoples" become one overlong line with "selfdetermination" in it. Documents of the United Nations
are not hyphenated, so the hyphen was part of the word. It is put back where the word stands with its hyphen elsewhere
in the text, where the language knows the compound or its parts, between two years, and before a capital inside a
word; each time a note says so.

The letters of some official PDFs are spaced so that tools see a space before a hyphen: "seventy -ninth". It is taken
out where the word is known with its hyphen, in the same ways.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from unpress.draft import Draft, DraftNote, Entry, Line, Run, cut_runs, edit_runs, merge_runs
from unpress.journal import Journal
from unpress.language import Language, language

_WORD: Final = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_COMPOUND: Final = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W_]+)+")
_END: Final = re.compile(r"[^\W\d_][-\u2010\u2011]")
_OVERLONG: Final = 1.15
"""How much longer than a full line is a line with another set behind it."""
_YEARS: Final = re.compile(r"((?:19|20)\d\d)((?:19|20)\d\d)")
_CAPITAL: Final = re.compile(r"([^\W\d_]*[a-zà-öø-ÿа-яё])([A-ZÀ-ÖØ-ÞА-ЯЁ][^\W\d_]+)")
_FIGURE: Final = re.compile(r"([^\W\d_]{2,})((?:19|20)\d\d)")


_LOOSE: Final = re.compile(
    r"(?P<head>[^\W\d_]+)(?P<space>[ \u00a0]+)[-\u2010\u2011](?:(?P<tail>[^\W\d_]+)|[ \t]*$)",
    re.MULTILINE,
)
_FIRST: Final = re.compile(r"\s*([^\W\d_]+)")


def clean(draft: Draft, journal: Journal) -> Draft:
    """Mend the loose hyphens of any text, and the overlong lines of one whose lines never end in a hyphen."""
    return _restored(_tightened(draft, journal), journal)


def _tightened(draft: Draft, journal: Journal) -> Draft:
    """Take out the spaces before hyphens that are no dashes."""
    if _LOOSE.search(draft.text) is None:
        return draft
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    known = _Known([*lines, *(line for note in draft.notes for line in note.lines)], language(draft.language))

    def mended(line: Line, following: Entry | None) -> Line:
        text = line.text
        edits: list[tuple[int, int, str]] = []
        for found in _LOOSE.finditer(text):
            tail = found["tail"]
            if tail is None and isinstance(following, Line):
                first = _FIRST.match(following.text)
                tail = first[1] if first is not None else ""
            if tail and known.joined(found["head"], tail):
                edits.append((*found.span("space"), ""))
        return replace(line, runs=edit_runs(line.runs, edits, journal, "space", "space")) if edits else line

    def all_of(entries: Sequence[Entry]) -> tuple[Entry, ...]:
        behind = (*entries[1:], None)
        return tuple(
            mended(entry, after) if isinstance(entry, Line) else entry
            for entry, after in zip(entries, behind, strict=True)
        )

    def note(old: DraftNote) -> DraftNote:
        fresh = all_of(old.lines)
        same = all(a is b for a, b in zip(fresh, old.lines, strict=True))
        return old if same else replace(old, lines=tuple(line for line in fresh if isinstance(line, Line)))

    fresh, notes = all_of(draft.lines), tuple(map(note, draft.notes))
    same = all(a is b for a, b in zip((*fresh, *notes), (*draft.lines, *draft.notes), strict=True))
    return draft if same else replace(draft, lines=fresh, notes=notes)


def _restored(draft: Draft, journal: Journal) -> Draft:
    """Put back what stood at the ends of lines."""
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    if len(lines) < 12 or all(line.starts is not None for line in lines):
        return draft
    widths = sorted(len(line.text) for line in lines)
    full = widths[int(len(widths) * 0.8)]
    if full > 150 or widths[-1] < full * _OVERLONG or any(_END.match(line.text[-2:]) for line in lines):
        return draft
    known = _Known([x for x in lines if len(x.text) < _OVERLONG * full], language(draft.language))
    fresh: list[Entry] = []
    changed = False
    for entry in draft.lines:
        mended = _mended(entry, known, full, journal) if isinstance(entry, Line) else entry
        changed = changed or mended is not entry
        fresh.append(mended)
    return replace(draft, lines=tuple(fresh)) if changed else draft


class _Known:
    """Words of lines and of their language."""

    def __init__(self, lines: Sequence[Line], lang: Language) -> None:
        text = "\n".join(line.text for line in lines).casefold()
        self.words = frozenset(_WORD.findall(text))
        compounds = (found for word in self.words if not word.isalnum() for found in _COMPOUND.findall(word))
        self.compounds = frozenset(
            word.replace("\u2010", "-").replace("\u2011", "-") for word in compounds
        ) | frozenset(lang.hyphens.compounds)
        self.before = frozenset(lang.hyphens.before)
        self.behind = frozenset(lang.hyphens.behind)

    def split(self, word: str) -> int:
        """Where the hyphen of a word was, 0 for nowhere."""
        for pattern in (_YEARS, _CAPITAL):
            found = pattern.fullmatch(word)
            if found is not None:
                return found.end(1)
        low = word.casefold()
        figure = _FIGURE.fullmatch(low)
        if figure is not None and figure[1] in self.before:
            return figure.end(1)
        if low in self.words:
            return 0
        places = range(2, len(low) - 1)
        for at in places:
            if any(
                f"{low[:at]}-{low[at:]}" == c or c.startswith(f"{low[:at]}-{low[at:]}-")
                for c in self._with(low[:at])
            ):
                return at
        for at in places:
            head, tail = low[:at], low[at:]
            if (head in self.before and tail in self.words) or (tail in self.behind and head in self.words):
                return at
            if head in self.before and tail in self.behind:
                return at
        return 0

    def joined(self, head: str, tail: str) -> bool:
        """Whether two words make one with a hyphen."""
        head, tail = head.casefold(), tail.casefold()
        word = f"{head}-{tail}"
        return (
            head in self.before
            or tail in self.behind
            or any(c == word or c.startswith(word + "-") for c in self._with(head))
        )

    def _with(self, head: str) -> list[str]:
        return [c for c in self.compounds if c.startswith(head + "-")]


def _mended(line: Line, known: _Known, full: int, journal: Journal) -> Line:
    text = line.text
    edge = full * 1.08
    if len(text) < full * _OVERLONG:
        return line
    cuts: list[int] = []
    for found in _WORD.finditer(text):
        if found.end() < edge - full * 0.45 or found.start() > edge:
            continue
        part = re.match(r"[^\W_]+", found.group())
        if part is None or len(part.group()) < 5:
            continue
        at = known.split(part.group())
        if at:
            cuts.append(found.start() + at)
            edge = found.start() + at + full * 1.08
    if not cuts:
        return line
    runs: list[Run] = []
    start = 0
    for at in cuts:
        runs.extend(cut_runs(line.runs, start, at))
        runs.append(replace(runs[-1], text="-", span=None))
        span = runs[-2].span
        journal.note(
            "restored", f"the hyphen of {_around(text, at)!r} is put back: its line end took it away", span
        )
        start = at
    runs.extend(cut_runs(line.runs, start, len(text)))
    return replace(line, runs=merge_runs(runs))


def _around(text: str, at: int) -> str:
    head = re.search(r"[^\W_]+$", text[:at])
    tail = re.match(r"[^\W_]+", text[at:])
    return f"{head.group() if head else ''}-{tail.group() if tail else ''}"
