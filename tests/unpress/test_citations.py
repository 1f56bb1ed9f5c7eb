"""Citations in running text: what is one, whose it is, and where it stands."""

from __future__ import annotations

import itertools

import pytest

from unpress.citations import find
from unpress.language import language

# (language, organ that issues the document, sentence, symbols in order)
CITATIONS: list[tuple[str, str, str, str]] = [
    # English: numbers, parts, lists, dates
    ("en", "ga", "Recalling its resolution 72/213 of 20 December 2017,", "A/RES/72/213"),
    ("en", "ga", "Recalling its resolutions 52/169 M of 16 December 1997, 53/1 H of 16 November 1998 and 72/213 of "
                 "20 December 2017,", "A/RES/52/169 M|A/RES/53/1 H|A/RES/72/213"),
    ("en", "ga", "its resolutions 72/261 and 72/266 A of 24 December 2017,", "A/RES/72/261|A/RES/72/266 A"),
    ("en", "ga", "as set out in resolutions 31/6 A and B and 3419 A to D (XXX),",
     "A/RES/31/6 A and B|A/RES/3419 A to D (XXX)"),
    ("en", "ga", "See resolution 2200 A (XXI), annex.", "A/RES/2200 A (XXI)"),
    ("en", "ga", "Resolution 70/1.", "A/RES/70/1"),
    ("en", "ga", "Recalling its resolution 101/4 of 3 December 2046,", "A/RES/101/4"),
    ("en", "ga", "resolution 200/4", ""),
    ("en", "hrc", "after the Commission for Social Development, recalling its resolutions 5/1 and 4/4",
     "A/HRC/RES/5/1|A/HRC/RES/4/4"),
    ("en", "ga", "after the Commission for Social Development, recalling its resolutions 5/1 and 4/4", ""),
    ("en", "hrc", "Recalling its resolution 63/5 of 7 October 2026,", "A/HRC/RES/63/5"),
    ("en", "hrc", "General Assembly resolution 65/281, as of 2 March 2031", "A/RES/65/281"),
    (
        "en",
        "ga",
        "pursuant to resolutions 73/263, 74/168 and 77/229, and the reports of 18 October 2022",
        "A/RES/73/263|A/RES/74/168|A/RES/77/229",
    ),
    ("en", "hrc", "resolutions 63/155 of 18 December 2008 and 64/137", "A/RES/63/155|A/RES/64/137"),
    ("en", "ga", "Recalling its resolution 81/4 of 5 May 2027,", "A/RES/81/4"),
    ("en", "ga", "Resolution 217 A (III).", "A/RES/217 A (III)"),
    ("en", "ga", "resolutions 35/17 and 36/18 of 20 March 2018", "A/HRC/RES/35/17|A/HRC/RES/36/18"),
    ("en", "hrc", "resolutions 35/17 and 36/18 of 20 March 1981", "A/RES/35/17|A/RES/36/18"),
    ("en", "ga", "the Declaration contained in resolution 1514 (XV) and resolution 3201 (S-VI)",
     "A/RES/1514 (XV)|A/RES/3201 (S-VI)"),
    ("en", "ga", "its resolutions S-27/2 of 10 May 2002 and ES-10/19 of 21 December 2017",
     "A/RES/S-27/2|A/RES/ES-10/19"),
    ("en", "ga", "its resolution 45/248 B, section VI, of 21 December 1990 and resolution 60/1",
     "A/RES/45/248 B|A/RES/60/1"),
    # ... what the document service knows under another symbol: supplements of old
    ("en", "ga", "See Official Records of the General Assembly, Sixty-fourth Session, Supplement No. 4 (A/64/4).",
     "A/64/4 (SUPP)"),
    ("en", "ga", "Sixty-fifth Session, Supplement No. 4 (A/65/4).", "A/65/4"),
    ("en", "ga", "Sixty-third Session, Supplement No. 53 (A/63/53).", "A/63/53"),
    ("en", "ga", "Economic and Social Council, 2009, Supplement No. 6 (E/2009/26).", "E/2009/26 (SUPP)"),
    ("en", "ga", "Economic and Social Council, 2010, Supplement No. 6 (E/2010/26).", "E/2010/26"),
    ("en", "ga", "Supplement No. 4 of the report (of old) in A/64/4; the report (A/64/5)", "A/64/4|A/64/5"),
    # ... other organs
    ("en", "ga", "Recalling Security Council resolutions 1325 (2000) of 31 October 2000 and 1820 (2008),",
     "S/RES/1325 (2000)|S/RES/1820 (2008)"),
    ("en", "sc", "Recalling its resolutions 1493 of 28 July 2003, 1533 (2004) and 1596 of 18 April 2005,",
     "S/RES/1493 (2003)|S/RES/1533 (2004)|S/RES/1596 (2005)"),
    ("en", "ga", "Recalling Security Council resolution 1493 of 28 July 2003,", "S/RES/1493 (2003)"),
    ("en", "ga", "Recalling its resolution 1493 of 28 July 2003,", ""),
    ("en", "sc", "Recalling General Assembly resolution 1493 of 28 July 2003,", ""),
    ("en", "sc", "its resolution adopted at the 5000 meeting of 12 May 2003, at its 50th, on 12 May 2003", ""),
    ("fr", "sc", "Rappelant ses résolutions 1493 du 28 juillet 2003 et 1596 du 18 avril 2005,",
     "S/RES/1493 (2003)|S/RES/1596 (2005)"),
    ("es", "sc", "Recordando su resolución 1493, de 28 de julio de 2003,", "S/RES/1493 (2003)"),
    ("ru", "sc", "ссылаясь на свою резолюцию 1493 от 28 июля 2003 года,", "S/RES/1493 (2003)"),
    ("ar", "sc", "وإذ يشير إلى قراره 1493 المؤرخ 28 تموز/يوليه 2003", "S/RES/1493 (2003)"),
    ("en", "ga", "Economic and Social Council resolution 2019/15 of 23 July 2019", "E/RES/2019/15"),
    ("en", "ga", "Economic and Social Council resolution 1894 (LVII)", "E/RES/1894 (LVII)"),
    ("en", "ga", "Human Rights Council resolution 42/7", "A/HRC/RES/42/7"),
    ("en", "ga", "Council resolutions 5/1 and 5/2 of 18 June 2007", "A/HRC/RES/5/1|A/HRC/RES/5/2"),
    ("en", "hrc", "General Assembly resolution 60/251 and its resolution 42/7",
     "A/RES/60/251|A/HRC/RES/42/7"),
    ("en", "hrc", "Recalling its resolution 45/3 and the report thereon", "A/HRC/RES/45/3"),
    ("en", "ga", "established by the Human Rights Council in its resolution 39/2", "A/HRC/RES/39/2"),
    ("en", "ga", "through its resolution 54/18 of 12 October 2023, the Human Rights Council", "A/HRC/RES/54/18"),
    ("en", "hrc", "resolution 48/141 of 20 December 1993", "A/RES/48/141"),
    ("en", "ga", "Human Rights Council resolution S-31/1", "A/HRC/RES/S-31/1"),
    ("en", "ga", "United Nations Environment Assembly resolution 5/14 of 2 March 2022", "UNEP/EA.5/Res.14"),
    ("en", "ga", "Commission on Human Rights resolution 2005/69", ""),
    ("en", "ga", "Commission on Population and Development resolutions 2006/2 of 10 May 2006 and 2009/1 of 3 April "
                 "2009 and its resolution 2013/1 of 26 April 2013", ""),
    ("en", "ga", "Economic Commission for Latin America and the Caribbean resolution 689 (XXXV)", ""),
    ("en", "ga", "1. In its resolution 45/10, the Commission on Wells asked", ""),
    ("en", "hrc", "In its resolutions 50/11 and 50/12, the General Assembly asked", "A/RES/50/11|A/RES/50/12"),
    ("en", "ga", "In its resolution 50/11 of 8 July 2022, the Human Rights Council asked", "A/HRC/RES/50/11"),
    ("en", "ga", "Invites, in line with its resolution 50/11, the Economic and Social Council to go on",
     "A/RES/50/11"),
    ("fr", "ga", "Dans sa résolution 45/10, la Commission des stupéfiants a demandé", ""),
    ("es", "hrc", "En su resolución 45/10, la Asamblea General pidió", "A/RES/45/10"),
    ("ru", "hrc", "1. В своей резолюции 45/10 Генеральная Ассамблея призвала", "A/RES/45/10"),
    ("en", "ecosoc", "Recalling its resolution 45/10 and General Assembly resolution 70/1,", "A/RES/70/1"),
    # ... symbols
    ("en", "ga", "Takes note of the report of the Secretary-General (A/75/237)", "A/75/237"),
    ("en", "ga", "A/C.2/75/L.27/Rev.1.", "A/C.2/75/L.27/Rev.1"),
    ("en", "ga", "See A/75/PV.48 and S/PV.8463.", "A/75/PV.48|S/PV.8463"),
    ("en", "ga", "A/HRC/42/46 and Add.1", "A/HRC/42/46|A/HRC/42/46/Add.1"),
    ("en", "ga", "S/2000/1225 and Corr.1 and 2", "S/2000/1225|S/2000/1225/Corr.1|S/2000/1225/Corr.2"),
    ("en", "ga", "See A/C.6/70/SR.1–28.", "A/C.6/70/SR.1|A/C.6/70/SR.28"),
    ("en", "ga", "A/C.3/57/SR.39, 47 and 50", "A/C.3/57/SR.39|A/C.3/57/SR.47|A/C.3/57/SR.50"),
    ("en", "ga", "A/69/53/Add.1, A/69/53/Add.1/Corr.1 and A/69/53/Add.1/Corr.2",
     "A/69/53/Add.1|A/69/53/Add.1/Corr.1|A/69/53/Add.1/Corr.2"),
    ("en", "ga", "A/75/345-S/2020/898, annex I.", "A/75/345-S/2020/898"),
    ("en", "ga", "A/CONF.157/24 (Part I), chap. III.", "A/CONF.157/24 (Part I)"),
    ("en", "ga", "A/78/5 (Vol. I) and A/78/301 (Part I)/Add.1", "A/78/5 (Vol. I)|A/78/301 (Part I)/Add.1"),
    ("en", "ga", "See FCCC/CP/2015/10/Add.1, decision 1/CP.21.", "FCCC/CP/2015/10/Add.1"),
    ("en", "sc", "recalls General Assembly resolution A/76/3 and report A/76/4", "A/RES/76/3|A/76/4"),
    ("en", "ga", "see https://undocs.org/en/A/75/237.", "A/75/237"),
    ("en", "ga", "ST/SGB/2018/3 and TD/519/Add.2/Corr.1", "ST/SGB/2018/3|TD/519/Add.2/Corr.1"),
    # ... what is no citation
    ("en", "ga", "Recalling its decision 74/537 B of 11 August 2020,", ""),
    ("en", "ga", "Recalling its resolution 74/1 and its decision 74/537 B,", "A/RES/74/1"),
    ("en", "ga", "decision 2020/212 and resolution 2020/10 of the Council", "E/RES/2020/10"),
    ("en", "ga", "HIV/AIDS and/or ISIL/Da’esh, his/her, km/h, T/PCCs, SPLM/A, 24/7, 9/11, E3/EU+3, ODA/GNI", ""),
    ("en", "ga", "GOV/2022/17, INFCIRC/540, WT/MIN(22)/33, WHA58/2005/REC/1, IPBES/9/14, SC/13331, ISO/IEC 27001", ""),
    ("en", "ga", "the financial period 2020/21 and a share of 1/2", ""),
    ("en", "ga", "under resolution 79/301, the requirements for the 2025/26 period", "A/RES/79/301"),
    ("en", "ga", "Economic and Social Council resolution 2020/21 of 22 July 2020", "E/RES/2020/21"),
    ("en", "ga", "general recommendation No. 39 (2022), adopted by resolution", ""),
    ("en", "ga", "On 12/31 the programme for 2020/21 ended; resolution 70/1 remains.", "A/RES/70/1"),
    # French
    ("fr", "ga", "Rappelant ses résolutions 52/169 M du 16 décembre 1997 et 72/213 du 20 décembre 2017,",
     "A/RES/52/169 M|A/RES/72/213"),
    ("fr", "hrc", "la résolution 60/251 de l’Assemblée générale, en date du 15 mars 2006,", "A/RES/60/251"),
    ("fr", "ga", "la résolution 42/7 du Conseil des droits de l'homme", "A/HRC/RES/42/7"),
    ("fr", "ga", "la résolution 1325 (2000) du Conseil de sécurité", "S/RES/1325 (2000)"),
    ("fr", "ga", "les résolutions 1980/67 et 1989/84 du Conseil économique et social", "E/RES/1980/67|E/RES/1989/84"),
    ("fr", "ga", "Voir résolution 2200 A (XXI), annexe.", "A/RES/2200 A (XXI)"),
    ("fr", "ga", "A/HRC/58/53 et Add.1 et 2", "A/HRC/58/53|A/HRC/58/53/Add.1|A/HRC/58/53/Add.2"),
    ("fr", "ga", "A/8447 et Add.1 et A/9243", "A/8447|A/8447/Add.1|A/9243"),
    ("fr", "ga", "sa décision 74/537 B du 11 août 2020", ""),
    ("fr", "ga", "Résolution 70/1.", "A/RES/70/1"),
    ("fr", "ga", "au paragraphe 2 a) de la résolution 60/288 du 8 septembre 2006", "A/RES/60/288"),
    # Spanish
    ("es", "ga", "Recordando sus resoluciones 52/169 M, de 16 de diciembre de 1997, y 72/213, de 20 de diciembre "
                 "de 2017,",
     "A/RES/52/169 M|A/RES/72/213"),
    ("es", "hrc", "la resolución 60/251 de la Asamblea General, de 15 de marzo de 2006,", "A/RES/60/251"),
    ("es", "ga", "la resolución 42/7 del Consejo de Derechos Humanos", "A/HRC/RES/42/7"),
    ("es", "ga", "Véase la resolución 217 A (III).", "A/RES/217 A (III)"),
    ("es", "ga", "las resoluciones 1325 (2000) y 2242 (2015) del Consejo de Seguridad",
     "S/RES/1325 (2000)|S/RES/2242 (2015)"),
    ("es", "ga", "A/C.3/57/SR.39, 47, 50, 52 y 57", "A/C.3/57/SR.39|A/C.3/57/SR.47|A/C.3/57/SR.50|A/C.3/57/SR.52|"
                                                   "A/C.3/57/SR.57"),
    ("es", "ga", "A/75/1 y Add.1 y 2", "A/75/1|A/75/1/Add.1|A/75/1/Add.2"),
    ("es", "ga", "su decisión 74/537 B", ""),
    # Russian
    ("ru", "ga", "ссылаясь на свои резолюции 52/169 M от 16 декабря 1997 года и 72/213 от 20 декабря 2017 года,",
     "A/RES/52/169 M|A/RES/72/213"),
    ("ru", "ga", "ссылаясь на свою резолюцию 52/169 М от 16 декабря 1997 года,", "A/RES/52/169 M"),  # Cyrillic М
    ("ru", "hrc", "резолюция 60/251 Генеральной Ассамблеи от 15 марта 2006 года", "A/RES/60/251"),
    ("ru", "ga", "резолюции 42/7 Совета по правам человека", "A/HRC/RES/42/7"),
    ("ru", "ga", "в резолюции 1325 (2000) Совета Безопасности", "S/RES/1325 (2000)"),
    ("ru", "ga", "документ А/75/237", "A/75/237"),  # Cyrillic А
    ("ru", "ga", "A/75/1 и Add.1", "A/75/1|A/75/1/Add.1"),
    ("ru", "ga", "решение 74/537 B от 11 августа 2020 года", ""),
    ("ru", "ga", "См. резолюцию 2200 A (XXI), приложение.", "A/RES/2200 A (XXI)"),
    ("ru", "ga", "и/или мужчина/женщина, ВИЧ/СПИД", ""),
    # Chinese, also with the spaces of extraction tools
    ("zh", "ga", "回顾其1997年12月16日第52/169 M号、1998年11月16日第53/1 H号和2017年12月20日第72/213号决议，",
     "A/RES/52/169 M|A/RES/53/1 H|A/RES/72/213"),
    ("zh", "ga", "回顾其 2017 年 12 月 20 日第 72/213 号决议，", "A/RES/72/213"),
    ("zh", "ga", "第 70/1 号决议。", "A/RES/70/1"),
    ("zh", "ga", "第217 A (III)号决议和第217A(III)号决议", "A/RES/217 A (III)|A/RES/217 A (III)"),
    ("zh", "ga", "安全理事会第1325(2000)号和第1820 (2008)号决议", "S/RES/1325 (2000)|S/RES/1820 (2008)"),
    ("zh", "ga", "S-30/1号决议和ES-10/15号决议", "A/RES/S-30/1|A/RES/ES-10/15"),
    ("zh", "ga", "人权理事会第42/7号决议", "A/HRC/RES/42/7"),
    ("zh", "hrc", "大会2006年3月15日第60/251号决议", "A/RES/60/251"),
    ("zh", "ga", "经济及社会理事会第2019/15号决议", "E/RES/2019/15"),
    ("zh", "ga", "第74/537 B号决定和第1/CP.21号决定", ""),
    ("zh", "ga", "第74/537号决定。第74/1号决议。", "A/RES/74/1"),
    ("zh", "ga", "A/75/1和Add.1", "A/75/1|A/75/1/Add.1"),
    ("zh", "ga", "见A/75/457，第20段", "A/75/457"),
    ("zh", "ga", "2004年5月6日第58/301号决议", "A/RES/58/301"),
    ("zh", "ga", "安全理事会2004年5月6日第1542号决议", "S/RES/1542 (2004)"),
    ("zh", "sc", "回顾其 2004 年 5 月 6 日第 1542 号决议", "S/RES/1542 (2004)"),
    ("zh", "sc", "将规定延长至2006年7月31日，并重申第1542号决议；决定延长至2006年7月31日,并重申第1543号决议", ""),
    ("zh", "ga", "大会2004年5月6日第1542号决议，安全理事会第1542号决议，安全理事会2004年5月6日第1542号决定", ""),
    # An organ behind "and" has a resolution of its own
    ("es", "hrc", "la Comisión de Derechos Humanos en su resolución 1997/31 y el Consejo de Derechos Humanos en su "
     "resolución 6/8", "A/HRC/RES/6/8"),
    ("ru", "hrc", "Комиссией по правам человека в ее резолюции 1997/31 и Советом по правам человека в его "
     "резолюции 6/8", "A/HRC/RES/6/8"),
    ("ar", "hrc", "لجنة حقوق الإنسان في قرارها 1997/31 ومجلس حقوق الإنسان في قراره 6/8", "A/HRC/RES/6/8"),
    # One sign for what print has several of
    ("en", "ga", "See A/71/64\u2212E/2016/11, FCCC/CP/2016/9/add.2 and A/C.3/71/L.9/REV.1.",
     "A/71/64-E/2016/11|FCCC/CP/2016/9/Add.2|A/C.3/71/L.9/Rev.1"),
    # Arabic
    ("ar", "ga", "إذ تشير إلى قراراتها 52/169 ميم المؤرخ 16 كانون الأول/ديسمبر 1997 و 53/1 حاء المؤرخ 16 تشرين "
                 "الثاني/نوفمبر 1998 و 72/213 المؤرخ 20 كانون الأول/ديسمبر 2017،",
     "A/RES/52/169 M|A/RES/53/1 H|A/RES/72/213"),
    ("ar", "ga", "القرار 70/1.", "A/RES/70/1"),
    ("ar", "ga", "انظر القرار 2200 ألف (د-21)، المرفق.", "A/RES/2200 A (XXI)"),
    ("ar", "ga", "القرار 5 (د-101)", "A/RES/5 (CI)"),
    ("ar", "ga", "القرارين 1514 (د-15) و 3201 (دإ-6)", "A/RES/1514 (XV)|A/RES/3201 (S-VI)"),
    ("ar", "ga", "قراريها دإ-30/1 و دإط-10/15", "A/RES/S-30/1|A/RES/ES-10/15"),
    ("ar", "ga", "قرار مجلس الأمن 1325 (2000)", "S/RES/1325 (2000)"),
    ("ar", "ga", "القرارين 1267 ( 1999) و 1514 ( د-15 )", "S/RES/1267 (1999)|A/RES/1514 (XV)"),
    ("ar", "ga", "قرار مجلس حقوق الإنسان 42/7", "A/HRC/RES/42/7"),
    ("es", "ga", "las resoluciones 35/17, 36/18 y 37/19 del Consejo de Derechos Humanos",
     "A/HRC/RES/35/17|A/HRC/RES/36/18|A/HRC/RES/37/19"),
    ("ar", "hrc", "قرار الجمعية العامة 60/251", "A/RES/60/251"),
    ("ar", "ga", "قرار المجلس الاقتصادي والاجتماعي 2019/15", "E/RES/2019/15"),
    ("ar", "ga", "القرار ٧٢/٢١٣ المؤرخ ٢٠ كانون الأول/ديسمبر ٢٠١٧", "A/RES/72/213"),
    ("ar", "ga", "مقررها 74/537 باء", ""),
    ("ar", "ga", "A/75/1 وAdd.1", "A/75/1|A/75/1/Add.1"),
    ("ar", "ga", "الوثيقة \u200eA/75/237\u200e", "A/75/237"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "organ", "text", "symbols"), CITATIONS)
