"""Characters of symbol fonts as Unicode: Word stores them by their place in the font, from U+F020 on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_SYMBOL: Final = {
    **{0x20 + place: sign for place, sign in enumerate(" !∀#∃%&∋()∗+,−./0123456789:;<=>?≅")},
    **{0x41 + place: sign for place, sign in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_")},
    **{0x61 + place: sign for place, sign in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")},
    **{0xA0 + place: sign for place, sign in enumerate("€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵")},
    **{0xC0 + place: sign for place, sign in enumerate("ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓")},
}
_WINGDINGS: Final = {
    **dict(zip((0x22, 0x28, 0x29, 0x2A, 0x41), "✂☎✆✉✌", strict=True)),
    **{0x45 + place: sign for place, sign in enumerate("☜☞☝☟")},
    **{0x4A + place: sign for place, sign in enumerate("☺😐☹")},
    **dict(zip((0x6C, 0x6D, 0x6E, 0x6F, 0x71, 0x75, 0x76), "●○■□❑◆❖", strict=True)),
    **{0x80 + place: sign for place, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
    **dict(zip((0x9F, 0xA7, 0xA8, 0xD8), "•▪□➢", strict=True)),
    **{0xDF + place: sign for place, sign in enumerate("←→↑↓↖↗↙↘")},
    **{0xEF + place: sign for place, sign in enumerate("⇦⇨⇧⇩")},
    **{0xFB + place: sign for place, sign in enumerate("✗✓☒☑")},
}
_FONTS: Final[Mapping[str, Mapping[int, str]]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": {**dict(zip(range(0x4F, 0x55), "✗✓☒☑☒☒", strict=True)), 0x97: "•", 0xA3: "□"},
}
_BULLETS: Final = {0xB7: "•", 0xA7: "▪", 0xA8: "□", 0x2D: "–", 0xD8: "➢", 0x6F: "○"}
"""Signs of lists where the font is not named."""


def symbol(code: int, font: str) -> str:
    """One character of a font: as Unicode where it is known, else as it is stored."""
    low = code - 0xF000 if 0xF020 <= code <= 0xF0FF else code
    found = _FONTS.get(font.lower(), {}).get(low)
    if found is None and low != code:
        found = _BULLETS.get(low)
    return found or (chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "")


def symbols(text: str, font: str) -> str:
    """A text in a font of symbols, or in any other."""
    if font.lower() not in _FONTS and not unknown(text):
        return text
    return "".join(symbol(ord(c), font) for c in text)


def unknown(text: str) -> str:
    """The characters of a text that are places in a font of symbols, and no signs."""
    return "".join(c for c in text if "\uf020" <= c <= "\uf0ff")
