"""HTML: the text of the tree and no other, well built, self-contained, and safe whatever the text is."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from tests import trees

from unpress.ast import (
    Block,
    Break,
    Cell,
    Clause,
    Document,
    Emphasis,
    Figure,
    Foreign,
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
    Quote,
    Reference,
    Row,
    Section,
    Strong,
    Superscript,
    Table,
    Text,
)
from unpress.errors import ConfigError
from unpress.journal import Journal
from unpress.language import language
from unpress_stages.render.html import render

VOID = {"meta", "link", "br", "hr"}


class Page(HTMLParser):
    """A page taken apart: running text, ids, links, headings, elements."""

    def __init__(self, document: Document, journal: Journal | None = None) -> None:
        super().__init__()
        self.source = render(document, journal or Journal()).decode()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.data = ""
        self.feed(self.source)
        self.close()
        assert not self.open, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values))
        if tag not in VOID:
            self.open.append((tag, values))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag == "script" for tag, _ in self.open):
            self.data += data
        elif any(tag == "body" for tag, _ in self.open) and not any(
            values.get("class") in ("skip", "hidden") for _, values in self.open
        ):
            self.words.append(data)

    def attributes(self, name: str) -> list[str]:
        return [values[name] for _, values in self.elements if name in values]

    def find(self, tag: str, **wanted: str) -> dict[str, str]:
        for name, values in self.elements:
            if name == tag and all(values.get(key.strip("_")) == value for key, value in wanted.items()):
                return values
        raise AssertionError(f"no {tag} with {wanted}")


def bare(text: str) -> str:
    return "".join(text.split())


class Words:
    """The text of a tree in the order of the page, found without the renderer."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.markers = {note.key: note.marker for note in document.notes}
        self.brackets = language(document.language).typography.note_brackets

    def body(self) -> str:
        document = self.document
        return (
            self.of(*(line.content for line in document.masthead if line.role == "adoption"))
            + document.label
            + self.of(document.title)
            + self.blocks(document.children)
            + "".join(self.marker(note.key) + self.blocks(note.children) for note in document.notes)
        )

    def marker(self, key: str) -> str:
        marker = self.markers[key]
        return f"({marker})" if self.brackets and marker.isalnum() else marker

    def of(self, *runs: Inlines) -> str:
        out: list[str] = []
        for run in runs:
            for node in run:
                match node:
                    case Text():
                        out.append(node.value)
                    case NoteMark():
                        out.append(self.marker(node.note))
                    case Image():
                        out.append(node.alternative)
                    case Break():
                        pass
                    case _:
                        out.append(self.of(node.children))
        return "".join(out)

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(self.block(block) for block in blocks)

    def block(self, node: Block | Item) -> str:
        match node:
            case Section():
                return node.label + self.of(node.heading) + self.blocks(node.children)
            case Clause() | Paragraph() | Item():
                return node.label + self.of(node.content) + self.blocks(node.children)
            case Formula():
                return self.of(node.content)
            case List():
                return "".join(self.block(item) for item in node.items)
            case Quote():
                return self.blocks(node.children)
            case Table():
                cells = (cell for row in node.rows for cell in row.cells)
                return (
                    node.label + self.of(node.caption) + "".join(self.blocks(cell.children) for cell in cells)
                )
            case Figure():
                return node.image.alternative + node.label + self.of(node.caption)
            case _:
                return self.of(*getattr(node, "lines", ()))


def text(value: str) -> Inlines:
    return (Text(value),)


def clause(value: str, label: str = "", *children: Block) -> Clause:
    return Clause("operative" if label else "preambular", text(value), label, children)


# ----------------------------------------------------------------------------------------------------------- laws


@given(trees.documents())
@settings(max_examples=50, deadline=None)
def test_the_page_says_what_the_tree_says(document: Document) -> None:
    document = Document(
        document.language,
        Meta(),
        (),
        document.label,
        document.title,
        document.children,
        document.notes,
    )
    keys: set[str] = set()
    Marks(keys).document(document)
    document = Document(
        document.language,
        Meta(),
        (),
        document.label,
        document.title,
        document.children,
        tuple(note for note in document.notes if note.key in keys),
    )
    shown = bare("".join(Page(document).words))
    assert shown == re.sub("[\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", bare(Words(document).body()))


