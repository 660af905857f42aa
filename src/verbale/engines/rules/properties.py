"""The properties of a rulebook: what shall hold whatever it is asked, kept in the rulebook itself.

    for one in properties(model):
        one.name, one.feel             # "secret stays", 'distribution != "confidential" or outcome != "supply"'

`<properties xmlns="urn:verbale:rulebook:1"><property name="secret stays">…</property></properties>` stands among the
extension elements of the model, beside its standard request. A property is a FEEL condition over the facts and the
outputs of the final decision; `verbale.engines.rules.proof` proves it, or finds facts of which it does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .feel import SyntaxFault, parse_expression
from .finding import Finding
from .model import DecisionTable, Extension, Model
from .supply import NAMESPACE

TAG, ONE = "properties", "property"
LONGEST_NAME = 120
"""Characters of a property's name."""
MOST = 200
"""Properties of one rulebook."""


@dataclass(frozen=True, slots=True)
class Property:
    """A condition in FEEL that shall be true whatever is asked. A name is unique in its rulebook."""

    name: str
    feel: str

    def __post_init__(self) -> None:
        if not self.name or not self.feel:
            raise ValueError("a property has a name and says something")


def properties(model: Model) -> tuple[Property, ...]:
    """The properties that a model carries, in its order. `check_properties` names what is left out as ill-formed."""
    found: dict[str, Property] = {}
    names = names_in(model)
    for each in _elements(model):
        if _why_not(each, names) is None:
            found.setdefault(_name(each), Property(_name(each), _feel(each)))
    return tuple(found.values())[:MOST]


def check_properties(model: Model) -> Iterator[Finding]:
    """Properties that are ill-formed, that stand twice, or that are no FEEL: errors, since what cannot be read is not
    proved either."""
    seen: set[str] = set()
    names = names_in(model)
    for each in _elements(model):
        name = _name(each)
        why = _why_not(each, names) or ("it stands twice" if name in seen else None)
        why = why or (f"a rulebook has at most {MOST}" if len(seen) >= MOST else None)
        seen.add(name)
        if why is not None:
            yield Finding("property", f"property “{name}”", why, cell=_feel(each))


def names_in(model: Model) -> tuple[str, ...]:
    """What a property can speak of: the facts, the final decisions, and the outputs of their tables."""
    tables = [each.logic for each in model.final if isinstance(each.logic, DecisionTable)]
    outputs = [column.name for table in tables for column in table.outputs if column.name]
    return tuple(dict.fromkeys([*(each.name for each in model.inputs), *(each.name for each in model.final), *outputs]))


def _elements(model: Model) -> Iterator[Extension]:
    for each in model.extensions:
        if each.namespace == NAMESPACE and each.tag == TAG:
            yield from each.children


def _why_not(each: Extension, names: tuple[str, ...]) -> str | None:
    if each.tag != ONE or each.namespace != NAMESPACE or not _name(each):
        return f"“{each.tag}” is no property with a name"
    if len(_name(each)) > LONGEST_NAME:
        return f"its name has more than {LONGEST_NAME} characters"
    if not _feel(each):
        return "it is empty"
    try:
        parse_expression(_feel(each), names)
    except SyntaxFault as fault:
        return f"character {fault.character}: {fault.why}"
    return None


def _name(each: Extension) -> str:
    return " ".join(each.attributes.get("name", "").split())


def _feel(each: Extension) -> str:
    return " ".join(each.text.split())
