"""The manifest: what was made of which source under which settings, so that a second run does only what changed.

A SQLite file with one row for each source and target. A target is the name of a render stage, or whatever else a
caller makes of a source (``check``). A row holds if the settings are the same (``unpress.fingerprint``) and source
and output are as they were: by stamp, which costs one look at the file system, or by digest where the stamp differs.
Rows are written once a second and in transactions: of a run that is killed, what the last second made is made
again. Several runs may share a manifest.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple

from unpress.errors import DeviceError, Error
from unpress.stamps import Place, digest

NAME: Final = ".unpress.manifest"
"""Name of the manifest of a folder, in that folder."""
CACHE: Final = "UNPRESS_CACHE"
"""Environment variable: the folder for manifests that have none of their own."""
VERSION: Final = 1
"""Of the table. A manifest of another version is begun anew."""
PAUSE: Final = 1.0
"""Seconds between two writes."""
WAIT: Final = 30.0
"""Seconds to wait for another run that writes."""

_TABLE: Final = """
CREATE TABLE made (
    source BLOB, target TEXT, settings TEXT, source_stamp TEXT, source_digest TEXT,
    output BLOB, output_stamp TEXT, output_digest TEXT, told TEXT,
    PRIMARY KEY (source, target)
) WITHOUT ROWID
"""


class Made(NamedTuple):
    """What came of a source for a target. ``output`` is empty where nothing is written; ``told`` is the caller's."""

    source: str
    target: str
    settings: str
    source_stamp: str
    source_digest: str
    output: str = ""
    output_stamp: str = ""
    output_digest: str = ""
    told: str = ""


def place_for(output: str) -> tuple[Path, Path | None]:
    """Where the manifest for an output folder is, and the folder that names in it are relative to.

    It lies in the folder; that of an address (``s3://...``), which may not know how to append, in the user's cache.
    """
    if "://" not in output:
        folder = Path(output or ".")
        return folder / NAME, folder
    return cached(digest(output.rstrip("/").encode())), None


def cached(name: str) -> Path:
    """A manifest in the user's cache: ``~/.cache/unpress``, or where ``XDG_CACHE_HOME`` or ``UNPRESS_CACHE`` says.

    Raises RuntimeError where nobody knows where home is.
    """
    own = os.environ.get(CACHE)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return (Path(own) if own else cache / "unpress") / f"{name}.manifest"


