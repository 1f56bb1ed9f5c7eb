"""What hostile documents come to: each row of the table in SECURITY.md is a test here.

Limits are lowered where the real size would take long: what counts is that they hold.
"""

from __future__ import annotations

import re

import pytest
from lxml import etree

from unpress import Config, Document, Journal, ReadError, Source, ast, read, render, stage

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
