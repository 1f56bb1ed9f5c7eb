"""Reading PDF: pages that our own writer prints, pages made for one thing, and broken files."""

from __future__ import annotations

import io
import re
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import weasyprint
from tests import trees

from unpress import ReadError, convert, read, render
from unpress.ast import Clause, Document, Item, NoteMark, Paragraph, Reference, Section, Table, Text
from unpress.draft import DraftTable, Line
from unpress.journal import Journal
from unpress.ledger import Entry
from unpress.source import Source
from unpress.walk import each, plain
from unpress_stages.read import _pdf_bidi, _pdf_links
from unpress_stages.read._pdf_draft import draft
from unpress_stages.read._pdf_glyphs import Glyph, carries
from unpress_stages.read._pdf_habits import PageText, habits
from unpress_stages.read._pdf_lines import Row, rows
from unpress_stages.read._pdf_page import Page, load
from unpress_stages.read._pdf_piece import Piece
from unpress_stages.read._pdf_tables import Cell, Grid
from unpress_stages.read._pdf_tags import Tag
from unpress_stages.read.pdf import _with_tables  # pyright: ignore[reportPrivateUsage]
from unpress_stages.read.pdf import read as read_pdf

MARK = "<span style='font-size:6pt;position:relative;top:-3pt'>1</span>"
SAMPLES = Path(__file__).parents[3] / "samples"


