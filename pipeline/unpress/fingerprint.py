"""The fingerprint of settings: the same where the same source gives the same bytes.

It is made of the configuration as far as it concerns a target, of the content of the files that it names (a style
sheet, a template, a reference document, languages), and of the code at work: unpress, the distributions whose stages
are named, and the versions of the libraries that these require. Fonts and libraries of the system are not in it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from unpress import stage
from unpress.stamps import LocalFile, digest

if TYPE_CHECKING:
    from unpress.config import Config

CHECK: Final = "check"
"""The target of those who only hold documents against the rules."""
UNHEEDED: Final = frozenset({"limits"})
"""Keys of a configuration that say whether there is an output, never which."""


def fingerprint(config: Config, target: str) -> str:
    """The fingerprint of what a configuration makes for a target: the name of a render stage, or ``check``.

    Raises ConfigError where two packages bring a stage of one name, OSError for a file that is named and cannot be
    read.
    """
    running = {
        f"{phase}.{name}" for phase in ("clean", "parse", "transform") for name in getattr(config, phase)
    }
    running |= {f"check.{name}" for name in config.check} if target == CHECK else {f"render.{target}"}
    running |= {name for name, found in stage.installed().items() if found.phase == "read"}
    values: dict[str, Any] = {
        each.name: getattr(config, each.name)
        for each in fields(config)
        if each.name not in UNHEEDED and (each.name != "check" or target == CHECK)
    }
    values["languages"] = [_of_folder(Path(folder)) for folder in config.languages]
    values["options"] = {
        name: {option.replace("-", "_"): _content(value) for option, value in given.items()}
        for name, given in config.options.items()
        if name in running and given
    }
    named = {found.distribution for name, found in stage.installed().items() if name in running}
    builds = [build(name) for name in sorted(named | {"unpress"})]
    text = json.dumps([target, values, builds], sort_keys=True, default=_plain)
    return digest(text.encode("utf-8", "surrogateescape"))


def _plain(value: object) -> object:
    return dict(cast("Mapping[str, object]", value)) if isinstance(value, Mapping) else repr(value)


def _content(value: object) -> object:
    """The value of an option; that which names a file is the name and the digest of its content.

    A word that happens to be the name of a file counts as one: that makes too much new, never too little.
    """
    if not isinstance(value, str | Path) or not str(value) or "\0" in str(value):
        return value
    path = Path(value)
    return [path.name, LocalFile(path).digest()] if path.is_file() else str(value)


def _of_folder(folder: Path) -> list[list[str]]:
    return [[path.name, LocalFile(path).digest()] for path in sorted(folder.glob("*.toml"))]


@cache
def build(name: str) -> str:
    """Which code an installed distribution is: a digest that differs where its files or the versions of the
    libraries that it requires do.

    An installed wheel has digests of its files in RECORD; of others (an editable install) the times of the files are
    taken. Known for the life of the process.
    """
    metadata = _Metadata.of(name)
    packages = {f.module.partition(".")[0] for f in stage.installed().values() if f.distribution == name}
    if name == "unpress":
        packages.add("unpress")
    parts = [name, _recorded(metadata, packages) or _on_disk(packages), *_required(metadata)]
    return digest("\n".join(parts).encode("utf-8", "surrogateescape"))


class _Metadata(NamedTuple):
    """What is kept about an installed distribution: its files ``METADATA`` and ``RECORD``, empty where there are
    none, and the names of the folders and files beside it."""

    metadata: str = ""
    record: str = ""
    beside: Sequence[str] = ()

    @classmethod
    def of(cls, name: str) -> _Metadata:
        """That of a distribution: of the first on the path, as Python finds it."""
        for folder in dict.fromkeys(path or os.curdir for path in sys.path):
            listed = _listed(folder)
            for entry in listed:
                if entry.endswith(".dist-info") and _normal(entry.partition("-")[0]) == _normal(name):
                    info = Path(folder, entry)
                    return cls(_text(info / "METADATA"), _text(info / "RECORD"), listed)
        from importlib.metadata import PackageNotFoundError, distribution  # a tenth of a short run

        try:
            found = distribution(name)
        except PackageNotFoundError:
            return cls()
        beside = _listed(str(found.locate_file("")))
        return cls(found.read_text("METADATA") or "", found.read_text("RECORD") or "", beside)


def _listed(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries]
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _recorded(found: _Metadata, packages: Iterable[str]) -> str:
    """The lines of RECORD for the files of packages; empty where there are none."""
    own = tuple(f"{package}/" for package in packages)
    return "\n".join(
        line for line in found.record.splitlines() if line.startswith(own) and not line.endswith(",,")
    )


def _on_disk(packages: Iterable[str]) -> str:
    lines: list[str] = []
    for folder in (folder for package in sorted(packages) for folder in stage.folders(package)):
        for here, inner, files in os.walk(folder):
            inner[:] = sorted(name for name in inner if name != "__pycache__")
            for name in sorted(files):
                status = os.stat(os.path.join(here, name))  # noqa: PTH116, PTH118 - hundreds of them
                lines.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(lines)


def _required(found: _Metadata) -> list[str]:
    """Names and versions of the libraries that a distribution requires, as their folders beside it are named."""
    names = {_normal(name) for name in re.findall(r"(?m)^Requires-Dist: *([\w.-]+)", found.metadata)}
    versions = (name.removesuffix(".dist-info") for name in found.beside if name.endswith(".dist-info"))
    return sorted(name for name in versions if _normal(name.rpartition("-")[0]) in names)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
