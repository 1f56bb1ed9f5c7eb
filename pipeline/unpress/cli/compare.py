"""``unpress compare``: whether two files are the same document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from unpress import outputs, streams
from unpress.cli.options import PATH, bounded, configure, configured, examples, open_path, remembering
from unpress.cli.report import DONE, FAULTS, tell
from unpress.config import Config
from unpress.errors import Error, UsageError
from unpress.memory import Memory


@click.command(
    "compare",
    short_help="Say whether two files are the same document.",
    epilog=examples(
        "unpress compare A_80_590.docx A_80_590.pdf",
        "unpress compare --diff A_80_590.md A_80_590.pdf",
        "unpress compare --translation A_80_590.en.docx A_80_590.fr.pdf",
        "unpress compare --beside texts/*.md",
        "unpress compare --json --wanted text=1 --wanted tables=1 A.docx A.pdf",
    )
    + "\n\nExit status: 0 they agree, 1 they differ or one cannot be read, 2 wrong usage or configuration.",
)
@click.argument("paths", metavar="A B", nargs=-1, required=True, type=PATH)
@click.option(
    "--beside",
    is_flag=True,
    help="Compare each text with the PDF and Word files of its name beside it, and tell every difference.",
)
@click.option(
    "--translation",
    is_flag=True,
    help="Compare two language versions by what they share: paragraphs, numbers, notes, citations, tables.",
)
@click.option("--diff", is_flag=True, help="Print every difference, not only the first of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--wanted",
    "shares",
    multiple=True,
    metavar="ASPECT=SHARE",
    help="From which share (0 to 1) an aspect agrees, as in text=0.98.",
)
@remembering
@configured
def command(
    paths: tuple[str, ...],
    beside: bool,
    translation: bool,
    diff: bool,
    as_json: bool,
    shares: tuple[str, ...],
    cache: bool,
    **given: Any,
) -> int:
    """Say whether two files are the same document: its Word file and its PDF, say, whatever their formats.

    Compared are running text, headings and their levels, notes and their marks, tables and their cells, links and the
    masthead, in the order of the documents. White space and look say nothing. Two documents agree where each of these
    reaches the share that is wanted of it.

    Two language versions of a document are compared with --translation: not their words, but whether one has a
    paragraph, a number, a note or a citation that the other has not.

    With --beside, any number of files is named: a canonical text (Markdown, or else plain text) is compared with each
    PDF and Word file that has its name, and the other way round.
    """
    if not beside and len(paths) != 2:
        raise UsageError(f"two files are compared, not {len(paths)}", "name two, or texts with --beside")
    if beside and translation:
        raise UsageError(
            "--beside compares files of one text, --translation those of two", "give one of them"
        )
    pairs = _beside(paths) if beside else [(paths[0], paths[1])]
    if not beside and set(paths) == {outputs.STANDARD}:
        raise UsageError("standard input is one document", "name a file")
    config = configure(**given)
    wanted = dict(_share(share) for share in shares)
    status = DONE
    with Memory(f"compare {wanted}", config, ["check"], on=cache and beside) as memory:
        for left, right in pairs:
            if beside and memory.recall(left, right) is not None:  # they agreed
                continue
            try:
                agree, told = _compared(left, right, config, wanted, diff or beside, as_json, translation)
            except Error as error:
                if not beside:
                    raise
                status = max(status, tell(error))
                continue
            if agree and beside:
                memory.remember(left, memory.stamp(left), Path(left).read_bytes(), "", right)
            else:
                streams.write_output(told)
            status = max(status, DONE if agree else FAULTS)
    return status


def _compared(
    left: str,
    right: str,
    config: Config,
    wanted: Mapping[str, float],
    diff: bool,
    as_json: bool,
    translation: bool,
) -> tuple[bool, str]:
    from unpress.comparison import compare
    from unpress.comparison_text import as_json as json_of
    from unpress.comparison_text import as_text
    from unpress.translation import compare_translations

    way = compare_translations if translation else compare
    work = partial(way, open_path(left, config), open_path(right, config), config, wanted=wanted)
    found = bounded(f"{left} or {right}", config, work)
    if not translation and found.languages[0] != found.languages[1]:
        one, other = found.languages
        streams.write_error(
            f"warning: left is in the language {one}, right in {other}: all words differ\n"
            "  hint: --translation compares what two language versions share; --lang names one language for both"
        )
    return found.agree, json_of(found) if as_json else as_text(found, diff)


TEXTS: Final = (".md", ".markdown", ".txt")
PRINTS: Final = (".pdf", ".docx")


def _beside(paths: Sequence[str]) -> list[tuple[str, str]]:
    """Each canonical text of the names with each of the PDF and Word files beside it, once."""
    pairs: dict[tuple[str, str], None] = {}
    for path in map(Path, paths):
        text = next((path.with_suffix(s) for s in TEXTS if path.with_suffix(s).is_file()), None)
        for suffix in PRINTS:
            other = path.with_suffix(suffix)
            if text is not None and other.is_file() and path in (text, other):
                pairs[str(text), str(other)] = None
    return list(pairs)


def _share(given: str) -> tuple[str, float]:
    name, _, value = given.partition("=")
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UsageError(f"--wanted {given!r} is not ASPECT=SHARE", "a share is from 0 to 1, as in text=0.98")
    return name, share