def pages(body: str, css: str = "") -> bytes:
    style = (
        f"<style>@page {{ size: 420pt 400pt; margin: 40pt }} body {{ font: 10pt/13pt serif }} {css}</style>"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return weasyprint.HTML(string=f"<html><head>{style}</head><body>{body}</body></html>").write_pdf()


def texts(data: bytes) -> list[str]:
    draft = read_pdf(Source("x.pdf", data), Journal("x.pdf"))
    return [line.text for line in draft.lines if hasattr(line, "text")]


# --- What our own writer prints is read back ------------------------------------------------------------------------


@pytest.fixture(
    scope="module",
    params=["A_RES_75_210.en", "A_RES_75_210.zh", "S_RES_2999.ru", "A_HRC_RES_61_87.fr", "A_RES_80_913.ar"],
)
def printed(request: pytest.FixtureRequest) -> tuple[Document, Document]:
    document = read(SAMPLES / f"{request.param}.txt").document
    result = convert(render(document, "pdf"), ())
    assert result.ledger.complete
    return document, result.document


def nodes(document: Document) -> list[object]:
    found: list[object] = []
    each(document, found.append)
    return found


def body(document: Document) -> list[str]:
    found: list[str] = []
    for node in nodes(document):
        content = node.heading if isinstance(node, Section) else getattr(node, "content", ())
        if isinstance(node, Clause | Item | Paragraph | Section):
            found.append("".join((node.label + plain(content)).split()))
    return found


def test_the_same_paragraphs_with_the_same_numbers(printed: tuple[Document, Document]) -> None:
    before, after = printed
    assert body(after) == body(before)


def test_the_same_title_and_symbol(printed: tuple[Document, Document]) -> None:
    before, after = printed
    assert "".join(plain(after.title).split()) == "".join(plain(before.title).split())
    assert (after.meta.symbol, after.meta.adopted) == (before.meta.symbol, before.meta.adopted)


def test_the_same_notes_and_links(printed: tuple[Document, Document]) -> None:
    before, after = printed
    assert [note.marker for note in after.notes] == [note.marker for note in before.notes]
    links = [
        # the address behind a link does not name the part: that of "52/169 M" is that of 52/169
        [re.sub(r" [A-Z]\b", "", node.symbol) for node in nodes(document) if isinstance(node, Reference)]
        for document in (before, after)
    ]
    assert links[0] == links[1]


def test_a_sample_with_a_table_keeps_it() -> None:
    document = convert(render(read(SAMPLES / "A_RES_80_912.es.txt").document, "pdf")).document
    assert any(isinstance(node, Table) for node in nodes(document))


# --- Evidence of a page ---------------------------------------------------------------------------------------------


def test_raised_figures_italics_and_sizes_are_evidence() -> None:
    data = pages(
        "<p><i>Recalling</i> its work<span style='font-size:6pt;position:relative;top:-3pt'>1</span> and more</p>"
    )
    draft = read_pdf(Source("x.pdf", data), Journal())
    runs = draft.lines[0].runs  # type: ignore[union-attr]
    assert [(run.text.strip(), run.italic, run.raised) for run in runs if run.text.strip()] == [
        ("Recalling", True, False),
        ("its work", False, False),
        ("1", False, True),
        ("and more", False, False),
    ]


def test_links_are_kept() -> None:
    data = pages('<p>See <a href="https://docs.un.org/en/A/RES/70/1">70/1</a> for all</p>')
    draft = read_pdf(Source("x.pdf", data), Journal())
    assert [(run.text.strip(), run.link) for run in draft.lines[0].runs if run.link] == [  # type: ignore[union-attr]
        ("70/1", "https://docs.un.org/en/A/RES/70/1")
    ]


def test_running_heads_are_left_out_and_entered() -> None:
    css = "@page { @top-left { content: 'A/RES/80/1' } @bottom-right { content: counter(page) '/9' } }"
    paragraph = "<p>" + "The words of a paragraph that go on. " * 12 + "</p>"
    result = read(pages(paragraph * 12, css))
    assert any(entry.rule == "read.pdf.running-head" for entry in result.entries)
    assert "A/RES/80/1" not in "".join(body(result.document))
    assert result.ledger.complete


def test_a_ruled_table_is_a_table_with_its_spans() -> None:
    css = "table { border-collapse: collapse } td, th { border: 1pt solid; padding: 3pt }"
    rows = (
        "<tr><th>Region</th><th>2026</th><th>2027</th></tr><tr><td>North</td><td colspan=2>15 of 20</td></tr>"
    )
    data = pages(f"<p>Before it.</p><table>{rows}</table><p>After it.</p>", css)
    draft = read_pdf(Source("x.pdf", data), Journal())
    (table,) = (entry for entry in draft.lines if hasattr(entry, "rows"))
    shown = [
        [(" ".join(line.text for line in cell.lines), cell.columns) for cell in row] for row in table.rows
    ]
    assert shown == [[("Region", 1), ("2026", 1), ("2027", 1)], [("North", 1), ("15 of 20", 2)]]


def test_small_type_at_the_foot_with_a_raised_mark_is_a_note() -> None:
    foot = (
        "<div style='position:absolute;bottom:0;font-size:8pt;line-height:10pt'>"
        "<span style='font-size:5pt;position:relative;top:-3pt'>1</span> The text of the note.</div>"
    )
    mark = "<span style='font-size:6pt;position:relative;top:-3pt'>1</span>"
    draft = read_pdf(
        Source("x.pdf", pages(f"<p>{'Some running text. ' * 30}with a mark,{mark} and an end.</p>{foot}")),
        Journal(),
    )
    assert [(note.marker, note.lines[0].text) for note in draft.notes] == [("1", "The text of the note.")]


def test_the_brackets_of_a_raised_mark_are_no_text_of_the_note() -> None:
    raised = "<span style='font-size:6pt;position:relative;top:-3pt'>(1)</span>"
    foot = (
        "<div style='position:absolute;bottom:0;font-size:8pt;line-height:10pt'>"
        f"{raised} The text of the note.</div>"
    )
    data = pages(f"<p>{'Some running text. ' * 30}with a mark{raised}, and an end.</p>{foot}")
    draft = read_pdf(Source("x.pdf", data), Journal())
    assert [(note.marker, note.lines[0].text) for note in draft.notes] == [("1", "The text of the note.")]


def test_raised_brackets_behind_the_number_of_a_note_are_no_text_of_it() -> None:
    style = "font-size:5pt;position:relative;top:-3pt"
    raised = f"<span style='{style}'>1</span> <b style='{style}'>()</b>"
    mark = "<span style='font-size:6pt;position:relative;top:-3pt'>(1)</span>"
    foot = (
        f"<div style='position:absolute;bottom:0;font-size:8pt;line-height:10pt'>{raised}The note (1).</div>"
    )
    data = pages(f"<p>{'Some running text. ' * 30}with a mark{mark}, and an end.</p>{foot}")
    draft = read_pdf(Source("x.pdf", data), Journal())
    assert [(note.marker, note.lines[0].text) for note in draft.notes] == [("1", "The note (1).")]


@pytest.mark.parametrize(
    ("mark", "number"), [(MARK, "1."), (MARK, "1"), ("[1]", "[1]")], ids=["stop", "bare", "brackets"]
)
def test_a_number_on_the_line_begins_a_note_where_it_is_a_mark_above(mark: str, number: str) -> None:
    foot = f"<div style='position:absolute;bottom:0;font:8pt/10pt serif'>{number} The text of the note.</div>"
    data = pages(f"<p>{'Some running text. ' * 30}with a mark,{mark} and an end.</p>{foot}")
    draft = read_pdf(Source("x.pdf", data), Journal())
    assert [(note.marker, note.lines[0].text) for note in draft.notes] == [("1", "The text of the note.")]


def test_notes_in_brackets_at_the_foot_may_be_as_large_as_the_text() -> None:
    notes = "[3] The text of a note that goes on<br>in a line.<br>[4] More."
    foot = f"<div style='position:absolute;bottom:0'>{notes}</div>"
    data = pages(f"<p>{'Some running text. ' * 30}with marks,[3] and more,[4] and an end.</p>{foot}")
    draft = read_pdf(Source("x.pdf", data), Journal())
    assert [(note.marker, len(note.lines)) for note in draft.notes] == [("3", 2), ("4", 1)]


@pytest.mark.parametrize("linked", [False, True])
def test_a_number_on_the_line_begins_no_note_where_marks_of_notes_are_raised(*, linked: bool) -> None:
    """Nor where links lead to the notes."""
    second = MARK.replace(">1<", ">2<")
    foot = (
        f"<div style='position:absolute;bottom:0;font:8pt/10pt serif'><p id=a style='margin:0'>{MARK} A conference of "
        f"two days, 2 and<br>2 May of the year.</p><p id=b style='margin:0'>{second} More.</p></div>"
    )
    one, two = (f"<a href=#a>{MARK}</a>", f"<a href=#b>{second}</a>") if linked else (MARK, second)
    data = pages(f"<p>{'Some running text. ' * 30}with a mark,{one} another{two} and an end.</p>{foot}")
    draft = read_pdf(Source("x.pdf", data), Journal())
    assert [(note.marker, len(note.lines)) for note in draft.notes] == [("1", 2), ("2", 1)]


def test_a_running_head_of_several_lines_is_no_drawing() -> None:
    sample = read(SAMPLES / "A_RES_75_210.en.txt").document
    long = replace(sample, title=(Text("The rehabilitation of regions and of all that live in them " * 4),))
    result = convert(render(long, "pdf"), ())
    assert "read.pdf.drawing" not in [problem.code for problem in result.problems]
    assert {entry.rule for entry in result.ledger.entries if entry.fate == "dropped"} >= {
        "read.pdf.running-head"
    }


def test_marks_of_notes_gathered_behind_the_text_are_bound() -> None:
    raised = "<span style='font-size:6pt;position:relative;top:-3pt'>{}</span>"
    words = "".join(
        f"<p>Lake {name} was let out in 2 or 3 of 4 years.{raised.format(i)}</p>"
        for i, name in enumerate(("Aa", "Bee", "Cee", "Dee"), 1)
    )
    notes = "".join(f"<p class=n>{raised.format(i)} Survey of lake {i}, p. 7.</p>" for i in range(1, 5))
    middle = "<p style='break-before:page'>A page without any mark, of 2 lakes and 3 rivers.</p>"
    tail = f"<h4 style='break-before:page'>Notes</h4>{notes}"
    data = pages(words + middle + middle + tail, ".n { font-size: 8pt; margin: 0 }")
    document = convert(data).document
    marks = [node.note for node in nodes(document) if isinstance(node, NoteMark)]
    assert [note.marker for note in document.notes] == ["1", "2", "3", "4"]
    assert marks == [note.key for note in document.notes]


def test_a_note_behind_the_text_goes_on_over_pages_without_a_mark() -> None:
    raised = "<span style='font-size:6pt;position:relative;top:-3pt'>{}</span>"
    said = "Lake A was let out in 2 of 4 years, and the villages around it had no water in the summer that came. "
    words = "".join(f"<p>{said * 12}{raised.format(i)}</p>" for i in (1, 2))
    names = "".join(f"<p class=n>Those of the village of New Lake {name}.</p>" for name in range(60))
    notes = f"<p class=n>{raised.format(1)} They are:</p>{names}<p class=n>{raised.format(2)} Survey of lakes.</p>"
    style = ".n { font-size: 8pt; margin: 0 }"
    middle = "<p style='break-before:page'>A page without any mark, of 2 lakes and 3 rivers.</p>"
    document = convert(pages(f"{words}{middle}<p>Notes</p>{notes}", style)).document
    assert [note.marker for note in document.notes] == ["1", "2"]
    assert "New Lake 59." in str(document.notes[0])
    assert "New Lake" not in str(document.children)
    assert "Notes" not in str(document.children)
    foot = f"<p class=n>{raised.format(2)} Survey of lakes.</p>"  # a note below its mark ends with its page
    below = convert(
        pages(f"{words}{foot}<div style='break-before:page'>{names}</div>{middle}", style)
    ).document
    assert "New Lake 59." in str(below.children)


# --- Tables whose lines run across only -----------------------------------------------------------------------------

ACROSS = """table { border-spacing: 0; width: 340pt } td { padding: 2pt 4pt; vertical-align: bottom }
    td + td { text-align: right; white-space: nowrap } td:first-child { width: 200pt }
    .line td { background: black; padding: 0; height: 0.5pt } .line td.none { background: none }"""
LINE = "<tr class=line><td></td><td></td><td></td></tr>"
ABOVE = "<p>First of three.</p><p>Second of three.</p><p>Third of three.</p>"
HEAD = f"""<tr class=line><td></td><td colspan=2></td></tr><tr><td></td><td colspan=2>Posts</td></tr>
    <tr class=line><td class=none></td><td></td><td></td></tr>
    <tr><td>Office</td><td>2026</td><td>2027</td></tr>{LINE}"""


def tables(data: bytes) -> list[list[list[str]]]:
    return [
        [["".join(line.text for line in cell.lines) for cell in row] for row in table.rows]
        for table in read_pdf(Source("x.pdf", data), Journal()).lines
        if isinstance(table, DraftTable)
    ]


def test_a_table_with_lines_across_has_its_columns_its_rows_and_its_spans() -> None:
    body = f"""<tr><td>Quarry</td><td></td><td></td></tr>
        <tr><td>Office of the warden of the larger quarry and of its lake</td><td>1 204.5</td><td>(3.1)</td></tr>
        <tr><td>Gate</td><td>–</td><td>7.0</td></tr>
        {LINE}<tr><td>Total</td><td>1 204.5</td><td>3.9</td></tr>{LINE}"""
    data = pages(f"{ABOVE}<table>{HEAD}{body}</table><p>Behind it.</p>", ACROSS)
    assert tables(data) == [
        [
            ["Office", "Posts"],
            ["2026", "2027"],
            ["Quarry", "", ""],
            ["Office of the warden of the larger quarry and of its lake", "1 204.5", "(3.1)"],
            ["Gate", "–", "7.0"],
            ["Total", "1 204.5", "3.9"],
        ]
    ]
    table = next(
        entry for entry in read_pdf(Source("x.pdf", data), Journal()).lines if isinstance(entry, DraftTable)
    )
    assert [(cell.columns, cell.rows) for cell in table.rows[0]] == [(1, 2), (2, 1)]


def test_a_line_is_as_thick_as_it_is_drawn() -> None:
    """A stroke of two points below a head is a line, as a rectangle of this height is one."""
    css = (
        "table { border-collapse: collapse; width: 340pt } th { border-bottom: 2pt solid; text-align: left }"
    )
    rows = "".join(f"<tr><td>Office {n}</td><td>{n}</td></tr>" for n in range(3))
    head = "<thead><tr><th>Office</th><th>Posts</th></tr></thead>"
    with pypdfium2.PdfDocument(pages(f"<table>{head}{rows}</table>", css)) as file:
        heights = [top - bottom for _, bottom, _, top in load(file, 0, {}).rules]
    assert heights == [pytest.approx(2, abs=0.01)] * 2


def test_a_table_over_pages_is_one_and_has_its_header_once() -> None:
    names = [f"Basin {chr(65 + i)}{chr(105 - i % 9) * 2} and its shore" for i in range(26)]
    rows = "".join(f"<tr><td>{name}</td><td>{i}</td><td>{i}.5</td></tr>" for i, name in enumerate(names))
    data = pages(f"{ABOVE}<table><thead>{HEAD}</thead><tbody>{rows}</tbody></table>", ACROSS)
    (table,) = tables(data)
    assert [row[0] for row in table] == ["Office", "2026", *names]


def test_running_text_between_two_lines_is_no_table() -> None:
    words = "The lake was let out in the spring, and nobody had told those who fished in it about that. " * 3
    line = f"<table>{LINE}</table>"
    assert tables(pages(f"{line}<p>{words}</p>{line}<p>{words}</p>", ACROSS)) == []


def printed_rows(*rows: tuple[float, str], at: Sequence[float] = (50, 170, 260)) -> str:
    """Rows of cells, parted by a bar, that are painted cell by cell; a cell has a slash where its line ends."""
    return "".join(
        f"BT /F 10 Tf 1 0 0 1 {left} {base - 12 * step} Tm ({line}) Tj ET\n"
        for base, row in rows
        for left, cell in zip(at, row.split("|"), strict=True)
        for step, line in enumerate(cell.split("/"))
        if line
    )


def across(*heights: float) -> str:
    """Lines of one piece over the page."""
    return "".join(f"50 {height} 300 0.8 re f\n" for height in heights)


BOOK_HEAD = (560, "Basin|Depth in me-/tres|Shores")
BOOK_ROWS = [
    "Quarry|12|4",
    "Pool behind/the mill|7|2",
    "Lake of the up-/per dam|31|18",
    "Gate||5",
    "Weir|2|1",
]
BOOK = [
    ["Basin", "Depth in me-tres", "Shores"],
    ["Quarry", "12", "4"],
    ["Pool behind the mill", "7", "2"],
    ["Lake of the up-per dam", "31", "18"],
    ["Gate", "", "5"],
    ["Weir", "2", "1"],
]


def test_three_lines_of_one_piece_make_a_table_whose_columns_have_room_between_them() -> None:
    rows = [(525 - 30 * i, row) for i, row in enumerate(BOOK_ROWS)]
    page = printed_rows(BOOK_HEAD, *rows) + across(575, 540, 390)
    prose = "".join(
        f"BT /F 10 Tf 50 {370 - 12 * i} Td (The lake was let out in the spring and nobody was told.) Tj ET\n"
        for i in range(6)
    )
    data = drawn(prose, page + prose)
    assert tables(data) == [BOOK]
    (table,) = (x for x in read_pdf(Source("x.pdf", data), Journal()).lines if isinstance(x, DraftTable))
    assert [[cell.header for cell in row] for row in table.rows] == [[True] * 3, *[[False] * 3] * 5]
    assert tables(drawn(prose + across(380, 345, 290))) == []


def test_words_that_are_painted_apart_below_such_a_table_are_no_rows_of_it() -> None:
    rows = [(525 - 30 * i, row) for i, row in enumerate(BOOK_ROWS)]
    words = "".join(
        f"BT /F 10 Tf {at} {370 - 12 * i} Td ({word}) Tj ET\n"
        for i in range(2)
        for at, word in zip((50, 110, 170, 215, 260, 304), ["Wardens", "counted"] * 3, strict=True)
    )
    assert tables(drawn(words, printed_rows(BOOK_HEAD, *rows) + across(575, 540, 390) + words)) == [BOOK]


def test_such_a_table_goes_on_over_pages_whose_heads_are_no_running_heads() -> None:
    foot = "BT /F 10 Tf 200 20 Td (%d) Tj ET\n"
    contents = ["BT /F 10 Tf 50 500 Td (The basins are counted.) Tj ET\n"]
    for n in range(3):
        rows = [(525 - 30 * i, row) for i, row in enumerate(BOOK_ROWS[n:] + BOOK_ROWS[:n])]
        contents.append(printed_rows(BOOK_HEAD, *rows) + across(575, 540))
    data = drawn(*(text + foot % n for n, text in enumerate(contents, 1)))
    body = BOOK[1:]
    assert tables(data) == [[BOOK[0], *(row for n in range(3) for row in body[n:] + body[:n])]]


def test_a_text_object_over_several_cells_is_parted_where_no_space_is_of_the_source() -> None:
    """TeX paints a line of a table as one string, with room in the place of spaces."""
    rows = [("Basin", "Depth"), ("Quarry", "12"), ("Mill", "7"), ("Gate", "31"), ("Weir", "2"), ("Dam", "5")]
    words = "[(The) -300 (lake) -300 (was) -300 (let) -300 (out) -300 (in) -300 (the) -300 (spring.)] TJ"
    text = "".join(f"BT /F 10 Tf 50 {592 - 8 * i} Td {words} ET\n" for i in range(3))
    width = {"Basin": 26, "Quarry": 33, "Mill": 15, "Gate": 22, "Weir": 21, "Dam": 21}
    cells = "".join(
        f"BT /F 10 Tf 50 {555 - 20 * i} Td [({name}) {-(100 - width[name]) * 100} ({figure})] TJ ET\n"
        for i, (name, figure) in enumerate(rows)
    )
    assert tables(drawn(text, text + cells + across(568, 548, 440))) == [[list(row) for row in rows]]


@pytest.mark.parametrize(("indent", "spaced"), [(0.0, True), (20.0, False)])
def test_where_indents_tell_paragraphs_apart_spaces_do_not(indent: float, spaced: bool) -> None:
    lines: list[Row] = []
    base = 780.0
    for i in range(48):  # a list with room around it, behind every third paragraph of four lines
        base -= 24 if i % 12 in (0, 4) and i else 12
        left, right = 50.0 + indent * (i % 4 == 0), 150.0 if i % 12 == 7 else 300.0
        lines.append(Row(1, base, 10.0, [Piece("Boats", left, right, base, 10.0)], [False]))
    assert habits([PageText(1, lines)]).spaced is spaced


# --- Nothing is lost and nothing is there twice ----------------------------------------------------------------------

RULED = "table { border-collapse: collapse } td { border: 1pt solid; padding: 3pt; white-space: pre }"
FIGURES = "".join(
    f"<tr><td>بحيرة {name} </td><td>{i} 204 </td><td>{i} 318 </td></tr>" for i, name in enumerate("أبج", 1)
)
MADE = {
    "across": lambda: pages(
        f"{ABOVE}<table>{HEAD}<tr><td>Gate</td><td>1</td><td>2</td></tr>{LINE}</table>", ACROSS
    ),
    "ruled": lambda: pages(
        "<table><tr><td>One</td><td>Two</td></tr><tr><td>3</td><td>4</td></tr></table>", RULED
    ),
    "ruled, right to left": lambda: pages(f"<div dir=rtl><p>بحيرات</p><table>{FIGURES}</table></div>", RULED),
    "across, right to left": lambda: pages(
        f"<div dir=rtl><p>بحيرات</p><table>{LINE}{FIGURES}{LINE}{FIGURES}{LINE}</table></div>", ACROSS
    ),
    "columns": lambda: pages(f"<div style='columns: 2'>{ABOVE * 12}</div>"),
}


def shown(data: bytes) -> Counter[str]:
    """The characters of a file that are no white space, as pdfium counts them by itself; brackets face both ways."""
    found: list[str] = []
    file = pypdfium2.PdfDocument(data)
    for page in file:
        text = page.get_textpage()
        for i in range(pdfium.FPDFText_CountChars(text)):
            if pdfium.FPDFText_IsGenerated(text, i) != 1:
                found.append(chr(pdfium.FPDFText_GetUnicode(text, i)))
    return _ink("".join(found))


def _ink(text: str) -> Counter[str]:
    turned = str.maketrans("\x02)]»”’", "-([«“‘")
    return Counter("".join(unicodedata.normalize("NFKC", text).translate(turned).split()))


@pytest.mark.parametrize("name", [*MADE, *(path.name for path in sorted(SAMPLES.glob("*.txt")))])
def test_all_text_of_a_file_is_read_once_and_accounted_for(name: str) -> None:
    data = MADE[name]() if name in MADE else render(read(SAMPLES / name).document, "pdf")
    assert _ink(read_pdf(Source("x.pdf", data), Journal()).text) == shown(data)
    ledger = convert(data, ()).ledger
    assert ledger.complete, [ledger.text[start:end] for start, end in ledger.unexplained]


def test_all_text_of_official_files_is_read_once() -> None:
    for path in trees.official("corpus/typeset/A_RES_76_243.[ae]?.pdf"):
        data = path.read_bytes()
        assert _ink(read_pdf(Source("x.pdf", data), Journal()).text) == shown(data), path.name


def test_a_space_between_two_cells_brings_the_text_of_neither() -> None:
    """pdfium counts a space between two objects with the one before, which may stand in another cell."""
    first, space, second = (
        Piece(text, left, left + 40, 500, 10, line=line, order=order)
        for text, left, line, order in (("11", 300, 0, 0), (" ", 140, 1, 0), ("22", 100, 1, 1))
    )
    cells = (Cell(((first,),), 1, 1), Cell(((space, second),), 1, 1))
    page = Page(1, 420, 600, (first, space, second), ordered=True)
    (table,) = _with_tables(page, [Grid((cells,), (90, 490, 350, 520), (90, 200, 350))]).tables
    (row,) = table.rows
    words = ["".join(line.text for texts in parts for line in texts) for parts, _ in row]
    assert [text.strip() for text in words] == ["11", "22"]


# --- Columns and sizes -----------------------------------------------------------------------------------------------


def test_lines_set_to_the_right_of_a_last_page_go_on() -> None:
    words = "Wells of all lands are kept and tended by those who drink of them and by their neighbours. " * 6
    vote = (
        "In favour: Aland, Beland, Celand, Deland, Eland, Feland, Geland, Heland, Iland, Keland, Leland. " * 3
    )
    data = pages(f"<p>{words}</p><p style='page-break-before: always; margin-left: 50%'>{vote}</p>")
    lines = [
        line for line in read_pdf(Source("x.pdf", data), Journal("x.pdf")).lines if isinstance(line, Line)
    ]
    whole = max(line.width for line in lines if line.page == 1)
    assert max(line.width for line in lines if line.page == 2) > 0.9 * whole


def test_a_title_ends_where_its_type_does() -> None:
    title = "<p style='margin: 0; font-size: 12pt'>79/900. Election of the keepers of the wells of the high plain</p>"
    first = "Having heard those who keep the wells, the General Assembly elected Aland and Beland as keepers of them."
    second = "The wells of the coast are kept by those who live there and drink of them, and by nobody else."
    text = "".join(f"<p style='margin: 0'>{words}</p>" for words in (first, second))
    document = convert(pages(title + text), ()).document
    assert plain(document.title) == "Election of the keepers of the wells of the high plain"


def test_a_word_in_two_objects_is_whole_where_its_letters_are_set_wide() -> None:
    def said(place: float) -> str:
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(400, 300))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Times-Roman")
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        texts = ((50.0, "the shared s"), (place, "ervices of wells"))
        shown = (f"BT /F 10 Tf 1 0 0 1 {x} 200 Tm ({text}) Tj ET" for x, text in texts)
        page.Contents = pikepdf.Stream(pdf, "\n".join(shown).encode())
        out = io.BytesIO()
        pdf.save(out)
        lines = read_pdf(Source("x.pdf", out.getvalue()), Journal()).lines
        return " ".join(line.text for line in lines if isinstance(line, Line))

    assert said(98.5) == "the shared services of wells"  # pdfium sees a space here
    assert said(100.0) == "the shared s ervices of wells"


