"""A law of records: what a stage gave back stays as it is, whatever the stages behind it make of it.

Nothing at run time keeps a record from being changed (``unpress.record``): type checkers do, and this.
"""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from unpress import convert

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_stage_changes_what_another_gave(sample: Path) -> None:
    seen: list[tuple[str, object, bytes]] = []
    convert(
        sample, ("md", "akn"), watch=lambda stage, value: seen.append((stage, value, pickle.dumps(value)))
    )
    assert seen
    assert [stage for stage, value, before in seen if pickle.dumps(value) != before] == []
