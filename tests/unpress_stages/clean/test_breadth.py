from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpress_stages.clean._breadth import breadth, steps


@given(st.text(st.sampled_from("abW ,.éÉœж Щ’“—1大م\u0301"), max_size=30))
def test_a_text_is_as_broad_as_its_letters_one_after_the_other(text: str):
    assert breadth(text) == pytest.approx(steps(text)[-1])
    assert breadth(text) == pytest.approx(sum(map(breadth, text)))
