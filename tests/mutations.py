"""Hostile inputs: parts of the samples in every format that is read, changed in ways that keep their structure.

A text gets lines, enumerators and notes where none belong; Markdown its constructs; XML elements in each other's
places; a Word file other parts and relations; a PDF other objects and instructions; a tree in JSON other nodes.
One in eight gets its bytes turned instead. The same number gives the same input.
"""

from __future__ import annotations

import copy
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pikepdf
from lxml import etree

from unpress import Document, Source, read, render

SAMPLES: Final = Path(__file__).resolve().parent.parent / "samples"
NAMES: Final = sorted(path.stem for path in SAMPLES.glob("*.txt"))
READERS: Final = ("text", "markdown", "akn", "json", "docx", "pdf")

# ------------------------------------------------------------------------------------------------------------- seeds


@cache
def lines_of(name: str) -> list[str]:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8").split("\n")


def excerpt(chance: random.Random, most: int = 20) -> list[str]:
    """Some lines of a sample, half of the time from its first one on, which is its masthead."""
    lines = lines_of(chance.choice(NAMES))
    start = 0 if chance.random() < 0.5 else chance.randrange(len(lines))
    return lines[start : start + chance.randint(3, most)] or ["."]


@cache
def document(number: int) -> Document:
    """One of a hundred small documents."""
    chance = random.Random(f"document {number}")
    return read(Source("seed.txt", "\n".join(excerpt(chance)).encode() + b"\n1. Text.")).document


@cache
def seed(number: int, format: str) -> bytes:
    """Such a document in a format. Printing takes long: there are few seeds of PDF."""
    return render(document(number), format)


@cache
def parts_of(number: int) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(seed(number, "docx"))) as file:
        return {name: file.read(name) for name in file.namelist()}


# ------------------------------------------------------------------------------------------------------------ pieces

WORDS: Final = (
    *(
        "(a)",
        "(i)",
        "(aa)",
        "1.",
        "12",
        "999999999999999999999",
        "0",
        "-1",
        "I.",
        "Annex II",
        "Article 3",
        "§",
        "•",
    ),
    *(
        "__________________",
        "1 A/75/237.",
        "A/RES/75/210",
        "A/RES/75/210-A/RES/75/230",
        "2/4",
        "* * *",
        "***",
    ),
    *(
        "[",
        "]",
        "[^1]",
        "[^1]: x",
        "¹",
        "¹²",
        "*",
        "**",
        "_",
        "\\",
        "`",
        "```",
        "~~~",
        "|",
        "||",
        "---",
        "- -",
        ">",
    ),
    *(
        "> > >",
        "# ",
        "###### ",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<sup>1</sup>",
        "&amp;",
        "&#0;",
        "&#x110000;",
        "<",
        "&",
    ),
    *(
        "[a](javascript:x)",
        "[a](<b c>)",
        "![a](file:///x)",
        "[a]: /x",
        "[a][a]",
        "<http://x.example>",
        "www.x.example",
    ),
    *(
        "\u202e",
        "\u202c",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\u0000",
        "\x1b[31m",
        "\x0c",
        "\x0b",
        "\u2028",
        "\u0085",
    ),
    *("ﬁ", "ﷺ", "الأمم", "第七十五届会议", "\U0001f600", "e\u0301\u0301\u0301", "\ud800", "\ufffe", "\uffff"),
    *(
        "Recalling",
        "Recalling its resolution 75/210 of 21 December 2020,",
        "Décide",
        "Постановляет",
        "Decide",
    ),
    *(
        "The General Assembly,",
        "Seventy-fifth session",
        "Agenda item 19",
        "21 December 2020",
        "__",
        "............ 12",
    ),
    *(
        "1/",
        "2 3 4 5",
        "1  2  3",
        "1\t2\t3",
        "A  B  C",
        "20-17354 (E)",
        "*2017354*",
        "Page 3 of 4",
        ":",
        ";",
        ",",
        "",
    ),
)
"""What a rule somewhere takes for a sign."""


