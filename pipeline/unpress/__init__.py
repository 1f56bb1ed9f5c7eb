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

__all__ = [
    "Comparison",
    "Config",
    "ConfigError",
    "Document",
    "Error",
    "Journal",
    "Ledger",
    "Limits",
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
    "read",
    "render",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """What few scripts need is imported when it is asked for: `compare` brings a library for likeness."""
    if name in {"Comparison", "compare"}:
        from unpress import comparison

        return getattr(comparison, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
