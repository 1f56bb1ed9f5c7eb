"""Stages: found without being imported, checked when they are, given options by their own signature."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from unpress import (
    Config,
    ConfigError,
    Journal,
    StageError,
    UsageError,
    catalogue,
    check,
    codes,
    convert,
    stage,
)
from unpress.draft import Draft
from unpress.stage import PHASES, Phase
from unpress.walk import plain

if TYPE_CHECKING:
    from conftest import Desk, Plug

HEAD = """\
from pathlib import Path
from typing import Literal
from unpress.ast import Document
from unpress.draft import Draft
from unpress.journal import Journal
from unpress.source import Source
"""


def clean_stage(signature: str, body: str = "return draft") -> dict[str, str]:
    return {"clean/x.py": f"{HEAD}def clean({signature}:\n    {body}\n"}


# -------------------------------------------------------------------------------------------- a whole plugin

WATERMARKED = """\
The General Assembly,
advance  unedited version
Recalling its resolution 72/213,
ADVANCE UNEDITED VERSION
"""


def texts(draft: Draft) -> list[str]:
    return [line.text for line in draft.lines]  # type: ignore[union-attr]


def test_the_example_plugin_is_found_but_changes_nothing_until_it_is_named(example_plugin: Path) -> None:
    found = stage.installed()["clean.watermark"]
    assert (found.distribution, found.module) == ("unpress-watermark", "unpress_watermark.clean.watermark")
    ran: list[str] = []
    convert(WATERMARKED.encode(), (), Config(), watch=lambda name, _: ran.append(name))
    assert "clean.watermark" not in ran
    assert "unpress_watermark" not in sys.modules


def test_the_example_plugin_is_ordered_configured_and_run(example_plugin: Path, tmp_path: Path) -> None:
    (tmp_path / "unpress.toml").write_text(
        'clean = ["unicode", "watermark", "lines"]\n[options."clean.watermark"]\nwords = ["Advance Unedited Version"]\n'
    )
    from unpress.config import from_file

    values: dict[str, Any] = {}
    result = convert(
        WATERMARKED.encode(),
        (),
        from_file(tmp_path / "unpress.toml"),
        watch=lambda name, v: values.update({name: v}),
    )
    order = [name for name in values if name.startswith("clean.")]
    assert order == ["clean.unicode", "clean.watermark", "clean.lines"]
    assert texts(values["clean.unicode"])[1::2] == ["advance  unedited version", "ADVANCE UNEDITED VERSION"]
    assert texts(values["clean.watermark"]) == ["The General Assembly,", "Recalling its resolution 72/213,"]
    assert result.ledger.by_rule()["dropped", "clean.watermark.watermark"] == (2, 44)
    assert result.ledger.complete


def test_the_example_plugin_takes_options_from_the_command_line(example_plugin: Path) -> None:
    options = stage.load("clean", "watermark").bind({"words": "DRAFT, COPY"})
    assert options == {"words": ("DRAFT", "COPY")}
    draft = Draft("DRAFT", ())
    assert stage.load("clean", "watermark").function(draft, Journal(), **options) is draft


MEMO = "Subject: Wells of the plains\nThe “wells” are CONFIDENTIAL.\n"


def test_the_example_plugin_has_a_stage_of_each_phase(example_plugin: Path, tmp_path: Path) -> None:
    brought = {f.phase for f in stage.installed().values() if f.distribution == "unpress-watermark"}
    assert brought == set(PHASES)
    memo = tmp_path / "a.memo"
    memo.write_text(MEMO, encoding="utf-8")
    config = Config(
        clean=("watermark",), parse=("memo", "plain"), transform=("plain_quotes",), check=("confidential",)
    )
    result = check(memo, "wordlist", config)
    assert plain(result.document.title) == "Wells of the plains"
    assert result.output == b"CONFIDENTIAL\nThe\nWells\nare\nof\nplains\nthe\nwells\n"
    (problem,) = result.problems
    assert (problem.code, problem.span and problem.span.start) == (
        "check.confidential.word",
        MEMO.index("CONF"),
    )
    assert result.ledger.complete
    assert codes.meaning(problem.code).startswith("A word stands")
    assert 'The "wells"' in check(memo, "md", config).output.decode()


def test_the_manual_of_the_example_plugin_says_what_it_is_and_whose(example_plugin: Path) -> None:
    (found,) = catalogue.named("check.confidential")
    text = catalogue.manual(found)
    assert "from unpress-watermark" in text
    assert "check.confidential.word" in text
    assert "--set check.confidential.words=CONFIDENTIAL" in text
    listing = catalogue.listing(Config())
    assert any("wordlist" in line and "unpress-watermark" in line for line in listing.splitlines())


# -------------------------------------------------------------------------------------------------- finding


def test_every_phase_has_stages_of_our_own() -> None:
    assert {found.phase for found in stage.installed().values()} == set(PHASES)


def test_stages_are_found_without_importing_them_or_their_packages(plug: Plug) -> None:
    bomb = "raise RuntimeError('imported')"
    plug("bomb", "bomb_stages", {"__init__.py": bomb, "clean/bomb.py": bomb, "render/bomb/__init__.py": bomb})
    assert {"clean.bomb", "render.bomb"} <= set(stage.installed())
    assert "bomb_stages" not in sys.modules


def test_a_package_inside_another_is_found_without_importing_the_outer_one(
    plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = plug("outer", "outer_package", {"__init__.py": "raise RuntimeError", "stages/clean/deep.py": ""})
    (folder / "outer-1.0.dist-info/entry_points.txt").write_text(
        "[unpress.stages]\nouter = outer_package.stages\n"
    )
    stage.installed.cache_clear()
    assert stage.installed()["clean.deep"].module == "outer_package.stages.clean.deep"


def test_modules_with_an_underscore_are_no_stages(plug: Plug) -> None:
    plug("p", "p_stages", {"clean/_shared.py": "", "clean/x.py": "", "other/y.py": ""})
    ours = {name for name, found in stage.installed().items() if found.distribution == "p"}
    assert ours == {"clean.x"}


def test_a_stage_may_be_a_package_and_lie_in_a_zip_file(
    plug: Plug, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = plug("zipped", "zipped_stages", clean_stage("draft: Draft, journal: Journal) -> Draft"))
    import shutil

    archive = shutil.make_archive(str(tmp_path / "zipped"), "zip", folder)
    shutil.rmtree(folder)
    monkeypatch.syspath_prepend(archive)
    stage.installed.cache_clear()
    assert stage.load("clean", "x").found.distribution == "zipped"


def test_two_stages_of_one_name_are_refused_with_the_names_of_both_distributions(plug: Plug) -> None:
    plug("first", "first_stages", {"clean/same.py": ""})
    plug("second", "second_stages", {"clean/same.py": ""})
    with pytest.raises(ConfigError, match=r"a stage clean.same: first and second"):
        stage.installed()


def test_a_package_that_is_gone_is_named_with_its_distribution(plug: Plug) -> None:
    folder = plug("broken", "broken_stages", {})
    (folder / "broken_stages" / "__init__.py").unlink()
    (folder / "broken_stages").rmdir()
    with pytest.raises(ConfigError, match="broken registers the package 'broken_stages'") as caught:
        stage.installed()
    assert caught.value.hint == "reinstall broken"


def test_find_takes_a_name_with_its_phase_or_without_and_suggests_the_nearest() -> None:
    assert stage.find("clean", "clean.unicode") == stage.find("clean", "unicode")
    with pytest.raises(UsageError) as caught:
        stage.find("clean", "unicod")
    assert (caught.value.message, caught.value.hint) == (
        "there is no clean stage 'unicod'",
        "did you mean 'unicode'?",
    )


# ------------------------------------------------------------------------------------------------- contracts

PLACES = "draft: Draft, journal: Journal"

UNRESOLVED = {
    "clean/x.py": "from __future__ import annotations\ndef clean(draft: Draft, journal: Journal) -> Draft: ..."
}


@pytest.mark.parametrize("name", sorted(stage.installed()))
def test_every_installed_stage_keeps_its_contract_and_has_a_manual(name: str) -> None:
    found = stage.installed()[name]
    loaded = stage.load(found.phase, found.name)
    assert loaded.manual
    for option in loaded.options.values():
        assert loaded.bind({option.name: option.default}) == {option.name: option.default}


@pytest.mark.parametrize(
    "signature",
    [
        "draft: Draft) -> Draft",
        "draft, journal) -> Draft",
        "journal: Journal, draft: Draft) -> Draft",
        "draft: Document, journal: Journal) -> Draft",
        "draft: Draft, journal: Journal) -> Document",
        "draft: Draft, journal: Journal) -> None",
        "draft: Draft, journal: Journal)",
        "draft: Draft, journal: Journal, width: int = 3) -> Draft",
        "draft: Draft, journal: Journal, *rest: int) -> Draft",
        "draft: Draft, journal: Journal, **options: int) -> Draft",
    ],
)
def test_a_function_of_the_wrong_type_is_refused(plug: Plug, signature: str) -> None:
    plug("wrong", "wrong_stages", clean_stage(signature))
    with pytest.raises(
        StageError, match=r"stage clean.x of wrong has a function of the wrong type"
    ) as caught:
        stage.load("clean", "x")
    assert caught.value.hint == "a clean stage is (Draft, Journal, *, options) -> Draft"


@pytest.mark.parametrize(
    ("phase", "signature"),
    [
        ("read", "source: Source, journal: Journal) -> Draft"),
        ("read", "source: Source, journal: Journal) -> Document"),
        ("read", "source: Source, journal: Journal) -> Draft | Document"),
        ("clean", "draft: Draft, journal: Journal) -> Draft"),
        ("parse", "draft: Draft, journal: Journal) -> Document"),
        ("parse", "draft: Draft, journal: Journal) -> Document | None"),
        ("transform", "document: Document, journal: Journal) -> Document"),
        ("render", "document: Document, journal: Journal) -> bytes"),
    ],
)
@pytest.mark.parametrize("future", ["", "from __future__ import annotations\n"])
def test_a_function_of_the_right_type_is_taken(plug: Plug, phase: Phase, signature: str, future: str) -> None:
    plug(
        "right",
        "right_stages",
        {f"{phase}/x.py": f"{future}{HEAD}def {phase}({signature}: raise ValueError\n"},
    )
    assert stage.load(phase, "x").options == {}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"clean/x.py": ""}, "has no function clean()"),
        ({"clean/x.py": "clean = 3"}, "has no function clean()"),
        ({"clean/x.py": "1/0"}, "cannot be imported: division by zero"),
        ({"clean/x.py": "import nowhere"}, "cannot be imported: No module named 'nowhere'"),
        ({"clean/x.py": "def"}, "cannot be imported: invalid syntax"),
        (clean_stage(f"{PLACES}, *, width: int) -> Draft"), "of stage clean.x of odd needs a type and a default"),
        (clean_stage(f"{PLACES}, *, width=3) -> Draft"), "of stage clean.x of odd needs a type and a default"),
        (UNRESOLVED, "the types of stage clean.x of odd cannot be resolved: name 'Draft' is not defined"),
    ],
)  # fmt: skip
def test_a_broken_stage_is_named_with_its_distribution(
    plug: Plug, files: dict[str, str], message: str
) -> None:
    plug("odd", "odd_stages", files)
    with pytest.raises(StageError) as caught:
        stage.load("clean", "x")
    assert message in caught.value.message
    assert "of odd" in caught.value.message


# --------------------------------------------------------------------------------------------------- options

OPTIONS = """draft: Draft, journal: Journal, *,
    flag: bool = False, number: int = 0, ratio: float = 0.5, word: str = "", maybe: str | None = None,
    many: tuple[str, ...] = (), pair: tuple[int, str] = (1, "a"), choice: Literal["a", "b", 3] = "a",
    either: int | str = 1, folder: Path = Path(), dashed_name: int = 1) -> Draft"""


@pytest.fixture
def options(plug: Plug) -> stage.Stage:
    plug("opted", "opted_stages", clean_stage(OPTIONS))
    return stage.load("clean", "x")


@pytest.mark.parametrize(
    ("name", "given", "bound"),
    [
        ("flag", "yes", True), ("flag", "Off", False), ("flag", "1", True), ("flag", True, True),
        ("number", "12", 12), ("number", -3, -3),
        ("ratio", "1.5", 1.5), ("ratio", 2, 2.0),
        ("word", "x", "x"), ("word", "", ""), ("word", "12", "12"),
        ("maybe", "x", "x"), ("maybe", "", None), ("maybe", None, None),
        ("many", "a, b,,c", ("a", "b", "c")), ("many", ["a"], ("a",)), ("many", "", ()),
        ("pair", "2,b", (2, "b")), ("pair", [2, "b"], (2, "b")),
        ("choice", "b", "b"), ("choice", "3", 3), ("choice", 3, 3),
        ("either", "5", 5), ("either", "five", "five"),
        ("folder", "a/b", Path("a/b")),
        ("dashed-name", 2, 2),
    ],
)  # fmt: skip
def test_options_take_values_from_toml_and_words_from_the_command_line(
    options: stage.Stage, name: str, given: object, bound: object
) -> None:
    result = options.bind({name: given})
    assert result == {name.replace("-", "_"): bound}
    assert type(next(iter(result.values()))) is type(bound) or isinstance(bound, Path)


def test_a_file_that_cannot_be_named_here_is_refused(
    options: stage.Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of files are in ASCII in the locale C, where a configuration in UTF-8 may name others."""
    monkeypatch.setattr(os, "fsencode", lambda name: str(name).encode("ascii"))
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    for name in ("نمط.css", "a\0b"):
        with pytest.raises(ConfigError, match=r"option 'folder' .* cannot be the name of a file .* in ascii"):
            options.bind({"folder": name})


