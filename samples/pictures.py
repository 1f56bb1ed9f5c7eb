"""Draw what the README shows: a raw text beside the page that comes of it, and the emblem as a picture.

python samples/pictures.py [FOLDER]

Writes ``samples/pictures/*.png`` and ``emblem.png`` beside ``emblem.svg``, or all of them into a folder. Raw texts are
set as a page of type, pages are those of our own PDF; PDFium draws both.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import pypdfium2
import weasyprint
from PIL import Image, ImageOps

from unpress import convert

ROOT = Path(__file__).resolve().parent.parent
EMBLEM = ROOT / "stages" / "unpress_stages" / "render" / "emblem.svg"
SHOWN = (("A_RES_75_210.en", "Recognizing also the challenges", 2), ("A_RES_75_210.zh", "[根据", 1))
"""A sample, the words at which its text is shown from, and the page that shows the same."""

SCALE = 1.13
"""Dots of a picture to a point of the page."""
GAP = 14
SHADES = 64

SHEET = """
@page { size: letter; margin: 26pt 30pt; background: #f3efe6; }
pre { margin: 0; font: 8pt/11pt "Liberation Mono", "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap;
      overflow-wrap: anywhere; color: #333; }
"""


def drawn(pdf: bytes, page: int, scale: float) -> Image.Image:
    """A page of a PDF, counted from 1."""
    return pypdfium2.PdfDocument(pdf)[page - 1].render(scale=scale).to_pil()


def raw(text: str) -> bytes:
    """A raw text as it stands, as a PDF."""
    markup = f"<style>{SHEET}</style><pre>{escape(text)}</pre>"
    return bytes(weasyprint.HTML(string=markup).write_pdf())


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    """Two pages in frames, side by side."""
    pages = [ImageOps.expand(page, 1, "#888") for page in (left, right)]
    both = Image.new("RGB", (sum(p.width for p in pages) + GAP, max(p.height for p in pages)), "white")
    both.paste(pages[0], (0, 0))
    both.paste(pages[1], (pages[0].width + GAP, 0))
    return both


def save(picture: Image.Image, path: Path) -> None:
    """As a small file, the same each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(SHADES, Image.Quantize.FASTOCTREE).save(path, optimize=True)


def emblem() -> Image.Image:
    """The drawing at four dots to each of its units: 600 dots to an inch in print."""
    markup = "<style>@page { size: 114px 98px; margin: 0 } body { margin: 0 } svg { display: block }</style>"
    pdf = weasyprint.HTML(string=markup + EMBLEM.read_text(encoding="utf-8")).write_pdf()
    return drawn(bytes(pdf), 1, 4 * 96 / 72)


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else ROOT / "samples" / "pictures"
    save(emblem(), folder / "emblem.png" if arguments else EMBLEM.with_suffix(".png"))
    for name, words, page in SHOWN:
        source = ROOT / "samples" / f"{name}.txt"
        text = source.read_text(encoding="utf-8")
        pdf = convert(source, to=["pdf"]).outputs["pdf"]
        save(
            beside(drawn(raw(text[text.index(words) :]), 1, SCALE), drawn(pdf, page, SCALE)),
            folder / f"{name}.png",
        )


if __name__ == "__main__":
    main(sys.argv[1:])
