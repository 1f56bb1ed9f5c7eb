"""Whether content is as it was: by its stamp, which costs one look at the file system, or by its digest."""

from __future__ import annotations

import os
import time
from hashlib import blake2b
from pathlib import Path
from typing import Final, Protocol

RACE: Final = 0.1
"""Seconds: what was written so short a time ago may be written again without a change of its stamp."""


class Place(Protocol):
    """Where bytes lie, as the manifest looks at them. Both raise FileNotFoundError where there are none."""

    def stamp(self) -> str:
        """What changes when the content changes and costs little to ask for; empty where there is no such thing."""
        ...

    def digest(self) -> str:
        """``digest()`` of the content."""
        ...


class LocalFile:
    """A file of this machine as a Place. ``status``: what the file system said of it a moment ago."""

    def __init__(self, path: str | Path, status: os.stat_result | None = None) -> None:
        self.path = path
        self._status = status

    def stamp(self) -> str:
        """See ``stamp_of``."""
        return stamp_of(self._status or os.stat(self.path))

    def digest(self) -> str:
        """The digest of the content, read in parts."""
        made = blake2b(digest_size=16)
        with open(self.path, "rb") as file:
            while part := file.read(1 << 20):
                made.update(part)
        return made.hexdigest()


def digest(data: bytes) -> str:
    """A digest of content: BLAKE2b with 128 bits, as hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


def stamp_of(status: os.stat_result) -> str:
    """Size, time of the last change and number of a file: each write by this program or an editor changes one."""
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ino}"


def settled(status: os.stat_result, now: float | None = None) -> str:
    """The stamp of a source before it is read, or empty if it changed so lately that it could again unnoticed."""
    now = time.time() if now is None else now
    return "" if now - status.st_mtime < RACE else stamp_of(status)
