"""Tell which lines above the body begin paragraphs: masthead, title, sponsors, and the front of a report."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from unpress.draft import Line
from unpress.folding import fold
from unpress.language import Language
from unpress.pattern import late
from unpress_stages._front import columns_of, continues, is_adoption, names, role_of
from unpress_stages._opening import FIRST_PART, title_number
from unpress_stages.clean._evidence import Reader
from unpress_stages.clean._facts import COMMAS, Facts

_PART: Final = late(r"[A-Z]")
"""The letter that heads one text of a composite document."""
_ABOVE_TITLES: Final = frozenset({"session", "committee", "agenda"})
"""The last lines of a masthead, below which titles stand and no names of organs."""
_NARROWEST: Final = 0.7
"""The part of a full line of the text that a line of a title below these reaches at least, where it goes on."""


def head_starts(reader: Reader, head: int) -> list[bool]:
    """For each of the first ``head`` lines, which stand above a formula or end in a title, whether a paragraph begins
    with it: lines stand for themselves, except those of the title and of what is in brackets."""
    lang, lines, texts, facts = reader.lang, reader.lines, reader.texts, reader.facts
    starts: list[bool] = []
    title = open_bracket = False
    subject = -1
    sponsors = _sponsors(reader, head)
    for i in range(head):
        text, before = texts[i], texts[i - 1] if i else ""
        label = title_number(text) is not None and len(text) > 12
        part = title and (_PART.fullmatch(text) or FIRST_PART.fullmatch(text)) is not None
        if i == 0 or part or (title and _PART.fullmatch(before)) or i in {sponsors.start, sponsors.stop}:
            begins = True
        elif i in sponsors or open_bracket or (title and not label):
            begins = False
        elif label or text.startswith("[") or lang.titles.sc_number.fullmatch(before):
            begins = True
        else:
            goes_on = reader.cased and text[:1].islower()
            begins = not is_adoption(f"{before} {text}", lang) and not goes_on
            if begins and subject >= 0 and not _masthead(text, lang) and lines[i].gap <= lines[i - 1].gap + 1:
                begins = _has_room(facts, i, _column(facts, _narrow(reader, subject + 1, i, head)))
        starts.append(begins)
        open_bracket = (open_bracket or text.startswith("[")) and "]" not in text
        title = title or label or i == sponsors.stop > 0
        if lang.masthead.agenda.fullmatch(text):
            subject = i
        elif _masthead(text, lang):
            subject = -1
    return starts


def _narrow(reader: Reader, first: int, i: int, head: int) -> range:
    """The column of the title of an agenda item, which is narrower than the text: from line ``first`` over line ``i``
    to the next known line or wide space. All lines above the body where it has two: they show no column."""
    last = i
    while last < head and role_of(reader.texts[last], reader.lang) == "other":
        if reader.lines[last].gap > reader.lines[last - 1].gap + 1:
            break
        last += 1
    return range(first, last) if last - first > 2 else range(head)


def front_starts(reader: Reader, head: int) -> list[bool]:
    """The same above a text without formula or number: known lines stand for themselves, the others go on where
    their source says so, or neither a space nor a line with room for the first word of the next parts them."""
    lines, texts, facts = reader.lines, reader.texts, reader.facts
    known = [
        continues(texts[i], reader.lang)
        or any(
            role_of(part, reader.lang) != "other"
            for part in (texts[i], *columns_of(lines[i].text, reader.lang))
        )
        for i in range(head)
    ]
    publishers = [
        i
        for i in range(head)
        if role_of(columns_of(lines[i].text, reader.lang)[0], reader.lang) == "publisher"
    ]
    for i in publishers[1:]:  # the end of a title, which names it, too
        known[i] = False
    apart = _apart(lines[:head])
    starts: list[bool] = []
    for i in range(head):
        named = names(texts[i], reader.lang)
        if i == 0 or known[i] or named or (known[i - 1] and not _may_go_on(texts[i - 1], reader.lang)):
            starts.append(True)
            continue
        if lines[i].starts is False or apart[i]:
            starts.append(lines[i].starts is not False)
            continue
        first = max(j for j in range(i) if starts[j])
        last = next((j for j in range(i, head) if known[j] or apart[j]), head)
        column = _column(facts, range(first, last))
        above = next((j for j in range(i, -1, -1) if known[j]), i)
        if role_of(texts[above], reader.lang) in _ABOVE_TITLES:
            column = max(column, _NARROWEST * reader.habits.full)
        starts.append(_has_room(facts, i, column) and not (reader.cased and texts[i][:1].islower()))
    return starts


def _may_go_on(text: str, lang: Language) -> bool:
    """Whether a known line may have no end yet: "Draft decision submitted by the Chair of the"."""
    return lang.openers.spaced and lang.titles.submitted.fullmatch(text) is not None


def _sponsors(reader: Reader, head: int) -> range:
    """The lines of a draft that name its sponsors, to the words "draft resolution"; empty where there are none.

    The list goes up to the line that a wide space, a known line of the masthead, or a line without a comma parts
    from it: names in a list are parted by commas, the title of an agenda item above it has its last line short.
    """
    lang, lines, texts, facts = reader.lang, reader.lines, reader.texts, reader.facts
    words = {fold(word).casefold() for word in (lang.titles.draft_resolution, lang.titles.draft_decision)}
    last = next(
        (
            i
            for i in range(1, head)
            if lang.titles.draft.fullmatch(texts[i])
            or (texts[i].rstrip("*").casefold() in words and texts[i - 1].endswith((":", "：")))
        ),
        None,
    )
    if last is None:
        return _submitted(reader, head)
    above = last
    while above and role_of(texts[above - 1], lang) in {"other", "sponsors"}:
        above -= 1
    first = last
    while first > above and lines[first].gap <= lines[first - 1].gap + 1:
        before = texts[first - 1]
        room = _has_room(facts, first, _column(facts, range(above, last + 1)))
        if not before.endswith((":", "：", *COMMAS)) and (
            room or not any(comma in before for comma in (*COMMAS, "、"))
        ):
            break
        first -= 1
    return range(first, last + 1)


def _submitted(reader: Reader, head: int) -> range:
    """The lines "Draft resolution submitted by ..."; what goes on with a small letter belongs to them."""
    texts = reader.texts
    first = next((i for i in range(1, head) if reader.lang.titles.submitted.fullmatch(texts[i])), None)
    if first is None:
        return range(0)
    last = first
    while reader.cased and last + 1 < head and texts[last + 1][:1].islower():
        last += 1
    return range(first, last + 1)


def _masthead(text: str, lang: Language) -> bool:
    return (
        any(
            rule.match(text)
            for rule in (
                lang.titles.adopted,
                lang.titles.sc_adopted,
                lang.titles.sc_number,
                lang.masthead.distribution,
            )
        )
        or text.startswith("[")
        or lang.session(text) is not None
    )


def _column(facts: Sequence[Facts], lines: range) -> float:
    """The column that some lines fill: as broad as the broadest."""
    return max(facts[i].width for i in lines)


def _has_room(facts: Sequence[Facts], i: int, column: float) -> bool:
    """Whether the line above line ``i`` had room for its first word and a tenth of the column."""
    return column - facts[i - 1].width - 1 - facts[i].first > 0.1 * column


def _apart(lines: Sequence[Line]) -> list[bool]:
    """Which lines a space parts from the one above. The leading of larger type is larger: that is no space."""
    base = min((line.gap for line in lines[1:]), default=0.0)
    small = min((line.size for line in lines), default=0.0)
    found: list[bool] = []
    for i, line in enumerate(lines):
        larger = line.size / small - 1 if i and small and line.size == lines[i - 1].size else 0.0
        found.append(line.gap > base + math.ceil(2 * larger) / 2)  # gaps are known in halves of a line
    return found
