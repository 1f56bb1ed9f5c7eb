"""Lines of print from the stretches that pdfminer.six makes of a page written from right to left."""

from __future__ import annotations

import pytest

from unpress.draft import Draft, Line
from unpress.journal import Journal
from unpress.ledger import faithful
from unpress.source import Source
from unpress_stages.clean import bidi
from unpress_stages.read.text import read

SHOWS = "ةماعلا ةيعمجلا ةريبكلا ةنيدملا ةحاس"
"""Words that show that the letters are turned."""
PAGE = "\n\n".join([f".{SHOWS}", *(f" ةيحان\n\n{number}" for number in range(901, 908))])
"""Lines, each of two stretches, that show that the text was taken apart."""
FULL = "هذا سطر كامل من سطور الصفحة يمتد من أولها إلى آخرها"


def looks(*stretches: str) -> str:
    """Stretches of one line of print, the rightmost first, as the tool writes them."""
    return "\n\n".join(
        one[::-1] if any("\u0620" <= char <= "\u064a" for char in one) else one for one in reversed(stretches)
    )


CASES = {
    "figures among words": (
        [looks("وإذ تشير ", "إلى القرار ", "70/1", " المؤرخ ", "25", " أيلول")],
        ["وإذ تشير إلى القرار 70/1 المؤرخ 25 أيلول"],
    ),
    "stop at the end": ([looks("عقد الاجتماع في عام ", "2035", ".")], ["عقد الاجتماع في عام 2035."]),
    "stop inside": (
        [looks("عقد الاجتماع في عام ", "2035", "، وانتهى بعد يومين")],
        ["عقد الاجتماع في عام 2035، وانتهى بعد يومين"],
    ),
    "mark of a note": ([looks("صيانة الآبار", "(1)،")], ["صيانة الآبار(1)،"]),
    "stop in the brackets of a mark": ([looks("صيانة الآبار", "(1،)")], ["صيانة الآبار(1)،"]),
    "number of an item": ([looks("(أ)", "صيانة الآبار؛")], ["(أ) صيانة الآبار؛"]),
    "number and verb in one": ([f"5- {'تهيب '[::-1].strip()}"], ["5- تهيب"]),
    "numbers of two items": (
        ["صيانة الآبار؛"[::-1], "تنظيف الدلاء؛"[::-1], "’1‘", "’2‘"],
        ["’1‘ صيانة الآبار؛", "’2‘ تنظيف الدلاء؛"],
    ),
    "Latin words": (["12 \n\nSeptember 2035"], ["12 September 2035"]),
    "two lines": ([looks("سطر أول ", "1"), looks("سطر ثان ", "2")], ["سطر أول 1", "سطر ثان 2"]),
    "brackets in a line": (
        [looks("القرار ", "242", "( ", "1967", ")", " المؤرخ")],
        ["القرار 242 (1967) المؤرخ"],
    ),
}


def cleaned(text: str) -> Draft:
    draft = read(Source("-", text.encode()), Journal())
    return bidi.clean(Draft(draft.text, draft.lines, language="ar"), Journal())


@pytest.mark.parametrize(("dump", "expected"), CASES.values(), ids=CASES)
def test_stretches_of_a_line_are_put_together(dump: list[str], expected: list[str]) -> None:
    text = "\n\n".join([PAGE, *dump])
    draft = cleaned(text)
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    assert [line.text for line in lines[8:]] == expected
    for line in lines:
        assert line.span is not None
        assert faithful(draft.text, line.text, line.span)
    assert sorted("".join("".join(line.text.split()) for line in lines)) == sorted("".join(text.split()))


def test_the_left_part_of_a_full_line_goes_behind_the_right_one() -> None:
    words = FULL.split()
    right, left = " ".join(words[:8]), " ".join(words[8:])
    body = [FULL[::-1]] * 12
    draft = cleaned("\n\n".join([PAGE, *body, left[::-1], right[::-1], *body]))
    assert [entry.text for entry in draft.lines if isinstance(entry, Line)][8:] == [FULL] * 25


def test_the_last_line_of_a_paragraph_stands_behind_the_full_one() -> None:
    body = [f"{FULL}،"[::-1]] * 12
    end, opens = "وانتهى الأمر.", "”وهذه فقرة أخرى."
    draft = cleaned("\n\n".join([PAGE, *body, FULL[::-1], opens[::-1], end[::-1], *body]))
    assert [entry.text for entry in draft.lines if isinstance(entry, Line)][20:23] == [FULL, end, opens]


def test_whole_lines_stay_as_they_are() -> None:
    text = "\n\n".join([SHOWS] * 6)
    assert len(cleaned(text).lines) == 6


def test_whole_lines_that_keep_the_space_of_their_end_stay_as_they_are() -> None:
    line = f"{FULL} ثم يمضي {FULL} حتى النهاية"
    draft = cleaned("\n\n".join([SHOWS, *([f" {line[::-1]}"] * 8)]))
    assert [entry.text for entry in draft.lines if isinstance(entry, Line)][1:] == [line] * 8
