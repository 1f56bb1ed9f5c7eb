"""Ways over a tree: nothing is passed over, what does not change stays the same object, removal is said."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unpress import ast, walk
from unpress.ast import (
    Block,
    Break,
    Cell,
    Clause,
    Closing,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Formula,
    Image,
    Inline,
    Item,
    Link,
    List,
    MastheadLine,
    Meta,
    Node,
    Note,
    NoteMark,
    Paragraph,
    Quote,
    Reference,
    Row,
    Rule,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
    Vote,
)
from unpress.source import Piece, Span
from unpress.walk import REMOVED, WRAPPERS, Rewriter, Visitor, children, contents, each, plain

# ------------------------------------------------------------------------------------------------ trees of all kinds

words = st.text(alphabet="ab é中", max_size=6)
leaves = st.one_of(words.map(Text), words.map(NoteMark), st.builds(Image, words, words), st.just(Break()))  # type: ignore[var-annotated]


def _wrapped(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, max_size=3).map(tuple)
    marks = [st.builds(kind, some) for kind in (Emphasis, Strong, Underline, Superscript, Subscript)]
    return st.one_of(*marks, *(st.builds(kind, words, some) for kind in (Link, Reference, Foreign)))


inlines = st.lists(st.recursive(leaves, _wrapped, max_leaves=4), max_size=3).map(tuple)
lines = st.lists(inlines, max_size=2).map(tuple)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, max_size=2).map(tuple)
    item = st.builds(Item, inlines, words, some)
    row = st.builds(Row, st.lists(st.builds(Cell, some), max_size=2).map(tuple))
    return st.one_of(
        st.builds(Section, inlines, some, words),
        st.builds(Clause, st.sampled_from(["preambular", "operative"]), inlines, words, some),
        st.builds(Paragraph, inlines, words, some),
        st.builds(List, st.lists(item, max_size=2).map(tuple)),
        st.builds(Quote, some),
        st.builds(Table, st.lists(row, max_size=2).map(tuple), inlines),
    )


simple = st.one_of(
    inlines.map(Paragraph),
    inlines.map(Formula),
    lines.map(Closing),
    lines.map(Vote),
    st.just(Rule()),
    st.builds(Figure, st.builds(Image, words), inlines),
)
blocks = st.lists(st.recursive(simple, _nested, max_leaves=5), max_size=3).map(tuple)
documents = st.builds(
    Document,
    st.just("en"),
    masthead=st.lists(st.builds(MastheadLine, st.just("organ"), inlines), max_size=2).map(tuple),
    title=inlines,
    children=blocks,
    notes=st.lists(st.builds(Note, words, words, blocks), max_size=2).map(tuple),
)

EVERY: Document = Document(
    "en",
    Meta(symbol="A/1"),
    (MastheadLine("organ", (Text("m"),)),),
    "1.",
    (
        Text("t"),
        Emphasis((Strong((Underline((Text("deep"),)),)),)),
        Superscript((Text("s"),)),
        Subscript((Text("b"),)),
    ),
    (
        Section((Text("h"), Link("x", (Text("l"),))), (Formula((Reference("A/1", (Text("f"),)),)),)),
        Clause("operative", (Text("c"), NoteMark("n")), "1.", (List((Item((Text("i"),), "(a)"),)),)),
        Paragraph((Foreign("fr", (Text("p"),)), Break())),
        Quote((Rule(),)),
        Table((Row((Cell((Paragraph((Text("cell"),)),)),)),), (Text("caption"),)),
        Figure(Image("i", "alt"), (Text("figure"),)),
        Closing(((Text("one"),), (Text("two"),))),
        Vote(((Text("vote"),),)),
    ),
    (Note("n", "1", (Paragraph((Text("note"),)),)),),
)
"""A document with every kind of node."""


def naive(value: object) -> list[object]:
    """All nodes under a value in document order, by looking at everything."""
    found: list[object] = []
    if isinstance(value, tuple):
        for part in value:
            found += naive(part)
    elif dataclasses.is_dataclass(value) and type(value).__module__ == ast.__name__:
        found.append(value)
        for field in dataclasses.fields(value):
            found += naive(getattr(value, field.name))
    return found


def seen(root: Node) -> list[object]:
    found: list[object] = []
    each(root, found.append)
    return found


def same_objects(a: list[object], b: list[object]) -> bool:
    return len(a) == len(b) and all(x is y for x, y in zip(a, b, strict=True))


# --------------------------------------------------------------------------------------------- each, Visitor


def test_the_document_of_these_tests_has_every_kind_of_node() -> None:
    kinds = {type(node) for node in seen(EVERY)}
    assert kinds == {*get_args(Inline), *get_args(Block), Item, Row, Cell, Note, MastheadLine, Meta, Document}


@settings(max_examples=50, deadline=None)
@given(documents)
def test_each_sees_every_node_once_in_document_order(document: Document) -> None:
    assert same_objects(seen(document), naive(document))


def test_each_costs_no_recursion() -> None:
    node: Any = Text("deep")
    for _ in range(20_000):
        node = Emphasis((node,))
    assert len(seen(node)) == 20_001


class Names(Visitor):
    """Has a method for every class of nodes."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def enter(self, node: Node) -> None:
        self.names.append(type(node).__name__)
        self.descend(node)


