"""All formats say the same: masthead, running text with its enumerators and note marks, notes.

Each format is read with tools that know nothing of this program: Markdown with markdown-it-py, HTML with lxml, DOCX
with python-docx and its parts, PDF through its tags with pdfplumber. pdfplumber returns Arabic letters in the order in
which they stand on the page, so Arabic PDF is read with pypdfium2, which gives them as they are read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from unpress import Result, ast, convert, read
from unpress.ast import Document, Inlines
from unpress.language import language
from unpress.source import Source

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
FORMATS = ("md", "html", "docx", "pdf", "akn", "json")


@dataclass(frozen=True)
class Text:
    """What a reader sees. ``head`` is in no order: formats set the masthead in columns of their own."""

    head: Counter[str]
    body: tuple[str, ...]
    notes: tuple[str, ...]


@cache
def sample(name: str) -> Result:
    return convert(SAMPLES / f"{name}.txt", FORMATS)


def plain(text: str) -> str:
    """A line with single spaces; a note mark stands as ``[^1]`` whatever is printed around it."""
    text = re.sub(r"\(?(\[\^[^\]]+\])\)?", r"\1", text)
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def ink(lines: tuple[str, ...]) -> str:
    return "".join("".join(lines).split())


def divided(lines: list[str], notes: list[str], document: Document) -> Text:
    """The lines up to the title, or the formula where there is none, are the masthead."""
    lines = [line for line in map(plain, lines) if line]
    first = plain(f"{document.label} {of(document.title)}" if document.title else of_formula(document))
    at = lines.index(first)
    return Text(Counter(lines[:at]), tuple(lines[at:]), tuple(map(plain, notes)))


# ------------------------------------------------------------------------------------------------------- the tree


def of(content: Inlines) -> str:
    parts: list[str] = []
    for node in content:
        if isinstance(node, ast.Text):
            parts.append(node.value)
        elif isinstance(node, ast.NoteMark):
            parts.append(f"[^{node.note}]")
        elif isinstance(node, ast.Break):
            parts.append(" ")
        elif not isinstance(node, ast.Image):
            parts.append(of(node.children))
    return "".join(parts)


def of_formula(document: Document) -> str:
    return next(of(block.content) for block in document.children if isinstance(block, ast.Formula))


def of_blocks(blocks: ast.Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case ast.Formula():
                yield of(block.content)
            case ast.Clause() | ast.Paragraph():
                yield f"{block.label} {of(block.content)}"
                yield from of_blocks(block.children)
            case ast.List():
                for item in block.items:
                    yield f"{item.label} {of(item.content)}"
                    yield from of_blocks(item.children)
            case ast.Section():
                yield f"{block.label} {of(block.heading)}"
                yield from of_blocks(block.children)
            case ast.Closing() | ast.Vote():
                yield from map(of, block.lines)
            case ast.Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from of_blocks(cell.children)
            case _:
                raise NotImplementedError(type(block).__name__)


def of_tree(document: Document) -> Text:
    head = [of(line.content) for line in document.masthead]
    body = [f"{document.label} {of(document.title)}", *of_blocks(document.children)]
    notes = [" ".join(of_blocks(note.children)) for note in document.notes]
    return divided([*head, *body], notes, document)


# ------------------------------------------------------------------------------------------------------- Markdown


def of_markdown(data: bytes, document: Document) -> Text:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    tokens = MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse(data.decode())
    lines: list[str] = []
    notes: list[str] = []
    into = lines
    for token in tokens:
        if token.type == "footnote_open":
            into = notes
        if token.type != "inline":
            continue
        text = ""
        for child in token.children or ():
            if child.type == "footnote_ref":
                text += f"[^{child.meta['label']}]"
            elif child.type == "hardbreak":
                into.append(text)
                text = ""
            else:
                assert child.type not in {"html_inline", "image"}, child
                text += " " if child.type == "softbreak" else child.content
        into.append(text)
    return divided(_one_heading(lines, document), notes, document)


def _one_heading(lines: list[str], document: Document) -> list[str]:
    """Markdown gives the word Annex and the title behind it a heading each: here they are one line, as in the tree."""
    pairs = {
        (b.label, of(b.heading))
        for b in document.children
        if isinstance(b, ast.Section) and b.label and b.heading
    }
    joined: list[str] = []
    for line in lines:
        if joined and (joined[-1], line) in pairs:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


# ----------------------------------------------------------------------------------------------------------- HTML

_LINES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "li", "caption", "div"}


def of_html(data: bytes, document: Document) -> Text:
    from lxml import html

    root = html.document_fromstring(data.decode())
    for apart in root.xpath("//*[@class='skip'] | //footer | //style | //script | //head"):
        apart.drop_tree()
    for mark in root.xpath("//*[@role='doc-noteref']"):
        mark.text = f"[^{mark.text_content().strip('()')}]"
        for child in mark:
            mark.remove(child)
    notes: list[str] = []
    for note in root.xpath("//*[@role='doc-endnotes']//li"):
        for marker in note.xpath(".//*[@role='doc-backlink']"):
            marker.drop_tree()
        notes.append(note.text_content())
    for apart in root.xpath("//*[@role='doc-endnotes']"):
        apart.drop_tree()
    lines: list[str] = []
    for element in root.iter():
        if element.tag in _LINES:
            inside = [child for child in element.iterdescendants() if child.tag in _LINES]
            if inside:
                outer = (element.text or "") + "".join(child.tail or "" for child in inside)
                assert not outer.strip(), f"text outside of a line: {outer}"
            else:
                lines.append(element.text_content())
    return divided(lines, notes, document)


# ----------------------------------------------------------------------------------------------------------- DOCX

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ENCLOSED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"


def _roman(number: int) -> str:
    values = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    out = ""
    for value, letters in values:
        while number >= value:
            out, number = out + letters, number - value
    return out


_SHOWN: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": lambda n: chr(96 + n),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "arabicAbjad": lambda n: _ABJAD[n - 1],
    "ideographEnclosedCircle": lambda n: _ENCLOSED[n - 1],
}


class _Word:
    """Counts as Word counts, and reads what it shows."""

    def __init__(self, data: bytes) -> None:
        from lxml import etree

        package = zipfile.ZipFile(io.BytesIO(data))
        self.parts = {
            name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")
        }
        numbering = self.parts.get("word/numbering.xml")
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        for number in () if numbering is None else numbering.iterfind(f"{_W}num"):
            abstract = number.find(f"{_W}abstractNumId").get(f"{_W}val")
            (definition,) = (
                d for d in numbering.iterfind(f"{_W}abstractNum") if d.get(f"{_W}abstractNumId") == abstract
            )
            for level in definition.iterfind(f"{_W}lvl"):
                shown = [level.find(f"{_W}{name}").get(f"{_W}val") for name in ("numFmt", "lvlText", "start")]
                key = (number.get(f"{_W}numId"), int(level.get(f"{_W}ilvl")))
                self.levels[key] = (shown[0], shown[1], int(shown[2]))

    def label(self, paragraph: Any) -> str:
        found = paragraph.find(f"{_W}pPr/{_W}numPr")
        if found is None:
            return ""
        number = found.find(f"{_W}numId").get(f"{_W}val")
        at = found.find(f"{_W}ilvl")
        level = 0 if at is None else int(at.get(f"{_W}val"))
        if number == "0":
            return ""
        for other in [key for key in self.counts if key[0] == number and key[1] > level]:
            del self.counts[other]
        _, text, start = self.levels[number, level]
        self.counts[number, level] = self.counts.get((number, level), start - 1) + 1

        def shown(match: re.Match[str]) -> str:
            deep = int(match[1]) - 1
            shape = self.levels[number, deep][0]
            return _SHOWN[shape](self.counts.get((number, deep), 1))

        return re.sub(r"%(\d)", shown, text)

    def lines(self, part: str) -> Iterator[str]:
        for paragraph in self.parts[part].iter(f"{_W}p"):
            text = self.label(paragraph)
            text += " " if text else ""
            for node in paragraph.iter():
                if node.tag == f"{_W}t":
                    text += node.text or ""
                elif node.tag in {f"{_W}tab", f"{_W}br"} and node.getparent().tag == f"{_W}r":
                    text += " "
                elif node.tag == f"{_W}footnoteReference":
                    text += f"[^{node.get(f'{_W}id')}]"
                elif node.tag == f"{_W}noBreakHyphen":
                    text += "-"
            yield text


def of_docx(data: bytes, document: Document) -> Text:
    import docx

    word = _Word(data)
    first = docx.Document(io.BytesIO(data)).sections[0].first_page_header.part.partname.lstrip("/")
    lines = [*word.lines(first), *word.lines("word/document.xml")]
    notes = [
        " ".join("".join(t.text or "" for t in paragraph.iter(f"{_W}t")) for paragraph in note.iter(f"{_W}p"))
        for note in word.parts["word/footnotes.xml"].iterfind(f"{_W}footnote")
        if note.get(f"{_W}type") is None
    ]
    marks = {str(i): note.key for i, note in enumerate(document.notes, 1)}
    lines = [re.sub(r"\[\^(\d+)\]", lambda m: f"[^{marks[m[1]]}]", line) for line in lines]
    brackets = re.compile(r"^\(?\d*\)?\s*")  # Arabic print sets the number of a note in brackets
    return divided(
        lines, [brackets.sub("", note, count=1) if "(" in note[:1] else note for note in notes], document
    )


# ------------------------------------------------------------------------------------------------------------ PDF

Marked = dict[tuple[int, int], str]
"""Text by page and number of marked content."""


def _with_pdfplumber(data: bytes) -> Marked:
    import pdfplumber

    found: Marked = {}
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for char in page.chars:
                if char["mcid"] is not None:
                    key = (number, char["mcid"])
                    found[key] = found.get(key, "") + char["text"]
    return found


def _with_pdfium(data: bytes) -> Marked:
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    found: Marked = {}
    pdf = pdfium.PdfDocument(data)
    for number, page in enumerate(pdf):
        text = page.get_textpage()
        for i in range(text.count_chars()):
            part = raw.FPDFText_GetTextObject(text.raw, i)
            if not part:
                continue
            mark = raw.FPDFPageObj_GetMarkedContentID(part)
            if mark >= 0:
                char = chr(raw.FPDFText_GetUnicode(text.raw, i))
                found[number, mark] = found.get((number, mark), "") + char
        text.close()
        page.close()
    pdf.close()
    return found


def of_pdf(data: bytes, document: Document) -> Text:
    import pikepdf

    marked = (_with_pdfium if document.language == "ar" else _with_pdfplumber)(data)
    pdf = pikepdf.open(io.BytesIO(data))
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    lines: list[str] = [""]
    notes: list[str] = []

    def go(node: Any, page: Any, into: list[str], number: bool) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                go(child, page, into, number)
            return
        if not isinstance(node, pikepdf.Dictionary):
            into[-1] += marked.get((pages[page.objgen], int(node)), "")
            return
        page = node.get("/Pg", page)
        tag = str(node.get("/S", ""))
        if node.get("/Type") == "/MCR":
            into[-1] += marked.get((pages[page.objgen], int(node.MCID)), "")
        elif tag == "/Note":
            notes.append("")
            go(node.get("/K"), page, notes, True)
        elif tag == "/Lbl" and number:
            return  # the number of a note
        elif tag == "/Reference":
            inner = [""]
            go(node.get("/K"), page, inner, False)
            into[-1] += f"[^{inner[0].strip(' ()')}]"
        else:
            if tag in {"/P", "/H1", "/TD", "/TH", "/H2", "/H3", "/H4", "/LI"} and into is lines and into[-1]:
                into.append("")
            if "/K" in node:
                go(node.K, page, into, number)

    go(pdf.Root.StructTreeRoot.K, None, lines, False)
    return _by_lines(lines, notes, document)


def _by_lines(lines: list[str], notes: list[str], document: Document) -> Text:
    """A label is a line of its own in some structures; ink is compared, so lines from the title on may be joined."""
    lines = [line for line in map(plain, lines) if line]
    wanted = ink((document.label, of(document.title)) if document.title else (of_formula(document),))
    for at in range(len(lines)):
        rest = ink(tuple(lines[at:]))
        if rest.startswith(wanted):
            return Text(Counter(lines[:at]), tuple(lines[at:]), tuple(map(plain, notes)))
    raise AssertionError(f"no title {wanted!r} in {lines}")


# ---------------------------------------------------------------------------------------------------- they agree


@pytest.mark.parametrize("name", NAMES)
def test_markdown(name: str) -> None:
    result = sample(name)
    assert of_markdown(result.outputs["md"], result.document) == of_tree(result.document)


@pytest.mark.parametrize("name", NAMES)
def test_html(name: str) -> None:
    result = sample(name)
    found, wanted = of_html(result.outputs["html"], result.document), of_tree(result.document)
    assert (found.body, found.notes) == (wanted.body, wanted.notes)
    heads_agree(found, wanted, result.document)


@pytest.mark.parametrize("name", NAMES)
def test_docx(name: str) -> None:
    result = sample(name)
    found, wanted = of_docx(result.outputs["docx"], result.document), of_tree(result.document)
    assert (found.body, found.notes) == (wanted.body, wanted.notes)
    heads_agree(found, wanted, result.document)


@pytest.mark.parametrize("name", NAMES)
def test_pdf(name: str) -> None:
    result = sample(name)
    found, wanted = of_pdf(result.outputs["pdf"], result.document), of_tree(result.document)
    if result.document.language == "ar":
        # pypdfium2 gives Arabic letters as they are read, but not what stands from left to right among them
        assert Counter(ink(found.body)) == Counter(ink(wanted.body))
        assert Counter(ink(found.notes)) == Counter(ink(wanted.notes))
        found, wanted = arabic(found), arabic(wanted)
    assert [ink((note,)) for note in found.notes] == [ink((note,)) for note in wanted.notes]
    assert ink(found.body) == ink(wanted.body)
    heads_agree(found, wanted, result.document)


def arabic(text: Text) -> Text:
    """The Arabic letters in their order, in large type they are in none; lines without any as they are."""

    def letters(line: str) -> str:
        return "".join(re.findall(r"[\u0620-\u064a]", line))

    return Text(
        Counter({"".join(sorted(letters(line))) or line: count for line, count in text.head.items()}),
        tuple(map(letters, text.body)),
        tuple(map(letters, text.notes)),
    )


def heads_agree(found: Text, wanted: Text, document: Document) -> None:
    """The masthead of a page says who publishes, which organ and which symbol, even where the source does not."""
    printed, known = Counter[str](), Counter[str]()
    for line, count in found.head.items():
        printed[ink((line,))] += count
    for line, count in wanted.head.items():
        known[ink((line,))] += count
    lang = language(document.language)
    meta = document.meta
    added = (lang.masthead.publisher, meta.symbol or "", getattr(lang.organs, meta.organ or "ga"))
    assert known - printed == Counter()
    assert set(printed - known) <= {ink((line,)) for line in added} | {
        re.sub(r"\W", "", ink((a,))) for a in added
    }


@pytest.mark.parametrize("format", ["akn", "json"])
@pytest.mark.parametrize("name", NAMES)
def test_what_stores_the_tree(name: str, format: str) -> None:
    result = sample(name)
    suffix = {"akn": "xml"}.get(format, format)
    again = read(Source(f"{name}.{suffix}", result.outputs[format])).document
    assert of_tree(again) == of_tree(result.document)
    assert again == result.document


def test_the_readers_of_this_test_are_not_blind() -> None:
    """A word that is changed in an output shows."""
    result = sample("A_RES_75_210.en")
    wanted = of_tree(result.document)
    for format, reader, before, after in (
        ("md", of_markdown, b"radiation safety", b"radiant safety"),
        ("html", of_html, b"radiation safety", b"radiant safety"),
    ):
        data = result.outputs[format].replace(before, after)
        assert data != result.outputs[format]
        assert reader(data, result.document) != wanted
