r"""Write Markdown: CommonMark with footnotes and pipe tables, as GitHub and pandoc read them.

Printed numbers stay as printed: they are text, not Markdown lists, which would be numbered anew. A paragraph begins
with ``1\.``, a sub-paragraph is an entry of a list without numbers: ``- \(a) text``. (``*`` stands for a printed
bullet, ``+`` for no sign at all.) The title is a heading of the first level, sections are headings below it; the lines
of masthead and closing are lines of one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import Final

from unpress.ast import (
    Block,
    Blocks,
    Break,
    Cell,
    Clause,
    Closing,
    Document,
    Emphasis,
    Figure,
    Formula,
    Inline,
    Inlines,
    Item,
    List,
    Note,
    Paragraph,
    Quote,
    Rule,
    Section,
    Strong,
    Table,
    Text,
    Vote,
)
from unpress.enumerator import readings
from unpress.errors import ConfigError
from unpress.folding import COMMAS
from unpress.inlines import settle, without_common_look
from unpress.journal import Journal
from unpress.pattern import late
from unpress.walk import plain
from unpress_stages._entries import numbered
from unpress_stages.render._addresses import known_language
from unpress_stages.render._markdown_inlines import InlineWriter, escape, safe_start

PROBLEMS: Final = {
    "spans": "Markdown has no cells over several columns or rows.",
    "look": "Markdown cannot show this.",
    "header-rows": "A Markdown table has one header row.",
    "unmarked-note": "A note has no mark in the text.",
    "caption": "A caption without a number is written as a paragraph.",
    "symbol": "Neither the address nor the words of a link say all of a symbol.",
    "link-target": "A link that a page must not open is written as text.",
    "picture": "A picture that a page must not open is written as its words.",
}

_DASHES: Final = frozenset("–-—")
_DOTS: Final = frozenset("•·")
_TRAILING_MARK: Final = re.compile(r"(#+)$")


def render(document: Document, journal: Journal, *, front_matter: bool = False, width: int = 0) -> bytes:
    """Write a document in UTF-8.

    ``front_matter`` puts title and metadata before the text, as YAML. ``width`` breaks lines at spaces after so many
    characters; 0 leaves each paragraph on one line. Raises ConfigError where it is less than 0.
    """
    if width < 0:
        raise ConfigError(
            f"option 'width' of stage render.markdown cannot be {width}", "it is a number of characters, or 0"
        )
    parts = _Writer(document, journal).parts()
    if width > 0:
        parts = [_wrapped(part, width) for part in parts]
    text = "\n\n".join(parts)
    if text.startswith("\ufeff"):
        text = "&#65279;" + text[1:]
    if front_matter:
        text = f"{_front_matter(document)}\n\n{text}" if text else _front_matter(document)
    return (text + "\n" if text else "").encode("utf-8", "replace")


class _Writer:
    """Writes one document as parts with an empty line between them."""

    def __init__(self, document: Document, journal: Journal) -> None:
        self._document = document
        self._journal = journal
        labels = _labels(document.notes)
        self._inlines = InlineWriter(known_language(document), labels, journal)
        self._labels = labels

    def parts(self) -> list[str]:
        document = self._document
        found: list[str] = []
        if document.masthead:
            found.append(self._printed_lines(line.content for line in document.masthead))
        if document.label or document.title:
            found.append(self._heading(1, document.label, document.title))
        found.extend(self._blocks(document.children))
        notes = [self._blocks(note.children) for note in document.notes]  # a note can name a later one
        found.extend(map(self._note, document.notes, notes))
        return [part for part in found if part]

    # --------------------------------------------------------------------------------------------------- text

    def _text(self, inlines: Inlines, label: str = "") -> str:
        """A paragraph, whose lines begin no other block."""
        text = self._inlines.text(inlines)
        if label:
            text = f"{escape(label)} {text}" if text else escape(label)
        return safe_start(text) if "\n" not in text else "\n".join(map(safe_start, text.split("\n")))

    def _printed_lines(self, lines: Iterable[Inlines]) -> str:
        """Lines of one paragraph."""
        return "\\\n".join(self._text(self._bare(line)) for line in lines)

    def _bare(self, line: Inlines) -> Inlines:
        """A line whose kind decides its look, without a look of all its words: readers would take it as said twice."""
        bare = without_common_look(line)
        if bare is not line:
            self._journal.note(
                "look", f"italics or bold of a whole line are left out: {plain(line)[:60].strip()!r}"
            )
        return bare

    def _heading(self, level: int, label: str, heading: Inlines) -> str:
        words = self._inlines.line(self._bare(heading))
        text = " ".join(part for part in (escape(label), words) if part)
        return f"{'#' * min(level, 6)} {_TRAILING_MARK.sub(_escaped_mark, text)}".rstrip()

    # ------------------------------------------------------------------------------------------------- blocks

    def _blocks(self, blocks: Blocks, depth: int = 1) -> list[str]:
        found: list[str] = []
        for block in blocks:
            found.extend(self._block(block, depth))
        return [part for part in found if part]

    def _block(self, block: Block, depth: int) -> list[str]:
        match block:
            case Section():
                return [*self._section_heading(block, depth + 1), *self._blocks(block.children, depth + 1)]
            case Clause() | Paragraph():
                text = self._text(block.content, block.label)
                return [text, *self._blocks(block.children)] if block.children else [text]
            case Formula():
                return [self._text(_emphasised(without_common_look(block.content)))]
            case List():
                return [self._list(block)]
            case Quote():
                inner = "\n\n".join(self._blocks(block.children))
                return ["\n".join(f"> {line}".rstrip() for line in inner.split("\n"))]
            case Table():
                return self._table(block)
            case Figure():
                return [self._text((block.image,)), self._text(block.caption, block.label)]
            case Closing() | Vote():
                return [self._printed_lines(block.lines)]
            case Rule():
                return ["* * *"]

    def _section_heading(self, section: Section, level: int) -> list[str]:
        """One heading for "I. Introduction"; two, as in print, for a name above its title. Its level follows from the
        sections around it, so that none is left out."""
        label = section.label
        if label and section.heading and not readings(label):
            return [self._heading(level, label, ()), self._heading(level, "", section.heading)]
        return [self._heading(level, label, section.heading)] if label or section.heading else []

    def _list(self, block: List) -> str:
        """Entries; close together unless one of them holds more than text and lists."""
        loose = any(not isinstance(child, List) for item in block.items for child in item.children)
        return ("\n\n" if loose else "\n").join(self._item(item, loose) for item in block.items)

    def _item(self, item: Item, loose: bool) -> str:
        sign, label = _sign(item)
        inner = self._text(item.content, label)
        if item.children:
            parts = [inner, *self._blocks(item.children)]
            inner = ("\n\n" if loose else "\n").join([part for part in parts if part])
        lines = inner.split("\n")
        rest = [f"  {line}" if line else "" for line in lines[1:]]
        return "\n".join([f"{sign} {lines[0]}".rstrip(), *rest])

    # ------------------------------------------------------------------------------------------------- tables

    def _table(self, table: Table) -> list[str]:
        rows = [self._cells(row) for row in _grid(table, self._journal)]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return [self._text(self._bare(table.caption), table.label)]
        headed = any(cell.header for cell in table.rows[0].cells)
        head = rows.pop(0) if headed else [""] * width
        if sum(any(cell.header for cell in row.cells) for row in table.rows) > 1:
            self._journal.note(
                "header-rows", "a Markdown table has one header row; the others are written as rows"
            )
        if table.caption and not table.label and not any(isinstance(node, Break) for node in table.caption):
            self._journal.note(
                "caption", f"a caption without a number is a paragraph: {plain(table.caption)[:60].strip()!r}"
            )
        lines = [_row(head, width), "|" + " --- |" * width, *(_row(row, width) for row in rows)]
        return [self._text(self._bare(table.caption), table.label), "\n".join(lines)]

    def _cells(self, row: list[Cell | None]) -> list[str]:
        return ["" if cell is None else self._cell(cell.children) for cell in row]

    def _cell(self, blocks: Blocks) -> str:
        """The blocks of a cell on one line."""
        found: list[str] = []
        for block in blocks:
            match block:
                case Paragraph() | Clause():
                    found.extend((self._labelled(block.label, block.content), self._cell(block.children)))
                case List():
                    for item in block.items:
                        found.extend((self._labelled(item.label, item.content), self._cell(item.children)))
                case Formula():
                    found.append(self._inlines.line(block.content))
                case Closing() | Vote():
                    found.extend(self._inlines.line(line) for line in block.lines)
                case Quote():
                    found.append(self._cell(block.children))
                case Section():
                    found.extend((self._labelled(block.label, block.heading), self._cell(block.children)))
                case Figure():
                    found.append(self._labelled(block.label, (block.image, Text(" "), *block.caption)))
                case Table():
                    found.extend(self._cell(cell.children) for row in block.rows for cell in row.cells)
                case Rule():
                    found.append("\\* \\* \\*")
        return "<br>".join(part for part in found if part)

    def _labelled(self, label: str, content: Inlines) -> str:
        return " ".join(part for part in (escape(label), self._inlines.line(content)) if part)

    # -------------------------------------------------------------------------------------------------- notes

    def _note(self, note: Note, parts: list[str]) -> str:
        """The definition of a note; a note whose mark stands nowhere is a paragraph, for a definition would vanish."""
        if note.key not in self._inlines.marked:
            self._journal.warn(
                "unmarked-note", f"the mark of note {note.marker!r} stands nowhere; it is a paragraph"
            )
            return "\n\n".join([f"{escape(note.marker)} {parts[0]}", *parts[1:]]) if parts else ""
        inner = "\n\n".join(parts) or "&#8203;"
        lines = inner.split("\n")
        rest = [f"    {line}" if line else "" for line in lines[1:]]
        return "\n".join([f"[^{self._labels[note.key]}]: {lines[0]}", *rest])


def _sign(item: Item) -> tuple[str, str]:
    """The sign that Markdown puts before an entry, and the label that stands in its text.

    ``-`` is a printed dash and ``*`` a printed bullet, or ``-`` stands before a printed number; ``+`` prints nothing.
    """
    label, text = item.label, plain(item.content)
    if label in _DASHES or label in _DOTS:
        if not numbered(text):
            return ("*" if label in _DOTS else "-"), ""
        return "-", label
    return ("-" if label and numbered(f"{label} {text}") else "+"), label


def _escaped_mark(found: re.Match[str]) -> str:
    return "\\" + found[1]


def _labels(notes: tuple[Note, ...]) -> dict[str, str]:
    """What stands in ``[^...]`` for each note: its key, where that is a plain word."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for count, note in enumerate(notes, 1):
        label = note.key if re.fullmatch(r"[0-9A-Za-z*†‡_-]+", note.key) else f"note-{count}"
        while label in taken:
            label += "-"
        taken.add(label)
        found[note.key] = label
    return found


