"""Damaged files end in a document or in one clear error: never in a traceback, never in an endless run.

A hundred Word files and a hundred PDF files, the same each time, made of samples that were written for this project:
bytes turned, the end cut off, stretches or parts in each other's place, and damage below what a check sum guards.
"""

from __future__ import annotations

import io
import random
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Final

import pikepdf
import pytest

from unpress import ReadError, convert, read, render
from unpress.source import Source

SAMPLES: Final = Path(__file__).parent.parent / "samples"
NAMES: Final = {
    "docx": ("S_RES_2999.ru", "A_RES_80_913.ar", "A_RES_80_912.es", "A_HRC_RES_61_87.fr"),
    "pdf": ("S_RES_2999.ru", "A_RES_80_913.ar"),  # printing takes longer than all the rest
}
CASES: Final = 100
ENDLESS: Final = 30
"""Seconds of processor time after which a run counts as endless; one takes a few hundredths."""


@cache
def sound(name: str, format: str) -> bytes:
    return render(read(SAMPLES / f"{name}.txt").document, format)


@cache
def parts(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(sound(name, "docx"))) as file:
        return {part: file.read(part) for part in file.namelist()}


@cache
def open_pdf(name: str) -> bytes:
    """The PDF with its streams as they are inside."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound(name, "pdf"))) as pdf:
        pdf.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


# --------------------------------------------------------------------------------------------------- ways of damage


def turned(data: bytes, chance: random.Random, most: int, low: int = 0) -> bytes:
    """Some bytes are others."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, most)):
        damaged[chance.randrange(low, len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut_off(data: bytes, chance: random.Random) -> bytes:
    """The end is missing, as after a broken download."""
    return data[: chance.randrange(30, len(data))]


def swapped(data: bytes, chance: random.Random) -> bytes:
    """A stretch stands where another one was."""
    start, end = sorted(chance.randrange(8, len(data)) for _ in range(2))
    at = chance.randrange(8, len(data))
    return data[:start] + data[at : at + end - start] + data[end:]


def packed(found: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for part, content in found.items():
            file.writestr(part, content)
    return out.getvalue()


def xml_of(name: str, chance: random.Random) -> tuple[str, str]:
    """Two parts of a Word file."""
    names = [part for part in parts(name) if part.endswith((".xml", ".rels"))]
    return chance.choice(names), chance.choice(names)


def parts_swapped(name: str, chance: random.Random) -> bytes:
    one, other = xml_of(name, chance)
    return packed(parts(name) | {one: parts(name)[other], other: parts(name)[one]})


def part_missing(name: str, chance: random.Random) -> bytes:
    one, _ = xml_of(name, chance)
    return packed({part: content for part, content in parts(name).items() if part != one})


def part_damaged(name: str, chance: random.Random) -> bytes:
    """Damage that the check sum of the part was made for: letters turned, a stretch doubled or lost."""
    one, _ = xml_of(name, chance)
    content = bytearray(parts(name)[one])
    for _ in range(chance.randint(1, 5)):
        content[chance.randrange(len(content))] = chance.randrange(32, 127)
    return packed(
        parts(name) | {one: swapped(bytes(content), chance) if chance.random() < 0.3 else bytes(content)}
    )


def values_damaged(name: str, chance: random.Random) -> bytes:
    """XML that is well formed and says nonsense: attributes have each other's values."""
    one, _ = xml_of(name, chance)
    pieces = parts(name)[one].split(b'"')
    for _ in range(chance.randint(1, 30)):
        if len(pieces) > 4:
            i, j = (chance.randrange(1, len(pieces) - 1, 2) for _ in range(2))
            pieces[i], pieces[j] = pieces[j], pieces[i]
    return packed(parts(name) | {one: b'"'.join(pieces)})


DAMAGE: Final[dict[str, tuple[Callable[[str, random.Random], bytes], ...]]] = {
    "docx": (
        lambda name, chance: turned(sound(name, "docx"), chance, 20, low=4),
        lambda name, chance: cut_off(sound(name, "docx"), chance),
        parts_swapped,
        part_missing,
        part_damaged,
        values_damaged,
    ),
    "pdf": (
        lambda name, chance: turned(sound(name, "pdf"), chance, 200, low=8),
        lambda name, chance: cut_off(sound(name, "pdf"), chance),
        lambda name, chance: swapped(sound(name, "pdf"), chance),
        lambda name, chance: turned(open_pdf(name), chance, 100, low=8),
        lambda name, chance: cut_off(open_pdf(name), chance),
        lambda name, chance: swapped(open_pdf(name), chance),
    ),
}


def damaged(format: str, number: int) -> bytes:
    """One of the files."""
    chance = random.Random(number)
    ways, names = DAMAGE[format], NAMES[format]
    return ways[number % len(ways)](names[number // len(ways) % len(names)], chance)


# ------------------------------------------------------------------------------------------------------------ the law


@contextmanager
def ending() -> Iterator[None]:
    """Fail where a run does not end."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"more than {ENDLESS} seconds of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("format", DAMAGE)
@pytest.mark.parametrize("number", range(CASES))
def test_a_damaged_file_is_an_error_or_a_document(format: str, number: int) -> None:
    data = damaged(format, number)
    with ending():
        try:
            result = convert(Source(f"x.{format}", data, format), "md")
        except ReadError:
            return
    assert result.ledger.complete


@pytest.mark.parametrize("format", DAMAGE)
def test_the_files_are_the_same_each_time_and_most_can_be_read(format: str) -> None:
    assert damaged(format, 7) == damaged(format, 7)
    read_well = 0
    for number in range(0, CASES, 5):
        try:
            read_well += bool(read(Source(f"x.{format}", damaged(format, number), format)).document.children)
        except ReadError:
            continue
    assert 3 < read_well < CASES // 5
