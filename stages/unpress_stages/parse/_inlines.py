"""Runs of a draft as inlines of the tree."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import Final

from unpress.ast import (
    Emphasis,
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
from unpress.draft import Line
from unpress.record import replace
from unpress.runs import Run, Runs, cut_runs, merge_runs
from unpress.symbol import Symbol


def bare(runs: Runs) -> Inlines:
    """The inlines of a line whose kind decides its look: what all its words share, bold or italic, says nothing."""
    shown = [run for run in runs if run.text.strip() and not run.note]
    bold, italic = all(run.bold for run in shown), all(run.italic for run in shown)
    if not shown or not (bold or italic):
        return inlines(runs)
    return inlines(
        tuple(replace(run, bold=run.bold and not bold, italic=run.italic and not italic) for run in runs)
    )


def heading(line: Line, start: int = 0) -> Inlines:
    """The inlines of a heading, from an offset of its line. Where the line is known to be set as running text is, its
    look is that of its words, as in a paragraph."""
    if line.role == "paragraph":
        return inlines(line.runs, start)
    return bare(cut_runs(line.runs, start, len(line.text)))


def inlines(runs: Runs, start: int = 0) -> Inlines:
    """The inlines that show what the runs show from an offset; leading and trailing spaces are left out, and spaces at
    the edge of emphasis or a link stand outside of it, and so does the punctuation that an area of a page took into a
    link.

    A link to an address of the document service of the United Nations becomes a Reference to the symbol in it.
    """
    if len(runs) == 1 and not (runs[0].note or _has_look(runs[0])):  # as in most paragraphs
        return _words(runs[0], start)
    nodes: list[Inline] = []
    runs = merge_runs(cut_runs(runs, start, sys.maxsize) if start else runs)
    plain = not any(map(_has_look, runs))
    if not plain:
        runs = _trimmed(_apart(runs))
    last = len(runs) - 1
    linked = ""
    for i, run in enumerate(runs):
        if run.note:
            nodes.append(NoteMark(run.note, run.span))
            linked = ""
            continue
        text = run.text
        if i == 0 or i == last:
            start = len(text) - len(text.lstrip()) if i == 0 else 0
            end = len(text.rstrip()) if i == last else len(text)
            if start or end < len(text):
                run = run.cut(start, max(start, end))
                text = run.text
        if not text:
            continue
        node: Inline = Text(text, run.span)
        if plain:
            nodes.append(node)
            continue
        if run.raised:
            node = Superscript((node,))
        if run.lowered:
            node = Subscript((node,))
        if run.underline:
            node = Underline((node,))
        if run.bold:
            node = Strong((node,))
        if run.italic:
            node = Emphasis((node,))
        if run.link:
            if run.link == linked and isinstance(before := nodes[-1], Link | Reference):
                nodes[-1] = replace(before, children=(*before.children, node))  # in letters of several looks
                continue
            symbol = Symbol.from_address(run.link)
            node = Link(run.link, (node,)) if symbol is None else Reference(str(symbol), (node,))
        linked = run.link
        nodes.append(node)
    return tuple(nodes)


def _words(run: Run, start: int) -> Inlines:
    """A run without a look of its own, from an offset, as the whole of a paragraph."""
    text = run.text[start:].lstrip()
    start, text = len(run.text) - len(text), text.rstrip()
    if text == run.text:
        return (Text(text, run.span),)
    return (Text(text, run.span and run.span.cut(start, start + len(text))),) if text else ()


def _apart(runs: Runs) -> Runs:
    """The runs with the spaces at the edges of those that have a look of their own as runs of their own, which have
    what the runs on both sides share."""
    if not any(_has_look(run) and run.text != run.text.strip() for run in runs):
        return runs
    found: list[Run] = []
    for i, run in enumerate(runs):
        start, end = len(run.text) - len(run.text.lstrip()), len(run.text.rstrip())
        if not _has_look(run) or start >= end:
            found.append(run)
            continue
        if start:
            found.append(_shared(run.cut(0, start), runs[i - 1] if i else None))
        found.append(run.cut(start, end))
        if end < len(run.text):
            found.append(_shared(run.cut(end, len(run.text)), runs[i + 1] if i + 1 < len(runs) else None))
    return merge_runs(found)


_CLOSING: Final = {")": "(", "]": "[", "）": "（"}
_STOPS: Final = ",;.:،؛，。；、"


def _trimmed(runs: Runs) -> Runs:
    """The runs with the punctuation at the edges of links outside of them: the words of a link are the number or symbol
    alone (domain reference 1.4)."""
    if not any(run.link for run in runs):
        return runs
    found: list[Run] = []
    for link, group in groupby(runs, key=lambda run: "" if run.note else run.link):
        linked = tuple(group)
        text = "".join(run.text for run in linked)
        start, end = _within(text, link) if link else (0, len(text))
        if (start, end) == (0, len(text)) or start >= end:
            found.extend(linked)
            continue
        found.extend(replace(run, link="") for run in cut_runs(linked, 0, start))
        found.extend(cut_runs(linked, start, end))
        found.extend(replace(run, link="") for run in cut_runs(linked, end, len(text)))
    return merge_runs(found)


def _within(text: str, target: str) -> tuple[int, int]:
    """The words of a link without stops at their end, and without brackets that do not belong to them."""
    start, end = 0, len(text)
    while start < end:
        first, last = text[start], text[end - 1]
        pair = _CLOSING.get(last)
        if (last in _STOPS and not target.endswith(last)) or last.isspace():
            end -= 1
        elif pair is not None and first == pair and last not in text[start : end - 1]:
            start, end = start + 1, end - 1
        elif pair is not None and text.count(last, start, end) > text.count(pair, start, end):
            end -= 1
        elif first in "([（" and text.count(first, start, end) > sum(
            text.count(sign, start, end) for sign, opening in _CLOSING.items() if opening == first
        ):
            start += 1
        else:
            break
    return start, end


def _shared(space: Run, beside: Run | None) -> Run:
    if beside is None:
        return Run(space.text, space.span)
    return replace(
        space,
        bold=space.bold and beside.bold,
        italic=space.italic and beside.italic,
        underline=space.underline and beside.underline,
        raised=space.raised and beside.raised,
        lowered=space.lowered and beside.lowered,
        link=space.link if space.link == beside.link else "",
    )


def _has_look(run: Run) -> bool:
    return not run.note and bool(
        run.bold or run.italic or run.underline or run.raised or run.lowered or run.link
    )
