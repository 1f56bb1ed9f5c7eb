"""When the bodies of the United Nations began, and what that allows their symbols to say."""

from __future__ import annotations

import datetime
import re
from typing import Final

from unpress.ast import Document
from unpress.symbol import Symbol

_FIRST_SESSION_IN_SYMBOLS: Final = (
    31  # of the General Assembly, in 1976; before, sessions were Roman numerals
)
_ASSEMBLY: Final = 1945  # its Nth session begins in 1945 + N
_COUNCIL: Final = (
    2005  # the Human Rights Council began in 2006, with three sessions a year, four in the first
)
_SESSIONS_A_YEAR: Final = 3
_YEAR: Final = re.compile(r"\d{4}(?=-)")
_YEARS: Final = {"sc": 1946, "ecosoc": 1946}


def year_of(document: Document) -> int:
    """The year in which a document can cite: that of its own dates, or else today's."""
    years = [_YEAR.match(date or "") for date in (document.meta.adopted, document.meta.issued)]
    return max((int(year[0]) for year in years if year), default=datetime.datetime.now(datetime.UTC).year)


def impossible(symbol: str, year: int) -> str:
    """Why no document cited in a year can have this symbol; empty where it can."""
    try:
        parsed = Symbol.parse(symbol.upper())  # servers take small letters, too
    except ValueError:
        return ""
    named = parsed.year
    first = _YEARS.get(parsed.organ)
    if named is not None and first is not None and not first <= named <= year + 1:
        return f"{named} is before its body" if named < first else f"{named} is still to come"
    session = parsed.session
    if session is None or parsed.organ not in {"ga", "hrc"}:
        return ""
    latest = year - _ASSEMBLY if parsed.organ == "ga" else (year - _COUNCIL) * _SESSIONS_A_YEAR + 1
    if session > latest + 1:
        return f"session {session} is still to come"
    if parsed.kind == "resolution" and parsed.organ == "ga" and session < _FIRST_SESSION_IN_SYMBOLS:
        return f"resolutions of session {session} are numbered otherwise: 2200 (XXI)"
    return ""