class Manifest:
    """The manifest in a file; the file and its folder are created when the first row is written.

    ``root``: names of files are kept relative to this folder, so that a tree may move as a whole; without it they
    are absolute. Addresses are kept as they are. ``damaged`` is where a file that is no manifest was moved to.

    Raises Error where it cannot be opened or written.
    """

    def __init__(self, path: Path, root: Path | None = None) -> None:
        self.path = path
        self.damaged: Path | None = None
        self._root = os.path.abspath(root) if root is not None else ""
        self._connection: sqlite3.Connection | None = None
        self._folders: dict[str, str] = {}
        self._pending: dict[str, dict[str, Made]] = {}
        self._written = time.monotonic()
        if path.exists():
            self._open()

    def name(self, source: str) -> str:
        """The name of a file or an address in the manifest."""
        if "://" in source:
            return source
        folder, slash, file = source.rpartition(os.sep)
        if file in ("", os.curdir, os.pardir):
            return self._named(source)
        return self.within(folder + slash) + file

    def within(self, folder: str) -> str:
        """What stands before the names of the files of a folder in the manifest; the folder ends in a slash, or is
        empty for the one from which all is seen."""
        start = self._folders.get(folder)
        if start is None:
            named = self._named(folder)
            start = self._folders[folder] = "" if named == os.curdir else named.rstrip("/") + "/"
        return start

    def _named(self, path: str) -> str:
        absolute = os.path.abspath(path)
        if not self._root:
            return absolute
        try:
            return os.path.relpath(absolute, self._root).replace(os.sep, "/")
        except ValueError:  # another drive
            return absolute

    def of(self, source: str) -> dict[str, Made]:
        """The rows of a source (its name, see ``name``), by target."""
        return self.of_each([source])[source]

    def of_each(self, sources: Sequence[str]) -> dict[str, dict[str, Made]]:
        """The rows of some hundred sources at most: a question to the file costs more than what it answers."""
        found: dict[str, dict[str, Made]] = {source: {} for source in sources}
        if self._connection is not None:
            query = (
                f"SELECT {', '.join(Made._fields)} FROM made WHERE source IN ({', '.join('?' * len(found))})"
            )
            for source, target, settings, stamp, content, output, *rest in self._ask(
                query, *map(os.fsencode, found)
            ):
                name = os.fsdecode(source)
                found[name][target] = Made(name, target, settings, stamp, content, os.fsdecode(output), *rest)
        for source in found.keys() & self._pending.keys():
            found[source] |= self._pending[source]
        return found

    def holds(
        self, made: Made | None, settings: str, source: Place, output: tuple[str, Place] | None = None
    ) -> bool:
        """Whether a row still says what is there: nothing has to be made then.

        ``output`` is its name and its place, None where nothing is written. A source or an output whose stamp
        changed and whose content did not gets the new stamp.
        """
        row = still(made, settings, source, output)
        if row is not None and row is not made:
            self.add(row)
        return row is not None

    def add(self, made: Made) -> None:
        """Enter a row in the place of the one of the same source and target; written within a second or so."""
        self._pending.setdefault(made.source, {})[made.target] = made
        if time.monotonic() - self._written > PAUSE:
            self.write()

    def forget(self, source: str) -> None:
        """Take out the rows of a source."""
        self._pending.pop(source, None)
        if self._connection is not None:
            self._ask("DELETE FROM made WHERE source = ?", os.fsencode(source))

    def write(self) -> None:
        """Write what was added."""
        self._written = time.monotonic()
        if not self._pending:
            return
        rows = [
            tuple(
                os.fsencode(value) if name in ("source", "output") else value
                for name, value in zip(Made._fields, made, strict=True)
            )
            for targets in self._pending.values()
            for made in targets.values()
        ]
        connection = self._connection or self._open()
        try:
            with connection:
                connection.executemany("REPLACE INTO made VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        except sqlite3.OperationalError as error:
            raise self._error(error) from error
        except sqlite3.DatabaseError:
            self._renew()
            self.write()
        self._pending.clear()

    def close(self) -> None:
        """Write what was added and close the file."""
        try:
            self.write()
        finally:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = self._connect()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._connection = self._renew()
        except (OSError, sqlite3.OperationalError) as error:
            raise self._error(error) from error
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=WAIT)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    (version,) = connection.execute("PRAGMA user_version").fetchone()
                    if version != VERSION:  # no other run made it meanwhile
                        connection.execute("DROP TABLE IF EXISTS made")
                        connection.execute(_TABLE)
                        connection.execute(f"PRAGMA user_version = {VERSION}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _renew(self) -> sqlite3.Connection:
        """Put aside a file that is no manifest, or no longer one, and begin anew."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self.damaged = self.path.with_name(self.path.name + ".damaged")
        self.path.replace(self.damaged)
        self._connection = self._connect()
        return self._connection

    def _ask(self, query: str, *values: object) -> Iterable[tuple[str, ...]]:
        assert self._connection is not None
        try:
            with self._connection:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            raise self._error(error) from error
        except sqlite3.DatabaseError:
            self._renew()
            return ()

    def _error(self, error: Exception) -> Error:
        reason = error.strerror if isinstance(error, OSError) else ""
        what = f"cannot keep the manifest {self.path}: {reason or error}"
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
            return DeviceError(what, "make room; the next run goes on")
        return Error(what, "name another place for it")


def still(
    made: Made | None, settings: str, source: Place, output: tuple[str, Place] | None = None
) -> Made | None:
    """A row that still says what is there: the very same, or one with the stamps of now; None where something has to be
    made.

    ``output`` is its name and its place, None where nothing is written.
    """
    if made is None or made.settings != settings or made.output != (output[0] if output else ""):
        return None
    try:
        now = source.stamp()
        if not (now and now == made.source_stamp) and source.digest() != made.source_digest:
            return None
        there = made.output_stamp
        if output is not None:
            there = output[1].stamp()
            if not (there and there == made.output_stamp) and output[1].digest() != made.output_digest:
                return None
    except OSError:
        return None
    if now == made.source_stamp and there == made.output_stamp:
        return made
    return made._replace(source_stamp=now, output_stamp=there)
