"""The command: where outputs go, what it prints, and with which status it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from unpress import __version__, outputs, streams
from unpress.errors import Error, UsageError

if TYPE_CHECKING:
    from conftest import Desk

posix = pytest.mark.skipif(os.name != "posix", reason="signals, modes and devices as POSIX has them")

# --------------------------------------------------------------------------------------------- where outputs go


def test_one_text_format_goes_to_standard_output_and_nothing_is_written(desk: Desk) -> None:
    desk.write("a.txt")
    ran = desk.run("convert", "a.txt", "-t", "text")
    assert (ran.status, ran.out, ran.err) == (0, b"one\ntwo\n", "")
    assert desk.files() == {"a.txt"}


def test_a_format_that_is_no_text_goes_to_a_file_in_the_current_folder(desk: Desk) -> None:
    desk.write("in/a.txt")
    ran = desk.run("convert", "in/a.txt", "-t", "blob")
    assert (ran.status, ran.out, ran.err) == (0, b"", "wrote a.blob\n")
    assert (desk.folder / "a.blob").read_bytes() == b"\x00\xff2"


def test_several_documents_and_formats_go_to_files_named_after_the_sources(desk: Desk) -> None:
    desk.write("x/a.en.txt")
    desk.write("y/b.txt", "three\n")
    ran = desk.run("convert", "x/a.en.txt", "y/b.txt", "-t", "text,blob", "-o", "out/deep")
    assert ran.status == 0
    written = {"out/deep/a.en.txt", "out/deep/a.en.blob", "out/deep/b.txt", "out/deep/b.blob"}
    assert desk.files() - {"x/a.en.txt", "y/b.txt"} == written
    assert (desk.folder / "out/deep/b.txt").read_text() == "three\n"


def test_beside_puts_each_file_into_the_folder_of_its_source(desk: Desk) -> None:
    desk.write("x/a.txt")
    desk.write("y/a.txt", "three\n")
    assert desk.run("convert", "x/a.txt", "y/a.txt", "-t", "blob", "--beside").status == 0
    assert desk.files() == {"x/a.txt", "x/a.blob", "y/a.txt", "y/a.blob"}


def test_o_names_a_file_for_one_document_in_one_format_and_its_suffix_names_the_format(desk: Desk) -> None:
    desk.write("a.txt")
    assert desk.run("convert", "a.txt", "-t", "text", "-o", "b").status == 0
    assert desk.run("convert", "a.txt", "-o", "c.blob").status == 0
    assert desk.files() == {"a.txt", "b", "c.blob"}


def test_the_name_of_a_file_and_its_format_do_not_contradict_each_other(desk: Desk) -> None:
    desk.write("a.txt")
    ran = desk.run("convert", "a.txt", "-t", "text", "-o", "b.BLOB")
    assert (ran.status, desk.files()) == (2, {"a.txt"})
    sentence = "b.BLOB has the suffix of another format than text, which is asked for"
    assert ran.err == f"error: {sentence}\n  hint: name it b.txt, or leave out -t\n"
    assert desk.run("convert", "a.txt", "-t", "text", "-o", "b.v2").status == 0  # no format's


@pytest.mark.parametrize("existing", [True, False])
def test_o_names_a_folder_if_it_is_one_or_ends_in_a_slash(desk: Desk, existing: bool) -> None:
    desk.write("a.txt")
    if existing:
        (desk.folder / "out").mkdir()
    assert desk.run("convert", "a.txt", "-t", "blob", "-o", "out" if existing else "out/").status == 0
    assert desk.files() == {"a.txt", "out/a.blob"}


def test_standard_input_and_output_are_called_dash(desk: Desk) -> None:
    ran = desk.spawn("convert", "-", "-t", "blob", "-o", "-", input=b"1\n2\n3\n")
    assert (ran.status, ran.out, ran.err) == (0, b"\x00\xff3", "")
    ran = desk.spawn("convert", "-", "-t", "blob,text", "-o", "out", input=b"1\n")
    assert desk.files() == {"out/stdin.blob", "out/stdin.txt"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "a"),
        ("x/A_RES_75_210.en.txt", "A_RES_75_210.en"),
        ("a.akn.xml", "a"),
        (".txt", ".txt"),
        ("-", "stdin"),
    ],
)
def test_stem_is_the_name_without_folder_and_suffix(name: str, expected: str) -> None:
    assert outputs.stem(name) == expected


def test_a_format_named_twice_is_written_once(desk: Desk) -> None:
    desk.write("a.txt")
    ran = desk.run("convert", "a.txt", "a.txt", "-t", "text, txt", "-t", "TEXT", "-o", "out/")
    assert (ran.status, ran.err) == (0, "wrote out/a.txt\n")


def test_two_sources_of_one_stem_are_refused_before_anything_is_read(desk: Desk) -> None:
    desk.write("x/a.txt", "!crash")
    desk.write("y/a.md", "!crash")
    ran = desk.run("convert", "x/a.txt", "y/a.md", "-t", "text", "-o", "out")
    assert ran.status == 2
    assert ran.err.startswith("error: x/a.txt and y/a.md would both be written to out/a.txt\n  hint: ")
    assert desk.files() == {"x/a.txt", "y/a.md"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.txt", "-t", "text", "-o", "a.txt"),
        ("a.txt", "-t", "text", "-o", "."),
        ("a.txt", "-t", "text,blob"),
        ("in/../a.txt", "-t", "text", "--beside"),
        ("in/b.md", "a.txt", "-t", "text", "-o", "in/.."),
    ],
)
def test_an_output_never_replaces_a_source(desk: Desk, arguments: tuple[str, ...]) -> None:
    desk.write("a.txt")
    desk.write("in/b.md")
    ran = desk.run("convert", *arguments)
    assert ran.status == 2
    assert "would replace the source" in ran.err
    assert desk.files() == {"a.txt", "in/b.md"}
    assert (desk.folder / "a.txt").read_text() == "one\ntwo\n"


@posix
def test_an_output_never_replaces_a_source_through_a_link(desk: Desk) -> None:
    source = desk.write("a.txt")
    (desk.folder / "b.txt").symlink_to(source)
    assert desk.run("convert", "a.txt", "-t", "text", "-o", "b.txt").status == 2
    assert source.read_text() == "one\ntwo\n"


@posix
def test_an_output_never_leaves_the_folder_through_a_link(desk: Desk) -> None:
    desk.write("in/a.txt")
    outside = desk.write("outside.txt", "mine")
    (desk.folder / "out").mkdir()
    (desk.folder / "out/a.txt").symlink_to(outside)
    assert desk.run("convert", "in/a.txt", "-t", "text", "-o", "out").status == 0
    assert outside.read_text() == "mine"
    assert (desk.folder / "out/a.txt").read_text() == "one\ntwo\n"


@posix
def test_a_link_that_the_user_names_is_followed(desk: Desk) -> None:
    desk.write("a.txt")
    target = desk.write("target", "old")
    (desk.folder / "link").symlink_to(target)
    assert desk.run("convert", "a.txt", "-t", "text", "-o", "link").status == 0
    assert (desk.folder / "link").is_symlink()
    assert target.read_text() == "one\ntwo\n"


@posix
def test_a_device_is_written_to_and_not_replaced(desk: Desk) -> None:
    desk.write("a.txt")
    assert desk.run("convert", "a.txt", "-t", "text", "-o", "/dev/null").status == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)  # noqa: PTH116 - a device


@posix
def test_a_named_pipe_is_written_to(desk: Desk) -> None:
    desk.write("a.txt")
    os.mkfifo(desk.folder / "pipe")
    reader = subprocess.Popen(["cat", desk.folder / "pipe"], stdout=subprocess.PIPE)
    ran = desk.spawn("convert", "a.txt", "-t", "text", "-o", "pipe")
    assert (ran.status, ran.err) == (0, "wrote pipe\n")
    assert reader.communicate(timeout=20)[0] == b"one\ntwo\n"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_permissions_of_a_file_are_kept(desk: Desk, mode: int) -> None:
    desk.write("a.txt")
    desk.write("b.txt", "old").chmod(mode)
    assert desk.run("convert", "a.txt", "-t", "text", "-o", "b.txt").status == 0
    assert stat.S_IMODE((desk.folder / "b.txt").stat().st_mode) == mode


@posix
def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(desk: Desk) -> None:
    desk.write("a.txt")
    before = os.umask(0o027)
    try:
        desk.run("convert", "a.txt", "-t", "text", "-o", "b.txt")
    finally:
        os.umask(before)
    assert stat.S_IMODE((desk.folder / "b.txt").stat().st_mode) == 0o640


@pytest.mark.parametrize("failing", ["replace", "chmod"])
def test_a_file_appears_whole_or_not_at_all(
    desk: Desk, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("a.txt")
    desk.write("b.txt", "old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, failing, fail)
    ran = desk.run("convert", "a.txt", "-t", "text", "-o", "b.txt")
    assert (ran.status, ran.err.splitlines()[0]) == (1, "error: cannot write b.txt: No space left on device")
    assert desk.files() == {"a.txt", "b.txt"}
    assert (desk.folder / "b.txt").read_text() == "old"


# ------------------------------------------------------------------------------------------------- --check


def test_check_writes_nothing_and_says_what_would_change(desk: Desk) -> None:
    desk.write("a.txt")
    desk.write("b.txt", "new\n")
    desk.run("convert", "a.txt", "-t", "blob")
    before = (desk.folder / "a.blob").stat().st_mtime_ns
    ran = desk.run("convert", "a.txt", "-t", "blob", "--check")
    assert (ran.status, ran.err) == (0, "")
    ran = desk.run("convert", "a.txt", "b.txt", "-t", "blob", "--check")
    assert (ran.status, ran.err) == (1, "would write b.blob\n")
    desk.write("a.txt", "changed\n")
    ran = desk.run("convert", "a.txt", "-t", "blob", "--check", "-q")
    assert (ran.status, ran.err) == (1, "")
    assert (desk.folder / "a.blob").stat().st_mtime_ns == before
    assert desk.files() == {"a.txt", "b.txt", "a.blob"}


def test_exit_code_writes_and_tells_a_hook_whether_anything_changed(desk: Desk) -> None:
    desk.write("a.txt")
    command = ("convert", "a.txt", "-t", "blob", "--beside", "--exit-code")
    assert [desk.run(*command).status for _ in range(2)] == [1, 0]
    assert desk.files() == {"a.txt", "a.blob"}
    desk.write("a.txt", "changed\n")
    assert [desk.run(*command).status for _ in range(2)] == [1, 0]
    assert desk.run(*command[:-1]).status == 0


# ------------------------------------------------------------------------------------- problems and exit status


def test_problems_go_to_standard_error_in_the_order_of_the_source(desk: Desk) -> None:
    desk.write("a.txt", "!drop\n  !warn second\n\n!note first\n")
    ran = desk.run("convert", "a.txt", "-t", "text")
    assert ran.out == b"  !warn second\n!note first\n"
    assert ran.err == ("a.txt:4:1: note: first [clean.probe.order]\n  hint: do not order it\n")


@pytest.mark.parametrize(
    ("source", "status", "quiet"),
    [
        ("!note n", 0, ""),
        ("!warn w", 0, ""),
        ("!error e", 1, "a.txt:1:1: error: e [clean.probe.order]\n  hint: do not order it\n"),
    ],
)
def test_an_error_among_the_problems_makes_status_1_though_the_output_is_written(
    desk: Desk, source: str, status: int, quiet: str
) -> None:
    desk.write("a.txt", source)
    ran = desk.run("convert", "a.txt", "-o", "b.blob", "--quiet")
    assert (ran.status, ran.err) == (status, quiet)
    assert (desk.folder / "b.blob").exists()


def test_problems_are_silenced_by_code_and_by_whole_parts_of_it(desk: Desk) -> None:
    desk.write("a.txt", "!warn w\n")
    for code in ("clean.probe.order", "clean.probe", "clean"):
        ran = desk.run("convert", "a.txt", "-t", "text", "--silence", code)
        assert (ran.status, "warning" in ran.err) == (0, False), code
    ran = desk.run("convert", "a.txt", "-t", "text", "--silence", "clean.pro")
    assert ran.status == 2
    assert "did you mean 'clean.probe'?" in ran.err


def test_one_bad_document_does_not_stop_the_others(desk: Desk) -> None:
    desk.write("a.txt", "!unreadable")
    desk.write("b.txt")
    desk.write("c.txt", "!crash")
    ran = desk.run("convert", "a.txt", "nowhere.txt", "b.txt", "c.txt", "-t", "blob")
    assert desk.files() - {"a.txt", "b.txt", "c.txt"} == {"b.blob"}
    assert ran.status == 2
    lines = ran.err.splitlines()
    assert lines[0] == "error: a.txt is not a probe"
    assert lines[2] == "error: there is no file nowhere.txt"
    assert lines[4] == "wrote b.blob"
    assert lines[5] == "error: c.txt: stage clean.probe of unpress-probe failed: RuntimeError: told to"


def test_with_debug_on_an_error_says_where_it_happened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("c.txt", "!crash")
    assert "Traceback" not in desk.run("convert", "c.txt", "-t", "text").err
    monkeypatch.setenv("UNPRESS_DEBUG", "1")
    assert "Traceback" in desk.run("convert", "c.txt", "-t", "text").err


def test_a_document_cannot_give_orders_to_the_terminal(desk: Desk) -> None:
    desk.write("a.txt", "!warn \x1b]0;owned\x07\u202ename\n")
    for ran in (desk.run("convert", "a.txt", "-t", "blob"), desk.run("check", "a.txt")):
        for c in "\x1b\x07\u202e":
            assert c not in ran.err
            assert c not in ran.out.decode()


def test_the_ledger_accounts_for_what_was_kept_dropped_and_lost(desk: Desk) -> None:
    desk.write("a.txt", "kept\n!drop it\n!lose\n")
    ran = desk.run("convert", "a.txt", "-t", "text", "--ledger")
    assert (ran.status, ran.out) == (0, b"kept\n")
    assert ran.err.splitlines()[0] == "a.txt: 16 characters, 4 of them in the document"
    assert ran.err.splitlines()[1].split() == [
        "dropped",
        "clean.probe.order",
        "1",
        "times",
        "7",
        "characters",
    ]
    assert ran.err.splitlines()[2] == "  unexplained at 3:1: '!lose'"


def test_stage_options_are_given_by_set_and_by_file(desk: Desk) -> None:
    desk.write("a.txt")
    ran = desk.run(
        "convert",
        "a.txt",
        "-t",
        "text",
        "--set",
        "render.text.width=2",
        "--set",
        "transform.probe.voice=loud",
    )
    assert ran.out == b"ON\nTW\n"
    ran = desk.run("convert", "a.txt", "-t", "text", "--set", "render.text.after=x, y")
    assert ran.out == b"one\ntwo\nx\ny\n"
    (desk.folder / "other.toml").write_text(
        (desk.folder / "unpress.toml").read_text() + "[options.'render.text']\nwidth = 1\n"
    )
    assert desk.run("convert", "a.txt", "-t", "text", "--config", "other.toml").out == b"o\nt\n"
    ran = desk.run("convert", "a.txt", "-t", "text", "--config", "other.toml", "--set", "render.text.width=2")
    assert ran.out == b"on\ntw\n"


# --------------------------------------------------------------------------------------------------- check


def test_check_prints_problems_with_their_line_and_a_caret(desk: Desk) -> None:
    desk.write("a.txt", "fine\n!warn 中文 here\n")
    ran = desk.run("check", "a.txt")
    assert ran.status == 0
    assert ran.out.decode() == (
        "a.txt:2:1: warning: 中文 here [clean.probe.order]\n"
        "  2 | !warn 中文 here\n"
        "    | ^^^^^^^^^^^^^^^\n"
        "  hint: do not order it\n"
    )
    assert ran.err == "1 file: 1 warning\n"
    assert desk.files() == {"a.txt"}


def test_check_takes_an_unexplained_character_for_an_error(desk: Desk) -> None:
    desk.write("a.txt", "fine\n!lose me\n")
    ran = desk.run("check", "a.txt")
    assert ran.status == 1
    assert "a.txt:2:1: error: 5 characters" in ran.out.decode()
    assert "[ledger.unexplained]" in ran.out.decode()


def test_check_ends_with_0_without_errors_and_1_with_one(desk: Desk) -> None:
    desk.write("good.txt")
    desk.write("bad.txt", "!error e")
    ran = desk.run("check", "good.txt")
    assert (ran.status, ran.out, ran.err) == (0, b"", "1 file: nothing to report\n")
    ran = desk.run("check", "good.txt", "bad.txt")
    assert (ran.status, ran.err) == (1, "2 files: 1 error\n")


@pytest.mark.parametrize(("grave", "status"), [("error", 0), ("warning", 1), ("note", 1)])
def test_check_fails_on_what_it_is_told_to(desk: Desk, grave: str, status: int) -> None:
    desk.write("a.txt", "!warn 100%")
    ran = desk.run("check", "a.txt", "--fail-on", grave)
    assert (ran.status, ran.err) == (status, "1 file: 1 warning\n")


def test_check_prints_nothing_but_what_fails_where_it_is_to_be_quiet(desk: Desk) -> None:
    desk.write("a.txt", "!warn 100%\n!error two\n")
    for grave, printed in (("error", ["error"]), ("warning", ["warning", "error"])):
        ran = desk.run("check", "a.txt", "--quiet", "--fail-on", grave)
        assert ran.status == 1
        assert re.findall(r"(?m)^a\.txt:\S+ (\w+):", ran.out.decode()) == printed


HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"


@pytest.mark.skipif(not HOOKS.exists(), reason="not in the source distribution")
def test_a_hook_knows_its_suffixes_by_what_it_takes_and_by_what_it_excludes() -> None:
    """A user's ``files`` or ``exclude`` takes the place of the hook's: the other one must do."""
    hooks = re.findall(r"(?m)^  files: (.+)\n  exclude: (.+)$", HOOKS.read_text(encoding="utf-8"))
    assert len(hooks) == 4
    names = [
        f"a.b/c.{suffix}"
        for suffix in ["txt", "md", "markdown", "pdf", "docx", "akn.xml", "xml", "html", "json", "txt.png"]
    ]
    for files, exclude in hooks:
        taken = [name for name in names if re.search(files, name)]
        assert taken == [name for name in names if not re.search(exclude, name)]
        assert "a.b/c.html" not in taken


def _problems(desk: Desk, form: str) -> tuple[int, str]:
    desk.write("in/ä b.txt", "fine\n!warn 100%, and: so\n!error two\n")
    desk.write("bad.txt", "!unreadable")
    ran = desk.run("check", "in/ä b.txt", "bad.txt", "--format", form)
    assert ran.err == ""
    return ran.status, ran.out.decode()


def test_check_writes_json(desk: Desk) -> None:
    status, text = _problems(desk, "json")
    found: list[dict[str, Any]] = json.loads(text)
    assert status == 1
    assert found[0] == {
        "file": "in/ä b.txt",
        "line": 2,
        "column": 1,
        "end_line": 2,
        "end_column": 20,
        "page": None,
        "severity": "warning",
        "code": "clean.probe.order",
        "message": "100%, and: so",
        "hints": ["do not order it"],
        "fix": None,
    }
    assert [f["severity"] for f in found] == ["warning", "error", "error"]
    assert (found[2]["code"], found[2]["line"], found[2]["message"]) == (
        "failure.read",
        None,
        "bad.txt is not a probe",
    )


def test_check_writes_sarif(desk: Desk) -> None:
    _, text = _problems(desk, "sarif")
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["clean.probe.order", "failure.read"]
    first, _, last = run["results"]
    assert rules[first["ruleIndex"]] == first["ruleId"] == "clean.probe.order"
    assert first["level"] == "warning"
    (place,) = first["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "in/%C3%A4%20b.txt"},
        "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 20},
    }
    assert "region" not in last["locations"][0]["physicalLocation"]


def test_check_writes_annotations_for_github(desk: Desk) -> None:
    _, text = _problems(desk, "github")
    assert text.splitlines()[0] == (
        "::warning file=in/ä b.txt,line=2,endLine=2,col=1,endColumn=20,title=clean.probe.order"
        "::100%25, and: so%0Ado not order it"
    )
    assert [line.split(" ")[0] for line in text.splitlines()] == ["::warning", "::error", "::error"]


# ------------------------------------------------------------------------------------------ stages and trace


def test_stages_are_listed_by_phase_in_the_order_of_the_configuration(desk: Desk) -> None:
    (desk.folder / "unpress.toml").write_text(PROBE_ORDER)
    text = desk.run("stages").out.decode()
    assert f"configuration: {desk.folder / 'unpress.toml'}" in text
    clean = text[text.index("clean: Draft -> Draft") : text.index("parse: Draft")].splitlines()
    assert clean[1].split()[:3] == ["1", "probe", "unpress-probe"]
    assert clean[1].endswith("Obey the orders in lines.")
    assert clean[2].split() == ["2", "nowhere", "not", "installed"]
    assert clean[3].split()[:2] == ["3", "unicode"]
    assert all(line.split()[0] == "--" for line in clean[4:] if line)


PROBE_ORDER = 'clean = ["probe", "nowhere", "clean.unicode"]\n'


def test_the_manual_of_a_stage_has_its_docstrings_and_options(desk: Desk) -> None:
    text = desk.run("stages", "transform.probe").out.decode()
    for part in (
        "transform.probe: Document -> Document, from unpress-probe",
        "Shout, if told to.",
        "Put everything into capitals where ``voice`` is loud.",
        "  voice  quiet or loud; quiet if not given",
        "--set transform.probe.voice=quiet",
    ):
        assert part in text
    every = desk.run("stages", "probe").out.decode()
    assert [name for name in ("read", "clean", "parse", "transform") if f"{name}.probe:" in every] == [
        "read", "clean", "parse", "transform",
    ]  # fmt: skip


def test_trace_shows_what_each_stage_changed(desk: Desk) -> None:
    desk.write("a.txt", "one\n!drop\nthree\n!join four\n")
    ran = desk.run("trace", "a.txt", "--set", "transform.probe.voice=loud")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.decode() == TRACE


TRACE = """\
== read.probe: Draft
     1 ¶ | one
     2 ¶ | !drop
     3 ¶ | three
     4 ¶ | !join four
