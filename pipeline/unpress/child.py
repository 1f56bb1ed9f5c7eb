"""A process of our own that calls functions, one at a time. It knows nothing of the script that began it, and may be
begun anywhere: in a script without a guard, in a notebook, in a worker of Dask, which is a daemon as a rule.

Both sides speak in pickles, over the pipes that are the child's standard input and output. The child ends a call that
takes too long by ending itself, from a thread in C: a pattern that does not end lets no other thread of Python run. It
ends, too, when its parent does, in the middle of a call.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from unpress.errors import Error
from unpress.garbage import collect_less
from unpress.limits import TimeLimitError, bound_memory

T = TypeVar("T")

_COMMAND: Final = (
    "import sys; sys.path[:] = sys.argv[2:]; from unpress.child import serve; serve(int(sys.argv[1]))"
)
"""Nothing is imported before the path is that of the parent: at first it is the folder where the process begins."""
TASKS: Final = 150
"""Calls, each for a document or several small ones, after which a process is replaced by a new one, so that what
libraries and we ourselves keep does not grow."""
_TOO_LATE: Final = 1
"""The exit status of a process that ``faulthandler`` ends."""


class LostError(Error):
    """The process that was at work on a document ended."""


class Child:
    """One process, begun with the first call, and anew after it ended. Not for several threads at once but for
    ``end``."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._memory = 0
        self._calls = 0
        self._over = False

    def call(self, seconds: float, memory: int, function: Callable[..., T], *arguments: object) -> T:
        """What a function returns there, or raises. ``seconds`` and ``memory`` (bytes of data) are what it may take;
        0 is no end.

        Raises TimeLimitError and LostError; the process is ended then.
        """
        process = self._ready(memory)
        assert process.stdin is not None
        assert process.stdout is not None
        asked = pickle.dumps((seconds, function, arguments))
        started = time.monotonic()
        try:
            process.stdin.write(asked)
            process.stdin.flush()
            value, error = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            status = self.stop()
            if status == _TOO_LATE and seconds and time.monotonic() - started >= seconds:
                what = "it took too long, and only the end of its process could stop it"
                raise TimeLimitError(what) from None
            raise LostError(ended(status)) from None
        if error is not None:
            raise error
        found: T = value
        return found

    def _ready(self, memory: int) -> subprocess.Popen[bytes]:
        if memory != self._memory or self._calls >= TASKS:
            self.stop()
        self._calls += 1
        if self._process is None:
            command = [sys.executable, "-c", _COMMAND, str(memory), *sys.path]
            pipe = subprocess.PIPE
            try:
                with _deaf():
                    self._process, self._memory = subprocess.Popen(command, stdin=pipe, stdout=pipe), memory
            except OSError as error:
                what = f"no process begins to convert it: {error.strerror or error}"
                raise Error(what, "see how many processes this machine allows, name fewer with -j") from error
            self._calls = 1
            if self._over:
                self._process.kill()
        return self._process

    def end(self) -> None:
        """End the process for good, whatever it does; for another thread. ``stop`` is for after that."""
        self._over = True
        process = self._process
        if process is not None:
            process.kill()

    def stop(self) -> int:
        """End the process, if there is one; returns its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:
                pass  # what was not read any more
        try:
            return process.wait(timeout=1)  # it ends when there is nothing to read
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


@contextmanager
def _deaf() -> Generator[None]:
    """Have a process that is begun meanwhile hear no Ctrl-C from its first moment on: it is for the parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ended(status: int) -> str:
    """How a process ended, as a sentence."""
    how = f"signal {-status}" if status < 0 else f"status {status}"
    return f"the process that converted it ended with {how}"


def serve(memory: int) -> None:
    """Be a child: answer until nobody asks any more."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = Path(os.devnull).open("r+b")  # noqa: SIM115
    os.dup2(nowhere.fileno(), 0)
    os.dup2(2, 1)  # what a stage prints is no answer
    sys.stdout = sys.stderr  # keeps nothing back: a child that is killed has said what it printed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it was not blocked
    bound_memory(memory)
    collect_less()
    at_work = threading.Event()
    threading.Thread(target=_end_without_parent, args=(asked.fileno(), at_work), daemon=True).start()
    while True:
        try:
            seconds, function, arguments = pickle.load(asked)
        except EOFError:
            return
        at_work.set()
        if seconds:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        answer = _answer(function, arguments)
        faulthandler.cancel_dump_traceback_later()
        at_work.clear()
        try:
            answers.write(answer)
            answers.flush()
        except OSError:  # who asked is no more
            return


def _end_without_parent(asked: int, at_work: threading.Event) -> None:
    """End this process in the middle of a call once nobody holds the other end of the pipe that calls come by. While it
    waits for one, it ends by itself."""
    if hasattr(select, "poll"):
        waiting = select.poll()
        waiting.register(asked, 0)  # told is the end alone
        waiting.poll()
        at_work.wait()
        os._exit(_TOO_LATE)


def _answer(function: Callable[..., Any], arguments: tuple[object, ...]) -> bytes:
    """What a function returns and what it raises, one of them None, as a pickle."""
    try:
        return pickle.dumps((function(*arguments), None))
    except Exception as error:
        try:
            answer = pickle.dumps((None, error))
            pickle.loads(
                answer
            )  # some can be written and not read: what they are made of is not what they hold
            return answer
        except Exception:  # an exception of a library may hold anything
            return pickle.dumps((None, Error(f"{type(error).__name__}: {error}")))
