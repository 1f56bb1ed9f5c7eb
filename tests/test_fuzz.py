"""A few hundred of the inputs of ``tox run -e fuzz``, each time the same, so that CI meets them too."""

from __future__ import annotations

import mutations
import pytest
from fuzz import FINE, one

INPUTS = {"text": 60, "markdown": 60, "akn": 60, "json": 60, "docx": 40, "pdf": 15}
SECONDS = 30.0


@pytest.mark.parametrize("reader", mutations.READERS)
def test_hostile_inputs_are_documents_or_errors(reader: str) -> None:
    found = {number: one(reader, 1, number, SECONDS)[0] for number in range(INPUTS[reader])}
    assert {number: what for number, what in found.items() if what not in FINE} == {}


def test_most_of_the_inputs_are_read() -> None:
    """Inputs that every reader refuses at once would prove nothing."""
    found = [one(reader, 2, number, SECONDS)[0] for reader in ("text", "akn", "docx") for number in range(10)]
    assert found.count("document") > 15


@pytest.mark.parametrize("reader", mutations.READERS)
def test_the_same_number_is_the_same_input(reader: str) -> None:
    assert mutations.hostile(reader, 1, 7).data == mutations.hostile(reader, 1, 7).data
    assert mutations.hostile(reader, 1, 7).data != mutations.hostile(reader, 1, 8).data
