"""The tree as JSON: equal when read again, described by its schema."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from tests import trees

from unpress import codec
from unpress.ast import Document, Paragraph, Text
from unpress.journal import Journal
from unpress.source import Source, Span
from unpress_stages.read.json import read
from unpress_stages.render.json import render


@given(trees.documents())
@settings(max_examples=40, deadline=None)
def test_reads_back_equal(document: Document):
    assert trees.same(read(Source("x.json", render(document, Journal())), Journal()), document)


def test_says_what_it_is_and_leaves_out_what_is_default():
    document = Document("en", children=(Paragraph((Text("Ü", Span(())),)),))
    assert json.loads(render(document, Journal())) == {
        "unpress": 1,
        "type": "Document",
        "language": "en",
        "children": [{"type": "Paragraph", "content": [{"type": "Text", "value": "Ü"}]}],
    }


def test_one_line_on_request():
    written = render(Document("en"), Journal(), indent=0)
    assert written == b'{"unpress":1,"type":"Document","language":"en"}\n'


def test_schema_names_every_node_and_no_span():
    schema = codec.schema()
    assert {"Text", "Clause", "Meta", "MastheadLine", "Note", "Block", "Inline"} <= set(schema["$defs"])
    assert "Span" not in schema["$defs"]
    assert '"span"' not in json.dumps(schema)
    assert json.loads(json.dumps(schema)) == schema


@given(trees.documents())
@settings(max_examples=15, deadline=None)
def test_written_trees_keep_to_the_schema(document: Document):
    jsonschema = pytest.importorskip("jsonschema", reason="the package jsonschema is not installed")
    jsonschema.Draft202012Validator(codec.schema()).validate(json.loads(render(document, Journal())))
