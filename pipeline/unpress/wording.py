"""What a language file says, section by section: words, patterns and habits of print.

Each section of `languages/CODE.toml` is one of these records. Patterns are applied to folded text.
"""

from __future__ import annotations

import functools
import re
from dataclasses import fields
from typing import Any, Final, Literal

from unpress.folding import COMMAS, fold, fold_with_positions
from unpress.record import record

Role = Literal["preambular", "operative", "declaration", "any"]
Match = re.Match[str]


@functools.lru_cache(maxsize=1024)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source or "(?!)")


@record
class Rule:
    """A regular expression of a language file, compiled when it is first used, applied to folded text. An empty one
    matches nothing."""

    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.source)

    def match(self, text: str) -> Match | None:
        """Match at the beginning of `fold(text)`; groups and offsets refer to the folded text."""
        return _compiled(self.source).match(fold(text))

    def fullmatch(self, text: str) -> Match | None:
        """Match the whole of `fold(text)` without surrounding white space."""
        return _compiled(self.source).fullmatch(fold(text).strip())

    def search(self, text: str) -> Match | None:
        """Find the first match anywhere in `fold(text)`."""
        return _compiled(self.source).search(fold(text))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where matches stand, in offsets of `text` itself."""
        folded, positions = fold_with_positions(text)
        found = [match.span() for match in _compiled(self.source).finditer(folded)]
        if positions is None:
            return found
        return [(positions[start], positions[end - 1] + 1) for start, end in found]

    @property
    def any_case(self) -> Rule:
        """The rule for capitals and small letters alike."""
        return Rule(f"(?i:{self.source})" if self.source else "")

    def __bool__(self) -> bool:
        return bool(self.source)


@record
class Typography:
    """Punctuation and the look of running text."""

    preambular_end: str  # as printed, with the no-break space that French puts before it
    operative_end: str
    list_end: str  # before sub-paragraphs
    item_ends: tuple[str, ...]  # words behind the semicolon of the last but one item of a list: "; and"
    full_stop: str
    quotes: tuple[str, ...]  # outer opening, outer closing, inner opening, inner closing
    decimal_mark: str
    thousands_mark: str
    opener_style: str  # "italic", "bold" or "bold italic"
    note_mark: str  # "after" or "before" the punctuation mark
    note_mark_hrc: str  # where the Human Rights Council prints it otherwise
    note_brackets: bool  # print "(1)" for a note mark
    figures_apart: bool  # print room between figures or Latin letters and the signs beside them
    apostrophe: str  # pattern of one that pages of the Web set apart, with its two spaces: "the State ’ s", "l ’ homme"
    together: str  # pattern of what no line end divides: "paragraph 5", "No. 3", "12 May"; {months} as in dates.rule


@record
class Numbering:
    """Enumerators, outermost first. In `levels`, {letter}, {second} stand for an entry of the lists below."""

    operative: str  # "{n}."
    levels: tuple[str, ...]
    letters: tuple[str, ...]
    second: tuple[str, ...]
    section_words: tuple[str, ...]  # words in the place of I, II, III: "أولا"
    letter_names: tuple[str, ...]  # words in the place of A, B, C: "ألف", "باء"
    parts: tuple[str, ...]  # words that number parts, chapters, articles: what stands behind "Part"


@record
class Dates:
    """Dates; in `rule` {months} stands for all names and spellings of months."""

    months: tuple[str, ...]
    variants: tuple[tuple[str, ...], ...]  # other spellings, in lines that begin with the number of the month
    rule: str
    masthead: str  # code of the language in which the masthead gives the date of issue


@record
class Sessions:
    """Names of sessions; {ordinal} stands for an entry of `ordinals`, counted from 1, {n} for a figure."""

    regular: str
    special: str
    emergency: str
    resumed: str
    numeric: Rule  # sessions with a figure: group n
    year: Rule  # sessions named by their year: group y
    ordinals: tuple[str, ...]


@record
class Organs:
    """Names of principal organs and Main Committees, as in a masthead."""

    un: str
    ga: str
    sc: str
    ecosoc: str
    hrc: str
    tc: str
    icj: str
    secretariat: str
    unea: str
    c1: str
    c2: str
    c3: str
    c4: str
    c5: str
    c6: str
    general_committee: str
    treaty_bodies: tuple[str, ...]  # the committees that watch over treaties

    def code(self, name: str) -> str | None:
        """Return the field name of the organ called `name`, ``treaty_bodies`` for one of them, else None."""
        return _organ_codes(self).get(fold(name).strip().casefold())


@functools.lru_cache(maxsize=32)
def _organ_codes(organs: Organs) -> dict[str, str]:
    names = {item.name: getattr(organs, item.name) for item in reversed(fields(organs))}
    bodies = names.pop("treaty_bodies")
    known = {fold(name).casefold(): "treaty_bodies" for name in bodies}
    return known | {fold(name).casefold(): code for code, name in names.items()}


@record
class Formula:
    """The line that names the organ that speaks: "The General Assembly,"."""

    ga: str
    sc: str
    ecosoc: str
    hrc: str
    unea: str
    rule: Rule  # the whole line; group organ

    def organ(self, line: str) -> str | None:
        """Return "ga", "sc", "ecosoc", "hrc", "unea", or "other" when `line` is a formula, else None."""
        if len(line) > 160:
            return None
        capitals = line.isupper()  # as early documents print it
        rule = self.rule.any_case if capitals else self.rule
        if not rule.fullmatch(line):
            return None
        words = fold(line).strip(" " + COMMAS)
        for item in ("ga", "sc", "ecosoc", "hrc", "unea"):
            known = fold(getattr(self, item)).strip(" " + COMMAS)
            if words == (known.upper() if capitals else known):
                return item
        return "other"


@record
class CitationWords:
    """Words around a cited symbol. Rules are searched for, not anchored."""

    resolution: Rule
    decision: Rule
    other: Rule  # words that end the force of "resolution": report, paragraph, document, article ...
    own: Rule  # "its", when it stands before "resolution"
    own_is_resolution: bool  # the possessive and the word for resolution are one word
    ga: Rule
    sc: Rule
    ecosoc: Rule
    hrc: Rule
    council: Rule  # "the Council", which one depends on the document
    unea: Rule
    foreign: Rule  # bodies whose resolutions have no symbol of the five forms
    supplement: Rule  # "Supplement No. 4", at the end of the text before the bracket with its symbol
    link: Rule  # what may stand between a symbol and a following suffix or number: comma, "and", "to"
    until: Rule  # the words among them that mean a range
    trigger_after: bool  # the word for resolution follows the numbers
    organ_after: bool  # the name of the organ may follow the number
    counted: str  # behind a number whose date stands before it: "2003年7月28日第1493号"; else empty
    regular_session: str  # before the figure of a session where others print roman numerals, else empty
    special_sessions: tuple[str, ...]  # the same for special and for emergency special sessions


@record
class Masthead:
    publisher: str
    general: tuple[
        str, ...
    ]  # the words for a kind of distribution, English among them where it is printed, too
    limited: tuple[str, ...]
    restricted: tuple[str, ...]
    distribution: Rule  # the line of distribution in any of its spellings, with its kind or without
    original: str  # "Original: {language}"
    language_line: str
    language_names: tuple[tuple[str, ...], ...]  # (code, name) as printed after `original`
    agenda: Rule
    recycle: str


@record
class Titles:
    """Lines above the body. `adopted`: groups organ, date, decision. `proponent`: group syms. `draft`: sponsors, kind.

    `report` and `note` match the line that names such a document ("Report of the Secretary-General"), `submitted` the
    line of a draft without a list of sponsors, `text` the heading of one of several texts in a document ("Decision
    1/CP.21", "Draft resolution II"). `held` finds a meeting in a sentence; group n.
    """

    adopted: Rule
    sc_number: Rule  # groups n, y
    sc_adopted: Rule  # groups n, date
    statement: Rule
    draft: Rule
    draft_resolution: str
    draft_decision: str
    letter: Rule
    report: Rule
    note: Rule
    rapporteur: Rule
    submitted: Rule
    text: Rule
    held: Rule
    proponent: Rule


@record
class Closing:
    """Lines below the body. `meeting`: groups n, kind, and resumed or resumed2; `party` begins the line above a
    signature that says for whom it is."""

    meeting: Rule
    adopted_without_vote: Rule
    recorded: Rule  # groups yes, no, abst, or n, the meeting, where the vote stands behind it
    in_favour: str
    against: str
    abstaining: str
    signed: str
    party: str


@record
class Headings:
    """Words that head a part of the text. Rules match a whole line; group n is the number."""

    annex: Rule
    appendix: Rule
    annex_to: Rule  # the annex or enclosure of a letter: "Annex to the letter dated ..."
    enclosure: str
    section_words: tuple[str, ...]
    article: Rule
    rule: Rule
    part: Rule
    chapter: Rule
    contents: str
    business: str  # heads the items that a meeting takes up, in its record
    summary: str
    introduction: str
    addendum: str
    corrigendum: str
    table: str
    figure: str
    page: str
    paragraphs: str
    own_paragraph: Rule  # cites paragraphs of the text itself: "paragraphs 2 and 3 above"; groups n, m
    abbreviations: str
    documents: str  # heads the documents of an item in an annotated agenda
    corrected: Rule  # what a corrigendum corrects: "Paragraph 12, third line"


@record
class Notes:
    """Figures in the running text that are no marks of notes."""

    counted: Rule  # what stands before a figure that is a quantity or a reference, not a mark: "paragraph ", "No. "
    unit: Rule  # what stands behind such a figure: " per cent", " members"


@record
class Page:
    """What a web page says beside the text of the document; English where a language does not say it."""

    skip: str  # the link over the masthead: "Skip to the text"
    notes: str  # the name of the part with the notes
    untitled: str  # what stands for a title where the document has none and says nothing


@record
class Hyphens:
    """Words written with a hyphen: whole compounds of two parts, and parts that form many, in small letters."""

    compounds: tuple[str, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...]


@record
class Ligatures:
    """Words in which lam and alef stand together, as they begin, without article and preposition (`joined`); one that
    ends with the pair is whole, and so is one with a word behind it. And a pattern of the words that begin with an alef
    that carries a sign and with lam behind it (`apart`). `article` matches the article with what is written before it,
    `prefix` a letter that is no word and is written together with the one behind it."""

    joined: tuple[str, ...]
    apart: Rule
    article: Rule
    prefix: Rule


@record
class Openers:
    """Phrases that open a paragraph and are set in italics or bold.

    `joins` are the words that join two openers ("Welcomes and recognizes"). `before` and `after` match adverbs that go
    with any opener ("Further", "once again", "with concern") together with the space between. `forms` are rewritings,
    pattern and replacement by turns, that make the plural, or the form of another gender, of all phrases. `spaced` is
    false for a script without spaces between words; `lower` is true where openers are printed in lower case. `speakers`
    are the words with which a declaration begins to say who makes it: "We," before "the Heads of State". `inner` are
    beginnings of clauses that stand in many texts, always inside a paragraph, and begin as paragraphs do.
    """

    spaced: bool
    lower: bool
    joins: tuple[str, ...]
    before: Rule
    after: Rule
    forms: tuple[tuple[str, ...], ...]  # each with a name in front
    preambular: tuple[str, ...]
    operative: tuple[str, ...]
    declaration: tuple[str, ...]
    speakers: tuple[str, ...]
    inner: tuple[str, ...]


@record
class Recognition:
    letters: str  # character class of the script, as in a regular expression
    words: tuple[str, ...]  # frequent words (characters, for Chinese) that tell this language from others


SECTIONS: Final[dict[str, type[Any]]] = {
    cls.__name__: cls
    for cls in (
        Typography,
        Numbering,
        Dates,
        Sessions,
        Organs,
        Formula,
        CitationWords,
        Masthead,
        Titles,
        Closing,
        Headings,
        Notes,
        Page,
        Hyphens,
        Ligatures,
        Openers,
        Recognition,
    )
}
