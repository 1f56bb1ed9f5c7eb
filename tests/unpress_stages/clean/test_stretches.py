"""Lines from right to left that a tool took apart at figures, symbols and signs."""

from __future__ import annotations

import pytest

from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.language import language
from unpress.source import Source
from unpress_stages.clean._stretches import together
from unpress_stages.read.text import read

FULL = "تقدم الآبار في السهول الماء إلى القرى التي تقع على الطريق الطويل بين الجبال والبحر في كل فصل من فصول العام"
SIGNS = "إن الجمعية العامة\n،\nإذ تشير\nإلى قراراتها السابقة،\n"
APART = f"{SIGNS}وإذ تلاحظ\n{FULL}\nفي عام\n2040\n(\n7\n)\n،\n{FULL}\n(\nأ\n)\n"


def lines(text: str) -> list[Line]:
    draft: Draft = read(Source("-", text.encode()), Journal())
    return [entry for entry in draft.lines if isinstance(entry, Line)]


def put(text: str) -> list[str]:
    return [line.text for line in together(lines(APART + text), language("ar"), Journal())][5:]


CASES = {
    "a figure between words": ("الوثيقة\n12\nمن المرفق؛\n", ["الوثيقة 12 من المرفق؛"]),
    "figures in brackets, a year and the mark of a note": (
        "القراران\n242\n(\n1967\n)\nو\n338\n(\n4\n)\n؛\n",
        ["القراران 242 (1967) و 338(4)؛"],
    ),
    "the number and the verb of a paragraph": (
        "3\n-\nتطلب\nإلى الأمين العام\n\nأن يكتب؛\n4\n-\nتقرر\nأن تنظر؛\n",
        ["3 - تطلب إلى الأمين العام أن يكتب؛", "4 - تقرر أن تنظر؛"],
    ),
    "a range": ("في الفترة\n2030\n-\n2035\nكلها؛\n", ["في الفترة 2030-2035 كلها؛"]),
    "figures in groups": ("مبلغ\n300\n510\n3\nدولار؛\n", ["مبلغ 300 510 3 دولار؛"]),
    "signs as they look": ("في القرار(\n7\n،)\n", ["في القرار(7)،"]),
    "full lines are not put together": (f"2 - تقرر {FULL}\n{FULL}\n", [f"2 - تقرر {FULL}", FULL]),
    "a verb opens a paragraph": ("في عام\n2040\nوإذ ترحب\nبالماء،\n", ["في عام 2040", "وإذ ترحب بالماء،"]),
    "a job number stands in a line of its own": (
        "النرويج\n35-17872 (A)\n(\n1\n)\nA/99/1.\n",
        ["النرويج", "35-17872 (A)", "(1) A/99/1."],
    ),
    "a date of issue": ("انتهى.\n12\nSeptember 2035\n", ["انتهى.", "12 September 2035"]),
    "an item": ("في عام\n2040\n(ب)\nالماء؛\n", ["في عام 2040", "(ب) الماء؛"]),
    "a heading": (
        "في عام\n2040.\nالماء\n5\n-\nتقرر\nأن تنظر؛\n",
        ["في عام 2040.", "الماء", "5 - تقرر أن تنظر؛"],
    ),
    "the number of a note stands in no line of the text": (
        f"{FULL}\nفي القرية\n7\nA/99/1.\n",
        [FULL, "في القرية", "7", "A/99/1."],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_stretches_are_put_together(name: str) -> None:
    written, wanted = CASES[name]
    assert put(written) == wanted


def test_signs_before_the_words_that_they_stand_behind() -> None:
    led = (
        "وإذ ترحب، بالماء\n"
        + 5 * f"{FULL}\n،“في القرى\n"
        + "))أ في الآبار؛\n( [بناء على تقرير اللجنة\nA/99/1\n])\n99/2 الماء\n"
        + "8\n- تقرر، أن تكتب\n(في القرار\n7\n)، عام2040\n ، حفرت الآبار في عام2042\n"
    )
    assert put(led) == [
        "وإذ ترحب بالماء،",
        *(5 * [FULL, "في القرى“،"]),
        "(أ) في الآبار؛",
        "[بناء على تقرير اللجنة(A/99/1])",
        "99/2 الماء",
        "8 - تقرر أن تكتب،",
        "في القرار(7)، عام 2040، حفرت الآبار في عام 2042",
    ]


@pytest.mark.parametrize("sign", [")", "("])
def test_no_line_is_made_of_all_the_signs_of_a_text(sign: str) -> None:
    assert max(map(len, put(f"{sign}\n" * 1000))) < 3 * len(FULL)


def test_text_that_is_whole_is_left_alone() -> None:
    whole = lines(f"إن الجمعية العامة،\nإذ تشير إلى قراراتها،\n{FULL}\n12\nA/99/1.\n(\n")
    assert together(whole, language("ar"), Journal()) is whole
