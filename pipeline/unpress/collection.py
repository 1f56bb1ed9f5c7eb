"""Many sources: folders, patterns and lists as single names, one after the other, with the size of each."""

from __future__ import annotations

import codecs
import glob
import os
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, Final, NamedTuple

from unpress import stage
from unpress.errors import Error, UsageError
from unpress.opening import READERS
from unpress.places import ask, is_address, is_pattern, joined, local, opened, own

UNKNOWN: Final = -1
"""The size of what was not looked at."""


class Found(NamedTuple):
    """A source: its name, the name under which its outputs keep their place (``a/b.txt``), its size in bytes, what
    else the file system told where it was asked; or a place that could not be listed, and why, or a pattern, one of
    several names, that nothing matches."""

    source: str
    relative: str
    size: int = UNKNOWN
    error: Error | None = None
    status: os.stat_result | None = None


class Collection:
    """What the user named, to go through as often as needed: nothing is listed before.

    A folder stands for the documents in it and in its folders, by their suffixes; names that begin with a dot are
    passed over, links to folders are not followed. A pattern (``docs/**/*.pdf``) stands for the files that it
    matches. Outputs keep the folders below the one named or below the fixed part of the pattern. A file that is named
    keeps its name alone; one from a list keeps its folders as seen from here, without ``..`` and a leading slash.

    ``apart`` is the folder of the outputs, which is passed over.

    Raises UsageError where outputs would stand among sources.
    """

    def __init__(self, names: Iterable[str] = (), listed: Iterable[str] = (), apart: str = "") -> None:
        self._names = [local(name) for name in names]
        self._listed = [local(name) for name in listed]
        self._apart = "" if is_address(apart) or not apart else os.path.realpath(apart)
        self._roots = [name for name in self._names if not is_address(name) and os.path.isdir(name)]
        for root in self._roots:
            if self._apart and os.path.realpath(root) == self._apart:
                raise UsageError(
                    f"the outputs would stand among the sources in {root}", "name another folder with -o"
                )
        self._files: set[str] = set()
        if any(not is_address(name) for name in (*self._names, *self._listed)):
            plain = (name for name in (*self._names, *self._listed) if name not in self._roots)
            self._files = {os.path.realpath(f) for name in plain for f in self._matching(name)}

    @property
    def own(self) -> bool:
        """Whether one of them is seen by this process only."""
        return any(map(own, (*self._names, *self._listed)))

    @property
    def remote(self) -> bool:
        """Whether it takes a look at another machine to list them."""
        return any(map(is_address, (*self._names, *self._listed)))

    @property
    def single(self) -> bool:
        """Whether each name stands for one file of this machine."""
        return not (self.remote or self._roots or any(_is_pattern(name) for name in self._names))

    def among(self, output: str) -> bool:
        """Whether an output, an address or a path without links, would stand where sources are: in the place of one, or
        in a folder of them."""
        if is_address(output):
            return output in self._names or output in self._listed
        if output in self._files:
            return True
        if self._apart and output.startswith(self._apart + os.sep):
            return False
        return any(output.startswith(os.path.realpath(root) + os.sep) for root in self._roots)

    def __iter__(self) -> Iterator[Found]:
        for name in self._names:
            if is_address(name):
                yield from _at(name)
            elif name in self._roots:
                yield from self._below(name)
            elif _is_pattern(name):
                base = _fixed(name)
                path = ""
                for path in self._matching(name):
                    yield Found(path, os.path.relpath(path, base or ".").replace(os.sep, "/"), _size(path))
                if not path and len(self._names) > 1:
                    error = UsageError(f"no file matches {name}", "check the name and the folder")
                    yield Found(name, name, error=error)
            else:
                yield Found(name, os.path.basename(name), _size(name))
        for name in self._listed:
            if is_address(name):
                yield from (found._replace(relative=_of_address(found.source)) for found in _at(name))
            else:
                parts = os.path.normpath(name).replace(os.sep, "/").split("/")
                yield Found(name, "/".join(p for p in parts if p not in ("", "..", ".")), _size(name))

    def _below(self, root: str) -> Iterator[Found]:
        known = suffixes()
        folders = [_listing(root, "", known)]
        while folders:
            for found in folders[-1]:
                if found.status is None or not S_ISDIR(found.status.st_mode):
                    yield found
                elif not self._apart or os.path.realpath(found.source) != self._apart:
                    folders.append(_listing(found.source, found.relative, known))
                    break
            else:
                folders.pop()

    def _matching(self, name: str) -> Iterator[str]:
        if is_address(name):
            return
        if not _is_pattern(name):
            yield name
            return
        for path in sorted(_matches(name)):
            if os.path.isfile(path) and not (
                self._apart and os.path.realpath(path).startswith(self._apart + os.sep)
            ):
                yield path


