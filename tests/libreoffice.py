"""Word files opened by LibreOffice: the text of its PDF is that of the tree, in the same order, notes included.

python tests/libreoffice.py PATH... : a line for each document with a fault, then a line for each language. Status 1: a
block, a note or a line of the masthead is not where it should be.

LibreOffice writes a tagged PDF: its structure tells notes from text, leaves out the heads of pages, and has the
pieces of a paragraph in the order in which they are read. What the pieces hold, PDFium says. Arabic needs three
steps more. The characters of a piece come as they are printed and are turned round. Lam and alef are one glyph,
whose letters are not turned with it. And LibreOffice stretches words in justified lines by a glyph, of which
the PDF tells a wrong sign: what is no letter between two Arabic letters of a piece is left out, and so is every
hyphen and apostrophe. Texts are compared by their letters, figures and signs, without spaces, where lam and
alef side by side stand in one order, and signs, too.
"""

from __future__ import annotations

import argparse
import ctypes
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from operator import itemgetter
from pathlib import Path
from typing import Final

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from unpress import read, render
from unpress.ast import Break, Closing, Document, Figure, Image, Inlines, Node, NoteMark, Text, Vote
from unpress.enumerator import LOOKALIKES
from unpress.language import language
from unpress.walk import WRAPPERS, children, plain

_EXPORT: Final = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_LETTER: Final = "\u0621-\u064a\u066e-\u06d3"
_ARABIC: Final = re.compile(f"[{_LETTER}]")
_STRETCH: Final = re.compile(rf"(?<=[{_LETTER}])([^{_LETTER}\s/\"'-])\1*(?=[{_LETTER}])")
_ALEF: Final = re.compile(r"(?<=^\()ا(?=\()")
"""Numbers in letters begin with أ in Word, with ا in LibreOffice."""
_LAM_ALEF: Final = re.compile("[لاأإآٱ]{2,}")
_ALIKE: Final = str.maketrans(")]}”’»›‐\x02", "([{“‘«‹--")
"""A bracket that runs to the left is told as its fellow. A hyphen that ends no line is printed by the plain one; one at
the end of a line is told as U+0002."""
_LABEL: Final = re.compile(r"\(?\w\(")
_RINGS: Final = {0x2460 + place: chr(0x3220 + place) for place in range(10)}
"""LibreOffice draws rings around the numbers that Word sets in brackets, ㈠ (MS-OI29500, 2.1.1591)."""
_SIGNS: Final = re.compile(r"[\W_]{2,}")
_ACCENTS: Final = re.compile("[\u0640\u064b-\u0652\u0670]")
_UNSEEN: Final = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_INLINE: Final = frozenset({"/Span", "/Link", "/Reference", "/Quote", "/Code", "/Lbl"})
_NOTE_MARK: Final = re.compile(r"\(?(\d+|\*+)[()]*")
"""At the head of a note. LibreOffice says the mark before the brackets, and no first bracket of the first note."""
_TOGETHER: Final = 20
"""Files of one run of LibreOffice."""


def lacking() -> str:
    """The program that is not here, or empty."""
    return next((name for name in ("soffice",) if shutil.which(name) is None), "")


def answer(*command: object) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=True, timeout=900
    )
    return done.stdout


