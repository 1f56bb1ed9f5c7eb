"""However a page lies, it is read as it is seen upright, in its usual size."""

from __future__ import annotations

import functools
import io
import math

import pikepdf
import pytest
from printed import Writer

import unpress
from unpress.source import Source
from unpress_stages.read._pdf_glyphs import Glyph, between, lines, unmirrored


@functools.cache
def printed(code: str) -> bytes:
    return unpress.render(Writer(code, 3).resolution(3, 4), "pdf")


@functools.cache
def read(data: bytes) -> str:
    return unpress.convert(Source("page.pdf", data), to="md").output.decode()


def laid(
    data: bytes, matrix: tuple[float, ...], box: tuple[float, float, float, float], rotate: int = 0
) -> bytes:
    """The pages of a file painted through a matrix, with links and where they lead, onto pages of another size."""
    a, b, c, d, e, f = matrix
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            page.contents_coalesce()
            words = " ".join(f"{number:f}" for number in matrix).encode()
            page.contents_add(file.make_stream(b"q " + words + b" cm\n"), prepend=True)
            page.contents_add(file.make_stream(b"\nQ"))
            page.obj.MediaBox = pikepdf.Array(box)
            page.obj.Rotate = rotate
            for link in page.obj.get("/Annots", []):
                x, y, u, v = (float(number) for number in link.Rect)
                ends = [(a * s + c * t + e, b * s + d * t + f) for s, t in ((x, y), (u, v))]
                link.Rect = pikepdf.Array([*map(min, *ends), *map(max, *ends)])
        for place in list(file.Root.Names.Dests.Names)[1::2]:
            x, y = float(place[2]), float(place[3])
            place[2], place[3] = a * x + c * y + e, b * x + d * y + f
        found = io.BytesIO()
        file.save(found)
    return found.getvalue()


WIDTH, HEIGHT = 612.0, 792.0
LAID = {
    "a quarter, as /Rotate tells": ((0, 1, -1, 0, HEIGHT, 0), (0, 0, HEIGHT, WIDTH), 90),
    "a half, as /Rotate tells": ((-1, 0, 0, -1, WIDTH, HEIGHT), (0, 0, WIDTH, HEIGHT), 180),
    "three quarters, as /Rotate tells": ((0, -1, 1, 0, 0, WIDTH), (0, 0, HEIGHT, WIDTH), 270),
    "up the page": ((0, 1, -1, 0, HEIGHT, 0), (0, 0, HEIGHT, WIDTH), 0),
    "down the page": ((0, -1, 1, 0, 0, WIDTH), (0, 0, HEIGHT, WIDTH), 0),
    "on its head": ((1, 0, 0, 1, 0, 0), (0, 0, WIDTH, HEIGHT), 180),
    "tiny": ((0.2, 0, 0, 0.2, 0, 0), (0, 0, 0.2 * WIDTH, 0.2 * HEIGHT), 0),
    "huge": ((8, 0, 0, 8, 0, 0), (0, 0, 8 * WIDTH, 8 * HEIGHT), 0),
    "smaller": ((0.8, 0, 0, 0.8, 0, 0), (0, 0, 0.8 * WIDTH, 0.8 * HEIGHT), 0),
    "far from the origin": ((1, 0, 0, 1, -700, -900), (-700, -900, WIDTH - 700, HEIGHT - 900), 0),
    "leaning": (
        (math.cos(0.01), math.sin(0.01), -math.sin(0.01), math.cos(0.01), 0, 0),
        (0, 0, WIDTH + 10, HEIGHT + 10),
        0,
    ),
}


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("how", LAID)
def test_a_page_is_read_as_it_is_seen_upright(how: str, code: str) -> None:
    data = printed(code)
    assert read(laid(data, *LAID[how])) == read(data)


def test_figures_in_mirrored_text_keep_their_order() -> None:
    """Programs for recognition mirror what runs to the left, and write it as it is read."""
    glyphs = [Glyph(700.0, 50.0 - 5 * i, 55.0 - 5 * i, text, 1) for i, text in enumerate("عام 20/5")]
    found = sorted(unmirrored(glyphs, {1}), key=lambda glyph: glyph.left)
    assert "".join(glyph.text for glyph in found) == "20/5 " + "عام"[::-1]
    assert unmirrored(glyphs, set()) == glyphs


def test_figures_on_both_sides_of_a_mirrored_word_keep_their_places() -> None:
    glyphs = [Glyph(700.0, 50.0 - 5 * i, 55.0 - 5 * i, text, 1) for i, text in enumerate("2025و2030")]
    found = sorted(unmirrored(glyphs, {1}), key=lambda glyph: glyph.left)
    assert "".join(glyph.text for glyph in found) == "2030و2025"


def test_spaces_between_words_that_have_no_size() -> None:
    glyphs = [Glyph(0.0, 10.0 * i, 10.0 * i + 9, text, 1) for i, text in enumerate("اب ت")]
    assert len(between(glyphs, [2], {1: 0.0})) == len(glyphs)


def test_figures_stand_apart_from_words_where_the_source_has_no_space() -> None:
    def line(*places: tuple[str, float]) -> str:
        glyphs = [Glyph(700.0, left, left + 5.0, text, i) for i, (text, left) in enumerate(places)]
        (found,) = lines(glyphs, dict.fromkeys(range(len(glyphs)), 10.0))
        return "".join(glyph.text for glyph in found)

    assert line(("1", 10.0), ("8", 15.0), ("د", 24.0)) == "18 د"
    assert line(("1", 10.0), ("8", 15.0), ("د", 20.5)) == "18د"
    assert line(("1", 10.0), ("8", 19.0), ("/", 27.0)) == "18/"
