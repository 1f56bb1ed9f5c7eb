"""Problems: values that travel with the result. Exceptions are for where there is no output."""

from __future__ import annotations

from enum import IntEnum

from unpress.record import record
from unpress.source import Span


class Severity(IntEnum):
    """How grave a problem is. ``note`` is information, ``error`` makes the command end in status 1."""

    note = 1
    warning = 2
    error = 3

    def __str__(self) -> str:
        return self.name

    def __format__(self, spec: str) -> str:
        return format(self.name, spec)


@record
class Mend:
    """What can stand in the source instead, without anybody's judgement: ``text`` in the place of the characters from
    ``start`` to ``end`` of the decoded source."""

    start: int
    end: int
    text: str


@record
class Problem:
    """A doubt or a fault, with its place and what can be done.

    ``code`` is ``phase.stage.slug``; ``span`` counts in the decoded text of the source.
    """

    severity: Severity
    code: str
    message: str
    source: str = ""
    span: Span | None = None
    hints: tuple[str, ...] = ()
    mend: Mend | None = None


def silenced(problem: Problem, codes: tuple[str, ...]) -> bool:
    """Whether a problem is silenced: by its whole code or by whole leading parts of it (``transform.notes``)."""
    return any(problem.code == code or problem.code.startswith(code.rstrip(".") + ".") for code in codes)


@record
class Notice:
    """A problem with its place as people and other programs read it; ``line`` 0 is no place."""

    severity: Severity
    code: str
    message: str
    line: int = 0
    column: int = 0
    page: int = 0
    hints: tuple[str, ...] = ()
