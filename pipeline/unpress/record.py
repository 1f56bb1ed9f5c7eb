"""Records: slotted dataclasses that nobody changes once they are made, and such as are being made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A dataclass with slots, compared and hashed by its fields.

    That nobody assigns to a field is what type checkers make sure of. The check of ``dataclass(frozen=True)`` at run
    time makes an object seven times as dear, and a text comes apart into thousands of them. What all records can do
    alike is written here once and not compiled for each class, and ``__init__`` is compiled when the first object of a
    class is made: at the start of a command that is four fifths of what a class costs, and a text needs half of them.
    Until then ``help`` and ``inspect.signature`` see ``*given, **named``; the fields are in ``__match_args__``.
    """
    # without a docstring dataclass would look for the signature, which takes longer than the rest
    cls.__doc__ = cls.__doc__ or cls.__name__
    made: Any = dataclass(slots=True, eq=False, repr=False, init=False)(cls)
    known = fields(made)
    compared = _values(*(each.name for each in known if each.compare))
    hashed = _values(*(each.name for each in known if (each.compare if each.hash is None else each.hash)))
    shown = [each.name for each in known if each.repr]

    def equal(self: T, other: object) -> bool:
        return compared(self) == compared(other) if type(other) is type(self) else NotImplemented

    def hash_(self: T) -> int:
        return hash(hashed(self))

    def say(self: T) -> str:
        return f"{made.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def begin(self: T, *given: object, **named: object) -> None:
        made.__init__ = _initialiser(made)
        made.__init__(self, *given, **named)

    made.__eq__, made.__hash__, made.__repr__, made.__init__ = equal, hash_, say, begin
    return cast("type[T]", made)


@dataclass_transform(field_specifiers=(field,))
def mutable(cls: type[T]) -> type[T]:
    """A dataclass with slots whose fields may change, made as records are, which takes a third of the time."""
    made: Any = record(cls)
    made.__hash__ = None
    return cast("type[T]", made)


def _values(*names: str) -> Callable[[Any], object]:
    """Gives the values of these fields of a record, to compare or to hash."""
    return attrgetter(*names) if names else lambda _: ()


def replace(value: T, **changes: object) -> T:
    """Another record with some fields changed: ``dataclasses.replace`` in a third of the time, without its checks."""
    made: Any = type(value)
    names, values_of = _parts(made)
    values = list(values_of(value))
    try:
        for name, fresh in changes.items():
            values[names.index(name)] = fresh
    except ValueError:
        raise TypeError(f"{made.__qualname__} has no such field: {', '.join(changes)}") from None
    return cast("T", made(*values))


@cache
def _parts(made: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[object, ...]]]:
    """The names of the fields of a record, in their order, and what gives their values."""
    names: tuple[str, ...] = made.__match_args__
    if len(names) > 1:
        return names, attrgetter(*names)
    return names, lambda value: tuple([getattr(value, name) for name in names])


def _initialiser(made: Any) -> Callable[..., None]:
    """The ``__init__`` that ``dataclass`` makes, without annotations: positional or named, defaults and factories,
    ``__post_init__`` at the end. TypeError for fields that ``dataclass`` would refuse, and for ``kw_only``."""
    parameters: list[str] = []
    defaults: list[object] = []
    body: list[str] = []
    known: dict[str, object] = {"MISSING": MISSING}
    for each in fields(made):
        name = each.name
        if each.kw_only:
            raise TypeError(f"{made.__qualname__}: a record has no fields that can only be named: {name!r}")
        if each.default_factory is not MISSING:
            known[f"make_{name}"] = each.default_factory
            value = f"make_{name}()" if not each.init else f"make_{name}() if {name} is MISSING else {name}"
        elif each.init:
            value = name
        elif each.default is not MISSING:
            known[f"default_{name}"] = each.default
            value = f"default_{name}"
        else:
            continue  # __post_init__ sets it
        body.append(f" self.{name} = {value}")
        if each.init:
            parameters.append(name)
            if each.default is not MISSING or each.default_factory is not MISSING:
                defaults.append(each.default)  # MISSING for a factory
            elif defaults:
                raise TypeError(f"{made.__qualname__}: {name!r} has no default and follows one that has")
    if hasattr(made, "__post_init__"):
        body.append(" self.__post_init__()")
    exec("\n".join([f"def __init__({', '.join(['self', *parameters])}):", *(body or [" pass"])]), known)
    found: Any = known["__init__"]
    found.__defaults__ = tuple(defaults)
    found.__module__, found.__qualname__ = made.__module__, f"{made.__qualname__}.__init__"
    return cast("Callable[..., None]", found)
