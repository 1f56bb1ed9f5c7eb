"""Languages: the files, and the questions that are asked of any language."""

from __future__ import annotations

import pickle
import re
import tomllib
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path

import pytest

from unpress import language as module
from unpress.folding import fold
from unpress.language import Language, available, from_toml, language
from unpress.openers import Phrases
from unpress.recognition import recognise
from unpress.record import replace
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


def test_no_key_is_asked_for_that_nothing_reads() -> None:
    """Whoever adds a language writes down what is used, and nothing else. Names of organs are read all alike."""
    code = ""
    for package in ("unpress", "unpress_stages"):
        spec = find_spec(package)
        assert spec is not None
        for folder in spec.submodule_search_locations or ():
            code += "".join(p.read_text(encoding="utf-8") for p in Path(folder).rglob("*.py"))
    unread = [
        f"{record.__name__}.{field.name}"
        for record in SECTIONS.values()
        for field in fields(record)
        if record.__name__ != "Organs" and not re.search(rf"\.{field.name}\b|\"{field.name}\"", code)
    ]
    assert not unread


@pytest.mark.parametrize("code", CODES)
def test_a_language_can_be_pickled(code: str) -> None:
    copy = pickle.loads(pickle.dumps(language(code)))
    assert copy == language(code)
    assert copy.sessions.ordinals == language(code).sessions.ordinals


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
        (("trigger_after = false", "trigger_after = 'no'"), "citation.trigger_after should be bool, not str"),
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
def test_dates_are_found(code: str, text: str, iso: str) -> None:
    assert language(code).find_dates(f"x {text}, y") == [(2, 2 + len(text), iso)]


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


FORMS = {"es": "9 de {} de 2019", "ru": "9 {} 2019 года", "zh": "2019年{}月9日"}


@pytest.mark.parametrize("code", CODES)
def test_every_month_is_read(code: str) -> None:
    lang = language(code)
    for number, name in enumerate(lang.dates.months, 1):
        text = FORMS.get(code, "9 {} 2019").format(number if code == "zh" else name)
        assert lang.find_dates(text) == [(0, len(text), f"2019-{number:02}-09")]


# --- Sessions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_all_hundred_sessions_are_read_back(code: str) -> None:
    lang = language(code)
    names = [lang.sessions.regular.format(ordinal=ordinal) for ordinal in lang.sessions.ordinals]
    assert [lang.session_number(name) for name in names] == list(range(1, 101))


