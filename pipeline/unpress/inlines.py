"""Runs of inlines in their settled form: one way to write what looks the same on the page.

Formats with markup can say one thing in many ways: an italic span that takes in the space behind it, a link cut in
two, an empty span. A run is settled when white space is single and stands outside of emphasis and links, what looks
alike and stands side by side is one node, and no node is empty. Readers of such formats settle every run, so that one
document read from two of them is one tree.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from unpress.ast import (
    Break,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    Link,
    NoteMark,
    Reference,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from unpress.pattern import late
from unpress.source import Span, join
from unpress.walk import WRAPPERS

_SPACES: Final = late(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_OVER_SPACE: Final = (Emphasis, Strong, Underline, Link, Reference, Foreign)
"""Wrappers that are one when only white space stands between them."""


def settle(inlines: Inlines, *, ends: bool = True) -> Inlines:
    """The settled form of a whole run, such as the content of a paragraph: white space at its ends goes, too.

    ``ends`` is false for a part of a run, whose white space at the ends stays. No-break and other typographic spaces
    inside the run stay as they are. A text whose white space changes loses its span.
    """
    if _is_settled(inlines, ends=ends):
        return inlines
    settled = _merged(_unwrapped(inlines, ()))
    return _trimmed(settled) if ends else tuple(settled)


def without_common_look(inlines: Inlines) -> Inlines:
    """A run without the italics or the bold letters that all its words share: in a line whose kind decides its look,
    as a heading or a line of a masthead, they say nothing."""
    for look in (Emphasis, Strong):
        if _all_inside(inlines, look):
            inlines = settle(_without(inlines, look))
    return inlines


def _all_inside(inlines: Inlines, look: type[Emphasis] | type[Strong]) -> bool:
    """Whether there are words and all stand in a look. What is no word, as a note mark, does not matter."""
    words = False
    for node in inlines:
        if isinstance(node, look):
            words = True
        elif isinstance(node, Text):
            if node.value.strip():
                return False
        elif isinstance(node, WRAPPERS):
            if not _all_inside(node.children, look):
                return False
            words = True
        elif isinstance(node, Image):
            return False
    return words


def _without(inlines: Inlines, look: type[Emphasis] | type[Strong]) -> Inlines:
    found: list[Inline] = []
    for node in inlines:
        if isinstance(node, look):
            found.extend(_without(node.children, look))
        elif isinstance(node, WRAPPERS):
            found.append(replace(node, children=_without(node.children, look)))
        else:
            found.append(node)
    return tuple(found)


def cut_at_marks(inlines: Inlines) -> list[Inlines]:
    """A run in parts, each note mark a part of its own, whatever it stands in: a mark is a link of its own, and no
    format has a link in a link."""
    if len(inlines) == 1 and type(inlines[0]) is Text:
        return [inlines]
    found: list[Inlines] = []
    begun: list[Inline] = []
    for node in inlines:
        pieces: list[Inlines] = [(node,)]
        if isinstance(node, WRAPPERS):
            inner = cut_at_marks(node.children)
            if len(inner) > 1 or (inner and isinstance(inner[0][0], NoteMark)):
                pieces = [p if isinstance(p[0], NoteMark) else (replace(node, children=p),) for p in inner]
        for piece in pieces:
            if isinstance(piece[0], NoteMark):
                found.extend([tuple(begun)] if begun else [])
                found.append(piece)
                begun = []
            else:
                begun.extend(piece)
    return [*found, tuple(begun)] if begun else found


def _is_settled(inlines: Inlines, *, ends: bool) -> bool:
    """Whether a run is settled as most are: text, marks, and wrappers of one text, none beside another of its like."""
    if len(inlines) == 1 and type(only := inlines[0]) is Text:
        value = only.value
        return _is_clean(value) and not (value.isspace() or (ends and value.strip() != value))
    before: type[Inline] | None = None
    for node in inlines:
        kind = type(node)
        if type(node) is Text:
            if before is Text or not _is_clean(node.value) or node.value.isspace():
                return False
        elif isinstance(node, WRAPPERS):
            inner = node.children[0] if len(node.children) == 1 else None
            if before in WRAPPERS or type(inner) is not Text:
                return False
            value = inner.value
            if not _is_clean(value) or value[0].isspace() or value[-1].isspace():
                return False
        elif isinstance(node, Break):
            return False
        before = kind
    if not ends or not inlines:
        return True
    first, last = inlines[0], inlines[-1]
    return not (isinstance(first, Text) and first.value[0].isspace()) and not (
        isinstance(last, Text) and last.value[-1].isspace()
    )


def _is_clean(value: str) -> bool:
    """Whether a text is not empty and has no white space that is to change."""
    if "  " in value or not value:
        return False
    if value.isprintable():  # no white space but U+0020
        return True
    return value.splitlines() == [value] and "\t" not in value and "\x1f" not in value


def _unwrapped(inlines: Inlines, around: tuple[type[Inline], ...]) -> list[Inline]:
    """Every wrapper settled and its outer white space beside it; emphasis in emphasis, a link in a link count once."""
    found: list[Inline] = []
    for node in inlines:
        if isinstance(node, Text):
            value = node.value
            if "  " in value or not value.isprintable():
                value = _SPACES.sub(" ", value)
            found.append(node if value == node.value else Text(value))
        elif isinstance(node, WRAPPERS):
            kind: type[Inline] = Link if isinstance(node, Reference) else type(node)
            if kind in around and not isinstance(node, Superscript | Subscript | Foreign):
                found.extend(_unwrapped(node.children, around))
                continue
            inner = _merged(_unwrapped(node.children, (*around, kind)))
            before, children, after = _outer(inner)
            found.extend(before)
            if children:
                found.append(node if children == node.children else replace(node, children=children))
            found.extend(after)
        else:
            found.append(node)
    return found


def _outer(inlines: list[Inline]) -> tuple[list[Inline], Inlines, list[Inline]]:
    """White space and line ends at the start, what is left, white space and line ends at the end."""
    lead: list[Inline] = []
    tail: list[Inline] = []
    nodes = tuple(inlines)
    while True:
        before, nodes, after = _outer_space(list(nodes))
        lead.extend([Text(before)] if before else [])
        tail[:0] = [Text(after)] if after else []
        if nodes and isinstance(nodes[0], Break):
            lead.append(nodes[0])
            nodes = nodes[1:]
        elif nodes and isinstance(nodes[-1], Break):
            tail.insert(0, nodes[-1])
            nodes = nodes[:-1]
        elif not before and not after:
            return lead, nodes, tail


def _outer_space(inlines: list[Inline]) -> tuple[str, Inlines, str]:
    """White space at the start, what is left, white space at the end."""
    before = after = ""
    nodes = list(inlines)
    if nodes and isinstance(first := nodes[0], Text):
        kept = first.value.lstrip()
        before = first.value[: len(first.value) - len(kept)]
        nodes[0] = first if kept == first.value else Text(kept)
        if not kept:
            nodes.pop(0)
    if nodes and isinstance(last := nodes[-1], Text):
        kept = last.value.rstrip()
        after = last.value[len(kept) :]
        nodes[-1] = last if kept == last.value else Text(kept)
        if not kept:
            nodes.pop()
    return before, tuple(nodes), after


def _merged(inlines: list[Inline]) -> list[Inline]:
    """Neighbours of one look made one; a space at a line end goes."""
    found: list[Inline] = []
    texts: list[Text] = []
    """Texts side by side, not yet in ``found``."""
    inside: dict[int, list[Inline]] = {}
    """What wrappers that are made one hold, by their place in ``found``."""
    for node in inlines:
        if isinstance(node, Text):
            texts.append(node)
            continue
        _add_texts(found, texts)
        texts = []
        if isinstance(node, WRAPPERS):
            _add_wrapper(found, inside, node)
        else:
            if isinstance(node, Break):
                _strip_end(found)
            found.append(node)
    _add_texts(found, texts)
    for at, nodes in inside.items():
        wrapper = found[at]
        if isinstance(wrapper, WRAPPERS):
            found[at] = replace(wrapper, children=tuple(_merged(nodes)))
    return found


def _add_texts(found: list[Inline], texts: list[Text]) -> None:
    """Add texts side by side as one. Of two spaces between them one goes, and with it the spans before it."""
    parts: list[str] = []
    spans: list[tuple[int, Span | None]] = []
    length = 0
    if texts and found and isinstance(found[-1], Break):
        texts = _without_lead(texts)
    for node in texts:
        value = node.value
        if parts and parts[-1].endswith(" ") and value.startswith(" "):
            value = value[1:]
            spans.clear()
        else:
            spans.append((length, node.span))
        if value:
            parts.append(value)
            length += len(value)
    if parts:
        found.append(texts[0] if len(texts) == 1 else Text("".join(parts), join(spans)))


def _without_lead(texts: list[Text]) -> list[Text]:
    """Texts without the spaces that they begin with."""
    for i, node in enumerate(texts):
        value = node.value.lstrip(" ")
        if value:
            return [node if value == node.value else Text(value), *texts[i + 1 :]]
    return []


def _add_wrapper(found: list[Inline], inside: dict[int, list[Inline]], node: Inline) -> None:
    between = ""
    last = found[-1] if found else None
    over = isinstance(last, Text) and not last.value.strip() and isinstance(node, _OVER_SPACE)
    if over and isinstance(last, Text) and len(found) > 1:
        between, last = last.value, found[-2]
    if not (isinstance(last, WRAPPERS) and isinstance(node, WRAPPERS) and _alike(last, node)):
        found.append(node)
        return
    if between:
        found.pop()
    nodes = inside.setdefault(len(found) - 1, list(last.children))
    nodes.extend([Text(between)] if between else [])
    nodes.extend(node.children)


def _alike(a: Inline, b: Inline) -> bool:
    """Whether two wrappers say the same of what they hold."""
    if isinstance(a, Link) and isinstance(b, Link):
        return a.target == b.target
    if isinstance(a, Reference) and isinstance(b, Reference):
        return a.symbol == b.symbol
    if isinstance(a, Foreign) and isinstance(b, Foreign):
        return a.language == b.language
    return type(a) is type(b)


def _strip_end(found: list[Inline]) -> None:
    if found and isinstance(last := found[-1], Text):
        kept = last.value.rstrip(" ")
        if kept:
            found[-1] = last if kept == last.value else Text(kept)
        else:
            found.pop()


def _trimmed(inlines: list[Inline]) -> Inlines:
    """A run without white space and line ends at its ends."""
    nodes = list(inlines)
    while nodes and isinstance(nodes[0], Break):
        nodes.pop(0)
    while nodes and isinstance(nodes[-1], Break):
        nodes.pop()
    _before, found, _after = _outer_space(nodes)
    return found if len(found) == len(nodes) else _trimmed(list(found))
