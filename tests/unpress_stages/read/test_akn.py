"""Reading official Akoma Ntoso files."""

from __future__ import annotations

import pytest
from tests import trees

from unpress import ReadError
from unpress.ast import (
    Block,
    Cell,
    Clause,
    Closing,
    Document,
    Emphasis,
    Item,
    Link,
    List,
    NoteMark,
    Paragraph,
    Reference,
    Rule,
    Section,
    Strong,
    Table,
    Text,
    Vote,
)
from unpress.journal import Journal
from unpress.source import Source
from unpress.walk import plain
from unpress_stages.read.akn import read

EMPTY = "<mainBody><p/></mainBody>"


def parse(body: str, language: str = "eng", name: str = "resolution") -> Document:
    meta = (
        f'<meta><identification source="#DGACM"><FRBRExpression><FRBRlanguage language="{language}"/>'
        "</FRBRExpression></identification></meta>"
    )
    xml = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
        f'<statement name="{name}">{meta}{body}</statement></akomaNtoso>'
    )
    return read(Source("x.xml", xml.encode()), Journal())


def main(body: str, language: str = "eng") -> tuple[Block, ...]:
    return parse(f"<mainBody>{body}</mainBody>", language).children


def p(text: str, number: str = "", style: str = "SingleTxt") -> str:
    num = f"<num>\t{number}</num>" if number else ""
    return (
        f'<paragraph class="{style}">{num}<content><p xml:space="preserve">{text}</p></content></paragraph>'
    )


def head(text: str, style: str = "H23", number: str = "") -> str:
    num = f"<num>\t{number}</num>" if number else ""
    return f'<paragraph class="{style}">{num}<subheading>\t\t{text}</subheading></paragraph>'


def content(text: str, language: str = "eng") -> tuple[object, ...]:
    (block,) = main(p(text, "1."), language)
    assert isinstance(block, Clause)
    return block.content


# ------------------------------------------------------------------------------------------------------ inlines


def test_white_space_is_what_a_reader_sees():
    assert content("\t\n  Takes   note\n of it \t") == (Text("Takes note of it"),)


def test_white_space_stands_outside_of_emphasis():
    found = content(
        '<span class="italic">\tRequests </span>the <span class="italic"> Secretary</span>-General'
    )
    assert found == (
        Emphasis((Text("Requests"),)),
        Text(" the "),
        Emphasis((Text("Secretary"),)),
        Text("-General"),
    )


def test_parts_of_one_link_are_one():
    link = '<a href="https://undocs.org/en/A/RES/52/169">{}</a>'
    assert content("of " + link.format("52/169 ") + link.format("M") + ",") == (
        Text("of "),
        Reference("A/RES/52/169", (Text("52/169 M"),)),
        Text(","),
    )


def test_a_link_that_leads_elsewhere():
    assert content('see <a href="https://www.who.int/x">there</a>') == (
        Text("see "),
        Link("https://www.who.int/x", (Text("there"),)),
    )


@pytest.mark.parametrize(
    ("language", "look", "expected"),
    [
        ("eng", "italic", Emphasis),
        ("eng", "bold", Strong),
        ("zho", "bold", Emphasis),
        ("ara", "bold italic", Emphasis),
        ("ara", "bold", Emphasis),
    ],
)
def test_the_look_of_the_opening_words(language: str, look: str, expected: type[object]):
    assert content(f'<span class="{look}">w</span> w', language)[0] == expected((Text("w"),))  # type: ignore[call-arg]


def test_a_note_stands_at_its_mark():
    note = '<authorialNote marker="3" placement="bottom"><p>\t \tSee <a href="https://undocs.org/en/A/75/1">A/75/1</a>.</p></authorialNote>'
    found = parse(f"<mainBody>{p('the report' + note + ' of', '1.')}</mainBody>")
    clause = found.children[0]
    assert isinstance(clause, Clause)
    assert clause.content == (Text("the report"), NoteMark("3"), Text(" of"))
    (entry,) = found.notes
    assert (entry.key, entry.marker) == ("3", "3")
    assert entry.children == (Paragraph((Text("See "), Reference("A/75/1", (Text("A/75/1"),)), Text("."))),)


