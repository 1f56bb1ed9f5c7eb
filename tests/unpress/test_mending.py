"""Mending: what needs no judgement, where the document stays the same but for the mended spots."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from unpress import check, cli
from unpress.mending import mend
from unpress.problems import Mend, Problem, Severity
from unpress.source import Source

ROUGH = """\
# 79/900. Wells of the plains

*The General Assembly*,

*Recalling* its resolution ( 72/213) of 20 December 2017,of course,

1\\. *Decides* to look - once more - after the wells.
"""
MENDED = (
    ROUGH.replace("( 72", "(72").replace(",of", ", of").replace("look - once more -", "look – once more –")
)


def test_what_needs_no_judgement_is_mended_and_a_second_run_mends_nothing() -> None:
    source = Source("a.md", ROUGH.encode())
    fresh, problems = mend(source, check(source))
    assert fresh.decode() == MENDED
    assert {problem.code for problem in problems} == {
        "check.spacing.bracket",
        "check.spacing.behind",
        "check.spacing.hyphen",
    }
    again = Source("a.md", fresh)
    assert mend(again, check(again)) == (fresh, ())


def test_no_break_spaces_are_mended_in_french() -> None:
    head = "# 79/900. Puits\n\n*L’Assemblée générale*,\n\n"
    text = head + "1\\. *Décide* de «\u00a0puits\u00a0»\u00a0;\n\n2\\. *Note* : «eau».\n"
    source = Source("a.md", text.encode())
    fresh, _ = mend(source, check(source))
    assert fresh.decode() == text.replace(" : «eau»", "\u00a0: «\u00a0eau\u00a0»")


def test_a_mend_that_would_change_more_than_its_spot_is_left() -> None:
    source = Source("a.md", ROUGH.encode())
    result = check(source)
    at = ROUGH.index("look")
    bad = Problem(
        Severity.warning, "check.spacing.double", "", mend=Mend(at, at + 4, "look\n\n# Not a heading")
    )
    problems = (*result.problems, bad)
    fresh, mended = mend(source, replace(result, problems=problems))
    assert fresh.decode() == MENDED
    assert bad not in mended


def test_a_source_that_is_not_as_unpress_writes_it_is_left_alone() -> None:
    source = Source("a.md", ROUGH.encode("utf-8-sig"))
    assert mend(source, check(source)) == (source.data, ())


def test_the_command_mends_markdown_in_place_and_leaves_other_formats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "a.txt"):
        Path(name).write_text(ROUGH, encoding="utf-8")
    assert cli.run(["check", "--fix", "a.md"]) == 0
    assert Path("a.md").read_text(encoding="utf-8") == MENDED
    assert "4 mended" in capsys.readouterr().err
    assert cli.run(["check", "--fix", "a.txt"]) == 0
    assert Path("a.txt").read_text(encoding="utf-8") == ROUGH
    assert "can be mended only in Markdown" in capsys.readouterr().err
