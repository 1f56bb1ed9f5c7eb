"""Right-to-left lines as a tool writes them by their look, and as they were typed."""

from __future__ import annotations

import pytest

from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.ledger import faithful
from unpress.source import Source
from unpress_stages.clean import bidi
from unpress_stages.read.text import read

L, R, P = "\u202a", "\u202b", "\u202c"

# as written (L and R begin a stretch, P ends it) -> as typed
CASES = {
    "note mark": (f"{R}هذه المسألة({L}،)1{P}{P}", "هذه المسألة(1)،"),
    "symbol and comma": (
        f"{R}[تقرير اللجنة ({L} ،A/99/1{P}الفقرة {L}])7{P}{P}",
        "[تقرير اللجنة (A/99/1، الفقرة 7)]",
    ),
    "year in brackets": (f"{R}القرار {L} ،)2009( 1874{P}كي يعمل{P}", "القرار 1874 (2009)، كي يعمل"),
    "symbol in brackets": (f"{R}أبريل {L} )S/PRST/2009/7( 2009{P}و{P}", "أبريل 2009 (S/PRST/2009/7) و"),
    "number of a paragraph": (f"{R}{L} - 1{P}تحيط علما{P}", "1 - تحيط علما"),
    "number alone": (f"{R}{L}- 10{P}{P}", "10 -"),
    "number alone without a space": (f"{R}{L}-10{P}{P}", "10-"),
    "number of an item alone": (f"{R}’{L}‘2{P}{P}", "’2‘"),
    "great figure alone": (f"{R}{L}10 027{P}{P}", "10 027"),
    "great figure in a text": (f"{R}من {L} 312 000{P}دولار{P}", "من 000 312 دولار"),
    "job number with its language": (f"{R}({L}20-00001 )A{P}{P}", "20-00001 (A)"),
    "symbol with its year": (f"{R}({L}S/RES/2515 )2020{P}{P}", "S/RES/2515 (2020)"),
    "date of issue": (f"{R}{L}January 2022 5{P}{P}", "5 January 2022"),
    "English line": (f"{R}{L}Distr.: General{P}{P}", "Distr.: General"),
    "job number": (f"{R}{L}20-00001{P}{P}", "20-00001"),
    "symbol of the masthead": (f"{R}){L}S/RES/2515 (2020{P}{P}", "S/RES/2515 (2020)"),
    "range of years": (f"{R}للعقد {L} ،2030-2020{P}المعقود{P}", "للعقد 2020-2030، المعقود"),
    "hyphen before a figure": (f"{R}(كوفيد{L} )19-{P}على{P}", "(كوفيد-19) على"),
    "thousands": (f"{R}من {L} 934\u00a0000{P}لاجئ{P}", "من 934\u00a0000 لاجئ"),
    "broken in brackets": (f"{R}القرار {L}( 1874{P}{P}", "القرار 1874 ("),
    "begun in brackets": (f"{R}{L} ،)2009{P}وإلى{P}", "2009)، وإلى"),
    "note set from the left": (f"{R}{L}.{P}المرفق {L} A/C.2/59/3،{P}انظر{P}", "انظر A/C.2/59/3، المرفق."),
    "note that ends in a symbol": (f"{R}{L} A/60/687.{P}انظر{P}", "انظر A/60/687."),
    "note of a symbol": (f"{R}{L}A/HRC/44/35.{P}{P}", "A/HRC/44/35."),
    "last line of a note": (f"{R}{L} ،2014/27.{P}و {L}2020/12{P}{P}", "2014/27، و 2020/12."),
    "two columns": (f"   {R}{L}A/99/1{P}{P}     {R}الأمم المتحدة{P}", "الأمم المتحدة     A/99/1"),
    "page from the left": (f")Road Safety( {R}السلامة{P}", "السلامة (Road Safety)"),
    "brackets in brackets": (f")Safe Roads (SR)( {R}السلامة{P}", "السلامة (Safe Roads (SR))"),
    "misprinted enumerator": (
        f"{R})أ) نأسف لإصابة أكثر من {L} 75{P}مليون{P}",
        ")أ) نأسف لإصابة أكثر من 75 مليون",
    ),
    "bracket that is closed on the next line": (
        f"{R}منشورات الجمعية{L} ،{P}رقم المبيع( تقرير المؤتمر، روما، {L}1995{P}{P}",
        "تقرير المؤتمر، روما، 1995 (منشورات الجمعية، رقم المبيع",
    ),
    "brackets around a Latin stretch": (
        f"{R}{L}.{P}الفصل {L} ،1{P}المرفق {L})،{P}والتصويب {L} A.93.I.8{P}رقم المبيع( المؤتمر{P}",
        "المؤتمر (رقم المبيع A.93.I.8 والتصويب)، الفصل 1، المرفق.",
    ),
    "quotation marks": (f"{R}لعام {L} ،“ 2030{P}الذي{P}", "لعام 2030 “، الذي"),
}


def draft_of(text: str, code: str = "ar") -> Draft:
    draft = read(Source("-", text.encode()), Journal())
    return Draft(draft.text, draft.lines, language=code)


def only_line(draft: Draft) -> Line:
    (line,) = draft.lines
    assert isinstance(line, Line)
    return line


