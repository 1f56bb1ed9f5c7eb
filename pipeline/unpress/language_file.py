"""Language files: from TOML to records, with an error that names the file and the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, cast

from unpress.errors import nearest
from unpress.wording import SECTIONS, Rule

_REQUIRED = ("recognition.",)  # and [language] itself: without them no text is found to be in the language
_T = TypeVar("_T")

_NOTHING: Mapping[str, Any] = {
    "Rule": "(?!)",  # matches nowhere, alone or inside another pattern
    "str": "",
    "bool": False,
    "tuple[str, ...]": [],
    "tuple[tuple[str, ...], ...]": {},
}  # what a section may leave out: the language has no such thing, or nobody has written it down yet


def build(cls: type[_T], table: Mapping[str, Any], file: Path, where: str) -> _T:
    """Make a record of a TOML table; `where` is the path of the table in the file, ending in a dot.

    Raises ValueError for a key that is missing, unknown or of the wrong type.
    """
    expected = {item.name: str(item.type) for item in fields(cast(Any, cls))}
    for key in table:
        if key not in expected:
            raise ValueError(f"{file}: unknown key {where}{key}; {nearest(key, expected)}")
    values: dict[str, Any] = {}
    for name, kind in expected.items():
        if name in table:
            value = table[name]
        elif kind in SECTIONS:
            value = {}
        elif where and where not in _REQUIRED:
            value = _NOTHING[kind]
        else:
            raise ValueError(f"{file}: missing key {where}{name}")
        values[name] = _value(value, kind, file, where + name)
    made = cls.__new__(cls)  # one of a kind, with all its fields: to compile an __init__ for it takes longer
    for name, value in values.items():
        setattr(made, name, value)
    return made


def _value(value: Any, kind: str, file: Path, key: str) -> Any:
    """Give a TOML value the type that the field asks for; a string stands for a list, one entry a line."""
    if kind in SECTIONS and isinstance(value, dict):
        return build(SECTIONS[kind], cast("dict[str, Any]", value), file, f"{key}.")
    if kind == "Rule" and isinstance(value, str):
        return Rule(value)
    if kind == "tuple[str, ...]" and isinstance(value, str):
        return tuple(line for line in value.split("\n") if line.strip())
    if kind == "tuple[str, ...]" and isinstance(value, list):
        return tuple(cast("list[str]", value))
    if kind == "tuple[tuple[str, ...], ...]" and isinstance(value, dict):
        rows = cast("dict[str, str | list[str]]", value)
        return tuple((name, *([entry] if isinstance(entry, str) else entry)) for name, entry in rows.items())
    if kind in {"str", "bool"} and type(value).__name__ == kind:
        return value
    if kind == "Path" and isinstance(value, Path):
        return value
    raise ValueError(f"{file}: {key} should be {kind}, not {type(value).__name__}")
