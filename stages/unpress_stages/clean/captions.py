"""Put the lines above a table that are its number, its title and its unit into it as its caption.

They are known by the word for a table with a number ("Table 26.1"), by the style of the source, or by brackets around
the whole line above the table ("(Thousands of United States dollars)"), with the heading over such a line. A heading
without a number directly above a table, among numbered ones of its kind, is no heading but a title, too: between "2."
and "3." of its level, or below levels that are numbered as well. A number is kept apart as the label. Lines above a
picture that is not in the draft ("Figure 6.I") head nothing: they and their title lose the rank of a heading that their
style gave them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from unpress.draft import Draft, DraftTable, Entry, Line
from unpress.enumerator import at_start, readings, successor
from unpress.folding import fold, fold_with_positions
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import cut_runs

_ENDS: Final = (".", ";", ":", ",", "。", "；", "：", "，", "؛", "،", "!", "?", "؟", "？")
_BRACKETS: Final = late(r"[(（][^()（）]{3,200}(?:\([^()]*\)[^()]*)*[)）]")
_NUMBER: Final = r"(?:\d{1,3}(?:\.\d{1,3})?(?:\.?[IVX]{1,5})?|[IVX]{1,5}|[A-Z]|[一二三四五六七八九十]{1,3})"
_LINES: Final = 3
"""Lines of a caption, at most."""
_LONGEST: Final = 300
_TEXT: Final = 100
"""Letters of a paragraph that is none of the lines above a text."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Give each table the lines of its caption."""
    if not any(isinstance(entry, DraftTable) or entry.role == "heading" for entry in draft.lines):
        return draft
    lang = language(draft.language)
    fresh: list[Entry] = []
    changed = False
    titles = _titles(draft.lines)
    for place, entry in enumerate(draft.lines):
        if isinstance(entry, DraftTable):
            taken = 0 if entry.caption else _above(fresh, lang) or (place - 1 in titles)
            if taken or entry.caption:
                caption = (*fresh[len(fresh) - taken :], *entry.caption) if taken else entry.caption
                del fresh[len(fresh) - taken :]
                entry = _captioned(entry, tuple(x for x in caption if isinstance(x, Line)), lang, journal)
                changed = True
        elif fresh and isinstance(before := fresh[-1], Line) and _is_figure(before, entry, lang):
            fresh[-1] = replace(before, role="caption", level=0)
            entry = replace(entry, role="caption", level=0)
            changed = True
        fresh.append(entry)
    return replace(draft, lines=tuple(fresh)) if changed else draft


def _above(before: list[Entry], lang: Language) -> int:
    """How many of the lines above a table are its caption."""
    near: list[Line] = []
    for entry in reversed(before[-_LINES:]):
        if not isinstance(entry, Line):
            break
        number = _numbered(entry, lang.headings.table)
        if number and (_can_be(entry) or number == len(entry.text.rstrip())):
            return len(near) + 1
        if not _can_be(entry):
            break
        near.append(entry)
    styled = next((n for n, line in enumerate(near) if line.role != "caption"), len(near))
    if styled:
        return styled
    if near and _BRACKETS.fullmatch(near[0].text.strip()) and at_start(near[0].text.strip()) is None:
        return 1 + (len(near) > 1 and _is_title(near[1]))
    return 0


def _titles(entries: Sequence[Entry]) -> set[int]:
    """The places of headings without a number that stand directly above a table, and between two that count on from
    each other in their level."""
    headings = [
        (place, entry.level, _label(entry))
        for place, entry in enumerate(entries)
        if isinstance(entry, Line) and entry.role == "heading" and entry.level
    ]
    found: set[int] = set()
    waiting: dict[int, list[int]] = {}  # by level those for which the number behind is sought
    before: dict[int, str] = {}  # by level the last number
    for place, level, label in headings:
        for deeper in [each for each in before if each > level]:
            waiting.pop(deeper, None)
            del before[deeper]
        if label:
            if any(successor(known, label) for known in readings(before.get(level, ""))):
                found.update(waiting.get(level, ()))
            waiting[level], before[level] = [], label
        elif _heads_table(entries, place):
            waiting.setdefault(level, []).append(place)
    return found | _titles_by_look(entries)


