"""Tags that say more than WeasyPrint's: notes at their marks, paragraphs and tables whole over page ends, labels,
languages, what heads a column.

WeasyPrint 70 builds one tag for each box. That tears a paragraph in two at the end of a page, makes a table of each
page's rows, leaves notes as spans behind the text of their page and does not say in which language a span is.
``retag`` walks boxes and tags together and puts that right: what belongs to one element becomes one tag, a note is a
``Note`` behind its ``Reference`` (as in the files of the United Nations), printed numbers are ``Lbl``, the head of a
table is that of its first page. Where boxes and tags do not go together, all stays as it was.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any, Final

WHOLE: Final = frozenset(
    {"header", "main", "section", "div", "p", "ul", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"table", "tbody", "tr", "th", "td", "a"}
)
"""Elements whose tags are joined over the ends of pages and lines. The head of a table is not: it is printed again."""


class _MismatchError(Exception):
    """Boxes and tags do not go together."""


def retag(document: Any, pdf: Any) -> None:
    """Rework the tags of a rendered document before it is written."""
    objects = {entry.number: entry for entry in pdf.objects}

    def fetch(reference: bytes) -> Any:
        return objects[int(reference.split()[0])]

    structure = fetch(pdf.catalog["StructTreeRoot"])
    root = fetch(structure["K"][0])
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
    pydyf: Any = importlib.import_module("pydyf")
    pairs = _head(pairs, fetch)
    _unnest(pairs, fetch)
    _flatten(pairs)
    _speak(pairs, pydyf.String)
    _prune(pairs, fetch)
    _label(pairs, fetch)
    _join(pairs, fetch, pydyf)
    notes = _place_notes(pairs, root, fetch, pydyf.String)
    _prune(pairs, fetch)
    if notes:
        names = [entry for name in sorted(notes) for entry in (pydyf.String(name), notes[name].reference)]
        structure["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})


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


def _head(pairs: list[tuple[int, Any, Any]], fetch: Any) -> list[tuple[int, Any, Any]]:
    """Say of each header cell what it heads, and take the heads of tables that are printed again out of the tree.

    WeasyPrint names the headers of each cell, counting cells that span others in its own way; the scope of a header
    says the same of all of them.
    """
    heads: set[Any] = set()
    again: set[bytes] = set()
    kept: list[tuple[int, Any, Any]] = []
    for number, box, tag in pairs:
        if tag["P"] in again:
            again.add(tag.reference)
            continue
        if tag["S"] == "/THead":
            if box.element in heads:
                _remove(tag, fetch)
                again.add(tag.reference)
                continue
            heads.add(box.element)
        elif tag["S"] in ("/TH", "/TD"):
            above = fetch(fetch(tag["P"])["P"])["S"] == "/THead"
            tag["S"] = "/TH" if above else tag["S"]
            tag.pop("ID", None)
            tag["A"].pop("Headers", None)
            if tag["S"] == "/TH":
                row = not above and str(box.element.get("scope")).startswith("row")
                tag["A"]["Scope"] = "/Row" if row else "/Column"
        kept.append((number, box, tag))
    return kept


def _unnest(pairs: list[tuple[int, Any, Any]], fetch: Any) -> None:
    """Leave a link to the element that is one: WeasyPrint makes another of each element inside."""
    for _, box, tag in pairs:
        if box.link_annotation is not None and tag["S"] != "/Link":
            tag["K"][:] = [kid for kid in tag["K"] if not _is_link_object(kid, fetch)]


def _flatten(pairs: list[tuple[int, Any, Any]]) -> None:
    """Take the name from boxes that stand inside the box of their own element: a heading is not in a heading."""
    seen: set[tuple[int, Any]] = set()
    for number, box, tag in pairs:
        if box.element is not None and box.element_tag in WHOLE:
            if (number, box.element) in seen and tag["S"] not in ("/LBody", "/Link"):
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


def _join(pairs: list[tuple[int, Any, Any]], fetch: Any, pydyf: Any) -> None:
    """Make one tag of those of one element on several pages, or of a link on several lines."""
    first: dict[Any, tuple[int, Any]] = {}
    for number, box, tag in pairs:
        element = box.element
        if element is None or box.element_tag not in WHOLE:
            continue
        if element not in first:
            first[element] = (number, tag)
            continue
        began, whole = first[element]
        if whole is tag or (began == number and tag["S"] != "/Link"):
            continue  # an anonymous box inside the element
        first[element] = (number, whole)
        _remove(fetch(tag["P"]) if tag["S"] == "/LBody" else tag, fetch)
        for kid in tag["K"]:
            if isinstance(kid, int):
                kid = pydyf.Dictionary({"Type": "/MCR", "Pg": tag["Pg"], "MCID": kid})
            else:
                fetch(kid)["P"] = whole.reference
            whole["K"].append(kid)


def _prune(pairs: list[tuple[int, Any, Any]], fetch: Any) -> None:
    """Take out what holds nothing: boxes that only take up room."""
    for _, _, tag in reversed(pairs):
        if not tag["K"] and tag["S"] in ("/Span", "/NonStruct"):
            _remove(tag, fetch)


def _remove(tag: Any, fetch: Any) -> None:
    kids = fetch(tag["P"])["K"]
    if tag.reference in kids:
        kids.remove(tag.reference)


def _place_notes(pairs: list[tuple[int, Any, Any]], root: Any, fetch: Any, string: Any) -> dict[str, Any]:
    """Tag notes and put each behind its mark; the notes by their ids."""
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
    return notes
