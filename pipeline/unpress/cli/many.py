"""``unpress convert`` for very many documents: progress, a report at the end, an exit status."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import click

from unpress import streams
from unpress.cli.report import DONE, FAULTS, tell
from unpress.config import Config
from unpress.errors import Error, UsageError
from unpress.outputs import STANDARD, names_file

C = TypeVar("C", bound=Callable[..., Any])

SHOWN: Final = 10
"""Codes of problems that the report lists."""


def options_of_many(function: C) -> C:
    """The options that only a run over many documents has."""
    for decorate in (
        click.option("--force", is_flag=True, help="Convert what is unchanged since the last run, too."),
        click.option(
            "--manifest",
            default="",
            metavar="FILE",
            type=click.Path(readable=False),
            help="Where it is kept what was made of which source; in the output folder if not given.",
        ),
        click.option(
            "--report",
            "report_to",
            default="",
            metavar="FILE",
            type=click.Path(allow_dash=True, readable=False),
            help="Write what came of each document, a JSON object a line.",
        ),
        click.option(
            "--scheduler",
            default="",
            metavar="ADDRESS",
            help="Have a Dask cluster do the work: the address of its scheduler (tcp://HOST:8786), or the file "
            "that tells it. Its workers need the same unpress, and see the same files.",
        ),
        click.option(
            "--files-from",
            default="",
            metavar="FILE",
            type=click.Path(allow_dash=True, readable=False),
            help='Convert the files that FILE lists, a line each or ended by null characters. "-" is standard input.',
        ),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(min=1),
            default=None,
            metavar="N",
            help="Convert in N processes; as many as there are processors if not given.",
        ),
    ):
        function = decorate(function)
    return function


def are_many(paths: Sequence[str], formats: Sequence[str], output: str) -> bool:
    """Whether a folder, a pattern or an address is among the names: things that stand for several documents.

    One address alone stands for one document where a folder of outputs is not what -o names.
    """
    if len(paths) == 1 and "://" in paths[0]:
        from unpress.places import is_pattern  # only addresses need it

        one = output in ("", STANDARD) or names_file(output, formats)
        return is_pattern(paths[0]) or not one
    return any(
        "://" in path or (path != "-" and not os.path.isfile(path) and _stands_for_several(path))
        for path in paths
    )


def _stands_for_several(path: str) -> bool:
    return os.path.isdir(path) or bool(set(path) & set("*?[") and not os.path.lexists(path))


def documents_in(paths: Sequence[str]) -> Generator[tuple[str, Error | None]]:
    """Each document that the names stand for, once, folders and patterns taken apart; or the name of what is none, and
    why."""
    seen: set[str] = set()
    for path in paths:
        found: list[tuple[str, Error | None]] = [(path, None)]
        if path != STANDARD and "://" not in path and _stands_for_several(path):
            from unpress.collection import Collection

            found = [(each.source, each.error) for each in Collection([path])] or [(path, nothing_in(path))]
        for name, error in found:
            if name not in seen:
                seen.add(name)
                yield name, error


def nothing_in(name: str) -> UsageError:
    """The error for a name that stands for no document."""
    if "://" not in name and not os.path.isdir(name.partition(", ")[0]):
        return UsageError(f"no file matches {name}", "check the name and the folder")
    return UsageError(
        f"there are no documents in {name}",
        "check the name; documents are known by their suffixes, as in 'unpress stages'",
    )


def convert_all(
    paths: Sequence[str],
    formats: Sequence[str],
    config: Config,
    *,
    output: str,
    files_from: str,
    report_to: str,
    quiet: bool,
    exit_code: bool,
    **given: Any,
) -> int:
    """Convert what the names stand for; returns the exit status."""
    from unpress.collection import Collection
    from unpress.many import convert_many

    if not output and not given["beside"]:
        folder = next((path for path in paths if os.path.isdir(path)), None)
        what = f"{folder} is a folder" if folder else "many documents do not go to standard output"
        raise UsageError(what, "name where the outputs go: -o FOLDER")
    if output == "-" or "-" in paths:
        raise UsageError('many documents and "-" do not go together', "name files, and a folder with -o")
    if given["beside"] and output:
        raise UsageError("--beside and -o name two places", "give one of them")
    listed = _listed(files_from) if files_from else []
    collection = Collection(paths, listed, output)
    if given["beside"] and not collection.single:
        raise UsageError("--beside takes files, not folders and patterns", "name a folder with -o")
    outcomes = convert_many(collection, formats, output or None, config, **given)
    started = time.monotonic()
    counts: Counter[str] = Counter()
    codes: Counter[tuple[str, str]] = Counter()
    status = DONE
    with _ended_in_order(), _opened(report_to) as say, _progress(collection, quiet) as advance:
        for outcome in outcomes:
            counts[outcome.status] += 1
            counts["problems"] += outcome.status != "failed" and outcome.doubtful
            counts["changed"] += len(outcome.changed)
            if outcome.notices:
                codes.update((n.severity.name, n.code) for n in outcome.notices)
            if outcome.faulty or (outcome.changed and (given["only_check"] or exit_code)):
                status = FAULTS
            if outcome.error is not None:
                with advance.aside():
                    tell(outcome.error, outcome.source)
            if outcome.ledger:
                with advance.aside():
                    streams.write_error(outcome.ledger)
            if say is not None:
                say(_line(outcome))
            advance(counts)
    if not counts:
        if not paths:
            raise UsageError(f"no document is named in {files_from}", "a list has a name a line")
        raise nothing_in(paths[0] if len(paths) == 1 else ", ".join(paths))
    if not quiet:
        streams.write_error(_summary(counts, codes, time.monotonic() - started, bool(report_to)))
    return status


def _listed(files_from: str) -> list[str]:
    from unpress.collection import names_of

    if files_from == "-":
        return names_of(streams.read_input(1 << 32))
    try:
        return names_of(Path(files_from).read_bytes())
    except OSError as error:
        raise UsageError(
            f"cannot read the list {files_from}: {error.strerror or error}", "check the name and the folder"
        ) from error


@contextmanager
def _opened(report_to: str) -> Generator[Callable[[str], object] | None]:
    """What writes a line of the report at once, whole or with an error; None where there is no report."""
    if not report_to:
        yield None
    elif report_to == STANDARD:
        yield streams.write_output
    else:
        try:
            file = Path(report_to).open("wb")  # noqa: SIM115
        except OSError as error:
            raise UsageError(f"cannot write the report {report_to}: {error.strerror or error}") from error

        def say(line: str) -> None:
            try:
                file.write(line.encode("utf-8", "backslashreplace"))
                file.flush()
            except OSError as error:
                raise Error(
                    f"cannot write the report {report_to}: {error.strerror or error}",
                    "name another place; what is made is not made again",
                ) from error

        try:
            yield say
        finally:
            with suppress(OSError):  # told already
                file.close()


@contextmanager
def _ended_in_order() -> Generator[None]:
    """Have a signal that ends processes (a scheduler of jobs, a terminal that is closed) end the run as Ctrl-C does:
    the workers are stopped, the manifest is closed. What others do with these signals is left as it is."""
    import signal
    import threading

    def end(number: int, frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    ours = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in ours:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _line(outcome: Any) -> str:
    """What came of a document as a JSON object on one line."""
    told = {
        "source": outcome.source,
        "status": outcome.status,
        "outputs": dict(outcome.outputs),
        "changed": list(outcome.changed),
        "problems": [
            {
                "severity": n.severity.name,
                "code": n.code,
                "message": n.message,
                "line": n.line or None,
                "column": n.column or None,
                "page": n.page or None,
                "hints": list(n.hints),
            }
            for n in outcome.notices
        ],
        "error": outcome.error and {"message": outcome.error.message, "hint": outcome.error.hint},
        "seconds": round(outcome.seconds, 4),
        "tries": outcome.tries,
        "memory": outcome.memory or None,
    }
    import json  # only the report of a run of many needs it

    return json.dumps(told, ensure_ascii=False) + "\n"


def _summary(counts: Counter[str], codes: Counter[tuple[str, str]], seconds: float, told: bool) -> str:
    total = counts["converted"] + counts["skipped"] + counts["failed"]
    rate = f", {total / seconds:,.1f} a second" if seconds > 1 else ""
    rows = [
        ("converted", counts["converted"]),
        ("unchanged, skipped", counts["skipped"]),
        ("with problems", counts["problems"]),
        ("failed", counts["failed"]),
    ]
    lines = [f"{total:,} document{'s' * (total != 1)} in {seconds:,.1f} s{rate}"]
    lines += [f"  {name:<20} {number:>9,}" for name, number in rows]
    for (severity, code), number in codes.most_common(SHOWN):
        lines.append(f"    {severity:<8} {code:<36} {number:>9,}")
    if len(codes) > SHOWN:
        lines.append(f"    and {len(codes) - SHOWN} more kinds")
    if codes and not told:
        lines.append("  which and where: --report FILE")
    return "\n".join(lines)


# ------------------------------------------------------------------------------------------------------ progress


class _Silent:
    """No bar: what is printed is a log."""

    def __call__(self, counts: Counter[str]) -> None:
        pass

    @contextmanager
    def aside(self) -> Generator[None]:
        """Where something else is printed."""
        yield


class _Bar(_Silent):
    """A bar with the rate, the time left, and how many have problems or failed."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._task = bar.task_ids[0]

    def __call__(self, counts: Counter[str]) -> None:
        self._bar.update(self._task, advance=1, problems=counts["problems"], failed=counts["failed"])

    @contextmanager
    def aside(self) -> Generator[None]:
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


@contextmanager
def _progress(collection: Any, quiet: bool) -> Generator[_Silent]:
    if quiet or not streams.colours(sys.stderr):
        yield _Silent()
        return
    from rich.console import Console  # only who watches needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(TextColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:,.1f}/s")

    columns = (
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        Rate(""),
        TimeRemainingColumn(),
        TextColumn("[yellow]{task.fields[problems]} with problems[/]"),
        TextColumn("[red]{task.fields[failed]} failed[/]"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task(
            "", total=None if collection.remote else sum(1 for _ in collection), problems=0, failed=0
        )
        yield _Bar(bar)
