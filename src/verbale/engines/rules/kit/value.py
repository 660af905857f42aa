"""Values of the conformance kit: elements of XML, typed as XML Schema types them, become FEEL values."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..dmn.xml import Element, attribute, child, children, is_true
from ..feel import Value
from ..feel.names import tidy
from ..feel.timetext import read_date, read_date_time, read_duration, read_time
from ..feel.values import number

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_TEXTS = frozenset(
    ["", *"string normalizedString token language Name NCName NMTOKEN ID IDREF QName anyURI anySimpleType".split()]
)
_NUMBERS = frozenset(
    "decimal double float integer long int short byte unsignedLong unsignedInt unsignedShort unsignedByte "
    "nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger".split()
)
_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)$")
_NOTHING = re.compile(r"(?<![\d.])0+(\.0+)?[YMDHS]")


def _date(text: str) -> Value:
    """A date; of XML Schema it may have a zone, which says nothing in FEEL."""
    return read_date(_ZONE.sub("", text))


def _duration(text: str) -> Value:
    """A duration; XML Schema writes both kinds in one, and parts of it that are nothing: `P1Y0M0DT0H`."""
    try:
        return read_duration(text)
    except ValueError:
        return read_duration(_NOTHING.sub("", text).removesuffix("T"))


_READERS: dict[str, Callable[[str], Value]] = {
    "date": _date,
    "time": read_time,
    "dateTime": read_date_time,
    "duration": _duration,
    "dayTimeDuration": _duration,
    "yearMonthDuration": _duration,
}


def read_value(element: Element | None) -> Value:
    """A value, list or context below ``element``; null where nothing is. Raises ValueError or ArithmeticError."""
    if element is None or _is_nil(element):
        return None
    listed = child(element, "list")
    if listed is not None:
        return None if _is_nil(listed) else tuple(read_value(each) for each in children(listed, "item"))
    components = list(children(element, "component"))
    if components:
        return {tidy(attribute(each, "name")): read_value(each) for each in components}
    found = child(element, "value")
    return None if found is None or _is_nil(found) else _plain(found)


def _is_nil(element: Element) -> bool:
    return is_true(str(element.get(_NIL) or ""))


def _plain(element: Element) -> Value:
    text = "".join(str(part) for part in element.itertext())
    kind = str(element.get(_TYPE) or "").rpartition(":")[2]
    bare = text.strip()
    if kind in _TEXTS:
        return text
    if kind in _NUMBERS:
        found = number(bare)
        if not found.is_finite():
            raise ValueError(f"“{bare}” is no number")
        return found
    if kind == "boolean":
        if bare not in ("true", "false", "1", "0"):
            raise ValueError(f"“{bare}” is neither true nor false")
        return is_true(bare)
    if kind not in _READERS:
        raise ValueError(f"values of type “{kind}” are not known")
    return _READERS[kind](bare)
