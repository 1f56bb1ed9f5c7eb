"""Headings that name what they head: annex, part, chapter, section, article, decision, summary."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from unpress.ast import SectionRole
from unpress.enumerator import at_start, number_of_part
from unpress.folding import fold, fold_with_positions
from unpress.language import Language, language
from unpress.part_words import section_word
from unpress_stages.parse._paragraphs import ENDS, can_head

_BETWEEN: Final = re.compile(r"\s*(?P<sign>[:：.．–—-])\s*|\s+")
"""What stands between the number of a part and its title."""


class Named(NamedTuple):
    """What a line heads. ``rank`` orders headings from the outermost (a text in a collection) inwards; ``label`` is the
    offset where word and number end, ``title`` where the title begins; ``sentence`` says that it is no title but text,
    ``contents`` that a table of contents follows.
    """

    role: SectionRole
    rank: int
    label: int
    title: int
    sentence: bool = False
    contents: bool = False


RANKS: Final = {
    "text": 50,
    "annex": 100,
    "part": 200,
    "chapter": 300,
    "section": 350,
    "styled": 360,
    "upper-roman": 400,
    "han": 400,
    "section-word": 400,
    "draft": 450,
    "upper-letter": 500,
    "letter-name": 500,
    "decimal": 600,
    "arabic-indic": 600,
    "compound": 620,
    "lower-letter": 650,
    "arabic-letter": 650,
    "cyrillic-letter": 650,
    "before articles": 700,
    "article": 800,
    "unnumbered": 900,
    "documents": 1000,
}
"""The order of headings, as the Editorial Manual has it for reports (I., A., 1., (a)) and treaties for their parts.
Those whose source says how deep they are stand between: the parts that words name hold them, and they what has no more
than a number."""


def named(text: str, lang: Language, article: int = 0, *, heading: bool = False) -> Named | None:
    """The heading that a line is by its words, or None. ``article`` is the number of the article before; ``heading``:
    the source says that the line is one."""
    if len(text) > 400:
        return None
    if text.isascii() and lang.script != "Latin":  # left in English, as mastheads are
        lang = language(lang.dates.masthead)
    folded, positions = fold_with_positions(text)
    lead = len(folded) - len(folded.lstrip())
    bare = folded.strip().rstrip("*").rstrip()
    heads = lang.headings
    if bare.casefold() == fold(heads.contents).casefold():
        return Named("section", RANKS["upper-roman"], 0, 0, contents=True)
    plain = {fold(word).casefold() for word in (heads.summary, heads.business, heads.abbreviations)}
    if bare.casefold() in plain:
        return Named("section", RANKS["upper-roman"], 0, 0)
    if bare.casefold() == fold(heads.documents).casefold():
        return Named("section", RANKS["documents"], 0, 0)
    if re.fullmatch(rf"{re.escape(fold(heads.enclosure))}(?: (?:[IVXLC]+|\d+))?", bare):
        return Named("annex", RANKS["annex"], len(text), len(text))
    if heads.annex_to.fullmatch(bare):
        return Named("annex", RANKS["annex"], 0, 0)
    section = section_word(lang)
    rules: tuple[tuple[re.Pattern[str], SectionRole, str], ...] = (
        (lang.titles.text.pattern, "resolution", "text"),
        (heads.annex.pattern, "annex", "annex"),
        (heads.appendix.pattern, "annex", "annex"),
        (heads.part.pattern, "part", "part"),
        (heads.chapter.pattern, "chapter", "chapter"),
        (section, "section", "section"),
        (heads.article.pattern, "article", "article"),
        (heads.rule.pattern, "section", "article"),
    )
    for rule, role, rank in rules:
        found = rule.match(folded, lead)
        if found is None:
            continue
        if rank == "text" and not found.groupdict().get("n"):
            rank = "draft"
        rest = _rest(folded, found.end(), numbered=any(found.groups()) or rank == "article", part=rank)
        if rest is None and rank == "article" and number_of_part(found.group(), lang) == article + 1:
            rest = _glued(folded, found.end(), first=not article, heading=heading)
        if rest is None:
            continue
        end, start = found.end(), rest[0]
        if positions is not None:
            end, start = positions[end], positions[start]
        return Named(role, RANKS[rank], end, start, rest[1])
    return None


def _rest(text: str, end: int, *, numbered: bool, part: str) -> tuple[int, bool] | None:
    """Where the title behind the number begins and whether it is text; None where the line is no heading."""
    if not text[end:].strip(" *"):
        return len(text), False
    between = _BETWEEN.match(text, end)
    if between is None or not (numbered or between["sign"]):
        return None
    title = text[between.end() :]
    if not title or title[0].islower():
        return None
    if can_head(title):
        return between.end(), False
    if part == "article" and title.endswith(ENDS) and (between["sign"] or not title[0].isascii()):
        return between.end(), True
    return None


def _glued(text: str, end: int, *, first: bool, heading: bool) -> tuple[int, bool] | None:
    """The title or text behind the number of the article that is due, where print has a space that Chinese text has
    lost."""
    found = not text[end : end + 1].isascii() and (heading or (text.endswith(ENDS) and not first))
    return (end, not heading) if found else None


def is_number_alone(text: str) -> bool:
    """Whether a line is nothing but the number of a heading, as "II." and "A." are."""
    label = at_start(f"{text} A")
    return label is not None and len(text) <= 8 and label[0] == text.strip()
