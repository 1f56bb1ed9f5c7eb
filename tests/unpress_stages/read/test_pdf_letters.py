"""What fonts without a map to Unicode show, and what tags say that they show."""

from __future__ import annotations

import pytest

from unpress_stages.read._pdf_letters import lettered, spelt
from unpress_stages.read._pdf_piece import Piece


def piece(text: str, order: int = 0, left: float = 50, base: float = 100) -> Piece:
    return Piece(text, left, left + 5 * len(text), base, 10.0, order=order)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("e\x1eciency", "efficiency"),
        ("\x1cnal", "final"),
        ("a\x0bect", "affect"),
        ("3 \x1c 4", "3 \x1c 4"),  # no letter beside it
        ("r´esolutions", "résolutions"),
        ("a´b", "a´b"),  # no such letter
        ("d´ecid´e `a", "décidé `a"),  # a quotation mark may stand before a word
        ("tr`es", "très"),
        ("“naïve”", "“naïve”"),
    ],
)
def test_ligatures_and_accents(text: str, letters: str) -> None:
    assert spelt(text) == letters


def test_an_accent_painted_above_the_next_piece() -> None:
    high = piece("´", 0, left=51, base=102)
    assert [each.text for each in lettered([high, piece("Etats", 1)], {})] == ["", "États"]
    apart = piece("´", 0, left=51, base=140)
    assert [each.text for each in lettered([apart, piece("Etats", 1)], {})] == ["´", "Etats"]


def test_cyrillic_that_is_told_as_latin_is_known_by_its_font() -> None:
    cyrillic = "Äîêëàä î ðàáîòå", "è"
    latin = "Étude déjà évaluée"
    pieces = [piece(cyrillic[0], 0), piece(cyrillic[1], 1), piece(latin, 2)]
    found = lettered(pieces, {0: 1, 1: 1, 2: 2})
    assert [each.text for each in found] == ["Доклад о работе", "и", latin]
