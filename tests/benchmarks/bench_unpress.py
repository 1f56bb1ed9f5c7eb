"""How fast: against pandoc, against WeasyPrint alone, and against the size of the text.

    tox run -e bench

Everything is a ratio of medians measured in turns in one run, because a time alone says more about the machine than
about the program. Nothing is asserted here; the table says what is wanted. Texts of ``../shared/corpus`` (or of the
folder that UNPRESS_SHARED names) are used where they are at hand.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.measure import SAMPLES, SHARED, TABLE, TIMES, enter, in_turns, run

SEED = SAMPLES / "A_RES_75_210.en.txt"
GROWTH = 40


@pytest.fixture(scope="module")
def pandoc() -> str:
    """The command, from the package pypandoc_binary or from the machine."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        found = shutil.which("pandoc")
        if found is None:
            pytest.skip("no pandoc: pip install pypandoc_binary")
        return found


def texts() -> list[Path]:
    """Samples and, where they are at hand, other documents: enough for a throughput."""
    corpus = SHARED / "corpus"
    found = sorted(SAMPLES.glob("*.txt"))
    others = sorted(corpus.glob("official/*.pypdf.txt")) + sorted(corpus.glob("typeset/*.seed.txt"))
    if not others:
        print(f"no texts in {corpus}: the samples alone")
        return found * 10
    return found * 5 + others[:: max(1, len(others) // 60)]


def test_cold_command(pandoc: str, tmp_path: Path) -> None:
    script = shutil.which("unpress", path=str(Path(sys.executable).parent))
    ours = [script] if script else [sys.executable, "-m", "unpress"]
    (wall, work), (their_wall, their_work) = in_turns(
        lambda: run(*ours, "convert", str(SEED), "-t", "md", "-o", str(tmp_path / "ours.md")),
        lambda: run(pandoc, "-f", "markdown", "-t", "gfm", str(SEED), "-o", str(tmp_path / "theirs.md")),
    )
    enter("cold command, seed to Markdown, against pandoc", wall, their_wall, "≤ 1.5")
    enter("    processor time", work, their_work, "")


def test_hook_on_unchanged_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of ten texts that a hook has seen costs less than twice a bare start of Python."""
    monkeypatch.setenv("UNPRESS_CACHE", str(tmp_path / "cache"))
    seed = texts()[0].read_bytes()
    files = [str(tmp_path / f"{n}.txt") for n in range(10)]
    for file in files:
        Path(file).write_bytes(seed)
    (_, work), (_, bare) = in_turns(
        lambda: run(sys.executable, "-m", "unpress", "check", *files),
        lambda: run(sys.executable, "-c", "pass"),
    )
    enter("hook: ten unchanged texts, against python -c pass", work, bare, "< 20 times", "")
    assert work < 20 * bare


def every_sixth() -> list[Path]:
    """A sixth of the texts of the corpus, from all tools and in all languages; none where there is no corpus."""
    return sorted((SHARED / "corpus").glob("*/*.txt"))[::6]


@pytest.mark.parametrize(
    ("found", "kind", "wanted"), [(texts, "texts", "≥ 5"), (every_sixth, "texts of all tools", "≥ 3")]
)
def test_throughput(
    found: Callable[[], list[Path]], kind: str, wanted: str, pandoc: str, tmp_path: Path
) -> None:
    """Against pandoc, for which a text that is indented as on the page is code: it costs it next to nothing."""
    from unpress import convert

    files = found()
    if not files:
        pytest.skip(f"no texts in {SHARED}")
    size = sum(len(path.read_text(encoding="utf-8")) for path in files) / 1e6

    def ours() -> None:
        for path in files:
            convert(path, "md")

    def one_call() -> None:
        run(pandoc, "-f", "markdown", "-t", "gfm", *map(str, files), "-o", str(tmp_path / "all.md"))

    few = files[::8]
    more = size / (sum(len(path.read_text(encoding="utf-8")) for path in few) / 1e6)

    def call_by_call() -> None:
        for path in few:
            run(pandoc, "-f", "markdown", "-t", "gfm", str(path), "-o", str(tmp_path / "one.md"))

    (wall, work), (once, once_work), (each, each_work) = in_turns(ours, one_call, call_by_call, times=3)
    theirs, their_work, how = min(
        (once, once_work, "one call"), (each * more, each_work * more, "a call a file")
    )
    name = f"throughput, {len(files)} {kind}, {size:.1f} M characters, against pandoc ({how})"
    TABLE.append((name, f"{size / wall:.2f} M/s", f"{size / theirs:.2f} M/s", theirs / wall, wanted))
    TABLE.append(
        (
            "    by processor time",
            f"{size / work:.2f} M/s",
            f"{size / their_work:.2f} M/s",
            their_work / work,
            "",
        )
    )


@pytest.mark.parametrize("name", ["A_RES_75_210.en", "A_HRC_RES_61_87.fr", "S_RES_2999.ru"])
def test_formats_of_one_reading(name: str) -> None:
    """The source is read and parsed once, however many formats are asked for."""
    from unpress import convert, read

    path = SAMPLES / f"{name}.txt"
    formats = ("html", "docx", "md", "json", "akn")
    (_, work), (_, reading) = in_turns(lambda: convert(path, formats), lambda: read(path), times=3 * TIMES)
    enter(f"HTML, DOCX, Markdown, JSON, AKN of {name}, against reading it once", work, reading, "≤ 3")


@pytest.mark.parametrize("name", ["A_RES_75_210.en", "A_RES_75_210.zh", "A_RES_80_913.ar"])
def test_pdf_against_weasyprint(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint

    from unpress import read, render
    from unpress_stages.render import pdf

    document = read(SAMPLES / f"{name}.txt").document
    captured: list[str] = []
    real = pdf._print

    def spy(markup: str, *rest: Any) -> bytes:
        captured.append(markup)
        return real(markup, *rest)

    monkeypatch.setattr(pdf, "_print", spy)
    render(document, "pdf")
    monkeypatch.setattr(pdf, "_print", real)
    (markup,) = captured

    (wall, work), (their_wall, their_work), (tagged, tagged_work) = in_turns(
        lambda: render(document, "pdf"),
        lambda: weasyprint.HTML(string=markup).write_pdf(),
        lambda: weasyprint.HTML(string=markup).write_pdf(pdf_variant="pdf/ua-1"),
        times=max(3, TIMES // 2),
    )
    enter(f"PDF of {name}, against WeasyPrint on the same HTML", wall, their_wall, "≤ 1.1")
    enter("    processor time", work, their_work, "≤ 1.1")
    enter("    against WeasyPrint with tags, too", wall, tagged, "")
    enter("    processor time", work, tagged_work, "")


# ------------------------------------------------------------------------------------------------- PDF to Markdown


def printed() -> list[Path]:
    """Tagged PDF files: official ones and reports where they are at hand."""
    corpus = SHARED / "corpus"
    return sorted(corpus.glob("official/*.pdf"))[::12] + sorted(corpus.glob("reports/*.pdf"))[::2]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """PDF files to read: those at hand, or the samples as we print them."""
    found = printed()
    if found:
        return found
    from unpress import convert

    print(f"no PDF files in {SHARED / 'corpus'}: the samples, as unpress prints them")
    folder = tmp_path_factory.mktemp("pdf")
    for path in sorted(SAMPLES.glob("*.txt")):
        (folder / f"{path.stem}.pdf").write_bytes(convert(path, "pdf").output)
    return sorted(folder.glob("*.pdf"))


def page_count(files: list[Path]) -> int:
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(path)) for path in files)


def words_of_pdfplumber(path: Path) -> None:
    """What a script needs before it can begin to think: words with their size and font."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words(extra_attrs=["size", "fontname"])


def converters() -> dict[str, tuple[Callable[[Path], object], str]]:
    """Others on the way from PDF to Markdown or text, and what is wanted of us against each."""
    found: dict[str, tuple[Callable[[Path], object], str]] = {
        "the words of pdfplumber alone": (words_of_pdfplumber, "≤ 0.3")
    }
    try:
        from markitdown import MarkItDown

        markitdown = MarkItDown()
        found["markitdown"] = (lambda path: markitdown.convert(str(path)), "≤ 0.1")
    except ImportError:
        print("no markitdown: pip install 'markitdown[pdf]'")
    try:
        import pymupdf4llm

        found["pymupdf4llm"] = (lambda path: pymupdf4llm.to_markdown(str(path), show_progress=False), "≤ 0.5")
    except ImportError:
        print("no pymupdf4llm: pip install pymupdf4llm")
    command = shutil.which("pdftotext")
    if command:
        found["pdftotext"] = (lambda path: run(command, str(path), "-"), "≤ 8")
    return found


def test_pdf_to_markdown(pdfs: list[Path]) -> None:
    """The same files in one run, in turns; times are for a page."""
    from unpress import convert

    pages = page_count(pdfs)
    others = converters()
    tasks: list[Callable[[Path], object]] = [
        lambda path: convert(path, "md"),
        *(task for task, _ in others.values()),
    ]

    def over_all(task: Callable[[Path], object]) -> Callable[[], object]:
        return lambda: [task(path) for path in pdfs]

    for task in tasks:
        task(pdfs[0])
    times = in_turns(*map(over_all, tasks), times=1, warm=True)
    (_, work), *theirs = times
    for (name, (_, wanted)), (_, their_work) in zip(others.items(), theirs, strict=True):
        row = f"PDF to Markdown, {len(pdfs)} files, {pages} pages, a page by processor time, against {name}"
        enter(row, work / pages, their_work / pages, wanted)


PEAK = """
import pathlib, re, resource, sys
{}
status = pathlib.Path("/proc/self/status")  # what getrusage tells on Linux begins with the memory of the parent
found = re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text()) if status.exists() else None
scale = 1 / 1024 if sys.platform == "darwin" else 1
print(found[1] if found else int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale))
"""


def peak(code: str) -> float:
    """The most memory that a fresh process with some code takes, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK.format(code)], check=True, capture_output=True, text=True
    )
    return int(done.stdout.split()[-1]) / 1024


def test_memory(pdfs: list[Path]) -> None:
    """The longest document alone in a process."""
    reports = list((SHARED / "corpus").glob("reports/*.pdf"))
    longest = max(reports or pdfs, key=lambda path: page_count([path]))
    ours = peak(f"from unpress import convert; convert({str(longest)!r}, 'md')")
    others = {
        "pdfplumber": f"import pdfplumber; d = pdfplumber.open({str(longest)!r}); "
        "[p.extract_words(extra_attrs=['size', 'fontname']) for p in d.pages]",
        "markitdown": f"from markitdown import MarkItDown; MarkItDown().convert({str(longest)!r})",
        "pymupdf4llm": f"import pymupdf4llm; pymupdf4llm.to_markdown({str(longest)!r})",
    }
    for name, code in others.items():
        try:
            theirs = peak(code)
        except subprocess.CalledProcessError:
            print(f"no {name}")
            continue
        enter(f"peak memory, {page_count([longest])} pages, against {name}", ours, theirs, "", "MB")


def longer(times: int) -> str:
    """The English seed with its paragraphs ``times`` times, numbered through."""
    text = SEED.read_text(encoding="utf-8")
    head, rest = text.split("The General Assembly,", 1)
    preamble, rest = rest.split("\n1. ", 1)
    operative, closing = rest.split("48th plenary meeting", 1)
    paragraphs = [p for p in re.split(r"\n+", f"1. {operative}") if p.strip()]
    numbered = [re.sub(r"^\d+\. ", "", p) for p in paragraphs if not p.startswith(("¹", "²"))]
    body = "\n\n".join(f"{n}. {p}" for n, p in enumerate(numbered * times, 1))
    body = body.replace("present resolution.", "present resolution;")
    notes = "\n\n¹ Resolution 70/1.\n\n² A/75/237.\n\n"
    once = preamble.replace("¹", "").replace("²", "")
    return f"{head}The General Assembly,\n{preamble}{once * (times - 1)}\n{body}{notes}48th plenary meeting{closing}"


@pytest.mark.parametrize("format", ["", "md", "html", "docx", "akn", "json", "pdf"])
def test_growth(format: str) -> None:
    from unpress import convert
    from unpress.source import Source

    formats = (format,) if format else ()
    short, long = (Source(f"{n}.txt", longer(n).encode()) for n in (1, GROWTH))
    size = len(long.data) / len(short.data)
    times = 1 if format == "pdf" else 3
    small = [in_turns(lambda: convert(short, formats), times=TIMES)[0][1]]
    large = [in_turns(lambda: convert(long, formats), times=times)[0][1]]
    growth = statistics.median(large) / statistics.median(small)
    name = f"growth, text to {format or 'the tree'}: {size:.1f} times as long"
    TABLE.append((name, f"{large[0]:.3f} s", f"{small[0]:.3f} s", growth, f"≤ {1.2 * size:.0f}"))


@pytest.mark.parametrize("habit", ["spaced", "plain"])
def test_growth_of_pages(habit: str) -> None:
    """Lines of print with pages and notes: the way of text that has most to decide."""
    text = (
        SAMPLES / "A_RES_75_210.zh.txt" if habit == "spaced" else SAMPLES / "S_RES_2999.ru.txt"
    ).read_text()
    from unpress import convert
    from unpress.source import Source

    def again(times: int) -> Source:
        lines = text.split("\n")
        at = len(lines) // 2
        return Source("x.txt", "\n".join(lines[:at] * times + lines[at:] * times).encode())

    short, long = again(1), again(GROWTH)
    size = len(long.data) / len(short.data)
    (_, small), (_, large) = in_turns(lambda: convert(short, ()), lambda: convert(long, ()))
    name = f"growth, {habit} lines to the tree: {size:.1f} times as long"
    TABLE.append((name, f"{large:.3f} s", f"{small:.3f} s", large / small, f"≤ {1.2 * size:.0f}"))
