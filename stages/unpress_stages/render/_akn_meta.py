"""Write what is known about a document as Akoma Ntoso metadata: FRBR identifiers and references."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from unpress.ast import Document, Meta
from unpress.language import Language
from unpress.symbol import Symbol
from unpress_stages.render._akn_elements import Element, add, clean

AKN4UN: Final = "http://un.org/akn4un"
SOURCE: Final = "#unpress"
NO_DATE: Final = "0001-01-01"
"""What the official files write where a date is not known."""

ACTORS: Final = {
    "ga": "unga",
    "sc": "unsc",
    "ecosoc": "unecosoc",
    "hrc": "unga-hrc",
    "tc": "untc",
    "secretariat": "unsecretariat",
}
ORGANIZATIONS: Final = {
    "ga": ("generalAssembly", "General Assembly"),
    "sc": ("securityCouncil", "Security Council"),
    "ecosoc": ("economicAndSocialCouncil", "Economic and Social Council"),
    "hrc": ("generalAssembly/humanRightsCouncil", "Human Rights Council"),
    "tc": ("trusteeshipCouncil", "Trusteeship Council"),
    "secretariat": ("secretariat", "Secretariat"),
}
STATEMENTS: Final = {
    "resolution": "resolution",
    "decision": "decision",
    "presidential statement": "presidentialStatement",
    "draft resolution": "draftResolution",
    "draft decision": "draftDecision",
}
"""Kinds of documents that are a ``statement``, with its name; the others are a ``doc`` named like the kind."""

_CONCEPTS: Final = {
    "publisher": ("TLCRole", "role/un/publisher", "Publisher"),
    "issuingBody": ("TLCRole", "role/un/issuingBody", "Issuing body"),
    "subsidiaryBody": ("TLCRole", "role/un/subsidiaryBody", "Subsidiary body"),
    "symbol": ("TLCConcept", "concept/un/symbol", "Symbol"),
    "dateOfIssuance": ("TLCConcept", "concept/un/dateOfIssuance", "Date of issuance"),
    "adoptionDate": ("TLCConcept", "concept/un/dateOfAdoption", "Date of adoption"),
    "adoptionMeeting": ("TLCConcept", "concept/un/adoptionMeeting", "Meeting of adoption"),
    "resolutionTitle": ("TLCTerm", "concept/un/resolutionTitle", "Resolution title"),
    "decisionTitle": ("TLCTerm", "concept/un/decisionTitle", "Decision title"),
    "preamble": ("TLCConcept", "concept/un/preamble", "Preamble"),
    "publicationJobNumber": ("TLCConcept", "concept/un/publicationJobNumber", "Job number"),
    "generalDistribution": ("TLCConcept", "concept/un/generalDistribution", "General distribution"),
    "limitedDistribution": ("TLCConcept", "concept/un/limitedDistribution", "Limited distribution"),
    "restrictedDistribution": ("TLCConcept", "concept/un/restrictedDistribution", "Restricted distribution"),
}


def uri(meta: Meta, part: str = "") -> str:
    """The IRI of the work: ``/akn/un/statement/deliberation/unga/2020-12-21/75-210/``.

    Rests on part 2 of the AKN4UN guidelines: "/" in a number becomes "-", a space "_".
    """
    kind = meta.kind or "document"
    form = "statement/deliberation" if kind in STATEMENTS else f"doc/{kind.replace(' ', '-')}"
    number = _number(meta.symbol or "") + part
    return f"/akn/un/{form}/{ACTORS.get(meta.organ or '', 'un')}/{_date(meta)}/{number or 'nn'}/"


def _date(meta: Meta) -> str:
    return meta.adopted or meta.issued or NO_DATE


def _number(symbol: str) -> str:
    """The number in an IRI: of a resolution without the segments that name organ and kind."""
    try:
        parsed = Symbol.parse(symbol)
    except ValueError:
        number = symbol
    else:
        names = list(parsed.segments)
        for mark in ("RES", "DEC"):
            if mark in names:
                names = names[names.index(mark) + 1 :]
        if len(names) == len(parsed.segments):
            names = [parsed.body, *names]
        number = "-".join(names) + parsed.letter.replace(" ", "_")
        if parsed.qualifier:
            number += f"-{parsed.qualifier}"
        number = "-".join((number, *parsed.suffixes))
    return re.sub(r"[^0-9A-Za-z_.\-]+", "", number.replace("/", "-").replace(" ", "_"))


def identification(
    parent: Element, meta: Meta, language: Language, part: str = "", component: str = "main"
) -> None:
    """FRBR identifiers of a document or of one of its parts."""
    work = uri(meta, part)
    expression = f"{work}{language.akn}@/"
    author = f"#{meta.organ}" if meta.organ else "#un"
    adopted = (meta.adopted, "adoption") if meta.adopted else None
    issued = (meta.issued, "publication") if meta.issued else None
    unknown = (NO_DATE, "unknown")
    element = add(parent, "identification", source=SOURCE)
    levels = (
        ("FRBRWork", f"{work}!{component}/", work),
        ("FRBRExpression", f"{expression}!{component}/", expression),
        ("FRBRManifestation", f"{expression}!{component}.xml", f"{expression[:-1]}.xml"),
    )
    for level, this, whole in levels:
        frbr = add(element, level)
        add(frbr, "FRBRthis", value=this)
        add(frbr, "FRBRuri", value=whole)
        date, name = (adopted or issued or unknown) if level == "FRBRWork" else (issued or adopted or unknown)
        add(frbr, "FRBRdate", date=date, name=name)
        if level == "FRBRManifestation":
            add(frbr, "FRBRauthor", href=SOURCE, as_="#editor")
            continue
        add(frbr, "FRBRauthor", href=author, as_="#author" if level == "FRBRWork" else "#issuer")
        if level == "FRBRExpression":
            add(frbr, "FRBRlanguage", language=language.akn)
            continue
        add(frbr, "FRBRcountry", value="un")
        if meta.kind:
            add(frbr, "FRBRsubtype", value=meta.kind)
        if meta.symbol:
            add(frbr, "FRBRnumber", value=meta.symbol)
        if meta.short_title:
            add(frbr, "FRBRname", value=meta.short_title)


def references(parent: Element, document: Document, used: set[str]) -> None:
    """Everything that the text or the metadata point to."""
    meta = document.meta
    element = add(parent, "references", source=SOURCE)
    _reference(element, "TLCOrganization", "unpress", "organization/unpress", "unpress")
    _reference(element, "TLCOrganization", "un", "organization/un", "United Nations")
    if meta.organ:
        path, name = ORGANIZATIONS[meta.organ]
        _reference(element, "TLCOrganization", meta.organ, f"organization/un/{path}", name)
    for role in ("author", "issuer", "editor"):
        _reference(element, "TLCRole", role, f"role/un/{role}", role.capitalize())
    for key in sorted(used & set(_CONCEPTS)):
        kind, path, name = _CONCEPTS[key]
        _reference(element, kind, key, path, name)
    if meta.distribution and f"{meta.distribution}Distribution" not in used:
        kind, path, name = _CONCEPTS[f"{meta.distribution}Distribution"]
        _reference(element, kind, f"{meta.distribution}Distribution", path, name)
    if meta.session is not None:
        _reference(element, "TLCEvent", "session", f"event/un/session/{meta.session}", str(meta.session))
    if meta.meeting is not None:
        _reference(element, "TLCEvent", "meeting", f"event/un/meeting/{meta.meeting}", str(meta.meeting))
    for count, item in enumerate(meta.agenda_items, 1):
        number = re.sub(r"[^0-9A-Za-z]+", "-", item).strip("-") or str(count)
        _reference(element, "TLCConcept", f"agendaItem_{count}", f"concept/un/agendaItem/{number}", item)
    if meta.original_language:
        _reference(
            element,
            "TLCConcept",
            "originalLanguage",
            "concept/un/originalLanguage",
            meta.original_language,
        )
    if meta.proponent:
        _reference(element, "TLCConcept", "proponent", "concept/un/proponent", meta.proponent)


def _reference(parent: Element, kind: str, identity: str, path: str, name: str) -> None:
    element = add(parent, kind, eId=identity, href=f"/akn/ontology/{path}")
    element.set("showAs", clean(name))


def presentation(parent: Element, meta: Meta) -> None:
    """The foot of the first page, which holds the job number."""
    if meta.job_number is None:
        return
    holder = add(parent, "presentation", source=SOURCE)
    for name in ("footerFirstPage", "footerFirstPageLeft", "internalCode"):
        holder = etree.SubElement(holder, f"{{{AKN4UN}}}{name}")
    add(holder, "docketNumber", meta.job_number, refersTo="#publicationJobNumber")
