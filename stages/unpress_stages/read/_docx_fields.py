"""What fields print whose result is not in the file: Word works it out each time that it shows them.

``AUTONUM``, ``AUTONUMLGL``, ``AUTONUMOUT`` and ``LISTNUM`` count paragraphs and never store a result; ``SEQ`` and
``SYMBOL`` store one, but not in files that other programs wrote. ECMA-376, part 1, 17.16.5 and 17.16.4.3 (formats).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from typing import Final

from unpress.record import mutable, record
from unpress_stages._word_package import W
from unpress_stages._word_values import child_val, children, number, switch, val
from unpress_stages._xml import Element
from unpress_stages.read._docx_numbering import Label, printed
from unpress_stages.read._docx_symbols import symbol

BOXES: Final = "☐☒"
"""Boxes of forms: empty, ticked."""
_WORD: Final = re.compile(r'"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+)')
_SILENT: Final = frozenset(
    (
        *(
            "ADVANCE",
            "ASK",
            "BARCODE",
            "FILLIN",
            "FORMTEXT",
            "GOTOBUTTON",
            "INDEX",
            "NEXT",
            "NEXTIF",
            "NUMPAGES",
        ),
        *(
            "PAGE",
            "PRINT",
            "PRIVATE",
            "RD",
            "SECTION",
            "SECTIONPAGES",
            "SET",
            "SKIPIF",
            "TA",
            "TC",
            "TOA",
            "TOC",
            "XE",
        ),
    )
)
"""Fields that print nothing, or what belongs to pages."""
_FORMATS: Final = {
    "arabic": "decimal",
    "alphabetic": "lowerLetter",
    "ALPHABETIC": "upperLetter",
    "roman": "lowerRoman",
    "ROMAN": "upperRoman",
}
_LOOKS: Final = frozenset(("MERGEFORMAT", "CHARFORMAT"))
"""Formats that say how a result looks and not what it is."""
_OUTLINE: Final = (
    *(("upperRoman", "{}."), ("upperLetter", "{}."), ("decimal", "{}."), ("lowerLetter", "{})")),
    *(("decimal", "({})"), ("lowerLetter", "({})"), ("lowerRoman", "({})")),
    *(("lowerLetter", "({})"), ("lowerRoman", "({})")),
)
_NUMBERS: Final = tuple(
    (kind, form) for form in ("{})", "({})", "{}.") for kind in ("decimal", "lowerLetter", "lowerRoman")
)
"""How ``LISTNUM`` prints the nine levels of its list: 1), a), i), (1), (a), (i), 1., a., i."""
_BODY: Final = 10
"""The level of paragraphs that are no headings."""


@record
class Code:
    """The code of a field: its name, its arguments, and its switches, each with what stands behind it."""

    name: str
    arguments: tuple[str, ...]
    switches: dict[str, str]

    @classmethod
    def read(cls, text: str) -> Code:
        words = [match["quoted"] if match["bare"] is None else match[0] for match in _WORD.finditer(text)]
        words = [word for word in words if word.upper() not in _LOOKS]
        arguments: list[str] = []
        switches: dict[str, str] = {}
        last = ""
        for word in words[1:]:
            if word[:1] == "\\" and len(word) > 1:
                last = word[:2].lower()
                switches.setdefault(last, word[2:])
            elif last and not switches[last]:
                switches[last] = word
            else:
                arguments.append(word)
        return cls(words[0].upper() if words else "", tuple(arguments), switches)

    @property
    def silent(self) -> bool:
        """Whether nothing is missing where it has no result. What is no name of a field prints nothing, either."""
        return not (self.name.isalpha() or self.name.startswith("=")) or self.name in _SILENT


def filled(begin: Element) -> str | None:
    """What a field of a form prints that is no text: a box, ticked or not, or what was chosen from a list. ``begin``
    is the character that the field begins with. ECMA-376, part 1, 17.16.17."""
    form = begin.find(W + "ffData")
    box, choices = (None, None) if form is None else (form.find(W + "checkBox"), form.find(W + "ddList"))
    if box is not None:
        ticked = switch(box, "checked")
        return BOXES[bool(switch(box, "default") if ticked is None else ticked)]
    entries = [val(entry) for entry in children(choices, "listEntry")]
    chosen = number(child_val(choices, "result") or child_val(choices, "default"), 0)
    return entries[chosen] if chosen < len(entries) else None


@mutable
class FieldNumbers:
    """What the fields of a text have counted so far. To ``unknown`` go the formats of numbers that are not known."""

    unknown: set[str] = field(default_factory=set[str])
    _counters: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])
    _heading: int = 0
    _label: Callable[[int], Label | None] | None = None
    _numbered: bool = False  # the paragraph has a number: the next one counts a level below

    def begin(self, heading: int, label: Callable[[int], Label | None] | None) -> None:
        """A paragraph begins: a heading of a level, or 0. ``label`` counts a level below that of the list that the
        paragraph belongs to; None where it belongs to none."""
        self._heading, self._label, self._numbered = heading, label, label is not None

    def shown(self, code: Code, result: str) -> None:
        """A field had a result: what is counted goes on behind it."""
        if code.name == "SEQ" and code.arguments and result.strip().isdecimal():
            self._of(f"SEQ {code.arguments[0].lower()}")[1] = int(result)

    def printed(self, code: Code) -> str | None:
        """What Word prints for a field that has no result; None where it is not known."""
        match code.name:
            case "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT":
                return self._automatic(code)
            case "LISTNUM":
                return self._listed(code)
            case "SEQ":
                return self._sequence(code)
            case "SYMBOL":
                return _sign(code)
            case _:
                return None

    def _of(self, name: str) -> dict[int, int]:
        return self._counters.setdefault(name, {})

    def _automatic(self, code: Code) -> str:
        """Headings count by their levels, each anew under the one above; other paragraphs count through the text, or
        anew behind each heading that is counted."""
        counters = self._of(code.name)
        level = self._heading or _BODY
        _count(counters, level)
        kind = self._format(code)
        if code.name == "AUTONUMOUT":
            kind, form = _OUTLINE[level - 1] if level < _BODY else ("decimal", "{}.")
            return form.format(printed(kind, counters[level]))
        between = code.switches.get("\\s", ".")
        end = "" if "\\e" in code.switches else between
        if code.name == "AUTONUM":
            return printed(kind, counters[level]) + end
        above = [each for each in sorted(counters) if each <= level]
        return between.join(printed(kind, counters[each]) for each in above) + end

    def _listed(self, code: Code) -> str:
        own = number(code.switches.get("\\l", ""), 0, high=9)
        name = code.arguments[0].lower() if code.arguments else ""
        if not name and self._label is not None:
            label = self._label(own)
            if label is not None:
                return label.text
        level = own or (2 if self._numbered else 1)
        self._numbered = self._numbered or level == 1
        counters = self._of(f"LISTNUM {name or 'numberdefault'}")
        start = code.switches.get("\\s", "")
        _count(counters, level, number(start, 1) if start else None)
        if name == "legaldefault":
            return ".".join(str(counters[each]) for each in sorted(counters) if each <= level) + "."
        kind, form = (_OUTLINE if name == "outlinedefault" else _NUMBERS)[level - 1]
        return form.format(printed(kind, counters[level]))

    def _sequence(self, code: Code) -> str:
        if not code.arguments:
            return ""
        counters = self._of(f"SEQ {code.arguments[0].lower()}")
        if "\\c" not in code.switches:  # it repeats the number before
            start = code.switches.get("\\r", "")
            _count(counters, 1, number(start, 1) if start else None)
        return "" if "\\h" in code.switches else printed(self._format(code), counters.get(1, 0))

    def _format(self, code: Code) -> str:
        name = code.switches.get("\\*", "")
        known = _FORMATS.get(name) or _FORMATS.get(name.lower(), "")
        if name and not known:
            self.unknown.add(name)
        return known or "decimal"


def _count(counters: dict[int, int], level: int, start: int | None = None) -> None:
    """Count one more at a level; those below it begin anew."""
    counters[level] = counters.get(level, 0) + 1 if start is None else start
    for below in [each for each in counters if each > level]:
        del counters[below]


def _sign(code: Code) -> str | None:
    """The sign of a ``SYMBOL`` field: a code in a font, decimal or as 0xB3, or the sign itself."""
    if not code.arguments:
        return None
    place = code.arguments[0]
    try:
        found = int(place, 0)
    except ValueError:
        return place if len(place) == 1 else None
    return symbol(found, code.switches.get("\\f", ""))
