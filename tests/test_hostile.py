"""What hostile documents come to: each row of the table in SECURITY.md is a test here.

Limits are lowered where the real size would take long: what counts is that they hold.
"""

from __future__ import annotations

import io
import re
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

import pikepdf
import pytest
from lxml import etree

import unpress.language
from unpress import (
    Config,
    Document,
    Journal,
    Limits,
    ReadError,
    Source,
    TimeLimitError,
    ast,
    cli,
    convert,
    outputs,
    read,
    render,
    stage,
)
from unpress.limits import can_stop, within

FORMATS = ("akn", "docx", "html", "markdown", "pdf")


def rendered(document: Document, format: str) -> tuple[bytes, list[str]]:
    """An output and the codes of its problems."""
    journal = Journal("x", f"render.{format}")
    return stage.load("render", format).function(document, journal), [p.code for p in journal.problems]


def paragraph(*inlines: ast.Inline) -> Document:
    return Document("en", children=(ast.Paragraph(inlines),))


# ------------------------------------------------------------------------------------------- links and pictures

EVIL = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "vbscript:x",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "blob:x",
    "ms-word:ofe|u|http://x.example/y",
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("target", EVIL)
def test_a_link_that_must_not_be_opened_is_text_and_a_problem(target: str, format: str) -> None:
    document = paragraph(ast.Text("See "), ast.Link(target, (ast.Text("here"),)), ast.Text("."))
    data, problems = rendered(document, format)
    assert f"render.{format}.link-target" in problems
    if format in {"akn", "html", "markdown"}:
        assert target.encode() not in data
        assert b"alert" not in data
        assert "See here." in re.sub(r"<[^>]*>", "", data.decode())
    if format == "akn":
        assert not [a for a in etree.fromstring(data).iter("{*}a") if "docs.un.org" not in a.get("href", "")]


@pytest.mark.parametrize("format", ["akn", "markdown"])
@pytest.mark.parametrize("source", EVIL)
def test_a_picture_that_must_not_be_opened_is_its_words_and_a_problem(source: str, format: str) -> None:
    data, problems = rendered(paragraph(ast.Image(source, "A map")), format)
    assert problems == [f"render.{format}.picture"]
    assert b"A map" in data
    assert b"img" not in data
    assert b"![" not in data


@pytest.mark.parametrize(
    "target", ["javascript&colon;alert(1)", "javascript&#58;alert(1)", "&#106;avascript:x(1)"]
)
def test_what_is_no_scheme_is_none_after_markdown_either(target: str) -> None:
    from markdown_it import MarkdownIt

    data, _ = rendered(paragraph(ast.Link(target, (ast.Text("here"),))), "markdown")
    page = MarkdownIt("commonmark").render(data.decode())
    assert "javascript:" not in page.lower()


SCRIPT = """<script>alert(1)</script>" onload='x' &lt; <!-- ]]> </title></style></main>"""


@pytest.mark.parametrize("format", ["akn", "html"])
def test_markup_in_a_text_is_text(format: str) -> None:
    words = (ast.Text(SCRIPT),)
    document = Document(
        'en"><script>',
        ast.Meta(
            symbol=SCRIPT, agenda_items=(SCRIPT,), proponent=SCRIPT, job_number=SCRIPT, short_title=SCRIPT
        ),
        masthead=(ast.MastheadLine("symbol", words),),
        title=words,
        children=(
            ast.Section(words, label=SCRIPT, level=1, children=(ast.Paragraph(words, label=SCRIPT),)),
            ast.Paragraph((ast.Link(f"https://x.example/{SCRIPT}", words), ast.NoteMark(SCRIPT))),
            ast.Paragraph((ast.Foreign('fr"><script>', words), ast.Reference(SCRIPT, words))),
            ast.Table((ast.Row((ast.Cell((ast.Paragraph(words),)),)),), words, SCRIPT),
            ast.Figure(ast.Image("x.png", SCRIPT), words, SCRIPT),
            ast.Closing((words,)),
        ),
        notes=(ast.Note(SCRIPT, SCRIPT, (ast.Paragraph(words),)),),
    )
    data, _ = rendered(document, format)
    assert b"alert(1)" in data
    own = data.replace(b'<script type="application/ld+json">', b"")
    assert b"<script" not in own
    assert b"<!-- ]]" not in own
    if format == "akn":
        etree.fromstring(data)


