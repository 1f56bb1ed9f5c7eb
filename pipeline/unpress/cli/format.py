"""``unpress format``: canonical Markdown in place."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from unpress import outputs, streams
from unpress.cli.options import (
    bounded,
    configure,
    configured,
    examples,
    open_path,
    paths_argument,
    progress,
    remembering,
)
from unpress.cli.report import DONE, FAULTS, deliver, tell
from unpress.config import Config
from unpress.errors import DeviceError, UsageError
from unpress.memory import Memory
from unpress.opening import open_source
from unpress.source import Source


@click.command(
    "format",
    short_help="Write Markdown in its canonical form.",
    epilog=examples(
        "unpress format A_RES_75_210.md",
        "unpress format --check docs/*.md",
        "unpress format --diff A_RES_75_210.md",
    ),
)
@paths_argument
@click.option("--check", "only_check", is_flag=True, help="Write nothing; status 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--exit-code", is_flag=True, help="Write, and status 1 if a file changed (for hooks).")
@click.option("-q", "--quiet", is_flag=True, help="Report errors only.")
@remembering
@configured
def command(
    paths: tuple[str, ...],
    only_check: bool,
    diff: bool,
    exit_code: bool,
    quiet: bool,
    cache: bool,
    **given: Any,
) -> int:
    """Write Markdown files in their canonical form, in place.

    A second run changes nothing. A file is only written when what was written reads back as the same document; one with
    code, pictures, comments or front matter, or without a symbol or words that tell what it is, is no document of the
    United Nations and stays as it is. "-" is standard input, formatted to standard output.
    """
    config = configure(**given)
    sources = tuple(dict.fromkeys(paths))
    for path in sources:
        _refuse(path)
    status = DONE
    memory = Memory("format", config, ["markdown"], on=cache)
    for number, path in enumerate(sources, 1):
        known = memory.recall(path)
        if known is not None:  # it was in its canonical form, or cannot be
            _say(known, quiet)
            continue
        try:
            with progress(path, number, len(sources), quiet):
                stamp = memory.stamp(path)
                source = open_source(open_path(path, config), config)
                fresh, why = _formatted(source, path, config)
            _say(why, quiet)
            if diff:
                _print_diff(source, fresh)
            output: outputs.Output = (
                "-" if path == outputs.STANDARD else outputs.File(Path(path), follow=True)
            )
            changed = source.data != fresh
            if not changed:
                memory.remember(path, stamp, source.data, why)
            if changed or output == "-":
                deliver(output, fresh, only_check or diff, quiet or diff)
            if changed and (only_check or diff or exit_code):
                status = max(status, FAULTS)
        except (BrokenPipeError, DeviceError):
            raise
        except Exception as error:
            status = max(status, tell(error, path))
    memory.close()
    return status


def _refuse(path: str) -> None:
    """Raise UsageError for what is no Markdown file of this machine."""
    if Path(path).is_dir():
        raise UsageError(f"{path} is a folder", f"name the files in it, as in {Path(path) / '*.md'}")
    if path != outputs.STANDARD and Path(path).suffix.lower() not in {".md", ".markdown"}:
        raise UsageError(f"{path} is no Markdown", "unpress convert writes Markdown from other formats")
    if "://" in path:
        raise UsageError(f"{path} is not a file of this machine", f"unpress convert {path} -t md -o FILE")


def _formatted(source: Source, path: str, config: Config) -> tuple[bytes, str]:
    """A file in its canonical form, or as it is and why."""
    from unpress.canonical import LossError, canonical  # what is known already does without

    try:
        return bounded(path, config, partial(canonical, source, config)), ""
    except LossError as error:
        return source.data, error.message


def _say(why: str, quiet: bool) -> None:
    """Say why a file is left as it is, if it is."""
    from unpress.printing import printable

    if why and not quiet:
        streams.write_error(printable(why))


def _print_diff(source: Source, fresh: bytes) -> None:
    """What formatting would change, as a unified diff."""
    from difflib import unified_diff

    from unpress.printing import printable

    before, after = (data.decode("utf-8", "replace").splitlines() for data in (source.data, fresh))
    coloured = streams.colours(sys.stdout)
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in unified_diff(before, after, source.name, f"{source.name} (formatted)", lineterm=""):
        text = printable(line)
        colour = colours.get(line[:1]) if coloured else None
        streams.write_output((click.style(text, fg=colour) if colour else text) + "\n")
