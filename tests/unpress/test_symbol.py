"""Symbols: taking them apart, and their addresses."""

from __future__ import annotations

import pickle

import pytest

from unpress.symbol import Symbol, infer

CANONICAL = [
    ("A/75/237", "A/75/237"),
    ("A/RES/52/169 M", "A/RES/52/169 M"),
    ("A/RES/52/169M", "A/RES/52/169 M"),
    ("A/RES/31/6 A and B", "A/RES/31/6 A and B"),
    ("S/RES/1325 (2000)", "S/RES/1325 (2000)"),
    ("S/RES/1325(2000)", "S/RES/1325 (2000)"),
    ("A/RES/217 A (III)", "A/RES/217 A (III)"),
    ("A/RES/217A(III)", "A/RES/217 A (III)"),
    ("A/RES/3201(S-VI)", "A/RES/3201 (S-VI)"),
    ("A/RES/ES-10/19", "A/RES/ES-10/19"),
    ("A/C.2/75/L.27/Rev.1", "A/C.2/75/L.27/Rev.1"),
    ("A/69/53/Add.1/Corr. 2", "A/69/53/Add.1/Corr.2"),
    ("A/81/6 (Sect. 6)", "A/81/6 (Sect. 6)"),
    ("A/CONF.157/24(PartI)", "A/CONF.157/24 (Part I)"),
    ("A/78/301 (Part I)/Add.1", "A/78/301 (Part I)/Add.1"),
    ("A/99/6 (Sect. 6)/Part A*", "A/99/6 (Sect. 6)/Part A"),
    ("A/99/6(Sect.6)/PartA", "A/99/6 (Sect. 6)/Part A"),
    ("A/99/6 (Income sect. 3)", "A/99/6 (Income sect. 3)"),
    ("A/99/6(Planoutline)", "A/99/6 (Plan outline)"),
    ("A/75/345-S/2020/898", "A/75/345-S/2020/898"),
    ("A/67/65/Corr.1–E/2012/48/Corr.1", "A/67/65/Corr.1-E/2012/48/Corr.1"),
    ("UNEP/EA.5/Res.14", "UNEP/EA.5/Res.14"),
    ("ICCD/COP(14)/23/Add.1", "ICCD/COP(14)/23/Add.1"),
    ("S/PV.8463", "S/PV.8463"),
    ("E/CN.4/Sub.2/2000/46", "E/CN.4/Sub.2/2000/46"),
    ("А/75/237", "A/75/237"),  # a Cyrillic А
    ("A/HRC/51/57*", "A/HRC/51/57"),
]


@pytest.mark.parametrize(("text", "canonical"), CANONICAL)
def test_the_canonical_form_reads_back_equal(text: str, canonical: str) -> None:
    symbol = Symbol.parse(text)
    assert str(symbol) == canonical
    assert Symbol.parse(str(symbol)) == symbol
    assert pickle.loads(pickle.dumps(symbol)) == symbol


@pytest.mark.parametrize(
    "text", ["", "75/210", "HIV/AIDS", "and/or", "GOV/2022/17", "A/C", "T/PCCs", "resolution", "A/"]
)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a document symbol"):
        Symbol.parse(text)


def test_the_parts_of_a_symbol() -> None:
    draft = Symbol.parse("A/C.2/75/L.27/Rev.1")
    assert (draft.kind, draft.organ, draft.session, draft.serial) == ("limited", "ga", 75, "27")
    assert str(draft.base) == "A/C.2/75/L.27"
    assert str(draft.add("Rev.2")) == "A/C.2/75/L.27/Rev.2"
    assert str(draft.add("Corr.1")) == "A/C.2/75/L.27/Rev.1/Corr.1"
    resolution = Symbol.parse("S/RES/1325 (2000)")
    assert (resolution.kind, resolution.organ, resolution.year, resolution.serial) == (
        "resolution",
        "sc",
        2000,
        "1325",
    )
    assert Symbol.parse("A/HRC/RES/S-31/1").organ == "hrc"
    assert Symbol.parse("A/HRC/RES/S-31/1").special == "S-31"
    assert Symbol.parse("A/75/PV.48").kind == "record"
    assert Symbol.parse("S/PRST/2017/22").kind == "statement"
    assert Symbol.parse("E/2020/30").year == 2020


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("A/RES/72/213", "https://docs.un.org/en/A/RES/72/213"),
        ("A/RES/52/169 M", "https://docs.un.org/en/A/RES/52/169"),
        ("A/RES/72/266 A", "https://docs.un.org/en/A/RES/72/266"),
        ("A/RES/75/290 B", "https://docs.un.org/en/A/RES/75/290B"),
        ("A/RES/217 A (III)", "https://docs.un.org/en/A/RES/217(III)"),
        ("S/RES/1325 (2000)", "https://docs.un.org/en/S/RES/1325(2000)"),
        ("A/81/6 (Sect. 6)", "https://docs.un.org/en/A/81/6(Sect.6)"),
        ("A/99/6 (Income sect. 3)", "https://docs.un.org/en/A/99/6(Incomesect.3)"),
        ("NPT/CONF.2000/28 (Parts I and II)", "https://docs.un.org/en/NPT/CONF.2000/28(PartsIandII)"),
        ("A/75/345-S/2020/898", "https://docs.un.org/en/A/75/345"),
    ],
)
def test_addresses(symbol: str, address: str) -> None:
    assert Symbol.parse(symbol).address("en") == address


