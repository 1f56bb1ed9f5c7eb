"""What one source may cost at most. The bounds are a value that goes with a source; the clock stops what runs too long.

``[limits]`` in the configuration sets them. A source that goes beyond one is a ReadError that names the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from unpress.errors import ConfigError, ReadError, UsageError, nearest

if TYPE_CHECKING:
    from types import FrameType

DEEPEST: Final = 200
"""What ``depth`` may be at most: readers and renderers call themselves for what is nested."""
GRACE: Final = 5
"""Seconds that code of a library in C has to return after the alarm."""
_AGAIN: Final = 0.5
"""Seconds between two alarms: one that is raised where an exception cannot pass (in a callback) is lost."""


_ENDLESS: Final = frozenset({"seconds", "memory"})
"""Bounds that 0 takes away."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one source.

    ``size``: bytes of the file. ``expansion``: bytes that the parts of a Word file unpack to, or the streams of a PDF
    file without its pictures. ``pages``: pages.
    ``depth``: elements, lists, quotations, tables in each other; what a format nests deeper is an error.
    ``seconds``: of the clock for reading and writing one document, 0 for no end; the command heeds it, a library
    call by itself does not: it belongs into ``unpress.limits.within()``. ``memory``: bytes of data that a process of
    several (``-j``, a cluster) may hold, 0 for no end; kept on Linux.
    """

    size: int = 256 * 1024 * 1024
    expansion: int = 128 * 1024 * 1024
    pages: int = 5_000
    depth: int = 100
    seconds: float = 600
    memory: int = 4 * 1024 * 1024 * 1024

    def __post_init__(self) -> None:
        for each in fields(self):
            value: object = getattr(self, each.name)
            least = 0 if each.name in _ENDLESS else 1
            kinds = (int, float) if each.name == "seconds" else (int,)
            if type(value) not in kinds or not least <= getattr(self, each.name) < float("inf"):
                what = "a number" if each.name == "seconds" else "a whole number"
                raise ConfigError(
                    f"limits.{each.name} must be {what}, not {value!r}", f"from {least} upwards"
                )
        if self.depth > DEEPEST:
            raise ConfigError(f"limits.depth must be {DEEPEST} at most, not {self.depth}")


USUAL: Final = Limits()
"""The bounds where nobody set others."""


def from_table(given: Mapping[str, object], start: Limits) -> Limits:
    """Bounds from a table of the configuration, on those there were; hyphens in names are underscores.

    Raises ConfigError for an unknown name or a value that is no bound.
    """
    known = {each.name for each in fields(Limits)}
    changes: dict[str, Any] = {}
    for key, value in given.items():
        name = key.replace("-", "_")
        if name not in known:
            raise ConfigError(f"there is no limit {key!r}", nearest(name, known))
        changes[name] = value
    return replace(start, **changes)


def from_words(given: Mapping[str, str], start: Limits) -> Limits:
    """Bounds from words of a command line (``{"pages": "100"}``). Raises ConfigError as from_table() does."""
    values: dict[str, object] = {}
    for name, word in given.items():
        try:
            values[name] = float(word) if "." in word else int(word)
        except ValueError:
            values[name] = word
    return from_table(values, start)


class LimitError(ReadError):
    """A source goes beyond a limit."""


def beyond(source: str, what: str, limit: str) -> LimitError:
    """The error for what is too much of a source, with the name of the limit."""
    return LimitError(
        f"{source} {what}", f"if the file is to be trusted, raise {limit} in [limits] of the configuration"
    )


class TimeLimitError(LimitError):
    """A document took longer than it may."""


def bound_memory(size: int) -> None:
    """Let this process hold so many bytes of data at most; more is a MemoryError. Nothing where a system has no such
    bound, or for 0."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    if size:
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        with suppress(OSError, ValueError):  # not every system takes it
            resource.setrlimit(resource.RLIMIT_DATA, (size if most < 0 else min(size, most), most))


class _Alarm(BaseException):
    """Passes what catches exceptions; never leaves ``within()``."""


def within(
    seconds: float, source: str, work: Callable[[], T], stuck: Callable[[], object] | None = None
) -> T:
    """What ``work`` returns, if it does so within these seconds of the clock; 0 is no end.

    The alarm reaches any Python code, a pattern that does not end too, and code of a library in C as soon as that
    returns. ``stuck`` is called, in another thread, where ``GRACE`` seconds later it has not: only the end of the
    process helps then, so whoever must go on gives each document a process of its own.

    Raises TimeLimitError when the time is over; UsageError outside the main thread or where the system has no such
    alarm (Windows).
    """
    if not seconds:
        return work()
    import signal  # only a limit in force needs them
    import threading

    if not can_stop():
        raise UsageError(
            "a time limit holds in the main thread of a Unix process only",
            "give the document a process of its own",
        )
    guard = threading.Timer(seconds + GRACE, stuck) if stuck is not None else None
    rung: list[int] = []

    def ring(number: int, frame: FrameType | None) -> NoReturn:
        rung.append(number)
        raise _Alarm

    before = signal.signal(signal.SIGALRM, ring)
    try:
        try:
            if guard is not None:
                guard.daemon = True
                guard.start()
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
            return work()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            if guard is not None:
                guard.cancel()
    except BaseException as error:
        signal.setitimer(signal.ITIMER_REAL, 0)
        # An alarm may come out as what a library makes of it: an error of ctypes, say.
        if not rung or isinstance(error, KeyboardInterrupt):
            raise
        raise TimeLimitError(
            f"{source} took longer than {seconds:g} seconds",
            "if the file is to be trusted, raise seconds in [limits] of the configuration",
        ) from None
    finally:
        signal.signal(signal.SIGALRM, before)


def can_stop() -> bool:
    """Whether ``within()`` can stop something here: in the main thread of a Unix process."""
    import signal
    import threading

    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
