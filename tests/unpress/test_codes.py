"""Codes of problems: each that a stage reports is declared, says something, and only such a one can be silenced."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import unpress_stages
from unpress import ConfigError, codes, stage

STAGES = Path(unpress_stages.__file__).parent
REPORTERS = {"warn", "error", "note", "report"}


def reported(path: Path) -> set[str]:
    """The codes that a module gives as words to a journal, or to what reports for it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        places = node.args[2:3] if name == "report" else node.args[:1]
        if name in REPORTERS:
            found.update(str(a.value) for a in places if isinstance(a, ast.Constant) and a.value)
    return found


@pytest.mark.parametrize("phase", stage.PHASES)
def test_every_code_that_a_stage_reports_is_declared(phase: str) -> None:
    stages = [found for found in stage.installed().values() if found.phase == phase]
    declared = {slug for found in stages for slug in codes.of_stage(found) or ()}
    used = {slug for path in (STAGES / phase).glob("*.py") for slug in reported(path)}
    assert used <= declared


def test_every_check_says_what_it_reports() -> None:
    for found in stage.installed().values():
        if found.phase == "check":
            known = codes.of_stage(found)
            assert known
            assert all(says.endswith(".") for says in known.values()), found.full_name


def test_what_a_code_means() -> None:
    assert codes.meaning("check.links.other").startswith("A link")
    assert codes.meaning("ledger.unexplained")
    assert codes.meaning("check.links.nothing") == ""
    assert codes.meaning("nothing") == ""


@pytest.mark.parametrize(
    "code", ["check.links.other", "check.links", "check.links.", "check", "ledger", "clean.language.unknown"]
)
def test_codes_and_their_beginnings_are_known(code: str) -> None:
    codes.check(code, "here")


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("check.links.othr", "check.links.other"),
        ("check.lnks", "check.links"),
        ("transform.note", "transform.notes"),
        ("ledger.unexplaned", "ledger.unexplained"),
    ],
)
def test_an_unknown_code_is_an_error_that_names_the_nearest(code: str, meant: str) -> None:
    with pytest.raises(ConfigError, match=r"^here: ") as error:
        codes.check(code, "here")
    assert repr(meant) in error.value.hint
