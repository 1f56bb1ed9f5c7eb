"""Pages laid out by WeasyPrint, with each note on the page of its mark, and no word alone on a line.

When the second line of a paragraph does not fit a page, WeasyPrint 70 makes room by moving the last note of the page to
the next one, wherever its mark stands: so it was in nine of 58 documents tried. In the layout of columns it does not do
so. ``layout`` has pages laid out as if they were columns where that is decided, and nowhere else. It also moves a note
that seems to be higher than the room for notes, which has no height of its own: what seems so is the rounding of sums.

WeasyPrint 70 also counts the space after the last letter of a line, which Pango, choosing the break, does not. If a
line is full but for less than that space, its first word is left alone: once in five hundred lines of spaced type.

Both rest on names that WeasyPrint does not publish; where they are missing, its own layout is used, and ``astray``
tells what came of the notes.
"""

from __future__ import annotations

import importlib
from contextvars import ContextVar
from functools import cache
from typing import Any

_ours: ContextVar[bool] = ContextVar("_ours", default=False)
"""Whether the page at work in this thread is one of ours: other users of WeasyPrint are left alone."""


def layout(html: Any, **options: Any) -> Any:
    """Lay out a weasyprint.HTML; takes what ``HTML.render`` takes, gives what it gives."""
    document_class = _document_class()
    if document_class is None:
        return html.render(**options)
    defaults = importlib.import_module("weasyprint").DEFAULT_OPTIONS
    fonts = options.pop("font_config", None)
    token = _ours.set(True)
    try:
        return document_class._render(html, fonts, None, None, {**defaults, **options})
    finally:
        _ours.reset(token)


def astray(document: Any) -> list[str]:
    """The ids of notes (``fn-…``) that stand on another page than their first marks (``fnref-…``)."""
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return [
        anchor
        for anchor, number in pages.items()
        if anchor.startswith("fn-") and pages.get("fnref-" + anchor.removeprefix("fn-"), number) != number
    ]


@cache
def _document_class() -> Any:
    document: Any = importlib.import_module("weasyprint.document")
    base: Any = getattr(document, "LayoutContext", None)
    if not hasattr(base, "_update_footnote_area") or not hasattr(document.Document, "_build_layout_context"):
        return None

    def update(self: Any) -> bool:
        self.in_column = False
        try:
            base._update_footnote_area(self)
        finally:
            self.in_column = True
        return False

    context_class: Any = type("Context", (base,), {"_update_footnote_area": update})

    def build(cls: Any, *arguments: Any) -> Any:
        context: Any = document.Document._build_layout_context.__func__(cls, *arguments)
        context.__class__ = context_class
        context.in_column = True
        return context

    _count_no_space_after_lines()
    return type("Pages", (document.Document,), {"_build_layout_context": classmethod(build)})


def _count_no_space_after_lines() -> None:
    module: Any = importlib.import_module("weasyprint.text.line_break")
    measure: Any = getattr(module, "line_size", None)
    if measure is None:
        return

    def line_size(line: Any, style: Any) -> tuple[float, float]:
        width, height = measure(line, style)
        spacing = style["letter_spacing"]
        return (width - spacing if _ours.get() and spacing != "normal" else width), height

    module.line_size = line_size