# --- Right to left --------------------------------------------------------------------------------------------------


def line(visual: str, *, size: float = 10.0) -> list[Glyph]:
    return [Glyph(100.0, 50.0 + 5 * i, 55.0 + 5 * i, char, 1) for i, char in enumerate(visual)]


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("ملاس", "سالم"),  # letters alone
        ("75/210 رارقلا", "القرار 75/210"),  # a figure runs from left to right
        ("A/75/457 ةقيثولا", "الوثيقة A/75/457"),
        ("2030-2015 ةرتفلا", "الفترة 2015-2030"),  # but a range does not, behind Arabic letters
        (")2015( 2209 رارقلا", "القرار 2209 (2015)"),  # brackets as stored by their shape
        ("(2015) 2209 رارقلا", "القرار 2209 (2015)"),  # and by their meaning
        (".United Nations, Treaty Series", "United Nations, Treaty Series."),  # the stop tells the direction
        ("United Nations", "United Nations"),
        (".A/75/457 )7(", "(7) A/75/457."),  # nothing begins with a stop
        ("(S/PRST/2012/13) 2012 ليربأ", "أبريل 2012 (S/PRST/2012/13)"),  # a year stands before the brackets
        ("No. 33480 ددعلا", "العدد No. 33480"),
        (")Rail Union (RU)( ةطبار", "رابطة (Rail Union (RU))"),  # brackets in the words and around them
        ("Wells (Wells) ةسسؤم", "مؤسسة Wells (Wells)"),
        (")P(A)T( ةسسؤم", "مؤسسة (P(A)T)"),
        ("Wells (WL() ةسسؤم", "مؤسسة (Wells (WL)"),  # the outer bracket closes on the next line
        ("،)Wells (W = W( ةسسؤم", "مؤسسة Wells (W = W))،"),  # it opens on the line before
        ("Wells-) ةسسؤم", "مؤسسة (Wells-"),  # no words in brackets begin with a hyphen
        ("رالود 000 250 غلبم", "مبلغ 000 250 دولار"),  # a number whose groups stand in the order of writing
        ("رالود 030 435 13 غلبم", "مبلغ 030 435 13 دولار"),
        ("رالود 250 000 غلبم", "مبلغ 000 250 دولار"),  # groups that the line turns round
        ("رالود 250 300 غلبم", "مبلغ 300 250 دولار"),
        (") 2082 و (2006) 1735 و (2006", "2006) و 1735 (2006) و 2082 ("),  # the line begins within brackets
    ],
)
def test_the_order_of_reading(visual: str, logical: str) -> None:
    found = _pdf_bidi.stretches(line(visual), {1: 10.0})
    assert "".join(stretch.text for stretch in found) == logical


