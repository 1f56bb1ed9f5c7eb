"""What a worker does with one document of many: read it, write its outputs, say what came of it.

Everything that goes to a worker and comes back is small and can be pickled. An exception never comes back: what goes
wrong with a document is told in its outcome.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from unpress.config import Config, stage_of
from unpress.convert import Result, convert
from unpress.errors import Error, UsageError
from unpress.fingerprint import fingerprint
from unpress.limits import can_stop, within
from unpress.manifest import Made, digest, settled, still
from unpress.opening import open_source
from unpress.places import Remote, is_address, place
from unpress.problems import Severity
from unpress.source import Source

Status: TypeAlias = Literal["converted", "skipped", "failed"]
Account: TypeAlias = Literal["", "table", "json"]
FORGETFUL: Final = 1_000
"""Problems of one document that its outcome tells at most."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all documents of a run.

    ``settings`` are the fingerprints by format. ``keep``: outputs come back and are not written. ``only_check``:
    nothing is written. ``elsewhere``: workers may be other machines, which make sure that the fingerprints are theirs.
    """

    config: Config
    formats: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    keep: bool = False
    only_check: bool = False
    ledger: Account = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One document. ``outputs`` are names of places by format; ``rows`` are those of the manifest by target, where
    the worker has to find out whether they still hold. ``name`` and ``names`` are the names in the manifest."""

    source: str
    outputs: Mapping[str, str]
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    rows: Mapping[str, Made] = field(default_factory=dict[str, Made])


@dataclass(frozen=True, slots=True)
class Notice:
    """A problem with its place as people and other programs read it; ``line`` 0 is no place."""

    severity: Severity
    code: str
    message: str
    line: int = 0
    column: int = 0
    page: int = 0
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document of many.

    ``outputs`` are the places of all outputs asked for, by format; ``changed`` those of them that have another
    content than before. ``notices`` are the problems, of a document that was skipped those of the run that made it.
    ``data`` are the outputs themselves where no place was given. ``error`` is why there is no output. ``seconds`` is
    the time of a worker, ``tries`` how often one began. ``memory`` is the most that the worker took so far, in bytes.
    """

    source: str
    status: Status
    outputs: Mapping[str, str] = field(default_factory=dict[str, str])
    changed: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    error: Error | None = None
    seconds: float = 0.0
    tries: int = 1
    memory: int = 0
    data: Mapping[str, bytes] = field(default_factory=dict[str, bytes], repr=False)
    ledger: str = field(default="", repr=False)
    rows: tuple[Made, ...] = field(default=(), repr=False)

    @property
    def worst(self) -> Severity | None:
        """The gravest severity among the problems."""
        return max((n.severity for n in self.notices), default=None)

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at the problems: there are more than notes."""
        return (self.worst or 0) > Severity.note

    @property
    def faulty(self) -> bool:
        """Whether there is no output, or one with an error."""
        return self.status == "failed" or self.worst is Severity.error


def work(job: Job, task: Task) -> Outcome:
    """Convert a document, or find out that nothing has to be done."""
    started = time.perf_counter()
    try:
        if job.elsewhere:
            _make_sure(job.config, tuple(job.settings.items()))
        due, rows = due_of(job, task)
        if not due:
            return skipped(task, rows)
        outcome = _work(job, task, due)
    except Error as error:
        # as said: where Dask is loaded, errors are pickled with what raised them, however deep
        outcome = Outcome(task.source, "failed", error=type(error)(error.message, error.hint))
    except MemoryError:
        hint = "raise memory in [limits] of the configuration"
        outcome = Outcome(task.source, "failed", error=Error(f"{task.source}: not enough memory", hint))
    except Exception as error:
        what = f"{task.source}: {type(error).__name__}: {error}"
        outcome = Outcome(task.source, "failed", error=Error(what, "a fault of unpress"))
    return replace(outcome, seconds=time.perf_counter() - started, memory=_memory())


def skipped(task: Task, rows: tuple[Made, ...]) -> Outcome:
    """The outcome of a document for which nothing has to be done: what its rows tell."""
    told = dict.fromkeys(notice for row in rows for notice in _recalled(row.told))
    new = tuple(row for row in rows if task.rows.get(row.target) != row)
    return Outcome(task.source, "skipped", task.outputs, notices=tuple(told), rows=new)


