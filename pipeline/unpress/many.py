"""Many documents: one run over all of them, in parallel, that does only what is not done already.

A bad document costs its own output and nothing else. A process that dies, for want of memory as a rule, is replaced;
its document is tried once more when all others are done, alone. What was done is entered in the manifest as it goes,
so a run that was killed is taken up by the next.
"""

from __future__ import annotations

import heapq
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, TypeAlias

from unpress.collection import UNKNOWN, Collection, Found
from unpress.config import Config, find_renderer, stage_of, suffix_of
from unpress.errors import DeviceError, Error, UsageError
from unpress.fingerprint import fingerprint
from unpress.job import Account, Job, Outcome, Task, due_of, skipped
from unpress.limits import TimeLimitError
from unpress.manifest import Made, Manifest, place_for
from unpress.outputs import check_folder, stem, sweep
from unpress.places import READ_ONLY, is_address, joined, own, scheme
from unpress.record import record
from unpress.speech import known_languages

if TYPE_CHECKING:
    from concurrent.futures import Future

    from unpress.workers import Workers

WINDOW: Final = 1_000
"""Documents that are looked at before one is chosen: the largest of them is begun first, so that a huge one does not
begin when all others are done."""
FEW: Final = 50
"""With so many of them known, work begins; so many are looked up in the manifest at once."""
SMALL: Final = 4 * 1024
"""Bytes of a small document. What is handed over together is as long as so many of them as the workers take at most: a
fraction of a second of work."""
SHARE: Final = 2
"""The documents that are left are handed over in so many lots for each process at least, so that all end together."""

Sources: TypeAlias = str | Path | Iterable[str | Path] | Collection


def convert_many(
    sources: Sources,
    to: str | Iterable[str],
    output: str | Path | None = None,
    config: Config | None = None,
    *,
    jobs: int | None = None,
    scheduler: str = "",
    ordered: bool = False,
    force: bool = False,
    manifest: str | Path | bool = True,
    beside: bool = False,
    only_check: bool = False,
    ledger: Account = "",
) -> Iterator[Outcome]:
    """Convert many documents; gives what came of each, as each is finished or, ``ordered``, as they were named.

    ``sources`` are names of files, folders, patterns (``docs/**/*.pdf``) and addresses (``s3://...``), see Collection;
    ``output`` is the folder or the address under which the outputs are written, in the folders that their sources have
    under the one named. Without it, and without ``beside`` (each beside its source), nothing is written and the
    outputs come in ``Outcome.data``. ``jobs`` is the number of processes, by default that of the processors; 0 is
    this process. ``scheduler`` is the address of a Dask cluster, which does the work instead.

    What the manifest says is made is skipped, unless ``force``. It lies in the output folder; ``manifest`` names
    another file, or is False for none. ``only_check``: nothing is written, ``Outcome.changed`` says what would be.
    ``ledger``: ``Outcome.ledger`` tells where every character went, as a table or as JSON.

    Raises UsageError and ConfigError before anything begins, and DeviceError where the disk of the outputs takes no
    more: the next run goes on. What goes wrong with one document is in its outcome.
    """
    folder = "" if output is None else str(output)
    _refuse(sources, folder, jobs)
    config = known_languages(config)
    names = (to,) if isinstance(to, str) else tuple(to)
    formats = tuple({find_renderer(name): name for name in names}.values())
    if not formats:
        raise UsageError("no format is named", "name one or several, as in to='md'")
    if not isinstance(sources, Collection):
        several = [sources] if isinstance(sources, str | Path) else sources
        sources = Collection([str(name) for name in several], apart=folder)
    keep = output is None and not beside
    book = None
    if not keep and manifest is not False:
        path, root = place_for(folder)
        book = Manifest(path if manifest is True else Path(manifest), root)
    settings = (
        {format: fingerprint(config, stage_of(format)) for format in formats} if book or scheduler else {}
    )
    job = Job(config, formats, settings, keep, only_check, ledger, os.getcwd() if scheduler else "")
    here = own(folder) or jobs == 0 or sources.own
    if scheduler and here:
        raise UsageError("memory:// is not seen by others", "name a place that every worker sees")
    run = _Run(job, sources, folder, beside, book, force)
    return run.outcomes(partial(_workers, job, jobs, scheduler, here), ordered)