def read_back(glyphs: list[Glyph], sizes: dict[int, float] | None = None) -> list[str]:
    """The lines of glyphs as they are read."""
    found: dict[int, str] = {}
    for stretch in _pdf_bidi.stretches(glyphs, sizes or dict.fromkeys(range(9), 10.0)):
        found[stretch.line] = found.get(stretch.line, "") + stretch.text
    return list(found.values())


def painted(left: float, text: str, look: int, *, base: float = 100.0, wide: float = 5.0) -> list[Glyph]:
    """A word that is painted by itself, given from the left."""
    return [Glyph(base, left + wide * i, left + wide * (i + 1), char, look) for i, char in enumerate(text)]


def test_latin_words_that_go_on_a_line_in_arabic_close_its_bracket() -> None:
    above, below = painted(50, "Rail) ةطبار", 1), painted(80, "(Union", 1, base=85.0)
    assert read_back(above + below) == ["رابطة (Rail", "Union)"]
    assert read_back(painted(50, "Rail) ةطبار", 1) + painted(50, "(Union", 1, base=85.0))[1] == "(Union"


def test_words_that_overlap_stay_whole() -> None:
    year, month = painted(50, "2006", 1), painted(63, " ريانيـ", 2)  # its space lies within the year
    assert read_back(month + year) == ["ـيناير 2006"]


