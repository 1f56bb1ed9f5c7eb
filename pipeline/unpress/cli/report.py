"""What is said of documents and of errors, and the exit status that follows."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from unpress import outputs, streams
from unpress.errors import Error
from unpress.problems import Severity

if TYPE_CHECKING:
    from unpress.printing import Located

DONE, FAULTS, USAGE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
"""Exit status. The last two are 128 and the number of the signal, as shells report it."""

DEBUG = "UNPRESS_DEBUG"
"""Environment variable: anything in it has tracebacks printed behind errors."""


def tell(error: Exception, where: str = "") -> int:
    """Print an error as one sentence with its hint; returns the exit status that it asks for."""
    from unpress.printing import printable

    known = known_error(error, where)
    streams.write_error(f"error: {printable(known.message)}")
    if known.hint:
        streams.write_error(f"  hint: {printable(known.hint)}")
    if os.environ.get(DEBUG):
        import traceback

        streams.write_error("".join(traceback.format_exception(error)))
    return known.status


def known_error(error: Exception, where: str = "") -> Error:
    """An error of ours; any other exception is a fault of the program and said to be one."""
    if isinstance(error, Error):
        return error
    what = "not enough memory" if isinstance(error, MemoryError) else f"{type(error).__name__}: {error}"
    return Error(
        f"{where}: {what}" if where else what,
        f"a fault of unpress; with {DEBUG}=1 it says more, for a report",
    )


def report(problems: Sequence[Located], quiet: bool) -> int:
    """Print the problems of a conversion to standard error; returns the exit status that they ask for."""
    grave = [found for found in problems if found.problem.severity is Severity.error]
    shown = grave if quiet else problems
    if shown:
        from unpress.printing import text_line

        for found in shown:
            streams.write_error(_coloured(text_line(found), found))
    return FAULTS if grave else DONE


def _coloured(text: str, found: Located) -> str:
    if not streams.colours(sys.stderr):
        return text
    colour = {Severity.note: "cyan", Severity.warning: "yellow", Severity.error: "red"}[
        found.problem.severity
    ]
    name = found.problem.severity.name
    return text.replace(f": {name}: ", f": {click.style(name, fg=colour, bold=True)}: ", 1)


def deliver(output: outputs.Output, data: bytes, only_check: bool, quiet: bool) -> bool:
    """Write an output, or say under --check what would be written; returns whether a file changes by that."""
    if not isinstance(output, outputs.File):
        if not only_check:
            streams.write_output(data)
        return False
    changed = not outputs.same(output, data)
    if not only_check:
        outputs.write(output, data)
    if not quiet and (changed or not only_check):
        streams.write_error(f"{'would write' if only_check else 'wrote'} {output}")
    return changed
