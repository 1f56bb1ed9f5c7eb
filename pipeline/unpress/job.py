"""What is asked of a worker and what it answers: documents of many, and what came of each.

All of it is small and can be pickled. Nothing here brings what converts: a run in which nothing changed needs none
of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Literal, TypeAlias

from unpress.config import Config, stage_of
from unpress.errors import Error
from unpress.manifest import Made, still
from unpress.places import File, Remote, is_address, joined, place
from unpress.problems import Notice, Severity
from unpress.record import record
from unpress.stamps import LocalFile

Status: TypeAlias = Literal["converted", "skipped", "failed"]
Account: TypeAlias = Literal["", "table", "json"]


@record
class Job:
    """What is the same for all documents of a run.

    ``settings`` are the fingerprints by format. ``keep``: outputs come back and are not written. ``only_check``:
    nothing is written. ``elsewhere`` is the folder that names of files are seen from where workers may be other
    machines or in another folder; they make sure that the fingerprints are theirs.
    """

    config: Config
    formats: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    keep: bool = False
    only_check: bool = False
    ledger: Account = ""
    elsewhere: str = ""

    def place(self, name: str) -> File | Remote:
        """Where a source or an output is."""
        return place(joined(self.elsewhere, name) if self.elsewhere and not is_address(name) else name)


@record
class Task:
    """One document. ``outputs`` are names of places by format; ``rows`` are those of the manifest by target, where
    the worker has to find out whether they still hold. ``name`` and ``names`` are the names in the manifest."""

    source: str
    outputs: Mapping[str, str]
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    rows: Mapping[str, Made] = field(default_factory=dict[str, Made])


@record
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
        return max(n.severity for n in self.notices) if self.notices else None

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at the problems: there are more than notes."""
        return (self.worst or 0) > Severity.note

    @property
    def faulty(self) -> bool:
        """Whether there is no output, or one with an error."""
        return self.status == "failed" or self.worst is Severity.error


def skipped(task: Task, rows: tuple[Made, ...]) -> Outcome:
    """The outcome of a document for which nothing has to be done: what its rows tell."""
    told = [row.told for row in rows if row.told]
    notices = tuple(dict.fromkeys(notice for each in told for notice in _recalled(each))) if told else ()
    new = tuple([row for row in rows if task.rows.get(row.target) is not row])
    return Outcome(task.source, "skipped", task.outputs, notices=notices, rows=new)


def due_of(
    job: Job, task: Task, status: os.stat_result | None = None
) -> tuple[tuple[str, ...], tuple[Made, ...]]:
    """The formats that have to be written, and the rows of the manifest that hold for the others. ``status``: what
    the file system said of the source a moment ago, where it and its outputs are files of this machine."""
    due: list[str] = []
    rows: list[Made] = []
    place = LocalFile if status is not None else job.place
    source = LocalFile(task.source, status) if status is not None else job.place(task.source)
    for format in job.formats:
        row = task.rows.get(stage_of(format))
        if row is not None:
            output = (task.names[format], place(task.outputs[format]))
            row = still(row, job.settings[format], source, output)
        if row is None:
            due.append(format)
        else:
            rows.append(row)
    return tuple(due), tuple(rows)


def told_of(notices: Sequence[Notice]) -> str:
    """Notices as the manifest keeps them."""
    return json.dumps([_told(notice) for notice in notices], ensure_ascii=False) if notices else ""


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
        for name, code, message, line, column, page, *hints in json.loads(told)
    )
