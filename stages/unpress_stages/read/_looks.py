"""Runs whose look says what is set apart, and nothing of the spaces around it.

Word processors and page descriptions set spaces as it happens: the space behind an italic word is italic or not. In a
settled line (`unpress.inlines`) spaces at the edge of what is set apart are plain, and those inside of it look like it.
"""

from __future__ import annotations

from dataclasses import replace

from unpress.runs import Run, Runs, merge_runs


def spaces_outside(runs: Runs) -> Runs:
    """The same text with the looks of its spaces settled."""
    if not any(_set_apart(run) for run in runs):
        return runs
    parts: list[Run] = []
    for run in runs:
        text = run.text
        bare = text.strip()
        if run.note or not bare or len(bare) == len(text):
            parts.append(run)
            continue
        start = len(text) - len(text.lstrip())
        end = start + len(bare)
        parts.extend(
            part for part in (run.cut(0, start), run.cut(start, end), run.cut(end, len(text))) if part.text
        )
    for place, run in enumerate(parts):
        if run.note or run.text.strip():
            continue
        before = parts[place - 1] if place else None
        behind = next((part for part in parts[place + 1 :] if part.note or part.text.strip()), None)
        inside = before is not None and behind is not None and not before.note and before.looks_like(behind)
        look = before if inside and before is not None else Run("")
        parts[place] = look.with_text(run.text, run.span)
    return merge_runs(parts)


def _set_apart(run: Run) -> bool:
    return bool(run.bold or run.italic or run.underline or run.raised or run.lowered or run.link)


def without_bold(runs: Runs) -> Runs:
    """The same text in letters that are not bold."""
    return tuple(replace(run, bold=False) if run.bold else run for run in runs)


def is_headline(text: str) -> bool:
    """Whether a paragraph is short and ends as no sentence does."""
    return 0 < len(text) <= 250 and text[-1] not in ".;:,،؛。；：，"
