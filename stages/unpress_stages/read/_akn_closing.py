"""Read the conclusions of Akoma Ntoso: meeting and date, and how was voted, in the lines that print has."""

from __future__ import annotations

from collections.abc import Iterator

from unpress.ast import Block, Break, Closing, Inline, Inlines, Text, Vote
from unpress.inlines import settle
from unpress_stages._xml import Element, local
from unpress_stages.read._akn_blocks import BlockReader, classes


class ClosingReader:
    """Reads the conclusions of one document; ``exact`` are files that we wrote."""

    def __init__(self, blocks: BlockReader, *, exact: bool) -> None:
        self._blocks = blocks
        self._inlines = blocks.inlines
        self._exact = exact

    def read(self, conclusions: Element) -> list[Block]:
        found: list[Block] = []
        lines: list[Inlines] = []
        for child in conclusions:
            vote = child.find("{*}vote") if local(child) == "p" else None
            if vote is not None:
                if lines:
                    found.append(Closing(tuple(lines)))
                    lines = []
                found.append(Vote(tuple(self._lines(vote))))
            elif local(child) == "p" and "empty" in classes(child):
                found.append(Closing(()))
            elif local(child) == "p" and not self._exact:
                lines.extend(self._lines(child))
            elif local(child) == "p":
                found.append(Closing(tuple(self._lines(child))))
            else:
                found.extend(self._blocks.block(child))
        if lines:
            found.append(Closing(tuple(lines)))
        return found

    def _lines(self, element: Element) -> Iterator[Inlines]:
        """The lines of a closing or a vote: one for each element that names something, cut at line ends."""
        if self._exact:
            for child in element:
                if local(child) != "eol":
                    yield self._inlines.read(child)
            return
        pieces = list(self._pieces(element))
        line: list[Inline] = []
        for piece in [*pieces, Break()]:
            if isinstance(piece, Break):
                settled = settle(tuple(line))
                if settled:
                    yield settled
                line = []
            else:
                line.append(piece)

    def _pieces(self, element: Element) -> Iterator[Inline]:
        """Text of a closing with a break wherever a new line begins in print."""
        named = {"inline", "docDate", "location", "event", "outcome", "organization"}
        if element.text:
            yield Text(element.text)
        for child in element:
            name = local(child)
            if name == "eol":
                yield Break()
            elif name in {"event", "outcome", "vote"}:
                yield Break()
                yield from self._pieces(child)
                yield Break()
            elif name in named:
                if name != "organization":
                    yield Break()
                yield from self._inlines.read(child)
                yield Break()
            else:
                yield from self._inlines.read(child)
            if child.tail:
                yield Text(child.tail)
