"""Patterns that are compiled when they are first used.

To compile the patterns of all stages takes longer than to convert a resolution, and one text needs a third of them.
What every text needs is ``re.compile``, which is a little faster to call.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, cast


class _Pattern:
    """Stands for a compiled pattern; the methods are those of the pattern itself from the first use on."""

    def __init__(self, source: str, flags: int) -> None:
        self._given = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by copy, pickle and the like, which know how to go on without
            raise AttributeError(name)
        compiled = re.compile(*self._given)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split", "pattern"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, compiled when it is first used; a faulty pattern is an error only then."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


def by_script(source: str, flags: int = 0) -> Callable[[str], re.Pattern[str]]:
    """Gives for a text the pattern, without its ranges of Chinese letters where the text can hold none: see
    ``may_be_eastern``. Either is compiled when it is first used."""
    whole, western = late(source, flags), late(_HAN_RANGE.sub("\u4e00", source), flags)
    return lambda text: whole if may_be_eastern(text) else western


_HAN_RANGE: Final = re.compile(r"\\u[34][0-9a-f]{3}-\\u9fff")
_BEYOND: Final = re.compile(r"[^\x00-\u06ff\u2000-\u22ff]")


def may_be_eastern(text: str) -> bool:
    """Whether a text can hold Chinese, Japanese or Korean characters or their punctuation. No is certain; yes is not.

    Asked before patterns with ranges of these scripts: each character of a range in a set costs at compiling, which
    comes to milliseconds, and most texts need none of them.
    """
    return not text.isascii() and _BEYOND.search(text) is not None