def test_a_space_far_away_does_not_part_words_that_overlap() -> None:
    left, right = painted(50, "ربآلا", 1), painted(68, "ةيلاع", 2)
    space = Glyph(100.0, 95.0, 95.0, " ", 1)  # no object has it: it counts to the one before
    assert read_back([*left, *right, space])[0].strip() == "عاليةالآبر"


def test_the_mark_of_a_note_over_the_end_of_a_word_is_behind_it() -> None:
    word = painted(50, ")نيج", 1)  # with the bracket that opens behind it
    mark = [Glyph(104.5, 56.0, 59.0, "1", 2), Glyph(104.5, 59.0, 62.0, "6", 2)]
    close = painted(51, "(", 3)
    assert read_back([*word, *mark, *close], {1: 10.0, 2: 6.0, 3: 10.0}) == ["جين(16)"]


def test_words_that_stand_apart_have_a_space() -> None:
    words = painted(50, "Rail", 1) + painted(80, "Union", 1) + painted(110, "ةطبار", 2)
    assert read_back(words) == ["رابطة Rail Union"]


def test_a_word_that_stands_apart_from_a_comma_has_a_space() -> None:
    assert read_back(painted(50, "رئب", 1) + painted(69, "،ةقطنم", 1)) == ["منطقة، بئر"]
    assert read_back(painted(50, "رئب", 1) + painted(66, "ةقطنم", 1)) == [
        "منطقةبئر"
    ]  # only letters: nobody knows


def test_a_space_without_breadth_before_a_vowel_mark_is_none() -> None:
    letter, word = painted(75, "ت", 1), painted(60, "ذفن", 1)
    made = [Glyph(100.0, 75.0, 75.0, " ", 1), Glyph(100.0, 74.5, 78.0, "\u064f", 1)]
    assert [text.replace("\u064f", "") for text in read_back(letter + made + word[::-1])] == ["تنفذ"]
    assert read_back(letter + made[:1] + word[::-1]) == ["ت نفذ"]  # before a letter it is one


def test_a_vowel_mark_that_is_painted_by_itself_follows_its_letter() -> None:
    word = painted(50, "يادنس", 1)
    kasra = [Glyph(100.0, 70.5, 74.0, "\u0650", 2), Glyph(100.0, 66.0, 66.0, " ", 2)]
    assert read_back(word + kasra) == ["س\u0650نداي"]


def test_a_letter_whose_mark_is_painted_by_itself_is_read_once() -> None:
    word = [*painted(50, "تر", 1), Glyph(100.0, 60.0, 63.0, "أ\u064f", 1)]
    again = [Glyph(101.4, 61.0, 61.0, " ", 2), Glyph(101.4, 61.0, 62.0, "أ\u064f", 3)]
    assert read_back(word + again) == ["أ\u064fرت"]


def test_a_mark_that_is_painted_above_a_tall_letter_is_of_its_line() -> None:
    word = [*painted(50, "تر", 1), Glyph(100.0, 60.0, 63.0, "أ\u064f", 1)]
    again = [Glyph(104.5, 59.0, 61.0, "أ", 2), Glyph(104.5, 59.0, 60.0, "\u064f", 2)]
    assert read_back(word + again) == ["أ\u064fرت"]
    assert read_back([*again, *word]) == ["أ\u064fرت"]


def test_a_mark_that_is_painted_below_a_small_letter_is_of_its_line() -> None:
    mark = [Glyph(95.4, 50.0, 54.0, "\u064b", 2)]
    below = painted(50, "ةنيدم", 3, base=80.0)
    assert read_back([*painted(50, "ءانب", 1), *mark, *below]) == ["بناء\u064b", "مدينة"]


def test_a_space_behind_a_letter_whose_mark_is_painted_by_itself_is_kept() -> None:
    mark = [Glyph(104.5, 60.5, 64.5, "\u064b", 2), Glyph(100.0, 56.0, 56.0, " ", 2)]
    assert read_back(painted(60, "امو", 1) + mark + painted(46, "نم", 3)) == ["وما\u064b من"]


def test_a_bracket_over_the_mark_of_a_note_encloses_it() -> None:
    mark = [Glyph(104.5, 56.0, 59.0, "4", 3)]
    line = [
        Glyph(100.0, 50.0, 54.0, "(", 1),
        Glyph(100.0, 53.0, 57.0, ")", 2),
        *mark,
        *painted(58, "ةراجت", 2),
    ]
    assert read_back(line, {1: 10.0, 2: 10.0, 3: 6.0}) == ["تجارة(4)"]


def test_the_height_of_a_line_is_not_that_of_a_space_before_it() -> None:
    line = [Glyph(104.0, 54.0, 54.0, " ", 1), *painted(55, "ةراجت", 1)]
    number = [Glyph(104.0, 50.0, 53.0, "7", 2)]
    bases = {s.text.strip(): s.base for s in _pdf_bidi.stretches(number + line, {1: 8.0, 2: 4.6})}
    assert bases["7"] == 104.0
    assert bases["تجارة"] == 100.0