def due_of(job: Job, task: Task) -> tuple[tuple[str, ...], tuple[Made, ...]]:
    """The formats that have to be written, and the rows of the manifest that hold for the others."""
    due: list[str] = []
    rows: list[Made] = []
    for format in job.formats:
        row = task.rows.get(stage_of(format))
        if row is not None:
            output = (task.names[format], place(task.outputs[format]))
            row = still(row, job.settings[format], place(task.source), output)
        if row is None:
            due.append(format)
        else:
            rows.append(row)
    return tuple(due), tuple(rows)


def _work(job: Job, task: Task, due: tuple[str, ...]) -> Outcome:
    source, stamp = _opened(task.source, job.config)
    run = partial(convert, source, due, job.config)
    seconds = job.config.limits.seconds
    result = within(seconds, task.source, run) if can_stop() else run()
    notices = _notices(result)
    changed: list[str] = []
    rows: list[Made] = []
    told = json.dumps([_told(n) for n in notices], ensure_ascii=False) if notices else ""
    content = digest(source.data)
    for format, data in () if job.keep else result.outputs.items():
        name = task.outputs[format]
        there = place(name)
        if not there.holds(data):
            changed.append(name)
            if not job.only_check:
                there.write(data, sync=not task.names)  # the manifest tells the next run what was lost
        if task.names and not job.only_check:
            rows.append(
                Made(
                    task.name,
                    stage_of(format),
                    job.settings[format],
                    stamp,
                    content,
                    task.names[format],
                    there.stamp(),
                    digest(data),
                    told,
                )
            )
    ledger = ""
    if job.ledger:
        from unpress.printing import ledger_json, ledger_table

        ledger = (ledger_json if job.ledger == "json" else ledger_table)(result.ledger, result.source)
    return Outcome(
        task.source,
        "converted",
        task.outputs,
        tuple(changed),
        notices,
        data=result.outputs if job.keep else {},
        ledger=ledger,
        rows=tuple(rows),
    )


@lru_cache
def _make_sure(config: Config, settings: tuple[tuple[str, str], ...]) -> None:
    """Raises UsageError where this machine would make other bytes than that which gave the job."""
    for format, wanted in settings:
        if fingerprint(config, stage_of(format)) != wanted:
            raise UsageError(
                f"this worker would write {format} otherwise than the machine that asks it",
                "install the same versions of unpress, its plugins and libraries, and the same files, on both",
            )


def _opened(name: str, config: Config) -> tuple[Source, str]:
    """The source with its bytes, and the stamp that it had before it was read."""
    if is_address(name):
        try:
            there = Remote(name)
            stamp = there.stamp()
            return open_source(Source(name, there.read(config.limits.size)), config), stamp
        except OSError as error:
            raise UsageError(f"cannot read {name}: {error.strerror or error}") from error
    try:
        stamp = settled(os.stat(name))
    except (OSError, ValueError):
        stamp = ""  # open_source says what is wrong
    return open_source(Path(name), config), stamp


def _notices(result: Result) -> tuple[Notice, ...]:
    if not result.problems:
        return ()
    from unpress.printing import locate

    return tuple(
        Notice(
            found.problem.severity,
            found.problem.code,
            found.problem.message,
            found.line,
            found.column,
            found.problem.span.page if found.problem.span is not None else 0,
            found.problem.hints,
        )
        for found in locate(result.problems, result.text)[:FORGETFUL]
    )


def _told(notice: Notice) -> list[Any]:
    return [
        notice.severity.name,
        notice.code,
        notice.message,
        notice.line,
        notice.column,
        notice.page,
        *notice.hints,
    ]


def _recalled(told: str) -> tuple[Notice, ...]:
    return tuple(
        Notice(Severity[name], code, message, line, column, page, tuple(hints))
        for name, code, message, line, column, page, *hints in (json.loads(told) if told else ())
    )


def _memory() -> int:
    """The most memory that this process took so far, in bytes. What getrusage tells on Linux begins with the memory
    of the process that it was forked from."""
    try:
        with open("/proc/self/status", "rb") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith(b"VmHWM:"))
    except (OSError, StopIteration):
        import resource
        import sys

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
