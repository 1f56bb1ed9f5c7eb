"""The inlines of Markdown as runs, each tied to the characters of the source that it was made of.

markdown-it gives inline tokens without positions. Their order and their raw text are enough to walk along the source
beside them: what is text becomes a run, what is markup is entered as such, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field, replace
from html import unescape
from typing import Final

from markdown_it.common.normalize_url import normalizeLink, validateLink
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from unpress.journal import Journal
from unpress.record import mutable
from unpress.runs import Run, Runs, merge_runs, run_at
from unpress.source import Piece, Span

_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^>]*>")
_STYLES: Final = {
    "em": "italic",
    "i": "italic",
    "strong": "bold",
    "b": "bold",
    "u": "underline",
    "ins": "underline",
    "sup": "raised",
    "sub": "lowered",
}


@mutable
class Accounts:
    """Where the characters of the source went that are not text."""

    journal: Journal
    markup: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    def drop(self, start: int, end: int) -> None:
        """Characters that are markup."""
        if end > start:
            self.markup.append((start, end))

    def close(self, text: str) -> None:
        """Enter the markup in the ledger, neighbours as one."""
        begun: int | None = None
        until = 0
        for start, end in [*sorted(self.markup), (len(text) + 1, 0)]:
            if begun is not None and ((start > until and text[until:start].strip()) or start > len(text)):
                self.journal.dropped("markup", begun, until)
                begun = None
            if begun is None:
                begun, until = start, end
            else:
                until = max(until, end)


class InlineReader:
    """Reads the inline tokens of one paragraph. ``offsets`` says where each character of its text stands."""

    def __init__(self, content: str, offsets: Sequence[int], accounts: Accounts) -> None:
        self._content = content
        self._offsets = offsets
        self._accounts = accounts
        self._at = 0
        self._look = Run("")
        self._depth: dict[str, int] = dict.fromkeys(("italic", "bold", "underline", "raised", "lowered"), 0)
        self._lines: list[list[Run]] = [[]]

    def read(self, tokens: Sequence[Token]) -> list[Runs]:
        """The lines of the paragraph: it is cut at hard line breaks."""
        self._tokens(tokens)
        self._markup(len(self._content) - self._at)
        return [merge_runs(runs) for runs in self._lines]

    # --------------------------------------------------------------------------------------------- walking along

    def _markup(self, length: int) -> None:
        """Go over markup."""
        for start, end in self._ranges(self._at, self._at + length):
            self._accounts.drop(start, end)
        self._at += length

    def _ranges(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the source behind characters of the content."""
        found: list[tuple[int, int]] = []
        for at in range(start, min(end, len(self._offsets))):
            offset = self._offsets[at]
            if offset < 0:
                continue
            if found and found[-1][1] == offset:
                found[-1] = (found[-1][0], offset + 1)
            else:
                found.append((offset, offset + 1))
        return found

    def _place(self) -> Span | None:
        """Where the next character stands in the source, if that is known."""
        return next((Span((Piece(0, *place),)) for place in self._ranges(self._at, self._at + 1)), None)

    def _untitled(self, token: Token) -> None:
        """Say that the title of a link or picture, which a browser shows beside the pointer, is left out."""
        title = str(token.attrs.get("title", ""))
        if title:
            message = f"the title of a link is left out: {title[:60]!r}"
            self._accounts.journal.note(
                "tooltip", message, self._place(), "put what must be read into the text"
            )

    def _text(self, value: str) -> None:
        """Go over text that stands in the source as it is."""
        place = self._content.find(value, self._at)
        if place < 0:
            self._add(value, None)
            return
        self._markup(place - self._at)
        ranges = self._ranges(place, place + len(value))
        pieces: list[Piece] = []
        at = 0
        for start, end in ranges:
            pieces.append(Piece(at, start, end))
            at += end - start
        self._at = place + len(value)
        self._add(value, Span(tuple(pieces)) if at == len(value) else None)

    def _add(self, value: str, span: Span | None) -> None:
        self._lines[-1].append(replace(self._look, text=value, span=span))

    # -------------------------------------------------------------------------------------------------- tokens

    def _tokens(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            self._token(token)

    def _token(self, token: Token) -> None:
        kind = token.type
        match kind:
            case "text":
                self._text(token.content)
            case "text_special":
                self._special(token)
            case "softbreak":
                self._line_end()
            case "hardbreak":
                place = self._content.find("\n", self._at)
                self._markup(max(place + 1 - self._at, 0))
                self._lines.append([])
            case "em_open" | "em_close":
                self._markup(len(token.markup))
                self._style("italic", 1 if kind == "em_open" else -1)
            case "strong_open" | "strong_close":
                self._markup(len(token.markup))
                self._style("bold", 1 if kind == "strong_open" else -1)
            case "link_open":
                self._untitled(token)
                self._markup(1)
                target = str(token.attrs.get("href", ""))
                self._look = replace(self._look, link="" if target == "#" else target)
            case "link_close":
                self._look = replace(self._look, link="")
                self._link_end(token)
            case "image":
                self._untitled(token)
                shown = f"a picture is read as its description: {token.content[:60]!r}"
                self._accounts.journal.note("picture", shown, self._place())
                self._markup(2)
                self._tokens(token.children or [])
                self._link_end(token)
            case "code_inline":
                self._code(token)
            case "html_inline":
                self._tag(token.content)
            case "footnote_ref":
                self._note(str(token.meta.get("label", "")))
            case _:
                if token.content:
                    self._text(token.content)

    def _special(self, token: Token) -> None:
        """An escaped character, or a character reference."""
        if token.info == "escape":
            if token.content != token.markup:  # else the backslash is a character like others
                self._markup(1)
            self._text(token.content)
            return
        for start, end in self._ranges(self._at, self._at + len(token.markup)):
            self._accounts.journal.normalised("character-reference", start, end, token.content)
        self._at += len(token.markup)
        self._add(token.content, None)

    def _line_end(self) -> None:
        """A line end that is a space."""
        place = self._content.find("\n", self._at)
        self._markup(max(place - self._at, 0))
        offset = self._offsets[self._at] if self._at < len(self._offsets) else -1
        self._add(" ", Span((Piece(0, offset, offset + 1),)) if offset >= 0 else None)
        self._at += 1

    def _style(self, name: str, change: int) -> None:
        self._depth[name] = max(self._depth[name] + change, 0)
        self._look = replace(
            self._look,
            italic=self._depth["italic"] > 0,
            bold=self._depth["bold"] > 0,
            underline=self._depth["underline"] > 0,
            raised=self._depth["raised"] > 0,
            lowered=self._depth["lowered"] > 0,
        )

    def _tag(self, raw: str) -> None:
        self._markup(len(raw))
        found = _TAG.match(raw)
        if found is None:
            return
        name = found["name"].lower()
        if name == "br":
            self._lines.append([])
        elif name in _STYLES:
            self._style(_STYLES[name], -1 if found["close"] else 1)

    def _link_end(self, token: Token) -> None:
        """Behind the text of a link: ``](target "title")``, ``][label]``, ``]``, or ``>`` of an address."""
        content = self._content
        if token.markup == "autolink":
            self._markup(1)
            return
        end = content.find("]", self._at) + 1
        if content[end : end + 1] == "(":
            end = _after_target(content, end)
        elif content[end : end + 1] == "[":
            end = content.find("]", end) + 1 or end
        self._markup(max(end - self._at, 0))

    def _code(self, token: Token) -> None:
        self._markup(len(token.markup))
        close = self._content.find(token.markup, self._at)
        if self._content.find(token.content, self._at, close) < 0:  # a line end in it
            self._add(token.content, None)
            for start, end in self._ranges(self._at, close):
                self._accounts.journal.normalised("code", start, end, token.content)
            self._at = max(close, self._at)
        else:
            self._text(token.content)
        close = self._content.find(token.markup, self._at)
        self._markup(max(close + len(token.markup) - self._at, 0))

    def _note(self, label: str) -> None:
        self._markup(2)
        look, self._look = self._look, replace(self._look, note=label, raised=True, link="")
        self._text(label)
        self._look = look
        self._markup(1)


def _after_target(content: str, start: int) -> int:
    """The place behind the parenthesis that closes a link target; where it opens if no target stands in it: then the
    target is that of a definition, and the parenthesis is text."""
    end = len(content)
    at = _skip_space(content, start + 1)
    target = parseLinkDestination(content, at, end)
    if target.ok and validateLink(normalizeLink(target.str)):
        at = target.pos
    before, at = at, _skip_space(content, at)
    title = parseLinkTitle(content, at, end)
    if title.ok and at > before:
        at = _skip_space(content, title.pos)
    return at + 1 if content[at : at + 1] == ")" else start


def _skip_space(content: str, at: int) -> int:
    while at < len(content) and content[at] in " \t\n":
        at += 1
    return at


def without_tags(text: str, offset: int, accounts: Accounts) -> Runs:
    """The text of a line of HTML; its tags and comments are markup."""
    runs: list[Run] = []
    at = 0
    for found in re.finditer(r"<!--.*?(?:-->|$)|</?[A-Za-z][^>]*(?:>|$)|&#?\w+;|$", text):
        if found.start() > at:
            runs.append(run_at(text[at : found.start()], offset + at))
        start, end = offset + found.start(), offset + found.end()
        if found[0].startswith("&"):
            accounts.journal.normalised("character-reference", start, end, unescape(found[0]))
            runs.append(Run(unescape(found[0])))
        else:
            accounts.drop(start, end)
        at = found.end()
    return merge_runs(runs)