def noted(*visual: str) -> list[str]:
    """A note whose lines run from left to right, as the mark at the left shows."""
    mark = [Glyph(104.5, 40.0, 43.0, "7", 2), Glyph(100.0, 45.0, 50.0, " ", 1)]
    lines = [
        Glyph(100.0 - 12 * i, 50.0 + 5 * at, 55.0 + 5 * at, char, 1)
        for i, text in enumerate(visual)
        for at, char in enumerate(text)
    ]
    return read_back(mark + lines, {1: 10.0, 2: 6.0})


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        # Latin letters in brackets: the brackets run as the line does, and part what is before from what is behind.
        (
            ["2004 رابآلا ريرقت )مقر A.04.2 قحلملاو(، 1 لصفلا."],
            ["تقرير الآبار 2004 (رقم A.04.2 والملحق)، الفصل 1."],
        ),
        (["2004 رابآلا ريرقت )مقر", "A.04.2(، 1 لصفلا."], ["تقرير الآبار 2004 (رقم", "A.04.2)، الفصل 1."]),
        (
            ["رابآلا ريرقت", "2004 )مقر A.04.2 قحلملاو(، لصفلا."],
            ["تقرير الآبار", "2004 (رقم A.04.2 والملحق)، الفصل."],
        ),
        (["A/76/6 )ةمدقملا(، 36-1 باوبألاو."], ["A/76/6 (المقدمة)، والأبواب 1-36."]),
        # None: they run as the words do.
        (["(3–د) 217 رارقلا."], ["القرار 217 (د–3)."]),
        # What ends the last word of a line, where the next one goes on.
        (["،رابآلا ريرقت", "1 لصفلا."], ["تقرير الآبار،", "الفصل 1."]),
        (["– رابآلا ريرقت", "1 لصفلا."], ["تقرير الآبار –", "الفصل 1."]),
        (["A/76/6 – 1 لصفلا."], ["A/76/6 – الفصل 1."]),
        (["رظنا ؛ (S/INF/52)."], ["؛ انظر (S/INF/52)."]),  # a stop that runs to the left by itself
    ],
)
def test_a_note_in_arabic_whose_lines_run_from_left_to_right(visual: list[str], logical: list[str]) -> None:
    assert noted(*visual) == [f"7 {logical[0]}", *logical[1:]]


def test_figures_that_touch_but_are_painted_apart_are_two() -> None:
    mark = [Glyph(104.5, 40.0, 43.0, "7", 2), Glyph(100.0, 45.0, 50.0, " ", 1)]
    line = painted(50, "S/PRST/17", 1) + painted(95, "1996 ،رارقلا", 3) + painted(155, ".", 1)
    assert read_back(mark + line, {1: 10.0, 2: 6.0, 3: 10.0}) == ["7 S/PRST/17القرار، 1996."]


def test_a_letter_in_the_place_of_the_mark_before_it_is_read() -> None:
    word = [*painted(50, "نك", 1), Glyph(100.0, 56.0, 57.0, "\u0651", 1)]
    both = [Glyph(100.0, 60.0, 61.0, "\u064f", 1), Glyph(100.0, 60.0, 64.0, "م", 1)]
    assert read_back([*word, *both, *painted(65, "ت", 1)]) == ["ت\u064fمك\u0651ن"]


def arabic(*words: tuple[str, float, float, float]) -> list[Row]:
    """The lines of a page with one line in Arabic: words from the right, with their edges and sizes."""
    line = tuple(Piece(text, left, right, 100.0, size, line=1) for text, left, right, size in words)
    return rows(Page(1, 400.0, 600.0, line, ordered=True))


def test_on_a_page_in_arabic_latin_words_alone_are_indented_from_the_right() -> None:
    words = (("رابطة الآبار", 300.0), ("Wells Union", 320.0), ("مدينة البئر", 320.0), ("Left", 120.0))
    pieces = [
        Piece(text, right - 100.0, right, 100.0 - 15 * i, 10.0, line=i)
        for i, (text, right) in enumerate(words)
    ]
    pieces.append(Piece("وأهلها", 20.0, 120.0, 40.0, 10.0, line=9))
    page = PageText(1, rows(Page(1, 400.0, 600.0, tuple(pieces), ordered=True)))
    made = draft([page], habits([page]), Journal())
    assert [line.indent for line in made.lines if isinstance(line, Line)] == [4.0, 0.0, 0.0, 0.0, 40.0]


@pytest.mark.parametrize(
    ("sign", "room", "text"),
    [
        ("66", 0.0, "تش\u0640\u0640ير"),  # it touches both letters
        ("A", -0.5, "تش\u0640ير"),
        ("+", 0.2, "تش\u0640ير"),  # places are rounded
        ("\x13", 0.0, "تش\u0640ير"),
        ("66", 1.0, "تش66ير"),
        ("67", 0.0, "تش67ير"),
        ("/", 0.0, "تش/ير"),
        ("  ", 0.0, "تش  ير"),  # a wide space
    ],
)
def test_what_touches_both_letters_stretches_the_word(sign: str, room: float, text: str) -> None:
    words = ("تش", 100.0, 110.0, 10.0), (sign, 90.0, 100.0 - room, 10.0), ("ير", 80.0, 90.0 - room, 10.0)
    assert [row.text for row in arabic(*words)] == [text]


def test_a_number_with_a_tag_of_its_own_begins_no_paragraph() -> None:
    """Some writers tag all as paragraphs."""
    pieces = (
        Piece("1.", 50.0, 58.0, 300.0, 10.0, content=1),
        Piece("Takes note", 70.0, 120.0, 300.0, 10.0, content=2),
        Piece("of it.", 50.0, 80.0, 288.0, 10.0, content=2),
    )
    tags = {1: Tag(1, "P"), 2: Tag(2, "P")}
    assert [row.tag for row in rows(Page(1, 400.0, 600.0, pieces, tags=tags))] == [tags[2], tags[2]]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("What is to follow", "heading"),
        ("To this end, we:", "heading"),
        ("It is closed.", ""),
        ("wells;", ""),
    ],
)
def test_what_is_tagged_as_a_heading_is_one_unless_it_ends_as_a_sentence(text: str, role: str) -> None:
    pieces = (
        Piece("A title", 50.0, 90.0, 400.0, 14.0, content=1),
        Piece("The text of it.", 50.0, 130.0, 360.0, 10.0, content=2),
        Piece(text, 50.0, 120.0, 330.0, 10.0, content=3),
    )
    tags = {1: Tag(1, "H1"), 2: Tag(2, "P"), 3: Tag(3, "H2")}
    page = PageText(1, rows(Page(1, 400.0, 600.0, pieces, tags=tags)), tagged=True)
    made = draft([page], habits([page]), Journal())
    assert [line.role for line in made.lines if isinstance(line, Line) and line.text == text] == [role]


def test_what_stretches_a_word_is_told() -> None:
    words = ("تش", 100.0, 110.0, 10.0), ("66", 90.0, 100.0, 10.0), ("ير", 80.0, 90.0, 10.0)
    page, journal = PageText(1, arabic(*words)), Journal(stage="read.pdf")
    made = draft([page], habits([page]), journal)
    assert made.text == "تش66ير\n"
    assert [line.text for line in made.lines if isinstance(line, Line)] == ["تش\u0640\u0640ير"]
    assert journal.entries == [Entry("normalised", "read.pdf.stretched", 2, 4, "\u0640\u0640")]


