"""The pages of a Word file: sheet, margins, masthead, running heads and page numbers.

Measured on official pages: US Letter at Headquarters, A4 in Geneva; the column of text is as wide on either sheet.
Measures are twips (1/20 pt).
"""

from __future__ import annotations

import re
from typing import Final, Literal

from unpress.record import record
from unpress_stages.render._docx_package import NAMESPACES, TEXT_NAMESPACES, escaped

Paper = Literal["letter", "a4"]
SHEETS: Final[dict[Paper, tuple[int, int]]] = {"letter": (12240, 15840), "a4": (11906, 16838)}


_NAME: Final = 22
"""The letters that the name of the publisher may have beside the room for the emblem."""
_TAG: Final = re.compile(r"<[^>]*>")


@record
class Sheet:
    """A page: size and margins."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int


@record
class Measures:
    """The sheet and the column of text on it. ``indent`` is what the text stands in from the margins on both sides,
    ``step`` the distance of tab stops. ``sheet`` is the page of a reference document, ``column_indent`` the indent of
    its text, where they are used instead."""

    paper: Paper
    geneva: bool
    sheet: Sheet | None = None
    column_indent: int | None = None

    @property
    def width(self) -> int:
        """From margin to margin."""
        if self.sheet is not None:
            return self.sheet.width - self.sheet.left - self.sheet.right
        return 9638 if self.geneva else 9840

    @property
    def side(self) -> int:
        return (SHEETS[self.paper][0] - self.width) // 2

    @property
    def indent(self) -> int:
        if self.column_indent is not None:
            return self.column_indent
        return 1134 if self.geneva else 1267

    @property
    def step(self) -> int:
        return 567 if self.geneva else 475

    @property
    def column(self) -> int:
        """The width of the column of text."""
        return self.width - 2 * self.indent


@record
class Line:
    """A line of a head or foot, as runs, with its style where it has one of its own. ``turned`` is for text that runs
    to the right on a page that runs to the left: symbols, page numbers, "Distr.: General"."""

    runs: str
    turned: bool = False
    style: str = ""


@record
class Masthead:
    """What stands in the header of the first page; ``emblem`` is a run."""

    publisher: tuple[Line, ...] = ()
    symbol: tuple[Line, ...] = ()
    organ: tuple[Line, ...] = ()
    issue: tuple[Line, ...] = ()
    emblem: str = ""


def section(measures: Measures, references: str, *, right_to_left: bool, notes: str = "") -> str:
    """The section that all pages belong to; ``notes`` says how its notes are counted."""
    width, height = SHEETS[measures.paper]
    top, bottom, header, footer = (1417, 1134, 560, 560) if measures.geneva else (1440, 1152, 432, 504)
    sheet = measures.sheet or Sheet(width, height, top, measures.side, bottom, measures.side, header, footer)
    return (
        f"<w:sectPr>{references}{f'<w:footnotePr>{notes}</w:footnotePr>' if notes else ''}"
        f'<w:pgSz w:w="{sheet.width}" w:h="{sheet.height}"/>'
        f'<w:pgMar w:top="{sheet.top}" w:right="{sheet.right}" w:bottom="{sheet.bottom}" w:left="{sheet.left}"'
        f' w:header="{sheet.header}" w:footer="{sheet.footer}" w:gutter="0"/><w:cols w:space="720"/><w:titlePg/>'
        + ("<w:bidi/>" if right_to_left else "")
        + "</w:sectPr>"
    )


def first_header(masthead: Masthead, measures: Measures, *, right_to_left: bool) -> str:
    """The header of the first page: the masthead as a table of two rows."""
    if masthead == Masthead():
        return f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
    indent = measures.indent or 1267  # the emblem stands there, wherever the text begins
    issue = 3100
    organ = measures.width - indent - issue
    publisher = organ - 1400
    thin, thick = _rule("bottom", 4), _rule("bottom", 12)
    name = _lines("Publisher", masthead.publisher)
    emblem = _lines("Emblem", (Line(masthead.emblem),)) if masthead.emblem else ""
    long = max((len(_TAG.sub("", line.runs)) for line in masthead.publisher), default=0) > _NAME
    top = _row(
        864,
        (
            *(
                (
                    _cell(indent + publisher, name, thin, span=2, low=True),
                )  # as Russian print begins farther out
                if long
                else (_cell(indent, "", thin), _cell(publisher, name, thin, low=True))
            ),
            _cell(
                organ - publisher + issue,
                _lines("DocumentSymbol", masthead.symbol, end=True),
                thin,
                span=2,
                low=True,
            ),
        ),
    )
    bottom = _row(
        2540 if measures.geneva else 2880,
        (
            _cell(indent, emblem, thick, above=120),
            _cell(organ, _lines("XLarge", masthead.organ), thick, span=2),
            _cell(issue, _lines("Distribution", masthead.issue), thick, above=120),
        ),
    )
    table = _table(
        (indent, publisher, organ - publisher, issue), top + bottom, "", right_to_left=right_to_left
    )
    return f'<w:hdr {TEXT_NAMESPACES}>{table}<w:p><w:pPr><w:pStyle w:val="HeaderEnd"/></w:pPr></w:p></w:hdr>'


def running_head(symbol: str, title: Line, measures: Measures, *, even: bool, right_to_left: bool) -> str:
    """The head of the other pages: the symbol at the outer edge, the short title at the inner one."""
    shown = Line(_variable("sss1", symbol) if symbol else "", right_to_left)
    outer = _paragraph("RunningHead" if even else "RunningHeadEnd", shown, end=not even)
    inner = _paragraph("RunningHeadEnd" if even else "RunningHead", title, end=even)
    pair = _pair(outer, inner, measures, even=even, ruled=True, turned=right_to_left)
    return f"<w:hdr {TEXT_NAMESPACES}>{pair}</w:hdr>"


def running_foot(job: str, measures: Measures, *, even: bool, right_to_left: bool) -> str:
    """The foot of the other pages: the page at the outer edge, the job number at the inner one."""
    folio = _field(" PAGE \\* Arabic ", "2")
    if not measures.geneva:
        folio += _run("/") + _field(" NUMPAGES \\* Arabic ", "2")
    number = Line(_variable("FooterJN", job) if job else "", right_to_left)
    outer = _paragraph("Footer" if even else "FooterEnd", Line(folio, right_to_left), end=not even)
    inner = _paragraph("JobNumberEnd" if even else "JobNumber", number, end=even)
    return f"<w:ftr {NAMESPACES}>{_pair(outer, inner, measures, even=even, ruled=False, turned=right_to_left)}</w:ftr>"


def first_footer(lines: tuple[Line, ...]) -> str:
    """The foot of the first page: the job number with the letter of the language."""
    return f"<w:ftr {TEXT_NAMESPACES}>{_lines('ReleaseDate', lines or (Line(''),))}</w:ftr>"


def job_number(job: str) -> str:
    """The job number of the document, as runs."""
    return _variable("jobn", job)


def _pair(outer: str, inner: str, measures: Measures, *, even: bool, ruled: bool, turned: bool) -> str:
    """Two lines at the two edges of the page; Word turns them round by itself where the text runs to the left."""
    half = measures.width // 2
    borders = f"<w:tblBorders>{_border('bottom', 2)}</w:tblBorders>" if ruled else ""
    left, right = (outer, inner) if even else (inner, outer)
    cells = _cell(half, left, "", low=ruled) + _cell(half, right, "", low=ruled)
    row = _row(864, (cells,)) if ruled else f"<w:tr>{cells}</w:tr>"
    style = "Header" if ruled else "Footer"
    table = _table((half, half), row, borders, right_to_left=turned)
    return f'{table}<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>'


def _table(columns: tuple[int, ...], rows: str, borders: str, *, right_to_left: bool) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        "<w:tbl><w:tblPr>"
        + ("<w:bidiVisual/>" if right_to_left else "")
        + f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(height: int, cells: tuple[str, ...]) -> str:
    return f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>{"".join(cells)}</w:tr>'


def _cell(width: int, content: str, borders: str, *, span: int = 1, low: bool = False, above: int = 0) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + borders
        + (f'<w:tcMar><w:top w:w="{above}" w:type="dxa"/></w:tcMar>' if above else "")
        + ('<w:vAlign w:val="bottom"/>' if low else "")
        + f"</w:tcPr>{content or _paragraph('Header', Line(''))}</w:tc>"
    )


def _border(side: str, size: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'


def _rule(side: str, size: int) -> str:
    return f"<w:tcBorders>{_border(side, size)}</w:tcBorders>"


def _lines(style: str, lines: tuple[Line, ...], *, end: bool = False) -> str:
    """Lines as paragraphs."""
    return "".join(_paragraph(style, line, end=end) for line in lines)


def _paragraph(style: str, line: Line, *, end: bool = False) -> str:
    """A line at the beginning or, by its style, the end of the measure; a turned one has to say itself where that is
    for the direction of the page."""
    turned = f'<w:bidi w:val="0"/><w:jc w:val="{"left" if end else "right"}"/>' if line.turned else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{line.style or style}"/>{turned}</w:pPr>{line.runs}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""


def _field(instruction: str, shown: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}">{_run(shown)}</w:fldSimple>'


def _variable(name: str, shown: str) -> str:
    """A value of the document by its name in the official template, so that a change of it changes all pages."""
    return _field(f' DOCVARIABLE "{name}" '.replace('"', "&quot;"), shown)
