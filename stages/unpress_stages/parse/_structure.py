"""Build nested blocks from paragraphs in their order: sections, numbered paragraphs, lists in lists."""

from __future__ import annotations

from dataclasses import field
from typing import Final, Literal, TypeAlias, cast

from unpress.ast import Block, Blocks, Clause, Inlines, Item, List, Paragraph, Section, SectionRole
from unpress.draft import DraftTable, Line
from unpress.enumerator import Enumerator, readings, successor
from unpress.journal import Journal
from unpress.record import mutable, replace
from unpress.source import Span

Kind: TypeAlias = Literal["preambular", "operative", "paragraph", "item"]
_DEEP: Final = 10_000
"""A level below all others."""
_INWARD: Final = 1.5
"""Cells by which the bullets of a list within a list stand further in."""
_DEEPEST: Final = 100
"""Open items, from the innermost, among which the one before an item is looked for."""


@mutable
class _Open:
    """A paragraph or item that may still get children."""

    kind: Kind
    content: Inlines
    label: str = ""
    span: Span | None = None
    reading: Enumerator | None = None
    depth: float = 0.0
    children: list[_Open | Block] = field(default_factory=list["_Open | Block"])

    def is_like(self, reading: Enumerator | None, *, spelled: bool) -> bool:
        """Whether this is an item with an enumerator of the same kind, ``spelled`` with the same signs around it: no
        list has one of its own kind in it."""
        own = self.reading
        if reading is None or own is None or self.kind != "item" or own.style != reading.style:
            return False
        return not spelled or (own.before, own.after) == (reading.before, reading.after)

    def holds(self, reading: Enumerator, depth: float) -> bool:
        """Whether this is a bullet and the same one, further in, begins a list in it."""
        return reading.style == "bullet" and depth >= self.depth + _INWARD

    def lies_in(self, reading: Enumerator, depth: float) -> bool:
        """Whether this is a bullet, and the same one further out ends its list. Numbers tell by themselves where they
        belong."""
        return reading.style == "bullet" and depth <= self.depth - _INWARD


@mutable
class _Part:
    """A section that is being filled; the document itself is the outermost."""

    level: int = 0
    heading: Inlines = ()
    label: str = ""
    role: SectionRole = "section"
    span: Span | None = None
    alone: Inlines = ()
    running: bool = False
    children: list[_Open | Block | _Part] = field(default_factory=list["_Open | Block | _Part"])


def depth_of(line: Line) -> float:
    """How far in a line stands, in cells: by its level in lists where the source says it, else by its indent."""
    return 2.0 * (line.level - 1) if line.role == "item" and line.level else line.indent