def test_a_line_in_arabic_is_as_large_as_its_largest_words() -> None:
    found = arabic(("(", 196.0, 200.0, 14.0), ("S/2019/171", 100.0, 196.0, 10.0), ("،", 96.0, 100.0, 14.0))
    assert [row.size for row in found] == [14.0]


def test_the_space_that_carries_a_mark_is_none() -> None:
    letter, space = Glyph(100.0, 60.0, 65.0, "ت", 1), Glyph(100.0, 60.0, 60.0, " ", 1)
    assert carries(space, 1)
    assert not carries(letter, 1)
    assert not carries(space._replace(right=62.5), 1)
    assert not carries(space, 2)


def one_code_two_letters() -> bytes:
    """A page on which letters of two fonts that have one code stand nearly in one place, as stacked letters do."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 300))
    fonts = pikepdf.Dictionary()
    for name, char in (("/A", "م"), ("/B", "خ"), ("/C", "ر")):
        table = f"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <61> <{ord(char):04X}> endbfchar"
        cmap = f"/CIDInit /ProcSet findresource begin begincmap {table} endcmap end"
        fonts[name] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            ToUnicode=pdf.make_stream(cmap.encode()),
        )
    page.Resources = pikepdf.Dictionary(Font=fonts)
    places = [("C", 94.0), ("B", 100.0), ("A", 100.6)]
    shown = " ".join(f"/{font} 10 Tf 1 0 0 1 {left} 200 Tm (a) Tj" for font, left in places)
    page.Contents = pdf.make_stream(f"BT {shown} ET".encode())
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()


def test_letters_of_two_fonts_with_one_code_in_one_place_are_both_read() -> None:
    assert texts(one_code_two_letters()) == ["مخر"]


def test_lam_comes_before_alef_in_a_ligature() -> None:
    glyphs = [Glyph(100.0, 50.0, 55.0, "ا", 1), Glyph(100.0, 50.0, 55.0, "ل", 1)]
    assert next(iter(_pdf_bidi.stretches(glyphs, {1: 10.0}))).text == "لا"


# --- Files that cannot be read --------------------------------------------------------------------------------------


def test_an_encrypted_file_asks_for_its_password() -> None:
    plain_file = pages("<p>Secret words.</p>")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_file)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(ReadError, match="is encrypted"):
        read(Source("x.pdf", out.getvalue()))
    draft = read_pdf(Source("x.pdf", out.getvalue()), Journal(), password="u")
    assert draft.lines[0].text == "Secret words."  # type: ignore[union-attr]


def test_pages_without_text_say_so() -> None:
    with pytest.raises(ReadError, match="holds no text"):
        read(Source("x.pdf", pages("<div style='background:#ccc;height:100pt'></div>")))


def drawn(*contents: str, rotate: int = 0, form: str = "") -> bytes:
    """A file whose pages are painted as given, with a font F and a form X."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for content in contents:
        page = pdf.add_blank_page(page_size=(400, 600))
        inner = pikepdf.Stream(pdf, form.encode())
        inner.Type, inner.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        inner.BBox = pikepdf.Array([0, 0, 400, 600])
        inner.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary(X=pdf.make_indirect(inner))
        )
        page.Contents = pikepdf.Stream(pdf, content.encode())
        page.Rotate = rotate
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_figures_of_raised_type_are_raised() -> None:
    """Some fonts have such figures on the base line of their own."""
    text = "BT /F 10 Tf 1 0 0 1 50 300 Tm (as adopted, ) Tj ET BT /G 10 Tf 1 0 0 1 104 300 Tm (12) Tj ET"
    pdf = pikepdf.open(io.BytesIO(drawn(text)))
    cmap = (
        b"1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <31> <0031> <32> <0032> endbfchar"
    )
    pdf.pages[0].Resources.Font.G = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Dictionary(
            Differences=pikepdf.Array([49, pikepdf.Name.onesuperior, pikepdf.Name.twosuperior])
        ),
        ToUnicode=pikepdf.Stream(pdf, cmap),
    )
    out = io.BytesIO()
    pdf.save(out)
    draft = read_pdf(Source("x.pdf", out.getvalue()), Journal())
    runs = draft.lines[0].runs  # type: ignore[union-attr]
    assert [(run.text.strip(), run.raised) for run in runs] == [("as adopted,", False), ("12", True)]


def test_a_font_that_does_not_tell_its_letters_is_named_once() -> None:
    line = "BT /G 10 Tf 1 0 0 1 50 300 Tm <0103040506070801> Tj ET"
    pdf = pikepdf.open(io.BytesIO(drawn("BT /F 10 Tf 1 0 0 1 50 320 Tm (A line of text) Tj ET" + line, line)))
    names = [pikepdf.Name(f"/g{n}") for n in range(1, 9)]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name("/ABCDEF+Runes"),
        FirstChar=1,
        LastChar=8,
        Widths=pikepdf.Array([500] * 8),
        Encoding=pikepdf.Dictionary(Differences=pikepdf.Array([1, *names])),
    )
    for page in pdf.pages:
        page.Resources.Font.G = font
    out = io.BytesIO()
    pdf.save(out)
    told = [
        problem
        for problem in read(Source("x.pdf", out.getvalue())).problems
        if problem.code == "read.pdf.font"
    ]
    assert [problem.message for problem in told] == [
        "page 1: the font ABCDEF+Runes does not tell which letters it shows"
    ]


def test_letters_that_are_painted_one_by_one_make_words() -> None:
    """The ink of a 1 is narrow, so there is room about it."""
    left, content = 50.0, ""
    for char, wide in (("1", 5.6), ("1", 5.6), ("/", 2.8), ("1", 5.6), ("1", 5.6)):
        content += f"BT /F 10 Tf 1 0 0 1 {left} 300 Tm ({char}) Tj ET "
        left += wide
    assert texts(drawn(content)) == ["11/11"]


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    content = (
        "BT /F 10 Tf 0 1 -1 0 100 50 Tm (First line) Tj ET BT /F 10 Tf 0 1 -1 0 115 50 Tm (Second line) Tj ET"
    )
    assert texts(drawn(content, rotate=90)) == ["First line", "Second line"]


def test_what_runs_up_the_margin_is_entered_as_dropped() -> None:
    content = "BT /F 10 Tf 1 0 0 1 50 500 Tm (A line) Tj ET BT /F 10 Tf 0 1 -1 0 20 50 Tm (Margin) Tj ET"
    journal = Journal()
    draft = read_pdf(Source("x.pdf", drawn(content)), journal)
    assert [line.text for line in draft.lines] == ["A line"]  # type: ignore[union-attr]
    assert [draft.text[entry.start : entry.end] for entry in journal.entries] == ["Margin"]


def test_a_form_stands_where_it_is_painted() -> None:
    content = "BT /F 10 Tf 1 0 0 1 50 300 Tm (Below) Tj ET q 1 0 0 1 0 450 cm /X Do Q"
    assert texts(drawn(content, form="BT /F 10 Tf 1 0 0 1 50 50 Tm (Above) Tj ET")) == ["Above", "Below"]


def test_a_sign_in_a_hole_of_a_word_stands_there() -> None:
    word = "BT /F 10 Tf 1 0 0 1 50 300 Tm [(Rail)-620(Union)] TJ ET"
    sign = "BT /F 10 Tf 1 0 0 1 67.4 300 Tm (=) Tj ET"
    assert texts(drawn(word + sign)) == ["Rail=Union"]
    assert texts(drawn(word.replace("-620", "0") + sign)) != ["Rail=Union"]  # painted over the word


