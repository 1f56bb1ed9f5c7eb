"""``unpress doctor``: what this machine lacks."""

from __future__ import annotations

import click

from unpress import streams
from unpress.cli.report import DONE, FAULTS


@click.command("doctor", short_help="Say what this machine lacks.")
def command() -> int:
    """Say what this machine lacks, and the command that installs it. Status 1 if something needed is missing."""
    from unpress import doctor

    checks = doctor.examine()
    streams.write_output(doctor.report(checks) + "\n")
    return DONE if all(check.ok for check in checks) else FAULTS
