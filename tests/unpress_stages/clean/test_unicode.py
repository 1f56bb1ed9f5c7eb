"""Characters: what goes, what is taken apart, what stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpress import ledger
from unpress.draft import Draft, Line
from unpress.errors import ReadError
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.clean import unicode
from unpress_stages.read.text import read


def cleaned(text: str) -> tuple[Draft, Journal]:
    journal = Journal("x.txt", "clean.unicode")
    return unicode.clean(read(Source("x.txt", text.encode()), journal), journal), journal


def words(draft: Draft) -> str:
    return "\n".join(entry.text for entry in draft.lines if isinstance(entry, Line))


@pytest.mark.parametrize(
    ("text", "became"),
    [
        ("the oﬃce of ﬂags", "the office of flags"),
        ("co\u00adoperation", "cooperation"),
        ("re\u200bsolution\u200e 75\u200f", "resolution 75"),
        ("\ufeffDecides", "Decides"),
        ("الأمــم المتحـدة", "الأمم المتحدة"),
        ("اﻷول", "الأول"),
        ("re\u0301solution", "résolution"),
        ("\uf02a\uf031\uf032 text", " text"),
        ("a\u0007b" + "c" * 400, "ab" + "c" * 400),
        (
            "the good\ufffeneighbours\ufffe",
            "the good-\nneighbours\ufffe",
        ),  # PDFium: a hyphen, and the end of its line
        ("a co\u0002facilitator" + "c" * 400, "a co-\nfacilitator" + "c" * 400),
    ],
)
def test_what_is_removed_and_what_is_replaced(text: str, became: str) -> None:
    draft, _ = cleaned(text)
    assert words(draft).strip() == became.strip()


@pytest.mark.parametrize(
    "text",
    [
        "Décide\u00a0: «\u00a0eau\u00a0»\u202f;",  # French spaces
        "² and ½, ㈠ and ①",  # NFKC would change them
        "（一）、，。",
        "co-operation – and — ‘it’",
        "(هـ) النص",  # a letter shown in its initial form
    ],
)
def test_what_stays(text: str) -> None:
    draft, journal = cleaned(text)
    assert words(draft) == text
    assert journal.entries == []


def test_nothing_to_do_gives_the_same_object() -> None:
    journal = Journal("x.txt", "clean.unicode")
    draft = read(Source("x.txt", b"Recalling its resolution,"), journal)
    assert unicode.clean(draft, journal) is draft


def test_a_line_of_nothing_but_marks_goes() -> None:
    draft, _ = cleaned("one\n\u200b\u200e\n\uf02a\uf031\ntwo")
    assert words(draft) == "one\ntwo"


SUSPECTS = st.text(
    st.sampled_from("abé e\u0301\u0327 ﬁﬃ ﷺ اﻷـ\u064b \u00ad\u200b\u202a\u202c\ufeff\uf02a\u2126\n ’大㈠²"),
    min_size=1,
)


@given(SUSPECTS)
def test_every_change_is_entered_and_a_second_run_changes_nothing(text: str) -> None:
    try:
        draft, journal = cleaned(text)
    except ReadError:
        return
    kept = [
        piece for line in draft.lines if isinstance(line, Line) and line.span for piece in line.span.pieces
    ]
    explained = {at for piece in kept for at in range(piece.start, piece.end)}
    explained |= {at for entry in journal.entries for at in range(entry.start, entry.end)}
    ink = {at for at, character in enumerate(draft.text) if not character.isspace()}
    assert ink <= explained
    again = Journal("x.txt", "clean.unicode")
    assert words(unicode.clean(draft, again)) == words(draft)
    assert again.entries == []


@given(SUSPECTS)
def test_what_comes_out_is_composed_and_its_spans_are_true(text: str) -> None:
    try:
        draft, _ = cleaned(text)
    except ReadError:
        return
    assert unicodedata.is_normalized("NFC", words(draft))
    for line in draft.lines:
        if isinstance(line, Line) and line.span is not None:
            changed = any(
                entry_at.end - entry_at.start and draft.text[entry_at.start : entry_at.end]
                for entry_at in line.span.pieces
            )
            assert not changed or ledger.faithful(draft.text, line.text, line.span)
