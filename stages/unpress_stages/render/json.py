"""Write the document tree as JSON; `read.json` reads it back equal.

Every node is an object whose ``type`` names its class; fields with their default value are left out. The JSON Schema is
what ``unpress.codec.schema()`` returns.
"""

from __future__ import annotations

import json

from unpress import codec
from unpress.ast import Document
from unpress.journal import Journal


def render(document: Document, journal: Journal, *, indent: int = 1) -> bytes:
    """Write a document in UTF-8. ``indent``: spaces for each level; 0 writes one line."""
    if indent > 0:
        text = json.dumps(codec.encode(document), ensure_ascii=False, indent=indent)
    else:
        text = json.dumps(codec.encode(document), ensure_ascii=False, separators=(",", ":"))
    return (text + "\n").encode("utf-8", "replace")