for kind in {type(node) for node in naive(EVERY)}:
    setattr(Names, kind.__name__.lower(), Names.enter)


@settings(max_examples=30, deadline=None)
@given(documents)
def test_a_visitor_comes_to_every_node_whose_class_it_names(document: Document) -> None:
    visitor = Names()
    visitor.visit(document)
    assert visitor.names == [type(node).__name__ for node in naive(document)]


def test_a_visitor_returns_what_its_method_returns_and_stops_there() -> None:
    looked_at: list[str] = []

    class Titles(Visitor):
        def section(self, node: Section) -> str:
            return plain(node.heading)

        def text(self, node: Text) -> None:
            looked_at.append(node.value)

    visitor = Titles()
    section = Section((Text("a"),), (Paragraph((Text("b"),)),))
    assert visitor.visit(section) == "a"
    assert looked_at == []
    assert visitor.visit(Quote((section, Paragraph((Text("c"),))))) is None
    assert looked_at == ["c"]


def test_children_are_the_nodes_directly_under_a_node() -> None:
    closing = Closing(((Text("a"), Text("b")), (Text("c"),)))
    assert [node.value for node in children(closing)] == ["a", "b", "c"]  # type: ignore[union-attr]
    assert list(children(Text("a"))) == []


# ----------------------------------------------------------------------------------------------------- Rewriter


@settings(max_examples=50, deadline=None)
@given(documents)
def test_a_rewriter_that_changes_nothing_returns_the_same_object(document: Document) -> None:
    class Look(Rewriter):
        def text(self, node: Text) -> Text:
            return node

        def clause(self, node: Clause) -> Clause:
            return node

    assert Look().rewrite(document) is document


class Upper(Rewriter):
    def text(self, node: Text) -> Text:
        return node if node.value.isupper() else dataclasses.replace(node, value=node.value.upper())


@settings(max_examples=50, deadline=None)
@given(documents)
def test_a_rewriter_changes_every_node_of_a_kind_and_no_other(document: Document) -> None:
    changed = Upper().rewrite(document)
    before, after = naive(document), naive(changed)
    assert [type(node) for node in before] == [type(node) for node in after]
    for old, new in zip(before, after, strict=True):
        if isinstance(old, Text):
            assert new == Text(old.value.upper())
        elif isinstance(new, NoteMark | Break | Image | Rule | Meta):
            assert new is old


def test_what_is_not_above_a_change_stays_the_same_object() -> None:
    untouched = Paragraph((Text("A"),))
    document = Document("en", children=(untouched, Paragraph((Text("b"),))))
    changed = Upper().rewrite(document)
    assert changed.children[0] is untouched
    assert changed == Document("en", children=(untouched, Paragraph((Text("B"),))))


