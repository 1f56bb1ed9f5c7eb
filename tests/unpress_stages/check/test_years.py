"""The year in which a document can cite."""

from __future__ import annotations

import pytest

from unpress import Document
from unpress.ast import Meta
from unpress_stages.check._years import year_of


@pytest.mark.parametrize("date", ["", "#", "¹²20-01-01", "true", "20"])
def test_what_is_no_date_says_nothing(date: str) -> None:
    assert year_of(Document("en", Meta(adopted=date, issued="1999-12-21"))) == 1999
    assert year_of(Document("en", Meta(adopted=date))) > 2000
