"""The runs of a paragraph as Word shows them: looks, links, fields, marks of notes, tracked changes.

Insertions count as made, deletions too: deleted text is entered as dropped, as hidden text is. Of a field its result is
shown; ``HYPERLINK`` makes it a link, ``NOTEREF`` one more mark of a note. Where there is none, what Word works out is.
A line end inside a paragraph ends a line.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import field, replace
from typing import Final

from unpress.journal import Journal
from unpress.record import mutable, record
from unpress.runs import Runs
from unpress_stages._word_package import MC, M, R, Relations, V, W
from unpress_stages._word_values import child_val, chosen, is_properties, switch, val
from unpress_stages._xml import Element
from unpress_stages.read._docx_fields import Code, FieldNumbers, filled
from unpress_stages.read._docx_formulas import is_form, parts
from unpress_stages.read._docx_notes import Notes
from unpress_stages.read._docx_pieces import Piece, bound, lines
from unpress_stages.read._docx_styles import PLAIN, WHITE, Look, Styles, look_of
from unpress_stages.read._docx_symbols import symbol, symbols, unknown
from unpress_stages.read._docx_text import Text

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_LINK: Final = re.compile(r'\s*HYPERLINK\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s\\"]+))', re.IGNORECASE)
_ANCHOR: Final = re.compile(r'\\l\s+"(?P<anchor>[^"]*)"')
_NOTEREF: Final = re.compile(r"\s*NOTEREF\s+(?P<name>[^\s\\]+)", re.IGNORECASE)
_PAGE_TAIL: Final = re.compile(r"[\t.…]\s*(?:\d{1,5}|[ivxlc]{1,9})\s*$")
"""What a line of contents ends with: the number of a page behind a tab or dots."""
_CONTENTS: Final = re.compile(r"\s*TOC\b", re.IGNORECASE)
_INSERTED: Final = frozenset((W + "ins", W + "moveTo"))
_DELETED: Final = frozenset((W + "del", W + "moveFrom"))
_REFERENCES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_BOXES: Final = frozenset((W + "drawing", W + "pict", W + "object"))
FIELDS: Final = 50
"""Fields in fields."""


@mutable
class Field:
    """A field that is open. ``form`` is what it prints if it is one of a form, ``result`` what that says so far,
    ``shown`` once it has begun; ``endless``: nothing in its container ends it."""

    code: str = ""
    endless: bool = False
    form: str | None = None
    shown: bool = False
    result: str = ""
    link: str = ""
    note: str = ""
    contents: bool = False

    def show(self, notes: Notes) -> None:
        """Its code is complete: see what it does to its result."""
        self.shown = True
        if found := _LINK.match(self.code):
            self.link = found["quoted"] if found["quoted"] is not None else found["bare"]
            if anchor := _ANCHOR.search(self.code):
                self.link += f"#{anchor['anchor']}"
        elif found := _NOTEREF.match(self.code):
            self.note = notes.key_of(found["name"])
        self.contents = _CONTENTS.match(self.code) is not None


@mutable
class Changes:
    """What is left out of a whole file, for the problems that say so: how often, and where first."""

    tracked: int = 0
    first: tuple[int, int] = (0, 0)
    pictures: int = 0
    comments: int = 0
    struck: int = 0
    capitals: int = 0
    signs: list[str] = field(default_factory=list[str])
    drawn: list[str] = field(default_factory=list[str])
    white: list[str] = field(default_factory=list[str])

    def track(self, start: int, end: int) -> None:
        if not self.tracked:
            self.first = (start, end)
        self.tracked += 1


@record
class Box:
    """The content of a text box, and why it is left out where it is."""

    content: Element
    omitted: str = ""


@record
class Paragraph:
    """What a paragraph holds: its lines, the text boxes that hang on it, whether it is a line of contents."""

    lines: list[Runs]
    boxes: list[Box]
    contents: bool = False


@mutable
class RunReader:
    """Reads the paragraphs of one part."""

    text: Text
    styles: Styles
    notes: Notes
    relations: Relations
    journal: Journal
    changes: Changes
    tied: Set[str] = frozenset()  # targets of links that lead to notes and back
    own_mark: str = ""  # of the note that is being read, where it is typed
    fields: list[Field] = field(default_factory=list[Field])
    omitted: str = ""  # why all that is read now is left out
    numbers: FieldNumbers = field(default_factory=FieldNumbers)
    _pieces: list[Piece] = field(default_factory=list[Piece])
    _boxes: list[Box] = field(default_factory=list[Box])
    _contents: bool = False
    _beyond: int = 0  # fields open inside the last that is kept
    _endless: frozenset[Element] = frozenset()
    _base: Look = PLAIN

    def paragraph(self, element: Element, base: Look, label: str = "", *, listed: bool = False) -> None:
        """Read a paragraph that is set as ``base``, or something that stands in the place of one.

        ``label`` is the number before it, with the space behind. ``listed``: its style is that of a line of contents.
        A field without an end goes no further than its paragraph; one of contents, as far as there are lines of them.
        """
        listed = listed or _PAGE_TAIL.search(bare(element)) is not None
        self._base = base
        self._end_fields(listed=listed)
        contents = self._in_contents
        if label:
            start, end = self.text.put(label)
            self._pieces.insert(
                0, Piece(start, end, label, PLAIN)
            )  # before what paragraphs with deleted marks gave
        if element.tag == W + "p":
            self._children(element, "", deleted=False)
        else:
            self._child(element, "", deleted=False)
        self._end_fields(listed=listed)
        for each in self.fields:
            each.shown = True  # a code does not go on in the next paragraph
        self._contents = self._contents or contents or self._in_contents

    def end(self) -> Paragraph:
        """What was read since the last end: a paragraph, with those before it whose marks are deleted."""
        found = Paragraph(lines(bound(self._pieces, self.journal)), self._boxes, self._contents)
        self._pieces, self._boxes, self._contents = [], [], False
        return found

    # --------------------------------------------------------------------------------------------------- fields

    def open(self, container: Element) -> tuple[list[Field], int, frozenset[Element]]:
        """A container begins; returns what ``close`` needs."""
        state = (list(self.fields), self._beyond, self._endless)
        found = _endless(container)
        if not found <= self._endless:
            self._endless |= found
        return state

    def close(self, state: tuple[list[Field], int, frozenset[Element]]) -> None:
        """A container ends, and with it the fields in it that nothing ends."""
        kept, self._beyond, self._endless = state
        for each in [each for each in self.fields if each.endless and each not in kept]:
            self._drop_field(each)

    def _end_fields(self, *, listed: bool) -> None:
        for each in [each for each in self.fields if each.endless and not (each.contents and listed)]:
            self._drop_field(each)

    def _drop_field(self, gone: Field) -> None:
        self.fields = [each for each in self.fields if each is not gone]
        self.journal.warn("open-field", f"a field does not end: {gone.code.strip()[:40]}")

    @property
    def _in_contents(self) -> bool:
        return any(each.contents for each in self.fields)

    # ------------------------------------------------------------------------------------------------- elements

    def _children(self, parent: Element, link: str, *, deleted: bool) -> None:
        for child in parent:
            self._child(child, link, deleted=deleted)

    def _child(self, child: Element, link: str, *, deleted: bool) -> None:
        """One element of a paragraph. Of those that are not known the content is read."""
        tag = child.tag
        if tag in (W + "r", M + "r"):
            self._run(child, link, deleted=deleted)
        elif tag == W + "hyperlink":
            self._children(child, self._target(child) or link, deleted=deleted)
        elif tag in _INSERTED or tag in _DELETED:
            before = self.text.length
            self._children(child, link, deleted=deleted or tag in _DELETED)
            if self.text.length > before:
                self.changes.track(before, self.text.length)
        elif tag == W + "fldSimple":
            self._simple_field(child, link, deleted=deleted)
        elif tag == MC + "AlternateContent":
            self._children(chosen(child), link, deleted=deleted)
        elif tag == W + "subDoc":
            self.without_part()
        elif is_form(child):
            self._formula(child, link, deleted=deleted)
        elif not is_properties(child):
            self._children(child, link, deleted=deleted)

    def without_part(self) -> None:
        """Tell of a document that stands here, and is another file."""
        self.journal.warn("foreign-part", "a document that belongs here is another file, and left out")

    def _formula(self, form: Element, link: str, *, deleted: bool) -> None:
        for part in parts(form):
            look = Look(raised=part.place == "raised", lowered=part.place == "lowered")
            if isinstance(part.content, str):
                self._add(part.content, look, link, deleted=deleted)
            elif part.content.tag == M + "r":
                self._run(part.content, link, look, deleted=deleted)
            else:
                self._child(part.content, link, deleted=deleted)

    def _simple_field(self, element: Element, link: str, *, deleted: bool) -> None:
        if len(self.fields) >= FIELDS:
            self._children(element, link, deleted=deleted)
            return
        found = Field(val(element, "instr"))
        found.show(self.notes)
        self.fields.append(found)
        self._children(element, link, deleted=deleted)
        self._contents = self._contents or found.contents
        self.fields = [each for each in self.fields if each is not found]
        self._work_out(found, PLAIN, link, deleted=deleted)

    def _target(self, element: Element) -> str:
        relation = self.relations.get(element.get(R + "id", ""))
        anchor = val(element, "anchor")
        if relation is None and f"#{anchor}" in self.tied:
            return f"#{anchor}"
        target = relation.target if relation is not None and relation.external else ""
        return f"{target}#{anchor}" if target and anchor else target

    def _run(self, run: Element, link: str, look: Look = PLAIN, *, deleted: bool) -> None:
        properties = run.find(W + "rPr")
        if properties is not None and run.tag == W + "r":  # letters of formulas are slanted by themselves
            look = look_of(properties)
            style = self.styles.get(child_val(properties, "rStyle"))
            look = look.over(style.look).placed(self._base.size or self.styles.size)
            if switch(properties, "del") or switch(properties, "moveFrom"):
                deleted = True
        if link or any(each.link for each in self.fields):
            look = replace(look, underline=None)  # links are underlined by their style
        marker: tuple[str, str] | None = None
        typed: list[str] = []
        for child in run:
            tag = child.tag
            if tag in _REFERENCES:
                custom = val(child, "customMarkFollows") in ("1", "true", "on")
                hidden = bool(look.hidden or deleted or self._coded or self.omitted)
                marker = (_REFERENCES[tag], val(child, "id"))
                if not custom:
                    self._mark(*marker, None, look, hidden=hidden)
                    marker = None
            elif marker is not None and tag in (W + "t", W + "sym"):
                typed.append(_text(child) if tag == W + "t" else _symbol(child))
            else:
                self._content(child, tag, look, link, deleted=deleted)
        if _is_struck(properties) and not deleted:
            self.changes.struck += 1
        if child_val(properties, "color") == WHITE and not self._reason(look, deleted=deleted):
            words = "".join(text.text or "" for text in run.iter(W + "t")).strip()
            self.changes.white.extend([words] if words and not self.styles.ground(run) else ())
        if marker is not None:
            hidden = bool(look.hidden or deleted or self._coded or self.omitted)
            self._mark(*marker, "".join(typed).strip() or "*", look, hidden=hidden)

    def _content(self, child: Element, tag: object, look: Look, link: str, *, deleted: bool) -> None:
        if tag in (W + "t", W + "delText", M + "t"):
            self._add(self._sign(_text(child), _font(child)), look, link, deleted=deleted)
        elif tag in (W + "tab", W + "ptab"):
            self._add(" ", look, link, deleted=deleted)
        elif tag in (W + "cr", W + "br"):
            self._add("\n", look, link, deleted=deleted)
        elif tag == W + "noBreakHyphen":
            self._add("\u2011", look, link, deleted=deleted)
        elif tag == W + "sym":
            self._add(self._sign(_symbol(child), val(child, "font")), look, link, deleted=deleted)
        elif tag == W + "lastRenderedPageBreak":
            self.notes.begin_page()
        elif tag == W + "fldChar":
            self._field(child, look, link, deleted=deleted)
        elif tag == W + "instrText":
            if self.fields and not self.fields[-1].shown and not self._beyond:
                self.fields[-1].code += child.text or ""
        elif tag == W + "ruby":
            self._ruby(child, link, deleted=deleted)
        elif tag == MC + "AlternateContent":
            for inner in chosen(child):
                self._content(inner, inner.tag, look, link, deleted=deleted)
        elif tag in _BOXES:
            boxes = _boxes(child)
            omitted = self._reason(look, deleted=deleted)
            self._boxes.extend(Box(box, omitted) for box in boxes)
            if not boxes and not deleted:
                drawn = [words.get("string", "").strip() for words in child.iter(V + "textpath")]
                self.changes.drawn.extend(filter(None, drawn))
                self.changes.pictures += not any(drawn)
        elif tag == W + "commentReference":
            self.changes.comments += 1
        elif not is_properties(child):  # not known: what it holds is read
            for inner in child:
                self._content(inner, inner.tag, look, link, deleted=deleted)

    def _sign(self, text: str, font: str) -> str:
        """A text as its font shows it; what only a font that is not known can tell is noted."""
        found = symbols(text, font)
        self.changes.signs.extend(f"{font} {ord(sign):X}".strip() for sign in unknown(found))
        return found

    def _ruby(self, element: Element, link: str, *, deleted: bool) -> None:
        """Signs with their pronunciation above them, which is left out."""
        for child in element:
            outer = self.omitted
            if child.tag == W + "rt":
                self.omitted = outer or "ruby"
            self._child(child, link, deleted=deleted)
            self.omitted = outer

    def _field(self, element: Element, look: Look, link: str, *, deleted: bool) -> None:
        kind = val(element, "fldCharType")
        if kind == "begin":
            if len(self.fields) < FIELDS:
                self.fields.append(Field(endless=element in self._endless, form=filled(element)))
            elif element not in self._endless:
                self._beyond += 1
        elif kind == "separate" and self.fields and not self._beyond:
            self.fields[-1].show(self.notes)
        elif kind == "end" and self._beyond:
            self._beyond -= 1
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            self._contents = self._contents or ended.contents
            self._work_out(ended, look, link, deleted=deleted)

    def _work_out(self, ended: Field, look: Look, link: str, *, deleted: bool) -> None:
        """Put in what Word prints for a field that ends without a result."""
        code = Code.read(ended.code)
        if ended.result.strip():
            self.numbers.shown(code, ended.result)
            return
        if self._coded or deleted or self.omitted or (code.silent and ended.form is None):
            return
        found = self.numbers.printed(code) if ended.form is None else ended.form
        if found is None and not ended.shown:
            self.journal.warn(
                "empty-field",
                f"a field has no result in the file: {ended.code.strip()[:80]}",
                None,
                "open the file in Word, update its fields (Ctrl+A, F9) and save it",
            )
        elif found:
            self._add(found, look, link, deleted=deleted)

    @property
    def _coded(self) -> bool:
        """Whether what comes is code of a field and not its result."""
        return any(not each.shown for each in self.fields)

    # ---------------------------------------------------------------------------------------------------- text

    def _add(self, text: str, look: Look, link: str, *, deleted: bool) -> None:
        if not text:
            return
        omitted = self._reason(look, deleted=deleted)
        if omitted:
            self.text.drop(text.replace("\n", " "), omitted)
            return
        if self.own_mark and not self._pieces and text.strip() == self.own_mark:
            start, end = self.text.put(text)  # the typed mark of the note that is being read
            self.journal.moved("note-mark", start, end)
            self.own_mark = ""
            return
        for open_ in self.fields:
            link = open_.link or link
            open_.result += text if open_.shown else ""
        note = next((each.note for each in self.fields if each.note), "")
        capitals = self._base.capitals if look.capitals is None else look.capitals
        self.changes.capitals += capitals is True and text != text.upper()
        start, end = self.text.put(text.replace("\n", " "))
        self._pieces.append(Piece(start, end, text, look, link, note))

    def _reason(self, look: Look, *, deleted: bool) -> str:
        """Why text of a look is left out; empty where it is not."""
        hidden = look.hidden if look.hidden is not None else self._base.hidden
        if self.omitted or deleted:
            return self.omitted or "deletion"
        return "field-code" if self._coded else "hidden" if hidden else ""

    def _mark(self, kind: str, identity: str, custom: str | None, look: Look, *, hidden: bool) -> None:
        """The mark of a note. A hidden one brings its note, whose mark stands elsewhere: in the masthead."""
        if hidden and custom is None:
            return
        if hidden and custom:
            self.text.drop(custom, "hidden")
        reference = self.notes.refer(kind, identity, custom, hidden=hidden)
        if reference is None:
            self.journal.warn("missing-note", f"a mark refers to {kind} {identity}, which is not there")
            if custom and not hidden:
                self._add(custom, look, "", deleted=False)
            return
        if hidden:
            return
        marker = custom or reference.marker
        start, end = self.text.put(marker)
        self._pieces.append(Piece(start, end, marker, PLAIN, "", reference.key))


def _text(element: Element) -> str:
    text = element.text or ""
    if element.get(_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def _symbol(element: Element) -> str:
    try:
        code = int(val(element, "char"), 16)
    except ValueError:
        return ""
    return symbol(code, val(element, "font")) if 0 < code < 0x110000 else ""


def _font(text: Element) -> str:
    """The font that the run of a text names."""
    run = text.getparent()
    fonts = None if run is None else run.find(f"{W}rPr/{W}rFonts")
    return val(fonts, "ascii") or val(fonts, "hAnsi")


def _is_struck(properties: Element | None) -> bool:
    return switch(properties, "strike") is True or switch(properties, "dstrike") is True


def bare(element: Element) -> str:
    """The text of a paragraph, with its tabs, whatever is made of it."""
    found = element.iter(W + "t", W + "tab", W + "ptab")
    return "".join((each.text or "") if each.tag == W + "t" else "\t" for each in found)


def _endless(container: Element) -> frozenset[Element]:
    """The beginnings of fields in a container that no end belongs to."""
    open_: list[Element] = []
    for element in container.iter(W + "fldChar"):
        kind = val(element, "fldCharType")
        if kind == "begin":
            open_.append(element)
        elif kind == "end" and open_:
            open_.pop()
    return frozenset(open_)


def _boxes(element: Element) -> list[Element]:
    """The contents of text boxes in a drawing, outermost only, each once."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        here = waiting.pop()
        if here.tag == W + "txbxContent":
            found.append(here)
        elif here.tag == MC + "AlternateContent":
            waiting.append(chosen(here))
        else:
            waiting.extend(reversed(here))
    return found
