"""Whatever is put in: one clear sentence on standard error, the right exit status, nothing half-written."""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import unpress
from unpress import Config, Limits, outputs

if TYPE_CHECKING:
    from conftest import Desk, Ran

posix = pytest.mark.skipif(
    os.name != "posix", reason="devices, pipes and closed descriptors as POSIX has them"
)


def refused(ran: Ran, status: int, sentence: str, hint: str = "") -> None:
    """That a command ended with a status, one error and its hint, and nothing else."""
    lines = ran.err.splitlines()
    assert "Traceback" not in ran.err
    assert lines[0] == f"error: {sentence}"
    assert lines[1:] == ([f"  hint: {hint}"] if hint else [])
    assert ran.status == status


# ---------------------------------------------------------------------------------------------------- sources


def test_a_file_that_is_not_there(desk: Desk) -> None:
    desk.write("report.txt")
    refused(
        desk.run("convert", "rapport.txt", "-t", "text"),
        2,
        "there is no file rapport.txt",
        "did you mean 'report.txt'?",
    )
    refused(desk.run("convert", "x", "-t", "text"), 2, "there is no file x", "check the name and the folder")
    refused(
        desk.run("convert", "no/x", "-t", "text"), 2, "there is no file no/x", "there is no folder no either"
    )


def test_a_folder(desk: Desk) -> None:
    (desk.folder / "in").mkdir()
    hint = "name where the outputs go: -o FOLDER"
    refused(desk.run("convert", "in", "-t", "text"), 2, "in is a folder", hint)
    refused(desk.run("trace", "in"), 2, "in is a folder", "name the files in it, as in in/*.pdf")


@pytest.mark.parametrize("content", [b"", b" \n\n\t"])
def test_an_empty_file(desk: Desk, content: bytes) -> None:
    desk.write("a.txt", content)
    refused(desk.run("convert", "a.txt", "-t", "text"), 1, "a.txt is empty", "there is nothing to convert")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b"<!DOCTYPE html><p>A"), ("a.html", b"<p>A"), ("a", b"\xef\xbb\xbf <html>")],
)
def test_a_web_page(desk: Desk, name: str, content: bytes) -> None:
    (desk.folder / "unpress.toml").write_text("")
    desk.write(name, content)
    hint = "convert the file that the page was made from, or take its text as it is with --from text"
    refused(
        desk.run("convert", name, "-t", "md"), 1, f"{name} is a web page: HTML is written, not read", hint
    )
    assert desk.run("convert", name, "-t", "md", "--from", "text").status == 0


def test_a_file_larger_than_the_limit(desk: Desk) -> None:
    config = (desk.folder / "unpress.toml").read_text()
    (desk.folder / "unpress.toml").write_text(f"limits.size = 1000\n{config}")
    desk.write("a.txt", "x" * 1000)
    assert desk.run("convert", "a.txt", "-t", "text").status == 0
    desk.write("a.txt", "x" * 1001)
    ran = desk.run("convert", "a.txt", "-t", "text")
    assert ran.err.startswith("error: a.txt is larger than the limit of 1,000 bytes\n  hint: ")
    ran = desk.spawn("convert", "-", "-t", "text", input=b"x" * 1001)
    assert ran.err.startswith("error: - is larger than the limit of 1,000 bytes\n  hint: ")


@posix
@pytest.mark.parametrize("command", [("convert", "-t", "text", "-o", "out/"), ("check",), ("trace",)])
def test_a_document_that_takes_too_long_ends_and_the_next_one_is_done(
    desk: Desk, command: tuple[str, ...]
) -> None:
    desk.write("a.txt", "!sleep")
    desk.write("b.txt", "two")
    name, *options = command
    paths = ["a.txt"] if name == "trace" else ["a.txt", "b.txt"]
    ran = desk.run(name, *paths, *options, "--set", "limits.seconds=0.1")
    assert ran.status == 1
    assert b"a.txt took longer than 0.1 seconds" in ran.out + ran.err.encode()
    if name == "convert":
        assert desk.files() == {"a.txt", "b.txt", "out/b.txt"}


