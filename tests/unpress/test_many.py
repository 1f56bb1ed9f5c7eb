"""Many documents: what is done again and what is not, whatever ends in between."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from unpress import outputs, streams, workers
from unpress.collection import Collection, names_of
from unpress.config import Config, from_file
from unpress.conversion import convert
from unpress.errors import DeviceError, Error, UsageError
from unpress.job import Outcome
from unpress.limits import Limits
from unpress.manifest import NAME
from unpress.many import convert_many
from unpress.places import Remote, ask, is_pattern, place

if TYPE_CHECKING:
    from conftest import Desk

posix = pytest.mark.skipif(os.name != "posix", reason="processes and signals as POSIX has them")


BOTH = ("text", "blob")


def config_of(desk: Desk) -> Config:
    return from_file(desk.folder / "unpress.toml")


def run(desk: Desk, *sources: str, to: str | tuple[str, ...] = "text", **given: Any) -> dict[str, Outcome]:
    """What came of each source; in this process if nothing else is said."""
    given = {"output": "out", "config": config_of(desk), "jobs": 0, **given}
    return {outcome.source: outcome for outcome in convert_many(sources or "in", to, **given)}


def statuses(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {Path(name).name: outcome.status for name, outcome in outcomes.items()}


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_ino) for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def tree(desk: Desk) -> Desk:
    """Five documents in folders, and two files that are none."""
    for name in ("a.txt", "b.md", "deep/c.txt", "deep/er/d.txt", "z/e.txt"):
        desk.write(f"in/{name}", f"{name}\n" * (1 + len(name)))
    desk.write("in/picture.png", b"\x89PNG")
    desk.write("in/.hidden/x.txt")
    return desk


# ------------------------------------------------------------------------------------------------------ what is done


def test_a_folder_keeps_its_structure_and_what_is_no_document_is_passed_over(tree: Desk) -> None:
    outcomes = run(tree, to=BOTH[0])
    assert set(statuses(outcomes).values()) == {"converted"}
    assert set(content(tree.folder / "out")) == {"a.txt", "b.txt", "deep/c.txt", "deep/er/d.txt", "z/e.txt"}


def test_the_second_run_writes_nothing(tree: Desk) -> None:
    run(tree, to="text")
    before = stamps(tree.folder / "out")
    outcomes = run(tree, to="text")
    assert set(statuses(outcomes).values()) == {"skipped"}
    assert not any(outcome.changed for outcome in outcomes.values())
    assert {k: v for k, v in stamps(tree.folder / "out").items() if not k.endswith(NAME)} == {
        k: v for k, v in before.items() if not k.endswith(NAME)
    }


@posix
def test_no_output_replaces_a_source_by_whatever_path(tree: Desk) -> None:
    (tree.folder / "deep").symlink_to("in/deep")  # a folder of outputs that is one of the sources
    (tree.folder / "out").mkdir()
    (tree.folder / "out/a.txt").symlink_to("../in/a.txt")
    for source, output in (("in/deep/c.txt", "deep"), ("in/a.txt", "out")):
        outcomes = list(
            convert_many([str(tree.folder / source)], "text", tree.folder / output, config_of(tree), jobs=0)
        )
        assert [outcome.status for outcome in outcomes] == ["failed"]
        assert "would replace a source" in str(outcomes[0].error)


def test_what_changed_is_done_and_nothing_else(tree: Desk) -> None:
    def done() -> set[str]:
        found = run(tree, to=BOTH)
        return {name for name, status in statuses(found).items() if status != "skipped"}

    assert len(done()) == 5
    tree.write("in/a.txt", "another\n")
    assert done() == {"a.txt"}
    (tree.folder / "out/b.blob").unlink()
    assert done() == {"b.md"}
    assert (tree.folder / "out/b.blob").exists()
    tree.write("out/z/e.txt", "by hand\n")
    assert done() == {"e.txt"}
    assert (tree.folder / "out/z/e.txt").read_text().startswith("z/e.txt")
    tree.write("in/new.txt")
    assert done() == {"new.txt"}
    assert done() == set()


def test_a_setting_of_one_format_has_only_that_one_made_again(tree: Desk) -> None:
    run(tree, to=BOTH)
    before = stamps(tree.folder / "out")
    narrow = config_of(tree).with_options("render.text", width=3)
    outcomes = run(tree, to=BOTH, config=narrow)
    assert {Path(name).suffix for o in outcomes.values() for name in o.changed} == {".txt"}
    after = stamps(tree.folder / "out")
    assert all(after[name] == stamp for name, stamp in before.items() if name.endswith(".blob"))


def test_force_does_all_and_leaves_what_is_the_same_untouched(tree: Desk) -> None:
    run(tree)
    before = {k: v for k, v in stamps(tree.folder / "out").items() if not k.endswith(NAME)}
    outcomes = run(tree, force=True)
    assert set(statuses(outcomes).values()) == {"converted"}
    assert {k: v for k, v in stamps(tree.folder / "out").items() if not k.endswith(NAME)} == before


def test_one_bad_file_never_stops_the_rest_and_is_tried_by_the_next_run(tree: Desk) -> None:
    tree.write("in/bad.txt", "!unreadable")
    tree.write("in/worse.txt", "!crash")
    outcomes = run(tree)
    found = statuses(outcomes)
    assert (found.pop("bad.txt"), found.pop("worse.txt")) == ("failed", "failed")
    assert set(found.values()) == {"converted"}
    error = outcomes["in/bad.txt"].error
    assert error is not None
    assert error.hint == "write one"
    tree.write("in/bad.txt", "good\n")
    found = statuses(run(tree))
    assert (found["bad.txt"], found["worse.txt"], found["a.txt"]) == ("converted", "failed", "skipped")


def test_a_document_that_is_skipped_has_the_problems_that_it_had(tree: Desk) -> None:
    tree.write("in/a.txt", "!warn twice\n!error wrong\n")
    first, second = (run(tree)["in/a.txt"] for _ in range(2))
    assert second.status == "skipped"
    assert second.notices == first.notices
    assert [n.message for n in second.notices] == ["twice", "wrong"]
    assert second.notices[0].line == 1
    assert second.faulty


def test_a_pattern_that_nothing_matches_is_told_beside_others(tree: Desk) -> None:
    outcomes = run(tree, "in/*.odt", "in/*.txt")
    assert statuses(outcomes) == {"*.odt": "failed", "a.txt": "converted"}
    assert str(outcomes["in/*.odt"].error).startswith("no file matches in/*.odt")


@pytest.mark.parametrize(
    ("sources", "to", "jobs", "message"),
    [
        ("in", "text", -1, "'jobs' is a number of processes, not -1"),
        ("in", "text", "2", "'jobs' is a number of processes, not '2'"),
        ("in", "", 0, "no format is named"),
        (b"one", "text", 0, "not given as bytes"),
    ],
)
def test_a_wrong_call_is_refused_before_anything_begins(
    tree: Desk, sources: Any, to: str, jobs: Any, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        convert_many(sources, to, "out", config_of(tree), jobs=jobs)


def test_check_writes_nothing_and_says_what_would_change(tree: Desk) -> None:
    outcomes = run(tree, only_check=True)
    assert sum(len(outcome.changed) for outcome in outcomes.values()) == 5
    assert not (tree.folder / "out").exists()
    run(tree)
    tree.write("in/a.txt", "another\n")
    outcomes = run(tree, only_check=True)
    assert [name for o in outcomes.values() for name in o.changed] == ["out/a.txt"]
    assert (tree.folder / "out/a.txt").read_text().startswith("a.txt")


def test_without_an_output_folder_the_outputs_come_back(tree: Desk) -> None:
    outcomes = run(tree, output=None)
    assert {Path(name).name: o.data["text"][:5] for name, o in outcomes.items()}["a.txt"] == b"a.txt"
    assert tree.files() == {
        "in/" + n for n in ("a.txt", "b.md", "deep/c.txt", "deep/er/d.txt", "z/e.txt")
    } | {
        "in/picture.png",
        "in/.hidden/x.txt",
    }


# -------------------------------------------------------------------------------------------- what can end in between


def test_a_run_that_was_left_goes_on_where_it_stopped(tree: Desk) -> None:
    outcomes = convert_many("in", "text", "out", config_of(tree), jobs=0)
    for _ in range(3):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    found = statuses(run(tree))
    assert sorted(found.values()) == ["converted", "converted", "skipped", "skipped", "skipped"]


@posix
def test_a_run_that_was_killed_and_taken_up_ends_with_the_same_bytes(tree: Desk) -> None:
    for number in range(20):
        tree.write(f"in/n/{number}.txt", f"{number}\n" * 50)
    stuck = tree.write("in/n/stuck.txt", "!sleep")  # the smallest of them: it is the last to be begun
    command = [sys.executable, "-m", "unpress", "convert", "in", "-t", "text,blob", "-o", "out", "-j", "1"]
    process = subprocess.Popen(
        command, cwd=tree.folder, env=tree.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 60
    while len(content(tree.folder / "out")) < 30 and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.wait()
    stuck.write_text("free\n")
    taken_up = run(tree, to=BOTH)
    assert not any(o.status == "failed" for o in taken_up.values())
    run(tree, to=BOTH, output="undisturbed")
    assert content(tree.folder / "out") == content(tree.folder / "undisturbed")
    assert set(statuses(run(tree, to=BOTH)).values()) == {"skipped"}


@posix
def test_what_a_killed_writer_left_is_removed_and_what_a_living_one_writes_is_not(tree: Desk) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    host, others = outputs._host(), "00000000"
    assert host != others
    names = [f".unpress-{host}-{process}-{'0' * 12}.tmp" for process in (dead.pid, os.getppid(), os.getpid())]
    names += [f".unpress-{others}-{dead.pid}-{'0' * 12}.tmp", f".unpress-{others}-{dead.pid}-{'1' * 12}.tmp"]
    for name in names:
        tree.write(f"out/deep/{name}")
    os.utime(tree.folder / "out/deep" / names[-1], (1, 1))
    run(tree)
    left = {path.name for path in (tree.folder / "out/deep").glob(".*.tmp")}
    assert left == set(names[1:-1])


@posix
def test_what_a_writer_left_that_ended_during_the_run_is_removed_at_its_end(tree: Desk) -> None:
    writer = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    left = tree.write(f"out/deep/.unpress-{outputs._host()}-{writer.pid}-{'0' * 12}.tmp")
    outcomes = convert_many("in", "text", "out", config_of(tree), jobs=0)
    for outcome in outcomes:
        if "deep" in outcome.source and writer.poll() is None:
            assert left.exists()
            writer.communicate(b"")
    assert writer.poll() is not None
    assert not left.exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_ends_the_run_with_one_error_and_the_next_goes_on(
    tree: Desk, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    written: list[str] = []
    replace = outputs._replace

    def fill(path: Path, data: bytes, *rest: Any) -> None:
        if len(written) == 2:
            raise OSError(number, os.strerror(number))
        written.append(path.name)
        replace(path, data, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(outputs, "_replace", fill)
        with pytest.raises(DeviceError, match=os.strerror(number)):
            run(tree)
    assert sorted(statuses(run(tree)).values()) == ["converted"] * 3 + ["skipped"] * 2


@posix
def test_a_worker_that_is_killed_costs_its_own_document_alone(tree: Desk) -> None:
    tree.write("in/dies.txt", "!die")
    tree.write("in/once.txt", f"!die {tree.folder / 'remembered'}\nalive\n")
    tree.write("in/slow.txt", "!sleep")
    tree.write("in/crash.txt", "!crash")
    config = replace(config_of(tree), limits=Limits(seconds=4))
    outcomes = run(tree, jobs=2, config=config)
    found = {Path(name).name: (o.status, o.tries) for name, o in outcomes.items()}
    assert found.pop("dies.txt") == ("failed", 2)
    assert found.pop("once.txt") == ("converted", 2)
    assert found.pop("slow.txt")[0] == "failed"
    assert found.pop("crash.txt")[0] == "failed"
    assert {status for status, _ in found.values()} == {"converted"}
    error = outcomes["in/dies.txt"].error
    assert error is not None
    assert "signal 9" in error.message
    assert (tree.folder / "out/once.txt").read_text() == "alive\n"
    slow = outcomes["in/slow.txt"].error
    assert slow is not None
    assert "took longer than 4 seconds" in slow.message


@posix
def test_of_documents_that_are_handed_over_together_each_is_tried_alone_where_one_dies(tree: Desk) -> None:
    for number in range(60):
        tree.write(f"in/n/{number}.txt", f"{number}\n" * 9)
    tree.write("in/n/dies.txt", "!die\n" * 9)
    tree.write("in/n/once.txt", f"!die {tree.folder / 'remembered'}\nalive\n")
    outcomes = run(tree, jobs=1)
    assert len(outcomes) == 67
    found = {Path(name).name: (o.status, o.tries) for name, o in outcomes.items()}
    assert found.pop("dies.txt") == ("failed", 2)
    assert found.pop("once.txt") == ("converted", 2)
    assert {status for status, _ in found.values()} == {"converted"}
    assert 1 < sum(tries == 2 for _, tries in found.values()) < 60  # what was in the hands of those that died
    assert set(statuses(run(tree, jobs=1)).values()) == {"skipped", "failed"}


def test_no_lot_is_large(tree: Desk) -> None:
    sizes: list[list[int]] = []

    class Counted(workers.Here):
        together = 16

        def submit(self, function: Any, *arguments: Any) -> Any:
            sizes.append([Path(task.source).stat().st_size for task in arguments[1]])
            return super().submit(function, *arguments)

    for number in range(100):
        tree.write(f"in/n/{number}.txt", "x" * (20_000 if number < 20 else 10))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Here", Counted)
        assert len(run(tree)) == 105
    assert max(map(len, sizes)) == 16
    assert max(map(sum, sizes)) <= 64 * 1024
    last = [
        len(lot) for lot in sizes[-6:]
    ]  # each at most half of what is left, so that all processes end together
    assert all(lot <= max(1, sum(last[n:]) // 2) for n, lot in enumerate(last)), last


@pytest.mark.skipif(sys.platform != "linux", reason="the system bounds no memory")
def test_a_document_that_needs_more_memory_than_it_may_have_fails_alone(tree: Desk) -> None:
    tree.write("in/huge.txt", f"!eat {2 << 30}")
    tree.write("in/large.txt", f"!eat {64 << 20}")
    outcomes = run(tree, jobs=1, config=replace(config_of(tree), limits=Limits(memory=1 << 30)))
    assert sorted(statuses(outcomes).values()) == ["converted"] * 6 + ["failed"]
    error = outcomes["in/huge.txt"].error
    assert error is not None
    assert error.message == "in/huge.txt: not enough memory"
    assert "limits" in error.hint


@posix
def test_what_hears_no_alarm_is_ended_with_its_process(tree: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "GRACE", 0.1)
    tree.write("in/deaf.txt", "!deaf")
    outcomes = run(tree, jobs=1, config=replace(config_of(tree), limits=Limits(seconds=3)))
    assert sorted(statuses(outcomes).values()) == ["converted"] * 5 + ["failed"]
    error = outcomes["in/deaf.txt"].error
    assert error is not None
    assert "only the end of its process could stop it" in error.message


@posix
def test_the_number_and_the_order_of_the_workers_change_nothing(tree: Desk) -> None:
    one = run(tree, to=BOTH, output="one")
    three = run(tree, to=BOTH, output="three", jobs=3)
    assert content(tree.folder / "one") == content(tree.folder / "three")
    assert {n: o.notices for n, o in one.items()} == {n: o.notices for n, o in three.items()}
    ordered = run(tree, output="ordered", jobs=3, ordered=True)
    assert list(ordered) == [found.source for found in Collection(["in"])]


def test_the_largest_is_begun_first(tree: Desk) -> None:
    sizes = {found.source: found.size for found in Collection(["in"])}
    begun = list(run(tree))
    assert [sizes[name] for name in begun] == sorted(sizes.values(), reverse=True)
    assert list(run(tree, ordered=True, force=True)) == list(sizes)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_folder_that_may_not_be_read_is_reported(tree: Desk) -> None:
    (tree.folder / "in/deep").chmod(0)
    outcomes = run(tree)
    (tree.folder / "in/deep").chmod(0o700)
    assert sorted(statuses(outcomes).items())[-1] == ("e.txt", "converted")
    assert statuses(outcomes)["deep"] == "failed"


# --------------------------------------------------------------------------------------------------- what is refused


def test_an_output_never_replaces_a_source(tree: Desk) -> None:
    with pytest.raises(UsageError, match="among the sources"):
        run(tree, output="in")
    before = content(tree.folder / "in")
    outcomes = run(tree, "in/a.txt", "in/b.md", output=None, beside=True)
    assert statuses(outcomes) == {"a.txt": "failed", "b.md": "converted"}
    outcomes = run(tree, "in/deep", output="in/deep/er")
    assert statuses(outcomes) == {"c.txt": "converted"}  # the folder of the outputs is passed over
    tree.write("in/c.txt")
    outcomes = run(tree, "in/deep/c.txt", "in/c.txt", output="in")
    assert set(statuses(outcomes).values()) == {"failed"}
    assert {k: v for k, v in content(tree.folder / "in").items() if k in before} == before


def test_two_sources_of_one_output(tree: Desk) -> None:
    tree.write("in/a.md", "another")
    outcomes = run(tree)
    assert sorted(o.status for n, o in outcomes.items() if Path(n).stem == "a") == ["converted", "failed"]
    assert list(run(tree, "in/z/e.txt", "in/z/e.txt", output="one")) == ["in/z/e.txt"]


def test_wrong_calls_are_told_before_anything_begins(tree: Desk) -> None:
    with pytest.raises(UsageError, match="unknown format"):
        convert_many("in", "texd", "out", config_of(tree))
    with pytest.raises(UsageError, match="no format"):
        convert_many("in", (), "out", config_of(tree))
    with pytest.raises(UsageError, match="nothing can be written to https"):
        convert_many("in", "text", "https://example.org/out", config_of(tree))
    assert not (tree.folder / "out").exists()


# ----------------------------------------------------------------------------------------------------------- names


def relatives(*names: str, **given: Any) -> list[str]:
    return [found.relative for found in Collection(names, **given)]


def test_folders_patterns_and_lists_as_names(tree: Desk) -> None:
    assert relatives("in") == ["a.txt", "b.md", "deep/c.txt", "deep/er/d.txt", "z/e.txt"]
    assert relatives("in/deep", "in/z/e.txt") == ["c.txt", "er/d.txt", "e.txt"]
    assert relatives("in/**/*.txt") == ["a.txt", "deep/c.txt", "deep/er/d.txt", "z/e.txt"]
    assert relatives("in/d*/*.txt") == ["deep/c.txt"]
    assert relatives(listed=["in/deep/c.txt", "./../x/in/a.txt"]) == ["in/deep/c.txt", "x/in/a.txt"]
    assert relatives(listed=["/in/deep/c.txt"]) == ["in/deep/c.txt"]
    tree.write("odd[1].txt")
    assert relatives("odd[1].txt") == ["odd[1].txt"]
    assert relatives((tree.folder / "in/z").as_uri()) == ["e.txt"]


@posix
def test_links_that_lead_nowhere_are_told_and_no_circle_is_followed(tree: Desk) -> None:
    for name, to in {
        "z/none.txt": "nothing",
        "z/round.txt": "round.txt",
        "z/up": "..",
        "deep/up": "..",
    }.items():
        (tree.folder / "in" / name).symlink_to(to)
    outcomes = run(tree)
    errors = {name: outcome.error.message for name, outcome in outcomes.items() if outcome.error}
    assert errors == {
        "in/z/none.txt": "cannot read in/z/none.txt: No such file or directory",
        "in/z/round.txt": "cannot read in/z/round.txt: Too many levels of symbolic links",
    }
    assert sorted(content(tree.folder / "out")) == [
        "a.txt",
        "b.txt",
        "deep/c.txt",
        "deep/er/d.txt",
        "z/e.txt",
    ]
    assert relatives("in/**/*.txt") == ["a.txt", "deep/c.txt", "deep/er/d.txt", "z/e.txt"]
    assert relatives("in/deep/**") == ["c.txt", "er/d.txt"]
    assert relatives("in/**/.hidden/*.txt") == [".hidden/x.txt"]


def test_a_file_that_is_named_by_two_paths_is_one(tree: Desk) -> None:
    assert len(run(tree, "in/a.txt", "./in/a.txt", str(tree.folder / "in/a.txt"))) == 1


def test_where_nothing_can_be_written_it_is_said_once_before_the_work(tree: Desk) -> None:
    tree.write("file", "x")
    with pytest.raises(UsageError, match="file is a file, not a folder"):
        run(tree, output="file/out")
    assert run(tree, "in/none.txt", output=None)["in/none.txt"].status == "failed"


def test_a_list_has_a_name_a_line_or_names_that_end_in_a_null_character() -> None:
    assert names_of(b"a b\n\nc\r\n") == ["a b", "c"]
    assert names_of(b"a\nb\0c\0") == ["a\nb", "c"]
    assert names_of(b"\xff.txt\n") == [os.fsdecode(b"\xff.txt")]
    for encoding in ("utf-8-sig", "utf-16"):  # as editors of Windows write it
        assert names_of("a.txt\r\nقرار.txt\r\n".encode(encoding)) == ["a.txt", "قرار.txt"]


# --------------------------------------------------------------------------------------------------------- addresses


@pytest.fixture
def store() -> Iterator[Any]:
    from fsspec.implementations.memory import MemoryFileSystem

    files = MemoryFileSystem()
    yield files
    files.rm("/", recursive=True)


def test_sources_and_outputs_at_addresses(tree: Desk, store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNPRESS_CACHE", str(tree.folder / "cache"))
    store.pipe_file("/box/a.txt", b"far\n")
    store.pipe_file("/box/deep/b.txt", b"farther\n")
    store.pipe_file("/box/deep/c.png", b"")
    first = run(tree, "memory://box", "in/deep", output="memory://made/here", jobs=None)
    assert set(statuses(first).values()) == {"converted"}
    assert set(store.find("/made")) == {f"/made/here/{name}.txt" for name in ("a", "deep/b", "c", "er/d")}
    assert store.cat_file("/made/here/deep/b.txt") == b"farther\n"
    assert set(statuses(run(tree, "memory://box", "in/deep", output="memory://made/here")).values()) == {
        "skipped"
    }
    store.pipe_file("/box/a.txt", b"new\n")
    store.rm("/made/here/er/d.txt")
    found = statuses(run(tree, "memory://box", "in/deep", output="memory://made/here"))
    assert found == {"a.txt": "converted", "b.txt": "skipped", "c.txt": "skipped", "d.txt": "converted"}
    assert set(statuses(run(tree, "memory://box/**/b.*", output="out")).values()) == {"converted"}
    assert set(content(tree.folder / "out")) == {"deep/b.txt"}


@posix
def test_documents_in_an_archive(tree: Desk) -> None:
    with ZipFile(tree.folder / "box.zip", "w") as archive:
        archive.writestr("a.txt", "one\n")
        archive.writestr("deep/b.txt", "two\n")
    address = f"zip://::{tree.folder / 'box.zip'}"
    assert set(statuses(run(tree, address, jobs=2)).values()) == {"converted"}
    assert content(tree.folder / "out") == {"a.txt": b"one\n", "deep/b.txt": b"two\n"}
    assert set(statuses(run(tree, f"zip://a.txt::{tree.folder / 'box.zip'}", output="one")).values()) == {
        "converted"
    }


def test_one_address_is_a_document_as_a_file_is(tree: Desk, store: Any) -> None:
    store.pipe_file("/box/a.txt", b"far\n")
    assert tree.run("convert", "memory://box/a.txt", "-t", "text").out == b"far\n"
    assert tree.run("convert", "memory://box/a.txt", "-o", "far.txt").status == 0
    assert (tree.folder / "far.txt").read_bytes() == b"far\n"
    assert tree.run("check", "memory://box/a.txt").status == 0
    assert convert("memory://box/a.txt", ["text"], config_of(tree)).outputs["text"] == b"far\n"
    assert tree.run("convert", f"file://{tree.folder}/in/a.txt", "-t", "text").status == 0
    for name, sentence in {
        "memory://box/b.txt": "there is no document at memory://box/b.txt",
        "memory://box": "there is no document at memory://box",
        f"file://{tree.folder}/in": f"file://{tree.folder}/in is a folder",
        "memory://box/*": "many documents do not go to standard output",
        "nowhere://x": "nowhere://x: Protocol not known",
    }.items():
        ran = tree.run("convert", name, "-t", "text")
        assert ran.status == 2
        assert ran.err.startswith(f"error: {sentence}"), ran.err
    assert tree.run("format", "memory://box/a.md").status == 2


def test_the_query_of_a_web_address_is_no_pattern() -> None:
    assert not is_pattern("https://example.org/access?s=A/75/237")
    assert is_pattern("https://example.org/*.pdf")
    assert is_pattern("s3://box/?.txt")


def test_an_address_that_leads_nowhere_is_an_error(tree: Desk) -> None:
    with pytest.raises(UsageError, match="Protocol not known"):
        run(tree, "nowhere://x")
    assert run(tree, "memory://box/none.txt")["memory://box/none.txt"].status == "failed"


class AnswerError(Exception):
    """As aiohttp tells it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status, self.message = status, message


