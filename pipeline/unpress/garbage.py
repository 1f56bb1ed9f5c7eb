"""How processes of our own, the command and its workers, collect garbage. How a program does that calls the library is
not ours to say."""

from __future__ import annotations

import gc


def collect_less() -> None:
    """Have Python look for circles of objects among fifty thousand new ones, not among each seven hundred: the trees of
    documents have none, and the search takes one part in thirty of a conversion. Called before anything is imported:
    what is made then stays, and is not looked through at all in a short run."""
    gc.set_threshold(50_000)


def collect_no_more() -> None:
    """Spare a process that is about to leave the search for circles among all that it has: a tenth of a short run."""
    gc.freeze()
