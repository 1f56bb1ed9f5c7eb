"""Document symbols: their grammar, their canonical form, and where they are found on the web.

A symbol names a document in all languages: `A/75/237`, `S/RES/1325 (2000)`, `A/C.2/75/L.27/Rev.1`. How running text
cites them is the matter of `unpress.citations`.

Rests on the guide to symbols of the Dag Hammarskjöld Library (https://research.un.org/en/docs/symbols).
"""

from __future__ import annotations

import functools
import re
from typing import Literal
from urllib.parse import unquote, urlsplit

from unpress.figures import whole
from unpress.folding import fold
from unpress.pattern import late
from unpress.record import record, replace

Kind = Literal["resolution", "decision", "statement", "record", "limited", "document"]
Organ = str  # "ga", "sc", "ecosoc", "hrc", "tc" or another key of a language's organs

# The first segments of symbols that docs.un.org serves. Anything else before a slash is a word ("HIV/AIDS") or the
# symbol of another organisation ("GOV/2022/17").
BODIES = (
    "A", "S", "E", "T", "ST", "TD", "DP", "ID", "AT", "CD", "JIU", "CEB", "PBC", "HSP", "HRI", "UNW", "UNEP", "FCCC",
    "ICCD", "CBD", "ISBA", "SPLOS", "CLCS", "NPT", "BWC", "CCW", "CCM", "CTOC", "CAC", "TPNW", "APLC", "CCPR", "CEDAW",
    "CRC", "CAT", "CMW", "CED", "CRPD", "CERD", "ECE", "TRANS", "EB.AIR", "ESCAP", "LC", "UNODC",
)  # fmt: skip
DOCS = "https://docs.un.org"
_PARTS_ALONE = 55
_HOSTS = late(r"(?:www\.)?(?:undocs\.org|docs\.un\.org|documents\.un\.org|daccess-(?:ods|dds-ny)\.un\.org)$")

# Cyrillic capitals that look like Latin ones and are typed for them.
HOMOGLYPHS = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")

ROMAN = r"[IVXLC]+"
_BODY = "|".join(sorted(map(re.escape, BODIES), key=len, reverse=True)) + r"|(?:IDB|GC|PCN)\.\d+"
_NAME = r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+|\. (?=\d)\d+)*"
_SEGMENT = rf"{_NAME}(?:-(?!(?:A|S|E|GC|ST|TD|GOV)/)[A-Za-z0-9]+)*(?:\([A-Z0-9.\-]{{1,10}}\))?"
_QUALIFIER = (
    r"(?:Parts?|Vols?\.?|Sects?\.?|Chaps?\.?|Supp\.?|Suppl\.?|SUPP|PARTS?|Resumption|Introduction|Prologue"
    r"|Income ?sects?\.?|Plan ?outline)"
    r"(?: ?[A-Z0-9]+(?:(?:[–-]|, | and )[A-Z0-9]+)*)?"
)
FULL = (
    rf"(?P<body>{_BODY})(?P<path>(?:/{_SEGMENT})+)"
    rf"(?: ?\((?P<qualifier>{_QUALIFIER})\)(?P<after>(?:/(?:[A-Z][a-z]+\. ?\d+|Part ?[A-Z](?![A-Za-z])))*)"
    rf"| ?\((?P<session>(?:19|20)\d\d|(?:ES-|S-)?{ROMAN})\))?"
)
"""A symbol from its body to its qualifier, without the letter of a part; see ``from_match``."""
_PART = r"[A-Z](?:(?:[–-]| and | to )[A-Z])?"
_WHOLE = re.compile(rf"{FULL}(?: ?(?P<letter>{_PART}))?\*{{0,3}}")
_LETTER_INSIDE = late(
    rf"(?P<head>.*?/\d{{1,4}}) ?(?P<letter>{_PART}) ?(?P<tail>\((?:E?S-)?{ROMAN}\))\*{{0,3}}"
)
_NUMBER_LETTER = re.compile(r"(\d+)([A-Z](?:[–-][A-Z])?)")
_SUFFIX = re.compile(r"(?:Add|Corr|Rev|Amend)\.\d+$|Summary$|Excerpt$")


