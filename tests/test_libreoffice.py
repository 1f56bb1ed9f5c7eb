"""Our Word files in LibreOffice: all text and all notes of the tree, in its order, in six languages."""

from __future__ import annotations

from pathlib import Path

import libreoffice
import pytest

from unpress import read, render
from unpress.ast import Break, Clause, Document, Item, List, Meta, Note, NoteMark, Paragraph, Reference, Text

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "samples").glob("*.txt"))


def _said(language: str, *clauses: Clause, notes: tuple[Note, ...] = ()) -> Document:
    return Document(
        language, Meta("A/RES/75/210", "ga", "resolution"), (), "75/210.", (Text("T"),), clauses, notes
    )


CONTROLLED = _said(
    "ru",
    Clause(
        "operative",
        (Text("постановляет:"),),
        "1.",
        (
            List(
                (
                    Item(
                        (
                            Text("см. "),
                            Reference("S/RES/2424 (2018)", (Text("2424 (2018)"),)),
                            NoteMark("1"),
                            Break(),
                            Text("и далее"),
                        ),
                        "(е)",
                    ),
                )
            ),
        ),
    ),
    notes=(Note("1", "1", (Paragraph((Text("Сноска."),)),)),),
)
"""A Cyrillic enumerator that Word prints by the Latin letter: a content control around the paragraph says so."""

COMMAS = _said(
    "zh", *(Clause("preambular", (Text("甲" * length + "，乙" * 60 + "，"),)) for length in range(2, 40))
)
"""Commas at the ends of lines."""

DOCUMENTS = {**{path.stem: path for path in SAMPLES}, "controlled": CONTROLLED, "commas": COMMAS}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, libreoffice.Finding]:
    """What is wrong with each document, by one run of LibreOffice."""
    if name := libreoffice.lacking():
        pytest.skip(f"{name} is not installed")
    folder = tmp_path_factory.mktemp("libreoffice")
    documents = {
        name: read(source).document if isinstance(source, Path) else source
        for name, source in DOCUMENTS.items()
    }
    files = [folder / f"{name}.docx" for name in documents]
    for file, document in zip(files, documents.values(), strict=True):
        file.write_bytes(render(document, "docx"))
    pdfs = libreoffice.printed(files, folder)
    return {
        name: libreoffice.compared(documents[name], pdf) for name, pdf in zip(documents, pdfs, strict=True)
    }


def test_the_samples_have_six_languages() -> None:
    assert {path.stem.rpartition(".")[2] for path in SAMPLES} == {"ar", "en", "es", "fr", "ru", "zh"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_text_is_that_of_the_tree(name: str, found: dict[str, libreoffice.Finding]) -> None:
    assert found[name].faults == []
    assert found[name].blocks > 1
    assert found[name].notes or name == "commas"


def test_what_is_missing_is_told() -> None:
    assert libreoffice.missing(["a", "bc", "d"], ["a", "b", "c", "d"]) == ([], []), (
        "a paragraph over two pages"
    )
    assert libreoffice.missing(["a", "b", "c"], ["b", "a", "c"]) == ([1], ["b"])
    assert libreoffice.missing(["a", "b"], ["a"]) == ([1], [])
    assert libreoffice.bare("ال أمر") == libreoffice.bare("أ الأمر"[2:])
    assert libreoffice.bare("two words") != libreoffice.bare("two swords")
