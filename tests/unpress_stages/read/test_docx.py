"""Reading Word files: what Word shows, with what styles, lists and notes say of it."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import accounts, trees
from tests.accounts import lines_of

from unpress import ReadError, convert, read, render
from unpress.ast import Document, Meta, Node, Section, Table, Text
from unpress.config import Config
from unpress.draft import Draft, DraftTable, Line
from unpress.journal import Journal
from unpress.limits import USUAL, LimitError, Limits
from unpress.source import Source
from unpress.walk import each, plain
from unpress_stages.read import docx as reader
from unpress_stages.read._docx_numbering import printed

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
W = nsdecls("w")


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def body(xml: str) -> bytes:
    """A file whose text is ``xml``; the section that python-docx makes stands behind it."""
    document = docx.Document()
    element = document.element.body
    for child in parse_xml(f"<w:body {nsdecls('w', 'r', 'a', 'wp')} {MORE}>{xml}</w:body>"):
        element.insert(len(element) - 1, child)
    return saved(document)


MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def changed(
    data: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, str] | None = None
) -> bytes:
    """The file with its parts changed; None leaves a part out. ``more`` are further parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, text in (more or {}).items():
            new.writestr(name, text)
    return stream.getvalue()


def with_notes(data: bytes, kind: str, notes: str) -> bytes:
    """The file with a part for footnotes or endnotes."""
    relation = (
        f'<Relationship Id="r{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"'
        f' Target="{kind}s.xml"/>'
    )

    def change(name: str, part: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return part.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
        return part

    return changed(data, change, {f"word/{kind}s.xml": f"<w:{kind}s {W}>{notes}</w:{kind}s>"})


def with_numbering(data: bytes, numbering: str) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        return (
            f"<w:numbering {W}>{numbering}</w:numbering>".encode() if name == "word/numbering.xml" else part
        )

    return changed(data, change)


def drafted(data: bytes, journal: Journal | None = None, limits: Limits = USUAL) -> Draft:
    source = Source("x.docx", data, limits=limits)
    draft = reader.read(source, journal or Journal("x.docx", "read.docx"), styles=False)
    assert isinstance(draft, Draft)
    return draft


def lines(data: bytes) -> list[Line]:
    return [entry for entry in drafted(data).lines if isinstance(entry, Line)]


def texts(data: bytes) -> list[str]:
    return [line.text for line in lines(data)]


def looks(line: Line) -> list[tuple[str, str]]:
    """The runs with the letters b, i, u, ^, _ for their looks."""
    return [
        (
            run.text,
            "b" * run.bold + "i" * run.italic + "u" * run.underline + "^" * run.raised + "_" * run.lowered,
        )
        for run in line.runs
    ]


WHITE = '<w:color w:val="FFFFFF"/>'


def p(*runs: str, properties: str = "") -> str:
    inner = "".join(r if r.startswith("<") else t(r) for r in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def t(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def unaccounted(data: bytes) -> str:
    """The characters of the text of a file of which nothing is known any more."""
    journal = Journal("x.docx", "read.docx")
    return accounts.unaccounted(drafted(data, journal), journal)


# ------------------------------------------------------------------------------------------------- paragraphs, runs


def test_paragraphs_and_looks():
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("Recalling ").italic = True
    paragraph.add_run("its resolution, ")
    paragraph.add_run("H").bold = True
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run("nd").font.superscript = True
    paragraph.add_run(" x").underline = True
    document.add_paragraph("   ")
    document.add_paragraph("Second.")
    first, second = lines(saved(document))
    assert looks(first) == [
        ("Recalling", "i"),
        (" its resolution, ", ""),
        ("H", "b"),
        ("2", "_"),
        ("nd", "^"),
        (" ", ""),
        ("x", "u"),
    ]
    assert (first.starts, second.text, second.starts) == (True, "Second.", True)


def test_small_letters_beside_the_line_are_raised_and_lowered():
    """Marks that are set by hand, not the letters of a line that is moved as a whole."""

    def moved(text: str, by: int, size: int) -> str:
        return t(text, f'<w:position w:val="{by}"/><w:sz w:val="{size}"/>')

    (line,) = lines(
        body(
            p(
                "H",
                moved("2", -4, 14),
                "O, m",
                moved("2", 6, 14),
                moved("A", 6, 40),
                t("n", '<w:position w:val="6"/>'),
            )
        )
    )
    assert looks(line) == [("H", ""), ("2", "_"), ("O, m", ""), ("2", "^"), ("An", "")]


def test_runs_that_word_has_cut_are_one():
    (line,) = lines(body(p(t("Ta", "<w:i/>"), t("kes", "<w:i/>"), t(" ", ""), t("note", "<w:i/>"), " of")))
    assert looks(line) == [("Takes note", "i"), (" of", "")]


def test_styles_of_characters_say_what_they_mean():
    document = docx.Document()
    document.styles["Strong"].font.italic = True
    document.add_paragraph("a ").add_run("word", style="Strong")
    assert looks(lines(saved(document))[0]) == [("a ", ""), ("word", "b")]


def test_bold_headings_are_not_bold_words():
    justified = '<w:jc w:val="both"/>'
    data = body(
        p(t("Annex", "<w:b/>"))
        + p(t("A sentence in bold.", "<w:b/>"))
        + p(t("Set as text", "<w:b/>"), properties=justified)
    )
    assert [looks(line)[0][1] for line in lines(data)] == ["", "b", "b"]


def test_characters():
    data = body(
        p(
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t></w:r>"
        )
        + p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t xml:space="preserve"> 5</w:t></w:r>')
        + p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
    )
    assert texts(data) == ["a b\u2011cd", "≥ 5", "x=1"]


@pytest.mark.parametrize("kind", ["page", "column"])
def test_a_break_of_the_page_parts_words(kind: str):
    assert texts(body(p("End of the text.", f'<w:r><w:br w:type="{kind}"/></w:r>', "Annex"))) == [
        "End of the text.",
        "Annex",
    ]


def test_line_ends_inside_a_paragraph():
    data = body(p("Annex II", "<w:r><w:br/></w:r>", "Rules") + p("A long", "<w:r><w:br/></w:r>", "line."))
    assert texts(data) == ["Annex II", "Rules", "A long line."]


def test_chinese_numbers_in_brackets_head_parts_of_what_they_head_without():
    headings = ("一、导言", "二、水井", "(一) 平原的水井", "(二) 海岸的水井", "三、结论")
    data = body("".join(p(t(text, "<w:b/>")) + p(f"{n}. 水井很深。") for n, text in enumerate(headings, 1)))
    found: list[Node] = []
    each(convert(data).document, found.append)
    levels = [node.level for node in found if isinstance(node, Section)]
    assert [level - levels[0] for level in levels] == [0, 0, 1, 1, 0]


def test_bold_lines_behind_numbers_that_word_counts_are_headings():
    levels = level(0, "upperRoman", "%1.") + level(1, "bullet", "•")
    definition = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
    place = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    bold = [(t("Wells", "<w:b/>"), 0), (t("Wells,", "<w:b/>"), 0), (t("Wells", "<w:b/>") + t(" here"), 0)]
    cases = [*bold, (t("Wells", "<w:b/>"), 1)]
    data = body("".join(p(run, properties=place.format(depth)) for run, depth in cases))
    found = [(line.role, line.level) for line in lines(with_numbering(data, definition + num(1, 1)))]
    assert found == [("heading", 0), ("item", 1), ("item", 1), ("item", 2)]


@pytest.mark.parametrize("between", ["", " ", "\u3000"])
def test_the_title_of_a_chinese_article_stands_behind_its_number(between: str):
    text = "".join(
        p(t(f"第{n}条{between}{title}", "<w:b/>")) + p("水井很深。")
        for n, title in (("一", "用语"), ("二", "范围"))
    )
    found: list[Node] = []
    each(convert(body(p("本公约缔约国议定如下：") + text)).document, found.append)
    articles = [(node.label, plain(node.heading)) for node in found if isinstance(node, Section)]
    assert articles == [("第一条", "用语"), ("第二条", "范围")]


def test_headings_by_style_and_by_outline_level():
    document = docx.Document()
    document.add_paragraph("Title", style="Title")
    document.add_heading("One", 1)
    document.add_heading("Two", 2)
    for name in ("HCh", "H1", "H23G", "TitleHCH", "Session"):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(docx.oxml.ns.qn("w:styleId"), name)
        paragraph = document.add_paragraph(name)
        paragraph.paragraph_format.element.get_or_add_pPr().insert(
            0, parse_xml(f'<w:pStyle {W} w:val="{name}"/>')
        )
    found = [(line.text, line.role, line.level) for line in lines(saved(document))]
    assert found == [
        ("Title", "title", 0),
        ("One", "heading", 1),
        ("Two", "heading", 2),
        ("HCh", "heading", 1),
        ("H1", "heading", 2),
        ("H23G", "heading", 3),
        ("TitleHCH", "title", 0),
        ("Session", "masthead", 0),
    ]
    (line,) = lines(body(p("x", properties='<w:outlineLvl w:val="3"/>')))
    assert (line.role, line.level) == ("heading", 4)


# ---------------------------------------------------------------------------------------------------------- numbers


def level(depth: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(text: str, number: int, depth: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


LEGAL = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "(%2)")
    + level(2, "lowerRoman", "(%3)")
    + "</w:abstractNum>"
)


def num(number: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def test_levels_begin_anew_under_the_one_above():
    items = [(0, "x"), (1, "x"), (1, "x"), (2, "x"), (0, "x"), (1, "x")]
    data = body("".join(numbered(text, 1, depth) for depth, text in items))
    found = texts(with_numbering(data, LEGAL + num(1, 1)))
    assert found == ["1. x", "(a) x", "(b) x", "(i) x", "2. x", "(a) x"]


def test_lists_of_one_definition_share_their_numbers_until_one_begins_anew():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    data = body("".join(numbered("x", number) for number in (1, 2, 3, 3, 1)))
    found = texts(with_numbering(data, LEGAL + num(1, 1) + num(2, 1) + num(3, 1, override)))
    assert found == ["1. x", "2. x", "5. x", "6. x", "7. x"]


def test_a_level_that_was_passed_over_counts_as_begun():
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.")
    definition = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
    data = body("".join(numbered("X", 1, depth) for depth in (1, 0, 1)))
    assert texts(with_numbering(data, definition + num(1, 1))) == ["1.1. X", "2. X", "2.1. X"]


def test_levels_that_do_not_begin_anew():
    never = level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    definition = f'<w:abstractNum w:abstractNumId="1">{level(0, "upperRoman", "%1.")}{never}</w:abstractNum>'
    data = body("".join(numbered("X", 1, depth) for depth in (0, 1, 0, 1)))
    assert texts(with_numbering(data, definition + num(1, 1))) == ["I. X", "1) X", "II. X", "2) X"]


def test_numbers_of_several_levels_and_legal_numbers():
    definition = (
        '<w:abstractNum w:abstractNumId="1">'
        + level(0, "upperRoman", "%1")
        + level(1, "decimal", "%1.%2")
        + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
        + "</w:abstractNum>"
    )
    data = body("".join(numbered("X", 1, depth) for depth in (0, 0, 1, 1, 2)))
    found = texts(with_numbering(data, definition + num(1, 1)))
    assert found == ["I X", "II X", "II.1 X", "II.2 X", "2.2.1 X"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("russianLower", "а б"),
        ("arabicAbjad", "أ ب"),
        ("chineseCountingThousand", "一 二"),
        ("ideographEnclosedCircle", "㈠ ㈡"),
        ("decimalZero", "01 02"),
        ("hindiNumbers", "١ ٢"),
        ("arabicAlpha", "أ ب"),
        ("hebrew1", "א ב"),
        ("decimalFullWidth", "１ ２"),
        ("ideographTraditional", "甲 乙"),
        ("decimalEnclosedCircle", "① ②"),
        ("chineseLegalSimplified", "壹 贰"),
        ("nobodyKnows", "1 2"),
    ],
)
def test_number_formats(kind: str, expected: str):
    definition = f'<w:abstractNum w:abstractNumId="1">{level(0, kind, "%1")}</w:abstractNum>'
    data = body(numbered("x", 1) + numbered("x", 1))
    found = texts(with_numbering(data, definition + num(1, 1)))
    assert " ".join(text.split()[0] for text in found) == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("hebrew1", 15, "טו"),
        ("hebrew1", 16, "טז"),
        ("hebrew1", 20, "כ"),
        ("hebrew1", 234, "רלד"),
        ("hebrew2", 23, "אא"),
        ("ideographDigital", 20, "二〇"),
        ("chineseCounting", 20, "二十"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("arabicAlpha", 28, "ي"),
        ("001", 7, "007"),
    ],
)
def test_numbers_beyond_the_first(kind: str, value: int, expected: str):
    assert printed(kind, value) == expected


def test_a_format_of_ones_own_is_the_way_its_numbers_are_written():
    own = (
        f'<mc:AlternateContent {MORE}><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    definition = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="9"/>'
        f'{own}<w:lvlText w:val="P-%1"/></w:lvl></w:abstractNum>'
    )
    data = with_numbering(body(numbered("x", 1) + numbered("y", 1)), definition + num(1, 1))
    assert texts(data) == ["P-009 x", "P-010 y"]


def test_of_a_bullet_and_a_number_typed_behind_it_the_number_counts():
    definition = f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}</w:abstractNum>'
    data = body("".join(numbered(text, 1) for text in ("(a) wells;", "(b) springs;", "water")))
    data = with_numbering(data, definition + num(1, 1))
    assert texts(data) == ["(a) wells;", "(b) springs;", "• water"]
    assert unaccounted(data) == ""


def test_numbers_from_styles_and_no_number():
    document = docx.Document()
    document.add_paragraph("one", style="List Number")
    document.add_paragraph("two", style="List Number")
    document.add_paragraph("three", style="List Bullet")
    off = document.add_paragraph("off", style="List Number")
    off.paragraph_format.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    )
    assert texts(saved(document)) == ["1. one", "2. two", "• three", "off"]


