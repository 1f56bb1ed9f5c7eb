"""What a Word file that unpress wrote says of its document in its properties."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from unpress.ast import Meta
from unpress.errors import ReadError
from unpress_stages._word_package import Package
from unpress_stages._word_tree import SEPARATOR, VERSION
from unpress_stages._xml import local


class UnknownError(Exception):
    """Something in the file that the rules do not know."""


def stored(package: Package) -> dict[str, str] | None:
    """The properties of a file that unpress wrote; None for any other."""
    relation = next((r for r in package.relations("").values() if r.kind == "custom-properties"), None)
    if relation is None:
        return None
    try:
        root = package.part(relation.target)
    except ReadError:
        return None
    found = {
        entry.get("name", ""): "".join(str(text) for text in entry.itertext()) for entry in root if len(entry)
    }
    return found if found.get("unpress") == VERSION else None


def core_language(package: Package) -> str:
    """The language of a file, or empty."""
    for relation in package.relations("").values():
        if relation.kind == "core-properties":
            for entry in package.part(relation.target):
                if local(entry) == "language":
                    return entry.text or ""
    return ""


def meta_of(properties: dict[str, str]) -> Meta:
    """The values among the properties; one that is none of its kind raises UnknownError."""
    values: dict[str, Any] = {}
    for name, hint in get_type_hints(Meta).items():
        value = properties.get(name)
        if not value:
            continue
        kinds = get_args(hint)
        literals = {each for kind in kinds for each in get_args(kind)}
        if literals and value not in literals:
            raise UnknownError(f"{value!r} as {name}")
        values[name] = (
            tuple(value.split(SEPARATOR)) if Ellipsis in kinds else int(value) if int in kinds else value
        )
    return Meta(**values)
