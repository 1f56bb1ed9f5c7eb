"""Write one self-contained HTML page that anyone can read: on a phone, in the dark, by ear, on paper.

The page asks for no other resource and runs no script. Its running text is the text of the tree: what a page needs
beside it (where a link leads, that a note is a note) is said by elements, roles and languages, which every reader's
program puts into words of its own. Every printed number is a link to its own paragraph, entry, heading or table
(``#op-1``, ``#op-1-a``, ``#annex-1``), a preambular paragraph has a sign beside it (``#pp-3``), a note has links to
each of its marks (``#fn-2``).

Looks are changed by a style sheet (``css``) or a template (``template``): HTML with ``$name`` where a part goes,
and ``$$`` for a dollar sign. ``$lang``, ``$dir``, ``$title`` and ``$symbol`` are text, for attributes, too;
``$head`` is what a page needs in its head, ``$metadata`` the part of it for machines, ``$style`` the style sheets,
``$look`` the class of the body; ``$skip`` is the link over the masthead; ``$masthead``, ``$heading``, ``$text``,
``$notes`` and ``$footer`` are the document: none of these five may be left out. The page's own template is
``screen.html``, beside this module.

HTML cannot show a picture that is only named in the tree; its description stands in its place
(``render.html.picture``).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from unpress.ast import Document, Node, Reference
from unpress.errors import ConfigError
from unpress.journal import Journal
from unpress.language import Language, available, language
from unpress.symbol import Symbol
from unpress.walk import each, plain
from unpress_stages.render import _template
from unpress_stages.render._addresses import address, direction, known_language
from unpress_stages.render._inline_markup import escaped
from unpress_stages.render._markup import Writer
from unpress_stages.render._naming import first_words, headline, masthead_lines

PROBLEMS: Final = {
    "picture": "A picture is written as its words.",
    "character": "A character that HTML forbids is written as U+FFFD.",
    "unbound": "A mark has no note.",
    "unmarked": "A note has no mark in the text.",
    "link-target": "A link that a page must not open is written as text.",
    "table-in-note": "A table in a note is written as lines.",
}

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load and run for this page: nothing but its own style."""

HEAD: Final = (
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    '<meta name="generator" content="unpress">\n'
    '<link rel="icon" href="data:,">\n'
)
"""What any page needs; without an icon of its own a browser would ask for one."""


def render(
    document: Document,
    journal: Journal,
    *,
    metadata: bool = True,
    css: Path | None = None,
    template: Path | None = None,
) -> bytes:
    """The page in UTF-8.

    ``metadata`` adds JSON-LD (schema.org) and Dublin Core to its head. ``css`` is a style sheet that is added behind
    the page's own. ``template`` is a page to fill in, HTML with ``$text`` and the like where parts go.

    Raises ConfigError for a style sheet or a template that cannot be used, with the place in it.
    """
    filled = _template.template(template) if template else Template(style("screen.html"))
    added = _template.style_sheet(css) if css else ""
    if css and "style" not in filled.get_identifiers():
        raise ConfigError(
            f"{template}: the template has no place for {css}", "put $style into a <style> of its head"
        )
    writer = Writer(document, journal)
    own = writer.words.page.skip
    spoken = f' lang="{writer.words.code}"' if own and writer.words.code != document.language else ""
    about = _about(document) if metadata else ""
    masthead, heading, body = writer.masthead(), writer.heading(), writer.body()
    notes, job = writer.endnotes(), writer.job()
    parts = {
        "lang": escaped(document.language),
        "dir": direction(document.language),
        "title": escaped(name(document)),
        "symbol": escaped(document.meta.symbol or ""),
        "head": HEAD + about,
        "metadata": about,
        "style": style("screen.css") + added,
        "look": look(document),
        "skip": f'<a class="skip" href="#text"{spoken}>{escaped(own or name(document))}</a>\n',
        "masthead": masthead,
        "heading": heading,
        "text": body,
        "notes": notes,
        "footer": f'<footer><p class="job"><bdi dir="ltr">{escaped(job)}</bdi></p></footer>\n' if job else "",
    }
    return filled.substitute(parts).encode()


def look(document: Document) -> str:
    """The class of the body: how paragraphs open."""
    return "opener-" + known_language(document).typography.opener_style.replace(" ", "-")


def page(document: Document, head: str, css: str, body: str, *, manner: str = "") -> str:
    """A whole page around a body. ``manner`` is a further class of the body."""
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escaped(document.language)}" dir="{direction(document.language)}">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f"<title>{escaped(name(document))}</title>\n"
        f"{head}<style>\n{css}</style>\n"
        "</head>\n"
        f'<body class="{look(document)}{" " if manner else ""}{manner}">\n{body}</body>\n'
        "</html>\n"
    )