def test_typed_numbers_stay_in_the_text():
    document = docx.Document()
    document.add_paragraph("1.\tTakes note")
    assert texts(saved(document)) == ["1. Takes note"]


# ------------------------------------------------------------------------------------------------------------ notes


def footnote(identity: int, inner: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{identity}"><w:p><w:r><w:{kind}Ref/></w:r>{inner}</w:p></w:{kind}>'


def mark(identity: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'


def test_footnotes_are_counted_by_their_marks():
    data = body(p("one", mark(7), ", two", mark(3), "."))
    notes = footnote(3, t(" See ") + t("Treaty Series", "<w:i/>")) + footnote(7, t(" A/75/237."))
    draft = drafted(with_notes(data, "footnote", notes))
    (line,) = draft.lines
    assert isinstance(line, Line)
    assert [(run.text, run.note) for run in line.runs] == [
        ("one", ""),
        ("1", "1"),
        (", two", ""),
        ("2", "2"),
        (".", ""),
    ]
    assert [(note.marker, note.key, note.lines[0].text) for note in draft.notes] == [
        ("1", "1", "A/75/237."),
        ("2", "2", "See Treaty Series"),
    ]
    assert looks(draft.notes[1].lines[0]) == [("See ", ""), ("Treaty Series", "i")]


def test_typed_marks_and_endnotes():
    typed = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    data = body(p("a", typed) + p("b", mark(1, "endnote")))
    note = f'<w:footnote w:id="1"><w:p>{t("*")}{t(" typed")}</w:p></w:footnote>'
    data = with_notes(data, "footnote", note)
    data = with_notes(data, "endnote", footnote(1, t(" at the end"), "endnote"))
    draft = drafted(data)
    found = [(note.marker, [line.text for line in note.lines]) for note in draft.notes]
    assert found == [("*", ["typed"]), ("i", ["at the end"])]
    assert unaccounted(data) == ""


def test_each_section_counts_its_notes_as_it_says():
    def section(more: str) -> str:
        return f"<w:sectPr><w:footnotePr>{more}</w:footnotePr></w:sectPr>"

    anew = '<w:numRestart w:val="eachSect"/>'
    former = f'<w:sectPrChange w:id="1"><w:sectPr/></w:sectPrChange>{anew}'
    data = body(
        p(
            mark(1),
            mark(2),
            properties=section('<w:numStart w:val="4"/>').replace(
                "<w:footnotePr>", f"{former}<w:footnotePr>"
            ),
        )
        + p(mark(3), properties=section(f'<w:numFmt w:val="lowerLetter"/>{anew}'))
        + p(mark(4), properties=section('<w:numFmt w:val="decimal"/><w:numStart w:val="9"/>'))
        + p(mark(5))
    )
    data = with_notes(data, "footnote", "".join(footnote(n, t("x")) for n in range(1, 6)))
    assert [note.marker for note in drafted(data).notes] == ["4", "5", "a", "2", "3"]


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (("(", ") x"), "x"),
        (("", ") x"), "x"),
        (("", " () x"), "x"),
        (("", ". x"), "x"),
        (("", " (x) y"), "(x) y"),
        (("", " .x"), ".x"),
    ],
)
def test_signs_around_the_mark_of_a_note_are_none_of_its_text(around: tuple[str, str], expected: str):
    own = "<w:r><w:footnoteRef/></w:r>"
    note = f'<w:footnote w:id="1"><w:p>{t(around[0])}{own}{t(around[1])}</w:p></w:footnote>'
    data = with_notes(body(p("a", mark(1))), "footnote", note)
    assert [line.text for line in drafted(data).notes[0].lines] == [expected]
    assert unaccounted(data) == ""


