"""Mend in a Markdown source what can be mended without anybody's judgement, and nothing else.

The text is changed only where the document that it reads back is the one before with the mended words in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from unpress.ast import Document, Text
from unpress.config import Config
from unpress.conversion import Result, read
from unpress.problems import Mend, Problem
from unpress.source import Source
from unpress.walk import Rewriter


def mend(source: Source, result: Result, config: Config | None = None) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of a Markdown source with its mends, and the problems that are mended by them; the same bytes and none
    where there is nothing to mend.

    ``result`` is what ``check`` made of the source. Raises unpress.Error as convert() does.
    """
    text = source.data.decode("utf-8", "replace")
    problems = [problem for problem in result.problems if problem.mend is not None]
    if not problems or text != result.text:  # other line ends, another encoding: not as unpress writes it
        return source.data, ()
    candidates = _apart(problems)
    if _holds(source, text, result.document, candidates, config):
        return _applied(text, candidates).encode(), tuple(candidates)
    kept: list[Problem] = []
    for problem in candidates:  # one of them would change more than its spot
        if _holds(source, text, result.document, [*kept, problem], config):
            kept.append(problem)
    return _applied(text, kept).encode(), tuple(kept)


def _apart(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of the source, without those whose mends would touch the one before."""
    found: list[Problem] = []
    end = -1
    for problem in sorted(problems, key=lambda one: _of(one).start):
        if _of(problem).start >= end:
            found.append(problem)
            end = _of(problem).end
    return found


def _of(problem: Problem) -> Mend:
    assert problem.mend is not None
    return problem.mend


def _applied(text: str, problems: Sequence[Problem]) -> str:
    for problem in reversed(problems):
        made = _of(problem)
        text = text[: made.start] + made.text + text[made.end :]
    return text


def _holds(
    source: Source, text: str, document: Document, problems: Sequence[Problem], config: Config | None
) -> bool:
    if not problems:
        return True
    expected = _Mended([_of(problem) for problem in problems]).rewrite(document)
    again = Source(source.name, _applied(text, problems).encode(), "markdown")
    return expected != document and read(again, config).document == expected


class _Mended(Rewriter):
    """Puts the mends into the words of a document."""

    def __init__(self, mends: Sequence[Mend]) -> None:
        self.mends = mends

    def text(self, node: Text) -> Text:
        """Words with the mends that lie in them."""
        value = node.value
        pieces = node.span.pieces if node.span is not None else ()
        for made in reversed(self.mends):
            for at, start, end in pieces:
                if start <= made.start and made.end <= end:
                    place = at + made.start - start
                    value = value[:place] + made.text + value[place + made.end - made.start :]
        return node if value == node.value else replace(node, value=value)
