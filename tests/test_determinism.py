"""The same source gives the same bytes: in two processes, with other hash seeds, time zones, places and days."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
FORMATS = ("md", "html", "docx", "pdf", "akn", "json")

SCRIPT = """
import hashlib, json, sys
from unpress import convert
formats = sys.argv[1].split(",")
found = {}
for path in sys.argv[2:]:
    result = convert(path, formats)
    found[path] = {name: hashlib.sha256(data).hexdigest() for name, data in result.outputs.items()}
    found[path]["problems"] = repr(result.problems)
json.dump(found, sys.stdout)
"""


def digests(folder: Path, **environment: str) -> dict[str, dict[str, str]]:
    command = [sys.executable, "-c", SCRIPT, ",".join(FORMATS), *(str(SAMPLES / f"{n}.txt") for n in NAMES)]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, timeout=300, check=True
    )
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    return {Path(path).stem: digest for path, digest in found.items()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    return digests(
        tmp_path_factory.mktemp("first"), PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8"
    )


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    return digests(tmp_path_factory.mktemp("second"), PYTHONHASHSEED="2", TZ="America/Adak", LC_ALL="C")


@pytest.mark.parametrize("format", [*FORMATS, "problems"])
@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_twice(
    first: dict[str, dict[str, str]], second: dict[str, dict[str, str]], name: str, format: str
) -> None:
    assert first[name][format] == second[name][format]


def test_one_format_or_six_at_a_time_make_no_difference(first: dict[str, dict[str, str]]) -> None:
    from unpress import convert

    for format in FORMATS:
        data = convert(SAMPLES / "A_RES_75_210.en.txt", format).output
        assert hashlib.sha256(data).hexdigest() == first["A_RES_75_210.en"][format], format
