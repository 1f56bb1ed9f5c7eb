"""``unpress completion``: completion scripts for shells."""

from __future__ import annotations

import click

from unpress import streams
from unpress.cli.options import examples
from unpress.cli.report import DONE
from unpress.errors import UsageError


@click.command(
    "completion",
    epilog=examples(
        "unpress completion bash > ~/.local/share/bash-completion/completions/unpress",
        "unpress completion zsh > ~/.zfunc/_unpress",
        "unpress completion fish > ~/.config/fish/completions/unpress.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    from unpress.cli import PROGRAM
    from unpress.cli import command as every

    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"there is no completion for {shell}")
    script = found(every, {}, PROGRAM, "_UNPRESS_COMPLETE")
    streams.write_output(script.source_template % script.source_vars())
    return DONE
