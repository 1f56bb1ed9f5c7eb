"""The two documents that the project began with: everything that was asked of them, one by one.

What is expected here is taken from the official Akoma Ntoso files of the resolution and from its print, not from what
the program gives.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from unpress import Result, ast, ledger, read, walk
from unpress.problems import Severity
from unpress.symbol import Symbol

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
LANGUAGES = ("en", "zh")

OPENERS = {
    "en": (
        "Recalling",
        "Recognizing",
        "Taking into account",
        "Taking into consideration",
        "Acknowledging",
        "Recognizing",
        "Recognizing also",
        "Recognizing further",
        "Emphasizing",
        "Taking note",
        "Considering",
        "Emphasizing",
        "Noting with great concern",
        "Expressing appreciation",
        "Takes note",
        "Welcomes and recognizes",
        "Urges",
        "Calls upon",
        "Requests",
        "Calls upon",
        "Requests",
    ),
    "zh": (
        "回顾",
        "认识到",
        "考虑到",
        "考虑到",
        "承认",
        "认识到",
        "又认识到",
        "还认识到",
        "强调",
        "表示注意到",
        "认为",
        "强调",
        "极为关切地注意到",
        "表示赞赏",
        "表示注意到",
        "欢迎并确认",
        "敦促",
        "促请",
        "请",
        "促请",
        "请",
    ),
}
RECALLED = (
    "A/RES/52/169 M",
    "A/RES/53/1 H",
    "A/RES/55/44",
    "A/RES/57/101",
    "A/RES/60/216",
    "A/RES/63/279",
    "A/RES/66/193",
    "A/RES/69/209",
    "A/RES/72/213",
)


@cache
def seed(language: str) -> Result:
    return read(SAMPLES / f"A_RES_75_210.{language}.txt")


def clauses(language: str, role: str | None = None) -> list[ast.Clause]:
    found: list[ast.Clause] = []
    walk.each(seed(language).document, lambda n: found.append(n) if isinstance(n, ast.Clause) else None)
    return [clause for clause in found if role in (None, clause.role)]


def symbols(node: ast.Node) -> list[str]:
    found: list[str] = []
    walk.each(node, lambda n: found.append(n.symbol) if isinstance(n, ast.Reference) else None)
    return found


def marks(node: ast.Node) -> list[str]:
    found: list[str] = []
    walk.each(node, lambda n: found.append(n.note) if isinstance(n, ast.NoteMark) else None)
    return found


def texts(node: ast.Node) -> list[ast.Text]:
    found: list[ast.Text] = []
    walk.each(node, lambda n: found.append(n) if isinstance(n, ast.Text) else None)
    return found


each_language = pytest.mark.parametrize("language", LANGUAGES)


# ------------------------------------------------------------------------------------------------- the paragraphs


@each_language
def test_the_language_is_recognised(language: str) -> None:
    assert seed(language).document.language == language


@each_language
def test_there_are_14_preambular_and_7_operative_paragraphs_with_their_numbers(language: str) -> None:
    assert [clause.label for clause in clauses(language, "preambular")] == [""] * 14
    assert [clause.label for clause in clauses(language, "operative")] == [f"{n}." for n in range(1, 8)]
    assert [type(block).__name__ for block in seed(language).document.children] == [
        "Formula",
        *["Clause"] * 21,
        "Closing",
    ]


@each_language
def test_openers_are_emphasised_and_nothing_else_is(language: str) -> None:
    emphasised: list[str] = []
    for clause in clauses(language):
        first, *rest = clause.content
        assert isinstance(first, ast.Emphasis), walk.plain(clause.content)
        assert not any(isinstance(node, ast.Emphasis | ast.Strong) for node in rest)
        emphasised.append(walk.plain(first.children))
    assert emphasised == list(OPENERS[language])


@each_language
def test_every_paragraph_ends_as_print_does(language: str) -> None:
    comma, semicolon, stop = {"en": ",;.", "zh": "，；。"}[language]
    ends = [walk.plain(clause.content)[-1] for clause in clauses(language)]
    assert ends == [comma] * 14 + [semicolon] * 6 + [stop]


def test_chinese_paragraph_3_is_one_piece_though_a_page_ends_in_it() -> None:
    (third,) = (clause for clause in clauses("zh") if clause.label == "3.")
    assert walk.plain(third.content) == (
        "敦促国际社会协助哈萨克斯坦制订和执行关于治疗和护理塞米巴拉金斯克地区受影响民众的特别方案和项目，并协助"
        "哈萨克斯坦努力确保塞米巴拉金斯克地区的经济增长和可持续发展，包括提高现有方案的实效，并提供执行塞米巴拉金"
        "斯克地区恢复和发展国家发展方案所必须的技术、专家和财政支持；"
    )


def test_a_join_over_a_page_break_is_recorded_with_its_reasons() -> None:
    (join,) = seed("zh").joins
    text = seed("zh").text
    assert text[: join.before].endswith("努力确保塞米巴拉金")
    assert text[join.after :].startswith("斯克地区的经济增长")
    assert join.reasons


def test_chinese_has_no_space_beside_figures_and_keeps_those_inside_latin_runs() -> None:
    document = seed("zh").document
    whole = "\n".join(walk.plain(content) for _, content in walk.contents(document))
    assert "1997年12月16日第52/169 M号、1998年11月16日第53/1 H号" in whole
    assert "《2030年议程》的进展" in whole
    assert "秘书长报告中提到的捐助国" in whole
    assert re.findall(r"[\u3000-\u9fff\uff00-\uffef] +\S| [\u3000-\u9fff\uff00-\uffef]", whole) == []


# ------------------------------------------------------------------------------------------------------- the notes


@each_language
def test_each_note_is_bound_where_its_mark_stands(language: str) -> None:
    document = seed(language).document
    assert [(note.key, note.marker) for note in document.notes] == [("1", "1"), ("2", "2")]
    where = [(i, marks(clause)) for i, clause in enumerate(clauses(language), 1) if marks(clause)]
    assert where == [(13, ["1"]), (14, ["2"])]
    before = {"en": ("of the 2030 Agenda", "Secretary-General"), "zh": ("《2030年议程》", "秘书长报告")}[
        language
    ]
    after = {"en": (" and to help", " for their"), "zh": ("的进展", "中提到")}[language]
    for clause, left, right in zip(clauses(language)[12:14], before, after, strict=True):
        at = next(i for i, node in enumerate(clause.content) if isinstance(node, ast.NoteMark))
        assert walk.plain(clause.content[:at]).endswith(left)
        assert walk.plain(clause.content[at:]).startswith(right)


@each_language
def test_the_notes_say_what_print_says(language: str) -> None:
    said = [
        walk.plain(content) for note in seed(language).document.notes for _, content in walk.contents(note)
    ]
    assert said == {"en": ["Resolution 70/1.", "A/75/237."], "zh": ["第70/1号决议。", "A/75/237。"]}[language]


# ------------------------------------------------------------------------------------------------------- the links


@each_language
def test_the_12_links_lead_to_canonical_symbols(language: str) -> None:
    document = seed(language).document
    first, *others = clauses(language, "preambular")
    assert symbols(first) == list(RECALLED)
    assert not any(symbols(clause) for clause in others)
    assert [symbols(clause) for clause in clauses(language, "operative")] == [["A/RES/72/213"], *[[]] * 6]
    assert [symbols(note) for note in document.notes] == [["A/RES/70/1"], ["A/75/237"]]
    (proponent,) = (line for line in document.masthead if line.role == "proponent")
    assert symbols(proponent) == ["A/75/457"]
    assert len(symbols(document)) == 13


@each_language
def test_links_are_on_the_number_alone_and_open_the_document_in_its_language(language: str) -> None:
    found: list[ast.Reference] = []
    walk.each(seed(language).document, lambda n: found.append(n) if isinstance(n, ast.Reference) else None)
    printed = [walk.plain(link.children) for link in found]
    assert printed == [
        "A/75/457",
        *(symbol.removeprefix("A/RES/") for symbol in RECALLED),
        "72/213",
        "70/1",
        "A/75/237",
    ]
    addresses = [Symbol.parse(link.symbol).address(language) for link in found]
    assert addresses[1] == f"https://docs.un.org/{language}/A/RES/52/169"
    assert addresses[10:] == [
        f"https://docs.un.org/{language}/{symbol}" for symbol in ("A/RES/72/213", "A/RES/70/1", "A/75/237")
    ]


# ---------------------------------------------------------------------------------------------------- the metadata


@each_language
def test_what_is_known_of_the_document(language: str) -> None:
    meta = seed(language).document.meta
    assert (meta.symbol, meta.organ, meta.kind) == ("A/RES/75/210", "ga", "resolution")
    assert (meta.session, meta.meeting, meta.adopted) == (75, 48, "2020-12-21")
    assert meta.proponent == "A/75/457"


def test_what_only_the_english_masthead_says() -> None:
    meta = seed("en").document.meta
    assert meta.agenda_items == ("19",)
    assert (meta.issued, meta.distribution) == ("2020-12-30", "general")
    roles = [line.role for line in seed("en").document.masthead]
    assert roles == [
        "organ",
        "distribution",
        "date",
        "session",
        "agenda",
        "subject",
        "adoption",
        "proponent",
    ]


@each_language
def test_the_symbol_is_inferred_and_a_note_says_so(language: str) -> None:
    (problem,) = seed(language).problems
    assert problem.severity is Severity.note
    assert problem.code == "transform.metadata.symbol"
    assert "A/RES/75/210" in problem.message
    assert "from the number 75/210 and" in problem.message


@each_language
def test_number_title_formula_and_closing(language: str) -> None:
    document = seed(language).document
    assert document.label == "75/210."
    title = {
        "en": "International cooperation and coordination for the human and ecological rehabilitation and economic "
        "development of the Semipalatinsk region of Kazakhstan",
        "zh": "为哈萨克斯坦塞米巴拉金斯克地区人的康复、生态复原和经济发展开展国际合作与协调",
    }[language]
    assert walk.plain(document.title) == title
    formula, *_, closing = document.children
    assert isinstance(formula, ast.Formula)
    assert walk.plain(formula.content) == {"en": "The General Assembly,", "zh": "大会，"}[language]
    assert isinstance(closing, ast.Closing)
    assert [walk.plain(line) for line in closing.lines] == {
        "en": ["48th plenary meeting", "21 December 2020"],
        "zh": ["2020年12月21日", "第48次全体会议"],  # print sets the date first
    }[language]


# ------------------------------------------------------------------------------------------- both, and nothing lost


@dataclass(frozen=True)
class Bone:
    """What a paragraph has in all languages."""

    role: str
    label: str
    notes: tuple[str, ...]
    symbols: tuple[str, ...]


def skeleton(language: str) -> list[Bone]:
    return [
        Bone(clause.role, clause.label, tuple(marks(clause)), tuple(symbols(clause)))
        for clause in clauses(language)
    ]


def test_both_languages_have_the_same_skeleton() -> None:
    assert skeleton("en") == skeleton("zh")
    assert [symbols(n) for n in seed("en").document.notes] == [symbols(n) for n in seed("zh").document.notes]


@each_language
def test_the_ledger_accounts_for_every_character(language: str) -> None:
    account = seed(language).ledger
    assert account.complete, [account.text[start:end] for start, end in account.unexplained]
    assert account.total == len("".join(account.text.split()))


@each_language
def test_spans_say_truly_where_text_came_from(language: str) -> None:
    result = seed(language)
    for text in texts(result.document):
        if text.span is not None:
            assert ledger.faithful(result.text, text.value, text.span), text.value
    spanned = sum(len(text.value) for text in texts(result.document) if text.span is not None)
    assert spanned > 0.99 * sum(len(text.value) for text in texts(result.document))


@each_language
def test_the_tree_has_the_characters_of_the_source_and_no_others(language: str) -> None:
    """Counted without the ledger: what is missing is the furniture of the page and the markup, to the character."""
    document = seed(language).document
    kept = Counter("".join(text.value for text in texts(document)))
    kept.update("".join(c.label for c in clauses(language)) + document.label)
    kept.update("".join(marks(document)).translate(str.maketrans("12", "¹²") if language == "en" else {}))
    missing = Counter(seed(language).text)
    missing.subtract(kept)
    for space in " \n\u3000":
        del missing[space]
    left = {character: count for character, count in missing.items() if count}
    if language == "en":
        # *verb* seven times, [number](#) three times, and the notes' own raised numbers
        assert left == {"*": 14, "[": 3, "]": 3, "(": 3, ")": 3, "#": 3, "¹": 1, "²": 1}
    else:
        assert left == {"_": 18, "1": 1, "2": 1}