def test_a_picture_of_lines_is_no_table() -> None:
    grid = "".join(f"{i * 2} 0 0.3 600 re f 0 {i * 3} 400 0.3 re f " for i in range(190))
    assert texts(drawn(f"{grid} BT /F 10 Tf 1 0 0 1 50 500 Tm (A line) Tj ET")) == ["A line"]


def test_two_tables_of_one_page_stay_two() -> None:
    css = "table { border-collapse: collapse; margin: 60pt 0 } td { border: 1pt solid; padding: 3pt; width: 60pt }"
    table = "<table><tr><td>One</td><td>Two</td></tr><tr><td>Three</td><td>Four</td></tr></table>"
    draft = read_pdf(Source("x.pdf", pages(table * 2, css)), Journal())
    assert sum(hasattr(entry, "rows") for entry in draft.lines) == 2


def test_what_is_no_pdf_says_so() -> None:
    with pytest.raises(ReadError, match="is damaged or no PDF"):
        read(Source("x.pdf", b"%PDF-1.7\nnothing else"))


def test_spaces_throughout_tell_where_paragraphs_begin() -> None:
    names = "".join(f"<p>Association number {'long ' * (i % 4 * 6)}name {i}</p>" for i in range(12))
    draft = read_pdf(
        Source("x.pdf", pages(names, "@page { size: 300pt 800pt } p { margin: 6pt 0 }")), Journal()
    )
    starts = [line.starts for line in draft.lines]  # type: ignore[union-attr]
    firsts = [line.text.startswith("Association") for line in draft.lines]  # type: ignore[union-attr]
    assert len(starts) > 12
    assert starts[1:] == firsts[1:]


@pytest.mark.parametrize("size", [-0.8, 0.0, float("nan")])
def test_text_of_no_size_is_read(size: float) -> None:
    piece = Piece("A gate", 100.0, 140.0, 500.0, size)
    assert [row.text for row in rows(Page(1, 400.0, 600.0, (piece,)))] == ["A gate"]


# --- Links ----------------------------------------------------------------------------------------------------------


def with_links(data: bytes, *links: tuple[int, tuple[float, float, float, float], int | str, float]) -> bytes:
    """A file with links: the index of the page, the box, and an address, or the index of a page and a height."""
    pdf = pikepdf.open(io.BytesIO(data))
    for page, box, target, height in links:
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array(box))
        if isinstance(target, str):
            link.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(target))
        else:
            link.Dest = pikepdf.Array([pdf.pages[target].obj, pikepdf.Name.XYZ, 0, height, 0])
        annotations = pdf.pages[page].obj.get("/Annots", pikepdf.Array())
        annotations.append(pdf.make_indirect(link))
        pdf.pages[page].Annots = annotations
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def shown_at(base: float, text: str, size: float = 10, left: float = 50) -> str:
    return f"BT /F {size} Tf 1 0 0 1 {left} {base} Tm ({text}) Tj ET "


def marked(base: float, *marks: str) -> str:
    """A line with the mark of a note, its figures painted together or apart."""
    return shown_at(base, "The reports were read") + "".join(
        f"BT /F 6 Tf 1 0 0 1 {148 + 3.4 * i} {base + 4} Tm ({mark}) Tj ET " for i, mark in enumerate(marks)
    )


@pytest.mark.parametrize("rise", [8, 80])  # one writer leaves the margins out of account
def test_links_tell_notes_behind_the_text_in_type_of_any_size(rise: int) -> None:
    pages = (
        marked(500, "1") + shown_at(480, "1. What is numbered is no note."),
        marked(500, "1", "1")
        + shown_at(300, "1 A/80/1.")
        + shown_at(270, "11 A/80/2, which is")
        + shown_at(255, "so."),
    )
    data = with_links(
        drawn(*pages),
        (0, (148, 500, 152, 512), 1, 300 + rise),
        (1, (148, 500, 156, 512), 1, 270 + rise),
    )
    draft = read_pdf(Source("x.pdf", data), Journal("x.pdf"))
    assert [(note.marker, [each.text for each in note.lines]) for note in draft.notes] == [
        ("1", ["A/80/1."]),
        ("11", ["A/80/2, which is", "so."]),
    ]
    assert not read_pdf(Source("x.pdf", drawn(*pages)), Journal("x.pdf")).notes


def test_links_that_lead_back_begin_no_note() -> None:
    pages = shown_at(500, "1. What is numbered is no note.") + shown_at(100, "see"), marked(90, "1")
    draft = read_pdf(
        Source("x.pdf", with_links(drawn(*pages), (1, (148, 90, 152, 102), 0, 510))), Journal("x.pdf")
    )
    assert not draft.notes


def test_a_link_may_be_part_of_what_is_painted_at_once() -> None:
    data = with_links(
        drawn(shown_at(300, "Read all of the reports here.")),
        (0, (73, 297, 113, 310), "https://example.org/", 0),
    )
    draft = read_pdf(Source("x.pdf", data), Journal("x.pdf"))
    runs = [
        (run.text.strip(), run.link) for entry in draft.lines if isinstance(entry, Line) for run in entry.runs
    ]
    assert ("all of the", "https://example.org/") in runs
    assert "".join(text for text, _ in runs).replace(" ", "") == "Readallofthereportshere."


def test_links_are_looked_for_near_the_words_that_they_stand_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    holds = _pdf_links._holds  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(_pdf_links, "_holds", lambda *given: asked.append(given) or holds(*given))
    heights = range(20, 580, 8)
    places = [(0, (49, y - 2, 80, y + 8), f"https://example.org/{y}", 0) for y in heights]
    data = with_links(drawn("".join(shown_at(y, "Read") for y in heights)), *places)
    draft = read_pdf(Source("x.pdf", data), Journal("x.pdf"))
    assert sum(
        bool(run.link) for entry in draft.lines if isinstance(entry, Line) for run in entry.runs
    ) == len(heights)
    assert len(asked) < 6 * len(heights)


def test_room_between_words_of_a_file_without_spaces() -> None:
    """TeX has none, and in a tight line the room is less than extraction takes for one."""
    words = ["the", "words", "of", "a", "line", "are", "set", "apart", "by", "room", "alone"]
    loose = "BT /F 10 Tf 1 0 0 1 50 320 Tm [(" + ")-400(".join(words) + ")] TJ ET "
    tight = "BT /F 10 Tf 1 0 0 1 50 300 Tm [(" + ")-180(".join(words) + ")] TJ ET "
    tightest = "BT /F 10 Tf 1 0 0 1 50 280 Tm [(" + ")-150(".join(words) + ")] TJ ET "
    assert texts(drawn(loose + tight + tightest)) == [" ".join(words)] * 3


def test_threads_read_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """pdfium holds what it knows in one place for all threads."""
    within: list[int] = []
    most: list[int] = []
    opened = pypdfium2.PdfDocument

    def slowly(*given: object, **named: object) -> pypdfium2.PdfDocument:
        within.append(1)
        time.sleep(0.02)
        most.append(len(within))
        within.pop()
        return opened(*given, **named)

    monkeypatch.setattr(pypdfium2, "PdfDocument", slowly)
    data = pages("<p>One text.</p>")
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: read(data).document, range(8)))
    assert most == [1] * 8
    assert len({repr(text) for text in texts}) == 1
