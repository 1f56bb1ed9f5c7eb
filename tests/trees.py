"""Documents for laws: Hypothesis strategies that make any valid tree, and the official files where they are at hand.

A valid tree is settled (`unpress.inlines`): white space is single and outside of emphasis, no node is empty, what looks
alike and stands side by side is one node. Every note mark has its note, notes stand in the order of their marks, and
the level of a section is the number of sections that it stands in, itself included.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

import pytest
from hypothesis import strategies as st

from unpress.ast import (
    Block,
    Blocks,
    Break,
    Cell,
    Clause,
    Closing,
    Distribution,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Formula,
    Image,
    Inline,
    Inlines,
    Item,
    Kind,
    Link,
    List,
    MastheadLine,
    MastheadRole,
    Meta,
    Note,
    NoteMark,
    Organ,
    Paragraph,
    Quote,
    Reference,
    Row,
    Rule,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
    Vote,
)
from unpress.inlines import settle
from unpress.walk import Rewriter

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

WORDS = (
    """
Recalling its resolution of the Assembly, Takes note; paragraph Ÿ Rappelant l’Assemblée générale\u00a0; Año señala
«\u00a0objectifs\u00a0» n.º ссылаясь на резолюцию № 回顾 大会， 决议； وإذ تشير إلى الجمعية،
""".strip()
    .replace("\n", " ")
    .split(" ")
)
"""Words as documents have them."""

HOSTILE = r"""
* ** *** _ __ ` `` ~ ~~ ^ ^1^ \ \\ | || # ## [ ] ( ) [^1] [^1]: [a](b) ![a](b) <b> </p> <!-- --> <https://a.b> &amp;
&#42; & < > ]]> <?x?> 1. 1) (a) a. - – + = === --- *** ! $x$ {a} https://example.org/a_b*c www.a.b a@b.c ' " ... --
{{x}} {% %} :: ::: @a (c) (r) 1.\ \. *a* _a_ a*b a_b *a b* 0 2 ’1‘ ㈠ (1) ¹ 𝔘 : > = |- -| `a` ~a~ \* \# \> \1 :- -: //
"""
"""What readers and writers of text formats stumble over."""

INVISIBLE = ("\t", "\u00a0", "\u3000", "\u00ad", "\ufeff", "\u200b", "\u200f", "\u2028", "e\u0301")
SPACED = ("* * *", "> a", ": a", "- [ ]", "# a", "1. a", "a  b", "|a|b|")

HOSTILE_WORDS = [*WORDS, *HOSTILE.split(), *INVISIBLE, *SPACED]
_LABELS = "1.|12.|1 -|3-|(a)|(aa)|b)|(ii)|iii)|(أ)|(أ أ)|㈡|(十一)|’1‘|a.|–|•"
LABELS = tuple(_LABELS.split("|"))
_HEADING_LABELS = "|I.|A.|1.|I|B|Annex II|Annex|Section 2|Article 3|أولا -|(a)|一.|第1款"
HEADING_LABELS = tuple(_HEADING_LABELS.split("|"))
SUMMARIES = ("Summary", "Résumé", "Resumen", "Резюме", "摘要", "موجز")
"""Headings of sections that are printed in a box."""
_SYMBOLS = (
    "A/RES/72/213|A/75/237|S/RES/1325 (2000)|A/C.2/75/L.27/Rev.1|A/RES/52/169 M|E/2020/30-E/ICEF/2020/5"
)
SYMBOLS = tuple(_SYMBOLS.split("|"))
TARGETS = (
    "https://example.org/a",
    "https://example.org/(b)?c=d&e=f#g",
    "http://a.b/%D8%A7_*c*",
    "mailto:a@b.example",
)
ROLES: tuple[MastheadRole, ...] = (
    *("publisher", "organ", "symbol", "distribution", "date", "language", "original", "session", "committee"),
    *("agenda", "subject", "adoption", "proponent", "sponsors", "job", "other"),
)
SECTION_ROLES: tuple[Any, ...] = ("section", "section", "part", "chapter", "article", "annex", "resolution")

Draw = Callable[[st.SearchStrategy[Any]], Any]
T = TypeVar("T")
_FREE = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=6)


@dataclass(frozen=True)
class Kinds:
    """What may stand in a run."""

    hostile: bool = True
    marks: bool = True
    breaks: bool = True
    images: bool = True
    rich: bool = True  # more than a paragraph in cells

    @property
    def plain(self) -> Kinds:
        """The same without note marks, breaks and images."""
        return Kinds(self.hostile, False, False, False, self.rich)


@st.composite
def texts(draw: Draw, hostile: bool = True) -> str:
    """Settled text that is not empty."""
    words = HOSTILE_WORDS if hostile else WORDS
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        # one draw says which word, whether a space follows, and, one time in ten, that it is free: draws take the time
        place, spaced = divmod(
            draw(st.integers(0, (20 * len(words) // 9 if hostile else 2 * len(words)) - 1)), 2
        )
        parts.append(words[place] if place < len(words) else draw(_FREE))
        parts.append(" " if spaced else "")
    nodes = settle((Text("".join(parts)),))
    return nodes[0].value if nodes and isinstance(nodes[0], Text) else "a"


def _inline(draw: Draw, kinds: Kinds, deep: int) -> Inline:
    kind = draw(st.integers(0, 14))
    if kind == 12 and kinds.marks:
        return NoteMark("?")
    if kind == 13 and kinds.breaks:
        return Break()
    if kind == 14 and kinds.images:
        return Image(draw(st.sampled_from(("a.png", "b c.png"))), draw(texts(kinds.hostile)))
    if deep and kind < 8:
        inner = tuple(_inline(draw, kinds, deep - 1) for _ in range(draw(st.integers(1, 2))))
        match kind:
            case 0 | 1:
                return Emphasis(inner)
            case 2:
                return Strong(inner)
            case 3:
                return Link(draw(st.sampled_from(TARGETS)), inner)
            case 4:
                return Reference(draw(st.sampled_from(SYMBOLS)), inner)
            case 5:
                return Superscript(inner) if draw(st.booleans()) else Subscript(inner)
            case 6:
                return Underline(inner)
            case _:
                return Foreign(draw(st.sampled_from(("la", "fr", "ar"))), inner)
    space = draw(st.sampled_from(("", " ", "  ")))
    return Text(space + draw(texts(kinds.hostile)) + space[:1])


@st.composite
def inlines(draw: Draw, kinds: Kinds = Kinds(), deep: int = 2) -> Inlines:
    """A settled run that holds more than note marks and breaks."""
    nodes = settle(tuple(_inline(draw, kinds, deep) for _ in range(draw(st.integers(1, 4)))))
    if any(not isinstance(node, NoteMark | Break) for node in nodes):
        return nodes
    return settle((*nodes, Text("a")))


def _block(draw: Draw, kinds: Kinds, depth: int, *, inside: bool = False) -> Block:
    """Any block but a section. ``inside``: one that may stand under a paragraph."""
    kind = draw(st.integers(0, 6 if inside else 14))
    run = inlines(kinds)
    plain = inlines(kinds.plain, 1)
    if depth > 0:
        match kind:
            case 0 | 1 | 2:
                return List(tuple(_item(draw, kinds, depth - 1) for _ in range(draw(st.integers(1, 3)))))
            case 3:
                return Quote(
                    tuple(_block(draw, kinds, 0, inside=True) for _ in range(draw(st.integers(1, 2))))
                )
            case 4:
                return tables(draw, kinds)
            case 5:
                label = draw(st.sampled_from(("", "1.", "17.1")))
                return Paragraph(draw(run), label, _under(draw, kinds, depth - 1))
            case _:
                pass
    match kind:
        case 7 | 8:
            return Clause("preambular", draw(run))
        case 9 | 10:
            label = draw(st.sampled_from((*LABELS, "", "1.", "2.")))
            return Clause("operative", draw(run), label, _under(draw, kinds, depth - 1))
        case 11:
            return Formula(draw(plain))
        case 12:
            return Closing(tuple(draw(plain) for _ in range(draw(st.integers(1, 2)))))
        case 13:
            return Vote(tuple(draw(plain) for _ in range(draw(st.integers(1, 3)))))
        case 14:
            if draw(st.booleans()):
                return Rule()
            label = draw(st.sampled_from(("", "Figure I")))
            return Figure(Image("c.png", draw(texts(kinds.hostile))), draw(plain), label)
        case _:
            return Paragraph(draw(run))


def _item(draw: Draw, kinds: Kinds, depth: int) -> Item:
    return Item(draw(inlines(kinds)), draw(st.sampled_from(LABELS)), _under(draw, kinds, depth))


def _under(draw: Draw, kinds: Kinds, depth: int) -> Blocks:
    """Blocks under a paragraph or item."""
    if depth < 0 or draw(st.booleans()):
        return ()
    return tuple(_block(draw, kinds, depth, inside=True) for _ in range(draw(st.integers(1, 2))))


def tables(draw: Draw, kinds: Kinds) -> Table:
    """A table whose cells fill its grid, some of them over columns or rows; marks stand in its cells only."""
    height, width, heads = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(0, 2))
    taken: set[tuple[int, int]] = set()
    rows: list[Row] = []
    for y in range(height):
        cells: list[Cell] = []
        for x in range(width):
            if (y, x) in taken:
                continue
            columns, below = draw(st.sampled_from(((1, 1), (1, 1), (1, 1), (2, 1), (1, 2), (2, 2))))
            # in the first column no cell is over several rows: in each row a cell begins
            if x + columns > width or y + below > height * (x > 0) or (y, x + columns - 1) in taken:
                columns = below = 1
            taken |= {(y + dy, x + dx) for dy in range(below) for dx in range(columns)}
            cells.append(Cell(_cell(draw, kinds), y < heads, columns, below))
        rows.append(Row(tuple(cells)))
    caption = draw(inlines(kinds.plain, 1)) if draw(st.booleans()) else ()
    return Table(tuple(rows), caption, "Table 2" if caption and draw(st.booleans()) else "")


def _cell(draw: Draw, kinds: Kinds) -> Blocks:
    kind = draw(st.integers(0, 9))
    if kind == 0 and kinds.rich:
        return (List(tuple(_item(draw, kinds, -1) for _ in range(draw(st.integers(1, 2))))),)
    if kind == 1 and kinds.rich:
        return (Paragraph(draw(inlines(kinds, 1))), Paragraph(draw(inlines(kinds, 1)), "1."))
    return (Paragraph(draw(inlines(kinds, 1))),) if kind < 8 else ()


def _note(draw: Draw, key: str, kinds: Kinds) -> Note:
    """A note of one paragraph or, rarely, of two."""
    first = Paragraph(draw(inlines(kinds.plain, 1)))
    marker = draw(st.sampled_from((key, key, "*", "a")))
    second = (Paragraph(draw(inlines(kinds.plain, 1))),) if draw(st.integers(0, 3)) == 0 else ()
    return Note(key, marker, (first, *second))


def _section(draw: Draw, kinds: Kinds, level: int) -> Section:
    heading = draw(inlines(kinds.plain, 1)) if draw(st.integers(0, 3)) else ()
    children = tuple(_child(draw, kinds, level + 1) for _ in range(draw(st.integers(0, 3))))
    label = draw(st.sampled_from(HEADING_LABELS))
    if draw(st.integers(0, 7)) == 0:
        heading, label = (Text(draw(st.sampled_from(SUMMARIES))),), ""
    return Section(heading, children, label, level, draw(st.sampled_from(SECTION_ROLES)))


def _child(draw: Draw, kinds: Kinds, level: int) -> Block:
    if level <= 3 and draw(st.integers(0, 3)) == 0:
        return _section(draw, kinds, level)
    return _block(draw, kinds, 2)


@st.composite
def metas(draw: Draw) -> Meta:
    """Values for all fields or some."""

    def some(*values: T) -> T | None:
        return draw(st.sampled_from((None, *values)))

    return Meta(
        symbol=some(*SYMBOLS),
        organ=some(*get_args(Organ)),
        kind=some(*get_args(Kind)),
        session=some(1, 75),
        meeting=some(48, 4213),
        agenda_items=some(("19",), ("19 (a)", "132")) or (),
        adopted=some("2020-12-21"),
        issued=some("2020-12-30"),
        distribution=some(*get_args(Distribution)),
        original_language=some("en", "ar"),
        proponent=some("A/75/457"),
        job_number=some("20-17639 (E)"),
        short_title=some(draw(texts())),
    )


@st.composite
def documents(draw: Draw, kinds: Kinds = Kinds()) -> Document:
    """Any valid document."""
    children = tuple(_child(draw, kinds, 1) for _ in range(draw(st.integers(0, 5))))
    if draw(st.integers(0, 5)) == 0:
        parts = [_section(draw, kinds, 1) for _ in range(draw(st.integers(2, 3)))]
        children = tuple(Section(s.heading, s.children, s.label, 1, "resolution") for s in parts)
    line = inlines(Kinds(kinds.hostile, kinds.marks, False, False), 1)
    masthead = tuple(
        MastheadLine(draw(st.sampled_from(ROLES)), draw(line)) for _ in range(draw(st.integers(0, 4)))
    )
    numbered = _Numbered()
    document = numbered.rewrite(
        Document(
            draw(st.sampled_from(LANGUAGES)),
            draw(metas()),
            masthead,
            draw(st.sampled_from(("", "75/210.", "2556 (2020)"))),
            draw(line) if draw(st.booleans()) else (),
            children,
        )
    )
    return replace(document, notes=tuple(_note(draw, key, kinds) for key in numbered.keys))


class _Numbered(Rewriter):
    """Gives each note mark a key of its own, every seventh the key of the note before it."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._marks = 0

    def notemark(self, node: NoteMark) -> NoteMark:
        self._marks += 1
        if self._marks % 7:
            self.keys.append(str(len(self.keys) + 1))
        return NoteMark(self.keys[-1])


# ------------------------------------------------------------------------------------------------ official files


def shared() -> Path | None:
    """The folder with official files: ``$UNPRESS_SHARED``, or ``shared`` beside the checkout."""
    folder = Path(os.environ.get("UNPRESS_SHARED", Path(__file__).parents[2] / "shared"))
    return folder if (folder / "corpus").is_dir() else None


def official(pattern: str = "corpus/*/*.xml") -> list[Path]:
    """Official files; skips the test where there are none."""
    folder = shared()
    if folder is None:
        pytest.skip("no official files here: set UNPRESS_SHARED to the folder that holds 'corpus'")
    return sorted(folder.glob(pattern))


def same(left: Document, right: Document) -> bool:
    """Whether two documents are equal; where not, shows the first place where they differ."""
    if left == right:
        return True
    print(_difference(left, right, "document"))
    return False


def _difference(left: Any, right: Any, path: str) -> str:
    if type(left) is not type(right):
        return f"{path}: {left!r}\n != {right!r}"
    if isinstance(left, tuple):
        for i, (a, b) in enumerate(zip(left, right, strict=False)):
            if a != b:
                return _difference(a, b, f"{path}[{i}]")
        return f"{path}: {len(left)} against {len(right)}:\n{left!r}\n != {right!r}"
    names: Callable[[Any], Sequence[str]] = lambda node: getattr(type(node), "__slots__", ())  # noqa: E731
    for name in names(left):
        a, b = getattr(left, name), getattr(right, name)
        if name != "span" and a != b:
            return _difference(a, b, f"{path}.{name}")
    return f"{path}: {left!r}\n != {right!r}"
