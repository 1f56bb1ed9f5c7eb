"""Take any draft apart into headings, numbered paragraphs, lists and notes: what no other parser knows.

The lines above the first long paragraph are read as a masthead as far as their words are known; the rest of them are
headings. Nothing is refused.
"""

from __future__ import annotations

from unpress.ast import Break, Document, Inlines, Meta, Note, Paragraph
from unpress.draft import Draft, DraftTable, Line, cut_runs, span_of
from unpress.enumerator import at_start, readings
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.source import Span
from unpress_stages._front import role_of
from unpress_stages.parse._inlines import inlines
from unpress_stages.parse._masthead import masthead
from unpress_stages.parse._structure import Builder
from unpress_stages.parse._tables import table


def parse(draft: Draft, journal: Journal) -> Document | None:
    """The document; never None."""
    lang = language(draft.language)
    lines = draft.lines
    head = _head(lines, lang)
    above = masthead([line for line in lines[:head] if isinstance(line, Line)], lang)
    build = Builder()
    title: Inlines = ()
    for entry in lines[head:]:
        if isinstance(entry, DraftTable):
            build.block(table(entry))
        elif entry.role == "title" and not build.begun:
            title = (*title, *((Break(),) if title else ()), *inlines(entry.runs))
        else:
            _paragraph(entry, build)
    notes = tuple(
        Note(
            note.key or note.marker, note.marker, tuple(Paragraph(inlines(line.runs)) for line in note.lines)
        )
        for note in draft.notes
    )
    return Document(
        lang.code, Meta(job_number=draft.known.job_number), above, "", title, build.blocks(), notes
    )


def _head(lines: tuple[Line | DraftTable, ...], lang: Language) -> int:
    """How many lines at the top are lines of a masthead."""
    last = 0
    for i, line in enumerate(lines[:25]):
        if not isinstance(line, Line) or line.role == "title":
            break
        if line.role == "masthead" or (len(line.text) < 120 and role_of(line.text.strip(), lang) != "other"):
            last = i + 1
    return last


def _paragraph(line: Line, build: Builder) -> None:
    text = line.text.strip()
    if not text:
        return
    if line.role == "heading":
        label, content, span = labelled(line)
        build.section(line.level or build.level + 1, content, label, "section", span)
        return
    label, content, span = labelled(line)
    if not label:
        build.paragraph("paragraph", content)
        return
    known = readings(label)
    if (
        known
        and known[0].style in {"decimal", "arabic-indic", "compound"}
        and not known[0].before.startswith("(")
    ):
        build.paragraph("paragraph", content, label, span)
    else:
        build.item(content, label, span)


def labelled(line: Line) -> tuple[str, Inlines, Span | None]:
    """The enumerator of a paragraph, its text, and where the enumerator stood."""
    if line.label:
        return line.label, inlines(line.runs), None
    text = line.text
    lead = len(text) - len(text.lstrip())
    found = at_start(text[lead:])
    if found is None:
        return "", inlines(line.runs), None
    label, at = found
    return (
        label,
        inlines(cut_runs(line.runs, lead + at, len(text))),
        span_of(cut_runs(line.runs, lead, lead + at)),
    )
