"""A language as the United Nations prints it: its words and habits.

Everything that belongs to one language stands in one TOML file (`languages/CODE.toml`, or a folder named with
`add_folder`), whose sections are the records of `unpress.wording`. This module answers the questions that are asked of
any language: where are its dates, which session is "Seventy-fifth session", how long is the verb that opens this
paragraph. A new language is a new file; nothing here changes.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import field
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from unpress.errors import guess
from unpress.figures import whole
from unpress.folding import fold, fold_with_positions
from unpress.language_file import build
from unpress.openers import Phrases
from unpress.pattern import late
from unpress.record import record
from unpress.wording import (
    SECTIONS,
    CitationWords,
    Closing,
    Dates,
    Formula,
    Headings,
    Hyphens,
    Ligatures,
    Masthead,
    Notes,
    Numbering,
    Openers,
    Organs,
    Page,
    Recognition,
    Role,
    Sessions,
    Titles,
    Typography,
)


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
    ligatures: Ligatures = field(compare=False)
    openers: Openers = field(compare=False)
    recognition: Recognition = field(compare=False)

    @property
    def right_to_left(self) -> bool:
        return self.direction == "rtl"

    @property
    def date_form(self) -> re.Pattern[str]:
        """The form of a full date in folded text, whether its numbers are those of a day and a month or not."""
        return _date_pattern(self)[0]

    def find_dates(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, ISO date) of each full date in `text`, offsets in `text` itself."""
        folded, positions = fold_with_positions(text)
        if not _YEAR.search(folded):
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

    def kept_together(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each stretch of `text` that print does not divide at the end of a line: symbols, which
        official files never divide, and what the language names."""
        if not _FIGURE.search(text):
            return []
        found = [match.span() for match in _CODE.finditer(text)] if "/" in text or "." in text else []
        if self.typography.together and " " in text:
            for match in _together(self).finditer(text):
                start, end = match.span()
                beside = [(a, b) for a, b in found if a < end and start < b]
                found = [span for span in found if span not in beside]
                found.append((min([start, *(a for a, _ in beside)]), max([end, *(b for _, b in beside)])))
        return sorted(found)

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
        return openers(self, role).opener(text)


_YEAR = re.compile(r"\d\d{3}")  # a set first, not a repetition: found quicker
_FIGURE = re.compile(r"[\dIVXL]")
_CODE = late(r"(?<![\w./-])(?=[A-Za-z./]*\d)[A-Z][A-Za-z]{0,7}[./][A-Za-z0-9./]{0,28}[A-Za-z0-9](?![\w/-])")
"""A symbol or the like ("A/CONF.219/7", "A.96.IV.13"), as long as a narrow screen has room for."""


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
    rule = (lang.dates.rule or "(?!)").replace("{months}", _alternatives(months))
    months.update({name.replace("/", "/ "): number for name, number in list(months.items())})
    return re.compile(rule, re.IGNORECASE), months


def _alternatives(months: Iterable[str]) -> str:
    names = sorted(months, key=len, reverse=True)
    return "|".join(re.escape(name).replace("/", "/ ?") for name in names)


@functools.lru_cache(maxsize=32)
def _together(lang: Language) -> re.Pattern[str]:
    return re.compile(lang.typography.together.replace("{months}", _alternatives(lang.dates.months)))


@functools.lru_cache(maxsize=32)
def _session_names(lang: Language) -> dict[str, str]:
    names: dict[str, str] = {}
    for number, ordinal in enumerate(lang.sessions.ordinals, 1):
        names[_plain(lang.sessions.special.format(ordinal=ordinal))] = f"S-{number}"
        names[_plain(lang.sessions.emergency.format(ordinal=ordinal))] = f"ES-{number}"
        names[_plain(lang.sessions.regular.format(ordinal=ordinal))] = str(number)
    return names


@functools.lru_cache(maxsize=128)
def openers(lang: Language, role: Role = "any") -> Phrases:
    """The phrases that open the paragraphs of a role, for who asks of many lines in turn: see `Language.opener`."""
    return Phrases.of(lang.openers, role)


# --- Files ---------------------------------------------------------------------------------------------------------

_folders: list[Path] = [Path(__file__).parent / "languages"]


def add_folder(path: Path | str) -> None:
    """Look for language files in `path` too; a file there replaces ours of the same name."""
    folder = Path(path)
    if folder not in _folders:
        _folders.append(folder)
        forget()


class _Cache(Protocol):
    def cache_clear(self) -> None: ...


_Cached = TypeVar("_Cached", bound=_Cache)
_cached: list[Callable[[], None]] = []


def until_forgotten(function: _Cached) -> _Cached:
    """Decorate a function with a cache (`functools.lru_cache`) whose results rest on language files."""
    _cached.append(function.cache_clear)
    return function


def forget() -> None:
    """Read all files again when they are needed next."""
    for clear in _cached:
        clear()


@until_forgotten
@functools.lru_cache(maxsize=1)
def files() -> dict[str, Path]:
    """Return the file of each language by its code."""
    return {path.stem: path for folder in _folders for path in sorted(folder.glob("*.toml"))}


def available() -> tuple[str, ...]:
    """Return the codes of all languages, in alphabetical order."""
    return tuple(sorted(files()))


@until_forgotten
@functools.lru_cache(maxsize=64)
def language(code: str) -> Language:
    """Return the language with this code: ISO 639-1 ("zh"), 639-2 ("zho", "chi") or a code of docs.un.org ("ch").

    Raises LookupError, with the nearest code, when there is none.
    """
    wanted = code.strip().lower().replace("_", "-").split("-")[0]
    found = files()
    if wanted in found:
        return from_toml(found[wanted])
    known = set(found)
    for path in found.values():
        lang = from_toml(path)
        names = {lang.code, lang.akn, lang.docs, *lang.aliases, lang.english.lower(), lang.native.lower()}
        if wanted in names:
            return language(path.stem)
        known |= names
    there = f"no language {code!r}; there are {', '.join(sorted(found))}"
    raise LookupError("; ".join(filter(None, (there, guess(wanted, known)))))


def section(path: Path, name: str) -> Any:
    """Return one section of a language file as its record, without reading the rest of the file: most of the languages
    are not that of the text.

    Raises ValueError as `from_toml` does.
    """
    found = re.search(
        rf"^\[{name}\].*?(?=^\[[\w.]+\]|\Z)", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    try:
        table = tomllib.loads(found[0])[name] if found is not None else None
    except tomllib.TOMLDecodeError:
        table = None
    if table is None:  # written in another way, or faulty
        return getattr(from_toml(path), name)
    return build(SECTIONS[name.capitalize()], table, path, f"{name}.")


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
    return build(Language, table, file, "")
