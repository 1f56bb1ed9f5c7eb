"""Links within a document that come in pairs: from a mark to its note, and back.

The names of the places differ from tool to tool, but that of the way back is always that of the way there with "ref" in
it: "footnote-1" and "footnote-ref-1", "_ftn1" and "_ftnref1".
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

from unpress.pattern import late

_WAY_BACK: Final = late(r"ref(?=[-_:]?\w+$)")
_JOINTS: Final = str.maketrans("", "", "-_:")


def tied(targets: Iterable[str]) -> Set[str]:
    """Of the targets of links those within the document that come in pairs, there and back."""
    inner = {target for target in targets if target.startswith("#")}
    back = {name_of(target) for target in inner if is_way_back(target)}
    there = {name_of(target) for target in inner if not is_way_back(target)}
    return {target for target in inner if name_of(target) in back & there}


def name_of(target: str) -> str:
    """What a mark and its note have in common: the target of either link without "ref"."""
    return _WAY_BACK.sub("", target).translate(_JOINTS)


def is_way_back(target: str) -> bool:
    """Whether a target is that of the link from a note to its mark."""
    return _WAY_BACK.search(target) is not None
