"""Text of a PDF file that the reader of its pages does not see is told, and left out where it is beyond their edges."""

from __future__ import annotations

import io
import warnings

import pikepdf
import pypdfium2
import pytest
import weasyprint

from unpress import Source, convert, read
from unpress_stages.read._pdf_page import load

SEEN = "BT /F 10 Tf 1 0 0 1 150 300 Tm (The reports are read by all.) Tj ET "
DARK, PALE = "0.1 0.2 0.6 rg 140 190 200 30 re f ", "1 1 0.99 rg 140 190 200 30 re f "
WHITE = "BT 1 1 1 rg /F 10 Tf 1 0 0 1 150 200 Tm (Budget of the year) Tj ET "
INKLESS = "BT 3 Tr /F 10 Tf 1 0 0 1 150 200 Tm (Budget of the year) Tj 0 Tr ET "
AIRY = "/A gs BT /F 10 Tf 1 0 0 1 150 200 Tm (Budget of the year) Tj ET "
SMALL, WHOLE = "q 200 0 0 30 140 190 cm /I Do Q ", "q 400 0 0 600 0 0 cm /I Do Q "


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
    assert told(pdf) == {
        "read.pdf.unseen": "page 1 has text that nobody sees, without ink or white: 'Budget of the year'"
    }
    assert b"Budget of the year" in convert(Source("x.pdf", saved(pdf)), "md").output


@pytest.mark.parametrize("ground", [DARK, SMALL])
def test_white_text_is_seen_on_colours_and_pictures(ground: str) -> None:
    assert told(made(SEEN + ground + WHITE)) == {}


def test_text_without_ink_on_a_picture_of_the_page_was_recognised() -> None:
    assert list(told(made(WHOLE + INKLESS))) == ["read.pdf.scanned"]


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
    page = load(pypdfium2.PdfDocument(saved(made(SEEN, crop=(100, 120, 400, 500)))), 0)
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