def test_brackets_round_an_arabic_mark_belong_to_the_mark():
    note = '<sup>(</sup><authorialNote marker="1"><p>\t()\tA/75/1.</p></authorialNote><sup>)</sup>'
    found = parse(f"<mainBody>{p('تقرير' + note + ' الأمين', '1 -')}</mainBody>", "ara")
    clause = found.children[0]
    assert isinstance(clause, Clause)
    assert clause.content == (Text("تقرير"), NoteMark("1"), Text(" الأمين"))
    assert found.notes[0].children == (Paragraph((Text("A/75/1."),)),)


# ------------------------------------------------------------------------------------------------- nested lists


def labels(block: Block | Item) -> object:
    """The labels under a block: {"(a)": {"(i)": {}}}."""
    lists = [b for b in getattr(block, "children", ()) if isinstance(b, List)]
    return {item.label: labels(item) for found in lists for item in found.items}


def test_sub_paragraphs_written_as_paragraphs_are_nested():
    lines = [p(f"\t{label}\ttext") for label in ("(a)", "(i)", "(ii)", "(b)", "(c)", "(i)", "(d)")]
    first, second = main(p("Requests:", "1.") + "".join(lines) + p("Decides.", "2."))
    assert labels(first) == {"(a)": {"(i)": {}, "(ii)": {}}, "(b)": {}, "(c)": {"(i)": {}}, "(d)": {}}
    assert isinstance(second, Clause)
    assert second.label == "2."


def test_the_ninth_letter_is_no_roman_number():
    lines = [p(f"\t({letter})\ttext") for letter in "abcdefghij"]
    (clause,) = main(p("Requests:", "1.") + "".join(lines))
    assert labels(clause) == {f"({letter})": {} for letter in "abcdefghij"}


def test_a_list_in_the_markup_with_a_sublist_beside_its_point():
    point = "<point><num>{}</num><content><p>t</p></content></point>"
    body = (
        '<paragraph class="SingleTxt"><num>1.</num><list><intro><p>Requests:</p></intro>'
        + point.format("(a)")
        + f"<sublist>{point.format('(i)')}{point.format('(ii)')}</sublist>"
        + point.format("(b)")
        + "<wrapUp><p>all of them.</p></wrapUp></list></paragraph>"
    )
    (clause,) = main(body)
    assert isinstance(clause, Clause)
    assert labels(clause) == {"(a)": {"(i)": {}, "(ii)": {}}, "(b)": {}}
    assert clause.children[-1] == Paragraph((Text("all of them."),))


def test_text_that_goes_on_after_sub_paragraphs():
    (clause,) = main(p("Decides that", "1.") + p("\t(a)\tone;") + p("and that all of it counts;"))
    assert isinstance(clause, Clause)
    assert [type(child) for child in clause.children] == [List, Paragraph]


# ------------------------------------------------------------------------------------- sections, annexes, tables


def outline(blocks: tuple[Block, ...]) -> list[object]:
    return [
        (b.role, b.label, plain(b.heading), outline(b.children)) for b in blocks if isinstance(b, Section)
    ]


def test_numbers_and_styles_of_headings_nest():
    found = main(
        head("I.\tGeneral", number="I.")
        + head("A.\tFirst", number="A.")
        + p("text")
        + head("B.\tSecond", number="B.")
        + head("C.\tThird", number="C.")
        + head("II.\tLast", number="II.")
    )
    inner = [
        ("section", f"{letter}.", name, [])
        for letter, name in (("A", "First"), ("B", "Second"), ("C", "Third"))
    ]
    assert outline(found) == [("section", "I.", "General", inner), ("section", "II.", "Last", [])]
    assert [section.level for section in found if isinstance(section, Section)] == [1, 1]


