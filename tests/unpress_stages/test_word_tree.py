"""Word files that unpress wrote: tree -> DOCX -> tree is the same tree, and what editors change in between is kept."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import trees

from unpress import ast
from unpress.ast import (
    Block,
    Cell,
    Clause,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Image,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    MastheadLine,
    Meta,
    Note,
    NoteMark,
    Paragraph,
    Quote,
    Reference,
    Row,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
)
from unpress.conversion import read as convert_back
from unpress.draft import Draft
from unpress.journal import Journal
from unpress.source import Source
from unpress.walk import plain
from unpress_stages._word_inlines import nested, plain_nesting, stretches_of
from unpress_stages.read.docx import read
from unpress_stages.render.docx import render

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


def again(document: Document) -> Document:
    """The document as it is read from its Word file."""
    journal = Journal()
    found = read(Source("x.docx", render(document, Journal())), journal)
    assert isinstance(found, Document), [problem.message for problem in journal.problems]
    return found


def text(value: str) -> Inlines:
    return (Text(value),)


@given(trees.documents())
@settings(deadline=None, max_examples=60)
def test_any_tree(document: Document) -> None:
    assert trees.same(again(document), document)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    document = convert_back(path).document
    data = render(document, Journal())
    assert trees.same(convert_back(Source("x.docx", data)).document, document)
    assert "<w:sdt>" not in _part(data), "styles alone tell what an ordinary document is"


def test_official_files() -> None:
    for path in trees.official("corpus/*/*.xml")[::9]:
        document = convert_back(path).document
        assert trees.same(again(document), document), path


def cell(*blocks: Block, rows: int = 1, header: bool = False) -> Cell:
    return Cell(blocks, header, 1, rows)


ITEMS = List(
    (
        Item(text("one"), "(a)", (Paragraph(text("more of one")), List((Item(text("deep"), "(i)"),)))),
        Item(text("two"), "(b)"),
    )
)


LITTLE = Table((Row((cell(Paragraph(text("x"))),)),))


@pytest.mark.parametrize(
    "block",
    [
        Quote((Clause("operative", text("quoted"), "5."), Quote((Paragraph(text("twice")),)))),
        Clause("operative", text("a table under it"), "1.", (LITTLE,)),
        Clause("preambular", text("a paragraph under it"), "", (Paragraph(text("here")), ITEMS)),
        List((Item(text("with a list"), "–", (ITEMS,)), Item(text("without a number")))),
        Paragraph(text("numbered below"), "1.", (Paragraph(text("a number below"), "1.1"),)),
        Table(
            (
                Row((cell(Paragraph(text("down")), rows=2, header=True), cell(ITEMS))),
                Row((cell(Paragraph(text("a")), Quote((Paragraph(text("b")),))),)),
            ),
            text("Caption"),
        ),
        Figure(Image("map.png", "Map"), text("Where it is"), "Figure I"),
        Section((), (Paragraph(text("under no heading")),), "", 1, "part"),
        Section(
            text("Summary"), (Paragraph(text("in a box")), ITEMS, Section(text("deeper"), (LITTLE,), "", 2))
        ),
        Section(text("Summary"), ()),
        Section(text("Deep"), (Section(text("deeper"), (), "(a)", 2, "article"),), "Annex", 1, "annex"),
    ],
    ids=lambda block: type(block).__name__,
)
def test_blocks_in_blocks(block: Block) -> None:
    around = (Paragraph(text("before")), block, block, Paragraph(text("behind")))
    document = Document("en", children=around)
    assert trees.same(again(document), document)


@pytest.mark.parametrize(
    "content",
    [
        (Emphasis((Strong(text("a")),)),),
        (Strong((Emphasis(text("a")),)), Text(" b")),
        (Link("https://a.example/", (Emphasis(text("a")), Text(" b"))),),
        (Emphasis((Link("https://a.example/", text("a")),)),),
        (Emphasis((Text("a"), NoteMark("k"), Text("b"))),),
        (Text("a"), NoteMark("k"), NoteMark("l"), Text(" b"), NoteMark("k")),
    ],
    ids=str,
)
@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_inlines_in_inlines(content: Inlines, language: str) -> None:
    marked = str(content)
    notes = tuple(
        Note(key, marker, (Paragraph((Emphasis(text("See")), Text(" there"))),))
        for key, marker in (("k", "1"), ("l", "*"))
        if f"'{key}'" in marked
    )
    document = Document(language, children=(Paragraph(content),), notes=notes)
    assert trees.same(again(document), document)


def test_notes_of_several_blocks_and_notes_without_a_mark() -> None:
    blocks = (Paragraph(text("One.")), ITEMS, LITTLE)
    document = Document(
        "en",
        masthead=(MastheadLine("organ", (Text("The Organ"), NoteMark("*"))),),
        children=(Paragraph((Text("a"), NoteMark("n1"))),),
        notes=(
            Note("*", "*", (Paragraph(text("Reissued.")),)),
            Note("n1", "1", blocks),
            Note(
                "9",
                "9",
                (Paragraph(text("Lonely.")), Paragraph(text("Still."))),
            ),
        ),
    )
    assert trees.same(again(document), document)


# ------------------------------------------------------------------------------------------------ what editors change

REPORT = Document(
    "en",
    Meta("A/75/237", "ga", "report"),
    title=text("A title"),
    children=(
        Section(
            text("Heading"),
            (Paragraph(text("First."), "1."), Paragraph(text("Second:"), "2.", (ITEMS,))),
            "I.",
        ),
    ),
)


def _part(data: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def _edited(data: bytes, *changes: tuple[str, str]) -> bytes:
    """The file with changes in its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                for old, new in changes:
                    assert old.encode() in content
                    content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return out.getvalue()


