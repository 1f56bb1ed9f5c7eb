"""What a Word file says of itself: its settings, and title, symbol, language and date as properties."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import cast

from unpress.ast import Document
from unpress.language import Language
from unpress.walk import plain
from unpress_stages._word_tree import SEPARATOR, VERSION
from unpress_stages.render._docx_package import NAMESPACES, escaped, quoted
from unpress_stages.render._docx_page import Measures
from unpress_stages.render._naming import headline


def word_settings(document: Document, measures: Measures, job: str, first: int = 1) -> str:
    """The settings part; ``first`` is the number that notes are counted from.

    Symbol and job number are variables, named as in the official template, whose fields stand in the heads and feet of
    the pages.
    """
    values = {"sss1": document.meta.symbol or "", "jobn": job, "FooterJN": bare_job(job)}
    variables = "".join(
        f"<w:docVar w:name={quoted(name)} w:val={quoted(value)}/>" for name, value in values.items() if value
    )
    word = 'w:uri="http://schemas.microsoft.com/office/word"'
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="{measures.step}"/>'
        '<w:doNotHyphenateCaps/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:footnotePr>{counted_from(first)}<w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" {word} w:val="15"/></w:compat>'
        + (f"<w:docVars>{variables}</w:docVars>" if variables else "")
        + "</w:settings>"
    )


def counted_from(first: int) -> str:
    """The number that Word counts notes from, where it is not 1."""
    return f'<w:numStart w:val="{first}"/>' if first > 1 else ""


def bare_job(job: str) -> str:
    """A job number without the letter of the language and the dates: 20-17639 of 20-17639 (E)."""
    return re.sub(r"\s*\([A-Z]\).*", "", job)


def custom_properties(document: Document, styles: str = "") -> str:
    """What the masthead says, as properties that the program shows and a search finds; and the roles of its lines in
    their order, by which the file can be read again. ``unpress`` is the version of this arrangement, ``styles`` the ids
    of styles that are others in this file."""
    values: dict[str, object] = {
        "unpress": VERSION,
        "masthead": " ".join(line.role for line in document.masthead),
    }
    values["styles"] = styles
    for entry in fields(document.meta):
        value: object = getattr(document.meta, entry.name)
        if isinstance(value, tuple):
            value = SEPARATOR.join(cast("tuple[str, ...]", value))
        values[entry.name] = value
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name={quoted(name)}>'
        f"{_variant(value)}</property>"
        for number, (name, value) in enumerate(
            ((name, value) for name, value in values.items() if value not in (None, "")), 2
        )
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    return (
        f'<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">{properties}'
        "</Properties>"
    )


def _variant(value: object) -> str:
    return (
        f"<vt:i4>{value}</vt:i4>"
        if isinstance(value, int)
        else f"<vt:lpwstr>{escaped(str(value))}</vt:lpwstr>"
    )


def core_properties(document: Document, words: Language) -> str:
    """The properties of the package; the dates are those of the document, so that equal documents are equal files."""
    meta = document.meta
    values = {
        "dc:title": plain(headline(document)).strip(),
        "dc:subject": meta.symbol or "",
        "dc:creator": words.masthead.publisher,
        "dc:language": document.language,
        "cp:category": meta.kind or "",
    }
    out = "".join(f"<{name}>{escaped(value)}</{name}>" for name, value in values.items() if value)
    date = meta.issued or meta.adopted
    if date and re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        for name in ("created", "modified"):
            out += f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:{name}>'
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{out}</cp:coreProperties>'
    )
