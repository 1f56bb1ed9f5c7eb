"""Languages: the files, and the questions that are asked of any language."""

from __future__ import annotations

import pickle
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from unpress import language as module
from unpress.folding import fold
from unpress.language import Language, available, from_toml, language
from unpress.recognition import recognise
from unpress.wording import SECTIONS, Rule

CODES = ("ar", "en", "es", "fr", "ru", "zh")
FILES = Path(module.__file__).parent / "languages"


@pytest.mark.parametrize("code", CODES)
def test_every_pattern_compiles(code: str) -> None:
    lang = from_toml(FILES / f"{code}.toml")
    assert lang == language(code)
    rules = 0
    for section in Language.__slots__:
        value = getattr(lang, section)
        for name in getattr(type(value), "__slots__", ()):
            if isinstance(rule := getattr(value, name), Rule):
                re.compile(rule.source)
                rules += 1
    assert rules > 30


@pytest.mark.parametrize("code", CODES)
def test_our_own_files_leave_nothing_out(code: str) -> None:
    table = tomllib.loads((FILES / f"{code}.toml").read_text(encoding="utf-8"))
    for section in SECTIONS.values():
        name = next(f.name for f in fields(Language) if f.type == section.__name__)
        assert set(table[name]) == {f.name for f in fields(section)}, name


@pytest.mark.parametrize("code", CODES)
def test_a_language_can_be_pickled(code: str) -> None:
    copy = pickle.loads(pickle.dumps(language(code)))
    assert copy == language(code)
    assert copy.session_name(75) == language(code).session_name(75)


def test_all_languages_are_found_by_all_their_codes() -> None:
    assert available() == CODES
    assert [language(code).code for code in ("zho", "chi", "ch", "zh-CN", "ENG", "fre", "Español")] == [
        "zh", "zh", "zh", "zh", "en", "fr", "es",
    ]  # fmt: skip