@pytest.mark.parametrize(
    ("cause", "told", "kind"),
    [
        (None, "there is nothing", FileNotFoundError),
        (AnswerError(404, "Not Found"), "there is nothing", FileNotFoundError),
        (AnswerError(403, "Forbidden"), "the server answers 403 Forbidden", OSError),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed"), "Connection refused", OSError),
        (OSError(-2, "Name or service not known"), "Name or service not known", OSError),
    ],
)
def test_why_a_web_server_gives_nothing(cause: Exception | None, told: str, kind: type) -> None:
    def fail(address: str) -> None:  # as fsspec does, whatever went wrong
        raise FileNotFoundError(address) from cause

    with pytest.raises(OSError) as raised:  # noqa: PT011
        ask(fail, "https://example.org/a.txt")
    assert type(raised.value) is kind
    assert (raised.value.strerror or str(raised.value)) == told


def test_an_error_of_a_store_is_told_in_its_words() -> None:
    def fail() -> None:
        raise LookupError("no such bucket")

    with pytest.raises(OSError, match="LookupError: no such bucket"):
        ask(fail)


def test_an_archive_that_is_none_is_an_error(tree: Desk) -> None:
    tree.write("bad.zip", "no archive")
    with pytest.raises(Error, match="is not a zip file"):
        run(tree, "zip://::bad.zip")