def test_a_name_above_its_title_is_the_label():
    found = main(
        head("Part I") + head("Policy") + head("Section 2") + head("Services") + head("Part II") + head("Law")
    )
    assert outline(found) == [
        ("part", "Part I", "Policy", [("section", "Section 2", "Services", [])]),
        ("part", "Part II", "Law", []),
    ]


def test_numbers_of_two_words_at_the_head():
    found = main(head("عشرون - كلمات") + head("حادي وعشرون - كلمات"))
    assert outline(found) == [
        ("section", "عشرون -", "كلمات", []),
        ("section", "حادي وعشرون -", "كلمات", []),
    ]


def test_annexes():
    annex = f"<doc name='annex'><mainBody>{head('Annex I', 'H1')}{head('Agenda', 'H1')}{p('Opening.', '1.')}"
    annex += f"{head('Annex II', 'H1')}{head('Rules', 'H1')}{p('Text.', '1.')}</mainBody></doc>"
    found = parse(f"{EMPTY}<attachments><attachment>{annex}</attachment></attachments>").children
    assert outline(found) == [("annex", "Annex I", "Agenda", []), ("annex", "Annex II", "Rules", [])]
    assert all(isinstance(s, Section) and isinstance(s.children[0], Paragraph) for s in found)


def test_headings_that_geneva_writes_as_paragraphs():
    cover = '<coverPage><p><docNumber refersTo="#symbol">A/HRC/RES/54/18</docNumber></p></coverPage>'
    bold = '<span class="bold">{}</span>'
    lines = (
        p(bold.format("Article 1"), style="H1G")
        + p(bold.format("Object"), style="H1G")
        + p("Text.", "1.", "SingleTxtG")
    )
    found = parse(f"{cover}<mainBody>{lines}</mainBody>").children
    assert outline(found) == [("article", "Article 1", "Object", [])]


def test_a_section_of_the_preamble_ends_at_a_rule():
    container = '<container name="Noting"><p><span class="italic">Noting</span> it,</p></container>'
    heading = '<container name=""><p><span class="bold">Countries</span></p></container>'
    rule = "<p><decoration>* * *</decoration></p>"
    found = parse(f"<preamble>{container}{heading}{container}{rule}{container}</preamble>{EMPTY}").children
    assert [type(block) for block in found] == [Clause, Section, Rule, Clause]


def test_tables_keep_spans_and_headers():
    table = '<table><tr><th colspan="2"><p>A</p></th></tr><tr><td rowspan="2"><p>1</p><p>2</p></td><td/></tr></table>'
    (found,) = main(f'<container name="table">{table}</container>')
    assert isinstance(found, Table)
    head_cell, tall, empty = found.rows[0].cells[0], *found.rows[1].cells
    assert (head_cell.header, head_cell.columns, head_cell.rows) == (True, 2, 1)
    assert (tall.rows, len(tall.children), empty) == (2, 2, Cell(()))


def test_an_unnumbered_operative_paragraph_is_known_by_its_opening_words():
    opened, bare = main(p('<span class="italic">Decides</span> to end.') + p("The list follows"))
    assert isinstance(opened, Clause)
    assert opened.label == ""
    assert isinstance(bare, Paragraph)


def test_closing_and_vote():
    closing = (
        '<p><event><location refersTo="#adoptionMeeting">47th meeting</location><eol/>'
        '<docDate date="2023-10-12">12 October 2023</docDate></event></p>'
    )
    vote = (
        '<p><vote by="#hrc"><outcome>[Adopted by a recorded vote of <quantity>2</quantity> to none: '
        "<outcome>In favour:<eol/><organization>Algeria, Benin]</organization></outcome></outcome></vote></p>"
    )
    found = parse(f"{EMPTY}<conclusions>{closing}{vote}</conclusions>").children
    assert found == (
        Closing(((Text("47th meeting"),), (Text("12 October 2023"),))),
        Vote(
            (
                (Text("[Adopted by a recorded vote of 2 to none:"),),
                (Text("In favour:"),),
                (Text("Algeria, Benin]"),),
            )
        ),
    )


