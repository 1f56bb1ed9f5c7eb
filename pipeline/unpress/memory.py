"""What commands remember of documents that they were run on before, so that an unchanged one costs nothing.

It lies in the user's cache (``unpress.manifest.cached``) and may be taken away at any time. What is remembered holds
for the same bytes under the same settings, by the same code (``unpress.manifest``, ``unpress.fingerprint``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from unpress.errors import Error

if TYPE_CHECKING:
    from unpress.config import Config
    from unpress.manifest import Manifest


class Memory:
    """What a command remembers; nothing where ``on`` is false or the cache cannot be read or written.

    ``target`` names the question, ``settings`` all that the answer depends on beside the source and the output.
    """

    def __init__(self, target: str, config: Config, to: Iterable[str] = (), *, on: bool = True) -> None:
        self.target = target
        self.settings = ""
        self._manifest: Manifest | None = None
        if not on:
            return
        from unpress.fingerprint import fingerprint
        from unpress.manifest import Manifest, cached
        from unpress.stamps import digest

        try:
            self.settings = digest("".join(fingerprint(config, name) for name in to).encode())
            self._manifest = Manifest(cached("known"))
        except (Error, OSError, RuntimeError):  # RuntimeError: nobody knows where home is
            self._manifest = None

    def stamp(self, source: str) -> str:
        """What to give ``remember`` behind a document; taken before it is read."""
        if self._manifest is None:
            return ""
        from unpress.stamps import settled

        try:
            return settled(os.stat(source))  # noqa: PTH116 - many of them
        except OSError:
            return ""

    def recall(self, source: str, output: str = "") -> str | None:
        """What was told of a document that is as it was, and so is its output; None where something changed."""
        if self._manifest is None or source == "-":
            return None
        from unpress.stamps import LocalFile

        try:
            name = self._manifest.name(source)
            made = self._manifest.of(name).get(self._row(output))
            there = (self._manifest.name(output), LocalFile(output)) if output else None
            same = self._manifest.holds(made, self.settings, LocalFile(source), there)
        except Error:
            return None
        return made.told if same and made is not None else None

    def remember(self, source: str, stamp: str, data: bytes, told: str, output: str = "") -> None:
        """Keep what is told of a document with this content."""
        if self._manifest is None or source == "-":
            return
        from unpress.manifest import Made
        from unpress.stamps import LocalFile, digest

        written = ("", "", "")
        try:
            if output:
                file = LocalFile(output)
                written = (self._manifest.name(output), file.stamp(), file.digest())
            name = self._manifest.name(source)
            self._manifest.add(
                Made(name, self._row(output), self.settings, stamp, digest(data), *written, told)
            )
        except (Error, OSError):
            pass

    def _row(self, output: str) -> str:
        return f"{self.target} {Path(output).suffix}".strip()

    def close(self) -> None:
        """Write what was to be remembered."""
        if self._manifest is not None:
            try:
                self._manifest.close()
            except Error:
                pass

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