def printed(files: Sequence[Path], folder: Path) -> list[Path]:
    """Word files -> their PDF files, by one run of LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    answer("soffice", profile, "--headless", "--convert-to", _EXPORT, "--outdir", folder, *files)
    return [folder / f"{file.stem}.pdf" for file in files]


# ----------------------------------------------------------------------------------------------------- comparing


def bare(text: str) -> str:
    """A text as it is compared: no spaces, nothing unseen, lam and alef side by side and signs in one order."""
    text = _UNSEEN.sub("", _ACCENTS.sub("", unicodedata.normalize("NFKC", text))).translate(_ALIKE)
    if _ARABIC.search(text):
        text = text.replace("-", "").replace("'", "")
    if label := _LABEL.match(text):  # Word may count by letters that look the same, and the writer says so
        text = label[0].translate(LOOKALIKES) + text[label.end() :]
    for pattern in (_LAM_ALEF, _SIGNS):
        text = pattern.sub(lambda match: "".join(sorted(match[0])), text)
    return text


def unbracketed(note: str) -> str:
    """A note without the brackets about its mark."""
    return _NOTE_MARK.sub(r"\1", note, count=1) if _NOTE_MARK.match(note) else note


def _logical(piece: str) -> str:
    """Characters from left to right, as they are read."""
    if not _ARABIC.search(piece):
        return piece
    piece = _ACCENTS.sub("", unicodedata.normalize("NFKC", piece))
    return _STRETCH.sub("", piece)[::-1]


@dataclass
class Shown:
    """What a PDF says: its paragraphs, those of its notes, and all words of its first page."""

    body: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    first_page: str = ""


def shown(pdf: Path) -> Shown:
    """What stands in the tags of a PDF, bare."""
    found: list[tuple[bool, list[str]]] = []
    with pikepdf.open(pdf) as file, pdfium.PdfDocument(pdf) as pages:
        texts = _marked(pages)
        numbers = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        root = file.Root.StructTreeRoot
        roles = {str(name): str(role) for name, role in root.get("/RoleMap", {}).items()}

        def look(node: pikepdf.Object | int, page: int, noted: bool, pieces: list[str]) -> None:
            """An element of the structure, or a number that stands for marked content. ISO 32000-2, 14.7."""
            if isinstance(node, int):
                pieces.append(texts.get((page, node), ""))
                return
            page = numbers[node.Pg.objgen] if "/Pg" in node else page
            if "/MCID" in node:
                look(int(node.MCID), page, noted, pieces)
                return
            kind = str(node.get("/S", ""))
            kind = roles.get(kind, kind)
            noted = noted or kind == "/Note"
            if kind not in _INLINE:
                pieces = []
                found.append((noted, pieces))
            kids = node.get("/K", pikepdf.Array())
            for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
                look(kid, page, noted, pieces)

        look(root, 0, False, [])
        head = pages[0].get_textpage().get_text_bounded()
    read = [(noted, _ALEF.sub("أ", bare("".join(pieces).translate(_RINGS)))) for noted, pieces in found]
    body = [text for noted, text in read if text and not noted]
    return Shown(body, [unbracketed(text) for noted, text in read if text and noted], head)


def _marked(pages: pdfium.PdfDocument) -> dict[tuple[int, int], str]:
    """The text of each marked content, by its page and its number there. One stands in one line, in one script."""
    found: dict[tuple[int, int], list[tuple[float, str]]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for number, page in enumerate(pages):
        on_page = page.get_textpage()
        for place in range(on_page.count_chars()):
            if not raw.FPDFText_IsGenerated(on_page, place):
                raw.FPDFText_GetCharOrigin(on_page, place, x, y)
                mark = raw.FPDFPageObj_GetMarkedContentID(raw.FPDFText_GetTextObject(on_page, place))
                character = chr(raw.FPDFText_GetUnicode(on_page, place))
                found.setdefault((number, mark), []).append((x.value, character))
    return {
        place: _logical("".join(character for _, character in sorted(line, key=itemgetter(0))))
        for place, line in found.items()
    }


def _inlines(nodes: Inlines, marks: dict[str, str]) -> str:
    """The text of inlines with the marks of notes, each as ``marks`` says."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Text):
            parts.append(node.value)
        elif isinstance(node, NoteMark):
            parts.append(marks.get(node.note, node.note))
        elif isinstance(node, WRAPPERS):
            parts.append(_inlines(node.children, marks))
        elif isinstance(node, Break):
            parts.append(" ")
        else:
            parts.append(node.alternative)
    return "".join(parts)


def _paragraphs(node: Node, marks: dict[str, str]) -> Iterator[str]:
    """The paragraphs of a block and of the blocks in it."""
    if isinstance(node, Closing | Vote):
        yield from (_inlines(line, marks) for line in node.lines)
        return
    if isinstance(node, Figure):
        yield node.image.alternative
    label = getattr(node, "label", "")
    for name in ("heading", "content", "caption"):
        inlines: Inlines = getattr(node, name, ())
        if inlines or (label and name == "content"):
            yield f"{label} {_inlines(inlines, marks)}"
            label = ""
    if label:
        yield label
    for child in children(node):
        if not isinstance(child, (Text, NoteMark, Break, Image, *WRAPPERS)):
            yield from _paragraphs(child, marks)


