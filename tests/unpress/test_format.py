"""``unpress format``: canonical Markdown in place, written only where it reads back as the same document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unpress import canonical
from unpress.ast import Document, Paragraph, Text
from unpress.conversion import Result
from unpress.errors import RenderError

if TYPE_CHECKING:
    from conftest import Desk

ROUGH = "# 79/900. Wells of the plains\n\n_The General Assembly_,\n\n1\\.  *Decides*   to look after wells.\n"


@pytest.fixture
def here(desk: Desk) -> Desk:
    """The desk without stages of its own."""
    (desk.folder / "unpress.toml").unlink()
    return desk


FINE = "# 79/900. Wells of the plains\n\n*The General Assembly*,\n\n1\\. *Decides* to look after wells.\n"


def test_a_file_is_written_in_its_canonical_form_and_the_second_run_changes_nothing(here: Desk) -> None:
    path = here.write("a.md", ROUGH)
    ran = here.run("format", "--exit-code", "a.md")
    assert (ran.status, ran.err) == (1, "wrote a.md\n")
    assert path.read_text() == FINE
    again = here.run("format", "--exit-code", "a.md")
    assert (again.status, again.out, again.err) == (0, b"", "")


@pytest.mark.parametrize("flag", ["--check", "--diff"])
def test_nothing_is_written_where_only_the_change_is_asked_for(here: Desk, flag: str) -> None:
    path = here.write("a.md", ROUGH)
    ran = here.run("format", flag, "a.md")
    assert ran.status == 1
    assert path.read_text() == ROUGH
    assert ran.err == ("would write a.md\n" if flag == "--check" else "")
    assert ("-_The General Assembly_,\n+*The" in ran.out.decode()) == (flag == "--diff")


def test_standard_input_is_formatted_to_standard_output(here: Desk) -> None:
    assert here.spawn("format", "-", input=ROUGH.encode()).out.decode() == FINE


def test_other_formats_are_refused_before_anything_is_written(here: Desk) -> None:
    path = here.write("a.md", ROUGH)
    ran = here.run("format", "a.md", "b.txt")
    assert (ran.status, ran.err.splitlines()[0]) == (2, "error: b.txt is no Markdown")
    assert path.read_text() == ROUGH


@pytest.mark.parametrize(
    ("foreign", "what"),
    [
        ("```sh\nmake\n```\n", "code (line 7)"),
        ("Call `make`.\n", "code (line 7)"),
        ("![a mill](mill.png)\n", "a picture (line 7)"),
        ("<!-- not yet -->\n", "a comment (line 7)"),
        ("| a |\n| --- |\n| `x` |\n", "code (line 9)"),
    ],
)
def test_a_file_with_what_no_document_has_stays_as_it_is_and_is_no_fault(
    here: Desk, foreign: str, what: str
) -> None:
    path = here.write("a.md", ROUGH + "\n" + foreign)
    for _ in range(2):
        ran = here.run("format", "--exit-code", "a.md")
        assert (ran.status, ran.err) == (0, f"a.md stays as it is: formatting would lose {what}\n")
    assert path.read_text() == ROUGH + "\n" + foreign
    assert here.run("format", "--quiet", "a.md").err == ""


def test_front_matter_of_ours_is_kept_and_that_of_others_keeps_the_file_as_it_is(here: Desk) -> None:
    path = here.write("a.md", '---\nsymbol: A/RES/79/900\nlanguage: "en"\n---\n' + ROUGH)
    assert here.run("format", "a.md").status == 0
    assert path.read_text().startswith("---\n")
    assert 'symbol: "A/RES/79/900"' in path.read_text()
    assert path.read_text().endswith(FINE)
    other = here.write("b.md", "---\nlayout: page\n---\n" + ROUGH)
    ran = here.run("format", "b.md")
    assert ran.err == "b.md stays as it is: formatting would lose layout in its front matter (line 1)\n"
    assert other.read_text().endswith(ROUGH)


def test_a_rule_at_the_beginning_is_no_front_matter_and_a_mark_of_the_encoding_hides_none(here: Desk) -> None:
    path = here.write("a.md", "---\n\n" + ROUGH)
    assert here.run("format", "a.md").status == 0
    assert "language:" not in path.read_text()
    path.write_text("---\nsymbol: A/RES/79/900\n---\n" + ROUGH, encoding="utf-8-sig")
    assert here.run("format", "a.md").err == "wrote a.md\n"
    assert 'symbol: "A/RES/79/900"' in path.read_text()


def test_a_file_that_would_read_back_as_another_document_stays_as_it_is(
    here: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = here.write("a.md", ROUGH)
    real = canonical.convert
    calls: list[str] = []

    def forgetful(*given: object) -> Result:
        result = real(*given)  # type: ignore[arg-type]
        calls.append("")
        if len(calls) == 1:
            return result
        return Result(Document("en", children=(Paragraph((Text("other"),)),)), result.outputs, ())

    monkeypatch.setattr(canonical, "convert", forgetful)
    ran = here.run("format", "a.md")
    assert (ran.status, ran.err.splitlines()[0]) == (
        1,
        "error: a.md: formatted, it would read back as another document, so it stays as it is",
    )
    assert path.read_text() == ROUGH
    calls.clear()
    with pytest.raises(RenderError, match="another document"):
        canonical.canonical(path)


def test_prose_that_nothing_tells_to_be_a_document_stays_as_it_is(here: Desk) -> None:
    prose = "My garden\n=========\n\nWells of __mine__, set\nin short lines.\n\n- [ ] dig\n"
    path = here.write("a.md", prose)
    ran = here.run("format", "--exit-code", "a.md")
    why = "a.md stays as it is: nothing tells that it is a document of the United Nations\n"
    assert (ran.status, ran.err) == (0, why)
    assert path.read_text() == prose
