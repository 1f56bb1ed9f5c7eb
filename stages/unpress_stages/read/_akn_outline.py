"""Nest what official files write flat: sections under headings, sub-paragraphs under paragraphs.

Official files are made from Word documents. Headings stand beside the paragraphs that they head, told apart by the
name of a Word style; "(a)" is often the first characters of a paragraph of its own.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import Final

from unpress.ast import Block, Blocks, Clause, Inlines, Item, List, Paragraph, Section, SectionRole
from unpress.enumerator import Enumerator, readings, successor
from unpress.language import Language
from unpress.record import mutable

_STYLE: Final = re.compile(r"(title)?h(m|ch|\d{1,2})(?:g|ga|gc)?$", re.IGNORECASE)


def style_rank(style: str) -> int | None:
    """How high a Word heading style stands (0 is highest), None for a style of running text.

    >>> style_rank("HChG"), style_rank("H23"), style_rank("SingleTxt")
    (1, 4, None)
    """
    found = _STYLE.match(style)
    if found is None:
        return None
    kind = found[2].lower()
    if kind == "m":
        return 0
    if kind == "ch":
        return 1
    return 2 + int(kind[0])


@mutable
class _Open:
    """A section that is being filled."""

    rank: int
    label: str
    heading: Inlines
    role: SectionRole
    number: Enumerator | None = None
    children: list[Block] = field(default_factory=list[Block])


@mutable
class _OpenItem:
    content: Inlines
    label: str
    children: list[Block] = field(default_factory=list[Block])
    lists: list[list[_OpenItem]] = field(default_factory=list["list[_OpenItem]"])


class Outline:
    """Takes headings, blocks and labelled paragraphs in the order of the page; gives nested blocks."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._open: list[_Open] = [_Open(-1, "", (), "section")]
        self._levels: list[tuple[Enumerator, list[_OpenItem]]] = []

    @property
    def last(self) -> Block | None:
        """The last finished block of the innermost section."""
        self._close_items()
        return self._open[-1].children[-1] if self._open[-1].children else None

    def blocks(self) -> Blocks:
        """Everything taken so far, nested."""
        self._close(1)
        self._close_items()
        return tuple(self._open[0].children)

    def add(self, block: Block) -> None:
        """Take a block that stands in the innermost section."""
        self._close_items()
        self._open[-1].children.append(block)

    def add_under(self, block: Block) -> bool:
        """Take a block that goes on the last paragraph, under its sub-paragraphs; False if there is none."""
        last = self.last
        if not isinstance(last, Clause | Paragraph):
            return False
        self._open[-1].children[-1] = _with(last, (*last.children, block))
        return True

    def heading(self, label: str, heading: Inlines, role: SectionRole, rank: int) -> None:
        """Open a section, closing those that it ends."""
        self._close_items()
        number = _first(label)
        if role in {"annex", "resolution"}:
            self._close(1)
        elif (place := self._sibling(label, role, rank)) is not None:
            number = successor(self._open[place].number or Enumerator("bullet", 0), label) or number
            self._close(place)
        self._open.append(_Open(rank, label, heading, role, number))

    def _sibling(self, label: str, role: SectionRole, rank: int) -> int | None:
        """The place of the outermost open section that a heading ends; None where it opens one inside."""
        here = self._open
        places = [n for n in range(len(here) - 1, 0, -1) if here[n].role != "annex"]
        for n in places:
            number = here[n].number
            if number is not None and successor(number, label) is not None:
                return n
        ended = None
        for n in places:
            other = here[n]
            alike = (other.role, _shape(other.label)) == (role, _shape(label))
            if other.rank > rank or (other.rank == rank and (alike or (label and not other.label))):
                ended = n
        return ended

    def end_section(self) -> None:
        """Close all sections."""
        self._close_items()
        self._close(1)

    def item(self, label: str, content: Inlines, children: Blocks = ()) -> None:
        """Take a sub-paragraph: it goes on a list that is open, or opens one under the paragraph or item before."""
        new = _OpenItem(content, label, list(children))
        for depth in range(len(self._levels) - 1, -1, -1):
            last, items = self._levels[depth]
            found = successor(last, label)
            if found is not None:
                del self._levels[depth + 1 :]
                items.append(new)
                self._levels[depth] = (found, items)
                return
        found = _first(label) or Enumerator("bullet", 0, label)
        if found.ordinal > 1:  # a gap in the numbers: the nearest list of this kind
            for depth in range(len(self._levels) - 1, -1, -1):
                last, items = self._levels[depth]
                if (last.style, last.before) == (found.style, found.before):
                    del self._levels[depth + 1 :]
                    items.append(new)
                    self._levels[depth] = (found, items)
                    return
        opened = [new]
        if self._levels:
            self._levels[-1][1][-1].lists.append(opened)
        self._levels.append((found, opened))

    # ---------------------------------------------------------------------------------------------------- closing

    def _close_items(self) -> None:
        if not self._levels:
            return
        items = self._levels[0][1]
        self._levels.clear()
        block = List(tuple(_item(i) for i in items))
        here = self._open[-1].children
        if here and isinstance(last := here[-1], Clause | Paragraph):
            here[-1] = _with(last, (*last.children, block))
        else:
            here.append(block)

    def _close(self, count: int) -> None:
        """Close sections until ``count`` are open."""
        while len(self._open) > count:
            self._close_items()
            done = self._open.pop()
            section = Section(done.heading, tuple(done.children), done.label, len(self._open), done.role)
            self._open[-1].children.append(section)


def _with(block: Clause | Paragraph, children: Blocks) -> Clause | Paragraph:
    if isinstance(block, Clause):
        return Clause(block.role, block.content, block.label, children)
    return Paragraph(block.content, block.label, children)


def _item(item: _OpenItem) -> Item:
    lists = tuple(List(tuple(_item(i) for i in items)) for items in item.lists)
    return Item(item.content, item.label, (*item.children, *lists))


def _first(label: str) -> Enumerator | None:
    """The reading of a label that opens a sequence, or else its likeliest."""
    found = readings(label)
    return next((r for r in found if r.ordinal == 1), found[0] if found else None)


def _shape(label: str) -> str:
    """What labels of one level have in common: "Section #"."""
    found = _first(label)
    if found is not None:
        return f"{found.before}{found.style}{found.after}"
    return re.sub(r"[\dIVXLC]+|[一二三四五六七八九十]+", "#", label)
