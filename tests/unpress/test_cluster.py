"""The same run on a Dask cluster: a real scheduler and workers on loopback, one of them killed in the middle."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from unpress import Limits, TimeLimitError, convert_many, workers
from unpress.child import Child, LostError
from unpress.config import from_file
from unpress.errors import Error

if TYPE_CHECKING:
    from conftest import Desk

distributed = pytest.importorskip("distributed", reason="pip install 'unpress[cluster]'")


@pytest.fixture
def scheduler(desk: Desk) -> Iterator[tuple[Path, list[int]]]:
    """The file of a scheduler with two workers, which no nanny brings back, and which are in another folder; and the
    numbers of their processes."""
    (desk.folder / "elsewhere").mkdir()
    file = desk.folder / "scheduler.json"
    names = ("dask_scheduler", "dask_worker", "dask_worker")
    own = (["--port", "0"], ["--no-nanny", "--nthreads", "1"], ["--no-nanny", "--nthreads", "2"])
    with ExitStack() as stack:
        started: list[subprocess.Popen[bytes]] = []
        for name, options in zip(names, own, strict=True):
            command = [
                sys.executable,
                "-m",
                f"distributed.cli.{name}",
                "--scheduler-file",
                str(file),
                *options,
            ]
            process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard"],
                cwd=desk.folder / "elsewhere",
                env=desk.environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            started.append(stack.enter_context(process))
            stack.callback(process.kill)
            until = time.monotonic() + 30
            while not file.exists() and time.monotonic() < until:
                time.sleep(0.05)
        with distributed.Client(scheduler_file=str(file), set_as_default=False, timeout=30) as client:
            client.wait_for_workers(2, timeout=60)
        yield file, [process.pid for process in started[1:]]


def test_what_is_lost_costs_no_document(desk: Desk, scheduler: tuple[Path, list[int]]) -> None:
    file, processes = scheduler
    for number in range(30):
        desk.write(f"in/{number // 10}/{number}.txt", f"{number}\n" * 9)
    desk.write("in/dies.txt", f"!die {desk.folder / 'died'}\nalive\n")
    desk.write("in/kills.txt", f"!kill {processes[0]} {desk.folder / 'killed'}\nalive\n")
    desk.write("in/bad.txt", "!unreadable")
    command = ("convert", "in", "-t", "text,blob", "--scheduler", str(file), "-o")
    ran = desk.spawn(*command, "out", "--report", "report.jsonl")
    assert ran.status == 1, ran.err
    assert (desk.folder / "died").exists()
    told = [json.loads(line) for line in (desk.folder / "report.jsonl").read_text().splitlines()]
    assert sorted(row["status"] for row in told) == ["converted"] * 32 + ["failed"]
    assert (desk.folder / "out/dies.txt").read_text() == "alive\n"
    with distributed.Client(scheduler_file=str(file), set_as_default=False, timeout=30) as client:
        assert list(client.nthreads().values()) == [2]  # only the worker that was killed is gone
    (desk.folder / "in/bad.txt").unlink()
    ran = desk.spawn(*command, "out")
    assert ran.status == 0, ran.err
    assert "unchanged, skipped          32" in ran.err
    ran = desk.spawn("convert", "in", "-t", "text,blob", "-j", "1", "-o", "alone")
    assert ran.status == 0, ran.err
    made, alone = (
        {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*.*") if p.suffix in (".txt", ".blob")}
        for folder in (desk.folder / "out", desk.folder / "alone")
    )
    assert made == alone
    assert len(made) == 64


def test_what_hears_no_alarm_costs_its_time_once_and_no_worker(
    desk: Desk, scheduler: tuple[Path, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "GRACE", 0.5)
    file, _ = scheduler
    for number in range(9):
        desk.write(f"in/{number}.txt", "x" * 40_000)  # each is handed over alone
    desk.write("in/deaf.txt", "!deaf\n" + "x" * 40_000)
    config = replace(from_file(desk.folder / "unpress.toml"), limits=Limits(seconds=4))
    outcomes = {o.source: o for o in convert_many("in", "text", "out", config, scheduler=str(file))}
    deaf = outcomes.pop("in/deaf.txt")
    assert deaf.error is not None
    assert "only the end of its process could stop it" in deaf.error.message
    assert deaf.tries == 1
    assert {outcome.tries for outcome in outcomes.values()} == {1}
    assert {outcome.status for outcome in outcomes.values()} == {"converted"}
    with distributed.Client(scheduler_file=str(file), set_as_default=False, timeout=30) as client:
        assert len(client.nthreads()) == 2


def test_a_child_answers_fails_and_ends(capfd: pytest.CaptureFixture[str]) -> None:
    child = Child()
    try:
        assert child.call(0, 0, max, 1, 2) == 2
        assert signal.SIGINT in child.call(
            0, 0, signal.pthread_sigmask, signal.SIG_BLOCK, ()
        )  # ours, not its own
        first = child.call(0, 0, os.getpid)
        with pytest.raises(ZeroDivisionError):
            child.call(0, 0, divmod, 1, 0)
        with pytest.raises(TypeError, match="cannot pickle"):
            child.call(0, 0, memoryview, b"")
        with pytest.raises(
            Error, match="ContentTooShortError: <urlopen error cut>"
        ):  # cannot be made of its parts
            child.call(0, 0, exec, "import urllib.error; raise urllib.error.ContentTooShortError('cut', b'')")
        child.call(0, 0, print, "not an answer")
        assert child.call(0, 0, os.getpid) == first
        with pytest.raises(LostError, match="ended with signal 9"):
            child.call(0, 0, os.kill, first, signal.SIGKILL)
        with pytest.raises(TimeLimitError):
            child.call(0.3, 0, re.fullmatch, "(a+)+", "a" * 40 + "b")  # lets no other thread run
        assert child.call(9, 0, os.getpid) != first
    finally:
        assert child.stop() == 0
    out, err = capfd.readouterr()
    assert (out, err) == ("", "not an answer\n")


def test_where_no_process_begins_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(Error, match="no process begins to convert it: No such file"):
        Child().call(0, 0, max, 1, 2)


def test_a_child_imports_nothing_from_the_folder_that_it_begins_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "signal", "pickle", "unpress"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    child = Child()
    try:
        assert child.call(0, 0, max, 1, 2) == 2
    finally:
        child.stop()


def test_a_scheduler_that_does_not_answer(desk: Desk) -> None:
    desk.write("a.txt")
    ran = desk.spawn("convert", "a.txt", "-t", "text", "-o", "out", "--scheduler", "tcp://127.0.0.1:9")
    assert ran.status == 2
    assert ran.err.startswith("error: no Dask scheduler answers at tcp://127.0.0.1:9\n  hint: ")
    assert "Traceback" not in ran.err


def test_what_is_no_address_of_a_scheduler(desk: Desk) -> None:
    desk.write("a.txt")
    for address, sentence in {
        "scheduler.json": "scheduler.json is no address of a scheduler, and no file that tells one",
        "a.txt": "a.txt does not tell the address of a scheduler",
    }.items():
        ran = desk.spawn("convert", "a.txt", "-t", "text", "-o", "out", "--scheduler", address)
        assert ran.status == 2
        assert ran.err.startswith(f"error: {sentence}\n  hint: "), ran.err
