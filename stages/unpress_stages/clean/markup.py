"""Take up the light markup that exporters leave in text: ``*verb*``, ``**bold**``, ``[72/213](#)``.

Text of an HTML page or a Word file saved as text often keeps such marks. They become the look of the runs; the marks
themselves are entered as dropped. A target that leads nowhere (``#``) is left out: links are made from symbols.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.pattern import by_script
from unpress.record import replace
from unpress.runs import Run, Runs, cut_runs, merge_runs
from unpress_stages._linked import tied

_STAR: Final = re.compile(r"\*\S")
_MARKUP: Final = by_script(
    r"""
    (?= [\[*] ) (?:  # nothing else can begin one; most characters are passed over here
    (?P<link> \[ (?P<text> \\?\[ \w{1,3} \\?\] | [^\[\]]{1,400} ) \]
      \( (?P<target> [^()\s]* (?: \( [^()\s]* \) [^()\s]* )* ) \) )
  | (?: ^ (?! \*\d+\* ) | (?<![*\w\\]) (?! \*{1,3}\d ) | (?<=[\u3400-\u9fff]) (?! \*{1,3}\d ) )
    (?P<stars> \*{1,3} ) (?P<inner> [^*\s] (?: [^*]{0,4000}? [^*\s] )? ) (?P=stars) (?! \* | (?![\u3400-\u9fff]) \w ) )
    """,
    re.VERBOSE,
)


def clean(draft: Draft, journal: Journal) -> Draft:
    """Turn marks in the text into the look of runs."""
    if not _may_hold_markup(draft.text) or not _believable(draft.text):
        return draft
    kept = tied(found["target"] for found in _MARKUP(draft.text).finditer(draft.text) if found["link"])
    changed = False
    lines: list[Line] = []
    for line in draft.lines:
        if not isinstance(line, Line):
            return draft
        fresh = line
        if _may_hold_markup(line.text):
            runs = _runs(line.runs, kept, journal)
            fresh = line if runs is line.runs else replace(line, runs=runs)
        changed = changed or fresh is not line
        lines.append(fresh)
    return replace(draft, lines=tuple(lines)) if changed else draft


def _may_hold_markup(text: str) -> bool:
    return "](" in text or _STAR.search(text) is not None


def _believable(text: str) -> bool:
    """Whether the marks are markup: a link or paired stars that hold a word, not footnote asterisks alone."""
    return any(found["link"] or len(found["inner"]) > 2 for found in _MARKUP(text).finditer(text))


def _runs(runs: Runs, kept: Set[str], journal: Journal) -> Runs:
    text = "".join(run.text for run in runs)
    parts: list[Run] = []
    at = 0

    def drop(start: int, end: int) -> None:
        for run in cut_runs(runs, start, end):
            if run.span is not None:
                for piece in run.span.pieces:
                    journal.dropped("mark", piece.start, piece.end)

    for found in _MARKUP(text).finditer(text):
        name = "text" if found["link"] else "inner"
        start, end = found.span(name)
        parts.extend(cut_runs(runs, at, found.start()))
        drop(found.start(), start)
        inner = _runs(cut_runs(runs, start, end), kept, journal)
        if found["link"]:
            target = found["target"]
            link = "" if target.startswith("#") and target not in kept else target
            parts.extend(replace(run, link=link) for run in inner)
        else:
            stars = len(found["stars"])
            parts.extend(
                replace(run, italic=run.italic or stars != 2, bold=run.bold or stars != 1) for run in inner
            )
        drop(end, found.end())
        at = found.end()
    if not at:
        return runs
    parts.extend(cut_runs(runs, at, len(text)))
    return merge_runs(parts)
