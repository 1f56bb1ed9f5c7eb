"""Keys of notes: what ties a mark to its note in the tree, where several notes may have one marker."""

from __future__ import annotations

from collections.abc import Iterable

_SIGNS = 9


class Keys:
    """Gives each note a key of its own: its marker, with apostrophes where other notes have that key already, with
    their number where there are many."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._times = dict.fromkeys(taken, 1)

    def new(self, marker: str) -> str:
        """The next key for a marker."""
        key = marker
        while key in self._times:
            times = self._times[marker]
            self._times[marker] = times + 1
            key = marker + ("'" * times if times <= _SIGNS else f"'{times}")
        self._times[key] = 1
        return key
