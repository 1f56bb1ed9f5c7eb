"""Put back what stands beside its line in a dump of right-to-left text.

A vowel mark that print sets apart from its letter comes out behind a space, or on a line of its own, and can break the
line it belongs to in two, the left half first. A raised figure comes out as a line of its own near the brackets that it
was printed in. Halves are known by their columns, or where there are none by a stray mark and by being no longer
together than one line. A stray mark whose letter is not known is dropped.

Where a font draws a letter in two parts, or a line is stretched, words come out in parts. An article that stands apart
shows it: nobody types it so.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from unpress.draft import Draft, Line
from unpress.enumerator import at_start
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import replace
from unpress.runs import Run, cut_runs, edit_runs, merge_runs

_MARKS: Final = "\u064b-\u0652\u0670"
_MARK: Final = late(f"[{_MARKS}]")
_MARK_ALONE: Final = late(rf"[\s{_MARKS}]*[{_MARKS}][\s{_MARKS}]*")
_END: Final = late(r"[^\W_]{0,8}\d*\)?[؛.،]")
_LOST: Final = late(rf"(?:^|(?<=\s\s))[{_MARKS}]+(?=\s|$)")
_LOST_LEFT: Final = late(rf"\s\s+[{_MARKS}]+$")
_BROKEN: Final = late(rf"(?:[^\W\d_]*[^\W\d_\u0627])? ?[{_MARKS}][{_MARKS} ]*$")
_NUMBER: Final = late(r"\d{1,3}")
_STARS: Final = late(r"\*{1,3}")
_LABEL: Final = late(r"\d{1,3} ?[.\-–]|\([^\W\d_\u0640]{1,2}\u0640?\)|[’‘']\d{1,2}[’‘']")
_LETTERS: Final = late(r"[\u0620-\u064a]{2,}")
_STOPS: Final = (".", "؛", ":", "؟")
_EMPTY: Final = late(r"\(\s*\)")
_APART: Final = rf"(?<![\w{_MARKS}(’‘'/-])"
_LEAST: Final = 3
"""Articles that stand apart before an alef with a sign; before other letters that may be a word turned round, "no"."""


def clean(draft: Draft, journal: Journal) -> Draft:
    """Join halves of lines, fill empty brackets with the figure that was printed in them, take up stray marks."""
    if not language(draft.language).right_to_left:
        return draft
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    if any(line.starts is not None for line in lines):
        return draft
    draft = _with_whole_words(draft, journal)
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    if len(lines) < len(draft.lines) or any(line.runs[0].size for line in lines):
        return draft
    from unpress_stages.clean._stretches import together  # Arabic alone needs it

    lang = language(draft.language)
    lines = together(lines, lang, journal)
    fresh = _filled(_torn(lines, lang))
    fresh = _by_column(fresh, journal) if any(line.indent for line in lines) else _by_length(fresh, journal)
    fresh = [_attached(line, lang, journal) for line in fresh]
    fresh = _numbers_first(_ends_last(_ends_first(fresh), lang), lang)
    fresh = [line for line in fresh if line.text.strip()]
    if all(line.width == line.indent + len(line.text) for line in lines):  # as the reader counts
        fresh = _measured(fresh)
    if len(fresh) == len(draft.lines) and all(a == b for a, b in zip(fresh, draft.lines, strict=True)):
        return draft
    return replace(draft, lines=tuple(fresh))


# ----------------------------------------------------------------------------------------------------------- words


def _with_whole_words(draft: Draft, journal: Journal) -> Draft:
    """The draft with what is written together with a word at that word, in lines and notes."""
    texts = "\n".join([entry.text for entry in draft.lines if isinstance(entry, Line)])
    article, parted = _patterns(language(draft.language))
    if len(article.findall(texts)) < _LEAST:
        return draft

    def whole(line: Line) -> Line:
        return _whole(line, parted, journal)

    lines = tuple(whole(entry) if isinstance(entry, Line) else entry for entry in draft.lines)
    notes = (replace(note, lines=tuple(map(whole, note.lines))) for note in draft.notes)
    return replace(draft, lines=lines, notes=tuple(notes))


@lru_cache(maxsize=16)
def _patterns(lang: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The article that stands apart; and all that is written together with the word behind it, as the article and
    letters that are no words. Those of abbreviations stand before another, those of enumerators before a sign."""
    article = rf"{_APART}(?:{lang.ligatures.article.source})[ ](?=[\u0622\u0623\u0625])"
    parted = rf"""
        {article}
        | {_APART} {lang.ligatures.prefix.source} [{_MARKS}]* [ ] (?= [\u0621-\u064a]{{2}} )
        | \( [ ] (?= [\u0621-\u064a]{{1,2}} \) )     # an enumerator
    """
    return re.compile(article), re.compile(parted, re.VERBOSE)


