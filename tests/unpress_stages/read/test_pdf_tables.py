"""Tables of untagged PDF in languages that run either way: cells in the order of reading, as the page shows them."""

from __future__ import annotations

import warnings
from typing import Final

import pytest
import weasyprint

from unpress.draft import DraftTable
from unpress.journal import Journal
from unpress.source import Source
from unpress_stages.read.pdf import read as read_pdf

WORDS: Final = {
    "en": (
        ["Basin", "Keeper", "Share", "First", "Second", "Shores"],
        ["Quarry", "Pool (old mill)", "Lake of the upper dam"],
        "Of the upper lake and of its shore, with the road to the quarry and the gate",
        "The basins are counted each year by those who live there, and the council is told of it in the spring.",
    ),
    "ar": (
        ["الحوض", "الحارس", "النسبة", "الأولى", "الثانية", "الشواطئ"],
        ["المحجر", "البركة (الطاحونة)", "بحيرة السد الأعلى"],
        "على البحيرة العليا وشاطئها والطريق المؤدي إلى المحجر وإلى البوابة الكبيرة",
        "تحصى الأحواض كل سنة من جانب من يسكنون هناك ويبلغ المجلس بذلك في فصل الربيع من السنة نفسها.",
    ),
}
NUMBERS: Final = ["12\u00a0450", "(20.8)", "310.5"]
LINES: Final = {
    "grid": "td, th { border: .5pt solid }",
    "across": "td, th { border-top: .5pt solid; border-bottom: .5pt solid }",
    "three": "table { border-top: 1pt solid; border-bottom: 1pt solid } thead { border-bottom: .5pt solid }",
}
Rows = list[list[tuple[str, int, int]]]


def printed(language: str, lines: str, head: Rows, body: Rows) -> bytes:
    """A table between paragraphs, its lines drawn as told."""
    words = f"<p>{WORDS[language][3]}</p>"
    html = "".join(
        f"<{part}>"
        + "".join(
            "<tr>" + "".join(f"<td colspan={c} rowspan={r}>{text}</td>" for text, c, r in row) + "</tr>"
            for row in rows
        )
        + f"</{part}>"
        for part, rows in (("thead", head), ("tbody", body))
    )
    style = f"""@page {{ size: 420pt 400pt; margin: 40pt }} body {{ font: 10pt/16pt serif }}
        table {{ border-collapse: collapse; width: 340pt }} tr {{ break-inside: avoid }}
        td {{ padding: 2pt 6pt; vertical-align: top; text-align: start }} {LINES[lines]}"""
    way = "rtl" if language == "ar" else "ltr"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return weasyprint.HTML(
            string=f"<html dir={way}><style>{style}</style>{words * 3}<table>{html}</table>{words}</html>"
        ).write_pdf()


def tables(data: bytes) -> list[tuple[Rows, int]]:
    """The tables of a file, each with the number of the rows of its head."""
    return [
        (
            [
                [(" ".join(line.text for line in cell.lines), cell.columns, cell.rows) for cell in row]
                for row in table.rows
            ],
            sum(all(cell.header for cell in row) for row in table.rows),
        )
        for table in read_pdf(Source("x.pdf", data), Journal()).lines
        if isinstance(table, DraftTable)
    ]


def row(*texts: str) -> list[tuple[str, int, int]]:
    return [(text, 1, 1) for text in texts]


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("language", WORDS)
def test_cells_come_in_the_order_of_reading_with_their_figures_as_printed(language: str, lines: str) -> None:
    heads, names, long, _ = WORDS[language]
    head = [row(*heads[:3])]
    body = [row(name, long, number) for name, number in zip(names, NUMBERS, strict=True)]
    assert tables(printed(language, lines, head, body)) == [([*head, *body], 1)]


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("language", WORDS)
def test_a_head_of_two_rows_over_columns(language: str, lines: str) -> None:
    heads, names, long, _ = WORDS[language]
    head = [[(heads[0], 1, 2), (long[:40].rsplit(" ", 1)[0], 2, 1), (heads[5], 1, 2)], row(*heads[3:5])]
    body = [row(name, *NUMBERS) for name in names]
    assert tables(printed(language, lines, head, body)) == [([*head, *body], 2)]


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("language", WORDS)
def test_a_table_over_pages_has_its_head_once(language: str, lines: str) -> None:
    heads, names, long, _ = WORDS[language]
    head = [row(*heads[:3])]
    body = [row(f"{names[i % 3]} {i}", long, NUMBERS[i % 3]) for i in range(14)]
    assert tables(printed(language, lines, head, body)) == [([*head, *body], 1)]
