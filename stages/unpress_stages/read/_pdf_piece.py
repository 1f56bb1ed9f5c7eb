"""A piece of text as a page of a PDF file paints it."""

from __future__ import annotations

from unpress.record import record
from unpress_stages.read._pdf_place import Box


@record
class Piece:
    """Text with its box (points, origin at the lower left), the height of its base line, and its look.

    ``content`` is the number of the marked content it belongs to, -1 for none; ``link`` is the address behind it;
    ``line`` numbers the lines of a page where they are known, else -1. ``order`` counts the text objects of a page as
    they are painted. ``painted`` is what the file names the text, where that is not what is shown.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    content: int = -1
    link: str = ""
    line: int = -1
    order: int = -1
    painted: str = ""

    def within(self, box: Box) -> bool:
        """Whether it stands in a box."""
        left, bottom, right, top = box
        return left <= (self.left + self.right) / 2 <= right and bottom <= self.base <= top
