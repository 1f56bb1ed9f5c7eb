"""A document as HTML elements: what the page on the screen and the printed page have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import zip_longest
from textwrap import shorten
from typing import Final, Literal, assert_never

from unpress.ast import (
    Block,
    Blocks,
    Break,
    Clause,
    Closing,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Formula,
    Image,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    MastheadLine,
    MastheadRole,
    Node,
    Note,
    NoteMark,
    Paragraph,
    Quote,
    Reference,
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
from unpress.inlines import cut_at_marks
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.source import Span
from unpress.walk import each, plain
from unpress_stages.render._addresses import address, bare, known_language, may_open
from unpress_stages.render._columns import notes_to_tables, title_and_unit
from unpress_stages.render._house import NAMED_BELOW, is_summary
from unpress_stages.render._table_markup import TableMarkup
from unpress_stages.render._tongues import with_tongues

Notes = Literal["end", "foot"]
"""Where notes stand: after the text, or each at its mark for a style sheet to float to the foot of the page."""

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "yi", "dv"})

_ORGAN: Final[tuple[MastheadRole, ...]] = ("publisher", "symbol")
_ISSUE: Final[tuple[MastheadRole, ...]] = ("distribution", "date", "language", "original")
_HEADING: Final[tuple[MastheadRole, ...]] = ("adoption", "proponent", "sponsors")

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_LATIN = re.compile("[A-Za-z]")
_HEBREW_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language is written, by its BCP 47 tag."""
    return "rtl" if tag.lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=4096)
def text(value: str) -> str:
    """Text for an element or an attribute in quotes; characters that HTML forbids become U+FFFD."""
    return escape(_FORBIDDEN.sub("\ufffd", value), quote=True)


def masthead_lines(document: Document) -> tuple[MastheadLine, ...]:
    """The masthead as printed, with publisher, symbol and organ made from what is known where they are missing."""
    meta, words = document.meta, known_language(document)
    if meta.symbol is None and meta.organ is None:
        return document.masthead
    there = {line.role for line in document.masthead}
    made: list[MastheadLine] = []

    def make(role: MastheadRole, words: str | None) -> None:
        if words and role not in there:
            made.append(MastheadLine(role, (Text(words),)))

    make("publisher", words.masthead.publisher)
    make("symbol", meta.symbol)
    if meta.organ == "hrc":  # prints as a body of the Assembly, under whose symbols it works
        make("organ", words.organs.ga)
        make("committee", words.organs.hrc if "organ" not in there else None)
    elif meta.organ is not None:
        make("organ", getattr(words.organs, meta.organ))
    return (*made, *document.masthead)


def headline(document: Document) -> Inlines:
    """What names the document: its title, else the line of its adoption, else its symbol."""
    if plain(document.title).strip():
        return document.title
    for role in ("adoption", "subject", "symbol", "organ"):
        for line in document.masthead:
            if line.role == role and plain(line.content).strip():
                return line.content
    return (Text(document.meta.symbol or ""),)


def link_of_a_word(node: Inline | None) -> str:
    """The text of a link without a space, which may belong to the words before it; empty for all else."""
    shown = plain((node,)) if isinstance(node, Link | Reference) else ""
    return "" if " " in shown else shown


def first_words(document: Document) -> str:
    """What a document without a title is known by: its first heading, else the words that it begins with, else that it
    has no title."""
    headings: list[str] = []
    runs: list[str] = []

    def look(node: Node) -> None:
        if isinstance(node, Section) and plain(node.heading).strip():
            headings.append(plain(node.heading).strip())
        elif isinstance(node, Text) and node.value.strip():
            runs.append(node.value.strip())

    for block in document.children:
        each(block, look)
        if headings or len(runs) > 20:
            break
    words = document.label or (headings[0] if headings else " ".join(runs))
    untitled = known_language(document).page.untitled or language("en").page.untitled
    return shorten(words, 100, placeholder=" …") or untitled


