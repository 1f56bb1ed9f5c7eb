"""Running heads and feet."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from unpress_stages.read._pdf_furniture import running


def row(text: str, base: float, tag: object = None) -> Any:
    return SimpleNamespace(text=text, base=base, raised=[False], tag=tag, shape=None)


def page(number: int, foot: str) -> list[Any]:
    body = [row("words " * (number + 5 * n), 700.0 - 12 * n) for n in range(20)]
    return [*body, row(foot, 60.0)]


@pytest.mark.parametrize(
    ("feet", "gone"),
    [
        (["1/4", "2/4", "3/4", "4/4"], 3),  # the first page is left as it is
        (["20-00001", "20-00001", "20-00001", "20-00001"], 3),
        (["Article 20", "Article 27", "Article 34", "Article 42"], 0),
    ],
)
def test_figures_of_feet_count_the_pages(feet: list[str], gone: int) -> None:
    pages = [page(number, foot) for number, foot in enumerate(feet, 1)]
    assert len(running(pages)) == gone


def test_where_tags_tell_the_head_of_a_table_that_stands_again_is_left_out_whole() -> None:
    first = [row("words " * n, 700.0 - 12 * n, "P") for n in range(30)]
    head = [row(f"column {n}", 700.0 - 8 * n) for n in range(12)]
    pages = [first, [*head, *(row("words " * n, 600.0 - 12 * n, "P") for n in range(30))]]
    assert running(pages) == {id(each) for each in head}