def test_text_between_the_page_and_its_notes_is_entered():
    between = f'<w:footnote w:type="separator" w:id="1">{p("Notes of the Secretariat")}</w:footnote>'
    data = with_notes(body(p("a", mark(1))), "footnote", between + footnote(1, t("x")))
    assert [note.lines[0].text for note in drafted(data).notes] == ["x"]
    assert unaccounted(data) == ""


def test_a_table_in_a_note_is_lines():
    inner = "<w:tbl>" + "".join(
        f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b)}</w:tc></w:tr>" for a, b in (("a", "1"), ("b", "2"))
    )
    data = with_notes(
        body(p(mark(1))), "footnote", f'<w:footnote w:id="1">{p("See:")}{inner}</w:tbl></w:footnote>'
    )
    assert [line.text for line in drafted(data).notes[0].lines] == ["See:", "a | 1", "b | 2"]


def test_brackets_and_commas_around_marks():
    raised = '<w:vertAlign w:val="superscript"/>'
    data = body(p("x", t("(", raised), mark(1), t(")", raised), t(", ", raised), mark(2), "."))
    data = with_notes(data, "footnote", footnote(1, t("a")) + footnote(2, t("b")))
    (line,) = lines(data)
    assert [(run.text, run.note) for run in line.runs] == [("x", ""), ("1", "1"), ("2", "2"), (".", "")]
    assert unaccounted(data) == ""


def test_a_mark_that_comes_again():
    marked = f'<w:bookmarkStart w:id="0" w:name="_Ref1"/>{mark(1)}<w:bookmarkEnd w:id="0"/>'
    again = '<w:fldSimple w:instr=" NOTEREF _Ref1 \\h "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    data = with_notes(body(p("a", marked) + p("b", again)), "footnote", footnote(1, t("x")))
    assert [[run.note for run in line.runs] for line in lines(data)] == [["", "1"], ["", "1"]]


def test_a_mark_without_a_note_is_a_problem():
    journal = Journal("x.docx", "read.docx")
    draft = drafted(with_notes(body(p("a", mark(9))), "footnote", footnote(1, t("unused"))), journal)
    assert [problem.code for problem in journal.problems] == ["read.docx.missing-note"]
    assert draft.notes == ()
    assert "read.docx.unused-note" in {entry.rule for entry in journal.entries}


def test_notes_in_frames():
    framed = p(t("* A/75/150."), properties='<w:framePr w:w="100"/>')
    data = body(p("Item 18 of the provisional agenda*") + framed + p("Text of the report."))
    draft = drafted(data)
    assert [(note.marker, note.lines[0].text) for note in draft.notes] == [("*", "A/75/150.")]
    assert unaccounted(data) == ""


def test_what_else_stands_in_a_frame_stays_in_its_place():
    margin = p(t("In the margin"), properties='<w:framePr w:w="100"/>')
    assert texts(body(p("1. One.") + margin + p("2. Two."))) == ["1. One.", "In the margin", "2. Two."]
    initial = p(t("T"), properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert texts(body(p("a") + initial + p("he wells") + p("b"))) == ["a", "The wells", "b"]


def test_frames_in_notes_are_read():
    framed = p(t("in a frame"), properties='<w:framePr w:w="100"/>')
    note = f'<w:footnote w:id="1">{p("See below.")}{framed}</w:footnote>'
    data = with_notes(body(p("a", mark(1))), "footnote", note)
    assert [line.text for line in drafted(data).notes[0].lines] == ["See below.", "in a frame"]


# --------------------------------------------------------------------------------------------------- links, fields


def test_links():
    document = docx.Document()
    paragraph = document.add_paragraph("see ")
    target = document.part.relate_to(
        "https://docs.un.org/en/A/RES/72/213",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:t>72/213</w:t></w:r></w:hyperlink>'
    paragraph._p.append(parse_xml(link))
    (line,) = lines(saved(document))
    assert [(run.text, run.link) for run in line.runs] == [
        ("see ", ""),
        ("72/213", "https://docs.un.org/en/A/RES/72/213"),
    ]


def field_of(code: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_show_their_results():
    link = field_of(' HYPERLINK "https://example.org/a" ', t("there"))
    nested = field_of(f"IF {field_of('PAGE', t('2'))} = 2", t("yes"))
    (line,) = lines(
        body(p(link, " and ", nested, '<w:fldSimple w:instr="DATE"><w:r><w:t>!</w:t></w:r></w:fldSimple>'))
    )
    assert [(run.text, run.link) for run in line.runs] == [
        ("there", "https://example.org/a"),
        (" and yes!", ""),
    ]


def counted(code: str) -> str:
    """A field without a result, as Word stores those that it works out anew each time."""
    return field_of(code, "").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "")


HEADED = '<w:outlineLvl w:val="{}"/>'


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        # examples of ECMA-376, part 1, 17.16.5.4 to 17.16.5.6
        (
            ["AUTONUM", r"AUTONUM \* Arabic \s :", r"AUTONUM \* alphabetic", r"AUTONUM \* ROMAN"],
            "1. 2: c. IV.",
        ),
        (["AUTONUMLGL", r"AUTONUMLGL \* ROMAN", r"AUTONUMLGL \e"], "1. II. 3"),
        (["AUTONUMOUT", "AUTONUMOUT"], "1. 2."),
        (["LISTNUM", r"LISTNUM \l 2", r"LISTNUM \l 2", r"LISTNUM \l 3", r"LISTNUM \l 1"], "1) a) b) i) 2)"),
        (
            [r"LISTNUM OutlineDefault \l1 \s 4", "LISTNUM LegalDefault", r"LISTNUM LegalDefault \l 2"],
            "IV. 1. 1.1.",
        ),
        (
            ["SEQ Table", r"SEQ Table \c", r"SEQ Table \h", "SEQ table", r"SEQ Table \r 7", "SEQ Figure"],
            "1 1  3 7 1",
        ),
        ([r'SYMBOL 179 \f "Symbol" \s 10', r"SYMBOL 0xFC \f Wingdings"], "≥ ✓"),
    ],
)
def test_fields_that_store_no_result_print_what_word_works_out(codes: list[str], expected: str):
    found = texts(body("".join(p("|", counted(code)) for code in codes)))
    assert " ".join(text.removeprefix("|") for text in found) == expected


def test_headings_and_the_paragraphs_below_them_count_by_levels():
    def numbers(code: str, *levels: int) -> list[str]:
        heads = [HEADED.format(level - 1) if level else "" for level in levels]
        return texts(body("".join(p(counted(code), "x", properties=head) for head in heads)))

    assert numbers("AUTONUM", 1, 0, 0, 1, 0) == ["1.x", "1.x", "2.x", "2.x", "1.x"]
    assert numbers("AUTONUMLGL", 1, 2, 0, 0, 2, 1) == ["1.x", "1.1.x", "1.1.1.x", "1.1.2.x", "1.2.x", "2.x"]
    assert numbers("AUTONUMOUT", 1, 2, 2, 3, 1) == ["I.x", "A.x", "B.x", "1.x", "II.x"]
    plain = p(counted("AUTONUM"), "x")
    headed = p("A heading", properties=HEADED.format(0))
    assert texts(body(plain + headed + plain)) == ["1.x", "A heading", "2.x"]


