"""Records: slotted dataclasses that nobody changes once they are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A dataclass with slots, compared and hashed by its fields.

    That nobody assigns to a field is what type checkers make sure of. The check of ``dataclass(frozen=True)`` at run
    time makes an object seven times as dear, and a text comes apart into thousands of them.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