@pytest.mark.parametrize(
    ("url", "symbol"),
    [
        ("https://undocs.org/en/A/RES/72/213", "A/RES/72/213"),
        ("https://undocs.org/A/RES/72/213", "A/RES/72/213"),
        ("https://docs.un.org/zh/S/RES/1325(2000)", "S/RES/1325 (2000)"),
        ("https://docs.un.org/en/A/RES/75/210?direct=true", "A/RES/75/210"),
        ("https://www.undocs.org/en/S/RES/1325%20(2000)", "S/RES/1325 (2000)"),
        ("https://documents.un.org/api/symbol/access?s=A/RES/75/210&l=en&t=pdf", "A/RES/75/210"),
        ("https://daccess-ods.un.org/access.nsf/Get?Open&DS=A/75/237&Lang=E", "A/75/237"),
        ("https://undocs.org/en/A/59/4(supp)", "A/59/4 (SUPP)"),
        ("https://undocs.org/en/A/59/19/Rev.1(supp)", "A/59/19/Rev.1 (SUPP)"),
        ("https://undocs.org/en/A/78/301(parti)/add.1", "A/78/301 (Part I)/Add.1"),
        ("https://undocs.org/en/NPT/CONF.2000/28(PartsIandII)", "NPT/CONF.2000/28 (Parts I and II)"),
        ("https://undocs.org/en/A/76/49(vol.ii)", "A/76/49 (Vol. II)"),
        ("https://undocs.org/ru/A/75/5 (Vol. I)", "A/75/5 (Vol. I)"),
        ("https://undocs.org/en/A/99/6(INCOMESECT.3)", "A/99/6 (Income sect. 3)"),
        ("https://undocs.org/en/a/99/6(planoutline)", "A/99/6 (Plan outline)"),
        ("https://undocs.org/en/e/RES/1980/67", "E/RES/1980/67"),
        ("https://undocs.org/es/A/RES/72/266 a", "A/RES/72/266 A"),
        ("https://www.un.org/en/A/RES/75/210", None),
        ("A/75/237", None),
        ("https://undocs.org/", None),
        ("https://undocs.org/ru/A/hrc/RES/47/6", "A/HRC/RES/47/6"),
        ("https://undocs.org/ru/a/c.2/71/l.9/rev.1", "A/C.2/71/L.9/Rev.1"),
        ("https://undocs.org/ru/unep/ea.1/Res.7", "UNEP/EA.1/Res.7"),
        ("https://undocs.org/zh/A/RES/56/7c-d", "A/RES/56/7 C-D"),
    ],
)
def test_addresses_are_read(url: str, symbol: str | None) -> None:
    found = Symbol.from_address(url)
    assert (str(found) if found else None) == symbol


@pytest.mark.parametrize(
    ("number", "organ", "symbol"),
    [
        ("75/210.", "ga", "A/RES/75/210"),
        ("75/210", "ga", "A/RES/75/210"),
        ("77/256 A-B", "ga", "A/RES/77/256 A-B"),
        ("ES-11/1.", "ga", "A/RES/ES-11/1"),
        ("45/15.", "hrc", "A/HRC/RES/45/15"),
        ("S-31/1", "hrc", "A/HRC/RES/S-31/1"),
        ("1325 (2000)", "sc", "S/RES/1325 (2000)"),
        ("2021/10.", "ecosoc", "E/RES/2021/10"),
        ("1514 (XV).", "ga", "A/RES/1514 (XV)"),
        ("12.", "ga", None),
        ("Title", "ga", None),
        ("75/210", "icj", None),
    ],
)
def test_the_symbol_of_a_printed_number(number: str, organ: str, symbol: str | None) -> None:
    found = infer(number, organ)
    assert (str(found) if found else None) == symbol


def test_the_symbol_of_a_decision() -> None:
    assert str(infer("76/506", "ga", "decision")) == "A/DEC/76/506"


def test_suffixes_have_their_capitals() -> None:
    assert str(Symbol.parse("FCCC/CP/2015/10/add.1")) == "FCCC/CP/2015/10/Add.1"
