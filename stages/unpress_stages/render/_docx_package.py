"""The package of a Word file: parts, their relationships and types, in a zip that is the same each time.

Part 2 of ECMA-376 (Open Packaging Conventions). Entries carry the earliest date that a zip can hold and stand in the
order in which the parts were added, so equal documents give equal bytes.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import field
from typing import Final
from xml.sax.saxutils import quoteattr

from unpress.record import mutable

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="{R}"'
_W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TEXT_NAMESPACES: Final = f'{NAMESPACES} xmlns:mc="{_MC}" xmlns:w15="{_W15}" mc:Ignorable="w15"'
"""What parts with text declare: content controls need a name of Word 2013 that older programs may ignore."""
TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(value: str) -> bool:
    """Whether XML can hold every character of a text."""
    return _FORBIDDEN.search(value) is None


def escaped(value: str) -> str:
    """Text for an element; characters that XML forbids become U+FFFD."""
    value = _FORBIDDEN.sub("\ufffd", value)
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(value: str) -> str:
    """Text for an attribute, in its quotes; characters that XML forbids become U+FFFD."""
    return quoteattr(_FORBIDDEN.sub("\ufffd", value))


@mutable
class Part:
    """One file of the package. ``name`` begins with a slash; ``xml`` is without the XML declaration; ``data`` is what a
    file holds that is none."""

    name: str
    content_type: str
    xml: str = ""
    data: bytes = b""
    relationships: list[tuple[str, str, bool]] = field(default_factory=list[tuple[str, str, bool]])

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship to a target: the name of a part or, if external, an address."""
        if not external:
            target = posixpath.relpath(target, posixpath.dirname(self.name))
        entry = (kind if "/" in kind else f"{R}/{kind}", target, external)
        if entry not in self.relationships:
            self.relationships.append(entry)
        return f"rId{self.relationships.index(entry) + 1}"


@mutable
class Package:
    """Parts on their way into one file. The first part added is the main document."""

    parts: list[Part] = field(default_factory=list[Part])
    root: Part = field(default_factory=lambda: Part("/", ""))

    def add(self, name: str, content_type: str, xml: str = "", data: bytes = b"") -> Part:
        """A new part of the package."""
        part = Part(name, content_type, xml, data)
        self.parts.append(part)
        return part

    def bytes(self) -> bytes:
        """The package as a file."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
            _write(file, "[Content_Types].xml", _xml(self._content_types()))
            _write(file, "_rels/.rels", _xml(_relationships(self.root)))
            for part in self.parts:
                name = part.name.lstrip("/")
                _write(file, name, part.data or _xml(part.xml))
                if part.relationships:
                    folder, base = posixpath.split(name)
                    _write(file, f"{folder}/_rels/{base}.rels", _xml(_relationships(part)))
        return stream.getvalue()

    def _content_types(self) -> str:
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        overrides = "".join(
            f'<Override PartName="{part.name}" ContentType="{part.content_type}"/>' for part in self.parts
        )
        return (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        )


def _relationships(part: Part) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target={quoted(target)}'
        + (' TargetMode="External"/>' if external else "/>")
        for number, (kind, target, external) in enumerate(part.relationships, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _xml(part: str) -> bytes:
    return (HEAD + part).encode()


def _write(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same on every system
    file.writestr(entry, data)
