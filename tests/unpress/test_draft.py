from __future__ import annotations

from unpress.draft import Line
from unpress.record import replace
from unpress.runs import Run


def test_a_line_has_the_text_of_its_runs():
    assert replace(Line((Run("a"),)), runs=(Run("a"), Run("b"))).text == "ab"
