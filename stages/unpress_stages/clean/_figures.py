"""The figures of notes: raised, and glued to other figures."""

from typing import Final

RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The raised figures of Unicode, in order."""

SYMBOL_TAIL: Final = "|".join(
    rf"(?<={before}\d{{{digits}}})" for before in ("[A-Z][.]", r"\d/") for digits in (1, 2, 3)
)
"""A pattern of the place behind the last figures of a symbol or a resolution: "1/CP.13", "70/1"."""
