"""``unpress trace``: what each stage changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

import click

from unpress import streams
from unpress.cli.options import PATH, bounded, complete_stages, configure, configured, examples, open_path
from unpress.cli.report import DONE
from unpress.conversion import convert
from unpress.errors import UsageError


class _EnoughError(Exception):
    """Said by the watcher of ``trace --after`` when the stage asked for has run."""


@click.command(
    "trace",
    short_help="Show the text after each stage.",
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


_COLOURS: Final = {"+": "green", "-": "red", "@": "cyan"}


def _print_value(title: str, lines: Iterator[tuple[Any, int, str]]) -> None:
    from unpress.printing import printable

    coloured = streams.colours(sys.stdout)
    shown = [(sign, number, printable(line)) for sign, number, line in lines]
    parts = [f"== {title}\n"]
    for at, (sign, number, line) in enumerate(shown):
        if sign == "@":
            text = f"@ {number} lines as before"
            parts.append((click.style(text, fg="cyan") if coloured else text) + "\n")
        elif coloured and sign in _COLOURS:
            head = click.style(f"{sign}{number:>5} ", fg=_COLOURS[sign])
            parts.append(head + _marked(line, _changed(shown, at), _COLOURS[sign]) + "\n")
        else:
            parts.append(f"{sign}{number:>5} {line}\n")
    streams.write_output("".join(parts))


def _changed(shown: Sequence[tuple[Any, int, str]], at: int) -> list[tuple[int, int]]:
    """The characters of a line that changed, where another stands in its place; none where it came or went whole."""
    from unpress.trace import changed_stretches

    sign, _, line = shown[at]
    other = at + 1 if sign == "-" else at - 1
    if not 0 <= other < len(shown) or {sign, shown[other][0]} != {"-", "+"}:
        return []
    went, came = (
        changed_stretches(line, shown[other][2]) if sign == "-" else changed_stretches(shown[other][2], line)
    )
    return went if sign == "-" else came


def _marked(line: str, stretches: Sequence[tuple[int, int]], colour: str) -> str:
    """A line in a colour, what changed in it set off."""
    parts: list[str] = []
    at = 0
    for start, end in stretches:
        parts += [
            click.style(line[at:start], fg=colour),
            click.style(line[start:end], fg=colour, reverse=True),
        ]
        at = end
    return "".join([*parts, click.style(line[at:], fg=colour)])