@dataclass
class Writer:
    """Writes one document. Blocks come out with a line end, inlines without."""

    document: Document
    journal: Journal
    notes: Notes = "end"
    words: Language = field(init=False)
    _by_key: dict[str, Note] = field(init=False)
    _ids: dict[str, int] = field(default_factory=dict[str, int])
    """Each id, and how often it was asked for."""
    _note_ids: dict[str, str] = field(default_factory=dict[str, str])
    _first_marks: dict[str, str] = field(init=False)
    _marks: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    _direction: str = "ltr"
    _depth: int = 1
    _scope: str = ""
    _in_link: bool = False
    _counts: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        self.words = known_language(self.document)
        self._direction = direction(self.document.language)
        self._by_key = {note.key: note for note in self.document.notes}
        for position, note in enumerate(self.document.notes, 1):
            name = note.marker if note.marker.isascii() and note.marker.isalnum() else str(position)
            self._note_ids[note.key] = self._id(f"fn-{name}")
        # those of first marks are taken before any further mark has its number
        self._first_marks = {key: self._id(f"fnref-{name[3:]}") for key, name in self._note_ids.items()}

    # ------------------------------------------------------------------------------------------- the whole

    def masthead(self) -> str:
        """The head of the first page, in its three parts; what is above the title is not in it."""
        parts: dict[str, list[str]] = {"top": [], "organ": [], "issue": [], "matter": []}
        part = "top"
        lines = sorted(masthead_lines(self.document), key=lambda line: line.role != "publisher")
        for line in lines:  # some tools read the symbol first, which stands at the right
            if line.role in _HEADING or line.role == "job":
                continue
            if line.role in _ORGAN:
                part = "top"
            elif line.role == "organ":
                part = "matter" if parts["organ"] else "organ"
            elif line.role in _ISSUE:
                part = "issue"
            elif line.role != "other":
                part = "matter"
            parts[part].append(self._masthead_line(line))
        if not any(parts.values()):
            return ""
        boxes = [f'<div class="{name}">\n{"".join(lines)}</div>\n' for name, lines in parts.items()]
        return f'<header class="masthead">\n{"".join(boxes)}</header>\n'

    def _masthead_line(self, line: MastheadLine) -> str:
        borrowed = self._borrowed(line)
        content = self._run(line.content) if borrowed else self.inlines(line.content)
        if line.role != "symbol":
            return f'<p class="{line.role}"{borrowed}>{content}</p>\n'
        if all(isinstance(node, Text) for node in line.content):
            shown = text(plain(line.content))
            content = re.sub(r"(^|[-–])([A-Z]+)(?=/)", r'\1<span class="initial">\2</span>', shown)
        return f'<p class="symbol"><bdi dir="ltr">{content}</bdi></p>\n'

    def _borrowed(self, line: MastheadLine) -> str:
        """Attributes for a line that is printed in English above a text in another script: "Distr.: General"."""
        shown = plain(line.content)
        if (
            self.words.script == "Latin"
            or line.role not in _ISSUE
            or not (shown.isascii() and _LATIN.search(shown))
        ):
            return ""
        turned = ' dir="ltr"' if self._direction == "rtl" else ""
        return f' lang="{self.words.dates.masthead}"{turned}'

    def heading(self) -> str:
        """The adoption lines and the title, as the one heading of the first level. A page without a title has a hidden
        one for those who go by headings; on paper nothing stands that is not seen, and the sections begin there."""
        document = self.document
        out: list[str] = []
        lines = [line for line in document.masthead if line.role in _HEADING]
        titled = bool(document.title or document.label)
        for line in lines:
            tag = "p"
            if not titled and line.role == "adoption":
                tag, titled = "h1", True
            content = (
                self._with_whole_date(line.content) if line.role == "adoption" else self.inlines(line.content)
            )
            out.append(f'<{tag} class="{line.role}">{content}</{tag}>\n')
        if document.title or document.label:
            label = self._label(document.label) if document.label else ""
            title = f'<h1 class="title hanging">{label}<span class="words">{self.inlines(document.title)}</span></h1>\n'
            # a report has its name below its title, a resolution says above it who adopted it
            out.insert(0 if document.meta.kind in NAMED_BELOW else len(out), title)
        elif not titled and self.notes == "foot":
            self._depth = 0
        elif not titled:
            words = plain(headline(document)).strip() or first_words(document)
            out.append(f'<h1 class="hidden">{text(words)}</h1>\n')
        return "".join(out)

    def said(self, attribute: str, name: Literal["skip", "notes"]) -> str:
        """An attribute with words of the page itself; none where neither the language nor English has them."""
        own = getattr(self.words.page, name)
        return f' {attribute}="{text(own)}"' if own else ""

    def _with_whole_date(self, content: Inlines) -> str:
        """A line whose date is not to be broken."""
        shown = plain(content)
        dates = self.words.find_dates(shown)
        if not dates or not all(isinstance(node, Text) for node in content):
            return self.inlines(content)
        start, end, _ = dates[0]
        before, date, after = (
            self._text(part, None) for part in (shown[:start], shown[start:end], shown[end:])
        )
        return f'{before}<span class="whole">{date}</span>{after}'

    def body(self) -> str:
        """The text between title and notes."""
        return self.blocks(self.document.children)

    def endnotes(self) -> str:
        """The notes after the text: all, or, where notes stand at their marks, those that have none."""
        rest = [n for n in self.document.notes if self.notes == "end" or n.key not in self._marks]
        for note in self.document.notes:
            if note.key not in self._marks:
                self.journal.warn("unmarked", f"note {note.marker} has no mark in the text", note.span)
        if not rest:
            return ""
        items = "".join(self._endnote(note) for note in rest)
        called = self.said("aria-label", "notes")
        return f'<section class="notes" role="doc-endnotes"{called}>\n<ul role="list">\n{items}</ul>\n</section>\n'

    def job(self) -> str:
        """The job number as printed, else as known."""
        lines = [plain(line.content) for line in self.document.masthead if line.role == "job"]
        return " ".join(lines) or self.document.meta.job_number or ""

    # ---------------------------------------------------------------------------------------------- blocks

    def blocks(self, nodes: Blocks) -> str:
        return "".join(
            f'<p class="table-note">{self.inlines(node.content)}</p>\n'
            if note and isinstance(node, Paragraph)
            else self.block(node)
            for node, note in zip(nodes, notes_to_tables(nodes), strict=True)
        )

    def block(self, node: Block) -> str:
        match node:
            case Section():
                return self._section(node)
            case Formula():
                return f'<p class="formula">{self.inlines(node.content)}</p>\n'
            case Clause():
                return self._numbered(node, self._clause_id(node), node.role)
            case Paragraph():
                return self._numbered(
                    node, self._paragraph_id(node), "paragraph numbered" if node.label else "paragraph"
                )
            case List():
                return self._list(node, "", 0)
            case Quote():
                return f"<blockquote>\n{self.blocks(node.children)}</blockquote>\n"
            case Table():
                return self._table(node)
            case Figure():
                return self._figure(node)
            case Closing():
                return self._lines("closing", node.lines)
            case Vote():
                return self._lines("vote", node.lines)
            case Rule():
                return "<hr>\n"
            case _:
                assert_never(node)

    def _section(self, node: Section) -> str:
        outer, counts = self._scope, self._counts
        self._scope = f"{outer}{node.role}-{self._count(node.role)}-"
        self._counts = {}
        identity = self._id(self._scope.rstrip("-"))
        heading = ""
        if node.label or node.heading:
            self._depth += 1
            words = f'<span class="words">{self.inlines(node.heading)}</span>' if node.heading else ""
            content = (self._label(node.label, identity) if node.label else "") + words
            classes = f"rank-{node.level}" + _standing(node.label) + ("" if node.heading else " bare")
            if self._depth <= 6:
                heading = f'<h{self._depth} class="{classes}">{content}</h{self._depth}>\n'
            else:
                heading = f'<p role="heading" aria-level="{self._depth}" class="{classes}">{content}</p>\n'
        children = self.blocks(node.children)
        if heading:
            self._depth -= 1
        self._scope, self._counts = outer, counts
        tag = "section" if heading else "div"
        boxed = " summary" if is_summary(node, self.document, self.words) else ""
        return f'<{tag} class="{node.role}{boxed}" id="{identity}">\n{heading}{children}</{tag}>\n'

    def _clause_id(self, node: Clause) -> str:
        kind = "pp" if node.role == "preambular" else "op"
        ordinal = self._count(kind)
        number = re.search(r"\d+(?: ?(?:bis|ter))?", node.label)
        printed = number[0].replace(" ", "-") if number and number[0].isascii() else str(ordinal)
        return self._id(f"{self._scope}{kind}-{printed}")

    def _paragraph_id(self, node: Paragraph) -> str:
        """By its number as print has it, else by counting the numbered paragraphs of its part."""
        if not node.label:
            return ""
        number = "".join(re.findall(r"[\w.]+", node.label)).strip(".")
        if number and number.isascii():
            return self._id(f"p-{number}")
        return self._id(f"{self._scope}p-{self._count('p')}")

    def _count(self, kind: str) -> int:
        """How many of a kind there are in this part of the text so far, the one at hand included."""
        self._counts[kind] = ordinal = self._counts.get(kind, 0) + 1
        return ordinal

    def _numbered(self, node: Clause | Paragraph, identity: str, role: str) -> str:
        label = ""
        if node.label:
            label = self._label(node.label, identity)
        elif identity and self.notes == "end":
            name = identity.replace("-", " ").upper()
            label = f'<a class="anchor" href="#{identity}" aria-label="{name}"></a>'
        place = f' id="{identity}"' if identity else ""
        if not node.children:
            return f'<p class="{role}"{place}>{label}{self.inlines(node.content)}</p>\n'
        own = f'<p class="{role}">{label}{self.inlines(node.content)}</p>\n'
        return f'<div class="block"{place}>\n{own}{self._below(node.children, identity, 0)}</div>\n'

    def _below(self, nodes: Blocks, identity: str, level: int) -> str:
        """Blocks under a paragraph or an entry; the entries of all lists of one level count on."""
        out: list[str] = []
        count = 0
        for node in nodes:
            if isinstance(node, List):
                out.append(self._list(node, identity, level, count))
                count += len(node.items)
            elif isinstance(node, Paragraph) and not node.label and not node.children:
                out.append(f'<p class="flush">{self.inlines(node.content)}</p>\n')
            else:
                out.append(self.block(node))
        return "".join(out)

    def _list(self, node: List, identity: str, level: int, count: int = 0) -> str:
        items = "".join(self._item(item, identity, level, count + n) for n, item in enumerate(node.items, 1))
        return f'<ul class="level-{level + 1}" role="list">\n{items}</ul>\n'

    def _item(self, node: Item, identity: str, level: int, ordinal: int) -> str:
        own = ""
        if node.label:
            above = identity or f"{self._scope}item"
            letters = re.sub(r"[^A-Za-z0-9]", "", node.label)
            own = self._id(f"{above}-{letters.lower() or _letters(ordinal)}")
        label = self._label(node.label, own) if node.label else ""
        place = f' id="{own}"' if own else ""
        below = self._below(node.children, own, level + 1)
        return f"<li{place}><p>{label}{self.inlines(node.content)}</p>\n{below}</li>\n"

    def _label(self, label: str, identity: str = "") -> str:
        """A printed number, as a link to its own paragraph where there is one, with the space after it."""
        shown = text(label)
        if identity and self.notes == "end":
            return f'<a class="label" href="#{identity}">{shown}</a> '
        if self.notes == "end":
            return f'<span class="label">{shown}</span> '
        long = " long" if len(label) > 6 else ""
        return f'<span class="label{long}">{shown} </span>'

    def _lines(self, name: str, lines: Iterable[Inlines]) -> str:
        paragraphs = "".join(f"<p>{self.inlines(line)}</p>" for line in lines)
        return f'<div class="{name}">{paragraphs}</div>\n'

    def _table(self, node: Table) -> str:
        caption, called = "", text(self.words.headings.table)
        place = f' aria-label="{called}"' if called else ""
        if node.caption or node.label:
            identity = self._id(f"{self._scope}table-{self._count('table')}")
            place = f' aria-labelledby="{identity}"'
            label = self._label(node.label, identity) if node.label else ""
            title, unit = title_and_unit(node.caption)
            words = f'<span class="words">{self.inlines(title)}</span>'
            words += f'<br><span class="unit">{self.inlines(unit)}</span>' if unit else ""
            caption = f'<caption id="{identity}">{label}{words}</caption>\n'
        group = f' role="group"{place}' if place else ""
        markup = TableMarkup(
            self.inlines, self.blocks, printed=self.notes == "foot", leftward=self._direction == "rtl"
        )
        return markup.table(node, caption, group)

    def _figure(self, node: Figure) -> str:
        label = self._label(node.label) if node.label else ""
        caption = (
            f"<figcaption>{label}{self.inlines(node.caption)}</figcaption>\n" if label or node.caption else ""
        )
        return f"<figure>\n<p>{self._image(node.image)}</p>\n{caption}</figure>\n"

    def _endnote(self, note: Note) -> str:
        identity = self._note_ids[note.key]
        marker = text(self._marker(note.marker))
        places = self._marks.get(note.key, [])
        if places:
            back = f'<a class="marker" role="doc-backlink" href="#{places[0]}">{marker}</a>'
        else:
            back = f'<span class="marker">{marker}</span>'
        for count, place in enumerate(places[1:], 2):
            back += (
                f' <a class="back" role="doc-backlink" href="#{place}" aria-label="{marker} ({count})"></a>'
            )
        first, *rest = note.children or (Paragraph(()),)
        if isinstance(first, Paragraph) and not first.children:
            label = self._label(first.label) if first.label else ""
            opening = f"<p>{back} {label}{self.inlines(first.content)}</p>\n"
        else:
            opening = f"<p>{back}</p>\n{self.block(first)}"
        return f'<li id="{identity}">{opening}{self.blocks(tuple(rest))}</li>\n'

    # --------------------------------------------------------------------------------------------- inlines

    def inlines(self, nodes: Inlines) -> str:
        """A whole run, with the language of what is known to be in another one than the document."""
        return self._run(with_tongues(nodes, self.words))

    def _run(self, nodes: Inlines) -> str:
        out: list[str] = []
        before: Inline | None = None
        bound = ""  # the words before a link that no line end divides from it
        for node, behind in zip_longest(nodes, nodes[1:]):
            if isinstance(node, Text) and (linked := link_of_a_word(behind)):
                at = self._bound(node.value, linked)
                bound = node.value[at:]
                out.append(self._text(node.value[:at], node.span))
            elif isinstance(node, NoteMark):
                out.append(self._mark(node, isinstance(before, NoteMark)))
            elif bound:
                out.append(f'<span class="whole">{text(bound)}{self._inline(node)}</span>')
                bound = ""
            else:
                out.append(self._inline(node))
            before = node
        return "".join(out)

    def _bound(self, value: str, linked: str) -> int:
        """Where in a text before a link words begin that no line end divides from it; its length if there are none."""
        stretches = self.words.kept_together(value + linked)
        return next((start for start, end in stretches if start < len(value) < end), len(value))

    def _inline(self, node: Inline) -> str:
        match node:
            case Text():
                return self._text(node.value, node.span)
            case Emphasis():
                return f"<em>{self._run(node.children)}</em>"
            case Strong():
                return f"<strong>{self._run(node.children)}</strong>"
            case Underline():
                return f"<u>{self._run(node.children)}</u>"
            case Superscript():
                return f"<sup>{self._run(node.children)}</sup>"
            case Subscript():
                return f"<sub>{self._run(node.children)}</sub>"
            case Link():
                return self._link(node)
            case Reference():
                return self._reference(node)
            case NoteMark():
                return self._mark(node, False)
            case Foreign():
                return self._foreign(node)
            case Image():
                return self._image(node)
            case Break():
                return "<br>"
            case _:
                assert_never(node)

    def _text(self, value: str, span: Span | None) -> str:
        if _FORBIDDEN.search(value):
            self.journal.warn("character", "characters that HTML forbids are shown as U+FFFD", span)
        out: list[str] = []
        at = 0
        for start, end in self.words.kept_together(value):
            out.append(f'{text(value[at:start])}<span class="whole">{text(value[start:end])}</span>')
            at = end
        return "".join(out) + text(value[at:])

    def _link(self, node: Link) -> str:
        target = bare(node.target)
        if not may_open(target):
            if target.strip("#"):
                self.journal.warn(
                    "link-target", f"the link to {node.target[:60]!r} is left out, its text is kept"
                )
            return self._run(node.children)
        return self._linked(f'<a href="{text(target)}">', node.children, "</a>")

    def _linked(self, opener: str, nodes: Inlines, closer: str) -> str:
        """A link around a run. Note marks interrupt it, for they are links themselves."""
        if self._in_link:
            return self._run(nodes)
        out: list[str] = []
        for part in cut_at_marks(nodes):
            self._in_link = not isinstance(part[0], NoteMark)
            inner = self._run(part)
            out.append(f"{opener}{inner}{closer}" if self._in_link else inner)
        self._in_link = False
        return "".join(out)

    def _reference(self, node: Reference) -> str:
        shown = plain(node.children)
        opener, closer = f'<a href="{text(address(node.symbol, self.words))}">', "</a>"
        if self._direction == "rtl" and _LATIN.search(shown):
            run = "" if _HEBREW_ARABIC.search(shown) else ' dir="ltr"'
            opener, closer = f"{opener}<bdi{run}>", f"</bdi>{closer}"
        return self._linked(opener, node.children, closer)

    def _foreign(self, node: Foreign) -> str:
        outer, self._direction = self._direction, direction(node.language)
        inner = self._run(node.children)
        turned = f' dir="{self._direction}"' if self._direction != outer else ""
        self._direction = outer
        return f'<span lang="{text(node.language)}"{turned}>{inner}</span>'

    def _image(self, node: Image) -> str:
        self.journal.note("picture", f"a picture is shown by its description: {node.alternative[:60]!r}")
        return f'<span class="picture">{text(node.alternative)}</span>'

    def _marker(self, marker: str) -> str:
        bare = not marker.startswith("(") and marker.isascii() and marker.isalnum()
        return f"({marker})" if bare and self.words.typography.note_brackets else marker

    def _mark(self, node: NoteMark, further: bool) -> str:
        note = self._by_key.get(node.note)
        classes = "mark further" if further else "mark"
        if note is None:
            self.journal.warn("unbound", f"the mark {node.note!r} belongs to no note", node.span)
            return f'<sup class="{classes}">{text(self._marker(node.note))}</sup>'
        first = note.key not in self._marks
        identity = self._note_ids[note.key]
        own = self._first_marks[note.key] if first else self._id(self._first_marks[note.key])
        self._marks.setdefault(note.key, []).append(own)
        link = f'<a id="{own}" href="#{identity}" role="doc-noteref">{text(self._marker(note.marker))}</a>'
        foot = self._footnote(note) if self.notes == "foot" and first else ""
        return f'<sup class="{classes}">{link}</sup>{foot}'

    def _footnote(self, note: Note) -> str:
        """A note to float to the foot of the page. It stands inside a paragraph, so its blocks become spans."""
        lines = [f'<span class="line">{line}</span>' for line in self._note_lines(note.children)]
        marker = f'<span class="marker">{text(self._marker(note.marker))} </span>'
        body = "".join(lines).replace('<span class="line">', f'<span class="line">{marker}', 1)
        return f'<span class="note" id="{self._note_ids[note.key]}">{body or marker}</span>'

    def _note_lines(self, nodes: Sequence[Block]) -> list[str]:
        out: list[str] = []
        for node in nodes:
            match node:
                case Paragraph() | Clause():
                    out.append((self._label(node.label) if node.label else "") + self.inlines(node.content))
                    out.extend(self._note_lines(node.children))
                case List():
                    for item in node.items:
                        out.append(
                            (self._label(item.label) if item.label else "") + self.inlines(item.content)
                        )
                        out.extend(self._note_lines(item.children))
                case Quote():
                    out.extend(self._note_lines(node.children))
                case Formula():
                    out.append(self.inlines(node.content))
                case Closing() | Vote():
                    out.extend(self.inlines(line) for line in node.lines)
                case Section():
                    out.append((self._label(node.label) if node.label else "") + self.inlines(node.heading))
                    out.extend(self._note_lines(node.children))
                case Table():
                    self.journal.warn("table-in-note", "a table in a footnote is printed as lines")
                    if node.caption or node.label:
                        out.append(
                            (self._label(node.label) if node.label else "") + self.inlines(node.caption)
                        )
                    for row in node.rows:
                        cells = ["<br>".join(self._note_lines(cell.children)) for cell in row.cells]
                        out.append(" | ".join(cells))
                case Figure():
                    out.append(self._image(node.image))
                    if node.caption or node.label:
                        out.append(
                            (self._label(node.label) if node.label else "") + self.inlines(node.caption)
                        )
                case Rule():
                    pass
        return out

    # ------------------------------------------------------------------------------------------------- ids

    def _id(self, wanted: str) -> str:
        """An id that nothing else on the page has."""
        identity = wanted
        while identity in self._ids:
            self._ids[wanted] += 1
            identity = f"{wanted}-{self._ids[wanted]}"
        self._ids[identity] = 1
        return identity


def _standing(label: str) -> str:
    """Where a heading has its number: "I." hangs before the words, "I" and "Annex" stand above them."""
    return "" if not label else " above" if label[-1].isalnum() else " hanging"


def _letters(ordinal: int) -> str:
    """The ordinal as UN enumerators count: a, b ... z, aa, bb."""
    turns, letter = divmod(ordinal - 1, 26)
    return chr(ord("a") + letter) * (turns + 1)
