"""Write the blocks of a document as the paragraphs and tables of a Word file, each in its style, with its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, assert_never

from unpress.ast import (
    Block,
    Blocks,
    Clause,
    Closing,
    Document,
    Figure,
    Formula,
    Inlines,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Vote,
)
from unpress.enumerator import Style, readings
from unpress.journal import Journal
from unpress.language import Language
from unpress.numerals import HAN_PARENTHESISED
from unpress_stages.render._addresses import direction, known_language
from unpress_stages.render._columns import notes_to_tables
from unpress_stages.render._docx_crossings import Crossings
from unpress_stages.render._docx_notes import Footnotes
from unpress_stages.render._docx_numbering import Family, Numbering, Place
from unpress_stages.render._docx_package import Part
from unpress_stages.render._docx_page import Measures
from unpress_stages.render._docx_plan import Planner, item_level, style_of, tag_of
from unpress_stages.render._docx_reference import Reference
from unpress_stages.render._docx_runs import BREAK, TAB, Look, Runs, block_control, bookmarked
from unpress_stages.render._docx_setting import Setting, style_at
from unpress_stages.render._docx_tables import Tables
from unpress_stages.render._house import holds_headings, is_summary

RESOLUTIONS: Final = frozenset(
    {"resolution", "decision", "draft resolution", "draft decision", "presidential statement"}
)
"""Kinds of documents whose headings are no larger than their text."""

_HEADINGS: Final = ("HCh", "H1", "H23", "H23", "H4", "H56")
_OUTLINE: Final[Mapping[str, int]] = {
    "HM": 0,
    "HCh": 0,
    "H1": 1,
    "H23": 2,
    "H4": 3,
    "H56": 4,
    "SummaryHeading": 0,
}


class BlockWriter:
    """Writes the blocks of one document. ``parts`` are the text, the head and the foot of the first page."""

    def __init__(
        self,
        document: Document,
        journal: Journal,
        measures: Measures,
        reference: Reference | None,
        parts: tuple[Part, Part, Part],
    ) -> None:
        self.words = known_language(document)
        self.leftward = direction(document.language) == "rtl"
        self.opening = ""  # runs that stand before those of the first paragraph
        self._document = document
        self._journal = journal
        self._measures = measures
        self._counted = reference.counted if reference else frozenset[str]()
        self._main = parts[0]
        self._said: set[tuple[str, str]] = set()
        self.numbering = Numbering(
            measures.indent,
            measures.step,
            self.leftward,
            _default_labels(self.words),
            reference.last_list() if reference else 0,
        )
        self._planner = Planner(self.words)
        self._crossings = Crossings(document, self.words)
        self._scope = self._crossings.whole
        self.runs = Runs(
            document.language,
            self.words,
            journal,
            self.leftward,
            self._main,
            lambda node, look, further: self.notes.mark(node, look, further),
            lambda text: self._crossings.places(text, self._scope),
        )
        self.notes = Footnotes(
            document,
            self.words,
            journal,
            self.leftward,
            parts[1:],
            self.runs,
            self.paragraph,
            lambda nodes: self.blocks(nodes, Setting("note")),
        )
        self._tables = Tables(measures, self.leftward, self.runs, self.paragraph, self.blocks)

    def tell_of_references(self) -> None:
        """Say which references are no fields."""
        labels = self._crossings.unfollowed
        if labels:
            self._journal.note(
                "plain-reference",
                f"references to {', '.join(map(repr, labels))} are plain text, not fields that follow the numbers",
                next(iter(labels.values())),
                "change them by hand where paragraphs are added or taken out",
            )

    @property
    def lead(self) -> str:
        """What stands before a label that hangs before the text, where the text stands in from the margin."""
        return TAB if self._measures.indent else ""

    def blocks(self, nodes: Blocks, setting: Setting) -> str:
        """Blocks in a row; a content control stands around those that their styles do not tell."""
        wrapped = [False] * len(nodes) if setting.planned else self._planner.wrapped(nodes, setting)
        within = replace(setting, planned=True)
        return "".join(
            self._controlled(node, setting) if wrap else self.block(node, replace(within, noted=note))
            for node, wrap, note in zip(nodes, wrapped, notes_to_tables(nodes), strict=True)
        )

    def _controlled(self, node: Block, setting: Setting) -> str:
        """A block in a content control, which an empty paragraph ends where a cell has to end in one."""
        if not self._planner.exact(node, setting):
            self._say("structure", f"a Word file cannot tell this {tag_of(node)} from others")
        inside = (
            self._list(node, setting, controlled=True)
            if isinstance(node, List)
            else self.block(node, setting)
        )
        end = self.paragraph("Spacer", "") if setting.place == "cell" else ""
        return block_control(tag_of(node), inside or self.paragraph("Spacer", "")) + end

    def block(self, node: Block, setting: Setting) -> str:
        match node:
            case Section():
                below = replace(setting, level=0, under=None, planned=False)
                outer, self._scope = self._scope, self._crossings.within(node, self._scope)
                heading, under = self._heading(node, setting), self.blocks(node.children, below)
                self._scope = outer
                return self._tables.box(heading, under) if self._in_box(node, setting) else heading + under
            case Formula():
                return self._plain("Formula", node.content, setting)
            case Clause():
                if node.role == "preambular":
                    return self._numbered(node, "Preambular", "item", setting)
                return self._numbered(node, "Operative", "operative", setting)
            case Paragraph():
                flush = node.label or setting.level
                if setting.noted and setting.place == "body" and not flush:
                    return self._plain("TableNote", node.content, setting)
                return self._numbered(node, "SingleTxt" if flush else "Unnumbered", "paragraph", setting)
            case List():
                return self._list(node, setting)
            case Quote():
                inside = replace(setting, level=0, under=None, quotes=setting.quotes + 1, planned=False)
                outer, self._scope = self._scope, {}  # other paragraphs are meant there
                quoted = self.blocks(node.children, inside)
                self._scope = outer
                return quoted
            case Table():
                return self._tables.table(node, setting)
            case Figure():
                picture = self.paragraph(style_at("Picture", setting), self.runs.image(node.image, Look()))
                return picture + self._tables.caption("FigureCaption", node.label, node.caption, setting)
            case Closing():
                return "".join(self._plain("ClosingLine", line, setting) for line in node.lines)
            case Vote():
                return "".join(self._plain("Vote", line, setting) for line in node.lines)
            case Rule():
                return self.paragraph("EndRule", "")
            case _:
                assert_never(node)

    def _heading(self, node: Section, setting: Setting) -> str:
        if not node.label and not node.heading:
            return ""
        look = Look(direct=True)
        words = self.runs(node.heading, look)
        if setting.place != "body":
            label = self.runs.typed(node.label, look) + TAB if node.label else ""
            return self.paragraph(style_at("H23", setting), label + words)
        style = "SummaryHeading" if self._in_box(node, setting) else self._heading_style(node)
        level = min(max(node.level, 1), 9) - 1
        outline = f'<w:outlineLvl w:val="{level}"/>' if _OUTLINE[style] != level else ""
        if node.label and node.label[-1].isalnum() and node.label not in HAN_PARENTHESISED:
            # "I" and "Annex" stand above the words
            words = self.runs.typed(node.label, look) + (BREAK if words else "") + words
            return self.paragraph(style, words, outline)
        if not node.label:
            return self.paragraph(style, words, outline)
        place = self._place(node.label, level, "heading", setting)
        if place:
            return self.paragraph(style, words, outline, place.xml)
        label = self.lead + self.runs.typed(node.label, look) + TAB
        return self.paragraph(f"{style}Typed", label + words, outline)

    def _in_box(self, node: Section, setting: Setting) -> bool:
        """Whether a section is printed in a box: the summary of a report."""
        return setting.place == "body" and not setting.quotes and is_summary(node, self._document, self.words)

    def _heading_style(self, node: Section) -> str:
        small = self._document.meta.kind in RESOLUTIONS
        if node.role in ("annex", "resolution"):
            alone = node.role == "annex" and not holds_headings(node)
            return "HCh" if not small else "H23" if alone else "H1"
        level = min(max(node.level, 1), len(_HEADINGS))
        return _HEADINGS[(max(level, 3) if small else level) - 1]  # official resolutions set sections alike

    def _plain(self, style: str, content: Inlines, setting: Setting) -> str:
        """A paragraph that is never numbered."""
        style = style_at(style, setting)
        return self.paragraph(style, self.runs(content, Look(direct=style in ("Formula", "ClosingLine"))))

    def _numbered(self, node: Clause | Paragraph, style: str, family: Family, setting: Setting) -> str:
        """A paragraph with or without a number, and what stands under it."""
        level = setting.level
        if level and setting.place == "body":
            style, family = (
                (f"SubParagraph{item_level(level, bullet=False)}" if node.label else "SingleTxt"),
                "item",
            )
        words = self.runs(node.content, Look())
        style = style_at(style, setting)
        place = self._place(node.label, level, family, setting)
        name = self._crossings.bookmark(node)
        if name and place:
            words = bookmarked(name, int(name.removeprefix("_Ref")) // 1000, words)
        own = self._labelled(style, node.label, words, place, family, level, setting)
        below = replace(setting, level=level + 1, under=place.list if place else None)
        return own + self.blocks(node.children, below)

    def _list(self, node: List, setting: Setting, *, controlled: bool = False) -> str:
        style = style_of(node)
        level = max(setting.level, 1)
        entries = [self._item(item, level, style, setting) for item in node.items]
        if not controlled:
            return "".join(entries)
        pairs = zip(node.items, entries, strict=True)
        return "".join(
            block_control(tag_of(item), entry or self.paragraph("Spacer", "")) for item, entry in pairs
        )

    def _item(self, node: Item, level: int, reading: Style | None, setting: Setting) -> str:
        bullet = reading == "bullet"
        name = f"{'Bullet' if bullet else 'SubParagraph'}{item_level(level, bullet=bullet)}"
        words = self.runs(node.content, Look())
        place = self._place(node.label, level, "item", setting, reading)
        own = self._labelled(
            style_at(name, setting), node.label, words, place, "item", level, setting, bullet=bullet
        )
        below = replace(setting, level=level + 1, under=place.list if place else setting.under)
        return own + self.blocks(node.children, below)

    def _place(
        self, label: str, level: int, family: Family, setting: Setting, style: Style | None = None
    ) -> Place | None:
        """Where Word counts a label, or None where it is typed: always in notes and cells."""
        if not label or setting.place != "body":
            return None
        place = self.numbering.place(
            label, level, family, under=setting.under, style=style, shift=setting.quotes
        )
        if place is None:
            self._say("typed-label", f"Word cannot count {label!r} as printed: it is typed")
        elif not place.exact:
            self._say("look-alike", f"the letters of {label!r} are printed by others that look the same")
        return place

    def _labelled(
        self,
        style: str,
        label: str,
        words: str,
        place: Place | None,
        family: Family,
        level: int,
        setting: Setting,
        *,
        bullet: bool = False,
    ) -> str:
        if not label and not words:
            return ""
        if place:
            paragraph = self.paragraph(style, words, numbering=place.xml)
            return paragraph if place.exact else block_control(f"label {label}", paragraph)
        if label:
            words = self.runs.typed(label) + TAB + words
        if setting.place != "body" or not setting.quotes:
            return self.paragraph(style, words)
        if not label:
            return self.paragraph("Quote", words)
        indent = self.numbering.indent_of(family, level, bullet=bullet, shift=setting.quotes)
        return self.paragraph(style, words, self._indent(indent.left, indent.first))

    def paragraph(self, style: str, runs: str, further: str = "", numbering: str = "") -> str:
        """A paragraph; ``further`` are properties that the schema has after the numbering."""
        if self.opening and self.runs.part is self._main:
            runs, self.opening = self.opening + runs, ""
        runs = self.notes.own_mark() + runs
        if not numbering and style in self._counted:
            numbering = '<w:numPr><w:numId w:val="0"/></w:numPr>'  # print has no number here
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}{further}</w:pPr>{runs}</w:p>'

    def _indent(self, left: int, first: int = 0) -> str:
        line = f'w:hanging="{-first}"' if first < 0 else f'w:firstLine="{first}"'
        return f'<w:ind w:left="{left}" {line}/>'

    def _say(self, slug: str, message: str) -> None:
        """A note for the journal, once."""
        if (slug, message) not in self._said:
            self._said.add((slug, message))
            self._journal.note(slug, message)


def _default_labels(words: Language) -> tuple[str, ...]:
    """The first label of each level, as a language prints them in resolutions."""
    numbering = words.numbering
    letter, second = "".join(numbering.letters[:1]), "".join(numbering.second[:1])
    levels = [level.format(letter=letter, second=second, n=1) for level in numbering.levels]
    return tuple(label if readings(label) else "" for label in (numbering.operative.format(n=1), *levels))
