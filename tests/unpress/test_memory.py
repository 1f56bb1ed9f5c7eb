"""What commands remember of documents: only what still holds, and never at the cost of a result."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Desk

from unpress import Config
from unpress.memory import Memory


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UNPRESS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def remembered(source: Path, told: str, config: Config = Config()) -> str | None:  # noqa: B008 - never changed
    with Memory("check", config, ["check"]) as memory:
        memory.remember(str(source), memory.stamp(str(source)), source.read_bytes(), told)
    with Memory("check", config, ["check"]) as memory:
        return memory.recall(str(source))


def test_an_unchanged_document_is_remembered_and_a_changed_one_is_not(cache: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("wells")
    assert remembered(source, "told") == "told"
    source.touch()  # another stamp, the same content
    with Memory("check", Config(), ["check"]) as memory:
        assert memory.recall(str(source)) == "told"
        source.write_text("rivers")
        assert memory.recall(str(source)) is None


def test_other_settings_and_other_questions_are_not_answered(cache: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("wells")
    assert remembered(source, "told") == "told"
    for memory in (
        Memory("check", Config(strict=True), ["check"]),
        Memory("check", Config(), ["check", "html"]),
        Memory("format", Config(), ["check"]),
        Memory("check", Config(), ["check"], on=False),
    ):
        with memory:
            assert memory.recall(str(source)) is None


def test_an_output_that_was_changed_is_made_again(cache: Path, tmp_path: Path) -> None:
    source, output = tmp_path / "a.txt", tmp_path / "a.html"
    source.write_text("wells")
    output.write_text("page")
    with Memory("convert", Config(), ["html"]) as memory:
        memory.remember(str(source), "", b"wells", "told", str(output))
        assert memory.recall(str(source), str(output)) == "told"
        output.write_text("another page")
        assert memory.recall(str(source), str(output)) is None
        output.unlink()
        assert memory.recall(str(source), str(output)) is None


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("UNPRESS_CACHE", str(tmp_path / "file" / "cache"))
    source = tmp_path / "a.txt"
    source.write_text("wells")
    assert remembered(source, "told") is None


def test_checking_twice_says_the_same_and_runs_once(desk: Desk, cache: Path) -> None:
    desk.write("a.txt", "!warn w\nwells\n")
    first = desk.run("check", "a.txt")
    assert b"warning" in first.out
    (desk.folder / "a.txt").rename(desk.folder / "b.txt")
    desk.write("a.txt", "!warn w\nwells\n")  # the same content
    assert desk.run("check", "a.txt") == first
    assert desk.run("check", "--no-cache", "a.txt") == first
    assert desk.run("check", "--format", "json", "a.txt").out != first.out
    desk.write("a.txt", "wells\n")
    assert b"warning" not in desk.run("check", "a.txt").out


def test_a_hook_that_converts_leaves_what_is_fresh_and_renews_what_is_not(desk: Desk, cache: Path) -> None:
    desk.write("a.txt", "wells\n")
    hook = ("convert", "a.txt", "-t", "blob", "--beside", "--exit-code")
    assert (desk.run(*hook).status, desk.run(*hook).status) == (1, 0)
    assert desk.run(*hook).err == ""
    desk.write("a.blob", "changed")
    again = desk.run(*hook)
    assert (again.status, again.err) == (1, "wrote a.blob\n")
    desk.write("a.txt", "rivers\n")
    assert "wrote a.blob" in desk.run(*hook).err
