"""Presets, the schema of the configuration, and where each of its values came from."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from unpress import Config, ConfigError, cli, convert
from unpress.config import from_file, from_mapping
from unpress.presets import ABOUT, PRESETS
from unpress.schema import schema
from unpress.settings import check_options

TEXT = b"79/900. Wells\n\nThe General Assembly,\n\n1. Decides on A/RES/72/213.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.run(["config", *arguments]) == 0
    return capsys.readouterr().out


def test_every_preset_holds_and_is_told_of() -> None:
    assert list(ABOUT) == list(PRESETS)
    for name in PRESETS:
        check_options(Config.named(name))


def test_raw_makes_nothing_of_what_stands_there() -> None:
    made = convert(TEXT, "md", Config.named("raw")).output.decode()
    assert "](" not in made
    assert "*Decides*" not in made
    usual = convert(TEXT, "md").output.decode()
    assert "](https" in usual
    assert "*Decides*" in usual


def test_strict_makes_what_is_left_out_an_error() -> None:
    text = b"wells\f2/4\nof the plains\n"
    codes = {p.code for p in convert(text, (), Config.named("strict")).problems}
    assert ("ledger.dropped" in codes) == ("2/4" not in convert(text, "md").output.decode())


def test_a_preset_in_a_file_comes_before_its_other_keys(here: Path) -> None:
    (here / "unpress.toml").write_text('check = ["marks"]\npreset = "archive"\n')
    config = from_file(here / "unpress.toml")
    assert config.check == ("marks",)
    assert config.options["render.pdf"]["archive"] is True


def test_an_unknown_preset_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="no preset 'archiv'") as error:
        from_mapping({"preset": "archiv"}, "here")
    assert error.value.hint == "did you mean 'archive'?"


def test_the_configuration_is_shown_as_a_file_that_makes_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "unpress.toml").write_text(
        'preset = "archive"\nlanguage = "fr"\n[limits]\npages = 9\n[options."render.pdf"]\npaper = "a4"\n'
    )
    text = shown(capsys, "--silence", "check.links", "--set", "render.html.css=a.css", "--preset", "strict")
    lines = {line.partition("  # ")[0]: line.partition("  # ")[2] for line in text.splitlines()}
    file = here / "unpress.toml"
    assert lines['language = "fr"'] == lines['paper = "a4"'] == lines["pages = 9"] == str(file)
    assert lines["archive = true"] == f"preset archive, named in {file}"
    assert lines["strict = true"] == lines["unknown = true"] == "--preset strict"
    assert lines['silence = ["check.links"]'] == "--silence"
    assert lines['css = "a.css"'] == "--set"
    assert lines['parse = ["resolution", "plain"]'] == "default"
    again = from_mapping(tomllib.loads(text), "what was shown")
    assert (again.language, again.strict, again.limits.pages) == ("fr", True, 9)


@pytest.mark.parametrize(
    ("given", "valid"),
    [
        ({"preset": "raw", "language": "fr", "clean": ["notes"], "strict": True}, True),
        ({"options": {"render.pdf": {"paper": "a4", "archive": True}}, "limits": {"seconds": 1.5}}, True),
        ({"langauge": "fr"}, False),
        ({"options": {"render.pdf": {"paper": "a6"}}}, False),
        ({"options": {"render.pdf": {"papre": "a4"}}}, False),
        ({"clean": ["nots"]}, False),
        ({"limits": {"page": 1}}, False),
    ],
)
def test_the_schema_takes_what_the_command_takes(given: dict[str, Any], valid: bool) -> None:
    known = jsonschema.Draft202012Validator(schema())
    known.check_schema(schema())
    assert known.is_valid(given) is valid


def test_the_schema_says_what_each_key_and_option_is(capsys: pytest.CaptureFixture[str]) -> None:
    properties = json.loads(shown(capsys, "--schema"))["properties"]
    assert {name for name, each in properties.items() if "description" not in each} <= {"options"} | {
        "clean",
        "parse",
        "transform",
        "check",
    }
    options = properties["options"]["properties"]
    assert all(each["description"] for stage in options.values() for each in stage["properties"].values())
