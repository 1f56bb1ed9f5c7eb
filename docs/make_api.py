"""Make ``docs/api.md`` of the docstrings of the library: python docs/make_api.py"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import re
from pathlib import Path
from typing import Any

import unpress

PAGE = Path(__file__).with_name("api.md")
HEAD = """\
# The library

Everything here is imported from `unpress`. Made of the docstrings by `python docs/make_api.py`.
"""


def page() -> str:
    """The whole page."""
    things = {name: getattr(unpress, name) for name in unpress.__all__}
    functions = [name for name, thing in things.items() if inspect.isfunction(thing)]
    errors = [n for n, thing in things.items() if inspect.isclass(thing) and issubclass(thing, Exception)]
    others = [name for name in things if name not in functions and name not in errors]
    parts = [HEAD]
    for title, names in (("Functions", functions), ("Values", others), ("Errors", errors)):
        parts.append(f"## {title}\n")
        parts += [_thing(name, things[name]) for name in names]
    return "\n".join(parts).rstrip() + "\n"


def _thing(name: str, thing: Any) -> str:
    lines = [f"### {name}", ""]
    if inspect.isfunction(thing):
        lines += ["```python", _signature(name, thing), "```", ""]
    elif issubclass(thing, Exception):
        bases = [base.__name__ for base in thing.__bases__]
        lines += [f"A kind of `{bases[0]}`.", ""]
    lines += [_text(inspect.getdoc(thing) or ""), ""]
    if inspect.isclass(thing):
        lines += _members(thing)
    return "\n".join(lines)


def _members(thing: type[Any]) -> list[str]:
    if issubclass(thing, enum.Enum):
        return ["Members: " + ", ".join(f"`{member.name}`" for member in thing) + ".", ""]
    lines: list[str] = []
    if dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            lines.append(f"- `{field.name}: {field.type}`")
    for name, member in vars(thing).items():
        if name.startswith("_") or issubclass(thing, Exception):
            continue
        of_property = getattr(member, "fget", None) or getattr(member, "func", None)
        what = of_property or getattr(member, "__func__", member)
        about = " ".join((inspect.getdoc(what) or "").split())
        if not inspect.isfunction(what) or not about:
            continue
        shown = name if of_property else _signature(name, what)
        lines.append(f"- `{shown}`: {_text(about)}")
    return [*lines, ""] if lines else []


def _signature(name: str, function: Any) -> str:
    shown = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(function)))  # types are kept as words
    return name + re.sub(r"^\((?:self|cls)(?:, )?", "(", shown)


def _text(doc: str) -> str:
    """A docstring as Markdown: names in single backticks, examples as code."""
    doc = re.sub(r"``([^`]+)``", r"`\1`", doc)
    return doc.replace("::\n", ":\n")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
