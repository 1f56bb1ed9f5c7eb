"""Blocks as Word has them: paragraphs and tables one after the other, each of a kind that its style names.

``build`` makes a tree of them by a few rules: a heading holds what follows it, sub-paragraphs of the first level stand
under the paragraph before them, those of the second under one of the first. ``Planner`` tells the writer where the
rules would give another tree than the one it writes. There a content control goes around a block, and its tag says
what it is; official documents hardly have any. Writer and reader both rest on this module, so that what one writes the
other reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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
    Paragraph,
    Quote,
    Row,
    Rule,
    Section,
    SectionRole,
    Table,
    Vote,
)
from unpress.enumerator import Style, readings
from unpress.language import Language
from unpress.record import record

Place: TypeAlias = Literal["body", "note", "cell"]
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


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks stand: ``level`` counts the numbered paragraphs above, ``quoted`` is for those in a quotation."""

    place: Place = "body"
    level: int = 0
    quoted: bool = False


# ----------------------------------------------------------------------------------------------- units to blocks


@dataclass
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
                self._close(level)
                opened = _Open(Section(content, (), label, level, role_of(label, self._words)), level)
                self._here.append(opened)
                self._sections.append(opened)
                self._chain = []
            case "preambular" | "operative":
                self._open(Clause(_clause(kind), content, label), 0, self._here)
            case "paragraph" | "plain":
                self._open(Paragraph(content, label), 0, self._here)
            case "text":  # a further paragraph under a paragraph
                above = self._chain[0] if self._chain and self._chain[0].depth == 0 else None
                if above is None:
                    self._leaf(Paragraph(content, label))
                else:
                    above.children.append(Paragraph(content, label))
                    self._chain = [above]
            case "item":
                depth = int(value)
                self._chain = [each for each in self._chain if each.depth < depth]
                into = self._chain[-1].children if self._chain else self._here
                if not (into and isinstance(into[-1], _Entries)):
                    into.append(_Entries())
                self._open(Item(content, label), depth, into[-1])
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


def role_of(label: str, words: Language) -> SectionRole:
    """What a heading names, by the word in its label: "Annex II" an annex, "Article 3" an article."""
    headings = words.headings
    for role, rule in (
        ("annex", headings.annex),
        ("part", headings.part),
        ("chapter", headings.chapter),
        ("article", headings.article),
    ):
        if label and rule.fullmatch(label):
            return cast("SectionRole", role)
    return "section"


# ----------------------------------------------------------------------------------------------- blocks to units


def common_style(labels: Iterable[str]) -> Style | None:
    """The first style in which all labels of a list can be read; None when there is none."""
    styles: list[Style] | None = None
    for label in labels:
        here: list[Style] = [reading.style for reading in readings(label)]
        styles = here if styles is None else [style for style in styles if style in here]
    return styles[0] if styles else None


def style_of(node: List) -> Style | None:
    """The style in which the entries of a list are counted."""
    return common_style(item.label for item in node.items if item.label)


def item_level(level: int, *, bullet: bool) -> int:
    """The level of the style of an entry."""
    return min(level, BULLETS if bullet else SUB_PARAGRAPHS)


