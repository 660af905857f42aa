"""Records and classes in words."""

from __future__ import annotations

from collections.abc import Mapping

from ..feel import Value
from ..feel.write import literal


def record(facts: Mapping[str, Value]) -> str:
    """A record, fact by fact; "nothing is asked" where it has none."""
    return ", ".join(f"{name} {_value(value)}" for name, value in facts.items()) or "whatever the facts are"


def _value(value: Value) -> str:
    return "unknown" if value is None else literal(value)


def numbers(rules: tuple[int, ...] | list[int]) -> str:
    """Rules by their numbers: "rule 3", "rules 1, 2 and 5"."""
    if len(rules) == 1:
        return f"rule {rules[0]}"
    return f"rules {', '.join(map(str, rules[:-1]))} and {rules[-1]}"
