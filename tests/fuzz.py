"""Hostile inputs for every reader and, behind it, every renderer: ``tox run -e fuzz -- --inputs 100000 --seed 1``.

What may come of an input is a document with a complete ledger, or an error of ours that is no fault of a stage; both
within the time that an input may take. Inputs are those of ``mutations.py``. They run in a process of their own, so
that one that brings it down is counted, too; those that fail are kept in a folder and named by reader and number:
``--only docx:1234`` runs one of them again. Prints a table, status 1 if anything failed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import mutations
from accounts import nothing_lost
from lxml import etree

from unpress import (
    Config,
    Error,
    RenderError,
    Source,
    StageError,
    UsageError,
    check,
    convert,
)
from unpress.limits import TimeLimitError, within

SHARES: Final = {"text": 22, "markdown": 22, "akn": 20, "json": 18, "docx": 13, "pdf": 5}
"""Of a hundred inputs, how many are for each reader: the slow ones get fewer."""
FORMATS: Final = (*("markdown", "html", "akn", "json") * 6, *("docx",) * 2)
PRINTED: Final = 1000
"""One in so many is printed as PDF, too."""
ENDLESS: Final = 900
"""Seconds of the clock: a machine may have other work, the limit is one of processor time."""
PORTION: Final = 250
FINE: Final = frozenset({"document", "refused"})


@dataclass
class Tally:
    """What came of the inputs of one reader."""

    inputs: int = 0
    documents: int = 0
    refused: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)
    slowest: float = 0.0
    slowest_number: int = -1
    seconds: float = 0.0


def attempt(source: Source, chance: random.Random) -> str:
    """Read, check and write one input; gives "document" or "refused", raises where neither may be said."""
    format = "pdf" if chance.randrange(PRINTED) == 0 else chance.choice(FORMATS)
    config = Config(language=chance.choice(("", "", "", "ar", "en", "es", "fr", "ru", "zh")))
    run = check if chance.random() < 0.2 else convert
    try:
        result = run(source, format, config)
    except StageError:
        raise
    except UsageError as error:
        raise AssertionError("an error of usage for an input") from error
    except RenderError as error:
        if "no font" in error.message:
            return "refused"
        raise
    except Error:
        return "refused"
    nothing_lost(result)
    if format == "akn":
        etree.fromstring(result.outputs[format])
    if format == "json":
        again = convert(Source("again.json", result.outputs[format], "json"), "json")
        assert again.outputs["json"] == result.outputs[format], "JSON read back is other JSON"
    return "document"


def one(reader: str, seed: int, number: int, limit: float) -> tuple[str, float]:
    """What came of one input, and the seconds of processor time that it took."""
    source = mutations.hostile(reader, seed, number)
    chance = random.Random(f"{seed} {reader} {number} run")
    begun = time.process_time()
    try:
        found = within(ENDLESS, source.name, lambda: attempt(source, chance))
    except TimeLimitError:
        found = f"no end after {ENDLESS} seconds"
    except Exception as error:
        found = cause(error)
    spent = time.process_time() - begun
    if spent > limit and found in FINE:
        found = f"took {spent:.1f} seconds"
    return found, spent


def cause(error: BaseException) -> str:
    """The exception at the bottom and where it came from, in one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "unpress" in f.filename] or [None]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames[-1] else "?"
    return f"{type(error).__name__}: {str(error)[:100]} ({place})"


def portion(reader: str, seed: int, numbers: range, limit: float) -> list[tuple[int, str, float]]:
    """Run some inputs in a process of its own. Where it dies, its last input did it and the rest is not run."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        os.close(receive)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        status = 1
        try:
            with os.fdopen(send, "w") as out:
                for number in numbers:
                    print(json.dumps([number]), file=out, flush=True)
                    print(json.dumps([number, *one(reader, seed, number, limit)]), file=out, flush=True)
            status = 0
        finally:
            os._exit(status)
    os.close(send)
    found: list[tuple[int, str, float]] = []
    last: list[Any] = []
    with os.fdopen(receive) as lines:
        for line in lines:
            last = json.loads(line)
            if len(last) == 3:
                found.append((last[0], last[1], last[2]))
    _, status = os.waitpid(child, 0)
    if status:
        found.append((last[0] if last else numbers.start, f"the process died: {status}", 0.0))
    return found


def campaign(
    inputs: int,
    seed: int,
    limit: float,
    keep: Path | None = None,
    readers: tuple[str, ...] = (),
    first: int = 0,
) -> dict[str, Tally]:
    """Run so many inputs, shared out among the readers."""
    tallies: dict[str, Tally] = {}
    shares = {reader: share for reader, share in SHARES.items() if not readers or reader in readers}
    for reader, share in shares.items():
        tally = tallies[reader] = Tally()
        number, end = first, first + max(1, inputs * share // sum(shares.values()))
        while number < end:
            done = portion(reader, seed, range(number, min(number + PORTION, end)), limit)
            for at, found, spent in done:
                count(tally, at, found, spent)
                if found not in FINE:
                    print(f"{reader}:{at}: {found}", file=sys.stderr, flush=True)
                    if keep is not None:
                        keep.mkdir(parents=True, exist_ok=True)
                        source = mutations.hostile(reader, seed, at)
                        (keep / source.name).write_bytes(source.data)
            number = done[-1][0] + 1 if done else end
    return tallies


def count(tally: Tally, number: int, found: str, spent: float) -> None:
    tally.inputs += 1
    tally.seconds += spent
    if spent > tally.slowest:
        tally.slowest, tally.slowest_number = spent, number
    if found == "document":
        tally.documents += 1
    elif found == "refused":
        tally.refused += 1
    else:
        tally.failed.append((number, found))


def table(tallies: dict[str, Tally]) -> str:
    rows = ["reader      inputs  documents  refused  failed   mean ms  slowest ms  (input)"]
    for reader, t in tallies.items():
        rows.append(
            f"{reader:9} {t.inputs:8,} {t.documents:10,} {t.refused:8,} {len(t.failed):7,}"
            f" {1000 * t.seconds / max(t.inputs, 1):9.1f} {1000 * t.slowest:11.0f}  ({t.slowest_number})"
        )
    causes = Counter(found for t in tallies.values() for _, found in t.failed)
    return "\n".join([*rows, *(f"{times:6} x {what}" for what, times in causes.most_common())])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input of each reader")
    parser.add_argument("--limit", type=float, default=5, help="seconds of processor time for one input")
    parser.add_argument("--reader", action="append", default=[], choices=mutations.READERS)
    parser.add_argument(
        "--keep", type=Path, default=Path("build/fuzz"), help="where inputs that fail are put"
    )
    parser.add_argument("--only", default="", metavar="READER:NUMBER", help="run this one input")
    given = parser.parse_args()
    if given.only:
        reader, _, number = given.only.partition(":")
        source = mutations.hostile(reader, given.seed, int(number))
        given.keep.mkdir(parents=True, exist_ok=True)
        (given.keep / source.name).write_bytes(source.data)
        begun = time.process_time()
        print(attempt(source, random.Random(f"{given.seed} {reader} {int(number)} run")))
        print(f"{time.process_time() - begun:.2f} s, {given.keep / source.name}")
        return 0
    tallies = campaign(given.inputs, given.seed, given.limit, given.keep, tuple(given.reader), given.first)
    print(table(tallies))
    return int(any(tally.failed for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
