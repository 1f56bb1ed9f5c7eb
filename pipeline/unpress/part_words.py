"""Lines that head a part of a text by their words: a word for the part, and its number."""

from __future__ import annotations

import re
from functools import lru_cache

from unpress.ast import SectionRole
from unpress.enumerator import number_of_part
from unpress.folding import fold
from unpress.language import Language
from unpress.wording import Rule


@lru_cache(maxsize=16)
def section_word(lang: Language) -> re.Pattern[str]:
    """A word for section with its number and nothing else: "Section 29B", "第1款"."""
    forms: list[str] = []
    for word in lang.headings.section_words:
        form = word if "{" in word else f"{word} {{n}}"
        forms.append(
            re.escape(form)
            .replace(r"\{n\}", r"(?:\d{1,2}[A-Z]?|[IVXLC]{1,6})")
            .replace(r"\{han\}", "[一二三四五六七八九十]+")
        )
    return re.compile("|".join(forms) or "(?!)")


@lru_cache(maxsize=16)
def part_word(lang: Language) -> re.Pattern[str]:
    """Any word for a part of a text with its number: annex, appendix, part, chapter, section, article, rule."""
    words = lang.headings
    rules = (words.annex, words.appendix, words.part, words.chapter, words.article, words.rule)
    plain = [re.sub(r"\?P<\w+>", "?:", rule.source) for rule in rules if rule]
    return re.compile("|".join((*plain, section_word(lang).pattern)))


def numbered_part(text: str, lang: Language) -> str:
    """The word and number of a part at the start of a heading: "Article 2" of "Article 2 Definitions". Empty where
    there is none; an annex, whose name stands alone, is none."""
    folded = fold(text).strip()
    found = part_word(lang).match(folded)
    if (
        found is None
        or number_of_part(found[0], lang) is None
        or part_role(found[0], lang) in {None, "annex"}
    ):
        return ""
    behind = folded[found.end() : found.end() + 1]
    glued = lang.script == "Han" and behind.isalpha()
    return found[0] if glued or not behind.strip() else ""


def part_role(text: str, lang: Language) -> SectionRole | None:
    """What a word with its number and nothing else names: "Annex II" an annex, "Section 2" a section."""
    words = lang.headings
    rules: tuple[tuple[SectionRole, Rule | re.Pattern[str]], ...] = (
        ("annex", words.annex),
        ("part", words.part),
        ("chapter", words.chapter),
        ("article", words.article),
        ("section", words.rule),
        ("section", section_word(lang)),
    )
    plain = fold(text).strip()
    return next((role for role, rule in rules if plain and rule.fullmatch(plain)), None)
