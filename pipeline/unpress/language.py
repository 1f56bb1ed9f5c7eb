"""A language as the United Nations prints it: its words, its habits, and how to recognise them.

Everything that belongs to one language stands in one TOML file (`languages/CODE.toml`, or a folder named with
`add_folder`). This module gives those files a type and answers the questions that are asked of any language: which
language is this text in, where are its dates, which session is "Seventy-fifth session", how long is the verb that opens
this paragraph. A new language is a new file; nothing here changes.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import field, fields
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar, cast

from unpress.figures import whole
from unpress.pattern import late, may_be_eastern
from unpress.record import record

Role = Literal["preambular", "operative", "declaration", "any"]
Match = re.Match[str]

# --- Folding: one spelling for what print and extraction tools spell in several ways -------------------------------

_SPACES = (
    "\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_MARKS = "".join(map(chr, [*range(0x64B, 0x653), 0x670]))  # vowels that Arabic print may or may not carry
_DELETED = _MARKS + "".join(
    map(chr, [0xAD, 0x640, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
_FOLD: Mapping[int, str | None] = {
    **{ord(c): " " for c in _SPACES},
    **{ord(c): None for c in _DELETED},
    **{ord(c): "-" for c in "\u2010\u2011"},
    **{ord(c): "(" for c in "\uff08"},
    **{ord(c): ")" for c in "\uff09"},
    **{0x660 + n: str(n) for n in range(10)},
    **{0x6F0 + n: str(n) for n in range(10)},
    **{0xFF10 + n: str(n) for n in range(10)},
    ord("'"): "\u2019",
    0xFF0F: "/",
}
_UNFOLDED = re.compile("[" + "".join(map(re.escape, map(chr, _FOLD))) + "]")
_GONE = late("[" + re.escape(_DELETED) + "]")


def fold(text: str) -> str:
    """Return `text` as the patterns of a language expect it.

    All spaces are U+0020, hyphens are "-", apostrophes are U+2019, digits are ASCII, and what is invisible or optional
    (bidi controls, soft hyphens, Arabic vowel marks and tatweel) is gone. Only deletion changes the length: see
    `fold_with_positions`.
    """
    if text.isascii() and "'" not in text and text.isprintable():
        return text
    return _folded_once(text) if len(text) < _SHORT else _folded(text)


def _folded(text: str) -> str:
    return text.translate(_FOLD) if _UNFOLDED.search(text) else text


_SHORT = 500  # characters: a line or a short paragraph, which many rules look at in turn
_folded_once = functools.lru_cache(maxsize=2048)(_folded)


def single_spaced(text: str) -> str:
    """Return `text` with a single U+0020 for all white space, and none at its ends."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # the only white space that is printable is U+0020
    return " ".join(text.split())


def fold_with_positions(text: str) -> tuple[str, list[int] | None]:
    """Return the folded text and, for each of its characters and its end, the offset in `text`.

    The list is None when nothing was deleted, that is, when offsets are equal in both.
    """
    folded = fold(text)
    if len(folded) == len(text):
        return folded, None
    return folded, [i for i, c in enumerate(text) if c not in _DELETED] + [len(text)]


# --- Values that a language file holds ------------------------------------------------------------------------------


@functools.lru_cache(maxsize=1024)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@record
class Rule:
    """A regular expression of a language file, compiled when it is first used, applied to folded text."""

    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.source)

    def match(self, text: str) -> Match | None:
        """Match at the beginning of `fold(text)`; groups and offsets refer to the folded text."""
        return _compiled(self.source).match(fold(text)) if self.source else None

    def fullmatch(self, text: str) -> Match | None:
        """Match the whole of `fold(text)` without surrounding white space."""
        return _compiled(self.source).fullmatch(fold(text).strip()) if self.source else None

    def search(self, text: str) -> Match | None:
        """Find the first match anywhere in `fold(text)`."""
        return _compiled(self.source).search(fold(text)) if self.source else None

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


@record
class Numbering:
    """Enumerators, outermost first. In `levels`, {letter}, {second} stand for an entry of the lists below."""

    operative: str  # "{n}."
    levels: tuple[str, ...]
    letters: tuple[str, ...]
    second: tuple[str, ...]
    sections: tuple[str, ...]
    parts: tuple[str, ...]  # words that number parts, chapters, articles: what stands behind "Part"


