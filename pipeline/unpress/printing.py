"""Problems as people and other programs read them: text with the source line, JSON, SARIF, GitHub annotations."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from unpress.errors import Error
from unpress.ledger import Ledger
from unpress.pattern import late
from unpress.problems import Mend, Problem, Severity
from unpress.record import record
from unpress.source import Lines, Span

EXCERPT_WIDTH: Final = 100
"""Columns of a terminal that the excerpt of a source line takes."""


@record
class Located:
    """A problem and its place in the decoded source. Lines and columns count from 1; ``line`` 0 is no place.

    ``end_column`` is behind the last character. ``excerpt`` is the line.
    """

    problem: Problem
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    excerpt: str = ""


def locate(problems: Iterable[Problem], text: str) -> list[Located]:
    """Find the places of the problems of one source, and put them in the order of the source."""
    lines = Lines(text)
    located = [_locate(problem, lines, text) for problem in problems]
    return sorted(located, key=lambda found: (found.line, found.column))


def _locate(problem: Problem, lines: Lines, text: str) -> Located:
    span = problem.span
    if span is None or not span.pieces or not text:
        return Located(problem)
    start, end = lines.position(span.start), lines.position(span.end)
    return Located(problem, start.line, start.column, end.line, end.column, lines.line(start.line))


def from_error(error: Error, source: str) -> Problem:
    """An error that left a source without output, as a problem: ``failure.read``, ``failure.stage`` ..."""
    kind = type(error).__name__.removesuffix("Error").lower() or "output"
    hints = (error.hint,) if error.hint else ()
    return Problem(Severity.error, f"failure.{kind}", error.message, source, None, hints)


def _shortened(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def printable(text: str) -> str:
    """Text that a terminal shows and does not obey: control characters and bidirectional overrides are replaced."""
    text = text.replace("\t", " ")
    return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", text)


_UNPRINTABLE = late("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


# ------------------------------------------------------------------------------------------------------ text


def text_line(found: Located) -> str:
    """``file:line:column: warning: message [code]`` and the hints, each on a line."""
    problem = found.problem
    place = problem.source or "-"
    if found.line:
        place += f":{found.line}:{found.column}"
    page = f" (page {problem.span.page})" if problem.span is not None and problem.span.page else ""
    first = f"{place}: {problem.severity.name}: {problem.message}{page} [{problem.code}]"
    return "\n".join([printable(first), *(f"  hint: {printable(hint)}" for hint in problem.hints)])


def as_text(problems: Sequence[Located]) -> str:
    """Each problem with the line that it concerns and a caret under the place."""
    return "".join(f"{_with_excerpt(found)}\n" for found in problems)


def _with_excerpt(found: Located) -> str:
    first, *hints = text_line(found).split("\n")
    return "\n".join([first, *_excerpt(found), *hints])


def _excerpt(found: Located) -> list[str]:
    """The source line, cut around the place, and carets. Carets cannot be set under right-to-left text."""
    if not found.excerpt.strip():
        return []
    start = found.column - 1
    end = found.end_column - 1 if found.end_line == found.line else len(found.excerpt)
    end = max(min(end, len(found.excerpt)), start + 1)
    low = max(0, start - EXCERPT_WIDTH // 3)
    high = low
    room = EXCERPT_WIDTH
    while high < len(found.excerpt) and (room := room - _columns(found.excerpt[high])) >= 0:
        high += 1
    before = ("…" if low else "") + printable(found.excerpt[low:start])
    marked = printable(found.excerpt[start : min(end, high)])
    after = printable(found.excerpt[min(end, high) : high]) + ("…" if high < len(found.excerpt) else "")
    margin = " " * len(str(found.line))
    lines = [f"  {found.line} | {before}{marked}{after}"]
    if not any(unicodedata.bidirectional(c) in {"R", "AL"} for c in before + marked):
        lines.append(f"  {margin} | {' ' * _columns(before)}{'^' * max(_columns(marked), 1)}")
    return lines


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes (https://www.unicode.org/reports/tr11)."""
    return sum(
        0
        if unicodedata.category(c) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(c) in {"W", "F"}
        else 1
        for c in text
    )


# ------------------------------------------------------------------------------------------ for other programs


def as_json(problems: Sequence[Located]) -> str:
    """A list of objects, one a problem; what is not known is null."""
    import json

    objects = [as_object(found) for found in problems]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def as_object(found: Located) -> dict[str, object]:
    """A problem as JSON has it. ``fix`` is what can stand in the place of characters of the decoded source."""
    problem, mend = found.problem, found.problem.mend
    return {
        "file": problem.source,
        "line": found.line or None,
        "column": found.column or None,
        "end_line": found.end_line or None,
        "end_column": found.end_column or None,
        "page": (problem.span.page or None) if problem.span else None,
        "severity": problem.severity.name,
        "code": problem.code,
        "message": problem.message,
        "hints": list(problem.hints),
        "fix": {"start": mend.start, "end": mend.end, "text": mend.text} if mend else None,
    }


