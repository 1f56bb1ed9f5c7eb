"""Runs of a draft as inlines: links have the words that belong to them."""

from __future__ import annotations

import pytest

from unpress.ast import Reference
from unpress.runs import Run
from unpress.walk import plain
from unpress_stages.parse._inlines import inlines

ADDRESS = "https://docs.un.org/en/A/RES/77/98"


@pytest.mark.parametrize(
    ("printed", "linked"),
    [
        ("77/98,", "77/98"),
        ("77/98.", "77/98"),
        ("(77/98);", "77/98"),
        ("(77/98", "77/98"),
        ("77/98).", "77/98"),
        ("217 A (III)", "217 A (III)"),
        ("1325 (2000),", "1325 (2000)"),
        ("77/98", "77/98"),
    ],
)
def test_punctuation_at_the_edge_of_a_link_stands_outside(printed: str, linked: str) -> None:
    runs = (Run("its resolution "), Run(printed, link=ADDRESS), Run(" of 7 December"))
    found = inlines(runs)
    (link,) = [node for node in found if isinstance(node, Reference)]
    assert plain(link.children) == linked
    assert plain(found) == f"its resolution {printed} of 7 December"


def test_a_link_in_two_looks_is_trimmed_as_one() -> None:
    runs = (Run("(77", link=ADDRESS), Run("/98", italic=True, link=ADDRESS), Run(") and", link=""))
    found = inlines(runs)
    (link,) = [node for node in found if isinstance(node, Reference)]
    assert plain(link.children) == "77/98"
    assert plain(found) == "(77/98) and"


def test_a_link_of_nothing_but_punctuation_stays() -> None:
    (link,) = inlines((Run(",", link=ADDRESS),))
    assert isinstance(link, Reference)
