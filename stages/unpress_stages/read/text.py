"""Read plain text as extraction tools and copying leave it.

Every line that is not blank becomes a line of the draft with its indent, its width and the number of blank lines
above it; a form feed begins a page. Text is taken as UTF-8, UTF-16 with a byte order mark, or the encoding given;
what is neither is read in the encoding in which it makes most sense (UTF-16, those of Windows, KOI8-R, GB 18030 and
the like), with a warning. A few bytes that are damaged or cut off do not make UTF-8 another encoding: they are told. A
text that was decoded in a wrong encoding before it came here ("ÐŸÑ€Ð°Ð²Ð°", "Ïðàâà") is read as it is, and told.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from unpress.draft import Draft, Line, cells
from unpress.errors import ConfigError, ReadError
from unpress.journal import Journal
from unpress.language import available, language
from unpress.pattern import late, may_be_eastern
from unpress.runs import Run
from unpress.source import Source, stretch

PROBLEMS: Final = {
    "encoding": "The encoding was guessed.",
    "damaged": "Bytes of a text in UTF-8 are no characters.",
    "misread": "The text was decoded in a wrong encoding before it came here.",
}

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS: Final = (
    ("cp1252", "Latin"),
    ("cp1251", "Cyrillic"),
    ("gb18030", "Han"),
    ("cp1256", "Arabic"),
    ("koi8-r", "Cyrillic"),
    ("cp866", "Cyrillic"),
    ("iso8859-5", "Cyrillic"),
    ("iso8859-6", "Arabic"),
    ("big5", "Han"),
    ("mac-roman", "Latin"),
)
"""Encodings from before Unicode, each with the script that it is for; of two that read a text alike, the first."""
_DOUBLE: Final = (("utf-16-le", ""), ("utf-16-be", ""))
"""Encodings of any script in which text holds null bytes."""
_UNICODE: Final = ("cp1252", "latin-1", "cp1251", "cp1256")
"""Encodings in which UTF-8 is read by mistake."""
_SAMPLE: Final = 2048
"""Characters that are looked at for a wrong encoding."""
_ENCODING_HINT: Final = "give its encoding: --set read.text.encoding=NAME"
_BEYOND: Final = late(r"[^\x00-\x7f]")
_SIDE_BY_SIDE: Final = re.compile(r"[^\x00-\x7f][^\x00-\x7f]")
_ACCENTED: Final = late(r"[\u0080-\u00ff]")
_WORD: Final = late(r"[\u3400-\u9fff]|[^\W\d_]+")
_CONTROL: Final = bytes({*range(32)} - {*b"\t\n\v\f\r\x1b"})


def read(source: Source, journal: Journal, *, encoding: str = "") -> Draft:
    """Split a text into lines. ``encoding`` is a name known to Python, or empty: found out.

    Raises ReadError for what is not text, ConfigError for an unknown encoding.
    """
    text = _decoded(source, journal, encoding).replace("\r\n", "\n").replace("\r", "\n")
    misread = None if text.isascii() else _misread(text[:_SAMPLE])
    if misread is not None:
        was, written = misread
        journal.warn(
            "misread",
            f"the text is {written} that was decoded as {was} before it came here",
            None,
            f"extract it again, or mend it: iconv -t {was} {source.name} | iconv -f {written} -t utf-8",
        )
    lines: list[Line] = []
    wide = may_be_eastern(text)
    page = gap = at = 0
    fresh = True  # nothing but line ends since the last text
    for page, sheet in enumerate(text.split("\f"), 1):
        for i, row in enumerate(sheet.split("\n")):
            if i:  # behind a line end
                gap += fresh
                fresh = True
                at += 1
            inner = row.strip()
            if inner:
                indent = row.index(inner[0])
                size, start = len(inner), at + indent
                right = indent + (cells(inner) if wide else size)
                run = Run(inner, stretch(start, start + size, page))
                lines.append(Line((run,), page, float(indent), float(right), float(gap)))
                gap = 0
                fresh = False
            elif row:
                fresh = True  # a line of spaces counts as blank at its line end
            at += len(row)
        at += 1
    if not lines:
        raise ReadError(f"{source.name} holds no text", "there is nothing to convert")
    return Draft(text, tuple(lines), pages=page if page > 1 else 0)


def _decoded(source: Source, journal: Journal, encoding: str) -> str:
    data = source.data
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if encoding:
        try:
            return data.decode(encoding)
        except LookupError:
            raise ConfigError(
                f"unknown encoding {encoding!r}", "such as utf-8, cp1252, cp1251, koi8-r, gb18030, cp1256"
            ) from None
        except UnicodeDecodeError as error:
            raise ReadError(
                f"{source.name} is not {encoding}: byte {error.start} cannot be decoded",
                "give another encoding",
            ) from None
    head = data[:65536]
    if b"\0" in head and (guessed := _guess(head, _DOUBLE)) is not None:
        return _as_guessed(data, guessed, "no byte order mark", journal)
    if len(head) - len(head.translate(None, _CONTROL)) > len(head) // 200:
        raise ReadError(
            f"{source.name} is not text but binary data",
            f"name its format with --from if it is one of them, or {_ENCODING_HINT}",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        lost = text.count("\ufffd")
        if 2 * lost < len(_BEYOND.findall(text)):
            journal.warn(
                "damaged",
                f"damaged UTF-8: {lost} of its characters cannot be decoded, the first at byte {error.start}",
                None,
                "they stand as U+FFFD; extract or copy the text again",
            )
            return text
        guessed = _guess(head)
        if guessed is None:
            raise ReadError(
                f"{source.name} is not UTF-8: byte {error.start} cannot be decoded", _ENCODING_HINT
            ) from None
        return _as_guessed(data, guessed, f"not UTF-8 (byte {error.start})", journal)


def _as_guessed(data: bytes, encoding: str, why: str, journal: Journal) -> str:
    journal.warn("encoding", f"{why}; read as {encoding}", None, _ENCODING_HINT)
    return data.decode(encoding, errors="replace")


def _misread(text: str) -> tuple[str, str] | None:
    """The encoding in which a text was decoded, and that in which it was written, where they differ: its letters come
    in pairs that are one letter in UTF-8, or a third of it are letters with accents and the bytes make words in an
    encoding for another script."""
    strange = len(text) - len(text.encode("ascii", errors="ignore"))
    for name in _UNICODE if _SIDE_BY_SIDE.search(text) else ():
        if 4 * len(_pairs(name).findall(text)) > strange:
            return name, "utf-8"
    if 3 * strange < len(text) or 3 * len(_ACCENTED.findall(text)) < len(text):
        return None
    for name in _UNICODE[:2]:
        guessed = _guess(text.encode(name, errors="replace"))
        if guessed not in {None, "cp1252"}:
            return name, str(guessed)
    return None


@lru_cache(maxsize=8)
def _pairs(encoding: str) -> re.Pattern[str]:
    """What the bytes of a letter in UTF-8 become in another encoding: the first and the second of them."""
    first = bytes(range(0xC2, 0xF5)).decode(encoding, errors="ignore")
    second = bytes(range(0x80, 0xC0)).decode(encoding, errors="ignore")
    return re.compile(f"[{re.escape(first)}][{re.escape(second)}]")


def _guess(data: bytes, encodings: Iterable[tuple[str, str]] = _ENCODINGS) -> str | None:
    """The encoding that makes most frequent words of the bytes, in a language that is written in it."""
    best, most = None, 0.04
    for name, script in encodings:
        words = _WORD.findall(data.decode(name, errors="replace").lower())
        for code in available():
            known = language(code)
            if script in {"", known.script}:
                frequent = frozenset(" ".join(known.recognition.words).split())
                share = sum(word in frequent for word in words) / max(len(words), 1)
                if share > most:
                    best, most = name, share
    return best
