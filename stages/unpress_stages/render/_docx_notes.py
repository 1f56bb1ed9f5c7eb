"""Notes of a Word file: real footnotes, their marks where the text calls them, and the part of the file they are in.

Word counts the notes from 1, or from where the first one begins; a mark that it would count otherwise is typed. It has
no notes in heads, feet and notes: what is called there is told without a mark that Word knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Final

from unpress.ast import Blocks, Document, Node, Note, NoteMark, Rule, Table
from unpress.journal import Journal
from unpress.language import Language
from unpress.record import mutable
from unpress.walk import each
from unpress_stages._word_tree import KEY
from unpress_stages.render._docx_package import TEXT_NAMESPACES, TYPES, Part, escaped
from unpress_stages.render._docx_runs import TAB, Look, Runs, bookmarked, run

_LAST_NOTE: Final = 9999


@mutable
class Footnotes:
    """Writes the notes of one document. ``heads`` are the parts where Word has none; ``blocks`` writes the blocks of a
    note, ``paragraph`` one of a style with its runs. ``waiting`` are the notes that a head called."""

    document: Document
    words: Language
    journal: Journal
    leftward: bool
    heads: tuple[Part, Part]
    runs: Runs
    paragraph: Callable[[str, str], str]
    blocks: Callable[[Blocks], str]
    part: Part = field(default_factory=lambda: Part("/word/footnotes.xml", TYPES + "footnotes+xml"))
    waiting: list[Note] = field(default_factory=list[Note])
    _notes: list[str] = field(default_factory=list[str])
    _first_marks: dict[str, int] = field(default_factory=dict[str, int])
    _marked: str = ""
    first: int = field(init=False)
    _counted: int = field(init=False)  # the number of the last note that Word counts
    _by_key: dict[str, Note] = field(init=False)
    _marked_again: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.first = _first_note(self.document)
        self._counted = self.first - 1
        self._by_key = {note.key: note for note in self.document.notes}
        self._marked_again = _marked_again(self.document)

    def finished(self) -> Part:
        """The part with all notes, and the lines above them."""
        line = '<w:p><w:pPr><w:pStyle w:val="NoteSeparator"/></w:pPr><w:r>'
        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}">{line}<w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        self.part.xml = f"<w:footnotes {TEXT_NAMESPACES}>{lines}{''.join(self._notes)}</w:footnotes>"
        return self.part

    def own_mark(self) -> str:
        """The mark of the note at work for the paragraph that begins it; empty for any other."""
        mark, self._marked = self._marked, ""
        return mark

    def mark(self, node: NoteMark, look: Look, further: bool) -> str:
        """The mark of a note, which brings the note with it when it is the first."""
        comma = self._note_run(", ", look) if further else ""
        note = self._by_key.get(node.note)
        if note is None:
            self.journal.warn("unbound", f"the mark {node.note!r} belongs to no note", node.span)
            return comma + self._note_run(node.note, look)
        if self.runs.part in self.heads:
            self.waiting.append(note)
            return self._note_run(note.marker, look)
        if self.runs.part is self.part:
            self.journal.warn(
                "note-in-note", f"the mark of note {note.marker} in a note is plain text", node.span
            )
            return comma + self._note_run(note.marker, look)
        opening, closing = ("(", ")") if self._bracketed(note) else ("", "")
        before = comma + self._note_run(opening, look)
        after = self._note_run(closing, look)
        properties = self._note_properties(look)
        if note.key in self._first_marks:
            field_of = f" NOTEREF _note{self._first_marks[note.key]} \\h "
            shown = run(properties, note.marker.strip("()"))
            return f'{before}<w:fldSimple w:instr="{field_of}">{shown}</w:fldSimple>{after}'
        identity, custom = self._add_note(note)
        mark = f'<w:footnoteReference w:id="{identity}"/>'
        if custom:
            mark = f'<w:footnoteReference w:customMarkFollows="1" w:id="{identity}"/>' + _text(
                note.marker.strip("()") if opening else note.marker
            )
        reference = f"<w:r><w:rPr>{properties}</w:rPr>{mark}</w:r>"
        if note.key in self._marked_again:
            name = f"_note{identity}"
            reference = bookmarked(name, identity, reference)
        return before + self._keyed(note, identity) + reference + after

    def _keyed(self, note: Note, identity: int) -> str:
        """A bookmark with the key of a note, where that is not its mark."""
        name = KEY + note.key.encode().hex()
        if note.key == note.marker or len(name) > 40:
            return ""
        number = 100_000 + identity
        return bookmarked(name, number, "")

    def hidden_mark(self, note: Note) -> str:
        """A reference without a visible mark: its mark is in the header, where Word has no notes."""
        if note.key in self._first_marks:
            return ""
        identity, _ = self._add_note(note, custom=True)
        return (
            f"{self._keyed(note, identity)}"
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/><w:vanish/></w:rPr>'
            f'<w:footnoteReference w:customMarkFollows="1" w:id="{identity}"/>{_text(note.marker)}</w:r>'
        )

    def _add_note(self, note: Note, *, custom: bool = False) -> tuple[int, bool]:
        """Write a note into the part for notes. Returns its id, and whether it carries a mark of its own.

        Word counts the notes that have none; print has counted them too.
        """
        bracketed = self._bracketed(note)
        marker = note.marker.strip("()") if bracketed else note.marker
        custom = custom or marker != str(self._counted + 1)
        self._counted += 0 if custom else 1
        identity = len(self._notes) + 1
        self._notes.append("")
        self._first_marks[note.key] = identity
        outer, self.runs.part = self.runs.part, self.part
        properties = self._note_properties(Look())
        mark = _text(marker) if custom else "<w:footnoteRef/>"
        opening, closing = (self._note_run(sign if bracketed else "", Look()) for sign in "()")
        marked = f"{opening}<w:r><w:rPr>{properties}</w:rPr>{mark}</w:r>{closing}" + TAB
        self._notes[identity - 1] = (
            f'<w:footnote w:id="{identity}">{self._note_blocks(note.children, marked)}</w:footnote>'
        )
        self.runs.part = outer
        return identity, custom

    def _note_blocks(self, nodes: Blocks, marked: str) -> str:
        """The blocks of a note; the mark stands in their first paragraph, or in one of its own before a table."""
        self._marked = marked
        lead = self.paragraph("FootnoteText", "") if not nodes or isinstance(nodes[0], Table | Rule) else ""
        return lead + self.blocks(nodes)

    def unmarked(self) -> str:
        """Notes without a mark stand after the text: nothing is lost."""
        out: list[str] = []
        for note in self.document.notes:
            if note.key not in self._first_marks:
                self.journal.warn("unmarked", f"note {note.marker} has no mark in the text", note.span)
                out.append(self._note_blocks(note.children, self._note_run(note.marker, Look()) + TAB))
        return "".join(out)

    def _bracketed(self, note: Note) -> bool:
        """Whether brackets are printed around a mark, as Arabic does."""
        bare = note.marker.strip("()")
        return self.words.typography.note_brackets and bare.isascii() and bare.isalnum()

    def _note_properties(self, look: Look) -> str:
        return self.runs.properties(Look(note=True), turned=self.leftward and not look.rightward)

    def _note_run(self, text: str, look: Look) -> str:
        return run(self._note_properties(look), text) if text else ""


def _text(value: str) -> str:
    return f'<w:t xml:space="preserve">{escaped(value)}</w:t>'


def _first_note(document: Document) -> int:
    """The number that Word counts notes from: that of the first which has one."""
    numbers = (note.marker.strip("()") for note in document.notes)
    return next((int(n) for n in numbers if n.isdecimal() and n.isascii() and 0 < int(n) <= _LAST_NOTE), 1)


def _marked_again(document: Document) -> frozenset[str]:
    """The notes with more than one mark."""
    seen: set[str] = set()
    again: set[str] = set()

    def look(node: Node) -> None:
        if isinstance(node, NoteMark):
            (again if node.note in seen else seen).add(node.note)

    each(document, look)
    return frozenset(again)
