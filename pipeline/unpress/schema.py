"""The JSON Schema of a configuration file, for editors that complete and check as one writes.

It knows the stages that are installed here, those of plugins among them, and their options.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, cast, get_args, get_origin

from unpress import stage
from unpress.config import Config
from unpress.limits import Limits
from unpress.presets import ABOUT
from unpress.stage import Option, Stage

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema of ``unpress.toml``, which is that of ``[tool.unpress]``, too."""
    names = "; ".join(f"{name}: {about}" for name, about in ABOUT.items())
    properties: dict[str, Any] = {
        "preset": {"enum": list(ABOUT), "description": f"What the other keys come after. {names}."}
    }
    for each in fields(Config):
        properties[each.name] = _key(each.name, getattr(Config(), each.name)) | _about(
            inspect.getdoc(Config) or "", each.name
        )
    return {
        "$schema": DIALECT,
        "title": "unpress.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _key(name: str, default: object) -> dict[str, Any]:
    if name == "options":
        return _object({full: _stage(found.phase, found.name) for full, found in stage.installed().items()})
    if isinstance(default, Limits):
        return _object(
            {
                each.name: {"type": "number", "minimum": 0, "default": getattr(default, each.name)}
                | _about(inspect.getdoc(Limits) or "", each.name)
                for each in fields(Limits)
            }
        )
    if isinstance(default, tuple):
        items: dict[str, Any] = {"type": "string"}
        if name in stage.PHASES:
            items = {"enum": [f.name for f in stage.installed().values() if f.phase == name]}
        return {"type": "array", "items": items, "default": list(cast("tuple[str, ...]", default))}
    return {"type": "boolean" if isinstance(default, bool) else "string", "default": default}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}


def _stage(phase: stage.Phase, name: str) -> dict[str, Any]:
    loaded = stage.load(phase, name)
    found = _object({option.name: _option(loaded, option) for option in loaded.options.values()})
    return found | {"description": loaded.manual.partition("\n\n")[0].replace("\n", " ")}


def _option(loaded: Stage, option: Option) -> dict[str, Any]:
    default = option.default
    values = list(cast("tuple[object, ...]", default)) if isinstance(default, tuple) else default
    shown: dict[str, Any] = {"default": values}
    text = "\n\n".join(filter(None, [inspect.getdoc(loaded.function), loaded.manual]))
    known = _type(option.type) | (shown if not isinstance(default, Path | NoneType) else {})
    return known | (_about(text, option.name) or {"description": f"{option.kind}."})


def _type(kind: Any) -> dict[str, Any]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (Union, UnionType):
        known = [_type(part) for part in parts if part is not NoneType]  # TOML has no null
        return known[0] if len(known) == 1 else {"anyOf": known}
    if origin is tuple:
        return {"type": "array", "items": _type(parts[0])}
    names = {bool: "boolean", int: "integer", float: "number"}
    return {"type": names.get(kind, "string")}


def _about(text: str, name: str) -> dict[str, str]:
    """The sentence of a docstring that speaks of a name first."""
    flat = " ".join(text.split())
    for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z`])", flat):
        if f"``{name}``" in sentence:
            return {"description": sentence.replace("``", "").rstrip(";.") + "."}
    return {}
