"""Word numbering that shows the printed enumerators.

Word counts; print has already counted. So each label is read, and a list is looked for that would show just this
label next. Where there is none (a gap, a repetition, a new beginning), a new list begins at that number. What Word has
no format for (أولا, 3 bis) is typed.

Each list is an abstract definition of its own: nothing that Word or another program does to one list can change the
numbers of another. ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final, Literal, TypeAlias

from unpress.enumerator import Enumerator, Style, readings
from unpress.numerals import LOOKALIKES
from unpress.record import mutable, record
from unpress_stages.render._docx_package import quoted

Family: TypeAlias = Literal["operative", "paragraph", "heading", "item"]
"""What the levels of a list are: the paragraphs of a resolution or of a report with what stands under them, headings,
or entries under no numbered paragraph."""

FORMATS: Final[Mapping[Style, tuple[str, int]]] = {
    "decimal": ("decimal", 32767),
    "compound": ("decimal", 32767),
    "lower-letter": ("lowerLetter", 780),
    "upper-letter": ("upperLetter", 780),
    "lower-roman": ("lowerRoman", 399),
    "upper-roman": ("upperRoman", 399),
    "cyrillic-letter": ("russianLower", 25),
    "arabic-letter": ("arabicAbjad", 26),
    "han": ("chineseCountingThousand", 99),
    "han-parenthesised": (
        "ideographEnclosedCircle",
        10,
    ),  # "Word encloses ... in parentheses": MS-OI29500, 2.1.1591
    "bullet": ("bullet", 0),
}
"""Word's name of a format, and the highest ordinal for which it prints what we print."""

_SYMBOL_FONT: Final = "\uf020", "\uf0ff"  # bullets from the font Symbol, as Word files carry them


@record
class Indent:
    """Where a level stands, in twips from the margins. ``first`` is the first line against ``left``: less than 0 where
    the label hangs. ``tab`` is where the text begins behind the label."""

    left: int
    first: int
    tab: int


@record
class Shape:
    """What one level of a list prints around its number."""

    style: Style
    before: str
    after: str


@mutable
class WordList:
    """One list as Word will count it."""

    number: int
    family: Family
    shift: int
    shapes: dict[int, tuple[Shape, int]] = field(default_factory=dict[int, tuple[Shape, int]])
    counters: dict[int, int] = field(default_factory=dict[int, int])

    def takes(self, level: int, reading: Enumerator) -> bool:
        """Whether Word would show this label for the next paragraph of this level."""
        if level not in self.shapes:
            return False
        shape, start = self.shapes[level]
        if shape != _shape(reading):
            return False
        due = self.counters[level] + 1 if level in self.counters else start
        return reading.ordinal == due or shape.style == "bullet"

    def begin(self, level: int, reading: Enumerator) -> None:
        """Define a level by its first label."""
        self.shapes[level] = (_shape(reading), reading.ordinal)

    def count(self, level: int, reading: Enumerator) -> None:
        """Count a paragraph; the levels below begin anew, as in Word."""
        self.counters = {above: value for above, value in self.counters.items() if above < level}
        self.counters[level] = reading.ordinal


@record
class Place:
    """A level of a list for one paragraph. ``exact`` is false where letters are printed by their look-alikes."""

    list: WordList
    level: int
    exact: bool = True

    @property
    def xml(self) -> str:
        return f'<w:numPr><w:ilvl w:val="{self.level}"/><w:numId w:val="{self.list.number}"/></w:numPr>'


def _shape(reading: Enumerator) -> Shape:
    return Shape(reading.style, reading.before, reading.after)


def _bare(label: str) -> str:
    """A label without what makes no other sign of a letter: Cyrillic for Latin look-alikes, the stroke of هـ."""
    return label.translate(LOOKALIKES).replace("ـ", "")


def _printable(label: str) -> list[Enumerator]:
    """The readings of a label that Word prints as they stand."""
    found: list[Enumerator] = []
    for reading in readings(label):
        _, highest = FORMATS.get(reading.style, ("", -1))
        fits = reading.ordinal <= highest and (reading.ordinal > 0 or reading.style == "bullet")
        if fits and "%" not in label and _bare(str(reading)) == _bare(label):
            found.append(reading)
    return found


