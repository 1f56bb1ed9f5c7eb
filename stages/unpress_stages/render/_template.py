"""Pages by a template, and style sheets of a user's own.

A template is HTML with ``$name`` where a part of the page goes and ``$$`` for a dollar sign: ``string.Template`` of the
standard library. It is filled in once, so that nothing in a document is taken for a name, and it runs no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from string import Template
from typing import Final

from unpress.errors import ConfigError

PARTS: Final[Mapping[str, str]] = {
    "lang": "code of the language",
    "dir": "ltr or rtl",
    "title": "symbol and title, as text",
    "symbol": "the symbol, as text",
    "head": "elements for the head: view, policy, metadata",
    "metadata": "of these only what machines are told, JSON-LD and Dublin Core",
    "style": "the style sheet, and behind it that of the option css",
    "look": "classes of the body on which the style sheet rests",
    "skip": "the link that leads over the masthead",
    "masthead": "the masthead",
    "heading": "adoption and title, with the h1",
    "text": "the text",
    "notes": "the notes, nothing where there are none",
    "footer": "the job number, nothing where there is none",
}
"""What a template may name."""

REQUIRED: Final = ("masthead", "heading", "text", "notes", "footer")
"""What the document says. A page without one of them has lost something."""

_NAMES: Final = {"css": "style sheet", "template": "template"}
"""What the options name."""
_ELSEWHERE = re.compile(r"""@import\b|(?:url|src|image-set)\(\s*(?!\s*["']?(?:data:|\#))""", re.IGNORECASE)
_OPENERS: Final[Mapping[str, str]] = {
    "{} block": "{",
    "[] block": "[",
    "() block": "(",
    "function": "(",
    "comment": "/*",
    "eof-in-string": '"',
    "eof-in-url": "url(",
    "bad-url": "url(",
}
"""What opens, by the names that tinycss2 has for it."""
_CLOSERS: Final = frozenset("}])")
_END = re.compile(r"</style|<!--", re.IGNORECASE)


def template(path: Path) -> Template:
    """A template from a file.

    Raises ConfigError, with the place, for a file that cannot be read, a name that is no part of a page, and a
    template without a part that the document needs.
    """
    source = _content(path, "template")
    found: set[str] = set()
    for match in Template.pattern.finditer(source):
        if match["escaped"] is not None:
            continue
        name = match["named"] or match["braced"] or ""
        if name not in PARTS:
            near = get_close_matches(name, PARTS, 1)
            what = f"${name} is no part of a page" if name else "a $ that begins no name"
            hint = (
                f"did you mean ${near[0]}?" if near else "parts: " + ", ".join(f"${part}" for part in PARTS)
            )
            raise ConfigError(f"{_place(path, source, match.start())}: {what}", hint if name else "write $$")
        found.add(name)
    missing = [f"${part}" for part in REQUIRED if part not in found]
    if missing:
        raise ConfigError(
            f"{path}: the template lacks {', '.join(missing)}",
            "without them words of the document would be lost; they stand for nothing where there is nothing",
        )
    return Template(source)


def style_sheet(path: Path) -> str:
    """A style sheet from a file.

    Raises ConfigError, with the place, for one that cannot be read, that asks for another file, that would end the
    element it stands in, or whose brackets do not pair: what stands behind them would go unheard.
    """
    source = _content(path, "css")
    for match in _faults(source):
        if _END.match(match[0]):
            what, hint = f"{match[0]!r} cannot stand in a style sheet", "take it out: it ends the style sheet"
        else:
            what = f"{match[0].strip()!r} asks for another file, and a page asks for none"
            hint = "write what it names as data: URL"
        raise ConfigError(f"{_place(path, source, match.start())}: {what}", hint)
    _check_pairs(path, source)
    return source if source.endswith("\n") else source + "\n"


def _faults(source: str) -> Iterator[re.Match[str]]:
    bare = re.sub(r"/\*.*?\*/", lambda comment: re.sub(r"[^\n]", " ", comment[0]), source, flags=re.DOTALL)
    yield from _ELSEWHERE.finditer(bare)
    yield from _END.finditer(source)


def _check_pairs(path: Path, source: str) -> None:
    """Raises ConfigError for what opens and does not close, or closes what is not open (CSS Syntax, part 5.4.7)."""
    from tinycss2 import ast, parse_component_value_list  # only a style sheet of a user's own needs it

    *parts, last = parse_component_value_list(
        source + "\n}"
    )  # this bracket closes nothing where all others pair
    if not isinstance(last, ast.ParseError) or last.kind != "}":
        name = last.kind if isinstance(last, ast.ParseError) else last.type
        at, what, hint = last, f"{_OPENERS.get(name, name)!r} is never closed", "add what closes it"
    else:
        stray = next(
            (part for part in parts if isinstance(part, ast.ParseError) and part.kind in _CLOSERS), None
        )
        if stray is None:
            return
        at, what, hint = stray, f"{stray.kind!r} closes nothing", "take it out, or add what it closes"
    raise ConfigError(f"{path}:{at.source_line}:{at.source_column}: {what}", hint)


def _content(path: Path, option: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(
            f"cannot read the {_NAMES[option]} {path}: {error.strerror}", "check the name and the folder"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"the {_NAMES[option]} {path} is not in UTF-8: byte {error.start:,}",
            "save it as UTF-8 in an editor",
        ) from error


def _place(path: Path, source: str, offset: int) -> str:
    line = source.count("\n", 0, offset) + 1
    return f"{path}:{line}:{offset - source.rfind(chr(10), 0, offset)}"