class Marks:
    """The keys of the notes whose marks stand in title and text."""

    def __init__(self, keys: set[str]) -> None:
        self.keys = keys

    def document(self, document: Document) -> None:
        def look(value: object) -> None:
            if isinstance(value, NoteMark):
                self.keys.add(value.note)
            elif isinstance(value, tuple):
                for part in value:
                    look(part)
            elif hasattr(value, "__slots__") and not isinstance(value, str):
                for name in type(value).__slots__:
                    look(getattr(value, name))

        look(document.title)
        look(document.children)


@given(trees.documents())
@settings(max_examples=30, deadline=None)
def test_any_document_makes_a_sound_page(document: Document) -> None:
    page = Page(document)
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    for target in page.attributes("href"):
        assert not target.startswith("#") or target[1:] in ids
        assert re.match("#|https?:|mailto:|data:,$", target)
    levels = [
        int(values.get("aria-level") or tag[1])
        for tag, values in page.elements
        if re.fullmatch("h[1-6]", tag) or values.get("role") == "heading"
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert render(document, Journal()) == page.source.encode()


@given(trees.documents())
@settings(max_examples=15, deadline=None)
def test_a_page_asks_for_nothing(document: Document) -> None:
    page = Page(document)
    assert not page.attributes("src")
    assert "url(" not in page.source
    assert "@import" not in page.source
    for tag, values in page.elements:
        assert tag not in {"img", "iframe", "object", "embed", "video", "audio"}
        if tag == "link":
            assert values["rel"] in ("canonical", "alternate", "schema.dcterms") or values["href"] == "data:,"
        if tag == "script":
            assert values == {"type": "application/ld+json"}


HOSTILE = "</title></style></script><script>alert(1)</script>\"'&amp;<!--\x00\x0b\ud800\ufffe"


def test_nothing_in_a_document_is_markup() -> None:
    journal = Journal()
    run = text(HOSTILE)
    document = Document(
        "en",
        Meta(symbol=HOSTILE, organ="ga", short_title=HOSTILE, issued=HOSTILE, job_number=HOSTILE),
        (MastheadLine("organ", run),),
        HOSTILE,
        run,
        (
            Section(run, (clause(HOSTILE, HOSTILE),), HOSTILE),
            Table((Row((Cell((Paragraph(run),), True),)),), run, HOSTILE),
            Figure(Image(HOSTILE, HOSTILE), run, HOSTILE),
            Paragraph((Reference(HOSTILE, run), Foreign(HOSTILE, run), Link("http://a.b/" + HOSTILE, run))),
        ),
        (Note(HOSTILE, HOSTILE, (Paragraph(run),)),),
    )
    page = Page(document, journal)
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert json.loads(page.data)["name"].startswith("</title>")
    assert any(problem.code == "character" for problem in journal.problems)


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "java\tscript:alert(1)", " JAVASCRIPT:x", "data:text/html,x", "file:///etc"],
)
def test_a_dangerous_link_is_only_text(target: str) -> None:
    journal = Journal()
    page = Page(Document("en", children=(Paragraph((Link(target, text("words")),)),)), journal)
    assert "words" in page.words
    assert all(
        tag != "a" or "href" not in values or values["href"] == "#text" for tag, values in page.elements
    )
    assert [problem.code for problem in journal.problems] == ["link-target"]


# ---------------------------------------------------------------------------------------------- template and style

WHOLE = "<!DOCTYPE html><title>$title</title>$masthead${heading}$text$notes$footer"


def looks(tmp_path: Path, **content: str) -> dict[str, Path]:
    for name, value in content.items():
        (tmp_path / name).write_text(value, encoding="utf-8")
    return {name: tmp_path / name for name in content}


