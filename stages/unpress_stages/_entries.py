"""Entries of lists in formats that have lists without numbers: does the text begin with a printed number?"""

from __future__ import annotations

from typing import Final

from unpress.enumerator import at_start, readings
from unpress.pattern import late

_NUMBER: Final = late(r"(\S{0,6}[^\w\s]|\(\S \S\)|\d{1,3} [-–])(?=\s|$)")


def numbered(text: str) -> bool:
    """Whether an entry of a list begins with its printed number or sign. Freer than ``at_start``: it is known here that
    the text is an entry.

    >>> numbered("(a) to continue"), numbered("e. 2,4-Dinitrotoluene"), numbered("to continue")
    (True, True, False)
    """
    if at_start(text) is not None:
        return True
    found = _NUMBER.match(text)
    return found is not None and bool(readings(found[1]))