def test_an_unknown_language_names_the_nearest() -> None:
    with pytest.raises(LookupError, match="did you mean 'french'"):
        language("frensh")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("direction = 'ltr'", ""), "missing key direction"),
        (
            ("direction = 'ltr'", "direction = 'ltr'\ndirektion = 1"),
            "unknown key direktion; did you mean 'direction'",
        ),
        (("date_first = false", "date_first = 'no'"), "closing.date_first should be bool, not str"),
        (("[dates]", "[dates"), "en.toml"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    path = tmp_path / "en.toml"
    path.write_text((FILES / "en.toml").read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(message)):
        from_toml(path)


# --- Folding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("plain", "plain"),
        ("l'Assemblée\u00a0:", "l’Assemblée :"),
        ("48\u2011е", "48-е"),
        ("\u200fالأمــم\u200f", "الأمم"),
        ("وإذ تسلِّم", "وإذ تسلم"),
        ("٢٠٢٠ ２０２０", "2020 2020"),
        ("（2000）", "(2000)"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


# --- Dates ------------------------------------------------------------------------------------------------------------

DATES = [
    ("en", "21 December 2020", "2020-12-21"),
    ("fr", "1er octobre 2021", "2021-10-01"),
    ("fr", "21 décembre 2020", "2020-12-21"),
    ("es", "21 de diciembre de 2020", "2020-12-21"),
    ("ru", "21 декабря 2020 года", "2020-12-21"),
    ("zh", "2020年12月21日", "2020-12-21"),
    ("ar", "21 كانون الأول/ديسمبر 2020", "2020-12-21"),
    ("ar", "1 أيار/مايو 2019", "2019-05-01"),
]


@pytest.mark.parametrize(("code", "text", "iso"), DATES)
def test_dates_are_found_and_printed(code: str, text: str, iso: str) -> None:
    lang = language(code)
    sentence = f"x {text}, y"
    assert lang.find_dates(sentence) == [(2, 2 + len(text), iso)]
    assert lang.format_date(iso) == text


@pytest.mark.parametrize(
    ("code", "text", "iso"),
    [
        ("fr", "1 er octobre 2021", "2021-10-01"),
        ("es", "3 de setiembre de 2001", "2001-09-03"),
        ("zh", "2020 年 12 月 21 日", "2020-12-21"),
        ("ar", "٢١ كانون الأول/ ديسمبر ٢٠٢٠", "2020-12-21"),
        ("ar", "21 كانــون الأول/ديسمبر 2020", "2020-12-21"),
        ("ar", "4 يوليو 2015", "2015-07-04"),
        ("en", "21\u00a0December 2020", "2020-12-21"),
    ],
)
def test_dates_in_other_spellings(code: str, text: str, iso: str) -> None:
    assert language(code).find_dates(text) == [(0, len(text), iso)]


def test_what_is_no_date() -> None:
    assert language("en").find_dates("on 99 December 2020, in December 2020 and at 21 May") == []
    assert language("zh").find_dates("2020年13月41日") == []


@pytest.mark.parametrize("code", CODES)
def test_every_month_is_read_back(code: str) -> None:
    lang = language(code)
    for month in range(1, 13):
        iso = f"2019-{month:02}-09"
        assert [found for _, _, found in lang.find_dates(lang.format_date(iso))] == [iso]


# --- Sessions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_all_hundred_sessions_are_read_back(code: str) -> None:
    lang = language(code)
    assert [lang.session_number(lang.session_name(number)) for number in range(1, 101)] == list(range(1, 101))


@pytest.mark.parametrize(
    ("code", "line", "session"),
    [
        ("en", "Seventy-fifth session", "75"),
        ("en", "SEVENTY-FIFTH SESSION", "75"),
        ("en", "Tenth emergency special session", "ES-10"),
        ("en", "Twenty-seventh special session*", "S-27"),
        ("en", "2019 session", "2019"),
        ("en", "54th session", "54"),
        ("fr", "Soixante-quinzième session", "75"),
        ("fr", "Dixième session extraordinaire d'urgence", "ES-10"),
        ("fr", "Soixante-dix-septième session (reprise)", "77"),
        ("es", "Septuagésimo quinto período de sesiones", "75"),
        ("es", "57º período de sesiones", "57"),
        ("es", "Décimo período extraordinario de sesiones de emergencia", "ES-10"),
        ("ru", "Семьдесят пятая сессия", "75"),
        ("ru", "Десятая чрезвычайная специальная сессия", "ES-10"),
        ("ru", "Сессия 2015 года", "2015"),
        ("zh", "第七十五届会议", "75"),
        ("zh", "第十届紧急特别会议", "ES-10"),
        ("ar", "الدورة الخامسة والسبعون", "75"),
        ("ar", "الــدورة الاستثنائية الطارئة العاشرة", "ES-10"),
        ("en", "The session was long", None),
        ("en", "", None),
    ],
)
def test_sessions(code: str, line: str, session: str | None) -> None:
    assert language(code).session(line) == session


# --- Lines of the masthead, the title and the closing -----------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_the_formulas(code: str) -> None:
    formula = language(code).formula
    for organ in ("ga", "sc", "ecosoc", "hrc", "unea"):
        assert formula.organ(getattr(formula, organ)) == organ
        assert (
            formula.organ(getattr(formula, organ)[:-1]) == organ
        )  # no comma when nothing but clauses follows
    assert formula.organ(formula.ga + " " + formula.ga) is None
    assert language("fr").formula.organ("L'Assemblée générale,") == "ga"


@pytest.mark.parametrize("code", CODES)
def test_the_lines_around_the_body(code: str) -> None:
    lang = language(code)
    date = lang.format_date("2020-12-21")
    for form in lang.titles.adopted_forms:
        assert lang.titles.adopted.fullmatch(form.format(date=date)), form
    assert lang.titles.sc_adopted.fullmatch(lang.titles.sc_adopted_form.format(n=4213, date=date))
    assert lang.closing.meeting.fullmatch(lang.closing.plenary.format(n=48))
    assert lang.closing.adopted_without_vote.fullmatch(lang.closing.without_vote_form)
    assert lang.headings.annex.fullmatch(lang.headings.annex_words[0])
    assert lang.masthead.distribution.fullmatch(lang.masthead.limited)
    assert lang.organs.code(lang.organs.hrc) == "hrc"
    for form in lang.titles.proponent_forms[:2]:
        fields = {
            "committee": lang.organs.c2,
            "committee_genitive": lang.organs.c2,
            "symbol": "A/75/457",
            "n": 20,
        }
        line = form.format(**fields, symbols="A/75/L.30", body=lang.organs.c2)
        found = lang.titles.proponent.fullmatch(line)
        assert found, line
        assert found["syms"].startswith("A/75/")


# --- Openers ----------------------------------------------------------------------------------------------------------

OPENERS = [
    ("en", "Recalling", " its resolution 72/213,"),
    ("en", "Recalling also", " its resolution"),
    ("en", "Welcomes and recognizes", " the important role"),
    ("en", "Calls upon", " the international community"),
    ("en", "Calls\u00a0upon", " the international community"),
    ("en", "Notes with appreciation", " the report"),
    ("en", "Takes note", " of the report"),
    ("en", "Further requests", " the Secretary-General"),
    ("en", "Strongly condemns", " all acts"),
    ("en", "Deeply concerned", " by the situation"),
    ("en", "", "Recallings of the past"),
    ("en", "", "States have the right"),
    ("en", "", "Noteworthy is the report"),
    ("fr", "Prend note", " du rapport"),
    ("fr", "Se félicite", " de l’action"),
    ("fr", "Ayant à l'esprit", " la Charte"),
    ("fr", "Ayant à l’esprit", " la Charte"),
    ("fr", "Prie également", " le Secrétaire général"),
    ("fr", "Convaincu", " que"),
    ("fr", "Préoccupés", " par la situation"),
    ("es", "Acoge con beneplácito", " el informe"),
    ("es", "Reconoce y alienta", " los esfuerzos"),
    ("es", "Observa con aprecio también", " la labor"),
    ("es", "Tomando nota", " de la resolución"),
    ("ru", "ссылаясь", " на свою резолюцию"),
    ("ru", "Ссылаясь", " на свою резолюцию"),
    ("ru", "принимает к сведению", " доклад"),
    ("ru", "приветствует и признает", " важную роль"),
    ("ru", "вновь подтверждает", " свою резолюцию"),
    ("ru", "c удовлетворением отмечает", " доклад"),  # a Latin c
    ("zh", "欢迎并确认", "哈萨克斯坦政府"),
    ("zh", "表示注意到", "秘书长的报告"),
    ("zh", "又回顾", "其第72/213号决议"),
    ("zh", "请", "秘书长"),
    ("ar", "وإذ تشير", " إلى قرارها"),
    ("ar", "وإذ تسلِّم", " بأهمية"),
    ("ar", "وإذ تؤكـد من جديد", " قرارها"),
    ("ar", "ترحب أيضاً", " بتقرير"),
    ("ar", "يطلب", " إلى الأمين العام"),
]


@pytest.mark.parametrize(("code", "opener", "rest"), OPENERS)
def test_openers(code: str, opener: str, rest: str) -> None:
    text = opener + rest
    assert text[: language(code).opener(text)] == opener


def test_the_role_chooses_the_list() -> None:
    assert language("en").opener("Requests the Secretary-General", "preambular") == 0
    assert language("en").opener("Requests the Secretary-General", "operative") == len("Requests")
    assert language("en").opener("We commit to peace", "declaration") == len("We commit")


@pytest.mark.parametrize("code", CODES)
def test_every_listed_opener_is_found(code: str) -> None:
    lang = language(code)
    for phrase in (*lang.openers.preambular, *lang.openers.operative, *lang.openers.declaration):
        assert lang.opener(f"{phrase} 72/213", "any") >= len(phrase), phrase


# --- Recognition ------------------------------------------------------------------------------------------------------

SENTENCES = {
    "en": "Requests the Secretary-General to submit to the General Assembly at its next session a report on the work",
    "fr": "Prie le Secrétaire général de lui présenter à sa prochaine session un rapport sur les travaux du comité",
    "es": "Solicita al Secretario General que le presente en su próximo período de sesiones un informe sobre la labor",
    "ru": "просит Генерального секретаря представить Генеральной Ассамблее на ее следующей сессии доклад о работе",
    "zh": "请秘书长向大会下届会议提交报告，说明本决议的执行情况和委员会的工作。",
    "ar": "تطلب إلى الأمين العام أن يقدم إلى الجمعية العامة في دورتها المقبلة تقريرا عن أعمال اللجنة",
}


@pytest.mark.parametrize("code", CODES)
def test_recognition(code: str) -> None:
    assert recognise(SENTENCES[code]) == code
    masthead = "United Nations\nA/RES/75/210\nGeneral Assembly\nDistr.: General\n30 December 2020\n\n"
    assert recognise(masthead + (SENTENCES[code] + "\n") * 8) == code


def test_a_list_of_names_in_latin_letters_does_not_hide_the_language_of_its_head() -> None:
    names = "Association for the Advancement of Wells and the Keepers of the Plains (AAWKP)\n"
    for code in ("ar", "ru", "zh"):
        head = (SENTENCES[code] + "\n") * (1 + 450 // len(SENTENCES[code]))
        assert recognise(head + names * 40) == code
        assert recognise(names * 6 + SENTENCES[code] + names * 40) == "en"


def test_too_little_is_not_recognised() -> None:
    assert recognise("") is None
    assert recognise("75/210") is None
    assert recognise("1234 5678 90 " * 100) is None


def test_a_long_text_is_recognised_by_samples() -> None:
    assert recognise((SENTENCES["zh"] + "\n") * 20_000) == "zh"


@pytest.mark.parametrize(
    ("code", "text", "kept"),
    [
        ("en", "in paragraphs 5 and 6, vol. 3, No. 4", "paragraphs 5|vol. 3|No. 4"),
        ("en", "chap. IV of 12 May 2023, 1.5 billion", "chap. IV|12 May|1.5 billion"),
        ("en", "part of 3 States, resolution 75/1, May 2020, no 5", ""),  # print divides these
        ("es", "el 12 de mayo de 2020, párrafo 5, 15 %", "12 de mayo|párrafo 5|15 %"),
        ("fr", "l’article 12 du 1er mai 2020, no 5", "article 12|1er mai|no 5"),
        ("ru", "от 12 мая 2023 года, пункта 5, № 3", "12 мая|2023 года|пункта 5|№ 3"),
        ("ar", "القرارين 70/1 و 75/2", "و 75"),
        ("zh", "第 5 段", ""),
    ],
)
def test_what_no_line_end_divides(code: str, text: str, kept: str) -> None:
    found = [text[start:end] for start, end in language(code).kept_together(text)]
    assert "|".join(found) == kept


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("see A/CONF.219/7, paragraph 5 and A.96.IV.13.", ["A/CONF.219/7", "paragraph 5", "A.96.IV.13"]),
        ("and/or HIV/AIDS, U.S.A., 75/210", []),
        ("https://example.org/A/75/1", []),
    ],
)
def test_what_print_keeps_together(text: str, whole: list[str]) -> None:
    assert [text[start:end] for start, end in language("en").kept_together(text)] == whole
