"""``unpress compare``: whether two files are the same document."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from unpress import outputs, streams
from unpress.cli.options import PATH, bounded, configure, configured, examples, open_path
from unpress.cli.report import DONE, FAULTS
from unpress.errors import UsageError


@click.command(
    "compare",
    epilog=examples(
        "unpress compare A_80_590.docx A_80_590.pdf",
        "unpress compare --diff A_80_590.md A_80_590.pdf",
        "unpress compare --json --wanted text=1 --wanted tables=1 A.docx A.pdf",
    )
    + "\n\nExit status: 0 they agree, 1 they differ or one cannot be read, 2 wrong usage or configuration.",
)
@click.argument("left", metavar="A", type=PATH)
@click.argument("right", metavar="B", type=PATH)
@click.option("--diff", is_flag=True, help="Print every difference, not only the first of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--wanted",
    "shares",
    multiple=True,
    metavar="ASPECT=SHARE",
    help="From which share (0 to 1) an aspect agrees, as in text=0.98.",
)
@configured
def command(left: str, right: str, diff: bool, as_json: bool, shares: tuple[str, ...], **given: Any) -> int:
    """Say whether two files are the same document: its Word file and its PDF, say, whatever their formats.

    Compared are running text, headings and their levels, notes and their marks, tables and their cells, links and the
    masthead, in the order of the documents. White space and look say nothing. Two documents agree where each of these
    reaches the share that is wanted of it.
    """
    from unpress.comparison import compare
    from unpress.comparison_text import as_json as json_of
    from unpress.comparison_text import as_text

    if left == right == outputs.STANDARD:
        raise UsageError("standard input is one document", "name a file")
    config = configure(**given)
    wanted = dict(_share(share) for share in shares)
    one, other = open_path(left, config), open_path(right, config)
    found = bounded(f"{left}, {right}", config, partial(compare, one, other, config, wanted=wanted))
    streams.write_output(json_of(found) if as_json else as_text(found, diff))
    return DONE if found.agree else FAULTS


def _share(given: str) -> tuple[str, float]:
    name, _, value = given.partition("=")
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UsageError(f"--wanted {given!r} is not ASPECT=SHARE", "a share is from 0 to 1, as in text=0.98")
    return name, share
