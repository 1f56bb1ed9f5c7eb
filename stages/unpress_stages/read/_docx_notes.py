"""Footnotes and endnotes: which are referred to, in which order, and what their marks print.

Word counts the notes that have no mark of their own, by the place of their references; a mark may be typed instead
("*"). Formats and beginnings come from the settings or from a section. ECMA-376, part 1, 17.11.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Final

from unpress.record import mutable, record
from unpress_stages._keys import Keys
from unpress_stages._word_package import W
from unpress_stages._word_values import child_val, children, number, val
from unpress_stages._xml import Element
from unpress_stages.read._docx_numbering import is_known, printed

_FORMATS: Final = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How notes are counted where nothing says it."""


@record
class Reference:
    """A note that is referred to: its kind and id in the file, its mark, and the key that runs name it by. ``typed``:
    its mark stands in its text, too; ``hidden``: its mark is not shown where the reference is."""

    kind: str
    identity: str
    marker: str
    key: str
    typed: bool = False
    hidden: bool = False


@mutable
class Counting:
    """How notes of one kind are counted."""

    kind: str
    start: int = 1
    restart: str = ""
    count: int = 0

    def read(self, properties: Element | None) -> None:
        """Take up what settings or a section say."""
        if properties is None:
            return
        self.kind = child_val(properties, "numFmt") or self.kind
        self.start = number(child_val(properties, "numStart"), self.start)
        self.restart = child_val(properties, "numRestart") or self.restart


@mutable
class Notes:
    """The notes of a file: by kind the root of their part, and the settings. Keys are unique; a mark that comes again
    after a restart gets a stroke. To ``unknown`` go the formats of numbers that are not known."""

    roots: Mapping[str, Element]
    settings: Element | None = None
    unknown: set[str] = field(default_factory=set[str])
    references: list[Reference] = field(default_factory=list[Reference])
    _elements: dict[tuple[str, str], Element] = field(default_factory=dict[tuple[str, str], Element])
    _found: dict[tuple[str, str], Reference] = field(default_factory=dict[tuple[str, str], Reference])
    _usual: dict[str, Counting] = field(default_factory=dict[str, Counting])
    _counting: dict[str, Counting] = field(default_factory=dict[str, Counting])
    _sections: Iterator[Element] = field(default_factory=lambda: iter(()))
    _bookmarks: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    _each_page: bool = False  # several notes are counted so
    _paged: bool = False
    _keys: Keys = field(default_factory=Keys)

    def __post_init__(self) -> None:
        for kind, root in self.roots.items():
            for element in children(root, kind):
                special = val(element, "type")  # what is set between the text and its notes
                identity = val(element, "id") if special in ("", "normal") else special
                self._elements.setdefault((kind, identity), element)
        for kind, usual in _FORMATS.items():
            self._usual[kind] = Counting(usual)
            if self.settings is not None:
                self._usual[kind].read(self.settings.find(f"{W}{kind}Pr"))

    def prepare(self, body: Element) -> None:
        """Look through the text for what must be known before it is read: the formats that its sections give to notes,
        and which notes bookmarks stand at."""
        self._sections = iter([each for each in body.iter(W + "sectPr") if not _is_former(each)])
        self.begin_section()
        open_: list[str] = []
        for element in body.iter(W + "bookmarkStart", W + "footnoteReference", W + "endnoteReference"):
            if element.tag == W + "bookmarkStart":
                open_.append(val(element, "name"))
                continue
            kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
            for name in open_[-3:]:
                self._bookmarks.setdefault(name, (kind, val(element, "id")))
            open_.clear()

    def within(self, roots: Mapping[str, Element]) -> Notes:
        """The notes of a document inside this one, which are counted with its own."""
        found = Notes(roots, self.settings, self.unknown)
        found._counting, found._keys = self._counting, self._keys
        return found

    def refer(
        self, kind: str, identity: str, custom: str | None, *, hidden: bool = False
    ) -> Reference | None:
        """The note that a reference is to, counted; None where there is none."""
        if (kind, identity) not in self._elements:
            return None
        known = self._found.get((kind, identity))
        if known is not None:
            return known
        counting = self._counting[kind]
        marker = custom
        if marker is None:
            counting.count += 1
            self._each_page |= counting.restart == "eachPage" and counting.count > 1
            value = counting.start + counting.count - 1
            marker = printed(counting.kind, value)
            if not is_known(counting.kind, value):
                self.unknown.add(counting.kind)
        found = Reference(kind, identity, marker, self._keys.new(marker), custom is not None, hidden)
        self.references.append(found)
        self._found[kind, identity] = found
        return found

    def typed(self, identity: str) -> str:
        """The mark that is typed behind the reference to a footnote, empty where Word counts."""
        found = self._found.get(("footnote", identity))
        return found.marker if found is not None and found.typed else ""

    def key_of(self, bookmark: str) -> str:
        """The key of the note whose mark stands at a bookmark, or empty."""
        found = self._found.get(self._bookmarks.get(bookmark, ("", "")))
        return found.key if found is not None else ""

    def identity_at(self, bookmark: str) -> str:
        """The id of the note whose mark stands at a bookmark, or empty."""
        return self._bookmarks.get(bookmark, ("", ""))[1]

    def begin_section(self) -> None:
        """The next section begins: its notes are counted as the settings say and it says itself, and anew where that
        is asked for."""
        section = next(self._sections, None)
        for kind, usual in self._usual.items():
            before, found = self._counting.get(kind), replace(usual)
            found.read(None if section is None else section.find(f"{W}{kind}Pr"))
            if before is not None and found.restart != "eachSect":
                found.start, found.count = before.start, before.count
            self._counting[kind] = found

    def begin_page(self) -> None:
        """The next page begins, as Word had it when it saved the file."""
        self._paged = True
        for counting in self._counting.values():
            if counting.restart == "eachPage":
                counting.count = 0

    @property
    def pages_missed(self) -> bool:
        """Whether notes are counted anew on each page, and nothing tells where pages begin."""
        return self._each_page and not self._paged

    def element(self, reference: Reference) -> Element:
        """The content of a note."""
        return self._elements[reference.kind, reference.identity]

    def unused(self) -> Iterator[tuple[str, Element]]:
        """The notes that nothing refers to, with their kinds: Word does not print them."""
        for (kind, identity), element in self._elements.items():
            if (kind, identity) not in self._found:
                yield kind, element


def _is_former(section: Element) -> bool:
    """Whether properties of a section are those from before a tracked change."""
    parent = section.getparent()
    return parent is not None and parent.tag == W + "sectPrChange"
