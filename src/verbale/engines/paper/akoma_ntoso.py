"""Minutes as Akoma Ntoso 3.0 (OASIS LegalDocML): one work, an expression a language, each a statement of its own.

Only the elements of that standard are used; its schema is the test. Identifiers of an article are the same in every
language, so that a program finds the other version of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lxml import etree

from verbale.engines.paper.errors import NoExpression
from verbale.engines.paper.minutes_paper import (
    Delegate,
    MinutesArticle,
    MinutesPaper,
    MinutesSide,
    name_in,
    plain,
    where_and_when,
    words,
)
from verbale.engines.paper.phrases import phrase
from verbale.engines.paper.prose import Items, prose

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_MAKER = "verbale"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_THREE_LETTERS = {"en": "eng", "zh": "zho", "ru": "rus", "ko": "kor", "de": "deu", "fr": "fra"}
"""ISO 639-2, which the naming convention of the standard wants."""


def akoma_ntoso(paper: MinutesPaper, language: str, *, day: date) -> bytes:
    """The minutes in one of their languages, dated with a day; equal arguments give equal bytes.

    Raises NoExpression for a language that they are not in.
    """
    root = _root()
    _statement(root, paper, _known(paper, language), day, within="")
    return _bytes(root)


def akoma_ntoso_collection(paper: MinutesPaper, *, day: date) -> bytes:
    """The minutes in all of their languages: a collection with a statement for each."""
    root = _root()
    collection = _add(root, "documentCollection", name="minutes")
    _meta(collection, paper, paper.languages, day, within="")
    body = _add(collection, "collectionBody")
    for number, language in enumerate(paper.languages, 1):
        component = f"cmp_{number}"
        _statement(_add(body, "component", eId=component), paper, language, day, within=f"{component}__")
    return _bytes(root)


def _known(paper: MinutesPaper, language: str) -> str:
    if language not in paper.languages:
        raise NoExpression(language=language, known=", ".join(paper.languages))
    return language


def _root() -> etree._Element:
    # The stubs know no default namespace.
    return etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})  # type: ignore[dict-item]


def _add(to: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    added = etree.SubElement(to, f"{{{NAMESPACE}}}{tag}", attributes)
    added.text = text or None
    return added


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _statement(to: etree._Element, paper: MinutesPaper, language: str, day: date, *, within: str) -> None:
    """``within`` begins each identifier, since no two in a file may be equal."""
    statement = _add(to, "statement", name="minutes")
    _meta(statement, paper, (language,), day, within=within)
    preface, body, conclusions = (_add(statement, part) for part in ("preface", "mainBody", "conclusions"))
    for part in (preface, body, conclusions):
        part.set(_XML_LANGUAGE, language)
    _preface(preface, paper, language, within)
    for article in paper.articles:
        _article(body, article, language, within)
    _conclusions(conclusions, paper, language, within)


def _meta(to: etree._Element, paper: MinutesPaper, languages: Sequence[str], day: date, *, within: str) -> None:
    codes = [_THREE_LETTERS[plain(language)] for language in languages]
    country = paper.sides[0].code.lower()
    work = f"/akn/{country}/statement/minutes/{day.isoformat()}/{paper.revision[:16]}"
    expression = f"{work}/{'-'.join(codes)}@{day.isoformat()}"
    meta = _add(to, "meta")
    identification = _add(meta, "identification", source=f"#{within}{_MAKER}")
    level = _level(identification, "FRBRWork", work, paper, day, within)
    _add(level, "FRBRcountry", value=country)
    level = _level(identification, "FRBRExpression", expression, paper, day, within)
    for code in codes:
        _add(level, "FRBRlanguage", language=code)
    level = _level(identification, "FRBRManifestation", expression, paper, day, within)
    _add(level, "FRBRformat", value="application/akn+xml")
    _references(meta, paper, languages[0], within)


def _level(to: etree._Element, name: str, uri: str, paper: MinutesPaper, day: date, within: str) -> etree._Element:
    """Work, expression or manifestation; each names the revision that both sides agreed on."""
    level = _add(to, name)
    form = ".xml" if name == "FRBRManifestation" else ""
    _add(level, "FRBRthis", value=f"{uri}/!main{form}")
    _add(level, "FRBRuri", value=f"{uri}{form}")
    _add(level, "FRBRalias", value=paper.revision, name="revision")
    _add(level, "FRBRdate", date=day.isoformat(), name="minutes")
    for side in paper.sides:
        _add(level, "FRBRauthor", href=f"#{within}{_side(side)}")
    return level


def _references(meta: etree._Element, paper: MinutesPaper, language: str, within: str) -> None:
    references = _add(meta, "references", source=f"#{within}{_MAKER}")
    _organization(references, f"{within}{_MAKER}", _MAKER, "Verbale")
    for side in paper.sides:
        _organization(references, f"{within}{_side(side)}", side.code, words(side.name, language))
    for side in paper.sides:
        signs = f"{within}{_side(side)}_signatory"
        shown = name_in(side.signatory, language)
        _add(references, "TLCPerson", eId=signs, href=f"/akn/ontology/person/{side.code}/signatory", showAs=shown)
    for post in ("head", "member"):
        shown = phrase([plain(language)], post)[0]
        _add(references, "TLCRole", eId=f"{within}role_{post}", href=f"/akn/ontology/role/{post}", showAs=shown)


def _organization(to: etree._Element, identifier: str, code: str, shown: str) -> None:
    _add(to, "TLCOrganization", eId=identifier, href=f"/akn/ontology/organization/{code}", showAs=shown)


def _side(side: MinutesSide) -> str:
    return f"side_{side.code}"


def _preface(preface: etree._Element, paper: MinutesPaper, language: str, within: str) -> None:
    _add(_add(preface, "p"), "docTitle", words(paper.title, language))
    if session := words(paper.session, language):
        _add(_add(preface, "p"), "session", session)
    if when := where_and_when(paper, language):
        _add(preface, "p", when)
    for side in paper.sides:
        delegation = _add(preface, "container", name="delegation", eId=f"{within}{_side(side)}_delegation")
        _add(_add(delegation, "p"), "organization", words(side.name, language), refersTo=f"#{within}{_side(side)}")
        for post, one in (("head", side.head), *(("member", member) for member in side.members)):
            _delegate(delegation, post, one, language, within)


def _delegate(to: etree._Element, post: str, one: Delegate, language: str, within: str) -> None:
    role = _add(_add(to, "p"), "role", phrase([plain(language)], post)[0], refersTo=f"#{within}role_{post}")
    office = words(one.office, language)
    name = name_in(one, language)
    role.tail = ": " + (phrase([plain(language)], "who", name=name, office=office)[0] if office else name)


def _article(body: etree._Element, article: MinutesArticle, language: str, within: str) -> None:
    identifier = f"{within}art_{article.identifier}"
    element = _add(body, "article", eId=identifier)
    if article.roles:
        element.set("class", " ".join(article.roles))
    _add(element, "num", article.identifier)
    if heading := words(article.heading, language):
        _add(element, "heading", heading)
    _blocks(_add(element, "content", eId=f"{identifier}__content"), words(article.text, language), identifier)


def _blocks(to: etree._Element, text: str, identifier: str) -> None:
    for number, one in enumerate(prose(text), 1):
        if isinstance(one, Items):
            _list(to, one, f"{identifier}__list_{number}")
        else:
            _add(to, "p", one.text)


def _list(to: etree._Element, items: Items, identifier: str) -> None:
    element = _add(to, "blockList", eId=identifier)
    for number, (mark, text) in enumerate(items.items, 1):
        item = _add(element, "item", eId=f"{identifier}__item_{number}")
        _add(item, "num", mark)
        _add(item, "p", text)


def _conclusions(conclusions: etree._Element, paper: MinutesPaper, language: str, within: str) -> None:
    _blocks(conclusions, words(paper.prevails, language), f"{within}conclusions")
    for side in paper.sides:
        signature = _add(_add(conclusions, "p"), "signature", refersTo=f"#{within}{_side(side)}_signatory")
        organization = _add(signature, "organization", words(side.name, language), refersTo=f"#{within}{_side(side)}")
        organization.tail = ": "
        person = f"#{within}{_side(side)}_signatory"
        named = _add(signature, "person", name_in(side.signatory, language), refersTo=person)
        if office := words(side.signatory.office, language):
            named.tail = f", {office}"