def _titles_by_look(entries: Sequence[Entry]) -> set[int]:
    """The places of lines without a number that stand directly above a table and are set as numbered headings are:
    of a level below another that is numbered, or bold in the type of the text."""
    looks = {place: look for place, entry in enumerate(entries) if (look := _look(entry)) is not None}
    numbered = {look for place, look in looks.items() if _label(entries[place])}
    levels = [level for level, _ in numbered if level]
    sizes = Counter[float]()
    for entry in entries:
        sizes[getattr(entry, "size", 0.0)] += isinstance(entry, Line) and len(entry.text)
    usual = max(sizes, key=lambda size: sizes[size], default=0.0)
    begin = next((place for place, entry in enumerate(entries) if _is_sentence(entry)), len(entries))
    return {
        place
        for place, (level, size) in looks.items()
        if place > begin  # the title of a document may stand above one, too
        and (level, size) in numbered
        and (min(levels) < level if level else size <= usual)
        and not _label(entries[place])
        and _heads_table(entries, place)
    }


def _look(entry: Entry) -> tuple[int, float] | None:
    """The level of a heading, or 0 and the size of a line that is bold throughout; None for what heads nothing."""
    if not isinstance(entry, Line) or not _can_be(entry):
        return None
    if entry.role == "heading" and entry.level:
        return entry.level, 0.0
    words = [run for run in entry.runs if run.text.strip() and not run.note]
    bold = entry.role == "heading" or (not entry.role and all(run.bold for run in words))
    return (0, entry.size) if bold else None


def _is_sentence(entry: Entry) -> bool:
    return isinstance(entry, Line) and len(entry.text) > _TEXT and entry.text.rstrip().endswith(_ENDS)


def _heads_table(entries: Sequence[Entry], place: int) -> bool:
    return isinstance(next(iter(entries[place + 1 : place + 2]), None), DraftTable)


def _label(line: Entry) -> str:
    if not isinstance(line, Line):
        return ""
    found = at_start(line.text.strip())
    return line.label or (found[0] if found else "")


def _can_be(line: Line) -> bool:
    text = line.text.strip()
    return 0 < len(text) <= _LONGEST and not text.endswith(_ENDS) and line.role not in ("masthead", "title")


def _is_title(line: Line) -> bool:
    """Whether a line is a heading that no number ties to the others, by its style or its bold letters."""
    words = [run for run in line.runs if run.text.strip() and not run.note]
    heads = line.role == "heading" or all(run.bold for run in words)
    return heads and not line.label and at_start(line.text.strip()) is None


def _is_figure(line: Line, title: Line, lang: Language) -> bool:
    """Whether a line that is a heading by its style is the number of a figure, and the next one is its title."""
    if line.role != "heading" or (title.role, title.level) != ("heading", line.level):
        return False
    return _numbered(line, lang.headings.figure) == len(line.text.rstrip())


@lru_cache(maxsize=32)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{re.escape(word)}\s?{_NUMBER}(?:[.:：]?\s*$|[.:：]\s|\s(?=[^\sa-z]))")


def _numbered(line: Line, word: str) -> int:
    """The offset behind a word with its number at the start of a line; 0 where there is none."""
    folded, positions = fold_with_positions(line.text)
    found = _pattern(fold(word)).match(folded)
    if found is None:
        return 0
    end = len(found.group().rstrip())
    return end if positions is None else positions[end - 1] + 1


def _captioned(table: DraftTable, caption: tuple[Line, ...], lang: Language, journal: Journal) -> DraftTable:
    cut = _numbered(caption[0], lang.headings.table)
    if not cut or table.label:
        return replace(table, caption=caption)
    first = caption[0]
    for run in cut_runs(first.runs, 0, cut):
        if run.span is not None:
            for piece in run.span.pieces:
                journal.moved("number", piece.start, piece.end)
    rest = replace(first, runs=cut_runs(first.runs, cut, len(first.text)))
    label = first.text[:cut].strip().rstrip(".:：")
    return replace(table, caption=(rest, *caption[1:]) if rest.text.strip() else caption[1:], label=label)