@record
class Symbol:
    """A document symbol, taken apart. `str()` gives the canonical form, as in running text."""

    body: str
    segments: tuple[str, ...]
    qualifier: str = ""  # "2000" in S/RES/1325 (2000), "XXI" in A/RES/2200 A (XXI), "Part I"
    letter: str = ""  # part of a resolution: "M", "A and B"
    suffixes: tuple[str, ...] = ()  # after a qualifier: A/78/301 (Part I)/Add.1, A/81/6 (Sect. 6)/Part A
    double: Symbol | None = None  # the other symbol of the same document

    def __str__(self) -> str:
        text = "/".join((self.body, *self.segments))
        if self.letter:
            text += f" {self.letter}"
        if self.qualifier:
            text += f" ({self.qualifier})"
        text = "/".join((text, *self.suffixes))
        return f"{text}-{self.double}" if self.double else text

    @property
    def kind(self) -> Kind:
        names = self.segments
        if any(name in {"RES", "Res"} or name.startswith("Res.") for name in names):
            return "resolution"
        if any(name in {"DEC", "Dec"} or name.startswith("Dec.") for name in names):
            return "decision"
        if "PRST" in names:
            return "statement"
        if any(name.startswith(("PV.", "SR.")) for name in names):
            return "record"
        return "limited" if any(name.startswith(("L.", "CRP.")) for name in names) else "document"

    @property
    def organ(self) -> Organ:
        """The principal organ or council: "ga", "hrc", "sc", "ecosoc", "tc"; else the body in lower case."""
        if self.body == "A" and self.segments[:1] == ("HRC",):
            return "hrc"
        return {"A": "ga", "S": "sc", "E": "ecosoc", "T": "tc"}.get(self.body, self.body.lower())

    @property
    def session(self) -> int | None:
        """The regular session of the General Assembly or the Human Rights Council."""
        numbers = [number for name in self.segments if (number := whole(name)) is not None]
        serial_follows = len(numbers) > 1 or any("." in name for name in self.segments[1:])
        return numbers[0] if self.body == "A" and numbers and serial_follows and numbers[0] <= 200 else None

    @property
    def special(self) -> str:
        """The special session, "S-30" or "ES-11"; empty when it is a regular one."""
        found = next((name for name in self.segments if re.fullmatch(r"E?S-\d+", name)), "")
        return found or (self.qualifier if self.qualifier.startswith(("S-", "ES-")) else "")

    @property
    def year(self) -> int | None:
        """The year in the symbol: of adoption in S/RES/1325 (2000), of issue in E/2020/30."""
        if re.fullmatch(r"(?:19|20)\d\d", self.qualifier):
            return int(self.qualifier)
        return next((int(name) for name in self.segments[:-1] if re.fullmatch(r"(?:19|20)\d\d", name)), None)

    @property
    def serial(self) -> str:
        """The running number: "210" in A/RES/75/210, "27" in A/C.2/75/L.27/Rev.1; empty when there is none."""
        for name in reversed(self.segments):
            if not _SUFFIX.match(name) and (found := re.search(r"(\d+)$", name)):
                return found[1]
        return ""

    @property
    def base(self) -> Symbol:
        """The symbol without suffixes: A/C.2/75/L.27 for A/C.2/75/L.27/Rev.1."""
        names = list(self.segments)
        while names and _SUFFIX.match(names[-1]):
            names.pop()
        return replace(self, segments=tuple(names), suffixes=(), double=None)

    @property
    def path(self) -> str:
        """The symbol as addresses write it: without spaces, S/RES/1325(2000). Of a double symbol the first half counts.

        Parts of one resolution stood in one document that has no letter, A/RES/52/169; since the 55th session later
        parts come out on their own and keep it, A/RES/75/290B.
        """
        later = len(self.letter) == 1 and self.letter > "A" and not self.qualifier
        alone = later and (self.session or 0) >= _PARTS_ALONE
        text = str(replace(self, letter="", double=None) if self.letter or self.double else self)
        return "".join((text + self.letter if alone else text).split())

    def address(self, docs: str = "en") -> str:
        """Return the web address of the document in the language whose docs.un.org code is `docs`."""
        return f"{DOCS}/{docs}/{self.path}"

    def add(self, suffix: str) -> Symbol:
        """Return the symbol with "Add.1" or another suffix, in place of one of the same kind at its end."""
        names = list(self.segments)
        kind = suffix.partition(".")[0]
        if self.qualifier:
            kept = tuple(name for name in self.suffixes if not name.startswith(f"{kind}."))
            return replace(self, suffixes=(*kept, suffix), double=None)
        if names[-1].startswith(f"{kind}."):
            names.pop()
        return replace(self, segments=(*names, suffix), double=None)

    @classmethod
    def parse(cls, text: str) -> Symbol:
        """Read a symbol that stands alone; spaces, homoglyphs and a reissue asterisk are tolerated.

        Raises ValueError when `text` is not a symbol.
        """
        return _parsed(text)

    @classmethod
    def from_address(cls, url: str) -> Symbol | None:
        """Return the symbol that an address of the document servers points to, None for any other address."""
        try:
            parts = urlsplit(url.strip())
        except ValueError:
            return None
        if parts.scheme not in {"http", "https"} or not _HOSTS.match(parts.netloc.lower()):
            return None
        query = re.search(r"(?:^|&)(?:s|DS|symbol)=([^&]+)", parts.query)
        path = re.sub(r"^[a-z]{2}/(?=[A-Za-z])", "", unquote(query[1] if query else parts.path).strip("/"))
        try:
            return cls.parse(_as_printed(path))
        except ValueError:
            return None


