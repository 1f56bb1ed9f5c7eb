"""A document as HTML elements: what the page on the screen and the printed page have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Final, Literal, assert_never

from unpress.ast import (
    Block,
    Blocks,
    Clause,
    Closing,
    Document,
    Figure,
    Formula,
    Inlines,
    Item,
    List,
    MastheadLine,
    MastheadRole,
    Note,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    Vote,
)
from unpress.journal import Journal
from unpress.language import Language
from unpress.record import mutable
from unpress.walk import plain
from unpress_stages.render._addresses import (
    known_language,
)
from unpress_stages.render._columns import notes_to_tables, title_and_unit
from unpress_stages.render._house import NAMED_BELOW, is_summary
from unpress_stages.render._inline_markup import Ids, InlineMarkup, escaped
from unpress_stages.render._naming import first_words, headline, masthead_lines
from unpress_stages.render._table_markup import TableMarkup

Notes = Literal["end", "foot"]
"""Where notes stand: after the text, or each at its mark for a style sheet to float to the foot of the page."""

_ORGAN: Final[tuple[MastheadRole, ...]] = ("publisher", "symbol")
_ISSUE: Final[tuple[MastheadRole, ...]] = ("distribution", "date", "language", "original")
_HEADING: Final[tuple[MastheadRole, ...]] = ("adoption", "proponent", "sponsors")

_LATIN = re.compile("[A-Za-z]")


@mutable
class Writer:
    """Writes one document. Blocks come out with a line end, inlines without. ``late`` are the ids of notes that stand
    after the text though others stand at the foot."""

    document: Document
    journal: Journal
    notes: Notes = "end"
    late: frozenset[str] = frozenset()
    words: Language = field(init=False)
    _ids: Ids = field(default_factory=Ids)
    _runs: InlineMarkup = field(init=False)
    _depth: int = 1
    _scope: str = ""
    _counts: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        self.words = known_language(self.document)
        foot = self._footnote if self.notes == "foot" else None
        self._runs = InlineMarkup(self.document, self.words, self.journal, self._ids, foot)

    def inlines(self, nodes: Inlines) -> str:
        """A whole run."""
        return self._runs.inlines(nodes)

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
        content = self._runs.run(line.content) if borrowed else self.inlines(line.content)
        if line.role != "symbol":
            return f'<p class="{line.role}"{borrowed}>{content}</p>\n'
        if all(isinstance(node, Text) for node in line.content):
            shown = escaped(plain(line.content))
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
        turned = ' dir="ltr"' if self._runs.direction == "rtl" else ""
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
            label = self._label(document.label)
            title = f'<h1 class="title hanging">{label}<span class="words">{self.inlines(document.title)}</span></h1>\n'
            # a report has its name below its title, a resolution says above it who adopted it
            out.insert(0 if document.meta.kind in NAMED_BELOW else len(out), title)
        elif not titled and self.notes == "foot":
            self._depth = 0
        elif not titled:
            words = plain(headline(document)).strip() or first_words(document)
            out.append(f'<h1 class="hidden">{escaped(words)}</h1>\n')
        return "".join(out)

    def said(self, attribute: str, name: Literal["skip", "notes"]) -> str:
        """An attribute with words of the page itself; none where neither the language nor English has them."""
        own = getattr(self.words.page, name)
        return f' {attribute}="{escaped(own)}"' if own else ""

    def _with_whole_date(self, content: Inlines) -> str:
        """A line whose date is not to be broken."""
        shown = plain(content)
        dates = self.words.find_dates(shown)
        if not dates or not all(isinstance(node, Text) for node in content):
            return self.inlines(content)
        start, end, _ = dates[0]
        before, date, after = (
            self._runs.text(part, None) for part in (shown[:start], shown[start:end], shown[end:])
        )
        return f'{before}<span class="whole">{date}</span>{after}'

    def body(self) -> str:
        """The text between title and notes."""
        return self.blocks(self.document.children)

    def endnotes(self) -> str:
        """The notes after the text: all, or, where notes stand at their marks, those that have none or are late."""
        rest = [
            note
            for note in self.document.notes
            if self.notes == "end" or note.key not in self._runs.marks or self._is_late(note)
        ]
        for note in self.document.notes:
            if note.key not in self._runs.marks:
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
        identity = self._ids.new(self._scope.rstrip("-"))
        heading = ""
        if node.label or node.heading:
            self._depth += 1
            words = f'<span class="words">{self.inlines(node.heading)}</span>' if node.heading else ""
            content = self._label(node.label, identity) + words
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
        return self._ids.new(f"{self._scope}{kind}-{printed}")

    def _paragraph_id(self, node: Paragraph) -> str:
        """By its number as print has it, else by counting the numbered paragraphs of its part."""
        if not node.label:
            return ""
        number = "".join(re.findall(r"[\w.]+", node.label)).strip(".")
        if number and number.isascii():
            return self._ids.new(f"p-{number}")
        return self._ids.new(f"{self._scope}p-{self._count('p')}")

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

    def _below(self, nodes: Blocks, identity: str, level: int, sign: str = "") -> str:
        """Blocks under a paragraph or an entry, whose label is ``sign``; the entries of all lists of one level count
        on."""
        out: list[str] = []
        count = 0
        for node in nodes:
            if isinstance(node, List):
                out.append(self._list(node, identity, level, count, sign))
                count += len(node.items)
            elif isinstance(node, Paragraph) and not node.label and not node.children:
                out.append(f'<p class="flush">{self.inlines(node.content)}</p>\n')
            else:
                out.append(self.block(node))
        return "".join(out)

    def _list(self, node: List, identity: str, level: int, count: int = 0, sign: str = "") -> str:
        """A list. One in an entry with the same sign is marked: its place alone tells it from the list around it."""
        items = "".join(self._item(item, identity, level, count + n) for n, item in enumerate(node.items, 1))
        alike = " alike" if sign and node.items[0].label == sign else ""
        return f'<ul class="level-{level + 1}{alike}" role="list">\n{items}</ul>\n'

    def _item(self, node: Item, identity: str, level: int, ordinal: int) -> str:
        own = ""
        if node.label:
            above = identity or f"{self._scope}item"
            letters = re.sub(r"[^A-Za-z0-9]", "", node.label)
            own = self._ids.new(f"{above}-{letters.lower() or _letters(ordinal)}")
        label = self._label(node.label, own)
        place = f' id="{own}"' if own else ""
        below = self._below(node.children, own, level + 1, node.label)
        return f"<li{place}><p>{label}{self.inlines(node.content)}</p>\n{below}</li>\n"

    def _label(self, label: str, identity: str = "") -> str:
        """A printed number, as a link to its own paragraph where there is one, with the space after it; or nothing."""
        if not label:
            return ""
        shown = escaped(label)
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
        caption, called = "", escaped(self.words.headings.table)
        place = f' aria-label="{called}"' if called else ""
        if node.caption or node.label:
            identity = self._ids.new(f"{self._scope}table-{self._count('table')}")
            place = f' aria-labelledby="{identity}"'
            label = self._label(node.label, identity)
            title, unit = title_and_unit(node.caption)
            words = f'<span class="words">{self.inlines(title)}</span>'
            words += f'<br><span class="unit">{self.inlines(unit)}</span>' if unit else ""
            caption = f'<caption id="{identity}">{label}{words}</caption>\n'
        group = f' role="group"{place}' if place else ""
        markup = TableMarkup(
            self.inlines, self.blocks, printed=self.notes == "foot", leftward=self._runs.direction == "rtl"
        )
        return markup.table(node, caption, group)

    def _figure(self, node: Figure) -> str:
        label = self._label(node.label)
        caption = (
            f"<figcaption>{label}{self.inlines(node.caption)}</figcaption>\n" if label or node.caption else ""
        )
        return f"<figure>\n<p>{self._runs.image(node.image)}</p>\n{caption}</figure>\n"

    def _endnote(self, note: Note) -> str:
        identity = self._runs.note_ids[note.key]
        marker = escaped(self._runs.marker(note.marker))
        places = self._runs.marks.get(note.key, [])
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
            label = self._label(first.label)
            opening = f"<p>{back} {label}{self.inlines(first.content)}</p>\n"
        else:
            opening = f"<p>{back}</p>\n{self.block(first)}"
        return f'<li id="{identity}">{opening}{self.blocks(tuple(rest))}</li>\n'

    def _is_late(self, note: Note) -> bool:
        return self._runs.note_ids[note.key] in self.late

    def _footnote(self, note: Note) -> str:
        """A note to float to the foot of the page. It stands inside a paragraph, so its blocks become spans."""
        if self._is_late(note):
            return ""
        lines = [f'<span class="line">{line}</span>' for line in self._note_lines(note.children)]
        marker = f'<span class="marker">{escaped(self._runs.marker(note.marker))} </span>'
        body = "".join(lines).replace('<span class="line">', f'<span class="line">{marker}', 1)
        return f'<span class="note" id="{self._runs.note_ids[note.key]}">{body or marker}</span>'

    def _note_lines(self, nodes: Sequence[Block]) -> list[str]:
        out: list[str] = []
        for node in nodes:
            match node:
                case Paragraph() | Clause():
                    out.append(self._label(node.label) + self.inlines(node.content))
                    out.extend(self._note_lines(node.children))
                case List():
                    for item in node.items:
                        out.append(self._label(item.label) + self.inlines(item.content))
                        out.extend(self._note_lines(item.children))
                case Quote():
                    out.extend(self._note_lines(node.children))
                case Formula():
                    out.append(self.inlines(node.content))
                case Closing() | Vote():
                    out.extend(self.inlines(line) for line in node.lines)
                case Section():
                    out.append(self._label(node.label) + self.inlines(node.heading))
                    out.extend(self._note_lines(node.children))
                case Table():
                    self.journal.warn("table-in-note", "a table in a footnote is printed as lines")
                    if node.caption or node.label:
                        out.append(self._label(node.label) + self.inlines(node.caption))
                    for row in node.rows:
                        cells = ["<br>".join(self._note_lines(cell.children)) for cell in row.cells]
                        out.append(" | ".join(cells))
                case Figure():
                    out.append(self._runs.image(node.image))
                    if node.caption or node.label:
                        out.append(self._label(node.label) + self.inlines(node.caption))
                case Rule():
                    pass
        return out


def _standing(label: str) -> str:
    """Where a heading has its number: "I." hangs before the words, "I" and "Annex" stand above them."""
    return "" if not label else " above" if label[-1].isalnum() else " hanging"


def _letters(ordinal: int) -> str:
    """The ordinal as UN enumerators count: a, b ... z, aa, bb."""
    turns, letter = divmod(ordinal - 1, 26)
    return chr(ord("a") + letter) * (turns + 1)
