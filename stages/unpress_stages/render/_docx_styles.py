"""The styles of a Word file, named as in the official template and set as official pages are.

Everything that a reader sees comes from a style: an editor changes it in one place. Sizes are half-points, measures
twips (1/20 pt), as in WordprocessingML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from unpress.language import Language
from unpress_stages._word_inlines import locale
from unpress_stages.render._docx_fonts import FACES, Face, Fonts
from unpress_stages.render._docx_package import NAMESPACES, quoted
from unpress_stages.render._docx_page import Measures


def emphasised(words: Language) -> tuple[bool, bool]:
    """Whether what a language emphasises is bold, and whether it is italic."""
    look = words.typography.opener_style
    return "bold" in look, "italic" in look


def language_mark(words: Language) -> str:
    """The element that names the language of a text."""
    if words.script == "Han":
        return f'<w:lang w:val="en-GB" w:eastAsia={quoted(locale(words.code))}/>'
    if words.right_to_left:
        return f'<w:lang w:val="en-GB" w:bidi={quoted(locale(words.code))}/>'
    return f'<w:lang w:val={quoted(locale(words.code))} w:eastAsia="en-US"/>'


@dataclass
class _Sheet:
    words: Language
    measures: Measures
    face: Face

    def size(self, half_points: int) -> str:
        """A size for text that would have this size in Latin script."""
        face = self.face
        own = round(half_points * face.size / 20)
        other = round(half_points * face.complex_size / 20)
        return f'<w:sz w:val="{own}"/><w:szCs w:val="{other}"/>'

    def line(self, twips: int, after: int = 0, before: int = 0) -> str:
        """Line pitch for text that would have this pitch in Latin script, and the space around a paragraph."""
        pitch = round(twips * self.face.pitch / 240 / 5) * 5
        above = f' w:before="{before}"' if before else ""
        return f'<w:spacing{above} w:after="{after}" w:line="{pitch}" w:lineRule="exact"/>'

    def fonts(self, east_asian: str = "") -> str:
        face = self.face
        return (
            f"<w:rFonts w:ascii={quoted(face.latin)} w:hAnsi={quoted(face.latin)}"
            f" w:eastAsia={quoted(east_asian or face.east_asian)} w:cs={quoted(face.complex)}/>"
        )

    def strong(self) -> str:
        heading = self.face.heading
        return (self.fonts(heading) if heading else "") + "<w:b/><w:bCs/>"

    def slanted(self) -> str:
        """The look of what Latin script sets in italics."""
        bold, italic = emphasised(self.words)
        other = self.face.emphasis
        return (
            (self.fonts(other) if other else "")
            + ("<w:b/><w:bCs/>" if bold else "")
            + ("<w:i/><w:iCs/>" if italic else "")
        )

    def letters(self, stretch: int, spacing: int) -> str:
        """Spacing and width of letters, which only Latin and Cyrillic print change."""
        if self.face.stretch == 100:
            return ""
        return f'<w:spacing w:val="{spacing}"/><w:w w:val="{stretch}"/><w:kern w:val="14"/>'

    def tabs(self, *, first: int = 0) -> str:
        """The tab stops of the text column, in steps from its margin."""
        measures = self.measures
        stops = f'<w:tab w:val="right" w:pos="{measures.indent - 245}"/>' if first else ""
        stops += "".join(
            f'<w:tab w:val="left" w:pos="{measures.indent + round(measures.step * count)}"/>'
            for count in range(11)
        )
        return f"<w:tabs>{stops}</w:tabs>"

    def column(self, first: int = 0, left: int = 0, right: int = 0) -> str:
        """Indents of the text column."""
        measures = self.measures
        line = ""
        if first:
            line = f' w:firstLine="{first}"' if first > 0 else f' w:hanging="{-first}"'
        return f'<w:ind w:left="{measures.indent + left}" w:right="{measures.indent + right}"{line}/>'


def _paragraph(
    identity: str,
    name: str,
    above: str = "Normal",
    before: str = "",
    look: str = "",
    following: str = "",
    *,
    custom: bool = True,
) -> str:
    """A paragraph style; ``before`` is its pPr, ``look`` its rPr."""
    ours = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="paragraph"{ours} w:styleId="{identity}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{above}"/>' if above else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{before}</w:pPr>" if before else "")
        + (f"<w:rPr>{look}</w:rPr>" if look else "")
        + "</w:style>"
    )


def _character(identity: str, name: str, look: str, *, custom: bool = False) -> str:
    ours = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="character"{ours} w:styleId="{identity}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )


_KEEP = "<w:keepNext/><w:keepLines/>"
_START = '<w:jc w:val="left"/>'
_END = '<w:jc w:val="right"/>'
_BOTH = '<w:jc w:val="both"/>'


def styles(words: Language, measures: Measures, fonts: Fonts) -> str:
    """The style part for a language on a page."""
    faces = FACES[fonts]
    sheet = _Sheet(words, measures, faces.get(words.script, faces["Latin"]))
    parts = [_defaults(sheet), *_text(sheet), *_headings(sheet), *_masthead(sheet), *_tables(sheet)]
    return f"<w:styles {NAMESPACES}>{''.join(parts)}</w:styles>"


_HANGING: Final = "<w:overflowPunct/>"
"""A Chinese comma may hang into the margin: Word's own habit, said all the same. LibreOffice 7.4 takes this for its
contrary, and does not print the commas that it hangs."""


def _defaults(sheet: _Sheet) -> str:
    face = sheet.face
    turned = "<w:bidi/>" if sheet.words.right_to_left else ""
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{sheet.fonts()}{sheet.size(20)}{language_mark(sheet.words)}"
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:suppressAutoHyphens/>{_HANGING}{turned}{sheet.line(240)}</w:pPr>"
        f"<w:rPr>{sheet.letters(face.stretch, face.spacing)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )


def _text(sheet: _Sheet) -> list[str]:
    step = sheet.measures.step
    text = sheet.line(240, 120)
    level = [
        _paragraph(
            f"SubParagraph{number}",
            f"Sub-paragraph {number}",
            "SingleTxt",
            sheet.column(step if number == 1 else 0, step * (number - 1)),
        )
        for number in (1, 2, 3, 4)
    ]
    bullet = [
        _paragraph(
            f"Bullet{number}", f"Bullet {number}", "SingleTxt", sheet.column(-step, step * (number + 1))
        )
        for number in (1, 2, 3)
    ]
    raised = f'{sheet.letters(103, 0)}<w:vertAlign w:val="superscript"/>'
    return [
        _paragraph("SingleTxt", "__Single Txt", before=sheet.tabs() + text + sheet.column() + _BOTH),
        _paragraph("Preambular", "Preambular Paragraph", "SingleTxt", sheet.column(step)),
        _paragraph("Operative", "Operative Paragraph", "SingleTxt", sheet.column(step)),
        *level,
        *bullet,
        _paragraph("Unnumbered", "Unnumbered Paragraph", "SingleTxt", sheet.column(step)),
        _paragraph(
            "Formula",
            "Formula",
            "SingleTxt",
            "<w:keepNext/>" + sheet.column(step),
            sheet.slanted(),
            "Preambular",
        ),
        _paragraph("Quote", "Quote", "SingleTxt", sheet.column(0, step, step), custom=False),
        _paragraph(
            "ClosingLine",
            "Closing Line",
            "SingleTxt",
            "<w:keepNext/><w:keepLines/>" + sheet.line(240, 0, 240) + "<w:contextualSpacing/>" + _END,
            sheet.slanted(),
        ),
        _paragraph("Vote", "Vote", "SingleTxt", _START),
        _paragraph(
            "EndRule",
            "End Rule",
            "SingleTxt",
            '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
            + sheet.line(240, 120, 240)
            + sheet.column(0, 3000, 3000),
        ),
        _paragraph(
            "FootnoteText",
            "footnote text",
            before=sheet.tabs() + sheet.line(210) + sheet.column(-200),
            look=sheet.letters(104, 5) + sheet.size(17),
            custom=False,
        ),
        _paragraph(
            "NoteSeparator",
            "Note Separator",
            before=f'<w:keepNext/><w:spacing w:after="80"/>{_short(sheet)}',
            look='<w:sz w:val="16"/><w:szCs w:val="16"/>',
        ),
        _character("FootnoteReference", "footnote reference", raised),
        *_words(sheet),
        _character("SymbolInitial", "Symbol Initial", '<w:sz w:val="40"/><w:szCs w:val="40"/>', custom=True),
    ]


def _words(sheet: _Sheet) -> Iterator[str]:
    """Styles of words: emphasis, strong, links, and each with the others; Word takes one style at a time."""
    strong, slanted = "<w:b/><w:bCs/>", sheet.slanted()
    both = slanted if "<w:b/>" in slanted else slanted.replace("<w:i/>", f"{strong}<w:i/>") or strong
    link = '<w:color w:val="0000FF"/>'
    yield _character("Emphasis", "Emphasis", slanted)
    yield _character("Strong", "Strong", strong)
    yield _character("IntenseEmphasis", "Intense Emphasis", both)
    yield _character("Hyperlink", "Hyperlink", f'{link}<w:u w:val="none"/>')
    for identity, name, look in (
        ("Emphasis", "Emphasis", slanted),
        ("Strong", "Strong", strong),
        ("Intense", "Intense Emphasis", both),
    ):
        yield _character(
            f"Hyperlink{identity}", f"Hyperlink {name}", f'{look}{link}<w:u w:val="none"/>', custom=True
        )
    plain_unit = '<w:b w:val="0"/><w:bCs w:val="0"/>' + sheet.size(17)
    yield _character("CaptionUnit", "Caption Unit", plain_unit, custom=True)
    yield _character("UnbrokenSpace", "Unbroken Space", "", custom=True)
    yield _character("ParagraphNumber", "Paragraph Number", "<w:noProof/>", custom=True)


def _short(sheet: _Sheet) -> str:
    """Indents that leave 72 pt for the line over the notes."""
    left = sheet.measures.indent - sheet.measures.step
    return f'<w:ind w:left="{left}" w:right="{sheet.measures.width - left - 1440}"/>'


def _headings(sheet: _Sheet) -> list[str]:
    strong, indent, stops = sheet.strong(), sheet.column(), sheet.tabs(first=1)

    def heading(
        identity: str, name: str, size: int, line: int, level: int, look: str, spacing: int = 4
    ) -> str:
        above, below = (320, 240) if size > 24 else (300, 240) if size > 20 else (240, 120)
        return _paragraph(
            identity,
            name,
            "Normal",
            f'{_KEEP}{stops}{sheet.line(line, below, above)}{indent}{_START}<w:outlineLvl w:val="{level}"/>',
            f"{look}{sheet.letters(103, spacing)}{sheet.size(size)}",
            "SingleTxt",
        )

    def title(identity: str, name: str, size: int, line: int, spacing: int) -> str:
        return _paragraph(
            identity,
            name,
            "Normal",
            _KEEP
            + sheet.tabs(first=1)
            + sheet.line(line, 240)
            + sheet.column(-sheet.measures.indent)
            + _START,
            f"{strong}{sheet.letters(103, spacing)}{sheet.size(size)}",
            "SingleTxt",
        )

    levels = [
        heading("HM", "_ H __M", 34, 360, 0, strong, -3),
        heading("HCh", "_ H _Ch", 28, 300, 0, strong, -2),
        heading("H1", "_ H_1", 24, 270, 1, strong),
        heading("H23", "_ H_2/3", 20, 240, 2, strong, 2),
        heading("H4", "_ H_4", 20, 240, 3, sheet.slanted(), 3),
        heading("H56", "_ H_5/6", 20, 240, 4, "", 4),
    ]
    hanging = sheet.column(-sheet.measures.indent)
    typed = [
        _paragraph(f"{identity}Typed", f"{name} typed number", identity, hanging, following="SingleTxt")
        for identity, name in (
            ("HCh", "_ H _Ch"),
            ("H1", "_ H_1"),
            ("H23", "_ H_2/3"),
            ("H4", "_ H_4"),
            ("H56", "_ H_5/6"),
        )
    ]
    summary = _paragraph(
        "SummaryHeading",
        "Summary Heading",
        "Normal",
        f'{_KEEP}{sheet.line(280, 120, 240)}<w:ind w:left="240" w:right="240"/>{_START}<w:outlineLvl w:val="0"/>',
        sheet.slanted() + sheet.size(24),
        "SingleTxt",
    )
    return [
        *levels,
        *typed,
        summary,
        title("TitleHCH", "Title_H_CH", 28, 300, -2),
        title("TitleH1", "Title_H1", 24, 270, 2),
    ]


def _masthead(sheet: _Sheet) -> list[str]:
    measures = sheet.measures
    strong = sheet.strong()
    wide = f'<w:ind w:right="{measures.width * 13 // 30}"/>'
    running = f'<w:tabs><w:tab w:val="right" w:pos="{measures.width}"/></w:tabs><w:suppressAutoHyphens/>'
    small = (sheet.letters(100, 0).replace('<w:kern w:val="14"/>', "")) + sheet.size(17)
    pitch = '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    return [
        _paragraph("Header", "header", before=running + pitch, look=small, custom=False),
        _paragraph("HeaderEnd", "Header End", "Header", '<w:spacing w:line="60" w:lineRule="exact"/>'),
        _paragraph("Emblem", "Emblem", "Header", f'<w:ind w:left="{20 if measures.geneva else 80}"/>'),
        _paragraph("RunningHead", "Running Head", "Header", '<w:spacing w:after="80"/>', strong),
        _paragraph("RunningHeadEnd", "Running Head End", "RunningHead", _END),
        _paragraph("Footer", "footer", before=running + pitch, look=strong + small, custom=False),
        _paragraph(
            "JobNumber", "Job Number", "Footer", look='<w:b w:val="0"/><w:bCs w:val="0"/>' + sheet.size(14)
        ),
        _paragraph("JobNumberEnd", "Job Number End", "JobNumber", _END),
        _paragraph("FooterEnd", "Footer End", "Footer", _END),
        _paragraph(
            "ReleaseDate",
            "ReleaseDate",
            "Footer",
            '<w:spacing w:before="400" w:after="360"/>',
            '<w:b w:val="0"/><w:bCs w:val="0"/>' + sheet.size(20),
        ),
        _paragraph(
            "Publisher",
            "Publisher",
            before='<w:spacing w:after="80" w:line="240" w:lineRule="auto"/>',
            look=sheet.size(28),
        ),
        _paragraph(
            "DocumentSymbol",
            "Document Symbol",
            before='<w:spacing w:after="80" w:line="240" w:lineRule="auto"/>' + _END,
        ),
        _paragraph(
            "XLarge",
            "XLarge",
            before=sheet.line(390, 0, 100),
            look=f"{strong}{sheet.letters(98, -4)}{sheet.size(40)}",
        ),
        _paragraph("Distribution", "Distribution", before=sheet.line(240)),
        _paragraph("IssueDate", "Issue Date", "Distribution"),
        _paragraph("IssueLanguage", "Issue Language", "Distribution"),
        _paragraph("Original", "Original", "Distribution"),
        _paragraph("Session", "Session", before=sheet.line(240) + wide, look=strong),
        _paragraph("SubOrgan", "Sub-organ", before=sheet.line(270) + wide, look=strong + sheet.size(24)),
        _paragraph("Committee", "Committee", "SubOrgan"),
        _paragraph("AgendaItemNormal", "Agenda_Item_Normal", before=sheet.line(240) + wide),
        _paragraph("MastheadOther", "Masthead Other", "AgendaItemNormal"),
        _paragraph("AgendaTitleH2", "Agenda_Title_H2", before=sheet.line(240, 120) + wide, look=strong),
        _paragraph(
            "Adoption",
            "Adoption",
            before=_KEEP + sheet.line(300, 240, 320) + sheet.column(0, 0, 1650) + _START,
            look=f"{strong}{sheet.letters(103, -2)}{sheet.size(28)}",
            following="Proponent",
        ),
        _paragraph(
            "Proponent",
            "Proponent",
            before="<w:keepNext/>" + sheet.line(240, 240) + sheet.column() + _START,
            look=sheet.slanted() if sheet.words.script in ("Latin", "Cyrillic") else "",
        ),
        _paragraph(
            "Sponsors",
            "Sponsors",
            before="<w:keepNext/>" + sheet.line(240, 240) + sheet.column() + _START,
            look=strong,
        ),
    ]


def _tables(sheet: _Sheet) -> list[str]:
    cell = sheet.line(210, 40, 40)
    figure = '<w:bidi w:val="0"/>' + _START if sheet.words.right_to_left else _END  # figures run to the right
    rule = 'w:val="single" w:sz="{}" w:space="0" w:color="auto"'
    inner = 0 if sheet.measures.indent else 115  # text that stands in from the margins is away from the lines
    return [
        _paragraph(
            "TableText", "Table Text", before=cell + _START, look=sheet.letters(103, 4) + sheet.size(17)
        ),
        _paragraph(
            "TableHeading",
            "Table Heading",
            "TableText",
            "<w:keepNext/>" + sheet.line(180, 40, 80),
            sheet.slanted() + sheet.size(14),
        ),
        _paragraph("TableFigure", "Table Figure", "TableText", figure),
        _paragraph("TableHeadingEnd", "Table Heading End", "TableHeading", _END),
        _paragraph(
            "TableNote",
            "Table Note",
            before=sheet.line(200) + sheet.column(-240, 480, 240) + _START,
            look=sheet.letters(104, 4) + sheet.size(17),
        ),
        _paragraph("Spacer", "Spacer", before='<w:spacing w:after="0" w:line="240" w:lineRule="exact"/>'),
        _paragraph("Picture", "Picture", "SingleTxt", '<w:spacing w:line="240" w:lineRule="auto"/>'),
        _paragraph(
            "Caption",
            "caption",
            before=_KEEP + sheet.line(240, 120, 120) + sheet.column() + _START,
            look=sheet.strong(),
            custom=False,
        ),
        _paragraph("FigureCaption", "Figure Caption", "Caption", '<w:keepNext w:val="0"/>'),
        '<w:style w:type="table" w:customStyle="1" w:styleId="TableUN"><w:name w:val="Table UN"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f"<w:top {rule.format(4)}/><w:bottom {rule.format(12)}/></w:tblBorders>"
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>",
        '<w:style w:type="table" w:customStyle="1" w:styleId="SummaryBox"><w:name w:val="Summary Box"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        + "".join(f"<w:{side} {rule.format(2)}/>" for side in ("top", "left", "bottom", "right"))
        + f'</w:tblBorders><w:tblCellMar><w:left w:w="{inner}" w:type="dxa"/><w:right w:w="{inner}" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>",
    ]