def test_where_no_object_appears_at_once_another_name_comes_first(tmp_path: Path) -> None:
    there = Remote(f"local://{tmp_path}/deep/a.txt")
    there.write(b"one")
    assert there.holds(b"one")
    assert not there.holds(b"two")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["a.txt"]
    assert place(str(tmp_path / "deep/a.txt")).digest() == there.digest()


# --------------------------------------------------------------------------------------------------------- command


def test_the_command_reports_what_came_of_each_document(tree: Desk) -> None:
    tree.write("in/bad.txt", "!unreadable")
    tree.write("in/a.txt", "!warn twice\n")
    ran = tree.spawn("convert", "in", "-t", "text", "-o", "out", "-j", "2", "--report", "report.jsonl")
    assert ran.status == 1
    assert ran.out == b""
    assert ran.err.startswith("error: in/bad.txt is not a probe\n  hint: write one\n6 documents in ")
    lines = [line.split() for line in ran.err.splitlines()]
    assert ["converted", "5"] in lines
    assert ["with", "problems", "1"] in lines
    assert ["failed", "1"] in lines
    assert ["warning", "clean.probe.order", "1"] in lines
    told = {
        row["source"]: row for row in map(json.loads, (tree.folder / "report.jsonl").read_text().splitlines())
    }
    assert len(told) == 6
    assert told["in/a.txt"]["problems"][0]["message"] == "twice"
    assert told["in/bad.txt"]["error"] == {"message": "in/bad.txt is not a probe", "hint": "write one"}
    assert told["in/b.md"]["outputs"] == {"text": "out/b.txt"}
    (tree.folder / "in/bad.txt").unlink()
    ran = tree.spawn("convert", "in", "-t", "text", "-o", "out", "--quiet")
    assert (ran.status, ran.err) == (0, "")


