"""Print a document on pages and dump the pages as text, in the ways in which extraction tools leave them.

The tools differ in what they keep of a page: blank lines, first-line indents, running heads, where the number of a note
stands, in how many columns the masthead is. Whatever the habit, the page width and the page length, what is read back
has to be the same document; so one document gives as many test texts as one likes, each with its answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from unpress.ast import (
    Block,
    Break,
    Clause,
    Closing,
    Document,
    Formula,
    Inlines,
    Item,
    List,
    NoteMark,
    Paragraph,
    Section,
    Table,
    Text,
    Vote,
)
from unpress.language import Language, language
from unpress.walk import WRAPPERS, plain


@dataclass(frozen=True)
class Habit:
    """What a tool keeps of a page. ``width`` is in cells, ``length`` in lines of a page."""

    name: str
    width: int = 84
    length: int = 46
    margin: int = 0
    indent: int = 0  # of first lines
    nested: int = 0  # of each level of sub-paragraphs
    spaced: bool = False  # an empty line behind every line
    parted: bool = False  # an empty line between paragraphs
    feed: bool = True  # a form feed between pages
    heads: bool = True  # running heads, page numbers, job number
    own_line: bool = False  # the number of a note on a line of its own
    columns: bool = False  # organ and distribution in one line
    controls: bool = False  # bidirectional controls around right-to-left lines
    loose: bool = False  # spaces around figures in Chinese


SEED: Final = Habit("seed", width=78, indent=1, spaced=True, feed=False, heads=False, loose=True)
"""As the Chinese seed: an empty line behind each line, one space before a first line, no running heads."""

SPACED: Final = Habit("spaced", width=80, indent=1, spaced=True, feed=False)
"""The same with running heads."""

INDENTED: Final = Habit("indented", indent=4, nested=4)
"""First-line indents, nothing else."""

PLAIN: Final = Habit("plain", own_line=True, controls=True)
"""As pdftotext: no indents, the number of a note above its text."""

LAYOUT: Final = Habit("layout", margin=12, indent=6, nested=6, columns=True, own_line=True, controls=True)
"""As pdftotext -layout: the page as it looks."""

HABITS: Final = (SEED, SPACED, INDENTED, PLAIN, LAYOUT)


@dataclass(frozen=True)
class _Printed:
    """A line of print: ``first`` of a paragraph, with the keys of the notes whose marks are in it."""

    text: str
    indent: int = 0
    first: bool = False
    notes: tuple[str, ...] = ()
    space: bool = False  # room above it


def dump(document: Document, habit: Habit) -> str:
    """The pages of a document as text."""
    return _Press(document, habit).text()


class _Press:
    def __init__(self, document: Document, habit: Habit) -> None:
        self.document = document
        self.lang: Language = language(document.language)
        self.habit = habit

    # ------------------------------------------------------------------------------------------------ pages

    def text(self) -> str:
        pages = list(
            self._pages([*self._masthead(), *self._title(), *self._blocks(self.document.children, 0)])
        )
        habit = self.habit
        out: list[str] = []
        for number, (body, notes) in enumerate(pages, 1):
            page: list[str] = []
            if number > 1 and habit.heads:
                page += self._head(number)
            if number > 1 and habit.spaced:
                page += [f"{' ' * (1 + body[0].first)}{body[0].text} ", ""]
                body = body[1:]
            page += self._body(body)
            if notes:
                page += self._notes(notes)
            if habit.heads or number == 1:
                page += self._foot(number, len(pages))
            if habit.spaced and number < len(pages):
                page = page[:-1]  # no empty line at the end of a page
            out.append("".join(f"{line}\n" for line in page))
        text = ("\f" if habit.feed else "").join(out)
        return text.replace("\u00a0 \n", "\u00a0\n")

    def _pages(self, lines: list[_Printed]) -> Iterator[tuple[list[_Printed], list[str]]]:
        body: list[_Printed] = []
        notes: list[str] = []
        room = self.habit.length
        for line in lines:
            needed = 1 + sum(len(self._note(key)) + (not notes) for key in line.notes)
            if body and needed > room:
                yield body, notes
                body, notes, room = [], [], self.habit.length
            body.append(line)
            notes.extend(line.notes)
            room -= needed
        yield body, notes

    def _body(self, lines: list[_Printed]) -> list[str]:
        habit = self.habit
        out: list[str] = []
        for i, line in enumerate(lines):
            lead = " " * (
                habit.margin + line.indent + (habit.indent if line.first and line.indent >= 0 else 0)
            )
            if not habit.spaced and line.space and i and (habit.parted or line.indent < 0 or habit.columns):
                out.append("")
            if self.from_the_right:
                out.append(self._from_the_right(line))
            else:
                out.append(self._directed(lead if line.indent >= 0 else "", line.text))
            if habit.spaced:
                out.append("")
        return out

    @property
    def from_the_right(self) -> bool:
        """Whether columns show that lines begin at the right."""
        return self.habit.columns and self.lang.right_to_left

    def _from_the_right(self, line: _Printed) -> str:
        """A line as far from the left edge as print has it; the columns of a masthead each in its place."""
        start = max(line.indent, 0) + (self.habit.indent if line.first and line.indent >= 0 else 0)
        edge = 2 * self.habit.margin + self.habit.width - (self.habit.margin if line.indent >= 0 else 0)
        room = max(edge - start - len(line.text), 0)
        right, gap, left = (*re.split(r"( {2,})", line.text, maxsplit=1), "", "")[:3]
        return " " * room + self._directed("", left) + gap + self._directed("", right)

    def _directed(self, lead: str, text: str) -> str:
        if self.habit.spaced:
            return f"{lead}{text} "
        if not text:
            return ""
        if self.habit.controls and self.lang.right_to_left:
            inner = re.sub(r"[A-Za-z0-9](?:[A-Za-z0-9/.,: \-]*[A-Za-z0-9])?", "\u202a\\g<0>\u202c", text)
            return f"{lead}\u202b{inner}\u202c"
        return lead + text

    def _head(self, number: int) -> list[str]:
        symbol, title = self.document.meta.symbol or "", plain(self.document.title).lstrip("-– ")
        if self.habit.columns:
            ends = (symbol, title) if number % 2 == 0 else (title, symbol)
            return [f"{ends[0]:<{self.habit.width - 10}}{'  ' if title else ''}{ends[1]}", ""]
        if self.habit.own_line:
            return [
                part and self._directed("", part) for part in (symbol, "", *((title, "") if title else ()))
            ]
        both = f"{symbol} {title}".strip()
        return [f"{both} ", ""] if self.habit.spaced else [both]

    def _foot(self, number: int, total: int) -> list[str]:
        job = self.document.meta.job_number or ""
        bare = re.sub(r"\s*\([A-Z]\)$", "", job)
        if number == 1:
            foot = [job] if job else []
        elif self.habit.own_line and not self.habit.columns:
            foot = [f"{number}/{total}", "", bare]
        else:
            foot = [
                f"{number}/{total}    {bare}".strip()
                if number % 2 == 0
                else f"{bare}    {number}/{total}".strip()
            ]
        if self.habit.spaced:
            return [part for line in foot for part in (f"{line} ", "")]
        return ["", *foot]

    # ---------------------------------------------------------------------------------------------- the notes

    def _note(self, key: str) -> list[str]:
        note = next(note for note in self.document.notes if note.key == key)
        first = note.children[0]
        content = first.content if isinstance(first, Paragraph) else ()
        words = self._loose(self._plain(content))
        marker = f"({note.marker})" if self.lang.typography.note_brackets else note.marker
        if self.habit.own_line:
            gap = [] if self.habit.columns else [""]
            return [marker, *gap, *self._broken(words, self.habit.width)]
        return self._broken(f"{marker} {words}", self.habit.width)

    def _notes(self, keys: list[str]) -> list[str]:
        habit = self.habit
        lead = " " * habit.margin
        out = [] if habit.spaced else [""]
        out.append(f"{lead}__________________")
        for key in keys:
            lines = self._note(key)
            if habit.spaced:
                out.append("")
                for i, line in enumerate(lines):
                    out += ([] if i == 0 else [""]) + [f"{' ' * (i == 0)}{line} "]
            else:
                out += [self._note_line(lead, line) for line in lines]
                if habit.own_line and not habit.columns:
                    out.append("")
        return [f"{out[0]} ", *out[1:], ""] if habit.spaced else out

    def _note_line(self, lead: str, line: str) -> str:
        if line and self.from_the_right:
            return self._from_the_right(_Printed(line))
        return self._directed(lead, line)

    # ---------------------------------------------------------------------------------------- lines of print

    def _masthead(self) -> list[_Printed]:
        lines = [(line.role, self._loose(self._plain(line.content))) for line in self.document.masthead]
        out: list[_Printed] = []
        pending = ""
        for role, words in lines:
            if self.habit.columns and role in {"publisher", "organ"} and not pending and not out[3:]:
                pending = words
            elif pending and role in {"symbol", "distribution"}:
                gap = max(2, self.habit.width - len(pending) - len(words))
                out.append(_Printed(pending + " " * gap + words))
                pending = ""
            else:
                room = role in {"session", "adoption", "organ", "distribution"}
                first = True
                for part in self._broken(words, self.habit.width):
                    deep = self.habit.columns and role in {"date", "language", "original"}
                    out.append(
                        _Printed(" " * (self.habit.width - 20) * deep + part, -1, first, (), room and first)
                    )
                    first = False
        return out

    def _title(self) -> Iterator[_Printed]:
        if self.document.title:
            label = self._loose(self.document.label)
            yield from self._paragraph(
                f"{label} {self._loose(self._plain(self.document.title))}", 0, plain_start=True
            )

    def _blocks(self, blocks: tuple[Block, ...], depth: int) -> Iterator[_Printed]:
        for block in blocks:
            match block:
                case Formula():
                    yield from self._content(block.content, "", depth)
                case Clause() | Paragraph():
                    yield from self._content(block.content, block.label, depth)
                    yield from self._blocks(block.children, depth)
                case List():
                    for item in block.items:
                        yield from self._item(item, depth)
                case Closing() | Vote():
                    for i, line in enumerate(block.lines):
                        yield _Printed(self._loose(self._plain(line)), 0, True, (), i == 0)
                case Section():
                    for words in (block.label, self._plain(block.heading)):
                        yield from self._paragraph(words, 0, plain_start=True) if words else ()
                    yield from self._blocks(block.children, depth)
                case Table():
                    yield from self._table(block)
                case _:
                    raise NotImplementedError(f"typeset {type(block).__name__}")

    def _item(self, item: Item, depth: int) -> Iterator[_Printed]:
        yield from self._content(item.content, item.label, depth + 1)
        yield from self._blocks(item.children, depth + 1)

    def _content(self, content: Inlines, label: str, depth: int) -> Iterator[_Printed]:
        words = self._loose(self._plain(content, marks=True))
        yield from self._paragraph(f"{label} {words}" if label else words, self.habit.nested * depth)

    def _paragraph(self, words: str, indent: int, *, plain_start: bool = False) -> Iterator[_Printed]:
        """The lines of a paragraph. In ``words`` a mark of a note is its key between two private characters."""
        habit = self.habit
        first = True
        for line in self._broken(words, habit.width - indent, 0 if plain_start else habit.indent):
            keys = tuple(re.findall("\ue000([^\ue001]*)\ue001", line))
            shown = re.sub("\ue000([^\ue001]*)\ue001", lambda m: self._mark(m[1]), line)
            yield _Printed(shown, indent, first and not (plain_start and habit.columns), keys, first)
            first = False

    def _table(self, table: Table) -> Iterator[_Printed]:
        cells = [
            [" ".join(plain(p.content) for p in c.children if isinstance(p, Paragraph)) for c in row.cells]
            for row in table.rows
        ]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        for row in cells:
            padded = [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)),
            ]
            yield _Printed("      ".join(padded).rstrip(), 0, False)

    # --------------------------------------------------------------------------------------------------- text

    def _plain(self, content: Inlines, *, marks: bool = False) -> str:
        parts: list[str] = []
        for node in content:
            if isinstance(node, Text):
                parts.append(node.value)
            elif isinstance(node, WRAPPERS):
                parts.append(self._plain(node.children, marks=marks))
            elif isinstance(node, NoteMark) and marks:
                parts.append(f"\ue000{node.note}\ue001")
            elif isinstance(node, Break):
                parts.append(" ")
        return "".join(parts)

    def _mark(self, key: str) -> str:
        marker = next(note.marker for note in self.document.notes if note.key == key)
        return f"({marker})" if self.lang.typography.note_brackets else marker

    def _loose(self, text: str) -> str:
        if not self.habit.loose or self.lang.code != "zh":
            return text
        text = re.sub(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])", " ", text)
        return re.sub(r"(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])", " ", text)

    def _broken(self, text: str, width: int, indent: int = 0) -> list[str]:
        """Lines of at most ``width`` cells, the first shorter by ``indent``."""
        lines: list[str] = []
        line = ""
        room = width - indent
        for word in self._words(text):
            cells = _cells(word.rstrip(" "))
            if line and _cells(line) + cells > room and not _STAYS.fullmatch(word.rstrip(" ")):
                lines.append(line.rstrip(" "))
                line, room = "", width
            line += word
        lines.append(line.rstrip(" "))
        return [line for line in lines if line] or [""]

    def _words(self, text: str) -> list[str]:
        """Pieces that are not broken, each with the space behind it."""
        if self.lang.code == "zh":
            return re.findall(
                r"\ue000[^\ue001]*\ue001|[（《“‘(]*(?:[A-Za-z0-9][A-Za-z0-9./\-]*|.)[，。；：、）》”’)]* *",
                text,
            )
        return re.findall(r"[^ ]+ *", text)


_STAYS: Final = re.compile("[\ue000].*[\ue001]|[，。；：、）》”’!?]+")
"""What does not begin a line."""


def _cells(text: str) -> int:
    text = re.sub("\ue000([^\ue001]*)\ue001", r"\1", text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def of_width(habit: Habit, width: int, length: int) -> Habit:
    """The habit on another page."""
    return replace(habit, width=width, length=length)