def _refuse(sources: object, folder: str, jobs: object) -> None:
    """Raise UsageError for what a script may give and cannot be done."""
    if jobs is not None and (not isinstance(jobs, int) or isinstance(jobs, bool) or jobs < 0):
        raise UsageError(
            f"'jobs' is a number of processes, not {jobs!r}", "0 is this process; None as many as processors"
        )
    if isinstance(sources, bytes):
        raise UsageError(
            "many documents are named, not given as bytes", "one given as bytes is for convert()"
        )
    if is_address(folder) and scheme(folder) in READ_ONLY:
        raise UsageError(
            f"nothing can be written to {folder}", "name a folder, or an address such as s3://..."
        )
    if folder and not is_address(folder) and os.path.isfile(folder):
        raise UsageError(f"{folder} is a file, not a folder", "name another folder for the outputs")


def _workers(job: Job, jobs: int | None, scheduler: str, here: bool) -> Workers:
    from unpress.workers import Cluster, Here, Processes, processors  # where there is something to do

    if here:
        return Here()
    if scheduler:
        return Cluster(scheduler, job.config.limits.seconds, job.config.limits.memory)
    return Processes(jobs or processors(), job.config.limits.seconds, job.config.limits.memory)


@record
class _Due:
    """A document on its way: its number in the order of the sources, its size in bytes, and how often it was begun
    before."""

    number: int
    size: int
    task: Task
    tries: int = 0


@record
class _Lot:
    """Documents that were handed over together, and to whom."""

    dues: Sequence[_Due]
    workers: Workers


