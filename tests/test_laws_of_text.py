"""Laws for any text: no crash, nothing lost in silence, a second run changes nothing, cost in proportion to size."""

from __future__ import annotations

import random
import string
import time
from functools import cache
from pathlib import Path

import accounts
import outline
import pytest
import typeset
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unpress import Config, ReadError, convert, read
from unpress.draft import Draft
from unpress.journal import Journal
from unpress.source import Source
from unpress.stage import load

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
CLEAN = Config().clean


@cache
def text_of(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def nothing_lost(data: bytes) -> None:
    try:
        result = read(Source("x.txt", data))
    except ReadError:
        return
    accounts.nothing_lost(result)
    keys = [note.key for note in result.document.notes]
    assert len(keys) == len(set(keys))
    assert outline.write(result.document)


# ------------------------------------------------------------------------------------------------- damaged samples

JUNK = [
    "",
    " ",
    "\f",
    "\t\t",
    "(a)",
    "1.",
    "12",
    "__________________",
    "1 A/75/237.",
    "A/RES/75/210",
    "2/4",
    "]",
    "[",
    "¹",
    "*",
]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A sample with lines dropped, doubled, cut, moved, or with something else between them."""
    name = draw(st.sampled_from(NAMES))
    chance = random.Random(draw(st.integers(0, 2**32)))
    lines = text_of(name).split("\n")
    for _ in range(draw(st.integers(1, 12))):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                del lines[at : at + chance.randrange(1, 6)]
            case 1:
                lines[at:at] = lines[at : at + 4]
            case 2:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case 3:
                lines.insert(chance.randrange(len(lines)), lines.pop(at))
            case 4:
                lines.insert(at, chance.choice(JUNK))
            case _:
                lines[at] = lines[at].replace(" ", chance.choice(["  ", "\u00a0", "", "\u200b"]), 3)
        if not lines:
            lines = ["."]
    return "\n".join(lines)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_a_damaged_sample_loses_nothing_in_silence(text: str) -> None:
    nothing_lost(text.encode())


SIGNS = "aé大م1 2.,;:()[]*_¹⁴/-–—\n\n\n\f\t \u00a0\u200b\u202a\u202c«»“”،؛。，ﬁ㈠"


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(SIGNS), min_size=1, max_size=400))
def test_any_text_loses_nothing_in_silence(text: str) -> None:
    nothing_lost(text.encode())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["ar", "en", "es", "fr", "ru", "zh"]))
def test_any_characters_in_any_language(text: str, language: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        result = convert(Source("x.txt", data), (), Config(language=language))
    except ReadError:
        return
    assert result.ledger.complete


# ------------------------------------------------------------------------------------------------------ a second run


def cleaned(text: str) -> Draft:
    drafts: list[Draft] = []

    def watch(stage: str, value: object) -> None:
        if isinstance(value, Draft):
            drafts.append(value)

    convert(Source("x.txt", text.encode()), (), watch=watch)
    return drafts[-1]


@pytest.mark.parametrize("stage", CLEAN)
@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_of_a_stage_gives_the_same_object(name: str, stage: str) -> None:
    draft = cleaned(text_of(name))
    journal = Journal("x.txt", f"clean.{stage}")
    assert load("clean", stage).function(draft, journal) is draft
    assert journal.entries == []
    assert journal.problems == []


@pytest.mark.parametrize("stage", Config().transform)
@pytest.mark.parametrize("name", NAMES)
def test_a_second_transform_gives_the_same_object(name: str, stage: str) -> None:
    document = read(SAMPLES / f"{name}.txt").document
    assert load("transform", stage).function(document, Journal()) is document


# -------------------------------------------------------------------------------------------------- what could blow up

HOSTILE = {
    "one long line": "a " * 60_000,
    "one long word": "a" * 120_000,
    "spaces": "x" + " " * 100_000 + "y",
    "open brackets": "(" * 20_000,
    "stars": "*a " * 20_000,
    "links": "[a](" * 12_000,
    "figures": "1 " * 30_000,
    "raised figures": "¹²³ " * 15_000,
    "slashes": "A/" * 30_000,
    "resolutions": "resolutions 1/1 and " * 6_000,
    "enumerators": "(i) " * 20_000,
    "lines of numbers": "\n".join(f"{n}. a" for n in range(4_000)),
    "lines of one letter": "a\n" * 8_000,
    "columns": "a   1   2\n" * 4_000,
    "rules": "____\n1 a\n" * 3_000,
    "form feeds": "A/RES/1/1\n\f1 a\n" * 2_000,
    "deep lists": "".join(
        f"{label}\n" for label in ["1. a", *["(a) a", "(i) a", "a. a", "- a", "• a"] * 800]
    ),
    "marks": "\u202a\u202b\u200b" * 20_000 + "a",
    "combining": "e" + "\u0301" * 20_000,
    "Han": "大会，" * 15_000,
    "Arabic": "إن الجمعية ) 1( " * 5_000,
}
SECONDS = 20.0
"""Far more than any of these takes, far less than what grows with the square of the size would."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_reasonable_time(name: str) -> None:
    started = time.process_time()
    nothing_lost(HOSTILE[name].encode())
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("habit", typeset.HABITS, ids=lambda habit: habit.name)
def test_a_long_document_is_as_good_as_a_short_one(habit: typeset.Habit) -> None:
    """Two hundred operative paragraphs over many pages, none split, none joined."""
    chance = random.Random(7)
    letters = string.ascii_lowercase[:12]

    def words(count: int) -> str:
        return " ".join("".join(chance.choices(letters, k=chance.randrange(2, 9))) for _ in range(count))

    lines = [
        "language: en",
        "symbol: A/RES/79/900",
        "organ: ga",
        "kind: resolution",
        "session: 79",
        "job_number: 24-20001",
    ]
    lines += ["masthead publisher | United Nations", "masthead symbol | A/RES/79/900"]
    lines += ["title 79/900. | Wells of the plains", "formula | *The General Assembly*,"]
    lines += [f"preambular | *Recalling* the {words(chance.randrange(8, 70))}," for _ in range(40)]
    for n in range(1, 201):
        verb = chance.choice(["Requests", "Decides", "Urges", "Calls upon", "Welcomes"])
        end = "." if n == 200 else ";"
        lines.append(f"operative {n}. | *{verb}* the {words(chance.randrange(6, 60))}{end}")
    wanted = "".join(f"{line}\n" for line in lines)
    text = typeset.dump(outline.read(wanted), habit)
    assert outline.write(read(Source("x.txt", text.encode())).document).splitlines() == wanted.splitlines()
