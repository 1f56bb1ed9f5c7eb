"""What stands above a text: what each line of a masthead says, and where masthead and title end."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, get_args

from unpress.ast import MastheadRole, Organ
from unpress.draft import DraftTable, Entry, Line
from unpress.enumerator import at_start, readings
from unpress.folding import fold, single_spaced
from unpress.language import Language, language
from unpress.pattern import late, may_be_eastern
from unpress_stages._opening import collected

SYMBOL: Final = late(
    r"(?:[A-Z]{1,5}(?:\.\d+)?|ICC-ASP)/(?=\S*\d)[A-Za-z0-9][\w.\-–]*(?:/[\w.\-–]+)*(?:\s?\([^()]{1,20}\))?(?:/[\w.\-]+)*"
    r"(?:\s[A-Z](?:\s?[-–]\s?[A-Z])?)?\s?\*{0,3}"
)
JOB: Final = r"(?:GE\.\s?|V\.|K)?\d{2}-\d{5}(?:\s?\([A-Z]\))?"
DATE: Final = r"(?:\d{2}\s?){2}\d{2}"
"""A date of processing behind a job number; fonts set its figures apart."""
_JOB: Final = late(rf"{JOB}(?:\s+{DATE})*")
_ORGANS: Final = get_args(Organ)
_COMMITTEES: Final = ("c1", "c2", "c3", "c4", "c5", "c6", "general_committee", "treaty_bodies")


@lru_cache(maxsize=2048)
def role_of(text: str, lang: Language) -> MastheadRole:
    """What one line of a masthead says, ``other`` where it is not known."""
    head, titles = lang.masthead, lang.titles
    bare = text.rstrip("* ")
    if "/" in text and SYMBOL.fullmatch(text):
        return "symbol"
    if fold(bare).casefold() in {fold(head.publisher).casefold(), fold(lang.organs.un).casefold()}:
        return "publisher"
    organ = lang.organs.code(bare)
    if organ in _ORGANS:
        return "organ"
    if organ in _COMMITTEES:
        return "committee"
    if head.distribution.fullmatch(text) or (bare.isupper() and in_capitals(bare) in _kinds(lang)):
        return "distribution"
    if text.startswith("["):
        return "proponent"
    if is_adoption(text, lang) or titles.statement.fullmatch(bare):
        return "adoption"
    if titles.draft.fullmatch(text) or titles.submitted.fullmatch(text):
        return "sponsors"
    if lang.session(text) is not None:
        return "session"
    if head.agenda.fullmatch(text):
        return "agenda"
    if _is_date(text, lang):
        return "date"
    original = in_capitals(head.original.split("{")[0]).strip()
    if original and in_capitals(text).startswith(original):
        return "original"
    if in_capitals(text) == in_capitals(head.language_line):
        return "language"
    if "-" in text and _JOB.fullmatch(text):
        return "job"
    return "other"


def is_adoption(text: str, lang: Language) -> bool:
    """Whether a line says who adopted the text, with its number in the Security Council or behind it."""
    titles = lang.titles
    if any(rule.fullmatch(text) for rule in (titles.adopted, titles.sc_number, titles.sc_adopted)):
        return True
    if text.isupper() and titles.adopted.any_case.fullmatch(text):
        return True
    if collected(text, lang) is not None:
        return True
    number = titles.sc_number.match(text)
    return (
        number is not None
        and titles.sc_adopted.any_case.fullmatch(fold(text)[number.end() :].lstrip(" ,،")) is not None
    )


def is_decision(text: str, lang: Language) -> bool:
    """Whether a line says that what was adopted is a decision."""
    found = lang.titles.adopted.fullmatch(text)
    named = found.groupdict() if found is not None else {}
    return any(words for group, words in named.items() if group.startswith("decision"))


def in_capitals(text: str) -> str:
    """A text in capitals without accents, as older mastheads print it."""
    letters = unicodedata.normalize("NFD", fold(text).upper())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


@lru_cache(maxsize=16)
def _kinds(lang: Language) -> frozenset[str]:
    """The words for the kinds of distribution, which older mastheads print on a line of their own."""
    head = lang.masthead
    return frozenset(in_capitals(word) for word in (*head.general, *head.limited, *head.restricted))


def _is_date(text: str, lang: Language) -> bool:
    for known in (lang, language(lang.dates.masthead)):
        dates = known.find_dates(text)
        if len(dates) == 1 and not re.search(r"[^\W_]", text[: dates[0][0]] + text[dates[0][1] :]):
            return True
    return False


# ------------------------------------------------------------------------------------------ where it ends

_LINES: Final = 30
_BETWEEN: Final = 8
"""Lines of a masthead whose words are not known, one after the other: the title of an agenda item, a working group."""
_TITLE: Final = 10
_PLACE: Final = 24
"""Characters of the place of a meeting, at most: "New York"."""
_LETTER: Final = 5
"""Lines that the title of a letter takes at most."""
_SHORT: Final = 0.85
"""The part of a full line that a line of a title fills at most that is neither set larger than the text nor bold."""
_BROADER: Final = 1.08
"""How much broader than the lines of the title of a letter the lines of its text are."""
_LARGER: Final = 1.15
"""How much larger than the text the type of a title is that fills its lines."""
_SAID: Final = 3
"""Characters of a heading that says what the title says, more than these."""
_STOPS: Final = (".", ";", ":", ",", "。", "；", "：", "，", "؛", "،")
_COLUMNS: Final = late(r"\s{2,}|\s*\|[\s|]*")
"""What parts the columns of a masthead: a wide space, or the bars of a table."""
_SPACE: Final = re.compile(r"(?<=\S)(?=\s)")
_SPACE_OR_HAN: Final = late(r"(?<=\S)(?=\s)|(?<=[\u3400-\u9fff])(?=[A-Z])")
COLUMNS: Final = frozenset(
    {"publisher", "organ", "symbol", "session", "distribution", "committee", "date", "language", "job"}
)
"""What can stand before another column of a masthead."""
_KNOWN_BY: Final = frozenset({"publisher", "organ", "symbol", "distribution"})


def front(lines: Sequence[Entry], lang: Language) -> tuple[int, int]:
    """How many lines are masthead, and how many with the title behind it; both 0 where a masthead is not seen.

    A letter or statement without masthead has at least its title. For texts without a formula. It serves lines of print
    and whole paragraphs alike: a masthead ends with the last line that is known as such, a title is
    of short lines without final punctuation, and ends before a heading or number.
    """
    said = _told(lines)
    if said is not None:
        return said
    printed: list[str] = []
    for entry in lines[: _LINES + _TITLE]:
        if isinstance(entry, DraftTable):
            break
        printed.append(entry.text.strip())
    texts = [single_spaced(text) for text in printed]
    end, roles = _masthead_end(printed, lang)
    if not _KNOWN_BY & set(roles):
        return 0, _named(lines, texts, lang)
    widths = sorted(entry.width for entry in lines if not isinstance(entry, DraftTable))
    full = widths[int(len(widths) * 0.9)]
    usual = _usual_size(lines[end:])
    at, letter, begun = end, False, -1
    short = [
        i
        for i, entry in enumerate(lines[end : min(len(texts), end + _TITLE)], end)
        if not isinstance(entry, DraftTable) and entry.width <= _SHORT * full
    ]  # a full line of text may happen to begin or end as what names a document does
    named = max((i for i in short if names(texts[i], lang) or continues(texts[i], lang)), default=-1)
    while at < min(len(texts), end + _TITLE):
        entry = lines[at]
        if isinstance(entry, DraftTable) or opens_text(texts[at], lang) or _repeats(texts, end, at):
            break
        letter = (
            not _below_letter(lines, texts, begun, at, lang)
            if letter
            else lang.titles.letter.match(" ".join(texts[at : at + 4])) is not None
        )
        begun = begun if letter and begun >= 0 else at if letter else -1
        set_out = 0 < _LARGER * usual < entry.size or _is_bold(entry)
        if entry.width > _SHORT * full and at > named and not (letter or set_out or names(texts[at], lang)):
            break
        at += 1
        if continues(texts[at - 1], lang):  # nothing of a title stands below
            break
    return end, at if at < end + _TITLE else end


def _repeats(texts: Sequence[str], end: int, at: int) -> bool:
    """Whether line ``at`` says again what is said in the title that begins with line ``end``, above the first number:
    it heads a text, as "Provisional agenda" does below "Provisional agenda and annotations"."""
    text = texts[at].casefold()
    following = at_start(texts[at + 1]) if at + 1 < len(texts) else None
    return (
        at > end
        and len(text) > _SAID
        and following is not None
        and any(reading.ordinal == 1 for reading in readings(following[0]))
        and any(text in said.casefold() for said in texts[end:at])
    )


def _below_letter(lines: Sequence[Entry], texts: Sequence[str], begun: int, at: int, lang: Language) -> bool:
    """Whether the title of a letter that began with line ``begun`` has ended above line ``at``: at a space, or where it
    is whole and what follows is broader than its lines, which are set larger, or in a script without capitals."""
    line = lines[at]
    if isinstance(line, DraftTable) or line.gap:
        return True
    if texts[at][:1].islower() or lang.titles.letter.fullmatch(" ".join(texts[begun:at])) is None:
        return False
    widths = [above.width for above in lines[begun:at] if isinstance(above, Line)]
    return lang.script == "Han" or line.width > _BROADER * max(widths)


def _is_bold(line: Line) -> bool:
    """Whether a line is bold throughout."""
    shown = [run for run in line.runs if run.text.strip() and not run.note]
    return bool(shown) and all(run.bold for run in shown)


def _named(lines: Sequence[Entry], texts: Sequence[str], lang: Language) -> int:
    """How many of the first lines say that a text without masthead is a letter or a statement of the President: the
    title of a letter goes on to a space or, where there is none, with a small letter."""
    if texts and lang.titles.statement.fullmatch(texts[0]):
        return 1
    most = min(len(texts), _LETTER)
    gaps = [line.gap for line in lines[:most] if isinstance(line, Line)]
    end = next((i for i in range(1, most + 1) if lang.titles.letter.fullmatch(" ".join(texts[:i]))), 0)
    spaced = any(gaps[1:])
    while 0 < end < most and (not gaps[end] if spaced else texts[end][:1].islower()):
        end += 1
    return end


def _usual_size(lines: Sequence[Entry]) -> float:
    """The size of type in which most of a text is set, in points; 0 where it is not known."""
    sizes: Counter[float] = Counter()
    for entry in lines:
        if not isinstance(entry, DraftTable):
            sizes[entry.size] += len(entry.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _told(lines: Sequence[Entry]) -> tuple[int, int] | None:
    """The same where the format itself says which lines are masthead and title; None where it does not."""
    roles = [entry.role if isinstance(entry, Line) else "" for entry in lines[: _LINES + _TITLE]]
    title = next((i for i, role in enumerate(roles) if role == "title"), None)
    if title is None and "masthead" not in roles:
        return None
    last = max((i for i, role in enumerate(roles) if role == "masthead"), default=-1) + 1
    head = last if title is None else title
    end = head
    while end < len(roles) and roles[end] == "title":
        end += 1
    return head, end


def columns_of(line: str, lang: Language) -> list[str]:
    """The columns of a line of a masthead. Where only one space is left between them, the first is the longest that is
    known: "Distr.: General 2 February 2015"."""
    parts = [part for part in _COLUMNS.split(line.strip()) if part]
    if len(parts) != 1 or len(line) > 120:
        return parts
    for space in reversed(column_ends(parts[0])):
        if role_of(parts[0][:space], lang) in COLUMNS:
            rest = columns_of(parts[0][space:], lang)
            if role_of(rest[0], lang) != "other":
                return [parts[0][:space], *rest]
    return parts


def column_ends(text: str) -> list[int]:
    """Where a column of a masthead can end: at a space, or, where Chinese has lost its own, before a Latin letter."""
    between = _SPACE_OR_HAN if may_be_eastern(text) else _SPACE
    return [found.end() for found in between.finditer(text)]


def names(text: str, lang: Language) -> bool:
    """Whether a line names the document, or who presents it: "Report of the Secretary-General", "Note by the
    Secretariat", "Rapporteur: Ms. Maria Lopez (Chile)"."""
    titles = lang.titles
    return any(rule.fullmatch(text) for rule in (titles.report, titles.note, titles.rapporteur))


