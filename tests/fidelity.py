"""Convert documents whose official Akoma Ntoso is at hand, score what comes out, and hold it to the floors.

python tests/fidelity.py [--only GLOB] [--suffixes .txt,.pdf,.docx] [--worst N] [--out DIR] [--jobs N]

The documents are in `../shared` beside the checkout, or where UNPRESS_SHARED says; without them there is
nothing to measure, and the run says so. The floors are in fidelity.toml. Status 1: a floor was missed.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("UNPRESS_SHARED") or ROOT.parent / "shared")
FLOORS = Path(__file__).with_name("fidelity.toml")
# folder of the run -> where its references are
REFERENCES = {"seeds": "typeset", "official": "official", "typeset": "typeset"}

Scores = dict[str, dict[str, float]]  # NAME.LANG.DIALECT -> measure -> score


@dataclass(frozen=True)
class Job:
    """One document to convert: `key` is NAME.LANG.DIALECT."""

    folder: str
    key: str
    source: Path
    output: Path


def jobs(out: Path, suffixes: set[str]) -> Iterator[Job]:
    for source in sorted((ROOT / "samples").glob("A_RES_75_210.??.txt")):
        key = f"{source.stem}.sample"
        yield Job("seeds", key, source, out / "seeds" / f"{key}.akn.xml")
    for folder in ("official", "typeset"):
        for source in sorted((SHARED / "corpus" / folder).iterdir()):
            if source.suffix in suffixes:
                key = source.stem if source.suffix == ".txt" else source.name
                yield Job(folder, key, source, out / folder / f"{key}.akn.xml")


def convert_one(job: Job) -> str:
    """Write the output, an empty one if there is none (it scores zero); return what went wrong."""
    from unpress import convert

    job.output.parent.mkdir(parents=True, exist_ok=True)
    try:
        output = convert(job.source, to="akn").output
    except Exception as error:
        job.output.write_bytes(b"")
        return f"{type(error).__name__}: {error}".splitlines()[0]
    job.output.write_bytes(output)
    return ""


def convert_all(selected: list[Job], processes: int) -> None:
    for folder in {job.output.parent for job in selected}:
        for stale in folder.glob("*.akn.xml"):
            stale.unlink()
    started = time.monotonic()
    failed = 0
    with ProcessPoolExecutor(processes) as pool:
        for job, error in zip(selected, pool.map(convert_one, selected, chunksize=4), strict=True):
            if error:
                failed += 1
                print(f"failed: {job.folder}/{job.source.name}: {error}")
    print(f"converted {len(selected) - failed} of {len(selected)} in {time.monotonic() - started:.1f} s")


def score(folder: str, out: Path, worst: int) -> Scores:
    """Run the scorer over one folder; it prints its table."""
    print(f"\n== {folder}", flush=True)
    scores = out / f"{folder}.json"
    scorer = SHARED / "fidelity" / "score.py"
    references = SHARED / "corpus" / REFERENCES[folder]
    command = [sys.executable, str(scorer), str(out / folder), str(references)]
    subprocess.run([*command, "--worst", str(worst), "--json", str(scores)], check=True)
    result: Scores = json.loads(scores.read_text())
    return result


def print_groups(scores: Scores) -> None:
    """Means for each dialect and language, in the columns of the scorer's table."""
    groups = collections.defaultdict[tuple[str, str], list[dict[str, float]]](list)
    for key, row in scores.items():
        _, language, dialect = key.split(".", 2)
        groups[dialect, language].append(row)
    for (dialect, language), rows in sorted(groups.items()):
        means = (f"{statistics.fmean(row[measure] for row in rows):7.4f}" for measure in rows[0])
        print(f"{dialect + ' ' + language:18}{len(rows):5} " + " ".join(means))


def missed(scored: dict[str, Scores], every: list[Job]) -> Iterator[str]:
    """Compare with the floors whose documents were all converted in this run."""
    for floor in tomllib.loads(FLOORS.read_text())["floor"]:
        folder, pattern = floor.pop("folder"), floor.pop("documents")
        keys = [job.key for job in every if job.folder == folder and fnmatch(job.key, pattern)]
        rows = [scored[folder][key] for key in keys if key in scored.get(folder, {})]
        if len(rows) < len(keys):
            print(f"floor not tried, documents left out: {folder} {pattern}")
            continue
        if not rows:
            yield f"{folder} {pattern}: no such document"
            continue
        for measure, least in floor.items():
            mean = statistics.fmean(row[measure] for row in rows)
            if mean < least:
                yield f"{folder} {pattern}: {measure} {mean:.4f} < {least}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", metavar="GLOB", default="*", help="documents, as NAME.LANG.DIALECT")
    parser.add_argument(
        "--suffixes", default=".txt,.pdf,.docx", help="kinds of files to convert (default: all)"
    )
    parser.add_argument("--worst", type=int, default=3, metavar="N", help="list the N lowest of each folder")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "fidelity", metavar="DIR")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes")
    arguments = parser.parse_args()
    if not (SHARED / "fidelity" / "score.py").exists():
        print(f"skipped: no reference documents at {SHARED}")
        return 0
    every = list(jobs(arguments.out, set(arguments.suffixes.split(","))))
    selected = [job for job in every if fnmatch(job.key, arguments.only)]
    if not selected:
        print(f"no document is named {arguments.only}")
        return 2
    convert_all(selected, arguments.jobs)
    scored: dict[str, Scores] = {}
    for folder in dict.fromkeys(job.folder for job in selected):
        scored[folder] = score(folder, arguments.out, arguments.worst)
        print_groups(scored[folder])
    failures = list(missed(scored, every))
    for failure in failures:
        print(f"below the floor: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
