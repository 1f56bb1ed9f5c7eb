"""Write a PDF in the layout of the official document: masthead, running heads, notes at the foot of their page.

United Nations documents of Headquarters are printed on US Letter, those of Geneva on A4. The file is tagged (PDF/UA-1),
has bookmarks, its language, and its fonts inside, and is the same, byte for byte, each time. Nothing is fetched.
"""

from __future__ import annotations

import importlib
import logging
import re
import threading
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, Final, Literal

from unpress.ast import Document, Node, Section
from unpress.errors import RenderError
from unpress.journal import Journal
from unpress.walk import each, plain
from unpress_stages.render._addresses import direction
from unpress_stages.render._archive import declare
from unpress_stages.render._content import settle
from unpress_stages.render._house import has_running_title, holds_headings, printed_in_geneva
from unpress_stages.render._inline_markup import escaped
from unpress_stages.render._layout import astray, layout, overlong
from unpress_stages.render._markup import Writer
from unpress_stages.render._naming import headline
from unpress_stages.render._tags import retag
from unpress_stages.render.html import dublin_core, page, style

PROBLEMS: Final = {
    "picture": "A picture is written as its words.",
    "character": "A character that cannot be printed is written as U+FFFD.",
    "unbound": "A mark has no note.",
    "unmarked": "A note has no mark in the text.",
    "link-target": "A link that a reader must not open is written as text.",
    "table-in-note": "A table in a note is written as lines.",
    "weasyprint": "What the program that sets pages says.",
    "private-character": "A character that no font of this machine has.",
    "note-astray": "A note stands on another page than its mark.",
    "long-note": "A note that is longer than a page stands after the text.",
}

Paper = Literal["letter", "a4"]


EMBLEM: Final = "unpress:emblem"
"""The one address that a style sheet may name; it leads to a file beside this module."""

HYPHENS: Final = (
    "main:is(:lang(en), :lang(es), :lang(fr), :lang(ru)) "
    ":is(p, li, td, .note) { hyphens: auto; hyphenate-limit-chars: 7 3 3; }\n"
)
"""Rules that divide words; headings stay whole."""

PACKAGES: Final = (
    (0x20000, "fonts-hanazono"),
    (0x1F000, "fonts-symbola"),
    (0xA960, "fonts-noto-core"),
    (0x2E80, "fonts-noto-cjk"),
    (0, "fonts-noto-core"),
)
"""Debian packages of fonts, by the first character from which on they help."""


def render(
    document: Document,
    journal: Journal,
    *,
    paper: Literal["auto", "letter", "a4"] = "auto",
    emblem: bool = True,
    hyphens: bool = False,
    archive: bool = False,
) -> bytes:
    """The PDF. ``paper`` is taken from the symbol and the organ if not given: A4 for what Geneva prints. ``emblem``
    draws a globe between branches in the masthead (a drawing of this project, not the official artwork). ``hyphens``
    divides words of English, French, Russian and Spanish at the ends of lines, which official documents do not.
    ``archive`` makes the file one for archives (PDF/A-2a), too.

    Raises RenderError where Pango is missing, or a font for a character.
    """
    geneva = printed_in_geneva(document)
    head = "".join(
        f'<meta name="dcterms.{term}" content="{escaped(value)}">\n' for term, value in dublin_core(document)
    )
    issued = document.meta.issued or document.meta.adopted
    if issued:
        head += f'<meta name="dcterms.created" content="{escaped(issued)}">\n'
    sheet: Paper = ("a4" if geneva else "letter") if paper == "auto" else paper
    css = style("page.css") + _sheet(sheet, geneva)
    if emblem:
        css += _emblem(document, geneva)
    if hyphens:
        css += HYPHENS
    if not geneva and (document.meta.kind or "").endswith(("resolution", "decision")):
        css += _headings(document)

    def written(journal: Journal, late: frozenset[str] = frozenset()) -> str:
        writer = Writer(document, journal, "foot", late)
        masthead = writer.masthead()
        body = f"<main>\n{writer.heading()}{writer.body()}{writer.endnotes()}</main>\n"
        running = _running(document, writer.job(), geneva)
        return page(document, head, css + running, masthead + body, manner="geneva" if geneva else "")

    return _print(written(journal), journal, archive, lambda late: written(Journal(), late))


