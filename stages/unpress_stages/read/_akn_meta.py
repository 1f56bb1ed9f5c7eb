"""What an Akoma Ntoso file says of its document: symbol, organ, session, dates."""

from __future__ import annotations

import re
from typing import Final, get_args

from unpress.ast import Distribution, Kind, Meta, Organ
from unpress.citations import find
from unpress.figures import whole
from unpress.language import Language, language
from unpress.symbol import Symbol
from unpress_stages._xml import Element
from unpress_stages.read._akn_blocks import space

ORGANS: Final[tuple[Organ, ...]] = get_args(Organ)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
DISTRIBUTIONS: Final[tuple[Distribution, ...]] = get_args(Distribution)


class MetaReader:
    """What an official file says of its document."""

    def __init__(self, body: Element, root: Element, language: Language) -> None:
        self._body = body
        self._root = root
        self._language = language

    def read(self) -> Meta:
        symbol = self._symbol()
        session = self._body.find("{*}coverPage//{*}session")
        number = "" if session is None else session.get("value", "")
        return Meta(
            symbol=None if symbol is None else str(symbol),
            organ=self._organ(symbol),
            kind=self._kind(),
            session=whole(number) if number.isdecimal() else None if symbol is None else symbol.session,
            meeting=self._meeting(),
            agenda_items=self._agenda(),
            adopted=self._date("adoption"),
            issued=self._date("publication"),
            distribution=self._distribution(),
            original_language=self._original(),
            proponent=self._proponent(),
            job_number=self._text(".//{*}docketNumber"),
        )

    def _text(self, path: str) -> str | None:
        found = self._body.find(path)
        return None if found is None else space(found) or None

    def _proponent(self) -> str | None:
        """The symbol of the document on which the text rests."""
        found = self._text("{*}coverPage//{*}docProponent")
        cited = find(found, self._language) if found else []
        return str(cited[0].symbol) if cited else None

    def _symbol(self) -> Symbol | None:
        found = self._text("{*}coverPage//{*}docNumber")
        try:
            return Symbol.parse(found) if found else None
        except ValueError:
            return None

    def _organ(self, symbol: Symbol | None) -> Organ | None:
        author = self._body.find(".//{*}FRBRWork/{*}FRBRauthor")
        names = (
            "" if symbol is None else symbol.organ,
            "" if author is None else author.get("href", "").lstrip("#"),
        )
        return next((organ for name in names for organ in ORGANS if organ == name), None)

    def _kind(self) -> Kind | None:
        name = self._body.get("name", "")
        if name == "publication":
            part = self._root.find(".//{*}component/{*}statement")
            name = "" if part is None else part.get("name", "")
        match name:
            case "resolution":
                return "resolution"
            case "decision":
                return "decision"
            case "presidentialStatement":
                return "presidential statement"
            case "draftResolution":
                return "draft resolution"
            case _:
                return None

    def _meeting(self) -> int | None:
        for element in self._root.iter("{*}inline", "{*}location"):
            if "adoptionMeeting" in (element.get("name"), element.get("refersTo", "").lstrip("#")):
                found = re.search(r"\d+", space(element))
                if found:
                    return whole(found[0])
        return None

    def _agenda(self) -> tuple[str, ...]:
        found: list[str] = []
        cover = self._body.find("{*}coverPage")
        for element in () if cover is None else cover.iterfind(".//{*}inline[@name='agenda item']"):
            found.extend(re.findall(r"\d+(?: ?\([a-z]{1,2}\)| [a-z]\))?", space(element)))
        return tuple(found)

    def _date(self, name: str) -> str | None:
        found = self._body.find(f".//{{*}}FRBRdate[@name='{name}']")
        date = "" if found is None else found.get("date", "")
        return date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) and not date.startswith("0001") else None

    def _distribution(self) -> Distribution | None:
        found = self._body.find("{*}coverPage//{*}docStatus")
        refers = "" if found is None else found.get("refersTo", "").lower()
        return next((word for word in DISTRIBUTIONS if word in refers), None)

    def _original(self) -> str | None:
        found = self._body.find("{*}coverPage//{*}inline[@name='originalLanguage']")
        if found is None:
            return None
        for name in (space(found).rpartition(":")[2].strip(), found.get("refersTo", "").lstrip("#")):
            try:
                return language(name).code
            except LookupError:
                continue
        return None


def exact(body: Element) -> Meta:
    """The metadata of a file of ours, each from the place where it is written."""
    meta = body.find("{*}meta")
    work = None if meta is None else meta.find("{*}identification/{*}FRBRWork")
    if meta is None or work is None:
        return Meta()
    listed = {e.get("eId", ""): e.get("showAs", "") for e in meta.iterfind("{*}references/*")}

    def value(name: str) -> str | None:
        found = work.find(f"{{*}}{name}")
        return None if found is None else found.get("value")

    def date(level: str, name: str) -> str | None:
        found = meta.find(f"{{*}}identification/{{*}}{level}/{{*}}FRBRdate[@name='{name}']")
        return None if found is None else found.get("date")

    def number(name: str) -> int | None:
        found = listed.get(name, "")
        return int(found) if re.fullmatch(r"-?\d{1,20}", found) else None

    author = work.find("{*}FRBRauthor")
    organ = "" if author is None else author.get("href", "").lstrip("#")
    items = sorted((int(k[11:]), v) for k, v in listed.items() if re.fullmatch(r"agendaItem_\d{1,9}", k))
    docket = meta.find("{*}presentation//{*}docketNumber")
    return Meta(
        symbol=value("FRBRnumber"),
        organ=next((o for o in ORGANS if o == organ), None),
        kind=next((k for k in KINDS if k == value("FRBRsubtype")), None),
        session=number("session"),
        meeting=number("meeting"),
        agenda_items=tuple(item for _place, item in items),
        adopted=date("FRBRWork", "adoption"),
        issued=date("FRBRExpression", "publication"),
        distribution=next((d for d in DISTRIBUTIONS if f"{d}Distribution" in listed), None),
        original_language=listed.get("originalLanguage"),
        proponent=listed.get("proponent"),
        job_number=None if docket is None else docket.text or "",
        short_title=value("FRBRname"),
    )
