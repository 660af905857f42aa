"""The standard request of a supply rulebook: the request under which a whole catalogue is reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .errors import BadModel
from .feel import Scope, SyntaxFault, Value, compile_expression, parse_expression, tree
from .model import Extension, Model
from .supply import NAMESPACE

TAG = "standardRequest"


def standard_request(model: Model) -> Mapping[str, Value]:
    """Facts of the standard request by input name, read from the model's extension elements.

    `<standardRequest xmlns="urn:verbale:rulebook:1"><fact name="route">"department"</fact></standardRequest>`
    The text of a fact is a FEEL literal. Raises `BadModel` if there is none, or if a fact is not a literal.
    """
    found = find(model)
    if found is None:
        raise _bad(model, "it names no standard request")
    facts: dict[str, Value] = {}
    for each in found.children:
        name = " ".join(each.attributes.get("name", "").split())
        if each.tag != "fact" or each.namespace != NAMESPACE or not name:
            raise _bad(model, f"“{each.tag}” is not a fact with a name")
        if name in facts:
            raise _bad(model, f"“{name}” stands twice")
        facts[name] = _literal(model, name, each.text)
    return MappingProxyType(facts)


def find(model: Model) -> Extension | None:
    """The element of the standard request, if the model has one."""
    return next(iter(model.carried(NAMESPACE, TAG)), None)


def _literal(model: Model, name: str, text: str) -> Value:
    try:
        parsed = parse_expression(text or "null")
    except SyntaxFault as fault:
        raise _bad(model, f"“{name}”, character {fault.character}: {fault.why}") from fault
    if not _is_plain(parsed):
        raise _bad(model, f'“{name}” must be a literal, such as "open", 3, true, null or a list of these')
    return compile_expression(parsed)(Scope({}))


def _is_plain(node: tree.Expression) -> bool:
    if isinstance(node, tree.ListOf):
        return all(_is_plain(item) for item in node.items)
    return isinstance(node, tree.Literal)


def _bad(model: Model, why: str) -> BadModel:
    return BadModel(model=model.name, where="standard request", why=why)
