"""Put the paragraphs of any text in order: headings, numbered paragraphs, lists, quotations, adopted texts.

One kind of evidence serves reports, letters, treaties and statements alike: enumerators and their sequence, the words
that head a part, how a line ends, and what follows it. A heading has something under it: a number before a line that
the next line counts on is an entry of a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from unpress.ast import Block, Blocks, Formula, Inlines, Quote, SectionRole
from unpress.draft import DraftTable, Entry, Line
from unpress.enumerator import Enumerator, at_start, number_of_part, readings, successor
from unpress.folding import fold
from unpress.inlines import without_common_look
from unpress.journal import Journal
from unpress.language import Language
from unpress.runs import span_between, span_of
from unpress.source import Span
from unpress_stages._front import cites, heads_item, names
from unpress_stages._opening import is_formula
from unpress_stages.parse._contents import contents, is_emptied
from unpress_stages.parse._end_lines import EndLines
from unpress_stages.parse._inlines import bare, heading, inlines
from unpress_stages.parse._named import RANKS, Named, is_number_alone, named
from unpress_stages.parse._neighbours import Neighbours
from unpress_stages.parse._paragraphs import (
    ENDS,
    FIGURES,
    can_head,
    drawn_line,
    is_rule,
    labelled,
    opens_with_number,
    speaks,
    words,
)
from unpress_stages.parse._quotations import begins_quotation, ends_quotation
from unpress_stages.parse._ranks import ranks
from unpress_stages.parse._structure import Builder, depth_of, levelled

_ENCLOSING: Final = ("(", "’", "‘", "'")
"""What stands before a number of an item: (1), ’1‘."""
_HEADINGS: Final = frozenset({"upper-roman", "upper-letter", "han", "section-word", "letter-name"})


def outline(entries: Sequence[Entry], lang: Language, journal: Journal, *, corrects: bool = False) -> Blocks:
    """The blocks of the text below masthead and title; ``corrects``: it is a corrigendum."""
    return _Outline(entries, lang, journal, corrects=corrects).blocks()


def _usual_size(entries: Sequence[Entry]) -> float:
    """The size of type in points that most of a text is set in; 0 where it is not known."""
    sizes: Counter[float] = Counter()
    for entry in entries:
        for run in entry.runs if isinstance(entry, Line) else ():
            sizes[run.size] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class _Outline:
    """Goes through the paragraphs of a text."""

    def __init__(
        self, entries: Sequence[Entry], lang: Language, journal: Journal, *, corrects: bool = False
    ) -> None:
        self.entries = entries
        self.corrects = corrects
        self.texts = [words(entry) if isinstance(entry, Line) else "" for entry in entries]
        self.around = Neighbours(entries, self.texts, lang)
        self.lang = lang
        self.journal = journal
        self.build = Builder()
        self.size = _usual_size(entries)
        self.ranks = ranks(entries)
        self.in_text = False  # sentences came before: what is set large is no title any more
        self.number: Enumerator | None = None  # of the numbered paragraph before, in this text or annex
        self.article = 0  # the number of the article before
        self.sectioned = False  # a section stood directly under an article: they are parts of articles
        self.listed = False  # the paragraph before is an entry of a list or a numbered one
        self.unnamed = False  # a number or word heads what follows, whose title may come
        self.style = 0  # the level that the source gave to the heading before
        self.adopting = False  # behind a formula: paragraphs are clauses
        self.operative = False
        self.quoting: Builder | None = None  # what the quotation is put into when it ends
        self.ends = EndLines(self.texts, lang)

    def blocks(self) -> Blocks:
        i = 0
        while i < len(self.entries):
            entry = self.entries[i]
            if isinstance(entry, DraftTable):
                self._end_closing()
                self.build.table(entry, self.journal)
                i += 1
                continue
            listed = contents(self.entries, self.texts, i, self.lang, self.journal)
            if listed is not None:
                self.build.section(RANKS["upper-roman"], bare(entry.runs))
                self.build.hold_no_section()
                for label, content, span in listed.entries:
                    if label:
                        self.build.item(content, label, span)
                    else:
                        self.build.paragraph("paragraph", content)
                i = listed.end
                self.listed = self.unnamed = False
                continue
            if is_emptied(self.entries, self.texts, i, self.lang):
                self.journal.dropped_span("emptied", span_of(entry.runs))
            else:
                self._line(entry, i)
            i += 1
        self._end_quote()
        self._end_closing()
        return levelled(self.build.blocks())

    # ------------------------------------------------------------------------------------------- one line

    def _line(self, line: Line, i: int) -> None:
        text = self.texts[i]
        if is_rule(line):
            self._end_closing()
            self.build.block(drawn_line(line, self.journal))
        elif not text:
            if line.text.strip():  # nothing but the mark of a note
                self.build.paragraph("paragraph", inlines(line.runs))
        elif not self.ends.take(line, i, adopting=self.adopting):
            self._end_closing()
            self._quotes(i)
            if not self._heads(line, text, i):
                self._paragraph(line, text)
            self._unquotes(text)

    def _paragraph(self, line: Line, text: str) -> None:
        self.unnamed = self.unnamed and text[0] == "[" and text[-1] == "]"  # "[English only]" above the title
        self.in_text = self.in_text or text.endswith(ENDS)
        if is_formula(text, self.lang, comma=True):
            self.build.block(Formula(inlines(line.runs)))
            self.adopting, self.operative = True, False
            return
        label, content, span = labelled(line)
        known = readings(label) if label else ()
        self.listed = bool(known)
        if not known:
            self._unnumbered(content, text)
        elif known[0].style in FIGURES and not known[0].before.startswith(_ENCLOSING):
            if self.adopting:
                self.operative = True
                self.build.paragraph("operative", content, label, span)
            else:
                self.number = known[0] if known[0].style != "compound" else self.number
                self.build.paragraph("paragraph", content, label, span)
        else:
            self.build.item(content, label, span, depth_of(line))

    def _unnumbered(self, content: Inlines, text: str) -> None:
        if self.adopting and not self.operative:
            stop = fold(self.lang.typography.full_stop)
            self.operative = fold(text).endswith(stop) and bool(self.lang.opener(text, "operative"))
            self.build.paragraph("operative" if self.operative else "preambular", content)
        elif self.build.has_list and text[0].islower():
            self.build.goes_on(content)
        else:
            self.build.paragraph("paragraph", content)

    # ------------------------------------------------------------------------------------------- headings

    def _heads(self, line: Line, text: str, i: int) -> bool:
        """Whether the line heads what follows; the section is begun then."""
        marked = line.role == "heading"
        found = named(text, self.lang, self.article, heading=marked) if not line.label else None
        if line.role == "heading":
            self._marked(line, i, found)
            return True
        if found is not None and not (self.corrects and found.title < len(line.text)):
            self._named(line, found)
            return True
        following = self.around.following(i)
        if (
            self.unnamed
            and not line.label
            and at_start(text) is None
            and can_head(text, 400)
            and text[0] != "["
            and (is_formula(following, self.lang) or not self.around.in_list(i))
        ):
            self.build.name(heading(line))
            self.unnamed = False
            return True
        if self._heads_item(text, i) and following and not following[0].islower():
            self._section(RANKS["upper-roman"], line, 0, "")
            self.unnamed = False
            return True
        if is_number_alone(text) and can_head(following) and at_start(following) is None:
            label = text.strip()
            known = readings(label)
            if known and known[0].style in RANKS and known[0].style != "compound":
                self._section(RANKS[known[0].style], line, len(line.text), label)
                return True
        if (
            self.corrects
            and can_head(text, 120)
            and following
            and self.lang.headings.corrected.fullmatch(text)
        ):
            self._section(RANKS["unnumbered"], line, 0, "")
            self.unnamed = False
            return True
        if self._numbers_a_heading(line, text, i):
            label, content, span = _headed(line)
            self.build.section(self._rank(label), content, label, "section", span)
            self._begun(named_it=True)
            return True
        if not line.label and at_start(text) is None and self._looks_like_heading(text, i):
            kind = "before articles" if self._heads_article(following) else "unnumbered"
            self._section(RANKS[kind], line, 0, "")
            self.unnamed = False
            return True
        return False

    @cached_property
    def _last(self) -> dict[str, int]:
        """The last entry of each wording."""
        return {text: i for i, text in enumerate(self.texts)}

    def _heads_item(self, text: str, i: int) -> bool:
        """Whether a line heads what is said on an item of the agenda, and is no entry of a list of the items, which
        stand once more below."""
        return heads_item(text, self.lang) and self._last[text] == i

    def _marked(self, line: Line, i: int, found: Named | None) -> None:
        """Begin the section of a line that the source marks as a heading, or name the one that waits for its title."""
        style, self.style = self.style, line.level
        label, content, span = _headed(line)
        rank = self._rank_of(i, label)
        if found is not None:  # words say what it heads, the style only how deep
            self._named(line, found._replace(rank=self._depth(found, rank), sentence=False))
        elif self.unnamed and not label and line.level == style:
            self.build.name(content)
            self.unnamed = False
        else:
            self.build.section(rank, content, label, "section", span)
            self._begun(named_it=True)

    def _rank_of(self, i: int, label: str) -> int:
        """How deep a heading is that the source marks as one: as it says, or as its number does."""
        if i in self.ranks:
            return RANKS["styled"] + self.ranks[i]
        known = readings(label) if label else ()
        return self._rank(label) if known else RANKS["unnumbered"]

    def _depth(self, found: Named, rank: int) -> int:
        """How deep a heading is that has both a style and words: a part that ends all headings before it, or is the
        first, is as deep as words say."""
        outermost = found.rank < RANKS["styled"] and not self.build.holds(RANKS["styled"], rank)
        return found.rank if outermost else rank

    def _named(self, line: Line, found: Named) -> None:
        """Begin the part that a line names."""
        if found.rank == RANKS["section"]:
            self.sectioned = self.sectioned or (
                self.build.level == RANKS["article"] and self.build.heads_nothing
            )
            found = found._replace(rank=RANKS["article"] + 1) if self.sectioned else found
        lead = len(line.text) - len(line.text.lstrip())
        if found.label == 0:  # the words are the heading: "Summary", "Annex to the letter dated ..."
            self._section(found.rank, line, 0, "", found.role)
            self.unnamed = False
            if found.contents:
                self.build.hold_no_section()
        else:
            printed = line.text[: lead + found.label].strip()
            if found.sentence:
                span = span_between(line.runs, 0, lead + found.title)
                self.build.section(found.rank, (), printed, found.role, span)
                self._begun(named_it=True)
                content = inlines(line.runs, lead + found.title)
                self.build.paragraph("paragraph", content)
            else:
                self._section(found.rank, line, lead + found.title, printed, found.role)
        if found.role in {"annex", "resolution"}:
            self.number, self.article, self.sectioned = None, 0, False
        elif found.role == "article":
            self.article = number_of_part(line.text[: lead + found.label], self.lang) or self.article
        self.adopting = self.operative = False

    def _section(self, rank: int, line: Line, cut: int, label: str, role: SectionRole = "section") -> None:
        content = heading(line, cut)
        span = span_between(line.runs, 0, cut) if cut else None
        self.build.section(rank, content, label, role, span)
        self._begun(named_it=bool(content))

    def _begun(self, *, named_it: bool) -> None:
        self.unnamed, self.listed = not named_it, False

    def _rank(self, label: str) -> int:
        """How deep a numbered heading is: as deep as the open one that it counts on ("I." behind "H."), else as its
        number tells. "(a)" directly under a heading is deeper than that, whatever that is."""
        level = self.build.counted_on(label)
        if level is not None:
            return level
        first = readings(label)[0]
        bracketed = first.style == "han" and first.before  # (一) stands below 一、
        rank = RANKS["upper-letter"] if bracketed else RANKS.get(first.style, RANKS["unnumbered"])
        if first.style in _INNER and first.ordinal == 1 and self.build.heads_nothing:
            return max(rank, self.build.level + 1)
        return rank

    def _numbers_a_heading(self, line: Line, text: str, i: int) -> bool:
        """Whether an enumerator stands before a heading: words without final punctuation, not counted on by the entry
        behind, nor counting on the one before."""
        label, _, _ = labelled(line)
        known = readings(label) if label else ()
        if not known or known[0].style not in RANKS:
            return False
        inner = text if line.label else text[len(label) :].strip()
        style = known[0].style
        if not can_head(inner, 300) or style == "compound" or (known[0].before and style not in _LETTERS):
            return False
        following = self.around.following(i)
        if following and self._stands_out(line):
            return True
        ahead = at_start(following)
        if ahead is not None and any(successor(reading, ahead[0]) for reading in known):
            return False
        if self.listed and self.around.counts_on(i, label):
            return False
        if style in _HEADINGS:
            return bool(following)
        below = readings(ahead[0])[0] if ahead is not None and readings(ahead[0]) else None
        numbered = below is not None and below.style in FIGURES and not below.before
        if style in FIGURES and self._is_annotated(i, label):
            return True
        if style in FIGURES:  # "2. Civil and political rights" between paragraphs 15 and 16
            if self._goes_on(known):
                return numbered and ahead is not None and ahead[0] == label
            return bool(following) and (numbered or can_head(following))
        return numbered and not self.build.has_list and not self.around.is_announced(i)

    def _is_annotated(self, i: int, label: str) -> bool:
        """Whether a number stands before the title of text without a number, as the one before it did, or the next
        does: the items of an annotated agenda."""
        if not self._heads_text(i):
            return False
        if self.build.counted_on(label) is not None:
            return True
        for j in range(i + 2, min(i + _ANNOTATION, len(self.texts))):
            ahead = at_start(self.texts[j])
            if ahead is not None and any(successor(reading, ahead[0]) for reading in readings(label)):
                return can_head(self.texts[j], 300) and self._heads_text(j)
        return False

    def _heads_text(self, i: int) -> bool:
        """Whether a paragraph without a number, whole sentences, stands below entry ``i``."""
        below = self.texts[i + 1] if i + 1 < len(self.texts) else ""
        return bool(below) and below.endswith(ENDS) and not below[0].islower() and at_start(below) is None

    def _goes_on(self, known: Sequence[Enumerator]) -> bool:
        """Whether a number is the next of the numbered paragraphs."""
        if self.number is None:
            return known[0].ordinal == 1
        return any(r.style == self.number.style and r.ordinal == self.number.ordinal + 1 for r in known)

    def _looks_like_heading(self, text: str, i: int) -> bool:
        """A short line without final punctuation that text or a heading follows, and that is no name in a list. Text
        that begins with a small letter goes on what it says."""
        entry = self.entries[i]
        stands_out = isinstance(entry, Line) and self._stands_out(entry)
        if not can_head(text, 300 if stands_out else 160) or text[0].isdigit():
            return False
        if self.around.in_list(i) or self.quoting is not None or speaks(text, self.lang):
            return False
        following = self.around.following(i)
        if following and stands_out:
            return True
        if not following or names(text[: max(cites(text), 0)], self.lang):  # a document: "Report (A/75/1)"
            return False
        if self._heads_article(following) and len(text) <= _ABOVE_ARTICLES:
            return True
        if self.build.has_list or self.around.is_announced(i) or (self.adopting and not self.operative):
            return opens_with_number(following)
        if opens_with_number(following):
            return True
        goes_on = following[0].islower() and at_start(following) is None
        return not goes_on and following.endswith(ENDS) and len(following) > max(60, len(text))

    def _stands_out(self, line: Line) -> bool:
        """Whether a line amid the text is bold throughout and in larger type."""
        ink = [run for run in line.runs if run.text.strip()]
        return bool(self.in_text and self.size and ink) and all(
            run.bold and run.size > self.size for run in ink
        )

    def _heads_article(self, text: str) -> bool:
        found = named(text, self.lang)
        return found is not None and found.rank == RANKS["article"]

    # ------------------------------------------------------------------------------------------- quotations

    def _quotes(self, i: int) -> None:
        """Begin a quotation of several paragraphs."""
        if self.quoting is not None:
            return
        if begins_quotation(self.texts, i, self.lang, announced=self.around.is_announced(i)):
            self.quoting, self.build = self.build, Builder()

    def _unquotes(self, text: str) -> None:
        """End the quotation behind the paragraph that closes it."""
        if self.quoting is not None and ends_quotation(text, self.lang):
            self._end_quote()

    def _end_quote(self) -> None:
        if self.quoting is not None:
            quoted: Block = Quote(self.build.blocks())
            self.build, self.quoting = self.quoting, None
            self.build.block(quoted)

    def _end_closing(self) -> None:
        for closing in self.ends.end():
            self.build.block(closing)


def _headed(line: Line) -> tuple[str, Inlines, Span | None]:
    """The enumerator of a heading, its words without the look of headings, and where the enumerator stood."""
    label, content, span = labelled(line)
    return label, content if line.role == "paragraph" else without_common_look(content), span


_LETTERS: Final = frozenset({"lower-letter", "arabic-letter", "cyrillic-letter", "lower-roman"})
_INNER: Final = _LETTERS | FIGURES
_ANNOTATION: Final = 12
"""Paragraphs that an annotation of an item of the agenda has at most."""
_ABOVE_ARTICLES: Final = 100
"""Characters: what heads articles is no longer; the last sentence of an article may lack its full stop."""