@posix
def test_where_nothing_hears_the_alarm_the_command_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", "!deaf")
    site = desk.write("site/sitecustomize.py", "import unpress.limits\nunpress.limits.GRACE = 0.1\n").parent
    monkeypatch.setenv("PYTHONPATH", str(site))
    ran = desk.spawn("convert", "a.txt", "-t", "text", "--set", "limits.seconds=0.1")
    assert (ran.status, ran.err) == (1, "error: a.txt took longer than 0.1 seconds\n")


@pytest.mark.parametrize(
    ("setting", "sentence", "hint"),
    [
        ("second=5", "there is no limit 'second'", "did you mean 'seconds'?"),
        ("pages=many", "limits.pages must be a whole number, not 'many'", "from 1 upwards"),
        ("depth=1000", "limits.depth must be 200 at most, not 1000", ""),
    ],
)
def test_a_limit_that_is_none(desk: Desk, setting: str, sentence: str, hint: str) -> None:
    desk.write("a.txt")
    refused(desk.run("convert", "a.txt", "-t", "text", "--set", f"limits.{setting}"), 2, sentence, hint)


@posix
def test_a_device_without_end_is_read_to_the_limit_and_no_further(desk: Desk) -> None:
    config = (desk.folder / "unpress.toml").read_text()
    (desk.folder / "unpress.toml").write_text(f"limits.size = 100000\n{config}")
    ran = desk.run("convert", "/dev/zero", "-t", "text")
    assert ran.err.startswith("error: /dev/zero is larger than the limit of 100,000 bytes\n")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(desk: Desk) -> None:
    desk.write("a.txt").chmod(0)
    refused(desk.run("convert", "a.txt", "-t", "text"), 2, "cannot read a.txt: Permission denied")


@posix
@pytest.mark.parametrize("name", ["a" * 300 + ".txt", "file.txt/x"])
def test_a_name_that_no_file_can_have(desk: Desk, name: str) -> None:
    desk.write("file.txt")
    for arguments in (("-t", "text"), ("-t", "blob", "-o", "out")):
        ran = desk.run("convert", name, *arguments)
        assert ran.status == 2
        assert ran.err.startswith("error: cannot ")
        assert "Traceback" not in ran.err


@posix
def test_a_name_in_no_encoding(desk: Desk) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    desk.write(name, "!warn w\n")
    for arguments in (
        ("convert", name, "-t", "blob"),
        ("check", name),
        *(("check", name, "--format", f) for f in ("json", "sarif", "github")),
    ):
        ran = desk.spawn(*arguments)
        assert ran.status == 0, ran.err
    assert "caf" in ran.out.decode()


@posix
def test_standard_input_that_is_closed(desk: Desk) -> None:
    refused(
        _in_shell(desk, "unpress convert - -t text <&-"),
        2,
        "standard input is closed",
        "name a file, or pipe a document in",
    )


def test_standard_input_that_is_empty(desk: Desk) -> None:
    refused(
        desk.spawn("convert", "-", "-t", "text", input=b""),
        1,
        "standard input is empty",
        "there is nothing to convert",
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03" * 100,
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 9,
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9,
    ],
)
def test_binary_data_with_the_real_stages(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(unpress.ReadError) as caught:
        unpress.read(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode),
    name=st.sampled_from(["a.txt", "a.pdf", "a.docx", "a.xml", "a.json", "a.md", "a"]),
)
def test_no_bytes_make_the_real_stages_raise_anything_but_an_error(data: bytes, name: str) -> None:
    """A StageError would be a fault of a stage; other exceptions are never seen."""
    with contextlib.suppress(unpress.ReadError, unpress.UsageError):
        unpress.read(unpress.Source(name, data))


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"PK\x03\x04", b'<akomaNtoso xmlns="x">', b"{"])
@pytest.mark.parametrize("rest", [b"", b"\x00" * 50, b"garbage" * 50])
def test_a_format_begun_and_not_kept_to(head: bytes, rest: bytes) -> None:
    name = "a.json" if head == b"{" else "a"
    with pytest.raises(unpress.ReadError) as caught:
        unpress.read(unpress.Source(name, head + rest))
    assert caught.value.message


# ------------------------------------------------------------------------------------------------ arguments