def as_sarif(problems: Sequence[Located]) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""
    import json

    from unpress import __version__

    codes = sorted({found.problem.code for found in problems})
    rules = [_sarif_rule(code) for code in codes]
    run = {
        "tool": {"driver": {"name": "unpress", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(found, codes) for found in problems],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sarif_rule(code: str) -> Mapping[str, object]:
    from unpress.codes import meaning  # asks each stage

    says = meaning(code)
    return {"id": code, "shortDescription": {"text": says}} if says else {"id": code}


def _sarif_result(found: Located, codes: Sequence[str]) -> Mapping[str, object]:
    problem = found.problem
    result: dict[str, object] = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": problem.severity.name,
        "message": {"text": "\n".join([problem.message, *problem.hints])},
    }
    place: dict[str, object] = {"artifactLocation": {"uri": _address(problem.source)}}
    if found.line:
        place["region"] = {
            "startLine": found.line,
            "startColumn": found.column,
            "endLine": found.end_line,
            "endColumn": found.end_column,
        }
    if problem.source not in ("", "-"):
        result["locations"] = [{"physicalLocation": place}]
        if problem.mend is not None:
            deleted = {
                "charOffset": problem.mend.start,
                "charLength": problem.mend.end - problem.mend.start,
            }
            change = {"deletedRegion": deleted, "insertedContent": {"text": problem.mend.text}}
            changes = {"artifactLocation": place["artifactLocation"], "replacements": [change]}
            result["fixes"] = [{"artifactChanges": [changes]}]
    return result


def _address(path: str) -> str:
    from urllib.parse import quote

    if Path(path).is_absolute():
        return Path(path).as_uri()
    return quote(path.replace(os.sep, "/").encode("utf-8", "surrogateescape"), safe="/~")


_GITHUB_LEVELS: Final = {Severity.note: "notice", Severity.warning: "warning", Severity.error: "error"}


def as_github(problems: Sequence[Located]) -> str:
    """Workflow commands that GitHub shows beside the lines
    (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
    """
    return "".join(_annotation(found) + "\n" for found in problems)


def _annotation(found: Located) -> str:
    problem = found.problem
    values: dict[str, object] = {"file": problem.source}
    if found.line:
        values |= {"line": found.line, "endLine": found.end_line}
        if found.line == found.end_line:  # GitHub has columns within one line only
            values |= {"col": found.column, "endColumn": found.end_column}
    values["title"] = problem.code
    given = ",".join(f"{name}={_escaped_property(str(value))}" for name, value in values.items())
    message = _escaped("\n".join([problem.message, *problem.hints]))
    return f"::{_GITHUB_LEVELS[problem.severity]} {given}::{message}"


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


FORMATTERS: Final[Mapping[str, Callable[[Sequence[Located]], str]]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
"""What ``unpress check --format`` takes."""


def dumped(problems: Sequence[Located]) -> str:
    """Problems with their places as JSON from which ``loaded`` makes them again."""
    import json

    return (
        json.dumps([as_object(found) | {"excerpt": found.excerpt} for found in problems]) if problems else ""
    )


def loaded(text: str, source: str) -> list[Located]:
    """The problems of ``dumped``, of the source that is called so now. Of their spans only the page is known."""
    if not text:
        return []
    import json

    return [_loaded(given, source) for given in json.loads(text)]


def _loaded(given: Mapping[str, Any], source: str) -> Located:
    fix = given["fix"]
    problem = Problem(
        Severity[given["severity"]],
        given["code"],
        given["message"],
        source,
        Span((), given["page"]) if given["page"] else None,
        tuple(given["hints"]),
        Mend(fix["start"], fix["end"], fix["text"]) if fix else None,
    )
    start, end = (
        (given["line"] or 0, given["column"] or 0),
        (given["end_line"] or 0, given["end_column"] or 0),
    )
    return Located(problem, *start, *end, given["excerpt"])


# ---------------------------------------------------------------------------------------------------- ledger


def ledger_table(ledger: Ledger, source: str) -> str:
    """The ledger of one source: totals, then how often each rule was used and on how many characters."""
    lines = [f"{source}: {ledger.total:,} characters, {ledger.kept:,} of them in the document"]
    for (fate, rule), (times, characters) in sorted(ledger.by_rule().items()):
        lines.append(f"  {fate:<10}  {rule:<36}  {times:>6,} times  {characters:>9,} characters")
    places = Lines(ledger.text)
    for start, end in ledger.unexplained:
        at = places.position(start)
        lines.append(f"  unexplained at {at.line}:{at.column}: {_shortened(ledger.text[start:end])!r}")
    if ledger.complete:
        lines.append("  every character is accounted for")
    return printable_lines(lines)


def ledger_json(ledger: Ledger, source: str) -> str:
    """The ledger of one source as JSON: totals, each entry with its place, and what is unexplained."""
    import json

    places = Lines(ledger.text)

    def place(start: int, end: int) -> dict[str, object]:
        first, last = places.position(start), places.position(end)
        return {
            "start": start,
            "end": end,
            "line": first.line,
            "column": first.column,
            "end_line": last.line,
            "end_column": last.column,
            "text": ledger.text[start:end],
        }

    value = {
        "file": source,
        "total": ledger.total,
        "kept": ledger.kept,
        "complete": ledger.complete,
        "rules": [
            {"fate": fate, "rule": rule, "times": times, "characters": characters}
            for (fate, rule), (times, characters) in sorted(ledger.by_rule().items())
        ],
        "entries": [
            {"fate": e.fate, "rule": e.rule, **place(e.start, e.end)}
            | ({"became": e.became} if e.fate == "normalised" else {})
            for e in ledger.entries
        ],
        "unexplained": [place(start, end) for start, end in ledger.unexplained],
    }
    return json.dumps(value, ensure_ascii=False)


def printable_lines(lines: Iterable[str]) -> str:
    """Lines for a terminal."""
    return "\n".join(printable(line) for line in lines)
