"""Adding a language is adding one file: a small invented one, and a document in it from raw text to Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from unpress import Config, cli, convert
from unpress import language as module
from unpress.enumerator import Enumerator, readings

LANGUAGE = """
[language]
code = 'qtl'
english = 'Tulami'
native = 'Tulami'
akn = 'qtl'
docs = 'ql'
aliases = []
script = 'Latin'
direction = 'ltr'

[recognition]
letters = 'a-z'
words = ['ka lo tu ne sim oru pana veli dor masa']

[numbering]
section_words = ['unua', 'dua']

[typography]
preambular_end = ','
operative_end = ';'
list_end = ':'
full_stop = '.'
opener_style = 'italic'
note_mark = 'after'

[dates]
months = ['uno', 'duo', 'tri', 'kar', 'pen', 'sis', 'sep', 'okt', 'nev', 'dek', 'lev', 'tuz']
rule = '(?P<m>{months}) (?P<d>[0-9]{1,2}) ka (?P<y>[0-9]{4})'

[sessions]
numeric = '(?P<n>[0-9]+)-ra sesu'

[formula]
ga = 'Lo Masa Veli,'
rule = '(?P<organ>Lo Masa Veli),?'

[organs]
un = 'Veli Oruna'
ga = 'Masa Veli'

[masthead]
publisher = 'Veli Oruna'

[citation]
resolution = 'rezolu'
ga = 'Masa Veli'
link = ',? sim '

[titles]
adopted = 'Rezolu ka Lo Masa Veli tu (?P<date>.+)'

[closing]
meeting = '(?P<n>[0-9]+)-ra kunvo'

[openers]
spaced = true
joins = [' sim ']
after = ' (?:masi|dori)'
preambular = ['Memorante', 'Agnoskante']
operative = ['Petas', 'Kuragas']
"""

RAW = """\
Veli Oruna                                                A/RES/81/999

81-ra sesu

Rezolu ka Lo Masa Veli tu tuz 5 ka 2026

81/999. Pana ka lo oru

Lo Masa Veli,
Memorante lo rezolu 80/123 tu tuz 9 ka 2025 sim 79/45 tu dek 1 ka
2024, ka veli lo oru ne dor,1
Agnoskante masi ka tu pana lo masa veli ne sim oru ka lo dor tu veli
_______________
1 A/81/7.
26-12345 1/2
A/RES/81/999 Pana ka lo oru
2/2 26-12345
masa oru pana,
1. Petas sim kuragas dori ka lo masa:
(a) Veli lo oru tu pana;
(b) Oru ne dor ka masa;
2. Kuragas lo veli ka tu oru.
64-ra kunvo
tuz 5 ka 2026
"""


MARKDOWN = """\
Veli Oruna\\
A/RES/81/999\\
81-ra sesu\\
Rezolu ka Lo Masa Veli tu tuz 5 ka 2026

# 81/999. Pana ka lo oru

*Lo Masa Veli*,

*Memorante* lo rezolu [80/123](https://docs.un.org/ql/A/RES/80/123) tu tuz 9 ka 2025 sim \
[79/45](https://docs.un.org/ql/A/RES/79/45) tu dek 1 ka 2024, ka veli lo oru ne dor,[^1]

*Agnoskante masi* ka tu pana lo masa veli ne sim oru ka lo dor tu veli masa oru pana,

1\\. *Petas sim kuragas dori* ka lo masa:

- \\(a) Veli lo oru tu pana;
- \\(b) Oru ne dor ka masa;

2\\. *Kuragas* lo veli ka tu oru.

64-ra kunvo\\
tuz 5 ka 2026

[^1]: [A/81/7](https://docs.un.org/ql/A/81/7).
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the language, a configuration that names it, and a document; unknown again afterwards."""
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "qtl.toml").write_text(LANGUAGE, encoding="utf-8")
    (tmp_path / "unpress.toml").write_text('languages = ["languages"]\n', encoding="utf-8")
    (tmp_path / "raw.txt").write_text(RAW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    known = list(module._folders)
    yield tmp_path
    module._folders[:] = known
    module.forget()


def test_a_document_in_it(folder: Path) -> None:
    result = convert(folder / "raw.txt", "md", Config(languages=(str(folder / "languages"),)))
    document = result.document
    assert document.language == "qtl"
    assert (document.meta.symbol, document.meta.session) == ("A/RES/81/999", 81)
    assert (document.meta.meeting, document.meta.adopted) == (64, "2026-12-05")
    assert result.output.decode() == MARKDOWN
    assert not result.problems
    assert result.ledger.complete


def test_the_configuration_names_its_folder(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["convert", "raw.txt", "-t", "md"]) == 0
    assert capfd.readouterr().out == MARKDOWN


@pytest.mark.parametrize("format", ["html", "docx", "akn", "json"])
def test_every_format_can_be_written_in_it(folder: Path, format: str) -> None:
    output = convert(folder / "raw.txt", format, Config(languages=(str(folder / "languages"),))).output
    assert output


def test_a_fault_in_it_is_named(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "languages" / "qtl.toml").write_text(LANGUAGE.replace("months", "mois"), encoding="utf-8")
    assert cli.run(["convert", "raw.txt", "-t", "md"]) == 2
    assert "qtl.toml: unknown key dates.mois; did you mean 'months'" in capfd.readouterr().err
    (folder / "languages" / "qtl.toml").unlink()
    assert cli.run(["convert", "raw.txt", "-t", "md"]) == 2
    assert "no language file" in capfd.readouterr().err


def test_its_words_that_number_are_enumerators(folder: Path) -> None:
    assert not readings("dua")
    module.add_folder(folder / "languages")
    assert readings("dua") == (Enumerator("section-word", 2),)
