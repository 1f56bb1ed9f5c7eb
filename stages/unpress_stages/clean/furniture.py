"""Find where pages end, and take out what the page added: running heads, page numbers, job numbers, bar codes.

Page numbers, job numbers and bar codes have forms of their own ("2/4", "20-17639 (E)", "*2017639*", "GE.19-13879").
A running head is the symbol of the document, alone or with the short title beside or near it, or a line that stands
at the edge of several pages. Pages are known from form feeds; where a text has none, running heads, page numbers, job
numbers where pages have numbers, and the missing blank line that extraction leaves at a page break tell.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from unpress.draft import Draft, Line, woven
from unpress.figures import whole
from unpress.folding import fold, single_spaced
from unpress.journal import Journal
from unpress.language import Language, language
from unpress.pattern import late
from unpress.record import record, replace
from unpress_stages._front import DATE, JOB
from unpress_stages._opening import is_formula
from unpress_stages.clean._browser import browser_lines
from unpress_stages.clean._facts import is_label
from unpress_stages.clean._foot import number_of

_SYMBOL: Final = (
    r"[A-Z]{1,5}(?:\.\d+)?/[A-Za-z0-9][\w.\-]*(?:/[\w.\-]+)*"
    r"(?:\s?\((?:\d{4}|[IVXLS\-]+|[A-Z][a-z]+\.? [\dIVXA-Z]+)\))?(?:/[\w.\-]+)*"
)
_ALONE: Final = late(rf"(?P<symbol>{_SYMBOL})\*{{0,3}}")
_EDGE: Final = re.compile(rf"^(?P<first>{_SYMBOL})(?=\s|$)|(?<=\s)(?P<last>{_SYMBOL})\*{{0,3}}$")
_JOB: Final = rf"{JOB}(?:\s+{DATE})*"
_COUNT: Final = r"(?P<page>\d{1,4})\s?/\s?(?P<total>\d{1,4})"
_FORMS: Final = (
    ("bar-code", "*", late(r"\*\d{7}\*")),
    ("job-number", "-", late(rf"(?P<job>{_JOB})(?:\s+\*\d{{7}}\*)?")),
    ("page-number", "/", late(rf"(?:(?P<job>{_JOB})\s*)?{_COUNT}(?:\s*(?P<job2>{_JOB}))?")),
    ("page-number", "-", late(rf"\d{{1,4}}\s+{_JOB}|{_JOB}\s+\d{{1,4}}")),
    ("continued", "/", late(r"/\.\.\.")),
)
"""The forms of furniture, each with a sign that it holds."""
_FIRST: Final = frozenset("*GVK/")
"""What begins one of these forms, beside figures."""
_PAGE_COUNT: Final = _FORMS[2][2]
_FEET: Final = ("", "job-number", "bar-code")
"""What can be the last line of a page: text, or what stands at the foot of the first."""
_FIGURES: Final = late(r"\d\d*")  # a set first, not a repetition: found quicker
_COUNTED: Final = 4
"""Figures in a line that may count the pages, at most."""
_NUMBER: Final = late(r"\d{1,4}")
_DATE: Final = late(DATE)
_DATES: Final = 12
"""Lines behind a job number among which the dates of processing stand; a note may come between."""
_HEAD: Final = 30
_TITLE_LINES: Final = 5
"""Lines that a title takes at most."""
_SHORTEST: Final = 3
"""Letters of a piece of a title, more than these."""
_BESIDE: Final = 20
"""Letters beside a symbol in a line of a masthead, at most; a line of text has more."""
_HEADING: Final = 60
"""Characters: a heading that a tool wrote above the running head of its page is no longer, nor is furniture."""
_LABEL: Final = re.compile(r"(?:[A-Z]{1,2}-)?\d{1,4}/\d{1,4}(?:\s[A-Z](?:-[A-Z])?)?(?:\.?\s|\.$)")


@record
class _Known:
    """What the document says of itself: its symbol (and whether the masthead has it), its title without spaces, its
    last page, lines at page edges; and the number of the last of its pages that are known."""

    symbol: str
    printed: bool
    title: str
    total: str
    repeated: frozenset[str]
    pages: int


def clean(draft: Draft, journal: Journal) -> Draft:
    """Remove running heads and feet; number the pages of the lines."""
    lines = [entry for entry in draft.lines if isinstance(entry, Line)]
    if all(line.starts is not None for line in lines):
        return draft
    texts = [single_spaced(line.text) for line in lines]
    lang = language(draft.language)
    stroked = [text for text in texts if "/" in text]
    serial, title = _title(texts, lang)
    symbol, printed = _symbol(texts, stroked, serial, title, lang)
    title = title or _running_title(lines, texts, symbol)
    pages = {line.page for line in lines}
    repeated = _repeated(lines, texts, len(pages))
    known = _Known(symbol, printed, title, _total(stroked), repeated, max(pages))
    rules = _mark(lines, texts, known, lang)
    job = ""
    kept: list[Line] = []
    page, broken, previous = 1, False, -1
    spaced = not draft.pages and _spaced(lines)
    ends = {"page-number"} if draft.pages or "page-number" not in rules else {"page-number", "job-number"}
    for i, (line, rule) in enumerate(zip(lines, rules, strict=True)):
        if rule:
            if rule in {"job-number", "page-number"}:
                job = job or _job(texts[i])
            journal.dropped_span(rule, line.span)
            broken = broken or rule in {"running-head", "browser"} or (rule in ends and bool(kept))
            continue
        if broken or (spaced and line.gap == 0 and i and rules[i - 1] in _FEET):
            # the foot of a page has its notes below
            foot = {*rules[previous + 1 : i]} == {"job-number"} and number_of(texts[i]) is not None
            page += bool(kept) and not foot
            broken = False
        gap = line.gap if previous == i - 1 else max(line.gap, 1.0)
        previous = i
        number = line.page if draft.pages else page
        kept.append(line if number == line.page and gap == line.gap else line.placed(number, gap))
    meta = replace(draft.known, job_number=job) if job and not draft.known.job_number else draft.known
    if (
        len(kept) == len(lines)
        and all(a is b for a, b in zip(kept, lines, strict=True))
        and meta is draft.known
    ):
        return draft
    return replace(
        draft, lines=woven(kept, draft.lines), known=meta, pages=draft.pages or (page if page > 1 else 0)
    )


def _job(text: str) -> str:
    """The job number in a line, without the dates of processing behind it."""
    found = re.search(JOB, text)
    return found.group() if found else ""


def _spaced(lines: list[Line]) -> bool:
    """Whether the text has the habit of a blank line after every line, and its lines are lines of print."""
    if len(lines) <= 8 or len([1 for line in lines if line.gap >= 1]) <= 0.8 * len(lines):
        return False
    return sorted([line.width for line in lines])[int(len(lines) * 0.9)] < 140


def _symbol(
    texts: list[str], stroked: list[str], serial: str, title: str, lang: Language
) -> tuple[str, bool]:
    """The symbol of the document, which stands in one of the lines with a stroke, and whether it is read from the
    masthead.

    Of the symbols at the edge of a line in the masthead, which ends at the formula, it is the first that comes again,
    or the first of all; without a formula only lines count that have few words beside it or come again. Where the
    masthead is missing or torn, it is one that stands alone in several lines, or in one with the number of the text in
    it, or beside the title.
    """
    end = next((i for i, text in enumerate(texts[:_HEAD]) if is_formula(text, lang, comma=True)), None)
    head = [
        found["first"] or found["last"]
        for text in texts[: _HEAD if end is None else end]
        if len(text) <= 90 and not text.startswith("[")
        for found in (_EDGE.finditer(text) if "/" in text else ())
        if any(c.isdigit() for c in found.group())
        and not _beside(text, found, title, serial, lang)
        and (end is not None or _in_masthead(_without(text, found), lang) or texts.count(text) > 1)
    ]
    if head:
        again = (symbol for symbol in head if sum(symbol in text for text in texts[_HEAD:]) > 1)
        return next(again, head[0]), True
    alone = Counter(
        m["symbol"]
        for t in stroked
        if len(t) < 80 and (m := _ALONE.fullmatch(t)) and any(c.isdigit() for c in t)
    )
    for symbol, times in alone.most_common(1):
        if times > 1 or (serial and symbol.endswith("/" + serial)):
            return symbol, times > 1
    for text in stroked:
        for found in _EDGE.finditer(text) if len(text) <= 240 else ():
            if any(c.isdigit() for c in found.group()) and _beside(text, found, title, serial, lang):
                return found["first"] or found["last"], False
    return "", True


def _beside(text: str, symbol: re.Match[str], title: str, serial: str, lang: Language) -> bool:
    """Whether all of a line but a symbol at its edge is the beginning or all of the title; or, where the symbol has the
    number of the text, the end of the title. The publisher's name beside it is the masthead's, though titles end so."""
    rest = _without(text, symbol)
    if len(rest) <= 7 or rest == _compact(lang.masthead.publisher):
        return False
    named = symbol.group().rstrip("*")
    return title.startswith(rest) or (bool(serial) and named.endswith("/" + serial) and title.endswith(rest))


def _without(text: str, symbol: re.Match[str]) -> str:
    """A line without the symbol at its edge, in the form of titles."""
    return _compact(text[: symbol.start()] + text[symbol.end() :]).rstrip("….")


def _in_masthead(rest: str, lang: Language) -> bool:
    """Whether what stands beside a symbol may be of a masthead: "Distr. GENERAL", an organ, the publisher."""
    return len(rest) <= _BESIDE or rest == _compact(lang.masthead.publisher)


def _title(texts: list[str], lang: Language) -> tuple[str, str]:
    """The number of the text ("75/210") and its title in one piece without spaces: all up to the formula."""
    for i, text in enumerate(texts[: _HEAD * 2]):
        label = _LABEL.match(text)
        if label is None:
            continue
        number = label.group().rstrip(" .")
        parts = [text[label.end() :]]
        for after in texts[i + 1 : i + 8]:
            if lang.formula.organ(after) is not None:
                return number, _compact("".join(parts)).lstrip("-–—")
            parts.append(after)
        return number, _compact("".join(parts[:3])).lstrip("-–—")
    return "", ""


def _running_title(lines: list[Line], texts: list[str], symbol: str) -> str:
    """The title of a text without a number, in one piece without spaces: the lines of its head from where one begins
    with what stands beside its symbol, or beside the line of it, at the edge of a later page."""
    head = range(
        min(_HEAD, next((i for i, line in enumerate(lines) if line.page > lines[0].page), len(lines)))
    )
    if not symbol:
        said = _compact(texts[0]) if texts else ""
        tops = (i for i in range(len(head), len(lines)) if _at_edge(lines, i, 1))
        return said if len(said) > _BESIDE and any(_compact(texts[i]) == said for i in tops) else ""
    begun: list[str] = []
    for i in range(len(head), len(lines)):
        if not _at_edge(lines, i, 2):
            continue
        near = [texts[i].replace(symbol, "")] if symbol in texts[i] else []
        if texts[i] == symbol:
            beside = (j for j in (i - 1, _below_labels(texts, i + 1)) if j < len(lines))
            near = [texts[j] for j in beside if lines[j].page == lines[i].page]
        for text in near:
            said = _compact(text).strip("-–—…")
            if len(said) > _SHORTEST and not text.endswith((".", "。", ";", "；")):
                begun = begun or [_compact("".join(texts[k : k + _TITLE_LINES])) for k in head]
                found = next((title for title in begun if title.startswith(said)), "")
                if found:
                    return found
    return ""


def _compact(text: str) -> str:
    return "".join(fold(text).replace("*", "").split()).casefold()


def _total(stroked: list[str]) -> str:
    """The number of pages that page numbers of the form 2/10 name, or empty; they are lines with a stroke.

    Several lines name it, or the last page alone: 56/183 on a line of its own is a resolution.
    """
    counts = [m for t in stroked if len(t) < 40 and (m := _PAGE_COUNT.fullmatch(t))]
    totals = Counter(m["total"] for m in counts)
    last = {m["total"] for m in counts if m["page"] == m["total"]}
    named = [total for total, times in totals.most_common() if times > 1 or total in last]
    return named[0] if named else ""


def _at_edge(lines: list[Line], i: int, reach: int) -> bool:
    """Whether a line is one of the first or last lines of its page."""
    return (
        i < reach
        or i >= len(lines) - reach
        or lines[i - reach].page != lines[i].page
        or lines[i + reach].page != lines[i].page
    )


def _repeated(lines: list[Line], texts: list[str], pages: int) -> frozenset[str]:
    """Lines that stand at the edge of at least three pages and a third of all, each in the forms of ``_forms``."""
    if pages < 3:
        return frozenset()
    edges = Counter(
        form
        for i, text in enumerate(texts)
        if len(text) < 120 and _at_edge(lines, i, 2)
        for form in _forms_on(text, lines[i].page)
    )
    return frozenset(text for text, times in edges.items() if times >= max(3, pages // 3))


def _numbered(lines: list[Line], texts: list[str], i: int) -> bool:
    """Whether a line has a number beside it that is not the page's: a note, whose words may stand on other pages."""
    beside = [j for j in (i - 1, i + 1) if 0 <= j < len(lines) and lines[j].page == lines[i].page]
    return any(_NUMBER.fullmatch(texts[j]) and int(texts[j]) != lines[i].page for j in beside)


