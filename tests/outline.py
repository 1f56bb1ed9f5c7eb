"""A document as lines of text that a person can read, write and compare: one line a block.

    kind: resolution                                        a field of the metadata
    masthead session | Seventy-fifth session                role and content of a masthead line
    title 75/210. | International cooperation ...           number and title
    formula | *The General Assembly*,
    preambular | *Recalling* its resolution <72/213 = A/RES/72/213>[^1],
    operative 1. | *Decides*:
      item (a) | To do so;                                  two spaces for each level
    annex 1 Annex | Heading                                 a section: role, level, label
      table Table 2 | Caption
        row | !State | !2020 !2x1 |                         ! header cell; columns x rows that a cell takes
    closing | 48th plenary meeting
    note 1 | <A/75/237 = A/75/237>.

In the text ``*emphasis*``, ``**strong**``, ``__underline__``, ``^{raised}``, ``_{lowered}``, ``<text = symbol>``,
``[text](address)``, ``{fr: foreign}``, ``[^note]``, ``!(source: alternative)`` and ``⏎`` for a line end. Spans are
left out, as they are in comparisons of the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import get_args

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
    Foreign,
    Formula,
    Image,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    MastheadLine,
    MastheadRole,
    Meta,
    Note,
    NoteMark,
    Paragraph,
    Quote,
    Reference,
    Row,
    Rule,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
    Vote,
)

# ---------------------------------------------------------------------------------------------------- writing


def write(document: Document) -> str:
    """The outline of a document."""
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: Document) -> Iterator[str]:
    yield f"language: {document.language}"
    for field in fields(Meta):
        value = getattr(document.meta, field.name)
        if value not in (None, ()):
            yield f"{field.name}: {', '.join(value) if isinstance(value, tuple) else value}"
    for line in document.masthead:
        yield _line(0, f"masthead {line.role}", "", line.content)
    if document.label or document.title:
        yield _line(0, "title", document.label, document.title)
    yield from _blocks(document.children, 0)
    for note in document.notes:
        name = note.marker if note.key == note.marker else f"{note.marker} ({note.key})"
        first, *rest = note.children or (Paragraph(()),)
        if isinstance(first, Paragraph) and not first.label:
            yield _line(0, "note", name, first.content)
        else:
            yield _line(0, "note", name, ())
            rest = [first, *rest]
        yield from _blocks(tuple(rest), 1)


def _line(depth: int, kind: str, label: str, content: Inlines) -> str:
    inside = text(content)
    return f"{'  ' * depth}{kind}{' ' + label if label else ''}{' | ' + inside if inside else ''}"


def _blocks(blocks: Blocks, depth: int) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, depth)


def _block(block: Block, depth: int) -> Iterator[str]:
    match block:
        case Section():
            yield _line(depth, f"{block.role} {block.level}", block.label, block.heading)
            yield from _blocks(block.children, depth + 1)
        case Formula():
            yield _line(depth, "formula", "", block.content)
        case Clause():
            yield _line(depth, block.role, block.label, block.content)
            yield from _blocks(block.children, depth + 1)
        case Paragraph():
            yield _line(depth, "paragraph", block.label, block.content)
            yield from _blocks(block.children, depth + 1)
        case List():
            for item in block.items:
                yield _line(depth, "item", item.label, item.content)
                yield from _blocks(item.children, depth + 1)
        case Quote():
            yield "  " * depth + "quote"
            yield from _blocks(block.children, depth + 1)
        case Table():
            yield _line(depth, "table", block.label, block.caption)
            for row in block.rows:
                yield "  " * (depth + 1) + "row" + "".join(f" | {_cell(cell)}" for cell in row.cells)
        case Figure():
            yield _line(depth, "figure", block.label, (block.image, *block.caption))
        case Closing() | Vote():
            for line in block.lines:
                yield _line(depth, type(block).__name__.lower(), "", line)
        case Rule():
            yield "  " * depth + "rule"


def _cell(cell: Cell) -> str:
    inside = " / ".join(
        text(p.content) if isinstance(p, Paragraph) else type(p).__name__.lower() for p in cell.children
    )
    size = f" !{cell.columns}x{cell.rows}" if (cell.columns, cell.rows) != (1, 1) else ""
    return ("!" if cell.header else "") + inside + size


_SIGNS = re.compile(r"([*\\<>{}|⏎]|\[\^|__|\^\{|_\{|(?<=\])\()")


def text(content: Inlines) -> str:
    """Running text with its marks."""
    return "".join(_inline(node) for node in content)


def _inline(node: Inline) -> str:
    match node:
        case Text():
            return _SIGNS.sub(r"\\\1", node.value)
        case Emphasis():
            return f"*{text(node.children)}*"
        case Strong():
            return f"**{text(node.children)}**"
        case Underline():
            return f"__{text(node.children)}__"
        case Superscript():
            return f"^{{{text(node.children)}}}"
        case Subscript():
            return f"_{{{text(node.children)}}}"
        case Link():
            return f"[{text(node.children)}]({node.target})"
        case Reference():
            return f"<{text(node.children)} = {node.symbol}>"
        case NoteMark():
            return f"[^{node.note}]"
        case Foreign():
            return f"{{{node.language}: {text(node.children)}}}"
        case Image():
            return f"!({node.source}: {node.alternative})"
        case Break():
            return "⏎"


# ---------------------------------------------------------------------------------------------------- reading

_NUMBERS = {"session", "meeting"}
_TUPLES = {"agenda_items"}
_ROLES = set(get_args(MastheadRole))
_SECTIONS = {"section", "part", "chapter", "article", "annex", "resolution"}
META = {field.name: field for field in fields(Meta)}


def read(outline: str) -> Document:
    """The document of an outline that uses what a person would write by hand: no figures, quotes, links, images.

    Raises ValueError for a line that it does not know.
    """
    lines = [line for line in outline.splitlines() if line.strip()]
    meta: dict[str, object] = {}
    masthead: list[MastheadLine] = []
    notes: list[Note] = []
    body: list[str] = []
    label, title, language = "", (), "en"
    for line in lines:
        name, _, value = line.partition(": ")
        head, _, content = line.partition(" | ")
        if name == "language":
            language = value
        elif name in META:
            meta[name] = int(value) if name in _NUMBERS else value
            if name in _TUPLES:
                meta[name] = tuple(value.split(", "))
        elif head.startswith("masthead "):
            role = head.split()[1]
            if role not in _ROLES:
                raise ValueError(f"no role of a masthead line: {role}")
            masthead.append(MastheadLine(role, inlines(content)))  # type: ignore[arg-type]
        elif head.partition(" ")[0] == "title":
            label, title = head.partition(" ")[2], inlines(content)
        elif head.startswith("note "):
            key = head.split()[1]
            notes.append(Note(key, key, (Paragraph(inlines(content)),)))
        else:
            body.append(line)
    children = _children(body, 0)
    return Document(language, Meta(**meta), tuple(masthead), label, title, children, tuple(notes))  # type: ignore[arg-type]


def _children(lines: list[str], depth: int) -> Blocks:
    found: list[Block] = []
    items: list[Item] = []
    at = 0

    def close() -> None:
        if items:
            found.append(List(tuple(items)))
            items.clear()

    while at < len(lines):
        line = lines[at][2 * depth :]
        end = at + 1
        while end < len(lines) and lines[end].startswith("  " * (depth + 1)):
            end += 1
        inner = lines[at + 1 : end]
        at = end
        head, _, content = line.partition(" | ")
        kind, _, label = head.removesuffix(" |").partition(" ")
        if kind == "item":
            items.append(Item(inlines(content), label, _children(inner, depth + 1)))
            continue
        close()
        match kind:
            case "formula":
                found.append(Formula(inlines(content)))
            case "preambular" | "operative":
                found.append(Clause(kind, inlines(content), label, _children(inner, depth + 1)))
            case "paragraph":
                found.append(Paragraph(inlines(content), label, _children(inner, depth + 1)))
            case "closing" | "vote":
                node = Closing if kind == "closing" else Vote
                last = found[-1] if found else None
                if isinstance(last, node):
                    found[-1] = node((*last.lines, inlines(content)))
                else:
                    found.append(node((inlines(content),)))
            case "table":
                found.append(Table(tuple(_row(row) for row in inner), inlines(content), label))
            case "rule":
                found.append(Rule())
            case _ if kind in _SECTIONS:
                level, _, printed = label.partition(" ")
                found.append(
                    Section(inlines(content), _children(inner, depth + 1), printed, int(level), kind)  # type: ignore[arg-type]
                )
            case _:
                raise ValueError(f"no line of an outline: {line!r}")
    close()
    return tuple(found)


def _row(line: str) -> Row:
    cells: list[Cell] = []
    for part in line.strip().removeprefix("row").removeprefix(" | ").split(" | "):
        header = part.startswith("!")
        inside = tuple[Block, ...](Paragraph(inlines(p)) for p in part.removeprefix("!").split(" / ") if p)
        cells.append(Cell(inside, header))
    return Row(tuple(cells))


_MARKS = re.compile(
    r"\\(?P<sign>.)|\*\*(?P<strong>.+?)\*\*|\*(?P<emphasis>.+?)\*|\^\{(?P<raised>.+?)\}|\[\^(?P<note>[^\]]+)\]"
    r"|<(?P<printed>[^<>]+) = (?P<symbol>[^<>]+)>|(?P<end>⏎)"
)


def inlines(line: str) -> Inlines:
    """Running text with marks as inlines."""
    nodes: list[Inline] = []
    plain = ""
    at = 0

    def close() -> None:
        nonlocal plain
        if plain:
            nodes.append(Text(plain))
            plain = ""

    for found in _MARKS.finditer(line):
        plain += line[at : found.start()]
        at = found.end()
        if found["sign"]:
            plain += found["sign"]
            continue
        close()
        match found.lastgroup:
            case "strong":
                nodes.append(Strong(inlines(found["strong"])))
            case "emphasis":
                nodes.append(Emphasis(inlines(found["emphasis"])))
            case "raised":
                nodes.append(Superscript(inlines(found["raised"])))
            case "note":
                nodes.append(NoteMark(found["note"]))
            case "symbol":
                nodes.append(Reference(found["symbol"], inlines(found["printed"])))
            case _:
                nodes.append(Break())
    plain += line[at:]
    close()
    return tuple(nodes)


assert all(field.default is not MISSING for field in fields(Meta)), "every field of Meta can be left out"