# ------------------------------------------------------------------------------------------------- hostile input

BOMB = (
    "<!DOCTYPE a ["
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<a><b></a>", r"x.xml:1:\d+: not well-formed XML"),
        (b"", "not well-formed"),
        (b"<html/>", "not Akoma Ntoso: its root is <html>"),
        (b"<akomaNtoso/>", "holds no document"),
        (f"{BOMB}<akomaNtoso>&e11;</akomaNtoso>".encode(), "document type|not well-formed"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><akomaNtoso/>', "document type"),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso>&x;</akomaNtoso>',
            "document type",
        ),
        (b'<?xml version="1.0" encoding="klingon"?><akomaNtoso/>', "not"),
        (b"<akomaNtoso>" + b"<p>" * 150 + b"</p>" * 150 + b"</akomaNtoso>", "nested more than 100 deep"),
        (
            b"<akomaNtoso>" + b"<p>" * 99_999 + b"</p>" * 99_999 + b"</akomaNtoso>",
            "deep|depth|not well-formed",
        ),
    ],
)
def test_refuses(data: bytes, message: str):
    with pytest.raises(ReadError, match=message):
        read(Source("x.xml", data), Journal())


def test_an_unknown_language_is_recognised_from_the_text():
    journal = Journal(stage="read.akn")
    xml = b"<akomaNtoso><doc><meta><identification><FRBRExpression><FRBRlanguage language='tlh'/></FRBRExpression>"
    body = "<p>Принимает к сведению доклад Генерального секретаря</p>"
    xml += f"</identification></meta><mainBody>{body}</mainBody>".encode()
    assert read(Source("x.xml", xml + b"</doc></akomaNtoso>"), journal).language == "ru"
    assert [problem.code for problem in journal.problems] == ["read.akn.language"]


# ----------------------------------------------------------------------------------------------- official files


def test_the_seed():
    (path,) = trees.official("corpus/typeset/A_RES_75_210.en.xml")
    found = read(Source.from_path(path), Journal())
    meta = found.meta
    assert (meta.symbol, meta.organ, meta.kind, meta.session, meta.meeting) == (
        "A/RES/75/210",
        "ga",
        "resolution",
        75,
        48,
    )
    assert (meta.agenda_items, meta.adopted, meta.issued) == (("19",), "2020-12-21", "2020-12-30")
    assert (meta.proponent, meta.job_number, meta.distribution) == ("A/75/457", "20-17639 (E)", "general")
    assert found.label == "75/210."
    clauses = [block for block in found.children if isinstance(block, Clause)]
    assert [clause.role for clause in clauses] == ["preambular"] * 14 + ["operative"] * 7
    assert [clause.label for clause in clauses[14:]] == [f"{n}." for n in range(1, 8)]
    assert [line.role for line in found.masthead] == [
        *(
            "publisher",
            "symbol",
            "organ",
            "distribution",
            "date",
            "session",
            "agenda",
            "subject",
            "adoption",
            "proponent",
        ),
    ]
    assert len(found.notes) == 2
    assert found.children[-1] == Closing(((Text("48th plenary meeting"),), (Text("21 December 2020"),)))


@pytest.mark.parametrize("name", ["A_RES_75_210", "A_RES_75_254", "S_RES_2515"])
def test_six_languages_are_one_outline(name: str):
    """Paragraphs and notes are numbered alike in all languages."""

    def count(blocks: tuple[Block, ...]) -> list[object]:
        kinds = [b for b in blocks if isinstance(b, Clause | Table | Closing | Vote | Section)]
        return [(type(b).__name__, count(b.children) if isinstance(b, Section) else None) for b in kinds]

    found = [
        read(Source.from_path(path), Journal()) for path in trees.official(f"corpus/typeset/{name}.*.xml")
    ]
    assert len(found) == 6
    assert len({len(document.notes) for document in found}) == 1
    first, *others = [count(document.children) for document in found]
    assert all(other == first for other in others)
