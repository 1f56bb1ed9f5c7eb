"""Inlines as Word has them: stretches of text, each with its look, and no nesting.

A tree says more: emphasis in a link is not a link in emphasis. ``nested`` gives the tree that stretches stand for, by
one rule: what reaches furthest is outside. ``plain_nesting`` tells whether a run is the tree that its stretches stand
for; where it is not, the writer puts content controls around its nodes and the reader goes by these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from unpress.ast import (
    Emphasis,
    Foreign,
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
from unpress.inlines import settle
from unpress.record import record
from unpress.walk import WRAPPERS

Raised: TypeAlias = Literal["", "superscript", "subscript"]

URL: Final = "%/:=&?~#+!$,;'@()*[]-._"
"""What stands in an address as it is, besides letters and figures."""

LOCALES: Final[Mapping[str, str]] = {
    "en": "en-GB",
    "fr": "fr-FR",
    "es": "es-ES",
    "ru": "ru-RU",
    "zh": "zh-CN",
    "ar": "ar-SA",
}
"""Languages as Word names its proofing tools."""
_CODES: Final = {name: code for code, name in LOCALES.items()}


def locale(tag: str) -> str:
    """The name by which Word knows a language."""
    return LOCALES.get(tag, tag)


def code(name: str) -> str:
    """The language that Word knows by a name."""
    return _CODES.get(name, name)


def foreign(tag: str, language: str) -> str:
    """The language of a stretch as a Word file in a language tells it; empty where that is its own."""
    found = code(locale(tag))
    return "" if found.split("-")[0] == language else found


@record
class Look:
    """What a stretch of text is: ``target`` the address or ``symbol`` the document that it links to, ``language``
    where it is another one than that of the document."""

    language: str = ""
    target: str = ""
    symbol: str = ""
    emphasis: bool = False
    strong: bool = False
    underline: bool = False
    raised: Raised = ""


PLAIN: Final = Look()
_FEATURES: Final = ("language", "target", "symbol", "emphasis", "strong", "underline", "raised")


@record
class Stretch:
    """A text, a break, a note mark or a picture with its look; or a node in a content control as it is."""

    node: Inline
    look: Look = PLAIN


def nested(stretches: Sequence[Stretch], *, ends: bool = True) -> Inlines:
    """The settled run that stretches stand for; without ``ends`` a part of one, whose outer white space stays."""
    return settle(tuple(_nested(stretches)), ends=ends)


def _nested(stretches: Sequence[Stretch]) -> list[Inline]:
    found: list[Inline] = []
    at = 0
    while at < len(stretches):
        look = stretches[at].look
        outer, end = "", at
        for feature in _FEATURES:
            value = getattr(look, feature)
            if value:
                reach = at
                while reach < len(stretches) and getattr(stretches[reach].look, feature) == value:
                    reach += 1
                if reach > end:
                    outer, end = feature, reach
        if not outer:
            found.append(stretches[at].node)
            at += 1
            continue
        empty = getattr(PLAIN, outer)
        inner = [replace(each, look=replace(each.look, **{outer: empty})) for each in stretches[at:end]]
        found.append(_wrapped(outer, look, tuple(_nested(inner))))
        at = end
    return found


def _wrapped(feature: str, look: Look, children: Inlines) -> Inline:
    match feature:
        case "language":
            return Foreign(look.language, children)
        case "target":
            return Link(look.target, children)
        case "symbol":
            return Reference(look.symbol, children)
        case "emphasis":
            return Emphasis(children)
        case "strong":
            return Strong(children)
        case "underline":
            return Underline(children)
        case _:
            return (Superscript if look.raised == "superscript" else Subscript)(children)


def stretches_of(nodes: Inlines, language: str, look: Look = PLAIN) -> list[Stretch]:
    """The stretches of a run in a document of a language. A note mark has the look of no text around it."""
    found: list[Stretch] = []
    for node in nodes:
        match node:
            case Emphasis():
                inner = replace(look, emphasis=True)
            case Strong():
                inner = replace(look, strong=True)
            case Underline():
                inner = replace(look, underline=True)
            case Superscript():
                inner = replace(look, raised="superscript")
            case Subscript():
                inner = replace(look, raised="subscript")
            case Link():
                inner = look if look.target or look.symbol else replace(look, target=node.target)
            case Reference():
                inner = look if look.target or look.symbol else replace(look, symbol=node.symbol)
            case Foreign():
                inner = replace(look, language=foreign(node.language, language))
            case NoteMark():
                found.append(Stretch(node, Look(target=look.target, symbol=look.symbol)))
                continue
            case _:
                found.append(Stretch(node, look))
                continue
        found.extend(stretches_of(node.children, language, inner))
    return found


def plain_nesting(nodes: Inlines, language: str) -> bool:
    """Whether a run is what its stretches stand for."""
    if _is_simple(nodes):
        return settle(nodes) == nodes
    return nested(stretches_of(nodes, language)) == nodes


def _is_simple(nodes: Inlines) -> bool:
    """Whether a run is what its stretches stand for but for being settled, as most are: texts, and texts of one look,
    no two of these side by side."""
    wrapped = False
    for node in nodes:
        before, wrapped = wrapped, isinstance(node, WRAPPERS)
        if isinstance(node, WRAPPERS) and (
            before
            or len(node.children) != 1
            or not isinstance(node.children[0], Text)
            or isinstance(node, Foreign)
            or (isinstance(node, Link) and not node.target)
            or (isinstance(node, Reference) and not node.symbol)
        ):
            return False
    return True
