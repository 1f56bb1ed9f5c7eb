"""A habit of tools that read a page from the right: they come to the number of a note behind its first line."""

from __future__ import annotations

from unpress.draft import Line


def is_alone(text: str) -> bool:
    """Whether a line is a number that notes can have, and nothing else."""
    return len(text) <= 3 and text.isdecimal()


def numbers_behind(pages: list[list[Line]]) -> bool:
    """Whether the numbers of notes stand alone behind the first lines of their notes, so that nothing follows the last
    one: tools that read a page from the right come to the number last."""
    with_notes = ending = last = 0
    for page in pages:
        before = last
        alone = [int(line.text) for line in page[2:] if is_alone(line.text)]
        for number in alone:
            last += number == last + 1
        if last > before:
            with_notes += 1
            greater = any(last < number <= last + len(alone) for number in alone)
            ending += page[-1].text == str(last) and not greater
    return 0 < with_notes <= 3 * ending