class _Run:
    """One run: what there is to do, who does it, and what came of it."""

    def __init__(
        self, job: Job, sources: Collection, folder: str, beside: bool, book: Manifest | None, force: bool
    ) -> None:
        self._job = job
        self._sources = sources
        self._folder = folder
        self._far = is_address(folder)
        self._beside = beside
        self._book = book
        self._force = force
        self._suffixes = [(format, suffix_of(stage_of(format))) for format in job.formats]
        self._taken: dict[int, str] = {}
        self._folders: dict[str, tuple[str, str]] = {}
        self._swept: dict[str, bool] = {}  # by folder, whether it is to be looked at again
        self._real: dict[str, str] = {}
        self._workers: Workers | None = None
        self._done: SimpleQueue[tuple[_Lot, Future[list[Outcome]]]] = SimpleQueue()
        self._under_way = 0

    def outcomes(self, engage: Callable[[], Workers], ordered: bool) -> Iterator[Outcome]:
        """Do everything; the workers are engaged when there is something to do."""
        full = False
        try:
            found = self._work_off(engage, ordered)
            for _, outcome in _in_order(found) if ordered else found:
                if isinstance(outcome.error, DeviceError):
                    full = True
                    raise DeviceError(outcome.error.message, f"{outcome.error.hint}; the next run goes on")
                if self._book is not None:
                    for row in outcome.rows:
                        self._book.add(row)
                yield outcome
        finally:
            if self._workers is not None:
                self._workers.stop()
            for folder in (folder for folder, left in self._swept.items() if left):
                sweep(Path(folder))
            if self._book is not None:
                with suppress(*[Error] * full):  # there is no room for the manifest either
                    self._book.close()

    def _work_off(self, engage: Callable[[], Workers], ordered: bool) -> Iterator[tuple[int, Outcome]]:
        listing = self._listing()
        window: list[tuple[int, int, _Due]] = []
        again: deque[_Due] = deque()
        more = True
        while True:
            if more and len(window) < WINDOW:
                item = next(listing, None)
                if item is None:
                    more = False
                else:
                    number, size, step = item
                    if isinstance(step, Outcome):
                        yield number, step
                    else:
                        heapq.heappush(window, (0 if ordered else -size, number, _Due(number, size, step)))
            chosen = not more or len(window) >= WINDOW
            while window and (chosen or len(window) >= FEW) and self._has_room(engage):
                self._begin(self._next(window))
            if chosen and not window and not self._under_way:
                if not again:
                    return
                if self._has_room(engage):
                    self._begin([again.popleft()])  # alone
            for lot, future in self._finished(wait=chosen) if self._under_way else ():
                for due, outcome in self._outcomes(lot, future):
                    if outcome is None:
                        again.append(due)
                    else:
                        yield due.number, outcome

    def _next(self, window: list[tuple[int, int, _Due]]) -> list[_Due]:
        """Take what is to be handed over next out of the window: a document, or several small ones. To hand one over
        takes about a millisecond of this process."""
        assert self._workers is not None
        most = min(self._workers.together, len(window) // (SHARE * self._workers.count))
        dues = [heapq.heappop(window)[2]]
        size = dues[0].size
        while len(dues) < most and size != UNKNOWN and window[0][2].size != UNKNOWN:
            size += window[0][2].size
            if size > SMALL * self._workers.together:
                break
            dues.append(heapq.heappop(window)[2])
        return dues

    def _has_room(self, engage: Callable[[], Workers]) -> bool:
        if self._workers is None:
            if not (
                self._job.keep or self._job.only_check or self._job.elsewhere or self._far or self._beside
            ):
                check_folder(Path(self._folder or "."))
            self._workers = engage()
        return self._under_way < self._workers.capacity

    def _begin(self, dues: list[_Due]) -> None:
        assert self._workers is not None
        lot = _Lot([replace(due, tries=due.tries + 1) for due in dues], self._workers)
        self._under_way += 1
        future = self._workers.submit(_convert_each, self._job, [due.task for due in dues])
        future.add_done_callback(lambda done: self._done.put((lot, done)))

    def _finished(self, wait: bool) -> Iterator[tuple[_Lot, Future[list[Outcome]]]]:
        """What is finished; where there is nothing else to do, wait for something."""
        while self._under_way:
            try:
                found = self._done.get(wait)
            except Empty:
                return
            self._under_way -= 1
            yield found
            wait = False

    def _outcomes(self, lot: _Lot, future: Future[list[Outcome]]) -> Iterator[tuple[_Due, Outcome | None]]:
        """What came of documents; None where one is to be tried again: because its process died, or because nobody
        knows which of several it was that took too long or ended the process."""
        from unpress.workers import LostError

        try:
            for due, outcome in zip(lot.dues, future.result(), strict=True):
                yield due, outcome if due.tries == 1 else replace(outcome, tries=due.tries)
            return
        except Error as error:
            fault = error
        for due in lot.dues:
            lost = isinstance(fault, LostError)
            again = len(lot.dues) > 1 or (lost and due.tries < 2)
            yield due, None if again else self._failed(due, fault, lost)

    def _failed(self, due: _Due, fault: Error, lost: bool) -> Outcome:
        source = due.task.source
        error = fault
        if lost:
            error = Error(f"{source}: {fault.message}, twice", MEMORY)
        elif isinstance(fault, TimeLimitError):
            error = Error(f"{source}: {fault.message}", SECONDS)
        return Outcome(source, "failed", error=error, tries=due.tries)

    # ------------------------------------------------------------------------------------------- what there is to do

    def _listing(self) -> Iterator[tuple[int, int, Task | Outcome]]:
        """Each source with its number and its size: as a task, or as an outcome where nothing is to be done."""
        numbered = enumerate(self._sources)
        while some := list(islice(numbered, FEW)):
            book = self._book
            names = [book.name(found.source) for _, found in some] if book is not None else [""] * len(some)
            rows = book.of_each(names) if book is not None else {}
            for (number, found), name in zip(some, names, strict=True):
                try:
                    step = self._step(found, name, rows.get(name, {}))
                except Error as error:
                    step = Outcome(found.source, "failed", error=error, tries=0)
                if step is not None:
                    yield number, found.size, step

    def _step(self, found: Found, name: str, rows: Mapping[str, Made]) -> Task | Outcome | None:
        """What is to be done with a source; None where it was named before. ``name`` and ``rows`` are what the
        manifest has of it."""
        if found.error is not None:
            raise found.error
        outputs, names = ({}, {}) if self._job.keep else self._outputs(found)
        if not self._is_new(found, outputs):
            return None
        task = Task(found.source, outputs, name, names, rows)
        if rows and not self._force and not self._far and not is_address(found.source):
            due, held = due_of(self._job, task, found.status)
            if not due:
                return skipped(task, held)
        self._check(found, task)
        self._sweep(os.path.dirname(next(iter(outputs.values()), "")))
        return replace(task, rows={}) if self._force else task

    def _outputs(self, found: Found) -> tuple[dict[str, str], dict[str, str]]:
        """The outputs of a source by format, and their names in the manifest."""
        if self._beside:
            inner, _, name = found.source.rpartition("/")
            root = "/" if found.source.startswith("/") else "."
        else:
            inner, _, name = found.relative.rpartition("/")
            root = self._folder or "."
        before, named = self._folders.get(inner) or self._entered(inner, root)
        start = stem(name)
        if self._far:
            outputs = {format: joined(before, start + suffix) for format, suffix in self._suffixes}
            return outputs, outputs
        outputs = {format: f"{before}{start}{suffix}" for format, suffix in self._suffixes}
        return outputs, {format: f"{named}{start}{suffix}" for format, suffix in self._suffixes}

    def _entered(self, inner: str, root: str) -> tuple[str, str]:
        """What stands before the names of outputs in a folder, there and in the manifest; of an address the folder."""
        folder = (inner or root) if self._beside else joined(root, inner) if inner else root
        named = ""
        if not self._far:
            folder = os.path.normpath(folder)
            folder = "" if folder == "." else os.path.join(folder, "")
            named = self._book.within(folder) if self._book is not None else ""
        self._folders[inner] = folder, named
        return folder, named

    def _is_new(self, found: Found, outputs: Mapping[str, str]) -> bool:
        """Whether a source was not named before. Raises UsageError where another one has the same outputs."""
        key = hash(next(iter(outputs.values()), found.source))
        before = self._taken.setdefault(key, found.source)
        if before is found.source:
            return True
        if before == found.source or self._same(before, found.source):
            return False
        raise UsageError(
            f"{before} and {found.source} would both be written to {next(iter(outputs.values()))}",
            "convert them into two folders",
        )

    def _same(self, one: str, other: str) -> bool:
        """Whether two names are of one file."""
        return not (is_address(one) or is_address(other)) and self._resolved(one) == self._resolved(other)

    def _check(self, found: Found, task: Task) -> None:
        """Raises UsageError where an output would replace a source."""
        source = self._resolved(found.source)
        for format, named in task.outputs.items():
            row = task.rows.get(stage_of(format))
            ours = row is not None and row.output == task.names.get(format)
            output = self._resolved(named)
            if source == output or (not ours and self._sources.among(output)):
                raise UsageError(f"{named} would replace a source", "name another folder with -o")

    def _resolved(self, name: str) -> str:
        """The path of a file without links; an address as it is. Each folder is looked at once, which is most of what
        this process does for a document."""
        if is_address(name):
            return name
        folder, file = os.path.split(name)
        several = os.name == "nt"  # ways to write one name
        if several or file in ("", os.curdir, os.pardir) or os.path.islink(name):
            return os.path.realpath(name)
        real = self._real.get(folder)
        if real is None:
            real = self._real[folder] = os.path.join(os.path.realpath(folder), "")
        return real + file

    def _sweep(self, folder: str) -> None:
        """Remove what a run that was killed left half written in a folder of outputs: what it was to be is due."""
        if not (self._far or self._job.keep or self._job.only_check or folder in self._swept):
            self._swept[folder] = sweep(Path(folder))


def _in_order(found: Iterable[tuple[int, Outcome]]) -> Iterator[tuple[int, Outcome]]:
    """Outcomes by their number. Numbers are missing where a source was named twice."""
    waiting: list[tuple[int, Outcome]] = []
    due = 0
    for number, outcome in found:
        heapq.heappush(waiting, (number, outcome))
        while waiting and waiting[0][0] == due:
            yield heapq.heappop(waiting)
            due += 1
    while waiting:
        yield heapq.heappop(waiting)


SECONDS: Final = "if the file is to be trusted, raise seconds in [limits] of the configuration"
MEMORY: Final = "as a rule there was not enough memory for it"


def _convert_each(job: Job, tasks: Iterable[Task]) -> list[Outcome]:
    """Convert documents, one after the other. Who does the work imports what converts, not who asks for it."""
    from unpress.work import convert_one

    return [convert_one(job, task) for task in tasks]
