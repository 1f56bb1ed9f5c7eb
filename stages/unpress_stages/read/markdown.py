"""Read Markdown: CommonMark with footnotes and pipe tables.

Paragraphs, headings, notes, tables and the look of the text are known; what they mean is left to the parsers. Printed
numbers are text ("1.", "(a)"); numbers of Markdown's own lists become such text. The only heading of the first level
is the title, what stands above it the masthead. YAML front matter as `render.markdown` writes it is read, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from unpress.draft import Draft, DraftNote, DraftTable, Entry, Line, Role
from unpress.errors import ReadError
from unpress.journal import Journal
from unpress.recognition import language_of
from unpress.record import mutable
from unpress.runs import Run, Runs, run_at
from unpress.source import Piece, Source, Span
from unpress_stages._entries import numbered
from unpress_stages.read._front_matter import front_matter
from unpress_stages.read._markdown_inlines import Accounts, InlineReader, without_tags
from unpress_stages.read._markdown_tables import TableReader
from unpress_stages.read._masthead_table import unrolled

PROBLEMS: Final = {
    "front-matter": "Front matter is left out.",
    "alignment": "The alignment of the columns of a table is left out.",
    "picture": "A picture is left out.",
    "tooltip": "The title of a link is left out.",
    "nesting": "Lists and quotations are nested so deep that they are read as text.",
}

_DEFINITION: Final = re.compile(r"[ >]{0,12}\[[^\]]+\]:")
_MARKER: Final = re.compile(r"[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$)")
_MARK: Final = re.compile(r"\[\^([0-9A-Za-z*†‡_-]+)\](?![\[(:])")
_BLANK: Final = re.compile(r"^[^\S\n]+$", re.MULTILINE)
"""A line that is blank to Python, which the parser is written in, though not to Markdown: form feeds and the like."""
NESTING: Final = 40
"""Blocks in blocks; deeper ones are read as text."""


def read(source: Source, journal: Journal) -> Draft:
    """Read one file in UTF-8.

    Raises ReadError for bytes that are not UTF-8.
    """
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{source.name} is not in UTF-8: {error.reason} at byte {error.start:,}",
            "convert it, or read it as text and name its encoding",
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return _Reader(text, journal, min(NESTING, source.limits.depth), source.language).draft()


def _mark_without_note(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: ``[^1]`` is a mark though no ``[^1]:`` says its note. Markdown takes it for text, and
    who forgot the note would not hear of it."""
    found = _MARK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


