from __future__ import annotations

import copy
import pickle
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpress import enumerator
from unpress.pattern import by_script, late, may_be_eastern


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    broken = late("(")
    with pytest.raises(re.error):
        broken.match("")
    word = late(r"(?P<first>[A-Z])\w+", re.IGNORECASE)
    for _ in range(2):
        found = word.search("1 abc")
        assert found is not None
        assert found["first"] == "a"
    assert word.sub("-", "1 abc") == "1 -"
    assert word.flags & re.IGNORECASE
    assert word.pattern == r"(?P<first>[A-Z])\w+"


def test_a_late_pattern_is_copied_and_pickled() -> None:
    for word in (late("b+"), copy.copy(late("b+")), pickle.loads(pickle.dumps(late("b+")))):
        assert word.findall("abbcb") == ["bb", "b"]


EASTERN = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003ffff]"
)


def test_no_character_of_eastern_print_is_overlooked() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert all(map(may_be_eastern, EASTERN.findall(every)))


@pytest.mark.parametrize("text", ["plain", "“ses” résolutions – 5 €", "резолюция № 5 “а”", "قرار «75/210»،"])
def test_most_texts_need_no_eastern_patterns(text: str) -> None:
    assert not may_be_eastern(text)


def test_a_pattern_by_script_has_its_chinese_ranges_for_texts_that_may_hold_some() -> None:
    pattern = by_script(r"[a-z](?=[ \u3400-\u9fff])|\d [\u4e00-\u9fff]")
    assert pattern("ab").pattern == "[a-z](?=[ 一])|\\d [一]"
    assert pattern("a會").findall("a會") == ["a"]
    assert pattern("ab 1").findall("ab 1") == ["b"]


LABELS = [
    "(a) ",
    "a) ",
    "1. ",
    "17.1 ",
    "3 bis. ",
    "1 - ",
    "II. ",
    "(ii)",
    "– ",
    "’1‘ ",
    "12.",
    "a. ",
    "أولا - ",
    "(أ)",
]


@given(st.sampled_from(LABELS), st.text(alphabet=st.characters(codec="utf-8"), max_size=12))
def test_the_pattern_without_chinese_finds_the_same_enumerators(label: str, rest: str) -> None:
    text = label + rest
    if not may_be_eastern(text):
        beginning = enumerator._beginning(text)  # pyright: ignore[reportPrivateUsage]
        full, quick = beginning("一").match(text), beginning(text).match(text)
        assert (full and (full.lastgroup, full.span())) == (quick and (quick.lastgroup, quick.span()))
