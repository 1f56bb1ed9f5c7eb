"""What the benchmarks share: how times are taken, where documents are, and the table that is printed at the end."""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Set
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
SHARED = Path(os.environ.get("UNPRESS_SHARED") or ROOT.parent / "shared")
TIMES = int(os.environ.get("UNPRESS_BENCH_TIMES", "7"))

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Of commands: their modules are compiled once, as those of an installed program are."""

Row = tuple[str, str, str, float, str]
TABLE: list[Row] = []


def enter(name: str, ours: float, theirs: float, wanted: str, unit: str = "s") -> None:
    """Add a row; the ratio is ours to theirs."""
    form = "{:,.3f} s" if unit == "s" else "{:,.2f} " + unit
    TABLE.append((name, form.format(ours), form.format(theirs), ours / theirs, wanted))


def in_turns(
    *tasks: Callable[[], object], times: int = TIMES, warm: bool = False
) -> list[tuple[float, float]]:
    """For each task the medians of wall-clock time and of processor time, children included, measured in turns.
    ``warm``: modules are loaded already."""
    walls: list[list[float]] = [[] for _ in tasks]
    works: list[list[float]] = [[] for _ in tasks]
    for task in () if warm else tasks:
        task()  # files in the cache, modules loaded
    for _ in range(times):
        for wall, work, task in zip(walls, works, tasks, strict=True):
            before, started = _work(), time.perf_counter()
            task()
            wall.append(time.perf_counter() - started)
            work.append(_work() - before)
    return [
        (statistics.median(wall), statistics.median(work)) for wall, work in zip(walls, works, strict=True)
    ]


def _work() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def run(*command: str) -> None:
    subprocess.run(command, check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def children() -> set[int]:
    """The processes whose parent is this one."""
    return {process.pid for process in psutil.Process().children()}


def reap(before: Set[int]) -> None:
    """Wait for the processes that a command left to end by themselves, so that what they used is counted (Linux).
    ``before``: this process's own children, which go on."""
    while left := children() - before:
        for pid in left:
            os.waitpid(pid, 0)


def adopt() -> None:
    """Become the parent of processes whose own parent ends: those of a pool (prctl(2), PR_SET_CHILD_SUBREAPER)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def command_of(name: str) -> list[str]:
    """A command of this environment."""
    found = Path(sys.executable).parent / name
    return [str(found)] if found.exists() else [sys.executable, "-m", name]