_CITED: Final = late(r"\s?\([A-Z][A-Z.\d-]*/\S*\d\)$")
"""The symbol of a document in brackets at the end of a line."""


def cites(text: str) -> int:
    """Where the symbol in brackets begins that a line ends with, -1 where it does with none."""
    found = _CITED.search(text) if text[-1:] == ")" else None
    return -1 if found is None else found.start()


_ITEMS: Final = late(r"\d+(?: ?\(?\w\))?(?:,? (?:\w{1,3} )?\d+(?: ?\(?\w\))?|[\u4e00-\u9fff]\d+(?:\(\w\))?)*")
"""The numbers of items of an agenda: "21", "21 (b)", "21 and 22"; in Chinese the word between them has no room."""


def heads_item(text: str, lang: Language) -> bool:
    """Whether a line names the item of the agenda that is taken up: "Agenda item 21 (continued)", "Agenda item 21:
    Sustainable development"."""
    if not text or text.endswith(_STOPS):
        return False
    found = lang.masthead.agenda.match(text)
    numbers = _ITEMS.search(text) if found is not None else None
    if found is None or numbers is None:
        return False
    # some languages have words behind the number, for the others the rule takes whatever follows
    end = numbers.end() if lang.masthead.agenda.fullmatch(text[: numbers.end()]) else found.end()
    return text[end:].lstrip()[:1] in {"", "(", ":", "："}


