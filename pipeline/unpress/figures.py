"""Whole numbers that stand in texts."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 9
"""Figures of a number; longer ones count nothing in a document, and Python refuses to read very long ones."""


def whole(text: str) -> int | None:
    """The number that figures of any script stand for; None for anything else (``¹`` too), and for too many of them."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
