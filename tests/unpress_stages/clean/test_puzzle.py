"""Laws of stretches: every line of a text is taken apart at every word, in the ways in which tools do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.clean import pieces
from unpress_stages.clean._breadth import breadth
from unpress_stages.read.text import read

NUMBER = "79/900. Wells of the plains"
PARAGRAPHS = (
    "The General Assembly,",
    "Recalling its resolutions on the wells of the plains and on the rivers that feed them, in which it called upon "
    "the States of the plains to look after them together and with the help of those who live beside them,",
    "Mindful of the towns of the plains, which have asked for help in each of the years in which the rivers were dry, "
    "and of the keepers of their wells, who have worked in them without pay since the great drought of the year "
    "before last,",
    "Recognizing that the wells of the plains are older than the towns that stand around them, that they are looked "
    "after well and that all of it has to be paid for each year, through regional and interregional understanding of "
    "the towns, and stressing that the upkeep of wells is never at an end and that the keepers of wells are heard,",
    "Noting that the towns of the plains met in the spring to speak of their wells and that they agreed to meet again "
    "before the snow falls on all of the hills that stand beside the rivers,",
    "1. Decides to look after the wells of the plains for as long as there are towns that drink from them, and to "
    "report on what it has done in each of the coming seven years;",
    "2. Invites the towns of the plains to send the keepers of their wells to the meeting, and to tell them before it "
    "begins what they have seen in the wells since the snow of the last winter was gone;",
    "3. Requests the keepers to count the wells of the plains once in each year, those without water too, and to "
    "publish what they have counted in the languages of all of the towns.",
)
FULL = 40.0
"""The breadth of a full line in ems."""

WAYS = ("inside", "behind")

Blocks = list[list[str]]


def set_in_lines(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if breadth(longer) <= FULL:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


PRINT: Blocks = [set_in_lines(paragraph) for paragraph in PARAGRAPHS]
WHOLE = [NUMBER, *(line for lines in PRINT for line in lines)]


def cleaned(blocks: Blocks) -> tuple[list[str], Journal]:
    text = "\n\n".join([NUMBER, *("\n".join(lines) for lines in blocks)])
    draft, journal = read(Source("-", text.encode()), Journal()), Journal(stage="clean.pieces")
    fresh = pieces.clean(Draft(draft.text, draft.lines, language="en"), journal)
    return [line.text for line in fresh.lines if isinstance(line, Line)], journal


def taken_apart(way: str) -> Iterator[Blocks]:
    """The text with one line in two stretches, of which neither is broader than two thirds of a full one. Both stand in
    the paragraph, or the second behind it."""
    for n, paragraph in enumerate(PRINT):
        for i, line in enumerate(paragraph[:-1]):
            words = line.split()
            for at in range(1, len(words)):
                first, second = " ".join(words[:at]), " ".join(words[at:])
                if max(breadth(first), breadth(second)) <= FULL * 2 / 3:
                    inside = [first, second] if way == "inside" else [first]
                    fresh = [*paragraph[:i], *inside, *paragraph[i + 1 :]]
                    yield [*PRINT[:n], fresh, *([] if way == "inside" else [[second]]), *PRINT[n + 1 :]]


def flat(blocks: Blocks) -> list[str]:
    return [NUMBER, *(line for block in blocks for line in block)]


def test_a_text_whose_lines_are_whole_is_left_alone() -> None:
    assert cleaned(PRINT)[0] == WHOLE


@pytest.mark.parametrize("way", WAYS)
def test_a_line_is_made_whole_or_left_as_it_is(way: str) -> None:
    outcomes: Counter[str] = Counter()
    for blocks in taken_apart(way):
        lines, journal = cleaned(blocks)
        outcomes["whole" if lines == WHOLE else "left"] += 1
        assert lines in (WHOLE, flat(blocks))
        moved = [entry.rule for entry in journal.entries]
        assert moved == (["clean.pieces.stretch"] if way == "behind" and lines == WHOLE else [])
    assert 4 * outcomes["whole"] > outcomes.total()
