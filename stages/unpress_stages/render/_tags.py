"""Tags that say more than WeasyPrint's: notes at their marks, paragraphs whole over page ends, labels, languages.

WeasyPrint 70 builds one tag for each box. That tears a paragraph in two at the end of a page, leaves notes as spans
behind the text of their page and does not say in which language a span is. ``finish`` walks boxes and tags together and
puts that right: what belongs to one element becomes one tag, a note is a ``Note`` behind its ``Reference`` (as in the
files of the United Nations), printed numbers are ``Lbl``. Where boxes and tags do not go together, all stays as it was.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any, Final

WHOLE: Final = frozenset(
    {"header", "main", "section", "div", "p", "ul", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
)
"""Elements whose tags are joined over page ends. A table is not: its head is printed again on each page."""


class _MismatchError(Exception):
    """Boxes and tags do not go together."""


def finish(document: Any, pdf: Any) -> None:
    """Rework the tags of a rendered document before it is written; a finisher for ``write_pdf``."""
    objects = {entry.number: entry for entry in pdf.objects}

    def fetch(reference: bytes) -> Any:
        return objects[int(reference.split()[0])]

    root = fetch(fetch(pdf.catalog["StructTreeRoot"])["K"][0])
    pairs: list[tuple[int, Any, Any]] = []
    try:
        tags = iter(root["K"])
        for number, page in enumerate(document.pages):
            for box in _top(page._page_box):
                pairs.extend((number, *pair) for pair in _pair(box, fetch(next(tags)), fetch))
        if next(tags, None) is not None:
            raise _MismatchError
    except (_MismatchError, StopIteration, KeyError, TypeError, AttributeError):
        return
    string: Any = importlib.import_module("pydyf").String
    _flatten(pairs)
    _speak(pairs, string)
    _label(pairs, fetch)
    _join(pairs, fetch)
    _place_notes(pairs, root, fetch, string)
    for _, _, tag in reversed(pairs):
        if not tag["K"] and tag["S"] in ("/Span", "/NonStruct"):
            _remove(tag, fetch)


def _top(page_box: Any) -> Iterator[Any]:
    """The boxes of a page whose tags stand right under the document: what is in the body, then the notes."""
    for box in page_box.children:
        kind = type(box).__name__
        if kind == "MarginBox":
            continue
        if getattr(box.element, "tag", None) in ("html", "body"):
            yield from _top(box)
        else:
            yield getattr(box, "_box", box)


def _pair(box: Any, tag: Any, fetch: Any) -> Iterator[tuple[Any, Any]]:
    """A box and its tag, then the same for all that is in it."""
    box = getattr(box, "_box", box)
    if tag["S"] == "/LI" and box.element is not None and box.element.tag == "li":
        yield from _pair(box, fetch(tag["K"][0]), fetch)
        return
    yield box, tag
    kids = iter([kid for kid in tag["K"] if not _is_link_object(kid, fetch)])
    for child in _children(box):
        kid = next(kids)
        if type(child).__name__ != "TextBox":
            if isinstance(kid, int):
                raise _MismatchError
            yield from _pair(child, fetch(kid), fetch)
    if next(kids, None) is not None:
        raise _MismatchError


def _children(box: Any) -> Iterator[Any]:
    children = box.children
    if getattr(box, "is_table_wrapper", False):
        table = box.get_wrapped_table()
        children = [inner for child in children for inner in (child.children if child is table else [child])]
    for child in children:
        if type(child).__name__ == "LineBox":
            yield from child.children
        else:
            yield child


def _is_link_object(kid: Any, fetch: Any) -> bool:
    return not isinstance(kid, int) and fetch(kid).get("Type") == "/OBJR"


def _flatten(pairs: list[tuple[int, Any, Any]]) -> None:
    """Take the name from boxes that stand inside the box of their own element: a heading is not in a heading."""
    seen: set[tuple[int, Any]] = set()
    for number, box, tag in pairs:
        if box.element is not None and box.element_tag in WHOLE:
            if (number, box.element) in seen and tag["S"] != "/LBody":
                tag["S"] = "/NonStruct"
            seen.add((number, box.element))


def _speak(pairs: list[tuple[int, Any, Any]], string: Any) -> None:
    """Say the language of what is not in the language of the document."""
    for _, box, tag in pairs:
        if box.element is not None and (language := box.element.get("lang")):
            tag["Lang"] = string(language)


def _label(pairs: list[tuple[int, Any, Any]], fetch: Any) -> None:
    """Tag printed numbers as labels; that of an entry of a list stands beside its body."""
    for _, box, tag in pairs:
        if box.element is None or box.element_tag != "span" or tag["S"] != "/Span":
            continue
        if box.element.get("class", "").split(" ")[0] not in ("label", "marker"):
            continue
        tag["S"] = "/Lbl"
        paragraph = fetch(tag["P"])
        body = fetch(paragraph["P"])
        entry = fetch(body["P"]) if "P" in body else body
        if (
            entry["S"] == "/LI"
            and entry["K"]
            and body["K"][0] == paragraph.reference
            and paragraph["K"][0] == tag.reference
        ):
            paragraph["K"].remove(tag.reference)
            entry["K"].insert(0, tag.reference)
            tag["P"] = entry.reference


def _join(pairs: list[tuple[int, Any, Any]], fetch: Any) -> None:
    """Make one tag of those of one element on several pages."""
    first: dict[Any, tuple[int, Any]] = {}
    for number, box, tag in pairs:
        element = box.element
        if element is None or box.element_tag not in WHOLE:
            continue
        if element not in first:
            first[element] = (number, tag)
            continue
        began, whole = first[element]
        if began == number or whole is tag:
            continue  # an anonymous box inside the element
        first[element] = (number, whole)
        _remove(fetch(tag["P"]) if tag["S"] == "/LBody" else tag, fetch)
        for kid in tag["K"]:
            whole["K"].append(kid)
            if not isinstance(kid, int):
                fetch(kid)["P"] = whole.reference


def _remove(tag: Any, fetch: Any) -> None:
    kids = fetch(tag["P"])["K"]
    if tag.reference in kids:
        kids.remove(tag.reference)


def _place_notes(pairs: list[tuple[int, Any, Any]], root: Any, fetch: Any, string: Any) -> None:
    """Tag notes and put each behind its mark."""
    notes: dict[str, Any] = {}
    for _, box, tag in pairs:
        if box.element is None or box.element_tag != "span":
            continue
        classes = box.element.get("class", "").split(" ")
        if classes[0] == "note" and box.element.get("id") not in notes:
            if fetch(tag["P"])["P"] != root.reference:
                continue  # the empty place of the note in the text
            identity = box.element.get("id")
            tag["S"], tag["ID"] = "/Note", string(identity)
            notes[identity] = tag
        elif classes[0] == "line":
            tag["S"] = "/P"
    for _, box, tag in pairs:
        if box.element is None or box.element_tag != "a" or tag["S"] != "/Link":
            continue
        note = notes.get(box.element.get("href", "").removeprefix("#"))
        if note is None:
            continue
        mark = fetch(tag["P"])
        mark["S"] = "/Reference"
        area = fetch(note["P"])
        if area["P"] != root.reference:
            continue  # it stands behind an earlier mark
        text = fetch(mark["P"])
        area["K"].remove(note.reference)
        text["K"].insert(text["K"].index(mark.reference) + 1, note.reference)
        note["P"] = text.reference
        if not area["K"]:
            root["K"].remove(area.reference)
