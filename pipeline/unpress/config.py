"""Which stages run, in which order, with which options: a value, read from TOML.

Defaults come first, then the nearest ``unpress.toml`` or ``[tool.unpress]`` of the nearest ``pyproject.toml``, then
the command line or the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

from unpress.errors import ConfigError, UsageError, nearest
from unpress.limits import USUAL, Limits, from_table
from unpress.presets import preset
from unpress.stage import installed, load

Options = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Config:
    """What a conversion does. The lists are the order in which stages run.

    ``reader`` is the name of a read stage, or empty: found by the content and the suffix of the source. ``language``
    is a code, or empty: recognised. ``languages`` are folders with language files besides our own. ``silence`` holds
    codes of problems, or their leading parts, not to be reported. ``strict`` makes every character of the source
    that is not in the document an error, also where a rule dropped it.
    ``options`` maps full names of stages to their options. ``limits`` bounds what one source may cost.
    """

    reader: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    clean: tuple[str, ...] = (
        "bidi",
        "strays",
        "unicode",
        "markup",
        "furniture",
        "numbers",
        "notes",
        "ligatures",
        "pieces",
        "hyphens",
        "marks",
        "halves",
        "tables",
        "cells",
        "lines",
        "captions",
        "spacing",
    )
    parse: tuple[str, ...] = ("resolution", "plain")
    transform: tuple[str, ...] = ("notes", "numbering", "verbs", "metadata", "references")
    check: tuple[str, ...] = (
        "characters",
        "clauses",
        "enumerators",
        "links",
        "marks",
        "masthead",
        "openers",
        "paragraphs",
        "sections",
        "spacing",
    )
    silence: tuple[str, ...] = ()
    strict: bool = False
    options: Options = field(default_factory=lambda: MappingProxyType({}))
    limits: Limits = USUAL

    def __post_init__(self) -> None:
        frozen = {name: MappingProxyType(dict(given)) for name, given in self.options.items()}
        object.__setattr__(self, "options", MappingProxyType(frozen))

    def with_options(self, stage: str, **given: object) -> Config:
        """The same configuration with more options for one stage (``render.pdf``)."""
        merged = {name: dict(values) for name, values in self.options.items()}
        merged.setdefault(stage, {}).update(given)
        return replace(self, options=merged)

    @classmethod
    def named(cls, preset: str) -> Config:
        """The configuration of a preset: ``raw``, ``strict`` or ``archive`` (``unpress.presets``).

        Raises ConfigError with the nearest name if there is none.
        """
        return from_mapping({"preset": preset}, "presets")

    @classmethod
    def from_file(cls, path: str | Path) -> Config:
        """The configuration of a file: ``unpress.toml``, or a ``pyproject.toml`` with a table ``[tool.unpress]``.

        A call of the library reads no file by itself. Raises ConfigError for a file that is missing, is not TOML, or
        holds wrong keys.
        """
        return from_file(Path(path))

    def __hash__(self) -> int:
        return hash((self.reader, self.language, self.clean, self.parse, self.transform, self.check))

    def __reduce__(self) -> tuple[Any, ...]:
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        values["options"] = {name: dict(given) for name, given in self.options.items()}
        return _rebuild, (values,)


def _rebuild(values: dict[str, Any]) -> Config:
    return Config(**values)


FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {"md": "markdown", "htm": "html", "text": "text", "txt": "text", "xml": "akn"}
)
"""Other names of formats and the stages that they mean; any other format is the name of its stage."""

SUFFIXES: Final[Mapping[str, str]] = MappingProxyType({"markdown": ".md", "akn": ".akn.xml", "text": ".txt"})
"""Suffixes of output files that differ from the name of the stage that writes them."""


def from_mapping(given: Mapping[str, object], where: str, start: Config | None = None) -> Config:
    """A configuration from the keys of a TOML table; ``preset`` in it names one that comes before the other keys.

    Raises ConfigError, naming ``where``, for an unknown key or a value of the wrong type.
    """
    config = start or Config()
    if "preset" in given:
        config = from_mapping(preset(str(given["preset"]), where), where, config)
    known = {f.name for f in fields(Config)}
    changes: dict[str, Any] = {}
    for key, value in given.items():
        name = key.replace("-", "_")
        if name == "preset":
            continue
        if name not in known:
            hint = "leave out 'tool.unpress': the keys stand by themselves in a file of our own"
            raise ConfigError(
                f"{where}: unknown key {key!r}",
                hint if key == "tool" else nearest(name, {*known, "preset"}),
            )
        current = getattr(config, name)
        if name == "options":
            changes[name] = _options(value, where, config.options)
        elif name == "limits":
            changes[name] = _limits(value, where, config.limits)
        elif isinstance(current, tuple):
            if not isinstance(value, list) or not all(
                isinstance(v, str) for v in cast("list[object]", value)
            ):
                raise ConfigError(
                    f"{where}: {key!r} must be a list of strings", f'as in {key} = ["...", "..."]'
                )
            changes[name] = tuple(cast("list[str]", value))
        elif type(value) is not type(current):
            kind = "true or false" if isinstance(current, bool) else "a string"
            raise ConfigError(
                f"{where}: {key!r} must be {kind}, not {value!r}",
                "without quotes" if isinstance(current, bool) else f'as in {key} = "..."',
            )
        else:
            changes[name] = value
    return replace(config, **changes)


def _options(value: object, where: str, start: Options) -> Options:
    message = f"{where}: 'options' must hold a table for each stage"
    head = "tool.unpress.options" if where.endswith("pyproject.toml") else "options"
    if not isinstance(value, dict):
        raise ConfigError(message, f'[{head}."clean.lines"]')
    merged = {name: dict(values) for name, values in start.items()}
    for stage, options in cast("dict[str, object]", value).items():
        if not isinstance(options, dict):
            raise ConfigError(message, f'[{head}."clean.lines"]')
        given = cast("dict[str, object]", options)
        inner = next((name for name, within in given.items() if isinstance(within, dict)), None)
        if inner is not None:
            raise ConfigError(
                f"options for {stage!r}, which is no stage",
                f'the name of a stage stands in quotes: [{head}."{stage}.{inner}"]',
            )
        merged.setdefault(stage, {}).update(given)
    return merged


def _limits(value: object, where: str, start: Limits) -> Limits:
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: 'limits' must be a table", "[tool.unpress.limits]")
    try:
        return from_table(cast("dict[str, object]", value), start)
    except ConfigError as error:
        raise ConfigError(f"{where}: {error.message}", error.hint) from None


def from_file(path: Path, start: Config | None = None) -> Config:
    """A configuration from ``unpress.toml`` or the ``[tool.unpress]`` table of a ``pyproject.toml``.

    Raises ConfigError for a file that is missing, is not TOML, or holds wrong keys.
    """
    data = table(path)
    config = from_mapping(data, str(path), start)
    # files and folders are named as seen from the file
    if "options" in data:
        config = replace(config, options=_rooted(config.options, path.parent))
    if "languages" in data:
        config = replace(config, languages=tuple(str(path.parent / folder) for folder in config.languages))
    return config


def table(path: Path) -> dict[str, Any]:
    """The keys of a configuration file as they stand there. Raises ConfigError as from_file() does."""
    import tomllib  # where there is a file

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors of Windows put a sign before it
    except OSError as error:
        raise ConfigError(
            f"cannot read the configuration {path}: {error.strerror}", "check the name and the folder"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path} is not in UTF-8: byte {error.start:,}", "save it as UTF-8 in an editor"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path} is not TOML: {error}", 'text stands in quotes, as in language = "fr"'
        ) from error
    if path.name == "pyproject.toml":
        ours: object = data.get("tool", {}).get("unpress", {})
        if not isinstance(ours, dict):
            raise ConfigError(f"{path}: [tool.unpress] must be a table")
        data = cast("dict[str, Any]", ours)
    return data


def _rooted(options: Options, folder: Path) -> Options:
    """The options with paths as seen from a folder. Stages and options that do not exist are left to those who check
    them."""
    rooted = {name: dict(given) for name, given in options.items()}
    for name, given in rooted.items():
        found = installed().get(name)
        if found is None or not any(isinstance(value, str) for value in given.values()):
            continue
        known = load(found.phase, found.name).options
        for option, value in given.items():
            kind = known.get(option.replace("-", "_"))
            if kind is not None and kind.is_path and isinstance(value, str) and value:
                given[option] = str(folder / value)
    return rooted


def nearest_file(folder: Path) -> Path | None:
    """The configuration file that holds for a folder: the first found in it or in a folder above it."""
    folder = folder.resolve()
    for here in (folder, *folder.parents):
        own = here / "unpress.toml"
        if own.is_file():
            return own
        project = here / "pyproject.toml"
        if project.is_file() and _concerns_us(project):
            return project
    return None


def _concerns_us(project: Path) -> bool:
    import tomllib

    try:
        text = project.read_text(encoding="utf-8-sig")
        return "unpress" in text and "unpress" in tomllib.loads(text).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return True  # from_file says what is wrong with it


@cache
def stage_of(format: str) -> str:
    """The name of the stage that reads or writes a format (``md`` is ``markdown``)."""
    return FORMATS.get(format.lower(), format.lower())


def suffix_of(stage: str) -> str:
    """The suffix of files that a render stage writes."""
    return SUFFIXES.get(stage, "." + stage)


def find_renderer(format: str) -> str:
    """The name of the render stage for a format.

    Raises UsageError with the nearest name if there is none.
    """
    name = stage_of(format)
    if not name:
        raise UsageError("no format is named", "name one or several: md, docx")
    if f"render.{name}" not in installed():
        raise UsageError(f"unknown format {format!r}", _nearest_format(format, "render"))
    return name


def find_reader(format: str) -> str:
    """The name of the read stage for a format.

    Raises UsageError with the nearest name if there is none.
    """
    name = stage_of(format).removeprefix("read.")
    if f"read.{name}" not in installed():
        raise UsageError(f"{format!r} is no format that is read", _nearest_format(format, "read"))
    return name


def _nearest_format(format: str, phase: str) -> str:
    names = (found.name for found in installed().values() if found.phase == phase)
    return nearest(format, ("md" if name == "markdown" else name for name in names))
