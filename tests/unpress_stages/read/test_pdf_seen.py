"""Text of a PDF file that the reader of its pages does not see is told, and left out where it is beyond their edges."""

from __future__ import annotations

import io
import warnings
from typing import Any

import pikepdf
import pypdfium2
import pytest
import weasyprint

from unpress import Source, convert, read
from unpress_stages.read import _pdf_seen
from unpress_stages.read._pdf_glyphs import Glyph, lines
from unpress_stages.read._pdf_page import load

SEEN = "BT /F 10 Tf 1 0 0 1 150 300 Tm (The reports are read by all.) Tj ET "
DARK, PALE = "0.1 0.2 0.6 rg 140 190 200 30 re f ", "1 1 0.99 rg 140 190 200 30 re f "
WHITE = "BT 1 1 1 rg /F 10 Tf 1 0 0 1 150 200 Tm (Budget of the year) Tj ET "
INKLESS = "BT 3 Tr /F 10 Tf 1 0 0 1 150 200 Tm (Budget of the year) Tj 0 Tr ET "
AIRY = "/A gs BT /F 10 Tf 1 0 0 1 150 200 Tm (Budget of the year) Tj ET "
SMALL, WHOLE = "q 200 0 0 30 140 190 cm /I Do Q ", "q 400 0 0 600 0 0 cm /I Do Q "


INKED = "0 g BT /F 10 Tf 1 0 0 1 150 200 Tm (Budget of the year) Tj ET "
WHY = "without ink, white, covered, clipped away, or in a layer that is switched off"


def made(content: str, crop: tuple[int, int, int, int] | None = None, rotate: int = 0) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 600))
    image = pikepdf.Stream(pdf, b"\x80")
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width = image.Height = 1
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        ),
        XObject=pikepdf.Dictionary(I=pdf.make_indirect(image)),
        ExtGState=pikepdf.Dictionary(A=pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=0)),
    )
    page.Contents = pikepdf.Stream(pdf, content.encode())
    page.Rotate = rotate
    if crop:
        page.CropBox = pikepdf.Array(crop)
    return pdf


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def told(pdf: pikepdf.Pdf) -> dict[str, str]:
    problems = read(Source("x.pdf", saved(pdf))).problems
    return {problem.code: problem.message for problem in problems if problem.code.startswith("read.pdf")}


@pytest.mark.parametrize("content", [WHITE, INKLESS, AIRY, PALE + WHITE])
def test_text_that_nobody_sees_is_told_and_kept(content: str) -> None:
    pdf = made(SEEN + content)
    assert told(pdf) == {"read.pdf.unseen": f"page 1 has text that nobody sees: {WHY}: 'Budget of the year'"}
    assert b"Budget of the year" in convert(Source("x.pdf", saved(pdf)), "md").output


@pytest.mark.parametrize("ground", [DARK, SMALL])
def test_white_text_is_seen_on_colours_and_pictures(ground: str) -> None:
    assert told(made(SEEN + ground + WHITE)) == {}


@pytest.mark.parametrize(
    ("over", "covers"),
    [
        ("0 g 140 190 200 30 re f ", True),  # black
        (PALE, True),
        (SMALL, True),  # a picture
        ("0 g 180 190 40 30 re f ", True),  # a word of the line
        ("/A gs 0 g 140 190 200 30 re f ", False),  # transparent
        ("0 g 140 198 200 1 re f ", False),  # a line
        ("0 g 140 190 200 30 re S ", False),  # a frame
        ("0 g 140 150 200 30 re f ", False),  # elsewhere
        ("0 g 100 100 200 300 re 110 110 180 280 re f* ", False),  # it has a hole
    ],
)
def test_text_that_something_is_painted_over_is_told(over: str, covers: bool) -> None:
    content = f"{SEEN}{INKED}{over}"
    assert list(told(made(content))) == (["read.pdf.unseen"] if covers else [])
    assert "read.pdf.unseen" not in told(made(f"q {over} Q {SEEN}{INKED}"))


