"""A folder of documents as a small static site: a page, a PDF and a Word file of each, and an index.

    python samples/build_site.py samples site

An example of unpress in a publishing script: what is wrong with a document is told and stops the publication of that
document, not of the others; the status is 1 then.
"""

from __future__ import annotations

import argparse
import logging
import sys
from html import escape
from pathlib import Path

import unpress
from unpress.walk import plain

FORMATS = ("html", "pdf", "docx")
INDEX = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body>
<h1>{title}</h1>
<ul>
{entries}
</ul>
</body>
</html>
"""


def entry(name: str, document: unpress.Document, formats: tuple[str, ...]) -> str:
    """The line of a document in the index: its title in its own language, and its files."""
    symbol = document.meta.symbol or name
    title = plain(document.title) or symbol
    direction = "rtl" if document.language == "ar" else "ltr"
    files = " ".join(
        f'<a href="{escape(name)}.{kind}" aria-label="{escape(symbol)}, {kind.upper()}">{kind.upper()}</a>'
        for kind in formats
        if kind != "html"
    )
    return (
        f'<li><a href="{escape(name)}.html">{escape(symbol)}</a>: '
        f'<span lang="{document.language}" dir="{direction}">{escape(title)}</span> ({files})</li>'
    )


def build(sources: Path, site: Path, formats: tuple[str, ...] = FORMATS) -> int:
    """Write the site; returns how many documents were left out."""
    site.mkdir(parents=True, exist_ok=True)
    entries: list[str] = []
    left_out = 0
    for source in sorted(sources.glob("*.txt")):
        try:
            result = unpress.check(source, formats)
        except (
            unpress.Error
        ) as error:  # there is no output: the file is damaged, or a format cannot be written
            print(f"{source.name}: {error.message} ({error.hint})", file=sys.stderr)
            left_out += 1
            continue
        for problem in result.problems:
            print(f"{source.name}: {problem.severity}: {problem.message}", file=sys.stderr)
        if result.worst is unpress.Severity.error:
            left_out += 1
            continue
        for kind, data in result.outputs.items():
            (site / f"{source.stem}.{kind}").write_bytes(data)
        entries.append(entry(source.stem, result.document, formats))
    page = INDEX.format(title="Documents", entries="\n".join(entries))
    (site / "index.html").write_text(page, encoding="utf-8")
    return left_out


def main() -> int:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sources", type=Path, help="folder with the texts")
    parser.add_argument("site", type=Path, help="folder for the site")
    parser.add_argument("-v", "--verbose", action="store_true", help="say which stage runs, and for how long")
    arguments = parser.parse_args()
    if arguments.verbose:
        logging.basicConfig(level=logging.INFO)
        logging.getLogger("unpress").setLevel(logging.DEBUG)
    return 1 if build(arguments.sources, arguments.site) else 0


if __name__ == "__main__":
    sys.exit(main())
