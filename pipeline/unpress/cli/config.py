"""``unpress config``: the configuration that holds here, and the schema of its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, cast

import click

from unpress import streams
from unpress.cli.options import configuration, configure, configured, examples
from unpress.cli.report import DONE
from unpress.config import Config, table
from unpress.presets import PRESETS


@click.command(
    "config",
    short_help="Show the configuration that holds here.",
    epilog=examples(
        "unpress config",
        "unpress config --preset archive --set render.pdf.paper=a4",
        "unpress config --schema > unpress.schema.json",
    ),
)
@click.option("--schema", "as_schema", is_flag=True, help="Print the JSON Schema of the file instead.")
@configured
def command(as_schema: bool, **given: Any) -> int:
    """Show the configuration that holds in this folder, as a file, and where each value came from.

    Defaults come first, then the preset that the file names, the file, the preset of the command line, the rest of the
    command line. What is printed can be pasted into unpress.toml. Options of stages are shown where they are given;
    "unpress stages NAME" tells the others.
    """
    if as_schema:
        from unpress.schema import schema

        streams.write_output(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
        return DONE
    config = configure(**given)
    streams.write_output(_shown(config, _origins(**given)))
    return DONE


def _origins(
    file: str | None,
    preset: str | None,
    reader: str,
    lang: str,
    settings: tuple[str, ...],
    silence: tuple[str, ...],
    strict: bool,
    **others: Any,
) -> dict[str, str]:
    """Where the value of each key, and each option of a stage, came from; defaults are not in it."""
    found: dict[str, str] = {}
    _, path = configuration(file)
    if path is not None:
        data = table(path)
        if "preset" in data:
            name = str(data["preset"])
            found |= dict.fromkeys(_leaves(PRESETS[name]), f"preset {name}, named in {path}")
        found |= dict.fromkeys(_leaves(data), str(path))
    if preset:
        found |= dict.fromkeys(_leaves(PRESETS[preset]), f"--preset {preset}")
    given = {"reader": (reader, "--from"), "language": (lang, "--lang"), "strict": (strict, "--strict")}
    found |= {key: option for key, (value, option) in given.items() if value}
    if silence:
        found["silence"] = " and ".join(filter(None, [found.get("silence"), "--silence"]))
    for setting in settings:
        name = setting.partition("=")[0].replace("-", "_")
        found[name if name.startswith("limits.") else f"options.{name}"] = "--set"
    return found


def _leaves(mapping: Mapping[str, object], before: str = "") -> list[str]:
    found: list[str] = []
    for key, value in mapping.items():
        name = before + key.replace("-", "_")
        if isinstance(value, Mapping):
            found += _leaves(cast("Mapping[str, object]", value), f"{name}.")
        else:
            found.append(name)
    return found


def _shown(config: Config, origins: Mapping[str, str]) -> str:
    def line(key: str, value: object, full: str) -> str:
        return f"{key} = {_toml(value)}  # {origins.get(full, 'default')}"

    lines = [
        line(each.name, getattr(config, each.name), each.name)
        for each in fields(config)
        if each.name not in {"options", "limits"}
    ]
    lines += ["", "[limits]"]
    lines += [line(key, value, f"limits.{key}") for key, value in asdict(config.limits).items()]
    for stage, options in sorted(config.options.items()):
        lines += ["", f'[options."{stage}"]']
        lines += [
            line(key, value, f"options.{stage}.{key.replace('-', '_')}") for key, value in options.items()
        ]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_toml, cast("list[object]", value))) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else json.dumps(str(value), ensure_ascii=False)
