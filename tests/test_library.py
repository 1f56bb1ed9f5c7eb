"""The library in a script: what it takes, what it says, what its documentation says of it."""

from __future__ import annotations

import importlib.util
import io
import logging
import sys
from pathlib import Path
from types import ModuleType

import pytest

import unpress

ROOT = Path(__file__).resolve().parent.parent
TEXT = "79/900. Wells of the plains\n\nThe General Assembly,\n\n1. Decides to look after wells.\n"


def script(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_path_bytes_and_streams_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    wanted = unpress.read(path).document
    assert unpress.read(str(path)).document == wanted
    assert unpress.read(TEXT.encode()).document == wanted
    assert unpress.read(io.BytesIO(TEXT.encode())).document == wanted
    with path.open("rb") as stream:
        result = unpress.check(stream, "md")
    assert (result.document, result.source) == (wanted, str(path))
    assert unpress.render(result.document, "md") == result.output


def test_a_stream_of_text_is_refused() -> None:
    with pytest.raises(unpress.UsageError, match="bytes, not of text"):
        unpress.read(io.StringIO(TEXT))  # type: ignore[arg-type]


def test_each_stage_is_logged_with_its_time_and_nothing_is_printed(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    unpress.convert(TEXT.encode(), "md")
    with caplog.at_level(logging.DEBUG, "unpress"):
        unpress.convert(TEXT.encode(), "md")
    said = [record.getMessage() for record in caplog.records if record.name == "unpress"]
    assert [line.split()[1] for line in (said[0], said[-1])] == ["read.text", "render.markdown"]
    assert all(line.endswith(" s") for line in said)
    assert capsys.readouterr() == ("", "")


def test_the_command_says_what_runs_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logging.getLogger("unpress"), "handlers", [])
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    from unpress import cli

    assert cli.run(["convert", "-v", "a.txt", "-t", "md"]) == 0
    assert "unpress: a.txt: render.markdown 0." in capsys.readouterr().err
    logging.getLogger("unpress").setLevel(logging.NOTSET)


def test_the_example_builds_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = script(ROOT / "samples" / "build_site.py")
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "good.txt").write_text(TEXT)
    (texts / "empty.txt").write_text("")
    bad = TEXT.replace("look after wells", "look at A/178/5")
    (texts / "bad.txt").write_text(bad)
    assert site.build(texts, tmp_path / "site", ("html", "docx")) == 2
    assert {path.name for path in (tmp_path / "site").iterdir()} == {"index.html", "good.html", "good.docx"}
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert (
        '<a href="good.html">A/RES/79/900</a>: <span lang="en" dir="ltr">Wells of the plains</span>' in index
    )
    told = capsys.readouterr().err
    assert "is empty (there is nothing to convert)" in told
    assert "bad.txt: error: A/178/5 cannot exist" in told


def test_the_documentation_of_the_library_is_current() -> None:
    made = script(ROOT / "docs" / "make_api.py").page()
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == made, (
        f"{sys.executable} docs/make_api.py"
    )


def test_everything_that_is_exported_is_documented() -> None:
    for name in unpress.__all__:
        assert getattr(unpress, name).__doc__, name


@pytest.mark.parametrize(
    ("section", "printed"),
    [
        ("Over a tree", "Counter({'Calls upon': 2, 'Requests': 2, "),
        ("Symbols", "A/75/237 https://docs.un.org/fr/A/75/237\n"),
    ],
)
def test_the_examples_do_what_the_documentation_says(
    section: str, printed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    example = page.partition(f"## {section}\n")[2].partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(ROOT)
    exec(compile(example, "api.md", "exec"), {"__name__": "example"})
    assert capsys.readouterr().out.startswith(printed)
