"""The tree as plain values (dicts, lists, strings, numbers) and back, and the JSON Schema of those values.

All three follow from the types of the dataclasses in `unpress.ast`: a node is an object whose ``type`` names its class,
fields that have their default value are left out, spans are never written. Reading is strict: what the types do not
allow is an error that says where it stands. A new node class needs no change here.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from unpress import ast
from unpress.ast import Document
from unpress.errors import nearest
from unpress.source import Span

VERSION: Final = 1
"""Version of the format. A change that older readers would misread raises it."""

DEPTH: Final = 100
"""Nodes in nodes; the trees of published documents reach 12."""

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | bool | None"

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class CodecError(ValueError):
    """A value that the types do not allow; ``path`` says where it stands ("$.children[3].label")."""

    def __init__(self, path: str, message: str, hint: str = "") -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.hint = hint


def encode(document: Document) -> dict[str, Plain]:
    """A document as plain values, headed by the version of the format."""
    return {"unpress": VERSION, **_encode(document)}


def decode(value: object) -> Document:
    """The document that plain values stand for.

    Raises CodecError for another version, an unknown type or field, a missing field, a value of the wrong type.
    """
    if not isinstance(value, dict):
        raise CodecError("$", f"a document is an object, not {_name(value)}")
    fields = dict(cast("dict[str, object]", value))
    version = fields.pop("unpress", None)
    if version is None:
        raise CodecError("$", "the field 'unpress', which holds the version of the format, is missing")
    if version is True or version != VERSION:
        raise CodecError(
            "$.unpress", f"version {version!r} cannot be read", f"this program reads version {VERSION}"
        )
    return cast(Document, _node(Document, fields, _Path()))


def schema() -> dict[str, Plain]:
    """The JSON Schema (2020-12) of what ``encode`` gives and ``decode`` takes."""
    root = _object_schema(Document)
    properties = cast("dict[str, Plain]", root["properties"])
    required = cast("list[Plain]", root["required"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "unpress document tree",
        **root,
        "properties": {"unpress": {"const": VERSION}, **properties},
        "required": ["unpress", *required],
        "$defs": {
            **{
                name: {"anyOf": [_kind_schema(k) for k in get_args(union)]} for union, name in _UNIONS.items()
            },
            **{kind.__name__: _object_schema(kind) for kind in _classes() if kind is not Document},
        },
    }


# -------------------------------------------------------------------------------------------------------- types


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    """A field of a node class: its type and what it is when nothing is said."""

    name: str
    kind: Any
    required: bool
    default: object


@cache
def _classes() -> tuple[type[Any], ...]:
    """All node classes, in the order in which `unpress.ast` defines them."""
    found = [v for v in vars(ast).values() if isinstance(v, type) and v.__module__ == ast.__name__]
    return tuple(kind for kind in found if dataclasses.is_dataclass(kind))


_FIELDS: Final[dict[type[Any], tuple[_Field, ...]]] = {}


def _fields(kind: type[Any]) -> tuple[_Field, ...]:
    """The fields of a node class that are written."""
    found = _FIELDS.get(kind)
    if found is None:
        found = _FIELDS[kind] = tuple(_find_fields(kind))
    return found


def _find_fields(kind: type[Any]) -> Iterator[_Field]:
    hints = get_type_hints(kind)
    for field in dataclasses.fields(kind):
        if Span in get_args(hints[field.name]):
            continue
        if field.default is not dataclasses.MISSING:
            yield _Field(field.name, hints[field.name], False, field.default)
        elif field.default_factory is not dataclasses.MISSING:
            yield _Field(field.name, hints[field.name], False, field.default_factory())
        else:
            yield _Field(field.name, hints[field.name], True, None)


@cache
def _members(union: Any) -> dict[str, type[Any]]:
    """The node classes of a union by name."""
    return {member.__name__: member for member in get_args(union)}


# ------------------------------------------------------------------------------------------------------ writing


def _encode(node: object) -> dict[str, Plain]:
    kind = type(node)
    found: dict[str, Plain] = {"type": kind.__name__}
    for field in _fields(kind):
        value: object = getattr(node, field.name)
        if field.required or value != field.default:
            found[field.name] = _encode_value(value)
    return found


def _encode_value(value: object) -> Plain:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_encode_value(part) for part in cast("tuple[object, ...]", value)]
    return _encode(value)


# ------------------------------------------------------------------------------------------------------ reading


class _Path:
    """Where a value stands, for messages; built only when one is needed."""

    __slots__ = ("_above", "_step", "depth")

    def __init__(self, above: _Path | None = None, step: str | int = "") -> None:
        self._above = above
        self._step = step
        self.depth: int = 0 if above is None else above.depth + 1

    def __str__(self) -> str:
        steps: list[str] = []
        here = self
        while here._above is not None:
            steps.append(f"[{here._step}]" if isinstance(here._step, int) else f".{here._step}")
            here = here._above
        return "$" + "".join(reversed(steps))


def _node(kind: type[Any], value: object, path: _Path) -> object:
    if not isinstance(value, dict):
        raise CodecError(str(path), f"a {kind.__name__} is an object, not {_name(value)}")
    if path.depth > 2 * DEPTH:
        raise CodecError(str(path)[:80] + " ...", f"nodes are nested more than {DEPTH} deep")
    given = cast("dict[str, object]", value)
    if given.get("type") != kind.__name__:
        raise CodecError(
            str(_Path(path, "type")), f"this must be {kind.__name__!r}, not {given.get('type')!r}"
        )
    values: dict[str, object] = {}
    for field in _fields(kind):
        if field.name in given:
            values[field.name] = _value(field.kind, given[field.name], _Path(path, field.name))
        elif field.required:
            raise CodecError(str(path), f"a {kind.__name__} needs the field {field.name!r}")
    if len(given) != len(values) + 1:
        known = {field.name for field in _fields(kind)}
        unknown = next(name for name in given if name != "type" and name not in known)
        raise CodecError(str(path), f"a {kind.__name__} has no field {unknown!r}", nearest(unknown, known))
    return kind(**values)


def _value(kind: Any, value: object, path: _Path) -> object:
    return _reader(kind)(value, path)


@cache
def _reader(kind: Any) -> Callable[[object, _Path], object]:
    """The function that reads values of a type."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is tuple:
        part = parts[0]

        def sequence(value: object, path: _Path) -> object:
            if not isinstance(value, list):
                raise CodecError(str(path), f"this must be a list, not {_name(value)}")
            read = _reader(part)
            return tuple(read(v, _Path(path, i)) for i, v in enumerate(cast("list[object]", value)))

        return sequence
    if origin is Literal:
        return lambda value, path: _literal(parts, value, path)
    if origin in (Union, UnionType):
        if all(dataclasses.is_dataclass(p) for p in parts):
            return lambda value, path: _member(kind, value, path)
        others = [p for p in parts if p is not NoneType]
        return lambda value, path: None if value is None else _value(others[0], value, path)
    if dataclasses.is_dataclass(kind):
        return lambda value, path: _node(cast("type[Any]", kind), value, path)
    return lambda value, path: _scalar(cast("type[Any]", kind), value, path)