def _forms_on(text: str, page: int) -> set[str]:
    """What a line on a page is compared by: its figures as they are, or by how much they differ from the number of the
    page. "2/8" and "4/8" are the same line on their pages, "Article 34" and "Article 40" are not."""
    found: list[re.Match[str]] = list(_FIGURES.finditer(text))
    if not found or len(found) > _COUNTED:
        return {text}
    forms = {""}
    at = 0
    for figure in found:
        number = whole(figure.group())
        said = [figure.group()] if number is None else [figure.group(), f"page{number - page:+}"]
        forms = {form + text[at : figure.start()] + one for form in forms for one in said}
        at = figure.end()
    return {form + text[at:] for form in forms}


def _mark(lines: list[Line], texts: list[str], known: _Known, lang: Language) -> list[str]:
    """For each line the rule that makes it furniture, or nothing."""
    recycle = lang.masthead.recycle
    rules = [
        _form(text, known, lang)
        if len(text) <= _HEADING
        and (text[:1] in _FIRST or text[:1].isdecimal() or text[-1:].isdecimal() or text == recycle)
        else ""
        for text in texts
    ]
    for i in browser_lines(lines, texts):
        rules[i] = "browser"
    seen = not known.printed  # the first mention of the symbol is the masthead's
    for i in [i for i, text in enumerate(texts) if known.symbol in text] if known.symbol else ():
        if not rules[i] and (seen or i >= _HEAD) and _running_head(texts[i], known, lang):
            rules[i] = "running-head"
        seen = True
    first = lines[0].page
    for i, text in enumerate(texts) if known.title and not known.symbol and known.pages > first else ():
        if lines[i].page > first and _at_edge(lines, i, 1) and _compact(text) == known.title:
            rules[i] = rules[i] or "running-head"
    for i, text in enumerate(texts) if known.repeated else ():
        if (
            not rules[i]
            and lines[i].page > 1
            and _at_edge(lines, i, 2)
            and not known.repeated.isdisjoint(_forms_on(text, lines[i].page))
            and not _numbered(lines, texts, i)
        ):
            rules[i] = "" if _LABEL.match(text) or re.match(r"[(\d]", text) else "running-head"
    for i, rule in enumerate(rules):  # the rest of a title that runs over several lines
        if known.title and rule in {"running-head", "page-number"}:
            for j in _title_around(texts, rules, i, known):
                rules[j] = "running-head"
    for i, rule in enumerate(rules):  # the dates of processing behind a job number, on lines of their own
        if rule == "job-number":
            for j in range(i + 1, min(i + 1 + _DATES, len(texts))):
                if not rules[j] and _DATE.fullmatch(texts[j]) and lines[j].page == lines[i].page:
                    rules[j] = "job-number"
    for i, text in enumerate(texts) if known.pages > 1 else ():  # a bare page number
        if not rules[i] and lines[i].page > 1 and _NUMBER.fullmatch(text) and int(text) == lines[i].page:
            near_head = "running-head" in rules[max(i - 1, 0) : i + 2]
            rules[i] = "page-number" if near_head or _at_edge(lines, i, 1) else ""
    return rules


