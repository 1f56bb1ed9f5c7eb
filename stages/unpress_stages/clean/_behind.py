"""A habit of tools that read a page from the right: they come to the number of a note behind its first line."""

from __future__ import annotations

import re
from typing import Final

from unpress.draft import Line

_ALONE: Final = re.compile(r"\d{1,3}")


def numbers_behind(pages: list[list[Line]]) -> bool:
    """Whether the numbers of notes stand alone behind the first lines of their notes, so that nothing follows the last
    one: tools that read a page from the right come to the number last."""
    with_notes = ending = last = 0
    for page in pages:
        before = last
        alone = [int(line.text) for line in page[2:] if _ALONE.fullmatch(line.text)]
        for number in alone:
            last += number == last + 1
        if last > before:
            with_notes += 1
            passed = any(
                last < number <= last + len(alone) for number in alone
            )  # it stands behind a greater one
            ending += page[-1].text == str(last) and not passed
    return 0 < with_notes <= 3 * ending
