"""A DMN file of any version in the namespaces of another, with all else as it was.

Editors of decision tables open DMN 1.3 alone. Between 1.1 and 1.5 the elements of a table did not change, so a file
becomes one of 1.3 by its namespaces, where it uses nothing that came later (`only_later`).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from lxml import etree

from .xml import VERSIONS, Element, local, namespace, read_root

DMN_1_3 = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_FEEL_1_1 = "http://www.omg.org/spec/FEEL/20140401"
_LATER = frozenset({"conditional", "filter", "for", "some", "every", "typeConstraint"})
"""Elements of DMN that 1.3 does not have: they came with 1.4 and 1.5."""
_REFERENCES = frozenset({"typeRef", "outputTypeRef"})


def read_whole(data: bytes, *, name: str) -> Element:
    """The root of a DMN file with its comments, read as hardened as `read_root`. Raises `NotDmn`."""
    read_root(data, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False
    )
    return etree.fromstring(data, parser)


def only_later(root: Element) -> tuple[str, ...]:
    """The names of the elements in a model that DMN 1.3 does not have, each once; empty where it can be one of 1.3."""
    own = namespace(root)
    found = (local(each) for each in root.iter() if isinstance(each.tag, str) and namespace(each) == own)
    return tuple(sorted(_LATER.intersection(found)))


def moved(root: Element, wanted: str = DMN_1_3) -> Element:
    """A copy in the namespaces of another version; ``wanted`` is that of its model.

    Elements, attributes, texts, comments, prefixes and foreign namespaces stay. References to FEEL's own types lose
    the prefix that only DMN 1.1 gave them.
    """
    changed = _changed(namespace(root), wanted)
    if not changed:
        return copy.deepcopy(root.getroottree()).getroot()
    made = _copied(root, None, changed)
    for each in reversed([*root.itersiblings(preceding=True)]):
        made.addprevious(copy.deepcopy(each))
    for each in reversed([*root.itersiblings()]):
        made.addnext(copy.deepcopy(each))
    return made


def written(root: Element) -> bytes:
    """The file of a root, in UTF-8, what stands before and behind it on lines of its own."""
    before, behind = reversed([*root.itersiblings(preceding=True)]), root.itersiblings()
    parts = (etree.tostring(each, encoding="UTF-8", with_tail=False) for each in (*before, root, *behind))
    return b"\n".join((b'<?xml version="1.0" encoding="UTF-8"?>', *parts, b""))


def _changed(given: str, wanted: str) -> dict[str, str]:
    """Namespaces and what they become."""
    if given == wanted:
        return {}
    pairs = zip(_family(given), _family(wanted), strict=True)
    return {before: after for before, after in pairs if before != after and before and after}


def _family(model: str) -> tuple[str, str, str]:
    """The namespaces of a version: its models, its diagrams, FEEL."""
    if VERSIONS[model] == "1.1":  # which has no diagrams; no file names any
        return model, "", _FEEL_1_1
    start = model.removesuffix("MODEL/")
    return model, f"{start}DMNDI/", f"{start}FEEL/"


def _copied(element: Element, parent: Element | None, changed: Mapping[str, str]) -> Element:
    attributes = {_named(str(key), changed): _value(element, str(key), str(value), changed)
                  for key, value in element.attrib.items()}  # fmt: skip
    # None is the prefix of the namespace without one, which lxml's types do not know.
    prefixes: dict[Any, str] = {prefix: changed.get(own, own) for prefix, own in element.nsmap.items()}
    tag = _named(str(element.tag), changed)
    made = (
        etree.Element(tag, attributes, nsmap=prefixes)
        if parent is None
        else etree.SubElement(parent, tag, attributes, nsmap=prefixes)
    )
    made.text, made.tail = element.text, element.tail
    if local(element) == "typeRef" and element.text:
        made.text = _type(element, element.text, changed)
    for each in element:
        if isinstance(each.tag, str):
            _copied(each, made, changed)
        else:
            made.append(copy.deepcopy(each))
    return made


def _named(name: str, changed: Mapping[str, str]) -> str:
    found = etree.QName(name)
    own = str(found.namespace or "")
    return f"{{{changed[own]}}}{found.localname}" if own in changed else name


def _value(element: Element, key: str, value: str, changed: Mapping[str, str]) -> str:
    if key in _REFERENCES:
        return _type(element, value, changed)
    return changed.get(value, value) if key in ("expressionLanguage", "typeLanguage") else value


def _type(element: Element, reference: str, changed: Mapping[str, str]) -> str:
    prefix, _sign, name = reference.strip().partition(":")
    return name if name and element.nsmap.get(prefix) == _FEEL_1_1 and _FEEL_1_1 in changed else reference