def _emphasised(content: Inlines) -> Inlines:
    """The name of the organ in italics, as print has it, where nothing says how it looks."""
    if any(isinstance(node, Emphasis | Strong) for node in content):
        return content
    last = content[-1] if content else None
    if isinstance(last, Text):
        kept = last.value.rstrip(COMMAS + " ")
        words: tuple[Inline, ...] = (*content[:-1], Text(kept)) if kept else content[:-1]
        return settle((Emphasis(words), Text(last.value[len(kept) :])))
    return settle((Emphasis(content),))


def _grid(table: Table, journal: Journal) -> list[list[Cell | None]]:
    """The rows with a place for each column; cells that span more leave the other places empty."""
    rows: list[list[Cell | None]] = []
    below: dict[tuple[int, int], bool] = {}
    spans = False
    for y, row in enumerate(table.rows):
        places: list[Cell | None] = []
        for cell in row.cells:
            while below.pop((y, len(places)), False):
                places.append(None)
            spans = spans or cell.columns > 1 or cell.rows > 1
            for dy in range(1, min(cell.rows, len(table.rows) - y)):
                for dx in range(cell.columns):
                    below[y + dy, len(places) + dx] = True
            places.append(cell)
            places.extend([None] * (cell.columns - 1))
        rows.append(places)
    if spans:
        journal.note(
            "spans",
            f"table {_name(table)!r}: a cell over several columns or rows stands in the first of them; "
            "the others are empty",
        )
    return rows