@record
class Dates:
    """Dates; in `rule` {months} stands for all names and spellings of months."""

    months: tuple[str, ...]
    variants: tuple[tuple[str, ...], ...]  # other spellings, in lines that begin with the number of the month
    rule: str
    form: str  # "{d} {month} {y}"
    first: str  # the first day of a month, "1er" in French
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

    def code(self, name: str) -> str | None:
        """Return the field name of the organ called `name`, else None."""
        return _organ_codes(self).get(fold(name).strip().casefold())


@functools.lru_cache(maxsize=32)
def _organ_codes(organs: Organs) -> dict[str, str]:
    return {fold(getattr(organs, item.name)).casefold(): item.name for item in reversed(fields(organs))}


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
        if len(line) > 160 or not (found := self.rule.fullmatch(line)):
            return None
        words = fold(found.string).strip(" ,，،")
        for item in ("ga", "sc", "ecosoc", "hrc", "unea"):
            if fold(getattr(self, item)).strip(" ,，،") == words:
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
    part_letters: tuple[str, ...]  # names of the letters A to Z, where parts do not bear Latin letters
    regular_session: str  # before the figure of a session where others print roman numerals, else empty
    special_sessions: tuple[str, ...]  # the same for special and for emergency special sessions


@record
class Masthead:
    publisher: str
    general: str
    limited: str
    restricted: str
    distribution: Rule  # the line of distribution in any of its spellings; group kind when it is one line
    original: str  # "Original: {language}"
    language_line: str
    language_names: tuple[tuple[str, ...], ...]  # (code, name) as printed after `original`
    agenda: Rule
    recycle: str


@record
class Titles:
    """Lines above the body. `adopted`: groups organ, date. `proponent`: group syms. `draft`: sponsors, kind.

    `report` and `note` match the line that names such a document ("Report of the Secretary-General"), `submitted` the
    line of a draft without a list of sponsors, `text` the heading of one of several texts in a document ("Decision
    1/CP.21", "Draft resolution II"). `held` finds a meeting in a sentence; group n.
    """

    adopted: Rule
    adopted_forms: tuple[str, ...]
    sc_number: Rule  # groups n, y
    sc_adopted: Rule  # groups n, date
    sc_adopted_form: str
    statement: str
    draft: Rule
    draft_resolution: str
    draft_decision: str
    letter: Rule
    report: Rule
    note: Rule
    submitted: Rule
    text: Rule
    held: Rule
    reports: tuple[str, ...]
    proponent: Rule
    proponent_forms: tuple[str, ...]


@record
class Closing:
    """Lines below the body. `meeting`: groups n, kind, and resumed or resumed2."""

    meeting: Rule
    plenary: str
    date_first: bool
    adopted_without_vote: Rule
    without_vote_form: str
    recorded: Rule  # groups yes, no, abst
    in_favour: str
    against: str
    abstaining: str


@record
class Headings:
    """Words that head a part of the text. Rules match a whole line; group n is the number."""

    annex_words: tuple[str, ...]
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


@record
class Notes:
    """Fixed forms of footnotes."""

    resolution: str
    resolution_annex: str
    see: str
    see_also: str
    ibid: Rule
    treaty_series: str
    official_records: str
    publication: str
    available: str
    reissued: tuple[str, ...]
    paragraph: tuple[str, ...]
    annex: tuple[str, ...]
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
class Records:
    recommends: Rule
    recommends_form: str
    without_vote: str
    signed: str
    continued: str


