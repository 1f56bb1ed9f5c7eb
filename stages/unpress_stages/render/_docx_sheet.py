"""How a style of a Word file is set, in the fonts of its script and the measures of its page.

Sizes are half-points, measures twips (1/20 pt), as in WordprocessingML.
"""

from __future__ import annotations

from unpress.language import Language
from unpress.record import mutable
from unpress_stages._word_inlines import locale
from unpress_stages.render._docx_fonts import Face
from unpress_stages.render._docx_package import quoted
from unpress_stages.render._docx_page import Measures


def emphasised(words: Language) -> tuple[bool, bool]:
    """Whether what a language emphasises is bold, and whether it is italic."""
    look = words.typography.opener_style
    return "bold" in look, "italic" in look


def language_mark(words: Language) -> str:
    """The element that names the language of a text."""
    if words.script == "Han":
        return f'<w:lang w:val="en-GB" w:eastAsia={quoted(locale(words.code))}/>'
    if words.right_to_left:
        return f'<w:lang w:val="en-GB" w:bidi={quoted(locale(words.code))}/>'
    return f'<w:lang w:val={quoted(locale(words.code))} w:eastAsia="en-US"/>'


@mutable
class Sheet:
    words: Language
    measures: Measures
    face: Face

    def size(self, half_points: int) -> str:
        """A size for text that would have this size in Latin script."""
        face = self.face
        own = round(half_points * face.size / 20)
        other = round(half_points * face.complex_size / 20)
        return f'<w:sz w:val="{own}"/><w:szCs w:val="{other}"/>'

    def line(self, twips: int, after: int = 0, before: int = 0) -> str:
        """Line pitch for text that would have this pitch in Latin script, and the space around a paragraph."""
        pitch = round(twips * self.face.pitch / 240 / 5) * 5
        above = f' w:before="{before}"' if before else ""
        return f'<w:spacing{above} w:after="{after}" w:line="{pitch}" w:lineRule="exact"/>'

    def fonts(self, east_asian: str = "") -> str:
        face = self.face
        return (
            f"<w:rFonts w:ascii={quoted(face.latin)} w:hAnsi={quoted(face.latin)}"
            f" w:eastAsia={quoted(east_asian or face.east_asian)} w:cs={quoted(face.complex)}/>"
        )

    def strong(self) -> str:
        heading = self.face.heading
        return (self.fonts(heading) if heading else "") + "<w:b/><w:bCs/>"

    def slanted(self) -> str:
        """The look of what Latin script sets in italics."""
        bold, italic = emphasised(self.words)
        other = self.face.emphasis
        return (
            (self.fonts(other) if other else "")
            + ("<w:b/><w:bCs/>" if bold else "")
            + ("<w:i/><w:iCs/>" if italic else "")
        )

    def closing(self) -> str:
        """The look of the lines behind the text: italics, but nothing where a language emphasises in bold."""
        bold, _ = emphasised(self.words)
        return "" if bold else self.slanted()

    def letters(self, stretch: int, spacing: int) -> str:
        """Spacing and width of letters, which only Latin and Cyrillic print change."""
        if self.face.stretch == 100:
            return ""
        return f'<w:spacing w:val="{spacing}"/><w:w w:val="{stretch}"/><w:kern w:val="14"/>'

    def tabs(self, *, first: int = 0) -> str:
        """The tab stops of the text column, in steps from its margin."""
        measures = self.measures
        stops = f'<w:tab w:val="right" w:pos="{measures.indent - 245}"/>' if first else ""
        stops += "".join(
            f'<w:tab w:val="left" w:pos="{measures.indent + round(measures.step * count)}"/>'
            for count in range(11)
        )
        return f"<w:tabs>{stops}</w:tabs>"

    def column(self, first: int = 0, left: int = 0, right: int = 0) -> str:
        """Indents of the text column."""
        measures = self.measures
        line = ""
        if first:
            line = f' w:firstLine="{first}"' if first > 0 else f' w:hanging="{-first}"'
        return f'<w:ind w:left="{measures.indent + left}" w:right="{measures.indent + right}"{line}/>'


def paragraph_style(
    identity: str,
    name: str,
    above: str = "Normal",
    before: str = "",
    look: str = "",
    following: str = "",
    *,
    custom: bool = True,
) -> str:
    """A paragraph style; ``before`` is its pPr, ``look`` its rPr."""
    ours = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="paragraph"{ours} w:styleId="{identity}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{above}"/>' if above else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{before}</w:pPr>" if before else "")
        + (f"<w:rPr>{look}</w:rPr>" if look else "")
        + "</w:style>"
    )


def character_style(identity: str, name: str, look: str, *, custom: bool = False) -> str:
    ours = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="character"{ours} w:styleId="{identity}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )
