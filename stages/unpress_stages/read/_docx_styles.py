"""Styles of a Word file: what a paragraph or a run has by its style, through all that the style is based on.

The styles of the United Nations templates say what a paragraph is: ``H1`` is a heading, ``Session`` a line of the
masthead. They go by their ids, which are the same in every language version (Geneva adds a G, its Arabic and Chinese
templates A and C). Styles of Word itself go by their names, which are English in the file whatever the program shows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from unpress.draft import Role
from unpress.record import record
from unpress_stages._word_package import W
from unpress_stages._word_values import child_val, children, number, switch, val
from unpress_stages._xml import Element

BASES: Final = 20
"""Styles based on styles; Word allows ten."""
WHITE: Final = "FFFFFF"
_PROPERTIES: Final = {W + name: f"{W}{name}Pr" for name in ("r", "p", "tc", "tbl")}
_FIRST_ROW: Final = 0x20
"""The bit of ``tblLook`` for a first row that is set as its style sets heads, in files before 2010."""
_SIZE: Final = 20
"""Half points: letters whose size nothing says."""

_ROLES: Final[tuple[tuple[Role, int, str], ...]] = (
    ("heading", 1, r"HCh|HM|H_?Chapter"),
    ("heading", 2, r"H1"),
    ("heading", 3, r"H23"),
    ("heading", 4, r"H4"),
    ("heading", 5, r"H56"),
    ("title", 0, r"TitleHCH|TitleH1|TitleH2|Title"),
    (
        "masthead",
        0,
        r"Publisher|DocumentSymbol|XLarge|Distribution|Session|SubOrgan|AgendaItemNormal|AgendaTitleH2|Sponsors"
        r"|Adoption|Proponent",
    ),
    ("formula", 0, r"Formula"),
    ("closing", 0, r"ClosingLine"),
    ("caption", 0, r"Caption|FigureNo_?[Tt]itle|Table(?:_?No)?_?[Tt]itle"),
    ("rule", 0, r"EndRule"),
)
"""Roles with the level of headings, and the ids of the styles that have them. The templates are described in the
editorial guidelines of the United Nations; their outline levels are the same for chapters and what stands below."""
_GENEVA: Final = re.compile(r"(H(?:Ch|M|1|23|4|56))G[AC]?")
_CONTENTS: Final = re.compile(r"(?:toc \d|table of figures|toc heading|toc)", re.IGNORECASE)
_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LIST: Final = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)
"""Names that Word gives its own styles, in every language, for lists below the first level: each a list by itself."""


@record
class Look:
    """How a run is set. None: not said here. ``size`` and ``shift``, how far it stands above its line, are in half
    points."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    raised: bool | None = None
    lowered: bool | None = None
    size: int | None = None
    shift: int | None = None

    def over(self, below: Look) -> Look:
        """The look where it says something, the one below elsewhere."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.underline if self.underline is None else self.underline,
            below.hidden if self.hidden is None else self.hidden,
            below.capitals if self.capitals is None else self.capitals,
            below.raised if self.raised is None else self.raised,
            below.lowered if self.lowered is None else self.lowered,
            below.size if self.size is None else self.size,
            below.shift if self.shift is None else self.shift,
        )

    def placed(self, size: int) -> Look:
        """The look among text of a size: what is smaller and stands above the line is raised, below it lowered."""
        if not self.shift or not self.size or self.size >= size:
            return self
        return replace(self, raised=self.shift > 0, lowered=self.shift < 0)


PLAIN: Final = Look()
_NAMED: Final = {"emphasis": Look(italic=True), "strong": Look(bold=True)}
"""Styles of Word that say what they mean, in whatever letters a language sets it."""


def look_of(properties: Element | None) -> Look:
    """What run properties say themselves. Text of complex scripts has switches of its own; either counts."""
    if properties is None or not len(properties):
        return PLAIN
    bold, italic = switch(properties, "b"), switch(properties, "i")
    if properties.find(W + "rtl") is not None or properties.find(W + "cs") is not None:
        bold = switch(properties, "bCs") or bold
        italic = switch(properties, "iCs") or italic
    line = properties.find(W + "u")
    position = properties.find(W + "vertAlign")
    place = val(position)
    return Look(
        bold,
        italic,
        None if line is None else val(line) not in ("", "none"),
        switch(properties, "vanish"),
        switch(properties, "caps"),
        None if position is None else place == "superscript",
        None if position is None else place == "subscript",
        number(child_val(properties, "sz"), 0) or None,
        None
        if properties.find(W + "position") is None
        else number(child_val(properties, "position"), 0, -32767),
    )


@record
class Style:
    """A style with what it has from the styles below it. ``outline`` is the level of its headings, from 1, or 0;
    ``level`` is the level of its list where it says one. ``running``: set as running text is."""

    identity: str = ""
    name: str = ""
    look: Look = PLAIN
    outline: int = 0
    list: str = ""
    level: str = ""
    running: bool = False

    @property
    def role(self) -> tuple[Role, int]:
        """What a paragraph of this style is, with the level of headings."""
        geneva = _GENEVA.fullmatch(self.identity)
        identity = geneva[1] if geneva else self.identity
        for role, level, known in _ROLES:
            if re.fullmatch(known, identity):
                return role, level
        heading = _HEADING.fullmatch(self.name)
        if heading:
            return "heading", int(heading[1])
        if self.name.lower() == "title":
            return "title", 0
        return ("heading", self.outline) if self.outline else ("", 0)

    @property
    def depth(self) -> int:
        """How deep in lists its name says that a paragraph stands, from 1."""
        found = _LIST.fullmatch(self.name)
        return int(found[1]) if found else 1

    @property
    def contents(self) -> bool:
        """Whether it is a line of a table of contents."""
        return _CONTENTS.fullmatch(self.name) is not None


_NONE: Final = Style()


class Styles:
    """The styles of a file; ``root`` is None where it has no part for them."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._found: dict[str, Style] = {}
        self.default = ""
        usual = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.size = number(child_val(usual, "sz"), _SIZE)
        for element in children(root, "style"):
            identity = val(element, "styleId")
            self._elements.setdefault(identity, element)
            if val(element, "type") == "paragraph" and val(element, "default") in ("1", "true", "on"):
                self.default = self.default or identity

    def get(self, identity: str) -> Style:
        """A style by its id; one that says nothing where there is none."""
        found = self._found.get(identity)
        if found is None:
            found = self._found[identity] = self._read(identity)
        return found

    def draws(self, identity: str) -> bool:
        """Whether a style of tables draws lines around cells."""
        return any(map(draws, self._chain(identity)))

    def heads(self, properties: Element | None) -> bool:
        """Whether a table has its first row set apart by its style, as a head is."""
        look = None if properties is None else properties.find(W + "tblLook")
        if val(look, "firstRow").lower() not in ("1", "true", "on") and not (_hex(val(look)) & _FIRST_ROW):
            return False
        parts = (
            part
            for style in self._chain(child_val(properties, "tblStyle"))
            for part in children(style, "tblStylePr")
        )
        return any(val(part, "type") == "firstRow" and len(part) > 0 for part in parts)

    def ground(self, run: Element) -> bool:
        """Whether something fills what a run stands on: itself, its paragraph, cell or table, a style of these, or
        the shape that it stands in, of which nobody asks here."""
        for around in (run, *run.iterancestors()):
            if around.tag == W + "txbxContent":
                return True
            properties = around.find(_PROPERTIES[around.tag]) if around.tag in _PROPERTIES else None
            if properties is None:
                continue
            named = (child_val(properties, name) for name in ("rStyle", "pStyle", "tblStyle"))
            if fills(properties) or any(fills(each) for name in named for each in self._chain(name)):
                return True
        return False

    def _chain(self, identity: str) -> list[Element]:
        """A style and those that it is based on."""
        chain: list[Element] = []
        at = identity
        while at in self._elements and len(chain) < BASES and self._elements[at] not in chain:
            chain.append(self._elements[at])
            at = child_val(chain[-1], "basedOn")
        return chain

    def _read(self, identity: str) -> Style:
        chain = self._chain(identity)
        if not chain:
            return _NONE
        look = PLAIN
        outline = numbers = level = align = first = ""
        for element in chain:
            look = look.over(look_of(element.find(W + "rPr")))
            properties = element.find(W + "pPr")
            outline = outline or child_val(properties, "outlineLvl")
            listed = None if properties is None else properties.find(W + "numPr")
            numbers = numbers or child_val(listed, "numId")
            level = level or child_val(listed, "ilvl")
            align = align or child_val(properties, "jc")
            first = first or _first_line(properties)
        rank = number(outline, 9) + 1 if outline else 0
        rank = rank if rank < 10 else 0
        name = child_val(chain[0], "name")
        look = _NAMED.get(name.lower(), look)
        return Style(identity, name, look, rank, numbers, level, _as_text(align, first))


