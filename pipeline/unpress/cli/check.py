"""``unpress check``: what is doubtful or wrong in documents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from unpress import streams
from unpress.cli.options import (
    bounded,
    complete_formats,
    configure,
    configured,
    examples,
    formats_of,
    open_path,
    paths_argument,
    progress,
)
from unpress.cli.report import DONE, FAULTS, known_error
from unpress.config import Config
from unpress.convert import check
from unpress.problems import Problem, Severity
from unpress.source import Source

if TYPE_CHECKING:
    from unpress.printing import Located


@click.command(
    "check",
    epilog=examples(
        "unpress check A_RES_75_210.txt",
        "unpress check *.txt --silence transform.notes",
        "unpress check --format sarif docs/*.txt > unpress.sarif",
    ),
)
@paths_argument
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed.",
)
@click.option(
    "-t",
    "--to",
    multiple=True,
    metavar="FORMAT,...",
    shell_complete=complete_formats,
    help="Also report what these formats cannot express.",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.name for severity in reversed(Severity)]),
    default=Severity.error.name,
    show_default=True,
    help="The least grave problem that makes the status 1.",
)
@configured
def command(paths: tuple[str, ...], shape: str, to: tuple[str, ...], fail_on: str, **given: Any) -> int:
    """Report what is doubtful or wrong in documents, and write nothing.

    Documents are held against the rules for United Nations texts, too ("unpress stages" lists them under check).
    Problems go to standard output. The status is 1 if one of them is an error, or as grave as --fail-on says. A
    character of the source that is neither in the document nor dropped by a rule is an error.
    """
    from unpress.printing import FORMATTERS, from_error, locate

    config = configure(**given)
    formats = formats_of(to) if to else ()
    sources = tuple(dict.fromkeys(paths))
    status = DONE
    every: list[Located] = []
    for number, path in enumerate(sources, 1):
        try:
            with progress(path, number, len(sources)):
                opened = open_path(path, config)
                problems, text = bounded(path, config, partial(_found, path, opened, formats, config))
        except Exception as error:
            known = known_error(error)
            problems, text, status = [from_error(known, path)], "", max(status, known.status)
        found = locate(problems, text)
        if any(problem.severity >= Severity[fail_on] for problem in problems):
            status = max(status, FAULTS)
        if shape == "text":
            streams.write_output(FORMATTERS[shape](found))
        every.extend(found)
    if shape == "text":
        streams.write_error(_count(every, len(sources)))
    else:
        streams.write_output(FORMATTERS[shape](every))
    return status


def _found(
    path: str, opened: Source | Path, formats: Sequence[str], config: Config
) -> tuple[list[Problem], str]:
    """The problems of a document, those of its ledger among them, and its text."""
    from unpress.printing import from_ledger

    result = check(opened, formats, config)
    return [*result.problems, *from_ledger(result.ledger, path)], result.text


def _count(problems: Sequence[Located], sources: int) -> str:
    counts = [
        (sum(f.problem.severity is severity for f in problems), severity.name)
        for severity in reversed(Severity)
    ]
    parts = [f"{number} {name}{'s' if number > 1 else ''}" for number, name in counts if number]
    return f"{sources} file{'s' if sources > 1 else ''}: {', '.join(parts) or 'nothing to report'}"