def test_fields_of_a_list_go_on_the_list_of_their_paragraph():
    fields = counted("LISTNUM"), "one, ", counted("LISTNUM"), "two"
    more = p("b: ", *fields, properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    data = with_numbering(body(numbered("a", 1) + more), LEGAL + num(1, 1))
    assert texts(data) == ["1. a", "2. b: (a)one, (b)two"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("<w:checkBox><w:checked/></w:checkBox>", "☒"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        (
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="well"/><w:listEntry w:val="spring"/></w:ddList>',
            "spring",
        ),
        ('<w:ddList><w:listEntry w:val="well"/></w:ddList>', "well"),
        ("<w:textInput/>", ""),
    ],
)
def test_fields_of_forms_show_what_was_filled_in(form: str, expected: str):
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{form}</w:ffData></w:fldChar></w:r>'
    kind = "CHECKBOX" if "check" in form else "DROPDOWN" if "dd" in form else "TEXT"
    rest = f'<w:r><w:instrText>FORM{kind}</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    journal = Journal("x.docx", "read.docx")
    draft = drafted(body(p("a ", begin + rest, " b")), journal)
    assert draft.text == f"a {expected} b\n"
    assert not journal.problems


def test_results_of_sequences_are_counted_on():
    data = body(p(field_of("SEQ Table", t("4"))) + p(counted("SEQ Table")))
    assert texts(data) == ["4", "5"]


def test_a_field_whose_result_is_not_in_the_file_is_a_problem():
    journal = Journal("x.docx", "read.docx")
    data = body(p("a ", counted(r"EQ \f(1,2)"), counted("XE word"), counted("PAGE"), counted("26-00248")))
    assert [line.text for line in drafted(data, journal).lines if isinstance(line, Line)] == ["a "]
    (problem,) = journal.problems
    assert (problem.code, problem.message) == (
        "read.docx.empty-field",
        r"a field has no result in the file: EQ \f(1,2)",
    )


def test_a_field_that_does_not_end_hides_nothing_behind_its_paragraph():
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert texts(body(p("a", begun) + p("b"))) == ["a", "b"]


def test_tables_of_contents_are_left_out():
    document = docx.Document()
    style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("I. Introduction\t3", style=style)
    document.add_paragraph("Text.")
    journal = Journal("x.docx", "read.docx")
    draft = drafted(saved(document), journal)
    assert [line.text for line in draft.lines if isinstance(line, Line)] == ["Text."]
    assert {entry.rule for entry in journal.entries} == {"read.docx.contents"}


def test_contents_that_word_has_put_in_are_left_out_whatever_they_look_like():
    part = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="{}"/></w:docPartObj></w:sdtPr>'
    lines = "<w:sdtContent>{}</w:sdtContent>".format(p("Contents") + p("I. Introduction 3"))
    for gallery, expected in (
        ("Table of Contents", ["Text."]),
        ("Cover Pages", ["Contents", "I. Introduction 3", "Text."]),
    ):
        data = body(f"<w:sdt>{part.format(gallery)}{lines}</w:sdt>" + p("Text."))
        assert texts(data) == expected
        assert unaccounted(data) == ""


# ---------------------------------------------------------------------------------------------------------- changes


def test_tracked_changes_are_taken_as_accepted():
    data = body(
        p(
            "a ",
            f'<w:ins w:id="1">{t("new ")}</w:ins>',
            '<w:del w:id="2"><w:r><w:delText xml:space="preserve">old </w:delText></w:r></w:del>',
            f'<w:moveFrom w:id="3">{t("away ")}</w:moveFrom>',
            f'<w:moveTo w:id="4">{t("here")}</w:moveTo>',
        )
        + p("kept, ", properties='<w:rPr><w:del w:id="5"/></w:rPr>')
        + p("and joined.")
    )
    journal = Journal("x.docx", "read.docx")
    draft = drafted(data, journal)
    assert [line.text for line in draft.lines if isinstance(line, Line)] == [
        "a new here",
        "kept, and joined.",
    ]
    (problem,) = journal.problems
    assert (problem.code, problem.message) == (
        "read.docx.tracked-changes",
        "4 tracked changes are taken as accepted",
    )
    dropped = [draft.text[entry.start : entry.end] for entry in journal.entries if entry.fate == "dropped"]
    assert dropped == ["old ", "away "]


def test_deleted_paragraphs_are_not_counted():
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr>'
        '<w:del w:id="6"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
    )
    data = with_numbering(body(numbered("x", 1) + gone + numbered("y", 1)), LEGAL + num(1, 1))
    assert texts(data) == ["1. x", "2. y"]


def test_hidden_text_is_entered_as_dropped():
    data = body(p("a", t("hidden", "<w:vanish/>"), "b"))
    assert texts(data) == ["ab"]
    assert unaccounted(data) == ""


GONE = '<w:rPr><w:del w:id="5"/></w:rPr>'


def box(inner: str) -> str:
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return f"<w:r><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></w:r>"


def table(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def all_texts(data: bytes) -> list[str]:
    return [line.text for line in lines_of(drafted(data))]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (p("one") + p("last", properties=GONE), ["one", "last"]),
        (table(p("a", properties=GONE), p("b")), ["a", "b"]),
        (p("before", properties=GONE) + table(p("a"), p("b")), ["before", "a", "b"]),
        (p("x, ", box(p("in the box")), properties=GONE) + p("y"), ["x, y", "in the box"]),
    ],
)
def test_a_paragraph_without_a_mark_goes_on_in_its_container_only(xml: str, expected: list[str]):
    assert all_texts(body(xml)) == expected
    assert unaccounted(body(xml)) == ""


def test_a_paragraph_that_takes_the_text_of_another_has_its_number_before_it():
    data = with_numbering(body(p("x, ", properties=GONE) + numbered("y", 1)), LEGAL + num(1, 1))
    assert texts(data) == ["1. x, y"]
    assert unaccounted(data) == ""


def test_a_note_without_a_mark_at_its_end_keeps_its_text():
    note = f'<w:footnote w:id="1">{p("See below.", properties=GONE)}</w:footnote>'
    data = with_notes(body(p("a", mark(1)) + p("b", mark(2))), "footnote", note + footnote(2, t("other")))
    assert [[line.text for line in note.lines] for note in drafted(data).notes] == [["See below."], ["other"]]


def begun(code: str) -> str:
    return field_of(code, "").removesuffix('<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def test_contents_without_an_end_go_as_far_as_there_are_lines_of_them():
    tab = "<w:r><w:tab/></w:r>"
    first = p(begun('TOC \\o "1-3"'), "I. Introduction", tab, "3")
    data = body(first + p("II. Mandate", tab, "4") + p("Text of 2024.") + p("More", tab, "5"))
    journal = Journal("x.docx", "read.docx")
    found = [line.text for line in drafted(data, journal).lines if isinstance(line, Line)]
    assert found == ["Text of 2024.", "More 5"]
    assert [problem.code for problem in journal.problems] == ["read.docx.open-field"]
    assert texts(body(p(begun("TOC"), "Text.") + p("More."))) == ["Text.", "More."]


def test_contents_with_an_end_are_left_out_whatever_they_look_like():
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert texts(body(p(begun("TOC"), "Introduction") + p("Mandate") + p(end) + p("Text."))) == ["Text."]
    assert texts(body(p(field_of("TOC", "Introduction")) + p("Text."))) == ["Text."]


def test_fields_in_fields_without_bound():
    simple = '<w:fldSimple w:instr="X">' * 60 + t("inner") + "</w:fldSimple>" * 60
    assert texts(body(p(simple))) == ["inner"]
    link = field_of(' HYPERLINK "https://example.org/" ', t("a") + field_of("X", "") + t("b"))
    for _ in range(60):
        link = field_of("IF", link)
    (line,) = lines(body(p(field_of(' HYPERLINK "https://example.org/" ', link + t("c")), "d")))
    assert [(run.text, run.link) for run in line.runs] == [("abc", "https://example.org/"), ("d", "")]


def rules(data: bytes) -> list[tuple[str, str]]:
    """What is dropped of a file, by which rule."""
    journal = Journal("x.docx", "read.docx")
    draft = drafted(data, journal)
    found = [entry for entry in journal.entries if entry.fate == "dropped"]
    return [(entry.rule.rpartition(".")[2], draft.text[entry.start : entry.end]) for entry in found]


def test_what_is_left_out_is_entered():
    ruby = f"<w:r><w:ruby><w:rt>{t('kan')}</w:rt><w:rubyBase>{t('漢')}</w:rubyBase></w:ruby></w:r>"
    away = f"<w:moveFrom>{p('away')}</w:moveFrom>"
    deleted = f"<w:del>{box(p('boxed'))}</w:del>"
    data = body(away + p("x", deleted) + p(ruby))
    assert texts(data) == ["x", "漢"]
    assert rules(data) == [("deletion", "away"), ("deletion", "boxed"), ("ruby", "kan")]


def test_what_is_not_known_is_read():
    formula = (
        "<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath></m:oMathPara>"
    )
    unknown = f"<w:new><w:newer>{p('block')}</w:newer></w:new>"
    inline = p("a", f"<w:new>{t('b')}</w:new>", "<w:r><w:new><w:t>c</w:t></w:new></w:r>")
    assert texts(body(formula + unknown + inline)) == ["1", "block", "abc"]


def math(name: str, *arguments: str, properties: str = "") -> str:
    return f"<m:{name}><m:{name}Pr>{properties}</m:{name}Pr>{''.join(arguments)}</m:{name}>"


def arg(name: str, *inner: str) -> str:
    """An argument of a form; plain letters are runs of it."""
    runs = "".join(x if x.startswith("<") else f"<m:r><m:t>{x}</m:t></m:r>" for x in inner)
    return f"<m:{name}>{runs}</m:{name}>"


X, Y, SUM = arg("e", "x"), arg("e", "y"), arg("num", "a+b")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (math("f", arg("num", "1"), arg("den", "12")), "1/12"),
        (math("f", SUM, arg("den", "c")), "(a+b)/c"),
        (math("f", arg("num", "n"), arg("den", "k"), properties='<m:type m:val="noBar"/>'), "n¦k"),
        (math("sSup", X, arg("sup", "2")), "x^2"),
        (math("sSubSup", X, arg("sub", "i"), arg("sup", "2")), "x_i^2"),
        (math("sSup", X, arg("sup", math("sSup", Y, arg("sup", "a+1")))), "x^y^(a+1)"),
        (math("d", X, Y), "(x|y)"),
        (math("d", X, properties='<m:begChr m:val="["/><m:endChr m:val=""/>'), "[x"),
        (math("rad", arg("deg"), X), "√x"),
        (math("rad", arg("deg", "3"), arg("e", "x+y")), "^3√(x+y)"),
        (math("nary", arg("sub", "0"), arg("sup", "1"), X), "∫_0^1x"),
        (math("nary", arg("sub", "i"), arg("sup"), X, properties='<m:chr m:val="∑"/>'), "∑_ix"),
        (math("func", arg("fName", "sin"), arg("e", "x")), "sin x"),
        (math("m", arg("mr", X, Y), arg("mr", Y, X)), "x y; y x"),
        (math("limUpp", X, arg("lim", "n")), "x^n"),
        (math("acc", X, properties='<m:chr m:val="̂"/>'), "x\u0302"),
        (math("newer", X, arg("what", "z")), "xz"),
    ],
)
def test_formulas_say_in_a_line_what_print_says_in_two(form: str, expected: str):
    """Raised runs with ^ before them, lowered ones with _."""
    (line,) = lines(body(f"<w:p><m:oMath>{form}</m:oMath></w:p>"))
    marks = ["^" * run.raised + "_" * run.lowered + run.text for run in line.runs]
    assert "".join(marks) == expected


