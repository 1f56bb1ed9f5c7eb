"""Hold the masthead against the text: symbol and number, session, dates.

The number before the title is the end of the symbol, the session is that of the symbol, the day of adoption is the one
that the closing gives, and nothing is issued before it is adopted (domain reference 2.6 and 2.7, from mastheads in the
Editorial Manual). The symbol itself can exist: its session or year is there.
"""

from __future__ import annotations

from typing import Final

from unpress.ast import Closing, Document, MastheadLine, Node
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.source import Span
from unpress.symbol import Symbol, infer
from unpress.walk import each, plain
from unpress_stages.check._passages import place
from unpress_stages.check._years import impossible, year_of

PROBLEMS: Final = {
    "impossible": "No document can have this symbol: its session or year is not there.",
    "number": "The number before the title is not that of the symbol.",
    "session": "The session is not that of the symbol.",
    "adopted": "The day of adoption is not the one that the closing gives.",
    "issued": "The document was issued before it was adopted.",
}


def check(document: Document, journal: Journal) -> None:
    """Report what the masthead says otherwise than the text."""
    lang = language(document.language)
    reason = impossible(document.meta.symbol or "", year_of(document))
    if reason:
        line = next((line for line in document.masthead if line.role == "symbol"), None)
        journal.error(
            "impossible",
            f"the symbol {document.meta.symbol} cannot exist: {reason}",
            _line(line) if line is not None else None,
        )
    _number(document, journal)
    _session(document, lang, journal)
    _dates(document, lang, journal)


def _symbol(document: Document) -> Symbol | None:
    try:
        return Symbol.parse(document.meta.symbol or "")
    except ValueError:
        return None


def _number(document: Document, journal: Journal) -> None:
    symbol, organ = _symbol(document), document.meta.organ
    if symbol is None or not document.label or organ is None or symbol.kind != "resolution":
        return
    inferred = infer(document.label, symbol.organ, "resolution")
    if inferred is not None and inferred.base.serial != symbol.base.serial:
        journal.error("number", f"the number {document.label!r} is not that of the symbol {symbol}")


def _session(document: Document, lang: Language, journal: Journal) -> None:
    symbol = _symbol(document)
    named = symbol.session if symbol is not None and symbol.organ in {"ga", "hrc"} else None
    if named is None or document.meta.session is None:
        return
    sessions = [
        (session, line)
        for line in document.masthead
        if line.role == "session" and (session := lang.session_number(plain(line.content))) is not None
    ]
    if any(session == named for session, _ in sessions):  # the other is of the body that reports
        return
    for _, line in sessions:
        journal.error(
            "session",
            f"the session {plain(line.content)!r} is not that of the symbol {symbol}",
            _line(line),
        )


def _dates(document: Document, lang: Language, journal: Journal) -> None:
    adopted = [
        (date[2], line)
        for line in document.masthead
        if line.role == "adoption"
        for date in lang.find_dates(plain(line.content))
    ]
    closings: list[str] = []

    def look(node: Node) -> None:
        if isinstance(node, Closing):
            closings.extend(date[2] for line in node.lines for date in lang.find_dates(plain(line)))

    for block in document.children:
        each(block, look)
    if len(adopted) != 1:  # none, or the days of several texts
        return
    day, line = adopted[0]
    if closings and day not in closings:
        journal.error(
            "adopted",
            f"the masthead says that the text was adopted on {day}, the closing on {closings[0]}",
            _line(line),
        )
    issued = document.meta.issued
    if issued and issued < day:
        place_of_issue = next((line for line in document.masthead if line.role == "date"), line)
        journal.error("issued", f"issued on {issued}, before it was adopted on {day}", _line(place_of_issue))


def _line(line: MastheadLine) -> Span | None:
    return place(line.content, 0, len(plain(line.content)))
