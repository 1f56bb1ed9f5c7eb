"""unpress reads United Nations documents as they really come and writes them as they ought to be.

In a script::

    from unpress import convert
    result = convert("A_RES_75_210.txt", to="docx")
    Path("A_RES_75_210.docx").write_bytes(result.output)
"""

from typing import TYPE_CHECKING, Any

from unpress.ast import Document
from unpress.config import Config
from unpress.convert import Result, check, convert, read, render
from unpress.errors import ConfigError, Error, ReadError, RenderError, StageError, UsageError
from unpress.journal import Journal
from unpress.ledger import Ledger
from unpress.limits import Limits, TimeLimitError
from unpress.problems import Problem, Severity
from unpress.source import Source, Span

if TYPE_CHECKING:
    from unpress.comparison import Comparison, compare
    from unpress.many import convert_many
    from unpress.work import Notice, Outcome

__all__ = [
    "Comparison",
    "Config",
    "ConfigError",
    "Document",
    "Error",
    "Journal",
    "Ledger",
    "Limits",
    "Notice",
    "Outcome",
    "Problem",
    "ReadError",
    "RenderError",
    "Result",
    "Severity",
    "Source",
    "Span",
    "StageError",
    "TimeLimitError",
    "UsageError",
    "check",
    "compare",
    "convert",
    "convert_many",
    "read",
    "render",
]
__version__ = "0.1.0"


_LATER = {
    "Comparison": "comparison",
    "Notice": "work",
    "Outcome": "work",
    "compare": "comparison",
    "convert_many": "many",
}
"""What few scripts need is imported when it is asked for: comparing brings a library for likeness."""


def __getattr__(name: str) -> Any:
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(f"unpress.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