@mutable
class Numbering:
    """All lists of a document. ``indent`` and ``step`` are the measures of the page, ``defaults`` the labels that a
    language gives to the levels of a resolution, for the levels that a list does not use, ``before`` the
    highest number among the lists that the file has already."""

    indent: int
    step: int
    right_to_left: bool = False
    defaults: Sequence[str] = ()
    before: int = 0
    lists: list[WordList] = field(default_factory=list[WordList])

    def place(
        self,
        label: str,
        level: int,
        family: Family,
        *,
        under: WordList | None = None,
        style: Style | None = None,
        shift: int = 0,
    ) -> Place | None:
        """The place at which Word shows ``label``, or None when it has to be typed.

        ``level`` counts from 0, ``under`` is the list of the paragraph above, ``style`` how the whole list reads,
        ``shift`` how many quotations it stands in.
        """
        found = _printable(label)
        if not found or level > 8:
            return None
        found.sort(key=lambda reading: (reading.style != style, reading.ordinal))
        if under and level not in under.shapes and found[0].ordinal <= 1:
            under.begin(level, found[0])
        kin = [each for each in reversed(self.lists) if each.family == family and each.shift == shift]
        for each in ([under] if under else []) + kin:
            for reading in found:
                if each.takes(level, reading):
                    return self._counted(each, level, reading, label)
        fresh = WordList(self.before + len(self.lists) + 1, family, shift)
        self.lists.append(fresh)
        fresh.begin(level, found[0])
        return self._counted(fresh, level, found[0], label)

    def _counted(self, target: WordList, level: int, reading: Enumerator, label: str) -> Place:
        target.count(level, reading)
        return Place(target, level, str(reading) == label)

    def indent_of(self, family: Family, level: int, *, bullet: bool = False, shift: int = 0) -> Indent:
        """Where a level stands.

        Measured on official resolutions and reports: numbers of operative paragraphs and (a) stand one step in, further
        lines at the margin; (i) and its further lines both stand one step in; numbers of reports at the margin;
        headings hang before the text.
        """
        margin = self.indent + self.step * shift
        if family == "heading":
            return Indent(margin, -245, margin)
        if bullet:
            left = margin + self.step * max(level + 1, 2)
            return Indent(left, -self.step, left)
        if family == "paragraph" and level == 0:
            return Indent(margin, 0, margin + self.step)
        left = margin + self.step * max(level - 1, 0)
        first = self.step if level <= 1 else 0
        return Indent(left, first, left + first + self.step)

    def xml(self) -> str:
        """The definitions of all lists."""
        abstract = "".join(self._definition(each) for each in self.lists)
        numbers = "".join(
            f'<w:num w:numId="{each.number}"><w:abstractNumId w:val="{each.number}"/></w:num>'
            for each in self.lists
        )
        return abstract + numbers

    def _definition(self, each: WordList) -> str:
        shapes = dict(each.shapes)
        if each.family in ("operative", "paragraph"):
            for level, label in enumerate(self.defaults):
                first = next((r for r in _printable(label) if r.ordinal == 1), None)
                if level not in shapes and first:
                    shapes[level] = (_shape(first), 1)
        levels = "".join(self._level(each, level, *shapes[level]) for level in sorted(shapes))
        return (
            f'<w:abstractNum w:abstractNumId="{each.number}"><w:nsid w:val="{0x2A000000 + each.number:08X}"/>'
            f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x3A000000 + each.number:08X}"/>{levels}'
            "</w:abstractNum>"
        )

    def _level(self, each: WordList, level: int, shape: Shape, start: int) -> str:
        bullet = shape.style == "bullet"
        text = shape.before if bullet else f"{shape.before}%{level + 1}{shape.after}"
        place = self.indent_of(each.family, level, bullet=bullet, shift=each.shift)
        side = "right" if each.family == "heading" else "left"
        first = f'w:hanging="{-place.first}"' if place.first < 0 else f'w:firstLine="{place.first}"'
        look = ""
        if bullet and _SYMBOL_FONT[0] <= text[:1] <= _SYMBOL_FONT[1]:
            look += '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/>'
        if self.right_to_left:
            look += "<w:rtl/>"
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{max(start, 1)}"/><w:numFmt w:val="{FORMATS[shape.style][0]}"/>'
            f'<w:lvlText w:val={quoted(text)}/><w:lvlJc w:val="{side}"/>'
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{place.tab}"/></w:tabs>'
            f'<w:ind w:left="{place.left}" {first}/></w:pPr>'
            + (f"<w:rPr>{look}</w:rPr>" if look else "")
            + "</w:lvl>"
        )
