"""Write a Word document that an editor goes on working in.

Named styles follow the official template, the enumerators are Word's own numbering and show what is printed, notes are
real footnotes, the masthead stands in the header of the first page, running heads mirror each other, Arabic runs from
right to left. The file is the same, byte for byte, each time. Nothing is fetched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from unpress.ast import (
    Document,
    Inlines,
    MastheadLine,
    Text,
)
from unpress.journal import Journal
from unpress.walk import plain
from unpress_stages._word_tree import MASTHEAD_STYLES
from unpress_stages.render._addresses import known_language
from unpress_stages.render._docx_blocks import RESOLUTIONS, BlockWriter
from unpress_stages.render._docx_emblem import emblem as drawn
from unpress_stages.render._docx_fonts import Fonts, font_table
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
from unpress_stages.render._docx_properties import (
    bare_job,
    core_properties,
    counted_from,
    custom_properties,
    word_settings,
)
from unpress_stages.render._docx_reference import Reference, reference
from unpress_stages.render._docx_runs import TAB, Look, run
from unpress_stages.render._docx_setting import Setting
from unpress_stages.render._docx_styles import styles
from unpress_stages.render._house import (
    NAMED_BELOW,
    has_running_title,
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
    ``paper`` is given; its text, heads and feet are not. To change a font, begin with a file of ours
    (``unpress convert A.txt -o house.docx``), modify its styles in Word, and name it: ``Title_H1`` and ``Title_H_CH``
    are titles, ``_ H _Ch``, ``_ H_1``, ``_ H_2/3`` ... headings, ``Preambular Paragraph``, ``Operative Paragraph`` and
    ``__Single Txt`` paragraphs, ``footnote text`` notes.

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
    return _Writer(document, journal, measures, fonts, based).write(emblem=emblem)


class _Writer:
    """Writes one document."""

    def __init__(
        self, document: Document, journal: Journal, measures: Measures, fonts: Fonts, based: Reference | None
    ) -> None:
        self._document = document
        self._measures = measures
        self._reference = based
        self._package = Package()
        self._main = self._package.add("/word/document.xml", TYPES + "document.main+xml")
        self._first_header = Part("/word/header1.xml", TYPES + "header+xml")
        self._first_footer = Part("/word/footer1.xml", TYPES + "footer+xml")
        self._foot: list[Line] = []
        own = styles(known_language(document), measures, fonts)
        self._styles = based.merged(own) if based else own
        parts = self._main, self._first_header, self._first_footer
        self._blocks = BlockWriter(document, journal, measures, based, parts)
        self._leftward = self._blocks.leftward
        self._runs, self._notes = self._blocks.runs, self._blocks.notes

    def write(self, *, emblem: bool) -> bytes:
        """The whole file."""
        self._blocks.tell_of_references()
        masthead, opening = self._first_page(emblem=emblem)
        body = opening + self._blocks.blocks(self._document.children, Setting()) + self._notes.unmarked()
        body = body or self._blocks.paragraph("SingleTxt", "")
        last = section(
            self._measures,
            self._heads_and_feet(masthead),
            right_to_left=self._leftward,
            notes=counted_from(self._notes.first),
        )
        self._main.xml = f"<w:document {TEXT_NAMESPACES}><w:body>{body}{last}</w:body></w:document>"
        self._further_parts()
        return self._package.bytes()

    # ------------------------------------------------------------------------------------- masthead, title

    def _first_page(self, *, emblem: bool) -> tuple[Masthead, str]:
        """The masthead, and what stands between it and the text."""
        header: dict[str, list[MastheadLine]] = {"publisher": [], "symbol": [], "organ": [], "issue": []}
        matter: list[MastheadLine] = []
        heading: list[MastheadLine] = []
        foot: list[MastheadLine] = []
        for line in masthead_lines(self._document):
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
        self._blocks.opening = "".join(self._notes.hidden_mark(note) for note in self._notes.waiting)
        # a report has its name below its title, a resolution says above it who adopted it
        below = heading if self._document.meta.kind in NAMED_BELOW else []
        lines = [self._matter_line(line) for line in (*matter, *(() if below else heading))]
        lines.append(self._title())
        lines.extend(self._matter_line(line) for line in below)
        masthead = Masthead(publisher, symbol, organ, issue)
        if emblem and masthead != Masthead():
            drawing = drawn(self._package, self._first_header, 52 if self._measures.geneva else 57)
            masthead = replace(masthead, emblem=drawing)
        return masthead, "".join(lines)

    def _matter_line(self, line: MastheadLine) -> str:
        runs = self._runs(line.content, Look(direct=line.role != "agenda"))
        return self._blocks.paragraph(MASTHEAD_STYLES[line.role], runs)

    def _header_line(self, line: MastheadLine) -> Line:
        self._runs.part = self._first_header
        if line.role == "symbol" and all(isinstance(node, Text) for node in line.content):
            pieces = _INITIAL.split(plain(line.content))  # every second one is an initial
            styles_of = ("", '<w:rStyle w:val="SymbolInitial"/>')
            runs = "".join(run(styles_of[place % 2], piece) for place, piece in enumerate(pieces) if piece)
        else:
            runs = self._runs(line.content, Look(direct=True, rightward=self._turned(line.content)))
        self._runs.part = self._main
        style = "" if line.role == "organ" else MASTHEAD_STYLES[line.role]
        return Line(runs, self._turned(line.content), style)

    def _job_line(self, line: MastheadLine) -> Line:
        """A line of the foot of the first page. A plain job number is a variable of the document."""
        if not self._foot and all(isinstance(node, Text) for node in line.content):
            return Line(job_number(plain(line.content)), self._leftward)
        self._runs.part = self._first_footer
        runs = self._runs(line.content, Look())
        self._runs.part = self._main
        return Line(runs, self._turned(line.content))

    def _turned(self, content: Inlines) -> bool:
        """Whether a line runs to the right in a document that runs to the left."""
        return self._leftward and plain(content).isascii()

    def _title(self) -> str:
        document, look = self._document, Look(direct=True)
        if not document.title and not document.label:
            return ""
        title = self._runs(document.title, look)
        style = "TitleH1" if document.meta.kind in RESOLUTIONS or document.label else "TitleHCH"
        if not document.label:
            return self._blocks.paragraph(style, self._blocks.lead + self._blocks.lead + title)
        return self._blocks.paragraph(
            style, self._blocks.lead + self._runs.typed(document.label, look) + TAB + title
        )

    def _heads_and_feet(self, masthead: Masthead) -> str:
        """Adds the heads and feet of the pages; returns the references of the section to them."""
        measures, turned = self._measures, self._leftward
        symbol = self._document.meta.symbol or ""
        short = self._document.meta.short_title or plain(headline(self._document)).strip()
        text = (Text(short),) if has_running_title(self._document) else ()
        title = Line(self._runs(text, Look(direct=True)), self._turned(text))
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
                self._package.parts.append(part)
                identity = self._main.relate(kind, part.name)
                references.append(f'<w:{kind}Reference w:type="{place}" r:id="{identity}"/>')
        return "".join(references)

    def _job(self) -> str:
        lines = (plain(line.content) for line in self._document.masthead if line.role == "job")
        return next(lines, "") or self._document.meta.job_number or ""

    # ----------------------------------------------------------------------------------------- other parts

    def _further_parts(self) -> None:
        document, package, main, based = self._document, self._package, self._main, self._reference
        package.root.relate("officeDocument", main.name)
        written = {
            "styles": self._styles,
            "settings": word_settings(document, self._measures, self._job(), self._notes.first),
            "fontTable": font_table(),
        }
        if self._blocks.numbering.lists or (based is not None and based.lists):
            written["numbering"] = (based or Reference()).numbering(self._blocks.numbering.xml())
        for name, xml in written.items():
            main.relate(name, package.add(f"/word/{name}.xml", f"{TYPES}{name}+xml", xml).name)
        if based is not None and based.theme:
            theme = "application/vnd.openxmlformats-officedocument.theme+xml"
            main.relate("theme", package.add("/word/theme/theme1.xml", theme, based.theme).name)
        notes = self._notes.finished()
        package.parts.append(notes)
        main.relate("footnotes", notes.name)
        core = "application/vnd.openxmlformats-package.core-properties+xml"
        package.root.relate(
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            package.add("/docProps/core.xml", core, core_properties(document, self._blocks.words)).name,
        )
        custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        changed = based.changed if based is not None else ""
        package.root.relate(
            "custom-properties",
            package.add("/docProps/custom.xml", custom, custom_properties(document, changed)).name,
        )
        if based is not None and changed:
            for part in package.parts:
                if part.xml.startswith(("<w:document ", "<w:hdr ", "<w:ftr ", "<w:footnotes ")):
                    part.xml = based.renamed(part.xml)
