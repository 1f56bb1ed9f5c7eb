"""Read XML that may be hostile: no entities, no network, bounded depth and size."""

from __future__ import annotations

from typing import Final, TypeAlias

from lxml import etree

from unpress.errors import ReadError
from unpress.limits import beyond
from unpress.source import Source

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

ELEMENTS: Final = 1_000_000
ATTRIBUTES: Final = 8_000_000
"""A tree of so many takes about a gigabyte."""


def parse(source: Source) -> Element:
    """The root element of a source, without comments and processing instructions. Official files nest 14 elements.

    Raises ReadError for what is not well-formed, declares entities, or is nested too deeply.
    """
    if source.data.count(b"<") > 2 * ELEMENTS:  # told before there is a tree: each opens, each may close
        raise ReadError(f"{source.name} has more than {ELEMENTS:,} elements")
    if source.data.count(b"=") > ATTRIBUTES:
        raise ReadError(f"{source.name} has more than {ATTRIBUTES:,} attributes")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source.data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise ReadError(f"{source.name}:{line}:{column}: not well-formed XML: {error.msg}") from error
    except (ValueError, LookupError) as error:  # an encoding that does not exist
        raise ReadError(f"{source.name}: not readable as XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(
            f"{source.name} declares a document type, which is not read", "remove the line <!DOCTYPE ...>"
        )
    depth = count = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        count += event == "start"
        depth += 1 if event == "start" else -1
        if depth > source.limits.depth:
            raise beyond(source.name, f"has elements nested more than {source.limits.depth} deep", "depth")
        if count > ELEMENTS:
            raise ReadError(f"{source.name} has more than {ELEMENTS:,} elements")
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
