"""The command: arguments in, files out, exit status. Everything else is done by ``convert()``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from unpress import __version__, outputs, stage, streams
from unpress.config import SUFFIXES, Config, from_file, nearest_file, stage_of
from unpress.convert import Result, check, check_options, convert, find_renderer, open_source
from unpress.errors import Error, UsageError
from unpress.problems import Severity
from unpress.source import Source

if TYPE_CHECKING:
    from unpress.printing import Located

DONE, FAULTS, USAGE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
"""Exit status. The last two are 128 and the number of the signal, as shells report it."""

PROGRAM = "unpress"
DEBUG = "UNPRESS_DEBUG"
"""Environment variable: anything in it has tracebacks printed behind errors."""

C = TypeVar("C", bound=Callable[..., Any])


def main() -> None:
    """Run the command on the arguments of the process and leave with its status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command; returns the exit status, whatever happens."""
    if "_UNPRESS_COMPLETE" in os.environ:  # a shell asks what could come next
        try:
            command.main(list(arguments), prog_name=PROGRAM)
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else DONE
    try:
        with command.make_context(PROGRAM, list(arguments)) as context:
            return int(command.invoke(context) or DONE)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        return _usage(error)
    except (KeyboardInterrupt, click.Abort):
        streams.write_error("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE
    except Exception as error:
        return _tell(error)


def _usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        streams.write_error(error.format_message())
    else:
        path = context.command_path if context is not None else PROGRAM
        sentence, guess = _parted(error.format_message())
        streams.write_error(f"error: {sentence}\n  hint: {guess or f'{path} --help'}")
    return USAGE


def _parted(message: str) -> tuple[str, str]:
    """A message of click as a sentence in our style, and its guess ("did you mean ...?") for a hint."""
    message = " ".join(message.split())
    sentence, guess, rest = message.partition("Did you mean")
    sentence = sentence.rstrip(" .(")
    return sentence[:1].lower() + sentence[1:], (guess + rest).lower().strip("()")


def _tell(error: Exception, where: str = "") -> int:
    """Print an error as one sentence with its hint; returns the exit status that it asks for."""
    from unpress.printing import printable

    known = _known(error, where)
    streams.write_error(f"error: {printable(known.message)}")
    if known.hint:
        streams.write_error(f"  hint: {printable(known.hint)}")
    if os.environ.get(DEBUG):
        import traceback

        streams.write_error("".join(traceback.format_exception(error)))
    return known.status


def _known(error: Exception, where: str = "") -> Error:
    """An error of ours; any other exception is a fault of the program and said to be one."""
    if isinstance(error, Error):
        return error
    what = "not enough memory" if isinstance(error, MemoryError) else f"{type(error).__name__}: {error}"
    return Error(
        f"{where}: {what}" if where else what,
        f"a fault of unpress; with {DEBUG}=1 it says more, for a report",
    )


# --------------------------------------------------------------------------------------------------- arguments


def _complete_formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    done, comma, last = incomplete.rpartition(",")
    names = sorted({*(f.name for f in stage.installed().values() if f.phase == "render"), "md"})
    return [f"{done}{comma}{name}" for name in names if name.startswith(last)]


def _complete_readers(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    names = sorted(f.name for f in stage.installed().values() if f.phase == "read")
    return [name for name in names if name.startswith(incomplete)]


def _complete_stages(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return sorted(name for name in stage.installed() if name.startswith(incomplete))


def _complete_options(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    found = stage.installed().get(incomplete.rpartition(".")[0])
    if found is None:
        return [f"{name}." for name in sorted(stage.installed()) if name.startswith(incomplete)]
    names = stage.load(found.phase, found.name).options
    return [full for name in names if (full := f"{found.full_name}.{name}=").startswith(incomplete)]


def _complete_languages(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from unpress.language import available

    return [code for code in available() if code.startswith(incomplete)]


def _examples(*lines: str) -> str:
    """Lines that click prints as they are, behind the options."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


PATH = click.Path(allow_dash=True, readable=False, path_type=str)

_paths = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATH)


