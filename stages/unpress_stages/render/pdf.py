"""Write a PDF in the layout of the official document: masthead, running heads, notes at the foot of their page.

United Nations documents of Headquarters are printed on US Letter, those of Geneva on A4. The file is tagged (PDF/UA-1),
has bookmarks, its language, and its fonts inside, and is the same, byte for byte, each time. Nothing is fetched.
"""

from __future__ import annotations

import importlib
import logging
import re
from functools import cache
from typing import Any, Final, Literal

from unpress.ast import Document
from unpress.errors import RenderError
from unpress.journal import Journal
from unpress.walk import plain
from unpress_stages.render._markup import Writer, headline, text
from unpress_stages.render.html import dublin_core, page, style

Paper = Literal["letter", "a4"]


def render(document: Document, journal: Journal, *, paper: Literal["auto", "letter", "a4"] = "auto") -> bytes:
    """The PDF. ``paper`` is taken from the symbol and the organ if not given: A4 for what Geneva prints.

    Raises RenderError where Pango is missing, or a font for a character.
    """
    size: Paper = _paper(document) if paper == "auto" else paper
    writer = Writer(document, journal, "foot")
    masthead = writer.masthead()
    body = f"<main>\n{writer.heading()}{writer.body()}{writer.endnotes()}</main>\n"
    head = "".join(
        f'<meta name="dcterms.{term}" content="{text(value)}">\n' for term, value in dublin_core(document)
    )
    issued = document.meta.issued or document.meta.adopted
    if issued:
        head += f'<meta name="dcterms.created" content="{text(issued)}">\n'
    css = style("page.css") + _running(document, writer.job(), size)
    return _print(page(document, head, css, masthead + body))


def _paper(document: Document) -> Paper:
    symbol = document.meta.symbol or ""
    geneva = document.meta.organ == "hrc" or re.match(
        r"A/HRC/|ECE/|CCPR/|CERD/|CEDAW/|CRC/|CAT/|TD/|FCCC/", symbol
    )
    return "a4" if geneva else "letter"


def _running(document: Document, job: str, paper: Paper) -> str:
    """Rules for what each page has of its own: paper, running heads, job number."""
    symbol = _string(document.meta.symbol or "")
    short = _string(document.meta.short_title or plain(headline(document)).strip())
    number = _string(re.sub(r"\s*\([A-Z]\).*", "", job))
    return (
        f"@page {{ size: {paper}; }}\n"
        f"@page :left {{ @top-left {{ content: {symbol}; }} @top-right {{ content: {short}; }}"
        f" @bottom-right {{ content: {number}; }} }}\n"
        f"@page :right {{ @top-left {{ content: {short}; }} @top-right {{ content: {symbol}; }}"
        f" @bottom-left {{ content: {number}; }} }}\n"
        f"@page :first {{ @bottom-left {{ content: {_string(job)}; }} }}\n"
    )


def _string(value: str) -> str:
    """A string of CSS; every character that is not a plain one is written by its number."""
    return '"' + re.sub(r"[^\w /.,-]", lambda match: f"\\{ord(match[0]):x} ", value) + '"'


def _print(markup: str) -> bytes:
    try:
        weasyprint: Any = importlib.import_module("weasyprint")
    except OSError as error:
        raise RenderError(
            f"PDF needs Pango, which cannot be loaded: {error}", "run: unpress doctor"
        ) from error
    fonts = _fonts()
    html = weasyprint.HTML(string=markup, url_fetcher=_refuse, base_url=None)
    result: Any = html.write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
    return bytes(result)


@cache
def _fonts() -> Any:
    """The fonts of this machine, looked through once in the life of the process."""
    return importlib.import_module("weasyprint.text.fonts").FontConfiguration()


def _refuse(url: str, *_arguments: object, **_options: object) -> Any:
    raise ValueError(f"nothing is fetched: {url}")


LOG: Final = logging.getLogger("weasyprint")
