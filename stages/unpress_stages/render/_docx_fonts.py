"""The fonts of a Word file: how each script is set, and what stands in for a font that is not installed.

Sizes are half-points, measures twips (1/20 pt), as in WordprocessingML.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from unpress.record import record
from unpress_stages.render._docx_package import NAMESPACES, quoted

Fonts: TypeAlias = Literal["office", "free"]


@record
class Face:
    """How a script is set: fonts, size of the text, line pitch, and the width and spacing of letters."""

    latin: str = "Times New Roman"
    east_asian: str = "SimSun"
    complex: str = "Times New Roman"
    size: int = 20
    complex_size: int = 20
    pitch: int = 240
    stretch: int = 103  # per cent
    spacing: int = 4
    heading: str = ""  # East Asian font of headings
    emphasis: str = ""  # East Asian font of what other scripts set in italics


FACES: Final[Mapping[str, Mapping[str, Face]]] = {
    "office": {
        "Latin": Face(),
        "Han": Face(
            size=21, complex_size=21, pitch=320, stretch=100, spacing=0, heading="SimHei", emphasis="KaiTi"
        ),
        "Arabic": Face(complex="Traditional Arabic", complex_size=28, pitch=360, stretch=100, spacing=0),
    },
    "free": {
        "Latin": Face("Liberation Serif", "Noto Serif CJK SC", "Liberation Serif"),
        "Han": Face(
            *("Liberation Serif", "Noto Serif CJK SC", "Liberation Serif"),
            size=21,
            complex_size=21,
            pitch=320,
            stretch=100,
            spacing=0,
            heading="Noto Sans CJK SC",
        ),
        "Arabic": Face(
            *("Liberation Serif", "Noto Serif CJK SC", "Noto Naskh Arabic"),
            complex_size=21,
            pitch=360,
            stretch=100,
            spacing=0,
        ),
    },
}
"""How scripts are set, with the fonts of the official files or with free ones; other scripts are set as Latin is."""

ALTERNATIVES: Final[Mapping[str, tuple[str, str, str]]] = {
    "Times New Roman": ("Liberation Serif", "roman", "00"),
    "SimSun": ("Noto Serif CJK SC", "auto", "86"),
    "SimHei": ("Noto Sans CJK SC", "auto", "86"),
    "KaiTi": ("Noto Serif CJK SC", "auto", "86"),
    "Traditional Arabic": ("Noto Naskh Arabic", "roman", "B2"),
}
"""Fonts that stand in for ours where they are not installed, with family and character set."""


def font_table() -> str:
    """The font part: what to take where a font is not installed."""
    fonts = "".join(
        f'<w:font w:name={quoted(name)}><w:altName w:val={quoted(other)}/><w:charset w:val="{charset}"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, (other, family, charset) in ALTERNATIVES.items()
    )
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"
