"""Runs of inlines in their settled form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import trees

from unpress.ast import Break, Emphasis, Inlines, Link, NoteMark, Reference, Strong, Superscript, Text
from unpress.inlines import settle
from unpress.source import Piece, Span
from unpress.walk import plain

A, B, SPACE = Text("a"), Text("b"), Text(" ")


@pytest.mark.parametrize(
    ("given_run", "settled"),
    [
        ((Text(" a \n\t b "),), (Text("a b"),)),
        ((A, B), (Text("ab"),)),
        ((Text("a "), Text(" b")), (Text("a b"),)),
        ((Emphasis((Text(" a "),)), B), (Emphasis((A,)), Text(" b"))),
        ((Emphasis((A,)), Emphasis((B,))), (Emphasis((Text("ab"),)),)),
        ((Emphasis((A,)), SPACE, Emphasis((B,))), (Emphasis((Text("a b"),)),)),
        ((Superscript((A,)), SPACE, Superscript((B,))), (Superscript((A,)), SPACE, Superscript((B,)))),
        ((Emphasis((Text(" "),)), A), (A,)),
        ((Emphasis((Strong((Emphasis((A,)),)),)),), (Emphasis((Strong((A,)),)),)),
        ((Link("u", (Reference("A/1", (A,)),)),), (Link("u", (A,)),)),
        ((Text("a "), Break(), Text(" b")), (A, Break(), B)),
        ((Emphasis((A, Break())), B), (Emphasis((A,)), Break(), B)),
        ((Break(), A, Break()), (A,)),
        ((Text("a\u00a0b\u00a0"),), (Text("a\u00a0b"),)),
        ((A, NoteMark("1"), Text(" ")), (A, NoteMark("1"))),
        ((), ()),
    ],
)
def test_settle(given_run: Inlines, settled: Inlines):
    assert settle(given_run) == settled


def test_links_with_other_targets_stay_apart():
    run = (Link("u", (A,)), Link("v", (B,)))
    assert settle(run) == run


def test_a_part_of_a_run_keeps_its_ends():
    assert settle((Emphasis((Text(" a"),)), SPACE), ends=False) == (SPACE, Emphasis((A,)), SPACE)


def test_spans_are_kept_and_joined():
    one, two = Text("a", Span((Piece(0, 5, 6),))), Text("b", Span((Piece(0, 9, 10),)))
    (joined,) = settle((one, two))
    assert isinstance(joined, Text)
    assert joined.span == Span((Piece(0, 5, 6), Piece(1, 9, 10)))
    assert settle((one,))[0] is one


@given(trees.inlines())
@settings(max_examples=100, deadline=None)
def test_settling_twice_changes_nothing(run: Inlines):
    assert settle(run) == run


@given(
    st.lists(
        st.sampled_from(
            [A, SPACE, Text(" x "), Emphasis((SPACE, A)), Strong((Emphasis((A, SPACE)),)), Break()]
        )
    )
)
def test_settling_keeps_the_words(run: list[Text | Emphasis | Strong | Break]):
    assert plain(settle(tuple(run))).split() == plain(tuple(run)).split()
