"""Take a draft apart as a resolution or decision: masthead, title, formula, preamble, operative part, closing, annexes.

The formula ("The General Assembly,") opens the text. Unnumbered paragraphs after it are preambular until the first
number; from there numbers and enumerators decide, and what has none is a heading, the end of a list, a note on the
adoption, or an annex (domain rules: operative paragraphs are numbered through, a single one is not numbered).
"""

from __future__ import annotations

import re
from typing import Final

from unpress.ast import (
    Document,
    Formula,
    Inlines,
    Meta,
    SectionRole,
)
from unpress.draft import Draft, DraftTable, Line
from unpress.enumerator import at_start, readings
from unpress.folding import fold
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.part_words import numbered_part, part_word, section_word
from unpress.pattern import late
from unpress.runs import span_between
from unpress.source import Span
from unpress.wording import Rule
from unpress_stages._opening import (
    FIRST_PART,
    collected,
    decided_below,
    formula_line,
    is_formula,
    preamble_line,
    title_line,
)
from unpress_stages.parse._closing import ClosingLines
from unpress_stages.parse._head import head_of, kind_of
from unpress_stages.parse._inlines import bare, heading, inlines
from unpress_stages.parse._paragraphs import (
    ENDS,
    FIGURES,
    can_head,
    drawn_line,
    labelled,
    labelled_by,
    notes,
    opens_with_number,
    run_lengths,
    words,
)
from unpress_stages.parse._short_lines import LONGEST_BOLD, is_bold, is_figure, is_of_timetable, is_short
from unpress_stages.parse._structure import Builder, depth_of

_LETTER_SECTION: Final = late(r"(?P<letter>[A-Z])\.?")
_ROMAN_SECTION: Final = late(r"(?P<roman>[IVX]{1,5})\.?")
_LONGEST_NUMERAL: Final = 6
_LEVELS: Final = {
    "upper-roman": 2,
    "han": 2,
    "section-word": 2,
    "upper-letter": 3,
    "letter-name": 3,
}
_TAIL: Final = 80
"""Characters at the end of a paragraph that show its last sign, behind which notes may be called."""


def parse(draft: Draft, journal: Journal) -> Document | None:
    """The document, or None for a draft that has neither formula nor the number and title of a resolution."""
    lang = language(draft.language)
    body = _Body(draft, lang, journal)
    return body.document()