def test_signs_of_fonts_of_symbols_are_what_the_fonts_show():
    def fonts(name: str) -> str:
        return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'

    data = body(
        p(t("\uf061b", fonts("Symbol")), t("\uf0fc", fonts("Wingdings")), t("o", fonts("Courier New")))
    )
    assert texts(data) == ["αβ✓o"]
    unknown = '<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>'
    journal = Journal("x.docx", "read.docx")
    drafted(body(p("a", unknown, unknown)), journal)
    (problem,) = journal.problems
    assert (problem.code, problem.message) == (
        "read.docx.sign",
        "signs that only their fonts know are left out: 2 (Webdings F061)",
    )


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (p("a", t("b", "<w:strike/>"), t("c", '<w:strike w:val="0"/>')), "struck"),
        (p("a", '<w:subDoc r:id="x"/>'), "foreign-part"),
        ('<w:subDoc r:id="x"/>', "foreign-part"),
        ('<w:altChunk r:id="x"/>', "foreign-part"),
        (p("a", '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'), "drawn"),
        (p("a", t("b", '<w:color w:val="FFFFFF"/>')), "unseen"),
    ],
)
def test_what_cannot_be_told_from_the_text_is_a_problem(xml: str, code: str):
    journal = Journal("x.docx", "read.docx")
    drafted(body(xml), journal)
    assert [problem.code for problem in journal.problems] == [f"read.docx.{code}"]


