"""Where bytes lie: files of this machine, and whatever fsspec knows an address of (``s3://``, ``https://``, ``zip://``).

fsspec is imported for addresses only. What it needs for one kind of store (s3fs, gcsfs, aiohttp) it names itself.
"""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from unpress import outputs
from unpress.errors import Error, UsageError
from unpress.stamps import LocalFile, digest

WHOLE: Final = frozenset(
    {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "r2", "memory", "hf"}
)
"""Stores in which an object appears whole or not at all when it is put there in one go."""
READ_ONLY: Final = frozenset(
    {"http", "https", "zip", "tar", "libarchive", "github", "git", "reference", "data"}
)
"""Places that cannot be written, or not by several processes at once."""
_CHANGES: Final = (
    "ETag",
    "etag",
    "e_tag",
    "md5Hash",
    "md5",
    "content_md5",
    "sha256",
    "mtime",
    "last_modified",
)
_CHANGES_TOO: Final = ("LastModified", "updated", "modified", "created")
_NOTHING: Final = frozenset({404, 410})
"""Answers of a web server: not found, gone."""


def is_address(name: str) -> bool:
    """Whether a name is an address for fsspec and not a file of this machine."""
    return "://" in name


def local(name: str) -> str:
    """The path that an address such as ``file:///a/b`` means; any other name as it is."""
    if name.startswith("file://") and "::" not in name:
        return unquote(urlsplit(name).path)
    return name


def is_pattern(address: str) -> bool:
    """Whether an address stands for several by signs that match; the query of a web address is none of them."""
    asked = address.startswith(("http://", "https://"))
    return glob.has_magic(address.partition("?")[0] if asked else address)


def own(name: str) -> bool:
    """Whether only this process sees what lies there (``memory://``)."""
    return name.startswith("memory://")


class File(LocalFile):
    """A file of this machine."""

    def read(self, limit: int) -> bytes:
        """Its content, or one byte more than ``limit``. Raises OSError as the file system reports it."""
        with open(self.path, "rb") as file:
            return file.read(limit + 1)

    def holds(self, data: bytes) -> bool:
        """Whether it is there already with this content."""
        return outputs.same(outputs.File(Path(self.path)), data)

    def write(self, data: bytes, *, sync: bool = True) -> None:
        """Write it whole or not at all, with its folder; see ``outputs.write``. Raises Error."""
        outputs.write(outputs.File(Path(self.path)), data, sync=sync)


class Remote:
    """What lies at an address. Raises Error for an address of a kind that cannot be reached from here."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._files, self._path = opened(address)

    def stamp(self) -> str:
        """Size and entity tag, check sum or time, whichever the store tells; empty where it tells none."""
        told: dict[str, Any] = ask(self._files.info, self._path)
        mark = next((told[key] for key in (*_CHANGES, *_CHANGES_TOO) if told.get(key)), None)
        return f"{told.get('size')}-{mark}" if mark else ""

    def digest(self) -> str:
        """The digest of the content."""
        return digest(ask(self._files.cat_file, self._path))

    def read(self, limit: int) -> bytes:
        """Its content, or one byte more than ``limit``. Raises OSError."""
        with ask(self._files.open, self._path, "rb") as file:
            data: bytes = ask(file.read, limit + 1)
        return data

    def holds(self, data: bytes) -> bool:
        """Whether it is there already with this content."""
        try:
            return ask(self._files.info, self._path).get("size") == len(data) and self.digest() == digest(
                data
            )
        except OSError:
            return False

    def write(self, data: bytes, *, sync: bool = True) -> None:
        """Write it: whole or not at all in the stores of objects, elsewhere under another name first.

        Raises Error.
        """
        try:
            if scheme(self.address) in WHOLE:
                self._files.pipe_file(self._path, data)
                return
            folder, _, name = self._path.rpartition("/")
            self._files.makedirs(folder, exist_ok=True)
            temporary = f"{folder}/.unpress-{os.urandom(6).hex()}.tmp"
            try:
                self._files.pipe_file(temporary, data)
                self._files.mv(temporary, f"{folder}/{name}")
            except BaseException:
                if self._files.exists(temporary):
                    self._files.rm(temporary)
                raise
        except (OSError, NotImplementedError) as error:
            raise outputs.not_written(self.address, error) from error


def ask(function: Any, *arguments: object, **named: object) -> Any:
    """What a file system of fsspec answers. Raises OSError, FileNotFoundError only where there is nothing: of a web
    server that says so of whatever went wrong, and stores have errors of their own."""
    try:
        return function(*arguments, **named)
    except Exception as error:
        cause: BaseException = error
        while isinstance(error, FileNotFoundError) and cause.__cause__ is not None:
            cause = cause.__cause__
        status = getattr(cause, "status", None)
        if isinstance(status, int) and status not in _NOTHING:
            raise OSError(f"the server answers {status} {getattr(cause, 'message', '')}".rstrip()) from error
        if isinstance(error, FileNotFoundError) and (cause is error or status is not None):
            raise FileNotFoundError(error.errno, "there is nothing") from error
        if cause is error and isinstance(error, OSError):
            raise
        if isinstance(cause, OSError):
            if isinstance(cause, ConnectionError) and cause.errno:  # asyncio has words of its own for it
                raise OSError(os.strerror(cause.errno)) from error
            raise OSError(cause.strerror or str(cause)) from error
        raise OSError(f"{type(cause).__name__}: {cause}") from error


def place(name: str) -> File | Remote:
    """The place of a name: of a path or of an address."""
    return Remote(name) if is_address(name) else File(name)


def opened(address: str) -> tuple[Any, str]:
    """The file system of fsspec for an address, and the path in it.

    Raises UsageError for a kind that is unknown or whose library is not installed, Error for one that cannot be
    reached.
    """
    import fsspec  # only addresses need it

    library: Any = fsspec
    try:
        files, path = library.core.url_to_fs(address)
    except ImportError as error:
        raise UsageError(
            f"{address}: {error}", "pip install what it names, where unpress is installed"
        ) from error
    except ValueError as error:
        raise UsageError(f"{address}: {error}", "known: s3, gs, abfs, https, sftp, zip and others") from error
    except OSError as error:
        raise Error(f"{address}: {error.strerror or error}") from error
    except Exception as error:  # an archive that is none, an account that is not known
        raise Error(f"{address}: {error}", "check the address") from error
    return files, str(path)


def scheme(address: str) -> str:
    """The kind of an address: ``s3``."""
    return address.partition("://")[0]


def joined(folder: str, relative: str) -> str:
    """The name of what lies in a folder, which may be an address; a chained one (``zip://a::b``) keeps its end."""
    head, *rest = folder.split("::", 1)
    if not is_address(head):
        return os.path.join(folder, relative)
    return "::".join([(head if head.endswith("://") else head.rstrip("/") + "/") + relative, *rest])
