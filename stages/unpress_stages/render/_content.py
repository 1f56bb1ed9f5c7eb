"""What stands on the pages and what the tags hold brought to agree, when the tags have been reworked.

``settle`` says of each marked piece of a page which tag it belongs to. What belongs to none (running heads, page
numbers, the head of a table printed again) becomes an artifact, as PDF/UA-1 (ISO 14289-1, 7.1 and 7.8) wants it; links
that are in no tag are taken out, and those that stay are printed with the page (ISO 19005-2, 6.3.2).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

PLACE: Final = re.compile(rb"\S+ \S+ \S+ \S+ \S+ (\S+) Tm")
"""Where a piece of text is put; its distance from the upper edge."""


class _Held(NamedTuple):
    """A piece that a tag holds: the number of a mark on a page, or an object such as a link."""

    tag: Any
    page: bytes
    mark: int | None
    thing: bytes


def settle(document: Any, pdf: Any) -> None:
    """Make a rendered document and its tags agree before it is written."""
    pydyf: Any = importlib.import_module("pydyf")
    objects = {entry.number: entry for entry in pdf.objects}

    def fetch(reference: bytes) -> Any:
        return objects[int(reference.split()[0])]

    marks: dict[bytes, dict[int, Any]] = {page: {} for page in pdf.page_references}
    things: dict[bytes, Any] = {}
    structure = fetch(pdf.catalog["StructTreeRoot"])
    for held in _held(fetch(structure["K"][0]), fetch):
        if held.mark is None:
            things[held.thing] = held.tag
        else:
            marks[held.page][held.mark] = held.tag
    numbers: list[Any] = []
    links: list[Any] = []
    for number, (reference, page) in enumerate(zip(pdf.page_references, document.pages, strict=True)):
        dictionary = fetch(reference)
        owners = marks[reference]
        stream = fetch(dictionary["Contents"]).stream
        stream[:] = [_without_empty_strings(operator) for operator in stream]
        count = _set_apart(stream, owners, page, pydyf)
        numbers += [number, pydyf.Array(owners[n].reference if n in owners else "null" for n in range(count))]
        if "Annots" in dictionary:
            dictionary["Annots"][:] = [link for link in dictionary["Annots"] if link in things]
            links += dictionary["Annots"]
    for number, link in enumerate(links, len(document.pages)):
        annotation = fetch(link)
        annotation["StructParent"] = number
        annotation["F"] = 4
        numbers += [number, things[link].reference]
    fetch(structure["ParentTree"])["Nums"] = pydyf.Array(numbers)


def _held(root: Any, fetch: Any) -> Iterator[_Held]:
    """All that is in the tags."""
    todo = [root]
    while todo:
        tag = todo.pop()
        for kid in tag["K"]:
            if isinstance(kid, int):
                yield _Held(tag, tag["Pg"], kid, b"")
                continue
            entry = fetch(kid) if isinstance(kid, bytes) else kid
            if entry["Type"] == "/OBJR":
                yield _Held(tag, b"", None, entry["Obj"])
            elif entry["Type"] == "/MCR":
                yield _Held(tag, entry["Pg"], entry["MCID"], b"")
            else:
                todo.append(entry)


def _set_apart(stream: list[Any], owners: dict[int, Any], page: Any, pydyf: Any) -> int:
    """Make artifacts of the pieces of a page that belong to no tag; how many marks there were."""
    count = 0
    box = page._page_box
    for at, operator in enumerate(stream):
        if operator != b"BDC" or "MCID" not in stream[at - 1]:
            continue
        count += 1
        if stream[at - 1]["MCID"] in owners:
            continue
        place = next((found for item in stream[at : at + 6] if (found := _place(item))), None)
        kind = {"Type": "/Pagination"}
        if place is not None and place < box.content_box_y():
            kind["Subtype"] = "/Header"
        elif place is not None and place > box.content_box_y() + box.height:
            kind["Subtype"] = "/Footer"
        stream[at - 2 : at] = ["/Artifact", pydyf.Dictionary(kind)]
    return count


def _without_empty_strings(operator: Any) -> Any:
    """Text without the empty strings that WeasyPrint writes before a widened space: PDFium drops half of the space
    behind one. What stood between two numbers parts them still."""
    shows = isinstance(operator, bytes) and operator.endswith(b"] TJ")
    return operator.replace(b"<>", b" ") if shows else operator


def _place(item: object) -> float | None:
    found = PLACE.fullmatch(item) if isinstance(item, bytes) else None
    return float(found[1]) if found else None