def _member(union: Any, value: object, path: _Path) -> object:
    members = _members(union)
    name = _type(value)
    kind = None if name is None else members.get(name)
    if kind is None:
        if name is not None:
            raise CodecError(
                str(_Path(path, "type")), f"there is no node {name!r} here", nearest(name, members)
            )
        raise CodecError(str(path), f"this must be an object with a 'type', not {_name(value)}")
    return _node(kind, value, path)


def _type(value: object) -> str | None:
    name = cast("dict[str, object]", value).get("type") if isinstance(value, dict) else None
    return name if isinstance(name, str) else None


def _literal(choices: tuple[Any, ...], value: object, path: _Path) -> object:
    if isinstance(value, str) and value in choices:
        return value
    hint = nearest(value, choices) if isinstance(value, str) else ""
    raise CodecError(str(path), f"this cannot be {value!r}", hint or "known: " + ", ".join(map(str, choices)))


def _scalar(kind: type[Any], value: object, path: _Path) -> object:
    if type(value) is not kind:
        raise CodecError(str(path), f"this must be {_NAMES[kind]}, not {_name(value)}")
    if kind is str and _SURROGATE.search(cast(str, value)):
        raise CodecError(str(path), "a surrogate is no character")
    return value


_NAMES: Final[dict[type[Any], str]] = {
    str: "a string",
    int: "a whole number",
    bool: "true or false",
    float: "a number with a fraction",
    list: "a list",
    dict: "an object",
    NoneType: "null",
}


def _name(value: object) -> str:
    """What a plain value is called in a message."""
    return _NAMES.get(type(value), type(value).__name__)


# ------------------------------------------------------------------------------------------------------- schema


_UNIONS: Final[dict[Any, str]] = {ast.Inline: "Inline", ast.Block: "Block"}


def _object_schema(kind: type[Any]) -> dict[str, Plain]:
    fields = _fields(kind)
    description = " ".join((kind.__doc__ or "").split())
    return {
        "description": description,
        "type": "object",
        "properties": {"type": {"const": kind.__name__}, **{f.name: _kind_schema(f.kind) for f in fields}},
        "required": ["type", *(f.name for f in fields if f.required)],
        "additionalProperties": False,
    }


def _kind_schema(kind: Any) -> Plain:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is tuple:
        return {"type": "array", "items": _kind_schema(parts[0])}
    if origin is Literal:
        return {"enum": list(parts)}
    if kind in _UNIONS:
        return {"$ref": f"#/$defs/{_UNIONS[kind]}"}
    if origin in (Union, UnionType):
        return {"anyOf": [_kind_schema(part) for part in parts]}
    if dataclasses.is_dataclass(kind):
        return {"$ref": f"#/$defs/{cast('type[Any]', kind).__name__}"}
    names = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}
    return {"type": names[cast("type[Any]", kind)]}
