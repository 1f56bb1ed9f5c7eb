"""Documents in other formats inside a Word file, as Word takes them in."""

from __future__ import annotations

import pytest
from tests.unpress_stages.read.test_docx import (
    body,
    changed,
    drafted,
    footnote,
    level,
    mark,
    num,
    numbered,
    p,
    t,
    texts,
    unaccounted,
    with_notes,
    with_numbering,
)

from unpress.draft import DraftTable, Line
from unpress.journal import Journal
from unpress.limits import LimitError, Limits

PAGE = """<html><head><title>no</title><style>p {}</style></head><body>
<h2>Wells</h2><p>One <b>dry</b>
 well.<br>See <a href="https://example.org/a">there</a> and H<sub>2</sub>O.</p>
<ol><li>first</li><li><p>second</p></li></ol><ul><li>third</li></ul>
<table><caption>Wells of 2019</caption><thead><tr><th>a</th><th>b</th></tr></thead>
<tr><td colspan=2>c<table><tr><td>d</td><td>e</td></tr></table></td></tr></table>
<div>last é</div></body></html>"""
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
SEEN = [
    "before",
    "Wells",
    "One dry well.",
    "See there and H2O.",
    "1. first",
    "2. second",
    "• third",
    "Wells of 2019",
    "last é",
    "after",
]


def around(chunk: bytes, xml: str = p("before") + '<w:altChunk r:id="c"/>' + p("after")) -> bytes:
    """A file in which another stands."""
    relation = f'<Relationship Id="c" Type="{KIND}" Target="chunk.bin"/></Relationships>'.encode()

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</Relationships>", relation) if name == "word/_rels/document.xml.rels" else part

    return changed(body(xml), change, {"word/chunk.bin": chunk})


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_pages(encoding: str) -> None:
    data = around(PAGE.replace("<head>", f'<head><meta charset="{encoding}">').encode(encoding))
    entries = drafted(data).lines
    assert [entry.text for entry in entries if isinstance(entry, Line)] == SEEN
    found = [entry for entry in entries if isinstance(entry, Line)]
    assert (found[1].role, found[1].level) == ("heading", 2)
    assert [run.text for run in found[2].runs if run.bold] == ["dry"]
    assert [(run.text, run.link) for run in found[3].runs if run.link] == [("there", "https://example.org/a")]
    assert [run.text for run in found[3].runs if run.lowered] == ["2"]
    (table,) = (entry for entry in entries if isinstance(entry, DraftTable))
    assert [[(cell.header, cell.columns) for cell in row] for row in table.rows] == [
        [(True, 1)] * 2,
        [(False, 2)],
    ]
    assert [line.text for line in table.rows[1][0].lines] == ["c", "d | e"]
    assert unaccounted(data) == ""


def test_a_page_in_an_archive() -> None:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'
    part = 'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
    page = "<html><body><p>Gr=C3=BC=\nn</p></body></html>\n--x--\n"
    assert texts(around((head + part + page).encode())) == ["before", "Grün", "after"]


@pytest.mark.parametrize("data", ["one\r\n\r\n  two ä".encode(), "one\n\n  two ä".encode("utf-16")])
def test_text(data: bytes) -> None:
    assert [text.strip() for text in texts(around(data))] == ["before", "one", "two ä", "after"]


def test_a_word_file_has_its_own_styles_numbers_and_notes_and_its_notes_are_counted_with_the_others() -> None:
    inner = body(p("inside", mark(1)) + numbered("counted", 1))
    inner = with_notes(with_numbering(inner, level_and_number()), "footnote", footnote(1, t("inner note")))
    xml = p("before", mark(1)) + '<w:altChunk r:id="c"/>' + p("after", mark(2))
    outer = with_notes(around(inner, xml), "footnote", footnote(1, t("one")) + footnote(2, t("two")))
    draft = drafted(outer)
    assert [entry.text for entry in draft.lines if isinstance(entry, Line)] == [
        "before1",
        "inside2",
        "(a) counted",
        "after3",
    ]
    assert [(note.marker, note.lines[0].text) for note in draft.notes] == [
        ("1", "one"),
        ("2", "inner note"),
        ("3", "two"),
    ]
    assert unaccounted(outer) == ""


