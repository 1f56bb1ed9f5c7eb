"""What can be plugged together, and the manual of a stage: the text of ``unpress stages``."""

from __future__ import annotations

import ast as syntax
import inspect
from collections.abc import Iterator
from typing import cast

from unpress import codes, stage
from unpress.config import Config
from unpress.errors import UsageError, nearest
from unpress.stage import Found, Option, Phase, Stage

WIDTH = 90
_CHOSEN = {"read": "chosen by --from, the content or the suffix", "render": "chosen by -t"}


def listing(config: Config) -> str:
    """All installed stages by phase; active ones first, numbered in the order in which they run."""
    everything = stage.installed().values()
    width = max((len(found.name) for found in everything), default=0)
    origin = max((len(found.distribution) for found in everything), default=0)
    lines: list[str] = []
    for phase in stage.PHASES:
        taken, given = stage.CONTRACTS[phase]
        lines.append(f"{phase}: {taken} -> {given}, {_CHOSEN.get(phase, 'in this order')}")
        order = _order(config, phase)
        of_phase = {found.name: found for found in everything if found.phase == phase}
        for number, name in enumerate(order, 1):
            found = of_phase.pop(name, None)
            about = _row(found, width, origin) if found else f"{name:<{width}}  not installed"
            lines.append(f"  {number:>2}  {about}")
        mark = "on" if phase in _CHOSEN else "--"
        lines.extend(f"  {mark}  {_row(of_phase[name], width, origin)}" for name in sorted(of_phase))
        lines.append("")
    lines.append("1 2 3: active, in this order    on: used when asked for    --: not in the configuration")
    return "\n".join(lines)


def _order(config: Config, phase: Phase) -> tuple[str, ...]:
    orders = {
        "clean": config.clean,
        "parse": config.parse,
        "transform": config.transform,
        "check": config.check,
    }
    return tuple(name.removeprefix(phase + ".") for name in orders.get(phase, ()))


def _row(found: Found, width: int, origin: int) -> str:
    about = summary(found)
    room = WIDTH - width - origin
    about = about if len(about) <= room else about[: room - 1].rstrip() + "…"
    return f"{found.name:<{width}}  {found.distribution:<{origin}}  {about}".rstrip()


def summary(found: Found) -> str:
    """The first line of the docstring of a stage, read from its file without importing it."""
    module = codes.syntax_of(found)
    manual = syntax.get_docstring(module) if module is not None else None
    return manual.partition("\n")[0] if manual else ""


def named(name: str) -> list[Found]:
    """The stages of a name, with its phase (``clean.notes``) or without (``notes``, which may be several).

    Raises UsageError with the nearest name if there is none.
    """
    found = [each for full, each in stage.installed().items() if name in (full, each.name)]
    if not found:
        of_phase = [full for full in stage.installed() if full.startswith(f"{name}.")]
        if of_phase:
            raise UsageError(f"{name} is a phase, not a stage", f"name one of {', '.join(of_phase)}")
        names = [*stage.installed(), *(each.name for each in stage.installed().values())]
        raise UsageError(f"there is no stage {name!r}", nearest(name, names))
    return found


def manual(found: Found) -> str:
    """The manual of a stage: its docstrings, its options with types and defaults, the problems that it reports.

    Raises StageError if it cannot be imported or breaks its contract.
    """
    loaded = stage.load(found.phase, found.name)
    taken, given = stage.CONTRACTS[found.phase]
    parts = [f"{found.full_name}: {taken} -> {given}, from {found.distribution}", loaded.manual]
    parts.append(inspect.getdoc(loaded.function) or "")
    parts.append("\n".join(_options(loaded)))
    parts.append("\n".join(_problems(found)))
    return "\n\n".join(part for part in parts if part)


def _problems(found: Found) -> Iterator[str]:
    known = codes.of_stage(found)
    if known:
        yield "Problems:"
        width = max(map(len, known)) + len(found.full_name) + 1
        for slug, says in known.items():
            code = f"{found.full_name}.{slug}"
            yield f"  {code:<{width}}  {says}"


def _options(loaded: Stage) -> Iterator[str]:
    if not loaded.options:
        yield "It has no options."
        return
    yield "Options:"
    width = max(len(option.name) for option in loaded.options.values())
    for option in loaded.options.values():
        yield f"  {option.name:<{width}}  {option.kind}; {_as_given(option) or 'nothing'} if not given"
    first = next(iter(loaded.options.values()))
    full = loaded.found.full_name
    # what is on or off is shown as it is not already
    shown = str(not first.default).lower() if isinstance(first.default, bool) else _as_given(first)
    yield ""
    yield f"  unpress convert ... --set {full}.{first.name}={shown}"


def _as_given(option: Option) -> str:
    value = option.default
    if isinstance(value, tuple):
        return ",".join(str(part) for part in cast("tuple[object, ...]", value))
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
