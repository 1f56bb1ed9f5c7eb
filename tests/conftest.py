"""Stages for the tests, installed as any third-party distribution is."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from unpress import fingerprint, stage

settings.register_profile("untimed", settings.default, deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")

HERE = Path(__file__).parent

EXAMPLE = HERE / "example_plugin"
"""The plugin that the manual for authors of stages refers to."""


def install(folder: Path, distribution: str, package: str, files: Mapping[str, str] | Path) -> None:
    """Put a distribution into a folder as pip leaves it: the package and its metadata."""
    if isinstance(files, Path):
        shutil.copytree(files, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        (folder / package).mkdir(parents=True)
        (folder / package / "__init__.py").touch()
        for name, text in files.items():
            path = folder / package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    info = folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[unpress.stages]\n{package} = {package}\n")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the command remembers of documents stays with the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNPRESS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def _forget_stages(packages: Sequence[str] = ()) -> None:
    stage.installed.cache_clear()
    stage.load.cache_clear()
    fingerprint.build.cache_clear()
    importlib.invalidate_caches()
    for name in list(sys.modules):
        if name.partition(".")[0] in packages:
            del sys.modules[name]


Plug = Callable[..., Path]
"""``plug(distribution, package, files)`` installs stages for the test that asks; returns the folder they are in."""


@pytest.fixture
def plug(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plug]:
    packages: list[str] = []

    def into_path(distribution: str, package: str, files: Mapping[str, str] | Path) -> Path:
        folder = tmp_path_factory.mktemp("site")
        install(folder, distribution, package, files)
        monkeypatch.syspath_prepend(str(folder))
        packages.append(package)
        _forget_stages(packages)
        return folder

    _forget_stages()
    yield into_path
    monkeypatch.undo()
    _forget_stages(packages)


@pytest.fixture
def example_plugin(plug: Plug) -> Path:
    """``tests/example_plugin``, installed; what its pyproject.toml says is what is installed."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (package,) = project["entry-points"][stage.GROUP].values()
    return plug(project["name"], package, EXAMPLE / package)