def _whole(line: Line, parted: re.Pattern[str], journal: Journal) -> Line:
    edits = [(found.end() - 1, found.end(), "") for found in parted.finditer(line.text)]
    if not edits:
        return line
    size = len(edits) if line.width == line.indent + len(line.text) else 0  # as the reader counts
    return replace(line, runs=edit_runs(line.runs, edits, journal, "space", "space"), width=line.width - size)


# ------------------------------------------------------------------------------------------------- raised figures


def _filled(lines: list[Line]) -> list[Line]:
    """Figures on lines of their own set into empty brackets near them, asterisks behind the line above, where their
    note shows what they are."""
    fresh: list[Line | None] = list(lines)
    last = {(line.page, line.text): i for i, line in enumerate(lines)}
    for i, line in enumerate(lines):
        if not (_NUMBER.fullmatch(line.text) or _STARS.fullmatch(line.text)):
            continue
        if last[line.page, line.text] == i:
            continue  # it is the number of the note itself
        above = fresh[i - 1] if i and line.text[0] == "*" else None
        if above is not None and above.page == line.page:
            fresh[i - 1] = replace(above, runs=merge_runs((*above.runs, *line.runs)))
            fresh[i] = None
            continue
        for j in (i - 1, i + 1, i - 2, i + 2):
            home = fresh[j] if 0 <= j < len(lines) else None
            found = _EMPTY.search(home.text) if home is not None and home.page == line.page else None
            if home is not None and found is not None:
                runs = (
                    *cut_runs(home.runs, 0, found.start() + 1),
                    *line.runs,
                    *cut_runs(home.runs, found.end() - 1, len(home.text)),
                )
                fresh[j] = replace(home, runs=merge_runs(runs))
                fresh[i] = None
                break
    return [line for line in fresh if line is not None]


def _torn(lines: list[Line], lang: Language) -> list[Line]:
    """The end of a line that a raised figure of the line below has torn off put back: line, figure, the line with its
    empty brackets, which ends the paragraph, and behind it the torn end, for which the first line has room."""
    fresh = list(lines)
    sizes = sorted(len(line.text) for line in lines)
    full = sizes[int(len(sizes) * 0.95)] * 1.1 if sizes else 0.0
    for i in range(len(fresh) - 4, -1, -1):
        above, figure, below, end = fresh[i : i + 4]
        if (
            _NUMBER.fullmatch(figure.text)
            and _EMPTY.search(below.text)
            and below.text.rstrip().endswith(_STOPS)
            and above.page == end.page
            and below.gap == end.gap == 0
            and not (
                above.text.rstrip().endswith((*_STOPS, "،")) or end.text.rstrip().endswith((*_STOPS, "،"))
            )
            and not (_bare(above) or _bare(end) or lang.opener(end.text))
            and at_start(end.text) is None
            and len(above.text) + len(end.text) < full
        ):
            fresh[i : i + 4] = [_joined(above, end), figure, below]
    return fresh


# --------------------------------------------------------------------------------------------------- halves of lines