def test_a_template_is_filled_in_once(tmp_path: Path) -> None:
    document = Document("en", title=text("$text ${x} <b> $$"), children=(Paragraph(text("$notes $1")),))
    source = render(document, Journal(), **looks(tmp_path, template=WHOLE + " $$5")).decode()  # type: ignore[arg-type]
    assert source.startswith("<!DOCTYPE html><title>$text ${x} &lt;b&gt; $$</title>")
    assert "$notes $1" in source
    assert source.endswith(" $5")


def test_the_page_of_our_own_is_a_template(tmp_path: Path) -> None:
    own = looks(tmp_path, template=(files("unpress_stages.render") / "screen.html").read_text())
    assert render(resolution(), Journal(), **own) == render(resolution(), Journal())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (WHOLE + "\n  $maste", r"template:2:3: \$maste is no part"),
        (WHOLE + "\n\n$ 5", r"template:3:1: a \$ that begins no name"),
        (WHOLE.replace("$notes", ""), r"lacks \$notes"),
    ],
)
def test_a_template_that_cannot_be_used(tmp_path: Path, source: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        render(resolution(), Journal(), **looks(tmp_path, template=source))  # type: ignore[arg-type]


def test_a_style_sheet_needs_a_place_in_the_template(tmp_path: Path) -> None:
    without = WHOLE.replace("$style", "")
    with pytest.raises(ConfigError, match=r"no place for .*css"):
        render(resolution(), Journal(), **looks(tmp_path, template=without, css="p {}"))  # type: ignore[arg-type]


def test_a_style_sheet_stands_behind_ours(tmp_path: Path) -> None:
    sheet = "/* url(http://a.b) */ p { background: url(data:,) }"
    source = render(resolution(), Journal(), **looks(tmp_path, css=sheet)).decode()  # type: ignore[arg-type]
    assert source.index(sheet) > source.index("@media print")


@pytest.mark.parametrize(
    ("sheet", "place"),
    [
        ("a {}\n@import 'b.css';", "css:2:1"),
        ("p { background: url( 'https://a.b/c.png') }", "css:1:17"),
        ("p::after { content: '</STYLE><script>' }", "css:1:22: '</STYLE' cannot stand in a style sheet"),
        ("a {}\n@media print { p { color: red }\n", "css:2:14: '{' is never closed"),
        ("p { content: '}' }\np:not(a { color: red }", r"css:2:3: '\(' is never closed"),
        ("p { content: '{' } /* red", r"css:1:20: '/\*' is never closed"),
        ("p { color: red }\n}\nh1 { color: red }", "css:2:1: '}' closes nothing"),
    ],
)
def test_a_style_sheet_that_a_page_cannot_hold(tmp_path: Path, sheet: str, place: str) -> None:
    with pytest.raises(ConfigError, match=place):
        render(resolution(), Journal(), **looks(tmp_path, css=sheet))  # type: ignore[arg-type]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the style sheet"):
        render(resolution(), Journal(), css=tmp_path / "none.css")


# ------------------------------------------------------------------------------------------------------- a document


def resolution(code: str = "en") -> Document:
    mark = NoteMark("n1")
    return Document(
        code,
        Meta(
            symbol="A/RES/75/210",
            organ="ga",
            kind="resolution",
            adopted="2020-12-21",
            job_number="20-17639 (E)",
        ),
        (
            MastheadLine("distribution", text("Distr.: General")),
            MastheadLine("date", text("30 December 2020")),
            MastheadLine("adoption", text("Resolution adopted by the General Assembly on 21 December 2020")),
        ),
        "75/210.",
        text("Cooperation"),
        (
            Formula(text("The General Assembly,")),
            Clause(
                "preambular",
                (
                    Emphasis(text("Recalling")),
                    Text(" resolution "),
                    Reference("S/RES/1325 (2000)", text("S/RES/1325 (2000)")),
                    mark,
                    NoteMark("n2"),
                    Text(","),
                ),
            ),
            clause("Noting,"),
            clause(
                "Decides:",
                "1.",
                List((Item(text("to do"), "(a)", (List((Item(text("this"), "(i)"),)),)),)),
                Paragraph(text("and goes on;")),
                List((Item(text("and more."), "(b)"),)),
            ),
            Section(text("Terms"), (clause("We decide,"), clause("Acts.", "1.")), "Annex", 1, "annex"),
        ),
        (
            Note("n1", "1", (Paragraph(text("Resolution 70/1.")),)),
            Note("n2", "2", (Paragraph(text("A note.")), Paragraph(text("Of two paragraphs.")))),
        ),
    )


def test_paragraphs_and_notes_have_anchors() -> None:
    ids = Page(resolution()).attributes("id")
    wanted = ["fnref-1", "pp-1", "pp-2", "op-1", "op-1-a", "op-1-a-i", "op-1-b", "fn-1", "fn-2"]
    assert set(wanted) <= set(ids)
    assert {"annex-1", "annex-1-pp-1", "annex-1-op-1"} <= set(ids)


def test_anchors_are_the_same_in_all_languages() -> None:
    def of(labels: tuple[str, str], code: str) -> list[str]:
        items = List(tuple(Item(text("x"), label) for label in labels))
        return Page(Document(code, children=(clause("y", "1 -", items),))).attributes("id")

    assert of(("(أ)", "(ب)"), "ar") == of(("(a)", "(b)"), "en") == of(("㈠", "㈡"), "zh")


def test_notes_say_what_they_are() -> None:
    page = Page(resolution())
    assert page.find("a", role="doc-noteref", id="fnref-1")["href"] == "#fn-1"
    assert page.find("a", role="doc-backlink", href="#fnref-1")
    assert page.find("section", role="doc-endnotes")["aria-label"] == "Notes"
    assert page.find("sup", class_="mark further")


def test_a_note_leads_back_to_each_of_its_marks() -> None:
    marks = Paragraph((Text("a"), NoteMark("1"), Text(" b"), NoteMark("1")))
    page = Page(Document("en", children=(marks,), notes=(Note("1", "*", (Paragraph(text("x")),)),)))
    back = [values for _, values in page.elements if values.get("role") == "doc-backlink"]
    assert [values["href"] for values in back] == ["#fnref-1", "#fnref-1-2"]
    assert back[1]["aria-label"] == "* (2)"


def test_a_note_mark_stands_in_no_link() -> None:
    inside = (Text("a"), Emphasis((Text("b"), NoteMark("1"))), Text("c"))
    for link in (
        Link("http://a.b/", inside),
        Reference("A/1", inside),
        Link("http://a.b/", (NoteMark("1"),)),
    ):
        page = Page(Document("en", children=(Paragraph((link,)),), notes=(Note("1", "1", ()),)))
        assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", page.source)
        assert not re.search(r"<a [^>]*></a>", page.source.split("<p")[1])


def test_every_printed_number_is_a_link_to_its_place() -> None:
    items = List((Item(text("x"), "(أ)"), Item(text("y"), "(b)")))
    section = Section(
        text("Rules"), (items, Paragraph(text("z"), "一、"), Paragraph(text("z"), "17.1")), "II."
    )
    table = Table((Row((Cell(()),)),), text("Posts"), "Table 2")
    page = Page(Document("en", children=(section, table)))
    labels = [values["href"] for _, values in page.elements if values.get("class") == "label"]
    assert labels == [
        "#section-1",
        "#section-1-item-a",
        "#section-1-item-b",
        "#section-1-p-1",
        "#p-17.1",
        "#table-1",
    ]


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (Document("en", children=(Section(text("Scope"), ()),)), "Scope"),
        (Document("en", children=(Paragraph(text("A letter. " * 30)),)), "A letter. A letter."),
        (Document("fr"), "Document sans titre"),
        (Document("de"), "Untitled document"),
    ],
)
def test_a_page_without_a_title_has_a_name(document: Document, title: str) -> None:
    source = Page(document).source
    assert re.search(f"<title>{title}[^<]{{0,90}}</title>", source)
    assert re.search(f'<h1 class="hidden">{title}', source)


