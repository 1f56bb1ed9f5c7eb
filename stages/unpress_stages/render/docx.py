"""Write a Word document that an editor goes on working in.

Named styles follow the official template, the enumerators are Word's own numbering and show what is printed, notes are
real footnotes, the masthead stands in the header of the first page, running heads mirror each other, Arabic runs from
right to left. The file is the same, byte for byte, each time. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal, assert_never

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
    MastheadLine,
    MastheadRole,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    Vote,
)
from unpress.enumerator import Style, readings
from unpress.journal import Journal
from unpress.language import Language
from unpress.numerals import HAN_PARENTHESISED
from unpress.walk import plain
from unpress_stages.render._addresses import direction, known_language
from unpress_stages.render._columns import (
    notes_to_tables,
)
from unpress_stages.render._docx_crossings import Crossings
from unpress_stages.render._docx_emblem import emblem
from unpress_stages.render._docx_fonts import Fonts, font_table
from unpress_stages.render._docx_notes import Footnotes
from unpress_stages.render._docx_numbering import Family, Numbering, Place
from unpress_stages.render._docx_package import TEXT_NAMESPACES, TYPES, Package, Part
from unpress_stages.render._docx_page import (
    Line,
    Masthead,
    Measures,
    Paper,
    first_footer,
    first_header,
    job_number,
    running_foot,
    running_head,
    section,
)
from unpress_stages.render._docx_plan import Planner, item_level, style_of, tag_of
from unpress_stages.render._docx_properties import (
    bare_job,
    core_properties,
    counted_from,
    custom_properties,
    word_settings,
)
from unpress_stages.render._docx_reference import Reference, reference
from unpress_stages.render._docx_runs import BREAK, TAB, Look, Runs, block_control, bookmarked, run
from unpress_stages.render._docx_setting import Setting, style_at
from unpress_stages.render._docx_styles import styles
from unpress_stages.render._docx_tables import Tables
from unpress_stages.render._house import (
    NAMED_BELOW,
    has_running_title,
    holds_headings,
    is_summary,
    printed_in_geneva,
)
from unpress_stages.render._naming import headline, masthead_lines

PROBLEMS: Final = {
    "structure": "Word cannot tell a part of the document from others.",
    "plain-reference": "A reference to a paragraph is plain text, not a field that follows its number.",
    "typed-label": "Word cannot count a number as printed: it is typed.",
    "look-alike": "The letters of a number are printed by others that look the same.",
    "picture": "A picture is written as its words.",
    "character": "A character that XML forbids is written as U+FFFD.",
    "link-target": "A link cannot be opened from Word and is written as text.",
    "unbound": "A mark has no note.",
    "note-in-note": "A mark stands in a note, where Word can have none.",
    "unmarked": "A note has no mark in the text.",
}

RESOLUTIONS: Final = frozenset(
    {"resolution", "decision", "draft resolution", "draft decision", "presidential statement"}
)
"""Kinds of documents whose headings are no larger than their text."""

_MATTER: Final[Mapping[MastheadRole, str]] = {
    "publisher": "Publisher",
    "symbol": "DocumentSymbol",
    "organ": "SubOrgan",
    "distribution": "Distribution",
    "date": "IssueDate",
    "language": "IssueLanguage",
    "original": "Original",
    "committee": "Committee",
    "session": "Session",
    "agenda": "AgendaItemNormal",
    "subject": "AgendaTitleH2",
    "adoption": "Adoption",
    "proponent": "Proponent",
    "sponsors": "Sponsors",
    "other": "MastheadOther",
}
"""Styles of the lines of the masthead and under it."""

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
_INITIAL: Final = re.compile(r"((?:^|(?<=[-–]))[A-Z]+(?=/))")


def render(
    document: Document,
    journal: Journal,
    *,
    paper: Literal["auto", "letter", "a4"] = "auto",
    fonts: Literal["office", "free"] = "office",
    emblem: bool = True,
    reference_doc: Path | None = None,
) -> bytes:
    """The Word file. ``paper`` is taken from the symbol and the organ if not given: A4 for what Geneva prints.
    ``fonts`` names those of the official files (Times New Roman, SimSun, Traditional Arabic) or free ones of the same
    kind (Liberation Serif, Noto). ``emblem`` puts a globe between branches into the masthead (a drawing of this
    project, not the official artwork).

    ``reference_doc`` is a Word file whose styles are used instead of ours, by their names (``__Single Txt``,
    ``_ H_1``); those that it lacks are added, based on its own. Its page size and margins are used, too, unless
    ``paper`` is given; its text, heads and feet are not.

    A reference to a paragraph of the same text ("paragraph 12 above") is a field that follows its number. Word leaves
    out the full stop behind that number and no other sign, so in Arabic, where paragraphs are numbered "1 -", and
    wherever else another sign stands with the number, the reference is plain text, with a note. The United Nations'
    own files do without such fields: none of 195, in six languages, has one (REF, PAGEREF, NOTEREF) in its text.

    An enumerator that Word cannot count as printed is typed, with a note. A link to an unsafe address is left out, its
    text kept, with a warning. Raises ConfigError for a reference document that cannot be used.
    """
    based = reference(reference_doc) if reference_doc else None
    geneva = printed_in_geneva(document)
    sheet: Paper = ("a4" if geneva else "letter") if paper == "auto" else paper
    measures = Measures(sheet, geneva)
    if based is not None:
        measures = Measures(sheet, geneva, based.sheet if paper == "auto" else None, based.indent)
    return Writer(document, journal, measures, fonts, based, emblem).write()


@dataclass
class Writer:
    """Writes one document."""

    document: Document
    journal: Journal
    measures: Measures
    fonts: Fonts = "office"
    reference: Reference | None = None
    emblem: bool = True
    words: Language = field(init=False)
    package: Package = field(default_factory=Package)
    _opening: str = ""
    _said: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def __post_init__(self) -> None:
        self.words = known_language(self.document)
        self._leftward = direction(self.document.language) == "rtl"
        self._numbering = Numbering(
            self.measures.indent,
            self.measures.step,
            self._leftward,
            _default_labels(self.words),
            self.reference.last_list() if self.reference else 0,
        )
        own = styles(self.words, self.measures, self.fonts)
        self._styles = self.reference.merged(own) if self.reference else own
        self._planner = Planner(self.words)
        self._main = self.package.add("/word/document.xml", TYPES + "document.main+xml")
        self._first_header = Part("/word/header1.xml", TYPES + "header+xml")
        self._first_footer = Part("/word/footer1.xml", TYPES + "footer+xml")
        self._foot: list[Line] = []
        self._crossings = Crossings(self.document, self.words)
        self._scope = self._crossings.whole
        self.runs = Runs(
            self.document.language,
            self.words,
            self.journal,
            self._leftward,
            self._main,
            lambda node, look, further: self._notes.mark(node, look, further),
            lambda text: self._crossings.places(text, self._scope),
        )
        self._notes = Footnotes(
            self.document,
            self.words,
            self.journal,
            self._leftward,
            (self._first_header, self._first_footer),
            self.runs,
            self._paragraph,
            lambda nodes: self.blocks(nodes, Setting("note")),
        )
        self._tables = Tables(self.measures, self._leftward, self.runs, self._paragraph, self.blocks)

    def write(self) -> bytes:
        """The whole file."""
        self._tell_of_references()
        masthead, opening = self._first_page()
        body = opening + self.blocks(self.document.children, Setting()) + self._notes.unmarked()
        body = body or self._paragraph("SingleTxt", "")
        last = section(
            self.measures,
            self._heads_and_feet(masthead),
            right_to_left=self._leftward,
            notes=counted_from(self._notes.first),
        )
        self._main.xml = f"<w:document {TEXT_NAMESPACES}><w:body>{body}{last}</w:body></w:document>"
        self._further_parts()
        return self.package.bytes()

    def _tell_of_references(self) -> None:
        labels = self._crossings.unfollowed
        if labels:
            self.journal.note(
                "plain-reference",
                f"references to {', '.join(map(repr, labels))} are plain text, not fields that follow the numbers",
                next(iter(labels.values())),
                "change them by hand where paragraphs are added or taken out",
            )

    # ------------------------------------------------------------------------------------- masthead, title

    def _first_page(self) -> tuple[Masthead, str]:
        """The masthead, and what stands between it and the text."""
        header: dict[str, list[MastheadLine]] = {"publisher": [], "symbol": [], "organ": [], "issue": []}
        matter: list[MastheadLine] = []
        heading: list[MastheadLine] = []
        foot: list[MastheadLine] = []
        for line in masthead_lines(self.document):
            if line.role in ("publisher", "symbol") or (line.role == "organ" and not header["organ"]):
                header[line.role].append(line)
            elif line.role in ("distribution", "date", "language", "original"):
                header["issue"].append(line)
            elif line.role in ("adoption", "proponent", "sponsors"):
                heading.append(line)
            else:
                (foot if line.role == "job" else matter).append(line)
        # notes are told apart by the order in which head and foot call them
        publisher, symbol, organ, issue = (tuple(map(self._header_line, lines)) for lines in header.values())
        for line in foot:
            self._foot.append(self._job_line(line))
        self._opening = "".join(self._notes.hidden_mark(note) for note in self._notes.waiting)
        # a report has its name below its title, a resolution says above it who adopted it
        below = heading if self.document.meta.kind in NAMED_BELOW else []
        lines = [self._matter_line(line) for line in (*matter, *(() if below else heading))]
        lines.append(self._title())
        lines.extend(self._matter_line(line) for line in below)
        masthead = Masthead(publisher, symbol, organ, issue)
        if self.emblem and masthead != Masthead():
            drawing = emblem(self.package, self._first_header, 52 if self.measures.geneva else 57)
            masthead = replace(masthead, emblem=drawing)
        return masthead, "".join(lines)

    def _matter_line(self, line: MastheadLine) -> str:
        runs = self.runs(line.content, Look(direct=line.role != "agenda"))
        return self._paragraph(_MATTER[line.role], runs)

    def _header_line(self, line: MastheadLine) -> Line:
        self.runs.part = self._first_header
        if line.role == "symbol" and all(isinstance(node, Text) for node in line.content):
            pieces = _INITIAL.split(plain(line.content))  # every second one is an initial
            styles_of = ("", '<w:rStyle w:val="SymbolInitial"/>')
            runs = "".join(run(styles_of[place % 2], piece) for place, piece in enumerate(pieces) if piece)
        else:
            runs = self.runs(line.content, Look(direct=True, rightward=self._turned(line.content)))
        self.runs.part = self._main
        style = "" if line.role == "organ" else _MATTER[line.role]
        return Line(runs, self._turned(line.content), style)

    def _job_line(self, line: MastheadLine) -> Line:
        """A line of the foot of the first page. A plain job number is a variable of the document."""
        if not self._foot and all(isinstance(node, Text) for node in line.content):
            return Line(job_number(plain(line.content)), self._leftward)
        self.runs.part = self._first_footer
        runs = self.runs(line.content, Look())
        self.runs.part = self._main
        return Line(runs, self._turned(line.content))

    def _turned(self, content: Inlines) -> bool:
        """Whether a line runs to the right in a document that runs to the left."""
        return self._leftward and plain(content).isascii()

    def _title(self) -> str:
        document, look = self.document, Look(direct=True)
        if not document.title and not document.label:
            return ""
        title = self.runs(document.title, look)
        style = "TitleH1" if document.meta.kind in RESOLUTIONS or document.label else "TitleHCH"
        if not document.label:
            return self._paragraph(style, self._lead + self._lead + title)
        return self._paragraph(style, self._lead + self.runs.typed(document.label, look) + TAB + title)

    @property
    def _lead(self) -> str:
        """What stands before a label that hangs before the text, where the text stands in from the margin."""
        return TAB if self.measures.indent else ""

    def _heads_and_feet(self, masthead: Masthead) -> str:
        """Adds the heads and feet of the pages; returns the references of the section to them."""
        measures, turned = self.measures, self._leftward
        symbol = self.document.meta.symbol or ""
        short = self.document.meta.short_title or plain(headline(self.document)).strip()
        text = (Text(short),) if has_running_title(self.document) else ()
        title = Line(self.runs(text, Look(direct=True)), self._turned(text))
        job = self._job()
        number = bare_job(job)
        made = (Line(job_number(job), turned),) if job else ()
        heads = {
            "first": first_header(masthead, measures, right_to_left=turned),
            "even": running_head(symbol, title, measures, even=True, right_to_left=turned),
            "default": running_head(symbol, title, measures, even=False, right_to_left=turned),
        }
        feet = {
            "first": first_footer(tuple(self._foot) or made),
            "even": running_foot(number, measures, even=True, right_to_left=turned),
            "default": running_foot(number, measures, even=False, right_to_left=turned),
        }
        references: list[str] = []
        for kind, parts in (("header", heads), ("footer", feet)):
            for number_of, (place, xml) in enumerate(parts.items(), 1):
                part = Part(f"/word/{kind}{number_of}.xml", f"{TYPES}{kind}+xml", xml)
                if place == "first":
                    part.relationships = (
                        self._first_header if kind == "header" else self._first_footer
                    ).relationships
                self.package.parts.append(part)
                identity = self._main.relate(kind, part.name)
                references.append(f'<w:{kind}Reference w:type="{place}" r:id="{identity}"/>')
        return "".join(references)

    def _job(self) -> str:
        lines = (plain(line.content) for line in self.document.masthead if line.role == "job")
        return next(lines, "") or self.document.meta.job_number or ""

    # ---------------------------------------------------------------------------------------------- blocks

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
        end = self._paragraph("Spacer", "") if setting.place == "cell" else ""
        return block_control(tag_of(node), inside or self._paragraph("Spacer", "")) + end

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
                picture = self._paragraph(style_at("Picture", setting), self.runs.image(node.image, Look()))
                return picture + self._tables.caption("FigureCaption", node.label, node.caption, setting)
            case Closing():
                return "".join(self._plain("ClosingLine", line, setting) for line in node.lines)
            case Vote():
                return "".join(self._plain("Vote", line, setting) for line in node.lines)
            case Rule():
                return self._paragraph("EndRule", "")
            case _:
                assert_never(node)

    def _heading(self, node: Section, setting: Setting) -> str:
        if not node.label and not node.heading:
            return ""
        look = Look(direct=True)
        words = self.runs(node.heading, look)
        if setting.place != "body":
            label = self.runs.typed(node.label, look) + TAB if node.label else ""
            return self._paragraph(style_at("H23", setting), label + words)
        style = "SummaryHeading" if self._in_box(node, setting) else self._heading_style(node)
        level = min(max(node.level, 1), 9) - 1
        outline = f'<w:outlineLvl w:val="{level}"/>' if _OUTLINE[style] != level else ""
        if node.label and node.label[-1].isalnum() and node.label not in HAN_PARENTHESISED:
            # "I" and "Annex" stand above the words
            words = self.runs.typed(node.label, look) + (BREAK if words else "") + words
            return self._paragraph(style, words, outline)
        if not node.label:
            return self._paragraph(style, words, outline)
        place = self._place(node.label, level, "heading", setting)
        if place:
            return self._paragraph(style, words, outline, place.xml)
        label = self._lead + self.runs.typed(node.label, look) + TAB
        return self._paragraph(f"{style}Typed", label + words, outline)

    def _in_box(self, node: Section, setting: Setting) -> bool:
        """Whether a section is printed in a box: the summary of a report."""
        return setting.place == "body" and not setting.quotes and is_summary(node, self.document, self.words)

    def _heading_style(self, node: Section) -> str:
        small = self.document.meta.kind in RESOLUTIONS
        if node.role in ("annex", "resolution"):
            alone = node.role == "annex" and not holds_headings(node)
            return "HCh" if not small else "H23" if alone else "H1"
        level = min(max(node.level, 1), len(_HEADINGS))
        return _HEADINGS[(max(level, 3) if small else level) - 1]  # official resolutions set sections alike

    def _plain(self, style: str, content: Inlines, setting: Setting) -> str:
        """A paragraph that is never numbered."""
        style = style_at(style, setting)
        return self._paragraph(style, self.runs(content, Look(direct=style in ("Formula", "ClosingLine"))))

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
            block_control(tag_of(item), entry or self._paragraph("Spacer", "")) for item, entry in pairs
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
        place = self._numbering.place(
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
            paragraph = self._paragraph(style, words, numbering=place.xml)
            return paragraph if place.exact else block_control(f"label {label}", paragraph)
        if label:
            words = self.runs.typed(label) + TAB + words
        if setting.place != "body" or not setting.quotes:
            return self._paragraph(style, words)
        if not label:
            return self._paragraph("Quote", words)
        indent = self._numbering.indent_of(family, level, bullet=bullet, shift=setting.quotes)
        return self._paragraph(style, words, self._indent(indent.left, indent.first))

    def _paragraph(self, style: str, runs: str, further: str = "", numbering: str = "") -> str:
        """A paragraph; ``further`` are properties that the schema has after the numbering."""
        if self._opening and self.runs.part is self._main:
            runs, self._opening = self._opening + runs, ""
        runs = self._notes.own_mark() + runs
        if not numbering and self.reference and style in self.reference.counted:
            numbering = '<w:numPr><w:numId w:val="0"/></w:numPr>'  # print has no number here
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}{further}</w:pPr>{runs}</w:p>'

    def _indent(self, left: int, first: int = 0) -> str:
        line = f'w:hanging="{-first}"' if first < 0 else f'w:firstLine="{first}"'
        return f'<w:ind w:left="{left}" {line}/>'

    def _say(self, slug: str, message: str) -> None:
        """A note for the journal, once."""
        if (slug, message) not in self._said:
            self._said.add((slug, message))
            self.journal.note(slug, message)

    # ----------------------------------------------------------------------------------------- other parts

    def _further_parts(self) -> None:
        package, main = self.package, self._main
        package.root.relate("officeDocument", main.name)
        add = package.add
        parts = [
            (
                "styles",
                add("/word/styles.xml", TYPES + "styles+xml", self._styles),
            ),
            (
                "settings",
                add(
                    "/word/settings.xml",
                    TYPES + "settings+xml",
                    word_settings(self.document, self.measures, self._job(), self._notes.first),
                ),
            ),
            ("fontTable", add("/word/fontTable.xml", TYPES + "fontTable+xml", font_table())),
        ]
        based = self.reference
        if self._numbering.lists or (based is not None and based.lists):
            lists = (based or Reference()).numbering(self._numbering.xml())
            parts.append(("numbering", add("/word/numbering.xml", TYPES + "numbering+xml", lists)))
        if based is not None and based.theme:
            theme = "application/vnd.openxmlformats-officedocument.theme+xml"
            parts.append(("theme", add("/word/theme/theme1.xml", theme, based.theme)))
        notes = self._notes.finished()
        package.parts.append(notes)
        parts.append(("footnotes", notes))
        for kind, part in parts:
            main.relate(kind, part.name)
        core = "application/vnd.openxmlformats-package.core-properties+xml"
        package.root.relate(
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            add("/docProps/core.xml", core, core_properties(self.document, self.words)).name,
        )
        custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        package.root.relate(
            "custom-properties",
            add("/docProps/custom.xml", custom, custom_properties(self.document, self._changed)).name,
        )
        for part in package.parts if self._changed else ():
            if part.xml.startswith(("<w:document ", "<w:hdr ", "<w:ftr ", "<w:footnotes ")):
                part.xml = based.renamed(part.xml) if based else part.xml

    @property
    def _changed(self) -> str:
        return self.reference.changed if self.reference else ""


def _default_labels(words: Language) -> tuple[str, ...]:
    """The first label of each level, as a language prints them in resolutions."""
    numbering = words.numbering
    letter, second = "".join(numbering.letters[:1]), "".join(numbering.second[:1])
    levels = [level.format(letter=letter, second=second, n=1) for level in numbering.levels]
    return tuple(label if readings(label) else "" for label in (numbering.operative.format(n=1), *levels))
