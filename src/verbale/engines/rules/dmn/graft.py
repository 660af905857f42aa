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
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from verbale.kernel.errors import Faulty

from ..feel.names import tidy
from ..match import matched
from .namespaces import moved, only_later, read_whole, written
from .xml import Element, attribute, child, children, local, namespace

EDITED = ("decisionTable", "literalExpression")
"""What decisions hold that can be edited by itself."""
_USUAL = {"hitPolicy": "UNIQUE", "preferredOrientation": "Rule-as-Row", "isCollection": "false"}
"""Attributes that say nothing where they have these values: an editor leaves them out."""
Said: TypeAlias = tuple[str, frozenset[tuple[str, str]], str, tuple["Said", ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of the original: what it says, and the comments that stand before it."""

    said: Said
    element: Element
    comments: tuple[Element, ...]


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
    own, found = list(children(whole, "decision")), list(children(edited, "decision"))
    if len(own) != len(found) or not all(map(_alike, own, found)):
        raise OtherModel(model=name, why="its decisions are others")
    return sum([_logic(before, after, name) for before, after in zip(own, found, strict=True)]) > 0


def _alike(own: Element, edited: Element) -> bool:
    """Whether it is the same decision; an editor gives an identifier to one that has none."""
    key = "id" if attribute(own, "id") else "name"
    return tidy(attribute(own, key)) == tidy(attribute(edited, key))


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
    made = etree.Element(after.tag, _attributes(before, after), nsmap=_prefixes(before, after))
    line = before.text or ""
    for part, original in _originals(_parts(before), [each for each in after if isinstance(each.tag, str)]):
        made.extend(_taken(original, part) if original else [_written_anew(part, line)])
    made.extend(_closing(before))
    made.text, made.tail = (before.text if len(made) else after.text), before.tail
    if len(made) and len(before):
        end = before[-1].tail
        for each in made:
            each.tail = line if end and each.tail == end else each.tail
        made[-1].tail = end
    return made


def _attributes(before: Element, after: Element) -> dict[str, str]:
    """Those of the edited part in the order of the original, whose usual values stay where an editor left them out."""
    was, wanted = ({str(key): str(value) for key, value in each.attrib.items()} for each in (before, after))
    silent = {key: value for key, value in was.items() if _USUAL.get(key) == value}
    new = {key: value for key, value in wanted.items() if key in was or _USUAL.get(key) != value}
    return {key: {**silent, **new}[key] for key in (*was, *new) if key in silent or key in new}


def _originals(kept: list[Part], edited: list[Element]) -> list[tuple[Element, Part | None]]:
    """The original of each edited part, if it has any: one that says the same, else that of its identifier or turn."""
    before = [(each.said, *_keys(each.element)) for each in kept]
    pairs = matched(before, [(_said(each), *_keys(each)) for each in edited])
    return [(part, kept[pairs[at]] if at in pairs else None) for at, part in enumerate(edited)]


def _keys(part: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Its identifier; or, of a part that has none, what it is: such parts belong together in their order."""
    tag, identifier = str(part.tag), attribute(part, "id")
    return ((tag, identifier), ()) if identifier else ((), (tag,))


def _prefixes(*elements: Element) -> dict[Any, str]:
    # None is the prefix of the namespace without one, which lxml's types do not know.
    found: dict[Any, str] = {}
    for each in elements:
        found |= each.nsmap
    return found


def _parts(element: Element) -> list[Part]:
    found: list[Part] = []
    before: list[Element] = []
    for each in element:
        if isinstance(each.tag, str):
            found.append(Part(_said(each), each, tuple(before)))
            before = []
        else:
            before.append(each)
    return found


def _closing(element: Element) -> list[Element]:
    """The comments behind its last child."""
    behind = itertools.takewhile(lambda each: not isinstance(each.tag, str), reversed(element))
    return [copy.deepcopy(each) for each in behind][::-1]


def _taken(original: Part, wanted: Element) -> list[Element]:
    """The original of a part with its comments, and with what was edited in it."""
    own = copy.deepcopy(original.element)
    return [*map(copy.deepcopy, original.comments), own if original.said == _said(wanted) else _merged(own, wanted)]


def _written_anew(part: Element, line: str) -> Element:
    """A part that was edited, its own parts as far in as those beside them; ``line`` is what stands before each."""
    made = copy.deepcopy(part)
    made.tail = line
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
