from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unpress.draft import Run, edit_runs, run_at
from unpress.journal import Journal


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
