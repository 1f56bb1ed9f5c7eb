"""Keys of notes."""

from __future__ import annotations

from unpress_stages._keys import Keys


def test_a_key_is_its_marker_and_one_of_its_own() -> None:
    keys = Keys(["2", "3'"])
    assert [keys.new(marker) for marker in ("1", "1", "2", "3", "3", "1'")] == [
        "1",
        "1'",
        "2'",
        "3",
        "3''",
        "1''",
    ]


def test_keys_of_many_notes_with_one_marker_stay_short() -> None:
    keys = Keys()
    found = [keys.new("1") for _ in range(10_000)]
    assert len(set(found)) == 10_000
    assert max(map(len, found)) < 20