class _Body:
    """Goes through the paragraphs of one draft."""

    def __init__(self, draft: Draft, lang: Language, journal: Journal) -> None:
        self.draft = draft
        self.lang = lang
        self.journal = journal
        self.build = Builder()
        self.operative = False
        self.numbered = False  # the operative paragraphs have numbers
        self.annex = False
        self.decision = False
        self.before = self.following = ""  # the texts of the paragraphs around
        self.listed = False  # inside a list of names: short lines one after the other
        self.fresh = True  # nothing yet since the head or a heading
        self.unnamed = False  # the line before is the number of a section: "Annex II", whose title may follow
        self.closed = False  # behind the meeting and date: what is headed here is an annex, named so or not
        self.closing = ClosingLines(lang)
        self.part = part_word(lang)
        ends = lang.typography
        self.comma = fold(ends.preambular_end).strip()
        self.stops = (fold(ends.full_stop), ":", "：")

    def document(self) -> Document | None:
        texts = [words(entry) if isinstance(entry, Line) else "" for entry in self.draft.lines]
        formula = formula_line(texts, self.lang)
        title = title_line(texts if formula is None else texts[:formula], self.lang)
        if formula is None and title is None:
            return None
        self.decision = formula is None
        decided: int | None = None
        if formula is not None and title is not None:
            decided = decided_below(texts, self.lang, title, formula)
        start = self._start(texts, formula, title)
        start = start if decided is None else min(start, decided)
        head = self.draft.lines[:start]
        for entry in head:
            if isinstance(entry, DraftTable):
                self.build.table(entry, self.journal)
        above, label, title_words = head_of(
            [entry for entry in head if isinstance(entry, Line)], self.lang, self.journal
        )
        self._paragraphs(texts, start, formula, decided)
        meta = Meta(
            kind=kind_of(above, self.lang, decision=self.decision), job_number=self.draft.known.job_number
        )
        blocks = self.build.blocks()
        return Document(self.lang.code, meta, above, label, title_words, blocks, notes(self.draft))

    def _start(self, texts: list[str], formula: int | None, title: int | None) -> int:
        """Where the body begins: at the formula or what stands with it, at the first of several texts, or below the
        title of a decision."""
        if formula is None:
            return (title or 0) + 1
        start = preamble_line(texts, self.lang, formula)
        if title is None or start != formula:
            return start
        parts = (i for i in range(title + 1, formula) if _is_part(texts[i]))
        return next(parts, formula)

    def _paragraphs(self, texts: list[str], start: int, formula: int | None, decided: int | None) -> None:
        """Go through the paragraphs below the head."""
        lengths = run_lengths(
            is_figure(text) or (is_short(text) and self.part.fullmatch(fold(text)) is None) for text in texts
        )
        for i, entry in enumerate(self.draft.lines[start:], start):
            self.before = texts[i - 1] if i > start else ""
            self.following = texts[i + 1] if i + 1 < len(texts) else ""
            self.listed = lengths[i] > 3
            self.fresh = self.fresh or i == formula
            if isinstance(entry, DraftTable):
                self.unnamed = False
                self._end_closing()
                self.build.table(entry, self.journal)
            elif i == decided:
                self.build.paragraph("paragraph", inlines(entry.runs))
            else:
                self._paragraph(entry, texts[i])
        self._end_closing()

    # ------------------------------------------------------------------------------------------------- body

    def _paragraph(self, line: Line, text: str) -> None:
        lang = self.lang
        if line.role == "rule":
            self._end_closing()
            self.build.block(drawn_line(line, self.journal))
            return
        if not text:
            if line.text.strip():  # nothing but the mark of a note
                self._unnumbered(inlines(line.runs), "")
            return
        if is_formula(text, lang, comma=not self.fresh):
            self._end_closing()
            self.build.block(Formula(bare(line.runs)))
            self.operative = self.numbered = self.fresh = False
            return
        self.fresh = False
        if self.closing.take(line, text, dates=not self.annex):
            return
        self._end_closing()
        found = at_start(text)
        if self._heads(line, text, found):
            return
        self.unnamed = False
        # a note that is called inside an enumerator is in the line and not in its text
        label, content, span = labelled_by(line, found) if len(line.runs) == 1 else labelled(line)
        if self.annex:
            self._in_annex(label, content, span, text, depth_of(line))
        elif label:
            self._numbered(label, content, span, depth_of(line))
        else:
            self._unnumbered(content, text)

    def _end_closing(self) -> None:
        """Put the closing where it belongs: behind all sections of the text that it closes."""
        blocks = self.closing.end()
        if blocks and not self.annex:
            self.build.end_sections()
            self.closed = True
        for block in blocks:
            self.build.block(block)

    def _heads(self, line: Line, text: str, label: tuple[str, int] | None) -> bool:
        """Annex, section, article ... and headings that are known as such or look it. ``label`` is the enumerator that
        the text begins with."""
        if len(text) > 400:
            return False
        if collected(text, lang=self.lang) is not None:
            self._section(1, line, 0, "", "resolution")
            self.annex = self.closed = False
            return True
        if (
            text.endswith(ENDS)
            and len(text) > _LONGEST_NUMERAL
            and line.role != "heading"
            and not self.unnamed
        ):
            return False  # a sentence
        if self._heads_part(line, text) or self._heads_letter(line, text):
            return True
        if self.unnamed and is_formula(self.following, self.lang):
            self._name(line)
            return True
        return self._heads_with_label(line, text, label) or self._heads_in_words(line, text, label is None)

    def _heads_part(self, line: Line, text: str) -> bool:
        """Whether a line names a part by a word and a number alone: "Annex II"."""
        folded = fold(text).strip()
        if not self.part.fullmatch(folded):
            return False
        role, level = self._part(folded)
        self.annex = self.annex or role == "annex"
        self._section(level, line, len(line.text), text, role)
        return True

    def _part(self, folded: str) -> tuple[SectionRole, int]:
        """What a word and a number name, and how deep it stands."""
        known = self.lang.headings
        kinds: tuple[tuple[Rule | re.Pattern[str], SectionRole, int], ...] = (
            (known.annex, "annex", 1),
            (known.appendix, "annex", 1),
            (known.part, "part", 2),
            (known.chapter, "chapter", 3),
            (section_word(self.lang), "section", 4),
            (known.article, "article", 5),
            (known.rule, "section", 5),
        )
        return next((role, level) for rule, role, level in kinds if rule.fullmatch(folded))

    def _heads_letter(self, line: Line, text: str) -> bool:
        """Whether a line is the number of a section or of a text of several, alone: "II", "A"."""
        if len(text) > _LONGEST_NUMERAL:
            return False
        known = readings(text)
        style = known[0].style if known and not known[0].before else ""
        letter = _LETTER_SECTION.fullmatch(text) is not None or style == "letter-name"
        if _ROMAN_SECTION.fullmatch(text) or style in {"han", "section-word"}:
            self._section(2, line, len(line.text), text)
        elif letter and self.annex:
            self._section(3, line, len(line.text), text)
        elif letter:
            self._section(1, line, len(line.text), text, "resolution")
        else:
            return False
        return True

    def _heads_with_label(self, line: Line, text: str, label: tuple[str, int] | None) -> bool:
        """Whether a heading stands behind its number in one line: "II. Conclusions"."""
        if line.label or label is None:
            return False
        printed, end = label
        words = text[end:].strip()
        if not words or not (
            line.role == "heading"
            or self._numbers_a_heading(printed, text)
            or self._letters_a_heading(printed, words)
        ):
            return False
        lead = len(line.text) - len(line.text.lstrip())
        span = span_between(line.runs, lead, lead + end)
        level = _LEVELS.get(readings(printed)[0].style, 4)
        if line.role == "heading" and line.level:
            level = line.level
        content, running = heading(line, lead + end), line.role == "paragraph"
        self.build.section(level, content, printed, "section", span, running=running)
        self.fresh, self.unnamed = True, False
        return True

    def _heads_in_words(self, line: Line, text: str, plain: bool) -> bool:
        """Whether a line, ``plain`` if without a number, is the title of what the line before numbers, or a heading."""
        known = line.role == "heading"
        short = is_short(text) or (is_short(text, LONGEST_BOLD) and is_bold(line))
        part = numbered_part(text, self.lang) if plain and short and self._can_have_parts() else ""
        if (
            part and not self.listed and (self.annex or not self.closed)
        ):  # "Article 2 Definitions": one line in print
            role, level = self._part(part)
            self._section(level, line, 0, line.label, role)
        elif self.unnamed and not line.label and plain and not self.listed and can_head(text, 400):
            self._name(line)
        elif not ((known and self._can_have_parts()) or (plain and short and self._looks_like_heading(text))):
            return False
        elif self.closed and not self.annex and is_formula(self.following, self.lang):
            self._section(1, line, 0, line.label, "resolution")
        elif self.closed and not self.annex:
            self.annex = True
            self._section(1, line, 0, line.label, "annex")
        else:
            self._section(line.level or self.build.free_level, line, 0, line.label)
        return True

    def _name(self, line: Line) -> None:
        """Give the section that the line before has opened its title."""
        self.build.name(heading(line))
        self.fresh, self.unnamed = True, False

    def _can_have_parts(self) -> bool:
        """Whether headings can stand here: a preamble has no parts, whatever is set as a heading in it."""
        return (
            self.operative or self.annex or self.closed or self.decision or opens_with_number(self.following)
        )

    def _numbers_a_heading(self, label: str, text: str) -> bool:
        """Whether a number of sections ("II.", "A.", "三、") stands before a heading, not before a sentence."""
        known = readings(label)
        if (
            not known
            or known[0].style not in _LEVELS
            or known[0].before
            or len(text) > 200
            or text.endswith(ENDS)
        ):
            return False
        if self.annex or self.operative or known[0].style != "upper-letter":
            return True
        return is_formula(self.following, self.lang)  # the first of several texts

    def _letters_a_heading(self, label: str, words: str) -> bool:
        """Whether an enumerator of lists ("(i)", "a)") stands before a heading: short, where no list is open, and the
        next numbered paragraph follows."""
        known = readings(label)
        return (
            bool(known)
            and known[0].after.strip() == ")"
            and (self.operative or self.annex)
            and is_short(words)
            and not self.build.has_list
            and not self.before.endswith((":", "："))
            and opens_with_number(self.following)
        )

    def _looks_like_heading(self, text: str) -> bool:
        """Whether a short line without final punctuation can be one: in the operative part, before it, or in an annex.

        In a list what stands before its next item belongs to the list, what stands before the next numbered paragraph
        heads it. In a preamble what opens as its paragraphs do is one of them, though its comma is missing.
        """
        if self.listed or is_of_timetable(text):
            return False
        if not (self.operative or self.annex or self.closed) and self.lang.opener(text, "preambular"):
            return False
        if not self.build.has_list and (self.operative or self.annex or self.closed):
            return True
        return opens_with_number(self.following) and (self.operative or not self.build.has_list)

    def _section(self, level: int, line: Line, cut: int, label: str, role: SectionRole = "section") -> None:
        """Begin a section. How deep it stands the format says, where it does, else what heads it (``level``)."""
        if line.role == "heading" and line.level:
            level = max(line.level, 2) if self.annex and role != "annex" else line.level
        words = heading(line, cut)
        span = span_between(line.runs, 0, cut) if cut else None
        looks = cut and is_bold(line) and role == "annex" and line.role != "heading"
        alone = (
            inlines(line.runs) if looks else ()
        )  # the name of an annex may be no more than a line in bold type
        self.build.section(level, words, label, role, span, alone, running=line.role == "paragraph")
        self.fresh, self.unnamed = True, not words
        if role == "resolution":
            self.operative = self.closed = False

    def _numbered(self, label: str, content: Inlines, span: Span | None, depth: float) -> None:
        known = readings(label)
        top = bool(known) and known[0].style in {"decimal", "arabic-indic"} and known[0].before == ""
        if top and known[0].after.strip()[-1:] in {".", "-", "–", ""}:  # "3 bis." too
            self.operative = self.numbered = True
            self.build.paragraph("operative", content, label, span)
        else:
            self.build.item(content, label, span, depth)

    def _unnumbered(self, content: Inlines, text: str) -> None:
        if self.decision:
            self.build.paragraph("paragraph", content)
            return
        if not self.operative:
            tail = fold(text[-_TAIL:]).rstrip('”»’")]0123456789 ')
            if tail.endswith(self.stops) and self.lang.opener(text, "operative"):
                self.operative = True
                self.build.paragraph("operative", content)
            else:
                self.build.paragraph("preambular", content)
            return
        if fold(text[-_TAIL:]).rstrip().endswith(self.comma) and self.lang.opener(text, "preambular"):
            self.build.paragraph("preambular", content)
        elif self.build.has_list:
            self.build.goes_on(content)
        elif not self.numbered and self.lang.opener(text, "operative"):
            self.build.paragraph("operative", content)
        else:
            self.build.paragraph("paragraph", content)

    def _in_annex(self, label: str, content: Inlines, span: Span | None, text: str, depth: float) -> None:
        known = readings(label) if label else ()
        if not label:
            if self.build.has_list and text[:1].islower():
                self.build.goes_on(content)
            else:
                self.build.paragraph("paragraph", content)
        elif known and known[0].style in FIGURES and not known[0].before.startswith("("):
            self.build.paragraph("paragraph", content, label, span)
        else:
            self.build.item(content, label, span, depth)


def _is_part(text: str) -> bool:
    """Whether a line is the letter of the first part of a document that holds several texts."""
    return _LETTER_SECTION.fullmatch(text) is not None or FIRST_PART.fullmatch(text) is not None
