"""Hostile inputs that atheris makes, led by which code they reach: ``tox run -e guided -- --reader akn --seconds 600``.

What may come of an input is what ``fuzz.py`` says. It begins with inputs of ``mutations.py``; one that fails is kept
in a folder, beside what it found, and ends the run. Where atheris has no build for the machine, that is said.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reader", default="markdown", help="whose inputs they are")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--seeds", type=int, default=200, help="how many inputs of mutations.py it begins with"
    )
    parser.add_argument(
        "--keep", type=Path, default=Path("build/fuzz"), help="where the input that fails is put"
    )
    given = parser.parse_args()
    try:
        import atheris
    except ImportError:
        print("atheris is not installed here: no inputs are made")
        return 0

    with atheris.instrument_imports(include=["unpress", "unpress_stages"]):
        import fuzz
        import mutations

        import unpress_stages
        from unpress import Source

        for module in pkgutil.walk_packages(unpress_stages.__path__, "unpress_stages."):
            importlib.import_module(module.name)

    def attempt(data: bytes) -> None:
        fuzz.attempt(Source("x", data, given.reader), random.Random(data))

    corpus = given.keep / f"corpus-{given.reader}"
    corpus.mkdir(parents=True, exist_ok=True)
    for number in range(given.seeds):
        source = mutations.hostile(given.reader, given.seed, number)
        (corpus / source.name).write_bytes(source.data)
    options = [f"-max_total_time={given.seconds}", f"-seed={given.seed}", "-rss_limit_mb=0", "-timeout=60"]
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={given.keep}/{given.reader}-", str(corpus)], attempt
    )
    atheris.Fuzz()  # ends the process
    return 0


if __name__ == "__main__":
    sys.exit(main())
