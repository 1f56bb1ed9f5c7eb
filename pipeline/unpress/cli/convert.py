"""``unpress convert``: documents in, files out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from unpress import outputs, streams
from unpress.cli.many import are_many, convert_all, options_of_many
from unpress.cli.options import (
    PATH,
    bounded,
    complete_formats,
    configure,
    configured,
    examples,
    formats_of,
    open_path,
    progress,
    remembering,
)
from unpress.cli.report import DONE, FAULTS, deliver, report, tell
from unpress.config import stage_of
from unpress.errors import DeviceError, UsageError
from unpress.memory import Memory
from unpress.opening import open_source
from unpress.outputs import STANDARD
from unpress.record import record
from unpress.stage import installed

if TYPE_CHECKING:
    from unpress.config import Config
    from unpress.conversion import Result
    from unpress.job import Account
    from unpress.printing import Located


@click.command(
    "convert",
    epilog=examples(
        "unpress convert A_RES_75_210.txt -t md",
        "unpress convert A_RES_75_210.txt -o resolution.docx",
        "unpress convert *.pdf -t md,docx,html,pdf -o out",
        "unpress convert - -t html < A.pdf > A.html",
        "unpress convert A.txt -t pdf --set render.pdf.paper=a4",
        "unpress convert A.txt -t html --css house.css",
        "unpress convert *.txt -t md --beside --check",
        "unpress convert documents -t html,docx -o out -j 8 --report report.jsonl",
        "unpress convert 'documents/**/*.pdf' s3://bucket/more -t md -o out",
        "find . -name '*.pdf' -print0 | unpress convert --files-from - -t md -o out",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, type=PATH)
@click.option(
    "-t",
    "--to",
    multiple=True,
    metavar="FORMAT,...",
    shell_complete=complete_formats,
    help="Formats to write: md, docx, html, pdf, akn, json. Told by the suffix of -o FILE if not given.",
)
@click.option(
    "-o",
    "--output",
    default="",
    metavar="FILE|FOLDER",
    type=click.Path(allow_dash=True, readable=False),
    help="Where to write.",
)
@click.option("--beside", is_flag=True, help="Write each file into the folder of its source.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; status 1 if a file would change.")
@click.option(
    "--exit-code", is_flag=True, help="Write, and status 1 if a file changed or is new (for hooks)."
)
@click.option("--ledger", is_flag=True, help="Account for every character of the source, on standard error.")
@click.option(
    "--ledger-json", is_flag=True, help="The same as JSON, each entry with its place; an object a line."
)
@click.option(
    "--template",
    default="",
    metavar="FILE",
    type=click.Path(readable=False),
    help="Fill in this HTML page, see 'unpress stages render.html'.",
)
@click.option(
    "--css", default="", metavar="FILE", type=click.Path(readable=False), help="Add this style sheet to HTML."
)
@click.option(
    "--reference-doc",
    default="",
    metavar="FILE",
    type=click.Path(readable=False),
    help="Take the styles of DOCX from this Word file, see 'unpress stages render.docx'.",
)
@options_of_many
@click.option("-q", "--quiet", is_flag=True, help="Report errors only.")
@remembering
@configured
def command(
    paths: tuple[str, ...],
    to: tuple[str, ...],
    output: str,
    beside: bool,
    only_check: bool,
    exit_code: bool,
    ledger: bool,
    ledger_json: bool,
    template: str,
    css: str,
    reference_doc: str,
    quiet: bool,
    cache: bool,
    jobs: int | None,
    files_from: str,
    scheduler: str,
    report_to: str,
    manifest: str,
    force: bool,
    **given: Any,
) -> int:
    """Convert documents. "-" is standard input; Markdown there needs "--from md".

    One document in one text format (md, html, akn, json) goes to standard output. Everything else goes to files
    named after the sources, in the current folder or the one named with -o. With one document and one format,
    -o names the file, unless it is a folder or ends in a slash; "-o -" is standard output. A file appears whole or
    not at all, and never replaces a source.

    A folder stands for the documents in it, a quoted pattern for the files that it matches; an address (s3://...,
    https://...) names either elsewhere. With one of these, with --files-from or with -j, documents are converted in
    several processes, outputs keep the folders of their sources, and a manifest in the output folder has the next
    run do only what changed.
    """
    if not paths and not files_from:
        raise click.MissingParameter(
            ctx=click.get_current_context(), param_type="argument", param_hint="'PATH...'"
        )
    formats = formats_of(to, output)
    looks = {"template": template, "css": css, "reference-doc": reference_doc}
    given["settings"] = (*given["settings"], *_looks(formats, {n: v for n, v in looks.items() if v}))
    config = configure(**given)
    _needed(formats, given["settings"])
    account: Account = "json" if ledger_json else "table" if ledger else ""
    if files_from or jobs or scheduler or report_to or manifest or force or are_many(paths, formats, output):
        return convert_all(
            paths,
            formats,
            config,
            output=output,
            files_from=files_from,
            report_to=report_to,
            quiet=quiet,
            exit_code=exit_code,
            jobs=jobs,
            scheduler=scheduler,
            force=force,
            manifest=manifest or True,
            beside=beside,
            only_check=only_check,
            ledger=account,
        )
    sources = tuple(dict.fromkeys(paths))
    planned = outputs.plan(sources, formats, output, beside)
    binary = stage_of(formats[0]) not in outputs.TEXT_FORMATS
    if binary and "-" in planned.values() and streams.is_terminal(sys.stdout):
        raise UsageError(
            f"{formats[0]} is not text and standard output is a terminal", "name a file: -o FILE"
        )
    settled = cache and (only_check or exit_code) and not account
    with Memory("convert", config, map(stage_of, formats), on=settled) as memory:
        run = _Run(config, formats, planned, memory, only_check, exit_code, account, quiet)
        return run.convert(sources)


@record
class _Run:
    """A run over documents that were named: what is made of each, where it goes, and what is said of it."""

    config: Config
    formats: Sequence[str]
    planned: outputs.Plan
    memory: Memory
    only_check: bool
    exit_code: bool
    account: Account
    quiet: bool

    def convert(self, sources: Sequence[str]) -> int:
        """Convert one after the other; returns the exit status."""
        status = DONE
        for number, path in enumerate(sources, 1):
            try:
                status = max(status, self._one(path, progress(path, number, len(sources), self.quiet)))
            except (BrokenPipeError, DeviceError):
                raise
            except Exception as error:
                status = max(status, tell(error, path))
        return status

    def _one(self, path: str, shown: AbstractContextManager[None]) -> int:
        files = [str(self.planned[path, format]) for format in self.formats]
        known = _known(self.memory, path, files)
        if known is not None:
            return report(known, self.quiet)
        from unpress.conversion import convert  # what is known already does without

        with shown:
            stamp = self.memory.stamp(path)
            opened = open_source(open_path(path, self.config), self.config)
            result = bounded(path, self.config, partial(convert, opened, self.formats, self.config))
        from unpress.printing import dumped, locate

        found = locate(result.problems, result.text)
        status = report(found, self.quiet)
        if self.account:
            _print_ledger(result, self.account == "json")
        for format, data in result.outputs.items():
            changed = deliver(self.planned[path, format], data, self.only_check, self.quiet)
            if changed and (self.only_check or self.exit_code):
                status = FAULTS
        for file in () if self.only_check or STANDARD in files else files:
            self.memory.remember(path, stamp, opened.data, dumped(found), file)
        return status


def _known(memory: Memory, path: str, files: Sequence[str]) -> list[Located] | None:
    """The problems of a document whose outputs are all as they were made; None where one has to be made."""
    told: str | None = None
    if STANDARD in files:
        return None
    for file in files:
        told = memory.recall(path, file)
        if told is None:
            return None
    from unpress.printing import loaded

    return loaded(told or "", path)


def _looks(formats: Sequence[str], named: dict[str, str]) -> list[str]:
    """--template, --css and --reference-doc as the options of the renderers of HTML and DOCX that they are."""
    for option in named:
        of = "docx" if option == "reference-doc" else "html"
        asked = {stage_of(format) for format in formats}
        if of not in asked:
            raise UsageError(
                f"--{option} changes the looks of {of.upper()}, which is not asked for",
                f"add: -t {of}"
                + (", or print that; PDF of ours has the official looks" if "pdf" in asked else ""),
            )
    return [
        f"render.docx.reference_doc={value}" if option == "reference-doc" else f"render.html.{option}={value}"
        for option, value in named.items()
    ]


def _needed(formats: Sequence[str], settings: Sequence[str]) -> None:
    """Check that what --set gives to a renderer is for a format that is asked for.

    Raises UsageError. In a file an option may wait for its format; here it is a slip.
    """
    asked = {f"render.{stage_of(format)}" for format in formats}
    for setting in settings:
        full = setting.partition("=")[0].rpartition(".")[0]
        if full not in asked and full in installed() and full.startswith("render."):
            of = full.removeprefix("render.")
            raise UsageError(f"--set {setting!r} is for {of}, which is not asked for", f"add: -t {of}")


def _print_ledger(result: Result, as_json: bool) -> None:
    from unpress.printing import ledger_json, ledger_table

    streams.write_error((ledger_json if as_json else ledger_table)(result.ledger, result.source))
