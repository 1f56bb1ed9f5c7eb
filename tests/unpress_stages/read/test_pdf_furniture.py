"""Running heads and feet."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from unpress_stages.read._pdf_furniture import running, windows


def row(text: str, base: float, tag: object = None, size: float = 10.0) -> Any:
    pieces = [SimpleNamespace(text=text)]
    return SimpleNamespace(
        text=text, base=base, size=size, raised=[False], tag=tag, pieces=pieces, shape=None
    )


def page(number: int, foot: str) -> list[Any]:
    body = [row("words " * (number + 5 * n), 700.0 - 12 * n) for n in range(20)]
    return [*body, row(foot, 60.0)]


@pytest.mark.parametrize(
    ("feet", "gone"),
    [
        (["1/4", "2/4", "3/4", "4/4"], 4),
        (["20-1", "2/4", "3/4", "4/4"], 3),  # the masthead of the first page stands nowhere else
        (["20-00001", "20-00001", "20-00001", "20-00001"], 3),
        (["Article 20", "Article 27", "Article 34", "Article 42"], 0),
    ],
)
def test_figures_of_feet_count_the_pages(feet: list[str], gone: int) -> None:
    pages = [page(number, foot) for number, foot in enumerate(feet, 1)]
    assert len(running(pages)) == gone


def test_what_a_browser_prints_about_two_pages_is_no_text() -> None:
    def printed(number: int) -> list[Any]:
        heads = [row("11/23/26, 8:02 AM", 780.0, size=8.0), row("A title", 780.0, size=8.0)]
        body = page(number, "the last words")
        feet = [row("https://example.org", 20.0, size=8.0), row(f"{number}/2", 20.0, size=8.0)]
        return [*heads, *body, *feet]

    pages = [printed(1), printed(2)]
    ids = {id(each) for rows in pages for each in (*rows[:2], *rows[-2:])}
    assert ids <= running(pages)


def test_the_symbol_at_the_head_of_a_first_page_stays_whatever_counts_at_its_foot() -> None:
    pages = [[row("A/80/1", 780.0), *page(number, f"{number}/2")] for number in (1, 2, 3)]
    found = running(pages)
    assert id(pages[0][0]) not in found
    assert id(pages[0][-1]) in found
    assert id(pages[1][0]) in found


@pytest.mark.parametrize(("number", "raised"), [("{} ", True), ("{}. ", False)])
def test_notes_with_numbers_of_pages_that_cite_one_document_stay(number: str, raised: bool) -> None:
    pages = [page(number, "words") for number in (1, 2)]
    for i, rows in enumerate(pages, 1):
        rows.append(row(number.format(i) + "A/75/237.", 40.0, size=8.0))
        rows[-1].raised = [raised]
        mark = SimpleNamespace(text=str(i))
        rows[3].pieces.append(mark)
        rows[3].raised.append(True)
    assert running(pages) == set()


def test_where_tags_tell_the_head_of_a_table_that_stands_again_is_left_out_whole() -> None:
    first = [row("words " * n, 700.0 - 12 * n, "P") for n in range(30)]
    head = [row(f"column {n}", 700.0 - 8 * n) for n in range(12)]
    pages = [first, [*head, *(row("words " * n, 600.0 - 12 * n, "P") for n in range(30))]]
    assert running(pages) == {id(each) for each in head}


def test_notes_without_a_tag_are_no_foot() -> None:
    text = [row(f"words and a mark,[{n}] and more", 700.0 - 12 * n, "P") for n in range(1, 20)]
    notes = [row("[3] A note", 100.0), row("that goes on.", 88.0), row("[4] More.", 76.0)]
    foot = row("2/8", 40.0)
    pages = [text[:9], [*text[9:], *text[2:4], *notes, foot]]
    assert running(pages) == {id(foot)}


def test_no_more_pages_are_held_than_are_compared() -> None:
    for count in range(7):
        found = list(windows(range(count)))
        assert [item for _, _, item in found] == list(range(count))
        assert all(near == list(range(max(0, i - 2), min(count, i + 3))) for _, near, i in found)
        assert all(near[0] == first for first, near, _ in found)
