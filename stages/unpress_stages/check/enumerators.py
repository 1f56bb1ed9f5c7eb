"""Hold printed numbers against the forms of the language: digits of one kind, and at each degree its own enumerators.

Since 2019 Arabic texts of the United Nations use the digits 0 to 9 only (domain reference 0.4). Subparagraphs of the
first degree are (a), of the second (i), of the third a.; French, Spanish and Russian print a), i), a. (Editorial
Manual, paragraphs and subparagraphs; domain reference 3.1 and 3.4). That is looked at in the paragraphs of resolutions;
what else counts there, as bullets and figures do, is left alone.
"""

from __future__ import annotations

import re
from typing import Final

from unpress.ast import Blocks, Clause, Document, Item, List, Node, Paragraph
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.numerals import LOOKALIKES
from unpress.walk import each, plain
from unpress_stages.check._passages import Passage, passages, report

PROBLEMS: Final = {
    "digits": "A number is written in two kinds of digits.",
    "level": "A subparagraph is numbered as those of another degree are.",
}

_MIXED: Final = re.compile(r"(?:[0-9]+[٠-٩۰-۹]|[٠-٩۰-۹]+[0-9])[0-9٠-٩۰-۹]*")


def check(document: Document, journal: Journal) -> None:
    """Report each number written in two kinds of digits, and the first entry of each list of another degree."""
    for passage in passages(document):
        label = getattr(passage.block, "label", "")
        found = _MIXED.search(label)
        if found is not None:
            report(journal, passage, "digits", f"the number {label!r} has two kinds of digits", 0, 1)
        for found in _MIXED.finditer(passage.text):
            report(
                journal,
                passage,
                "digits",
                f"the number {found[0]!r} has two kinds of digits",
                *found.span(),
                mend=fold(found[0]),
            )
    _Levels(language(document.language), journal).look(document)


class _Levels:
    def __init__(self, lang: Language, journal: Journal) -> None:
        self.journal = journal
        self.forms = [_printed(form, lang) for form in lang.numbering.levels]

    def look(self, document: Document) -> None:
        def clause(node: Node) -> None:
            if isinstance(node, Clause):
                self._blocks(node.children, 0, f"paragraph {node.label.strip(' .-–')}")

        each(document, clause)

    def _blocks(self, blocks: Blocks, depth: int, where: str) -> None:
        for block in blocks:
            if isinstance(block, List):
                if depth < len(self.forms):
                    self._list(block.items, depth, where)
                for item in block.items:
                    self._blocks(item.children, depth + 1, f"{where} {item.label}")
            elif isinstance(block, Paragraph):
                self._blocks(block.children, depth, where)

    def _list(self, items: tuple[Item, ...], depth: int, where: str) -> None:
        first, own = items[0], self.forms[depth]
        labels = {_spelled(item.label) for item in items[:2]}  # (i) may be a letter, (i) and (ii) are numbers
        if labels <= own.keys() or not any(labels <= forms.keys() for forms in self.forms):
            return
        usual = ", ".join(list(own)[:2])
        report(
            self.journal,
            Passage(first, first.content, plain(first.content), where),
            "level",
            f"the subparagraph {first.label!r} stands at degree {depth + 1}",
            0,
            1,
            f"those of this degree are {usual} ...",
        )


def _printed(form: str, lang: Language) -> dict[str, None]:
    """The enumerators of a degree in their order, letters as far as they are single."""
    if "{letter}" in form:
        single = [letter for letter in lang.numbering.letters if len(letter) == 1]
        return {_spelled(form.format(letter=letter)): None for letter in single}
    return {_spelled(form.format(second=number)): None for number in lang.numbering.second}


def _spelled(label: str) -> str:
    return fold(label).replace(" ", "").translate(LOOKALIKES)
