"""Which blocks of a tree need a content control in a Word file: those that its styles would not bring back.

The blocks are laid out as paragraphs and tables, and built again by the rules of ``unpress_stages._word_tree``. Where
that gives another tree a control goes around a block; official documents hardly have any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from unpress.ast import (
    Block,
    Blocks,
    Clause,
    Closing,
    Figure,
    Formula,
    Inlines,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Vote,
)
from unpress.enumerator import Style, readings
from unpress.language import Language
from unpress.record import mutable
from unpress_stages._word_tree import BULLETS, EMPTY, SUB_PARAGRAPHS, Control, Grid, Par, Unit, build
from unpress_stages.render._docx_setting import Setting


def style_of(node: List) -> Style | None:
    """The first style in which all entries of a list can be read as counted; None when there is none."""
    styles: list[Style] | None = None
    for label in (item.label for item in node.items if item.label):
        here: list[Style] = [reading.style for reading in readings(label)]
        styles = here if styles is None else [style for style in styles if style in here]
    return styles[0] if styles else None


def item_level(level: int, *, bullet: bool) -> int:
    """The level of the style of an entry."""
    return min(level, BULLETS if bullet else SUB_PARAGRAPHS)


@mutable
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
        if setting.place != "body" or (quotable and setting.quotes and not label):
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
                units = tuple(self._row(node.children, replace(setting, level=0, quotes=setting.quotes + 1)))
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
