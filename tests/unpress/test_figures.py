from __future__ import annotations

import pytest

from unpress.figures import whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("12", 12), (" 7 ", 7), ("٣٤", 34), ("０", 0), ("", None), ("¹", None), ("-1", None), ("1.5", None)),
        ("9" * 10, None), ("9" * 5000, None), ("x", None),
    ],
)  # fmt: skip
def test_whole_numbers(text: str, number: int | None) -> None:
    assert whole(text) == number