def test_citations(code: str, organ: str, text: str, symbols: str) -> None:
    found = find(text, language(code), organ=organ)
    assert "|".join(str(item.symbol) for item in found) == symbols


def test_the_anchor_is_the_number_and_its_letter() -> None:
    text = "Recalling its resolutions 52/169 M of 16 December 1997, 1325 (2000) and A/75/457/Add.1,"
    anchors = [text[item.start : item.end] for item in find(text, language("en"))]
    assert anchors == ["52/169 M", "1325 (2000)", "A/75/457/Add.1"]
    text = "\u200fالقـرار 52/169 ميم المؤرَّخ"
    assert [text[item.start : item.end] for item in find(text, language("ar"))] == ["52/169 ميم"]


@pytest.mark.parametrize("code", ["ar", "en", "es", "fr", "ru", "zh"])
def test_citations_never_overlap(code: str) -> None:
    sentences = " ".join(text for lang, _, text, _ in CITATIONS if lang == code)
    lang = language(code)
    spans = [(item.start, item.end) for item in find(sentences, lang)]
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "text", ["1/" * 5000, "A/" * 5000, "(" * 5000, "A/1" + "/1" * 5000, "resolution " + "1/1 A and " * 2000]
)
def test_odd_text_does_no_harm(text: str) -> None:
    assert all(0 <= item.start < item.end <= len(text) for item in find(text, language("en")))
