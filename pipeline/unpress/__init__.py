"""unpress reads United Nations documents as they really come and writes them as they ought to be.

In a script::

    from pathlib import Path
    from unpress import convert

    result = convert("A_RES_75_210.txt", to="docx")
    Path("A_RES_75_210.docx").write_bytes(result.output)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unpress.ast import Document
    from unpress.comparison import compare
    from unpress.config import Config
    from unpress.conversion import Result, check, convert, read, render
    from unpress.differences import Comparison
    from unpress.errors import ConfigError, DeviceError, Error, ReadError, RenderError, StageError, UsageError
    from unpress.job import Outcome
    from unpress.journal import Journal
    from unpress.ledger import Ledger
    from unpress.limits import LimitError, Limits, TimeLimitError
    from unpress.many import convert_many
    from unpress.problems import Notice, Problem, Severity
    from unpress.source import Source, Span
    from unpress.translation import compare_translations

__all__ = [
    "Comparison",
    "Config",
    "ConfigError",
    "DeviceError",
    "Document",
    "Error",
    "Journal",
    "Ledger",
    "LimitError",
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
    "compare_translations",
    "convert",
    "convert_many",
    "read",
    "render",
]
__version__ = "0.1.0"

_WHERE = {
    "ast": ("Document",),
    "comparison": ("compare",),
    "config": ("Config",),
    "conversion": ("Result", "check", "convert", "read", "render"),
    "differences": ("Comparison",),
    "errors": ("ConfigError", "DeviceError", "Error", "ReadError", "RenderError", "StageError", "UsageError"),
    "job": ("Outcome",),
    "journal": ("Journal",),
    "ledger": ("Ledger",),
    "limits": ("LimitError", "Limits", "TimeLimitError"),
    "many": ("convert_many",),
    "problems": ("Notice", "Problem", "Severity"),
    "source": ("Source", "Span"),
    "translation": ("compare_translations",),
}
_MODULES = {name: module for module, names in _WHERE.items() for name in names}
"""A name is imported when it is asked for: a command that finds nothing to do needs hardly any of them."""


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"unpress.{_MODULES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
