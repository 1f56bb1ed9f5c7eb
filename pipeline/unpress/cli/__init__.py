"""The command: arguments in, files out, exit status. Everything else is done by ``convert()`` and its like."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from unpress import __version__, streams
from unpress.cli.options import examples
from unpress.cli.report import BROKEN_PIPE, DONE, INTERRUPTED, USAGE, tell
from unpress.errors import UsageError, nearest

PROGRAM = "unpress"

COMMANDS = ("convert", "check", "compare", "format", "stages", "config", "trace", "doctor", "completion")
"""Each is ``command`` of the module of its name, which is imported when it is asked for."""


class _Commands(click.Group):
    """Knows all commands by name, and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise UsageError(f"there is no command {args[0]!r}", _meant(args[0]))
        return super().resolve_command(ctx, args)


def _meant(word: str) -> str:
    """A hint for what is no command: an option of that name, a file to be converted, or the nearest command."""
    if word in ("help", "version"):
        return f"did you mean '{PROGRAM} --{word}'?"
    if Path(word).exists():
        return f"to convert it: {PROGRAM} convert {shlex.quote(word)} -t docx"
    return nearest(word, COMMANDS)


def main() -> None:
    """Run the command on the arguments of the process and leave with its status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command; returns the exit status, whatever happens."""
    if "_UNPRESS_COMPLETE" in os.environ:  # a shell asks what could come next
        try:
            command.main(list(arguments), prog_name=PROGRAM)
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else DONE
    try:
        with command.make_context(PROGRAM, list(arguments)) as context:
            return int(command.invoke(context) or DONE)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        return _usage(error)
    except (KeyboardInterrupt, click.Abort):
        streams.write_error("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE
    except Exception as error:
        return tell(error)


def _usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        streams.write_error(error.format_message())
    else:
        path = context.command_path if context is not None else PROGRAM
        sentence, guess = _parted(error.format_message())
        streams.write_error(f"error: {sentence}\n  hint: {guess or f'{path} --help'}")
    return USAGE


def _parted(message: str) -> tuple[str, str]:
    """A message of click as a sentence in our style, and its guess ("did you mean ...?") for a hint."""
    message = " ".join(message.split())
    sentence, guess, rest = message.partition("Did you mean")
    sentence = sentence.rstrip(" .(")
    return sentence[:1].lower() + sentence[1:], (guess + rest).lower().strip("()")


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "unpress convert A_RES_75_210.txt -t md        to standard output",
        "unpress convert *.pdf -t docx,html -o out     to files in a folder",
        "unpress check *.txt                           report what is doubtful or wrong",
    )
    + "\n\nExit status: 0 done, 1 something is wrong with a document, 2 wrong usage or configuration.",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
def command() -> None:
    """Turn raw United Nations documents into Markdown, DOCX, HTML, PDF, Akoma Ntoso and JSON."""
