"""What was edited in a table is put back into the file that it came from; all else stays as it stood there.

    shown = for_editor(data, name="1964.dmn")           # DMN 1.3, which is what editors open
    ...                                                 # a person edits; the editor writes the whole file anew
    saved = grafted(data, edited, name="1964.dmn")

An editor writes what it understood. Of that, only the logic of decisions is taken: their tables and expressions, and
of these only what says something else than before. So extension elements, diagrams, types, comments and the cells
that nobody touched cannot get lost, whatever the editor knows of them.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from verbale.kernel.errors import Faulty

from .feel.names import tidy
from .namespaces import moved, only_later, read_whole, written
from .xml import Element, attribute, child, children, local, namespace

EDITED = ("decisionTable", "literalExpression")
"""What decisions hold that can be edited by itself."""
_USUAL = {"hitPolicy": "UNIQUE", "preferredOrientation": "Rule-as-Row", "isCollection": "false"}
"""Attributes that say nothing where they have these values: an editor leaves them out."""
Said: TypeAlias = tuple[str, frozenset[tuple[str, str]], str, tuple["Said", ...]]


class OtherModel(Faulty):
    """What was edited does not belong to “{model}”: {why}. Load the page again; what was typed since then is lost."""


def for_editor(data: bytes, *, name: str) -> bytes:
    """The file as DMN 1.3, whatever its version. Raises `NotDmn`."""
    return written(moved(read_whole(data, name=name)))


def grafted(original: bytes, edited: bytes, *, name: str) -> bytes:
    """The original with the tables and expressions of its decisions as they were edited.

    It becomes DMN 1.3, unless it holds what 1.3 does not have. Where nothing was edited, and it was DMN 1.3 before,
    the bytes are the same. Raises `NotDmn`, and `OtherModel` where the decisions are not those of the original.
    """
    before = read_whole(original, name=name)
    whole = before if only_later(before) else moved(before)
    changed = _put(whole, moved(read_whole(edited, name=name), namespace(whole)), name)
    return written(whole) if changed or namespace(before) != namespace(whole) else original


def loses(original: bytes, returned: bytes, *, name: str) -> bool:
    """Whether an editor lost anything: it ``returned`` a file in which nobody changed a cell, and that says less.

    Raises as `grafted` does.
    """
    whole = moved(read_whole(original, name=name))
    return _put(whole, moved(read_whole(returned, name=name)), name)


def _put(whole: Element, edited: Element, name: str) -> bool:
    """Puts the logic of the edited decisions where it belongs; whether any differs."""
    found = {_key(each): each for each in children(edited, "decision")}
    own = list(children(whole, "decision"))
    if len(found) != len(own) or {_key(each) for each in own} != set(found):
        raise OtherModel(model=name, why="its decisions are others")
    return sum(_logic(each, found[_key(each)], name) for each in own) > 0


def _key(decision: Element) -> str:
    return attribute(decision, "id") or tidy(attribute(decision, "name"))


def _logic(decision: Element, edited: Element, name: str) -> bool:
    before, after = child(decision, *EDITED), child(edited, *EDITED)
    if before is None:
        return False
    if after is None or local(before) != local(after):
        raise OtherModel(model=name, why=f"“{attribute(decision, 'name')}” has no {local(before)} any more")
    if _said(before) == _said(after):
        return False
    decision.replace(before, _merged(before, after))
    return True


def _merged(before: Element, after: Element) -> Element:
    """The edited part; what says the same in it is the original, with the comments before it."""
    made = etree.Element(
        after.tag, {str(key): str(of) for key, of in after.attrib.items()}, nsmap=_prefixes(before, after)
    )
    kept, line = _parts(before), before.text or ""
    for each in after:
        if isinstance(each.tag, str):
            made.extend(_taken(kept, each) or [_written_anew(each, line)])
    made.extend(_closing(before))
    for each in made:
        each.tail = line
    made.text, made.tail = (before.text if len(made) else after.text), before.tail
    if len(made) and len(before):
        made[-1].tail = before[-1].tail
    return made


def _prefixes(*elements: Element) -> dict[Any, str]:
    # None is the prefix of the namespace without one, which lxml's types do not know.
    found: dict[Any, str] = {}
    for each in elements:
        found |= each.nsmap
    return found


def _parts(element: Element) -> list[tuple[Said, list[Element]]]:
    """Each child with what it says, and with the comments that stand before it."""
    found: list[tuple[Said, list[Element]]] = []
    before: list[Element] = []
    for each in element:
        before.append(each)
        if isinstance(each.tag, str):
            found.append((_said(each), before))
            before = []
    return found


def _closing(element: Element) -> list[Element]:
    """The comments behind its last child."""
    behind = itertools.takewhile(lambda each: not isinstance(each.tag, str), reversed(element))
    return [copy.deepcopy(each) for each in behind][::-1]


def _taken(kept: list[tuple[Said, list[Element]]], wanted: Element) -> list[Element]:
    """The original of a part with its comments: as it was, or by its identifier with what was edited in it."""
    said, key = _said(wanted), attribute(wanted, "id")
    for at, (each, elements) in enumerate(kept):
        if each == said or (key and elements[-1].tag == wanted.tag and attribute(elements[-1], "id") == key):
            del kept[at]
            *comments, own = (copy.deepcopy(one) for one in elements)
            return [*comments, own if each == said else _merged(own, wanted)]
    return []


def _written_anew(part: Element, line: str) -> Element:
    """A part that was edited, its own parts as far in as those beside them; ``line`` is what stands before each."""
    made = copy.deepcopy(part)
    inward = line.rpartition("\n")[2] if "\n" in line and not line.strip() else None
    if inward is not None:
        etree.indent(made, "  ")
        for each in made.iter():
            if each is not made and each.tail:
                each.tail += inward
            if len(each) and each.text:
                each.text += inward
    return made


def _said(element: Element) -> Said:
    """What an element says, whatever its prefixes, comments and the white space around its parts."""
    parts = tuple(_said(each) for each in element if isinstance(each.tag, str))
    attributes = {str(key): str(value) for key, value in element.attrib.items()}
    said = frozenset((key, value) for key, value in attributes.items() if _USUAL.get(key) != value)
    text = "" if parts else "".join(_texts(element))
    return str(element.tag), said, text.strip(), parts


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        yield each.tail or ""