def _sheet(paper: Paper, geneva: bool) -> str:
    """Rules for the size of the sheet and the place of the text on it, which is as wide on any paper."""
    width = 595.3 if paper == "a4" else 612
    side = (width - (485 if geneva else 492)) / 2
    top, bottom, first_top, first_bottom = (64, 52, 28, 78) if geneva else (73, 56.6, 36, 86.4)
    return (
        f"@page {{ size: {paper}; margin: {top}pt {side:.2f}pt {bottom}pt; }}\n"
        f"@page :first {{ margin-top: {first_top}pt; margin-bottom: {first_bottom}pt; }}\n"
    )


def _emblem(document: Document, geneva: bool) -> str:
    """The rule for the emblem. As a background it is no part of the text: it says nothing that the masthead does
    not."""
    side = "right" if direction(document.language) == "rtl" else "left"
    shift, width = (1, 52) if geneva else (4, 57)
    return (
        f".masthead {{ background: url({EMBLEM}) {side} {shift}pt top 35pt / {width}pt auto no-repeat; }}\n"
    )


def _headings(document: Document) -> str:
    """Rules for the headings of a resolution: all have the size of its text, but for those of annexes that hold others.

    So it is in all 46 headings of sections and parts of 60 resolutions of the General Assembly, whatever stands under
    them, and in DOCX; reports have larger ones. Before them stand 12 points and behind them 6, wherever they were
    measured; larger ones have more room.
    """
    levels: set[int] = set()
    large: set[int] = set()

    def look(node: Node) -> None:
        if isinstance(node, Section) and (node.label or node.heading):
            levels.add(node.level)
            if node.role in ("annex", "resolution") and holds_headings(node):
                large.add(node.level)

    each(document, look)
    return "".join(
        f"body {which} > .rank-{level}.rank-{level} {{ font-size: {size}pt; line-height: {size + 2}pt;"
        f" --above: {above}pt; --below: {below}pt; }}\n"
        for level in levels
        for which, small in (
            (":not(.annex, .resolution)", True),
            (":is(.annex, .resolution)", level not in large),
        )
        for size, above, below in ((10, 12, 6) if small else (12, 17.5, 12),)
    )


def _running(document: Document, job: str, geneva: bool) -> str:
    """Rules for running heads, page numbers and job number: the symbol and the page stand at the outer edge."""
    symbol = _string(document.meta.symbol or "")
    titled = has_running_title(document)
    short = _string((document.meta.short_title or plain(headline(document)).strip()) if titled else "")
    number = _string(re.sub(r"\s*\([A-Z]\).*", "", job))
    folio = "counter(page)" if geneva else 'counter(page) "/" counter(pages)'
    start, end = ("right", "left") if direction(document.language) == "rtl" else ("left", "right")
    return (
        f"@page :left {{ @top-left {{ content: {symbol}; direction: ltr; }} @top-right {{ content: {short}; }}"
        f" @bottom-left {{ content: {folio}; direction: ltr; }}"
        f" @bottom-right {{ content: {number}; direction: ltr; }} }}\n"
        f"@page :right {{ @top-left {{ content: {short}; }} @top-right {{ content: {symbol}; direction: ltr; }}"
        f" @bottom-left {{ content: {number}; direction: ltr; }}"
        f" @bottom-right {{ content: {folio}; direction: ltr; }} }}\n"
        f"@page :first {{ @top-left {{ content: none; }} @top-right {{ content: none; }}"
        f" @bottom-{start} {{ content: {_string(job)}; direction: ltr; text-align: {start}; }}"
        f" @bottom-{end} {{ content: none; }} }}\n"
    )


def _string(value: str) -> str:
    """A string of CSS; every character that is not a plain one is written by its number."""
    return '"' + re.sub(r"[^\w /.,-]", lambda match: f"\\{ord(match[0]):x} ", value) + '"'