def _name(table: Table) -> str:
    """The number and title of a table, or the words that it begins with."""
    from textwrap import shorten  # only for a problem

    named = " ".join((table.label, plain(table.caption))).strip()
    paragraphs = (b for row in table.rows for c in row.cells for b in c.children if isinstance(b, Paragraph))
    return shorten(named or next((plain(p.content) for p in paragraphs), ""), 60, placeholder=" …")


def _row(cells: list[str], width: int) -> str:
    return "| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |"


# ------------------------------------------------------------------------------------------------------- layout

_UNBREAKABLE: Final = late(r"[#>+\-=:|~%*]|\d+[.)]|\(?[A-Za-z]{1,9}[.)]|\[")
"""Words that would begin a block, or end one, at the start of a line."""


def _wrapped(part: str, width: int) -> str:
    """A part with its lines broken at spaces. Tables and headings stay as they are."""
    return "\n".join(_wrapped_line(line, width) for line in part.split("\n"))


def _wrapped_line(line: str, width: int) -> str:
    if len(line) <= width or re.match(r"\s*(\||#)", line):
        return line
    lead = re.match(r"(?:\s*(?:>|[-*](?= )|\[\^[^\]]+\]:)\s?)*\s*", line)
    prefix = lead[0] if lead else ""
    quoted = re.sub(r"[^>\s]", " ", prefix if not prefix.lstrip().startswith("[^") else "    ")
    lines: list[str] = []
    here = prefix
    for word in re.split(r" (?=\S)", line[len(prefix) :]):
        if (
            here.strip(" >-*")
            and len(here) + 1 + len(word) > width
            and not _UNBREAKABLE.match(word)
            and not _opened(here)
        ):
            lines.append(here)
            here = quoted + word
        else:
            here = word if not here else here + ("" if here in (prefix, quoted) else " ") + word
    return "\n".join([*lines, here])


def _opened(line: str) -> bool:
    """Whether a link target or a tag is open at the end of a line."""
    return line.rfind("<") > line.rfind(">") or line.rfind("](") > line.rfind(")")


def _front_matter(document: Document) -> str:
    """The title, for programs that make sites of such files, and the metadata as YAML; the values are JSON, which YAML
    includes."""
    import json  # few ask for front matter

    lines = [f"language: {json.dumps(document.language)}"]
    title = " ".join(filter(None, (document.label, plain(document.title).strip())))
    if document.title:
        lines.insert(0, f"title: {json.dumps(title, ensure_ascii=False)}")
    for field in fields(document.meta):
        value: object = getattr(document.meta, field.name)
        if value not in (None, ()):
            lines.append(f"{field.name}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(["---", *lines, "---"])