def word(chance: random.Random) -> str:
    found = chance.choice(WORDS)
    return found * chance.choice((1, 1, 1, 1, 1, 1, 1, 2, 30)) if len(found) < 20 else found


def some(chance: random.Random, most: int) -> range:
    return range(chance.randint(1, most))


# -------------------------------------------------------------------------------------------------------------- text


def text(chance: random.Random) -> bytes:
    return "\n".join(lines_changed(excerpt(chance), chance)).encode("utf-8", "surrogatepass")


def lines_changed(lines: Iterable[str], chance: random.Random) -> list[str]:
    found = list(lines)
    for _ in some(chance, 8):
        if not found:
            found = [word(chance)]
        at = chance.randrange(len(found))
        line = found[at]
        place = chance.randint(0, len(line))
        match chance.randrange(15):
            case 0:
                del found[at : at + chance.randint(1, 5)]
            case 1:
                found[at:at] = found[at : at + chance.randint(1, 6)] * chance.choice((1, 1, 2, 20))
            case 2:
                found[at] = line[:place]
            case 3:
                found.insert(chance.randint(0, len(found)), found.pop(at))
            case 4:
                found.insert(at, word(chance))
            case 5:
                found[at] = line[:place] + word(chance) + line[place:]
            case 6:
                found[at] = f"{word(chance)} {line}"
            case 7:
                found[at] = f"{line} {word(chance)}"
            case 8:
                found[at] = line.replace(" ", chance.choice(("  ", "\u00a0", "", "\u200b", "\t", "\n")), 3)
            case 9:
                found[at] = " " * chance.choice((1, 3, 8, 40)) + line
            case 10:
                found[at : at + 2] = [" ".join(found[at : at + 2])]
            case 11:
                found[at:at] = excerpt(chance, 5)
            case 12:  # levels below levels
                steps = ("1.", "(a)", "(i)", "a.", "-", "(A)", "•", "一、", "（一）", "(أ)")
                found[at:at] = [f"{'  ' * n}{chance.choice(steps)} {word(chance)}" for n in some(chance, 25)]
            case 13:  # notes
                found[at:at] = [
                    "_" * 18,
                    *(f"{n + chance.randint(0, 1)} {line[:40]}" for n in some(chance, 9)),
                ]
            case _:  # columns
                found[at:at] = [
                    "  ".join(
                        chance.choice(("1", "word", "", "12,345", word(chance))).ljust(9) for _ in range(4)
                    )
                    for _ in some(chance, 8)
                ]
    return found


# ---------------------------------------------------------------------------------------------------------- Markdown


def markdown(chance: random.Random) -> bytes:
    lines = seed(chance.randrange(100), "markdown").decode().split("\n")
    start = chance.randrange(len(lines))
    lines = lines[: chance.randint(1, 20)] if chance.random() < 0.5 else lines[start : start + 20]
    for _ in some(chance, 4):
        at = chance.randint(0, len(lines))
        lines[at:at] = construct(chance).split("\n")
    return "\n".join(lines_changed(lines, chance) if chance.random() < 0.5 else lines).encode(
        "utf-8", "replace"
    )