@record
class Openers:
    """Phrases that open a paragraph and are set in italics or bold.

    `joins` are the words that join two openers ("Welcomes and recognizes"). `before` and `after` match adverbs that go
    with any opener ("Further", "once again", "with concern") together with the space between. `forms` are rewritings,
    pattern and replacement by turns, that make the plural, or the form of another gender, of all phrases. `spaced` is
    false for a script without spaces between words; `lower` is true where openers are printed in lower case.
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


@record
class Recognition:
    letters: str  # character class of the script, as in a regular expression
    words: tuple[str, ...]  # frequent words (characters, for Chinese) that tell this language from others


@record
class Language:
    """One language. Two languages are equal when they have the same code and come from the same file."""

    code: str
    path: Path = field(hash=False)  # the code tells languages apart quickly enough
    english: str = field(compare=False)
    native: str = field(compare=False)
    akn: str = field(compare=False)  # ISO 639-2/T, as in FRBRlanguage
    docs: str = field(compare=False)  # path segment of docs.un.org
    aliases: tuple[str, ...] = field(compare=False)
    letter: str = field(compare=False)  # in job numbers: "20-17639 (E)"
    script: str = field(compare=False)
    direction: str = field(compare=False)  # "ltr" or "rtl"
    typography: Typography = field(compare=False)
    numbering: Numbering = field(compare=False)
    dates: Dates = field(compare=False)
    sessions: Sessions = field(compare=False)
    organs: Organs = field(compare=False)
    formula: Formula = field(compare=False)
    citation: CitationWords = field(compare=False)
    masthead: Masthead = field(compare=False)
    titles: Titles = field(compare=False)
    closing: Closing = field(compare=False)
    headings: Headings = field(compare=False)
    notes: Notes = field(compare=False)
    page: Page = field(compare=False)
    hyphens: Hyphens = field(compare=False)
    records: Records = field(compare=False)
    openers: Openers = field(compare=False)
    recognition: Recognition = field(compare=False)

    @property
    def right_to_left(self) -> bool:
        return self.direction == "rtl"

    def find_dates(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, ISO date) of each full date in `text`, offsets in `text` itself."""
        folded, positions = fold_with_positions(text)
        if not self.dates.rule or not _YEAR.search(folded):
            return []
        pattern, months = _date_pattern(self)
        found: list[tuple[int, int, str]] = []
        for match in pattern.finditer(folded):
            month = match["m"]
            number = whole(month) or months.get(" ".join(month.casefold().split()), 0)
            day = whole(re.sub(r"\D", "", match["d"])) or 0
            if 1 <= number <= 12 and 1 <= day <= 31:
                start, end = _original(match.span(), positions)
                found.append((start, end, f"{match['y']}-{number:02}-{day:02}"))
        return found

    def format_date(self, iso: str) -> str:
        """Print the date "YYYY-MM-DD" as running text of this language does."""
        year, month, day = (int(part) for part in iso.split("-"))
        printed = self.dates.first if day == 1 else str(day)
        return self.dates.form.format(d=printed, month=self.dates.months[month - 1], m=month, y=year)

    def session_name(self, number: int) -> str:
        """Return "Seventy-fifth session" for 75 (1 to 100)."""
        return self.sessions.regular.format(ordinal=self.sessions.ordinals[number - 1])

    def session(self, line: str) -> str | None:
        """Return the session as symbols write it: "75", "S-30", "ES-10", or the year of a yearly session."""
        text = fold(line).strip().rstrip("*").rstrip()
        if len(text) > 120:
            return None
        if self.sessions.resumed:
            text = text.replace(self.sessions.resumed, "").strip()
        named = _session_names(self).get(_plain(text))
        if named is not None:
            return named
        for rule, group in ((self.sessions.numeric, "n"), (self.sessions.year, "y")):
            if match := rule.fullmatch(text):
                return match[group]
        return None

    def session_number(self, line: str) -> int | None:
        """Return 75 for "Seventy-fifth session"; None when the line is not a regular session."""
        found = self.session(line)
        return whole(found or "")

    def opener(self, text: str, role: Role = "any") -> int:
        """Return the length of the phrase that opens `text`, 0 when it opens with none.

        The phrase is the longest known one, with adverbs and with a second opener joined to it ("Welcomes and
        recognizes"). `text` begins after the enumerator; the length counts its characters as they stand there.
        """
        lead = len(text) - len(text.lstrip())
        head = text[lead : lead + 200]
        folded, positions = fold_with_positions(head)
        end = _opener_end(folded, _phrases(self, role), self.openers)
        if not end:
            return 0
        if positions:
            end = positions[end - 1] + 1
            while head[end : end + 1] and head[end] in _MARKS:
                end += 1
        return lead + end


_YEAR = re.compile(r"\d{4}")