@functools.lru_cache(maxsize=1024)
def _parsed(text: str) -> Symbol:
    """A symbol that stands alone: a document names the same ones again, and each format asks for each of them."""
    folded = _with_capitals(fold(text).strip().translate(HOMOGLYPHS))
    joint = re.search(rf"[–-](?=(?:{_BODY})/)", folded)
    if not joint:
        return _single(folded)
    return replace(_single(folded[: joint.start()]), double=_single(folded[joint.end() :]))


_IN_BRACKETS = late(
    r" ?\((?P<word>parts?|vols?\.|(?:income ?)?sects?\.|chaps?\.|supp\.?|plan ?outline)(?P<which>[^()]*)\)",
    re.IGNORECASE,
)


def _as_printed(path: str) -> str:
    """Give a symbol of an address the capitals and spaces of print: "e/RES/1980/67", "A/78/301(partsiandii)/add.1"."""

    def qualifier(found: re.Match[str]) -> str:
        word = found["word"].capitalize()
        which = re.sub(r"\s*AND\s*", " and ", found["which"].upper().strip())
        return " (SUPP)" if word.startswith("Supp") else f" ({f'{word} {which}'.strip()})"

    path = _with_capitals(_IN_BRACKETS.sub(qualifier, path))
    path = re.sub(r"^[a-z]{1,6}(?=/)|(?<=\d)\s?[a-z](?:-[a-z])?$", lambda found: found[0].upper(), path)
    return _SMALL.sub(lambda found: found[0].upper(), path)


_SMALL = late(r"(?<=/)(?!add|corr|rev|amend|res\.|summary|excerpt|annex)[a-z]+(?=[/.-]|$)")
"""A segment of an address in small letters, whatever the case of the others: "A/hrc/res/45/6"."""
_SUFFIXED = late(r"/(?:add|corr|rev|amend)(?=\.)", re.IGNORECASE)


