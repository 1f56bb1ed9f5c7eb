"""What stands above the body of a resolution: masthead, printed number and title, and what they say that it is."""

from __future__ import annotations

from typing import Literal

from unpress.ast import Break, Inlines, MastheadLine
from unpress.draft import Line
from unpress.journal import Journal
from unpress.language import Language
from unpress.runs import Run, cut_runs, span_between
from unpress.walk import plain
from unpress_stages._front import is_decision, role_of
from unpress_stages._opening import title_number
from unpress_stages.parse._inlines import bare
from unpress_stages.parse._masthead import masthead

Kind = Literal["draft decision", "draft resolution", "decision", "resolution"]


def head_of(
    lines: list[Line], lang: Language, journal: Journal
) -> tuple[tuple[MastheadLine, ...], str, Inlines]:
    """Masthead, printed number and title."""
    for i, line in enumerate(lines):
        text = line.text
        found = title_number(text.lstrip())
        if found is None or role_of(text.strip(), lang) != "other":
            continue
        lead = len(text) - len(text.lstrip())
        runs = cut_runs(line.runs, lead + found.end(), len(text))
        number = span_between(line.runs, lead, lead + found.end())
        journal.moved_span("number", number)  # which stands in the label of the document now
        space = (Run(" "),) if lang.openers.spaced else ()
        for more in lines[i + 1 :]:
            runs = (*runs, *space, *more.runs)
        return masthead(lines[:i], lang, journal), found["label"].strip(), bare(runs)
    for i, line in enumerate(lines):
        if role_of(line.text.strip(), lang) == "sponsors":
            title: Inlines = ()
            for more in lines[i + 1 :]:
                title = (*title, *((Break(),) if title else ()), *bare(more.runs))
            return masthead(lines[: i + 1], lang, journal), "", title
    return masthead(lines, lang, journal), "", ()


def kind_of(above: tuple[MastheadLine, ...], lang: Language, *, decision: bool) -> Kind:
    """What a document is by its masthead; ``decision``: it has no formula."""
    roles = {line.role for line in above}
    decision = decision or any(is_decision(plain(line.content), lang) for line in above)
    if "sponsors" in roles:
        return "draft decision" if decision else "draft resolution"
    return "decision" if decision else "resolution"