def _original(span: tuple[int, int], positions: list[int] | None) -> tuple[int, int]:
    """Translate a span of folded text into a span of the text it was made from."""
    start, end = span
    return span if positions is None else (positions[start], positions[end - 1] + 1)


def _plain(text: str) -> str:
    return " ".join(fold(text).casefold().replace("-", " ").split())


@functools.lru_cache(maxsize=32)
def _date_pattern(lang: Language) -> tuple[re.Pattern[str], dict[str, int]]:
    months = {fold(name).casefold(): number for number, name in enumerate(lang.dates.months, 1)}
    for number, *names in lang.dates.variants:
        months.update({fold(name).casefold(): int(number) for name in names})
    names = sorted(months, key=len, reverse=True)
    alternatives = "|".join(re.escape(name).replace("/", "/ ?") for name in names)
    months.update({name.replace("/", "/ "): number for name, number in list(months.items())})
    return re.compile(lang.dates.rule.replace("{months}", alternatives), re.IGNORECASE), months


@functools.lru_cache(maxsize=32)
def _session_names(lang: Language) -> dict[str, str]:
    names: dict[str, str] = {}
    for number, ordinal in enumerate(lang.sessions.ordinals, 1):
        names[_plain(lang.sessions.special.format(ordinal=ordinal))] = f"S-{number}"
        names[_plain(lang.sessions.emergency.format(ordinal=ordinal))] = f"ES-{number}"
        names[_plain(lang.sessions.regular.format(ordinal=ordinal))] = str(number)
    return names


# --- Openers ---------------------------------------------------------------------------------------------------------


class _Phrases(NamedTuple):
    """Openers with a small letter at the start, and by their first word the length of the longest."""

    known: frozenset[str]
    longest: Mapping[str, int]


@functools.lru_cache(maxsize=128)
def _phrases(lang: Language, role: Role) -> _Phrases:
    openers = lang.openers
    lists = {
        "preambular": (openers.preambular,),
        "operative": (openers.operative,),
        "declaration": (openers.declaration,),
        "any": (openers.preambular, openers.operative, openers.declaration),
    }[role]
    phrases = {_lowered(fold(phrase)) for group in lists for phrase in group}
    for _, *rewritings in openers.forms:
        text = "\n".join(sorted(phrases))
        for pattern, replacement in zip(rewritings[::2], rewritings[1::2], strict=True):
            text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
        phrases.update(text.split("\n"))
    longest: dict[str, int] = {}
    for phrase in phrases:
        word = _first_word(phrase, 0, openers.spaced)
        longest[word] = max(len(phrase), longest.get(word, 0))
    return _Phrases(frozenset(phrases), longest)


def _lowered(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]


_LETTERS = re.compile(r"[^\W\d_]+")
_TO_WORD_END = re.compile(r"[^\W\d_]++(?![-’][^\W\d_])|’")
"""What ends where a phrase can end: a word, with the parts that hyphens join to it behind it, or an elided article."""


def _first_word(text: str, start: int, spaced: bool) -> str:
    """Return the letters at `start` with a small one first; one character in a script without spaces."""
    found = _LETTERS.match(text, start) if spaced else None
    return _lowered(found[0] if found else text[start : start + 1])


def _longest(text: str, start: int, phrases: _Phrases, spaced: bool) -> int:
    """Return where the longest phrase that begins at `start` ends, or `start`."""
    longest = phrases.longest.get(_first_word(text, start, spaced))
    if longest is None:
        return start
    stop = min(len(text), start + longest)
    first = text[start : start + 1].lower()
    if spaced:
        ends = [match.end() for match in _TO_WORD_END.finditer(text, start, stop + 1)]
    else:
        ends = list(range(start + 1, stop + 1))
    for end in reversed(ends):
        if end <= stop and first + text[start + 1 : end] in phrases.known:
            return end
    return start