@pytest.mark.parametrize(
    "xml",
    [
        p(t("a", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')),
        p(t("a", '<w:color w:val="FFFFFF"/>'), properties='<w:shd w:val="clear" w:fill="000000"/>'),
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F497D"/></w:tcPr>{p(t("a", WHITE))}</w:tc>'
        f"<w:tc>{p('b')}</w:tc></w:tr></w:tbl>",
        p(t("a", WHITE + "<w:vanish/>")),
        p(t("a"), box(p(t("b", WHITE)))),
    ],
)
def test_white_letters_on_another_colour_are_seen(xml: str):
    journal = Journal("x.docx", "read.docx")
    drafted(body(xml), journal)
    assert not journal.problems


def test_a_format_of_numbers_that_is_not_known_is_a_problem():
    def told(kind: str, start: int = 2) -> list[str]:
        journal = Journal("x.docx", "read.docx")
        level = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/>'
        abstract = f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
        draft = drafted(with_numbering(body(numbered("x", 1)), abstract + num(1, 1)), journal)
        return [draft.text.strip(), *(problem.code for problem in journal.problems)]

    assert told("ordinalText") == ["2. x", "read.docx.number-format"]
    assert [told("ideographTraditional"), told("chicago")] == [["乙. x"], ["†. x"]]
    for kind in ("chineseCounting", "chineseLegalSimplified", "decimalEnclosedCircle"):
        assert told(kind, 100) == ["100. x", "read.docx.number-format"]
    for kind in ("decimal", "decimalZero", "001"):
        assert told(kind, 100) == ["100. x"]


# ------------------------------------------------------------------------------------------------------- all text


@st.composite
def inlines(draw: st.DrawFn, depth: int = 0) -> str:
    """Something in a paragraph: runs, tracked changes, fields that need not be whole, boxes, what is not known."""
    word = draw(st.text("abcdefgh", min_size=1, max_size=4))
    if depth > 1:
        return t(word)
    inner = "".join(draw(st.lists(inlines(depth + 1), max_size=2)))
    part = draw(st.sampled_from(("begin", "separate", "end")))
    code = draw(st.sampled_from(("TOC", "PAGE", 'HYPERLINK "x"')))
    return draw(
        st.sampled_from(
            (
                t(word),
                t(word, "<w:vanish/>"),
                f"<w:r><w:fldChar w:fldCharType='{part}'/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>",
                f"<w:r><w:new><w:t>{word}</w:t></w:new></w:r>",
                f"<w:r><w:ruby><w:rt>{t(word)}</w:rt><w:rubyBase>{inner}</w:rubyBase></w:ruby></w:r>",
                f"<m:oMath><m:r><m:t>{word}</m:t></m:r></m:oMath>",
                f"<w:fldSimple w:instr='{code}'>{inner}</w:fldSimple>",
                box(p(inner, properties=draw(st.sampled_from(("", GONE))))) if inner else t(word),
                *(
                    f"<w:{name}>{inner}</w:{name}>"
                    for name in ("ins", "del", "moveFrom", "moveTo", "hyperlink", "new")
                ),
            )
        )
    )


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    """Something in a body or a cell."""
    properties = draw(st.sampled_from(("", "", GONE, '<w:framePr w:w="9"/>', '<w:jc w:val="both"/>')))
    paragraph = p("".join(draw(st.lists(inlines(), max_size=3))) or t("z"), properties=properties)
    if depth > 1:
        return paragraph
    inner = "".join(draw(st.lists(blocks(depth + 1), min_size=1, max_size=3)))
    return draw(
        st.sampled_from(
            (
                paragraph,
                table(inner),
                table(inner, paragraph),
                "<m:oMathPara><m:oMath><m:r><m:t>f</m:t></m:r></m:oMath></m:oMathPara>",
                f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{inner}</w:tc></w:tr></w:tbl>",
                *(f"<w:{name}>{inner}</w:{name}>" for name in ("sdt", "customXml", "moveFrom", "ins", "new")),
            )
        )
    )


@settings(deadline=None, max_examples=15)
@given(st.lists(blocks(), min_size=1, max_size=4), st.lists(blocks(), min_size=1, max_size=2))
def test_all_text_of_a_file_is_kept_or_entered(text: list[str], note: list[str]):
    """Each character that is no space stands in the parts as often as in what is kept and what is entered together."""
    inner = "".join(note)
    data = with_notes(
        body("".join(text) + p(mark(1))),
        "footnote",
        f'<w:footnote {nsdecls("wp")} {MORE} w:id="1">{inner}</w:footnote>',
    )
    stored: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in ("word/document.xml", "word/footnotes.xml"):
            for found in re.findall(rb"<(?:w:t|w:delText|m:t)(?: [^>]*)?>([^<]*)<", file.read(name)):
                stored.update(ink(found.decode()))
    journal = Journal("x.docx", "read.docx")
    draft = drafted(data, journal)
    kept = lines_of(draft)
    kept += [line for note in draft.notes for line in note.lines]
    told: Counter[str] = Counter(  # what has no span the reader has put between
        c for line in kept for run in line.runs if run.span and not run.note for c in ink(run.text)
    )
    for entry in journal.entries:
        told.update(ink(draft.text[entry.start : entry.end]))
    del told["1"]  # the mark of the note, which Word counts and does not store
    assert told == stored


def test_what_is_deleted_amid_a_line_that_is_dropped_is_entered_once():
    """One run on both sides of a deletion: the stretch between them is entered as deleted already."""
    inner = t("ab") + f"<w:del>{t('cd')}</w:del>" + t("ef")
    journal = Journal("x.docx", "read.docx")
    draft = drafted(body(p(f"<w:fldSimple w:instr='TOC'>{inner}</w:fldSimple>")), journal)
    assert [(e.rule, draft.text[e.start : e.end]) for e in journal.entries] == [
        ("read.docx.deletion", "cd"),
        ("read.docx.contents", "ab"),
        ("read.docx.contents", "ef"),
    ]


# ------------------------------------------------------------------------------------------------- tables and boxes


def test_tables_with_spans():
    document = docx.Document()
    table = document.add_table(3, 3)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(place)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "high"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    (found,) = drafted(saved(document)).lines
    assert isinstance(found, DraftTable)
    assert [
        [(" ".join(line.text for line in cell.lines), cell.header, cell.columns, cell.rows) for cell in row]
        for row in found.rows
    ] == [
        [("wide", True, 2, 1), ("2", True, 1, 1)],
        [("high", False, 1, 2), ("4", False, 1, 1), ("5", False, 1, 1)],
        [("7", False, 1, 1), ("8", False, 1, 1)],
    ]


def test_of_forms_the_first_that_holds_text_is_read():
    def forms(*choices: str) -> str:
        inner = "".join(f"<mc:Choice Requires='x'>{choice}</mc:Choice>" for choice in choices)
        return f"<mc:AlternateContent>{inner}<mc:Fallback>{p('back')}</mc:Fallback></mc:AlternateContent>"

    assert texts(body(forms("", p("second"), p("third")) + forms(p("first")) + forms(""))) == [
        "second",
        "first",
        "back",
    ]


def test_text_in_a_table_outside_of_its_cells_is_kept():
    row = f"<w:tr>{t('in the row')}<w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
    assert all_texts(body(f"<w:tbl>{t('in the table')}{row}</w:tbl>")) == [
        "in the table",
        "in the row",
        "a",
        "b",
    ]


@pytest.mark.parametrize(
    ("head", "between", "one"), [("Well", "", True), ("Spring", "", False), ("Well", "Text.", False)]
)
def test_a_table_whose_head_is_set_again_goes_on(head: str, between: str, one: bool):
    def rows(head: str, *names: str) -> str:
        header = f"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{p(head)}</w:tc><w:tc>{p('Age')}</w:tc></w:tr>"
        more = (f"<w:tr><w:tc>{p(name)}</w:tc><w:tc>{p('12')}</w:tc></w:tr>" for name in names)
        return f"<w:tbl>{header}{''.join(more)}</w:tbl>"

    data = body(rows("Well", "North", "East") + p(between) + rows(head, "South"))
    journal = Journal("x.docx", "read.docx")
    found = [entry for entry in drafted(data, journal).lines if isinstance(entry, DraftTable)]
    assert [len(table.rows) for table in found] == ([4] if one else [3, 2])
    assert [entry.rule for entry in journal.entries] == ["read.docx.head"] * (2 * one)
    assert unaccounted(data) == ""


LINES = '<w:tblBorders><w:top w:val="{}"/></w:tblBorders>'


def beside(*rows: tuple[str, ...], line: str = "nil") -> str:
    cells = ("".join(f"<w:tc>{p(text)}</w:tc>" for text in row) for row in rows)
    inner = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return f"<w:tbl><w:tblPr>{LINES.format(line)}</w:tblPr>{inner}</w:tbl>"


def test_a_table_without_lines_that_only_sets_text_is_text():
    entries = (("(a)", "Old wells;"), ("(b)", "New wells."))
    assert texts(body(beside(*entries))) == ["(a) Old wells;", "(b) New wells."]
    prose = "The wells of the plains are old, and run dry in each summer that comes. " * 2
    left, right = prose.strip(), f"Again: {prose}".strip()
    assert texts(body(beside((left, right)))) == [left, right]
    assert unaccounted(body(beside(*entries) + beside((left, right)))) == ""
    for table in (
        beside(*entries, line="single"),
        beside((left, right), line="single"),
        beside(("(a)", "Wells"), ("(b)", "Springs")),  # no sentences: it may be a table of figures
        beside(("Wells", "They are old."), ("Springs", "They are new.")),
        beside((left, right), (left, right)),  # row by row is another order
        beside((left, "Short.")),
    ):
        assert texts(body(table)) == []


def grid(*rows: tuple[str, ...], properties: str = "") -> str:
    """A table; what is no XML yet becomes a paragraph."""
    inner = "".join(
        "<w:tr>" + "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{inner}</w:tbl>"


LINED = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'


def test_a_table_in_a_cell_is_a_line_for_each_row():
    inner = p("By basin:") + grid(("North", "1"), ("South", "2"), properties=LINED) + p("")
    data = body(grid(("Catches", inner), ("Stocks", "steady"), properties=LINED))
    journal = Journal("x.docx", "read.docx")
    (found,) = drafted(data, journal).lines
    assert isinstance(found, DraftTable)
    cells = [[[line.text for line in cell.lines] for cell in row] for row in found.rows]
    assert cells == [[["Catches"], ["By basin:", "North | 1", "South | 2"]], [["Stocks"], ["steady"]]]
    (problem,) = journal.problems
    assert problem.code == "read.docx.nested-table"
    assert problem.span is not None
    assert unaccounted(data) == ""


def test_the_number_of_a_paragraph_in_a_cell_is_its_label():
    table = grid((numbered("Wells", 1), "12"), (numbered("Springs", 1), "7"), properties=LINED)
    data = with_numbering(body(table), LEGAL + num(1, 1))
    (found,) = drafted(data).lines
    assert isinstance(found, DraftTable)
    firsts = [line for row in found.rows for line in row[0].lines]
    assert [(line.label, line.text) for line in firsts] == [("1.", "Wells"), ("2.", "Springs")]
    assert unaccounted(data) == ""


def test_tables_that_a_table_without_lines_sets_beside_each_other_are_tables():
    inner = [grid((a, "1"), (b, "2"), properties=LINED) for a, b in (("a", "b"), ("c", "d"))]
    found = drafted(body(grid((inner[0], inner[1])))).lines
    assert [len(entry.rows) for entry in found if isinstance(entry, DraftTable)] == [2, 2]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (("For Fiji:", "For Nepal:"), ("(Signed) A. Lima", "(Signed) R. Thapa"), ("Minister", "Envoy")),
            ["For Fiji:", "(Signed) A. Lima", "Minister", "For Nepal:", "(Signed) R. Thapa", "Envoy"],
        ),
        ((("", "(Signed) A. Lima"),), ["(Signed) A. Lima"]),
        (
            (("For Fiji", "For Nepal"), ("__________", "__________")),
            ["For Fiji", "__________", "For Nepal", "__________"],
        ),
    ],
)
def test_signatures_that_a_table_sets_beside_each_other_follow_each_other(rows: Any, expected: list[str]):
    text = p(
        "I should be grateful if you would have the present letter circulated as a document of the Council."
    )
    assert texts(body(text + grid(*rows)))[1:] == expected
    assert unaccounted(body(text + grid(*rows))) == ""
    assert texts(body(text + grid(*rows, properties=LINED)))[1:] == []


def test_signatures_are_told_in_the_language_that_is_given():
    text = p("The Office of the Controller has the honour to send the papers of the committee on wells.")
    source = Source("x.docx", body(text + grid(("(Signé) A. Lima", "(Signé) R. Thapa"))))
    assert [type(block) for block in read(source).document.children[-1:]] == [Table]
    found = read(source, Config(language="fr")).document
    assert Table not in {type(block) for block in found.children}


def test_a_row_too_low_for_text_is_space():
    def row(height: str, *texts: str) -> str:
        cells = "".join(f"<w:tc>{p(text)}</w:tc>" for text in texts)
        return f"<w:tr><w:trPr><w:trHeight {height}/></w:trPr>{cells}</w:tr>"

    low, high, least = 'w:val="115" w:hRule="exact"', 'w:val="400" w:hRule="exact"', 'w:val="115"'
    rows = [(low, "", ""), (low, "a", ""), (high, "", ""), (least, "", ""), (low, "", "")]
    (found,) = drafted(body(f"<w:tbl>{''.join(row(*each) for each in rows)}</w:tbl>")).lines
    assert isinstance(found, DraftTable)
    assert [[len(cell.lines) for cell in cells] for cells in found.rows] == [[1, 0], [0, 0], [0, 0]]


