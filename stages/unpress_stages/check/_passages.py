"""The running text of a document, a passage at a time, with its place for people and in the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from unpress.ast import (
    Block,
    Blocks,
    Cell,
    Clause,
    Closing,
    Document,
    Figure,
    Formula,
    Inlines,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Text,
    Vote,
)
from unpress.journal import Journal
from unpress.problems import Mend, Severity
from unpress.record import record
from unpress.source import Span, join
from unpress.walk import WRAPPERS, plain


@record
class Passage:
    """Running text: ``text`` is ``plain(content)``, ``where`` names the place ("paragraph 3 (a)", "note 2")."""

    block: Block | Item | None
    content: Inlines
    text: str
    where: str


def passages(document: Document) -> Iterator[Passage]:
    """Every run of text of a document, in its order, notes last. The masthead is not running text."""
    if document.title:
        yield _passage(None, document.title, "the title")
    yield from _of(document.children, "")
    for note in document.notes:
        yield from _of(note.children, f"note {note.marker}", note=True)


def _passage(block: Block | Item | None, content: Inlines, where: str) -> Passage:
    return Passage(block, content, plain(content), where)


_NAMES: Final = {Formula: "the formula", Closing: "the closing", Vote: "the vote"}


def _of(blocks: Blocks, around: str, *, note: bool = False) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Section):
            name = block.label or plain(block.heading)[:40]
            where = f"section {name}".strip() if block.role == "section" else name
            if block.heading:
                yield _passage(block, block.heading, f"the heading {plain(block.heading)[:40]!r}")
            yield from _of(block.children, where)
        elif isinstance(block, Clause | Paragraph | Item):
            here = around if note else _place(block, around)
            yield _passage(block, block.content, here)
            yield from _of(block.children, here, note=note)
        elif isinstance(block, List):
            yield from _of(block.items, around, note=note)  # type: ignore[arg-type]
        elif isinstance(block, Quote):
            yield from _of(block.children, around, note=note)
        elif isinstance(block, Table):
            yield from _table(block, around, note=note)
        elif isinstance(block, Formula):
            yield _passage(block, block.content, _NAMES[Formula])
        elif isinstance(block, Figure):
            yield _passage(block, block.caption, block.label)
        elif isinstance(block, Closing | Vote):
            for line in block.lines:
                yield _passage(block, line, _NAMES[type(block)])


def _table(table: Table, around: str, *, note: bool) -> Iterator[Passage]:
    where = table.label or (f"a table in {around}" if around else "a table")
    if table.caption:
        yield _passage(table, table.caption, where)
    for cell in _cells(table.rows):
        yield from _of(cell.children, where, note=note)


def _cells(rows: tuple[Row, ...]) -> Iterator[Cell]:
    for row in rows:
        yield from row.cells


def _place(block: Clause | Paragraph | Item, around: str) -> str:
    label = block.label.strip(" .-–")
    if isinstance(block, Item):
        return f"{around} {block.label}".strip()
    if label:
        return f"paragraph {label}" if not around.startswith("section") else f"{around}, paragraph {label}"
    return f"the paragraph {plain(block.content)[:40].rstrip()!r}"


def place(content: Inlines, start: int, end: int) -> Span | None:
    """Where ``plain(content)[start:end]`` stands in the source; None where that is not known."""
    spans: list[tuple[int, Span | None]] = []
    at = 0

    def look(nodes: Inlines) -> None:
        nonlocal at
        for node in nodes:
            if isinstance(node, Text):
                size = len(node.value)
                low, high = max(start - at, 0), min(end - at, size)
                if low < high and node.span is not None:
                    spans.append((at + low - start, node.span.cut(low, high)))
                at += size
            elif isinstance(node, WRAPPERS):
                look(node.children)
            else:
                at += len(plain((node,)))

    look(content)
    return join(spans)


def report(
    journal: Journal,
    passage: Passage,
    slug: str,
    message: str,
    start: int = 0,
    end: int | None = None,
    *hints: str,
    severity: Severity = Severity.warning,
    mend: str | None = None,
) -> None:
    """Note a problem with ``passage.text[start:end]``. Where the source has no place for it, the message names one.

    ``mend`` can stand there instead without anybody's judgement.
    """
    end = len(passage.text) if end is None else end
    span = place(passage.content, start, end)
    if span is None and passage.where:
        message = f"{message} (in {passage.where})"
    found = _mend(span, end - start, mend) if mend is not None else None
    journal.report(severity, slug, message, span, *hints, mend=found)


def _mend(span: Span | None, size: int, text: str) -> Mend | None:
    """The mend of a stretch that stands in the source in one piece and letter for letter."""
    if span is None or span.end - span.start != size or len(span.pieces) != 1:
        return None
    return Mend(span.start, span.end, text)