def _paragraph_of(data: bytes, words: str) -> str:
    """The XML of the paragraph with these words."""
    xml = _part(data)
    at = xml.index(words)
    return xml[xml.rindex("<w:p>", 0, at) : xml.index("</w:p>", at) + len("</w:p>")]


def test_notes_of_one_mark_in_the_head_in_another_order_than_print_has() -> None:
    document = Document(
        "en",
        masthead=(
            MastheadLine("language", (Text("Original: English"), NoteMark("a"))),
            MastheadLine("symbol", (Text("A/81/1"), NoteMark("b"))),
        ),
        children=(Paragraph(text("x")),),
        notes=(Note("a", "*", (Paragraph(text("One.")),)), Note("b", "*", (Paragraph(text("Two.")),))),
    )
    assert again(document) == document


def test_notes_of_one_mark_in_head_and_foot_of_the_first_page() -> None:
    notes = tuple(Note(key, "*", (Paragraph((Text(f"Note {key}"),)),)) for key in ("1", "2"))
    lines = (
        MastheadLine("job", (Text("26-00001 (E)"), NoteMark("1"))),
        MastheadLine("language", (Text("English only"), NoteMark("2"))),
    )
    document = Document("en", masthead=lines, children=(Paragraph((Text("Text"),)),), notes=notes)
    assert again(document) == document


def test_words_and_paragraphs_of_an_editor_are_read() -> None:
    """A word is changed, in italics; a paragraph is added in the middle: what follows is counted on."""
    data = render(REPORT, Journal())
    first = _paragraph_of(data, "First.")
    new = first.replace("First.", "New &amp; bold.").replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")
    word = first.replace(
        "First.", 'Fir</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r w:rsidR="00AA"><w:t>st!'
    )
    found = read(Source("x.docx", _edited(data, (first, word + new))), Journal())
    assert isinstance(found, Document)
    (section,) = found.children
    assert isinstance(section, Section)
    assert [(p.label, plain(p.content)) for p in section.children if isinstance(p, Paragraph)] == [
        ("1.", "First!"),
        ("2.", "New & bold."),
        ("3.", "Second:"),
    ]
    assert section.children[1] == Paragraph((Strong(text("New & bold.")),), "2.")
    assert section.children[2] == Paragraph(text("Second:"), "3.", (ITEMS,))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<w:pStyle w:val="SingleTxt"/>', '<w:pStyle w:val="BodyText"/>'),
        ("<w:r><w:t", '<w:ins w:id="9" w:author="x"><w:r><w:t>More. </w:t></w:r></w:ins><w:r><w:t'),
        ("<w:sectPr>", "<w:p><w:r><w:t>Without a style.</w:t></w:r></w:p><w:sectPr>"),
    ],
    ids=["style", "tracked change", "no style"],
)
def test_what_the_styles_do_not_tell_is_read_as_in_any_file(old: str, new: str) -> None:
    data = _edited(render(REPORT, Journal()), (old, new))
    journal = Journal()
    found = read(Source("x.docx", data), journal)
    assert isinstance(found, Draft)
    assert "edited" in [problem.code for problem in journal.problems]
    assert "Second:" in found.text


def test_other_files_are_read_without_trust_in_their_styles() -> None:
    data = render(REPORT, Journal())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            if name != "docProps/custom.xml":
                after.writestr(name, before.read(name))
    assert isinstance(read(Source("x.docx", out.getvalue()), Journal()), Draft)
    assert isinstance(read(Source("x.docx", data), Journal(), styles=False), Draft)


def test_a_space_at_the_edge_of_a_look_is_not_lost() -> None:
    content = (
        ast.Text("Old ("),
        ast.Strong((ast.Text("see also "),)),
        ast.Reference("A/80/567", (ast.Text("A/80/567"),)),
        ast.Superscript((ast.Text("a"),)),
        ast.Emphasis((ast.Text(" An amount"),)),
    )
    document = ast.Document("en", children=(ast.Paragraph(content),))
    back = convert_back(Source("a.docx", render(document, Journal()))).document
    (paragraph,) = back.children
    assert isinstance(paragraph, ast.Paragraph)
    assert plain(paragraph.content) == plain(content)


_TEXTS = st.builds(Text, st.sampled_from(["a", "b c", " d", "e ", "", "  "]))


def _wrappers(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    children = st.lists(inner, max_size=2).map(tuple)
    looks = [st.builds(kind, children) for kind in (Emphasis, Strong, Underline, Superscript, Subscript)]
    links = [st.builds(Link, st.sampled_from(["", "http://x"]), children)]
    links += [st.builds(Reference, st.sampled_from(["", "A/1"]), children)]  # type: ignore[arg-type]
    return st.one_of(*looks, *links, st.builds(Foreign, st.sampled_from(["en", "fr"]), children))


@given(st.lists(st.recursive(_TEXTS, _wrappers, max_leaves=4), max_size=4).map(tuple))
def test_whether_a_run_is_what_its_stretches_stand_for(nodes: Inlines) -> None:
    assert plain_nesting(nodes, "en") == (nested(stretches_of(nodes, "en")) == nodes)
