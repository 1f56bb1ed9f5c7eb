"""Take any draft apart that is no resolution: reports, letters, statements, treaties, collections of decisions.

The masthead is read as far as its words are known, the lines behind it are title and name of the document. What is not
recognised becomes headings, paragraphs, lists and notes. Nothing is refused.
"""

from __future__ import annotations

from typing import Final, Literal

from unpress.ast import Blocks, Break, Document, Inlines, MastheadLine, Meta, Paragraph, Section, Text
from unpress.draft import Draft, Line
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.walk import plain
from unpress_stages._front import continues, front, role_of
from unpress_stages.parse._inlines import bare, inlines
from unpress_stages.parse._masthead import masthead
from unpress_stages.parse._outline import outline
from unpress_stages.parse._paragraphs import can_head, notes, speaks, words

Kind = Literal["presidential statement", "report", "note", "letter", "treaty"]
_NUMBER: Final = late(r"(?P<label>PRST[ /][\w/]*\d\.?)\s+(?=\S)")
_ARTICLES = 3
"""Articles that make a treaty of a text without a masthead."""


def parse(draft: Draft, journal: Journal) -> Document | None:
    """The document; never None."""
    lang = language(draft.language)
    head, end = front(draft.lines, lang)
    above = masthead([line for line in draft.lines[:head] if isinstance(line, Line)], lang, journal)
    below = [line for line in draft.lines[head:end] if isinstance(line, Line)]
    if above and above[-1].role == "agenda" and below:
        subjects, below = _subjects(below)
        above = (*above, *(MastheadLine("subject", inlines(line.runs)) for line in subjects))
    named, title, kind = _title(below, lang)
    if not (above or title) and len(named) == 1:  # it has no other title than "Report on wells"
        title, named = named[0].content, ()
    if any(
        lang.titles.statement.fullmatch(words(line)) for line in draft.lines[:end] if isinstance(line, Line)
    ):
        kind = "presidential statement"
    tables = (entry for entry in draft.lines[:end] if not isinstance(entry, Line))  # no masthead has any
    corrects = any(
        fold(words(line)).casefold() == fold(lang.headings.corrigendum).casefold() for line in below
    )
    blocks = outline((*tables, *draft.lines[end:]), lang, journal, corrects=corrects)
    if kind is None and not above and _articles(blocks) >= _ARTICLES:
        kind = "treaty"
        first = None if title else _titled(blocks, lang)
        if first is not None:
            title, blocks = first.content, blocks[1:]
    meta = Meta(kind=kind, job_number=draft.known.job_number)
    label, title = _numbered(title, journal) if kind == "presidential statement" else ("", title)
    return Document(lang.code, meta, (*above, *named), label, title, blocks, notes(draft))


def _numbered(title: Inlines, journal: Journal) -> tuple[str, Inlines]:
    """The number before the title of a statement ("PRST 71/1."), and the title."""
    first = title[0] if title else None
    found = _NUMBER.match(first.value) if isinstance(first, Text) else None
    if found is None or not isinstance(first, Text):
        return "", title
    journal.moved_span("number", first.span.cut(0, found.end()) if first.span else None)
    rest = Text(
        first.value[found.end() :], first.span.cut(found.end(), len(first.value)) if first.span else None
    )
    return found["label"], (rest, *title[1:])


def _subjects(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The titles of the agenda items, and what is below them: the first line, and others in the same type where the
    title of the document is set in larger one ("Items 138 and 139")."""
    size = lines[0].size
    larger = next((i for i, line in enumerate(lines) if 0 < size < line.size), 1)
    same = all(line.size == size for line in lines[:larger])
    end = larger if same else 1
    return lines[:end], lines[end:]


def _title(lines: list[Line], lang: Language) -> tuple[tuple[MastheadLine, ...], Inlines, Kind | None]:
    """Of the lines below the masthead those that say what the document is ("Report of the Secretary-General"), the
    title, and the kind of document."""
    said: list[MastheadLine] = []
    title: list[Inlines] = []
    kind: Kind | None = None
    titles, named = lang.titles, 0
    for line in lines:
        text, content = words(line), bare(line.runs)
        if _NUMBER.match(text):
            title.append(content)
        elif kind is None and titles.letter.fullmatch(text):
            kind = "letter"
            title.append(content)
        elif titles.report.fullmatch(text) or titles.note.fullmatch(text):
            kind = kind or ("report" if titles.report.fullmatch(text) else "note")
            said.append(MastheadLine("adoption", content))
            named = len(title)
        elif titles.rapporteur.fullmatch(text):
            said.append(MastheadLine("other", content))
        elif continues(text, lang) or role_of(text, lang) != "other":
            said.append(MastheadLine(role_of(text, lang), content))
        else:
            title.append(content)
    if 0 < named < len(title):  # what stands above the name of the document is the body that it is for
        said = [*(MastheadLine("other", content) for content in title[:named]), *said]
        del title[:named]
    joined: Inlines = ()
    for content in title:
        joined = (*joined, *((Break(),) if joined else ()), *content)
    return tuple(said), joined, kind


def _titled(blocks: Blocks, lang: Language) -> Paragraph | None:
    """The first paragraph of a treaty if it is its title: nobody speaks in it, and the next does not go on with it."""
    first, below = blocks[0], blocks[1] if len(blocks) > 1 else None
    if not isinstance(first, Paragraph) or first.label or first.children or not isinstance(below, Paragraph):
        return None
    text = plain(first.content)
    goes_on = plain(below.content)[:1].islower()
    return first if can_head(text) and not speaks(text, lang) and not goes_on else None


def _articles(blocks: Blocks) -> int:
    return sum(
        (block.role == "article") + _articles(block.children)
        for block in blocks
        if isinstance(block, Section)
    )
