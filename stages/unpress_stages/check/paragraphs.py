"""Find paragraphs that are cited and are not there: "paragraph 12 above" in a text of ten."""

from __future__ import annotations

from typing import Final

from unpress.ast import Clause, Document, Item, Node, Paragraph
from unpress.enumerator import readings
from unpress.figures import whole
from unpress.folding import fold_with_positions
from unpress.journal import Journal
from unpress.language import language
from unpress.problems import Severity
from unpress.walk import each
from unpress_stages.check._passages import passages, report

PROBLEMS: Final = {
    "missing": "A paragraph is cited and is not there.",
}


def check(document: Document, journal: Journal) -> None:
    """Report each citation of a paragraph of the document itself that it does not have."""
    rule = language(document.language).headings.own_paragraph
    if not rule:
        return
    numbers = _numbers(document)
    if not numbers:
        return
    for passage in passages(document):
        folded, positions = fold_with_positions(passage.text)
        for found in rule.pattern.finditer(folded):
            for group in ("n", "m"):
                printed = found[group]
                if printed and whole(printed) not in numbers:
                    start, end = found.span(group)
                    if positions is not None:
                        start, end = positions[start], positions[end]
                    report(
                        journal,
                        passage,
                        "missing",
                        f"paragraph {printed} is cited ({found[0]!r}) and is not there",
                        start,
                        end,
                        f"the paragraphs are numbered {min(numbers)} to {max(numbers)}",
                        severity=Severity.error,
                    )


def _numbers(document: Document) -> frozenset[int]:
    found: set[int] = set()

    def look(node: Node) -> None:
        if isinstance(node, Clause | Paragraph | Item) and node.label:
            found.update(r.ordinal for r in readings(node.label) if r.style in {"decimal", "arabic-indic"})

    each(document, look)
    return frozenset(found)
