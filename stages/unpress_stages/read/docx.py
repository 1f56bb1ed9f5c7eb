"""Read Word files (.docx, .docm, .dotx) as Word prints them.

Paragraphs with the roles that their styles say, numbers as Word counts them, footnotes and endnotes with their marks,
links, fields, tables with spans, text boxes and frames. The masthead is taken from the header of the first page, from
that of all pages where it is one by its words, or from the table that stands first; other heads and feet are furniture.
Tracked changes count as accepted, which a problem says. Deleted and hidden text, tables of contents and furniture are
entered as dropped; codes of fields, comments and pictures are no text, words drawn as pictures are told. The file is
hostile until proven otherwise: bounds on its parts, no entities, no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import Final

from unpress.ast import Document, Meta
from unpress.draft import Draft, DraftNote, Entry, Line
from unpress.errors import ReadError
from unpress.journal import Journal
from unpress.limits import LimitError
from unpress.recognition import language_of
from unpress.runs import cut_runs
from unpress.source import Source
from unpress_stages._linked import tied
from unpress_stages._word_package import Package, R, Relations, W
from unpress_stages._word_values import children, switch, val
from unpress_stages._xml import Element
from unpress_stages.read._docx_blocks import BlockReader
from unpress_stages.read._docx_chunks import taken_in
from unpress_stages.read._docx_fields import FieldNumbers
from unpress_stages.read._docx_front import is_masthead, marked, titled, unsigned
from unpress_stages.read._docx_losses import Losses
from unpress_stages.read._docx_notes import Notes
from unpress_stages.read._docx_numbering import Numbering
from unpress_stages.read._docx_open_fields import OpenFields
from unpress_stages.read._docx_runs import RunReader
from unpress_stages.read._docx_styles import Styles
from unpress_stages.read._docx_table_heads import rejoined
from unpress_stages.read._docx_text import Text
from unpress_stages.read._docx_tree import tree
from unpress_stages.read._docx_tree_properties import UnknownError, stored
from unpress_stages.read._masthead_table import flat, unrolled

PROBLEMS: Final = {
    "foreign-part": "A document inside this one, in another format or file, is left out.",
    "open-field": "A field begins and does not end.",
    "empty-field": "A field prints what Word works out, and the file does not hold it.",
    "missing-note": "A mark refers to a note that the file does not hold.",
    "note-pages": "Notes are counted through, which Word counts anew on each page.",
    "capitals": "Words are set in capitals and typed in small letters; they are kept as typed.",
    "tracked-changes": "The file holds tracked changes; they were taken as accepted.",
    "picture": "A picture is left out.",
    "comment": "Comments are left out.",
    "drawn": "Words that are drawn as a picture, such as a watermark, are left out.",
    "unseen": "Words are written in white on white; they are kept as text.",
    "nested-table": "A table stands in another, or in a note; its rows are lines there.",
    "struck": "Words are struck through; they are kept as text.",
    "sign": "A sign of a font that is not known is left out.",
    "number-format": "Numbers are printed in a format that is not known; they are plain figures.",
    "edited": "The file is not as its program wrote it.",
    "damaged-part": "A part of the file is damaged and left out.",
}

_JOB: Final = re.compile(r"(?<![\d-])((?:GE\.\s?|V\.|K)?\d{2}-\d{5}(?:\s?\([A-Z]\))?)(?![\d-])")
_STAR: Final = re.compile(r"\s*(\*{1,3})\s+(?=\S)")
_AROUND: Final = re.compile(r"\s*(?:[(（]\s*[)）]|\[\s*\]|[)）\]]|\.(?=\s))\s*")
"""What stands around the mark of a note at its beginning: brackets, or a stop behind it."""


def read(source: Source, journal: Journal, *, styles: bool = True) -> Draft | Document:
    """Read one file. ``styles``: in a file that unpress wrote, the styles tell what each paragraph is, so that the tree
    is taken from them, with what editors changed in it; where they have put in what those styles do not know, and in
    all other files, words and numbers tell it.

    Raises ReadError for what is no Word file, or is damaged so that its text cannot be read.
    """
    package = Package(source)
    properties = stored(package) if styles else None
    if properties is not None:
        try:
            return tree(package, properties)
        except UnknownError as error:
            journal.note("edited", f"the styles no longer tell what each paragraph is: {error}")
    return _Reader(package, journal, source.language).draft()


class _Reader:
    """Reads one package."""

    def __init__(
        self, package: Package, journal: Journal, given: str = "", around: _Reader | None = None
    ) -> None:
        self._given = given
        self._around = around
        self._package = package
        self._journal = journal
        self._relations = package.relations(package.main)
        root = package.part(package.main)
        body = root.find(W + "body")
        if body is None:
            raise ReadError(f"{journal.source} is no Word file: its main part holds no text")
        self._body = body
        self._text: Text = Text(journal) if around is None else around._text
        self._styles = Styles(self._part("styles"))
        self._unknown: set[str] = set() if around is None else around._unknown
        self._numbering = Numbering(self._part("numbering"), self._styles, self._unknown)
        parts = {kind: self._part(f"{kind}s") for kind in ("footnote", "endnote")}
        roots = {kind: part for kind, part in parts.items() if part is not None}
        links = (f"#{val(link, 'anchor')}" for link in body.iter(W + "hyperlink") if val(link, "anchor"))
        self._tied = tied(links)
        self._inserted: list[tuple[float, DraftNote]] = []
        if around is None:
            self._notes = Notes(roots, self._part("settings"), self._unknown)
            self._notes.prepare(body)
            self._losses = Losses()
        else:
            self._notes = around._notes.within(roots)
            self._losses = around._losses

    def draft(self) -> Draft:
        head, used, is_sure = self._masthead()
        reader = self._reader(self._package.main)
        entries = [*head, *reader.read(self._body)]
        self._text.end_line()
        own = enumerate(self._note_list())
        notes = [note for _, note in sorted([*own, *self._inserted], key=itemgetter(0))]
        framed, entries = self._framed(entries, reader.framed)
        job = self._furniture(used)
        text = str(self._text)
        lang = language_of(text, self._given)
        if not is_sure and not is_masthead(head, lang):
            self._drop(entries[: len(head)], "header")
            del entries[: len(head)]
            head = []
        entries = unsigned(entries, reader.bare, lang)
        entries = titled(unrolled(rejoined(entries, self._journal), lang), lang)
        self._losses.tell(self._journal)
        self._tell_numbers()
        hidden = [each for each in self._notes.references if each.hidden]
        lines = tuple(marked(entries, hidden))
        known = Meta(job_number=job or None)
        return Draft(text, lines, (*framed, *notes), "", 0, known)

    # --------------------------------------------------------------------------------------------------- parts

    def _name_of(self, kind: str) -> str:
        return next((r.target for r in self._relations.values() if r.kind == kind and not r.external), "")

    def _part(self, kind: str) -> Element | None:
        """A part that the text can be read without; a damaged one is a problem."""
        name = self._name_of(kind)
        if not name:
            return None
        try:
            return self._package.part(name)
        except LimitError:
            raise
        except ReadError as error:
            self._journal.warn("damaged-part", f"the part for {kind} cannot be read: {error.message}")
            return None

    def _reader(self, name: str, mark: str = "") -> BlockReader:
        runs = RunReader(
            self._text,
            self._styles,
            self._notes,
            self._package.relations(name),
            self._journal,
            self._losses,
            OpenFields(self._notes, self._journal),
            self._tied,
            mark,
            numbers=FieldNumbers(self._unknown),
        )
        reader = BlockReader(self._text, self._styles, self._numbering, self._notes, runs, self._journal)
        reader.chunk = partial(self._chunk, self._package.relations(name), reader)
        return reader

    def _chunk(self, relations: Relations, into: BlockReader, identity: str) -> Element | list[Entry] | None:
        """What a document inside this one holds, one of Word with its own styles, numbers and notes. In such a one
        there is no other."""
        relation = relations.get(identity)
        if relation is None or relation.external or self._around is not None:
            return None
        try:
            source = self._package.content(relation.target)
            if not source.data.startswith(b"PK"):
                return taken_in(source.data)
            inner = _Reader(Package(source, self._package), self._journal, around=self)
        except LimitError:
            raise
        except ReadError:
            return None
        reader = inner._reader(inner._package.main)
        reader.runs.omitted = into.runs.omitted
        entries = reader.read(inner._body)
        into.bare.extend(reader.bare)
        self._text.end_line()
        place = len(self._notes.references) - 0.5
        self._inserted.extend((place, note) for note in inner._note_list())
        inner._furniture("")
        return entries

    # -------------------------------------------------------------------------------------------- heads and feet

    def _masthead(self) -> tuple[list[Entry], str, bool]:
        """The lines of the header that the first page has, the name of its part, and whether no other page has it."""
        section = next(self._body.iter(W + "sectPr"), None)
        own = section is not None and switch(section, "titlePg") is True
        for reference in children(section, "headerReference"):
            relation = self._relations.get(reference.get(R + "id", ""))
            if val(reference, "type") == ("first" if own else "default") and relation is not None:
                lines: list[Entry] = [replace(line, role="masthead") for line in self._lines(relation.target)]
                return lines, relation.target, own
        return [], "", own

    def _lines(self, name: str) -> Iterator[Line]:
        """The lines of a header or footer, those in tables too."""
        try:
            root = self._package.part(name)
        except LimitError:
            raise
        except ReadError as error:
            self._journal.warn("damaged-part", f"a head or foot cannot be read: {error.message}")
            return
        reader = self._reader(name)
        yield from flat(reader.read(root))
        self._text.end_line()

    def _furniture(self, used: str) -> str:
        """Enter the other heads and feet as dropped, each once; returns the job number in them."""
        feet: list[str] = []
        seen = {used.lower()}  # names of parts are compared without case
        outer, self._losses = self._losses, Losses()
        for relation in self._relations.values():
            name = relation.target.lower()
            if relation.kind not in ("header", "footer") or relation.external or name in seen:
                continue
            seen.add(name)
            lines = list(self._lines(relation.target))
            self._drop(lines, relation.kind)
            if relation.kind == "footer":
                feet.append(" ".join(line.text for line in lines))
        outer.add_furniture(self._losses)
        self._losses = outer
        found = [match[1] for foot in feet for match in [_JOB.search(foot)] if match is not None]
        return max(found, key=len, default="")

    def _drop(self, entries: Sequence[Entry], slug: str) -> None:
        for line in entries:
            for run in line.runs if isinstance(line, Line) else ():
                self._journal.dropped_span(slug, run.span)

    # --------------------------------------------------------------------------------------------------- notes

    def _note_list(self) -> list[DraftNote]:
        found: list[DraftNote] = []
        names = {kind: self._name_of(f"{kind}s") for kind in ("footnote", "endnote")}
        for reference in self._notes.references:
            reader = self._reader(names[reference.kind], reference.marker if reference.typed else "")
            lines = list(reader.flat(reader.read(self._notes.element(reference))))
            self._text.end_line()
            found.append(DraftNote(reference.marker, self._unmarked(lines), reference.key))
        for kind, element in self._notes.unused():
            before = self._text.length
            self._reader(names[kind]).read(element)
            self._text.end_line()
            self._journal.dropped("unused-note", before, self._text.length)
        return found

    def _unmarked(self, lines: list[Line]) -> tuple[Line, ...]:
        """The lines of a note without the space at their beginnings, and without the signs that stood around its mark:
        where Word counts, the mark itself is no text."""
        found: list[Line] = []
        for line in lines:
            signs = _AROUND.match(line.text) if not found else None
            lead = len(line.text) - len(line.text.lstrip()) if signs is None else signs.end()
            for run in cut_runs(line.runs, 0, lead):
                self._journal.moved_span("note-mark", run.span)
            found.append(replace(line, runs=cut_runs(line.runs, lead, len(line.text))) if lead else line)
        return tuple(found)

    def _framed(self, entries: list[Entry], lines: list[Line]) -> tuple[list[DraftNote], list[Entry]]:
        """The notes in frames, of the masthead, which Word has no footnotes for, and the entries without them."""
        frames = {id(line) for line in lines}
        notes: list[DraftNote] = []
        kept: list[Entry] = []
        for line in entries:
            star = _STAR.match(line.text) if isinstance(line, Line) and id(line) in frames else None
            if star is None or not isinstance(line, Line):
                kept.append(line)
                continue
            for run in cut_runs(line.runs, 0, star.end()):
                self._journal.moved_span("note-mark", run.span)
            rest = replace(line, runs=cut_runs(line.runs, star.end(), len(line.text)))
            notes.append(DraftNote(star[1], (rest,)))
        return notes, kept

    def _tell_numbers(self) -> None:
        """Tell what is counted otherwise than Word prints it."""
        if self._notes.pages_missed:
            told = "notes are counted anew on each page, and the file does not tell where its pages begin"
            self._journal.warn("note-pages", told, None, "save the file in Word, which puts that in")
        if self._unknown:
            kinds = ", ".join(sorted(self._unknown))
            self._journal.warn(
                "number-format", f"numbers are plain figures here, which Word prints as {kinds}"
            )
