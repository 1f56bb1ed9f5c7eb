"""What each stage made of a value, as text that a person can compare: drafts as lines, documents as an outline."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, Literal, TypeAlias, cast

from unpress.ast import (
    Break,
    Document,
    Emphasis,
    Foreign,
    Image,
    Inlines,
    Link,
    Meta,
    Node,
    NoteMark,
    Reference,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from unpress.draft import Draft, DraftTable, Line
from unpress.journal import Join
from unpress.runs import Run
from unpress.source import Lines

Sign: TypeAlias = Literal[" ", "+", "-", "@"]

WIDTH: Final = 120
"""Characters of a line that a comparison shows; longer ones are cut where they are equal."""

CONTEXT: Final = 1
"""Lines shown before and after a change."""

# ------------------------------------------------------------------------------------------------ a value as lines


def lines_of(value: object) -> list[str]:
    """A draft or a document as lines of text; anything else as its size."""
    if isinstance(value, Draft):
        return list(_draft(value))
    if isinstance(value, Document):
        return list(_document(value))
    return [f"{len(value):,} bytes" if isinstance(value, bytes) else type(value).__name__]


def _draft(draft: Draft) -> Iterator[str]:
    yield from _meta(draft.known)
    for entry in draft.lines:
        if isinstance(entry, DraftTable):
            yield from _draft_table(entry)
        else:
            yield _line(entry)
    for note in draft.notes:
        page = f"p{note.page} " if note.page else ""
        yield f"{page}note {note.marker or '?'}" + (f" key={note.key}" if note.key else "")
        yield from (f"  {_line(line)}" for line in note.lines)


def _draft_table(table: DraftTable) -> Iterator[str]:
    yield f"p{table.page} table"
    yield from (f"  caption {_line(line)}" for line in table.caption)
    for row in table.rows:
        for cell in row:
            spans = f" {cell.columns}x{cell.rows}" if (cell.columns, cell.rows) != (1, 1) else ""
            text = " / ".join(_line(line) for line in cell.lines)
            yield f"  {'header' if cell.header else 'cell'}{spans} {text}"
        yield "  ----"


def _line(line: Line) -> str:
    """Page, what is known of the line, and its text: ``p2 gap=1 indent=4 ¶ heading 1 | Text``."""
    facts = [
        f"p{line.page}" if line.page else "",
        f"gap={line.gap:g}" if line.gap else "",
        f"indent={line.indent:g}" if line.indent else "",
        f"size={line.size:g}" if line.size else "",
        {True: "¶", False: "…", None: ""}[line.starts],
        line.role,
        f"level={line.level}" if line.level else "",
        f"label={line.label!r}" if line.label else "",
    ]
    known = " ".join(fact for fact in facts if fact)
    return f"{known} | {''.join(_run(run) for run in line.runs)}" if known else f"| {line.text}"


def _run(run: Run) -> str:
    text = run.text
    for set_so, mark in (
        (run.bold, "**"),
        (run.italic, "*"),
        (run.underline, "__"),
        (run.raised, "^"),
        (run.lowered, "~"),
    ):
        if set_so:
            text = f"{mark}{text}{mark}"
    if run.note:
        text = f"[{text}]{{note {run.note}}}"
    return f"[{text}]({run.link})" if run.link else text


def _document(document: Document) -> Iterator[str]:
    yield f"document {document.language}" + (f" {document.label}" if document.label else "")
    yield from _meta(document.meta)
    for line in document.masthead:
        yield f"  masthead {line.role} | {_inlines(line.content)}"
    if document.title:
        yield f"  title | {_inlines(document.title)}"
    for block in document.children:
        yield from _block(block, 1)
    for note in document.notes:
        yield from _block(note, 1)


def _meta(meta: Meta) -> Iterator[str]:
    for field in dataclasses.fields(meta):
        value: object = getattr(meta, field.name)
        if value not in (None, ()):
            yield f"  meta {field.name}: {value}"


_RUNS_OF_INLINES: Final = ("heading", "content", "caption")


def _block(node: Node, depth: int) -> Iterator[str]:
    """A node and those under it. What a node knows of itself comes first, then its text behind a bar."""
    facts = [type(node).__name__.lower()]
    texts: list[str] = []
    for field in dataclasses.fields(cast(Any, node)):
        value: object = getattr(node, field.name)
        if field.name in _RUNS_OF_INLINES:
            texts.append(_inlines(cast(Inlines, value)))
        elif field.name == "lines":
            texts.extend(_inlines(line) for line in cast("tuple[Inlines, ...]", value))
        elif field.name == "image":
            texts.append(_inline(cast(Image, value)))
        elif isinstance(value, str | int) and value != field.default:
            facts.append(f"{value!r}" if field.name == "label" else f"{value}")
    head = "  " * depth + " ".join(facts)
    yield f"{head} | {' / '.join(text for text in texts)}" if any(texts) else head
    for child in _blocks_under(node):
        yield from _block(child, depth + 1)


def _blocks_under(node: Node) -> Iterable[Node]:
    for name in ("children", "items", "rows", "cells"):
        value: object = getattr(node, name, ())
        if isinstance(value, tuple):  # the rows of a cell are a number
            yield from cast("tuple[Node, ...]", value)


def _inlines(inlines: Inlines) -> str:
    return "".join(_inline(node) for node in inlines)


_MARKS: Final = {Emphasis: "*", Strong: "**", Underline: "__", Superscript: "^", Subscript: "~"}


def _inline(node: Node) -> str:
    match node:
        case Text(value):
            return value
        case Emphasis() | Strong() | Underline() | Superscript() | Subscript():
            mark = _MARKS[type(node)]
            return f"{mark}{_inlines(node.children)}{mark}"
        case Link():
            return f"[{_inlines(node.children)}]({node.target})"
        case Reference():
            return f"[{_inlines(node.children)}]({node.symbol})"
        case Foreign():
            return f"[{_inlines(node.children)}]{{{node.language}}}"
        case NoteMark():
            return f"[^{node.note}]"
        case Image():
            return f"![{node.alternative}]({node.source})"
        case Break():
            return " / "
        case _:
            return f"<{type(node).__name__}>"


# ------------------------------------------------------------------------------------------------------- compare


def changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Sign, int, str]]:
    """What differs between two lists of lines: sign, number of the line (old for ``-``), the line.

    ``@`` stands where lines are left out, with how many.
    """
    matcher = SequenceMatcher(None, before, after)
    left_out_to = 0
    for group in matcher.get_grouped_opcodes(CONTEXT):
        start = group[0][3]
        if start > left_out_to:
            yield "@", start - left_out_to, ""
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                yield from _signed(" ", after, new_start, new_end)
            elif old_end - old_start == new_end - new_start:
                for old, new in zip(range(old_start, old_end), range(new_start, new_end), strict=True):
                    was, became = around_change(before[old], after[new])
                    yield "-", old + 1, was
                    yield "+", new + 1, became
            else:
                yield from _signed("-", before, old_start, old_end)
                yield from _signed("+", after, new_start, new_end)
        left_out_to = group[-1][4]
    if left_out_to < len(after):
        yield "@", len(after) - left_out_to, ""


def _signed(sign: Sign, lines: Sequence[str], start: int, end: int) -> Iterator[tuple[Sign, int, str]]:
    return ((sign, n + 1, shortened(lines[n])) for n in range(start, end))


def shortened(line: str) -> str:
    """A line without its middle, if it is longer than a terminal shows."""
    return line if len(line) <= WIDTH else f"{line[: WIDTH * 2 // 3]} … {line[-WIDTH // 3 :]}"


def around_change(before: str, after: str) -> tuple[str, str]:
    """Two lines cut to where they differ, with a few words on either side."""
    if max(len(before), len(after)) <= WIDTH:
        return before, after
    same_end = min(len(before), len(after))
    head = next((n for n in range(same_end) if before[n] != after[n]), same_end)
    tail = next((n for n in range(same_end - head) if before[-1 - n] != after[-1 - n]), same_end - head)
    start = head - WIDTH // 3
    low = 0 if start <= 0 else start
    cut: list[str] = []
    for line in (before, after):
        high = len(line) - tail + WIDTH // 3
        middle = line[low : max(high, low)]
        cut.append(("… " if low else "") + shortened(middle) + (" …" if high < len(line) else ""))
    return cut[0], cut[1]


def changed_stretches(before: str, after: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Which characters of a line went, and which of the one in its place are new."""
    went: list[tuple[int, int]] = []
    came: list[tuple[int, int]] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            went.append((old_start, old_end))
            came.append((new_start, new_end))
    return [s for s in went if s[0] < s[1]], [s for s in came if s[0] < s[1]]


def numbered(lines: Iterable[str]) -> Iterator[tuple[Sign, int, str]]:
    """A whole value in the shape of ``changes``."""
    return ((" ", n, line) for n, line in enumerate(lines, 1))


def joins_text(joins: Iterable[Join], text: str) -> list[str]:
    """The joins of a conversion, each with its places, the words on either side, and the reasons."""
    places = Lines(text)
    found: list[str] = []
    for join in joins:
        before, after = places.position(max(join.before - 1, 0)).line, places.position(join.after).line
        left = " ".join(text[max(join.before - 30, 0) : join.before].split())
        right = " ".join(text[join.after : join.after + 30].split())
        found.append(
            f"line {before} …{left} + line {after} {right}…: {', '.join(join.reasons) or 'no reason given'}"
        )
    return found
