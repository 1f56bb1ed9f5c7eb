"""Very many documents: what a second process brings, what a second run costs, whether the cost grows with the number.

    UNPRESS_BENCH_LARGE=1 tox run -e bench -- tests/benchmarks/bench_many.py    # all figures of docs/scale.md: minutes
    tox run -e bench -- tests/benchmarks/bench_many.py                          # without 10,000 documents

Two processes cannot be faster than the machine lets them: a bare loop, measured in the same turns, tells what it
gives, and processes that share nothing what it gives for conversions. "Ours" is what is asked about, "theirs" what it
is held against.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from benchmarks.measure import (
    ENVIRONMENT,
    SAMPLES,
    TABLE,
    adopt,
    children,
    command_of,
    enter,
    in_turns,
    reap,
    run,
)

TURNS = 3
DOCUMENTS = 300
COSTLY = 60
"""Documents of which a PDF is made."""
LOOP = "n = 0\nfor i in range({}): n += i * i"
ALONE = "import sys, unpress\nfor path in sys.argv[2:]: unpress.convert(path, sys.argv[1].split(','))"


def documents(folder: Path, count: int) -> Path:
    """As many of the samples in folders of a hundred; no two are the same."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    for number in range(count):
        path = folder / str(number // 100) / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{texts[number % len(texts)]}\n\n{number}\n", encoding="utf-8")
    return folder


def small(folder: Path, count: int) -> Path:
    """As many short invented resolutions."""
    for number in range(count):
        path = folder / str(number // 100) / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"United Nations A/RES/70/{number}\nGeneral Assembly\nDistr.: General\n12 May 2026\n\n"
            f"70/{number}. Safekeeping of lighthouse number {number}\n\nThe General Assembly,\n\n"
            f"Recalling its resolution 69/{number} of 3 May 2025,\n\n"
            f"1. Decides to keep lighthouse number {number} lit;\n\n"
            "2. Requests the Secretary-General to report thereon at its next session.\n",
            encoding="utf-8",
        )
    return folder


def convert(source: Path, output: Path, *options: str, formats: str = "md", wait: bool = True) -> None:
    before = children()
    run(*command_of("unpress"), "convert", str(source), "-t", formats, "-o", str(output), "-q", *options)
    if wait:
        reap(before)


def loops(count: int) -> None:
    """The same work in one process or in several at once."""
    started = [
        subprocess.Popen([sys.executable, "-c", LOOP.format(40_000_000 // count)], env=ENVIRONMENT)
        for _ in range(count)
    ]
    for process in started:
        process.wait()


def alone(source: Path, count: int, formats: str) -> None:
    """Convert in one process or in several at once that know nothing of each other, and write nothing."""
    paths = sorted(map(str, source.rglob("*.txt")))
    started = [
        subprocess.Popen([sys.executable, "-c", ALONE, formats, *paths[n::count]], env=ENVIRONMENT)
        for n in range(count)
    ]
    for process in started:
        assert process.wait() == 0


@pytest.fixture(scope="module", autouse=True)
def _children() -> None:
    adopt()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return documents(tmp_path_factory.mktemp("many"), DOCUMENTS)


@pytest.mark.parametrize("formats", ["md", "md,html,docx"])
def test_two_processes(many: Path, tmp_path: Path, formats: str) -> None:
    """The start of the command and of the workers is in both, which is why more work a document says more."""
    load = os.getloadavg()[0]
    (one, one_work), (two, two_work), (loop, _), (loop_twice, _), (apart, _), (apart_twice, _) = in_turns(
        lambda: convert(many, tmp_path / "one", "-j", "1", "--force", formats=formats),
        lambda: convert(many, tmp_path / "two", "-j", "2", "--force", formats=formats),
        lambda: loops(1),
        lambda: loops(2),
        lambda: alone(many, 1, formats),
        lambda: alone(many, 2, formats),
        times=TURNS,
        warm=True,
    )
    name = f"two processes against one, {DOCUMENTS} documents to {formats} (load before {load:.1f})"
    TABLE.append((name, f"{DOCUMENTS / two:.1f}/s", f"{DOCUMENTS / one:.1f}/s", one / two, "≥ 1.85"))
    for name, twice, once in (
        ("    a bare loop: what the machine gives", loop_twice, loop),
        ("    processes that share nothing: what it gives for this work", apart_twice, apart),
    ):
        TABLE.append((name, f"{twice:.3f} s", f"{once:.3f} s", once / twice, ""))
    enter("    processor time", two_work, one_work, "")


@pytest.mark.parametrize("formats", ["md", "html,docx,md", "md,pdf"])
def test_what_a_document_costs(many: Path, tmp_path: Path, formats: str) -> None:
    """Processor time with the start, reading and writing: of the samples, and of the PDF files made of them."""
    texts, pages, made = (tmp_path / name for name in ("texts", "pages", "made"))
    count = COSTLY if "pdf" in formats else DOCUMENTS
    gather(sorted(many.rglob("*.txt"))[:count], texts)
    tell_cost(f"a text to {formats}", texts, made, count, formats)
    if "pdf" in formats:
        gather(made.glob("*.pdf"), pages)
        tell_cost("a PDF to md", pages, tmp_path / "read", count, "md")


def gather(files: Iterable[Path], folder: Path) -> None:
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder)


def tell_cost(name: str, source: Path, output: Path, count: int, formats: str) -> None:
    task = partial(convert, source, output, "-j", "2", "--force", formats=formats)
    ((_, work),) = in_turns(task, times=TURNS)
    million = f"{work / count * 1_000_000 / 3600:.1f} h"
    TABLE.append((f"{name}: a document, a million", f"{work / count * 1000:.0f} ms", million, 0, ""))


def test_second_run(many: Path, tmp_path: Path) -> None:
    firsts, seconds = [], []
    for turn in range(TURNS):
        for times in (firsts, seconds):
            started = time.perf_counter()
            convert(many, tmp_path / str(turn), "-j", "2")
            times.append(time.perf_counter() - started)
    first, second = statistics.median(firsts), statistics.median(seconds)
    enter(f"second run with nothing changed against the first, {DOCUMENTS} documents", second, first, "")


def test_second_run_in_a_process_that_runs(many: Path, tmp_path: Path) -> None:
    """Without the start of Python, which a run over very many documents does not notice."""
    from unpress import convert_many

    convert(many, tmp_path / "made", "-j", "2")
    output = str(tmp_path / "made")

    def again() -> None:
        assert {outcome.status for outcome in convert_many(str(many), "md", output)} == {"skipped"}

    def anew() -> None:
        assert len(list(convert_many(str(many), "md", output, jobs=2, force=True))) == DOCUMENTS

    (second, _), (first, _) = in_turns(again, anew, times=TURNS)
    enter("    without the start of the command", second, first, "≤ 0.03")


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Path]:
    """A Dask scheduler with two workers of one thread on loopback."""
    pytest.importorskip("distributed", reason="pip install 'unpress[cluster]'")
    file = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        for name, *options in (("scheduler", "--port", "0"), *[("worker", "--nthreads", "1")] * 2):
            command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--scheduler-file", str(file)]
            process = subprocess.Popen(
                [*command, *options, "--host", "127.0.0.1", "--no-dashboard"],
                env=ENVIRONMENT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            while not file.exists():
                time.sleep(0.05)
        time.sleep(5)  # until both workers have told the scheduler
        yield file


def test_cluster(many: Path, tmp_path: Path, scheduler: Path) -> None:
    outputs = [tmp_path / name for name in ("cluster", "processes")]
    (cluster, _), (processes, _) = in_turns(
        lambda: convert(many, outputs[0], "--scheduler", str(scheduler), "--force", wait=False),
        lambda: convert(many, outputs[1], "-j", "2", "--force", wait=False),
        times=TURNS,
    )
    (start, _), *_ = in_turns(lambda: run(sys.executable, "-c", "import distributed"), times=TURNS)
    rates = (f"{DOCUMENTS / cluster:.1f}/s", f"{DOCUMENTS / processes:.1f}/s")
    TABLE.append(
        (
            f"Dask, two workers on loopback, against -j 2, {DOCUMENTS} documents",
            *rates,
            processes / cluster,
            "≥ 0.85",
        )
    )
    # the client of Dask is loaded before anything can be given out: the more documents, the less it is
    enter("    of that, to import Dask, once a run", start, cluster, "")


@pytest.mark.skipif("UNPRESS_BENCH_LARGE" not in os.environ, reason="takes minutes: UNPRESS_BENCH_LARGE=1")
def test_ten_thousand(tmp_path: Path) -> None:
    firsts: list[tuple[float, float]] = []
    seconds: list[tuple[float, float]] = []
    memory: list[float] = []
    for count in (1_000, 10_000):
        source = small(tmp_path / "in", count)
        output, report = tmp_path / f"out{count}", tmp_path / "report.jsonl"
        firsts += in_turns(
            partial(convert, source, output, "-j", "2", "--report", str(report)), times=1, warm=True
        )
        with report.open(encoding="utf-8") as lines:
            memory.append(max(json.loads(line)["memory"] for line in lines) / 2**20)
        seconds += in_turns(partial(convert, source, output, "-j", "2"), times=1, warm=True)
        shutil.rmtree(tmp_path / "in")
    (less, less_work), (more, more_work) = firsts
    enter("10,000 documents against 1,000, time", more, less, "≤ 10.5")
    enter("    processor time", more_work, less_work, "≤ 10.5")
    enter("    most memory of a worker", memory[1], memory[0], "≤ 1.1", "MB")
    enter("    10,000 documents, second run against first", seconds[1][0], more, "≤ 0.03")
    enter("    processor time", seconds[1][1], more_work, "≤ 0.03")
