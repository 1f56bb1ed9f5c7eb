"""What this machine lacks, and the command that installs it.

Pango, HarfBuzz and the fonts are not Python packages: pip cannot bring them. This module looks for them the
way the PDF renderer will, with the standard library alone, so that it also runs as a plain file before
anything is installed:

    python3 doctor.py                      every check, with remedies
    python3 doctor.py --missing-packages   Debian packages to install, one a line
    python3 doctor.py --install-command    the command that installs what is missing, for the system at hand
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    sys.path.pop(0)  # this folder: its ast.py would hide the standard library's

import ctypes
import ctypes.util
import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for. `remedy` is a command or an advice, empty where all is well."""

    name: str
    ok: bool
    detail: str
    needed_for: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Packages:
    """Names of one part in three package managers."""

    apt: str
    dnf: str
    brew: str

    def command(self) -> str:
        return install_command([self])


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that WeasyPrint opens; `names` as the linker of Linux and of macOS knows it."""

    title: str
    names: tuple[str, ...]
    needed_for: str
    packages: Packages


@dataclass(frozen=True, slots=True)
class Font:
    """Font families, any of which will do, for some languages."""

    families: tuple[str, ...]
    languages: str
    packages: Packages


LIBRARIES = (
    Library(
        "Pango",
        ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0"),
        "pdf",
        Packages("libpango-1.0-0", "pango", "pango"),
    ),
    Library(
        "PangoFT2",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0"),
        "pdf",
        Packages("libpangoft2-1.0-0", "pango", "pango"),
    ),
    Library(
        "HarfBuzz subset",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "harfbuzz-subset"),
        "pdf in seconds instead of minutes (Chinese above all)",
        Packages("libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
    ),
)
FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig")
FONTS = (
    Font(
        ("Liberation Serif", "Times New Roman"),
        "en es fr ru",
        Packages("fonts-liberation", "liberation-serif-fonts", "font-liberation"),
    ),
    Font(
        ("Noto Serif CJK SC",),
        "zh",
        Packages("fonts-noto-cjk", "google-noto-serif-cjk-fonts", "font-noto-serif-cjk-sc"),
    ),
    Font(
        ("Noto Naskh Arabic",),
        "ar",
        Packages("fonts-noto-core", "google-noto-naskh-arabic-fonts", "font-noto-naskh-arabic"),
    ),
)


def examine() -> tuple[Check, ...]:
    """Look for everything that a conversion to any format may need. Changes nothing."""
    return (
        _python(),
        _python_packages(),
        _stages(),
        *(_library(library) for library in LIBRARIES),
        *(_font(font) for font in FONTS),
    )


def missing() -> list[Packages]:
    """System packages behind the checks that fail."""
    libraries = [library.packages for library in LIBRARIES if _open(library.names) is None]
    return libraries + [font.packages for font in FONTS if not installed_family(font.families)]


def install_command(packages: Iterable[Packages]) -> str:
    """Write the command that installs `packages` here, for the package manager that this machine has."""
    wanted = list(packages)
    root = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    if shutil.which("apt-get"):
        return f"{root}apt-get install {_words(p.apt for p in wanted)}"
    if shutil.which("dnf"):
        return f"{root}dnf install {_words(p.dnf for p in wanted)}"
    if shutil.which("brew"):
        return f"brew install {_words(p.brew for p in wanted)}"
    return f"install with the system's package manager: {_words(p.apt for p in wanted)} (names as in Debian)"


def installed_family(families: Iterable[str]) -> str | None:
    """Give the first of `families` that fontconfig knows, the library through which Pango finds its fonts."""
    fontconfig = _open(FONTCONFIG)
    if fontconfig is None:
        return None
    for function in ("FcPatternCreate", "FcObjectSetCreate", "FcFontList"):
        getattr(fontconfig, function).restype = ctypes.c_void_p
    for family in families:
        pattern = ctypes.c_void_p(fontconfig.FcPatternCreate())
        fontconfig.FcPatternAddString(pattern, b"family", family.encode())
        wanted = ctypes.c_void_p(fontconfig.FcObjectSetCreate())
        fonts = ctypes.c_void_p(fontconfig.FcFontList(None, pattern, wanted))
        count = 0
        if fonts.value:  # a struct that begins with the number of fonts
            count = ctypes.cast(fonts, ctypes.POINTER(ctypes.c_int)).contents.value
            fontconfig.FcFontSetDestroy(fonts)
        fontconfig.FcObjectSetDestroy(wanted)
        fontconfig.FcPatternDestroy(pattern)
        if count:
            return family
    return None


def report(checks: Iterable[Check]) -> str:
    """Lay the checks out for a terminal, one a line, remedies beneath what fails."""
    lines: list[str] = []
    for check in checks:
        lines.append(f"{'ok     ' if check.ok else 'MISSING'}  {check.name}: {check.detail}")
        if not check.ok:
            lines.append(f"         needed for {check.needed_for}")
            lines.append(f"         {check.remedy}")
    return "\n".join(lines)


def _python() -> Check:
    ok = sys.version_info >= OLDEST_PYTHON
    oldest = ".".join(map(str, OLDEST_PYTHON))
    remedy = "" if ok else f"install Python {oldest} or newer"
    return Check("Python", ok, platform.python_version(), "everything", remedy)


def _python_packages() -> Check:
    name, needed_for = "Python packages", "everything"
    try:
        requirements = importlib.metadata.requires("unpress") or []
    except importlib.metadata.PackageNotFoundError:
        return Check(name, False, "unpress itself is not installed", needed_for, "pip install unpress")
    wanted = [re.split(r"[^\w.-]", line)[0] for line in requirements if "extra ==" not in line]
    absent = [package for package in wanted if not _installed(package)]
    if absent:
        names = _words(absent)
        return Check(name, False, f"not installed: {names}", needed_for, f"pip install {names}")
    return Check(name, True, f"all {len(wanted)} installed", needed_for)


def _stages() -> Check:
    name, needed_for = "stages", "everything"
    packages = [entry.value for entry in importlib.metadata.entry_points(group="unpress.stages")]
    absent = [package for package in packages if importlib.util.find_spec(package) is None]
    if absent or not packages:
        detail = "cannot be imported: " + _words(absent) if absent else "none registered"
        return Check(name, False, detail, needed_for, "pip install --force-reinstall unpress")
    return Check(name, True, _words(packages), needed_for)


def _library(library: Library) -> Check:
    if _open(library.names) is None:
        remedy = library.packages.command()
        return Check(library.title, False, "cannot be loaded", library.needed_for, remedy)
    return Check(library.title, True, "can be loaded", library.needed_for)


def _font(font: Font) -> Check:
    name, needed_for = f"font for {font.languages}", f"pdf in {font.languages}"
    family = installed_family(font.families)
    if family is None:
        return Check(name, False, "none of " + ", ".join(font.families), needed_for, font.packages.command())
    return Check(name, True, family, needed_for)


def _open(names: Iterable[str]) -> ctypes.CDLL | None:
    """Load the first library that answers: by file name (lib...) or by what the linker finds for a name."""
    for name in names:
        path = name if name.startswith("lib") else ctypes.util.find_library(name)
        if path is None:
            continue
        try:
            return ctypes.CDLL(path)
        except OSError:
            continue
    return None


def _installed(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _words(names: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(names))


def main(arguments: list[str]) -> int:
    if arguments == ["--missing-packages"]:
        packages = list(dict.fromkeys(package.apt for package in missing()))
        if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it apart from Python
            packages.insert(0, f"python3.{sys.version_info.minor}-venv")
        print(*packages, sep="\n", end="\n" if packages else "")
        return 0
    if arguments == ["--install-command"]:
        lacking = missing()
        print(install_command(lacking) if lacking else "nothing is missing")
        return 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    checks = examine()
    print(report(checks))
    return 0 if all(check.ok for check in checks) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