def _print(
    markup: str, journal: Journal, archive: bool = False, again: Callable[[frozenset[str]], str] | None = None
) -> bytes:
    """The pages of a text. ``again`` gives it with some notes after the text, for those that no page can hold."""
    variant = "pdf/a-2a" if archive else "pdf/ua-1"
    try:
        weasyprint: Any = importlib.import_module("weasyprint")
    except OSError as error:
        hint = "run: unpress doctor"
        raise RenderError(f"PDF needs Pango, which cannot be loaded: {error}", hint) from error

    def laid_out(text: str) -> Any:
        html = weasyprint.HTML(string=text, url_fetcher=_fetcher())
        return layout(html, font_config=_fonts(), pdf_variant=variant)

    with _Messages() as messages:
        pages = laid_out(markup)
        if again is not None and (late := overlong(pages)):
            for note in late:
                journal.warn(
                    "long-note",
                    f"note {note.removeprefix('fn-')} is longer than a page; it stands after the text",
                )
            pages = laid_out(again(frozenset(late)))
        for note in astray(pages):
            name = note.removeprefix("fn-")
            journal.warn("note-astray", f"note {name} stands on another page than its mark")
        result: Any = pages.write_pdf(pdf_variant=variant, finisher=_finish)
    _check_fonts(messages.unprinted, journal)
    for message in messages.others:
        journal.note("weasyprint", message)
    return bytes(result)


def _finish(document: Any, file: Any) -> None:
    """What WeasyPrint leaves to do before a file is written."""
    retag(document, file)
    settle(document, file)
    if "OutputIntents" in file.catalog:
        declare(file)


def _check_fonts(unprinted: set[str], journal: Journal) -> None:
    """Complain about characters that stand as empty boxes on the page.

    Raises RenderError for those that a font could show; characters of private use have no font.
    """
    real = sorted(c for c in unprinted if unicodedata.category(c) not in ("Co", "Cn", "Cs", "Cc"))
    if real:
        shown = ", ".join(f"{c} (U+{ord(c):04X} {unicodedata.name(c, '')})" for c in real[:5])
        package = next(name for start, name in PACKAGES if ord(real[0]) >= start)
        raise RenderError(f"no font on this machine has {shown}", f"install {package}; see unpress doctor")
    if unprinted:
        shown = ", ".join(f"U+{ord(c):04X}" for c in sorted(unprinted)[:5])
        journal.warn("private-character", f"characters of private use have no font: {shown}")


@cache
def _fonts() -> Any:
    """The fonts of this machine, looked through once in the life of the process."""
    return importlib.import_module("weasyprint.text.fonts").FontConfiguration()


@cache
def _fetcher() -> Any:
    """Gives WeasyPrint the emblem and refuses everything else: nothing is fetched from a network or a disk."""
    urls: Any = importlib.import_module("weasyprint.urls")

    def fetch(_self: object, url: str, _headers: object = None) -> Any:
        if url != EMBLEM:
            raise ValueError(f"nothing is fetched: {url}")
        return urls.URLFetcherResponse(url, style("emblem.svg"), {"Content-Type": "image/svg+xml"})

    return type("Fetcher", (urls.URLFetcher,), {"fetch": fetch})()


class _Messages(logging.Filter):
    """Collects what WeasyPrint has to say while it works in this thread; it would print it otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.unprinted: set[str] = set()
        self.others: list[str] = []
        self._thread = threading.get_ident()
        self._log = logging.getLogger("weasyprint")

    def filter(self, record: logging.LogRecord) -> bool:
        if record.thread != self._thread:
            return True
        if "notdef" in str(record.msg) and isinstance(record.args, tuple):
            self.unprinted.add(str(record.args[0]))
        else:
            self.others.append(record.getMessage())
        return False

    def __enter__(self) -> _Messages:
        self._log.addFilter(self)
        return self

    def __exit__(self, *_error: object) -> None:
        self._log.removeFilter(self)
