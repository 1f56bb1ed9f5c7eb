"""Try the hooks with the real pre-commit: a repository with good, bad and stale files, as a user would have it.

python tests/hooks.py

The hooks are those of this checkout as it is committed; pre-commit installs them from it: once for ``try-repo``, which
keeps nothing, and once for all the steps. Status 1 with the output of pre-commit where a hook did not do what it says.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CONFIG = """\
repos:
  - repo: {root}
    rev: {revision}
    hooks:
      - id: unpress-check
      - id: unpress-format
      - id: unpress-convert
        files: ^good\\.md$
      - id: unpress-convert
        alias: word
        args: [--to, docx]
        files: ^word\\.md$
      - id: unpress-compare
"""

GOOD = "# 79/900. Wells of the plains\n\n*The General Assembly*,\n\n1\\. *Decides* to look after wells.\n"
ROUGH = GOOD.replace("*The General Assembly*", "_The General Assembly_")
GUIDE = "# Guide\n\n1. Install it:\n\n   ```sh\n   make install\n   ```\n"
WRONG = GOOD.replace(
    "1\\. *Decides*", "1\\. *Notes* [77/114](https://docs.un.org/en/A/RES/76/122);\n\n3\\. *Decides*"
)


class Repository:
    """A repository in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet")
        self.git("config", "user.email", "someone@example.org")
        self.git("config", "user.name", "Someone")
        revision = self.git("-C", str(ROOT), "rev-parse", "HEAD").strip()
        self.write(".pre-commit-config.yaml", CONFIG.format(root=ROOT, revision=revision))

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        return path

    def hook(self, name: str, *files: str, verb: Sequence[str] = ("run",)) -> tuple[int, str]:
        """Status and output of one hook on files."""
        command = [sys.executable, "-m", "pre_commit", *verb, name, "--files", *files]
        environment = {**os.environ, "PRE_COMMIT_COLOR": "never"}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr


def expect(what: str, found: tuple[int, str], status: int, *words: str) -> list[str]:
    """Print a line for a step; what was wrong with it, if anything."""
    missing = [word for word in words if word not in found[1]]
    right = found[0] == status and not missing
    print(f"{'ok' if right else 'FAILED':7} {what}")
    return [] if right else [f"{what}: status {found[0]}, without {missing}\n{found[1]}"]


def steps(repository: Repository) -> list[str]:
    faults: list[str] = []
    repository.write("good.md", GOOD)
    wrong = ("77/114", "check.links.other")
    found = repository.hook("unpress-check", "good.md", verb=("try-repo", str(ROOT)))
    faults += expect("try-repo: check passes a good file", found, 0, "Passed")
    repository.write("wrong.md", WRONG)
    faults += expect("check tells of a bad one", repository.hook("unpress-check", "wrong.md"), 1, *wrong)

    rough = repository.write("rough.md", ROUGH)
    found = repository.hook("unpress-format", "rough.md", "good.md")
    faults += expect("format changes a rough file", found, 1, "wrote rough.md")
    same = (0 if rough.read_text(encoding="utf-8") == GOOD else 1, "")
    faults += expect("the rough file is the good one now", same, 0)
    found = repository.hook("unpress-format", "rough.md", "good.md")
    faults += expect("format changes nothing twice", found, 0, "Passed")

    guide = repository.write("guide.md", GUIDE)
    found = repository.hook("unpress-format", "guide.md")
    faults += expect("format passes what is no document", found, 0, "Passed")
    same = (0 if guide.read_text(encoding="utf-8") == GUIDE else 1, "")
    faults += expect("and leaves it as it is", same, 0)

    found = repository.hook("unpress-convert", "good.md")
    faults += expect("convert writes what is missing", found, 1, "wrote good.html")
    repository.git("add", "--all")
    faults += expect(
        "convert leaves what is fresh", repository.hook("unpress-convert", "good.md"), 0, "Passed"
    )
    repository.write("good.md", GOOD.replace("wells.", "old wells."))
    found = repository.hook("unpress-convert", "good.md")
    faults += expect("convert renews what is stale", found, 1, "wrote good.html")
    page = (repository.folder / "good.html").read_text(encoding="utf-8")
    faults += expect("the page says the new words", (0, page), 0, "old wells")

    repository.write("word.md", GOOD)
    found = repository.hook("word", "word.md")
    faults += expect("convert writes a Word file", found, 1, "wrote word.docx")
    repository.git("add", "--all")
    found = repository.hook("unpress-compare", "word.docx")
    faults += expect("compare passes a Word file that says what its text says", found, 0, "Passed")
    repository.write("word.md", GOOD.replace("wells.", "old wells."))
    found = repository.hook("unpress-compare", "word.md")
    faults += expect("compare tells where they disagree", found, 1, "[-old-]")
    return faults


def main(_: Sequence[str] = ()) -> int:
    with tempfile.TemporaryDirectory() as folder:
        faults = steps(Repository(Path(folder)))
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