def test_a_box_of_one_cell_is_text():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Summary"
    cell.add_table(1, 2).cell(0, 0).text = "inner"
    first, second = drafted(saved(document)).lines
    assert isinstance(first, Line)
    assert first.text == "Summary"
    assert isinstance(second, DraftTable)


def test_text_boxes_once():
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(body(p("before", both) + p("after"))) == ["before", "in the box", "after"]


def test_content_controls():
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert texts(body(control.format(p("one")) + p(control.format(t("two"))))) == ["one", "two"]


# ------------------------------------------------------------------------------------------------- heads and feet


def test_the_masthead_is_in_the_header_of_the_first_page():
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    table = section.first_page_header.add_table(1, 2, docx.shared.Inches(6))
    table.cell(0, 0).text = "United Nations"
    symbol = table.cell(0, 1).paragraphs[0]
    symbol.add_run("A").font.size = docx.shared.Pt(20)
    symbol.add_run("/75/237")
    section.header.paragraphs[0].text = "A/75/237 running"
    section.first_page_footer.paragraphs[0].text = "20-17639 (E) 010120"
    section.footer.paragraphs[0].text = "2/4"
    document.add_paragraph("Text.")
    data = saved(document)
    journal = Journal("x.docx", "read.docx")
    draft = drafted(data, journal)
    found = [(line.text, line.role) for line in draft.lines if isinstance(line, Line)]
    assert found == [("United Nations", "masthead"), ("A/75/237", "masthead"), ("Text.", "")]
    assert draft.known.job_number == "20-17639 (E)"
    assert {entry.rule for entry in journal.entries} == {"read.docx.header", "read.docx.footer"}
    assert unaccounted(data) == ""


@pytest.mark.parametrize(("organ", "kept"), [("General Assembly", True), ("Care of wells", False)])
def test_the_header_of_all_pages_is_a_masthead_by_its_words(organ: str, kept: bool):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "A/75/237"
    document.sections[0].header.add_paragraph(organ)
    document.add_paragraph("Text.")
    data = saved(document)
    journal = Journal("x.docx", "read.docx")
    found = [(line.text, line.role) for line in drafted(data, journal).lines if isinstance(line, Line)]
    assert found == [("A/75/237", "masthead"), (organ, "masthead")] * kept + [("Text.", "")]
    assert [entry.rule for entry in journal.entries] == ["read.docx.header"] * (2 - 2 * kept)
    assert unaccounted(data) == ""


def test_bold_lines_that_end_with_the_name_of_a_document_are_its_title():
    def roles(*texts: str) -> list[tuple[str, str]]:
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "General Assembly"
        document.add_paragraph("Agenda item 21")
        for text in texts:
            document.add_paragraph().add_run(text).bold = True
        document.add_paragraph("1. Wells are old.")
        return [(line.text, line.role) for line in lines(saved(document))][2:-1]

    named = roles("Care of wells", "Wells of 2026", "Report of the Secretary-General", "Introduction")
    assert [role for _, role in named] == ["masthead", "title", "title", "heading"]
    assert [role for _, role in roles("Care of wells", "Introduction")] == ["masthead", "heading"]


def test_a_masthead_in_a_table_that_stands_first():
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells),
        ("United Nations", "A/RES/75/210", "General Assembly", "Distr.: General"),
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("Seventy-fifth session of the General Assembly of the United Nations")
    document.add_table(1, 2).cell(0, 0).text = "General Assembly"
    draft = drafted(saved(document))
    assert [entry.role for entry in draft.lines[:4] if isinstance(entry, Line)] == ["masthead"] * 4
    assert isinstance(draft.lines[5], DraftTable)


def test_lines_below_the_masthead_and_a_title_without_a_style_of_its_own():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "United Nations", "ECE/TRADE/C/CEFACT/2018/1"
    document.add_paragraph().add_run("Economic Commission for Europe").bold = True
    document.add_paragraph("Item 1 of the provisional agenda")
    document.add_paragraph().add_run("Adoption of the agenda").bold = True
    document.add_heading("Annotated provisional agenda", 1)
    document.add_heading("I. Items", 2)
    document.add_paragraph("Text of the agenda.")
    found = [(line.role, line.level) for line in lines(saved(document))]
    assert found == [*[("masthead", 0)] * 5, ("title", 0), ("heading", 2), ("", 0)]


def test_text_that_runs_to_the_left_stands_as_it_is_read():
    right = "<w:rtl/>"
    data = body(
        p(t("إذ تشير", f"<w:b/><w:bCs/>{right}"), t(" إلى القرار ", right), "72/213", properties="<w:bidi/>")
    )
    (line,) = lines(data)
    assert line.text == "إذ تشير إلى القرار 72/213"
    assert looks(line)[0] == ("إذ تشير", "b")


# ----------------------------------------------------------------------------------------------------- whole files


@pytest.mark.parametrize(
    "name", ["A_HRC_RES_61_87.fr", "A_RES_80_912.es", "A_RES_80_913.ar", "S_RES_2999.ru"]
)
def test_what_was_written_is_read_again(name: str):
    document = read(SAMPLES / f"{name}.txt").document
    found = read(Source("x.docx", render(document, "docx")))
    assert found.document == document
    assert found.ledger.complete


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_all_but_the_masthead_that_the_source_lacks_is_read_again(path: Path):
    document = read(path).document
    found = read(Source("x.docx", render(document, "docx"))).document
    assert (found.label, found.title, found.children, found.notes) == (
        document.label,
        document.title,
        document.children,
        document.notes,
    )


# ---------------------------------------------------------------------------------------------------- other formats


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
        (b"{\\rtf1 text}", "Rich Text Format"),
        (b"PK\x03\x04nothing", "damaged, or no Word file"),
    ],
)
def test_other_files_of_offices_name_the_way_out(data: bytes, message: str):
    with pytest.raises(ReadError, match=message) as caught:
        read(data)
    assert caught.value.hint


def test_the_way_out_names_the_file_and_a_password_is_told_apart():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    with pytest.raises(ReadError) as caught:
        read(Source("an old.doc", old))
    assert caught.value.hint.endswith("--convert-to docx 'an old.doc'")
    with pytest.raises(ReadError, match="protected by a password"):
        read(old + "EncryptedPackage".encode("utf-16-le"))


def test_a_zip_file_with_something_else():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(ReadError, match="workbook of Excel"):
        read(stream.getvalue())


# -------------------------------------------------------------------------------------------------- hostile files


def test_entities_are_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w">&a;</w:document>'
    data = changed(body(p("x")), lambda name, part: bomb if name == "word/document.xml" else part)
    with pytest.raises(ReadError, match="document type"):
        drafted(data)


def test_parts_that_unpack_to_too_much_are_refused():
    with pytest.raises(LimitError, match=r"x\.docx unpacks to more than 2,000 bytes"):
        drafted(body(p("x" * 2000)), limits=Limits(expansion=2000))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_are_packed_as_the_format_knows(packing: int):
    """Ten bytes of the others may stand for megabytes, which ``zipfile`` unpacks in one go."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body(p("x")))) as file, zipfile.ZipFile(stream, "w", packing) as other:
        for name in file.namelist():
            other.writestr(name, file.read(name))
    with pytest.raises(ReadError, match="packed in a way that the format does not know"):
        drafted(stream.getvalue())


def test_no_more_is_unpacked_than_the_directory_of_the_file_says():
    """A part of a hundred megabytes that says that it has a thousand bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b" " * 10**8)
    data = stream.getvalue()
    true, false = (10**8).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert data.count(true) == 2
    tracemalloc.start()
    try:
        with pytest.raises(ReadError, match="damaged"):
            drafted(data.replace(true, false))
        assert tracemalloc.get_traced_memory()[1] < 10**7
    finally:
        tracemalloc.stop()


