"""The clock that stops a run."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time

import pytest

from unpress import ReadError, TimeLimitError, UsageError
from unpress.limits import within

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarms here")


def forever() -> None:
    while True:
        pass


def swallowing() -> None:
    """What is raised in here goes no further, as in a callback of a library."""
    end = time.monotonic() + 0.3
    try:
        while time.monotonic() < end:
            pass
    except BaseException:
        pass
    forever()


def wrapping() -> None:
    """A library that makes an error of its own of whatever is raised in it."""
    try:
        forever()
    except BaseException as error:
        raise ValueError("argument 1") from error


@pytest.mark.parametrize(
    "work", [forever, lambda: re.match(r"(a|a)*b", "a" * 1000), lambda: time.sleep(60), swallowing, wrapping]
)
def test_what_runs_too_long_is_stopped(work: object) -> None:
    with pytest.raises(TimeLimitError, match=r"a\.txt took longer than 0\.05 seconds"):
        within(0.05, "a.txt", work)  # type: ignore[arg-type]
    time.sleep(0)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


@pytest.mark.parametrize("seconds", [0, 60])
def test_what_ends_in_time_is_returned_and_no_alarm_is_left(seconds: float) -> None:
    assert within(seconds, "a.txt", lambda: 5) == 5
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    with pytest.raises(ReadError, match="other"):
        within(seconds, "a.txt", lambda: (_ for _ in ()).throw(ReadError("other")))
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_limit_that_cannot_hold_is_refused() -> None:
    caught: list[BaseException] = []

    def work() -> None:
        try:
            within(1, "a.txt", lambda: None)
        except UsageError as error:
            caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(caught) == 1


def test_what_does_not_hear_the_alarm_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unpress.limits.GRACE", 0.05)
    told = threading.Event()

    def deaf() -> None:
        held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        try:
            told.wait(60)
        finally:  # another thread may have heard the alarm
            signal.pthread_sigmask(signal.SIG_SETMASK, held)

    with pytest.raises(TimeLimitError):
        within(0.05, "a.txt", deaf, told.set)
    assert told.is_set()
    assert signal.SIGALRM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_only_processes_of_our_own_collect_less() -> None:
    """A program that imports and calls the library keeps its own way to collect garbage."""
    script = (
        "import gc, sys\n"
        "before = gc.get_threshold()\n"
        "import unpress\n"
        "unpress.convert(b'Words of a text.', 'md')\n"
        "assert gc.get_threshold() == before\n"
        "from unpress.__main__ import main\n"
        "assert gc.get_threshold() == before\n"
        "sys.argv = ['unpress', '--version']\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    assert gc.get_threshold()[0] > before[0]\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
