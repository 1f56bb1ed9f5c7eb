"""Take the footnotes out of the running text, so that the paragraph that they interrupt can be joined again.

Notes stand at the foot of a page, behind a rule of underscores or without one, each opening with the next number of
the sequence ("1 Resolution 70/1."), or with the number on a line of its own; a note may run on at the foot of the
next page. In text without pages a note is a line that opens with a raised figure. Asterisks mark notes to the masthead
and title.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import Final

from unpress.draft import Draft, DraftNote, Entry, Line, cut_runs
from unpress.journal import Journal
from unpress_stages.clean._figures import RAISED

_FIGURES: Final = str.maketrans(RAISED, "0123456789")
_SEPARATOR: Final = re.compile(r"[_＿]{4,}")
_START: Final = re.compile(
    rf"(?:\((?P<bracketed>\d{{1,3}})\)|(?P<raised>[{RAISED}]{{1,3}})|(?P<plain>\d{{1,3}})/?(?=\s|$)(?!\s?[-–—]\s)|(?P<glued>\d{{1,3}})(?=[^\W\d]|《|«|“))\s*"
)
_ALONE: Final = re.compile(r"\d{1,3}")
_STAR: Final = re.compile(r"(?P<star>\*{1,3})\s+(?=\S)")


def clean(draft: Draft, journal: Journal) -> Draft:
    """Move notes from the lines into ``notes``."""
    if any(not isinstance(entry, Line) or entry.starts is not None for entry in draft.lines):
        return draft
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    pages = [list(page) for _, page in groupby(lines, lambda line: line.page)]
    collector = _Collector(journal, late=_late(pages))
    kept: list[Entry] = []
    for page in pages:
        kept.extend(collector.page(page))
    if len(kept) == len(lines):
        return draft
    return replace(draft, lines=tuple(kept), notes=(*draft.notes, *collector.notes))


class _Collector:
    """Goes through the pages in order and keeps the number that the next note must have."""

    def __init__(self, journal: Journal, *, late: bool = False) -> None:
        self.journal = journal
        self.late = late
        self.notes: list[DraftNote] = []
        self.last = 0

    def page(self, lines: list[Line]) -> list[Line]:
        """The lines of a page that are not notes."""
        for i, line in enumerate(lines):
            if _SEPARATOR.fullmatch(line.text):
                return self._behind_rule(lines, i)
        raised = [i for i, line in enumerate(lines) if line.text[:1] in RAISED and line.text]
        if raised:
            return self._raised(lines)
        if self.late:
            return self._numbered_late(lines)
        first = self._first_without_rule(lines)
        if first is None:
            return lines
        self._take(lines[first:], strict=False)
        return lines[:first]

    def _behind_rule(self, lines: list[Line], rule: int) -> list[Line]:
        foot = lines[rule + 1 :]
        number = _number(foot[0].text) if foot else None
        star = foot and _STAR.match(foot[0].text)
        if (
            not foot
            or (number is None and not star and not self.notes)
            or (number is not None and number > self.last + 4)
        ):
            return lines  # a rule that has no notes under it
        self._drop(lines[rule], "separator")
        behind = self._take(foot, strict=True)
        return [*lines[:rule], *behind]

    def _take(self, foot: list[Line], *, strict: bool) -> list[Line]:
        """Read notes from the lines of a foot; what comes back does not belong to them."""
        rest: list[Line] = []
        for line in foot:
            found = _START.match(line.text)
            number = _number(line.text)
            follows = number is not None and (
                number == self.last + 1 or (strict and self.last < number <= self.last + 2)
            )
            star = _STAR.match(line.text)
            if found and follows and number is not None:
                self.last = number
                self._begin(str(number), line, found.end())
            elif star:
                self._begin(star["star"], line, star.end())
            elif self.notes:
                self._go_on(line)
            else:
                rest.append(line)
        return rest

    def _begin(self, marker: str, line: Line, at: int) -> None:
        for run in cut_runs(line.runs, 0, at):
            for piece in run.span.pieces if run.span is not None else ():
                self.journal.moved("marker", piece.start, piece.end)
        text = cut_runs(line.runs, at, len(line.text))
        body = (replace(line, runs=text),) if text else ()
        self.notes.append(DraftNote(marker, body, page=line.page))

    def _go_on(self, line: Line) -> None:
        note = self.notes[-1]
        self.notes[-1] = replace(note, lines=(*note.lines, line))

    def _drop(self, line: Line, rule: str) -> None:
        for piece in line.span.pieces if line.span is not None else ():
            self.journal.dropped(rule, piece.start, piece.end)

    def _raised(self, lines: list[Line]) -> list[Line]:
        """Notes that open with raised figures, each one line or lines without a gap between them."""
        kept: list[Line] = []
        inside = False
        for line in lines:
            found = _START.match(line.text)
            if found and found["raised"]:
                self.last = int(found["raised"].translate(_FIGURES))
                self._begin(str(self.last), line, found.end())
                inside = True
            elif inside and line.gap == 0 and line.text[:1].islower():
                self._go_on(line)
            else:
                inside = False
                kept.append(line)
        return kept

    def _numbered_late(self, lines: list[Line]) -> list[Line]:
        """Notes whose number stands alone behind their first line."""
        numbers: list[int] = []
        for i, line in enumerate(lines):
            if i < 2 or not _ALONE.fullmatch(line.text):
                continue
            number = int(line.text)
            if numbers:
                if number == self.last + len(numbers) + 1:
                    numbers.append(i)
            elif number == self.last + 1 and _possible(
                "\n".join(before.text for before in lines[: i - 1]), number
            ):
                numbers.append(i)
        if not numbers:
            return lines
        for k, i in enumerate(numbers):
            self.last += 1
            self._begin(str(self.last), lines[i], len(lines[i].text))
            self._go_on(lines[i - 1])
            for line in lines[i + 1 : numbers[k + 1] - 1 if k + 1 < len(numbers) else len(lines)]:
                self._go_on(line)
        return lines[: numbers[0] - 1]

    def _first_without_rule(self, lines: list[Line]) -> int | None:
        """Where the notes of a page begin when no rule shows it: at the first line that opens with the next number,
        if that number and all that follow at the foot are marks in the text above."""
        body = ""
        for i, line in enumerate(lines):
            number = _number(line.text)
            if number is not None and i and self.last < number <= self.last + 3 and _possible(body, number):
                alone = line.text.strip().isdigit()
                numbers = [number]
                for after in lines[i + 1 :]:
                    if _number(after.text) == numbers[-1] + 1:
                        numbers.append(numbers[-1] + 1)
                sure = sum(_marked(body, n) for n in numbers)
                possible = sum(_possible(body, n) for n in numbers)
                enough = alone or (number == self.last + 1 and sure * 2 >= len(numbers))
                if enough and possible == len(numbers) and len(lines) - i <= 3 + 12 * len(numbers):
                    self.last = number - 1
                    return i
            body += line.text + "\n"
        return None


def _late(pages: list[list[Line]]) -> bool:
    """Whether the numbers of notes stand alone behind the first lines of their notes, so that nothing follows the last
    one: tools that read a page from the right come to the number last."""
    with_notes = [page for page in pages if any(_ALONE.fullmatch(line.text) for line in page[2:])]
    ending = [page for page in with_notes if len(page) > 2 and _ALONE.fullmatch(page[-1].text)]
    return bool(ending) and 3 * len(ending) >= len(with_notes)


def _number(text: str) -> int | None:
    found = _START.match(text)
    if found is None:
        return None
    digits = found["bracketed"] or found["raised"] or found["plain"] or found["glued"]
    return int(digits.translate(_FIGURES))


def _possible(text: str, number: int) -> bool:
    """Whether a number stands in a text other than inside a figure or a symbol."""
    return re.search(rf"(?<![\d/]){number}(?![\d/]|\.\d)|(?<=(?:19|20)\d\d){number}(?!\d)", text) is not None


def _marked(text: str, number: int) -> bool:
    """Whether a text has something that is most likely the mark of a note."""
    return (
        re.search(
            rf"(?<=[^\W\d_]){number}(?!\d)|(?<=[,;.:)\]”»’\"，；。、》）]){number}(?!\d)|\({number}\)|(?<=(?:19|20)\d\d){number}(?!\d)"
            rf"|(?<=[^\W\d_] ){number}(?=\s\s|[,;.:])",
            text,
        )
        is not None
    )
