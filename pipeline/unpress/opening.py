"""Sources: from what a caller holds to bytes with a name, and the read stage that they are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from unpress import stage
from unpress.config import Config, find_reader
from unpress.errors import ReadError, UsageError
from unpress.limits import beyond
from unpress.source import Source

Input: TypeAlias = str | Path | bytes | IO[bytes] | Source
"""What can be read: the path of a file or its address (``s3://``, ``https://``), its bytes, a stream that is open for
reading bytes, a Source."""

SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx"),
    (b"{\\rtf", "docx"),
)
"""First bytes of files and the read stages for them: that for Word names the way out of other formats of offices."""

READERS: Final[Mapping[str, str]] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".doc": "docx",
    ".xml": "akn",
    ".akn": "akn",
    ".json": "json",
}
"""Suffixes of sources and the read stages for them, where the content does not tell."""


def open_source(source: Input, config: Config) -> Source:
    """A Source from whatever a caller holds.

    Raises UsageError for what is not there or is a folder, ReadError for what is too large.
    """
    if isinstance(source, bytes):
        if not source.strip():
            raise ReadError("the document is empty", "there is nothing to convert")
        source = Source("-", source)
    elif isinstance(source, str) and "://" in source:
        source = _at(source, config)
    elif not isinstance(source, str | Path | Source):
        source = _of_stream(source, config)
    if not isinstance(source, Source):
        path = Path(source)
        try:
            if path.is_dir():
                raise UsageError(f"{path} is a folder", f"name the files in it, as in {path / '*.pdf'}")
            if path.stat().st_size > config.limits.size:
                raise _too_large(str(path), config)
            with path.open("rb") as file:  # a pipe or a device has no size: stop reading behind the limit
                source = Source(str(path), file.read(config.limits.size + 1))
        except FileNotFoundError as error:
            raise UsageError(f"there is no file {path}", _sibling(path)) from error
        except OSError as error:
            hint = "ask its owner for the right to read it" if isinstance(error, PermissionError) else ""
            raise UsageError(f"cannot read {path}: {error.strerror or error}", hint) from error
        except ValueError as error:  # a null character in the name
            raise UsageError(f"{str(path)!r} is not the name of a file") from error
    if len(source.data) > config.limits.size:
        raise _too_large(source.name, config)
    if not source.data.strip():
        raise ReadError(f"{_called(source)} is empty", "there is nothing to convert")
    return replace(source, limits=config.limits)


def _at(address: str, config: Config) -> Source:
    """What lies at an address. Raises UsageError where there is nothing, or a folder."""
    from unpress.places import local, place  # only addresses need it

    name = local(address)
    data = b""
    try:
        data = place(name).read(config.limits.size)
    except IsADirectoryError as error:
        raise UsageError(f"{address} is a folder", "name the files in it") from error
    except FileNotFoundError:
        pass
    except OSError as error:
        raise UsageError(f"cannot read {address}: {error.strerror or error}") from error
    if not data:  # stores of objects have an empty one for a folder, or none
        raise UsageError(
            f"there is no document at {address}", "check the address; a folder is converted with -o FOLDER"
        )
    return Source(name, data)


def _of_stream(stream: IO[bytes], config: Config) -> Source:
    name: object = getattr(stream, "name", "")
    untyped: Any = stream  # a script may give anything: a stream of text, a list of files
    if not hasattr(untyped, "read"):
        raise UsageError(
            f"a document is a path, bytes, a stream or a Source, not of type {type(untyped).__name__}",
            "several documents are for convert_many()",
        )
    data: object = untyped.read(config.limits.size + 1)
    if not isinstance(data, bytes):
        raise UsageError("a document is read from a stream of bytes, not of text", 'open it with mode "rb"')
    return Source(name if isinstance(name, str) and name else "-", data)


def _called(source: Source) -> str:
    return "standard input" if source.name == "-" else source.name


def _too_large(name: str, config: Config) -> ReadError:
    return beyond(name, f"is larger than the limit of {config.limits.size:,} bytes", "size")


def _sibling(path: Path) -> str:
    from difflib import get_close_matches  # only a wrong name needs it

    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return f"there is no folder {path.parent} either"
    # the end of the name says nothing: missing.txt is not near bin.txt
    stems = {name.removesuffix(path.suffix): name for name in names if name.endswith(path.suffix)}
    close = get_close_matches(path.stem, stems, n=1) or get_close_matches(path.name, names, n=1, cutoff=0.8)
    return f"did you mean {stems.get(close[0], close[0])!r}?" if close else "check the name and the folder"


def reader_for(source: Source, config: Config) -> str:
    """The name of the read stage for a source: given, told by its first bytes, or by its suffix.

    Raises ReadError for a web page, which no stage of ours reads.
    """
    given = source.format or config.reader
    if given:
        return find_reader(given)
    for signature, name in SIGNATURES:
        if source.data.startswith(signature):
            return name
    head = source.data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<") and b"akomaNtoso" in source.data[:4096]:
        return "akn"
    if head.startswith(b"{") and (source.suffix == ".json" or b'"unpress"' in head):
        return "json"
    if _is_page(head, source.suffix) and "read.html" not in stage.installed():
        raise ReadError(
            f"{_called(source)} is a web page: HTML is written, not read",
            "convert the file that the page was made from, or take its text as it is with --from text",
        )
    return READERS.get(source.suffix) or (
        source.suffix[1:] if f"read.{source.suffix[1:]}" in stage.installed() else "text"
    )


def _is_page(head: bytes, suffix: str) -> bool:
    start = head[:15].lower()
    return start.startswith((b"<!doctype html", b"<html")) or (
        suffix in {".html", ".htm", ".xhtml"} and head.startswith(b"<")
    )
