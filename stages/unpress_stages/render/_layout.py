"""Pages laid out by WeasyPrint, with each note on the page of its mark, and no word alone on a line.

When the second line of a paragraph does not fit a page, WeasyPrint 70 makes room by moving the last note of the page to
the next one, wherever its mark stands: so it was in nine of 58 documents tried. In the layout of columns it does not do
so. ``layout`` has pages laid out as if they were columns where that is decided, and nowhere else. It also moves a note
that seems to be higher than the room for notes, which has no height of its own: what seems so is the rounding of sums.

WeasyPrint 70 also counts the space after the last letter of a line, which Pango, choosing the break, does not. If a
line is full but for less than that space, its first word is left alone: once in five hundred lines of spaced type.

If words before emphasis fill a line but for the space behind them, which hangs over its end, WeasyPrint 70 leaves their
first one alone on it: once in two thousand lines. ``_let_spaces_hang`` has them broken as if more words followed.

WeasyPrint 70 fills a line by widening its spaces, of which Chinese has none: ``_spread`` widens the room between the
letters of such a line instead, but for those of symbols and other stretches without Chinese: they stay words.

All rest on names that WeasyPrint does not publish; where they are missing, its own layout is used, and ``astray``
tells what came of the notes.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from typing import Any, Final

WIDEST: Final = 4.0
"""The most room between letters to fill a line with, in CSS pixels: a third of a letter."""

HAN: Final = re.compile("[\u3400-\u9fff]")

BEYOND: Final = "M" * 400
"""A word that fits no line."""

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


def overlong(document: Any) -> list[str]:
    """The ids of notes (``fn-…``) that begin above the text of their page: they are longer than a page, and WeasyPrint
    70 divides no note."""
    return [
        note.element.get("id")
        for page in document.pages
        for area in page._page_box.children
        if type(area).__name__ == "FootnoteAreaBox"
        for note in area.children
        if note.position_y < page._page_box.content_box_y() - 1 and note.element is not None
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
    _let_spaces_hang()
    _fill_lines_of_chinese()
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


def _let_spaces_hang() -> None:
    module: Any = importlib.import_module("weasyprint.layout.inline")
    split: Any = getattr(module, "split_first_line", None)
    if split is None:
        return

    def split_first_line(
        text: str, style: Any, context: Any, width: Any, *others: Any, **options: Any
    ) -> Any:
        found = split(text, style, context, width, *others, **options)
        shown, rest = found[0].text, found[2]
        if not _ours.get() or rest is None or " " in shown or not text.endswith(" ") or text.count(" ") == 1:
            return found
        again = split(text + BEYOND, style, context, width, *others, **options)
        fits = len(again[0].text) > len(shown) and again[2] is not None and again[2] <= len(text.encode())
        return again if fits else found

    module.split_first_line = split_first_line


def _fill_lines_of_chinese() -> None:
    module: Any = importlib.import_module("weasyprint.layout.inline")
    fill: Any = getattr(module, "justify_line", None)
    if fill is None or not hasattr(module, "create_layout"):
        return

    def justify_line(context: Any, line: Any, extra: float) -> None:
        texts = list(_texts(line))
        wide = [box for box in texts if _has_chinese(box)]
        gaps = sum(len(box.text) for box in wide) - (bool(wide) and wide[-1] is texts[-1])
        if _ours.get() and gaps > 0 and 0 < extra / gaps <= WIDEST:
            _spread(module, context, line, extra / gaps, 0.0)
        else:
            fill(context, line, extra)

    module.justify_line = justify_line


def _spread(module: Any, context: Any, box: Any, room: float, shift: float) -> float:
    """Move a box by a shift and widen the room behind each of its letters; the shift of what follows it."""
    if hasattr(box, "text"):
        box.position_x += shift
        if not _has_chinese(box):
            return shift
        own = room * len(box.text)
        spacing = box.style["letter_spacing"]
        box.style = box.style.copy()
        box.style["letter_spacing"] = (0 if spacing == "normal" else spacing) + room
        box.pango_layout = module.create_layout(box.text, box.style, context, None, 0)
        box.pango_layout.deactivate()
        box.width += own
        return shift + own
    if not hasattr(box, "children") or type(box).__name__ not in ("LineBox", "InlineBox"):
        box.translate(shift, 0)
        return shift
    box.position_x += shift
    before = shift
    for child in box.children:
        if child.is_in_normal_flow():
            shift = _spread(module, context, child, room, shift)
    box.width += shift - before
    return shift


def _texts(box: Any) -> Iterator[Any]:
    if hasattr(box, "text"):
        yield box
    elif type(box).__name__ in ("LineBox", "InlineBox"):
        for child in box.children:
            yield from _texts(child)


def _has_chinese(box: Any) -> bool:
    return HAN.search(box.text) is not None