== clean.probe
     1 ¶ | one
-    2 ¶ | !drop
     2 ¶ | three
@ 1 lines as before
== parse.probe: Document
     1 document en
     2   paragraph | one
     3   paragraph | three
     4   paragraph | !join four
== transform.probe
     1 document en
-    2   paragraph | one
+    2   paragraph | ONE
-    3   paragraph | three
+    3   paragraph | THREE
-    4   paragraph | !join four
+    4   paragraph | !JOIN FOUR
== joins
+    1 line 3 …one !drop three + line 4 …: was told to
"""


def test_trace_after_a_stage_shows_the_whole_value_and_goes_no_further(desk: Desk) -> None:
    desk.write("a.txt", "one\n!crash\n")
    ran = desk.run("trace", "a.txt", "--after", "read.probe")
    assert (ran.status, ran.out.decode()) == (0, "== read.probe\n     1 ¶ | one\n     2 ¶ | !crash\n")
    ran = desk.run("trace", "a.txt")
    assert (ran.status, ran.out.decode().splitlines()[0]) == (1, "== read.probe: Draft")
    assert "stage clean.probe of unpress-probe failed" in ran.err
    desk.write("a.txt")
    ran = desk.run("trace", "a.txt", "--after", "clean.unicode")
    assert (ran.status, ran.err.splitlines()[0]) == (2, "error: clean.unicode did not run on a.txt")


def test_every_line_of_a_trace_can_be_told_by_its_difference_though_it_is_long(desk: Desk) -> None:
    desk.write("a.txt", "x" * 500 + " y " + "z" * 500)
    ran = desk.run("trace", "a.txt", "--set", "transform.probe.voice=loud")
    before, after = (line for line in ran.out.decode().splitlines() if line[0] in "+-")
    assert "x y z" not in after
    assert len(before) < 300
    from unpress.trace import around_change

    assert around_change("x" * 500 + " y " + "z" * 500, "x" * 500 + " q " + "z" * 500) == (
        "… " + "x" * 39 + " y " + "z" * 39 + " …",
        "… " + "x" * 39 + " q " + "z" * 39 + " …",
    )


# ------------------------------------------------------------------------------------------------- the rest


def test_version_and_help(desk: Desk) -> None:
    assert desk.run("--version").out.decode() == f"unpress {__version__}\n"
    for name in ("convert", "check", "format", "stages", "trace", "doctor", "completion"):
        ran = desk.run(name, "--help")
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.decode().startswith(f"Usage: unpress {name} ")
    assert desk.run("-h").status == 0


def test_every_command_that_takes_arguments_shows_examples(desk: Desk) -> None:
    for name in ("", "convert", "check", "format", "stages", "trace", "completion"):
        assert f"\n  Examples:\n    unpress {name}" in desk.run(*filter(None, [name]), "--help").out.decode()


def test_doctor_reports_what_is_missing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from unpress import doctor

    good, bad = (
        doctor.Check("Python", True, "3", "all"),
        doctor.Check("Pango", False, "gone", "pdf", "get it"),
    )
    for checks, status in (((good,), 0), ((good, bad), 1)):
        monkeypatch.setattr(doctor, "examine", lambda checks=checks: checks)
        ran = desk.run("doctor")
        assert (ran.status, ran.out.decode()) == (status, doctor.report(checks) + "\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_the_script_of_a_shell(desk: Desk, shell: str) -> None:
    ran = desk.run("completion", shell)
    assert ran.status == 0
    assert f"_UNPRESS_COMPLETE={shell}_complete" in ran.out.decode()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("unpress conv", {"convert"}),
        ("unpress convert -t te", {"text"}),
        ("unpress convert -t blob,te", {"blob,text"}),
        ("unpress convert --from pro", {"probe"}),
        ("unpress convert --lang z", {"zh"}),
        ("unpress convert --set render.te", {"render.text."}),
        ("unpress convert --set render.text.w", {"render.text.width="}),
        ("unpress stages transform.pr", {"transform.probe"}),
        ("unpress check --format s", {"sarif"}),
        ("unpress trace a.txt --after clean.pr", {"clean.probe"}),
    ],
)
def test_completion_offers_what_can_come_next(
    desk: Desk, words: str, offered: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_UNPRESS_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    ran = desk.run()
    assert (ran.status, ran.err) == (0, "")
    assert {line.partition(",")[2] for line in ran.out.decode().splitlines()} == offered


def test_colours_are_for_terminals_whose_users_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        closed = False

        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert streams.colours(Terminal())  # type: ignore[arg-type]
    assert not streams.colours(None)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not streams.colours(Terminal())  # type: ignore[arg-type]


@posix
def test_interrupted_work_ends_with_130_and_leaves_nothing_half_written(desk: Desk) -> None:
    desk.write("a.txt", "!sleep")
    command = [sys.executable, "-u", "-m", "unpress", "convert", "a.txt", "-o", "b.blob"]
    process = subprocess.Popen(
        command,
        cwd=desk.folder,
        env=desk.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,  # jobs behind "&" ignore it
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "asleep\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, "interrupted\n")
    assert desk.files() == {"a.txt"}


def test_plan_creates_nothing(tmp_path: Path) -> None:
    outputs.plan(["a.txt", "b.txt"], ["md", "pdf"], str(tmp_path / "x" / "y"))
    assert list(tmp_path.iterdir()) == []


def test_write_says_which_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Error, match=r"cannot write .*file/x"):
        outputs.write(outputs.File(tmp_path / "file" / "x"), b"")


def test_standard_output_takes_one_document(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one document in one format"):
        outputs.plan(["a.txt", "b.txt"], ["md"], "-")


# ------------------------------------------------------------------------------------------------- looks of a page


def test_a_style_sheet_and_a_template_change_a_page(desk: Desk) -> None:
    desk.write("a.txt")
    desk.write("house.css", "h1 { color: teal }\n")
    desk.write(
        "page.html", "<title>$title</title><style>$style</style>$masthead$heading$text$notes$footer $$1\n"
    )
    ran = desk.run("convert", "a.txt", "-t", "html", "--css", "house.css", "--template", "page.html")
    assert ran.status == 0, ran.err
    assert b"h1 { color: teal }" in ran.out
    assert ran.out.startswith(b"<title>")
    assert ran.out.endswith(b" $1\n")


def test_a_reference_document_changes_a_word_file(desk: Desk) -> None:
    desk.write("a.txt")
    assert desk.run("convert", "a.txt", "-o", "own.docx").status == 0
    ran = desk.run("convert", "a.txt", "-t", "docx", "--reference-doc", "own.docx", "-o", "b.docx")
    assert ran.status == 0, ran.err
    ran = desk.run("convert", "a.txt", "-t", "html", "--reference-doc", "own.docx")
    assert ran.status == 2
    assert "--reference-doc changes the looks of DOCX" in ran.err
    ran = desk.run("convert", "a.txt", "-t", "docx", "--reference-doc", "a.txt", "-o", "c.docx")
    assert ran.status == 2
    assert "a.txt is no Word file" in ran.err


def test_a_template_with_a_fault_is_shown_its_place(desk: Desk) -> None:
    desk.write("a.txt")
    desk.write("page.html", "<html>\n<p>$titel</p>\n")
    ran = desk.run("convert", "a.txt", "-t", "html", "--template", "page.html")
    assert ran.status == 2
    assert "page.html:2:4: $titel is no part of a page" in ran.err
    assert "did you mean $title?" in ran.err


def test_looks_of_a_page_need_a_page(desk: Desk) -> None:
    desk.write("a.txt")
    ran = desk.run("convert", "a.txt", "-t", "text", "--css", "house.css")
    assert ran.status == 2
    assert "--css changes the looks of HTML" in ran.err


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("a.txt", "unpress convert a.txt -t docx"),
        ("help", "unpress --help"),
        ("version", "unpress --version"),
        ("convrt", "did you mean 'convert'?"),
    ],
)
def test_what_is_no_command_has_its_way_out(desk: Desk, word: str, hint: str) -> None:
    desk.write("a.txt")
    ran = desk.run(word)
    assert ran.status == 2
    assert f"there is no command '{word}'" in ran.err
    assert hint in ran.err


def test_the_name_of_a_phase_lists_its_stages(desk: Desk) -> None:
    ran = desk.run("stages", "render")
    assert ran.status == 2
    assert "render is a phase, not a stage\n  hint: name one of render." in ran.err


def test_a_folder_is_not_formatted(desk: Desk) -> None:
    desk.write("in/a.md")
    ran = desk.run("format", "in")
    assert ran.status == 2
    assert "error: in is a folder\n  hint: name the files in it, as in in/*.md" in ran.err


def test_check_takes_folders_and_patterns_as_convert_does(desk: Desk) -> None:
    for name in ("in/a.txt", "in/deep/b.txt", "in/c.png", "other.txt"):
        desk.write(name, "!warn twice\n")
    (desk.folder / "empty").mkdir()
    ran = desk.run("check", "in", "in/a.txt", "*her.txt")
    assert [line.partition(":")[0] for line in ran.out.decode().splitlines() if ": warning: " in line] == [
        "in/a.txt",
        "in/deep/b.txt",
        "other.txt",
    ]
    assert "3 files: 3 warnings" in ran.err
    for name in ("empty", "*.nope"):
        told = desk.run("convert", name, "-t", "text", "-o", "out").err.splitlines()[0]
        ran = desk.run("check", name)
        assert ran.status == 2
        assert told.removeprefix("error: ") in ran.out.decode()