def _with_capitals(text: str) -> str:
    """A symbol with the capitals that its suffixes have: "/add.1", "/REV.2"."""
    return _SUFFIXED.sub(lambda found: found[0].title(), text)


def _single(text: str) -> Symbol:
    text = text.strip()
    if found := _WHOLE.fullmatch(text):
        symbol = from_match(found, found["letter"] or "")
        if any(c.isdigit() for c in str(symbol)):
            return symbol
    elif inner := _LETTER_INSIDE.fullmatch(text):  # A/RES/217 A (III)
        return replace(_single(inner["head"] + inner["tail"]), letter=inner["letter"])
    raise ValueError(f"not a document symbol: {text!r}")


def from_match(found: re.Match[str], letter: str = "") -> Symbol:
    """The symbol that a match of ``FULL`` found."""
    names = _with_capitals(found["path"]).replace(". ", ".").split("/")[1:]
    qualifier = found["qualifier"] or found["session"] or ""
    behind = (found["after"] or "").replace(". ", ".").split("/")
    after = tuple([re.sub(r"^Part ?", "Part ", name) for name in behind if name])
    if (
        not qualifier
        and names[-1].endswith(")")
        and (closed := re.fullmatch(r"(\d+[A-Z]?)\((.+)\)", names[-1]))
    ):  # A/RES/1514(XV)
        names[-1], qualifier = closed[1], closed[2]
    if not letter and "RES" in names and (part := _NUMBER_LETTER.fullmatch(names[-1])):
        names[-1], letter = part[1], part[2]
    if qualifier:
        qualifier = re.sub(
            r"^(Parts?|Vols?\.|(?:Income ?)?[Ss]ects?\.|Chaps?\.)(?=[A-Z0-9])", r"\1 ", qualifier
        )
        qualifier = re.sub(r"^(Income|Plan)(?=[so])", r"\1 ", qualifier)
    return Symbol(found["body"], tuple(names), qualifier, letter, after)


# --- Numbers without a symbol ----------------------------------------------------------------------------------------

_FRAMES: dict[tuple[str, Organ], tuple[str, ...]] = {
    ("resolution", "ga"): ("A", "RES"),
    ("resolution", "hrc"): ("A", "HRC", "RES"),
    ("resolution", "sc"): ("S", "RES"),
    ("resolution", "ecosoc"): ("E", "RES"),
    ("resolution", "tc"): ("T", "RES"),
    ("decision", "ga"): ("A", "DEC"),
    ("decision", "hrc"): ("A", "HRC", "DEC"),
    ("decision", "ecosoc"): ("E", "DEC"),
}
_PRINTED = re.compile(
    rf"(?P<number>(?:E?S-)?\d{{1,4}}/\d{{1,4}}|\d{{1,4}})(?: ?(?P<letter>{_PART}))?"
    rf"(?: ?\((?P<qualifier>(?:19|20)\d\d|(?:E?S-)?{ROMAN})\))?(?:\.| ?[-–])?"
)


def from_number(
    organ: Organ, number: str, qualifier: str = "", letter: str = "", kind: str = "resolution"
) -> Symbol:
    """The symbol of a number of an organ: A/RES/75/210 for "75/210" of "ga"."""
    body, *head = _FRAMES[kind, organ]
    return Symbol(body, (*head, *number.split("/")), qualifier, letter)


def infer(number: str, organ: Organ, kind: Literal["resolution", "decision"] = "resolution") -> Symbol | None:
    """Return the symbol of the document that prints `number` ("75/210.", "1325 (2000)") at its head.

    None when it is no number of that organ. Symbols of decisions follow the official files (A/DEC/76/506); the organs
    themselves give decisions no symbol.
    """
    found = _PRINTED.fullmatch(fold(number).strip().translate(HOMOGLYPHS))
    if not found or (kind, organ) not in _FRAMES or not ("/" in found["number"] or found["qualifier"]):
        return None
    return from_number(organ, found["number"], found["qualifier"] or "", found["letter"] or "", kind)
