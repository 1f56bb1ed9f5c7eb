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
from unpress_stages.read._docx_fields import Code, FieldNumbers
from unpress_stages.read._docx_formulas import is_form, parts
from unpress_stages.read._docx_losses import Losses
from unpress_stages.read._docx_notes import Notes
from unpress_stages.read._docx_open_fields import Field, OpenFields
from unpress_stages.read._docx_pieces import Piece, bound, lines
from unpress_stages.read._docx_styles import PLAIN, WHITE, Look, Styles, look_of
from unpress_stages.read._docx_symbols import symbol, symbols, unknown
from unpress_stages.read._docx_text import Text

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PAGE_TAIL: Final = re.compile(r"[\t.…]\s*(?:\d{1,5}|[ivxlc]{1,9})\s*$")
"""What a line of contents ends with: the number of a page behind a tab or dots."""
_INSERTED: Final = frozenset((W + "ins", W + "moveTo"))
_DELETED: Final = frozenset((W + "del", W + "moveFrom"))
_REFERENCES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_BOXES: Final = frozenset((W + "drawing", W + "pict", W + "object"))


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
    losses: Losses
    fields: OpenFields
    tied: Set[str] = frozenset()  # targets of links that lead to notes and back
    own_mark: str = ""  # of the note that is being read, where it is typed
    omitted: str = ""  # why all that is read now is left out
    numbers: FieldNumbers = field(default_factory=FieldNumbers)
    _pieces: list[Piece] = field(default_factory=list[Piece])
    _boxes: list[Box] = field(default_factory=list[Box])
    _contents: bool = False
    _base: Look = PLAIN

    def paragraph(self, element: Element, base: Look, label: str = "", *, listed: bool = False) -> None:
        """Read a paragraph that is set as ``base``, or something that stands in the place of one.

        ``label`` is the number before it, with the space behind. ``listed``: its style is that of a line of contents.
        """
        listed = listed or _PAGE_TAIL.search(bare(element)) is not None
        self._base = base
        self.fields.end_paragraph(listed=listed)
        contents = self.fields.contents
        if label:
            start, end = self.text.put(label)
            self._pieces.insert(
                0, Piece(start, end, label, PLAIN)
            )  # before what paragraphs with deleted marks gave
        if element.tag == W + "p":
            self._children(element, "", deleted=False)
        else:
            self._child(element, "", deleted=False)
        self.fields.end_paragraph(listed=listed)
        self.fields.end_codes()
        self._contents = self._contents or contents or self.fields.contents

    def end(self) -> Paragraph:
        """What was read since the last end: a paragraph, with those before it whose marks are deleted."""
        found = Paragraph(lines(bound(self._pieces, self.journal)), self._boxes, self._contents)
        self._pieces, self._boxes, self._contents = [], [], False
        return found

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
                self.losses.track(before, self.text.length)
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
        found = self.fields.simple(val(element, "instr"))
        self._children(element, link, deleted=deleted)
        if found is None:
            return
        self._contents = self._contents or found.contents
        self.fields.close(found)
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
        if link or self.fields.link:
            look = replace(look, underline=None)  # links are underlined by their style
        marker: tuple[str, str] | None = None
        typed: list[str] = []
        for child in run:
            tag = child.tag
            if tag in _REFERENCES:
                custom = val(child, "customMarkFollows") in ("1", "true", "on")
                hidden = bool(look.hidden or deleted or self.fields.coded or self.omitted)
                marker = (_REFERENCES[tag], val(child, "id"))
                if not custom:
                    self._mark(*marker, None, look, hidden=hidden)
                    marker = None
            elif marker is not None and tag in (W + "t", W + "sym"):
                typed.append(_text(child) if tag == W + "t" else _symbol(child))
            else:
                self._content(child, tag, look, link, deleted=deleted)
        if _is_struck(properties) and not deleted:
            self.losses.struck += 1
        if child_val(properties, "color") == WHITE and not self._reason(look, deleted=deleted):
            words = "".join(text.text or "" for text in run.iter(W + "t")).strip()
            self.losses.white.extend([words] if words and not self.styles.ground(run) else ())
        if marker is not None:
            hidden = bool(look.hidden or deleted or self.fields.coded or self.omitted)
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
            self.fields.add_code(child.text or "")
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
                self.losses.drawn.extend(filter(None, drawn))
                self.losses.pictures += not any(drawn)
        elif tag == W + "commentReference":
            self.losses.comments += 1
        elif not is_properties(child):  # not known: what it holds is read
            for inner in child:
                self._content(inner, inner.tag, look, link, deleted=deleted)

    def _sign(self, text: str, font: str) -> str:
        """A text as its font shows it; what only a font that is not known can tell is noted."""
        found = symbols(text, font)
        self.losses.signs.extend(f"{font} {ord(sign):X}".strip() for sign in unknown(found))
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
            self.fields.begin(element)
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end" and (ended := self.fields.end()) is not None:
            self._contents = self._contents or ended.contents
            self._work_out(ended, look, link, deleted=deleted)

    def _work_out(self, ended: Field, look: Look, link: str, *, deleted: bool) -> None:
        """Put in what Word prints for a field that ends without a result."""
        code = Code.read(ended.code)
        if ended.result.strip():
            self.numbers.shown(code, ended.result)
            return
        if self.fields.coded or deleted or self.omitted or (code.silent and ended.form is None):
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
        link, note = self.fields.link or link, self.fields.note
        self.fields.add_result(text)
        capitals = self._base.capitals if look.capitals is None else look.capitals
        self.losses.capitals += capitals is True and text != text.upper()
        start, end = self.text.put(text.replace("\n", " "))
        self._pieces.append(Piece(start, end, text, look, link, note))

    def _reason(self, look: Look, *, deleted: bool) -> str:
        """Why text of a look is left out; empty where it is not."""
        hidden = look.hidden if look.hidden is not None else self._base.hidden
        if self.omitted or deleted:
            return self.omitted or "deletion"
        return "field-code" if self.fields.coded else "hidden" if hidden else ""

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
