"""Read the document tree from JSON as `render.json` writes it.

Strict: an unknown field or type, a missing field, a value of the wrong kind, another version are errors that name the
place.
"""

from __future__ import annotations

import json
from typing import NoReturn

from unpress import codec
from unpress.ast import Document
from unpress.errors import ReadError
from unpress.journal import Journal
from unpress.source import Source


def read(source: Source, journal: Journal) -> Document:
    """Read one document.

    Raises ReadError for what is not JSON or not a document tree of this version.
    """
    try:
        value: object = json.loads(
            source.data.decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_constant=_refuse,
            parse_float=_refuse,
        )
    except UnicodeDecodeError as error:
        raise ReadError(f"{source.name} is not in UTF-8: {error.reason} at byte {error.start:,}") from error
    except json.JSONDecodeError as error:
        raise ReadError(f"{source.name}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from error
    except RecursionError as error:
        raise ReadError(f"{source.name} is nested too deeply") from error
    except ValueError as error:
        raise ReadError(f"{source.name}: {error}") from error
    try:
        return codec.decode(value)
    except codec.CodecError as error:
        raise ReadError(f"{source.name}: not a document tree: {error}", error.hint) from error


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose names are all different."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"an object names the field {twice!r} twice")
    return found


def _refuse(number: str) -> NoReturn:
    """No field of the tree is a number with a fraction."""
    raise ValueError(f"{number} is no value of a document tree")
