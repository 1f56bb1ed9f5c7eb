"""What is printed is read again: tree -> PDF -> tree, for documents as they come (`tests/printed.py`).

``UNPRESS_EXAMPLES=200`` tries so many documents of each kind, others each time; without it, a few, the same ones.
"""

from __future__ import annotations

import json
import os
from typing import Any

import printed
import pytest
from hypothesis import HealthCheck, Phase, given, settings

import unpress
from unpress import read
from unpress.ast import Document
from unpress.source import Source

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # say which, however large
EXAMPLES = int(os.environ.get("UNPRESS_EXAMPLES") or 0)


def tried(count: int) -> settings:
    return settings(
        max_examples=EXAMPLES or count,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),  # each example takes a second: none is made smaller
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def written(document: Document) -> Any:
    """Title, text, notes and links. A font has one space: those that do not break become others."""
    tree = json.loads(
        unpress.render(document, "json").decode().replace("\\u00a0", " ").replace("\u00a0", " ")
    )
    return {key: tree.get(key) for key in ("title", "label", "children", "notes")}


def again(document: Document) -> Document:
    return read(Source("x.pdf", unpress.render(document, "pdf"))).document


@given(printed.resolutions())
@tried(14)
def test_a_resolution_is_read_as_it_was_printed(document: Document) -> None:
    assert written(again(document)) == written(document)


@given(printed.reports())
@tried(8)
def test_a_report_is_read_as_it_was_printed(document: Document) -> None:
    assert written(again(document)) == written(document)
