"""What the commands share: options, their completion, and the configuration that they make."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from unpress import outputs, stage, streams
from unpress.cli.report import FAULTS
from unpress.config import SUFFIXES, Config, find_renderer, from_file, from_mapping, nearest_file
from unpress.errors import UsageError
from unpress.limits import can_stop, from_words, within
from unpress.presets import ABOUT, PRESETS
from unpress.settings import check_options
from unpress.source import Source

C = TypeVar("C", bound=Callable[..., Any])
T = TypeVar("T")


def complete_formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    done, comma, last = incomplete.rpartition(",")
    return [f"{done}{comma}{name}" for name in written_formats() if name.startswith(last)]


def written_formats() -> list[str]:
    """The formats that can be written, under the names that people give them."""
    known = (found.name for found in stage.installed().values() if found.phase == "render")
    return sorted("md" if name == "markdown" else name for name in known)


def complete_readers(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    names = sorted(f.name for f in stage.installed().values() if f.phase == "read")
    return [name for name in names if name.startswith(incomplete)]


def complete_stages(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return sorted(name for name in stage.installed() if name.startswith(incomplete))


def complete_options(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    found = stage.installed().get(incomplete.rpartition(".")[0])
    if found is None:
        return [f"{name}." for name in sorted(stage.installed()) if name.startswith(incomplete)]
    names = stage.load(found.phase, found.name).options
    return [full for name in names if (full := f"{found.full_name}.{name}=").startswith(incomplete)]


def complete_languages(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from unpress.language import available

    return [code for code in available() if code.startswith(incomplete)]


def examples(*lines: str) -> str:
    """Lines that click prints as they are, behind the options."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


PATH = click.Path(allow_dash=True, readable=False, path_type=str)

paths_argument = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATH)


remembering = click.option(
    "--cache/--no-cache",
    default=True,
    help="Remember what was found of a file, and do nothing while it is the same (so by default).",
)
"""See ``unpress.memory``."""


def configured(function: C) -> C:
    """The options that make a Config, for every command that converts."""
    for decorate in (
        click.option("--silence", multiple=True, metavar="CODE", help="Do not report problems of this code."),
        click.option(
            "--strict", is_flag=True, help="Each character of the source that is left out is an error."
        ),
        click.option(
            "-v", "--verbose", is_flag=True, help="Say on standard error which stage runs, and for how long."
        ),
        click.option(
            "--preset",
            metavar="NAME",
            type=click.Choice(list(PRESETS)),
            help="Begin with a configuration that has a name: "
            + "; ".join(f"{name}, {about}" for name, about in ABOUT.items())
            + ".",
        ),
        click.option(
            "--config",
            "file",
            metavar="FILE",
            type=click.Path(readable=False),
            help="Read the configuration from FILE.",
        ),
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="STAGE.OPTION=VALUE",
            shell_complete=complete_options,
            help="Give a stage an option (render.pdf.paper=a4), or set a limit (limits.seconds=60).",
        ),
        click.option(
            "--lang",
            default="",
            metavar="LANGUAGE",
            shell_complete=complete_languages,
            help="Language of the documents (ar, en, es, fr, ru, zh); recognised if not given.",
        ),
        click.option(
            "--from",
            "reader",
            default="",
            metavar="FORMAT",
            shell_complete=complete_readers,
            help="Format of the sources; told by content and suffix if not given.",
        ),
    ):
        function = decorate(function)
    return function


def configuration(file: str | None) -> tuple[Config, Path | None]:
    """The configuration named, or the nearest to the current folder, with its file; or the defaults."""
    try:
        path = Path(file) if file else nearest_file(Path.cwd())
    except OSError:  # the current folder is gone
        path = None
    return (from_file(path) if path else Config()), path


def configure(
    file: str | None,
    reader: str,
    lang: str,
    settings: Sequence[str],
    silence: Sequence[str],
    strict: bool,
    preset: str | None,
    verbose: bool,
) -> Config:
    """Defaults, then the file, then the command line, its preset first; checked before any work starts."""
    from dataclasses import replace

    if verbose:
        from unpress.log import listen

        listen()
    config, _ = configuration(file)
    if preset:
        config = from_mapping({"preset": preset}, "--preset", config)
    config = replace(
        config,
        reader=reader or config.reader,
        language=lang or config.language,
        silence=(*config.silence, *silence),
        strict=strict or config.strict,
    )
    bounds: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        stage_name, dot, option = name.rpartition(".")
        if not (equals and dot and stage_name and option):
            raise UsageError(
                f"--set {setting!r} is not STAGE.OPTION=VALUE",
                "as in --set render.pdf.paper=a4; 'unpress stages' lists stages, 'unpress stages NAME' options",
            )
        if stage_name == "limits":
            bounds[option] = value
        else:
            config = config.with_options(stage_name, **{option: value})
    if bounds:
        config = replace(config, limits=from_words(bounds, config.limits))
    check_options(config)
    return config


def formats_of(to: Sequence[str], output: str = "") -> tuple[str, ...]:
    """The formats asked for, each once; told by the suffix of the output if none was named."""
    names = [name.strip() for part in to for name in part.split(",") if name.strip()]
    if not names and output:
        suffixes = {suffix: name for name, suffix in SUFFIXES.items()} | {".htm": "html", ".xml": "akn"}
        name = Path(output).name.lower()
        told = next((n for suffix, n in suffixes.items() if name.endswith(suffix)), Path(name).suffix[1:])
        if told and f"render.{told}" not in stage.installed():
            written = ", ".join(written_formats())
            raise UsageError(f"no format has the suffix of {name}", f"known: {written}; name one with -t")
        names = [told] if told else []
    if not names:
        raise UsageError("no format is named", "name one or several: -t md,docx")
    return tuple({find_renderer(name): name for name in names}.values())


def open_path(path: str, config: Config) -> Source | str:
    return Source("-", streams.read_input(config.limits.size)) if path == outputs.STANDARD else path


def bounded(path: str, config: Config, work: Callable[[], T]) -> T:
    """What ``work`` makes of a document, in the time that the configuration allows for one.

    Where something in C hears no alarm, the command ends: nobody else can be told.
    """

    def stuck() -> None:
        from unpress.printing import printable

        streams.write_error(f"error: {printable(path)} took longer than {config.limits.seconds:g} seconds")
        os._exit(FAULTS)

    return within(config.limits.seconds, path, work, stuck) if can_stop() else work()


@contextmanager
def progress(name: str, number: int, count: int, quiet: bool = False) -> Generator[None, None, None]:
    """Say on a terminal which of many documents is at work."""
    shown = count > 1 and not quiet and streams.colours(sys.stderr)
    if shown:
        from unpress.printing import printable

        sys.stderr.write(f"\r\x1b[K[{number}/{count}] {printable(name)[-60:]}")
        sys.stderr.flush()
    try:
        yield
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
