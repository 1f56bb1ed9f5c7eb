"""Cases of ``transform.references``."""

from __future__ import annotations

import pytest
import textcase

from unpress.ast import Document, Paragraph, Reference, Text
from unpress.journal import Journal
from unpress.walk import plain
from unpress_stages.transform.references import transform


@pytest.mark.parametrize("case", textcase.cases("transform/references"), ids=str)
def test_cases(case: textcase.Case) -> None:
    textcase.check(case)


def reference(
    symbol: str, words: str, behind: str, code: str = "en", before: str = "resolution "
) -> tuple[str, str]:
    """The symbol and the words of a reference, once what stands behind it has been looked at."""
    content = (Text(before), Reference(symbol, (Text(words),)), Text(behind))
    (block,) = transform(Document(code, children=(Paragraph(content),)), Journal()).children
    assert isinstance(block, Paragraph)
    (found,) = (node for node in block.content if isinstance(node, Reference))
    return found.symbol, plain(found.children)


@pytest.mark.parametrize(
    ("code", "before", "behind"),
    [
        ("en", "resolution ", " K of 3 May 1997"),
        ("fr", "résolution ", "\u00a0K du 3 mai 1997"),
        ("ru", "резолюция ", " К от 3 мая 1997 года"),
        ("zh", "1997年5月3日第", " K号决议"),
    ],
)
def test_the_letter_behind_a_link_names_the_part(code: str, before: str, behind: str) -> None:
    assert reference("A/RES/51/160", "51/160", behind, code, before) == ("A/RES/51/160 K", "51/160")


def test_a_link_to_another_document_than_its_words_name_stays() -> None:
    assert reference("A/RES/51/161", "51/160", " K of 3 May 1997") == ("A/RES/51/161", "51/160")
    assert reference("A/RES/51/160", "51/160", " Kept") == ("A/RES/51/160", "51/160")