@mutable
class _Item:
    """An entry of a list that is being read."""

    label: tuple[str, int] | None = None  # the number of an ordered list and where it stands
    bullet: tuple[str, int] | None = None  # the sign of another
    fresh: bool = True  # no paragraph yet


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, journal: Journal, nesting: int, given: str) -> None:
        self._text = text
        self._given = given
        self._nesting = nesting
        self._journal = journal
        self._accounts = Accounts(journal)
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._seen: set[int] = set()  # lines that a token accounts for
        self._columns: dict[int, int] = {}  # where the next marker of a line may stand
        self._entries: list[Entry] = []
        self._notes: list[DraftNote] = []
        self._home: list[Entry] | None = None  # the lines of the note that is being read
        self._label = ""  # of that note
        self._homes: list[tuple[list[Entry] | None, str]] = []  # a note may stand in a note
        self._items: list[_Item] = []
        self._quotes = 0
        self._heading = 0
        self._table: TableReader | None = None
        self._together: list[Line] = []  # the lines of the paragraph that was read last
        self._deep = False
        self._marked_heading = False  # with signs, not with a line under it

    def draft(self) -> Draft:
        known, language, skipped = front_matter(self._text, self._journal)
        parser = MarkdownIt("commonmark", {"maxNesting": self._nesting}).enable("table").use(footnote_plugin)
        parser.disable(["text_join", "footnote_tail", "footnote_inline"])
        parser.inline.ruler.after("footnote_ref", "mark_without_note", _mark_without_note)
        body = "\n" * self._text.count("\n", 0, skipped) + self._text[skipped:]
        body = _BLANK.sub(lambda found: " " * len(found[0]), body)
        for token in parser.parse(body):
            self._token(token)
        self._leftovers(skipped)
        self._accounts.close(self._text)
        entries = self._entries
        if entries and isinstance(entries[0], DraftTable):
            entries = unrolled(entries, language_of(self._text, self._given, language))
        return Draft(self._text, tuple(_titled(entries)), tuple(self._notes), language, 0, known)

    # -------------------------------------------------------------------------------------------------- source

    def _line(self, number: int) -> str:
        """The text of a line, counted from 0."""
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self._text)
        return self._text[self._starts[number] : end]

    def _leftovers(self, start: int) -> None:
        """Lines that no token stands for: definitions of links, empty lines of quotes."""
        for number, offset in enumerate(self._starts):
            line = self._line(number)
            if offset < start or number in self._seen or not line.strip():
                continue
            if _DEFINITION.match(line) or not line.strip(" \t>"):
                self._accounts.drop(offset, offset + len(line))
            else:
                self._as_text(line, offset, self._columns.get(number, 0))

    def _as_text(self, line: str, offset: int, column: int) -> None:
        """A line that is nested too deep for the parser stands in its place as text."""
        text = line[column:].strip()
        start = offset + line.index(text, column)
        self._accounts.drop(offset, offset + len(line) - len(line.lstrip(" \t>")))
        if not text:
            return
        if not self._deep:
            self._journal.warn(
                "nesting",
                f"what is nested more than {self._nesting} deep is read as text",
                Span((Piece(0, offset, offset + len(line)),)),
            )
        self._deep = True
        place = bisect_left(self._entries, start, key=lambda entry: entry.start)
        self._entries.insert(place, Line((run_at(text, start),), starts=True))

    # -------------------------------------------------------------------------------------------------- tokens

    def _token(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._inline(token)
            case "heading_open":
                self._heading = int(token.tag[1:])
                self._marked_heading = token.markup.startswith("#")
                self._underline(token)
            case "heading_close":
                self._heading = 0
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "list_item_open":
                self._item(token)
            case "list_item_close":
                self._end_item(self._items.pop())
            case "footnote_reference_open":
                self._homes.append((self._home, self._label))
                self._home, self._label = [], str(token.meta.get("label", ""))
            case "footnote_reference_close":
                self._note(token)
            case "hr":
                self._rule(token)
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                self._html(token)
            case _:
                self._table_token(token)

    def _item(self, token: Token) -> None:
        number = token.map[0] if token.map else 0
        line, column = self._line(number), self._columns.get(number, 0)
        found = _MARKER.search(line, column)
        item = _Item()
        if found is not None:
            self._columns[number] = found.end()
            start = self._starts[number] + found.start()
            if token.info:
                item.label = (found[0], start)
            else:
                item.bullet = (found[0], start)
        self._items.append(item)

    def _end_item(self, item: _Item) -> None:
        """An entry without text: its marker says nothing, a number is kept."""
        if item.fresh and item.bullet is not None:
            self._accounts.drop(item.bullet[1], item.bullet[1] + 1)
        elif item.fresh and item.label is not None:
            self._put(self._number(item.label))

    def _number(self, label: tuple[str, int]) -> Line:
        """A line that is nothing but a number."""
        return Line((run_at(*label),), starts=True, role="item")

    def _underline(self, token: Token) -> None:
        """The line under a heading that is marked so."""
        if token.markup in {"=", "-"} and token.map:
            last = token.map[1] - 1
            self._seen.add(last)
            start = self._starts[last]
            self._accounts.drop(start, start + len(self._line(last)))

    def _rule(self, token: Token) -> None:
        number = token.map[0] if token.map else 0
        line = self._line(number)
        text = line.strip(" \t>")
        self._seen.add(number)
        start = self._starts[number] + line.rindex(text)
        self._accounts.drop(self._starts[number], start)
        self._put(Line((run_at(text, start),), starts=True, role="rule"))

    def _code(self, token: Token) -> None:
        """Lines that are shown as they stand."""
        first, last = token.map or [0, 0]
        shown = token.content.split("\n")
        for number in range(first, last):
            self._seen.add(number)
            line, start = self._line(number), self._starts[number]
            place = number - first - (token.type == "fence")
            text = shown[place].strip() if 0 <= place < len(shown) else ""
            at = line.find(text, self._columns.get(number, 0)) if text else -1
            if at < 0:
                self._accounts.drop(start, start + len(line))
                continue
            self._accounts.drop(start, start + at)
            self._put(Line((run_at(text, start + at),), starts=True))

    def _html(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        comment = False
        for number in range(first, last):
            self._seen.add(number)
            line, start = self._line(number), self._starts[number]
            if comment and "-->" not in line:
                self._accounts.drop(start, start + len(line))
                continue
            if comment:
                end = line.index("-->") + 3
                self._accounts.drop(start, start + end)
                line, start = line[end:], start + end
            comment = line.rfind("<!--") > line.rfind("-->")
            runs = without_tags(line, start, self._accounts)
            if any(run.text.strip() for run in runs):
                self._put(Line(runs, starts=True))

    def _note(self, token: Token) -> None:
        lines = tuple(line for line in self._home or () if isinstance(line, Line))
        tables = [entry for entry in self._home or () if isinstance(entry, DraftTable)]
        self._notes.append(DraftNote(self._label, lines, self._label))
        self._home, self._label = self._homes.pop()
        self._entries.extend(tables)

    # ---------------------------------------------------------------------------------------------- paragraphs

    def _inline(self, token: Token) -> None:
        if self._table is not None:
            self._table.cell(token)
            return
        first, last = token.map or [0, 0]
        offsets = self._offsets(token.content, first, last)
        lines = InlineReader(token.content, offsets, self._accounts).read(token.children or [])
        item = self._items[-1] if self._items else None
        fresh = item is not None and item.fresh
        put: list[Line] = []
        for count, runs in enumerate(lines):
            if item is not None and fresh and count == 0:
                runs = self._marked(item, runs)
            if runs:
                put.append(self._paragraph(runs, fresh and count == 0))
                self._put(put[-1])
        if item is not None:
            item.fresh = False
        elif not self._heading:
            self._together = put

    def _paragraph(self, runs: Runs, first: bool) -> Line:
        role: Role = "heading" if self._heading else "item" if first else ""
        level = self._heading or (len(self._items) if first else 0)
        return Line(runs, indent=float(len(self._items) + self._quotes), starts=True, role=role, level=level)

    def _marked(self, item: _Item, runs: Runs) -> Runs:
        """The text of an entry with its number, or with the bullet that print would have."""
        if item.label is not None:
            return (run_at(*item.label), Run(" "), *runs)
        text = "".join(run.text for run in runs)
        if item.bullet is None:
            return runs
        sign, start = item.bullet
        if sign == "+" or numbered(text):
            self._accounts.drop(start, start + 1)
            return runs
        shown = "–" if sign == "-" else "•"
        self._journal.normalised("bullet", start, start + 1, shown)
        return (Run(f"{shown} "), *runs)

    def _put(self, entry: Entry) -> None:
        (self._entries if self._home is None else self._home).append(entry)

    def _offsets(self, content: str, first: int, last: int) -> list[int]:
        """Where each character of a paragraph stands in the source, -1 where that is not known. What stands before it
        in its lines is markup."""
        found: list[int] = []
        pieces = content.split("\n")
        while first + len(pieces) < last and (
            not self._line(first)[self._columns.get(first, 0) :].strip()
            or self._place(self._line(first), pieces[0], 0) < 0
        ):
            self._seen.add(first)  # nothing but white space and markers
            self._prefix(first, len(self._line(first)))
            first += 1
        for count, piece in enumerate(pieces):
            number = first + count
            if number >= last:
                found.extend([-1] * (len(piece) + 1))
                continue
            self._seen.add(number)
            line, start = self._line(number), self._starts[number]
            at = self._place(line, piece, self._columns.get(number, 0))
            if at < 0:  # a tab before it became spaces
                lead, piece = len(piece), piece.lstrip()
                found.extend([-1] * (lead - len(piece)))
                at = self._place(line, piece, self._columns.get(number, 0))
            if at < 0:
                found.extend([-1] * (len(piece) + 1))
                continue
            self._prefix(number, at)
            found.extend(range(start + at, start + at + len(piece) + 1))
            self._accounts.drop(start + at + len(piece), start + len(line))
        return found[: len(content)]

    def _place(self, line: str, piece: str, column: int) -> int:
        """Where a line of a paragraph begins in its source line."""
        if self._heading and self._marked_heading:
            return line.find(piece, line.index("#") + min(self._heading, 6))
        whole = line.rstrip() if not line.endswith(piece) else line
        kept = piece.rstrip() if not line.endswith(piece) else piece
        return len(whole) - len(kept) if whole.endswith(kept) else line.find(piece, column)

    def _prefix(self, number: int, end: int) -> None:
        """Markup before the text of a line; the markers of lists are accounted for elsewhere."""
        start = self._starts[number]
        markers = [
            marker for item in self._items for marker in (item.label, item.bullet) if marker is not None
        ]
        kept = [(at, at + len(marker)) for marker, at in markers]
        at = start
        for low, high in sorted(kept):
            if at <= low < start + end:
                self._accounts.drop(at, low)
                at = high
        self._accounts.drop(at, start + end)
        outer = [item for item in self._items[:-1] if item.fresh]
        for item in outer:  # an entry that holds nothing but a list
            item.fresh = False
            if item.bullet is not None:
                self._accounts.drop(item.bullet[1], item.bullet[1] + 1)
            elif item.label is not None:
                self._put(self._number(item.label))

    def _table_token(self, token: Token) -> None:
        table = self._table
        match token.type:
            case "table_open":
                first = token.map[0] if token.map else 0
                self._table = TableReader(self._accounts)
                self._caption()
                self._seen.update((first, first + 1))
                start, line = self._starts[first + 1], self._line(first + 1)
                self._accounts.drop(start, start + len(line))
                if ":" in line:
                    self._journal.note(
                        "alignment",
                        "the alignment of columns is left out: tables are set by what stands in them",
                        Span((Piece(0, start, start + len(line)),)),
                    )
            case "table_close" if table is not None:
                self._put(table.table())
                self._table = None
            case "tr_open" if table is not None:
                number = token.map[0] if token.map else 0
                table.begin(self._line(number), self._starts[number])
                self._seen.add(number)
            case "tr_close" if table is not None:
                table.end()
            case "th_open" | "td_open" if table is not None:
                table.header = token.type == "th_open"
            case _:
                pass

    def _caption(self) -> None:
        """Lines of one paragraph right above a table are its title and its unit."""
        entries = self._entries if self._home is None else self._home
        start = len(entries) - len(self._together)
        if start >= 0 and len(self._together) > 1 and entries[-1] is self._together[-1]:
            entries[start:] = [replace(line, role="caption") for line in self._together]


def _titled(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with the title told from other headings, and the lines above it from other lines."""
    levels = [e.level for e in entries if isinstance(e, Line) and e.role == "heading"]
    alone = levels.count(1) == 1 and levels[0] == 1
    found: list[Entry] = []
    above = alone
    for entry in entries:
        if not isinstance(entry, Line):
            above = False
        elif entry.role == "heading" and alone:
            title = entry.level == 1
            entry = replace(entry, role="title" if title else "heading", level=max(entry.level - 1, 0))
            above = False
        elif above and not entry.role:
            entry = replace(entry, role="masthead")
        found.append(entry)
    return found
