"""What a worker does with documents of many: read each, write its outputs, say what came of it.

Everything that goes to a worker and comes back is small and can be pickled. An exception never comes back: what goes
wrong with a document is told in its outcome.
"""

from __future__ import annotations

import time
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from unpress.config import Config, stage_of
from unpress.conversion import convert
from unpress.errors import Error, UsageError
from unpress.fingerprint import fingerprint
from unpress.job import Job, Outcome, Task, due_of, skipped, told_of
from unpress.limits import can_stop, within
from unpress.manifest import Made
from unpress.opening import open_source
from unpress.places import Remote
from unpress.source import Source
from unpress.stamps import digest, settled

FORGETFUL: Final = 1_000
"""Problems of one document that its outcome tells at most."""


def convert_one(job: Job, task: Task) -> Outcome:
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


def _work(job: Job, task: Task, due: tuple[str, ...]) -> Outcome:
    source, stamp = _opened(job, task.source)
    run = partial(convert, source, due, job.config)
    seconds = job.config.limits.seconds
    result = within(seconds, task.source, run) if can_stop() else run()
    notices = result.notices[:FORGETFUL]
    changed: list[str] = []
    rows: list[Made] = []
    told = told_of(notices)
    content = digest(source.data)
    for format, data in () if job.keep else result.outputs.items():
        name = task.outputs[format]
        there = job.place(name)
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


def _opened(job: Job, name: str) -> tuple[Source, str]:
    """The source with its bytes, and the stamp that it had before it was read."""
    there, config = job.place(name), job.config
    if isinstance(there, Remote):
        try:
            stamp = there.stamp()
            return open_source(Source(name, there.read(config.limits.size)), config), stamp
        except OSError as error:
            raise UsageError(f"cannot read {name}: {error.strerror or error}") from error
    path = Path(there.path)
    try:
        stamp = settled(path.stat())
    except (OSError, ValueError):
        stamp = ""  # open_source says what is wrong
    source = open_source(path, config)
    return replace(source, name=str(Path(name))) if job.elsewhere else source, stamp


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