WRONG_ARGUMENTS = """\
$ unpress convert a.txt -t texd
error: unknown format 'texd'
  hint: did you mean 'text'?

$ unpress convert a.txt
error: no format is named
  hint: name one or several: -t md,docx

$ unpress convert a.txt -t ,
error: no format is named
  hint: name one or several: -t md,docx

$ unpress convert a.txt -o x.odt
error: no format has the suffix of x.odt
  hint: known: akn, blob, docx, html, json, md, pdf, text; name one with -t

$ unpress convert -t text
error: missing argument 'PATH...'
  hint: unpress convert --help

$ unpress convert a.txt -t text --from prob
error: 'prob' is no format that is read
  hint: did you mean 'probe'?

$ unpress convert a.txt -t text --lang zhh
error: unknown language 'zhh'
  hint: did you mean 'zh'?

$ unpress convert a.txt -t text --set width=3
error: --set 'width=3' is not STAGE.OPTION=VALUE
  hint: as in --set render.pdf.paper=a4; 'unpress stages' lists stages, 'unpress stages NAME' options

$ unpress convert a.txt -t text --set render.text.width
error: --set 'render.text.width' is not STAGE.OPTION=VALUE
  hint: as in --set render.pdf.paper=a4; 'unpress stages' lists stages, 'unpress stages NAME' options

$ unpress convert a.txt -t text --set render.txet.width=3
error: options for 'render.txet', which is no stage
  hint: did you mean 'render.text'?

$ unpress convert a.txt -t text --set text.width=3
error: options for 'text', which is no stage
  hint: did you mean 'render.text'?

$ unpress convert a.txt -t text --set render.md.front_matter=true
error: options for 'render.md', which is no stage
  hint: did you mean 'render.markdown'?

$ unpress convert a.txt -t text --set render.markdown.front_matter=true
error: --set 'render.markdown.front_matter=true' is for markdown, which is not asked for
  hint: add: -t markdown

$ unpress convert a.txt -t text --set render.text.widht=3
error: stage render.text has no option 'widht'
  hint: did you mean 'width'?

$ unpress convert a.txt -t text --set render.blob.x=3
error: stage render.blob has no option 'x'
  hint: it has no options

$ unpress convert a.txt -t text --set render.text.width=wide
error: option 'width' of stage render.text cannot be 'wide'
  hint: it is a whole number

$ unpress convert a.txt -t text --set transform.probe.voice=LOUD
error: option 'voice' of stage transform.probe cannot be 'LOUD'
  hint: it is quiet or loud

$ unpress convert a.txt -t text -o out/x
error: there is no folder out for out/x
  hint: create it first

$ unpress convert a.txt -t text --beside -o x
error: --beside and -o name two places
  hint: give one of them

$ unpress convert a.txt b.txt -t text -o -
error: standard output takes one document in one format, not 2 in 1
  hint: name a folder: -o FOLDER

$ unpress convert a.txt b.txt -t blob -o a.blob
error: a.blob is a file, not a folder
  hint: name another folder with -o

$ unpress convert a.txt -t blob -o a.blob/
error: a.blob is a file, not a folder
  hint: name another folder with -o

$ unpress convert a.txt -t blob,text -o a.blob/x
error: a.blob is a file, not a folder
  hint: name another folder with -o

$ unpress convert a.txt -t blob -o d
error: d/a.blob is a folder
  hint: name another file or folder with -o

$ unpress convert a.txt -t text --config no.toml
error: cannot read the configuration no.toml: No such file or directory
  hint: check the name and the folder

$ unpress check a.txt --format xml
error: invalid value for '--format': 'xml' is not one of 'text', 'json', 'sarif', 'github'
  hint: unpress check --help

$ unpress stages claen.probe
error: there is no stage 'claen.probe'
  hint: did you mean 'clean.probe'?

$ unpress trace a.txt --after read.prob
error: there is no stage 'read.prob'
  hint: did you mean 'read.probe'?

$ unpress completion tcsh
error: invalid value for '{bash|zsh|fish}': 'tcsh' is not one of 'bash', 'zsh', 'fish'
  hint: unpress completion --help
"""


@pytest.mark.parametrize("session", WRONG_ARGUMENTS.split("\n\n"))
def test_a_wrong_argument_is_named_before_any_work_starts(desk: Desk, session: str) -> None:
    desk.write("a.txt", "!crash")
    desk.write("b.txt", "!crash")
    desk.write("a.blob", "old")
    (desk.folder / "d/a.blob").mkdir(parents=True)
    before = desk.files()
    command, _, expected = session.strip().partition("\n")
    ran = desk.run(*shlex.split(command)[2:])
    assert (ran.status, ran.out, ran.err.strip()) == (2, b"", expected)
    assert desk.files() == before
    assert (desk.folder / "a.blob").read_text() == "old"


