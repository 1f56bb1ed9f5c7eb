"""Markdown: exactly the text and the look of the tree, and numbers that no viewer changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from mdit_py_plugins.footnote import footnote_plugin
from tests import trees
from tests.accounts import unaccounted

from unpress.ast import (
    Block,
    Blocks,
    Break,
    Cell,
    Clause,
    Closing,
    Document,
    Emphasis,
    Figure,
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
from unpress.draft import DraftTable, Line
from unpress.errors import ConfigError
from unpress.inlines import without_common_look
from unpress.journal import Journal
from unpress.source import Source
from unpress.symbol import Symbol
from unpress.walk import plain
from unpress_stages._entries import numbered
from unpress_stages.read.markdown import read
from unpress_stages.render.markdown import render


def write(*blocks: Block, language: str = "en", **fields: object) -> str:
    return render(Document(language, children=blocks, **fields), Journal()).decode()  # type: ignore[arg-type]


def html(text: str) -> str:
    return MarkdownIt("commonmark").enable("table").use(footnote_plugin).render(text)


# ------------------------------------------------------------------------------- what a viewer shows: text escapes


@given(trees.texts())
@settings(max_examples=150, deadline=None)
def test_text_is_shown_as_it_is(text: str):
    written = write(Paragraph((Text(text),)))
    tokens = MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse(written)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], written
    assert "".join(child.content for child in tokens[1].children or []) == text, written


# ------------------------------------------------------------------------- what our reader finds: text, look, place

Shown = list[tuple[str, str]]
"""Stretches of text with their look: "i" italic, "b" bold, "u" underlined, "^" raised, "v" lowered, links, notes."""

LOOKS = {Emphasis: "i", Strong: "b", Underline: "u", Superscript: "^", Subscript: "v"}


def stretches(characters: list[tuple[str, frozenset[str]]]) -> Shown:
    """Neighbours of one look as one; white space has none, and of a note mark only that it is one counts."""
    found: Shown = []
    for character, looks in characters:
        if any(look.startswith("note ") for look in looks):
            looks = frozenset(look for look in looks if look.startswith("note "))
        look = "" if character.isspace() else " ".join(sorted(looks))
        if found and found[-1][1] == look:
            found[-1] = (found[-1][0] + character, look)
        else:
            found.append((character, look))
    return found


class Expected:
    """The lines that a document should have when its Markdown is read."""

    def __init__(self, document: Document) -> None:
        self.language = document.language
        self.lines: list[object] = []
        for line in document.masthead:
            self.paragraph(without_common_look(line.content))
        if document.label or document.title:
            self.paragraph(without_common_look(document.title), document.label)
        self.blocks(document.children)
        body, self.lines = self.lines, []
        self.notes: list[tuple[str, list[object]]] = []
        for note in document.notes:
            self.blocks(note.children)
            self.notes.append((note.key, self.lines))
            self.lines = []
        self.lines = body

    def characters(self, nodes: Inlines) -> list[list[tuple[str, frozenset[str]]]]:
        lines: list[list[tuple[str, frozenset[str]]]] = [[]]

        def add(inside: Inlines, looks: frozenset[str]) -> None:
            for node in inside:
                if isinstance(node, Text):
                    lines[-1].extend((character, looks) for character in node.value)
                elif isinstance(node, Break):
                    lines.append([])
                elif isinstance(node, NoteMark):
                    lines[-1].extend((c, frozenset({f"note {node.note}"})) for c in node.note)
                elif isinstance(node, Image):
                    lines[-1].extend((character, looks) for character in node.alternative)
                elif isinstance(node, Link):
                    add(node.children, looks | {normalizeLink(node.target)})
                elif isinstance(node, Reference):
                    add(
                        node.children,
                        looks | {normalizeLink(Symbol.parse(node.symbol).address(self.language))},
                    )
                else:
                    look = LOOKS.get(type(node))  # type: ignore[call-overload]
                    add(node.children, looks | ({look} if look else set()))

        add(nodes, frozenset())
        return lines

    def shown(self, nodes: Inlines, label: str = "") -> list[Shown]:
        lines = self.characters(nodes)
        if label:
            lead = label + " " if lines[0] else label
            lines[0] = [*((character, frozenset[str]()) for character in lead), *lines[0]]
        return [stretches(line) for line in lines if line]

    def paragraph(self, nodes: Inlines, label: str = "") -> None:
        self.lines.extend(self.shown(nodes, label))

    def blocks(self, blocks: Blocks) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        match block:
            case Section():
                heading = without_common_look(block.heading)
                heads = self.shown(heading, block.label) if block.label or block.heading else []
                if block.heading and block.label in {"Annex", "Annex II", "Section 2", "Article 3", "第1款"}:
                    heads = [*self.shown((), block.label), *self.shown(heading)]
                self.lines.extend(heads)
                self.blocks(block.children)
            case Clause() | Paragraph():
                self.paragraph(block.content, block.label)
                self.blocks(block.children)
            case Formula():
                self.lines.append(("formula", plain(block.content)))
            case List():
                for item in block.items:
                    sign = (
                        "•" if item.label in {"•", "·"} and not numbered(plain(item.content)) else item.label
                    )
                    self.paragraph(item.content, sign)
                    self.blocks(item.children)
            case Quote():
                self.blocks(block.children)
            case Table():
                if block.caption:
                    self.paragraph(without_common_look(block.caption), block.label)
                self.lines.append(self.rows(block))
            case Figure():
                self.paragraph((block.image,))
                self.paragraph(block.caption, block.label)
            case Closing() | Vote():
                for line in block.lines:
                    self.paragraph(without_common_look(line))
            case Rule():
                self.lines.append([("*", ""), (" ", "")] and stretches([(c, frozenset()) for c in "* * *"]))

    def rows(self, table: Table) -> list[list[list[Shown]]]:
        """The grid: a cell over several places stands in the first of them, the others are empty."""
        height = len(table.rows)
        grid: dict[tuple[int, int], list[Shown]] = {}
        for y, row in enumerate(table.rows):
            x = 0
            for cell in row.cells:
                while (y, x) in grid:
                    x += 1
                for dy in range(min(cell.rows, height - y)):
                    grid.update({(y + dy, x + dx): [] for dx in range(cell.columns)})
                grid[y, x] = self.cell(cell.children)
        width = max(x for _, x in grid) + 1
        found = [[grid.get((y, x), []) for x in range(width)] for y in range(height)]
        headed = any(cell.header for cell in table.rows[0].cells)
        return found[1:] if headed and not any(found[0]) else found

    def cell(self, blocks: Blocks) -> list[Shown]:
        found: list[Shown] = []
        for block in blocks:
            entries = block.items if isinstance(block, List) else (block,)
            for entry in entries:
                assert isinstance(entry, Paragraph | Item)
                found += [*self.shown(entry.content, entry.label), *self.cell(entry.children)]
        return found


def found_line(line: Line) -> Shown:
    characters: list[tuple[str, frozenset[str]]] = []
    for run in line.runs:
        looks = {
            *(["i"] if run.italic else []),
            *(["b"] if run.bold else []),
            *(["u"] if run.underline else []),
            *(["^"] if run.raised else []),
            *(["v"] if run.lowered else []),
            *([run.link] if run.link else []),
            *([f"note {run.note}"] if run.note else []),
        }
        characters.extend((character, frozenset(looks)) for character in run.text)
    return stretches(characters)


def found_entry(entry: Line | DraftTable) -> object:
    if isinstance(entry, Line):
        return found_line(entry)
    return [[[found_line(line) for line in cell.lines] for cell in row] for row in entry.rows]


def check(document: Document) -> None:
    """The law: reading what was written finds every line with its text and its look, and loses no character."""
    text = render(document, Journal()).decode()
    journal = Journal("x.md", "read.markdown")
    draft = read(Source("x.md", text.encode()), journal)
    expected = Expected(document)
    found = [found_entry(entry) for entry in draft.lines]
    for want, have in zip(expected.lines, found, strict=False):
        if isinstance(want, tuple):  # a formula, which may get an emphasis that it did not have
            have = (want[0], "".join(text for text, _look in have))  # type: ignore[attr-defined]
        assert have == want, text
    assert len(found) == len(expected.lines), text
    notes = [(note.key, [found_line(line) for line in note.lines]) for note in draft.notes]
    assert notes == expected.notes, text
    assert unaccounted(draft, journal) == ""


@given(trees.documents())
@settings(max_examples=40, deadline=None)
def test_every_line_is_found_again_with_its_look(document: Document):
    check(document)


def test_official_documents_are_found_again():
    from unpress_stages.read.akn import read as read_akn

    for name in ("A_RES_75_210.zh", "A_RES_75_254.ar", "S_RES_2557.ru", "A_HRC_RES_54_12.fr"):
        for path in trees.official(f"corpus/typeset/{name}.xml"):
            check(read_akn(Source.from_path(path), Journal()))


@given(trees.documents())
@settings(max_examples=10, deadline=None)
def test_the_same_bytes_twice(document: Document):
    assert render(document, Journal()) == render(document, Journal())


# -------------------------------------------------------------------------------------------------------- cases

X = (Text("x"),)


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("1.", "1\\. x"),
        ("12)", "12\\) x"),
        ("1 -", "1 - x"),
        ("(a)", "\\(a) x"),
        ("b)", "b\\) x"),
        ("a.", "a\\. x"),
        ("IV.", "IV\\. x"),
        ("(أ)", "(أ) x"),
        ("㈠", "㈠ x"),
        ("17.1", "17.1 x"),
    ],
)
def test_numbers_are_text(label: str, written: str):
    text = write(Paragraph(X, label))
    assert text == written + "\n"
    assert html(text) == f"<p>{label} x</p>\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[Adopted without a vote.]", "[Adopted without a vote.]"),
        ("snake_case and _that_", "snake_case and \\_that\\_"),
        ("AT&T, &amp;", "AT&T, \\&amp;"),
        ("# no heading", "\\# no heading"),
        ("> no quote", "\\> no quote"),
        ("- no list", "\\- no list"),
        ("2020. A year", "2020\\. A year"),
        ("[a](b)", "\\[a\\](b)"),
        ("see https://example.org/~a/b_c?d=e", "see https://example.org/~a/b_c?d=e"),
        ("US$ 5", "US\\$ 5"),
    ],
)
def test_only_what_could_be_markup_is_escaped(text: str, written: str):
    assert write(Paragraph((Text(text),))) == written + "\n"


def test_emphasis_next_to_letters_and_punctuation():
    content = (Text("于"), Strong((Text("《宪章》"),)), Text("第"))
    text = write(Paragraph(content), language="zh")
    assert text == "于<strong>《宪章》</strong>第\n"
    assert html(text) == "<p>于<strong>《宪章》</strong>第</p>\n"
    side_by_side = (Emphasis((Text("a"),)), Strong((Text("b"),)))
    assert html(write(Paragraph(side_by_side))) == "<p><em>a</em><strong>b</strong></p>\n"


def test_stars_that_would_end_the_emphasis_around_them_are_html():
    link = Link("https://example.org/a", (Text("0"),))
    content = (Emphasis((Strong((Text("0"),)), link, Strong((Text("*"),)))),)
    document = Document("en", children=(Paragraph(content),))
    check(document)
    assert r"***0**[0](https://example.org/a)<strong>\*</strong>*" in render(document, Journal()).decode()


def test_raised_emphasis_has_its_stars_inside():
    content = (Text("2025/26"), Emphasis((Superscript((Text("a"),)),)))
    assert write(Paragraph(content)) == "2025/26<sup>*a*</sup>\n"


def test_a_part_that_neither_address_nor_words_name_is_reported():
    def codes(symbol: str, words: str) -> list[str]:
        journal = Journal(stage="render.markdown")
        render(Document("en", children=(Paragraph((Reference(symbol, (Text(words),)),)),)), journal)
        return [problem.code for problem in journal.problems]

    assert codes("A/RES/72/266 A", "72/266") == codes("A/RES/52/169 M", "M") == ["render.markdown.symbol"]
    assert codes("A/RES/72/266 A", "72/266 A") == codes("A/RES/72/266 A", "72/266 ألف") == []
    assert codes("E/2020/30-E/ICEF/2020/5", "E/2020/30") == ["render.markdown.symbol"]
    assert codes("A/RES/72/266", "72/266") == codes("S/RES/1325 (2000)", "1325") == []


def test_sub_paragraphs_are_nested_lists_without_numbers():
    inner = List((Item(X, "(i)"), Item(X, "(ii)")))
    items = List((Item(X, "(a)", (inner,)), Item(X, "(b)")))
    assert write(Clause("operative", X, "1.", (items,))) == (
        "1\\. x\n\n- \\(a) x\n  - \\(i) x\n  - \\(ii) x\n- \\(b) x\n"
    )


@pytest.mark.parametrize(("label", "sign"), [("–", "- x"), ("•", "* x"), ("", "+ x"), ("▪", "- ▪ x")])
def test_printed_bullets(label: str, sign: str):
    assert write(List((Item(X, label),))) == sign + "\n"


def test_headings():
    inner = Section((Text("Scope"),), (), "I.", 2)
    annex = Section((Text("Rules"),), (inner,), "Annex II", 1, "annex")
    assert (
        write(annex, label="75/1.", title=(Text("Title"),))
        == "# 75/1. Title\n\n## Annex II\n\n## Rules\n\n### I. Scope\n"
    )


def test_the_level_of_a_heading_is_how_deep_it_stands():
    assert write(Section(X, (Section(X, (), level=5),), level=4)) == "## x\n\n### x\n"


def test_masthead_and_closing_are_lines_of_a_paragraph():
    lines = (
        MastheadLine("organ", (Text("General Assembly"),)),
        MastheadLine("session", (Text("1. session"),)),
    )
    closing = Closing(((Text("48th plenary meeting"),), (Text("21 December 2020"),)))
    assert write(closing, masthead=lines) == (
        "General Assembly\\\n1\\. session\n\n48th plenary meeting\\\n21 December 2020\n"
    )


def test_the_formula_is_in_italics():
    assert write(Formula((Text("The General Assembly,"),))) == "*The General Assembly*,\n"
    assert write(Formula((Emphasis((Text("大会"),)), Text("，"))), language="zh") == "*大会*，\n"


def test_a_line_whose_kind_decides_its_look_has_no_stars():
    journal = Journal(stage="render.markdown")
    bold = (Strong((Text("Scope "), Emphasis((Text("of"),)))), NoteMark("9"))
    part = (Strong((Text("Scope"),)), Text(" of it"))
    document = Document("en", children=(Section(bold, ()), Section(part, ()), Closing(((Emphasis(X),),))))
    assert render(document, journal) == b"## Scope *of*[^9]\n\n## **Scope** of it\n\nx\n"
    assert [problem.code for problem in journal.problems] == ["render.markdown.look"] * 2
    assert write(Formula((Emphasis((Text("The General Assembly,"),)),))) == "*The General Assembly*,\n"


def test_links():
    content = (
        Reference("A/RES/72/213", (Text("72/213"),)),
        Text(" "),
        Reference("S/RES/1325 (2000)", (Text("1325 (2000)"),)),
    )
    assert write(Paragraph(content), language="fr") == (
        "[72/213](https://docs.un.org/fr/A/RES/72/213) [1325 (2000)](<https://docs.un.org/fr/S/RES/1325(2000)>)\n"
    )


def test_notes():
    notes = (Note("1", "1", (Paragraph(X), Paragraph(X))), Note("*", "*", (Paragraph(X),)))
    text = write(Paragraph((Text("a"), NoteMark("1"), Text(" b"), NoteMark("*"))), notes=notes)
    assert text == "a[^1] b[^*]\n\n[^1]: x\n\n    x\n\n[^*]: x\n"
    assert html(text).count('class="footnote-item"') == 2


def test_a_note_whose_mark_stands_nowhere_is_not_lost():
    journal = Journal(stage="render.markdown")
    document = Document("en", children=(Paragraph(X),), notes=(Note("1", "1", (Paragraph(X),)),))
    assert render(document, journal) == b"x\n\n1 x\n"
    assert [problem.code for problem in journal.problems] == ["render.markdown.unmarked-note"]


def test_tables():
    def cell(text: str, **fields: object) -> Cell:
        return Cell((Paragraph((Text(text),)),), **fields)  # type: ignore[arg-type]

    rows = (
        Row((cell("A", header=True), cell("B|C", header=True))),
        Row((cell("1", rows=2), cell("2"))),
        Row((Cell((Paragraph(X), Paragraph(X))),)),
    )
    journal = Journal(stage="render.markdown")
    text = render(Document("en", children=(Table(rows, (Text("Staff"),), "Table 2"),)), journal).decode()
    assert text == "Table 2 Staff\n\n| A | B\\|C |\n| --- | --- |\n| 1 | 2 |\n|  | x<br>x |\n"
    (problem,) = journal.problems
    assert problem.code == "render.markdown.spans"
    assert "'Table 2 Staff'" in problem.message
    assert write(Table((Row((cell("1"),)),))) == "|  |\n| --- |\n| 1 |\n"


def test_a_caption_that_would_be_read_as_a_paragraph_is_reported():
    def codes(caption: Inlines, label: str) -> list[str]:
        journal = Journal(stage="render.markdown")
        table = Table((Row((Cell((Paragraph(X),)),)),), caption, label)
        render(Document("en", children=(table,)), journal)
        return [problem.code for problem in journal.problems]

    assert codes(X, "") == ["render.markdown.caption"]
    assert codes((*X, Break(), Text("(Thousands)")), "") == codes(X, "Table 2") == codes((), "") == []


def test_quotes_and_rules():
    assert write(Quote((Paragraph(X, "1."), Paragraph(X))), Rule()) == "> 1\\. x\n>\n> x\n\n* * *\n"


def test_a_link_that_viewers_refuse_is_text():
    journal = Journal(stage="render.markdown")
    document = Document("en", children=(Paragraph((Link("file:///c/x.doc", X),)),))
    assert render(document, journal) == b"x\n"
    assert [problem.code for problem in journal.problems] == ["render.markdown.link-target"]


def test_front_matter():
    meta = Meta("A/RES/75/210", "ga", session=75, agenda_items=("19", "20"))
    text = render(Document("en", meta, children=(Paragraph(X),)), Journal(), front_matter=True).decode()
    assert text == (
        '---\nlanguage: "en"\nsymbol: "A/RES/75/210"\norgan: "ga"\nsession: 75\nagenda_items: ["19", "20"]\n---\n\nx\n'
    )


def test_front_matter_has_the_title_as_the_heading_has_it():
    title = (Text('Of "dunes" and '), Emphasis((Text("oases"),)))
    written = render(
        Document("en", label="80/1.", title=title, children=(Paragraph(X),)), Journal(), front_matter=True
    )
    assert written.decode().startswith(
        '---\ntitle: "80/1. Of \\"dunes\\" and oases"\nlanguage: "en"\n---\n\n# '
    )
    journal = Journal("x.md", "read.markdown")
    read(Source("x.md", written), journal)
    assert not journal.problems


@pytest.mark.parametrize("width", [-1, -80])
def test_a_width_below_nothing_is_refused(width: int):
    with pytest.raises(ConfigError, match=f"option 'width' of stage render.markdown cannot be {width}"):
        render(Document("en"), Journal(), width=width)


def test_lines_broken_at_a_width_say_the_same():
    words = Text("aa bb 1. cc - dd # ee > ff + gg 10) hh")
    document = Document(
        "en", children=(Paragraph((words,)), List((Item((words,), "(a)"),)), Quote((Paragraph((words,)),)))
    )
    narrow = render(document, Journal(), width=10).decode()
    assert max(len(line) for line in narrow.split("\n")) <= 16
    assert " ".join(html(narrow).split()) == " ".join(html(render(document, Journal()).decode()).split())


@given(trees.documents())
@settings(max_examples=15, deadline=None)
def test_any_width_says_the_same(document: Document):
    def words(width: int) -> list[str]:
        return html(render(document, Journal(), width=width).decode()).split()

    assert words(30) == words(0)


def test_the_letter_behind_a_link_says_which_part_it_is() -> None:
    journal = Journal(stage="render.markdown")
    content = (Reference("A/RES/51/160 K", (Text("51/160"),)), Text(" K of 3 May 1997"))
    render(Document("en", children=(Paragraph(content),)), journal)
    assert not journal.problems
