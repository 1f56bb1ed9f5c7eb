"""One way for everything: a source in, outputs with their document, problems and ledger out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

from unpress import ledger, stage, walk
from unpress.ast import Document
from unpress.config import Config, find_renderer
from unpress.draft import Draft
from unpress.errors import ConfigError, Error, ReadError, StageError, UsageError
from unpress.journal import Join, Journal
from unpress.ledger import Entry, Ledger
from unpress.limits import beyond
from unpress.opening import Input, open_source, reader_for
from unpress.problems import Notice, Problem, Severity, silenced
from unpress.source import Source
from unpress.speech import known_language, known_languages, spoken, with_language

Value: TypeAlias = Source | Draft | Document | bytes
Watch: TypeAlias = Callable[[str, Value], None]
"""Called with the full name of a stage and its value after it ran."""


@dataclass(frozen=True)
class Result:
    """What came of a conversion. ``outputs`` maps the formats asked for to bytes."""

    document: Document
    outputs: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    joins: tuple[Join, ...] = ()
    text: str = field(default="", repr=False)
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    source: str = ""

    @property
    def output(self) -> bytes:
        """The output when exactly one format was asked for; UsageError otherwise."""
        if len(self.outputs) != 1:
            raise UsageError(f"there are {len(self.outputs)} outputs", "use result.outputs[format]")
        return next(iter(self.outputs.values()))

    @cached_property
    def ledger(self) -> Ledger:
        """Where every character of the source went; drawn up when first asked for."""
        return ledger.balance(self.text, self.document, list(self.entries))

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """The problems with their lines and columns, in the order of the source; drawn up when first asked for."""
        if not self.problems:
            return ()
        from unpress.printing import locate  # only who asks needs it

        return tuple(
            Notice(
                found.problem.severity,
                found.problem.code,
                found.problem.message,
                found.line,
                found.column,
                found.problem.span.page if found.problem.span is not None else 0,
                found.problem.hints,
            )
            for found in locate(self.problems, self.text)
        )

    @property
    def worst(self) -> Severity | None:
        """The gravest severity among the problems."""
        return max((p.severity for p in self.problems), default=None)


def convert(
    source: Input, to: str | Iterable[str] = (), config: Config | None = None, *, watch: Watch | None = None
) -> Result:
    """Read a source and write it in one format or several.

    ``source`` is a path, bytes, a stream of bytes or a Source; ``to`` names formats (``"md"``, ``"docx"``,
    ``"html"``, ``"pdf"``, ``"akn"``, ``"json"``). The source is read and parsed once, however many formats are asked
    for.

    Raises unpress.Error: UsageError for a missing file or an unknown format, ReadError for a source that cannot be
    read, RenderError for a format that cannot be written here.
    """
    return _convert(source, to, config, watch, ())


def check(source: Input, to: str | Iterable[str] = (), config: Config | None = None) -> Result:
    """Read a source and hold it against the rules for United Nations texts: ``check(path).problems``.

    The rules are the stages of the phase ``check`` (``unpress stages check.links``). A character of the source that is
    neither in the document nor dropped by a rule is an error; with ``strict`` in the configuration, a dropped one is,
    too. With formats, what these cannot express is reported. Raises unpress.Error as convert() does.
    """
    return _convert(source, to, config, None, (config or Config()).check)


def _convert(
    source: Input,
    to: str | Iterable[str],
    config: Config | None,
    watch: Watch | None,
    checks: tuple[str, ...],
) -> Result:
    config = known_languages(config)
    wanted = (to,) if isinstance(to, str) else tuple(to)
    for name in wanted:
        find_renderer(name)
    opened = open_source(source, config)
    journal = Journal(opened.name)
    document, text = _read(opened, journal, config, watch)
    for name in checks:
        _run("check", name, document, journal, config, watch)
    outputs = {name: _render(document, name, journal, config, watch) for name in wanted}
    if checks or config.strict:
        account = ledger.balance(text, document, journal.entries)
        journal.problems.extend(ledger.problems(account, opened.name, strict=config.strict))
    problems = tuple(p for p in journal.problems if not silenced(p, config.silence))
    return Result(
        document, outputs, problems, tuple(journal.joins), text, tuple(journal.entries), opened.name
    )


def read(source: Input, config: Config | None = None) -> Result:
    """Read a source into a document without writing anything: ``read(path).document``.

    Raises unpress.Error as convert() does.
    """
    return convert(source, (), config)


def render(document: Document, to: str, config: Config | None = None) -> bytes:
    """Write a document in one format.

    Raises UsageError for an unknown format and for what is no Document, RenderError for a format that cannot be written
    on this machine.
    """
    untyped: Any = document  # a script may give anything: a path, a Result
    if not isinstance(untyped, Document):
        raise UsageError(
            f"render() takes a Document, not {type(untyped).__name__}",
            "read(path).document is one; convert(path, to) reads and writes",
        )
    config = known_languages(config)
    find_renderer(to)
    return _render(document, to, Journal(), config, None)


def _read(source: Source, journal: Journal, config: Config, watch: Watch | None) -> tuple[Document, str]:
    name = reader_for(source, config)
    if f"read.{name}" not in stage.installed():
        raise ReadError(f"{source.name}: no reader for {name} is installed", _readers())
    if config.language:
        source = replace(source, language=known_language(config.language))
    value: object = _run("read", name, source, journal, config, watch)
    text = ""
    if isinstance(value, Draft):
        text = value.text
        if value.pages > config.limits.pages:
            raise beyond(source.name, f"has more than {config.limits.pages:,} pages", "pages")
        draft = with_language(value, source, journal, config)
        for name in config.clean:
            result: object = _run("clean", name, draft, journal, config, watch)
            if not isinstance(result, Draft):
                raise _broken("clean", name, "Draft", result)
            draft = result
        value = _parse(draft, journal, config, watch)
    if not isinstance(value, Document):
        raise _broken("read", name, "Draft or Document", value)
    document = spoken(value, source, config)
    if walk.depth(document, config.limits.depth) > config.limits.depth:
        raise beyond(source.name, f"has parts nested more than {config.limits.depth} deep", "depth")
    for name in config.transform:
        result = _run("transform", name, document, journal, config, watch)
        if not isinstance(result, Document):
            raise _broken("transform", name, "Document", result)
        document = result
    return document, text


def _readers() -> str:
    return "readers: " + ", ".join(sorted(f.name for f in stage.installed().values() if f.phase == "read"))


def _parse(draft: Draft, journal: Journal, config: Config, watch: Watch | None) -> Document:
    for name in config.parse:
        result: object = _run("parse", name, draft, journal, config, watch)
        if isinstance(result, Document):
            return result
        if result is not None:
            raise _broken("parse", name, "Document or None", result)
    raise ConfigError(
        f"no parser of {', '.join(config.parse) or 'an empty list'} takes {journal.source}",
        "end the list 'parse' with 'plain', which takes everything",
    )


def _render(document: Document, format: str, journal: Journal, config: Config, watch: Watch | None) -> bytes:
    name = find_renderer(format)
    result: object = _run("render", name, document, journal, config, watch)
    if not isinstance(result, bytes):
        raise _broken("render", name, "bytes", result)
    return result


def _run(
    phase: stage.Phase, name: str, value: object, journal: Journal, config: Config, watch: Watch | None
) -> Any:
    loaded = stage.load(phase, name)
    options = loaded.bind(config.options.get(loaded.found.full_name, {}))
    journal.stage = loaded.found.full_name
    try:
        started = time.perf_counter()
        result = loaded.function(value, journal, **options)
        _log("%s: %s %.3f s", journal.source, journal.stage, time.perf_counter() - started)
    except (Error, MemoryError):
        raise
    except RecursionError as error:
        raise ReadError(f"{journal.source}: nested too deeply for {loaded.found.full_name}") from error
    except Exception as error:
        _log("%s: %s failed", journal.source, journal.stage, exc_info=error)
        raise StageError(
            f"{journal.source}: stage {loaded.found.full_name} of {loaded.found.distribution} failed: "
            f"{type(error).__name__}: {error}",
            "this is a fault of the stage; please report it with the document",
        ) from error
    if watch is not None and result is not None:
        watch(loaded.found.full_name, result)
    return result


def _broken(phase: str, name: str, wanted: str, got: object) -> StageError:
    return StageError(f"stage {phase}.{name} returned {type(got).__name__} where {wanted} was due")


def _log(message: str, *values: object, exc_info: Exception | None = None) -> None:
    if "logging" in sys.modules:  # nobody listens who has not imported it, and to do so takes time
        from unpress.log import logger

        logger.debug(message, *values, exc_info=exc_info)