def test_the_command_takes_a_list_from_standard_input(tree: Desk) -> None:
    ran = tree.spawn(
        "convert", "--files-from", "-", "-t", "text", "-o", "out", input=b"in/a.txt\0in/z/e.txt\0"
    )
    assert ran.status == 0
    assert set(content(tree.folder / "out")) == {"in/a.txt", "in/z/e.txt"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("in", "-t", "text"), "in is a folder"),
        (("in", "-t", "text", "--beside"), "--beside takes files, not folders and patterns"),
        (("in/*", "-", "-t", "text", "-o", "out"), 'many documents and "-" do not go together'),
        (("in/*.odt", "-t", "text", "-o", "out"), "no file matches in/*.odt"),
        (("in", "-t", "text", "-o", "in/a.txt"), "in/a.txt is a file, not a folder"),
        (("--files-from", "none", "-t", "text", "-o", "out"), "cannot read the list none: No such file"),
        (("in", "-t", "text", "-o", "in"), "the outputs would stand among the sources in in"),
        (("in", "-t", "text", "-o", "out", "--report", "no/x"), "cannot write the report no/x"),
    ],
)
def test_the_command_refuses(tree: Desk, arguments: tuple[str, ...], sentence: str) -> None:
    ran = tree.run("convert", *arguments)
    assert ran.status == 2
    assert ran.err.startswith(f"error: {sentence}"), ran.err
    assert not (tree.folder / "out").exists()


