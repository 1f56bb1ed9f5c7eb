"""The pictures of the README and of the emblem: drawn by a command, small, described."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = sorted((ROOT / "samples" / "pictures").glob("*.png"))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the command drew everything."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "samples" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("pictures")
    module.main([str(folder)])
    return folder


def test_the_readme_shows_each_picture_and_says_what_is_on_it() -> None:
    shown = {path: words for words, path in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", README)}
    assert sorted(shown) == [path.relative_to(ROOT).as_posix() for path in PICTURES]
    assert all(len(words) > 60 for words in shown.values())


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_is_small_and_what_the_command_draws(path: Path, drawn: Path) -> None:
    assert path.stat().st_size < 150_000
    assert like(Image.open(path), Image.open(drawn / path.name))


def test_the_emblem_of_word_files_is_that_of_pdf(drawn: Path) -> None:
    kept = ROOT / "stages" / "unpress_stages" / "render" / "emblem.png"
    assert like(Image.open(kept), Image.open(drawn / "emblem.png"), 3)


def like(left: Image.Image, right: Image.Image, difference: float = 25) -> bool:
    """Whether two pictures are alike: of one size, their shades (0 to 255) not far from each other on the whole. Fonts
    of machines differ a little."""
    if left.size != right.size:
        return False
    apart = ImageChops.difference(left.convert("L"), right.convert("L"))
    return ImageStat.Stat(apart).mean[0] < difference