@pytest.mark.parametrize(
    ("usual", "hidden"),
    [
        ({"OFF": True}, True),
        ({"BaseState": "/OFF"}, True),
        ({"BaseState": "/OFF", "ON": True}, False),
        ({}, False),
    ],
)
def test_text_in_a_layer_that_is_switched_off_is_told(usual: dict[str, object], hidden: bool) -> None:
    pdf = made(f"{SEEN}/OC /L BDC {INKED} EMC")
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Draft"))
    said = {
        f"/{key}": pikepdf.Name(str(value)) if key == "BaseState" else pikepdf.Array([layer])
        for key, value in usual.items()
    }
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(said))
    pdf.pages[0].Resources.Properties = pikepdf.Dictionary(L=layer)
    assert list(told(pdf)) == (["read.pdf.unseen"] if hidden else [])


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("FreeText", {"Contents": "Not so."}, "typed: Not so."),
        ("Text", {"Contents": "Why?"}, "note: Why?"),
        ("Text", {}, ""),
        ("StrikeOut", {}, "struck through"),
        ("Widget", {"V": "Arcadia"}, "field: Arcadia"),
        ("Widget", {"V": pikepdf.Name.Off, "AS": pikepdf.Name.Off}, ""),
        ("Widget", {"AS": pikepdf.Name.Yes}, "field: Yes"),
        ("Link", {"Contents": "Go on"}, ""),
        ("Text", {"Contents": "a" * 400}, "note: ..."),
    ],
)
def test_what_a_viewer_put_on_a_page_is_told(kind: str, more: dict[str, object], words: str) -> None:
    pdf = made(SEEN)
    said: dict[str, object] = {"Subtype": pikepdf.Name(f"/{kind}"), "Rect": [150, 300, 200, 310], **more}
    annotation = pikepdf.Dictionary({f"/{key}": value for key, value in said.items()})
    placed = pikepdf.Array([pdf.make_indirect(annotation)])
    pdf.pages[0].Annots = placed
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=placed)
    found = {"read.pdf.added": f"page 1 has what a viewer put on it, which is left out: {words!r}"}
    assert told(pdf) == (found if words else {})


@pytest.mark.parametrize("turn", ["0 1 -1 0", "0 -1 1 0"])
def test_a_page_whose_text_runs_up_or_down_is_turned(turn: str) -> None:
    texts = ("200 300 Tm (The wells are old.)", "220 300 Tm (They run dry.)")
    content = "".join(f"BT /F 10 Tf {turn} {text} Tj ET " for text in texts)
    first, second = (
        ("They run dry.", "The wells are old.") if turn[2] == "-" else ("The wells are old.", "They run dry.")
    )
    page = load(pypdfium2.PdfDocument(saved(made(content))), 0, {})
    assert [piece.text for piece in sorted(page.pieces, key=lambda piece: -piece.base)] == [first, second]
    assert (page.width, page.height) == (600, 400)
    across = "BT /F 10 Tf 1 0 0 1 150 500 Tm (The reports on the wells of the plains are read by all.) Tj ET "
    assert list(told(made(across + content))) == ["read.pdf.upright"]


def test_a_grid_drawn_in_one_stroke_is_that_of_a_table() -> None:
    lines = "".join(f"100 {y} m 300 {y} l " for y in (300, 320, 340, 360))
    lines += "".join(f"{x} 300 m {x} 360 l " for x in (100, 200, 300))
    cells = (("Wells", "1980"), ("old", "12"), ("new", "7"))
    words = "".join(
        f"BT /F 10 Tf 1 0 0 1 {110 + 100 * column} {345 - 20 * row} Tm ({word}) Tj ET "
        for row, line in enumerate(cells)
        for column, word in enumerate(line)
    )
    output = convert(Source("x.pdf", saved(made(f"{lines} S {words}"))), "md").output.decode()
    assert "| old | 12 |" in output


def test_text_without_ink_on_a_picture_of_the_page_was_recognised() -> None:
    assert list(told(made(WHOLE + INKLESS))) == ["read.pdf.scanned"]


STRIPS = "".join(f"q 400 0 0 100 0 {y} cm /I Do Q " for y in range(0, 600, 100))
CUT, LOGO = "q 200 0 0 300 100 200 cm /I Do Q ", "q 40 0 0 40 100 500 cm /I Do Q "
OUTLINES = "".join(f"{x} 300 6 8 re f " for x in range(20, 380, 6))


@pytest.mark.parametrize("shown", [WHOLE, STRIPS, CUT, OUTLINES])
def test_a_page_without_text_is_told_where_it_shows_pictures(shown: str) -> None:
    pdf = made(SEEN)
    for content in (shown, "", LOGO):
        pdf.pages.extend(made(content).pages)
    assert told(pdf) == {"read.pdf.picture": "page 2 holds no text, only pictures or drawings"}


