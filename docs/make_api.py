"""Make ``docs/api.md`` of the docstrings of the library: python docs/make_api.py"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import re
from pathlib import Path
from typing import Any

import unpress
from unpress import ast, differences, journal, ledger, problems, source, walk
from unpress.symbol import Symbol

PAGE = Path(__file__).with_name("api.md")
HEAD = """\
# The library

Everything here is imported from `unpress`, but what is under "In values", "The tree", "Over a tree" and "Symbols". Made
of the docstrings by `python docs/make_api.py`.
"""
PARTS = """\
## In values

What the values above are made of; nobody makes one. In signatures, `Input` is a path, an address, bytes, a stream of
bytes or a `Source`; `Comparable` an `Input`, a `Result` or a `Document`; `Sources` one name or several of files,
folders, patterns and addresses; `Account` is `""`, `"table"` or `"json"`; a `Status` is `"converted"`, `"skipped"` or
`"failed"`; a `Fate` is `"dropped"`, `"normalised"` or `"moved"`; `Options` maps the names of stages to their options
by name; a `Watch` is called with the name of each stage and its value after it ran.
"""
TREE = """\
## The tree

The nodes of a `Document`, from `unpress.ast`. Nobody assigns to a field:
`unpress.record.replace(node, label="1.")` makes another node. `Block` and `Inline` are the unions of those that stand
in the text and in its lines.
"""
WALK = """\
## Over a tree

From `unpress.walk`. This counts the operative paragraphs of a document by the words that open them:

```python
from collections import Counter
from unpress import read
from unpress.ast import Clause, Emphasis
from unpress.walk import Visitor, plain


class Verbs(Visitor):
    def __init__(self) -> None:
        self.found: Counter[str] = Counter()

    def clause(self, node: Clause) -> None:
        if node.role == "operative" and node.content and isinstance(node.content[0], Emphasis):
            self.found[plain(node.content[0].children)] += 1
        self.descend(node)


verbs = Verbs()
verbs.visit(read("samples/A_RES_75_210.en.txt").document)
print(verbs.found)  # Counter({'Calls upon': 2, 'Requests': 2, ...})
```
"""
SYMBOLS = """\
## Symbols

From `unpress.symbol`. This lists the documents that a document cites, and where each is to be had in French:

```python
from unpress import read
from unpress.ast import Reference
from unpress.symbol import Symbol
from unpress.walk import each

cited: set[str] = set()
document = read("samples/A_RES_75_210.en.txt").document
each(document, lambda node: cited.add(node.symbol) if isinstance(node, Reference) else None)
for symbol in sorted(cited):
    print(symbol, Symbol.parse(symbol).address("fr"))  # A/75/237 https://docs.un.org/fr/A/75/237 ...
```
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
    parts.append(PARTS)
    inner = (
        differences.Aspect,
        differences.Difference,
        differences.Side,
        differences.Change,
        journal.Join,
        ledger.Entry,
    )
    parts += [_thing(thing.__name__, thing) for thing in (*inner, problems.Mend, source.Piece)]
    parts.append(TREE)
    parts += [_thing(thing.__name__, thing) for thing in _nodes()]
    parts.append(WALK)
    over = (walk.plain, walk.each, walk.blocks, walk.Visitor, walk.Rewriter)
    parts += [_thing(thing.__name__, thing) for thing in over]
    parts += [SYMBOLS, _thing("Symbol", Symbol)]
    return "\n".join(parts).rstrip() + "\n"


def _nodes() -> list[type[Any]]:
    """The classes of nodes in the order of their module, without those of "Values"."""
    own = [thing for thing in vars(ast).values() if getattr(thing, "__module__", "") == ast.__name__]
    return [
        thing for thing in own if dataclasses.is_dataclass(thing) and thing.__name__ not in unpress.__all__
    ]


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
    for name in getattr(thing, "_fields", ()) if issubclass(thing, tuple) else ():
        lines.append(f"- `{name}: {thing.__annotations__[name].__forward_arg__}`")
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
