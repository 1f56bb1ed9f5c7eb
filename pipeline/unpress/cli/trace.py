"""``unpress trace``: what each stage changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import click

from unpress import streams
from unpress.cli.options import PATH, bounded, complete_stages, configure, configured, examples, open_path
from unpress.cli.report import DONE
from unpress.convert import convert
from unpress.errors import UsageError


class _EnoughError(Exception):
    """Said by the watcher of ``trace --after`` when the stage asked for has run."""


@click.command(
    "trace",
    epilog=examples(
        "unpress trace A_RES_75_210.txt",
        "unpress trace A_RES_75_210.txt --after clean.furniture",
    ),
)
@click.argument("path", metavar="PATH", type=PATH)
@click.option(
    "--after",
    default="",
    metavar="STAGE",
    shell_complete=complete_stages,
    help="Show the whole value after this stage and stop.",
)
@configured
def command(path: str, after: str, **given: Any) -> int:
    """Show the value after each stage: what it changed, and at the end why lines were joined over pages."""
    from unpress import catalogue, trace

    config = configure(**given)
    wanted = {found.full_name for found in catalogue.named(after)} if after else set[str]()
    shown: list[tuple[object, list[str]]] = []

    def watch(name: str, value: object) -> None:
        lines = trace.lines_of(value)
        before = shown[-1] if shown else None
        shown[:] = [(value, lines)]
        if wanted:
            if name in wanted:
                _print_value(name, trace.numbered(lines))
                raise _EnoughError
        elif before is None or type(before[0]) is not type(value):
            shortened = map(trace.shortened, lines)
            _print_value(f"{name}: {type(value).__name__}", trace.numbered(shortened))
        elif before[1] == lines:
            streams.write_output(f"== {name}: no change\n")
        else:
            _print_value(name, trace.changes(before[1], lines))

    try:
        opened = open_path(path, config)
        result = bounded(path, config, partial(convert, opened, (), config, watch=watch))
    except _EnoughError:
        return DONE
    if wanted:
        ran = ", ".join(sorted(wanted))
        raise UsageError(f"{ran} did not run on {path}", "'unpress trace' without --after shows what runs")
    if joins := trace.joins_text(result.joins, result.text):
        _print_value("joins", (("+", n, line) for n, line in enumerate(joins, 1)))
    return DONE


def _print_value(title: str, lines: Iterator[tuple[Any, int, str]]) -> None:
    from unpress.printing import printable

    coloured = streams.colours(sys.stdout)
    colours = {"+": "green", "-": "red", "@": "cyan"}
    parts = [f"== {title}\n"]
    for sign, number, line in lines:
        text = f"@ {number} lines as before" if sign == "@" else f"{sign}{number:>5} {printable(line)}"
        parts.append((click.style(text, fg=colours[sign]) if coloured and sign in colours else text) + "\n")
    streams.write_output("".join(parts))
