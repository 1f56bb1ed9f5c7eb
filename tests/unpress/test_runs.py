from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from unpress.journal import Journal
from unpress.record import replace
from unpress.runs import Joined, Run, edit_runs, merge_runs, run_at, span_of


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    text = draw(st.text("ab ", min_size=1, max_size=20))
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [
        (a, b, draw(st.sampled_from(["", " ", "xy"])))
        for a, b in zip(places[::2], places[1::2], strict=False)
    ]
    return text, edits


@given(edited())
def test_one_run_is_edited_as_its_halves_are(case: tuple[str, list[tuple[int, int, str]]]):
    text, edits = case
    half = len(text) // 2
    both = tuple(run for run in (run_at(text[:half], 5), run_at(text[half:], 5 + half)) if run.text)
    seen: list[tuple[object, ...]] = []
    for runs in ((run_at(text, 5),), both):
        journal = Journal("x")
        fresh = edit_runs(runs, edits, journal, "out", "other")
        places = {
            at for run in fresh if run.span is not None for p in run.span.pieces for at in range(*p[1:])
        }
        entries = {(e.rule, e.became, at) for e in journal.entries for at in range(e.start, e.end)}
        seen.append(("".join(run.text for run in fresh), places, entries))
    assert seen[0] == seen[1]


def test_text_that_is_all_taken_out_leaves_no_run():
    assert edit_runs((run_at("  ", 0),), [(0, 2, "")], Journal("x"), "out", "other") == ()


def test_what_is_put_in_takes_the_look_of_what_it_replaces():
    (run,) = edit_runs((Run("a  b", bold=True),), [(1, 3, " ")], Journal("x"), "out", "other")
    assert run == Run("a b", bold=True)


@given(st.lists(st.tuples(st.text("ab", max_size=3), st.booleans(), st.booleans()), max_size=6))
def test_merged_runs_have_the_text_the_looks_and_the_places_of_their_parts(
    parts: list[tuple[str, bool, bool]],
):
    runs = [
        replace(run_at(text, 10 * i, page=i + 1) if known else Run(text), bold=bold)
        for i, (text, bold, known) in enumerate(parts)
    ]
    merged = merge_runs(runs)
    assert [(c, run.bold) for run in merged for c in run.text] == [
        (c, run.bold) for run in runs for c in run.text
    ]
    assert not any(a.bold == b.bold for a, b in pairwise(merged))
    places, before = span_of(merged), span_of([run for run in runs if run.text])
    assert (places and places.pieces) == (before and before.pieces)


def test_a_space_takes_the_look_of_what_is_before_it_but_is_not_raised():
    joined = Joined()
    joined.add(run_at("a", 0))
    joined.space(1)
    joined.add(replace(run_at("1", 2), raised=True, note="1"))
    joined.space(-1)
    joined.add(run_at("b", 5))
    first, mark, rest = joined.runs()
    assert (first.text, mark.text, rest.text) == ("a ", "1", " b")
    assert first.span is not None
    assert [tuple(piece) for piece in first.span.pieces] == [(0, 0, 1), (1, 1, 2)]
    assert rest.span is not None
    assert [tuple(piece) for piece in rest.span.pieces] == [(1, 5, 6)]
