"""Stages: the six phases, how stages are found, what they must look like, and how they get their options.

A distribution registers a package in the entry-point group ``unpress.stages``; the package has folders named after
the phases, each module in them is one stage, and the module's public function is named after the folder::

    def clean(draft: Draft, journal: Journal, *, width: int = 80) -> Draft: ...

Names are listed without importing anything; a stage is imported when it is used.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, cast, get_args, get_origin

from unpress.errors import ConfigError, StageError, UsageError, nearest
from unpress.record import record

Phase: TypeAlias = Literal["read", "clean", "parse", "transform", "check", "render"]
PHASES: Final[tuple[Phase, ...]] = ("read", "clean", "parse", "transform", "check", "render")
GROUP: Final = "unpress.stages"

CONTRACTS: Final[Mapping[Phase, tuple[str, str]]] = {
    "read": ("Source", "Draft | Document"),
    "clean": ("Draft", "Draft"),
    "parse": ("Draft", "Document | None"),
    "transform": ("Document", "Document"),
    "check": ("Document", "None"),
    "render": ("Document", "bytes"),
}
"""What goes in and what comes out of the stages of a phase.

A reader of a format that stores the tree itself returns the Document. A parser returns None for a draft that is not
of its kind, and the next one in the list is asked. What a check finds are problems; it changes nothing.
"""

_ALLOWED: Final[Mapping[Phase, frozenset[str]]] = {
    "read": frozenset({"Draft", "Document", "Draft | Document", "Document | Draft"}),
    "clean": frozenset({"Draft"}),
    "parse": frozenset({"Document", "Document | None"}),
    "transform": frozenset({"Document"}),
    "check": frozenset({"None"}),
    "render": frozenset({"bytes"}),
}


@record
class Found:
    """A stage that is installed: its name (``clean.lines``), its module, and the distribution that brings it."""

    phase: Phase
    name: str
    module: str
    distribution: str

    @property
    def full_name(self) -> str:
        """Phase and name: ``clean.lines``."""
        return f"{self.phase}.{self.name}"


@record
class Option:
    """An option of a stage, from its signature. ``kind`` says in words what it takes."""

    name: str
    type: Any
    default: object
    kind: str

    @property
    def is_path(self) -> bool:
        """Whether it names a file or a folder."""
        return self.type is Path or Path in get_args(self.type)


@record
class Stage:
    """A stage ready to run."""

    found: Found
    function: Callable[..., Any]
    options: Mapping[str, Option]

    @property
    def manual(self) -> str:
        """The docstring of the module."""
        return inspect.getdoc(sys.modules[self.found.module]) or ""

    def bind(self, given: Mapping[str, object]) -> dict[str, object]:
        """Check options against the signature and convert words from a command line.

        Raises ConfigError for an unknown option or a value of the wrong type.
        """
        bound: dict[str, object] = {}
        for name, value in given.items():
            option = self.options.get(name.replace("-", "_"))
            if option is None:
                raise ConfigError(
                    f"stage {self.found.full_name} has no option {name!r}",
                    nearest(name, self.options) if self.options else "it has no options",
                )
            bound[option.name] = _checked(self.found.full_name, option, value)
        return bound


@cache
def installed() -> Mapping[str, Found]:
    """All installed stages by full name, found without importing them.

    Raises ConfigError if two distributions bring a stage of one name.
    """
    stages: dict[str, Found] = {}
    for package, distribution in _registered():
        for found in _in_package(package, distribution):
            other = stages.get(found.full_name)
            if other is not None and other.module != found.module:
                raise ConfigError(
                    f"two installed packages bring a stage {found.full_name}: "
                    f"{other.distribution} and {found.distribution}",
                    "uninstall one of them or ask its authors for another name",
                )
            stages[found.full_name] = found
    return stages


def _registered() -> list[tuple[str, str]]:
    """The packages that hold stages, each with the distribution that registers it."""
    if _alone():
        return [_OWN]
    from importlib.metadata import (
        entry_points,  # brings the library for mail, and takes a tenth of a short run
    )

    return [
        (point.value, point.dist.name if point.dist is not None else point.name)
        for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value))
    ]


_OWN: Final = ("unpress_stages", "unpress")


def _alone() -> bool:
    """Whether it is certain that no distribution but unpress names our group of entry points.

    That is so where unpress is the only one that has the word in its file of entry points, and the path has folders
    only. Everything else (zip files, eggs, finders that know distributions by themselves) is left to the library.
    """
    finders = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    naming: set[str] = set()
    for folder in dict.fromkeys(path or "." for path in sys.path):
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries]
        except FileNotFoundError:
            continue
        except OSError:
            return False
        for name in names:
            if name.endswith(".egg"):
                return False
            if name.endswith((".dist-info", ".egg-info")):
                try:
                    with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:  # noqa: PTH118, PTH123
                        if GROUP.encode() in file.read():
                            naming.add(name.partition("-")[0])
                except FileNotFoundError:
                    pass
                except OSError:  # a file, as old tools leave it
                    return False
    return len(finders) == 1 and naming == {_OWN[1]}


def _in_package(package: str, distribution: str) -> Iterator[Found]:
    locations = folders(package)
    if not locations:
        raise ConfigError(
            f"{distribution} registers the package {package!r} for stages, but it cannot be found",
            f"reinstall {distribution}",
        )
    for location in locations:
        for phase in PHASES:
            folder = Path(location) / phase
            for name in _modules(folder):
                yield Found(phase, name, f"{package}.{phase}.{name}", distribution)


def _modules(folder: Path) -> list[str]:
    """The names of the modules in a folder, without those that begin with an underscore, which most do."""
    try:
        entries = [entry for entry in os.listdir(folder) if not entry.startswith("_")]  # noqa: PTH208
    except NotADirectoryError:  # in a zip file
        from pkgutil import iter_modules

        return [found.name for found in iter_modules([str(folder)]) if not found.name.startswith("_")]
    except OSError:
        return []
    names = {inspect.getmodulename(entry) for entry in entries}
    packages = {entry for entry in entries if "." not in entry and (folder / entry / "__init__.py").is_file()}
    return sorted(name for name in names | packages if name and name.isidentifier())


def folders(package: str) -> list[str]:
    """The folders of a package. Only the outermost package is looked up: that imports nothing."""
    outer, *inner = package.split(".")
    try:
        spec = find_spec(outer)
    except (ImportError, ValueError):
        spec = None
    locations = (spec.submodule_search_locations or ()) if spec is not None else ()
    if not inner:
        return list(locations)
    return [str(folder) for location in locations if (folder := Path(location, *inner)).is_dir()]


def find(phase: Phase, name: str) -> Found:
    """The installed stage of a phase by its name, with or without the phase before it.

    Raises UsageError with the nearest name if there is none.
    """
    short = name.removeprefix(phase + ".")
    found = installed().get(f"{phase}.{short}")
    if found is None:
        known = [f.name for f in installed().values() if f.phase == phase]
        raise UsageError(f"there is no {phase} stage {short!r}", nearest(short, known))
    return found


@cache
def load(phase: Phase, name: str) -> Stage:
    """Import a stage and check that it keeps the contract of its phase.

    Raises UsageError for an unknown name, StageError for a module that cannot be imported or breaks the contract.
    """
    found = find(phase, name)
    try:
        module = importlib.import_module(found.module)
    except Exception as error:
        raise StageError(
            f"stage {found.full_name} of {found.distribution} cannot be imported: {error}",
            "run 'unpress doctor' to see what this machine lacks",
        ) from error
    function: object = getattr(module, phase, None)
    if not inspect.isfunction(function):
        raise StageError(f"stage {found.full_name} of {found.distribution} has no function {phase}()")
    return Stage(found, function, _options(found, function))


def _options(found: Found, function: Callable[..., Any]) -> Mapping[str, Option]:
    who = f"stage {found.full_name} of {found.distribution}"
    try:
        hints = inspect.get_annotations(function, eval_str=True)
    except (NameError, TypeError, AttributeError) as error:
        raise StageError(
            f"the types of {who} cannot be resolved: {error}",
            "import what its signature names outside 'if TYPE_CHECKING'",
        ) from error
    parameters = list(inspect.signature(function).parameters.values())
    taken, _given_back = CONTRACTS[found.phase]
    places = [p for p in parameters if p.kind is not inspect.Parameter.KEYWORD_ONLY]
    names = [_type_name(hints.get(p.name, "nothing")) for p in places]
    result = _type_name(hints.get("return", "nothing"))
    if names != [taken, "Journal"] or result not in _ALLOWED[found.phase]:
        raise StageError(
            f"{who} has a function of the wrong type: ({', '.join(names)}) -> {result}",
            f"a {found.phase} stage is ({taken}, Journal, *, options) -> {CONTRACTS[found.phase][1]}",
        )
    options: dict[str, Option] = {}
    for parameter in parameters[2:]:
        kind = hints.get(parameter.name)
        if parameter.default is inspect.Parameter.empty or kind is None:
            raise StageError(f"option {parameter.name!r} of {who} needs a type and a default")
        options[parameter.name] = Option(parameter.name, kind, parameter.default, _in_words(kind))
    return options


def _type_name(kind: Any) -> str:
    if kind in (None, NoneType):
        return "None"
    if get_origin(kind) in (Union, UnionType):
        return " | ".join("None" if part is NoneType else _type_name(part) for part in get_args(kind))
    return str(getattr(kind, "__name__", kind))


_WORDS: Final[Mapping[Any, str]] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    Path: "a path",
    NoneType: "nothing",
}


def _in_words(kind: Any) -> str:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return " or ".join(str(part) for part in parts)
    if origin in (Union, UnionType):
        return " or ".join(map(_in_words, parts))
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        return f"a list, each {_in_words(parts[0])}"
    return _WORDS.get(kind) or _type_name(kind)


def _checked(who: str, option: Option, value: object) -> object:
    try:
        bound = _as(option.type, value)
    except (TypeError, ValueError):
        raise ConfigError(
            f"option {option.name!r} of stage {who} cannot be {value!r}", f"it is {option.kind}"
        ) from None
    if isinstance(bound, Path):
        _check_name(who, option, bound)
    return bound


def _check_name(who: str, option: Option, path: Path) -> None:
    """Raises ConfigError for what cannot be the name of a file here: its letters are not those of the encoding of names
    (ASCII, in the locale C without UTF-8), or one of its characters is null."""
    try:
        named = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        named = False
    if not named:
        raise ConfigError(
            f"option {option.name!r} of stage {who}: {str(path)!r} cannot be the name of a file where names are "
            f"in {sys.getfilesystemencoding()}",
            "set PYTHONUTF8=1, or give the file another name",
        )


def _as(kind: Any, value: object) -> object:
    """The value as an option of a type; words from a command line are converted. Raises TypeError, ValueError."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if NoneType in parts and value in (None, ""):
            return None
        for part in parts:
            if part is NoneType:
                continue
            try:
                return _as(part, value)
            except (TypeError, ValueError):
                continue
        raise TypeError
    if origin is Literal:
        for part in parts:
            if value == part or (isinstance(value, str) and value == str(part)):
                return part
        raise ValueError
    if origin is tuple:
        if isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        if not isinstance(value, list | tuple):
            raise TypeError
        values = cast("list[object]", value)
        if len(parts) == 2 and parts[1] is Ellipsis:
            return tuple(_as(parts[0], part) for part in values)
        return tuple(_as(part, given) for part, given in zip(parts, values, strict=True))
    if kind is bool:
        if isinstance(value, str) and value.lower() in {"true", "yes", "on", "1", "false", "no", "off", "0"}:
            return value.lower() in {"true", "yes", "on", "1"}
        if isinstance(value, bool):
            return value
        raise TypeError
    if isinstance(value, bool):
        raise TypeError
    if kind in (int, float):
        if isinstance(value, int | float | str) and not (kind is int and isinstance(value, float)):
            return kind(value)
        raise TypeError
    if kind is Path and isinstance(value, str):
        value = Path(value)
    if isinstance(value, kind):
        return value
    raise TypeError
