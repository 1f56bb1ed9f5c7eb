"""Write inlines as Markdown that says exactly their text, in CommonMark, on GitHub and in pandoc.

Whatever could be taken for markup is escaped, and nothing else, so that the source stays readable. Where the rules of
delimiter runs do not let stars open or close, as between a letter and a bracket, emphasis is written as HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from unpress.ast import (
    Break,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    Link,
    NoteMark,
    Reference,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from unpress.citation_tokens import part_letters
from unpress.folding import fold
from unpress.inlines import cut_at_marks, settle
from unpress.journal import Journal
from unpress.language import Language
from unpress.pattern import late
from unpress.record import mutable
from unpress.symbol import Symbol
from unpress.walk import plain
from unpress_stages.render._addresses import address, may_open

Kind: TypeAlias = Literal["text", "open", "close", "markup", "break"]

_ANYWHERE: Final = r"""
    [\\`*~^$|{<_&\-.@:\[\]] (?:            # one of these signs, and then what stands around it
      (?<= [\\`*~^$|{<] )                  # markup everywhere in CommonMark, GitHub or pandoc
    | (?<=_) (?: (?<![^\W_]_) | (?![^\W_]) )  # not inside of a word
    | (?<=&) (?=\#?\w+;)                   # a character reference
    | (?<=--) | (?<=\.\.\.)               # a dash, an ellipsis in pandoc
    | (?<=@) (?<![^\W_]@) (?=\w)           # a citation in pandoc
    | (?<=:) (?=[a-z0-9_+-]+:)             # an emoji on GitHub
"""
_SPECIAL: Final = re.compile(
    _ANYWHERE + r"| (?<=\[)(?=[\^@]) | (?<=\])(?=[(\[:{]) )", re.VERBOSE
)  # a note, a citation, a link
_SPECIAL_IN_LINK: Final = re.compile(_ANYWHERE + r"| (?<=[\[\]]) )", re.VERBOSE)
_SIGN: Final = re.compile(r"[\\`*~^$|{<_&@:\[\]](?:(?<!:)|(?=[a-z0-9_+-]+:))")
"""The signs that take a backslash by themselves; a text with none of them is told so in a third of the time."""
_LINE_START: Final = re.compile(
    r"""
      (?P<sign> \#{1,6}(?=\s|$) | > | [-+](?=\s|$) | =+\s*$ | : | % | \[(?=[ xX]\]) )
    | \( (?= (?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+) \) )             # pandoc takes (a) for a list
    | (?P<number> (?:\d{1,9}|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|\#) ) (?=[.)](?:\s|$))
    """,
    re.VERBOSE,
)
_ADDRESS: Final = late(r"(?:https?://|www\.)[^\s<>()\[\]{}]+")
"""An address in the text, which GitHub makes a link and in which it takes a backslash as it stands."""
_UNSAFE: Final = late(r"[\\`*$^]|~.*~|(?<![^\W_])_|_(?![^\W_])|&\#?\w+;")
_TAGS: Final = {"*": "em", "**": "strong"}
"""What HTML has for stars."""
_BRACKETED: Final = re.compile(r"[()\s<>]")
"""What a link target can hold in angle brackets only."""
_MARKUP: Final = re.compile(r"[\\*_`]|&(?=#?\w+;)")
_ASCII_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


_Piece: TypeAlias = tuple[Kind, str, bool]
"""A part of the output: its kind, its text (raw for text, ready for all others), whether brackets are escaped in it."""


@mutable
class _Emphasis:
    """An emphasis that is open: whether it is written as HTML, and whether its stars stand in a run with others. Such a
    run of three is closed by two, which one star alone is not (CommonMark 0.31, 6.2, rules 9 and 10)."""

    tagged: bool
    in_a_run: bool = False


def safe_start(line: str) -> str:
    """The line, escaped where its start would begin a block: ``1.`` a list, ``#`` a heading."""
    found = _LINE_START.match(line)
    if found is None:
        return line
    number = found["number"]
    return f"{number}\\{line[len(number) :]}" if number else "\\" + line


class InlineWriter:
    """Writes runs of one document. ``labels`` maps the keys of notes to what stands in ``[^...]``, ``marked`` holds
    the keys whose marks are written."""

    def __init__(self, language: Language, labels: Mapping[str, str], journal: Journal) -> None:
        self._language = language
        self._labels = labels
        self._journal = journal
        self.marked: set[str] = set()

    def line(self, inlines: Inlines) -> str:
        """A run where no line may end: in headings and cells a break is ``<br>``."""
        return self.text(inlines, "<br>")

    def text(self, inlines: Inlines, line_end: str = "\\\n") -> str:
        """A paragraph; each of its lines but the last ends in a backslash, a hard line break."""
        inlines = settle(inlines)
        if len(inlines) == 1 and type(only := inlines[0]) is Text:
            return escape(only.value, brackets=None)
        return self._join(self._pieces(inlines, False), line_end)

    # ------------------------------------------------------------------------------------------------- pieces

    def _pieces(self, inlines: Inlines, brackets: bool) -> list[_Piece]:
        if len(inlines) == 1 and type(only := inlines[0]) is Text:
            return [("text", only.value, brackets or not _balanced(only.value))]
        found: list[_Piece] = []
        brackets = brackets or not _balanced("".join([n.value for n in inlines if type(n) is Text]))
        for place, node in enumerate(inlines):
            if type(node) is Text:
                found.append(("text", node.value, brackets))
                continue
            if type(node) is Reference:
                self._report_part(node, plain(inlines[place + 1 : place + 2]))
            found += self._node(node, brackets, adjacent=bool(found) and found[-1][0] == "close")
        return found

    def _node(self, node: Inline, brackets: bool, *, adjacent: bool) -> list[_Piece]:
        match node:
            case Text():
                return [("text", node.value, brackets)]
            case Emphasis() | Strong():
                only = node.children[0] if len(node.children) == 1 else None
                if isinstance(
                    only, Superscript | Subscript | Underline
                ):  # the tags outside: stars open beside them
                    turned = replace(only, children=(replace(node, children=only.children),))
                    return self._node(turned, brackets, adjacent=adjacent)
                inside = self._pieces(node.children, brackets)
                if adjacent:  # stars beside stars would be read as one run
                    return _tagged(inside, _TAGS["*" if isinstance(node, Emphasis) else "**"])
                stars = "*" if isinstance(node, Emphasis) else "**"
                return [("open", stars, False), *inside, ("close", stars, False)]
            case Underline():
                return _tagged(self._pieces(node.children, brackets), "u")
            case Superscript():
                return _tagged(self._pieces(node.children, brackets), "sup")
            case Subscript():
                return _tagged(self._pieces(node.children, brackets), "sub")
            case Foreign():
                return _tagged(
                    self._pieces(node.children, brackets), "span", f' lang="{_attribute(node.language)}"'
                )
            case Link():
                if not may_open(node.target, relative=True):
                    self._journal.warn(
                        "link-target", f"the link to {node.target[:60]!r} is left out, its text is kept"
                    )
                    return self._pieces(node.children, False)
                return self._link(node.children, node.target)
            case Reference():
                return self._link(node.children, address(node.symbol, self._language))
            case NoteMark():
                self.marked.add(node.note)
                return [("markup", f"[^{self._labels.get(node.note, node.note)}]", False)]
            case Image():
                if not may_open(node.source, relative=True):
                    self._journal.warn(
                        "picture", f"the picture {node.source[:60]!r} is shown by its description"
                    )
                    return [("text", node.alternative, True)]
                alternative = escape(node.alternative, brackets=True)
                return [("markup", f"![{alternative}]({_target(node.source)})", False)]
            case Break():
                return [("break", "", False)]

    def _report_part(self, node: Reference, behind: str) -> None:
        """Report what neither the address nor the words of a link or ``behind`` it say of a symbol: a part, a second
        symbol."""
        try:
            symbol = Symbol.parse(node.symbol)
        except ValueError:
            return
        if not symbol.letter and not symbol.double:
            return
        shown = plain(node.children)
        if symbol.letter and re.match(rf" ?(?:{part_letters(self._language)})", fold(behind)):
            return
        part = rf"{re.escape(symbol.serial)}\W*\w" if symbol.letter else re.escape(str(symbol.double or ""))
        if not re.search(part, shown) and Symbol.from_address(symbol.address()) != symbol:
            self._journal.note(
                "symbol", f"a link to {node.symbol} leads to {symbol.path}; {shown!r} says no more"
            )

    def _link(self, children: Inlines, target: str) -> list[_Piece]:
        """A link; note marks interrupt it, for they are links themselves."""
        found: list[_Piece] = []
        for part in cut_at_marks(children):
            if isinstance(part[0], NoteMark):
                found.extend(self._pieces(part, False))
            else:
                inside = self._pieces(settle(part, ends=False), True)
                found.append(("markup", "[", False))
                found += inside
                found.append(("markup", f"]({_target(target)})", False))
        return found

    # ------------------------------------------------------------------------------------------------- output

    def _join(self, pieces: list[_Piece], line_end: str) -> str:
        """The pieces with what must be escaped at their borders."""
        found = ""
        emphases: list[_Emphasis] = []  # those that are open
        for place, (kind, text, brackets) in enumerate(pieces):
            if kind == "text":
                text = escape(text, brackets=brackets)
                if text.endswith("]") and not brackets and _first(pieces, place + 1) == "[":
                    text = text[:-1] + "\\]"
                found += "\\" + text if found.endswith("]") and text[:1] in {"(", "[", ":"} else text
            elif kind == "open":
                opened = _Emphasis(not _is_delimited(pieces, place, found[-1:]))
                if place and pieces[place - 1][0] == "open" and not (opened.tagged or emphases[-1].tagged):
                    opened.in_a_run = emphases[-1].in_a_run = True
                elif any(outer.in_a_run for outer in emphases) and _closes(pieces, place, found[-1:]):
                    opened.tagged = True  # stars here would end the one outside
                emphases.append(opened)
                found += f"<{_TAGS[text]}>" if opened.tagged else text
            elif kind == "close":
                found += f"</{_TAGS[text]}>" if emphases.pop().tagged else text
            elif kind == "break":
                found += line_end
            else:
                if text.startswith("[") and found.endswith("!") and pieces[place - 1][0] == "text":
                    found = found[:-1] + "\\!"
                found += text
        return found


def _balanced(text: str) -> bool:
    """Whether square brackets stand in pairs that nothing could take for a link."""
    if "[" not in text and "]" not in text:
        return True
    depth = 0
    for bracket in re.findall(r"\[\^?@?|\](?:[(\[:{]|$)?", text):
        depth += 1 if bracket[0] == "[" else -1
        if depth < 0 or bracket[1:]:
            return False
    return depth == 0 and not text.endswith("!")


def _tagged(inside: list[_Piece], tag: str, attributes: str = "") -> list[_Piece]:
    return [("markup", f"<{tag}{attributes}>", False), *inside, ("markup", f"</{tag}>", False)]


def escape(value: str, *, brackets: bool | None = False) -> str:
    """Text with a backslash before everything that could be markup. ``brackets``: square brackets, too; None: where
    they do not stand in pairs."""
    if not (_SIGN.search(value) or "--" in value or "..." in value):
        return value
    brackets = not _balanced(value) if brackets is None else brackets
    special = _SPECIAL_IN_LINK if brackets else _SPECIAL
    if "://" not in value and "www." not in value:
        return special.sub(_behind_backslash, value)
    found, at = "", 0
    for address_ in _ADDRESS.finditer(value):
        if not _UNSAFE.search(address_[0]):
            found += special.sub(_behind_backslash, value[at : address_.start()])
            found += re.sub(r"[|\[\]]" if brackets else r"\|", r"\\\g<0>", address_[0])
            at = address_.end()
    return found + special.sub(_behind_backslash, value[at:])


def _behind_backslash(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _first(pieces: list[_Piece], place: int) -> str:
    """The first character that will be written from a place on, empty at the end."""
    for i in range(place, len(pieces)):
        kind, text, brackets = pieces[i]
        if kind == "text":
            return text[:1] if text[:1].isalnum() else escape(text, brackets=brackets)[:1]
        if kind == "break":
            return "\n"
        if text:
            return text[:1]
    return ""


def _is_punctuation(character: str) -> bool:
    """Whether a character is punctuation in some edition of CommonMark: symbols are in the later ones."""
    return bool(character) and (character in _ASCII_PUNCTUATION or unicodedata.category(character)[0] in "PS")


def _ends_word(character: str) -> bool:
    """Whether a character is white space or punctuation in every edition, or there is none."""
    return (
        not character
        or character.isspace()
        or character in _ASCII_PUNCTUATION
        or unicodedata.category(character)[0] == "P"
    )


def _is_delimited(pieces: list[_Piece], place: int, before: str) -> bool:
    """Whether the stars that open at a place, behind a character, can open and close there: beside punctuation inside,
    white space or punctuation has to stand outside. CommonMark 0.31, 6.2."""
    inside, words, _ = pieces[place + 1]
    if inside == "text" and pieces[place + 2][0] == "close" and words[:1].isalnum() and words[-1:].isalnum():
        return True  # as most
    end, depth = place, 1
    while depth:
        end += 1
        kind = pieces[end][0]
        depth += (kind == "open") - (kind == "close")
    opens = not _is_punctuation(_first(pieces, place + 1)) or _ends_word(before)
    return opens and (not _is_punctuation(_last(pieces, end - 1)) or _ends_word(_first(pieces, end + 1)))


def _closes(pieces: list[_Piece], place: int, before: str) -> bool:
    """Whether stars at a place, behind a character, can close an emphasis, too. CommonMark 0.31, 6.2."""
    following = _first(pieces, place + 1)
    return not (before.isspace() or (_is_punctuation(before) and not _is_punctuation(following)))


def _last(pieces: list[_Piece], place: int) -> str:
    """The last character that is written up to a place."""
    return next((pieces[i][1][-1] for i in range(place, -1, -1) if pieces[i][1]), "")


def _target(address_: str) -> str:
    """A link target; in angle brackets where it holds parentheses or spaces."""
    if not address_ or _BRACKETED.search(address_):
        inside = re.sub(r"[\r\n]", "", address_).replace("\\", "\\\\")
        return "<" + re.sub(r"[<>]|&(?=#?\w+;)", r"\\\g<0>", inside) + ">"
    return _MARKUP.sub(_behind_backslash, address_)


def _attribute(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;")
