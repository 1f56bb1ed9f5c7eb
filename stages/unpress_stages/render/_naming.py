"""What a document is headed and known by: the lines of its masthead, and the words that name it."""

from __future__ import annotations

from textwrap import shorten

from unpress.ast import Document, Inlines, MastheadLine, MastheadRole, Node, Section, Text
from unpress.language import language
from unpress.walk import each, plain
from unpress_stages.render._addresses import known_language


def masthead_lines(document: Document) -> tuple[MastheadLine, ...]:
    """The masthead as printed, with publisher, symbol and organ made from what is known where they are missing."""
    meta, words = document.meta, known_language(document)
    if meta.symbol is None and meta.organ is None:
        return document.masthead
    there = {line.role for line in document.masthead}
    made: list[MastheadLine] = []

    def make(role: MastheadRole, words: str | None) -> None:
        if words and role not in there:
            made.append(MastheadLine(role, (Text(words),)))

    make("publisher", words.masthead.publisher)
    make("symbol", meta.symbol)
    if meta.organ == "hrc":  # prints as a body of the Assembly, under whose symbols it works
        make("organ", words.organs.ga)
        make("committee", words.organs.hrc if "organ" not in there else None)
    elif meta.organ is not None:
        make("organ", getattr(words.organs, meta.organ))
    return (*made, *document.masthead)


def headline(document: Document) -> Inlines:
    """What names the document: its title, else the line of its adoption, else its symbol."""
    if plain(document.title).strip():
        return document.title
    for role in ("adoption", "subject", "symbol", "organ"):
        for line in document.masthead:
            if line.role == role and plain(line.content).strip():
                return line.content
    return (Text(document.meta.symbol or ""),)


def first_words(document: Document) -> str:
    """What a document without a title is known by: its first heading, else the words that it begins with, else that it
    has no title."""
    headings: list[str] = []
    runs: list[str] = []

    def look(node: Node) -> None:
        if isinstance(node, Section) and plain(node.heading).strip():
            headings.append(plain(node.heading).strip())
        elif isinstance(node, Text) and node.value.strip():
            runs.append(node.value.strip())

    for block in document.children:
        each(block, look)
        if headings or len(runs) > 20:
            break
    words = document.label or (headings[0] if headings else " ".join(runs))
    untitled = known_language(document).page.untitled or language("en").page.untitled
    return shorten(words, 100, placeholder=" …") or untitled
