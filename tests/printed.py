"""Documents as print has them, for laws of what is printed and read again: Hypothesis strategies.

Any valid tree (`tests/trees.py`) can be printed, but not every one can be read from its page: there, a preambular
paragraph is known by its opening verb, an item by its number. Here are resolutions and reports that keep to the
conventions of one of six languages, and are otherwise as they come: how long paragraphs are, where notes, symbols,
links and emphasis stand in them, how deep lists go, how many rows tables have. Words and openings are those of the
samples.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from unpress import read
from unpress.ast import (
    Block,
    Blocks,
    Cell,
    Clause,
    Document,
    Emphasis,
    Formula,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    MastheadLine,
    Meta,
    Node,
    Note,
    NoteMark,
    Paragraph,
    Reference,
    Row,
    Section,
    Table,
    Text,
)
from unpress.inlines import settle
from unpress.language import Language, language
from unpress.walk import each, plain

SAMPLES = {
    path.stem.rpartition(".")[2]: path
    for path in sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
}
"""One document of each language."""

SYMBOLS = ("A/75/237", "S/2026/171", "A/HRC/RES/54/12", "A/80/543/Add.3")
REPORTS = {
    "ar": "تقرير الأمين العام",
    "en": "Report of the Secretary-General",
    "es": "Informe del Secretario General",
    "fr": "Rapport du Secrétaire général",
    "ru": "Доклад Генерального секретаря",
    "zh": "秘书长的报告",
}
ROMAN = ("I", "II", "III", "IV", "V", "VI")
LONGEST = 90
"""Words of a paragraph: some eight lines."""


@dataclass(frozen=True)
class Stock:
    """What a sample lends: its words, its opening verbs, and the document itself."""

    words: tuple[str, ...]
    preambular: tuple[str, ...]
    operative: tuple[str, ...]
    formula: Formula
    document: Document


@cache
def stock(code: str) -> Stock:
    document = read(SAMPLES[code]).document
    openers: dict[str, list[str]] = {"preambular": [], "operative": []}
    texts: list[str] = []

    def look(node: Node) -> None:
        if isinstance(node, Clause) and isinstance(node.content[0], Emphasis):
            openers[node.role].append(plain(node.content[:1]))
            texts.append(plain(node.content[1:]))
        elif isinstance(node, Item):
            texts.append(plain(node.content))

    for block in document.children:
        each(block, look)
    letters = "[\u4e00-\u9fff]{2}" if code == "zh" else r"(?<![\w’/-])[^\W\d_]{2,}(?![\w’/.-])"
    words = [
        word for text in texts for word in re.findall(letters, text) if word.islower() or not word.isascii()
    ]
    formula = next(block for block in document.children if isinstance(block, Formula))
    words = [word for word in words if word == word.lower()]
    return Stock(tuple(words), tuple(openers["preambular"]), tuple(openers["operative"]), formula, document)


class Writer:
    """Writes one document at random; the notes that it makes are counted on."""

    def __init__(self, code: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.code = code
        self.stock = stock(code)
        self.words: Language = language(code)
        self.gap = "" if code == "zh" else " "
        self.notes: list[Note] = []

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def sentence(self, most: int = LONGEST, *, rich: bool = True, first: bool = False) -> Inlines:
        """A run of words without a sign at its end. ``rich``: with marks, symbols, links and emphasis between them."""
        nodes: list[Inline] = []
        count = 1 + self.chance.randrange(most)
        for at in range(count):
            word = self.chance.choice(self.stock.words)
            if at == 0 and first:
                word = word[:1].upper() + word[1:]
            nodes.append(Text((self.gap if at else "") + word))
            if rich and 0 < at < count - 1 and self.often(0.04):
                nodes.extend(self._rich())
        return settle(tuple(nodes))

    def _rich(self) -> tuple[Inline, ...]:
        shown = tuple(self.chance.choice(self.stock.words) for _ in range(1 + self.chance.randrange(5)))
        run: Inlines = (Text(self.gap.join(shown)),)
        # in Arabic and Chinese emphasis is bold: on paper it is the same as what is strong
        match self.chance.randrange(4 if self.words.typography.opener_style == "italic" else 3):
            case 0:
                return (NoteMark(self.note()),)
            case 1:
                symbol = self.chance.choice(SYMBOLS)
                return (Text(self.gap), Reference(symbol, (Text(symbol),)))
            case 2:
                return (Text(self.gap), Link("https://example.org/a", run))
            case _:
                return (Text(self.gap), Emphasis(run))

    def note(self) -> str:
        """The key of a new note."""
        key = str(len(self.notes) + 1)
        stop = Text(self.words.typography.full_stop)
        if self.often(0.5):
            symbol = self.chance.choice(SYMBOLS)
            content: Inlines = (Reference(symbol, (Text(symbol),)), stop)
        else:
            content = settle((*self.sentence(30, rich=False, first=True), stop))
        self.notes.append(Note(key, key, (Paragraph(content),)))
        return key

    def closed(self, content: Inlines, end: str) -> Inlines:
        return settle((*content, Text(end)))

    # -------------------------------------------------------------------------------------------- resolutions

    def resolution(self, before: int, numbered: int) -> Document:
        """A sample with other words and so many paragraphs, a list under some of them."""
        signs = self.words.typography
        children: list[Block] = [self.stock.formula]
        for _ in range(before):
            children.append(Clause("preambular", self._opened(self.stock.preambular, signs.preambular_end)))
        for number in range(1, numbered + 1):
            end = signs.operative_end if number < numbered else signs.full_stop
            label = self.words.numbering.operative.replace("{n}", str(number))
            if self.often(0.25):
                content = self._opened(self.stock.operative, signs.list_end)
                items = self.items(0, end)
                children.append(Clause("operative", content, label, (items,)))
            else:
                children.append(Clause("operative", self._opened(self.stock.operative, end), label))
        title = self.sentence(14, rich=False, first=True)
        sample = self.stock.document
        return replace(
            sample, title=title if sample.title else (), children=tuple(children), notes=tuple(self.notes)
        )

    def _opened(self, openers: tuple[str, ...], end: str) -> Inlines:
        verb = Emphasis((Text(self.chance.choice(openers)),))
        return self.closed((verb, Text(self.gap), *self.sentence()), end)

    def items(self, depth: int, end: str) -> List:
        """A list; its last item ends as the paragraph would."""
        signs = self.words.typography
        counters = (self.words.numbering.letters, self.words.numbering.second)[depth]
        form = self.words.numbering.levels[depth]
        count = 2 + self.chance.randrange(4)
        made: list[Item] = []
        for at in range(count):
            own = end if at == count - 1 else signs.operative_end
            label = form.replace("{letter}", counters[at]).replace("{second}", counters[at])
            label = label.replace("{n}", str(at + 1))
            if depth == 0 and self.often(0.2):
                content = self.closed(self.sentence(30, first=True), signs.list_end)
                made.append(Item(content, label, (self.items(1, own),)))
            else:
                made.append(Item(self.closed(self.sentence(40, first=True), own), label))
        return List(tuple(made))

    # ------------------------------------------------------------------------------------------------ reports

    def report(self, parts: int) -> Document:
        """Sections with numbered paragraphs that are counted on, lists and tables in them."""
        self._number = 0
        children = tuple(
            Section(self.sentence(8, rich=False, first=True), self._part(), f"{ROMAN[at]}.", 1)
            for at in range(parts)
        )
        name = MastheadLine("adoption", (Text(REPORTS[self.code]),))
        lines = (
            line for line in self.stock.document.masthead if line.role in ("distribution", "date", "session")
        )
        kept = tuple(lines) or (MastheadLine("distribution", (Text("Distr.: General"),)),)
        return Document(
            self.code,
            Meta("A/80/567", "ga", "report"),
            (*kept, name),
            title=self._title(),
            children=children,
            notes=tuple(self.notes),
        )

    def _title(self) -> Inlines:
        """A title that does not begin as the name of a report does."""
        name = REPORTS[self.code][:4].lower()
        while plain(found := self.sentence(10, rich=False, first=True)).lower().startswith(name):
            pass
        return found

    def _part(self) -> Blocks:
        full_stop = self.words.typography.full_stop
        out: list[Block] = []
        for _ in range(1 + self.chance.randrange(4)):
            self._number += 1
            content = self.sentence(first=True)
            if self.often(0.2):
                content = self.closed(content, self.words.typography.list_end)
                out.append(Paragraph(content, f"{self._number}.", (self.items(0, full_stop),)))
            else:
                out.append(Paragraph(self.closed(content, full_stop), f"{self._number}."))
            if self.often(0.15):
                out.append(self.table())
        return tuple(out)

    def table(self) -> Table:
        """Names and figures under a head."""
        width = 1 + self.chance.randrange(4)

        def row(name: str, cells: list[str], *, header: bool) -> Row:
            return Row(tuple(Cell((Paragraph((Text(words),)),), header) for words in (name, *cells)))

        def name() -> str:
            return plain(self.sentence(4, rich=False, first=True))

        rows = [row(name(), [name() for _ in range(width)], header=True)]
        for _ in range(2 + self.chance.randrange(40)):
            figures = [str(self.chance.randrange(10, 10**4)) for _ in range(width)]
            rows.append(row(name(), figures, header=False))
        return Table(tuple(rows))


@st.composite
def resolutions(draw: st.DrawFn) -> Document:
    writer = Writer(draw(st.sampled_from(sorted(SAMPLES))), draw(st.integers(0, 2**16)))
    return writer.resolution(draw(st.integers(0, 12)), draw(st.integers(1, 12)))


@st.composite
def reports(draw: st.DrawFn) -> Document:
    writer = Writer(draw(st.sampled_from(sorted(SAMPLES))), draw(st.integers(0, 2**16)))
    return writer.report(draw(st.integers(1, len(ROMAN))))