def heads(count: int, *, parts: int = 1) -> bytes:
    """A file with so many relations to heads, spread over so many parts."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    relations = "".join(
        f'<Relationship Id="h{n}" Type="{kind}" Target="head{n % parts}.xml"/>' for n in range(count)
    )

    def change(name: str, part: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return part.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
        return part

    head = f"<w:hdr {W}>{p('running head')}</w:hdr>"
    return changed(body(p("x")), change, {f"word/head{n}.xml": head for n in range(parts)})


def read_parts(data: bytes) -> int:
    """The bytes of the parts of such a file that the reader asks for."""
    asked = r"_rels/.rels|word/(?:_rels/document.xml.rels|(?:document|styles|numbering|settings|head\d+).xml)"
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return sum(each.file_size for each in file.infolist() if re.fullmatch(asked, each.filename))


def test_a_head_that_many_relations_name_is_read_once():
    assert drafted(heads(20)).text == "x\nrunning head\n"


def test_the_sum_of_what_is_unpacked_is_bounded():
    data = heads(50, parts=50)
    assert drafted(data).text.count("running head") == 50
    assert drafted(data, limits=Limits(expansion=read_parts(data)))
    with pytest.raises(LimitError, match=r"x\.docx unpacks to more than"):
        drafted(data, limits=Limits(expansion=read_parts(data) - 1))


def test_nesting_is_bounded():
    deep = "<w:sdt><w:sdtContent>" * 60 + p("x") + "</w:sdtContent></w:sdt>" * 60
    data = body(p("INNER"))
    data = changed(data, lambda name, part: re.sub(rb"<w:p>.*?</w:p>", deep.encode(), part))
    with pytest.raises(ReadError, match="nested more than"):
        drafted(data)


def test_a_damaged_part_that_the_text_does_not_need_is_a_problem():
    data = changed(body(p("x")), lambda name, part: b"<broken" if name == "word/styles.xml" else part)
    journal = Journal("x.docx", "read.docx")
    assert [line.text for line in drafted(data, journal).lines if isinstance(line, Line)] == ["x"]
    assert [problem.code for problem in journal.problems] == ["read.docx.damaged-part"]


# ------------------------------------------------------------------------------------------------------------- laws


def ink(text: str) -> str:
    return "".join(text.split())


def content_of(document: Document, *, labels: bool = False) -> list[str]:
    """The text of all that has content, without white space: titles, headings, paragraphs, notes."""
    found: list[str] = []

    def take(node: Node) -> None:
        if labels:
            found.append(ink(getattr(node, "label", "")))
        if isinstance(node, Text):
            found.append(ink(node.value))

    each(replace(document, meta=Meta()), take)
    return [text for text in found if text]


@settings(deadline=None, max_examples=40)
@given(trees.documents(trees.Kinds(images=False)))
def test_no_text_is_lost_that_was_written(document: Document):
    """Any tree: what its runs say stands in the file's text, and the ledger of the file is complete.

    This is for the file as one of anybody's: which paragraphs are clauses, quotations, votes is found again by the
    parsers as far as words and numbers tell it. What the styles tell is tested with the tree that they give.
    """
    data = render(document, "docx")
    journal = Journal("x.docx", "read.docx")
    text = ink(drafted(data, journal).text)
    for part in content_of(document):
        if "\ufffd" not in part:
            assert part in text
    assert unaccounted(data) == ""
    assert convert(Source("x.docx", data)).ledger.complete


def test_official_documents_are_nearly_the_same_tree_without_their_styles():
    """As far as the parsers find the same structure in their words; the text is the same in any case."""
    plainly = Config(options={"read.docx": {"styles": False}})
    for path in trees.official("corpus/typeset/*_RES_25*.docx")[::5]:
        first = read(path).document
        again = read(Source("x.docx", render(first, "docx")), plainly).document
        assert (again.title, again.notes, again.meta.symbol) == (first.title, first.notes, first.meta.symbol)
        lines = [
            plain(line.content).replace("\u00a0", " ") for line in again.masthead
        ]  # a style says it is ours
        assert lines == [plain(line.content) for line in first.masthead]
        assert ink(_words(again)) == ink(_words(first))


def _words(document: Document) -> str:
    return "".join(content_of(document, labels=True))


def test_notes_are_counted_anew_on_each_page_where_word_says_that_one_begins():
    settings = "<w:sectPr><w:footnotePr><w:numRestart w:val='eachPage'/></w:footnotePr></w:sectPr>"
    page = "<w:r><w:lastRenderedPageBreak/></w:r>"
    notes = "".join(footnote(n, t("x")) for n in range(1, 5))

    def read_back(break_: str) -> tuple[list[str], list[str]]:
        text = p(mark(1), t("a"), mark(2)) + p(t("b"), break_, mark(3), properties=settings)
        journal = Journal("x.docx", "read.docx")
        draft = drafted(with_notes(body(text), "footnote", notes), journal)
        return [note.marker for note in draft.notes], [problem.code for problem in journal.problems]

    assert read_back(page) == (["1", "2", "1"], [])
    assert read_back("") == (["1", "2", "3"], ["read.docx.note-pages"])


@pytest.mark.parametrize(
    "data",
    [
        with_notes(
            body(
                p(
                    mark(1),
                    properties="<w:sectPr><w:footnotePr><w:numFmt w:val='cardinalText'/></w:footnotePr></w:sectPr>",
                )
            ),
            "footnote",
            footnote(1, t("x")),
        ),
        body(p(counted(r"SEQ Table \* cardinalText"))),
    ],
)
def test_formats_of_notes_and_fields_that_are_not_known_are_told(data: bytes):
    journal = Journal("x.docx", "read.docx")
    drafted(data, journal)
    (problem,) = journal.problems
    assert problem.code == "read.docx.number-format"
    assert problem.message.endswith("as cardinalText")


def test_the_format_of_a_field_stands_beside_that_of_its_letters():
    assert texts(body(p("|", counted(r"SEQ Table \* ROMAN \* MERGEFORMAT")))) == ["|I"]


def test_cells_that_older_programs_set_over_columns():
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{p(text)}</w:tc>"

    rows = (
        cell("a") + cell("b", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>"),
        cell("c") + cell("d") + cell("e"),
    )
    data = body("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    (table,) = drafted(data).lines
    assert isinstance(table, DraftTable)
    assert [[(cell.lines[0].text, cell.columns) for cell in row] for row in table.rows] == [
        [("a", 1), ("b", 2)],
        [("c", 1), ("d", 1), ("e", 1)],
    ]


@pytest.mark.parametrize(
    ("look", "part", "expected"),
    [
        ('w:firstRow="1"', "firstRow", True),
        ('w:val="04A0"', "firstRow", True),
        ('w:val="0480"', "firstRow", False),
        ('w:firstRow="0"', "firstRow", False),
        ('w:firstRow="1"', "lastRow", False),
    ],
)
def test_a_first_row_that_the_style_of_its_table_sets_apart_is_a_head(look: str, part: str, expected: bool):
    style = f"""<w:style {W} w:type="table" w:styleId="Grid9"><w:name w:val="Grid 9"/>
        <w:tblStylePr w:type="{part}"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>"""
    document = docx.Document()
    document.styles.element.append(parse_xml(style))
    cells = "".join(f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b)}</w:tc></w:tr>" for a, b in ("ab", "cd"))
    table = f'<w:tbl {W}><w:tblPr><w:tblStyle w:val="Grid9"/><w:tblLook {look}/></w:tblPr>{cells}</w:tbl>'
    document.element.body.insert(0, parse_xml(table))
    (found,) = (entry for entry in drafted(saved(document)).lines if isinstance(entry, DraftTable))
    assert [[cell.header for cell in row] for row in found.rows] == [[expected] * 2, [False] * 2]


def test_words_that_are_set_in_capitals_are_kept_as_typed_and_told():
    journal = Journal("x.docx", "read.docx")
    draft = drafted(body(p(t("Wells", "<w:caps/>"), t(" UN 1", "<w:caps/>"), t("c"))), journal)
    assert [entry.text for entry in draft.lines if isinstance(entry, Line)] == ["Wells UN 1c"]
    assert [problem.message for problem in journal.problems] == [
        "words that are set in capitals are kept as typed: 1"
    ]


def test_links_that_lead_to_notes_and_back_tie_them_and_others_within_the_file_are_none():
    def link(anchor: str, text: str) -> str:
        return f'<w:hyperlink w:anchor="{anchor}">{t(text)}</w:hyperlink>'

    data = body(
        p("Wells", link("fn1", "1"), " are dug, see ", link("_Toc1", "part II"), ".")
        + p("Resolution of the year. ", link("fnref1", "\u21a9"))
    )
    document = convert(Source("x.docx", data)).document
    assert [(note.marker, plain(note.children[0].content)) for note in document.notes] == [
        ("1", "Resolution of the year.")
    ]
    assert not [
        run.link for entry in lines(data)[:1] for run in entry.runs if run.text == "part II" and run.link
    ]


@pytest.mark.parametrize(
    ("bold", "expected"), [("1", [True, False]), ("12", [False, False]), ("2", [False, False])]
)
def test_first_rows_in_bold_letters_are_a_head_where_the_file_tells_none(bold: str, expected: list[bool]):
    def cell(look: str) -> str:
        return f"<w:tc>{p(t('a', look))}</w:tc>"

    looks = ["<w:b/>" if n in bold else "" for n in "12"]
    rows = "".join(f"<w:tr>{cell(look) * 2}</w:tr>" for look in looks)
    lined = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    (table,) = (e for e in drafted(body(f"<w:tbl>{lined}{rows}</w:tbl>")).lines if isinstance(e, DraftTable))
    assert [all(cell.header for cell in row) for row in table.rows] == expected
