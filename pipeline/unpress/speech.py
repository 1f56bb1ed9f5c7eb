"""The language of a document: given, named by its source, or recognised."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from unpress.config import Config
from unpress.errors import ConfigError, ReadError, nearest

if TYPE_CHECKING:
    from unpress.ast import Document
    from unpress.draft import Draft
    from unpress.journal import Journal
    from unpress.source import Source

T = TypeVar("T", "Draft", "Document")


def spoken(value: T, source: Source, config: Config) -> T:
    """What was read, in a language that is known: the one that it names, else the one that was given.

    Raises ReadError where neither is.
    """
    from unpress.language import language

    try:
        language(value.language)
    except LookupError:
        if config.language:
            return replace(value, language=known_language(config.language))
        raise ReadError(
            f"{source.name} is in a language that is not known: {value.language!r}",
            "give one with --lang, or a file for it with 'languages' in the configuration",
        ) from None
    return value


_ENOUGH: Final = 2000
"""Characters of a text whose language can be told from a wrong one with certainty."""


def with_language(draft: Draft, source: Source, journal: Journal, config: Config) -> Draft:
    """A draft with its language: the one that was given, that the source names, or that its text looks like.

    Raises ReadError where the source names one that is not known.
    """
    from unpress.recognition import recognise

    journal.stage = "clean.language"
    if config.language:
        given = known_language(config.language)
        seen = recognise(draft.text) if len(draft.text) >= _ENOUGH else None
        if seen not in (None, given):
            journal.warn("other", f"the language is given as {given}, but the text looks like {seen}")
        return replace(draft, language=given)
    if draft.language:
        return spoken(draft, source, config)
    code = recognise(draft.text)
    if code is None:
        journal.warn(
            "unknown", "the language could not be recognised; taken for English", None, "give it: --lang"
        )
        code = "en"
    return replace(draft, language=code)


def known_language(code: str) -> str:
    """The code of a language by any of its names. Raises ConfigError, with the nearest code, where there is none."""
    from unpress.language import available, language

    try:
        return language(code).code
    except LookupError as error:
        raise ConfigError(f"unknown language {code!r}", nearest(code, available())) from error


def known_languages(config: Config | None) -> Config:
    """The configuration, or the default one, after its folders of languages became known in this process."""
    config = config or Config()
    for folder in config.languages:
        _add_languages(folder)
    return config


@lru_cache
def _add_languages(name: str) -> None:
    from unpress.language import add_folder, from_toml

    folder = Path(name)
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise ConfigError(f"languages: no language file (CODE.toml) in {folder}")
    for file in files:
        try:
            from_toml(file)
        except (OSError, ValueError) as error:
            raise ConfigError(str(error)) from error
    add_folder(folder)