PROBE = {
    "read/probe.py": '''\
"""Read lines; some of them are orders to the other stages."""
from unpress.draft import Draft, Line
from unpress.runs import run_at
from unpress.errors import ReadError
from unpress.journal import Journal
from unpress.source import Source


def read(source: Source, journal: Journal, *, encoding: str = "utf-8") -> Draft:
    text = source.data.decode(encoding)
    if "!unreadable" in text:
        raise ReadError(f"{source.name} is not a probe", "write one")
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append(Line((run_at(line.rstrip(), at),), starts=True))
        at += len(line)
    return Draft(text, tuple(lines))
''',
    "clean/probe.py": '''\
"""Obey the orders in lines."""
import os
import signal
import time
from dataclasses import replace
from unpress.draft import Draft
from unpress.journal import Journal


def clean(draft: Draft, journal: Journal, *, deaf: bool = False) -> Draft:
    kept = []
    for line in draft.lines:
        order, _, rest = line.text.partition(" ")
        if deaf or not order.startswith("!"):
            kept.append(line)
        elif order == "!drop":
            journal.dropped("order", line.start, line.end)
        elif order == "!lose":
            pass
        elif order == "!crash":
            raise RuntimeError("told to")
        elif order == "!sleep":
            print("asleep", flush=True)
            time.sleep(60)
        elif order == "!deaf":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            time.sleep(60)
        elif order == "!eat":
            bytearray(int(rest))
        elif order == "!die":  # once only, where a file is named that remembers it
            if not (rest and os.path.exists(rest)):
                open(rest or os.devnull, "a").close()
                os.kill(os.getpid(), signal.SIGKILL)
        elif order == "!kill":  # another process, once only
            number, _, remembered = rest.partition(" ")
            if not os.path.exists(remembered):
                open(remembered, "a").close()
                os.kill(int(number), signal.SIGKILL)
        elif order in ("!note", "!warn", "!error"):
            getattr(journal, order[1:])("order", rest, line.span, "do not order it")
            kept.append(line)
        elif order == "!join":
            journal.joined(line.start, line.end, "was told to")
            kept.append(line)
    return draft if len(kept) == len(draft.lines) else replace(draft, lines=tuple(kept))
''',
    "parse/probe.py": '''\
"""Make every line a paragraph."""
from unpress.ast import Document, Paragraph, Text
from unpress.draft import Draft
from unpress.journal import Journal


def parse(draft: Draft, journal: Journal) -> Document | None:
    return Document("en", children=tuple(Paragraph((Text(line.text, line.span),)) for line in draft.lines))
''',
    "transform/probe.py": '''\
"""Shout, if told to."""
from dataclasses import replace
from typing import Literal
from unpress.ast import Document, Text
from unpress.journal import Journal
from unpress.walk import Rewriter


class Shout(Rewriter):
    def text(self, node: Text) -> Text:
        return replace(node, value=node.value.upper())


def transform(document: Document, journal: Journal, *, voice: Literal["quiet", "loud"] = "quiet") -> Document:
    """Put everything into capitals where ``voice`` is loud."""
    return Shout().rewrite(document) if voice == "loud" else document
''',
    "render/text.py": '''\
"""Write a line a paragraph."""
from unpress.ast import Document
from unpress.journal import Journal
from unpress.walk import plain


def render(document: Document, journal: Journal, *, width: int = 0, after: tuple[str, ...] = ()) -> bytes:
    texts = [plain(p.content)[:width or None] for p in document.children]
    return "".join(f"{text}\\n" for text in (*texts, *after)).encode()
''',
    "render/blob.py": '''\
"""Write bytes that are no text."""
from unpress.ast import Document
from unpress.journal import Journal


def render(document: Document, journal: Journal) -> bytes:
    return b"\\x00\\xff" + str(len(document.children)).encode()
''',
}
"""A stage for every phase whose behaviour the test chooses by what it writes into the source."""

PROBE_CONFIG = """\
reader = "probe"
language = "en"
clean = ["probe"]
parse = ["probe"]
transform = ["probe"]
"""


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    status: int
    out: bytes
    err: str


class Desk:
    """A folder to run commands in, with the probe stages installed and configured."""

    def __init__(self, folder: Path, site: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder = folder
        self.site = site
        self._capture = capture

    def write(self, name: str, text: str | bytes = "one\ntwo\n") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run(self, *arguments: str) -> Ran:
        """Run a command in this process."""
        from unpress import cli

        self._capture.readouterr()
        status = cli.run(arguments)
        out, err = self._capture.readouterr()
        return Ran(status, out, err.decode())

    def environment(self) -> dict[str, str]:
        path = os.pathsep.join(filter(None, [str(self.site), os.environ.get("PYTHONPATH", "")]))
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        return {**inherited, "PYTHONPATH": path, "PYTHONWARNINGS": "default"}

    def spawn(self, *arguments: str, **given: object) -> Ran:
        """Run a command in a process of its own."""
        command = [sys.executable, "-m", "unpress", *arguments]
        done = subprocess.run(  # type: ignore[call-overload]
            command,
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            timeout=60,
            check=False,
            **given,
        )
        return Ran(done.returncode, done.stdout, done.stderr.decode())

    def files(self) -> set[str]:
        return {str(p.relative_to(self.folder)) for p in self.folder.rglob("*") if p.is_file()} - {
            "unpress.toml"
        }


@pytest.fixture
def desk(
    tmp_path: Path, plug: Plug, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Desk:
    site = plug("unpress-probe", "unpress_probe", PROBE)
    (tmp_path / "unpress.toml").write_text(PROBE_CONFIG)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("UNPRESS_DEBUG", raising=False)
    return Desk(tmp_path, site, capfdbinary)