def _form(text: str, known: _Known, lang: Language) -> str:
    """The rule for a short line that has the form of furniture."""
    for rule, sign, pattern in _FORMS if text[:1].isdecimal() or text[:1] in _FIRST else ():
        found = pattern.fullmatch(text) if sign in text else None
        if found is None:
            continue
        counted = pattern is _PAGE_COUNT
        if counted and (found["total"] != known.total or int(found["page"]) > int(found["total"])):
            continue
        return rule
    word = lang.headings.page
    numbered = word and text[-1:].isdecimal()
    if numbered and re.fullmatch(rf"{re.escape(word)} ?\d{{1,4}}", text, re.IGNORECASE):
        return "page-number"
    return "recycle" if lang.masthead.recycle and text == lang.masthead.recycle else ""


def _running_head(text: str, known: _Known, lang: Language) -> bool:
    """The symbol alone, or with a piece of the title before or behind it."""
    bare = text.rstrip("*").rstrip()
    if bare.startswith(known.symbol):
        rest = bare[len(known.symbol) :]
    elif bare.endswith(known.symbol):
        rest = bare[: -len(known.symbol)]
    else:
        return False
    page = re.escape(lang.headings.page) or r"(?!)"
    rest = re.sub(
        rf"(?:^|\s)(?:{_JOB}|\*?\d{{7}}\*?|{_COUNT}|{page} ?\d+)(?=\s|$)", "", rest.strip(" *")
    ).strip(" -–—")
    return not rest or (len(rest) > 3 and _compact(rest) in known.title)


