"""Blocks as Word has them: paragraphs and tables one after the other, each of a kind that its style names.

``build`` makes a tree of them by a few rules: a heading holds what follows it, sub-paragraphs of the first level stand
under the paragraph before them, those of the second under one of the first. A content control around a block says by
its tag what that is. Writer (``render._docx_plan``) and reader both rest on this module, so that what one writes the
other reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Final, Literal, TypeAlias, Union, cast, get_args

from unpress.ast import (
    Block,
    Blocks,
    Clause,
    Closing,
    Figure,
    Formula,
    Image,
    Inlines,
    Item,
    List,
    MastheadRole,
    Paragraph,
    Quote,
    Row,
    Rule,
    Section,
    SectionRole,
    Table,
    Vote,
)
from unpress.language import Language
from unpress.part_words import part_role
from unpress.record import mutable, record

ROLES: Final = frozenset(get_args(SectionRole))
VERSION: Final = "1"
"""The version of the arrangement that a Word file names in its properties."""
KEY: Final = "_key_"
"""What the name of a bookmark begins with that holds the key of the note behind it, as hexadecimal digits."""
SEPARATOR: Final = "; "
"""Between values of a property that has several."""
EMPTY: Final = "empty"
"""Stands for what is not printed, while it is planned how blocks are written."""
SUB_PARAGRAPHS: Final = 4
BULLETS: Final = 3
"""The levels of sub-paragraphs and of bulleted entries that have styles of their own."""
MASTHEAD_STYLES: Final[Mapping[MastheadRole, str]] = {
    "publisher": "Publisher",
    "symbol": "DocumentSymbol",
    "organ": "SubOrgan",
    "distribution": "Distribution",
    "date": "IssueDate",
    "language": "IssueLanguage",
    "original": "Original",
    "committee": "Committee",
    "session": "Session",
    "agenda": "AgendaItemNormal",
    "subject": "AgendaTitleH2",
    "adoption": "Adoption",
    "proponent": "Proponent",
    "sponsors": "Sponsors",
    "other": "MastheadOther",
}
"""Styles of the lines of the masthead and under it, which the reader takes back to what the lines say."""


@record
class Par:
    """A paragraph. ``kind`` is what its style says: ``heading 2``, ``operative``, ``item 1``, ``plain``."""

    kind: str
    content: Inlines = ()
    label: str = ""


@record
class Grid:
    """A table without its caption."""

    rows: tuple[Row, ...]


@record
class Control:
    """A content control around units; ``tag`` says what they are together: ``section 2 annex``, ``quote``."""

    tag: str
    units: tuple[Unit, ...]


Unit: TypeAlias = Union[Par, Grid, Control]


@mutable
class _Open:
    """A block that may still get others under it; ``depth`` is 0 for a paragraph of the text, 1 for an entry (a)."""

    node: Any
    depth: int
    children: list[Any] = field(default_factory=list[Any])


class _Entries(list[_Open]):
    """The entries of a list that is open."""


def build(units: Iterable[Unit], words: Language) -> Blocks:
    """The blocks that units stand for.

    Raises ValueError for a control whose tag is not known, or does not fit what it holds.
    """
    builder = _Builder(words)
    for unit in units:
        builder.add(unit)
    return builder.end()


class _Builder:
    def __init__(self, words: Language) -> None:
        self._words = words
        self._root: list[Any] = []
        self._sections: list[_Open] = []
        self._chain: list[_Open] = []
        self._caption: Par | None = None

    def add(self, unit: Unit) -> None:
        if self._caption is not None and not isinstance(unit, Grid):
            self._flush()
        match unit:
            case Par():
                self._paragraph(unit)
            case Grid():
                caption, self._caption = self._caption or Par(""), None
                self._leaf(Table(unit.rows, caption.content, caption.label))
            case Control(tag="empty"):
                self._leaf(Rule())
            case Control():
                kind, *values = unit.tag.split(" ")
                if kind == "section":
                    self._close(int(values[0]))
                self._leaf(_controlled(kind, values, unit.units, self._words))

    def end(self) -> Blocks:
        self._flush()
        return _closed(self._root)

    def _flush(self) -> None:
        """A caption without a table is one of a table without rows."""
        if self._caption is not None:
            caption, self._caption = self._caption, None
            self._leaf(Table((), caption.content, caption.label))

    @property
    def _here(self) -> list[Any]:
        return self._sections[-1].children if self._sections else self._root

    def _close(self, level: int) -> None:
        while self._sections and self._sections[-1].depth >= level:
            self._sections.pop()

    def _leaf(self, node: Block) -> None:
        self._here.append(node)
        self._chain = []

    def _open(self, node: Any, depth: int, into: list[Any]) -> None:
        opened = _Open(node, depth)
        into.append(opened)
        self._chain = [each for each in self._chain if each.depth < depth]
        self._chain.append(opened)

    def _paragraph(self, unit: Par) -> None:
        kind, _, value = unit.kind.partition(" ")
        content, label = unit.content, unit.label
        last = self._here[-1] if self._here else None
        match kind:
            case "heading":
                level = int(value)
                role = part_role(label, self._words) or "section"
                self._section(Section(content, (), label, level, role), level)
            case "preambular" | "operative":
                self._open(Clause(_clause(kind), content, label), 0, self._here)
            case "paragraph" | "plain":
                self._open(Paragraph(content, label), 0, self._here)
            case "text":
                self._further(Paragraph(content, label))
            case "item":
                self._item(Item(content, label), int(value))
            case "formula":
                self._leaf(Formula(content))
            case "closing" | "vote":
                of: type[Closing] | type[Vote] = Closing if kind == "closing" else Vote
                if isinstance(last, of):
                    self._here[-1] = of((*last.lines, content))
                else:
                    self._leaf(of((content,)))
            case "rule":
                self._leaf(Rule())
            case "caption":
                self._caption = unit
            case "picture":
                self._leaf(Figure(_image(unit)))
            case "legend":
                if not isinstance(last, Figure) or last.caption or last.label:
                    raise ValueError("a caption without its picture")
                self._here[-1] = replace(last, caption=content, label=label)
            case _:
                raise ValueError(f"a paragraph of the unknown kind {unit.kind!r}")

    def _section(self, node: Section, level: int) -> None:
        self._close(level)
        opened = _Open(node, level)
        self._here.append(opened)
        self._sections.append(opened)
        self._chain = []

    def _further(self, node: Paragraph) -> None:
        """A further paragraph under a paragraph."""
        above = self._chain[0] if self._chain and self._chain[0].depth == 0 else None
        if above is None:
            self._leaf(node)
        else:
            above.children.append(node)
            self._chain = [above]

    def _item(self, node: Item, depth: int) -> None:
        self._chain = [each for each in self._chain if each.depth < depth]
        into = self._chain[-1].children if self._chain else self._here
        if not (into and isinstance(into[-1], _Entries)):
            into.append(_Entries())
        self._open(node, depth, into[-1])


def _closed(nodes: Iterable[Any]) -> tuple[Any, ...]:
    found: list[Any] = []
    for node in nodes:
        if isinstance(node, _Entries):
            found.append(List(_closed(node)))
        elif isinstance(node, _Open):
            found.append(replace(node.node, children=_closed(node.children)) if node.children else node.node)
        else:
            found.append(node)
    return tuple(found)


def _controlled(kind: str, values: Sequence[str], units: Sequence[Unit], words: Language) -> Block:
    """The block in a content control."""
    first = units[0] if units and isinstance(units[0], Par) else Par("")
    match kind:
        case "section":
            level, role, *heading = values
            if role not in ROLES:
                raise ValueError(f"a section of the unknown role {role!r}")
            below = build(units[1:] if heading else units, words)
            head = first if heading else Par("")
            return Section(head.content, below, head.label, int(level), cast("SectionRole", role))
        case "preambular" | "operative" | "paragraph" if values == ["bare"]:
            below = build(units, words)
            return Paragraph((), "", below) if kind == "paragraph" else Clause(_clause(kind), (), "", below)
        case "preambular" | "operative":
            return Clause(_clause(kind), first.content, first.label, build(units[1:], words))
        case "paragraph":
            return Paragraph(first.content, first.label, build(units[1:], words))
        case "list":
            return List(tuple(_entry(unit, words) for unit in units))
        case "quote":
            return Quote(build(units, words))
        case "formula":
            return Formula(first.content)
        case "closing":
            return Closing(_lines(units))
        case "vote":
            return Vote(_lines(units))
        case "table":
            grid = units[-1] if units and isinstance(units[-1], Grid) else Grid(())
            return Table(grid.rows, first.content, first.label)
        case "figure":
            legend = units[1] if len(units) > 1 and isinstance(units[1], Par) else Par("")
            return Figure(_image(first), legend.content, legend.label)
        case "rule":
            return Rule()
        case _:
            raise ValueError(f"a content control with the unknown tag {kind!r}")


def _clause(kind: str) -> Literal["preambular", "operative"]:
    return "operative" if kind == "operative" else "preambular"


def _entry(unit: Unit, words: Language) -> Item:
    if isinstance(unit, Control) and unit.tag == "item bare":
        return Item((), "", build(unit.units, words))
    if not isinstance(unit, Control) or unit.tag != "item" or not unit.units:
        raise ValueError("an entry outside of its content control")
    first = unit.units[0]
    if not isinstance(first, Par):
        raise ValueError("an entry without a paragraph")
    return Item(first.content, first.label, build(unit.units[1:], words))


def _lines(units: Iterable[Unit]) -> tuple[Inlines, ...]:
    return tuple(unit.content for unit in units if isinstance(unit, Par))


def _image(unit: Par) -> Image:
    if len(unit.content) != 1 or not isinstance(found := unit.content[0], Image):
        raise ValueError("a picture that is none")
    return found