def test_a_wrong_command_is_told_the_nearest_one(desk: Desk) -> None:
    ran = desk.run("convrt")
    assert (ran.status, ran.err) == (
        2,
        "error: there is no command 'convrt'\n  hint: did you mean 'convert'?\n",
    )


def test_one_file_for_two_outputs(desk: Desk) -> None:
    desk.write("a.txt")
    desk.write("b.txt")
    ran = desk.run("convert", "a.txt", "b.txt", "-t", "blob", "-o", "c.blob")
    assert (ran.status, ran.err.splitlines()[0]) == (2, "error: c.blob is one file for 2 outputs")
    assert desk.files() == {"a.txt", "b.txt"}


@pytest.mark.parametrize(("arguments", "sentence"), [("convert --fromm x", "no such option")])
def test_a_wrong_option_is_named(desk: Desk, arguments: str, sentence: str) -> None:
    """The rest of the sentence differs between the versions of click."""
    ran = desk.run(*arguments.split())
    assert ran.status == 2
    first, second = ran.err.splitlines()
    assert first.startswith(f"error: {sentence}")
    assert second.startswith("  hint: ")


def test_no_arguments_at_all_print_the_help(desk: Desk) -> None:
    ran = desk.run()
    assert ran.status == 2
    assert (ran.out.decode() + ran.err).startswith("Usage: unpress ")


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ("cleen = []", "unknown key 'cleen'"),
        ("clean = 'unicode'", "'clean' must be a list of strings"),
        ("clean = ['unicode'", "is not TOML"),
        ("limits.size = '3'", "limits.size must be a whole number, not '3'"),
        ("options = 3", "'options' must hold a table for each stage"),
        ("clean = ['uniode']", "there is no clean stage 'uniode'"),
        ("[options.'clean.probe']\ndeaff = true", "stage clean.probe has no option 'deaff'"),
        ("[options.probe]\ndeaf = true", "options for 'probe', which is no stage"),
    ],
)
def test_a_wrong_configuration_is_named_before_any_work_starts(
    desk: Desk, config: str, sentence: str
) -> None:
    desk.write("a.txt", "!crash")
    (desk.folder / "unpress.toml").write_text(config)
    ran = desk.run("convert", "a.txt", "-t", "text")
    assert ran.status == 2
    assert sentence in ran.err.splitlines()[0]
    assert "Traceback" not in ran.err


# -------------------------------------------------------------------------------------------------- outputs


