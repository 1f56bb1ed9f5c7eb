"""Reading trees from JSON: what is not one is refused, with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from unpress import ReadError
from unpress.ast import Document, Emphasis, Paragraph, Text
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.read.json import read


def document(**fields: Any) -> bytes:
    return json.dumps({"unpress": 1, "type": "Document", "language": "en", **fields}).encode()


def paragraph(**fields: Any) -> bytes:
    return document(children=[{"type": "Paragraph", "content": [], **fields}])


def test_reads_what_is_written_by_hand():
    text = {"type": "Text", "value": "Takes note"}
    found = read(Source("a.json", paragraph(content=[{"type": "Emphasis", "children": [text]}])), Journal())
    assert found == Document("en", children=(Paragraph((Emphasis((Text("Takes note"),)),)),))


def test_takes_a_byte_order_mark():
    assert read(Source("a.json", b"\xef\xbb\xbf" + document()), Journal()) == Document("en")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "a.json:1:2: not JSON"),
        (b"[]", r"\$: a document is an object, not a list"),
        (b"\xff\xfe", "not in UTF-8"),
        (b'{"unpress": 1, "unpress": 1}', "names the field 'unpress' twice"),
        (b'{"unpress": 1.5}', "1.5 is no value"),
        (b'{"unpress": NaN}', "NaN is no value"),
        (b"{}", "'unpress', which holds the version of the format, is missing"),
        (b'{"unpress": 2}', r"\$.unpress: version 2 cannot be read"),
        (b'{"unpress": true}', "version True"),
        (b'{"unpress": 1, "type": "Document"}', r"\$: a Document needs the field 'language'"),
        (b'{"unpress": 1, "type": "Clause"}', r"\$.type: this must be 'Document'"),
        (document(titel=[]), "has no field 'titel'\nhint: did you mean 'title'"),
        (document(label=5), r"\$.label: this must be a string, not a whole number"),
        (document(title="x"), r"\$.title: this must be a list, not a string"),
        (document(meta={"type": "Meta", "session": True}), r"\$.meta.session: this must be a whole number"),
        (
            document(meta={"type": "Meta", "organ": "hcr"}),
            r"organ: this cannot be 'hcr'\nhint: did you mean 'hrc'",
        ),
        (
            document(children=[{"type": "Paragraf"}]),
            r"there is no node 'Paragraf' here\nhint: did you mean 'Paragraph'",
        ),
        (document(children=[{"type": "Text", "value": ""}]), "there is no node 'Text' here"),
        (
            document(children=[7]),
            r"\$.children\[0\]: this must be an object with a 'type', not a whole number",
        ),
        (
            paragraph(content=[{"type": "Text"}]),
            r"children\[0\].content\[0\]: a Text needs the field 'value'",
        ),
        (paragraph(content=[{"type": "Text", "value": "a", "span": None}]), "has no field 'span'"),
        (paragraph(content=[{"type": "Text", "value": "\ud800"}]), "a surrogate is no character"),
        (paragraph(label=None), "label: this must be a string, not null"),
    ],
)
def test_refuses(data: bytes, message: str):
    with pytest.raises(ReadError, match=message):
        read(Source("a.json", data), Journal())


@pytest.mark.parametrize("depth", [300, 3_000, 300_000])
def test_refuses_what_is_nested_too_deeply(depth: int):
    inner = b'{"type":"Text","value":""}'
    text = b'{"type":"Emphasis","children":[' * depth + inner + b"]}" * depth
    whole = b'{"unpress":1,"type":"Document","language":"en","title":[' + text + b"]}"
    with pytest.raises(ReadError, match="nested"):
        read(Source("a.json", whole), Journal())
