"""Standard input, output and error: bytes in, bytes out, and what to do where one of them is closed."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from unpress.errors import Error, UsageError


def read_input(limit: int) -> bytes:
    """All of standard input, or one byte more than ``limit``, so that the caller sees that it is too long.

    Raises UsageError where it is closed.
    """
    if sys.stdin is None or sys.stdin.closed:  # pyright: ignore[reportUnnecessaryComparison]
        raise UsageError("standard input is closed", "name a file, or pipe a document in")
    try:
        return sys.stdin.buffer.read(limit + 1)
    except OSError as error:
        raise UsageError(f"cannot read standard input: {error.strerror or error}") from error


def write_output(data: bytes | str) -> None:
    """Write to standard output, all of it; text as UTF-8.

    Raises BrokenPipeError where the reader has gone, Error where it cannot be written for another reason.
    """
    if sys.stdout is None or sys.stdout.closed:  # pyright: ignore[reportUnnecessaryComparison]
        raise Error("standard output is closed", "write to a file: -o FILE")
    if isinstance(data, str):
        data = data.encode("utf-8", "backslashreplace")  # a file name may hold bytes that are no UTF-8
    try:
        sys.stdout.flush()
        rest = memoryview(data)
        while rest:  # where Python does not buffer, one call writes as much as there is room for
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _forget_output()
        raise
    except OSError as error:
        _forget_output()
        raise Error(f"cannot write to standard output: {error.strerror or error}") from error


def _forget_output() -> None:
    """Let what is still buffered go nowhere, so that Python does not complain about it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_error(text: str) -> None:
    """Write a line to standard error. Where that cannot be done there is nobody to tell."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        pass


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def colours(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal whose user has not turned colours off (https://no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
