"""Formulas in one line: fractions with a stroke, powers raised, and the signs that Word keeps as properties.

Word stores a formula as a tree, whose letters alone say something else than its print: "ab" for a over b. The line
form is that of Unicode Technical Note 28, with raised and lowered letters in place of "^" and "_". ECMA-376, part 1,
22.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from unpress.record import record
from unpress_stages._word_package import M
from unpress_stages._word_values import is_properties
from unpress_stages._xml import Element

Place = Literal["on", "raised", "lowered"]

_STEPS: Final[dict[str, Place]] = {"sup": "raised", "sub": "lowered", "deg": "raised", "lim": "lowered"}
"""Arguments that print sets above or below the line."""
_STROKES: Final = {"noBar": "¦"}
"""What stands between the parts of a fraction that has no plain stroke."""
_BETWEEN: Final = {("eqArr", "e"): "; ", ("m", "mr"): "; ", ("mr", "e"): " "}
"""What parts equations and cells of one formula, which print sets above or beside each other."""


@record
class Part:
    """A stretch of a formula: an element that holds text, or a sign that print adds."""

    content: Element | str
    place: Place = "on"


def is_form(element: Element) -> bool:
    """Whether an element is a formula or a form in one; runs of letters are not."""
    return str(element.tag).startswith(M) and element.tag not in (M + "r", M + "t", M + "oMathPara")


def parts(form: Element, place: Place = "on") -> Iterator[Part]:
    """The parts of a formula or a form, in reading order. What is no form is given as it is."""
    name = form.tag.removeprefix(M)
    opening, behind, closing = _signs(form, name)
    if opening:
        yield Part(opening, place)
    before: Element | None = None
    for child in form:
        if is_properties(child):
            continue
        if before is not None and (sign := _between(form, name, before, child)):
            yield Part(sign, place)
        yield from _argument(child, name, place)
        before = child
        if behind:
            yield Part(behind, place)
    if closing:
        yield Part(closing, place)


def _argument(element: Element, form: str, place: Place) -> Iterator[Part]:
    if not is_form(element):
        yield Part(element, place)
        return
    step = _STEPS.get(element.tag.removeprefix(M))
    if form == "limUpp" and step is not None:
        step = "raised"
    grouped = form in ("f", "rad", "bar", "acc") and step is None
    if step is not None and place != "on":  # no step above another: written as such
        yield Part("^" if step == "raised" else "_", place)
        grouped, step = True, None
    grouped = grouped and not _is_one(element)
    if grouped:
        yield Part("(", place)
    yield from parts(element, step or place)
    if grouped:
        yield Part(")", place)


def _is_one(element: Element) -> bool:
    """Whether an argument is one sign or one number, which needs no brackets."""
    text = _text(element)
    return len(text) < 2 or text.isdecimal()


def _signs(form: Element, name: str) -> tuple[str, str, str]:
    """The signs that print sets before, behind each argument of, and behind a form."""
    match name:
        case "d":
            return _property(form, name, "begChr", "("), "", _property(form, name, "endChr", ")")
        case "nary":
            return _property(form, name, "chr", "∫"), "", ""
        case "rad" if not _text(form.find(f"{M}deg")):
            return "√", "", ""
        case "acc":
            return "", _property(form, name, "chr", "\u0302"), ""
        case "bar":
            return "", "\u0305" if _property(form, name, "pos", "bot") == "top" else "\u0332", ""
        case _:
            return "", "", ""


def _between(form: Element, name: str, before: Element, child: Element) -> str:
    """The sign between two arguments of a form."""
    if name == "f":
        return _STROKES.get(_property(form, name, "type", "bar"), "/")
    if name == "d":
        return _property(form, name, "sepChr", "|")
    if name == "rad":
        return "√" if _text(before) else ""
    if name == "func":
        return " " if _text(before)[-1:].isalnum() and _text(child)[:1].isalnum() else ""
    return _BETWEEN.get((name, child.tag.removeprefix(M)), "") if child.tag == before.tag else ""


def _property(form: Element, name: str, key: str, usual: str) -> str:
    """What the properties of a form say, or what holds where they say nothing."""
    found = form.find(f"{M}{name}Pr/{M}{key}")
    return usual if found is None else found.get(f"{M}val", "")


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(map(str, element.itertext())).strip()
