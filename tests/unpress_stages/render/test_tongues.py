"""Words of another language: which are told, and that nothing else of the text changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests import trees

from unpress.ast import Document, Emphasis, Foreign, Inlines, Link, NoteMark, Paragraph, Text
from unpress.conversion import read, render
from unpress.language import language
from unpress.walk import plain
from unpress_stages.render._tongues import with_tongues


def told(nodes: Inlines, own: str) -> list[tuple[str, str]]:
    """The stretches that are told at the top of a run, with their languages."""
    found = with_tongues(nodes, language(own))
    assert plain(found) == plain(nodes)
    return [(node.language, plain(node.children)) for node in found if isinstance(node, Foreign)]


@pytest.mark.parametrize(
    ("own", "shown", "expected"),
    [
        ("ru", "См. United Nations, Works, vol. 3, No. 4.", [("en", "United Nations, Works, vol. 3, No. 4")]),
        ("ar", "انظر (State of the Forests (SOF)) و", [("en", "State of the Forests (SOF)")]),
        ("zh", "见Amigos del Mar和Green and Blue。", [("es", "Amigos del Mar"), ("en", "Green and Blue")]),
        ("fr", "voir «\u00a0О правах человека и о мире\u00a0»", [("ru", "О правах человека и о мире")]),
        ("ar", "وفق A/RES/75/1 و COVID-19 و mutatis mutandis", []),
        ("ru", "см. https://example.org/the/of-and и www.a.org/by/the", []),
        ("ru", "and", []),
        ("ru", "Ibid., vol. 3, No. 4; A/ES-10/273", []),  # "No." is no Spanish, "ES" neither
        ("ru", "Notre Dame de la Mer", []),  # as much Spanish as French
        ("en", "the whole text in its own script", []),
    ],
)
def test_what_is_told(own: str, shown: str, expected: list[tuple[str, str]]) -> None:
    assert told((Text(shown),), own) == expected


def test_a_stretch_takes_in_what_is_in_it_and_ends_at_marks() -> None:
    cited: Inlines = (Text("См. United Nations, "), Emphasis((Text("Works of the Year"),)), Text(", vol. 3."))
    assert told(cited, "ru") == [("en", "United Nations, Works of the Year, vol. 3")]
    parted: Inlines = (Text("of the year"), NoteMark("1"), Text(" by the sea"))
    assert told(parted, "zh") == [("en", "of the year"), ("en", "by the sea")]
    inside: Inlines = (Link("https://a.example/", (Text("книга Works of the Year"),)), Text(" Works"))
    found = with_tongues(inside, language("ru"))
    assert [type(node) for node in found] == [Link, Text]
    assert isinstance(found[0], Link)
    assert told(found[0].children, "ru") == [("en", "Works of the Year")]


def test_pages_say_it_and_word_files_are_read_as_before() -> None:
    words = (Text("См. United Nations, "), Emphasis((Text("Works"),)), Text(" и ещё."))
    document = Document("ru", children=(Paragraph(words),))
    page = render(document, "html").decode()
    assert '<span lang="en">United Nations, <em>Works</em></span> и ещё.' in page
    turned = render(Document("ar", children=(Paragraph((Text("انظر Works of the Year"),)),)), "html").decode()
    assert '<span lang="en" dir="ltr">Works of the Year</span>' in turned
    assert read(render(document, "docx")).document.children == document.children


@given(trees.documents())
@settings(deadline=None, max_examples=60)
def test_no_text_changes(document: Document) -> None:
    for block in document.children:
        if isinstance(block, Paragraph):
            told(block.content, document.language)
