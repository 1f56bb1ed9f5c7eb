"""Tables of pages as word processors print them: each paragraph is painted in its turn and closed by empty text."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from itertools import pairwise

import pikepdf
import weasyprint

from unpress import ast, convert, read, render
from unpress.draft import DraftTable, Line
from unpress.journal import Journal
from unpress.source import Source
from unpress.walk import plain
from unpress_stages.read.pdf import read as read_pdf

Paragraph = tuple[float, float, str]  # left, base line of the first line, lines
Rows = list[list[tuple[str, int, int]]]


def word(*pages: Sequence[Paragraph], lines: Sequence[Sequence[float]] = (), tagged: bool = True) -> bytes:
    """A file of pages with these paragraphs; `lines` run across the first page: height, then ends of pieces."""
    pdf = pikepdf.new()
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    elements, parents = [], []
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for number, paragraphs in enumerate(pages):
        page = pdf.add_blank_page(page_size=(600, 800))
        content, here = [], []
        for i, (left, base, text) in enumerate(paragraphs):
            content.append(f"/P <</MCID {i}>> BDC" if tagged else "/P BMC")
            x = left
            for step, line in enumerate(text.split("\n")):
                x = left + 5 * len(line)
                content.append(f"BT /F 10 Tf 1 0 0 1 {left} {base - 12 * step} Tm ({line}) Tj ET")
                last = base - 12 * step
            content.append(f"BT /F 10 Tf 1 0 0 1 {x} {last} Tm ( ) Tj ET EMC")
            here.append(
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=root, Pg=page.obj, K=i
                    )
                )
            )
        if number == 0:
            for height, *ends in lines:
                content += [f"{a} {height} {b - a} 0.5 re f" for a, b in pairwise(ends)]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pikepdf.Stream(pdf, "\n".join(content).encode())
        if tagged:
            page.StructParents = number
            elements += here
            parents += [number, pikepdf.Array(here)]
    if tagged:
        root.K = pikepdf.Array(elements)
        root.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array(parents))
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def found(data: bytes) -> list[str | Rows]:
    """Lines and tables; the paragraphs of a cell are set off by bars."""
    shown: list[str | Rows] = []
    for entry in read_pdf(Source("x.pdf", data), Journal()).lines:
        if isinstance(entry, DraftTable):
            rows = [
                [(" | ".join(line.text for line in cell.lines), cell.columns, cell.rows) for cell in row]
                for row in entry.rows
            ]
            shown.append(rows)
        else:
            shown.append(entry.text)
    return shown


def row(base: float, *texts: str) -> list[Paragraph]:
    return [(left, base, text) for left, text in zip((50, 200, 300), texts, strict=False) if text != "-"]


def simple(*rows: Sequence[str]) -> Rows:
    return [[(text, 1, 1) for text in texts] for texts in rows]


BEFORE = [(50.0, 770.0 - 14 * i, f"Line {i} of three.") for i in range(3)]
SAID = [text for _, _, text in BEFORE]


def test_rows_are_told_by_the_order_of_painting_without_any_line() -> None:
    data = word(
        [
            *BEFORE,
            *row(700, "Name", "Depth", "Remarks"),
            *row(680, "The larger lake\nof the two", "12", ""),
            *row(650, "The smaller one", "", "Let out in May,\nas decided"),
        ]
    )
    assert found(data) == [
        *SAID,
        simple(
            ("Name", "Depth", "Remarks"),
            ("The larger lake of the two", "12", ""),
            ("The smaller one", "", "Let out in May, as decided"),
        ),
    ]


def test_paragraphs_one_under_the_other_are_no_table() -> None:
    data = word([(50, 700, "One."), (50, 680, "Two."), (70, 660, "Three."), (50, 640, "Four.")])
    assert found(data) == ["One.", "Two.", "Three.", "Four."]


def test_a_cell_over_rows_and_paragraphs_in_cells() -> None:
    data = word(
        [
            *BEFORE,
            *row(700, "Output", "Number", "Remarks"),
            *row(680, "Upkeep of three\nboats on both\nlakes", "1", "Ferry"),
            *row(660, "-", "2", "Rowing boats"),
            *row(640, "Upkeep of nets", "7", "All of them"),
            (300, 625, "Two were mended"),
        ]
    )
    assert found(data) == [
        *SAID,
        [
            [("Output", 1, 1), ("Number", 1, 1), ("Remarks", 1, 1)],
            [("Upkeep of three boats on both lakes", 1, 2), ("1", 1, 1), ("Ferry", 1, 1)],
            [("2", 1, 1), ("Rowing boats", 1, 1)],
            [("Upkeep of nets", 1, 1), ("7", 1, 1), ("All of them | Two were mended", 1, 1)],
        ],
    ]


def test_lines_say_where_cells_end_and_which_rows_are_headers() -> None:
    data = word(
        [
            *BEFORE,
            (240, 700, "Depth"),
            *row(680, "Name", "2025", "2026"),
            *row(660, "Larger lake", "12", "13"),
            (50, 640, "Both lakes were let out"),
            *row(620, "Smaller lake", "4", "5"),
        ],
        lines=[(712, 45, 190, 400), (694, 190, 290, 400), (674, 45, 190, 290, 400), (612, 45, 190, 290, 400)],
    )
    draft = read_pdf(Source("x.pdf", data), Journal())
    (table,) = (entry for entry in draft.lines if isinstance(entry, DraftTable))
    assert [sum(cell.header for cell in row) for row in table.rows][2:] == [0, 0, 0]
    assert [" ".join(line.text for line in cell.lines) for cell in table.rows[3]] == [
        "Both lakes were let out"
    ]
    assert table.rows[3][0].columns == 3


def test_room_between_the_cells_of_a_line_makes_no_column() -> None:
    data = word(
        [*BEFORE, *row(700, "Name", "Depth", "Remarks"), *row(680, "Larger", "12", "Ferry")],
        lines=[(714, 45, 195, 290, 400), (694, 45, 49.1, 195, 199.5, 290, 400), (674, 47, 192, 290, 400)],
    )
    assert found(data) == [*SAID, simple(("Name", "Depth", "Remarks"), ("Larger", "12", "Ferry"))]


def test_a_table_goes_on_over_the_page() -> None:
    one = [*BEFORE, *row(700, "Name", "Depth", "Remarks"), *row(680, "Larger", "12", "Ferry")]
    two = [*row(740, "Smaller", "4", ""), *row(720, "Third", "", "Dry"), (50, 690, "So it ended.")]
    assert found(word(one, two)) == [
        *SAID,
        simple(
            ("Name", "Depth", "Remarks"),
            ("Larger", "12", "Ferry"),
            ("Smaller", "4", ""),
            ("Third", "", "Dry"),
        ),
        "So it ended.",
    ]


def test_without_tags_numbers_and_what_they_number_are_no_table() -> None:
    rows = [
        (x, 700 - 30 * i, text) for i in range(4) for x, text in ((50, f"{i}."), (80, f"Lake {i} is dry."))
    ]
    assert not any(isinstance(each, list) for each in found(word(rows, tagged=False)))


def test_labels_of_a_drawing_are_left_out_with_a_warning() -> None:
    pdf = pikepdf.open(io.BytesIO(word([*BEFORE, (50, 740, "A second line of running text.")])))
    page = pdf.pages[0]
    drawing = b"q 100 300 300 200 re S BT /F 8 Tf 1 0 0 1 120 350 Tm (1 438) Tj ET Q"
    page.contents_add(pikepdf.Stream(pdf, drawing))
    out = io.BytesIO()
    pdf.save(out)
    result = convert(out.getvalue(), ())
    assert "1 438" not in plain(tuple(getattr(result.document.children[-1], "content", ())))
    assert any(problem.code == "read.pdf.drawing" for problem in result.problems)
    assert any(entry.rule == "read.pdf.drawing" for entry in result.entries)
    assert result.ledger.complete


def test_tags_of_a_table_say_its_spans() -> None:
    cells = (
        "<tr><th>Lake</th><th colspan=2>Depth</th></tr><tr><td rowspan=2>Larger</td><td>1</td><td>2</td></tr>"
    )
    before = "<html lang=en><title>x</title><p>A.</p><p>B.</p><p>C.</p>"
    html = f"{before}<table>{cells}<tr><td></td><td>4</td></tr></table></html>"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    assert found(data) == [
        "A.",
        "B.",
        "C.",
        [
            [("Lake", 1, 1), ("Depth", 2, 1)],
            [("Larger", 1, 2), ("1", 1, 1), ("2", 1, 1)],
            [("", 1, 1), ("4", 1, 1)],
        ],
    ]


def test_headings_have_the_ranks_of_their_tags_and_sizes() -> None:
    looks = "@page { size: 400pt 300pt } h1 { break-before: page; font-size: 15pt } h1.b { font-size: 12pt }"
    css = f"<style>{looks}</style>"
    parts = "<h1>Upper lake</h1><p>Deep.</p><h2>North shore</h2><p>Dry.</p><h1 class=b>Lower lake</h1><p>Flat.</p>"
    html = f"<html lang=en><title>x</title>{css}<h1>Lakes</h1><p>Said.</p>{parts}<h2>It is flat.</h2></html>"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    lines = [line for line in read_pdf(Source("x.pdf", data), Journal()).lines if isinstance(line, Line)]
    assert [(line.text, line.level) for line in lines if line.role == "heading"] == [
        ("Upper lake", 1),
        ("North shore", 3),
        ("Lower lake", 2),
    ]


def tagged(body: str) -> list[Line]:
    """The lines of a tagged file whose level-one headings are larger than others and than its text."""
    looks = "h1 { font-size: 15pt } h2 { font-size: 12pt } .next { break-before: page }"
    css = f"<style>@page {{ size: 400pt 300pt }} {looks}</style>"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        html = weasyprint.HTML(string=f"<html lang=en><title>x</title>{css}{body}</html>")
        data = html.write_pdf(pdf_variant="pdf/ua-1")
    return [line for line in read_pdf(Source("x.pdf", data), Journal()).lines if isinstance(line, Line)]


def test_below_the_title_tags_tell_headings_on_the_first_page() -> None:
    lines = tagged(
        "<h2>Tenth session</h2><h1>Lakes of<br>the plain</h1><h2>Programme 5</h2><p>Said.</p><h1>Contents</h1>"
    )
    assert [(line.text, line.role) for line in lines] == [
        *(("Tenth session", ""), ("Lakes of", ""), ("the plain", "")),
        *(("Programme 5", "heading"), ("Said.", ""), ("Contents", "heading")),
    ]


def test_no_heading_goes_on_over_the_end_of_a_page_or_a_table() -> None:
    heads = "<h1>Lakes</h1><p>Said.</p><h2>Figure 5</h2><h2 class=next>Result 2</h2><p class=next>goes on</p>"
    assert [(line.text, line.starts) for line in tagged(heads)][-3:] == [
        ("Figure 5", True),
        ("Result 2", True),
        ("goes on", None),
    ]


def test_lines_of_the_draft_are_lines() -> None:
    draft = read_pdf(Source("x.pdf", word(BEFORE)), Journal())
    assert all(isinstance(entry, Line) for entry in draft.lines)


def test_a_link_in_a_cell_stays_one() -> None:
    def row(*words: ast.Inlines) -> ast.Row:
        return ast.Row(tuple(ast.Cell((ast.Paragraph(content),)) for content in words))

    cited = (ast.Text("See "), ast.Reference("A/RES/72/213", (ast.Text("72/213"),)))
    table = ast.Table(
        tuple(row((ast.Text(name),), cited) for name in ("Deep well", "Shallow well", "Old well"))
    )
    above = tuple(ast.Paragraph((ast.Text(f"Of the wells of the {name} we speak."),)) for name in ("N", "S"))
    document = ast.Document("en", title=(ast.Text("Wells"),), children=(*above, table))
    read_back = read(Source("a.pdf", render(document, "pdf"))).document
    (found,) = [block for block in read_back.children if isinstance(block, ast.Table)]
    assert [row.cells[1].children for row in found.rows] == [(ast.Paragraph(cited),)] * 3


def test_a_table_with_a_head_is_no_masthead_where_it_begins_a_document() -> None:
    def row(*words: str, header: bool = False) -> ast.Row:
        return ast.Row(tuple(ast.Cell((ast.Paragraph((ast.Text(word),)),), header) for word in words))

    table = ast.Table(
        (row("Well", "2024", "2025", header=True), row("Deep", "12", "14"), row("Old", "3", "2"))
    )
    read_back = read(Source("a.pdf", render(ast.Document("en", children=(table,)), "pdf"))).document
    assert read_back.children == (table,)
