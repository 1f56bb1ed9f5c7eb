"""The document tree: nodes and unions, nothing else.

Every node is a record (``unpress.record``); sequences are tuples. ``span`` says where a node came from and is left
out of comparisons, so that the same document read from two formats is equal. The unions ``Block`` and ``Inline``
are closed: a renderer that handles every member handles every document.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias, Union

from unpress.record import record
from unpress.source import Span

# --------------------------------------------------------------------------------------------------- inlines


@record
class Text:
    """Running text. Holds no line ends and no note marks."""

    value: str
    span: Span | None = field(default=None, compare=False, repr=False)


@record
class Emphasis:
    """Italics in print: opening verbs, titles of publications, foreign words (bold in Chinese and Arabic print)."""

    children: tuple[Inline, ...]


@record
class Strong:
    """Bold in print."""

    children: tuple[Inline, ...]


@record
class Underline:
    """Underlined in print, as some organs set the verbs of drafts."""

    children: tuple[Inline, ...]


@record
class Superscript:
    """Raised text that is not a note mark: 1er, m2."""

    children: tuple[Inline, ...]


@record
class Subscript:
    """Lowered text: CO2."""

    children: tuple[Inline, ...]


@record
class Link:
    """A link to an address outside the symbols of the United Nations."""

    target: str
    children: tuple[Inline, ...]


@record
class Reference:
    """A document cited by its symbol. ``symbol`` is canonical (``A/RES/72/213``), the children are as printed."""

    symbol: str
    children: tuple[Inline, ...]


@record
class NoteMark:
    """The place of a footnote. ``note`` is the key of a note of the document."""

    note: str
    span: Span | None = field(default=None, compare=False, repr=False)


@record
class Foreign:
    """Text in another language than what surrounds it. ``language`` is a BCP 47 tag."""

    language: str
    children: tuple[Inline, ...]


@record
class Image:
    """A picture in the line, known by its alternative text; ``source`` is a name inside the document, never fetched."""

    source: str
    alternative: str = ""


@record
class Break:
    """A line end that belongs to the text (an address, a line of a title)."""


Inline: TypeAlias = Union[
    Text,
    Emphasis,
    Strong,
    Underline,
    Superscript,
    Subscript,
    Link,
    Reference,
    NoteMark,
    Foreign,
    Image,
    Break,
]
Inlines: TypeAlias = tuple[Inline, ...]

# ---------------------------------------------------------------------------------------------------- blocks


SectionRole: TypeAlias = Literal["section", "part", "chapter", "article", "annex", "resolution"]


@record
class Section:
    """A heading with all that stands under it.

    ``role`` says what the heading names; ``resolution`` is one of the texts A, B ... of a composite document.
    ``level`` counts from 1. ``label`` is the printed number ("I", "Annex II", "A.", "Article 3") without the words
    of the heading. ``running`` says that the source sets it as running text: it is a heading by its words.
    """

    heading: Inlines
    children: tuple[Block, ...]
    label: str = ""
    level: int = 1
    role: SectionRole = "section"
    running: bool = field(default=False, compare=False, repr=False)
    span: Span | None = field(default=None, compare=False, repr=False)


@record
class Formula:
    """The name of the organ that opens a resolution: "The General Assembly,"."""

    content: Inlines


@record
class Clause:
    """A preambular or operative paragraph. ``label`` is the printed number ("3.", "3 -") or empty."""

    role: Literal["preambular", "operative"]
    content: Inlines
    label: str = ""
    children: tuple[Block, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@record
class Paragraph:
    """Any other paragraph, numbered ("17.1") or not."""

    content: Inlines
    label: str = ""
    children: tuple[Block, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@record
class Item:
    """One entry of a list with its printed enumerator ("(a)", "(أ)", "㈠", "–")."""

    content: Inlines
    label: str = ""
    children: tuple[Block, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@record
class List:
    """Entries of one level, in printed order."""

    items: tuple[Item, ...]


@record
class Quote:
    """Blocks quoted as a whole, as in amendments and presidential statements."""

    children: tuple[Block, ...]


@record
class Cell:
    """A cell of a table. ``header`` says that it names its row or column."""

    children: tuple[Block, ...]
    header: bool = False
    columns: int = 1
    rows: int = 1


@record
class Row:
    """The cells that begin in one row; a cell that spans rows stands in its first row only."""

    cells: tuple[Cell, ...]


@record
class Table:
    """A table with its caption. ``label`` is the printed number of the caption ("Table 2")."""

    rows: tuple[Row, ...]
    caption: Inlines = ()
    label: str = ""


@record
class Figure:
    """A picture with its caption."""

    image: Image
    caption: Inlines = ()
    label: str = ""


@record
class Closing:
    """Meeting and date at the end of an adopted text, a line each, in printed order (Chinese print: date first)."""

    lines: tuple[Inlines, ...]


@record
class Vote:
    """How the text was adopted, as printed: "[Adopted without a vote.]" or a recorded vote with its lists."""

    lines: tuple[Inlines, ...]


@record
class Rule:
    """A line drawn across the column."""


Block: TypeAlias = Union[
    Section,
    Formula,
    Clause,
    Paragraph,
    List,
    Quote,
    Table,
    Figure,
    Closing,
    Vote,
    Rule,
]
Blocks: TypeAlias = tuple[Block, ...]

# -------------------------------------------------------------------------------------------------- document


@record
class Note:
    """A footnote. ``key`` is unique in the document, ``marker`` is what print shows ("1", "*", "a")."""

    key: str
    marker: str
    children: Blocks
    span: Span | None = field(default=None, compare=False, repr=False)


MastheadRole: TypeAlias = Literal[
    "publisher",
    "organ",
    "symbol",
    "distribution",
    "date",
    "language",
    "original",
    "session",
    "committee",
    "agenda",
    "subject",
    "adoption",
    "proponent",
    "sponsors",
    "job",
    "other",
]


@record
class MastheadLine:
    """A line of the masthead as printed. ``subject`` is the title of the agenda item, ``adoption`` names the
    document ("Resolution adopted by ..."), ``proponent`` is the line in brackets under it."""

    role: MastheadRole
    content: Inlines


Organ: TypeAlias = Literal["ga", "sc", "ecosoc", "hrc", "tc", "secretariat"]
Kind: TypeAlias = Literal[
    "resolution",
    "decision",
    "presidential statement",
    "draft resolution",
    "draft decision",
    "report",
    "note",
    "letter",
    "treaty",
    "record",
]
Distribution: TypeAlias = Literal["general", "limited", "restricted"]


@record
class Meta:
    """What is known about a document, as values. Dates are ISO 8601, numbers are numbers."""

    symbol: str | None = None
    organ: Organ | None = None
    kind: Kind | None = None
    session: int | None = None
    meeting: int | None = None
    agenda_items: tuple[str, ...] = ()
    adopted: str | None = None
    issued: str | None = None
    distribution: Distribution | None = None
    original_language: str | None = None
    proponent: str | None = None
    job_number: str | None = None
    short_title: str | None = None


@record
class Document:
    """A whole document. ``language`` is a code such as ``en``; ``label`` is the printed number of the text
    ("75/210.") before its title."""

    language: str
    meta: Meta = field(default_factory=Meta)
    masthead: tuple[MastheadLine, ...] = ()
    label: str = ""
    title: Inlines = ()
    children: Blocks = ()
    notes: tuple[Note, ...] = ()


Node: TypeAlias = Union[Inline, Block, Item, Row, Cell, Note, MastheadLine, Meta, Document]
