"""Cases as files: a text, how it is to be read, and what must come of it.

A case is a file under ``tests/cases``::

    What the case shows, in words.
    language: fr
    stage: clean.furniture
    option: clean.tables.rows = 3
    ------ input
    ...
    ------ expected
    ...
    ------ problems
    clean.notes.missing

Without ``stage`` the expected text is the body of the outline of the document (``outline.py``; with ``whole: yes``
all of it), with ``stage`` the draft behind that stage, a line a paragraph; with a stage of the phase check what it
reports, a line a problem: its place, the end of its code, its message. Problems that are not named must not come. The
input is plain text, or what ``format`` says.
In the input a line ``\\f`` is the end of a page, ``␠`` a space that an editor would strip, ``⍽`` a no-break space.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import outline

import unpress
from unpress import Config, Result, convert
from unpress.draft import Draft, DraftTable, Line
from unpress.printing import locate
from unpress.runs import Runs
from unpress.source import Source

CASES = Path(__file__).with_name("cases")
_MARK = "------ "


@dataclass(frozen=True)
class Case:
    """One case; ``flags`` are the lines of its head."""

    name: str
    input: str
    expected: str
    problems: tuple[str, ...] = ()
    flags: dict[str, str] = field(default_factory=dict[str, str])
    options: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        return self.name

    @property
    def config(self) -> Config:
        config = Config(language=self.flags.get("language", ""))
        for stage, option, value in self.options:
            config = config.with_options(stage, **{option: value})
        return config

    def run(self) -> tuple[Result, str]:
        """The result, and what the case compares with its expectation."""
        drafts: dict[str, Draft] = {}

        def watch(stage: str, value: object) -> None:
            if isinstance(value, Draft):
                drafts[stage] = value

        source = Source(self.name, self.input.encode(), self.flags.get("format", "text"))
        if self.flags.get("stage", "").startswith("check."):
            return self._checked(source)
        result = convert(source, (), self.config, watch=watch)
        if "stage" in self.flags:
            return result, drawn(drafts[self.flags["stage"]])
        whole = outline.write(result.document)
        if "whole" not in self.flags:
            known = ("language", "masthead", "title", *outline.META)
            whole = "".join(line for line in whole.splitlines(keepends=True) if not line.startswith(known))
        return result, whole

    def _checked(self, source: Source) -> tuple[Result, str]:
        name = self.flags["stage"]
        result = unpress.check(source, (), replace(self.config, check=(name.removeprefix("check."),)))
        found = locate([p for p in result.problems if p.code.startswith(f"{name}.")], result.text)
        lines = [
            f"{f.line}:{f.column}-{f.end_column} {f.problem.code.removeprefix(name)[1:]} | {f.problem.message}"
            for f in found
        ]
        others = tuple(p for p in result.problems if not p.code.startswith(f"{name}."))
        return replace(result, problems=others), "".join(f"{line}\n" for line in lines or ["nothing"])


def cases(folder: str) -> list[Case]:
    """All cases in a folder of ``tests/cases``.

    Raises ValueError for a file that is no case.
    """
    found = [load(path) for path in sorted((CASES / folder).glob("*.txt"))]
    if not found:
        raise ValueError(f"no cases in {CASES / folder}")
    return found


def load(path: Path) -> Case:
    """Read a case."""
    parts: dict[str, list[str]] = {"": []}
    name = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith(_MARK):
            name = line.removeprefix(_MARK).strip()
            parts[name] = []
        else:
            parts[name].append(line)
    if not {"input", "expected"} <= set(parts) <= {"", "input", "expected", "problems"}:
        raise ValueError(f"{path} is no case: it has {sorted(parts)}")
    flags: dict[str, str] = {}
    options: list[tuple[str, str, str]] = []
    for line in parts[""][1:]:
        key, _, value = line.partition(": ")
        if key == "option":
            option, _, given = value.partition(" = ")
            stage, _, option = option.rpartition(".")
            options.append((stage, option, given))
        elif line.strip():
            flags[key] = value
    text = "\n".join(parts["input"]).replace("␠", " ").replace("⍽", "\u00a0").replace("\\f\n", "\f")
    expected = "\n".join(parts["expected"]).strip("\n").replace("⍽", "\u00a0")
    problems = tuple(line for line in parts.get("problems", []) if line)
    return Case(path.stem, text, f"{expected}\n", problems, flags, tuple(options))


def drawn(draft: Draft) -> str:
    """A draft as lines: the page where it changes, the text with its look, notes behind."""
    return "".join(f"{line}\n" for line in _drawn(draft))


def _drawn(draft: Draft) -> Iterator[str]:
    page = 1
    for entry in draft.lines:
        if entry.page > page:
            page = entry.page
            yield f"page {page}"
        if isinstance(entry, Line):
            yield runs(entry.runs)
        else:
            yield from _table(entry)
    for note in draft.notes:
        yield f"note {note.marker} | {' / '.join(runs(line.runs) for line in note.lines)}"


def _table(table: DraftTable) -> Iterator[str]:
    yield " ".join(["table", *(runs(line.runs) for line in table.caption)])
    for row in table.rows:
        cells = (
            ("!" if cell.header else "")
            + " / ".join(runs(line.runs) for line in cell.lines)
            + (f" !{cell.columns}x{cell.rows}" if (cell.columns, cell.rows) != (1, 1) else "")
            for cell in row
        )
        yield "  row | " + " | ".join(cells)


def runs(of: Runs) -> str:
    """Runs with their look as an outline shows it."""
    parts: list[str] = []
    for run in of:
        text = f"[^{run.note}]" if run.note else run.text
        for sign, is_so in (("*", run.italic), ("**", run.bold), ("__", run.underline)):
            text = f"{sign}{text}{sign}" if is_so else text
        text = f"^{{{text}}}" if run.raised else text
        parts.append(f"[{text}]({run.link})" if run.link else text)
    return "".join(parts)


def check(case: Case) -> None:
    """Run a case; AssertionError shows what differs."""
    result, got = case.run()
    if got != case.expected:
        difference = difflib.unified_diff(
            case.expected.splitlines(), got.splitlines(), "expected", "got", lineterm="", n=1
        )
        raise AssertionError("\n".join([case.name, *difference]))
    codes = tuple(problem.code for problem in result.problems)
    if codes != case.problems:
        raise AssertionError(f"{case.name}: problems {codes}, expected {case.problems}")
    if not result.ledger.complete:
        lost = [result.text[start:end] for start, end in result.ledger.unexplained]
        raise AssertionError(f"{case.name}: lost {lost}")