def _configured(function: C) -> C:
    """The options that make a Config, for every command that converts."""
    for decorate in (
        click.option("--silence", multiple=True, metavar="CODE", help="Do not report problems of this code."),
        click.option(
            "--config",
            "file",
            metavar="FILE",
            type=click.Path(readable=False),
            help="Read the configuration from FILE.",
        ),
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="STAGE.OPTION=VALUE",
            shell_complete=_complete_options,
            help="Give a stage an option, as in clean.lines.width=80.",
        ),
        click.option(
            "--lang",
            default="",
            metavar="LANGUAGE",
            shell_complete=_complete_languages,
            help="Language of the documents (ar, en, es, fr, ru, zh); recognised if not given.",
        ),
        click.option(
            "--from",
            "reader",
            default="",
            metavar="FORMAT",
            shell_complete=_complete_readers,
            help="Format of the sources; told by content and suffix if not given.",
        ),
    ):
        function = decorate(function)
    return function


def _configuration(file: str | None) -> tuple[Config, Path | None]:
    """The configuration named, or the nearest to the current folder, with its file; or the defaults."""
    try:
        path = Path(file) if file else nearest_file(Path.cwd())
    except OSError:  # the current folder is gone
        path = None
    return (from_file(path) if path else Config()), path


def _config(
    file: str | None, reader: str, lang: str, settings: Sequence[str], silence: Sequence[str]
) -> Config:
    """Defaults, then the file, then the command line; checked before any work starts."""
    from dataclasses import replace

    config, _ = _configuration(file)
    config = replace(
        config,
        reader=reader or config.reader,
        language=lang or config.language,
        silence=(*config.silence, *silence),
    )
    for setting in settings:
        name, equals, value = setting.partition("=")
        stage_name, dot, option = name.rpartition(".")
        if not (equals and dot and stage_name and option):
            raise UsageError(
                f"--set {setting!r} is not STAGE.OPTION=VALUE", "as in --set clean.lines.width=80"
            )
        config = config.with_options(stage_name, **{option: value})
    check_options(config)
    return config


def _formats(to: Sequence[str], output: str = "") -> tuple[str, ...]:
    """The formats asked for, each once; told by the suffix of the output if none was named."""
    names = [name.strip() for part in to for name in part.split(",") if name.strip()]
    if not names and output:
        suffixes = {suffix: name for name, suffix in SUFFIXES.items()} | {".htm": "html", ".xml": "akn"}
        name = Path(output).name.lower()
        told = next((n for suffix, n in suffixes.items() if name.endswith(suffix)), Path(name).suffix[1:])
        names = [told] if f"render.{told}" in stage.installed() else []
    if not names:
        raise UsageError("no format is named", "name one or several: -t md,docx")
    return tuple({find_renderer(name): name for name in names}.values())


def _looks(formats: Sequence[str], named: dict[str, str]) -> list[str]:
    """--template, --css and --reference-doc as the options of the renderers of HTML and DOCX that they are."""
    for option in named:
        of = "docx" if option == "reference-doc" else "html"
        if not any(stage_of(format) == of for format in formats):
            raise UsageError(
                f"--{option} changes the looks of {of.upper()}, which is not asked for", f"add: -t {of}"
            )
    return [
        f"render.docx.reference_doc={value}" if option == "reference-doc" else f"render.html.{option}={value}"
        for option, value in named.items()
    ]


def _open(path: str, config: Config) -> Source | Path:
    return Source("-", streams.read_input(config.limit_bytes)) if path == outputs.STANDARD else Path(path)


@contextmanager
def _progress(name: str, number: int, count: int, quiet: bool = False) -> Generator[None, None, None]:
    """Say on a terminal which of many documents is at work."""
    shown = count > 1 and not quiet and streams.colours(sys.stderr)
    if shown:
        from unpress.printing import printable

        sys.stderr.write(f"\r\x1b[K[{number}/{count}] {printable(name)[-60:]}")
        sys.stderr.flush()
    try:
        yield
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


