"""Whether everything that a configuration names exists."""

from __future__ import annotations

from unpress import stage
from unpress.config import Config, stage_of
from unpress.errors import ConfigError, nearest
from unpress.speech import known_language, known_languages


def check_options(config: Config) -> None:
    """Check that the reader, the language, every stage and every code named in the configuration exist, and that the
    stages take their options.

    Raises UsageError or ConfigError, naming the stage and the nearest known name.
    """
    if config.reader:
        stage.find("read", stage_of(config.reader))
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
            raise ConfigError(f"options for {full!r}, which is no stage", nearest(full, stage.installed()))
        stage.load(found.phase, found.name).bind(given)
    if config.silence:
        from unpress import codes  # reads what the stages say of themselves

        for code in config.silence:
            codes.check(code, "silence")
