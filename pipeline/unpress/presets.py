"""Presets: configurations with a name. What a file or the command line says comes after them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from unpress.errors import ConfigError, nearest

PRESETS: Final[Mapping[str, Mapping[str, object]]] = MappingProxyType(
    {
        "raw": {
            "parse": ["plain"],
            "transform": ["notes"],
            "check": ["characters"],
        },
        "strict": {
            "strict": True,
            "options": {"check.openers": {"unknown": True}},
        },
        "archive": {
            "options": {"render.pdf": {"archive": True}},
            "check": ["characters", "links", "masthead"],
        },
    }
)
"""As in a configuration file.

``raw``: headings, paragraphs, lists, tables and notes as they stand on the page, and nothing made of them: no parts of
a resolution, no links, no emphasis, no values in the metadata. ``strict``: for texts that are to be published: each
character that is left out is an error, an opener that is not known is told of. ``archive``: for texts that are to be
kept: PDF as PDF/A-2a, and told of is what will not be read or found later, not what breaks the house style.
"""

ABOUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "raw": "what stands on the page, and nothing made of it",
        "strict": "for publishing: each character left out is an error",
        "archive": "for keeping: PDF/A, and rules for what must be found and read later",
    }
)


def preset(name: str, where: str) -> Mapping[str, object]:
    """A preset by its name. Raises ConfigError, naming ``where``, with the nearest name."""
    if name not in PRESETS:
        raise ConfigError(f"{where}: there is no preset {name!r}", nearest(name, PRESETS))
    return PRESETS[name]