# ---------------------------------------------------------------------------------------------------- commands


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_examples(
        "unpress convert A_RES_75_210.txt -t md        to standard output",
        "unpress convert *.pdf -t docx,html -o out     to files in a folder",
        "unpress check *.txt                           report what is doubtful or wrong",
    )
    + "\n\nExit status: 0 done, 1 something is wrong with a document, 2 wrong usage or configuration.",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
def command() -> None:
    """Turn raw United Nations documents into Markdown, DOCX, HTML, PDF, Akoma Ntoso and JSON."""


@command.command(
    "convert",
    epilog=_examples(
        "unpress convert A_RES_75_210.txt -t md",
        "unpress convert A_RES_75_210.txt -o resolution.docx",
        "unpress convert *.pdf -t md,docx,html,pdf -o out",
        "unpress convert - -t html < A.pdf > A.html",
        "unpress convert A.txt -t pdf --set render.pdf.paper=a4",
        "unpress convert A.txt -t html --css house.css",
        "unpress convert *.txt -t md --beside --check",
    ),
)
@_paths
@click.option(
    "-t",
    "--to",
    multiple=True,
    metavar="FORMAT,...",
    shell_complete=_complete_formats,
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
@click.option("-q", "--quiet", is_flag=True, help="Report errors only.")
@_configured
def convert_command(
    paths: tuple[str, ...],
    to: tuple[str, ...],
    output: str,
    beside: bool,
    only_check: bool,
    exit_code: bool,
    ledger: bool,
    template: str,
    css: str,
    reference_doc: str,
    quiet: bool,
    **given: Any,
) -> int:
    """Convert documents. "-" is standard input.

    One document in one text format (md, html, akn, json) goes to standard output. Everything else goes to files
    named after the sources, in the current folder or the one named with -o. With one document and one format,
    -o names the file, unless it is a folder or ends in a slash; "-o -" is standard output. A file appears whole or
    not at all, and never replaces a source.
    """
    formats = _formats(to, output)
    looks = {"template": template, "css": css, "reference-doc": reference_doc}
    given["settings"] = (*given["settings"], *_looks(formats, {n: v for n, v in looks.items() if v}))
    config = _config(**given)
    sources = tuple(dict.fromkeys(paths))
    planned = outputs.plan(sources, formats, output, beside)
    binary = stage_of(formats[0]) not in outputs.TEXT_FORMATS
    if binary and "-" in planned.values() and streams.is_terminal(sys.stdout):
        raise UsageError(
            f"{formats[0]} is not text and standard output is a terminal", "name a file: -o FILE"
        )
    status = DONE
    for number, path in enumerate(sources, 1):
        try:
            with _progress(path, number, len(sources), quiet):
                result = convert(_open(path, config), formats, config)
            status = max(status, _report(result, quiet))
            if ledger:
                _print_ledger(result)
            for format, data in result.outputs.items():
                changed = _deliver(planned[path, format], data, only_check, quiet)
                if changed and (only_check or exit_code):
                    status = max(status, FAULTS)
        except BrokenPipeError:
            raise
        except Exception as error:
            status = max(status, _tell(error, path))
    return status


def _report(result: Result, quiet: bool) -> int:
    """Print the problems of a conversion to standard error."""
    problems = [p for p in result.problems if p.severity is Severity.error or not quiet]
    if problems:
        from unpress.printing import locate, text_line

        for found in locate(problems, result.text):
            streams.write_error(_coloured(text_line(found), found))
    return FAULTS if result.worst is Severity.error else DONE


def _coloured(text: str, found: Located) -> str:
    if not streams.colours(sys.stderr):
        return text
    colour = {Severity.note: "cyan", Severity.warning: "yellow", Severity.error: "red"}[
        found.problem.severity
    ]
    name = found.problem.severity.name
    return text.replace(f": {name}: ", f": {click.style(name, fg=colour, bold=True)}: ", 1)


def _print_ledger(result: Result) -> None:
    from unpress.printing import ledger_table

    streams.write_error(ledger_table(result.ledger, result.source))


def _deliver(output: outputs.Output, data: bytes, only_check: bool, quiet: bool) -> bool:
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


@command.command(
    "check",
    epilog=_examples(
        "unpress check A_RES_75_210.txt",
        "unpress check *.txt --silence transform.notes",
        "unpress check --format sarif docs/*.txt > unpress.sarif",
    ),
)
@_paths
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
    shell_complete=_complete_formats,
    help="Also report what these formats cannot express.",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.name for severity in reversed(Severity)]),
    default=Severity.error.name,
    show_default=True,
    help="The least grave problem that makes the status 1.",
)
@_configured
def check_command(paths: tuple[str, ...], shape: str, to: tuple[str, ...], fail_on: str, **given: Any) -> int:
    """Report what is doubtful or wrong in documents, and write nothing.

    Documents are held against the rules for United Nations texts, too ("unpress stages" lists them under check).
    Problems go to standard output. The status is 1 if one of them is an error, or as grave as --fail-on says. A
    character of the source that is neither in the document nor dropped by a rule is an error.
    """
    from unpress.printing import FORMATTERS, from_error, from_ledger, locate

    config = _config(**given)
    formats = _formats(to) if to else ()
    sources = tuple(dict.fromkeys(paths))
    status = DONE
    every: list[Located] = []
    for number, path in enumerate(sources, 1):
        try:
            with _progress(path, number, len(sources)):
                result = check(_open(path, config), formats, config)
                problems, text = [*result.problems, *from_ledger(result.ledger, path)], result.text
        except Exception as error:
            known = _known(error)
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


