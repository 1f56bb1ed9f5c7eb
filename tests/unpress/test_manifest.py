"""The manifest: what holds, what does not, and what becomes of it when a run is killed or a file damaged."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from unpress.config import Config
from unpress.errors import Error
from unpress.fingerprint import CHECK, build, fingerprint
from unpress.manifest import NAME, Made, Manifest, place_for
from unpress.stamps import LocalFile, digest, settled, stamp_of

if TYPE_CHECKING:
    from conftest import Plug


def row(manifest: Manifest, source: Path, output: Path, settings: str = "s") -> Made:
    return Made(
        manifest.name(str(source)),
        "html",
        settings,
        LocalFile(source).stamp(),
        LocalFile(source).digest(),
        manifest.name(str(output)),
        LocalFile(output).stamp(),
        LocalFile(output).digest(),
        "told",
    )


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    source, output = tmp_path / "a.txt", tmp_path / "out" / "a.html"
    source.write_text("one")
    output.parent.mkdir()
    output.write_text("<p>one")
    return source, output


def holds(path: Path, source: Path, output: Path, settings: str = "s") -> bool:
    with Manifest(path, path.parent) as manifest:
        made = manifest.of(manifest.name(str(source))).get("html")
        return manifest.holds(
            made, settings, LocalFile(source), (manifest.name(str(output)), LocalFile(output))
        )


@pytest.fixture
def kept(tmp_path: Path, pair: tuple[Path, Path]) -> Path:
    path = tmp_path / "out" / NAME
    with Manifest(path, path.parent) as manifest:
        manifest.add(row(manifest, *pair))
    return path


def test_what_was_made_holds_for_the_next_run(kept: Path, pair: tuple[Path, Path]) -> None:
    assert holds(kept, *pair)
    with Manifest(kept, kept.parent) as manifest:
        assert manifest.of("../a.txt")["html"].told == "told"


def test_a_change_of_the_source_of_the_output_or_of_the_settings_ends_it(
    kept: Path, pair: tuple[Path, Path]
) -> None:
    source, output = pair
    assert not holds(kept, source, output, "other settings")
    output.write_text("<p>One")  # by hand, and as long as before
    assert not holds(kept, source, output)
    output.write_text("<p>one")  # and back: another stamp, the same content
    assert holds(kept, source, output)
    output.unlink()
    assert not holds(kept, source, output)
    output.write_text("<p>one")
    source.write_text("two")
    assert not holds(kept, source, output)
    source.unlink()
    assert not holds(kept, source, output)


def test_a_change_of_the_name_of_the_output_ends_it(kept: Path, pair: tuple[Path, Path]) -> None:
    source, output = pair
    assert not holds(kept, source, output.rename(output.with_name("b.html")))


def test_the_new_stamp_of_the_same_content_is_kept(kept: Path, pair: tuple[Path, Path]) -> None:
    source, output = pair
    os.utime(source, ns=(1, 1))
    assert holds(kept, source, output)
    with Manifest(kept, kept.parent) as manifest:
        assert manifest.of("../a.txt")["html"].source_stamp == stamp_of(source.stat())


def test_a_source_that_changed_a_moment_ago_has_no_stamp_that_can_be_trusted(pair: tuple[Path, Path]) -> None:
    status = pair[0].stat()
    assert not settled(status, status.st_mtime + 0.01)
    assert settled(status, status.st_mtime + 10) == stamp_of(status)


def test_a_tree_may_move_as_a_whole(kept: Path, pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    for name in ("a.txt", "out"):
        (tmp_path / name).rename(tmp_path / "new" / name)
    new = tmp_path / "new"
    assert holds(new / "out" / NAME, new / "a.txt", new / "out" / "a.html")


def test_a_manifest_is_no_file_until_something_was_made(tmp_path: Path) -> None:
    with Manifest(tmp_path / "out" / NAME) as manifest:
        assert manifest.of("a") == {}
        manifest.forget("a")
    assert not (tmp_path / "out").exists()


def test_rows_not_yet_written_are_there_too(tmp_path: Path) -> None:
    made = Made("a", "html", "s", "1", "d")
    with Manifest(tmp_path / NAME) as manifest:
        manifest.add(made)
        assert manifest.of("a") == {"html": made}
        manifest.forget("a")
        assert manifest.of("a") == {}


def test_two_runs_share_a_manifest(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with Manifest(path) as one, Manifest(path) as other:
        for number in range(20):
            which = one if number % 2 else other
            which.add(Made(str(number), "html", "s", "", ""))
            which.write()
    with Manifest(path) as manifest:
        assert all(manifest.of(str(number)) for number in range(20))


@pytest.mark.parametrize("damage", ["torn", "noise", "empty"])
def test_a_damaged_manifest_is_put_aside_and_begun_anew(
    kept: Path, pair: tuple[Path, Path], damage: str
) -> None:
    content = kept.read_bytes()
    kept.write_bytes({"torn": content[:3000], "noise": b"noise " * 999, "empty": b""}[damage])
    with Manifest(kept, kept.parent) as manifest:
        assert not manifest.of("../a.txt")
        manifest.add(row(manifest, *pair))
    assert (manifest.damaged is not None) == (damage != "empty")
    assert holds(kept, *pair)


def test_a_manifest_of_another_version_is_begun_anew(kept: Path, pair: tuple[Path, Path]) -> None:
    connection = sqlite3.connect(kept)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    assert not holds(kept, *pair)


def test_a_manifest_that_cannot_be_kept_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    manifest = Manifest(tmp_path / "file" / NAME)
    manifest.add(Made("a", "html", "s", "", ""))
    with pytest.raises(Error, match="cannot keep the manifest"):
        manifest.close()


def test_names_in_no_encoding_are_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.txt")
    with Manifest(tmp_path / NAME, tmp_path) as manifest:
        assert manifest.name(str(tmp_path / name)) == name
        manifest.add(Made(name, "html", "s", "", "", name))
        manifest.write()
        assert manifest.of(name)["html"].output == name


def test_the_manifest_lies_in_the_folder_or_for_an_address_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UNPRESS_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert place_for("out") == (Path("out") / NAME, Path("out"))
    path, root = place_for("s3://bucket/out/")
    assert (path.parent, root) == (tmp_path / "unpress", None)
    assert place_for("s3://bucket/out")[0] == path
    assert Manifest(path).name("s3://bucket/a.txt") == "s3://bucket/a.txt"


# -------------------------------------------------------------------------------------------------- fingerprint


def test_settings_that_change_nothing_of_a_target_leave_its_fingerprint(tmp_path: Path) -> None:
    config = Config()
    assert fingerprint(config, "html") == fingerprint(Config(), "html")
    assert fingerprint(config, "html") != fingerprint(config, "docx")
    a4 = config.with_options("render.pdf", paper="a4")
    assert fingerprint(a4, "html") == fingerprint(config, "html")
    assert fingerprint(a4, "pdf") != fingerprint(config, "pdf")
    assert fingerprint(Config(check=()), "html") == fingerprint(config, "html")
    assert fingerprint(Config(check=()), CHECK) != fingerprint(config, CHECK)
    assert fingerprint(Config(language="fr"), "html") != fingerprint(config, "html")
    assert fingerprint(Config(clean=config.clean[1:]), "html") != fingerprint(config, "html")


def test_the_content_of_a_file_that_is_named_counts_and_its_folder_does_not(tmp_path: Path) -> None:
    made = []
    for folder, text in (("x", "p {}"), ("y", "p {}"), ("z", "h1 {}")):
        sheet = tmp_path / folder / "house.css"
        sheet.parent.mkdir()
        sheet.write_text(text)
        made.append(fingerprint(Config().with_options("render.html", css=str(sheet)), "html"))
    assert made[0] == made[1] != made[2]


def test_a_language_file_counts(tmp_path: Path) -> None:
    config = Config(languages=(str(tmp_path),))
    before = fingerprint(config, "html")
    (tmp_path / "xx.toml").write_text("")
    assert fingerprint(config, "html") != before


def test_the_code_of_a_plugin_counts_where_it_is_named(plug: Plug) -> None:
    files = {"clean/extra.py": "# a stage"}
    site = plug("unpress-extra", "unpress_extra", files)
    config = Config(clean=("extra",))
    build.cache_clear()
    before, without = fingerprint(config, "html"), fingerprint(Config(), "html")
    (site / "unpress_extra" / "clean" / "extra.py").write_text("# another stage")
    build.cache_clear()
    assert fingerprint(config, "html") != before
    assert fingerprint(Config(), "html") == without


def test_what_a_wheel_records_of_its_files_counts_and_not_their_times(plug: Plug) -> None:
    site = plug("unpress-extra", "unpress_extra", {"clean/extra.py": "# a stage"})
    record = next(site.glob("*.dist-info")) / "RECORD"
    record.write_text("unpress_extra/clean/extra.py,sha256=abc,9\n../../bin/x,sha256=abc,9\n")
    build.cache_clear()
    before = build("unpress-extra")
    os.utime(site / "unpress_extra" / "clean" / "extra.py", ns=(1, 1))
    record.write_text(record.read_text().replace("bin/x", "bin/y"))
    build.cache_clear()
    assert build("unpress-extra") == before
    record.write_text(record.read_text().replace("abc", "def", 1))
    build.cache_clear()
    assert build("unpress-extra") != before


def test_a_digest_is_of_content() -> None:
    assert digest(b"a") == digest(b"a") != digest(b"b")


@pytest.mark.parametrize(
    ("source", "name"), [("a/..", "."), ("a/b/.", "a/b"), ("a/b/", "a/b"), ("a/../b.txt", "b.txt")]
)
def test_one_file_has_one_name_however_its_path_is_written(tmp_path: Path, source: str, name: str) -> None:
    assert Manifest(tmp_path / NAME, tmp_path).name(f"{tmp_path}/{source}") == name