@pytest.mark.parametrize(
    ("rotate", "turn"), [(0, "1 0 0 1"), (90, "0 1 -1 0"), (180, "-1 0 0 -1"), (270, "0 -1 1 0")]
)
def test_text_beyond_the_edges_of_a_page_is_left_out_and_told(rotate: int, turn: str) -> None:
    texts = (
        "300 300 Tm (The reports are read by all.)",
        "300 20 Tm (Proof of 4 May)",
        "500 300 Tm (Sheet 7)",
    )
    content = "".join(f"BT /F 10 Tf {turn} {text} Tj ET " for text in texts)
    pdf = made(content, crop=(100, 100, 400, 500), rotate=rotate)
    assert told(pdf) == {
        "read.pdf.beyond": "page 1 has text beyond its edges, which is left out: 'Proof of 4 May Sheet 7'"
    }
    result = convert(Source("x.pdf", saved(pdf)), "md")
    assert result.output == b"The reports are read by all.\n"
    assert [entry.rule for entry in result.entries].count("read.pdf.beyond") == 2
    assert result.ledger.complete


def test_places_are_those_on_the_page_as_it_is_cropped() -> None:
    page = load(pypdfium2.PdfDocument(saved(made(SEEN, crop=(100, 120, 400, 500)))), 0, {})
    assert [(round(piece.left), piece.base) for piece in page.pieces] == [(50, 180)]


def test_attached_files_are_named() -> None:
    pdf = made(SEEN)
    pdf.attachments["table.csv"] = b"1,2"
    assert told(pdf) == {"read.pdf.attached": "files are attached, which are not read: table.csv"}


def test_arabic_beyond_the_edges_is_left_out_too() -> None:
    style = "@page { size: 400pt 600pt; margin: 0 } p { position: absolute; left: 100pt; width: 200pt; margin: 0 }"
    body = "<p style='top:200pt'>وإذ تشير إلى قرارها</p><p style='top:500pt'>نسخة أولى</p>"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        html = f"<html lang=ar dir=rtl><style>{style}</style>{body}</html>"
        data = weasyprint.HTML(string=html).write_pdf()
    assert data
    pdf = pikepdf.open(io.BytesIO(data))
    pdf.pages[0].CropBox = pikepdf.Array((0, 200, 400, 600))
    assert list(told(pdf)) == ["read.pdf.beyond"]
    output = convert(Source("x.pdf", saved(pdf)), "md").output.decode()
    assert "قرارها" in output
    assert "نسخة" not in output


@pytest.mark.parametrize(("name", "bold"), [("Naskh-Regular", False), ("Naskh-Bold", True), ("Naskh", True)])
def test_thick_stems_make_no_bold_letters_of_a_font_that_is_called_regular(name: str, bold: bool) -> None:
    pdf = made(SEEN)
    font = pdf.pages[0].Resources.Font.F
    font.BaseFont = pikepdf.Name(f"/{name}")
    font.FontDescriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=font.BaseFont, Flags=4, StemV=150, ItalicAngle=0
    )
    page = load(pypdfium2.PdfDocument(saved(pdf)), 0, {})
    assert [piece.bold for piece in page.pieces] == [bold]


def test_small_lines_above_each_other_beside_large_letters_are_lines() -> None:
    def row(base: float, left: float, text: str, look: int, size: float) -> list[Glyph]:
        return [Glyph(base, left + i * size, left + (i + 1) * size, c, look) for i, c in enumerate(text)]

    sizes = {1: 28.0, 2: 10.0, 3: 10.0, 4: 10.0}
    large, date = row(692, 300, "ABCD", 1, 28.0), row(688, 140, "4 May 2044", 2, 10.0)
    above, mark = row(706, 150, "Distr.: General", 3, 10.0), row(705, 412, "1", 4, 10.0)
    found = [[glyph.text for glyph in line] for line in lines([*large, *date, *above, *mark], sizes)]
    assert ["".join(line).strip() for line in found] == ["Distr.: General", "ABCD1", "4 May 2044"]


def test_a_letter_drawn_in_two_parts_has_no_space_beside_it() -> None:
    def row(text: str, step: float) -> list[Glyph]:
        places = [(i * step, step if c != " " else 0.0, c) for i, c in enumerate(text)]
        return [Glyph(700.0, at, at + broad, c, 1) for at, broad, c in places]

    found = ["".join(glyph.text for glyph in line) for line in lines(row("ذخ ا", 1.5), {1: 10.0})]
    assert found == ["ذخا"]
    found = ["".join(glyph.text for glyph in line) for line in lines(row("ذخ ا", 4.0), {1: 10.0})]
    assert found == ["ذخ ا"]