def test_what_machines_are_told() -> None:
    page = Page(resolution("zh"))
    assert page.elements[0] == ("html", {"lang": "zh", "dir": "ltr"})
    data = json.loads(page.data)
    assert data["@id"] == "https://docs.un.org/zh/A/RES/75/210"
    assert data["legislationDate"] == "2020-12-21"
    assert data["citation"] == ["https://docs.un.org/zh/S/RES/1325(2000)"]
    assert len(data["workTranslation"]) == 5
    assert page.find("link", rel="alternate", hreflang="fr")["href"] == "https://docs.un.org/fr/A/RES/75/210"
    assert page.find("meta", name="dcterms.identifier")["content"] == "A/RES/75/210"


def test_a_report_is_no_legislation() -> None:
    data = json.loads(
        Page(Document("en", Meta("A/81/920", "secretariat", "report"), title=text("Wells"))).data
    )
    assert (data["@type"], data["identifier"], data["genre"]) == ("Report", "A/81/920", "Report")
    assert not any(key.startswith("legislation") for key in data)


def test_a_document_of_no_known_kind_is_not_called_legislation() -> None:
    data = json.loads(Page(Document("en", Meta("A/81/6 (Sect. 6)", "ga"), title=text("Wells"))).data)
    assert (data["@type"], data["identifier"]) == ("DigitalDocument", "A/81/6 (Sect. 6)")
    assert not any(key.startswith("legislation") for key in data)


