from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from unpress import doctor

FILE = Path(doctor.__file__)


def names(checks: tuple[doctor.Check, ...]) -> list[str]:
    return [check.name for check in checks if not check.ok]


def test_examine_covers_python_packages_libraries_and_every_language() -> None:
    checks = doctor.examine()
    languages = {
        word for check in checks if check.name.startswith("font for") for word in check.name.split()[2:]
    }
    assert languages == {"ar", "en", "es", "fr", "ru", "zh"}
    assert {"Python", "Python packages", "stages", "Pango", "HarfBuzz subset"} <= {c.name for c in checks}


def test_a_check_that_fails_has_a_remedy_and_no_other_has() -> None:
    assert all(bool(check.remedy) != check.ok for check in doctor.examine())


def test_python_and_its_packages_are_found_where_the_tests_run() -> None:
    found = {check.name: check.ok for check in doctor.examine()}
    assert found["Python"]
    assert found["Python packages"]
    assert found["stages"]


def test_a_library_that_cannot_be_loaded_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = doctor.Packages("libnowhere0", "nowhere", "nowhere")
    library = doctor.Library("Nowhere", ("libnowhere.so.0", "nowhere-0"), "nothing", packages)
    monkeypatch.setattr(doctor, "LIBRARIES", (library,))
    failed = [check for check in doctor.examine() if check.name == "Nowhere"]
    assert [(check.ok, "nowhere" in check.remedy) for check in failed] == [(False, True)]
    assert packages in doctor.missing()


def test_a_font_that_is_not_there_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = doctor.Packages("fonts-nowhere", "nowhere-fonts", "font-nowhere")
    monkeypatch.setattr(doctor, "FONTS", (doctor.Font(("No Such Serif",), "xx", packages),))
    assert names(doctor.examine())[-1:] == ["font for xx"]
    assert packages in doctor.missing()


def test_without_fontconfig_no_font_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "FONTCONFIG", ("libnowhere.so.1",))
    assert doctor.installed_family(["Liberation Serif"]) is None


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        ("apt-get", "apt-get install fonts-noto-cjk fonts-noto-core"),
        ("dnf", "dnf install google-noto-serif-cjk-fonts google-noto-naskh-arabic-fonts"),
        ("brew", "brew install font-noto-serif-cjk-sc font-noto-naskh-arabic"),
        ("", "fonts-noto-cjk fonts-noto-core (names as in Debian)"),
    ],
)
def test_the_remedy_speaks_to_the_package_manager_at_hand(
    manager: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def which(command: str) -> str | None:
        return f"/usr/bin/{command}" if command == manager else None

    monkeypatch.setattr(doctor.shutil, "which", which)
    packages = [font.packages for font in doctor.FONTS[1:]]
    assert doctor.install_command(packages * 2).endswith(expected)


def test_it_runs_as_a_plain_file_without_any_package_beside_an_ast_module() -> None:
    """As `make` runs it: no site-packages, and this folder, with its ast.py, first in the path."""
    for arguments, statuses in (
        ([], {0, 1}),
        (["--missing-packages"], {0}),
        (["--install-command"], {0}),
        (["--what"], {2}),
    ):
        command = [sys.executable, "-S", str(FILE), *arguments]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode in statuses, run.stderr
        assert "Traceback" not in run.stderr


def test_missing_packages_are_printed_one_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    packages = doctor.Packages("fonts-nowhere", "", "")
    monkeypatch.setattr(doctor, "LIBRARIES", ())
    monkeypatch.setattr(doctor, "FONTS", (doctor.Font(("No Such Serif",), "xx", packages),) * 2)
    assert doctor.main(["--missing-packages"]) == 0
    assert capsys.readouterr().out == "fonts-nowhere\n"
    assert doctor.main(["--install-command"]) == 0
    assert "install" in capsys.readouterr().out
    monkeypatch.setattr(doctor, "FONTS", ())
    assert doctor.main(["--install-command"]) == 0
    assert capsys.readouterr().out == "nothing is missing\n"


def test_the_report_says_what_is_missing_why_and_what_to_do() -> None:
    good = doctor.Check("Python", True, "3.11.7", "everything")
    bad = doctor.Check("Pango", False, "cannot be loaded", "pdf", "apt-get install libpango-1.0-0")
    text = doctor.report([good, bad])
    assert "ok       Python: 3.11.7" in text
    assert "MISSING  Pango: cannot be loaded" in text
    assert "needed for pdf" in text
    assert "apt-get install libpango-1.0-0" in text
