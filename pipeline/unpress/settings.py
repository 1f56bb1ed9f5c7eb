"""Whether everything that a configuration names exists."""

from __future__ import annotations

from collections.abc import Mapping

from unpress import stage
from unpress.config import Config, find_reader, stage_of
from unpress.errors import ConfigError, nearest
from unpress.speech import known_language, known_languages


def check_options(config: Config) -> None:
    """Check that the reader, the language, every stage and every code named in the configuration exist, and that the
    stages take their options.

    Raises UsageError or ConfigError, naming the stage and the nearest known name.
    """
    if config.reader:
        find_reader(config.reader)
    known_languages(config)
    if config.language:
        known_language(config.language)
    orders: tuple[tuple[stage.Phase, tuple[str, ...]], ...] = (
        ("clean", config.clean),
        ("parse", config.parse),
        ("transform", config.transform),
        ("check", config.check),
    )
    for phase, names in orders:
        for name in names:
            stage.find(phase, name)
    for full, given in config.options.items():
        found = stage.installed().get(full)
        if found is None:
            raise ConfigError(f"options for {full!r}, which is no stage", _meant(full, given))
        stage.load(found.phase, found.name).bind(given)
    if config.silence:
        from unpress import codes  # reads what the stages say of themselves

        for code in config.silence:
            codes.check(code, "silence")


def _meant(full: str, given: Mapping[str, object]) -> str:
    """A hint that names the one stage that is called so in any phase, or by its format, and takes these options; the
    nearest one where there is none."""
    name = stage_of(full.rpartition(".")[2])
    meant = [
        found.full_name
        for found in stage.installed().values()
        if found.name == name and all(option in stage.load(found.phase, name).options for option in given)
    ]
    return f"did you mean {meant[0]!r}?" if len(meant) == 1 else nearest(full, stage.installed())