def _listing(folder: str, inner: str, known: frozenset[str]) -> Iterator[Found]:
    """The documents and the folders in a folder by their names, and what there is no telling of: a link that leads
    nowhere or in a circle, a file that is gone."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=attrgetter("name"))
    except OSError as error:
        why = Error(f"cannot read the folder {folder}: {error.strerror or error}")
        yield Found(folder, inner, error=why)
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        relative = f"{inner}/{name}" if inner else name
        deeper = entry.is_dir(follow_symlinks=False)
        if deeper or os.path.splitext(name)[1].lower() in known:
            try:
                status = entry.stat()
            except OSError as error:
                why = Error(f"cannot read {entry.path}: {error.strerror or error}")
                yield Found(entry.path, relative, error=why)
                continue
            if deeper or S_ISREG(status.st_mode):
                yield Found(entry.path, relative, status.st_size, status=status)


def suffixes() -> frozenset[str]:
    """The suffixes of files that some installed stage reads."""
    return frozenset(READERS) | {f".{f.name}" for f in stage.installed().values() if f.phase == "read"}


def names_of(data: bytes) -> list[str]:
    """The names in a list: a line each, or ended by null characters, as ``find -print0`` writes them. A list in UTF-16
    or with a byte order mark, as Windows writes it, is one, too."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8", "surrogatepass")
    data = data.removeprefix(codecs.BOM_UTF8)
    parts = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(part) for part in parts if part.strip()]


def _is_pattern(name: str) -> bool:
    return glob.has_magic(name) and not os.path.lexists(name)


def _matches(pattern: str) -> Iterator[str]:
    """What a pattern matches. ``**`` goes through folders and no links to them: links may lead in circles."""
    base = _fixed(pattern)
    rest = pattern[len(base) :].lstrip("/")
    if "**" not in rest.split("/"):
        yield from glob.iglob(pattern)
        return
    start, hidden = Path(base), "/." in f"/{rest}"
    for path in start.glob(rest + "/*" if rest.endswith("**") else rest):
        if hidden or not any(part.startswith(".") for part in path.relative_to(start).parts):
            yield str(path)


def _fixed(pattern: str) -> str:
    """The folders of a pattern before the first that is one itself."""
    parts = pattern.split("/")
    count = next((i for i, part in enumerate(parts[:-1]) if glob.has_magic(part)), len(parts) - 1)
    return "/".join(parts[:count]) or ("/" if pattern.startswith("/") else "")


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return UNKNOWN


def _of_address(address: str) -> str:
    """The place of an address in a list: host and path."""
    parts = address.partition("::")[0].partition("://")[2].split("/")
    return "/".join(p for p in parts if p not in ("", "..", "."))


def _at(address: str) -> Iterator[Found]:
    """What lies at an address: it, what is below it, or what it matches."""
    head, *rest = address.split("::", 1)
    files, path = opened(address)
    pattern = is_pattern(head)
    base = "::".join([_fixed(head) if pattern else head if head.endswith("://") else head.rstrip("/"), *rest])
    try:
        if pattern:
            listed: dict[str, Any] = ask(files.glob, path, detail=True)
        elif not _lies_below(files, path):
            yield Found(address, head.rpartition("/")[2])
            return
        else:
            listed = ask(files.find, path, detail=True)
    except OSError as error:
        reason = "there is nothing" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
        yield Found(address, "", error=Error(f"cannot read {address}: {reason}"))
        return
    known = suffixes()
    _, root = opened(base)
    root = root.rstrip("/")
    for name, told in sorted(listed.items()):
        relative = name[len(root) :].lstrip("/") if name.startswith(root) else name.lstrip("/")
        hidden = any(part.startswith(".") for part in relative.split("/"))
        wanted = pattern or os.path.splitext(name)[1].lower() in known
        if told.get("type") != "directory" and wanted and not hidden:
            yield Found(joined(base, relative), relative, int(told.get("size") or UNKNOWN))


def _lies_below(files: Any, path: str) -> bool:
    """Whether something lies below a path. What a web server serves is a document, not a list of links."""
    return "http" not in files.protocol and bool(ask(files.isdir, path))