def construct(chance: random.Random) -> str:
    inner = word(chance)
    depth = chance.choice((1, 2, 3, 5, 9, 60))
    match chance.randrange(14):
        case 0:
            return "\n".join(f"{'  ' * n}{chance.choice('-*+')} {inner}" for n in range(depth))
        case 1:
            return ">" * depth + f" {inner}\n{inner}"
        case 2:
            width = chance.randint(1, 5)
            rows = [[word(chance) for _ in range(width)] for _ in some(chance, 4)]
            rows.insert(1, [chance.choice(("---", ":-:", "-:"))] * chance.choice((width, width, width + 1)))
            return "\n" + "\n".join("|" + "|".join(row) + "|" for row in rows) + "\n"
        case 3:
            return f"text[^{inner[:5]}]\n\n[^{inner[:5]}]: {inner}\n\n    {inner}\n    - {inner}"
        case 4:
            return "#" * chance.randint(1, 8) + f" {inner}"
        case 5:
            return f"```{inner}\n{inner}\n" + chance.choice(("```", ""))
        case 6:
            return "[" * depth + inner + "]" * depth + f"({inner})"
        case 7:
            stars = chance.choice(("*", "**", "_", "***", "*_"))
            return stars * depth + inner + stars * chance.choice((depth, 1))
        case 8:
            return f"<{chance.choice(('div', 'sup', 'u', 'span lang=fr', 'table', 'script', 'em', '!--'))}>{inner}"
        case 9:
            return f"---\n{chance.choice(('symbol', 'session', 'language', 'x'))}: {inner}\n---\n"
        case 10:
            return f"{chance.randint(0, 10**10)}{chance.choice('.)')} {inner}\n\n   {inner}"
        case 11:
            return f"[{inner}]: <{inner}> '{inner}'\n\n[{inner}]"
        case 12:
            return f"{inner}\n{chance.choice('=-')}" * chance.choice((1, 3))
        case _:
            return f"**Table {chance.randint(1, 3)}**\\\n{inner}\n"


# --------------------------------------------------------------------------------------------------------------- XML


def akn(chance: random.Random) -> bytes:
    return xml_changed(seed(chance.randrange(100), "akn"), chance, ())


VALUES: Final = (
    *(
        "",
        "0",
        "-1",
        "1",
        "99999999999999999999",
        "1e400",
        "NaN",
        "true",
        "\u202e",
        "x" * 300,
        "#",
        "../../x",
        "0.5",
    ),
    *(
        "file:///etc/passwd",
        "javascript:x",
        "https://docs.un.org/en/A/RES/75/210",
        "http://[",
        "en",
        "xx",
        "ar-SA",
    ),
)
WORD_TAGS: Final = (
    *(
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "sdt",
        "sdtContent",
        "hyperlink",
        "fldSimple",
        "fldChar",
        "instrText",
        "br",
    ),
    *(
        "tab",
        "numPr",
        "ilvl",
        "numId",
        "pStyle",
        "rPr",
        "pPr",
        "footnoteReference",
        "endnoteReference",
        "ins",
        "del",
    ),
    *(
        "moveTo",
        "gridSpan",
        "vMerge",
        "tblGrid",
        "gridCol",
        "bookmarkStart",
        "sectPr",
        "headerReference",
        "pict",
    ),
    *(
        "drawing",
        "txbxContent",
        "sym",
        "noBreakHyphen",
        "softHyphen",
        "cr",
        "ruby",
        "smartTag",
        "customXml",
        "lang",
    ),
)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def xml_changed(data: bytes, chance: random.Random, tags: tuple[str, ...], most: int = 12) -> bytes:
    """Well-formed XML whose elements, attributes and words are others."""
    root = etree.fromstring(data)
    every = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in some(chance, most):
        one, other = chance.choice(every), chance.choice(every)
        inside = one.getparent() is not None
        match chance.randrange(11):
            case 0 if inside:
                one.getparent().remove(one)
            case 1 if inside:
                one.addnext(copy.deepcopy(other))
            case 2 if one not in other.iterancestors() and other is not one and inside:
                other.append(one)
            case 3:
                one.insert(
                    chance.randint(0, len(one)),
                    copy.deepcopy(other) if len(other) < 50 else etree.Element(one.tag),
                )
            case 4:
                one.tag = chance.choice(tags) if tags and chance.random() < 0.5 else other.tag
            case 5 if one.attrib:
                one.set(chance.choice(list(one.attrib)), chance.choice(VALUES))
            case 6 if other.attrib:
                name = chance.choice(list(other.attrib))
                one.set(name, other.get(name, ""))
            case 7:
                one.text = safe(word(chance))
            case 8:
                one.tail = safe(word(chance))
            case 9 if inside:  # deeper
                for _ in range(chance.choice((1, 3, 30))):
                    around = etree.Element(one.tag, one.attrib)
                    one.addprevious(around)
                    around.append(one)
            case _:
                tag = chance.choice(tags) if tags else other.tag
                new = etree.SubElement(one, tag)
                new.text = safe(word(chance))
                if chance.random() < 0.5:
                    new.set(
                        (_W if tags else "") + chance.choice(("val", "id", "type", "w")),
                        chance.choice(VALUES),
                    )
    return etree.tostring(root)