def _hex(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return 0


def draws(element: Element) -> bool:
    """Whether a table, or a style of tables, draws lines around cells, or fills them."""
    sides = (side for borders in element.iter(W + "tblBorders", W + "tcBorders") for side in borders)
    return fills(element) or any(val(side) not in ("", "nil", "none") for side in sides)


def fills(element: Element) -> bool:
    """Whether a style or properties fill what they are of with another colour than that of paper."""
    shades = (val(shade, "fill") for shade in element.iter(W + "shd"))
    return element.find(W + "highlight") is not None or any(
        fill not in ("", "auto", WHITE) for fill in shades
    )


def _first_line(properties: Element | None) -> str:
    """How far the first line stands in, empty where it is not said."""
    indent = None if properties is None else properties.find(W + "ind")
    return val(indent, "firstLine") or ("0" if val(indent, "hanging") else "")


def _as_text(align: str, first: str) -> bool:
    return align in ("both", "distribute") or number(first, 0) > 0


def runs_on(properties: Element | None, style: Style) -> bool:
    """Whether a paragraph is set as running text is: justified, or with its first line set in. Bold letters of such a
    paragraph are those of its words; headings are set otherwise, and bold as headings."""
    align, first = child_val(properties, "jc"), _first_line(properties)
    if not align and not first:
        return style.running
    return _as_text(align, first) or (style.running and not align)
