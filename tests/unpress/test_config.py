"""Configuration: defaults, then the file, then the caller; a value that stays as it is."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
import tomllib
from pathlib import Path

import pytest

from unpress import Config, ConfigError, Limits, stage
from unpress.config import FORMATS, from_file, from_mapping, nearest_file, stage_of, suffix_of
from unpress.settings import check_options

GIVEN = Config(reader="text", clean=("unicode",), options={"clean.lines": {"width": 3}})


def test_the_default_configuration_names_only_stages_that_are_installed() -> None:
    check_options(Config())


def test_a_default_parser_takes_every_draft() -> None:
    assert Config().parse[-1] == "plain"


def test_a_configuration_stays_as_it_is() -> None:
    mine = {"clean.lines": {"width": 3}}
    config = Config(options=mine)
    mine["clean.lines"]["width"] = 4
    mine["clean.other"] = {}
    assert config.options == {"clean.lines": {"width": 3}}
    with pytest.raises(TypeError):
        config.options["x"] = {}  # type: ignore[index]
    with pytest.raises(TypeError):
        config.options["clean.lines"]["width"] = 5  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.reader = "x"  # type: ignore[misc]


def test_with_options_adds_to_a_copy() -> None:
    more = GIVEN.with_options("clean.lines", height=4).with_options("render.pdf", paper="a4")
    assert GIVEN.options == {"clean.lines": {"width": 3}}
    assert more.options == {"clean.lines": {"width": 3, "height": 4}, "render.pdf": {"paper": "a4"}}


@pytest.mark.parametrize("config", [Config(), GIVEN])
def test_a_configuration_is_equal_to_its_copies(config: Config) -> None:
    for same in (pickle.loads(pickle.dumps(config)), copy.deepcopy(config), dataclasses.replace(config)):
        assert same == config
        assert hash(same) == hash(config)
    assert config != config.with_options("clean.lines", width=9)


def test_what_a_file_says_goes_on_what_was_there() -> None:
    config = from_mapping(
        {
            "clean": ["notes"],
            "limits": {"size": 5},
            "silence": ["a"],
            "options": {"render.pdf": {"paper": "a4"}},
        },
        "here",
        GIVEN,
    )
    assert config.reader == "text"
    assert config.clean == ("notes",)
    assert config.parse == Config().parse
    assert config.limits == Limits(size=5)
    assert config.options == {"clean.lines": {"width": 3}, "render.pdf": {"paper": "a4"}}


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({"claen": []}, "here: unknown key 'claen'", "did you mean 'clean'?"),
        ({"clean": "unicode"}, "here: 'clean' must be a list of strings", ""),
        ({"clean": ["unicode", 3]}, "here: 'clean' must be a list of strings", ""),
        ({"language": 3}, "here: 'language' must be a string, not 3", ""),
        ({"limits": 5}, "here: 'limits' must be a table", "[tool.unpress.limits]"),
        ({"limits": {"page": 5}}, "here: there is no limit 'page'", "did you mean 'pages'?"),
        ({"limits": {"size": True}}, "here: limits.size must be a whole number, not True", ""),
        ({"limits": {"pages": 0}}, "here: limits.pages must be a whole number, not 0", "from 1 upwards"),
        ({"limits": {"seconds": -1}}, "here: limits.seconds must be a number, not -1", "from 0 upwards"),
        ({"limits": {"seconds": float("inf")}}, "here: limits.seconds must be a number, not inf", ""),
        ({"limits": {"depth": 201}}, "here: limits.depth must be 200 at most, not 201", ""),
        ({"options": []}, "here: 'options' must hold a table for each stage", ""),
        ({"options": {"clean.lines": 3}}, "here: 'options' must hold a table for each stage", ""),
        ({"options": {"clean": {"lines": {"width": 3}}}}, "options for 'clean', which is no stage", ""),
    ],
)  # fmt: skip
def test_what_a_file_may_not_say(given: dict[str, object], message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_options(from_mapping(given, "here"))
    assert caught.value.message == message
    assert caught.value.hint == hint or not hint


def test_check_options_names_what_does_not_exist() -> None:
    for config, message in (
        (Config(reader="txet"), "'txet' is no format that is read"),
        (Config(language="xx"), "unknown language 'xx'"),
        (Config(clean=("lins",)), "there is no clean stage 'lins'"),
        (Config(parse=("lins",)), "there is no parse stage 'lins'"),
        (Config(transform=("lins",)), "there is no transform stage 'lins'"),
        (Config(options={"clean.unicode": {"nothing": 1}}), "stage clean.unicode has no option 'nothing'"),
    ):
        with pytest.raises(stage.UsageError) as caught:
            check_options(config)
        assert caught.value.message == message
        assert caught.value.hint


# --------------------------------------------------------------------------------------------------- files


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_our_own_and_a_table_of_pyproject_say_the_same(tmp_path: Path) -> None:
    own = write(tmp_path / "unpress.toml", 'clean = ["notes"]\n[options."clean.lines"]\nwidth = 3\n')
    project = write(
        tmp_path / "pyproject.toml",
        '[tool.unpress]\nclean = ["notes"]\n[tool.unpress.options."clean.lines"]\nwidth = 3\n',
    )
    assert from_file(own) == from_file(project)
    assert from_file(own).clean == ("notes",)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("unpress.toml", "clean = [", "is not TOML"),
        ("unpress.toml", "clean = 3", "unpress.toml: 'clean' must be"),
        ("pyproject.toml", "[tool]\nunpress = 3", "[tool.unpress] must be a table"),
    ],
)
def test_a_faulty_file_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = write(tmp_path / name, text)
    with pytest.raises(ConfigError) as caught:
        from_file(path)
    assert message in caught.value.message
    assert str(path) in caught.value.message


def test_the_example_of_a_stage_of_ones_own_leaves_no_other_out() -> None:
    """CONTRIBUTING.md names one stage more than there are: who copies its list loses nothing."""
    text = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (example,) = (
        part for part in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if part.startswith("clean")
    )
    named = tomllib.loads(example)["clean"]
    assert tuple(name for name in named if name != "stamps") == Config().clean
    assert "stamps" in named


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("unpress.toml", "[tool.unpress]\nlanguage = 'fr'", "leave out 'tool.unpress'"),
        ("unpress.toml", "[options.render.pdf]\npaper = 'a4'", '[options."render.pdf"]'),
        (
            "pyproject.toml",
            "[tool.unpress.options.render.pdf]\npaper = 'a4'",
            '[tool.unpress.options."render.pdf"]',
        ),
        ("unpress.toml", "[options]\npaper = 'a4'", '[options."clean.lines"]'),
        ("pyproject.toml", "[tool.unpress.options]\npaper = 'a4'", '[tool.unpress.options."clean.lines"]'),
        ("unpress.toml", "language = fr", "text stands in quotes"),
        ("unpress.toml", "silence = 'transform'", 'silence = ["'),
        ("unpress.toml", "strict = 'yes'", "without quotes"),
    ],
)
def test_what_is_easily_written_wrong_has_its_way_out(
    tmp_path: Path, name: str, text: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        from_file(write(tmp_path / name, text))
    assert hint in caught.value.hint


def test_a_file_that_is_no_text_or_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "unpress.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not in UTF-8"):
        from_file(tmp_path / "unpress.toml")
    with pytest.raises(ConfigError, match="cannot read the configuration"):
        from_file(tmp_path / "nowhere.toml")
    with pytest.raises(ConfigError, match="cannot read the configuration"):
        from_file(tmp_path)


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    outer = write(tmp_path / "unpress.toml", "")
    project = write(tmp_path / "a/pyproject.toml", "[tool.unpress]\n")
    write(tmp_path / "a/b/pyproject.toml", '[project]\ndependencies = ["unpress"]\n')
    inner = write(tmp_path / "a/b/c/unpress.toml", "")
    write(tmp_path / "a/b/c/pyproject.toml", "[tool.unpress]\n")
    (tmp_path / "a/b/c/d").mkdir()
    assert nearest_file(tmp_path) == outer.resolve()
    assert nearest_file(tmp_path / "a") == project.resolve()
    assert nearest_file(tmp_path / "a/b") == project.resolve()
    assert nearest_file(tmp_path / "a/b/c/d") == inner.resolve()


@pytest.mark.parametrize(
    "table", ["[tool.unpress]", "tool.unpress.reader = 'text'", "[tool]\nunpress = {}", "[ tool . unpress ]"]
)
def test_our_table_is_found_however_it_is_written(tmp_path: Path, table: str) -> None:
    assert nearest_file(tmp_path) != tmp_path / "pyproject.toml"
    write(tmp_path / "pyproject.toml", table)
    assert nearest_file(tmp_path) == (tmp_path / "pyproject.toml").resolve()


# --------------------------------------------------------------------------------------------------- formats


def test_formats_have_other_names_that_name_stages() -> None:
    installed = {found.name for found in stage.installed().values()}
    assert {name for name in FORMATS.values() if name not in installed} == set()
    assert stage_of("MD") == stage_of("markdown") == "markdown"
    assert stage_of("pdf") == "pdf"


def test_suffixes_are_different_for_each_format() -> None:
    names = [found.name for found in stage.installed().values() if found.phase == "render"]
    assert len({suffix_of(name) for name in names}) == len(names)
    assert (suffix_of("markdown"), suffix_of("akn"), suffix_of("docx")) == (".md", ".akn.xml", ".docx")


def test_paths_among_options_are_those_seen_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "unpress.toml"
    file.write_text('[options."render.html"]\ncss = "house.css"\n[options."render.pdf"]\npaper = "a4"\n')
    options = from_file(file).options
    assert options["render.html"]["css"] == str(tmp_path / "house.css")
    assert options["render.pdf"]["paper"] == "a4"


def test_a_file_with_a_byte_order_mark_is_one(tmp_path: Path) -> None:
    for name, text in {
        "unpress.toml": 'language = "fr"\r\n',
        "pyproject.toml": '[tool.unpress]\nlanguage = "fr"',
    }.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8-sig")
        assert nearest_file(tmp_path) == path
        assert Config.from_file(path).language == "fr"
        path.write_bytes(b"\xff")
        with pytest.raises(ConfigError, match="is not in UTF-8: byte 0"):
            Config.from_file(path)
        path.unlink()