def _opener_from(text: str, start: int, phrases: _Phrases, openers: Openers) -> int:
    """Return where one opener with its adverbs ends, or `start`."""
    end = _longest(text, start, phrases, openers.spaced)
    if lead := openers.before.pattern.match(text, start):
        inner = lead.end()
        beyond = _longest(text, inner, phrases, openers.spaced) if inner > start else start
        if beyond > inner:
            end = max(end, beyond)
    if end == start:
        return start
    for _ in range(3):
        adverb = openers.after.pattern.match(text, end)
        if not adverb or adverb.end() == end:
            break
        # The adverb may stand inside a known phrase: "Expresses also its concern".
        whole = text[start:end] + text[adverb.end() :]
        inside = start + _longest(whole, 0, phrases, openers.spaced)
        end = inside + len(adverb[0]) if inside > end else adverb.end()
    return end


def _opener_end(text: str, phrases: _Phrases, openers: Openers) -> int:
    end = _opener_from(text, 0, phrases, openers)
    while end:
        for join in openers.joins:
            if text.startswith(join, end):
                further = _opener_from(text, end + len(join), phrases, openers)
                if further > end + len(join):
                    end = further
                    break
        else:
            return end
    return 0


# --- Reading language files ------------------------------------------------------------------------------------------

_folders: list[Path] = [Path(__file__).parent / "languages"]


def add_folder(path: Path | str) -> None:
    """Look for language files in `path` too; a file there replaces ours of the same name."""
    folder = Path(path)
    if folder not in _folders:
        _folders.append(folder)
        forget()


def forget() -> None:
    """Read all files again when they are needed next."""
    language.cache_clear()
    _files.cache_clear()
    _recognisers.cache_clear()


@functools.lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    return {path.stem: path for folder in _folders for path in sorted(folder.glob("*.toml"))}


def available() -> tuple[str, ...]:
    """Return the codes of all languages, in alphabetical order."""
    return tuple(sorted(_files()))


@functools.lru_cache(maxsize=64)
def language(code: str) -> Language:
    """Return the language with this code: ISO 639-1 ("zh"), 639-2 ("zho", "chi") or a code of docs.un.org ("ch").

    Raises LookupError, with the nearest code, when there is none.
    """
    wanted = code.strip().lower().replace("_", "-").split("-")[0]
    files = _files()
    if wanted in files:
        return from_toml(files[wanted])
    known = set(files)
    for path in files.values():
        lang = from_toml(path)
        names = {lang.code, lang.akn, lang.docs, *lang.aliases, lang.english.lower(), lang.native.lower()}
        if wanted in names:
            return language(path.stem)
        known |= names
    raise LookupError(f"no language {code!r}; there are {', '.join(sorted(files))}{_nearest(wanted, known)}")


def _nearest(word: str, known: Collection[str]) -> str:
    """Return "; did you mean ...?", or nothing when no known word is near."""
    import difflib  # only when something is wrong

    near = difflib.get_close_matches(word, sorted(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def from_toml(path: Path | str) -> Language:
    """Read one language file.

    Raises ValueError, naming the file and the key, for what is missing, unknown or of the wrong type.
    """
    file = Path(path)
    with file.open("rb") as stream:
        try:
            data = tomllib.load(stream)
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"{file}: {error}") from error
    table: dict[str, Any] = {**data.pop("language", {}), **data, "path": file}
    if isinstance(dates := table.setdefault("dates", {}), dict):
        cast("dict[str, Any]", dates).setdefault("masthead", table.get("code", ""))
    return _build(Language, table, file, "")


_SECTIONS: dict[str, type[Any]] = {
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
        Records,
        Openers,
        Recognition,
    )
}
_REQUIRED = ("recognition.",)  # and [language] itself: without them no text is found to be in the language
_T = TypeVar("_T")

_NOTHING: Mapping[str, Any] = {
    "Rule": "(?!)",  # matches nowhere, alone or inside another pattern
    "str": "",
    "bool": False,
    "tuple[str, ...]": [],
    "tuple[tuple[str, ...], ...]": {},
}  # what a section may leave out: the language has no such thing, or nobody has written it down yet


def _build(cls: type[_T], table: Mapping[str, Any], file: Path, where: str) -> _T:
    expected = {item.name: str(item.type) for item in fields(cast(Any, cls))}
    for key in table:
        if key not in expected:
            raise ValueError(f"{file}: unknown key {where}{key}{_nearest(key, expected)}")
    values: dict[str, Any] = {}
    for name, kind in expected.items():
        if name in table:
            value = table[name]
        elif kind in _SECTIONS:
            value = {}
        elif where and where not in _REQUIRED:
            value = _NOTHING[kind]
        else:
            raise ValueError(f"{file}: missing key {where}{name}")
        values[name] = _value(value, kind, file, where + name)
    return cls(**values)


