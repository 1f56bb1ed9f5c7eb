"""Fill in what is known about the document as values: symbol, organ, session, agenda items, dates, meeting.

The values are read from the masthead, the number, the formula and the closing. A symbol that the masthead lacks is
inferred from the number and the organ ("75/210." of the General Assembly is A/RES/75/210), and a note says so.
"""

from __future__ import annotations

import re
from typing import Any, Final, Literal, get_args

from unpress.ast import Closing, Distribution, Document, Formula, MastheadLine, Paragraph, Section, Vote
from unpress.citations import find
from unpress.figures import whole
from unpress.folding import COMMAS, fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import replace
from unpress.symbol import Symbol, infer
from unpress.walk import blocks, plain
from unpress_stages._front import in_capitals
from unpress_stages._opening import collected

PROBLEMS: Final = {
    "symbol": "The masthead has no symbol; it is inferred from the number and the organ.",
}

_AGENDA: Final = late(r"\d+(?:\s?\([^\W\d_]{1,2}\)|\s[a-z]{1,2}\))?")
_RECORDED: Final = {"ga", "sc", "ecosoc", "hrc", "tc"}


def transform(document: Document, journal: Journal) -> Document:
    """Fill the empty fields of the metadata; what is there stays."""
    lang = language(document.language)
    found: dict[str, Any] = {}
    _from_masthead(document, lang, found)
    if document.meta.kind in {None, "resolution", "decision", "draft resolution", "draft decision"}:
        _from_body(document, lang, found)
    elif document.meta.kind == "presidential statement":
        _from_statement(document, lang, found)
    organ: str | None = found.get("organ")
    symbol = document.meta.symbol or found.get("symbol")
    if symbol is None and document.label:
        kind = document.meta.kind or found.get("kind")
        if kind in {None, "resolution", "decision"}:
            which: Literal["resolution", "decision"] = "decision" if kind == "decision" else "resolution"
            inferred = infer(document.label, organ or "ga", which)
            if inferred is not None:
                symbol = str(replace(inferred, letter=inferred.letter))
                number = document.label.rstrip(". ")
                journal.note(
                    "symbol",
                    f"the masthead has no symbol; {symbol} is inferred from the number {number} and the organ",
                )
    if symbol is not None:
        found["symbol"] = symbol
    fresh = {
        name: value
        for name, value in found.items()
        if value is not None and getattr(document.meta, name) in (None, ())
    }
    if document.meta.kind == "decision" and "/RES/" in (symbol or ""):
        fresh["kind"] = "resolution"  # whose formula stands in one line with its reasons
    return replace(document, meta=replace(document.meta, **fresh)) if fresh else document


def _from_masthead(document: Document, lang: Language, found: dict[str, Any]) -> None:
    for line in document.masthead:
        _line(line, lang, found)
    if document.masthead and "symbol" in found and found.get("organ") is None:
        parsed = _symbol(found["symbol"])
        if parsed is not None and parsed.organ in _RECORDED:
            found["organ"] = parsed.organ


def _line(line: MastheadLine, lang: Language, found: dict[str, Any]) -> None:
    text = plain(line.content).strip()
    bare = text.rstrip("* ")
    if line.role == "symbol" and (symbol := _symbol(text)) is not None:
        found.setdefault("symbol", str(symbol))
    elif line.role == "organ":
        code = lang.organs.code(bare)
        if code == "hrc" or "organ" not in found:  # a subsidiary body stands below the Assembly
            found["organ"] = code
    elif line.role == "distribution":
        said = in_capitals(bare)
        for kind in get_args(Distribution):
            if any(in_capitals(word) in said for word in getattr(lang.masthead, kind)):
                found.setdefault("distribution", kind)
    elif line.role == "date":
        found.setdefault("issued", _date(text, lang))
    elif line.role == "session":
        session = lang.session_number(text)
        if session is not None:
            found.setdefault("session", session)
    elif line.role == "agenda":
        items = tuple(" ".join(item.split()) for item in _AGENDA.findall(text))
        found["agenda_items"] = (*found.get("agenda_items", ()), *items)
    elif line.role == "original":
        for code, name in lang.masthead.language_names:
            if in_capitals(name) in in_capitals(text):
                found.setdefault("original_language", code)
    elif line.role == "proponent":
        symbols = find(text, lang)
        if symbols:
            found.setdefault("proponent", str(symbols[0].symbol))
    elif line.role == "job":
        found.setdefault("job_number", text)
    elif line.role == "adoption":
        _adoption(text, lang, found)


