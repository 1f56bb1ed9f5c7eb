"""A comparison as people and as other programs read it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Final

from unpress.differences import Change, Comparison, Difference, Side
from unpress.printing import printable

SHORT_LIST: Final = 3
"""Differences of one kind that are printed unless all are asked for."""

EXCERPT: Final = 160
"""Characters shown of a text that one side does not have."""


def as_text(comparison: Comparison, everything: bool = False) -> str:
    """A table of what was compared and a list of differences, words as wdiff prints them: ``[-left-]{+right+}``."""
    lines = [
        f"left:  {comparison.left or '-'}",
        f"right: {comparison.right or '-'}",
        "",
        f"{'':10} {'left':>9} {'right':>9} {'alike':>7} {'wanted':>7}",
    ]
    for aspect in comparison.aspects:
        wanted = f"{aspect.wanted:7.2f}" if aspect.wanted else f"{'':7}"
        verdict = "" if aspect.agrees else "  differs"
        lines.append(
            f"{aspect.name:10} {aspect.left:9,} {aspect.right:9,} {_floor(aspect.share):7.3f} {wanted}{verdict}"
        )
    shown: Counter[str] = Counter()
    for difference in comparison.differences:
        if everything or shown[difference.aspect] < SHORT_LIST:
            shown[difference.aspect] += 1
            lines.extend(["", *_lines(difference)])
    if left_out := len(comparison.differences) - shown.total():
        lines.extend(["", f"... and {left_out:,} more: --diff prints all"])
    return "".join(f"{line}\n" for line in lines)


def _floor(share: float) -> float:
    """A share with three places that is 1 only where everything agrees."""
    return int(share * 1000) / 1000


def _lines(difference: Difference) -> list[str]:
    places = f"{_place(difference.left)} | {_place(difference.right)}"
    head = f"{difference.aspect}: {difference.message}  ({places})"
    left, right = difference.left.text, difference.right.text
    if difference.changes:
        return [head, *(f"    {_change(change)}" for change in difference.changes)]
    if left == right:
        return [head, f"    {_shortened(left)}"]
    return [head, *(f"  {sign} {_shortened(text)}" for sign, text in (("-", left), ("+", right)) if text)]


def _place(side: Side) -> str:
    if not side.line and not side.page:
        return "no place" if side.text else "nothing"
    return f"page {side.page}" if side.page else f"line {side.line}"


def _shortened(text: str) -> str:
    text = printable(" ".join(text.split()))
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT * 2 // 3]} … {text[-EXCERPT // 3 :]}"


def _change(change: Change) -> str:
    left = f"[-{change.left}-]" if change.left else ""
    right = f"{{+{change.right}+}}" if change.right else ""
    return printable(" ".join(f"{change.before}{left}{right}{change.after}".split()))


def as_json(comparison: Comparison) -> str:
    """One object: ``left``, ``right``, ``agree``, ``aspects``, ``differences``."""
    import json

    return json.dumps({"agree": comparison.agree, **asdict(comparison)}, ensure_ascii=False, indent=2) + "\n"
