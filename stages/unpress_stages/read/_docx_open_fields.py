"""The fields that are open where a text is read: their codes, what these do to their results, where they end."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Final

from unpress.journal import Journal
from unpress.record import mutable
from unpress_stages._word_package import W
from unpress_stages._word_values import val
from unpress_stages._xml import Element
from unpress_stages.read._docx_fields import filled
from unpress_stages.read._docx_notes import Notes

_LINK: Final = re.compile(r'\s*HYPERLINK\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s\\"]+))', re.IGNORECASE)
_ANCHOR: Final = re.compile(r'\\l\s+"(?P<anchor>[^"]*)"')
_NOTEREF: Final = re.compile(r"\s*NOTEREF\s+(?P<name>[^\s\\]+)", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"\s*TOC\b", re.IGNORECASE)
FIELDS: Final = 50
"""Fields in fields."""


@mutable
class Field:
    """A field that is open. ``form`` is what it prints if it is one of a form, ``result`` what that says so far,
    ``shown`` once it has begun; ``endless``: nothing in its container ends it."""

    code: str = ""
    endless: bool = False
    form: str | None = None
    shown: bool = False
    result: str = ""
    link: str = ""
    note: str = ""
    contents: bool = False

    def show(self, notes: Notes) -> None:
        """Its code is complete: see what it does to its result."""
        self.shown = True
        if found := _LINK.match(self.code):
            self.link = found["quoted"] if found["quoted"] is not None else found["bare"]
            if anchor := _ANCHOR.search(self.code):
                self.link += f"#{anchor['anchor']}"
        elif found := _NOTEREF.match(self.code):
            self.note = notes.key_of(found["name"])
        self.contents = _CONTENTS.match(self.code) is not None


@mutable
class OpenFields:
    """The fields that are open, the innermost last."""

    notes: Notes
    journal: Journal
    _open: list[Field] = field(default_factory=list[Field])
    _beyond: int = 0  # fields in the last that is kept
    _endless: frozenset[Element] = frozenset()

    # ----------------------------------------------------------------------------------- containers, paragraphs

    def enter(self, container: Element) -> tuple[list[Field], int, frozenset[Element]]:
        """A container begins; returns what ``leave`` needs."""
        state = (list(self._open), self._beyond, self._endless)
        found = _endless(container)
        if not found <= self._endless:
            self._endless |= found
        return state

    def leave(self, state: tuple[list[Field], int, frozenset[Element]]) -> None:
        """A container ends, and with it the fields in it that nothing ends."""
        kept, self._beyond, self._endless = state
        for each in [each for each in self._open if each.endless and each not in kept]:
            self._drop(each)

    def end_paragraph(self, *, listed: bool) -> None:
        """A field without an end goes no further than its paragraph; one of contents, as far as lines of them are
        ``listed``."""
        for each in [each for each in self._open if each.endless and not (each.contents and listed)]:
            self._drop(each)

    def end_codes(self) -> None:
        """A code does not go on in the next paragraph."""
        for each in self._open:
            each.shown = True

    def _drop(self, gone: Field) -> None:
        self.close(gone)
        self.journal.warn("open-field", f"a field does not end: {gone.code.strip()[:40]}")

    # --------------------------------------------------------------------------------------------------- fields

    def begin(self, element: Element) -> None:
        """A field begins at a character."""
        if len(self._open) < FIELDS:
            self._open.append(Field(endless=element in self._endless, form=filled(element)))
        elif element not in self._endless:
            self._beyond += 1

    def separate(self) -> None:
        """The code of the innermost ends."""
        if self._open and not self._beyond:
            self._open[-1].show(self.notes)

    def end(self) -> Field | None:
        """The innermost ends; returns it, None where it is none that is kept."""
        if self._beyond:
            self._beyond -= 1
            return None
        return self._open.pop() if self._open else None

    def simple(self, code: str) -> Field | None:
        """A field whose code is known begins; None where there are too many. ``close`` ends it."""
        if len(self._open) >= FIELDS:
            return None
        found = Field(code)
        found.show(self.notes)
        self._open.append(found)
        return found

    def close(self, gone: Field) -> None:
        self._open = [each for each in self._open if each is not gone]

    # ---------------------------------------------------------------------------------------------------- text

    def add_code(self, text: str) -> None:
        if self._open and not self._open[-1].shown and not self._beyond:
            self._open[-1].code += text

    def add_result(self, text: str) -> None:
        for each in self._open:
            each.result += text if each.shown else ""

    @property
    def coded(self) -> bool:
        """Whether what comes is code of a field and not its result."""
        return any(not each.shown for each in self._open)

    @property
    def contents(self) -> bool:
        """Whether what comes is in a table of contents."""
        return any(each.contents for each in self._open)

    @property
    def link(self) -> str:
        """The target of the innermost that is a link, or empty."""
        return next((each.link for each in reversed(self._open) if each.link), "")

    @property
    def note(self) -> str:
        """The key of the note whose mark the outermost repeats, or empty."""
        return next((each.note for each in self._open if each.note), "")


def _endless(container: Element) -> frozenset[Element]:
    """The beginnings of fields in a container that no end belongs to."""
    open_: list[Element] = []
    for element in container.iter(W + "fldChar"):
        kind = val(element, "fldCharType")
        if kind == "begin":
            open_.append(element)
        elif kind == "end" and open_:
            open_.pop()
    return frozenset(open_)