def safe(value: str) -> str:
    """What XML can hold."""
    return "".join(c for c in value if c in "\t\n" or 0x20 <= ord(c) < 0xD800 or 0xE000 <= ord(c) < 0xFFFE)


# ------------------------------------------------------------------------------------------------------------- Word


def docx(chance: random.Random) -> bytes:
    parts = dict(parts_of(chance.randrange(100)))
    if (
        chance.random() < 0.5
    ):  # as a file of any other program: words and numbers tell what its paragraphs are
        parts.pop("docProps/custom.xml", None)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for _ in some(chance, 3):
        one, other = chance.choice(names), chance.choice(names)
        match chance.randrange(10):
            case 0:
                parts.pop(one, None)
            case 1:
                parts[one] = parts.get(other, b"")
            case 2:
                one = chance.choice([name for name in names if name.endswith(".rels")])
            case 3 | 4 | 5 | 6:
                one = "word/document.xml"
            case _:
                pass
        if parts.get(one):
            tags = tuple(_W + tag for tag in WORD_TAGS) if one.startswith("word/") else ()
            try:
                parts[one] = xml_changed(parts[one], chance, tags if not one.endswith(".rels") else ())
            except etree.XMLSyntaxError:
                continue
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


# --------------------------------------------------------------------------------------------------------------- PDF

PRINTED: Final = 4
"""Seeds of PDF."""