@pytest.mark.parametrize("name", CASES)
def test_a_line_is_read_as_it_was_typed(name: str) -> None:
    written, typed = CASES[name]
    line = only_line(bidi.clean(draft_of(written), Journal()))
    assert line.text == typed


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_lost_and_spans_stay_true(name: str) -> None:
    written, _ = CASES[name]
    draft = draft_of(written)
    journal = Journal()
    line = only_line(bidi.clean(draft, journal))
    ink = sorted(c for c in written if not c.isspace() and c not in L + R + P)
    assert sorted(c for c in line.text if not c.isspace()) == ink
    assert line.span is not None
    assert faithful(draft.text, line.text, line.span)
    entered = {at for entry in journal.entries for at in range(entry.start, entry.end)}
    assert entered == {at for at, c in enumerate(draft.text) if c in L + R + P}


@pytest.mark.parametrize("name", CASES)
def test_a_second_run_changes_nothing(name: str) -> None:
    once = bidi.clean(draft_of(CASES[name][0]), Journal())
    twice = bidi.clean(once, Journal())
    assert twice.lines == once.lines


def test_text_without_controls_is_returned_as_it_is() -> None:
    draft = draft_of("إن الجمعية العامة، في قرارها 70/1 (2015)،")
    assert bidi.clean(draft, Journal()) is draft


@pytest.mark.parametrize("text", [R, P * 3, f"{R}{L}{R}", f"{P}أ{R}", f"{L})({P}", f"{R}1{L}2{P}(({P}3"])
def test_no_controls_are_too_wrong(text: str) -> None:
    draft = draft_of(f"{text}\nأب")
    ink = "".join(c for c in draft.text if not c.isspace() and c not in L + R + P)
    cleaned = bidi.clean(draft, Journal())
    assert sorted(
        "".join(line.text for line in cleaned.lines if isinstance(line, Line)).replace(" ", "")
    ) == sorted(ink)


def test_cost_grows_with_size() -> None:
    line = f"{R}{'القرار ' * 400}{L}{'،)1( ' * 400}{P}{P}"
    assert only_line(bidi.clean(draft_of(line), Journal())).text


SEEN = "\n".join(
    [
        "،ةماعلا ةيعمجلا نإ",
        "،2020 ربمسيد 2 خرؤملا 75/22 اهرارق ىلإ ريشت ذإ",
        "،ةيمومعلا ةكرشلا ىلع ةيقابلا ةحاسملا ةسارد يف ترظن دقو",
    ]
)
TYPED = [
    "إن الجمعية العامة،",
    "إذ تشير إلى قرارها 75/22 المؤرخ 2 ديسمبر 2020،",
    "وقد نظرت في دراسة المساحة الباقية على الشركة العمومية،",
]


def test_letters_in_the_order_of_their_look_are_put_in_that_of_reading() -> None:
    journal = Journal()
    fresh = bidi.clean(draft_of(SEEN), journal)
    assert [line.text for line in fresh.lines if isinstance(line, Line)] == TYPED
    assert [problem.code for problem in journal.problems] == ["turned"]


def test_letters_in_the_order_of_reading_stay() -> None:
    journal = Journal()
    draft = draft_of("\n".join(TYPED))
    assert bidi.clean(draft, journal) is draft
    assert not journal.problems


def read_of(*more: str) -> list[str]:
    """The last lines of a text whose letters stand as they look."""
    fresh = bidi.clean(draft_of("\n".join((SEEN, *more))), Journal())
    return [line.text for line in fresh.lines if isinstance(line, Line)][len(TYPED) :]


def test_a_number_that_opens_a_turned_line_is_that_of_a_note() -> None:
    assert read_of("2 قفرملا ،)25-د( 2625 رارقلا.") == ["2 القرار 2625 (د-25)، المرفق."]


def test_brackets_that_stand_as_they_look_are_turned_with_the_letters() -> None:
    drawn = ("(2020) 2532 رارقلا ىلإ ريشي ذإو", "A/80/9 (Part I) ،(3 ةرقفلا) رظنا")
    assert read_of(*drawn) == ["وإذ يشير إلى القرار 2532 (2020)", "انظر (الفقرة 3)، A/80/9 (Part I)"]
    typed = (")2020( 2532 رارقلا ىلإ ريشي ذإو",)
    assert read_of(*typed) == ["وإذ يشير إلى القرار 2532 (2020)"]


def test_brackets_that_are_turned_are_in_the_ledger() -> None:
    draft = draft_of(SEEN + "\n(2020) 2532 رارقلا ىلإ ريشي ذإو")
    journal = Journal()
    fresh = bidi.clean(draft, journal)
    assert sorted(entry.became for entry in journal.entries) == ["(", ")"]
    assert len(draft.text.split()) == sum(
        len(line.text.split()) for line in fresh.lines if isinstance(line, Line)
    )


def test_words_in_the_order_of_their_look_are_put_in_that_of_reading() -> None:
    placed = ["العامة، الجمعية إن", "،2020 ديسمبر 2 المؤرخ 75/22 قرارها إلى تشير إذ"]
    names = [
        "المتحدة الأمم آبار",
        "المتحدة الأمم ينابيع",
        "المتحدة الأمم وديان",
        "الأمن مجلس قرارات",
        "العامة الجمعية قرارات",
    ]
    journal = Journal()
    fresh = bidi.clean(draft_of("\n".join((*placed, *names))), journal)
    found = [line.text for line in fresh.lines if isinstance(line, Line)]
    assert found[:3] == [*TYPED[:2], "آبار الأمم المتحدة"]
    assert [problem.code for problem in journal.problems] == ["turned"]