# ------------------------------------------------------------------------------------------------- unknown language


def test_a_document_in_a_language_that_is_not_known() -> None:
    data = render(Document("tlh", children=(ast.Paragraph((ast.Text("nuqneH"),)),)), "json")
    source = Source("x.json", data)
    with pytest.raises(ReadError, match=r"x\.json is in a language that is not known: 'tlh'"):
        read(source)
    assert read(source, Config(language="fr")).document.language == "fr"


# ---------------------------------------------------------------------------------------- the table in SECURITY.md

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
SMALL = Limits(size=1_000_000, expansion=1_000_000, pages=10, depth=20)


@cache
def word_parts() -> dict[str, bytes]:
    data = render(read(Source("a.txt", b"1. Wells are dug.\n")).document, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist() if name != "docProps/custom.xml"}


def word(body: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """A Word file with this body and these further or other parts."""
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {**word_parts(), "word/document.xml": document, **(parts or {})}.items():
            file.writestr(name, content)
    return stream.getvalue()


def akn(body: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<akomaNtoso {AKN}><doc>{body}</doc></akomaNtoso>'.encode()


def pdf(pages: int, content: bytes = b"BT /F 12 Tf 72 700 Td (Wells are dug.) Tj ET") -> bytes:
    file = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for _ in range(pages):
        file.add_blank_page(page_size=(612, 792))
        file.pages[-1].Contents = file.make_stream(content)
        file.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def packed_pdf(size: int, times: int = 1) -> bytes:
    """A PDF file of one page whose content unpacks to so many bytes."""
    content = b"0 0 m\n" * (size // 6)
    for _ in range(times):
        content = zlib.compress(content, 9)
    file = pikepdf.new()
    file.add_blank_page(page_size=(612, 792))
    stream = pikepdf.Stream(file, content)
    stream["/Filter"] = pikepdf.Array([pikepdf.Name.FlateDecode] * times)
    file.pages[0].Contents = stream
    out = io.BytesIO()
    file.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    + "]>"
)
DEEP = "<w:tbl><w:tr><w:tc>" * 30 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 30
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a large file": ("text", lambda: b"wells " * 200_000, "is larger than the limit of 1,000,000 bytes"),
    "a zip bomb": ("docx", lambda: word(" " * 2_000_000), "unpacks to more than 1,000,000 bytes"),
    "many parts": ("docx", lambda: word("", {f"x/{n}": b"" for n in range(10_100)}), "holds more than 10,000 parts"),
    "entities in XML": ("akn", lambda: akn("<p>&i;</p>", LAUGHS), "not well-formed|document type"),
    "an entity that is a file": (
        "akn",
        lambda: akn("<p>&x;</p>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "document type",
    ),
    "a document type from the network": (
        "akn",
        lambda: akn("", '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">'),
        "document type",
    ),
    "deep XML": ("akn", lambda: akn("<list>" * 30 + "</list>" * 30), "nested more than 20 deep"),
    "deeper XML": ("akn", lambda: akn("<list>" * 10_000 + "</list>" * 10_000), "not well-formed|nested"),
    "many elements": ("akn", lambda: b"<a>" + b"<b/>" * 2_000_001 + b"</a>", "larger than"),
    "many attributes": ("akn", lambda: b"<a " + b"b='' " * 100 + b"/>", "not well-formed"),
    "deep Word": ("docx", lambda: word(DEEP), "nested more than 20 deep"),
    "deep JSON": (
        "json",
        lambda: b'{"unpress":1,"type":"Document","language":"en","title":['
        + b'{"type":"Emphasis","children":[' * 30 + b"]}" * 30 + b"]}",
        "nested more than 20 deep",
    ),
    "a page of PDF that unpacks": ("pdf", lambda: packed_pdf(2_000_000), "unpacks to more than 1,000,000 bytes"),
    "the same, packed twice": ("pdf", lambda: packed_pdf(2_000_000, 2), "unpacks to more than 1,000,000 bytes"),
    "many pages of PDF": ("pdf", lambda: pdf(11), "has more than 10 pages"),
    "many pages of text": ("text", lambda: b"x\n\f" * 20, "has more than 10 pages"),
}  # fmt: skip


@pytest.mark.parametrize("attack", REFUSED)
def test_what_goes_beyond_a_limit_is_refused(attack: str) -> None:
    format, make, message = REFUSED[attack]
    with pytest.raises(ReadError, match=message):
        convert(Source("x", make(), format), "md", Config(limits=SMALL))


TEXTS: dict[str, tuple[str, str]] = {
    "a long line of one word": ("text", "a" * 200_000),
    "a long line of words": ("text", "word " * 20_000),
    "a long line of figures": ("text", "1 " * 20_000),
    "a long line of full stops": ("text", ". " * 20_000),
    "a long line of symbols": ("text", "A/RES/75/210 " * 400),
    "lists in lists": ("markdown", "".join(f"{'  ' * n}- x\n" for n in range(300))),
    "quotations in quotations": ("markdown", ">" * 3_000 + " x\n"),
    "brackets in brackets": ("markdown", "[" * 2_000 + "x" + "]" * 2_000),
    "stars": ("markdown", "*a **b " * 2_000),
    "back-ticks": ("markdown", " ".join("`" * n for n in range(200))),
    "a broad table": ("markdown", "\n".join("|" + f"{cell}|" * 300 for cell in ("a", "-", "b"))),
    "many notes": (
        "text",
        "".join(f"Wells are dug.{n}\n" for n in range(300)) + "__________\n"
        + "".join(f"{n} See A/75/{n}.\n" for n in range(300)),
    ),
    "long numbers": ("text", "9" * 5_000 + ". Wells.\n\nAgenda item " + "9" * 5_000 + "\n\nWells.\u00b9\n"),
    "notes with long numbers": ("markdown", f"x[^{'9' * 5000}]\n\n[^{'9' * 5000}]: y\n"),
}  # fmt: skip


@pytest.mark.parametrize("attack", TEXTS)
def test_what_is_only_odd_is_a_document(attack: str) -> None:
    format, text = TEXTS[attack]
    data = text.encode()
    begun = time.process_time()
    result = convert(Source("x", data, format), ("md", "html"), Config(language="en"))
    assert time.process_time() - begun < 20
    assert result.ledger.complete


WHOLE: dict[str, tuple[str, Callable[[], str]]] = {
    "a line of 100 MB": ("text", lambda: "word " * 20_000_000),
    "10,000 lists in each other": ("markdown", lambda: "".join(f"{'  ' * n}- x\n" for n in range(10_000))),
    "a million notes": (
        "markdown",
        lambda: (
            "Wells are dug.[^1]\n\n" * 1_000_000
            + "".join(f"[^{n}]: See A/75/1.\n\n" for n in range(1_000_000))
        ),
    ),
    "a million notes of a text": (
        "text",
        lambda: "Wells are dug.1\n" * 1_000_000 + "____\n" + "1 See A/75/1.\n" * 1_000_000,
    ),
}


@pytest.mark.skipif(not can_stop(), reason="no alarms here")
@pytest.mark.parametrize("attack", WHOLE)
def test_what_is_not_beyond_a_limit_ends_with_its_time(attack: str) -> None:
    """At the sizes of the table: the limits let these sources in, and they would take minutes."""
    format, make = WHOLE[attack]
    source = Source("x", make().encode(), format)
    assert len(source.data) < Limits().size
    with pytest.raises(TimeLimitError, match="took longer than"):
        within(0.5, source.name, lambda: convert(source, "md", Config(language="en")))


class Counting(BaseHTTPRequestHandler):
    """A server that remembers what it was asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)


@pytest.fixture
def server() -> Iterator[str]:
    Counting.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Counting) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()
        thread.join()


@pytest.mark.parametrize("format", ["markdown", "akn", "docx"])
def test_nothing_that_a_document_names_is_opened(format: str, server: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { content: 'the-secret' }")
    local = secret.as_uri()
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = "".join(
        f'<Relationship Id="x{n}" Type="{relations}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(
            (kind, target)
            for kind in (
                "attachedTemplate",
                "image",
                "styles",
                "header",
                "footnotes",
                "aFChunk",
                "subDocument",
            )
            for target in (f"{server}/{kind}", local)
        )
    )
    data = {
        "markdown": f"![a]({server}/a.png) ![b]({local})\n\n<link rel=stylesheet href={server}/b.css>\n\n"
        f"<img src={server}/c.png> <style>@import url({local})</style>\n\n[x]: {server}/d\n\nText.\n".encode(),
        "akn": akn(
            f'<mainBody><p><img src="{server}/a.png" alt="x"/><img src="{local}" alt="y"/>Text.</p></mainBody>',
            f'<?xml-stylesheet type="text/css" href="{server}/b.css"?>',
        ),
        "docx": word(
            "<w:p><w:r><w:t>Text.</w:t></w:r></w:p>",
            {
                "word/_rels/document.xml.rels": word_parts()["word/_rels/document.xml.rels"].replace(
                    b"</Relationships>", named.encode() + b"</Relationships>"
                )
            },
        ),
    }[format]
    result = convert(Source(f"x.{format}", data, format), ("md", "html", "akn", "docx", "pdf", "json"))
    assert Counting.asked == []
    assert not [name for name, output in result.outputs.items() if b"the-secret" in output]


def test_a_part_with_the_path_of_another_file_stays_in_the_package(tmp_path: Path) -> None:
    data = word("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>", {"../../out.xml": b"<x/>", "/etc/x.xml": b"<x/>"})
    convert(Source("x.docx", data, "docx"), "md")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "source", ["../a.txt", "x/../../a.txt", "..txt", ".txt", "a\\..\\b.txt", "a.b/c.txt"]
)
def test_the_name_of_an_output_stays_in_its_folder(source: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    planned = outputs.plan([source], ["html"], f"{out}/")
    (file,) = planned.values()
    assert isinstance(file, outputs.File)
    assert file.path.parent == out
    assert file.path.resolve().parent == out.resolve()


def test_a_link_with_the_name_of_an_output_is_replaced_and_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    link = tmp_path / "a.html"
    link.symlink_to(victim)
    outputs.write(outputs.File(link), b"new")
    assert victim.read_text() == "mine"
    assert not link.is_symlink()


def test_signs_for_a_terminal_do_not_reach_it(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "\x1b]0;evil\x07.txt"
    path.write_bytes(b"\x1b[31m\x1b]0;evil\x07 Recalling.\n\nA/RES/\x1b[2J\n")
    cli.run(["check", str(path)])
    cli.run(["convert", str(path), "-t", "xyz"])
    out, err = capfd.readouterr()
    assert "\x1b" not in out + err
    assert "\x07" not in out + err


@pytest.mark.skipif(not can_stop(), reason="no alarms here")
def test_a_pattern_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    """Also one of a language file of the user's own."""
    english = Path(unpress.language.__file__).parent / "languages" / "en.toml"
    endless = r"\1 = '(?:a|a|aa)+!'"
    names = r"^(agenda|distribution|draft) = .*$"
    text, count = re.subn(names, endless, english.read_text(), flags=re.MULTILINE)
    assert count
    (tmp_path / "qq.toml").write_text(text.replace('code = "en"', 'code = "qq"', 1))
    rule = unpress.language.from_toml(tmp_path / "qq.toml").masthead.agenda
    with pytest.raises(TimeLimitError):
        within(0.5, "x.txt", lambda: rule.fullmatch("a" * 200))
