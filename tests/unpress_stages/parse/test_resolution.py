"""Cases of ``parse.resolution``."""

from __future__ import annotations

import pytest
import textcase

from unpress import Source, read
from unpress.ast import Closing, Formula, Section
from unpress.walk import plain


@pytest.mark.parametrize("case", textcase.cases("parse/resolution"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


COMPOSITE = """United Nations A/RES/77/256 A-B

General Assembly

Resolutions adopted by the General Assembly on 30 December 2022

[on the report of the Fifth Committee (A/77/665, para. 6)]

77/256. Special subjects relating to the proposed programme budget for
2023

A
Programme matters of the year and a long
subtitle of them

The General Assembly,

Recalling its resolution 41/213 of 19 December 1986,

1. Takes note of the report;

2. Decides to go on.

56th plenary meeting
30 December 2022

B
Limited budgetary discretion

The General Assembly,

Recalling its resolution 41/214 of 19 December 1986,

1. Takes note of the second report;

2. Decides to stop.

56th plenary meeting
30 December 2022
"""


def test_the_parts_of_a_composite_document_are_sections_with_their_own_text() -> None:
    document = read(Source("t.txt", COMPOSITE.encode())).document
    assert document.meta.symbol == "A/RES/77/256 A-B"
    assert plain(document.title) == "Special subjects relating to the proposed programme budget for 2023"
    parts = [block for block in document.children if isinstance(block, Section)]
    assert [(part.role, part.label, plain(part.heading)) for part in parts] == [
        ("resolution", "A", "Programme matters of the year and a long subtitle of them"),
        ("resolution", "B", "Limited budgetary discretion"),
    ]
    for part in parts:
        assert isinstance(part.children[0], Formula)
        assert [getattr(block, "label", None) for block in part.children[1:4]] == ["", "1.", "2."]
        assert isinstance(part.children[-1], Closing)


def test_a_title_of_two_paragraphs_keeps_its_words_apart() -> None:
    text = (
        "# 79/902. Review of resolution\n\n75/290 on wells\n\n*The General Assembly*,\n\n"
        "*Recalling* wells,\n\n1\\. *Decides* so.\n"
    )
    document = read(Source("a.md", text.encode())).document
    assert plain(document.title) == "Review of resolution 75/290 on wells"


def test_a_heading_stands_as_deep_as_the_format_says() -> None:
    text = (
        "# 79/902. Wells\n\n*The General Assembly*,\n\n*Recalling* wells,\n\n1\\. *Decides* so.\n\n"
        "## Annex\n\n## Rules\n\n### A. Wells\n\n1\\. Wells.\n\n#### Rule 1\n\nText.\n\n### B. Springs\n\nMore.\n"
    )
    (annex,) = (b for b in read(Source("a.md", text.encode())).document.children if isinstance(b, Section))
    first, second = (b for b in annex.children if isinstance(b, Section))
    (rule,) = (b for b in first.children if isinstance(b, Section))
    assert [part.level for part in (annex, first, rule, second)] == [1, 2, 3, 2]


@pytest.mark.parametrize(("word", "numbers"), [("Article", (1, 2)), ("Rule", (1, 2)), ("Section", (4, 6))])
def test_a_part_whose_title_stands_in_its_line_is_what_it_is_alone(
    word: str, numbers: tuple[int, int]
) -> None:
    def parts(between: str) -> list[tuple[str, int]]:
        text = "# 79/902. Wells\n\n*The General Assembly*,\n\n*Recalling* wells,\n\n1\\. *Decides* so.\n\n"
        text += "Annex\n\nWells\n\n"
        for number in numbers:
            text += (
                f"{word} {number}{between}Care of wells\n\nA well is kept clean by all who drink of it.\n\n"
            )
        (annex,) = (
            b for b in read(Source("a.md", text.encode())).document.children if isinstance(b, Section)
        )
        return [(b.role, b.level) for b in annex.children if isinstance(b, Section)]

    assert parts(" ") == parts("\n\n")
    assert len(parts(" ")) == 2


@pytest.mark.parametrize(
    "printed", ["UNITED\n\nA\n\nNATIONS", "UNITED          A\nNATIONS", "UNITED\nNATIONS"]
)
def test_the_publisher_stands_beside_the_letter_of_the_organ(printed: str) -> None:
    """Older mastheads print its name in two lines, which are one; the letter stays behind it."""
    text = f"{printed}\n\nGeneral Assembly\n\nA/RES/48/946\n\n48/946. Wells of the plains\n\nThe General Assembly,\n\n"
    text += "Recalling its resolutions on wells,\n\n1. Decides to go on.\n"
    document = read(Source("t.txt", text.encode())).document
    lines = [(line.role, plain(line.content)) for line in document.masthead]
    letter = [("other", "A")] if "A" in printed.split() else []
    assert lines[:-1] == [("publisher", "UNITED NATIONS"), *letter, ("organ", "General Assembly")]
