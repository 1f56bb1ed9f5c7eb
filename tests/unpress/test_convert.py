"""convert(): one way for everything, and what it promises to stages and callers."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from unpress import (
    Config,
    ConfigError,
    Document,
    Limits,
    ReadError,
    Severity,
    Source,
    StageError,
    UsageError,
    convert,
    read,
    render,
)
from unpress.ast import Paragraph, Text
from unpress.opening import READERS, open_source, reader_for

if TYPE_CHECKING:
    from conftest import Desk, Plug

PROBE = Config(reader="probe", language="en", clean=("probe",), parse=("probe",), transform=("probe",))

HEAD = """\
from unpress.ast import Document
from unpress.draft import Draft
from unpress.errors import ReadError
from unpress.journal import Journal
from unpress.source import Source
"""


def stages(**bodies: str) -> dict[str, str]:
    """Source files of stages named x: ``clean="return draft"``."""
    values = {
        "read": "Source",
        "clean": "Draft",
        "parse": "Draft",
        "transform": "Document",
        "render": "Document",
    }
    results = {"read": "Draft", "clean": "Draft", "parse": "Document | None", "render": "bytes"}
    files: dict[str, str] = {}
    for phase, body in bodies.items():
        taken, given = values.get(phase, "Document"), results.get(phase, "Document")
        signature = f"def {phase}(value: {taken}, journal: Journal) -> {given}"
        files[f"{phase}/x.py"] = f"{HEAD}{signature}:\n    {body}\n"
    return files


# ------------------------------------------------------------------------------------------------------- one way


def test_outputs_are_mapped_to_the_formats_asked_for(desk: Desk) -> None:
    result = convert(b"one\ntwo\n", ("text", "blob"), PROBE)
    assert result.outputs == {"text": b"one\ntwo\n", "blob": b"\x00\xff2"}
    assert convert(b"one\n", "text", PROBE).output == b"one\n"
    with pytest.raises(UsageError, match="there are 2 outputs"):
        result.output  # noqa: B018


def test_a_source_is_read_once_however_many_formats_are_asked_for(desk: Desk) -> None:
    ran: list[str] = []
    convert(b"one\n", ("text", "blob"), PROBE, watch=lambda name, _: ran.append(name))
    assert ran == [
        "read.probe",
        "clean.probe",
        "parse.probe",
        "transform.probe",
        "render.text",
        "render.blob",
    ]


def test_formats_are_checked_before_the_source_is_opened(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown format"):
        convert(tmp_path / "nowhere", ("text", "nothing"), PROBE)


def test_read_and_render_are_the_two_halves_of_convert(desk: Desk) -> None:
    document = read(b"one\n", PROBE).document
    assert document == Document("en", children=(Paragraph((Text("one"),)),))
    assert render(document, "text", PROBE) == convert(b"one\n", "text", PROBE).output
    with pytest.raises(UsageError, match="unknown format"):
        render(document, "nothing")


def test_the_same_source_as_path_bytes_and_source_gives_the_same(desk: Desk) -> None:
    path = desk.write("a.txt")
    results = [
        convert(given, "text", PROBE)
        for given in (path, str(path), path.read_bytes(), Source("a.txt", path.read_bytes()))
    ]
    assert len({result.output for result in results}) == 1
    assert [result.source for result in results] == [str(path), str(path), "-", "a.txt"]


def test_a_result_can_be_sent_to_another_process(desk: Desk) -> None:
    result = convert(b"one\n!warn two\n!drop\n", "text", PROBE)
    again = pickle.loads(pickle.dumps(result))
    assert (again.document, again.outputs, again.problems) == (
        result.document,
        result.outputs,
        result.problems,
    )
    assert again.ledger == result.ledger


def test_problems_carry_source_stage_and_place_and_can_be_silenced(desk: Desk) -> None:
    path = desk.write("a.txt", "one\n!warn two\n!error three\n")
    result = read(path, PROBE)
    assert [(p.code, p.source, p.message) for p in result.problems] == [
        ("clean.probe.order", str(path), "two"),
        ("clean.probe.order", str(path), "three"),
    ]
    assert result.problems[0].span is not None
    assert result.text[result.problems[0].span.start :].startswith("!warn two")
    assert result.worst is Severity.error
    import dataclasses

    silent = read(path, dataclasses.replace(PROBE, silence=("clean",)))
    assert (silent.problems, silent.worst) == ((), None)


# ---------------------------------------------------------------------------------------------------- which reader


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.md", b"words", "markdown"), ("a.MARKDOWN", b"words", "markdown"),
        ("a.txt", b"%PDF-1.7", "pdf"), ("a.pdf", b"words", "pdf"),
        ("a", b"PK\x03\x04", "docx"),
        ("a", b"<?xml?><akomaNtoso>", "akn"), ("a", b"\xef\xbb\xbf\n <akomaNtoso>", "akn"), ("a.xml", b"<x>", "akn"),
        ("a.json", b' {"x"', "json"), ("a", b"{ words", "text"),
        ("a.probe", b"words", "probe"),
    ],
)  # fmt: skip
def test_a_reader_is_told_by_the_content_then_by_the_suffix(
    desk: Desk, name: str, data: bytes, reader: str
) -> None:
    assert reader_for(Source(name, data), Config()) == reader


def test_a_reader_that_is_given_is_taken(desk: Desk) -> None:
    assert reader_for(Source("a.pdf", b"%PDF-"), Config(reader="probe")) == "probe"
    assert reader_for(Source("a.pdf", b"%PDF-", "probe"), Config(reader="text")) == "probe"
    with pytest.raises(UsageError, match="'nothing' is no format that is read"):
        reader_for(Source("a", b""), Config(reader="nothing"))


def test_a_format_without_a_reader_is_named_with_the_readers_there_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(READERS, ".odt", "odt")  # type: ignore[arg-type]
    with pytest.raises(ReadError) as caught:
        read(Source("a.odt", b"words"))
    assert caught.value.message == "a.odt: no reader for odt is installed"
    assert "probe, " in caught.value.hint


def test_open_source_reads_no_more_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert open_source(path, Config(limits=Limits(size=5))).data == b"12345"
    with pytest.raises(ReadError, match="larger than the limit of 4 bytes"):
        open_source(path, Config(limits=Limits(size=4)))


# --------------------------------------------------------------------------------------------------------- language


def languages(desk: Desk, data: bytes, config: Config) -> tuple[Any, list[str]]:
    from dataclasses import replace

    seen: dict[str, Any] = {}
    result = convert(
        data, (), replace(config, reader="probe", clean=("probe",)), watch=lambda n, v: seen.update({n: v})
    )
    return seen["clean.probe"].language, [p.code for p in result.problems]


def test_the_language_is_the_one_given_or_recognised_or_said_to_be_unknown(desk: Desk) -> None:
    chinese = "大会,回顾其关于国际合作的各项决议,注意到秘书长的报告,".encode()
    from dataclasses import replace

    assert languages(desk, chinese, replace(PROBE, language=""))[0] == "zh"
    assert languages(desk, chinese, replace(PROBE, language="fra")) == ("fr", [])
    assert languages(desk, b"zzz qqq", replace(PROBE, language="")) == ("en", ["clean.language.unknown"])
    words = (
        b"The General Assembly, recalling its resolution 70/1 of 25 September 2015, decides to go on. " * 30
    )
    assert languages(desk, words, replace(PROBE, language="fr")) == ("fr", ["clean.language.other"])
    assert languages(desk, words, replace(PROBE, language="en")) == ("en", [])
    with pytest.raises(ConfigError, match="unknown language 'klingon'"):
        languages(desk, b"zzz", replace(PROBE, language="klingon"))


# ----------------------------------------------------------------------------------------------- what stages owe


def test_parsers_are_asked_in_order_until_one_takes_the_draft(plug: Plug, desk: Desk) -> None:
    plug("shy", "shy_stages", stages(parse="return None"))
    from dataclasses import replace

    ran: list[str] = []
    convert(b"a", (), replace(PROBE, parse=("x", "probe", "x")), watch=lambda name, _: ran.append(name))
    assert [name for name in ran if name.startswith("parse.")] == ["parse.probe"]
    for parsers in (("x",), ()):
        with pytest.raises(ConfigError) as caught:
            read(b"a", replace(PROBE, parse=parsers))
        assert "end the list 'parse' with 'plain'" in caught.value.hint


@pytest.mark.parametrize(
    ("phase", "message"),
    [
        ("read", "stage read.x returned str where Draft or Document was due"),
        ("clean", "stage clean.x returned str where Draft was due"),
        ("parse", "stage parse.x returned str where Document or None was due"),
        ("transform", "stage transform.x returned str where Document was due"),
        ("render", "stage render.x returned str where bytes was due"),
    ],
)
def test_a_stage_that_returns_something_else_is_named(
    plug: Plug, desk: Desk, phase: str, message: str
) -> None:
    plug("wrong", "wrong_stages", stages(**{phase: "return 'x'"}))
    from dataclasses import replace

    config = replace(
        PROBE, **({"reader": "x"} if phase == "read" else {} if phase == "render" else {phase: ("x",)})
    )
    with pytest.raises(StageError) as caught:
        convert(b"a", "x" if phase == "render" else (), config)
    assert caught.value.message == message


@pytest.mark.parametrize("kind", [ReadError, StageError])
def test_errors_pass_between_processes(kind: type[Exception]) -> None:
    again = pickle.loads(pickle.dumps(kind("no", "hint")))
    assert isinstance(again, kind)
    assert str(again) == "no\nhint: hint"


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("raise KeyError('k')", StageError, "-: stage clean.x of rude failed: KeyError: 'k'"),
        ("return clean(value, journal)", ReadError, "-: nested too deeply for clean.x"),
        ("raise ReadError('no', 'hint')", ReadError, "no"),
    ],
)
def test_what_a_stage_raises_becomes_an_error_that_names_it(
    plug: Plug, desk: Desk, body: str, kind: type[Exception], message: str
) -> None:
    from dataclasses import replace

    plug("rude", "rude_stages", stages(clean=body))
    with pytest.raises(kind) as caught:
        read(b"a", replace(PROBE, clean=("x",)))
    assert caught.value.message == message  # type: ignore[attr-defined]


def test_the_logger_says_where_a_stage_failed(
    plug: Plug, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    from dataclasses import replace

    plug("rude", "rude_stages", stages(clean="raise KeyError('k')"))
    with caplog.at_level("DEBUG", logger="unpress"), pytest.raises(StageError):
        read(b"a", replace(PROBE, clean=("x",)))
    assert "clean.x failed" in caplog.text
    assert "KeyError('k')" in caplog.text  # the line of the stage


def test_the_journal_names_the_stage_at_work_and_no_other_afterwards(plug: Plug, desk: Desk) -> None:
    from dataclasses import replace

    say = "journal.note('said', journal.stage); return value"
    plug("loud", "loud_stages", stages(clean=say, transform=say))
    result = read(b"a", replace(PROBE, clean=("x", "probe"), transform=("x",)))
    assert [(p.code, p.message) for p in result.problems] == [
        ("clean.x.said", "clean.x"),
        ("transform.x.said", "transform.x"),
    ]


def test_notices_are_the_problems_with_their_places_in_order(plug: Plug, desk: Desk) -> None:
    from dataclasses import replace

    at = "from unpress.source import Span, Piece; journal.{}('said', 'm', Span((Piece(0, {}, {}),), 1), 'h')"
    body = "; ".join([at.format("warn", 6, 7), at.format("note", 0, 2), "return value"])
    plug("placed", "placed_stages", stages(clean=body))
    result = read(b"one\n  two", replace(PROBE, clean=("x", "probe")))
    assert [(n.line, n.column, n.page, n.severity.name, n.hints) for n in result.notices] == [
        (1, 1, 1, "note", ("h",)),
        (2, 3, 1, "warning", ("h",)),
    ]
    assert read(b"one", PROBE).notices == ()


def test_a_watcher_that_raises_stops_the_conversion(desk: Desk) -> None:
    class Enough(Exception):  # noqa: N818
        pass

    def watch(name: str, value: object) -> None:
        raise Enough

    with pytest.raises(Enough):
        convert(b"a", (), PROBE, watch=watch)


# ------------------------------------------------------------------------------------------------------- the ledger


def test_the_ledger_is_drawn_up_from_spans_and_entries(desk: Desk) -> None:
    result = read(b"one\n!drop\n!lose\n", PROBE)
    ledger = result.ledger
    assert (ledger.total, ledger.kept) == (13, 3)
    assert [result.text[start:end] for start, end in ledger.unexplained] == ["!lose"]
    assert result.ledger is ledger


def test_several_documents_are_not_one() -> None:
    for given in (["a.txt"], 3):
        with pytest.raises(UsageError, match=f"not of type {type(given).__name__}") as raised:
            read(given)  # type: ignore[arg-type]
        assert raised.value.hint == "several documents are for convert_many()"


def test_what_is_no_document_is_not_rendered() -> None:
    for given in ("a.txt", None, read(b"one\n")):
        with pytest.raises(UsageError, match=f"takes a Document, not {type(given).__name__}"):
            render(given, "md")  # type: ignore[arg-type]