class Builder:
    """Takes paragraphs one after the other and gives back nested blocks."""

    def __init__(self) -> None:
        self._parts: list[_Part] = [_Part()]
        self._open: list[
            _Open
        ] = []  # the numbered paragraph and the items in it that are open, outermost first

    # ------------------------------------------------------------------------------------------------ adding

    def section(
        self,
        level: int,
        heading: Inlines,
        label: str = "",
        role: SectionRole = "section",
        span: Span | None = None,
        alone: Inlines = (),
        *,
        running: bool = False,
    ) -> None:
        """Begin a section; it ends where one of its level or above begins. ``alone`` is its heading instead of the
        label if it gets no words; ``running`` as in the tree."""
        self._open = []
        while self._parts[-1].level >= level:
            self._parts.pop()
        part = _Part(level, heading, label, role, span, alone, running)
        self._parts[-1].children.append(part)
        self._parts.append(part)

    def name(self, heading: Inlines) -> None:
        """Give the section that was begun last its heading."""
        self._parts[-1].heading = heading

    def hold_no_section(self) -> None:
        """Let any further section end the one that was begun last: a table of contents holds no part of the text."""
        self._parts[-1].level = _DEEP

    def end_sections(self) -> None:
        """Go back to the text that the sections are parts of: the document, or one of the texts A, B in it."""
        self._open = []
        while len(self._parts) > 1 and self._parts[-1].role != "resolution":
            self._parts.pop()

    @property
    def level(self) -> int:
        """The level of the section that is being filled; 0 for the document."""
        return self._parts[-1].level

    def holds(self, low: int, high: int) -> bool:
        """Whether a section is open whose level lies between two others."""
        return any(low <= part.level < high for part in self._parts)

    @property
    def free_level(self) -> int:
        """The level for a heading that has no number: below the numbered section that is open, and 4 at least."""
        part = self._parts[-1]
        return max(part.level + 1 if part.label else part.level, 4) if part.level < 6 else 6

    @property
    def heads_nothing(self) -> bool:
        """Whether the section that was begun last has nothing below its heading yet."""
        return len(self._parts) > 1 and not self._parts[-1].children

    def counted_on(self, label: str) -> int | None:
        """The level of the innermost open section whose number this one follows."""
        for part in reversed(self._parts[1:]):
            if part.label and any(successor(known, label) for known in readings(part.label)):
                return part.level
        return None

    def block(self, block: Block) -> None:
        """Add a finished block to the section."""
        self._open = []
        self._parts[-1].children.append(block)

    def table(self, draft: DraftTable, journal: Journal) -> None:
        """Add a table of the draft to the section."""
        from unpress_stages.parse._tables import table  # few texts have one

        self.block(table(draft, journal))

    def paragraph(
        self,
        kind: Kind,
        content: Inlines,
        label: str = "",
        span: Span | None = None,
        *,
        keep_open: bool = True,
    ) -> None:
        """Add a paragraph or clause of the section itself."""
        known = readings(label) if label else ()
        reading = known[0] if known else None
        fresh = _Open(kind, content, label, span, reading)
        depth = self._holder(reading) if kind == "paragraph" else None
        if depth is not None:
            self._add(depth + 1, fresh)
            return
        self._parts[-1].children.append(fresh)
        self._open = [fresh] if keep_open else []

    def _holder(self, reading: Enumerator | None) -> int | None:
        """The open paragraph that a number of several parts belongs to: 17. holds 17.1, which holds 17.1.1."""
        if reading is None or reading.style != "compound":
            return None
        owner = reading.before.rstrip(".")
        for depth, entry in enumerate(self._open):
            if entry.kind == "paragraph" and entry.label.strip().rstrip(".") == owner:
                return depth
        return None

    def item(self, content: Inlines, label: str, span: Span | None = None, depth: float = 0.0) -> None:
        """Add an entry of a list at the level where its enumerator belongs. ``depth``: how far in it stands, which
        tells the levels of bullets that look alike."""
        known = readings(label)
        inner = range(len(self._open) - 1, max(-1, len(self._open) - 1 - _DEEPEST), -1)
        for at in inner:
            here = self._open[at]
            following = (
                successor(here.reading, label) if here.reading is not None and here.kind == "item" else None
            )
            if following is not None and not here.lies_in(following, depth):
                at += here.holds(following, depth)
                self._add(at, _Open("item", content, label, span, following, depth))
                return
        first = next((r for r in known if r.ordinal == 1 or r.style == "bullet"), None)
        reading = first or next(iter(known), None)
        beside = (at for at in inner if self._open[at].is_like(reading, spelled=first is not None))
        self._add(next(beside, len(self._open)), _Open("item", content, label, span, reading, depth))

    def _add(self, depth: int, item: _Open) -> None:
        """Put an item beside what is open at ``depth``."""
        del self._open[depth:]
        home: list[_Open | Block] = (
            self._open[-1].children if self._open else cast("list[_Open | Block]", self._parts[-1].children)
        )
        home.append(item)
        self._open.append(item)

    def goes_on(self, content: Inlines) -> None:
        """Add text that belongs to the open paragraph as a whole, behind its list."""
        self._open[0].children.append(Paragraph(content))
        del self._open[1:]

    @property
    def has_list(self) -> bool:
        """Whether the open paragraph has items."""
        return len(self._open) > 1

    # ------------------------------------------------------------------------------------------------ ending

    def blocks(self) -> Blocks:
        """All that was added, nested."""
        return _blocks(self._parts[0].children)


def levelled(blocks: Blocks, level: int = 1) -> Blocks:
    """The same blocks with sections whose level is their depth, 6 at most."""
    return tuple(
        replace(block, level=min(level, 6), children=levelled(block.children, level + 1))
        if isinstance(block, Section)
        else block
        for block in blocks
    )


def _blocks(children: list[_Open | Block | _Part] | list[_Open | Block]) -> Blocks:
    found: list[Block] = []
    items: list[Item] = []

    def close() -> None:
        if items:
            found.append(List(tuple(items)))
            items.clear()

    for child in children:
        if isinstance(child, _Open) and child.kind == "item":
            items.append(Item(child.content, child.label, _blocks(child.children), child.span))
            continue
        close()
        if isinstance(child, _Open):
            inner = _blocks(child.children)
            if child.kind == "paragraph":
                found.append(Paragraph(child.content, child.label, inner, child.span))
            elif child.kind != "item":
                found.append(Clause(child.kind, child.content, child.label, inner, child.span))
        elif isinstance(child, _Part):
            alone = () if child.heading else child.alone
            found.append(
                Section(
                    child.heading or alone,
                    _blocks(child.children),
                    "" if alone else child.label,
                    max(child.level, 1),
                    child.role,
                    child.running,
                    child.span,
                )
            )
        else:
            found.append(child)
    close()
    return tuple(found)
