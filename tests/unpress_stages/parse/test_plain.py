"""Cases of ``parse.plain``."""

from __future__ import annotations

import pytest
import textcase

from unpress import Source, ast, read
from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.language import language
from unpress.runs import Run
from unpress.source import Piece, Span
from unpress.walk import plain
from unpress_stages._front import front
from unpress_stages.parse._outline import outline
from unpress_stages.parse.plain import parse

RULED = """The wells of the plains are old.

* * *

They run dry in dry years.
"""
ADOPTED = """79/900. Wells

The General Assembly,

1. *Decides* to look after wells.

* * *
"""


@pytest.mark.parametrize("case", textcase.cases("parse/plain"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


@pytest.mark.parametrize(("text", "last"), [(RULED, "They run dry in dry years."), (ADOPTED, "")])
def test_a_drawn_line_is_a_rule_of_the_tree_and_no_text(text: str, last: str) -> None:
    result = read(Source("ruled.md", text.encode()))
    blocks = result.document.children
    assert [type(block) for block in blocks if isinstance(block, ast.Rule)] == [ast.Rule]
    assert not last or plain(blocks[-1].content) == last  # type: ignore[union-attr]
    assert result.ledger.complete


def test_a_table_above_the_title_is_not_lost() -> None:
    result = read(Source("a.md", b"|a|b|\n|-|-|\n|c|d|\n\n# Title\n\nText.\n"))
    assert result.ledger.complete
    assert [type(block).__name__ for block in result.document.children] == ["Table", "Paragraph"]


@pytest.mark.parametrize(
    ("size", "bold", "heads"), [(12.0, True, True), (10.0, True, False), (12.0, False, False)]
)
@pytest.mark.parametrize("name", ["Item 6. Wells and springs", "(a) Springs for approval"])
def test_bold_lines_in_larger_type_are_headings_whatever_follows(
    size: float, bold: bool, heads: bool, name: str
) -> None:
    lines = (
        Line(
            (Run("The wells of the plains are old, and they run dry in dry years.", size=10.0),), width=60.0
        ),
        Line((Run(name, size=size, bold=bold),), width=25.0),
        Line((Run("Document title", size=10.0),), width=14.0),
        Line((Run("For information of all who come", size=10.0),), width=30.0),
    )
    blocks = outline(lines, language("en"), Journal())
    found = [plain(block.heading) for block in blocks if isinstance(block, ast.Section)]
    assert found == ([name.removeprefix("(a) ")] if heads else [])


def headings(*texts: str) -> list[tuple[int, str]]:
    """Depth and words of what is found to head a text of bold lines in larger type, each with a paragraph below it if
    it ends in "+"."""
    words = "The wells of the plains are old, and they run dry in dry years. " * 5
    below = Line((Run(words.strip(), size=10.0),), width=60.0)
    lines = [below]
    for text in texts:
        lines.append(Line((Run(text.rstrip("+"), size=12.0, bold=True),), width=60.0))
        lines += [below] if text.endswith("+") else []

    def depths(blocks: ast.Blocks, depth: int) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for block in blocks:
            if isinstance(block, ast.Section):
                found += [(depth, plain(block.heading)), *depths(block.children, depth + 1)]
        return found

    return depths(outline(tuple(lines), language("en"), Journal()), 1)


def test_a_letter_directly_under_a_heading_is_deeper_than_that() -> None:
    assert headings("Item 7. Wells", "(a) Old wells+", "(b) New wells+", "Item 8. Springs+") == [
        (1, "Item 7. Wells"),
        (2, "Old wells"),
        (2, "New wells"),
        (1, "Item 8. Springs"),
    ]
    assert headings("Item 7. Wells+", "(a) Old wells+") == [(1, "Item 7. Wells"), (1, "Old wells")]


def test_a_bold_heading_in_larger_type_may_be_as_long_as_a_title() -> None:
    long = f"Item 6. Wells of the plains{' and of the hills that stand above them' * 4}"
    assert headings(f"{long}+", "Item 7. Springs+") == [(1, long), (1, "Item 7. Springs")]


@pytest.mark.parametrize(("size", "bold", "end"), [(14.0, False, 4), (10.0, True, 4), (10.0, False, 3)])
def test_a_title_in_larger_or_bold_type_may_fill_its_lines(size: float, bold: bool, end: int) -> None:
    def line(text: str, width: float, size: float = 10.0, bold: bool = False) -> Line:
        return Line((Run(text, bold=bold, size=size),), width=width, size=size)

    lines = (
        line("United Nations", 15.0),
        line("A/79/590", 90.0),
        line("General Assembly", 20.0),
        line("State of the wells of the plains and of those who look after them", 80.0, size, bold),
        *(line("The wells of the plains are old, and they run dry in dry years.", 80.0) for _ in range(9)),
    )
    assert front(lines, language("en")) == (3, end)


@pytest.mark.parametrize(("size", "subjects"), [(14.0, 2), (10.0, 1), (0.0, 1)])
def test_titles_of_several_agenda_items_stand_above_a_title_in_larger_type(
    size: float, subjects: int
) -> None:
    texts = (
        "A/99/6",
        "General Assembly",
        "Items 138 and 139 of the provisional agenda",
        "Budget",
        "Planning",
    )
    lines = [Line((Run(text),), starts=True, size=min(size, 10.0)) for text in texts]
    title = Line((Run("Wells of the plains"),), starts=True, size=size)
    body = Line(
        (Run("The wells of the plains are old, and they run dry."),), starts=True, size=min(size, 10.0)
    )
    document = parse(Draft("", (*lines, title, body), language="en"), Journal())
    assert document is not None
    found = [plain(line.content) for line in document.masthead if line.role == "subject"]
    assert found == ["Budget", "Planning"][:subjects]


def test_the_bold_type_of_titles_and_headings_is_their_look() -> None:
    def line(*words: str, plain: str = "") -> Line:
        return Line((*(Run(word, bold=True) for word in words), Run(plain)), starts=True)

    lines = (
        line(plain="A/99/6"),
        line("General Assembly"),
        line(plain="Distr.: General"),
        line("Wells ", "of the plains"),
        line("I. ", "Springs"),
        line(plain="1. The wells of the plains are old, and they run dry in dry years."),
        line("II. ", "Wells", plain=" and springs"),
        line(plain="2. The springs of the plains are young, and they run in all years."),
    )
    document = parse(Draft("", lines, language="en"), Journal())
    assert document is not None
    assert document.title == (ast.Text("Wells of the plains"),)
    first, second = (block.heading for block in document.children if isinstance(block, ast.Section))
    assert first == (ast.Text("Springs"),)
    assert second == (ast.Strong((ast.Text("Wells"),)), ast.Text(" and springs"))


def test_a_document_that_has_no_other_title_has_its_name() -> None:
    name = Line((Run("Report on wells"),), starts=True, role="title")
    text = Line((Run("1. Wells are old."),), starts=True)
    document = parse(Draft("", (name, text), language="en"), Journal())
    assert document is not None
    assert (plain(document.title), document.masthead, document.meta.kind) == ("Report on wells", (), "report")


@pytest.mark.parametrize(
    ("head", "behind", "stays"),
    [
        ("Contents", (Line((Run("Wells"),), role="heading", level=1),), False),
        ("Contents", (Line((Run("Wells"),), role="heading", level=2),), True),
        ("Contents", (Line((Run("Wells are old."),)),), True),
        ("Notes", (), False),
        ("Wells", (), True),
    ],
)
def test_a_heading_of_contents_or_notes_that_are_not_there_is_dropped(
    head: str, behind: tuple[Line, ...], stays: bool
) -> None:
    journal = Journal("x", "parse.plain")
    first = Line((Run(head, Span((Piece(0, 0, len(head)),))),), role="heading", level=1)
    blocks = outline([first, *behind], language("en"), journal)
    found = any(isinstance(block, ast.Section) and plain(block.heading) == head for block in blocks)
    assert (found, [entry.rule for entry in journal.entries]) == (
        stays,
        [] if stays else ["parse.plain.emptied"],
    )


def test_the_line_that_says_for_whom_the_next_signature_is_belongs_to_that():
    text = "Article {}\n\nThe wells are common to both.\n\n"
    signed = "(Signed) A. Keeper\nMinister\nFor Ruritania\n(Signed) B. Digger\nFor the Minister\n"
    document = read(Source("a.txt", ("".join(map(text.format, (1, 2, 3))) + signed).encode())).document
    last = document.children[-1]
    assert isinstance(last, ast.Section)
    closings = [block for block in last.children if isinstance(block, ast.Closing)]
    assert [[plain(line) for line in block.lines] for block in closings] == [
        ["(Signed) A. Keeper", "Minister"],
        ["For Ruritania", "(Signed) B. Digger", "For the Minister"],
    ]