@dataclass
class Planner:
    """Finds which blocks have to stand in content controls."""

    words: Language

    def wrapped(self, nodes: Blocks, setting: Setting) -> list[bool]:
        """For each of the blocks that stand in a row, whether it needs a control."""
        return [isinstance(units, Control) for units in self._plan(nodes, setting)]

    def exact(self, node: Block, setting: Setting) -> bool:
        """Whether a block in its control is read as it is."""
        return build((self._control(node, setting),), self.words) == (node,)

    def _plan(self, nodes: Blocks, setting: Setting) -> list[Control | tuple[Unit, ...]]:
        plan: list[Control | tuple[Unit, ...]] = [
            self._control(node, setting) if isinstance(node, Quote) else tuple(self._units(node, setting))
            for node in nodes
        ]
        if build(_flat(plan), self.words) == nodes:
            return plan
        for place, node in enumerate(nodes):
            before = max(place - 1, 0)
            if (
                _runs_on(nodes, place)
                or build(_flat(plan[before : place + 1]), self.words) != nodes[before : place + 1]
            ):
                plan[place] = self._control(node, setting)
        return plan

    def _row(self, nodes: Blocks, setting: Setting) -> Iterator[Unit]:
        return _flat(self._plan(nodes, setting))

    def _units(self, node: Block, setting: Setting) -> Iterator[Unit]:
        """A block as it is written without a control."""
        level = setting.level
        below = replace(setting, level=level + 1)
        match node:
            case Section():
                if node.label or node.heading:
                    yield self._par(f"heading {node.level}", node.heading, node.label, setting)
                yield from self._row(node.children, replace(setting, level=0))
            case Formula():
                yield self._par("formula", node.content, "", setting)
            case Clause():
                kind = node.role if not level else _below(node.label, level)
                yield self._par(kind, node.content, node.label, setting, quotable=True)
                yield from self._under(node.children, below)
            case Paragraph():
                kind = "paragraph" if not level else _below(node.label, level)
                yield self._par(kind, node.content, node.label, setting, quotable=True)
                yield from self._under(node.children, below)
            case List():
                bullet = style_of(node) == "bullet"
                depth = max(level, 1)
                kind = f"item {item_level(depth, bullet=bullet)}"
                for item in node.items:
                    yield self._par(kind, item.content, item.label, setting, quotable=True)
                    yield from self._under(item.children, replace(setting, level=depth + 1))
            case Quote():
                yield self._control(node, setting)
            case Table():
                if node.label or node.caption:
                    yield self._par("caption", node.caption, node.label, setting)
                if node.rows:
                    yield Grid(node.rows)
            case Figure():
                yield self._par("picture", (node.image,), "", setting)
                if node.label or node.caption:
                    yield self._par("legend", node.caption, node.label, setting)
            case Closing():
                yield from (self._par("closing", line, "", setting) for line in node.lines)
            case Vote():
                yield from (self._par("vote", line, "", setting) for line in node.lines)
            case Rule():
                yield Par("rule")

    def _under(self, nodes: Blocks, setting: Setting) -> Iterator[Unit]:
        for node in nodes:
            yield from self._units(node, setting)

    def _par(
        self, kind: str, content: Inlines, label: str, setting: Setting, *, quotable: bool = False
    ) -> Unit:
        """A paragraph. Notes and cells have one style for all; so have paragraphs without a number in a quotation. An
        empty one is not printed, and no rule brings it back."""
        if setting.place != "body" or (quotable and setting.quoted and not label):
            kind = "plain"
        return Par(kind, content, label) if content or label else Control(EMPTY, ())

    def _control(self, node: Block, setting: Setting) -> Control:
        below = replace(setting, level=setting.level + 1)
        match node:
            case Section():
                units = (
                    *([Par("plain", node.heading, node.label)] if node.label or node.heading else []),
                    *self._row(node.children, replace(setting, level=0)),
                )
            case Clause() | Paragraph():
                units = (*_own(node), *self._row(node.children, below))
            case List():
                depth = max(setting.level, 1)
                units = tuple(
                    Control(
                        tag_of(item),
                        (*_own(item), *self._row(item.children, replace(setting, level=depth + 1))),
                    )
                    for item in node.items
                )
            case Quote():
                units = tuple(self._row(node.children, replace(setting, level=0, quoted=True)))
            case _:
                units = tuple(self._units(node, setting))
        return Control(tag_of(node), units)


def _runs_on(nodes: Blocks, place: int) -> bool:
    """Whether a section would take in the block behind it."""
    node = nodes[place]
    following = nodes[place + 1] if place + 1 < len(nodes) else None
    if not isinstance(node, Section) or following is None:
        return False
    return not (isinstance(following, Section) and following.level <= node.level)


def _below(label: str, level: int) -> str:
    """The kind of a paragraph that stands under another one."""
    return f"item {item_level(level, bullet=False)}" if label else "text"


def _own(node: Clause | Paragraph | Item) -> tuple[Unit, ...]:
    """The paragraph that a node has of its own; none where there is nothing to print."""
    return (Par("plain", node.content, node.label),) if node.content or node.label else ()


def _flat(plan: Iterable[Control | tuple[Unit, ...]]) -> Iterator[Unit]:
    for units in plan:
        if isinstance(units, Control):
            yield units
        else:
            yield from units


def tag_of(node: Block | Item) -> str:
    """The tag of the control around a block or an entry; ``bare`` for one without a paragraph of its own."""
    match node:
        case Clause() | Paragraph() | Item() if not _own(node):
            return f"{node.role if isinstance(node, Clause) else type(node).__name__.lower()} bare"
        case Section():
            return f"section {node.level} {node.role}" + (" heading" if node.label or node.heading else "")
        case Clause():
            return node.role
        case _:
            return type(node).__name__.lower()
