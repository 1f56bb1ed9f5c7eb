"""Read front matter of Markdown: the fields of a document, as `render.markdown` writes them, between lines "---"."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Final

from unpress import codec
from unpress.ast import Meta
from unpress.journal import Journal

_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n(?P<body>(?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIRST_HEADING: Final = re.compile(r"^ {0,3}(?:#[ \t]|=+[ \t]*$)", re.MULTILINE)
_NO_WORD: Final = re.compile(r"[\W_]+")
_HEAD: Final = 20_000
"""Characters among which the title of a document stands."""
_EMPTY: Final = {"unpress": codec.VERSION, "type": "Document", "language": "en"}


def front_matter(text: str, journal: Journal) -> tuple[Meta, str, int]:
    """The fields that stand above a text, its language, and where it begins. A title that the text has is its own."""
    found = _FRONT_MATTER.match(text)
    if found is None or not re.search(r"^\w+:", found["body"], re.MULTILINE):
        return Meta(), "", 0
    values = dict(_yaml(found["body"]))
    journal.dropped("front-matter", 0, found.end())
    language = values.pop("language", "")
    head = text[found.end() : found.end() + _HEAD]
    title = _NO_WORD.sub("", str(values.get("title", "")))
    if title and _FIRST_HEADING.search(head) and title in _NO_WORD.sub("", head):
        del values["title"]  # the text has it
    known = Meta()
    for name, value in values.items():
        try:
            meta = codec.decode({**_EMPTY, "meta": {"type": "Meta", name: value}}).meta
        except codec.CodecError:
            journal.note("front-matter", f"{name!r} is not a field of a document; it is left out")
            continue
        known = replace(known, **{name: getattr(meta, name)})
    return known, language if isinstance(language, str) else "", found.end()


def _yaml(body: str) -> list[tuple[str, object]]:
    """Names and values of simple YAML: one to a line, the values as JSON or as bare words."""
    found: list[tuple[str, object]] = []
    for line in body.split("\n"):
        pair = re.match(r"(\w+):\s*(.*?)\s*$", line)
        if pair is None:
            continue
        try:
            value: object = json.loads(pair[2])
        except ValueError:
            value = pair[2].strip("'\"")
        found.append((pair[1], value))
    return found