@pytest.mark.parametrize(
    ("name", "given", "hint"),
    [
        ("flag", "maybe", "it is true or false"), ("flag", 1, "it is true or false"),
        ("number", "1.5", "it is a whole number"), ("number", 1.5, "it is a whole number"),
        ("number", True, "it is a whole number"), ("number", "", "it is a whole number"),
        ("ratio", "x", "it is a number"), ("ratio", False, "it is a number"),
        ("word", 3, "it is text"), ("maybe", 3, "it is text or nothing"),
        ("many", 3, "it is a list, each text"), ("many", [3], "it is a list, each text"),
        ("pair", "2", "it is tuple"), ("pair", "2,b,c", "it is tuple"),
        ("choice", "c", "it is a or b or 3"), ("folder", 3, "it is a path"),
        ("nmber", 3, "did you mean 'number'?"),
    ],
)  # fmt: skip
def test_options_of_the_wrong_type_are_refused(
    options: stage.Stage, name: str, given: object, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        options.bind({name: given})
    assert caught.value.hint == hint
    assert repr(name) in caught.value.message
    assert "clean.x" in caught.value.message


def test_the_short_way_finds_what_the_library_of_distributions_finds(plug: Plug) -> None:
    def known() -> list[tuple[str, str]]:
        points = sorted(entry_points(group=stage.GROUP), key=lambda p: (p.name, p.value))
        return [(point.value, point.dist.name) for point in points if point.dist is not None]

    assert stage._registered() == known()  # pyright: ignore[reportPrivateUsage]
    plug("another-one", "another_stages", {"clean/stamp.py": ""})
    assert not stage._alone()  # pyright: ignore[reportPrivateUsage]
    assert ("another_stages", "another-one") in stage._registered()  # pyright: ignore[reportPrivateUsage]
    assert stage._registered() == known()  # pyright: ignore[reportPrivateUsage]


# -------------------------------------------------------------------------------------------- in another process


def test_a_plugin_is_found_by_the_command_in_a_process_of_its_own(desk: Desk) -> None:
    """The same as pip would install it: a folder of the path with the metadata of a distribution."""
    desk.write("a.txt", "one\n")
    command = [sys.executable, "-c", "from unpress import stage; print(*stage.installed())"]
    done = subprocess.run(command, env=desk.environment(), capture_output=True, text=True, check=True)
    assert {"read.probe", "render.text", "clean.unicode"} <= set(done.stdout.split())
    assert desk.spawn("convert", "a.txt", "-t", "text").out == b"one\n"