def _title_around(texts: list[str], rules: list[str], i: int, known: _Known) -> list[int]:
    """The lines around a running head or page number that hold the title, or its next part: those in its order only,
    since the text may use the words of the title, too."""
    said = _said(texts[i], known)
    found: list[int] = []
    above = ""
    for j in range(i - 1, max(i - 5, -1), -1):
        part = _part(texts[j])
        if rules[j] and (not part or part + above not in known.title):
            continue
        if not part or part + above not in known.title:
            break
        above = part + above
        if known.title.startswith(above) and (said < 0 or len(above) == said - len(_rest(texts[i], known))):
            found.extend(range(j, i))
            break
    start = max(said, len(above) if found else 0)
    first = _below_labels(texts, i + 1)
    behind, end = _title_behind(texts, rules, first, known, start)
    if first > i + 1 and end < min(
        len(known.title), _BESIDE
    ):  # it may be a text that begins as the title does
        behind, end = [], 0
    if end == 0 and i + 2 < len(texts) and not rules[i + 1] and len(texts[i + 1]) <= _HEADING:
        behind, end = _title_behind(
            texts, rules, i + 2, known, 0
        )  # a heading may stand above the whole title
        behind = behind if end == len(known.title) else []
    return [j for j in (*found, *behind) if not rules[j]]