def continues(text: str, lang: Language) -> bool:
    """Whether a line says that the document adds to another or corrects it: "Addendum", "Corrigendum"."""
    heads = lang.headings
    return fold(text).casefold() in {fold(heads.addendum).casefold(), fold(heads.corrigendum).casefold()}


def _masthead_end(lines: Sequence[str], lang: Language) -> tuple[int, list[MastheadRole]]:
    roles: list[MastheadRole] = []
    end = 0
    sitting = dated = False  # the meeting is named that a record is of, and the line before says when
    for i, line in enumerate(lines[:_LINES]):
        text = single_spaced(line)
        role = role_of(text, lang) if len(text) < 160 else "other"
        columns: list[MastheadRole] = (
            [role] if role != "other" else [role_of(part, lang) for part in columns_of(line, lang)]
        )
        if columns == ["publisher"] and "publisher" in roles:  # the end of a title, which names it, too
            columns = ["other"]
        meeting = end > 0 and "session" in roles and lang.closing.meeting.fullmatch(text) is not None
        held = (
            i == end > 0
            and (sitting or roles[-1] == "session")
            and bool(lang.find_dates(text))
            and len(text) < 60
        )
        place = i == end > 0 and dated and len(text) < _PLACE and not opens_text(text, lang)
        sitting, dated = sitting or meeting, held and sitting
        of_organ = i == end > 0 and roles[-1] == "organ" and len(text) < 60 and not opens_text(text, lang)
        if meeting or held or place or of_organ or any(column != "other" for column in columns):
            end = i + 1
            for column in columns:
                if column != "other":
                    roles.append(column)
        elif i - end >= _BETWEEN or (i >= end + 1 and opens_text(text, lang)) or at_start(text) is not None:
            break
    return end, roles


def opens_text(text: str, lang: Language) -> bool:
    """Whether a line under a masthead is the first of the text and none of the title: it ends as sentences do, has a
    number, or is a heading by its words."""
    words = lang.headings
    if not text or text.rstrip("*").endswith(_STOPS) or at_start(text) is not None:
        return True
    if fold(text).casefold() in {
        fold(w).casefold() for w in (words.contents, words.business, words.summary, words.introduction)
    }:
        return True
    rules = (words.annex, words.annex_to, words.part, words.chapter, words.article, lang.titles.text)
    return any(rule.fullmatch(text) for rule in rules)