def test_the_body_of_the_symbol_in_the_masthead_is_large() -> None:
    assert (
        '<p class="symbol"><bdi dir="ltr"><span class="initial">A</span>/RES/75/210'
        in Page(resolution("en")).source
    )


def test_arabic_runs_from_right_to_left_and_symbols_do_not() -> None:
    page = Page(resolution("ar"))
    assert page.elements[0] == ("html", {"lang": "ar", "dir": "rtl"})
    assert page.source.count('<bdi dir="ltr"><span class="whole">S/RES/1325</span> (2000)</bdi>') == 1
    assert page.find("p", class_="date") == {"class": "date", "lang": "en", "dir": "ltr"}
    assert "(1)" in page.words


def test_publisher_symbol_and_organ_are_made_where_they_are_missing() -> None:
    words = Page(resolution("zh")).words
    assert {"联合国", "大会"} <= set(words)
    assert "联合国" not in Page(Document("zh", title=text("x"))).words


def test_cells_of_tables_name_rows_and_columns() -> None:
    def cell(value: str, header: bool = False, columns: int = 1) -> Cell:
        return Cell((Paragraph(text(value)),) if value else (), header, columns)

    rows = (
        Row((cell("", True), cell("Posts", True, 2))),
        Row((cell("Office", True), cell("2024", True), cell("2025", True))),
        Row((cell("Geneva", True), cell("12"), cell("1 096"))),
    )
    page = Page(Document("en", children=(Table(rows, text("Staff"), "Table 2"),)))
    assert page.find("th", scope="colgroup") == {"scope": "colgroup", "colspan": "2"}
    assert page.find("th", scope="row") == {"scope": "row"}
    assert [values.get("class") for tag, values in page.elements if tag == "td"] == [None, "figure", "figure"]
    assert page.find("th", scope="col", class_="figure")


def test_words_before_figures_name_the_row() -> None:
    def cell(value: str, header: bool = False, columns: int = 1, rows: int = 1) -> Cell:
        return Cell((Paragraph(text(value)),) if value else (), header, columns, rows)

    rows = (
        Row((cell("", True), cell("2024", True), cell("2025", True))),
        Row((cell("Offices", columns=3),)),
        Row((cell("Geneva", rows=2), cell("12"), cell("1 096"))),
        Row((cell("13"), cell("1 097"))),
        Row((cell("Total"), cell("25"), cell("2 193"))),
    )
    page = Page(Document("en", children=(Table(rows, text("Staff")),)))
    named = [values["scope"] for tag, values in page.elements if tag == "th"]
    assert named == ["col", "col", "rowgroup", "row"]
    words = tuple(Row((cell("Paragraph 3"), cell("Delete the word"))) for _ in "ab")
    assert "<th" not in Page(Document("en", children=(Table(words),))).source