def _below_labels(texts: list[str], i: int) -> int:
    """The first line from ``i`` on that is no enumerator alone, as a tool writes those of a page before its head."""
    while i < len(texts) and is_label(texts[i]):
        i += 1
    return i


def _title_behind(
    texts: list[str], rules: list[str], first: int, known: _Known, start: int
) -> tuple[list[int], int]:
    """The lines from ``first`` on that hold the title from its character ``start`` on, and how far they go."""
    found: list[int] = []
    for j in range(first, min(first + 4, len(texts))):
        part = _part(texts[j])
        if rules[j] and (not part or not known.title.startswith(part, start)):
            continue
        if not part or not known.title.startswith(part, start):
            break
        found.append(j)
        start += len(part)
    return found, start


def _rest(text: str, known: _Known) -> str:
    """What a running head says besides the symbol."""
    return _compact(text.replace(known.symbol, "").strip(" *-–—")) if known.symbol in text else ""


def _said(text: str, known: _Known) -> int:
    """How far into the title a running head goes, -1 if it holds nothing of it."""
    rest = _rest(text, known)
    at = known.title.find(rest) if rest else -1
    return at + len(rest) if at >= 0 else -1


def _part(text: str) -> str:
    """A line as a part of the title, or nothing if it cannot be one."""
    compact = _compact(text.strip(" -–—"))
    if len(compact) <= 3 or text.endswith((";", ".")) or (text.endswith(",") and len(compact) <= 20):
        return ""
    return compact