def _by_column(lines: list[Line], journal: Journal) -> list[Line]:
    """Join lines that follow without a gap and stand beside each other; the right one comes first."""
    spaced = bool(lines) and Counter(line.gap for line in lines).most_common(1)[0][0] >= 1
    fresh: list[Line] = []
    near = False  # nothing but stray marks since the last line
    for line in lines:
        if _MARK_ALONE.fullmatch(line.text):
            near = bool(fresh) and line.gap == 0
            journal.dropped_span("mark", line.span)
            continue
        outer = _LOST_LEFT.search(line.text)
        if outer is not None:  # what stands farthest to the left is a stray mark
            runs = edit_runs(line.runs, [(*outer.span(), "")], journal, "mark", "mark")
            line = replace(line, runs=runs, indent=line.indent + len(outer.group()))
        last = fresh[-1] if fresh else None
        together = line.gap == 0 and (spaced or near) and last is not None and last.page == line.page
        near = False
        if (
            last is not None
            and together
            and not (_NUMBER.fullmatch(line.text) or _NUMBER.fullmatch(last.text))
        ):
            if last.width <= line.indent + 3:
                fresh[-1] = _joined(line, last)
                continue
            if line.width <= last.indent + 3:
                fresh[-1] = _joined(last, line)
                continue
        fresh.append(line)
    return fresh


def _by_length(lines: list[Line], journal: Journal) -> list[Line]:
    """Join what a stray mark shows to be halves of one line; the left half stands first."""
    sizes = sorted(len(line.text) for line in lines)
    full = sizes[int(len(sizes) * 0.95)] * 1.1 if sizes else 0.0
    fresh: list[Line] = []
    awaited = False  # a stray mark stood before the last line, which may be a left half
    gap = 0.0  # above the mark
    for line in lines:
        last = fresh[-1] if fresh else None
        if _MARK_ALONE.fullmatch(line.text):
            awaited, gap = True, max(gap, line.gap)
            journal.dropped_span("mark", line.span)
            continue
        if gap > line.gap:
            line = replace(line, gap=gap)
        gap = 0.0
        near = last is not None and last.page == line.page and line.gap == 0
        fits = last is not None and near and len(last.text) + len(line.text) <= full
        if last is not None and fits and (awaited or _BROKEN.search(line.text)):
            fresh[-1] = _joined(line, last)
            awaited = False
            continue
        awaited = awaited and last is not None and len(line.text) < full * 0.75
        fresh.append(line)
    return fresh


def _joined(right: Line, left: Line) -> Line:
    """One line of its two halves."""
    between = () if _BROKEN.search(right.text) else (Run(" "),)
    return replace(
        right,
        runs=merge_runs((*right.runs, *between, *left.runs)),
        indent=min(right.indent, left.indent),
        width=max(right.width, left.width),
        gap=max(right.gap, left.gap),
    )


# ----------------------------------------------------------------------------------------------------------- numbers


def _numbers_first(lines: list[Line], lang: Language) -> list[Line]:
    """Numbers of paragraphs that stand alone behind the first line of their paragraph set before it."""
    fresh = list(lines)
    for i in range(1, len(fresh)):
        line, first = fresh[i], fresh[i - 1]
        if not _LABEL.fullmatch(line.text) or first.page != line.page or at_start(first.text) or _bare(first):
            continue
        above = fresh[i - 2].text.rstrip() if i > 1 else ""
        if _LABEL.fullmatch(above) or not (above.endswith(_STOPS) or not _LETTERS.search(above)):
            continue  # the line before has its number, or is no first line
        below = fresh[i + 1].text if i + 1 < len(fresh) and not _bare(fresh[i + 1]) else ""
        unfinished = not first.text.rstrip().endswith(_STOPS)
        opens, opens_below = lang.opener(first.text) > 0, lang.opener(below) > 0
        if opens_below and not opens:
            continue  # the line before is a heading
        if unfinished or (opens and not opens_below) or not below or at_start(below):
            fresh[i - 1], fresh[i] = replace(line, gap=first.gap), replace(first, gap=line.gap)
    return fresh


def _ends_first(lines: list[Line]) -> list[Line]:
    """Figures that end a paragraph and stand alone behind the number of the next put back at its end: "لعام", "46 -",
    "2030؛"."""
    fresh = list(lines)
    for i in range(len(fresh) - 2, 1, -1):
        end, number, above = fresh[i], fresh[i - 1], fresh[i - 2]
        if (
            _END.fullmatch(end.text)
            and _bare(end)
            and _LABEL.fullmatch(number.text)
            and above.page == end.page
            and not _bare(above)
            and not above.text.rstrip().endswith((*_STOPS, "،"))
            and not _bare(fresh[i + 1])
        ):
            between = () if above.text.endswith("(") else (Run(" "),)
            runs = merge_runs((*above.runs, *between, *end.runs))
            fresh[i - 2 : i + 1] = [replace(above, runs=runs), number]
    return fresh


