"""Find labels that name a number in two kinds of digits: "٢6 -" beside "27 -".

Since 2019 Arabic texts of the United Nations use the digits 0 to 9 only (domain reference 0.4).
"""

from __future__ import annotations

import re
from typing import Final

from unpress.ast import Document
from unpress.journal import Journal
from unpress_stages.check._passages import passages, report

PROBLEMS: Final = {
    "digits": "A number is written in two kinds of digits.",
}

_MIXED: Final = re.compile(r"(?:[0-9]+[٠-٩۰-۹]|[٠-٩۰-۹]+[0-9])[0-9٠-٩۰-۹]*")


def check(document: Document, journal: Journal) -> None:
    """Report each number written in two kinds of digits, in labels and in running text."""
    for passage in passages(document):
        label = getattr(passage.block, "label", "")
        found = _MIXED.search(label)
        if found is not None:
            report(journal, passage, "digits", f"the number {label!r} has two kinds of digits", 0, 1)
        for found in _MIXED.finditer(passage.text):
            report(
                journal, passage, "digits", f"the number {found[0]!r} has two kinds of digits", *found.span()
            )
