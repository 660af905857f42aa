"""DMN's XML, read hardened: no document type, no entities, no network, at most 10 MB."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from ..errors import DocumentType, NotDmn

if TYPE_CHECKING:
    Element: TypeAlias = etree._Element
else:
    Element = object

MAX_BYTES = 10_000_000
VERSIONS = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
    "https://www.omg.org/spec/DMN/20240513/MODEL/": "1.6",
}
"""Namespaces of the models we read, with their version of DMN."""

_MARKS = codecs.BOM_UTF16_LE + codecs.BOM_UTF16_BE
_DOCTYPE = re.compile(rb"(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
"""A document type where one may stand: before the first element."""


def read_root(data: bytes, name: str) -> Element:
    """The `definitions` element of a DMN file. Raises `NotDmn`."""
    if len(data) > MAX_BYTES:
        raise NotDmn(model=name, why=f"it has {len(data)} bytes, more than {MAX_BYTES}")
    root = read_xml(data, name)
    if local(root) != "definitions":
        raise NotDmn(model=name, why=f"its first element is “{local(root)}”, not “definitions”")
    if namespace(root) not in VERSIONS:
        raise NotDmn(model=name, why=f"its namespace “{namespace(root)}” is that of no version of DMN known here")
    return root


def read_xml(data: bytes, name: str) -> Element:
    """The root of any XML, hardened. Raises `NotDmn`."""
    if _DOCTYPE.match(data.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").lstrip(_MARKS)):
        raise DocumentType(model=name, why="it declares a document type")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise NotDmn(model=name, why=_why(data, fault)) from fault
    # In an encoding that the first look does not read.
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentType(model=name, why="it declares a document type")
    return root


def _why(data: bytes, fault: Exception) -> str:
    if not data.strip():
        return "it is empty"
    line, column = fault.position if isinstance(fault, etree.XMLSyntaxError) else (0, 0)
    return "it is not well-formed XML" + (f": look at line {line}, column {column}" if line else "")


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """The namespace of an element."""
    return str(element.tag).rpartition("}")[0][1:]


def children(element: Element, *names: str) -> Iterator[Element]:
    """Child elements in the element's own namespace; of these names, if any are given."""
    own = f"{{{namespace(element)}}}"
    return element.iterchildren(*(own + name for name in names or ("*",)))


def below(element: Element, *names: str) -> Iterator[Element]:
    """The element and all below it that bear one of these names, in whatever namespace."""
    return element.iter(*("{*}" + name for name in names))


def child(element: Element, *names: str) -> Element | None:
    """The first such child, or None."""
    return next(children(element, *names), None)


def text_of(element: Element | None) -> str:
    """The text of the `text` child, without the white space around it."""
    found = child(element, "text") if element is not None else None
    return "".join(str(part) for part in found.itertext()).strip() if found is not None else ""


def is_true(text: str) -> bool:
    """The two ways in which XML Schema writes true."""
    return text.strip() in ("true", "1")


def attribute(element: Element, name: str) -> str:
    """An attribute, or nothing."""
    return str(element.get(name) or "")
