"""What the streams of a PDF file unpack to, before a library unpacks them into memory.

A stream of a few hundred bytes may hold gigabytes (ISO 32000-1, 7.4.4: FlateDecode, also twice over). They are unpacked
here piece by piece and only counted. Pictures are passed over: nothing unpacks them. Streams in other packing than
deflate, and those of encrypted files, are not seen.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

_BEGIN: Final = b"stream"
_PICTURE: Final = re.compile(rb"/Subtype\s*/Image\b")
_HEAD: Final = 4096
"""Bytes before a stream that are looked through for what it is."""
_PIECE: Final = 1 << 16
_TWICE: Final = 4
"""How often a stream may be packed over and over."""


def unpack_beyond(data: bytes, most: int) -> bool:
    """Whether the streams of a file unpack to more bytes than that, those that are packed twice counted twice."""
    left = most
    for start, begin in _streams(data):
        head = data[max(0, start - _HEAD) : start]
        if _PICTURE.search(head, head.rfind(b"obj") + 1):
            continue
        stream: Iterable[bytes] = (data[at : at + _PIECE] for at in range(begin, len(data), _PIECE))
        left -= _size(stream, left)
        if left < 0:
            return True
    return False


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the word stands that a stream begins with, and where its first byte does, behind the end of the line."""
    at = data.find(_BEGIN)
    while at >= 0:
        begin = at + len(_BEGIN)
        if data[max(at - 3, 0) : at] != b"end" and data[begin : begin + 1] in (b"\r", b"\n"):
            yield at, begin + (2 if data.startswith(b"\r\n", begin) else 1)
        at = data.find(_BEGIN, begin)


def _size(packed: Iterable[bytes], most: int, times: int = _TWICE) -> int:
    """How many bytes a stream unpacks to, those of a stream in it included; no further than a piece beyond ``most``."""
    size = 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for piece in _inflated(packed):
            size += len(piece)
            yield piece
            if size > most:
                return

    pieces = counted()
    first = next(pieces, b"")
    inner = _size(chain((first,), pieces), most, times - 1) if times and _is_deflated(first) else 0
    for _ in pieces:
        if size + inner > most:
            break
    return size + inner


def _inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack in pieces of even size, up to the end or to a fault."""
    inflater = zlib.decompressobj()
    try:
        for piece in packed:
            while piece and not inflater.eof:
                found = inflater.decompress(piece, _PIECE)
                piece = inflater.unconsumed_tail
                if found:
                    yield found
            if inflater.eof:
                return
    except zlib.error:
        return


def _is_deflated(data: bytes) -> bool:
    """Whether data begins as zlib's does (RFC 1950, 2.2)."""
    return len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2]) % 31 == 0