def _marks(document: Document) -> dict[str, str]:
    """The marks of the notes by their keys, in brackets where the language prints them so."""
    words = language(document.language)
    bracketed = bool(words and words.typography.note_brackets)
    return {
        note.key: f"({note.marker.strip('()')})"
        if bracketed and note.marker.strip("()").isalnum()
        else note.marker
        for note in document.notes
    }


def wanted(document: Document) -> tuple[list[str], list[str]]:
    """The paragraphs of a tree from its title on, and those of its notes, as LibreOffice should show them, bare."""
    marks = _marks(document)
    body = [f"{document.label} {_inlines(document.title, marks)}"]
    for block in document.children:
        body.extend(_paragraphs(block, marks))
    notes: list[str] = []
    for note in document.notes:
        first, *others = [text for block in note.children for text in _paragraphs(block, marks)] or [""]
        notes.extend((f"{note.marker}{first}", *others))
    return [text for text in map(bare, body) if text], [
        unbracketed(text) for text in map(bare, notes) if text
    ]


def missing(want: Sequence[str], got: Sequence[str]) -> tuple[list[int], list[str]]:
    """The places of paragraphs that are not where they should be, and what stands there instead."""
    places: list[int] = []
    instead: list[str] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        if kind != "equal" and "".join(want[start:end]) != "".join(got[begin:stop]):
            places.extend(range(start, end))
            instead.extend(got[begin:stop])
    return places, instead


@dataclass
class Finding:
    """What was compared, and each fault."""

    blocks: int = 0
    notes: int = 0
    lines: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def compared(document: Document, pdf: Path) -> Finding:
    """A tree against the PDF that LibreOffice made of its Word file."""
    got = shown(pdf)
    body, notes = wanted(document)
    found = Finding(len(body), len(notes), len(document.masthead))
    opening = next((place for place, text in enumerate(got.body) if body and text == body[0]), len(got.body))
    in_body, on_page = list(got.body), {_letters(word) for word in got.first_page.split()}
    for line in document.masthead:
        text = bare(_inlines(line.content, _marks(document)))
        if text in in_body[:opening]:
            in_body.remove(text)
            opening -= 1
        elif lost := [word for word in plain(line.content).split() if _letters(word) not in on_page]:
            found.faults.append(("line", f"{line.role} {lost}"))
    for kind, want, have in (("block", body, in_body), ("note", notes, got.notes)):
        places, instead = missing(want, have)
        found.faults.extend((kind, want[place]) for place in places)
        found.faults.extend(("more", text) for text in instead)
    return found


def _letters(word: str) -> str:
    return "".join(sorted(bare(word)))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="documents")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the Word and PDF files are left")
    arguments = parser.parse_args()
    if name := lacking():
        print(f"{name} is not installed", file=sys.stderr)
        return 1
    counts: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for start in range(0, len(arguments.paths), _TOGETHER):
            documents = {path: read(path).document for path in arguments.paths[start : start + _TOGETHER]}
            files = [folder / f"{path.name}.docx" for path in documents]
            for file, document in zip(files, documents.values(), strict=True):
                file.write_bytes(render(document, "docx"))
            for path, pdf in zip(documents, printed(files, folder), strict=True):
                found = compared(documents[path], pdf)
                count = counts.setdefault(documents[path].language, Counter())
                count.update(documents=1, blocks=found.blocks, notes=found.notes, lines=found.lines)
                count.update(f"no {kind}" for kind, _ in found.faults)
                for kind, text in found.faults:
                    print(f"{path.name}: {kind}: {text}", flush=True)
    columns = ("documents", "blocks", "no block", "notes", "no note", "lines", "no line", "no more")
    print(f"{'':4}" + "".join(f"{name:>11}" for name in columns))
    for code, count in sorted(counts.items()):
        print(f"{code:4}" + "".join(f"{count[name]:11}" for name in columns))
    return int(any(name.startswith("no ") for count in counts.values() for name in count))


if __name__ == "__main__":
    sys.exit(main())