@pytest.mark.parametrize(
    ("clip", "hidden"),
    [
        ("0 400 400 50 re", True),
        ("0 180 20 60 re", True),
        ("500 180 20 60 re", True),
        ("100 180 300 60 re", False),
        ("100 180 90 60 re", False),
    ],
)
def test_text_outside_of_its_clipping_path_is_told(clip: str, hidden: bool) -> None:
    assert list(told(made(f"{SEEN} q {clip} W n {INKED} Q"))) == (["read.pdf.unseen"] if hidden else [])


@pytest.mark.parametrize(
    ("rule", "hidden"),
    [
        ({}, False),
        ({"P": "/AllOn"}, True),
        ({"P": "/AnyOff"}, False),
        ({"P": "/AllOff"}, True),
        ({"VE": ("/And", 0, 1)}, True),
        ({"VE": ("/Not", 1)}, False),
    ],
)
def test_text_that_belongs_to_several_layers(rule: dict[str, object], hidden: bool) -> None:
    pdf = made(f"{SEEN}/OC /M BDC {INKED} EMC")
    layers = [
        pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=name)) for name in ("On", "Off")
    ]
    said = pikepdf.Dictionary(Type=pikepdf.Name.OCMD, OCGs=pikepdf.Array(layers))
    if "P" in rule:
        said.P = pikepdf.Name(str(rule["P"]))
    if isinstance(expression := rule.get("VE"), tuple):
        said.VE = pikepdf.Array(
            [layers[each] if isinstance(each, int) else pikepdf.Name(each) for each in expression]
        )
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array(layers), D=pikepdf.Dictionary(OFF=pikepdf.Array(layers[1:]))
    )
    pdf.pages[0].Resources.Properties = pikepdf.Dictionary(M=pdf.make_indirect(said))
    assert list(told(pdf)) == (["read.pdf.unseen"] if hidden else [])


def test_an_expression_that_holds_another_twice_is_asked_for_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = pikepdf.new()
    off = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Off"))
    inner: pikepdf.Object = off
    for _ in range(12):
        inner = pdf.make_indirect(pikepdf.Array([pikepdf.Name.Or, inner, inner]))
    asked: list[int] = []
    holds = _pdf_seen._holds  # pyright: ignore[reportPrivateUsage]

    def counted(expression: Any, known: dict[Any, bool], depth: int) -> bool:
        asked.append(depth)
        return holds(expression, known, depth)

    monkeypatch.setattr(_pdf_seen, "_holds", counted)
    assert not counted(inner, {off.objgen: False}, 0)
    assert len(asked) == 25


def tagged(kind: str, told_as: str = "") -> pikepdf.Pdf:
    """A page with two texts, each tagged as of a kind; the tags tell what the second is where that is given."""
    pdf = made(f"/P <</MCID 0>> BDC {SEEN} EMC /P <</MCID 1>> BDC {INKED} EMC")
    page = pdf.pages[0].obj
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    elements = [
        pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{kind}"), P=root, Pg=page, K=i)
        )
        for i in range(2)
    ]
    if told_as:
        elements[1].ActualText = pikepdf.String(told_as)
    root.K = pikepdf.Array(elements)
    pages = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array(elements)]))
    root.ParentTree = pdf.make_indirect(pages)
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    page.StructParents = 0
    pdf.Root.StructTreeRoot = root
    return pdf


def test_notes_of_newer_files_are_notes() -> None:
    found = load(pypdfium2.PdfDocument(saved(tagged("FENote"))), 0, {}).tags
    assert [tag.kind for tag in found.values()] == ["Note", "Note"]


@pytest.mark.parametrize(
    ("told_as", "text", "found"),
    [
        ("Budget of the years", "Budget of the years", ["read.pdf.retold"]),
        ("Bud\u00adget of\u00a0the year", "Budget of the year", []),
        (" ", "Budget of the year", []),
    ],
)
def test_tags_may_tell_what_their_text_is(told_as: str, text: str, found: list[str]) -> None:
    """A word processor tells a space of all that ends a paragraph."""
    pdf = tagged("P", told_as)
    output = convert(Source("x.pdf", saved(pdf)), "md").output.decode().strip()
    assert output.replace("\u00ad", "").replace("\u00a0", " ").endswith(f"\n{text}")
    assert list(told(pdf)) == found