def test_rows_that_add_up_others_are_marked_and_a_summary_is_boxed() -> None:
    rows = tuple(
        Row(tuple(Cell((Paragraph((Strong(text(words)) if strong else Text(words),)),)) for words in line))
        for strong, line in ((False, ("East", "12")), (True, ("Total", "12")))
    )
    children = (Section(text("Summary"), (Table(rows),), "", 1), Section(text("Scope"), (), "I.", 1))
    page = Page(Document("en", Meta(kind="report"), title=text("x"), children=children))
    assert [values.get("class") for tag, values in page.elements if tag == "tr"] == [None, "total"]
    assert [values["class"] for tag, values in page.elements if tag == "section"] == [
        *("section summary", "section")
    ]
    adopted = Page(Document("en", Meta(kind="resolution"), title=text("x"), children=children))
    assert "section summary" not in {values.get("class") for _, values in adopted.elements}


def test_what_stands_under_a_table_and_in_brackets_under_its_title() -> None:
    rows = (Row((Cell((Paragraph(text("12")),)),)),)
    note = Paragraph((Superscript(text("a")), Text(" Estimates.")))
    caption = (Text("Costs"), Break(), Text("(Thousands of dollars)"))
    page = Page(Document("en", children=(Table(rows, caption), note, Paragraph(text("Text.")), note)))
    assert page.find("span", class_="unit")
    assert [values.get("class") for tag, values in page.elements if tag == "p"][-3:] == [
        *("table-note", "paragraph", "paragraph")
    ]
    bare = Page(Document("en", children=(Table(rows, (Text("Costs"), Break(), Text("by office"))),)))
    assert "unit" not in {values.get("class") for _, values in bare.elements}


def test_the_head_of_a_table_holds_its_cells_whole() -> None:
    tall = Cell((Paragraph(text("Office")),), True, 1, 2)
    rows = (
        Row((tall, Cell((Paragraph(text("Posts")),), True))),
        Row((Cell((Paragraph(text("2025")),)),)),
        Row((Cell((Paragraph(text("Geneva")),)), Cell((Paragraph(text("12")),)))),
    )
    source = Page(Document("en", title=text("x"), children=(Table(rows),))).source
    head = source.partition("</thead>")[0]
    assert "2025" in head
    assert "Geneva" not in head


def test_faults_of_notes_are_reported() -> None:
    journal = Journal()
    Page(Document("en", children=(Paragraph((NoteMark("9"),)),), notes=(Note("1", "1", ()),)), journal)
    assert {problem.code for problem in journal.problems} == {"unbound", "unmarked"}


def test_an_unknown_language_is_no_obstacle() -> None:
    assert Page(Document("de", Meta(symbol="A/1"), title=text("Titel"))).find("html")["lang"] == "de"


def test_the_publisher_stands_before_the_symbol_and_the_name_of_a_report_below_its_title() -> None:
    document = Document(
        "en",
        Meta(kind="report"),
        (
            MastheadLine("symbol", text("A/81/920")),
            MastheadLine("publisher", text("United Nations")),
            MastheadLine("adoption", text("Report of the Secretary-General")),
        ),
        title=text("Wells of the plains"),
    )
    page = Page(document).source
    assert page.index('class="publisher"') < page.index('class="symbol"')
    assert page.index('class="title hanging"') < page.index('class="adoption"')


def test_the_job_number_runs_to_the_right_in_arabic() -> None:
    shown = render(Document("ar", Meta(job_number="20-17639 (A)")), Journal()).decode()
    assert '<p class="job"><bdi dir="ltr">20-17639 (A)</bdi></p>' in shown


@pytest.mark.parametrize(("symbol", "kept"), [("75/2", True), ("A/75/2", True), ("قرارها 75/2", False)])
def test_no_line_ends_between_a_word_and_the_link_that_it_belongs_to(symbol: str, kept: bool) -> None:
    content = (Text("القرار 70/1 و "), Reference("A/RES/75/2", (Text(symbol),)), Text(" كلها"))
    source = Page(Document("ar", Meta(), children=(Paragraph(content),))).source
    assert ('<span class="whole">و <a ' in source) == kept
