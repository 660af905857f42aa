"""The machine-readable label of a document: a confidentiality label after the ADatP-4774 model.

Namespace ``urn:nato:stanag:4774:confidentialitymetadatalabel:1:0``. Our own label has the root
``originatorConfidentialityLabel``; a partner's is never overwritten but kept beside ours as
``alternativeConfidentialityLabel``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lxml import etree

from verbale.engines.paper.errors import BadLabel, NoLabel
from verbale.kernel.clock import read_stamp, require_zone
from verbale.kernel.errors import WrongUse

NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
LONGEST = 64 * 1024
"""The most bytes that a label may have."""

_PREFIXES = {"slab": NAMESPACE}
_ROOTS = ("originatorConfidentialityLabel", "alternativeConfidentialityLabel")


class CategoryType(StrEnum):
    """What a category does: narrows who may see, widens it, or informs."""

    RESTRICTIVE = "RESTRICTIVE"
    PERMISSIVE = "PERMISSIVE"
    INFORMATIVE = "INFORMATIVE"


@dataclass(frozen=True, slots=True)
class Category:
    """A tag and its values, for example Releasable To with the codes of two parties."""

    type: CategoryType
    tag: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        _require_text("a category's name", self.tag)
        if not self.values:
            raise NoLabel(why=f"the category “{self.tag}” has no value")
        for value in self.values:
            _require_text(f"a value of “{self.tag}”", value)


@dataclass(frozen=True, slots=True)
class Label:
    """Policy and classification, categories, who gave it and when (UTC, whole seconds)."""

    policy: str
    classification: str
    categories: tuple[Category, ...] = ()
    originator: str = ""
    created: datetime | None = None

    def __post_init__(self) -> None:
        _require_text("the policy", self.policy)
        _require_text("the classification", self.classification)
        if self.originator:
            _require_text("the originator", self.originator)
        if self.created is not None:
            object.__setattr__(self, "created", require_zone(self.created).replace(microsecond=0))


def label(own: Label, *, alternatives: tuple[Label, ...] = ()) -> bytes:
    """The label as XML, or, with a partner's labels beside it, all of them under one root; UTF-8, deterministic."""
    if not alternatives:
        return _written(_element(own, _ROOTS[0]))
    root = etree.Element("ConfidentialityLabels")
    root.append(_element(own, _ROOTS[0]))
    root.extend([_element(other, _ROOTS[1]) for other in alternatives])
    return _written(root)


def read_label(data: bytes) -> Label:
    """The originator's label (or a lone alternative one); raises BadLabel."""
    root = _parsed(data)
    if root.tag == "ConfidentialityLabels":
        own = root.findall(_name(_ROOTS[0]))
        if len(own) != 1:
            raise BadLabel(why=f"it holds {len(own)} labels of an originator instead of one")
        return _label(own[0])
    return _label(root)


def read_alternatives(data: bytes) -> tuple[Label, ...]:
    """The labels that a partner gave, kept beside the originator's; raises BadLabel."""
    root = _parsed(data)
    return tuple(_label(element) for element in root.findall(_name(_ROOTS[1])))


def _element(given: Label, root: str) -> etree._Element:
    element = etree.Element(_name(root), nsmap=_PREFIXES)
    information = _add(element, "ConfidentialityInformation")
    _add(information, "PolicyIdentifier", given.policy)
    _add(information, "Classification", given.classification)
    for category in given.categories:
        added = _add(information, "Category")
        added.set("Type", category.type.value)
        added.set("TagName", category.tag)
        for value in category.values:
            _add(added, "GenericValue", value)
    if given.originator:
        _add(element, "OriginatorID", given.originator)
    if given.created is not None:
        _add(element, "CreationDateTime", given.created.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return element


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, _name(name))
    element.text = text
    return element


def _written(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _parsed(data: bytes) -> etree._Element:
    if len(data) > LONGEST:
        raise BadLabel(why=f"it has {len(data)} bytes; the limit is {LONGEST}")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadLabel(why="it declares a document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise BadLabel(why=str(fault)) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadLabel(why="it declares a document type")
    return root


def _label(element: etree._Element) -> Label:
    if element.tag not in [_name(root) for root in _ROOTS]:
        raise BadLabel(why=f"its root is {element.tag}")
    information = element.find(_name("ConfidentialityInformation"))
    if information is None:
        raise BadLabel(why="it has no ConfidentialityInformation")
    try:
        return Label(
            _text(information, "PolicyIdentifier"),
            _text(information, "Classification"),
            tuple(_category(found) for found in information.findall(_name("Category"))),
            _text(element, "OriginatorID"),
            _created(_text(element, "CreationDateTime")),
        )
    except NoLabel as fault:
        raise BadLabel(why=fault.facts["why"]) from fault


def _category(element: etree._Element) -> Category:
    kind = element.get("Type", "")
    if kind not in CategoryType.__members__:
        raise BadLabel(why=f"a category has the type “{kind}”")
    values = tuple((value.text or "").strip() for value in element.findall(_name("GenericValue")))
    return Category(CategoryType(kind), element.get("TagName", ""), values)


def _created(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return read_stamp(text)
    except WrongUse as fault:
        raise BadLabel(why=f"“{text}” is no moment with a time zone") from fault


def _text(parent: etree._Element, name: str) -> str:
    found = parent.findall(_name(name))
    if len(found) > 1:
        raise BadLabel(why=f"{name} stands {len(found)} times")
    return (found[0].text or "").strip() if found else ""


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _require_text(what: str, text: str) -> None:
    if not text.strip() or text != text.strip():
        raise NoLabel(why=f"{what} is empty or begins or ends with a space")
    if not all(character.isprintable() for character in text):
        raise NoLabel(why=f"{what} has characters that are not printable")