def _count(problems: Sequence[Located], sources: int) -> str:
    counts = [
        (sum(f.problem.severity is severity for f in problems), severity.name)
        for severity in reversed(Severity)
    ]
    parts = [f"{number} {name}{'s' if number > 1 else ''}" for number, name in counts if number]
    return f"{sources} file{'s' if sources > 1 else ''}: {', '.join(parts) or 'nothing to report'}"


@command.command(
    "compare",
    epilog=_examples(
        "unpress compare A_80_590.docx A_80_590.pdf",
        "unpress compare --diff A_80_590.md A_80_590.pdf",
        "unpress compare --json --wanted text=1 --wanted tables=1 A.docx A.pdf",
    )
    + "\n\nExit status: 0 they agree, 1 they differ or one cannot be read, 2 wrong usage or configuration.",
)
@click.argument("left", metavar="A", type=PATH)
@click.argument("right", metavar="B", type=PATH)
@click.option("--diff", is_flag=True, help="Print every difference, not only the first of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--wanted",
    "shares",
    multiple=True,
    metavar="ASPECT=SHARE",
    help="From which share (0 to 1) an aspect agrees, as in text=0.98.",
)
@_configured
def compare_command(
    left: str, right: str, diff: bool, as_json: bool, shares: tuple[str, ...], **given: Any
) -> int:
    """Say whether two files are the same document: its Word file and its PDF, say, whatever their formats.

    Compared are running text, headings and their levels, notes and their marks, tables and their cells, links and the
    masthead, in the order of the documents. White space and look say nothing. Two documents agree where each of these
    reaches the share that is wanted of it.
    """
    from unpress.comparison import compare
    from unpress.comparison_text import as_json as json_of
    from unpress.comparison_text import as_text

    if left == right == outputs.STANDARD:
        raise UsageError("standard input is one document", "name a file")
    config = _config(**given)
    wanted = dict(_share(share) for share in shares)
    found = compare(_open(left, config), _open(right, config), config, wanted=wanted)
    streams.write_output(json_of(found) if as_json else as_text(found, diff))
    return DONE if found.agree else FAULTS


def _share(given: str) -> tuple[str, float]:
    name, _, value = given.partition("=")
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UsageError(f"--wanted {given!r} is not ASPECT=SHARE", "a share is from 0 to 1, as in text=0.98")
    return name, share


