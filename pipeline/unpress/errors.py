"""Errors: there is no output. Each is one sentence and, where there is one, a hint that names the way out."""

from __future__ import annotations

from collections.abc import Iterable


class Error(Exception):
    """Something that makes a conversion impossible.

    ``message`` is one clear sentence, ``hint`` says what to do, ``status`` is the exit status of the command:
    1 for a document that cannot be converted, 2 for usage and configuration.
    """

    status = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\nhint: {self.hint}" if self.hint else self.message

    def __reduce__(self) -> tuple[type[Error], tuple[str, str]]:
        return type(self), (self.message, self.hint)


class ReadError(Error):
    """The source cannot be read as any known format."""


class RenderError(Error):
    """The document cannot be written in a format on this machine."""


class DeviceError(Error):
    """The device of the outputs takes no more: it is full, read-only, or the quota is used up. What follows would fail
    as well."""


class UsageError(Error):
    """A wrong call: an unknown format, stage or option, a file that is not there."""

    status = 2


class ConfigError(UsageError):
    """A wrong configuration."""


class StageError(Error):
    """A stage broke its contract or failed; names the stage."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to a wrong one, or all of them, each once."""
    words = sorted(set(known))
    return guess(word, words) or ("known: " + ", ".join(words) if words else "")


def guess(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to a wrong one; empty where none is near."""
    from difflib import get_close_matches  # only a wrong word needs it

    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else ""
