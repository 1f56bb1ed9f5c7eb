"""Cases of ``parse._structure``: bullets in bullets."""

from __future__ import annotations

import io

import docx
import pytest

from unpress import Source, ast, convert, read
from unpress.walk import plain

TYPED = """Wells of four kinds are known:

- deep ones
  - with walls
    - of stone
  - without
- shallow ones
"""
PRINTED = """Wells of four kinds are known:

     – deep wells, of which there are many in the hills and few in the plains;

          – those that have walls, most of them of stone and some of brick;

          – those that have none, which children must not go near to;

     – shallow wells, of which there are many in the plains and few in hills.
"""


def nested(blocks: ast.Blocks) -> list[object]:
    """The first word of each item, with those below it."""
    found: list[object] = []
    for block in blocks:
        if isinstance(block, ast.List):
            for item in block.items:
                found.append(plain(item.content))
                if item.children:
                    found.append(nested(item.children))
        elif isinstance(block, ast.Paragraph):
            found += nested(block.children)
    return found


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Wells of four kinds are known:")
    for level, text in (
        (1, "deep ones"),
        (2, "with walls"),
        (3, "of stone"),
        (2, "without"),
        (1, "shallow ones"),
    ):
        document.add_paragraph(text, style="List Bullet" if level == 1 else f"List Bullet {level}")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "source", [Source("a.md", TYPED.encode()), Source("a.docx", word())], ids=["typed", "word"]
)
def test_bullets_nest_as_the_source_has_them(source: Source) -> None:
    blocks = read(source).document.children
    assert nested(blocks) == ["deep ones", ["with walls", ["of stone"], "without"], "shallow ones"]


def test_bullets_of_print_nest_by_their_indents() -> None:
    first, inner, last = nested(read(Source("a.txt", PRINTED.encode())).document.children)
    assert (str(first)[:4], str(inner).count("those that"), str(last)[:7]) == ("deep", 2, "shallow")


def test_nested_bullets_come_back_from_markdown_and_stand_apart_in_print() -> None:
    result = convert(Source("a.md", TYPED.encode()), ("md", "html"))
    assert result.outputs["md"].decode().rstrip().endswith(TYPED.split(":\n\n")[1].rstrip())
    assert '<ul class="level-2 alike"' in result.outputs["html"].decode()


def test_numbers_tell_by_themselves_where_they_belong() -> None:
    text = "1. Wells:\n\n(a) deep;\n\n          (b) shallow;\n\n               (c) dry.\n"
    assert nested(read(Source("a.txt", text.encode())).document.children) == ["deep;", "shallow;", "dry."]
