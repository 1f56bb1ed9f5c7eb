"""The styles of a Word file, named as in the official template and set as official pages are.

Everything that a reader sees comes from a style: an editor changes it in one place. Sizes are half-points, measures
twips (1/20 pt), as in WordprocessingML.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from unpress.language import Language
from unpress_stages._word_tree import BULLETS, SUB_PARAGRAPHS
from unpress_stages.render._docx_fonts import FACES, Fonts
from unpress_stages.render._docx_package import NAMESPACES
from unpress_stages.render._docx_page import Measures
from unpress_stages.render._docx_sheet import Sheet, character_style, language_mark, paragraph_style

_KEEP = "<w:keepNext/><w:keepLines/>"
_START = '<w:jc w:val="left"/>'
_END = '<w:jc w:val="right"/>'
_BOTH = '<w:jc w:val="both"/>'


def styles(words: Language, measures: Measures, fonts: Fonts) -> str:
    """The style part for a language on a page."""
    faces = FACES[fonts]
    sheet = Sheet(words, measures, faces.get(words.script, faces["Latin"]))
    parts = [_defaults(sheet), *_text(sheet), *_headings(sheet), *_masthead(sheet), *_tables(sheet)]
    return f"<w:styles {NAMESPACES}>{''.join(parts)}</w:styles>"


_HANGING: Final = "<w:overflowPunct/>"
"""A Chinese comma may hang into the margin: Word's own habit, said all the same. LibreOffice 7.4 takes this for its
contrary, and does not print the commas that it hangs."""


def _defaults(sheet: Sheet) -> str:
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


def _text(sheet: Sheet) -> list[str]:
    step = sheet.measures.step
    text = sheet.line(240, 120)
    level = [
        paragraph_style(
            f"SubParagraph{number}",
            f"Sub-paragraph {number}",
            "SingleTxt",
            sheet.column(step if number == 1 else 0, step * (number - 1)),
        )
        for number in range(1, SUB_PARAGRAPHS + 1)
    ]
    bullet = [
        paragraph_style(
            f"Bullet{number}", f"Bullet {number}", "SingleTxt", sheet.column(-step, step * (number + 1))
        )
        for number in range(1, BULLETS + 1)
    ]
    raised = f'{sheet.letters(103, 0)}<w:vertAlign w:val="superscript"/>'
    return [
        paragraph_style("SingleTxt", "__Single Txt", before=sheet.tabs() + text + sheet.column() + _BOTH),
        paragraph_style("Preambular", "Preambular Paragraph", "SingleTxt", sheet.column(step)),
        paragraph_style("Operative", "Operative Paragraph", "SingleTxt", sheet.column(step)),
        *level,
        *bullet,
        paragraph_style("Unnumbered", "Unnumbered Paragraph", "SingleTxt", sheet.column(step)),
        paragraph_style(
            "Formula",
            "Formula",
            "SingleTxt",
            "<w:keepNext/>" + sheet.column(step),
            sheet.slanted(),
            "Preambular",
        ),
        paragraph_style("Quote", "Quote", "SingleTxt", sheet.column(0, step, step), custom=False),
        paragraph_style(
            "ClosingLine",
            "Closing Line",
            "SingleTxt",
            "<w:keepNext/><w:keepLines/>" + sheet.line(240, 0, 240) + "<w:contextualSpacing/>" + _END,
            sheet.closing(),
        ),
        paragraph_style("Vote", "Vote", "SingleTxt", _START),
        paragraph_style(
            "EndRule",
            "End Rule",
            "SingleTxt",
            '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
            + sheet.line(240, 120, 240)
            + sheet.column(0, 3000, 3000),
        ),
        paragraph_style(
            "FootnoteText",
            "footnote text",
            before=sheet.tabs() + sheet.line(210) + sheet.column(-200),
            look=sheet.letters(104, 5) + sheet.size(17),
            custom=False,
        ),
        paragraph_style(
            "NoteSeparator",
            "Note Separator",
            before=f'<w:keepNext/><w:spacing w:after="80"/>{_short(sheet)}',
            look='<w:sz w:val="16"/><w:szCs w:val="16"/>',
        ),
        character_style("FootnoteReference", "footnote reference", raised),
        *_words(sheet),
        character_style(
            "SymbolInitial", "Symbol Initial", '<w:sz w:val="40"/><w:szCs w:val="40"/>', custom=True
        ),
    ]


def _words(sheet: Sheet) -> Iterator[str]:
    """Styles of words: emphasis, strong, links, and each with the others; Word takes one style at a time."""
    strong, slanted = "<w:b/><w:bCs/>", sheet.slanted()
    both = slanted if "<w:b/>" in slanted else slanted.replace("<w:i/>", f"{strong}<w:i/>") or strong
    link = '<w:color w:val="0000FF"/>'
    yield character_style("Emphasis", "Emphasis", slanted)
    yield character_style("Strong", "Strong", strong)
    yield character_style("IntenseEmphasis", "Intense Emphasis", both)
    yield character_style("Hyperlink", "Hyperlink", f'{link}<w:u w:val="none"/>')
    for identity, name, look in (
        ("Emphasis", "Emphasis", slanted),
        ("Strong", "Strong", strong),
        ("Intense", "Intense Emphasis", both),
    ):
        yield character_style(
            f"Hyperlink{identity}", f"Hyperlink {name}", f'{look}{link}<w:u w:val="none"/>', custom=True
        )
    plain_unit = '<w:b w:val="0"/><w:bCs w:val="0"/>' + sheet.size(17)
    yield character_style("CaptionUnit", "Caption Unit", plain_unit, custom=True)
    yield character_style("UnbrokenSpace", "Unbroken Space", "", custom=True)
    yield character_style("ParagraphNumber", "Paragraph Number", "<w:noProof/>", custom=True)


def _short(sheet: Sheet) -> str:
    """Indents that leave 72 pt for the line over the notes."""
    left = sheet.measures.indent - sheet.measures.step
    return f'<w:ind w:left="{left}" w:right="{sheet.measures.width - left - 1440}"/>'


def _headings(sheet: Sheet) -> list[str]:
    strong, indent, stops = sheet.strong(), sheet.column(), sheet.tabs(first=1)

    def heading(
        identity: str, name: str, size: int, line: int, level: int, look: str, spacing: int = 4
    ) -> str:
        above, below = (320, 240) if size > 24 else (300, 240) if size > 20 else (240, 120)
        return paragraph_style(
            identity,
            name,
            "Normal",
            f'{_KEEP}{stops}{sheet.line(line, below, above)}{indent}{_START}<w:outlineLvl w:val="{level}"/>',
            f"{look}{sheet.letters(103, spacing)}{sheet.size(size)}",
            "SingleTxt",
        )

    def title(identity: str, name: str, size: int, line: int, spacing: int) -> str:
        return paragraph_style(
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
        paragraph_style(f"{identity}Typed", f"{name} typed number", identity, hanging, following="SingleTxt")
        for identity, name in (
            ("HCh", "_ H _Ch"),
            ("H1", "_ H_1"),
            ("H23", "_ H_2/3"),
            ("H4", "_ H_4"),
            ("H56", "_ H_5/6"),
        )
    ]
    summary = paragraph_style(
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


def _masthead(sheet: Sheet) -> list[str]:
    measures = sheet.measures
    strong = sheet.strong()
    wide = f'<w:ind w:right="{measures.width * 13 // 30}"/>'
    running = f'<w:tabs><w:tab w:val="right" w:pos="{measures.width}"/></w:tabs><w:suppressAutoHyphens/>'
    small = (sheet.letters(100, 0).replace('<w:kern w:val="14"/>', "")) + sheet.size(17)
    pitch = '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    return [
        paragraph_style("Header", "header", before=running + pitch, look=small, custom=False),
        paragraph_style("HeaderEnd", "Header End", "Header", '<w:spacing w:line="60" w:lineRule="exact"/>'),
        paragraph_style("Emblem", "Emblem", "Header", f'<w:ind w:left="{20 if measures.geneva else 80}"/>'),
        paragraph_style("RunningHead", "Running Head", "Header", '<w:spacing w:after="80"/>', strong),
        paragraph_style("RunningHeadEnd", "Running Head End", "RunningHead", _END),
        paragraph_style("Footer", "footer", before=running + pitch, look=strong + small, custom=False),
        paragraph_style(
            "JobNumber", "Job Number", "Footer", look='<w:b w:val="0"/><w:bCs w:val="0"/>' + sheet.size(14)
        ),
        paragraph_style("JobNumberEnd", "Job Number End", "JobNumber", _END),
        paragraph_style("FooterEnd", "Footer End", "Footer", _END),
        paragraph_style(
            "ReleaseDate",
            "ReleaseDate",
            "Footer",
            '<w:spacing w:before="400" w:after="360"/>',
            '<w:b w:val="0"/><w:bCs w:val="0"/>' + sheet.size(20),
        ),
        paragraph_style(
            "Publisher",
            "Publisher",
            before='<w:spacing w:after="80" w:line="240" w:lineRule="auto"/>',
            look=sheet.size(28),
        ),
        paragraph_style(
            "DocumentSymbol",
            "Document Symbol",
            before='<w:spacing w:after="80" w:line="240" w:lineRule="auto"/>' + _END,
        ),
        paragraph_style(
            "XLarge",
            "XLarge",
            before=sheet.line(390, 0, 100),
            look=f"{strong}{sheet.letters(98, -4)}{sheet.size(40)}",
        ),
        paragraph_style("Distribution", "Distribution", before=sheet.line(240)),
        paragraph_style("IssueDate", "Issue Date", "Distribution"),
        paragraph_style("IssueLanguage", "Issue Language", "Distribution"),
        paragraph_style("Original", "Original", "Distribution"),
        paragraph_style("Session", "Session", before=sheet.line(240) + wide, look=strong),
        paragraph_style("SubOrgan", "Sub-organ", before=sheet.line(270) + wide, look=strong + sheet.size(24)),
        paragraph_style("Committee", "Committee", "SubOrgan"),
        paragraph_style("AgendaItemNormal", "Agenda_Item_Normal", before=sheet.line(240) + wide),
        paragraph_style("MastheadOther", "Masthead Other", "AgendaItemNormal"),
        paragraph_style("AgendaTitleH2", "Agenda_Title_H2", before=sheet.line(240, 120) + wide, look=strong),
        paragraph_style(
            "Adoption",
            "Adoption",
            before=_KEEP + sheet.line(300, 240, 320) + sheet.column(0, 0, 1650) + _START,
            look=f"{strong}{sheet.letters(103, -2)}{sheet.size(28)}",
            following="Proponent",
        ),
        paragraph_style(
            "Proponent",
            "Proponent",
            before="<w:keepNext/>" + sheet.line(240, 240) + sheet.column() + _START,
            look=sheet.slanted() if sheet.words.script in ("Latin", "Cyrillic") else "",
        ),
        paragraph_style(
            "Sponsors",
            "Sponsors",
            before="<w:keepNext/>" + sheet.line(240, 240) + sheet.column() + _START,
            look=strong,
        ),
    ]


def _tables(sheet: Sheet) -> list[str]:
    cell = sheet.line(210, 40, 40)
    figure = '<w:bidi w:val="0"/>' + _START if sheet.words.right_to_left else _END  # figures run to the right
    rule = 'w:val="single" w:sz="{}" w:space="0" w:color="auto"'
    inner = 0 if sheet.measures.indent else 115  # text that stands in from the margins is away from the lines
    return [
        paragraph_style(
            "TableText", "Table Text", before=cell + _START, look=sheet.letters(103, 4) + sheet.size(17)
        ),
        paragraph_style(
            "TableHeading",
            "Table Heading",
            "TableText",
            "<w:keepNext/>" + sheet.line(180, 40, 80),
            sheet.slanted() + sheet.size(14),
        ),
        paragraph_style("TableFigure", "Table Figure", "TableText", figure),
        paragraph_style("TableHeadingEnd", "Table Heading End", "TableHeading", _END),
        paragraph_style(
            "TableNote",
            "Table Note",
            before=sheet.line(200) + sheet.column(-240, 480, 240) + _START,
            look=sheet.letters(104, 4) + sheet.size(17),
        ),
        paragraph_style(
            "Spacer", "Spacer", before='<w:spacing w:after="0" w:line="240" w:lineRule="exact"/>'
        ),
        paragraph_style("Picture", "Picture", "SingleTxt", '<w:spacing w:line="240" w:lineRule="auto"/>'),
        paragraph_style(
            "Caption",
            "caption",
            before=_KEEP + sheet.line(240, 120, 120) + sheet.column() + _START,
            look=sheet.strong(),
            custom=False,
        ),
        paragraph_style("FigureCaption", "Figure Caption", "Caption", '<w:keepNext w:val="0"/>'),
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
