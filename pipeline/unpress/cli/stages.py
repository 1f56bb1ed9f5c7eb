"""``unpress stages``: what can be plugged together, and the manual of each stage."""

from __future__ import annotations

import click

from unpress import streams
from unpress.cli.options import complete_stages, configuration, examples
from unpress.cli.report import DONE


@click.command(
    "stages",
    short_help="List what can be plugged together.",
    epilog=examples(
        "unpress stages",
        "unpress stages clean.lines",
    ),
)
@click.argument("name", required=False, shell_complete=complete_stages)
@click.option(
    "--config",
    "file",
    metavar="FILE",
    type=click.Path(readable=False),
    help="Read the configuration from FILE.",
)
def command(name: str | None, file: str | None) -> int:
    """List what can be plugged together, or print the manual of one stage.

    Stages are listed by phase, active ones in the order in which they run, with the distribution that brings each.
    """
    from unpress import catalogue

    if name:
        text = "\n\n\n".join(catalogue.manual(found) for found in catalogue.named(name))
    else:
        config, path = configuration(file)
        text = f"configuration: {path or 'defaults'}\n\n{catalogue.listing(config)}"
    streams.write_output(text + "\n")
    return DONE