def level_and_number() -> str:
    return f'<w:abstractNum w:abstractNumId="1">{level(0, "lowerLetter", "(%1)")}</w:abstractNum>{num(1, 1)}'


def test_what_cannot_be_taken_in_is_told() -> None:
    again, deep, long = around(b"<p>deep</p>"), b"<body>" + b"<div>" * 5_000 + b"word", b"a\n" * 300_000
    parts = (f'Content-Type: multipart/mixed; boundary="{i}"\n\n--{i}\n' for i in range(2_000))
    archive = ("MIME-Version: 1.0\n" + "".join(parts)).encode()
    damaged = b"{\\rtf1 a}", b"PK\3\4 damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"
    for chunk in (*damaged, again, deep, long, archive):
        journal = Journal("x.docx", "read.docx")
        found = [entry.text for entry in drafted(around(chunk), journal).lines if isinstance(entry, Line)]
        assert found == (["before", "before", "after", "after"] if chunk is again else ["before", "after"])
        assert [problem.code for problem in journal.problems] == ["read.docx.foreign-part"]


@pytest.mark.parametrize("chunk", [b"<!-- <p> -->", b"MIME-Version: 1.0\nContent-Type: text/html\n\n", b""])
def test_of_a_page_without_elements_nothing_is_taken(chunk: bytes) -> None:
    assert texts(around(chunk)) == ["before", "after"]


def test_signs_in_attributes_that_no_word_file_can_hold() -> None:
    link = b"<p><a href='https://example.org/&#1;a\"b'>there</a></p>"
    chunk = link + b"<table><tr><td colspan='&#2;'>c</td><td>d</td></tr><tr><td>e</td><td>f</td></tr></table>"
    draft = drafted(around(chunk))
    found = [run.link for entry in draft.lines if isinstance(entry, Line) for run in entry.runs if run.link]
    assert found == ["https://example.org/a%22b"]
    assert [len(entry.rows) for entry in draft.lines if isinstance(entry, DraftTable)] == [2]


@pytest.mark.parametrize("chunk", [b"<p>inside</p>", body(p("inside"))])
def test_one_in_what_is_left_out_is_left_out_with_it(chunk: bytes) -> None:
    kind = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    xml = f'{p("before")}<w:sdt>{kind}<w:sdtContent>{p("list")}<w:altChunk r:id="c"/></w:sdtContent></w:sdt>'
    data = around(chunk, xml)
    assert texts(data) == ["before"]
    assert unaccounted(data) == ""


def test_one_that_stands_alone_in_a_content_control() -> None:
    xml = '<w:sdt><w:sdtContent><w:altChunk r:id="c"/></w:sdtContent></w:sdt>'
    assert texts(around(b"<p>inside</p>", xml)) == ["inside"]


def test_a_page_in_a_cell() -> None:
    cell = "<w:tc><w:altChunk r:id='c'/></w:tc>"
    data = around(PAGE.encode(), f"<w:tbl><w:tr>{cell}<w:tc>{p('x')}</w:tc></w:tr></w:tbl>")
    (table,) = drafted(data).lines
    assert isinstance(table, DraftTable)
    assert "last é" in [line.text for line in table.rows[0][0].lines]


def test_one_bound_is_for_what_all_of_them_unpack_to() -> None:
    xml = '<w:altChunk r:id="c"/>' * 20
    inner = body(p("x" * 100_000))
    assert len(drafted(around(inner, xml)).lines) == 20
    with pytest.raises(LimitError):
        drafted(around(inner, xml), limits=Limits(expansion=1_000_000))
