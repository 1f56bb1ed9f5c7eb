"""A process that is killed leaves the previous output or the new one, never a part of one."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from unpress.outputs import File, write

TIMES = 200
SIZE = 3_000_000


CONVERTER = """
import itertools, sys
from unpress import cli

for turn in itertools.count():
    matter = f"render.markdown.front_matter={bool(turn % 2)}"
    cli.run(["convert", sys.argv[1], "-o", sys.argv[2], "-q", "--set", matter])
    print(turn, flush=True)
"""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")


def killed(code: str, *arguments: str, after: float) -> None:
    """Run some Python and kill it so many seconds after it has done its first turn."""
    with subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"0\n"
        time.sleep(after)
        process.kill()
        process.stdout.read()
    assert process.returncode == -signal.SIGKILL


def left(folder: Path) -> set[str]:
    """What is there beside the output; it is cleared away."""
    names = {path.name for path in folder.iterdir()} - {"out.md"}
    for name in names:
        (folder / name).unlink()
    return names


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_file_is_whole_whenever_its_writer_is_killed(tmp_path: Path) -> None:
    """A writer that does nothing else, so that many of the kills hit it while it writes."""
    path = tmp_path / "out.md"
    write(File(path), b"a" * SIZE)
    chance = random.Random(1)
    hit = 0
    for _ in range(TIMES):
        child = os.fork()
        if not child:
            while True:
                for letter in (b"b", b"a"):
                    write(File(path), letter * SIZE)
        time.sleep(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert path.read_bytes() in (b"a" * SIZE, b"b" * SIZE)
        names = left(tmp_path)
        hit += bool(names)
        assert all(name.startswith(".unpress-") and name.endswith(".tmp") for name in names)
    assert hit > TIMES / 20


def test_an_output_is_whole_whenever_a_conversion_is_killed(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("1. Wells are dug.\n\n2. They run dry.\n" * 200)
    folder = tmp_path / "out"
    folder.mkdir()
    chance = random.Random(2)
    found: set[bytes] = set()
    for _ in range(4):
        killed(CONVERTER, str(source), str(folder / "out.md"), after=chance.uniform(0, 0.2))
        found.add((folder / "out.md").read_bytes())
        assert len(left(folder)) <= 1
    assert all(data.endswith(b"They run dry.\n") and data.count(b"Wells") == 200 for data in found)


CALLER = """
import time
from unpress.child import Child

child = Child()
child.call(0, 0, time.sleep, 0)
print(0, flush=True)
child.call(0, 0, time.sleep, 60)
"""


@pytest.mark.skipif(not hasattr(select, "poll"), reason="it ends with its work here")
def test_a_child_ends_in_the_middle_of_its_work_when_its_parent_is_killed() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", CALLER], stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        time.sleep(0.2)
        process.kill()
        process.wait()
        found, _, _ = select.select([process.stderr], [], [], 30)  # the child holds it, too
        assert found