def _adoption(text: str, lang: Language, found: dict[str, Any]) -> None:
    if lang.titles.report.fullmatch(text) or lang.titles.note.fullmatch(text):
        return  # the dates in the name of a report are of what it reports on
    printed = collected(text, lang)
    number = lang.titles.sc_number.match(text) if printed is None else None
    if number is not None:
        printed = f"{number['n']} ({number['y']})"
        text = fold(text)[number.end() :].lstrip(" ,،")
    if printed is not None:
        found.setdefault("symbol", f"S/RES/{printed}")
        found.setdefault("organ", "sc")
    dates = lang.find_dates(text)
    if dates:
        found["adopted"] = dates[-1][2]
    meeting = lang.titles.sc_adopted.any_case.fullmatch(text)
    if meeting is not None:
        found["organ"] = "sc"
        figure = meeting["n"] if "n" in meeting.re.groupindex else None
        held = whole(figure or "")
        if held is not None:
            found.setdefault("meeting", held)
        return
    adopted = lang.titles.adopted.fullmatch(text)
    if adopted is not None and "organ" in adopted.re.groupindex and adopted["organ"]:
        code = lang.organs.code(adopted["organ"])
        if code in _RECORDED:
            found["organ"] = code


def _from_body(document: Document, lang: Language, found: dict[str, Any]) -> None:
    closings: list[Closing] = []
    formulas: list[Formula] = []
    votes: list[Vote] = []
    for block in document.children:
        for node in () if isinstance(block, Section) and block.role == "annex" else blocks(block):
            if isinstance(node, Closing):
                closings.append(node)
            elif isinstance(node, Formula):
                formulas.append(node)
            elif isinstance(node, Vote):
                votes.append(node)
    for formula in formulas[:1]:
        organ = lang.formula.organ(plain(formula.content))
        if organ in _RECORDED:
            found["organ"] = organ
    for vote in votes[:1]:
        for line in vote.lines[:1]:
            told = lang.closing.recorded.match(plain(line))
            held = whole(told["n"]) if told is not None and told["n"] else None
            if held is not None:
                found.setdefault("meeting", held)
    for closing in closings[:1]:
        for line in closing.lines:
            text = plain(line).strip(COMMAS + " .")
            meeting = lang.closing.meeting.fullmatch(text)
            held = whole(meeting["n"]) if meeting is not None else None
            if held is not None:
                found.setdefault("meeting", held)
            date = _date(text, lang)
            if date:
                found.setdefault("adopted", date)
    label = re.match(r"(\d{1,3})/\d", document.label)
    if label:
        found.setdefault("session", int(label[1]))


def _from_statement(document: Document, lang: Language, found: dict[str, Any]) -> None:
    """Meeting and date of a presidential statement stand in its opening sentence."""
    for block in document.children:
        if isinstance(block, Paragraph):
            text = plain(block.content)
            meeting = lang.titles.held.search(text)
            if meeting is not None:
                found.setdefault("meeting", int(meeting["n"]))
                found.setdefault("adopted", _date(text, lang))
            return


def _symbol(text: str) -> Symbol | None:
    try:
        return Symbol.parse(text.rstrip("* "))
    except ValueError:
        return None


def _date(text: str, lang: Language) -> str | None:
    for known in (lang, language(lang.dates.masthead)):
        dates = known.find_dates(text)
        if dates:
            return dates[0][2]
    return None
