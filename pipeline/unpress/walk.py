"""Ways over a tree: ``each`` looks at it, ``Visitor`` makes something of it, ``Rewriter`` changes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar, cast, get_args

from unpress.ast import (
    Break,
    Document,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    Link,
    Node,
    Reference,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from unpress.record import replace

N = TypeVar("N")

WRAPPERS: Final = (Emphasis, Strong, Underline, Superscript, Subscript, Link, Reference, Foreign)
"""The inlines that hold other inlines."""


_LEAVES: Final = frozenset({"str", "int", "bool", "str | None", "int | None", "Span | None"})


class _Fields(dict[type[object], tuple[str, ...]]):
    """For each class of nodes the names of its fields that can hold nodes; or only those for blocks and the like."""

    def __init__(self, *, inlines: bool) -> None:
        self._inlines = inlines

    def __missing__(self, kind: type[Any]) -> tuple[str, ...]:
        types = {field.name: str(field.type) for field in dataclasses.fields(kind)}
        self[kind] = names = tuple(
            name
            for name, type_ in types.items()
            if type_ not in _LEAVES and "Literal[" not in type_ and (self._inlines or "Inlines" not in type_)
        )
        return names


_FIELDS: Final = _Fields(inlines=True)
_BLOCK_FIELDS: Final = _Fields(inlines=False)


def children(node: Node, fields: Mapping[type[object], tuple[str, ...]] = _FIELDS) -> list[Node]:
    """The nodes directly under a node, in document order."""
    found: list[Node] = []
    for name in fields[type(node)]:
        if value := getattr(node, name):
            _take(value, found)
    return found


def _take(value: object, found: list[Node]) -> None:
    parts: Any = value
    if isinstance(value, tuple):
        if parts and type(parts[0]) in _FIELDS:  # a node of a class that was met already: all parts are nodes
            found += parts
            return
        for part in parts:
            _take(part, found)
    elif hasattr(value, "__dataclass_fields__"):
        found.append(parts)


def each(node: Node, look: Callable[[Node], None]) -> None:
    """Call ``look`` for a node and all nodes under it, in document order. Depth costs no recursion."""
    pending: list[Node] = [node]
    while pending:
        here = pending.pop()
        look(here)
        if _FIELDS[type(here)]:
            pending.extend(reversed(children(here)))


def blocks(node: Node) -> Iterable[Node]:
    """A node and all nodes under it that are no inlines, in document order."""
    pending: list[Node] = [node]
    while pending:
        here = pending.pop()
        yield here
        if _BLOCK_FIELDS[type(here)]:
            pending.extend(reversed(children(here, _BLOCK_FIELDS)))


def depth(node: Node, most: int) -> int:
    """How many nodes stand in each other, the node itself among them; nothing is looked at beyond ``most`` + 1."""
    level, found = [node], 1
    while found <= most and (
        level := [child for each in level if _FIELDS[type(each)] for child in children(each)]
    ):
        found += 1
    return found


def plain(inlines: Inlines) -> str:
    """The text of inlines without note marks; a break counts as a space, an image as its alternative text."""
    if len(inlines) == 1 and type(inlines[0]) is Text:
        return inlines[0].value
    parts: list[str] = []
    _say(inlines, parts)
    return "".join(parts)


def _say(inlines: Inlines, parts: list[str]) -> None:
    for node in inlines:
        if type(node) is Text:
            parts.append(node.value)
        elif isinstance(node, WRAPPERS):
            _say(node.children, parts)
        elif isinstance(node, Image):
            parts.append(node.alternative)
        elif isinstance(node, Break):
            parts.append(" ")


class Visitor:
    """Makes something of a tree.

    A subclass has methods ``clause(self, node)``, ``text(self, node)`` and so on, named after the node classes in
    lower case; a class without one goes on to its children. What the methods return is theirs; ``visit`` returns it.
    """

    def visit(self, node: Node) -> Any:
        """Call the method for a node."""
        method = getattr(self, type(node).__name__.lower(), None)
        return self.descend(node) if method is None else method(node)

    def descend(self, node: Node) -> None:
        """Visit the children of a node."""
        for child in children(node):
            self.visit(child)


class Removed:
    """Said by a rewriter that a node is to go; forgetting to return a node is an error, not a removal."""


REMOVED: Final = Removed()


class Rewriter:
    """Changes a tree, from the leaves up.

    A subclass has methods named after the node classes in lower case that get the node with its children already
    rewritten and return the node to stand in its place, a tuple of them (inside a sequence), or ``REMOVED``. Nodes
    that do not change stay the same objects. Inlines are gone through only where there is a method for one of them.
    """

    _fields: Mapping[type[object], tuple[str, ...]]
    _methods: Mapping[type[object], Callable[..., object]]

    def __init_subclass__(cls) -> None:
        named = {kind: getattr(cls, kind.__name__.lower(), None) for kind in get_args(Node)}
        cls._methods = {kind: method for kind, method in named.items() if method is not None}
        cls._fields = _BLOCK_FIELDS if cls._methods.keys().isdisjoint(get_args(Inline)) else _FIELDS

    def rewrite(self, node: N) -> N:
        """The tree with its changes; the very same object when nothing changed.

        Raises TypeError if the root is removed or split.
        """
        result = self._one(node)
        if isinstance(result, Removed | tuple):
            raise TypeError(f"the root of a tree cannot be removed or split: {type(node).__name__}")
        return cast(N, result)

    def _one(self, node: object) -> object:
        kind = type(node)
        changed = node
        for name in self._fields[kind]:
            value: object = getattr(node, name)
            if value:
                fresh = self._value(value)
                if fresh is value:
                    continue
                if not isinstance(value, tuple) and isinstance(fresh, Removed | tuple):
                    raise TypeError("a single node cannot be removed or split")
                changed = replace(changed, **{name: fresh})
        method = self._methods.get(kind)
        if method is None:
            return changed
        result = method(self, changed)
        if result is None:
            raise TypeError(f"{type(self).__name__}.{kind.__name__.lower()} returned nothing; say REMOVED")
        return result

    def _value(self, value: object) -> object:
        values: Any = value
        if not isinstance(value, tuple):
            return self._one(value) if hasattr(value, "__dataclass_fields__") else value
        fresh: list[object] = []
        same = True
        for part in values:
            result = self._one(part) if type(part) in self._fields else self._value(part)
            if result is part:
                fresh.append(part)
                continue
            same = False
            if not isinstance(part, tuple) and isinstance(result, tuple):
                fresh.extend(cast("tuple[object, ...]", result))
            elif not isinstance(result, Removed):
                fresh.append(result)
        return values if same else tuple(fresh)


def contents(document: Document) -> Iterable[tuple[Node, Inlines]]:
    """Every run of inlines of a document with the node that it belongs to, notes last."""

    def of(node: Node) -> Iterable[tuple[Node, Inlines]]:
        for name in ("title", "heading", "content", "caption"):
            value: Inlines | None = getattr(node, name, None)
            if value:
                yield node, value
        lines: tuple[Inlines, ...] | None = getattr(node, "lines", None)
        for line in lines or ():
            yield node, line
        for child in children(node):
            if not isinstance(child, Text | Image) and not isinstance(child, WRAPPERS):
                yield from of(child)

    yield from of(document)