def _ends_last(lines: list[Line], lang: Language) -> list[Line]:
    """Figures that end a paragraph and stand alone before the words of their line put behind them: "2030؛", "for the
    year"."""
    fresh = list(lines)
    for i in range(len(fresh) - 2, 1, -1):
        words, end, above = fresh[i], fresh[i - 1], fresh[i - 2]
        if (
            _END.fullmatch(end.text)
            and _bare(end)
            and not _bare(words)
            and words.gap == end.gap == 0
            and len(words.text) + len(end.text) < len(above.text)
            and not lang.opener(words.text)
            and above.page == words.page
            and at_start(words.text) is None
            and at_start(fresh[i + 1].text) is not None
            and not (
                _bare(above) or above.text.rstrip().endswith(_STOPS) or words.text.rstrip().endswith(_STOPS)
            )
        ):
            fresh[i - 1 : i + 1] = [_joined(words, end)]
    return fresh


def _bare(line: Line) -> bool:
    """Whether a line is a number, a symbol or the like, and no text."""
    return not _LETTERS.search(line.text)


# ------------------------------------------------------------------------------------------------------------- marks


@lru_cache(maxsize=8)
def _detached(lang: Language) -> re.Pattern[str]:
    """Spaces around marks: no letter is a word of its own but the one for "and"."""
    words = re.escape("".join(join.strip() for join in lang.openers.joins if len(join.strip()) == 1))
    letter = rf"[^\W\d_{words}](?!\w)"
    return re.compile(
        rf"(?<=[^\W\d_]) +(?=[{_MARKS}])|(?<=[{_MARKS}]) +(?=[{_MARKS}])|(?<=[{_MARKS}]) (?={letter})"
    )


def _attached(line: Line, lang: Language, journal: Journal) -> Line:
    """Marks set at their letters again; those that stand far from any letter are dropped."""
    text = line.text
    if not _MARK.search(text):
        return line
    lost = [(found.start(), found.end(), "") for found in _LOST.finditer(text)]
    loose = [
        (found.start(), found.end(), "")
        for found in _detached(lang).finditer(text)
        if found.end() - found.start() < 2
    ]
    edits = sorted({*lost, *loose})
    return replace(line, runs=edit_runs(line.runs, edits, journal, "mark", "mark")) if edits else line


# ---------------------------------------------------------------------------------------------------------- measures


class _Breadths(dict[str, float]):
    def __missing__(self, char: str) -> float:
        return 1.0


_BREADTHS: Final = _Breadths(
    {
        **dict.fromkeys("ةه،يىلثازر", 0.6),
        **dict.fromkeys("دإ 27جذؤح", 1.3),
        **dict.fromkeys("كخطشسظصض()", 1.8),
        **{chr(mark): 0.0 for mark in (*range(0x64B, 0x653), 0x670)},
    }
)
"""How broad letters are in print beside one of middling breadth: fitted to 2,962 full lines of official texts."""


def _measured(lines: list[Line]) -> list[Line]:
    """Measured from the right edge of the page.

    Where there are columns, only the left edge of a line can be trusted: columns are counted from there, and a line of
    print has more or fewer letters. Where there are none, the letters tell how broad a line is.
    """
    lengths = sorted(len(line.text) for line in lines) or [0]
    usual = lengths[int(len(lengths) * 0.9)]
    short = [line for line in lines if len(line.text) < 0.5 * usual]
    columns = 5 * sum(line.indent > usual / 3 for line in short) > len(
        short
    )  # the indents of first lines are less
    if columns:
        edge = float(max(len(line.text) + line.indent for line in lines))
        return [replace(line, indent=0.0, width=edge - line.indent) for line in lines]
    return [replace(line, width=_breadth(line.text)) for line in lines]


def _breadth(text: str) -> float:
    return round(sum(map(_BREADTHS.__getitem__, text)), 1)
