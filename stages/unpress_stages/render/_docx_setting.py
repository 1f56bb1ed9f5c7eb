"""Where the blocks of a Word file stand, and the styles that say so."""

from __future__ import annotations

from typing import Literal, TypeAlias

from unpress.record import record
from unpress_stages.render._docx_numbering import WordList

Place: TypeAlias = Literal["body", "note", "cell"]


@record
class Setting:
    """Where blocks stand. ``level`` counts the numbered paragraphs above, ``under`` is the list of the nearest,
    ``quotes`` the quotations around; ``head`` is the head of a table, ``over_figures`` that of a column of figures;
    ``planned``: a block around them was found to be read as it is, with all that it holds; ``noted``: it is a note to
    the table above."""

    place: Place = "body"
    level: int = 0
    under: WordList | None = None
    quotes: int = 0
    head: bool = False
    over_figures: bool = False
    planned: bool = False
    noted: bool = False


def style_at(style: str, setting: Setting) -> str:
    """The style for a paragraph of the text, or the one of notes or cells instead."""
    if setting.place == "note":
        return "FootnoteText"
    if setting.place == "cell":
        if setting.head:
            return "TableHeadingEnd" if setting.over_figures else "TableHeading"
        return "TableText"
    return style
