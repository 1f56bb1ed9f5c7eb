"""Reading plain text: encodings, lines, pages, places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpress import ledger
from unpress.draft import Draft, Line
from unpress.errors import ConfigError, ReadError
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.read.text import read


def lines(draft: Draft) -> list[Line]:
    return [entry for entry in draft.lines if isinstance(entry, Line)]


def of(text: str | bytes, **options: str) -> tuple[Draft, Journal]:
    journal = Journal("x.txt", "read.text")
    data = text if isinstance(text, bytes) else text.encode()
    return read(Source("x.txt", data), journal, **options), journal


def test_indent_width_gap_and_page_of_each_line() -> None:
    draft, _ = of("one\n\n\n    two \n\f  三\n")
    first, second, third = lines(draft)
    assert (first.text, first.indent, first.width, first.gap, first.page) == ("one", 0, 3, 0, 1)
    assert (second.text, second.indent, second.width, second.gap, second.page) == ("two", 4, 7, 2, 1)
    assert (third.text, third.indent, third.width, third.page) == ("三", 2, 4, 2)  # it takes two cells
    assert draft.pages == 2
    assert all(line.starts is None for line in lines(draft))


def test_a_text_without_form_feeds_has_no_pages() -> None:
    assert of("one\ntwo")[0].pages == 0


def test_a_line_of_spaces_is_a_blank_line() -> None:
    draft, _ = of("one\n \t \ntwo")
    assert [(line.text, line.gap) for line in lines(draft)] == [("one", 0), ("two", 1)]


SENTENCE = "Rappelant ses résolutions « antérieures » et l’œuvre accomplie à ce jour,"
RUSSIAN = "ссылаясь на свои резолюции и на доклад Генерального секретаря,"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_needs_no_telling(encoding: str) -> None:
    draft, journal = of(RUSSIAN.encode(encoding))
    assert lines(draft)[0].text == RUSSIAN
    assert journal.problems == []


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", SENTENCE),
        ("cp1251", RUSSIAN),
        ("gb18030", "大会回顾其关于在平原的水井和其他水源的决议，以及秘书长的报告，"),
        ("cp1256", "إذ تشير إلى قراراتها السابقة وإلى تقرير الأمين العام عن هذه المسألة،"),
        ("iso8859-6", "إذ تشير إلى قراراتها السابقة وإلى تقرير الأمين العام عن هذه المسألة،"),
        ("koi8-r", RUSSIAN),
        ("cp866", RUSSIAN),
        ("iso8859-5", RUSSIAN),
        ("mac-roman", SENTENCE),
        ("big5", "大會回顧其關於在平原的水井和其他水源的決議，以及秘書長的報告，"),
        ("utf-16-le", RUSSIAN),
        ("utf-16-be", SENTENCE),
    ],
)
def test_a_guessed_encoding_is_said(encoding: str, text: str) -> None:
    draft, journal = of(text.encode(encoding))
    assert lines(draft)[0].text == text
    (problem,) = journal.problems
    assert problem.code == "read.text.encoding"
    assert encoding in problem.message


@pytest.mark.parametrize("text", [SENTENCE, RUSSIAN, "大会回顾其关于在平原的水井和其他水源的决议，"])
@pytest.mark.parametrize("damage", [b"\xe2\x80", b"\xff"])
def test_a_few_damaged_bytes_do_not_make_another_encoding(text: str, damage: bytes) -> None:
    whole = text.encode()
    for data in (whole + b"\n" + damage, whole + b"\n" + damage + whole):
        draft, journal = of(data)
        assert lines(draft)[0].text == text
        (problem,) = journal.problems
        assert problem.code == "read.text.damaged"
        assert f"1 of its characters cannot be decoded, the first at byte {len(whole) + 1}" in problem.message


def test_a_named_encoding_is_used() -> None:
    draft, journal = of("大会回顾其决议，".encode("gb18030"), encoding="gb18030")
    assert lines(draft)[0].text == "大会回顾其决议，"
    assert journal.problems == []


def test_an_encoding_that_does_not_fit_or_does_not_exist() -> None:
    with pytest.raises(ReadError, match="not ascii"):
        of(RUSSIAN, encoding="ascii")
    with pytest.raises(ConfigError, match="unknown encoding"):
        of(RUSSIAN, encoding="utf-9")


@pytest.mark.parametrize("data", [b" \n\n\t\n", b"\x0c\x0c", bytes(range(32)) * 40, b"\x00\x01\x02" * 500])
def test_what_holds_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        of(data)


@pytest.mark.parametrize(
    ("text", "right", "was"),
    [
        (SENTENCE, "utf-8", "cp1252"),
        (RUSSIAN, "utf-8", "cp1251"),
        (RUSSIAN, "utf-8", "latin-1"),
        (RUSSIAN, "cp1251", "cp1252"),
        ("إن الجمعية العامة إذ تشير إلى قراراتها السابقة في هذا الشأن وإلى ما ورد في", "utf-8", "cp1256"),
        ("إن الجمعية العامة إذ تشير إلى قراراتها السابقة في هذا الشأن وإلى ما ورد في", "cp1256", "cp1252"),
    ],
)
def test_a_text_decoded_wrongly_before_is_told(text: str, right: str, was: str) -> None:
    _, journal = of(text.encode(right, errors="ignore").decode(was, errors="ignore"))
    (problem,) = journal.problems
    assert problem.code == "read.text.misread"
    assert right in problem.message
    _, journal = of(text)
    assert not journal.problems


@given(st.text(st.sampled_from("ab é大\u0645 \t\n\f\r\u00a0\u200b"), min_size=1))
def test_every_character_that_is_not_white_space_is_in_a_line_where_it_stood(text: str) -> None:
    try:
        draft, _ = of(text)
    except ReadError:
        assert not text.strip()
        return
    assert "".join(line.text for line in lines(draft)).split() == "".join(draft.text.split("\f")).split() or (
        "".join("".join(line.text.split()) for line in lines(draft)) == "".join(draft.text.split())
    )
    for line in lines(draft):
        span = line.span
        assert span is not None
        assert ledger.faithful(draft.text, line.text, span)
        assert line.text == line.text.strip() != ""


@given(st.binary(min_size=1, max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    try:
        draft, _ = of(data)
    except ReadError:
        return
    assert lines(draft)
