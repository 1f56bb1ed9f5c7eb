"""Who imports whom, and what a cold start costs."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

import pytest

from unpress import stage

HEAVY = {
    "weasyprint",
    "pdfplumber",
    "pdfminer",
    "pypdfium2",
    "pikepdf",
    "docx",
    "lxml",
    "rich",
    "PIL",
    "markdown_it",
}
"""Packages that only some formats need (0.1 s to 1.7 s each)."""

MANY = {"fsspec", "distributed", "sqlite3", "multiprocessing"}
"""Packages that only a run over many documents needs."""

SHOWN = {("cli/many.py", "rich")}
"""The bar of such a run, which is imported where somebody watches."""

MADE_FROM = {("render.pdf", "render.html")}
"""Stages that go on where another one stopped."""

BORROWED: set[tuple[str, str]] = set()
"""Debts: what is taken from another stage belongs into a module that both may import.
None is to be added."""

PHASES = {"read", "clean", "parse", "transform", "check", "render"}


def folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations)))


def imported(path: Path) -> Iterator[str]:
    """The full names of all that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def modules(package: str) -> list[Path]:
    return sorted(folder(package).rglob("*.py"))


@pytest.mark.parametrize("path", modules("unpress"), ids=lambda path: path.name)
def test_the_core_never_imports_a_stage(path: Path) -> None:
    assert not [name for name in imported(path) if name.split(".")[0] == "unpress_stages"]


@pytest.mark.parametrize("path", modules("unpress"), ids=lambda path: path.name)
def test_the_core_imports_no_heavy_package(path: Path) -> None:
    own = path.relative_to(folder("unpress")).as_posix()
    assert not {(own, package) for package in top(set(imported(path))) & HEAVY} - SHOWN


def taken_by(path: Path) -> Iterator[tuple[str, str]]:
    """A stage, and each other stage that it imports. Modules whose names begin with an underscore are shared,
    in their phase or above the phases.
    """
    own = ".".join(path.relative_to(folder("unpress_stages")).with_suffix("").parts[:2])
    phase = own.partition(".")[0]
    for name in imported(path):
        root, _, rest = name.partition(".")
        other = ".".join(rest.split(".")[:2])
        if root == "unpress_stages" and not rest.startswith((f"{phase}._", "_")) and other != own:
            yield own, other


@pytest.mark.parametrize(
    "path", modules("unpress_stages"), ids=lambda path: f"{path.parent.name}.{path.stem}"
)
def test_a_stage_imports_no_other_stage(path: Path) -> None:
    assert not set(taken_by(path)) - MADE_FROM - BORROWED


def test_every_exception_to_that_is_still_one() -> None:
    taken = {pair for path in modules("unpress_stages") for pair in taken_by(path)}
    assert taken >= MADE_FROM | BORROWED


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Neither at once nor late, nor for types alone: of two modules one comes first."""
    paths = {
        ".".join((package, *path.relative_to(folder(package)).with_suffix("").parts)): path
        for package in ("unpress", "unpress_stages")
        for path in modules(package)
        if path.name != "__init__.py"
    }
    graph = {
        name: {
            other for taken in imported(path) for other in (taken, taken.rpartition(".")[0]) if other in paths
        }
        for name, path in paths.items()
    }
    TopologicalSorter(graph).prepare()  # CycleError names the circle


@pytest.mark.parametrize("path", modules("unpress_stages"), ids=lambda path: path.stem)
def test_stages_make_records(path: Path) -> None:
    """What ``dataclass`` compiles for one class takes as long as a small module, in each process anew."""
    assert "dataclasses.dataclass" not in set(imported(path))


def test_no_module_is_named_after_nothing() -> None:
    names = {path.stem.strip("_") for package in ("unpress", "unpress_stages") for path in modules(package)}
    assert not names & {"utils", "util", "helpers", "helper", "base", "common", "misc", "manager", "handler"}


def test_the_core_and_the_stages_lie_in_packages_of_their_own() -> None:
    assert folder("unpress").name == "unpress"
    assert {path.name for path in folder("unpress_stages").iterdir() if path.is_dir()} - {
        "__pycache__"
    } == PHASES


# ---------------------------------------------------------------------------------------------------- cold start


def loaded_by(arguments: list[str], cwd: Path) -> set[str]:
    """The names of all modules that a command imports in a process of its own."""
    code = "import sys; from unpress.cli import run; status = run(sys.argv[1:])"
    code += "; print(*sys.modules, file=sys.stderr); sys.exit(status)"
    command = [sys.executable, "-c", code, *arguments]
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def top(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


FOR_FEW = {
    "unpress.codes",
    "unpress_stages.clean._cell_rows",
    "unpress_stages.clean._compounds",
    "unpress_stages.clean._order",
    "unpress_stages.clean._puzzle",
    "unpress_stages.clean._stretches",
    "unpress_stages.clean._typed_notes",
    "unpress_stages.parse._tables",
    "pkgutil",
    "textwrap",
}
"""What few texts need, and no text of whole lines without tables."""


def stages_in(names: set[str]) -> set[str]:
    found = {name.removeprefix("unpress_stages.") for name in names if name.startswith("unpress_stages.")}
    return {name for name in found if "." in name and "_" not in name}


@pytest.mark.parametrize(
    "arguments", [["--version"], ["convert", "--help"], ["stages"], ["completion", "fish"]]
)
def test_a_command_that_converts_nothing_imports_no_stage(arguments: list[str], tmp_path: Path) -> None:
    names = loaded_by(arguments, tmp_path)
    assert "unpress_stages.read" not in names
    assert not top(names) & HEAVY


def test_text_to_markdown_imports_the_stages_that_run_and_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("The General Assembly,\n\nRecalling its resolution 72/213,\n")
    names = loaded_by(["convert", "x.txt", "-t", "md"], tmp_path)
    assert not top(names) & (HEAVY | MANY | {"logging"})
    assert "unpress.doctor" not in names
    assert not names & FOR_FEW
    if stage._alone():  # pyright: ignore[reportPrivateUsage]
        assert not top(names) & {"email", "socket", "zipfile"}  # what the library of distributions brings
    from unpress import Config

    config = Config()
    expected = {"read.text", "render.markdown"}
    for phase in ("clean", "transform"):
        expected |= {f"{phase}.{name}" for name in getattr(config, phase)}
    assert stages_in(names) - {"parse.resolution", "parse.plain"} == expected


def test_a_run_in_which_nothing_changed_imports_nothing_that_converts(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("The General Assembly,\n\nRecalling its resolution 72/213,\n")
    os.utime(tmp_path / "x.txt", (1, 1))
    arguments = ["convert", "x.txt", "-t", "md", "-o", "out", "-j", "1", "-q"]
    assert "unpress.conversion" not in loaded_by(arguments, tmp_path)  # it is the processes that convert
    names = loaded_by(arguments, tmp_path)
    assert not names & {"unpress.conversion", "unpress.work", "unpress.ast", "unpress.draft", "logging"}
    assert not top(names) & (HEAVY | (MANY - {"sqlite3"}) | {"concurrent"})
    if stage._alone():  # pyright: ignore[reportPrivateUsage]
        assert not top(names) & {"email", "socket", "zipfile"}


def test_import_unpress_imports_no_stage_and_no_command_line() -> None:
    code = "import sys, unpress; print(*sys.modules)"
    names = set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert "unpress_stages" not in names
    assert "click" not in names
    assert not top(names) & (HEAVY | MANY | {"rapidfuzz"})  # for comparing only
