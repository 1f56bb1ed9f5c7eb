"""PDF: the official page, notes on the page of their marks, tags that say what is what, and no surprises."""

from __future__ import annotations

import importlib
import io
import json
import logging
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from tests import trees

import unpress
from unpress import read
from unpress.ast import (
    Block,
    Break,
    Cell,
    Clause,
    Closing,
    Document,
    Emphasis,
    Formula,
    Image,
    Inlines,
    Item,
    Link,
    List,
    MastheadLine,
    Meta,
    Note,
    NoteMark,
    Paragraph,
    Reference,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from unpress.draft import Line
from unpress.errors import RenderError
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.read.pdf import read as read_pdf
from unpress_stages.render import pdf
from unpress_stages.render.pdf import render

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
LONG = (
    "that the human and ecological rehabilitation of the region asks for further attention of the international "
    "community over so many years that the line must break more than once before this paragraph comes to its end,"
)
ARABIC = (
    "الآثار الطويلة الأمد في حياة السكان وصحتهم، ولا سيما الأطفال والفئات الضعيفة الأخرى، وكذلك في بيئة المنطقة "
    * 2
)
CHINESE = "由哈萨克斯坦继承、于1991年关闭的塞米巴拉金斯克核试验场因其活动给人民的生命和健康造成长期后果，" * 2


def text(value: str) -> Inlines:
    return (Text(value),)


def resolution(
    code: str = "en", words: str = LONG, *, organ: Any = "ga", symbol: str = "A/RES/75/210"
) -> Document:
    """A document of several pages, each with notes."""
    children: list[Block] = [Formula(text("The General Assembly," if code == "en" else words[:12]))]
    notes: list[Note] = []
    for number in range(1, 19):
        key = str(number)
        content: Inlines = (Emphasis(text(words.split(" ")[0][:6])), Text(" " + words))
        if number % 2:
            notes.append(Note(key, key, (Paragraph((Text("See "), Reference("A/RES/70/1", text("70/1")))),)))
            content = (*content, NoteMark(key))
        children.append(
            Clause("operative", content, f"{number}.") if number > 8 else Clause("preambular", content)
        )
    items = List((Item(text(words), "(a)"), Item(text(words), "(b)")))
    children.append(Clause("operative", text(words), "19.", (items,)))
    children.append(Closing((text("48th plenary meeting"), text("21 December 2020"))))
    row = Row((Cell((Paragraph(text("Office")),), True), Cell((Paragraph(text("12")),), True)))
    body = tuple(
        Row((Cell((Paragraph(text("Geneva")),)), Cell((Paragraph(text("1 096")),)))) for _ in range(60)
    )
    table = Table((row, *body), text("Staff"), "Table 1")
    children.append(Section(text("Terms"), (table,), "Annex", 1, "annex"))
    return Document(
        code,
        Meta(symbol=symbol, organ=organ, kind="resolution", issued="2020-12-30", job_number="20-17639 (E)"),
        (
            MastheadLine("distribution", text("Distr.: General")),
            MastheadLine("date", text("30 December 2020")),
            MastheadLine("session", text("Seventy-fifth session")),
            MastheadLine("adoption", text("Resolution adopted by the General Assembly on 21 December 2020")),
        ),
        "75/210.",
        text("Cooperation in the region"),
        tuple(children),
        tuple(notes),
    )


@cache
def printed(code: str) -> bytes:
    words = {"ar": ARABIC, "zh": CHINESE}.get(code, LONG)
    return render(resolution(code, words), Journal())


@cache
def opened(data: bytes) -> pikepdf.Pdf:
    """A file that stays open: its objects live no longer than it does."""
    return pikepdf.open(io.BytesIO(data))


def pages(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def destinations(file: pikepdf.Pdf) -> dict[str, int]:
    """The page of each anchor."""
    numbers = {page.objgen: number for number, page in enumerate(file.pages)}
    names = list(file.Root.Names.Dests.Names)  # pyright: ignore
    return {str(name): numbers[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}


class Tag:
    """A node of the structure tree."""

    def __init__(self, node: Any, depth: int = 0) -> None:
        self.name = str(node.S)[1:]
        self.node = node
        kids: Any = node.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        self.kids = [
            Tag(kid, depth + 1) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]

    def __iter__(self) -> Iterator[Tag]:
        yield self
        for kid in self.kids:
            yield from kid

    def all(self, name: str) -> list[Tag]:
        return [tag for tag in self if tag.name == name]


def tags(data: bytes) -> Tag:
    return Tag(opened(data).Root.StructTreeRoot.K[0])  # pyright: ignore


# --------------------------------------------------------------------------------------------------------- the page


@pytest.mark.parametrize(
    ("document", "paper", "size"),
    [
        (Document("en", title=text("x")), "auto", (612, 792)),
        (Document("en", Meta(symbol="A/RES/75/210", organ="ga"), title=text("x")), "auto", (612, 792)),
        (Document("ru", Meta(symbol="A/HRC/RES/54/12"), title=text("x")), "auto", (595, 842)),
        (Document("en", Meta(organ="hrc"), title=text("x")), "auto", (595, 842)),
        (Document("en", Meta(organ="hrc"), title=text("x")), "letter", (612, 792)),
        (Document("en", title=text("x")), "a4", (595, 842)),
    ],
)
def test_the_sheet_is_that_of_the_house(document: Document, paper: Any, size: tuple[int, int]) -> None:
    box = opened(render(document, Journal(), paper=paper)).pages[0].mediabox
    assert (round(box[2]), round(box[3])) == size


@pytest.mark.parametrize("code", ["en", "zh", "ar"])
def test_notes_stand_on_the_page_of_their_marks(code: str) -> None:
    places = destinations(opened(printed(code)))
    notes = [name for name in places if name.startswith("fn-")]
    assert len(notes) == 9
    assert len({places[name] for name in notes}) > 1
    assert all(places[name] == places["fnref-" + name[3:]] for name in notes)


def test_the_last_note_of_a_page_is_not_moved_to_make_room() -> None:
    """Whatever the place of the page's end in a paragraph: WeasyPrint by itself moves notes in some of these."""
    for lines in range(3):
        filler = Paragraph(tuple(node for _ in range(lines + 31) for node in (Text("line"), Break())))
        marked = Paragraph((Text("short"), NoteMark("1")))
        rest = tuple(Paragraph(text(LONG)) for _ in range(6))
        document = Document(
            "en", children=(marked, filler, *rest), notes=(Note("1", "1", (Paragraph(text("note")),)),)
        )
        journal = Journal()
        places = destinations(opened(render(document, journal)))
        assert places["fn-1"] == places["fnref-1"] == 0
        assert not journal.problems


def test_marks_of_one_note_are_not_those_of_another() -> None:
    """Two notes marked "a", the first with a second mark on the page before that of the second note."""
    first, second = (NoteMark("x"), NoteMark("y"))
    break_ = tuple(Paragraph(text(LONG)) for _ in range(24))
    children = (Paragraph((Text("one"), first)), Paragraph((Text("again"), first)), *break_)
    notes = tuple(Note(key, "a", (Paragraph(text(f"note {key}")),)) for key in "xy")
    document = Document("en", children=(*children, Paragraph((Text("two"), second))), notes=notes)
    journal = Journal()
    places = destinations(opened(render(document, journal)))
    assert not journal.problems
    assert places["fn-a"] == places["fnref-a"] == 0
    assert places["fn-a-2"] == places["fnref-a-2"] == 1


def test_no_word_is_alone_on_a_line() -> None:
    """A line that is full to less than a letter's space: WeasyPrint by itself leaves "representing" alone."""
    sentence = (
        "$833.8 cent, Board in had incurred per for with compared The 81.3 a million representing utilization Mission "
        "noted $164.8 in expenditure million the that reporting expenditure period, totalling 2023/24 resource period;"
    )
    words = sentence.split()
    shuffled = [" ".join(words[turn:] + words[:turn]) for turn in range(len(words))]
    document = Document("en", children=tuple(Paragraph(text(words), "1.") for words in shuffled))
    lines = [line for page in pages(render(document, Journal())) for line in page.split("\r\n")]
    assert len(lines) > 90
    assert not [line for line in lines if " " not in line and "/" not in line and line[-1:].isalpha()]


def test_lines_of_arabic_are_full_in_every_reader() -> None:
    """PDFium, the reader of Chromium, leaves out half of each widened space of what WeasyPrint writes by itself."""
    data = render(
        Document("ar", children=(Paragraph((Emphasis(text("تدعو")), Text(f" {ARABIC}"))),)), Journal()
    )
    layer = pypdfium2.PdfDocument(data)[0].get_textpage()
    words = layer.search("تدعو").get_next()
    after = layer.search(ARABIC.split(" ")[0]).get_next()
    assert words is not None
    assert after is not None
    left = min(layer.get_charbox(words[0] + n)[0] for n in range(words[1]))
    right = max(layer.get_charbox(after[0] + n)[2] for n in range(after[1]))
    assert 2 < left - right < 8


def test_no_first_word_is_alone_on_a_line_that_words_before_emphasis_fill() -> None:
    """But for the space behind them: WeasyPrint by itself leaves "them." alone in some of these."""
    first = "As stated above, all of the posts have been given to those who had asked for them."
    second = "in the period of this report and in the next one no further posts have been given to"
    document = Document(
        "en",
        children=tuple(
            Paragraph(
                (Text(f"{first} {second[:end].strip()}{'.' * dots} "), Strong(text("Subject to it"))), "1."
            )
            for end in range(len(second), len(second) - 9, -1)
            for dots in range(8)
        ),
    )
    lines = [line.strip() for page in pages(render(document, Journal())) for line in page.split("\r\n")]
    assert len(lines) > 90
    assert "them." not in lines


def test_lines_of_chinese_are_full() -> None:
    """WeasyPrint by itself widens only spaces, and leaves a ragged edge."""
    content: Inlines = (
        Text(CHINESE * 3),
        Emphasis(text("强调")),
        Text(CHINESE[:-1] * 3),
        NoteMark("1"),
        Text("。"),
    )
    notes = (Note("1", "1", (Paragraph(text("见第70/1号决议")),)),)
    data = render(Document("zh", children=(Paragraph(content),), notes=notes), Journal())
    layer = pypdfium2.PdfDocument(data)[0].get_textpage()
    edges: dict[int, float] = {}
    for at in range(layer.count_rects()):
        _, bottom, right, top = layer.get_rect(at)
        if top - bottom > 5 and bottom > 150:
            line = round((top + bottom) / 2 / 8)
            edges[line] = max(edges.get(line, 0), right)
    full = [right for _, right in sorted(edges.items(), reverse=True)][:-1]
    assert len(full) > 12
    assert all(right == pytest.approx(489, abs=2) for right in full if right > 430)
    assert sum(right > 430 for right in full) > 12


def test_symbols_in_full_lines_of_chinese_stay_words() -> None:
    """Room is made between Chinese letters only: wide enough, it would be read as spaces within a symbol."""
    symbol = Reference("A/HRC/RES/54/12", text("A/HRC/RES/54/12"))
    children = tuple(
        Paragraph((Text(CHINESE[:lead]), symbol, Text(CHINESE[:20]), symbol, Text(CHINESE)))
        for lead in range(5, 40, 2)
    )
    shown = "".join(pages(render(Document("zh", children=children), Journal())))
    assert shown.count("A/HRC/RES/54/12") == 2 * len(children)


@pytest.mark.parametrize(
    ("code", "expected"), [("zh", "其 2017 年第 70/1 号决议"), ("en", "其2017年第70/1号决议")]
)
def test_figures_stand_apart_from_chinese_signs_and_not_from_marks(code: str, expected: str):
    reference = Reference("A/RES/70/1", (Text("70/1"),))
    content = (Text("其2017年第"), reference, Text("号决议"), NoteMark("1"), Text("1年"))
    notes = (Note("1", "1", (Paragraph((Text("3"),)),)),)
    shown = "".join(pages(render(Document(code, children=(Paragraph(content),), notes=notes), Journal())))
    assert f"{expected}1" in shown


def test_no_row_of_a_table_is_alone_on_its_page() -> None:
    rows = tuple(
        Row((Cell((Paragraph(text(f"Office {n}")),), n == 0), Cell((Paragraph(text(str(n + 100))),), n == 0)))
        for n in range(9)
    )
    for lines in range(36, 46):
        filler = Paragraph(tuple(node for _ in range(lines) for node in (Text("line"), Break())))
        data = render(Document("en", children=(filler, Table(rows))), Journal())
        counts = [len(re.findall(r"Office [1-9]", page)) for page in pages(data)]
        assert sum(counts) == 8
        assert 1 not in counts


def test_running_heads_turn_with_the_page() -> None:
    heads: list[float] = []
    for number, page in enumerate(pypdfium2.PdfDocument(printed("en"))):
        words = page.get_textpage()
        if number == 0:
            continue
        found = words.search("A/RES/75/210", match_case=True).get_next()
        assert found is not None
        heads.append(words.get_charbox(found[0])[0])
        assert f"{number + 1}/{len(opened(printed('en')).pages)}" in words.get_text_range()
    assert heads[0] == pytest.approx(60, abs=1)
    assert heads[1] > 400


def test_text_stands_where_print_has_it() -> None:
    page = pypdfium2.PdfDocument(printed("en"))[0]
    words = page.get_textpage()

    def left(of: str) -> float:
        found = words.search(of, match_case=True).get_next()
        assert found is not None
        return float(words.get_charbox(found[0])[0])

    assert left("United Nations") == pytest.approx(123.4, abs=1)
    assert left("Distr.: General") == pytest.approx(397, abs=1)
    assert left("Seventy-fifth session") == pytest.approx(60, abs=1)
    assert left("The General Assembly,") == pytest.approx(147, abs=1)
    assert left("Cooperation") == pytest.approx(123.4, abs=1)


def test_paragraphs_in_a_cell_begin_at_its_edge() -> None:
    cell = Cell(tuple(Paragraph(text(word)) for word in ("Alpha", "Beta")))
    data = render(
        Document("en", children=(Table((Row((Cell((Paragraph(text("Gamma")),)),)), Row((cell,)))),)),
        Journal("x"),
    )
    words = pypdfium2.PdfDocument(data)[0].get_textpage()
    lefts = [words.get_charbox(words.get_text_range().index(word))[0] for word in ("Gamma", "Alpha", "Beta")]
    assert max(lefts) - min(lefts) < 1


def test_arabic_pages_are_the_mirror_image() -> None:
    page = pypdfium2.PdfDocument(printed("ar"))[0]
    words = page.get_textpage()
    found = words.search("A/RES/75/210", match_case=True).get_next()
    assert found is not None
    assert words.get_charbox(found[0])[0] < 70


# ------------------------------------------------------------------------------------------------------------- text


def test_no_paragraph_is_lost() -> None:
    document = resolution()
    shown = re.sub(r"\s", "", "".join(pages(printed("en"))))
    assert shown.count(re.sub(r"\s", "", LONG[:60])) == len(document.children) - 3 + 2
    for word in ("48thplenarymeeting", "20-17639(E)", "Table1", "Annex", "(b)", "19."):
        assert word in shown


def test_links_lead_where_they_lead_in_html() -> None:
    targets = {
        str(annotation.A.URI)  # pyright: ignore
        for page in opened(printed("en")).pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation and "/URI" in annotation.A
    }
    assert targets == {"https://docs.un.org/en/A/RES/70/1"}


@pytest.mark.parametrize("lead", range(0, 40, 3))
def test_no_line_ends_in_a_symbol(lead: int) -> None:
    words = f"{'a' * lead} See A/CONF.219/7 and A/C.2/75/L.27/Rev.1 " * 6
    document = Document("en", children=(Paragraph(text(words)),))
    lines = (
        pypdfium2.PdfDocument(render(document, Journal()))[0].get_textpage().get_text_range().split("\r\n")
    )
    assert sum(line.count("A/CONF.219/7") + line.count("A/C.2/75/L.27/Rev.1") for line in lines) == 12


@given(trees.documents(trees.Kinds(hostile=False)))
@settings(max_examples=4, deadline=None)
def test_any_document_can_be_printed(document: Document) -> None:
    journal = Journal()
    try:
        data = render(document, journal)
    except RenderError as error:
        if error.message.startswith("no font"):
            return
        raise
    assert data.startswith(b"%PDF-1.7")
    assert not [problem for problem in journal.problems if problem.code in ("weasyprint", "note-astray")]


@pytest.mark.parametrize(("parts", "size"), [((), 10), (("Part", "Other"), 12)])
def test_the_head_of_an_annex_is_larger_where_it_holds_headings(parts: tuple[str, ...], size: int) -> None:
    line = Paragraph(text("A text."))
    within = tuple(Section(text(name), (line,), "", 2) for name in parts) or (line,)
    main = Section(text("Budget"), (Section(text("Costs"), (line,), "", 2),), "", 1)
    annex = Section(text("Staff"), within, "Annex", 1, "annex")
    data = render(Document("en", Meta("A/RES/75/210", "ga", "resolution"), children=(main, annex)), Journal())
    lines = read_pdf(Source("x.pdf", data), Journal()).lines
    assert [round(line.size) for line in lines if isinstance(line, Line) and line.text == "Annex"] == [size]


def test_a_note_longer_than_a_page_stands_after_the_text_and_is_told() -> None:
    words = [f"word{number}" for number in range(1300)]
    marked = Paragraph((Text("A text"), NoteMark("1"), Text(" and"), NoteMark("2"), Text(" more.")))
    notes = Note("1", "1", (Paragraph(text(" ".join(words))),)), Note("2", "2", (Paragraph(text("Short.")),))
    journal = Journal()
    data = render(Document("en", Meta(), children=(marked,), notes=notes), journal)
    shown = [page.get_textpage() for page in pypdfium2.PdfDocument(data)]
    inside = " ".join(page.get_text_bounded(0, 0, 612, 740) for page in shown).split()
    assert [word for word in inside if word.startswith("word")] == words
    assert inside.index("Short.") < inside.index("word600")  # the other one stays at the foot of its page
    assert [problem.code for problem in journal.problems] == ["long-note"]


# ------------------------------------------------------------------------------------------------------------- tags


@pytest.mark.parametrize("code", ["en", "ar"])
def test_tags_tell_headings_paragraphs_lists_tables_links_and_notes(code: str) -> None:
    file = opened(printed(code))
    root = tags(printed(code))
    assert str(file.Root.Lang) == code
    assert [tag.name for tag in root if re.fullmatch(r"H\d", tag.name)] == ["H1", "H2"]
    assert len(root.all("Note")) == len(root.all("Reference")) == 9
    assert all("/ID" in tag.node for tag in root.all("Note"))
    for entry in root.all("LI"):
        assert [kid.name for kid in entry.kids] == ["Lbl", "LBody"]
    assert len(root.all("LI")) == 2
    assert root.all("Table")
    assert all("/Scope" in tag.node.A or "/ID" in tag.node for tag in root.all("TH"))
    assert root.all("Link")


def test_a_paragraph_over_a_page_end_is_one() -> None:
    root = tags(printed("en"))
    body = next(tag for tag in root if tag.name == "Part")
    paragraphs = [tag for tag in body.kids if tag.name == "P"]
    assert len(paragraphs) == 1 + 1 + 18  # the line of adoption, the formula, the clauses without a list
    assert len([tag for tag in root if tag.name == "Part"]) == 1


def test_a_note_stands_behind_its_mark() -> None:
    for paragraph in tags(printed("en")).all("P"):
        names = [kid.name for kid in paragraph.kids]
        if "Reference" in names:
            assert names[names.index("Reference") + 1] == "Note"


def test_tags_survive_what_they_do_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    tagging: Any = importlib.import_module("unpress_stages.render._tags")
    monkeypatch.setattr(tagging, "_children", lambda box: iter(()))  # pyright: ignore
    assert tags(render(resolution(), Journal())).all("P")


def test_an_untitled_document_has_nothing_on_paper_that_is_not_seen() -> None:
    within = Section(text("Scope"), (Paragraph(text("Words.")),), "", 2)
    children = (Section(text("Introduction"), (within,), "I.", 1),)
    data = render(Document("en", Meta("A/80/1"), children=children), Journal())
    assert "".join(pages(data)).count("Introduction") == 1
    with opened(data) as file, file.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["I. Introduction"]
        assert str(file.docinfo["/Title"]).startswith("A/80/1")
        found = [
            str(each.S) for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each
        ]
    assert [name for name in found if name.startswith("/H") and name[2:].isdigit()] == ["/H1", "/H2"]


def test_bookmarks_follow_the_headings() -> None:
    with opened(printed("en")).open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["75/210. Cooperation in the region"]
        assert [entry.title for entry in outline.root[0].children] == ["Annex Terms"]


# ---------------------------------------------------------------------------------------------------- no surprises


def test_the_same_bytes_twice() -> None:
    assert render(resolution(), Journal()) == printed("en")
    assert str(opened(printed("en")).docinfo["/CreationDate"]) == "D:20201230"


def test_fonts_are_in_the_file() -> None:
    for code, family in (
        ("en", "Liberation-Serif"),
        ("zh", "Noto-Serif-CJK-SC"),
        ("ar", "Noto-Naskh-Arabic"),
    ):
        fonts = [
            entry
            for entry in opened(printed(code)).objects
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor"
        ]
        assert any(family in str(font.FontName) for font in fonts)
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError("something is fetched")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("urllib.request.OpenerDirector.open", refuse)
    children = (Paragraph((Link("http://127.0.0.1:1/x", text("x")), Image("http://127.0.0.1:1/a.png", "a"))),)
    assert render(
        Document("en", title=text('"><img src="http://127.0.0.1:1/b.png">'), children=children), Journal()
    )


def test_a_character_without_a_font_is_an_error() -> None:
    with pytest.raises(RenderError, match=r"no font on this machine has 𐇐 \(U\+101D0 PHAISTOS"):
        pdf._check_fonts({"𐇐"}, Journal())
    journal = Journal()
    render(Document("en", title=text("a \U0010fff0 b")), journal)
    assert [problem.code for problem in journal.problems] == ["private-character"]


def test_without_pango_there_is_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> Any:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf.importlib, "import_module", missing)
    with pytest.raises(RenderError, match="unpress doctor"):
        render(resolution(), Journal())


def test_the_style_sheet_has_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    journal = Journal()
    with caplog.at_level(logging.INFO, "weasyprint"):
        render(resolution(), journal)
    assert not journal.problems


# ------------------------------------------------------------------------------------- standards and what they rest on


def noted_table() -> Document:
    """A table over several pages whose cells and heads have notes."""
    notes = [Note("h", "a", (Paragraph(text("Of the budget.")),))]
    rows = [
        Row(
            (
                Cell((Paragraph(text("State")),), True),
                Cell((), True),
                Cell((Paragraph((Text("Share"), NoteMark("h"))),), True),
            )
        )
    ]
    for number in range(90):
        name: Inlines = (Text(f"State {number}"),)
        if number % 9 == 4:
            key = str(len(notes))
            notes.append(Note(key, key, (Paragraph(text(f"Said of state {number}. " + LONG)),)))
            name = (*name, NoteMark(key))
        cells = (name, (), (Text(f"{number} 096"),))
        rows.append(Row(tuple(Cell((Paragraph(cell),) if cell else ()) for cell in cells)))
    address: Inlines = (
        Link("https://example.org/" + "long/" * 9, (Text("a link over the end of a line " * 6),)),
    )
    return Document(
        "en",
        Meta(symbol="A/RES/99/1", organ="ga", kind="resolution"),
        (),
        "99/1.",
        text("A table"),
        (Paragraph(address), Table(tuple(rows), text("Shares"), "Table 1"), Paragraph(text(LONG))),
        tuple(notes),
    )


UNCLOSED = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
"""WeasyPrint 70 leaves closing its colour profile to the collector."""

DOCUMENTS = {
    "en": resolution,
    "zh": lambda: resolution("zh", CHINESE),
    "ar": lambda: resolution("ar", ARABIC),
    "table": noted_table,
    "empty": lambda: Document("fr"),
}


@UNCLOSED
@pytest.mark.parametrize("archive", [False, True])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_are_what_they_say(name: str, archive: bool) -> None:
    """PDF/UA-1 and, where it is asked for, PDF/A-2a: by a validator that agrees with veraPDF on its test files."""
    checker: Any = pytest.importorskip("page", reason="page-validation is not installed")
    data = render(DOCUMENTS[name](), Journal(), archive=archive)
    for profile in ("ua1", "2a") if archive else ("ua1",):
        report = checker.validate_pdf_bytes(data, profile=profile)
        found = {(failure.rule_id, failure.message) for failure in report.failures}
        assert {each for each in found if each[0] != _LENGTH or not lengths_are_right(data)} == set()


_LENGTH = "PDFA2A-STREAM-LENGTH-001"
"""What the validator says also where the last byte of the data of a stream happens to be a carriage return."""


def lengths_are_right(data: bytes) -> bool:
    """Whether each stream ends where its length says."""
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\n", data))
    return bool(streams) and all(
        data[match.end() + int(match[1]) :].startswith(b"\nendstream") for match in streams
    )


@UNCLOSED
def test_an_archive_is_the_same_bytes_twice() -> None:
    assert render(resolution(), Journal(), archive=True) == render(resolution(), Journal(), archive=True)


def artifacts(data: bytes) -> list[list[str]]:
    """What the artifacts of each page are said to be."""
    return [
        [
            str(instruction.operands[1].get("/Subtype", ""))
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and str(instruction.operands[0]) == "/Artifact"
        ]
        for page in opened(data).pages
    ]


def test_running_heads_and_page_numbers_are_artifacts() -> None:
    first, *others = artifacts(printed("ar"))
    assert first == ["/Footer"]
    for page in others:
        assert [kind for kind in page if kind] == ["/Header", "/Header", "/Footer", "/Footer"]


def test_a_table_over_pages_is_one_with_one_head() -> None:
    data = render(noted_table(), Journal())
    root = tags(data)
    assert len(root.all("Table")) == len(root.all("THead")) == 1
    assert len(root.all("TR")) == 91
    assert [str(tag.node.A.Scope) for tag in root.all("TH")] == ["/Column"] * 3
    with_table = [page for page in pages(data) if "096" in page]
    assert len(with_table) > 1
    assert all("State" in page and "Share" in page for page in with_table)
    assert [kinds.count("") for kinds in artifacts(data)[: len(with_table)]] == [0] + [3] * (
        len(with_table) - 1
    )


def test_notes_of_a_table_stand_on_the_page_of_their_row() -> None:
    data = render(noted_table(), Journal())
    places = destinations(opened(data))
    notes = [name for name in places if name.startswith("fn-")]
    assert len(notes) == 11
    assert len({places[name] for name in notes}) > 1
    assert all(places[name] == places["fnref-" + name[3:]] for name in notes)
    for tag in tags(data).all("Reference"):
        assert str(tag.node.P.S) in ("/TD", "/TH")


def test_a_link_over_lines_is_one() -> None:
    (link,) = [
        tag for tag in tags(render(noted_table(), Journal())) if tag.name == "Link" and len(tag.node.K) > 2
    ]
    things = [
        kid for kid in link.node.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    ]
    assert len(things) > 1
    assert len({thing.Obj.StructParent for thing in things}) == len(things)


def test_a_link_is_one_also_where_something_is_in_it() -> None:
    """Symbols in Arabic stand in an element of their own: WeasyPrint makes a second link of it."""
    document = Document(
        "ar", children=(Paragraph((Reference("A/RES/70/1", text("A/RES/70/1")), Text("نص"))),)
    )
    (page,) = opened(render(document, Journal())).pages
    assert len(page.Annots) == 1


def test_ids_of_notes_can_be_looked_up() -> None:
    file = opened(printed("en"))
    names: Any = file.Root.StructTreeRoot.IDTree.Names  # pyright: ignore
    assert [str(name) for name in names[::2]] == sorted(
        str(tag.node.ID) for tag in tags(printed("en")).all("Note")
    )
    assert all(str(names[at]) == str(names[at + 1].ID) for at in range(0, len(names), 2))


def test_all_marks_know_their_tags() -> None:
    """Each number of a marked piece leads to the tag that holds it."""
    file = opened(printed("en"))
    numbers: Any = file.Root.StructTreeRoot.ParentTree.Nums  # pyright: ignore
    owners = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    for number, page in enumerate(file.pages):
        marks = [
            int(instruction.operands[1].MCID)
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and "/MCID" in instruction.operands[1]
        ]
        for mark in marks:
            kids: Any = owners[number][mark].K
            assert mark in [
                int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid else kid
                for kid in kids
            ]


# ---------------------------------------------------------------------------------------------- the looks of a page


def dark(data: bytes, box: tuple[int, int, int, int], page: int = 0) -> int:
    """How many dots of a part of a page (left, top, right, bottom, in points) are dark."""
    bitmap = pypdfium2.PdfDocument(data)[page].render(scale=1, grayscale=True)
    shades = bytes(bitmap.buffer)
    left, top, right, bottom = box
    return sum(shades[y * bitmap.stride + x] < 128 for y in range(top, bottom) for x in range(left, right))


@pytest.mark.parametrize(("code", "box"), [("en", (62, 69, 122, 120)), ("ar", (490, 69, 550, 120))])
def test_the_emblem_is_drawn_or_left_out(code: str, box: tuple[int, int, int, int]) -> None:
    assert dark(printed(code), box) > 300
    words = {"ar": ARABIC}.get(code, LONG)
    assert dark(render(resolution(code, words), Journal(), emblem=False), box) == 0


def sizes(data: bytes, words: str) -> float:
    """The size of the first letter of some words, in points."""
    for page in pypdfium2.PdfDocument(data):
        layer = page.get_textpage()
        if found := layer.search(words, match_case=True).get_next():
            return round(float(pypdfium2.raw.FPDFText_GetFontSize(layer.raw, found[0])), 1)
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("kind", "levels", "sizes_"),
    [
        ("resolution", (1,), (10,)),
        ("resolution", (1, 2), (10, 10)),
        ("decision", (4,), (10,)),
        ("report", (1, 2, 3), (14, 12, 10)),
    ],
)
def test_headings_of_resolutions_have_the_size_of_the_text(
    kind: Any, levels: tuple[int, ...], sizes_: tuple[int, ...]
) -> None:
    children: tuple[Block, ...] = (Paragraph(text("Body")),)
    for level in reversed(levels):
        children = (Section(text(f"Heading of {level}"), children, level=level),)
    data = render(Document("en", Meta(kind=kind, organ="ga"), (), "", text("x"), children), Journal())
    # WeasyPrint writes sizes in CSS pixels and shrinks the page
    assert tuple(round(sizes(data, f"Heading of {level}") * 0.75) for level in levels) == sizes_


def test_room_around_headings_is_that_of_official_pages() -> None:
    """12 points above a heading of the size of the text and 6 below; between two headings no more than below one, as on
    page 4 of A/RES/78/252."""
    inner = Section(text("Inner"), (Paragraph(text("Then")),), level=2)
    children = (Paragraph(text("Before")), Section(text("Outer"), (inner,), "Part I", level=1))
    meta = Meta(kind="resolution", organ="ga")
    data = render(Document("en", meta, title=text("x"), children=children), Journal())
    layer = pypdfium2.PdfDocument(data)[0].get_textpage()

    def baseline(word: str) -> float:
        found = layer.search(word).get_next()
        assert found is not None
        return layer.get_charbox(found[0], loose=False)[1]

    assert baseline("Outer") - baseline("Inner") == pytest.approx(12 + 6, abs=1)
    assert baseline("Inner") - baseline("Then") == pytest.approx(12 + 6, abs=1)
    assert baseline("Before") - baseline("Part I") == pytest.approx(12 + 12, abs=1)


@pytest.mark.parametrize(
    ("kind", "there"), [("resolution", True), ("report", False), ("draft resolution", False)]
)
def test_only_what_is_adopted_has_its_title_in_running_heads(kind: Any, there: bool) -> None:
    document = Document(
        "en",
        Meta(symbol="A/80/1", organ="ga", kind=kind),
        (),
        "",
        text("Title of it"),
        tuple(Paragraph(text(LONG)) for _ in range(30)),
    )
    second = pages(render(document, Journal()))[1]
    assert "A/80/1" in second
    assert ("Title of it" in second) is there


def test_the_job_number_is_read_from_the_left() -> None:
    document = Document(
        "ar",
        Meta(symbol="A/RES/80/1", job_number="25-90413 (A)"),
        title=text("x"),
        children=(Paragraph(text(ARABIC)),),
    )
    layer = pypdfium2.PdfDocument(render(document, Journal()))[0].get_textpage()
    at = {sign: layer.get_charbox(layer.search(sign).get_next()[0])[0] for sign in ("25-90413", "(A)")}  # type: ignore[index]
    assert at["25-90413"] < at["(A)"]


def test_a_table_broader_than_the_column_takes_the_page_and_others_do_not() -> None:
    def row(*words: str) -> Row:
        return Row(tuple(Cell((Paragraph(text(word)),)) for word in words))

    def edges(figures: int) -> tuple[float, float]:
        """Where the first cell begins and the last one ends, in points from the left edge."""
        rows = (row("Office", *["12 345.6"] * figures), row("East", *["12 345.6"] * (figures - 1), "78.9"))
        layer = pypdfium2.PdfDocument(render(Document("en", children=(Table(rows),)), Journal()))[
            0
        ].get_textpage()
        first, last = (layer.search(words).get_next() for words in ("Office", "78.9"))
        assert first is not None
        assert last is not None
        return layer.get_charbox(first[0])[0], layer.get_charbox(last[0] + last[1] - 1)[2]

    assert edges(5) == pytest.approx((123.5, 490), abs=2)
    assert edges(9) == pytest.approx((60, 552), abs=2)


def test_thousands_in_arabic_tables_are_read_from_the_left() -> None:
    rows = (Row((Cell((Paragraph(text("المبلغ")),), True),)), Row((Cell((Paragraph(text("78 809 400")),)),)))
    layer = pypdfium2.PdfDocument(render(Document("ar", children=(Table(rows),)), Journal()))[
        0
    ].get_textpage()
    places = [layer.get_charbox(layer.search(figure).get_next()[0])[0] for figure in ("78", "809", "400")]  # type: ignore[index]
    assert places == sorted(places)


def test_words_are_divided_only_where_it_is_asked_for() -> None:
    words = " ".join(["internationalization", "responsibilities"] * 30)
    document = Document("en", children=(Paragraph(text(words)),))
    divided = r"[a-z][-\u2010\u00ad\ufffe\x02]\s"
    assert not re.search(divided, "".join(pages(render(document, Journal()))))
    assert re.search(divided, "".join(pages(render(document, Journal(), hyphens=True))))


def test_rounding_moves_no_note(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heights that no binary number holds: WeasyPrint by itself takes their sums for too high, and moves the note."""
    sheet = pdf._sheet

    def uneven(*rest: Any) -> str:
        area = "margin-top: 8pt; padding-top: 6pt; border-top-width: .5pt"
        return sheet(*rest) + f"@page {{ @footnote {{ {area} }} }} .note {{ line-height: 10.4pt }}"

    monkeypatch.setattr(pdf, "_sheet", uneven)
    document = read(SAMPLES / "A_HRC_RES_61_87.fr.txt").document
    journal = Journal()
    assert len(pages(render(document, journal))) == 2
    assert not journal.problems


# -------------------------------------------------------------------------------------------------------- read again


@pytest.mark.parametrize(
    "name", ["A_RES_75_210.en", "A_RES_80_912.es", "A_HRC_RES_61_87.fr", "S_RES_2999.ru", "A_RES_75_210.zh"]
)
def test_what_is_printed_is_read_as_it_was(name: str) -> None:
    """Structure, text, emphasis, notes and links. A font has one space, so those that do not break become others."""
    document = read(SAMPLES / f"{name}.txt").document
    again = read(render(document, Journal())).document

    def written(of: Document) -> Any:
        tree = json.loads(unpress.render(of, "json").decode().replace("\\u00a0", " ").replace("\u00a0", " "))
        return {key: tree.get(key) for key in ("title", "label", "children", "notes")}

    assert written(again) == written(document)
