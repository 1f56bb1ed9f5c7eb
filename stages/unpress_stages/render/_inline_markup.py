"""Runs of text as HTML elements: looks, languages, links, and the marks of notes with their ids."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from itertools import zip_longest
from typing import assert_never

from unpress.ast import (
    Break,
    Document,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    Link,
    Note,
    NoteMark,
    Reference,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from unpress.inlines import cut_at_marks
from unpress.journal import Journal
from unpress.language import Language
from unpress.pattern import late
from unpress.source import Span
from unpress.walk import plain
from unpress_stages.render._addresses import address, bare, direction, link_of_a_word, may_open
from unpress_stages.render._tongues import with_tongues

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_BESIDE = late(
    "(?<=[\u3400-\u4dbf\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u4dbf\u4e00-\u9fff])"
)
_LATIN = re.compile("[A-Za-z]")
_HEBREW_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@lru_cache(maxsize=4096)
def escaped(value: str) -> str:
    """Text for an element or an attribute in quotes; characters that HTML forbids become U+FFFD."""
    return escape(_FORBIDDEN.sub("\ufffd", value), quote=True)


class Ids:
    """The ids of a page."""

    def __init__(self) -> None:
        self._asked: dict[str, int] = {}  # each id, and how often it was asked for

    def new(self, wanted: str) -> str:
        """An id that nothing else on the page has."""
        identity = wanted
        while identity in self._asked:
            self._asked[wanted] += 1
            identity = f"{wanted}-{self._asked[wanted]}"
        self._asked[identity] = 1
        return identity


class InlineMarkup:
    """Writes the runs of one document. ``foot`` writes a note at its first mark, where it stands there."""

    def __init__(
        self,
        document: Document,
        words: Language,
        journal: Journal,
        ids: Ids,
        foot: Callable[[Note], str] | None,
    ) -> None:
        self.words = words
        self.journal = journal
        self.direction = direction(document.language)
        self.note_ids: dict[str, str] = {}
        self.marks: dict[str, list[str]] = {}
        """By the key of its note, the ids of all marks so far."""
        self._ids = ids
        self._foot = foot
        self._notes = {note.key: note for note in document.notes}
        self._in_link = False
        self._apart = foot is not None and words.typography.figures_apart
        self._last = ""  # the sign before what comes
        for position, note in enumerate(document.notes, 1):
            name = note.marker if note.marker.isascii() and note.marker.isalnum() else str(position)
            self.note_ids[note.key] = ids.new(f"fn-{name}")
        # those of first marks are taken before any further mark has its number
        self._first_marks = {key: ids.new(f"fnref-{name[3:]}") for key, name in self.note_ids.items()}

    def inlines(self, nodes: Inlines) -> str:
        """A whole run, with the language of what is known to be in another one than the document."""
        self._last = ""
        return self.run(with_tongues(nodes, self.words))

    def run(self, nodes: Inlines) -> str:
        out: list[str] = []
        before: Inline | None = None
        bound = ""  # the words before a link that no line end divides from it
        for node, behind in zip_longest(nodes, nodes[1:]):
            if isinstance(node, Text) and (linked := link_of_a_word(behind)):
                at = self._bound(node.value, linked)
                bound = node.value[at:]
                out.append(self.text(node.value[:at], node.span))
            elif isinstance(node, NoteMark):
                out.append(self._mark(node, isinstance(before, NoteMark)))
            elif bound:
                out.append(f'<span class="whole">{self._set(bound)}{self._inline(node)}</span>')
                bound = ""
            else:
                out.append(self._inline(node))
            before = node
        return "".join(out)

    def _bound(self, value: str, linked: str) -> int:
        """Where in a text before a link words begin that no line end divides from it; its length if there are none."""
        stretches = self.words.kept_together(value + linked)
        return next((start for start, end in stretches if start < len(value) < end), len(value))

    def _inline(self, node: Inline) -> str:
        match node:
            case Text():
                return self.text(node.value, node.span)
            case Emphasis():
                return f"<em>{self.run(node.children)}</em>"
            case Strong():
                return f"<strong>{self.run(node.children)}</strong>"
            case Underline():
                return f"<u>{self.run(node.children)}</u>"
            case Superscript():
                return f"<sup>{self.run(node.children)}</sup>"
            case Subscript():
                return f"<sub>{self.run(node.children)}</sub>"
            case Link():
                return self._link(node)
            case Reference():
                return self._reference(node)
            case NoteMark():
                return self._mark(node, False)
            case Foreign():
                return self._foreign(node)
            case Image():
                return self.image(node)
            case Break():
                self._last = ""
                return "<br>"
            case _:
                assert_never(node)

    def text(self, value: str, span: Span | None) -> str:
        if _FORBIDDEN.search(value):
            self.journal.warn("character", "characters that HTML forbids are shown as U+FFFD", span)
        out: list[str] = []
        at = 0
        for start, end in self.words.kept_together(value):
            out.append(
                f'{self._set(value[at:start])}<span class="whole">{self._set(value[start:end])}</span>'
            )
            at = end
        return "".join(out) + self._set(value[at:])

    def _set(self, value: str) -> str:
        """Text as it is set: in print with room beside figures where a language has it, which screens make themselves
        (``text-autospace``)."""
        if not self._apart or not value:
            return escaped(value)
        found = _BESIDE.sub(" ", self._last + value)[len(self._last) :]
        self._last = value[-1]
        return escaped(found)

    def _link(self, node: Link) -> str:
        target = bare(node.target)
        if not may_open(target):
            if target.strip("#"):
                self.journal.warn(
                    "link-target", f"the link to {node.target[:60]!r} is left out, its text is kept"
                )
            return self.run(node.children)
        return self._linked(f'<a href="{escaped(target)}">', node.children, "</a>")

    def _linked(self, opener: str, nodes: Inlines, closer: str) -> str:
        """A link around a run. Note marks interrupt it, for they are links themselves."""
        if self._in_link:
            return self.run(nodes)
        out: list[str] = []
        for part in cut_at_marks(nodes):
            self._in_link = not isinstance(part[0], NoteMark)
            inner = self.run(part)
            out.append(f"{opener}{inner}{closer}" if self._in_link else inner)
        self._in_link = False
        return "".join(out)

    def _reference(self, node: Reference) -> str:
        shown = plain(node.children)
        opener, closer = f'<a href="{escaped(address(node.symbol, self.words))}">', "</a>"
        if self.direction == "rtl" and _LATIN.search(shown):
            run = "" if _HEBREW_ARABIC.search(shown) else ' dir="ltr"'
            opener, closer = f"{opener}<bdi{run}>", f"</bdi>{closer}"
        return self._linked(opener, node.children, closer)

    def _foreign(self, node: Foreign) -> str:
        outer, self.direction = self.direction, direction(node.language)
        inner = self.run(node.children)
        turned = f' dir="{self.direction}"' if self.direction != outer else ""
        self.direction = outer
        return f'<span lang="{escaped(node.language)}"{turned}>{inner}</span>'

    def image(self, node: Image) -> str:
        self.journal.note("picture", f"a picture is shown by its description: {node.alternative[:60]!r}")
        return f'<span class="picture">{escaped(node.alternative)}</span>'

    def marker(self, marker: str) -> str:
        bare = not marker.startswith("(") and marker.isascii() and marker.isalnum()
        return f"({marker})" if bare and self.words.typography.note_brackets else marker

    def _mark(self, node: NoteMark, further: bool) -> str:
        note = self._notes.get(node.note)
        classes = "mark further" if further else "mark"
        if note is None:
            self.journal.warn("unbound", f"the mark {node.note!r} belongs to no note", node.span)
            return f'<sup class="{classes}">{escaped(self.marker(node.note))}</sup>'
        first = note.key not in self.marks
        identity = self.note_ids[note.key]
        own = self._first_marks[note.key] if first else self._ids.new(self._first_marks[note.key])
        self.marks.setdefault(note.key, []).append(own)
        link = f'<a id="{own}" href="#{identity}" role="doc-noteref">{escaped(self.marker(note.marker))}</a>'
        foot = self._foot(note) if self._foot is not None and first else ""
        self._last = ""
        return f'<sup class="{classes}">{link}</sup>{foot}'