def name(document: Document) -> str:
    """The title of the page: symbol and title."""
    symbol, title = document.meta.symbol or "", plain(headline(document)).strip()
    title = title or first_words(document)
    return f"{symbol} – {title}" if symbol and title != symbol else title


@cache
def style(file: str) -> str:
    """A style sheet that stands beside this module."""
    return (files(__package__ or "") / file).read_text(encoding="utf-8")


# ----------------------------------------------------------------------------------------------------- metadata


def _about(document: Document) -> str:
    """What machines are told: what the document is and where it is in its other languages."""
    lines = ['<link rel="schema.dcterms" href="http://purl.org/dc/terms/">\n']
    for term, value in dublin_core(document):
        lines.append(f'<meta name="dcterms.{term}" content="{escaped(value)}">\n')
    if document.meta.symbol:
        lines.append(
            f'<link rel="canonical" href="{escaped(address(document.meta.symbol, known_language(document)))}">\n'
        )
        for code in available():
            href = escaped(address(document.meta.symbol, language(code)))
            lines.append(f'<link rel="alternate" hreflang="{code}" href="{href}">\n')
    data = _inside_script(json.dumps(described(document), ensure_ascii=False, indent=1))
    lines.append(f'<script type="application/ld+json">{data}</script>\n')
    return "".join(lines)


def _inside_script(data: str) -> str:
    """JSON in which nothing can end the script that holds it."""
    data = "".join("\ufffd" if 0xD800 <= ord(character) <= 0xDFFF else character for character in data)
    for character in "<>&\u2028\u2029":
        data = data.replace(character, f"\\u{ord(character):04x}")
    return f"\n{data}\n"


def dublin_core(document: Document) -> list[tuple[str, str]]:
    """Terms of Dublin Core with their values, what is not known left out."""
    meta = document.meta
    terms = (
        ("identifier", meta.symbol),
        ("title", plain(headline(document)).strip()),
        ("language", document.language),
        ("publisher", _publisher(document)),
        ("creator", _organ(document)),
        ("type", meta.kind),
        ("date", meta.adopted),
        ("issued", meta.issued),
    )
    return [(term, value) for term, value in terms if value]


def _publisher(document: Document) -> str:
    for line in masthead_lines(document):
        if line.role == "publisher":
            return plain(line.content)
    return ""


def _organ(document: Document) -> str:
    organ = document.meta.organ
    return getattr(known_language(document).organs, organ) if organ else ""


def _address_of(symbol: str | None, to: Language) -> str | None:
    """Where the document with a symbol is; None if it is no symbol."""
    try:
        return Symbol.parse(symbol or "").address(to.docs)
    except ValueError:
        return None


_TYPES: Final = {
    "report": "Report",
    "letter": "Message",
    "note": "DigitalDocument",
    "record": "DigitalDocument",
}
"""Documents that are no legislation, in the vocabulary of schema.org; others of a known kind take or propose
decisions."""


def described(document: Document) -> dict[str, object]:
    """The document in the vocabulary of schema.org, what is not known left out."""
    meta, own = document.meta, known_language(document)
    cited: dict[str, None] = {}

    def look(node: Node) -> None:
        if isinstance(node, Reference) and node.symbol != meta.symbol:
            cited.setdefault(address(node.symbol, own))

    each(document, look)
    publisher = _publisher(document)
    organ = {"@type": "Organization", "name": _organ(document)} if meta.organ else None
    kind = meta.kind.capitalize() if meta.kind else None
    of_type = _TYPES.get(meta.kind, "Legislation") if meta.kind else "DigitalDocument"
    if of_type != "Legislation":
        by_type = {"identifier": meta.symbol, "genre": kind, "author": organ}
    else:
        by_type = {
            "legislationIdentifier": meta.symbol,
            "legislationType": kind,
            "legislationDate": meta.adopted,
            "legislationPassedBy": organ,
        }
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": of_type,
        "@id": address(meta.symbol, own) if meta.symbol else None,
        "inLanguage": document.language,
        "name": plain(headline(document)).strip(),
        **by_type,
        "datePublished": meta.issued,
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
        "workTranslation": [
            {"@id": address(meta.symbol, language(code)), "inLanguage": code}
            for code in available()
            if code != own.code
        ]
        if meta.symbol
        else None,
        "isBasedOn": _address_of(meta.proponent, own),
        "citation": list(cited),
    }
    return {key: value for key, value in data.items() if value}
