"""What each line shows that may belong to a table: a row with its figures, figures alone, words alone, a drawn line."""

from __future__ import annotations

import re
from itertools import takewhile
from operator import attrgetter
from typing import Final, TypeAlias

from unpress.draft import Entry, Line
from unpress.enumerator import at_start
from unpress.folding import fold, single_spaced
from unpress.language import Language
from unpress.part_words import part_word
from unpress.pattern import late, may_be_eastern
from unpress.record import record
from unpress_stages.clean._facts import ENDS, date_alone, han_count
from unpress_stages.clean._habits import WHOLE

_RULE: Final = late(r"[_＿]{4,}")
_TOKEN: Final = re.compile(r"\S+")
_FIGURE: Final = re.compile(
    r"[(\[+\-–—−$€£]{0,2}\d{1,3}(?:[,.]\d{3})*(?:[.,]\d+)?%?[)\]]?[*a-z]?"
    r"|[(\[+\-–—−$€£]{0,2}\d+(?:[.,/]\d+)?%?[)\]]?[*a-z]?|[–—−\-]|\.\.\.?|…"
)
_THOUSANDS: Final = late(r"\d{3}(?:[.,]\d+)?%?[)\]]?[*a-z]?")
_HEAD: Final = re.compile(r"[(\[+\-–—−$€£]{0,2}\d{1,3}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d[*a-z]?|\((?:19|20)\d\d\)")
_LEADERS: Final = late(r"[.…](?:(?<=\.)\s?(?:\.\s?){4,}|(?<=…)…)")
DASHED: Final = late(r"\d{1,3} ?[-–]")
"""The number of a paragraph, as Arabic has it."""
LONGEST: Final = 70
"""Characters of words in one line of a cell."""
WORDS: Final = 8
"""Lines of words that may stand between a table and what it belongs to; twice as many with sure signs."""
Spans: TypeAlias = tuple[tuple[int, int], ...]


@record
class Seen:
    """What a line is: ``words`` characters of words, then figures; or words alone; or a drawn line; or neither."""

    line: Line | None
    kind: str = ""  # "row", "figures", "words", "rule", or nothing: not of a table
    words: int = 0
    figures: Spans = ()


def full_line(entries: tuple[Entry, ...]) -> float:
    """Cells of a full line: what most lines of more than half a line have, for a table may be most of a text."""
    texts = [entry.text for entry in entries if isinstance(entry, Line)]
    widths = sorted(map(cells_of if may_be_eastern("\n".join(texts)) else len, texts))
    long = [width for width in widths if width > 0.5 * min(widths[-1], WHOLE)]
    return min(long[len(long) // 2], WHOLE) if long else 0


def cells_of(text: str) -> int:
    """The breadth of a text in the cells of a terminal."""
    return len(text) + han_count(text)


def goes_on(text: str) -> bool:
    """Whether a line of words looks like the rest of what is above it."""
    return text[:1].islower() or text[:1].isdigit()


def is_rule(text: str) -> bool:
    """Whether a text is a drawn line."""
    return text[-1:] in {"_", "＿"} and _RULE.fullmatch(text) is not None


def are_years(text: str, figures: Spans) -> bool:
    """Whether the figures are years alone; also where there are none."""
    return all(_YEAR.fullmatch(text, start, end) for start, end in figures)


def see(entry: Entry, words: int, figures: Spans, lang: Language, full: float) -> Seen:
    """What a line is; ``words`` and ``figures`` are those of ``figures_of``, ``full`` the cells of a full line."""
    if not isinstance(entry, Line):
        return Seen(None)
    if entry.starts is False:  # the format knows the paragraph that it goes on
        return Seen(entry)
    text = entry.text.rstrip()
    if is_rule(text.lstrip()):
        return Seen(entry, "rule")
    if lang.right_to_left and DASHED.fullmatch(text):
        return Seen(entry)
    if (len(text) > LONGEST and not figures) or _LEADERS.search(text):
        return Seen(entry)
    years = are_years(text, figures)
    if figures and words == 0 and not years:
        return Seen(entry, "figures", 0, figures)
    if not years and words <= LONGEST:
        seen = Seen(entry, "row", words, figures)
    elif len(text) <= LONGEST and text[-1:] not in ENDS and cells_of(text) <= 0.75 * full:
        seen = Seen(entry, "words", len(text))
    else:
        return Seen(entry)
    return Seen(entry) if at_start(text) is not None or _stands_alone(text, lang) else seen


def with_groups(seen: list[Seen], full: float) -> list[Seen]:
    """Short lines that end with a colon, right before a row and not far behind another, name a group of rows."""
    for i in range(1, len(seen) - 1):
        line = seen[i].line
        if (
            line is not None
            and not seen[i].kind
            and seen[i + 1].kind
            and line.text.rstrip().endswith((":", "："))
            and cells_of(line.text) <= full / 2
            and at_start(line.text) is None
        ):
            around = [*takewhile(attrgetter("kind"), reversed(seen[max(i - WORDS, 0) : i]))]
            if any(above.kind in {"row", "figures"} for above in around):
                seen[i] = Seen(line, "words", len(line.text.rstrip()))
    return seen


def _stands_alone(text: str, lang: Language) -> bool:
    """Whether a short line is one that closes or heads a text."""
    folded = single_spaced(fold(text))
    return (
        part_word(lang).fullmatch(folded) is not None
        or lang.closing.meeting.match(folded) is not None
        or date_alone(folded, lang)
        or lang.formula.organ(folded) is not None
    )


def figures_of(text: str) -> tuple[int, Spans]:
    """Where the words of a line end, and the figures behind them; groups of three belong to the figure before."""
    last = (
        () if text[-2:-1].isalpha() else text.rsplit(None, 1)[-1:]
    )  # the last letter but one of a figure is none
    if not last or not _FIGURE.fullmatch(last[0]):
        return len(text.rstrip()), ()
    tokens = [found.span() for found in _TOKEN.finditer(text)]
    first = len(tokens)
    while first > 0 and _FIGURE.fullmatch(text, *tokens[first - 1]):
        first -= 1
    found: list[tuple[int, int]] = []
    open_head = False
    for start, end in tokens[first:]:
        if open_head and _THOUSANDS.fullmatch(text, start, end):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
            open_head = _HEAD.fullmatch(text, start, end) is not None
        open_head = open_head and text[end - 1].isdigit()
    words = tokens[first - 1][1] if first else 0
    return words, tuple(found)
