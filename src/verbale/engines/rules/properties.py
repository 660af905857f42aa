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
from .feel.free import free_names
from .feel.types import ContextType, Type
from .finding import Finding
from .model import DecisionTable, Extension, Model
from .supply import NAMESPACE

TAG, ONE = "properties", "property"
KIND = "property"
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
    for each in _elements(model):
        if _why_not(each, model) is None:
            found.setdefault(_name(each), Property(_name(each), _feel(each)))
    return tuple(found.values())[:MOST]


def check_properties(model: Model) -> Iterator[Finding]:
    """Properties that are ill-formed, that stand twice, that are no FEEL, or that speak of what the rulebook does not
    know: errors, since what cannot be read is not proved either. One without a name is told by its number."""
    seen: set[str] = set()
    for number, each in enumerate(_elements(model), 1):
        name = _name(each)
        why = _why_not(each, model) or ("it stands twice" if name in seen else None)
        why = why or (f"a rulebook has at most {MOST}" if len(seen) >= MOST else None)
        seen |= {name} if name else set()
        if why is not None:
            place = f"property “{name}”" if name else f"property {number}"
            yield Finding(KIND, place, why, cell=_feel(each))


def _outputs(model: Model) -> list[str]:
    """The outputs of the final decisions, which a property may name without their decision."""
    tables = [each.logic for each in model.final if isinstance(each.logic, DecisionTable)]
    return [column.name for table in tables for column in table.outputs if column.name]


def _members(of: Type) -> Iterator[str]:
    if isinstance(of, ContextType):
        for name, each in of.members:
            yield name
            yield from _members(each)


def _elements(model: Model) -> Iterator[Extension]:
    return (each for whole in model.carried(NAMESPACE, TAG) for each in whole.children)


def _why_not(each: Extension, model: Model) -> str | None:
    if each.tag != ONE or each.namespace != NAMESPACE or not _name(each):
        return f"“{each.tag}” is no property with a name"
    if len(_name(each)) > LONGEST_NAME:
        return f"its name has more than {LONGEST_NAME} characters"
    if not _feel(each):
        return "it is empty"
    return _why_no_feel(_feel(each), model)


def _why_no_feel(feel: str, model: Model) -> str | None:
    names = {each.name for each in model.inputs} | {each.name for each in model.decisions} | set(_outputs(model))
    members = {name for one in model.inputs for name in _members(one.type)} | set(_outputs(model))
    try:
        node = parse_expression(feel, names, members, model.types)
    except SyntaxFault as fault:
        return f"character {fault.character}: {fault.why}"
    unknown = sorted(free_names(node) - names)
    return f"nothing is called “{unknown[0]}” here" if unknown else None


def _name(each: Extension) -> str:
    return " ".join(each.attributes.get("name", "").split())


def _feel(each: Extension) -> str:
    return " ".join(each.text.split())