def _value(value: Any, kind: str, file: Path, key: str) -> Any:
    """Give a TOML value the type that the field asks for; a string stands for a list, one entry a line."""
    if kind in _SECTIONS and isinstance(value, dict):
        return _build(_SECTIONS[kind], cast("dict[str, Any]", value), file, f"{key}.")
    if kind == "Rule" and isinstance(value, str):
        return Rule(value)
    if kind == "tuple[str, ...]" and isinstance(value, str):
        return tuple(line for line in value.split("\n") if line.strip())
    if kind == "tuple[str, ...]" and isinstance(value, list):
        return tuple(cast("list[str]", value))
    if kind == "tuple[tuple[str, ...], ...]" and isinstance(value, dict):
        rows = cast("dict[str, str | list[str]]", value)
        return tuple((name, *([entry] if isinstance(entry, str) else entry)) for name, entry in rows.items())
    if kind in {"str", "bool"} and type(value).__name__ == kind:
        return value
    if kind == "Path" and isinstance(value, Path):
        return value
    raise ValueError(f"{file}: {key} should be {kind}, not {type(value).__name__}")


# --- Which language is it? -------------------------------------------------------------------------------------------

_WORD = late(r"[\u3400-\u9fff]|[^\W\d_]+")
_WORD_OF_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 400  # characters, taken at four places: several short ones see past a masthead in another language
_LEAST = 0.08  # the least score that counts


_SECTION = re.compile(r"^\[recognition\].*?(?=^\[[\w.]+\]|\Z)", re.MULTILINE | re.DOTALL)


def _recognition(path: Path) -> Recognition:
    """Read that section of a language file alone: most of the languages are not that of the text."""
    found = _SECTION.search(path.read_text(encoding="utf-8"))
    try:
        table = tomllib.loads(found[0])["recognition"] if found is not None else None
    except tomllib.TOMLDecodeError:
        table = None
    if table is None:  # written in another way, or faulty
        return from_toml(path).recognition
    return _build(Recognition, table, path, "recognition.")


@functools.lru_cache(maxsize=1)
def _recognisers() -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    found: list[tuple[str, re.Pattern[str], frozenset[str]]] = []
    for code, path in sorted(_files().items()):
        mark = _recognition(path)
        found.append((code, re.compile(f"[{mark.letters}]"), frozenset(" ".join(mark.words).split())))
    return tuple(found)


def recognise(text: str) -> str | None:
    """Return the code of the language that `text` is written in, or None when there is too little to tell.

    Looks at a sample only. The script narrows the choice and frequent words decide, so that an English masthead over a
    Chinese text does not mislead it, and a new language needs nothing but its own list.
    """
    if len(text) <= 8 * _SAMPLE:
        sample = text[: 4 * _SAMPLE] + "\n" + text[-_SAMPLE:] if len(text) > 5 * _SAMPLE else text
    else:
        size = len(text)
        sample = "\n".join(
            text[at : at + _SAMPLE] for at in (size // 12, size // 3, size // 2, size * 3 // 4)
        )
    words = Counter((_WORD if may_be_eastern(sample) else _WORD_OF_LETTERS).findall(fold(sample).lower()))
    total = sum(words.values())
    if total < 3:
        return None
    scores: list[tuple[float, float, str]] = []
    firsts: Counter[str] = Counter()
    for word, times in words.items():
        firsts[word[0]] += times
    written: dict[re.Pattern[str], float] = {}  # the share of words that begin with a letter of one script
    for code, letters, frequent in _recognisers():
        if letters not in written:
            written[letters] = sum(firsts[letter] for letter in firsts if letters.match(letter)) / total
        script = written[letters]
        hits = sum(words[word] for word in frequent.intersection(words)) / total
        scores.append((hits + script / 4, hits, code))
    scores.sort(reverse=True)
    best, hits, code = scores[0]
    rivals = [score for score, _, _ in scores[1:] if best - score < 0.004]
    return code if best >= _LEAST and not rivals else None