def test_a_node_that_differs_in_its_span_alone_is_a_change() -> None:
    """Spans are not compared, so equality would not see it."""
    span = Span((Piece(0, 3, 4),))
    document = Document("en", children=(Paragraph((Text("a"),)),))
    changed = rewriter("text", lambda node: dataclasses.replace(node, span=span)).rewrite(document)
    assert changed == document
    assert [node.span for node in naive(changed) if isinstance(node, Text)] == [span]


def test_children_are_rewritten_before_their_parents() -> None:
    order: list[str] = []

    class Order(Rewriter):
        def text(self, node: Text) -> Text:
            order.append("text")
            return Text("new")

        def emphasis(self, node: Emphasis) -> Emphasis:
            order.append(f"emphasis of {plain(node.children)}")
            return node

    Order().rewrite(Paragraph((Emphasis((Text("old"),)),)))
    assert order == ["text", "emphasis of new"]


def rewriter(method: str, result: Callable[[Any], object]) -> Rewriter:
    return type("Made", (Rewriter,), {method: lambda self, node: result(node)})()


def test_a_node_is_removed_by_saying_so_and_split_by_a_tuple() -> None:
    document = Document("en", children=(Paragraph((Text("a"), Break(), Text("b"))), Rule()))
    without = rewriter("break", lambda node: REMOVED).rewrite(document)
    assert without.children[0] == Paragraph((Text("a"), Text("b")))
    assert rewriter("rule", lambda node: REMOVED).rewrite(document).children == document.children[:1]
    split = rewriter("text", lambda node: (node, NoteMark("n"))).rewrite(document)
    assert split.children[0] == Paragraph((Text("a"), NoteMark("n"), Break(), Text("b"), NoteMark("n")))
    closing = rewriter("text", lambda node: REMOVED).rewrite(Closing(((Text("a"),), (Text("b"),))))
    assert closing == Closing(((), ()))


def test_a_node_that_is_forgotten_is_an_error() -> None:
    with pytest.raises(TypeError, match=r"Made.text returned nothing; say REMOVED"):
        rewriter("text", lambda node: None).rewrite(Paragraph((Text("a"),)))


@pytest.mark.parametrize("result", [REMOVED, ()])
def test_a_node_that_stands_alone_can_be_neither_removed_nor_split(result: object) -> None:
    with pytest.raises(TypeError, match="a single node cannot be removed or split"):
        rewriter("image", lambda node: result).rewrite(Figure(Image("a")))
    with pytest.raises(TypeError, match="the root of a tree cannot be removed or split"):
        rewriter("paragraph", lambda node: result).rewrite(Paragraph(()))


# ------------------------------------------------------------------------------------------------------ text


@settings(max_examples=50, deadline=None)
@given(inlines)
def test_plain_is_the_text_in_order_without_marks(nodes: tuple[Inline, ...]) -> None:
    expected = ""
    for node in naive(nodes):
        match node:
            case Text(value):
                expected += value
            case Image():
                expected += node.alternative
            case Break():
                expected += " "
            case _:
                assert isinstance(node, (NoteMark, *WRAPPERS))
    assert plain(nodes) == expected


@settings(max_examples=50, deadline=None)
@given(documents)
def test_contents_are_all_runs_of_inlines_notes_last(document: Document) -> None:
    in_runs = [node for _, run in contents(document) for node in naive(run)]
    under_figures = [node.image for node in naive(document) if isinstance(node, Figure)]
    everything = [node for node in naive(document) if isinstance(node, get_args(Inline))]
    rest = [node for node in everything if not any(node is image for image in under_figures)]
    assert {id(node) for node in in_runs} == {id(node) for node in rest}
    owners = [owner for owner, _ in contents(document)]
    notes = [
        n
        for n, owner in enumerate(owners)
        if any(owner is inner for note in document.notes for inner in naive(note))
    ]
    assert not notes or min(notes) >= len(owners) - len(notes)


def test_wrappers_are_the_inlines_that_hold_others() -> None:
    assert set(WRAPPERS) == {kind for kind in get_args(Inline) if hasattr(kind, "children")}
    assert walk.plain(()) == ""
