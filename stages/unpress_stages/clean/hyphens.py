"""Put back the hyphens that a tool took away at line ends, and take away the space that one put before them.

Some tools take a hyphen at the end of a line for hyphenation, drop it and set the next line behind it: "self-" and
"determination of peoples" become one line with "selfdetermination" in it, broader than the column. Documents of the
United Nations are not hyphenated, so the hyphen was part of the word, and the word stands where the column ended. It
is put back where the words of the text, the compounds of the language and their parts, or the look of the word tell
its place; each time a note says so.

The letters of some official PDFs are spaced so that tools see a space before a hyphen: "seventy -ninth". It is taken
out where the word is known with its hyphen, or where small letters behind the hyphen show that it is no dash; where
such a hyphen ended a line and was dropped, the space is left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from unpress.draft import Draft, DraftNote, Entry, Line
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.language import language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import cut_runs, edit_runs, merge_runs
from unpress_stages.clean._breadth import breadth, full_breadth, steps

if TYPE_CHECKING:
    from unpress_stages.clean._compounds import Known

PROBLEMS: Final = {
    "restored": "Hyphens that the text had lost at the ends of its lines were put back.",
}

_PART: Final = late(r"[^\W_]+")
_END: Final = late(r"[^\W\d_][-\u2010\u2011]")
_OVERLONG: Final = 1.03
"""How much broader than a full line is, at the least, a line with another set behind it."""
_SURELY: Final = 1.18
"""The same where nothing else makes a line so broad: neither smaller print nor letters set closer."""
_TWO: Final = 2.0
"""The part of a full line that lines set one behind the other, and no hyphen found between them, reach at the most: a
broader line is a paragraph, and was no lines."""
_LEFT: Final = 2
"""Hyphens at the ends of lines that a tool which takes them away leaves, at the most: where it takes the line apart."""
_ROUNDED: Final = 0.5
"""Cells by which measured lines of one width may differ."""
_INDENT: Final = 0.3
"""The part of a full line that the indents of a list take, at the most."""
_FIRST: Final = 0.1
"""The part of a full line that the indent of a first line takes, at the most."""
_COUNTED: Final = 0.03
"""The share of lines as long as the longest, to a character, in a text whose lines were made by counting characters:
their breadth says nothing."""
_LONGEST: Final = 150
"""Characters: a text with longer lines has a paragraph a line."""
_WORD: Final = 60
"""Letters: no word is longer."""
_LONG: Final = 3
"""Letters before a capital inside a word that make it two: "eTrade" is one."""
_HYPHENS: Final = frozenset("-\u2010\u2011")
_SPACED: Final = tuple(space + hyphen for space in " \u00a0" for hyphen in "-\u2010\u2011")
"""A space before a hyphen, or a dash that is written as one."""
_LOOSE: Final = late(
    r"(?<![^\W\d_])(?P<head>[^\W\d_]++)(?P<space>[ \u00a0]+)[-\u2010\u2011](?:(?P<tail>[^\W\d_]+)|[ \t]*$)",
    re.MULTILINE,
)
_CLOSING: Final = late(r"[^\W\d_][-\u2010\u2011](?![^\W_])")
"""A hyphen that closes what one before it may have opened, as dashes do."""
_APART: Final = late(r" ([^\W\d_]+)")
_SURE_APART: Final = 3.5
"""How sure it is that two words with a space between them are a compound that is known with its hyphen."""
_COMPOUND: Final = 4
"""How sure it is that a word is a compound that is known, or made of parts that are."""
_PARTS: Final = 3
"""How sure it is that a word is a compound both of whose parts are known; where less is known, the end of the column
must tell it, and a word of letters must not be a part of a compound."""
_MARKED: Final = late(r"[,;.:] ?\d{1,3}$")
"""The mark of a note behind what ends a line."""
_NUMBERED: Final = re.compile(r"\d{1,3}\.\s")
_NEXT: Final = late(r"\s*([^\W\d_]+)")


def clean(draft: Draft, journal: Journal) -> Draft:
    """Mend the loose hyphens of any text, and the overlong lines of one whose lines hardly ever end in a hyphen."""
    return _restored(_tightened(draft, journal), journal)


def _tightened(draft: Draft, journal: Journal) -> Draft:
    """Take out the spaces before hyphens that are no dashes."""
    if not any(pair in draft.text for pair in _SPACED):
        return draft
    from unpress_stages.clean._compounds import Known  # here and below: few texts need it

    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    known = Known([*lines, *(line for note in draft.notes for line in note.lines)], language(draft.language))

    def mended(line: Line, following: Entry | None) -> Line:
        text = line.text
        if not any(pair in text for pair in _SPACED):
            return line
        edits: list[tuple[int, int, str]] = []
        for found in _LOOSE.finditer(text):
            tail = found["tail"]
            if tail is None and isinstance(following, Line):
                first = _NEXT.match(following.text)
                tail = first[1] if first is not None else ""
            no_dash = known.cased and _is_no_dash(found, following)
            if no_dash or (tail and known.joined(found["head"], tail)):
                edits.append((*found.span("space"), ""))
        return replace(line, runs=edit_runs(line.runs, edits, journal, "space", "space")) if edits else line

    def all_of(entries: Sequence[Entry]) -> tuple[Entry, ...]:
        behind = (*entries[1:], None)
        return tuple(
            mended(entry, after) if isinstance(entry, Line) else entry
            for entry, after in zip(entries, behind, strict=False)  # a note can be without lines
        )

    def note(old: DraftNote) -> DraftNote:
        fresh = all_of(old.lines)
        same = all(a is b for a, b in zip(fresh, old.lines, strict=True))
        return old if same else replace(old, lines=tuple(line for line in fresh if isinstance(line, Line)))

    fresh, notes = all_of(draft.lines), tuple(map(note, draft.notes))
    same = all(a is b for a, b in zip((*fresh, *notes), (*draft.lines, *draft.notes), strict=True))
    return draft if same else replace(draft, lines=fresh, notes=notes)


def _is_no_dash(found: re.Match[str], following: Entry | None) -> bool:
    """Whether a hyphen with a space before it alone is that of a compound: small letters stand right behind it, no
    number in capitals before it, and no second one closes what it could open, in its line or the next."""
    head, tail = found["head"], found["tail"] or ""
    if len(head) < 2 or len(tail) < 2 or len(found["space"]) > 1 or head.isupper() or not tail.islower():
        return False
    rest = found.string[found.end() :]
    behind = following.text if isinstance(following, Line) and not following.gap else ""
    return _CLOSING.search(f"{rest}\n{behind}") is None


def _restored(draft: Draft, journal: Journal) -> Draft:
    """Mend the lines that are broader than the column, in a text whose lines hardly ever end in a hyphen."""
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    if len(lines) < 12 or all(line.starts is not None for line in lines):
        return draft
    lengths = sorted(len(line.text) for line in lines)
    most = lengths[int(len(lengths) * 0.6)]
    if most > _LONGEST:
        return draft
    kept = sum(
        _ends_in_hyphen(line, lines[i]) for i, line in enumerate(lines[:-1], 1) if line.text[-1:] in _HYPHENS
    )
    longest = len(lengths) - bisect_left(lengths, max(lengths[-1] - 1, most // 2 + 1))
    if kept > _LEFT or longest > max(3, len(lengths) * _COUNTED):
        return draft
    long = [line for line in lines if 2 * len(line.text) > most]
    breadths = [breadth(line.text) for line in long]
    full = full_breadth(breadths)
    if max(breadths) <= _OVERLONG * full or not full:
        return draft
    broad = {id(line): size for line, size in zip(long, breadths, strict=True)}
    widest = max((line.width for line in long if broad[id(line)] <= full), default=0.0)
    overlong = {
        id(line)
        for line in long
        if broad[id(line)] > _OVERLONG * full and not (line.size and line.width <= widest + _ROUNDED)
    }  # on a page that was measured a line is no broader than it was measured to be
    if not overlong or sum(broad[id(line)] > _SURELY * full for line in long) < 2 * kept:
        return draft  # nothing shows that the tool takes hyphens away
    from unpress_stages.clean._compounds import Known

    known = Known([line for line in lines if id(line) not in overlong], language(draft.language))
    room = max(
        (broad[id(line)] for line in long if broad[id(line)] <= full and _is_first(line.text)), default=0.0
    )
    fresh: list[Entry] = []
    for entry, after in zip(draft.lines, (*draft.lines[1:], None), strict=True):
        if not isinstance(entry, Line):
            fresh.append(entry)
            continue
        if id(entry) in overlong:
            fresh.extend(
                _parted(entry, _cuts(entry.text, full, known, whole=_goes_on(entry, after)), journal)
            )
        else:
            cuts = _surely(entry.text, full, known, room if _is_first(entry.text) else 0.0)
            fresh.append(_together(_parted(entry, cuts, journal)) if cuts else entry)
    same = len(fresh) == len(draft.lines) and all(a is b for a, b in zip(fresh, draft.lines, strict=True))
    return draft if same else replace(draft, lines=tuple(fresh))


def _ends_in_hyphen(line: Line, after: Line) -> bool:
    """Whether a line that ends in a hyphen has kept it: no dash does. The last line before a gap or page break does so
    with any tool."""
    kept = _END.match(line.text[-2:]) is not None
    return kept and after.page == line.page and after.gap <= line.gap


def _goes_on(line: Line, after: Entry | None) -> bool:
    """Whether a paragraph goes on behind a line, which is full then."""
    small = isinstance(after, Line) and after.text[:1].islower() and at_start(after.text) is None
    return small or (line.text[-1:].isalnum() and _MARKED.search(line.text) is None)


def _cuts(text: str, full: float, known: Known, *, whole: bool) -> list[int]:
    """Where hyphens are missing in a line that is broader than the column; ``whole``: the last of its lines is full."""
    at = steps(text)  # how broad it is up to each character
    cuts: list[int] = []
    start = 0
    while at[-1] - at[start] > _OVERLONG * full:
        cut = _cut(text, at, start, full, known)
        if cut is None and at[-1] - at[start] > _TWO * full:
            return []
        if cut is None:
            break
        cuts.append(cut)
        start = cut
    if whole and cuts and at[-1] - at[cuts[-1]] < (1 - _INDENT) * full:
        cuts.pop()
    return cuts


def _is_first(text: str) -> bool:
    """Whether a line is the first of a numbered paragraph, which is indented."""
    return text[:1].isdecimal() and _NUMBERED.match(text) is not None


def _surely(text: str, full: float, known: Known, room: float = 0.0) -> list[int]:
    """The same for any other line: in a word with a capital inside that is a compound of the text, and in the last
    word, since the part behind the hyphen can be all that stood in the next line; not if it would have had ``room``.
    The compounds of the language are asked for where the last word goes beyond the column."""
    from unpress_stages.clean._compounds import CAPITAL, INSIDE, LAST

    cuts: list[int] = []
    last = LAST.search(text)
    capitals = list(_PART.finditer(text)) if INSIDE.search(text) else []
    for found in capitals or ([last] if last is not None else []):
        word = found.group()
        capital = CAPITAL.match(word) is not None
        at_end = last is not None and last.span() == found.span()
        at = known.parted(word.casefold()) if 4 <= len(word) <= _WORD and (capital or at_end) else 0
        if not at:
            continue
        if at_end and not capital and breadth(text) <= room:
            continue
        at_end = at_end and word.casefold() not in known.whole
        if not (at_end and (capital or breadth(text) > full)):
            at = known.parted(word.casefold(), own=True)
        cuts += [found.start() + at] if at and (at_end or (capital and at >= _LONG)) else []
    return cuts


def _parted(line: Line, cuts: Sequence[int], journal: Journal) -> list[Line]:
    """The lines that stand in one, each with its hyphen at the end."""
    if not cuts:
        return [line]
    text = line.text
    lines: list[Line] = []
    start = 0
    for cut in (*cuts, len(text)):
        runs = list(cut_runs(line.runs, start, cut))
        start = cut
        if cut < len(text):
            journal.note(
                "restored",
                f"the hyphen of {_around(text, cut)!r} is put back: its line end took it away",
                runs[-1].span,
            )
            runs.append(replace(runs[-1], text="-", span=None))
        if text[cut : cut + 1] == " ":  # a loose hyphen, whose space was left
            start += 1
            for run in cut_runs(line.runs, cut, start):
                journal.dropped_span("space", run.span)
        indent, gap = (0.0, 0.0) if lines else (line.indent, line.gap)
        width = indent + sum(len(run.text) for run in runs)
        lines.append(replace(line, runs=merge_runs(runs), indent=indent, gap=gap, width=width))
    return lines


def _together(parts: list[Line]) -> Line:
    """One line with all its hyphens, of which the tool may have taken some from within."""
    runs = merge_runs(run for part in parts for run in part.runs)
    return replace(parts[0], runs=runs, width=sum(part.width for part in parts))


def _cut(text: str, at: Sequence[float], start: int, full: float, known: Known) -> int | None:
    """Where the first line end in a line was, that begins at ``start``: in the word that stands at the end of the
    column, behind it, or, for a column that indents make narrower, in one before it that is known to have a hyphen."""
    edge = at[start] + full
    sure = at[-1] - at[start] > _SURELY * full
    best: tuple[float, int] | None = None
    for found in _PART.finditer(text, start):
        first, end = found.span()
        least = 2 if text[end - 1].isdecimal() else 4
        if at[end] < edge - _INDENT * full or not least <= end - first <= _WORD:
            continue
        if at[first] > edge:
            break
        apart = _APART.match(text, end)
        if apart is not None and known.parted(found.group().casefold() + apart[1].casefold()) == end - first:
            surety = _SURE_APART + (at[end] > edge - _FIRST * full) * 0.5
            best = max(best or (0.0, 0), (surety, end)) if surety >= (2.1 if sure else 4) else best
        places = list(known.hyphens(found.group()))
        compound = any(hyphen.surety >= _COMPOUND for hyphen in places)
        for hyphen in places:
            cut = first + hyphen.at
            if compound and hyphen.surety < _COMPOUND:
                continue
            surety = hyphen.surety + (at[end] > edge - _FIRST * full) * 0.5 + (at[end] > edge) * 0.5
            if at[cut] > edge + (0.04 if compound else 0.02) * full or surety < (2.1 if sure else 4):
                continue
            inside = text[first - 1 : first] in _HYPHENS and text[first:end].isalpha()
            if hyphen.surety < _PARTS and (inside or at[end] <= edge - _FIRST * full):
                continue
            best = max(best or (0.0, 0), (surety, cut))
    return best[1] if best is not None else None


def _around(text: str, at: int) -> str:
    head = re.search(r"[^\W_]+$", text[:at])
    tail = re.match(r" ?([^\W_]+)", text[at:])
    return f"{head.group() if head else ''}-{tail[1] if tail else ''}"
