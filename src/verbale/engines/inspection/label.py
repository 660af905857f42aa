"""A label, read to its last element (the model of ADatP-4774): the classification that the release demands, for this
recipient, from this sender, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from verbale.engines.inspection.finding import Finding, Kind

LONGEST = 64 * 1024

_SPACE = "{urn:nato:stanag:4774:confidentialitymetadatalabel:1:0}"
_ROOT, _OTHER = f"{_SPACE}originatorConfidentialityLabel", f"{_SPACE}alternativeConfidentialityLabel"
_ALL = "ConfidentialityLabels"
_WITHIN = {
    _ALL: {_ROOT, _OTHER},
    _ROOT: {f"{_SPACE}{name}" for name in ("ConfidentialityInformation", "OriginatorID", "CreationDateTime")},
    f"{_SPACE}ConfidentialityInformation": {
        f"{_SPACE}{name}" for name in ("PolicyIdentifier", "Classification", "Category")
    },
    f"{_SPACE}Category": {f"{_SPACE}GenericValue"},
}
_WITHIN[_OTHER] = _WITHIN[_ROOT]
_ATTRIBUTES = {f"{_SPACE}Category": {"Type", "TagName"}}
_RELEASABLE = "Releasable To"


def check_label(data: bytes, where: str, *, code: str, sender: str, recipient: str) -> Iterator[Finding]:
    """All in which the label is not that of this marking, from this sender, to this recipient."""
    root = _parsed(data)
    if root is None:
        yield Finding(Kind.LABEL, where, "it cannot be read")
        return
    for why in (*_strange(root), *_wrong(root, code, sender, recipient)):
        yield Finding(Kind.LABEL, where, why)


def _parsed(data: bytes) -> etree._Element | None:
    if len(data) > LONGEST or b"<!" in data:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    alone = root.getprevious() is None and root.getnext() is None
    return root if alone and root.tag in (_ROOT, _ALL) else None


def _strange(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "it holds a comment or an instruction"
            continue
        allowed = _WITHIN.get(element.tag)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in (allowed or set()):
                yield f"it holds {child.tag}"
        if (allowed and (element.text or "").strip()) or (element.tail or "").strip():
            yield "it holds text between its parts"
        if set(element.attrib) - _ATTRIBUTES.get(element.tag, set()):
            yield "it holds an attribute that a label does not have"


def _wrong(root: etree._Element, code: str, sender: str, recipient: str) -> Iterator[str]:
    own = [root] if root.tag == _ROOT else root.findall(_ROOT)
    if len(own) != 1:
        yield f"it holds {len(own)} labels of an originator"
        return
    classes = [(one.text or "").strip() for one in own[0].iter(f"{_SPACE}Classification")]
    if classes != [code]:
        yield f"it says “{', '.join(classes)}” and not “{code}”"
    releasable = [one for one in own[0].iter(f"{_SPACE}Category") if one.get("TagName") == _RELEASABLE]
    if [(one.text or "").strip() for category in releasable for one in category] != [recipient]:
        yield f"it is not for {recipient} alone"
    if [(one.text or "").strip() for one in own[0].iter(f"{_SPACE}OriginatorID")] != [sender]:
        yield f"it is not by {sender}"
