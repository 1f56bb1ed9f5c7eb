"""Every case under ``tests/cases`` is run by the tests of its stage; here: that none is left out."""

from __future__ import annotations

import textcase

from unpress import stage


def test_every_folder_of_cases_is_named_after_a_stage() -> None:
    folders = {path.parent.relative_to(textcase.CASES) for path in textcase.CASES.rglob("*.txt")}
    assert {".".join(folder.parts) for folder in folders} <= set(stage.installed())


def test_every_case_reads() -> None:
    for path in textcase.CASES.rglob("*.txt"):
        case = textcase.load(path)
        assert case.input.strip(), path
        assert case.expected.strip(), path