def pdf(chance: random.Random) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(seed(chance.randrange(PRINTED), "pdf"))) as file:
        objects = [each for each in file.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Array)]
        for _ in some(chance, 8):
            if chance.random() < 0.3:
                instructions_changed(chance.choice(list(file.pages)), file, chance)
            else:
                object_changed(chance.choice(objects), objects, file, chance)
        try:
            file.save(
                out,
                static_id=True,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        except (pikepdf.PdfError, ValueError, RuntimeError):  # too broken to be written
            return turned(seed(0, "pdf"), chance)
    return out.getvalue()


def object_changed(one: Any, objects: list[Any], file: pikepdf.Pdf, chance: random.Random) -> None:
    keys: list[Any] = list(one.keys()) if isinstance(one, pikepdf.Dictionary) else list(range(len(one)))
    if not keys:
        return
    key = chance.choice(keys)
    odd = (
        0,
        -1,
        10**9,
        0.5,
        True,
        "",
        "x" * 300,
        pikepdf.Name("/X"),
        pikepdf.Array([]),
        pikepdf.Dictionary({}),
    )
    match chance.randrange(6):
        case 0:
            del one[key]
        case 1:
            one[key] = chance.choice(odd)
        case 2:  # another object, perhaps one around it
            one[key] = chance.choice(objects)
        case 3:
            one[key] = one[chance.choice(keys)]
        case 4 if isinstance(one[key], pikepdf.Array):
            one[key] = pikepdf.Array(list(one[key].as_list()) * chance.choice((2, 50)))
        case _:
            if isinstance(one, pikepdf.Dictionary):
                names = (
                    "/Kids",
                    "/Parent",
                    "/Contents",
                    "/K",
                    "/P",
                    "/MediaBox",
                    "/Rotate",
                    "/Annots",
                    "/Type",
                    "/S",
                )
                one[chance.choice(names)] = chance.choice((*odd, *chance.sample(objects, 2)))


def instructions_changed(page: Any, file: pikepdf.Pdf, chance: random.Random) -> None:
    try:
        found = list(pikepdf.parse_content_stream(page))
    except (pikepdf.PdfError, TypeError, ValueError):  # its instructions were made another object before
        return
    if not found:
        return
    for _ in some(chance, 10):
        at, other = chance.randrange(len(found)), chance.randrange(len(found))
        match chance.randrange(5):
            case 0 if len(found) > 1:
                del found[at]
            case 1:
                found.insert(at, found[other])
            case 2:
                found[at], found[other] = found[other], found[at]
            case 3:
                operands = [
                    chance.choice((0, -1, 1e9, 1e-9, 90)) if isinstance(value, int | float) else value
                    for value in found[at].operands
                ]
                found[at] = pikepdf.ContentStreamInstruction(operands, found[at].operator)
            case _:
                found[at] = pikepdf.ContentStreamInstruction(found[at].operands, found[other].operator)
    page.Contents = file.make_stream(pikepdf.unparse_content_stream(found))


# -------------------------------------------------------------------------------------------------------------- JSON


def tree(chance: random.Random) -> bytes:
    root = json.loads(seed(chance.randrange(100), "json"))
    places: list[tuple[Any, Any]] = []

    def look(value: Any) -> None:
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            places.append((value, key))
            if isinstance(value[key], dict | list):
                look(value[key])

    look(root)
    for _ in some(chance, 2):
        (holder, key), (other, name) = chance.choice(places), chance.choice(places)
        if (key not in holder) if isinstance(holder, dict) else key >= len(holder):
            continue
        stranger = other.get(name) if isinstance(other, dict) else other[name] if name < len(other) else None
        match chance.randrange(6):
            case 0 | 1:
                same = [p for p in places if p[1] == key and isinstance(p[0], type(holder))]
                twin, place = chance.choice(same)
                found = (
                    twin.get(place) if isinstance(twin, dict) else twin[place] if place < len(twin) else None
                )
                holder[key] = copy.deepcopy(found)
            case 2:
                holder[key] = copy.deepcopy(stranger)
            case 3:
                holder[key] = chance.choice((word(chance), *VALUES, 0, -1, 10**20, None, True, [], {}))
            case 4 if isinstance(holder, list):
                holder[key:key] = copy.deepcopy(holder[key : key + 1]) * chance.choice((1, 30))
            case 5 if isinstance(holder[key], str):
                holder[key] = word(chance) + holder[key]
            case _:
                del holder[key]
    return json.dumps(root, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


# ------------------------------------------------------------------------------------------------------------- bytes


def turned(data: bytes, chance: random.Random) -> bytes:
    """Bytes turned, the end cut off, or a stretch in the place of another."""
    if len(data) < 40:
        return data
    match chance.randrange(4):
        case 0:
            return data[: chance.randrange(30, len(data))]
        case 1:
            start, end = sorted(chance.randrange(len(data)) for _ in range(2))
            at = chance.randrange(len(data))
            return data[:start] + data[at : at + end - start] + data[end:]
        case _:
            found = bytearray(data)
            for _ in some(chance, 30):
                found[chance.randrange(len(found))] = chance.randrange(256)
            return bytes(found)


MAKERS: Final[dict[str, Callable[[random.Random], bytes]]] = {
    "text": text,
    "markdown": markdown,
    "akn": akn,
    "json": tree,
    "docx": docx,
    "pdf": pdf,
}
SUFFIXES: Final = {
    "text": ".txt",
    "markdown": ".md",
    "akn": ".xml",
    "json": ".json",
    "docx": ".docx",
    "pdf": ".pdf",
}


def hostile(reader: str, seed_: int, number: int) -> Source:
    """One input for a reader."""
    chance = random.Random(f"{seed_} {reader} {number}")
    if chance.random() < 0.125 and reader not in {"text", "markdown"}:
        format = reader
        data = turned(seed(chance.randrange(PRINTED if reader == "pdf" else 100), format), chance)
    else:
        data = MAKERS[reader](chance)
        if reader in {"text", "markdown"} and chance.random() < 0.1:
            data = turned(data, chance)
    return replace(Source(f"{reader}-{number}{SUFFIXES[reader]}", data, reader))