@command.command(
    "format",
    epilog=_examples(
        "unpress format A_RES_75_210.md",
        "unpress format --check docs/*.md",
        "unpress format --diff A_RES_75_210.md",
    ),
)
@_paths
@click.option("--check", "only_check", is_flag=True, help="Write nothing; status 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--exit-code", is_flag=True, help="Write, and status 1 if a file changed (for hooks).")
@click.option("-q", "--quiet", is_flag=True, help="Report errors only.")
@_configured
def format_command(
    paths: tuple[str, ...], only_check: bool, diff: bool, exit_code: bool, quiet: bool, **given: Any
) -> int:
    """Write Markdown files in their canonical form, in place.

    A second run changes nothing. A file is only written when what was written reads back as the same document. "-" is
    standard input, formatted to standard output.
    """
    from unpress.canonical import canonical

    config = _config(**given)
    sources = tuple(dict.fromkeys(paths))
    for path in sources:
        if path != outputs.STANDARD and Path(path).suffix.lower() not in {".md", ".markdown"}:
            raise UsageError(f"{path} is no Markdown", "unpress convert writes Markdown from other formats")
    status = DONE
    for number, path in enumerate(sources, 1):
        try:
            with _progress(path, number, len(sources), quiet):
                source = open_source(_open(path, config), config)
                fresh = canonical(source, config)
            if diff:
                _print_diff(source, fresh)
            output: outputs.Output = (
                "-" if path == outputs.STANDARD else outputs.File(Path(path), follow=True)
            )
            changed = source.data != fresh
            if changed or output == "-":
                _deliver(output, fresh, only_check or diff, quiet or diff)
            if changed and (only_check or diff or exit_code):
                status = max(status, FAULTS)
        except BrokenPipeError:
            raise
        except Exception as error:
            status = max(status, _tell(error, path))
    return status


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


@command.command(
    "stages",
    epilog=_examples(
        "unpress stages",
        "unpress stages clean.lines",
    ),
)
@click.argument("name", required=False, shell_complete=_complete_stages)
@click.option(
    "--config",
    "file",
    metavar="FILE",
    type=click.Path(readable=False),
    help="Read the configuration from FILE.",
)
def stages_command(name: str | None, file: str | None) -> int:
    """List what can be plugged together, or print the manual of one stage.

    Stages are listed by phase, active ones in the order in which they run, with the distribution that brings each.
    """
    from unpress import catalogue

    if name:
        text = "\n\n\n".join(catalogue.manual(found) for found in catalogue.named(name))
    else:
        config, path = _configuration(file)
        text = f"configuration: {path or 'defaults'}\n\n{catalogue.listing(config)}"
    streams.write_output(text + "\n")
    return DONE


class _EnoughError(Exception):
    """Said by the watcher of ``trace --after`` when the stage asked for has run."""


@command.command(
    "trace",
    epilog=_examples(
        "unpress trace A_RES_75_210.txt",
        "unpress trace A_RES_75_210.txt --after clean.furniture",
    ),
)
@click.argument("path", metavar="PATH", type=PATH)
@click.option(
    "--after",
    default="",
    metavar="STAGE",
    shell_complete=_complete_stages,
    help="Show the whole value after this stage and stop.",
)
@_configured
def trace_command(path: str, after: str, **given: Any) -> int:
    """Show the value after each stage: what it changed, and at the end why lines were joined over pages."""
    from unpress import catalogue, trace

    config = _config(**given)
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
        result = convert(_open(path, config), (), config, watch=watch)
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


@command.command("doctor")
def doctor_command() -> int:
    """Say what this machine lacks, and the command that installs it. Status 1 if something needed is missing."""
    from unpress import doctor

    checks = doctor.examine()
    streams.write_output(doctor.report(checks) + "\n")
    return DONE if all(check.ok for check in checks) else FAULTS


@command.command(
    "completion",
    epilog=_examples(
        "unpress completion bash > ~/.local/share/bash-completion/completions/unpress",
        "unpress completion zsh > ~/.zfunc/_unpress",
        "unpress completion fish > ~/.config/fish/completions/unpress.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> int:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"there is no completion for {shell}")
    script = found(command, {}, PROGRAM, "_UNPRESS_COMPLETE")
    streams.write_output(script.source_template % script.source_vars())
    return DONE