def _in_shell(desk: Desk, command: str) -> Ran:
    unpress = f"'{sys.executable}' -m unpress"
    done = subprocess.run(
        ["/bin/bash", "-c", command.replace("unpress", unpress, 1)],
        cwd=desk.folder,
        env=desk.environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return type(desk.run("--version"))(done.returncode, done.stdout, done.stderr.decode())


@posix
@pytest.mark.parametrize(
    "command", ["convert a.txt -t text", "check a.txt", "trace a.txt", "stages", "completion fish"]
)
def test_standard_output_that_is_closed_full_or_has_no_reader(desk: Desk, command: str) -> None:
    desk.write("a.txt", ("!warn " + "x" * 100 + "\n") * 2_000)
    refused(
        _in_shell(desk, f"unpress {command} >&- 2>err; status=$?; grep -A1 ^error: err >&2; exit $status"),
        1,
        "standard output is closed",
        "write to a file: -o FILE",
    )
    ran = _in_shell(
        desk,
        f"unpress {command} >/dev/full 2>err; status=$?; grep -v 'a.txt:\\|hint: do' err >&2; exit $status",
    )
    refused(ran, 1, "cannot write to standard output: No space left on device")
    ran = _in_shell(
        desk, f"unpress {command} 2>err | true; echo ${{PIPESTATUS[0]}}; grep -v 'a.txt:\\|hint: do' err >&2"
    )
    assert ran.err == ""
    assert ran.out in (b"141\n", b"0\n")
    if (
        command != "completion fish" and command != "stages"
    ):  # small enough to fit into the pipe before it closes
        assert ran.out == b"141\n"


@posix
@pytest.mark.parametrize("buffered", ["", "1"])
def test_standard_output_is_whole_or_an_error_tells_that_it_is_not(desk: Desk, buffered: str) -> None:
    desk.write("a.txt", "a line of a long document\n" * 20_000)
    limited = f"export PYTHONUNBUFFERED={buffered}; ulimit -f 20; unpress convert a.txt -t text"
    refused(_in_shell(desk, f"{limited} >out"), 1, "cannot write to standard output: File too large")


@posix
def test_a_report_on_a_full_disk(desk: Desk) -> None:
    desk.write("in/a.txt")
    ran = _in_shell(desk, "unpress convert in -t text -o out -j 1 --report /dev/full")
    sentence = "cannot write the report /dev/full: No space left on device"
    refused(ran, 1, sentence, "name another place; what is made is not made again")
    refused(
        _in_shell(desk, "unpress convert in -t text -o out -j 1 --report - >/dev/full"),
        1,
        "cannot write to standard output: No space left on device",
    )


@posix
def test_standard_error_that_is_closed_changes_nothing(desk: Desk) -> None:
    desk.write("a.txt", "!warn one\n")
    ran = _in_shell(desk, "unpress convert a.txt -t text 2>&-")
    assert (ran.status, ran.out) == (0, b"!warn one\n")


@posix
def test_an_output_on_a_full_disk(desk: Desk) -> None:
    desk.write("a.txt")
    refused(
        desk.run("convert", "a.txt", "-t", "text", "-o", "/dev/full"),
        1,
        "cannot write /dev/full: No space left on device",
        "name another place with -o, or make room",
    )


@pytest.mark.parametrize(
    "command", ["convert a.md b.md -t html -o out", "format a.md b.md", "check --fix a.md b.md"]
)
def test_a_full_disk_ends_a_command_with_one_error(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def fill(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (desk.folder / "unpress.toml").unlink()
    for name in "ab":
        desk.write(
            f"{name}.md",
            "_The General Assembly_,\n\n1\\. *Decides* to look - once more - after the  wells.\n",
        )
    monkeypatch.setattr(outputs, "_replace", fill)
    ran = desk.run(*command.split())
    file = "out/a.html" if "convert" in command else "a.md"
    sentence = f"cannot write {file}: {os.strerror(errno.ENOSPC)}"
    refused(ran, 1, sentence, "name another place with -o, or make room")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(desk: Desk) -> None:
    desk.write("a.txt")
    (desk.folder / "out").mkdir(mode=0o555)
    refused(
        desk.run("convert", "a.txt", "-t", "blob", "-o", "out"),
        1,
        "cannot write out/a.blob: Permission denied",
        "name another place with -o",
    )


def test_binary_output_is_not_thrown_at_a_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt")
    from unpress import streams

    monkeypatch.setattr(streams, "is_terminal", lambda stream: stream is not None)
    refused(
        desk.run("convert", "a.txt", "-t", "blob", "-o", "-"),
        2,
        "blob is not text and standard output is a terminal",
        "name a file: -o FILE",
    )


def test_a_fault_of_the_program_itself_is_one_sentence_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("a.txt")
    desk.write("b.txt")
    from unpress import conversion

    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(conversion, "convert", fail)
    monkeypatch.setattr(conversion, "check", fail)
    ran = desk.run("convert", "a.txt", "-t", "text")
    refused(
        ran, 1, "a.txt: KeyError: 'x'", "a fault of unpress; with UNPRESS_DEBUG=1 it says more, for a report"
    )
    ran = desk.run("check", "a.txt", "b.txt")
    assert (ran.status, ran.err) == (1, "2 files: 2 errors\n")
    assert ran.out.decode().startswith("a.txt: error: KeyError: 'x' [failure.output]\n")


def test_the_library_refuses_with_the_same_sentences(tmp_path: Path) -> None:
    with pytest.raises(unpress.UsageError, match="there is no file"):
        unpress.read(tmp_path / "x")
    with pytest.raises(unpress.UsageError, match="is not the name of a file"):
        unpress.read("a\0b")
    with pytest.raises(unpress.UsageError, match="is a folder"):
        unpress.read(tmp_path)
    with pytest.raises(unpress.ReadError, match="is empty"):
        unpress.read(b"  ")
    with pytest.raises(unpress.ReadError, match="larger than the limit"):
        unpress.read(b"abc", Config(limits=Limits(size=2)))
