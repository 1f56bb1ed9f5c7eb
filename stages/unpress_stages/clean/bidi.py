"""Put right-to-left lines into logical order where a tool wrote them as they look.

pdftotext marks with bidirectional controls how a right-to-left line looks, from which follows what was typed
(`_logical`). Other tools (pdfplumber, pdfminer.six) write such lines as they look without a word about it. They give
themselves away by letters that only end words and here begin them; every line is then read backwards, with a warning,
and the stretches of one that was taken apart are put together (`_turned_rows`).
So is one whose words stand as they look while the letters of each are in order (PyMuPDF, sorted): names of several
words tell.

Pieces of one line that stand apart on the page (columns, a line broken by a misplaced vowel mark) are put in reading
order, the rightmost first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from unpress.draft import Draft, DraftCell, DraftNote, DraftTable, Entry, Line
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Run, Runs, cut_runs, merge_runs
from unpress.source import Piece, Span
from unpress_stages.clean._logical import CLOSING, Order, directions, logical

if TYPE_CHECKING:
    from unpress_stages.clean._turned_rows import Row

_EMBEDDINGS: Final = "\u202a\u202b\u202c"
_CONTROLS: Final = re.compile(f"[{_EMBEDDINGS}]")
PROBLEMS: Final = {
    "turned": "The letters of an Arabic text came in the order in which they look, not in that of reading.",
}
_ENOUGH: Final = 5
"""Words that show in which order the letters are."""
_LAST_FIRST: Final = late(r"(?<!\w)[\u0629\u0649]\w")
_LAST_LAST: Final = late(r"\w[\u0629\u0649](?!\w)")
"""Teh marbuta and alef maksura, which end words and never begin one, at the beginning and at the end."""
_TURNED_OPENING: Final = late(
    r"(?P<word>[^A-Za-z()]*[^\W\d_A-Za-z])\( (?P<behind>[^A-Za-z()]*[^A-Za-z() ])(?= [A-Za-z]|$)"
)
_TURNED_CLOSING: Final = late(r"(?P<word> [،؛]\))[^()]+?(?=\.?$)")
_BRACKETS: Final = late(r"[()\[\]]")
_DRAWN: Final = late(r"\([^()]{1,40}\)")
_TYPED: Final = late(r"\)[^()]{1,40}\(")
_LATIN_PAIR: Final = late(r"[A-Za-z][^\s()]* ?(?P<pair>\((?=[^()]*[A-Za-z])[A-Za-z0-9 ./,\-]*\))")
_MIRRORED: Final = dict(zip("()[]", ")(][", strict=True))
_LATIN_OR_BRACKET: Final = late(r"[A-Za-z()]")
_STOP_INSIDE: Final = late(r"\(\d{1,3}(?P<stop>[،؛.])\)")
"""The mark of a note with the stop behind it that a tool wrote before its bracket."""
_WORD: Final = late(r"\S+")
_FIRST_LETTER: Final = late(r"(?<![^\W\d_])[^\W\d_A-Za-z]")


def clean(draft: Draft, journal: Journal) -> Draft:
    """Bring the text of all lines, cells and notes into logical order and take out the controls that showed it."""
    lang = language(draft.language)
    placed = _placed_words(draft, lang)
    turned = placed or _turned_letters(draft)
    if not turned and not any(control in draft.text for control in _EMBEDDINGS):
        return draft
    if turned:
        journal.warn(
            "turned",
            f"the {'words' if placed else 'letters'} of this text run from left to right, as they look: they are put in"
            " the order of reading",
            None,
            "give the PDF itself, or its text by pdftotext",
        )
    drawn = turned and _drawn_brackets(draft)
    lines: tuple[Entry, ...]
    if drawn:
        lines = tuple(_unmirrored(e, journal) if isinstance(e, Line) else e for e in draft.lines)
        draft = replace(draft, lines=lines)
    if turned and not placed:
        lines = _turned_rows(draft, lang, journal)
    else:
        lines = tuple(
            _turned_line(entry, lang, placed=True)
            if placed and isinstance(entry, Line)
            else _line(entry, lang, journal)
            if isinstance(entry, Line)
            else _table(entry, lang, journal)
            for entry in draft.lines
        )
    notes = tuple(_note(note, lang, journal) for note in draft.notes)
    kept = tuple(entry for entry in lines if not isinstance(entry, Line) or entry.runs)
    same = len(kept) == len(draft.lines) and all(a is b for a, b in zip(kept, draft.lines, strict=True))
    if same and all(a is b for a, b in zip(notes, draft.notes, strict=True)):
        return draft
    return replace(draft, lines=kept, notes=notes)


def _turned_letters(draft: Draft) -> bool:
    """Whether a text has its Arabic letters in the order in which they stand on the page, from left to right: letters
    that only end words begin them. A format that knows its paragraphs knows the order, too."""
    if "\u0629" not in draft.text or any(isinstance(e, Line) and e.starts is not None for e in draft.lines):
        return False
    first, last = (len(pattern.findall(draft.text)) for pattern in (_LAST_FIRST, _LAST_LAST))
    return first >= _ENOUGH and first > 4 * last


def _placed_words(draft: Draft, lang: Language) -> bool:
    """Whether a text written from right to left has its words in the order in which they stand on the page, from left
    to right, the letters of each in that of reading: names of several words come last word first."""
    if not lang.right_to_left or _CONTROLS.search(draft.text):
        return False
    if any(isinstance(e, Line) and e.starts is not None for e in draft.lines):
        return False
    text, organs = fold(draft.text), lang.organs
    named = (organs.un, organs.ga, organs.sc, organs.ecosoc, organs.hrc)
    names = [words for name in named if len(words := fold(name).split()) > 1]
    there = sum(text.count(" ".join(words)) for words in names)
    back = sum(text.count(" ".join(reversed(words))) for words in names)
    return back >= _ENOUGH and back > 4 * there


def _drawn_brackets(draft: Draft) -> bool:
    """Whether the brackets of a text whose letters are turned are those that are drawn, "(" at the left, and not those
    that were typed, which right to left are drawn the other way."""
    texts = [e.text for e in draft.lines if isinstance(e, Line) and "R" in directions(e.text)]
    drawn, typed = (sum(len(pair.findall(text)) for text in texts) for pair in (_DRAWN, _TYPED))
    return drawn > 2 * typed


def _unmirrored(line: Line, journal: Journal) -> Line:
    """A line with the brackets that were typed in place of those that are drawn, but for what stands in brackets behind
    Latin letters and has no others: that runs from left to right."""
    text = line.text
    if "R" not in directions(text) or not _BRACKETS.search(text):
        return line
    kept = {at for found in _LATIN_PAIR.finditer(text) for at in found.span("pair")}
    runs: list[Run] = []
    at = 0
    for run in line.runs:
        shown = "".join(
            char if at + i in kept or (char == ")" and at + i + 1 in kept) else _MIRRORED.get(char, char)
            for i, char in enumerate(run.text)
        )
        for i, (old, new) in enumerate(zip(run.text, shown, strict=True)):
            if old != new:
                journal.normalised_span("bracket", run.cut(i, i + 1).span, new)
        runs.append(run if shown == run.text else run.with_text(shown, run.span))
        at += len(run.text)
    return replace(line, runs=tuple(runs))


def _turned_rows(draft: Draft, lang: Language, journal: Journal) -> tuple[Entry, ...]:
    """The lines of print of a text whose letters are turned, each in the order of reading."""
    from unpress_stages.clean._turned_rows import filled, rows  # few texts are turned

    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    if len(lines) < len(draft.lines):
        return tuple(_turned_line(e, lang, placed=False) if isinstance(e, Line) else e for e in draft.lines)
    found = rows(lines, draft.text)
    fresh = [_read(row, lang) for row in found]
    return tuple(fresh if len(fresh) == len(lines) else filled(fresh, lang, journal))


def _read(row: Row, lang: Language) -> Line:
    """A line of print from its stretches, each of one direction: the rightmost comes first, if one runs to the left."""
    first = _stretch(row.parts[0][0], lang)
    if len(row.parts) == 1:
        return first
    parts = [(_stretch(line, lang).runs, spaced) for line, spaced in row.parts]
    space = (Run(" "),)
    runs: list[Run] = []
    if any("R" in directions(line.text) or not line.text[0].isalnum() for line, _ in row.parts):
        for stretch, spaced in reversed(parts):
            runs += [*stretch, *(space if spaced else ())]
    else:
        for stretch, spaced in parts:
            runs += [*(space if spaced else ()), *stretch]
    merged = merge_runs(runs)
    text = "".join([run.text for run in merged])
    order = [*range(len(text))]
    for mark in _STOP_INSIDE.finditer(text):
        at = mark.start("stop")
        order[at : at + 2] = [at + 1, at]
    merged = _permuted(merged, order)
    return replace(first, runs=merged, indent=0.0, width=float(sum(len(run.text) for run in merged)))


def _stretch(line: Line, lang: Language) -> Line:
    """A stretch in the order of reading."""
    from unpress_stages.clean._turned_rows import LED, MARK

    if MARK.match(line.text):
        return line
    led = LED.match(line.text)
    if led is None:
        return _turned_line(line, lang, placed=False)
    cut, size = led.end(), len(line.text)
    verb = _turned_line(replace(line, runs=cut_runs(line.runs, cut, size)), lang, placed=False)
    return replace(line, runs=merge_runs((*cut_runs(line.runs, 0, cut), *verb.runs)))


def _turned_line(line: Line, lang: Language, *, placed: bool) -> Line:
    """A line in the order of reading. ``placed``: its words stand as they look, the letters of each are in order."""
    text = line.text
    if "R" not in directions(text):
        return line
    looks = [*range(len(text))]
    for word in _WORD.finditer(text) if placed else ():
        if "R" in directions(word.group()):
            looks[word.start() : word.end()] = reversed(looks[word.start() : word.end()])
    order = logical("".join([text[at] for at in looks]), lang)
    return replace(line, runs=_permuted(line.runs, [looks[at] for at in order]))


def _line(line: Line, lang: Language, journal: Journal) -> Line:
    text = line.text
    if not (_CONTROLS.search(text) or (lang.right_to_left and _half_of_brackets(text))):
        return line
    start = _start(line.runs[0]) if len(line.runs) == 1 else -1
    for found in _CONTROLS.finditer(text):
        if start >= 0:
            journal.dropped("control", start + found.start(), start + found.end())
            continue
        for run in cut_runs(line.runs, *found.span()):
            journal.dropped_span("control", run.span)
    runs = _permuted(line.runs, logical(text, lang))
    if lang.right_to_left:
        runs = _across_brackets(runs)
    size = sum(len(run.text) for run in runs)
    return replace(line, runs=runs, width=line.width if runs and runs[0].size else line.indent + size)


def _across_brackets(runs: Runs) -> Runs:
    """Change places across half of a pair of brackets that lies between two lines or beside a Latin stretch.

    Tools then take the bracket for one that runs the other way: "the publication( The report" was "The report (the
    publication", "annex ,)and corrigendum" was "and corrigendum), annex". Nobody prints brackets so.
    """
    text = "".join([run.text for run in runs])
    if "( " in text and (found := _TURNED_OPENING.match(text)):
        at = found.end("word")
        runs = _permuted(
            runs, [*range(*found.span("behind")), at + 1, at, *range(at), *range(found.end(), len(text))]
        )
        text = "".join([run.text for run in runs])
    if found := _TURNED_CLOSING.search(text):
        space, end = found.span("word")
        other = max((match.end() for match in _LATIN_OR_BRACKET.finditer(text, 0, space)), default=0)
        start = _FIRST_LETTER.search(text, other, space)
        if start is not None:
            middle = [*range(end, found.end()), space + 2, space + 1, space, *range(start.start(), space)]
            runs = _permuted(runs, [*range(start.start()), *middle, *range(found.end(), len(text))])
    return runs


def _half_of_brackets(text: str) -> bool:
    """Whether a line is the Latin end of something in brackets: it is written as it looks, the last bracket first."""
    return text[:1] in CLOSING and "R" not in directions(text)


def _permuted(runs: Runs, order: Order) -> Runs:
    """The characters of runs in a new order; neighbours stay together."""
    stretches: list[tuple[int, int, int]] = []  # place in the new order, start and end in the old
    at = 0
    while at < len(order):
        end = at + 1
        while end < len(order) and order[end] == order[end - 1] + 1:
            end += 1
        stretches.append((at, order[at], order[end - 1] + 1))
        at = end
    if len(runs) == 1 and stretches and (start := _start(runs[0])) >= 0:
        pieces = [Piece(at, start + low, start + high) for at, low, high in stretches]
        text = "".join([runs[0].text[low:high] for _, low, high in stretches])
        return (runs[0].with_text(text, Span(tuple(pieces), runs[0].span.page if runs[0].span else 0)),)
    return merge_runs(part for _, low, high in stretches for part in cut_runs(runs, low, high))


def _start(run: Run) -> int:
    """Where a run that stands in the source as it was read begins, one for one; -1 for any other."""
    pieces = run.span.pieces if run.span is not None else ()
    return pieces[0].start if len(pieces) == 1 and pieces[0].end - pieces[0].start == len(run.text) else -1


def _note(note: DraftNote, lang: Language, journal: Journal) -> DraftNote:
    lines = tuple(_line(line, lang, journal) for line in note.lines)
    return note if all(a is b for a, b in zip(lines, note.lines, strict=True)) else replace(note, lines=lines)


def _table(table: DraftTable, lang: Language, journal: Journal) -> DraftTable:
    def cell(old: DraftCell) -> DraftCell:
        return replace(old, lines=tuple(_line(line, lang, journal) for line in old.lines))

    rows = tuple(tuple(cell(old) for old in row) for row in table.rows)
    return replace(table, rows=rows, caption=tuple(_line(line, lang, journal) for line in table.caption))