@posix
def test_exit_code_tells_whether_anything_changed(tree: Desk) -> None:
    command = ("convert", "in", "-t", "text", "-o", "out", "--exit-code", "-q", "-j", "1")
    assert [tree.spawn(*command).status for _ in range(2)] == [1, 0]


@posix
@pytest.mark.parametrize(
    ("name", "status", "said"), [("SIGINT", 130, "interrupted\n"), ("SIGTERM", 143, ""), ("SIGHUP", 129, "")]
)
def test_a_run_that_a_signal_ends_says_so_and_can_be_taken_up(
    tree: Desk, name: str, status: int, said: str
) -> None:
    stuck = tree.write("in/stuck.txt", "!sleep")
    command = [sys.executable, "-m", "unpress", "convert", "in", "-t", "text", "-o", "out", "-j", "1"]
    told = tree.folder / "told.jsonl"  # a line for each document that is done and noted
    command += ["--report", str(told)]
    number = getattr(signal, name)
    process = subprocess.Popen(
        command,
        cwd=tree.folder,
        env=tree.environment(),
        stderr=subprocess.PIPE,
        preexec_fn=lambda: (
            signal.signal(number, signal.SIG_DFL) and None
        ),  # nohup and jobs behind "&" ignore it
    )
    until = time.monotonic() + 60
    while not (told.exists() and len(told.read_text().splitlines()) == 5) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.decode().removeprefix("asleep\n")) == (status, said)  # that is the stage
    stuck.unlink()
    assert sorted(statuses(run(tree)).values()) == ["skipped"] * 5


def test_on_a_terminal_a_bar_tells_how_far_it_is(
    tree: Desk, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    tree.write("in/bad.txt", "!unreadable")
    tree.write("in/a.txt", "!warn twice\n")
    monkeypatch.setattr(streams, "colours", lambda stream: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    ran = tree.run("convert", "in", "-t", "text", "-o", "out", "-j", "1")
    assert ran.status == 1
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", ran.err)
    assert "6/6" in shown
    assert "1 with problems" in shown
    assert "1 failed" in shown
    assert "error: in/bad.txt is not a probe\n" in shown


@pytest.mark.parametrize("way", ["file", "standard input"])
def test_a_script_needs_no_guard_and_is_run_once(tree: Desk, way: str) -> None:
    lines = (
        "print('begun', flush=True)",
        "from unpress import convert_many",
        "print({outcome.status for outcome in convert_many('in', 'md', 'out', jobs=2)})",
    )
    script = tree.write("publish.py", "\n".join(lines))
    ran = subprocess.run(
        [sys.executable, script if way == "file" else "-"],
        cwd=tree.folder,
        env=tree.environment(),
        input=None if way == "file" else script.read_text(),
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert (ran.stdout, ran.stderr) == ("begun\n{'converted'}\n", "")
