"""A Word file as Word shows it: numbers computed from the numbering part, notes from theirs.

Written from ECMA-376, part 1, 17.9 and 17.18.59, and on purpose without the code that it tests.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _letters(alphabet: str, number: int) -> str:
    return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),  # noqa: SIM905
        strict=True,
    ):
        out += sign * (number // value)
        number %= value
    return out


def _han(number: int) -> str:
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else " 一二三四五六七八九"[tens] + "十"
    return head + " 一二三四五六七八九"[units].strip()


def shown(kind: str, number: int) -> str:
    """What Word prints for a number in one of its formats."""
    match kind:
        case "decimal":
            return str(number)
        case "lowerLetter":
            return _letters("abcdefghijklmnopqrstuvwxyz", number)
        case "upperLetter":
            return _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", number)
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "russianLower":
            return _letters("абвгдежзиклмнопрстуфхцчшщэюя", number)
        case "arabicAbjad":
            return _letters("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", number)
        case "chineseCountingThousand":
            return _han(number)
        case "ideographEnclosedCircle":
            return chr(0x321F + number) if number <= 10 else str(number)
        case _:
            raise AssertionError(f"no format {kind}")


@dataclass
class Paragraph:
    """A paragraph: the label that Word counts, its text without the marks of notes, the notes that it refers to."""

    label: str
    text: str
    style: str
    notes: list[int]
    xml: Element


@dataclass
class Word:
    """An opened file."""

    data: bytes
    parts: dict[str, Element] = field(init=False)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as file:
            self.parts = {
                name: etree.fromstring(file.read(name))
                for name in file.namelist()
                if name.endswith((".xml", ".rels"))
            }
        self.levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self.numbers: dict[str, str] = {}
        numbering = self.parts.get("word/numbering.xml")
        if numbering is not None:
            for definition in numbering.iter(W + "abstractNum"):
                self.levels[definition.get(W + "abstractNumId", "")] = {
                    int(level.get(W + "ilvl", "")): (
                        int(_value(level, "start")),
                        _value(level, "numFmt"),
                        _value(level, "lvlText"),
                    )
                    for level in definition.iter(W + "lvl")
                }
            for number in numbering.iter(W + "num"):
                self.numbers[number.get(W + "numId", "")] = _value(number, "abstractNumId")

    @property
    def body(self) -> list[Paragraph]:
        """The paragraphs of the text in order, those of tables included."""
        self._counters = {}
        return [self._paragraph(p) for p in self.parts["word/document.xml"].iter(W + "p")]

    @property
    def notes(self) -> dict[int, list[Paragraph]]:
        """The notes by their ids, in the order of the file."""
        return {
            int(note.get(W + "id", "")): [self._paragraph(p) for p in note.iter(W + "p")]
            for note in self.parts["word/footnotes.xml"].iter(W + "footnote")
            if note.get(W + "type") is None
        }

    def header(self, number: int) -> list[Paragraph]:
        """The lines of a header; 1 is that of the first page."""
        return [self._paragraph(p) for p in self.parts[f"word/header{number}.xml"].iter(W + "p")]

    def links(self, part: str = "document") -> list[tuple[str, str]]:
        """Addresses and texts of the links in a part."""
        rels = self.parts.get(f"word/_rels/{part}.xml.rels")
        targets = {} if rels is None else {rel.get("Id"): rel.get("Target", "") for rel in rels}
        return [
            (targets[link.get(R + "id")], "".join(t.text or "" for t in link.iter(W + "t")))
            for link in self.parts[f"word/{part}.xml"].iter(W + "hyperlink")
        ]

    def _paragraph(self, p: Element) -> Paragraph:
        notes = [int(mark.get(W + "id", "")) for mark in p.iter(W + "footnoteReference")]
        style = p.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(W + "val", "")
        return Paragraph(self._label(p), "".join(_text(p)), name, notes, p)

    def _label(self, p: Element) -> str:
        place = p.find(f"{W}pPr/{W}numPr")
        if place is None or _value(place, "numId") == "0":
            return ""
        level, number = int(_value(place, "ilvl")), self.numbers[_value(place, "numId")]
        start, kind, text = self.levels[number][level]
        counters = self._counters.setdefault(number, {})
        counters[level] = counters[level] + 1 if level in counters else start
        for below in [key for key in counters if key > level]:
            del counters[below]
        if kind == "bullet":
            return text

        def print_level(match: re.Match[str]) -> str:
            of = int(match[1]) - 1
            return shown(self.levels[number][of][1], counters.get(of, self.levels[number][of][0]))

        return re.sub(r"%(\d)", print_level, text)


def _value(element: Element, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else child.get(W + "val", "")


def _text(p: Element) -> Iterator[str]:
    for run in p.iter(W + "r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None and style.get(W + "val") == "FootnoteReference":
            continue
        for child in run:
            if child.tag == W + "t":
                yield child.text or ""
            elif child.tag == W + "tab":
                yield "\t"
            elif child.tag == W + "br":
                yield "\n"
