"""Prints what was measured when all is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from benchmarks.measure import TABLE


@pytest.fixture(scope="session", autouse=True)
def table() -> Iterator[None]:
    yield
    width = max((len(row[0]) for row in TABLE), default=0)
    print(f"\n\n{'':{width}}  {'ours':>11} {'theirs':>11} {'ratio':>7}  wanted")
    for name, ours, theirs, ratio, wanted in TABLE:
        told = f"{ratio:.3f}" if ratio else ""
        print(f"{name:{width}}  {ours:>11} {theirs:>11} {told:>7}  {wanted}")


@pytest.fixture(autouse=True)
def alone() -> None:
    """What benchmarks before this one loaded and left is not walked by the garbage collector again and again: a row
    does not depend on those that stand above it."""
    gc.collect()
    gc.freeze()
