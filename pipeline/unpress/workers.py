"""Who does the work: processes of this machine, a Dask cluster, or this very process.

All three take a function with its arguments and give a ``concurrent.futures.Future``. What a process that dies costs
is settled here: ``LostError`` says that it was this task's, and nothing else is touched.

Processes are of our own making (``unpress.child``) because those of ``multiprocessing`` import the script that calls,
which then has to be a file with a guard, and because pools break with all that is in them when one of them dies.
"""

from __future__ import annotations

import importlib
import json
import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import local
from typing import Any, Final, Protocol, TypeVar

from unpress.child import Child, LostError
from unpress.errors import UsageError
from unpress.limits import GRACE

__all__ = ["Cluster", "Here", "LostError", "Processes", "Workers", "apart", "processors"]

T = TypeVar("T")

TOGETHER: Final = 16
"""Small documents that are one task of a process at most."""
FAR: Final = 64
"""Small documents that are one task of a cluster at most: each costs client, scheduler and worker some milliseconds."""
AHEAD: Final = 2
"""Tasks that wait for each process that works, so that none is idle."""
ANSWER: Final = 5
"""Seconds that a scheduler has to answer at first."""
ASK: Final = 5.0
"""Seconds between two questions to a scheduler how many workers it has."""


class Workers(Protocol):
    """``capacity``: how many tasks to have under way at once. ``count``: how many are worked on at once. ``together``:
    how many small documents to make one task of at most."""

    @property
    def together(self) -> int: ...

    @property
    def capacity(self) -> int: ...
    @property
    def count(self) -> int: ...

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Have a function called. Its Future raises LostError, TimeLimitError, or what the function raises."""
        ...

    def stop(self) -> None:
        """End at once; what is under way is given up."""
        ...


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


class Here:
    """The process itself: one task at a time, when it is submitted."""

    capacity = count = together = 1

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """See Workers."""
        future: Future[T] = Future()
        future.set_result(function(*arguments))
        return future

    def stop(self) -> None:
        """Nothing is under way."""


class Processes:
    """Processes of this machine, begun as there is work for them, each with a thread here that waits for its answer.
    ``seconds``: what a task may take, after which its process is ended; ``memory``: bytes of data that a process may
    hold; 0 is no end."""

    together = TOGETHER

    def __init__(self, count: int, seconds: float = 0, memory: int = 0) -> None:
        self.count = count
        self.capacity = count * (1 + AHEAD)
        self._bounds = (seconds + 2 * GRACE if seconds else 0, memory)
        self._children = [Child() for _ in range(count)]
        self._idle: SimpleQueue[Child] = SimpleQueue()
        for child in self._children:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(count)

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """See Workers."""
        return self._threads.submit(self._call, function, *arguments)

    def _call(self, function: Callable[..., T], *arguments: object) -> T:
        child = self._idle.get()
        try:
            return child.call(*self._bounds, function, *arguments)
        finally:
            self._idle.put(child)

    def stop(self) -> None:
        """See Workers."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._children:
            child.end()
        self._threads.shutdown()
        for child in self._children:
            child.stop()


class Cluster:
    """An existing Dask cluster: what ``dask scheduler`` prints as its address, or a file that tells it.

    Each worker needs unpress, in the version that runs here, and sees sources and outputs under the same names. Each
    of its threads has a process of its own that does the work, with the bounds that ``Processes`` has: what that
    costs, the worker survives. A worker that is lost costs nothing: the scheduler gives its documents to others.

    Raises UsageError where Dask is not installed or the scheduler cannot be reached.
    """

    def __init__(self, address: str, seconds: float = 0, memory: int = 0) -> None:
        try:
            library: Any = importlib.import_module("distributed")
        except ImportError as error:
            raise UsageError(f"--scheduler needs Dask: {error}", "pip install 'unpress[cluster]'") from error
        if os.path.isfile(address):
            address = _told_in(address)
        try:
            told = _identity(library, address)
        except ValueError as error:
            raise UsageError(
                f"{address} is no address of a scheduler, and no file that tells one", "as in tcp://HOST:8786"
            ) from error
        except OSError as error:  # TimeoutError is one, too
            raise UsageError(
                f"no Dask scheduler answers at {address}",
                "'dask scheduler' begins one, and prints its address (not that of the dashboard)",
            ) from error
        if told.get("type") != "Scheduler":
            what = str(told.get("type", "something else")).lower()
            raise UsageError(f"at {address} is no Dask scheduler, but a {what}", "name that of the scheduler")
        if not told.get("workers"):
            raise UsageError(
                f"the Dask scheduler at {address} has no workers", f"begin some: dask worker {address}"
            )
        self._client: Any = library.Client(address, set_as_default=False, timeout=ANSWER)
        self._executor: Any = self._client.get_executor(pure=False)
        self._bounds = (seconds + 2 * GRACE if seconds else 0, memory)
        self.together = FAR
        self._asked = 0.0
        self._count = 0

    @property
    def count(self) -> int:
        """How many documents are worked on at once: one in each thread of a worker. Workers may come and go."""
        if time.monotonic() - self._asked > ASK:
            self._count = max(1, sum(self._client.nthreads().values()))
            self._asked = time.monotonic()
        return self._count

    @property
    def capacity(self) -> int:
        """See Workers."""
        return self.count * (1 + 2 * AHEAD)

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """See Workers."""
        future: Future[T] = Future()
        done: Future[T] = self._executor.submit(apart, *self._bounds, function, *arguments)
        done.add_done_callback(lambda done: _hand_over(done, future))
        return future

    def stop(self) -> None:
        """See Workers."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _told_in(file: str) -> str:
    """The address in a file that ``dask scheduler --scheduler-file`` wrote."""
    try:
        return str(json.loads(Path(file).read_bytes())["address"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file} does not tell the address of a scheduler",
            "dask scheduler --scheduler-file FILE writes it",
        ) from error


def _identity(library: Any, address: str) -> dict[str, Any]:
    """What a server of Dask says of itself. A Client that finds none waits for ten seconds more, and complains."""
    import asyncio

    async def ask() -> dict[str, Any]:
        connection = library.Security().get_connection_args("client")
        async with library.rpc(address, connection_args=connection) as there:
            return dict(await asyncio.wait_for(there.identity(), ANSWER))

    with ThreadPoolExecutor(1) as thread:  # who calls may be in a loop of events, as notebooks are
        return thread.submit(lambda: asyncio.run(ask())).result()


_OWN: Final = local()
"""Each thread's child, while this process is a worker of Dask."""


def apart(seconds: float, memory: int, function: Callable[..., T], *arguments: object) -> T:
    """Call a function in the process that this thread has for it, see Child.call(): nothing can end a thread, and
    libraries for PDF are not made for several."""
    child: Child | None = getattr(_OWN, "child", None)
    if child is None:
        child = _OWN.child = Child()
    return child.call(seconds, memory, function, *arguments)


def _hand_over(done: Future[T], to: Future[T]) -> None:
    """Give the result of a future of Dask to ours, its errors in our words."""
    if done.cancelled():
        to.cancel()
        return
    error = done.exception()
    if error is None:
        to.set_result(done.result())
    elif type(error).__name__ == "KilledWorker":
        to.set_exception(LostError("each of the workers that converted it was lost"))
    else:
        to.set_exception(error)
