"""The codes of problems: which there are, and what each says.

A stage that reports problems says so in its module::

    PROBLEMS = {"side": "The mark of a note stands on the wrong side of a punctuation mark."}

The code of that problem is ``check.marks.side``. The table is read from the file of the stage, which is not imported.
"""

from __future__ import annotations

import ast as syntax
from collections.abc import Mapping
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

from unpress import stage
from unpress.errors import ConfigError, nearest
from unpress.stage import Found

TABLE: Final = "PROBLEMS"
OWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "clean.language.unknown": "The language could not be recognised; the text is taken for English.",
        "clean.language.other": "The text looks as if it were in another language than the one that was given.",
        "ledger.unexplained": "Characters of the source are neither in the document nor dropped by a rule.",
        "ledger.dropped": "With --strict: characters of the source that are not in the document.",
        "failure.read": "The source cannot be read.",
        "failure.render": "The document cannot be written in a format.",
        "failure.stage": "A stage failed or broke its contract.",
        "failure.usage": "There is no such file.",
        "failure.output": "A fault of the program, or a file that cannot be written.",
    }
)
"""Problems that no stage reports."""


def syntax_of(found: Found) -> syntax.Module | None:
    """The module of a stage as it stands in its file, without importing it; None where it cannot be read."""
    package = found.module.removesuffix(f".{found.full_name}")
    places = [str(Path(folder, found.phase)) for folder in stage.folders(package)]
    try:
        spec = PathFinder.find_spec(found.module, places)
        source = spec.loader.get_source(found.module) if spec and spec.loader else None  # type: ignore[attr-defined]
        return syntax.parse(source) if isinstance(source, str) else None
    except (ImportError, OSError, SyntaxError, ValueError, AttributeError):
        return None


@cache
def of_stage(found: Found) -> Mapping[str, str] | None:
    """The problems that a stage reports, by the last part of their codes; None where it does not say."""
    module = syntax_of(found)
    for statement in module.body if module is not None else ():
        match statement:
            case (
                syntax.AnnAssign(target=syntax.Name(id=name), value=syntax.expr() as table)
                | syntax.Assign(targets=[syntax.Name(id=name)], value=table)
            ) if name == TABLE:
                try:
                    value: object = syntax.literal_eval(table)
                except ValueError:
                    return None
                return cast("dict[str, str]", value) if isinstance(value, dict) else None
            case _:
                pass
    return None


def meaning(code: str) -> str:
    """What a code says; empty where that is not known."""
    full, _, slug = code.rpartition(".")
    found = stage.installed().get(full)
    known = (of_stage(found) or {}) if found is not None else {}
    return known.get(slug) or OWN.get(code, "")


def check(code: str, where: str) -> None:
    """Check that a code, or the beginning of one, can be that of a problem.

    Raises ConfigError with the nearest known code. A stage that does not say what it reports may report anything.
    """
    code = code.rstrip(".")
    phase, _, rest = code.partition(".")
    name, _, slug = rest.partition(".")
    found = stage.installed().get(f"{phase}.{name}")
    if found is not None:
        known = of_stage(found)
        if not slug or known is None or slug in known:
            return
    elif any(own == code or own.startswith(f"{code}.") for own in OWN) or (
        phase in stage.PHASES and not rest
    ):
        return
    raise ConfigError(f"{where}: there is no problem with the code {code!r}", nearest(code, _known()))


def _known() -> list[str]:
    stages = stage.installed().values()
    slugs = [f"{found.full_name}.{slug}" for found in stages for slug in of_stage(found) or ()]
    return [*stage.installed(), *slugs, *OWN]