@pytest.mark.parametrize(
    ("code", "line", "session"),
    [
        ("en", "Seventy-fifth session", "75"),
        ("en", "SEVENTY-FIFTH SESSION", "75"),
        ("en", "Tenth emergency special session", "ES-10"),
        ("en", "Twenty-seventh special session*", "S-27"),
        ("en", "2019 session", "2019"),
        ("en", "54th session", "54"),
        ("en", "101st session", "101"),
        ("fr", "101e session", "101"),
        ("es", "101º período de sesiones", "101"),
        ("es", "101.er período de sesiones", "101"),
        ("es", "23er período de sesiones", "23"),
        ("ru", "101-я сессия", "101"),
        ("ar", "الدورة 101", "101"),
        ("zh", "第101届会议", "101"),
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


LINES = {
    "ar": {
        "titles.adopted": [
            "قرار اتخذته الجمعية العامة في 21 كانون الأول/ديسمبر 2020",
            "قرار اعتمده مجلس حقوق الإنسان في 21 كانون الأول/ديسمبر 2020",
            "قرار اتخذه المجلس الاقتصادي والاجتماعي في 21 كانون الأول/ديسمبر 2020",
        ],
        "titles.sc_adopted": ["الذي اتخذه مجلس الأمن في جلسته 4213، المعقودة في 21 كانون الأول/ديسمبر 2020"],
        "titles.proponent": [
            "[بناء على تقرير اللجنة الثانية (A/75/457، الفقرة 20)]",
            "[دون الإحالة إلى لجنة رئيسية (A/75/L.30)]",
            "[بناء على توصية اللجنة الثانية (A/75/457)]",
        ],
        "closing.meeting": ["الجلسة العامة 48"],
        "closing.adopted_without_vote": ["[اعتُمد من دون تصويت.]"],
        "headings.annex": ["المرفق"],
    },
    "en": {
        "titles.adopted": [
            "Resolution adopted by the General Assembly on 21 December 2020",
            "Resolution adopted by the Human Rights Council on 21 December 2020",
            "Resolution adopted by the Economic and Social Council on 21 December 2020",
        ],
        "titles.sc_adopted": ["Adopted by the Security Council at its 4213th meeting, on 21 December 2020"],
        "titles.proponent": [
            "[on the report of the Second Committee (A/75/457, para. 20)]",
            "[without reference to a Main Committee (A/75/L.30)]",
            "[on the recommendation of the Second Committee (A/75/457)]",
            "[on a proposal considered in plenary meeting (A/75/457)]",
        ],
        "closing.meeting": ["48th plenary meeting"],
        "closing.adopted_without_vote": ["[Adopted without a vote.]"],
        "headings.annex": ["Annex"],
    },
    "es": {
        "titles.adopted": [
            "Resolución aprobada por la Asamblea General el 21 de diciembre de 2020",
            "Resolución aprobada por el Consejo de Derechos Humanos el 21 de diciembre de 2020",
            "Resolución aprobada por el Consejo Económico y Social el 21 de diciembre de 2020",
        ],
        "titles.sc_adopted": [
            "Aprobada por el Consejo de Seguridad en su 4213ª sesión, celebrada el 21 de diciembre de 2020"
        ],
        "titles.proponent": [
            "[sobre la base del informe de la Segunda Comisión (A/75/457, párr. 20)]",
            "[sin remisión previa a una Comisión Principal (A/75/L.30)]",
            "[por recomendación de la Segunda Comisión (A/75/457)]",
        ],
        "closing.meeting": ["48ª sesión plenaria"],
        "closing.adopted_without_vote": ["[Aprobada sin votación.]"],
        "headings.annex": ["Anexo"],
    },
    "fr": {
        "titles.adopted": [
            "Résolution adoptée par l’Assemblée générale le 21 décembre 2020",
            "Résolution adoptée par le Conseil des droits de l’homme le 21 décembre 2020",
            "Résolution adoptée par le Conseil économique et social le 21 décembre 2020",
        ],
        "titles.sc_adopted": ["Adoptée par le Conseil de sécurité à sa 4213e séance, le 21 décembre 2020"],
        "titles.proponent": [
            "[sur la base du rapport de la Deuxième Commission (A/75/457, par. 20)]",
            "[sans renvoi à une grande commission (A/75/L.30)]",
            "[sur recommandation de la Deuxième Commission (A/75/457)]",
            "[sur la base d’une proposition examinée en séance plénière (A/75/457)]",
        ],
        "closing.meeting": ["48e séance plénière"],
        "closing.adopted_without_vote": ["[Adoptée sans vote.]"],
        "headings.annex": ["Annexe"],
    },
    "ru": {
        "titles.adopted": [
            "Резолюция, принятая Генеральной Ассамблеей 21 декабря 2020 года",
            "Резолюция, принятая Советом по правам человека 21 декабря 2020 года",
            "Резолюция, принятая Экономическим и Социальным Советом 21 декабря 2020 года",
        ],
        "titles.sc_adopted": ["принятая Советом Безопасности на его 4213-м заседании 21 декабря 2020 года"],
        "titles.proponent": [
            "[по докладу Второго комитета (A/75/457, пункт 20)]",
            "[без передачи в главные комитеты (A/75/L.30)]",
            "[по рекомендации Второго комитета (A/75/457)]",
        ],
        "closing.meeting": ["48-е пленарное заседание"],
        "closing.adopted_without_vote": ["[Принята без голосования.]"],
        "headings.annex": ["Приложение"],
    },
    "zh": {
        "titles.adopted": [
            "2020年12月21日大会决议",
            "人权理事会2020年12月21日通过的决议",
            "2020年12月21日经济及社会理事会决议",
        ],
        "titles.sc_adopted": ["安全理事会2020年12月21日第4213次会议通过"],
        "titles.proponent": [
            "[根据第二委员会的报告(A/75/457，第20段)通过]",
            "[未经发交主要委员会而通过(A/75/L.30)]",
            "[根据第二委员会的建议(A/75/457)通过]",
        ],
        "closing.meeting": ["第48次全体会议"],
        "closing.adopted_without_vote": ["[未经表决获得通过。]"],
        "headings.annex": ["附件"],
    },
}
"""Lines around the body, each with the rule that knows it."""


@pytest.mark.parametrize(
    ("code", "rule", "line"),
    [(code, rule, line) for code, rules in LINES.items() for rule, lines in rules.items() for line in lines],
)
def test_the_lines_around_the_body(code: str, rule: str, line: str) -> None:
    section, name = rule.split(".")
    found = getattr(getattr(language(code), section), name).fullmatch(line)
    assert found
    if name == "proponent":
        assert found["syms"].startswith("A/75/")


@pytest.mark.parametrize("code", CODES)
def test_the_words_of_the_masthead(code: str) -> None:
    lang = language(code)
    words = lang.masthead
    for word in (*words.general, *words.limited, *words.restricted):
        assert words.distribution.fullmatch(f"Distr.: {word}") or words.distribution.fullmatch(
            f"Distr. {word}"
        )
    assert lang.organs.code(lang.organs.hrc) == "hrc"


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
    ("en", "Solemnly reaffirms", " the principles"),
    ("ru", "торжественно подтверждает", " принципы"),
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
    ("ru", "вновь с глубоким удовлетворением отмечает", " доклад"),
    ("ru", "далее подчеркивая", " важность"),
    ("ru", "с тревогой отмечая", " рост"),
    ("ru", "заслушав", " доклад"),
    ("fr", "Condamne de même fermement", " les attaques"),
    ("fr", "Confiant", " dans l’avenir"),
    ("fr", "Prenant acte encore une fois avec satisfaction", " du rapport"),
    ("es", "Notando también", " el informe"),
    ("es", "Exhorta asimismo", " a los Estados"),
    ("es", "Observando con suma inquietud", " que"),
    ("zh", "还赞赏地欢迎", "报告"),
    ("zh", "特别敦促", "各国"),
    ("zh", "欢迎并确认", "哈萨克斯坦政府"),
    ("zh", "表示注意到", "秘书长的报告"),
    ("zh", "又回顾", "其第72/213号决议"),
    ("zh", "请", "秘书长"),
    ("ar", "وإذ تشير", " إلى قرارها"),
    ("ar", "يتفق", " مع الأمين العام على أن"),
    ("ar", "تتفق أيضا", " مع الأمين العام على أن"),
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


def test_places_in_words_in_capitals_are_those_of_the_text() -> None:
    phrases = Phrases.of(replace(language("en").openers, operative=("Asks İstanbul",)), "operative")
    assert phrases.opener("ASKS the keepers") == 0
    assert phrases.opener("ASKS İSTANBUL to dig") == len(
        "ASKS İSTANBUL"
    )  # the small letter of "İ" is two characters


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
        ("ar", "الوثيقتين A/75/1 و A/75/2", "A/75/1|و A/75/2"),
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
