"""``unpress check``: what is doubtful or wrong in documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from unpress import streams
from unpress.cli.many import documents_in
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
    remembering,
)
from unpress.cli.report import DONE, FAULTS, known_error
from unpress.config import Config, stage_of
from unpress.errors import DeviceError
from unpress.memory import Memory
from unpress.opening import open_source, reader_for
from unpress.outputs import STANDARD
from unpress.problems import Problem, Severity
from unpress.source import Source

if TYPE_CHECKING:
    from unpress.printing import Located

Work: TypeAlias = Callable[[Source, Config], tuple[Sequence[Problem], str, int]]
"""What gives the problems of a document, its text, and how many problems it mended."""


@click.command(
    "check",
    short_help="Report what is doubtful or wrong in documents.",
    epilog=examples(
        "unpress check A_RES_75_210.txt",
        "unpress check *.txt --silence transform.notes",
        "unpress check documents 'more/**/*.md'",
        "unpress check --fix docs/*.md",
        "unpress check --strict A_RES_75_210.pdf",
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
@click.option(
    "--fix", is_flag=True, help="Mend in Markdown files what needs no judgement, then report the rest."
)
@click.option("-q", "--quiet", is_flag=True, help="Print only what makes the status 1 (for hooks).")
@remembering
@configured
def command(
    paths: tuple[str, ...],
    shape: str,
    to: tuple[str, ...],
    fail_on: str,
    fix: bool,
    quiet: bool,
    cache: bool,
    **given: Any,
) -> int:
    """Report what is doubtful or wrong in documents, and write nothing but what --fix mends.

    Documents are held against the rules for United Nations texts, too ("unpress stages" lists them under check,
    "unpress stages check.links" says what one of them rests on). Problems go to standard output. The status is 1 if
    one of them is an error, or as grave as --fail-on says. A character of the source that is neither in the document
    nor dropped by a rule is an error; with --strict, one that a rule dropped is, too. A folder stands for the documents
    in it, a quoted pattern for the files that it matches.

    --fix writes a Markdown file only where the document that it reads back is the same but for the mended spots. Other
    formats cannot be written back and are left as they are.
    """
    from unpress.printing import FORMATTERS, from_error, locate

    config = configure(**given)
    formats = formats_of(to) if to else ()
    sources = tuple(documents_in(paths))
    status = DONE
    every: list[Located] = []
    mended = left = 0
    targets = ["check", *map(stage_of, formats)]
    with Memory("check", config, targets, on=cache and not fix) as memory:
        for number, (path, error) in enumerate(sources, 1):
            try:
                if error is not None:
                    raise error
                shown = progress(path, number, len(sources))
                found, count = _one(path, memory, config, partial(_mended if fix else _found, formats), shown)
                mended += count
            except DeviceError:
                raise
            except Exception as error:
                fault = known_error(error)
                found, status = locate([from_error(fault, path)], ""), max(status, fault.status)
            left += sum(f.problem.mend is not None for f in found)
            if any(f.problem.severity >= Severity[fail_on] for f in found):
                status = max(status, FAULTS)
            if quiet:
                found = [f for f in found if f.problem.severity >= Severity[fail_on]]
            if shape == "text":
                streams.write_output(FORMATTERS[shape](found))
            every.extend(found)
    if shape == "text":
        streams.write_error(_count([f.problem for f in every], len(sources)) + _mends(mended, left, fix))
    else:
        streams.write_output(FORMATTERS[shape](every))
    return status


def _one(
    path: str, memory: Memory, config: Config, work: Work, shown: AbstractContextManager[None]
) -> tuple[list[Located], int]:
    """The problems of a document, those that are known of it where it is as it was, and how many were mended."""
    from unpress.printing import dumped, loaded, locate

    known = memory.recall(path)
    if known is not None:
        return loaded(known, path), 0
    with shown:
        stamp = memory.stamp(path)
        opened = open_source(open_path(path, config), config)
        problems, text, mended = bounded(path, config, partial(work, opened, config))
    found = locate(problems, text)
    memory.remember(path, stamp, opened.data, dumped(found))
    return found, mended


def _found(formats: Sequence[str], source: Source, config: Config) -> tuple[Sequence[Problem], str, int]:
    """The problems of a document, its text, and how many problems were mended: none."""
    from unpress.conversion import check  # what is known already does without

    result = check(source, formats, config)
    return result.problems, result.text, 0


def _mended(formats: Sequence[str], source: Source, config: Config) -> tuple[Sequence[Problem], str, int]:
    """As ``_found``, after what can be mended in the file was."""
    from unpress import outputs
    from unpress.conversion import check
    from unpress.mending import mend

    result = check(source, formats, config)
    if source.name == STANDARD or "://" in source.name or reader_for(source, config) != "markdown":
        return result.problems, result.text, 0
    fresh, problems = mend(source, result, config)
    if not problems:
        return result.problems, result.text, 0
    outputs.write(outputs.File(Path(source.name), follow=True), fresh)
    result = check(Path(source.name), formats, config)
    return result.problems, result.text, len(problems)


def _mends(mended: int, left: int, fix: bool) -> str:
    if not fix:
        return f"; {left} can be mended in Markdown: --fix" if left else ""
    more = f"; {left} can be mended only in Markdown, as 'unpress convert -t md' writes it" if left else ""
    return f"; {mended} mended{more}"


def _count(problems: Sequence[Problem], sources: int) -> str:
    counts = [
        (sum(problem.severity is severity for problem in problems), severity.name)
        for severity in reversed(Severity)
    ]
    parts = [f"{number} {name}{'s' if number > 1 else ''}" for number, name in counts if number]
    return f"{sources} file{'s' if sources > 1 else ''}: {', '.join(parts) or 'nothing to report'}"
