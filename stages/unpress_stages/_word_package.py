"""The package of a Word file: its parts and how they refer to each other (ECMA-376, part 2).

A package is a zip file, and as hostile as any: what it may expand to is bounded before a part is unpacked, the XML of a
part is read without entities, network or unbounded nesting. Only parts that are asked for are unpacked. Written on
``zipfile`` and not on python-docx, which unpacks and parses every part of a file on opening it, without bounds, and
gives up on a file in which one relation leads nowhere; Word opens such files.
"""

from __future__ import annotations

import io
import posixpath
import shlex
import zipfile
import zlib
from typing import Final

from unpress.errors import ReadError
from unpress.limits import LimitError, beyond
from unpress.record import record
from unpress.source import Source
from unpress_stages import _xml
from unpress_stages._xml import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V: Final = "{urn:schemas-microsoft-com:vml}"

PARTS: Final = 10_000
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_NAMES: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
)
"""Names of the strict form of the format, and those of the form that Word writes."""
_FAULTS: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, KeyError),
)
"""What ``zipfile`` raises for damaged, encrypted or oddly packed files."""

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream that holds a protected .docx."""


@record
class Relation:
    """Where a part refers to: the kind (``footnotes``), and a name in the package or an address outside of it."""

    kind: str
    target: str
    external: bool


Relations = dict[str, Relation]


class Package:
    """An opened file. ``main`` is the name of the part with the text. ``around`` is the file that it stands in: one
    bound is for what both unpack to.

    Raises ReadError for what is no Word file or is damaged so that its text cannot be read.
    """

    def __init__(self, source: Source, around: Package | None = None) -> None:
        self._name = source.name
        self._limits = source.limits
        self._unpacked: list[int] = [0] if around is None else around._unpacked  # bytes so far
        self._relations: dict[str, Relations] = {}
        _refuse_others(source)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
            names = self._zip.namelist()
        except _FAULTS as error:
            raise ReadError(
                f"{source.name} is damaged, or no Word file: {error}",
                "open it in Word, which may repair it, and save it again",
            ) from error
        if len(names) > PARTS:
            raise ReadError(f"{source.name} holds more than {PARTS:,} parts")
        self._names = {name.lower(): name for name in names}
        found = [r.target for r in self.relations("").values() if r.kind == "officeDocument" and r.target]
        self.main = found[0] if found and self.has(found[0]) else "word/document.xml"
        if not self.has(self.main) or (found and not found[0].endswith(".xml")):
            raise ReadError(f"{source.name} is no Word file{_kind(self._names)}", _way_out(source))

    def has(self, name: str) -> bool:
        """Whether the package has a part; names are compared without case."""
        return name.lower() in self._names

    def part(self, name: str) -> Element:
        """The root element of a part.

        Raises ReadError for a part that is missing, damaged or no XML, LimitError for one that is too large. A part
        is unpacked each time that it is asked for.
        """
        return _xml.parse(self.content(name))

    def content(self, name: str) -> Source:
        """A part as it is, whatever it holds. Raises as ``part`` does."""
        return Source(f"{self._name}!{name}", self._bytes(name), limits=self._limits)

    def relations(self, name: str) -> Relations:
        """The relations of a part, or of the package itself for an empty name; none where they cannot be read.

        They are read once. Raises LimitError.
        """
        found = self._relations.get(name)
        if found is None:
            found = self._relations[name] = self._read_relations(name)
        return found

    def _read_relations(self, name: str) -> Relations:
        folder, _, file = name.rpartition("/")
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(path):
            return {}
        found: Relations = {}
        try:
            root = self.part(path)
        except LimitError:
            raise
        except ReadError:
            return {}
        for child in root:
            target = child.get("Target", "")
            external = child.get("TargetMode", "") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = child.get("Type", "").rpartition("/")[2]
            found[child.get("Id", "")] = Relation(kind, target, external)
        return found

    def _bytes(self, name: str) -> bytes:
        stored = self._names.get(name.lower())
        if stored is None:
            raise ReadError(f"{self._name} is damaged: the part {name} is missing")
        try:
            size = self._zip.getinfo(stored).file_size
            most = self._limits.expansion  # the text of a report of 300 pages takes 10 MB
            self._unpacked[0] += size
            if self._unpacked[0] > most:
                raise beyond(self._name, f"unpacks to more than {most:,} bytes", "expansion")
            data = self._unpack(stored, size)
        except _FAULTS as error:
            if "password" in str(error):
                raise ReadError(f"{self._name} is encrypted", "save it without a password") from error
            raise ReadError(
                f"{self._name} is damaged: {name}: {error}",
                "open it in Word, which may repair it, and save it again",
            ) from error
        if _STRICT in data[:8192]:
            for strict, usual in _NAMES:
                data = data.replace(strict, usual)
        return data

    def _unpack(self, stored: str, size: int) -> bytes:
        """The content of a part, never more than the directory says: ``ZipFile.read()`` unpacks all there is first."""
        if self._zip.getinfo(stored).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError("packed in a way that the format does not know")
        with self._zip.open(stored) as part:
            return part.read(size)


def _way_out(source: Source) -> str:
    name = "FILE" if source.name == "-" else shlex.quote(source.name)
    return f"save it as .docx in Word, or, with LibreOffice: soffice --headless --convert-to docx {name}"


def _refuse_others(source: Source) -> None:
    """Say what other office files are, and how they become Word files that can be read."""
    head = source.data[:8]
    if head.startswith(_COMPOUND):
        if _ENCRYPTED in source.data:
            raise ReadError(
                f"{source.name} is protected by a password",
                "open it in Word and save it without the password",
            )
        raise ReadError(f"{source.name} is a Word file of the old kind (.doc)", _way_out(source))
    if head.startswith(b"{\\rtf"):
        raise ReadError(f"{source.name} is in Rich Text Format (.rtf)", _way_out(source))
    if not head.startswith(b"PK"):
        raise ReadError(
            f"{source.name} is no Word file: its first bytes are not those of a zip file",
            "name its format with --from, or convert it to .docx first",
        )


def _kind(names: dict[str, str]) -> str:
    """What a package without a text holds, for messages."""
    for part, kind in (
        ("xl/workbook.xml", "a workbook of Excel"),
        ("ppt/presentation.xml", "a presentation of PowerPoint"),
        ("content.xml", "an OpenDocument file"),
        ("word/document.bin", "a Word file in binary form"),
        ("meta-inf/container.xml", "an e-book"),
    ):
        if part in names:
            return f": it is {kind}"
    return ": no part of it holds a text"
